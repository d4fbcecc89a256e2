package release

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/policy"
	"vaughn/redact/review"
)

// marksOf are what people marked by hand in one input, by its record number; a mark
// that was made in another version of the input stops the run.
func (r *run) marksOf(ctx context.Context, j *job) error {
	if r.book == nil || !r.book.HasMarks(j.name) {
		return nil
	}
	digest, err := r.inputDigest(ctx, j, r.keys)
	if err != nil {
		return err
	}
	marks, stale := r.book.Marks(j.name, digest)
	if stale > 0 {
		return r.staleMarks(ctx, j, stale)
	}
	j.hands, err = r.hands(j, marks)
	return err
}

// staleMarks refuses a release in which marks by hand would be lost.
func (r *run) staleMarks(ctx context.Context, j *job, n int) error {
	a, err := r.ask(ctx, review.NewQueue(0))
	if err != nil {
		return err
	}
	sheet := SheetPath(r.o.Internal)
	if err := WriteSheet(sheet, r.o.Internal, r.keys, a); err != nil {
		return err
	}
	return &Error{Kind: KindPending, Msg: fmt.Sprintf("%s changed since %s %s made by hand in it; rows may have moved. Open %s, make the marks again under Manual (or write that there is nothing to mark), and apply it. Nothing was released; the last release stays.",
		j.name, words.Plural(int64(n), "mark"), wasWere(n), sheet), Next: r.applyCommand(sheet)}
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// hand is what a person marked in one record, ready to be applied.
type hand struct {
	review.Mark
	keys  *review.Keys
	where []handPlace // by part
	met   atomic.Bool // the words were found, or the cell does not leave
}

// handPlace is the mark in one table of the input; col is -1 where it has no such
// column.
type handPlace struct {
	col      int
	decision policy.Decision
	gone     bool // the column is left out
}

// hands makes marks ready. A mark that cannot be applied stops the run.
func (r *run) hands(j *job, marks []review.Mark) (map[int64][]*hand, error) {
	if len(marks) == 0 {
		return nil, nil
	}
	out := map[int64][]*hand{}
	for _, m := range marks {
		h := &hand{Mark: m, keys: r.keys}
		found := false
		for i, p := range j.plans {
			w := handPlace{col: slices.Index(j.parts[i].safe, m.Column)}
			if w.col >= 0 || m.Whole {
				var ok bool
				if w.decision, ok = p.Bound.ByHand(w.col, policy.Answer{Do: policy.Withhold, Why: m.Why, By: m.By, On: m.On}); !ok {
					return nil, r.lostMark(j, &m, "its reason cannot be used on this channel and day")
				}
				found = true
				w.gone = w.col >= 0 && p.Dropped(w.col)
			}
			h.where = append(h.where, w)
		}
		if !found {
			return nil, r.lostMark(j, &m, "the file has no such column")
		}
		out[m.Row] = append(out[m.Row], h)
	}
	return out, nil
}

// lostMark refuses a release in which a mark by hand would be lost.
func (r *run) lostMark(j *job, m *review.Mark, why string) error {
	sheet := SheetPath(r.o.Internal)
	return &Error{Kind: KindPending, Msg: fmt.Sprintf("%s: the mark by hand in record %d cannot be applied: %s. Open %s: under Manual turn the row of that mark into its file, its row %d and the word nothing, with Column and Why empty, and make the marks of that record again below."+
		" Nothing was released; the last release stays.",
		j.name, m.Row, why, sheet, m.Row), Next: r.applyCommand(sheet)}
}

// allMarked refuses a release in which words that were marked were not found.
func (r *run) allMarked(j *job) error {
	var lost *hand
	for _, hs := range j.hands {
		for _, h := range hs {
			if !h.met.Load() && (lost == nil || h.Row < lost.Row) {
				lost = h
			}
		}
	}
	if lost == nil {
		return nil
	}
	return r.lostMark(j, &lost.Mark, "the words do not stand there, or the record is no row of the table")
}

// marks are the places of a record that people marked.
func (j *job) marks(rec *formats.Record) []redact.Hand {
	if rec.Role != formats.RoleData {
		return nil
	}
	var out []redact.Hand
	for _, h := range j.hands[rec.Seq] {
		w := h.where[rec.Part]
		switch {
		case h.Whole:
			h.met.Store(true)
			out = append(out, redact.Hand{Row: true, Cell: -1, Decision: w.decision})
		case w.col < 0 || w.col >= len(rec.Cells):
		case w.gone:
			h.met.Store(true)
		default:
			h.keys.Find(&h.Mark, rec.Cells[w.col].Text, func(start, end int) {
				h.met.Store(true)
				out = append(out, redact.Hand{Cell: w.col, Span: detect.Span{Start: start, End: end}, Decision: w.decision})
			})
		}
	}
	slices.SortFunc(out, func(a, b redact.Hand) int {
		if a.Cell != b.Cell {
			return a.Cell - b.Cell
		}
		return a.Start - b.Start
	})
	return out
}
