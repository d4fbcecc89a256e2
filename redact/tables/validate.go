package tables

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"vaughn/redact/aggregate/key"
)

// maxDims keeps a set of dimensions within a word of bits.
const maxDims = 30

// suppressed is the property of a GeoJSON feature that hides a number.
const suppressed = "suppressed"

// hiddenSuffix makes the name of the column that says whether a number is hidden.
const hiddenSuffix = "_hidden"

// Validate says why a table cannot be released as it stands, nil if it can.
// Errors say where by names of the policy and by numbers, never by a code or a
// number of the table. Rows are counted from 1.
//
// A table is complete: a combination of codes that is absent would say that its
// number is zero, or that it is not, and nobody decided that it may.
func (t *Table) Validate() error {
	_, err := t.check()
	return err
}

// check is Validate; what it learns about the rows is returned.
func (t *Table) check() (order, error) {
	if err := t.checkNames(); err != nil {
		return nil, t.wrong(err)
	}
	o, err := newOrder(t.Dims)
	if err != nil {
		return nil, t.wrong(err)
	}
	if err := t.checkRows(o); err != nil {
		return nil, t.wrong(err)
	}
	if p := t.Places; p != nil && (p.Dim < 0 || p.Dim >= len(t.Dims)) {
		return nil, t.wrong(errors.New("its places belong to no dimension"))
	}
	return o, nil
}

func (t *Table) wrong(err error) error {
	if !fileName(t.Name) {
		return fmt.Errorf("table: %w", err)
	}
	return fmt.Errorf("table %s: %w", t.Name, err)
}

func fileName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) < 0
}

func (t *Table) checkNames() error {
	switch {
	case !fileName(t.Name):
		return errors.New("its name is not made of letters, digits, _ and -")
	case len(t.Dims) == 0 || len(t.Dims) > maxDims:
		return fmt.Errorf("it has %d dimensions; from 1 to %d can be written", len(t.Dims), maxDims)
	case len(t.Measures) == 0:
		return errors.New("it has no measure")
	}
	seen := map[string]bool{suppressed: true}
	name := func(what string, i int, s string) error {
		switch {
		case !columnName(s):
			return fmt.Errorf("the name of %s %d cannot head a column: it is blank, begins like a formula, has a space at its edge or a character that does not print", what, i+1)
		case strings.HasSuffix(s, hiddenSuffix):
			return fmt.Errorf("the name of %s %d ends with %s, which marks the columns that are added", what, i+1, hiddenSuffix)
		case seen[s]:
			return fmt.Errorf("the name of %s %d is taken", what, i+1)
		}
		seen[s] = true
		return nil
	}
	for i := range t.Dims {
		if err := name("dimension", i, t.Dims[i].Name); err != nil {
			return err
		}
	}
	for i, m := range t.Measures {
		if err := name("measure", i, m.Name); err != nil {
			return err
		}
		if m.Number != Integer && m.Number != Decimal {
			return fmt.Errorf("measure %d is neither %s nor %s", i+1, Integer, Decimal)
		}
	}
	return nil
}

func columnName(s string) bool {
	return s != "" && utf8.ValidString(s) && !risky(s) && s == strings.TrimSpace(s) && !strings.HasPrefix(s, "'") &&
		strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

// checkCodes reports what is wrong with the codes of a dimension.
func (d *Dim) checkCodes() error {
	if len(d.Parent) != len(d.Codes) {
		return fmt.Errorf("dimension %s has %d codes and %d parents", d.Name, len(d.Codes), len(d.Parent))
	}
	for i, c := range d.Codes {
		switch p := d.Parent[i]; {
		case c == "" || c == key.TotalCode || !utf8.ValidString(c):
			return fmt.Errorf("code %d of dimension %s is blank, the total or not UTF-8", i+1, d.Name)
		case p < -1 || p >= len(d.Codes):
			return fmt.Errorf("the parent of code %d of dimension %s is none of its codes", i+1, d.Name)
		case p >= 0 && p <= i:
			return fmt.Errorf("the parent of code %d of dimension %s does not stand after it", i+1, d.Name)
		}
	}
	return nil
}

// checkRows reports rows that are out of form or order, and those that are not
// there. Rows that ascend are unique, so counting finds what is absent.
func (t *Table) checkRows(o order) error {
	rows := map[uint32]int{0: 0} // without the rows that are no totals a table says nothing
	var last, now []int
	for i := range t.Rows {
		r := &t.Rows[i]
		if len(r.Codes) != len(t.Dims) || len(r.Cells) != len(t.Measures) {
			return fmt.Errorf("row %d has %d codes and %d cells for %d dimensions and %d measures", i+1, len(r.Codes), len(r.Cells), len(t.Dims), len(t.Measures))
		}
		var bad int
		if now, bad = o.place(now[:0], r.Codes); bad >= 0 {
			return fmt.Errorf("row %d: its code of dimension %s is none of those", i+1, t.Dims[bad].Name)
		}
		if i > 0 && compare(last, now) >= 0 {
			return fmt.Errorf("row %d is out of order or there twice", i+1)
		}
		last, now = now, last
		rows[totals(r.Codes)]++
		for m, c := range r.Cells {
			if !c.numeric(t.Measures[m].Number) {
				return fmt.Errorf("row %d: measure %s is not written as %s", i+1, t.Measures[m].Name, article(t.Measures[m].Number))
			}
		}
	}
	for set, n := range rows {
		if want, ok := t.combinations(set); !ok || n != want {
			return fmt.Errorf("of the rows with %d of %d dimensions summed, some are absent", bits.OnesCount32(set), len(t.Dims))
		}
	}
	return nil
}

func article(number string) string {
	if number == Integer {
		return "an integer"
	}
	return "a decimal number"
}

// combinations is the number of rows that a set of summed dimensions has.
func (t *Table) combinations(set uint32) (n int, ok bool) {
	const most = 1 << 40
	n = 1
	for d := range t.Dims {
		if set&(1<<d) == 0 {
			if n *= len(t.Dims[d].Codes); n > most {
				return 0, false
			}
		}
	}
	return n, true
}

// totals is the set of dimensions that a row is summed over.
func totals(codes []string) uint32 {
	var set uint32
	for d, c := range codes {
		if c == key.TotalCode {
			set |= 1 << d
		}
	}
	return set
}

// numeric reports a cell that is written as JSON and CSV both read it: a minus
// sign, digits without needless zeros in front, a fraction where it may have one.
func (c Cell) numeric(number string) bool {
	if c.text == "" {
		return true
	}
	s := strings.TrimPrefix(c.text, "-")
	whole, fraction, dotted := strings.Cut(s, ".")
	if !digits(whole) || len(whole) > 1 && whole[0] == '0' {
		return false
	}
	return !dotted || number == Decimal && digits(fraction)
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
