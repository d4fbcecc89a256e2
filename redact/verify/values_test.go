package verify

import (
	"fmt"
	"hash/maphash"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vaughn/detect"
)

func TestStrongValuesAreComparedInOneForm(t *testing.T) {
	for _, tt := range []struct {
		e    detect.Entity
		in   string
		want string // "" = no strong value
	}{
		{detect.EmailAddress, "Pat.Doe@Example.ORG", "epat.doe@example.org"},
		{detect.EmailAddress, "pat%40example.org", "epat@example.org"},
		{detect.PhoneNumber, "+1 (315) 555-0142", "d3155550142"},
		{detect.PhoneNumber, "315.555.0142 x12", "d3155550142"},
		{detect.PhoneNumber, "555-0142", ""},
		{detect.USSSN, "078-05-1120", "d078051120"},
		{detect.USSSN, "***-**-1120", ""},
		{detect.CreditCard, "4111 1111 1111 1111", "d4111111111111111"},
		{detect.AccountNumber, "1234567", ""},
		{detect.AccountNumber, "ab-1234567", "aAB1234567"},
		{detect.AccountNumber, "AB 1234567", "aAB1234567"},
		{detect.Person, "Pat Doe", ""},
	} {
		got, ok := appendStrong(nil, tt.e, tt.in)
		if !ok {
			got = nil
		}
		if string(got) != tt.want {
			t.Errorf("appendStrong(%v, %q) = %q, want %q", tt.e, tt.in, got, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		n        int
	}{
		{"Pat Doe", " pat doe ", 2},
		{"  O'Brien,  ANA-Maria", " o brien ana maria ", 4},
		{"José Núñez", " josé núñez ", 2},
		{"ÉMILE\u00a0ZOLA", " émile zola ", 2},
		{"!?", " ", 0},
		{"", " ", 0},
	} {
		got, n := appendWords(nil, tt.in)
		if string(got) != tt.want || n != tt.n {
			t.Errorf("appendWords(%q) = %q, %d, want %q, %d", tt.in, got, n, tt.want, tt.n)
		}
	}
}

func TestWhatIdentifiesByItself(t *testing.T) {
	for _, tt := range []struct {
		e    detect.Entity
		in   string
		want bool
	}{
		{detect.Person, "Pat Doe", true}, {detect.Person, "DOE, PAT", true}, {detect.Person, "Pat", false}, {detect.Person, "Jean-Ann", false},
		{detect.Person, "O'Quill", false}, {detect.Person, "M.G. Roe", true}, {detect.Person, "José Núñez", true}, {detect.Person, "", false},
		{detect.StreetAddress, "123 Main St", true}, {detect.StreetAddress, "Suite 300", false}, {detect.StreetAddress, "New York", false},
		{detect.StreetAddress, "12 34", false}, {detect.Listed, "Ana Poe", true},
	} {
		if got := identifies(tt.e, tt.in); got != tt.want {
			t.Errorf("identifies(%v, %q) = %t, want %t", tt.e, tt.in, got, tt.want)
		}
	}
}

func TestDigitsAreFoundHoweverTheyAreWritten(t *testing.T) {
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"3155550142", true}, {"(315) 555-0142", true}, {"315.555.0142", true}, {"+1 315 555 0142", true}, {"13155550142", true},
		{"315\u00a0555\u20110142", true}, {"call 315-555-0142.", true}, {"315-555-01423", false}, {"23155550142", false},
		{"213155550142", false}, {"315-555-0143", false}, {"0142", false}, {"315\x00555-0142", false}, {"", false},
	} {
		found := false
		findDigits(tt.text, "3155550142", func(int) bool { found = true; return true })
		if found != tt.want {
			t.Errorf("findDigits in %q: got %t, want %t", tt.text, found, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]bool{"2026-11-23": true, "11/23/2026": true, "1/2/26": true, "2026-11-23 10": true,
		"315-555-0142": false, "078-05-1120": false, "20261123": false, "1-2": false, "1-2-3-4": false} {
		if got := dateLike(in); got != want {
			t.Errorf("dateLike(%q) = %t, want %t", in, got, want)
		}
	}
}

// What the store finds does not depend on whether it had to spill.
func TestSpilledDigestsMeetLikeThoseInMemory(t *testing.T) {
	work := t.TempDir()
	s := newStore(work, maphash.MakeSeed())
	add := func(m *markSet, k mark) {
		t.Helper()
		if err := m.add(k); err != nil {
			t.Fatal(err)
		}
	}
	const n = markMemory + markMemory/2
	for i := range uint64(n) {
		add(s.withheld, mark{hash: i * 0x9E3779B97F4A7C15})
	}
	if !s.withheld.spilled() {
		t.Fatal("nothing was spilled: the test has no effect")
	}
	for i := range uint64(100) {
		add(s.present, mark{hash: (i * 5000) * 0x9E3779B97F4A7C15, row: 1000 - i, col: 1})
		add(s.present, mark{hash: (i*5000)*0x9E3779B97F4A7C15 + 1, row: i + 1, col: 2})
	}
	var rows []uint64
	if err := s.join(func(m mark) { rows = append(rows, m.row) }); err != nil {
		t.Fatal(err)
	}
	want := (n + 4999) / 5000
	if len(rows) != want || !slices.IsSorted(rows) {
		t.Errorf("found %d places, sorted %t; want %d, sorted", len(rows), slices.IsSorted(rows), want)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(work)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Errorf("%d entries are left in the work folder", len(left))
	}
}

func TestAlign(t *testing.T) {
	const l = "[x withheld: y]"
	for _, tt := range []struct {
		out, in string
		want    string // pieces, "|" after each; "no" = does not fit
	}{
		{l, "abc", "abc|"},
		{"a " + l + " c", "a b c", "b|"},
		{"a " + l, "a b", "b|"},
		{l + " c", "b c", "b|"},
		{l + l, "ab", "a|b|"},
		{"a" + l + "b" + l + "c", "a1b2c", "1|2|"},
		{l + " to x", "Pat to Ann to x", "Pat to Ann|"},
		{"a " + l + " c", "a c", "no"},
		{"a" + l, "a", "no"},
		{"a " + l + " c", "b b c", "no"},
		{"a " + l + " c", "a b d", "no"},
		{l, "", "no"},
		{"was " + l + " is " + l, "was " + l + " is b", "b|"},
		{"was " + l + " is " + l, "was a is " + l, "a|"},
		{"was " + l, "was " + l, ""},
		{"plain", "plain", ""},
		{"plain", "other", "no"},
	} {
		var a aligner
		got := "no"
		if a.align(tt.out, tt.in) {
			got = ""
			for _, g := range a.gaps {
				got += tt.in[g.start:g.end] + "|"
			}
		}
		if got != tt.want {
			t.Errorf("align(%q, %q): got %q, want %q", tt.out, tt.in, got, tt.want)
		}
	}
}

func TestSums(t *testing.T) {
	const d = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	for _, tt := range []struct {
		in string
		ok bool
		n  int
	}{
		{d + "  a\n" + d + "  b/c\n", true, 2},
		{"", false, 0},
		{d + "  a", false, 1},
		{d + " a\n", false, 0},
		{d + "  b\n" + d + "  a\n", false, 1},
		{d + "  a\n" + d + "  a\n", false, 1},
		{"E3" + d[2:] + "  a\n", false, 0},
		{"zz" + d[2:] + "  a\n", false, 0},
	} {
		got, ok := parseSums(tt.in)
		if ok != tt.ok || len(got) != tt.n {
			t.Errorf("parseSums(%q): %d files, %t; want %d, %t", tt.in, len(got), ok, tt.n, tt.ok)
		}
	}
}

// However a number is put into a document, sweeping the document finds it.
func TestSweepFindsWhatIsWithheld(t *testing.T) {
	s := newStore("", maphash.MakeSeed())
	sw := newSweep(&Result{store: s})
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.SampledFrom([]string{"", "see ", "87(2)(b) ", "2026 ", "x:", "<b>"}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", ".", " 12", "; 3 more", "</b>", " ext. 4"}).Draw(t, "after")
		v := rapid.SampledFrom([]struct {
			key, text string
		}{{"d3155550142", "315-555-0142"}, {"d3155550142", "(315) 555 0142"}, {"d3155550142", "3155550142"}, {"d078051120", "078-05-1120"},
			{"epat@example.org", "Pat@Example.org"}, {"aAB1234567", "ab-1234567"}, {"n pat doe ", "PAT  Doe"}, {"n 123 main st apt 4 ", "123 Main St., Apt. 4"}}).Draw(t, "value")
		found := false
		want := maphash.String(s.seed, v.key)
		sw.text(before+v.text+after, func(h uint64) { found = found || h == want })
		if !found {
			t.Fatalf("%q is not found in %q", v.key, before+v.text+after)
		}
	})
}

func ExampleProblem_String() {
	fmt.Println(Problem{Kind: Found, File: "sr.csv", Row: 12, Col: "column 3", Msg: "what looks like an e-mail address stands here"})
	// Output: sr.csv, record 12, column 3: what looks like an e-mail address stands here
}
