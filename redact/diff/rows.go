package diff

import (
	"context"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/formats"
)

// maxRows is how many rows are held at once; more are compared in turns.
const maxRows = 2_000_000

// maxColumns is how many columns of a row are looked at for labels.
const maxColumns = 256

// mask says in which columns a row's cell is withheld.
type mask [maxColumns / 64]uint64

func (m *mask) set(i int)      { m[i/64] |= 1 << (i % 64) }
func (m *mask) has(i int) bool { return m[i/64]&(1<<(i%64)) != 0 }

// row is what is kept of a row of the first release.
type row struct {
	sum  uint64
	mask mask
	n    int32 // rows of this id, or alike where rows have no id
}

// layout is how a file's rows are read.
type layout struct {
	dir  string
	f    *exemptions.File
	id   []int // output columns of the row id; nil = the columns that both releases show
	both []int // those
	cols []at  // by Column of the report
}

// at is where a column stands, and the columns beside it that hold its labels and
// say how exact it is; -1 = not there.
type at struct{ cell, label, less int }

// lay finds the columns of the report in a file. A table of counts has its codes
// for an id and marks what is hidden in columns of their own.
func lay(dir string, f *exemptions.File, cols []Column) layout {
	l := layout{dir: dir, f: f, cols: make([]at, len(cols))}
	out := map[string]int{}
	for i := range f.Columns {
		out[f.Columns[i].Name] = f.Columns[i].Out
	}
	find := func(name string) int {
		if o, ok := out[name]; ok {
			return o
		}
		return -1
	}
	for i := range cols {
		l.cols[i] = at{find(cols[i].Name), find(cols[i].Name + "_withheld"), find(cols[i].Name + "_shown_as")}
		if f.Table != nil {
			l.cols[i].label = find(cols[i].Name + "_hidden")
		}
		if cols[i].Before == Released && cols[i].After == Released {
			l.both = append(l.both, l.cols[i].cell)
		}
	}
	switch {
	case f.Table != nil:
		for i := range f.Columns {
			if name := f.Columns[i].Name; find(name+"_hidden") < 0 && !strings.HasSuffix(name, "_hidden") {
				l.id = append(l.id, f.Columns[i].Out)
			}
		}
	case f.RowID != "":
		if o := find(f.RowID); o >= 0 {
			l.id = []int{o}
		}
	}
	return l
}

// read calls fn for the rows of a file that fall into one of parts.
func (l *layout) read(ctx context.Context, fs []formats.Format, seed maphash.Seed, turn, turns uint64, fn func(key uint64, cells []string)) error {
	k := slices.IndexFunc(fs, func(f formats.Format) bool { return f.Name == l.f.Format })
	if k < 0 || fs[k].Witness == nil {
		return fmt.Errorf("%s: this version has no reader for its format", l.f.Name)
	}
	f, err := os.Open(filepath.Join(l.dir, filepath.FromSlash(l.f.Name)))
	if err != nil {
		return fmt.Errorf("%s: %w: the file is not there", l.f.Name, ErrBundle)
	}
	defer f.Close()
	var h maphash.Hash
	h.SetSeed(seed)
	err = fs[k].Witness.Read(f, l.f.Describe, func(part string, seq int64, cells []string) error {
		if seq%4096 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if part != l.f.Part || seq <= l.f.HeaderRow || strings.TrimSpace(strings.Join(cells, "")) == "" {
			return nil
		}
		if key := l.key(&h, cells); key%turns == turn {
			fn(key, cells)
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("%s: %w: the file cannot be read back", l.f.Name, ErrBundle)
	}
	return err
}

// key is the row's id, or what both releases show of the row.
func (l *layout) key(h *maphash.Hash, cells []string) uint64 {
	h.Reset()
	by := l.id
	if by == nil {
		by = l.both
	}
	for _, c := range by {
		put(h, cell(cells, c))
	}
	return h.Sum64()
}

// sum is the row's hash over the columns of the report, in their order, so that
// columns that change places change nothing.
func (l *layout) sum(h *maphash.Hash, cells []string) uint64 {
	h.Reset()
	for _, a := range l.cols {
		put(h, cell(cells, a.cell))
		put(h, cell(cells, a.label))
		put(h, cell(cells, a.less))
	}
	return h.Sum64()
}

func put(h *maphash.Hash, s string) {
	_, _ = h.WriteString(s) // never fails, by its documentation
	_ = h.WriteByte(0)
}

func cell(cells []string, c int) string {
	if c < 0 || c >= len(cells) {
		return ""
	}
	return cells[c]
}

// masked says in which of the report's columns something of a row is withheld or
// made less exact.
func (l *layout) masked(cells []string) (m mask) {
	for i, a := range l.cols[:min(len(l.cols), maxColumns)] {
		mark := cell(cells, a.label)
		if exemptions.CountLabels(cell(cells, a.cell))+exemptions.CountLabels(mark) > 0 || cell(cells, a.less) != "" || l.f.Table != nil && mark == "yes" {
			m.set(i)
		}
	}
	return m
}

// compare compares one file in both releases. Of an id that stands twice the
// first row counts.
func compare(ctx context.Context, fs []formats.Format, a, b *opened, f, g *exemptions.File, out *File) error {
	return compareIn(ctx, fs, a, b, f, g, out, uint64(max(f.RowsOut, g.RowsOut)/maxRows+1))
}

// compareIn compares a file in so many turns: the more, the less memory.
func compareIn(ctx context.Context, fs []formats.Format, a, b *opened, f, g *exemptions.File, out *File, turns uint64) error {
	cols := columns(f, g)
	la, lb := lay(a.dir, f, cols), lay(b.dir, g, cols)
	if len(la.id) != len(lb.id) || la.id == nil {
		la.id, lb.id = nil, nil
	}
	out.ByID = la.id != nil
	seed := maphash.MakeSeed()
	for turn := range turns {
		if err := compareTurn(ctx, fs, &la, &lb, seed, turn, turns, cols, out); err != nil {
			return err
		}
	}
	for _, c := range cols {
		if c.Before != c.After || c.Shown+c.Hidden > 0 {
			out.Cols = append(out.Cols, c)
		}
	}
	return nil
}

// compareTurn compares the rows whose key falls into one of the turns.
func compareTurn(ctx context.Context, fs []formats.Format, la, lb *layout, seed maphash.Seed, turn, turns uint64, cols []Column, out *File) error {
	var h maphash.Hash
	h.SetSeed(seed)
	rows := map[uint64]row{}
	err := la.read(ctx, fs, seed, turn, turns, func(key uint64, cells []string) {
		out.Rows.Before++
		r := rows[key]
		if r.n == 0 {
			r.sum, r.mask = la.sum(&h, cells), la.masked(cells)
		}
		r.n++
		rows[key] = r
	})
	if err != nil {
		return err
	}
	err = lb.read(ctx, fs, seed, turn, turns, func(key uint64, cells []string) {
		out.Rows.After++
		r, ok := rows[key]
		if !ok || r.n == 0 {
			out.Rows.New++
			return
		}
		r.n--
		rows[key] = r
		if la.id == nil || r.sum == lb.sum(&h, cells) {
			out.Rows.Same++
			return
		}
		out.Rows.Changed++
		lb.tell(r.mask, cells, cols)
	})
	for _, r := range rows {
		out.Rows.Gone += int64(r.n)
	}
	return err
}

// tell books the cells of a changed row that are withheld in one release only.
func (l *layout) tell(before mask, cells []string, cols []Column) {
	now := l.masked(cells)
	for i := range cols[:min(len(cols), maxColumns)] {
		c := &cols[i]
		switch {
		case c.Before != Released || c.After != Released || before.has(i) == now.has(i):
		case now.has(i):
			c.Hidden++
		case strings.TrimSpace(cell(cells, l.cols[i].cell)) != "":
			c.Shown++
			if len(c.RowIDs) < maxIDs && len(l.id) > 0 {
				var id []string
				for _, k := range l.id {
					id = append(id, cell(cells, k))
				}
				c.RowIDs = append(c.RowIDs, strings.Clone(strings.Join(id, " | ")))
			}
		}
	}
}
