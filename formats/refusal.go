package formats

import (
	"path"
	"strconv"
	"strings"
)

// Refusal is an input that cannot be read exactly. It says where and why and
// what to do, and never what stands there.
type Refusal struct {
	File   string // name as given
	Part   string // sheet, "" for CSV
	Row    int64  // record number, 0 = the whole file
	Line   int64  // physical line, 0 = unknown
	Reason Reason
	Detail string // one clause, no cell value: "a quote is opened and never closed"
	Hint   string // the next step, "" where there is none
}

// Reason is the kind of a refusal; a test and the exit code branch on it.
type Reason string

// The reasons. All of them map to exit 4.
const (
	Empty       Reason = "empty"       // 0 bytes
	Unreadable  Reason = "unreadable"  // an I/O error
	Truncated   Reason = "truncated"   // ends before its end
	NotText     Reason = "not-text"    // NUL bytes, a binary file with a text name
	Encoding    Reason = "encoding"    // bytes that the encoding does not have
	Damaged     Reason = "damaged"     // quotes or structure that has no one reading
	RaggedRows  Reason = "ragged"      // records of different width
	Ambiguous   Reason = "ambiguous"   // more than one dialect fits
	TooLarge    Reason = "too-large"   // a limit
	Unsupported Reason = "unsupported" // a format that we name but do not read
	WrongType   Reason = "wrong-type"  // content and name disagree
	Changed     Reason = "changed"     // the file changed while it was read
	NoRecords   Reason = "no-records"  // a header and nothing below it
)

// ChangedFile is the refusal of a file that was not the same from the first
// byte that was read to the last: nothing that was seen in it counts.
func ChangedFile(name string) *Refusal {
	return &Refusal{File: name, Reason: Changed, Detail: "changed while it was read; try again"}
}

// Error is one sentence: "sr.csv, record 812 (line 815): a quote is opened and
// never closed. Repair the export, or ...", or for [Changed] "sr.csv changed while
// it was read; try again.".
func (r *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(path.Base(strings.ReplaceAll(r.File, `\`, "/")))
	if r.Part != "" {
		b.WriteString(":" + r.Part)
	}
	switch {
	case r.Row > 0 && r.Line > 0:
		b.WriteString(", record " + strconv.FormatInt(r.Row, 10) + " (line " + strconv.FormatInt(r.Line, 10) + ")")
	case r.Row > 0:
		b.WriteString(", record " + strconv.FormatInt(r.Row, 10))
	case r.Line > 0:
		b.WriteString(", line " + strconv.FormatInt(r.Line, 10))
	}
	if r.Reason == Changed {
		b.WriteByte(' ') // the file is the subject of the sentence
	} else {
		b.WriteString(": ")
	}
	b.WriteString(r.Detail + ".")
	if r.Hint != "" {
		b.WriteString(" " + r.Hint)
	}
	return b.String()
}
