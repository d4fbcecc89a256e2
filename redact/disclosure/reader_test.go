package disclosure_test

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"vaughn/redact/disclosure"
)

// reader is who reads a release and works out what he can. He shares no code with
// the package: he writes the sums down from the tables himself and looks for
// tables of whole numbers that agree with everything shown.
type reader struct {
	id     map[string]int
	truth  []int64
	hidden []bool
	least  []int64
	sums   [][]int // a total and its parts
	of     [][]int // by cell: the sums that it stands in
	steps  int
}

// mostSteps is what a reader tries before he gives up.
const mostSteps = 400_000

// reach is how far above the true numbers he looks where nothing shown says more.
const reach = 60

func cellName(t *disclosure.Table, at []int) string {
	var parts []string
	for d, c := range at {
		if c >= 0 {
			parts = append(parts, t.Dims[d].Name+"="+t.Dims[d].Codes[c])
		}
	}
	sort.Strings(parts)
	return strings.Join(parts, "&")
}

// read builds the reader of a release: zeros are shown, so what is hidden is at
// least least.
func read(tables []*disclosure.Table, out *disclosure.Outcome, least int64) *reader {
	r := &reader{id: map[string]int{}}
	for k, h := range out.Tables {
		for _, v := range h.Cells {
			name := cellName(tables[k], v.At)
			if _, ok := r.id[name]; !ok {
				r.id[name] = len(r.truth)
				r.truth, r.hidden, r.least = append(r.truth, v.Units), append(r.hidden, v.Hidden), append(r.least, least)
			}
		}
	}
	for k, h := range out.Tables {
		for _, v := range h.Cells {
			r.total(tables[k], v.At)
		}
	}
	r.of = make([][]int, len(r.truth))
	for k, s := range r.sums {
		for _, c := range s {
			r.of[c] = append(r.of[c], k)
		}
	}
	return r
}

// total writes down the sums whose total is a cell.
func (r *reader) total(t *disclosure.Table, at []int) {
	for d := range at {
		sum := []int{r.id[cellName(t, at)]}
		for c := range t.Dims[d].Codes {
			up := -1
			if p := t.Dims[d].Parent; p != nil {
				up = p[c]
			}
			if up == at[d] {
				part := slices.Clone(at)
				part[d] = c
				sum = append(sum, r.id[cellName(t, part)])
			}
		}
		if len(sum) > 1 {
			r.sums = append(r.sums, sum)
		}
	}
}

// safe reports whether two tables agree with all that is shown and are width
// apart at a cell; known is false where the reader gave up. He tries every number
// from the least possible one on. Numbers around the true one do not do: in three
// dimensions what is possible may have gaps, and then none of the two that are
// width apart need be within width of the true one (TestReaderSeesBeyondGaps).
func (r *reader) safe(cell int, width int64) (safe, known bool) {
	lo, hi := r.bounds()
	if !r.narrow(lo, hi) {
		return false, true // the truth itself does not agree
	}
	low, known := r.truth[cell], true
	for v := lo[cell]; v < low; v++ {
		ok, sure := r.asked(cell, v)
		if known = known && sure; ok {
			low = v
		}
	}
	for v := low + width; v <= hi[cell]; v++ {
		ok, sure := v == r.truth[cell], true
		if !ok {
			ok, sure = r.asked(cell, v)
		}
		if ok {
			return true, true
		}
		known = known && sure
	}
	return false, known
}

// asked reports whether a cell may be v, and whether the reader is sure of it.
func (r *reader) asked(cell int, v int64) (ok, sure bool) {
	r.steps = 0
	ok = r.possible(cell, v)
	return ok, ok || r.steps <= mostSteps
}

// bounds are what a reader knows before he adds anything up. Nobody looks further
// than reach above the true numbers where no total that is shown ends it.
func (r *reader) bounds() (lo, hi []int64) {
	lo, hi = make([]int64, len(r.truth)), make([]int64, len(r.truth))
	for c, n := range r.truth {
		lo[c], hi[c] = n, n
		if r.hidden[c] {
			lo[c], hi[c] = r.least[c], n+reach
		}
	}
	return lo, hi
}

// possible reports whether a cell may be v.
func (r *reader) possible(cell int, v int64) bool {
	lo, hi := r.bounds()
	if v < lo[cell] || v > hi[cell] {
		return false
	}
	lo[cell], hi[cell] = v, v
	return r.search(lo, hi)
}

// narrow draws every conclusion from single sums; false where there is no table.
func (r *reader) narrow(lo, hi []int64) bool {
	for again := true; again; {
		again = false
		for _, s := range r.sums {
			// Those who are counted in several parts are known to be as many as they are.
			twice := -r.truth[s[0]]
			for _, c := range s[1:] {
				twice += r.truth[c]
			}
			least, most := -twice, -twice
			for _, c := range s[1:] {
				least, most = least+lo[c], most+hi[c]
				if twice > 0 && (hi[c] > hi[s[0]] || lo[s[0]] < lo[c]) { // no part is more than all
					hi[c], lo[s[0]], again = min(hi[c], hi[s[0]]), max(lo[s[0]], lo[c]), true
				}
			}
			if again && twice > 0 {
				least, most = -twice, -twice
				for _, c := range s[1:] {
					least, most = least+lo[c], most+hi[c]
				}
			}
			for k, c := range s {
				a, b := least, most
				if k > 0 { // a part is the total less the other parts
					a, b = lo[s[0]]-(most-hi[c]), hi[s[0]]-(least-lo[c])
				}
				if a > lo[c] || b < hi[c] {
					if k > 0 {
						least, most = least+max(0, a-lo[c]), most-max(0, hi[c]-b)
					}
					lo[c], hi[c], again = max(lo[c], a), min(hi[c], b), true
				}
				if lo[c] > hi[c] {
					return false
				}
			}
		}
	}
	return true
}

func (r *reader) search(lo, hi []int64) bool {
	if r.steps++; r.steps > mostSteps/10 || !r.narrow(lo, hi) {
		if r.steps > mostSteps/10 {
			r.steps = mostSteps + 1
		}
		return false
	}
	pick := -1
	for c := range lo {
		if lo[c] < hi[c] && (pick < 0 || hi[c]-lo[c] < hi[pick]-lo[pick]) {
			pick = c
		}
	}
	if pick < 0 {
		return true
	}
	near := min(max(r.truth[pick], lo[pick]), hi[pick])
	for off := int64(0); off <= hi[pick]-lo[pick]; off++ {
		for _, v := range []int64{near + off, near - off} {
			if v < lo[pick] || v > hi[pick] || off == 0 && v != near {
				continue
			}
			l, h := slices.Clone(lo), slices.Clone(hi)
			l[pick], h[pick] = v, v
			if r.search(l, h) {
				return true
			}
			if r.steps > mostSteps || off == 0 {
				break
			}
		}
	}
	return false
}

// suppress runs the package with defaults.
func suppress(t interface{ Fatalf(string, ...any) }, below int64, tables ...*disclosure.Table) *disclosure.Outcome {
	out, err := disclosure.Suppress(context.Background(), disclosure.Input{Tables: tables, Rule: disclosure.Rule{Below: below}})
	if err != nil {
		t.Fatalf("Suppress: %v", err)
	}
	return out
}

// flat is a dimension without levels.
func flat(name string, n int) disclosure.Dim {
	d := disclosure.Dim{Name: name}
	for k := range n {
		d.Codes = append(d.Codes, fmt.Sprintf("%s%d", name, k))
	}
	return d
}

// grid2 is a table of two dimensions from its rows.
func grid2(name string, a, b disclosure.Dim, rows ...[]int64) *disclosure.Table {
	t := &disclosure.Table{Name: name, Dims: []disclosure.Dim{a, b}}
	for i, row := range rows {
		for j, n := range row {
			t.Cells = append(t.Cells, disclosure.Cell{At: []int{i, j}, Units: n})
		}
	}
	return t
}

// hiddenAt reports whether a cell of a table is hidden.
func hiddenAt(t *testing.T, h disclosure.Hidden, at ...int) bool {
	t.Helper()
	for _, v := range h.Cells {
		if slices.Equal(v.At, at) {
			return v.Hidden
		}
	}
	t.Fatalf("no cell %v", at)
	return false
}

// mustBeSafe fails where a reader can work out a hidden small number.
func mustBeSafe(t interface {
	Errorf(string, ...any)
	Helper()
}, r *reader, below, width int64) (checked int) {
	t.Helper()
	for name, c := range r.id {
		if r.truth[c] <= 0 || r.truth[c] >= below {
			continue
		}
		if !r.hidden[c] {
			t.Errorf("%s is small and shown", name)
			continue
		}
		safe, known := r.safe(c, width)
		if known && !safe {
			t.Errorf("%s can be worked out to within less than %d", name, width)
		}
		if known {
			checked++
		}
	}
	return checked
}
