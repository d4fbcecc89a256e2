package verify

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vaughn/exemptions/logform"
	"vaughn/redact/bundle"
)

// maxPart is the most bytes of a part of the workbook that are read.
const maxPart = 4 << 30

// workbook holds the log's workbook against the canonical log: it has the parts
// that it should have and no formula, its entries are those of the log, and
// everything else that it says is searched like a document. The entries were
// searched where they stand in the canonical log.
func (r *Result) workbook(dir string, s *sweep) error {
	z, err := zip.OpenReader(filepath.Join(dir, bundle.LogXLSX))
	if err != nil {
		r.workbookProblem(LogKind, "it cannot be read as a workbook")
		return nil
	}
	defer z.Close()
	want := logform.XLSXParts()
	var have []string
	for _, f := range z.File {
		have = append(have, f.Name)
		if !slices.Contains(want, f.Name) {
			continue
		}
		p, err := f.Open()
		if err != nil {
			r.workbookProblem(LogKind, "it cannot be read as a workbook")
			return nil
		}
		d := xml.NewDecoder(io.LimitReader(p, maxPart))
		if f.Name == logform.XLSXEntries {
			err = r.workbookEntries(dir, d)
		} else {
			err = r.workbookTexts(d, s)
		}
		p.Close()
		if err != nil {
			return err
		}
	}
	if !slices.Equal(want, have) {
		r.workbookProblem(Hygiene, "it does not have the parts that the log's workbook has")
	}
	return nil
}

func (r *Result) workbookProblem(k Kind, msg string) {
	r.probs.add(Problem{Kind: k, File: bundle.LogXLSX, Msg: msg})
}

// workbookTexts searches one part for withheld values.
func (r *Result) workbookTexts(d *xml.Decoder, s *sweep) error {
	for {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return s.err
		case err != nil:
			r.workbookProblem(LogKind, "a part of it is damaged")
			return nil
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "f" || t.Name.Local == "hyperlink" {
				r.workbookProblem(Hygiene, "it holds a formula or a link")
			}
			for _, a := range t.Attr {
				s.sayWorkbook([]byte(a.Value))
			}
		case xml.CharData:
			s.sayWorkbook(t)
		case xml.Comment:
			s.sayWorkbook(t)
		}
	}
}

func (s *sweep) sayWorkbook(text []byte) {
	if bytes.IndexByte(text, '@') >= 0 {
		s.r.mailed(bundle.LogXLSX, text)
	}
	if s.r.store != nil {
		s.add(s.file(bundle.LogXLSX), string(text))
	}
}

// workbookEntries compares the rows of the entries with the canonical log.
func (r *Result) workbookEntries(dir string, d *xml.Decoder) error {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(bundle.LogJSONL)))
	if errors.Is(err, os.ErrNotExist) {
		return nil // said before
	} else if err != nil {
		return fmt.Errorf("verify: the log cannot be read: %w", err)
	}
	defer f.Close()
	log := logform.NewReader(f)
	head := strings.Split(strings.TrimSpace(logform.CSVHeader), ",")
	for n := int64(0); ; n++ {
		row, err := sheetRow(d)
		if errors.Is(err, io.EOF) {
			if _, err := log.Next(); !errors.Is(err, io.EOF) || n == 0 {
				r.workbookProblem(LogKind, fmt.Sprintf("it does not say the same as %s: entries are missing", bundle.LogJSONL))
			}
			return nil
		}
		same := err == nil && n == 0 && slices.Equal(row, head)
		if err == nil && n > 0 {
			e, lerr := log.Next()
			if lerr == nil {
				f := logform.Fields(e)
				same = slices.Equal(row, trimmed(f[:]))
			}
			if lerr == nil && !same && len(row) == 1 {
				same = row[0] == logform.XLSXRest(rest(log))
			}
		}
		if !same {
			r.workbookProblem(LogKind, fmt.Sprintf("it does not say the same as %s, from row %d on", bundle.LogJSONL, n+1))
			return nil
		}
	}
}

// rest counts the entries that the sheet had no row for: the one that was just
// read, and all that follow.
func rest(log *logform.Reader) int64 {
	n := int64(1)
	for {
		if _, err := log.Next(); err != nil {
			return n
		}
		n++
	}
}

// trimmed is a row without the empty cells at its end, as a sheet has it.
func trimmed(row []string) []string {
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}

// sheetRow is the next row of a sheet: its cells' texts. It returns io.EOF behind
// the last one. Anything that a sheet of entries does not have is an error: a
// formula, a cell out of order, a text outside of a cell.
func sheetRow(d *xml.Decoder) ([]string, error) {
	bad := errors.New("not a row of the log")
	var row []string
	in, value := false, false
	for {
		t, err := d.RawToken() // names of no namespace are looked for, and every row is compared whole
		if err != nil {
			if errors.Is(err, io.EOF) && !in {
				return nil, io.EOF
			}
			return nil, bad
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				in = true
			case "c":
				at := columnOf(t)
				if at < len(row) || at >= 12 {
					return nil, bad
				}
				for len(row) <= at {
					row = append(row, "")
				}
			case "t", "v":
				value = in && len(row) > 0
			case "f", "hyperlink":
				return nil, bad
			}
		case xml.CharData:
			if value {
				row[len(row)-1] += string(t)
			} else if in {
				return nil, bad
			}
		case xml.EndElement:
			value = false
			if t.Name.Local == "row" {
				return row, nil
			}
		}
	}
}

// columnOf is the 0-based column of a cell, at most 25; -1 where it has none.
func columnOf(c xml.StartElement) int {
	for _, a := range c.Attr {
		if a.Name.Local == "r" && len(a.Value) > 1 && a.Value[0] >= 'A' && a.Value[0] <= 'Z' && a.Value[1] >= '0' && a.Value[1] <= '9' {
			return int(a.Value[0] - 'A')
		}
	}
	return -1
}
