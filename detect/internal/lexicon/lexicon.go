// Package lexicon knows, of a word, how many people in the United States have it
// as a surname or given name, how common it is as a word of English, and whether
// a place is called so. It holds hashes, not words: 335,000 of them in 1.5 MB,
// looked up where they lie, so that nothing is loaded at start.
//
// Provenance, licences and digests: NOTICE. The programs in testdata/lexicon make
// words.bin of the public lists named there.
package lexicon

import _ "embed"

//go:embed words.bin
var table string

// Info is what is known of a word; 0 of an unknown one.
//
//	bits 0-4    binary logarithm of the bearers as surname, plus one
//	bits 5-9    the same as given name
//	bits 10-12  step of commonness as a word, 1 (commonest) to 6
//	bit 13      a name of a people, a language, a month, a day
//	bit 14      a place
type Info uint16

// Surname is the bit length of how many people have the surname (92 at least), 0
// where it is none of the 2020 census.
func (i Info) Surname() int { return int(i & 31) }

// Given is the same of given names (90 people at least).
func (i Info) Given() int { return int(i >> 5 & 31) }

// Step is how common the word is in small letters: 1 is one of the commonest
// words (SCOWL size 10), 6 a rare one (70), 0 none.
func (i Info) Step() int { return int(i >> 10 & 7) }

// Proper reports a word that is written with a capital and is mostly no person:
// Catholic, Spanish, Monday.
func (i Info) Proper() bool { return i&(1<<13) != 0 }

// Place reports a city, county, State or country of this name.
func (i Info) Place() bool { return i&(1<<14) != 0 }

// Word reports whether w, lower-cased, is an ordinary word of English. About one
// other string in 13,000 is taken for a known one.
func Word(w string) bool {
	s := Of(w).Step()
	return s > 0 && s < 6
}

// maxWord is the longest word that is looked up, in bytes.
const maxWord = 30

// Of is what is known of w. Capitals, accents of Latin letters, apostrophes and
// full stops do not count; a space between the words of a place does.
func Of(w string) Info {
	if len(w) == 0 || len(w) > maxWord {
		return 0
	}
	h := hash(w)
	low, high := begin(h>>16), begin(h>>16+1)
	for k := low; k < high; k++ {
		i := index + 4*k
		switch at := uint32(table[i])<<8 | uint32(table[i+1]); {
		case at == h&0xFFFF:
			return Info(table[i+2])<<8 | Info(table[i+3])
		case at > h&0xFFFF:
			return 0
		}
	}
	return 0
}

// index is the length of the offsets before the entries.
const index = 3 * (1<<16 + 1)

// begin is the first entry whose hash has the upper half top, or a greater one.
func begin(top uint32) int {
	i := 3 * int(top)
	return int(table[i])<<16 | int(table[i+1])<<8 | int(table[i+2])
}

// hash is the 32-bit FNV-1a hash of w as [Of] reads it.
func hash(w string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case c == '\'' || c == '.':
			continue
		case c >= 0x80:
			var n int
			if c, n = plain(w, i); n == 0 {
				return 0
			}
			i += n - 1
			if c == 0 {
				continue
			}
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// latin are the ASCII letters of U+00C0 to U+017F, "." where there is none.
const latin = "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.lllllllllln" +
	"nnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// plain is the ASCII letter of the two-byte character at i and its length; the
// letter 0 is a typographic apostrophe or a combining accent, the length 0
// anything else.
func plain(w string, i int) (c byte, n int) {
	switch {
	case i+1 < len(w) && w[i] >= 0xC3 && w[i] <= 0xC5:
		k := int(w[i]&0x1F)<<6 | int(w[i+1]&0x3F)
		if k -= 0xC0; k >= 0 && k < len(latin) && latin[k] != '.' {
			return latin[k], 2
		}
	case i+1 < len(w) && (w[i] == 0xCC || w[i] == 0xCD && w[i+1] < 0xB0):
		return 0, 2
	case i+2 < len(w) && w[i] == 0xE2 && w[i+1] == 0x80 && (w[i+2] == 0x98 || w[i+2] == 0x99):
		return 0, 3
	}
	return 0, 0
}
