// Package tables is a table as it is released: what it looks like and how it is
// written, as CSV ([WriteCSV]), as GeoJSON ([WriteGeoJSON]), as a part of a web
// page with its pictures ([HTML]).
//
// A [Table] has no room for a number that is hidden: a [Cell] holds a number or
// the mark, never both. So nothing that is made from a table can show one.
package tables

import (
	"vaughn/redact/aggregate/key"
)

// Table is a released table, complete: every combination of codes that it speaks
// of is a row, totals too. [Builder] makes one from rows in any order.
type Table struct {
	Name     string // file name without extension: "requests_by_ward_and_month"
	Title    string // "requests by ward and month"
	Dims     []Dim
	Measures []Measure
	Rows     []Row    // sorted by the dimensions in their order, totals last
	Notes    []string // sentences for people: what is not shown, and why
	Places   *Places  // geometry of one dimension; nil = none
}

// Dim is one dimension as released.
type Dim struct {
	Name  string // column in the CSV
	Kind  key.Kind
	Codes []string // in order, without totals; inner levels after what they sum
	// Parent is the index of the code that sums this one, -1 for none; same length
	// as Codes. A parent stands after its parts. See [Order].
	Parent []int
}

// Measure is one column of numbers.
type Measure struct {
	Name   string
	Words  string // "count of rows", "median of Days_to_Close"
	Number string // type in a data package: [Integer] or [Decimal]
}

// Types of numbers, by their names in a data package.
const (
	Integer = "integer"
	Decimal = "number"
)

// Row is one line, with one cell for each measure.
type Row struct {
	Codes []string // one for each dimension; key.TotalCode where summed
	Cells []Cell
}

// Cell is a number, the mark that one is hidden, or nothing: the mean of nothing
// is no number and hides none. The zero value is nothing.
type Cell struct {
	text   string
	hidden bool
}

// Shown is a cell that shows a number, written in digits; "" is no number.
func Shown(number string) Cell { return Cell{text: number} }

// Hidden is a cell that hides its number. It does not know it.
func Hidden() Cell { return Cell{hidden: true} }

// NewCell is Shown(number), or Hidden() where hidden is set: the number is then
// let go here.
func NewCell(number string, hidden bool) Cell {
	if hidden {
		return Hidden()
	}
	return Shown(number)
}

// Number is what the cell shows, "" where it is hidden or nothing.
func (c Cell) Number() string { return c.text }

// Hidden reports that a number is hidden here.
func (c Cell) Hidden() bool { return c.hidden }

// None reports that there is no number, shown or hidden.
func (c Cell) None() bool { return !c.hidden && c.text == "" }

// Equal reports whether two cells say the same.
func (c Cell) Equal(d Cell) bool { return c == d }

// Places is where the codes of a dimension lie.
type Places struct {
	Dim     int
	Feature map[string][]byte // code → its GeoJSON geometry, as JSON; codes without rows are passed over
}

// inner reports for each code of d whether it sums others.
func (d *Dim) inner() []bool {
	out := make([]bool, len(d.Codes))
	for _, p := range d.Parent {
		if p >= 0 {
			out[p] = true
		}
	}
	return out
}

// isCode reports a code that stands for something: a period, an area, a category.
func isCode(code string) bool {
	return code != key.TotalCode && code != key.UnknownCode && code != key.NotLocatedCode
}
