package release

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact/bundle"
	"vaughn/redact/internal/pipeline"
	"vaughn/redact/policy"
	"vaughn/redact/review"
	"vaughn/redact/tabulate"
)

// Run makes a release. The error is an *Error or a *formats.Refusal; whatever it
// is, nothing public was made and the former release is whole.
func Run(ctx context.Context, env Env, o Options) (*Outcome, error) {
	if o.Internal == "" {
		o.Internal = strings.TrimRight(o.Out, `/\`) + ".internal"
	}
	if inside(o.Internal, o.Out) {
		return nil, &Error{Kind: KindUsage, Msg: "--internal lies inside --out: what must never be published would be beside what is.", Next: "choose a folder outside " + filepath.Base(o.Out)}
	}
	r, err := newRun(env, o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	out, err := r.run(ctx)
	if out != nil {
		out.Alerts = r.alerts
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, &Error{Kind: KindStopped, Msg: "Stopped. Nothing was released; the last release stays.", Err: context.Canceled}
		}
		return nil, err
	}
	return out, nil
}

// newRun is a run that has read everything but its inputs.
func newRun(env Env, o Options) (*run, error) {
	s, err := prepare(env, o)
	if err != nil {
		return nil, err
	}
	if err := s.openBook(); err != nil {
		return nil, err
	}
	if err := s.holdExamples(); err != nil {
		return nil, err
	}
	return &run{setup: s, seed: maphash.MakeSeed(), sums: map[string]Sum{}, queue: review.NewQueue(review.MaxRows)}, nil
}

// run is one release on its way.
type run struct {
	*setup
	seed       maphash.Seed
	target     *target
	jobs       []*job
	skipped    []NotExamined
	disposedAt []string              // where the files of decided are
	disposed   []exemptions.Disposed // the same as the log may show them
	id         string
	bundle     string         // folder in the work folder that becomes the bundle
	sums       map[string]Sum // of the bundle's files, each digested once
	tables     []*tableFile
	kept       []exemptions.Kept // promises as they were held
	told       []string          // the same for the report, in words
	alerts     []string          // for the agency alone
	state      *tabulate.State   // what the next release must know of the tables; nil = there are none
	queue      *review.Queue     // what waits for a person
	sampler    *review.Sampler   // nil = no sample is wanted
	sheet      string            // sheet that was written, "" = none
	proof      *review.Proof     // nil = no page for counsel is wanted
}

func (r *run) close() {
	for _, j := range r.jobs {
		for _, l := range j.ledgers {
			l.Close()
		}
		j.close()
	}
	if r.target != nil {
		r.target.close()
	}
}

// run goes through the barriers: every stage ends for all inputs before the
// next begins.
func (r *run) run(ctx context.Context) (*Outcome, error) {
	if err := r.begin(ctx); err != nil {
		return nil, err
	}
	if err := r.bind(r.jobs); err != nil {
		return nil, err
	}
	if err := r.accountable(); err != nil {
		return nil, err
	}
	r.warn = unique(append(r.warn, linked(r.jobs)...))
	r.alert()
	if err := r.pin(); err != nil {
		return nil, err
	}
	if len(r.o.Key) > 0 {
		r.id = r.keyedID()
		if out := r.unchanged(); out != nil && !r.o.DryRun {
			return out, nil
		}
	}
	if err := r.rewriteAll(ctx); err != nil {
		return nil, err
	}
	if err := r.tabulate(ctx); err != nil {
		return nil, err
	}
	if err := r.pending(ctx); err != nil {
		return nil, err
	}
	if err := r.weighRows(ctx); err != nil {
		return nil, err
	}
	return r.finish(ctx)
}

// begin opens and profiles every input.
func (r *run) begin(ctx context.Context) error {
	if err := r.openAll(ctx); err != nil {
		return err
	}
	var err error
	if r.target, err = openTarget(r.o.Out); err != nil {
		return err
	}
	r.bundle = filepath.Join(r.target.work, "bundle")
	if err := os.MkdirAll(filepath.Join(r.bundle, "metadata"), 0o755); err != nil {
		return outputError("the work folder", err)
	}
	return r.profileAll(ctx)
}

// openAll opens every input, before anything is written anywhere.
func (r *run) openAll(ctx context.Context) error {
	list, err := expand(ctx, r.o.Paths)
	if err != nil {
		return err
	}
	if err := r.dispose(list); err != nil {
		return err
	}
	r.skipped = list.skipped
	sc := r.engine.NewScanner()
	if err := r.titles(sc); err != nil {
		return err
	}
	names := map[string]bool{}
	var failed []error
	for _, p := range list.files {
		in, err := openInput(r.env, sc, p, r.options())
		if err != nil {
			if err := r.unread(p); err != nil {
				return err
			}
			if n := unsupported(p, err); n != nil && list.total() > 1 {
				r.skipped = append(r.skipped, *n)
				continue
			}
			failed = append(failed, err)
			continue
		}
		r.jobs = append(r.jobs, &job{input: in})
		if err := r.admit(in, sc, names, len(r.jobs)); err != nil {
			return err
		}
		if err := in.headings(sc, len(r.jobs)); err != nil {
			return err
		}
	}
	if err := r.nameDisposed(sc, names); err != nil {
		return err
	}
	return r.partial(sc, failed, list.total())
}

// admit refuses an input by its name or age.
func (r *run) admit(in *input, sc *detect.Scanner, names map[string]bool, n int) error {
	if names[strings.ToLower(in.name)] || reserved(in.name) {
		return &Error{Kind: KindUsage, Msg: fmt.Sprintf("Two inputs, or an input and a file of the release, are named %s.", in.name), Next: "rename one of them"}
	}
	names[strings.ToLower(in.name)] = true
	if safeName(sc, in.name, 0) != in.name {
		return &Error{Kind: KindInput, Msg: fmt.Sprintf("The name of input %d holds what looks like personal information, and names of files are public.", n), Next: "rename the file"}
	}
	if f := r.policy.Input.Files; f != "" {
		if ok, err := filepath.Match(f, in.name); err != nil || !ok {
			return &Error{Kind: KindUsage, Msg: fmt.Sprintf("%s: input.files does not name %s.", policyName(r.policy), in.name), Next: "check the policy or the path"}
		}
	}
	if err := r.policy.CheckAge(in.name, in.mod, r.env.Now); err != nil {
		return policyError(err)
	}
	return nil
}

// partial judges inputs that failed or were not examined: one input keeps its own
// code.
func (r *run) partial(sc *detect.Scanner, failed []error, files int) error {
	switch {
	case len(failed)+len(r.skipped) == 0 && len(r.jobs) > 0:
		return nil
	case len(failed)+len(r.jobs)+len(r.skipped) == 0 && len(r.disposed) > 0:
		return &Error{Kind: KindInput, Msg: fmt.Sprintf("Nothing to release: %s decides about every file of this run.", filepath.Base(r.decidedAt))}
	case len(failed) == 0 && len(r.jobs) == 0 && len(r.skipped) == 0:
		return &Error{Kind: KindInput, Msg: "Nothing to examine: there is no file in what was named."}
	case len(failed) == 0 && len(r.jobs) == 0:
		return &Error{Kind: KindInput, Msg: fmt.Sprintf("Nothing to examine: 0 of %s have a supported type (%s): %s.",
			words.Plural(int64(files), "file"), strings.Join(supported(r.env.Formats), " "), Types(r.skipped)), More: notExamined(sc, r.skipped)}
	case files == 1:
		return failed[0]
	}
	e := &Error{Kind: KindPartial}
	var what []string
	if n := len(failed); n > 0 {
		what = append(what, fmt.Sprintf("%d of %d inputs failed", n, files))
	}
	if n := len(r.skipped); n > 0 {
		what = append(what, fmt.Sprintf("%d of %d files were not examined: %s", n, files, Types(r.skipped)))
		e.Next = r.nextUnread()
	}
	e.Msg = strings.Join(what, ", ") + ". Nothing was sealed; the last release stays."
	for _, f := range failed {
		e.More = append(e.More, f.Error())
	}
	e.More = append(e.More, notExamined(sc, r.skipped)...)
	return e
}

// supported lists the extensions that are read.
func supported(fs []formats.Format) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Exts...)
	}
	return out
}

// reserved reports whether a released file may not have this name.
func reserved(name string) bool {
	switch strings.ToLower(name) {
	case strings.ToLower(bundle.LogHTML), strings.ToLower(bundle.LogCSV), strings.ToLower(bundle.LogXLSX), bundle.Report, strings.ToLower(bundle.Readme),
		strings.ToLower(bundle.Sums), strings.ToLower(bundle.Sealed), "metadata":
		return true
	}
	return false
}

// profileAll is pass 1 over every input.
func (r *run) profileAll(ctx context.Context) error {
	for i, j := range r.jobs {
		var err error
		if len(r.o.Key) > 0 {
			if err = j.identify(ctx); err != nil {
				return err
			}
		}
		var sp *spoolWriter // what is found is needed again where rows are written
		if r.policy.ReleasesRows() {
			j.spool = workPath(r.target.work, i, ".spool")
			if sp, err = createSpool(j.spool); err != nil {
				return outputError("the work folder", err)
			}
		}
		for k := range j.parts {
			j.parts[k].needed = r.needed(&j.parts[k].part)
		}
		err = profile(ctx, r.env, r.engine, j.input, sp)
		if sp != nil {
			if cerr := sp.Close(); err == nil && cerr != nil {
				err = outputError("the work folder", cerr)
			}
		}
		if err := j.after(ctx, err); err != nil {
			return readOrWrite(err)
		}
	}
	return nil
}

// readOrWrite gives an error that is neither ours nor a refusal its kind: what
// is left is the system refusing to write.
func readOrWrite(err error) error {
	var e *Error
	var ref *formats.Refusal
	switch {
	case errors.As(err, &e), errors.As(err, &ref), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, pipeline.ErrPanic):
		return &Error{Kind: KindInternal, Msg: "Something in this program failed. Nothing was released; the last release stays.", Next: "report it, with the version and without the file"}
	}
	return outputError("the work folder", err)
}

func unique(in []string) (out []string) {
	seen := map[string]bool{}
	for _, s := range in {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// rewriteAll is pass 2 over every input.
func (r *run) rewriteAll(ctx context.Context) error {
	if !r.policy.ReleasesRows() {
		return nil
	}
	if n := r.o.Sample; n > 0 {
		keys, err := r.reviewKeys()
		if err != nil {
			return err
		}
		r.sampler = review.NewSampler(keys, r.releaseSeed(), n, (n+1)/2)
	}
	for i, j := range r.jobs {
		j.queue, j.sampler, j.proof, j.number, j.asOf = r.queue, r.sampler, r.proof, i, r.o.AsOf
		if err := r.marksOf(ctx, j); err != nil {
			return err
		}
		for k := range j.parts {
			led, err := newLedger(j.name, j.parts[k].part.Name, j.parts[k].part.Names, filepath.Join(r.target.work, fmt.Sprintf("%d-%d.entries", i, k)))
			if err != nil {
				return outputError("the work folder", err)
			}
			j.ledgers = append(j.ledgers, led)
		}
		j.left = workPath(r.target.work, i, ".left")
		if r.policy.Input.PublishedAt != "" {
			j.source = workPath(r.target.work, i, ".upstream")
		}
		err := rewrite(ctx, r.env, r.engine, j, filepath.Join(r.bundle, j.name))
		if err := j.after(ctx, err); err != nil {
			return readOrWrite(err)
		}
		if err := r.allMarked(j); err != nil {
			return err
		}
		r.columnsOut(j)
	}
	return nil
}

// columnsOut books the columns that are left out.
func (r *run) columnsOut(j *job) {
	for k, p := range j.plans {
		for c := range p.Names {
			if !p.Dropped(c) {
				continue
			}
			rule := p.Bound.Columns[c].Rules[0]
			e := p.Bound.Kind(c)
			d := p.Bound.Whole(rule, c, e)
			if d.Action == policy.AskIt || d.Ground == nil {
				j.issues = append(j.issues, issue{part: k, col: c, entity: e, count: p.Columns[c].Cells, first: j.parts[k].part.HeaderRow, whole: true})
				continue
			}
			j.ledgers[k].column(c, rule, d.Ground, e, p.Columns[c].Cells)
		}
	}
}

// keyedID is the release id where there is a key: it is known before anything is
// written, and says nothing about the inputs to who has no key.
func (r *run) keyedID() string {
	h := hmac.New(sha256.New, r.o.Key)
	put := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d:%s", len(p), p)
		}
	}
	put("vaughn release 1", r.env.Tool, r.engine.Version(), r.pack.ID(), string(r.policy.Law.Channel), string(r.policy.Source))
	if r.o.LogXLSX { // one more file
		put(bundle.LogXLSX)
	}
	for _, j := range r.jobs {
		put(j.name, string(j.sha[:]))
	}
	for i := range r.decided {
		put(r.decided[i].key())
	}
	if r.policy.ReleasesTables() { // what is over by then
		put(r.o.AsOf.Format(time.DateOnly))
	}
	for _, f := range r.policy.Files() {
		sum := sha256.Sum256(r.files[f.Path])
		put(f.Path, string(sum[:]))
	}
	for _, l := range r.policy.ListFiles() {
		put(l.Name)
		if list := r.lists[l.Name]; list != nil {
			put(listDigest(list))
		}
	}
	for _, name := range []string{"keep", "redact"} {
		if list := r.lists[name]; list != nil {
			put(name, listDigest(list))
		}
	}
	put("decisions", r.bookDigest())
	return "r-" + hex.EncodeToString(h.Sum(nil)[:10])
}

// listDigest is only ever an input of the keyed id.
func listDigest(l *policy.List) string {
	h := sha256.New()
	for _, it := range l.Items {
		fmt.Fprintf(h, "%d:%s%d:%s%d:%s%s\n", len(it.Value), it.Value, len(it.Reason), it.Reason, len(it.By), it.By, it.Until.Format(time.DateOnly))
	}
	return string(h.Sum(nil))
}

// openID is the release id without a key: a digest of what is public anyway.
func (r *run) openID() string {
	h := sha256.New()
	fmt.Fprintf(h, "vaughn release 1\n%s\n%s\n%s\n", r.env.Tool, r.engine.Version(), r.pack.ID())
	h.Write(r.policy.Source)
	if r.o.LogXLSX {
		io.WriteString(h, "\n"+bundle.LogXLSX)
	}
	for _, j := range r.jobs {
		fmt.Fprintf(h, "\n%s %s", j.name, r.sums[j.name].SHA256)
	}
	for _, t := range r.tables {
		fmt.Fprintf(h, "\n%s %s", t.name, r.sums[t.name].SHA256)
	}
	fmt.Fprintf(h, "\n%s", r.sums[bundle.LogJSONL].SHA256)
	if said := r.sampleWords(); said != "" {
		fmt.Fprintf(h, "\n%s", said)
	}
	return "r-" + hex.EncodeToString(h.Sum(nil)[:10])
}

// head is the head of the log.
func (r *run) head() exemptions.Release {
	p := r.policy
	h := exemptions.Release{ID: r.id, Agency: p.About.Agency, Dataset: p.About.Dataset, Request: p.About.Request, Channel: p.Law.Channel,
		Pack: r.pack.ID(), Policy: p.File, ApprovedBy: p.Law.ApprovedBy, ApprovedOn: p.Law.Date, Contact: p.About.Contact,
		AsOf: r.o.AsOf.Format(time.DateOnly), Tool: r.env.Tool, Warnings: r.warn, Promises: r.kept, Responsible: r.responsible(), Received: p.About.Received}
	if h.Policy == "" {
		h.Policy = "built-in defaults, not adopted"
	}
	if h.ApprovedBy == "" {
		h.ApprovedBy = p.About.DecidedBy
	}
	if len(r.o.Key) > 0 {
		h.Key = keyID(r.o.Key)
	}
	h.Sample = r.sampleWords()
	return h
}
