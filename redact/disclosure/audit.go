package disclosure

import (
	"context"
	"slices"
)

// audit is the gate: every sensitive cell must be hidden and have a witness that
// stands every check in whole numbers. It trusts nothing of how the witnesses
// came about; the equations it checks are all there are.
func (s *space) audit(need []int32, proof []*witness, width int64) (Report, error) {
	r := Report{Cells: int64(len(s.value)), Equations: int64(len(s.eqs)), Width: unlimited}
	checked, asked := map[*witness]bool{}, make([]bool, len(s.value))
	for _, c := range need {
		asked[c] = true
	}
	for i := range s.value {
		if s.state[i] == hidden {
			r.Hidden++
		}
		if !s.sens[i] {
			continue
		}
		r.Sensitive++
		w := proof[i]
		switch {
		case s.state[i] == fixed:
			return r, ErrGiven
		case !s.moves(int32(i)) || w == nil || w.width(int32(i)) < width || !asked[i]:
			return r, ErrUnsafe
		case !checked[w] && (!s.possible(w.a) || !s.possible(w.b)):
			return r, ErrUnsafe
		}
		checked[w] = true
		r.Proved++
		r.Width = min(r.Width, w.width(int32(i)))
	}
	if r.Sensitive == 0 {
		r.Width = 0
	}
	return r, nil
}

// split reports whether a reader who knows which cells are small by themselves
// and which are hidden for their sake learns no more: whether there are
// witnesses that keep every small number small and every other one large. Where
// there are, the counts by reason may be told.
func (v *solver) split(ctx context.Context, rule Rule) bool {
	s := v.s
	lower, upper, proof := slices.Clone(s.lower), slices.Clone(s.upper), v.proof
	defer func() { s.lower, s.upper, v.proof = lower, upper, proof }()
	s.lower, s.upper, v.proof = slices.Clone(lower), slices.Clone(upper), make([]*witness, len(s.value))
	for i := range s.value {
		switch {
		case s.state[i] != hidden:
		case s.sens[i] && s.value[i] < rule.Below:
			s.upper[i] = rule.Below - 1
		case s.value[i] >= rule.Below:
			s.lower[i] = rule.Below
		}
	}
	v.limit = v.work + firstWork
	for some := range slices.Chunk(v.unproved(), 16) { // few at a time: most often one of the first has none
		if ok, err := v.look(ctx, some, true); err != nil || !ok {
			return false
		}
	}
	return true
}
