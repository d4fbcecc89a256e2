package tables

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestReadPeriod(t *testing.T) {
	for _, tt := range []struct {
		code string
		unit unit
		next string // the period after it; "" = not asked
		want string
	}{
		{"2026-05", month, "2026-06", "May 2026"},
		{"2025-12", month, "2026-01", "Dec 2025"},
		{"2026-Q4", quarter, "2027-Q1", "Q4 2026"},
		{"2026", year, "2027", "2026"},
		{"FY2026", fiscalYear, "FY2027", "FY2026"},
		{"2026-02-28", day, "2026-03-01", "Feb 28, 2026"},
		{"1969-12-31", day, "1970-01-01", "Dec 31, 1969"},
		{"2026-W53", isoWeek, "2027-W01", "week 53 of 2026"},
		{"2025-W52", isoWeek, "2026-W01", "week 52 of 2025"},
		{"1969-W52", isoWeek, "1970-W01", "week 52 of 1969"},
		{"Mon 23", hourOfWeek, "Tue 00", "Mon 23:00"},
		{"2026-13", noUnit, "", ""}, {"2026-Q5", noUnit, "", ""}, {"2026-W54", noUnit, "", ""}, {"2026-", noUnit, "", ""},
		{"26", noUnit, "", ""}, {"FY26", noUnit, "", ""}, {"2026-02-30", noUnit, "", ""}, {"Mon 24", noUnit, "", ""}, {"onT 01", noUnit, "", ""},
		{"(unknown)", noUnit, "", ""}, {"", noUnit, "", ""}, {"2026-QW1", noUnit, "", ""}, {"FY2026-05", noUnit, "", ""}, {"-026", noUnit, "", ""},
	} {
		p := readPeriod(tt.code)
		if p.unit != tt.unit || p.words != tt.want {
			t.Errorf("%s is unit %d, %q", tt.code, p.unit, p.words)
		}
		if tt.next != "" && readPeriod(tt.next).at != p.at+1 {
			t.Errorf("%s does not follow %s: %d, %d", tt.next, tt.code, p.at, readPeriod(tt.next).at)
		}
	}
}

func FuzzReadPeriod(f *testing.F) {
	for _, s := range []string{"2026-05", "2026-Q1", "2026-W01", "FY2026", "2026-05-14", "Mon 00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		if p := readPeriod(code); p.unit != noUnit && (p.words == "" || p.label == "" || p.sub < 1) {
			t.Errorf("%q is read as %+v", code, p)
		}
	})
}

func TestTimeline(t *testing.T) {
	all := func(n int) []int {
		out := make([]int, n)
		for i := range out {
			out[i] = i
		}
		return out
	}
	for _, tt := range []struct {
		codes []string
		slots int
		last  int
		unit  unit
	}{
		{months(24312, 60), 60, 59, month},
		{[]string{"2026-01", "2026-02", "2026-05"}, 5, 4, month}, // the gap is seen
		{[]string{"1900-01", "2026-02", "2026-05"}, 3, 2, month}, // one wrong date does not press the rest
		{[]string{"2026-01", "2026"}, 2, 1, noUnit},
		{[]string{"2026-02", "2026-01"}, 2, 1, noUnit},
		{[]string{"spring", "autumn"}, 2, 1, noUnit},
	} {
		l := newTimeline(tt.codes, all(len(tt.codes)))
		if l.slots != tt.slots || l.slot[len(l.slot)-1] != tt.last || l.unit != tt.unit {
			t.Errorf("%v: %d slots, the last %d, unit %d", tt.codes, l.slots, l.slot[len(l.slot)-1], l.unit)
		}
	}
}

// Sixty months have a label each, and no two labels of a line overlap, for any
// number of periods of any unit.
func TestLabelsDoNotOverlap(t *testing.T) {
	for n := 1; n <= 130; n++ {
		checkLabels(t, months(24307, n), n <= 60)
		var quarters, years, weeks []string
		for i := range n {
			quarters = append(quarters, fmt.Sprintf("%d-Q%d", 1990+i/4, i%4+1))
			years = append(years, strconv.Itoa(1900+i))
			weeks = append(weeks, fmt.Sprintf("%d-W%02d", 2000+i/52, i%52+1))
		}
		checkLabels(t, quarters, false)
		checkLabels(t, years, false)
		checkLabels(t, weeks, false)
	}
}

func checkLabels(t *testing.T, codes []string, each bool) {
	t.Helper()
	at := make([]int, len(codes))
	for i := range at {
		at[i] = i
	}
	p := &picture{}
	axis(p, newTimeline(codes, at), box{50, 0, chartWide - 52, 100}, true)
	end := map[string]float64{}
	count := 0
	for _, m := range p.Marks {
		if m.Text == "" {
			continue
		}
		x, err := strconv.ParseFloat(m.X, 64)
		if err != nil {
			t.Fatal(err)
		}
		w := textWidth(m.Text)
		if m.Anchor == "middle" {
			x -= w / 2
		}
		if x < end[m.Y]-1.5 || x+w > chartWide+3 {
			t.Errorf("%d periods from %s: the label %s overlaps or leaves the picture", len(codes), codes[0], m.Text)
		}
		end[m.Y] = x + w
		if m.Class == "p-text" {
			count++
		}
	}
	if each && count != len(codes) {
		t.Errorf("%d of %d months have a label", count, len(codes))
	}
	if len(end) == 0 {
		t.Errorf("%d periods from %s have no label at all", len(codes), codes[0])
	}
}

func TestNiceTicks(t *testing.T) {
	for _, tt := range []struct {
		low, high float64
		want      string
	}{
		{0, 926, "0 500 1,000"}, {0, 0, "0 0.5 1"}, {0, 0.07, "0 0.02 0.04 0.06 0.08"}, {-30, 60, "-50 0 50 100"}, {0, 3, "0 1 2 3"}, {0, 1234567, "0 500,000 1,000,000 1,500,000"},
	} {
		var got []string
		for _, x := range niceTicks(tt.low, tt.high, 4) {
			got = append(got, tickWords(x))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%g to %g: %s, want %s", tt.low, tt.high, s, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		low, high := rapid.Float64Range(-1e12, 1e12).Draw(t, "low"), rapid.Float64Range(0, 1e12).Draw(t, "high")
		low = min(low, high)
		ticks := niceTicks(low, high, 4)
		if len(ticks) < 2 || len(ticks) > 12 || ticks[0] > low || ticks[len(ticks)-1] < high {
			t.Fatalf("%g to %g: %v", low, high, ticks)
		}
	})
}

func TestGrouped(t *testing.T) {
	for in, want := range map[string]string{"0": "0", "999": "999", "1000": "1,000", "-1234567.891": "-1,234,567.891", "12.5": "12.5", "-100": "-100"} {
		if got := grouped(in); got != want {
			t.Errorf("%s is shown as %s", in, got)
		}
	}
}

var segment = regexp.MustCompile(`M(-?[0-9.]+) (-?[0-9.]+)L(-?[0-9.]+) (-?[0-9.]+)`)

// The lines of a hatching lie within the ring, outside of its hole, and fill it.
func TestHatch(t *testing.T) {
	outer, hole := box{0, 0, 100, 60}, box{40, 20, 20, 20}
	length := 0.0
	for _, m := range segment.FindAllStringSubmatch(hatch([][]point{outer.ring(), hole.ring()}, 5), -1) {
		var v [4]float64
		for i := range v {
			v[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		x, y := (v[0]+v[2])/2, (v[1]+v[3])/2
		if x < 0 || x > 100 || y < 0 || y > 60 || x > 40 && x < 60 && y > 20 && y < 40 {
			t.Errorf("the line %s has its middle outside", m[0])
		}
		if math.Abs((v[0]+v[1])-(v[2]+v[3])) > 0.3 {
			t.Errorf("the line %s does not slant as the others", m[0])
		}
		length += math.Hypot(v[2]-v[0], v[3]-v[1])
	}
	// Lines 5 apart along x+y are 5/sqrt 2 apart across.
	if want := (100*60 - 20*20) / (5 / math.Sqrt2); math.Abs(length-want) > 0.03*want {
		t.Errorf("the lines are %.0f long together, want %.0f", length, want)
	}
	if hatch(nil, 5) != "" || hatch([][]point{{}}, 5) != "" {
		t.Error("nothing is hatched")
	}
}

func TestClasses(t *testing.T) {
	cells := func(list ...string) (out []Cell) {
		for _, s := range list {
			out = append(out, NewCell(s, s == "h"))
		}
		return out
	}
	legend := func(k *classes) (out []string) {
		p := &picture{}
		k.legend(p, 0, true)
		for _, m := range p.Marks {
			if m.Text != "" {
				out = append(out, m.Text)
			}
		}
		return out
	}
	for _, tt := range []struct {
		name  string
		cells []Cell
		want  []string
	}{
		{"fifths", cells("1", "2", "3", "4", "5", "6", "7", "8", "9", "1000", "h"), []string{"1 to 2", "3 to 4", "5 to 6", "7 to 8", "9 to 1,000", "hidden"}},
		{"zeros are white", cells("0", "3", "0", "4"), []string{"0", "3", "4", "hidden"}},
		{"nothing is white", cells("0", "3", "", "4"), []string{"no number", "0", "3", "4", "hidden"}},
		{"ties stay together", cells("5", "5", "5", "5", "5", "5", "5", "6", "7", "8", "9", "10", "11"), []string{"5", "6 to 8", "9 to 11", "hidden"}},
		{"all hidden", cells("h", "h"), []string{"hidden"}},
	} {
		k := newClasses(tt.cells)
		if diff := cmp.Diff(tt.want, legend(k)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	// Each number has the fill of the class whose numbers hold it.
	rapid.Check(t, func(t *rapid.T) {
		var list []Cell
		for _, n := range rapid.SliceOfN(rapid.IntRange(-5, 40), 1, 60).Draw(t, "numbers") {
			list = append(list, NewCell(strconv.Itoa(n), n == 7))
		}
		k := newClasses(list)
		if len(k.from) > mapClasses || len(k.first) != len(k.from) || len(k.last) != len(k.from) {
			t.Fatal("too many classes, or without their ends")
		}
		for _, c := range list {
			x, ok := c.value()
			if !ok || x == 0 {
				continue
			}
			in := 0
			for i := range k.from {
				low, _ := k.first[i].value()
				high, _ := k.last[i].value()
				if x >= low && x <= high {
					in++
					if k.class(c) != "p-area "+k.fill(i) {
						t.Fatalf("%g has the fill of another class", x)
					}
				}
			}
			if in != 1 {
				t.Fatalf("%g is in %d classes", x, in)
			}
		}
	})
}

// Neighbours keep one border however much is left out of it.
func TestNeighboursShareTheirBorder(t *testing.T) {
	codes, features := city(2, 1, 200)
	var areas []*area
	for _, c := range codes {
		a, err := readArea(features[c])
		if err != nil {
			t.Fatal(err)
		}
		areas = append(areas, a)
	}
	p := newProjection(areas)
	right := map[point]bool{}
	for _, q := range areas[1].polygons[0][0].at {
		right[q] = true
	}
	for _, grid := range []float64{1, 4, 16, 64} {
		shapes := p.shapes(areas, int(grid))
		has := func(i int, q point) bool { return slices.Contains(shapes[i].rings[0], q) }
		shared := 0
		for _, q := range areas[0].polygons[0][0].at {
			if !right[q] {
				continue
			}
			shared++
			q = p.place(q)
			if q = (point{math.Round(q.x/grid) * grid, math.Round(q.y/grid) * grid}); !has(0, q) || !has(1, q) {
				t.Fatalf("on a grid of %g a point of the border is not on both sides", grid)
			}
		}
		if shared < 200 {
			t.Fatalf("only %d points are shared, so this test would check little", shared)
		}
	}
	if a, b := shapeBytes(p.shapes(areas, 1)), shapeBytes(p.shapes(areas, 32)); b > a/2 {
		t.Errorf("a coarser grid takes %d bytes, a fine one %d", b, a)
	}
}

func TestProjection(t *testing.T) {
	at := func(west, east string) *area {
		a, err := readArea([]byte(fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%s,60],[%s,60],[%s,61],[%s,60]]]}`, west, east, east, west)))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	// On either side of 180 degrees, 4 degrees apart and not 356.
	p := newProjection([]*area{at("177", "178"), at("-179", "-178")})
	if !p.shift || p.place(point{-179, 60}).x < p.place(point{178, 60}).x {
		t.Error("the map does not cross 180 degrees")
	}
	// A degree of longitude at 60 degrees is about half one of latitude.
	if r := p.wide / p.high; math.Abs(r-math.Cos(60.5*math.Pi/180)) > 1e-9 {
		t.Errorf("a degree is %.3f as wide as high", r)
	}
	// An area too small to see is a small square.
	tiny := at("-178.00002", "-178.00001")
	s := p.shapes([]*area{at("177", "178"), tiny}, 8)
	if len(s[1].rings) != 1 || len(s[1].rings[0]) != 4 || s[1].path == "" {
		t.Error("a small area is not there")
	}
}
