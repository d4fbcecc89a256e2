package detect_test

import (
	"fmt"
	"testing"

	"vaughn/detect"
)

func TestHintOfReadsWholeWords(t *testing.T) {
	tests := []struct {
		header string
		has    []detect.Entity
		not    []detect.Entity
	}{
		{"Applicant", []detect.Entity{detect.Person}, nil},
		{"applicant_name", []detect.Entity{detect.Person}, nil},
		{"FIRSTNAME", []detect.Entity{detect.Person}, nil},
		{"Contact_Last", []detect.Entity{detect.Person}, nil},
		{"Apellido Paterno", []detect.Entity{detect.Person}, nil},
		{"ApplicantPhone", []detect.Entity{detect.PhoneNumber}, []detect.Entity{detect.Person}},
		{"Teléfono", []detect.Entity{detect.PhoneNumber}, nil},
		{"Phone1Number", []detect.Entity{detect.PhoneNumber}, nil},
		{"E-mail Address", []detect.Entity{detect.EmailAddress}, []detect.Entity{detect.StreetAddress}},
		{"Dirección", []detect.Entity{detect.StreetAddress}, nil},
		{"IP Address", []detect.Entity{detect.IPAddress}, []detect.Entity{detect.StreetAddress}},
		{"Fecha de Nacimiento", []detect.Entity{detect.DateOfBirth}, nil},
		{"Social Security No.", []detect.Entity{detect.USSSN}, nil},
		{"Account Number", []detect.Entity{detect.AccountNumber}, nil},
		{"Department Name", []detect.Entity{detect.Organization}, []detect.Entity{detect.Person}},
		{"Business Name", []detect.Entity{detect.Organization}, []detect.Entity{detect.Person}},
		{"Parent Company", []detect.Entity{detect.Organization}, []detect.Entity{detect.Person}},
		{"File Name", nil, []detect.Entity{detect.Person}},
		{"Last Event Date", nil, []detect.Entity{detect.Person}},
		{"Unit of Pay", nil, []detect.Entity{detect.StreetAddress}},
		{"Owner ID", nil, []detect.Entity{detect.Person}},
		{"Permit Number", nil, []detect.Entity{detect.Person, detect.PhoneNumber}},
		{"Status", nil, []detect.Entity{detect.Person}},
		{"Project Address", []detect.Entity{detect.StreetAddress}, nil},
		{"Address Type", nil, []detect.Entity{detect.StreetAddress}},
		{"Event Contact Name", []detect.Entity{detect.Person}, nil},
		{"Applicant Status", nil, []detect.Entity{detect.Person}},
		{"Status of Applicant", nil, []detect.Entity{detect.Person}},
		{"licensed", nil, []detect.Entity{detect.USDriverLicense}},
		{"Cellar", nil, []detect.Entity{detect.PhoneNumber}},
		{"\xff\xfe name", []detect.Entity{detect.Person}, nil},
		{"", nil, []detect.Entity{detect.Person}},
	}
	for _, tt := range tests {
		t.Run(tt.header, func(t *testing.T) {
			h := detect.HintOf(tt.header)
			for _, e := range tt.has {
				if !h.Has(e) {
					t.Errorf("no hint at %s", e)
				}
			}
			for _, e := range tt.not {
				if h.Has(e) {
					t.Errorf("a hint at %s", e)
				}
			}
		})
	}
}

// profile judges one column of values.
func profile(t *testing.T, header string, values []string) (detect.Column, *detect.Scanner) {
	t.Helper()
	c := detect.NewColumn(0, header)
	p := detect.NewProfile([]*detect.Column{c})
	s := engine(t).NewScanner()
	for _, v := range values {
		ms, err := s.Scan(nil, &detect.Text{S: v, Column: c})
		if err != nil {
			t.Fatal(err)
		}
		p.Cell(0, v, ms)
	}
	return p.Columns()[0], s
}

// repeat fills n values from a format and its index.
func repeat(n int, value func(i int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = value(i)
	}
	return out
}

func word(i int) string { return string(rune('A'+i%26)) + string(rune('a'+i/26%26)) + "ndez" }

func TestVerdicts(t *testing.T) {
	name := func(i int) string { return "Ana " + word(i) }
	tests := []struct {
		name, header string
		values       []string
		entity       detect.Entity
		mode         detect.Mode
		personal     bool
		kind         detect.Kind
	}{
		{"names under a header", "Applicant", repeat(100, name), detect.Person, detect.ModeWhole, true, detect.KindText},
		{"names under name", "Name", repeat(100, name), detect.Person, detect.ModeWhole, true, detect.KindText},
		{"a few cells suffice under a header", "Applicant", append(repeat(70, func(i int) string { return fmt.Sprint("ref ", i) }), repeat(30, name)...), detect.Person, detect.ModeWhole, true, detect.KindText},
		{"categories under name", "Name", repeat(100, func(i int) string { return []string{"Brown Bin", "Street Light"}[i%2] }), detect.None, detect.ModeNone, false, detect.KindText},
		{"codes under name", "Name", repeat(100, func(i int) string { return fmt.Sprintf("AX-%d", i) }), detect.None, detect.ModeNone, false, detect.KindText},
		{"firms under name", "Name", repeat(100, func(i int) string { return word(i) + " Paving LLC" }), detect.Organization, detect.ModeNone, false, detect.KindText},
		{"firms among applicants", "Applicant", append(repeat(90, name), repeat(10, func(i int) string { return word(i) + " LLC" })...), detect.Person, detect.ModePerCell, true, detect.KindText},
		{"answers under owner occupied", "Owner Occupied", repeat(100, func(i int) string { return []string{"Yes", "Rental", "Absentee"}[i%3] }), detect.None, detect.ModeNone, false, detect.KindText},
		{"channels under caller", "Caller", repeat(100, func(i int) string { return []string{"Web", "Phone", "App"}[i%3] }), detect.None, detect.ModeNone, false, detect.KindText},
		{"patients who come often", "Patient", repeat(1000, func(i int) string { return "Ana " + word(i%10) }), detect.Person, detect.ModeWhole, true, detect.KindText},
		{"first names repeat", "First Name", repeat(1000, func(i int) string { return []string{"Ana", "Rosa"}[i%2] }), detect.Person, detect.ModeWhole, true, detect.KindText},
		{"phones without a header", "c7", repeat(50, func(i int) string { return fmt.Sprintf("(315) 555-01%02d", i) }), detect.PhoneNumber, detect.ModeWhole, true, detect.KindText},
		{"bare digits under phone", "Phone", repeat(50, func(i int) string { return fmt.Sprintf("31555501%02d", i) }), detect.PhoneNumber, detect.ModeWhole, true, detect.KindNumber},
		{"bare digits under permit", "Permit No", repeat(50, func(i int) string { return fmt.Sprintf("31555501%02d", i) }), detect.RecordNumber, detect.ModeNone, false, detect.KindNumber},
		{"e-mails under anything", "Source", repeat(50, func(i int) string { return fmt.Sprintf("ana%d@example.org", i) }), detect.EmailAddress, detect.ModeWhole, true, detect.KindText},
		{"addresses without a header", "c3", repeat(50, func(i int) string { return fmt.Sprintf("%d Example Street", i+1) }), detect.StreetAddress, detect.ModeWhole, true, detect.KindText},
		{"notes with several kinds", "Notes", append(repeat(50, func(int) string { return "the truck came by" }), "call 315-555-0142", "write ana@example.org"), detect.None, detect.ModePerCell, true, detect.KindText},
		{"notes with one kind", "Notes", append(repeat(50, func(int) string { return "the truck came by" }), "call 315-555-0142"), detect.PhoneNumber, detect.ModePerCell, true, detect.KindText},
		{"dates", "Opened", repeat(50, func(i int) string { return fmt.Sprintf("05/%02d/2026 08:14:00 AM", i%28+1) }), detect.DateTime, detect.ModeNone, false, detect.KindDate},
		{"years of birth", "Birth Year", repeat(50, func(i int) string { return fmt.Sprint(1950 + i) }), detect.DateOfBirth, detect.ModeWhole, true, detect.KindNumber},
		{"parcels", "SBL#", repeat(50, func(i int) string { return fmt.Sprintf("001.1-01-%02d.0", i) }), detect.ParcelID, detect.ModeNone, false, detect.KindText},
		{"ZIP codes with a leading zero are text", "ZIP", repeat(50, func(i int) string { return fmt.Sprintf("01%03d", i) }), detect.ZIPCode, detect.ModeNone, false, detect.KindText},
		{"long codes that pass Luhn now and then", "Item", repeat(100, func(i int) string { return fmt.Sprintf("41111111%08d", i*37) }), detect.None, detect.ModeNone, false, detect.KindText},
		{"nothing but blanks", "Applicant", []string{"", " ", "\t"}, detect.None, detect.ModeNone, false, detect.KindText},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, _ := profile(t, tt.header, tt.values)
			if c.Entity != tt.entity || c.Mode != tt.mode || c.Personal != tt.personal || c.Kind != tt.kind {
				t.Errorf("got %q %q personal %v kind %d, want %q %q personal %v kind %d",
					c.Entity, c.Mode, c.Personal, c.Kind, tt.entity, tt.mode, tt.personal, tt.kind)
			}
		})
	}
}

func TestResolveByColumn(t *testing.T) {
	people := repeat(100, func(i int) string { return "Ana " + word(i) })
	mixed := append(people[:90:90], repeat(10, func(i int) string { return word(i) + " LLC" })...)
	tests := []struct {
		name, header string
		values       []string
		cell         string
		want         string
	}{
		{"every cell of a whole column goes", "Applicant", people, " see file 12 ", "[PERSON LIKELY+ 1-12]"},
		{"blank stays blank in a whole column", "Applicant", people, "  ", ""},
		{"the label of an earlier release stays", "Applicant", people, "[name withheld: City promise]", ""},
		{"a firm stays in a mixed column", "Applicant", mixed, "Example Paving LLC", "[ORGANIZATION LIKELY+ 0-18]"},
		{"a name goes in a mixed column", "Applicant", mixed, "Rosa Example", "[PERSON LIKELY+ 0-12]"},
		{"what is neither goes to a person", "Applicant", mixed, "3 of 12", "[PERSON POSSIBLE 0-7]"},
		{"no name is no name", "Applicant", mixed, "UNKNOWN", ""},
		{"a firm's address stays", "Applicant", mixed, "412 Example Ave LLC", "[ORGANIZATION LIKELY+ 0-19]"},
		{"a category is kept", "Name", repeat(100, func(i int) string { return []string{"Brown Bin", "Street Light"}[i%2] }), "Brown Bin", "[PERSON UNLIKELY 0-9]"},
		{"a link with an e-mail address yields the address", "Notes", people, "https://example.org/?m=ana@example.org", "[EMAIL_ADDRESS LIKELY+ 23-38]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, s := profile(t, tt.header, tt.values)
			tx := &detect.Text{S: tt.cell, Column: &c}
			ms, err := s.Scan(nil, tx)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, m := range detect.Resolve(ms, tx, &c) {
				l := m.Likelihood.String()
				if m.Likelihood >= detect.Likely {
					l = "LIKELY+"
				}
				got += fmt.Sprintf("[%s %s %d-%d]", m.Entity, l, m.Start, m.End)
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	headers := []string{"Name", "Address", "City", "Latitude", "Longitude", "MailingAddress1", "MailingCity", "Status"}
	row := []string{"Ana Lopez", "412 Example Ave", "Syracuse", "43.048122", "-76.147424", "9 Sample St", "Utica", "open"}
	var cols []*detect.Column
	for i, h := range headers {
		cols = append(cols, detect.NewColumn(i, h))
	}
	p := detect.NewProfile(cols)
	s := engine(t).NewScanner()
	for i, v := range row {
		ms, err := s.Scan(nil, &detect.Text{S: v, Column: cols[i]})
		if err != nil {
			t.Fatal(err)
		}
		p.Cell(i, v, ms)
	}
	want := []int{0, 1, 1, 1, 1, 2, 2, 0}
	for i, c := range p.Columns() {
		if c.Place != want[i] {
			t.Errorf("%s is in place %d, want %d", headers[i], c.Place, want[i])
		}
	}
}
