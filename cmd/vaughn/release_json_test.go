package main

import (
	"testing"

	"vaughn/exemptions"
	"vaughn/redact/release"
)

// A column that the release adds holds no cell of the input: the JSON line counts
// as the sentence for people and the log do.
func TestReleaseJSONCountsNoAddedColumn(t *testing.T) {
	o := &release.Outcome{Files: []exemptions.File{{RowsIn: 3, RowsOut: 3, Columns: []exemptions.Column{
		{Name: "Account", Cells: 3, Changed: 2},
		{Name: "Account_withheld", Cells: 2, Added: true},
	}}}}
	if got := outcomeReport(o, nil, false); got.Cells != 3 || got.Masked != 2 {
		t.Errorf("cells %d, masked %d; want 3 and 2", got.Cells, got.Masked)
	}
}
