package detect_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"vaughn/detect"
	"vaughn/detect/detecttest"
)

// FuzzScan holds that no text panics, spans stay in bounds and on rune boundaries,
// a scan repeats itself, and Resolve is idempotent and never overlaps.
func FuzzScan(f *testing.F) {
	for _, fs := range fixtures {
		for _, x := range fs {
			s, _, err := detecttest.Parse(x.Text)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(s, x.Header, "")
		}
	}
	for _, x := range addresses["address"] {
		s, _, err := detecttest.Parse(x.Text)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(s, x.Header, "")
	}
	f.Add("José Núñez\u00a0(315)\u2011555\u20130142", "teléfono", "DOB")
	f.Add("\xe2\x80", "\xff", "\xc2")
	f.Add("::::", "ip", "")
	f.Add("1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "card number", "ssn")
	e, err := detect.New(detect.Options{
		Patterns: []detect.Pattern{{Entity: detect.AccountNumber, Expr: `(?<=W-)\d{5,8}\b`}},
		Phrases:  []detect.Phrases{{Entity: detect.Listed, Values: []string{"José Núñez", "12 Example", "#7 gate", "a"}}},
	})
	if err != nil {
		f.Fatal(err)
	}
	s := e.NewScanner()
	f.Fuzz(func(t *testing.T, text, header, label string) {
		if !utf8.ValidString(text) { // readers hand over valid text; others must not panic
			_, _ = s.Scan(nil, &detect.Text{S: text, Label: label})
			return
		}
		c := detect.NewColumn(0, header)
		tx := &detect.Text{S: text, Label: label, Before: "call me, ssn ", Column: c}
		ms, err := s.Scan(nil, tx)
		if err != nil {
			t.Fatal(err)
		}
		if err := detecttest.Bounds(text, ms); err != nil {
			t.Fatal(err)
		}
		again, err := s.Scan(nil, tx)
		if err != nil || !slices.Equal(ms, again) {
			t.Fatal("a second scan differs")
		}
		p := detect.NewProfile([]*detect.Column{c})
		p.Cell(0, text, ms)
		verdict := p.Columns()[0]
		for _, col := range []*detect.Column{nil, c, &verdict} {
			checkResolve(t, append([]detect.Match(nil), ms...), tx, col)
		}
	})
}

// checkResolve holds the promises of Resolve on one list.
func checkResolve(t interface{ Fatal(...any) }, ms []detect.Match, tx *detect.Text, c *detect.Column) {
	once := detect.Resolve(ms, tx, c)
	if err := detecttest.Bounds(tx.S, once); err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(once); i++ {
		if once[i].Start < once[i-1].End {
			t.Fatal("matches overlap or are out of order")
		}
	}
	twice := detect.Resolve(append([]detect.Match(nil), once...), tx, c)
	if !slices.Equal(once, twice) {
		t.Fatal("resolving again changes the result")
	}
}
