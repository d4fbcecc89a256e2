// Package logform writes the exemption log in the forms that go with a release:
// JSON Lines, which is the canonical one and the only one that is read back, a
// CSV file of twelve columns for a spreadsheet, a web page whose first page is
// the summary, and the README of the folder.
//
// The entries pass through one at a time; nothing here grows with their number.
package logform

import (
	"io"

	"vaughn/exemptions"
)

// flushAt is how many bytes a writer gathers before it passes them on.
const flushAt = 64 << 10

// out gathers bytes for w and keeps the first error.
type out struct {
	w   io.Writer
	buf []byte
	err error
}

func (o *out) flush() error {
	if o.err == nil && len(o.buf) > 0 {
		_, o.err = o.w.Write(o.buf)
	}
	o.buf = o.buf[:0]
	return o.err
}

// done is called after an entry was appended.
func (o *out) done() error {
	if len(o.buf) < flushAt {
		return o.err
	}
	return o.flush()
}

// JSONLWriter writes entries as JSON Lines. It is not safe for concurrent use.
type JSONLWriter struct {
	out    out
	told   grounds
	shapes shapes[pieces]
}

// JSONL returns a writer of JSON Lines. Errors of w come back from Write or
// Close.
func JSONL(w io.Writer) *JSONLWriter {
	return &JSONLWriter{out: out{w: w, buf: make([]byte, 0, flushAt+4096)}, told: grounds{}}
}

// Write appends one entry.
func (w *JSONLWriter) Write(e *exemptions.Entry) error {
	if p := w.shapes.find(e); p != nil {
		w.out.buf = p.appendJSON(w.out.buf, e)
		return w.out.done()
	}
	var told bool
	if w.out.buf, told = w.told.appendEntry(w.out.buf, e); told {
		w.shapes.add(e, jsonPieces(e))
	} else {
		w.shapes.clear() // a key may mean another ground from now on
	}
	return w.out.done()
}

// Close passes on what is left. It does not close the writer beneath.
func (w *JSONLWriter) Close() error { return w.out.flush() }

// CSVWriter writes entries as the public CSV. It is not safe for concurrent use.
type CSVWriter struct {
	out    out
	shapes shapes[pieces]
}

// CSV returns a writer of the public log that begins with [CSVHeader]. Errors
// of w come back from Write or Close.
func CSV(w io.Writer) *CSVWriter {
	return &CSVWriter{out: out{w: w, buf: append(make([]byte, 0, flushAt+4096), CSVHeader...)}}
}

// Write appends one entry.
func (w *CSVWriter) Write(e *exemptions.Entry) error {
	p := w.shapes.find(e)
	if p == nil {
		made := csvPieces(e)
		w.shapes.add(e, made)
		p = &made
	}
	w.out.buf = p.appendCSV(w.out.buf, e)
	return w.out.done()
}

// Close passes on what is left. It does not close the writer beneath.
func (w *CSVWriter) Close() error { return w.out.flush() }
