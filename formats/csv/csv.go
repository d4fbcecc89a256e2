// Package csv reads and rewrites tables as delimited text without touching a
// byte that nobody edited.
//
// Records are byte ranges of the input. A field that is not edited is written
// as it stood, with its quotes, spaces and encoding; with no edit at all the
// output is the input. What has no one reading (a quote that is never closed,
// text after a closing quote, a record with more fields than the header, bytes
// of two encodings under a name that promises one) is refused with its place: a
// file split at the wrong place would put values under the wrong labels, and
// from there out of the door.
//
// # Uneven records
//
// A record that has more or fewer fields than the header is refused with its
// place, a note or a total below the table too: a line break without quotes
// looks the same. Options.Ragged accepts them, and a delimiter at the end of
// every record that the header lacks. Accepted without it are blank lines,
// title lines above the header, and one delimiter more at the end of the
// header alone. Where two delimiters fit, the file is refused as ambiguous.
//
// # Grammar
//
// The grammar is RFC 4180 with what exports add to it: other delimiters, CR and
// LF as line endings, blank lines, title lines, a sep= line, spaces around
// quotes, UTF-16, single-byte encodings, gzip. Backslash escapes are not part
// of it; where they would change the reading the file is refused.
package csv

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"vaughn/formats"
)

// Extensions are the file names that the format answers to.
func Extensions() []string {
	return []string{".csv", ".tsv", ".tab", ".psv", ".txt", ".csv.gz", ".tsv.gz"}
}

// Sniff reports whether a file is delimited text, plain or as gzip: its name has
// one of the format's extensions, and no other kind of file begins as it does.
func Sniff(head []byte, name string) bool {
	name = strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	gz := isGzip(head)
	if !gz && formats.Signature(head) != "" {
		return false
	}
	return slices.Contains(Extensions(), path.Ext(strings.TrimSuffix(name, ".gz")))
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b\x08")) }

// document is an open table.
type document struct {
	src  formats.Source
	opts formats.Options
	lim  formats.Limits

	gz    bool
	enc   encoding
	bom   string
	delim byte
	lay   layout
	part  formats.Part

	utf8Lines, otherLines int64
}

// Open reads the whole input once for its encoding and the first records for
// its dialect. Errors are *formats.Refusal.
func Open(src formats.Source, o formats.Options) (formats.Document, error) {
	d := &document{src: src, opts: o, lim: o.Limits.OrDefault()}
	if src.Size == 0 {
		return nil, d.refuse(formats.Empty, "the file is empty", "Check that the export ran to its end.")
	}
	head, err := d.head()
	if err != nil {
		return nil, err
	}
	if what := formats.Signature(head); what != "" {
		return nil, wrongType(src.Name, what)
	}
	if d.enc, d.bom, err = detect(head, o.Encoding); err != nil {
		r := err.(*formats.Refusal)
		r.File = src.Name
		return nil, r
	}
	if len(head) == len(d.bom) {
		return nil, d.refuse(formats.Empty, "the file holds no text", "Check that the export ran to its end.")
	}
	if err := d.survey(); err != nil {
		return nil, err
	}
	if err := d.vote(); err != nil {
		return nil, err
	}
	return d, nil
}

// head returns the first bytes of the text, after decompression.
func (d *document) head() ([]byte, error) {
	b := make([]byte, min(64<<10, d.src.Size))
	n, _, err := readFull(&section{src: d.src}, b)
	if err != nil {
		return nil, refused(d.src.Name, err)
	}
	if !isGzip(b[:n]) {
		if strings.HasSuffix(strings.ToLower(d.src.Name), ".gz") {
			return nil, d.refuse(formats.WrongType, "the name says .gz, but this is not gzip", "Fetch the file again, or take .gz off its name.")
		}
		return b[:n], nil
	}
	d.gz = true
	b = make([]byte, 64<<10)
	r, err := d.stream()
	if err != nil {
		return nil, err
	}
	if n, _, err = readFull(r, b); err != nil {
		return nil, refused(d.src.Name, err)
	}
	if n == 0 {
		return nil, d.refuse(formats.Empty, "the compressed file holds nothing", "Check that the export ran to its end.")
	}
	return b[:n], nil
}

func wrongType(name, what string) *formats.Refusal {
	return &formats.Refusal{File: name, Reason: formats.WrongType, Detail: "the name says a table as text, but this is " + what,
		Hint: "Export the table as CSV."}
}

// Parts returns the one table.
func (d *document) Parts() []formats.Part { return []formats.Part{d.part} }

// Residue passes what a gzip header can carry (RFC 1952: the original file name
// and a comment). None of it is written to the output.
func (d *document) Residue(f func(part string, b []byte) error) error {
	if !d.gz {
		return nil
	}
	z, err := newInflater(&section{src: d.src}, d.lim)
	if err != nil {
		return err
	}
	for _, s := range []string{z.gz.Name, z.gz.Comment, string(z.gz.Extra)} {
		if s == "" {
			continue
		}
		if err := f("gzip header", []byte(s)); err != nil {
			return err
		}
	}
	return nil
}

// Describe names the dialect for a witness: "delimiter" (one character),
// "encoding", "bom" and "gzip" ("true" or "false").
func (d *document) Describe() map[string]string {
	flag := map[bool]string{true: "true", false: "false"}
	return map[string]string{
		"format":    "csv",
		"delimiter": string(rune(d.delim)),
		"quote":     `"`,
		"encoding":  string(d.enc),
		"bom":       flag[d.bom != ""],
		"gzip":      flag[d.gz],
		"sep-line":  flag[d.lay.sep],
	}
}

// Close lets go of nothing: the source belongs to the caller.
func (d *document) Close() error { return nil }
