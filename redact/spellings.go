package redact

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vaughn/detect"
)

// Other spellings of one value: a street with its suffix written out, a plate with
// a dash, a date in the order of another program.

// addStreet adds a street address up to its suffix, with the suffix as written and
// as others write it: "1108 S Salina St #407" is "1108 S Salina Street" too.
func (n *needles) addStreet(cell int, value string) {
	for at, words := 0, 0; ; words++ {
		w, ok := nextWord(value, at)
		if !ok {
			return
		}
		at = w.End
		other, known := suffixPairs[strings.ToLower(value[w.Start:w.End])]
		if !known || words < 2 {
			continue
		}
		n.addWords(cell, detect.StreetAddress, value[:w.End])
		n.addWords(cell, detect.StreetAddress, value[:w.Start]+other)
		return
	}
}

// streetHead is the house number and the first word of the street.
func streetHead(value string) string {
	at := 0
	for range 2 {
		w, ok := nextWord(value, at)
		if !ok {
			break
		}
		at = w.End
	}
	return value[:at]
}

// addCode adds the letters and digits of value, five at least with both among them.
func (n *needles) addCode(cell int, e detect.Entity, value string) {
	from, letters, digits := len(n.buf), 0, 0
	for i := range len(value) {
		switch c := value[i]; {
		case c >= '0' && c <= '9':
			digits++
			n.buf = append(n.buf, c)
		case c < utf8.RuneSelf && asciiFold[c] != 0:
			letters++
			n.buf = append(n.buf, asciiFold[c])
		}
	}
	n.push(needle{entity: e, cell: cell, words: n.buf[from:len(n.buf):len(n.buf)], code: true}, from, letters > 0 && digits > 0 && letters+digits >= 5)
}

// addDate adds a date in the orders and with the months that others write:
// 4/17/1991, 1991-04-17, April 17, 1991. Signs between the parts do not matter.
func (n *needles) addDate(cell int, e detect.Entity, value string) {
	y, m, d, ok := dateParts(value)
	if !ok {
		return
	}
	year, month, day := strconv.Itoa(y), strconv.Itoa(m), strconv.Itoa(d)
	name := time.Month(m).String()
	for _, s := range [...]string{month + " " + day + " " + year, pad(month) + " " + pad(day) + " " + year, year + " " + pad(month) + " " + pad(day),
		pad(month) + " " + pad(day) + " " + year[2:], month + " " + day + " " + year[2:],
		name + " " + day + " " + year, name[:3] + " " + day + " " + year, day + " " + name + " " + year, day + " " + name[:3] + " " + year} {
		n.addWords(cell, e, s)
	}
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// dateParts reads 4/17/1991, 04-17-1991 and 1991-04-17; the month comes before the
// day, as in the United States, unless it cannot.
func dateParts(value string) (y, m, d int, ok bool) {
	f := strings.FieldsFunc(value, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	if len(f) != 3 {
		return 0, 0, 0, false
	}
	var part [3]int
	for i, x := range f {
		v, err := strconv.Atoi(strings.TrimSpace(x))
		if err != nil {
			return 0, 0, 0, false
		}
		part[i] = v
	}
	switch {
	case part[0] > 1800:
		y, m, d = part[0], part[1], part[2]
	case part[2] > 1800:
		y, m, d = part[2], part[0], part[1]
	default:
		return 0, 0, 0, false
	}
	if m > 12 {
		m, d = d, m
	}
	return y, m, d, m >= 1 && m <= 12 && d >= 1 && d <= 31
}
