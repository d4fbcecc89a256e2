package verify

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"vaughn/detect"
)

var errPersonal = errors.New("the name itself looks personal")

// Classes of values that are looked for. A digest covers the class, so that an
// account number never equals a name.
const (
	classEmail  = 'e'
	classDigits = 'd'
	classText   = 'a' // letters and digits mixed: IBAN, vehicle number
	className   = 'n' // words
)

// Bounds of what counts as a strong value (DESIGN promise 1, scope file).
const (
	minPhone   = 10
	minID      = 9 // SSN, ITIN
	minCard    = 12
	minAccount = 8
)

// appendStrong appends class and normal form of a value of kind e: an e-mail in
// lower case, a number as its digits (a telephone number without country code
// and extension), anything else as capitals and digits. ok is false when kind or
// length make it no strong value.
func appendStrong(dst []byte, e detect.Entity, s string) (out []byte, ok bool) {
	switch e {
	case detect.EmailAddress:
		return appendEmail(append(dst, classEmail), s), true
	case detect.PhoneNumber:
		out = appendDigits(append(dst, classDigits), s)
		d := out[len(dst)+1:]
		if len(d) > minPhone && d[0] == '1' {
			out = append(out[:len(dst)+1], d[1:]...)
			d = d[1:]
		}
		if len(d) < minPhone {
			return dst, false
		}
		return out[:len(dst)+1+minPhone], true
	case detect.USSSN, detect.USITIN:
		return appendID(dst, s, minID)
	case detect.CreditCard:
		return appendID(dst, s, minCard)
	case detect.IBANCode, detect.AccountNumber, detect.USBankNumber, detect.USDriverLicense, detect.VIN,
		detect.USPassport, detect.MedicalRecord:
		return appendID(dst, s, minAccount)
	default:
		return dst, false
	}
}

// appendID appends a number as digits, or letters and digits as capitals.
func appendID(dst []byte, s string, least int) ([]byte, bool) {
	letters := false
	for i := range len(s) {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
			letters = true
			break
		}
	}
	if !letters {
		out := appendDigits(append(dst, classDigits), s)
		if len(out)-len(dst)-1 < least {
			return dst, false
		}
		return out, true
	}
	out := append(dst, classText)
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c), c >= 'A' && c <= 'Z':
			out = append(out, c)
		case c >= 'a' && c <= 'z':
			out = append(out, c-'a'+'A')
		}
	}
	if len(out)-len(dst)-1 < least {
		return dst, false
	}
	return out, true
}

// appendEmail appends an address in lower case, "%40" read as "@".
func appendEmail(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && strings.HasPrefix(s[i:], "%40") {
			dst = append(dst, '@')
			i += 2
			continue
		}
		dst = append(dst, lowerASCII(c))
	}
	return dst
}

func appendDigits(dst []byte, s string) []byte {
	for i := range len(s) {
		if isDigit(s[i]) {
			dst = append(dst, s[i])
		}
	}
	return dst
}

// foldTable is the lower-case form of ASCII letters and digits, 0 for what
// separates words, 1 for bytes of longer runes.
var foldTable = func() (t [256]byte) {
	for c := range 256 {
		switch b := byte(c); {
		case b >= utf8.RuneSelf:
			t[c] = 1
		case isDigit(b), b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z':
			t[c] = lowerASCII(b)
		}
	}
	return t
}()

// appendWords appends the words of s in lower case, a space before each and one
// after the last: " pat doe ". It returns how many there are. Everything that is
// no letter, digit or mark separates.
func appendWords(dst []byte, s string) (out []byte, words int) {
	in := false
	for i := 0; i < len(s); i++ {
		c := foldTable[s[i]]
		if c > 1 {
			if !in {
				dst, in = append(dst, ' '), true
				words++
			}
			dst = append(dst, c)
			continue
		}
		if c == 0 {
			in = false
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size - 1
		if r == utf8.RuneError && size == 1 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			in = false
			continue
		}
		if !in {
			dst, in = append(dst, ' '), true
			words++
		}
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return append(dst, ' '), words
}

// identifies reports whether a name or an address says by itself who or where: a
// name of two words or more (a hyphen or an apostrophe does not part words), an
// address that begins with a house number. "Suite 300" and "New York" are no
// address, "Jean-Ann" and "O'Quill" no full name.
func identifies(e detect.Entity, value string) bool {
	words, in, letter, number := 0, false, false, false
	for i := 0; i < len(value); {
		if f := foldTable[value[i]]; f > 1 {
			d := f <= '9'
			if !in {
				words++
			}
			in, letter, number = true, letter || !d, number || d && words == 1
			i++
			continue
		}
		r, size := rune(value[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(value[i:])
		}
		i += size
		l, d := unicode.IsLetter(r), unicode.IsDigit(r)
		part := l || d || r == '-' || r == '\'' || r == '’' || r == '.' || unicode.IsMark(r)
		if part && !in {
			words++
		}
		in = part
		letter = letter || l
		number = number || d && words == 1
	}
	return words >= 2 && (e != detect.StreetAddress || number && letter)
}

// nothing reports a text that says that there is no value ("N/A", "not
// provided"): that it was withheld means nothing for the same words elsewhere.
func nothing(s string) bool {
	norm, n := appendWords(nil, s)
	return noWord(norm, n)
}

// longestNothing bounds a text that says that there is no value, in the form of
// appendWords.
const longestNothing = 64

// noWord is nothing for n words in the form of appendWords.
func noWord(norm []byte, n int) bool {
	if n == 0 || len(norm) > longestNothing {
		return n == 0
	}
	for w := range bytes.SplitSeq(norm[1:len(norm)-1], []byte{' '}) {
		if !noValue[string(w)] {
			return false
		}
	}
	return true
}

// noValue are the words of texts that say that there is no value. A word too few
// here makes the check stricter than the redaction, never laxer.
var noValue = map[string]bool{"n": true, "a": true, "an": true, "na": true, "none": true, "no": true, "not": true, "nil": true, "null": true,
	"unknown": true, "anonymous": true, "user": true, "name": true, "given": true, "provided": true, "available": true, "applicable": true,
	"same": true, "as": true, "above": true, "see": true, "note": true, "notes": true, "on": true, "file": true, "blank": true, "the": true,
	"resident": true, "neighbor": true, "neighbour": true, "caller": true, "customer": true, "citizen": true, "other": true, "withheld": true,
	"redacted": true, "refused": true, "declined": true, "vacant": true, "tbd": true, "pending": true, "confidential": true}

// digitRun finds the next run of digits of s at or after from, separators of at
// most sepMax bytes included; n is its number of digits, 0 when there is none.
func digitRun(s string, from int) (start, end, n int) {
	for from < len(s) && !isDigit(s[from]) {
		from++
	}
	start, end = from, from
	for from < len(s) {
		for from < len(s) && isDigit(s[from]) {
			from++
			n++
		}
		end = from
		k := from
		for k < len(s) && k-from < sepMax && isSeparator(s[k]) {
			k++
		}
		if k == from || k >= len(s) || !isDigit(s[k]) {
			break
		}
		from = k
	}
	return start, end, n
}

// sepMax is how many bytes may separate the digits of one number.
const sepMax = 4

// isSeparator reports bytes that people put between the digits of a number, or
// that a line break inside a cell puts there; the bytes above ASCII belong to no-break spaces and hyphens and dashes.
func isSeparator(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '-', '.', '(', ')', '/', '+', 0xC2, 0xA0, 0xE2, 0x80, 0x90, 0x91, 0x92, 0x93, 0xAF:
		return true
	}
	return false
}

// dateLike reports a run of digits written as a date: groups of 4, 2, 2 or of
// 1-2, 1-2, 2-4 with dashes, slashes or dots between them.
func dateLike(s string) bool {
	var groups [4]int
	n := 0
	for i := 0; i < len(s); i++ {
		switch {
		case isDigit(s[i]):
			groups[n]++
		case s[i] == '-', s[i] == '/', s[i] == '.':
			if n++; n > 2 {
				return false
			}
		default:
			if n == 2 && groups[2] > 0 {
				return dateGroups(groups) // a time follows
			}
			return false
		}
	}
	return n == 2 && dateGroups(groups)
}

func dateGroups(g [4]int) bool {
	short := func(n int) bool { return n == 1 || n == 2 }
	return short(g[1]) && (g[0] == 4 && short(g[2]) || short(g[0]) && (g[2] == 4 || g[2] == 2))
}

// findDigits calls at with the end of every place where the digits d (four or
// more) stand in text, separators between them allowed, no digit directly
// beside them; a country code 1 may stand before a telephone number.
func findDigits(text, d string, at func(end int) bool) {
	tail := d[len(d)-4:]
	for from := 0; ; {
		i := strings.Index(text[from:], tail)
		if i < 0 {
			return
		}
		i += from
		from = i + 1
		end := i + 4
		if end < len(text) && isDigit(text[end]) {
			continue
		}
		if digitsEndAt(text, i, d[:len(d)-4]) && at(end) {
			return
		}
	}
}

// digitsEndAt reports whether d stands before text[i], with no digit before it.
func digitsEndAt(text string, i int, d string) bool {
	seps := 0
	p := i - 1
	for k := len(d) - 1; k >= 0; p-- {
		if p < 0 {
			return false
		}
		switch c := text[p]; {
		case isDigit(c):
			if c != d[k] {
				return false
			}
			k--
			seps = 0
		case isSeparator(c) && seps < sepMax:
			seps++
		default:
			return false
		}
	}
	if p < 0 || !isDigit(text[p]) {
		return true
	}
	return len(d)+4 == minPhone && text[p] == '1' && (p == 0 || !isDigit(text[p-1]))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func isBlank(s string) bool {
	for i := range len(s) {
		if c := s[i]; c > ' ' {
			return c >= utf8.RuneSelf && strings.TrimSpace(s) == ""
		}
	}
	return true
}
