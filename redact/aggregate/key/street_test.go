package key

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestHundredBlock(t *testing.T) {
	k := HundredBlock(true)
	checkCodes(t, k, []want{
		{"1234 OAK STREET", "1200 block Oak St"}, {"1210 Oak St", "1200 block Oak St"}, {"1299 oak st., Apt 4", "1200 block Oak St"},
		{"1250 Oak St #7", "1200 block Oak St"}, {"1250 Oak St Unit 7", "1200 block Oak St"}, {"1200 BLOCK OF OAK ST", "1200 block Oak St"}, {"12XX OAK ST", "1200 block Oak St"},
		{"45 Oak St", "0 block Oak St"}, {"1432 North Bear St", "1400 block N Bear St"}, {"1432 N. BEAR STREET", "1400 block N Bear St"},
		{"77 7TH AVENUE", "0 block 7th Ave"}, {"100 B ST NORTHWEST", "100 block B St NW"}, {"100 North Ave", "100 block North Ave"}, {"100 N Ave", "100 block N Ave"},
		{"100 St Clair Ave", "100 block St Clair Ave"}, {"100 Avenue A", "100 block Avenue A"}, {"12 O'BRIEN WAY", "0 block O'Brien Way"},
		{"12 winston-salem rd", "0 block Winston-Salem Rd"}, {"12 KING'S CT", "0 block King's Ct"}, {"12 ÉLYSÉE PLACE", "0 block Élysée Pl"},
		{"Elm St & Oak St", "Elm St & Oak St"}, {"OAK STREET and ELM STREET", "Elm St & Oak St"}, {"Oak St / Elm St", "Elm St & Oak St"}, {"oak st @ elm st", "Elm St & Oak St"},
		{"5th Ave & 42nd St", "42nd St & 5th Ave"}, {"Oak St at Elm St, Syracuse", "Elm St & Oak St"},
		{"Oak St & Oak Street", UnknownCode}, {"Oak St", UnknownCode}, {"5th Ave", UnknownCode}, {"behind the school", UnknownCode}, {"", UnknownCode}, {"1432", UnknownCode},
		{"607-555-0142 Pat Doe", UnknownCode}, {"Oak St & 12 Elm St", UnknownCode}, {"pat@example.org", UnknownCode}, {"N/A", UnknownCode}, {"behind school and church", UnknownCode}, {"Broadway and 7th", "7th & Broadway"}, {"Elm & Oak", "Elm & Oak"}, {"met Pat Doe at home", UnknownCode}, {"(all)", UnknownCode}, {"12 Elm \xff St", UnknownCode},
	})
	if got := one(t, k, "1234", "Oak Street"); got != "1200 block Oak St" {
		t.Errorf("number and street in two cells: %q", got)
	}
	for code, parent := range map[string]string{"1200 block Oak St": "Oak St", "Elm St & Oak St": "", "Oak St": "", UnknownCode: ""} {
		if got := k.Parent(code); got != parent {
			t.Errorf("%q is part of %q, want %q", code, got, parent)
		}
		if got := HundredBlock(false).Parent(code); got != "" {
			t.Errorf("%q is part of %q, and no street was asked for", code, got)
		}
	}
	if k.Compare("900 block Oak St", "1200 block Oak St") >= 0 || k.Compare("1200 block Elm St", "900 block Oak St") >= 0 || k.Compare("Oak St", "0 block Oak St") >= 0 {
		t.Error("blocks are not ordered by street and number")
	}
}

func TestStreet(t *testing.T) {
	checkCodes(t, Street(), []want{
		{"1234 OAK STREET", "Oak St"}, {"oak st", "Oak St"}, {"Oak St Apt 5", "Oak St"}, {"5th Ave", "5th Ave"}, {"77 7th Avenue", "7th Ave"}, {"A Street", "A St"},
		{"Elm St & Oak St", "Elm St & Oak St"}, {"Route 9", "Route 9"}, {"1200 block of Oak St", "Oak St"},
		{"Broadway", "Broadway"}, {"Pat Doe", UnknownCode}, {"behind the school", UnknownCode}, {"", UnknownCode}, {"1234", UnknownCode}, {"12345", UnknownCode}, {"(unknown)", UnknownCode},
	})
}

// Every house of a block has the block's code, in every spelling, and a code read
// again is itself.
func TestSpellingsOfABlock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 99999).Draw(t, "number")
		name := rapid.SampledFrom([]string{"Oak", "oak", "OAK"}).Draw(t, "name")
		direction := rapid.SampledFrom([]string{"N", "North", "NORTH", "n."}).Draw(t, "direction")
		suffix := rapid.SampledFrom([]string{"St", "STREET", "street", "St."}).Draw(t, "suffix")
		unit := rapid.SampledFrom([]string{"", " Apt 7", " #12", ", Unit 3", " STE 900", ", Springfield"}).Draw(t, "unit")
		want := fmt.Sprintf("%d block N Oak St", n/100*100)
		got, found := HundredBlock(false).Code(nil, []string{fmt.Sprintf("%d %s %s %s%s", n, direction, name, suffix, unit)})
		if string(got) != want || found != Known {
			t.Fatalf("got %q, want %q", got, want)
		}
		again, _ := HundredBlock(false).Code(nil, []string{want})
		if string(again) != want {
			t.Fatalf("%q is read again as %q", want, again)
		}
	})
}
