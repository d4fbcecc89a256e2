package tabulate

import (
	"slices"

	"vaughn/redact/aggregate"
)

// people puts right the numbers of people over several periods. They are no sums,
// so what came late cannot be taken out of them; it is kept from showing: such a
// number stays between what the released periods and the last release's number
// leave possible.
func (l *level) people(t *table, s *Series) {
	c := l.cube
	if t.Unit == nil || c.date < 0 {
		return
	}
	last := map[string]int64{}
	for _, k := range s.Totals {
		last[at(c.coords(l, k.At))] = k.Units
	}
	for _, x := range c.order {
		p := x.at[c.date]
		if p == total || c.dims[c.date].Level[p] == 0 || s.Periods[c.code(c.date, p)] != nil {
			continue
		}
		most, sum, fresh := c.parts(x, s)
		if before, ok := last[at(x.at)]; ok {
			most, sum = max(most, before), min(sum, before+fresh)
		}
		x.setUnits(t, max(most, min(x.units, sum)))
	}
}

// parts are the greatest number of the shortest periods that a cell is over, their
// sum, and the sum of those that were not released before.
func (c *cube) parts(x *cell, s *Series) (most, sum, fresh int64) {
	coords := slices.Clone(x.at)
	dim := c.dims[c.date]
	for k, code := range dim.Codes {
		if dim.Level[k] > 0 {
			continue
		}
		p := k
		for p >= 0 && p != x.at[c.date] {
			p = dim.Parent[p]
		}
		if p < 0 {
			continue
		}
		coords[c.date] = k
		part := c.cells[at(coords)]
		if part == nil {
			continue
		}
		most, sum = max(most, part.units), sum+part.units
		if s.Periods[code] == nil {
			fresh += part.units
		}
	}
	return most, sum, fresh
}

// setUnits changes how many people a number is.
func (x *cell) setUnits(t *table, n int64) {
	x.units = n
	for k, m := range t.measures {
		if m.Kind == aggregate.Units {
			x.values[k] = aggregate.Value{Fixed: aggregate.Whole(n), N: n}
		}
	}
}

// shares works shares out again: of what is released, not of what is left out.
func (l *level) shares(t *table) {
	c := l.cube
	for k, m := range t.measures {
		if m.Kind != aggregate.Share {
			continue
		}
		for _, x := range c.order {
			up := slices.Clone(x.at)
			up[m.Of] = c.in[m.Of]
			x.values[k] = aggregate.Value{None: true}
			if w := c.cells[at(up)]; w != nil && w.units > 0 {
				x.values[k] = aggregate.Value{Fixed: aggregate.Ratio(x.units, w.units), N: w.units}
			}
		}
	}
}
