package detect

import "testing"

// Two people in one cell of a name column are people, whatever sign stands
// between them; a firm of several surnames is a firm.
func TestSeveralPeopleInOneCellAreNoFirm(t *testing.T) {
	for v, want := range map[string]bool{
		"MARY ANN QUILL & PAT DOE": false, "JOHN A DOE & MARY B ROE": false, "Quill, Mary Ann; Doe, Pat": false,
		"Mary Ann Quill / Pat Doe": false, "Doe Pat B & Lee": false, "DOE, PAT J. & LEE R.": false,
		"Pat Doe & Lee Roe": false, "Pat Doe": false,
		"Quill Roe Oster & Doe": true, "KARL'S TV & APPLIANCE": true, "Quill Roe Oster Hartwell Dell & Pat Doe": true,
		"Quill & Roe Construction": true, "Doe & Sons Inc.": true,
	} {
		if got := readName(v); got.firm != want {
			t.Errorf("readName(%q).firm = %v, want %v", v, got.firm, want)
		}
	}
}
