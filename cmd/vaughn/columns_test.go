package main

import (
	"testing"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

func TestPluralOfEveryKindIsAWord(t *testing.T) {
	want := map[detect.Entity]string{
		detect.PhoneNumber: "telephone numbers", detect.EmailAddress: "e-mail addresses", detect.DateOfBirth: "dates of birth",
		detect.Minor: "pieces of personal information", detect.Password: "passwords or access codes",
	}
	for e, w := range want {
		if got := words.Noun(2, e.Plain()); got != w {
			t.Errorf("plural of %s is %q, want %q", e, got, w)
		}
	}
}

func TestKindsNamesTheMostFrequentFirst(t *testing.T) {
	var found [detect.NumEntities]int64
	found[detect.EmailAddress], found[detect.PhoneNumber], found[detect.Organization] = 3, 212, 900
	if got, want := kinds(&found), "212 telephone numbers and 3 e-mail addresses"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
