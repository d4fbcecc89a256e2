// Package aggregate groups records by keys and computes measures over them,
// exactly, in bounded memory, with the same result for any number of workers and
// any order of records.
//
// What it makes is confidential: it holds every small number. [redact/disclosure]
// decides what of it may be shown, and only [redact/tables] is ever written into
// a release.
package aggregate

import "vaughn/redact/aggregate/key"

// Dim is one dimension of a table.
type Dim struct {
	Name    string
	Columns []int // input columns whose cells the key reads
	Key     key.Key
}

// Kind is what a measure computes.
type Kind uint8

// The kinds of measures. Rows and Units take no column.
const (
	Rows       Kind = iota // records
	Units                  // distinct people or households: distinct values of Spec.Unit
	Sum                    // of a numeric column
	Mean                   // Sum divided by the cells that hold a number
	Min                    //
	Max                    //
	Median                 // average of the two middle values where their number is even
	Percentile             // linear interpolation between closest ranks (Hyndman and Fan type 7)
	Distinct               // distinct non-blank texts
	Share                  // Rows (or Units, where there is a unit) over that of the total of dimension Of
)

// Measure is one column of numbers of a table.
type Measure struct {
	Name   string
	Kind   Kind
	Column int     // input column; -1 for Rows, Units and Share
	P      float64 // Percentile: 0 < P < 100
	Of     int     // Share: index into Spec.Dims
}

// Spec says what to compute.
type Spec struct {
	Dims     []Dim
	Measures []Measure
	Unit     []int  // columns that together identify a person or household, blank in all = each record its own; nil = records are counted
	Totals   []Set  // which totals are computed beside the innermost cells
	Memory   int64  // bytes before partial results go to disk; 0 = 128 MiB
	Dir      string // existing 0700 folder for them; they are confidential and removed at the end
}

// Set is a set of dimensions by bit: those that are summed over. 0 is the
// innermost cells, 1<<len(Dims)-1 the grand total.
type Set uint32
