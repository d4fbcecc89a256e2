package aggregate

import (
	"cmp"
	"math/bits"
	"slices"
	"unsafe"
)

// entry is one line of the log: count times a value, in a feature of a group.
// Values are ordered numbers ([Fixed.ordered]) or hashes.
type entry struct {
	slot   uint32 // group * features + feature
	count  uint32
	hi, lo uint64
}

// number is what adds up of a numeric column.
type number struct {
	sum Fixed
	n   int64 // cells that hold a number
}

// limits are the least and the greatest number of a column.
type limits struct{ min, max Fixed }

// store is groups in memory, and runs of them on disk once they are too many.
// Groups are numbered in the order in which they come; after a spill the
// numbering starts again.
type store struct {
	sh    *shape
	tmp   *folder
	order func() [][]uint32 // by dimension, by id: its place; nil = ids are places
	split split

	table  []uint32 // open addressing: 1 + group
	groups int
	at     []uint32 // ids of a group's codes, dims for each
	rows   []int64
	alone  []int64 // records without a unit, each its own
	nums   []number
	limits []limits
	log    []entry
	runs   []*run
}

// split is how memory is shared between groups and log.
type split struct {
	budget          int64
	groups, entries int // most of each
	perGroup        int64
}

const (
	entryBytes = int64(unsafe.Sizeof(entry{}))
	leastLog   = 64
	leastGroup = 16
	growth     = 4 // arrays grow by this, so that what they leave behind is small
)

func newStore(sh *shape, tmp *folder, budget int64, order func() [][]uint32) *store {
	s := &store{sh: sh, tmp: tmp, order: order}
	s.split.budget = budget
	s.split.perGroup = int64(4*sh.dims+8+8+8+3*4) + int64(len(sh.nums))*int64(unsafe.Sizeof(number{})) +
		int64(sh.ranged)*int64(unsafe.Sizeof(limits{}))
	s.divide(0.75)
	return s
}

// divide gives a part of the memory to the log, where there is something to log.
func (s *store) divide(log float64) {
	if s.sh.features == 0 {
		log = 0
	}
	forLog := int64(float64(s.split.budget) * log)
	s.split.entries = max(int(forLog/entryBytes), leastLog, 4*s.sh.features)
	s.split.groups = max(int((s.split.budget-forLog)/s.split.perGroup), leastGroup)
	// slots are numbered in 32 bits
	s.split.groups = min(s.split.groups, (1<<31)/max(1, s.sh.features))
}

func mix(h uint64, id uint32) uint64 {
	h = (h ^ uint64(id)) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// group is the number of the group with these ids, which is made if need be. The
// caller has called room.
func (s *store) group(ids []uint32) int {
	h := uint64(0)
	for _, id := range ids {
		h = mix(h, id)
	}
	mask := uint64(len(s.table) - 1)
	d := s.sh.dims
	for p := h & mask; ; p = (p + 1) & mask {
		g := int(s.table[p])
		if g == 0 {
			s.table[p] = uint32(s.groups + 1)
			return s.add(ids)
		}
		if g--; slices.Equal(s.at[g*d:g*d+d], ids) {
			return g
		}
	}
}

func (s *store) add(ids []uint32) int {
	s.groups++
	s.at = append(s.at, ids...)
	s.rows = append(s.rows, 0)
	s.alone = append(s.alone, 0)
	s.nums = s.nums[:len(s.nums)+len(s.sh.nums)]
	clear(s.nums[len(s.nums)-len(s.sh.nums):])
	s.limits = s.limits[:len(s.limits)+s.sh.ranged]
	return s.groups - 1
}

// room makes sure that one more group and n more entries fit. Numbers of groups
// that the caller holds are void afterwards.
func (s *store) room(n int) error {
	if cap(s.log)-len(s.log) < n {
		if err := s.logRoom(n); err != nil {
			return err
		}
	}
	if s.groups == cap(s.rows) {
		if cap(s.rows) >= s.split.groups {
			if err := s.spill(); err != nil {
				return err
			}
		}
		if s.groups == cap(s.rows) || cap(s.log) < n {
			return s.afresh(n)
		}
	}
	return nil
}

// afresh makes the first room, or more for groups.
func (s *store) afresh(n int) error {
	if s.groups == cap(s.rows) {
		s.grow()
	}
	if cap(s.log) < n {
		return s.logRoom(n)
	}
	return nil
}

// grow makes room for more groups.
func (s *store) grow() {
	n := min(max(growth*cap(s.rows), 256), s.split.groups)
	s.at = slices.Grow(s.at, n*s.sh.dims-len(s.at))
	s.rows = append(make([]int64, 0, n), s.rows...)
	s.alone = append(make([]int64, 0, n), s.alone...)
	s.nums = append(make([]number, 0, n*len(s.sh.nums)), s.nums...)
	s.limits = append(make([]limits, 0, n*s.sh.ranged), s.limits...)
	size := 8
	for size < n+n/2 {
		size *= 2
	}
	s.table = make([]uint32, size)
	for g := range s.groups {
		h := uint64(0)
		for _, id := range s.at[g*s.sh.dims : (g+1)*s.sh.dims] {
			h = mix(h, id)
		}
		p := h & uint64(size-1)
		for s.table[p] != 0 {
			p = (p + 1) & uint64(size-1)
		}
		s.table[p] = uint32(g + 1)
	}
}

// logRoom makes room for n entries: by a longer log, by making equal entries one,
// or by a spill.
func (s *store) logRoom(n int) error {
	if s.growLog(len(s.log) + n) {
		return nil
	}
	order := s.sorted()
	if len(s.log)+n <= cap(s.log)/2 {
		return nil
	}
	if err := s.write(order); err != nil {
		return err
	}
	if !s.growLog(n) {
		s.log = make([]entry, 0, n) // more at once than the log is meant to hold
	}
	return nil
}

// growLog makes the log longer as far as its share of the memory goes, and reports
// whether want entries fit.
func (s *store) growLog(want int) bool {
	if size := max(cap(s.log), 256); cap(s.log) < want && cap(s.log) < s.split.entries {
		for size *= growth; size < want; size *= growth {
		}
		s.log = append(make([]entry, 0, min(size, s.split.entries)), s.log...)
	}
	return cap(s.log) >= want
}

// numbersOf are the sums of group g, limitsOf its least and greatest numbers.
func (s *store) numbersOf(g int) []number { k := len(s.sh.nums); return s.nums[g*k : g*k+k] }
func (s *store) limitsOf(g int) []limits  { k := s.sh.ranged; return s.limits[g*k : g*k+k] }

// addNumber counts one number in column i of group g.
func (s *store) addNumber(g, i int, f Fixed) {
	n := &s.numbersOf(g)[i]
	if r := s.sh.nums[i].ranged; r >= 0 {
		l := &s.limitsOf(g)[r]
		if n.n == 0 || f.Cmp(l.min) < 0 {
			l.min = f
		}
		if n.n == 0 || f.Cmp(l.max) > 0 {
			l.max = f
		}
	}
	n.sum = n.sum.Add(f)
	n.n++
}

// push appends to the log; the caller has called room.
func (s *store) push(g, feature int, count uint32, hi, lo uint64) {
	s.log = append(s.log, entry{uint32(g*s.sh.features + feature), count, hi, lo})
}

// addHead adds what adds up of another group.
func (s *store) addHead(g int, h *head) {
	s.rows[g] += h.rows
	s.alone[g] += h.alone
	mine := head{nums: s.numbersOf(g), limits: s.limitsOf(g)}
	mine.merge(s.sh, h)
}

// sorted is the groups in order, with the log sorted by it, and by feature and
// value; equal entries have become one.
func (s *store) sorted() []uint32 {
	ranks := [][]uint32(nil)
	if s.order != nil {
		ranks = s.order()
	}
	order := s.orderGroups(ranks)
	if len(s.log) == 0 {
		return order
	}
	f := uint32(s.sh.features)
	places := make([]uint32, s.groups)
	for i, g := range order {
		places[g] = uint32(i)
	}
	for i := range s.log {
		e := &s.log[i]
		g := e.slot / f
		e.slot += (places[g] - g) * f // wraps to what it should be
	}
	sortEntries(s.log, bits.Len32(uint32(s.groups)*f-1))
	s.unite()
	for i := range s.log {
		e := &s.log[i]
		p := e.slot / f
		e.slot += (order[p] - p) * f
	}
	return order
}

// unite makes equal entries one, whose count is the sum in a list of numbers.
func (s *store) unite() {
	out, f, values := 0, uint32(s.sh.features), uint32(s.sh.values)
	for _, e := range s.log[1:] {
		last := &s.log[out]
		if last.slot == e.slot && last.hi == e.hi && last.lo == e.lo {
			if e.slot%f >= values {
				continue
			}
			if sum := last.count + e.count; sum >= e.count { // or the count would be too great for an entry
				last.count = sum
				continue
			}
		}
		out++
		s.log[out] = e
	}
	s.log = s.log[:out+1]
}

// orderGroups is the groups in order of their codes' places.
func (s *store) orderGroups(ranks [][]uint32) []uint32 {
	perm, next := make([]uint32, s.groups), make([]uint32, s.groups)
	for g := range perm {
		perm[g] = uint32(g)
	}
	d := s.sh.dims
	var count []uint32
	for i := d - 1; i >= 0; i-- {
		place := func(g uint32) uint32 {
			p := s.at[int(g)*d+i]
			if ranks != nil {
				p = ranks[i][p]
			}
			return p
		}
		greatest := uint32(0)
		for g := range perm {
			if p := place(uint32(g)); p != totalAt {
				greatest = max(greatest, p)
			}
		}
		if int(greatest) > 8*s.groups+4096 { // counting would take longer than comparing
			slices.SortStableFunc(perm, func(a, b uint32) int { return cmp.Compare(place(a), place(b)) })
			continue
		}
		count = append(count[:0], make([]uint32, greatest+3)...)
		for g := range perm {
			count[min(place(uint32(g)), greatest+1)+1]++
		}
		for j := range count[1:] {
			count[j+1] += count[j]
		}
		for _, g := range perm {
			at := &count[min(place(g), greatest+1)]
			next[*at] = g
			*at++
		}
		perm, next = next, perm
	}
	return perm
}

// compareAt orders groups by the places of their codes.
func compareAt(ranks [][]uint32, a, b []uint32) int {
	for i, x := range a {
		y := b[i]
		if x == y {
			continue
		}
		if ranks != nil {
			x, y = ranks[i][x], ranks[i][y]
		}
		if x < y {
			return -1
		}
		return 1
	}
	return 0
}

// spill writes everything as a run and starts empty. Where groups or log were
// mostly empty, they change their share.
func (s *store) spill() error {
	if s.groups == 0 {
		return nil
	}
	return s.write(s.sorted())
}

// write is spill for a store that is sorted.
func (s *store) write(order []uint32) error {
	entries, groups := len(s.log), s.groups
	r, err := s.tmp.write(s.sh, s.inOrder(order), nil)
	if err != nil {
		return err
	}
	s.runs = append(s.runs, r)
	s.reset()
	if s.sh.features > 0 && groups >= s.split.groups && entries < s.split.entries/2 ||
		groups < s.split.groups/4 && entries >= s.split.entries/2 {
		g, e := float64(groups)*float64(s.split.perGroup), float64(entries)*float64(entryBytes)
		before := s.split
		s.divide(min(max(1.1*e/(e+g), 0.1), 0.95))
		if s.split != before {
			s.drop()
		}
	}
	if len(s.runs) >= s.tmp.fan {
		return s.compactRuns()
	}
	return nil
}

// compactRuns makes one run of all.
func (s *store) compactRuns() error {
	ranks := [][]uint32(nil)
	if s.order != nil {
		ranks = s.order()
	}
	m, err := newMerger(s.sh, ranks, s.runs)
	if err != nil {
		return err
	}
	defer m.close()
	r, err := s.tmp.write(s.sh, m, nil)
	if err != nil {
		return err
	}
	for _, old := range s.runs {
		old.remove()
	}
	s.runs = append(s.runs[:0], r)
	return nil
}

func (s *store) reset() {
	s.groups = 0
	clear(s.table)
	s.at, s.rows, s.alone = s.at[:0], s.rows[:0], s.alone[:0]
	s.nums, s.limits, s.log = s.nums[:0], s.limits[:0], s.log[:0]
}

// drop gives the memory back.
func (s *store) drop() {
	s.groups = 0
	s.table, s.at, s.rows, s.alone, s.nums, s.limits, s.log = nil, nil, nil, nil, nil, nil, nil
}

// discard gives memory and files back.
func (s *store) discard() {
	s.drop()
	for _, r := range s.runs {
		r.remove()
	}
	s.runs = nil
}
