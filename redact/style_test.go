package redact

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/detect"
	"vaughn/exemptions"
)

func TestStyles(t *testing.T) {
	for _, c := range []struct {
		to, in     string
		kind       detect.Kind
		out, shown string
		ok         bool
	}{
		{"year", "2026-05-03", detect.KindDate, "2026", "year", true},
		{"year", "5/3/2026 14:02", detect.KindDate, "2026", "year", true},
		{"month", "2026-05-03T14:02:11Z", detect.KindDate, "2026-05", "month", true},
		{"month", "5/3/2026", detect.KindDate, "2026-05", "month", true},
		{"month", "23/5/2026", detect.KindDate, "", "", false},
		{"month", "5/3/26", detect.KindDate, "", "", false},
		{"year", "spring", detect.KindText, "", "", false},
		{"zip", "13204-1234", detect.KindText, "13204", "ZIP code", true},
		{"zip3", "13204", detect.KindText, "132**", "first three digits of the ZIP code", true},
		{"zip3", "1320", detect.KindText, "013**", "first three digits of the ZIP code", true},
		{"zip3", "03601-0042", detect.KindText, "000**", "first three digits of the ZIP code", true},
		{"zip", "13204 Pat", detect.KindText, "", "", false},
		{"age-band", "34", detect.KindNumber, "30 to 39", "ten years of age", true},
		{"age-band", "9", detect.KindNumber, "0 to 9", "ten years of age", true},
		{"age-band", "89", detect.KindNumber, "80 to 89", "ten years of age", true},
		{"age-band", "90", detect.KindNumber, "90 or older", "ten years of age", true},
		{"age-band", "104.0", detect.KindNumber, "90 or older", "ten years of age", true},
		{"age-band", "1987", detect.KindNumber, "", "", false},
		{"age-band", "-3", detect.KindNumber, "", "", false},
		{"age-band", "34 y", detect.KindText, "", "", false},
		{"network", "203.0.113.77", detect.KindText, "203.0.113.0/24", "network", true},
		{"network", "2001:db8:1:2:3:4:5:6", detect.KindText, "2001:db8:1::/48", "network", true},
		{"network", "::ffff:203.0.113.77", detect.KindText, "203.0.113.0/24", "network", true},
		{"network", "fe80::1%eth0", detect.KindText, "fe80::/48", "network", true},
		{"network", "203.0.113.77:443", detect.KindText, "", "", false},
		{"web-site", "https://pat:secret@www.Example.org:8080/u/pat.doe?sid=9f2&mail=pat@example.org#x", detect.KindText, "www.example.org", "web site", true},
		{"web-site", "example.org/search?q=pat+doe", detect.KindText, "example.org", "web site", true},
		{"web-site", "http://203.0.113.77/x", detect.KindText, "", "", false},
		{"web-site", "mailto:pat@example.org", detect.KindText, "", "", false},
		{"web-site", "direct visit", detect.KindText, "", "", false},
		{"3 decimals", "43.0481221", detect.KindCoordinate, "43.048", "3 decimals", true},
		{"2 decimals", "-0.0012", detect.KindCoordinate, "0.00", "2 decimals", true},
		{"3 decimals", "N/A", detect.KindText, "", "", false},
		{"3 decimals", "NaN", detect.KindText, "", "", false},
		{"hundred-block", "1432 Bear St", detect.KindText, "1400 block Bear St", "hundred block", true},
		{"hundred-block", "1432 N Bear St Apt 3, Syracuse, NY 13208", detect.KindText, "1400 block N Bear St", "hundred block", true},
		{"hundred-block", "12 1/2 Elm St", detect.KindText, "0 block Elm St", "hundred block", true},
		{"hundred-block", "12A Elm St #4", detect.KindText, "0 block Elm St", "hundred block", true},
		{"hundred-block", "12 B Elm St", detect.KindText, "0 block Elm St", "hundred block", true},
		{"hundred-block", "77 7th Ave", detect.KindText, "0 block 7th Ave", "hundred block", true},
		{"hundred-block", "5th Ave", detect.KindText, "", "", false},
		{"hundred-block", "1200 block of Oak St", detect.KindText, "1200 block Oak St", "hundred block", true},
		{"hundred-block", "12XX Oak St", detect.KindText, "1200 block Oak St", "hundred block", true},
		{"hundred-block", "100 B St NW", detect.KindText, "100 block B St NW", "hundred block", true},
		{"hundred-block", "Bear St & N Salina St", detect.KindText, "Bear St & N Salina St", "", true},
		{"hundred-block", "12 Elm St 13208-1234", detect.KindText, "0 block Elm St", "hundred block", true},
		{"hundred-block", "12 Elm St 3155550142", detect.KindText, "0 block Elm St", "hundred block", true},
		{"hundred-block", "12 Elm St pat@example.org", detect.KindText, "0 block Elm St", "hundred block", true},
		{"hundred-block", "12-1/2 Elm St", detect.KindText, "0 block Elm St", "hundred block", true},
		{"hundred-block", "607-555-0142 Pat Doe", detect.KindText, "", "", false},
		{"hundred-block", "607 555 0142", detect.KindText, "", "", false},
		{"hundred-block", "12 Elm St where the neighbour leaves bins out on the walk", detect.KindText, "", "", false},
		{"hundred-block", "behind the school", detect.KindText, "", "", false},
		{"hundred-block", "1432", detect.KindText, "", "", false},
		{"hundred-block", "1432 #5", detect.KindText, "", "", false},
		{"hundred-block", "43.0481221", detect.KindCoordinate, "43.048", "3 decimals", true},
	} {
		st, err := NewStyle(c.to)
		if err != nil {
			t.Fatalf("%s: %v", c.to, err)
		}
		out, shown, ok := st.Apply(c.in, c.kind)
		if out != c.out || shown != c.shown || ok != c.ok {
			t.Errorf("%s of %q: got %q, %q, %v, want %q, %q, %v", c.to, c.in, out, shown, ok, c.out, c.shown, c.ok)
		}
	}
}

func TestNewStyleRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, to := range []string{"", "decade", "9 decimals", "decimals", "-1 decimals"} {
		if _, err := NewStyle(to); err == nil {
			t.Errorf("NewStyle(%q): no error", to)
		}
	}
}

// A house number never survives the hundred block.
func TestHundredBlockHidesTheHouse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 99999).Draw(t, "number")
		unit := rapid.SampledFrom([]string{"", " Apt 7", " #12", ", Unit 3", " Ste 900"}).Draw(t, "unit")
		out, _, ok := blockStyle{}.Apply(itoa(n)+" Orchard Ave"+unit, detect.KindText)
		if !ok {
			t.Fatalf("%d: not coarsened", n)
		}
		if want := itoa(n/100*100) + " block Orchard Ave"; out != want {
			t.Fatalf("%d%s: got %q, want %q", n, unit, out, want)
		}
	})
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestCodeIsKeyedPerColumnAndDataset(t *testing.T) {
	a := code([]byte("k1"), "d", "c", "Pat Doe")
	if a != code([]byte("k1"), "d", "c", " Pat Doe ") {
		t.Error("the same value has two codes")
	}
	for name, b := range map[string]string{
		"key": code([]byte("k2"), "d", "c", "Pat Doe"), "dataset": code([]byte("k1"), "e", "c", "Pat Doe"),
		"column": code([]byte("k1"), "d", "x", "Pat Doe"), "value": code([]byte("k1"), "d", "c", "Pat Roe"),
	} {
		if a == b {
			t.Errorf("another %s gives the same code", name)
		}
	}
	if !strings.HasPrefix(a, "id-") || len(a) != 19 {
		t.Errorf("code is %q, want id- and 16 letters", a)
	}
}

func TestLabelIsASCIIAndDoesNotReveal(t *testing.T) {
	g := &exemptions.Ground{Label: "NY POL 87(2)(b)"}
	if got, want := Label(detect.PhoneNumber, g), "[phone withheld: NY POL 87(2)(b)]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Label(detect.Minor, g), "[personal information withheld: NY POL 87(2)(b)]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, e := range detect.Entities() {
		l := Label(e, &exemptions.Ground{Label: "Ley § 5 [x]"})
		if start, end, ok := exemptions.NextLabel(l, 0); !ok || start != 0 || end != len(l) {
			t.Errorf("%v: %q does not read back as one label", e, l)
		}
		for i := range len(l) {
			if l[i] < ' ' || l[i] > '~' {
				t.Errorf("%v: %q is not ASCII", e, l)
			}
		}
	}
}

// The short way to round gives what the long way gives.
func TestPlainDecimalsAreRoundedAsAnyOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?[0-9]{1,11}(\.[0-9]{0,10})?`).Draw(t, "text")
		d := decimalStyle{rapid.IntRange(0, 4).Draw(t, "decimals")}
		got, ok := d.plain(text)
		if !ok {
			return
		}
		if want, _, ok := d.Apply(" "+text, 0); !ok || got != want {
			t.Fatalf("%q with %d decimals is %q, want %q (%v)", text, d.n, got, want, ok)
		}
	})
}
