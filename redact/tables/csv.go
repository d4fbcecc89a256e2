package tables

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Words of the column that says whether a number is hidden.
const (
	yes = "yes"
	no  = "no"
)

// WriteCSV writes a table as tidy CSV: UTF-8, line feeds, a column for each
// dimension, then for each measure its column and <measure>_hidden, which is yes
// or no. The same table gives the same bytes.
//
// A code that a spreadsheet would take for a formula gets an apostrophe in front;
// [ReadCSV] takes it off. A number may begin with a minus sign.
func WriteCSV(w io.Writer, t *Table) error {
	if err := t.Validate(); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	var dims, measures []string
	for i := range t.Dims {
		dims = append(dims, t.Dims[i].Name)
	}
	for i := range t.Measures {
		measures = append(measures, t.Measures[i].Name)
	}
	line := appendHeader(nil, dims, measures)
	_, err := out.Write(line)
	for i := 0; i < len(t.Rows) && err == nil; i++ {
		line = appendRow(line[:0], &t.Rows[i])
		_, err = out.Write(line)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return t.wrong(fmt.Errorf("its CSV could not be written: %w", err))
	}
	return nil
}

func appendHeader(dst []byte, dims, measures []string) []byte {
	for _, name := range dims {
		dst = append(appendField(dst, name), ',')
	}
	for _, name := range measures {
		dst = append(appendField(dst, name), ',')
		dst = append(appendField(dst, name+hiddenSuffix), ',')
	}
	dst[len(dst)-1] = '\n'
	return dst
}

func appendRow(dst []byte, r *Row) []byte {
	for _, c := range r.Codes {
		dst = append(appendField(dst, guarded(c)), ',')
	}
	for _, c := range r.Cells {
		dst = append(append(dst, c.text...), ',')
		mark := no
		if c.hidden {
			mark = yes
		}
		dst = append(append(dst, mark...), ',')
	}
	dst[len(dst)-1] = '\n'
	return dst
}

// appendField appends a field, in quotes where RFC 4180 wants them or where a
// space at its edge could get lost.
func appendField(dst []byte, s string) []byte {
	if !quotes(s) {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	for i := range len(s) {
		if s[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}

// quotes reports whether a field stands in quotes.
func quotes(s string) bool {
	return s != "" && (strings.ContainsAny(s, ",\"\r\n") || s[0] == ' ' || s[len(s)-1] == ' ')
}

// risky reports text that a spreadsheet takes for a formula. Space in front is
// looked through, as some programs drop it; the wide signs are those of East
// Asian keyboards.
func risky(s string) bool {
	if s == "" {
		return false
	}
	if s[0] == '\t' || s[0] == '\r' || s[0] == '\n' {
		return true
	}
	s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
	return strings.IndexAny(s, "=+-@\uff1d\uff0b\uff0d\uff20") == 0
}

// guarded puts an apostrophe before what is risky, and before what looks like
// something guarded, so that [unguarded] can tell them apart.
func guarded(s string) string {
	if risky(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// unguarded is the text of a guarded one. ok is false for what guarded never
// returns.
func unguarded(s string) (text string, ok bool) {
	if !risky(strings.TrimLeft(s, "'")) {
		return s, true
	}
	return strings.CutPrefix(s, "'")
}

// Released is a table as its CSV tells it: without what only the policy knows.
type Released struct {
	Dims     []string
	Measures []string
	Rows     []Row
}

// ReadCSV reads what [WriteCSV] has written, for instance with an earlier release.
// Nothing else is accepted, but line ends may have become those of Windows.
// Errors name the line and the column, never what stands there.
func ReadCSV(r io.Reader) (*Released, error) {
	in := &csvReader{in: bufio.NewReaderSize(r, 1<<16), line: 1}
	head, err := in.record(nil)
	if err == io.EOF {
		return nil, in.wrong(1, "there is no header")
	} else if err != nil {
		return nil, err
	}
	out := &Released{}
	if out.Dims, out.Measures, err = header(in, head); err != nil {
		return nil, err
	}
	var fields []string
	for {
		in.begun = in.line
		if fields, err = in.record(fields[:0]); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		if len(fields) != len(head) {
			return nil, in.wrong(min(len(fields), len(head)), fmt.Sprintf("the line has %d columns, the header %d", len(fields), len(head)))
		}
		row, err := out.row(in, fields)
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, row)
	}
}

// header tells dimensions from measures: each measure has its mark behind it, and
// no other name ends as the marks do.
func header(in *csvReader, head []string) (dims, measures []string, err error) {
	seen := map[string]bool{}
	for i := 0; i < len(head); i++ {
		h := head[i]
		measure := i+1 < len(head) && head[i+1] == h+hiddenSuffix
		switch {
		case !columnName(h) || strings.HasSuffix(h, hiddenSuffix) || seen[h]:
			return nil, nil, in.wrong(i+1, "this is not the header of a released table")
		case !measure && len(measures) > 0:
			return nil, nil, in.wrong(i+1, "a measure has no column "+hiddenSuffix+" behind it")
		case measure:
			measures = append(measures, h)
			i++
		default:
			dims = append(dims, h)
		}
		seen[h] = true
	}
	if len(dims) == 0 || len(measures) == 0 || len(dims) > maxDims {
		return nil, nil, in.wrong(1, "the header names no dimension, no measure or too many")
	}
	return dims, measures, nil
}

func (t *Released) row(in *csvReader, fields []string) (Row, error) {
	r := Row{Codes: make([]string, len(t.Dims)), Cells: make([]Cell, len(t.Measures))}
	for i := range r.Codes {
		code, ok := unguarded(fields[i])
		if !ok || code == "" {
			return Row{}, in.wrong(i+1, "this is no code")
		}
		r.Codes[i] = code
	}
	for i := range r.Cells {
		at := len(t.Dims) + 2*i
		number, mark := fields[at], fields[at+1]
		switch {
		case mark != yes && mark != no:
			return Row{}, in.wrong(at+2, "this is neither yes nor no")
		case mark == yes && number != "":
			return Row{}, in.wrong(at+1, "a number stands where one is hidden")
		case !Shown(number).numeric(Decimal):
			return Row{}, in.wrong(at+1, "this is not a number as it is released")
		}
		r.Cells[i] = NewCell(number, mark == yes)
	}
	return r, nil
}
