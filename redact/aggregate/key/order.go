package key

import (
	"cmp"
	"strings"
)

// rank puts the reserved codes behind all others.
func rank(code string) int {
	switch code {
	case NotLocatedCode:
		return 1
	case UnknownCode:
		return 2
	case TotalCode:
		return 3
	}
	return 0
}

// Natural orders codes for people: numbers by size, then text with the numbers in
// it by size and without regard to case, then the reserved codes. It is a total
// order: only equal texts compare as equal.
func Natural(a, b string) int {
	if c := cmp.Compare(rank(a), rank(b)); c != 0 {
		return c
	}
	na, aok := readNumber(a)
	nb, bok := readNumber(b)
	switch {
	case aok && bok:
		if c := na.compare(nb); c != 0 {
			return c
		}
	case aok:
		return -1
	case bok:
		return 1
	default:
		if c := naturalText(a, b); c != 0 {
			return c
		}
	}
	return strings.Compare(a, b)
}

// number is a plain decimal number in parts that compare as texts do.
type number struct {
	negative    bool
	whole, frac string // without zeros before and behind
}

func readNumber(s string) (number, bool) {
	n := number{negative: strings.HasPrefix(s, "-")}
	if n.negative {
		s = s[1:]
	}
	whole, frac, dot := strings.Cut(s, ".")
	if whole == "" || !digits(whole) || dot && (frac == "" || !digits(frac)) {
		return n, false
	}
	n.whole, n.frac = strings.TrimLeft(whole, "0"), strings.TrimRight(frac, "0")
	if n.whole == "" && n.frac == "" {
		n.negative = false
	}
	return n, true
}

func (n number) compare(m number) int {
	if n.negative != m.negative {
		if n.negative {
			return -1
		}
		return 1
	}
	c := cmp.Compare(len(n.whole), len(m.whole))
	if c == 0 {
		c = strings.Compare(n.whole, m.whole)
	}
	if c == 0 {
		c = strings.Compare(n.frac, m.frac)
	}
	if n.negative {
		return -c
	}
	return c
}

// naturalText compares run by run: digits by size, other bytes without case.
func naturalText(a, b string) int {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if isDigit(a[i]) && isDigit(b[j]) {
			x, y := digitRun(a[i:]), digitRun(b[j:])
			i, j = i+len(x), j+len(y)
			x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			c := cmp.Compare(len(x), len(y))
			if c == 0 {
				c = strings.Compare(x, y)
			}
			if c != 0 {
				return c
			}
			continue
		}
		if c := cmp.Compare(lower(a[i]), lower(b[j])); c != 0 {
			return c
		}
		i, j = i+1, j+1
	}
	return cmp.Compare(len(a)-i, len(b)-j)
}

func digitRun(s string) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return s[:n]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// digits reports a text of ASCII digits only; "" is one.
func digits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// plain orders codes as texts, the reserved ones last.
func plain(a, b string) int {
	if c := cmp.Compare(rank(a), rank(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}
