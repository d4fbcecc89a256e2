package detect

import "strings"

// placeParts are the hints of columns that together say where something is.
const placeParts = Hint(1<<StreetAddress | 1<<GeoPoint | 1<<ZIPCode | 1<<Location)

// groupPlaces gives the columns of one place the same number: those whose headers
// begin with the same words ("mailing address", "mailing city"), and coordinates
// with the address they belong to.
func groupPlaces(cols []Column) {
	type group struct {
		key       string
		cols      []int
		addr, geo bool
	}
	var groups []group
	for i := range cols {
		c := &cols[i]
		if c.Hint&placeParts == 0 || c.Hint&hintVeto != 0 || c.Mode == ModeWhole && !isPlaceKind(c.Entity) {
			continue
		}
		key := placeKey(c.Name)
		at := -1
		for g := range groups {
			if groups[g].key == key {
				at = g
				break
			}
		}
		if at < 0 {
			groups = append(groups, group{key: key})
			at = len(groups) - 1
		}
		g := &groups[at]
		g.cols = append(g.cols, i)
		g.addr = g.addr || c.Hint.Has(StreetAddress)
		g.geo = g.geo || c.Hint.Has(GeoPoint)
	}
	// Coordinates without an address of their own join the first address: a point
	// left beside a withheld address would give the address back.
	home := -1
	for g := range groups {
		if groups[g].addr {
			home = g
			break
		}
	}
	for g := range groups {
		if home >= 0 && g != home && groups[g].geo && !groups[g].addr {
			groups[home].cols = append(groups[home].cols, groups[g].cols...)
			groups[g].cols = nil
		}
	}
	number := 0
	for _, g := range groups {
		if len(g.cols) < 2 || !g.addr && !g.geo {
			continue
		}
		number++
		for _, i := range g.cols {
			cols[i].Place = number
		}
	}
}

func isPlaceKind(e Entity) bool { return e == StreetAddress || e == GeoPoint }

// placeKey is what a header says beside its place words: "mailing" of
// "MailingAddress1", "" of "City".
func placeKey(header string) string {
	var kept []string
	for _, w := range HeaderWords(header) {
		if aliases[w]&placeParts == 0 && !placeFiller(w) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// placeFiller reports words that do not tell places apart.
func placeFiller(w string) bool {
	switch w {
	case "line", "code", "name", "number", "no", "full", "coordinate", "coord", "coords", "the", "of", "postal", "part", "deg", "wgs":
		return true
	default:
		return false
	}
}

// judgePoints decides whether coordinates are personal: they are where the table
// also holds names or addresses of people.
func judgePoints(cols []Column) {
	people := false
	for i := range cols {
		people = people || cols[i].Personal && cols[i].Entity != GeoPoint
	}
	for i := range cols {
		if c := &cols[i]; c.Entity == GeoPoint && !people {
			c.Personal, c.Mode = false, ModeNone
		}
	}
}
