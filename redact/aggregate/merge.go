package aggregate

import "errors"

// head is what adds up of a group.
type head struct {
	at     []uint32
	rows   int64
	alone  int64 // records without a unit
	nums   []number
	limits []limits
}

func newHead(sh *shape) head {
	return head{at: make([]uint32, sh.dims), nums: make([]number, len(sh.nums)), limits: make([]limits, sh.ranged)}
}

// merge adds the numbers of another head; rows are the caller's.
func (h *head) merge(sh *shape, o *head) {
	for i := range h.nums {
		a, b := &h.nums[i], &o.nums[i]
		if b.n == 0 {
			continue
		}
		if r := sh.nums[i].ranged; r >= 0 {
			l, m := &h.limits[r], &o.limits[r]
			if a.n == 0 || m.min.Cmp(l.min) < 0 {
				l.min = m.min
			}
			if a.n == 0 || m.max.Cmp(l.max) > 0 {
				l.max = m.max
			}
		}
		a.sum, a.n = a.sum.Add(b.sum), a.n+b.n
	}
}

// source is groups in order. After next, chunk is called for each feature in turn
// until it returns nothing; entries are sorted by value, and only count, hi and lo
// of them mean anything. What next and chunk return is valid until the next call.
type source interface {
	next() (*head, error) // nil at the end
	chunk() ([]entry, error)
	close()
}

// memory is the groups of a store that are in memory.
type memory struct {
	s       *store
	order   []uint32
	head    head
	group   uint32
	feature uint32
	log     []entry
}

// source gives the groups in memory; the store must not change meanwhile.
func (s *store) source() source { return s.inOrder(s.sorted()) }

func (s *store) inOrder(order []uint32) source { return &memory{s: s, order: order, log: s.log} }

func (m *memory) next() (*head, error) {
	if len(m.order) == 0 {
		return nil, nil
	}
	g := int(m.order[0])
	m.order = m.order[1:]
	m.group, m.feature = uint32(g), 0
	d := m.s.sh.dims
	m.head = head{m.s.at[g*d : g*d+d], m.s.rows[g], m.s.alone[g], m.s.numbersOf(g), m.s.limitsOf(g)}
	return &m.head, nil
}

func (m *memory) chunk() ([]entry, error) {
	slot := m.group*uint32(m.s.sh.features) + m.feature
	n := 0
	for n < len(m.log) && m.log[n].slot == slot {
		n++
	}
	list := m.log[:n]
	m.log = m.log[n:]
	if n == 0 {
		m.feature++
	}
	return list, nil
}

func (m *memory) close() {}

// merger makes one source of several: the same group from several of them is one
// group, the same value one entry.
type merger struct {
	sh    *shape
	ranks [][]uint32
	all   []input  // every source
	heap  []*input // by group
	live  []*input // those that hold the group at hand
	lists []*input // of those, those with entries of the feature at hand, by value
	begun bool     // lists is filled for the feature
	feat  int
	head  head
	out   []entry
}

// input is one source of a merger.
type input struct {
	source
	head *head
	list []entry
}

// blockEntries is how many entries are handed on at once.
const blockEntries = 256

func newMerger(sh *shape, ranks [][]uint32, runs []*run, more ...source) (*merger, error) {
	m := &merger{sh: sh, ranks: ranks, head: newHead(sh), out: make([]entry, 0, blockEntries)}
	for _, src := range more {
		m.all = append(m.all, input{source: src})
	}
	for _, r := range runs {
		src, err := r.open(sh)
		if err != nil {
			m.close()
			return nil, err
		}
		m.all = append(m.all, input{source: src})
	}
	for i := range m.all {
		m.live = append(m.live, &m.all[i])
	}
	return m, nil
}

func (m *merger) close() {
	for i := range m.all {
		m.all[i].close()
	}
}

func (m *merger) before(a, b *input) bool { return compareAt(m.ranks, a.head.at, b.head.at) < 0 }

func valueBefore(a, b *input) bool { return a.list[0].less(&b.list[0]) }

// fix restores a heap whose first item has changed.
func fix(h []*input, before func(a, b *input) bool) {
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(h) {
			return
		}
		if c+1 < len(h) && before(h[c+1], h[c]) {
			c++
		}
		if !before(h[c], h[i]) {
			return
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
}

// add puts an item into a heap.
func add(h []*input, in *input, before func(a, b *input) bool) []*input {
	h = append(h, in)
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if !before(h[i], h[up]) {
			break
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
	return h
}

// pop takes the first item out of a heap.
func pop(h []*input, before func(a, b *input) bool) []*input {
	h[0] = h[len(h)-1]
	h = h[:len(h)-1]
	fix(h, before)
	return h
}

func (m *merger) next() (*head, error) {
	for _, in := range m.live {
		h, err := in.next()
		if err != nil {
			return nil, err
		}
		if in.head = h; h != nil {
			m.heap = add(m.heap, in, m.before)
		}
	}
	m.live, m.feat, m.begun = m.live[:0], 0, false
	if len(m.heap) == 0 {
		return nil, nil
	}
	h := &m.head
	copy(h.at, m.heap[0].head.at)
	h.rows, h.alone = 0, 0
	clear(h.nums)
	for len(m.heap) > 0 && (len(m.live) == 0 || compareAt(nil, m.heap[0].head.at, h.at) == 0) {
		in := m.heap[0]
		m.heap = pop(m.heap, m.before)
		m.live = append(m.live, in)
		h.rows, h.alone = h.rows+in.head.rows, h.alone+in.head.alone
		h.merge(m.sh, in.head)
	}
	return h, nil
}

func (m *merger) chunk() ([]entry, error) {
	if len(m.live) == 1 {
		return m.live[0].chunk()
	}
	if !m.begun {
		m.begun = true
		for _, in := range m.live {
			list, err := in.chunk()
			if err != nil {
				return nil, err
			}
			if in.list = list; len(list) > 0 {
				m.lists = add(m.lists, in, valueBefore)
			}
		}
	}
	if len(m.lists) == 0 {
		m.begun = false
		m.feat++
		return nil, nil
	}
	return m.block()
}

// block merges the next entries of several lists.
func (m *merger) block() ([]entry, error) {
	out, counted := m.out[:0], m.feat < m.sh.values
	for len(m.lists) > 0 {
		in := m.lists[0]
		e := in.list[0]
		if n := len(out); n > 0 && out[n-1].hi == e.hi && out[n-1].lo == e.lo && (!counted || out[n-1].count+e.count >= e.count) {
			if counted {
				out[n-1].count += e.count
			}
		} else if n == blockEntries {
			return out, nil
		} else {
			out = append(out, e)
		}
		if in.list = in.list[1:]; len(in.list) == 0 {
			list, err := in.chunk()
			if err != nil {
				return nil, err
			}
			if in.list = list; len(list) == 0 {
				m.lists = pop(m.lists, valueBefore)
				continue
			}
		}
		fix(m.lists, valueBefore)
	}
	return out, nil
}

// errOrder is a broken run: never a cell's fault.
var errOrder = errors.New("aggregate: a partial result is damaged")
