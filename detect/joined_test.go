package detect

import "testing"

// Two people in one cell of a name column are people, whatever sign stands
// between them; a firm of several surnames is a firm.
func TestSeveralPeopleInOneCellAreNoFirm(t *testing.T) {
	for v, want := range map[string]bool{
		"MARY ANN QUILL & PAT DOE": false, "JOHN A DOE & MARY B ROE": false, "Quill, Mary Ann; Doe, Pat": false,
		"Mary Ann Quill / Pat Doe": false, "Doe Pat B & Lee": false, "DOE, PAT J. & LEE R.": false,
		"Pat Doe & Lee Roe": false, "Pat Doe": false,
		"Quill Roe Oster & Doe": true, "KARL'S TV & APPLIANCE": true, "Quill Roe Oster Hartwell Dell Poe Lee & Pat Doe": true, "Mrs Ana Van Der Oster Jr.; Dell, Kerstin": false, "Mr. Mary Ann Quill Jr.; Jean-Luc Young": false,
		"Quill & Roe Construction": true, "Doe & Sons Inc.": true,
	} {
		if got := readName(v); got.firm != want {
			t.Errorf("readName(%q).firm = %v, want %v", v, got.firm, want)
		}
	}
}

// A hundred block is what a release shows in place of a house.
func TestABlockIsNoHouse(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"on the 300 block of Bear St today": false, "100 block Main St": false, "0 block Elm Street": false, "the 1200 Blk Oak Ave": false,
		"at 312 Bear St today": true, "at 300 Bear St today": true, "at 312 Block Island Rd": true,
	} {
		ms, err := e.NewScanner().Scan(nil, &Text{S: text})
		if err != nil {
			t.Fatal(err)
		}
		got := false
		for _, m := range ms {
			got = got || m.Entity == StreetAddress
		}
		if got != want {
			t.Errorf("%q: an address %v, want %v", text, got, want)
		}
	}
}
