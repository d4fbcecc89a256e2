package verify

import (
	"bytes"
	"context"
	stdcsv "encoding/csv"
	"testing"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/testdata/sr"
)

// bigSample is an invented export of about mb megabytes from which the columns
// of the reporter are dropped.
func bigSample(b *testing.B, mb int) *sample {
	b.Helper()
	g := sr.New(sr.Options{Seed: 1, PerMille: 100})
	raw := g.Header(nil)
	for len(raw) < mb*1000*1000 {
		raw = g.Row(raw)
	}
	table, err := stdcsv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	s := &sample{name: "sr.csv", header: table[0], rows: table[1:], drop: map[int]bool{}, holds: map[int][]string{}, extra: map[string]string{}}
	var all []string
	for _, e := range detect.Entities() {
		all = append(all, e.String())
	}
	for i, h := range s.header {
		s.holds[i] = all
		switch h {
		case "Reporter_Email", "Reporter_Phone", "Assignee_Email", "Internal_Notes":
			s.drop[i] = true
		}
	}
	s.make()
	return s
}

// BenchmarkFiles is the pass over a file without labels, inputs at hand; bytes
// are those of the input.
func BenchmarkFiles(b *testing.B) {
	s := bigSample(b, 8)
	dir := b.TempDir()
	o := s.options(b, true)
	s.write(b, dir)
	b.SetBytes(int64(len(s.input)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
		if err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}
