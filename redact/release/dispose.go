package release

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// dispose takes the files that a person decided about as a whole out of the
// listing. Each line must name exactly one file of the run, and no file twice.
func (r *run) dispose(l *listing) error {
	r.withoutDecisions(l)
	paths := l.paths()
	taken := map[string]int{} // path → line
	at := make([]string, len(r.decided))
	for i := range r.decided {
		d := &r.decided[i]
		path, err := r.theOne(d, paths, d.File, "file")
		if err != nil {
			return err
		}
		if line, twice := taken[path]; twice {
			return r.refuseLine(d, "The file is decided about on line %d already. Remove one of the lines.", line)
		}
		taken[path], at[i] = d.Line, path
	}
	for i := range r.decided {
		d := &r.decided[i]
		if d.Decision == exemptions.Duplicate {
			of, err := r.theOne(d, paths, d.Of, "the other file of the duplicate")
			if err != nil {
				return err
			}
			if k := slices.Index(at, of); of == at[i] || k >= 0 && r.decided[k].Decision == exemptions.Duplicate {
				return r.refuseLine(d, "A duplicate is of a file that is not itself a duplicate. Name the one that counts.")
			}
		}
		if _, out := d.Decision.Action(); out {
			l.without(at[i])
		} else if !slices.Contains(l.files, at[i]) {
			return r.refuseLine(d, "%s is for files that are read, and this one is not. Use handled elsewhere, released elsewhere or withheld in full.", d.Decision)
		}
	}
	r.disposedAt = at
	return nil
}

// withoutDecisions leaves the file of decisions itself out, where it lies among
// the inputs.
func (r *run) withoutDecisions(l *listing) {
	if r.decidedAt == "" {
		return
	}
	own, err := os.Stat(r.decidedAt)
	if err != nil {
		return
	}
	l.files = slices.DeleteFunc(l.files, func(p string) bool {
		fi, err := os.Stat(p)
		return err == nil && os.SameFile(fi, own)
	})
}

// theOne is the only path that a name written by a person means: the path, or its
// last parts.
func (r *run) theOne(d *Disposition, paths []string, name, what string) (string, error) {
	var hits []string
	for _, p := range paths {
		if s := slashed(p); s == name || strings.HasSuffix(s, "/"+strings.TrimPrefix(name, "./")) {
			hits = append(hits, p)
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return "", r.refuseLine(d, "%s: no file of this run has that name. Write it as in the folder, or remove the line.", what)
	default:
		return "", r.refuseLine(d, "%s: %d files of this run have that name. Write the folder before it: FOLDER/NAME.", what, len(hits))
	}
}

// paths are all files of a listing.
func (l *listing) paths() []string {
	out := slices.Clone(l.files)
	for _, n := range l.skipped {
		out = append(out, n.Path)
	}
	return out
}

// without takes a path out.
func (l *listing) without(path string) {
	l.files = slices.DeleteFunc(l.files, func(p string) bool { return p == path })
	l.skipped = slices.DeleteFunc(l.skipped, func(n NotExamined) bool { return n.Path == path })
}

// nameDisposed gives the files that are not released the names by which the log
// calls them, once the names of the released ones are known.
func (r *run) nameDisposed(sc *detect.Scanner, released map[string]bool) error {
	shown := make([]string, len(r.decided))
	used := map[string]bool{}
	for i, path := range r.disposedAt {
		name := filepath.Base(filepath.FromSlash(path))
		safe, err := safeFile(sc, name)
		if err != nil {
			return err
		}
		low := strings.ToLower(name)
		_, out := r.decided[i].Decision.Action()
		if !safe || used[low] || out && (released[low] || reserved(name)) {
			name = fmt.Sprintf("file %d", i+1)
		}
		shown[i], used[low] = name, true
	}
	for i := range r.decided {
		d := &r.decided[i]
		x := exemptions.Disposed{Name: shown[i], Decision: d.Decision, By: d.By, On: d.Date}
		if d.Decision == exemptions.Duplicate {
			x.Of = r.shownOf(sc, d, shown)
		}
		if r.grounds[i].Label == "" {
			r.grounds[i] = exemptions.WholeFile(d.Decision, x.Of, r.noun)
		}
		r.disposed = append(r.disposed, x)
	}
	return nil
}

// shownOf is the other file of a duplicate as it may be shown.
func (r *run) shownOf(sc *detect.Scanner, d *Disposition, shown []string) string {
	for i, path := range r.disposedAt {
		if s := slashed(path); s == d.Of || strings.HasSuffix(s, "/"+d.Of) {
			return shown[i]
		}
	}
	name := d.Of[strings.LastIndexByte(d.Of, '/')+1:]
	if safe, err := safeFile(sc, name); err != nil || !safe {
		return "another file"
	}
	return name
}

// safeFile reports whether the name of a file that nobody will see may be told:
// nothing in it looks personal, not even possibly.
func safeFile(sc *detect.Scanner, name string) (bool, error) {
	text := strings.NewReplacer("_", " ", "-", " ", ".", " ").Replace(name)
	for _, s := range []string{name, text} {
		ms, err := sc.Scan(nil, &detect.Text{S: s})
		if err != nil {
			return false, &Error{Kind: KindInternal, Msg: "The name of a file could not be examined. Nothing was released; the last release stays."}
		}
		if slices.ContainsFunc(ms, func(m detect.Match) bool { return m.Entity.Personal() && m.Likelihood >= detect.Possible }) {
			return false, nil
		}
	}
	return !strings.ContainsAny(name, "/\\:\x00") && words.Shown(name) == name, nil
}

// disposals are the lines of the log about whole files, behind those of all
// released files.
func (r *run) disposals(n *int64, yield func(*exemptions.Entry) error) error {
	for i := range r.disposed {
		e, ok := r.disposed[i].Entry(r.grounds[i])
		if !ok {
			continue
		}
		*n++
		e.N = *n
		if err := yield(&e); err != nil {
			return err
		}
	}
	return nil
}

// notReleased says of each file that a person took out what became of it.
func (r *run) notReleased() []string {
	out := []string{}
	for i := range r.disposed {
		if _, gone := r.disposed[i].Decision.Action(); gone {
			out = append(out, r.disposed[i].String())
		}
	}
	return out
}

// template writes the file that a person fills in for what was not examined into
// the internal folder, and returns its path. A file that is there is never
// overwritten, since somebody may have begun to fill it in.
func (r *run) template() (string, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	records := [][]string{filesHeader[:5]}
	for i := range r.decided {
		records = append(records, r.decided[i].record[:5])
	}
	all := slices.Clone(r.disposedAt)
	for _, j := range r.jobs {
		all = append(all, j.path)
	}
	for _, n := range r.skipped {
		all = append(all, n.Path)
	}
	for _, n := range r.skipped {
		records = append(records, []string{shortest(n.Path, all), "", "", "", ""})
	}
	if err := w.WriteAll(records); err != nil {
		return "", err
	}
	if err := os.MkdirAll(r.o.Internal, 0o700); err != nil {
		return "", err
	}
	for i := 1; ; i++ {
		name := FilesName
		if i > 1 {
			name = strings.TrimSuffix(FilesName, ".csv") + fmt.Sprintf("-%d.csv", i)
		}
		path := filepath.Join(r.o.Internal, name)
		old, err := os.ReadFile(path)
		switch {
		case err == nil && bytes.Equal(old, b.Bytes()):
			return path, nil
		case err != nil && !isAbsent(err), i > 99:
			return "", fs.ErrExist
		case err != nil:
			return path, writeFile(path, b.Bytes(), 0o600)
		}
	}
}

func isAbsent(err error) bool { return plainCause(err) == fs.ErrNotExist }

// nextUnread is the way out for files that nobody read.
func (r *run) nextUnread() string {
	path, err := r.template()
	if err != nil {
		return "leave them out of the call, or name each in a file for --files (file,decision,code,by,date)"
	}
	return "fill in " + words.Arg(path) + " (or leave the files out of the call), then release with --files " + words.Arg(path)
}

// unread refuses a file that could not be read and of which a person said that it
// is released.
func (r *run) unread(path string) error {
	for i, at := range r.disposedAt {
		if at == path {
			d := &r.decided[i]
			return r.refuseLine(d, "%s is for files that are read, and this one could not be. Use handled elsewhere, released elsewhere or withheld in full.", d.Decision)
		}
	}
	return nil
}

// shortest is the shortest end of a path that means no other of all.
func shortest(path string, all []string) string {
	parts := strings.Split(slashed(path), "/")
	for k := len(parts) - 1; k > 0; k-- {
		end := strings.Join(parts[k:], "/")
		n := 0
		for _, p := range all {
			if s := slashed(p); s == end || strings.HasSuffix(s, "/"+end) {
				n++
			}
		}
		if n <= 1 {
			return end
		}
	}
	return slashed(path)
}
