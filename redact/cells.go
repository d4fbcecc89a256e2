package redact

import (
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/policy"
)

// withhold replaces the whole cell.
func (r *Redactor) withhold(c int, out *Outcome) {
	st := &r.cells[c]
	d := r.whole(c, st.rule)
	if !r.allowed(c, d, out) {
		return
	}
	label, text := r.label(d.entity, d.Ground), r.rec.Cells[c].Text
	if b := r.plan.blank[c]; b >= 0 {
		r.empty(c, b, label, text, out)
	} else {
		out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: 0, End: len(text), New: label})
	}
	out.Marks = append(out.Marks, Mark{Cell: c, Rule: st.rule, Entity: d.entity, Action: exemptions.Withheld, Label: label,
		Ground: d.Ground, Cells: 1, Labels: 1, Wide: r.wide(c)})
}

// allowed turns a whole-cell decision that keeps or asks into its consequence;
// it is true when the cell is to be withheld.
func (r *Redactor) allowed(c int, d wholeDecision, out *Outcome) bool {
	switch d.Action {
	case policy.KeepIt:
		out.Kept = append(out.Kept, Kept{c, d.entity})
		return false
	case policy.AskIt, policy.StopIt:
		r.ask(c, d.entity, d.Action == policy.StopIt, out)
		return false
	default:
		return true
	}
}

// wide reports whether every non-blank cell of column c has the same fate.
func (r *Redactor) wide(c int) bool {
	if r.cells[c].rule.Person {
		return false
	}
	for _, g := range r.cells[c].rule.Group {
		if len(r.plan.Bound.Columns[g].Rules) != 1 {
			return false
		}
	}
	return len(r.plan.Bound.Columns[c].Rules) == 1
}

// empty blanks a typed cell and writes the label into its companion.
func (r *Redactor) empty(c, companion int, label, text string, out *Outcome) {
	out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: 0, End: len(text)},
		formats.Edit{Cell: len(r.plan.Names) + companion, New: label})
}

// coarsen shows less of the cell; what the style cannot read is withheld.
func (r *Redactor) coarsen(c int, out *Outcome) {
	st := &r.cells[c]
	text := r.rec.Cells[c].Text
	less := r.less(c, st.rule)
	if !less.ok {
		r.withhold(c, out)
		return
	}
	if less.shown == "" {
		return // nothing to take away
	}
	d := r.whole(c, st.rule)
	if !r.allowed(c, d, out) {
		return
	}
	if less.text != text {
		out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: 0, End: len(text), New: less.text})
	}
	out.Edits = append(out.Edits, formats.Edit{Cell: len(r.plan.Names) + r.plan.shown[c], New: less.shown})
	out.Marks = append(out.Marks, Mark{Cell: c, Rule: st.rule, Entity: d.entity,
		Action: r.plan.styles[st.rule.ID].action,
		Ground: d.Ground, Cells: 1, Labels: 1, Wide: r.wide(c)})
}

// shownCell is what the style of its rule makes of cell c.
type shownCell struct {
	c           int
	text, shown string
	ok          bool
}

// less applies the style of rule to cell c, once for each record.
func (r *Redactor) less(c int, rule *policy.BoundRule) *shownCell {
	for i := range r.shown {
		if r.shown[i].c == c {
			return &r.shown[i]
		}
	}
	s := shownCell{c: c}
	s.text, s.shown, s.ok = r.plan.styles[rule.ID].Apply(r.rec.Cells[c].Text, r.plan.Columns[c].Kind)
	r.shown = append(r.shown, s)
	return &r.shown[len(r.shown)-1]
}

// code shows the keyed code of the cell.
func (r *Redactor) code(c int, out *Outcome) {
	st := &r.cells[c]
	d := r.whole(c, st.rule)
	if !r.allowed(c, d, out) {
		return
	}
	text := r.rec.Cells[c].Text
	out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: 0, End: len(text),
		New: code(r.plan.Key, r.plan.Dataset, r.plan.Names[c], text)})
	out.Marks = append(out.Marks, Mark{Cell: c, Rule: st.rule, Entity: d.entity, Action: exemptions.Coded, Ground: d.Ground, Cells: 1, Wide: r.wide(c)})
}

// groups joins the marks of one rule over the columns of one place (address,
// latitude, longitude) into one. Columns that merely stand in one rule are not
// joined: an account number and an e-mail address are two things.
func (r *Redactor) groups(out *Outcome) {
	w := r.marks
	r.pieces = r.pieces[:0]
	for i := r.marks; i < len(out.Marks); i++ {
		m := out.Marks[i]
		if len(m.Rule.Group) > 1 && m.Action != exemptions.Masked && r.plan.place[m.Rule.ID] {
			m.Group = m.Rule.Group
			if j := sameGroup(out.Marks[r.marks:w], &m); j >= 0 {
				r.pieces = append(r.pieces, markPart{r.marks + j, m.Cell})
				out.Marks[r.marks+j].Cells += m.Cells
				out.Marks[r.marks+j].Labels += m.Labels
				continue
			}
			r.pieces = append(r.pieces, markPart{w, m.Cell})
		}
		out.Marks[w] = m
		w++
	}
	out.Marks = out.Marks[:w]
	for i := r.marks; i < w; i++ {
		if m := &out.Marks[i]; m.Group != nil && r.divided(out.Marks[r.marks:w], m) {
			m.Group = r.own(i, m.Rule)
		}
	}
}

// divided reports whether the place of a mark has a mark of another label: the
// address and the coordinates are withheld as two kinds of things.
func (r *Redactor) divided(marks []Mark, m *Mark) bool {
	return slices.ContainsFunc(marks, func(o Mark) bool {
		return o.Rule == m.Rule && o.Group != nil && o.Action == m.Action && o.Label != m.Label
	})
}

// own is the columns that mark i of the outcome was made of. Equal lists of one
// rule are one slice, since entries are told apart by it.
func (r *Redactor) own(i int, rule *policy.BoundRule) []int {
	var cols []int
	for _, p := range r.pieces {
		if p.mark == i {
			cols = append(cols, p.cell)
		}
	}
	for _, known := range r.owns[rule] {
		if slices.Equal(known, cols) {
			return known
		}
	}
	r.owns[rule] = append(r.owns[rule], cols)
	return cols
}

// markPart is a cell that went into a mark of several.
type markPart struct{ mark, cell int }

// sameGroup finds the mark that m belongs to among those of this record.
func sameGroup(marks []Mark, m *Mark) int {
	for j := range marks {
		if o := &marks[j]; o.Rule == m.Rule && o.Group != nil && o.Action == m.Action && o.Label == m.Label {
			return j
		}
	}
	return -1
}

// listed makes a match the agency's list's where a value of the list stands in
// it: in a column that is one name a cell, "DOE PAT & LEE" is the listed Pat Doe.
func (r *Redactor) listed(ms []CellMatch) {
	for i := range ms {
		if ms[i].Entity != detect.Listed || ms[i].Likelihood < detect.Possible {
			continue
		}
		for k := range r.scratch {
			if r.scratch[k].Overlaps(ms[i].Span) {
				r.scratch[k].Entity, r.scratch[k].Likelihood = detect.Listed, detect.Likely
			}
		}
	}
}

// wholeText is what a person sees of a cell that waits as a whole: the cell, or
// the cells that its rule handles together.
func (r *Redactor) wholeText(c int, rule *policy.BoundRule) string {
	if len(rule.Group) < 2 {
		return r.rec.Cells[c].Text
	}
	var parts []string
	for _, g := range rule.Group {
		if t := strings.TrimSpace(r.get(g)); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " | ")
}

// ask makes an issue of a cell as a whole.
func (r *Redactor) ask(c int, e detect.Entity, stop bool, out *Outcome) {
	rule := r.cells[c].rule
	out.Issues = append(out.Issues, Issue{Cell: c, Entity: e, Stop: stop, Rule: rule, Value: r.wholeText(c, rule)})
}
