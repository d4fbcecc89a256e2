package tables

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
)

// area is the geometry of a place: polygons of an outer ring and holes. The digits
// of its positions are kept as they came.
type area struct {
	multi    bool
	polygons [][]ring
}

type ring struct {
	raw [][]json.Number
	at  []point // longitude, latitude
}

var errGeometry = errors.New("it is not a Polygon or MultiPolygon of closed rings in degrees (WGS84)")

// readArea reads a GeoJSON geometry. Rings come out as RFC 7946 wants them: the
// outer one counter-clockwise, holes clockwise.
func readArea(geometry []byte) (*area, error) {
	var g struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	if err := json.Unmarshal(geometry, &g); err != nil {
		return nil, errGeometry // without the decoder's words, which quote
	}
	a := &area{multi: g.Type == "MultiPolygon"}
	polygons := make([][][][]json.Number, 1)
	var err error
	switch g.Type {
	case "Polygon":
		err = json.Unmarshal(g.Coordinates, &polygons[0])
	case "MultiPolygon":
		err = json.Unmarshal(g.Coordinates, &polygons)
	default:
		err = errGeometry
	}
	if err != nil || len(polygons) == 0 {
		return nil, errGeometry
	}
	for _, rings := range polygons {
		var out []ring
		for i, raw := range rings {
			r, err := readRing(raw, i == 0)
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
		if len(out) == 0 {
			return nil, errGeometry
		}
		a.polygons = append(a.polygons, out)
	}
	return a, nil
}

func readRing(raw [][]json.Number, outer bool) (ring, error) {
	r := ring{raw: raw, at: make([]point, len(raw))}
	for i, position := range raw {
		if len(position) < 2 {
			return ring{}, errGeometry
		}
		x, xerr := strconv.ParseFloat(string(position[0]), 64)
		y, yerr := strconv.ParseFloat(string(position[1]), 64)
		if xerr != nil || yerr != nil || math.Abs(x) > 180 || math.Abs(y) > 90 {
			return ring{}, errGeometry
		}
		r.at[i] = point{x, y}
	}
	if len(raw) < 4 || r.at[0] != r.at[len(raw)-1] {
		return ring{}, errGeometry
	}
	if (signedArea(r.at) > 0) != outer {
		r.raw = slices.Clone(r.raw)
		slices.Reverse(r.raw)
		slices.Reverse(r.at)
	}
	return r, nil
}

// signedArea is twice the area within a ring, above zero where it runs
// counter-clockwise with y upwards.
func signedArea(r []point) float64 {
	var sum float64
	for i, a := range r {
		b := r[(i+1)%len(r)]
		sum += (a.x-r[0].x)*(b.y-r[0].y) - (b.x-r[0].x)*(a.y-r[0].y)
	}
	return sum
}

// appendJSON appends the geometry as GeoJSON.
func (a *area) appendJSON(dst []byte) []byte {
	if a.multi {
		dst = append(dst, `{"type":"MultiPolygon","coordinates":[`...)
	} else {
		dst = append(dst, `{"type":"Polygon","coordinates":`...)
	}
	for i, rings := range a.polygons {
		if i > 0 {
			dst = append(dst, ',')
		}
		for j, r := range rings {
			dst = append(dst, separator(j))
			for k, position := range r.raw {
				dst = append(dst, separator(k))
				for l, n := range position {
					dst = append(append(dst, separator(l)), n...)
				}
				dst = append(dst, ']')
			}
			dst = append(dst, ']')
		}
		dst = append(dst, ']')
	}
	if a.multi {
		dst = append(dst, ']')
	}
	return append(dst, '}')
}

// separator opens a list before its first item and parts the others.
func separator(i int) byte {
	if i == 0 {
		return '['
	}
	return ','
}

// places are the codes of the dimension that has geometry, and the geometry: those
// that have one and sum no other that has one, so that no two areas of different
// levels lie on top of each other.
func (t *Table) places() ([]int, []*area, error) {
	d := &t.Dims[t.Places.Dim]
	covered := make([]bool, len(d.Codes))
	for i, c := range d.Codes { // parents stand after their parts
		if p := d.Parent[i]; p >= 0 && (covered[i] || t.Places.Feature[c] != nil) {
			covered[p] = true
		}
	}
	var at []int
	var areas []*area
	for i, c := range d.Codes {
		if covered[i] || t.Places.Feature[c] == nil || !isCode(c) {
			continue
		}
		a, err := readArea(t.Places.Feature[c])
		if err != nil {
			return nil, nil, t.wrong(errors.New("the geometry of code " + strconv.Itoa(i+1) + " of dimension " + d.Name + " cannot be used: " + err.Error()))
		}
		at, areas = append(at, i), append(areas, a)
	}
	return at, areas, nil
}
