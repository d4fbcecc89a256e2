package verify

import (
	"strings"
	"testing"

	"vaughn/redact/bundle"
)

// people is a release in which nothing is withheld, with a column of the values.
func people(header string, values ...string) *sample {
	s := &sample{name: "t.csv", header: []string{"Id", header}, drop: map[int]bool{}, holds: map[int][]string{}, typed: map[int]bool{},
		coarse: map[int]bool{}, left: map[int]bool{}, extra: map[string]string{}}
	for i := range 20 {
		s.rows = append(s.rows, []string{string(rune('a'+i)) + "1", values[i%len(values)]})
	}
	s.make()
	return s
}

// A manifest that says that a column's names do not count is believed as long as most
// of its cells are something else.
func TestAReadingOfNoneIsNotBelievedOfPeople(t *testing.T) {
	for _, tt := range []struct {
		name   string
		values []string
		bad    bool
	}{
		{"people", []string{"Maria Lopez", "James Okafor", "Karen Smith"}, true},
		{"complaints and a name", []string{"Pothole", "Broken lamp", "Graffiti", "Karen Smith"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := people("Thing", tt.values...)
			dir := s.seal(t)
			manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Columns[1].Names, m.Files[0].Columns[1].Kept = "none", nil })
			reseal(t, dir)
			r := s.bundleResult(t, dir, false)
			found := false
			for _, p := range r.Problems {
				found = found || p.Kind == Found && strings.Contains(p.Msg, "look like names")
				if strings.Contains(p.String(), "Lopez") {
					t.Error("a problem holds a value")
				}
			}
			if found != tt.bad {
				t.Errorf("refused %t, want %t: %v", found, tt.bad, r.Problems)
			}
		})
	}
}
