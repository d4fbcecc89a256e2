// Command axe writes logs that are larger and fuller than the demo's into a
// folder, for the check of the pages (run.mjs beside it): a log with more of
// everything than the first page has room for, the log of a request, and one of
// a release where nothing is withheld. Everything in them is invented.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: axe FOLDER")
		os.Exit(2)
	}
	for name, in := range map[string]func() (logform.HTMLInput, error){"large.html": large, "rows.html": rows, "request.html": request, "nothing.html": nothing} {
		if err := write(filepath.Join(os.Args[1], name), in); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func write(path string, make func() (logform.HTMLInput, error)) error {
	in, err := make()
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := logform.HTML(f, in); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

const (
	day   = "2026-11-23"
	names = 24 // columns of each file
)

// large has every code of a pack, promises, policies, people, warnings, notes
// and tables, in three files of many columns.
func large() (in logform.HTMLInput, err error) {
	pack, err := exemptions.Load("ny-foil-muni")
	if err != nil {
		return in, err
	}
	var grounds []exemptions.Ground
	for i := range pack.Codes {
		grounds = append(grounds, pack.Codes[i].Ground().For("City"))
	}
	for i := range 6 {
		grounds = append(grounds,
			exemptions.Promise(fmt.Sprintf("promise-%d", i), fmt.Sprintf("Promise %d to the public is a sentence of the length that a privacy policy has, and then somewhat longer than that", i), "City"),
			exemptions.PolicyChoice(fmt.Sprintf("policy-%d", i), fmt.Sprintf("Policy %d of the agency says at length why this is shown as it is shown and not otherwise", i), "City"))
	}
	files := []exemptions.File{data("service_requests_of_all_departments.csv", 250_000), data("permits.csv", 9_000), data("bills.csv", 70_000), table("requests_by_ward.csv"), table("requests_by_day.csv")}
	t := logform.Summaries()
	n := int64(0)
	for _, f := range files[:3] {
		for i, g := range grounds {
			actions := []exemptions.Action{exemptions.Masked, exemptions.Withheld, exemptions.ShownAs + "hundred block", exemptions.ColumnOut}
			for k := range 12 {
				n++
				e := exemptions.Entry{N: n, File: f.Name, Row: int64(i*50 + k + 2), RowID: fmt.Sprint(1_048_000 + n), Columns: []string{f.Columns[(i+k)%names].Name, f.Columns[(i+k+1)%names].Name},
					What: []string{"telephone number", "personal information", "payment card number", "name"}[k%4], Action: actions[(i+k)%4], Cells: 2, Labels: 2,
					Label: "[personal information withheld: " + g.Label + "]", Ground: g, DecidedBy: fmt.Sprintf("Person %d, Records Access Officer (person)", k%5), DecidedOn: day}
				if k%2 == 0 {
					e.DecidedBy = "Chief Data Officer (rule)"
				}
				if err := t.Add(&e); err != nil {
					return in, err
				}
			}
		}
	}
	in = input(exemptions.Release{ID: "r-0123456789abcdef0123", Agency: "City of Example, NY", Dataset: "Service requests, permits and water bills of all departments", Channel: "web",
		Pack: pack.ID(), Policy: "everything.yaml", ApprovedBy: "Chief Data Officer", ApprovedOn: day, Contact: "opendata@example.org", AsOf: day, Sample: "Of 300 released cells that J. Roe judged, none held personal information: with 95 % certainty fewer than 1.0 % of such cells do"}, pack, files, t)
	for i := range 6 {
		in.Release.Warnings = append(in.Release.Warnings, fmt.Sprintf("A law that is in use (code %d) is known second-hand only; counsel should read its text", i))
		in.Release.Promises = append(in.Release.Promises, exemptions.Kept{Text: fmt.Sprintf("Promise %d of the privacy policy as it was given to everybody", i), Says: fmt.Sprintf("no e-mail address and no telephone number was found in 5 files; %d that the promise excepts stay", i)})
		in.NotExamined = append(in.NotExamined, fmt.Sprintf("%d files of type .docx", i+2))
	}
	return in, nil
}

// rows is large without its tables.
func rows() (in logform.HTMLInput, err error) {
	if in, err = large(); err == nil {
		in.Files = in.Files[:3]
	}
	return in, err
}

// request answers a request under a law that asks for a responsible person.
func request() (in logform.HTMLInput, err error) {
	pack, err := exemptions.Load("ny-foil-muni")
	if err != nil {
		return in, err
	}
	pack.Responsible = exemptions.Responsible{Required: true, Cite: "EX Code 1.2(b)", Says: "A denial names each person who is responsible for it, with title or position"}
	files := []exemptions.File{data("water bills FY26.csv", 4_000)}
	t := logform.Summaries()
	for i := range 40 {
		c := &pack.Codes[i%3]
		e := exemptions.Entry{N: int64(i + 1), File: files[0].Name, Row: int64(i + 2), RowID: fmt.Sprintf("row %d", i+2), Columns: []string{"Customer Name"}, What: "name", Action: exemptions.Withheld,
			Cells: 1, Labels: 1, Label: "[name withheld: " + c.Label + "]", Ground: c.Ground().For("City"), DecidedBy: "Maria Alvarez, City Clerk (rule)", DecidedOn: day}
		if err := t.Add(&e); err != nil {
			return in, err
		}
	}
	return input(exemptions.Release{ID: "r-0123456789abcdef0124", Agency: "City of Example, NY", Dataset: "PRA-2026-0147", Request: "PRA-2026-0147", Channel: "request", Received: "2026-11-09",
		Pack: pack.ID(), Policy: "PRA-2026-0147.yaml", ApprovedBy: "Maria Alvarez, City Clerk", Responsible: "Maria Alvarez, City Clerk", AsOf: day}, pack, files, t), nil
}

// nothing is a release of which nothing is withheld.
func nothing() (logform.HTMLInput, error) {
	return input(exemptions.Release{Agency: "Onondaga County, NY", Channel: "web", AsOf: day}, nil, []exemptions.File{data("parks.csv", 12)}, logform.Summaries()), nil
}

func input(r exemptions.Release, pack *exemptions.Pack, files []exemptions.File, t *logform.Totals) logform.HTMLInput {
	return logform.HTMLInput{Release: r, Pack: pack, Files: files, Summary: t.Summary(files), Deciders: t.Deciders(), Entries: t.Entries(), First: t.First(), Checked: true}
}

// data is a released file of rows.
func data(name string, rows int64) exemptions.File {
	f := exemptions.File{Name: name, Format: "csv", RowsIn: rows, RowsOut: rows - 1, Notes: []string{"read as windows-1252, since it is not valid UTF-8"}}
	for i := range names {
		f.Columns = append(f.Columns, exemptions.Column{Name: fmt.Sprintf("A_column_with_a_long_name_%d", i), Index: i, Out: i, Cells: rows})
	}
	return f
}

// table is a released table of numbers, some of them hidden.
func table(name string) exemptions.File {
	return exemptions.File{Name: name, Format: "csv", Table: &exemptions.Table{Rule: "Numbers of 1 to 10 rows are hidden.", Measures: make([]exemptions.TableMeasure, 1), Cells: 900, Hidden: 120,
		Reasons: []exemptions.TableReason{{Reason: "fewer than 11", Cells: 70}, {Reason: "hidden so that others cannot be worked out", Cells: 50}},
		Audit:   &exemptions.TableAudit{Equations: 4000, Protected: 70, Width: 9, Required: 5}}}
}
