package tabulate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vaughn/exemptions"
	"vaughn/redact/aggregate"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/tables"
)

// mostRows bounds a released table.
const mostRows = 2_000_000

// build makes what is released of each table.
func (j *Job) build(pick []int, ds []*decision) (*Outcome, error) {
	out := &Outcome{State: &State{Schema: StateSchema, Tables: map[string]*Series{}}}
	if j.o.Before != nil {
		for name, s := range j.o.Before.Tables {
			out.State.Tables[name] = s
		}
	}
	for k, t := range j.tables {
		l := t.levels[pick[k]]
		m, err := j.made(t, l, ds[k])
		if err != nil {
			return nil, err
		}
		out.Tables = append(out.Tables, *m)
		if t.guarded() {
			out.State.Tables[t.Table] = j.remember(t, l, ds[k])
		}
	}
	return out, nil
}

// made is one table with its account.
func (j *Job) made(t *table, l *level, d *decision) (*Made, error) {
	b, err := j.builder(t, l, d)
	if err != nil {
		return nil, err
	}
	rows, err := b.rows()
	if err != nil {
		return nil, &Error{Line: t.Line, Msg: fmt.Sprintf("table %s cannot be written: %v", t.Table, err)}
	}
	m := &Made{Table: rows, Ground: t.Why, By: t.DecidedBy, On: t.DecidedOn, Numbers: d.some, Choices: j.choices(t, l), Inside: d.inside}
	if t.guard {
		m.Override = t.Guard.Override
	}
	m.Account = t.account(rows, d)
	return m, nil
}

// account is what the manifest says of a table.
func (t *table) account(rows *tables.Table, d *decision) exemptions.Table {
	a := exemptions.Table{Title: rows.Title, Unit: "rows", Rule: t.rule(), Cells: int64(len(rows.Rows)), Hidden: int64(len(d.hidden)), Audit: d.audit}
	if t.Unit != nil {
		a.Unit = t.Unit.Kind
	}
	a.Below, a.Round = int64(t.Hide.Below), int64(t.Hide.Round)
	for _, x := range rows.Dims {
		td := exemptions.TableDim{Name: x.Name, Kind: [...]string{"category", "place", "date"}[min(int(x.Kind), 2)], Codes: x.Codes}
		if slices.ContainsFunc(x.Parent, func(p int) bool { return p >= 0 }) {
			td.Up = x.Parent
		}
		a.Dims = append(a.Dims, td)
	}
	for k, x := range rows.Measures {
		a.Measures = append(a.Measures, exemptions.TableMeasure{Name: x.Name, Words: x.Words, Adds: t.adds(t.measures[k].Kind)})
	}
	if d.split && a.Hidden > 0 {
		for _, r := range []exemptions.TableReason{
			{Reason: fmt.Sprintf("fewer than %d", t.Hide.Below), Cells: d.inside.Threshold},
			{Reason: "everybody of a group would have been the same", Cells: d.inside.Group},
			{Reason: "needed so that the others cannot be worked out", Cells: d.inside.Complementary}} {
			if r.Cells > 0 {
				a.Reasons = append(a.Reasons, r)
			}
		}
	}
	return a
}

// rule is what happens to small numbers, in words.
func (t *table) rule() string {
	what := "rows"
	if t.Unit != nil {
		what = t.Unit.Kind
	}
	switch {
	case t.Hide.None != "":
		return "No number is hidden."
	case t.Hide.Round > 0:
		return fmt.Sprintf("Numbers of 1 to %d rows are shown as 0 or %d, and totals as the sums of what is shown.", t.Hide.Round-1, t.Hide.Round)
	default:
		return fmt.Sprintf("Numbers of 1 to %d %s are hidden, and others where a hidden number could be worked out from them. Zeros are shown.", t.Hide.Below-1, what)
	}
}

// notes are sentences for who reads the table.
func (t *table) notes(l *level) []string {
	out := []string{t.rule()}
	for _, d := range l.dims {
		if d.window != nil && d.window.noDate {
			out = append(out, "Only periods that are over are shown. Once shown, their numbers stay as they are.")
		}
		if d.window != nil && d.window.noPlace {
			out = append(out, "Records that could not be placed in "+d.As+" are not part of the table.")
		}
	}
	for k, m := range t.measures {
		if s := t.Show[k]; m.Kind == aggregate.Percentile && (s.Measure == "min" || s.Measure == "max") {
			out = append(out, fmt.Sprintf("%s is coded: the %gth percentile stands for the %s, which would be one person's own.", s.Name, m.P, map[string]string{"min": "least", "max": "greatest"}[s.Measure]))
		}
	}
	return out
}

// builder puts the released rows of a table together.
type builder struct {
	t     *table
	l     *level
	d     *decision
	out   tables.Table
	codes []map[string]int // by dimension: code → coordinate in the cube
}

func (j *Job) builder(t *table, l *level, d *decision) (*builder, error) {
	b := &builder{t: t, l: l, d: d, out: tables.Table{Name: t.Table, Title: strings.ReplaceAll(t.Table, "_", " "), Notes: t.notes(l)}}
	for i, x := range l.dims {
		if err := b.dim(i, x); err != nil {
			return nil, err
		}
	}
	for k, m := range t.measures {
		number := tables.Decimal
		if m.Kind == aggregate.Rows || m.Kind == aggregate.Units || m.Kind == aggregate.Distinct {
			number = tables.Integer
		}
		b.out.Measures = append(b.out.Measures, tables.Measure{Name: t.Show[k].Name, Words: t.measureWords(k), Number: number})
	}
	return b, nil
}

// measureWords says what a measure is.
func (t *table) measureWords(k int) string {
	s := t.Show[k]
	switch s.Measure {
	case "count":
		if t.Unit != nil {
			return "number of " + t.Unit.Kind
		}
		return "number of rows"
	case "rows":
		return "number of rows"
	case "share":
		return "share of all " + s.Of
	case "percentile":
		return fmt.Sprintf("%gth percentile of %s", s.P, s.Column)
	case "distinct":
		return "different values of " + s.Column
	default:
		return s.Measure + " of " + s.Column
	}
}

// dim is a dimension as released: codes of records, those without any, longer
// levels.
func (b *builder) dim(i int, x dim) error {
	c := b.l.cube
	at := map[string]int{}
	var list []string
	for k, code := range c.dims[i].Codes {
		if !c.out[i][k] && k != c.in[i] {
			at[code] = k
			list = append(list, code)
		}
	}
	for _, code := range empty(x, list) {
		if _, ok := at[code]; !ok {
			at[code] = total - 1 // no record has it
			list = append(list, code)
		}
	}
	parent := func(code string) string {
		p := x.key.Parent(code)
		if k := slices.Index(c.dims[i].Codes, p); p == within || k >= 0 && c.out[i][k] {
			return ""
		}
		if x.window != nil && x.window.date != nil && !x.window.over(p) {
			return "" // a longer period that is not over
		}
		return p
	}
	codes, up, err := tables.Order(list, parent, x.key.Compare)
	if err != nil {
		return err
	}
	for _, code := range codes {
		if _, ok := at[code]; !ok {
			at[code] = total - 1
		}
	}
	b.codes = append(b.codes, at)
	b.out.Dims = append(b.out.Dims, tables.Dim{Name: x.As, Kind: x.key.Kind(), Codes: codes, Parent: up})
	if g := geometry(x); g != nil && b.out.Places == nil {
		b.out.Places = &tables.Places{Dim: i, Feature: g}
	}
	return nil
}

func inner(x dim) key.Key {
	if x.window != nil {
		return x.window.Key
	}
	return x.key
}

func geometry(x dim) map[string][]byte {
	if a, ok := inner(x).(*key.AreaKey); ok {
		return a.Geometry()
	}
	return nil
}

// mostEmpty bounds the periods without records that are added: a mistyped year
// would add thousands.
const mostEmpty = 1000

// fine is which of a date's periods is the table's own.
func (d *dim) fine() int {
	if d.window == nil {
		return 0
	}
	return d.window.fine
}

// empty are codes that no record has and a reader expects: areas of the map, and
// periods between the first and the last.
func empty(x dim, have []string) []string {
	if a, ok := inner(x).(interface{ Codes() []string }); ok {
		return a.Codes()
	}
	if x.date == nil || x.date.Level("Mon 00") == 0 {
		return nil
	}
	first, last := "", ""
	for _, code := range have {
		if x.date.Level(code) != x.fine() {
			continue // no period, or a longer one
		}
		if first == "" || x.date.Compare(code, first) < 0 {
			first = code
		}
		if last == "" || x.date.Compare(code, last) > 0 {
			last = code
		}
	}
	if first == "" {
		return nil
	}
	if list := x.date.Between(first, last); len(list) <= mostEmpty {
		return list
	}
	return nil
}

// rows goes through every combination of codes that is released.
func (b *builder) rows() (*tables.Table, error) {
	out := tables.NewBuilder(b.out)
	n := 0
	for _, mask := range b.t.masks {
		size := 1
		for d := range b.out.Dims {
			if mask&(1<<d) == 0 {
				size *= max(1, len(b.out.Dims[d].Codes))
			}
			if size > mostRows {
				return nil, fmt.Errorf("it would have more than %d rows; take coarser dimensions", mostRows)
			}
		}
		if n += size; n > mostRows {
			return nil, fmt.Errorf("it would have more than %d rows; take coarser dimensions", mostRows)
		}
		if err := b.set(out, mask, make([]string, len(b.out.Dims)), make([]int, len(b.out.Dims)), 0); err != nil {
			return nil, err
		}
	}
	return out.Table()
}

// set adds the rows of one set of summed dimensions.
func (b *builder) set(out *tables.Builder, mask uint32, codes []string, coords []int, d int) error {
	if d == len(codes) {
		return out.Add(slices.Clone(codes), b.cells(coords))
	}
	if mask&(1<<d) != 0 {
		codes[d], coords[d] = key.TotalCode, b.l.cube.in[d]
		return b.set(out, mask, codes, coords, d+1)
	}
	for _, code := range b.out.Dims[d].Codes {
		codes[d], coords[d] = code, b.codes[d][code]
		if err := b.set(out, mask, codes, coords, d+1); err != nil {
			return err
		}
	}
	return nil
}

// cells are the numbers of one row; what no record has is zero, or nothing where
// zero would say something.
func (b *builder) cells(coords []int) []tables.Cell {
	ms := b.t.measures
	out := make([]tables.Cell, len(ms))
	x, k := b.l.cube.cells[at(coords)], at(coords)
	for i, m := range ms {
		switch {
		case b.d.hidden[k]:
			out[i] = tables.Hidden()
		case b.d.rounded != nil: // counts only
			out[i] = tables.Shown(strconv.FormatInt(b.d.rounded[k], 10))
		case x != nil && !x.values[i].None && (x.rows > 0 || !b.nothing(m.Kind)):
			out[i] = tables.Shown(text(m.Kind, x.values[i].Fixed))
		case b.nothing(m.Kind):
		default:
			out[i] = tables.Shown("0")
		}
	}
	return out
}

// nothing reports whether a measure of no records is nothing rather than zero.
func (b *builder) nothing(k aggregate.Kind) bool {
	return k != aggregate.Rows && k != aggregate.Units && k != aggregate.Distinct && k != aggregate.Sum
}

// text is a number as it is written. A share has four places: more say nothing.
func text(k aggregate.Kind, f aggregate.Fixed) string {
	if k != aggregate.Share {
		return f.String()
	}
	s := strconv.FormatFloat(f.Float64(), 'f', 4, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}
