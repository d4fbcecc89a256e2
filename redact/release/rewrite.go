package release

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/csv"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/internal/pipeline"
	"vaughn/redact/policy"
	"vaughn/redact/review"
)

// job is one input with its frozen plan, on its way into the work folder.
type job struct {
	*input
	plans   []*redact.Plan // by part
	spool   string         // path of the match spool
	ledgers []*ledger      // by part
	account []exemptions.File
	issues  []issue
	public  int64  // values masked here that the source still shows
	source  string // path of the lines of fix-upstream.csv; "" = the source shows nothing
	left    string // path of the list of input records that are left out

	number  int             // among the inputs
	asOf    time.Time       // the day on which law is judged
	queue   *review.Queue   // what waits for a person
	sampler *review.Sampler // nil = no sample is wanted
	proof   *review.Proof   // nil = no page for counsel is wanted
	hands   map[int64][]*hand
}

// issue is what stops or pends, by column and kind.
type issue struct {
	part, col int
	entity    detect.Entity
	stop      bool
	count     int64
	first     int64 // input record
	whole     bool  // the cells as they are wait
	possible  bool  // the finds are possible, not likely
}

// recOut are one record's slices of the item's outcome.
type recOut struct {
	edits, marks, issues, kept [2]int
	left                       *leftOut
}

type leftOut struct {
	rule   *policy.BoundRule
	ground *exemptions.Ground
	entity detect.Entity
}

// writeItem is one batch in pass 2.
type writeItem struct {
	batch formats.Batch
	frame frame
	out   redact.Outcome
	recs  []recOut
}

// tally counts a part's released cells.
type tally struct {
	cells, preexist []int64
	added           []int64 // by companion: cells that hold something
	kept            [][detect.NumEntities]int64
	rows, records   int64
	labels          int64
}

// rewrite is pass 2 over one input: the plan is applied and the released file is
// written to path.
func rewrite(ctx context.Context, env Env, e *detect.Engine, j *job, path string) (err error) {
	reader, err := j.doc.Records()
	if err != nil {
		return err
	}
	spool, err := openSpool(j.spool)
	if err != nil {
		return err
	}
	defer spool.Close()
	f, err := create(path, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	w := &rewriter{env: env, engine: e, job: j, reader: reader, spool: spool, out: bufio.NewWriterSize(f, 1<<16)}
	if err := w.run(ctx); err != nil {
		return err
	}
	if err := w.out.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// rewriter is the state of pass 2 over one input.
type rewriter struct {
	env     Env
	engine  *detect.Engine
	job     *job
	reader  formats.Reader
	spool   *spoolReader
	out     *bufio.Writer
	writer  formats.Writer
	left    *bufio.Writer
	lastOut int64 // last input record left out

	upstream *csv.Writer // what the source still shows; nil where it shows nothing
	tallies  []*tally
	done     int64
	rows     int64
}

func (w *rewriter) run(ctx context.Context) error {
	j := w.job
	workers := max(1, w.env.Jobs)
	redactors := make([][]*redact.Redactor, workers)
	rests := make([]remainder, workers)
	for k := range rests {
		rests[k].sc = w.engine.NewScanner()
	}
	var shapes []formats.Shape
	for i, p := range j.plans {
		shapes = append(shapes, p.Shape())
		for k := range workers {
			redactors[k] = append(redactors[k], redact.New(p))
		}
		n := len(j.parts[i].part.Names)
		w.tallies = append(w.tallies, &tally{cells: make([]int64, n), preexist: make([]int64, n),
			added: make([]int64, len(p.Companions())), kept: make([][detect.NumEntities]int64, n)})
	}
	lf, err := create(j.left, 0o600)
	if err != nil {
		return err
	}
	defer lf.Close()
	w.left = bufio.NewWriter(lf)
	if j.source != "" {
		uf, err := create(j.source, 0o600)
		if err != nil {
			return err
		}
		defer uf.Close()
		w.upstream = csv.NewWriter(uf)
	}
	if w.writer, err = j.doc.Rewrite(w.out, shapes); err != nil {
		return err
	}
	err = pipeline.Run(ctx, workers, pipeline.Stages[*writeItem]{
		New: func() *writeItem { return new(writeItem) },
		Next: func(it *writeItem) error {
			if err := w.reader.Next(&it.batch); err != nil {
				return err
			}
			return w.spool.next(&it.frame)
		},
		Work: func(k int, it *writeItem) error { return it.decide(j, redactors[k], &rests[k]) },
		Emit: w.emit,
	})
	if err != nil {
		return err
	}
	dropped, err := w.writer.Close()
	if err != nil {
		return err
	}
	j.accounts(w.tallies, dropped)
	if w.upstream != nil {
		if w.upstream.Flush(); w.upstream.Error() != nil {
			return w.upstream.Error()
		}
	}
	return w.left.Flush()
}

// decide runs the redactors over the batch.
func (it *writeItem) decide(j *job, rs []*redact.Redactor, rest *remainder) error {
	it.out.Reset()
	it.recs = it.recs[:0]
	cursor := 0
	o := &it.out
	for i := range it.batch.Records {
		rec := &it.batch.Records[i]
		r := recOut{edits: [2]int{len(o.Edits)}, marks: [2]int{len(o.Marks)}, issues: [2]int{len(o.Issues)}, kept: [2]int{len(o.Kept)}}
		if j.hands != nil {
			rs[rec.Part].ByHand(j.marks(rec))
		}
		if err := rest.decide(rs[rec.Part], rec, it.frame.of(i, &cursor), o); err != nil {
			return err
		}
		r.edits[1], r.marks[1], r.issues[1], r.kept[1] = len(o.Edits), len(o.Marks), len(o.Issues), len(o.Kept)
		if o.Left {
			r.left = &leftOut{o.LeftRule, o.LeftGround, o.LeftEntity}
		}
		it.recs = append(it.recs, r)
	}
	return nil
}

// emit writes the batch and books its marks.
func (w *rewriter) emit(it *writeItem) error {
	for i := range it.batch.Records {
		rec, r := &it.batch.Records[i], &it.recs[i]
		t, led := w.tallies[rec.Part], w.job.ledgers[rec.Part]
		w.issues(rec, it.out.Issues[r.issues[0]:r.issues[1]])
		w.proof(rec, r, &it.out)
		if r.left != nil {
			if err := w.leave(rec, r.left, led); err != nil {
				return err
			}
			continue
		}
		edits := it.out.Edits[r.edits[0]:r.edits[1]]
		if err := w.writer.Write(rec, edits, nil); err != nil {
			return err
		}
		w.draw(rec, edits, it.out.Issues[r.issues[0]:r.issues[1]])
		t.records++
		if rec.Role == formats.RoleData {
			t.rows++
			w.rows++
			t.count(rec, edits)
		}
		for _, k := range it.out.Kept[r.kept[0]:r.kept[1]] {
			t.kept[k.Cell][k.Entity]++
		}
		marks := it.out.Marks[r.marks[0]:r.marks[1]]
		if len(marks) == 0 {
			continue
		}
		id := rowID(w.job.plans[rec.Part], rec, edits, t.records)
		for k := range marks {
			t.labels += int64(marks[k].Labels)
			source := w.upstream != nil && atSource(&marks[k])
			if source {
				if err := w.fix(rec, &marks[k], id); err != nil {
					return err
				}
			}
			if err := led.mark(&marks[k], t.records, id, source); err != nil {
				return err
			}
		}
	}
	w.done += int64(len(it.batch.Buf))
	w.env.event(Event{Stage: "write", File: w.job.name, Done: min(w.done, w.job.size), Total: w.job.size, Rows: w.rows})
	return nil
}

// shortestLabel is less than the length of any label.
const shortestLabel = len("[ withheld: ]")

// count adds the record's non-blank cells, the labels that it came with and what
// is written beside them.
func (t *tally) count(rec *formats.Record, edits []formats.Edit) {
	for i := len(edits) - 1; i >= 0 && edits[i].Cell >= len(t.cells); i-- { // by cell, so these are the last
		// A field beyond the header is no companion; the writer takes none beside it.
		if k := edits[i].Cell - len(t.cells); k < len(t.added) && edits[i].New != "" {
			t.added[k]++
		}
	}
	n := min(len(rec.Cells), len(t.cells))
	for c := range n {
		s := rec.Cells[c].Text
		if blank(s) {
			continue
		}
		t.cells[c]++
		if len(s) >= shortestLabel && strings.IndexByte(s, '[') >= 0 {
			t.preexist[c] += int64(exemptions.CountLabels(s))
		}
	}
}

func (w *rewriter) leave(rec *formats.Record, l *leftOut, led *ledger) error {
	if err := w.writer.Drop(rec); err != nil {
		return err
	}
	led.left(l.rule, l.ground, l.entity)
	var b [binary.MaxVarintLen64]byte
	_, err := w.left.Write(b[:binary.PutUvarint(b[:], uint64(rec.Seq-w.lastOut))])
	w.lastOut = rec.Seq
	return err
}

func (w *rewriter) issues(rec *formats.Record, found []redact.Issue) {
next:
	for i := range found {
		f := &found[i]
		whole, possible := f.Likelihood == 0, f.Likelihood == detect.Possible
		w.waits(rec.Part, f)
		for k := range w.job.issues {
			is := &w.job.issues[k]
			if is.part == rec.Part && is.col == f.Cell && is.entity == f.Entity && is.stop == f.Stop && is.whole == whole && is.possible == possible {
				is.count++
				continue next
			}
		}
		w.job.issues = append(w.job.issues, issue{rec.Part, f.Cell, f.Entity, f.Stop, 1, rec.Seq, whole, possible})
	}
}

// rowID is the id of a record as released: the policy's row id where that cell
// is released as it is, else the record number.
func rowID(p *redact.Plan, rec *formats.Record, edits []formats.Edit, row int64) string {
	c := p.Bound.RowID
	if rec.Role == formats.RoleData && c >= 0 && !p.Columns[c].Entity.Personal() && c < len(rec.Cells) && !p.Dropped(c) && !blank(rec.Cells[c].Text) {
		for _, e := range edits {
			if e.Cell == c {
				c = -1
				break
			}
		}
		if c >= 0 && isID(rec.Cells[c].Text) {
			return strings.TrimSpace(rec.Cells[c].Text)
		}
	}
	return "row " + strconv.FormatInt(row, 10)
}

// isID reports whether a row id looks like one: a number, or a word or two with a
// digit. A policy may name a column of names or texts, and the public log is no
// place for those.
func isID(s string) bool {
	if len(s) > maxID {
		return false
	}
	digit, fields := false, 0
	for f := range strings.FieldsSeq(s) {
		fields++
		digit = digit || strings.ContainsAny(f, "0123456789")
	}
	return digit && fields <= 2
}

// maxID is the longest row id, in bytes.
const maxID = 64

// accounts fills the file's account for the manifest.
func (j *job) accounts(tallies []*tally, dropped []formats.Dropped) {
	for i := range j.parts {
		p, t, plan := &j.parts[i], tallies[i], j.plans[i]
		f := exemptions.File{Name: j.name, Part: p.part.Name, Format: j.format.Name, Describe: j.doc.Describe(),
			RowsIn: p.rows, RowsOut: t.rows, HeaderRow: p.part.HeaderRow, Records: t.records, Labels: t.labels}
		if c := plan.Bound.RowID; c >= 0 && !plan.Dropped(c) {
			f.RowID = p.part.Names[c]
		}
		out := 0
		for c, name := range p.part.Names {
			col := exemptions.Column{Name: name, Index: c, Out: -1, Verb: verbs(plan, c), Holds: holds(plan, c), Names: plan.Columns[c].Reading.String(), Firms: plan.Columns[c].Business}
			if !plan.Dropped(c) {
				col.Out, col.Cells, col.Preexist = out, t.cells[c], t.preexist[c]
				out++
				for _, e := range detect.Entities() {
					if n := t.kept[c][e]; n > 0 {
						if col.Kept == nil {
							col.Kept = map[string]int64{}
						}
						col.Kept[e.String()] = n
					}
				}
			}
			f.Columns = append(f.Columns, col)
		}
		for k, c := range plan.Companions() {
			f.Columns = append(f.Columns, exemptions.Column{Name: c.Name, Index: c.Of, Out: out, Cells: t.added[k], Verb: "added", Added: true})
			out++
		}
		for _, n := range p.part.Notes {
			f.Notes = append(f.Notes, n.Text)
		}
		for _, d := range dropped {
			f.Notes = append(f.Notes, "not carried over: "+d.What+" ×"+strconv.Itoa(d.Count))
		}
		j.account = append(j.account, f)
	}
}

// verbs names what the policy does with column c: one verb, or "rules".
func verbs(p *redact.Plan, c int) string {
	rules := p.Bound.Columns[c].Rules
	if len(rules) == 1 {
		return string(rules[0].Do)
	}
	return "rules"
}

// holds are the entities that every rule of column c, or some of them, keep.
func holds(p *redact.Plan, c int) []string {
	var out []string
	for _, e := range detect.Entities() {
		for _, r := range p.Bound.Columns[c].Rules {
			if r.Holds[e] || p.Bound.Opened(r, c, e) != nil {
				out = append(out, e.String())
				break
			}
		}
	}
	return out
}

// workPath is a file of the job in the work folder, named by number: an input's
// name may itself be withheld.
func workPath(dir string, i int, ext string) string {
	return filepath.Join(dir, strconv.Itoa(i)+ext)
}
