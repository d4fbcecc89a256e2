package disclosure_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vaughn/redact/disclosure"
)

func rounded(t interface{ Fatalf(string, ...any) }, base int64, tables ...*disclosure.Table) *disclosure.Rounded {
	out, err := disclosure.Round(context.Background(), disclosure.Rounding{Tables: tables, Base: base})
	if err != nil {
		t.Fatalf("Round: %v", err)
	}
	return out
}

// Every sum holds, no innermost cell is between 0 and the base, larger ones of the
// first table are true, zeros stay, and the errors are what they are said to be.
func TestRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.SampledFrom([]int64{3, 5, 11}).Draw(t, "base")
		tabs := tables(t)
		out, err := disclosure.Round(context.Background(), disclosure.Rounding{Tables: tabs, Base: base})
		if errors.Is(err, disclosure.ErrRound) && len(tabs) > 1 {
			return // nothing large enough gives way
		}
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]int64{}
		worst, sum, n := int64(0), int64(0), 0
		for k, cells := range out.Tables {
			for _, c := range cells {
				name := cellName(tabs[k], c.At)
				if other, ok := said[name]; ok && other != c.Units {
					t.Fatalf("%s is %d in one table and %d in another", name, other, c.Units)
				}
				said[name] = c.Units
				want := truth(tabs[k], c.At)
				off := max(c.Units-want, want-c.Units)
				worst, sum, n = max(worst, off), sum+off, n+1
				inner := !slices.Contains(c.At, disclosure.Total)
				for d, code := range c.At {
					inner = inner && !slices.Contains(tabs[k].Dims[d].Parent, code)
				}
				if inner && (c.Units < 0 || c.Units > 0 && c.Units < base || want == 0 && c.Units != 0 || k == 0 && want >= base && c.Units != want) {
					t.Fatalf("%s is %d, rounded from %d", name, c.Units, want)
				}
			}
		}
		for k, cells := range out.Tables {
			sums(t, tabs[k], cells, said)
		}
		if out.Max != worst || out.Mean != float64(sum)/float64(n) {
			t.Fatalf("errors %d and %g, not %d and %g", out.Max, out.Mean, worst, float64(sum)/float64(n))
		}
		if again := rounded(t, base, tabs...); !reflect.DeepEqual(out, again) {
			t.Fatal("the same tables are rounded in another way")
		}
	})
}

// sums fails where a cell is not the sum of its parts.
func sums(t *rapid.T, tab *disclosure.Table, cells []disclosure.RoundedCell, said map[string]int64) {
	for _, c := range cells {
		for d := range c.At {
			n, parts := int64(0), 0
			for code := range tab.Dims[d].Codes {
				up := disclosure.Total
				if p := tab.Dims[d].Parent; p != nil {
					up = p[code]
				}
				if up == c.At[d] {
					at := slices.Clone(c.At)
					at[d] = code
					n, parts = n+said[cellName(tab, at)], parts+1
				}
			}
			if parts > 0 && n != c.Units {
				t.Fatalf("%v is %d, its parts %d", c.At, c.Units, n)
			}
		}
	}
}

// Over a table of 55 places and 36 months totals stay within the base, and the
// mean error is far below what chance would do.
func TestRoundIsClose(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	tab := &disclosure.Table{Name: "t", Dims: []disclosure.Dim{flat("tract", 55), flat("month", 36)}}
	for i := range 55 {
		for j := range 36 {
			tab.Cells = append(tab.Cells, disclosure.Cell{At: []int{i, j}, Units: int64(rng.ExpFloat64() * float64(4+i))})
		}
	}
	out := rounded(t, 5, tab)
	if out.Max > 4 || out.Mean > 0.5 {
		t.Errorf("errors: at most %d, in the mean %.2f", out.Max, out.Mean)
	}
	for _, c := range out.Tables[0] {
		if c.At[0] == disclosure.Total || c.At[1] == disclosure.Total {
			if off := c.Units - truth(tab, c.At); off > 4 || off < -4 {
				t.Errorf("total %v is off by %d", c.At, off)
			}
		}
	}
}

// What was released stays, though a new month would round it differently.
func TestRoundHeld(t *testing.T) {
	tab := grid2("t", flat("ward", 3), flat("month", 3), []int64{3, 20, 2}, []int64{4, 1, 3}, []int64{70, 2, 90})
	held := func(_ int, at []int) (int64, bool) { return map[int]int64{0: 5, 1: 0, 2: 70}[at[0]], at[1] == 0 }
	out, err := disclosure.Round(context.Background(), disclosure.Rounding{Tables: []*disclosure.Table{tab}, Base: 5, Held: held})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range out.Tables[0] {
		if c.At[1] != 0 || c.At[0] < 0 {
			continue
		}
		if want, _ := held(0, c.At); c.Units != want {
			t.Errorf("%v is %d, was %d", c.At, c.Units, want)
		}
	}
}

func TestRoundRefuses(t *testing.T) {
	tab := func() *disclosure.Table {
		return grid2("t", flat("ward", 2), flat("month", 2), []int64{3, 20}, []int64{40, 1})
	}
	people := tab()
	people.Cells = append(people.Cells, disclosure.Cell{At: []int{disclosure.Total, disclosure.Total}, Units: 50})
	alone := grid2("a", flat("type", 2), flat("month", 2), []int64{1, 1}, []int64{2, 0})
	other := grid2("b", flat("ward", 2), flat("month", 2), []int64{3, 0}, []int64{0, 1})
	cases := map[string]struct {
		in   disclosure.Rounding
		want error
	}{
		"base":             {disclosure.Rounding{Tables: []*disclosure.Table{tab()}, Base: 1}, disclosure.ErrShape},
		"people":           {disclosure.Rounding{Tables: []*disclosure.Table{people}, Base: 5}, disclosure.ErrRound},
		"shape":            {disclosure.Rounding{Tables: []*disclosure.Table{{Cells: []disclosure.Cell{{At: []int{1}}}}}, Base: 5}, disclosure.ErrShape},
		"nothing may give": {disclosure.Rounding{Tables: []*disclosure.Table{other, alone}, Base: 5, Held: func(k int, at []int) (int64, bool) { return int64(5 * k), true }}, disclosure.ErrRound},
	}
	for name, c := range cases {
		if _, err := disclosure.Round(context.Background(), c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
