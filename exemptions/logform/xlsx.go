package logform

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// XLSXInput is what the workbook of a log is made from. No field holds a
// withheld value.
type XLSXInput struct {
	Release     exemptions.Release
	Pack        *exemptions.Pack     // nil = no law
	Files       []exemptions.File    // released files, at least one
	Summary     []exemptions.Summary // of Totals.Summary
	Deciders    []Decider            // of Totals.Deciders
	Entries     int64                // all of them
	NotExamined []string
	Checked     bool
	// Each calls yield with every entry in order and returns its first error. An
	// entry is the workbook's only until yield returns.
	Each func(yield func(*exemptions.Entry) error) error
}

// xlsxSheets are the sheets of the workbook, in order.
var xlsxSheets = [...]string{"Summary", "Entries", "Release", "Codes"}

// maxRows is the most rows of a sheet that spreadsheet programs open.
const maxRows = 1 << 20

// XLSX writes the log as a workbook of four sheets: Summary, Entries, Release and
// Codes. Every cell is text but for counts; nothing is a formula, a link or a
// macro. The entries are complete as long as a sheet has rows for them; else the
// last row says where the others are. Times in the file are those of the release,
// and the same input gives the same bytes.
//
// The program writes the package itself: a library for workbooks brings a web
// client into the program and puts its parts in the order of a map.
func XLSX(w io.Writer, in XLSXInput) error { return writeXLSX(w, &in, maxRows) }

func writeXLSX(w io.Writer, in *XLSXInput, rows int64) error {
	if len(in.Files) == 0 {
		return errors.New("exemption log: no released file to account for. Nothing was examined")
	}
	b, err := newBook(w, in.Release.AsOf, "Exemption log: "+Title(&in.Release))
	if err != nil {
		return err
	}
	fill := [...]func(*sheet) error{in.summarySheet, func(s *sheet) error { return in.entriesSheet(s, rows) }, in.releaseSheet, in.codesSheet}
	for i, name := range xlsxSheets {
		if err := b.add(name, fill[i]); err != nil {
			return err
		}
	}
	return b.close()
}

func (in *XLSXInput) summarySheet(s *sheet) error {
	noun := exemptions.Noun(in.Release.Agency)
	s.begin([]int{22, 44, 26, 24, 20, 28, 28, 10, 10, 10, 22}, 6)
	s.row(cell{"Exemption log: " + Title(&in.Release), styleTitle})
	s.row(cell{About(&in.Release), styleLine})
	s.row(cell{Sentence(in.Files, in.Summary, noun), styleLine})
	s.row(cell{"The sheet Entries has every place, Release says who decided and how to appeal, Codes what the codes mean.", styleLine})
	s.row()
	s.header("Law, promise or policy", "Reason", "Basis", "What", "Action", "File", "Columns", "Cells", "Rows", "Share of the columns", "Did the law leave a choice?")
	for i := range in.Summary {
		x := &in.Summary[i]
		share := Share(x.Cells, x.Total)
		if x.Action == exemptions.ColumnOut || x.Action == exemptions.FileWithheld {
			share = "all"
		}
		s.row(str(authority(&x.Ground)), str(strings.TrimPrefix(x.Ground.Reason, x.Ground.Label+": ")), str(x.Ground.Words), str(x.What), str(string(x.Action)),
			str(x.File), str(strings.Join(x.Columns, "; ")), number(x.Cells), number(x.Rows), str(share), str(choice(&x.Ground)))
	}
	return s.end()
}

func (in *XLSXInput) entriesSheet(s *sheet, rows int64) error {
	s.begin([]int{9, 28, 16, 26, 24, 22, 9, 24, 44, 30, 30, 12}, 1)
	s.header(strings.Split(strings.TrimSpace(CSVHeader), ",")...)
	most := rows - 1
	if in.Entries > most {
		most-- // the last row says where the others are
	}
	var n int64
	err := in.Each(func(e *exemptions.Entry) error {
		if n++; n > most {
			return nil
		}
		f := Fields(e)
		s.row(number(e.N), str(f[1]), str(f[2]), str(f[3]), str(f[4]), str(f[5]), number(e.Cells), str(f[7]), str(f[8]), str(f[9]), str(f[10]), str(f[11]))
		return s.err
	})
	if err != nil {
		return err
	}
	if n != in.Entries {
		return fmt.Errorf("exemption log: %s were announced for the workbook and %s came", words.Plural(in.Entries, "entry"), words.Count(n))
	}
	if n > most {
		s.row(str(XLSXRest(n - most)))
	}
	return s.end()
}

// XLSXRest is the last row of the entries where a sheet has no room for n of them.
func XLSXRest(n int64) string {
	return "The other " + words.Plural(n, "entry") + " are in exemption-log.csv, which is complete: a sheet has no more rows."
}

// XLSXEntries is the part of the workbook that holds the entries.
const XLSXEntries = "xl/worksheets/sheet2.xml"

// XLSXParts are all parts of the workbook, in the order in which they stand.
func XLSXParts() []string {
	return []string{"[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", XLSXEntries,
		"xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
}

// Fields are the twelve fields of an entry as the public log prints them: ASCII,
// none beginning like a formula.
func Fields(e *exemptions.Entry) [12]string {
	names := make([]string, len(e.Columns))
	for i, n := range e.Columns {
		names[i] = guarded(n)
	}
	g := &e.Ground
	return [12]string{strconv.FormatInt(e.N, 10), guarded(FileName(e.File, e.Part)), guarded(e.RowID), guarded(strings.Join(names, "; ")), guarded(e.What), guarded(string(e.Action)),
		strconv.FormatInt(e.Cells, 10), guarded(g.Cite), guarded(g.Reason), guarded(g.Words), guarded(e.DecidedBy), guarded(e.DecidedOn)}
}

func (in *XLSXInput) releaseSheet(s *sheet) error {
	r, noun := &in.Release, exemptions.Noun(in.Release.Agency)
	page := HTMLInput{Release: in.Release, Pack: in.Pack, Files: in.Files, Summary: in.Summary, Deciders: in.Deciders, NotExamined: in.NotExamined}
	s.begin([]int{30, 110}, 1)
	s.header("What", "Says")
	line := func(what string, says ...string) {
		for _, t := range says {
			if t != "" {
				s.row(str(what), str(t))
			}
		}
	}
	line("Agency", r.Agency)
	line("Dataset", r.Dataset)
	line("Request", r.Request)
	line("Received", r.Received)
	line("Released on", r.AsOf)
	line("Channel", r.Channel)
	line("Release id", r.ID)
	line("In one sentence", Sentence(in.Files, in.Summary, noun))
	line("Tables", tableLines(in.Files)...)
	line("How it was decided", decided(&page, noun)...)
	line("Warning", r.Warnings...)
	line("Promise held", promises(len(r.Promises), r.Promises)...)
	line("Not examined", notExamined(&page)...)
	line("How to ask and appeal", ask(&page)...)
	line("Program", r.Tool)
	line("Note", "This log contains no withheld value and is not legal advice.", checked(in.Checked, noun))
	return s.end()
}

func (in *XLSXInput) codesSheet(s *sheet) error {
	s.begin([]int{26, 70, 26, 30, 40, 50}, 1)
	s.header("Code", "What it says", "Did the law leave a choice?", "Basis", "Where the text was read", "How to appeal")
	for _, m := range Legend(in.Pack, in.Summary) {
		appeal := "Write to the contact."
		if in.Pack != nil && m.Source != "" {
			appeal = in.Pack.Appeal
		}
		s.row(str(m.Code), str(m.Says), str(m.Choice), str(m.Basis), str(m.Source), str(appeal))
	}
	return s.end()
}
