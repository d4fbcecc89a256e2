package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/redact/bundle"
)

// Bundle checks a sealed bundle: that nothing is there that does not belong,
// that every file is the one that was sealed, that the manifest is complete and
// written as vaughn writes it, that the CSV log is the canonical one in another
// form, everything that [Files] checks with the manifest's counts taken
// literally, and with inputs everything that [Result.Container] checks. It says
// what it could not check. A bundle that was changed, digests and all, by
// someone who knows the format is still caught where labels, log, counts and
// finds no longer agree; a change that keeps them in agreement needs the inputs
// to be seen.
func Bundle(ctx context.Context, dir string, o Options) (*Result, error) {
	if o.Engine == nil {
		return nil, errNoEngine
	}
	b := &sealed{dir: dir, probs: newProblems()}
	if err := b.open(ctx); err != nil {
		return nil, err
	}
	if b.manifest == nil {
		return &Result{Problems: b.probs.list(), NotChecked: []string{"everything else: without a manifest nothing can be checked"},
			probs: b.probs, engine: o.Engine}, nil
	}
	m := mode{exact: b.manifest.Engine == o.Engine.Version(), partial: true}
	totals := logform.Summaries()
	m.also = totals.Add
	r := b.manifest.Release
	o.Promises, o.Excepted = r.Promises, nil
	o.Official = append([]string{r.Agency, r.Contact, r.ApprovedBy, r.Responsible}, o.Official...)
	o.Disposed = b.manifest.Disposed
	for i := range o.Disposed {
		o.Official = append(o.Official, o.Disposed[i].By)
	}
	o.Own = slices.Concat(o.Own, packTexts(r.Pack), b.written())
	res, err := run(ctx, dir, b.manifest.Files, o, m)
	if err != nil {
		return nil, err
	}
	for _, p := range b.probs.list() {
		res.probs.add(p)
	}
	if !res.csv {
		res.probs.add(Problem{Kind: LogKind, File: bundle.LogCSV, Msg: "the CSV log is missing"})
	}
	if err := b.totals(res, totals); err != nil {
		return nil, errors.Join(err, res.Close())
	}
	if !m.exact {
		res.NotChecked = append(res.NotChecked, "the counts of what decisions keep: the bundle was made with another set of detectors")
	}
	if err := res.Container(dir, b.documents()); err != nil {
		return nil, errors.Join(err, res.Close())
	}
	if err := res.Close(); err != nil { // nothing more will be looked for
		return nil, err
	}
	res.Checked = append([]string{"every file is the one that was sealed, and no other is there"}, res.Checked...)
	return res, nil
}

// sealed is a bundle on disk.
type sealed struct {
	dir      string
	probs    *problems
	names    []string // regular files, "/" between folders, sorted
	manifest *bundle.Manifest
}

// open looks at the folder, the digests and the manifest.
func (b *sealed) open(ctx context.Context) error {
	if err := b.walk(); err != nil {
		return err
	}
	if err := b.readManifest(); err != nil {
		return err
	}
	b.hygiene()
	return b.digests(ctx)
}

func (b *sealed) problem(k Kind, file, format string, args ...any) {
	b.probs.add(Problem{Kind: k, File: file, Msg: fmt.Sprintf(format, args...)})
}

// walk lists the folder. Links are not followed.
func (b *sealed) walk() error {
	root, err := filepath.EvalSymlinks(b.dir) // the folder itself may be named by a link
	if err != nil {
		return fmt.Errorf("verify: the folder cannot be opened: %w", err)
	}
	b.dir = root
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil || rel == "." {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir():
			if rel != "metadata" {
				b.problem(Hygiene, rel, "the folder does not belong to a bundle")
				return filepath.SkipDir
			}
		case !d.Type().IsRegular():
			b.problem(Hygiene, rel, "this is a link or a device, not a file")
		default:
			b.names = append(b.names, rel)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("verify: the folder cannot be read: %w", err)
	}
	slices.Sort(b.names)
	return nil
}

func (b *sealed) has(name string) bool {
	_, ok := slices.BinarySearch(b.names, name)
	return ok
}

// required are the files that every bundle has; the policy is there when one was
// adopted, the workbook when it was asked for.
var required = []string{bundle.LogHTML, bundle.LogCSV, bundle.LogJSONL, bundle.Report, bundle.Readme, bundle.Sums,
	bundle.Sealed, bundle.DataPackage, bundle.ManifestAt}

// hygiene compares the folder with what a bundle holds.
func (b *sealed) hygiene() {
	want := map[string]bool{bundle.PolicyAt: true, bundle.LogXLSX: true}
	for _, n := range required {
		want[n] = true
		if !b.has(n) {
			b.problem(Hygiene, n, "the file is missing from the bundle")
		}
	}
	if b.manifest == nil {
		return
	}
	for i := range b.manifest.Files {
		name := b.manifest.Files[i].Name
		if want[name] && !dataFile(b.manifest.Files[:i], name) || !plainName(name) {
			b.problem(Manifest, bundle.ManifestAt, "the name of file %d is not one that a released file can have", i+1)
			b.manifest = nil
			return
		}
		want[name] = true
	}
	if !b.areas(want) {
		return
	}
	for _, n := range b.names {
		if !want[n] {
			b.problem(Hygiene, n, "the file does not belong to the bundle")
		}
	}
}

// areas enters the files of areas that tables have beside their own; false where
// one has a name that it cannot have.
func (b *sealed) areas(want map[string]bool) bool {
	for i := range b.manifest.Files {
		t := b.manifest.Files[i].Table
		if t == nil || t.GeoJSON == "" {
			continue
		}
		if want[t.GeoJSON] || !plainName(t.GeoJSON) {
			b.problem(Manifest, bundle.ManifestAt, "the name of the areas of file %d is not one that a released file can have", i+1)
			b.manifest = nil
			return false
		}
		want[t.GeoJSON] = true
	}
	return true
}

// dataFile reports whether one of files has the name, or a table's areas have it:
// the parts of one workbook have one name.
func dataFile(files []exemptions.File, name string) bool {
	for i := range files {
		if t := files[i].Table; files[i].Name == name || t != nil && t.GeoJSON == name {
			return true
		}
	}
	return false
}

// plainName reports a base name that stays in its folder on every system.
func plainName(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.ContainsAny(name, "/\\:\x00") && filepath.IsLocal(name)
}

// readManifest reads the manifest strictly: only known keys, and byte for byte
// as it is written.
func (b *sealed) readManifest() error {
	if !b.has(bundle.ManifestAt) {
		return nil // hygiene says so
	}
	src, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(bundle.ManifestAt)))
	if err != nil {
		return fmt.Errorf("verify: the manifest cannot be read: %w", err)
	}
	var m bundle.Manifest
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		b.problem(Manifest, bundle.ManifestAt, "it cannot be read as the manifest of a release")
		return nil
	}
	if m.Schema != bundle.Schema {
		b.problem(Manifest, bundle.ManifestAt, "it is of another version than this program reads")
		return nil
	}
	var again bytes.Buffer
	e := json.NewEncoder(&again)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	if err := e.Encode(&m); err != nil || !bytes.Equal(again.Bytes(), src) {
		b.problem(Manifest, bundle.ManifestAt, "it is not written the way a release writes it")
	}
	b.manifest = &m
	return nil
}

// digests compares every file with SHA256SUMS, and that with SEALED.
func (b *sealed) digests(ctx context.Context) error {
	if !b.has(bundle.Sums) {
		return nil
	}
	sums, err := os.ReadFile(filepath.Join(b.dir, bundle.Sums))
	if err != nil {
		return fmt.Errorf("verify: %s cannot be read: %w", bundle.Sums, err)
	}
	listed, ok := parseSums(string(sums))
	if !ok {
		b.problem(Digest, bundle.Sums, "it is damaged: it is not the list of check sums that a release writes")
	}
	for _, n := range b.names {
		if n == bundle.Sums || n == bundle.Sealed {
			continue
		}
		want, ok := listed[n]
		if !ok {
			b.problem(Digest, n, "the file has no check sum in %s, so nobody can tell whether it was changed", bundle.Sums)
			continue
		}
		got, err := digest(ctx, filepath.Join(b.dir, filepath.FromSlash(n)))
		if err != nil {
			return err
		}
		if got != want {
			b.problem(Digest, n, "the file was changed after it was sealed")
		}
	}
	for _, n := range slices.Sorted(maps.Keys(listed)) {
		if !b.has(n) {
			b.problem(Digest, bundle.Sums, "it lists a file that is not there")
		}
	}
	return b.seal(sums)
}

// seal compares SEALED with the digest of SHA256SUMS and the release id.
func (b *sealed) seal(sums []byte) error {
	if !b.has(bundle.Sealed) || b.manifest == nil {
		return nil
	}
	got, err := os.ReadFile(filepath.Join(b.dir, bundle.Sealed))
	if err != nil {
		return fmt.Errorf("verify: %s cannot be read: %w", bundle.Sealed, err)
	}
	d := sha256.Sum256(sums)
	if !bytes.Equal(got, bundle.SealText(b.manifest.Release.ID, hex.EncodeToString(d[:]))) {
		b.problem(Digest, bundle.Sealed, "the seal belongs to other files or to another release")
	}
	return nil
}

// parseSums reads "<sha256>  <name>" lines, sorted by name, without repetition.
func parseSums(s string) (map[string]string, bool) {
	out := map[string]string{}
	last, ok := "", strings.HasSuffix(s, "\n")
	for line := range strings.Lines(s) {
		sum, name, two := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if raw, err := hex.DecodeString(sum); !two || err != nil || len(raw) != sha256.Size || sum != strings.ToLower(sum) || name <= last {
			ok = false
			continue
		}
		out[name], last = sum, name
	}
	return out, ok
}

// digest is the SHA-256 of a file in hexadecimal.
func digest(ctx context.Context, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("verify: a file of the bundle cannot be read: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	buf := make([]byte, 256<<10)
	for {
		if ctx.Err() != nil {
			return "", context.Cause(ctx)
		}
		n, err := f.Read(buf)
		h.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err != nil {
			return "", fmt.Errorf("verify: a file of the bundle cannot be read: %w", err)
		}
	}
}

// written are the texts of the bundle that it accounts for: its policy and its
// manifest.
func (b *sealed) written() []string {
	var out []string
	for _, n := range []string{bundle.PolicyAt, bundle.ManifestAt} {
		if text, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(n))); err == nil {
			out = append(out, string(text))
		}
	}
	return out
}

// totals compares the manifest's totals and its summary with the log.
func (b *sealed) totals(res *Result, t *logform.Totals) error {
	m := b.manifest
	bad := func(what string, said, is int64) {
		if said != is {
			res.probs.add(Problem{Kind: Amount, File: bundle.ManifestAt, Msg: fmt.Sprintf("it says %d %s, there are %d", said, what, is)})
		}
	}
	bad("entries", m.Entries, res.Entries)
	bad("labels", m.Labels, res.Labels)
	if sum := t.Summary(m.Files); !(len(sum) == 0 && len(m.Summary) == 0) && !reflect.DeepEqual(sum, m.Summary) {
		res.probs.add(Problem{Kind: Amount, File: bundle.ManifestAt, Msg: "its summary is not the one that the log gives"})
	}
	return nil
}

// documents are the files that Container looks at.
func (b *sealed) documents() []string {
	var out []string
	for _, n := range b.names {
		if n != bundle.Sums && n != bundle.Sealed && n != bundle.LogCSV && b.known(n) {
			out = append(out, n)
		}
	}
	return out
}

// known reports a file of a bundle; anything else was refused already.
func (b *sealed) known(name string) bool {
	return slices.Contains(required, name) || name == bundle.PolicyAt || name == bundle.LogXLSX || dataFile(b.manifest.Files, name)
}
