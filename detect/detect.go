// Package detect finds personal information in one text at a time.
//
// The unit of detection is a [Text]: a cell, a line, a paragraph, with the
// context that surrounds it. [Scanner.Scan] returns candidate [Match] values as
// half-open byte spans; [Resolve] adds what is known of the column and settles
// overlaps. Nothing in this package reads files, prints, keeps a value or puts
// one into an error.
//
// # Scan apart from Resolve
//
// Scan depends on the text, its label and the column's header only, so its
// results can be spooled as numbers. Resolve depends on the column's verdict,
// which is known when every row was profiled.
package detect

// Span is a half-open range of bytes, on rune boundaries of the text scanned.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Likelihood says how sure a detector is, in the five steps that records
// officers can act on. VeryLikely: a validator passed, or header and value
// agree. Likely: a strong shape, or context. Possible: a person decides.
// Unlikely and VeryUnlikely: kept, counted.
type Likelihood uint8

// The five steps; zero is not a likelihood.
const (
	VeryUnlikely Likelihood = iota + 1
	Unlikely
	Possible
	Likely
	VeryLikely
)

// String is the name as vaughn.scan/1 spells it: VERY_UNLIKELY … VERY_LIKELY.
func (l Likelihood) String() string {
	switch l {
	case VeryUnlikely:
		return "VERY_UNLIKELY"
	case Unlikely:
		return "UNLIKELY"
	case Possible:
		return "POSSIBLE"
	case Likely:
		return "LIKELY"
	case VeryLikely:
		return "VERY_LIKELY"
	default:
		return "UNKNOWN"
	}
}

// Match is one candidate: where, what, how likely, and by whom and why it was
// found. It never holds the value.
type Match struct {
	Span
	Entity     Entity
	Likelihood Likelihood
	Detector   uint16 // index into Engine.Infos
	Reason     uint16 // evidence id: index into Reasons
}

// Text is the unit of detection.
type Text struct {
	S      string  // the text; offsets of matches are bytes of S
	Label  string  // a label that stands for the whole text (a form's field name); "" where none
	Before string  // up to 60 bytes that precede S in reading order, "" for a cell
	After  string  // up to 60 bytes that follow S
	Column *Column // the column of a table; nil outside tables. Scan reads Hint and Name only

	said   label       // the label at which a detector is called
	reader *nameReader // scratch of the scanner
	cell   cellRead    // what the text says of itself as a name
	run    Span        // the last token that a label announced: others may stand in it
}

// Mode says how a column is treated.
type Mode uint8

// ModeNone: not personal. ModeWhole: every non-blank cell is the entity.
// ModePerCell: cells are decided one by one (free text, firms among persons).
const (
	ModeNone Mode = iota
	ModeWhole
	ModePerCell
)

// String is "", "whole" or "per-cell", as vaughn.scan/1 spells it.
func (m Mode) String() string {
	switch m {
	case ModeWhole:
		return "whole"
	case ModePerCell:
		return "per-cell"
	default:
		return ""
	}
}

// Column is what is known of one column of a table. The first block comes from
// the header ([NewColumn]), the second from every row ([Profile.Columns]).
type Column struct {
	Index int    // 0-based
	Name  string // header as written; "" without a header
	Hint  Hint   // entities that the header speaks of

	Entity     Entity             // what the column holds; None where mixed or nothing
	Mode       Mode               // how it is treated
	Likelihood Likelihood         // of Entity, or of the strongest kind in a per-cell column
	Personal   bool               // some of it would be masked if the policy masked every kind
	Business   bool               // how to reach firms or public bodies: found, and public
	Codes      bool               // values are public codes: look-alikes of cards in them are kept
	Category   bool               // few distinct values that repeat: never a name column
	Reading    Reading            // which names count that no header speaks of
	Kind       Kind               // type of the values: text, number, date, coordinate
	Place      int                // columns with the same Place > 0 are parts of one place (address, lat, lng)
	Cells      int64              // non-blank cells below the header
	Hits       int64              // cells in which Entity (or any personal kind) was found
	Found      [NumEntities]int64 // cells by entity at Likely or above, after the column's verdict
	Possible   [NumEntities]int64 // cells by entity at Possible only
	Odd        int64              // under a header of name suffixes, cells that are something else
	Firms      int64              // cells with a word that firms and public bodies use
	Acting     int64              // cells that name a firm and who acts for it
}

// Kind is the type of a column's values, as a reader of the file would type it.
type Kind uint8

// KindText is the default; the others are typed columns, whose withheld cells
// stay empty with the label in a companion column.
const (
	KindText Kind = iota
	KindNumber
	KindDate
	KindCoordinate
)

// Detector finds one or more entities around a trigger. It is called with the
// window that the engine cut around the trigger and appends matches whose spans
// are offsets into t.S. It must be safe for concurrent use, must not keep t and
// must not put text into an error.
type Detector interface {
	Info() Info
	Detect(dst []Match, t *Text, at Span) ([]Match, error)
}
