package csv

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"testing"

	"vaughn/formats"
	"vaughn/formats/csv/witness"
)

// export is a service-request export as vendors make it: quoted commas,
// doubled quotes, line breaks in cells, empty columns. The people are invented.
func export(records int) []byte {
	var b bytes.Buffer
	b.WriteString("Id,Created,Type,Address,City,Zip,Reporter,Phone,Email,Status,Agency,Description,Lat,Lng,Updated\n")
	for i := range records {
		note := "Resident reports a pothole, about two feet wide"
		switch i % 10 {
		case 3:
			note = `Sign says ""No Parking"" but is bent, please replace`
		case 7:
			note = "First line of the note\nsecond line, with a comma"
		}
		fmt.Fprintf(&b, "%d,2026-05-%02d 08:%02d:00,Street Light,\"%d Elm Street, Unit %d\",Springfield,%05d,Alex Example,315-555-01%02d,alex%d@example.org,Closed,Department of Public Works,\"%s\",43.%06d,-76.%06d,\n",
			1000000+i, 1+i%28, i%60, 1+i%900, i%9, 13200+i%90, i%100, i%5000, note, i%999983, i%999979)
	}
	return b.Bytes()
}

const benchRecords = 160000

func open(tb testing.TB, data []byte) formats.Document {
	tb.Helper()
	d, err := Open(formats.Source{Name: "export.csv", R: bytes.NewReader(data), Size: int64(len(data))}, formats.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// BenchmarkScan reads every record into a reused batch.
func BenchmarkScan(b *testing.B) {
	data := export(benchRecords)
	d := open(b, data)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var batch formats.Batch
	for b.Loop() {
		r, err := d.Records()
		for err == nil {
			err = r.Next(&batch)
		}
		if !errors.Is(err, io.EOF) {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is the pass for encoding and dialect.
func BenchmarkOpen(b *testing.B) {
	data := export(benchRecords)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		open(b, data)
	}
}

// BenchmarkCopyTwoColumns opens, reads and writes with two cells of every
// record edited.
func BenchmarkCopyTwoColumns(b *testing.B) {
	data := export(benchRecords)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		copyTwo(b, open(b, data))
	}
}

func copyTwo(b *testing.B, d formats.Document) {
	r, err := d.Records()
	if err != nil {
		b.Fatal(err)
	}
	w, err := d.Rewrite(io.Discard, nil)
	if err != nil {
		b.Fatal(err)
	}
	var batch formats.Batch
	edits := make([]formats.Edit, 2)
	for {
		err := r.Next(&batch)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		for i := range batch.Records {
			rec := &batch.Records[i]
			edits[0] = formats.Edit{Cell: 6, End: len(rec.Cells[6].Text), New: "[name withheld]"}
			edits[1] = formats.Edit{Cell: 8, End: len(rec.Cells[8].Text), New: "[e-mail withheld]"}
			if err := w.Write(rec, edits, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
	if _, err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkEncodingCSV is the yardstick: encoding/csv reading and writing the
// same file.
func BenchmarkEncodingCSV(b *testing.B) {
	data := export(benchRecords)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r := stdcsv.NewReader(bytes.NewReader(data))
		r.ReuseRecord = true
		w := stdcsv.NewWriter(io.Discard)
		for {
			rec, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal("encoding/csv cannot read the file")
			}
			if err := w.Write(rec); err != nil {
				b.Fatal(err)
			}
		}
		w.Flush()
	}
}

// BenchmarkWitness reads the file with the independent reader.
func BenchmarkWitness(b *testing.B) {
	data := export(benchRecords)
	describe := open(b, data).Describe()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		err := witness.New().Read(bytes.NewReader(data), describe, func(string, int64, []string) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
}
