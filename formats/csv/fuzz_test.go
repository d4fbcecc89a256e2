package csv

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"vaughn/formats"
	"vaughn/formats/csv/witness"
)

// FuzzTokenizer: any bytes are refused with a *formats.Refusal, or read so that
// zero edits give the same bytes and the witness reads the same cells.
func FuzzTokenizer(f *testing.F) {
	for _, o := range oddities {
		f.Add([]byte(o.data), byte(0), o.opts.Ragged)
	}
	f.Add([]byte(people), byte(','), false)
	f.Add([]byte("a,b\r\n\"x\r\",\"\r\n\n\"\n"), byte(','), true)
	f.Add([]byte("\xff\xfei\x00,\x00n\x00\n\x001\x00,\x00Z\xe8\x00\x00"), byte(0x0f), false) // a NUL in UTF-16 once never ended
	f.Add([]byte("\" \" , \"\"\r\r\n,"), byte(','), true)
	f.Fuzz(func(t *testing.T, data []byte, delim byte, ragged bool) {
		o := formats.Options{Delimiter: delim, Ragged: ragged}
		d, err := Open(formats.Source{Name: "fuzz.csv", R: bytes.NewReader(data), Size: int64(len(data))}, o)
		var rows [][]string
		if err == nil {
			rows, err = readRows(d)
		}
		if err != nil {
			var r *formats.Refusal
			if !errors.As(err, &r) {
				t.Fatalf("%v is not a refusal", err)
			}
			return
		}
		var out bytes.Buffer
		copyAll(t, d, &out)
		if d.Describe()["gzip"] == "false" && !bytes.Equal(out.Bytes(), data) {
			t.Fatal("the output differs from the input")
		}
		agreeWithWitness(t, d, out.Bytes(), rows)
	})
}

// FuzzEdit: a replaced cell comes back through the witness, and every other
// cell as it was.
func FuzzEdit(f *testing.F) {
	for _, o := range oddities {
		if o.refused == "" {
			f.Add([]byte(o.data), "[withheld]", uint(1), uint(0))
		}
	}
	f.Add([]byte(people), "a \"b\", c\r\nd", uint(3), uint(1))
	f.Fuzz(func(t *testing.T, data []byte, label string, seq, cell uint) {
		d, err := Open(formats.Source{Name: "fuzz.csv", R: bytes.NewReader(data), Size: int64(len(data))}, formats.Options{})
		if err != nil {
			return
		}
		want, err := readRows(d)
		if err != nil || seq == 0 || uint(len(want)) < seq || cell >= uint(len(want[seq-1])) || strings.ToValidUTF8(label, "") != label || strings.Contains(label, "\x00") {
			return
		}
		want[seq-1][cell] = label
		var out bytes.Buffer
		if err := editOne(d, &out, int64(seq), int(cell), label); err != nil {
			return
		}
		got := 0
		err = witness.New().Read(&out, d.Describe(), func(_ string, n int64, cells []string) error {
			got++
			if len(cells) != len(want[n-1]) {
				t.Fatalf("record %d: %d fields, want %d", n, len(cells), len(want[n-1]))
			}
			for i := range cells {
				if cells[i] != want[n-1][i] {
					t.Fatalf("record %d, field %d: got %q, want %q", n, i, cells[i], want[n-1][i])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got != len(want) {
			t.Fatalf("%d records, want %d", got, len(want))
		}
	})
}

// editOne rewrites d with one cell replaced.
func editOne(d formats.Document, out *bytes.Buffer, seq int64, cell int, label string) error {
	return rewriteWith(d, out, nil, func(r *formats.Record) []formats.Edit {
		if r.Seq != seq {
			return nil
		}
		return []formats.Edit{{Cell: cell, End: len(r.Cells[cell].Text), New: label}}
	})
}

// rewriteWith copies d with edits.
func rewriteWith(d formats.Document, out *bytes.Buffer, shapes []formats.Shape, edits func(*formats.Record) []formats.Edit) error {
	r, err := d.Records()
	if err != nil {
		return err
	}
	w, err := d.Rewrite(out, shapes)
	if err != nil {
		return err
	}
	var b formats.Batch
	for {
		if err = r.Next(&b); err != nil {
			break
		}
		for i := range b.Records {
			if err := w.Write(&b.Records[i], edits(&b.Records[i]), nil); err != nil {
				return err
			}
		}
	}
	if !isEOF(err) {
		return err
	}
	_, err = w.Close()
	return err
}

func isEOF(err error) bool { return errors.Is(err, io.EOF) }
