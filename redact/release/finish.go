package release

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/exemptions/words"
	"vaughn/redact/bundle"
	"vaughn/redact/verify"
)

// Sum is a released file's digest and length.
type Sum = verify.Sum

// finish verifies what was written, writes the log and everything that speaks
// about the release, and publishes it.
func (r *run) finish(ctx context.Context) (*Outcome, error) {
	totals, err := r.writeLog(ctx)
	if err != nil {
		return nil, readOrWrite(err)
	}
	var files []exemptions.File
	for _, j := range r.jobs {
		files = append(files, j.account...)
	}
	for _, t := range r.tables {
		files = append(files, t.file)
	}
	result, err := r.verify(ctx, files)
	if err != nil {
		return nil, err
	}
	defer result.Close()
	maps.Copy(r.sums, result.Sums)
	for _, j := range r.jobs { // before the result: an input that changed explains everything
		if err := j.unchanged(ctx); err != nil {
			return nil, err
		}
	}
	if err := verifyError(result); err != nil {
		return nil, err
	}
	r.holdPromises(result, len(unique(r.names())))
	putCounts(files, result)
	if r.id == "" {
		if err := r.sumFiles(append(r.names(), bundle.LogJSONL)); err != nil {
			return nil, readOrWrite(err)
		}
		r.id = r.openID()
		if out := r.unchanged(); out != nil && !r.o.DryRun {
			return out, nil
		}
	}
	m := r.manifest(files, totals)
	r.advice = append(r.advice, r.stillPublic()...)
	if err := r.writeAbout(m, totals, result); err != nil {
		return nil, readOrWrite(err)
	}
	names, err := list(r.bundle)
	if err != nil {
		return nil, readOrWrite(err)
	}
	if err := result.Container(r.bundle, names); err != nil {
		return nil, readOrWrite(err)
	}
	if err := verifyError(result); err != nil {
		return nil, err
	}
	return r.seal(m, result, names)
}

// names are the released data files.
func (r *run) names() []string {
	var out []string
	if r.policy.ReleasesRows() {
		for _, j := range r.jobs {
			out = append(out, j.name)
		}
	}
	for _, t := range r.tables {
		out = append(out, t.name)
	}
	return out
}

// create opens a file for writing that must not be there yet.
func create(path string, mode os.FileMode) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
}

// verify runs the independent pass over the written files, with the inputs.
func (r *run) verify(ctx context.Context, files []exemptions.File) (*verify.Result, error) {
	inputs := map[string]verify.Input{}
	for _, j := range r.jobs {
		if r.policy.ReleasesRows() {
			inputs[j.name] = verify.Input{Doc: j.doc, Left: leftReader(j.left)}
		}
	}
	size := map[string]int64{}
	for _, f := range files {
		size[f.Name] += f.Records
	}
	work := filepath.Join(r.target.work, "verify")
	if err := os.Mkdir(work, 0o700); err != nil {
		return nil, outputError("the work folder", err)
	}
	res, err := verify.Files(ctx, r.bundle, files, verify.Options{Engine: r.engine, Formats: r.env.Formats, Inputs: inputs, Work: work,
		Jobs: r.env.Jobs, Seed: r.seed, Sums: true, Promises: r.promised(), Excepted: r.policy.Excepted(r.lists), Own: r.own(), Disposed: r.disposed, Official: r.official(),
		Progress: func(file string, done, total int64) {
			r.env.event(Event{Stage: "verify", File: file, Done: done, Total: total, Rows: done})
		}})
	if err != nil {
		return nil, readOrWrite(err)
	}
	return res, nil
}

// leftReader reads the list of records that were left out.
func leftReader(path string) func() func() (int64, bool) {
	return func() func() (int64, bool) {
		b, err := os.ReadFile(path)
		last := int64(0)
		return func() (int64, bool) {
			if err != nil || len(b) == 0 {
				return 0, false
			}
			d, n := binary.Uvarint(b)
			if n <= 0 {
				return 0, false
			}
			b = b[n:]
			last += int64(d)
			return last, true
		}
	}
}

// nextAfter is the way out: values that stand where the policy lets them stand
// are for the policy, and so are codes of a table; anything else is a fault of
// this program.
func nextAfter(ps []verify.Problem) string {
	codes := true
	for _, p := range ps {
		codes = codes && (p.Kind == verify.Found || p.Kind == verify.Promise) && strings.Contains(p.Msg, "among the codes")
	}
	if codes {
		return "count by areas of a map, ZIP codes or a list instead of that column, or keep its values with holds:"
	}
	if slices.ContainsFunc(ps, func(p verify.Problem) bool { return p.Kind == verify.Promise }) {
		return "drop, withhold or clean those places; a value that may stay goes on a list under except: of that promise"
	}
	for _, p := range ps {
		if p.Kind != verify.FileLeak && p.Kind != verify.Document {
			return "report this: the release failed closed, and the places above say where"
		}
	}
	return "withhold or clean those columns, allow the value there with holds:, or take it out of the title, name or policy; then release again"
}

// verifyError is nil, or the failure with up to ten places.
func verifyError(res *verify.Result) error {
	if res.OK() {
		return nil
	}
	e := &Error{Kind: KindVerify, Msg: fmt.Sprintf("The check of the written files found %s. Nothing was released; the last release stays.",
		words.Plural(int64(len(res.Problems)), "problem")), Next: nextAfter(res.Problems)}
	for i, p := range res.Problems {
		if i == 10 {
			e.More = append(e.More, fmt.Sprintf("and %d more", len(res.Problems)-i))
			break
		}
		e.More = append(e.More, p.String())
	}
	return e
}

// putCounts writes the counts that the independent pass made into the accounts.
func putCounts(files []exemptions.File, res *verify.Result) {
	for i := range files {
		key := files[i].Name
		if files[i].Part != "" {
			key += ":" + files[i].Part
		}
		if files[i].Table != nil {
			continue
		}
		for c := range files[i].Columns {
			col := &files[i].Columns[c]
			col.Decided, col.Kept, col.Changed = col.Kept, nil, 0
			if col.Out < 0 {
				continue
			}
			if k := res.Kept[key][col.Out]; len(k) > 0 {
				col.Kept = k
			}
			col.Changed = res.Changed[key][col.Out]
		}
	}
}

func (r *run) manifest(files []exemptions.File, totals *logform.Totals) *bundle.Manifest {
	m := &bundle.Manifest{Schema: bundle.Schema, Release: r.head(), Files: files, Summary: totals.Summary(files),
		Entries: totals.Entries(), Labels: totals.Labels(), NotExamined: r.notReleased(), Disposed: r.disposed, Engine: r.engine.Version()}
	for _, j := range r.jobs {
		in := bundle.Input{Name: j.name, Bytes: j.size}
		if len(r.o.Key) > 0 {
			h := hmac.New(sha256.New, r.o.Key)
			io.WriteString(h, "vaughn input 1")
			h.Write(j.sha[:])
			in.Digest = hex.EncodeToString(h.Sum(nil))
		}
		m.Inputs = append(m.Inputs, in)
	}
	return m
}

// writeAbout writes everything that speaks about the data files.
func (r *run) writeAbout(m *bundle.Manifest, totals *logform.Totals, res *verify.Result) error {
	if len(r.policy.Source) > 0 {
		if err := writeFile(filepath.Join(r.bundle, filepath.FromSlash(bundle.PolicyAt)), r.policy.Source, 0o644); err != nil {
			return err
		}
	}
	if err := r.sumFiles(r.names()); err != nil {
		return err
	}
	sections, err := r.sections()
	if err != nil {
		return err
	}
	write := func(name string, fill func(io.Writer) error) error {
		var b bytes.Buffer
		if err := fill(&b); err != nil {
			return err
		}
		return writeFile(filepath.Join(r.bundle, filepath.FromSlash(name)), b.Bytes(), 0o644)
	}
	if err := r.writeWorkbook(m, totals); err != nil {
		return err
	}
	return errors.Join(
		write(bundle.ManifestAt, func(w io.Writer) error { return encodeManifest(w, m) }),
		write(bundle.LogHTML, func(w io.Writer) error {
			return logform.HTML(w, logform.HTMLInput{Release: m.Release, Pack: r.pack, Files: m.Files, Summary: m.Summary, Deciders: totals.Deciders(),
				Entries: m.Entries, First: totals.First(), NotExamined: m.NotExamined, Checked: true})
		}),
		write(bundle.Readme, func(w io.Writer) error {
			return logform.Readme(w, logform.ReadmeInput{Release: m.Release, Files: m.Files, Summary: m.Summary, XLSX: r.o.LogXLSX})
		}),
		write(bundle.DataPackage, func(w io.Writer) error { return DataPackage(w, m, r.sums, r.tableFields()) }),
		write(bundle.Report, func(w io.Writer) error {
			return WriteReport(w, ReportInput{Manifest: m, Warnings: r.warn, Checked: res.Checked, NotChecked: res.NotChecked, Findings: r.findings(), Promises: r.told, Tables: sections})
		}))
}

// encodeManifest writes the manifest: indented, keys in the order of the struct,
// maps sorted.
func encodeManifest(w io.Writer, m *bundle.Manifest) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(m)
}

// sumFiles digests files of the bundle that were not digested yet.
func (r *run) sumFiles(names []string) error {
	for _, n := range names {
		if _, done := r.sums[n]; done {
			continue
		}
		f, err := os.Open(filepath.Join(r.bundle, filepath.FromSlash(n)))
		if err != nil {
			return err
		}
		h := sha256.New()
		size, err := io.Copy(h, f)
		f.Close()
		if err != nil {
			return err
		}
		r.sums[n] = Sum{SHA256: hex.EncodeToString(h.Sum(nil)), Bytes: size}
	}
	return nil
}

// findings are what the profile found, for the report.
func (r *run) findings() []ReportColumn {
	var out []ReportColumn
	for _, j := range r.jobs {
		for i := range j.parts {
			p := &j.parts[i]
			for c := range p.verdict {
				out = append(out, ReportColumn{File: j.name, Part: p.part.Name, Index: c, Found: foundWords(&p.verdict[c])})
			}
		}
	}
	return out
}

// foundWords lists the kinds found in a column, the most frequent first.
func foundWords(c *detect.Column) []string {
	kinds := detect.Entities()
	slices.SortStableFunc(kinds, func(a, b detect.Entity) int { return int(c.Found[b] - c.Found[a]) })
	var out []string
	for _, e := range kinds {
		if n := c.Found[e]; n > 0 && e.Personal() && e != detect.Listed { // a list hit must not point at its column
			out = append(out, e.Plain()+": "+words.Plural(n, "cell"))
		}
	}
	return out
}

// list names the files of the bundle, "/" between folders, sorted.
func list(dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, rerr := filepath.Rel(dir, path)
			if rerr != nil {
				return rerr
			}
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	slices.Sort(out)
	return out, err
}

// seal writes the digests, keeps what a later check needs in the internal folder
// and publishes.
func (r *run) seal(m *bundle.Manifest, res *verify.Result, names []string) (*Outcome, error) {
	if err := r.sumFiles(names); err != nil {
		return nil, readOrWrite(err)
	}
	var b bytes.Buffer
	for _, n := range names {
		fmt.Fprintf(&b, "%s  %s\n", r.sums[n].SHA256, n)
	}
	if err := writeFile(filepath.Join(r.bundle, bundle.Sums), b.Bytes(), 0o644); err != nil {
		return nil, readOrWrite(err)
	}
	digest := sha256.Sum256(b.Bytes())
	sealed := bundle.SealText(r.id, hex.EncodeToString(digest[:]))
	out := &Outcome{ID: r.id, Release: m.Release, Files: m.Files, Summary: m.Summary, Entries: m.Entries, Labels: m.Labels, Warnings: slices.Concat(r.warn, r.advice),
		Checked: res.Checked, NotChecked: res.NotChecked, NotExamined: r.skipped, Disposed: r.disposed, Internal: r.o.Internal, Sheet: r.sheet}
	for _, f := range m.Files {
		for _, c := range f.Columns {
			if f.Table == nil && !c.Added {
				out.Cells += c.Cells
			}
			if f.Table == nil {
				out.Masked += c.Changed
			}
		}
	}
	for _, t := range r.tables {
		out.Tables = append(out.Tables, TableOutcome{t.Table.Name, t.Numbers, t.Account.Hidden, t.Choices})
	}
	if r.o.DryRun {
		return r.preview(out)
	}
	name := r.o.AsOf.Format(time.DateOnly)
	if s := slug(r.dataset); s != "" {
		name += "_" + s
	}
	if err := r.inTheWay(name); err != nil {
		return nil, err
	}
	if err := r.keep(sealed); err != nil {
		return nil, outputError("the internal folder", err)
	}
	r.env.event(Event{Stage: "seal"})
	var err error
	if out.Dir, out.Current, err = r.target.publish(r.bundle, name, sealed); err != nil {
		return nil, outputError("the release", err)
	}
	r.settle()
	return out, nil
}

// inTheWay refuses to replace a release of the same day that is another one, or
// a current/ that is not ours to replace.
func (r *run) inTheWay(name string) error {
	dated := filepath.Join(r.o.Out, name)
	if exists(dated) {
		return &Error{Kind: KindOutput, Msg: fmt.Sprintf("%s holds a different release of the same day. Nothing was released; the last release stays.", name),
			Next: "move it away, or release with another --as-of or --out"}
	}
	cur := filepath.Join(r.o.Out, "current")
	if !exists(cur) {
		return nil
	}
	m, err := readManifest(cur)
	if err != nil || !exists(filepath.Join(cur, bundle.Sealed)) {
		return &Error{Kind: KindOutput, Msg: "current holds something that is not a sealed release. Nothing was released.", Next: "move it away, or choose another --out"}
	}
	if m.Release.Dataset != r.policy.About.Dataset || m.Release.Request != r.policy.About.Request {
		return &Error{Kind: KindOutput, Msg: "current holds the release of another dataset. Nothing was released; it stays.", Next: "choose another --out"}
	}
	return nil
}

// unchanged is the outcome where the same release is already there; nil where not.
func (r *run) unchanged() *Outcome {
	cur := filepath.Join(r.o.Out, "current")
	m, err := readManifest(cur)
	if err != nil || m.Release.ID != r.id || !exists(filepath.Join(cur, bundle.Sealed)) {
		return nil
	}
	out := &Outcome{ID: r.id, Unchanged: true, Current: cur, Dir: cur, Release: m.Release, Files: m.Files, Summary: m.Summary,
		Entries: m.Entries, Labels: m.Labels, Internal: r.o.Internal, Warnings: slices.Concat(r.warn, r.advice)}
	return out
}
