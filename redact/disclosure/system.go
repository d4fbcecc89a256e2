// Package disclosure decides which numbers of a set of tables may be shown, and
// proves that those it hides stay hidden.
//
// It is mathematics on tables of counts and knows nothing of files, policies or
// people: who has tables can use it as a library.
//
// # The promise
//
// A table is released with some of its numbers withheld. Who reads it knows that
// every total is the sum of its parts, in every table of the release, and what
// else he was told ([Known]). A withheld small number passes only with a witness:
// two tables of whole numbers that agree with everything released and differ at
// that number by at least [Rule.Width]. The true table is one of the tables that
// the witness stands beside, so whoever reads the release cannot tell which of
// the three he has. Witnesses are checked in whole numbers, equation by equation,
// by [Report]; how they were found does not matter.
//
// # Limits
//
// It protects against arithmetic, not against what somebody knows of the people
// in the table. Tables of a run are linked where they have cells in common, by the
// names of dimensions and the texts of codes: months in one table and quarters in
// another are linked only where a dimension of the same name says which month is
// in which quarter. That one microdata set stands behind three tables that are
// linked in a ring is not used.
//
// A witness says how far apart two possible numbers are, not that all between them
// are possible: in three dimensions and more a number may be left with every
// second one, 2, 4, 6 up to 12.
//
// How much is hidden is a matter of search, not of proof: small tables come close
// to the least that would do, very sparse ones of some hundred numbers and more
// are hidden more of than they need. Where people are counted, totals are no sums
// of their parts; a reader is then taken to know how many are counted twice, which
// is more than he does.
//
// [Round] is the other way: it hides nothing and makes small numbers untrue.
package disclosure

// Total as a coordinate means summed over the dimension.
const Total = -1

// Dim is a dimension: its codes and how they add up. Dimensions of several
// tables are the same where they have the same name, and their codes where they
// have the same text.
type Dim struct {
	Name   string
	Codes  []string // unique; leaves and inner levels
	Parent []int    // index of the code that sums this one; -1 = directly below the total; nil = all are
	Secret []bool   // codes that are not released at all, such as a month that is not over; nil = none
	Group  bool     // says something about people, so that group disclosure is looked for
}

// Cell is one number of a table, a total where At is [Total].
type Cell struct {
	At    []int // index into Codes for each dimension, or Total
	Units int64 // what the threshold is judged on: rows, people or households; 0 or more
	Was   Was   // what an earlier release said of it
}

// Was is what an earlier release made of a cell. It stays that way.
type Was uint8

// What a cell was.
const (
	New       Was = iota
	WasShown      // known for good
	WasHidden     // and stays so
)

// Table is a table of counts.
type Table struct {
	Name string
	Dims []Dim
	// Cells in any order. Leaves that are missing are zero. Inner levels and totals
	// that are missing are the sum of their parts; where people are counted they
	// are not, and must be given.
	Cells []Cell
	// Open says that the table hides nothing, because its numbers are no people.
	// They are known, and limit what others can hide.
	Open bool
	// Show says which cells are released, by their coordinates; nil = all of them
	// but those with a secret code.
	Show func(at []int) bool
}

// Known is a number that readers have besides the tables: the total that an
// earlier release showed, a count in the log. Together the terms are that number.
type Known struct {
	Terms []Term
}

// Term is a cell of a table. At names its codes, "" for a total.
type Term struct {
	Table int
	At    []string
	Coef  int64
}

// Fixed names a set of dimensions, by name, whose counts readers have anyway
// because the released rows show them: no cell of that margin, nor of one of
// its own margins, can be hidden.
type Fixed []string

// Rule is what must be protected, and how well.
type Rule struct {
	Below int64 // a cell is sensitive when 0 < n < Below; at least 2
	Width int64 // how far the two tables of a witness must differ; 0 = 5
	Share int64 // per mille of the cells that may be hidden; 0 = no limit. Not enforced here: see Outcome
}

// DefaultWidth is the width of a witness: hidden numbers are safe to within two
// on either side.
const DefaultWidth = 5

// maxCells bounds a system: tables beyond it are for coarser keys.
const maxCells = 400_000
