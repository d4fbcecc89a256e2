package key

import (
	"strconv"
	"strings"
	"testing"

	"github.com/mmcloughlin/geohash"
	"pgregory.net/rapid"
)

func TestGeohash(t *testing.T) {
	k := must(Geohash(7, true))(t)
	// The first is the example of the encoding's own description.
	for _, c := range []struct{ lat, lng, code string }{
		{"57.64911", "10.40744", "u4pruyd"}, {"43.0481221", "-76.1474244", "dr9shg7"}, {"90", "180", "zzzzzzz"}, {"-90", "-180", "0000000"},
		{"90.1", "0", UnknownCode}, {"0", "0", UnknownCode}, {"", "10", UnknownCode}, {"0", "-76.1", "6xp3m2p"},
	} {
		got := one(t, k, c.lat, c.lng)
		if c.code == "dr9shg7" || c.code == "6xp3m2p" {
			lat, _ := strconv.ParseFloat(c.lat, 64)
			lng, _ := strconv.ParseFloat(c.lng, 64)
			if box := geohash.BoundingBox(got); len(got) != 7 || lat < box.MinLat || lat > box.MaxLat || lng < box.MinLng || lng > box.MaxLng {
				t.Errorf("%s, %s is not in %s", c.lat, c.lng, got)
			}
			continue
		}
		if got != c.code {
			t.Errorf("%s, %s: got %s, want %s", c.lat, c.lng, got, c.code)
		}
	}
	if k.Parent("u4pruyd") != "u4pruy" || k.Parent("u4pruy") != "" || must(Geohash(7, false))(t).Parent("u4pruyd") != "" {
		t.Error("the parent of a geohash is not one character shorter")
	}
	for _, n := range []int{0, 9, -1} {
		if _, err := Geohash(n, false); err == nil {
			t.Errorf("a geohash of %d characters", n)
		}
	}
	if _, err := Geohash(1, true); err == nil {
		t.Error("a geohash of one character is part of something")
	}
}

// Each point lies in the cell that its code names, up to the poles and the date line.
func TestGeohashHoldsItsPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lat := rapid.OneOf(rapid.Float64Range(-90, 90), rapid.SampledFrom([]float64{-90, 90, 45})).Draw(t, "lat")
		lng := rapid.OneOf(rapid.Float64Range(-180, 180), rapid.SampledFrom([]float64{-180, 180, 90})).Draw(t, "lng")
		n := rapid.IntRange(1, MaxGeohash).Draw(t, "length")
		k, _ := Geohash(n, false)
		got, found := k.Code(nil, []string{strconv.FormatFloat(lat, 'g', -1, 64), strconv.FormatFloat(lng, 'g', -1, 64)})
		if found == Unknown {
			if lat != 0 || lng != 0 {
				t.Fatalf("%v, %v is unknown", lat, lng)
			}
			return
		}
		box := geohash.BoundingBox(string(got))
		const eps = 1e-9 // the encoding adds 90 and 180, and rounds
		if len(got) != n || lat < box.MinLat-eps || lat > box.MaxLat+eps || lng < box.MinLng-eps || lng > box.MaxLng+eps {
			t.Fatalf("%v, %v is not in %s", lat, lng, got)
		}
	})
}

func TestReadPoint(t *testing.T) {
	for _, c := range []struct {
		cells    []string
		lat, lng float64
		ok       bool
	}{
		{[]string{"43.05", "-76.15"}, 43.05, -76.15, true},
		{[]string{" +43.05 ", "-7.615e1"}, 43.05, -76.15, true},
		{[]string{"POINT (-76.15 43.05)"}, 43.05, -76.15, true},
		{[]string{"point(-76.15  43.05)"}, 43.05, -76.15, true},
		{[]string{"SRID=4326;POINT(-76.15 43.05)"}, 43.05, -76.15, true},
		{[]string{"(43.05, -76.15)"}, 43.05, -76.15, true},
		{[]string{"12 Oak St\nSyracuse (NY)\n(43.05, -76.15)"}, 43.05, -76.15, true},
		{[]string{"43.05,-76.15"}, 43.05, -76.15, true},
		{[]string{"43.05", "0"}, 43.05, 0, true},
		{[]string{"90", "-180"}, 90, -180, true},
		{[]string{"-76.15", "143.05"}, -76.15, 143.05, true}, // swapped is not seen where both are in range
		{[]string{"143.05", "-76.15"}, 0, 0, false},
		{[]string{"43.05", "180.0001"}, 0, 0, false},
		{[]string{"0", "0"}, 0, 0, false},
		{[]string{"-0.0", "0.00"}, 0, 0, false},
		{[]string{"POINT (0 0)"}, 0, 0, false},
		{[]string{"POINT EMPTY"}, 0, 0, false},
		{[]string{"POINT (-76.15 43.05 100)"}, 0, 0, false},
		{[]string{"SRID=2263;POINT(-76.15 43.05)"}, 0, 0, false},
		{[]string{"(43.05, -76.15"}, 0, 0, false},
		{[]string{"43.05, -76.15)"}, 0, 0, false},
		{[]string{"43.05 -76.15"}, 0, 0, false},
		{[]string{"NaN", "1"}, 0, 0, false},
		{[]string{"0x1p4", "1"}, 0, 0, false},
		{[]string{"inf", "1"}, 0, 0, false},
		{[]string{"1_0", "1"}, 0, 0, false},
		{[]string{"1e400", "1"}, 0, 0, false},
		{[]string{strings.Repeat("0", 65), "1"}, 0, 0, false},
		{[]string{"43.05"}, 0, 0, false},
		{[]string{"1", "2", "3"}, 0, 0, false},
		{nil, 0, 0, false},
	} {
		lat, lng, ok := readPoint(c.cells)
		if lat != c.lat || lng != c.lng || ok != c.ok {
			t.Errorf("%q: got %v, %v, %v", c.cells, lat, lng, ok)
		}
	}
}

func FuzzPoint(f *testing.F) {
	for _, s := range []string{"POINT (1 2)", "(1, 2)", "SRID=4326;POINT(1 2)", "1,2", ")", "("} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lat, lng, ok := readPoint([]string{text})
		if ok && (!(lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180) || lat == 0 && lng == 0) {
			t.Fatalf("%v, %v is no point", lat, lng)
		}
	})
}
