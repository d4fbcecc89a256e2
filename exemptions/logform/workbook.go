package logform

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A small writer of workbooks (ECMA-376): text and counts, a styled header that
// stays in sight and has filters, Letter in landscape. Its parts are an allow-list
// of what stands here, their order and times are fixed.

// Styles of cells, the indexes of cellXfs below.
const (
	styleText = iota
	styleHeader
	styleNumber
	styleTitle
	styleLine // text that may reach over the empty cells beside it
)

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsMain    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsOffice  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage = "http://schemas.openxmlformats.org/package/2006"
	typeSheet = "application/vnd.openxmlformats-officedocument.spreadsheetml."

	stylesPart = xmlHead + `<styleSheet xmlns="` + nsMain + `">` +
		`<fonts count="3"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Arial"/></font><font><b/><sz val="14"/><name val="Arial"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/><bgColor indexed="64"/></patternFill></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="5">` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>` +
		`<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
		`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
)

// cell is one cell: text, or a count where the style says so.
type cell struct {
	text  string
	style int
}

func str(s string) cell     { return cell{s, styleText} }
func number(n int64) cell   { return cell{strconv.FormatInt(n, 10), styleNumber} }
func heading(s string) cell { return cell{s, styleHeader} }

// book is a workbook on its way out.
type book struct {
	zip    *zip.Writer
	when   time.Time
	sheets []*sheet
}

// newBook begins a workbook; asOf (YYYY-MM-DD) is the time of all its parts.
func newBook(w io.Writer, asOf, title string) (*book, error) {
	when, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return nil, errors.New("exemption log: the day of the release is not a date")
	}
	b := &book{zip: zip.NewWriter(w), when: when}
	core := `<cp:coreProperties xmlns:cp="` + nsPackage + `/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(title) + `</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">` + asOf + `T00:00:00Z</dcterms:created></cp:coreProperties>`
	return b, errors.Join(
		b.part("[Content_Types].xml", contentTypes()),
		b.part("_rels/.rels", relations("officeDocument", nsOffice+"/officeDocument", "xl/workbook.xml", "core", nsPackage+"/relationships/metadata/core-properties", "docProps/core.xml")),
		b.part("docProps/core.xml", xmlHead+core),
		b.part("xl/styles.xml", stylesPart))
}

func contentTypes() string {
	s := xmlHead + `<Types xmlns="` + nsPackage + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + typeSheet + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + typeSheet + `styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`
	for i := range xlsxSheets {
		s += fmt.Sprintf(`<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, typeSheet)
	}
	return s + `</Types>`
}

// relations is a part of relations: id, type and target in turn.
func relations(list ...string) string {
	s := xmlHead + `<Relationships xmlns="` + nsPackage + `/relationships">`
	for i := 0; i+2 < len(list); i += 3 {
		s += `<Relationship Id="` + list[i] + `" Type="` + list[i+1] + `" Target="` + list[i+2] + `"/>`
	}
	return s + `</Relationships>`
}

// create begins a part.
func (b *book) create(name string) (io.Writer, error) {
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: b.when})
	if err != nil {
		return nil, fmt.Errorf("exemption log: the workbook could not be written: %w", err)
	}
	return w, nil
}

func (b *book) part(name, content string) error {
	w, err := b.create(name)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, content); err != nil {
		return fmt.Errorf("exemption log: the workbook could not be written: %w", err)
	}
	return nil
}

// add writes one sheet.
func (b *book) add(name string, fill func(*sheet) error) error {
	w, err := b.create(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(b.sheets)+1))
	if err != nil {
		return err
	}
	s := &sheet{name: name, w: bufio.NewWriterSize(w, flushAt), first: len(b.sheets) == 0}
	b.sheets = append(b.sheets, s)
	return fill(s)
}

// close writes the parts that name the sheets.
func (b *book) close() error {
	s := xmlHead + `<workbook xmlns="` + nsMain + `" xmlns:r="` + nsOffice + `"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`
	names := `<definedNames>`
	rels := []string{"styles", nsOffice + "/styles", "styles.xml"}
	for i, sh := range b.sheets {
		s += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="sheet%d"/>`, sh.name, i+1, i+1)
		rels = append(rels, fmt.Sprintf("sheet%d", i+1), nsOffice+"/worksheet", fmt.Sprintf("worksheets/sheet%d.xml", i+1))
		names += fmt.Sprintf(`<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s!%s</definedName>`, i, sh.name, sh.filter("$")) +
			fmt.Sprintf(`<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$%d:$%d</definedName>`, i, sh.name, sh.head, sh.head)
	}
	s += `</sheets>` + names + `</definedNames></workbook>`
	if err := errors.Join(b.part("xl/workbook.xml", s), b.part("xl/_rels/workbook.xml.rels", relations(rels...))); err != nil {
		return err
	}
	if err := b.zip.Close(); err != nil {
		return fmt.Errorf("exemption log: the workbook could not be written: %w", err)
	}
	return nil
}

// sheet writes rows as they come; nothing of it grows with their number.
type sheet struct {
	name  string
	w     *bufio.Writer
	first bool
	cols  int
	head  int64 // row of the header
	rows  int64 // written
	err   error
}

// begin says how wide the columns are, in characters, and which row is the header.
func (s *sheet) begin(widths []int, head int64) {
	s.cols, s.head = len(widths), head
	view := ""
	if s.first {
		view = ` tabSelected="1"`
	}
	s.put(xmlHead, `<worksheet xmlns="`, nsMain, `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView`, view, ` workbookViewId="0"><pane ySplit="`, strconv.FormatInt(head, 10),
		`" topLeftCell="A`, strconv.FormatInt(head+1, 10), `" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, w := range widths {
		s.put(fmt.Sprintf(`<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, w))
	}
	s.put(`</cols><sheetData>`)
}

func (s *sheet) put(parts ...string) {
	for _, p := range parts {
		if s.err == nil {
			_, s.err = s.w.WriteString(p)
		}
	}
}

func (s *sheet) header(names ...string) {
	cells := make([]cell, len(names))
	for i, n := range names {
		cells[i] = heading(n)
	}
	s.row(cells...)
}

// row writes one row; a cell without text is left out.
func (s *sheet) row(cells ...cell) {
	s.rows++
	at := strconv.FormatInt(s.rows, 10)
	s.put(`<row r="`, at, `">`)
	for i, c := range cells {
		if c.text == "" {
			continue
		}
		s.put(`<c r="`, string(rune('A'+i)), at)
		if c.style != styleText { // which is what a cell has without one
			s.put(`" s="`, strconv.Itoa(c.style))
		}
		if c.style == styleNumber {
			s.put(`"><v>`, c.text, `</v></c>`)
			continue
		}
		t := spreadsheet(c.text)
		s.put(`" t="inlineStr"><is><t`)
		if strings.TrimSpace(t) != t {
			s.put(` xml:space="preserve"`)
		}
		s.put(`>`, escaped(t), `</t></is></c>`)
	}
	s.put(`</row>`)
}

// filter is the range of the header and what stands under it.
func (s *sheet) filter(fixed string) string {
	last := string(rune('A' + s.cols - 1))
	return fmt.Sprintf("%sA%s%d:%s%s%s%d", fixed, fixed, s.head, fixed, last, fixed, max(s.rows, s.head))
}

func (s *sheet) end() error {
	s.put(`</sheetData><autoFilter ref="`, s.filter(""), `"/><pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>`,
		`<pageSetup paperSize="1" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;LExemption log, `, s.name, `&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>`)
	if s.err == nil {
		s.err = s.w.Flush()
	}
	if s.err != nil {
		return fmt.Errorf("exemption log: the workbook could not be written: %w", s.err)
	}
	return nil
}

// maxCell is the longest text of a cell that spreadsheet programs open.
const maxCell = 32_767

// spreadsheet is a text that stays a text when the sheet is saved as CSV, and
// that a cell can hold.
func spreadsheet(s string) string {
	if t := strings.TrimLeft(s, " \t\r\n"); t != "" && strings.IndexByte("=+-@", t[0]) >= 0 {
		s = "'" + s
	}
	if len(s) > maxCell && utf8.RuneCountInString(s) > maxCell {
		s = string([]rune(s)[:maxCell-4]) + " ..."
	}
	return s
}

// escaped is s as XML text; what XML cannot hold becomes a replacement character.
func escaped(s string) string {
	if plain(s) && !strings.ContainsAny(s, `&<>"'`) { // as nearly every one
		return s
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return "" // a Builder does not fail
	}
	return b.String()
}
