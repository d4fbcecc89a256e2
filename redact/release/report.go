package release

import (
	_ "embed" // the page
	"errors"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/exemptions/words"
	"vaughn/redact/bundle"
	"vaughn/redact/tables"
)

//go:embed report.html.tmpl
var reportTemplate string

// ReportInput is what report.html is made from. No field holds a cell value.
type ReportInput struct {
	Manifest *bundle.Manifest
	Verdict  string // one sentence; "" = made from the manifest
	Warnings []string
	Checked  []string // what the independent pass looked at; empty = nothing was checked, and the page says so
	// NotChecked is what the pass could not look at.
	NotChecked []string
	// Findings is what was found, in any order; a column without one shows
	// "nothing". nil leaves the account of what was found out of the page.
	Findings []ReportColumn
	Tables   []template.HTML // sections of the tables, made by package tables
	Promises []string        // each promise to the public and how it was held; empty = none was checked
}

// ReportColumn is what was found in one input column before anything was done.
type ReportColumn struct {
	File  string   // released name, as in the manifest
	Part  string   // sheet, "" for CSV
	Index int      // 0-based input column
	Found []string // in words, most frequent first: "telephone number: 212 cells"
}

type reportPage struct {
	Style                                               template.CSS
	Title, About, Verdict, Sentence, Noun               string
	Warnings, Checked, NotChecked, NotExamined, Decided []string
	Next, Promises                                      []string
	ShowFound                                           bool
	Files                                               []reportFile
	Rarity                                              []reportRarity
	Tables                                              []template.HTML
}

type reportFile struct {
	ID, Name, Rows string
	Columns        []reportRow
	Notes          []string
}

// reportRow is one column in words. Bar is the width of its bar, 0 to 100; ""
// draws none.
type reportRow struct{ Name, Found, Done, Cells, Changed, Share, Bar, Kept string }

// WriteReport writes report.html, the agency's own account of a release: column
// by column what was found, what was done and what was left in, what was not
// examined, warnings, and what to do next. It runs no script and asks nothing
// of a network. It fails when the manifest names no file.
func WriteReport(w io.Writer, in ReportInput) error {
	m := in.Manifest
	if m == nil || len(m.Files) == 0 {
		return errors.New("report: no released file to report on. Nothing was examined")
	}
	noun := exemptions.Noun(m.Release.Agency)
	p := reportPage{
		Style: logform.Style() + tables.Style(), Tables: in.Tables, Title: logform.Title(&m.Release), About: logform.About(&m.Release), Noun: noun,
		Verdict: in.Verdict, Sentence: logform.Sentence(m.Files, m.Summary, noun),
		Warnings: warnings(&in), Checked: in.Checked, NotChecked: in.NotChecked, NotExamined: slices.Concat(m.NotExamined, notCarriedIn(m)),
		Decided: reportDecided(m), Next: reportNext(&in, noun), Promises: in.Promises, ShowFound: in.Findings != nil, Rarity: reportRarities(m.Files),
	}
	if p.Verdict == "" {
		p.Verdict = verdict(&in)
	}
	for i := range m.Files {
		if m.Files[i].Table != nil {
			continue
		}
		p.Files = append(p.Files, fileReport(i, &m.Files[i], in.Findings))
	}
	t, err := template.New("report").Parse(reportTemplate)
	if err != nil {
		return errors.New("report: the program's page is damaged. Install vaughn again")
	}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("report: the page could not be written: %w", err)
	}
	return nil
}

// notCarriedIn are the columns that reach no table.
func notCarriedIn(m *bundle.Manifest) []string {
	var out []string
	for i := range m.Files {
		for _, n := range m.Files[i].Notes {
			if m.Files[i].Table != nil && strings.HasPrefix(n, "not carried: ") {
				out = append(out, n)
			}
		}
	}
	return out
}

func verdict(in *ReportInput) string {
	files := map[string]bool{}
	for i := range in.Manifest.Files {
		files[in.Manifest.Files[i].Name] = true
	}
	n := words.Plural(int64(len(files)), "file")
	switch {
	case len(in.Checked) == 0:
		return n + " written, and not checked. Do not publish."
	case len(in.Manifest.NotExamined) > 0:
		return n + " written and checked: no withheld value was found in the released files. Some of the input was not examined and is not part of the release."
	default:
		return n + " written and checked: no withheld value was found in the released files."
	}
}

// warnings are those of the input and of the release, each once.
func warnings(in *ReportInput) []string {
	return unique(slices.Concat(in.Warnings, in.Manifest.Release.Warnings))
}

func fileReport(i int, f *exemptions.File, found []ReportColumn) reportFile {
	out := reportFile{ID: "file-" + strconv.Itoa(i+1), Name: f.Name, Notes: f.Notes}
	if f.Part != "" {
		out.Name += ": " + f.Part
	}
	out.Rows = fmt.Sprintf("%s read, %s released, %s written.", words.Plural(f.RowsIn, "row"), words.Plural(f.RowsOut, "row"), words.Plural(f.Labels, "label"))
	for c := range f.Columns {
		col := &f.Columns[c]
		row := reportRow{Name: col.Name, Done: done(col), Found: "nothing", Kept: keptWords(leftIn(col))}
		for _, r := range found {
			if !col.Added && r.File == f.Name && r.Part == f.Part && r.Index == col.Index && len(r.Found) > 0 {
				row.Found = strings.Join(r.Found, ", ")
			}
		}
		switch {
		case col.Added:
			row.Found, row.Share = "-", "-"
			row.Cells = words.Count(col.Cells)
			row.Changed = "-"
		case col.Out < 0:
			row.Cells, row.Changed, row.Share, row.Kept = "-", "-", "left out", "-"
		default:
			row.Cells, row.Changed = words.Count(col.Cells), words.Count(col.Changed)
			row.Share, row.Bar = logform.Share(col.Changed, col.Cells), bar(col.Changed, col.Cells)
		}
		if col.Preexist > 0 {
			row.Kept = strings.TrimPrefix(row.Kept+", ", "nothing, ") + words.Plural(col.Preexist, "label") + " of an earlier release"
		}
		out.Columns = append(out.Columns, row)
	}
	return out
}

// done is a column's verb in words.
func done(c *exemptions.Column) string {
	if c.Added {
		return "added: labels or units of the column beside it"
	}
	switch c.Verb {
	case "keep":
		return "kept as it is"
	case "clean":
		return "text kept, personal information masked"
	case "withhold":
		return "withheld"
	case "drop":
		return "left out"
	case "coarsen":
		return "made less exact"
	case "code":
		return "shown as a code"
	case "rules":
		return "decided row by row"
	default:
		return c.Verb
	}
}

// bar is a width of 0 to 100 in a drawing 100 wide; a share above nothing shows.
func bar(part, whole int64) string {
	if whole <= 0 || part <= 0 {
		return "0"
	}
	return strconv.FormatFloat(min(100, max(1, 100*float64(part)/float64(whole))), 'f', 1, 64)
}

// leftIn is what stays in a column: what decisions left, and what the check of
// the written file still found.
func leftIn(c *exemptions.Column) map[string]int64 {
	left := map[string]int64{}
	for _, m := range []map[string]int64{c.Decided, c.Kept} {
		for e, n := range m {
			left[e] = max(left[e], n)
		}
	}
	return left
}

// keptWords says what the released column still holds, by kind.
func keptWords(kept map[string]int64) string {
	var names []string
	for name, n := range kept {
		if n > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for i, name := range names {
		kind := "other information"
		if e, ok := detect.ParseEntity(name); ok {
			kind = e.Plain()
		}
		names[i] = kind + ": " + words.Count(kept[name])
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

func reportDecided(m *bundle.Manifest) []string {
	r := &m.Release
	out := []string{"Policy: " + r.Policy, "Law: pack " + r.Pack + "; a pack is a default that counsel must adopt"}
	switch {
	case r.ApprovedBy != "" && r.ApprovedOn != "":
		out = append(out, "Approved by "+r.ApprovedBy+" on "+r.ApprovedOn)
	case r.ApprovedBy != "":
		out = append(out, "Approved by "+r.ApprovedBy)
	default:
		out = append(out, "Approved by nobody")
	}
	key := "Without a key: the release does not name its inputs by digest"
	if r.Key != "" {
		key = "With key " + r.Key
	}
	return append(out, words.Plural(m.Entries, "entry")+" in the log, "+words.Plural(m.Labels, "label")+" in the files", "Detectors: "+m.Engine, "Program: "+r.Tool, key)
}

// reportNext is what a person does after reading.
func reportNext(in *ReportInput, noun string) []string {
	var next []string
	if len(in.Checked) == 0 {
		return []string{"Run vaughn release without --dry-run; this page is a preview and its files were not checked."}
	}
	if len(warnings(in)) > 0 {
		next = append(next, "Read the warnings above and settle them with counsel or with the policy's owner.")
	}
	if len(in.Manifest.NotExamined) > 0 {
		next = append(next, "Look at what was not examined. It is not in this folder.")
	}
	next = append(next,
		"Read exemption-log.html, the page that goes to the public, and look at some rows of each file beside the original.",
		"Look at each column above with something left in: is it meant to be public?",
		"Check the folder at any later time: vaughn verify DIR, where DIR is this folder.")
	if logform.Asked(&in.Manifest.Release) {
		return append(next, "For a draft of the answer: vaughn log DIR --letter.", "Give the whole folder to whoever asked, or do not. That is the "+noun+"'s decision.")
	}
	return append(next, "Publish the whole folder, or do not. That is the "+noun+"'s decision.")
}
