package redact

import (
	"slices"

	"vaughn/detect"
	"vaughn/redact/policy"
)

// Hand is a place in a record that a person marked, with the decision; Row takes the
// whole record out.
type Hand struct {
	Cell int
	detect.Span
	Row      bool
	Decision policy.Decision
}

// ByHand sets the marks of the next records, sorted by cell and start, without
// overlaps. They are only read; nil = none.
func (r *Redactor) ByHand(hands []Hand) { r.hands = hands }

// handed reports whether a person marked something in cell c.
func (r *Redactor) handed(c int) bool {
	return slices.ContainsFunc(r.hands, func(h Hand) bool { return !h.Row && h.Cell == c })
}

// handedRow is the mark that takes the record out, nil where there is none.
func (r *Redactor) handedRow() *Hand {
	for i := range r.hands {
		if r.hands[i].Row {
			return &r.hands[i]
		}
	}
	return nil
}

// byHand adds the marks of cell c, of which everything from st.from on was settled
// last. A mark takes in the finds that it overlaps: what is withheld stays so.
func (r *Redactor) byHand(c int, st *cellState) {
	for _, h := range r.hands {
		if h.Row || h.Cell != c {
			continue
		}
		m := settledMatch{Match: detect.Match{Span: h.Span, Entity: detect.None, Likelihood: detect.VeryLikely}, decision: h.Decision}
		own := r.settled[st.from:]
		n := 0
		for _, o := range own {
			if !o.Overlaps(m.Span) {
				own[n] = o
				n++
				continue
			}
			if o.decision.Action != policy.KeepIt {
				m.Start, m.End = min(m.Start, o.Start), max(m.End, o.End)
			}
		}
		own = append(own[:n], m)
		slices.SortFunc(own, func(a, b settledMatch) int { return a.Start - b.Start })
		r.settled = append(r.settled[:st.from], own...)
	}
	st.to = len(r.settled)
}

// handValue has words that a person marked looked for in the rest of the record.
func (r *Redactor) handValue(c int, value string) {
	if r.mayNumber(value) {
		r.digitsOf(c, value, &r.plan.Columns[c])
	}
	if r.mayAny(value) {
		r.wordsOf(c, value, detect.None)
	}
}
