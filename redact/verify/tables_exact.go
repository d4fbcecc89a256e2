package verify

import "math/rand/v2"

// A hidden number can be worked out exactly where every solution of the equations
// has the same number there. So a second table is drawn at random that obeys all
// of them: the difference of two solutions, in the field of integers modulo a
// prime. Where it is not zero the number is open, and the difference proves it,
// as it is put into every equation in the end. Where it is zero the number is
// fixed; that an open number gets a zero happens once in 2^61 draws.

// mostSteps bounds the work of one part of a system, in additions.
const mostSteps = 6 << 30

// exact says which hidden cells that sums left open are fixed by several equations
// together; false where there are too many to tell.
func (s *system) exact(probs *problems) bool {
	d := newDraw(s)
	d.prune()
	all := true
	for _, eqs := range d.pieces() {
		if !d.solve(eqs) {
			all = false
		}
	}
	d.restore()
	for i := range s.cells {
		if s.cells[i].state == hiddenCell && d.drawn[i] && d.x[i] == 0 {
			s.leak(probs, int32(i), "the hidden number can be worked out from the numbers shown, by several totals together")
		}
	}
	return all && d.proved()
}

// draw is a random difference in the making.
type draw struct {
	s      *system
	rnd    *rand.Rand
	degree []int // equations that are left by cell
	gone   []bool
	order  []taken // equations that were put aside, each for a cell that stands in no other
	x      []uint64
	drawn  []bool
}

// taken is an equation that was put aside.
type taken struct{ eq, cell int32 }

func newDraw(s *system) *draw {
	d := &draw{s: s, rnd: rand.New(rand.NewPCG(1, 2)), degree: make([]int, len(s.cells)), gone: make([]bool, len(s.right)),
		x: make([]uint64, len(s.cells)), drawn: make([]bool, len(s.cells))}
	for e := range s.right {
		n := 0
		for _, t := range s.equation(int32(e)) {
			if d.open(t.cell) {
				n++
				d.degree[t.cell]++
			}
		}
		d.gone[e] = n == 0
	}
	return d
}

// open reports a cell whose number no single equation gives.
func (d *draw) open(c int32) bool {
	st := d.s.cells[c].state
	return st == hiddenCell || st == notReleased
}

func (d *draw) random() uint64 { return d.rnd.Uint64N(prime) }

// prune puts equations aside that have a cell of their own: whatever the others
// are, it makes the equation hold.
func (d *draw) prune() {
	var todo []int32
	for c := range d.degree {
		if d.degree[c] == 1 {
			todo = append(todo, int32(c))
		}
	}
	for len(todo) > 0 {
		c := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if d.degree[c] != 1 {
			continue
		}
		for _, e := range d.s.of(c) {
			if d.gone[e] {
				continue
			}
			d.gone[e] = true
			d.order = append(d.order, taken{e, c})
			for _, t := range d.s.equation(e) {
				if !d.open(t.cell) {
					continue
				}
				if d.degree[t.cell]--; d.degree[t.cell] == 1 {
					todo = append(todo, t.cell)
				}
			}
		}
	}
}

// pieces are the equations that are left, those together that share cells.
func (d *draw) pieces() [][]int32 {
	var out [][]int32
	seen := make([]bool, len(d.gone))
	for e := range d.gone {
		if seen[e] || d.gone[e] {
			continue
		}
		seen[e] = true
		piece := []int32{int32(e)}
		for i := 0; i < len(piece); i++ {
			for _, t := range d.s.equation(piece[i]) {
				if !d.open(t.cell) {
					continue
				}
				for _, other := range d.s.of(t.cell) {
					if !seen[other] && !d.gone[other] {
						seen[other] = true
						piece = append(piece, other)
					}
				}
			}
		}
		out = append(out, piece)
	}
	return out
}

// solve draws the cells of one piece; false where it is too large.
func (d *draw) solve(eqs []int32) bool {
	m := d.matrix(eqs)
	rank := uint64(min(m.rows, len(m.cells)))
	if 6*rank*uint64(len(m.col)) > mostSteps {
		return false
	}
	for range 4 {
		if x, ok := m.kernel(d.random); ok {
			for i, c := range m.cells {
				d.x[c], d.drawn[c] = x[i], true
			}
			return true
		}
	}
	return false
}

// matrix is the piece of the system that eqs are.
func (d *draw) matrix(eqs []int32) *matrix {
	m := &matrix{rows: len(eqs), from: []int32{0}}
	at := map[int32]int32{}
	for _, e := range eqs {
		for _, t := range d.s.equation(e) {
			if !d.open(t.cell) {
				continue
			}
			k, ok := at[t.cell]
			if !ok {
				k = int32(len(m.cells))
				at[t.cell] = k
				m.cells = append(m.cells, t.cell)
			}
			m.col, m.minus = append(m.col, k), append(m.minus, t.coef < 0)
		}
		m.from = append(m.from, int32(len(m.col)))
	}
	return m
}

// restore draws the cells that stand in no piece, and then those of the equations
// that were put aside, the last one first.
func (d *draw) restore() {
	own := make([]bool, len(d.x))
	for _, t := range d.order {
		own[t.cell] = true
	}
	for c := range d.x {
		if !d.drawn[c] && !own[c] && d.open(int32(c)) && d.degree[c] == 0 {
			d.x[c], d.drawn[c] = d.random(), true
		}
	}
	for i := len(d.order) - 1; i >= 0; i-- {
		o := d.order[i]
		sum, coef, known := uint64(0), int8(1), true
		for _, t := range d.s.equation(o.eq) {
			switch {
			case t.cell == o.cell:
				coef = t.coef
			case d.open(t.cell):
				known = known && d.drawn[t.cell]
				sum = plus(sum, signedIn(d.x[t.cell], t.coef < 0))
			}
		}
		d.x[o.cell], d.drawn[o.cell] = signedIn(sum, coef > 0), known
	}
}

// proved puts the difference into every equation that was not too much.
func (d *draw) proved() bool {
	for e := range d.gone {
		sum, known := uint64(0), true
		for _, t := range d.s.equation(int32(e)) {
			if d.open(t.cell) {
				known = known && d.drawn[t.cell]
				sum = plus(sum, signedIn(d.x[t.cell], t.coef < 0))
			}
		}
		if known && sum != 0 {
			return false
		}
	}
	return true
}
