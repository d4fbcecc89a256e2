package disclosure

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// state is what a reader knows of a cell.
type state uint8

const (
	shown  state = iota // released, may be hidden
	fixed               // released or known anyway, can not be hidden
	hidden              // withheld
	secret              // never released: an open period, a total that is not shown
)

// grid is a table's dense array of cells: coordinate 0 of a dimension is its
// total, coordinate c+1 code c.
type grid struct {
	dims   []Dim
	stride []int
	size   []int // codes + 1
	cell   []int32
	kids   [][][]int32 // by dimension and coordinate: coordinates that it sums; nil = a leaf
	paths  [][][]int32 // by dimension and leaf coordinate: itself and all that sum it
	leaves [][][]int32 // by dimension and coordinate: the leaves below it, itself if it is one
	listed []bool      // by position: the table shows the cell, or that it is hidden
}

// space is the system: cells, and equations that hold among them.
type space struct {
	grids []*grid
	value []int64
	state []state
	lower []int64           // the least value that a reader thinks possible
	upper []int64           // the most; unlimited where nothing is known
	caps  map[int32][]int32 // totals that a cell is part of but does not add to: it is never more
	plan  bool              // what is shown but could be hidden is taken as hidden there
	cost  []int64
	sens  []bool // small, must have a witness
	share []bool // stands in several tables
	open  []bool // stands only in tables that hide nothing
	eqOf  [][]int32
	eqs   []equation
	known []equation     // those of them that are no sums of a table
	bound map[int32]bool // cells of numbers that readers have besides the tables
}

// equation says that the cells, by their coefficients, add up to what they add up
// to: a move along it must add up to zero.
type equation struct {
	cell []int32
	coef []int32
	// loose: the cells after the first are not its parts but overlap, as where
	// people are counted; a reader knows that none of them is more than the first.
	loose bool
}

const (
	unlimited = int64(1) << 60
	mostUnits = int64(1) << 40 // so that no sum of cells runs over
)

// Errors of tables that cannot be worked with.
var (
	ErrShape = errors.New("disclosure: the tables do not fit together")
	ErrSize  = fmt.Errorf("disclosure: more than %d cells; take fewer or coarser codes", maxCells)
)

func newGrid(t *Table) (*grid, error) {
	g := &grid{dims: t.Dims}
	n := 1
	names := map[string]bool{}
	for _, d := range t.Dims {
		if names[d.Name] || !d.sound() {
			return nil, fmt.Errorf("%w: dimension %s of %s is there twice, or its codes are", ErrShape, d.Name, t.Name)
		}
		names[d.Name] = true
		g.stride = append(g.stride, n)
		g.size = append(g.size, len(d.Codes)+1)
		if n *= len(d.Codes) + 1; n > maxCells {
			return nil, ErrSize
		}
		if err := g.levels(d); err != nil {
			return nil, fmt.Errorf("%w: dimension %s of %s", err, d.Name, t.Name)
		}
	}
	g.cell, g.listed = make([]int32, n), make([]bool, n)
	return g, nil
}

// sound reports whether codes are unique texts that are no total's, and whether
// every code has its parent.
func (d *Dim) sound() bool {
	if d.Parent != nil && len(d.Parent) != len(d.Codes) || d.Secret != nil && len(d.Secret) != len(d.Codes) {
		return false
	}
	seen := map[string]bool{"": true}
	for _, c := range d.Codes {
		if seen[c] || strings.ContainsAny(c, "\x00\x01") {
			return false
		}
		seen[c] = true
	}
	return !strings.ContainsAny(d.Name, "\x00\x01")
}

// levels works out what sums what in one dimension.
func (g *grid) levels(d Dim) error {
	size := len(d.Codes) + 1
	kids, paths, leaves := make([][]int32, size), make([][]int32, size), make([][]int32, size)
	for c := range d.Codes {
		if d.Parent != nil && d.Parent[c] >= len(d.Codes) {
			return ErrShape
		}
		kids[d.up(c+1)] = append(kids[d.up(c+1)], int32(c+1))
	}
	for c := 1; c < size; c++ {
		path := []int32{int32(c)}
		for at := c; at != 0; path = append(path, int32(at)) {
			if at = d.up(at); len(path) > size {
				return ErrShape // a circle
			}
		}
		if kids[c] != nil {
			continue
		}
		paths[c] = path
		for _, up := range path {
			leaves[up] = append(leaves[up], int32(c))
		}
	}
	g.kids, g.paths, g.leaves = append(g.kids, kids), append(g.paths, paths), append(g.leaves, leaves)
	return nil
}

// up is the coordinate that sums coordinate c.
func (d *Dim) up(c int) int {
	if d.Parent == nil || d.Parent[c-1] < 0 {
		return 0
	}
	return d.Parent[c-1] + 1
}

// at is the position in cell of coordinates counted from Total = -1.
func (g *grid) at(coords []int) (int, bool) {
	if len(coords) != len(g.stride) {
		return 0, false
	}
	n := 0
	for d, c := range coords {
		if c < Total || c+1 >= g.size[d] {
			return 0, false
		}
		n += (c + 1) * g.stride[d]
	}
	return n, true
}

// coord is the coordinate of position p in dimension d.
func (g *grid) coord(p, d int) int { return p / g.stride[d] % g.size[d] }

// key names a cell independently of its table.
func (g *grid) key(p int) string { return g.keyWith(p, -1, "") }

// keyWith is the key with another code in dimension other.
func (g *grid) keyWith(p, other int, code string) string {
	var parts []string
	for d := range g.stride {
		switch c := g.coord(p, d); {
		case d == other:
			parts = append(parts, g.dims[d].Name+"\x00"+code)
		case c > 0:
			parts = append(parts, g.dims[d].Name+"\x00"+g.dims[d].Codes[c-1])
		}
	}
	sort.Strings(parts)
	return strings.Join(parts, "\x01")
}

// newSpace puts the tables into one space of cells.
func newSpace(tables []*Table) (*space, error) {
	s := &space{caps: map[int32][]int32{}, bound: map[int32]bool{}}
	total := 0
	for _, t := range tables {
		g, err := newGrid(t)
		if err != nil {
			return nil, err
		}
		s.grids = append(s.grids, g)
		if total += len(g.cell); total > maxCells {
			return nil, ErrSize
		}
	}
	s.number()
	for k, t := range tables {
		if err := s.fill(s.grids[k], t); err != nil {
			return nil, err
		}
	}
	for _, g := range s.grids {
		s.addUp(g)
	}
	s.across()
	s.index()
	return s, nil
}

// number gives every cell its number; cells of several tables have one.
func (s *space) number() {
	known := map[string]int32{}
	for k, g := range s.grids {
		others := map[string]bool{}
		for j, o := range s.grids {
			for _, d := range o.dims {
				others[d.Name] = others[d.Name] || j != k
			}
		}
		for p := range g.cell {
			linked := len(s.grids) > 1
			for d := range g.dims {
				linked = linked && (g.coord(p, d) == 0 || others[g.dims[d].Name])
			}
			if !linked {
				g.cell[p] = s.add()
				continue
			}
			id, ok := known[g.key(p)]
			if !ok {
				id = s.add()
				known[g.key(p)] = id
			} else {
				s.share[id] = true
			}
			g.cell[p] = id
		}
	}
}

// add makes a cell that is not released and of unknown value.
func (s *space) add() int32 {
	s.value = append(s.value, -1)
	s.state = append(s.state, secret)
	s.lower = append(s.lower, 0)
	s.upper = append(s.upper, unlimited)
	s.cost = append(s.cost, 0)
	s.sens = append(s.sens, false)
	s.share = append(s.share, false)
	s.open = append(s.open, true)
	return int32(len(s.value) - 1)
}

// fill puts a table's numbers and what is shown of it into the space.
func (s *space) fill(g *grid, t *Table) error {
	for _, c := range t.Cells {
		p, ok := g.at(c.At)
		if !ok || c.Units < 0 || c.Units > mostUnits {
			return fmt.Errorf("%w: a cell of %s is outside its dimensions, or its number is", ErrShape, t.Name)
		}
		id := g.cell[p]
		if s.value[id] >= 0 && s.value[id] != c.Units {
			return fmt.Errorf("%w: %s and a table before it give one cell two numbers", ErrShape, t.Name)
		}
		s.value[id] = c.Units
	}
	g.sum(s)
	at := make([]int, len(g.dims))
	for p, id := range g.cell {
		open := false
		for d := range g.dims {
			at[d] = g.coord(p, d) - 1
			open = open || at[d] >= 0 && g.dims[d].Secret != nil && g.dims[d].Secret[at[d]]
		}
		s.open[id] = s.open[id] && t.Open
		g.listed[p] = !open && (t.Show == nil || t.Show(at))
		switch {
		case !g.listed[p]:
		case t.Open:
			s.state[id] = fixed
		case s.state[id] == secret:
			s.state[id] = shown
		}
	}
	for _, c := range t.Cells {
		p, _ := g.at(c.At)
		switch id := g.cell[p]; {
		case c.Was == WasShown:
			s.state[id] = fixed // hidden is not asked for again
		case c.Was == WasHidden && s.state[id] != fixed:
			s.state[id] = max(s.state[id], hidden)
		}
	}
	return nil
}

// sum gives cells without a number the sum of their parts, leaves zero.
func (g *grid) sum(s *space) {
	var value func(p int) int64
	value = func(p int) int64 {
		id := g.cell[p]
		if s.value[id] >= 0 {
			return s.value[id]
		}
		n := int64(0)
		for d := range g.stride {
			c := g.coord(p, d)
			if kids := g.kids[d][c]; kids != nil {
				for _, k := range kids {
					n += value(p + (int(k)-c)*g.stride[d])
				}
				break
			}
		}
		s.value[id] = n
		return n
	}
	for p := range g.cell {
		value(p)
	}
}

// addUp adds the equations of a table: a code is the sum of those below it.
func (s *space) addUp(g *grid) {
	for p, id := range g.cell {
		for d := range g.stride {
			c := g.coord(p, d)
			kids := g.kids[d][c]
			if kids == nil {
				continue
			}
			e := equation{cell: []int32{id}, coef: []int32{-1}}
			for _, k := range kids {
				e.cell = append(e.cell, g.cell[p+(int(k)-c)*g.stride[d]])
				e.coef = append(e.coef, 1)
			}
			s.eqs = append(s.eqs, s.overlap(e))
		}
	}
}

// overlap marks an equation whose parts count somebody twice.
func (s *space) overlap(e equation) equation {
	sum := int64(0)
	for _, c := range e.cell[1:] {
		sum += s.value[c]
	}
	if sum > s.value[e.cell[0]] {
		e.loose = true
		for _, c := range e.cell[1:] {
			s.caps[c] = append(s.caps[c], e.cell[0])
		}
	}
	return e
}

// index notes for each cell the equations that it stands in.
func (s *space) index() {
	s.eqOf = make([][]int32, len(s.value))
	for k := range s.eqs {
		for _, c := range s.eqs[k].cell {
			s.eqOf[c] = append(s.eqOf[c], int32(k))
		}
	}
}

// moves reports whether a cell may differ in a table that a reader thinks possible.
func (s *space) moves(i int32) bool { return s.state[i] >= hidden }

// down is how far a cell's value can fall in a table that a reader thinks possible.
func (s *space) down(i int32) int64 { return s.value[i] - s.lower[i] }

// up is how far it can rise.
func (s *space) up(i int32) int64 {
	most := s.upper[i]
	for _, c := range s.caps[i] {
		if !s.moves(c) && (s.state[c] == fixed || !s.plan) {
			most = min(most, max(s.value[c], s.value[i]))
		}
	}
	return most - s.value[i]
}
