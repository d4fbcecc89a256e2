package redact

import (
	"testing"

	"vaughn/detect"
)

// find runs the needles of a value over a text and returns what was found.
func find(e detect.Entity, value, text string) []string {
	var n needles
	n.reset()
	n.add(0, e, value)
	var out []string
	found := func(_ *needle, s detect.Span) {
		for _, o := range out {
			if o == text[s.Start:s.End] {
				return
			}
		}
		out = append(out, text[s.Start:s.End])
	}
	if n.words {
		n.eachWord(text, 1, found)
	}
	if n.digit {
		n.eachDigits(text, found)
	}
	return out
}

func TestWhatIsWithheldIsFoundElsewhere(t *testing.T) {
	for _, c := range []struct {
		e                 detect.Entity
		value, text, want string
	}{
		{detect.Person, "Pat Dellarosso", "Spoke to Pat Dellarosso today", "Pat Dellarosso"},
		{detect.Person, "Pat Dellarosso", "spoke to PAT DELLAROSSO", "PAT DELLAROSSO"},
		{detect.Person, "Dellarosso, Pat", "Pat Dellarosso called", "Pat Dellarosso"},
		{detect.Person, "Pat Dellarosso", "Dellarosso's fence", "Dellarosso"},
		{detect.Person, "José Núñez-Quill", "told JOSÉ NÚÑEZ-QUILL so", "JOSÉ NÚÑEZ-QUILL"},
		{detect.Person, "May Brown", "Ms. Brown will call", "Brown"},
		{detect.Person, "Tamsin O'Carrow", "asked O'Carrow", "O'Carrow"},
		{detect.EmailAddress, "pat.doe@example.org", "user pat.doe wrote", "pat.doe"},
		{detect.PhoneNumber, "315-555-0142", "call (315) 555 0142 now", "(315) 555 0142"},
		{detect.PhoneNumber, "315-555-0142", "call 1-315-555-0142", "1-315-555-0142"},
		{detect.PhoneNumber, "315-555-0142", "local 555-0142 only", "555-0142"},
		{detect.PhoneNumber, "+1 (315) 555-0142", "3155550142", "3155550142"},
		{detect.AccountNumber, "AC-1234567", "ref 1234567", "1234567"},
		{detect.StreetAddress, "1432 Bear St", "at 1432 BEAR ST since May", "1432 BEAR ST"},
		{detect.StreetAddress, "1432 Bear St, Apt 3, Example NY", "at 1432\u00a0Bear St now", "1432\u00a0Bear St"},
		// The same name as other programs write it.
		{detect.Person, "Tamsin O'Carrow", "asked O’Carrow", "O’Carrow"},
		{detect.Person, "Tamsin O’Carrow", "asked Tamsin O'Carrow", "Tamsin O'Carrow"},
		{detect.Person, "Tamsin O'Carrow", "asked TAMSIN OCARROW", "TAMSIN OCARROW"},
		{detect.Person, "Tamsin O'Carrow", "Tamsin\u00a0O'Carrow", "Tamsin\u00a0O'Carrow"},
		{detect.Person, "Tamsin O'Carrow", "Tam\u00adsin\u200b O'Car\u200brow", "Tam\u00adsin\u200b O'Car\u200brow"},
		{detect.Person, "Tamsin O'Carrow", "Tamsin\u200bO'Carrow", "Tamsin\u200bO'Carrow"},
		{detect.Person, "Tamsin O'Carrow", "Ｔａｍｓｉｎ O'Carrow", "Ｔａｍｓｉｎ O'Carrow"},
		{detect.Person, "Tamsin Dellarosso", "Tamsin ........... Dellarosso", "Tamsin ........... Dellarosso"},
		{detect.Person, "José Núñez", "told Jose Nunez so", "Jose Nunez"},
		{detect.Person, "Jose Nunez", "told Jose\u0301 Nu\u0301n\u0303ez so", "Jose\u0301 Nu\u0301n\u0303ez"},
		{detect.Person, "Émile Dellarosso", "EMILE DELLAROSSO", "EMILE DELLAROSSO"},
		{detect.PhoneNumber, "315-555-0142", "call 315 555\n0142", "315 555\n0142"},
		{detect.PhoneNumber, "315-555-0142", "315\u2011555\u20110142", "315\u2011555\u20110142"},
		{detect.PhoneNumber, "315-555-0142", "３１５-５５５-０１４２", "３１５-５５５-０１４２"},
		{detect.PhoneNumber, "315-555-0142", "+13155550142", "+13155550142"},
		{detect.PhoneNumber, "(315)555-0142 ext. 12", "3155550142", "3155550142"},
		{detect.GeoPoint, "-76.1474550", "at -76.1474550", "-76.1474550"},
	} {
		got := find(c.e, c.value, c.text)
		ok := false
		for _, g := range got {
			ok = ok || g == c.want
		}
		if !ok {
			t.Errorf("%v in %q: got %q, want %q", c.e, c.text, got, c.want)
		}
	}
}

// The fixture of DESIGN idea 6: what must survive.
func TestWhatMustSurvivePropagation(t *testing.T) {
	for _, c := range []struct {
		e           detect.Entity
		value, text string
	}{
		{detect.Person, "Ada Park", "corner of Park St"},
		{detect.Person, "Ada Park", "Main Park Ave"},
		{detect.Person, "Will Young", "Young Adult Library"},
		{detect.Person, "Lee Brown", "the brown bin"},
		{detect.Person, "May Ellis", "since May 2026"},
		{detect.Person, "Will Ellis", "crew will call"},
		{detect.Person, "Pat Nelson", "Nelson Street and Main"},
		{detect.Person, "Al Yu", "Al is no name of three letters"},
		{detect.Person, "Dellarosso", "dellarosso in lower case"},
		{detect.EmailAddress, "info@example.org", "more info inside"},
		{detect.EmailAddress, "permits@example.org", "permits are due"},
		{detect.PhoneNumber, "315-555-0142", "order 555-01421"},
		{detect.PhoneNumber, "315-555-0142", "315, 555, 0142 and 1"},
		{detect.Person, "Ada Park", "Corner of Park Ave"},
		{detect.Person, "Lee Brown", "Officer Brown responded"},
		{detect.Person, "Ana Quillon", "Councilor Quillon asked DPW"},
		{detect.Person, "Ana Casta", "Castañeda and Anabel"},
		{detect.AccountNumber, "12345", "12345 Main St"},
		{detect.StreetAddress, "Bear St", "on Bear St"},
		{detect.StreetAddress, "1432 Bear St", "1500 Bear St"},
	} {
		if got := find(c.e, c.value, c.text); len(got) > 0 {
			t.Errorf("%v %q in %q: found %q, want nothing", c.e, c.value, c.text, got)
		}
	}
}
