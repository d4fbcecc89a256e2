// Package tables is a table as it is released: what it looks like and how it is
// written, as CSV, as GeoJSON, as a picture. A [Table] has no room for a number
// that is hidden, so nothing that is made from one can show it.
package tables

import (
	"vaughn/redact/aggregate/key"
)

// Table is a released table, complete: every combination of codes that it speaks
// of is a row, totals too.
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
	// Parent is the index of the code that sums this one, -1 for none; same length as Codes.
	Parent []int
}

// Measure is one column of numbers.
type Measure struct {
	Name   string
	Words  string // "count of rows", "median of Days_to_Close"
	Number string // type in a data package: "integer" or "number"
}

// Row is one line. Values and Hidden have one item for each measure; where Hidden
// is set the value is "". Where a value is "" and not hidden, there is none (the
// mean of nothing).
type Row struct {
	Codes  []string // key.TotalCode where summed
	Values []string
	Hidden []bool
}

// Places is where the codes of a dimension lie.
type Places struct {
	Dim     int
	Feature map[string][]byte // code → its GeoJSON geometry, as JSON
}
