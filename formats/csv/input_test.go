package csv

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"vaughn/formats"
)

// reason is the refusal that reading data to its end ends in, "" for none.
func reason(t *testing.T, src formats.Source, o formats.Options) formats.Reason {
	t.Helper()
	d, err := Open(src, o)
	if err == nil {
		_, err = readRows(d)
	}
	if err == nil {
		return ""
	}
	var r *formats.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%v is not a refusal", err)
	}
	return r.Reason
}

func TestGzipIsCheckedToItsEnd(t *testing.T) {
	whole := zipped(t, people)
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-8] ^= 1 // the checksum
	many := append(zipped(t, people[:40]), zipped(t, people[40:])...)
	tests := []struct {
		name string
		data []byte
		want formats.Reason
	}{
		{"whole", whole, ""},
		{"two members", many, ""},
		{"without its trailer", whole[:len(whole)-8], formats.Truncated},
		{"one byte short", whole[:len(whole)-1], formats.Truncated},
		{"a wrong checksum", flipped, formats.Damaged},
		{"other bytes behind it", append(bytes.Clone(whole), "more bytes than a header has"...), formats.Damaged},
		{"a workbook inside", zipped(t, "PK\x03\x04xl/workbook.xml"), formats.WrongType},
		{"nothing inside", zipped(t, ""), formats.Empty},
		{"not gzip", []byte(people), formats.WrongType},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := formats.Source{Name: "people.csv.gz", R: bytes.NewReader(tt.data), Size: int64(len(tt.data))}
			if got := reason(t, src, formats.Options{}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestBombsAreRefused(t *testing.T) {
	flat := "id,name\n" + strings.Repeat("1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 1<<20+1<<16)
	data := zipped(t, flat)
	src := formats.Source{Name: "flat.csv.gz", R: bytes.NewReader(data), Size: int64(len(data))}
	if got := reason(t, src, formats.Options{}); got != formats.TooLarge {
		t.Errorf("by ratio: got %q, want %q", got, formats.TooLarge)
	}
	data = zipped(t, people)
	src = formats.Source{Name: "people.csv.gz", R: bytes.NewReader(data), Size: int64(len(data))}
	if got := reason(t, src, formats.Options{Limits: formats.Limits{Inflated: 20}}); got != formats.TooLarge {
		t.Errorf("by size: got %q, want %q", got, formats.TooLarge)
	}
}

func TestLimitsNameTheRecord(t *testing.T) {
	long := "id,note\n1,x\n2,\"" + strings.Repeat("a", 300<<10) + "\"\n"
	open := "id,note\n1,x\n2,\"" + strings.Repeat("a\n", 3<<20)
	tests := []struct {
		name, data string
		lim        formats.Limits
		want       formats.Reason
	}{
		{"a long field within the default", long, formats.Limits{}, ""},
		{"a long field", long, formats.Limits{Field: 100 << 10}, formats.TooLarge},
		{"a long record", long, formats.Limits{Record: 100 << 10}, formats.TooLarge},
		{"a quote that never closes", open, formats.Limits{Record: 1 << 20}, formats.TooLarge},
		{"many fields", "a,b,c\n1,2,3\n", formats.Limits{Columns: 2}, formats.TooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := reason(t, source("t.csv", tt.data), formats.Options{Limits: tt.lim}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A file that grows or shrinks has no one content.
func TestAFileThatChangesIsRefused(t *testing.T) {
	for _, by := range []int64{-1, 1} {
		src := source("t.csv", people)
		src.Size += by
		if got := reason(t, src, formats.Options{}); got != formats.Changed {
			t.Errorf("size off by %d: got %q, want %q", by, got, formats.Changed)
		}
	}
}

type brokenDisk struct{}

func (brokenDisk) ReadAt([]byte, int64) (int, error) {
	return 0, errors.New("SECRET in a driver's error")
}

func TestReadErrorsAreOurOwnSentences(t *testing.T) {
	_, err := Open(formats.Source{Name: "t.csv", R: brokenDisk{}, Size: 10}, formats.Options{})
	if err == nil || strings.Contains(err.Error(), "SECRET") {
		t.Errorf("got %v", err)
	}
}

func TestResidueIsTheGzipHeader(t *testing.T) {
	data := zipped(t, people)
	d, err := Open(formats.Source{Name: "p.csv.gz", R: bytes.NewReader(data), Size: int64(len(data))}, formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := d.Residue(func(_ string, b []byte) error { got = append(got, string(b)); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0] != "people.csv" {
		t.Errorf("got %q, want the stored file name", got)
	}
	var out bytes.Buffer
	copyAll(t, d, &out)
	if bytes.Contains(out.Bytes(), []byte("people.csv")) {
		t.Error("the stored file name reached the output")
	}
}

// Reading is free of allocation per record once the batch has its size.
func TestReadingAndWritingDoNotAllocatePerRecord(t *testing.T) {
	cost := func(records int) float64 {
		d := open(t, export(records))
		var b formats.Batch
		read := func() {
			r, err := d.Records()
			for err == nil {
				err = r.Next(&b)
			}
		}
		read()
		return testing.AllocsPerRun(2, read)
	}
	if few, many := cost(2000), cost(40000); many > few+4 {
		t.Errorf("%v allocations for 2,000 records, %v for 40,000", few, many)
	}
}

// A character that stands across two reads is one character.
func TestUTF8IsToldAcrossReads(t *testing.T) {
	for _, label := range []string{"note", "notes", "remarks", "comments"} {
		data := "id," + label + "\n1," + strings.Repeat("€", 100000) + "\n"
		d, err := Open(source("t.csv", data), formats.Options{Encoding: "utf-8"})
		if err != nil {
			t.Errorf("%s: %v", label, err)
			continue
		}
		if got := d.Describe()["encoding"]; got != "utf-8" {
			t.Errorf("%s: got %q, want utf-8", label, got)
		}
	}
}

// Spaces and then quotes without end must not cost their product.
func TestSpacesBeforeManyQuotesAreReadOnce(t *testing.T) {
	data := "id,note\n1," + strings.Repeat(" ", 2<<20) + "x" + strings.Repeat("\"", 2<<20) + "\n"
	if got := reason(t, source("t.csv", data), formats.Options{}); got != "" {
		t.Errorf("got %q, want it to be read", got)
	}
}
