package aggregate

import (
	"context"
	"errors"
	"slices"
)

// grouping is one way to add up: at each dimension a level (0 = as in records) or
// the total.
type grouping struct {
	levels   []int // summed for the total
	shown    bool  // false = only shares need it
	from     int   // the grouping that it is computed from
	children []*grouping
	store    *store // what its parent has given; nil for the innermost
	at       []uint32
	skip     bool // the group at hand is in no group of this grouping
	group    int
	out      *pile
}

const (
	summed       = -1
	maxGroupings = 4096
)

// weight orders groupings so that those computed from others come after them.
func (g *grouping) weight() int {
	w := 0
	for _, l := range g.levels {
		if l == summed {
			l = maxLevels + 1
		}
		w += l
	}
	return w
}

// serves reports whether h can be computed from g. From an inner level no total
// can: codes without that level are not in it; nor a higher level, if codes of it
// go by the lower one.
func (g *grouping) serves(h *grouping, layouts []*layout) bool {
	for i, l := range g.levels {
		m := h.levels[i]
		if l != m && l != 0 && (l == summed || m < l || !layouts[i].even[l-1]) {
			return false
		}
	}
	return true
}

// plan lists the groupings, the innermost first.
func plan(spec *Spec, layouts []*layout) ([]*grouping, error) {
	var all []*grouping
	index := map[string]*grouping{}
	put := func(levels []int, shown bool) {
		name := make([]byte, len(levels))
		for i, l := range levels {
			name[i] = byte(l + 1)
		}
		g := index[string(name)]
		if g == nil {
			g = &grouping{levels: slices.Clone(levels), at: make([]uint32, len(levels))}
			index[string(name)] = g
			all = append(all, g)
		}
		g.shown = g.shown || shown
	}
	for _, set := range append([]Set{0}, spec.Totals...) {
		if !combine(set, layouts, func(levels []int) bool { put(levels, true); return len(all) <= maxGroupings }) {
			return nil, errors.New("aggregate: too many combinations of totals and levels")
		}
	}
	for _, m := range spec.Measures {
		if m.Kind != Share {
			continue
		}
		for _, g := range all[:len(all):len(all)] {
			levels := slices.Clone(g.levels)
			levels[m.Of] = summed
			put(levels, false)
		}
	}
	slices.SortStableFunc(all, func(g, h *grouping) int { return g.weight() - h.weight() })
	for i, h := range all[1:] {
		for j := i; j >= 0; j-- { // the coarsest that serves
			if all[j].serves(h, layouts) {
				h.from = j
				break
			}
		}
		all[h.from].children = append(all[h.from].children, h)
	}
	return all, nil
}

// combine calls f with every combination of levels of the dimensions that a set
// does not sum.
func combine(set Set, layouts []*layout, f func([]int) bool) bool {
	levels := make([]int, len(layouts))
	for i := range levels {
		if set&(1<<i) != 0 {
			levels[i] = summed
		}
	}
	for {
		if !f(levels) {
			return false
		}
		i := len(levels) - 1
		for ; i >= 0; i-- {
			if levels[i] == summed {
				continue
			}
			if levels[i] < len(layouts[i].above) {
				levels[i]++
				break
			}
			levels[i] = 0
		}
		if i < 0 {
			return true
		}
	}
}

// Finish computes the result of everything that was added. The workers must have
// stopped, and are not used afterwards. The result is read through the
// aggregator's files: close it after that.
func (a *Aggregator) Finish(ctx context.Context) (*Result, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	used, bad := a.counted()
	res := &Result{spec: &a.spec, sh: a.sh, NotNumbers: make([]int64, len(a.spec.Measures))}
	for i, n := range a.sh.num {
		if n >= 0 {
			res.NotNumbers[i] = bad[n]
		}
	}
	layouts := make([]*layout, len(a.dicts))
	for i, d := range a.dicts {
		l, err := newLayout(a.spec.Dims[i].Name, d, used[i])
		if err != nil {
			return nil, err
		}
		layouts[i], res.Dims = l, append(res.Dims, l.Codes)
	}
	groupings, err := plan(&a.spec, layouts)
	if err != nil {
		return nil, err
	}
	src, err := a.sources(a.order())
	if err != nil {
		return nil, err
	}
	f := &finisher{a: a, layouts: layouts, each: watch(ctx), values: newValues(&a.spec, a.sh)}
	f.budget = a.finishBudget() / int64(len(groupings)+1)
	if err := f.run(groupings, src); err != nil {
		for _, g := range groupings {
			g.out.abort()
		}
		return nil, err
	}
	return res, res.collect(groupings)
}

// run computes all groupings, the innermost from src.
func (f *finisher) run(groupings []*grouping, src *merger) error {
	for i, g := range groupings {
		if i > 0 {
			var err error
			if src, err = newMerger(f.a.sh, nil, g.store.runs, g.store.source()); err != nil {
				return err
			}
		}
		if err := f.pass(g, src, i == 0); err != nil {
			return err
		}
		if i == 0 {
			f.a.release()
		} else {
			g.store.discard()
		}
	}
	return nil
}

// release gives the memory of the workers and their files back.
func (a *Aggregator) release() {
	for _, w := range a.workers {
		w.store.discard()
		w.err = errors.New("aggregate: a worker was used after the end")
	}
	a.parts.discard()
	a.err = errors.New("aggregate: finished already")
}

// finisher computes groupings.
type finisher struct {
	a       *Aggregator
	layouts []*layout
	each    func() error
	values  *values
	budget  int64
}

// pass reads a source to its end: the values of its groups go into the grouping's
// pile, their members to the groupings that are computed from it.
func (f *finisher) pass(g *grouping, src source, ids bool) error {
	defer src.close()
	g.out = &pile{tmp: f.a.tmp, limit: f.budget}
	for _, c := range g.children {
		c.store = newStore(f.a.sh, f.a.tmp, f.budget, nil)
	}
	for {
		h, err := src.next()
		if err != nil {
			return err
		}
		if h == nil {
			return g.out.end()
		}
		if err := f.each(); err != nil {
			return err
		}
		if ids {
			for i, id := range h.at {
				g.at[i] = f.layouts[i].place[id]
			}
		} else {
			copy(g.at, h.at)
		}
		if err := f.begin(g, h); err != nil {
			return err
		}
		if err := f.lists(g, src); err != nil {
			return err
		}
		if err := f.values.end(g); err != nil {
			return err
		}
	}
}

// begin gives the head of a group to all who want it.
func (f *finisher) begin(g *grouping, h *head) error {
	f.values.begin(h)
	for _, c := range g.children {
		c.skip = false
		for i, p := range g.at {
			switch l := c.levels[i]; {
			case l == summed:
				p = totalAt
			case l != g.levels[i]:
				p = f.layouts[i].above[l-1][p]
			}
			c.at[i] = p
			c.skip = c.skip || p == nowhere
		}
		if c.skip {
			continue
		}
		if err := c.store.room(0); err != nil {
			return err
		}
		c.group = c.store.group(c.at)
		c.store.addHead(c.group, h)
	}
	return nil
}

// lists gives the lists of a group to all who want them.
func (f *finisher) lists(g *grouping, src source) error {
	for feature := range f.a.sh.features {
		for {
			list, err := src.chunk()
			if err != nil {
				return err
			}
			if len(list) == 0 {
				break
			}
			f.values.feed(feature, list)
			for _, c := range g.children {
				if err := c.feed(feature, list); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (g *grouping) feed(feature int, list []entry) error {
	if g.skip {
		return nil
	}
	for len(list) > 0 {
		n := min(len(list), blockEntries)
		if cap(g.store.log)-len(g.store.log) < n {
			if err := g.store.room(n); err != nil {
				return err
			}
			g.group = g.store.group(g.at)
		}
		for _, e := range list[:n] {
			g.store.push(g.group, feature, e.count, e.hi, e.lo)
		}
		list = list[n:]
	}
	return nil
}
