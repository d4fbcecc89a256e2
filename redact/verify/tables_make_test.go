package verify

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/bundle"
	"vaughn/redact/tables"
)

// The tests write tables with the package that writes them for users, and change
// what it wrote.

// testDim is a dimension in the making.
type testDim struct {
	name  string
	kind  key.Kind
	codes []string
	up    []int // nil = all below the total
}

func (d testDim) parent() []int {
	if d.up != nil {
		return d.up
	}
	out := make([]int, len(d.codes))
	for i := range out {
		out[i] = -1
	}
	return out
}

// leaves are the codes that a code sums, itself where it sums none.
func (d testDim) leaves(code string) []string {
	var out []string
	for i, c := range d.codes {
		if slices.Contains(d.parent(), i) {
			continue
		}
		for k := i; k >= 0; k = d.parent()[k] {
			if d.codes[k] == code {
				out = append(out, c)
			}
		}
		if code == key.TotalCode {
			out = append(out, c)
		}
	}
	return out
}

// testTable is a released table in the making.
type testTable struct {
	name   string
	dims   []testDim
	sets   []uint32 // totals, 0 = the innermost
	leaf   func(codes []string) int
	hide   func(codes []string) bool
	below  int64
	sum    bool              // a second measure that adds up, and is no count
	median bool              // one that does not
	places map[string][]byte // areas of the first dimension

	table   *tables.Table
	account exemptions.File
	csv     []byte
	geo     []byte
	entries []exemptions.Entry
}

// each calls f for every combination of one code of each list.
func each(lists [][]string, f func([]string)) {
	at := make([]string, len(lists))
	var walk func(d int)
	walk = func(d int) {
		if d == len(lists) {
			f(at)
			return
		}
		for _, c := range lists[d] {
			at[d] = c
			walk(d + 1)
		}
	}
	walk(0)
}

// value is the count of a row.
func (s *testTable) value(codes []string) int {
	var lists [][]string
	for d, c := range codes {
		lists = append(lists, s.dims[d].leaves(c))
	}
	n := 0
	each(lists, func(at []string) { n += s.leaf(at) })
	return n
}

type fatal interface {
	Helper()
	Fatal(args ...any)
}

// make builds the table, its files, its account and its log.
func (s *testTable) make(t fatal) *testTable {
	t.Helper()
	b := tables.Table{Name: s.name, Title: s.name}
	for _, d := range s.dims {
		b.Dims = append(b.Dims, tables.Dim{Name: d.name, Kind: d.kind, Codes: d.codes, Parent: d.parent()})
	}
	b.Measures = append(b.Measures, tables.Measure{Name: "requests", Words: "count of rows", Number: tables.Integer})
	if s.sum {
		b.Measures = append(b.Measures, tables.Measure{Name: "cost", Words: "sum of Cost", Number: tables.Decimal})
	}
	if s.median {
		b.Measures = append(b.Measures, tables.Measure{Name: "days", Words: "median of Days", Number: tables.Decimal})
	}
	if s.places != nil {
		b.Places = &tables.Places{Dim: 0, Feature: s.places}
	}
	build := tables.NewBuilder(b)
	for _, set := range s.sets {
		var lists [][]string
		for d := range s.dims {
			if set&(1<<d) != 0 {
				lists = append(lists, []string{key.TotalCode})
			} else {
				lists = append(lists, s.dims[d].codes)
			}
		}
		each(lists, func(at []string) {
			n, hidden := s.value(at), s.hide != nil && s.hide(at)
			cells := []tables.Cell{tables.NewCell(strconv.Itoa(n), hidden)}
			if s.sum {
				cells = append(cells, tables.NewCell(fmt.Sprintf("%d.%02d", 3*n/2, n%2*50), hidden))
			}
			if s.median {
				text := ""
				if n > 0 {
					text = fmt.Sprintf("-%d.5", n%7)
				}
				cells = append(cells, tables.NewCell(text, hidden))
			}
			if err := build.Add(slices.Clone(at), cells); err != nil {
				t.Fatal(err)
			}
		})
	}
	var err error
	if s.table, err = build.Table(); err != nil {
		t.Fatal(err)
	}
	s.write(t)
	return s
}

// write makes files, account and log of the table.
func (s *testTable) write(t fatal) {
	t.Helper()
	var csv, geo bytes.Buffer
	if err := tables.WriteCSV(&csv, s.table); err != nil {
		t.Fatal(err)
	}
	a := &exemptions.Table{Title: s.name, Unit: "rows", Below: s.below, Rule: "a number below the threshold is hidden", Cells: int64(len(s.table.Rows))}
	s.account = exemptions.File{Name: s.name + ".csv", Format: "csv", Describe: map[string]string{"delimiter": ",", "encoding": "utf-8"},
		RowsIn: a.Cells, RowsOut: a.Cells, HeaderRow: 1, Records: a.Cells + 1, Table: a}
	column := func(name string) {
		s.account.Columns = append(s.account.Columns, exemptions.Column{Name: name, Index: len(s.account.Columns), Out: len(s.account.Columns), Verb: "table"})
	}
	for _, d := range s.table.Dims {
		column(d.Name)
		a.Dims = append(a.Dims, exemptions.TableDim{Name: d.Name, Kind: [...]string{"category", "place", "date"}[d.Kind], Codes: d.Codes, Up: d.Parent})
	}
	var names []string
	for _, m := range s.table.Measures {
		column(m.Name)
		column(m.Name + suffixHidden)
		names = append(names, m.Name)
		a.Measures = append(a.Measures, exemptions.TableMeasure{Name: m.Name, Words: m.Words, Adds: m.Name != "days"})
	}
	for _, r := range s.table.Rows {
		for d := range r.Codes {
			s.account.Columns[d].Cells++
		}
		for m, c := range r.Cells {
			col := len(r.Codes) + 2*m
			s.account.Columns[col+1].Cells++
			if c.Number() != "" {
				s.account.Columns[col].Cells++
			}
			if c.Hidden() {
				s.account.Columns[col].Changed++
			}
		}
		if r.Cells[0].Hidden() {
			a.Hidden++
		}
	}
	s.csv, s.entries = csv.Bytes(), nil
	if a.Hidden > 0 {
		a.Audit = &exemptions.TableAudit{Equations: 9, Protected: a.Hidden, Width: 5, Required: 5}
		s.entries = []exemptions.Entry{{File: s.account.Name, RowID: "all", Columns: names, What: "small number", Action: exemptions.Hidden,
			Cells: a.Hidden * int64(len(names)), Ground: ground("City policy"), DecidedBy: "Chief Data Officer (rule)", DecidedOn: "2026-11-20"}}
	}
	if s.places != nil {
		if err := tables.WriteGeoJSON(&geo, s.table); err != nil {
			t.Fatal(err)
		}
		a.GeoJSON, s.geo = s.name+".geojson", geo.Bytes()
	}
}

// release is some tables in a folder, and rows beside them.
type release struct {
	tables []*testTable
	rows   *sample
}

// put writes everything but the documents.
func (r release) put(t testing.TB, dir string) (files []exemptions.File, all *sample) {
	t.Helper()
	all = &sample{extra: map[string]string{}}
	slices.SortFunc(r.tables, func(a, b *testTable) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	for _, s := range r.tables {
		put(t, dir, s.account.Name, s.csv)
		if s.geo != nil {
			put(t, dir, s.account.Table.GeoJSON, s.geo)
		}
		files = append(files, s.account)
		all.entries = append(all.entries, s.entries...)
	}
	if r.rows != nil { // its name comes last
		put(t, dir, r.rows.name, r.rows.output)
		files = append(files, r.rows.file)
		all.entries = append(all.entries, r.rows.entries...)
	}
	var j, c bytes.Buffer
	jw, cw := logform.JSONL(&j), logform.CSV(&c)
	for i := range all.entries {
		all.entries[i].N = int64(i + 1)
		jw.Write(&all.entries[i])
		cw.Write(&all.entries[i])
	}
	jw.Close()
	cw.Close()
	put(t, dir, bundle.LogJSONL, j.Bytes())
	put(t, dir, bundle.LogCSV, c.Bytes())
	return files, all
}

func (r release) options(t testing.TB) Options {
	return Options{Engine: testEngine(t), Formats: csvFormat, Work: t.TempDir(), Seed: maphash.MakeSeed()}
}

// files runs Files over the release; with inputs as a release does.
func (r release) files(t testing.TB, in bool) *Result {
	t.Helper()
	dir := t.TempDir()
	o := r.options(t)
	if in {
		o.Inputs = map[string]Input{}
		if r.rows != nil {
			o.Inputs = r.rows.options(t, true).Inputs
		}
	}
	files, _ := r.put(t, dir)
	res, err := Files(context.Background(), dir, files, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Close() })
	return res
}

// seal makes a bundle of the release.
func (r release) seal(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	files, all := r.put(t, dir)
	totals := logform.Summaries()
	for i := range all.entries {
		totals.Add(&all.entries[i])
	}
	m := bundle.Manifest{Schema: bundle.Schema, Release: exemptions.Release{ID: "r1", Agency: "City of Example", Dataset: "requests"},
		Files: files, Entries: totals.Entries(), Labels: totals.Labels(), Inputs: []bundle.Input{}, NotExamined: []string{}, Engine: testEngine(t).Version()}
	m.Summary = totals.Summary(m.Files)
	putManifest(t, dir, &m)
	for _, n := range []string{bundle.LogHTML, bundle.Report, bundle.Readme, bundle.DataPackage} {
		put(t, dir, n, []byte("{}"))
	}
	reseal(t, dir)
	return dir
}

func (r release) bundle(t testing.TB, dir string) *Result {
	t.Helper()
	res, err := Bundle(context.Background(), dir, r.options(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Close() })
	return res
}

func numbered(prefix string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, prefix+strconv.Itoa(i+1))
	}
	return out
}

func monthCodes(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("2026-%02d", i+1))
	}
	return out
}

// square is an area.
func square(i int) []byte {
	return []byte(fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%d,0],[%d,0],[%d,1],[%d,1],[%d,0]]]}`, i, i+1, i+1, i, i))
}

// oneOf reports whether the row stands in a list like "w1/2026-01 w2/(all)".
func oneOf(list ...string) func([]string) bool {
	return func(codes []string) bool {
		s := ""
		for i, c := range codes {
			if i > 0 {
				s += "/"
			}
			s += c
		}
		return slices.Contains(list, s)
	}
}

// wards is a table of five wards and four months with all totals, in which four
// cells of a rectangle are hidden.
func wards() *testTable {
	places := map[string][]byte{}
	for i, c := range numbered("w", 5) {
		places[c] = square(2 * i)
	}
	return &testTable{name: "requests_by_ward", below: 11, sum: true, median: true, places: places,
		dims: []testDim{{"ward", key.Place, append(numbered("w", 5), key.NotLocatedCode), nil}, {"month", key.Date, monthCodes(4), nil}},
		sets: []uint32{0, 1, 2, 3},
		leaf: func(c []string) int {
			switch {
			case c[0] == "w1" && c[1] == "2026-01":
				return 3
			case c[0] == "w5":
				return 0
			}
			return 15 + 7*int(c[1][6]-'0')
		},
		hide: oneOf("w1/2026-01", "w1/2026-02", "w2/2026-01", "w2/2026-02"),
	}
}

func remove(t testing.TB, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

// sharedEngine is made once: properties need it often.
var sharedEngine = func() func(testing.TB) *detect.Engine {
	var once sync.Once
	var e *detect.Engine
	return func(t testing.TB) *detect.Engine {
		t.Helper()
		once.Do(func() { e = testEngine(t) })
		return e
	}
}()
