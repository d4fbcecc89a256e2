package disclosure

import (
	"cmp"
	"math"
	"slices"
)

// simplex walks among the tables that a reader thinks possible, in whole steps,
// towards one that is best for a price. It is a primal simplex method with
// bounds that starts at the truth: columns are cells that may differ, their
// values how much they differ. Its arithmetic is floating; what it finds is only
// ever used after [space.possible] checked it in whole numbers.
type simplex struct {
	s     *space
	cell  []int32 // by column
	at    []int64 // value by column
	lo    []int64
	hi    []int64
	tab   [][]float64 // by row: the basic column plus the sum of tab × nonbasic columns is constant
	basis []int       // column by row
	row   []int       // row by column; -1 = nonbasic
	work  int64       // multiplications so far
	nz    []int
}

const eps = 1e-9

// newSimplex builds the system of the equations among cells, all others staying
// as they are; nil where it would have more than limit numbers.
func (s *space) newSimplex(cells []int32, limit int) *simplex {
	x := &simplex{s: s}
	col := map[int32]int{}
	for _, c := range s.closed(cells) {
		col[c] = len(x.cell)
		x.cell = append(x.cell, c)
		x.lo = append(x.lo, -min(s.down(c), unlimited))
		x.hi = append(x.hi, min(s.up(c), unlimited))
	}
	x.at = make([]int64, len(x.cell))
	x.row = slices.Repeat([]int{-1}, len(x.cell))
	var eqs []int32
	for _, c := range x.cell {
		eqs = append(eqs, s.eqOf[c]...)
	}
	slices.Sort(eqs)
	eqs = slices.Compact(eqs)
	if len(eqs)*len(x.cell) > limit {
		return nil
	}
	count := make([]int, len(x.cell))
	for _, c := range x.cell {
		count[col[c]] = len(s.eqOf[c])
	}
	for _, k := range eqs {
		r := make([]float64, len(x.cell))
		for i, c := range s.eqs[k].cell {
			if j, ok := col[c]; ok {
				r[j] += float64(s.eqs[k].coef[i])
			}
		}
		x.equation(r, count)
	}
	return x
}

// closed drops cells that an equation has alone: they cannot differ.
func (s *space) closed(cells []int32) []int32 {
	in := map[int32]bool{}
	alone := map[int32]int{}
	for _, c := range cells {
		in[c] = true
	}
	var stack []int32
	for c := range in {
		for _, k := range s.eqOf[c] {
			alone[k]++
		}
	}
	for k, n := range alone {
		if n == 1 {
			stack = append(stack, k)
		}
	}
	for len(stack) > 0 {
		k := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, c := range s.eqs[k].cell {
			if !in[c] {
				continue
			}
			delete(in, c)
			for _, q := range s.eqOf[c] {
				if alone[q]--; alone[q] == 1 {
					stack = append(stack, q)
				}
			}
		}
	}
	out := make([]int32, 0, len(in))
	for c := range in {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// equation eliminates the basis from a new row and takes a column of it into the
// basis.
func (x *simplex) equation(r []float64, count []int) {
	for j, i := range x.row {
		if i < 0 || math.Abs(r[j]) < eps {
			continue
		}
		f := r[j]
		for k, v := range x.tab[i] {
			r[k] -= f * v
		}
		r[j] = 0
		x.work += int64(len(r))
	}
	best := -1
	for j, v := range r {
		if math.Abs(math.Abs(v)-1) < eps && (best < 0 || count[j] < count[best]) {
			best = j
		}
	}
	for j, v := range r {
		if best < 0 && math.Abs(v) > 1e-6 {
			best = j
		}
	}
	if best < 0 {
		return // it follows from the others
	}
	f := r[best]
	for k := range r {
		r[k] /= f
	}
	for i := range x.tab {
		x.eliminate(i, best, r)
	}
	x.row[best] = len(x.tab)
	x.basis = append(x.basis, best)
	x.tab = append(x.tab, r)
}

// eliminate takes column j, which row r has with 1, out of row i.
func (x *simplex) eliminate(i, j int, r []float64) {
	f := x.tab[i][j]
	if math.Abs(f) < eps {
		return
	}
	t := x.tab[i]
	for k, v := range r {
		if v != 0 {
			t[k] -= f * v
		}
	}
	t[j] = 0
	x.work += int64(len(r))
}

// pivot brings column j into the basis for the column of row i.
func (x *simplex) pivot(i, j int) {
	r := x.tab[i]
	f := r[j]
	x.nz = x.nz[:0]
	for k := range r {
		if r[k] != 0 {
			if r[k] /= f; math.Abs(r[k]) < eps {
				r[k] = 0
				continue
			}
			x.nz = append(x.nz, k)
		}
	}
	r[j] = 1
	for q, t := range x.tab {
		g := t[j]
		if q == i || math.Abs(g) < eps {
			t[j] = t[j] * float64(b2i(q == i))
			continue
		}
		for _, k := range x.nz {
			t[k] -= g * r[k]
		}
		t[j] = 0
		x.work += int64(len(x.nz))
	}
	x.row[x.basis[i]] = -1
	x.basis[i], x.row[j] = j, i
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// reset goes back to the truth; the basis stays.
func (x *simplex) reset() { clear(x.at) }

// prices of moving a column away from the truth, for each unit.
type prices struct{ up, down []float64 }

// slope is what one more unit of column j costs, in direction dir.
func (p *prices) slope(j int, at int64, dir float64) float64 {
	if dir > 0 {
		if at >= 0 {
			return p.up[j]
		}
		return -p.down[j]
	}
	if at <= 0 {
		return p.down[j]
	}
	return -p.up[j]
}

// run improves until nothing does, or stop says so, or the work is spent.
func (x *simplex) run(p *prices, priced []int, stop func() bool, budget int64) {
	idle, until := 0, x.work+budget
	for x.work < until && !stop() && idle < len(x.tab)/2+20 {
		moved, turned := false, false
		for _, e := range x.enter(p, priced) {
			var i int
			moved, i = x.step(p, e.col, e.dir)
			if turned = i >= 0; turned {
				x.pivot(i, e.col)
			}
			if moved || turned {
				break
			}
		}
		if !moved && !turned {
			return
		}
		if idle++; moved {
			idle = 0
		}
	}
}

// way is a column and a direction that improves.
type way struct {
	col  int
	dir  float64
	gain float64
}

// mostWays is how many ways are tried before a walk ends.
const mostWays = 60

// enter lists nonbasic columns and directions that improve, best first. priced
// are the columns with a price.
func (x *simplex) enter(p *prices, priced []int) []way {
	n := len(x.cell)
	rise, fall := make([]float64, n), make([]float64, n)
	for _, c := range priced {
		i := x.row[c]
		if i < 0 {
			rise[c] += p.slope(c, x.at[c], 1)
			fall[c] += p.slope(c, x.at[c], -1)
			continue
		}
		up, down := p.slope(c, x.at[c], 1), p.slope(c, x.at[c], -1)
		for j, v := range x.tab[i] {
			switch {
			case v > 0:
				rise[j] += v * down
				fall[j] += v * up
			case v < 0:
				rise[j] -= v * up
				fall[j] -= v * down
			}
		}
		x.work += int64(n)
	}
	var out []way
	for j := range n {
		if x.row[j] >= 0 {
			continue
		}
		if rise[j] < -1e-7 && x.at[j] < x.hi[j] {
			out = append(out, way{j, 1, rise[j]})
		}
		if fall[j] < -1e-7 && x.at[j] > x.lo[j] {
			out = append(out, way{j, -1, fall[j]})
		}
	}
	slices.SortStableFunc(out, func(a, b way) int { return cmp.Compare(a.gain, b.gain) })
	return out[:min(len(out), mostWays)]
}

// kink is a place along a direction where the price of a column turns.
type kink struct {
	at   float64
	turn float64
	row  int // -1 = the entering column
}

// step goes along column j as far as it pays, in whole numbers. It reports
// whether anything moved, and the row to leave the basis, -1 for none.
func (x *simplex) step(p *prices, j int, dir float64) (bool, int) {
	slope, far, leave := 0.0, float64(x.room(j, dir)), -1
	var kinks []kink
	look := func(row, c int, rate float64) {
		slope += math.Abs(rate) * p.slope(c, x.at[c], rate)
		if d := float64(x.room(c, rate)) / math.Abs(rate); d < far || d == far && leave < 0 && row >= 0 {
			far, leave = d, row
		}
		if v := float64(x.at[c]); v*rate < 0 {
			kinks = append(kinks, kink{-v / rate, math.Abs(rate) * (p.up[c] + p.down[c]), row})
		}
	}
	look(-1, j, dir)
	for i, t := range x.tab {
		if math.Abs(t[j]) < eps {
			continue
		}
		look(i, x.basis[i], -t[j]*dir)
	}
	slices.SortFunc(kinks, func(a, b kink) int {
		if a.at != b.at {
			return int(math.Copysign(1, a.at-b.at))
		}
		return a.row - b.row
	})
	for _, k := range kinks {
		if k.at >= far || slope >= -1e-9 {
			break
		}
		if slope += k.turn; slope >= -1e-9 {
			far, leave = k.at, k.row
		}
	}
	if far >= float64(unlimited) {
		return false, -1
	}
	whole := int64(math.Floor(far + 1e-9))
	if whole > 0 {
		x.move(j, int64(dir)*whole)
	}
	return whole > 0, x.leaving(j, dir, leave)
}

// leaving is a row to leave the basis for column j: one that lets it go no whole
// step further, and has it once, for a pivot of one keeps the system in whole
// numbers. turn is the row at which the price turned.
func (x *simplex) leaving(j int, dir float64, turn int) int {
	if turn >= 0 && math.Abs(math.Abs(x.tab[turn][j])-1) < 1e-6 {
		return turn
	}
	for i, t := range x.tab {
		rate := -t[j] * dir
		if math.Abs(math.Abs(rate)-1) < 1e-6 && x.room(x.basis[i], rate) < 1 {
			return i
		}
	}
	return -1
}

// room is how far a column can still go.
func (x *simplex) room(c int, rate float64) int64 {
	if rate > 0 {
		return x.hi[c] - x.at[c]
	}
	return x.at[c] - x.lo[c]
}

// move changes a nonbasic column by n and the basis with it.
func (x *simplex) move(j int, n int64) {
	x.at[j] += n
	for i, t := range x.tab {
		if t[j] != 0 {
			x.at[x.basis[i]] -= int64(math.Round(t[j] * float64(n)))
		}
	}
}

// point is where the walk is.
func (x *simplex) point() point {
	var p point
	for j, v := range x.at {
		if v != 0 {
			p = append(p, entry{x.cell[j], v})
		}
	}
	return p.sorted()
}

// column of a cell, -1 where it cannot differ.
func (x *simplex) column(c int32) int {
	if j, ok := slices.BinarySearch(x.cell, c); ok {
		return j
	}
	return -1
}

// extremes goes as far up and down at a cell as width needs, and returns the two
// points where it ends; they may be closer than that.
func (x *simplex) extremes(c int32, width, budget int64) *witness {
	j := x.column(c)
	if j < 0 {
		return nil
	}
	p := &prices{make([]float64, len(x.cell)), make([]float64, len(x.cell))}
	p.up[j], p.down[j] = -1, 1
	x.reset()
	x.run(p, []int{j}, func() bool { return x.at[j] >= width }, budget)
	up, high := x.point(), x.at[j]
	x.reset()
	if high >= width {
		return &witness{a: up}
	}
	p.up[j], p.down[j] = 1, -1
	x.run(p, []int{j}, func() bool { return high-x.at[j] >= width }, budget)
	w := &witness{a: up, b: x.point()}
	x.reset()
	return w
}
