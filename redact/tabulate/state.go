package tabulate

import (
	"fmt"
	"maps"
	"slices"

	"vaughn/redact/aggregate"
	"vaughn/redact/disclosure"
)

// StateSchema names the form of [State].
const StateSchema = "vaughn.tables/1"

// State is what releases of tables said so far, hidden numbers too. It is
// confidential and lies in the internal folder. A number that was released stays
// as it was: the difference between two releases would be somebody.
type State struct {
	Schema string             `json:"schema"`
	Tables map[string]*Series `json:"tables"`
}

// Series is one table's releases.
type Series struct {
	Spec    string            `json:"spec"`  // digest of what the table is
	Level   string            `json:"level"` // period that was chosen
	Periods map[string][]Kept `json:"periods,omitempty"`
	Past    []Past            `json:"past,omitempty"`
	Totals  []Kept            `json:"totals,omitempty"` // people over all periods of the last release
	Guard   string            `json:"guard,omitempty"`  // whose word let the table differ from an earlier one
}

// Kept is one number as it was released.
type Kept struct {
	At      []string `json:"at"` // codes, "" = total
	Rows    int64    `json:"rows"`
	Units   int64    `json:"units"`
	Values  []Number `json:"values"`
	Shown   bool     `json:"shown,omitempty"`
	Hidden  bool     `json:"hidden,omitempty"`
	Rounded *int64   `json:"rounded,omitempty"` // what was shown instead of Units
}

// Number is a measure's value.
type Number struct {
	Value string `json:"v,omitempty"`
	N     int64  `json:"n"`
}

// Past are totals over the periods of one release that were shown.
type Past struct {
	Periods []string   `json:"periods"`
	Shown   [][]string `json:"shown"` // codes of the other dimensions, "" in the place of the date
}

// whole is the name under which a table without periods is kept.
const whole = "(whole)"

// start is the level at which a table begins: that of its earlier releases. A
// table that is not what it was is refused, unless somebody put their name to it.
func (j *Job) start(t *table) (int, error) {
	s := j.series(t)
	if s == nil || !t.guarded() {
		return 0, nil
	}
	at := slices.IndexFunc(t.levels, func(l *level) bool { return l.name == s.Level })
	if s.Spec == t.spec && at >= 0 {
		return at, nil
	}
	if t.Guard == nil || s.Guard == t.word() {
		return 0, &Error{Line: t.Line, Msg: fmt.Sprintf("table %s is not made as in the last release: its places, periods, measures or threshold are others. What two such tables say together may give people away", t.Table),
			Next: "keep the table as it was, or add guard: {override: WHY, by: WHO, date: DAY} to it, which counts once"}
	}
	t.guard = true
	delete(j.o.Before.Tables, t.Table)
	return 0, nil
}

// word is somebody's decision that the table may differ from the last one.
func (t *table) word() string {
	if t.Guard == nil {
		return ""
	}
	return t.Guard.Override + "\x00" + t.Guard.By + "\x00" + t.Guard.Date
}

func (j *Job) series(t *table) *Series {
	if j.o.Before == nil {
		return nil
	}
	return j.o.Before.Tables[t.Table]
}

// hold puts the numbers of earlier releases in the place of today's, for every
// period that was released; and for a table without periods where its numbers
// differ by a few people.
func (j *Job) hold(t *table, l *level) error {
	s := j.series(t)
	if s == nil || !t.guarded() || l.cube.late {
		return nil
	}
	if s.Level != l.name && len(s.Periods) > 0 {
		return &Error{Line: t.Line, Msg: fmt.Sprintf("table %s would need a coarser period than the last release had", t.Table),
			Next: "raise stop_if_over, or begin anew with guard: {override: WHY, by: WHO, date: DAY}"}
	}
	for _, p := range l.inOrder(s.Periods) {
		if p == whole && !t.held && j.farEnough(t, l, s.Periods[p]) {
			t.bold = true
			continue
		}
		if err := l.keep(t, s.Periods[p], p); err != nil {
			return err
		}
	}
	l.people(t, s)
	l.cube.late = true // once
	return nil
}

// inOrder are the periods, the short ones first: what is kept of them is carried
// into the longer ones, and those that are kept themselves have the last word.
func (l *level) inOrder(periods map[string][]Kept) []string {
	out := slices.Sorted(maps.Keys(periods))
	if l.cube.date >= 0 {
		date := l.dims[l.cube.date].date
		slices.SortStableFunc(out, func(a, b string) int { return date.Level(a) - date.Level(b) })
	}
	return out
}

// farEnough reports whether every number of a table without periods is as it was
// or differs by as many as the threshold, and none that was shown is small now.
// What was hidden stays hidden then, and what is as it was is known.
func (j *Job) farEnough(t *table, l *level, kept []Kept) bool {
	c, k := l.cube, t.least()
	old := map[string]Kept{}
	for _, x := range kept {
		coords := c.coords(l, x.At)
		if c.cells[at(coords)] == nil {
			c.add(&cell{at: coords, values: make([]aggregate.Value, len(x.Values))})
		}
		old[at(coords)] = x
	}
	for _, x := range c.order {
		was := old[at(x.at)]
		n := t.judged(x)
		if x.units != was.Units && max(x.units-was.Units, was.Units-x.units) < k || was.Shown && n > 0 && n < k {
			return false
		}
	}
	for _, x := range c.order {
		switch was := old[at(x.at)]; {
		case was.Hidden:
			x.was = disclosure.WasHidden
		case was.Shown && was.Units == x.units:
			x.was = disclosure.WasShown
		}
	}
	return true
}

// keep replaces the numbers of one period by those that were released.
func (l *level) keep(t *table, kept []Kept, period string) error {
	c := l.cube
	date := c.date
	fresh := map[string]*cell{}
	for _, k := range kept {
		k.fill(t)
		x := &cell{at: c.coords(l, k.At), rows: k.Rows, units: k.Units}
		for _, v := range k.Values {
			n, err := v.value()
			if err != nil {
				return err
			}
			x.values = append(x.values, n)
		}
		switch {
		case k.Hidden:
			x.was = disclosure.WasHidden
		case k.Shown:
			x.was = disclosure.WasShown
		}
		fresh[at(x.at)] = x
	}
	for _, x := range c.order {
		if period == whole || date >= 0 && c.code(date, x.at[date]) == period {
			k := at(x.at)
			if fresh[k] == nil { // nothing was there when it was released
				fresh[k] = &cell{at: x.at, values: make([]aggregate.Value, len(x.values)), was: disclosure.WasShown}
			}
			l.shift(t, x, fresh[k])
			*x = *fresh[k]
			delete(fresh, k)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(fresh)) {
		l.shift(t, &cell{values: make([]aggregate.Value, len(fresh[k].values))}, fresh[k])
		c.add(fresh[k])
	}
	return nil
}

// shift carries the difference between today's number and the kept one into the
// longer periods and the total, so that they are the sums of what is released.
func (l *level) shift(t *table, now, kept *cell) {
	c := l.cube
	if c.date < 0 || c.dims[c.date].Level[kept.at[c.date]] > 0 {
		return
	}
	up := slices.Clone(kept.at)
	for p := c.dims[c.date].Parent[kept.at[c.date]]; ; p = c.dims[c.date].Parent[p] {
		if up[c.date] = p; p < 0 {
			up[c.date] = total
		}
		x := c.cells[at(up)]
		if x == nil && p >= 0 && (kept.rows != now.rows || kept.units != now.units) { // all that it summed is gone
			x = &cell{at: slices.Clone(up)}
			for range kept.values {
				x.values = append(x.values, aggregate.Value{None: true})
			}
			c.add(x)
		}
		if x != nil && x != now {
			x.rows = max(0, x.rows+kept.rows-now.rows)
			if t.Unit == nil {
				x.units = max(0, x.units+kept.units-now.units)
			}
			t.carry(x, now, kept)
		}
		if p < 0 {
			return
		}
	}
}

// known are the totals of earlier releases, as sums of the periods they had.
func (j *Job) known(t *table, l *level, n int) []disclosure.Known {
	s := j.series(t)
	if s == nil || l.cube.date < 0 || !t.guarded() {
		return nil
	}
	var out []disclosure.Known
	c, texts := l.cube, j.texts(l)
	for _, p := range s.Past {
		for _, cell := range p.Shown {
			k := disclosure.Known{}
			for _, period := range p.Periods {
				codes := slices.Clone(cell)
				codes[c.date] = period
				if c.has(codes) {
					for d, code := range codes {
						if code != "" {
							codes[d] = texts[d][slices.Index(c.dims[d].Codes, code)]
						}
					}
					k.Terms = append(k.Terms, disclosure.Term{Table: n, At: codes, Coef: 1})
				}
			}
			if len(k.Terms) > 0 {
				out = append(out, k)
			}
		}
	}
	return out
}

// has reports whether all codes are in the cube.
func (c *cube) has(codes []string) bool {
	for d, code := range codes {
		if code != "" && !slices.Contains(c.dims[d].Codes, code) {
			return false
		}
	}
	return true
}

// remember is the series after this release.
func (j *Job) remember(t *table, l *level, d *decision) *Series {
	c := l.cube
	s := &Series{Spec: t.spec, Level: l.name, Periods: map[string][]Kept{}}
	old := j.series(t)
	switch {
	case old != nil:
		s.Past, s.Guard = old.Past, old.Guard
	case t.guard:
		s.Guard = t.word()
	}
	past := Past{Periods: c.summedPeriods()}
	hidden := maps.Clone(d.hidden)
	for _, x := range c.order {
		k := t.kept(c, x, d)
		delete(hidden, at(x.at))
		if c.date >= 0 && x.at[c.date] == c.in[c.date] {
			if k.Shown {
				other := slices.Clone(k.At)
				other[c.date] = ""
				past.Shown = append(past.Shown, other)
			}
			if t.Unit != nil {
				s.Totals = append(s.Totals, k)
			}
		}
		s.add(c, x.at, k)
	}
	for _, k := range slices.Sorted(maps.Keys(hidden)) { // zeros that are hidden for their line
		coords := coordsOf(k)
		s.add(c, coords, Kept{At: c.codes(coords), Hidden: true})
	}
	if len(past.Shown) == 0 || len(past.Periods) == 0 {
		return s
	}
	s.Past = slices.Clone(s.Past)
	for k, p := range s.Past {
		if slices.Equal(p.Periods, past.Periods) {
			s.Past[k].Shown = union(p.Shown, past.Shown)
			return s
		}
	}
	s.Past = append(s.Past, past)
	return s
}

// add keeps a number under its period, unless it is of none that is over.
func (s *Series) add(c *cube, coords []int, k Kept) {
	period := whole
	if c.date >= 0 {
		p := coords[c.date]
		if p == total || p == c.in[c.date] || c.open[c.date][p] {
			return
		}
		period = c.code(c.date, p)
	}
	s.Periods[period] = append(s.Periods[period], k)
}

// kept is a number as it is kept.
func (t *table) kept(c *cube, x *cell, d *decision) Kept {
	hidden := d.hidden[at(x.at)]
	k := Kept{At: c.codes(x.at), Rows: x.rows, Units: x.units, Shown: t.shows(c, x.at) && !hidden, Hidden: hidden}
	for _, v := range x.values {
		k.Values = append(k.Values, numberOf(v))
	}
	if n, ok := d.rounded[at(x.at)]; ok {
		k.Rounded = &n
	}
	return k
}

// fill gives a number that nothing stood behind its measures.
func (k *Kept) fill(t *table) {
	for i := len(k.Values); i < len(t.Show); i++ {
		k.Values = append(k.Values, Number{})
	}
}

// summedPeriods are the shortest periods that the total over the date sums.
func (c *cube) summedPeriods() []string {
	if c.date < 0 {
		return nil
	}
	var out []string
	x := c.dims[c.date]
	for k, code := range x.Codes {
		if x.Level[k] > 0 || c.open[c.date][k] || code == within {
			continue
		}
		p := k
		for p >= 0 && p != c.in[c.date] {
			p = x.Parent[p]
		}
		if p >= 0 {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out
}

// union is what is in one of two lists of codes.
func union(a, b [][]string) [][]string {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.ContainsFunc(a, func(y []string) bool { return slices.Equal(x, y) }) {
			out = append(out, x)
		}
	}
	return out
}

// carry does the same with measures that add up.
func (t *table) carry(x, now, kept *cell) {
	for k, m := range t.measures {
		if m.Kind == aggregate.Units && t.Unit != nil || m.Kind == aggregate.Share || m.Kind == aggregate.Distinct {
			continue
		}
		v := &x.values[k]
		v.N = max(0, v.N+kept.values[k].N-now.values[k].N)
		if t.adds(m.Kind) {
			v.Fixed = v.Fixed.Add(kept.values[k].Fixed.Sub(now.values[k].Fixed))
			v.None = m.Kind == aggregate.Sum && v.N == 0
		}
	}
}

func numberOf(v aggregate.Value) Number {
	if v.None {
		return Number{N: v.N}
	}
	return Number{Value: v.Fixed.String(), N: v.N}
}

func (n Number) value() (aggregate.Value, error) {
	if n.Value == "" {
		return aggregate.Value{N: n.N, None: true}, nil
	}
	f, ok := aggregate.ParseFixed(n.Value)
	if !ok {
		return aggregate.Value{}, &Error{Msg: "the internal record of the last tables is damaged", Next: "give the --internal folder of the last release"}
	}
	return aggregate.Value{Fixed: f, N: n.N}, nil
}
