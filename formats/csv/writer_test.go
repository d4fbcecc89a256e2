package csv

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/formats"
	"vaughn/formats/formatstest"
)

func TestWriterKeepsWhatNobodyEdited(t *testing.T) {
	whole := func(seq int64, cell int, text string) func(*formats.Record) []formats.Edit {
		return func(r *formats.Record) []formats.Edit {
			if r.Seq != seq {
				return nil
			}
			return []formats.Edit{{Cell: cell, End: len(r.Cells[cell].Text), New: text}}
		}
	}
	none := func(*formats.Record) []formats.Edit { return nil }
	tests := []struct {
		name, in, want string
		shape          formats.Shape
		opts           formats.Options
		edits          func(*formats.Record) []formats.Edit
	}{
		{name: "a quoted cell stays quoted", in: "id,\"name\"\r\n1, \"Alex\" \r\n", edits: whole(2, 1, "[x]"), want: "id,\"name\"\r\n1, \"[x]\" \r\n"},
		{name: "an unquoted cell stays unquoted", in: "id,name\n1,Alex\n", edits: whole(2, 1, "[x y]"), want: "id,name\n1,[x y]\n"},
		{name: "an unquoted cell is quoted where it has to be", in: "id,name\n1,Alex\n", edits: whole(2, 1, "a \"b\", c"), want: "id,name\n1,\"a \"\"b\"\", c\"\n"},
		{name: "windows-1252 stays windows-1252", in: "id,name\n1,Ren\xe9e Sample\n", edits: func(r *formats.Record) []formats.Edit {
			if r.Seq != 2 {
				return nil
			}
			return []formats.Edit{{Cell: 1, Start: len("Renée "), End: len("Renée Sample"), New: "[x]"}}
		}, want: "id,name\n1,Ren\xe9e [x]\n"},
		{name: "bytes that would be UTF-8 by chance are written as UTF-8", in: "id,name\n1,\xc3x\xa9\n", edits: func(r *formats.Record) []formats.Edit {
			if r.Seq != 2 {
				return nil
			}
			return []formats.Edit{{Cell: 1, Start: len("Ã"), End: len("Ãx")}}
		}, want: "id,name\n1,Ã©\n"},
		{name: "several edits in a cell", in: "id,note\n1,call Alex or Sam now\n", edits: func(r *formats.Record) []formats.Edit {
			if r.Seq != 2 {
				return nil
			}
			return []formats.Edit{{Cell: 1, Start: 5, End: 9, New: "[a]"}, {Cell: 1, Start: 13, End: 16, New: "[b]"}}
		}, want: "id,note\n1,call [a] or [b] now\n"},
		{name: "a longitude may be coarsened", in: "id,lng\n1,-76.1475\n", edits: whole(2, 1, "-76.1"), want: "id,lng\n1,-76.1\n"},
		{name: "the first column is dropped", in: "id,name,zip\n1,\"Alex, Jr\",13201\n", edits: none, shape: formats.Shape{Drop: []bool{true}}, want: "name,zip\n\"Alex, Jr\",13201\n"},
		{name: "the middle column is dropped", in: "id,name,zip\r\n1,Alex,13201\r\n", edits: none, shape: formats.Shape{Drop: []bool{false, true}}, want: "id,zip\r\n1,13201\r\n"},
		{name: "the last column is dropped", in: "id,name,zip\n1,Alex,13201", edits: none, shape: formats.Shape{Drop: []bool{false, false, true}}, want: "id,name\n1,Alex"},
		{name: "an empty record left over is no blank line", in: "id,name\n1,\n2,Sam\n", edits: none, shape: formats.Shape{Drop: []bool{true, false}}, want: "name\n\"\"\nSam\n"},
		{name: "an emptied cell of one column is no blank line", in: "name\nAlex\nSam\n", edits: whole(2, 0, ""), want: "name\n\"\"\nSam\n"},
		{name: "titles and blank lines get no added column", in: "May report\n\nid,name\n1,Alex\n\n", edits: none, shape: formats.Shape{Add: []string{"x,y"}}, want: "May report\n\nid,name,\"x,y\"\n1,Alex,\n\n"},
		{name: "short records are filled up", in: "id,name,zip\n1,Alex,13201\n2\n", opts: formats.Options{Ragged: true}, edits: none, shape: formats.Shape{Drop: []bool{false, true}, Add: []string{"w"}}, want: "id,zip,w\n1,13201,\n2,,\n"},
		{name: "a long record keeps its tail when a column is dropped", in: "id,name,zip\n1,Alex,13201,tail\n2,Sam,13202\n", opts: formats.Options{Ragged: true}, edits: none, shape: formats.Shape{Drop: []bool{false, false, true}}, want: "id,name\n1,Alex,tail\n2,Sam\n"},
		{name: "records with one delimiter more", in: "id,name\n1,Alex,\n2,Sam,\n", opts: formats.Options{Ragged: true}, edits: none, shape: formats.Shape{Add: []string{"w"}}, want: "id,name,,w\n1,Alex,,\n2,Sam,,\n"},
		{name: "a sep line stays whole", in: "sep=;\nid;name\n1;Alex\n", edits: none, shape: formats.Shape{Drop: []bool{true}}, want: "sep=;\nname\nAlex\n"},
		{name: "a padded title loses an empty field", in: "May,,\nid,name,zip\n1,Alex,13201\n", edits: none, shape: formats.Shape{Drop: []bool{true}}, want: "May,\nname,zip\nAlex,13201\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Open(source("t.csv", tt.in), tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := rewriteWith(d, &out, []formats.Shape{tt.shape}, tt.edits); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, out.String()); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestWriterRefusesWhatItCannotWriteSafely(t *testing.T) {
	const in = "id,name,zip\n1,Alex,13201\n"
	edit := func(e ...formats.Edit) func(*formats.Record) []formats.Edit {
		return func(r *formats.Record) []formats.Edit {
			if r.Seq == 2 {
				return e
			}
			return nil
		}
	}
	add := formats.Shape{Add: []string{"w"}}
	tests := []struct {
		name  string
		in    string
		opts  formats.Options
		shape formats.Shape
		edits func(*formats.Record) []formats.Edit
	}{
		{name: "=", edits: edit(formats.Edit{Cell: 1, End: 4, New: "=1+1"})},
		{name: "+", edits: edit(formats.Edit{Cell: 1, End: 4, New: "+1"})},
		{name: "-", edits: edit(formats.Edit{Cell: 1, End: 4, New: "-5"})},
		{name: "- for a number that is no number", edits: edit(formats.Edit{Cell: 2, End: 5, New: "-5-1"})},
		{name: "@", edits: edit(formats.Edit{Cell: 1, End: 4, New: "@x"})},
		{name: "tab", edits: edit(formats.Edit{Cell: 1, End: 4, New: "\tx"})},
		{name: "carriage return", edits: edit(formats.Edit{Cell: 1, End: 4, New: "\rx"})},
		{name: "a formula that is left when its front goes", in: "id,name\n1,Alex=1\n", edits: edit(formats.Edit{Cell: 1, End: 4})},
		{name: "a formula in an added column", shape: add, edits: edit(formats.Edit{Cell: 3, New: "=1"})},
		{name: "a range in an added column", shape: add, edits: edit(formats.Edit{Cell: 3, End: 1, New: "x"})},
		{name: "a column that is not there", edits: edit(formats.Edit{Cell: 3, New: "x"})},
		{name: "a dropped column", shape: formats.Shape{Drop: []bool{false, true}}, edits: edit(formats.Edit{Cell: 1, New: "x"})},
		{name: "edits out of order", edits: edit(formats.Edit{Cell: 1, New: "x"}, formats.Edit{Cell: 0, New: "x"})},
		{name: "overlapping edits", edits: edit(formats.Edit{Cell: 1, End: 3, New: "x"}, formats.Edit{Cell: 1, Start: 2, End: 4, New: "x"})},
		{name: "an edit beyond the text", edits: edit(formats.Edit{Cell: 1, End: 5, New: "x"})},
		{name: "an edit that ends before it begins", edits: edit(formats.Edit{Cell: 1, Start: 3, End: 2, New: "x"})},
		{name: "half a character", in: "id,name\n1,Zoë\n", edits: edit(formats.Edit{Cell: 1, Start: 3, End: 4, New: "x"})},
		{name: "a character that the encoding lacks", in: "id,name\n1,Ren\xe9e\n", opts: formats.Options{Encoding: "windows-1252"}, edits: edit(formats.Edit{Cell: 1, New: "[漢]"})},
		{name: "added columns beside a long record", in: "id,name\n1,Alex,x\n", opts: formats.Options{Ragged: true}, shape: add, edits: edit()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.in == "" {
				tt.in = in
			}
			d, err := Open(source("t.csv", tt.in), tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			err = rewriteWith(d, &out, []formats.Shape{tt.shape}, tt.edits)
			if err == nil {
				t.Fatalf("written without an error: %q", out.String())
			}
			if !strings.Contains(err.Error(), "record 2") || strings.Contains(err.Error(), "Alex") {
				t.Errorf("the error does not say where, or says what: %v", err)
			}
		})
	}
}

func TestRewriteRefusesShapesOfAnotherTable(t *testing.T) {
	d, err := Open(source("t.csv", "id,name\n1,Alex\n"), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, shapes := range map[string][]formats.Shape{
		"two shapes":           {{}, {}},
		"too many columns":     {{Drop: []bool{true, false, false}}},
		"nothing left":         {{Drop: []bool{true, true}}},
		"a formula for a name": {{Add: []string{"=x"}}},
	} {
		if _, err := d.Rewrite(io.Discard, shapes); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestLocusIsInOutputCoordinates(t *testing.T) {
	d, err := Open(source("t.csv", "May\nid,name,name,zip\n1,Alex,A,13201\n2,Sam,S,13202\n"), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := d.Rewrite(io.Discard, []formats.Shape{{Drop: []bool{true, true}, Add: []string{"zip_withheld"}}})
	if err != nil {
		t.Fatal(err)
	}
	b := formatstest.FirstBatch(t, d)
	var got []formats.Locus
	at := func(_ int, l formats.Locus) { got = append(got, l) }
	for i := range b.Records {
		rec := &b.Records[i]
		switch rec.Seq {
		case 3:
			err = w.Drop(rec)
		case 4:
			err = w.Write(rec, []formats.Edit{{Cell: 2, End: 1, New: "x"}, {Cell: 3, End: 5}, {Cell: 4, New: "[x]"}}, at)
		default:
			err = w.Write(rec, nil, at)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []formats.Locus{{Row: 3, Col: 0, Column: "name"}, {Row: 3, Col: 1, Column: "zip"}, {Row: 3, Col: 2, Column: "zip_withheld"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

// failing is a disk that is full.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWriterReportsAFullDisk(t *testing.T) {
	d, err := Open(source("t.csv", "id,name\n1,Alex\n"), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := d.Rewrite(failing{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Errorf("nothing was to write: %v", err)
	}
	w, err = d.Rewrite(failing{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := formatstest.FirstBatch(t, d)
	if err := w.Write(&b.Records[0], nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err == nil {
		t.Error("the write error was lost")
	}
}
