package table

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func grid(s string) [][]string {
	var out [][]string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, strings.Split(line, "|"))
	}
	return out
}

func TestHeader(t *testing.T) {
	tests := []struct {
		name, rows string
		width      int
		want       int
	}{
		{"words over numbers", "id|name\n1|Alex\n2|Sam", 2, 1},
		{"known words over text", "name|city\nAlex Example|Springfield\nSam Sample|Shelbyville", 2, 1},
		{"unknown words over text", "Antenna / Dish|Type|Issued\n08638|Site Work|10/18/2012\n15050|Electric|04/29/2014", 3, 1},
		{"other languages", "LP|Bezeichnung|Kapitel/Titel|\nA|Zuschuss||\nA1|Bau|3003|", 4, 1},
		{"years as labels", "state|2009|2010\nNY|1|2\nCA|3|4", 3, 1},
		{"title lines", "Permits of May\n\nid|name|zip\n1|Alex|13201", 3, 3},
		{"padded title lines", "||\nPermits||\nid|name|zip\n1|Alex|13201", 3, 3},
		{"a title in a table of two columns", "Permits of May|\nid|name\n1|Alex\n2|Sam", 2, 2},
		{"a blank label over the row numbers", "|name\n0|Alex\n1|Sam", 2, 1},
		{"a group line above the labels", "||Contact||\nid|name|phone|email|zip\n1|Alex|315-555-0142|a@example.org|13201", 5, 2},
		{"numbers and names", "1|Alex|13201\n2|Sam|13202\n3|Kim|13203", 3, 0},
		{"mail addresses", "Alex|a@example.org\nSam|b@example.org", 2, 0},
		{"dates", "2026-05-01|open|3\n2026-05-02|closed|4", 3, 0},
		{"persons and places", "Alex Example|New Town\nSam Sample|Old Town\nKim Placeholder|New Town", 2, 0},
		{"a category that comes back", "open|12|x\nopen|13|y\nclosed|14|z", 3, 0},
		{"one line of labels", "id|name|zip", 3, 1},
		{"nothing", "", 1, 0},
		{"blank lines only", "\n\n", 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Header(grid(tt.rows), tt.width); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ in, want []string }{
		{[]string{"a", "b"}, []string{"a", "b"}},
		{[]string{"name", "name", "name"}, []string{"name", "name#2", "name#3"}},
		{[]string{"id", " ", ""}, []string{"id", "col: 2", "col: 3"}},
		{[]string{"name", "name", "name#2"}, []string{"name", "name#3", "name#2"}},
		{[]string{"col: 2", ""}, []string{"col: 2", "col: 2#2"}},
		{nil, []string{}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Names(tt.in)); diff != "" {
			t.Errorf("%q: want (-), got (+):\n%s", tt.in, diff)
		}
	}
}

func TestNamesAreAlwaysUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		labels := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "a#2", "a#2#2", "col: 1", "col: 3", " "}), 0, 12).Draw(t, "labels")
		seen := map[string]bool{}
		for _, n := range Names(labels) {
			if n == "" || seen[n] {
				t.Fatalf("%q gives %q", labels, Names(labels))
			}
			seen[n] = true
		}
	})
}

func TestHeaderNeverPointsOutside(t *testing.T) {
	cell := rapid.SampledFrom([]string{"", "name", "12", "2026-01-01", "Alex Example", "a@example.org", " ", "2010", "é"})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 0, 5), 0, 8).Draw(t, "rows")
		if h := Header(rows, rapid.IntRange(1, 5).Draw(t, "width")); h < 0 || h > len(rows) {
			t.Fatalf("header %d of %d rows", h, len(rows))
		}
	})
}

func TestKindOf(t *testing.T) {
	tests := map[string]kind{
		"12": number, "$1,200.50": number, "(5)": number, "2010": year, "2026-05-01": date, "5/1/26": date,
		"315-555-0142": date, "a@example.org": address, "https://example.org/x": address, "A123456": code,
		"Main St": word, "12 Main Street": word, "é": word,
	}
	for in, want := range tests {
		if got := kindOf(in); got != want {
			t.Errorf("%q: got kind %d, want %d", in, got, want)
		}
	}
}

// The development set's headers, where it is there, and the same files with
// their header taken off.
func TestSharedHeaders(t *testing.T) {
	const dir = "../../../shared/data"
	files, _ := filepath.Glob(filepath.Join(dir, "csv", "*.csv"))
	if len(files) == 0 {
		t.Skip("absent: ../shared/data/csv, the development set of real exports")
	}
	headless := 0
	for _, f := range files {
		base := filepath.Base(f)
		var label struct {
			Row int `json:"header_row"`
		}
		if b, err := os.ReadFile(filepath.Join(dir, "labels", base+".json")); err == nil {
			if json.Unmarshal(b, &label) != nil {
				t.Fatalf("%s: the label cannot be read", base)
			}
		}
		rows := readShared(t, f)
		want := label.Row
		if base == "va_edu_fy10.csv" {
			want = 3 // a blank record, a title, the header: the label counts one less
		}
		width := len(rows[len(rows)/2])
		if got := Header(rows, width); want != 0 && got != want {
			t.Errorf("%s: got header %d, want %d", base, got, want)
		}
		if Header(rows[max(want, 1):], width) == 0 {
			headless++
		}
	}
	t.Logf("%d of %d files without their header are told to have none", headless, len(files))
	if headless*10 < len(files)*9 {
		t.Errorf("only %d of %d files without their header are told to have none", headless, len(files))
	}
}

func readShared(t *testing.T, f string) [][]string {
	t.Helper()
	b, err := os.ReadFile(f)
	if err != nil {
		t.Fatal(err)
	}
	s := string(b)
	if !strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	r := csv.NewReader(strings.NewReader(s))
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%s: encoding/csv cannot read it", filepath.Base(f))
	}
	return rows
}
