package csv

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"vaughn/formats"
	"vaughn/formats/csv/witness"
)

// sharedCSV is where the development set stands beside a checkout; tests on it
// skip where it is absent.
const sharedCSV = "../../../shared/data/csv"

func TestSharedFilesComeBackByteForByte(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedCSV, "*.csv"))
	if len(files) == 0 {
		t.Skip("absent: ../shared/data/csv, the development set of real exports")
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Open(formats.Source{Name: f, R: bytes.NewReader(data), Size: int64(len(data))}, formats.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			rows := copyAll(t, d, &out)
			if !bytes.Equal(out.Bytes(), data) {
				t.Fatal("the output differs from the input")
			}
			agreeWithWitness(t, d, out.Bytes(), rows)
			p := d.Parts()[0]
			t.Logf("header %d, %d columns, %d records, notes %v, %v", p.HeaderRow, len(p.Labels), len(rows), p.Notes, d.Describe())
		})
	}
}

// copyAll rewrites a document without edits and returns its cells.
func copyAll(t *testing.T, d formats.Document, out io.Writer) [][]string {
	t.Helper()
	r, err := d.Records()
	if err != nil {
		t.Fatal(err)
	}
	w, err := d.Rewrite(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	var b formats.Batch
	for {
		err := r.Next(&b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Records {
			rec := &b.Records[i]
			row := make([]string, len(rec.Cells))
			for k, c := range rec.Cells {
				row[k] = string([]byte(c.Text))
			}
			rows = append(rows, row)
			if err := w.Write(rec, nil, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func agreeWithWitness(t *testing.T, d formats.Document, out []byte, rows [][]string) {
	t.Helper()
	n := 0
	err := witness.New().Read(bytes.NewReader(out), d.Describe(), func(_ string, seq int64, cells []string) error {
		n++
		if int(seq) != n || n > len(rows) {
			t.Fatalf("the witness reads record %d, the reader has %d", seq, len(rows))
		}
		if len(cells) != len(rows[n-1]) {
			t.Fatalf("record %d: the witness reads %d fields, the reader %d", seq, len(cells), len(rows[n-1]))
		}
		for i := range cells {
			if cells[i] != rows[n-1][i] {
				t.Fatalf("record %d, field %d: the witness and the reader differ", seq, i)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n != len(rows) {
		t.Fatalf("the witness reads %d records, the reader %d", n, len(rows))
	}
}
