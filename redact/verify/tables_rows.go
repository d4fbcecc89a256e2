package verify

import (
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unicode"
)

// header compares the first record with the account.
func (t *tableFile) header(cells []string) {
	if len(cells) != len(t.f.Columns) {
		t.bad = true
		t.problem(Layout, 0, -1, "the header has %d columns, the manifest %d", len(cells), len(t.f.Columns))
		return
	}
	for i := range cells {
		if cells[i] != t.f.Columns[i].Name {
			t.bad = true
			t.problem(Layout, 0, i, "the header is not the one in the manifest")
		}
	}
}

// row takes one record of the data.
func (t *tableFile) row(cells []string) {
	wrong := func(col int, msg string) {
		t.bad = true
		t.problem(Layout, t.rows, col, "%s", msg)
	}
	if len(cells) != len(t.f.Columns) {
		wrong(-1, "the record has more or fewer cells than the header")
		return
	}
	for i, c := range cells {
		if c != "" {
			t.cells[i]++
		}
	}
	at, set := 0, uint32(0)
	for d := range t.t.Dims {
		i, ok := t.place[d][cells[d]]
		if !ok {
			wrong(d, "the code is none of the manifest's")
			return
		}
		if i == 0 {
			set |= 1 << d
		}
		if t.first[d][cells[d]] == 0 {
			t.first[d][strings.Clone(cells[d])] = t.rows
		}
		at += i * t.step[d]
	}
	t.sets[set]++
	hidden, ok := t.mark(cells, wrong)
	if !ok {
		return
	}
	if hidden {
		t.masked++
	}
	if t.grid > 0 {
		if t.rowAt[at] != 0 {
			wrong(-1, "its codes stand in another record too")
			return
		}
		t.rowAt[at] = int32(t.rows)
	}
	t.numbers(cells, at, hidden, wrong)
}

// mark reads whether the record's numbers are hidden: all are, or none is.
func (t *tableFile) mark(cells []string, wrong func(int, string)) (hidden, ok bool) {
	for m := range t.t.Measures {
		c := t.column(m)
		if cells[c+1] != saysYes && cells[c+1] != saysNo {
			wrong(c+1, "it says neither that the number is hidden nor that it is shown")
			return false, false
		}
		here := cells[c+1] == saysYes
		if m > 0 && here != hidden {
			wrong(c+1, "some numbers of the record are hidden and others are not")
			return false, false
		}
		if hidden = here; hidden && cells[c] != "" {
			wrong(c, "a number stands where one is said to be hidden")
			return false, false
		}
	}
	return hidden, true
}

// numbers reads the record's numbers and keeps what adds up.
func (t *tableFile) numbers(cells []string, at int, hidden bool, wrong func(int, string)) {
	if t.kept {
		t.hidden, t.at = append(t.hidden, hidden), append(t.at, int32(at))
	}
	for m, a := range t.t.Measures {
		c := t.column(m)
		text := cells[c]
		var v num
		if text != "" {
			places, ok := 0, false
			if v, places, ok = readNumber(text); !ok {
				wrong(c, "this is no plain decimal number")
			}
			t.judge(m, v, places)
		} else if t.counting(m) && !hidden { // a sum of nothing is no number
			wrong(c, "there is neither a number nor a mark that one is hidden")
		}
		if t.kept && t.t.GeoJSON != "" {
			t.text = append(t.text, strings.Clone(text))
		}
		if t.kept && a.Adds {
			t.value[m] = append(t.value[m], v)
		}
	}
}

// judge holds one shown number against the rule of the table.
func (t *tableFile) judge(m int, v num, places int) {
	a, c := t.t, t.column(m)
	if t.counting(m) {
		switch {
		case places > 0 && !v.whole(), v.hi < 0:
			t.problem(Amount, t.rows, c, "a count is no whole number from 0 on")
		case a.Below > 0 && v.positive() && v.under(a.Below):
			t.problem(TableLeak, t.rows, c, "a count below %d is shown", a.Below)
		case a.Round > 1 && v.positive() && v.under(a.Round):
			t.problem(TableLeak, t.rows, c, "a count below %d is shown, and the table is rounded to it", a.Round)
		}
	}
}

// figures holds the account's counts against the file.
func (t *tableFile) figures() {
	f, a := t.f, t.t
	bad := func(what string, said, is int64) {
		if said != is {
			t.problem(Amount, 0, -1, "the manifest says %d %s, the file has %d", said, what, is)
		}
	}
	bad("rows of the table", a.Cells, t.rows)
	bad("rows", f.RowsOut, t.rows)
	bad("rows counted", f.RowsIn, t.rows)
	bad("records", f.Records, t.rows+1)
	bad("hidden rows", a.Hidden, t.masked)
	changed := map[int]int64{}
	for i := range f.Columns {
		c := &f.Columns[i]
		t.res.Cells += t.cells[i]
		if c.Cells != t.cells[i] {
			t.problem(Amount, 0, i, "the manifest says %d cells that are not blank, the file has %d", c.Cells, t.cells[i])
		}
		want := int64(0)
		if m := i - len(a.Dims); m >= 0 && m%2 == 0 {
			want = t.masked
		}
		if want > 0 {
			changed[i] = want
		}
		if c.Changed != want {
			t.problem(Amount, 0, i, "the manifest says %d hidden cells, the file has %d", c.Changed, want)
		}
	}
	t.res.Changed[fileKey(f)], t.res.Kept[fileKey(f)] = changed, map[int]map[string]int64{}
	t.complete()
}

// complete looks for rows that are missing: what is absent would say something
// that nobody decided.
func (t *tableFile) complete() {
	if t.bad || t.grid == 0 {
		return
	}
	if t.sets[0] == 0 {
		t.sets[0] = 0 // without the rows that are no totals a table says nothing
	}
	for _, set := range slices.Sorted(maps.Keys(t.sets)) {
		n, want := t.sets[set], 1
		for d := range t.t.Dims {
			if set&(1<<d) == 0 {
				want *= t.size[d] - 1
			}
		}
		if n != want {
			t.bad = true
			t.problem(Layout, 0, -1, "of the rows with %d of %d dimensions summed, some are missing", bits.OnesCount32(set), len(t.t.Dims))
		}
	}
}

// guardedCode is how a code is written: with an apostrophe in front of what a
// spreadsheet takes for a formula, or for something written so.
func guardedCode(code string) string {
	rest := strings.TrimLeft(code, "'")
	if rest == "" {
		return code
	}
	switch rest[0] {
	case '\t', '\r', '\n':
		return "'" + code
	}
	for _, r := range rest {
		switch {
		case unicode.IsSpace(r), r == '\ufeff':
		case strings.ContainsRune("=+-@\uff1d\uff0b\uff0d\uff20", r):
			return "'" + code
		default:
			return code
		}
	}
	return code
}
