package policy

import (
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
)

// loadPreset reads the preset that the policy names and refuses rows where it
// releases tables only.
func (b *binder) loadPreset() {
	name := b.pol.Input.Preset
	if name == "" {
		return
	}
	p, err := LoadPreset(name)
	line := b.pol.lines["input.preset"]
	if err != nil {
		b.add(Invalid, line, "%s.", err)
		return
	}
	b.preset = p
	if why := p.onlyTables(Channel(b.pol.Law.Channel), b.o.Pack.Name); why != "" && b.pol.ReleasesRows() {
		b.add(Invalid, line, "The preset %s releases no rows here: %s. Write release: [tables] with aggregate:, or take the preset away.", name, why)
	}
}

// roles tells every column that the preset knows in what capacity its people
// stand there, whoever decides about it.
func (f *binding) roles() {
	f.known = make([]*PresetRow, len(f.bound.Columns))
	if f.preset == nil {
		return
	}
	for i := range f.bound.Columns {
		c := &f.bound.Columns[i]
		if f.known[i] = f.preset.find(c.Name); f.known[i] != nil {
			c.Role = f.known[i].Role
		}
	}
}

// rest decides the columns that the policy does not name: the built-in
// defaults, the preset, and unlisted:.
func (f *binding) rest() {
	var unlisted []int
	proposed := map[int]Verb{}
	if f.pol.builtin {
		for _, pr := range propose(f.in.Columns) {
			proposed[pr.col] = pr.builtin()
		}
	}
	for i := range f.bound.Columns {
		c := &f.bound.Columns[i]
		if c.decided() {
			continue
		}
		if f.pol.builtin {
			f.give(i, f.rule("built-in", proposed[i], []int{i}))
			continue
		}
		if f.pol.tablesOnly() {
			f.give(i, f.rule("tables only", Drop, []int{i}))
			continue
		}
		if f.known[i] != nil {
			f.fromPreset(i)
			continue
		}
		conditional := len(c.Rules) > 0
		switch f.pol.Input.Unlisted {
		case "withhold", "drop", "ask":
			f.give(i, f.rule("unlisted", wholeRows(Verb(f.pol.Input.Unlisted), conditional), []int{i}))
		default:
			if conditional {
				f.add(Invalid, lineOf(c.Rules[0].Origin), "The rules say what happens to %s in some rows only. Add a rule without when:, or name it under columns:.", f.in.quoted(i))
				continue
			}
			unlisted = append(unlisted, i)
		}
	}
	if len(unlisted) > 0 {
		f.drift(unlisted)
	}
}

// wholeRows turns drop into withhold where some rows have another rule: a
// column cannot be left out for half of its rows.
func wholeRows(v Verb, conditional bool) Verb {
	if v == Drop && conditional {
		return Withhold
	}
	return v
}

// fromPreset gives column i the rules of its preset row, and the other columns
// of a group whose columns are treated together.
func (f *binding) fromPreset(i int) {
	row := f.known[i]
	group := []int{i}
	if row.Together {
		group = group[:0]
		for c := range f.known {
			if f.known[c] == row && !f.bound.Columns[c].decided() {
				group = append(group, c)
			}
		}
	}
	rules := row.Rules
	if f.dropped(row) {
		rules = nil
	}
	conditional := len(rules) > 0 || slices.ContainsFunc(group, func(c int) bool { return len(f.bound.Columns[c].Rules) > 0 })
	for k := range rules {
		for _, when := range f.presetConds(row, &rules[k]) {
			r := f.propose(row, &rules[k].PresetDo, group)
			r.Do, r.When = wholeRows(r.Do, true), when
			for _, c := range group {
				f.give(c, r)
			}
		}
	}
	do := row.PresetDo
	if row.Needs != "" && len(f.columnsOf(row.Needs)) == 0 {
		do = closedDo(do)
	}
	r := f.propose(row, &do, group)
	r.Do = wholeRows(r.Do, conditional)
	for _, c := range group {
		f.give(c, r)
	}
}

// dropped reports whether the column is left out whatever the rules say: none of
// them shows anything.
func (f *binding) dropped(row *PresetRow) bool {
	ch := Channel(f.pol.Law.Channel)
	return row.verdict(ch, f.o).do == Drop && !slices.ContainsFunc(row.Rules, func(r PresetRule) bool {
		do := r.verdict(ch, f.o).do
		return do != Withhold && do != Drop
	})
}

// closedDo is a proposal where the columns that it would need to look at are
// missing: nothing is shown.
func closedDo(d PresetDo) PresetDo {
	d.Web, d.To, d.Request = Withhold, "", Ask
	if d.Kind != detect.None {
		d.Request = byClosing
	}
	return d
}

// columnsOf are the columns of a group of the preset.
func (f *binding) columnsOf(group string) (cols []int) {
	for c, r := range f.known {
		if r != nil && r.Group == group {
			cols = append(cols, c)
		}
	}
	return cols
}

// presetConds resolves the conditions of a rule. Where a group has several
// columns, a rule that shows more than the row's own proposal asks that all of
// them fit; one that shows less is content with any, and becomes one rule for
// each. Without a column there is no rule.
func (f *binding) presetConds(row *PresetRow, rule *PresetRule) [][]BoundCond {
	opens := strictness(rule.Web) < strictness(row.Web)
	out := [][]BoundCond{nil}
	for _, w := range rule.When {
		cols := f.columnsOf(w.Group)
		if len(cols) == 0 {
			return nil
		}
		var next [][]BoundCond
		for _, so := range out {
			so = so[:len(so):len(so)]
			for _, c := range cols {
				cond := presetCond(c, w.Is)
				if opens {
					so = append(so, cond)
				} else {
					next = append(next, append(so[:len(so):len(so)], cond))
				}
			}
			if opens {
				next = append(next, so)
			}
		}
		out = next
	}
	return out
}

// presetCond is a condition of a preset on one column.
func presetCond(col int, values []string) BoundCond {
	c := Cond{}
	for _, v := range values {
		if v == "blank" {
			c.Blank = true
			continue
		}
		c.Values = append(c.Values, v)
	}
	return boundCond(col, c)
}

// strictness orders the verbs by how little they show: a label as little as a
// column that is left out.
func strictness(v Verb) int {
	if v == Drop {
		v = Withhold
	}
	return slices.Index([]Verb{Keep, Clean, Coarsen, Code, Ask, Withhold, DropRow}, v)
}

// propose makes the rule of one proposal of the preset.
func (f *binding) propose(row *PresetRow, d *PresetDo, group []int) *BoundRule {
	v := d.verdict(Channel(f.pol.Law.Channel), f.o)
	r := f.rule("preset "+f.preset.Name+": "+row.Group, v.do, slices.Clone(group))
	if v.do == Coarsen {
		r.To = d.To
	}
	if !v.do.wholeCell() {
		r.Holds = v.holds
	}
	switch {
	case v.do == Clean && f.base.onlyLaw && d.lawful() && v.law != nil:
		r.Why = f.ours(*v.law)
		f.used = append(f.used, v.law.Key)
		return r
	case v.do == Keep, v.do == Clean, v.do == Ask:
		return r
	}
	r.Why = f.presetGround(d, &v, columnKind(f.bound.Columns[group[0]].Info))
	if r.Why == nil && f.base.onlyLaw {
		r.Do = Ask // cannot be: only law withholds here
	}
	return r
}

// presetGround is what taking a whole cell away rests on: law without a choice,
// the choice that the preset puts into words, a promise, the pack's law for the
// kind and role, and else, where the kind is known, the agency's own choice. nil
// is for cells of no kind: their column's own ground. seen is the kind that the
// profile saw.
func (f *binding) presetGround(d *PresetDo, v *verdict, seen detect.Entity) *exemptions.Ground {
	promised := f.promised[d.Kind]
	if promised == nil {
		promised = f.promised[seen]
	}
	switch {
	case v.law != nil && (f.base.onlyLaw || v.mandatory):
	case f.base.onlyLaw:
		return nil
	case d.Says != "":
		return f.choice(d.Says)
	case promised != nil:
		return promised
	case v.law == nil && d.Kind != detect.None:
		return f.choice("this column is not published")
	case v.law == nil:
		return nil
	}
	f.used = append(f.used, v.law.Key)
	return f.ours(*v.law)
}

// verdict is a proposal under a pack, on a channel.
type verdict struct {
	do        Verb
	law       *exemptions.Ground // the law of the kind and role; nil = none
	mandatory bool
	open      *exemptions.Note
	holds     [detect.NumEntities]bool
}

// verdict looks at the pack. Law without a choice takes the cell whatever the
// preset proposes. On the web the proposal stands. Where only law withholds,
// "law" is keep where the pack opens the data, the web's verb where it closes
// them, and a person's question where it says nothing; "close" never keeps.
func (d *PresetDo) verdict(ch Channel, o BindOptions) verdict {
	v := verdict{do: d.Request}
	if ch == Web {
		v.do = d.Web
	}
	if d.Kind != detect.None {
		r := o.Pack.Ruling(d.Kind.String(), d.Role, string(ch), o.AsOf)
		v.law, v.mandatory, v.open = r.Ground, r.Mandatory, r.Open
	}
	law := v.do == byLaw || v.do == byClosing
	switch {
	case v.mandatory && (law || !v.do.wholeCell() || v.do == Ask):
		v.do = closing(ch, d.Web)
	case v.do == byLaw && v.open != nil:
		v.do = Keep
	case law && v.law != nil && d.Web == Clean:
		v.do = Clean // firms beside people: the law takes what is found, not the cell
		return v
	case law && v.law != nil:
		v.do = closing(ch, d.Web)
	case law:
		v.do = Ask
	}
	v.holds = d.held(v.do)
	return v
}

// lawful reports whether the pack decides on request.
func (d *PresetDo) lawful() bool { return d.Request == byLaw || d.Request == byClosing }

// closing is what the law's word makes of a proposal for the web: as that says,
// if it takes something away. Who asked for a record gets what can be segregated,
// so no row is left out for them.
func closing(ch Channel, web Verb) Verb {
	switch {
	case web == Drop, web == Coarsen, web == Code, web == DropRow && ch == Web:
		return web
	default:
		return Withhold
	}
}

// held are the kinds that a verb may hold: what the row says and, where nothing
// is said, for keep its own kind.
func (d *PresetDo) held(do Verb) (holds [detect.NumEntities]bool) {
	for _, w := range d.Holds {
		of, _ := entitiesOf(w)
		for _, e := range of {
			holds[e] = true
		}
	}
	if do == Keep && len(d.Holds) == 0 && d.Kind != detect.None {
		holds[d.Kind] = true
	}
	return holds
}

// checkNever refuses, on the web, keep for what the preset says is never shown:
// a column of a private person's data.
func (f *binding) checkNever() {
	if f.preset == nil || Channel(f.pol.Law.Channel) != Web {
		return
	}
	for _, w := range f.preset.Never {
		of, _ := entitiesOf(w)
		for i := range f.bound.Columns {
			c := &f.bound.Columns[i]
			if c.Role == "employee" || c.Role == "official" || c.Info.Business || !slices.Contains(of, columnKind(c.Info)) {
				continue
			}
			for _, r := range c.Rules {
				if r.Do == Keep && !strings.HasPrefix(r.Origin, "preset ") {
					f.add(Invalid, lineOf(r.Origin), "keep %s shows what the preset %s never shows on the web (%s). Use drop or withhold.", f.in.quoted(i), f.preset.Name, w)
					break
				}
			}
		}
	}
}
