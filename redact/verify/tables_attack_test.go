package verify

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/redact/aggregate/key"
)

// leaks are the records of the problems that a hidden number is none, by file.
func leaks(r *Result) map[string][]int64 {
	out := map[string][]int64{}
	for _, p := range r.Problems {
		if p.Kind == TableLeak {
			out[p.File] = append(out[p.File], p.Row)
		}
	}
	for _, rows := range out {
		slices.Sort(rows)
	}
	return out
}

// at is the record of a row.
func (s *testTable) at(codes ...string) int64 {
	for i := range s.table.Rows {
		if slices.Equal(s.table.Rows[i].Codes, codes) {
			return int64(i + 2)
		}
	}
	return -1
}

// big counts, so that bounds say nothing.
func many([]string) int { return 100 }

// plain is a table of w wards and m months with all totals.
func plain(w, m int, hide ...string) *testTable {
	return &testTable{name: "t", below: 11, sets: []uint32{0, 1, 2, 3}, leaf: many, hide: oneOf(hide...),
		dims: []testDim{{"ward", key.Place, numbered("w", w), nil}, {"month", key.Date, monthCodes(m), nil}}}
}

func TestHiddenNumbersThatCanBeWorkedOut(t *testing.T) {
	quarters := testDim{"month", key.Date, []string{"2026-01", "2026-02", "2026-Q1", "2026-04", "2026-05", "2026-Q2"}, []int{2, 2, -1, 5, 5, -1}}
	for _, tt := range []struct {
		name string
		s    *testTable
		want []string // rows
	}{
		{"a rectangle holds", plain(4, 4, "w1/2026-01", "w1/2026-02", "w2/2026-01", "w2/2026-02"), nil},
		{"one alone", plain(4, 4, "w1/2026-01"), []string{"w1/2026-01"}},
		{"two in a row", plain(4, 4, "w1/2026-01", "w1/2026-02"), []string{"w1/2026-01", "w1/2026-02"}},
		{"one step after the other", plain(4, 4, "w1/2026-01", "w1/2026-02", "w2/2026-02", "w2/2026-03"),
			[]string{"w1/2026-01", "w1/2026-02", "w2/2026-02", "w2/2026-03"}},
		{"between two rectangles", plain(4, 4, "w1/2026-01", "w1/2026-02", "w2/2026-01", "w2/2026-02",
			"w3/2026-03", "w3/2026-04", "w4/2026-03", "w4/2026-04", "w1/2026-03"), []string{"w1/2026-03"}},
		{"a total alone", plain(4, 4, "w1/(all)"), []string{"w1/(all)"}},
		{"a total and a part", plain(4, 4, "w1/(all)", "w1/2026-01"), []string{"w1/(all)", "w1/2026-01"}},
		{"only the grand total is released", &testTable{sets: []uint32{0, 3}, hide: oneOf("w1/2026-01"), dims: plain(3, 3).dims}, []string{"w1/2026-01"}},
		{"two and only the grand total", &testTable{sets: []uint32{0, 3}, hide: oneOf("w1/2026-01", "w2/2026-02"), dims: plain(3, 3).dims}, nil},
		{"no total is released", &testTable{sets: []uint32{0}, hide: oneOf("w1/2026-01"), dims: plain(3, 3).dims}, nil},
		{"a quarter gives it away", &testTable{sets: []uint32{0}, hide: oneOf("w1/2026-01", "w1/2026-04"), dims: []testDim{plain(2, 2).dims[0], quarters}},
			[]string{"w1/2026-01", "w1/2026-04"}},
		{"a hidden quarter", &testTable{sets: []uint32{0}, hide: oneOf("w1/2026-01", "w1/2026-Q1"), dims: []testDim{plain(2, 2).dims[0], quarters}}, nil},
		{"a hidden quarter and the year", &testTable{sets: []uint32{0, 2}, hide: oneOf("w1/2026-01", "w1/2026-Q1"), dims: []testDim{plain(2, 2).dims[0], quarters}},
			[]string{"w1/2026-01", "w1/2026-Q1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.s.name, tt.s.leaf = "t", many
			tt.s.make(t)
			res := release{tables: []*testTable{tt.s}}.files(t, false)
			var want []int64
			for _, row := range tt.want {
				want = append(want, tt.s.at(strings.Split(row, "/")...))
			}
			slices.Sort(want)
			if got := leaks(res)["t.csv"]; !slices.Equal(got, want) {
				t.Errorf("worked out: records %v, want %v: %v", got, want, res.Problems)
			}
			if len(res.Problems) != len(want) {
				t.Errorf("there are other problems: %v", res.Problems)
			}
		})
	}
}

func TestHiddenNumbersWithinAFewValues(t *testing.T) {
	for _, tt := range []struct {
		leaf int
		leak bool
	}{{1, true}, {2, true}, {3, false}, {20, false}} {
		s := plain(4, 4, "w1/2026-01", "w1/2026-02", "w2/2026-01", "w2/2026-02")
		s.leaf = func(c []string) int {
			if c[0] <= "w2" && c[1] <= "2026-02" {
				return tt.leaf
			}
			return 100
		}
		res := release{tables: []*testTable{s.make(t)}}.files(t, false)
		if got := len(leaks(res)["t.csv"]) == 4; got != tt.leak || !tt.leak && !res.OK() {
			t.Errorf("four counts of %d: refused %t, want %t: %v", tt.leaf, got, tt.leak, res.Problems)
		}
	}
}

// A number that is known to be no small one may be known well.
func TestALargeHiddenNumberMayLieWithinAFewValues(t *testing.T) {
	s := plain(4, 4, "w1/2026-01", "w1/2026-02", "w2/2026-01", "w2/2026-02")
	s.leaf = func(c []string) int {
		switch {
		case c[0] == "w1" && c[1] == "2026-01":
			return 98
		case c[0] <= "w2" && c[1] <= "2026-02":
			return 2
		}
		return 100
	}
	res := release{tables: []*testTable{s.make(t)}}.files(t, false)
	want := []int64{s.at("w1", "2026-02"), s.at("w2", "2026-01"), s.at("w2", "2026-02")}
	if got := leaks(res)["t.csv"]; !slices.Equal(got, want) {
		t.Errorf("records %v, want %v: %v", got, want, res.Problems)
	}
}

// linked are two tables with months in common, and another dimension each.
func linked(hideA, hideB []string) (a, b *testTable) {
	a = &testTable{name: "a", below: 11, sets: []uint32{0, 1, 2, 3}, leaf: many, hide: oneOf(hideA...),
		dims: []testDim{{"ward", key.Place, append(numbered("w", 3), key.NotLocatedCode), nil}, {"month", key.Category, monthCodes(4), nil}}}
	b = &testTable{name: "b", below: 11, sets: []uint32{0, 1, 2, 3}, leaf: many, hide: oneOf(hideB...),
		dims: []testDim{{"month", key.Category, monthCodes(4), nil}, {"type", key.Category, numbered("t", 4), nil}}}
	return a, b
}

func TestTablesAreReadTogether(t *testing.T) {
	row := func(s *testTable, at string) int64 { return s.at(strings.Split(at, "/")...) }
	for _, tt := range []struct {
		name         string
		a, b         []string // hidden
		wantA, wantB []string
		sets         []uint32 // of the first table, nil = all
	}{
		{"nothing hidden", nil, nil, nil, nil, nil},
		{"a margin that only the other shows", []string{"w1/2026-01", "w1/2026-02"}, nil, []string{"w1/2026-01", "w1/2026-02"}, nil, []uint32{0}},
		{"a margin that only the other shows, without its parts", []string{"w1/2026-01", "w2/2026-02"}, []string{"2026-01/t1", "2026-01/t2", "2026-02/t1", "2026-02/t2"},
			[]string{"w1/2026-01", "w2/2026-02"}, nil, []uint32{0}},
		{"a margin that the other shows, without its parts", []string{"(all)/2026-01", "w1/2026-01", "w2/2026-01", "(all)/2026-02", "w1/2026-02", "w2/2026-02"},
			[]string{"2026-01/t1", "2026-01/t2", "2026-02/t1", "2026-02/t2"}, []string{"(all)/2026-01", "(all)/2026-02"}, nil, nil},
		{"a month hidden in one", []string{"(all)/2026-01", "(all)/2026-02", "w1/2026-01", "w1/2026-02"}, nil,
			[]string{"(all)/2026-01", "(all)/2026-02", "w1/2026-01", "w1/2026-02"}, nil, nil},
		{"months hidden in both", []string{"(all)/2026-01", "(all)/2026-02", "w1/2026-01", "w1/2026-02"},
			[]string{"2026-01/(all)", "2026-02/(all)", "2026-01/t1", "2026-02/t1"}, nil, nil, nil},
		{"each holds alone", []string{"(all)/2026-01", "(all)/2026-02", "w1/2026-01", "w1/2026-02"},
			[]string{"2026-01/(all)", "2026-01/t1", "2026-03/t1", "2026-03/(all)"},
			[]string{"(all)/2026-01", "(all)/2026-02", "w1/2026-01", "w1/2026-02"}, []string{"2026-01/t1", "2026-03/t1", "2026-03/(all)"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := linked(tt.a, tt.b)
			if tt.sets != nil {
				a.sets = tt.sets
			}
			res := release{tables: []*testTable{a.make(t), b.make(t)}}.files(t, false)
			got := leaks(res)
			if n := len(got["a.csv"]) + len(got["b.csv"]); n < len(tt.wantA)+len(tt.wantB) {
				t.Errorf("%d numbers are worked out, want %d at least", n, len(tt.wantA)+len(tt.wantB))
			}
			for name, want := range map[*testTable][]string{a: tt.wantA, b: tt.wantB} {
				for _, w := range want {
					if !slices.Contains(got[name.name+".csv"], row(name, w)) {
						t.Errorf("table %s: %s is not said to be worked out: %v", name.name, w, res.Problems)
					}
				}
			}
			if len(tt.wantA)+len(tt.wantB) == 0 {
				noProblems(t, res)
			}
		})
	}
}

func TestMarginsThatDiffer(t *testing.T) {
	for _, tt := range []struct {
		name  string
		kind  key.Kind
		codes []string
		more  int
		kinds []Kind
		apart bool
	}{
		{"the same", key.Place, append(numbered("w", 3), key.NotLocatedCode), 0, nil, false},
		{"another number", key.Place, append(numbered("w", 3), key.NotLocatedCode), 100, []Kind{Amount}, false},
		{"not located left out", key.Place, numbered("w", 4), 100, nil, true},
		{"few not located left out", key.Place, numbered("w", 4), 3, []Kind{TableLeak}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := linked(nil, nil)
			a.dims[0].kind, a.dims[0].codes = tt.kind, tt.codes
			b.leaf = func(c []string) int {
				if c[0] == "2026-02" && c[1] == "t3" {
					return 100 + tt.more
				}
				return 100
			}
			res := release{tables: []*testTable{a.make(t), b.make(t)}}.files(t, false)
			if got := kinds(res); !slices.Equal(got, tt.kinds) {
				t.Errorf("problems of the kinds %v, want %v: %v", got, tt.kinds, res.Problems)
			}
			if got := strings.Contains(strings.Join(res.NotChecked, "\n"), "about different rows"); got != tt.apart {
				t.Errorf("said to be apart: %t, want %t", got, tt.apart)
			}
		})
	}
}

func TestARoundedTable(t *testing.T) {
	s := plain(3, 3)
	s.make(t)
	s.account.Table.Below, s.account.Table.Round = 0, 3
	noProblems(t, release{tables: []*testTable{s}}.files(t, false))
	s.account.Table.Round = 1000
	hasKind(t, release{tables: []*testTable{s}}.files(t, false), TableLeak)
}

// exactly is what rational elimination finds: the hidden rows that are fixed. The
// unknown cells are the hidden ones and the totals that are not released.
func exactly(s *testTable) []int64 {
	var lists [][]string
	for _, d := range s.dims {
		lists = append(lists, append([]string{key.TotalCode}, d.codes...))
	}
	col, hidden, n := map[string]int{}, map[int]int64{}, 0
	each(lists, func(at []string) {
		row := s.at(at...)
		if row > 0 && !s.hide(at) {
			return
		}
		col[strings.Join(at, "/")] = n
		if row > 0 {
			hidden[n] = row
		}
		n++
	})
	var m [][]*big.Rat
	each(lists, func(at []string) { // every cell is the sum of its leaves: another way to say the same
		var leaves [][]string
		for d, c := range at {
			leaves = append(leaves, s.dims[d].leaves(c))
		}
		eq := make([]*big.Rat, n)
		for i := range eq {
			eq[i] = new(big.Rat)
		}
		put := func(codes []string, by int64) {
			if i, ok := col[strings.Join(codes, "/")]; ok {
				eq[i].Add(eq[i], big.NewRat(by, 1))
			}
		}
		put(at, -1)
		each(leaves, func(leaf []string) { put(leaf, 1) })
		m = append(m, eq)
	})
	rank := eliminate(m, n)
	var out []int64
	for _, r := range m[:rank] {
		only, count := 0, 0
		for c := range r {
			if r[c].Sign() != 0 {
				only, count = c, count+1
			}
		}
		if row, ok := hidden[only]; count == 1 && ok {
			out = append(out, row)
		}
	}
	slices.Sort(out)
	return out
}

// eliminate brings m into reduced echelon form and returns its rank.
func eliminate(m [][]*big.Rat, n int) int {
	rank := 0
	for c := 0; c < n; c++ {
		p := slices.IndexFunc(m[rank:], func(r []*big.Rat) bool { return r[c].Sign() != 0 })
		if p < 0 {
			continue
		}
		m[rank], m[rank+p] = m[rank+p], m[rank]
		for r := range m {
			if r == rank || m[r][c].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Quo(m[r][c], m[rank][c])
			for k := range m[r] {
				m[r][k] = new(big.Rat).Sub(m[r][k], new(big.Rat).Mul(f, m[rank][k]))
			}
		}
		if rank++; rank == len(m) {
			break
		}
	}
	return rank
}

// randomTable draws a small table with hidden cells anywhere.
func randomTable(t *rapid.T) *testTable {
	s := &testTable{name: "t", leaf: many, sets: []uint32{0}}
	for d := range rapid.IntRange(1, 3).Draw(t, "dimensions") {
		dim := testDim{name: fmt.Sprint("d", d), kind: key.Category, codes: numbered("c", rapid.IntRange(1, 4).Draw(t, "codes"))}
		if n := len(dim.codes); n > 2 && rapid.Bool().Draw(t, "levels") {
			dim.up = make([]int, n)
			for i := range dim.up {
				dim.up[i] = n - 1
			}
			dim.up[0], dim.up[n-1] = -1, -1
		}
		s.dims = append(s.dims, dim)
	}
	for set := uint32(1); set < 1<<len(s.dims); set++ {
		if rapid.IntRange(0, 3).Draw(t, "total") > 0 {
			s.sets = append(s.sets, set)
		}
	}
	share := rapid.IntRange(1, 9).Draw(t, "share")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	hidden := map[string]bool{}
	s.hide = func(codes []string) bool {
		k := strings.Join(codes, "/")
		if _, ok := hidden[k]; !ok {
			hidden[k] = r.IntN(10) < share
		}
		return hidden[k]
	}
	return s
}

func TestWhatCanBeWorkedOutIsWhatEliminationFinds(t *testing.T) {
	met := 0
	rapid.Check(t, func(rt *rapid.T) {
		s := randomTable(rt).make(rt)
		want := exactly(s)
		f := read(t, s)
		f.res.attack(t.Context(), []*tableFile{f})
		f.res.Problems = f.res.probs.kept
		got := leaks(f.res)["t.csv"]
		shown := want
		if len(want) > problemsShown {
			shown = got
		}
		for _, row := range got {
			if !slices.Contains(want, row) {
				shown = want
			}
		}
		if n := f.res.probs.count[problemKey{TableLeak, "t.csv"}]; !slices.Equal(got, shown) || n != int64(len(want)) {
			rt.Fatalf("worked out: records %v, by elimination %v\n%s", got, want, s.csv)
		}
		met += len(want)
	})
	if met == 0 {
		t.Error("no table of the test gave a number away")
	}
}

// read is a table as the pass reads it.
func read(t testing.TB, s *testTable) *tableFile {
	t.Helper()
	f := &tableFile{f: &s.account, t: s.account.Table, res: &Result{probs: newProblems(), engine: sharedEngine(t), data: map[string]bool{}, Changed: map[string]map[int]int64{}, Kept: map[string]map[int]map[string]int64{}}}
	if !f.account() {
		t.Fatalf("the account makes no sense: %v", f.res.probs.kept)
	}
	if err := f.read(t.Context(), csvFormat[0].Witness, strings.NewReader(string(s.csv))); err != nil {
		t.Fatal(err)
	}
	f.figures()
	return f
}

// A number is said to lie within a few values only where it does: every table of
// counts that fits is tried.
func TestBoundsAreTrue(t *testing.T) {
	met := 0
	rapid.Check(t, func(rt *rapid.T) {
		s := plain(rapid.IntRange(2, 3).Draw(rt, "w"), rapid.IntRange(2, 3).Draw(rt, "m"))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
		value, hidden := map[string]int{}, map[string]bool{}
		each([][]string{s.dims[0].codes, s.dims[1].codes}, func(c []string) {
			k := strings.Join(c, "/")
			value[k], hidden[k] = r.IntN(5), r.IntN(10) < 7
		})
		s.leaf = func(c []string) int { return value[strings.Join(c, "/")] }
		s.hide = func(c []string) bool { return hidden[strings.Join(c, "/")] }
		s.below = 0
		f := read(t, s.make(rt))
		f.res.attack(t.Context(), []*tableFile{f})
		f.res.Problems = f.res.probs.kept
		low, high := possible(s, value, hidden)
		for _, p := range f.res.Problems {
			if p.Kind != TableLeak {
				rt.Fatalf("another problem: %s", p)
			}
			k := strings.Join(s.table.Rows[p.Row-2].Codes, "/")
			if high[k]-low[k] > narrow {
				rt.Fatalf("%s lies from %d to %d\n%s", p, low[k], high[k], s.csv)
			}
			met++
		}
	})
	if met == 0 {
		t.Error("no table of the test gave a number away")
	}
}

// possible are the least and the most of each hidden cell of a small table in all
// tables with the same totals and shown numbers.
func possible(s *testTable, value map[string]int, hidden map[string]bool) (low, high map[string]int) {
	low, high = map[string]int{}, map[string]int{}
	w, m := s.dims[0].codes, s.dims[1].codes
	rows, cols := make([]int, len(w)), make([]int, len(m))
	for i := range w {
		for k := range m {
			v := value[w[i]+"/"+m[k]]
			rows[i], cols[k] = rows[i]+v, cols[k]+v
		}
	}
	now := map[string]int{}
	var walk func(at int)
	walk = func(at int) {
		if at == len(w)*len(m) {
			for i := range rows {
				if rows[i] != 0 {
					return
				}
			}
			for k := range now {
				if _, met := low[k]; !met {
					low[k], high[k] = now[k], now[k]
				}
				low[k], high[k] = min(low[k], now[k]), max(high[k], now[k])
			}
			return
		}
		i, k := at/len(m), at%len(m)
		if k == 0 && i > 0 && rows[i-1] != 0 {
			return
		}
		name := w[i] + "/" + m[k]
		from, to := 0, min(rows[i], cols[k])
		if !hidden[name] {
			from, to = value[name], min(to, value[name])
		}
		if i == len(w)-1 {
			from = max(from, cols[k])
		}
		for v := from; v <= to; v++ {
			now[name], rows[i], cols[k] = v, rows[i]-v, cols[k]-v
			walk(at + 1)
			rows[i], cols[k] = rows[i]+v, cols[k]+v
		}
	}
	walk(0)
	return low, high
}

// A draw obeys the equations, and is not zero where it need not be.
func TestAKernelIsOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows, cols := rapid.IntRange(1, 12).Draw(rt, "rows"), rapid.IntRange(1, 14).Draw(rt, "columns")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
		m := &matrix{rows: rows, from: []int32{0}, cells: make([]int32, cols)}
		dense := make([][]uint64, rows)
		for i := range rows {
			dense[i] = make([]uint64, cols)
			for c := range cols {
				if k := r.IntN(6); k < 2 {
					m.col, m.minus = append(m.col, int32(c)), append(m.minus, k == 0)
					dense[i][c] = signedIn(1, k == 0)
				}
			}
			m.from = append(m.from, int32(len(m.col)))
		}
		x, ok := m.kernel(func() uint64 { return r.Uint64N(prime) })
		if !ok {
			rt.Fatal("the draw failed")
		}
		fixed := fixedColumns(dense)
		for c := range x {
			if (x[c] == 0) != fixed[c] {
				rt.Fatalf("column %d: drawn %d, fixed %t", c, x[c], fixed[c])
			}
		}
	})
}

// fixedColumns are those that are zero in every solution, by elimination.
func fixedColumns(m [][]uint64) []bool {
	out := make([]bool, len(m[0]))
	rank := 0
	for c := range m[0] {
		p := slices.IndexFunc(m[rank:], func(r []uint64) bool { return r[c] != 0 })
		if p < 0 {
			continue
		}
		m[rank], m[rank+p] = m[rank+p], m[rank]
		inv := inverse(m[rank][c])
		for r := range m {
			if f := multiply(m[r][c], inv); r != rank && f != 0 {
				for k := range m[r] {
					m[r][k] = minus(m[r][k], multiply(f, m[rank][k]))
				}
			}
		}
		if rank++; rank == len(m) {
			break
		}
	}
	for _, r := range m[:rank] {
		only, n := 0, 0
		for c := range r {
			if r[c] != 0 {
				only, n = c, n+1
			}
		}
		out[only] = out[only] || n == 1
	}
	return out
}
