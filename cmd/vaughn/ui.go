package main

// How vaughn talks to people. An error is: what failed, where, the nearest fix,
// then "Next:" and a command that can be typed as it stands. It names files,
// columns and rows and never a cell value, so only errors that were written for
// people are printed: [*release.Error], [*formats.Refusal], policy errors and
// [*failure]. Any other error is an internal one and its text is not shown.
// Results go to stdout, everything else to stderr.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"vaughn/formats"
	"vaughn/redact/release"
)

// Exit codes. They are documented in README.md, each has a script in
// testdata/script, and none is ever given another meaning.
const (
	exitDone     = 0
	exitFound    = 1 // --fail-on was given and was met; never an error
	exitUsage    = 2
	exitPolicy   = 3
	exitInput    = 4
	exitOutput   = 5
	exitPartial  = 6
	exitPending  = 7
	exitVerify   = 8
	exitDrift    = 9
	exitLocked   = 10
	exitInternal = 70
	exitStopped  = 130
)

// exitTable is the help text of the root command.
const exitTable = `Exit codes:
   0  done: sealed and verified, or unchanged
   1  --fail-on was given and was met (scan); never an error
   2  wrong flags or arguments
   3  policy invalid, a rule matched nothing, or a key or approval is missing
   4  input missing, unreadable, empty or still growing; nothing to examine
   5  a different release is in the way, no permission to write, disk full
   6  several inputs, some failed or not examined; not sealed
   7  a person's decision is pending
   8  verification failed, or the release was changed after it was sealed
   9  drift: a column that the policy does not name, a stale or shrunken input
  10  another run holds the lock
  70  internal error    130  interrupted`

// failure is an error of a command itself.
type failure struct {
	code int
	msg  string
	next string
	more []string
}

func (f *failure) Error() string { return f.msg }

// fail makes a failure. The arguments must not be cell values.
func fail(code int, next, format string, args ...any) *failure {
	return &failure{code: code, next: next, msg: fmt.Sprintf(format, args...)}
}

// kindCodes maps every kind of release error to its code.
var kindCodes = map[release.Kind]int{
	release.KindUsage:    exitUsage,
	release.KindPolicy:   exitPolicy,
	release.KindInput:    exitInput,
	release.KindOutput:   exitOutput,
	release.KindPartial:  exitPartial,
	release.KindPending:  exitPending,
	release.KindVerify:   exitVerify,
	release.KindDrift:    exitDrift,
	release.KindLocked:   exitLocked,
	release.KindInternal: exitInternal,
	release.KindStopped:  exitStopped,
}

// describe turns any error into what is printed and the exit code.
func describe(err error) *failure {
	var own *failure
	var rel *release.Error
	var refusal *formats.Refusal
	switch {
	case errors.As(err, &own):
		return own
	case describePolicy(err) != nil:
		return describePolicy(err)
	case errors.As(err, &rel):
		code, ok := kindCodes[rel.Kind]
		if !ok {
			code = exitInternal
		}
		return &failure{code: code, msg: rel.Msg, next: rel.Next, more: rel.More}
	case errors.As(err, &refusal):
		return &failure{code: exitInput, msg: refusal.Error()}
	case errors.Is(err, context.Canceled):
		return fail(exitStopped, "", "Interrupted. Nothing was published; the last release stays.")
	default:
		return describeOther(err)
	}
}

// describeOther is for errors from below: their text may quote anything, so
// only what kind they are is said.
func describeOther(err error) *failure {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(exitInput, "", "A file that was named does not exist.")
	case errors.Is(err, fs.ErrPermission):
		return fail(exitOutput, "", "No permission to read or write a file that was named.")
	case errors.Is(err, syscall.ENOSPC):
		return fail(exitOutput, "", "The disk is full. Nothing was published.")
	default:
		return fail(exitInternal, "", "Internal error (%s). Nothing was published. Its text is not shown, because it could quote data.", errorType(err))
	}
}

// errorType names the innermost type of err, for a bug report without data.
func errorType(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return strings.TrimPrefix(fmt.Sprintf("%T", err), "*")
		}
		err = next
	}
}

// printError writes a failure to w: the sentence, further lines, the next step.
func printError(w io.Writer, f *failure) {
	fmt.Fprintln(w, "vaughn: "+f.msg)
	for _, line := range f.more {
		fmt.Fprintln(w, "  "+line)
	}
	if f.next != "" {
		fmt.Fprintln(w, "Next: "+f.next)
	}
}

// panicked describes a panic by place only: its value and the arguments on the
// stack may be data.
func panicked() *failure {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	f := fail(exitInternal, "", "Internal error. Nothing was published; the last release stays. Please report these places in the program; they hold no data:")
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "vaughn") || strings.HasPrefix(frame.Function, "main.") {
			f.more = append(f.more, fmt.Sprintf("%s line %d", frame.Function, frame.Line))
		}
		if !more || len(f.more) == 8 {
			return f
		}
	}
}
