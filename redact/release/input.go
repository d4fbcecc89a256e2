package release

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/formats"
)

// input is one file of a run, open for the whole of it.
type input struct {
	path   string // as given, "/" between folders
	name   string // base name, the name in the bundle
	file   *os.File
	size   int64
	mod    time.Time
	watch  *watched
	digest uint64            // keyed with a random seed, in memory only: is it still the same file?
	sha    [sha256.Size]byte // only with a key, and only ever written as an HMAC: a plain digest of an input can be tried out
	doc    formats.Document
	format *formats.Format
	parts  []partState
	rows   int64
}

// partState is one table of an input on its way through the passes.
type partState struct {
	part    formats.Part
	cols    []*detect.Column // from the header, for Scan
	verdict []detect.Column  // from every row
	safe    []string         // names that may be printed
	rows    int64
	cells   int64
	needed  []bool // columns that are looked at; nil = all
}

func (in *input) close() {
	if in.doc != nil {
		in.doc.Close()
	}
	if in.file != nil {
		in.file.Close()
	}
}

// inputError says that a path cannot be read, without the system's own words
// beyond the kind of failure.
func inputError(path string, err error) error {
	base := filepath.Base(path)
	e := &Error{Kind: KindInput, Err: plainCause(err)}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Msg = fmt.Sprintf("%s: there is no such file or folder.", base)
		e.Next = "check the path and try again"
	case errors.Is(err, fs.ErrPermission):
		e.Msg = fmt.Sprintf("%s cannot be opened: permission denied.", base)
		e.Next = "give this user read access to it"
	default:
		e.Msg = fmt.Sprintf("%s cannot be read.", base)
		e.Next = "check the disk or the network share, and try again"
	}
	return e
}

func slashed(path string) string { return filepath.ToSlash(path) }

func base(path string) string { return filepath.Base(path) }

// unsupported turns the refusal of a type that no format reads into a line of
// "not examined"; nil means that the file is of a type that is read.
func unsupported(path string, err error) *NotExamined {
	var r *formats.Refusal
	if !errors.As(err, &r) || r.Reason != formats.Unsupported {
		return nil
	}
	return &NotExamined{Path: slashed(path), Ext: strings.ToLower(filepath.Ext(path)), Why: r.Detail}
}

// plainCause keeps of an error only what errors.Is may ask for.
func plainCause(err error) error {
	for _, known := range []error{fs.ErrNotExist, fs.ErrPermission, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	return nil
}

// openInput opens one file and its document. The header row is scanned as data:
// a strong find in it means that the file has no header.
func openInput(env Env, sc *detect.Scanner, path string, o formats.Options) (*input, error) {
	in := &input{path: filepath.ToSlash(path), name: filepath.Base(path)}
	// To open a pipe may wait for ever, so it is asked first.
	fi, err := os.Stat(path)
	if err != nil {
		return nil, inputError(path, err)
	}
	if !fi.Mode().IsRegular() {
		return nil, &Error{Kind: KindInput, Msg: in.name + " is not an ordinary file.", Next: "copy it into a file first"}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, inputError(path, err)
	}
	in.file = f
	if fi, err = f.Stat(); err != nil {
		in.close()
		return nil, inputError(path, err)
	}
	in.size, in.mod = fi.Size(), fi.ModTime()
	if err := in.open(env, sc, o); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

func (in *input) open(env Env, sc *detect.Scanner, o formats.Options) error {
	in.watch = &watched{f: in.file, size: in.size}
	src := formats.Source{Name: in.path, R: in.watch, Size: in.size}
	doc, format, err := env.Open(src, o)
	if err != nil {
		return err
	}
	in.doc, in.format = doc, format
	if o.HeaderRow == 0 {
		hit, err := headerHolds(sc, doc)
		if err != nil {
			return err
		}
		if hit {
			doc.Close()
			o.HeaderRow = formats.NoHeader
			if in.doc, in.format, err = env.Open(src, o); err != nil {
				in.doc = nil
				return err
			}
		}
	}
	for _, p := range in.doc.Parts() {
		in.parts = append(in.parts, newPart(sc, p))
	}
	return nil
}

// headerHolds reports whether a header cell is itself personal information,
// which a name of a column never is.
func headerHolds(sc *detect.Scanner, doc formats.Document) (bool, error) {
	var ms []detect.Match
	for _, p := range doc.Parts() {
		for _, label := range p.Labels {
			var err error
			if ms, err = sc.Scan(ms[:0], &detect.Text{S: label}); err != nil {
				return false, err
			}
			if strongest(ms) >= detect.Likely {
				return true, nil
			}
		}
	}
	return false, nil
}

func strongest(ms []detect.Match) (l detect.Likelihood) {
	for _, m := range ms {
		if m.Entity.Personal() && (!m.Read() || m.Likelihood == detect.VeryLikely) { // "Client Hostname"
			l = max(l, m.Likelihood)
		}
	}
	return l
}

func newPart(sc *detect.Scanner, p formats.Part) partState {
	st := partState{part: p}
	for i, name := range p.Names {
		label := ""
		if i < len(p.Labels) {
			label = p.Labels[i]
		}
		st.cols = append(st.cols, detect.NewColumn(i, label))
		st.safe = append(st.safe, safeName(sc, name, i))
	}
	return st
}

// safeName is name, or "column 3" where the name trips a detector.
func safeName(sc *detect.Scanner, name string, i int) string {
	ms, err := sc.Scan(nil, &detect.Text{S: name})
	if err != nil || strongest(ms) >= detect.Possible {
		return fmt.Sprintf("column %d", i+1)
	}
	return name
}

// unchanged checks that the file is still the one that was profiled: the bytes
// that the last pass read, and the file at its path. A format that does not read
// its input in order has it read once more.
func (in *input) unchanged(ctx context.Context) error {
	fi, err := in.file.Stat()
	if err != nil {
		return inputError(in.path, err)
	}
	now, err := os.Stat(filepath.FromSlash(in.path))
	if err != nil || fi.Size() != in.size || !os.SameFile(fi, now) {
		return in.changed()
	}
	d, ok := in.watch.last()
	if !ok {
		if d, err = in.sum(ctx, nil); err != nil {
			return err
		}
	}
	if in.digest == 0 {
		in.digest = d // the first pass
	}
	if d != in.digest {
		return in.changed()
	}
	return nil
}

// after is what a pass over the input came to: a file that changed explains every
// other error.
func (in *input) after(ctx context.Context, err error) error {
	if changed := in.unchanged(ctx); changed != nil {
		return changed
	}
	return err
}

// identify reads the whole file for its SHA-256 digest, which only a key needs.
func (in *input) identify(ctx context.Context) (err error) {
	h := sha256.New()
	if in.digest, err = in.sum(ctx, h); err == nil {
		h.Sum(in.sha[:0])
	}
	return err
}

// sum reads the whole file and returns its seeded digest; also gets its bytes.
func (in *input) sum(ctx context.Context, also io.Writer) (uint64, error) {
	buf := make([]byte, 1<<18)
	for r := io.NewSectionReader(in.watch, 0, in.size); ; {
		if ctx.Err() != nil {
			return 0, context.Cause(ctx)
		}
		n, err := r.Read(buf)
		if also != nil {
			also.Write(buf[:n])
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, inputError(in.path, err)
		}
	}
	d, ok := in.watch.last()
	if !ok {
		return 0, in.changed()
	}
	return d, nil
}

func (in *input) changed() error {
	r := formats.ChangedFile(in.path)
	r.Hint = "The last release stays."
	return r
}
