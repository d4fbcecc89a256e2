// Package release is the only place where files are crossed: it profiles all
// inputs, freezes the plan, rewrites all of them, has them verified, and only
// then makes the bundle visible.
//
// # Guarantees
//
// Work happens in a 0700 folder on the target's volume. Any failure removes it
// and leaves the old release whole. SEALED is written last. No error, event or
// file name made here holds a cell value.
package release

import (
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/policy"
)

// Env is what the outside gives: formats, clock, tool name. Nothing in this
// package asks the environment for them.
type Env struct {
	Formats []formats.Format
	Open    func(formats.Source, formats.Options) (formats.Document, *formats.Format, error)
	Now     time.Time   // for the age of inputs and lists
	Tool    string      // "vaughn 0.1.0"
	Jobs    int         // workers; < 1 is 1
	Events  func(Event) // progress, from one goroutine at a time; nil = none
}

// Event is progress. It holds no cell value.
type Event struct {
	Stage string // "read", "scan", "write", "verify", "seal"
	File  string // base name
	Done  int64  // bytes of Total
	Total int64
	Rows  int64
	Finds int64
}

// ScanOptions are the inputs of Scan.
type ScanOptions struct {
	Paths    []string // files and folders; a folder means all that lies below it, in the order of the names
	Read     formats.Options
	Spans    bool // keep every match's place
	Patterns []detect.Pattern
}

// ScanResult is what Scan found, one item per input in the order of the paths.
type ScanResult struct {
	Files       []ScannedFile
	NotExamined []NotExamined
}

// ScannedFile is one input's profile. Err is set instead when it could not be read.
type ScannedFile struct {
	Path   string // as given, "/" between folders
	Name   string // base name
	Format string
	Parts  []ScannedPart
	Err    error
}

// ScannedPart is one table.
type ScannedPart struct {
	Part    formats.Part
	Rows    int64 // data records
	Cells   int64 // non-blank cells of data records
	Columns []detect.Column
	Names   []string      // unique names, safe to print: "column 3" where a header trips a detector
	Matches []PlacedMatch // only with Spans
}

// PlacedMatch is a match with its place; Start and End are code points.
type PlacedMatch struct {
	Row        int64
	Col        int
	Start, End int
	Entity     detect.Entity
	Likelihood detect.Likelihood
}

// NotExamined is a file that was named, or lies below a folder that was, and was
// not read.
type NotExamined struct {
	Path string // "/" between folders
	Ext  string // extension in lower case with its dot; of what none names, the kind: "hidden file"
	Why  string // one clause: "this is a PDF, which is not read"
}

// Options are the inputs of Run.
type Options struct {
	Paths      []string
	Policy     *policy.Policy // nil = built-in defaults for Pack and Channel
	PolicyDir  string         // lists are relative to it
	Pack       string
	Channel    policy.Channel
	Out        string // the folder that holds current/ and the dated releases
	Internal   string // "" = Out + ".internal"
	AsOf       time.Time
	Key        []byte // nil = no key: no input digest, no pseudonyms
	DryRun     bool   // write only an internal preview
	Pin        bool   // write the plan beside the policy, or hold the run to it
	Files      string // path of the decisions about whole files; "" = FilesName beside the policy, where it is there
	Decisions  string // a book of decisions; "" = that of the internal folder
	Sample     int    // so many released cells, and half as many masked ones, are put into the sheet for a person to look at
	PolicyPath string // as typed, for commands that messages name
	KeyFile    string // as typed, for commands that messages name
	KeepList   string // path of a CSV list of values that are kept
	RedactList string // path of a CSV list of values that are always masked
	noKey      bool   // nothing is released: lists that need the key are only counted
	Read       formats.Options
	LogXLSX    bool // the log as a workbook too
}

// Outcome is what Run did.
type Outcome struct {
	ID                  string
	Unchanged           bool   // the same release is already there
	Dir                 string // the dated folder
	Current             string // the stable folder
	Preview             string // internal preview, with DryRun
	Internal            string
	Release             exemptions.Release
	Files               []exemptions.File
	Summary             []exemptions.Summary
	Entries             int64
	Labels              int64
	Cells               int64 // released non-blank cells
	Masked              int64 // of them masked, withheld or made less exact
	Warnings            []string
	Alerts              []string // what the agency must know of its input and the public must not; counts only
	Checked, NotChecked []string
	NotExamined         []NotExamined
	Disposed            []exemptions.Disposed // files that a person decided about as a whole
	Tables              []TableOutcome
	Sheet               string // sheet with a sample to look at, "" = none
}

// TableOutcome is one table of a release. Choices are for the agency: what each
// choice of dimensions would hide.
type TableOutcome struct {
	Name    string
	Numbers int64 // released or hidden, above zero
	Hidden  int64
	Choices []string
}

// Kind says which exit code an error maps to (DESIGN 8); cmd holds the numbers.
type Kind string

// The kinds of failure.
const (
	KindUsage    Kind = "usage"    // 2
	KindPolicy   Kind = "policy"   // 3
	KindInput    Kind = "input"    // 4
	KindOutput   Kind = "output"   // 5
	KindPartial  Kind = "partial"  // 6
	KindPending  Kind = "pending"  // 7
	KindVerify   Kind = "verify"   // 8
	KindDrift    Kind = "drift"    // 9
	KindLocked   Kind = "locked"   // 10
	KindInternal Kind = "internal" // 70
	KindStopped  Kind = "stopped"  // 130
)

// Error is a failure for a person: what failed and where in Msg, the next step
// in Next. Neither holds a cell value.
type Error struct {
	Kind Kind
	Msg  string   // one or more sentences
	Next string   // "vaughn explain sr.csv:12:5", "" where there is none
	More []string // further lines: one per problem
	Err  error    // cause without values, for errors.Is; may be nil
}

func (e *Error) Error() string {
	if e.Next == "" {
		return e.Msg
	}
	return e.Msg + " Next: " + e.Next
}

func (e *Error) Unwrap() error { return e.Err }
