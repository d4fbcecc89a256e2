package disclosure_test

import (
	"context"
	"slices"
	"testing"

	"vaughn/redact/disclosure"
)

// stepped is a table of three dimensions with four numbers below 3, and how it can
// be released such that one of them, 2, may be every second number up to 12.
func stepped() (*disclosure.Table, *disclosure.Outcome) {
	tab := &disclosure.Table{Name: "one", Dims: []disclosure.Dim{flat("a", 3), flat("b", 2), flat("c", 3)}}
	for k, n := range []int64{0, 1, 6, 0, 4, 50, 8, 11, 2, 34, 14, 10, 1, 4, 6, 4, 6, 1} {
		tab.Cells = append(tab.Cells, disclosure.Cell{At: []int{k / 6, k / 3 % 2, k % 3}, Units: n})
	}
	all := everything(tab)
	for k := range all.Cells {
		v := &all.Cells[k]
		v.Hidden = slices.ContainsFunc([][]int{
			{0, 0, 1}, {1, 0, 2}, {2, 0, 0}, {2, 1, 2}, // the small ones
			{0, 0, 2}, {1, 0, 0}, {1, 0, 1}, {1, 1, 1}, {1, 1, 2}, {2, 0, 2}, {2, 1, 1},
			{0, -1, 1}, {0, -1, 2}, {1, -1, 0}, {1, -1, 2}, {2, -1, 0}, {2, -1, 1},
		}, func(at []int) bool { return slices.Equal(at, v.At) })
	}
	return tab, &disclosure.Outcome{Tables: []disclosure.Hidden{all}}
}

// The hidden numbers hang on one walk, which goes twice through a1&b0&c2: whatever
// the others change by, that one changes by twice as much. It is 2, 4, 6, 8, 10 or
// 12: two tables are ten apart there, and yet no two whose numbers are within five
// of the true one are five apart. (A program for whole numbers lists the same six.)
// Who looks no further than that takes 2 to 6 for all there is, and a release that
// keeps its promise for a leak.
func TestReaderSeesBeyondGaps(t *testing.T) {
	tab, out := stepped()
	r := read([]*disclosure.Table{tab}, out, 1)
	cell := r.id["a=a1&b=b0&c=c2"]
	var may []int64
	for v := int64(0); v <= 70; v++ {
		ok, sure := r.asked(cell, v)
		if !sure {
			t.Fatalf("the reader gave up at %d", v)
		}
		if ok {
			may = append(may, v)
		}
	}
	if !slices.Equal(may, []int64{2, 4, 6, 8, 10, 12}) {
		t.Errorf("the number may be %v", may)
	}
	for _, c := range []struct {
		width int64
		safe  bool
	}{{5, true}, {9, true}, {10, true}, {11, false}} {
		if safe, known := r.safe(cell, c.width); safe != c.safe || !known {
			t.Errorf("apart by %d: %v, known %v", c.width, safe, known)
		}
	}
	if n := mustBeSafe(t, r, 3, disclosure.DefaultWidth); n != 4 {
		t.Errorf("%d small numbers were checked", n)
	}
}

// With any one of the others shown, the walk is cut and all four are known.
func TestReaderSeesTheWalkCut(t *testing.T) {
	tab, out := stepped()
	cut := 0
	for k := range out.Tables[0].Cells {
		v := &out.Tables[0].Cells[k]
		if !v.Hidden || v.Units < 3 {
			continue
		}
		v.Hidden, cut = false, cut+1
		r := read([]*disclosure.Table{tab}, out, 1)
		for _, name := range []string{"a=a0&b=b0&c=c1", "a=a1&b=b0&c=c2", "a=a2&b=b0&c=c0", "a=a2&b=b1&c=c2"} {
			if safe, known := r.safe(r.id[name], 1); safe || !known {
				t.Errorf("%s is not worked out with %v shown", name, v.At)
			}
		}
		v.Hidden = true
	}
	if cut != 13 {
		t.Errorf("%d others, not 13", cut)
	}
}

// The table as it comes: whatever is hidden for the sake of the four is enough.
func TestSmallNumbersOfASteppedTable(t *testing.T) {
	tab, _ := stepped()
	for _, effort := range []int{-1, 0, 20} {
		in := disclosure.Input{Tables: []*disclosure.Table{tab}, Rule: disclosure.Rule{Below: 3}, Effort: effort}
		out, err := disclosure.Suppress(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if n := mustBeSafe(t, read(in.Tables, out, 1), 3, disclosure.DefaultWidth); n != 4 || out.Report.Width < disclosure.DefaultWidth {
			t.Errorf("effort %d: %d checked, width %d", effort, n, out.Report.Width)
		}
	}
}
