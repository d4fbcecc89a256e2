package tables

import (
	"fmt"
	"math"
	"slices"

	"vaughn/exemptions/words"
	"vaughn/redact/aggregate/key"
)

const (
	mostRows = 30   // lines of a bar chart
	rowTall  = 19.0 // one of them
)

// barDim is the dimension that a table without dates is drawn over: the first
// that is not already on the map, else the one that is.
func (t *Table) barDim() int {
	for d := range t.Dims {
		if t.Dims[d].Kind != key.Date && (t.Places == nil || t.Places.Dim != d) {
			return d
		}
	}
	return 0
}

// barChart draws measure m for the codes of dimension d, one below the other.
func (v *view) barChart(d, m int) (*picture, string) {
	t := v.t
	s, ok := v.single(d, m)
	inner := t.Dims[d].inner()
	var codes []int
	for i := range t.Dims[d].Codes {
		if !inner[i] {
			codes = append(codes, i)
		}
	}
	if !ok || len(codes) == 0 {
		return nil, "There is no picture by " + t.Dims[d].Name + ": its totals are not released."
	}
	all := len(codes)
	codes = largest(s, codes, mostRows)
	p := &picture{Title: upperFirst(spaced(t.Measures[m].Name)) + " by " + spaced(t.Dims[d].Name), W: num(chartWide)}
	low, high, hidden, names := 0.0, 0.0, int64(0), 0.0
	for _, c := range codes {
		if x, ok := s.cells[c].value(); ok {
			low, high = min(low, x), max(high, x)
		}
		if s.cells[c].hidden {
			hidden++
		}
		names = max(names, textWidth(words.Shown(t.Dims[d].Codes[c])))
	}
	names = min(names, 240) + 10
	if high == low {
		high = low + 1
	}
	y := 4.0
	plot := box{names, y, chartWide - names - 70, rowTall * float64(len(codes))}
	at := func(x float64) float64 { return plot.x + plot.w*(x-low)/(high-low) }
	for i, c := range codes {
		row := box{plot.x, plot.y + float64(i)*rowTall + 3, plot.w, rowTall - 6}
		name := words.Shown(t.Dims[d].Codes[c])
		p.text("p-text", plot.x-6, row.y+10, "end", cutText(name, names-4))
		v.bar(p, row, s.cells[c], name, at)
	}
	p.path("p-axis", "M"+num(at(0))+" "+num(plot.y)+"v"+num(plot.h), "")
	p.H = num(math.Ceil(plot.y + plot.h + 6))
	p.Desc = fmt.Sprintf("%s by %s%s.", upperFirst(t.Measures[m].about()), t.Dims[d].Name, ofPeriod(s))
	if all > len(codes) {
		p.Desc += fmt.Sprintf(" The %d with the largest numbers shown, of %s.", len(codes), words.Count(int64(all)))
	}
	if hidden > 0 {
		p.Desc += fmt.Sprintf(" %s %s hidden, hatched over the whole width.", words.Plural(hidden, "number"), words.IsAre(hidden))
	}
	if len(t.Dims) > 1 {
		p.Twin = listTwin(t, m, d, s, codes)
	}
	return p, ""
}

// bar draws one line. A hidden number is hatched from end to end.
func (v *view) bar(p *picture, row box, c Cell, name string, at func(float64) float64) {
	x, ok := c.value()
	switch {
	case c.hidden:
		p.path("p-lines", hatch([][]point{row.ring()}, hatchGap), "")
		p.path("p-band", row.path(), name+": hidden")
		p.text("p-num", row.x+row.w+5, row.y+10, "start", "hidden")
	case ok:
		from, to := min(at(0), at(x)), max(at(0), at(x), at(0)+1.2)
		p.path("p-bar", box{from, row.y, to - from, row.h}.path(), name+": "+c.words())
		p.text("p-num", to+5, row.y+10, "start", c.words())
	default:
		p.text("p-num", row.x+5, row.y+10, "start", "none")
	}
}

func ofPeriod(s series) string {
	if s.label == "" {
		return ""
	}
	return ", " + s.label
}

// largest keeps the codes with the largest numbers shown, in their order.
func largest(s series, codes []int, most int) []int {
	if len(codes) <= most {
		return codes
	}
	by := slices.Clone(codes)
	rank := func(c int) float64 {
		if x, ok := s.cells[c].value(); ok {
			return x
		}
		return math.Inf(-1)
	}
	slices.SortStableFunc(by, func(a, b int) int {
		switch x, y := rank(a), rank(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	by = by[:most]
	slices.Sort(by)
	return by
}
