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
	Tables   []Made
	State    *State
	Warnings []string
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
	hidden map[string]bool
	inside Inside
	audit  *exemptions.TableAudit
	split  bool
	some   int64 // released numbers above zero
	over   bool
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
		}
		ds, err := j.suppress(ctx, pick)
		if err != nil {
			return nil, err
		}
		again := false
		for k, t := range j.tables {
			if !ds[k].over {
				continue
			}
			if pick[k]+1 >= len(t.levels) {
				return nil, j.tooMuch(t, pick[k], ds[k])
			}
			pick[k]++
			again = true
		}
		if !again {
			return j.build(pick, ds)
		}
	}
}

// tooMuch is the error of a table of which more would be hidden than its policy
// allows, with what other choices would hide.
func (j *Job) tooMuch(t *table, level int, d *decision) error {
	share := percent(int64(len(d.hidden)), d.some)
	return &Error{Line: t.Hide.Line, Msg: fmt.Sprintf("table %s: %s of its numbers above zero would be hidden, and stop_if_over allows %.4g %%. By the threshold alone would be hidden: %s",
		t.Table, share, 100*t.Hide.StopIfOver, strings.Join(j.choices(t, t.levels[level]), "; ")+"."),
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
	return out, nil
}

// together decides tables that count the same unit.
func (j *Job) together(ctx context.Context, list, pick []int, out []*decision) error {
	in := disclosure.Input{}
	var names []string
	for _, k := range list {
		t := j.tables[k]
		l := t.levels[pick[k]]
		out[k] = &decision{hidden: map[string]bool{}}
		if t.guarded() {
			in.Rule.Below = max(in.Rule.Below, int64(t.Hide.Below+t.Hide.Round))
			names = append(names, t.Table)
		}
		in.Tables = append(in.Tables, j.plain(t, l))
		in.Known = append(in.Known, j.known(t, l, len(in.Tables)-1)...)
		if f := j.fixed(t, l); f != nil {
			in.Fixed = append(in.Fixed, f)
		}
	}
	if len(names) == 0 {
		for _, k := range list {
			out[k].count(j.tables[k], j.tables[k].levels[pick[k]])
		}
		return nil
	}
	res, err := disclosure.Suppress(ctx, in)
	if err != nil {
		return j.unsafe(err, list, names)
	}
	for n, k := range list {
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
	default:
		return err
	}
	return e
}

// plain is a table as the mathematics sees it.
func (j *Job) plain(t *table, l *level) *disclosure.Table {
	c := l.cube
	out := &disclosure.Table{Name: t.Table, Open: !t.guarded()}
	for d, x := range c.dims {
		out.Dims = append(out.Dims, disclosure.Dim{Name: j.nameOf(l, d), Codes: x.Codes, Parent: x.Parent, Secret: c.out[d],
			Group: l.dims[d].key.Kind() == key.Category && t.Unit != nil})
	}
	masks := t.masks()
	out.Show = func(at []int) bool {
		m, ok := c.summed(at)
		return ok && slices.Contains(masks, m)
	}
	for _, x := range c.order {
		out.Cells = append(out.Cells, disclosure.Cell{At: x.at, Units: t.judged(x), Was: x.was})
	}
	return out
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
	if t.guarded() {
		d.audit = &exemptions.TableAudit{Equations: r.Equations, Protected: r.Proved, Width: min(r.Width, 1<<20), Required: disclosure.DefaultWidth}
	}
	d.count(t, l)
}

// count counts the released numbers above zero.
func (d *decision) count(t *table, l *level) {
	masks := t.masks()
	for _, x := range l.cube.order {
		if m, ok := l.cube.summed(x.at); ok && slices.Contains(masks, m) {
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
