package disclosure

import "slices"

// entry is how much a cell differs from the truth.
type entry struct {
	cell int32
	by   int64
}

// point is a table that a reader thinks possible, as its differences from the
// true one, by cell.
type point []entry

// witness is two points. It stands for every cell at which they differ enough.
type witness struct{ a, b point }

// at is the difference at a cell.
func (p point) at(cell int32) int64 {
	k, ok := slices.BinarySearchFunc(p, cell, func(e entry, c int32) int { return int(e.cell) - int(c) })
	if !ok {
		return 0
	}
	return p[k].by
}

// sorted puts a point in order and drops what does not differ.
func (p point) sorted() point {
	p = slices.DeleteFunc(p, func(e entry) bool { return e.by == 0 })
	slices.SortFunc(p, func(a, b entry) int { return int(a.cell) - int(b.cell) })
	return p
}

// width is how far apart the two tables are at a cell.
func (w *witness) width(cell int32) int64 {
	d := w.a.at(cell) - w.b.at(cell)
	return max(d, -d)
}

// possible checks, in whole numbers, that a point agrees with everything that is
// known: only cells that are not released differ, no value is outside what is
// possible, and every equation holds.
func (s *space) possible(p point) bool {
	var touched []int32
	for k, e := range p {
		if k > 0 && p[k-1].cell >= e.cell {
			return false
		}
		if e.by == 0 || !s.moves(e.cell) || e.by < -s.down(e.cell) || e.by > s.up(e.cell) {
			return false
		}
		touched = append(touched, s.eqOf[e.cell]...)
	}
	slices.Sort(touched)
	for _, k := range slices.Compact(touched) {
		eq, sum := &s.eqs[k], int64(0)
		for i, c := range eq.cell {
			sum += int64(eq.coef[i]) * p.at(c)
		}
		if sum != 0 || eq.loose && !s.within(eq, p) {
			return false
		}
	}
	return true
}

// within checks that no part is more than its total where parts overlap.
func (s *space) within(eq *equation, p point) bool {
	total := s.value[eq.cell[0]]
	now := total + p.at(eq.cell[0])
	for _, c := range eq.cell[1:] {
		if s.value[c] <= total && s.value[c]+p.at(c) > now {
			return false
		}
	}
	return true
}

// both makes the widest witness that goes from the truth along a direction and
// against it, in whole steps.
func (s *space) both(dir point) *witness {
	up, down := unlimited, unlimited
	for _, e := range dir {
		if e.by > 0 {
			up, down = min(up, s.up(e.cell)/e.by), min(down, s.down(e.cell)/e.by)
		} else {
			up, down = min(up, s.down(e.cell)/-e.by), min(down, s.up(e.cell)/-e.by)
		}
	}
	if len(s.caps) > 0 {
		up, down = s.capped(dir, up, down)
	}
	// Wider than needed proves no more, and the numbers stay small.
	up, down = min(up, 1<<20), min(down, 1<<20)
	return &witness{dir.times(up), dir.times(-down)}
}

// capped shortens a way where a part would become more than its total.
func (s *space) capped(dir point, up, down int64) (int64, int64) {
	for _, e := range dir {
		for _, k := range s.eqOf[e.cell] {
			eq := &s.eqs[k]
			if !eq.loose {
				continue
			}
			total := eq.cell[0]
			for _, c := range eq.cell[1:] {
				room, rate := s.value[total]-s.value[c], dir.at(c)-dir.at(total)
				switch {
				case room < 0:
				case rate > 0:
					up = min(up, room/rate)
				case rate < 0:
					down = min(down, room/-rate)
				}
			}
		}
	}
	return up, down
}

func (p point) times(n int64) point {
	if n == 0 {
		return nil
	}
	out := make(point, len(p))
	for k, e := range p {
		out[k] = entry{e.cell, e.by * n}
	}
	return out
}
