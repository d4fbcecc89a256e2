// Package lookre runs the policy's own patterns with look-around (regexp2), the
// only package that imports it. regexp2 counts runes, waits 292 years by default
// and quotes the input in its time-out error; here offsets are bytes, the time is
// bounded, and errors are sentences without input.
package lookre

import (
	"errors"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"
)

// Limits of one search. A back-tracking pattern costs at most exponential time
// in the window, so the window is bounded too.
const (
	// Window is the longest text in bytes that one match attempt sees.
	Window = 4096
	// Overlap is how many bytes two neighbouring windows share: the longest
	// match, in bytes, that is certain to be found.
	Overlap = 512
	timeout = 200 * time.Millisecond
)

// Errors of this package; none of them quotes a pattern or a text.
var (
	ErrPattern = errors.New("the pattern cannot be read")
	ErrTimeout = errors.New("a pattern of the policy took too long — simplify its nested repetitions")
)

// Regexp is a compiled pattern, safe for concurrent use.
type Regexp struct{ re *regexp2.Regexp }

// Compile reads expr in .NET syntax. The error is ErrPattern whatever is wrong.
func Compile(expr string) (*Regexp, error) {
	re, err := regexp2.Compile(expr, regexp2.None)
	if err != nil {
		return nil, ErrPattern
	}
	re.MatchTimeout = timeout
	return &Regexp{re}, nil
}

// FindAll calls yield with the byte offsets of each non-empty match in s, from
// left to right. Texts beyond Window are searched in overlapping windows, so a
// match of up to Overlap bytes is found wherever it stands. The same span may
// be given once only.
func (r *Regexp) FindAll(s string, yield func(start, end int)) error {
	last := -1 // end of the last match given
	for base := 0; ; {
		stop := min(base+Window, len(s))
		for stop < len(s) && !utf8.RuneStart(s[stop]) {
			stop--
		}
		if err := r.window(s[base:stop], base, stop == len(s), &last, yield); err != nil {
			return err
		}
		if stop == len(s) {
			return nil
		}
		base = stop - Overlap
		for !utf8.RuneStart(s[base]) {
			base++
		}
	}
}

// window searches one window that begins at byte base of the text. A match that
// touches the end of a window which is not the final one may go on: the next
// window finds it whole.
func (r *Regexp) window(s string, base int, final bool, last *int, yield func(start, end int)) error {
	m, err := r.re.FindStringMatch(s)
	runes, bytes := 0, 0 // how far the walk over s has come
	walk := func(to int) int {
		for runes < to && bytes < len(s) {
			_, n := utf8.DecodeRuneInString(s[bytes:])
			bytes += n
			runes++
		}
		return bytes
	}
	for ; err == nil && m != nil; m, err = r.re.FindNextMatch(m) {
		start := base + walk(m.Index)
		end := base + walk(m.Index+m.Length)
		cut := !final && end == base+len(s) && start-base >= len(s)-Overlap
		if end > start && start >= *last && !cut {
			yield(start, end)
			*last = end
		}
	}
	if err != nil {
		return ErrTimeout
	}
	return nil
}
