package aggregate

// sortEntries sorts entries of one slot by value. It is written out, since most
// of the time of an aggregation with a median or people is spent here, and a
// comparison by function costs twice as much.
func sortEntries(a []entry) {
	depth := 0
	for n := len(a); n > 0; n /= 2 {
		depth += 2
	}
	quick(a, depth)
}

func quick(a []entry, depth int) {
	for len(a) > 16 {
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
	for i := 1; i < len(a); i++ {
		e := a[i]
		j := i
		for j > 0 && e.less(a[j-1]) {
			a[j] = a[j-1]
			j--
		}
		a[j] = e
	}
}

// partition splits a into two parts, neither empty, the first nowhere greater
// than the second (Hoare, with the middle of three as pivot).
func partition(a []entry) int {
	m, z := len(a)/2, len(a)-1
	if a[m].less(a[0]) {
		a[m], a[0] = a[0], a[m]
	}
	if a[z].less(a[m]) {
		a[z], a[m] = a[m], a[z]
		if a[m].less(a[0]) {
			a[m], a[0] = a[0], a[m]
		}
	}
	p := a[m]
	i, j := 0, z
	for {
		for i++; a[i].less(p); i++ {
		}
		for j--; p.less(a[j]); j-- {
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
		if c+1 < len(a) && a[c].less(a[c+1]) {
			c++
		}
		if !a[i].less(a[c]) {
			return
		}
		a[i], a[c] = a[c], a[i]
		i = c
	}
}
