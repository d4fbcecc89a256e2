package aggregate

import (
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

func (e entry) less(f entry) bool { return e.hi < f.hi || e.hi == f.hi && e.lo < f.lo }

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
	ends   []uint32 // scratch for sorting: by slot
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
	s.split.perGroup = int64(4*sh.dims+8+8+8+4*sh.features+4+4) + int64(len(sh.nums))*int64(unsafe.Sizeof(number{})) +
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
	s.sortLog(nil)
	if len(s.log)+n <= cap(s.log)/2 {
		return nil
	}
	if err := s.spill(); err != nil {
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

// sortLog sorts the log by the place of the group, the feature and the value, and
// makes equal entries one. places is by group; nil = groups as numbered.
func (s *store) sortLog(places []uint32) {
	f := uint32(s.sh.features)
	slots := s.groups * int(f)
	if cap(s.ends) < 2*slots {
		s.ends = make([]uint32, 2*slots)
	}
	next, end := s.ends[:slots], s.ends[slots:2*slots]
	clear(end)
	place := func(slot uint32) uint32 {
		if places == nil {
			return slot
		}
		return places[slot/f]*f + slot%f
	}
	for i := range s.log {
		end[place(s.log[i].slot)]++
	}
	sum := uint32(0)
	for i, n := range end {
		next[i] = sum
		sum += n
		end[i] = sum
	}
	for b := range next {
		for next[b] < end[b] {
			at := next[b]
			e := s.log[at]
			for {
				to := place(e.slot)
				if to == uint32(b) {
					break
				}
				p := next[to]
				next[to]++
				e, s.log[p] = s.log[p], e
			}
			s.log[at] = e
			next[b]++
		}
	}
	s.unite(end)
}

// unite sorts each slot's entries and makes equal ones one.
func (s *store) unite(end []uint32) {
	out, from := 0, uint32(0)
	for _, to := range end {
		list := s.log[from:to]
		from = to
		if len(list) == 0 {
			continue
		}
		sortEntries(list)
		counted := int(list[0].slot)%s.sh.features < s.sh.values
		s.log[out] = list[0]
		for _, e := range list[1:] {
			last := &s.log[out]
			if last.hi == e.hi && last.lo == e.lo {
				if !counted {
					continue
				}
				if sum := last.count + e.count; sum >= e.count {
					last.count = sum
					continue
				}
			}
			out++
			s.log[out] = e
		}
		out++
	}
	s.log = s.log[:out]
}

// sorted is the groups in order, with the log sorted by it.
func (s *store) sorted() []uint32 {
	ranks := [][]uint32(nil)
	if s.order != nil {
		ranks = s.order()
	}
	perm := make([]uint32, s.groups)
	for g := range perm {
		perm[g] = uint32(g)
	}
	d := s.sh.dims
	slices.SortFunc(perm, func(a, b uint32) int {
		return compareAt(ranks, s.at[int(a)*d:int(a)*d+d], s.at[int(b)*d:int(b)*d+d])
	})
	if len(s.log) > 0 {
		places := make([]uint32, s.groups)
		for i, g := range perm {
			places[g] = uint32(i)
		}
		s.sortLog(places)
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
	entries, groups := len(s.log), s.groups
	r, err := s.tmp.write(s.sh, s.source(), nil)
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
	s.table, s.at, s.rows, s.alone, s.nums, s.limits, s.log, s.ends = nil, nil, nil, nil, nil, nil, nil, nil
}

// discard gives memory and files back.
func (s *store) discard() {
	s.drop()
	for _, r := range s.runs {
		r.remove()
	}
	s.runs = nil
}
