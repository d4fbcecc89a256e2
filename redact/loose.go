package redact

import (
	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/policy"
)

// Text that belongs to no column: title lines, headers, fields beyond the header.

// above masks finds in title lines and header cells with the default grounds.
func (r *Redactor) above(ms []CellMatch, out *Outcome) {
	for c := range r.rec.Cells {
		var mine []CellMatch
		mine, ms = cut(ms, c)
		if len(mine) > 0 {
			r.loose(c, mine, out)
		}
	}
}

// surplus masks finds in fields beyond the header's width (ragged files).
func (r *Redactor) surplus(n int, ms []CellMatch, out *Outcome) {
	for c := n; c < len(r.rec.Cells); c++ {
		var mine []CellMatch
		mine, ms = cut(ms, c)
		if len(mine) > 0 || len(r.needles.list) > 0 {
			r.beyond(c, mine, out)
		}
	}
}

// beyond decides a field beyond the header: what is found in it, and what is
// withheld in its record.
func (r *Redactor) beyond(c int, ms []CellMatch, out *Outcome) {
	first, text := len(out.Edits), r.rec.Cells[c].Text
	r.loose(c, ms, out)
	found := func(nd *needle, at detect.Span) {
		for _, e := range out.Edits[first:] {
			if at.Overlaps(detect.Span{Start: e.Start, End: e.End}) {
				return
			}
		}
		r.looseMatch(c, detect.Match{Span: at, Entity: nd.entity, Likelihood: detect.Likely}, out)
	}
	r.needles.each(text, c, found)
}

// loose decides a cell that belongs to no column, as clean without a reason.
func (r *Redactor) loose(c int, ms []CellMatch, out *Outcome) {
	r.resolve(c, ms, nil)
	for _, m := range r.scratch {
		r.looseMatch(c, m, out)
	}
}

// looseMatch decides one match in a cell that belongs to no column.
func (r *Redactor) looseMatch(c int, m detect.Match, out *Outcome) {
	rule, text := r.plan.loose, r.rec.Cells[c].Text
	d := r.plan.Bound.Decide(rule, policy.Finding{Column: -1, Entity: m.Entity, Likelihood: m.Likelihood, Value: text[m.Start:m.End]})
	switch d.Action {
	case policy.KeepIt:
	case policy.AskIt, policy.StopIt:
		out.Issues = append(out.Issues, Issue{Cell: c, Entity: m.Entity, Stop: d.Action == policy.StopIt,
			Rule: rule, Likelihood: m.Likelihood, Value: text[m.Start:m.End]})
	default:
		label := r.label(m.Entity, d.Ground)
		out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: m.Start, End: m.End, New: label})
		r.mark(c, d.Rule, m.Entity, exemptions.Masked, label, d.Ground, out)
	}
}
