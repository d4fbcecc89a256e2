package verify

// mostNarrowing bounds the work on bounds, in looks at each term. Bounds that are
// given up early are true all the same, only wider; those that narrow by one each
// time round would go on for as long as the numbers are large.
const mostNarrowing = 200

const noBound = int64(1) << 60

// span of what a count may be.
type between struct{ low, high int64 }

// bounds narrows down, from the totals and because no count is below zero, where
// each hidden count may lie, and says which lie too close.
func (s *system) bounds(probs *problems) {
	at := make([]between, len(s.cells))
	for i := range at {
		at[i] = between{0, noBound}
		if c := &s.cells[i]; c.state == solvedCell {
			v, ok := c.v.count()
			if !ok {
				if c.row > 0 || c.v.hi < 0 {
					s.contradiction(probs, int32(i))
				}
				return
			}
			at[i] = between{v, v}
		}
	}
	queue := make([]int32, 0, len(s.right))
	waits := make([]bool, len(s.right))
	for e := range s.right {
		queue, waits[e] = append(queue, int32(e)), true
	}
	for work := 0; len(queue) > 0 && work < mostNarrowing*len(s.terms); {
		e := queue[0]
		queue = queue[1:]
		waits[e] = false
		work += 2 * len(s.equation(e))
		changed, ok := s.narrowed(e, at)
		if !ok {
			s.unequal(probs, e)
			return
		}
		for _, c := range changed {
			work += len(s.of(c))
			for _, other := range s.of(c) {
				if !waits[other] {
					queue, waits[other] = append(queue, other), true
				}
			}
		}
	}
	for i := range s.cells {
		c := &s.cells[i]
		if c.state != hiddenCell || at[i].high-at[i].low > narrow {
			continue
		}
		if below := s.parts[c.part].t.t.Below; below > 0 && at[i].low >= below {
			continue // it is not small
		}
		s.leak(probs, int32(i), "the numbers shown leave the hidden number no more than a few values")
	}
}

// contradiction says that numbers that are shown make another one impossible.
func (s *system) contradiction(probs *problems, id int32) {
	c := &s.cells[id]
	p := s.parts[c.part]
	p.t.problem(Amount, int64(c.row), p.t.column(p.m), "the numbers shown cannot all be right: a part would be below zero")
}

// narrowed narrows the cells of equation e and returns those whose bounds moved;
// false where no counts fit.
func (s *system) narrowed(e int32, at []between) (changed []int32, ok bool) {
	terms := s.equation(e)
	right, fits := s.right[e].signed()
	if !fits {
		return nil, true
	}
	// The least and the most that the terms add up to, and how many of them have no end.
	var least, most int64
	leastOpen, mostOpen := 0, 0
	for _, t := range terms {
		lo, hi := signedBounds(at[t.cell], t.coef)
		if lo <= -noBound {
			leastOpen++
		} else {
			least += lo
		}
		if hi >= noBound {
			mostOpen++
		} else {
			most += hi
		}
	}
	if leastOpen == 0 && least > right || mostOpen == 0 && most < right {
		return nil, false
	}
	for _, t := range terms {
		b := &at[t.cell]
		lo, hi := signedBounds(*b, t.coef)
		newLo, newHi := lo, hi
		if others := mostOpen - open(hi >= noBound); others == 0 {
			newLo = max(lo, right-(most-finite(hi)))
		}
		if others := leastOpen - open(lo <= -noBound); others == 0 {
			newHi = min(hi, right-(least-finite(lo)))
		}
		if newLo > newHi {
			return nil, false
		}
		if newLo == lo && newHi == hi {
			continue
		}
		if t.coef < 0 {
			newLo, newHi = -newHi, -newLo
		}
		// The sums above stay those of the bounds before: that is wider, never wrong.
		b.low, b.high = newLo, newHi
		changed = append(changed, t.cell)
	}
	return changed, true
}

func open(is bool) int {
	if is {
		return 1
	}
	return 0
}

// finite is v, 0 where it stands for no bound.
func finite(v int64) int64 {
	if v >= noBound || v <= -noBound {
		return 0
	}
	return v
}

// signedBounds are the bounds of a term.
func signedBounds(b between, coef int8) (low, high int64) {
	if coef < 0 {
		return -b.high, -b.low
	}
	return b.low, b.high
}
