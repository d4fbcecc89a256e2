package redact

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"vaughn/detect"
)

// addNumbers adds the digits of value as one number, and each number in it: two
// in one cell stand apart elsewhere.
func (n *needles) addNumbers(cell int, e detect.Entity, value string) {
	n.addDigits(cell, e, value)
	for at := 0; ; {
		start, end := digitRun(value, at)
		if start == end {
			return
		}
		n.addRun(cell, e, value[start:end])
		at = end
	}
}

// addRun adds a run of digits, and the longer groups in it.
func (n *needles) addRun(cell int, e detect.Entity, run string) {
	n.addDigits(cell, e, run)
	if first, rest, ok := strings.Cut(run, " / "); ok {
		n.addDigits(cell, e, first)
		n.addRun(cell, e, rest)
	}
	for i := 0; i < len(run); {
		k := i
		for k < len(run) && run[k] >= '0' && run[k] <= '9' {
			k++
		}
		if k-i >= minDigits && k-i < len(run) {
			n.addDigits(cell, e, run[i:k])
		}
		i = k + 1
	}
}

// addDigits adds the digits of value, minDigits or more; of a ten-digit number also
// the seven without the area code. What follows a letter is an extension.
func (n *needles) addDigits(cell int, e detect.Entity, value string) {
	from := len(n.buf)
	for i := 0; i < len(value); {
		d, size := digitAt(value, i)
		if d != 0 && len(n.buf)-from < maxDigits {
			n.buf = append(n.buf, d)
		} else if e == detect.PhoneNumber && len(n.buf)-from >= minDigits && letterAt(value, i) {
			break
		}
		i += size
	}
	d := n.buf[from:len(n.buf):len(n.buf)]
	if e == detect.PhoneNumber && len(d) == 11 && d[0] == '1' {
		d = d[1:]
	}
	if len(d) < minDigits || n.hasDigits(d) {
		return
	}
	n.list = append(n.list, needle{entity: e, cell: cell, digits: d})
	if e == detect.PhoneNumber && len(d) == 10 {
		// Seven digits are a coincidence in a column of numbers: they count
		// where lone words count.
		n.list = append(n.list, needle{entity: e, cell: cell, digits: d[3:], lone: true})
	}
	n.digit = true
}

// enoughDigits reports whether s may hold a number of minDigits or more; digits
// beyond ASCII count as enough.
func enoughDigits(s string) bool {
	n := 0
	for i := range len(s) {
		switch asciiClass[s[i]] {
		case 2:
			if n++; n == minDigits {
				return true
			}
		case 3:
			return true
		}
	}
	return false
}

// maxDigits is the longest number that is looked for.
const maxDigits = 32

func (n *needles) hasDigits(d []byte) bool {
	for i := range n.list {
		if !n.list[i].lone && bytes.Equal(n.list[i].digits, d) {
			return true
		}
	}
	return false
}

// eachDigits calls found for every place where a needle's digits stand in s,
// separators ignored, with no digit before or after.
func (n *needles) eachDigits(s string, found func(*needle, detect.Span)) {
	in := false // inside a run of digits
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && (c < '0' || c > '9') {
			in = false
			i++
			continue
		}
		d, size := digitAt(s, i)
		if d == 0 || in {
			in = d != 0
			i += size
			continue
		}
		in = true
		for k := range n.list {
			nd := &n.list[k]
			if nd.digits == nil {
				continue
			}
			if end, ok := hasDigits(s, i, nd.digits); ok {
				found(nd, detect.Span{Start: lead(s, i, end, nd.entity), End: end})
			}
		}
		i += size
	}
}

// lead is where a number found at s[at:end] begins: with its plus sign or
// bracket, a coordinate with its minus sign. What is left would be a cell that
// begins like a formula, or half a pair of brackets.
func lead(s string, at, end int, e detect.Entity) int {
	if at == 0 {
		return at
	}
	switch s[at-1] {
	case '+':
		return at - 1
	case '-':
		if e == detect.GeoPoint && !letterBefore(s, at-1) {
			return at - 1
		}
	case '(':
		if inner := s[at:end]; strings.IndexByte(inner, ')') >= 0 && strings.IndexByte(inner, '(') < 0 {
			return at - 1
		}
	}
	return at
}

// maxApart is how many characters may stand between two digits of a number.
const maxApart = 4

// hasDigits reports whether the digits of want stand at s[at:], up to four
// characters that are no letters between any two of them, and end there. A
// leading country code 1 is allowed before ten digits.
func hasDigits(s string, at int, want []byte) (end int, ok bool) {
	i, k, gap := at, 0, 0
	if len(want) == 10 && s[at] == '1' && want[0] != '1' {
		i++
	}
	for i < len(s) && k < len(want) {
		d, size := digitAt(s, i)
		switch {
		case d == 0 && gap < maxApart && parts(s, i):
			gap++
		case d == 0 || d != want[k]:
			return 0, false
		default:
			k, gap = k+1, 0
		}
		i += size
	}
	if k < len(want) {
		return 0, false
	}
	if i < len(s) {
		if d, _ := digitAt(s, i); d != 0 {
			return 0, false
		}
	}
	return i, true
}

// digitRun is the next run of digits at or after at, with up to four bytes of
// what people put inside a number between any two. What a number is made of is
// narrower than what it is found with ([parts]).
func digitRun(s string, at int) (start, end int) {
	for at < len(s) && (s[at] < '0' || s[at] > '9') {
		at++
	}
	start, end = at, at
	for i := at; i < len(s); {
		r, size := fold(s, i)
		switch {
		case r >= '0' && r <= '9':
			end = i + size
		case i+size-end <= maxApart && (s[i] >= utf8.RuneSelf && r <= 0 || strings.IndexByte(" \t\r\n-.()/+", s[i]) >= 0):
		default:
			return start, end
		}
		i += size
	}
	return start, end
}

// parts reports whether the character at s[i:] may stand between the digits of
// one number. A comma, colon or semicolon stands between two.
func parts(s string, i int) bool {
	switch s[i] {
	case ',', ';', ':', '"':
		return false
	}
	r, _ := fold(s, i)
	return r <= 0
}
