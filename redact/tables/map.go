package tables

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"vaughn/exemptions/words"
)

// Sizes of a map. Areas are drawn on a grid of fine whole units, so that two
// neighbours have the very same border whatever is left out of it.
const (
	mapWide    = 540.0
	mapTall    = 560.0
	fine       = 5      // units of the grid in a pixel
	mostMap    = 150000 // bytes of paths, beside which titles and names are small
	mostNames  = 120    // areas that are named on the map
	mostTips   = 1000   // areas that say their number to a pointer
	mapClasses = 5
)

// mapChart draws measure m on the areas of the table.
func (v *view) mapChart(m int) (*picture, string, error) {
	t, d := v.t, v.t.Places.Dim
	s, ok := v.single(d, m)
	if !ok {
		return nil, "There is no map: the totals by " + t.Dims[d].Name + " are not released.", nil
	}
	at, areas, err := t.places()
	if err != nil || len(at) == 0 {
		return nil, "There is no map: no area has a geometry.", err
	}
	p := &picture{Title: upperFirst(spaced(t.Measures[m].Name)) + " on the map" + ofPeriod(s), W: num(mapWide), Scale: num(1.0 / fine), Tall: true}
	proj := newProjection(areas)
	grid := 1
	shapes := proj.shapes(areas, grid)
	for ; grid < 64 && shapeBytes(shapes) > mostMap; shapes = proj.shapes(areas, grid) {
		grid *= 2
	}
	cells := make([]Cell, len(at))
	for i, c := range at {
		cells[i] = s.cells[c]
	}
	scale := newClasses(cells)
	var hidden int64
	for i, c := range at {
		name := words.Shown(t.Dims[d].Codes[c])
		area := mark{Class: scale.class(cells[i]), D: shapes[i].path}
		if len(at) <= mostTips {
			area.Tip = t.Dims[d].Name + " " + name + ": " + cells[i].words()
		}
		p.Areas = append(p.Areas, area)
		if cells[i].hidden {
			hidden++
			p.path("p-lines", hatch(shapes[i].pixels(), hatchGap), "")
		}
	}
	for i, c := range at {
		if name := words.Shown(t.Dims[d].Codes[c]); len(at) <= mostNames {
			if x, y, ok := shapes[i].room(textWidth(name)); ok {
				p.text("p-place", x, y+4, "middle", name)
			}
		}
	}
	p.H = num(math.Ceil(scale.legend(p, proj.tall/fine+14, hidden > 0)))
	p.Desc = mapWords(t, m, s, int64(len(at)), hidden, t.Dims[d].Name)
	if len(t.Dims) > 1 {
		p.Twin = listTwin(t, m, d, s, at)
	}
	return p, "", nil
}

func mapWords(t *Table, m int, s series, areas, hidden int64, dim string) string {
	out := fmt.Sprintf("%s for %s (%s)%s: the darker, the larger.", upperFirst(t.Measures[m].about()), words.Plural(areas, "area"), dim, ofPeriod(s))
	if hidden > 0 {
		out += fmt.Sprintf(" %s %s hidden and hatched.", words.Plural(hidden, "number"), words.IsAre(hidden))
	}
	return out
}

// projection puts longitude and latitude on the grid: plain, with the width of a
// degree as it is in the middle of the map.
type projection struct {
	west, north, wide, high float64 // of a degree, in units
	shift                   bool    // the map crosses 180 degrees
	tall                    float64 // of the map, in units
}

func newProjection(areas []*area) projection {
	west, east, south, north := extent(areas, false)
	p := projection{}
	if east-west > 180 {
		if w, e, _, _ := extent(areas, true); e-w < east-west {
			west, east, p.shift = w, e, true
		}
	}
	p.west, p.north = west, north
	narrow := math.Cos((south + north) / 2 * math.Pi / 180)
	p.high = min((mapWide-4)*fine/max((east-west)*narrow, 1e-9), (mapTall-4)*fine/max(north-south, 1e-9))
	p.wide = p.high * narrow
	p.tall = (north - south) * p.high
	return p
}

func extent(areas []*area, shift bool) (west, east, south, north float64) {
	west, south, east, north = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, a := range areas {
		for _, rings := range a.polygons {
			for _, q := range rings[0].at {
				x := q.x
				if shift && x < 0 {
					x += 360
				}
				west, east = min(west, x), max(east, x)
				south, north = min(south, q.y), max(north, q.y)
			}
		}
	}
	return west, east, south, north
}

// shape is an area on the grid.
type shape struct {
	path  string
	rings [][]point
}

func (p projection) shapes(areas []*area, grid int) []shape {
	out := make([]shape, len(areas))
	for i, a := range areas {
		var d strings.Builder
		for _, rings := range a.polygons {
			for _, r := range rings {
				if line := p.snapped(r.at, grid); len(line) > 2 {
					out[i].rings = append(out[i].rings, line)
					appendRing(&d, line)
				}
			}
		}
		if d.Len() == 0 { // too small to see: a square in its place, so that it is there
			c := p.place(areas[i].polygons[0][0].at[0])
			box := box{c.x - 2*fine, c.y - 2*fine, 4 * fine, 4 * fine}
			out[i].rings = [][]point{box.ring()}
			appendRing(&d, out[i].rings[0])
		}
		out[i].path = d.String()
	}
	return out
}

func (p projection) place(q point) point {
	if p.shift && q.x < 0 {
		q.x += 360
	}
	return point{2*fine + math.Round((q.x-p.west)*p.wide), 2*fine + math.Round((p.north-q.y)*p.high)}
}

// snapped is a ring on a coarser grid without the points that add nothing. Two
// rings with a common border lose the same points of it.
func (p projection) snapped(r []point, grid int) []point {
	var out []point
	g := float64(grid)
	for _, q := range r[:len(r)-1] {
		q = p.place(q)
		q = point{math.Round(q.x/g) * g, math.Round(q.y/g) * g}
		if len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	return out
}

func shapeBytes(s []shape) int {
	n := 0
	for i := range s {
		n += len(s[i].path)
	}
	return n
}

// appendRing writes a ring with steps relative to the point before, which are short.
func appendRing(d *strings.Builder, r []point) {
	step := func(x float64) string { return strconv.Itoa(int(x)) }
	d.WriteString("M" + step(r[0].x) + " " + step(r[0].y) + "l")
	for i := 1; i < len(r); i++ {
		x, y := step(r[i].x-r[i-1].x), step(r[i].y-r[i-1].y)
		if i > 1 && x[0] != '-' {
			d.WriteByte(' ')
		}
		d.WriteString(x)
		if y[0] != '-' {
			d.WriteByte(' ')
		}
		d.WriteString(y)
	}
	d.WriteByte('z')
}

// pixels are the rings on the picture.
func (s *shape) pixels() [][]point {
	out := make([][]point, len(s.rings))
	for i, r := range s.rings {
		out[i] = make([]point, len(r))
		for j, q := range r {
			out[i][j] = point{q.x / fine, q.y / fine}
		}
	}
	return out
}

// room looks for a place within the shape where a text of a width can stand: the
// middle of the widest of a few level cuts.
func (s *shape) room(wide float64) (x, y float64, ok bool) {
	rings := s.pixels()
	low, high := math.Inf(1), math.Inf(-1)
	for _, q := range rings[0] {
		low, high = min(low, q.y), max(high, q.y)
	}
	best := 0.0
	for _, part := range []float64{0.5, 0.42, 0.58, 0.34, 0.66} {
		level := low + (high-low)*part + 0.013
		var cuts []float64
		for _, r := range rings {
			for i, a := range r {
				if b := r[(i+1)%len(r)]; (a.y < level) != (b.y < level) {
					cuts = append(cuts, a.x+(level-a.y)/(b.y-a.y)*(b.x-a.x))
				}
			}
		}
		slices.Sort(cuts)
		for i := 0; i+1 < len(cuts); i += 2 {
			if w := cuts[i+1] - cuts[i]; w > best+2 {
				best, x, y = w, (cuts[i]+cuts[i+1])/2, level
			}
		}
	}
	return x, y, best >= wide && high-low >= 12
}
