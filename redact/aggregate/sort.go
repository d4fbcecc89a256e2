package aggregate

import "math/bits"

// Most of the time of an aggregation with a median or people is spent in sorting,
// so it is written out: slots are numbers of few bits, in-place radix sorting by
// which takes a third of the time of comparisons; values are compared.

// less orders entries of one slot by value.
func (e *entry) less(f *entry) bool { return e.hi < f.hi || e.hi == f.hi && e.lo < f.lo }

// before orders entries.
func (e *entry) before(f *entry) bool { return e.slot < f.slot || e.slot == f.slot && e.less(f) }

const (
	radixBits = 8
	fewEntry  = 24 // so few are sorted by insertion
)

// sortEntries sorts entries whose slots are equal above the lowest n bits.
func sortEntries(a []entry, n int) {
	switch {
	case len(a) <= fewEntry:
		insert(a)
		return
	case n == 0:
		quick(a, 2*bits.Len(uint(len(a))))
		return
	}
	b := min(n, radixBits, bits.Len(uint(len(a)))-2)
	shift, mask := n-b, uint32(1)<<b-1
	var next, end [1 << radixBits]int
	for i := range a {
		end[a[i].slot>>shift&mask]++
	}
	at := 0
	for i, size := range end[:mask+1] {
		next[i] = at
		at += size
		end[i] = at
	}
	for i := range next[:mask+1] {
		for next[i] < end[i] {
			e := a[next[i]]
			for to := e.slot >> shift & mask; to != uint32(i); to = e.slot >> shift & mask {
				p := next[to]
				next[to]++
				e, a[p] = a[p], e
			}
			a[next[i]] = e
			next[i]++
		}
	}
	at = 0
	for _, to := range end[:mask+1] {
		if to-at > 1 {
			sortEntries(a[at:to], shift)
		}
		at = to
	}
}

// insert sorts a few entries.
func insert(a []entry) {
	for i := 1; i < len(a); i++ {
		if !a[i].before(&a[i-1]) {
			continue
		}
		e := a[i]
		j := i
		for j > 0 && e.before(&a[j-1]) {
			a[j] = a[j-1]
			j--
		}
		a[j] = e
	}
}

// quick sorts entries of one slot.
func quick(a []entry, depth int) {
	for len(a) > fewEntry {
		if depth == 0 {
			heapSort(a)
			return
		}
		depth--
		i := partition(a)
		if i < len(a)-i {
			quick(a[:i], depth)
			a = a[i:]
		} else {
			quick(a[i:], depth)
			a = a[:i]
		}
	}
	insert(a)
}

// partition splits a into two parts, neither empty, the first nowhere greater
// than the second (Hoare, with the middle of three as pivot).
func partition(a []entry) int {
	m, z := len(a)/2, len(a)-1
	if a[m].less(&a[0]) {
		a[m], a[0] = a[0], a[m]
	}
	if a[z].less(&a[m]) {
		a[z], a[m] = a[m], a[z]
		if a[m].less(&a[0]) {
			a[m], a[0] = a[0], a[m]
		}
	}
	p := a[m]
	i, j := 0, z
	for {
		for i++; a[i].less(&p); i++ {
		}
		for j--; p.less(&a[j]); j-- {
		}
		if i >= j {
			return i
		}
		a[i], a[j] = a[j], a[i]
	}
}

// heapSort is for what quick sorting would take too long over.
func heapSort(a []entry) {
	for i := len(a)/2 - 1; i >= 0; i-- {
		sink(a, i)
	}
	for n := len(a) - 1; n > 0; n-- {
		a[0], a[n] = a[n], a[0]
		sink(a[:n], 0)
	}
}

func sink(a []entry, i int) {
	for {
		c := 2*i + 1
		if c >= len(a) {
			return
		}
		if c+1 < len(a) && a[c].less(&a[c+1]) {
			c++
		}
		if !a[i].less(&a[c]) {
			return
		}
		a[i], a[c] = a[c], a[i]
		i = c
	}
}
