package csv

import (
	"io"

	"vaughn/formats"
)

const (
	batchBytes   = 32 << 10 // a batch and what is made of it stay in the processor's cache
	batchRecords = 4096
)

// reader yields the records of a document.
type reader struct {
	d      *document
	in     io.Reader
	codec  *codec
	scan   *scanner
	carry  []byte // what the last batch did not use
	fill   int    // how many bytes the next batch begins with
	end    bool   // the input has been read to its end
	seq    int64
	filled int64 // records with text below the header
	err    error
}

// Records starts from the first byte.
func (d *document) Records() (formats.Reader, error) {
	in, err := d.stream()
	if err != nil {
		return nil, err
	}
	return &reader{d: d, in: in, codec: newCodec(d.enc), scan: newScanner(d.delim), fill: d.atMost(batchBytes)}, nil
}

// own returns the batch's geometry, new where the batch comes from elsewhere.
func own(b *formats.Batch) *geometry {
	g, ok := b.Native.(*geometry)
	if !ok {
		g = &geometry{}
		b.Native = g
	}
	return g
}

// Next fills b with the next records.
func (r *reader) Next(b *formats.Batch) error {
	g := own(b)
	b.Records, b.Cells = b.Records[:0], b.Cells[:0]
	if r.err != nil {
		return r.err
	}
	n := r.begin(b)
	for size := max(r.fill, n); ; size *= 2 {
		if n < size && !r.end {
			b.Buf = room(b.Buf, n, size)
			k, end, err := readFull(r.in, b.Buf[n:size])
			if err != nil {
				return r.fail(b, refused(r.d.src.Name, err))
			}
			n, r.end = n+k, end
		}
		b.Buf = room(b.Buf, n, n)
		clear(b.Buf[n : n+slack])
		g.buf = b.Buf[:n+slack]
		used := r.scan.scan(b, g, n, r.end, batchRecords)
		if f := r.scan.fault; f != nil {
			return r.fail(b, r.d.faulty(f, r.seq))
		}
		if len(g.recs) == 0 && !r.end {
			if int64(n) > r.d.lim.Record {
				return r.fail(b, r.d.tooLong(r.seq+1, r.scan.line))
			}
			continue
		}
		r.carry = append(r.carry[:0], b.Buf[used:n]...)
		b.Buf = b.Buf[:used]
		r.fill = r.d.atMost(batchBytes)
		if len(g.recs) == batchRecords {
			r.fill = min(r.fill, max(32<<10, used+used/4))
		}
		return r.deliver(b, g)
	}
}

// begin puts what is left of the last batch at the beginning of b.
func (r *reader) begin(b *formats.Batch) int {
	b.Buf = room(b.Buf, 0, len(r.carry))
	return copy(b.Buf[:len(r.carry)], r.carry)
}

// room returns buf with its first n bytes and room for size and the slack.
func room(buf []byte, n, size int) []byte {
	if cap(buf) >= size+slack {
		return buf[:cap(buf)]
	}
	grown := make([]byte, size+slack)
	copy(grown, buf[:n])
	return grown
}

func (r *reader) fail(b *formats.Batch, err error) error {
	r.err = err
	b.Records, b.Cells = b.Records[:0], b.Cells[:0]
	return err
}

func (d *document) tooLong(seq, line int64) error {
	f := d.refuse(formats.TooLarge, "a record is longer than the limit allows; a quote may be opened and never closed", "Repair the export, or raise the limit.")
	f.Row, f.Line = seq, line
	return f
}

// deliver turns the scanned places into records.
func (r *reader) deliver(b *formats.Batch, g *geometry) error {
	if len(g.recs) == 0 {
		if r.filled == 0 {
			return r.fail(b, r.d.noRecords())
		}
		return r.fail(b, io.EOF)
	}
	if r.codec != nil {
		r.decode(b)
	}
	if cap(b.Records) < len(g.recs) {
		b.Records = make([]formats.Record, 0, len(g.recs)+len(g.recs)/4)
	}
	b.Records = b.Records[:len(g.recs)]
	lay := &r.d.lay
	for i := range g.recs {
		p := &g.recs[i]
		r.seq++
		cells := b.Cells[p.first : p.first+p.n : p.first+p.n]
		role := lay.role(r.seq, cells)
		if role == formats.RoleData {
			r.filled++
			if err := r.check(p, cells); err != nil {
				return r.fail(b, err)
			}
		}
		b.Records[i] = formats.Record{Seq: r.seq, Role: role, Line: p.line, Cells: cells, Native: p, Index: i}
	}
	return r.limits(b, g)
}

// check holds a data record to the table's width. The width is also what tells
// a path that ends in a backslash from a quote escaped by one, so where it does
// not bind, or another quote stands in the record, that is refused.
func (r *reader) check(p *place, cells []formats.Cell) error {
	if p.slash && (p.bare || r.d.opts.Ragged) {
		f := r.d.refuse(formats.Ambiguous, "a backslash stands before a closing quote, so where the field ends has two readings",
			"Export the file again with doubled quotes, without backslash escapes.")
		f.Row, f.Line = r.seq, p.line
		return f
	}
	if r.d.opts.Ragged || r.d.lay.fits(cells) {
		return nil
	}
	detail := "the record has " + count(len(cells), "field") + " and the table " + count(r.d.lay.width, "column")
	f := r.d.refuse(formats.RaggedRows, detail,
		"Put quotes around fields that contain the delimiter or a line break; notes and totals below a table are accepted with the ragged option.")
	f.Row, f.Line = r.seq, p.line
	return f
}

// limits refuses oversized fields and records. A whole batch is within them
// far more often than not, so that is asked first.
func (r *reader) limits(b *formats.Batch, g *geometry) error {
	lim := &r.d.lim
	if int64(len(b.Buf)) <= min(lim.Record, lim.Field) && len(b.Cells) <= lim.Columns {
		return nil
	}
	for i := range g.recs {
		p := &g.recs[i]
		long := int64(p.end-p.start) > lim.Record
		for k := 0; k < int(p.n) && !long && int64(p.end-p.start) > lim.Field; k++ {
			long = int64(len(p.field(k))) > lim.Field
		}
		switch {
		case long:
			return r.fail(b, r.d.tooLong(b.Records[i].Seq, p.line))
		case int(p.n) > lim.Columns:
			f := r.d.refuse(formats.TooLarge, "a record has more fields than the limit allows", "Check the delimiter, or raise the limit.")
			f.Row, f.Line = b.Records[i].Seq, p.line
			return r.fail(b, f)
		}
	}
	return nil
}

// decode gives the cells beyond ASCII their text. They may stand in the
// scratch already, which only grows: what they point to does not move.
func (r *reader) decode(b *formats.Batch) {
	for i := range b.Cells {
		from := len(b.Scratch)
		t, ok := r.codec.decode(b.Scratch, b.Cells[i].Text)
		if ok {
			b.Scratch = t
			b.Cells[i].Text = text(t[from:])
		}
	}
}
