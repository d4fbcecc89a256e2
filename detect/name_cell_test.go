package detect_test

import (
	"testing"

	"vaughn/detect"
)

// people are invented; none of them is a word of firms.
var people = []string{"Ana Lopez", "Okafor, Chidi", "DALE/KAREN FRASIER", "Tam Oster", "Mr & Mrs T. Oster", "LOPEZ ANA & JOSE",
	"Nguyen Van Minh", "Estate of Rosa Oster", "J. R. Oster III", "Rosa Maria Okafor", "OSTER, TAM & ROSA",
	"Doe Family Trust", "Kofi Oster", "Rosa Lopez", "Chidi Okafor", "Karen Lopez", "Dale Oster", "Tam Lopez", "Jane Doe"}

var firms = []string{"Example Paving LLC", "Oster Farms", "Lopez & Sons", "City of Example", "The Plain Cut", "Blue Ridge", "Wendy's",
	"Example Bank", "Friends of Rosa Oster", "Oster Brothers Tobacco", "Lopez Roofing", "First Example Church", "Example Foods - North"}

// mix gives one of b for each n of a.
func mix(n int, a, b []string) []string {
	var out []string
	for i := range 200 {
		if i%(n+1) == n {
			out = append(out, b[i/(n+1)%len(b)])
		} else {
			out = append(out, a[i%len(a)])
		}
	}
	return out
}

// TestMixedColumns holds that people go and firms stay where a column has both.
func TestMixedColumns(t *testing.T) {
	for _, tt := range []struct {
		name, header string
		values       []string
		entity       detect.Entity
	}{
		{"people and firms under applicant", "Applicant", mix(4, people, firms), detect.Person},
		{"people and firms under owner", "Owner", mix(1, people, firms), detect.Person},
		{"firms and people under name", "Name", mix(3, firms, people), detect.Organization},
		{"firms and people under employer", "Employer", mix(3, firms, people), detect.Organization},
		{"firms and people under client name", "Client", mix(2, firms, people), detect.Organization},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, s := profile(t, tt.header, tt.values)
			if c.Entity != tt.entity || c.Mode != detect.ModePerCell || !c.Personal {
				t.Errorf("got %q %q personal %v, want %q per-cell personal", c.Entity, c.Mode, c.Personal, tt.entity)
			}
			for _, v := range people {
				if !masked(t, s, &c, v) {
					t.Errorf("%q stands", v)
				}
			}
			for _, v := range firms {
				if masked(t, s, &c, v) {
					t.Errorf("%q goes", v)
				}
			}
		})
	}
}

// masked reports a personal find from Possible on.
func masked(t *testing.T, s *detect.Scanner, c *detect.Column, cell string) bool {
	t.Helper()
	tx := &detect.Text{S: cell, Column: c}
	ms, err := s.Scan(nil, tx)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range detect.Resolve(ms, tx, c) {
		if m.Entity.Personal() && m.Likelihood >= detect.Possible {
			return true
		}
	}
	return false
}

// TestColumnsOfPeople holds that a column of names is one of people whatever its
// header says, and that one of places, things or firms is none.
func TestColumnsOfPeople(t *testing.T) {
	places := []string{"Ann Arbor", "North Syracuse", "Jackson Heights", "Los Angeles", "Grand Rapids", "San Jose", "White Plains"}
	things := []string{"Red Barn", "Green Valley", "Plan B", "Lucky Star", "liquor license", "building permit", "Golden Gate", "Street Light"}
	for _, tt := range []struct {
		name, header string
		values       []string
		personal     bool
	}{
		{"names under who", "who", mix(9, people, []string{"unknown", "two others"}), true},
		{"names without a header", "", mix(9, people, things), true},
		{"names under a code", "c7", people, true},
		{"places under name", "Name", mix(5, places, things), false},
		{"things under name", "Name", mix(5, things, places), false},
		{"places under where", "where", mix(5, places, things), false},
		{"firms under company", "Company", firms[:8], false},
		{"a name of two hundred under name", "Name", append(mix(1, firms[:6], things), "Kofi Mensah"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, _ := profile(t, tt.header, tt.values)
			if c.Personal != tt.personal {
				t.Errorf("got %q %q personal %v", c.Entity, c.Mode, c.Personal)
			}
			if tt.personal && c.Entity != detect.Person {
				t.Errorf("got %q, want a column of people", c.Entity)
			}
		})
	}
}
