package csv

import (
	"encoding/binary"
	"math/bits"
	"unsafe"

	"vaughn/formats"
)

// slack is the number of zero bytes that follow the text in every buffer, so
// that the scanner may look at 64 bytes from any position of it.
const slack = 64

// place is where one record stands in its batch's buffer. It is the Native of
// a formats.Record.
type place struct {
	g     *geometry
	start uint32 // first byte
	text  uint32 // end of the last field, before the line ending
	end   uint32 // after the line ending
	first uint32 // index of the first field in g.ends and in Batch.Cells
	n     uint32 // fields
	line  int64
	slash bool // a quote was closed right after a backslash
	bare  bool // a quote stands inside an unquoted field
}

// geometry holds the byte ranges of a batch: field k of a record begins where
// field k-1 ended plus one, and ends at ends[first+k].
type geometry struct {
	buf  []byte
	ends []uint32
	recs []place
}

// begin is where field k begins in the buffer.
func (p *place) begin(k int) uint32 {
	if k == 0 {
		return p.start
	}
	return p.g.ends[p.first+uint32(k)-1] + 1
}

// field returns the bytes of field k as they stand in the input, quotes and
// surrounding spaces included.
func (p *place) field(k int) []byte {
	return p.g.buf[p.begin(k):p.g.ends[p.first+uint32(k)]]
}

// fault is a record that has no one reading. rec counts from the scan's first.
type fault struct {
	rec    int
	line   int64
	reason formats.Reason
	detail string
	hint   string
}

// outcome of looking for the end of a quoted field.
type outcome uint8

const (
	closed outcome = iota
	needMore
	broken
)

// scanner splits bytes into records. It keeps the line number from one call to
// the next.
type scanner struct {
	delim      byte
	line       int64  // physical line of the next record
	bare       int    // quotes inside unquoted fields: a sign of a wrong delimiter
	bareBefore int    // of the records before the current one
	need       uint64 // delim in each byte

	scratch []byte
	slash   bool // the current record closed a quote after a backslash
	lines   int64
	fault   *fault
}

func newScanner(delim byte) *scanner {
	return &scanner{delim: delim, line: 1, need: uint64(delim) * ones}
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// hits sets the high bit of each byte of w that is the delimiter, a quote, or
// one of the controls 8 to 15, among them CR and LF. x-1 borrows into the high
// bit where a byte of x is zero; the borrow may mark the next byte too, so a
// hit has to be looked at, but none is missed (Warren, "Hacker's Delight",
// section 6-1). The needles are ASCII, so bytes beyond it never count.
func hits(w, need uint64) uint64 {
	return ((w ^ need - ones) | (w ^ (ones * '"') - ones) | (w&(ones*0xf8) ^ (ones * 8) - ones)) &^ w & highs
}

// block marks the bytes of the 64 from b on that may mean something: bit k for
// byte k. The marks of word k are first gathered in bit k of each byte, then
// that 8 by 8 matrix of bits is turned (Warren, section 7-3).
func block(b []byte, need uint64) uint64 {
	_ = b[63]
	x := hits(binary.LittleEndian.Uint64(b), need)>>7 |
		hits(binary.LittleEndian.Uint64(b[8:]), need)>>6 |
		hits(binary.LittleEndian.Uint64(b[16:]), need)>>5 |
		hits(binary.LittleEndian.Uint64(b[24:]), need)>>4 |
		hits(binary.LittleEndian.Uint64(b[32:]), need)>>3 |
		hits(binary.LittleEndian.Uint64(b[40:]), need)>>2 |
		hits(binary.LittleEndian.Uint64(b[48:]), need)>>1 |
		hits(binary.LittleEndian.Uint64(b[56:]), need)
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}

// scan reads records from g.buf[:n], at most limit of them, into g and b. The
// buffer has slack zero bytes after n. final says that nothing follows n. It
// returns how many bytes the complete records took; with s.fault set, the
// records before the fault stand in g.
//
// Only the bytes that mean something are visited: 64 bytes are looked at
// together, and the loop goes from one marked byte to the next.
func (s *scanner) scan(b *formats.Batch, g *geometry, n int, final bool, limit int) int {
	buf, need, delim := g.buf, s.need, s.delim
	cells, ends := b.Cells[:0], g.ends[:0]
	g.recs = g.recs[:0]
	s.scratch, s.slash, s.lines, s.bare = b.Scratch[:0], false, 0, s.bareBefore
	rec, fld, first := 0, 0, 0 // starts of the record and the field; fields before the record

	next := 0   // where to go on after what was skipped
	plain := -1 // start of the last field that was seen to be unquoted
scan:
	for i := 0; i < n; i = max(i+64, next) {
		for m := block(buf[i:i+64], need); m != 0; m &= m - 1 {
			at := i + bits.TrailingZeros64(m)
			if at < next {
				continue
			}
			c := buf[at]
			if c == delim {
				cells = append(cells, formats.Cell{Text: unsafe.String(&buf[fld], at-fld)})
				ends = append(ends, uint32(at))
				fld = at + 1
				continue
			}
			switch c {
			case '"':
				if fld == plain || !onlySpaces(buf[fld:at]) {
					plain = fld
					s.bare++
					continue
				}
				end, text, out := s.quoted(buf, at, n, final)
				if out != closed {
					break scan
				}
				cells = append(cells, formats.Cell{Text: text})
				ends = append(ends, uint32(end))
				next = end
				if end < n && buf[end] == delim {
					next, fld = end+1, end+1
					continue
				}
				at, c = end, buf[end]
			case '\n', '\r':
				cells = append(cells, formats.Cell{Text: unsafe.String(&buf[fld], at-fld)})
				ends = append(ends, uint32(at))
			default:
				continue
			}
			end := min(at+1, n)
			if c == '\r' {
				if end == n && !final {
					break scan // the line feed may follow
				}
				if buf[end] == '\n' && end < n {
					end++
				}
			}
			s.record(g, rec, at, end, first, len(ends))
			rec, fld, first, next = end, end, len(ends), end
			if len(g.recs) == limit {
				break scan
			}
		}
	}
	if final && rec < n && s.fault == nil && len(g.recs) < limit {
		cells = append(cells, formats.Cell{Text: unsafe.String(&buf[fld], n-fld)})
		ends = append(ends, uint32(n))
		s.record(g, rec, n, n, first, len(ends))
		rec, first = n, len(ends)
	}
	b.Cells, g.ends, b.Scratch = cells[:first], ends[:first], s.scratch
	if s.fault != nil {
		s.fault.rec = len(g.recs)
	}
	return rec
}

// record notes a record that stands in buf[start:text] and ends its line at end.
func (s *scanner) record(g *geometry, start, text, end, first, to int) {
	g.recs = append(g.recs, place{g: g, start: uint32(start), text: uint32(text), end: uint32(end),
		first: uint32(first), n: uint32(to - first), line: s.line, slash: s.slash, bare: s.bare > s.bareBefore})
	s.bareBefore = s.bare
	s.line += s.lines + 1
	s.lines, s.slash = 0, false
}

// quoted reads the quoted field that opens at q. end is where its separator
// stands (n at the end of the input). Spaces around the quotes are no text.
func (s *scanner) quoted(buf []byte, q, n int, final bool) (end int, text string, out outcome) {
	doubled := false
	p := q + 1
	for {
		p = s.nextQuote(buf, p, n)
		if p >= n {
			return s.unclosed(final)
		}
		if p+1 == n && !final {
			return 0, "", needMore
		}
		if buf[p+1] != '"' || p+1 == n {
			break
		}
		doubled = true
		if p+2 == n && !final {
			return 0, "", needMore
		}
		if buf[p-1] == '\\' && p-1 > q && s.separates(buf, p+2, n) {
			return s.breaks(formats.Ambiguous, "a backslash stands before a doubled quote, so where the field ends has two readings",
				"Export the file again with doubled quotes, without backslash escapes.")
		}
		p += 2
	}
	if buf[p-1] == '\\' && p-1 > q {
		s.slash = true
	}
	end = p + 1
	for end < n && buf[end] == ' ' {
		end++
	}
	if end == n && !final {
		return 0, "", needMore
	}
	if !s.separates(buf, end, n) {
		return s.breaks(formats.Damaged, "text follows a closing quote, so where the field ends has no one reading",
			"Double each quote that is part of the text, or export the file again.")
	}
	if doubled {
		return end, s.undouble(buf[q+1 : p]), closed
	}
	return end, unsafe.String(&buf[q+1], p-q-1), closed
}

// separates reports whether a field may end before buf[at].
func (s *scanner) separates(buf []byte, at, n int) bool {
	return at >= n || buf[at] == s.delim || buf[at] == '\n' || buf[at] == '\r'
}

func (s *scanner) unclosed(final bool) (int, string, outcome) {
	if !final {
		s.lines, s.slash = 0, false
		return 0, "", needMore
	}
	return s.breaks(formats.Damaged, "a quote is opened and never closed",
		"Repair the export: close the quote, or double it if it is part of the text.")
}

func (s *scanner) breaks(reason formats.Reason, detail, hint string) (int, string, outcome) {
	s.fault = &fault{line: s.line, reason: reason, detail: detail, hint: hint}
	return 0, "", broken
}

// nextQuote returns the position of the next quote from p on, or n, and counts
// the line breaks before it.
func (s *scanner) nextQuote(buf []byte, p, n int) int {
	for p < n {
		w := binary.LittleEndian.Uint64(buf[p:])
		m := hits(w, ones*'"')
		for ; m != 0; m &= m - 1 {
			at := p + bits.TrailingZeros64(m)>>3
			switch buf[at] {
			case '"':
				return at
			case '\r':
				s.lines++
			case '\n':
				if buf[at-1] != '\r' {
					s.lines++
				}
			}
		}
		p += 8
	}
	return n
}

// undouble writes raw with its doubled quotes single into the scratch.
func (s *scanner) undouble(raw []byte) string {
	from := len(s.scratch)
	for i := 0; i < len(raw); i++ {
		s.scratch = append(s.scratch, raw[i])
		if raw[i] == '"' {
			i++
		}
	}
	return text(s.scratch[from:])
}

// text is the string over b. b must not change while the string is in use.
func text(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}

func onlySpaces(b []byte) bool {
	for _, c := range b {
		if c != ' ' {
			return false
		}
	}
	return true
}
