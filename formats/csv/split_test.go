package csv

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"vaughn/formats"
)

// careless writes tables as careless exports do, joining cells without quotes,
// and knows what was meant.
type careless struct{ r *rand.Rand }

func (c careless) table() (text string, meant [][]string) {
	cells := []string{"Alex Example", "Sam, Jr", "plain", "two words", "x;y", "12", "3,5", "", "a|b", "é", `5" pipe`,
		"13201", "-76.1", "315-555-0142", "a@example.org", "2026-01-02", "Springfield,NY", "tab\tx"}
	labels := []string{"id", "name", "city", "phone", "amount", "notes", "date"}
	delim := []string{",", ";", "\t", "|"}[c.r.IntN(4)]
	width := 2 + c.r.IntN(6)
	c.r.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	cells = cells[:1+c.r.IntN(6)]
	if c.r.IntN(5) == 0 {
		meant = append(meant, []string{"Report for May"})
	}
	meant = append(meant, labels[:width])
	for k := range []int{1, 2, 3, 8, 30}[c.r.IntN(5)] {
		row := []string{string(rune('0' + k%10))}
		for len(row) < width {
			row = append(row, cells[c.r.IntN(len(cells))])
		}
		meant = append(meant, row)
	}
	var b strings.Builder
	for _, row := range meant {
		b.WriteString(strings.Join(row, delim) + "\n")
	}
	return b.String(), meant
}

// A file split at the wrong place puts values under the wrong labels. Of 3,000
// tables without quotes, many with delimiters in their cells, each is read as
// it was meant or refused, and those that can be told are read.
func TestNoTableIsSplitAtTheWrongPlace(t *testing.T) {
	c := careless{rand.New(rand.NewPCG(1, 2))}
	read := 0
	for range 3000 {
		text, meant := c.table()
		d, err := Open(source("t.csv", text), formats.Options{})
		var got [][]string
		if err == nil {
			got, err = readRows(d)
		}
		if err != nil {
			continue
		}
		read++
		if !slices.EqualFunc(got, meant, slices.Equal) {
			t.Errorf("read as %q, meant as %q", got, meant)
		}
	}
	if read < 1500 {
		t.Errorf("only %d of 3,000 tables were read", read)
	}
	t.Logf("%d of 3,000 read", read)
}
