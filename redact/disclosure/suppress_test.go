package disclosure_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"vaughn/redact/disclosure"
)

// Two wards, three months; one small number. Its line and its column have one
// more hidden each, or the totals are.
func TestOneSmallNumberTakesOthersWithIt(t *testing.T) {
	tab := grid2("t", flat("ward", 3), flat("month", 3), []int64{3, 20, 30}, []int64{40, 15, 60}, []int64{70, 80, 90})
	out := suppress(t, 11, tab)
	h := out.Tables[0]
	if !hiddenAt(t, h, 0, 0) {
		t.Error("the small number is shown")
	}
	if h.Threshold != 1 || h.Complementary < 3 || h.Shown+h.Threshold+h.Complementary != 16 {
		t.Errorf("threshold %d, complementary %d, shown %d", h.Threshold, h.Complementary, h.Shown)
	}
	if hiddenAt(t, h, -1, -1) {
		t.Error("the grand total is hidden")
	}
	// 3, 20, 15 and 40 are the least that lets the 3 go up by five.
	value := int64(0)
	for _, v := range h.Cells {
		if v.Hidden {
			value += v.Units
		}
	}
	if value != 78 {
		t.Errorf("hidden numbers add up to %d, not 78", value)
	}
	if r := out.Report; r.Cells != 16 || r.Sensitive != 1 || r.Proved != 1 || r.Hidden != 4 || r.Width < 5 || r.Equations != 8 {
		t.Errorf("report: %+v", r)
	}
	if mustBeSafe(t, read([]*disclosure.Table{tab}, out, 1), 11, 5) != 1 {
		t.Error("not checked")
	}
}

// A total of January to March was released, and in another table each month. In
// the new release the year so far stands beside the earlier total.
func TestAnEarlierTotalIsKnown(t *testing.T) {
	tab := func() *disclosure.Table {
		return grid2("t", flat("ward", 2), flat("month", 4), []int64{30, 31, 32, 4}, []int64{40, 50, 60, 70})
	}
	known := disclosure.Known{Terms: []disclosure.Term{
		{At: []string{"ward0", "month0"}, Coef: 1}, {At: []string{"ward0", "month1"}, Coef: 1}, {At: []string{"ward0", "month2"}, Coef: 1}}}
	in := disclosure.Input{Tables: []*disclosure.Table{tab()}, Rule: disclosure.Rule{Below: 11}, Known: []disclosure.Known{known}}
	out, err := disclosure.Suppress(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	h := out.Tables[0]
	// With the first three known, month 3 is the total less them: the total must go.
	if !hiddenAt(t, h, 0, 3) || !hiddenAt(t, h, 0, -1) {
		t.Error("the year so far less the earlier total is a small number")
	}
	if h := suppress(t, 11, tab()).Tables[0]; hiddenAt(t, h, 0, -1) {
		t.Error("without the earlier total nothing asks for that")
	}
}

func TestRowsGiveAMarginAway(t *testing.T) {
	tab := grid2("t", flat("ward", 2), flat("month", 3), []int64{3, 30, 30}, []int64{40, 5, 60})
	in := disclosure.Input{Tables: []*disclosure.Table{tab}, Rule: disclosure.Rule{Below: 11}, Fixed: []disclosure.Fixed{{"ward"}}}
	out, err := disclosure.Suppress(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range out.Tables[0].Cells {
		if v.Hidden && v.At[1] == disclosure.Total {
			t.Errorf("cell %v is hidden although everybody has it", v.At)
		}
	}
	in.Fixed = []disclosure.Fixed{{"month", "ward"}}
	if _, err := disclosure.Suppress(context.Background(), in); !errors.Is(err, disclosure.ErrGiven) {
		t.Errorf("rows with ward and month give the table away: %v", err)
	}
}

func TestEarlierReleasesStand(t *testing.T) {
	tab := grid2("t", flat("ward", 3), flat("month", 3), []int64{3, 20, 30}, []int64{40, 15, 60}, []int64{70, 80, 90})
	was := func(at []int, w disclosure.Was) {
		k := slices.IndexFunc(tab.Cells, func(c disclosure.Cell) bool { return slices.Equal(c.At, at) })
		tab.Cells[k].Was = w
	}
	was([]int{1, 1}, disclosure.WasShown) // 15, which would be hidden
	was([]int{2, 2}, disclosure.WasHidden)
	out := suppress(t, 11, tab)
	if hiddenAt(t, out.Tables[0], 1, 1) {
		t.Error("a number that was shown is hidden")
	}
	if !hiddenAt(t, out.Tables[0], 2, 2) {
		t.Error("a number that was hidden is shown")
	}
	mustBeSafe(t, read([]*disclosure.Table{tab}, out, 1), 11, 5)
	was([]int{0, 0}, disclosure.WasShown)
	if _, err := disclosure.Suppress(context.Background(), disclosure.Input{Tables: []*disclosure.Table{tab}, Rule: disclosure.Rule{Below: 11}}); !errors.Is(err, disclosure.ErrGiven) {
		t.Errorf("a small number was shown before: %v", err)
	}
}

// Of linked tables one showed a cell before and the other hid it: it is known.
func TestShownOnceIsKnown(t *testing.T) {
	for _, order := range [][2]disclosure.Was{{disclosure.WasShown, disclosure.WasHidden}, {disclosure.WasHidden, disclosure.WasShown}} {
		var tabs []*disclosure.Table
		for k, name := range []string{"ward", "type"} {
			tab := grid2(name, flat(name, 2), flat("month", 2), []int64{30, 40}, []int64{50, 60})
			tab.Cells = append(tab.Cells, disclosure.Cell{At: []int{disclosure.Total, 0}, Units: 80, Was: order[k]})
			tabs = append(tabs, tab)
		}
		for k, h := range suppress(t, 11, tabs...).Tables {
			if hiddenAt(t, h, disclosure.Total, 0) {
				t.Errorf("%v: hidden in table %d", order, k)
			}
		}
	}
}

// The last month is not over: its numbers are not released, but the totals have
// them in.
func TestOpenPeriods(t *testing.T) {
	month := flat("month", 3)
	month.Secret = []bool{false, false, true}
	tab := grid2("t", flat("ward", 2), month, []int64{30, 20, 4}, []int64{40, 15, 60})
	out := suppress(t, 11, tab)
	for _, v := range out.Tables[0].Cells {
		if v.At[1] == 2 {
			t.Errorf("a number of an open month is in the release: %v", v.At)
		}
	}
	if !hiddenAt(t, out.Tables[0], 0, -1) && !hiddenAt(t, out.Tables[0], 0, 0) && !hiddenAt(t, out.Tables[0], 0, 1) {
		t.Error("the open month of ward 0 is its total less the others: 4")
	}
}

// Two tables have the month's totals, one of them does not show them.
func TestShowIsOfOneTable(t *testing.T) {
	a := grid2("a", flat("ward", 2), flat("month", 2), []int64{30, 40}, []int64{50, 60})
	b := grid2("b", flat("type", 2), flat("month", 2), []int64{30, 40}, []int64{50, 60})
	b.Show = func(at []int) bool { return at[0] >= 0 && at[1] >= 0 }
	out := suppress(t, 11, a, b)
	if n := len(out.Tables[1].Cells); n != 4 || out.Tables[1].Shown != 4 {
		t.Errorf("%d cells, shown %d: not the four that the table shows", n, out.Tables[1].Shown)
	}
	if len(out.Tables[0].Cells) != 9 {
		t.Error("the other table lost cells")
	}
	// A small number needs no company where no total is shown.
	c := grid2("c", flat("ward", 2), flat("month", 2), []int64{3, 40}, []int64{50, 60})
	c.Show = b.Show
	if h := suppress(t, 11, c).Tables[0]; h.Complementary != 0 || h.Threshold != 1 {
		t.Errorf("%d hidden beside the small number", h.Complementary)
	}
}

// Everybody of ward 0 is of type 0: that is no small number, and says it of all.
func TestGroupDisclosure(t *testing.T) {
	kind := flat("type", 3)
	kind.Group = true
	tab := grid2("t", flat("ward", 3), kind, []int64{200, 0, 0}, []int64{40, 30, 60}, []int64{70, 80, 90})
	out := suppress(t, 11, tab)
	h := out.Tables[0]
	if !hiddenAt(t, h, 0, 0) || !hiddenAt(t, h, 0, 1) && !hiddenAt(t, h, 0, 2) {
		t.Error("that all of ward 0 are of one type is shown")
	}
	if h.Group != 2 || h.Threshold != 0 {
		t.Errorf("group %d, threshold %d", h.Group, h.Threshold)
	}
	r := read([]*disclosure.Table{tab}, out, 0)
	for _, name := range []string{"type=type0&ward=ward0"} {
		if safe, known := r.safe(r.id[name], 5); !safe || !known {
			t.Errorf("%s can be worked out", name)
		}
	}
	kind.Group = false
	tab.Dims[1] = kind
	if n := suppress(t, 11, tab).Report.Hidden; n != 0 {
		t.Errorf("%d hidden where types say nothing about people", n)
	}
}

// The type that nobody has in the whole town can be no cover for a ward: another
// zero is hidden beside the only number.
func TestGroupTakesAZeroThatCouldBeMore(t *testing.T) {
	kind := flat("type", 3)
	kind.Group = true
	tab := grid2("t", flat("ward", 3), kind, []int64{0, 200, 0}, []int64{0, 30, 60}, []int64{0, 80, 90})
	h := suppress(t, 11, tab).Tables[0]
	if !hiddenAt(t, h, 0, 1) || !hiddenAt(t, h, 0, 2) || hiddenAt(t, h, 0, 0) {
		t.Error("not the zero of type 2")
	}
	// What an earlier release hid for this stays protected.
	for k := range tab.Cells {
		if v := tab.Cells[k].At; v[0] == 0 && v[1] > 0 {
			tab.Cells[k].Was = disclosure.WasHidden
		}
	}
	if out := suppress(t, 11, tab); out.Report.Sensitive != 2 {
		t.Errorf("%d protected, not 2", out.Report.Sensitive)
	}
}

// Districts by type in one table, wards by type in another, and a third that says
// which ward is in which district: the wards of a district add up to it.
func TestLevelsInDifferentTables(t *testing.T) {
	ward := disclosure.Dim{Name: "place", Codes: []string{"w1", "w2", "w3", "w4"}}
	district := disclosure.Dim{Name: "place", Codes: []string{"north", "south"}}
	both := disclosure.Dim{Name: "place", Codes: []string{"north", "south", "w1", "w2", "w3", "w4"}, Parent: []int{-1, -1, 0, 0, 1, 1}}
	kind := flat("type", 2)
	a := grid2("a", ward, kind, []int64{3, 40}, []int64{50, 60}, []int64{70, 80}, []int64{90, 20})
	b := grid2("b", district, kind, []int64{53, 100}, []int64{160, 100})
	c := &disclosure.Table{Name: "c", Dims: []disclosure.Dim{both}}
	for k, n := range []int64{43, 110, 150, 110} {
		c.Cells = append(c.Cells, disclosure.Cell{At: []int{k + 2}, Units: n})
	}
	out := suppress(t, 11, a, b, c)
	if !hiddenAt(t, out.Tables[0], 0, 0) {
		t.Fatal("3 is shown")
	}
	if !hiddenAt(t, out.Tables[0], 1, 0) && !hiddenAt(t, out.Tables[1], 0, 0) {
		t.Error("w1 is north less w2")
	}
}

// People are counted once in a total and once in each part. A reader knows that
// no part has more people than the total: while the total of 6 is shown, each part
// is 1 to 6, and the 4 cannot be five more in one table than in another as the
// others cannot make up for it.
func TestOverlappingCounts(t *testing.T) {
	tab := &disclosure.Table{Name: "t", Dims: []disclosure.Dim{flat("ward", 3)}}
	for k, n := range []int64{6, 4, 5, 6} {
		tab.Cells = append(tab.Cells, disclosure.Cell{At: []int{k - 1}, Units: n})
	}
	if !hiddenAt(t, suppress(t, 5, tab).Tables[0], disclosure.Total) {
		t.Error("the total is shown")
	}
	tab.Cells[0].Units = 15 // a sum: nobody is counted twice
	if hiddenAt(t, suppress(t, 5, tab).Tables[0], disclosure.Total) {
		t.Error("the total is hidden though another part would do")
	}
}

func TestSplitOfReasons(t *testing.T) {
	// 5 may be 1 to 10 and 60, 70 and 50 anything from 11: the reasons may be told.
	wide := grid2("t", flat("ward", 3), flat("month", 3), []int64{5, 60, 300}, []int64{70, 50, 600}, []int64{700, 800, 900})
	if !suppress(t, 11, wide).Report.Split {
		t.Error("telling the reasons gives something away where nothing is near the threshold")
	}
	// Who knows that 3 is small and the others are not knows too much of it.
	near := grid2("t", flat("ward", 2), flat("month", 2), []int64{3, 11}, []int64{11, 11})
	near.Show = func(at []int) bool { return true }
	if out := suppress(t, 5, near); out.Report.Split {
		t.Error("1 to 4 is no interval of five")
	}
}

func TestShapes(t *testing.T) {
	good := func() *disclosure.Table {
		return grid2("t", flat("ward", 2), flat("month", 2), []int64{30, 40}, []int64{50, 60})
	}
	cases := map[string]func(in *disclosure.Input){
		"threshold":       func(in *disclosure.Input) { in.Rule.Below = 1 },
		"width":           func(in *disclosure.Input) { in.Rule.Width = -1 },
		"coordinates":     func(in *disclosure.Input) { in.Tables[0].Cells[0].At = []int{0} },
		"code":            func(in *disclosure.Input) { in.Tables[0].Cells[0].At = []int{0, 2} },
		"negative":        func(in *disclosure.Input) { in.Tables[0].Cells[0].Units = -1 },
		"huge":            func(in *disclosure.Input) { in.Tables[0].Cells[0].Units = 1 << 62 },
		"two numbers":     func(in *disclosure.Input) { in.Tables[0].Cells[1].At = []int{0, 0} },
		"codes twice":     func(in *disclosure.Input) { in.Tables[0].Dims[0].Codes = []string{"a", "a"} },
		"empty code":      func(in *disclosure.Input) { in.Tables[0].Dims[0].Codes = []string{"a", ""} },
		"dimension twice": func(in *disclosure.Input) { in.Tables[0].Dims[1].Name = "ward" },
		"parents missing": func(in *disclosure.Input) { in.Tables[0].Dims[0].Parent = []int{-1} },
		"parent unknown":  func(in *disclosure.Input) { in.Tables[0].Dims[0].Parent = []int{-1, 7} },
		"circle":          func(in *disclosure.Input) { in.Tables[0].Dims[0].Parent = []int{1, 0} },
		"own parent":      func(in *disclosure.Input) { in.Tables[0].Dims[0].Parent = []int{-1, 1} },
		"secret missing":  func(in *disclosure.Input) { in.Tables[0].Dims[0].Secret = []bool{true} },
		"known table":     func(in *disclosure.Input) { in.Known = []disclosure.Known{{Terms: []disclosure.Term{{Table: 1}}}} },
		"known cell": func(in *disclosure.Input) {
			in.Known = []disclosure.Known{{Terms: []disclosure.Term{{At: []string{"x", ""}}}}}
		},
		"known arity": func(in *disclosure.Input) {
			in.Known = []disclosure.Known{{Terms: []disclosure.Term{{At: []string{""}}}}}
		},
		"known beyond": func(in *disclosure.Input) {
			in.Known = []disclosure.Known{{Terms: []disclosure.Term{{At: []string{"", ""}, Coef: 1 << 40}}}}
		},
		"tables disagree":  func(in *disclosure.Input) { o := good(); o.Cells[0].Units++; in.Tables = append(in.Tables, o) },
		"secret dimension": func(in *disclosure.Input) { in.Tables[0].Dims[1].Secret = []bool{true, true, true} },
	}
	for name, spoil := range cases {
		in := disclosure.Input{Tables: []*disclosure.Table{good()}, Rule: disclosure.Rule{Below: 11}}
		spoil(&in)
		if _, err := disclosure.Suppress(context.Background(), in); !errors.Is(err, disclosure.ErrShape) {
			t.Errorf("%s: %v", name, err)
		}
	}
	big := &disclosure.Table{Dims: []disclosure.Dim{flat("a", 700), flat("b", 700)}}
	if _, err := disclosure.Suppress(context.Background(), disclosure.Input{Tables: []*disclosure.Table{big}, Rule: disclosure.Rule{Below: 11}}); !errors.Is(err, disclosure.ErrSize) {
		t.Errorf("too large: %v", err)
	}
	if out := suppress(t, 11); len(out.Tables) != 0 || out.Report.Cells != 0 {
		t.Error("no tables end in some")
	}
	empty := &disclosure.Table{Dims: []disclosure.Dim{{Name: "none"}}}
	if out := suppress(t, 11, empty); len(out.Tables[0].Cells) != 1 || out.Tables[0].Shown != 1 {
		t.Error("a table without codes has its total, zero")
	}
}

func TestNothingCanHideIt(t *testing.T) {
	// The only number of the table: everything that adds up to it is the same.
	tab := grid2("t", flat("ward", 1), flat("month", 2), []int64{3, 0})
	tab.Cells = append(tab.Cells, disclosure.Cell{At: []int{disclosure.Total, disclosure.Total}, Units: 3, Was: disclosure.WasHidden})
	in := disclosure.Input{Tables: []*disclosure.Table{tab}, Rule: disclosure.Rule{Below: 11}, Known: []disclosure.Known{{Terms: []disclosure.Term{{At: []string{"", ""}, Coef: 1}}}}}
	if _, err := disclosure.Suppress(context.Background(), in); !errors.Is(err, disclosure.ErrUnsafe) {
		t.Errorf("the total is known and has one part: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, stop := context.WithCancelCause(context.Background())
	why := errors.New("enough")
	stop(why)
	tab := grid2("t", flat("ward", 3), flat("month", 3), []int64{3, 20, 30}, []int64{40, 15, 60}, []int64{70, 80, 90})
	if _, err := disclosure.Suppress(ctx, disclosure.Input{Tables: []*disclosure.Table{tab}, Rule: disclosure.Rule{Below: 11}}); !errors.Is(err, why) {
		t.Errorf("Suppress: %v", err)
	}
	if _, err := disclosure.Round(ctx, disclosure.Rounding{Tables: []*disclosure.Table{tab}, Base: 5}); !errors.Is(err, why) {
		t.Errorf("Round: %v", err)
	}
}

// A table of counts from anywhere: hide the small numbers and print what is left.
func ExampleSuppress() {
	table := &disclosure.Table{
		Name: "requests",
		Dims: []disclosure.Dim{{Name: "ward", Codes: []string{"North", "South", "East"}}, {Name: "month", Codes: []string{"May", "June", "July"}}},
	}
	for ward, row := range [][]int64{{3, 20, 30}, {40, 15, 60}, {70, 80, 90}} {
		for month, n := range row {
			table.Cells = append(table.Cells, disclosure.Cell{At: []int{ward, month}, Units: n})
		}
	}
	out, err := disclosure.Suppress(context.Background(), disclosure.Input{
		Tables: []*disclosure.Table{table}, Rule: disclosure.Rule{Below: 11}})
	if err != nil {
		fmt.Println("nothing may be shown:", err)
		return
	}
	for _, cell := range out.Tables[0].Cells {
		ward, month := "all wards", "all months"
		if cell.At[0] != disclosure.Total {
			ward = table.Dims[0].Codes[cell.At[0]]
		}
		if cell.At[1] != disclosure.Total {
			month = table.Dims[1].Codes[cell.At[1]]
		}
		if cell.Hidden {
			fmt.Println(ward, month, "hidden")
		}
	}
	fmt.Println(out.Report.Hidden, "of", out.Report.Cells, "are hidden")
	// Output:
	// North May hidden
	// South May hidden
	// North June hidden
	// South June hidden
	// 4 of 16 are hidden
}
