package verify

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// suppressed is the property of a feature that hides a number.
const suppressed = "suppressed"

// errForm ends the reading of a file of areas that is not what it must be; what
// was wrong is in the problems.
var errForm = errors.New("not a file of areas")

// geoJSON compares a table's file of areas with the table: the same numbers, none
// where one is hidden, nothing else.
func (t *tableFile) geoJSON(dir string) error {
	name := t.t.GeoJSON
	file, err := os.Open(filepath.Join(dir, name))
	if errors.Is(err, os.ErrNotExist) {
		t.res.probs.add(Problem{Kind: Unreadable, File: name, Msg: "the file is in the manifest and not in the folder"})
		return nil
	} else if err != nil {
		return errors.New("verify: a file of areas cannot be opened")
	}
	in := t.res.summed(file)
	defer in.Close()
	a := newAreas(t, bufio.NewReaderSize(in, 1<<16))
	if err := a.collection(); err != nil && !a.said {
		a.wrong("it cannot be read as GeoJSON")
	}
	if !a.said {
		t.res.areas = true
		t.res.sum(name, in)
	}
	return nil
}

// areas reads one file of areas.
type areas struct {
	t      *tableFile
	in     *json.Decoder
	col    map[string]int // of the table, by name
	n      int64          // features
	seen   map[string]bool
	bare   bool // the features have no numbers
	said   bool
	values []prop // of the feature at hand, by column; one more for suppressed
}

// prop is a property: a text, a number, true, false, null, or not there.
type prop struct {
	kind byte // 's', 'n', 't', 'f', '0'; 0 = not there
	text string
}

func newAreas(t *tableFile, r io.Reader) *areas {
	a := &areas{t: t, in: json.NewDecoder(r), col: map[string]int{}, seen: map[string]bool{}, values: make([]prop, len(t.names)+1)}
	a.in.UseNumber()
	for i := range t.f.Columns {
		a.col[t.f.Columns[i].Name] = i
	}
	a.col[suppressed] = len(t.names)
	return a
}

// wrong books a problem of the feature at hand and ends the reading.
func (a *areas) wrong(msg string) error {
	a.said = true
	a.t.res.probs.add(Problem{Kind: Layout, File: a.t.t.GeoJSON, Row: a.n, Msg: msg})
	return errForm
}

// object reads an object; member gets each key, once, with its value ahead.
func (a *areas) object(member func(key string) error) error {
	if tok, err := a.in.Token(); err != nil || tok != json.Delim('{') {
		return errForm
	}
	seen := map[string]bool{}
	for a.in.More() {
		tok, err := a.in.Token()
		key, ok := tok.(string)
		if err != nil || !ok {
			return errForm
		}
		if seen[key] {
			return a.wrong("a member stands there twice")
		}
		seen[key] = true
		if err := member(key); err != nil {
			return err
		}
	}
	_, err := a.in.Token()
	return err
}

// list reads an array; each reads one of its values.
func (a *areas) list(each func() error) error {
	if tok, err := a.in.Token(); err != nil || tok != json.Delim('[') {
		return errForm
	}
	for a.in.More() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err := a.in.Token()
	return err
}

// is expects a text.
func (a *areas) is(want string) error {
	if tok, err := a.in.Token(); err != nil || tok != want {
		return a.wrong("a member is not what a table's file of areas has")
	}
	return nil
}

// collection reads the whole file.
func (a *areas) collection() error {
	features := false
	err := a.object(func(key string) error {
		switch key {
		case "type":
			return a.is("FeatureCollection")
		case "name":
			return a.is(strings.TrimSuffix(a.t.f.Name, ".csv"))
		case "description":
			return a.description()
		case "features":
			features = true
			return a.list(a.feature)
		}
		return a.wrong("it has a member that a table's file of areas does not have")
	})
	if err != nil {
		return err
	}
	if _, err := a.in.Token(); err != io.EOF {
		return a.wrong("something stands behind its end")
	}
	if !features {
		return a.wrong("it has no features")
	}
	return nil
}

// description reads the sentence that says what the features are, one of four: a
// text of its own could say anything.
func (a *areas) description() error {
	tok, err := a.in.Token()
	text, ok := tok.(string)
	rest, begins := strings.CutPrefix(text, "One feature for each area")
	if err != nil || !ok || !begins {
		return a.wrong("its description is not one that a table's file of areas has")
	}
	switch rest {
	case ".", " and each code of the dimensions whose total is not released.",
		", with its totals. The numbers that they sum are in the CSV of the same name.":
		return nil
	}
	for _, d := range a.t.t.Dims {
		if d.Kind == "place" && rest == ", without numbers. They are in the CSV of the same name, under the same "+d.Name+"." {
			return nil
		}
	}
	return a.wrong("its description is not one that a table's file of areas has")
}

// feature reads one area with its numbers.
func (a *areas) feature() error {
	a.n++
	clear(a.values)
	had := map[string]bool{}
	err := a.object(func(key string) error {
		had[key] = true
		switch key {
		case "type":
			return a.is("Feature")
		case "properties":
			return a.object(a.property)
		case "geometry":
			return a.geometry()
		}
		return a.wrong("a feature has a member that a table's does not have")
	})
	if err != nil {
		return err
	}
	if !had["type"] || !had["properties"] || !had["geometry"] {
		return a.wrong("a feature is not complete")
	}
	return a.compare()
}

// property reads one property into values.
func (a *areas) property(key string) error {
	i, ok := a.col[key]
	if !ok {
		return a.wrong("a feature has a property that is no column of the table")
	}
	tok, err := a.in.Token()
	if err != nil {
		return errForm
	}
	p := &a.values[i]
	switch v := tok.(type) {
	case string:
		*p = prop{'s', v}
	case json.Number:
		*p = prop{'n', v.String()}
	case bool:
		if p.kind = 'f'; v {
			p.kind = 't'
		}
	case nil:
		p.kind = '0'
	default:
		return a.wrong("a property is neither a text, a number nor a mark")
	}
	return nil
}

// geometry passes over a geometry: a type and numbers.
func (a *areas) geometry() error {
	return a.object(func(key string) error {
		switch key {
		case "type":
			tok, err := a.in.Token()
			if err != nil || tok != "Polygon" && tok != "MultiPolygon" && tok != "Point" && tok != "MultiPoint" && tok != "LineString" && tok != "MultiLineString" {
				return a.wrong("a geometry is of no type that is known")
			}
			return nil
		case "coordinates":
			return a.list(a.coordinates)
		}
		return a.wrong("a geometry has a member that is neither its type nor its coordinates")
	})
}

// coordinates passes over a number, or lists of them.
func (a *areas) coordinates() error {
	for depth := 0; ; {
		tok, err := a.in.Token()
		if err != nil {
			return errForm
		}
		switch v := tok.(type) {
		case json.Number:
		case json.Delim:
			switch v {
			case '[':
				depth++
			case ']':
				depth--
			default:
				return a.wrong("coordinates hold something other than numbers")
			}
		default:
			return a.wrong("coordinates hold something other than numbers")
		}
		if depth == 0 {
			return nil
		}
	}
}

// compare holds the feature at hand against its row.
func (a *areas) compare() error {
	t := a.t
	had, place, at := 0, false, 0
	var key []byte
	for i, p := range a.values {
		if p.kind == 0 {
			continue
		}
		had++
		if i >= len(t.t.Dims) {
			continue
		}
		c, ok := t.place[i][guardedCode(p.text)]
		if p.kind != 's' || !ok {
			return a.wrong("a feature has a code that is none of the manifest's")
		}
		place = t.t.Dims[i].Kind == "place"
		at += c * t.step[i]
		key = append(append(key, p.text...), 0)
	}
	bare := had == 1 && place // an area without numbers
	if a.n > 1 && bare != a.bare || !bare && had < len(a.values) {
		return a.wrong("a feature lacks a column of the table")
	}
	a.bare = bare
	if a.seen[string(key)] {
		return a.wrong("an area stands there twice")
	}
	a.seen[string(key)] = true
	if a.bare || t.bad || !t.kept {
		return nil // without a table to compare with something was said before
	}
	return a.row(int64(t.rowAt[at]))
}

// row compares the feature's numbers with those of a row.
func (a *areas) row(row int64) error {
	t := a.t
	if row == 0 || int(row) > len(t.hidden) {
		return a.wrong("a feature has numbers that the table does not have")
	}
	hidden := t.hidden[row-1]
	mark := prop{kind: 'f'}
	if hidden {
		mark.kind = 't'
	}
	for m := range t.t.Measures {
		c := t.column(m)
		want := prop{kind: '0'}
		if text := t.text[int(row-1)*len(t.t.Measures)+m]; text != "" {
			want = prop{'n', text}
		}
		switch {
		case hidden && a.values[c] != want:
			a.said = true
			t.res.probs.add(Problem{Kind: TableLeak, File: t.t.GeoJSON, Row: a.n, Col: t.names[c], Msg: "a number stands here that the table hides"})
			return errForm
		case a.values[c] != want:
			return a.wrong("a number is not the one of the table")
		case a.values[c+1] != mark:
			return a.wrong("a feature does not say as the table does what is hidden")
		}
	}
	if a.values[len(t.names)] != mark {
		return a.wrong("a feature does not say as the table does what is hidden")
	}
	return nil
}
