package disclosure

import (
	"cmp"
	"math/bits"
	"slices"
)

// modulus is a prime: elimination works with whole numbers modulo it, so that
// nothing depends on rounding.
const modulus = 1<<61 - 1

func mulmod(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	_, r := bits.Div64(hi, lo, modulus)
	return r
}

func inverse(a uint64) uint64 {
	r := uint64(1)
	for n := uint64(modulus - 2); n > 0; n >>= 1 {
		if n&1 == 1 {
			r = mulmod(r, a)
		}
		a = mulmod(a, a)
	}
	return r
}

// term is a number in a column.
type term struct {
	row int32
	n   uint64
}

// column is a cell as a sum of innermost cells, less what is released already.
type column []term

// less subtracts f times o.
func (c column) less(o column, f uint64) column {
	out := make(column, 0, len(c)+len(o))
	i, j := 0, 0
	for i < len(c) || j < len(o) {
		switch {
		case j == len(o) || i < len(c) && c[i].row < o[j].row:
			out = append(out, c[i])
			i++
		case i == len(c) || o[j].row < c[i].row:
			out = append(out, term{o[j].row, (modulus - mulmod(f, o[j].n)) % modulus})
			j++
		default:
			if n := (c[i].n + modulus - mulmod(f, o[j].n)) % modulus; n != 0 {
				out = append(out, term{c[i].row, n})
			}
			i, j = i+1, j+1
		}
	}
	return out
}

// at is the number of a row.
func (c column) at(row int32) uint64 {
	k, ok := slices.BinarySearchFunc(c, row, func(t term, r int32) int { return int(t.row) - int(r) })
	if !ok {
		return 0
	}
	return c[k].n
}

// gauss is secondary suppression by elimination: cells are released from the
// greatest to the least unless, with all that is released before, that one would
// fix a sensitive cell. It knows nothing of how far apart two tables are nor that
// counts are not negative: it is where a search begins.
type gauss struct {
	s    *space
	cols []column  // by cell, then what is known besides
	rows [][]int32 // columns that have a row, and perhaps more
	need []bool    // by column: must not be fixed
	work int
}

// mostTerms bounds the work of an elimination.
const mostTerms = 100_000_000

// begin lists what elimination says is to be hidden beyond the sensitive cells.
func (s *space) begin(need []int32) []int32 {
	g := &gauss{s: s, cols: make([]column, len(s.value))}
	g.model()
	g.need = make([]bool, len(g.cols))
	for _, c := range need {
		g.need[c] = true
	}
	var given, order, out []int32
	g.rows = make([][]int32, len(s.value))
	for k := range g.cols {
		c := int32(k)
		switch {
		case k >= len(s.value) || s.state[c] == fixed:
			given = append(given, c)
		case s.state[c] == shown:
			order = append(order, c)
		case !g.need[c]:
			g.cols[c] = nil
		}
		for _, t := range g.cols[c] {
			g.rows[t.row] = append(g.rows[t.row], c)
		}
	}
	for _, c := range given {
		g.release(c)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.cost[b], s.cost[a]), cmp.Compare(len(g.cols[b]), len(g.cols[a])))
	})
	for _, c := range order {
		if g.work > mostTerms {
			return nil
		}
		if g.fixes(g.cols[c]) {
			g.cols[c] = nil
			out = append(out, c)
			continue
		}
		g.release(c)
	}
	return out
}

// model writes every cell as a sum of innermost cells. What adds up in two ways
// is known to be the same: a column of its own.
func (g *gauss) model() {
	seen := make([]bool, len(g.s.value))
	for _, grid := range g.s.grids {
		sums := make([]column, len(grid.cell))
		for p, id := range grid.cell {
			if c := g.s.value[id]; c == 0 && !g.s.moves(id) {
				continue
			}
			at := []int{p}
			leaf := true
			for d := range grid.stride {
				leaf = leaf && grid.kids[d][grid.coord(p, d)] == nil
			}
			if !leaf {
				continue
			}
			for d := range grid.stride {
				var next []int
				for _, q := range at {
					for _, up := range grid.paths[d][grid.coord(p, d)] {
						next = append(next, q+(int(up)-grid.coord(p, d))*grid.stride[d])
					}
				}
				at = next
			}
			for _, q := range at {
				sums[q] = append(sums[q], term{id, 1})
			}
		}
		for p, id := range grid.cell {
			slices.SortFunc(sums[p], func(a, b term) int { return int(a.row) - int(b.row) })
			if !seen[id] {
				seen[id] = true
				g.cols[id] = sums[p]
			} else if same := g.cols[id].less(sums[p], 1); len(same) > 0 {
				g.cols = append(g.cols, same)
			}
		}
	}
	for _, k := range g.s.known {
		var c column
		for i, id := range k.cell {
			n := uint64(k.coef[i])
			if k.coef[i] < 0 {
				n = modulus - uint64(-int64(k.coef[i]))
			}
			c = c.less(g.cols[id], modulus-n)
		}
		g.cols = append(g.cols, c)
	}
}

// fixes reports whether releasing a column would fix a sensitive cell: whether
// one is a multiple of it.
func (g *gauss) fixes(c column) bool {
	if len(c) == 0 {
		return false
	}
	inv := inverse(c[0].n)
	for _, k := range g.rows[c[0].row] {
		o := g.cols[k]
		if !g.need[k] || len(o) != len(c) || o.at(c[0].row) == 0 {
			continue
		}
		f := mulmod(o.at(c[0].row), inv)
		g.work += len(c)
		if !slices.ContainsFunc(c, func(t term) bool { return mulmod(t.n, f) != o.at(t.row) }) {
			return true
		}
	}
	return false
}

// release takes a column out of all others.
func (g *gauss) release(k int32) {
	c := g.cols[k]
	g.cols[k] = nil
	if len(c) == 0 {
		return
	}
	row, inv := c[0].row, inverse(c[0].n)
	having := g.rows[row]
	g.rows[row] = nil
	for _, j := range having {
		o := g.cols[j]
		n := o.at(row)
		if n == 0 {
			continue
		}
		g.cols[j] = o.less(c, mulmod(n, inv))
		g.work += len(o) + len(c)
		for _, t := range c[1:] {
			if o.at(t.row) == 0 {
				g.rows[t.row] = append(g.rows[t.row], j)
			}
		}
	}
}
