package verify

import "math/bits"

// prime is the modulus of the field: 2^61 - 1.
const prime = 1<<61 - 1

func plus(a, b uint64) uint64 {
	if a += b; a >= prime {
		a -= prime
	}
	return a
}

func minus(a, b uint64) uint64 {
	if a < b {
		a += prime
	}
	return a - b
}

func multiply(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b) // the product is hi*2^64 + lo, and 2^61 is 1
	return plus(lo&prime, hi<<3|lo>>61)
}

// inverse is 1/a by Fermat; a is not zero.
func inverse(a uint64) uint64 {
	out := uint64(1)
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 != 0 {
			out = multiply(out, a)
		}
		a = multiply(a, a)
	}
	return out
}

// signedIn is a or, in the field, -a.
func signedIn(a uint64, negative bool) uint64 {
	if negative {
		return minus(0, a)
	}
	return a
}

// matrix holds equations over some cells, by rows. All its entries are 1 or -1.
type matrix struct {
	rows  int
	from  []int32
	col   []int32
	minus []bool
	cells []int32 // by column
}

// times is the matrix times x.
func (m *matrix) times(out, x []uint64) {
	for r := range out {
		sum := uint64(0)
		for i := m.from[r]; i < m.from[r+1]; i++ {
			if v := x[m.col[i]]; m.minus[i] {
				sum = minus(sum, v)
			} else {
				sum = plus(sum, v)
			}
		}
		out[r] = sum
	}
}

// timesAcross is the matrix, its rows as columns, times y.
func (m *matrix) timesAcross(out, y []uint64) {
	clear(out)
	for r, v := range y {
		for i := m.from[r]; i < m.from[r+1]; i++ {
			if at := &out[m.col[i]]; m.minus[i] {
				*at = minus(*at, v)
			} else {
				*at = plus(*at, v)
			}
		}
	}
}

// kernel draws a vector that the matrix A takes to zero: a random y less a
// solution z of A z = A y. The solution is D Aᵀ w, D random on the diagonal,
// where A D Aᵀ w = A y; that square system is solved by its powers alone
// (Wiedemann, "Solving sparse linear equations over finite fields", 1986; D as in
// Eberly and Kaltofen, 1997). ok is false where the draw failed, which the last
// step finds out.
func (m *matrix) kernel(random func() uint64) (x []uint64, ok bool) {
	n := len(m.cells)
	draw := func(k int) []uint64 {
		v := make([]uint64, k)
		for i := range v {
			v[i] = random()
		}
		return v
	}
	y, diagonal, u := draw(n), draw(n), draw(m.rows)
	wide := make([]uint64, n)
	square := func(out, v []uint64) {
		m.timesAcross(wide, v)
		for i := range wide {
			wide[i] = multiply(wide[i], diagonal[i])
		}
		m.times(out, wide)
	}
	b := make([]uint64, m.rows)
	m.times(b, y)
	c := recurrence(m.rows, u, b, square)
	last := len(c) - 1
	if last == 0 {
		return y, allZero(b)
	}
	if c[last] == 0 {
		return nil, false
	}
	w, next := make([]uint64, m.rows), make([]uint64, m.rows)
	for _, f := range c[:last] {
		square(next, w)
		for i := range next {
			next[i] = plus(next[i], multiply(f, b[i]))
		}
		w, next = next, w
	}
	scale := minus(0, inverse(c[last]))
	m.timesAcross(wide, w)
	for i := range y {
		y[i] = minus(y[i], multiply(multiply(wide[i], diagonal[i]), scale))
	}
	m.times(b, y)
	return y, allZero(b)
}

func allZero(v []uint64) bool {
	for _, a := range v {
		if a != 0 {
			return false
		}
	}
	return true
}

// surplus is how many terms must follow a recurrence before it is believed.
const surplus = 8

// recurrence is the shortest c, c[0] = 1, with s(i) + c[1] s(i-1) + … = 0 for the
// sequence s(i) = u · Mⁱ b (Massey, "Shift-register synthesis and BCH decoding",
// 1969). It ends when it has held for some time.
func recurrence(rows int, u, b []uint64, square func(out, v []uint64)) []uint64 {
	v, next := append([]uint64(nil), b...), make([]uint64, rows)
	var s []uint64
	c, before := []uint64{1}, []uint64{1}
	length, since, off := 0, 1, uint64(1)
	for i := 0; i < 2*rows+2*surplus && i < 2*length+2*surplus+2; i++ {
		dot := uint64(0)
		for k := range v {
			dot = plus(dot, multiply(u[k], v[k]))
		}
		s = append(s, dot)
		square(next, v)
		v, next = next, v
		miss := s[i]
		for k := 1; k <= length && k < len(c); k++ {
			miss = plus(miss, multiply(c[k], s[i-k]))
		}
		if miss == 0 {
			since++
			continue
		}
		f := multiply(miss, inverse(off))
		old := append([]uint64(nil), c...)
		for len(c) < len(before)+since {
			c = append(c, 0)
		}
		for k, a := range before {
			c[k+since] = minus(c[k+since], multiply(f, a))
		}
		if 2*length <= i {
			length, before, off, since = i+1-length, old, miss, 1
		} else {
			since++
		}
	}
	for len(c) < length+1 {
		c = append(c, 0)
	}
	return c[:length+1]
}
