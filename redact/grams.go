package redact

import (
	"math/bits"
	"unicode/utf8"

	"vaughn/detect"
)

// grams say cheaply what cannot stand in the texts of a record: the first three
// letters or digits of its words, a bit each. Most withheld values are in no
// other cell of their record; for those nothing more is done. It errs to one
// side only: what [needles] would find is never denied.
type grams struct {
	bits   [gramBits / 64]uint64 // of words
	runs   [runBits / 64]uint64  // of the runs of digits of longer numbers
	any    bool                  // a character beyond ASCII, or digits written apart: everything may be there
	digits bool                  // a text with seven digits or more
}

const (
	gramBits  = 2048
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

// gram hashes three folded characters, 0 where a word is shorter.
func gram(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 0x9E3779B1 >> (32 - 11)
}

func (g *grams) set(h uint32) { g.bits[h/64] |= 1 << (h % 64) }

func (g *grams) has(h uint32) bool { return g.any || g.bits[h/64]&(1<<(h%64)) != 0 }

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
		for i < len(s) && asciiClass[s[i]]-1 < 2 {
			digits += int(asciiClass[s[i]] >> 1)
			i++
		}
		g.set(gramAt(s, start, i))
	}
	if digits >= minDigits {
		g.numbers(s)
	}
}

// gramAt is the gram of the word s[start:end].
func gramAt(s string, start, end int) uint32 {
	var b, c byte
	if start+1 < end {
		b = asciiFold[s[start+1]]
	}
	if start+2 < end {
		c = asciiFold[s[start+2]]
	}
	return gram(asciiFold[s[start]], b, c)
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
		h := gram(s[start], s[start+1], s[start+2]) % runBits
		g.runs[h/64] |= 1 << (h % 64)
	}
}

// may reports whether a withheld value of kind e may stand in the texts. Words
// count wherever a needle may begin; of an e-mail that is its first.
func (g *grams) may(e detect.Entity, value string) bool {
	return g.any || g.mayNumber(value) || g.mayWords(value, e == detect.EmailAddress)
}

func (g *grams) mayWords(value string, first bool) bool {
	for i := 0; i < len(value); {
		switch asciiClass[value[i]] {
		case 0:
			i++
			continue
		case 3:
			return true
		}
		start := i
		for i < len(value) && asciiClass[value[i]]-1 < 2 {
			i++
		}
		if i-start < 3 && i < len(value) && (value[i] == '\'' || value[i] == '-' || value[i] == '`' || value[i] >= utf8.RuneSelf) {
			return true // parts of a word may be written as one
		}
		if g.has(gramAt(value, start, i)) {
			return true
		}
		if first {
			return false
		}
	}
	return false
}

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
	if g.digits || n == len(d) {
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
	h := gram(a, b, c) % runBits
	return g.runs[h/64]&(1<<(h%64)) != 0
}
