package aggregate

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"testing"
)

// listed is one group with lists, as a source.
type listed struct {
	h     *head
	lists [][]entry
}

func (l *listed) next() (*head, error) {
	h := l.h
	l.h = nil
	return h, nil
}

func (l *listed) chunk() ([]entry, error) {
	list := l.lists[0]
	if l.lists[0] = nil; len(list) == 0 {
		l.lists = l.lists[1:]
	}
	return list, nil
}

func (l *listed) close() {}

// TestUnsoundPartials: numbers that cannot be are refused even where the checksum
// is right.
func TestUnsoundPartials(t *testing.T) {
	s := Spec{
		Dims:     []Dim{{Name: "d", Columns: []int{0}, Key: prefixKey{}}},
		Measures: []Measure{{Name: "median", Kind: Median, Column: 1}, {Name: "max", Kind: Max, Column: 1}},
		Unit:     []int{2}, Dir: t.TempDir(),
	}
	number := func(n int64, count uint32) entry {
		hi, lo := Whole(n).ordered()
		return entry{count: count, hi: hi, lo: lo}
	}
	tests := map[string]func(*head, *listed){
		"":                     func(*head, *listed) {},
		"no record":            func(h *head, l *listed) { h.rows = 0 },
		"more alone":           func(h *head, l *listed) { h.alone = 4 },
		"nobody":               func(h *head, l *listed) { h.alone, l.lists[1] = 0, nil },
		"more people":          func(h *head, l *listed) { l.lists[1] = []entry{{lo: 1}, {lo: 2}, {lo: 3}, {lo: 4}} },
		"people twice":         func(h *head, l *listed) { l.lists[1] = []entry{{lo: 2}, {lo: 2}} },
		"people out of order":  func(h *head, l *listed) { l.lists[1] = []entry{{lo: 2}, {lo: 1}} },
		"more numbers":         func(h *head, l *listed) { h.nums[0].n = 4; l.lists[0][0].count = 3 },
		"list short":           func(h *head, l *listed) { l.lists[0][0].count = 1 },
		"list long":            func(h *head, l *listed) { l.lists[0][0].count = 3 },
		"no list":              func(h *head, l *listed) { l.lists[0] = nil },
		"least over greatest":  func(h *head, l *listed) { h.limits[0] = limits{Whole(9), Whole(5)} },
		"greatest too great":   func(h *head, l *listed) { h.limits[0].max = greatest.Add(Fixed{0, 1}) },
		"sum too great":        func(h *head, l *listed) { h.nums[0].sum = greatest.times(3).Add(Fixed{0, 1}) },
		"sum too small":        func(h *head, l *listed) { h.nums[0].sum = greatest.times(4).neg() },
		"number too great":     func(h *head, l *listed) { l.lists[0][1] = entry{count: 1, hi: 1<<63 + 1<<40} },
		"code that is not":     func(h *head, l *listed) { h.at[0] = 3 },
		"records without end":  func(h *head, l *listed) { h.rows = mostRows + 1 },
		"code of another kind": func(h *head, l *listed) { h.at[0] = 1<<32 - 1 },
	}
	for name, change := range tests {
		a, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		h := newHead(a.sh)
		h.at[0], h.rows, h.alone = firstCode, 3, 1
		h.nums[0] = number3(Whole(15))
		h.limits[0] = limits{Whole(5), Whole(5)}
		l := &listed{h: &h, lists: [][]entry{{number(5, 2), number(5, 1)}, {{lo: 1}, {lo: 2}}, nil}}
		change(&h, l)
		err = a.ReadPartial(bytes.NewReader(crafted(t, a, l)))
		if name == "" && err != nil || name != "" && !errors.Is(err, ErrPartial) {
			t.Errorf("%q: error %v", name, err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func number3(sum Fixed) number { return number{sum: sum, n: 3} }

// crafted is a partial with one code and one group, and the right checksum.
func crafted(t *testing.T, a *Aggregator, src source) []byte {
	t.Helper()
	digest := a.spec.digest()
	var b bytes.Buffer
	b.WriteString(partialMagic)
	b.Write(digest[:])
	b.Write([]byte{0, 1, 2, 'a', '1'}) // no cell is no number, one code of two bytes
	w := &writer{sh: a.sh, w: bufio.NewWriter(&b)}
	if err := errors.Join(w.all(src, nil), w.w.Flush()); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	return append(b.Bytes(), sum[:]...)
}
