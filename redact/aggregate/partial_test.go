package aggregate

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"vaughn/redact/aggregate/key"
)

// everySpec has a measure of each kind.
func everySpec(dir string) Spec {
	return Spec{
		Dims: []Dim{{Name: "letter", Columns: []int{0}, Key: prefixKey{}}, {Name: "number", Columns: []int{1}, Key: prefixKey{}}},
		Measures: []Measure{
			{Name: "rows", Kind: Rows}, {Name: "units", Kind: Units}, {Name: "sum", Kind: Sum, Column: 2}, {Name: "mean", Kind: Mean, Column: 2},
			{Name: "min", Kind: Min, Column: 2}, {Name: "max", Kind: Max, Column: 2}, {Name: "median", Kind: Median, Column: 3},
			{Name: "p90", Kind: Percentile, Column: 3, P: 90}, {Name: "distinct", Kind: Distinct, Column: 5}, {Name: "share", Kind: Share, Of: 1},
		},
		Unit: []int{4, 5}, Totals: []Set{1, 2, 3}, Dir: dir,
	}
}

func everyRecords(n int) [][]string {
	var out [][]string
	for i := range n {
		out = append(out, []string{
			[]string{"a1", "a2", "b1", "c1", "d", "", "?"}[i%7], fmt.Sprint(i % 3), fmt.Sprint(i * 7919 % 100), fmt.Sprint(i%10) + ".5",
			fmt.Sprint("person", i%23), []string{"", "x"}[i%2],
		})
	}
	return out
}

func TestPartialsOfAnotherSpecAreRefused(t *testing.T) {
	s := everySpec(t.TempDir())
	var part []byte
	aggregated(t, s, everyRecords(50), func(a *Aggregator) { part = partialOf(t, a) })
	change := map[string]func(*Spec){
		"name":    func(s *Spec) { s.Dims[0].Name = "other" },
		"version": func(s *Spec) { s.Dims[1].Version = "map of 2030" },
		"column":  func(s *Spec) { s.Measures[2].Column = 3 },
		"percent": func(s *Spec) { s.Measures[7].P = 95 },
		"unit":    func(s *Spec) { s.Unit = []int{5, 4} },
		"fewer":   func(s *Spec) { s.Measures = s.Measures[:3] },
	}
	for name, f := range change {
		other := everySpec(s.Dir)
		f(&other)
		aggregated(t, other, nil, func(a *Aggregator) {
			if err := a.ReadPartial(bytes.NewReader(part)); !errors.Is(err, ErrSpec) {
				t.Errorf("%s: error %v, want %v", name, err, ErrSpec)
			}
			if _, err := a.Finish(t.Context()); !errors.Is(err, ErrSpec) {
				t.Errorf("%s: finishing after a partial that was refused gives %v", name, err)
			}
		})
	}
	totals := everySpec(s.Dir)
	totals.Totals, totals.Workers, totals.Memory = nil, 3, 1000
	aggregated(t, totals, nil, func(a *Aggregator) {
		if err := a.ReadPartial(bytes.NewReader(part)); err != nil {
			t.Errorf("other totals and memory: %v", err)
		}
	})
}

// TestDamagedPartials changes and cuts every byte.
func TestDamagedPartials(t *testing.T) {
	s := everySpec(t.TempDir())
	var part []byte
	aggregated(t, s, everyRecords(20), func(a *Aggregator) { part = partialOf(t, a) })
	refused := func(what string, b []byte) {
		t.Helper()
		aggregated(t, s, nil, func(a *Aggregator) {
			err := a.ReadPartial(bytes.NewReader(b))
			if !errors.Is(err, ErrPartial) && !errors.Is(err, ErrSpec) {
				t.Errorf("%s: error %v", what, err)
			}
		})
	}
	for i := range part {
		b := bytes.Clone(part)
		b[i] ^= 1 << (i % 8)
		refused(fmt.Sprintf("a bit of byte %d turned", i), b)
		refused(fmt.Sprintf("cut at %d", i), part[:i])
	}
	refused("a byte more", append(bytes.Clone(part), 0))
	broken := errors.New("the disk is gone")
	aggregated(t, s, nil, func(a *Aggregator) {
		if err := a.ReadPartial(io.MultiReader(bytes.NewReader(part[:40]), failing{broken})); !errors.Is(err, broken) {
			t.Errorf("error %v, want %v", err, broken)
		}
	})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

// FuzzReadPartial: with a right checksum or a wrong one, a partial is read or
// refused, and what was read can be finished.
func FuzzReadPartial(f *testing.F) {
	dir := f.TempDir()
	s := everySpec(dir)
	s.Memory = 10_000
	for _, n := range []int{0, 1, 30} {
		aggregated(f, s, everyRecords(n), func(a *Aggregator) {
			part := partialOf(f, a)
			f.Add(part[len(partialMagic)+sha256.Size : len(part)-sha256.Size])
		})
	}
	digest := s.digest()
	f.Fuzz(func(t *testing.T, body []byte) {
		part := append(append([]byte(partialMagic), digest[:]...), body...)
		sum := sha256.Sum256(part)
		part = append(part, sum[:]...)
		aggregated(t, s, nil, func(a *Aggregator) {
			if err := a.ReadPartial(bytes.NewReader(part)); err != nil {
				if !errors.Is(err, ErrPartial) {
					t.Fatalf("error %v", err)
				}
				return
			}
			again := partialOf(t, a)
			r, err := a.Finish(t.Context())
			if err != nil {
				return // codes that make no tree
			}
			got := lines(t, r)
			aggregated(t, s, nil, func(b *Aggregator) {
				if err := b.ReadPartial(bytes.NewReader(again)); err != nil {
					t.Fatalf("what was read is written so that it cannot be read: %v", err)
				}
				if more := lines(t, finished(t, b)); strings.Join(more, "\n") != strings.Join(got, "\n") {
					t.Fatal("what was read is written as something else")
				}
			})
		})
	})
}

// TestSpills proves that little memory means files, 0600, and that they go.
func TestSpills(t *testing.T) {
	s := everySpec(t.TempDir())
	s.Memory = 1000
	a, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	w := a.Worker()
	for _, r := range everyRecords(5000) {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(s.Dir, "*", "run-*"))
	if err != nil || len(files) < 2 || len(files) > 64 {
		t.Fatalf("%d files (%v), want a few, merged before they are many", len(files), err)
	}
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("a file has mode %v", info.Mode())
		}
	}
	finished(t, a)
	if left, _ := filepath.Glob(filepath.Join(s.Dir, "*", "run-*")); len(left) > 0 {
		t.Errorf("%d runs are left after the end", len(left))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(s.Dir); len(left) > 0 {
		t.Errorf("%d files are left after Close", len(left))
	}
}

// TestErrorsHoldNoCells: whatever fails, no cell is in the message.
func TestErrorsHoldNoCells(t *testing.T) {
	s := everySpec(t.TempDir())
	s.Memory = 1000
	var errs []error
	note := func(err error) {
		if err == nil {
			t.Error("something that must fail did not")
		}
		errs = append(errs, err)
	}
	secret := []string{"secret", "secret", "secret1", "secret", "secret", "secret"}
	a, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	w := a.Worker()
	if err := w.Add(secret); err != nil {
		t.Fatal(err)
	}
	note(a.WritePartial(failing{errors.New("full")}))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for i := range 3000 { // a code each, so that the context is looked at
		_ = w.Add([]string{fmt.Sprint("secret", i), "secret"})
	}
	_, err = a.Finish(gone)
	note(err)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a, _ = New(s)
	w = a.Worker()
	if err := os.RemoveAll(a.tmp.dir); err != nil {
		t.Fatal(err)
	}
	for range 3000 {
		if err = w.Add(secret); err != nil {
			break
		}
		secret[0], secret[4] = secret[0]+"x", secret[4]+"y"
	}
	note(err)
	_, err = a.Finish(t.Context())
	note(err)

	s.Dims[0].Key = loops{}
	aggregated(t, s, [][]string{{"secret"}}, func(a *Aggregator) { _, err := a.Finish(t.Context()); note(err) })
	s.Dims[0].Key = both{}
	aggregated(t, s, [][]string{{"secret"}, {"secret2"}}, func(a *Aggregator) { _, err := a.Finish(t.Context()); note(err) })
	for _, err := range errs {
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the message holds a cell: %v", err)
		}
	}
}

type loops struct{ prefixKey }

func (loops) Parent(code string) string {
	return map[string]string{"secret": "up", "up": "down", "down": "up"}[code]
}

type both struct{ prefixKey }

func (both) Parent(code string) string { return map[string]string{"secret2": "secret"}[code] }

func TestSpecsAreChecked(t *testing.T) {
	change := map[string]func(*Spec){
		"no dimension":     func(s *Spec) { s.Dims = nil },
		"no key":           func(s *Spec) { s.Dims[0].Key = nil },
		"negative column":  func(s *Spec) { s.Measures[2].Column = -1 },
		"negative unit":    func(s *Spec) { s.Unit = []int{-1} },
		"unknown kind":     func(s *Spec) { s.Measures[0].Kind = kinds },
		"percentile":       func(s *Spec) { s.Measures[7].P = 100.5 },
		"share of nothing": func(s *Spec) { s.Measures[9].Of = 2 },
		"total of nothing": func(s *Spec) { s.Totals = []Set{4} },
		"no folder":        func(s *Spec) { s.Dir = filepath.Join(s.Dir, "absent") },
		"memory":           func(s *Spec) { s.Memory = -1 },
	}
	for name, f := range change {
		s := everySpec(t.TempDir())
		f(&s)
		if _, err := New(s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestDims: codes of records in order, buckets, levels.
func TestDims(t *testing.T) {
	s := everySpec(t.TempDir())
	records := append(everyRecords(21), []string{"zz", "1", "no number"}, []string{"zz", "1", "12%"})
	aggregated(t, s, records, func(a *Aggregator) {
		r := finished(t, a)
		d := r.Dims[0]
		got := fmt.Sprint(d.Codes, d.Parent, d.Level)
		want := "[d a1 a2 b1 c1 zz (unknown) (not located) A B all letters] [-1 8 8 9 10 -1 -1 -1 10 10 -1] [0 0 0 0 0 0 0 0 1 1 2]"
		if got != want {
			t.Errorf("codes %s\nwant  %s", got, want)
		}
		if fmt.Sprint(r.NotNumbers) != "[0 0 2 2 2 2 0 0 0 0]" {
			t.Errorf("cells that are no number: %v", r.NotNumbers)
		}
		if r.Dims[1].Kind != key.Category {
			t.Errorf("kind %v", r.Dims[1].Kind)
		}
	})
}

// TestAddDoesNotAllocate: a record costs no memory once its codes are known.
func TestAddDoesNotAllocate(t *testing.T) {
	s := everySpec(t.TempDir())
	a, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	w, records := a.Worker(), everyRecords(1000)
	for _, r := range records {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	i := 0
	if n := testing.AllocsPerRun(2000, func() { _ = w.Add(records[i%1000]); i++ }); n > 0 {
		t.Errorf("%v allocations for a record", n)
	}
}
