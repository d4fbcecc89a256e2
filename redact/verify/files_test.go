package verify

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"strings"
	"testing"

	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/formats/csv"
)

func TestACorrectReleasePasses(t *testing.T) {
	s := requests()
	s.make()
	r := s.files(t, true)
	noProblems(t, r)
	if r.Labels != s.file.Labels || r.Labels == 0 {
		t.Errorf("labels: got %d, want %d", r.Labels, s.file.Labels)
	}
	if got := r.Kept["sr.csv"][6]["EMAIL_ADDRESS"]; got != 1 {
		t.Errorf("kept e-mail addresses in Contact: got %d, want 1", got)
	}
	if got := r.Changed["sr.csv"]; got[1] != 2 || got[2] != 3 || got[3] != 2 || got[4] != 1 || len(got) != 4 {
		t.Errorf("changed cells by column: got %v, want 2, 3, 2, 1", got)
	}
	if r.Entries != int64(len(s.entries)) {
		t.Errorf("entries: got %d, want %d", r.Entries, len(s.entries))
	}
}

func TestTheResultDoesNotDependOnTheNumberOfWorkers(t *testing.T) {
	s := requests()
	for range 200 {
		s.rows = append(s.rows, s.rows[1])
	}
	s.doing = append(s.doing, do{row: 150, col: 1, old: "curb", kind: "mask", text: phoneLabel})
	s.make()
	s.output = bytes.Replace(s.output, []byte("Streetlight out"), []byte("call 315-555-0199"), 1)
	dir := t.TempDir()
	s.write(t, dir)
	var first string
	for _, jobs := range []int{1, 2, 5} {
		o := s.options(t, true)
		o.Jobs = jobs
		r, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var b strings.Builder
		for _, p := range r.Problems {
			b.WriteString(p.String() + "\n")
		}
		if first == "" {
			first = b.String()
		}
		if b.String() != first || first == "" {
			t.Errorf("jobs %d: problems\n%s\nwant\n%s", jobs, b.String(), first)
		}
	}
}

// swap replaces the first occurrence in the released file.
func swap(old, new string) func(*sample) {
	return func(s *sample) {
		if !bytes.Contains(s.output, []byte(old)) {
			panic("the sample does not hold the text to be swapped")
		}
		s.output = bytes.Replace(s.output, []byte(old), []byte(new), 1)
	}
}

// fileTampers are ways to change a correct release, and the problem that each must give.
var fileTampers = []struct {
	name   string
	tamper func(*sample)
	in     bool // needs the inputs
	want   Kind
}{
	{"a label is removed", swap(phoneLabel, "315-555-0142"), false, LabelKind},
	{"a label is put where nothing was withheld", swap("Streetlight out", "Streetlight "+phoneLabel), false, LabelKind},
	{"a label becomes another label", swap(phoneLabel, nameLabel), false, LabelKind},
	{"an unknown label", swap("Streetlight", "[plate withheld: City policy] Streetlight"), false, LabelKind},
	{"a companion label is removed", swap(birthLabel, ""), false, LabelKind},
	{"a companion label becomes text", swap(birthLabel, "see file"), false, Altered},
	{"what a cell is shown as is removed", swap("hundred block", ""), false, LabelKind},
	{"an entry is removed", func(s *sample) { s.entries = append(s.entries[:2], s.entries[3:]...) }, false, LogKind},
	{"an entry is removed and the rest renumbered", func(s *sample) {
		s.entries = append(s.entries[:2], s.entries[3:]...)
		for i := range s.entries {
			s.entries[i].N = int64(i + 1)
		}
	}, false, LabelKind},
	{"an entry is repeated", func(s *sample) {
		e := s.entries[3]
		e.N = int64(len(s.entries) + 1)
		s.entries = append(s.entries, e)
	}, false, LabelKind},
	{"an entry for a column counts one too many", func(s *sample) { s.entries[1].Labels++; s.file.Labels++ }, false, LabelKind},
	{"an entry for a row counts one too many", func(s *sample) { s.entries[2].Labels++; s.file.Labels++ }, false, LabelKind},
	{"an entry counts more cells than there are", func(s *sample) { s.entries[1].Cells, s.entries[1].Labels = 2, 3 }, false, LabelKind},
	{"an entry has another row", func(s *sample) { s.entries[2].Row = 6; s.entries[2].RowID = "row 6" }, false, LabelKind},
	{"an entry has another row id", func(s *sample) { s.entries[2].RowID = "999" }, false, LogKind},
	{"an entry has another column", func(s *sample) { s.entries[2].Columns = []string{"Status"} }, false, LabelKind},
	{"an entry names no column", func(s *sample) { s.entries[2].Columns = []string{"Nowhere"} }, false, LogKind},
	{"an entry names another file", func(s *sample) { s.entries[2].File = "zz.csv" }, false, LogKind},
	{"an entry has an unknown action", func(s *sample) { s.entries[2].Action = "forgotten" }, false, LogKind},
	{"the entry of a dropped column is removed", func(s *sample) { s.entries[0].Action = exemptions.RowOut }, false, LogKind},
	{"rows left out are counted wrongly", func(s *sample) { s.entries[len(s.entries)-1].Cells = 2 }, false, Amount},
	{"a released row is removed", swap("1048816,Streetlight out,,,,open,,,\n", ""), false, Amount},
	{"a released row is added", swap("1048816,", "1048817,x,,,,open,,,\n1048816,"), false, Amount},
	{"the manifest's labels are wrong", func(s *sample) { s.file.Labels++ }, false, Amount},
	{"the manifest's cells are wrong", func(s *sample) { s.file.Columns[1].Cells++ }, false, Amount},
	{"the manifest's rows are wrong", func(s *sample) { s.file.RowsOut++; s.file.RowsIn++ }, false, Amount},
	{"a header is another", swap("Description", "Remarks"), false, Layout},
	{"a new e-mail address", swap("Streetlight out", "Streetlight out, ask kim@example.net"), false, Found},
	{"a new SSN", swap("Streetlight out", "Streetlight out, SSN 219-09-9999"), false, Found},
	{"an empty cell gets text", swap("1048816,Streetlight out,,", "1048816,Streetlight out,Kim,"), true, Altered},
	{"a cell gets other text", swap("Streetlight", "streetlight"), true, Altered},
	{"a cell loses its text", swap("Streetlight out", ""), true, Altered},
	{"text before a label is changed", swap("Pothole, call "+phoneLabel, "pothole, call "+phoneLabel), true, Altered},
	{"text after a label is changed", swap(" after 5", " after 6"), true, Altered},
	{"a coarse cell shows more", swap("400 block Oak Ave", "the 400 Oak Ave"), true, Altered},
	{"a coarse cell shows everything", swap("400 block Oak Ave", "400 Oak Ave"), true, Altered},
	{"a cell is shown as something else", swap("hundred block", "block"), true, Altered},
	{"a value that is withheld in the record stands in another cell of it", func(s *sample) {
		s.input = bytes.Replace(s.input, []byte(",open,help"), []byte(",315 555 0142,help"), 1)
		swap(",open,help", ",315 555 0142,help")(s)
	}, true, RecordLeak},
	{"a name that is withheld in the record stands in another cell of it", func(s *sample) {
		s.input = bytes.Replace(s.input, []byte(",open,help"), []byte(",PAT  DOE called,help"), 1)
		swap(",open,help", ",PAT  DOE called,help")(s)
	}, true, RecordLeak},
	{"a dropped e-mail address stands in another cell of its record", func(s *sample) {
		s.input = bytes.Replace(s.input, []byte(",open,help"), []byte(",x Pat.Doe@Example.org,help"), 1)
		swap(",open,help", ",x Pat.Doe@Example.org,help")(s)
	}, true, RecordLeak},
	{"a value that is withheld in one record stands in another", func(s *sample) {
		s.input = bytes.Replace(s.input, []byte("Streetlight out"), []byte("Streetlight (315) 555-0142"), 1)
		swap("Streetlight out", "Streetlight (315) 555-0142")(s)
	}, true, FileLeak},
	{"a dropped e-mail address stands in another record", func(s *sample) {
		s.input = bytes.Replace(s.input, []byte("Streetlight out"), []byte("mailto:PAT.DOE@example.org"), 1)
		swap("Streetlight out", "mailto:PAT.DOE@example.org")(s)
	}, true, FileLeak},
}

func TestTamperedFilesAreCaught(t *testing.T) {
	for _, tt := range fileTampers {
		t.Run(tt.name, func(t *testing.T) {
			s := requests()
			s.make()
			o := s.options(t, true) // before the input is tampered with: the account stays
			tt.tamper(s)
			if tt.in {
				o = s.options(t, true)
			} else {
				o.Inputs = nil
			}
			dir := t.TempDir()
			s.write(t, dir)
			r, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			hasKind(t, r, tt.want)
			for _, p := range r.Problems {
				for _, v := range []string{"315-555", "Pat", "Doe", "pat.doe", "kim@", "219-09", "Main St", "Ana"} {
					if strings.Contains(p.String(), v) {
						t.Errorf("the problem %q holds a value", p)
					}
				}
			}
		})
	}
}

// A decision that keeps a kind in a column also keeps it from being a leak there.
func TestKeptValuesAreNoLeaks(t *testing.T) {
	s := requests()
	s.rows[0][7] = "pat.doe@example.org" // as the dropped column of its record
	s.rows[4][7] = "ana.poe@example.org" // as that of another
	s.make()
	noProblems(t, s.files(t, true))
}

// What must survive next to a withheld name (DESIGN idea 6).
func TestPublicWordsAreNoLeaks(t *testing.T) {
	s := requests()
	s.rows[0][3] = "Main Park"
	s.rows[0][5] = "12 Main Park Ave"
	s.rows[1][3] = "Young"
	s.rows[1][1] = "Young Adult Library"
	s.make()
	noProblems(t, s.files(t, true))
}

func TestCodes(t *testing.T) {
	s := requests()
	s.doing = append(s.doing, do{row: 0, col: 6, kind: "code", text: "id-abc", wide: true}, do{row: 1, col: 6, kind: "code", text: "id-abc", wide: true},
		do{row: 2, col: 6, kind: "code", text: "id-xyz", wide: true}, do{row: 4, col: 6, kind: "code", text: "id-abc", wide: true})
	s.make()
	noProblems(t, s.files(t, true))
	s.entries[2].Cells-- // the entry for codes
	if s.entries[2].Action != exemptions.Coded {
		t.Fatalf("entry 3 is %q, want codes", s.entries[2].Action)
	}
	hasKind(t, s.files(t, true), LabelKind)
}

func TestTitlesAndLabelsOfTheSource(t *testing.T) {
	s := requests()
	s.titles = []string{"Requests of the week"}
	s.rows[1][1] = "The letter says [name withheld: City promise] twice"
	s.make()
	noProblems(t, s.files(t, true))
	o := s.options(t, false)
	dir := t.TempDir()
	s.write(t, dir)
	r, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
	if err != nil {
		t.Fatal(err)
	}
	noProblems(t, r)
	s.file.Columns[1].Preexist = 0
	hasKind(t, s.files(t, true), Amount)
	if r, err = Files(context.Background(), dir, []exemptions.File{s.file}, o); err != nil {
		t.Fatal(err)
	}
	hasKind(t, r, LabelKind)
}

func TestMissingFilesAreProblems(t *testing.T) {
	s := requests()
	s.make()
	o := s.options(t, true)
	dir := t.TempDir()
	r, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
	if err != nil {
		t.Fatal(err)
	}
	hasKind(t, r, Unreadable)
	hasKind(t, r, LogKind)
}

func TestAValueOfARecordLeftOutIsWithheld(t *testing.T) {
	s := requests()
	s.rows[4][1] = "Streetlight out, LEE.MOE@example.org"
	s.make()
	hasKind(t, s.files(t, true), FileLeak)
}

func TestFieldsBeyondTheHeader(t *testing.T) {
	s := &sample{name: "t.csv", header: []string{"Id", "Note"}, rows: [][]string{{"a1", "curb"}, {"a2", "lamp"}}}
	s.make()
	s.input = []byte("Id,Note\na1,curb\na2,lamp,extra\n")
	for out, want := range map[string]bool{"Id,Note\na1,curb\na2,lamp,extra\n": true, "Id,Note\na1,curb\na2,lamp,other\n": false,
		"Id,Note\na1,curb\na2,lamp\n": false, "Id,Note\na1,curb,more\na2,lamp,extra\n": false} {
		s.output = []byte(out)
		dir := t.TempDir()
		s.write(t, dir)
		doc, err := csv.Open(formats.Source{Name: s.name, R: bytes.NewReader(s.input), Size: int64(len(s.input))}, formats.Options{HeaderRow: 1, Ragged: true})
		if err != nil {
			t.Fatal(err)
		}
		s.file.Describe = doc.Describe()
		o := s.options(t, false)
		o.Inputs = map[string]Input{s.name: {Doc: doc}}
		r, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
		if err != nil {
			t.Fatal(err)
		}
		if r.OK() != want {
			t.Errorf("released file %q: passes %t, want %t: %v", out, r.OK(), want, r.Problems)
		}
		if err := errors.Join(r.Close(), doc.Close()); err != nil {
			t.Error(err)
		}
	}
}

func TestAFileThatCannotBeReadBack(t *testing.T) {
	s := requests()
	s.make()
	s.output = append(s.output, "1048820,\"a quote that is never closed\n"...)
	hasKind(t, s.files(t, true), Unreadable)
}

func TestFilesStopsWhenTheContextEnds(t *testing.T) {
	s := requests()
	s.make()
	dir := t.TempDir()
	o := s.options(t, true)
	s.write(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, jobs := range []int{1, 3} {
		o.Jobs = jobs
		if _, err := Files(ctx, dir, []exemptions.File{s.file}, o); !errors.Is(err, context.Canceled) {
			t.Errorf("jobs %d: got error %v, want %v", jobs, err, context.Canceled)
		}
	}
}

func TestNoFilesIsNoSuccess(t *testing.T) {
	s := requests()
	s.make()
	r, err := Files(context.Background(), t.TempDir(), nil, s.options(t, true))
	if err != nil {
		t.Fatal(err)
	}
	hasKind(t, r, Manifest)
}

func TestOptionsThatCannotWork(t *testing.T) {
	s := requests()
	s.make()
	dir := t.TempDir()
	good := s.options(t, true)
	s.write(t, dir)
	for name, spoil := range map[string]func(*Options){
		"no detectors":     func(o *Options) { o.Engine = nil },
		"no second reader": func(o *Options) { o.Formats = nil },
		"no seed":          func(o *Options) { o.Seed = maphash.Seed{} },
		"no input":         func(o *Options) { o.Inputs = map[string]Input{} },
	} {
		o := good
		spoil(&o)
		if _, err := Files(context.Background(), dir, []exemptions.File{s.file}, o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestProblemsAreBounded(t *testing.T) {
	p := newProblems()
	for range 100 {
		p.add(Problem{Kind: Altered, File: "a.csv"})
	}
	p.add(Problem{Kind: Found, File: "a.csv"})
	got := p.list()
	if len(got) != problemsShown+2 || !strings.Contains(got[len(got)-1].Msg, "75 more") {
		t.Errorf("got %d problems, last %q; want %d, the last counting 75 more", len(got), got[len(got)-1].Msg, problemsShown+2)
	}
}

func TestLessExact(t *testing.T) {
	for _, tt := range []struct {
		text, shown string
		want        bool
	}{
		{"1980", "year", true}, {"1980-02", "year", false}, {"1980-02", "month", true}, {"1980-02-03", "month", false},
		{"13202", "ZIP code", true}, {"13202-1234", "ZIP code", false}, {"132**", "first three digits of the ZIP code", true},
		{"30 to 39", "ten years of age", true}, {"0 to 9", "ten years of age", true}, {"90 or older", "ten years of age", true}, {"34", "ten years of age", false}, {"30 to 49", "ten years of age", false},
		{"203.0.113.0/24", "network", true}, {"203.0.113.7/24", "network", false}, {"203.0.113.7", "network", false}, {"2001:db8:1::/48", "network", true}, {"2001:db8:1::/64", "network", false},
		{"www.example.org", "web site", true}, {"www.example.org/x", "web site", false}, {"pat@example.org", "web site", false},
		{"13202", "first three digits of the ZIP code", false}, {"400 block Oak Ave", "hundred block", true},
		{"0 block Oak Ave", "hundred block", true}, {"412 block Oak Ave", "hundred block", false}, {"400 Oak Ave", "hundred block", false},
		{"43.048", "3 decimals", true}, {"-76.1474", "3 decimals", false}, {"-76", "0 decimals", true}, {"x", "3 decimals", false},
		{"1980", "", false}, {"1980", "decade", false},
	} {
		if got := lessExact(tt.text, tt.shown); got != tt.want {
			t.Errorf("lessExact(%q, %q) = %t, want %t", tt.text, tt.shown, got, tt.want)
		}
	}
}
