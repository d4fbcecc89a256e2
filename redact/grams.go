package redact

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"vaughn/detect"
)

// grams say cheaply what cannot stand in the texts of a record: its words and the
// beginnings of its longer numbers, a bit each. Most withheld values are in no
// other cell of their record; for those nothing more is done. It errs to one side
// only: what [needles] would find is never denied.
type grams struct {
	words  [wordBits / 64]uint64
	runs   [runBits / 64]uint64 // of the runs of digits of longer numbers
	any    bool                 // a character beyond ASCII, or digits written apart: everything may be there
	digits bool                 // a text with seven digits or more
}

const (
	wordBits  = 4096
	runBits   = 1024
	minDigits = 7 // digits of the shortest number that is looked for
)

// asciiClass is 1 for letters, 2 for digits, 0 for other ASCII, 3 beyond.
var asciiClass = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= utf8.RuneSelf:
			t[c] = 3
		case c >= '0' && c <= '9':
			t[c] = 2
		case asciiFold[c] != 0:
			t[c] = 1
		}
	}
	return t
}()

func (g *grams) reset() { *g = grams{} }

// gram hashes three digits.
func gram(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 0x9E3779B1 >> (32 - 10)
}

func (g *grams) hasWord(h uint32) bool { return g.words[h/64]&(1<<(h%64)) != 0 }

// text adds the words and numbers of one text.
func (g *grams) text(s string) {
	digits := 0
	for i := 0; i < len(s); {
		switch asciiClass[s[i]] {
		case 0:
			i++
			continue
		case 3:
			g.any = true
			return
		}
		start := i
		for ; i < len(s); i++ {
			c := asciiClass[s[i]]
			if c-1 > 1 {
				break
			}
			digits += int(c >> 1)
		}
		h := wordOf(s, start, i)
		g.words[h/64] |= 1 << (h % 64)
	}
	if digits >= minDigits {
		g.numbers(s)
	}
}

// wordOf hashes the word s[start:end], case ignored, by its first and last four
// characters and its length.
func wordOf(s string, start, end int) uint32 {
	w := s[start:end]
	h := uint64(len(w)) << 59
	if n := len(w); n >= 4 {
		h ^= uint64(small(w)) | uint64(small(w[n-4:]))<<32
	} else {
		for i := range n {
			h ^= uint64(w[i]|0x20) << (8 * i)
		}
	}
	return uint32(h * 0x9E3779B97F4A7C15 >> (64 - 12))
}

// small are four ASCII letters or digits, letters made small.
func small(w string) uint32 {
	_ = w[3]
	return (uint32(w[0]) | uint32(w[1])<<8 | uint32(w[2])<<16 | uint32(w[3])<<24) | 0x20202020
}

// numbers adds the clusters of seven digits or more of an ASCII text: runs of
// digits with a few characters that are no letters between.
func (g *grams) numbers(s string) {
	for i := 0; i < len(s); {
		if asciiClass[s[i]] != 2 {
			i++
			continue
		}
		start, end, digits := i, i, 0
		for i < len(s) && i-end <= maxApart && asciiClass[s[i]] != 1 {
			if asciiClass[s[i]] == 2 {
				end = i + 1
				digits++
			}
			i++
		}
		if digits >= minDigits {
			g.cluster(s[start:end])
		}
		i = max(end, start+1)
	}
}

// cluster adds the runs of a cluster. Digits written one or two at a time could
// be any number.
func (g *grams) cluster(s string) {
	for i := 0; i < len(s); {
		if asciiClass[s[i]] != 2 {
			i++
			continue
		}
		start := i
		for i < len(s) && asciiClass[s[i]] == 2 {
			i++
		}
		if i-start < 3 {
			g.digits = true
			continue
		}
		h := gram(s[start], s[start+1], s[start+2])
		g.runs[h/64] |= 1 << (h % 64)
	}
}

// may reports whether something that [needles.add] makes of a withheld value of
// kind e may stand in the texts.
func (g *grams) may(e detect.Entity, value string) bool {
	switch kindOf(e) {
	case nothingMade:
		return false
	case ofName:
		return g.any || g.mayAny(value)
	case ofUser: // the user part, by itself or with the rest
		user, _, _ := strings.Cut(value, "@")
		return g.mayAll(user)
	case ofStreet: // the street, by itself or with the rest
		return g.mayAll(streetHead(value))
	case ofWords:
		return g.mayAll(value) || e != detect.Username && g.mayNumber(value)
	case ofDigits:
		return g.mayNumber(value) || e != detect.PhoneNumber && g.mayAll(value)
	default:
		return true
	}
}

// mayAll reports whether every word of the value may stand in the texts. A part
// of a word that an apostrophe or a hyphen parts may be written as one with its
// neighbour, and says nothing.
func (g *grams) mayAll(value string) bool {
	for i := 0; i < len(value) && !g.any; {
		start, end := wordAt(value, i)
		if start == end {
			break
		}
		if value[start] >= utf8.RuneSelf {
			return true
		}
		if i = end; !isPart(value, start, end) && !g.hasWord(wordOf(value, start, end)) {
			return false
		}
	}
	return true
}

// mayAny reports whether one word of the value may stand in the texts.
func (g *grams) mayAny(value string) bool {
	for i := 0; i < len(value); {
		start, end := wordAt(value, i)
		if start == end {
			break
		}
		if value[start] >= utf8.RuneSelf || isPart(value, start, end) || g.hasWord(wordOf(value, start, end)) {
			return true
		}
		i = end
	}
	return false
}

// wordAt is the next run of ASCII letters and digits of s at or after at, or a
// byte beyond ASCII; start is end where there is none.
func wordAt(s string, at int) (start, end int) {
	for at < len(s) && asciiClass[s[at]] == 0 {
		at++
	}
	if at < len(s) && s[at] >= utf8.RuneSelf {
		return at, at + 1
	}
	for end = at; end < len(s) && asciiClass[s[end]]-1 < 2; end++ {
	}
	return at, end
}

// isPart reports whether the word s[start:end] is joined to another.
func isPart(s string, start, end int) bool {
	return start > 1 && joins(s[start-1]) && asciiClass[s[start-2]] != 0 || end+1 < len(s) && joins(s[end]) && asciiClass[s[end+1]] != 0 ||
		start > 0 && s[start-1] >= utf8.RuneSelf || end < len(s) && s[end] >= utf8.RuneSelf
}

func joins(c byte) bool { return c == '\'' || c == '-' || c == '`' }

// mayNumber looks for the places of the value where a number may begin: its first
// digits, those behind a country code, an area code or both, and those of each
// run; each with and without a country code before it.
func (g *grams) mayNumber(value string) bool {
	var d [64]byte
	var starts uint64 // bit i: a number may begin at d[i]
	n, run := 0, false
	for i := 0; i < len(value) && n < len(d); i++ {
		if asciiClass[value[i]] != 2 {
			run = false
			continue
		}
		if !run {
			starts |= (1 | 1<<1 | 1<<3 | 1<<4) << n
		}
		d[n], run = value[i], true
		n++
	}
	if n < minDigits {
		return false
	}
	if g.any || g.digits || n == len(d) {
		return true
	}
	for ; starts != 0; starts &= starts - 1 {
		if i := bits.TrailingZeros64(starts); i+2 < n && (g.hasRun(d[i], d[i+1], d[i+2]) || g.hasRun('1', d[i], d[i+1])) {
			return true
		}
	}
	return false
}

func (g *grams) hasRun(a, b, c byte) bool {
	h := gram(a, b, c)
	return g.runs[h/64]&(1<<(h%64)) != 0
}
