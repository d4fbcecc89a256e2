package disclosure_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vaughn/redact/disclosure"
)

// value draws counts as they come: zeros, small ones, larger ones.
func value(t *rapid.T) int64 {
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return 0
	case 1, 2:
		return rapid.Int64Range(1, 4).Draw(t, "small")
	case 3, 4, 5:
		return rapid.Int64Range(5, 12).Draw(t, "middle")
	}
	return rapid.Int64Range(13, 60).Draw(t, "large")
}

// dims draws two or three dimensions, one of them perhaps with a level above.
func dims(t *rapid.T) []disclosure.Dim {
	if rapid.Bool().Draw(t, "three") {
		return []disclosure.Dim{flat("a", rapid.IntRange(2, 3).Draw(t, "a")), flat("b", 2), flat("c", rapid.IntRange(2, 3).Draw(t, "c"))}
	}
	a := flat("a", rapid.IntRange(3, 4).Draw(t, "a"))
	if rapid.Bool().Draw(t, "levels") {
		a = disclosure.Dim{Name: "a", Codes: []string{"x", "y", "x1", "x2", "y1", "y2"}, Parent: []int{-1, -1, 0, 0, 1, 1}}
	}
	return []disclosure.Dim{a, flat("b", rapid.IntRange(2, 4).Draw(t, "b"))}
}

// full draws a table over dimensions, all leaves given.
func full(t *rapid.T, name string, ds []disclosure.Dim) *disclosure.Table {
	out := &disclosure.Table{Name: name, Dims: ds}
	var fill func(at []int)
	fill = func(at []int) {
		if len(at) == len(ds) {
			out.Cells = append(out.Cells, disclosure.Cell{At: slices.Clone(at), Units: value(t)})
			return
		}
		d := ds[len(at)]
		for c := range d.Codes {
			if !slices.Contains(d.Parent, c) {
				fill(append(at, c))
			}
		}
	}
	fill(nil)
	return out
}

// over is the table of some dimensions of another.
func over(t *disclosure.Table, name string, keep ...int) *disclosure.Table {
	out := &disclosure.Table{Name: name}
	for _, d := range keep {
		out.Dims = append(out.Dims, t.Dims[d])
	}
	for _, c := range t.Cells {
		var at []int
		for _, d := range keep {
			at = append(at, c.At[d])
		}
		k := slices.IndexFunc(out.Cells, func(o disclosure.Cell) bool { return slices.Equal(o.At, at) })
		if k < 0 {
			k = len(out.Cells)
			out.Cells = append(out.Cells, disclosure.Cell{At: at})
		}
		out.Cells[k].Units += c.Units
	}
	return out
}

func tables(t *rapid.T) []*disclosure.Table {
	one := full(t, "one", dims(t))
	if len(one.Dims) == 3 && rapid.Bool().Draw(t, "linked") {
		return []*disclosure.Table{over(one, "ab", 0, 1), over(one, "cb", 2, 1)}
	}
	return []*disclosure.Table{one}
}

// What is released is true, complete and says nothing within less than five of a
// small number to a reader who tries all tables of whole numbers.
func TestReadersLearnNothing(t *testing.T) {
	checked := 0
	rapid.Check(t, func(t *rapid.T) {
		in := disclosure.Input{Tables: tables(t), Rule: disclosure.Rule{Below: rapid.SampledFrom([]int64{3, 5, 11}).Draw(t, "below")}, Effort: 20}
		out, err := disclosure.Suppress(context.Background(), in)
		if errors.Is(err, disclosure.ErrUnsafe) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for k, h := range out.Tables {
			want := 1
			for _, d := range in.Tables[k].Dims {
				want *= len(d.Codes) + 1
			}
			if len(h.Cells) != want {
				t.Fatalf("table %d has %d cells of %d", k, len(h.Cells), want)
			}
			for _, v := range h.Cells {
				if want := truth(in.Tables[k], v.At); v.Units != want {
					t.Fatalf("cell %v is %d, not %d", v.At, v.Units, want)
				}
				if v.Hidden && v.Units == 0 {
					t.Fatalf("a zero is hidden")
				}
			}
		}
		checked += mustBeSafe(t, read(in.Tables, out, 1), in.Rule.Below, disclosure.DefaultWidth)
		again, err := disclosure.Suppress(context.Background(), in)
		if err != nil || !reflect.DeepEqual(out, again) {
			t.Fatalf("the same tables end in another release: %v", err)
		}
	})
	if checked < 100 {
		t.Errorf("only %d small numbers were checked", checked)
	}
}

// People who are in several cells are counted once in each total.
func TestReadersLearnNothingOfPeople(t *testing.T) {
	checked := 0
	rapid.Check(t, func(t *rapid.T) {
		ds := []disclosure.Dim{flat("a", rapid.IntRange(2, 3).Draw(t, "a")), flat("b", rapid.IntRange(2, 3).Draw(t, "b"))}
		who := map[[2]int]map[int]bool{}
		for person := range rapid.IntRange(1, 60).Draw(t, "people") {
			for range rapid.IntRange(1, 3).Draw(t, "times") {
				i, j := rapid.IntRange(0, len(ds[0].Codes)-1).Draw(t, "i"), rapid.IntRange(0, len(ds[1].Codes)-1).Draw(t, "j")
				for _, at := range [][2]int{{i, j}, {i, -1}, {-1, j}, {-1, -1}} {
					if who[at] == nil {
						who[at] = map[int]bool{}
					}
					who[at][person] = true
				}
			}
		}
		tab := &disclosure.Table{Name: "people", Dims: ds}
		for i := -1; i < len(ds[0].Codes); i++ {
			for j := -1; j < len(ds[1].Codes); j++ {
				tab.Cells = append(tab.Cells, disclosure.Cell{At: []int{i, j}, Units: int64(len(who[[2]int{i, j}]))})
			}
		}
		in := disclosure.Input{Tables: []*disclosure.Table{tab}, Rule: disclosure.Rule{Below: 5}, Effort: 5}
		out, err := disclosure.Suppress(context.Background(), in)
		if errors.Is(err, disclosure.ErrUnsafe) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		checked += mustBeSafe(t, read(in.Tables, out, 1), 5, disclosure.DefaultWidth)
	})
	if checked < 30 {
		t.Errorf("only %d small numbers were checked", checked)
	}
}

// truth adds up the leaves below a cell.
func truth(t *disclosure.Table, at []int) int64 {
	n := int64(0)
	for _, c := range t.Cells {
		in := true
		for d, code := range c.At {
			for code != at[d] && code >= 0 {
				if t.Dims[d].Parent == nil {
					code = disclosure.Total
				} else {
					code = t.Dims[d].Parent[code]
				}
			}
			in = in && code == at[d]
		}
		if in {
			n += c.Units
		}
	}
	return n
}

// Where tables are refused, hiding everything would not have helped.
func TestRefusedOnlyWhereNothingHelps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := disclosure.Input{Tables: tables(t), Rule: disclosure.Rule{Below: 5}, Effort: -1}
		if _, err := disclosure.Suppress(context.Background(), in); !errors.Is(err, disclosure.ErrUnsafe) {
			return
		}
		all := &disclosure.Outcome{}
		for _, tab := range in.Tables {
			all.Tables = append(all.Tables, everything(tab))
		}
		r := read(in.Tables, all, 1)
		for _, c := range r.id {
			if r.truth[c] > 0 && r.truth[c] < 5 {
				if safe, known := r.safe(c, disclosure.DefaultWidth); !known || !safe {
					return
				}
			}
		}
		t.Fatalf("refused, but with every number hidden nothing can be worked out")
	})
}

// everything hides all of a table but zeros.
func everything(t *disclosure.Table) disclosure.Hidden {
	var out disclosure.Hidden
	var fill func(at []int)
	fill = func(at []int) {
		if len(at) == len(t.Dims) {
			n := truth(t, at)
			out.Cells = append(out.Cells, disclosure.Verdict{At: slices.Clone(at), Units: n, Hidden: n > 0})
			return
		}
		for c := -1; c < len(t.Dims[len(at)].Codes); c++ {
			fill(append(at, c))
		}
	}
	fill(nil)
	return out
}
