package release

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact"
	"vaughn/redact/policy"
)

// pattern is what entries of the same kind have in common: all of an entry but
// its number, row, row id and amounts.
type pattern struct {
	cell   int // first input column; -1 = a record left out
	wide   bool
	entry  exemptions.Entry
	cells  int64 // of a wide entry or of records left out
	labels int64
}

type patternKey struct {
	rule    *policy.BoundRule
	ground  *exemptions.Ground
	cell    int
	entity  detect.Entity
	action  exemptions.Action
	label   string
	wide    bool
	left    bool
	source  bool // the source shows the text: the place is not listed
	columns int  // of a mark over several
}

// keyed is a key with the template that it has.
type keyed struct {
	key   patternKey
	index int // from 1; 0 = none
}

// ledger collects the entries of one file while it is written: wide ones as
// sums, the others in a spool in the order of the released rows.
type ledger struct {
	file   string
	part   string
	names  []string // unique names of input columns
	keys   map[patternKey]int
	recent [4]keyed // the last keys that were looked up
	turn   int
	list   []*pattern
	spool  *os.File
	w      *bufio.Writer
	buf    []byte
	last   int64
	n      int64 // entries in the spool
}

func newLedger(file, part string, names []string, path string) (*ledger, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	return &ledger{file: file, part: part, names: names, keys: map[patternKey]int{}, spool: f, w: bufio.NewWriterSize(f, 1<<16)}, nil
}

func (l *ledger) Close() error { return l.spool.Close() }

// find is the template of a key, made on first use.
func (l *ledger) find(k patternKey, group []int) int {
	for i := range l.recent {
		if r := &l.recent[i]; r.index > 0 && r.key == k {
			return r.index - 1
		}
	}
	i := l.lookUp(k, group)
	l.recent[l.turn] = keyed{k, i + 1}
	l.turn = (l.turn + 1) % len(l.recent)
	return i
}

// lookUp is find for a key that was not among the last.
func (l *ledger) lookUp(k patternKey, group []int) int {
	if i, ok := l.keys[k]; ok {
		return i
	}
	e := exemptions.Entry{File: l.file, Part: l.part, Entity: k.entity.String(), What: what(k.entity, group, l.names), Action: k.action, Label: k.label}
	if k.ground != nil {
		e.Ground = *k.ground
	}
	if k.rule != nil {
		e.DecidedBy, e.DecidedOn = k.rule.By, k.rule.On
	}
	cols := group
	if cols == nil && k.cell >= 0 {
		cols = []int{k.cell}
	}
	for _, c := range cols {
		e.Columns = append(e.Columns, l.name(c))
	}
	switch {
	case k.left:
		e.RowID, e.Columns = "not listed", []string{"all"}
	case k.source:
		e.RowID = "not listed"
	case k.wide:
		e.RowID = "all"
	}
	l.keys[k] = len(l.list)
	l.list = append(l.list, &pattern{cell: k.cell, wide: k.wide || k.source, entry: e})
	return len(l.list) - 1
}

// name is the unique name of input column c; a field beyond the header has none.
func (l *ledger) name(c int) string {
	if c < len(l.names) {
		return l.names[c]
	}
	return "col: " + strconv.Itoa(c+1)
}

// what is the kind in the words of the log. Several columns that are handled
// together are a place.
func what(e detect.Entity, group []int, names []string) string {
	switch {
	case len(group) > 1:
		return "place"
	case e.Reveals():
		return "personal information"
	default:
		return e.Plain()
	}
}

// mark records one withholding at a released row; with source, as one of so many
// places in the column.
func (l *ledger) mark(m *redact.Mark, row int64, rowID string, source bool) error {
	i := l.find(patternKey{rule: m.Rule, ground: m.Ground, cell: m.Cell, entity: m.Entity, action: m.Action, label: m.Label, wide: m.Wide, source: source, columns: len(m.Group)}, m.Group)
	t := l.list[i]
	if m.Wide || source {
		t.cells += int64(m.Cells)
		t.labels += int64(m.Labels)
		return nil
	}
	b := binary.AppendUvarint(l.buf[:0], uint64(i))
	b = binary.AppendUvarint(b, uint64(row-l.last))
	b = binary.AppendUvarint(b, uint64(m.Cells))
	b = binary.AppendUvarint(b, uint64(m.Labels))
	b = binary.AppendUvarint(b, uint64(len(rowID)))
	b = append(b, rowID...)
	l.buf, l.last = b, row
	l.n++
	_, err := l.w.Write(b)
	return err
}

// left records a row that is left out.
func (l *ledger) left(rule *policy.BoundRule, g *exemptions.Ground, e detect.Entity) {
	t := l.list[l.find(patternKey{rule: rule, ground: g, cell: -1, entity: e, action: exemptions.RowOut, left: true}, nil)]
	t.cells++
}

// column records a column that is left out; cells are its non-blank cells.
func (l *ledger) column(c int, rule *policy.BoundRule, g *exemptions.Ground, e detect.Entity, cells int64) {
	t := l.list[l.find(patternKey{rule: rule, ground: g, cell: c, entity: e, action: exemptions.ColumnOut, wide: true}, nil)]
	if !e.Personal() {
		t.entry.What = "other information"
	}
	t.cells += cells
}

// each calls yield for every entry of the file in the order of the log: whole
// columns, rows in the order of the released file, records left out. n counts on.
func (l *ledger) each(n *int64, yield func(*exemptions.Entry) error) error {
	if err := l.w.Flush(); err != nil {
		return err
	}
	if _, err := l.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	wide, out := l.sums()
	for _, t := range wide {
		if err := l.sum(t, n, yield); err != nil {
			return err
		}
	}
	if err := l.rows(n, yield); err != nil {
		return err
	}
	for _, t := range out {
		if err := l.sum(t, n, yield); err != nil {
			return err
		}
	}
	return nil
}

// sums are the templates that stand for themselves, in the order of the log.
func (l *ledger) sums() (wide, out []*pattern) {
	for _, t := range l.list {
		switch {
		case t.cell < 0:
			out = append(out, t)
		case t.wide:
			wide = append(wide, t)
		}
	}
	order := func(a, b *pattern) int {
		if a.cell != b.cell {
			return a.cell - b.cell
		}
		if a.entry.What != b.entry.What {
			if a.entry.What < b.entry.What {
				return -1
			}
			return 1
		}
		return int(b.cells - a.cells)
	}
	slices.SortStableFunc(wide, order)
	slices.SortStableFunc(out, order)
	return wide, out
}

func (l *ledger) sum(t *pattern, n *int64, yield func(*exemptions.Entry) error) error {
	if t.cells == 0 && t.entry.Action != exemptions.ColumnOut {
		return nil
	}
	*n++
	e := t.entry
	e.N, e.Cells, e.Labels = *n, t.cells, t.labels
	return yield(&e)
}

// rows replays the spool.
func (l *ledger) rows(n *int64, yield func(*exemptions.Entry) error) error {
	r := bufio.NewReaderSize(l.spool, 1<<16)
	var id []byte
	row := int64(0)
	for range l.n {
		var v [5]uint64
		for i := range v {
			u, err := binary.ReadUvarint(r)
			if err != nil {
				return errEntries
			}
			v[i] = u
		}
		if v[0] >= uint64(len(l.list)) || v[4] > 1<<20 {
			return errEntries
		}
		if uint64(cap(id)) < v[4] {
			id = make([]byte, v[4])
		}
		id = id[:v[4]]
		if _, err := io.ReadFull(r, id); err != nil {
			return errEntries
		}
		row += int64(v[1])
		*n++
		e := &l.list[v[0]].entry // of rows only: sums have templates of their own
		e.N, e.Row, e.Cells, e.Labels = *n, row, int64(v[2]), int64(v[3])
		e.RowID = string(id)
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

var errEntries = errors.New("the entry spool in the work folder is damaged")
