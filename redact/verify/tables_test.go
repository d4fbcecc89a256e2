package verify

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"vaughn/exemptions"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/bundle"
)

func TestACorrectTablePasses(t *testing.T) {
	s := wards().make(t)
	for _, in := range []bool{false, true} {
		res := release{tables: []*testTable{s}}.files(t, in)
		noProblems(t, res)
		if got := res.Changed[s.account.Name]; got[2] != 4 || got[4] != 4 || got[6] != 4 || len(got) != 3 {
			t.Errorf("hidden cells by column: got %v, want 4 for each measure", got)
		}
		if res.Entries != 1 || res.Labels != 0 || res.Cells == 0 {
			t.Errorf("got %d entries, %d labels, %d cells", res.Entries, res.Labels, res.Cells)
		}
	}
	r := release{tables: []*testTable{s}}
	noProblems(t, r.bundle(t, r.seal(t)))
}

func TestWhatIsSaidOfTablesAlone(t *testing.T) {
	res := release{tables: []*testTable{wards().make(t)}}.files(t, true)
	all := strings.Join(append(slices.Clone(res.Checked), res.NotChecked...), "\n")
	for _, not := range []string{"needs the inputs", "every released cell is the cell of the input", "every label", "record"} {
		if strings.Contains(all, not) {
			t.Errorf("a release of tables speaks of %q:\n%s", not, all)
		}
	}
	for _, want := range []string{"no hidden number can be worked out", "sums of them", "the areas for maps", "are not counted a second time"} {
		if !strings.Contains(all, want) {
			t.Errorf("a release of tables does not say %q:\n%s", want, all)
		}
	}
}

func TestTablesBesideRows(t *testing.T) {
	rows := requests()
	rows.make()
	r := release{tables: []*testTable{wards().make(t)}, rows: rows}
	res := r.files(t, true)
	noProblems(t, res)
	all := strings.Join(res.Checked, "\n")
	if !strings.Contains(all, "is the cell of the input, or accounted for in the log (of the files that are rows)") {
		t.Errorf("the sentence about rows is not limited to rows:\n%s", all)
	}
}

// tableTampers are ways to change a table or what is said of it, and the problem
// that each must give.
var tableTampers = []struct {
	name string
	do   func(s *testTable)
	want Kind
	say  string
}{
	{"a number", csvEdit("w3,2026-01,22,", "w3,2026-01,23,"), Amount, "not the sum"},
	{"a total", csvEdit("(all),2026-03,", "(all),2026-03,1"), Amount, "not the sum"},
	{"a sum of money", csvEdit("w3,2026-01,22,no,33.00", "w3,2026-01,22,no,33.01"), Amount, "not the sum"},
	{"a small count is shown", csvEdit("w5,2026-01,0,", "w5,2026-01,5,"), TableLeak, "below 11"},
	{"a row is gone", csvEdit("w5,2026-01,0,no,0.00,no,,no\n", ""), Layout, "missing"},
	{"a row is there twice", csvEdit("w5,2026-01,0,no,0.00,no,,no\n", "w5,2026-02,0,no,0.00,no,,no\n"), Layout, "another record"},
	{"a code that nobody knows", csvEdit("w5,2026-01", "w9,2026-01"), Layout, "code"},
	{"a code with a space", csvEdit("w5,2026-01", "w5 ,2026-01"), Layout, "code"},
	{"a number where one is hidden", csvEdit("w1,2026-01,,yes", "w1,2026-01,3,yes"), Layout, "hidden"},
	{"a mark is gone", csvEdit("w1,2026-01,,yes", "w1,2026-01,,no"), Layout, "some numbers"},
	{"a mark is no word of ours", csvEdit("w1,2026-01,,yes", "w1,2026-01,,Yes"), Layout, "neither"},
	{"a count is blank and not hidden", csvEdit("w3,2026-01,22,no", "w3,2026-01,,no"), Layout, "neither a number"},
	{"a number in words", csvEdit("w3,2026-01,22,", "w3,2026-01,2.2e1,"), Layout, "decimal"},
	{"a count of a fraction", csvEdit("w5,2026-01,0,", "w5,2026-01,0.5,"), Amount, "whole"},
	{"a count below zero", csvEdit("w5,2026-01,0,", "w5,2026-01,-20,"), Amount, "whole"},
	{"the header", csvEdit("ward,month", "ward,Month"), Layout, "header"},
	{"a cell too many", csvEdit("w5,2026-01,0,no,0.00,no,,no\n", "w5,2026-01,0,no,0.00,no,,no,\n"), Layout, "cells"},
	{"cut off", func(s *testTable) { s.csv = s.csv[:len(s.csv)/2] }, Layout, ""},
	{"a quote is not closed", csvEdit("w5,2026-01", "\"w5,2026-01"), Unreadable, ""},
	{"one hidden number is shown", csvEdit("w1,2026-02,,yes,,yes,,yes", "w1,2026-02,29,no,43.50,no,-1.5,no"), TableLeak, "worked out"},

	{"the rows", func(s *testTable) { s.account.Table.Cells++ }, Amount, "rows"},
	{"the records", func(s *testTable) { s.account.Records++ }, Amount, "records"},
	{"the hidden rows", func(s *testTable) { s.account.Table.Hidden-- }, Amount, "hidden"},
	{"the cells of a column", func(s *testTable) { s.account.Columns[2].Cells++ }, Amount, "blank"},
	{"the hidden cells of a column", func(s *testTable) { s.account.Columns[4].Changed-- }, Amount, "hidden cells"},
	{"the reasons", func(s *testTable) {
		s.account.Table.Reasons = []exemptions.TableReason{{Reason: "threshold", Cells: 3}}
	}, Amount, "reasons"},
	{"no audit", func(s *testTable) { s.account.Table.Audit = nil }, Manifest, "audit"},
	{"an audit that failed", func(s *testTable) { s.account.Table.Audit.Width = 4 }, Manifest, "protected"},
	{"a column of another name", func(s *testTable) { s.account.Columns[2].Name = "people" }, Manifest, "columns"},
	{"a column in another place", func(s *testTable) { s.account.Columns[2].Out = 3 }, Manifest, "columns"},
	{"a dimension of no kind", func(s *testTable) { s.account.Table.Dims[0].Kind = "thing" }, Manifest, "kind"},
	{"codes in a circle", func(s *testTable) { s.account.Table.Dims[1].Up = []int{1, 0, -1, -1} }, Manifest, "part of"},
	{"a code twice", func(s *testTable) {
		s.account.Table.Dims[1].Codes = []string{"2026-01", "2026-01", "2026-03", "2026-04"}
	}, Manifest, "twice"},
	{"labels", func(s *testTable) { s.account.Labels = 1 }, Manifest, ""},

	{"no entry", func(s *testTable) { s.entries = nil }, LogKind, "no entry"},
	{"an entry's cells", func(s *testTable) { s.entries[0].Cells++ }, LogKind, "counts"},
	{"an entry's columns", func(s *testTable) { s.entries[0].Columns = s.entries[0].Columns[:1] }, LogKind, "columns"},
	{"an entry for a row", func(s *testTable) { s.entries[0].Row, s.entries[0].RowID = 3, "row 3" }, LogKind, "row"},
	{"an entry with another action", func(s *testTable) { s.entries[0].Action = exemptions.Withheld }, LogKind, "action"},
	{"a reason twice", func(s *testTable) { s.entries = append(s.entries, s.entries[0]) }, LogKind, "repeats"},

	{"an area with another number", geoEdit(`"requests":130`, `"requests":131`), Layout, "not the one"},
	{"an area with a property", geoEdit(`"ward":"w3"`, `"ward":"w3","note":"x"`), Layout, "no column"},
	{"an area with a property twice", geoEdit(`"ward":"w3"`, `"ward":"w3","ward":"w3"`), Layout, "twice"},
	{"an area without a property", geoEdit(`"requests":130,`, ``), Layout, "lacks"},
	{"an area twice", geoEdit(`"ward":"w3"`, `"ward":"w4"`), Layout, ""},
	{"an area of no code", geoEdit(`"ward":"w3"`, `"ward":"w9"`), Layout, "code"},
	{"an area that says hidden", geoEdit(`"suppressed":false`, `"suppressed":true`), Layout, "hidden"},
	{"a number of an area that says hidden", geoEdit(`"cost_hidden":false`, `"cost_hidden":true`), Layout, "hidden"},
	{"a number in the geometry", geoEdit(`"type":"Polygon"`, `"type":"Polygon","id":3`), Layout, "geometry"},
	{"text among the coordinates", geoEdit(`[[[0,0]`, `[[["3",0]`), Layout, "coordinates"},
	{"something behind the end", func(s *testTable) { s.geo = append(s.geo, "3"...) }, Layout, "behind"},
	{"a description of its own", geoEdit(`"description":"`, `"description":"w1 had 3. `), Layout, "description"},
	{"no JSON", func(s *testTable) { s.geo = s.geo[:len(s.geo)/2] }, Layout, "GeoJSON"},
	{"another name", func(s *testTable) { s.account.Table.GeoJSON = "areas.geojson" }, Manifest, "named"},
}

func csvEdit(old, new string) func(*testTable) {
	return func(s *testTable) { s.csv = bytes.Replace(s.csv, []byte(old), []byte(new), 1) }
}

func geoEdit(old, new string) func(*testTable) {
	return func(s *testTable) { s.geo = bytes.Replace(s.geo, []byte(old), []byte(new), 1) }
}

func TestTamperedTablesAreRefused(t *testing.T) {
	for _, tt := range tableTampers {
		t.Run(tt.name, func(t *testing.T) {
			s := wards().make(t)
			tt.do(s)
			res := release{tables: []*testTable{s}}.files(t, true)
			if !slices.ContainsFunc(res.Problems, func(p Problem) bool { return p.Kind == tt.want && strings.Contains(p.Msg, tt.say) }) {
				t.Errorf("problems %v, want one of kind %q that says %q", res.Problems, tt.want, tt.say)
			}
		})
	}
}

// Areas where a number is hidden: a table of one dimension.
func TestAreasShowNothingHidden(t *testing.T) {
	one := func() *testTable {
		s := wards()
		s.dims, s.sets, s.sum, s.median = s.dims[:1], []uint32{0, 1}, false, false
		s.leaf = func(c []string) int { return 30 }
		s.hide = oneOf("w1", "w2")
		return s.make(t)
	}
	noProblems(t, release{tables: []*testTable{one()}}.files(t, false))
	s := one()
	geoEdit(`"requests":null`, `"requests":10`)(s)
	res := release{tables: []*testTable{s}}.files(t, false)
	hasKind(t, res, TableLeak)
}

func TestTheFolderOfABundleWithAreas(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(dir string)
		want Kind
	}{
		{"the areas are gone", func(dir string) { remove(t, dir, "requests_by_ward.geojson") }, Unreadable},
		{"other areas", func(dir string) { put(t, dir, "other.geojson", []byte("{}")) }, Hygiene},
		{"areas named like the log", func(dir string) {
			manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Table.GeoJSON = bundle.LogCSV })
		}, Manifest},
		{"areas outside", func(dir string) {
			manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Table.GeoJSON = "../x.geojson" })
		}, Manifest},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := release{tables: []*testTable{wards().make(t)}}
			dir := r.seal(t)
			tt.do(dir)
			reseal(t, dir)
			hasKind(t, r.bundle(t, dir), tt.want)
		})
	}
}

func TestCodesAreSearched(t *testing.T) {
	const canary = "pat.doe@example.org"
	for _, tt := range []struct {
		code  string
		kind  key.Kind
		holds []string
		bad   bool
	}{
		{"Pothole", key.Category, nil, false},
		{"300 block Bear St", key.Place, nil, false},
		{"13204", key.Place, nil, false},
		{canary, key.Category, nil, true},
		{canary, key.Category, []string{"EMAIL_ADDRESS"}, false},
		{"315-555-0142", key.Category, nil, true},
		{"123 Main St", key.Place, nil, true},
		{"=" + canary, key.Category, nil, true},
	} {
		s := &testTable{name: "t", dims: []testDim{{"type", tt.kind, []string{"Other", tt.code}, nil}}, sets: []uint32{0, 1}, leaf: func([]string) int { return 40 }}
		s.make(t)
		s.account.Columns[0].Holds = tt.holds
		res := release{tables: []*testTable{s}}.files(t, true)
		found := slices.Contains(kinds(res), Found)
		if found != tt.bad || len(res.Problems) > 1 {
			t.Errorf("%s: found %t, want %t: %v", tt.code, found, tt.bad, res.Problems)
		}
		for _, p := range res.Problems {
			if strings.Contains(p.String(), "pat.doe") || p.Col != "type" {
				t.Errorf("a problem holds a value, or no column: %s", p)
			}
		}
	}
}

// A value that the rows withhold is no code of a table beside them.
func TestAWithheldValueIsNoCode(t *testing.T) {
	rows := requests()
	rows.make()
	s := &testTable{name: "a", dims: []testDim{{"type", key.Category, []string{"Other", "x pat.doe@example.org"}, nil}}, sets: []uint32{0}, leaf: func([]string) int { return 40 }}
	s.make(t)
	res := release{tables: []*testTable{s}, rows: rows}.files(t, true)
	hasKind(t, res, FileLeak)
}

// A problem says where, never what.
func TestProblemsOfTablesHoldNoCell(t *testing.T) {
	for _, tt := range tableTampers {
		s := wards().make(t)
		s.csv = bytes.ReplaceAll(s.csv, []byte("w4"), []byte("Zebedee"))
		tt.do(s)
		s.geo = bytes.ReplaceAll(s.geo, []byte("w4"), []byte("Zebedee"))
		res := release{tables: []*testTable{s}}.files(t, false)
		for _, p := range res.Problems {
			if strings.Contains(p.String(), "Zebedee") {
				t.Errorf("%s: a problem holds a value: %s", tt.name, p)
			}
		}
	}
}
