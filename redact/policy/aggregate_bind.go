package policy

import (
	"slices"
	"strconv"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// BoundAggregate is one table bound to one file: its columns are found, and what
// hiding rests on is known.
type BoundAggregate struct {
	*Aggregate                    // as written; not to be changed
	Origin     string             // "syrcityline.yaml:31"
	Dims       [][]int            // input columns by dimension, in the order of By.Columns
	Measures   []int              // input column by measure; -1 where it reads none
	UnitOf     []int              // input columns of the unit; nil where rows are counted
	Why        *exemptions.Ground // what hiding or rounding rests on; with hide: {none: …} the reason for that
	DecidedBy  string             // who decided, for the log: "Chief Data Officer (rule)"
	DecidedOn  string             // date, YYYY-MM-DD
}

// tables binds the tables to this file. A column that it lacks is refused by
// unmatched, for all files together.
func (f *binding) tables() {
	f.bound.noRows = !f.pol.ReleasesRows()
	for _, n := range f.pol.Input.QuasiIdentifiers {
		if c := f.column(n); c >= 0 {
			f.bound.Quasi = append(f.bound.Quasi, c)
		}
	}
	for i := range f.pol.Aggregates {
		a := &f.pol.Aggregates[i]
		t := BoundAggregate{Aggregate: a, Origin: f.origin(a.Line), Why: f.hiding(a), DecidedBy: f.by(Reason{}), DecidedOn: f.pol.Law.Date}
		if r, own := f.pol.Reasons[a.Hide.Why+a.Hide.None]; own { // one of them is ""
			t.DecidedBy = f.by(r)
			if r.Date != "" {
				t.DecidedOn = r.Date
			}
		}
		for j := range a.By {
			t.Dims = append(t.Dims, f.columnsAt(a.By[j].Columns()))
		}
		for _, s := range a.Show {
			t.Measures = append(t.Measures, f.column(s.Column))
		}
		if a.Unit != nil {
			t.UnitOf = f.columnsAt(a.Unit.Columns)
		}
		f.bound.Tables = append(f.bound.Tables, t)
		f.checkPrinted(&t)
	}
}

// column is the column of a name, -1 for none.
func (f *binding) column(name string) int {
	if c, ok := f.at[name]; ok && name != "" && c < len(f.bound.Columns) {
		return c
	}
	return -1
}

func (f *binding) columnsAt(names []string) []int {
	out := make([]int, len(names))
	for i, n := range names {
		out[i] = f.column(n)
	}
	return out
}

// hiding is what the protection of a table rests on.
func (f *binding) hiding(a *Aggregate) *exemptions.Ground {
	switch {
	case a.Hide.None != "":
		return f.why(a.Hide.None, a.Hide.Line)
	case a.Hide.Why != "":
		return f.why(a.Hide.Why, a.Hide.Line)
	default:
		return f.choice("small numbers of people are not shown")
	}
}

// checkPrinted refuses a table that would print what tells who somebody is: the
// codes of a dimension are printed even where their numbers are hidden, and the
// smallest or middle value of a column is one of its values.
func (f *binding) checkPrinted(t *BoundAggregate) {
	for i := range t.By {
		b := &t.By[i]
		for _, col := range t.Dims[i] {
			if col < 0 || !f.names(col) {
				continue
			}
			like := looksLike(&f.in.Columns[col])
			switch {
			case b.Column != "":
				f.add(Invalid, b.Line, "%s %s, and a table by it would print them all. Group by another column, or count them: unit: {people: [COLUMN]}.%s", f.in.quoted(col), like, placeInstead(&f.in.Columns[col]))
			case b.Each == eachDay && columnKind(&f.in.Columns[col]) == detect.DateOfBirth:
				f.add(Invalid, b.Line, "%s %s, and a table by day would print them all. Write each: year.", f.in.quoted(col), like)
			}
		}
	}
	for i, s := range t.Show {
		col := t.Measures[i]
		if col < 0 || !f.names(col) {
			continue
		}
		switch s.Measure {
		case "min", "max", "median", "percentile":
			f.add(Invalid, s.Line, "%s %s, and %s would print one of them. Use distinct, or another column.", f.in.quoted(col), looksLike(&f.in.Columns[col]), s.Measure)
		}
	}
}

// placeInstead says how an address becomes a dimension.
func placeInstead(c *detect.Column) string {
	switch columnKind(c) {
	case detect.StreetAddress:
		return " For places: {place: COLUMN, to: hundred-block}."
	case detect.GeoPoint:
		return " For places: {place: [LATITUDE, LONGITUDE], inside: FILE.geojson, name: PROPERTY}."
	default:
		return ""
	}
}

// names reports whether a column tells who somebody is, and no rule says that it
// may be shown. What somebody is (their health, their religion) may be counted.
func (f *binding) names(col int) bool {
	c := &f.in.Columns[col]
	e := columnKind(c)
	switch {
	case !e.Personal(), c.Business && !c.Personal:
		return false
	case e == detect.Health, e == detect.Religion, e == detect.Politics, e == detect.Orientation, e == detect.Minor:
		return false
	}
	rules := f.bound.Columns[col].Rules
	held := func(r *BoundRule) bool { return r.Do == Keep && r.Holds[e] }
	return len(rules) == 0 || slices.ContainsFunc(rules, func(r *BoundRule) bool { return !held(r) })
}

// unmatchedTables refuses a file that lacks a column of a table, where another
// file has it: a table is made over all files.
func (b *binder) unmatchedTables(files []Table, have map[string]bool) {
	for i := range b.pol.Aggregates {
		for _, m := range b.pol.Aggregates[i].columns() {
			if !have[m.column] {
				continue // refused for all files
			}
			var without []string
			for j := range files {
				if !slices.Contains(files[j].Names, m.column) {
					without = append(without, named(files[j].File, "file "+strconv.Itoa(j+1)))
				}
			}
			if len(without) > 0 {
				b.add(Unmatched, m.line, "The table needs %s, which %s %s not have. A table is made over all files: release those that belong together. Nothing was released.",
					named(m.column, "a column"), words.AtMost(3, without), doDoes(len(without)))
			}
		}
	}
}

func doDoes(n int) string {
	if n == 1 {
		return "does"
	}
	return "do"
}

// RowLevel says what the released rows give away of a column: nothing (shown is
// false: it is withheld, left out, coded, or no rows are released), the text as
// it is (to is ""), or the text made less exact to what to: says. Where the rules
// differ by row the most exact counts, and the text as it is where two cannot be
// compared. A column that a person decides about counts as shown.
func (b *Bound) RowLevel(col int) (shown bool, to string) {
	if b.noRows || col < 0 || col >= len(b.Columns) {
		return false, ""
	}
	for _, r := range b.Columns[col].Rules {
		switch r.Do {
		case Keep, Clean, Ask:
			return true, ""
		case Coarsen:
			if !shown {
				to = r.To
			} else {
				to = finer(to, r.To)
			}
			if to == "" {
				return true, ""
			}
			shown = true
		default: // withheld, left out, coded
		}
	}
	return shown, to
}

// finer is the more exact of two coarsenings, "" where neither holds the other.
func finer(a, b string) string {
	rank := func(s string) (family string, exact int) {
		switch s {
		case "year":
			return "date", 0
		case "month":
			return "date", 1
		case "zip3":
			return "zip", 0
		case "zip":
			return "zip", 1
		case "hundred-block":
			return s, 0
		default: // decimals
			return "decimals", int(s[0])
		}
	}
	if a == "" || b == "" {
		return ""
	}
	fa, ea := rank(a)
	fb, eb := rank(b)
	switch {
	case fa != fb:
		return ""
	case ea > eb:
		return a
	default:
		return b
	}
}

// NotCarried are the input columns of which nothing reaches the release: no rows
// are released, or the column is left out of them, and no table reads it.
func (b *Bound) NotCarried() []int {
	used := map[int]bool{}
	for i := range b.Tables {
		for _, c := range b.Tables[i].Reads() {
			used[c] = true
		}
	}
	var out []int
	for i := range b.Columns {
		r, fixed := b.Fixed(i)
		if !used[i] && (b.noRows || fixed && r.Do == Drop) {
			out = append(out, i)
		}
	}
	return out
}

// Reads are the input columns that the table reads, each once, in order.
func (t *BoundAggregate) Reads() []int {
	var out []int
	for _, d := range t.Dims {
		out = append(out, d...)
	}
	out = append(out, t.Measures...)
	out = append(out, t.UnitOf...)
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > 0 && out[0] < 0 {
		out = out[1:]
	}
	return out
}

// RowsReleased reports whether rows are released under this Bound.
func (b *Bound) RowsReleased() bool { return !b.noRows }
