package detect_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/detect"
)

func TestPatterns(t *testing.T) {
	e, err := detect.New(detect.Options{Patterns: []detect.Pattern{
		{Entity: detect.AccountNumber, Expr: `(?<=W-)\d{5}\b`},
		{Entity: detect.MedicalRecord, Expr: `\b[A-Z]\d{4}\b`, Labels: []string{"chart", "Ficha Médica"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, header, label, before, text, want string }{
		{"offsets are bytes after accents", "", "", "", "el señor pidió W-44172 x", "44172"},
		{"no label, no match", "", "", "", "see A1234", ""},
		{"a label before it", "", "", "", "chart no A1234", "A1234"},
		{"never half a word", "", "", "", "flowchart A1234", ""},
		{"the field's label", "", "Chart", "", "A1234", "A1234"},
		{"the header", "ficha medica", "", "", "A1234", "A1234"},
		{"the text before", "", "", "your chart ", "A1234", "A1234"},
		{"too far before", "", "", "", "chart of the many things we own A1234", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tx := &detect.Text{S: tt.text, Label: tt.label, Before: tt.before, Column: detect.NewColumn(0, tt.header)}
			ms, err := e.NewScanner().Scan(nil, tx)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, m := range detect.Resolve(ms, tx, nil) {
				if m.Likelihood >= detect.Likely {
					got += tx.S[m.Start:m.End]
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPatternsFarInsideLongTexts(t *testing.T) {
	e, err := detect.New(detect.Options{Patterns: []detect.Pattern{{Entity: detect.AccountNumber, Expr: `W-\d{5}`}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 3580, 4090, 4093, 4096, 8000, 12345} {
		text := strings.Repeat("é", n) + " W-44172 " + strings.Repeat("ñ", n)
		ms, err := e.NewScanner().Scan(nil, &detect.Text{S: text})
		if err != nil {
			t.Fatal(err)
		}
		if len(ms) != 1 || text[ms[0].Start:ms[0].End] != "W-44172" {
			t.Errorf("after %d letters: %d matches, want the one", n, len(ms))
		}
	}
}

func TestPatternErrorsNameThePlaceOnly(t *testing.T) {
	const secret = "secret-0142("
	for _, p := range []detect.Pattern{{Entity: detect.Person, Expr: secret}, {Expr: "a"}} {
		_, err := detect.New(detect.Options{Patterns: []detect.Pattern{{Entity: detect.Person, Expr: "a"}, p}})
		if err == nil {
			t.Fatal("no error")
		}
		if !strings.Contains(err.Error(), "pattern 2") || strings.Contains(err.Error(), "secret") {
			t.Errorf("the error says %q", err)
		}
	}
}

// TestSlowPatternWithholdsItsText holds that a pattern which runs out of time costs
// the text it was searching, and after some texts ends the scan; neither quotes.
func TestSlowPatternWithholdsItsText(t *testing.T) {
	t.Parallel()
	e, err := detect.New(detect.Options{Patterns: []detect.Pattern{{Entity: detect.Person, Expr: `^(a+)+$`}}})
	if err != nil {
		t.Fatal(err)
	}
	text := "  " + strings.Repeat("a", 40) + "b "
	s := e.NewScanner()
	for n := 1; ; n++ {
		ms, err := s.Scan(nil, &detect.Text{S: strings.TrimPrefix(text, "  ")})
		if err != nil {
			if n < 10 || strings.Contains(err.Error(), "aaa") {
				t.Errorf("at text %d: %v", n, err)
			}
			return
		}
		ms = detect.Resolve(ms, &detect.Text{S: text}, nil)
		if len(ms) != 1 || ms[0].Start != 0 || ms[0].End != 41 || ms[0].Entity != detect.Person || ms[0].Likelihood < detect.Likely {
			t.Fatalf("got %v, want the whole text", ms)
		}
		if n > 100 {
			t.Fatal("a hostile pattern is never stopped")
		}
	}
}

func TestVersionTellsTablesApart(t *testing.T) {
	a := engine(t)
	if b := engine(t); a.Version() != b.Version() {
		t.Errorf("%q and %q for the same table", a.Version(), b.Version())
	}
	c, err := detect.New(detect.Options{Patterns: []detect.Pattern{{Entity: detect.Person, Expr: "a"}}})
	if err != nil {
		t.Fatal(err)
	}
	if a.Version() != c.Version() {
		t.Errorf("%q and %q: a pattern of a policy is no part of the version", a.Version(), c.Version())
	}
	d, err := detect.New(detect.Options{Detectors: detect.List()[1:]})
	if err != nil {
		t.Fatal(err)
	}
	if a.Version() == d.Version() {
		t.Errorf("%q with and without a detector", a.Version())
	}
	ms, err := c.NewScanner().Scan(nil, &detect.Text{S: "a, pat@example.org"})
	if err != nil || len(ms) < 2 || c.Own(ms[0]) || !c.Own(ms[1]) {
		t.Errorf("matches %v (%v): want the pattern's, not the table's own, and then the table's", ms, err)
	}
	if len(c.Infos()) != len(a.Infos())+1 {
		t.Errorf("%d infos with one pattern more than %d", len(c.Infos()), len(a.Infos()))
	}
}

func TestContext(t *testing.T) {
	e := engine(t)
	tests := []struct{ name, label, before, text, want string }{
		{"a label before the cell", "", "Phone: ", "3155550142", "PHONE_NUMBER"},
		{"a veto before the cell", "", "Permit: ", "3155550142", ""},
		{"a form's field", "Phone", "", "3155550142", "PHONE_NUMBER"},
		{"a form's field in Spanish", "Fecha de nacimiento", "", "14/3/1980", "DATE_OF_BIRTH"},
		{"the nearest label wins", "", "", "phone, permit 3155550142", ""},
		{"half a word is no label", "", "", "cellar 3155550142", ""},
	}
	s := e.NewScanner()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tx := &detect.Text{S: tt.text, Label: tt.label, Before: tt.before}
			ms, err := s.Scan(nil, tx)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, m := range detect.Resolve(ms, tx, nil) {
				if m.Likelihood >= detect.Likely {
					got += m.Entity.String()
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestLabelsOfMasksAreClean holds that what a release writes in place of a value
// is not found again.
func TestLabelsOfMasksAreClean(t *testing.T) {
	s := engine(t).NewScanner()
	for _, e := range detect.Entities() {
		for _, cite := range []string{"NY POL 87(2)(b)", "Cal. Gov. Code 7927.705", "5 U.S.C. 552(b)(6)", "City promise"} {
			for _, frame := range []string{"[%s withheld: %s]", "call [%s withheld: %s], Owner: [%s withheld: %s]",
				"acct no. [%s withheld: %s], password: [%s withheld: %s]; login as [%s withheld: %s] pin [%s withheld: %s]",
				"/a?u=[%s withheld: %s]&p=[%s withheld: %s]&token=[%s withheld: %s]", "plate [%s withheld: %s] VIN [%s withheld: %s] DL# [%s withheld: %s]",
				"DOB [%s withheld: %s], her son, [%s withheld: %s], age [%s withheld: %s]", "lat [%s withheld: %s] lon [%s withheld: %s] mac [%s withheld: %s]",
				"SSN [%s withheld: %s] routing [%s withheld: %s] Cookie: sid=[%s withheld: %s]; MRN [%s withheld: %s]"} {
				label := strings.NewReplacer("%s withheld", e.Short()+" withheld", ": %s]", ": "+cite+"]").Replace(frame)
				headers := []string{"", "Notes"}
				if strings.HasSuffix(label, "]") && strings.HasPrefix(label, "[") {
					headers = append(headers, "Owner", "Address", "Password", "License Plate", "Unit", "SSN", "Phone")
				}
				for _, header := range headers {
					tx := &detect.Text{S: label, Column: detect.NewColumn(0, header)}
					ms, err := s.Scan(nil, tx)
					if err != nil {
						t.Fatal(err)
					}
					for _, m := range detect.Resolve(ms, tx, nil) {
						if m.Likelihood >= detect.Possible {
							t.Errorf("%s is found in %q at %d", m.Entity, label, m.Start)
						}
					}
				}
			}
		}
	}
}

// What Scan passes over as inert has no candidates when it is read all the same.
func TestInertCellsHoldNothing(t *testing.T) {
	e, err := detect.New(detect.Options{Phrases: []detect.Phrases{{Entity: detect.Listed, Values: []string{"0 never in a cell"}}}}) // reads digits, so no cell is passed over
	if err != nil {
		t.Fatal(err)
	}
	plain := engine(t).NewScanner()
	all := e.NewScanner()
	digits := rapid.StringMatching(`-?[0-9]{1,4}\.[0-9]{1,8}|[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?`)
	rapid.Check(t, func(rt *rapid.T) {
		text := &detect.Text{S: digits.Draw(rt, "cell")}
		a, err1 := plain.Scan(nil, text)
		b, err2 := all.Scan(nil, text)
		if err1 != nil || err2 != nil || len(a) != len(b) {
			rt.Fatalf("%q: %v (%v), want %v (%v)", text.S, a, err1, b, err2)
		}
	})
}

func TestScanCellIsScan(t *testing.T) {
	e := engine(t)
	a, b := e.NewScanner(), e.NewScanner()
	col := detect.NewColumn(0, "Reporter phone")
	for _, s := range []string{"", "call 315-555-0142", "pat.doe@example.org", "3155550142", "Bear St"} {
		for _, c := range []*detect.Column{nil, col} {
			if _, err := b.Scan(nil, &detect.Text{S: "account", Label: "SSN", Before: "account ", After: "x"}); err != nil { // leaves nothing behind
				t.Fatal(err)
			}
			want, err1 := a.Scan(nil, &detect.Text{S: s, Column: c})
			got, err2 := b.ScanCell(nil, s, c)
			if err1 != nil || err2 != nil || !slices.Equal(got, want) {
				t.Errorf("%q: got %v (%v), want %v (%v)", s, got, err2, want, err1)
			}
		}
	}
}
