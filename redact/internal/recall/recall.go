// Package recall remembers what the detectors found in the cells of a table,
// where the values of a column repeat: a status, a kind of request, the name of a
// department. What a [detect.Scanner] finds is a function of the text and the
// header alone, so the same text under the same header is scanned once in a
// while and not each time. Who scans keeps a memory of its own and hands nothing
// to anybody: a second pass finds everything again by itself.
//
// The memory is bounded, and a column whose values do not repeat costs none: it
// is asked again from time to time. What is found never depends on what was
// remembered.
package recall

import (
	"vaughn/detect"
)

// Scanner is a detect.Scanner with a memory for each column. It belongs to one
// goroutine. Scan and ScanCell go past the memory.
type Scanner struct {
	*detect.Scanner
	cols []column
	left int // slots that may still be made
}

// New gives sc a memory for n columns.
func New(sc *detect.Scanner, n int) *Scanner {
	return &Scanner{Scanner: sc, cols: make([]column, n), left: most}
}

const (
	few     = 512     // slots of a column at first
	many    = 2048    // of one whose values repeat and are more
	most    = 1 << 14 // of all columns: 1 MB
	longest = 39      // bytes of a text that is remembered: a slot is as long as a line of the processor's cache
	round   = 1024    // cells after which a column is judged
	rest    = 1 << 16 // cells that a column is left alone when fewer than one in four repeated
)

// column is the memory for one column.
type column struct {
	slots []slot
	asked int // cells of this round; below zero the column rests
	hits  int
}

// slot is one text with what was found in it.
type slot struct {
	ms   []detect.Match
	n    uint8 // length of the text, 0 = empty
	text [longest]byte
}

// Cell is ScanCell of a cell of column i, whose header is always the same c.
func (s *Scanner) Cell(dst []detect.Match, text string, i int, c *detect.Column) ([]detect.Match, error) {
	if len(text)-1 >= longest || i >= len(s.cols) {
		return s.ScanCell(dst, text, c)
	}
	col := &s.cols[i]
	if col.asked++; col.asked <= 0 {
		return s.ScanCell(dst, text, c)
	}
	if col.slots == nil || col.asked > round {
		if !s.judge(col) {
			return s.ScanCell(dst, text, c)
		}
	}
	at := &col.slots[hash(text)%uint64(len(col.slots))]
	if string(at.text[:at.n]) == text {
		col.hits++
		return append(dst, at.ms...), nil
	}
	from := len(dst)
	dst, err := s.ScanCell(dst, text, c)
	if err != nil {
		return dst, err
	}
	at.n = uint8(copy(at.text[:], text))
	at.ms = append(at.ms[:0], dst[from:]...)
	return dst, nil
}

// judge begins the next round of a column, or a rest.
func (s *Scanner) judge(c *column) bool {
	want := len(c.slots)
	switch {
	case c.slots == nil:
		want = few
	case 4*c.hits < round:
		want = 0
	case 16*c.hits < 15*round && s.left >= many:
		want = many
	}
	c.asked, c.hits = 1, 0
	if want == len(c.slots) {
		return true
	}
	s.left += len(c.slots)
	c.slots = nil
	if want == 0 || want > s.left {
		c.asked = -rest
		return false
	}
	s.left -= want
	c.slots = make([]slot, want)
	return true
}

// hash mixes the length of s with eight bytes each of its beginning, its end and,
// of a longer text, of what lies between. Texts that it confuses take turns.
func hash(s string) uint64 {
	const m = 0x9E3779B97F4A7C15
	h := uint64(len(s)) * m
	switch n := len(s); {
	case n > 16:
		h = (h ^ load(s) ^ load(s[n-16:])<<1) * m
		h ^= h>>29 ^ load(s[8:])<<2 ^ load(s[n-8:])
	case n >= 8:
		h = (h ^ load(s)) * m
		h ^= h>>29 ^ load(s[n-8:])
	default:
		for i := range n {
			h ^= uint64(s[i]) << (8 * i)
		}
	}
	h *= m
	return h ^ h>>32
}

func load(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
