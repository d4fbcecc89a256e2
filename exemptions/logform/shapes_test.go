package logform

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/exemptions"
)

// repeated draws a log as a release has it: a few shapes, many places.
func repeated(t *rapid.T) []exemptions.Entry {
	shapes := rapid.SliceOfN(rapid.Custom(anyEntry), 1, 4).Draw(t, "shapes")
	shapes = append(shapes, phoneEntry(), columnEntry())
	other := phoneEntry() // the same key, told differently
	other.Ground.Reason = "another reason"
	shapes = append(shapes, other)
	list := make([]exemptions.Entry, rapid.IntRange(1, 60).Draw(t, "entries"))
	for i := range list {
		e := rapid.SampledFrom(shapes).Draw(t, "shape")
		e.N = int64(i + 1)
		e.Row = rapid.Int64Range(0, 30).Draw(t, "row")
		e.RowID = rapid.OneOf(rapid.StringMatching(`[0-9]{1,9}`), rapid.String()).Draw(t, "id")
		e.Cells, e.Labels = rapid.Int64Min(0).Draw(t, "cells"), rapid.Int64Range(0, 3).Draw(t, "labels")
		list[i] = e
	}
	return list
}

// What is kept of the shapes of entries changes no byte of a log.
func TestShapesChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := repeated(t)
		var json, csv bytes.Buffer
		jw, cw := JSONL(&json), CSV(&csv)
		var wantJSON []byte
		wantCSV := []byte(CSVHeader)
		told := grounds{}
		for i := range list {
			if err := jw.Write(&list[i]); err != nil {
				t.Fatal(err)
			}
			if err := cw.Write(&list[i]); err != nil {
				t.Fatal(err)
			}
			wantJSON, _ = told.appendEntry(wantJSON, &list[i])
			wantCSV = AppendCSV(wantCSV, &list[i])
		}
		if err := jw.Close(); err != nil {
			t.Fatal(err)
		}
		if err := cw.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(wantJSON), json.String()); diff != "" {
			t.Fatalf("JSON lines:\n%s", diff)
		}
		if diff := cmp.Diff(string(wantCSV), csv.String()); diff != "" {
			t.Fatalf("CSV:\n%s", diff)
		}
	})
}

// A log that was changed in one byte is refused, or says exactly what it then
// says: no line is taken for the one before it.
func TestOneByteChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := repeated(t)
		var log bytes.Buffer
		w := JSONL(&log)
		for i := range list {
			if err := w.Write(&list[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		b := log.Bytes()
		at := rapid.IntRange(0, len(b)-1).Draw(t, "at")
		switch to := rapid.SampledFrom([]byte("0 1,\"\\}x\n")).Draw(t, "to"); rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			b[at] = to
		case 1:
			b = append(b[:at], b[at+1:]...)
		default:
			b = append(b[:at], append([]byte{to}, b[at:]...)...)
		}
		var again bytes.Buffer
		w = JSONL(&again)
		for r := NewReader(bytes.NewReader(b)); ; {
			e, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return
			}
			if err := w.Write(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(b), again.String()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAgain(t *testing.T) {
	var log bytes.Buffer
	w := JSONL(&log)
	for n := range int64(4) {
		e := phoneEntry()
		e.N, e.Row = n+1, n+7
		if err := w.Write(&e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := NewReader(&log)
	var again []bool
	for {
		if _, err := r.Next(); err != nil {
			break
		}
		again = append(again, r.Again())
	}
	if diff := cmp.Diff([]bool{false, false, false, true}, again); diff != "" { // the first tells the ground, the second its key
		t.Error(diff)
	}
}
