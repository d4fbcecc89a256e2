package tabulate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/disclosure"
	"vaughn/redact/tables"
)

// Outcome is what may be released of the tables, and what the next release must
// know. State and the counts by reason are confidential.
type Outcome struct {
	Tables []Made
	State  *State
}

// Made is one table.
type Made struct {
	Table    *tables.Table
	Account  exemptions.Table
	Ground   *exemptions.Ground // what hiding rests on; nil where nothing can be hidden
	By, On   string             // who decided, for the log
	Override string             // a person's word that the table may differ from the last release's; "" = none
	Numbers  int64              // released or hidden, above zero
	Choices  []string           // what each choice would hide, in words
	Inside   Inside
}

// Inside is what stays inside: it would help to tell which number is small.
type Inside struct {
	Threshold, Group, Complementary int64
	LeftOut                         int64 // records of periods that are not over, and without a date or place
}

// decision is a table's at the level that was chosen.
type decision struct {
	hidden  map[string]bool
	rounded map[string]int64 // what is shown instead of the counts; nil = the counts
	inside  Inside
	audit   *exemptions.TableAudit
	split   bool
	some    int64 // released numbers above zero
	over    bool
}

// decide chooses levels and hides.
func (j *Job) decide(ctx context.Context) (*Outcome, error) {
	pick := make([]int, len(j.tables))
	for k, t := range j.tables {
		var err error
		if pick[k], err = j.start(t); err != nil {
			return nil, err
		}
	}
	for {
		for k, t := range j.tables {
			if err := j.hold(t, t.levels[pick[k]]); err != nil {
				return nil, err
			}
			t.levels[pick[k]].shares(t)
		}
		ds, err := j.suppress(ctx, pick)
		if err != nil && j.timid() {
			continue
		}
		if err != nil {
			return nil, err
		}
		again := false
		for k, t := range j.tables {
			if !ds[k].over {
				continue
			}
			if pick[k]+1 >= len(t.levels) {
				return nil, j.tooMuch(t, ds[k])
			}
			pick[k]++
			again = true
		}
		if !again {
			return j.build(pick, ds)
		}
	}
}

// timid holds the tables without periods to what they said in the last release,
// where today's other numbers are not safe beside it. It reports whether any was
// not held to it before.
func (j *Job) timid() bool {
	again := false
	for _, t := range j.tables {
		if t.bold && !t.held {
			t.held, again = true, true
			for _, l := range t.levels {
				l.cube.late = false
			}
		}
	}
	return again
}

// tooMuch is the error of a table of which more would be hidden than its policy
// allows, with what other choices would hide.
func (j *Job) tooMuch(t *table, d *decision) error {
	share := percent(int64(len(d.hidden)), d.some)
	return &Error{Line: t.Hide.Line, Msg: fmt.Sprintf("table %s: %s of its numbers above zero would be hidden, and stop_if_over allows %.4g %%. By the threshold alone would be hidden: %s",
		t.Table, share, 100*t.Hide.StopIfOver, strings.Join(j.choices(t, t.levels[0]), "; ")+"."),
		Next: "take a coarser place or period, or fewer dimensions"}
}

// suppress decides all tables: those that count the same unit together, since
// their common totals are the same numbers.
func (j *Job) suppress(ctx context.Context, pick []int) ([]*decision, error) {
	out := make([]*decision, len(j.tables))
	groups := map[string][]int{}
	var order []string
	for k, t := range j.tables {
		unit := "rows"
		if t.Unit != nil {
			unit = t.Unit.Kind + "\x00" + strings.Join(t.Unit.Columns, "\x00")
		}
		if groups[unit] == nil {
			order = append(order, unit)
		}
		groups[unit] = append(groups[unit], k)
	}
	for _, unit := range order {
		if err := j.together(ctx, groups[unit], pick, out); err != nil {
			return nil, err
		}
	}
	return out, j.units(pick, out)
}

// together decides tables that count the same unit.
func (j *Job) together(ctx context.Context, list, pick []int, out []*decision) error {
	if j.rounds(list) {
		return j.round(ctx, list, pick, out)
	}
	in := disclosure.Input{}
	var names []string
	var guarded []int // of list: those that hide nothing are known
	for _, k := range list {
		t := j.tables[k]
		l := t.levels[pick[k]]
		out[k] = &decision{hidden: map[string]bool{}}
		if !t.guarded() {
			out[k].count(t, l)
			in.Fixed = append(in.Fixed, l.fixedBy())
			continue
		}
		in.Rule.Below = max(in.Rule.Below, t.least())
		names = append(names, t.Table)
		in.Tables = append(in.Tables, j.plain(t, l))
		in.Known = append(in.Known, j.known(t, l, len(in.Tables)-1)...)
		in.Known = append(in.Known, j.coarse(t, l, len(in.Tables)-1)...)
		if f := t.fixed(l); f != nil {
			in.Fixed = append(in.Fixed, f)
		}
		guarded = append(guarded, k)
	}
	if len(names) == 0 {
		return nil
	}
	if err := j.harmonize(in.Tables, guarded, pick); err != nil {
		return err
	}
	res, err := disclosure.Suppress(ctx, in)
	if err != nil {
		return j.unsafe(err, guarded, names)
	}
	for n, k := range guarded {
		j.take(j.tables[k], j.tables[k].levels[pick[k]], &res.Tables[n], &res.Report, out[k])
	}
	return nil
}

// unsafe puts an error of the mathematics into words.
func (j *Job) unsafe(err error, list []int, names []string) error {
	e := &Error{Line: j.tables[list[0]].Line}
	what := "tables " + strings.Join(names, ", ")
	if len(names) == 1 {
		what = "table " + names[0]
	}
	switch {
	case errors.Is(err, disclosure.ErrGiven):
		e.Msg = what + ": small numbers that must be hidden can be counted in what is released beside it: in the released rows, in a table that hides nothing, or in an earlier release"
		e.Next = "release rows or tables, not both; or drop or coarsen in the rows what the table is made by"
	case errors.Is(err, disclosure.ErrUnsafe):
		e.Msg = what + ": small numbers cannot be hidden so that nobody can work them out"
		e.Next = "take a coarser place or period, or fewer totals"
	case errors.Is(err, disclosure.ErrSize):
		e.Msg = what + ": there are too many numbers to protect"
		e.Next = "take a coarser place or period, or fewer dimensions"
	case errors.Is(err, disclosure.ErrShape):
		e.Msg = what + ": their numbers do not fit together"
		e.Next = "begin anew with all of these tables: guard: {override: WHY, by: WHO, date: DAY} in each"
	default:
		return err
	}
	return e
}

// plain is a table as the mathematics sees it.
func (j *Job) plain(t *table, l *level) *disclosure.Table {
	c := l.cube
	out := &disclosure.Table{Name: t.Table}
	for d, x := range c.dims {
		out.Dims = append(out.Dims, disclosure.Dim{Name: l.dims[d].source, Codes: j.linked(l, d), Parent: x.Parent, Secret: c.out[d],
			Group: l.dims[d].key.Kind() == key.Category && t.Unit != nil})
	}
	out.Show = func(at []int) bool { return t.shows(c, at) }
	for _, x := range c.order {
		y := disclosure.Cell{At: x.at, Units: t.judged(x), Was: x.was}
		if y.Was == disclosure.New && (y.Units == 0 || y.Units >= t.least()) && t.whole(c, x.at) {
			y.Was = disclosure.WasShown
		}
		out.Cells = append(out.Cells, y)
	}
	return out
}

// harmonize gives the cells that tables have in common one number. Where they
// differ one of them may not be released: it is what is left over when the other
// is known. Where both are, something came late between two tables.
func (j *Job) harmonize(list []*disclosure.Table, of, pick []int) error {
	type owner struct {
		table, cell int
		shown       bool
	}
	met := map[string]owner{}
	for n, t := range list {
		for i := range t.Cells {
			key := linkOf(t, t.Cells[i].At)
			now := owner{n, i, t.Show(t.Cells[i].At)}
			was, ok := met[key]
			if !ok || was.table == n {
				met[key] = now
				continue
			}
			a, b := &list[was.table].Cells[was.cell], &t.Cells[i]
			real := func(o owner) int64 { return j.tables[of[o.table]].levels[pick[of[o.table]]].cube.order[o.cell].units }
			switch {
			case a.Units == b.Units:
			case real(was) == real(now): // fewer numbers stand behind a measure
				a.Units = min(a.Units, b.Units)
				b.Units = a.Units
			case was.shown && now.shown:
				t := j.tables[of[n]]
				return &Error{Line: t.Line, Msg: fmt.Sprintf("tables %s and %s would give two numbers for the same, since records came late or were changed after one of them was released. The difference would be people", j.tables[of[was.table]].Table, t.Table),
					Next: "begin anew with all of these tables: guard: {override: WHY, by: WHO, date: DAY} in each"}
			case was.shown:
				b.Units = a.Units
			default:
				a.Units = b.Units
				met[key] = now
			}
		}
	}
	return nil
}

// linkOf is the name under which several tables may have a cell.
func linkOf(t *disclosure.Table, at []int) string {
	var parts []string
	for d, k := range at {
		if k != total {
			parts = append(parts, t.Dims[d].Name+"\x00"+t.Dims[d].Codes[k])
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "\x01")
}

// take reads the decision of one table.
func (j *Job) take(t *table, l *level, h *disclosure.Hidden, r *disclosure.Report, d *decision) {
	for _, v := range h.Cells {
		if v.Hidden {
			d.hidden[at(v.At)] = true
		}
	}
	d.inside = Inside{Threshold: h.Threshold, Group: h.Group, Complementary: h.Complementary}
	d.split = r.Split
	d.audit = &exemptions.TableAudit{Equations: r.Equations, Protected: r.Proved, Width: min(r.Width, 1<<20), Required: disclosure.DefaultWidth}
	d.count(t, l)
}

// count counts the released numbers above zero.
func (d *decision) count(t *table, l *level) {
	for _, x := range l.cube.order {
		if t.shows(l.cube, x.at) {
			if x.units > 0 {
				d.some++
			}
		} else if len(x.at) == 1 && l.cube.code(0, x.at[0]) == leftOut {
			d.inside.LeftOut = x.rows
		}
	}
	if s := t.Hide.StopIfOver; s >= 0 && d.some > 0 {
		d.over = float64(len(d.hidden)) > s*float64(d.some)
	}
}

// percent is a share in words: "12.4 %".
func percent(n, of int64) string {
	if of == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
