package logform

import (
	"strings"
	"testing"

	"vaughn/exemptions"
)

// TestTablesInTheLog holds what the log says of tables, and that a table where
// nothing is hidden is not said to have stood an attack.
func TestTablesInTheLog(t *testing.T) {
	some := exemptions.Table{Rule: "Numbers of 1 to 10 rows are hidden.", Measures: make([]exemptions.TableMeasure, 2), Cells: 30, Hidden: 4,
		Reasons: []exemptions.TableReason{{Reason: "fewer than 11", Cells: 3}}, Audit: &exemptions.TableAudit{Equations: 12, Protected: 3, Width: 5, Required: 5}}
	none := exemptions.Table{Rule: "No number is hidden.", Measures: make([]exemptions.TableMeasure, 1), Cells: 10, Audit: some.Audit}
	files := []exemptions.File{{Name: "a.csv", Table: &some}, {Name: "b.csv", Table: &none}}
	if got, want := Sentence(files, nil, "City"), "8 of 70 numbers in 2 tables (11.4 %) are hidden; no row is released."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	lines := tableLines(files)
	if len(lines) != 2 || !strings.Contains(lines[0], "4 are hidden (3 fewer than 11)") || !strings.Contains(lines[0], "12 equations") || strings.Contains(lines[1], "attacked") {
		t.Errorf("got %q", lines)
	}
	rows := append(files, exemptions.File{Name: "c.csv", RowsIn: 5, RowsOut: 4, Columns: []exemptions.Column{{Cells: 10, Changed: 1}}})
	if got, want := Sentence(rows, nil, "City"), "1 of 10 released cells (10.0 %) is masked; 1 row is left out; 8 of 70 numbers in 2 tables (11.4 %) are hidden; everything else is as the City holds it."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	in := HTMLInput{Files: []exemptions.File{{Name: "a.csv", Table: &some, Notes: []string{"Zeros are shown.", "not carried: 1 column"}}}}
	if got := notExamined(&in); len(got) != 1 || got[0] != "a.csv: not carried: 1 column" {
		t.Errorf("not examined: %q", got)
	}
}
