package tables

import (
	"errors"
	"fmt"
	"slices"

	"vaughn/redact/aggregate/key"
)

// Builder makes a table from rows that come in any order. Make one with
// [NewBuilder].
type Builder struct {
	t   Table
	o   order
	at  [][]int
	err error
}

// NewBuilder begins a table. Its name, title, notes and places are those of t,
// and so are its dimensions and measures; its rows are those that are added.
func NewBuilder(t Table) *Builder {
	b := &Builder{t: t}
	b.t.Rows = nil
	if b.err = b.t.checkNames(); b.err == nil {
		b.o, b.err = newOrder(b.t.Dims)
	}
	return b
}

// Add adds a row. It keeps the slices.
func (b *Builder) Add(codes []string, cells []Cell) error {
	if b.err != nil {
		return b.t.wrong(b.err)
	}
	if len(codes) != len(b.t.Dims) {
		return b.t.wrong(fmt.Errorf("a row has %d codes for %d dimensions", len(codes), len(b.t.Dims)))
	}
	at, bad := b.o.place(make([]int, 0, len(codes)), codes)
	if bad >= 0 {
		return b.t.wrong(fmt.Errorf("the code that row %d of those added has for dimension %s is none of its codes", len(b.at)+1, b.t.Dims[bad].Name))
	}
	b.at = append(b.at, at)
	b.t.Rows = append(b.t.Rows, Row{Codes: codes, Cells: cells})
	return nil
}

// Table is the table of the rows so far, sorted and valid. The builder is then
// done with.
func (b *Builder) Table() (*Table, error) {
	if b.err != nil {
		return nil, b.t.wrong(b.err)
	}
	by := make([]int, len(b.at))
	for i := range by {
		by[i] = i
	}
	slices.SortFunc(by, func(i, j int) int { return compare(b.at[i], b.at[j]) })
	rows := make([]Row, len(by))
	for i, from := range by {
		rows[i] = b.t.Rows[from]
	}
	b.t.Rows = rows
	if err := b.t.Validate(); err != nil {
		return nil, err
	}
	b.err = errors.New("the table was made already")
	t := b.t
	return &t, nil
}

// order is where the codes of each dimension stand; the total is behind them.
type order []map[string]int

func newOrder(dims []Dim) (order, error) {
	o := make(order, len(dims))
	for d := range dims {
		if err := dims[d].checkCodes(); err != nil {
			return nil, err
		}
		o[d] = make(map[string]int, len(dims[d].Codes)+1)
		for i, c := range dims[d].Codes {
			if _, twice := o[d][c]; twice {
				return nil, fmt.Errorf("code %d of dimension %s is there twice", i+1, dims[d].Name)
			}
			o[d][c] = i
		}
		o[d][key.TotalCode] = len(dims[d].Codes)
	}
	return o, nil
}

// place appends where a row stands, and is the first dimension whose code is not
// known, or -1.
func (o order) place(dst []int, codes []string) (at []int, bad int) {
	for d, c := range codes {
		i, ok := o[d][c]
		if !ok {
			return dst, d
		}
		dst = append(dst, i)
	}
	return dst, -1
}

func compare(a, b []int) int { return slices.Compare(a, b) }

// Order puts the codes of a dimension in the order of a table and finds their
// parents: codes by compare, each parent behind its parts, codes that stand for
// no code at the end. Parents that are not among the codes are added. parent is
// "" for a code that stands directly below the total.
func Order(codes []string, parent func(code string) string, compare func(a, b string) int) ([]string, []int, error) {
	parts := map[string][]string{}
	known := map[string]bool{}
	for _, c := range codes {
		if c == "" {
			return nil, nil, errors.New("a code of a dimension is blank")
		}
		for !known[c] {
			known[c] = true
			p := parent(c)
			parts[p] = append(parts[p], c)
			if p == "" {
				break
			}
			c = p
		}
	}
	for _, list := range parts {
		slices.SortFunc(list, func(a, b string) int {
			if x, y := isCode(a), isCode(b); x != y {
				if x {
					return -1
				}
				return 1
			}
			return compare(a, b)
		})
	}
	out := make([]string, 0, len(known))
	at := make(map[string]int, len(known))
	var emit func(of string)
	emit = func(of string) {
		for _, c := range parts[of] {
			emit(c)
			at[c] = len(out)
			out = append(out, c)
		}
	}
	emit("")
	if len(out) != len(known) {
		return nil, nil, errors.New("the codes of a dimension are parts of each other in a circle")
	}
	parents := make([]int, len(out))
	for i, c := range out {
		if parents[i] = -1; parent(c) != "" {
			parents[i] = at[parent(c)]
		}
	}
	return out, parents, nil
}
