package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"vaughn/testdata/sr"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"vaughn": scriptedVaughn})
}

// scriptedVaughn is the program as the scripts run it: as main does, with the
// day of $TODAY where a script sets one.
func scriptedVaughn() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	now := time.Now
	if day, err := time.Parse(time.RFC3339, os.Getenv("TODAY")); err == nil {
		now = func() time.Time { return day }
	}
	code := run(ctx, os.Args[1:], outside{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, now: now})
	stop()
	os.Exit(code)
}

// TestScripts runs testdata/script: one behaviour a file. A command that fails
// leaves no release behind, no work folder, and repeats no planted value.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    scriptExits,
			"export":   scriptExport,
			"nocanary": scriptNoCanary,
			"notemp":   scriptNoTemp,
			"edit":     scriptEdit,
			"cut":      scriptCut,
			"grow":     scriptGrow,
			"age":      scriptAge,
			"waitfor":  scriptWaitFor,
			"tmpfs":    scriptTmpfs,
			"same":     scriptSame,
			"repeat":   scriptRepeat,
			"fill":     scriptFill,
			"cells":    scriptCells,
		},
		Condition: condition,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TODAY", "2026-11-23T09:00:00Z")
			return writeDemo(e.WorkDir)
		},
	})
}

// writeDemo puts the demo's policy and lists into a script's folder.
func writeDemo(dir string) error {
	return fs.WalkDir(demoFiles, "demo", func(path string, d fs.DirEntry, err error) error {
		to := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(path, "demo")))
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		case strings.HasSuffix(path, ".csv") && !strings.Contains(path, "/lists/"):
			return nil
		}
		b, err := demoFiles.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, b, 0o644)
	})
}

// scriptExits runs a command and wants one exit code: exits 9 vaughn release ...
func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		coded, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%s did not run", args[1])
		}
		got = coded.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// scriptExport writes an invented export and planted.tsv beside it:
// export FILE ROWS SEED.
func scriptExport(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: export FILE ROWS SEED")
	}
	rows, err := strconv.Atoi(args[1])
	ts.Check(err)
	seed, err := strconv.ParseUint(args[2], 10, 64)
	ts.Check(err)
	var planted strings.Builder
	o := sr.Options{Seed: seed, Start: time.Date(2026, 11, 9, 6, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)}
	if rows <= 10000 {
		o.Canary = func(c sr.Canary) { fmt.Fprintln(&planted, c.Value) }
	}
	g := sr.New(o)
	b := g.Header(nil)
	for range rows {
		b = g.Row(b)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
	ts.Check(os.WriteFile(ts.MkAbs("planted.tsv"), []byte(planted.String()), 0o644))
	setAge(ts, args[0], time.Hour)
}

// setAge dates a file back from the scripts' day.
func setAge(ts *testscript.TestScript, file string, age time.Duration) {
	today, err := time.Parse(time.RFC3339, ts.Getenv("TODAY"))
	ts.Check(err)
	ts.Check(os.Chtimes(ts.MkAbs(file), today.Add(-age), today.Add(-age)))
}

// scriptAge dates a file back: age FILE 120h.
func scriptAge(ts *testscript.TestScript, _ bool, args []string) {
	d, err := time.ParseDuration(args[1])
	ts.Check(err)
	setAge(ts, args[0], d)
}

// scriptNoCanary looks for every planted value in what the last command printed
// and in every file, and file name, below the folders. Files are searched as
// bytes; the released policy and lists are the agency's own words.
func scriptNoCanary(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: nocanary FOLDER...")
	}
	planted := strings.Split(strings.TrimSpace(ts.ReadFile("planted.tsv")), "\n")
	if len(planted) < 5 {
		ts.Fatalf("only %d planted values: this would check nothing", len(planted))
	}
	slices.Sort(planted)
	planted = slices.Compact(planted)
	look := func(where string, b []byte) {
		for _, v := range planted {
			if bytes.Contains(b, []byte(v)) {
				ts.Fatalf("a planted value (%d characters) stands in %s", len(v), where)
			}
		}
	}
	look("stdout", []byte(ts.ReadFile("stdout")))
	look("stderr", []byte(ts.ReadFile("stderr")))
	for _, dir := range args {
		err := filepath.WalkDir(ts.MkAbs(dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			look("the name of a file", []byte(d.Name()))
			if d.Type().IsRegular() {
				b, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				look(d.Name(), b)
			}
			return nil
		})
		ts.Check(err)
	}
}

// scriptNoTemp wants no work folder, lock or half-written file below a folder.
func scriptNoTemp(ts *testscript.TestScript, _ bool, args []string) {
	for _, dir := range args {
		err := filepath.WalkDir(ts.MkAbs(dir), func(path string, d fs.DirEntry, err error) error {
			if err == nil && (strings.HasPrefix(d.Name(), ".vaughn") || strings.HasSuffix(d.Name(), ".partial") || d.Name() == ".sealing") {
				ts.Fatalf("%s was left behind", d.Name())
			}
			return err
		})
		ts.Check(err)
	}
}

// scriptEdit replaces the first OLD in a file: edit FILE OLD NEW. An empty NEW
// takes it away.
func scriptEdit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	unescape := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\0`, "\x00", `\t`, "\t")
	before, after, ok := strings.Cut(text, unescape.Replace(args[1]))
	if !ok {
		ts.Fatalf("%s does not hold the text to be replaced", args[0])
	}
	writeOver(ts, args[0], []byte(before+unescape.Replace(args[2])+after))
}

// scriptCut shortens a file: cut FILE BYTES; a negative number is from the end.
func scriptCut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	b := []byte(ts.ReadFile(args[0]))
	if n < 0 {
		n += len(b)
	}
	writeOver(ts, args[0], b[:n])
}

// writeOver writes a file and keeps its date. Released files may be hard links:
// the file is made anew, so that only this name changes.
func writeOver(ts *testscript.TestScript, name string, b []byte) {
	path := ts.MkAbs(name)
	info, err := os.Stat(path)
	ts.Check(err)
	ts.Check(os.Remove(path))
	ts.Check(os.WriteFile(path, b, 0o644))
	ts.Check(os.Chtimes(path, info.ModTime(), info.ModTime()))
}

// scriptGrow appends a line to a file.
func scriptGrow(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteString("x\r\n")
	ts.Check(err)
	ts.Check(f.Close())
}

// scriptRepeat appends a line to a file many times: repeat FILE TIMES LINE.
func scriptRepeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE TIMES LINE")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(args[2]+"\n", n))
	ts.Check(err)
	ts.Check(f.Close())
}

// scriptWaitFor waits until a path exists, for a run in the background.
func scriptWaitFor(ts *testscript.TestScript, _ bool, args []string) {
	for range 4000 {
		if hits, _ := filepath.Glob(ts.MkAbs(args[0])); len(hits) > 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	ts.Fatalf("%s did not appear", args[0])
}

// scriptTmpfs mounts a small file system: tmpfs FOLDER SIZE. Scripts ask for the
// condition smalldisk first.
func scriptTmpfs(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	ts.Check(mountSmall(dir, args[1]))
	ts.Defer(func() { ts.Check(unmount(dir)) })
}

// condition answers [smalldisk]: can a small file system be mounted here?
func condition(name string) (bool, error) {
	if name != "smalldisk" {
		return false, fmt.Errorf("unknown condition %s", name)
	}
	dir, err := os.MkdirTemp("", "vaughn-small-")
	if err != nil {
		return false, err
	}
	defer os.Remove(dir)
	if mountSmall(dir, "64k") != nil {
		return false, nil
	}
	return true, unmount(dir)
}

// scriptSame wants two folders to hold the same files.
func scriptSame(ts *testscript.TestScript, neg bool, args []string) {
	a, b := tree(ts, args[0]), tree(ts, args[1])
	if slices.Equal(a, b) == neg {
		ts.Fatalf("same: %v, want %v", !neg, neg)
	}
}

func tree(ts *testscript.TestScript, dir string) (out []string) {
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		out = append(out, rel, string(b))
		return err
	}))
	return out
}
