package verify

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/exemptions"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/bundle"
)

const kept = "help@example.com" // stands in the sample, and its column holds e-mail addresses

var noMail = exemptions.Kept{Key: "email", Text: "No e-mail address is published.", Never: []string{"EMAIL_ADDRESS"}}

// promised runs Files over the sample with promises.
func (s *sample) promised(t *testing.T, except func(int, string) bool, list ...exemptions.Kept) *Result {
	t.Helper()
	dir := t.TempDir()
	o := s.options(t, true)
	o.Promises, o.Excepted = list, except
	s.write(t, dir)
	res, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Close() })
	return res
}

func nobody(int, string) bool { return false }

// problemsOf are the problems of one kind. None may hold the value.
func problemsOf(t *testing.T, r *Result, k Kind) []Problem {
	t.Helper()
	var out []Problem
	for _, p := range r.Problems {
		if strings.Contains(p.String(), kept) {
			t.Error("a problem repeats the value")
		}
		if p.Kind == k {
			out = append(out, p)
		}
	}
	return out
}

// What a decision keeps is not kept when a promise says that none is published:
// the file fails, by record and column.
func TestAPromiseIsStrongerThanADecision(t *testing.T) {
	s := requests()
	s.make()
	r := s.promised(t, nobody, noMail)
	want := Problem{Kind: Promise, File: "sr.csv", Row: 2, Col: "Contact", Msg: "what looks like an e-mail address stands here, and a promise says that none is published"}
	if got := problemsOf(t, r, Promise); !slices.Equal(got, []Problem{want}) || len(r.Problems) != 1 {
		t.Errorf("problems %v", r.Problems)
	}
	if h := r.Promises; len(h) != 1 || h[0] != (Held{Key: "email", Broken: 1}) {
		t.Errorf("counted %+v", h)
	}
}

// A value on a list that the promise excepts stays and is counted; other kinds
// are nobody's business.
func TestAPromiseExcepts(t *testing.T) {
	s := requests()
	s.make()
	phones := exemptions.Kept{Key: "phones", Never: []string{"PHONE_NUMBER"}}
	r := s.promised(t, func(i int, v string) bool { return i == 1 && v == kept }, phones, noMail)
	noProblems(t, r)
	if h := r.Promises; h[0] != (Held{Key: "phones"}) || h[1] != (Held{Key: "email", Stays: 1}) {
		t.Errorf("counted %+v", h)
	}
	// The exception is that of one promise, not of another about the same kind.
	r = s.promised(t, func(i int, v string) bool { return i == 1 }, exemptions.Kept{Key: "strict", Never: []string{"EMAIL_ADDRESS"}}, noMail)
	if h := r.Promises; len(problemsOf(t, r, Promise)) != 1 || h[0].Broken != 1 || h[1].Stays != 1 {
		t.Errorf("counted %+v", h)
	}
}

// Headers, titles, names of columns that are left out and notes are released text
// as well.
func TestAPromiseCoversWhatIsNoCell(t *testing.T) {
	const other = "pat.doe@example.org"
	for name, change := range map[string]func(*sample){
		"a title":         func(s *sample) { s.titles = []string{"Questions to " + other} },
		"a header":        func(s *sample) { s.header[6] = "Status of " + other },
		"a dropped name":  func(s *sample) { s.header[2] = other },
		"a note":          func(s *sample) { s.file.Notes = []string{"made by " + other} },
		"another column":  func(s *sample) { s.rows[1][1] = "write " + other },
		"a held neighbor": func(s *sample) { s.rows[1][7] = other },
	} {
		t.Run(name, func(t *testing.T) {
			s := requests()
			s.rows[0][2] = "" // else the address is withheld elsewhere, which is another problem
			change(s)
			notes := s.file.Notes
			s.make()
			s.file.Notes = notes
			r := s.promised(t, func(_ int, v string) bool { return v == kept }, noMail)
			if len(problemsOf(t, r, Promise)) == 0 {
				t.Errorf("problems %v", r.Problems)
			}
			for _, p := range r.Problems {
				if strings.Contains(p.String(), other) {
					t.Error("a problem repeats the value")
				}
			}
		})
	}
}

// Possible finds are counted and fail nothing, except of the families of which the
// detectors never say more.
func TestPossibleFinds(t *testing.T) {
	for _, tt := range []struct {
		text, kind string
		want       Held
	}{
		{"the pole beside the driveway leans since the storm and the neighbor left 555-0142 on the note by the door", "PHONE_NUMBER", Held{Possible: 1}},
		{"the caller was diagnosed with asthma", "HEALTH", Held{Broken: 1}},
		{"the caller is a registered Republican", "POLITICS", Held{Broken: 1}},
		{"a 6 year old was hurt", "MINOR", Held{Broken: 1}},
	} {
		s := requests()
		s.rows[4][1], s.rows[0][7] = tt.text, ""
		s.make()
		r := s.promised(t, nobody, exemptions.Kept{Never: []string{tt.kind}})
		if r.Promises[0] != tt.want || len(problemsOf(t, r, Promise)) != int(tt.want.Broken) {
			t.Errorf("%s: counted %+v, problems %v", tt.kind, r.Promises[0], r.Problems)
		}
	}
}

// Only tables were promised, and here are rows.
func TestPromisedTablesOnly(t *testing.T) {
	s := requests()
	s.make()
	tables := exemptions.Kept{Key: "figures", Tables: true}
	got := problemsOf(t, s.promised(t, nobody, tables), Promise)
	if len(got) != 1 || got[0].Msg != "promise 1 says that only tables are published, and 1 file of rows is here" {
		t.Errorf("problems %v", got)
	}
	for _, bad := range []exemptions.Kept{{Key: "x"}, {Key: "x", Never: []string{"URL"}}, {Key: "x", Never: []string{"MAIL"}}, {Key: "x", Tables: true, Stays: -1}} {
		hasKind(t, s.promised(t, nobody, bad), Manifest)
	}
}

// A promise is held in the codes of a table too, whatever the account holds.
func TestPromisesInTables(t *testing.T) {
	tab := (&testTable{name: "by_contact", below: 3, dims: []testDim{{name: "contact", kind: key.Category, codes: []string{kept, "nobody"}}},
		sets: []uint32{0}, leaf: func([]string) int { return 30 }}).make(t)
	tab.account.Columns[0].Holds = []string{"EMAIL_ADDRESS"}
	dir := t.TempDir()
	files, _ := release{tables: []*testTable{tab}}.put(t, dir)
	for _, tt := range []struct {
		except func(int, string) bool
		want   int
	}{{nobody, 1}, {func(_ int, v string) bool { return v == kept }, 0}} {
		res, err := Files(context.Background(), dir, files, Options{Engine: sharedEngine(t), Formats: csvFormat,
			Promises: []exemptions.Kept{noMail, {Key: "figures", Tables: true}}, Excepted: tt.except})
		if err != nil {
			t.Fatal(err)
		}
		if got := problemsOf(t, res, Promise); len(got) != tt.want || len(res.Problems) != tt.want {
			t.Errorf("problems %v", res.Problems)
		}
		if got := res.Promises[0]; got.Broken != int64(tt.want) || got.Stays != int64(1-tt.want) {
			t.Errorf("counted %+v", got)
		}
	}
}

// With the bundle alone the lists are not at hand: what stays must be as much as
// was declared.
func TestPromisesOfABundle(t *testing.T) {
	for _, tt := range []struct {
		name string
		kept exemptions.Kept
		doc  map[string]string
		want []Kind
	}{
		{"as declared", exemptions.Kept{Key: "email", Never: noMail.Never, Stays: 1}, nil, nil},
		{"one more than declared", noMail, nil, []Kind{Promise}},
		{"one less than declared", exemptions.Kept{Key: "email", Never: noMail.Never, Stays: 2}, nil, []Kind{Amount}},
		{"only tables", exemptions.Kept{Key: "figures", Tables: true}, nil, []Kind{Promise}},
		{"a document", exemptions.Kept{Key: "email", Never: noMail.Never, Stays: 1},
			map[string]string{bundle.Report: "<p>Ask desk&#64;example.org</p>"}, []Kind{Promise}},
		{"a document with an address of the policy", exemptions.Kept{Key: "email", Never: noMail.Never, Stays: 1},
			map[string]string{bundle.Report: "<p>Ask data@example.gov</p>", bundle.PolicyAt: "about: {contact: Data@example.gov}"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := requests()
			s.extra = tt.doc
			s.make()
			dir := s.seal(t)
			manifest(t, dir, func(m *bundle.Manifest) { m.Release.Promises = []exemptions.Kept{tt.kept} })
			reseal(t, dir)
			for _, in := range []bool{false, true} {
				if got := kinds(s.bundleResult(t, dir, in)); !slices.Equal(got, tt.want) {
					t.Errorf("inputs %v: problems %v, want %v", in, got, tt.want)
				}
			}
		})
	}
}

// Every address that no promise excepts is counted, wherever it stands, and every
// other one stays.
func TestPromisesCountEveryFind(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := requests()
		s.doing, s.left, s.drop, s.typed, s.coarse = nil, nil, nil, nil, nil
		s.holds = map[int][]string{3: {"PERSON"}, 4: {"DATE_OF_BIRTH"}, 5: {"STREET_ADDRESS"}}
		for c := range s.header { // every column may hold what only the promise forbids
			s.holds[c] = append(s.holds[c], "EMAIL_ADDRESS", "PHONE_NUMBER", "PERSON")
		}
		var broken, stays int64
		for r := range s.rows {
			for _, c := range []int{1, 2, 7} {
				s.rows[r][c] = rapid.SampledFrom([]string{"", "nothing", "ann.ash@example.org", "see bob.bay@example.net", kept}).Draw(rt, "cell")
				switch {
				case s.rows[r][c] == kept:
					stays++
				case strings.Contains(s.rows[r][c], "@"):
					broken++
				}
			}
		}
		s.make()
		dir, err := os.MkdirTemp(t.TempDir(), "run")
		if err != nil {
			rt.Fatal(err)
		}
		o := s.options(t, true)
		o.Promises, o.Excepted, o.Jobs = []exemptions.Kept{noMail}, func(_ int, v string) bool { return v == kept }, rapid.IntRange(1, 3).Draw(rt, "workers")
		s.write(t, dir)
		res, err := Files(context.Background(), dir, []exemptions.File{s.file}, o)
		if err != nil {
			rt.Fatal(err)
		}
		defer res.Close()
		if h := res.Promises[0]; h.Broken != broken || h.Stays != stays || (broken > 0) != slices.Contains(kinds(res), Promise) {
			rt.Fatalf("counted %+v, want %d broken and %d that stay", h, broken, stays)
		}
	})
}

// The telephone number of a firm is public, whatever was promised to people; its
// e-mail address is not excused, and nothing is outside its column.
func TestPromisesAndFirms(t *testing.T) {
	phones := exemptions.Kept{Key: "phones", Never: []string{"PHONE_NUMBER"}}
	make := func(text string) *sample {
		s := requests()
		s.header[7], s.rows[0][7] = "Vendor_Contact", text
		s.holds[7] = []string{"PHONE_NUMBER", "EMAIL_ADDRESS"}
		s.make()
		s.file.Columns[7].Firms = true
		return s
	}
	r := make("call 315-555-0188").promised(t, nobody, phones)
	noProblems(t, r)
	if r.Promises[0].Firms != 1 || len(r.NotChecked) == 0 {
		t.Errorf("counted %+v, not checked %q", r.Promises[0], r.NotChecked)
	}
	if r := make("write "+kept).promised(t, nobody, noMail); len(problemsOf(t, r, Promise)) != 1 {
		t.Errorf("problems %v", r.Problems)
	}
	s := make("")
	s.rows[1][6] = "call 315-555-0188"
	s.make()
	if r := s.promised(t, nobody, phones); len(problemsOf(t, r, Promise)) != 1 {
		t.Errorf("problems %v", r.Problems)
	}
	s = make("call 315-555-0188")
	dir := s.seal(t)
	for n, want := range map[int64][]Kind{1: nil, 0: {Amount}, 2: {Amount}} {
		manifest(t, dir, func(m *bundle.Manifest) {
			m.Release.Promises = []exemptions.Kept{{Key: "phones", Never: phones.Never, Firms: n}}
		})
		reseal(t, dir)
		if got := kinds(s.bundleResult(t, dir, false)); !slices.Equal(got, want) {
			t.Errorf("%d declared: problems %v, want %v", n, got, want)
		}
	}
}
