// Package formats is the contract between file formats and everything that
// works on them: documents read as batches of records of cells, written back
// with edits.
//
// # Memory
//
// A [Batch] belongs to its caller. Cells are strings that point into the batch:
// they are valid until the batch is passed to [Reader.Next] again; what must
// live longer is copied with strings.Clone.
//
// # Failing closed
//
// A reader returns io.EOF only after the end of the input was checked (a gzip
// trailer, a closing tag). Anything it cannot read exactly is a [*Refusal],
// which says where and never what.
package formats

import (
	"io"
)

// Source is an input as bytes. ReadAt must be safe for concurrent use.
type Source struct {
	Name string // as the user gave it, "/" between folders; messages show its base name
	R    io.ReaderAt
	Size int64 // bytes
}

// Options select how a document is read. The zero value is automatic.
type Options struct {
	Encoding  string // "", "utf-8", "windows-1252", "iso-8859-1", "macintosh", "utf-16le", "utf-16be"
	Delimiter byte   // 0 = by vote
	Ragged    bool   // accept records with more or fewer fields than the header
	HeaderRow int64  // 0 = by header sense, NoHeader = none, n >= 1 = that record
	Limits    Limits // zero fields take their defaults
}

// NoHeader as Options.HeaderRow says that the first record is data.
const NoHeader int64 = -1

// Limits bound what a hostile or broken file can cost. Zero means the default.
type Limits struct {
	Record   int64 // bytes in one record; default 64 MiB
	Field    int64 // bytes in one field; default 16 MiB
	Inflated int64 // bytes after decompression; default 64 GiB for CSV
	Ratio    int64 // inflated:compressed once over 64 MiB; default 200
	Columns  int   // fields in a record; default 16384
}

// Role says what a record is. Title lines, a sep= line and blank lines are
// records too: they count in Seq, are scanned, and are written back.
type Role uint8

// RoleData is the zero value: what is not recognised is treated as data.
const (
	RoleData  Role = iota
	RoleTitle      // above the header: title lines, sep=
	RoleHeader
	RoleBlank // no field, or one empty field
)

// Cell is one field as a person reads it: UTF-8, quotes removed, not trimmed.
type Cell struct {
	Text string
}

// Record is one line of a table. Cells and Native belong to the batch.
type Record struct {
	Seq    int64 // 1-based record number in its part; a record with line breaks inside quotes counts once
	Part   int   // index into Document.Parts
	Role   Role
	Line   int64  // 1-based physical line on which it starts; 0 where the format has none
	Cells  []Cell // may be shorter or longer than the header only in a ragged document
	Native any    // the format's own: geometry, quoting, style ids; opaque to everyone else
	Index  int    // position in the batch
}

// Batch is a run of consecutive records, the unit of streaming.
type Batch struct {
	Records []Record
	Buf     []byte // the bytes that cells point into
	Scratch []byte // decoded text of cells whose bytes are not their text
	Cells   []Cell // backing store of Records[i].Cells
	Native  any    // the format's own, reused
}

// Part is one table: a CSV has one with the name "", an XLSX one per sheet.
type Part struct {
	Name      string
	HeaderRow int64    // 1-based record number; 0 = no header
	Labels    []string // header cells as written, one per column; "" without a header
	Names     []string // unique names: the label, "name#2" for a repeated one, "col: 3" for a blank one
	Notes     []Note   // what the log must declare: encoding, delimiter, title lines
}

// Note is something about the reading that the log declares.
type Note struct {
	Key  string // "encoding", "delimiter", "title-lines", "ragged", …
	Text string // in words, no cell value
}

// Reader yields a document's records in order. Next fills b and returns io.EOF,
// with an empty batch, once the trailer was checked. Two readers of one document
// yield the same batches.
type Reader interface {
	Next(b *Batch) error
}

// Edit replaces Text[Start:End] of one cell. Edits of a record are sorted by
// cell and start and do not overlap. Cell >= len(columns) addresses a companion
// column that Shape.Add appended, with Start = End = 0.
type Edit struct {
	Cell, Start, End int
	New              string
}

// Shape says how the columns of a part change on the way out.
type Shape struct {
	Drop []bool   // by input column; nil = none
	Add  []string // headers of columns appended at the right
}

// Locus is a place in a written document, in its coordinates.
type Locus struct {
	Part   string
	Row    int64  // record number in the output, counted as Record.Seq is
	Col    int    // 0-based column in the output
	Column string // unique name of the column
}

// Writer writes records back, in order, with their edits. Untouched fields keep
// their source bytes; an edited field keeps its quoting style and encoding. at,
// which may be nil, is called for each edit with where it went. Write must
// be given every record that Drop is not. Close writes what the format owes at
// the end and reports what the format itself left out.
type Writer interface {
	Write(r *Record, edits []Edit, at func(edit int, where Locus)) error
	Drop(r *Record) error
	Close() ([]Dropped, error)
}

// Dropped is something that a format does not carry into its output.
type Dropped struct {
	What  string // "chart", "hidden sheet", "macro"
	Where string // part
	Count int
}

// Document is an open input.
type Document interface {
	Parts() []Part
	// Records starts from the first byte; it may be called again.
	Records() (Reader, error)
	// Rewrite writes a new document of the same kind to w; shapes is one per part.
	Rewrite(w io.Writer, shapes []Shape) (Writer, error)
	// Residue passes each part of the container that is not a cell.
	Residue(func(part string, b []byte) error) error
	// Describe is what a witness needs to read the output on its own: dialect
	// and encoding, as flat text that goes into the manifest.
	Describe() map[string]string
	Close() error
}

// Witness reads a written file with code that shares nothing with the writer.
// describe is Document.Describe of the document that was rewritten. row gets
// each record in order, blank and title lines too; cells are valid during the
// call only.
type Witness interface {
	Name() string
	Read(r io.Reader, describe map[string]string, row func(part string, seq int64, cells []string) error) error
}

// Format is one row of formats/all.
type Format struct {
	Name    string                              // "csv"
	Exts    []string                            // ".csv", ".tsv", ".csv.gz": lower case
	Sniff   func(head []byte, name string) bool // is this file ours? head is up to 64 KiB
	Open    func(Source, Options) (Document, error)
	Witness Witness
}
