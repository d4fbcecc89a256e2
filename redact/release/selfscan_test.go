package release

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/policy"
)

func scanner(t *testing.T) *detect.Scanner {
	t.Helper()
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e.NewScanner()
}

// headed is a document of which only the headings are asked.
type headed struct {
	formats.Document
	parts []formats.Part
}

func (h headed) Parts() []formats.Part { return h.parts }

func TestHeadingsThatHoldPersonalInformationAreRefused(t *testing.T) {
	sc := scanner(t)
	for _, tt := range []struct {
		sheet   string
		columns []string
		want    string // "" = passes
	}{
		{"", []string{"Id", "Address", "Client Hostname", "Park St", "Ana's notes", "2026", "Phone", "SSN Last 4"}, ""},
		{"Water bills FY26", []string{"Id"}, ""},
		{"Maria Alvarez", []string{"Id"}, "name of a sheet"},
		{"pat.doe@example.org", []string{"Id"}, "an e-mail address"},
		{"", []string{"Id", "315-555-0142"}, "column 2 holds what looks like a telephone number"},
		{"", []string{"078-05-1120"}, "column 1 holds"},
	} {
		in := &input{name: "a.xlsx", doc: headed{parts: []formats.Part{{Name: tt.sheet, Names: tt.columns}}}}
		err := in.headings(sc, 1)
		var e *Error
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%q %q: %v", tt.sheet, tt.columns, err)
		case tt.want == "":
		case !errors.As(err, &e) || e.Kind != KindInput || !strings.Contains(e.Msg, tt.want):
			t.Errorf("%q %q: %v, want %q", tt.sheet, tt.columns, err, tt.want)
		case strings.Contains(e.Error(), "Alvarez") || strings.Contains(e.Error(), "example.org") || strings.Contains(e.Error(), "0142"):
			t.Errorf("%q repeats the text", e)
		}
	}
}

func TestTheWrittenLogIsScanned(t *testing.T) {
	for _, tt := range []struct {
		name  string
		look  func(*logScan)
		field string // "" = passes
	}{
		{"row numbers", func(s *logScan) { s.entry(&exemptions.Entry{Row: 5, RowID: "row 5"}) }, ""},
		{"a plain id", func(s *logScan) { s.entry(&exemptions.Entry{Row: 5, RowID: "10488120"}) }, ""},
		{"an id with letters", func(s *logScan) { s.entry(&exemptions.Entry{Row: 5, RowID: "SR-2026-00412"}) }, ""},
		{"no row", func(s *logScan) { s.entry(&exemptions.Entry{RowID: "not listed"}) }, ""},
		{"a telephone number", func(s *logScan) { s.entry(&exemptions.Entry{File: "a.csv", Row: 5, RowID: "(315) 555-0142"}) }, "a.csv, row 5: the row id holds what looks like a telephone number."},
		{"a Social Security number", func(s *logScan) { s.entry(&exemptions.Entry{File: "a.csv", Row: 6, RowID: "078-05-1120"}) }, "a.csv, row 6: the row id holds"},
		{"an e-mail address", func(s *logScan) { s.entry(&exemptions.Entry{File: "a.csv", Row: 7, RowID: "lee.roe7@example.com"}) }, "the row id holds what looks like an e-mail address."},
		{"names", func(s *logScan) {
			s.file(&exemptions.File{Name: "a.csv", Part: "Bills", Columns: []exemptions.Column{{Name: "Notes"}}, Notes: []string{"read as windows-1252, since it is not valid UTF-8"}})
		}, ""},
		{"a column", func(s *logScan) {
			s.file(&exemptions.File{Columns: []exemptions.Column{{Index: 3, Name: "315-555-0142"}}})
		}, "the name of column 4 holds what looks like a telephone number."},
		{"a sheet", func(s *logScan) { s.file(&exemptions.File{Part: "lee.roe@example.com"}) }, "the name of a sheet holds"},
		{"a file", func(s *logScan) { s.file(&exemptions.File{Name: "lee.roe@example.com.csv"}) }, "the name of a released file holds"},
		{"a note", func(s *logScan) { s.file(&exemptions.File{Notes: []string{"title: call 315-555-0142"}}) }, "note 1 on how a file was read holds"},
	} {
		s := &logScan{sc: scanner(t)}
		tt.look(s)
		err := s.err()
		var e *Error
		switch {
		case tt.field == "" && err != nil:
			t.Errorf("%s: %v", tt.name, s.found)
		case tt.field == "":
		case !errors.As(err, &e) || e.Kind != KindVerify || !strings.Contains(strings.Join(e.More, "\n"), tt.field):
			t.Errorf("%s: %v %q", tt.name, err, s.found)
		case strings.Contains(fmt.Sprint(e.More, e.Msg), "0142") || strings.Contains(fmt.Sprint(e.More), "1120") || strings.Contains(fmt.Sprint(e.More), "roe"):
			t.Errorf("%s: %q repeats the text", tt.name, e.More)
		}
	}
}

// A row is looked at once, however many entries it has, and only ten places are
// named.
func TestTheScanOfTheLogIsBounded(t *testing.T) {
	s := &logScan{sc: scanner(t)}
	for row := int64(1); row <= 30; row++ {
		for range 3 {
			s.entry(&exemptions.Entry{File: "a.csv", Row: row, RowID: fmt.Sprintf("315-555-01%02d", row)})
		}
	}
	var e *Error
	if err := s.err(); !errors.As(err, &e) || s.n != 30 || len(e.More) != 11 || e.More[10] != "and 20 more" {
		t.Errorf("%d finds, %v", s.n, s.err())
	}
}

func TestTitlesThatHoldPersonalInformationAreRefused(t *testing.T) {
	sc := scanner(t)
	for _, tt := range []struct{ dataset, request, want string }{
		{"SYRCityline service requests", "PRA-2026-0147", ""},
		{"Rosamond Gifford Zoo permits", "", ""},
		{"permits of lee.roe@example.com", "", "p.yaml: about.dataset holds what looks like an e-mail address."},
		{"", "call 315-555-0142", "p.yaml: about.request holds what looks like a telephone number."},
	} {
		p := &policy.Policy{File: "p.yaml", About: policy.About{Dataset: tt.dataset, Request: tt.request, Contact: "records@example.org"}}
		err := (&run{setup: &setup{policy: p}}).titles(sc)
		var e *Error
		if tt.want == "" && err != nil || tt.want != "" && (!errors.As(err, &e) || e.Kind != KindPolicy || !strings.HasPrefix(e.Msg, tt.want)) {
			t.Errorf("%q %q: %v", tt.dataset, tt.request, err)
		}
	}
}
