package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	stdcsv "encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/formats"
	"vaughn/formats/csv"
	csvwitness "vaughn/formats/csv/witness"
	"vaughn/redact/bundle"
)

// The tests make releases by hand, without the packages that make them for
// users: a table, what is done to its cells, and out come the input, the
// released file, the log and a sealed folder.

// do is one thing done to one cell.
type do struct {
	row  int    // data row, 0-based
	col  int    // source column
	old  string // the piece that is withheld; "" = the whole cell
	kind string // mask, empty, coarsen, code
	text string // label, or what is shown
	wide bool   // covered by an entry for the column
}

// sample is a release in the making.
type sample struct {
	name    string
	titles  []string
	header  []string
	rows    [][]string
	drop    map[int]bool
	holds   map[int][]string
	typed   map[int]bool // has a _withheld companion
	coarse  map[int]bool // has a _shown_as companion
	left    map[int]bool // data rows left out
	doing   []do
	entries []exemptions.Entry
	file    exemptions.File
	extra   map[string]string // documents to put beside the usual ones
	input   []byte
	output  []byte
}

const (
	phoneLabel = "[phone withheld: NY POL 87(2)(b)]"
	nameLabel  = "[name withheld: City promise]"
	mailLabel  = "[e-mail withheld: City promise]"
	birthLabel = "[date of birth withheld: NY POL 87(2)(b)]"
)

func ground(label string) exemptions.Ground {
	return exemptions.Ground{Key: "test", Label: label, Reason: "a test", Basis: exemptions.BasisPolicy, Words: "policy"}
}

// requests is the release that most tests begin with.
func requests() *sample {
	return &sample{
		name:   "sr.csv",
		header: []string{"Id", "Description", "Reporter_Email", "Display_Name", "Born", "Address", "Status", "Contact"},
		rows: [][]string{
			{"1048812", "Pothole, call 315-555-0142 after 5", "pat.doe@example.org", "Pat Doe", "1980-02-03", "123 Main St", "open", "help@example.com"},
			{"1048813", "Bulk items at the curb", "", "Sam Roe", "", "400 Oak Ave", "open", ""},
			{"1048814", "Name: Ana Poe, phone 315-555-0177", "ana.poe@example.org", "An Anonymous User", "1971-11-30", "17 Elm St", "closed", ""},
			{"1048815", "Draft of a request", "lee.moe@example.org", "Lee Moe", "", "9 Fir Ln", "draft", ""},
			{"1048816", "Streetlight out", "", "", "", "", "open", ""},
		},
		drop:   map[int]bool{2: true},
		holds:  map[int][]string{5: {"STREET_ADDRESS"}, 7: {"EMAIL_ADDRESS"}},
		typed:  map[int]bool{4: true},
		coarse: map[int]bool{5: true},
		left:   map[int]bool{3: true},
		doing: []do{
			{row: 0, col: 1, old: "315-555-0142", kind: "mask", text: phoneLabel},
			{row: 0, col: 3, kind: "mask", text: nameLabel, wide: true},
			{row: 1, col: 3, kind: "mask", text: nameLabel, wide: true},
			{row: 2, col: 3, kind: "mask", text: nameLabel, wide: true},
			{row: 0, col: 4, kind: "empty", text: birthLabel},
			{row: 2, col: 4, kind: "empty", text: birthLabel},
			{row: 2, col: 1, old: "Ana Poe", kind: "mask", text: nameLabel},
			{row: 2, col: 1, old: "315-555-0177", kind: "mask", text: phoneLabel},
			{row: 1, col: 5, kind: "coarsen", text: "400 block Oak Ave"},
		},
		extra: map[string]string{},
	}
}

// make fills in output, entries and account.
func (s *sample) make() {
	s.file = exemptions.File{Name: s.name, Format: "csv"}
	out, nextOut := map[int]int{}, 0
	var head []string
	for i, h := range s.header {
		c := exemptions.Column{Name: h, Index: i, Out: -1, Verb: "keep", Holds: s.holds[i]}
		if !s.drop[i] {
			c.Out = nextOut
			out[i] = nextOut
			nextOut++
			head = append(head, h)
		}
		s.file.Columns = append(s.file.Columns, c)
	}
	withheld, shown := map[int]int{}, map[int]int{}
	for i, h := range s.header {
		add := func(to map[int]int, suffix string) {
			to[i] = nextOut
			s.file.Columns = append(s.file.Columns, exemptions.Column{Name: h + suffix, Index: i, Out: nextOut, Verb: "added", Added: true})
			nextOut++
			head = append(head, h+suffix)
		}
		if s.typed[i] {
			add(withheld, "_withheld")
		}
		if s.coarse[i] {
			add(shown, "_shown_as")
		}
	}
	var table [][]string
	recno := map[int]int64{}
	for r, row := range s.rows {
		if s.left[r] {
			continue
		}
		line := make([]string, nextOut)
		for i, text := range row {
			if !s.drop[i] {
				line[out[i]] = text
				if strings.TrimSpace(text) != "" {
					s.file.Columns[i].Cells++
				}
				s.file.Columns[i].Preexist += int64(exemptions.CountLabels(text))
			}
		}
		for _, d := range s.doing {
			if d.row != r {
				continue
			}
			o := out[d.col]
			switch d.kind {
			case "mask":
				old := d.old
				if old == "" {
					old = row[d.col]
				}
				line[o] = strings.Replace(line[o], old, d.text, 1)
			case "empty":
				line[o] = ""
				line[withheld[d.col]] = d.text
			case "coarsen":
				line[o] = d.text
				line[shown[d.col]] = "hundred block"
			case "code":
				line[o] = d.text
			}
		}
		for i := range s.file.Columns {
			if c := &s.file.Columns[i]; c.Added && line[c.Out] != "" {
				c.Cells++
			}
		}
		table = append(table, line)
		recno[r] = int64(len(s.titles) + 1 + len(table))
	}
	s.file.HeaderRow = int64(len(s.titles) + 1)
	s.file.Records = s.file.HeaderRow + int64(len(table))
	s.file.RowsIn, s.file.RowsOut = int64(len(s.rows)), int64(len(table))
	s.input = render(s.titles, append([][]string{s.header}, s.rows...))
	s.output = render(s.titles, append([][]string{head}, table...))
	s.log(recno)
}

// log makes the entries.
func (s *sample) log(recno map[int]int64) {
	s.entries = nil
	add := func(e exemptions.Entry) {
		e.N, e.File = int64(len(s.entries)+1), s.name
		e.DecidedBy, e.DecidedOn = "Chief Data Officer (rule)", "2026-11-20"
		s.entries = append(s.entries, e)
		s.file.Labels += e.Labels
	}
	for i, h := range s.header {
		if s.drop[i] {
			add(exemptions.Entry{RowID: "all", Columns: []string{h}, What: "e-mail address", Action: exemptions.ColumnOut, Cells: int64(len(s.rows)), Ground: ground("City promise")})
		}
	}
	type key struct {
		row, col    int
		label, kind string
	}
	sums := map[key]*exemptions.Entry{}
	var order []key
	for _, d := range s.doing {
		k := key{d.row, d.col, d.text, d.kind}
		if d.wide {
			k.row = -1
		}
		if d.kind == "coarsen" || d.kind == "code" {
			k.label = ""
		}
		e := sums[k]
		if e == nil {
			e = &exemptions.Entry{RowID: "all", Columns: []string{s.header[d.col]}, What: "x", Label: k.label, Ground: ground("City promise")}
			if !d.wide {
				e.Row = recno[d.row]
				e.RowID = "row " + strconv.FormatInt(e.Row, 10)
			}
			switch d.kind {
			case "mask":
				e.Action = exemptions.Masked
			case "empty":
				e.Action = exemptions.Withheld
			case "coarsen":
				e.Action = exemptions.ShownAs + "hundred block"
			case "code":
				e.Action = exemptions.Coded
			}
			sums[k] = e
			order = append(order, k)
		}
		if d.wide || e.Cells == 0 {
			e.Cells++
		}
		if d.kind != "code" {
			e.Labels++
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return sums[order[i]].Row < sums[order[j]].Row })
	for _, k := range order {
		add(*sums[k])
	}
	if len(s.left) > 0 {
		add(exemptions.Entry{RowID: "not listed", Columns: []string{"all"}, What: "record", Action: exemptions.RowOut, Cells: int64(len(s.left)), Ground: ground("City policy")})
	}
}

func render(titles []string, table [][]string) []byte {
	var b bytes.Buffer
	for _, t := range titles {
		fmt.Fprintln(&b, t)
	}
	w := stdcsv.NewWriter(&b)
	for _, r := range table {
		if len(r) == 1 && r[0] == "" {
			w.Flush()
			b.WriteString("\"\"\n")
			continue
		}
		w.Write(r)
	}
	w.Flush()
	return b.Bytes()
}

var csvFormat = []formats.Format{{Name: "csv", Open: csv.Open, Witness: csvwitness.New()}}

func testEngine(t testing.TB) *detect.Engine {
	t.Helper()
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// options are those for a sample; with inputs when in is set.
func (s *sample) options(t testing.TB, in bool) Options {
	t.Helper()
	o := Options{Engine: testEngine(t), Formats: csvFormat, Work: t.TempDir(), Seed: maphash.MakeSeed()}
	if in {
		doc, err := csv.Open(formats.Source{Name: s.name, R: bytes.NewReader(s.input), Size: int64(len(s.input))}, formats.Options{HeaderRow: int64(len(s.titles) + 1)})
		if err != nil {
			t.Fatalf("the input of the sample cannot be read: %v", err)
		}
		t.Cleanup(func() { doc.Close() })
		s.file.Describe = doc.Describe()
		o.Inputs = map[string]Input{s.name: {Doc: doc, Left: s.leftOut}}
	}
	return o
}

func (s *sample) leftOut() func() (int64, bool) {
	var seqs []int64
	for r := range s.left {
		seqs = append(seqs, int64(len(s.titles)+2+r))
	}
	slices.Sort(seqs)
	return func() (int64, bool) {
		if len(seqs) == 0 {
			return 0, false
		}
		n := seqs[0]
		seqs = seqs[1:]
		return n, true
	}
}

// write puts released file and log into dir.
func (s *sample) write(t testing.TB, dir string) {
	t.Helper()
	put(t, dir, s.name, s.output)
	var j, c bytes.Buffer
	jw, cw := logform.JSONL(&j), logform.CSV(&c)
	for i := range s.entries {
		jw.Write(&s.entries[i])
		cw.Write(&s.entries[i])
	}
	jw.Close()
	cw.Close()
	put(t, dir, bundle.LogJSONL, j.Bytes())
	put(t, dir, bundle.LogCSV, c.Bytes())
}

func put(t testing.TB, dir, name string, b []byte) {
	t.Helper()
	p := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// files runs Files over the sample in a folder of its own.
func (s *sample) files(t testing.TB, in bool) *Result {
	t.Helper()
	dir := t.TempDir()
	o := s.options(t, in)
	s.write(t, dir)
	res, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Close() })
	return res
}

// seal makes a whole bundle of the sample and returns its folder.
func (s *sample) seal(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	o := s.options(t, true)
	s.write(t, dir)
	res, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Close()
	for i := range s.file.Columns {
		c := &s.file.Columns[i]
		if k := res.Kept[s.name][c.Out]; c.Out >= 0 && len(k) > 0 {
			c.Kept = k
		}
		if c.Out >= 0 {
			c.Changed = res.Changed[s.name][c.Out]
		}
	}
	s.documents(t, dir, o.Engine)
	reseal(t, dir)
	return dir
}

// documents writes manifest and documents.
func (s *sample) documents(t testing.TB, dir string, e *detect.Engine) {
	t.Helper()
	totals := logform.Summaries()
	for i := range s.entries {
		totals.Add(&s.entries[i])
	}
	m := bundle.Manifest{Schema: bundle.Schema, Release: exemptions.Release{ID: "r1", Agency: "City of Example", Dataset: "requests"},
		Files: []exemptions.File{s.file}, Entries: totals.Entries(), Labels: totals.Labels(), Inputs: []bundle.Input{},
		NotExamined: []string{}, Engine: e.Version()}
	m.Summary = totals.Summary(m.Files)
	putManifest(t, dir, &m)
	for _, n := range []string{bundle.LogHTML, bundle.Report, bundle.Readme, bundle.DataPackage} {
		put(t, dir, n, []byte("{}"))
	}
	for n, text := range s.extra {
		put(t, dir, n, []byte(text))
	}
}

func putManifest(t testing.TB, dir string, m *bundle.Manifest) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil {
		t.Fatal(err)
	}
	put(t, dir, bundle.ManifestAt, b.Bytes())
}

// reseal makes digests and seal anew, as someone would who covers his tracks.
func reseal(t testing.TB, dir string) {
	t.Helper()
	var names []string
	filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			rel, _ := filepath.Rel(dir, p)
			if rel = filepath.ToSlash(rel); rel != bundle.Sums && rel != bundle.Sealed {
				names = append(names, rel)
			}
		}
		return err
	})
	slices.Sort(names)
	var b bytes.Buffer
	for _, n := range names {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(n)))
		if err != nil {
			t.Fatal(err)
		}
		d := sha256.Sum256(data)
		fmt.Fprintf(&b, "%s  %s\n", hex.EncodeToString(d[:]), n)
	}
	put(t, dir, bundle.Sums, b.Bytes())
	d := sha256.Sum256(b.Bytes())
	put(t, dir, bundle.Sealed, bundle.SealText("r1", hex.EncodeToString(d[:])))
}

// bundleResult checks the bundle in dir.
func (s *sample) bundleResult(t testing.TB, dir string, in bool) *Result {
	t.Helper()
	res, err := Bundle(context.Background(), dir, s.options(t, in))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Close() })
	return res
}

// kinds are the kinds of a result's problems, sorted, once each.
func kinds(r *Result) []Kind {
	var out []Kind
	for _, p := range r.Problems {
		if !slices.Contains(out, p.Kind) {
			out = append(out, p.Kind)
		}
	}
	slices.Sort(out)
	return out
}

func noProblems(t testing.TB, r *Result) {
	t.Helper()
	for _, p := range r.Problems {
		t.Errorf("unexpected problem: %s: %s", p.Kind, p)
	}
}

func hasKind(t testing.TB, r *Result, want Kind) {
	t.Helper()
	if !slices.Contains(kinds(r), want) {
		t.Errorf("problems %v, want one of kind %q", r.Problems, want)
	}
}
