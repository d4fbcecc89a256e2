package policy

import (
	"strings"
	"testing"

	"vaughn/detect"
)

// TestPlace holds that a name inside the name of a listed place stays, and nowhere
// else.
func TestPlace(t *testing.T) {
	lists := map[string]*List{"places": {Items: []ListItem{{Value: "Pat Doe Memorial School"}, {Value: "the Rev. Sam Poe Park"}, {Value: "Ann Loe"}}}}
	b, _ := oneColumn(t, "web", "withhold", "do: clean", "generic", lists)
	for text, want := range map[string]bool{
		"Meet at [Pat Doe] Memorial School, gate 2":                    true,
		"meet at PAT DOE memorial  school: [Pat Doe] Memorial School.": true,
		"[Pat Doe] called":                false,
		"[Pat Doe] Memorial":              false,
		"behind the Rev. [Sam Poe] Park.": true,
		"[Sam Poe] parks there":           false,
		"[Ann Loe]":                       true,
		"([Pat Doe] Memorial School)":     true,
		"a b c d e [Pat Doe] f g h i j":   false,
	} {
		start := strings.IndexByte(text, '[')
		plain := strings.NewReplacer("[", "", "]", "").Replace(text)
		end := strings.IndexByte(text, ']') - 1
		if got := b.Place(plain, start, end); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	for _, bad := range [][2]int{{-1, 2}, {0, 99}, {3, 3}, {4, 2}} {
		if b.Place("Pat Doe", bad[0], bad[1]) {
			t.Errorf("%v is a place", bad)
		}
	}
	none, _ := oneColumn(t, "web", "withhold", "do: clean", "generic", nil)
	if none.Place("Pat Doe Memorial School", 0, 7) {
		t.Error("a place without a list")
	}
	if d := b.Decide(b.Columns[0].Rules[0], Finding{Entity: detect.Person, Likelihood: detect.Likely, Value: "Ann Loe"}); d.Action != KeepIt || d.List != "places" {
		t.Errorf("a value of the list: %+v", d)
	}
}
