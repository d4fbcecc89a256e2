package detect_test

import (
	"strings"
	"testing"

	"vaughn/detect"
)

// TestOfficeContacts holds that an office's telephone stays, and that of somebody who
// writes to the office goes.
func TestOfficeContacts(t *testing.T) {
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := e.NewScanner()
	for _, tt := range []struct {
		name, text string
		masked     bool
	}{
		{"a notice", "Contact:\nEmail: clerk@example.gov\nPhone: 315-555-0142", false},
		{"an official's own mailbox", "Contact: Ana Lopez\nEmail: ana.lopez@example.gov\nPhone: 315-555-0142", false},
		{"a resident who tells of the office", "I wrote to clerk@example.gov\nPhone: 315-555-0142\nAna Lopez", true},
		{"a letter to the office", "To: clerk@example.gov\nPhone: 315-555-0142\nMy tree fell.", true},
		{"a private mailbox beside it", "Email: ana.lopez@example.com\nPhone: 315-555-0142\nSent to: clerk@example.gov", true},
		{"a private telephone", "Email: clerk@example.gov\nHome: 315-555-0142", true},
		{"a block that ends in CR LF", "Phone: 315-555-0142\r\n\r\nEmail: clerk@example.gov", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "Hello,\n" + tt.text
			tx := &detect.Text{S: text}
			ms, err := s.Scan(nil, tx)
			if err != nil {
				t.Fatal(err)
			}
			at := strings.Index(text, "315-")
			masked := false
			for _, m := range detect.Resolve(ms, tx, nil) {
				masked = masked || m.Start <= at && at < m.End && m.Likelihood >= detect.Possible
			}
			if masked != tt.masked {
				t.Errorf("masked %v, want %v", masked, tt.masked)
			}
		})
	}
}

// TestHeadersOfOfficers holds which headers speak of people in office.
func TestHeadersOfOfficers(t *testing.T) {
	for header, personal := range map[string]bool{
		"Inspector": false, "Inspector Assigned": false,
		"Justice Involved": true, "Loan Officer": true, "Sheriff Sale Owner": true, "Building Superintendent": true,
	} {
		if c, _ := profile(t, header, people); c.Personal != personal {
			t.Errorf("%s: personal %v", header, c.Personal)
		}
	}
}

// TestNamesAmongTitles holds that a column of titles in which a third is names does
// not pass for one of titles.
func TestNamesAmongTitles(t *testing.T) {
	var values []string
	for _, given := range strings.Fields("Ana Maria Jose Keisha Darnell Priscilla Marcus Linda Robert Susan James Patricia") {
		for _, family := range strings.Fields("Lopez Oster Nguyen Duran Owens Rivera Jenkins Patel Schmidt Romano") {
			values = append(values, given+" "+family, "Water Main Repair "+given, "Street Light North")
		}
	}
	c, s := profile(t, "Title", values)
	if !masked(t, s, &c, "Ana Lopez") {
		t.Error("a name stands")
	}
}

// TestOfOffice holds under which headers a column of nothing but names may be released.
func TestOfOffice(t *testing.T) {
	for header, public := range map[string]bool{"Inspector": true, "Board Member": true, "Thing": false, "Justice Involved": false, "Category": false} {
		if got := detect.NewColumn(0, header).OfOffice(); got != public {
			t.Errorf("%s: %v", header, got)
		}
	}
}
