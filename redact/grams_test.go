package redact

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/detect"
)

// What the needles of a value find in a text, the grams of the text never deny.
func TestGramsDenyNothingThatIsFound(t *testing.T) {
	values := []struct {
		e detect.Entity
		v string
	}{
		{detect.Person, "Casey O'Quill"}, {detect.Person, "Quill, Mary Ann"}, {detect.Person, "Dr. José Núñez-Roe Jr."}, {detect.Person, "Al Yu & May Dell"},
		{detect.Person, "Mc-Dell Ana"}, {detect.EmailAddress, "pat.doe9@mail.example.org"}, {detect.EmailAddress, "al@example.org"},
		{detect.PhoneNumber, "(315) 555-0142"}, {detect.PhoneNumber, "1-315-555-0142 / 6075550188"}, {detect.AccountNumber, "WB-288 6271"},
		{detect.AccountNumber, "0012345678"}, {detect.StreetAddress, "12 1/2 Elm St, Rear"}, {detect.StreetAddress, "1432A Bear St"},
		{detect.DateOfBirth, "05/12/1980"}, {detect.Username, "j_doe77"}, {detect.GeoPoint, "-76.130402"}, {detect.None, "Tam Oster (Lu Oster), WB-288627"},
	}
	tails := []string{"", "", "5550188", "16075550188", "5550142"}
	gaps := []string{"", " ", "-", "'", ", ", ".", "\u00a0", "\u200b", "\n", " x", "7"}
	rapid.Check(t, func(t *rapid.T) {
		val := rapid.SampledFrom(values).Draw(t, "value")
		var text strings.Builder
		for _, piece := range pieces(val.v) {
			if rapid.IntRange(0, 9).Draw(t, "drop") > 0 {
				text.WriteString(rapid.SampledFrom([]string{piece, strings.ToUpper(piece), strings.ToLower(piece)}).Draw(t, "case"))
			}
			text.WriteString(rapid.SampledFrom(gaps).Draw(t, "gap"))
		}
		s := rapid.SampledFrom([]string{"", "call ", "1", "1-", "ref:", "(", "é "}).Draw(t, "before") + text.String() + rapid.SampledFrom([]string{"", " see ", " "}).Draw(t, "between") + rapid.SampledFrom(tails).Draw(t, "tail")
		r := &Redactor{known: true, grams: grams{any: true}}
		r.addValue(0, val.e, val.v)
		if val.e == detect.None {
			r.wordsOf(0, val.v, detect.None)
		}
		found := false
		each := func(*needle, detect.Span) { found = true }
		r.needles.eachWord(s, 1, each)
		r.needles.eachDigits(s, each)
		var g grams
		g.text("another text")
		g.text(s)
		may := g.may(val.e, val.v)
		if val.e == detect.None {
			may = g.any || g.mayNumber(val.v) || g.mayAny(val.v)
		}
		if found && !may {
			t.Fatalf("%q is found in %q and denied", val.v, s)
		}
	})
}

// pieces are the words and numbers of s, and what parts them.
func pieces(s string) (out []string) {
	for i := 0; i < len(s); {
		k := i + 1
		for k < len(s) && (asciiClass[s[k]] != 0) == (asciiClass[s[i]] != 0) {
			k++
		}
		out = append(out, s[i:k])
		i = k
	}
	return out
}

func TestGramsDenyMostOfWhatIsNotThere(t *testing.T) {
	var g grams
	g.text("Pothole about 2 ft wide, 6 inches deep. By the entrance, west side. See permit 2026-88271.")
	for e, v := range map[detect.Entity]string{detect.EmailAddress: "casey.quillon@example.com", detect.PhoneNumber: "315-555-0142", detect.Person: "Ana Roe"} {
		if g.may(e, v) {
			t.Errorf("%v: may be there, and is not", e)
		}
	}
}
