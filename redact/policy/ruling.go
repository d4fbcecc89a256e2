package policy

import (
	"fmt"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
)

// ruling is what the pack and the agency's promises say about each kind of
// information, for people in one role.
type ruling struct {
	mandatory [detect.NumEntities]*exemptions.Ground // law without a choice
	open      [detect.NumEntities]*exemptions.Note   // law that opens; never beside mandatory
	may       [detect.NumEntities]*exemptions.Ground // law that may withhold
	ground    [detect.NumEntities]*exemptions.Ground // of a match in text without a reason of the rule; nil = ask a person
}

// ruling works out what is said about a role, "" for everybody; each role once.
func (b *binder) ruling(role string) *ruling {
	if rl := b.rulings[role]; rl != nil {
		return rl
	}
	rl := &ruling{}
	for e := detect.None; e < detect.NumEntities; e++ {
		if e != detect.None {
			law := b.o.Pack.Ruling(e.String(), role, b.pol.Law.Channel, b.o.AsOf)
			switch {
			case law.Ground != nil && law.Mandatory:
				rl.mandatory[e] = b.ours(*law.Ground)
			case law.Open != nil:
				rl.open[e] = law.Open
			case law.Ground != nil:
				rl.may[e] = b.ours(*law.Ground)
			}
		}
		rl.ground[e] = b.groundOf(rl, e, "personal information of this kind is not published")
	}
	if b.rulings == nil {
		b.rulings = map[string]*ruling{}
	}
	b.rulings[role] = rl
	return rl
}

// groundOf is what withholding a kind rests on without a reason in the rule:
// law without a choice, what the agency promised, the pack's default, and on the
// web the agency's own choice. What law opens is never withheld by the pack.
// nil = nothing; a person is asked.
func (b *binder) groundOf(rl *ruling, e detect.Entity, choice string) *exemptions.Ground {
	switch {
	case rl.mandatory[e] != nil:
		return rl.mandatory[e]
	case b.promised[e] != nil && !b.base.onlyLaw:
		return b.promised[e]
	case rl.may[e] != nil:
		return rl.may[e]
	case b.base.onlyLaw:
		return nil
	default:
		return b.choice(choice)
	}
}

// statute reports whether a ground is a law, so that it comes before what the
// agency promised or was asked for by the people themselves.
func statute(g *exemptions.Ground) bool {
	if g == nil {
		return false
	}
	switch g.Basis {
	case exemptions.BasisLaw, exemptions.BasisExemption, exemptions.BasisBalancing, exemptions.BasisFinding:
		return true
	default:
		return false
	}
}

// ownRoles sets the roles that the policy names itself; they come before what a
// preset thinks.
func (f *binding) ownRoles() {
	for _, r := range f.pol.Roles {
		if col, ok := f.at[r.Column]; ok && col < len(f.bound.Columns) {
			f.bound.Columns[col].Role = r.Role
		}
	}
}

// opened is the law that opens what column col holds as a whole, nil for none.
func (f *binding) opened(col int) *exemptions.Note {
	return f.bound.decide.rulings[col].open[columnKind(&f.in.Columns[col])]
}

// openRules holds the rules against the law that opens, on the channels where
// nothing but law withholds. What unlisted: or the built-in defaults withhold stays;
// a rule of the policy that names a law is warned about; one that names nothing
// is refused.
func (f *binding) openRules() {
	if !f.base.onlyLaw || f.bound.noRows {
		return
	}
	for _, r := range f.allRules() {
		col := f.opensRule(r)
		if col < 0 {
			continue
		}
		note := f.opened(col)
		switch line := lineOf(r.Origin); {
		case line == 0:
			r.Do, r.To, r.Why = Clean, "", nil
		case r.Why == nil:
			f.add(Invalid, line, "%s is %s, but %s opens it on channel %q. Use keep, clean, or a law as why: (vaughn list exemptions %s).",
				f.in.quoted(col), doing(r.Do), note.Cite, f.pol.Law.Channel, f.pol.Law.Pack)
		default:
			f.warn("%s:%d: %s is %s by %s, but %s opens it. Counsel should look at this.", f.pol.File, line, f.in.quoted(col), doing(r.Do), r.Why.Cite, note.Cite)
		}
	}
	f.openFinds()
}

// opensRule is the first column of which a rule takes away as a whole what the law
// opens, where that is so for each column of the rule that holds a kind of
// personal information; -1 for none.
func (f *binding) opensRule(r *BoundRule) int {
	switch r.Do {
	case Withhold, Drop, Coarsen, Code:
		if strings.HasPrefix(r.Origin, "preset") { // a preset knows what law opens, and of whom it asks all the same
			return -1
		}
	default: // keep and clean look at finds; a row left out is about the row; ask asks
		return -1
	}
	first := -1
	for _, col := range r.Group {
		switch {
		case !columnKind(&f.in.Columns[col]).Personal():
		case f.opened(col) == nil:
			return -1
		case first < 0:
			first = col
		}
	}
	return first
}

// openFinds warns of cleaned text whose rule withholds by law what law opens, and
// of law without a choice that beats the law that opens.
func (f *binding) openFinds() {
	for i := range f.bound.Columns {
		c := &f.bound.Columns[i]
		rl := f.bound.decide.rulings[i]
		for e := detect.None + 1; e < detect.NumEntities; e++ {
			if c.Info.Found[e] == 0 {
				continue
			}
			if g := rl.mandatory[e]; g != nil {
				if note := f.openRow(e, c.Role); note != nil {
					f.warn("%s: law leaves no choice about the %s (%s), although %s opens it: it is withheld.", f.in.quoted(i), plural(e), g.Cite, note.Cite)
				}
				continue
			}
			if note := rl.open[e]; note != nil {
				for _, r := range c.Rules {
					if r.Do == Clean && r.Why != nil {
						f.warn("%s: %s in %s are masked by %s, but %s opens them. Counsel should look at this.", r.Origin, plural(e), f.in.quoted(i), r.Why.Cite, note.Cite)
					}
				}
			}
		}
	}
}

// openRow is the note of a row that opens an entity, whatever else the pack says.
func (f *binding) openRow(e detect.Entity, role string) *exemptions.Note {
	pk := *f.o.Pack
	pk.MandatoryRows = nil
	return pk.Ruling(e.String(), role, f.pol.Law.Channel, f.o.AsOf).Open
}

func (f *binding) warn(format string, args ...any) {
	f.bound.Warnings = append(f.bound.Warnings, fmt.Sprintf(format, args...))
}

// at is the ruling on input column col; that for everybody outside the file.
func (d *decider) at(col int) *ruling {
	if col >= 0 && col < len(d.rulings) {
		return d.rulings[col]
	}
	return d.everybody
}

// Opened is the law that keeps a find of kind e in column col although nothing in
// the policy says keep; nil for none. Only where nothing but law withholds does
// it keep anything.
func (b *Bound) Opened(r *BoundRule, col int, e detect.Entity) *exemptions.Note {
	if !b.decide.onlyLaw || r == nil || r.Why != nil || e >= detect.NumEntities || r.Do.wholeCell() {
		return nil
	}
	return b.decide.at(col).open[e]
}
