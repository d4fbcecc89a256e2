package aggregate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLongLists has groups with thousands of numbers and people, so that lists
// are many blocks, logs are sorted by radix and by comparison, and runs are merged
// again and again.
func TestLongLists(t *testing.T) {
	s := everySpec(t.TempDir())
	s.Measures = append(s.Measures, Measure{Name: "median amount", Kind: Median, Column: 2})
	rng := rand.New(rand.NewPCG(1, 2))
	var records [][]string
	for range 12_000 {
		records = append(records, []string{
			[]string{"a1", "b1", "c1"}[rng.IntN(3)], fmt.Sprint(rng.IntN(2)), fmt.Sprintf("%d.%02d", rng.IntN(1000)-500, rng.IntN(100)),
			fmt.Sprint(rng.ExpFloat64()), fmt.Sprint(rng.IntN(4000)), fmt.Sprint(rng.IntN(4)),
		})
	}
	want := model(&s, records)
	for _, memory := range []int64{20_000, 400_000, 0} {
		for _, workers := range []int{1, 3} {
			s.Memory, s.Workers = memory, workers
			aggregated(t, s, records, func(a *Aggregator) {
				if got := slices.Sorted(slices.Values(lines(t, finished(t, a)))); !slices.Equal(got, want) {
					t.Errorf("%d workers, %d bytes (-want +got):\n%s", workers, memory, cmp.Diff(want, got))
				}
			})
		}
	}
}

// TestSortEntries sorts what is hard for a quick sort.
func TestSortEntries(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	shapes := map[string]func(i, n int) entry{
		"random": func(int, int) entry {
			return entry{slot: uint32(rng.IntN(1 << 12)), hi: rng.Uint64(), lo: rng.Uint64()}
		},
		"few slots": func(int, int) entry { return entry{slot: uint32(rng.IntN(3)), hi: 7, lo: rng.Uint64()} },
		"equal":     func(int, int) entry { return entry{slot: 5, hi: 1, lo: 2} },
		"sorted":    func(i, _ int) entry { return entry{lo: uint64(i)} },
		"reversed":  func(i, n int) entry { return entry{lo: uint64(n - i)} },
		"organ":     func(i, n int) entry { return entry{hi: uint64(min(i, n-i))} },
	}
	for name, f := range shapes {
		for _, n := range []int{0, 1, 2, 24, 25, 100, 5000} {
			a := make([]entry, n)
			for i := range a {
				a[i] = f(i, n)
			}
			want := slices.SortedFunc(slices.Values(a), func(x, y entry) int {
				if x.before(&y) {
					return -1
				} else if y.before(&x) {
					return 1
				}
				return 0
			})
			sorted := slices.Clone(a)
			if sortEntries(sorted, 12); !slices.Equal(sorted, want) {
				t.Errorf("%s, %d entries: not sorted", name, n)
			}
			for i := range a {
				a[i].slot, want[i].slot = 0, 0
			}
			slices.SortFunc(want, func(x, y entry) int {
				if x.less(&y) {
					return -1
				}
				return 1
			})
			if heapSort(a); !slices.Equal(a, want) {
				t.Errorf("%s, %d entries: not sorted by heap", name, n)
			}
		}
	}
}

// BenchmarkAdd is one record with every kind of measure.
func BenchmarkAdd(b *testing.B) {
	for _, groups := range []int{10, 100_000} {
		b.Run(fmt.Sprint(groups), func(b *testing.B) {
			s := everySpec(b.TempDir())
			a, err := New(s)
			if err != nil {
				b.Fatal(err)
			}
			defer a.Close()
			records := everyRecords(10_000)
			for i := range records {
				records[i][0] = fmt.Sprint("a", i*7919%groups)
			}
			w, i := a.Worker(), 0
			b.ReportAllocs()
			for b.Loop() {
				if err := w.Add(records[i%len(records)]); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
}

// BenchmarkFinish is a result with all totals from 100 000 records.
func BenchmarkFinish(b *testing.B) {
	s := everySpec(b.TempDir())
	records := everyRecords(100_000)
	for b.Loop() {
		aggregated(b, s, records, func(a *Aggregator) { finished(b, a) })
	}
}
