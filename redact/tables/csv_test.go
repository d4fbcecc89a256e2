package tables

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/redact/aggregate/key"
)

func csvText(t testing.TB, table *Table) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCSV(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// small is a table of all that a cell can be.
func small(t testing.TB) *Table {
	t.Helper()
	n := 0
	cells := [][]Cell{
		{Shown("12"), Shown("3.5")}, {Hidden(), Hidden()}, {Shown("0"), Shown("")},
		{Shown("40"), Shown("-0.25")}, {Shown("1204"), Shown("7")}, {Shown("15"), Shown("1")},
	}
	return complete(t, Table{
		Name: "requests", Title: "requests by ward and year",
		Dims: []Dim{
			{Name: "ward", Kind: key.Place, Codes: []string{"Ward 2", "Ward 10"}, Parent: flat(2)},
			{Name: "year", Kind: key.Date, Codes: []string{"2025", "2026"}, Parent: flat(2)},
		},
		Measures: []Measure{{Name: "requests", Words: "count of rows", Number: Integer}, {Name: "mean", Words: "mean of Change", Number: Decimal}},
	}, []uint32{0, 1}, func([]string) []Cell { n++; return cells[n-1] })
}

func TestCSV(t *testing.T) {
	want := `ward,year,requests,requests_hidden,mean,mean_hidden
Ward 2,2025,12,no,3.5,no
Ward 2,2026,,yes,,yes
Ward 10,2025,0,no,,no
Ward 10,2026,40,no,-0.25,no
(all),2025,1204,no,7,no
(all),2026,15,no,1,no
`
	if diff := cmp.Diff(want, csvText(t, small(t))); diff != "" {
		t.Error(diff)
	}
}

// oneColumn is a table of one dimension with codes as they are.
func oneColumn(codes []string, cells func(i int) []Cell, measures ...Measure) *Table {
	if measures == nil {
		measures = []Measure{{Name: "n", Number: Integer}}
	}
	t := &Table{Name: "t", Dims: []Dim{{Name: "type", Codes: codes, Parent: flat(len(codes))}}, Measures: measures}
	for i, c := range codes {
		t.Rows = append(t.Rows, Row{Codes: []string{c}, Cells: cells(i)})
	}
	return t
}

func TestCodesAreNoFormulas(t *testing.T) {
	for code, want := range map[string]string{
		"=1+2":              "'=1+2",
		"+1":                "'+1",
		"-5":                "'-5",
		"@SUM(A1)":          "'@SUM(A1)",
		"\tx":               "'\tx",
		"\rx":               "\"'\rx\"",
		"\nx":               "\"'\nx\"",
		"  =1":              "'  =1",
		"\u00a0=1":          "'\u00a0=1",
		"\ufeff=1":          "'\ufeff=1",
		"\uff1d1":           "'\uff1d1",
		"'=1":               "''=1",
		`=HYPERLINK("x,y")`: `"'=HYPERLINK(""x,y"")"`,
		"'tis":              "'tis",
		"a=b":               "a=b",
		"007":               "007",
		" x":                `" x"`,
		"x,y":               `"x,y"`,
		"(unknown)":         "(unknown)",
	} {
		table := oneColumn([]string{code}, func(int) []Cell { return []Cell{Shown("-3")} })
		got := csvText(t, table)
		if got != "type,n,n_hidden\n"+want+",-3,no\n" {
			t.Errorf("code %q is written as %q", code, got)
		}
		back, err := ReadCSV(strings.NewReader(got))
		if err != nil || back.Rows[0].Codes[0] != code {
			t.Errorf("code %q does not come back: %v", code, err)
		}
	}
}

// anyTable draws a table of one or two dimensions, with codes of all kinds.
func anyTable(t *rapid.T) *Table {
	code := rapid.OneOf(rapid.String(), rapid.StringMatching(`['=+\-@ ,"\r\n\ta]{1,4}`)).Filter(func(s string) bool { return s != "" && s != key.TotalCode })
	table := Table{Name: "t", Measures: []Measure{{Name: "n", Number: Integer}, {Name: "mean", Number: Decimal}}}
	for _, name := range []string{"a", "b"}[:rapid.IntRange(1, 2).Draw(t, "dims")] {
		codes := rapid.SliceOfNDistinct(code, 1, 4, rapid.ID).Draw(t, name)
		table.Dims = append(table.Dims, Dim{Name: name, Codes: codes, Parent: flat(len(codes))})
	}
	b := NewBuilder(table)
	var add func(codes []string, d int)
	add = func(codes []string, d int) {
		if d < len(table.Dims) {
			for _, c := range append([]string{key.TotalCode}, table.Dims[d].Codes...) {
				add(append(codes[:len(codes):len(codes)], c), d+1)
			}
			return
		}
		hide := rapid.Bool().Draw(t, "hidden")
		cells := []Cell{
			NewCell(rapid.StringMatching(`-?[1-9][0-9]{0,12}|0|`).Draw(t, "n"), hide),
			NewCell(rapid.StringMatching(`(-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,3})?)?`).Draw(t, "mean"), hide),
		}
		if err := b.Add(codes, cells); err != nil {
			t.Fatal(err)
		}
	}
	add(nil, 0)
	out, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCSVComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := anyTable(t)
		var b bytes.Buffer
		if err := WriteCSV(&b, table); err != nil {
			t.Fatal(err)
		}
		back, err := ReadCSV(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(table.Rows, back.Rows); diff != "" {
			t.Fatal(diff)
		}
		// Another reader sees the same number of columns in each line.
		all, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
		if err != nil || len(all) != len(table.Rows)+1 {
			t.Fatalf("encoding/csv sees %d lines: %v", len(all), err)
		}
		for _, line := range all[1:] {
			for i := range table.Dims {
				if risky(line[i]) {
					t.Fatalf("a code is written as a formula: %q", line[i])
				}
			}
		}
	})
}

func TestReadCSVTakesWindowsLineEnds(t *testing.T) {
	table := small(t)
	back, err := ReadCSV(strings.NewReader(strings.ReplaceAll(csvText(t, table), "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	want := &Released{Dims: []string{"ward", "year"}, Measures: []string{"requests", "mean"}, Rows: table.Rows}
	if diff := cmp.Diff(want, back); diff != "" {
		t.Error(diff)
	}
	// Those within a code are its own.
	odd := oneColumn([]string{"a\r\nb", "c\nd"}, func(int) []Cell { return []Cell{Shown("1")} })
	if back, err = ReadCSV(strings.NewReader(csvText(t, odd))); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(odd.Rows, back.Rows); diff != "" {
		t.Error(diff)
	}
}

func TestReadCSVRefuses(t *testing.T) {
	const head = "ward,n,n_hidden\n"
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", "line 1, column 1: there is no header"},
		{"no mark", "ward,n\n", "line 1, column 1: the header names no dimension, no measure or too many"},
		{"no dimension", "n,n_hidden\n", "line 1, column 1: the header names no dimension, no measure or too many"},
		{"a name twice", "ward,ward,n,n_hidden\n", "line 1, column 2: this is not the header"},
		{"a mark of nothing", "ward,x_hidden\n", "line 1, column 2: this is not the header"},
		{"a dimension behind", "ward,n,n_hidden,year\n", "line 1, column 4: a measure has no column _hidden"},
		{"few columns", head + "secret,1\n", "line 2, column 2: the line has 2 columns, the header 3"},
		{"many columns", head + "a,1,no\nsecret,1,no,x\n", "line 3, column 3: the line has 4 columns, the header 3"},
		{"hidden and shown", head + "secret,7919,yes\n", "line 2, column 2: a number stands where one is hidden"},
		{"neither", head + "secret,1,maybe\n", "line 2, column 3: this is neither yes nor no"},
		{"no number", head + "secret,7919x,no\n", "line 2, column 2: this is not a number"},
		{"a needless zero", head + "secret,07919,no\n", "line 2, column 2: this is not a number"},
		{"a formula", head + "=secret,1,no\n", "line 2, column 1: this is no code"},
		{"a blank code", head + ",1,no\n", "line 2, column 1: this is no code"},
		{"cut off", head + "secret,1,no", "line 2, column 3: the last line has no end"},
		{"an open quote", head + "\"secret,1,no\n", "line 2, column 1: a quote is not closed"},
		{"text behind a quote", head + "\"se,cret\"x,1,no\n", "line 2, column 1: text stands behind"},
		{"a quote within", head + "se\"cret,1,no\n", "line 2, column 1: a quote stands in"},
		{"needless quotes", head + "\"secret\",1,no\n", "line 2, column 1: the quotes are not those"},
		{"a carriage return", head + "secret\r,1,no\n", "line 2, column 1: a carriage return"},
		{"not UTF-8", head + "secret\xff,1,no\n", "line 2, column 1: this is not UTF-8"},
		{"behind a line break", head + "\"a\nb\",1,no\nsecret,x,no\n", "line 4, column 2: this is not a number"},
	} {
		_, err := ReadCSV(strings.NewReader(tt.text))
		switch {
		case err == nil:
			t.Errorf("%s: accepted", tt.name)
		case !strings.Contains(err.Error(), tt.want):
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		case strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "7919"):
			t.Errorf("%s: the error quotes the file", tt.name)
		}
	}
}

// FuzzReadCSV: what is accepted is what would be written.
func FuzzReadCSV(f *testing.F) {
	f.Add("ward,n,n_hidden\nWard 1,12,no\n(all),,yes\n")
	f.Add("a,b,x y,x y_hidden,z,z_hidden\n\"'=1,\"\"2\"\"\",\" b\",-0.5,no,,no\n")
	f.Add("ward,n,n_hidden\r\n\"a\r\nb\",12,no\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		back, err := ReadCSV(strings.NewReader(text))
		if err != nil || strings.Contains(text, "\r") {
			return // carriage returns may be those of line ends, which are not kept
		}
		out := appendHeader(nil, back.Dims, back.Measures)
		for i := range back.Rows {
			out = appendRow(out, &back.Rows[i])
		}
		if string(out) != text {
			t.Errorf("read %q, which is written as %q", text, out)
		}
	})
}

// FuzzCSVRoundTrip: any code and number comes back.
func FuzzCSVRoundTrip(f *testing.F) {
	f.Add("Ward 1", "12", false)
	f.Add("'=a\r\n\"b\",", "-0.5", true)
	f.Fuzz(func(t *testing.T, code, number string, hidden bool) {
		table := oneColumn([]string{code}, func(int) []Cell { return []Cell{NewCell(number, hidden)} }, Measure{Name: "n", Number: Decimal})
		var b bytes.Buffer
		if WriteCSV(&b, table) != nil {
			return
		}
		back, err := ReadCSV(&b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(table.Rows, back.Rows); diff != "" {
			t.Error(diff)
		}
	})
}
