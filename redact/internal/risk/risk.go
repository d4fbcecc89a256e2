// Package risk says how rare the rows of a released file are among each other,
// judged by columns that somebody may know of a person: quasi-identifiers.
//
// It counts what is written, as the format's witness reads it. What it finds
// holds for these columns and these rows only; it never says that rows are
// anonymous. Nothing here holds or names a value: combinations are counted by a
// keyed hash of 128 bits.
package risk

import (
	"context"
	"errors"
	"io"
	"strings"

	"vaughn/exemptions"
	"vaughn/formats"
)

// Least is k below which rows of people are not released, Advised that below
// which the release warns.
const (
	Least   = 5
	Advised = 11
)

// ErrCount says that the written file does not have as many rows as its account.
var ErrCount = errors.New("the written file has another number of rows than its account")

// Weigh counts the rows of f in its written form, by the released ones among its
// columns cols (of the source). dir is a folder for what does not fit memory. It
// returns nil where none of the columns shows anything or there is no row.
func Weigh(ctx context.Context, written io.Reader, w formats.Witness, f *exemptions.File, cols []int, dir string) (*exemptions.Risk, error) {
	l := newLook(f, cols)
	if len(l.names) == 0 || f.RowsOut == 0 {
		return nil, nil
	}
	c, err := NewCounter(dir, defaultMemory)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	l.counter, l.ctx = c, ctx
	if err := w.Read(written, f.Describe, l.record); err != nil {
		return nil, err
	}
	// A row in which every released cell is blank looks like a blank line. The
	// account says how many of the blank lines are rows.
	missing := f.RowsOut - l.rows
	if missing < 0 || missing > l.blank {
		return nil, ErrCount
	}
	clear(l.cells)
	if err := c.add(l.cells, missing); err != nil {
		return nil, err
	}
	risk, err := c.Risk()
	if err != nil {
		return nil, err
	}
	for i, name := range l.names {
		if l.shown[i] {
			risk.Columns = append(risk.Columns, name)
		}
	}
	if len(risk.Columns) == 0 {
		return nil, nil
	}
	return &risk, nil
}

// look is where the columns stand in a written file.
type look struct {
	part    string
	titles  int64    // records up to the header
	names   []string // of the columns
	shown   []bool   // by column: it holds more than blanks and labels
	out     []int    // released columns: those, then the ones that were added beside them
	cells   []string
	counter *Counter
	ctx     context.Context
	rows    int64
	blank   int64 // records that look like blank lines
}

func newLook(f *exemptions.File, cols []int) *look {
	l := &look{part: f.Part, titles: f.HeaderRow}
	if f.Describe["sep-line"] == "true" {
		l.titles = max(l.titles, 1)
	}
	wanted := map[int]bool{}
	for _, c := range cols {
		wanted[c] = true
	}
	var beside []int
	for i := range f.Columns {
		switch c := &f.Columns[i]; {
		case !wanted[c.Index] || c.Out < 0:
		case c.Added:
			beside = append(beside, c.Out)
		default:
			l.names, l.out = append(l.names, c.Name), append(l.out, c.Out)
		}
	}
	l.shown = make([]bool, len(l.names))
	l.out = append(l.out, beside...)
	l.cells = make([]string, len(l.out))
	return l
}

// record is called by the witness for each record of the file.
func (l *look) record(part string, seq int64, cells []string) error {
	if seq&1023 == 0 && l.ctx.Err() != nil {
		return context.Cause(l.ctx)
	}
	if part != l.part || seq <= l.titles {
		return nil
	}
	if len(cells) == 0 || len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
		l.blank++
		return nil
	}
	l.rows++
	for i, o := range l.out {
		l.cells[i] = ""
		if o >= len(cells) { // a short record
			continue
		}
		l.cells[i] = plain(cells[o])
		if i < len(l.shown) && !l.shown[i] {
			l.shown[i] = strings.Trim(l.cells[i], withheld+" ") != ""
		}
	}
	return l.counter.add(l.cells, 1)
}

// withheld stands for any label: why something is withheld tells rows apart only
// for who knows more than the release.
const withheld = "\x00"

// plain is a cell as it is compared: without space around it and with every
// label replaced by the same mark.
func plain(s string) string {
	s = strings.TrimSpace(s)
	start, end, ok := exemptions.NextLabel(s, 0)
	if !ok {
		return s
	}
	var b strings.Builder
	at := 0
	for ok {
		b.WriteString(s[at:start])
		b.WriteString(withheld)
		at = end
		start, end, ok = exemptions.NextLabel(s, at)
	}
	b.WriteString(s[at:])
	return b.String()
}
