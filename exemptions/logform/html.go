package logform

import (
	_ "embed" // the page and its style
	"errors"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

//go:embed log.html.tmpl
var logPage string

//go:embed page.css
var pageCSS string

// Style is the style sheet that the pages of a bundle share: light and dark,
// one Letter page in print, contrast of WCAG 2.1 AA.
func Style() template.CSS { return template.CSS(pageCSS) } // the embedded file, no input

// HTMLInput is what the web page of a log is made from. No field holds a
// withheld value.
type HTMLInput struct {
	Release     exemptions.Release
	Pack        *exemptions.Pack     // nil = no law; how to ask and appeal is then the contact
	Files       []exemptions.File    // released files, at least one
	Summary     []exemptions.Summary // of Totals.Summary
	Deciders    []Decider            // of Totals.Deciders
	Entries     int64                // all of them
	First       []exemptions.Entry   // of Totals.First
	NotExamined []string             // released names, or counts by type
	Checked     bool                 // the independent pass found nothing; false prints that it was not done
}

// page is HTMLInput in the words of the page.
type page struct {
	Style                             template.CSS
	Title, About, Sentence, More      string
	Why, AllWhy                       []whyRow
	Coarse, Decided, NotExamined, Ask []string
	Tables, Promises, Warnings        []string
	Codes                             []Meaning
	Checked, EntriesTitle             string
	Entries                           []entryRow
}

type whyRow struct{ Reason, Law, What, Where, Cells, Share, Choice string }

type entryRow struct{ N, File, RowID, Columns, What, Action, Cells, Law, Decided string }

// HTML writes the log as a web page: without script, without a request to
// anywhere, its first page one Letter page in print, then the first entries.
// It fails when there is no released file, as an empty release says nothing.
func HTML(w io.Writer, in HTMLInput) error {
	if len(in.Files) == 0 {
		return errors.New("exemption log: no released file to account for. Nothing was examined")
	}
	noun := exemptions.Noun(in.Release.Agency)
	p := page{
		Style: Style(), Title: Title(&in.Release), About: About(&in.Release), Sentence: Sentence(in.Files, in.Summary, noun),
		Decided: decided(&in, noun), NotExamined: notExamined(&in), Ask: ask(&in), Checked: checked(in.Checked, noun),
	}
	p.Coarse, p.Tables = coarse(in.Summary), atMost(2, tableLines(in.Files), "")
	p.Promises = promises(5-len(p.Tables), in.Release.Promises) // tables take their room
	p.Warnings = atMost(2, in.Release.Warnings, "")
	p.fillWhy(in.Summary, len(in.Files) > 1)
	p.Codes = Legend(in.Pack, in.Summary)
	for i := range in.First[:min(len(in.First), FirstEntries)] {
		p.Entries = append(p.Entries, row(&in.First[i]))
	}
	p.EntriesTitle = "All " + words.Count(in.Entries) + " entries"
	switch n := int64(len(p.Entries)); {
	case n < in.Entries:
		p.EntriesTitle = "The first " + words.Count(n) + " of " + words.Count(in.Entries) + " entries"
	case n == 1:
		p.EntriesTitle = "The entry"
	}
	t, err := template.New("log").Parse(logPage)
	if err != nil {
		return errors.New("exemption log: the program's page is damaged. Install vaughn again")
	}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("exemption log: the page could not be written: %w", err)
	}
	return nil
}

// fillWhy puts the reasons on the first page. Where they are many, those that
// differ only in the kind of information are one line, and all of them follow
// after the page.
func (p *page) fillWhy(sum []exemptions.Summary, files bool) {
	all := why(sum, files, false)
	p.Why = all
	most := p.rows()
	if len(all) <= most {
		return
	}
	p.Why, p.AllWhy = why(sum, files, true), all
	n := len(p.Why)
	p.More = fmt.Sprintf("The same line by line, each kind of information apart (%d lines), follows after this page.", len(all))
	if n > most {
		p.Why = p.Why[:most]
		p.More = fmt.Sprintf("The first %d of %d lines, laws before promises and policies; all of them follow after this page.", most, n)
	}
}

// rows is how many reasons have room on the first page beside the rest of it:
// ten, less two for each table and one for every three further lines elsewhere.
func (p *page) rows() int {
	const all, least, usual = 10, 4, 8
	lines := len(p.Coarse) + len(p.Decided) + len(p.NotExamined) + len(p.Promises) + len(p.Warnings)
	return max(least, all-2*len(p.Tables)-max(0, lines-usual)/3)
}

// Title is what a release is called: its dataset, else the request that it answers,
// else its day.
func Title(r *exemptions.Release) string {
	switch {
	case r.Dataset != "":
		return r.Dataset
	case r.Request != "":
		return "request " + r.Request
	default:
		return "release of " + r.AsOf
	}
}

// About is the line under the title of a page: who released what, when, for whom.
func About(r *exemptions.Release) string {
	parts := []string{r.Agency}
	if r.Request != "" {
		parts = append(parts, "request "+r.Request)
	}
	if r.Received != "" {
		parts = append(parts, "received "+r.Received)
	}
	parts = append(parts, "release of "+r.AsOf)
	switch r.Channel {
	case "web":
		parts = append(parts, "published on the web")
	case "request":
		parts = append(parts, "answer to a request for records")
	case "inspection":
		parts = append(parts, "for inspection")
	default:
		parts = append(parts, "channel not stated")
	}
	if r.ID != "" {
		parts = append(parts, "release id "+r.ID)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " | ")
}

// Sentence says in one sentence how much of the released files is not as the
// agency holds it. Cells are non-blank cells of the input's columns that are
// released. noun is what [exemptions.Noun] returns.
func Sentence(files []exemptions.File, sum []exemptions.Summary, noun string) string {
	var cells, changed, less, columns, rows int64
	tables, numbers, hidden := tableNumbers(files)
	if int(tables) == len(files) {
		return tableSentence(tables, numbers, hidden) + "; " + wholeFiles(sum) + "no row is released."
	}
	for i := range files {
		if files[i].Table != nil {
			continue
		}
		rows += files[i].RowsIn - files[i].RowsOut
		for _, c := range files[i].Columns {
			switch {
			case c.Added:
			case c.Out < 0:
				columns++
			default:
				cells += c.Cells
				changed += c.Changed
			}
		}
	}
	for i := range sum {
		if isCoarse(sum[i].Action) {
			less += sum[i].Cells
		}
	}
	masked := max(0, changed-less)
	s := fmt.Sprintf("%s of %s released cells (%s) %s masked; ", words.Count(masked), words.Count(cells), Share(masked, cells), words.IsAre(masked))
	if less > 0 {
		s += fmt.Sprintf("%s (%s) %s made less exact; ", words.Count(less), Share(less, cells), words.IsAre(less))
	}
	s += leftOut(columns, rows) + "; "
	if tables > 0 {
		s += tableSentence(tables, numbers, hidden) + "; "
	}
	return s + wholeFiles(sum) + "everything else is as the " + noun + " holds it."
}

// leftOut says how many columns and rows are not released; of what is whole it
// speaks only where both are.
func leftOut(columns, rows int64) string {
	switch {
	case columns == 0 && rows == 0:
		return "no column and no row is left out"
	case rows == 0:
		return words.Plural(columns, "column") + " " + words.IsAre(columns) + " left out"
	case columns == 0:
		return words.Plural(rows, "row") + " " + words.IsAre(rows) + " left out"
	default:
		return words.Plural(columns, "column") + " and " + words.Plural(rows, "row") + " are left out"
	}
}

func isCoarse(a exemptions.Action) bool {
	return strings.HasPrefix(string(a), string(exemptions.ShownAs))
}

func coarse(sum []exemptions.Summary) []string {
	var out []string
	for i := range sum {
		if s := &sum[i]; isCoarse(s.Action) {
			out = append(out, fmt.Sprintf("%s: %s, %s (%s)", some(3, shortened(s.Columns), "; "), s.Action, words.Plural(s.Cells, "cell"), s.File))
		}
	}
	const most = 3
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("and %d more, in the entries", len(out)-most))
	}
	return out
}

func row(e *exemptions.Entry) entryRow {
	return entryRow{
		N: words.Count(e.N), File: FileName(e.File, e.Part), RowID: e.RowID, Columns: strings.Join(e.Columns, "; "), What: e.What,
		Action: string(e.Action), Cells: words.Count(e.Cells), Law: lawWords(&e.Ground),
		Decided: strings.Trim(e.DecidedBy+", "+e.DecidedOn, ", "),
	}
}
