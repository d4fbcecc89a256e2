// Package lexicon knows the ordinary words of English, so that "the login is
// broken" names no user. It holds hashes, not words: 63,875 of them in 250 KB,
// looked up where they lie, so that nothing is loaded at start.
//
// Provenance: the lower-case words of letters alone of Debian's wamerican
// 2020.12.07-2 (/usr/share/dict/american-english, SHA-256
// 9f513f1ceadb6a01c5485b7dbdfd5118dc66cd70b59cae2851292112d4066a32), made from
// SCOWL, copyright 2000-2011 by Kevin Atkinson, free to use and distribute with
// this notice; see NOTICE. The program in testdata/lexicon makes words.bin of it.
package lexicon

import _ "embed"

//go:embed words.bin
var words string

const width = 4 // bytes of a hash, big-endian, in rising order

// Word reports whether w, lower-cased, is an ordinary word of English. About one
// other string in 67,000 is taken for one.
func Word(w string) bool {
	if len(w) == 0 || len(w) > 30 {
		return false
	}
	h := hash(w)
	low, high := 0, len(words)/width
	for low < high {
		mid := int(uint(low+high) >> 1)
		if at(mid) < h {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low < len(words)/width && at(low) == h
}

func at(i int) uint32 {
	b := words[i*width : i*width+width]
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

// hash is the 32-bit FNV-1a hash of w, its ASCII capitals as small letters.
func hash(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}
