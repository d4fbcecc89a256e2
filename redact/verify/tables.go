package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"vaughn/exemptions"
	"vaughn/formats"
)

// A released table is checked on its own terms: its cells have no source row.
// What is looked at is the file as anybody can read it: whether it is the table
// of the account, whether its numbers agree with each other, and what of the
// hidden ones can be worked out from the rest. None of this shares code with the
// packages that decide what to hide and that write tables.

// Codes that stand for no code, and what a table's file says for hidden.
const (
	codeTotal      = "(all)"
	codeNotLocated = "(not located)"
	suffixHidden   = "_hidden"
	saysYes        = "yes"
	saysNo         = "no"
)

// Bounds of what is looked at. Tables beyond them are said in NotChecked.
const (
	mostTableDims  = 30
	mostTableGrid  = 1 << 24 // combinations of codes and totals of one table
	mostTableRows  = 2 << 20 // rows of a table that is attacked
	mostTableCells = 4 << 20 // combinations of all tables that are attacked together
)

// tableFile is one released table as it was read.
type tableFile struct {
	f     *exemptions.File
	t     *exemptions.Table
	no    int
	res   *Result
	names []string // of the columns, as they may be shown
	place []map[string]int
	size  []int // by dimension: codes and the total
	step  []int // by dimension: how far apart its codes lie in the grid
	grid  int   // combinations; 0 = too many

	rows   int64
	bad    bool           // out of form: there is nothing to attack
	rowAt  []int32        // by combination: row number counted from 1, 0 = not released
	kept   bool           // the rows are kept for an attack
	hidden []bool         // by row
	at     []int32        // by row: its combination
	value  [][]num        // by measure that adds up, by row
	text   []string       // shown numbers by row and measure, where there are areas
	sets   map[uint32]int // rows by the set of dimensions that they are summed over
	cells  []int64        // non-blank cells by column
	masked int64          // hidden rows
	first  []map[string]int64
}

// counts is the measure that the threshold is judged by, -1 = none that is known
// as such: by its words, else the first that adds up and is no sum.
func (t *tableFile) counts() int {
	adds := -1
	for i, m := range t.t.Measures {
		switch {
		case strings.HasPrefix(m.Words, "count"):
			return i
		case m.Adds && adds < 0 && !strings.HasPrefix(m.Words, "sum"):
			adds = i
		}
	}
	return adds
}

// counting reports whether measure i counts things: whole numbers, none below 0.
func (t *tableFile) counting(i int) bool {
	return strings.HasPrefix(t.t.Measures[i].Words, "count") || i == t.counts()
}

func (t *tableFile) problem(k Kind, row int64, col int, format string, args ...any) {
	p := Problem{Kind: k, File: t.f.Name, Row: row, Msg: fmt.Sprintf(format, args...)}
	if row > 0 {
		p.Row = row + 1 // the header is record 1
	}
	if col >= 0 && col < len(t.names) {
		p.Col = t.names[col]
	}
	t.res.probs.add(p)
}

// column is the column of measure m.
func (t *tableFile) column(m int) int { return len(t.t.Dims) + 2*m }

// table checks one released table; it is nil where there is nothing to attack.
func (r *Result) table(ctx context.Context, dir string, f *exemptions.File, no int, log *logReader) (*tableFile, error) {
	w := witness(r.opt.Formats, f.Format)
	if w == nil {
		return nil, fmt.Errorf("verify: %s: no second reader for this kind of file", f.Name)
	}
	t := &tableFile{f: f, t: f.Table, no: no, res: r}
	t.log(log)
	if !t.account() {
		return nil, nil
	}
	switch {
	case t.grid == 0:
		r.NotChecked = append(r.NotChecked, f.Name+": whether a row stands there twice or is missing, and what can be worked out from its numbers (the table is too large)")
	case !t.kept:
		r.NotChecked = append(r.NotChecked, f.Name+": what can be worked out from its numbers (the table is too large)")
	}
	file, err := os.Open(filepath.Join(dir, f.Name))
	if errors.Is(err, os.ErrNotExist) {
		r.probs.add(Problem{Kind: Unreadable, File: f.Name, Msg: "the file is in the manifest and not in the folder"})
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("verify: %s cannot be opened: %w", f.Name, err)
	}
	in := r.summed(file)
	defer in.Close()
	if err := t.read(ctx, w, in); err != nil {
		return nil, err
	}
	r.sum(f.Name, in)
	t.figures()
	if err := t.codes(); err != nil {
		return nil, err
	}
	if f.Table.GeoJSON != "" {
		if err := t.geoJSON(dir); err != nil {
			return nil, err
		}
	}
	if p := r.opt.Progress; p != nil {
		p(f.Name, f.Records, f.Records)
	}
	if t.bad || !t.kept {
		return nil, nil
	}
	return t, nil
}

// read takes the file through the witness. The error is for what ends the pass.
func (t *tableFile) read(ctx context.Context, w formats.Witness, in io.Reader) error {
	err := w.Read(in, t.f.Describe, func(part string, seq int64, cells []string) error {
		switch {
		case part != t.f.Part:
			return nil
		case seq%1024 == 0 && ctx.Err() != nil:
			return errStopped
		case seq == 1:
			t.header(cells)
			return nil
		}
		t.rows++
		t.row(cells)
		if t.res.probs.full(Layout, t.f.Name) {
			return errStopped
		}
		return nil
	})
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, errStopped):
		t.bad = true
	case err != nil:
		t.bad = true
		t.problem(Unreadable, 0, -1, "the released file cannot be read back to its end")
	}
	return nil
}

// account reads what the manifest says of the table; false where it makes no sense.
func (t *tableFile) account() bool {
	f, a := t.f, t.t
	fail := func(msg string) bool {
		t.res.probs.add(Problem{Kind: Manifest, File: f.Name, Msg: msg})
		return false
	}
	names := newNamer(t.res.engine)
	want, ok := columnsOf(a)
	if !ok {
		return fail("the manifest's account of the table has no dimension, no measure, or a name twice")
	}
	if len(f.Columns) != len(want) {
		return fail("the manifest's columns are not those of its account of the table")
	}
	for i := range f.Columns {
		if c := &f.Columns[i]; c.Name != want[i] || c.Out != i || c.Verb != "table" {
			return fail("the manifest's columns are not those of its account of the table")
		}
		t.names = append(t.names, names.display(want[i], i))
	}
	switch {
	case f.Part != "" || f.HeaderRow != 1 || f.Labels != 0:
		return fail("the manifest's account of the table is not one that a table has")
	case a.Cells < 0 || a.Hidden < 0 || a.Hidden > a.Cells || a.Below < 0 || a.Round < 0:
		return fail("the manifest's account of the table has counts that no table has")
	case a.GeoJSON != "" && (!plainName(a.GeoJSON) || a.GeoJSON != strings.TrimSuffix(f.Name, ".csv")+".geojson"):
		return fail("the manifest names a file of areas that is not named like its table")
	}
	for d := range a.Dims {
		if msg := t.dimension(&a.Dims[d]); msg != "" {
			return fail(msg)
		}
	}
	t.audit()
	t.room()
	return true
}

// columnsOf are the columns that a table's file has.
func columnsOf(a *exemptions.Table) ([]string, bool) {
	var out []string
	seen := map[string]bool{}
	ok := len(a.Dims) > 0 && len(a.Dims) <= mostTableDims && len(a.Measures) > 0
	add := func(name string) {
		ok = ok && name != "" && !seen[name]
		seen[name] = true
		out = append(out, name)
	}
	for _, d := range a.Dims {
		add(d.Name)
	}
	for _, m := range a.Measures {
		add(m.Name)
		add(m.Name + suffixHidden)
	}
	return out, ok
}

// dimension enters the codes of one dimension, as they are written.
func (t *tableFile) dimension(d *exemptions.TableDim) string {
	if d.Kind != "place" && d.Kind != "date" && d.Kind != "category" {
		return "the manifest has a dimension of a kind that this version does not know"
	}
	if d.Up != nil && len(d.Up) != len(d.Codes) {
		return "the manifest does not say of every code what it is part of"
	}
	at := map[string]int{codeTotal: 0}
	for i, c := range d.Codes {
		if _, twice := at[guardedCode(c)]; c == "" || twice {
			return "the manifest has a code that is blank, the total or there twice"
		}
		at[guardedCode(c)] = i + 1
	}
	for i := range d.Up {
		steps := 0
		for k := i; k >= 0; k = d.Up[k] {
			if steps++; d.Up[k] < -1 || d.Up[k] >= len(d.Codes) || steps > len(d.Codes) {
				return "the manifest has codes that are part of themselves or of no code"
			}
		}
	}
	t.place = append(t.place, at)
	t.first = append(t.first, map[string]int64{})
	return ""
}

// audit checks what the account says of hiding, as far as it can be told from
// the account alone.
func (t *tableFile) audit() {
	a := t.t
	switch {
	case a.Hidden > 0 && a.Audit == nil:
		t.problem(Manifest, 0, -1, "numbers are hidden and the manifest tells of no audit")
	case a.Hidden > 0 && a.Audit.Protected > 0 && a.Audit.Width < a.Audit.Required:
		t.problem(Manifest, 0, -1, "by the manifest's own account the hidden numbers are not protected as required")
	}
	sum := int64(0)
	for _, r := range a.Reasons {
		sum += r.Cells
	}
	if len(a.Reasons) > 0 && sum != a.Hidden {
		t.problem(Amount, 0, -1, "the manifest says %d hidden rows, its reasons %d", a.Hidden, sum)
	}
}

// room makes place for the rows.
func (t *tableFile) room() {
	t.grid = 1
	for d := range t.t.Dims {
		n := len(t.t.Dims[d].Codes) + 1
		t.size, t.step = append(t.size, n), append(t.step, t.grid)
		if t.grid > 0 && t.grid*n <= mostTableGrid {
			t.grid *= n
		} else {
			t.grid = 0
		}
	}
	if t.grid > 0 {
		t.rowAt = make([]int32, t.grid)
	}
	t.kept = t.grid > 0 && t.t.Cells <= mostTableRows
	t.sets = map[uint32]int{}
	t.cells = make([]int64, len(t.names))
	t.value = make([][]num, len(t.t.Measures))
}

// log takes the table's entries: one for each ground, each for every hidden cell.
func (t *tableFile) log(l *logReader) {
	l.begin(t.f)
	grounds := map[exemptions.Ground]bool{}
	n := 0
	for l.cur != nil && entryOf(l.cur, t.f) {
		e := l.cur
		n++
		switch {
		case e.Action != exemptions.Hidden:
			l.problem(e.N, "it has an action that does not belong to a table")
		case e.Row != 0 || e.RowID != "all" || e.Labels != 0 || e.Label != "":
			l.problem(e.N, "it names a row or a label of a table, which has none")
		case !t.measured(e.Columns):
			l.problem(e.N, "its columns are not the measures of the table")
		case grounds[e.Ground]:
			l.problem(e.N, "it repeats the reason of another entry for the table")
		case e.Cells != t.t.Hidden*int64(len(t.t.Measures)):
			l.problem(e.N, fmt.Sprintf("it counts %d hidden cells, the manifest %d", e.Cells, t.t.Hidden*int64(len(t.t.Measures))))
		}
		grounds[e.Ground] = true
		l.take()
	}
	if t.t.Hidden > 0 && n == 0 {
		t.problem(LogKind, 0, -1, "numbers are hidden and no entry of the log says so")
	}
	if t.t.Hidden == 0 && n > 0 {
		t.problem(LogKind, 0, -1, "the log says that numbers are hidden, and the manifest does not")
	}
}

// measured reports whether columns are the names of the measures, in order.
func (t *tableFile) measured(columns []string) bool {
	if len(columns) != len(t.t.Measures) {
		return false
	}
	for i, m := range t.t.Measures {
		if columns[i] != m.Name {
			return false
		}
	}
	return true
}
