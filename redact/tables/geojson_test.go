package tables

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/redact/aggregate/key"
)

type collection struct {
	Type, Name, Description string
	Features                []struct {
		Type       string
		Properties map[string]any
		Geometry   struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
}

func geoJSON(t *testing.T, table *Table) (collection, string) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteGeoJSON(&b, table); err != nil {
		t.Fatal(err)
	}
	var c collection
	dec := json.NewDecoder(bytes.NewReader(b.Bytes()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c, b.String()
}

var geometries = regexp.MustCompile(`"geometry":\{[^}]*\}`)

// propertiesOf is GeoJSON without its coordinates.
func propertiesOf(text string) string { return geometries.ReplaceAllString(text, "") }

func square(west, south string) []byte {
	return []byte(`{"type":"Polygon","bbox":[0,0,1,1],"coordinates":[[[` + west + `,` + south + `],[` + west + `,43.50],[-76.00,43.50],[-76.00,` + south + `],[` + west + `,` + south + `]]]}`)
}

func TestGeoJSON(t *testing.T) {
	table := oneColumn([]string{"Ward \"1\" <&>", "Ward 2", "(not located)", "Ward 3"}, func(i int) []Cell {
		return [][]Cell{{Shown("12"), Shown("3.50")}, {Hidden(), Hidden()}, {Shown("4"), Shown("1")}, {Shown("0"), Shown("")}}[i]
	}, Measure{Name: "n", Number: Integer}, Measure{Name: "mean", Number: Decimal})
	table.Places = &Places{Feature: map[string][]byte{"Ward \"1\" <&>": square("-76.10", "43"), "Ward 2": square("-76.2", "43.1"), "Ward 9": square("-76.3", "43")}}
	_, got := geoJSON(t, table)
	// The rings of the sample run clockwise, and RFC 7946 wants the other way.
	want := `{"type":"FeatureCollection","name":"t","description":"One feature for each area.","features":[
{"type":"Feature","properties":{"type":"Ward \"1\" <&>","n":12,"n_hidden":false,"mean":3.50,"mean_hidden":false,"suppressed":false},"geometry":{"type":"Polygon","coordinates":[[[-76.10,43],[-76.00,43],[-76.00,43.50],[-76.10,43.50],[-76.10,43]]]}},
{"type":"Feature","properties":{"type":"Ward 2","n":null,"n_hidden":true,"mean":null,"mean_hidden":true,"suppressed":true},"geometry":{"type":"Polygon","coordinates":[[[-76.2,43.1],[-76.00,43.1],[-76.00,43.50],[-76.2,43.50],[-76.2,43.1]]]}}
]}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGeoJSONTotalsOrRows(t *testing.T) {
	table := wardsByMonth(t, 3, 2, 4, 3)
	c, _ := geoJSON(t, table)
	if len(c.Features) != 6 || !strings.Contains(c.Description, "with its totals") {
		t.Errorf("%d features: %s", len(c.Features), c.Description)
	}
	for _, f := range c.Features {
		if f.Properties["month"] != key.TotalCode {
			t.Error("a feature is not the total of its area")
		}
	}
	// Without totals each row has its feature, but no area on top of another.
	table.Dims[1].Codes, table.Dims[1].Parent = append(table.Dims[1].Codes, "2021-Q9"), append(flat(4), -1)
	table.Dims[1].Parent[0] = 4
	rows := complete(t, *table, []uint32{0}, func([]string) []Cell { return []Cell{Hidden(), Shown("1")} })
	c, text := geoJSON(t, rows)
	if len(c.Features) != 6*4 || !strings.Contains(c.Description, "each code of the dimensions") {
		// The month that the quarter sums is a leaf, the quarter is none.
		t.Errorf("%d features: %s", len(c.Features), c.Description)
	}
	if strings.Contains(text, "2021-Q9") {
		t.Error("an inner code has a feature")
	}
	// Where that would repeat too much, the areas come alone.
	v, err := newView(rows)
	if err != nil {
		t.Fatal(err)
	}
	geometry := map[int][]byte{0: []byte(`{}`), 2: []byte(`{}`)}
	if all, _ := v.features(geometry, mostGeometry/5); len(all) != 2*4 {
		t.Errorf("%d features just below the limit", len(all))
	}
	alone, about := v.features(geometry, mostGeometry/5+1)
	if len(alone) != 2 || !strings.Contains(about, "without numbers") {
		t.Errorf("%d features: %s", len(alone), about)
	}
	if got := string(v.feature(nil, alone[1], geometry)); got != `{"type":"Feature","properties":{"ward":"3"},"geometry":{}}` {
		t.Error(got)
	}
}

func TestGeoJSONLeavesOutOuterAreas(t *testing.T) {
	table := oneColumn([]string{"1", "2", "north", "3", "south"}, func(int) []Cell { return []Cell{Shown("1")} })
	table.Dims[0].Parent = []int{2, 2, -1, 4, -1}
	table.Places = &Places{Feature: map[string][]byte{"1": square("-76.1", "43"), "north": square("-76.2", "43"), "south": square("-76.3", "43")}}
	c, _ := geoJSON(t, table)
	var got []string
	for _, f := range c.Features {
		got = append(got, f.Properties["type"].(string))
	}
	if diff := cmp.Diff([]string{"1", "south"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestGeometryThatIsRefused(t *testing.T) {
	for name, geometry := range map[string]string{
		"no JSON":       `secret`,
		"a point":       `{"type":"Point","coordinates":[1,2]}`,
		"no ring":       `{"type":"Polygon","coordinates":[]}`,
		"no polygon":    `{"type":"MultiPolygon","coordinates":[]}`,
		"few positions": `{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}`,
		"open":          `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}`,
		"metres":        `{"type":"Polygon","coordinates":[[[500000,0],[500001,0],[500001,1],[500000,0]]]}`,
		"one number":    `{"type":"Polygon","coordinates":[[[0],[1],[1],[0]]]}`,
		"text":          `{"type":"Polygon","coordinates":[[["secret",0],[1,0],[1,1],["secret",0]]]}`,
		"too deep":      `{"type":"Polygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}`,
	} {
		table := oneColumn([]string{"Ward 1"}, func(int) []Cell { return []Cell{Shown("1")} })
		table.Places = &Places{Feature: map[string][]byte{"Ward 1": []byte(geometry)}}
		var b bytes.Buffer
		err := WriteGeoJSON(&b, table)
		if err == nil || b.Len() > 0 {
			t.Errorf("%s: written", name)
		} else if !strings.Contains(err.Error(), "the geometry of code 1 of dimension type cannot be used") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := HTML(table, Options{}); err == nil {
			t.Errorf("%s: drawn", name)
		}
	}
}

func TestRingsRunAsTheStandardWants(t *testing.T) {
	a, err := readArea([]byte(`{"type":"MultiPolygon","coordinates":[[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]],[[[20,0],[21,0],[21,1,5],[20,0]]]]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]],[[[20,0],[21,0],[21,1,5],[20,0]]]]}`
	if got := string(a.appendJSON(nil)); got != want {
		t.Errorf("got %s", got)
	}
}

func FuzzReadArea(f *testing.F) {
	f.Add(square("-76.1", "43"))
	f.Add([]byte(`{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]]]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := readArea(text)
		if err != nil {
			return
		}
		once := a.appendJSON(nil)
		if !json.Valid(once) {
			t.Fatalf("not JSON: %s", once)
		}
		b, err := readArea(once)
		if err != nil {
			t.Fatal(err)
		}
		if twice := b.appendJSON(nil); !bytes.Equal(once, twice) && signedArea(a.polygons[0][0].at) != 0 {
			t.Errorf("%s is written again as %s", once, twice)
		}
		p := newProjection([]*area{a})
		for _, s := range p.shapes([]*area{a}, 1) {
			if s.path == "" {
				t.Error("an area without a shape")
			}
			hatch(s.pixels(), hatchGap)
			s.room(10)
		}
	})
}
