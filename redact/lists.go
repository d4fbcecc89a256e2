package redact

import (
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/policy"
)

// onList decides a cell that as a whole stands on an always-mask list; on is
// false where it does not. stays is false when the record is left out.
func (r *Redactor) onList(c int, rule *policy.BoundRule, out *Outcome) (on, stays bool) {
	if !r.lookUp[c] || rule.Do != policy.Keep && rule.Do != policy.Clean {
		return false, true
	}
	text := r.rec.Cells[c].Text
	value := strings.TrimSpace(text)
	if value == "" {
		return false, true
	}
	d, on := r.plan.Bound.ListedCell(rule, c, value)
	switch {
	case !on:
		return false, true
	case d.Action == policy.DropRowIt:
		r.leave(out, d.Rule, d.Ground, detect.Listed)
		return true, false
	}
	e := r.plan.Columns[c].Entity
	if !e.Personal() {
		e = detect.Listed
	}
	start := strings.Index(text, value)
	r.settled = append(r.settled, settledMatch{decision: d, Match: detect.Match{Span: detect.Span{Start: start, End: start + len(value)}, Entity: e, Likelihood: detect.Likely}})
	r.cells[c].to = len(r.settled)
	return true, true
}

// told is the kind that the log and the label name: of a value on an always-mask
// list not even that.
func told(e detect.Entity, d policy.Decision) detect.Entity {
	if d.List != "" {
		return detect.Listed
	}
	return e
}

// decide is the decision on one match in the text of cell c. A name that is part of
// the name of a place on the agency's list stays, unless law leaves no choice.
func (r *Redactor) decide(rule *policy.BoundRule, c int, text string, m detect.Match) policy.Decision {
	b := r.plan.Bound
	d := b.Decide(rule, policy.Finding{Column: c, Entity: m.Entity, Likelihood: m.Likelihood, Value: text[m.Start:m.End]})
	law := d.Ground != nil && d.Ground.Basis == exemptions.BasisLaw
	if d.Action != policy.KeepIt && m.Entity == detect.Person && d.List == "" && !law && b.Place(text, m.Start, m.End) {
		return policy.Decision{Action: policy.KeepIt, Rule: d.Rule, List: "places"}
	}
	if len(r.open) > 0 && r.public(c, m, text[m.Start:m.End], d) {
		return policy.Decision{Action: policy.KeepIt, Rule: d.Rule, List: inRecord}
	}
	return d
}

// holdsMore reports whether a cell that is kept as one thing (a name, an address)
// holds something else as well: "Pat Doe, SSN 078-05-1120".
func (r *Redactor) holdsMore(ms []CellMatch, m detect.Match, d *policy.Decision) bool {
	if d.Action != policy.KeepIt || d.List != "" || !m.Entity.Personal() { // what a firm or a link is made of is no find of its own
		return false
	}
	for i := range ms {
		if k := &ms[i]; k.Entity != m.Entity && k.Entity.Personal() && k.Likelihood >= detect.Likely && k.Len() < m.Len() && k.Overlaps(m.Span) {
			return true
		}
	}
	return false
}

// parts decides what stands inside a kept match one by one, as in a text of no
// column: that the cell is a name keeps no number in it. It returns false when the
// record is left out.
func (r *Redactor) parts(c int, rule *policy.BoundRule, ms []CellMatch, m detect.Match, out *Outcome) bool {
	inside := make([]detect.Match, 0, len(ms)) // rare
	for i := range ms {
		inside = append(inside, ms[i].Match)
	}
	t := detect.Text{S: r.rec.Cells[c].Text}
	for _, k := range detect.Resolve(inside, &t, nil) {
		if !k.Overlaps(m.Span) {
			continue
		}
		d := r.decide(rule, c, t.S, k)
		if d.Action == policy.DropRowIt {
			r.leave(out, d.Rule, d.Ground, told(k.Entity, d))
			return false
		}
		r.settled = append(r.settled, settledMatch{Match: k, decision: d})
	}
	return true
}
