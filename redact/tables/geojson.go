package tables

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// mostGeometry is how many bytes of geometry a file repeats at most.
const mostGeometry = 64 << 20

// WriteGeoJSON writes the areas of a table with their numbers as GeoJSON
// (RFC 7946). The properties of a feature are its codes and its measures; a
// hidden number is null, <measure>_hidden is true, and so is "suppressed". The
// same table gives the same bytes.
//
// A feature is an area with its total over all other dimensions. Where that total
// is not released, there is a feature for each area and each innermost code of
// the dimensions that no total is released over. Where the file would then repeat
// more than 64 MiB of geometry, each area is written once and without numbers, to
// be joined with the CSV by its code. The member "description" says which it is.
// Areas of an outer level are left out where those of an inner one are there:
// drawn, they would lie on top of each other.
func WriteGeoJSON(w io.Writer, t *Table) error {
	v, err := newView(t)
	if err != nil {
		return err
	}
	if t.Places == nil {
		return t.wrong(errors.New("it has no geometry"))
	}
	at, areas, err := t.places()
	if err != nil {
		return err
	}
	geometry := make(map[int][]byte, len(at)) // by code
	size := 0
	for i, a := range areas {
		geometry[at[i]] = a.appendJSON(nil)
		size += len(geometry[at[i]])
	}
	rows, about := v.features(geometry, size)
	out := bufio.NewWriterSize(w, 1<<16)
	line := append([]byte(`{"type":"FeatureCollection","name":`), quote(t.Name)...)
	line = append(append(line, `,"description":`...), quote(about)...)
	line = append(line, `,"features":[`...)
	for i := 0; i < len(rows) && err == nil; i++ {
		if i > 0 {
			line = append(line, ',')
		}
		_, err = out.Write(v.feature(append(line, '\n'), rows[i], geometry))
		line = line[:0]
	}
	if err == nil {
		_, err = out.Write(append(line, "\n]}\n"...))
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return t.wrong(fmt.Errorf("its GeoJSON could not be written: %w", err))
	}
	return nil
}

// features are the rows that become features, and what they are, in words. A row
// without cells is an area without numbers. size is the length of all geometry.
func (v *view) features(geometry map[int][]byte, size int) ([]Row, string) {
	t, p := v.t, v.t.Places.Dim
	set, others, ok := v.broadest(p)
	inner := make([][]bool, len(t.Dims))
	most := ok
	repeats := 1
	for _, o := range others {
		inner[o] = t.Dims[o].inner()
		if repeats *= len(t.Dims[o].Codes); repeats > mostGeometry {
			most = false
			break
		}
	}
	if !most || len(others) > 0 && size > mostGeometry/max(repeats, 1) {
		var rows []Row
		for i, c := range t.Dims[p].Codes {
			if geometry[i] != nil {
				rows = append(rows, Row{Codes: []string{c}})
			}
		}
		return rows, "One feature for each area, without numbers. They are in the CSV of the same name, under the same " + t.Dims[p].Name + "."
	}
	var rows []Row
	for i := range t.Rows {
		r := &t.Rows[i]
		keep := totals(r.Codes) == set && geometry[v.o[p][r.Codes[p]]] != nil
		for _, o := range others {
			keep = keep && !inner[o][v.o[o][r.Codes[o]]]
		}
		if keep {
			rows = append(rows, *r)
		}
	}
	switch {
	case len(others) > 0:
		return rows, "One feature for each area and each code of the dimensions whose total is not released."
	case len(t.Dims) > 1:
		return rows, "One feature for each area, with its totals. The numbers that they sum are in the CSV of the same name."
	}
	return rows, "One feature for each area."
}

// feature appends a row as a GeoJSON feature.
func (v *view) feature(dst []byte, r Row, geometry map[int][]byte) []byte {
	t, p := v.t, v.t.Places.Dim
	code := r.Codes[min(p, len(r.Codes)-1)]
	dst = append(dst, `{"type":"Feature","properties":{`...)
	if len(r.Cells) == 0 {
		dst = append(append(append(dst, quote(t.Dims[p].Name)...), ':'), quote(code)...)
	} else {
		for d, c := range r.Codes {
			dst = append(append(append(dst, quote(t.Dims[d].Name)...), ':'), quote(c)...)
			dst = append(dst, ',')
		}
		any := false
		for m, c := range r.Cells {
			number, hidden := "null", "false"
			if c.text != "" {
				number = c.text
			}
			if c.hidden {
				hidden, any = "true", true
			}
			dst = append(append(append(dst, quote(t.Measures[m].Name)...), ':'), number...)
			dst = append(append(append(append(dst, ','), quote(t.Measures[m].Name+hiddenSuffix)...), ':'), hidden...)
			dst = append(dst, ',')
		}
		dst = append(append(dst, `"`+suppressed+`":`...), fmt.Sprint(any)...)
	}
	dst = append(append(dst, `},"geometry":`...), geometry[v.o[p][code]]...)
	return append(dst, '}')
}

// quote writes a text as JSON.
func quote(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil { // a string always encodes
		return []byte(`""`)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
}
