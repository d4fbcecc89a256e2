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
}

// Kept is one number as it was released.
type Kept struct {
	At     []string `json:"at"` // codes, "" = total
	Rows   int64    `json:"rows"`
	Units  int64    `json:"units"`
	Values []Number `json:"values"`
	Shown  bool     `json:"shown,omitempty"`
	Hidden bool     `json:"hidden,omitempty"`
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
	if t.Guard == nil {
		return 0, &Error{Line: t.Line, Msg: fmt.Sprintf("table %s is not made as in the last release: its places, periods, measures or threshold are others. What two such tables say together may give people away", t.Table),
			Next: "keep the table as it was, give it another name, or add guard: {override: WHY, by: WHO, date: DAY} to it"}
	}
	delete(j.o.Before.Tables, t.Table)
	return 0, nil
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
	for _, p := range slices.Sorted(maps.Keys(s.Periods)) {
		if p == whole && j.farEnough(t, l, s.Periods[p]) {
			continue
		}
		if err := l.keep(t, s.Periods[p], p); err != nil {
			return err
		}
	}
	l.cube.late = true // once
	return nil
}

// farEnough reports whether every number of a table without periods is as it was
// or differs by as many as the threshold.
func (j *Job) farEnough(t *table, l *level, kept []Kept) bool {
	old := map[string]int64{}
	for _, k := range kept {
		var coords []int
		for d, code := range k.At {
			coords = append(coords, l.cube.find(l, d, code))
		}
		old[at(coords)] = k.Units
	}
	far := func(a, b int64) bool { return a == b || max(a-b, b-a) >= int64(t.Hide.Below+t.Hide.Round) }
	for _, x := range l.cube.order {
		k := at(x.at)
		if !far(x.units, old[k]) {
			return false
		}
		delete(old, k)
	}
	for _, n := range old {
		if !far(0, n) {
			return false
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
		x := &cell{rows: k.Rows, units: k.Units}
		for d, code := range k.At {
			x.at = append(x.at, c.find(l, d, code))
		}
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
		if x := c.cells[at(up)]; x != nil && x != now {
			x.rows += kept.rows - now.rows
			x.units += kept.units - now.units
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
	for _, p := range s.Past {
		for _, cell := range p.Shown {
			k := disclosure.Known{}
			for _, period := range p.Periods {
				codes := slices.Clone(cell)
				codes[l.cube.date] = period
				if l.cube.has(codes) {
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
	masks := t.masks()
	var past Past
	for _, x := range c.order {
		mask, ok := c.summed(x.at)
		shown := ok && slices.Contains(masks, mask)
		k := Kept{At: c.codes(x.at), Rows: x.rows, Units: x.units, Shown: shown && !d.hidden[at(x.at)], Hidden: d.hidden[at(x.at)]}
		for _, v := range x.values {
			k.Values = append(k.Values, numberOf(v))
		}
		period := whole
		if c.date >= 0 {
			p := x.at[c.date]
			if p == c.in[c.date] && k.Shown {
				other := slices.Clone(k.At)
				other[c.date] = ""
				past.Shown = append(past.Shown, other)
			}
			if p == total || p == c.in[c.date] || c.out[c.date][p] {
				continue
			}
			period = c.code(c.date, p)
		}
		s.Periods[period] = append(s.Periods[period], k)
	}
	if old := j.series(t); old != nil {
		s.Past = old.Past
	}
	if c.date < 0 {
		return s
	}
	for k, code := range c.dims[c.date].Codes {
		if c.dims[c.date].Level[k] == 0 && !c.out[c.date][k] && code != within {
			past.Periods = append(past.Periods, code)
		}
	}
	slices.Sort(past.Periods)
	same := func(p Past) bool { return slices.Equal(p.Periods, past.Periods) }
	if len(past.Shown) > 0 && !slices.ContainsFunc(s.Past, same) {
		s.Past = append(slices.Clone(s.Past), past)
	}
	return s
}

// carry does the same with measures that add up.
func (t *table) carry(x, now, kept *cell) {
	for k, m := range t.measures() {
		v := &x.values[k]
		v.N += kept.values[k].N - now.values[k].N
		if m.Kind == aggregate.Sum || m.Kind == aggregate.Rows || m.Kind == aggregate.Units {
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
