package redact

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"vaughn/detect"
)

// grams say cheaply what cannot stand in the texts of a record: the first three
// letters or digits of its words and the words themselves, a bit each. Most
// withheld values are in no other cell of their record; for those nothing more is
// done. It errs to one side only: what [needles] would find is never denied.
type grams struct {
	bits   [gramBits / 64]uint64 // of the beginnings of words
	words  [wordBits / 64]uint64 // of whole words
	runs   [runBits / 64]uint64  // of the runs of digits of longer numbers
	any    bool                  // a character beyond ASCII, or digits written apart: everything may be there
	digits bool                  // a text with seven digits or more
}

const (
	gramBits  = 2048
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

// gramMix spreads three characters over 32 bits.
const gramMix = 0x9E3779B1

// gram hashes three folded characters, 0 where a word is shorter.
func gram(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * gramMix >> (32 - 11)
}

func (g *grams) has(h uint32) bool { return g.bits[h/64]&(1<<(h%64)) != 0 }

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
		for i < len(s) && asciiClass[s[i]]-1 < 2 {
			digits += int(asciiClass[s[i]] >> 1)
			i++
		}
		head := headAt(s, start, i)
		h := head * gramMix >> (32 - 11)
		g.bits[h/64] |= 1 << (h % 64)
		h = wordOf(head, s, start, i)
		g.words[h/64] |= 1 << (h % 64)
	}
	if digits >= minDigits {
		g.numbers(s)
	}
}

// headAt are the first three characters of the word s[start:end], folded.
func headAt(s string, start, end int) uint32 {
	h := uint32(asciiFold[s[start]])
	if start+1 < end {
		h |= uint32(asciiFold[s[start+1]]) << 8
	}
	if start+2 < end {
		h |= uint32(asciiFold[s[start+2]]) << 16
	}
	return h
}

// wordOf hashes the word s[start:end] by its head, its last three characters and
// its length.
func wordOf(head uint32, s string, start, end int) uint32 {
	h := uint64(head) | uint64(end-start)<<24
	if end-start > 3 {
		h |= uint64(headAt(s, end-3, end)) << 32
	}
	return uint32(h * 0x9E3779B97F4A7C15 >> (64 - 12))
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

// may reports whether something that [needles.add] makes of a withheld value of
// kind e may stand in the texts.
func (g *grams) may(e detect.Entity, value string) bool {
	if g.any {
		return true
	}
	switch e {
	case detect.Person:
		return g.mayAny(value)
	case detect.EmailAddress: // the user part, by itself or with the rest
		user, _, _ := strings.Cut(value, "@")
		return g.mayAll(user)
	case detect.StreetAddress: // the street, by itself or with the rest
		street, _, _ := strings.Cut(value, ",")
		return g.mayAll(street)
	case detect.PhoneNumber:
		return g.mayNumber(value)
	case detect.Username, detect.LicensePlate, detect.VIN, detect.IBANCode:
		return g.mayAll(value)
	default: // numbers, which may be codes of letters and digits, and what nobody knows
		return g.mayNumber(value) || g.mayAny(value)
	}
}

// mayAll reports whether every word of the value may stand in the texts. A part
// of a word that an apostrophe or a hyphen parts may be written as one with its
// neighbour, and says nothing.
func (g *grams) mayAll(value string) bool {
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
		if !isPart(value, start, i) && !g.hasWord(wordOf(headAt(value, start, i), value, start, i)) {
			return false
		}
	}
	return true
}

// isPart reports whether the word value[start:end] may be part of another.
func isPart(value string, start, end int) bool {
	return start > 0 && joins(value[start-1]) || end < len(value) && joins(value[end])
}

func joins(c byte) bool { return c == '\'' || c == '-' || c == '`' || c >= utf8.RuneSelf }

// mayAny reports whether one word of the value may stand in the texts.
func (g *grams) mayAny(value string) bool {
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
		head := headAt(value, start, i)
		switch {
		case !isPart(value, start, i):
			if g.hasWord(wordOf(head, value, start, i)) {
				return true
			}
		case i-start < 3 && i < len(value) && joins(value[i]), g.has(head * gramMix >> (32 - 11)):
			return true // parts of a word may be written as one
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
