package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/redact"
	"vaughn/redact/policy"
	"vaughn/redact/review"
)

// Waiting is what a person may be asked about in one column: a kind of find, the
// cells as they are, or a column that the policy does not name.
type Waiting struct {
	File   string
	Column string // as it may be shown
	Entity detect.Entity
	Looks  string // of a column that the policy does not name
	Count  int64

	Unlisted bool // the policy does not name the column
	Stop     bool // the column is kept, and this may not stand there
	Possible bool // possible, not likely
	Law      bool // law leaves no choice if it is one
}

// Review is what waits for people, found without a release.
type Review struct {
	Ask     *review.Ask
	Waiting []Waiting
	Keys    *review.Keys
}

// openBook reads the decisions of the internal folder, or of --decisions. Without a
// key and without decisions there is no book.
func (s *setup) openBook() error {
	path := s.o.Decisions
	if path == "" {
		path = filepath.Join(s.o.Internal, review.BookFile)
	} else if _, err := os.Stat(path); err != nil {
		return &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s: the decisions of --decisions are not there, or cannot be read.", filepath.Base(path)), Err: plainCause(err)}
	}
	keys, err := review.LoadKeys(s.o.Internal, s.o.Key, s.o.Sample > 0)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !exists(path):
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s is there, and %s, its key, is not.", filepath.Base(path), review.KeyFile), Next: "put the key back into the internal folder, or give its --key-file"}
	case err != nil:
		return &Error{Kind: KindPolicy, Msg: err.Error() + "."}
	}
	book, err := review.Open(path, keys, s.o.AsOf)
	if err != nil {
		return &Error{Kind: KindPolicy, Msg: err.Error() + "."}
	}
	s.keys, s.book = keys, book
	return nil
}

// reviewKeys are the keys of the internal folder, made where there are none.
func (s *setup) reviewKeys() (*review.Keys, error) {
	if s.keys != nil {
		return s.keys, nil
	}
	keys, err := review.LoadKeys(s.o.Internal, s.o.Key, true)
	if err != nil {
		return nil, &Error{Kind: KindOutput, Msg: err.Error() + ". Nothing was released; the last release stays."}
	}
	s.keys = keys
	return keys, nil
}

// bindOptions are what the policy is bound with.
func (s *setup) bindOptions() policy.BindOptions {
	o := policy.BindOptions{Pack: s.pack, Lists: s.lists, AsOf: s.o.AsOf}
	if s.book != nil && !s.book.Empty() {
		o.Decisions = s.book
	}
	return o
}

// bookDigest is the decisions' part of the release id.
func (s *setup) bookDigest() string {
	if s.book == nil {
		return ""
	}
	return s.book.Digest()
}

// sampleWords is what the log says of a sample that people looked at.
func (s *setup) sampleWords() string {
	if s.book == nil {
		return ""
	}
	return s.book.SampleWords()
}

// waits books a find or a cell that waits, while its value is at hand.
func (w *rewriter) waits(part int, f *redact.Issue) {
	q := w.job.queue
	if q == nil || f.Stop {
		return
	}
	plan, p := w.job.plans[part], &w.job.parts[part]
	b, role := plan.Bound, ""
	column := b.ShownName(f.Cell)
	if f.Rule != nil && f.Rule.ID < 0 { // a title line, a field beyond the header: of no column
		column = ""
	} else if f.Cell < len(b.Columns) {
		role = b.Columns[f.Cell].Role
	}
	if f.Likelihood == 0 {
		column = b.GroupName(f.Rule, f.Cell)
		if f.Rule != nil && len(f.Rule.Group) > 1 && f.Cell != f.Rule.Group[0] {
			return // asked about with the first of them
		}
	}
	ruling := b.Pack.Ruling(f.Entity.String(), role, string(b.Channel), w.job.asOf)
	one := review.Find{File: w.job.name, Column: column, Entity: f.Entity, Value: f.Value, Likelihood: f.Likelihood, Role: role,
		Beside: beside(p.safe, f.Cell), Law: ruling.Mandatory, Elsewhere: f.Elsewhere}
	if f.Likelihood == 0 {
		one.Entity = b.Kind(f.Cell)
	}
	if ruling.Ground != nil {
		one.Proposed = ruling.Ground.Cite + " (" + ruling.Ground.Key + ")"
	}
	q.Add(one)
}

// beside names the columns on both sides of column c.
func beside(names []string, c int) string {
	var out []string
	for _, i := range []int{c - 1, c + 1} {
		if i >= 0 && i < len(names) {
			out = append(out, names[i])
		}
	}
	return strings.Join(out, ", ")
}

// askColumns adds the columns that may be decided as a whole to the queue.
func (r *run) askColumns(q *review.Queue) {
	for _, j := range r.jobs {
		for _, is := range j.issues {
			if is.stop || !is.whole || is.col >= len(j.parts[is.part].safe) {
				continue
			}
			p, plan := &j.parts[is.part], j.plans[is.part]
			rules := plan.Bound.Columns[is.col].Rules
			decides := func(r *policy.BoundRule) bool {
				return len(r.Group) <= 1 && (r.Do == policy.Keep || plan.Bound.Waits(r, is.col))
			}
			if len(rules) > 0 && !slices.ContainsFunc(rules, decides) {
				continue // a decision on the column would change no rule: columns handled together are asked about by value
			}
			why := "no law that the policy names covers it on this channel"
			for _, rule := range rules {
				if rule.Do == policy.Ask {
					why = "the policy says that a person decides"
				}
			}
			q.AddColumn(review.ColumnRow{Column: p.safe[is.col], File: j.name, What: policy.Looks(&p.verdict[is.col]), Cells: is.count, Asked: why})
		}
	}
}

// inputDigests are keyed digests of the inputs as they are.
func (r *run) inputDigests(ctx context.Context, keys *review.Keys) ([]review.Input, error) {
	var out []review.Input
	for _, j := range r.jobs {
		d, err := r.inputDigest(ctx, j, keys)
		if err != nil {
			return nil, err
		}
		out = append(out, review.Input{Name: j.name, Digest: d})
	}
	return out, nil
}

func (r *run) inputDigest(ctx context.Context, j *job, keys *review.Keys) (string, error) {
	if j.sha == [len(j.sha)]byte{} {
		was := j.digest
		if err := j.identify(ctx); err != nil {
			return "", err
		}
		if was != 0 && was != j.digest {
			return "", j.changed()
		}
	}
	return keys.Digest("input", j.sha[:]), nil
}

// ask puts together what a sheet asks.
func (r *run) ask(ctx context.Context, q *review.Queue) (*review.Ask, error) {
	keys, err := r.reviewKeys()
	if err != nil {
		return nil, err
	}
	p := r.policy
	a := &review.Ask{Agency: p.About.Agency, Dataset: r.dataset, Pack: r.pack.Name, Channel: p.Law.Channel, Day: r.o.AsOf.Format(time.DateOnly),
		OnlyLaw: policy.Channel(p.Law.Channel) != policy.Web, Whys: p.Whys(r.bindOptions()), Rows: q.Rows(keys), Columns: q.Columns(keys), Over: q.Over}
	if r.sampler != nil {
		a.Samples = r.sampler.Samples()
	}
	if a.Inputs, err = r.inputDigests(ctx, keys); err != nil {
		return nil, err
	}
	a.Token = keys.Token(a, p.Source)
	return a, nil
}

// keyFlag is " --key-file F" for a command that must be given the run's key.
func (s *setup) keyFlag() string {
	if s.o.KeyFile == "" {
		return ""
	}
	return " --key-file " + words.Arg(s.o.KeyFile)
}

// applyCommand is the command that reads a sheet back.
func (s *setup) applyCommand(sheet string) string {
	cmd := "vaughn review --apply " + words.Arg(sheet)
	if filepath.Dir(sheet) != filepath.Clean(s.o.Internal) {
		cmd += " --internal " + words.Arg(s.o.Internal)
	}
	return cmd + s.keyFlag()
}

// acceptCommand is the command that says what may be accepted in one file.
func (s *setup) acceptCommand(file string) string {
	cmd := "vaughn accept " + words.Arg(file)
	if s.policy.File != "" {
		path := s.o.PolicyPath
		if path == "" {
			path = filepath.Join(s.o.PolicyDir, s.policy.File)
		}
		cmd += " --policy " + words.Arg(path)
	}
	return cmd + " --internal " + words.Arg(s.o.Internal) + s.keyFlag()
}

// drifted gives the refusals about columns that the policy does not name the command
// that decides about them.
func (s *setup) drifted(err error, jobs []*job) error {
	var all policy.Errors
	if !errors.As(err, &all) {
		return err
	}
	for _, e := range all {
		for _, j := range jobs {
			if len(e.Unlisted) > 0 && e.File == j.name {
				e.Next = s.acceptCommand(filepath.FromSlash(j.path))
			}
		}
	}
	return err
}

// Ask finds what waits for people without releasing anything: it reads, plans and
// masks in a work folder inside the internal one. o.Out is not used.
func Ask(ctx context.Context, env Env, o Options) (*Review, error) {
	r, done, err := newAsking(env, o)
	if err != nil {
		return nil, err
	}
	defer done()
	out, err := r.review(ctx)
	if err != nil && ctx.Err() != nil {
		return nil, &Error{Kind: KindStopped, Msg: "Stopped. Nothing was changed.", Err: context.Canceled}
	}
	return out, err
}

// newAsking is a run that releases nothing; the caller calls done.
func newAsking(env Env, o Options) (r *run, done func(), err error) {
	if o.Internal == "" {
		return nil, nil, &Error{Kind: KindUsage, Msg: "--internal is missing: the folder for what must not be published."}
	}
	o.Out = filepath.Join(o.Internal, ".review")
	if err := os.MkdirAll(o.Internal, 0o700); err != nil {
		return nil, nil, outputError("the internal folder", err)
	}
	if r, err = newRun(env, o); err != nil {
		return nil, nil, err
	}
	return r, func() {
		mine := r.target != nil // another run may be working there
		r.close()
		if mine {
			os.RemoveAll(o.Out)
		}
	}, nil
}

// review goes as far as rows are masked.
func (r *run) review(ctx context.Context) (*Review, error) {
	if err := r.begin(ctx); err != nil {
		return nil, err
	}
	q := review.NewQueue(review.MaxRows)
	r.queue = q
	out := &Review{}
	err := r.bind(r.jobs)
	cols := policy.Unlisted(err)
	switch k, _ := policy.KindOf(err); {
	case err != nil && (len(cols) == 0 || k != policy.Drift):
		return nil, err
	case err != nil:
		r.unlisted(q, out, cols)
	default:
		if err := r.rewriteAll(ctx); err != nil {
			return nil, err
		}
		r.askColumns(q)
		r.waiting(out)
	}
	if out.Ask, err = r.ask(ctx, q); err != nil {
		return nil, err
	}
	out.Keys = r.keys
	return out, nil
}

// unlisted asks about columns that the policy does not name.
func (r *run) unlisted(q *review.Queue, out *Review, cols []policy.Drifted) {
	k := 0
	for _, j := range r.jobs {
		for i := range j.parts {
			for _, c := range cols {
				if c.Table != k {
					continue
				}
				cells := j.parts[i].verdict[c.Col].Cells
				q.AddColumn(review.ColumnRow{Column: c.Name, File: j.name, What: c.Looks, Cells: cells, Asked: "the policy does not name it"})
				out.Waiting = append(out.Waiting, Waiting{File: j.name, Column: c.Name, Looks: c.Looks, Count: cells, Unlisted: true})
			}
			k++
		}
	}
}

// waiting lists the issues of the rewriting.
func (r *run) waiting(out *Review) {
	for _, j := range r.jobs {
		for _, is := range j.issues {
			p, b := &j.parts[is.part], j.plans[is.part].Bound
			w := Waiting{File: j.name, Entity: is.entity, Count: is.count, Stop: is.stop, Possible: is.possible}
			if is.col < len(p.safe) {
				w.Column = p.safe[is.col]
				w.Law = b.Pack.Ruling(is.entity.String(), b.Columns[is.col].Role, string(b.Channel), r.o.AsOf).Mandatory
			}
			out.Waiting = append(out.Waiting, w)
		}
	}
}
