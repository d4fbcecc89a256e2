package policy

import (
	"fmt"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// initTables proposes a table by place and month, as a comment, where the file
// has a date and a place. Which areas, and whether anybody wants it, a person
// says.
func initTables(b *strings.Builder, in InitInput) {
	date := ""
	for i := range in.Columns {
		if c := &in.Columns[i]; c.Kind == detect.KindDate && columnEntity(c) != detect.DateOfBirth {
			date = in.Names[i]
			break
		}
	}
	place := initPlace(in)
	if date == "" || place == "" {
		return
	}
	fmt.Fprintf(b, `
# release: [rows, tables]   # rows, tables or both; a table counts by place and time and hides small numbers
# aggregate:
#   - table: by_place_and_month
#     by:   [%s, {as: month, date: %s, each: month, appears_after: 5d}]
#     show: {rows: count}
#     hide: {below: 11, stop_if_over: 10%%}    # on request add why: CODE
#     also: {totals: [place, month, all]}
`, place, yamlText(date))
}

// initPlace is the first place of a file as a dimension: a point, a ZIP code or
// an address; "" for none.
func initPlace(in InitInput) string {
	var lat, lng, zip, address string
	set := func(dst *string, name string) {
		if *dst == "" {
			*dst = yamlText(name)
		}
	}
	for i := range in.Columns {
		fold := words.Fold(in.Names[i])
		switch e := columnEntity(&in.Columns[i]); {
		case e == detect.GeoPoint && strings.Contains(fold, "lat"):
			set(&lat, in.Names[i])
		case e == detect.GeoPoint && (strings.Contains(fold, "lng") || strings.Contains(fold, "lon")):
			set(&lng, in.Names[i])
		case e == detect.ZIPCode:
			set(&zip, in.Names[i])
		case e == detect.StreetAddress:
			set(&address, in.Names[i])
		}
	}
	switch {
	case lat != "" && lng != "":
		return fmt.Sprintf("{as: place, place: [%s, %s], inside: maps/areas.geojson, name: NAME}", lat, lng)
	case zip != "":
		return "{as: place, place: " + zip + ", to: zip}"
	case address != "":
		return "{as: place, place: " + address + ", to: hundred-block}"
	default:
		return ""
	}
}
