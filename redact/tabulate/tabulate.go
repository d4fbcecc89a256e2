// Package tabulate turns records into the tables of a policy that may be
// released: it makes the keys, has the records grouped, leaves out periods that
// are not over, keeps to what earlier releases said, has small numbers hidden,
// and builds the tables that are written.
//
// It does no reading and no writing of its own but the spill files of the
// grouping, in the folder that it is given. Its [State] and the numbers inside
// are confidential; what it returns as [tables.Table] is not.
package tabulate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"vaughn/redact/aggregate"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/policy"
)

// Options say what the tables are made with.
type Options struct {
	Files   map[string][]byte // contents of policy.Files, by path
	Zone    string            // IANA name; "" = UTC
	AsOf    time.Time         // day of the release
	Now     time.Time         // nothing is over that is not over by then; zero = the day counts alone
	Workers int
	Dir     string // existing 0700 folder for what does not fit into memory
	Memory  int64  // bytes for all tables together; 0 = 64 MiB
	Before  *State // what earlier releases said; nil = there was none
}

// Job collects records and makes the tables.
type Job struct {
	o      Options
	tables []*table
	dates  map[string]closing // of tables that protect people, by column
	sums   map[string]string  // digests of Options.Files, by path
}

// table is one table of the policy with its levels.
type table struct {
	*policy.BoundAggregate
	measures []aggregate.Measure
	masks    []uint32 // sets of summed dimensions that the policy has shown
	at       [][]int  // by input: columns of the virtual record
	spec     string   // digest of everything that makes the table what it is
	levels   []*level
	given    []given  // by dimension: what the released rows show of it
	to       []string // and the word for how exact that is
	rows     bool     // rows are released
	bold     bool     // without periods, and its numbers are others than in the last release
	held     bool     // that was not safe
	guard    bool     // begins anew, on somebody's word
}

// level is a table at one of the periods that may be tried.
type level struct {
	name string // "month"; "" where there is no choice
	dims []dim
	agg  *aggregate.Aggregator
	cube *cube
}

// dim is one dimension at a level.
type dim struct {
	*policy.By
	key    key.Key
	date   *key.DateKey
	window *window // nil = nothing is left out
	zone   string
	source string // what it is made from: two of one source have the same codes, whatever periods or groups sum them
}

// Error is a policy that cannot be carried out, in words, with its place.
type Error struct {
	Line int // of the policy
	Msg  string
	Next string
}

func (e *Error) Error() string { return e.Msg }

// New prepares the tables of a policy for its inputs, in the order of bound.
func New(bound []*policy.Bound, o Options) (*Job, error) {
	if len(bound) == 0 || len(bound[0].Tables) == 0 {
		return nil, errors.New("tabulate: no table to make")
	}
	if o.Zone == "" {
		o.Zone = "UTC"
	}
	if o.Memory == 0 {
		o.Memory = 64 << 20
	}
	j := &Job{o: o, sums: map[string]string{}}
	for path, b := range o.Files {
		sum := sha256.Sum256(b)
		j.sums[path] = hex.EncodeToString(sum[:])
	}
	j.closings(bound[0])
	for k := range bound[0].Tables {
		t := &table{BoundAggregate: &bound[0].Tables[k]}
		t.measures, t.masks = measuresOf(t), masksOf(t)
		for _, b := range bound {
			if len(b.Tables) != len(bound[0].Tables) {
				return nil, errors.New("tabulate: the inputs have not the same tables")
			}
			t.at = append(t.at, virtual(&b.Tables[k]))
		}
		if err := j.levels(t); err != nil {
			return nil, errors.Join(err, j.Close())
		}
		t.spec = j.digest(t)
		t.givenBy(bound, k)
		j.tables = append(j.tables, t)
	}
	return j, nil
}

// virtual are the input columns of a table's own record: those of the
// dimensions, of the measures, of the unit.
func virtual(t *policy.BoundAggregate) []int {
	var out []int
	for _, d := range t.Dims {
		out = append(out, d...)
	}
	for _, m := range t.Measures {
		if m >= 0 {
			out = append(out, m)
		}
	}
	return append(out, t.UnitOf...)
}

// levels makes a table's aggregators, one for each period that may be tried.
func (j *Job) levels(t *table) error {
	names := []string{""}
	for i := range t.By {
		if l := t.By[i].Levels(); len(l) > 1 {
			names = l
		}
	}
	for _, name := range names {
		l := &level{name: name}
		for i := range t.By {
			d, err := j.dim(t, i, name)
			if err != nil {
				return err
			}
			l.dims = append(l.dims, d)
		}
		var err error
		if l.agg, err = aggregate.New(j.specOf(t, l)); err != nil {
			return &Error{Line: t.Line, Msg: fmt.Sprintf("table %s cannot be made (%v)", t.Table, err)}
		}
		t.levels = append(t.levels, l)
	}
	return nil
}

// specOf is what the aggregator of a level computes, on the virtual record.
func (j *Job) specOf(t *table, l *level) aggregate.Spec {
	s := aggregate.Spec{Workers: max(1, j.o.Workers), Memory: max(8<<20, j.o.Memory/int64(max(1, len(j.tables)+1))), Dir: j.o.Dir}
	n := 0
	for i, d := range l.dims {
		ad := aggregate.Dim{Name: d.As, Key: d.key}
		for range t.Dims[i] {
			ad.Columns = append(ad.Columns, n)
			n++
		}
		s.Dims = append(s.Dims, ad)
	}
	for _, m := range t.measures {
		if m.Column >= 0 {
			m.Column = n
			n++
		}
		s.Measures = append(s.Measures, m)
	}
	for range t.UnitOf {
		s.Unit = append(s.Unit, n)
		n++
	}
	for m := range aggregate.Set(1) << len(l.dims) {
		if m != 0 && (s.Unit != nil || t.wants(l, uint32(m))) {
			s.Totals = append(s.Totals, m)
		}
	}
	return s
}

// guarded reports whether small numbers of the table are protected.
func (t *table) guarded() bool { return t.Hide.None == "" }

// least is the least number of people or rows that is shown as it is.
func (t *table) least() int64 { return int64(t.Hide.Below + t.Hide.Round) }

// adds reports whether totals of a measure are the sums of their parts.
func (t *table) adds(k aggregate.Kind) bool {
	return k == aggregate.Sum || k == aggregate.Rows || k == aggregate.Units && t.Unit == nil
}

// Worker adds records; one goroutine uses it.
type Worker struct {
	job  *Job
	w    [][]*aggregate.Worker // by table and level
	cell []string
}

// Worker makes another one, before Finish.
func (j *Job) Worker() *Worker {
	w := &Worker{job: j}
	for _, t := range j.tables {
		var l []*aggregate.Worker
		for _, lv := range t.levels {
			l = append(l, lv.agg.Worker())
		}
		w.w = append(w.w, l)
	}
	return w
}

// Add counts one record of an input in every table. cells are valid during the
// call only; a record may be short.
func (w *Worker) Add(input int, cells func(col int) string) error {
	for k, t := range w.job.tables {
		w.cell = w.cell[:0]
		for _, c := range t.at[input] {
			w.cell = append(w.cell, cells(c))
		}
		for _, l := range w.w[k] {
			if err := l.Add(w.cell); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close removes what was written.
func (j *Job) Close() error {
	var errs []error
	for _, t := range j.tables {
		for _, l := range t.levels {
			if l.agg != nil {
				errs = append(errs, l.agg.Close())
			}
		}
	}
	return errors.Join(errs...)
}

// Finish makes the tables of everything that was added.
func (j *Job) Finish(ctx context.Context) (*Outcome, error) {
	for _, t := range j.tables {
		for _, l := range t.levels {
			var err error
			if l.cube, err = j.cube(ctx, t, l); err != nil {
				return nil, err
			}
		}
	}
	return j.decide(ctx)
}
