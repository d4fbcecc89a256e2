// Package all is the table of formats: what the program reads, and how a file
// finds its format.
package all

import (
	"io"
	"strings"

	"vaughn/formats"
	"vaughn/formats/csv"
	"vaughn/formats/csv/witness"
)

// List returns the formats, in the order in which they are asked.
func List() []formats.Format {
	return []formats.Format{
		{Name: "csv", Exts: csv.Extensions(), Sniff: csv.Sniff, Open: csv.Open, Witness: witness.New()},
	}
}

const supported = "Supported: .csv, .tsv and .csv.gz. Export the table as CSV, or set the file aside."

// Open finds the format of src by its first bytes and its name and opens it.
// Errors are *formats.Refusal: formats.WrongType for content that its name
// denies, formats.Unsupported for a kind of file that is not read.
func Open(src formats.Source, o formats.Options) (formats.Document, *formats.Format, error) {
	if src.Size == 0 {
		return nil, nil, &formats.Refusal{File: src.Name, Reason: formats.Empty, Detail: "the file is empty", Hint: "Check that the export ran to its end."}
	}
	head := make([]byte, min(src.Size, 64<<10))
	if n, err := src.R.ReadAt(head, 0); n < len(head) {
		if err == io.EOF {
			return nil, nil, formats.ChangedFile(src.Name)
		}
		return nil, nil, &formats.Refusal{File: src.Name, Reason: formats.Unreadable, Detail: "the file could not be read", Hint: "Check the disk or the network share and try again."}
	}
	for _, f := range List() {
		if !f.Sniff(head, src.Name) {
			continue
		}
		d, err := f.Open(src, o)
		if err != nil {
			return nil, nil, err
		}
		return d, &f, nil
	}
	return nil, nil, unknown(src.Name, head)
}

// unknown says what a file that nobody reads is.
func unknown(name string, head []byte) *formats.Refusal {
	r := &formats.Refusal{File: name, Reason: formats.Unsupported, Detail: "this kind of file is not read", Hint: supported}
	what := formats.Signature(head)
	if what == "" {
		return r
	}
	r.Detail = "this is " + what + ", which is not read"
	for _, f := range List() {
		for _, ext := range f.Exts {
			if strings.HasSuffix(strings.ToLower(name), ext) {
				r.Reason, r.Detail = formats.WrongType, "the name says "+ext+", but this is "+what
				return r
			}
		}
	}
	return r
}
