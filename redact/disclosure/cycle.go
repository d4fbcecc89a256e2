package disclosure

import (
	"math"
	"slices"
)

// cycles searches closed walks through a cell: in two dimensions a walk that goes
// along a line and across it in turn, one cell up and the next down, as in a
// two-way table, carried along the steps of the other dimensions. Boxes are the
// shortest of them. Such walks go in whole numbers and are found as shortest
// paths.
type cycles struct {
	s      *space
	g      *grid
	price  func(cell int32) int64
	pos    int
	lines  [2]int   // dimensions of the walk
	code   [2][]int // their coordinates that it may use; the cell's own is first
	layers []entry  // offsets and signs of the other dimensions
	edge   []link   // by line and column
}

// link is the cell where a line and a column meet, in all layers.
type link struct {
	known    bool
	price    int64
	up, down int64
}

// mostLayers bounds how many steps of the other dimensions are tried.
const mostLayers = 160

// cycle returns the cheapest witness of this kind for the cell at p that costs
// less than limit; nil where there is none.
func (s *space) cycle(g *grid, p int, width, limit int64, price func(int32) int64) (*witness, int64) {
	var best *witness
	for i := range g.stride {
		for j := i + 1; j < len(g.stride); j++ {
			c := &cycles{s: s, g: g, price: price, pos: p, lines: [2]int{i, j}}
			c.code = [2][]int{c.codes(i), c.codes(j)}
			if len(c.code[0]) < 2 || len(c.code[1]) < 2 {
				continue
			}
			for _, layers := range c.other(width) {
				c.layers = layers
				if dir, cost := c.shortest(width, limit); dir != nil {
					best, limit = s.both(dir), cost
					if limit == 0 {
						return best, 0
					}
				}
			}
		}
	}
	return best, limit
}

// codes are the coordinates of dimension d that a walk may use: leaves that the
// same code sums as the cell's own, and the total where that is it.
func (c *cycles) codes(d int) []int {
	g := c.g
	own := g.coord(c.pos, d)
	if own != 0 && g.kids[d][own] != nil {
		return nil
	}
	up := 0
	if own != 0 {
		up = int(g.paths[d][own][1])
	}
	out := []int{own}
	for _, k := range g.kids[d][up] {
		if g.kids[d][k] == nil && int(k) != own {
			out = append(out, int(k))
		}
	}
	if up == 0 && own != 0 {
		out = append(out, 0)
	}
	return out
}

// other are the products of steps in the dimensions that are not walked.
func (c *cycles) other(width int64) [][]entry {
	g := c.g
	b := &box{s: c.s, g: g, price: c.price, width: width}
	for d := range g.stride {
		b.at = append(b.at, g.coord(c.pos, d))
	}
	out := [][]entry{{{0, 1}}}
	for d := range g.stride {
		if d == c.lines[0] || d == c.lines[1] {
			continue
		}
		var next [][]entry
		for _, st := range b.list(c.pos, d) {
			for _, l := range out {
				if len(next) >= mostLayers {
					break
				}
				var m []entry
				for k, code := range st.code {
					for _, e := range l {
						m = append(m, entry{e.cell + int32((int(code)-b.at[d])*g.stride[d]), e.by * int64(st.sign[k])})
					}
				}
				next = append(next, m)
			}
		}
		out = next
	}
	return out
}

// meet is the link of a line and a column, worked out when it is first met.
func (c *cycles) meet(i, j int) *link {
	e := &c.edge[i*len(c.code[1])+j]
	if !e.known {
		*e = c.link(i, j)
	}
	return e
}

func (c *cycles) link(i, j int) link {
	g, s := c.g, c.s
	at := c.pos + (c.code[0][i]-c.code[0][0])*g.stride[c.lines[0]] + (c.code[1][j]-c.code[1][0])*g.stride[c.lines[1]]
	out := link{known: true, up: unlimited, down: unlimited}
	for _, l := range c.layers {
		id := g.cell[at+int(l.cell)]
		q := c.price(id)
		if q == math.MaxInt64 {
			return link{known: true, price: q}
		}
		out.price += q
		up, down := s.up(id), s.down(id)
		if (l.by > 0) != c.turned(i, j) {
			out.up, out.down = min(out.up, up), min(out.down, down)
		} else {
			out.up, out.down = min(out.up, down), min(out.down, up)
		}
	}
	return out
}

// turned reports whether a cell goes against the walk: a total is on the other
// side of its equation.
func (c *cycles) turned(i, j int) bool {
	own := (c.code[0][0] == 0) != (c.code[1][0] == 0)
	return ((c.code[0][i] == 0) != (c.code[1][j] == 0)) != own
}

// shortest finds the cheapest walk that goes far enough one way and the other.
func (c *cycles) shortest(width, limit int64) (point, int64) {
	n := len(c.code[0]) * len(c.code[1])
	c.edge = slices.Grow(c.edge[:0], n)[:n]
	clear(c.edge)
	own := c.meet(0, 0)
	if own.price == math.MaxInt64 || own.up+own.down < width {
		return nil, 0
	}
	var best point
	for fall := range min(own.down, width) + 1 {
		rise := width - fall
		if rise > own.up {
			continue
		}
		if path, cost := c.path(rise, fall, limit-own.price); path != nil {
			best, limit = c.direction(path), cost+own.price
			if limit == 0 {
				break
			}
		}
	}
	return best, limit
}

// path is Dijkstra from the cell's column to its line. Lines are nodes 0 to m-1,
// columns m to m+n-1; from a column a walk goes down a cell to another line,
// from a line up a cell to another column. It returns the cells as line × n +
// column, those that go down first.
func (c *cycles) path(rise, fall, limit int64) ([]int, int64) {
	m, n := len(c.code[0]), len(c.code[1])
	dist := slices.Repeat([]int64{math.MaxInt64}, m+n)
	from := slices.Repeat([]int{-1}, m+n)
	done := make([]bool, m+n)
	dist[m] = 0
	for {
		at := -1
		for k := range dist {
			if !done[k] && dist[k] < limit && (at < 0 || dist[k] < dist[at]) {
				at = k
			}
		}
		if at < 0 {
			return nil, 0
		}
		if at == 0 {
			break
		}
		done[at] = true
		for k := range m + n {
			if done[k] || (k < m) == (at < m) {
				continue
			}
			i, j, need, room := min(at, k), max(at, k)-m, rise, fall
			e := c.meet(i, j)
			if at >= m { // goes down along the walk
				need, room = fall, rise
			}
			if i == 0 && j == 0 || e.price == math.MaxInt64 || e.up < need || e.down < room {
				continue
			}
			if d := dist[at] + e.price; d < dist[k] {
				dist[k], from[k] = d, at
			}
		}
	}
	var out []int
	for k := 0; k != m; k = from[k] {
		i, j := min(k, from[k]), max(k, from[k])-m
		out = append(out, i*n+j)
	}
	return out, dist[0]
}

// direction is a walk as differences. The cells of path go down and up in turn,
// beginning with down at the cell's own line.
func (c *cycles) direction(path []int) point {
	n := len(c.code[1])
	var out point
	put := func(cell int, sign int64) {
		i, j := cell/n, cell%n
		at := c.pos + (c.code[0][i]-c.code[0][0])*c.g.stride[c.lines[0]] + (c.code[1][j]-c.code[1][0])*c.g.stride[c.lines[1]]
		if c.turned(i, j) {
			sign = -sign
		}
		for _, l := range c.layers {
			out = append(out, entry{c.g.cell[at+int(l.cell)], sign * l.by})
		}
	}
	put(0, 1)
	sign := int64(-1)
	for _, cell := range path {
		put(cell, sign)
		sign = -sign
	}
	return out.sorted()
}
