package disclosure

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
)

// some is a table of skewed counts.
func some(seed uint64, sizes ...int) *Table {
	rng := rand.New(rand.NewPCG(seed, 1))
	t := &Table{Name: "some"}
	n := 1
	for d, size := range sizes {
		dim := Dim{Name: fmt.Sprintf("d%d", d)}
		for k := range size {
			dim.Codes = append(dim.Codes, fmt.Sprintf("c%d", k))
		}
		t.Dims = append(t.Dims, dim)
		n *= size
	}
	for k := range n {
		at := make([]int, len(sizes))
		for d, size := range sizes {
			at[d] = k % size
			k /= size
		}
		t.Cells = append(t.Cells, Cell{At: at, Units: int64(rng.ExpFloat64() * 25 * float64(1+at[0]) / float64(sizes[0]))})
	}
	return t
}

// solved is a space with what must be hidden in it.
func solved(t *testing.T, effort int, tables ...*Table) *solver {
	t.Helper()
	s, err := newSpace(tables)
	if err != nil {
		t.Fatal(err)
	}
	s.primary(11)
	v := newSolver(s, DefaultWidth)
	if err := v.solve(context.Background(), effort); err != nil {
		t.Fatal(err)
	}
	return v
}

// Every complementary cell is needed by some witness: showing one of them is a
// leak, and the audit says so. So is any witness that is off by one.
func TestAuditFindsPlantedLeaks(t *testing.T) {
	for _, tables := range [][]*Table{{some(1, 8, 6)}, {some(2, 5, 4, 3)}, {some(3, 14, 9, 5)}, {some(4, 9, 6), linkedTo(some(4, 9, 6))}} {
		v := solved(t, 10, tables...)
		ok, err := v.s.audit(v.need, v.proof, DefaultWidth)
		if err != nil || ok.Proved == 0 || ok.Proved != ok.Sensitive {
			t.Fatalf("%+v %v", ok, err)
		}
		fails := func(what string) {
			t.Helper()
			if _, err := v.s.audit(v.need, v.proof, DefaultWidth); !errors.Is(err, ErrUnsafe) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if len(v.added) == 0 {
			t.Fatal("nothing was hidden for the sake of others")
		}
		for c := range v.added {
			v.s.state[c] = shown
			fails("a complementary cell is shown")
			v.s.state[c] = fixed
			fails("a complementary cell is known")
			v.s.state[c] = hidden
		}
		for _, c := range v.need[:min(len(v.need), 8)] {
			w := v.proof[c]
			v.proof[c] = nil
			fails("no witness")
			for k := range w.a {
				off := &witness{append(point(nil), w.a...), w.b}
				off.a[k].by++
				v.proof[c] = off
				fails("a witness breaks a sum")
			}
			v.proof[c] = &witness{nil, nil}
			fails("a witness without width")
			v.proof[c] = w
			v.s.state[c] = shown
			fails("a sensitive cell is shown")
			v.s.state[c] = hidden
		}
		if _, err := v.s.audit(v.need[1:], v.proof, DefaultWidth); !errors.Is(err, ErrUnsafe) {
			t.Error("a sensitive cell that nobody asked for passes")
		}
		if _, err := v.s.audit(v.need, v.proof, 1<<30); !errors.Is(err, ErrUnsafe) {
			t.Error("any width passes")
		}
	}
}

// linkedTo is another table with the second dimension of t and its totals.
func linkedTo(t *Table) *Table {
	sum := map[int]int64{}
	for _, c := range t.Cells {
		sum[c.At[1]] += c.Units
	}
	out := &Table{Name: "other", Dims: []Dim{{Name: "kind", Codes: []string{"x", "y", "z"}}, t.Dims[1]}}
	for k := range t.Dims[1].Codes {
		out.Cells = append(out.Cells, Cell{At: []int{0, k}, Units: sum[k] / 2}, Cell{At: []int{1, k}, Units: min(3, sum[k]-sum[k]/2)},
			Cell{At: []int{2, k}, Units: sum[k] - sum[k]/2 - min(3, sum[k]-sum[k]/2)})
	}
	return out
}

func TestPossible(t *testing.T) {
	s, err := newSpace([]*Table{{Dims: []Dim{{Name: "a", Codes: []string{"x", "y"}}}, Cells: []Cell{{At: []int{0}, Units: 4}, {At: []int{1}, Units: 9}}}})
	if err != nil {
		t.Fatal(err)
	}
	total, x, y := s.grids[0].cell[0], s.grids[0].cell[1], s.grids[0].cell[2]
	s.state[x], s.state[y] = hidden, hidden
	s.lower[x] = 1
	cases := []struct {
		p    point
		want bool
	}{
		{nil, true},
		{point{{x, -3}, {y, 3}}, true},
		{point{{x, 9}, {y, -9}}, true},
		{point{{x, -4}, {y, 4}}, false},             // below what is possible
		{point{{x, 10}, {y, -10}}, false},           // below zero
		{point{{x, 1}}, false},                      // the sum
		{point{{y, 1}, {x, -1}}, false},             // out of order
		{point{{x, 1}, {x, -1}}, false},             // twice
		{point{{total, 1}, {x, 1}}, false},          // the total is shown
		{point{{total, 0}, {x, 1}, {y, -1}}, false}, // says that nothing differs
	}
	for _, c := range cases {
		if got := s.possible(c.p); got != c.want {
			t.Errorf("%v: %v", c.p, got)
		}
	}
}

// A start by elimination leaves no sensitive cell that the shown ones fix.
func TestEliminationFixesNothing(t *testing.T) {
	s, err := newSpace([]*Table{some(5, 9, 7)})
	if err != nil {
		t.Fatal(err)
	}
	s.primary(11)
	v := newSolver(s, 1)
	for _, c := range s.begin(v.need) {
		s.state[c] = hidden
	}
	// In two dimensions a cell is fixed unless a closed walk of hidden cells goes
	// through it: taking away lines and columns with one hidden cell leaves those.
	left := map[int32]bool{}
	for _, c := range s.closed(v.movable(false)) {
		left[c] = true
	}
	for _, c := range v.need {
		if !left[c] {
			t.Errorf("cell %d can be worked out", c)
		}
	}
	if len(v.need) < 10 {
		t.Fatal("the table has no small numbers")
	}
}
