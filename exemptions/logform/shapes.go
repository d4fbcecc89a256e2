package logform

import (
	"slices"
	"strconv"

	"vaughn/exemptions"
)

// Entries of a log repeat: those of one rule in one column differ in their
// number, row, row id and amounts and in nothing else. What they have in common
// is their shape, and what is made of it is kept.

// shapesKept is how many shapes are remembered: rows of a release alternate
// between a few.
const shapesKept = 16

// shapes remembers what was made of the last shapes. The zero value is ready.
type shapes[T any] struct {
	list []shape[T]
	next int // the one to replace
}

type shape[T any] struct {
	e    exemptions.Entry
	made T
}

// find is what was made of the shape of e, nil where it is not remembered.
func (s *shapes[T]) find(e *exemptions.Entry) *T {
	for i := range s.list {
		if alike(&s.list[i].e, e) {
			return &s.list[i].made
		}
	}
	return nil
}

// add remembers what was made of the shape of e.
func (s *shapes[T]) add(e *exemptions.Entry, made T) {
	n := shape[T]{*e, made}
	n.e.Columns = slices.Clone(e.Columns)
	if len(s.list) < shapesKept {
		s.list = append(s.list, n)
		return
	}
	s.list[s.next] = n
	s.next = (s.next + 1) % shapesKept
}

func (s *shapes[T]) clear() { s.list, s.next = s.list[:0], 0 }

// alike reports whether two entries have one shape. Equal strings are the same
// string nearly always, which is seen at once.
func alike(a, b *exemptions.Entry) bool {
	return slices.Equal(a.Columns, b.Columns) && a.Action == b.Action && a.Label == b.Label && a.What == b.What && a.Ground == b.Ground &&
		a.File == b.File && a.Part == b.Part && a.DecidedBy == b.DecidedBy && a.DecidedOn == b.DecidedOn
}

// pieces are the three parts of a line that a shape makes: between number and
// row, between row id and amounts, behind the amounts.
type pieces struct{ file, what, why []byte }

// appendJSON appends the canonical line of an entry whose shape made p.
func (p *pieces) appendJSON(dst []byte, e *exemptions.Entry) []byte {
	dst = strconv.AppendInt(append(dst, `{"entry":`...), e.N, 10)
	dst = append(dst, p.file...)
	if e.Row != 0 {
		dst = strconv.AppendInt(append(dst, `,"row":`...), e.Row, 10)
	}
	dst = append(text(dst, `,"row_id":`, e.RowID), p.what...)
	dst = strconv.AppendInt(dst, e.Cells, 10)
	dst = strconv.AppendInt(append(dst, `,"labels":`...), e.Labels, 10)
	return append(dst, p.why...)
}

// jsonPieces are those of a line whose ground was told before.
func jsonPieces(e *exemptions.Entry) pieces {
	return pieces{appendFile(nil, e), appendWhat(nil, e), appendWhy(nil, e, true)}
}

// appendCSV appends the line of the public log.
func (p *pieces) appendCSV(dst []byte, e *exemptions.Entry) []byte {
	dst = append(strconv.AppendInt(dst, e.N, 10), p.file...)
	dst = append(field(dst, e.RowID), p.what...)
	return append(strconv.AppendInt(dst, e.Cells, 10), p.why...)
}

// csvPieces are those of a line of the public log.
func csvPieces(e *exemptions.Entry) (p pieces) {
	p.file = append(field([]byte{','}, FileName(e.File, e.Part)), ',')
	p.what = append(columns([]byte{','}, e.Columns), ',')
	p.what = append(field(p.what, e.What), ',')
	p.what = append(field(p.what, string(e.Action)), ',')
	p.why = append(field([]byte{','}, e.Ground.Cite), ',')
	p.why = append(field(p.why, e.Ground.Reason), ',')
	p.why = append(field(p.why, e.Ground.Words), ',')
	p.why = append(field(p.why, e.DecidedBy), ',')
	p.why = append(field(p.why, e.DecidedOn), '\n')
	return p
}
