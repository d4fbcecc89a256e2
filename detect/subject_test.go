package detect_test

import (
	"fmt"
	"testing"

	"vaughn/detect"
)

// TestPrivateContactsBesideFirms holds that in a table of firms what a header calls
// somebody's home, own telephone or part in the record is no firm's.
func TestPrivateContactsBesideFirms(t *testing.T) {
	tests := []struct {
		firm, header string
		entity       detect.Entity
		public       bool
	}{
		{"Business Name", "Business Phone", detect.PhoneNumber, true},
		{"Business Name", "Phone", detect.PhoneNumber, true},
		{"Business Name", "Address", detect.StreetAddress, true},
		{"Landlord", "Landlord Phone", detect.PhoneNumber, true},
		{"Business Name", "Home Phone", detect.PhoneNumber, false},
		{"Business Name", "Mobile", detect.PhoneNumber, false},
		{"Business Name", "Business Cell", detect.PhoneNumber, false},
		{"Business Name", "Emergency Contact Phone", detect.PhoneNumber, false},
		{"Business Name", "Owner Phone", detect.PhoneNumber, false},
		{"Business Name", "Owner Address", detect.StreetAddress, false},
		{"Business Name", "Home Address", detect.StreetAddress, false},
		{"Company", "Residence Address", detect.StreetAddress, false},
		{"Company", "Customer Phone", detect.PhoneNumber, false},
		{"Landlord", "Tenant Phone", detect.PhoneNumber, false},
		{"Establishment", "Complainant Address", detect.StreetAddress, false},
		{"Establishment", "Caller Phone", detect.PhoneNumber, false},
		{"Agency", "Callback Number", detect.PhoneNumber, false},
		{"School", "Guardian Phone", detect.PhoneNumber, false},
		{"Contractor", "Homeowner Phone", detect.PhoneNumber, false},
		{"Empresa", "Teléfono de la empresa", detect.PhoneNumber, true},
		{"Empresa", "Teléfono de casa", detect.PhoneNumber, false},
		{"Empresa", "Celular", detect.PhoneNumber, false},
		{"Negocio", "Teléfono del dueño", detect.PhoneNumber, false},
		{"Negocio", "Domicilio particular", detect.StreetAddress, false},
	}
	for _, tt := range tests {
		t.Run(tt.firm+" and "+tt.header, func(t *testing.T) {
			cols := []*detect.Column{detect.NewColumn(0, tt.firm), detect.NewColumn(1, "Company Phone"), detect.NewColumn(2, tt.header)}
			p := detect.NewProfile(cols)
			s := engine(t).NewScanner()
			for i := range 40 {
				row := []string{word(i) + " Paving LLC", fmt.Sprintf("(315) 555-01%02d", i), fmt.Sprintf("(315) 555-01%02d", i+40)}
				if tt.entity == detect.StreetAddress {
					row[2] = fmt.Sprintf("%d Example Street", i+1)
				}
				for k, v := range row {
					ms, err := s.Scan(nil, &detect.Text{S: v, Column: cols[k]})
					if err != nil {
						t.Fatal(err)
					}
					p.Cell(k, v, ms)
				}
			}
			c := p.Columns()[2]
			if c.Personal == tt.public || !tt.public && (c.Entity != tt.entity || c.Mode != detect.ModeWhole) {
				t.Errorf("got %s %q personal %v", c.Entity, c.Mode, c.Personal)
			}
		})
	}
}

// TestPeopleInBusiness holds that a column of firms whose names are all those of
// people makes nobody's telephone a firm's.
func TestPeopleInBusiness(t *testing.T) {
	for _, tt := range []struct {
		firms  int // of 40
		public bool
	}{{40, true}, {37, true}, {24, false}, {8, false}, {2, false}, {0, false}} {
		cols := []*detect.Column{detect.NewColumn(0, "Business Name"), detect.NewColumn(1, "Phone")}
		p := detect.NewProfile(cols)
		s := engine(t).NewScanner()
		for i := range 40 {
			row := []string{"Ana " + word(i), fmt.Sprintf("(315) 555-01%02d", i)}
			if i < tt.firms {
				row[0] = word(i) + " Paving LLC"
			}
			for k, v := range row {
				ms, err := s.Scan(nil, &detect.Text{S: v, Column: cols[k]})
				if err != nil {
					t.Fatal(err)
				}
				p.Cell(k, v, ms)
			}
		}
		if c := p.Columns()[1]; c.Business != tt.public || c.Personal == tt.public {
			t.Errorf("%d firms of 40: business %t, personal %t", tt.firms, c.Business, c.Personal)
		}
	}
}

// TestSuffixesThatAreNames holds that a column of name suffixes is part of the name
// where people wrote names into it, and that one of suffixes alone is nobody.
func TestSuffixesThatAreNames(t *testing.T) {
	for _, tt := range []struct {
		odd      string
		header   string
		personal bool
	}{{"OSTER", "Suffix", true}, {"III", "Suffix", false}, {"OSTER", "Status", false}} {
		cols := []*detect.Column{detect.NewColumn(0, "First Name"), detect.NewColumn(1, "Last Name"), detect.NewColumn(2, tt.header)}
		p := detect.NewProfile(cols)
		s := engine(t).NewScanner()
		for i := range 40 {
			row := []string{"Ana", word(i), "JR."}
			if i == 7 {
				row[2] = tt.odd
			}
			for k, v := range row {
				ms, err := s.Scan(nil, &detect.Text{S: v, Column: cols[k]})
				if err != nil {
					t.Fatal(err)
				}
				p.Cell(k, v, ms)
			}
		}
		if c := p.Columns()[2]; c.Personal != tt.personal {
			t.Errorf("%s under %q: personal %t", tt.odd, tt.header, c.Personal)
		}
	}
}
