package policy

import (
	"strings"
	"testing"

	"vaughn/exemptions"
)

func TestGroundAt(t *testing.T) {
	src := "law: {pack: ny-foil-muni, channel: %s}\ncolumns: {keep: [A]}\nreasons: {own: {policy: We chose so.}, told: {promise: Never.}}\n"
	for _, tt := range []struct {
		channel, code, err string
		basis              exemptions.Basis
	}{
		{"web", "own", "", exemptions.BasisPolicy},
		{"web", "told", "", exemptions.BasisPromise},
		{"request", "NY POL 87(2)(b)", "", exemptions.BasisExemption},
		{"request", "own", `w.csv:7: On channel "request" only a law can withhold, and "own" is none. Use a code (vaughn list exemptions ny-foil-muni).`, ""},
		{"inspection", "told", `w.csv:7: On channel "inspection" only a law can withhold, and "told" is none.`, ""},
		{"web", "no.such", `w.csv:7: "no.such" is neither one of the policy's reasons nor a usable code of ny-foil-muni.`, ""},
	} {
		p := mustParse(t, "a.yaml", strings.Replace(src, "%s", tt.channel, 1))
		g, err := p.GroundAt("w.csv", 7, tt.code, BindOptions{Pack: pack(t, "ny-foil-muni")})
		switch {
		case tt.err != "":
			if err == nil || !strings.HasPrefix(err.Error(), tt.err) {
				t.Errorf("%s %s: %v, want %s", tt.channel, tt.code, err, tt.err)
			}
		case err != nil || g == nil || g.Basis != tt.basis:
			t.Errorf("%s %s: %+v, %v", tt.channel, tt.code, g, err)
		}
	}
}

func TestCSVText(t *testing.T) {
	text, comma, skipped, err := CSVText("w.csv", strings.NewReader("\xEF\xBB\xBFsep=;\nfile;by\na;b\n"))
	if err != nil || text != "file;by\na;b\n" || comma != ';' || skipped != 1 {
		t.Errorf("%q %q %d %v", text, comma, skipped, err)
	}
	if _, _, _, err := CSVText("w.csv", strings.NewReader("a\x00b")); err == nil || !strings.HasPrefix(err.Error(), "w.csv: ") {
		t.Errorf("error %v", err)
	}
}
