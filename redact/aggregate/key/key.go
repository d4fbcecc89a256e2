// Package key turns cells of a record into the codes of a table's dimensions:
// places (areas on a map, ZIP codes, blocks, streets, geohashes, crosswalks),
// periods of time, and columns as they are.
//
// A key is made once from a policy and is then immutable: it may be used by any
// number of workers. It never returns an error for a cell: a cell that says
// nothing is [Unknown], a place that is on no area is [NotLocated], and both get
// their own line in a table. Errors of constructors name the file and the place
// in it, never a value.
package key

// Codes that stand for no code. The parentheses keep them apart from data.
const (
	TotalCode      = "(all)"
	UnknownCode    = "(unknown)"
	NotLocatedCode = "(not located)"
)

// Found says what became of a record's cells.
type Found uint8

// What a key can find. The zero value is the careful one.
const (
	Unknown    Found = iota // blank, or not readable as what the column is
	NotLocated              // readable, and on no area of the map
	Known
)

// Kind says what a dimension is about; disclosure control and charts differ by it.
type Kind uint8

// The kinds of dimensions.
const (
	Category Kind = iota
	Place
	Date
)

// Key makes the codes of one dimension.
type Key interface {
	// Code appends the code of a record to dst. cells are those of the dimension's
	// columns, in the order of the policy. dst comes back unchanged unless Known.
	Code(dst []byte, cells []string) ([]byte, Found)
	// Parent is the code that a code is part of ("2026-05" in "2026-Q2"), "" for
	// one that stands directly below the total. Codes of all levels are distinct.
	Parent(code string) string
	// Compare orders codes for people: periods by time, numbers by size, "Ward 2"
	// before "Ward 10". It is a total order.
	Compare(a, b string) int
	// Kind says what the codes are.
	Kind() Kind
}
