package key

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// maxMap is the largest map in bytes.
const maxMap = 64 << 20

// mapFeature is one feature of a map as it is read.
type mapFeature struct {
	code, partOf string
	shape        []orb.Polygon
	raw          [][]byte // coordinates of the polygons, as in the file without spaces
}

// mapError says where in a map something is wrong; feature 0 is the whole of it.
func mapError(name string, feature int, what string) error {
	if feature == 0 {
		return fmt.Errorf("%s: %s", name, what)
	}
	return fmt.Errorf("%s: feature %d %s", name, feature, what)
}

type jsonMap struct {
	Type     string        `json:"type"`
	Features []jsonFeature `json:"features"`
}

type jsonFeature struct {
	Type       string                     `json:"type"`
	Properties map[string]json.RawMessage `json:"properties"`
	Geometry   *struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// readMap reads a FeatureCollection.
func readMap(name string, src []byte, property, partOf string) ([]mapFeature, error) {
	if len(src) > maxMap {
		return nil, mapError(name, 0, fmt.Sprintf("is larger than %d MB", maxMap>>20))
	}
	var m jsonMap
	if err := json.Unmarshal(bytes.TrimPrefix(src, []byte("\ufeff")), &m); err != nil {
		return nil, mapError(name, 0, "is not a GeoJSON FeatureCollection"+atByte(err))
	}
	if m.Type != "FeatureCollection" {
		return nil, mapError(name, 0, "is not a GeoJSON FeatureCollection")
	}
	if len(m.Features) == 0 {
		return nil, mapError(name, 0, "holds no feature")
	}
	out := make([]mapFeature, len(m.Features))
	for i, f := range m.Features {
		var what string
		if out[i], what = readFeature(f, property, partOf); what != "" {
			return nil, mapError(name, i+1, what)
		}
	}
	return out, nil
}

// atByte is where a JSON text is wrong. The error's own text quotes it.
func atByte(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf(" (byte %d)", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf(" (byte %d)", kind.Offset)
	}
	return ""
}

// readFeature reads one feature; what says what is wrong with it.
func readFeature(f jsonFeature, property, partOf string) (out mapFeature, what string) {
	if f.Type != "Feature" || f.Geometry == nil {
		return out, "has no geometry"
	}
	if out.code, what = readProperty(f.Properties, property); what != "" {
		return out, what
	}
	if partOf != "" {
		if out.partOf, what = readProperty(f.Properties, partOf); what != "" {
			return out, what
		}
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, f.Geometry.Coordinates); err != nil {
		return out, "has no coordinates"
	}
	s := coordinates{b: compact.Bytes()}
	switch f.Geometry.Type {
	case "Polygon":
		out.shape, out.raw, what = s.polygons(false)
	case "MultiPolygon":
		out.shape, out.raw, what = s.polygons(true)
	default:
		return out, "is not a Polygon or MultiPolygon"
	}
	return out, what
}

// readProperty is a property as a code. A whole number is written without a
// decimal point, as programs add one to every number of a column with a gap.
func readProperty(properties map[string]json.RawMessage, name string) (code, what string) {
	raw, ok := properties[name]
	if !ok {
		return "", "has no property " + strconv.Quote(name)
	}
	text := string(raw)
	switch {
	case raw[0] == '"':
		if json.Unmarshal(raw, &text) != nil {
			return "", "has a property " + strconv.Quote(name) + " that is not UTF-8 text"
		}
	case raw[0] == '-' || isDigit(raw[0]):
		if f, err := strconv.ParseFloat(text, 64); err == nil && f == float64(int64(f)) && f < 1<<53 && f > -1<<53 {
			text = strconv.FormatInt(int64(f), 10)
		}
	default:
		return "", "has a property " + strconv.Quote(name) + " that is no text and no number"
	}
	if code, what = codeOf(text); what != "" {
		what = "has a property " + strconv.Quote(name) + " that " + what
	}
	return code, what
}

// coordinates reads the nested lists of numbers of a geometry. The JSON is valid;
// what it holds may be anything.
type coordinates struct {
	b []byte
	i int
}

func (s *coordinates) take(c byte) bool {
	if s.i < len(s.b) && s.b[s.i] == c {
		s.i++
		return true
	}
	return false
}

const notCoordinates = "has coordinates that are not those of its type"

// polygons reads the coordinates of a polygon, or of a list of them.
func (s *coordinates) polygons(many bool) (shapes []orb.Polygon, raw [][]byte, what string) {
	if many && !s.take('[') {
		return nil, nil, notCoordinates
	}
	for {
		begin := s.i
		shape, what := s.polygon()
		if what != "" {
			return nil, nil, what
		}
		shapes, raw = append(shapes, shape), append(raw, s.b[begin:s.i])
		if !many || !s.take(',') {
			break
		}
	}
	if many && !s.take(']') || s.i != len(s.b) {
		return nil, nil, notCoordinates
	}
	return shapes, raw, ""
}

func (s *coordinates) polygon() (shape orb.Polygon, what string) {
	if !s.take('[') {
		return nil, notCoordinates
	}
	for {
		ring, what := s.ring()
		if what != "" {
			return nil, what
		}
		if what = wrongRing(ring); what != "" {
			return nil, what
		}
		shape = append(shape, ring)
		if !s.take(',') {
			break
		}
	}
	if !s.take(']') {
		return nil, notCoordinates
	}
	return shape, ""
}

func (s *coordinates) ring() (ring orb.Ring, what string) {
	if !s.take('[') {
		return nil, notCoordinates
	}
	for {
		p, what := s.position()
		if what != "" {
			return nil, what
		}
		ring = append(ring, p)
		if !s.take(',') {
			break
		}
	}
	if !s.take(']') {
		return nil, notCoordinates
	}
	return ring, ""
}

// position reads longitude and latitude and skips what comes behind, a height.
func (s *coordinates) position() (p orb.Point, what string) {
	if !s.take('[') {
		return p, notCoordinates
	}
	n := 0
	for {
		begin := s.i
		for s.i < len(s.b) && strings.IndexByte("+-.eE0123456789", s.b[s.i]) >= 0 {
			s.i++
		}
		f, err := strconv.ParseFloat(string(s.b[begin:s.i]), 64)
		if err != nil {
			return p, notCoordinates
		}
		if n < 2 {
			p[n] = f
		}
		n++
		if !s.take(',') {
			break
		}
	}
	if n < 2 || !s.take(']') {
		return p, notCoordinates
	}
	if p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 90 {
		return p, "has coordinates that are no degrees of longitude and latitude (is the map in another projection? save it in WGS 84)"
	}
	return p, ""
}

// wrongRing says what is plainly wrong with a ring.
func wrongRing(r orb.Ring) string {
	if len(r) < 4 {
		return "has a ring of fewer than four positions"
	}
	if r[0] != r[len(r)-1] {
		return "has a ring that does not end where it begins"
	}
	far := r[0] // any corner that is not the first
	for _, p := range r {
		if far == r[0] {
			far = p
		} else if orientation(r[0], far, p) != 0 {
			return ""
		}
	}
	return "has a ring without an area"
}
