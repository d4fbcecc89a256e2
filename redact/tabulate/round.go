package tabulate

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"vaughn/redact/aggregate"
	"vaughn/redact/disclosure"
)

// rounds reports that a group of tables is rounded instead of hidden.
func (j *Job) rounds(list []int) bool {
	return slices.ContainsFunc(list, func(k int) bool { return j.tables[k].Hide.Round > 0 })
}

// round protects tables that count the same unit by rounding: small innermost
// numbers become none or the base, and totals the sums of what is shown. Beside
// anything that tells the true numbers it is refused.
func (j *Job) round(ctx context.Context, list, pick []int, out []*decision) error {
	base := j.tables[list[0]].Hide.Round
	in := disclosure.Rounding{Base: int64(base)}
	before := make([]map[string]int64, len(list))
	for n, k := range list {
		t := j.tables[k]
		l := t.levels[pick[k]]
		if err := t.roundable(base); err != nil {
			return err
		}
		if len(t.fixed(l)) > 0 {
			return &Error{Line: t.Line, Msg: "table " + t.Table + ": the released rows show the numbers that it rounds", Next: "release rows or tables, not both; or drop or coarsen in the rows what the table is made by"}
		}
		p := j.plain(t, l)
		for i, x := range l.cube.order { // true numbers: nothing rests on fewer here
			p.Cells[i].Units, p.Cells[i].Was = x.units, disclosure.New
		}
		in.Tables = append(in.Tables, p)
		before[n] = j.roundedBefore(t, l)
	}
	in.Held = func(table int, coords []int) (int64, bool) {
		v, ok := before[table][at(coords)]
		return v, ok
	}
	res, err := disclosure.Round(ctx, in)
	switch {
	case errors.Is(err, disclosure.ErrRound):
		return &Error{Line: j.tables[list[0]].Line, Msg: "the tables cannot be rounded so that all their totals agree", Next: "hide instead: hide: {below: 11}, or release fewer tables together"}
	case err != nil:
		return err
	}
	for n, k := range list {
		d := &decision{hidden: map[string]bool{}, rounded: map[string]int64{}}
		for _, c := range res.Tables[n] {
			d.rounded[at(c.At)] = c.Units
		}
		d.count(j.tables[k], j.tables[k].levels[pick[k]])
		d.over = false // nothing is hidden
		out[k] = d
	}
	return nil
}

// roundable refuses a table that says more than rounded counts.
func (t *table) roundable(base int) error {
	bad := func(why string) error {
		return &Error{Line: t.Hide.Line, Msg: "table " + t.Table + " is rounded: " + why, Next: "use hide: {below: 11}, or change the table"}
	}
	if t.Hide.Round != base {
		return bad(fmt.Sprintf("every table of a release that counts the same must then be rounded, to the same number (%d)", base))
	}
	if t.Unit != nil {
		return bad("people and households are no sums of their parts, so that they cannot be rounded")
	}
	for _, m := range t.measures {
		if m.Kind != aggregate.Rows && m.Kind != aggregate.Units {
			return bad("it can show counts only")
		}
	}
	return nil
}

// roundedBefore are the numbers that earlier releases showed of a table's cells.
func (j *Job) roundedBefore(t *table, l *level) map[string]int64 {
	out := map[string]int64{}
	s := j.series(t)
	if s == nil {
		return out
	}
	for _, list := range s.Periods {
		for _, k := range list {
			if k.Rounded != nil {
				out[at(l.cube.coords(l, k.At))] = *k.Rounded
			}
		}
	}
	return out
}
