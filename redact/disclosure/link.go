package disclosure

import "slices"

// across adds the sums that no table has by itself: one table may have the wards
// of a town, another its districts, and a third says which ward is in which.
func (s *space) across() {
	if len(s.grids) < 2 {
		return
	}
	cells := map[string]int32{}
	for _, g := range s.grids {
		for p := range g.cell {
			cells[g.key(p)] = g.cell[p]
		}
	}
	done := map[string]bool{}
	for _, from := range s.grids {
		for d, dim := range from.dims {
			for c := 1; c < from.size[d]; c++ {
				if from.kids[d][c] == nil {
					continue
				}
				var parts []string
				for _, k := range from.kids[d][c] {
					parts = append(parts, dim.Codes[k-1])
				}
				for _, g := range s.grids {
					if g != from {
						s.sums(g, dim.Name, dim.Codes[c-1], parts, cells, done)
					}
				}
			}
		}
	}
}

// sums adds for each cell of g with the code of a dimension that it is the sum of
// the cells with the codes parts, wherever those are.
func (s *space) sums(g *grid, name, code string, parts []string, cells map[string]int32, done map[string]bool) {
	d := slices.IndexFunc(g.dims, func(d Dim) bool { return d.Name == name })
	if d < 0 {
		return
	}
	c := slices.Index(g.dims[d].Codes, code) + 1
	if c == 0 || slices.EqualFunc(g.kids[d][c], parts, func(k int32, text string) bool { return g.dims[d].Codes[k-1] == text }) {
		return
	}
	for p, id := range g.cell {
		if g.coord(p, d) != c {
			continue
		}
		e := equation{cell: []int32{id}, coef: []int32{-1}}
		for _, text := range parts {
			// A part that is in no table with these dimensions is zero there.
			if k, ok := cells[g.keyWith(p, d, text)]; ok {
				e.cell, e.coef = append(e.cell, k), append(e.coef, 1)
			}
		}
		mark := g.key(p) + "\x02" + parts[0]
		if len(e.cell) == 1 || done[mark] {
			continue
		}
		done[mark] = true
		for _, k := range e.cell {
			s.share[k] = true // more binds it than its own table
		}
		e = s.overlap(e)
		s.eqs, s.known = append(s.eqs, e), append(s.known, e)
	}
}
