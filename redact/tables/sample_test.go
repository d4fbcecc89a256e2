package tables

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"vaughn/redact/aggregate/key"
)

// city is a made-up city: wards in a grid with crooked borders that neighbours
// share, each in a district.
func city(columns, rows, steps int) (codes []string, features map[string][]byte) {
	features = map[string][]byte{}
	wobble := func(x, y float64) (float64, float64) {
		return -76.25 + 0.2*(x+0.18*math.Sin(3*y+x)+0.05*math.Sin(17*x+5*y))/float64(columns), 43 + 0.12*(y+0.2*math.Cos(2.3*x+y)+0.04*math.Cos(13*x+9*y))/float64(rows)
	}
	for r := range rows {
		for c := range columns {
			code := fmt.Sprint(r*columns + c + 1)
			var b strings.Builder
			b.WriteString(`{"type":"Polygon","coordinates":[[`)
			for side, at := range [][4]float64{{0, 0, 1, 0}, {1, 0, 0, 1}, {1, 1, -1, 0}, {0, 1, 0, -1}} {
				for i := range steps {
					f := float64(i) / float64(steps)
					x, y := wobble(float64(c)+at[0]+f*at[2], float64(r)+at[1]+f*at[3])
					if side+i > 0 {
						b.WriteByte(',')
					}
					fmt.Fprintf(&b, "[%.6f,%.6f]", x, y)
				}
			}
			x, y := wobble(float64(c), float64(r))
			fmt.Fprintf(&b, ",[%.6f,%.6f]]]}", x, y)
			codes = append(codes, code)
			features[code] = []byte(b.String())
		}
	}
	return codes, features
}

func flat(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func months(from, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%04d-%02d", (from+i)/12, (from+i)%12+1))
	}
	return out
}

// failer is what a test and a property have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// complete adds a row for every combination of codes, and of totals for the sets
// that are wanted; cells makes its numbers.
func complete(t failer, table Table, sets []uint32, cells func(codes []string) []Cell) *Table {
	t.Helper()
	b := NewBuilder(table)
	for _, set := range sets {
		combos := [][]string{nil}
		for d := range table.Dims {
			codes := table.Dims[d].Codes
			if set&(1<<d) != 0 {
				codes = []string{key.TotalCode}
			}
			var next [][]string
			for _, c := range combos {
				for _, code := range codes {
					next = append(next, append(c[:len(c):len(c)], code))
				}
			}
			combos = next
		}
		for _, c := range combos {
			if err := b.Add(c, cells(c)); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// wardsByMonth is the table of POLICY.md on a made-up city.
func wardsByMonth(t testing.TB, columns, rows, periods, steps int) *Table {
	codes, features := city(columns, rows, steps)
	r := rand.New(rand.NewPCG(1, 2))
	wards := append(codes, key.NotLocatedCode)
	table := Table{
		Name: "requests_by_ward_and_month", Title: "requests by ward and month",
		Dims: []Dim{
			{Name: "ward", Kind: key.Place, Codes: wards, Parent: flat(len(wards))},
			{Name: "month", Kind: key.Date, Codes: months(2021*12+4, periods), Parent: flat(periods)},
		},
		Measures: []Measure{{Name: "requests", Words: "count of rows", Number: Integer}, {Name: "median_days", Words: "median of Days_to_Close", Number: Decimal}},
		Notes:    []string{"A number below 11 is hidden. A month appears five days after its end."},
		Places:   &Places{Dim: 0, Feature: features},
	}
	return complete(t, table, []uint32{0, 1, 2, 3}, func(c []string) []Cell {
		n, most := 20.0, 0.93
		if c[0] == key.TotalCode {
			n *= float64(len(wards))
		}
		if c[1] == key.TotalCode {
			n *= float64(periods)
		} else {
			n *= 1 + 0.5*math.Sin(float64(len(c[1])+int(c[1][6]-'0')))
		}
		if c[0] != key.TotalCode && c[1] != key.TotalCode {
			most = 0.8
		}
		hide := r.Float64() > most && (c[0] != key.TotalCode || c[1] != key.TotalCode)
		return []Cell{NewCell(fmt.Sprint(int(n*(0.4+1.2*r.Float64()))), hide), NewCell(fmt.Sprintf("%.1f", 2+9*r.Float64()), hide)}
	})
}
