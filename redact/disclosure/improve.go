package disclosure

import (
	"cmp"
	"context"
	"maps"
	"math/rand/v2"
	"slices"
)

// total is what is withheld beyond the sensitive cells.
func (v *solver) total() int64 {
	n := int64(0)
	for c := range v.added {
		n += v.s.cost[c]
	}
	return n
}

// extra lists what is hidden for the sake of others, dearest first.
func (v *solver) extra() []int32 {
	out := slices.Collect(maps.Keys(v.added))
	slices.SortFunc(out, func(a, b int32) int {
		return cmp.Or(cmp.Compare(v.s.cost[b], v.s.cost[a]), cmp.Compare(a, b))
	})
	return out
}

// touching lists the sensitive cells whose witness differs at c.
func (v *solver) touching(c int32) []int32 {
	var out []int32
	for _, n := range v.need {
		if w := v.proof[n]; w != nil && (w.a.at(c) != 0 || w.b.at(c) != 0) {
			out = append(out, n)
		}
	}
	return out
}

// show gives a cell back and forgets the witnesses that need it.
func (v *solver) show(c int32) []int32 {
	lost := v.touching(c)
	for _, n := range lost {
		v.proof[n] = nil
	}
	v.s.state[c] = shown
	delete(v.added, c)
	return lost
}

// reduce gives back what is not needed, dearest first.
func (v *solver) reduce(ctx context.Context) error {
	for _, c := range v.extra() {
		old := map[int32]*witness{}
		for _, n := range v.touching(c) {
			old[n] = v.proof[n]
		}
		lost := v.show(c)
		ok, err := v.look(ctx, lost, true)
		if err != nil {
			return err
		}
		if ok {
			continue
		}
		v.s.state[c] = hidden
		v.added[c] = true
		for n, w := range old {
			v.proof[n] = w
		}
	}
	return nil
}

// tidy gives back what no witness needs.
func (v *solver) tidy() {
	used := map[int32]bool{}
	for _, n := range v.need {
		for _, p := range []point{v.proof[n].a, v.proof[n].b} {
			for _, e := range p {
				used[e.cell] = true
			}
		}
	}
	for c := range v.added {
		if !used[c] {
			v.s.state[c] = shown
			delete(v.added, c)
		}
	}
}

// snapshot is a solution.
type snapshot struct {
	state []state
	proof []*witness
	added map[int32]bool
	total int64
}

func (v *solver) save() snapshot {
	return snapshot{slices.Clone(v.s.state), slices.Clone(v.proof), maps.Clone(v.added), v.total()}
}

func (v *solver) load(b snapshot) {
	copy(v.s.state, b.state)
	copy(v.proof, b.proof)
	v.added = maps.Clone(b.added)
}

// improve takes back a few cells at a time and hides others instead, for as long
// as there is work left to spend. The choices are made by a fixed seed: the same
// tables end in the same release.
func (v *solver) improve(ctx context.Context, rounds int) error {
	if v.all == nil || len(v.added) == 0 {
		return nil
	}
	rng := rand.New(rand.NewPCG(2026, uint64(len(v.s.value))))
	best := v.save()
	for range rounds {
		list := v.extra()
		if len(list) == 0 || v.work > v.limit {
			break
		}
		dear := map[int32]int64{}
		for range 1 + rng.IntN(min(4, len(list))) {
			c := list[rng.IntN(len(list))]
			if v.added[c] {
				v.show(c)
				dear[c] = v.s.cost[c]
				v.s.cost[c] = v.s.cost[c]*4 + 10
			}
		}
		ok, err := v.protect(ctx)
		for c, n := range dear {
			v.s.cost[c] = n
		}
		if err != nil {
			return err
		}
		if ok {
			if err := v.reduce(ctx); err != nil {
				return err
			}
		}
		if ok && v.total() <= best.total {
			best = v.save()
		} else {
			v.load(best)
		}
	}
	v.load(best)
	return nil
}
