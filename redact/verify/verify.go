// Package verify is the independent pass over what a release wrote. It reads
// the files back with a reader that shares no code with the writer, works out
// by itself what was withheld by comparing them with the inputs, and holds the
// result against the exemption log, the manifest and the detectors.
//
// # What it never does
//
// It does not import the packages that make a release, does not read their
// spool of matches, and keeps no value longer than the batch that holds it:
// what must be looked for in the whole release lives on as 64-bit keyed digests.
// No problem, error or file name made here holds a cell value.
//
// # With and without the inputs
//
// With the inputs ([Options.Inputs]) every released cell is compared with its
// source, and what was withheld is searched for in the record, in the release
// and in its documents. With the bundle alone the pass checks that labels and
// log agree, that the manifest's counts are those of the files, and that what
// the detectors still find was declared; [Result.NotChecked] says what remains
// open.
//
// # Tables of counts
//
// A released table ([exemptions.File.Table]) has no source row. It is held against
// its account and the log, and attacked with everything that its file and the other
// tables say: which hidden numbers the totals fix, which they leave within a few
// values. That uses no code of the packages that decide what is hidden. Its areas
// for maps must say what it says.
package verify

import (
	"context"
	"errors"
	"hash/maphash"
	"sort"
	"strconv"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/bundle"
)

// Options are what the pass works with.
type Options struct {
	Engine   *detect.Engine
	Formats  []formats.Format                     // looked up by File.Format
	Inputs   map[string]Input                     // by released file name; nil = the bundle alone
	Work     string                               // existing 0700 folder for spilled digests; "" = a temporary folder
	Jobs     int                                  // workers; < 1 is 1
	Progress func(file string, done, total int64) // records of one file; nil = none
	Sums     bool                                 // digest the released files and the logs while they are read
	Seed     maphash.Seed                         // keys the digests; must be set when Inputs is
	Promises []exemptions.Kept                    // what the public was told, held against the released files; [Bundle] takes those of its manifest
	Excepted func(i int, value string) bool       // whether promise i excepts a value (staff); nil = not known, and the finds must be as many as Kept.Stays says
	Disposed []exemptions.Disposed                // files that are not released by a person's decision; [Bundle] takes those of its manifest
	Own      []string                             // texts in which the agency may name addresses of its own: policy, pack
	Official []string                             // texts of the release's own head (contact, agency): never counted as withheld values in the documents
}

// Input is the source of a released file. Left yields the numbers of the input
// records that were left out, ascending; nil means none. It is called once.
type Input struct {
	Doc  formats.Document
	Left func() func() (seq int64, ok bool)
}

// Kind is the kind of a problem; tests and the exit code branch on it.
type Kind string

// The kinds of problems.
const (
	Unreadable Kind = "unreadable" // a released file cannot be read back, or is not there
	Layout     Kind = "layout"     // columns or records are not those of the manifest
	LabelKind  Kind = "label"      // labels and log entries disagree
	LogKind    Kind = "log"        // the log itself is not in order
	Amount     Kind = "amount"     // a count of the manifest is not the count of the files
	Altered    Kind = "altered"    // a cell differs from the source and no label accounts for it
	RecordLeak Kind = "record"     // a withheld value stands in another place of its record
	FileLeak   Kind = "file"       // a withheld strong value stands elsewhere in the release
	Promise    Kind = "promise"    // a released file holds what the public was told is never published
	Found      Kind = "found"      // the detectors find something that no decision keeps
	TableLeak  Kind = "table"      // a table shows or gives away a number that it must not
	Document   Kind = "document"   // a withheld value stands in the log, a report, a name
	Digest     Kind = "digest"     // a file is not the one that was sealed
	Manifest   Kind = "manifest"   // the manifest is not what it must be
	Hygiene    Kind = "hygiene"    // a file or link that does not belong to a bundle
)

// Problem is one thing that is wrong. It never holds a value; Col is the
// column's name, or "column 3" where the name itself looks personal.
type Problem struct {
	Kind Kind
	File string // released name
	Row  int64  // record number in the released file, 0 = the whole file
	Col  string // "" = the whole record
	Msg  string // one sentence without a full stop
}

// String is the problem as a line: "sr.csv, record 12, Notes: …".
func (p Problem) String() string {
	s := p.File
	if p.Row > 0 {
		s += ", record " + strconv.FormatInt(p.Row, 10)
	}
	if p.Col != "" {
		s += ", " + p.Col
	}
	if s == "" {
		return p.Msg
	}
	return s + ": " + p.Msg
}

// Result is what the pass found. Close that of [Files] when Container was called,
// or will not be; that of [Bundle] is closed.
type Result struct {
	Problems            []Problem // at most 25 of a kind and file, then one line that counts the rest
	Checked, NotChecked []string  // sentences for the log and the report

	// Kept counts what the detectors find in the released files at Likely or
	// above, by file, output column and entity name: the counts for the manifest.
	Kept map[string]map[int]map[string]int64
	// Changed counts the released cells that were masked, withheld or made less
	// exact, by file and output column; only with the inputs. The keys of both
	// maps are the file's name, with ":" and the part where a file has several.
	Changed map[string]map[int]int64
	Labels  int64 // labels in the released files, those of the source not counted
	Cells   int64 // non-blank cells below the headers
	Entries int64 // lines of the log

	// Promises is what was found about each of Options.Promises, in their order.
	Promises []Held

	// Sums has, with Options.Sums, the digests of the files that were read from
	// end to end, by name.
	Sums map[string]Sum

	data     map[string]bool // names of the released data files, areas of tables too
	tables   int             // of the released files: tables of counts
	rows     int             // of the released files: rows of an input
	attacked bool            // a table's numbers were put into equations
	areas    bool            // a file of areas was compared with its table
	compared int             // of them compared with their inputs
	swept    *sweep
	promises *promises
	promised *nameScan
	csv      bool // the CSV log was compared with the canonical one
	probs    *problems
	store    *store
	engine   *detect.Engine
	opt      Options
}

// OK reports whether nothing is wrong.
func (r *Result) OK() bool { return len(r.Problems) == 0 }

// Close removes the spilled digests.
func (r *Result) Close() error {
	if r.store == nil {
		return nil
	}
	return r.store.close()
}

// Files checks the data files in dir against their accounts, the log at
// bundle.LogJSONL in dir and, where o.Inputs has them, the inputs. The error is
// for what keeps the pass from running; what is wrong with the release is in
// the Result. Column.Kept of files is an upper bound here.
func Files(ctx context.Context, dir string, files []exemptions.File, o Options) (*Result, error) {
	return run(ctx, dir, files, o, mode{})
}

var (
	errNoEngine = errors.New("verify: no detectors were given")
	errNoSeed   = errors.New("verify: a seed is needed to compare with inputs")
)

// mode is how strictly files are checked.
type mode struct {
	exact   bool                          // Column.Kept is what must be found, not only its bound
	partial bool                          // inputs may be missing
	also    func(*exemptions.Entry) error // gets every entry of the log; nil = nobody
}

// run checks files in the order of the log.
func run(ctx context.Context, dir string, files []exemptions.File, o Options, m mode) (*Result, error) {
	if o.Engine == nil {
		return nil, errNoEngine
	}
	if o.Inputs != nil && o.Seed == (maphash.Seed{}) {
		return nil, errNoSeed
	}
	res := &Result{Kept: map[string]map[int]map[string]int64{}, Changed: map[string]map[int]int64{}, data: map[string]bool{}, Sums: map[string]Sum{}, probs: newProblems(), engine: o.Engine, opt: o}
	if o.Inputs != nil {
		res.store = newStore(o.Work, o.Seed)
	}
	for i := range files {
		res.file(&files[i])
	}
	res.promises = newPromises(&o, res.probs)
	res.Promises = res.promises.held()
	res.promises.names(res, files)
	res.disposed(files)
	if len(files) == 0 {
		res.probs.add(Problem{Kind: Manifest, Msg: "the manifest lists no released file: nothing was examined"})
	}
	err := res.files(ctx, dir, files, m)
	if err != nil {
		return nil, errors.Join(err, res.Close())
	}
	res.promises.finish(res, m)
	res.Problems = res.probs.list()
	res.account()
	return res, nil
}

func (r *Result) files(ctx context.Context, dir string, files []exemptions.File, m mode) error {
	var also []func(*exemptions.Entry) error
	if m.also != nil {
		also = append(also, m.also)
	}
	csv, err := r.openCSV(dir)
	if err != nil {
		return err
	}
	defer csv.close()
	if !csv.gone {
		also = append(also, csv.entry)
	}
	log, err := r.openLog(dir, func(e *exemptions.Entry) error { return errors.Join(r.sweep().entry(e), r.promised.entry(e)) }, also...)
	if err != nil {
		return err
	}
	defer log.close()
	order := make([]*exemptions.File, len(files))
	for i := range files {
		order[i] = &files[i]
	}
	sort.SliceStable(order, func(i, j int) bool { return before(order[i].Name, order[i].Part, order[j]) })
	var tables []*tableFile
	for i, f := range order {
		if i > 0 && !before(order[i-1].Name, order[i-1].Part, f) {
			r.probs.add(Problem{Kind: Manifest, File: f.Name, Msg: "the manifest lists the file twice"})
			continue
		}
		t, err := r.one(ctx, dir, f, i, log, m)
		if err != nil {
			return err
		}
		if t != nil {
			tables = append(tables, t)
		}
	}
	if err := r.attack(ctx, tables); err != nil {
		return err
	}
	r.Entries = log.finish(r.opt.Disposed)
	r.sum(bundle.LogJSONL, log.file)
	if log.fail != nil {
		return log.fail
	}
	if !csv.gone {
		r.csv = true
		if err := csv.end(r.probs); err != nil {
			return err
		}
		r.sum(bundle.LogCSV, csv.file)
	}
	return r.join(order)
}

// one checks file number no; of a table it returns what can be attacked.
func (r *Result) one(ctx context.Context, dir string, f *exemptions.File, no int, log *logReader, m mode) (*tableFile, error) {
	if f.Table != nil {
		return r.table(ctx, dir, f, no, log)
	}
	c, err := newCheck(dir, f, no, r, log, m)
	if err != nil {
		return nil, err
	}
	if c == nil {
		log.skip(f)
		return nil, nil
	}
	return nil, c.run(ctx)
}

// join looks for withheld values that stand elsewhere in the release.
func (r *Result) join(order []*exemptions.File) error {
	if r.store == nil {
		return nil
	}
	names := newNamer(r.engine)
	return r.store.join(func(m mark) {
		f := order[m.file]
		r.probs.add(Problem{Kind: FileLeak, File: f.Name, Row: int64(m.row), Col: displayOut(f, int(m.col), names),
			Msg: "a value that is withheld elsewhere in the release stands here"})
	})
}

// before is the order of the log: by file, then part. It reports whether a file
// of that name and part stands before f.
func before(name, part string, f *exemptions.File) bool {
	if name != f.Name {
		return name < f.Name
	}
	return part < f.Part
}

// problems collects what is wrong, bounded: a released file that is off by one
// record would otherwise give a line for every cell.
type problems struct {
	kept  []Problem
	count map[problemKey]int64
	keys  []problemKey // in the order of first sight
}

type problemKey struct {
	kind Kind
	file string
}

const problemsShown = 25 // of a kind and file

func newProblems() *problems { return &problems{count: map[problemKey]int64{}} }

func (p *problems) add(q Problem) {
	k := problemKey{q.Kind, q.File}
	n := p.count[k]
	if n == 0 {
		p.keys = append(p.keys, k)
	}
	p.count[k] = n + 1
	if n < problemsShown {
		p.kept = append(p.kept, q)
	}
}

// list is everything, with one line for what was not kept.
func (p *problems) list() []Problem {
	out := append([]Problem(nil), p.kept...)
	for _, k := range p.keys {
		if n := p.count[k] - problemsShown; n > 0 {
			out = append(out, Problem{Kind: k.kind, File: k.file, Msg: "and " + strconv.FormatInt(n, 10) + " more of this kind"})
		}
	}
	return out
}

// full reports whether so much is wrong with a file that going on adds nothing.
func (p *problems) full(k Kind, file string) bool {
	return p.count[problemKey{k, file}] > 1000
}
