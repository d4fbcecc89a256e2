package disclosure

import (
	"math"
	"slices"
)

// step is a way to go along one dimension so that its sums hold: one leaf gains
// and another loses, with all that sum them; or one gains alone, up to the total.
type step struct {
	code []int32
	sign []int8
	cost int64 // of the cells that it adds where the other dimensions stay
}

// most steps of one kind that are looked at from an inner level.
const mostSteps = 48

// box searches the products of steps through a cell: the boxes of the hypercube
// method, with totals as further codes. It is exact in what it proves and blind
// to what is not a box.
type box struct {
	s     *space
	g     *grid
	price func(cell int32) int64 // of letting a cell differ; math.MaxInt64 = it may not
	width int64
	own   int32
	at    []int // coordinates of the cell
	steps [][]step
	best  int64
	dir   point
	tried int
}

// mostBoxes bounds one search.
const mostBoxes = 40_000

// find returns the cheapest box through position p that proves width, and what
// it costs; nil where there is none below limit.
func (s *space) box(g *grid, p int, width, limit int64, price func(int32) int64) (point, int64) {
	if price(g.cell[p]) == math.MaxInt64 {
		return nil, 0
	}
	b := &box{s: s, g: g, own: g.cell[p], price: price, width: width, best: limit}
	for d := range g.stride {
		b.at = append(b.at, g.coord(p, d))
	}
	for d := range g.stride {
		list := b.list(p, d)
		if len(list) == 0 {
			return nil, 0
		}
		b.steps = append(b.steps, list)
	}
	b.walk(0, []entry{{int32(p), 1}}, 0, unlimited, unlimited)
	if b.dir == nil {
		return nil, 0
	}
	return b.dir, b.best
}

// list are the steps through coordinate at[d], cheapest first, that meet no cell
// that may not differ.
func (b *box) list(p, d int) []step {
	g, c := b.g, b.at[d]
	var out []step
	add := func(codes []int32, signs []int8) {
		st := step{code: codes, sign: signs}
		for _, k := range codes {
			if int(k) == c {
				continue
			}
			q := b.price(g.cell[p+(int(k)-c)*g.stride[d]])
			if q == math.MaxInt64 {
				return
			}
			st.cost += q
		}
		out = append(out, st)
	}
	from := g.leaves[d][c]
	if g.kids[d][c] != nil {
		from = from[:min(len(from), mostSteps)]
	}
	for _, leaf := range from {
		path := g.paths[d][leaf]
		add(path, ones(len(path), 1))
		to := 0
		for other := 1; other < g.size[d] && to < mostSteps*8/len(from)+8; other++ {
			if p2 := g.paths[d][other]; p2 != nil && !slices.Contains(p2, int32(c)) {
				codes, signs := between(path, p2)
				n := len(out)
				add(codes, signs)
				to += len(out) - n
			}
		}
	}
	slices.SortStableFunc(out, func(x, y step) int { return int(min(max(x.cost-y.cost, -1), 1)) })
	return out
}

func ones(n int, sign int8) []int8 {
	out := make([]int8, n)
	for k := range out {
		out[k] = sign
	}
	return out
}

// between is one leaf up and another down with what sums one of them only.
func between(up, down []int32) (codes []int32, signs []int8) {
	for _, c := range up {
		if !slices.Contains(down, c) {
			codes, signs = append(codes, c), append(signs, 1)
		}
	}
	for _, c := range down {
		if !slices.Contains(up, c) {
			codes, signs = append(codes, c), append(signs, -1)
		}
	}
	return codes, signs
}

// walk takes a step in each dimension in turn. rise and fall are how far the box
// so far can go along its direction and against it.
func (b *box) walk(d int, cells []entry, cost, rise, fall int64) {
	if d == len(b.g.stride) {
		b.tried++
		if cost >= b.best {
			return
		}
		dir := b.direction(cells)
		if len(b.s.caps) == 0 || b.s.both(dir).width(b.own) >= b.width {
			b.best, b.dir = cost, dir
		}
		return
	}
	for _, st := range b.steps[d] {
		if b.tried > mostBoxes {
			return
		}
		if cost+st.cost >= b.best && d == 0 {
			return // the rest costs more still
		}
		b.tried++
		next, c, up, down := b.extend(d, cells, st, cost, rise, fall)
		if next != nil && c < b.best && up+down >= b.width {
			b.walk(d+1, next, c, up, down)
		}
	}
}

// extend multiplies the box by a step; nil where a cell may not differ.
func (b *box) extend(d int, cells []entry, st step, cost, rise, fall int64) ([]entry, int64, int64, int64) {
	g, s := b.g, b.s
	next := make([]entry, 0, len(cells)*len(st.code))
	for k, code := range st.code {
		for _, e := range cells {
			p := int(e.cell) + (int(code)-b.at[d])*g.stride[d]
			sign := e.by * int64(st.sign[k])
			id := g.cell[p]
			if int(code) != b.at[d] {
				q := b.price(id)
				if q == math.MaxInt64 {
					return nil, 0, 0, 0
				}
				if cost += q; cost >= b.best {
					return nil, 0, 0, 0
				}
			}
			if sign > 0 {
				rise, fall = min(rise, s.up(id)), min(fall, s.down(id))
			} else {
				rise, fall = min(rise, s.down(id)), min(fall, s.up(id))
			}
			if rise+fall < b.width {
				return nil, 0, 0, 0
			}
			next = append(next, entry{int32(p), sign})
		}
	}
	return next, cost, rise, fall
}

// direction turns positions into cells.
func (b *box) direction(cells []entry) point {
	out := make(point, len(cells))
	for k, e := range cells {
		out[k] = entry{b.g.cell[e.cell], e.by}
	}
	return out.sorted()
}
