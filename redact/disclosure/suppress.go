package disclosure

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Input is everything of one release, and what readers have besides it.
type Input struct {
	Tables []*Table
	Rule   Rule
	Known  []Known
	Fixed  []Fixed
	// Effort is how often a solution is taken apart to find one that hides less.
	// 0 chooses by the size of the tables, -1 is none.
	Effort int
}

// Outcome says what is withheld, and why that is enough.
type Outcome struct {
	Tables []Hidden // in the order of the input
	Report Report
}

// Hidden is one table's decision.
type Hidden struct {
	Cells []Verdict // every cell that is released or withheld, in the order of At
	Shown int64     // cells that are released
	// Threshold and Group count what is hidden by itself; Complementary what is
	// hidden so that those cannot be worked out. The split is for the inside: it
	// goes into no release unless Report.Split says that it gives nothing away.
	Threshold, Group, Complementary int64
}

// Verdict is one cell's.
type Verdict struct {
	At     []int
	Units  int64 // confidential where Hidden
	Hidden bool
	First  bool // hidden by itself; confidential
}

// Report is the account of the audit.
type Report struct {
	Cells     int64 // of all tables, linked ones once
	Hidden    int64
	Sensitive int64 // cells that have a witness
	Proved    int64
	Equations int64
	Width     int64 // the least width of any witness
	Split     bool  // the counts by reason are no help to a reader either
}

// Errors of tables that cannot be protected. Nothing is to be released then.
var (
	ErrGiven  = errors.New("disclosure: the released rows or an earlier release give hidden numbers away")
	ErrUnsafe = errors.New("disclosure: small numbers cannot be hidden in these tables; take coarser places or periods")
)

// Suppress hides the small numbers of tables, and what else must be hidden so
// that they cannot be worked out. It fails closed: an error means that nothing of
// the tables may be shown.
func Suppress(ctx context.Context, in Input) (*Outcome, error) {
	if in.Rule.Below < 2 || in.Rule.Below > mostUnits || in.Rule.Width < 0 || in.Rule.Width > mostUnits {
		return nil, fmt.Errorf("%w: the threshold must be 2 or more, the width not negative", ErrShape)
	}
	if in.Rule.Width == 0 {
		in.Rule.Width = DefaultWidth
	}
	s, err := newSpace(in.Tables)
	if err != nil {
		return nil, err
	}
	if err := s.know(in); err != nil {
		return nil, err
	}
	group := s.primary(in.Rule.Below)
	for id := range s.value {
		if s.sens[id] && s.state[id] == fixed {
			return nil, ErrGiven
		}
	}
	v := newSolver(s, in.Rule.Width)
	if err := v.solve(ctx, in.Effort); err != nil {
		return nil, err
	}
	out := &Outcome{}
	if out.Report, err = s.audit(v.need, v.proof, in.Rule.Width); err != nil {
		return nil, err
	}
	out.Report.Split = v.split(ctx, in.Rule)
	for k := range in.Tables {
		out.Tables = append(out.Tables, s.verdicts(k, group, in.Rule.Below))
	}
	return out, nil
}

// solve hides what is needed and no more.
func (v *solver) solve(ctx context.Context, effort int) error {
	none := v.save()
	found, err := v.start(ctx, v.s.begin(v.need))
	if err != nil {
		return err
	}
	best := v.save()
	if !found || len(v.s.value) <= mediumCells && len(v.added) > 0 {
		v.load(none)
		ok, err := v.start(ctx, nil)
		switch {
		case err != nil:
			return err
		case !ok && !found:
			return ErrUnsafe
		case !ok || found && best.total <= v.total():
			v.load(best)
		}
	}
	if effort == 0 {
		effort = 150
	}
	v.limit = v.work + v.more()
	if err := v.improve(ctx, effort); err != nil {
		return err
	}
	v.tidy()
	return nil
}

// start protects the tables with the cells of first hidden, and gives back what
// is not needed.
func (v *solver) start(ctx context.Context, first []int32) (bool, error) {
	for _, c := range first {
		v.hide(point{{c, 1}})
	}
	v.limit = v.work + firstWork + cellWork*int64(len(v.s.value))
	ok, err := v.protect(ctx)
	if err != nil || !ok {
		return false, err
	}
	v.limit = v.work + moreWork
	return true, v.reduce(ctx)
}

// more is the work that may go into making a solution better.
func (v *solver) more() int64 {
	if len(v.s.value) > fewCells {
		return moreWork / 8
	}
	return moreWork
}

// mostCoef bounds the coefficients of a known number.
const mostCoef = 1000

// know adds what readers have besides the tables.
func (s *space) know(in Input) error {
	for _, k := range in.Known {
		e := equation{}
		for _, t := range k.Terms {
			if t.Table < 0 || t.Table >= len(s.grids) {
				return fmt.Errorf("%w: a known number names no table", ErrShape)
			}
			p, ok := s.grids[t.Table].find(t.At)
			if !ok {
				return fmt.Errorf("%w: a known number names no cell of %s", ErrShape, in.Tables[t.Table].Name)
			}
			if t.Coef < -mostCoef || t.Coef > mostCoef {
				return fmt.Errorf("%w: a known number has a coefficient beyond %d", ErrShape, mostCoef)
			}
			e.cell = append(e.cell, s.grids[t.Table].cell[p])
			s.bound[s.grids[t.Table].cell[p]] = true
			e.coef = append(e.coef, int32(t.Coef))
		}
		s.eqs, s.known = append(s.eqs, e), append(s.known, e)
	}
	s.index()
	for _, names := range in.Fixed {
		for _, g := range s.grids {
			for p, id := range g.cell {
				if g.within(p, names) {
					s.state[id] = fixed
				}
			}
		}
	}
	return nil
}

// find is the position of a cell by the texts of its codes.
func (g *grid) find(at []string) (int, bool) {
	if len(at) != len(g.dims) {
		return 0, false
	}
	p := 0
	for d, code := range at {
		if code == "" {
			continue
		}
		c := slices.Index(g.dims[d].Codes, code)
		if c < 0 {
			return 0, false
		}
		p += (c + 1) * g.stride[d]
	}
	return p, true
}

// within reports whether a cell is summed over every dimension but names.
func (g *grid) within(p int, names Fixed) bool {
	for d := range g.dims {
		if g.coord(p, d) != 0 && !slices.Contains(names, g.dims[d].Name) {
			return false
		}
	}
	return true
}

// primary marks what is sensitive by itself and sets what a reader thinks
// possible. It returns the cells that group disclosure hides.
func (s *space) primary(below int64) map[int32]bool {
	for i := range s.value {
		s.cost[i] = s.value[i] + 1
		if s.state[i] <= hidden && s.value[i] > 0 {
			s.lower[i] = 1 // zeros are shown, so what is hidden is none
		}
		if s.value[i] > 0 && s.value[i] < below && !s.open[i] {
			s.sens[i] = true
			if s.state[i] == shown {
				s.state[i] = hidden
			}
		}
	}
	return s.groups()
}

// groups finds lines of a table in which everybody of a place or period has the
// same code of a dimension that says something about people: that is hidden
// although it is no small number, with the smallest change that leaves it open,
// a zero beside it.
func (s *space) groups() map[int32]bool {
	group := map[int32]bool{}
	for _, g := range s.grids {
		for d := range g.dims {
			if !g.dims[d].Group {
				continue
			}
			for _, p := range g.widest() {
				id := g.cell[p]
				if c := g.coord(p, d); c > 0 && slices.Contains(g.kids[d][0], int32(c)) {
					s.lower[id] = 0 // readers know that a zero may be hidden here
				}
				if g.coord(p, d) == 0 && s.value[id] > 0 && s.state[id] != secret {
					s.line(g, p, d, group)
				}
			}
		}
	}
	return group
}

// widest are the positions, those first that sum most: what is hidden in a total
// decides what can be hidden below it.
func (g *grid) widest() []int {
	out, leaves := make([]int, len(g.cell)), make([]int, len(g.cell))
	for p := range out {
		out[p], leaves[p] = p, g.below(p)
	}
	slices.SortStableFunc(out, func(a, b int) int { return leaves[b] - leaves[a] })
	return out
}

// line looks at the codes of dimension d in one place or period.
func (s *space) line(g *grid, p, d int, group map[int32]bool) {
	var only, zero int32 = -1, -1
	for _, k := range g.kids[d][0] {
		id := g.cell[p+int(k)*g.stride[d]]
		switch {
		case s.state[id] == secret || s.value[id] > 0 && only >= 0:
			return
		case s.value[id] > 0:
			only = id
		case s.state[id] != fixed && (zero < 0 || !s.mayBe(zero) && s.mayBe(id)):
			zero = id
		}
	}
	if only < 0 || zero < 0 || s.open[only] {
		return // with one code there is nothing to learn, and open tables hide nothing
	}
	for _, id := range []int32{only, zero} {
		if s.state[id] == shown {
			s.state[id] = hidden
			group[id] = true
		}
		s.sens[id] = true
	}
}

// mayBe reports whether a zero could be something else for all that the totals
// above it say.
func (s *space) mayBe(c int32) bool {
	return !slices.ContainsFunc(s.eqOf[c], func(k int32) bool {
		total := s.eqs[k].cell[0]
		return total != c && s.value[total] == 0 && !s.moves(total)
	})
}

// verdicts are the decisions of one table.
func (s *space) verdicts(k int, group map[int32]bool, below int64) Hidden {
	g, out := s.grids[k], Hidden{}
	for p, id := range g.cell {
		if !g.listed[p] {
			continue
		}
		v := Verdict{At: make([]int, len(g.stride)), Units: s.value[id], Hidden: s.state[id] == hidden, First: s.state[id] == hidden && s.sens[id]}
		for d := range g.stride {
			v.At[d] = g.coord(p, d) - 1
		}
		switch {
		case !v.Hidden:
			out.Shown++
		case group[id]:
			out.Group++
		case v.First && s.value[id] < below:
			out.Threshold++
		default:
			out.Complementary++
		}
		out.Cells = append(out.Cells, v)
	}
	return out
}
