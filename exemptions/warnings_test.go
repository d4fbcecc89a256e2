package exemptions

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWarningsOfShippedPacks(t *testing.T) {
	const unchecked = "Law that this release may rest on and that is unchecked (known second-hand, or from a text that has since moved to another section): "
	const harm = "Only where the agency foresees harm to the protected interest, or another law forbids release, may it use: "
	ca := unchecked + "CA 7922.200 (ca.ssn), CA 7927.410 (ca.utility), CA 7927.700 (ca.personnel). Counsel should read the text of today."
	for _, tt := range []struct {
		pack, channel string
		used          []string
		want          []string
	}{
		{"generic", "web", nil, nil},
		{"ny-foil", "web", nil, nil},
		{"ny-foil-muni", "request", []string{"ny.safety"}, nil},
		{"ca-cpra", "web", nil, []string{ca}},
		{"ca-cpra", "request", []string{"ca.drafts"}, []string{ca}},
		{"ca-cpra", "request", []string{"CA 6255(a)"}, []string{unchecked + "CA 7922.000 (ca.balancing), CA 7922.200 (ca.ssn), CA 7927.410 (ca.utility), CA 7927.700 (ca.personnel). Counsel should read the text of today."}},
		{"mo-sunshine", "web", []string{"mo.security-plans"}, nil},
		{"us-foia", "web", nil, []string{harm + "US 5 USC 552(b)(6). Somebody must have judged that."}},
		{"us-foia", "request", []string{"us.deliberative", "us.other-statute"}, []string{
			harm + "US 5 USC 552(b)(5), US 5 USC 552(b)(6). Somebody must have judged that.",
			"Law in use that stops to cover old records: US 5 USC 552(b)(5) (us.deliberative) after 25 years.",
		}},
	} {
		if diff := cmp.Diff(tt.want, load(t, tt.pack).Warnings(tt.channel, today, tt.used...)); diff != "" {
			t.Errorf("%s on %s: %s", tt.pack, tt.channel, diff)
		}
	}
}

// A channel warns of its own law only, and of what a policy of that channel uses.
func TestWarningsAreOfTheChannel(t *testing.T) {
	src := strings.Replace(small, "channels: [web], from:", "channels: [web, request], from:", 1)
	p, err := parse("test", []byte(src), noOther)
	if err != nil {
		t.Fatal(err)
	}
	if w := p.Warnings("request", today); w != nil {
		t.Errorf("a request is warned of a row for the web: %v", w)
	}
	if w := p.Warnings("request", today, "xx.one"); len(w) != 3 {
		t.Errorf("a code that the policy uses: %v", w)
	}
	if w := p.Warnings("web", day("2022-01-01")); len(w) != 2 || !strings.Contains(w[1], "not yet in force on 2022-01-01: XX 7927.410 (xx.one) from 2023-01-01.") {
		t.Errorf("before it began: %v", w)
	}
}

// After 400 days without a check every pack in use says so, in few lines.
func TestWarningsOfAnOldCheck(t *testing.T) {
	for _, n := range Names() {
		p := load(t, n)
		for d, stale := range map[string]bool{"2027-12-28": false, "2027-12-29": true} {
			w := p.Warnings("request", day(d))
			has := strings.Contains(strings.Join(w, "\n"), "last checked long ago")
			if has != (stale && n != "generic") {
				t.Errorf("%s on %s: %v", n, d, w)
			}
			if len(w) > 3 {
				t.Errorf("%s gives %d lines", n, len(w))
			}
			for _, line := range w {
				if len(line) > 700 {
					t.Errorf("%s: a line of %d characters", n, len(line))
				}
			}
		}
	}
}
