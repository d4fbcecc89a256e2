package release

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/policy"
	"vaughn/redact/review"
)

// setup is what a run knows before it reads an input.
type setup struct {
	o         Options
	env       Env
	policy    *policy.Policy
	pack      *exemptions.Pack
	lists     map[string]*policy.List
	engine    *detect.Engine
	noun      string
	dataset   string
	warn      []string
	advice    []string            // for who runs the release alone
	decided   []Disposition       // about whole files
	decidedAt string              // where they stand; "" = nowhere
	grounds   []exemptions.Ground // of decided, in its order
	files     map[string][]byte   // maps and lists that tables are made with, by path
	keys      *review.Keys        // of the internal folder; nil = not needed so far
	book      *review.Book        // nil = nobody decided anything
}

// prepare loads the pack and the lists and runs the policy's examples.
func prepare(env Env, o Options) (*setup, error) {
	s := &setup{o: o, env: env, policy: o.Policy}
	if s.policy == nil {
		if o.Pack == "" {
			o.Pack = "generic"
		}
		if o.Channel == "" {
			return nil, &Error{Kind: KindUsage, Msg: "Without a policy the channel must be named: --channel web or --channel request."}
		}
		s.policy = policy.Builtin(o.Pack, o.Channel)
		s.warn = append(s.warn, "Built-in defaults were used; nobody at the agency adopted them. Write a policy: vaughn init.")
	}
	var err error
	if s.pack, err = exemptions.Load(s.policy.Law.Pack); err != nil {
		return nil, &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s: %v.", policyName(s.policy), err), Next: "vaughn list exemptions"}
	}
	for _, path := range s.policy.Findings() {
		if _, err := os.Stat(filepath.Join(o.PolicyDir, filepath.FromSlash(path))); err != nil {
			return nil, &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s: the written finding %s is not there.", policyName(s.policy), path)}
		}
	}
	if err := s.readLists(); err != nil {
		return nil, err
	}
	if err := s.readTableFiles(); err != nil {
		return nil, err
	}
	if err := s.readDispositions(); err != nil {
		return nil, err
	}
	found := detect.Options{Patterns: s.policy.DetectPatterns()}
	for _, name := range []string{"mask", "redact"} {
		if l := s.lists[name]; l != nil {
			found.Phrases = append(found.Phrases, l.Phrases())
		}
	}
	if s.engine, err = detect.New(found); err != nil {
		return nil, &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s: %v.", policyName(s.policy), err)}
	}
	s.noun = exemptions.Noun(s.policy.About.Agency)
	s.dataset = s.policy.About.Dataset
	if s.dataset == "" {
		s.dataset = s.policy.About.Request
	}
	return s, nil
}

func policyName(p *policy.Policy) string {
	if p.File == "" {
		return "built-in defaults"
	}
	return p.File
}

// readLists reads the lists of the policy and of the command line.
func (s *setup) readLists() error {
	s.lists = map[string]*policy.List{}
	read := func(name, path, shown string, keyed bool) error {
		f, err := os.Open(path)
		if err != nil {
			return &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s: the list %q is not at %s.", policyName(s.policy), name, shown), Err: plainCause(err),
				Next: "put the list there (its first line is value,reason,by,until), or take it out of lists: in the policy"}
		}
		defer f.Close()
		var l *policy.List
		if keyed {
			if l, err = policy.ReadKeyed(filepath.Base(path), f, s.o.Key, s.o.AsOf); err == nil && s.o.noKey {
				l.CountOnly()
			}
		} else {
			l, err = policy.ReadList(filepath.Base(path), f, s.o.AsOf)
		}
		if err != nil {
			return policyError(err)
		}
		if old := s.lists[name]; old != nil && old.KeyID != "" {
			return &Error{Kind: KindUsage, Msg: fmt.Sprintf("%s: the list %q holds keyed codes, to which --keep-list or --redact-list adds nothing.", policyName(s.policy), name), Next: "name that list in the policy under another name"}
		} else if old != nil {
			old.Items = append(old.Items, l.Items...)
		} else {
			s.lists[name] = l
		}
		return nil
	}
	for _, l := range s.policy.ListFiles() {
		if err := read(l.Name, filepath.Join(s.o.PolicyDir, filepath.FromSlash(l.Path)), words.Shown(l.Path), l.Keyed); err != nil {
			return err
		}
	}
	if s.o.KeepList != "" {
		if err := read("keep", s.o.KeepList, filepath.Base(s.o.KeepList), false); err != nil {
			return err
		}
	}
	if s.o.RedactList != "" {
		return read("redact", s.o.RedactList, filepath.Base(s.o.RedactList), false)
	}
	return nil
}

// options are how the policy says that its inputs are to be read; the command
// line wins.
func (s *setup) options() formats.Options {
	o, in := s.o.Read, s.policy.Input
	if o.Encoding == "" {
		o.Encoding = in.Encoding
	}
	if o.Delimiter == 0 {
		o.Delimiter = in.Delim()
	}
	if o.HeaderRow == 0 {
		o.HeaderRow = in.HeaderAt()
	}
	o.Ragged = o.Ragged || in.AcceptRagged()
	return o
}

// bind freezes the plans of all inputs: a rule of the policy is unmatched only
// when no input has its column.
func (s *setup) bind(jobs []*job) error {
	var files []policy.Table
	for _, j := range jobs {
		for i := range j.parts {
			p := &j.parts[i]
			files = append(files, policy.Table{File: j.name, Columns: p.verdict, Names: p.part.Names, Display: p.safe})
		}
	}
	bound, err := s.policy.BindAll(s.bindOptions(), files)
	if err != nil {
		return policyError(s.drifted(err, jobs))
	}
	k := 0
	for _, j := range jobs {
		for i := range j.parts {
			plan, err := s.plan(bound[k], &j.parts[i])
			if err != nil {
				return err
			}
			if nothingLeft(plan) && s.policy.ReleasesRows() {
				return &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s leaves out every column of %s: nothing is left to release. The last release stays.", policyName(s.policy), j.name),
					Next: "keep, clean or withhold one column"}
			}
			j.plans = append(j.plans, plan)
			k++
		}
	}
	return nil
}

// nothingLeft reports a plan that leaves out every column.
func nothingLeft(p *redact.Plan) bool {
	for c := range p.Names {
		if !p.Dropped(c) {
			return false
		}
	}
	return true
}

func (s *setup) plan(b *policy.Bound, p *partState) (*redact.Plan, error) {
	s.warn = append(s.warn, b.Warnings...)
	s.advice = unique(append(s.advice, b.Advice...))
	plan, err := redact.NewPlan(b, p.verdict, p.part.Names, s.dataset, s.o.Key)
	if err == nil {
		return plan, nil
	}
	if errors.Is(err, redact.ErrKey) {
		return nil, &Error{Kind: KindPolicy, Msg: err.Error() + ".", Next: "vaughn key new agency.key, then release with --key-file agency.key", Err: redact.ErrKey}
	}
	return nil, &Error{Kind: KindPolicy, Msg: err.Error() + "."}
}

// policyError gives a policy's errors their kind.
func policyError(err error) error {
	k, ok := policy.KindOf(err)
	if !ok {
		return &Error{Kind: KindPolicy, Msg: err.Error()}
	}
	e := &Error{Kind: KindPolicy, Msg: err.Error(), Err: err}
	switch k {
	case policy.Drift:
		e.Kind = KindDrift
	case policy.Pending:
		e.Kind = KindPending
	}
	return e
}

// pending turns the issues of the rewriting into the error that stops the run. What
// waits for a person is put into a sheet, which the error names.
func (r *run) pending(ctx context.Context) error {
	var lines, waits []string
	file := ""
	for _, j := range r.jobs {
		for _, is := range j.issues {
			p := &j.parts[is.part]
			name, what := "a field beyond the header", plainOf(is.entity, is.possible)
			if is.col < len(p.safe) {
				name = p.safe[is.col]
			}
			if is.stop {
				if file == "" {
					file = filepath.FromSlash(j.path)
				}
				lines = append(lines, fmt.Sprintf("%s: the column %s is kept, but holds %s that the policy does not allow there (record %d first; %d in all). Use clean, or holds:.",
					j.name, name, what, is.first, is.count))
			} else {
				waits = append(waits, fmt.Sprintf("%s: %s in %s must wait for a person: %s (record %d first).", j.name, words.Plural(is.count, "place"), name, what, is.first))
			}
		}
	}
	if len(lines)+len(waits) == 0 && r.sampler == nil {
		return nil
	}
	sheet := SheetPath(r.o.Internal)
	if len(waits) > 0 || len(lines) == 0 {
		r.askColumns(r.queue)
		a, err := r.ask(ctx, r.queue)
		if err != nil {
			return err
		}
		if err := WriteSheet(sheet, r.o.Internal, r.keys, a); err != nil {
			return err
		}
		r.sheet = sheet
		if len(waits) == 0 {
			return nil // a sample to look at, and nothing that waits
		}
		waits[0] += fmt.Sprintf(" Open %s: %s there.", sheet, a.Waits())
	}
	e := &Error{Kind: KindPending, Next: r.applyCommand(sheet)}
	if len(lines) > 0 {
		e.Kind, e.Next = KindDrift, r.acceptCommand(file)
	}
	lines = append(lines, waits...)
	e.Msg, e.More = lines[0]+" Nothing was released; the last release stays.", lines[1:]
	return e
}

// plainOf is a kind for messages: "what looks like a telephone number", or, where it
// is possible and not likely, "what may be" one.
func plainOf(e detect.Entity, possible bool) string {
	switch {
	case e == detect.None:
		return "personal information"
	case possible:
		return "what may be " + words.A(e.Plain())
	default:
		return "what looks like " + words.A(e.Plain())
	}
}
