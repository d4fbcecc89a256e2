package key

import (
	"slices"

	"github.com/paulmach/orb"
)

// AreaKey finds the area of a map that a point lies in.
//
// A point on an edge or a corner belongs to one area. Every point is taken to lie a
// hair to the east of where it is, and a hair of that hair to the north, so that
// it is on no edge: a point on the edge between two areas is in the eastern one, on
// a level edge in the northern one. On the outline of the map it is in the area
// where that lies to its east (or north, on a level edge), else NotLocated. Signs
// are computed exactly, so the rule holds for every point where neighbours have
// the same corners. Where areas overlap, the first in the order of codes has the point.
type AreaKey struct {
	codes    []string // in order
	parents  map[string]string
	polygons map[string][][]byte // code → coordinates of its polygons, as in the file
	index    *areaIndex
}

// Areas is the key of the areas of a map: a GeoJSON FeatureCollection of polygons
// and multipolygons in degrees of longitude and latitude. property names the
// property that holds an area's code, a text or a number; features with one code
// are one area. partOf names the property that holds what an area is part of, or is
// "". name is the file's, for messages.
//
// Refused: coordinates that are no degrees (another projection), a feature that is
// no polygon or lacks a property, a ring that is open, flat or has fewer than four
// positions, a map without features, one larger than 64 MB.
//
// The cells of a record are those of [Geohash]: latitude and longitude, or one
// with both.
func Areas(name string, src []byte, property, partOf string) (*AreaKey, error) {
	features, err := readMap(name, src, property, partOf)
	if err != nil {
		return nil, err
	}
	k := &AreaKey{parents: map[string]string{}, polygons: map[string][][]byte{}}
	shapes := map[string][]orb.Polygon{}
	for i, f := range features {
		if known, ok := k.parents[f.code]; ok && known != f.partOf {
			return nil, mapError(name, i+1, "is part of something else than an earlier feature with the same code")
		}
		k.parents[f.code] = f.partOf
		k.polygons[f.code] = append(k.polygons[f.code], f.raw...)
		shapes[f.code] = append(shapes[f.code], f.shape...)
	}
	if k.parents, err = distinct(k.parents, partOf); err != nil {
		return nil, mapError(name, 0, err.Error())
	}
	for code := range shapes {
		k.codes = append(k.codes, code)
	}
	slices.SortFunc(k.codes, Natural)
	var polygons []areaPolygon
	for i, code := range k.codes {
		for _, shape := range shapes[code] {
			polygons = append(polygons, areaPolygon{i, shape})
		}
	}
	k.index = newAreaIndex(polygons)
	return k, nil
}

// Codes lists the areas in order, so that an empty one can be shown as zero.
func (k *AreaKey) Codes() []string { return slices.Clone(k.codes) }

// Code is the area of the cells' point.
func (k *AreaKey) Code(dst []byte, cells []string) ([]byte, Found) {
	lat, lng, ok := readPoint(cells)
	if !ok {
		return dst, Unknown
	}
	area := k.index.find(orb.Point{lng, lat})
	if area < 0 {
		return dst, NotLocated
	}
	return append(dst, k.codes[area]...), Known
}

// Parent is what an area is part of.
func (k *AreaKey) Parent(code string) string { return k.parents[code] }

// Compare is [Natural].
func (k *AreaKey) Compare(a, b string) int { return Natural(a, b) }

// Kind is Place.
func (k *AreaKey) Kind() Kind { return Place }

// Geometry is the GeoJSON geometry of every code, with coordinates as they are
// written in the file. What areas are part of has the polygons of all its areas:
// the borders between them are not taken out.
func (k *AreaKey) Geometry() map[string][]byte {
	all := map[string][][]byte{}
	for _, code := range k.codes {
		all[code] = k.polygons[code]
		if parent := k.parents[code]; parent != "" {
			all[parent] = append(all[parent], k.polygons[code]...)
		}
	}
	out := make(map[string][]byte, len(all))
	for code, polygons := range all {
		out[code] = geometry(polygons)
	}
	return out
}

func geometry(polygons [][]byte) []byte {
	if len(polygons) == 1 {
		return append(append([]byte(`{"type":"Polygon","coordinates":`), polygons[0]...), '}')
	}
	b := []byte(`{"type":"MultiPolygon","coordinates":[`)
	for i, p := range polygons {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, p...)
	}
	return append(b, "]}"...)
}
