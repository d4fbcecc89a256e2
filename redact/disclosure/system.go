// Package disclosure decides which numbers of a set of tables may be shown.
//
// It is mathematics on tables and knows nothing of files, policies or people: who
// has tables of counts can use it as a library.
package disclosure

// Dim is a dimension: its codes and how they add up.
type Dim struct {
	Name   string
	Codes  []string // unique; leaves and inner levels
	Parent []int    // index of the code that sums this one; -1 = directly below the total
	Group  bool     // a category that says something about people: group disclosure is looked for
}

// Cell is one cell of a table, a total where At is [Total].
type Cell struct {
	At    []int // index into Codes for each dimension, or Total
	Units int64 // what the threshold is judged on: rows, people or households
	Rows  int64 // rows, where Units are people; else the same as Units
}

// Total as a coordinate means summed over the dimension.
const Total = -1

// Table is a table with its totals. Innermost cells that are not there are zero.
// Totals that are not there are not released, and are worked out.
type Table struct {
	Name  string
	Dims  []Dim
	Cells []Cell
}
