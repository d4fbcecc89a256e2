package formatstest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/formats"
)

// refusal demands the fixture's reason, at open or while reading, and an error
// that keeps the value to itself.
func refusal(t *testing.T, f formats.Format, x Fixture) {
	d, err := f.Open(x.source(), x.Options)
	if err == nil {
		_, err = read(d)
	}
	var r *formats.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("got %v, want a refusal for %q", err, x.Refused)
	}
	if r.Reason != x.Refused {
		t.Errorf("refused for %q, want %q: %v", r.Reason, x.Refused, r)
	}
	if x.Canary != "" && strings.Contains(err.Error(), x.Canary) {
		t.Error("the error quotes a cell")
	}
	if r.File == "" || r.Detail == "" {
		t.Error("the refusal does not say where or what")
	}
}

func identity(t *testing.T, f formats.Format, x Fixture) {
	d := open(t, f, x)
	out, err := rewrite(d, nil, unchanged, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !x.Packed && !bytes.Equal(out, x.Data) {
		t.Errorf("got %d bytes, want the %d that were read", len(out), len(x.Data))
	}
	agree(t, f, d, out)
}

// agree compares what the witness reads in out with what the reader read.
func agree(t *testing.T, f formats.Format, d formats.Document, out []byte) {
	t.Helper()
	got, err := witnessed(f, d, out)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := read(d)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(cells(tab), got); diff != "" {
		t.Errorf("the reader (-) and the witness (+) differ:\n%s", diff)
	}
}

func cells(t *table) [][]string {
	var out [][]string
	for _, r := range t.rows {
		out = append(out, r.cells)
	}
	return out
}

func twice(t *testing.T, f formats.Format, x Fixture) {
	d := open(t, f, x)
	a, err := read(d)
	if err != nil {
		t.Fatal(err)
	}
	b, err := read(d)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a.rows, b.rows, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("the first (-) and the second reader (+) differ:\n%s", diff)
	}
	for i, r := range a.rows {
		if r.rec.Seq != int64(i+1) {
			t.Fatalf("record %d has Seq %d", i+1, r.rec.Seq)
		}
		header := a.parts[r.rec.Part].HeaderRow
		if (r.rec.Role == formats.RoleHeader) != (r.rec.Seq == header) {
			t.Errorf("record %d has role %d and the header is record %d", i+1, r.rec.Role, header)
		}
	}
	for _, p := range a.parts {
		if len(p.Labels) != len(p.Names) {
			t.Error("labels and names differ in number")
		}
		seen := map[string]bool{}
		for _, n := range p.Names {
			if n == "" || seen[n] {
				t.Error("names are blank or repeated")
			}
			seen[n] = true
		}
	}
}

// held reads two readers in turn: a batch of one must not move under the other.
func held(t *testing.T, f formats.Format, x Fixture) {
	d := open(t, f, x)
	a, err := d.Records()
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Records()
	if err != nil {
		t.Fatal(err)
	}
	var mine, other formats.Batch
	for a.Next(&mine) == nil {
		var want [][]string
		for _, r := range mine.Records {
			want = append(want, clone(r.Cells))
		}
		for range 2 {
			if err := b.Next(&other); err != nil && !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
		}
		var got [][]string
		for _, r := range mine.Records {
			got = append(got, clone(r.Cells))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("before (-), after another reader went on (+):\n%s", diff)
		}
	}
}

const label = `[withheld: "test", x]`

// edited replaces the last cell and the beginning of the first of each data
// record and compares every cell.
func edited(t *testing.T, f formats.Format, x Fixture) {
	d := open(t, f, x)
	tab, err := read(d)
	if err != nil {
		t.Fatal(err)
	}
	want := cells(tab)
	out, err := rewrite(d, nil, func(r *formats.Record) (bool, []formats.Edit) {
		if r.Role != formats.RoleData || len(r.Cells) < 2 {
			return false, nil
		}
		last := len(r.Cells) - 1
		want[r.Seq-1][0] = "[x]" + r.Cells[0].Text
		want[r.Seq-1][last] = label
		return false, []formats.Edit{{New: "[x]"}, {Cell: last, End: len(r.Cells[last].Text), New: label}}
	}, func(r *formats.Record, e formats.Edit, l formats.Locus) {
		if l.Row != r.Seq || l.Col != e.Cell {
			t.Errorf("record %d, cell %d went to row %d, column %d", r.Seq, e.Cell, l.Row, l.Col)
		}
	})
	wantWritten(t, f, d, want, out, err)
}

// wantWritten has the witness read what a rewriting wrote.
func wantWritten(t *testing.T, f formats.Format, d formats.Document, want [][]string, out []byte, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	got, err := witnessed(f, d, out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), written (+):\n%s", diff)
	}
}

// reshaped drops the first column and adds one, which is filled in each data
// record.
func reshaped(t *testing.T, f formats.Format, x Fixture) {
	d := open(t, f, x)
	shapes := make([]formats.Shape, len(d.Parts()))
	for i := range shapes {
		shapes[i] = formats.Shape{Drop: []bool{true}, Add: []string{"added_withheld"}}
	}
	tab, err := read(d)
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	for _, r := range tab.rows {
		c := r.cells
		n := len(tab.parts[r.rec.Part].Labels)
		if r.rec.Role == formats.RoleTitle && len(c) == n && c[n-1] == "" && n > 1 {
			c = c[:n-1]
		}
		if r.rec.Role == formats.RoleData || r.rec.Role == formats.RoleHeader {
			for len(c) < n {
				c = append(c, "")
			}
			add := label
			if r.rec.Role == formats.RoleHeader {
				add = "added_withheld"
			}
			c = append(c[1:], add)
		}
		want = append(want, c)
	}
	parts := d.Parts()
	out, err := rewrite(d, shapes, func(r *formats.Record) (bool, []formats.Edit) {
		if r.Role != formats.RoleData {
			return false, nil
		}
		return false, []formats.Edit{{Cell: len(parts[r.Part].Labels), New: label}}
	}, func(r *formats.Record, _ formats.Edit, l formats.Locus) {
		if l.Row != r.Seq || l.Col != len(parts[r.Part].Labels)-1 || l.Column != "added_withheld" {
			t.Errorf("the added cell of record %d went to row %d, column %d", r.Seq, l.Row, l.Col)
		}
	})
	wantWritten(t, f, d, want, out, err)
}

// dropped leaves every second data record out; rows count in the output.
func dropped(t *testing.T, f formats.Format, x Fixture) {
	d := open(t, f, x)
	kept := 0
	out, err := rewrite(d, nil, func(r *formats.Record) (bool, []formats.Edit) {
		if r.Role == formats.RoleData && r.Seq%2 == 0 {
			return true, nil
		}
		kept++
		if r.Role == formats.RoleData {
			return false, []formats.Edit{{New: "[x]"}}
		}
		return false, nil
	}, func(_ *formats.Record, _ formats.Edit, l formats.Locus) {
		if l.Row != int64(kept) {
			t.Errorf("record %d of the output was reported as %d", kept, l.Row)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := witnessed(f, d, out)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != kept {
		t.Errorf("the witness reads %d records, %d were kept", len(got), kept)
	}
}

// skipped passes the second record first.
func skipped(t *testing.T, f formats.Format, x Fixture) {
	d := open(t, f, x)
	b := FirstBatch(t, d)
	if len(b.Records) < 2 {
		t.Skip("the fixture has one record")
	}
	w, err := d.Rewrite(io.Discard, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(&b.Records[1], nil, nil); err == nil {
		t.Error("a record was left out without an error")
	}
}

func shrunk(t *testing.T, f formats.Format, x Fixture) {
	src := x.source()
	src.Size++
	d, err := f.Open(src, x.Options)
	if err == nil {
		_, err = read(d)
	}
	var r *formats.Refusal
	if !errors.As(err, &r) || r.Reason != formats.Changed {
		t.Errorf("got %v, want a refusal for %q", err, formats.Changed)
	}
}

func limited(t *testing.T, f formats.Format, x Fixture) {
	o := x.Options
	o.Limits = formats.Limits{Record: 2, Field: 2, Columns: 1}
	d, err := f.Open(x.source(), o)
	if err == nil {
		_, err = read(d)
	}
	var r *formats.Refusal
	if !errors.As(err, &r) || r.Reason != formats.TooLarge {
		t.Errorf("got %v, want a refusal for %q", err, formats.TooLarge)
	}
}

// prefixes cuts the data at up to 400 places, at 20 in a large fixture. What is still read must come
// back as it stands and agree with the witness.
func prefixes(t *testing.T, f formats.Format, x Fixture) {
	cuts := 400
	if len(x.Data) > 64<<10 {
		cuts = 20
	}
	step := max(1, len(x.Data)/cuts)
	for n := 0; n < len(x.Data); n += step {
		cut := x
		cut.Data = x.Data[:n]
		d, err := f.Open(cut.source(), x.Options)
		if err == nil {
			_, err = read(d)
		}
		if err != nil {
			var r *formats.Refusal
			if !errors.As(err, &r) {
				t.Fatalf("%d bytes: %v is not a refusal", n, err)
			}
			continue
		}
		if x.Packed {
			t.Fatalf("%d bytes of a packed file were read as if whole", n)
		}
		out, err := rewrite(d, nil, unchanged, nil)
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if !bytes.Equal(out, cut.Data) {
			t.Fatalf("%d bytes: the output differs", n)
		}
		agree(t, f, d, out)
	}
}
