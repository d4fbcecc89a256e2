package tables

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"vaughn/redact/aggregate/key"
)

// view looks for what of a table can be drawn. Nothing is ever added up for a
// picture: where a total is hidden or not released, its parts would give it away.
type view struct {
	t    *Table
	o    order
	sets map[uint32]bool // of summed dimensions that have rows
}

func newView(t *Table) (*view, error) {
	o, err := t.check()
	if err != nil {
		return nil, err
	}
	v := &view{t: t, o: o, sets: map[uint32]bool{}}
	for i := range t.Rows {
		v.sets[totals(t.Rows[i].Codes)] = true
	}
	return v, nil
}

// broadest is the released set of summed dimensions that leaves d and as few
// others as possible, and those others.
func (v *view) broadest(d int) (set uint32, others []int, ok bool) {
	for s := range v.sets {
		if s&(1<<d) != 0 {
			continue
		}
		if more, than := bits.OnesCount32(s), bits.OnesCount32(set); !ok || more > than || more == than && s < set {
			set, ok = s, true
		}
	}
	for i := range v.t.Dims {
		if i != d && set&(1<<i) == 0 {
			others = append(others, i)
		}
	}
	return set, others, ok
}

// series is a line of cells, one for each code of a dimension.
type series struct {
	label string // what the other dimensions are fixed to, "" where all are summed
	cells []Cell
}

// along reads the cells of measure m for each code of dimension d, the other
// dimensions being at what at says.
func (v *view) along(d, m int, at []string) []Cell {
	out := make([]Cell, len(v.t.Dims[d].Codes))
	for i := range v.t.Rows {
		r := &v.t.Rows[i]
		match := r.Codes[d] != key.TotalCode
		for j := 0; j < len(at) && match; j++ {
			match = j == d || r.Codes[j] == at[j]
		}
		if match {
			out[v.o[d][r.Codes[d]]] = r.Cells[m]
		}
	}
	return out
}

func (v *view) allTotals() []string {
	return slices.Repeat([]string{key.TotalCode}, len(v.t.Dims))
}

// single is the one line of cells along d that stands for all the others: their
// total or, where only that over time is not released, the latest period.
func (v *view) single(d, m int) (series, bool) {
	_, others, ok := v.broadest(d)
	if !ok || len(others) > 1 || len(others) == 1 && v.t.Dims[others[0]].Kind != key.Date {
		return series{}, false
	}
	at, s := v.allTotals(), series{}
	if len(others) == 1 {
		o := others[0]
		leaves := v.leaves(o)
		if len(leaves) == 0 {
			return series{}, false
		}
		at[o] = v.t.Dims[o].Codes[leaves[len(leaves)-1]]
		s.label = periodWords(at[o])
	}
	s.cells = v.along(d, m, at)
	return s, true
}

// leaves are the codes of a dimension that sum no others and stand for something.
func (v *view) leaves(d int) []int {
	var out []int
	inner := v.t.Dims[d].inner()
	for i, c := range v.t.Dims[d].Codes {
		if !inner[i] && isCode(c) {
			out = append(out, i)
		}
	}
	return out
}

// mostCombinations is how many lines are looked through for those to draw.
const mostCombinations = 400

// lines are the lines of cells along d, and how many there are: one for the
// total, else one for each highest code of the other dimensions, at most most.
// Which ones depends on the numbers that are shown and on nothing else.
func (v *view) lines(d, m, most int) ([]series, int) {
	_, others, ok := v.broadest(d)
	if !ok {
		return nil, 0
	}
	combos := [][]string{v.allTotals()}
	for _, o := range others {
		var next [][]string
		for i, c := range v.t.Dims[o].Codes {
			if v.t.Dims[o].Parent[i] >= 0 {
				continue
			}
			for _, at := range combos {
				at = slices.Clone(at)
				at[o] = c
				next = append(next, at)
			}
		}
		if combos = next; len(combos) > mostCombinations {
			return nil, len(combos)
		}
	}
	all := make([]series, len(combos))
	for i, at := range combos {
		var label []string
		for _, o := range others {
			label = append(label, at[o])
		}
		all[i] = series{label: strings.Join(label, ", "), cells: v.along(d, m, at)}
	}
	return strongest(all, v.leaves(d), most), len(all)
}

// strongest keeps the lines with the largest numbers shown, in their order.
func strongest(all []series, at []int, most int) []series {
	if len(all) <= most {
		return all
	}
	by := make([]int, len(all))
	top := make([]float64, len(all))
	for i := range all {
		by[i] = i
		for _, c := range at {
			if x, ok := all[i].cells[c].value(); ok {
				top[i] = max(top[i], x)
			}
		}
	}
	slices.SortStableFunc(by, func(a, b int) int {
		switch {
		case top[a] > top[b]:
			return -1
		case top[a] < top[b]:
			return 1
		}
		return a - b
	})
	by = by[:most]
	slices.Sort(by)
	out := make([]series, most)
	for i, from := range by {
		out[i] = all[from]
	}
	return out
}

// value is the number that a cell shows.
func (c Cell) value() (float64, bool) {
	if c.text == "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(c.text, 64)
	return x, err == nil
}

// grouped is a number with commas: "1,204.5".
func grouped(s string) string {
	sign, rest := "", s
	if strings.HasPrefix(rest, "-") {
		sign, rest = "-", rest[1:]
	}
	whole, fraction, dotted := strings.Cut(rest, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		whole += "." + fraction
	}
	return sign + whole
}

// words is a cell for people.
func (c Cell) words() string {
	switch {
	case c.hidden:
		return "hidden"
	case c.text == "":
		return "none"
	}
	return grouped(c.text)
}
