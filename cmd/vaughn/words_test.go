package main

import (
	"testing"

	"vaughn/detect"
)

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 18204: "18,204", 1234567: "1,234,567", -1000: "-1,000"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPluralOfEveryKindIsAWord(t *testing.T) {
	want := map[detect.Entity]string{
		detect.PhoneNumber: "telephone numbers", detect.EmailAddress: "e-mail addresses", detect.DateOfBirth: "dates of birth",
		detect.Minor: "pieces of personal information", detect.Password: "passwords or access codes",
	}
	for e, w := range want {
		if got := plural(2, e.Plain()); got != w {
			t.Errorf("plural of %s is %q, want %q", e, got, w)
		}
	}
	for _, e := range detect.Entities() {
		if got := count(1, e.Plain()); got != "1 "+e.Plain() {
			t.Errorf("one of %s is %q", e, got)
		}
	}
	if got := plural(2, "entry"); got != "entries" {
		t.Errorf("plural(entry) = %q", got)
	}
}

func TestNearestCorrectsSlips(t *testing.T) {
	names := []string{"scan", "release", "verify", "init", "log", "list"}
	for word, want := range map[string]string{"scna": "scan", "relese": "release", "verfy": "verify", "Scan": "scan", "frobnicate": "", "x": "", "lsit": "list"} {
		if got := nearest(word, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
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

func TestAtMost(t *testing.T) {
	if got, want := atMost(2, []string{"a", "b", "c"}), "a, b and 1 more"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
