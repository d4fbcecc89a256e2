package aggregate

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"
)

// Aggregator computes one table. Records come in through workers, shards through
// ReadPartial; Finish makes the result.
type Aggregator struct {
	spec  Spec
	sh    *shape
	dicts []*dictionary
	tmp   *folder

	mu      sync.Mutex
	workers []*Worker
	parts   *store // what came as partials; only runs
	bad     []int64
	used    [][firstCode]bool // buckets that partials hold, by dimension
	records int64             // of partials
	err     error             // a partial that could not be read: nothing is true any more
}

// New prepares an aggregation. It makes a folder in Spec.Dir, which Close removes.
func New(spec Spec) (*Aggregator, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	if spec.Memory == 0 {
		spec.Memory = defaultMemory
	}
	spec.Workers = max(spec.Workers, 1)
	dir, err := os.MkdirTemp(spec.Dir, "aggregate-*") // 0700
	if err != nil {
		return nil, fmt.Errorf("aggregate: a folder for partial results: %w", err)
	}
	a := &Aggregator{spec: spec, sh: newShape(&spec), used: make([][firstCode]bool, len(spec.Dims))}
	a.bad = make([]int64, len(a.sh.nums))
	fan := min(max(256/(spec.Workers+1), 8), 64) // all that is open at once has a buffer
	a.tmp = &folder{dir: dir, fan: fan, buffer: int(min(max(spec.Memory/1024, leastBuffer), mostBuffer))}
	for _, d := range spec.Dims {
		a.dicts = append(a.dicts, newDictionary(d.Key))
	}
	a.parts = newStore(a.sh, a.tmp, a.finishBudget(), a.order)
	return a, nil
}

// Memory goes to the workers first; a quarter is kept for totals and results.
func (a *Aggregator) workerBudget() int64 {
	return (a.spec.Memory - a.finishBudget()) / int64(a.spec.Workers)
}
func (a *Aggregator) finishBudget() int64 { return a.spec.Memory / 4 }

// order is the places of all codes that are known now.
func (a *Aggregator) order() [][]uint32 {
	out := make([][]uint32, len(a.dicts))
	for i, d := range a.dicts {
		out[i] = d.order()
	}
	return out
}

// Close removes everything that was written. Results of Finish cannot be read
// afterwards.
func (a *Aggregator) Close() error {
	if err := a.tmp.close(); err != nil {
		return fmt.Errorf("aggregate: removing partial results: %w", err)
	}
	return nil
}

// Worker adds records. One goroutine uses it.
type Worker struct {
	sh      *shape
	coders  []*coder
	store   *store
	at      []uint32
	bad     []int64 // cells that are no number, by numeric column
	text    []byte
	sip     siphash
	records int64
	err     error
}

// Worker makes another worker. It may be called from any goroutine, before Finish.
func (a *Aggregator) Worker() *Worker {
	w := &Worker{sh: a.sh, at: make([]uint32, a.sh.dims), bad: make([]int64, len(a.sh.nums)), sip: newSip(sipKey0, sipKey1)}
	for i := range a.spec.Dims {
		w.coders = append(w.coders, newCoder(&a.spec.Dims[i], a.dicts[i]))
	}
	w.store = newStore(a.sh, a.tmp, a.workerBudget(), a.order)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.workers = append(a.workers, w)
	return w
}

// Add counts one record. The cells are not kept; cells that a short record lacks
// are blank.
func (w *Worker) Add(cells []string) error {
	if w.err != nil {
		return w.err
	}
	for i, c := range w.coders {
		w.at[i] = c.id(cells)
	}
	s := w.store
	if w.err = s.room(w.sh.features); w.err != nil {
		return w.err
	}
	g := s.group(w.at)
	s.rows[g]++
	w.records++
	for i := range w.sh.nums {
		n := &w.sh.nums[i]
		if n.column >= len(cells) {
			continue
		}
		f, what := parseNumber(cells[n.column])
		if what == aNumber {
			s.addNumber(g, i, f)
			if n.feature >= 0 {
				hi, lo := f.ordered()
				s.push(g, n.feature, 1, hi, lo)
			}
		} else if what == notNumber {
			w.bad[i]++
		}
	}
	for i, cols := range w.sh.sets {
		feature := w.sh.values + i
		if hi, lo, ok := w.hash(cols, cells); ok {
			s.push(g, feature, 1, hi, lo)
		} else if feature == w.sh.unit {
			s.alone[g]++
		}
	}
	return nil
}

// hash is that of a record's texts in some columns, unless all are blank.
func (w *Worker) hash(cols []int, cells []string) (hi, lo uint64, ok bool) {
	w.text = w.text[:0]
	for _, c := range cols {
		text := ""
		if c < len(cells) {
			text = trim(cells[c])
		}
		ok = ok || text != ""
		if len(cols) > 1 { // so that "a", "bc" is not "ab", "c"
			w.text = binary.AppendUvarint(w.text, uint64(len(text)))
		}
		w.text = append(w.text, text...)
	}
	if !ok {
		return 0, 0, false
	}
	hi, lo = w.sip.sum(w.text)
	return hi, lo, true
}

// sources are everything that was added, merged, in the order of ranks. It may be
// called again: reading takes nothing away.
func (a *Aggregator) sources(ranks [][]uint32) (*merger, error) {
	if a.err != nil {
		return nil, a.err
	}
	records := a.records
	runs, inMemory := a.parts.runs, []source(nil)
	for _, w := range a.workers {
		if w.err != nil {
			return nil, w.err
		}
		records += w.records
		runs = append(runs[:len(runs):len(runs)], w.store.runs...)
		if w.store.groups > 0 {
			inMemory = append(inMemory, w.store.source())
		}
	}
	if records > mostRows {
		return nil, errors.New("aggregate: too many records for exact sums")
	}
	return newMerger(a.sh, ranks, runs, inMemory...)
}

// counted are the buckets that were met and the cells that are no number.
func (a *Aggregator) counted() (used [][firstCode]bool, bad []int64) {
	used = append(used, a.used...)
	bad = append(bad, a.bad...)
	for _, w := range a.workers {
		for i, n := range w.bad {
			bad[i] += n
		}
		for i, c := range w.coders {
			for b, met := range c.used {
				used[i][b] = used[i][b] || met
			}
		}
	}
	return used, bad
}

// watch looks at a context now and then.
func watch(ctx context.Context) func() error {
	n := 0
	return func() error {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return nil
	}
}
