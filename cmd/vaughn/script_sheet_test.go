package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// scriptFill writes into a sheet as a person would: fill SHEET TAB ROW HEAD=TEXT...
// ROW is a number as Excel counts, or a text that one cell of the row is; "*" is
// every row that has an id. The column names stand in row 2.
func scriptFill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: fill SHEET TAB ROW HEAD=TEXT...")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	rows, err := f.GetRows(args[1])
	ts.Check(err)
	var at []int
	if n, err := strconv.Atoi(args[2]); err == nil {
		at = []int{n}
	}
	for i := 2; i < len(rows) && len(at) == 0 || args[2] == "*" && i < len(rows); i++ {
		if args[2] == "*" && rows[i][0] != "" || slices.Contains(rows[i], args[2]) {
			at = append(at, i+1)
		}
	}
	if len(at) == 0 {
		ts.Fatalf("no row of %s is %s", args[1], args[2])
	}
	for _, set := range args[3:] {
		head, text, _ := strings.Cut(set, "=")
		col := slices.Index(rows[1], head)
		if col < 0 {
			ts.Fatalf("the tab %s has no column %s, only %v", args[1], head, rows[1])
		}
		for _, row := range at {
			name, err := excelize.CoordinatesToCellName(col+1, row)
			ts.Check(err)
			ts.Check(f.SetCellStr(args[1], name, text))
		}
	}
	ts.Check(f.Save())
}

// scriptCells prints a tab, its cells joined with "|": cells SHEET TAB.
func scriptCells(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	rows, err := f.GetRows(args[1])
	ts.Check(err)
	for _, r := range rows {
		_, err := ts.Stdout().Write([]byte(strings.Join(r, "|") + "\n"))
		ts.Check(err)
	}
}
