package aggregate

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/redact/aggregate/key"
	"vaughn/redact/internal/pipeline"
)

// lines are the groups of a result, in its order.
func lines(t require, r *Result) []string {
	t.Helper()
	var out []string
	err := r.Groups(func(g *Group) error {
		var at []string
		for i, p := range g.At {
			if p == Total {
				at = append(at, key.TotalCode)
			} else {
				at = append(at, r.Dims[i].Codes[p])
			}
		}
		line := fmt.Sprintf("%s rows %d units %d", strings.Join(at, "|"), g.Rows, g.Units)
		for _, v := range g.Values {
			if v.None {
				line += " none"
			} else {
				line += fmt.Sprintf(" %s/%d", v.Fixed.Big(), v.N)
			}
		}
		out = append(out, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

type require interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// aggregated runs records through workers that run at the same time.
func aggregated(t require, s Spec, records [][]string, f func(*Aggregator)) {
	t.Helper()
	a, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	n := max(s.Workers, 1)
	workers := make([]*Worker, n)
	for w := range n {
		workers[w] = a.Worker()
	}
	const batch = 7
	type item struct{ from, to int }
	next := 0
	err = pipeline.Run(tContext(t), n, pipeline.Stages[*item]{
		New: func() *item { return new(item) },
		Next: func(it *item) error {
			if next == len(records) {
				return ioEOF
			}
			it.from, it.to = next, min(next+batch, len(records))
			next = it.to
			return nil
		},
		Work: func(w int, it *item) error {
			for _, r := range records[it.from:it.to] {
				if err := workers[w].Add(r); err != nil {
					return err
				}
			}
			return nil
		},
		Emit: func(*item) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	f(a)
}

func finished(t require, a *Aggregator) *Result {
	t.Helper()
	r, err := a.Finish(tContext(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// cells are what the columns of drawn records hold: 0 and 1 codes, 2 and 3
// numbers, 4 and 5 people.
var drawnCells = [][]string{
	{"a1", "a2", "b1", "b22", "c1", "d", "x1", "y1", "", "?", " ", "(all)", "(unknown)", "a1 "},
	{"1", "2", "10", "cc", "?", ""},
	{"1", "1", "2.5", "-7", "(3.25)", "$1,000.10", "N/A", "", "1e30", "0.0000000005", "9999999999999999999", "-9999999999999999999"},
	{"0", "0.1", "0.2", "0.3", "12%", "3", "4"},
	{"ann", "bob", " ann", "", "cy", "dee", "ed", "flo"},
	{"x", "", "y"},
}

func drawSpec(rt *rapid.T) Spec {
	n := rapid.IntRange(1, 3).Draw(rt, "dims")
	s := Spec{}
	for i := range n {
		cols := [][]int{{0}, {1}, {0, 1}, {9}}[rapid.IntRange(0, 3).Draw(rt, "columns")]
		s.Dims = append(s.Dims, Dim{Name: fmt.Sprint("d", i), Columns: cols, Key: prefixKey{}})
	}
	for range rapid.IntRange(0, 6).Draw(rt, "measures") {
		m := Measure{Kind: Kind(rapid.IntRange(0, int(kinds)-1).Draw(rt, "kind")), Column: rapid.IntRange(2, 5).Draw(rt, "column"), Of: rapid.IntRange(0, n-1).Draw(rt, "of")}
		m.P = rapid.SampledFrom([]float64{0, 1, 12.5, 33.333333, 50, 90, 99, 100}).Draw(rt, "p")
		s.Measures = append(s.Measures, m)
	}
	s.Unit = rapid.SampledFrom([][]int{nil, {4}, {4, 5}, {5, 8}}).Draw(rt, "unit")
	for range rapid.IntRange(0, 3).Draw(rt, "totals") {
		s.Totals = append(s.Totals, Set(rapid.IntRange(0, 1<<n-1).Draw(rt, "set")))
	}
	return s
}

func drawRecords(rt *rapid.T) [][]string {
	seed := rapid.Uint64().Draw(rt, "seed")
	rng := rand.New(rand.NewPCG(seed, 1))
	records := make([][]string, rapid.IntRange(0, 400).Draw(rt, "records"))
	for i := range records {
		for c, list := range drawnCells {
			text := list[rng.IntN(len(list))]
			if c == 4 && rng.IntN(2) == 0 {
				text = fmt.Sprint("p", rng.IntN(60))
			}
			records[i] = append(records[i], text)
		}
		records[i] = records[i][:len(records[i])-rng.IntN(2)]
	}
	return records
}

// TestEqualsTheModel compares with the plain model for any spec, memory, number of
// workers and order, and with shards that come in any order.
func TestEqualsTheModel(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		s, records := drawSpec(rt), drawRecords(rt)
		s.Dir = dir
		want := model(&s, records)
		var first []string
		for range 3 {
			s.Workers = rapid.IntRange(1, 7).Draw(rt, "workers")
			s.Memory = rapid.SampledFrom([]int64{1, 20_000, 100_000, 1 << 20, 0}).Draw(rt, "memory")
			shuffle(rt, records)
			var got []string
			if shards := rapid.IntRange(1, 4).Draw(rt, "shards"); shards == 1 {
				aggregated(rt, s, records, func(a *Aggregator) { got = lines(rt, finished(rt, a)) })
			} else {
				got = sharded(rt, s, records, shards)
			}
			if first == nil {
				first = got
				sorted := slices.Sorted(slices.Values(got))
				if d := cmp.Diff(want, sorted); d != "" {
					rt.Fatalf("not the model (-want +got):\n%s", d)
				}
			} else if d := cmp.Diff(first, got); d != "" {
				rt.Fatalf("not as before with %d workers and %d bytes:\n%s", s.Workers, s.Memory, d)
			}
		}
	})
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("%d files are left in the folder (%v)", len(left), err)
	}
}

func shuffle[T any](rt *rapid.T, list []T) {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "order"), 2))
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// sharded makes a partial of each shard, merges some to a partial, and finishes
// with the rest.
func sharded(rt *rapid.T, s Spec, records [][]string, shards int) []string {
	var parts [][]byte
	for i := range shards {
		from, to := len(records)*i/shards, len(records)*(i+1)/shards
		aggregated(rt, s, records[from:to], func(a *Aggregator) { parts = append(parts, partialOf(rt, a)) })
	}
	shuffle(rt, parts)
	merged := rapid.IntRange(0, shards).Draw(rt, "merged first")
	aggregated(rt, s, nil, func(a *Aggregator) {
		for _, p := range parts[:merged] {
			if err := a.ReadPartial(bytes.NewReader(p)); err != nil {
				rt.Fatal(err)
			}
		}
		parts = append(parts[merged:], partialOf(rt, a))
	})
	var got []string
	aggregated(rt, s, nil, func(a *Aggregator) {
		for _, p := range parts {
			if err := a.ReadPartial(bytes.NewReader(p)); err != nil {
				rt.Fatal(err)
			}
		}
		got = lines(rt, finished(rt, a))
	})
	return got
}

func partialOf(t require, a *Aggregator) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := a.WritePartial(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPartialsOfTheSameRecordsAreTheSameBytes: a shard that is run again gives the
// same file.
func TestPartialsOfTheSameRecordsAreTheSameBytes(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		s, records := drawSpec(rt), drawRecords(rt)
		s.Dir = dir
		var first []byte
		for range 3 {
			s.Workers = rapid.IntRange(1, 7).Draw(rt, "workers")
			s.Memory = rapid.SampledFrom([]int64{1, 20_000, 0}).Draw(rt, "memory")
			shuffle(rt, records)
			aggregated(rt, s, records, func(a *Aggregator) {
				p := partialOf(rt, a)
				if first == nil {
					first = p
				} else if !bytes.Equal(first, p) {
					rt.Fatalf("another partial with %d workers and %d bytes", s.Workers, s.Memory)
				}
			})
		}
	})
}
