package detect_test

import (
	"fmt"

	"vaughn/detect"
)

// One text at a time: scan, resolve, and act on what is Likely.
func Example() {
	e, err := detect.New(detect.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := e.NewScanner()
	t := &detect.Text{S: "Owner: José Núñez, call 315-555-0142 about permit 3155550143"}
	ms, err := s.Scan(nil, t)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range detect.Resolve(ms, t, nil) {
		if m.Likelihood >= detect.Likely {
			fmt.Println(m.Entity, m.Start, m.End)
		}
	}
	// Output:
	// PERSON 7 20
	// PHONE_NUMBER 27 39
}

// A table in two passes: profile every row, then resolve by the verdict.
func ExampleProfile() {
	e, err := detect.New(detect.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows := []string{"Ana Lopez", "Rosa Example", "José Núñez"}
	c := detect.NewColumn(0, "Applicant")
	p := detect.NewProfile([]*detect.Column{c})
	s := e.NewScanner()
	var ms []detect.Match
	for _, cell := range rows {
		if ms, err = s.Scan(ms[:0], &detect.Text{S: cell, Column: c}); err != nil {
			fmt.Println(err)
			return
		}
		p.Cell(0, cell, ms)
	}
	v := p.Columns()[0]
	fmt.Println(v.Name, v.Entity, v.Mode, v.Likelihood, v.Hits, "of", v.Cells)
	// Output: Applicant PERSON whole VERY_LIKELY 3 of 3
}
