package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocs holds that the page of the language shows a policy that parses and
// names every verb, word, preset and coarsening.
func TestDocs(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "docs", "policy.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(src)
	_, rest, ok := strings.Cut(page, "```yaml\n")
	if !ok {
		t.Fatal("no example on the page")
	}
	body, _, _ := strings.Cut(rest, "```")
	p := mustParse(t, "sr.yaml", body)
	mustBind(t, &Policy{File: p.File, About: p.About, Law: p.Law, Input: p.Input, Columns: p.Columns, Rules: p.Rules, Reasons: p.Reasons,
		Lists: map[string]string{}, lines: p.lines}, weeklyTable(), "ny-foil-muni", nil)
	_, words, _ := strings.Cut(page, "names what may stay: `")
	words, _, _ = strings.Cut(words, "`")
	for _, w := range Words() {
		if w != "license" && !strings.Contains(" "+strings.Join(strings.Fields(words), " ")+" ", " "+w+" ") {
			t.Errorf("the page does not name the word %q", w)
		}
	}
	for _, v := range verbNames(allVerbs()) {
		if !strings.Contains(page, "| `"+v+"`") {
			t.Errorf("the page does not name the verb %q", v)
		}
	}
	for _, w := range append(Presets(), coarsenings...) {
		if !strings.Contains(page, w) {
			t.Errorf("the page does not name %q", w)
		}
	}
	for _, k := range []string{"time_zone", "not_older_than", "leave_out", "header_row", "undecided", "unlisted", "patterns", "aggregate", "approved_by"} {
		if !strings.Contains(page, k) {
			t.Errorf("the page does not name the key %q", k)
		}
	}
}
