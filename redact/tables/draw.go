package tables

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Pictures are paths and texts and nothing else: no script, no reference to
// another part of the page or to a file. Even the hatching is drawn line by line,
// so it prints as it looks.

// picture is what the page's template draws.
type picture struct {
	ID, Title, Desc string
	W, H            string
	Scale           string // of the areas of a map
	Areas           []mark
	Marks           []mark
	Twin            *grid // the same as a table
	Tall            bool  // the table stands beside it, not under it
}

// Long reports a table that is no longer than its picture only on a screen, where
// it scrolls.
func (p *picture) Long() bool { return p.Twin != nil && len(p.Twin.Rows) > 40 }

// mark is a path, or a text where Text is set.
type mark struct {
	Class, D     string
	X, Y, Anchor string // of a text
	Text         string
	Tip          string // what a pointer that rests there shows
}

type point struct{ x, y float64 }

// textWidth is about the width of a text of 11 pixels; there are no fonts here to
// measure by.
func textWidth(s string) float64 { return 6.3 * float64(len([]rune(s))) }

// num writes a coordinate, to a tenth.
func num(x float64) string {
	s := strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func (p *picture) path(class, d, tip string) {
	if d != "" {
		p.Marks = append(p.Marks, mark{Class: class, D: d, Tip: tip})
	}
}

func (p *picture) text(class string, x, y float64, anchor, s string) {
	p.Marks = append(p.Marks, mark{Class: class, X: num(x), Y: num(y), Anchor: anchor, Text: s})
}

// box is a rectangle on a picture.
type box struct{ x, y, w, h float64 }

func (b box) path() string {
	return "M" + num(b.x) + " " + num(b.y) + "h" + num(b.w) + "v" + num(b.h) + "h" + num(-b.w) + "z"
}

func (b box) ring() []point {
	return []point{{b.x, b.y}, {b.x + b.w, b.y}, {b.x + b.w, b.y + b.h}, {b.x, b.y + b.h}}
}

// hatchGap is the distance between the lines of a hatching, in pixels.
const hatchGap = 5

// hatch is the path of slanting lines within rings, by the even-odd rule.
func hatch(rings [][]point, gap float64) string {
	low, high := math.Inf(1), math.Inf(-1)
	for _, r := range rings {
		for _, p := range r {
			low, high = min(low, p.x+p.y), max(high, p.x+p.y)
		}
	}
	if high <= low || (high-low)/gap > 1e5 {
		return ""
	}
	var d strings.Builder
	var cuts []point
	// Lines stand at odd halves of a gap, where no corner of a grid lies.
	for k := math.Ceil(low/gap - 0.5); (k+0.5)*gap < high; k++ {
		at := (k + 0.5) * gap
		cuts = cuts[:0]
		for _, r := range rings {
			for i, a := range r {
				b := r[(i+1)%len(r)]
				fa, fb := a.x+a.y-at, b.x+b.y-at
				if (fa < 0) != (fb < 0) {
					s := fa / (fa - fb)
					cuts = append(cuts, point{a.x + s*(b.x-a.x), a.y + s*(b.y-a.y)})
				}
			}
		}
		slices.SortFunc(cuts, func(a, b point) int { return cmp.Compare(a.x, b.x) })
		for i := 0; i+1 < len(cuts); i += 2 {
			if from, to := num(cuts[i].x)+" "+num(cuts[i].y), num(cuts[i+1].x)+" "+num(cuts[i+1].y); from != to {
				d.WriteString("M" + from + "L" + to)
			}
		}
	}
	return d.String()
}

// niceTicks are round numbers from at or below low to at or above high.
func niceTicks(low, high float64, about int) []float64 {
	low, high = min(low, 0), max(high, 0)
	if high == low {
		high = 1
	}
	raw := (high - low) / float64(about)
	unit := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * unit
	for _, m := range []float64{1, 2, 5} {
		if m*unit >= raw {
			step = m * unit
			break
		}
	}
	var out []float64
	for k := math.Floor(low / step); ; k++ {
		out = append(out, k*step)
		if k*step >= high {
			return out
		}
	}
}

// tickWords writes a tick; steps are round, so twelve digits are more than enough.
func tickWords(x float64) string {
	s, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	if err != nil || s == 0 {
		return "0"
	}
	return grouped(strconv.FormatFloat(s, 'f', -1, 64))
}
