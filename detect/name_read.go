package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// signLen is the length in bytes of the sign that begins with c and is no letter.
func signLen(c byte) int {
	if byteClass[c] == classWide { // C2 leads two bytes, E2 three
		return 2 + int(c>>5&1)
	}
	return 1
}

// read is the word at i; empty where it cannot be part of a run.
func (r *nameReader) read(i int) nameWord {
	s := r.s
	end := wordEnd(s, i)
	w := nameWord{Span: Span{i, end}}
	if i > 0 && isDigit(s[i-1]) || end < len(s) && isDigit(s[end]) {
		return nameWord{Span: Span{end, end}}
	}
	if c := s[i]; c-'a' < 26 && r.cased != allSmall {
		if r.n == 0 || end-i > 5 {
			return nameWord{Span: Span{end, end}}
		}
		switch w.bits = bitsOf(s[i:end]); {
		case w.bits&bitParticle != 0:
			w.kind = nameParticle
		case w.bits&bitAnd != 0:
			w.kind = nameAnd
		default:
			return nameWord{Span: Span{end, end}}
		}
		return w
	}
	for k := pastApostrophe(s, end); k > end && k < len(s) && byteClass[s[k]] == classLetter && !possessiveAt(s, end); k = pastApostrophe(s, end) {
		end = wordEnd(s, k)
	}
	end = w.compound(s, end)
	w.End = end
	switch {
	case end-i > maxNameWord:
		return nameWord{Span: Span{end, end}}
	case end-i == 1 && i > 1 && s[i-1] == '.' && s[i-2]-'a' < 26: // z.B.
		return nameWord{Span: Span{end, end}}
	case end-i == 1:
		w.kind = nameInitial
		w.stop(s)
		return w
	}
	word := s[i:end]
	w.bits, w.class = bitsOf(word), classOf(word)
	w.caps = s[i+1]-'A' < 26
	if r.cased == allSmall && w.bits&(bitTitle|bitSuffix|bitParticle|bitAnd) == 0 {
		if w.class&wordStop != 0 {
			return nameWord{Span: Span{end, end}}
		}
		if step := lexicon.Of(word).Step(); step == 1 || step == 2 {
			return nameWord{Span: Span{end, end}}
		}
	}
	switch {
	case w.bits&bitSuffix != 0 && r.n > 0:
		w.kind = nameSuffix
		w.stop(s)
	case w.bits&bitTitle != 0:
		w.kind = nameTitle
		if w.Len() <= maxAbbreviated {
			w.stop(s)
		}
	case w.bits&bitParticle != 0 && (r.n > 0 || end < len(s) && s[end] == '-'):
		w.kind = nameParticle
		if equalWord(word, "st") {
			w.stop(s)
		}
	case w.bits&bitAnd != 0 && r.n > 0:
		w.kind = nameAnd
	}
	return w
}

// compound is the end of a word of two that a hyphen joins: "Oster-Bright", or a
// line that was cut: "Broad- nax".
func (w *nameWord) compound(s string, end int) int {
	k := end + 1
	if k >= len(s) || s[end] != '-' || end-w.Start < 2 {
		return end
	}
	switch {
	case s[k]-'A' < 26 || s[k]-'a' < 26 && s[w.Start]-'A' < 26 || s[k] == 0xC3:
		w.hyphen = uint8(min(end-w.Start, maxNameWord))
		return wordEnd(s, k)
	case (s[k] == ' ' || s[k] == '\n') && k+2 < len(s) && s[k+1]-'a' < 26 && s[w.Start]-'A' < 26:
		if to := wordEnd(s, k+1); to-k > 3 && !equalWord(s[k+1:to], "und") && !equalWord(s[k+1:to], "oder") && bitsOf(s[k+1:to]) == 0 && classOf(s[k+1:to])&wordStop == 0 {
			w.broken = true
			return to
		}
	}
	return end
}

// lineGap is [nameGap] of what stands from i to k, where a line may be wrapped.
func lineGap(s string, i, k int) byte {
	if k == i+1 && s[i] == '\n' && wrapped(s, i) {
		return ' '
	}
	return nameGap(s[i:k])
}

// wrapped reports that the line which ends at i was cut because it was full: long, and
// within a sentence. A name goes on behind it.
func wrapped(s string, i int) bool {
	if i < wrapAt || i+1 >= len(s) || byteClass[s[i-1]] != classLetter || byteClass[s[i+1]] != classLetter || strings.IndexByte(s[i-wrapAt:i], '\n') >= 0 {
		return false
	}
	w := wordStart(s, i)
	return w > 0 && s[w-1] == ' '
}

// wrapAt is the least length in bytes of a line that was wrapped.
const wrapAt = 50

// maxAbbreviated is the longest abbreviated title: "Capt."; behind a longer one a full
// stop ends the sentence.
const maxAbbreviated = 4

// maxNameWord is the longest word of a name, in bytes.
const maxNameWord = 30

// stop takes the full stop behind an abbreviation.
func (w *nameWord) stop(s string) {
	if w.End < len(s) && s[w.End] == '.' {
		w.End++
	}
}

// pastApostrophe is the offset behind an apostrophe at i; i where there is none.
func pastApostrophe(s string, i int) int {
	switch {
	case i < len(s) && s[i] == '\'':
		return i + 1
	case i+2 < len(s) && s[i] == 0xE2 && s[i+1] == 0x80 && s[i+2] == 0x99:
		return i + 3
	default:
		return i
	}
}

// possessiveAt reports "'s" at i.
func possessiveAt(s string, i int) bool {
	k := pastApostrophe(s, i)
	return k > i && k < len(s) && s[k]|0x20 == 's' && (k+1 == len(s) || !isWordByte(s[k+1]))
}
