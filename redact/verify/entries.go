package verify

import (
	"errors"
	"iter"
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
	file  *os.File
	next  func() (exemptions.Entry, bool)
	stop  func()
	err   error
	probs *problems

	cur   exemptions.Entry
	ok    bool // cur is an entry that nobody took
	n     int64
	where []func(*exemptions.Entry) error // who else wants every entry
	fail  error
}

// openLog opens the canonical log in dir. A log that is missing is a problem,
// and reads as empty.
func openLog(dir string, probs *problems, also ...func(*exemptions.Entry) error) (*logReader, error) {
	l := &logReader{probs: probs, where: also}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(bundle.LogJSONL)))
	if errors.Is(err, os.ErrNotExist) {
		probs.add(Problem{Kind: LogKind, File: bundle.LogJSONL, Msg: "the log is missing"})
		return l, nil
	}
	if err != nil {
		return nil, err
	}
	l.file = f
	l.next, l.stop = iter.Pull(func(yield func(exemptions.Entry) bool) {
		err := logform.ReadJSONL(f, func(e *exemptions.Entry) error {
			if !yield(*e) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			l.err = err
		}
	})
	l.take()
	return l, nil
}

// peek is the next entry that nobody took.
func (l *logReader) peek() (*exemptions.Entry, bool) { return &l.cur, l.ok }

// take moves on.
func (l *logReader) take() {
	if l.next == nil {
		return
	}
	if l.cur, l.ok = l.next(); !l.ok {
		if l.err != nil {
			l.problem(0, l.err.Error())
			l.err = nil
		}
		return
	}
	l.n++
	if l.cur.N != l.n {
		l.problem(l.n, "the entries are not numbered one after the other")
	}
	for _, f := range l.where {
		if err := f(&l.cur); err != nil && l.fail == nil {
			l.fail = err
		}
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
	for l.ok && entryBefore(&l.cur, f) {
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
	for l.ok && entryOf(&l.cur, f) {
		l.take()
	}
}

// finish reads to the end and returns the number of entries.
func (l *logReader) finish() int64 {
	for l.ok {
		l.problem(l.n, "it names a file that is not in the release, or stands in the wrong place")
		l.take()
	}
	return l.n
}

func (l *logReader) close() {
	if l.stop != nil {
		l.stop()
	}
	if l.file != nil {
		l.file.Close()
	}
}
