package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"vaughn/testdata/sr"
)

// dialects are the ways in which vendors write the same export. name is the
// file's name; write turns records into its bytes; read turns released bytes
// back into text that can be searched.
var dialects = []struct {
	name  string
	write func([][]string) []byte
	read  func([]byte) ([]byte, error)
}{
	{"comma.csv", withDelimiter(',', "\r\n"), asIs},
	{"semicolon.csv", withDelimiter(';', "\n"), asIs},
	{"tabs.tsv", withDelimiter('\t', "\n"), asIs},
	{"bom.csv", func(r [][]string) []byte { return append([]byte("\ufeff"), withDelimiter(',', "\r\n")(r)...) }, asIs},
	{"carriage.csv", withDelimiter(',', "\r"), asIs},
	{"wide.csv", func(r [][]string) []byte { return toUTF16(withDelimiter(',', "\r\n")(r)) }, fromUTF16},
	{"small.csv.gz", func(r [][]string) []byte { return zipped(withDelimiter(',', "\n")(r)) }, unzipped},
}

// TestNoPlantedValueIsReleasedInAnyDialect is the first promise, from the command
// line: whatever the file looks like, nothing that was planted comes out.
func TestNoPlantedValueIsReleasedInAnyDialect(t *testing.T) {
	for i, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := writeDemo(dir); err != nil {
				t.Fatal(err)
			}
			records, planted := plantedExport(t, uint64(100+i))
			in, out := filepath.Join(dir, d.name), filepath.Join(dir, "public")
			if err := os.WriteFile(in, d.write(records), 0o644); err != nil {
				t.Fatal(err)
			}
			var stdout, stderr bytes.Buffer
			code := run(t.Context(), []string{"release", in, "--policy", filepath.Join(dir, "syrcityline.yaml"), "--out", out},
				outside{out: &stdout, err: &stderr, env: func(string) string { return "" }, now: time.Now})
			if code != exitDone {
				t.Fatalf("exit %d: %s", code, stderr.String())
			}
			search(t, "stdout", stdout.Bytes(), planted)
			search(t, "stderr", stderr.Bytes(), planted)
			searchTree(t, out, planted, d.name, d.read)
		})
	}
}

// plantedExport is an invented export as records, with what was planted in it.
func plantedExport(t *testing.T, seed uint64) (records [][]string, planted []string) {
	t.Helper()
	g := sr.New(sr.Options{Seed: seed, PerMille: 400, Canary: func(c sr.Canary) { planted = append(planted, c.Value) }})
	b := g.Header(nil)
	for range 250 {
		b = g.Row(b)
	}
	records, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(planted)
	planted = slices.Compact(planted)
	if len(planted) < 300 {
		t.Fatalf("only %d planted values: this would check nothing", len(planted))
	}
	return records, planted
}

func search(t *testing.T, where string, text []byte, planted []string) {
	t.Helper()
	for _, v := range planted {
		if bytes.Contains(text, []byte(v)) {
			t.Errorf("a planted value (%d characters) stands in %s", len(v), where)
		}
	}
}

// searchTree searches every file of a release, and wants the data file to be
// there and to hold what is kept.
func searchTree(t *testing.T, dir string, planted []string, data string, read func([]byte) ([]byte, error)) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil && e.Name() == data {
			seen++
			if text, err = read(text); err == nil && !bytes.Contains(text, []byte("Councilor Roe asked DPW")) {
				t.Errorf("%s does not hold what is public", e.Name())
			}
		}
		search(t, e.Name(), text, planted)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Errorf("%s was not released", data)
	}
}

func withDelimiter(comma rune, end string) func([][]string) []byte {
	return func(records [][]string) []byte {
		var b bytes.Buffer
		for _, rec := range records {
			for i, f := range rec {
				if i > 0 {
					b.WriteRune(comma)
				}
				if strings.ContainsAny(f, string(comma)+"\"\r\n") {
					f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
				}
				b.WriteString(f)
			}
			b.WriteString(end)
		}
		return b.Bytes()
	}
}

func asIs(b []byte) ([]byte, error) { return b, nil }

func toUTF16(b []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(string(b))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func fromUTF16(b []byte) ([]byte, error) {
	if len(b) < 2 || b[0] != 0xff || b[1] != 0xfe || len(b)%2 != 0 {
		return nil, fmt.Errorf("the released file is not UTF-16 as the input was")
	}
	var units []uint16
	for i := 2; i < len(b); i += 2 {
		units = append(units, uint16(b[i])|uint16(b[i+1])<<8)
	}
	return []byte(string(utf16.Decode(units))), nil
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b) // a bytes.Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func unzipped(b []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
