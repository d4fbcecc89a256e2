package key

import (
	"math"

	"github.com/paulmach/orb"
)

// areaPolygon is one polygon of an area; area is the place of its code in order.
type areaPolygon struct {
	area  int
	shape orb.Polygon
}

// edge is an edge from its southern to its northern end. A level edge is none: a
// ray to the east, a hair north of its point, never meets it.
type edge struct{ a, b orb.Point }

// east reports whether the edge crosses the ray from p to the east. It begins at
// a's height and ends below b's; on the edge itself p is east of it.
func (e *edge) east(p orb.Point) bool {
	if e.a[1] > p[1] || p[1] >= e.b[1] || p[0] >= e.a[0] && p[0] >= e.b[0] {
		return false
	}
	return p[0] < e.a[0] && p[0] < e.b[0] || orientation(e.a, e.b, p) > 0
}

// areaIndex is a grid over a map. A cell that no edge touches is in one area, or in
// none, as a whole. In all others the polygons near it are asked, each only by those
// of its edges that are in the cell's row.
type areaIndex struct {
	bound orb.Bound
	n     int // rows and columns
	scale [2]float64
	cells []int32 // 0 none, i+1 area i, -(i+1) the polygons of lists[i]
	lists [][]int32
	group []rowPolygon
	edges []edge
}

// rowPolygon is a polygon in one row of the grid.
type rowPolygon struct {
	area        int32
	from, to    int32 // in edges
	first, last int   // columns between which it lies
}

// Limits of the grid: rows and columns, and edges over all rows, which keep a map
// of long edges from filling the memory.
const (
	minGrid      = 8
	maxGrid      = 1024
	maxGridEdges = 16 << 20
	minGridSpan  = 1e-6 // degrees: below it rounding could move an edge out of its cell
)

func newAreaIndex(polygons []areaPolygon) *areaIndex {
	x := &areaIndex{bound: polygons[0].shape.Bound()}
	count := 0
	for _, p := range polygons {
		x.bound = x.bound.Union(p.shape.Bound())
		for _, ring := range p.shape {
			count += len(ring)
		}
	}
	size := orb.Point{x.bound.Max[0] - x.bound.Min[0], x.bound.Max[1] - x.bound.Min[1]}
	n := min(max(int(3*math.Sqrt(float64(count))), minGrid), maxGrid)
	if size[0] < minGridSpan || size[1] < minGridSpan {
		n = 1
	}
	for ; ; n = (n + 1) / 2 {
		x.n, x.scale = n, [2]float64{float64(n) / size[0], float64(n) / size[1]}
		if n == 1 || x.rowEdges(polygons) <= maxGridEdges {
			break
		}
	}
	touched := x.touch(polygons)
	rows := x.fillRows(polygons)
	x.fillCells(rows, touched)
	return x
}

// at is the row (axis 1) or column (axis 0) of a coordinate. It never falls where
// the coordinate rises, and that is all that the grid's exactness rests on.
func (x *areaIndex) at(axis int, v float64) int {
	return min(max(int((v-x.bound.Min[axis])*x.scale[axis]), 0), x.n-1)
}

// eachEdge calls f with the edges of a polygon, south end first; level is true for
// those that the ray never meets.
func eachEdge(shape orb.Polygon, f func(e edge, level bool)) {
	for _, ring := range shape {
		for i := 1; i < len(ring); i++ {
			e := edge{ring[i-1], ring[i]}
			if e.a[1] > e.b[1] {
				e.a, e.b = e.b, e.a
			}
			f(e, e.a[1] == e.b[1])
		}
	}
}

// rowEdges counts edges over all rows.
func (x *areaIndex) rowEdges(polygons []areaPolygon) int {
	n := 0
	for _, p := range polygons {
		eachEdge(p.shape, func(e edge, _ bool) { n += x.at(1, e.b[1]) - x.at(1, e.a[1]) + 1 })
	}
	return n
}

// touch marks the cells that an edge goes through, and some beside them.
func (x *areaIndex) touch(polygons []areaPolygon) []bool {
	touched := make([]bool, x.n*x.n)
	for _, p := range polygons {
		eachEdge(p.shape, func(e edge, _ bool) {
			for row, last := x.at(1, e.a[1]), x.at(1, e.b[1]); row <= last; row++ {
				west, east := x.span(e, row)
				for c := x.at(0, west); c <= x.at(0, east); c++ {
					touched[row*x.n+c] = true
				}
			}
		})
	}
	return touched
}

// span is where an edge is in a row, a hundredth of a cell wider. An edge of up to
// two rows is taken whole: it may be nearly level, and dividing by its height is
// then not safe.
func (x *areaIndex) span(e edge, row int) (west, east float64) {
	west, east = min(e.a[0], e.b[0]), max(e.a[0], e.b[0])
	if x.at(1, e.b[1])-x.at(1, e.a[1]) < 2 {
		return west, east
	}
	const wider = 0.01
	slope := (e.b[0] - e.a[0]) / (e.b[1] - e.a[1])
	one := e.a[0] + (x.bound.Min[1]+(float64(row)-wider)/x.scale[1]-e.a[1])*slope
	two := e.a[0] + (x.bound.Min[1]+(float64(row+1)+wider)/x.scale[1]-e.a[1])*slope
	margin := wider / x.scale[0]
	return max(west, min(one, two)-margin), min(east, max(one, two)+margin)
}

// fillRows sorts the edges into rows and gives for each row its part of x.group,
// whose polygons are in the order of codes.
func (x *areaIndex) fillRows(polygons []areaPolygon) (rows [][2]int) {
	type item struct {
		polygon int
		e       edge
	}
	byRow := make([][]item, x.n)
	for i, p := range polygons {
		eachEdge(p.shape, func(e edge, level bool) {
			for row, last := x.at(1, e.a[1]), x.at(1, e.b[1]); row <= last && !level; row++ {
				byRow[row] = append(byRow[row], item{i, e})
			}
		})
	}
	for _, items := range byRow {
		from := len(x.group)
		for i, it := range items {
			if i == 0 || items[i-1].polygon != it.polygon {
				x.group = append(x.group, rowPolygon{area: int32(polygons[it.polygon].area), from: int32(len(x.edges)), first: x.n})
			}
			x.edges = append(x.edges, it.e)
			g := &x.group[len(x.group)-1]
			g.to = int32(len(x.edges))
			g.first = min(g.first, x.at(0, min(it.e.a[0], it.e.b[0])))
			g.last = max(g.last, x.at(0, max(it.e.a[0], it.e.b[0])))
		}
		rows = append(rows, [2]int{from, len(x.group)})
	}
	return rows
}

// fillCells decides each cell.
func (x *areaIndex) fillCells(rows [][2]int, touched []bool) {
	x.cells = make([]int32, x.n*x.n)
	near := make([]int32, 0, 64)
	for row, groups := range rows {
		for col := range x.n {
			near = near[:0]
			for g := groups[0]; g < groups[1]; g++ {
				if x.group[g].first <= col && col <= x.group[g].last {
					near = append(near, int32(g))
				}
			}
			cell := row*x.n + col
			mid := orb.Point{x.bound.Min[0] + (float64(col)+0.5)/x.scale[0], x.bound.Min[1] + (float64(row)+0.5)/x.scale[1]}
			switch {
			case len(near) == 0:
			case touched[cell] || x.at(0, mid[0]) != col || x.at(1, mid[1]) != row:
				x.lists = append(x.lists, append([]int32(nil), near...))
				x.cells[cell] = -int32(len(x.lists))
			default:
				x.cells[cell] = int32(x.ask(near, mid)) + 1
			}
		}
	}
}

// ask gives the first area of a list of polygons that p is in, -1 for none.
func (x *areaIndex) ask(list []int32, p orb.Point) int {
	for _, i := range list {
		g := &x.group[i]
		in := false
		for j := g.from; j < g.to; j++ {
			if x.edges[j].east(p) {
				in = !in
			}
		}
		if in {
			return int(g.area)
		}
	}
	return -1
}

// find is the area of a point, -1 for none.
func (x *areaIndex) find(p orb.Point) int {
	if !x.bound.Contains(p) {
		return -1
	}
	switch c := x.cells[x.at(1, p[1])*x.n+x.at(0, p[0])]; {
	case c > 0:
		return int(c) - 1
	case c < 0:
		return x.ask(x.lists[-c-1], p)
	}
	return -1
}
