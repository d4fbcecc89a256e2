package policy

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// rowNumber as input.row_id names rows by their number.
const rowNumber = "row"

// binding binds one file.
type binding struct {
	*binder
	in    *Table
	table int            // its number among the files
	at    map[string]int // name → column
	bound *Bound
	known []*PresetRow // by column: the row of the preset that knows it, nil for none
	next  int          // ID of the next rule

	grounds map[string]*exemptions.Ground // what decisions rest on
}

func (f *binding) bind() *Bound {
	f.at = make(map[string]int, len(f.in.Names))
	for i, n := range f.in.Names {
		if _, twice := f.at[n]; !twice {
			f.at[n] = i
		}
	}
	d := f.base
	f.bound = &Bound{Channel: Channel(f.pol.Law.Channel), Pack: f.o.Pack, RowID: -1, Undecided: undecided(f.pol), File: f.pol.File,
		Columns: make([]BoundColumn, len(f.in.Columns)), decide: &d}
	for i := range f.in.Columns {
		c := &f.bound.Columns[i]
		c.Index, c.Info = i, &f.in.Columns[i]
		if i < len(f.in.Names) {
			c.Name = f.in.Names[i]
		}
		c.shown = f.in.display(i)
	}
	d.fallback = &BoundRule{ID: 0, Origin: "fail closed", Do: Withhold, By: f.by(Reason{}), On: f.pol.Law.Date}
	f.next = 1
	f.roles()
	f.columnGrounds(&d)
	if f.o.Decisions != nil {
		d.answers = &answers{book: f.o.Decisions, file: f.in.File, grounds: f.grounds, rules: map[answerKey]*BoundRule{}}
	}
	f.fromRules()
	f.fromColumns()
	f.rest()
	f.answerColumns()
	f.tables()
	f.checkPlaces()
	f.checkPromises()
	f.checkNever()
	f.checkFirms()
	f.finish()
	return f.bound
}

// columnGrounds works out what a whole cell of each column rests on.
func (f *binding) columnGrounds(d *decider) {
	f.ownRoles()
	d.column = make([]*exemptions.Ground, len(f.in.Columns))
	d.rulings = make([]*ruling, len(f.in.Columns))
	role := map[int]string{} // of places with a street address
	for i := range f.in.Columns {
		if c := &f.in.Columns[i]; c.Entity == detect.StreetAddress {
			role[c.Place] = f.bound.Columns[i].Role
		}
	}
	for i := range f.in.Columns {
		c := &f.in.Columns[i]
		rl, e := f.ruling(f.bound.Columns[i].Role), columnKind(c)
		d.rulings[i] = rl
		if whose, ok := role[c.Place]; ok && c.Place > 0 && exact(c) {
			rl, e = f.ruling(whose), detect.StreetAddress // one place, one reason
		}
		d.column[i] = f.groundOf(rl, e, "this column is not published")
	}
}

// by is who decided a rule, as the log prints it.
func (f *binding) by(r Reason) string {
	who := f.pol.Law.ApprovedBy
	switch {
	case f.pol.builtin:
		return "built-in defaults, not adopted"
	case r.By != "":
		who = r.By
	case who == "":
		who = f.pol.About.DecidedBy
	}
	if who == "" {
		return f.pol.File + " (rule), not adopted"
	}
	return who + " (rule)"
}

// rule makes a BoundRule with its own ID.
func (f *binding) rule(origin string, do Verb, group []int) *BoundRule {
	r := &BoundRule{ID: f.next, Origin: origin, Do: do, Group: group, By: f.by(Reason{}), On: f.pol.Law.Date}
	f.next++
	return r
}

// give appends a rule to a column, unless the column is decided already.
func (f *binding) give(col int, r *BoundRule) {
	c := &f.bound.Columns[col]
	if !c.decided() {
		c.Rules = append(c.Rules, r)
	}
}

// decided reports whether the last rule fits every row.
func (c *BoundColumn) decided() bool {
	return len(c.Rules) > 0 && len(c.Rules[len(c.Rules)-1].When) == 0
}

func (f *binding) origin(line int) string { return f.pol.File + ":" + strconv.Itoa(line) }

// fromRules binds rules: in file order.
func (f *binding) fromRules() {
	for i := range f.pol.Rules {
		src := &f.pol.Rules[i]
		var group []int
		for _, n := range src.Columns {
			if col, ok := f.at[n]; ok && col < len(f.bound.Columns) {
				group = append(group, col)
			}
		}
		why := f.why(src.Why, src.Line)
		if len(group) == 0 {
			continue // judged over all files by unmatched
		}
		sort.Ints(group)
		r := f.rule(f.origin(src.Line), src.Do, group)
		r.To, r.Why = src.To, why
		if reason, own := f.pol.Reasons[src.Why]; own {
			r.By = f.by(reason)
			if reason.Date != "" {
				r.On = reason.Date
			}
		}
		for _, w := range src.Holds {
			of, _ := entitiesOf(w)
			for _, e := range of {
				r.Holds[e] = true
			}
		}
		ok := true
		r.When, ok = f.conds(src.When, true)
		if !ok {
			continue
		}
		for _, col := range group {
			f.give(col, r)
		}
	}
}

// conds resolves the columns of conditions. With need, a column that this file
// lacks is refused; else the condition is left away.
func (f *binding) conds(cs []Cond, need bool) ([]BoundCond, bool) {
	out := make([]BoundCond, 0, len(cs))
	ok := true
	for _, c := range cs {
		col, has := f.at[c.Column]
		if !has || col >= len(f.bound.Columns) {
			// With one file the general refusal names the column; with several the
			// row cannot be judged in this one.
			if need && f.several {
				f.add(Unmatched, c.Line, "The rule looks at %s, which %s does not have.", named(c.Column, "a column"), named(f.in.File, "one of the files"))
			}
			ok = false
			continue
		}
		b := boundCond(col, c)
		if c.List != "" {
			b.list = f.lists[c.List]
		}
		out = append(out, b)
	}
	return out, ok
}

// boundCond is a condition on a column, without its list. A value between stars
// is looked for inside the cell, "*" alone is any text.
func boundCond(col int, c Cond) BoundCond {
	b := BoundCond{Col: col, Blank: c.Blank, Values: make(map[string]bool, len(c.Values))}
	for _, v := range c.Values {
		key := string(foldValue(nil, v))
		if len(key) > 2 && key[0] == '*' && key[len(key)-1] == '*' {
			b.inside = append(b.inside, []byte(strings.TrimSpace(key[1:len(key)-1])))
			continue
		}
		b.any = b.any || key == "*"
		b.Values[key] = true
	}
	if len(b.Values) <= maxFew {
		b.few = slices.Sorted(maps.Keys(b.Values))
	}
	return b
}

// fromColumns binds columns:.
func (f *binding) fromColumns() {
	for _, c := range f.pol.Columns {
		if col, ok := f.at[c.Name]; ok && col < len(f.bound.Columns) {
			f.give(col, f.rule(f.origin(c.Line), c.Verb, []int{col}))
		}
	}
}

// lineOf is the line in an origin such as "syrcityline.yaml:9"; 0 for none.
func lineOf(origin string) int {
	n, err := strconv.Atoi(origin[strings.LastIndexByte(origin, ':')+1:])
	if err != nil {
		return 0
	}
	return n
}

// drift refuses columns that nobody decided about.
func (f *binding) drift(cols []int) {
	if cols = f.accepted(cols); len(cols) > 0 {
		f.errs = append(f.errs, f.reportDrift(cols))
	}
}

// looksLike says in words what a column seems to hold, without a value.
func looksLike(c *detect.Column) string {
	e := columnKind(c)
	switch {
	case c.Business && !c.Personal && c.Entity.Personal():
		return plural(c.Entity) + " of firms or public bodies; are homes among them?"
	case e != detect.None && e.Reveals():
		return "looks like personal information"
	case e != detect.None:
		return "looks like " + plural(e)
	case c.Cells == 0:
		return "empty"
	case c.Personal:
		return "text with personal information"
	default:
		return "nothing personal found"
	}
}

// finish sets the row id, the rows to leave out and the warnings.
func (f *binding) finish() {
	b := f.bound
	f.checkTariff()
	if id := f.pol.Input.RowID; id != "" && id != rowNumber {
		if col, ok := f.at[id]; ok && col < len(b.Columns) {
			b.RowID = col
			if rs := b.Columns[col].Rules; len(rs) > 0 && rs[len(rs)-1].Do.wholeCell() && !b.noRows {
				b.RowID = -1
				b.Warnings = append(b.Warnings, "The row id "+f.in.quoted(col)+" is not released, so the log names rows by their number.")
			}
		}
	}
	b.LeaveOut, _ = f.conds(f.pol.Input.LeaveOut, false)
	b.Advice = f.advice
	b.Warnings = append(b.Warnings, f.notes...)
	b.Warnings = append(b.Warnings, f.o.Pack.Warnings(f.pol.Law.Channel, f.o.AsOf, f.used...)...)
	f.warnMandatory()
	var roles []string
	for i := range b.Columns {
		if r := b.Columns[i].Role; r != "" {
			roles = append(roles, r)
		}
	}
	b.behind = f.background(roles)
}

// warnMandatory says where law without a choice will mask inside a column that
// the policy keeps.
func (f *binding) warnMandatory() {
	if f.bound.noRows {
		return
	}
	for i := range f.bound.Columns {
		c := &f.bound.Columns[i]
		if len(c.Rules) == 0 || c.Rules[len(c.Rules)-1].Do != Keep {
			continue
		}
		for e := detect.None + 1; e < detect.NumEntities; e++ {
			if g := f.bound.decide.rulings[i].mandatory[e]; g != nil && c.Info.Found[e] > 0 {
				f.bound.Warnings = append(f.bound.Warnings, fmt.Sprintf("%s is kept, but law leaves no choice about the %s in %s (%s): it is masked.",
					f.in.quoted(i), e.Plain(), cellCount(c.Info.Found[e]), g.Cite))
			}
		}
	}
}

// checkPlaces refuses one place whose parts are treated apart: the point gives
// the house away, and the house number the point.
func (f *binding) checkPlaces() {
	f.openRules() // first: what the law opens is not withheld after all
	for _, r := range f.allRules() {
		if r.Do != Coarsen && r.Do != Withhold && r.Do != Code {
			continue
		}
		for _, col := range r.Group {
			place := f.bound.Columns[col].Info.Place
			if place == 0 || !exact(f.bound.Columns[col].Info) {
				continue
			}
			var apart []string
			for i := range f.bound.Columns {
				if c := &f.bound.Columns[i]; c.Info.Place == place && exact(c.Info) && !inGroup(r.Group, i) && c.shows() {
					apart = append(apart, f.in.display(i))
				}
			}
			if len(apart) > 0 {
				f.add(Invalid, lineOf(r.Origin), "%s is %s but %s %s not; the point gives the house away. Put them in one rule.",
					f.in.display(col), doing(r.Do), words.List(apart), words.IsAre(int64(len(apart))))
				break
			}
		}
	}
}

// shows reports whether some rule leaves the column's text as it is.
func (c *BoundColumn) shows() bool {
	for _, r := range c.Rules {
		if !r.Do.wholeCell() {
			return true
		}
	}
	return false
}

func inGroup(group []int, col int) bool {
	i := sort.SearchInts(group, col)
	return i < len(group) && group[i] == col
}

// allRules are the rules of all columns, each once, by ID.
func (f *binding) allRules() []*BoundRule {
	seen := map[int]bool{}
	var out []*BoundRule
	for i := range f.bound.Columns {
		for _, r := range f.bound.Columns[i].Rules {
			if !seen[r.ID] {
				seen[r.ID] = true
				out = append(out, r)
			}
		}
	}
	sortBy(out, func(a, b *BoundRule) bool { return a.ID < b.ID })
	return out
}

// checkPromises refuses keep for a column whose values the agency promised
// never to show.
func (f *binding) checkPromises() {
	if f.base.onlyLaw {
		return // no promise binds there
	}
	for _, reason := range f.pol.reasonsByLine() {
		for _, w := range reason.Never {
			of, _ := entitiesOf(w)
			for i := range f.bound.Columns {
				c := &f.bound.Columns[i]
				for _, e := range of {
					if columnKind(c.Info) != e {
						continue
					}
					for _, r := range c.Rules {
						if r.Do == Keep {
							f.add(Invalid, lineOf(r.Origin), "keep %s breaks the promise %s. Use drop.", f.in.quoted(i), named(reason.Key, "of the policy"))
							break
						}
					}
				}
			}
		}
	}
}
