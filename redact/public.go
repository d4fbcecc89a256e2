package redact

import (
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/policy"
)

// What stands openly in a record is no secret in its texts: where the policy keeps
// the place of a pothole, "in front of 412 Elm St" says nothing new, and a label
// there would claim a law for what the next column shows. The same goes for the
// name of somebody who asked to be named. Only what the rule of this very row keeps
// counts, and only whole: a surname of a name that is shown may be another person's.
// A cell that is nothing but the name is no text: that the payer is the owner, or the
// complainant the neighbor, is what such a column tells.

// inRecord is the list that such a decision names.
const inRecord = "the record itself"

// open are the kinds that may be public in one row and not in another.
var open = []detect.Entity{detect.Person, detect.StreetAddress, detect.Intersection}

// openColumns are the columns of which some rule keeps one of the kinds of open.
func (p *Plan) openColumns() (cols []int) {
	for c := range p.Names {
		if !p.drop[c] && slices.ContainsFunc(p.Bound.Columns[c].Rules, func(r *policy.BoundRule) bool { return keepsOpen(r) }) {
			cols = append(cols, c)
		}
	}
	return cols
}

func keepsOpen(r *policy.BoundRule) bool {
	return r.Do == policy.Keep && slices.ContainsFunc(open, func(e detect.Entity) bool { return r.Holds[e] })
}

// public reports whether a find in column c that would be masked under d is shown in
// another cell of the record. Law without a choice and the agency's lists are
// stronger: they are about the value wherever it stands.
func (r *Redactor) public(c int, m detect.Match, value string, d policy.Decision) bool {
	if d.Action == policy.KeepIt || d.List != "" || d.Ground != nil && d.Ground.Basis == exemptions.BasisLaw || !slices.Contains(open, m.Entity) ||
		r.plan.Columns[c].Entity == m.Entity || strings.TrimSpace(r.rec.Cells[c].Text) == value {
		return false
	}
	for _, k := range r.open {
		if k == c || k >= len(r.rec.Cells) || !sameThing(m.Entity, value, r.rec.Cells[k].Text) {
			continue
		}
		rule := r.ruleOf(k, r.fixed[k])
		if keepsOpen(rule) && rule.Holds[m.Entity] &&
			r.plan.Bound.Decide(rule, policy.Finding{Column: k, Entity: m.Entity, Likelihood: m.Likelihood, Value: value}).Action == policy.KeepIt {
			return true
		}
	}
	return false
}

// ruleOf is the rule that decides cell c of the record, people's decisions counted;
// rule is the policy's where it is known, else nil.
func (r *Redactor) ruleOf(c int, rule *policy.BoundRule) *policy.BoundRule {
	if rule == nil {
		rule = r.plan.Bound.Cell(c, r.get)
	}
	return r.plan.Bound.Effective(rule, c, func() string { return r.wholeText(c, rule) })
}

// sameThing reports whether a value of two words or more is what a cell shows: a
// name with the same words in any order, an address of which the cell has nothing
// in front (city, State and ZIP code may follow).
func sameThing(e detect.Entity, value, cell string) bool {
	a, b := foldedWords(value), foldedWords(cell)
	if len(a) < 2 || len(b) < len(a) {
		return false
	}
	if e == detect.Person {
		slices.Sort(a)
		slices.Sort(b)
		return slices.Equal(a, b)
	}
	return slices.Equal(a, b[:len(a)])
}

// maxOpenWords bounds what is compared; longer cells are texts.
const maxOpenWords = 16

// foldedWords are the words of a short text without case and accents; nil where it
// has more.
func foldedWords(s string) (out []string) {
	for at := 0; ; {
		w, ok := nextWord(s, at)
		if !ok {
			return out
		}
		if len(out) == maxOpenWords {
			return nil
		}
		var word []rune
		for i := w.Start; i < w.End; {
			q, size := fold(s, i)
			if q > 0 {
				word = append(word, q)
			}
			i += size
		}
		out, at = append(out, string(word)), w.End
	}
}
