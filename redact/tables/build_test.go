package tables

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/redact/aggregate/key"
)

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		spoil  func(*Table)
		refuse string
	}{
		{"a good table", func(*Table) {}, ""},
		{"a title", func(t *Table) { t.Title = "<any> text, =even" }, ""},
		{"its name", func(t *Table) { t.Name = "../x" }, "its name is not made of"},
		{"no dimension", func(t *Table) { t.Dims = nil }, "it has 0 dimensions"},
		{"no measure", func(t *Table) { t.Measures = nil }, "it has no measure"},
		{"a formula as a name", func(t *Table) { t.Dims[0].Name = "=x" }, "the name of dimension 1 cannot head a column"},
		{"a name with a line break", func(t *Table) { t.Measures[1].Name = "a\nb" }, "the name of measure 2 cannot head a column"},
		{"a name twice", func(t *Table) { t.Measures[0].Name = "ward" }, "the name of measure 1 is taken"},
		{"the name of a property", func(t *Table) { t.Dims[1].Name = "suppressed" }, "the name of dimension 2 is taken"},
		{"a name that marks", func(t *Table) { t.Dims[1].Name = "requests_hidden" }, "the name of dimension 2 ends with _hidden"},
		{"a type", func(t *Table) { t.Measures[0].Number = "text" }, "measure 1 is neither integer nor number"},
		{"parents", func(t *Table) { t.Dims[0].Parent = nil }, "dimension ward has 2 codes and 0 parents"},
		{"a parent before its part", func(t *Table) { t.Dims[0].Parent = []int{-1, 0} }, "the parent of code 2 of dimension ward does not stand after it"},
		{"a parent of its own", func(t *Table) { t.Dims[0].Parent = []int{0, -1} }, "the parent of code 1 of dimension ward does not stand after it"},
		{"a parent that is not there", func(t *Table) { t.Dims[0].Parent = []int{2, -1} }, "the parent of code 1 of dimension ward is none of its codes"},
		{"a code twice", func(t *Table) { t.Dims[0].Codes = []string{"Ward 2", "Ward 2"} }, "code 2 of dimension ward is there twice"},
		{"the total as a code", func(t *Table) { t.Dims[0].Codes[1] = key.TotalCode }, "code 2 of dimension ward is blank, the total"},
		{"a blank code", func(t *Table) { t.Dims[0].Codes[1] = "" }, "code 2 of dimension ward is blank, the total"},
		{"not UTF-8", func(t *Table) { t.Dims[0].Codes[1] = "\xff" }, "code 2 of dimension ward is blank, the total or not UTF-8"},
		{"a code that is unknown", func(t *Table) { t.Rows[2].Codes[1] = "2027" }, "row 3: its code of dimension year is none of those"},
		{"a cell that is not there", func(t *Table) { t.Rows[2].Cells = t.Rows[2].Cells[:1] }, "row 3 has 2 codes and 1 cells for 2 dimensions and 2 measures"},
		{"rows out of order", func(t *Table) { t.Rows[0], t.Rows[1] = t.Rows[1], t.Rows[0] }, "row 2 is out of order or there twice"},
		{"a total before its parts", func(t *Table) { t.Rows[3], t.Rows[4] = t.Rows[4], t.Rows[3] }, "row 5 is out of order"},
		{"a row twice", func(t *Table) { t.Rows = append(t.Rows[:1], t.Rows...) }, "row 2 is out of order or there twice"},
		{"a row that is absent", func(t *Table) { t.Rows = t.Rows[1:] }, "of the rows with 0 of 2 dimensions summed, some are absent"},
		{"a total that is absent", func(t *Table) { t.Rows = t.Rows[:5] }, "of the rows with 1 of 2 dimensions summed, some are absent"},
		{"totals alone", func(t *Table) { t.Rows = t.Rows[4:] }, "of the rows with 0 of 2 dimensions summed, some are absent"},
		{"no row", func(t *Table) { t.Rows = nil }, "of the rows with 0 of 2 dimensions summed, some are absent"},
		{"no row of no code", func(t *Table) { t.Rows, t.Dims[0].Codes, t.Dims[0].Parent = nil, nil, nil }, ""},
		{"a fraction of an integer", func(t *Table) { t.Rows[0].Cells[0] = Shown("7919.5") }, "row 1: measure requests is not written as an integer"},
		{"an exponent", func(t *Table) { t.Rows[0].Cells[1] = Shown("7e9") }, "row 1: measure mean is not written as a decimal number"},
		{"a zero in front", func(t *Table) { t.Rows[0].Cells[1] = Shown("07") }, "row 1: measure mean is not written as a decimal number"},
		{"no digit", func(t *Table) { t.Rows[0].Cells[1] = Shown("-.5") }, "row 1: measure mean is not written as a decimal number"},
		{"places of nothing", func(t *Table) { t.Places = &Places{Dim: 2} }, "its places belong to no dimension"},
	} {
		table := small(t)
		tt.spoil(table)
		err := table.Validate()
		switch {
		case tt.refuse == "" && err != nil:
			t.Errorf("%s: refused: %v", tt.name, err)
		case tt.refuse != "" && (err == nil || !strings.Contains(err.Error(), tt.refuse)):
			t.Errorf("%s: %v, want %s", tt.name, err, tt.refuse)
		case err != nil && (strings.Contains(err.Error(), "2027") || strings.Contains(err.Error(), "7919")):
			t.Errorf("%s: the error quotes the table", tt.name)
		}
		if err != nil {
			var b bytes.Buffer
			_, page := HTML(table, Options{})
			if WriteCSV(&b, table) == nil || WriteGeoJSON(&b, table) == nil || page == nil || b.Len() > 0 {
				t.Errorf("%s: written all the same", tt.name)
			}
		}
	}
}

func TestBuilderSortsRows(t *testing.T) {
	table := wardsByMonth(t, 3, 2, 5, 2)
	r := rand.New(rand.NewPCG(7, 7))
	for range 20 {
		b := NewBuilder(*table)
		for _, i := range r.Perm(len(table.Rows)) {
			if err := b.Add(table.Rows[i].Codes, table.Rows[i].Cells); err != nil {
				t.Fatal(err)
			}
		}
		got, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(table, got); diff != "" {
			t.Fatal(diff)
		}
	}
	last := table.Rows[len(table.Rows)-1]
	if diff := cmp.Diff([]string{key.TotalCode, key.TotalCode}, last.Codes); diff != "" {
		t.Error("the total of all is not the last row", diff)
	}
}

func TestBuilderRefuses(t *testing.T) {
	table := small(t)
	b := NewBuilder(*table)
	if err := b.Add([]string{"Ward 2"}, nil); err == nil || !strings.Contains(err.Error(), "a row has 1 codes for 2 dimensions") {
		t.Error(err)
	}
	if err := b.Add([]string{"Ward 2", "secret"}, nil); err == nil || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
	if _, err := b.Table(); err == nil {
		t.Error("a table without rows was made")
	}
	b = NewBuilder(*table)
	for _, r := range table.Rows {
		if err := b.Add(r.Codes, r.Cells); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Table(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Table(); err == nil {
		t.Error("a builder made two tables of the same rows")
	}
	if err := NewBuilder(Table{}).Add(nil, nil); err == nil {
		t.Error("a table without a name was begun")
	}
}

// canary is given as a number only where it is hidden.
const canary = "7919"

func TestAHiddenNumberIsNowhere(t *testing.T) {
	codes, features := city(3, 3, 4)
	rapid.Check(t, func(t *rapid.T) {
		var table Table
		table.Name, table.Title = "t", "a table"
		table.Dims = []Dim{{Name: "ward", Kind: key.Place, Codes: codes, Parent: flat(len(codes))}, {Name: "month", Kind: key.Date, Codes: months(24312, 14), Parent: flat(14)}}
		table.Measures = []Measure{{Name: "n", Number: Integer}, {Name: "mean", Number: Decimal}}
		table.Places = &Places{Feature: features}
		sets := rapid.SampledFrom([][]uint32{{0}, {0, 1}, {0, 2}, {0, 1, 2, 3}}).Draw(t, "totals")
		share := rapid.IntRange(0, 100).Draw(t, "share")
		seed := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		hidden := int64(0)
		made := complete(t, table, sets, func([]string) []Cell {
			hide := seed.IntN(100) < share
			if hide {
				hidden += 2
				return []Cell{NewCell(canary, hide), NewCell(canary+".5", hide)}
			}
			// No drawing of these has the canary in it by chance, nor have the axes.
			return []Cell{Shown([]string{"0", "11", "20", "300"}[seed.IntN(4)]), Shown("2.5")}
		})
		var b bytes.Buffer
		if err := WriteCSV(&b, made); err != nil {
			t.Fatal(err)
		}
		if n := int64(strings.Count(b.String(), ",yes")); n != hidden {
			t.Fatalf("%d of %d hidden numbers are marked", n, hidden)
		}
		if strings.Contains(b.String(), canary) {
			t.Fatal("the CSV shows a hidden number")
		}
		b.Reset()
		if err := WriteGeoJSON(&b, made); err != nil {
			t.Fatal(err)
		}
		page, err := HTML(made, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(textOf(string(page)), canary) || strings.Contains(propertiesOf(b.String()), canary) {
			t.Fatal("a hidden number is shown")
		}
	})
}

// A picture is the same whatever the hidden numbers are: it is made after they
// were let go.
func TestHiddenNumbersDrawNothing(t *testing.T) {
	make := func(number string) string {
		codes, features := city(3, 2, 3)
		table := oneColumn(codes, func(i int) []Cell { return []Cell{NewCell(map[bool]string{true: number, false: "20"}[i < 3], i < 3)} })
		table.Places, table.Dims[0].Kind = &Places{Feature: features}, key.Place
		page, err := HTML(table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
	if make("1") != make("1000000") {
		t.Error("the page depends on a hidden number")
	}
}

func TestOrder(t *testing.T) {
	parent := func(code string) string {
		switch {
		case strings.HasPrefix(code, "("), len(code) == 4:
			return ""
		case code[5] == 'Q':
			return code[:4]
		case code[5:] <= "03":
			return code[:4] + "-Q1"
		}
		return code[:4] + "-Q2"
	}
	codes, parents, err := Order([]string{"(not located)", "2026-04", "2026-02", "(unknown)", "2025-01", "2026-02", "2026-03", "2026"}, parent, strings.Compare)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2025-01", "2025-Q1", "2025", "2026-02", "2026-03", "2026-Q1", "2026-04", "2026-Q2", "2026", "(not located)", "(unknown)"}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{1, 2, -1, 5, 5, 8, 7, 8, -1, -1, -1}, parents); diff != "" {
		t.Error(diff)
	}
	d := Dim{Name: "month", Codes: codes, Parent: parents}
	if err := d.checkCodes(); err != nil {
		t.Error(err)
	}
	if _, _, err := Order([]string{"a"}, func(string) string { return "a" }, strings.Compare); err == nil {
		t.Error("a code is part of itself")
	}
	if _, _, err := Order([]string{"a", ""}, func(string) string { return "" }, strings.Compare); err == nil {
		t.Error("a blank code was taken")
	}
}

func TestFields(t *testing.T) {
	got := small(t).Fields()
	missing := func(name string) []Missing {
		return []Missing{{Value: "", Label: "Hidden, or no number; " + name + "_hidden tells them apart"}}
	}
	want := []Field{
		{Name: "ward", Type: "string", Description: "Place; (all) stands for all together"},
		{Name: "year", Type: "string", Description: "Period; (all) stands for all together"},
		{Name: "requests", Type: "integer", Description: "count of rows", Missing: missing("requests")},
		{Name: "requests_hidden", Type: "boolean", Description: "Whether the number of requests is hidden", True: []string{"yes"}, False: []string{"no"}},
		{Name: "mean", Type: "number", Description: "mean of Change", Missing: missing("mean")},
		{Name: "mean_hidden", Type: "boolean", Description: "Whether the number of mean is hidden", True: []string{"yes"}, False: []string{"no"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var names []string
	for _, f := range got {
		names = append(names, f.Name)
	}
	if head, _, _ := strings.Cut(csvText(t, small(t)), "\n"); head != strings.Join(names, ",") {
		t.Error("the fields are not the header of the CSV:", head)
	}
}
