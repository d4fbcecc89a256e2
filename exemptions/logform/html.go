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
	Sample      string               // one sentence on cells that a person judged; "" = none was
	Responsible string               // who answers; "" = Release.ApprovedBy, then Release.Contact
	Checked     bool                 // the independent pass found nothing; false prints that it was not done
}

// page is HTMLInput in the words of the page.
type page struct {
	Style                             template.CSS
	Title, About, Sentence, More      string
	Why, AllWhy                       []whyRow
	Coarse, Decided, NotExamined, Ask []string
	Tables                            []string
	Checked, EntriesTitle             string
	Entries                           []entryRow
}

type whyRow struct{ Reason, Law, What, Where, Cells, Share, Choice string }

type entryRow struct{ N, File, RowID, Columns, What, Action, Cells, Law, Decided string }

// whyRows is how many reasons fit on the first page beside the rest.
const whyRows = 8

// HTML writes the log as a web page: without script, without a request to
// anywhere, its first page one Letter page in print, then the first entries.
// It fails when there is no released file, as an empty release says nothing.
func HTML(w io.Writer, in HTMLInput) error {
	if len(in.Files) == 0 {
		return errors.New("exemption log: no released file to account for. Nothing was examined")
	}
	noun := exemptions.Noun(in.Release.Agency)
	p := page{
		Style: Style(), Title: in.Release.Dataset, About: About(&in.Release), Sentence: Sentence(in.Files, in.Summary, noun),
		Decided: decided(&in, noun), NotExamined: notExamined(&in), Ask: ask(&in), Checked: checked(in.Checked, noun),
	}
	if p.Title == "" {
		p.Title = "release " + in.Release.AsOf
	}
	all := why(in.Summary, len(in.Files) > 1)
	p.Why = all
	if len(all) > whyRows {
		p.Why, p.AllWhy = all[:whyRows], all
		p.More = fmt.Sprintf("The %d strongest of %d lines; all of them follow after this page.", whyRows, len(all))
	}
	p.Coarse, p.Tables = coarse(in.Summary), tableLines(in.Files)
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

// About is the line under the title of a page: who released what, when, for whom.
func About(r *exemptions.Release) string {
	parts := []string{r.Agency}
	if r.Request != "" {
		parts = append(parts, "request "+r.Request)
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
	if columns == 0 && rows == 0 {
		s += "no column and no row is left out; "
	} else {
		s += fmt.Sprintf("%s and %s %s left out; ", words.Plural(columns, "column"), words.Plural(rows, "row"), words.IsAre(columns+rows))
	}
	if tables > 0 {
		s += tableSentence(tables, numbers, hidden) + "; "
	}
	return s + wholeFiles(sum) + "everything else is as the " + noun + " holds it."
}

func isCoarse(a exemptions.Action) bool {
	return strings.HasPrefix(string(a), string(exemptions.ShownAs))
}

// whyLine is one line of the first page while it is gathered.
type whyLine struct {
	exemptions.Summary
	actions, where []string
}

// why merges the lines of a summary that have the same reason and kind: what
// differs in place, and what is masked in one place and withheld in another.
// files says that places must name their file.
func why(sum []exemptions.Summary, files bool) []whyRow {
	var lines []*whyLine
	at := map[string]*whyLine{}
	for i := range sum {
		s := &sum[i]
		if s.Action.WholeFile() && s.Action != exemptions.FileWithheld {
			continue // nothing is withheld by it: it stands under Not examined
		}
		action := s.Action
		if action == exemptions.Withheld {
			action = exemptions.Masked
		}
		key := strings.Join([]string{s.Ground.Key, s.Ground.Cite, s.Ground.Reason, s.What, string(action)}, "\x00")
		l := at[key]
		if l == nil {
			l = &whyLine{Summary: *s}
			l.Cells, l.Total = 0, 0
			at[key], lines = l, append(lines, l)
		}
		l.add(s, files)
	}
	rows := make([]whyRow, len(lines))
	for i, l := range lines {
		rows[i] = l.row()
	}
	return rows
}

func (l *whyLine) add(s *exemptions.Summary, files bool) {
	l.Cells += s.Cells
	if !slices.Contains(l.actions, string(s.Action)) {
		l.actions = append(l.actions, string(s.Action))
	}
	place := strings.Join(s.Columns, "; ")
	if s.Action == exemptions.RowOut {
		place = "whole rows"
	}
	if s.Action.WholeFile() {
		place = s.File
	} else if files || place == "" {
		place = strings.TrimSuffix(s.File+": "+place, ": ")
	}
	if !slices.Contains(l.where, place) { // else its cells are in the whole already
		l.where = append(l.where, place)
		l.Total += s.Total
	}
}

func (l *whyLine) row() whyRow {
	r := whyRow{
		Reason: short(strings.TrimPrefix(l.Ground.Reason, l.Ground.Label+": ")), Law: authority(&l.Ground),
		What: l.What + ", " + strings.Join(l.actions, " or "), Where: places(l.where),
		Cells: words.Count(l.Cells), Share: Share(l.Cells, l.Total), Choice: choice(&l.Ground),
	}
	switch l.Action {
	case exemptions.RowOut:
		r.Cells = words.Plural(l.Cells, "row")
	case exemptions.ColumnOut:
		r.Share = "all"
	case exemptions.FileWithheld:
		r.Cells, r.Share = words.Plural(l.Cells, "file"), "all"
	default: // cells of released columns
	}
	return r
}

// places names at most three places.
func places(where []string) string {
	if len(where) <= 3 {
		return strings.Join(where, "; ")
	}
	return strings.Join(where[:3], "; ") + " and " + words.Count(int64(len(where)-3)) + " more"
}

// reasonRunes is the longest reason of the first page; the entries have it whole.
const reasonRunes = 90

func short(s string) string {
	r := []rune(s)
	if len(r) <= reasonRunes {
		return s
	}
	cut := string(r[:reasonRunes])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " ..."
}

// choice answers whether the law left a choice.
func choice(g *exemptions.Ground) string {
	switch g.Basis {
	case exemptions.BasisLaw:
		return "no"
	case exemptions.BasisExemption:
		return "yes"
	case exemptions.BasisBalancing:
		return "yes, if the balance is clear"
	case exemptions.BasisFinding:
		if g.Cite != "" {
			return "yes, by a written finding"
		}
		return "no law is claimed"
	default:
		return "no law is claimed"
	}
}

func coarse(sum []exemptions.Summary) []string {
	var out []string
	for i := range sum {
		if s := &sum[i]; isCoarse(s.Action) {
			out = append(out, fmt.Sprintf("%s: %s, %s (%s)", strings.Join(s.Columns, "; "), s.Action, words.Plural(s.Cells, "cell"), s.File))
		}
	}
	const most = 4
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("and %d more, in the entries", len(out)-most))
	}
	return out
}

func decided(in *HTMLInput, noun string) []string {
	var out []string
	r := &in.Release
	switch {
	case r.ApprovedBy != "":
		out = append(out, strings.TrimSuffix(fmt.Sprintf("Policy %s, approved by %s on %s", r.Policy, r.ApprovedBy, r.ApprovedOn), " on "))
	case r.Policy != "":
		out = append(out, "Policy: "+r.Policy+"; nobody of the "+noun+" is named as having approved it")
	default:
		out = append(out, "No policy of the "+noun+" was used")
	}
	const most = 3
	for i, d := range in.Deciders {
		if i == most {
			out = append(out, fmt.Sprintf("and %d more, named in the entries", len(in.Deciders)-most))
			break
		}
		line := fmt.Sprintf("%s: %s, %s", d.Name, words.Plural(d.Entries, "entry"), words.Plural(d.Cells, "cell"))
		if d.On != "" {
			line += ", last on " + d.On
		}
		out = append(out, line)
	}
	if in.Sample != "" {
		out = append(out, in.Sample)
	} else {
		out = append(out, "No sample of released cells was judged by a person")
	}
	law := "Law: no pack"
	if r.Pack != "" {
		law = "Law: pack " + r.Pack
	}
	out = append(out, law+"; a pack is a default that counsel must adopt")
	out = append(out, promiseLines(r)...)
	return append(out, atMost(4, r.Warnings, "Warning: ")...)
}

// atMost keeps the first page to one page: the first n lines, and where the
// others are.
func atMost(n int, lines []string, prefix string) []string {
	var out []string
	for i, l := range lines {
		if i == n {
			return append(out, fmt.Sprintf("%sand %d more, in report.html", prefix, len(lines)-n))
		}
		out = append(out, prefix+l)
	}
	return out
}

func notExamined(in *HTMLInput) []string {
	out := slices.Clone(in.NotExamined)
	for i := range in.Files {
		for _, n := range in.Files[i].Notes {
			if in.Files[i].Table != nil && !strings.HasPrefix(n, "not carried: ") {
				continue // how the table is made stands with the tables
			}
			out = append(out, FileName(in.Files[i].Name, in.Files[i].Part)+": "+n)
		}
	}
	return atMost(8, out, "")
}

func ask(in *HTMLInput) []string {
	var out []string
	if in.Pack != nil {
		out = append(out, in.Pack.Ask, in.Pack.Appeal)
	} else {
		out = append(out, "Write to the contact and name the file, the row and the column.")
	}
	who := in.Responsible
	if who == "" {
		who = in.Release.ApprovedBy
	}
	switch {
	case who != "" && in.Release.Contact != "":
		out = append(out, "Responsible: "+who+". Contact: "+in.Release.Contact+".")
	case who != "":
		out = append(out, "Responsible: "+who+".")
	case in.Release.Contact != "":
		out = append(out, "Contact: "+in.Release.Contact+".")
	default:
		out = append(out, "No contact is named in the policy of this release.")
	}
	return out
}

func checked(ok bool, noun string) string {
	if ok {
		return "Checked: no withheld value was found in the released files. What may be published is the " + noun + "'s decision."
	}
	return "Not checked: this is a preview, the released files were not searched for withheld values. Do not publish it."
}

func row(e *exemptions.Entry) entryRow {
	return entryRow{
		N: words.Count(e.N), File: FileName(e.File, e.Part), RowID: e.RowID, Columns: strings.Join(e.Columns, "; "), What: e.What,
		Action: string(e.Action), Cells: words.Count(e.Cells), Law: authority(&e.Ground),
		Decided: strings.Trim(e.DecidedBy+", "+e.DecidedOn, ", "),
	}
}

// authority is the law, or in its place the promise, policy or default.
func authority(g *exemptions.Ground) string {
	if g.Cite != "" {
		return g.Cite
	}
	return g.Label
}
