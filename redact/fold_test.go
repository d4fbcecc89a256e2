package redact

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vaughn/detect"
)

func TestDateLike(t *testing.T) {
	for in, want := range map[string]bool{
		"2026-05-12": true, "5/12/2026": true, "5/12/26": true, "2026-11-07 10": true, "2026.05.12": true,
		"315-555-0142": false, "20260512": false, "078-05-1120": false, "13202-1234": false, "12-34-56": true, "": false,
	} {
		if got := dateLike(in); got != want {
			t.Errorf("dateLike(%q) = %v, want %v", in, got, want)
		}
	}
}

// Whatever stands between the words of a name, and in whatever case, the name is
// found: the check of the written files takes letters, digits and marks for
// words and everything else for a gap, and must find nothing that was not found
// here.
func TestANameIsFoundWhateverPartsItsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Z][a-zéñüł]{2,6}`)
		name := rapid.SliceOfN(word, 2, 4).Draw(t, "name")
		gap := rapid.SampledFrom([]string{" ", "\u00a0", "\u200b", " \u200b", ", ", " - ", "\n", " ... ", "_", "—", "\u00ad ", "' "})
		var text strings.Builder
		for i, w := range name {
			if i > 0 {
				text.WriteString(gap.Draw(t, "gap"))
			}
			switch rapid.IntRange(0, 2).Draw(t, "case") {
			case 0:
				w = strings.ToUpper(w)
			case 1:
				w = strings.ToLower(w)
			}
			text.WriteString(w)
		}
		before := rapid.SampledFrom([]string{"", "with ", "(", "x-", "\u00a0"}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", " now", ")", "'s", "\u00a0x"}).Draw(t, "after")
		s := before + text.String() + after
		for _, g := range find(detect.Person, strings.Join(name, " "), s) {
			if strings.Contains(g, text.String()) {
				return
			}
		}
		t.Fatalf("%q is not found in %q", strings.Join(name, " "), s)
	})
}

// fold never stands still, and never reads past the end.
func TestFoldReadsEveryText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "s")
		for i := 0; i < len(s); {
			r, size := fold(s, i)
			if size < 1 || i+size > len(s) || r > utf8.MaxRune {
				t.Fatalf("fold(%q, %d) = %d, %d", s, i, r, size)
			}
			i += size
		}
	})
}

// Several people, numbers and codes in one withheld cell stand apart elsewhere.
func TestEachOfSeveralIsFound(t *testing.T) {
	var n needles
	n.reset()
	r := &Redactor{needles: n, known: true, grams: grams{any: true}} // whatever stands in the texts
	r.addValue(0, detect.Person, "May Dell & Dr. Ana E. Quillon; Roe, Lee")
	r.addValue(0, detect.PhoneNumber, "315-555-0142 / 212 555\n0151")
	r.wordsOf(0, "Tam Oster (Lu Oster), WB-288627", detect.None)
	for _, text := range []string{"may dell", "Ana E. Quillon", "roe, lee", "315.555.0142", "2125550151", "Tam Oster", "wb288627"} {
		found := false
		each := func(*needle, detect.Span) { found = true }
		r.needles.eachWord(text, 1, each)
		r.needles.eachDigits(text, each)
		if !found {
			t.Errorf("%q is not found", text)
		}
	}
}

func TestBareNames(t *testing.T) {
	for in, want := range map[string]string{
		"Dr. Pat Doe Jr.": "Pat Doe", "Pat Doe": "Pat Doe", "Mr and Mrs Doe": "and Mrs Doe", "Officer Lee Brown": "Lee Brown",
		"Doe, Pat, MD": "Doe, Pat", "Pat Doe, owner": "Pat Doe", "Dr.": "", "": "",
	} {
		if got := bare(in); got != want {
			t.Errorf("bare(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNothingIsNoValue(t *testing.T) {
	for in, want := range map[string]bool{"N/A": true, "not provided": true, "An Anonymous User": true, "Pat Doe": false, "Unknown Soldier": false} {
		if got := nothing(in); got != want {
			t.Errorf("nothing(%q) = %v, want %v", in, got, want)
		}
	}
}

// A long cell full of one name, or of accents, costs what its length costs: as
// many steps for each match as there are matches would take minutes here.
func TestALongCellEnds(t *testing.T) {
	r := &Redactor{}
	for i := range 50_000 {
		r.addExtra(0, settledMatch{Match: detect.Match{Span: detect.Span{Start: 8 * i, End: 8*i + 3}}})
		r.addExtra(0, settledMatch{Match: detect.Match{Span: detect.Span{Start: 8 * i, End: 8*i + 7}}})
		r.addExtra(0, settledMatch{Match: detect.Match{Span: detect.Span{Start: 8*i + 4, End: 8*i + 7}}})
	}
	if len(r.extra) != 50_000 || r.extra[7].m.Start != 56 || r.extra[7].m.End != 63 {
		t.Errorf("got %d matches, want 50000 that do not overlap", len(r.extra))
	}
	if s := "e" + strings.Repeat("\u0301", 1000); letterBefore(s, len(s)) {
		t.Error("a thousand accents are no letter")
	}
}
