package policy

import (
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says what sort of refusal an [Error] is, so that a command can map it to
// its exit code. The spellings are those of redact/release.
type Kind string

// The kinds. Invalid, Unmatched, Expired and Later are exit 3; Drift is exit 9;
// Pending is exit 7.
const (
	Invalid   Kind = "policy"    // the file cannot be used as written
	Unmatched Kind = "unmatched" // a column or rule of the policy matched nothing
	Expired   Kind = "expired"   // the policy, or an item of a list, is past its end
	Later     Kind = "later"     // right, but this version cannot do it
	Pending   Kind = "pending"   // a person has to decide first
	Drift     Kind = "drift"     // the file holds what the policy does not name, or is too old
)

// Error is one refusal: where, what, and the next command. No field ever holds
// a cell value.
type Error struct {
	Kind Kind
	File string // base name of the policy, of a list, or of the input; "" = none
	Line int    // 1-based line of File; 0 = the file as a whole
	Msg  string // whole sentences: what failed and the nearest fix
	Next string // a command, without "Next:"; "" = the sentence says it

	Unlisted []Drifted // of Drift: the columns that the policy does not name
}

// Error is "file:line: what. Next: command."
func (e *Error) Error() string {
	var b strings.Builder
	switch {
	case e.File == "":
	case e.Line > 0:
		b.WriteString(e.File + ":" + strconv.Itoa(e.Line) + ": ")
	case e.Kind == Drift:
		b.WriteString(e.File + " ") // the file is the subject of the sentence
	default:
		b.WriteString(e.File + ": ")
	}
	b.WriteString(e.Msg)
	if e.Next != "" {
		b.WriteString(" Next: " + e.Next + ".")
	}
	return b.String()
}

// Errors are the refusals of one file, in the order of its lines, at most ten.
type Errors []*Error

// Error joins the refusals, one a line.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the refusals to errors.As.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// KindOf is the kind of err, if it came from this package: the first of them
// that is not Drift, because a policy that cannot be used comes before a file
// that changed. ok is false for any other error and for nil.
func KindOf(err error) (k Kind, ok bool) {
	var es Errors
	if errors.As(err, &es) && len(es) > 0 {
		for _, e := range es {
			if e.Kind != Drift {
				return e.Kind, true
			}
		}
		return es[0].Kind, true
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind, true
	}
	return "", false
}

// maxErrors bounds what one run reports: beyond ten, people fix and run again.
const maxErrors = 10

// sink collects refusals about one policy file.
type sink struct {
	file string
	errs Errors
}

// full reports whether looking on would only cost time: far more refusals than
// are shown, so that sorting by line still shows the first.
func (s *sink) full() bool { return len(s.errs) >= 5*maxErrors }

// add records a refusal; sentences must not hold cell values.
func (s *sink) add(k Kind, line int, format string, args ...any) {
	s.errs = append(s.errs, &Error{Kind: k, File: s.file, Line: line, Msg: fmt.Sprintf(format, args...)})
}

// err is nil, or the refusals sorted by line.
func (s *sink) err() error {
	if len(s.errs) == 0 {
		return nil
	}
	sort.SliceStable(s.errs, func(i, j int) bool { return s.errs[i].Line < s.errs[j].Line })
	if len(s.errs) > maxErrors {
		s.errs = s.errs[:maxErrors]
	}
	return s.errs
}

// Limits of what a message repeats. A name in a policy is short and holds few
// digits; whatever is longer or holds more could be a value that somebody
// pasted in the wrong place.
const (
	maxQuoted       = 48
	maxQuotedDigits = 4
)

// quote is s in quotation marks when it can only be a name, and "" otherwise.
func quote(s string) string {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == '@', r == '"', r == utf8.RuneError, !unicode.IsPrint(r):
			return ""
		}
	}
	if s == "" || len(s) > maxQuoted || digits > maxQuotedDigits {
		return ""
	}
	return `"` + s + `"`
}

// named is quote, with words to stand in for what must not be repeated.
func named(s, instead string) string {
	if q := quote(s); q != "" {
		return q
	}
	return instead
}

// all are the refusals in err, none when it did not come from this package.
func all(err error) Errors {
	var es Errors
	if errors.As(err, &es) {
		return es
	}
	var e *Error
	if errors.As(err, &e) {
		return Errors{e}
	}
	return nil
}
