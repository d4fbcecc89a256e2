package verify

import "slices"

// system is what anybody can write down of one measure in tables that are read
// together: cells, of which some are not known, and equations between them. Cells
// of totals that are not released are in it too: two tables may share one.
type system struct {
	parts []part
	cells []cell
	from  []int32 // by equation: where its terms begin; one more at the end
	terms []term  // not known
	right []num   // by equation: what the terms add up to
	owner []place // by equation: the total
	in    []int32 // terms by cell, as equations, from inFrom
	inAt  []int32
}

// cell is one number of the system.
type cell struct {
	place     // where it stands, hidden before shown before not released
	v     num // where it is known
	state cellState
	bad   bool // said already
}

type cellState uint8

const (
	notReleased cellState = iota
	shownCell
	hiddenCell
	solvedCell // not shown, and known all the same
)

// place is a row of one of the parts.
type place struct {
	part int32
	row  int32 // counted from 1, 0 = not released
}

// term is an unknown cell of an equation: 1 or -1 of it.
type term struct {
	cell int32
	coef int8
}

// newSystem makes the system of some tables.
func newSystem(parts []part) *system {
	s := &system{parts: parts}
	known := map[string]int32{}
	ids := make([][]int32, len(parts))
	for k, p := range parts {
		ids[k] = s.number(k, p, known)
	}
	s.from = append(s.from, 0)
	for k, p := range parts {
		s.equations(k, p, ids[k])
	}
	s.index()
	return s
}

// number gives the cells of a table their place in the system.
func (s *system) number(k int, p part, known map[string]int32) []int32 {
	t := p.t
	shared := make([]bool, len(t.t.Dims))
	for d := range t.t.Dims {
		shared[d] = slices.ContainsFunc(s.parts, func(q part) bool { return q.t != t && q.t.dim(t.t.Dims[d].Name) >= 0 })
	}
	ids := make([]int32, t.grid)
	for at := range ids {
		c := cell{place: place{int32(k), t.rowAt[at]}}
		if row := t.rowAt[at]; row > 0 {
			if c.state = hiddenCell; !t.hidden[row-1] {
				c.state, c.v = shownCell, t.value[p.m][row-1]
			}
		}
		id := int32(len(s.cells))
		if len(s.parts) > 1 {
			if key, ok := t.key(at, shared); ok {
				old, met := known[key]
				if met {
					s.merge(&s.cells[old], &c)
					ids[at] = old
					continue
				}
				known[key] = id
			}
		}
		ids[at] = id
		s.cells = append(s.cells, c)
	}
	return ids
}

// merge takes what another table says of a cell. A number that one table hides
// and another shows is known.
func (s *system) merge(old, c *cell) {
	switch {
	case c.state == notReleased:
	case old.state == notReleased:
		*old = *c
	case old.state == hiddenCell && c.state == shownCell:
		old.v, old.state = c.v, solvedCell
	case old.state == shownCell && c.state == hiddenCell:
		old.place, old.state = c.place, solvedCell
	}
}

// equations adds those of a table: each code is the sum of the codes below it.
func (s *system) equations(k int, p part, ids []int32) {
	t := p.t
	for d := range t.t.Dims {
		kids := make([][]int, t.size[d])
		for i := range t.t.Dims[d].Codes {
			up := 0
			if u := t.t.Dims[d].Up; u != nil {
				up = u[i] + 1
			}
			kids[up] = append(kids[up], i+1)
		}
		for at, id := range ids {
			c := at / t.step[d] % t.size[d]
			if kids[c] == nil {
				continue
			}
			right := s.add(id, -1, num{})
			for _, kid := range kids[c] {
				right = s.add(ids[at+(kid-c)*t.step[d]], 1, right)
			}
			s.from = append(s.from, int32(len(s.terms)))
			s.right = append(s.right, right)
			s.owner = append(s.owner, place{int32(k), t.rowAt[at]})
		}
	}
}

// add adds a cell to the last equation: a term, or its number to the right side.
func (s *system) add(id int32, coef int8, right num) num {
	c := &s.cells[id]
	if c.state == shownCell || c.state == solvedCell {
		return right.add(c.v.times(-coef))
	}
	s.terms = append(s.terms, term{id, coef})
	return right
}

// equation is the terms of equation e.
func (s *system) equation(e int32) []term { return s.terms[s.from[e]:s.from[e+1]] }

// index notes which equations a cell stands in.
func (s *system) index() {
	s.inAt = make([]int32, len(s.cells)+1)
	for _, t := range s.terms {
		s.inAt[t.cell+1]++
	}
	for i := range s.cells {
		s.inAt[i+1] += s.inAt[i]
	}
	s.in = make([]int32, len(s.terms))
	next := slices.Clone(s.inAt)
	for e := range s.right {
		for _, t := range s.equation(int32(e)) {
			s.in[next[t.cell]] = int32(e)
			next[t.cell]++
		}
	}
}

// of is the equations that cell c stands in.
func (s *system) of(c int32) []int32 { return s.in[s.inAt[c]:s.inAt[c+1]] }

// sums works out what follows from one equation after the other, and compares
// every equation of which all is known in the end.
func (s *system) sums(probs *problems) {
	for i := range s.cells {
		if s.cells[i].state == solvedCell {
			s.leak(probs, int32(i), "the number that is hidden here stands in another table of the release")
		}
	}
	open := make([]int32, len(s.right)) // unknown cells of each equation
	seen := make([]bool, len(s.right))
	var todo []int32
	for e := range s.right {
		open[e] = int32(len(s.equation(int32(e))))
		if open[e] <= 1 {
			todo = append(todo, int32(e))
		}
	}
	for len(todo) > 0 {
		e := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[e] {
			continue
		}
		seen[e] = true
		rest, last := s.right[e], term{cell: -1}
		for _, t := range s.equation(e) {
			if c := &s.cells[t.cell]; c.state == solvedCell {
				rest = rest.add(c.v.times(-t.coef))
			} else {
				last = t
			}
		}
		if last.cell < 0 {
			if !rest.zero() {
				s.unequal(probs, e)
			}
			continue
		}
		c := &s.cells[last.cell]
		if c.state == hiddenCell {
			s.leak(probs, last.cell, "the hidden number can be worked out from the numbers shown")
		}
		c.state, c.v = solvedCell, rest.times(last.coef)
		for _, other := range s.of(last.cell) {
			if open[other]--; open[other] <= 1 {
				todo = append(todo, other)
			}
		}
	}
}

// leak says once that a hidden number is none.
func (s *system) leak(probs *problems, id int32, msg string) {
	c := &s.cells[id]
	if c.row == 0 || c.bad {
		return
	}
	c.bad = true
	p := s.parts[c.part]
	p.t.problem(TableLeak, int64(c.row), p.t.column(p.m), "%s", msg)
}

// unequal says that a total is not the sum of its parts.
func (s *system) unequal(probs *problems, e int32) {
	o := s.owner[e]
	p := s.parts[o.part]
	p.t.problem(Amount, int64(o.row), p.t.column(p.m), "a total is not the sum of its parts")
}
