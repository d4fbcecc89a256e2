package verify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vaughn/exemptions"
)

// joiner matches what stands in one released file with the entries of the log,
// both in the order of rows, in memory that does not grow with either.
type joiner struct {
	f      *exemptions.File
	lay    *layout
	log    *logReader
	probs  *problems
	inputs bool

	wide     []wideEntry // entries for whole columns
	row      []claim     // entries of the row at hand
	cols     []int       // backing store of row[i].cols
	last     int64
	preexist []int64 // labels of the source that were met, by column (bundle alone)
	labels   int64   // sum over the entries
	rowsLeft int64
}

// claim is what an entry says about cells: which, what stands there, how often.
type claim struct {
	n             int64 // number of the entry
	cols          []int // source columns
	kind          hitKind
	label         string
	labels, cells int64
}

// wideEntry is a claim on whole columns, with what was met so far.
type wideEntry struct {
	claim
	gotLabels, gotCells int64
}

func (j *joiner) problem(k Kind, row int64, src int, format string, args ...any) {
	p := Problem{Kind: k, File: j.f.Name, Row: row, Msg: fmt.Sprintf(format, args...)}
	if src >= 0 {
		p.Col = j.lay.source(src)
	}
	j.probs.add(p)
}

// begin reads the entries for whole columns, which come first.
func (j *joiner) begin() {
	j.log.begin(j.f)
	out := make([]int, len(j.lay.cols))
	for {
		e, ok := j.log.peek()
		if !ok || !entryOf(e, j.f) || e.Row != 0 || e.Action == exemptions.RowOut {
			break
		}
		if e.RowID != "all" && (e.RowID != "not listed" || e.Action == exemptions.ColumnOut) {
			j.problem(LogKind, 0, -1, "entry %d names no row", e.N)
		}
		if e.Action == exemptions.ColumnOut {
			j.columnOut(e, out)
		} else if c, ok := j.claim(e, nil); ok {
			j.wide = append(j.wide, wideEntry{claim: c})
		}
		j.labels += e.Labels
		j.log.take()
	}
	for i := range j.lay.cols {
		switch {
		case j.lay.cols[i].out < 0 && out[i] == 0:
			j.problem(LogKind, 0, i, "the column is left out and no entry says so")
		case out[i] > 1:
			j.problem(LogKind, 0, i, "more than one entry says that the column is left out")
		}
	}
}

// columnOut checks an entry for a column that is left out.
func (j *joiner) columnOut(e *exemptions.Entry, out []int) {
	if e.Labels != 0 || e.Label != "" {
		j.problem(LogKind, 0, -1, "entry %d is for a column that is left out and counts labels", e.N)
	}
	for _, name := range e.Columns {
		i, ok := j.lay.byName[name]
		if !ok || j.lay.cols[i].out >= 0 {
			j.problem(LogKind, 0, -1, "entry %d says that a column is left out, and the manifest does not", e.N)
			continue
		}
		out[i]++
	}
}

// claim reads what an entry says about cells; its columns are appended to cols.
func (j *joiner) claim(e *exemptions.Entry, cols []int) (claim, bool) {
	c := claim{n: e.N, cols: cols, label: e.Label, labels: e.Labels, cells: e.Cells}
	switch {
	case e.Action == exemptions.Masked, e.Action == exemptions.Withheld:
		c.kind = hitLabel
		if !isLabel(e.Label) {
			j.problem(LogKind, e.Row, -1, "entry %d has no readable label", e.N)
			return c, false
		}
	case e.Action == exemptions.Coded:
		c.kind, c.label = hitCoded, ""
		if e.Labels != 0 {
			j.problem(LogKind, e.Row, -1, "entry %d is for codes and counts labels", e.N)
			return c, false
		}
	case strings.HasPrefix(string(e.Action), string(exemptions.ShownAs)):
		c.kind, c.label = hitShown, ""
	default:
		j.problem(LogKind, e.Row, -1, "entry %d has an action that this version does not know, or that does not belong there", e.N)
		return c, false
	}
	for _, name := range e.Columns {
		i, ok := j.column(name)
		if !ok {
			j.problem(LogKind, e.Row, -1, "entry %d names a column that the file does not have", e.N)
			return c, false
		}
		c.cols = append(c.cols, i)
	}
	if len(e.Columns) == 0 || e.Cells < 1 || c.kind == hitLabel && e.Labels < e.Cells {
		j.problem(LogKind, e.Row, -1, "entry %d covers nothing", e.N)
		return c, false
	}
	return c, true
}

// column finds a source column by its unique name; "col: 24" names a field
// beyond the header.
func (j *joiner) column(name string) (int, bool) {
	if i, ok := j.lay.byName[name]; ok {
		return i, true
	}
	num, ok := strings.CutPrefix(name, "col: ")
	if !ok || len(num) > 6 || !allDigits(num) {
		return 0, false
	}
	n, err := strconv.Atoi(num)
	return n - 1, err == nil && n > len(j.lay.cols)
}

// batch joins one batch of released records with the entries of its rows.
func (j *joiner) batch(it *item) {
	end := it.out.row + int64(it.out.len())
	hits := it.res.hits
	for len(hits) > 0 || j.entryBelow(end) {
		row := end
		if len(hits) > 0 {
			row = hits[0].row
		}
		if e, ok := j.log.peek(); ok && j.entryBelow(end) && e.Row < row {
			row = e.Row
		}
		n := 0
		for n < len(hits) && hits[n].row == row {
			n++
		}
		j.entries(row, it)
		j.rowJoin(row, hits[:n])
		hits = hits[n:]
	}
}

// entryBelow reports whether the next entry is for a row below end.
func (j *joiner) entryBelow(end int64) bool {
	e, ok := j.log.peek()
	return ok && entryOf(e, j.f) && e.Row > 0 && e.Row < end
}

// entries takes the entries of one row.
func (j *joiner) entries(row int64, it *item) {
	j.row, j.cols = j.row[:0], j.cols[:0]
	for {
		e, ok := j.log.peek()
		if !ok || !entryOf(e, j.f) || e.Row != row {
			return
		}
		if row < j.last {
			j.problem(LogKind, row, -1, "entry %d stands in the wrong place of the log", e.N)
		}
		j.last = row
		j.labels += e.Labels
		if k := row - it.out.row; k < 0 || !rowIDIs(e.RowID, row, &it.out, int(k)) {
			j.problem(LogKind, row, -1, "entry %d has a row id that is not in the released record", e.N)
		}
		start := len(j.cols)
		if c, ok := j.claim(e, j.cols); ok {
			j.cols = c.cols
			c.cols = c.cols[start:len(c.cols):len(c.cols)]
			j.row = append(j.row, c)
		}
		j.log.take()
	}
}

// rowIDIs reports whether id is "row N" or a cell of record k.
func rowIDIs(id string, row int64, out *outBatch, k int) bool {
	if num, ok := strings.CutPrefix(id, "row "); ok && num == strconv.FormatInt(row, 10) {
		return true
	}
	if id == "" {
		return false
	}
	at := out.start(out.recs[k])
	for i := out.recs[k]; i < out.recs[k+1]; i++ {
		if strings.TrimSpace(view(out.buf[at:out.ends[i]])) == id {
			return true
		}
		at = out.ends[i] + 1
	}
	return false
}

// rowJoin lets each entry of the row claim its hits; what nobody claims belongs
// to an entry for the whole column, to the source, or to no one.
func (j *joiner) rowJoin(row int64, hits []hit) {
	for i := 1; i < len(j.row); i++ { // the narrowest claims first
		for k := i; k > 0 && len(j.row[k].cols) < len(j.row[k-1].cols); k-- {
			j.row[k], j.row[k-1] = j.row[k-1], j.row[k]
		}
	}
	for i := range j.row {
		c := &j.row[i]
		if c.kind == hitCoded && !j.inputs {
			continue
		}
		labels, cells := c.take(hits)
		want := c.labels
		if c.kind == hitCoded {
			want, labels = c.cells, cells
		}
		switch {
		case labels != want:
			j.problem(LabelKind, row, c.cols[0], "entry %d counts %d here, the file has %d", c.n, want, labels)
		case cells != c.cells:
			j.problem(LabelKind, row, c.cols[0], "entry %d counts %d cells, the file has %d", c.n, c.cells, cells)
		}
	}
	for i := range hits {
		if hits[i].n > 0 {
			j.rest(&hits[i])
		}
	}
}

// take removes what the claim covers from hits, and counts it.
func (c *claim) take(hits []hit) (labels, cells int64) {
	want := c.labels
	if c.kind == hitCoded {
		want = c.cells
	}
	for i := range hits {
		h := &hits[i]
		if h.n == 0 || labels == want || !c.covers(h) {
			continue
		}
		n := min(h.n, want-labels)
		h.n -= n
		labels += n
		cells++
	}
	return labels, cells
}

func (c *claim) covers(h *hit) bool {
	return h.kind == c.kind && h.label == c.label && slices.Contains(c.cols, h.src)
}

// rest books a hit that no entry of its row claims.
func (j *joiner) rest(h *hit) {
	var full *wideEntry
	for i := range j.wide {
		w := &j.wide[i]
		if !w.covers(h) {
			continue
		}
		full = w
		if w.gotLabels < w.labels || w.kind == hitCoded && w.gotCells < w.cells {
			break
		}
	}
	if full != nil && (full.gotLabels < full.labels || full.kind == hitCoded || !j.mayPreexist(h)) {
		full.gotLabels += h.n
		full.gotCells++
		return
	}
	if j.mayPreexist(h) {
		j.preexist[h.src] += h.n
		return
	}
	switch h.kind {
	case hitLabel:
		j.problem(LabelKind, h.row, h.src, "a label stands here that no entry of the log covers")
	case hitShown:
		j.problem(LabelKind, h.row, h.src, "a cell is said to be less exact, and no entry of the log covers it")
	default:
		j.problem(Altered, h.row, h.src, "the cell differs from its source, and neither a label nor an entry accounts for it")
	}
}

// mayPreexist reports whether a label may be one that the source holds. With the
// inputs those were told apart before.
func (j *joiner) mayPreexist(h *hit) bool {
	return !j.inputs && h.kind == hitLabel && h.src < len(j.lay.cols) && j.preexist[h.src]+h.n <= j.lay.cols[h.src].preexist
}

// end takes the entries after the last row and settles the sums.
func (j *joiner) end() {
	for {
		e, ok := j.log.peek()
		if !ok || !entryOf(e, j.f) {
			break
		}
		switch {
		case e.Row > 0:
			j.problem(LabelKind, e.Row, -1, "entry %d is for a row that the file does not have", e.N)
		case e.Action != exemptions.RowOut:
			j.problem(LogKind, 0, -1, "entry %d stands in the wrong place of the log", e.N)
		case e.Labels != 0 || e.Label != "":
			j.problem(LogKind, 0, -1, "entry %d is for rows left out and counts labels", e.N)
		case e.Cells < 1:
			j.problem(LogKind, 0, -1, "entry %d covers nothing", e.N)
		default:
			j.rowsLeft += e.Cells
		}
		j.labels += e.Labels
		j.log.take()
	}
	for i := range j.wide {
		w := &j.wide[i]
		switch {
		case w.kind == hitCoded && !j.inputs:
		case w.kind == hitCoded && w.gotCells == w.cells:
		case w.kind != hitCoded && w.gotLabels == w.labels && w.gotCells == w.cells:
		case w.kind != hitCoded && w.gotLabels != w.labels:
			j.problem(LabelKind, 0, w.cols[0], "entry %d counts %d labels in the column, the file has %d", w.n, w.labels, w.gotLabels)
		default:
			j.problem(LabelKind, 0, w.cols[0], "entry %d counts %d cells in the column, the file has %d", w.n, w.cells, w.gotCells)
		}
	}
}
