package logform

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/exemptions"
)

func phoneEntry() exemptions.Entry {
	return exemptions.Entry{
		N: 2, File: "syrcityline.csv", Row: 7, RowID: "1048812", Columns: []string{"Description"},
		What: "telephone number", Action: exemptions.Masked, Cells: 1, Labels: 1,
		Label: "[phone withheld: NY POL 87(2)(b)]",
		Ground: exemptions.Ground{
			Key: "ny.privacy", Cite: "NY POL 87(2)(b)", Label: "NY POL 87(2)(b)",
			Reason: "would be an unwarranted invasion of personal privacy",
			Basis:  exemptions.BasisExemption, Words: "exemption (City may use it)", Grade: "V",
		},
		DecidedBy: "Chief Data Officer (rule)", DecidedOn: "2026-11-20",
	}
}

func columnEntry() exemptions.Entry {
	return exemptions.Entry{
		N: 1, File: "syrcityline.csv", RowID: "all", Columns: []string{"Reporter_Email"},
		What: "e-mail address", Action: exemptions.ColumnOut, Cells: 18204,
		Ground:    exemptions.Promise("email", "Your email address will never be displayed publicly.", "City"),
		DecidedBy: "Chief Data Officer (rule)", DecidedOn: "2026-11-20",
	}
}

func anyEntry(t *rapid.T) exemptions.Entry {
	str := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("ab\"\\\n\t\x00\x7f<&>\u2028é=+-@, ;]\ufffd"))))
	amount := rapid.Int64Min(0)
	return exemptions.Entry{
		N: amount.Draw(t, "n"), File: str.Draw(t, "file"), Part: str.Draw(t, "part"), Row: amount.Draw(t, "row"),
		RowID: str.Draw(t, "id"), Columns: rapid.SliceOf(str).Draw(t, "columns"), What: str.Draw(t, "what"),
		Action: exemptions.Action(str.Draw(t, "action")), Cells: amount.Draw(t, "cells"), Labels: amount.Draw(t, "labels"),
		Label: str.Draw(t, "label"),
		Ground: exemptions.Ground{
			Key: str.Draw(t, "key"), Cite: str.Draw(t, "cite"), Label: str.Draw(t, "glabel"), Reason: str.Draw(t, "reason"),
			Basis: exemptions.Basis(str.Draw(t, "basis")), Words: str.Draw(t, "words"), Finding: str.Draw(t, "finding"), Grade: str.Draw(t, "grade"),
		},
		DecidedBy: str.Draw(t, "by"), DecidedOn: str.Draw(t, "on"),
	}
}

// The canonical line is what encoding/json writes without HTML escaping, so
// that any JSON reader understands it.
func TestALineIsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEntry(t)
		if e.Columns == nil {
			e.Columns = []string{}
		}
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(&e); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), lines(e)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestJSONLRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(anyEntry), 0, 5).Draw(t, "entries")
		var buf bytes.Buffer
		w := JSONL(&buf)
		for i := range want {
			if err := w.Write(&want[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		var got []exemptions.Entry
		err := ReadJSONL(&buf, func(e *exemptions.Entry) error { got = append(got, *e); return nil })
		if err != nil {
			t.Fatal(err)
		}
		for i := range want { // an empty list reads back as none
			if len(want[i].Columns) == 0 {
				want[i].Columns = nil
			}
		}
		if len(got) != len(want) || (len(want) > 0 && !cmp.Equal(want, got)) {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}

func TestReadJSONLRefuses(t *testing.T) {
	e := phoneEntry()
	good := lines(e)
	brief := strings.TrimPrefix(lines(e, e), good)
	tests := []struct{ name, log, want string }{
		{"a ground told twice", good + good, `line 2: this is not an entry as vaughn writes it (at a ground that was told before)`},
		{"a ground not told", brief, `line 1`},
		{"another ground not told", good + strings.Replace(brief, `"key":"`, `"key":"x.`, 1), `line 2`},
		{"unknown key", good + strings.Replace(good, `"cells"`, `"value":"x","cells"`, 1), `line 2`},
		{"missing key", strings.Replace(good, `,"decided_on":"2026-11-20"`, "", 1), `line 1: this is not an entry as vaughn writes it (at ,"decided_on":)`},
		{"renamed key", strings.Replace(good, `"what"`, `"What"`, 1), `line 1`},
		{"key twice", strings.Replace(good, `"what":"telephone number"`, `"what":"telephone number","what":"name"`, 1), `line 1`},
		{"spaces", strings.Replace(good, `:2,`, `: 2,`, 1), `line 1`},
		{"leading zero", strings.Replace(good, `"cells":1`, `"cells":01`, 1), `line 1`},
		{"negative", strings.Replace(good, `"cells":1`, `"cells":-1`, 1), `line 1`},
		{"too large", strings.Replace(good, `"cells":1`, `"cells":99999999999999999999`, 1), `line 1`},
		{"escape not needed", strings.Replace(good, `telephone`, `\u0074elephone`, 1), `the spelling of a value`},
		{"half escape", strings.Replace(good, `telephone`, `\u00`, 1), `line 1`},
		{"not UTF-8", strings.Replace(good, `telephone`, "\xff", 1), `the spelling of a value`},
		{"cut off", good + brief[:len(brief)-1], `line 2: the line is cut off`},
		{"blank line", good + "\n" + good, `line 2`},
		{"two on a line", strings.TrimSuffix(good, "\n") + good, `line 1`},
		{"too long", strings.Replace(good, `telephone`, strings.Repeat("x", maxLine), 1), `longer than any entry`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := ReadJSONL(strings.NewReader(tt.log), func(*exemptions.Entry) error { return nil })
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "1048812") {
				t.Errorf("the error quotes the line: %v", err)
			}
		})
	}
}

func TestReadJSONLLongLine(t *testing.T) {
	e := phoneEntry()
	e.What = strings.Repeat("x", 600<<10)
	n := 0
	err := ReadJSONL(strings.NewReader(lines(e)), func(got *exemptions.Entry) error { n = len(got.What); return nil })
	if err != nil || n != len(e.What) {
		t.Errorf("got %d bytes, %v", n, err)
	}
}

func TestReadJSONLStops(t *testing.T) {
	e := phoneEntry()
	stop := errors.New("stop")
	err := ReadJSONL(strings.NewReader(lines(e, e)), func(*exemptions.Entry) error { return stop })
	if !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

// lines is the log of entries.
func lines(entries ...exemptions.Entry) string {
	var b []byte
	told := grounds{}
	for i := range entries {
		b, _ = told.appendEntry(b, &entries[i])
	}
	return string(b)
}

// Two grounds of one key take turns: each is told again, and read back.
func TestGroundsOfOneKey(t *testing.T) {
	a, b := phoneEntry(), phoneEntry()
	b.Ground.Reason = "another reason"
	want := []exemptions.Entry{a, a, b, b, a, a}
	log := lines(want...)
	if n := strings.Count(log, `"reason"`); n != 3 {
		t.Errorf("%d grounds are told, want 3", n)
	}
	var got []exemptions.Entry
	if err := ReadJSONL(strings.NewReader(log), func(e *exemptions.Entry) error { got = append(got, *e); return nil }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// fullDisk fails every write.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWritersReportErrors(t *testing.T) {
	e := phoneEntry()
	j, c := JSONL(fullDisk{}), CSV(fullDisk{})
	for range 1000 {
		_, _ = j.Write(&e), c.Write(&e)
	}
	if err := j.Write(&e); err == nil {
		t.Error("JSONL: the error of the writer beneath was lost")
	}
	if err := j.Close(); err == nil {
		t.Error("JSONL: Close without the error")
	}
	if err := c.Close(); err == nil {
		t.Error("CSV: Close without the error")
	}
}

func FuzzReadJSONL(f *testing.F) {
	e, c := phoneEntry(), columnEntry()
	f.Add([]byte(lines(c, e, c, e)))
	f.Add([]byte(lines(c, e, e, e, e, c)))
	f.Add([]byte(`{"entry":1,"file":"\u00e9"`))
	f.Add([]byte("\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		var again []byte
		told := grounds{}
		err := ReadJSONL(bytes.NewReader(log), func(e *exemptions.Entry) error {
			again, _ = told.appendEntry(again, e)
			return nil
		})
		if err == nil && !bytes.Equal(again, log) {
			t.Error("accepted a log that is not canonical")
		}
		if !bytes.HasPrefix(log, again) {
			t.Error("an entry differs from its line")
		}
	})
}

func TestWriteAllocates(t *testing.T) {
	e := phoneEntry()
	j, c := JSONL(io.Discard), CSV(io.Discard)
	if n := testing.AllocsPerRun(1000, func() { _, _ = j.Write(&e), c.Write(&e) }); n != 0 {
		t.Errorf("%v allocations an entry", n)
	}
}

func BenchmarkJSONL(b *testing.B) {
	e := phoneEntry()
	w := JSONL(io.Discard)
	b.SetBytes(int64(len(lines(e, e)) - len(lines(e))))
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Write(&e); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadJSONL(b *testing.B) {
	e := phoneEntry()
	log := []byte(lines(slices.Repeat([]exemptions.Entry{e}, 1000)...))
	b.ReportAllocs()
	for b.Loop() {
		if err := ReadJSONL(bytes.NewReader(log), func(*exemptions.Entry) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkCSV(b *testing.B) {
	e := phoneEntry()
	w := CSV(io.Discard)
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Write(&e); err != nil {
			b.Fatal(err)
		}
	}
}
