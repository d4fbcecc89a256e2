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
	blocks := strings.Split(page, "```yaml\n")
	if len(blocks) != 3 {
		t.Fatalf("%d examples on the page, want a policy and tables", len(blocks)-1)
	}
	body, _, _ := strings.Cut(blocks[1], "```")
	more, _, _ := strings.Cut(blocks[2], "```")
	for _, src := range []string{body, body + more} { // the page says: appended
		p := mustParse(t, "sr.yaml", src)
		p.Lists, p.listed = nil, nil // the files of the example's lists are nowhere
		b := mustBind(t, p, tabledFile(), "ny-foil-muni", nil)
		if len(b.Tables) != len(p.Aggregates) || b.RowsReleased() == (src != body) {
			t.Errorf("%d tables bound, rows released: %v", len(b.Tables), b.RowsReleased())
		}
	}
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
	for _, l := range append(append([]string{requesterList}, keepLists...), maskLists...) {
		if !strings.Contains(page, "`"+l+"`") {
			t.Errorf("the page does not name the list %q", l)
		}
	}
	for _, w := range append(Presets(), coarsenings...) {
		if !strings.Contains(page, w) {
			t.Errorf("the page does not name %q", w)
		}
	}
	for _, m := range measures {
		if !strings.Contains(page, strings.TrimSpace("`"+m.word+" "+map[string]string{"COLUMN": "C", "DIMENSION": "DIM"}[m.takes])+"`") {
			t.Errorf("the page does not name the measure %q", m.word)
		}
	}
	for _, w := range append([]string{"geohash1", "geohash8"}, append(periods, placeWords[:4]...)...) {
		if !strings.Contains(page, "`"+w+"`") {
			t.Errorf("the page does not name %q", w)
		}
	}
	for _, k := range []string{"table", "by", "as", "show", "unit", "people", "households", "hide", "below", "round", "none", "why", "stop_if_over", "also", "totals", "all",
		"not_located", "guard", "override", "place", "inside", "name", "part_of", "to", "map", "date", "each", "starts", "appears_after", "or", "column",
		"rows_are", "quasi_identifiers", "release", "rows"} {
		if !strings.Contains(page, "`"+k+"`") && !strings.Contains(page, "`"+k+":") && !strings.Contains(page, "{"+k+":") && !strings.Contains(page, ", "+k+":") {
			t.Errorf("the page does not name the key %q", k)
		}
	}
	for _, level := range []string{eachDay, eachMonth} { // quarters depend on where the year begins
		if row := "| `" + level + "` | `" + strings.Join(above(level, 7), "`, `") + "` |"; !strings.Contains(page, row) {
			t.Errorf("the page does not say %s", row)
		}
	}
	for _, k := range []string{"time_zone", "not_older_than", "leave_out", "header_row", "undecided", "unlisted", "patterns", "aggregate", "approved_by",
		"roles:", "published_at", "`promise`", "`policy`", "`finding`", "`consent`", "`code`", "confirmed_by", "except:"} {
		if !strings.Contains(page, k) {
			t.Errorf("the page does not name the key %q", k)
		}
	}
}
