package review

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"vaughn/exemptions/words"
)

// Names of the tabs.
const (
	tabReadMe  = "Read me"
	tabDecide  = "Decide"
	tabColumns = "Columns"
	tabManual  = "Manual"
	tabSample  = "Sample"
	tabLists   = "Lists" // hidden: the token and the reasons of the drop-downs
)

// Words of the decision columns.
const (
	saysKeep     = "keep"
	saysWithhold = "withhold"
	saysClean    = "clean"
	saysDrop     = "drop"
	saysCounsel  = "ask counsel"
	saysRight    = "right"
	saysMissed   = "missed"
	saysStay     = "should stay"
	inFull       = "withheld in full"
	nothingHere  = "nothing"
)

// headRow is the row of the column names of every tab; questions begin below it.
const headRow = 2

// manualRows is how many empty rows the tab for marks by hand has.
const manualRows = 200

// mostText is what one cell of a spreadsheet holds, in characters.
const mostText = 32_000

// errSheet says that the sheet could not be made; excelize's own errors may quote.
var errSheet = errors.New("the sheet could not be made")

// tab is the shape of one tab: its columns and which of them are for input.
type tab struct {
	name, says string
	heads      []string
	widths     []float64
	inputs     int // the last columns
	hideFirst  bool
	lists      map[int]string // drop-downs by column from 0: words joined with commas, or whyList
}

const whyList = "=why" // the reasons, on the hidden tab

func tabs() map[string]tab {
	return map[string]tab{
		tabDecide: {name: tabDecide, hideFirst: true, inputs: 4,
			says:   "One row for each value that waits. Fill the yellow columns: what you decide, the reason if you withhold, your name. Leave open what you do not know yet. This sheet holds personal information and must stay inside.",
			heads:  []string{"id", "value", "what it looks like", "column", "columns beside it", "places", "files", "how sure", "a reason that would fit", "Decision", "Why", "By", "Note"},
			widths: []float64{3, 44, 30, 22, 24, 9, 8, 14, 32, 14, 34, 20, 30},
			lists:  map[int]string{9: saysKeep + "," + saysWithhold + "," + saysCounsel, 10: whyList}},
		tabColumns: {name: tabColumns, hideFirst: true, inputs: 4,
			says:   "One row for each column that may be decided as a whole, for every file and every later release. keep: as it is. clean: the text stays, what is personal in it is masked. withhold: every cell. drop: the column is left out.",
			heads:  []string{"id", "column", "file", "what it looks like", "cells", "why you are asked", "Decision", "Why", "By", "Note"},
			widths: []float64{3, 28, 28, 34, 10, 40, 14, 34, 20, 30},
			lists:  map[int]string{6: saysKeep + "," + saysClean + "," + saysWithhold + "," + saysDrop + "," + saysCounsel, 7: whyList}},
		tabManual: {name: tabManual, inputs: 7,
			says:   "Words that nobody but you can judge, such as privileged advice: the file, its row (the header of a plain file is row 1), the column, the words exactly as they stand there, and the law. For a whole row leave the column empty and write " + inFull + " as the words. To take marks back: the file, its row (or none for the whole file) and the word " + nothingHere + " under Words, the rest empty; what is marked below that row counts again.",
			heads:  []string{"File", "Row", "Column", "Words", "Why", "By", "Note"},
			widths: []float64{28, 9, 24, 50, 34, 20, 30},
			lists:  map[int]string{4: whyList}},
		tabSample: {name: tabSample, hideFirst: true, inputs: 3,
			says:   "Cells of the release, drawn at random. right: as it should be. missed: something personal stands there. should stay: something is masked that is public. The share of misses is printed on the log.",
			heads:  []string{"id", "file", "row", "column", "cell as it would be released", "what it is", "Verdict", "By", "Note"},
			widths: []float64{3, 28, 9, 24, 60, 20, 14, 20, 30},
			lists:  map[int]string{6: saysRight + "," + saysMissed + "," + saysStay}},
	}
}

// WriteSheet writes the sheet in which people decide. Values are written as text
// cells, so that one that begins with "=" is shown and not computed. tmp is a folder
// for large sheets on their way; it must be as private as the sheet.
func WriteSheet(w io.Writer, a *Ask, tmp string) error {
	s := &sheet{f: excelize.NewFile(excelize.Options{TmpDir: tmp})}
	defer s.f.Close()
	s.styles()
	s.readMe(a)
	all := tabs()
	s.begin(all[tabDecide])
	for i := range a.Rows {
		s.row(shownRow(&a.Rows[i])...)
		s.filled(a.filled[a.Rows[i].ID])
	}
	s.end(len(a.Whys))
	s.begin(all[tabColumns])
	for _, c := range a.Columns {
		s.row(c.ID, c.Column, c.File, c.What, c.Cells, c.Asked)
		s.filled(a.filled[c.ID])
	}
	s.end(len(a.Whys))
	s.begin(all[tabManual])
	s.next += manualRows
	s.end(len(a.Whys))
	if len(a.Samples) > 0 {
		s.begin(all[tabSample])
		for i := range a.Samples {
			c := &a.Samples[i]
			what := "released as it is"
			if c.Masked {
				what = "masked"
			}
			s.row(c.ID, c.File, c.Row, c.Column, clip(c.Text), what)
		}
		s.end(len(a.Whys))
	}
	s.lists(a)
	open := 1 // the tab that is seen first
	if len(a.Rows) == 0 && len(a.Columns) > 0 {
		open = 2
	}
	s.f.SetActiveSheet(open)
	if s.err != nil {
		return errSheet
	}
	if _, err := s.f.WriteTo(w); err != nil {
		return errSheet
	}
	return nil
}

// shownRow are the cells of one question.
func shownRow(r *Row) []any {
	value, proposed := clip(r.Value), r.Proposed
	if r.Kind == ByRule {
		value = "(all other values of this kind in this column: there are too many to list)"
	}
	if proposed == "" {
		proposed = "none is known: " + saysCounsel
	}
	if r.Law {
		proposed += " (law leaves no choice if it is one)"
	}
	return []any{r.ID, value, r.What, r.Column, r.Beside, r.Places, int64(r.Files), r.Sure, proposed}
}

// clip cuts a text that no cell holds.
func clip(s string) string {
	if len(s) <= mostText {
		return s
	}
	n := mostText
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + " (cut)"
}

// sheet writes tabs one after the other and remembers the first error.
type sheet struct {
	f                         *excelize.File
	err                       error
	tab                       tab
	next                      int // row to be written
	head, says, locked, input int // styles
	number                    int
}

func (s *sheet) keep(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *sheet) style(st *excelize.Style) int {
	id, err := s.f.NewStyle(st)
	s.keep(err)
	return id
}

const textFormat = 49 // the built-in number format "@"

func (s *sheet) styles() {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	line := []excelize.Border{{Type: "bottom", Color: "BFBFBF", Style: 1}}
	s.head = s.style(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: fill("1F3864"), Alignment: top})
	s.says = s.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top})
	s.locked = s.style(&excelize.Style{NumFmt: textFormat, Alignment: top, Border: line})
	s.number = s.style(&excelize.Style{NumFmt: 3, Alignment: top, Border: line})
	s.input = s.style(&excelize.Style{NumFmt: textFormat, Alignment: top, Border: line, Fill: fill("FFF8DC"), Protection: &excelize.Protection{Locked: false}})
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

func cell(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col+1, row)
	if err != nil {
		return "A1" // no tab has that many columns or rows
	}
	return name
}

func column(col int) string {
	name, err := excelize.ColumnNumberToName(col + 1)
	if err != nil {
		return "A"
	}
	return name
}

// begin makes a tab with its sentence and its column names.
func (s *sheet) begin(t tab) {
	s.tab, s.next = t, headRow+1
	_, err := s.f.NewSheet(t.name)
	s.keep(err)
	for i, h := range t.heads {
		s.keep(s.f.SetCellStr(t.name, cell(i, headRow), h))
		s.keep(s.f.SetColWidth(t.name, column(i), column(i), t.widths[i]))
	}
	first, last := 0, len(t.heads)-1
	if t.hideFirst {
		first = 1
		s.keep(s.f.SetColVisible(t.name, "A", false))
	}
	s.keep(s.f.SetCellStr(t.name, cell(first, 1), t.says))
	s.keep(s.f.MergeCell(t.name, cell(first, 1), cell(last, 1)))
	s.keep(s.f.SetRowHeight(t.name, 1, 48))
	s.keep(s.f.SetCellStyle(t.name, cell(first, 1), cell(last, 1), s.says))
	s.keep(s.f.SetCellStyle(t.name, cell(0, headRow), cell(last, headRow), s.head))
}

// row writes one question: texts as text, amounts as numbers.
func (s *sheet) row(cells ...any) {
	for i, c := range cells {
		at := cell(i, s.next)
		switch c := c.(type) {
		case string:
			s.keep(s.f.SetCellStr(s.tab.name, at, c))
			s.keep(s.f.SetCellStyle(s.tab.name, at, at, s.locked))
		case int64:
			s.keep(s.f.SetCellInt(s.tab.name, at, c))
			s.keep(s.f.SetCellStyle(s.tab.name, at, at, s.number))
		default:
			s.keep(errSheet)
		}
	}
	s.next++
}

// filled writes what a person had filled in for the question just written.
func (s *sheet) filled(inputs []string) {
	for i, text := range inputs {
		if text != "" && i < s.tab.inputs {
			s.keep(s.f.SetCellStr(s.tab.name, cell(len(s.tab.heads)-s.tab.inputs+i, s.next-1), text))
		}
	}
}

// end gives the tab its drop-downs, its filter and its protection; whys is how many
// reasons there are.
func (s *sheet) end(whys int) {
	t, last := s.tab, s.next-1
	cols := len(t.heads)
	if last > headRow {
		s.keep(s.f.SetCellStyle(t.name, cell(cols-t.inputs, headRow+1), cell(cols-1, last), s.input))
		for c := range cols {
			if list, ok := t.lists[c]; ok && (list != whyList || whys > 0) {
				s.dropDown(c, last, list, whys)
			}
		}
	}
	s.keep(s.f.AutoFilter(t.name, cell(0, headRow)+":"+cell(cols-1, max(last, headRow)), nil))
	s.keep(s.f.SetPanes(t.name, &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: cell(0, headRow+1), ActivePane: "bottomLeft"}))
	s.keep(s.f.ProtectSheet(t.name, &excelize.SheetProtectionOptions{AutoFilter: true, FormatColumns: true, FormatRows: true, Sort: true,
		SelectLockedCells: true, SelectUnlockedCells: true}))
}

func (s *sheet) dropDown(col, last int, list string, whys int) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(cell(col, headRow+1) + ":" + cell(col, last))
	if list == whyList {
		dv.SetSqrefDropList(tabLists + "!$A$2:$A$" + strconv.Itoa(whys+1))
	} else {
		s.keep(dv.SetDropList(strings.Split(list, ",")))
	}
	dv.SetError(excelize.DataValidationErrorStyleStop, "Not a choice", "Choose from the list, or leave the cell empty.")
	s.keep(s.f.AddDataValidation(s.tab.name, dv))
}

// lists writes the hidden tab.
func (s *sheet) lists(a *Ask) {
	_, err := s.f.NewSheet(tabLists)
	s.keep(err)
	s.keep(s.f.SetCellStr(tabLists, "A1", a.Token))
	for i, w := range a.Whys {
		s.keep(s.f.SetCellStr(tabLists, cell(0, i+2), w.Text))
	}
	s.keep(s.f.SetSheetVisible(tabLists, false))
	s.keep(s.f.ProtectSheet(tabLists, &excelize.SheetProtectionOptions{}))
}

// readMe says what the sheet is for. It is the first tab of the file, and Decide is
// the one that opens.
func (s *sheet) readMe(a *Ask) {
	s.keep(s.f.SetSheetName("Sheet1", tabReadMe))
	what := a.Dataset
	if what == "" {
		what = "a release"
	}
	lines := []string{
		"INTERNAL. This sheet shows what may have to be withheld. Do not send it out of the agency, and delete copies when you are done.",
		"",
		fmt.Sprintf("Decisions for %s, channel %s, law %s, made on %s.", what, a.Channel, a.Pack, a.Day),
		capital(a.Waits()) + ". Nothing was released; the last release stays until you have decided.",
		"",
		"1. Open the tab Decide. Each row is one value, however often it stands in the files. Choose keep, withhold or ask counsel.",
		"2. Where you withhold, choose why. " + whyWords(a.OnlyLaw),
		"3. Write your name under By: it is printed on the public log as the person who decided.",
		"4. Columns decides whole columns, Manual marks words that only a person can judge, Sample lets you check the work.",
		"5. Save the file. Then run: vaughn review --apply FILE, and release again.",
		"",
		"You need not finish: what you leave open waits. Decisions last and are used again in every later release; a later one for the same value wins.",
		"Values leave this sheet only as keyed codes. Notes stay in the sheet.",
		"The rows are protected without a password. If you change an id or a value, the sheet is refused.",
	}
	if len(a.filled) > 0 {
		lines = append(lines, "", "What you had filled in before stands here again where the question is the same. The former sheet is kept beside this one.")
	}
	if a.Over > 0 {
		lines = append(lines, "", fmt.Sprintf("There are too many different values to list them all: %s are asked about by column and kind.", words.Plural(a.Over, "further place")))
	}
	for i, l := range lines {
		s.keep(s.f.SetCellStr(tabReadMe, cell(0, i+1), l))
	}
	s.keep(s.f.SetColWidth(tabReadMe, "A", "A", 110))
	plain := s.style(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	s.keep(s.f.SetCellStyle(tabReadMe, "A1", cell(0, len(lines)), plain))
	s.keep(s.f.SetCellStyle(tabReadMe, "A1", "A1", s.says))
}

// Waits says how much waits for a person: "2 values and 1 column wait".
func (a *Ask) Waits() string {
	values, columns := int64(len(a.Rows)), int64(len(a.Columns))
	switch n := values + columns; {
	case n == 0:
		return "nothing waits"
	case columns == 0:
		return words.Plural(values, "value") + " " + waitWord(n)
	case values == 0:
		return words.Plural(columns, "column") + " " + waitWord(n)
	default:
		return words.Plural(values, "value") + " and " + words.Plural(columns, "column") + " " + waitWord(n)
	}
}

func waitWord(n int64) string {
	if n == 1 {
		return "waits"
	}
	return "wait"
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func whyWords(onlyLaw bool) string {
	if onlyLaw {
		return "On this channel only a law can withhold."
	}
	return "Without a reason the log gives the one of your policy."
}
