package disclosure

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// blocks cuts parts out of a space that is too large to be solved as a whole:
// some codes of each dimension and every cell that has no others. The cells
// around a block stay as they are, so that what is found in it is true of the
// whole.
type blocks struct {
	s    *space
	dims [][]owner // by dimension of the space: where it stands
	rng  *rand.Rand
}

// owner is a dimension of one grid, with the position of its coordinates in the
// order of codes that all grids share.
type owner struct {
	grid *grid
	dim  int
	code []int32
}

func newBlocks(s *space) *blocks {
	b := &blocks{s: s, rng: rand.New(rand.NewPCG(2026, uint64(len(s.value))))}
	number := map[string]int{}
	var codes []map[string]int32
	for _, g := range s.grids {
		for d, dim := range g.dims {
			n, ok := number[dim.Name]
			if !ok {
				n = len(b.dims)
				number[dim.Name] = n
				b.dims, codes = append(b.dims, nil), append(codes, map[string]int32{})
			}
			o := owner{grid: g, dim: d, code: make([]int32, g.size[d])}
			for k, text := range dim.Codes {
				id, ok := codes[n][text]
				if !ok {
					id = int32(len(codes[n]) + 1)
					codes[n][text] = id
				}
				o.code[k+1] = id
			}
			b.dims[n] = append(b.dims[n], o)
		}
	}
	return b
}

// around is a block of at most that many cells of use with the one at a place in
// it. Codes that it can exchange something with are taken before others, and
// otherwise by chance.
func (b *blocks) around(at place, most int, use func(int32) bool) []int32 {
	lists := make([][]int32, len(b.dims))
	for n, owners := range b.dims {
		lists[n] = b.order(owners, at, use)
	}
	for {
		cells := b.cells(lists, use)
		if len(cells) <= most {
			return cells
		}
		widest := 0
		for n := range lists {
			if len(lists[n]) > len(lists[widest]) {
				widest = n
			}
		}
		n := len(lists[widest])
		if n <= 2 {
			return cells[:0]
		}
		lists[widest] = lists[widest][:max(2, n*3/5)]
	}
}

// order lists the leaf codes of a dimension, those first that are kept longest:
// the cell's own, those that the same code sums, by and by further ones. Codes
// with the same parent stay together, for a sum with one part lets nothing move.
func (b *blocks) order(owners []owner, at place, use func(int32) bool) []int32 {
	rank := map[int32][3]int{}
	var out []int32
	for _, o := range owners {
		g := o.grid
		chance := b.rng.Perm(g.size[o.dim])
		var own []int32
		if g == at.grid {
			if k := g.coord(at.pos, o.dim); len(g.leaves[o.dim][k]) > 0 {
				own = g.paths[o.dim][g.leaves[o.dim][k][0]]
			}
		}
		for k := 1; k < g.size[o.dim]; k++ {
			path := g.paths[o.dim][k]
			if path == nil {
				continue
			}
			id := o.code[k]
			if _, ok := rank[id]; ok && own == nil {
				continue
			} else if !ok {
				out = append(out, id)
			}
			far := 2 * slices.IndexFunc(own, func(up int32) bool { return slices.Contains(path, up) })
			if own != nil && far > 0 && !use(g.cell[at.pos+(k-g.coord(at.pos, o.dim))*g.stride[o.dim]]) {
				far++
			}
			rank[id] = [3]int{far, chance[path[1]], chance[k]}
		}
	}
	slices.SortStableFunc(out, func(x, y int32) int {
		a, b := rank[x], rank[y]
		return cmp.Or(a[0]-b[0], a[1]-b[1], a[2]-b[2])
	})
	return out
}

// cells are those of use that have only the codes of lists, and what sums them.
func (b *blocks) cells(lists [][]int32, use func(int32) bool) []int32 {
	marked := map[*grid][][]int{}
	for _, g := range b.s.grids {
		marked[g] = make([][]int, len(g.stride))
	}
	for n, owners := range b.dims {
		in := map[int32]bool{}
		for _, id := range lists[n] {
			in[id] = true
		}
		for _, o := range owners {
			marked[o.grid][o.dim] = o.marked(in)
		}
	}
	var out []int32
	for _, g := range b.s.grids {
		at := []int{0}
		for d, codes := range marked[g] {
			next := make([]int, 0, len(at)*len(codes))
			for _, p := range at {
				for _, k := range codes {
					next = append(next, p+k*g.stride[d])
				}
			}
			at = next
		}
		for _, p := range at {
			if c := g.cell[p]; use(c) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// marked are the coordinates that sum a leaf of in, or are one.
func (o *owner) marked(in map[int32]bool) []int {
	out := []int{0}
	for k := 1; k < o.grid.size[o.dim]; k++ {
		if slices.ContainsFunc(o.grid.leaves[o.dim][k], func(l int32) bool { return in[o.code[l]] }) {
			out = append(out, k)
		}
	}
	return out
}
