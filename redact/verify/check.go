package verify

import (
	"context"
	"errors"
	"fmt"
	"os"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact/internal/pipeline"
	"vaughn/redact/internal/recall"
)

// check is the pass over one released file.
type check struct {
	f       *exemptions.File
	lay     *layout
	res     *Result
	log     *logReader
	mode    mode
	out     *outReader
	feed    *feed
	workers []*worker
	join    joiner
}

// scanError is a cell that the detectors could not examine.
type scanError struct {
	file string
	row  int64
	err  error
}

func (e *scanError) Error() string {
	return fmt.Sprintf("%s, record %d: the detectors could not examine the record: %v", e.file, e.row, e.err)
}

func (e *scanError) Unwrap() error { return e.err }

// errEnough ends the pass over a file with which too much is wrong.
var errEnough = errors.New("too many problems")

// newCheck prepares the pass over file number no. It is nil, with a problem, for
// a file that is not there or whose account makes no sense.
func newCheck(dir string, f *exemptions.File, no int, r *Result, log *logReader, m mode) (*check, error) {
	w := witness(r.opt.Formats, f.Format)
	if w == nil {
		return nil, fmt.Errorf("verify: %s: no second reader for this kind of file", f.Name)
	}
	lay, ok := newLayout(f, r.engine, r.probs)
	if !ok {
		return nil, nil
	}
	in, err := r.input(f, m)
	if err != nil {
		return nil, err
	}
	out, err := r.openOut(dir, f, w)
	if errors.Is(err, os.ErrNotExist) {
		r.probs.add(Problem{Kind: Unreadable, File: f.Name, Msg: "the file is in the manifest and not in the folder"})
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("verify: %s cannot be opened: %w", f.Name, err)
	}
	c := &check{f: f, lay: lay, res: r, log: log, mode: m, out: out}
	if c.feed, err = newFeed(out, in, f.Part); err != nil {
		return nil, errors.Join(err, out.close())
	}
	for range max(1, r.opt.Jobs) {
		sc := r.engine.NewScanner()
		c.workers = append(c.workers, &worker{f: f, fileNo: uint32(no), lay: lay, seed: r.opt.Seed, inputs: in != nil, store: r.store != nil,
			engine: r.engine, scan: recall.New(sc, len(lay.outs)), source: recall.New(sc, len(lay.cols)), promise: r.promises, tally: newTally(lay)})
		c.workers[len(c.workers)-1].tally.promised = r.promises.held()
	}
	c.join = joiner{f: f, lay: lay, log: log, probs: r.probs, inputs: in != nil, preexist: make([]int64, len(lay.cols))}
	return c, nil
}

// input is the source of f, nil for the bundle alone.
func (r *Result) input(f *exemptions.File, m mode) (*Input, error) {
	if r.opt.Inputs == nil {
		return nil, nil
	}
	in, ok := r.opt.Inputs[f.Name]
	switch {
	case ok && in.Doc != nil:
		r.compared++
		return &in, nil
	case m.partial:
		r.NotChecked = append(r.NotChecked, f.Name+": whether its text is otherwise unchanged, and whether its withheld values stand elsewhere (its input is not at hand)")
		return nil, nil
	default:
		return nil, fmt.Errorf("verify: %s: the input of this file was not given", f.Name)
	}
}

func witness(list []formats.Format, name string) formats.Witness {
	for i := range list {
		if list[i].Name == name {
			return list[i].Witness
		}
	}
	return nil
}

// run reads the file to its end.
func (c *check) run(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, c.out.close()) }()
	c.join.begin()
	err = pipeline.Run(ctx, len(c.workers), pipeline.Stages[*item]{
		New:  func() *item { return new(item) },
		Next: c.feed.fill,
		Work: func(w int, it *item) error { return c.workers[w].work(it) },
		Emit: c.emit,
	})
	if errors.Is(err, errEnough) {
		c.log.skip(c.f)
		return nil
	}
	if err != nil {
		return err
	}
	c.join.end()
	c.account()
	c.res.sum(c.f.Name, c.out.file)
	return nil
}

// emit takes over what a batch yielded.
func (c *check) emit(it *item) error {
	for _, p := range it.res.problems {
		c.res.probs.add(p)
	}
	if s := c.res.store; s != nil {
		for _, h := range it.res.withheld {
			if err := s.withheld.add(mark{hash: h}); err != nil {
				return err
			}
		}
		for _, h := range it.res.names {
			if err := s.names.add(mark{hash: h}); err != nil {
				return err
			}
		}
		for _, m := range it.res.present {
			if err := s.present.add(m); err != nil {
				return err
			}
		}
		for _, t := range it.res.titles { // a title stands above the data, as a document does
			c.res.sweep().once(c.res.sweep().file(c.f.Name), t)
		}
	}
	c.join.batch(it)
	if p := c.res.opt.Progress; p != nil {
		p(c.f.Name, it.out.row+int64(it.out.len())-1, c.f.Records)
	}
	if c.res.probs.full(Altered, c.f.Name) || c.res.probs.full(LabelKind, c.f.Name) {
		return errEnough
	}
	return nil
}

// account holds the manifest's figures against the file.
func (c *check) account() {
	bad := func(k Kind, format string, args ...any) {
		c.res.probs.add(Problem{Kind: k, File: c.f.Name, Msg: fmt.Sprintf(format, args...)})
	}
	if c.out.err != nil {
		bad(Unreadable, "the released file cannot be read back to its end")
	}
	if c.feed.short {
		bad(Layout, "the released file has fewer records than its input less the rows left out")
	}
	if c.feed.long {
		bad(Layout, "the released file has more records than its input less the rows left out")
	}
	t := newTally(c.lay)
	t.promised = c.res.Promises // goes on from the files before
	for _, w := range c.workers {
		t.add(&w.tally)
	}
	c.rows(&t, bad)
	c.columns(&t)
	c.kept(&t)
	c.named(&t)
	c.res.Labels += c.join.labels
	for _, n := range t.cells {
		c.res.Cells += n
	}
}

// rows compares the numbers of records.
func (c *check) rows(t *tally, bad func(Kind, string, ...any)) {
	f := c.f
	if c.out.row != f.Records {
		bad(Amount, "the manifest says %d records, the file has %d", f.Records, c.out.row)
	}
	// Without the input a record whose only field is blank may be data.
	if t.data != f.RowsOut && (c.feed.in != nil || t.data > f.RowsOut || t.data+t.blank < f.RowsOut) {
		bad(Amount, "the manifest says %d rows, the file has %d", f.RowsOut, t.data)
	}
	if left := f.RowsIn - f.RowsOut; left != c.join.rowsLeft {
		bad(Amount, "by the manifest %d rows are left out, by the log %d", left, c.join.rowsLeft)
	}
	if c.feed.in != nil && t.leftRows != c.join.rowsLeft {
		bad(Amount, "%d rows of the input are left out, by the log %d", t.leftRows, c.join.rowsLeft)
	}
	if c.join.labels != f.Labels {
		bad(Amount, "the manifest says %d labels, the log %d", f.Labels, c.join.labels)
	}
}

// columns compares the amounts of each column.
func (c *check) columns(t *tally) {
	bad := func(i int, format string, args ...any) {
		c.res.probs.add(Problem{Kind: Amount, File: c.f.Name, Col: c.lay.cols[i].display, Msg: fmt.Sprintf(format, args...)})
	}
	changed := map[int]int64{}
	for i := range c.lay.cols {
		col := &c.lay.cols[i]
		if col.out < 0 {
			continue
		}
		if t.cells[i] != col.cells {
			bad(i, "the manifest says %d cells that are not blank, the file has %d", col.cells, t.cells[i])
		}
		if c.feed.in != nil && t.preexist[i] != col.preexist {
			bad(i, "the manifest says that the source holds %d labels, it holds %d", col.preexist, t.preexist[i])
		}
		if c.mode.exact && c.feed.in != nil && t.changed[i] != col.changed {
			bad(i, "the manifest says %d changed cells, %d differ from the source", col.changed, t.changed[i])
		}
		if t.changed[i] > 0 {
			changed[col.out] = t.changed[i]
		}
	}
	for o := range c.lay.outs {
		if out := &c.lay.outs[o]; out.role != roleOwn && t.added[o] != out.cells {
			c.res.probs.add(Problem{Kind: Amount, File: c.f.Name, Col: c.lay.display(o),
				Msg: fmt.Sprintf("the manifest says %d cells of this added column hold something, the file has %d", out.cells, t.added[o])})
		}
	}
	c.res.Changed[fileKey(c.f)] = changed
}

// kept compares what the detectors find with what was declared.
func (c *check) kept(t *tally) {
	found := map[int]map[string]int64{}
	for o := range t.kept {
		out := c.lay.out(o)
		for _, e := range detect.Entities() {
			n := t.kept[o][e]
			if n > 0 {
				if found[o] == nil {
					found[o] = map[string]int64{}
				}
				found[o][e.String()] = n
			}
			switch {
			case c.mode.exact && n != out.kept[e]:
				c.res.probs.add(Problem{Kind: Amount, File: c.f.Name, Col: c.lay.display(o),
					Msg: fmt.Sprintf("the manifest declares %d finds that look like %s, the file has %d", out.kept[e], words.A(e.Plain()), n)})
			case !out.holds[e] && out.kept[e] > 0 && n > out.kept[e]:
				c.res.probs.add(Problem{Kind: Found, File: c.f.Name, Col: c.lay.display(o),
					Msg: fmt.Sprintf("%d finds that look like %s stand here, and decisions keep %d", n, words.A(e.Plain()), out.kept[e])})
			}
		}
	}
	c.res.Kept[fileKey(c.f)] = found
}

// named looks for columns of people that the manifest takes for columns of
// something else: most of their cells are names.
func (c *check) named(t *tally) {
	for o, n := range t.named {
		out := c.lay.out(o)
		if col := &c.lay.cols[out.src]; out.role == roleOwn && 10*n >= 6*t.cells[out.src] && !out.exempt(detect.Person) && n >= 5 {
			c.res.probs.add(Problem{Kind: Found, File: c.f.Name, Col: col.display,
				Msg: fmt.Sprintf("%d of %d cells look like names of people, and no decision keeps them", n, t.cells[out.src])})
		}
	}
}

// fileKey names a file's table in the maps of a Result: the file's name, with
// ":" and the part where a file has several.
func fileKey(f *exemptions.File) string {
	if f.Part == "" {
		return f.Name
	}
	return f.Name + ":" + f.Part
}
