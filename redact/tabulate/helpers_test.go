package tabulate

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/policy"
	"vaughn/redact/tables"
)

const head = `about: {vaughn: 1, agency: "City of Nowhere, NY", dataset: d}
law:   {pack: ny-foil-muni, channel: web, approved_by: Clerk, date: 2026-01-01}
`

// feed is one run: a policy below head, and records.
type feed struct {
	aggregate string
	cols      []string
	records   [][]string
	day       string // of the release
	now       string // RFC 3339; "" = not told
	zone      string
	files     map[string]string
	before    *State
	workers   int
	memory    int64
}

// run makes the tables.
func (f feed) run(t testing.TB) (*Outcome, error) {
	t.Helper()
	pol, err := policy.Parse("t.yaml", []byte(head+f.aggregate))
	if err != nil {
		t.Fatal(err)
	}
	pack, err := exemptions.Load("ny-foil-muni")
	if err != nil {
		t.Fatal(err)
	}
	day, err := time.Parse(time.DateOnly, f.day)
	if err != nil {
		t.Fatal(err)
	}
	bound, err := pol.BindAll(policy.BindOptions{Pack: pack, AsOf: day}, []policy.Table{{Names: f.cols, Columns: make([]detect.Column, len(f.cols))}})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for name, text := range f.files {
		files[name] = []byte(text)
	}
	var now time.Time
	if f.now != "" {
		if now, err = time.Parse(time.RFC3339, f.now); err != nil {
			t.Fatal(err)
		}
	}
	j, err := New(bound, Options{Now: now, Files: files, Zone: f.zone, AsOf: day, Workers: max(1, f.workers), Dir: t.TempDir(), Memory: f.memory, Before: f.before})
	if err != nil {
		return nil, err
	}
	defer j.Close()
	var wg sync.WaitGroup
	n := max(1, f.workers)
	for k := range n {
		w := j.Worker()
		wg.Go(func() {
			for i := k; i < len(f.records); i += n {
				if err := w.Add(0, func(c int) string { return f.records[i][c] }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	return j.Finish(context.Background())
}

// must is run without an error.
func (f feed) must(t testing.TB) *Outcome {
	t.Helper()
	o, err := f.run(t)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// at is what a table says at some codes of a measure: "12", "hidden", "" for
// nothing, "no row".
func at0(o *Outcome, table, measure int, codes ...string) string {
	for _, r := range o.Tables[table].Table.Rows {
		if fmt.Sprint(r.Codes) == fmt.Sprint(codes) {
			return said(r.Cells[measure])
		}
	}
	return "no row"
}

func said(c tables.Cell) string {
	if c.Hidden() {
		return "hidden"
	}
	return c.Number()
}

// want compares what a table says with lines of codes and values.
func want(t *testing.T, o *Outcome, table int, lines ...[]string) {
	t.Helper()
	for _, l := range lines {
		for m, v := range l[len(o.Tables[table].Table.Dims):] {
			if got := at0(o, table, m, l[:len(o.Tables[table].Table.Dims)]...); got != v {
				t.Errorf("table %d, measure %d at %q: %s, want %s", table, m, l, got, v)
			}
		}
	}
}

// many is n records that are equal but for the last cell, which counts them.
func many(n int, cells ...string) [][]string {
	var out [][]string
	for i := range n {
		out = append(out, append(append([]string(nil), cells...), strconv.Itoa(i)))
	}
	return out
}

// join puts lists of records together.
func join(lists ...[][]string) [][]string {
	var out [][]string
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
