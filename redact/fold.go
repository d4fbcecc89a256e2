package redact

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How texts are compared when a withheld value is looked for: case, accents and
// the width of letters do not count, characters that nobody sees (soft hyphen,
// zero-width space) are passed over, and whatever is no letter or digit parts
// words. That is coarser than the check in redact/verify, on purpose: what the
// check would find must have been found before.

// Classes of characters that are no letter or digit.
const (
	apart   rune = 0  // parts words
	mark    rune = -1 // an accent on the letter before
	joining rune = -2 // an apostrophe or hyphen: may stand inside a word
	unseen  rune = -3 // an invisible character: may stand inside a word, or part words
)

// asciiFold is the folded form of ASCII bytes: lower-case letters, digits, or 0.
var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch b := byte(c); {
		case b >= '0' && b <= '9', b >= 'a' && b <= 'z':
			t[c] = b
		case b >= 'A' && b <= 'Z':
			t[c] = b + 'a' - 'A'
		}
	}
	return t
}()

// fold reads the character at s[i:]: the folded letter or digit, or its class.
func fold(s string, i int) (r rune, size int) {
	if c := s[i]; c < utf8.RuneSelf {
		if f := asciiFold[c]; f != 0 {
			return rune(f), 1
		}
		if c == '\'' || c == '-' || c == '`' {
			return joining, 1
		}
		return apart, 1
	}
	r, size = utf8.DecodeRuneInString(s[i:])
	switch {
	case r == utf8.RuneError:
		return apart, size
	case r == '’', r == '‘', r == '´', r == 'ʼ', r == '′', r == '＇', r == '‐', r == '‑':
		return joining, size
	case unicode.Is(unicode.M, r):
		return mark, size
	case unicode.Is(unicode.Cf, r):
		return unseen, size
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return apart, size
	}
	return unicode.ToLower(base(s[i:i+size], r)), size
}

// base is r without its accents, and narrow where it is wide.
func base(s string, r rune) rune {
	d := norm.NFKD.PropertiesString(s).Decomposition()
	if len(d) == 0 {
		return r
	}
	first, n := utf8.DecodeRune(d)
	for i := n; i < len(d); {
		m, size := utf8.DecodeRune(d[i:])
		if !unicode.Is(unicode.M, m) {
			return r // two letters in one character
		}
		i += size
	}
	return first
}

// letterBefore reports whether a letter or digit ends right before s[i:].
func letterBefore(s string, i int) bool {
	for range maxMarks {
		if i == 0 {
			return false
		}
		if c := s[i-1]; c < utf8.RuneSelf {
			return asciiFold[c] != 0
		}
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if r, _ := fold(s, i); r != mark {
			return r > 0
		}
	}
	return false
}

// maxMarks is how many accents one letter may have.
const maxMarks = 16

// skipMarks is the end of the accents at s[i:], and whether no letter or digit
// follows.
func skipMarks(s string, i int) (end int, last bool) {
	for i < len(s) {
		r, size := fold(s, i)
		if r != mark {
			return i, r <= 0
		}
		i += size
	}
	return i, true
}

// skipGap is the next letter or digit at or after s[i:], and whether something
// other than accents lies before it.
func skipGap(s string, i int) (end int, gap bool) {
	for i < len(s) {
		r, size := fold(s, i)
		if r > 0 {
			return i, gap
		}
		gap = gap || r != mark
		i += size
	}
	return i, gap
}

// digitAt is the digit at s[i:], 0 where there is none.
func digitAt(s string, i int) (d byte, size int) {
	if c := s[i]; c < utf8.RuneSelf {
		if c >= '0' && c <= '9' {
			return c, 1
		}
		return 0, 1
	}
	r, size := fold(s, i)
	if r >= '0' && r <= '9' {
		return byte(r), size
	}
	return 0, size
}

// letterAt reports whether a letter or digit begins at s[i:].
func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := fold(s, i)
	return r > 0
}
