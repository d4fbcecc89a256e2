package detect

// geo finds coordinates under a header: degrees (WGS 84), projected metres or
// feet, pairs in brackets and WKT points; and in running text (geo_text.go).
type geo struct{}

func (geo) Info() Info {
	return Info{
		ID:       "geo",
		Doc:      "Coordinates under a header such as latitude, x or location, and pairs of them in text.",
		Example:  "[[GEO_POINT:43.048122]]",
		Header:   "latitude",
		Entities: []Entity{GeoPoint},
		Triggers: TriggerCell | TriggerPoint | TriggerGeoWord,
	}
}

func (geo) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, h := t.S, hintFor(t)
	if !h.Has(GeoPoint) || !isCell(t, at) {
		return geoText(dst, s, at), nil
	}
	v := s[at.Start:at.End]
	first, places, rest, ok := readDecimal(v)
	switch {
	case !ok:
		return geoPair(dst, v, at), nil
	case rest != len(v) && h&(hintLat|hintLng) == 0:
		return geoPair(dst, v, at), nil
	case rest != len(v):
		return dst, nil
	case h&(hintLat|hintLng) != 0 && first <= 180 && places >= 3 && (h&hintLat == 0 || first <= 90 || h&hintLng != 0):
		return append(dst, found(at.Start, at.End, GeoPoint, VeryLikely, reasonHeaderShape)), nil
	case h&(hintLat|hintLng) != 0 && (first <= 180 || first >= 10000 && first < 20000000):
		return append(dst, found(at.Start, at.End, GeoPoint, Likely, reasonHeaderShape)), nil
	}
	return dst, nil
}

// geoPair reads two decimals in v, with brackets, a comma and words around them.
func geoPair(dst []Match, v string, at Span) []Match {
	n := 0
	for i := 0; i < len(v) && n < 3; {
		if !isDigit(v[i]) {
			i++
			continue
		}
		whole, places, end, _ := readDecimal(v[i:])
		if places >= 3 && (whole <= 180 || whole >= 10000) {
			n++
		}
		i += max(end, 1)
	}
	if n == 2 && len(v) < 80 {
		dst = append(dst, found(at.Start, at.End, GeoPoint, VeryLikely, reasonHeaderShape))
	}
	return dst
}

// readDecimal reads an optional sign, digits and decimals; it gives the whole
// part, the number of decimals and where the number ends.
func readDecimal(v string) (whole, places, end int, ok bool) {
	i := 0
	if i < len(v) && (v[i] == '-' || v[i] == '+') {
		i++
	}
	start := i
	for i < len(v) && isDigit(v[i]) && i-start < 9 {
		whole = whole*10 + int(v[i]-'0')
		i++
	}
	if i == start {
		return 0, 0, 0, false
	}
	if i+1 < len(v) && v[i] == '.' && isDigit(v[i+1]) {
		dot := i
		for i++; i < len(v) && isDigit(v[i]); i++ {
		}
		places = i - dot - 1
	}
	return whole, places, i, true
}
