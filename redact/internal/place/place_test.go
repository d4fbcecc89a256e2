package place

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHouseAndStreet(t *testing.T) {
	for _, c := range []struct {
		in      string
		hundred int
		street  string
		ok      bool
	}{
		{"1432 Bear St", 1400, "Bear St", true},
		{" 45 Bear St, Apt 3", 0, "Bear St", true},
		{"1432 N Bear St Apt 3 13208", 1400, "N Bear St", true},
		{"12 1/2 Elm St", 0, "Elm St", true},
		{"12-1/2 Elm St", 0, "Elm St", true},
		{"12A Elm St #4", 0, "Elm St", true},
		{"12 B Elm St", 0, "Elm St", true},
		{"12 B St", 0, "B St", true},
		{"1200 B St NW Apt 4", 1200, "B St NW", true},
		{"100-120 Elm St", 100, "Elm St", true},
		{"77 7th Ave", 0, "7th Ave", true},
		{"1200 block Elm St", 1200, "Elm St", true},
		{"1200 BLOCK OF ELM ST", 1200, "ELM ST", true},
		{"1200 Block Ave", 1200, "Block Ave", true},
		{"1250 Block Island Rd", 1200, "Block Island Rd", true},
		{"12XX Elm St", 1200, "Elm St", true},
		{"12xx Elm St", 1200, "Elm St", true},
		{"5th Ave", 0, "", false},
		{"22nd St", 0, "", false},
		{"Elm St", 0, "", false},
		{"", 0, "", false},
		{"1234567 Elm St", 0, "", false},
		{"607-555-0142 Pat Doe", 600, "", true},
		{"1432", 1400, "", true},
		{"1432 #5", 1400, "", true},
		{"12 a b c d e f g h i j", 0, "", true},
	} {
		hundred, rest, ok := House(c.in)
		if street := Street(rest); hundred != c.hundred || street != c.street || ok != c.ok {
			t.Errorf("%q: got %d, %q, %v, want %d, %q, %v", c.in, hundred, street, ok, c.hundred, c.street, c.ok)
		}
	}
}

// What is left of an address of the plain form is its street, whatever the house
// and the flat are.
func TestTheHouseIsGone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 99999).Draw(t, "number")
		street := rapid.SampledFrom([]string{"Oak St", "N Oak Street", "7th Ave", "Martin Luther King Jr Blvd", "B St NW"}).Draw(t, "street")
		unit := rapid.SampledFrom([]string{"", " Apt 7", " #12", ", Unit 3", " Suite 900", " Rear"}).Draw(t, "unit")
		rest := rapid.SampledFrom([]string{" ", "A ", " 1/2 ", "-4 "}).Draw(t, "rest")
		hundred, after, ok := House(strconv.Itoa(n) + rest + street + unit)
		if got := Street(after); !ok || hundred != n/100*100 || got != street {
			t.Fatalf("got %d, %q, %v", hundred, got, ok)
		}
	})
}

func FuzzStreet(f *testing.F) {
	f.Add("1432 N Bear St Apt 3, Syracuse")
	f.Add("12XX Elm")
	f.Add("100 b st")
	f.Fuzz(func(t *testing.T, text string) {
		hundred, rest, ok := House(text)
		if hundred%100 != 0 || !ok && (hundred != 0 || rest != "") {
			t.Fatalf("%d, %q, %v", hundred, rest, ok)
		}
		street := Street(rest)
		if strings.ContainsAny(street, ",@") {
			t.Fatalf("%q is no street", street)
		}
	})
}
