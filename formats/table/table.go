// Package table finds the header of a table: which record names the columns,
// which records above it are titles, or that there is none. It knows no
// dialect: it is given cells as text.
//
// A header is told by contrast. Numbers, dates and addresses stand below words;
// the words are different from each other, are not values of their column, and
// often are names that columns usually have. No single sign decides, because
// headers lie (a column of permit numbers under "Antenna / Dish"), so the signs
// are weighed over all columns.
package table

import (
	"strconv"
	"strings"
)

// Depth is how many records from the top Header looks at for a header, and
// Sample how many records it needs to see below.
const (
	Depth  = 25
	Sample = 200
)

// Header returns the 1-based record that names the columns, or 0 for a table
// without one. rows are the first records of the table in order, title lines
// and blank lines included; width is the number of fields of most records.
func Header(rows [][]string, width int) int {
	if len(rows) > Sample {
		rows = rows[:Sample]
	}
	for i, row := range rows {
		if i >= Depth {
			break
		}
		if !wide(row, width) {
			continue
		}
		if width == 2 && filled(row) == 1 && i+1 < len(rows) && wide(rows[i+1], width) &&
			filled(rows[i+1]) == 2 && Score(rows[i+1], rows[i+2:]) > max(2, Score(row, rows[i+1:])) {
			continue // a title that ends in a delimiter
		}
		if Score(row, rows[i+1:]) > 0 {
			return i + 1
		}
		return 0
	}
	return 0
}

// wide reports whether a row may be the first of the table proper: at least
// half of the columns are there and filled.
func wide(row []string, width int) bool {
	return len(row)*2 > width && filled(row)*2 >= width && filled(row) > 0
}

func filled(row []string) int {
	n := 0
	for _, c := range row {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// Score weighs how much row looks like the header of the rows below it: above
// 0 it is one.
func Score(row []string, below [][]string) float64 {
	score := 0.0
	seen := make(map[string]bool, len(row))
	for i, h := range row {
		h = strings.TrimSpace(h)
		if h == "" {
			continue
		}
		if seen[strings.ToLower(h)] {
			score -= 0.25
		}
		seen[strings.ToLower(h)] = true
		score += label(h) + contrast(h, column(below, i))
	}
	if len(below) == 0 {
		return score
	}
	return score + 0.25 // in doubt it is a header: most tables have one
}

// column collects the filled cells of one column.
func column(rows [][]string, i int) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		if i < len(r) {
			if v := strings.TrimSpace(r[i]); v != "" {
				out = append(out, v)
			}
		}
	}
	return out
}

// label weighs a cell by itself.
func label(h string) float64 {
	switch k := kindOf(h); {
	case k == year:
		return 0 // years head columns and fill them
	case k != word:
		return -1
	case len(h) > 80:
		return -0.5
	}
	parts, known := tokens(h), 0
	for _, t := range parts {
		if words[t] {
			known++
		}
	}
	switch {
	case known > 0:
		return min(1, 2*float64(known)/float64(len(parts)))
	case strings.Contains(h, "_") && !strings.Contains(h, " "):
		return 0.75
	}
	return 0
}

// contrast weighs a cell against the values below it.
func contrast(h string, values []string) float64 {
	if len(values) == 0 {
		return 0
	}
	var kinds [kindCount]int
	same := 0
	for _, v := range values {
		kinds[kindOf(v)]++
		if v == h {
			same++
		}
	}
	hk := kindOf(h)
	typed := len(values) - kinds[word]
	score := 0.0
	switch {
	case hk == word && typed*10 >= len(values)*6:
		score += 2
	case hk == year && kinds[year]*10 < len(values)*6:
	case hk != word && kinds[hk]*10 >= len(values)*6:
		score -= 2
	case hk == word && typed == 0 && nameShape(h) && nameShapes(values):
		score -= 0.5
	}
	if same > 0 && hk == word && !words[strings.ToLower(h)] {
		score -= 1.5
	}
	return score
}

// nameShape reports two or three capitalised words, as persons, firms and
// places are written and labels sometimes are.
func nameShape(s string) bool {
	f := strings.Fields(s)
	if len(f) < 2 || len(f) > 3 {
		return false
	}
	for _, w := range f {
		if w[0] < 'A' || w[0] > 'Z' {
			return false
		}
	}
	return true
}

func nameShapes(values []string) bool {
	n := 0
	for _, v := range values {
		if nameShape(v) {
			n++
		}
	}
	return n*10 >= len(values)*6
}

// kind is a coarse type of a cell.
type kind uint8

const (
	word kind = iota
	number
	year
	date
	address // an e-mail or web address
	code    // letters and digits, mostly digits: a number in disguise
	kindCount
)

// kindOf tells the type of a trimmed, filled cell.
func kindOf(s string) kind {
	digits, letters, other := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
			letters++
		case c != ' ':
			other++
		}
	}
	at := strings.IndexByte(s, '@')
	switch {
	case at > 0 && at+1 < len(s) && strings.Contains(s[at:], ".") && !strings.Contains(s, " "),
		strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"), strings.HasPrefix(s, "www."):
		return address
	case digits == 0:
		return word
	case letters == 0 && digits == 4 && other == 0 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20")):
		return year
	case letters == 0 && other >= 2 && strings.ContainsAny(s, "-/") && strings.Count(s, ".") == 0:
		return date // telephone numbers too: typed either way
	case letters == 0:
		return number
	case digits > letters:
		return code
	}
	return word
}

// tokens splits a label into lower-case words: "ApplicantName", "zip_code" and
// "Phone No." all come apart.
func tokens(h string) []string {
	var out []string
	from := 0
	cut := func(to int) {
		if to > from {
			out = append(out, strings.ToLower(h[from:to]))
		}
		from = to
	}
	for i := 0; i < len(h); i++ {
		c := h[i]
		switch {
		case c < 0x80 && (c|0x20 < 'a' || c|0x20 > 'z'):
			cut(i)
			from = i + 1
		case i > from && c >= 'A' && c <= 'Z' && h[i-1] >= 'a' && h[i-1] <= 'z':
			cut(i)
		}
	}
	cut(len(h))
	return out
}

// Names returns unique names for columns: the label; "label#2" for the second
// column of a label; "col: 3" for a blank one (1-based).
func Names(labels []string) []string {
	out := make([]string, len(labels))
	taken := make(map[string]bool, len(labels))
	for _, l := range labels {
		taken[l] = false // a label as written keeps its name against a made-up one
	}
	for i, l := range labels {
		name := l
		if strings.TrimSpace(l) == "" {
			l = "col: " + strconv.Itoa(i+1)
			name = l
		}
		for k := 2; taken[name] || name != labels[i] && isLabel(taken, name); k++ {
			name = l + "#" + strconv.Itoa(k)
		}
		taken[name] = true
		out[i] = name
	}
	return out
}

func isLabel(taken map[string]bool, name string) bool {
	_, ok := taken[name]
	return ok
}
