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
			if at.Start < e.End && e.Start < at.End {
				return
			}
		}
		r.looseMatch(c, detect.Match{Span: at, Entity: nd.entity, Likelihood: detect.Likely}, out)
	}
	if r.needles.words {
		r.needles.eachWord(text, c, found)
	}
	if r.needles.digit {
		r.needles.eachDigits(text, found)
	}
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
		out.Issues = append(out.Issues, Issue{Cell: c, Entity: m.Entity, Stop: d.Action == policy.StopIt})
	default:
		label := r.label(m.Entity, d.Ground)
		for i := range out.Marks[r.marks:] { // the same label twice in one cell is one line of the log
			if o := &out.Marks[r.marks+i]; o.Cell == c && o.Label == label && o.Ground == d.Ground {
				o.Labels++
				label = o.Label
				out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: m.Start, End: m.End, New: label})
				return
			}
		}
		out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: m.Start, End: m.End, New: label})
		out.Marks = append(out.Marks, Mark{Cell: c, Rule: rule, Entity: m.Entity, Action: exemptions.Masked, Label: label, Ground: d.Ground, Cells: 1, Labels: 1})
	}
}
