package verify

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/redact/bundle"
)

// logReader hands out the entries of the log one at a time, in order, and checks
// what can be told from the log alone.
type logReader struct {
	file  *summed
	in    *logform.Reader // nil = no log, or read to its end
	probs *problems

	cur   *exemptions.Entry // nil = none that nobody took
	n     int64
	fresh func(*exemptions.Entry) error   // gets every entry that says something new
	where []func(*exemptions.Entry) error // get every entry
	fail  error
}

// openLog opens the canonical log in dir; fresh and also look on. A log that is missing is a problem,
// and reads as empty.
func (r *Result) openLog(dir string, fresh func(*exemptions.Entry) error, also ...func(*exemptions.Entry) error) (*logReader, error) {
	l := &logReader{probs: r.probs, fresh: fresh, where: also}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(bundle.LogJSONL)))
	if errors.Is(err, os.ErrNotExist) {
		r.probs.add(Problem{Kind: LogKind, File: bundle.LogJSONL, Msg: "the log is missing"})
		return l, nil
	}
	if err != nil {
		return nil, err
	}
	l.file = r.summed(f)
	l.in = logform.NewReader(l.file)
	l.take()
	return l, nil
}

// peek is the next entry that nobody took. It is valid until take.
func (l *logReader) peek() (*exemptions.Entry, bool) { return l.cur, l.cur != nil }

// take moves on.
func (l *logReader) take() {
	if l.in == nil {
		return
	}
	var err error
	if l.cur, err = l.in.Next(); err != nil {
		l.cur, l.in = nil, nil
		if !errors.Is(err, io.EOF) {
			l.problem(0, err.Error())
		}
		return
	}
	l.n++
	if l.cur.N != l.n {
		l.problem(l.n, "the entries are not numbered one after the other")
	}
	if !l.in.Again() || l.cur.Row == 0 {
		l.pass(l.fresh)
	}
	for _, f := range l.where {
		l.pass(f)
	}
}

// pass hands the entry to f and keeps the first error.
func (l *logReader) pass(f func(*exemptions.Entry) error) {
	if err := f(l.cur); err != nil && l.fail == nil {
		l.fail = err
	}
}

// problem books a problem of line n of the log.
func (l *logReader) problem(n int64, msg string) {
	if n > 0 {
		msg = "entry " + strconv.FormatInt(n, 10) + ": " + msg
	}
	l.probs.add(Problem{Kind: LogKind, File: bundle.LogJSONL, Msg: strings.TrimSuffix(msg, ".")})
}

// begin goes to the first entry of file f: what lies before it belongs to no
// file of the release, or stands in the wrong place.
func (l *logReader) begin(f *exemptions.File) {
	for l.cur != nil && !l.cur.Action.WholeFile() && entryBefore(l.cur, f) {
		l.problem(l.n, "it names a file that is not in the release, or stands in the wrong place")
		l.take()
	}
}

func entryBefore(e *exemptions.Entry, f *exemptions.File) bool { return before(e.File, e.Part, f) }

func entryOf(e *exemptions.Entry, f *exemptions.File) bool {
	return e.File == f.Name && e.Part == f.Part
}

// skip passes over the entries of a file that cannot be checked.
func (l *logReader) skip(f *exemptions.File) {
	l.begin(f)
	for l.cur != nil && entryOf(l.cur, f) {
		l.take()
	}
}

// finish reads to the end and returns the number of entries.
func (l *logReader) finish(files []exemptions.Disposed) int64 {
	for l.cur != nil && !l.cur.Action.WholeFile() {
		l.problem(l.n, "it names a file that is not in the release, or stands in the wrong place")
		l.take()
	}
	l.wholeFiles(files)
	for l.cur != nil {
		l.problem(l.n, "it names a file that is not in the release, or stands in the wrong place")
		l.take()
	}
	return l.n
}

func (l *logReader) close() {
	if l.file != nil {
		l.file.Close()
	}
}
