package release

import (
	"fmt"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// The log and the pages repeat a few texts that come from the input: names of
// files, sheets and columns, row ids, notes on how a file was read, and the
// title. They are scanned as data is, and a find stops the release. What stands
// in a pack, the agency's own contacts and the reasons of its policy are not
// scanned: the agency wrote them to be read.

// titles refuses a title or a number of a request that holds personal
// information, before anything is read.
func (r *run) titles(sc *detect.Scanner) error {
	a := &r.policy.About
	for _, t := range [...]struct{ field, text string }{{"about.dataset", a.Dataset}, {"about.request", a.Request}} {
		if e, hit := holdsPersonal(sc, t.text, detect.Likely); hit {
			return &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s: %s holds what looks like %s. It stands on every page and in the name of the folder.", policyName(r.policy), t.field, words.A(e.Plain())),
				Next: "take it out; the place for an address is about.contact"}
		}
	}
	return nil
}

// headings refuses an input by the names of its sheets and columns.
func (in *input) headings(sc *detect.Scanner, n int) error {
	for _, p := range in.doc.Parts() {
		if e, hit := holdsPersonal(sc, p.Name, detect.Possible); hit {
			return &Error{Kind: KindInput, Msg: fmt.Sprintf("The name of a sheet of input %d holds what looks like %s, and names of sheets are public.", n, words.A(e.Plain())), Next: "rename the sheet"}
		}
		for c, name := range p.Names {
			if e, hit := holdsPersonal(sc, name, detect.Likely); hit {
				return &Error{Kind: KindInput, Msg: fmt.Sprintf("%s: the name of column %d holds what looks like %s, and names of columns are public.", in.name, c+1, words.A(e.Plain())),
					Next: "rename the column, or say with header_row: none that the file has no header"}
			}
		}
	}
	return nil
}

// holdsPersonal reports what a text holds, at least as likely as said. What
// cannot be scanned holds something.
func holdsPersonal(sc *detect.Scanner, s string, least detect.Likelihood) (detect.Entity, bool) {
	if s == "" {
		return detect.None, false
	}
	ms, err := sc.Scan(nil, &detect.Text{S: s})
	if err != nil {
		return detect.None, true
	}
	if strongest(ms) < least {
		return detect.None, false
	}
	for _, m := range ms {
		if l := strongest([]detect.Match{m}); l >= least {
			return m.Entity, true
		}
	}
	return detect.None, true
}

// logScan scans the input's texts in the written log.
type logScan struct {
	sc    *detect.Scanner
	ids   rowIDs
	found []string
	n     int64
}

// rowIDs remembers the last row id: the entries of a row follow each other.
type rowIDs struct {
	file string
	row  int64
}

// entry looks at the row id of an entry.
func (s *logScan) entry(e *exemptions.Entry) {
	if e.Row == 0 || s.ids.row == e.Row && s.ids.file == e.File || plainNumber(e.RowID) || strings.HasPrefix(e.RowID, "row ") {
		return
	}
	s.ids = rowIDs{e.File, e.Row}
	if kind, hit := holdsPersonal(s.sc, e.RowID, detect.Likely); hit {
		s.add("%s, row %d: the row id holds what looks like %s", e.File, e.Row, words.A(kind.Plain()))
	}
}

// plainNumber reports up to eight digits and nothing else, as most row ids are:
// no detector takes them for a value without a word beside them.
func plainNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 8
}

// file looks at what the account of a file repeats.
func (s *logScan) file(f *exemptions.File) {
	look := func(field, text string) {
		if kind, hit := holdsPersonal(s.sc, text, detect.Likely); hit {
			s.add("%s holds what looks like %s", field, words.A(kind.Plain()))
		}
	}
	look("the name of a released file", f.Name)
	look("the name of a sheet", f.Part)
	for i := range f.Columns {
		look(fmt.Sprintf("the name of column %d", f.Columns[i].Index+1), f.Columns[i].Name)
	}
	for i, note := range f.Notes {
		look(fmt.Sprintf("note %d on how a file was read", i+1), note)
	}
}

const mostFound = 10

func (s *logScan) add(format string, a ...any) {
	if s.n++; s.n <= mostFound {
		s.found = append(s.found, fmt.Sprintf(format, a...)+".")
	}
}

// err is nil, or the refusal with the places and fields, never the texts.
func (s *logScan) err() error {
	if s.n == 0 {
		return nil
	}
	e := &Error{Kind: KindVerify, Msg: fmt.Sprintf("The log would repeat what looks like personal information in %s. Nothing was released; the last release stays.", words.Plural(s.n, "place")),
		More: s.found, Next: "name another column under input.row_id, or none: rows are then numbered; rename columns and sheets"}
	if s.n > mostFound {
		e.More = append(e.More, fmt.Sprintf("and %d more", s.n-mostFound))
	}
	return e
}
