package key

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

// twoSquares are two wards side by side: 2 west, 10 east with a hole that ward 3 fills.
const twoSquares = `{"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"WARD":2,"DISTRICT":"1"},"geometry":{"type":"Polygon","coordinates":[[[10,10],[20,10],[20,20],[10,20],[10,10]]]}},
 {"type":"Feature","properties":{"WARD":" 10 ","DISTRICT":1.0},"geometry":{"type":"MultiPolygon","coordinates":[[[[20,10],[30,10, 5],[30,20],[20.0,20],[20,10]],[[24,14],[24,16],[26,16],[26,14],[24,14]]]]}},
 {"type":"Feature","properties":{"WARD":"3","DISTRICT":"2"},"geometry":{"type":"Polygon","coordinates":[[[24,14],[26,14],[26,16],[24,16],[24,14]]]}},
 {"type":"Feature","properties":{"WARD":"3","DISTRICT":"2"},"geometry":{"type":"Polygon","coordinates":[[[40,10],[41,10],[41,11],[40,10]]]}}]}`

func at(lat, lng float64) []string {
	return []string{strconv.FormatFloat(lat, 'g', -1, 64), strconv.FormatFloat(lng, 'g', -1, 64)}
}

func TestAreas(t *testing.T) {
	k := must(Areas("wards.geojson", []byte("\ufeff"+twoSquares), "WARD", "DISTRICT"))(t)
	for _, c := range []struct {
		lat, lng float64
		code     string
	}{
		{15, 15, "2"}, {15, 22, "10"}, {15, 25, "3"}, {10.1, 40.5, "3"}, {15, 35, NotLocatedCode}, {-15, 15, NotLocatedCode},
		{15, 20, "10"}, {10, 20, "10"}, {20, 20, NotLocatedCode}, {10, 15, "2"}, {20, 15, NotLocatedCode}, {15, 10, "2"}, {15, 30, NotLocatedCode}, {10, 10, "2"},
		{15, 24, "3"}, {15, 26, "10"}, {14, 25, "3"}, {16, 25, "10"}, {14, 24, "3"}, {16, 26, "10"}, {14, 26, "10"}, {16, 24, "10"},
		{95, 15, UnknownCode}, {15, 195, UnknownCode}, {0, 0, UnknownCode},
	} {
		if got := one(t, k, at(c.lat, c.lng)...); got != c.code {
			t.Errorf("lat %v lng %v: got %q, want %q", c.lat, c.lng, got, c.code)
		}
		if wkt := fmt.Sprintf("POINT (%v %v)", c.lng, c.lat); one(t, k, wkt) != c.code {
			t.Errorf("%s: got %q, want %q", wkt, one(t, k, wkt), c.code)
		}
	}
	if d := cmp.Diff([]string{"2", "3", "10"}, k.Codes()); d != "" {
		t.Error(d)
	}
	// District 2 would be ward 2, so districts are named with their property.
	for code, parent := range map[string]string{"2": "DISTRICT 1", "10": "DISTRICT 1", "3": "DISTRICT 2", "DISTRICT 1": "", NotLocatedCode: ""} {
		if got := k.Parent(code); got != parent {
			t.Errorf("%q is part of %q, want %q", code, got, parent)
		}
	}
	if k.Kind() != Place || k.Compare("3", "10") >= 0 {
		t.Error("areas are no places in the order of their numbers")
	}
}

func TestGeometryIsAsInTheFile(t *testing.T) {
	k := must(Areas("wards.geojson", []byte(twoSquares), "WARD", "DISTRICT"))(t)
	two := `[[[10,10],[20,10],[20,20],[10,20],[10,10]]]`
	ten := `[[[20,10],[30,10,5],[30,20],[20.0,20],[20,10]],[[24,14],[24,16],[26,16],[26,14],[24,14]]]`
	three := `[[[24,14],[26,14],[26,16],[24,16],[24,14]]],[[[40,10],[41,10],[41,11],[40,10]]]`
	want := map[string]string{
		"2": `{"type":"Polygon","coordinates":` + two + `}`, "10": `{"type":"Polygon","coordinates":` + ten + `}`,
		"3":          `{"type":"MultiPolygon","coordinates":[` + three + `]}`,
		"DISTRICT 1": `{"type":"MultiPolygon","coordinates":[` + two + `,` + ten + `]}`, "DISTRICT 2": `{"type":"MultiPolygon","coordinates":[` + three + `]}`,
	}
	for range 2 { // asked twice, it is the same
		got := map[string]string{}
		for code, g := range k.Geometry() {
			if !json.Valid(g) {
				t.Errorf("%s: no JSON", code)
			}
			got[code] = string(g)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
}

func TestMapsAreRefused(t *testing.T) {
	feature := func(property, kind, coordinates string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{` + property + `},"geometry":{"type":"` + kind + `","coordinates":` + coordinates + `}}]}`
	}
	const square, ward = `[[[1,1],[2,1],[2,2],[1,1]]]`, `"WARD":"secret7919"`
	two := strings.Replace(twoSquares, `"DISTRICT":"2"`, `"DISTRICT":"9"`, 1)
	for _, c := range []struct{ src, where string }{
		{"", "is not a GeoJSON"}, {`{"type":"FeatureCollection",`, "is not a GeoJSON"}, {`{"type":"Feature"}`, "is not a GeoJSON"}, {`[]`, "is not a GeoJSON"}, {`{"secret7919`, "is not a GeoJSON"},
		{`{"type":"FeatureCollection","features":[]}`, "holds no feature"},
		{`{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":null}]}`, "feature 1 has no geometry"},
		{`{"type":"FeatureCollection","features":[null]}`, "feature 1 has no geometry"},
		{feature(`"NAME":"x"`, "Polygon", square), `feature 1 has no property "WARD"`},
		{feature(`"WARD":null`, "Polygon", square), "no text and no number"}, {feature(`"WARD":true`, "Polygon", square), "no text and no number"}, {feature(`"WARD":[1]`, "Polygon", square), "no text and no number"},
		{feature(`"WARD":" "`, "Polygon", square), "is blank"}, {feature(`"WARD":"(All) 1"`, "Polygon", square), "reserved"},
		{feature(ward, "Point", `[1,1]`), "is not a Polygon"}, {feature(ward, "GeometryCollection", `[]`), "is not a Polygon"},
		{feature(ward, "Polygon", `[]`), notCoordinates}, {feature(ward, "Polygon", `[[]]`), notCoordinates}, {feature(ward, "Polygon", `{}`), notCoordinates}, {feature(ward, "Polygon", `[[["1","1"],[2,1],[2,2],[1,1]]]`), notCoordinates},
		{feature(ward, "Polygon", `[[[1],[2,1],[2,2],[1,1]]]`), notCoordinates}, {feature(ward, "MultiPolygon", square), notCoordinates}, {feature(ward, "Polygon", `[`+square+`]`), notCoordinates}, {feature(ward, "Polygon", `[[[1,1e999],[2,1],[2,2],[1,1]]]`), notCoordinates},
		{feature(ward, "Polygon", `[[[1,1],[2,1],[1,1]]]`), "fewer than four"}, {feature(ward, "Polygon", `[[[1,1],[2,1],[2,2],[1,2]]]`), "does not end where"},
		{feature(ward, "Polygon", `[[[1,1],[2,2],[3,3],[1,1]]]`), "without an area"}, {feature(ward, "Polygon", `[[[1,1],[1,1],[1,1],[1,1]]]`), "without an area"},
		{feature(ward, "Polygon", `[[[0.1,0.1],[0.2,0.2],[0.4,0.4],[0.1,0.1]]]`), "without an area"},
		{feature(ward, "Polygon", `[[[987000,211000],[987100,211000],[987100,211100],[987000,211000]]]`), "another projection"},
		{two, "feature 4 is part of something else"},
	} {
		_, err := Areas("wards.geojson", []byte(c.src), "WARD", map[bool]string{true: "DISTRICT"}[c.src == two])
		refuses(t, err, "wards.geojson", "secret7919")
		refuses(t, err, c.where)
	}
	_, err := Areas("wards.geojson", make([]byte, maxMap+1), "WARD", "")
	refuses(t, err, "larger than 64 MB")
}

// partition is a random grid of corners that are moved about, cut into
// quadrilaterals and triangles that share their corners: a plane map without gaps.
type partition struct {
	n      int
	corner [][]orb.Point
	faces  []orb.Polygon
}

func drawPartition(t *rapid.T) partition {
	p := partition{n: rapid.IntRange(1, 5).Draw(t, "n")}
	// Steps that are not exact in binary, so that points on edges are rarely exact either.
	step := rapid.SampledFrom([]float64{1, 0.1, 1e-4, 1.0 / 3}).Draw(t, "step")
	west, south := rapid.Float64Range(-170, 100).Draw(t, "west"), rapid.Float64Range(-80, 60).Draw(t, "south")
	moved := rapid.Bool().Draw(t, "moved")
	for i := 0; i <= p.n; i++ {
		row := make([]orb.Point, p.n+1)
		for j := range row {
			row[j] = orb.Point{west + float64(j)*step, south + float64(i)*step}
			if moved {
				row[j][0] += rapid.Float64Range(-0.3, 0.3).Draw(t, "dx") * step
				row[j][1] += rapid.Float64Range(-0.3, 0.3).Draw(t, "dy") * step
			}
		}
		p.corner = append(p.corner, row)
	}
	for i := range p.n {
		for j := range p.n {
			a, b, c, d := p.corner[i][j], p.corner[i][j+1], p.corner[i+1][j+1], p.corner[i+1][j]
			if rapid.Bool().Draw(t, "cut") {
				p.faces = append(p.faces, orb.Polygon{{a, b, c, a}}, orb.Polygon{{c, d, a, c}})
			} else {
				p.faces = append(p.faces, orb.Polygon{{a, b, c, d, a}})
			}
		}
	}
	return p
}

func (p partition) index(areas ...int) *areaIndex {
	var polygons []areaPolygon
	for i, shape := range p.faces {
		if len(areas) == 0 || i == areas[0] {
			polygons = append(polygons, areaPolygon{i, shape})
		}
	}
	return newAreaIndex(polygons)
}

// drawPoint is a corner, a point between two corners (on the edge as exactly as
// floating point can), or any point.
func (p partition) drawPoint(t *rapid.T) orb.Point {
	shape := rapid.SampledFrom(p.faces).Draw(t, "face")[0]
	i := rapid.IntRange(1, len(shape)-1).Draw(t, "edge")
	a, b := shape[i-1], shape[i]
	f := rapid.SampledFrom([]float64{0, 0.5, 0.25, 0.1, 1.0 / 3, 1}).Draw(t, "along")
	q := orb.Point{a[0] + (b[0]-a[0])*f, a[1] + (b[1]-a[1])*f}
	for axis := range 2 {
		switch rapid.SampledFrom([]int{0, 0, 0, 1, 2, 3}).Draw(t, "nudge") {
		case 1:
			q[axis] = math.Nextafter(q[axis], 400)
		case 2:
			q[axis] = math.Nextafter(q[axis], -400)
		case 3:
			q[axis] += rapid.Float64Range(-1, 1).Draw(t, "off")
		}
	}
	return q
}

// Each point is in exactly one face where it is inside the outline, and in none or
// one on the outline: with each face as a map of its own as well as with all in one.
func TestEachPointIsInOneArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPartition(t)
		all := p.index()
		alone := make([]*areaIndex, len(p.faces))
		for i := range p.faces {
			alone[i] = p.index(i)
		}
		var outline orb.Ring
		for j := 0; j <= p.n; j++ {
			outline = append(outline, p.corner[0][j])
		}
		for i := 1; i <= p.n; i++ {
			outline = append(outline, p.corner[i][p.n])
		}
		for j := p.n - 1; j >= 0; j-- {
			outline = append(outline, p.corner[p.n][j])
		}
		for i := p.n - 1; i >= 0; i-- {
			outline = append(outline, p.corner[i][0])
		}
		whole := newAreaIndex([]areaPolygon{{0, orb.Polygon{outline}}})
		for range 30 {
			q := p.drawPoint(t)
			owners, owner := 0, -1
			for i, x := range alone {
				if x.find(q) >= 0 {
					owners, owner = owners+1, i
				}
			}
			in := 0
			if whole.find(q) == 0 {
				in = 1
			}
			if owners != in {
				t.Fatalf("%v is in %d areas, and in the outline %d times", q, owners, in)
			}
			if got := all.find(q); got != owner {
				t.Fatalf("%v is in area %d of all, and in %d alone", q, got, owner)
			}
			checkAgainstPeer(t, p, q, owner)
		}
	})
}

// checkAgainstPeer compares with another program's rule, which takes points on edges as inside.
func checkAgainstPeer(t *rapid.T, p partition, q orb.Point, owner int) {
	for i, shape := range p.faces {
		near := false
		for j := 1; j < len(shape[0]); j++ {
			near = near || planar.DistanceFromSegment(shape[0][j-1], shape[0][j], q) < 1e-9
		}
		if in := planar.PolygonContains(shape, q); !near && in != (i == owner) {
			t.Fatalf("%v: peer says %v of area %d, and it is in %d", q, in, i, owner)
		}
	}
}

// The grid changes nothing: all polygons, all edges, in order, give the same.
func TestGridFindsWhatAllEdgesFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var polygons []areaPolygon
		for i := range rapid.IntRange(1, 6).Draw(t, "areas") {
			mid := orb.Point{rapid.Float64Range(-2, 2).Draw(t, "x"), rapid.Float64Range(-2, 2).Draw(t, "y")}
			for range rapid.IntRange(1, 2).Draw(t, "polygons") {
				polygons = append(polygons, areaPolygon{i, orb.Polygon{star(t, mid, 2), star(t, mid, 0.3)}})
			}
		}
		x := newAreaIndex(polygons)
		for range 50 {
			q := orb.Point{rapid.Float64Range(-4, 4).Draw(t, "px"), rapid.Float64Range(-4, 4).Draw(t, "py")}
			if rapid.Bool().Draw(t, "corner") {
				q = rapid.SampledFrom(rapid.SampledFrom(polygons).Draw(t, "polygon").shape[0]).Draw(t, "at")
			}
			want := -1
			for _, p := range polygons {
				in := false
				eachEdge(p.shape, func(e edge, level bool) { in = in != (!level && e.east(q)) })
				if in && want < 0 {
					want = p.area
				}
			}
			if got := x.find(q); got != want {
				t.Fatalf("%v: the grid says %d, all edges %d", q, got, want)
			}
		}
	})
}

// star is a ring around a point, with corners on a coarse grid so that many lie
// level with others.
func star(t *rapid.T, mid orb.Point, size float64) orb.Ring {
	n := rapid.IntRange(3, 12).Draw(t, "corners")
	var r orb.Ring
	for i := range n {
		f := rapid.Float64Range(0.3, 1).Draw(t, "r") * size
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r = append(r, orb.Point{math.Round((mid[0]+f*c)*20) / 20, math.Round((mid[1]+f*s)*20) / 20})
	}
	return append(r, r[0])
}

func TestOrientationIsExact(t *testing.T) {
	exact := func(a, b, p orb.Point) int {
		r := func(f float64) *big.Float { return new(big.Float).SetPrec(4000).SetFloat64(f) }
		sub := func(x, y float64) *big.Float { return new(big.Float).SetPrec(4000).Sub(r(x), r(y)) }
		mul := func(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(4000).Mul(x, y) }
		return mul(sub(b[0], a[0]), sub(p[1], a[1])).Cmp(mul(sub(p[0], a[0]), sub(b[1], a[1])))
	}
	coordinate := rapid.OneOf(rapid.Float64Range(-180, 180), rapid.Float64Range(-1e-3, 1e-3), rapid.SampledFrom([]float64{0, 0.1, 0.2, 0.3, 0.7, 5e-324, -1e-200, 1e-160}))
	rapid.Check(t, func(t *rapid.T) {
		a := orb.Point{coordinate.Draw(t, "ax"), coordinate.Draw(t, "ay")}
		b := orb.Point{coordinate.Draw(t, "bx"), coordinate.Draw(t, "by")}
		f := rapid.SampledFrom([]float64{0, 0.5, 0.1, 1.0 / 3, 1, 2}).Draw(t, "f")
		p := orb.Point{a[0] + (b[0]-a[0])*f, a[1] + (b[1]-a[1])*f}
		if rapid.Bool().Draw(t, "nudge") {
			p[0] = math.Nextafter(p[0], rapid.SampledFrom([]float64{-400, 400}).Draw(t, "to"))
		}
		want := exact(a, b, p)
		if got := orientation(a, b, p); got != want {
			t.Fatalf("%v %v %v: got %d, want %d", a, b, p, got, want)
		}
		if got := slowOrientation(a, b, p); got != want {
			t.Fatalf("%v %v %v: the slow way gives %d, want %d", a, b, p, got, want)
		}
	})
}

// Points as near a line as floating point has them: the rounded determinant has
// the wrong sign for some, and the exact one for none.
func TestOrientationNearALine(t *testing.T) {
	r := rand.New(rand.NewPCG(7919, 1))
	misled := 0
	for range 20000 {
		a, b := orb.Point{r.Float64()*360 - 180, r.Float64()*180 - 90}, orb.Point{r.Float64()*360 - 180, r.Float64()*180 - 90}
		f := r.Float64()
		p := orb.Point{a[0] + (b[0]-a[0])*f, a[1] + (b[1]-a[1])*f}
		det := float64((b[0]-a[0])*(p[1]-a[1])) - float64((p[0]-a[0])*(b[1]-a[1]))
		want := slowOrientation(a, b, p)
		if got := orientation(a, b, p); got != want {
			t.Fatalf("%v %v %v: got %d, want %d", a, b, p, got, want)
		}
		if sign(det) != want {
			misled++
		}
	}
	if misled == 0 {
		t.Error("no point is near enough for rounding to matter: this test checks nothing")
	}
}

// The area to the east has an edge, whichever way the edge leans.
func TestEdgesBelongToTheEast(t *testing.T) {
	for _, c := range []struct{ name, west, east string }{
		{"upright", `[[10,10],[20,10],[20,20],[10,20],[10,10]]`, `[[20,10],[30,10],[30,20],[20,20],[20,10]]`},
		{"leaning east", `[[10,10],[20,20],[10,20],[10,10]]`, `[[10,10],[20,10],[20,20],[10,10]]`},
		{"leaning west", `[[10,10],[20,10],[10,20],[10,10]]`, `[[20,10],[20,20],[10,20],[20,10]]`},
	} {
		k := must(Areas("map", fmt.Appendf(nil, `{"type":"FeatureCollection","features":[
			{"type":"Feature","properties":{"WARD":"a west"},"geometry":{"type":"Polygon","coordinates":[%s]}},
			{"type":"Feature","properties":{"WARD":"b east"},"geometry":{"type":"Polygon","coordinates":[%s]}}]}`, c.west, c.east), "WARD", ""))(t)
		on := map[string][]string{"upright": at(15, 20), "leaning east": at(15, 15), "leaning west": at(15, 15)}[c.name]
		if got := one(t, k, on...); got != "b east" {
			t.Errorf("%s: an edge point is in %s", c.name, got)
		}
	}
}

func FuzzAreas(f *testing.F) {
	f.Add([]byte(twoSquares), 15.0, 20.0)
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"WARD":1e3},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]}`), 1.0, 1.0)
	f.Fuzz(func(t *testing.T, src []byte, lat, lng float64) {
		k, err := Areas("map", src, "WARD", "DISTRICT")
		if err != nil {
			k, err = Areas("map", src, "WARD", "")
		}
		if err != nil {
			return
		}
		one(t, k, at(lat, lng)...)
		var features []string
		for _, code := range k.Codes() {
			if reserved(code) || k.Parent(k.Parent(code)) != "" {
				t.Fatalf("%q is part of %q", code, k.Parent(code))
			}
			name, _ := json.Marshal(code)
			features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"WARD":%s},"geometry":%s}`, name, k.Geometry()[code]))
		}
		again, err := Areas("again", []byte(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+`]}`), "WARD", "")
		if err != nil {
			t.Fatal(err)
		}
		p := orb.Point{lng, lat}
		if k.index.find(p) != again.index.find(p) {
			t.Fatal("the map that is given out is another one")
		}
	})
}

// synthetic is a map of n by n areas with wavy edges of steps positions each side.
func synthetic(n, steps int) []byte {
	corner := func(i, j int) orb.Point { // i, j in steps
		x, y := float64(j)/float64(steps), float64(i)/float64(steps)
		return orb.Point{-76 + 0.01*(x+0.1*math.Sin(7*y+3*x)), 43 + 0.01*(y+0.1*math.Sin(5*x+2*y))}
	}
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range n * n {
		r, c := i/n*steps, i%n*steps
		var ring orb.Ring
		for s := range 4 * steps {
			q := s % steps
			ring = append(ring, [4]orb.Point{corner(r, c+q), corner(r+q, c+steps), corner(r+steps, c+steps-q), corner(r+steps-q, c)}[s/steps])
		}
		ring = append(ring, ring[0])
		text, _ := json.Marshal(orb.Polygon{ring})
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"WARD":%d},"geometry":{"type":"Polygon","coordinates":%s}}`, i+1, text)
	}
	b.WriteString("]}")
	return []byte(b.String())
}

func BenchmarkAreas(b *testing.B) {
	k := must(Areas("map", synthetic(10, 12), "WARD", ""))(b)
	var cells [1 << 14][]string
	var points [len(cells)]orb.Point
	for i := range cells {
		f := float64(i) * 0.6180339887498949
		g := float64(i) * 0.7548776662466927
		points[i] = orb.Point{-76 + 0.1*(f-math.Floor(f)), 43 + 0.1*(g-math.Floor(g))}
		cells[i] = []string{strconv.FormatFloat(points[i][1], 'f', 6, 64), strconv.FormatFloat(points[i][0], 'f', 6, 64)}
	}
	b.Run("find", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			k.index.find(points[i%len(points)])
		}
	})
	b.Run("code", func(b *testing.B) {
		b.ReportAllocs()
		dst := make([]byte, 0, 64)
		for i := 0; b.Loop(); i++ {
			dst, _ = k.Code(dst[:0], cells[i%len(cells)])
		}
	})
	b.Run("load", func(b *testing.B) {
		src := synthetic(10, 12)
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			must(Areas("map", src, "WARD", ""))(b)
		}
	})
}
