package disclosure

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// solver hides cells of a space until every sensitive one has a witness.
type solver struct {
	s     *space
	width int64
	home  []place // where a cell stands, for boxes
	cut   *blocks
	need  []int32 // sensitive cells
	proof []*witness
	added map[int32]bool // hidden because others are
	all   *simplex       // of every cell that may be hidden; nil where there are too many
	work  int64          // multiplications so far; at limit only boxes and walks are looked at
	limit int64
}

// place is a cell's position in one grid.
type place struct {
	grid *grid
	pos  int
}

const (
	smallSystem = 1_200_000     // numbers in a system of equations, up to which it is solved as a whole
	oneSearch   = 20_000_000    // multiplications of one walk
	firstWork   = 400_000_000   // of finding a solution
	lastWork    = 3_000_000_000 // where nothing else finds one
	cellWork    = 80_000        // and more for each cell
	moreWork    = 400_000_000   // of making it better, an eighth of it for many cells
	fewCells    = 800
	mediumCells = 3000    // up to which a search begins in two ways
	wholeCells  = 500     // hidden cells up to which they are one system
	blockCells  = 450     // of a block otherwise
	priceCells  = 600     // of a block in which more is hidden
	blockSystem = 900_000 // numbers in its system
)

func newSolver(s *space, width int64) *solver {
	v := &solver{s: s, cut: newBlocks(s), width: width, home: make([]place, len(s.value)), proof: make([]*witness, len(s.value)), added: map[int32]bool{}, limit: firstWork}
	for _, g := range s.grids {
		for p, id := range g.cell {
			if v.home[id].grid == nil {
				v.home[id] = place{g, p}
			}
		}
	}
	for id := range s.value {
		if s.sens[id] {
			v.need = append(v.need, int32(id))
		}
	}
	// Those that can move least are hardest to prove, and their witnesses serve others.
	slices.SortStableFunc(v.need, func(a, b int32) int { return cmp.Compare(s.value[a], s.value[b]) })
	return v
}

// ifHidden is the price for looking among what is withheld already.
func (v *solver) ifHidden(c int32) int64 {
	if v.s.moves(c) && !v.s.share[c] {
		return 0
	}
	return math.MaxInt64
}

// toHide is the price of withholding more.
func (v *solver) toHide(c int32) int64 {
	switch {
	case v.s.share[c] || !v.s.moves(c) && (v.s.state[c] != shown || v.s.value[c] == 0):
		return math.MaxInt64
	case v.s.moves(c):
		return 0
	}
	return v.s.cost[c]
}

// unbound is the price for withholding more, without the cells of numbers that
// readers have besides the tables: a walk in one table does not see those.
func (v *solver) unbound(c int32) int64 {
	if v.s.bound[c] {
		return math.MaxInt64
	}
	return v.toHide(c)
}

// movable are the cells that may differ, and with more also those that could be hidden.
func (v *solver) movable(more bool) []int32 {
	var out []int32
	for id := range v.s.value {
		c := int32(id)
		if v.s.moves(c) || more && v.usable(c) {
			out = append(out, c)
		}
	}
	return out
}

// usable reports whether a cell may differ or could be hidden to let it.
func (v *solver) usable(c int32) bool {
	return v.s.moves(c) || v.s.state[c] == shown && v.s.value[c] > 0
}

// unproved lists the sensitive cells without a witness.
func (v *solver) unproved() []int32 {
	var out []int32
	for _, c := range v.need {
		if v.proof[c] == nil {
			out = append(out, c)
		}
	}
	return out
}

// accept keeps a witness for every cell of list that it proves.
func (v *solver) accept(w *witness, list []int32) bool {
	if w == nil || !v.s.possible(w.a) || !v.s.possible(w.b) {
		return false
	}
	kept := false
	for _, c := range list {
		if v.proof[c] == nil && w.width(c) >= v.width {
			v.proof[c], kept = w, true
		}
	}
	return kept
}

// boxed looks for a witness among boxes of hidden cells.
func (v *solver) boxed(c int32) bool {
	h := v.home[c]
	if dir, _ := v.s.box(h.grid, h.pos, v.width, 1, v.ifHidden); dir != nil && v.accept(v.s.both(dir), []int32{c}) {
		return true
	}
	w, _ := v.s.cycle(h.grid, h.pos, v.width, 1, v.ifHidden)
	return v.accept(w, []int32{c})
}

// look searches witnesses for a list among what is hidden: boxes first, then
// the whole system or blocks of it. It reports whether there is one for each;
// with must it ends at the first that has none.
func (v *solver) look(ctx context.Context, list []int32, must bool) (bool, error) {
	var rest []int32
	for _, c := range list {
		if ctx.Err() != nil {
			return false, context.Cause(ctx)
		}
		if v.proof[c] == nil && !v.boxed(c) {
			rest = append(rest, c)
		}
	}
	if len(rest) == 0 {
		return true, nil
	}
	if v.work > v.limit {
		return false, nil // boxes and walks must do; what they do not prove gets more company
	}
	system := v.whole()
	tried := map[int32]bool{}
	for _, c := range rest {
		if ctx.Err() != nil {
			return false, context.Cause(ctx)
		}
		if system != nil && v.proof[c] == nil && v.work <= v.limit {
			v.walk(system, c, rest)
			v.work, system.work = v.work+system.work, 0
		}
		for _, most := range [...]int{blockCells, blockCells / 2} {
			if v.proof[c] == nil && v.work <= v.limit && (system == nil || most < len(system.cell)*2/3) {
				v.part(c, most, rest, tried)
			}
		}
		if must && v.proof[c] == nil {
			return false, nil
		}
	}
	return !slices.ContainsFunc(rest, func(c int32) bool { return v.proof[c] == nil }), nil
}

// part looks for a witness of c in a block around it, and where there is one
// also for others of rest that were not tried in a block.
func (v *solver) part(c int32, most int, rest []int32, tried map[int32]bool) {
	x := v.s.newSimplex(v.cut.around(v.home[c], most, v.s.moves), blockSystem)
	if x == nil {
		return
	}
	v.walk(x, c, rest)
	for _, o := range rest {
		if v.proof[c] != nil && v.proof[o] == nil && !tried[o] && x.column(o) >= 0 && v.work+x.work <= v.limit {
			tried[o] = true
			v.walk(x, o, rest)
		}
	}
	v.work += x.work
}

// whole is the system of all that is hidden, nil where that is too large.
func (v *solver) whole() *simplex {
	cells := v.movable(false)
	if len(cells) > wholeCells {
		return nil
	}
	return v.s.newSimplex(cells, smallSystem)
}

// walk searches a witness for c in a system and keeps it for the others too.
func (v *solver) walk(x *simplex, c int32, rest []int32) *witness {
	if x == nil {
		return nil
	}
	w := x.extremes(c, v.width, oneSearch)
	if w != nil && w.width(c) >= v.width {
		v.accept(w, append(rest[:len(rest):len(rest)], c))
	}
	return w
}

// hide withholds the cells of a direction that are shown.
func (v *solver) hide(ps ...point) {
	for _, p := range ps {
		for _, e := range p {
			if v.s.state[e.cell] == shown {
				v.s.state[e.cell] = hidden
				v.added[e.cell] = true
			}
		}
	}
}

// bill is what a witness costs beyond what is hidden.
func (v *solver) bill(ps ...point) int64 {
	n := int64(0)
	seen := map[int32]bool{}
	for _, p := range ps {
		for _, e := range p {
			if v.s.state[e.cell] == shown && !seen[e.cell] {
				seen[e.cell] = true
				n += v.s.cost[e.cell]
			}
		}
	}
	return n
}

// complete hides what is needed so that c has a witness. It reports whether
// there was any way.
func (v *solver) complete(c int32) bool {
	var best *witness
	price := int64(math.MaxInt64)
	try := func(w *witness) {
		if w == nil || w.width(c) < v.width {
			return
		}
		if b := v.bill(w.a, w.b); b < price && v.would(w) {
			best, price = w, b
		}
	}
	v.s.plan = true
	defer func() { v.s.plan = false }()
	h := v.home[c]
	for _, dear := range []func(int32) int64{v.toHide, v.unbound} {
		if dir, _ := v.s.box(h.grid, h.pos, v.width, math.MaxInt64, dear); dir != nil {
			try(v.s.both(dir))
		}
		if w, _ := v.s.cycle(h.grid, h.pos, v.width, price, dear); w != nil {
			try(w)
		}
		if best != nil || len(v.s.bound) == 0 {
			break // boxes and walks see one table, and nothing else keeps them from it
		}
	}
	if v.work < v.limit || best == nil && v.work < lastWork {
		v.priced(c, try)
	}
	if best == nil {
		return false
	}
	v.hide(best.a, best.b)
	return v.accept(best, v.unproved())
}

// would reports whether a witness is sound once its cells are hidden: a box or a
// walk may break a sum that is not of its table.
func (v *solver) would(w *witness) bool {
	var back []int32
	for _, p := range []point{w.a, w.b} {
		for _, e := range p {
			if v.s.state[e.cell] == shown {
				v.s.state[e.cell] = hidden
				back = append(back, e.cell)
			}
		}
	}
	ok := v.s.possible(w.a) && v.s.possible(w.b)
	for _, c := range back {
		v.s.state[c] = shown
	}
	return ok
}

// priced searches the system of all cells for what costs least to hide: on top
// of how far the hidden cells alone let c go up, it goes down, and the other way.
func (v *solver) priced(c int32, try func(*witness)) {
	x, have := v.all, witness{}
	hidden := v.movable(false)
	if x == nil {
		x = v.s.newSimplex(v.cut.around(v.home[c], priceCells, v.usable), blockSystem)
		hidden = v.cut.around(v.home[c], blockCells, v.s.moves)
	}
	if x == nil {
		return
	}
	j := x.column(c)
	if j < 0 {
		return
	}
	p := &prices{make([]float64, len(x.cell)), make([]float64, len(x.cell))}
	var all []int
	for k, id := range x.cell {
		f := 1e-3
		if v.s.state[id] == shown {
			f = float64(v.s.cost[id])
		}
		p.up[k], p.down[k] = f, f
		all = append(all, k)
	}
	if w := v.s.newSimplex(hidden, smallSystem); w != nil {
		if e := w.extremes(c, v.width, oneSearch); e != nil {
			have = *e
		}
		v.work += w.work
	}
	before := x.work
	defer func() { v.work += x.work - before }()
	for _, want := range []struct {
		from point
		to   int64
	}{{have.b, have.b.at(c) + v.width}, {have.a, have.a.at(c) - v.width}, {nil, v.width}, {nil, -v.width}} {
		if want.to < x.lo[j] || want.to > x.hi[j] {
			continue
		}
		x.reset()
		keepUp, keepDown, lo, hi := p.up[j], p.down[j], x.lo[j], x.hi[j]
		if want.to > 0 {
			p.up[j], x.hi[j] = -1e9, want.to
		} else {
			p.down[j], x.lo[j] = -1e9, want.to
		}
		x.run(p, all, func() bool { return false }, oneSearch)
		p.up[j], p.down[j], x.lo[j], x.hi[j] = keepUp, keepDown, lo, hi
		if x.at[j] == want.to {
			try(&witness{a: x.point(), b: want.from})
		}
	}
	x.reset()
}

// protect hides until every sensitive cell is proved. false means that for some
// there is no way.
func (v *solver) protect(ctx context.Context) (bool, error) {
	if _, err := v.look(ctx, v.unproved(), false); err != nil {
		return false, err
	}
	if v.all == nil && len(v.added) == 0 {
		v.s.plan = true
		v.all = v.s.newSimplex(v.movable(true), smallSystem)
		v.s.plan = false
	}
	for {
		rest := v.unproved()
		if len(rest) == 0 {
			return true, nil
		}
		if ctx.Err() != nil {
			return false, context.Cause(ctx)
		}
		ok, err := v.look(ctx, rest[:1], true)
		if err != nil {
			return false, err
		}
		if !ok && !v.complete(rest[0]) {
			return false, nil
		}
	}
}
