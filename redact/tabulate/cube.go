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
	in    []int                    // by dimension: the code that sums what is not left out; total = none
	out   [][]bool                 // by dimension and code: never released
	open  [][]bool                 // and not over, or left out: not kept either
	own   []func(code string) bool // by dimension: whether a code that sums shorter ones is the table's own; nil = never
	date  int                      // dimension of time, -1 = none
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

// coordsOf is the other way.
func coordsOf(k string) []int {
	var out []int
	for i := 0; i+3 < len(k); i += 4 {
		out = append(out, int(k[i])|int(k[i+1])<<8|int(k[i+2])<<16|int(k[i+3])<<24-1)
	}
	return out
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
		c.out, c.open = append(c.out, make([]bool, len(d.Codes))), append(c.open, make([]bool, len(d.Codes)))
		c.own = append(c.own, nil)
		if w := l.dims[i].window; w != nil && w.date != nil {
			c.date = i
			c.own[i] = func(code string) bool { return w.date.Level(code) == w.fine }
		}
		if w := l.dims[i].window; w != nil {
			for k, code := range d.Codes {
				c.open[i][k], c.out[i][k] = w.sorts(code, d.Level[k])
				if code == within {
					c.in[i] = k
				}
			}
		}
	}
	for i := range c.dims {
		if w := l.dims[i].window; w != nil && c.in[i] == total {
			c.find(l, i, within) // everything is left out, and the total of nothing is zero
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
	for k, m := range t.measures {
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

// shows reports whether the policy has the number at coordinates released, hidden
// or not.
func (t *table) shows(c *cube, coords []int) bool {
	mask, ok := c.summed(coords)
	return ok && slices.Contains(t.masks, mask)
}

// masksOf are the sets of summed dimensions that the policy has shown.
func masksOf(t *table) []uint32 {
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
	masks := slices.Clone(t.masks)
	for _, s := range t.measures {
		if s.Kind == aggregate.Share {
			for _, m := range t.masks {
				masks = append(masks, m|1<<s.Of)
			}
		}
	}
	for _, m := range masks {
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

// whole reports whether the cell is what a released share is of: it is known then.
func (t *table) whole(c *cube, coords []int) bool {
	mask, ok := c.summed(coords)
	for _, m := range t.measures {
		if bit := uint32(1) << max(m.Of, 0); ok && m.Kind == aggregate.Share && mask&bit != 0 && slices.Contains(t.masks, mask&^bit) {
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

// coords are the coordinates of codes; see find.
func (c *cube) coords(l *level, codes []string) []int {
	out := make([]int, len(codes))
	for d, code := range codes {
		out[d] = c.find(l, d, code)
	}
	return out
}

// find is the coordinate of a code, added where no record has it any more.
func (c *cube) find(l *level, d int, code string) int { return c.findAt(l, d, code, 0) }

func (c *cube) findAt(l *level, d int, code string, level int) int {
	if code == "" {
		return total
	}
	if k := slices.Index(c.dims[d].Codes, code); k >= 0 {
		return k
	}
	if date := l.dims[d].date; date != nil {
		level = max(level, date.Level(code))
	}
	up := -1
	if p := l.dims[d].key.Parent(code); p != "" {
		up = c.findAt(l, d, p, level+1)
	}
	x := &c.dims[d]
	x.Codes, x.Parent, x.Level = append(x.Codes, code), append(x.Parent, up), append(x.Level, level)
	k := len(x.Codes) - 1
	open, out := l.dims[d].window.sorts(code, level)
	c.open[d], c.out[d] = append(c.open[d], open), append(c.out[d], out)
	if code == within {
		c.in[d] = k
	}
	return k
}

// source names what a dimension is made from: columns, and the way.
func (j *Job) source(t *table, d int) string {
	by := &t.By[d]
	from := fmt.Sprint(t.Dims[d])
	switch {
	case by.Inside != "":
		return "area " + from + by.Name + j.sums[by.Inside]
	case by.Map != "":
		return "map " + from + j.sums[by.Map]
	case by.To != "":
		return by.To + " " + from
	case by.Date != "":
		return "date " + from
	}
	return "column " + from
}

// texts are the codes of all dimensions as other tables know them.
func (j *Job) texts(l *level) [][]string {
	out := make([][]string, len(l.dims))
	for d := range l.dims {
		out[d] = j.linked(l, d)
	}
	return out
}

// linked are the codes of a dimension as other tables know them: what depends on
// the table says so.
func (j *Job) linked(l *level, d int) []string {
	c, x := l.cube, l.dims[d]
	out := slices.Clone(c.dims[d].Codes)
	own := ""
	switch {
	case x.Inside != "":
		own = "\x02" + x.PartOfProperty
	case x.Groups != "":
		own = "\x02" + j.sums[x.Groups]
	}
	for k, code := range out {
		switch {
		case x.window != nil && (code == leftOut || code == within):
			out[k] += fmt.Sprintf("\x02%s %d %t", x.window.open, x.window.fine, x.window.noPlace)
			if x.window.fine > 0 {
				out[k] += l.name + x.Each
			}
		case x.date != nil && strings.HasPrefix(code, "FY"):
			out[k] += x.Starts
		case x.date == nil && c.dims[d].Level[k] > 0:
			out[k] += own
		}
	}
	return out
}
