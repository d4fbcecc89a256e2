// Package formatstest is the conformance suite that every format runs: what
// the contract in package formats promises, as tests.
package formatstest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"vaughn/formats"
)

// Fixture is a document that the format reads, or refuses.
type Fixture struct {
	Name    string // file name, with its extension
	Data    []byte
	Options formats.Options
	Refused formats.Reason // "" = it is read
	Canary  string         // stands in the data and must never stand in an error
	Packed  bool           // compressed: equal content may have different bytes
}

func (f Fixture) source() formats.Source {
	return formats.Source{Name: f.Name, R: bytes.NewReader(f.Data), Size: int64(len(f.Data))}
}

// Suite runs the suite. The first fixture that is not refused is the one with
// which shapes are tried; it has a header and at least two columns.
func Suite(t *testing.T, f formats.Format, fixtures ...Fixture) {
	t.Helper()
	if f.Name == "" || f.Open == nil || f.Sniff == nil || f.Witness == nil || len(f.Exts) == 0 {
		t.Fatal("the format's row is incomplete")
	}
	for _, x := range fixtures {
		t.Run(x.Name, func(t *testing.T) {
			t.Run("prefixes are read right or refused", func(t *testing.T) { prefixes(t, f, x) })
			if x.Refused != "" {
				t.Run("is refused", func(t *testing.T) { refusal(t, f, x) })
				return
			}
			t.Run("is sniffed", func(t *testing.T) {
				if !f.Sniff(x.Data[:min(len(x.Data), 64<<10)], x.Name) {
					t.Error("not recognised by head and name")
				}
			})
			t.Run("zero edits give the same bytes", func(t *testing.T) { identity(t, f, x) })
			t.Run("two readers agree", func(t *testing.T) { twice(t, f, x) })
			t.Run("cells hold until the next batch", func(t *testing.T) { held(t, f, x) })
			t.Run("edits come back through the witness", func(t *testing.T) { edited(t, f, x) })
			t.Run("columns are dropped and added", func(t *testing.T) { reshaped(t, f, x) })
			t.Run("records are dropped", func(t *testing.T) { dropped(t, f, x) })
			t.Run("a record may not be left out", func(t *testing.T) { skipped(t, f, x) })
			t.Run("a file that shrinks is refused", func(t *testing.T) { shrunk(t, f, x) })
			t.Run("limits hold", func(t *testing.T) { limited(t, f, x) })
		})
	}
}

// table is a document read to its end, copied out of its batches.
type table struct {
	parts []formats.Part
	rows  []row
}

type row struct {
	rec   formats.Record // without Cells and Native
	cells []string
}

// read reads all records, cloning each batch before the next.
func read(d formats.Document) (*table, error) {
	r, err := d.Records()
	if err != nil {
		return nil, err
	}
	t := &table{parts: d.Parts()}
	var b formats.Batch
	for {
		if err := r.Next(&b); err != nil {
			if !errors.Is(err, io.EOF) {
				return nil, err
			}
			if len(b.Records) > 0 {
				return nil, errors.New("records came with io.EOF")
			}
			if err := r.Next(&b); !errors.Is(err, io.EOF) {
				return nil, errors.New("io.EOF did not stay")
			}
			return t, nil
		}
		if len(b.Records) == 0 {
			return nil, errors.New("an empty batch without io.EOF")
		}
		for i, rec := range b.Records {
			if rec.Index != i {
				return nil, errors.New("Record.Index is not its position")
			}
			t.rows = append(t.rows, row{cells: clone(rec.Cells), rec: formats.Record{Seq: rec.Seq, Part: rec.Part, Role: rec.Role, Line: rec.Line, Index: rec.Index}})
		}
	}
}

// FirstBatch are the first records of d, valid until its reader is closed with d.
func FirstBatch(t *testing.T, d formats.Document) *formats.Batch {
	t.Helper()
	r, err := d.Records()
	if err != nil {
		t.Fatal(err)
	}
	b := new(formats.Batch)
	if err := r.Next(b); err != nil {
		t.Fatal(err)
	}
	return b
}

func clone(cells []formats.Cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.Clone(c.Text)
	}
	return out
}

// edit is what a rewrite does to a record: whether it is dropped, and its edits.
type edit func(r *formats.Record) (drop bool, edits []formats.Edit)

// rewrite copies a document to a buffer.
func rewrite(d formats.Document, shapes []formats.Shape, do edit, at func(*formats.Record, formats.Edit, formats.Locus)) ([]byte, error) {
	r, err := d.Records()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := d.Rewrite(&out, shapes)
	if err != nil {
		return nil, err
	}
	var b formats.Batch
	for {
		if err := r.Next(&b); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		for i := range b.Records {
			rec := &b.Records[i]
			drop, edits := do(rec)
			if drop {
				err = w.Drop(rec)
			} else {
				err = w.Write(rec, edits, func(k int, l formats.Locus) {
					if at != nil {
						at(rec, edits[k], l)
					}
				})
			}
			if err != nil {
				return nil, err
			}
		}
	}
	if _, err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// witnessed reads written bytes with the format's witness.
func witnessed(f formats.Format, d formats.Document, out []byte) ([][]string, error) {
	var rows [][]string
	err := f.Witness.Read(bytes.NewReader(out), d.Describe(), func(_ string, seq int64, cells []string) error {
		if seq != int64(len(rows)+1) {
			return errors.New("the witness counts records wrongly")
		}
		c := make([]string, len(cells))
		for i := range cells {
			c[i] = strings.Clone(cells[i])
		}
		rows = append(rows, c)
		return nil
	})
	return rows, err
}

func unchanged(*formats.Record) (bool, []formats.Edit) { return false, nil }

func open(t *testing.T, f formats.Format, x Fixture) formats.Document {
	t.Helper()
	d, err := f.Open(x.source(), x.Options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}
