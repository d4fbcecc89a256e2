package csv

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"vaughn/formats"
	"vaughn/formats/table"
)

const flushAt = 128 << 10

// writer writes records back. All of a record is composed in out before any of
// it is flushed.
type writer struct {
	d     *document
	codec *codec
	need  uint64 // the delimiter in each byte
	dst   io.Writer
	zip   *gzip.Writer
	wide  []byte // UTF-16, reused

	keep    []span // runs of kept columns
	col     []int  // output column by input column, -1 = dropped
	kept    int
	dropped int
	add     []string
	names   []string // unique names of the output's columns

	out   []byte
	field []byte
	enc   []byte
	row   int64 // records written
	seq   int64 // records seen
	next  int   // edits of the current record that are done
	err   error
}

// span is a half-open run of columns.
type span struct{ from, to int }

// Rewrite writes a table in the same dialect, encoding and compression to dst.
// shapes is nil or has one element.
func (d *document) Rewrite(dst io.Writer, shapes []formats.Shape) (formats.Writer, error) {
	if len(shapes) > 1 {
		return nil, errors.New("csv: one shape for the one table is needed")
	}
	var shape formats.Shape
	if len(shapes) == 1 {
		shape = shapes[0]
	}
	if len(shape.Drop) > d.lay.columns {
		return nil, errors.New("csv: the shape drops columns that the table does not have")
	}
	w := &writer{d: d, codec: newCodec(d.enc), need: uint64(d.delim) * ones, dst: dst, add: shape.Add, out: make([]byte, 0, flushAt+flushAt/4)}
	w.plan(shape.Drop)
	if w.kept+len(w.add) == 0 {
		return nil, errors.New("csv: every column is dropped: nothing is left to write")
	}
	for _, h := range w.add {
		if formulaStart(h) {
			return nil, errors.New("csv: the header of an added column begins like a formula")
		}
	}
	if d.gz {
		w.zip = gzip.NewWriter(dst)
		w.dst = w.zip
	}
	if d.bom != "" {
		if _, err := w.dst.Write([]byte(d.bom)); err != nil {
			return nil, fmt.Errorf("csv: write the output: %w", err)
		}
	}
	return w, nil
}

// plan works out where each column goes.
func (w *writer) plan(drop []bool) {
	n := w.d.lay.columns
	w.col = make([]int, n)
	var labels []string
	for i := range n {
		if i < len(drop) && drop[i] {
			w.col[i] = -1
			w.dropped++
			continue
		}
		w.col[i] = w.kept
		w.kept++
		labels = append(labels, w.d.part.Labels[i])
		if k := len(w.keep); k > 0 && w.keep[k-1].to == i {
			w.keep[k-1].to = i + 1
		} else {
			w.keep = append(w.keep, span{i, i + 1})
		}
	}
	if w.dropped == 0 {
		// A ragged record may be longer than the table: all of it stays.
		w.keep = []span{{0, int(^uint(0) >> 1)}}
	}
	w.names = table.Names(append(labels, w.add...))
}

// Write writes one record with its edits.
func (w *writer) Write(r *formats.Record, edits []formats.Edit, at func(int, formats.Locus)) error {
	p, err := w.take(r)
	if err != nil {
		return err
	}
	w.row++
	w.next = 0
	from := len(w.out)
	if err := w.compose(r, p, edits, at); err != nil {
		w.out = w.out[:from]
		w.err = err
		return err
	}
	if len(w.out) == from && r.Role != formats.RoleBlank {
		w.out = append(w.out, '"', '"') // an empty line would not count as a record
	}
	w.out = append(w.out, p.g.buf[p.text:p.end]...)
	if len(w.out) >= flushAt {
		return w.flush()
	}
	return nil
}

// Drop leaves one record out.
func (w *writer) Drop(r *formats.Record) error {
	_, err := w.take(r)
	return err
}

// take checks that the record is ours and that none was left out silently.
func (w *writer) take(r *formats.Record) (*place, error) {
	if w.err != nil {
		return nil, w.err
	}
	p, ok := r.Native.(*place)
	if !ok {
		w.err = errors.New("csv: the record comes from another format")
		return nil, w.err
	}
	if r.Seq != w.seq+1 {
		w.err = fmt.Errorf("csv: record %d follows record %d: every record has to be written or dropped, in order", r.Seq, w.seq)
		return nil, w.err
	}
	w.seq = r.Seq
	return p, nil
}

// compose appends the record without its line ending.
func (w *writer) compose(r *formats.Record, p *place, edits []formats.Edit, at func(int, formats.Locus)) error {
	if len(edits) == 0 && w.dropped == 0 && len(w.add) == 0 {
		w.out = append(w.out, p.g.buf[p.start:p.text]...)
		return nil
	}
	n := int(p.n)
	shaped := r.Role == formats.RoleData || r.Role == formats.RoleHeader
	switch {
	case !shaped:
		if err := w.run(r, p, span{0, w.unshaped(r)}, edits, at); err != nil {
			return err
		}
	case n > w.d.lay.columns && len(w.add) > 0:
		return w.wrong(r, w.d.lay.columns, "the record is longer than the header, so added columns have no place; drop the record or repair it")
	default:
		if err := w.shaped(r, p, edits, at); err != nil {
			return err
		}
	}
	if w.next != len(edits) {
		return w.wrong(r, edits[w.next].Cell, "an edit addresses a column that is not there, or edits are out of order")
	}
	return nil
}

// unshaped is the number of fields of a title or blank line that are written.
// A title belongs to no column; where an export padded it to the table's width
// it loses as many empty fields at its end as columns are dropped.
func (w *writer) unshaped(r *formats.Record) int {
	n := len(r.Cells)
	if n != w.d.lay.columns || w.d.lay.sep && r.Seq == 1 {
		return n
	}
	for k := 0; k < w.dropped && n > 1 && r.Cells[n-1].Text == ""; k++ {
		n--
	}
	return n
}

// shaped writes the kept columns and the added ones.
func (w *writer) shaped(r *formats.Record, p *place, edits []formats.Edit, at func(int, formats.Locus)) error {
	n, written := int(p.n), false
	for _, k := range w.keep {
		if k.from >= n {
			break
		}
		if written {
			w.out = append(w.out, w.d.delim)
		}
		if err := w.run(r, p, k, edits, at); err != nil {
			return err
		}
		written = true
	}
	if w.dropped > 0 && n > w.d.lay.columns {
		if written {
			w.out = append(w.out, w.d.delim)
		}
		if err := w.run(r, p, span{w.d.lay.columns, n}, edits, at); err != nil {
			return err
		}
	}
	if len(w.add) == 0 {
		return nil
	}
	for c := n; c < w.d.lay.columns; c++ { // a short record: the added columns stand under their header
		if w.col[c] >= 0 {
			if written {
				w.out = append(w.out, w.d.delim)
			}
			written = true
		}
	}
	return w.added(r, edits, at, written)
}

// added writes the companion columns.
func (w *writer) added(r *formats.Record, edits []formats.Edit, at func(int, formats.Locus), written bool) error {
	for i, header := range w.add {
		if written {
			w.out = append(w.out, w.d.delim)
		}
		written = true
		cell, text := w.d.lay.columns+i, ""
		if r.Role == formats.RoleHeader {
			text = header
		}
		if w.next < len(edits) && edits[w.next].Cell == cell {
			e := edits[w.next]
			if e.Start != 0 || e.End != 0 {
				return w.wrong(r, cell, "an edit of an added column has to begin and end at 0")
			}
			if formulaStart(e.New) {
				return w.wrong(r, cell, formulaDetail)
			}
			text = e.New
			w.tell(at, w.kept+i)
			w.next++
		}
		if err := w.put(r, cell, text, nil); err != nil {
			return err
		}
	}
	return nil
}

// run copies the fields of s with their edits.
func (w *writer) run(r *formats.Record, p *place, s span, edits []formats.Edit, at func(int, formats.Locus)) error {
	g, pos := p.g, p.begin(s.from)
	s.to = min(s.to, int(p.n))
	least := s.from // the first cell that an edit may still address
	for w.next < len(edits) && edits[w.next].Cell < s.to {
		c := edits[w.next].Cell
		if c < least {
			return w.wrong(r, c, "an edit addresses a dropped column, or edits are out of order")
		}
		least = c + 1
		start := p.begin(c)
		end := g.ends[p.first+uint32(c)]
		w.out = append(w.out, g.buf[pos:start]...)
		pos = end
		col := c
		if c < len(w.col) && (r.Role == formats.RoleData || r.Role == formats.RoleHeader) {
			col = w.col[c]
		}
		if err := w.edited(r, c, col, edits, at, g.buf[start:end]); err != nil {
			return err
		}
	}
	w.out = append(w.out, g.buf[pos:g.ends[p.first+uint32(s.to)-1]]...)
	return nil
}

// edited writes cell c, whose bytes are raw, with all of its edits.
func (w *writer) edited(r *formats.Record, c, col int, edits []formats.Edit, at func(int, formats.Locus), raw []byte) error {
	was := r.Cells[c].Text
	if e := &edits[w.next]; e.Start == 0 && e.End == len(was) && (w.next+1 == len(edits) || edits[w.next+1].Cell != c) {
		// The common case: the whole cell is replaced.
		w.tell(at, col)
		w.next++
		return w.replace(r, c, was, e.New, raw)
	}
	w.field = w.field[:0]
	pos, first := 0, w.next
	for ; w.next < len(edits) && edits[w.next].Cell == c; w.next++ {
		e := &edits[w.next]
		if e.Start < pos || e.End < e.Start || e.End > len(was) {
			return w.wrong(r, c, "edits overlap or reach beyond the text")
		}
		if cuts(was, e.Start) || cuts(was, e.End) {
			return w.wrong(r, c, "an edit begins or ends in the middle of a character")
		}
		w.field = append(w.field, was[pos:e.Start]...)
		w.field = append(w.field, e.New...)
		pos = e.End
		w.tell(at, col)
	}
	w.field = append(w.field, was[pos:]...)
	if edits[first].Start == 0 {
		return w.replace(r, c, was, text(w.field), raw)
	}
	return w.put(r, c, text(w.field), raw)
}

// cuts reports that offset at is inside of a character of s.
func cuts(s string, at int) bool { return at < len(s) && !utf8.RuneStart(s[at]) }

// replace writes a cell whose beginning is new.
func (w *writer) replace(r *formats.Record, c int, was, now string, raw []byte) error {
	if formulaStart(now) && !(plainNumber(was) && plainNumber(now)) {
		return w.wrong(r, c, formulaDetail)
	}
	return w.put(r, c, now, raw)
}

const formulaDetail = "a replacement would begin with = + - @, a tab or a line break, which a spreadsheet runs as a formula"

// formulaStart reports text that spreadsheets take for a formula (OWASP, "CSV
// Injection").
func formulaStart(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r':
		return true
	}
	return false
}

// plainNumber reports an optional sign, digits, and an optional fraction: a
// coordinate west of Greenwich may be replaced by a coarser one.
func plainNumber(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole, fraction, dotted := strings.Cut(s, ".")
	return digits(whole) && (!dotted || digits(fraction))
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func (w *writer) tell(at func(int, formats.Locus), col int) {
	if at == nil {
		return
	}
	l := formats.Locus{Row: w.row, Col: col}
	if col < len(w.names) {
		l.Column = w.names[col]
	}
	at(w.next, l)
}

// wrong is an error about a place of the input, without its value.
func (w *writer) wrong(r *formats.Record, c int, what string) error {
	return fmt.Errorf("csv: record %d (line %d), column %d: %s", r.Seq, r.Line, c+1, what)
}

// Close writes what is held back and, for gzip, the trailer. It does not close
// the io.Writer.
func (w *writer) Close() ([]formats.Dropped, error) {
	if w.err != nil {
		return nil, w.err
	}
	if err := w.flush(); err != nil {
		return nil, err
	}
	if w.zip != nil {
		if err := w.zip.Close(); err != nil {
			return nil, fmt.Errorf("csv: write the output: %w", err)
		}
	}
	w.err = errors.New("csv: the writer is closed")
	var out []formats.Dropped
	err := w.d.Residue(func(part string, _ []byte) error {
		if len(out) == 0 {
			out = append(out, formats.Dropped{What: "gzip file name or comment", Count: 0})
		}
		out[0].Count++
		return nil
	})
	return out, err
}
