package tabulate

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"vaughn/redact/aggregate"
	"vaughn/redact/disclosure"
)

// cube is a table's numbers in memory, all of them, before anything is decided.
type cube struct {
	dims  []aggregate.Codes
	in    []int    // by dimension: the code that sums what is not left out; total = none
	out   [][]bool // by dimension and code: never released
	date  int      // dimension of time, -1 = none
	cells map[string]*cell
	order []*cell
	late  bool // numbers of periods that were released before are others now
}

// cell is one number of the cube with its measures.
type cell struct {
	at     []int
	rows   int64
	units  int64
	values []aggregate.Value
	was    disclosure.Was
}

const total = aggregate.Total

// mostGroups bounds a table that is decided cell by cell.
const mostGroups = 500_000

// at is the key of coordinates in cells.
func at(coords []int) string {
	b := make([]byte, 0, len(coords)*4)
	for _, c := range coords {
		c++
		b = append(b, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
	}
	return string(b)
}

// cube reads the result of a level.
func (j *Job) cube(ctx context.Context, t *table, l *level) (*cube, error) {
	res, err := l.agg.Finish(ctx)
	if err != nil {
		return nil, err
	}
	c := &cube{cells: map[string]*cell{}, date: -1}
	for i, d := range res.Dims {
		d.Codes, d.Parent, d.Level = slices.Clone(d.Codes), slices.Clone(d.Parent), slices.Clone(d.Level)
		c.dims = append(c.dims, d)
		c.in = append(c.in, total)
		c.out = append(c.out, make([]bool, len(d.Codes)))
		if l.dims[i].date != nil && l.dims[i].window != nil {
			c.date = i
		}
		if w := l.dims[i].window; w != nil {
			for k, code := range d.Codes {
				c.out[i][k] = code == leftOut || d.Level[k] > 0 && code != within && !w.over(code)
				if code == within {
					c.in[i] = k
				}
			}
		}
	}
	err = res.Groups(func(g *aggregate.Group) error {
		if len(c.order) >= mostGroups {
			return &Error{Line: t.Line, Msg: fmt.Sprintf("table %s has more than %d numbers to decide on", t.Table, mostGroups), Next: "take fewer or coarser dimensions"}
		}
		c.add(&cell{at: slices.Clone(g.At), rows: g.Rows, units: g.Units, values: slices.Clone(g.Values)})
		return nil
	})
	return c, err
}

func (c *cube) add(x *cell) {
	c.cells[at(x.at)] = x
	c.order = append(c.order, x)
}

// judged is what the threshold is held against: people or rows, or fewer where
// fewer stand behind a measure.
func (t *table) judged(x *cell) int64 {
	n := x.units
	for k, m := range t.measures() {
		switch m.Kind {
		case aggregate.Sum, aggregate.Mean, aggregate.Median, aggregate.Percentile, aggregate.Min, aggregate.Max:
			if v := x.values[k].N; v > 0 && v < n {
				n = v
			}
		}
	}
	return n
}

// summed is the set of dimensions over which coordinates are a released total.
// ok is false for what is never released.
func (c *cube) summed(coords []int) (mask uint32, ok bool) {
	for d, k := range coords {
		switch {
		case k == total && c.in[d] != total:
			return 0, false // what is left out is in it
		case k == total || k == c.in[d]:
			mask |= 1 << d
		case c.out[d][k]:
			return 0, false
		}
	}
	return mask, true
}

// masks are the sets of summed dimensions that the policy has shown.
func (t *table) masks() []uint32 {
	all := uint32(1)<<len(t.By) - 1
	out := []uint32{0}
	for _, name := range t.Totals {
		if d := t.Dim(name); d >= 0 {
			out = append(out, all&^(1<<d))
		} else {
			out = append(out, all)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wants reports whether a total over dimensions is computed: one that is shown,
// where windows sum by a code of their own.
func (t *table) wants(l *level, set uint32) bool {
	for _, m := range t.masks() {
		for d := range l.dims {
			if l.dims[d].window != nil {
				m &^= 1 << d
			}
		}
		if m == set {
			return true
		}
	}
	return false
}

// code is the text of a coordinate; "" for a total.
func (c *cube) code(d, k int) string {
	if k == total {
		return ""
	}
	return c.dims[d].Codes[k]
}

// codes are the texts of coordinates.
func (c *cube) codes(coords []int) []string {
	out := make([]string, len(coords))
	for d, k := range coords {
		out[d] = c.code(d, k)
	}
	return out
}

// find is the coordinate of a code, added where no record has it any more.
func (c *cube) find(l *level, d int, code string) int {
	if code == "" {
		return total
	}
	if k := slices.Index(c.dims[d].Codes, code); k >= 0 {
		return k
	}
	up := -1
	if p := l.dims[d].key.Parent(code); p != "" {
		up = c.find(l, d, p)
	}
	x := &c.dims[d]
	x.Codes, x.Parent, x.Level = append(x.Codes, code), append(x.Parent, up), append(x.Level, 0)
	if up >= 0 {
		x.Level[up] = max(x.Level[up], 1)
	}
	c.out[d] = append(c.out[d], false)
	if code == within {
		c.in[d] = len(x.Codes) - 1
	}
	return len(x.Codes) - 1
}

// nameOf names a dimension for linking: the same in two tables only where it is
// made in the same way.
func (j *Job) nameOf(l *level, d int) string {
	x := l.dims[d]
	by := *x.By
	by.Line, by.AppearsAfter, by.Or = 0, 0, nil
	open := ""
	if x.window != nil {
		open = x.window.open + "|" + fmt.Sprint(x.window.noPlace)
	}
	lv := ""
	if x.date != nil {
		lv = l.name
	}
	return strings.Join([]string{x.As, fmt.Sprintf("%+v", by), lv, open, j.o.Zone}, "\x00")
}
