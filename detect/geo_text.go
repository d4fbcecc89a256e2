package detect

import "strings"

// Coordinates in running text. One number is a measurement; two that could be
// latitude and longitude are a place when they have four decimals (ten metres),
// and their signs, their letters, a degree sign or a label say that they belong
// together.

// degree is a number that may be a latitude or a longitude.
type degree struct {
	Span
	whole, places int
	minus, mark   bool // a minus sign; a degree sign
	side          byte // N, S, E or W beside it, 0 without
}

// geoText reads the coordinates around a sign.
func geoText(dst []Match, s string, at Span) []Match {
	switch c := s[at.Start]; {
	case c == 0xC2:
		n := len(dst)
		if dst = dms(dst, s, at); len(dst) > n || pointAt(dst, at) {
			return dst
		}
		start := at.Start
		for start > 0 && at.Start-start < 8 && (isDigit(s[start-1]) || s[start-1] == '.' || s[start-1] == ' ' || isSide(s, start-1) && (start == 1 || !isWordByte(s[start-2]))) {
			start--
		}
		if i, end := loosePoint(s, start); end > 0 && strings.Count(s[i:end], "\u00b0")+strings.Count(s[i:end], "\u00ba") > 1 { // one is a surveyor's bearing
			dst = append(dst, found(i, end, GeoPoint, Likely, reasonShape))
		}
		return dst
	case isDigit(c):
		for i := at.Start; i < at.End; i++ {
			if isDigit(s[i]) && (i == 0 || !isDigit(s[i-1]) && s[i-1] != '.') {
				dst = pairAt(dst, s, i, linkedPoint(s, i))
			}
		}
		return dst
	default:
		n := len(dst)
		if dst = geoLabel(dst, s, at); len(dst) > n {
			return dst
		}
		i, end := loosePoint(s, at.End)
		if end == 0 || pointAt(dst, Span{i, end}) {
			return dst
		}
		return append(dst, found(i, end, GeoPoint, Likely, reasonLabel))
	}
}

// pairAt appends the pair whose first number begins at i; said means that a label
// or link says so.
func pairAt(dst []Match, s string, i int, said bool) []Match {
	a, ok := readDegree(s, i)
	if !ok || pointAt(dst, a.Span) {
		return dst
	}
	k, joined := a.End, false
	if said && k+2 < len(s) && s[k] == '%' && s[k+1] == '2' && s[k+2]|0x20 == 'c' { // a comma in a link
		k, joined = k+3, true
	}
	for k < len(s) && k-a.End < 4 && (s[k] == ' ' || s[k] == ',' || s[k] == ';' || s[k] == '/' || s[k] == '\t') {
		joined = true
		k++
	}
	b, ok := readDegree(s, firstDigit(s, k))
	if !ok || !joined || b.Start != k || !isPair(a, b, said) {
		return dst
	}
	start, end := a.Start, b.End
	if w := unspace(s, start); w > 0 && w < start && end < len(s) && s[end] == ')' { // WKT: POINT (x y)
		if p := wordStart(s, w); equalWord(s[p:w], "point") {
			start, end = p, end+1
		}
	}
	return append(dst, found(start, end, GeoPoint, Likely, reasonShape))
}

// firstDigit is where the digits of a number that may begin at k with a sign or a
// letter do begin.
func firstDigit(s string, k int) int {
	for n := 0; n < 4 && k < len(s) && !isDigit(s[k]); n++ {
		k++
	}
	return k
}

// isPair reports two numbers that are a latitude and a longitude in either order.
func isPair(a, b degree, said bool) bool {
	if a.whole > 180 || b.whole > 180 || a.whole > 90 && b.whole > 90 {
		return false
	}
	sides := a.side != 0 && b.side != 0
	if sides && (a.side == 'N' || a.side == 'S') == (b.side == 'N' || b.side == 'S') {
		return false
	}
	least := min(a.places, b.places)
	switch {
	case said:
		return least >= 2
	case sides || a.mark && b.mark:
		return least >= 3
	default:
		return least >= 4 && a.minus != b.minus && max(a.whole, b.whole) >= 10
	}
}

// readDegree reads a decimal whose digits begin at i, with its sign, degree sign
// and side.
func readDegree(s string, i int) (d degree, ok bool) {
	if i >= len(s) || !isDigit(s[i]) {
		return d, false
	}
	whole, places, n, _ := readDecimal(s[i:])
	d = degree{Span: Span{i, i + n}, whole: whole, places: places}
	if places == 0 {
		return d, false
	}
	switch {
	case i > 0 && (s[i-1] == '-' || s[i-1] == '+') && (i == 1 || !isWordByte(s[i-2])):
		d.minus = s[i-1] == '-'
		d.Start--
	case i > 2 && s[i-3] == 0xE2 && s[i-2] == 0x88 && s[i-1] == 0x92: // the minus sign of printers
		d.minus = true
		d.Start -= 3
	case i > 0 && (s[i-1] == '$' || s[i-1] == '.' || isWordByte(s[i-1]) && !isSide(s, i-1)):
		return d, false
	}
	k := i - 1
	for k > 0 && s[k] == ' ' && i-k < 3 {
		k--
	}
	if d.Start == i && k >= 0 && isSide(s, k) && (k == 0 || !isWordByte(s[k-1])) {
		d.Start, d.side = k, s[k]&^0x20
	}
	if k = d.End; k < len(s) && s[k] == ' ' {
		k++
	}
	if k+1 < len(s) && s[k] == 0xC2 && (s[k+1] == 0xB0 || s[k+1] == 0xBA) {
		d.mark, d.End = true, k+2
	}
	d.takeSide(s)
	return d, d.End == len(s) || (s[d.End] != '%' || d.End+1 < len(s) && s[d.End+1] == '2') && !isWordByte(s[d.End])
}

// takeSide takes in the letter of the side after a number, which is not the letter
// before the next.
func (d *degree) takeSide(s string) {
	k := d.End
	if k < len(s) && s[k] == ' ' {
		k++
	}
	if d.side == 0 && k < len(s) && isSide(s, k) && (k+1 == len(s) || !isWordByte(s[k+1])) {
		d.side, d.End = s[k]&^0x20, k+1
	}
}

// isSide reports N, S, E, W at i (O, as in Spanish, would be a nought).
func isSide(s string, i int) bool {
	switch s[i] &^ 0x20 {
	case 'N', 'S', 'E', 'W':
		return true
	default:
		return false
	}
}

// pointAt reports a point among the last matches that overlaps.
func pointAt(dst []Match, at Span) bool {
	for k := len(dst) - 1; k >= 0 && len(dst)-k < 8; k-- {
		if dst[k].Entity == GeoPoint && dst[k].Overlaps(at) {
			return true
		}
	}
	return false
}

// linkedPoint reports "@", "q=", "ll=", "geo:" right before the number at i, as in
// links to maps (RFC 5870 for geo).
func linkedPoint(s string, i int) bool {
	if i > 0 && (s[i-1] == '-' || s[i-1] == '+') {
		i--
	}
	switch {
	case i == 0:
		return false
	case s[i-1] == '@':
		return i == 1 || !isWordByte(s[i-2])
	case s[i-1] == '=' || s[i-1] == ':':
		return inList(" q ll sll center query daddr saddr destination origin geo ", s[wordStart(s, i-1):i-1])
	default:
		return false
	}
}

// geoLabel reads what a word such as "latitude" or "gps" announces: a pair, or a
// latitude and a longitude with a label each.
func geoLabel(dst []Match, s string, at Span) []Match {
	word := s[at.Start:at.End]
	i, ok := afterGeoWord(s, at.End)
	if !ok {
		return dst
	}
	pair := pairAt(dst, s, i, true)
	if len(pair) > len(dst) {
		return pair
	}
	a, ok := readDegree(s, i)
	if !inList(" lat latitude latitud lng lon longitude longitud ", word) || !ok || a.places < 2 || a.whole > 180 || pointAt(dst, a.Span) {
		return dst
	}
	if word[0]|0x20 == 'l' && word[1]|0x20 == 'a' { // the longitude may follow
		if b, ok := labelledLongitude(s, a.End); ok {
			start := at.Start
			if start > 0 && s[start-1] == '"' {
				start--
			}
			return append(dst, found(start, b.End, GeoPoint, Likely, reasonLabel))
		}
	}
	if a.places < 3 {
		return dst
	}
	return append(dst, found(a.Start, a.End, GeoPoint, Likely, reasonLabel))
}

// labelledLongitude reads a longitude with its label after a latitude that ends at i.
func labelledLongitude(s string, i int) (degree, bool) {
	for n := 0; n < 8 && i < len(s) && !isWordByte(s[i]) && !isDigit(s[i]); n++ {
		i++
	}
	end := wordEnd(s, i)
	if !inList(" long lng lon longitude longitud ", s[i:end]) {
		return degree{}, false
	}
	k, ok := afterGeoWord(s, end)
	if !ok {
		return degree{}, false
	}
	b, ok := readDegree(s, k)
	return b, ok && b.places >= 2 && b.whole <= 180
}

// afterGeoWord is where the digits begin after a label that ends at i.
func afterGeoWord(s string, i int) (int, bool) {
	for limit := min(len(s), i+28); i < limit; {
		switch c := s[i]; {
		case isDigit(c):
			return i, true
		case byteClass[c] == classLetter:
			end := wordEnd(s, i)
			if !isSide(s, i) && !inList(" is at are of the and y es en de long lng lon longitude longitud lat latitude coordinates coords coord location ", s[i:end]) || isSide(s, i) && end > i+1 && !inList(" es en ", s[i:end]) {
				return 0, false
			}
			i = end
		case c == '\n' || c == '%' || c == '$':
			return 0, false
		default:
			i++
		}
	}
	return 0, false
}

// dms reads a pair in degrees, minutes and seconds around the degree sign at the
// span: 43°02'53"N 76°08'50"W. One alone is no place.
func dms(dst []Match, s string, at Span) []Match {
	start := at.Start
	for start > 0 && at.Start-start < 4 && (isDigit(s[start-1]) || start == at.Start && s[start-1] == ' ') {
		start--
	}
	if start < len(s) && s[start] == ' ' {
		start++
	}
	if start >= at.Start || start > 0 && (isWordByte(s[start-1]) || s[start-1] == '.') || pointAt(dst, at) {
		return dst
	}
	end, side, ok := readDMS(s, start)
	if !ok {
		return dst
	}
	k := end
	for k < len(s) && k-end < 4 && (s[k] == ' ' || s[k] == ',' || s[k] == ';' || s[k] == '/' || s[k] == '-') {
		k++
	}
	if w := wordEnd(s, k); w > k && inList(" long lng lon longitude longitud ", s[k:w]) {
		k = w
		for k < len(s) && k-w < 3 && (s[k] == ' ' || s[k] == ':') {
			k++
		}
	}
	last, other, ok := readDMS(s, k)
	if !ok || (side == 'N' || side == 'S') == (other == 'N' || other == 'S') {
		return dst
	}
	return append(dst, found(start, last, GeoPoint, Likely, reasonShape))
}

// readDMS reads degrees, minutes, seconds and a side at i; seconds may be missing
// where the minutes have decimals.
func readDMS(s string, i int) (end int, side byte, ok bool) {
	fine := false
	for part := range 3 {
		n, places, k, ok := readDecimal(s[i:min(len(s), i+16)])
		if !ok || n > [3]int{180, 60, 60}[part] || !isDigit(s[i]) {
			if part == 2 {
				break
			}
			return 0, 0, false
		}
		fine = fine || part == 2 || part == 1 && places >= 2
		if i += k; i < len(s) && s[i] == ' ' {
			i++
		}
		mark := dmsMark(s, i, part)
		if mark == 0 {
			return 0, 0, false
		}
		if i += mark; i < len(s) && s[i] == ' ' {
			i++
		}
	}
	if !fine || i >= len(s) || !isSide(s, i) || i+1 < len(s) && isWordByte(s[i+1]) {
		return 0, 0, false
	}
	return i + 1, s[i] &^ 0x20, true
}

// dmsMark is the length of the sign for degrees, minutes or seconds at i.
func dmsMark(s string, i, part int) int {
	if i >= len(s) {
		return 0
	}
	three := func(low, high byte) bool {
		return i+2 < len(s) && s[i] == 0xE2 && s[i+1] == 0x80 && s[i+2] >= low && s[i+2] <= high
	}
	switch {
	case part == 0 && i+1 < len(s) && s[i] == 0xC2 && (s[i+1] == 0xB0 || s[i+1] == 0xBA):
		return 2
	case part == 1 && s[i] == '\'', part == 2 && s[i] == '"':
		return 1
	case part == 2 && i+1 < len(s) && s[i] == '\'' && s[i+1] == '\'':
		return 2
	case part == 1 && (three(0xB2, 0xB2) || three(0x98, 0x99)), part == 2 && (three(0xB3, 0xB3) || three(0x9C, 0x9D)):
		return 3
	default:
		return 0
	}
}

// pointReach is how many bytes a point may take that is written loosely.
const pointReach = 84

// loosePoint reads numbers with the sides of both directions, however the degrees
// and minutes are written: "N43 02.886 W076 08.844", "43 DEG 03 MIN N 76 DEG 09 MIN
// W", "4303.012,N,07609.306,W". end is 0 where there is no such point after i.
func loosePoint(s string, i int) (start, end int) {
	start = -1
	numbers, north, east, first := 0, false, false, false
	k := i
	for k < len(s) && (start < 0 && k-i < 24 || start >= 0 && k-start < pointReach) {
		switch c := s[k]; {
		case isDigit(c):
			if start < 0 {
				start = k
			}
			for k < len(s) && (isDigit(s[k]) || s[k] == '.' && k+1 < len(s) && isDigit(s[k+1])) {
				k++
			}
			if numbers++; first && north && east {
				end = k
			}
		case byteClass[c] == classLetter:
			w := wordEnd(s, k)
			side := sideWord(s, k, w)
			switch {
			case side == 0 && !inList(" deg degrees grados min minutes minutos sec seconds segundos d m s lat long lon lng latitude longitude latitud longitud and y gps ", s[k:w]):
				return start, end
			case side == 0:
			default:
				if start < 0 {
					start, first = k, true
				}
				north, east = north || side == 'N', east || side == 'E'
				if north && east && !first && numbers >= 2 {
					return start, w
				}
			}
			k = w
		case c == '\n' || c == '$' || c == '=' || c == '#' || c == '@' || c == '<':
			return start, end
		case c >= 0x80:
			k += max(1, runeLen(c))
		default:
			k++
		}
	}
	return start, end
}

func runeLen(c byte) int {
	switch {
	case c >= 0xF0:
		return 4
	case c >= 0xE0:
		return 3
	case c >= 0xC0:
		return 2
	default:
		return 1
	}
}

// sideWord is 'N' for a word of north or south, 'E' for one of east or west, 0 for
// others. A small "s" behind a digit stands for seconds.
func sideWord(s string, k, w int) byte {
	word := s[k:w]
	switch {
	case word == "s" && k > 0 && isDigit(s[k-1]):
		return 0
	case inList(" n s north south norte sur ", word):
		return 'N'
	case inList(" e w o east west este oeste ", word):
		return 'E'
	default:
		return 0
	}
}
