package release

import (
	"bytes"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/formats"
	"vaughn/redact"
)

// rounds is how often what is left of a record is looked at again.
const rounds = 3

// remainder looks again at cells that were masked in part, as a reader of the
// release will see them: a label that stood before one value stands before the
// next once the first is gone ("account 1300 442 8817"), and a number that was
// part of a longer one is a number. The independent pass would refuse them.
type remainder struct {
	sc    *detect.Scanner
	buf   []byte
	found []detect.Match
	ms    []redact.CellMatch
}

// decide runs the redactor over one record until nothing is left that the
// detectors would find in what it masks in part.
func (r *remainder) decide(rd *redact.Redactor, rec *formats.Record, ms []redact.CellMatch, o *redact.Outcome) error {
	edits, marks, issues, kept := len(o.Edits), len(o.Marks), len(o.Issues), len(o.Kept)
	rd.Record(rec, ms, o)
	for range rounds {
		if o.Left || len(o.Edits) == edits {
			return nil
		}
		more, err := r.look(rec, ms, o.Edits[edits:])
		if err != nil || len(more) == len(ms) {
			return err
		}
		ms = more
		o.Edits, o.Marks, o.Issues, o.Kept = o.Edits[:edits], o.Marks[:marks], o.Issues[:issues], o.Kept[:kept]
		rd.Record(rec, ms, o)
	}
	return nil
}

// look returns ms with what the detectors find in the remainders; ms itself where
// they find nothing new.
func (r *remainder) look(rec *formats.Record, ms []redact.CellMatch, edits []formats.Edit) ([]redact.CellMatch, error) {
	grown := false
	for len(edits) > 0 {
		c, n := edits[0].Cell, 1
		for n < len(edits) && edits[n].Cell == c {
			n++
		}
		mine := edits[:n]
		edits = edits[n:]
		if c >= len(rec.Cells) || !partial(rec.Cells[c].Text, mine) {
			continue
		}
		text := rec.Cells[c].Text
		r.star(text, mine)
		var err error
		left := &detect.Text{S: string(r.buf)}
		if r.found, err = r.sc.Scan(r.found[:0], left); err != nil {
			return nil, err
		}
		if len(r.found) == 0 {
			continue
		}
		for _, m := range detect.Resolve(r.found, left, nil) {
			if !m.Entity.Personal() || m.Likelihood < detect.Likely {
				continue
			}
			for _, piece := range pieces(m.Span, mine) {
				one := redact.CellMatch{Cell: c, Match: m}
				one.Span = trim(text, piece)
				if one.Len() == 0 || covered(ms, &one) {
					continue
				}
				if !grown {
					r.ms, grown = append(r.ms[:0], ms...), true
				}
				r.ms = append(r.ms, one)
			}
		}
	}
	if !grown {
		return ms, nil
	}
	more := slices.Clone(r.ms)
	slices.SortStableFunc(more, func(a, b redact.CellMatch) int {
		if a.Cell != b.Cell {
			return a.Cell - b.Cell
		}
		return a.Start - b.Start
	})
	return more, nil
}

// partial reports edits that leave something of the text.
func partial(text string, edits []formats.Edit) bool {
	left := len(text)
	for i := range edits {
		left -= edits[i].End - edits[i].Start
	}
	return left > 3
}

// star writes the text into r.buf as it will be released, a star for each byte of
// a label.
func (r *remainder) star(text string, edits []formats.Edit) {
	r.buf = r.buf[:0]
	at := 0
	for i := range edits {
		e := &edits[i]
		r.buf = append(r.buf, text[at:e.Start]...)
		r.buf = append(r.buf, bytes.Repeat([]byte{'*'}, len(e.New))...)
		at = e.End
	}
	r.buf = append(r.buf, text[at:]...)
}

// pieces are the parts of a span of the starred text that lie outside the stars,
// as spans of the text itself.
func pieces(s detect.Span, edits []formats.Edit) []detect.Span {
	var out []detect.Span
	old, starred := 0, 0 // where the part between two edits begins
	for i := 0; i <= len(edits); i++ {
		size := int(^uint(0) >> 1)
		if i < len(edits) {
			size = edits[i].Start - old
		}
		from, to := max(s.Start, starred), s.End
		if size < to-starred {
			to = starred + size
		}
		if from < to {
			out = append(out, detect.Span{Start: from - starred + old, End: to - starred + old})
		}
		if i == len(edits) {
			break
		}
		starred += size + len(edits[i].New)
		old = edits[i].End
	}
	return out
}

// trim takes space and punctuation off both ends.
func trim(text string, s detect.Span) detect.Span {
	const edge = " \t\r\n,;:.-/|&()[]\"'"
	for s.Start < s.End && strings.IndexByte(edge, text[s.Start]) >= 0 {
		s.Start++
	}
	for s.End > s.Start && strings.IndexByte(edge, text[s.End-1]) >= 0 {
		s.End--
	}
	return s
}

// covered reports a match of the same kind that has all of m.
func covered(ms []redact.CellMatch, m *redact.CellMatch) bool {
	for i := range ms {
		if k := &ms[i]; k.Cell == m.Cell && k.Entity == m.Entity && k.Start <= m.Start && m.End <= k.End && k.Likelihood >= m.Likelihood {
			return true
		}
	}
	return false
}
