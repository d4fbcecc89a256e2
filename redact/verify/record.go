package verify

import (
	"hash/maphash"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/internal/recall"
)

// hitKind says what a hit counts.
type hitKind uint8

const (
	hitLabel hitKind = iota // a label in a cell or in its companion
	hitShown                // a cell whose companion says what it is shown as
	hitCoded                // a cell that differs without a label: a code, or an alteration
)

// hit is something in the released file that the log must account for.
type hit struct {
	row   int64
	src   int // source column; the header's width and more for fields beyond it
	kind  hitKind
	n     int64
	label string // valid until the batch is reused
}

// findings are what the work on one batch yields, in the order of the records.
type findings struct {
	problems []Problem
	hits     []hit
	withheld []uint64 // digests of strong values
	names    []uint64 // digests of names and addresses
	present  []mark   // strong values that stand in the release
	titles   []string // cells above the header, labels aside
}

func (f *findings) reset() {
	f.problems, f.hits = f.problems[:0], f.hits[:0]
	f.withheld, f.names, f.present = f.withheld[:0], f.names[:0], f.present[:0]
	f.titles = f.titles[:0]
}

// tally is what a worker counts over the whole file.
type tally struct {
	kept     [][detect.NumEntities]int64 // by output column, one more for what lies beyond
	preexist []int64                     // labels of the source, by source column
	changed  []int64                     // cells masked, withheld or made less exact
	cells    []int64                     // by source column: released cells of data records that are not blank, or emptied
	promised []Held                      // by promise
	named    []int64                     // by output column: cells that are a name, where none was expected
	added    []int64                     // by output column: cells of an added column that hold something
	data     int64                       // released data records
	blank    int64                       // released blank lines; without an input also records whose only field is blank
	leftRows int64
}

func newTally(l *layout) tally {
	return tally{kept: make([][detect.NumEntities]int64, len(l.outs)+1),
		preexist: make([]int64, len(l.cols)), cells: make([]int64, len(l.cols)), changed: make([]int64, len(l.cols)), added: make([]int64, len(l.outs)), named: make([]int64, len(l.outs))}
}

func (t *tally) add(o *tally) {
	for i := range t.kept {
		for e := range t.kept[i] {
			t.kept[i][e] += o.kept[i][e]
		}
	}
	for i := range t.preexist {
		t.preexist[i] += o.preexist[i]
		t.changed[i] += o.changed[i]
		t.cells[i] += o.cells[i]
	}
	for i := range t.added {
		t.added[i] += o.added[i]
		t.named[i] += o.named[i]
	}
	addHeld(t.promised, o.promised)
	t.data += o.data
	t.blank += o.blank
	t.leftRows += o.leftRows
}

// worker checks records of one file. It belongs to one goroutine at a time.
type worker struct {
	f       *exemptions.File
	fileNo  uint32
	lay     *layout
	seed    maphash.Seed
	inputs  bool // this file's input is at hand
	store   bool // withheld values are known: of this file or of another
	engine  *detect.Engine
	scan    *recall.Scanner // of released cells, without their headers
	source  *recall.Scanner // of source cells
	text    detect.Text
	ms, ms2 []detect.Match
	promise *promises
	raw     candidates
	unread  bool // the cell read last is a name that does not count in its column
	al      aligner
	needles needles
	cells   []string // of the released record
	blank   []byte   // the record with its labels overwritten
	plain   []string // its cells
	free    []string // backing store of plain where there are labels
	key     []byte
	tally   tally
	err     error

	// of the record at hand
	res  *findings
	row  int64
	role formats.Role
}

// work is the Work stage of the pipeline.
func (w *worker) work(it *item) error {
	w.res = &it.res
	w.err = nil
	k := 0
	if !w.inputs {
		for ; k < it.out.len() && w.err == nil; k++ {
			w.record(it, k, nil)
		}
		return w.err
	}
	for i := range it.in.Records {
		rec := &it.in.Records[i]
		switch it.fate[i] {
		case released:
			if k < it.out.len() {
				w.record(it, k, rec)
			}
			k++
		case leftOut:
			w.leftRecord(rec)
		case elsewhere:
		default:
			w.problem(Layout, -1, "a record of the input is in no account")
		}
		if w.err != nil {
			return w.err
		}
	}
	return nil
}

// record checks one released record; src is its source, nil without inputs.
func (w *worker) record(it *item, k int, src *formats.Record) {
	w.row = it.out.row + int64(k)
	w.cells = it.out.cells(w.cells[:0], k)
	text := it.out.text(k)
	w.needles.reset()
	w.raw.ok = false
	w.role = w.roleOf(src)
	w.plain = w.cells
	labels := 0
	if at := strings.IndexByte(text, '['); at >= 0 {
		text, labels = w.overwrite(text, at)
	}
	w.needles.mail = strings.IndexByte(text, '@') >= 0
	if src != nil {
		w.compare(src, labels > 0)
	} else if labels > 0 {
		w.count()
	}
	if w.role == formats.RoleTitle && w.store {
		for _, c := range w.plain {
			w.res.titles = append(w.res.titles, strings.Clone(c))
		}
	}
	w.companions(src)
	w.detect()
	if len(w.needles.list) > 0 {
		w.search(text)
	}
}

// roleOf is the record's role; without a source it is told by the place.
func (w *worker) roleOf(src *formats.Record) formats.Role {
	var r formats.Role
	switch {
	case src != nil:
		r = src.Role
	case w.row == w.f.HeaderRow:
		r = formats.RoleHeader
	case w.row < w.f.HeaderRow:
		r = formats.RoleTitle
	default:
		r = formats.RoleData
		if len(w.cells) == 0 || len(w.cells) == 1 && isBlank(w.cells[0]) {
			r = formats.RoleBlank
		}
	}
	if r == formats.RoleBlank {
		w.tally.blank++
	}
	if r == formats.RoleData {
		w.tally.data++
		for _, i := range w.lay.kept {
			if c := &w.lay.cols[i]; !isBlank(w.out(c.out)) || c.withheld >= 0 && w.out(c.withheld) != "" {
				w.tally.cells[i]++
			}
		}
		for _, i := range w.lay.paired {
			for _, o := range [...]int{w.lay.cols[i].withheld, w.lay.cols[i].shown} {
				if w.out(o) != "" {
					w.tally.added[o]++
				}
			}
		}
	}
	return r
}

// overwrite makes the record's text and cells without its labels; the first
// bracket stands at bracket.
func (w *worker) overwrite(text string, bracket int) (plain string, labels int) {
	w.blank = append(w.blank[:0], text...)
	w.free = append(w.free[:0], w.cells...)
	w.plain = w.free
	at := 0
	for o, c := range w.cells {
		if bracket < at+len(c) {
			b := w.blank[at : at+len(c)]
			if n := blankLabels(b, c); n > 0 {
				labels += n
				w.free[o] = view(b)
			}
			next := strings.IndexByte(text[at+len(c):], '[')
			if next < 0 {
				break
			}
			bracket = at + len(c) + next
		}
		at += len(c) + 1
	}
	return view(w.blank), labels
}

// out is the released cell at position o, "" where the record ends before it.
func (w *worker) out(o int) string {
	if o >= 0 && o < len(w.cells) {
		return w.cells[o]
	}
	return ""
}

// count books the labels of a record whose source is not at hand.
func (w *worker) count() {
	for o, c := range w.cells {
		if strings.IndexByte(c, '[') < 0 {
			continue
		}
		src := len(w.lay.cols) + o - len(w.lay.outs)
		if w.role == formats.RoleTitle {
			src = o // a title line belongs to no column; its fields stay where they are
		} else if o < len(w.lay.outs) {
			if w.lay.outs[o].role != roleOwn {
				continue
			}
			src = w.lay.outs[o].src
		}
		w.labels(src, c)
	}
}

// labels books every label of a cell.
func (w *worker) labels(src int, cell string) {
	for at := 0; ; {
		start, end, ok := exemptions.NextLabel(cell, at)
		if !ok {
			return
		}
		w.hit(src, hitLabel, cell[start:end])
		at = end
	}
}

// hit books one thing that the log must account for; the same label of the same
// cell is one hit with a higher number.
func (w *worker) hit(src int, kind hitKind, label string) {
	h := w.res.hits
	for i := len(h) - 1; i >= 0 && h[i].row == w.row && h[i].src == src; i-- {
		if h[i].kind == kind && h[i].label == label {
			h[i].n++
			return
		}
	}
	w.res.hits = append(h, hit{row: w.row, src: src, kind: kind, n: 1, label: label})
}

// companions checks the added columns of one record: headers, labels, what
// cells are shown as.
func (w *worker) companions(src *formats.Record) {
	for _, i := range w.lay.paired {
		c := &w.lay.cols[i]
		for _, o := range [...]int{c.withheld, c.shown} {
			if o < 0 {
				continue
			}
			text := w.out(o)
			switch {
			case w.role != formats.RoleData && w.role != formats.RoleHeader:
			case w.role == formats.RoleHeader:
				if text != w.lay.outs[o].name {
					w.problem(Layout, o, "the header of an added column is not the one in the manifest")
				}
			case text == "":
			case o == c.shown:
				w.hit(i, hitShown, "")
			case isLabel(text):
				w.hit(i, hitLabel, text)
				if own := w.out(c.out); own != "" {
					w.problem(Altered, o, "a label says that the cell is withheld, and the cell is not empty")
				}
			default:
				w.problem(Altered, o, "an added column holds something other than a label")
			}
		}
	}
	if src == nil && w.role == formats.RoleHeader {
		w.header()
	}
}

// header compares the released header with the manifest's names.
func (w *worker) header() {
	for i := range w.lay.cols {
		c := &w.lay.cols[i]
		if c.out < 0 {
			continue
		}
		if text := w.out(c.out); !headerIs(text, c.name) {
			w.problem(Layout, c.out, "the header is not the one in the manifest")
		}
	}
}

// headerIs reports whether a header as written has the unique name: the header
// itself, "name#2" for a repeated one, "col: 3" for a blank one. A header in
// which something was withheld differs from the name of its column.
func headerIs(text, name string) bool {
	t, n := strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(name), " ")
	if t == n || t == "" && strings.HasPrefix(n, "col: ") {
		return true
	}
	if base, num, ok := cutLast(n, '#'); ok && allDigits(num) && base == t {
		return true
	}
	return exemptions.CountLabels(text) > 0
}

func cutLast(s string, sep byte) (before, after string, ok bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// problem books a problem at output column o of the record, -1 for the record.
func (w *worker) problem(k Kind, o int, msg string) {
	p := Problem{Kind: k, File: w.f.Name, Row: w.row, Msg: msg}
	if o >= 0 {
		p.Col = w.lay.display(o)
	}
	w.res.problems = append(w.res.problems, p)
}
