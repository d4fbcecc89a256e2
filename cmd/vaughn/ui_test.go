package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vaughn/formats"
	"vaughn/redact/policy"
	"vaughn/redact/release"
)

func TestEveryErrorHasItsExitCode(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{&release.Error{Kind: release.KindUsage}, 2},
		{&release.Error{Kind: release.KindPolicy}, 3},
		{&release.Error{Kind: release.KindInput}, 4},
		{&release.Error{Kind: release.KindOutput}, 5},
		{&release.Error{Kind: release.KindPartial}, 6},
		{&release.Error{Kind: release.KindPending}, 7},
		{&release.Error{Kind: release.KindVerify}, 8},
		{&release.Error{Kind: release.KindDrift}, 9},
		{&release.Error{Kind: release.KindLocked}, 10},
		{&release.Error{Kind: release.KindInternal}, 70},
		{&release.Error{Kind: release.KindStopped}, 130},
		{&release.Error{Kind: "something new"}, 70},
		{&formats.Refusal{File: "sr.csv", Reason: formats.Truncated}, 4},
		{&policy.Error{Kind: policy.Invalid}, 3},
		{&policy.Error{Kind: policy.Drift}, 9},
		{&policy.Error{Kind: policy.Pending}, 7},
		{policy.Errors{{Kind: policy.Expired}}, 3},
		{fmt.Errorf("wrapped: %w", &release.Error{Kind: release.KindDrift}), 9},
		{context.Canceled, 130},
		{errors.New("anything else"), 70},
	} {
		if got := describe(c.err).code; got != c.want {
			t.Errorf("%T %v: exit %d, want %d", c.err, c.err, got, c.want)
		}
	}
}

func TestAnUnknownErrorIsNotRepeated(t *testing.T) {
	f := describe(fmt.Errorf("row: %w", errors.New("315-555-0142")))
	if strings.Contains(f.msg, "555") {
		t.Errorf("the message repeats the error's text: %q", f.msg)
	}
}

func TestAPanicIsToldByPlaceOnly(t *testing.T) {
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"version"}, outside{out: panicWriter{}, err: &errs, env: func(string) string { return "" }, now: time.Now})
	if code != exitInternal {
		t.Errorf("exit %d, want %d", code, exitInternal)
	}
	if s := errs.String(); strings.Contains(s, "555") || !strings.Contains(s, "line ") {
		t.Errorf("want places without the value, got %q", s)
	}
	if out.Len() > 0 {
		t.Errorf("something was printed: %q", out.String())
	}
}

type panicWriter struct{}

func (panicWriter) Write([]byte) (int, error) { panic("315-555-0142") }

func TestAResultThatCouldNotBePrintedIsAFailure(t *testing.T) {
	var errs bytes.Buffer
	code := run(t.Context(), []string{"version"}, outside{out: fullWriter{}, err: &errs, env: func(string) string { return "" }, now: time.Now})
	if code != exitOutput {
		t.Errorf("exit %d, want %d", code, exitOutput)
	}
}

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestProgressWithoutATerminalIsALineEvery30Seconds(t *testing.T) {
	var w bytes.Buffer
	clock := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	a := &app{outside: outside{err: &w, env: func(string) string { return "" }, now: func() time.Time { return clock }}}
	m := a.meter()
	for s := range 100 {
		clock = clock.Add(time.Second)
		m.event(release.Event{Stage: "scan", File: "sr.csv", Done: int64(s), Total: 100, Rows: int64(1000 * s), Finds: 1})
	}
	m.finish()
	want := "sr.csv: reading, 29 %, 29,000 rows, 1 find\nsr.csv: reading, 59 %, 59,000 rows, 1 find\nsr.csv: reading, 89 %, 89,000 rows, 1 find\n"
	if w.String() != want {
		t.Errorf("got:\n%swant:\n%s", w.String(), want)
	}
}

func TestProgressOnATerminalIsOneLineThatGoesAway(t *testing.T) {
	var w bytes.Buffer
	clock := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	a := &app{outside: outside{err: &w, tty: true, env: func(string) string { return "" }, now: func() time.Time { return clock }}}
	m := a.meter()
	for i := range 200 {
		clock = clock.Add(10 * time.Millisecond)
		m.event(release.Event{Stage: "scan", File: "sr.csv", Done: int64(i), Total: 200})
	}
	if got := w.String(); !strings.Contains(got, "sr.csv reading") {
		t.Errorf("no bar: %q", got)
	}
	if n := strings.Count(w.String(), "sr.csv"); n != 20 {
		t.Errorf("2 seconds drew the bar %d times, want 20", n)
	}
	m.finish()
	got := w.String()
	if strings.ContainsAny(got, "\n\x1b") {
		t.Errorf("the bar leaves its line, or prints escapes: %q", got)
	}
	if last := got[:len(got)-1]; !strings.HasSuffix(got, "\r") || strings.TrimSpace(last[strings.LastIndexByte(last, '\r')+1:]) != "" {
		t.Errorf("the line is not wiped at the end: %q", got)
	}
}

func TestQuietPrintsNoProgress(t *testing.T) {
	a := &app{quiet: true}
	m := a.meter()
	m.event(release.Event{Stage: "scan", File: "sr.csv"})
	m.finish()
	if m != nil {
		t.Error("a quiet run has a meter")
	}
}
