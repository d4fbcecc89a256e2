package disclosure

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Rounding is the other way to protect small numbers: nothing is hidden, and none
// of the smallest is true.
type Rounding struct {
	Tables []*Table
	Base   int64
	// Held tells what an earlier release said of an innermost cell: it stays. Without
	// it a cell may be rounded down today and up tomorrow. nil = there is none.
	Held func(table int, at []int) (int64, bool)
}

// Rounded is what is released instead of the true numbers.
type Rounded struct {
	Tables [][]RoundedCell // the cells that each table shows
	Max    int64           // the greatest difference from the truth of a cell that is shown
	Mean   float64         // the mean of all
}

// RoundedCell is one number that may be shown.
type RoundedCell struct {
	At    []int
	Units int64
}

// ErrRound is the error of tables that cannot be rounded.
var ErrRound = errors.New("disclosure: the tables cannot be rounded so that all sums hold")

// passes is how often the roundings are looked through for better ones.
const passes = 30

// rounder rounds the innermost cells of one table.
type rounder struct {
	g     *grid
	base  int64
	truth []int64 // by position
	diff  []int64 // by position: released less true
	small []int   // positions that become 0 or base
	want  []int64 // by position: the number that an earlier table has; -1 = none
	up    map[int]bool
}

// Round makes 0 or base of innermost cells below base so that the totals, which
// become the sums of what is released, stay close to the truth: one cell after
// the other to where it hurts less, then single ones and pairs changed for as
// long as that helps. Where a later table has cells of an earlier one, some of
// its larger numbers give way. It fails where totals are no sums, as where people
// are counted.
func Round(ctx context.Context, in Rounding) (*Rounded, error) {
	if in.Base < 2 || in.Base > mostUnits {
		return nil, fmt.Errorf("%w: the base must be 2 or more", ErrShape)
	}
	s, err := newSpace(in.Tables)
	if err != nil {
		return nil, err
	}
	for k := range s.eqs {
		if e := &s.eqs[k]; !s.additive(e) {
			return nil, fmt.Errorf("%w: a total is not the sum of its parts", ErrRound)
		}
	}
	if len(s.known) > 0 {
		return nil, fmt.Errorf("%w: they have different levels of one hierarchy", ErrRound)
	}
	released := slices.Repeat([]int64{-1}, len(s.value))
	out := &Rounded{}
	sum, n := int64(0), int64(0)
	for k, g := range s.grids {
		r := &rounder{g: g, base: in.Base, up: map[int]bool{}, diff: make([]int64, len(g.cell))}
		for _, id := range g.cell {
			r.truth, r.want = append(r.truth, s.value[id]), append(r.want, released[id])
		}
		if err := r.round(ctx, k, in.Held); err != nil {
			return nil, err
		}
		var cells []RoundedCell
		for p, id := range g.cell {
			released[id] = r.truth[p] + r.diff[p]
			if !g.listed[p] {
				continue
			}
			c := RoundedCell{At: make([]int, len(g.stride)), Units: released[id]}
			for d := range g.stride {
				c.At[d] = g.coord(p, d) - 1
			}
			cells = append(cells, c)
			off := max(r.diff[p], -r.diff[p])
			out.Max, sum, n = max(out.Max, off), sum+off, n+1
		}
		out.Tables = append(out.Tables, cells)
	}
	out.Mean = float64(sum) / float64(max(n, 1))
	return out, nil
}

// additive reports whether a sum is true.
func (s *space) additive(e *equation) bool {
	n := int64(0)
	for k, c := range e.cell {
		n += int64(e.coef[k]) * s.value[c]
	}
	return n == 0
}

// round rounds one table.
func (r *rounder) round(ctx context.Context, table int, held func(int, []int) (int64, bool)) error {
	at := make([]int, len(r.g.stride))
	var fit []int // leaves that may give way
	for p := range r.g.cell {
		if !r.g.leaf(p) {
			continue
		}
		for d := range at {
			at[d] = r.g.coord(p, d) - 1
		}
		if held != nil {
			if n, ok := held(table, at); ok {
				if r.want[p] >= 0 && r.want[p] != n {
					return fmt.Errorf("%w: a number of an earlier release is another in two tables", ErrRound)
				}
				r.add(p, n-r.truth[p])
				continue
			}
		}
		switch {
		case r.want[p] >= 0:
			r.add(p, r.want[p]-r.truth[p])
		case r.truth[p] >= r.base:
			fit = append(fit, p)
		case r.truth[p] > 0:
			r.small = append(r.small, p)
		}
	}
	if err := r.search(ctx); err != nil {
		return err
	}
	return r.match(fit)
}

// leaf reports whether a position is innermost in every dimension.
func (g *grid) leaf(p int) bool {
	for d := range g.stride {
		if c := g.coord(p, d); c == 0 || g.kids[d][c] != nil {
			return false
		}
	}
	return true
}

// sums are the positions that sum a leaf, itself the first.
func (g *grid) sums(p int) []int {
	out := []int{p}
	for d := range g.stride {
		c := g.coord(p, d)
		n := len(out)
		for _, up := range g.paths[d][c][1:] {
			for _, q := range out[:n] {
				out = append(out, q+(int(up)-c)*g.stride[d])
			}
		}
	}
	return out
}

// add changes a leaf and all that sums it.
func (r *rounder) add(p int, n int64) {
	for _, q := range r.g.sums(p) {
		r.diff[q] += n
	}
}

// off is how much a difference hurts at a position: its square, and much more
// where it is beyond the base.
func (r *rounder) off(p int, d int64) int64 {
	if r.want[p] >= 0 {
		d += r.truth[p] - r.want[p]
		return 4 * d * d
	}
	if over := max(d, -d) - r.base + 1; over > 0 {
		return d*d + 4*r.base*over*over
	}
	return d * d
}

// gain is how much less it hurts when a leaf changes by n.
func (r *rounder) gain(p int, n int64) int64 {
	sum := int64(0)
	for _, q := range r.g.sums(p) {
		sum += r.off(q, r.diff[q]) - r.off(q, r.diff[q]+n)
	}
	return sum
}

// set rounds a leaf up or down.
func (r *rounder) set(p int, up bool) {
	if r.up[p] != up {
		r.add(p, r.turn(p))
		r.up[p] = up
	}
}

// turn is the change of a leaf that is rounded the other way.
func (r *rounder) turn(p int) int64 {
	if r.up[p] {
		return -r.base
	}
	return r.base
}

// search rounds the small cells.
func (r *rounder) search(ctx context.Context) error {
	rng := rand.New(rand.NewPCG(2026, uint64(len(r.g.cell))))
	rng.Shuffle(len(r.small), func(i, j int) { r.small[i], r.small[j] = r.small[j], r.small[i] })
	in := map[int]bool{}
	for _, p := range r.small {
		in[p] = true
		down, up := r.gain(p, -r.truth[p]), r.gain(p, r.base-r.truth[p])
		if r.up[p] = up > down; r.up[p] {
			r.add(p, r.base-r.truth[p])
		} else {
			r.add(p, -r.truth[p])
		}
	}
	for range passes {
		better := false
		for _, p := range r.small {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			better = r.better(p, in) || better
		}
		if !better {
			break
		}
	}
	return nil
}

// better turns a leaf, alone or with one beside it, where that helps.
func (r *rounder) better(p int, in map[int]bool) bool {
	own := r.gain(p, r.turn(p))
	if own > 0 {
		r.set(p, !r.up[p])
		return true
	}
	r.set(p, !r.up[p])
	for d := range r.g.stride {
		for k := 1; k < r.g.size[d]; k++ {
			q := p + (k-r.g.coord(p, d))*r.g.stride[d]
			if q == p || !in[q] || r.up[q] != r.up[p] {
				continue
			}
			if r.gain(q, r.turn(q))+own > 0 {
				r.set(q, !r.up[q])
				return true
			}
		}
	}
	r.set(p, !r.up[p])
	return false
}

// match changes larger leaves so that the cells that an earlier table has are the
// same here: each takes what is missing in the innermost of those cells above it.
func (r *rounder) match(fit []int) error {
	slices.SortStableFunc(fit, func(a, b int) int {
		switch {
		case r.truth[a] > r.truth[b]:
			return -1
		case r.truth[a] < r.truth[b]:
			return 1
		}
		return 0
	})
	for _, p := range fit {
		least, miss := len(r.g.cell)+1, int64(0)
		for _, q := range r.g.sums(p) {
			if r.want[q] < 0 {
				continue
			}
			if n := r.g.below(q); n < least {
				least, miss = n, r.want[q]-r.truth[q]-r.diff[q]
			}
		}
		if miss != 0 && least <= len(r.g.cell) {
			r.add(p, max(miss, r.base-r.truth[p]))
		}
	}
	for p, n := range r.want {
		if n >= 0 && n != r.truth[p]+r.diff[p] {
			return fmt.Errorf("%w: two tables have cells in common that come out differently", ErrRound)
		}
	}
	return nil
}

// below is how many leaves a position sums.
func (g *grid) below(p int) int {
	n := 1
	for d := range g.stride {
		n *= len(g.leaves[d][g.coord(p, d)])
	}
	return n
}
