package detect

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
		return dms(dst, s, at)
	case isDigit(c):
		for i := at.Start; i < at.End; i++ {
			if isDigit(s[i]) && (i == 0 || !isDigit(s[i-1]) && s[i-1] != '.') {
				dst = pairAt(dst, s, i, linkedPoint(s, i))
			}
		}
		return dst
	default:
		return geoLabel(dst, s, at)
	}
}

// pairAt appends the pair whose first number begins at i; said means that a label
// or link says so.
func pairAt(dst []Match, s string, i int, said bool) []Match {
	a, ok := readDegree(s, i, 0)
	if !ok || pointAt(dst, a.Span) {
		return dst
	}
	k, joined := a.End, false
	for k < len(s) && k-a.End < 4 && (s[k] == ' ' || s[k] == ',' || s[k] == ';' || s[k] == '/' || s[k] == '\t') {
		joined = true
		k++
	}
	if k == a.End && k+2 < len(s) && s[k] == '%' && s[k+1] == '2' && s[k+2]|0x20 == 'c' { // a comma in a link
		k, joined = k+3, true
	}
	b, ok := readDegree(s, firstDigit(s, k), k)
	if said && k == a.End && k < len(s) && (s[k] == '-' || s[k] == '+') { // ISO 6709: +43.0399-076.1350/
		joined, b.Start, b.minus = true, k, s[k] == '-'
	}
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
// and side; what stands before low belongs to another.
func readDegree(s string, i, low int) (d degree, ok bool) {
	if i >= len(s) || !isDigit(s[i]) {
		return d, false
	}
	whole, places, n, _ := readDecimal(s[i:])
	d = degree{Span: Span{i, i + n}, whole: whole, places: places}
	if places == 0 {
		return d, false
	}
	switch {
	case i > 0 && (s[i-1] == '-' || s[i-1] == '+') && (i == 1 || i-1 == low || !isWordByte(s[i-2])):
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
	if d.Start == i && k >= low && isSide(s, k) && (k == 0 || !isWordByte(s[k-1])) {
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

// geoLabel reads what a word such as "latitude" or "gps" announces: a pair, a pair
// in degrees and minutes, or a latitude or longitude of its own.
func geoLabel(dst []Match, s string, at Span) []Match {
	i, ok := afterGeoWord(s, at.End)
	if !ok {
		return dst
	}
	if start, end, ok := nmea(s, i); ok {
		return append(dst, found(start, end, GeoPoint, Likely, reasonLabel))
	}
	if pair := pairAt(dst, s, i, true); len(pair) > len(dst) {
		return pair
	}
	single := inList(" lat latitude latitud lng lon longitude longitud gpslatitude gpslongitude mlat mlon ", s[at.Start:at.End])
	if out := anglesAt(dst, s, i, true, single); len(out) > len(dst) {
		return out
	}
	a, ok := readDegree(s, i, 0)
	if !single || !ok || a.places < 2 || a.places < 3 && !otherHalf(s, a.End) || a.whole > 180 || pointAt(dst, a.Span) {
		return dst
	}
	dst = append(dst, found(a.Start, a.End, GeoPoint, Likely, reasonLabel))
	if b, ok := longAfter(s, a.End); ok {
		dst = append(dst, found(b.Start, b.End, GeoPoint, Likely, reasonLabel))
	}
	return dst
}

// longAfter reads a longitude after "long", which is too common a word to call by, after
// a latitude that ends at i.
func longAfter(s string, i int) (degree, bool) {
	for n := 0; n < 4 && i < len(s) && !isWordByte(s[i]); n++ {
		i++
	}
	end := min(i+4, len(s))
	if !equalWord(s[i:end], "long") {
		return degree{}, false
	}
	k, ok := afterGeoWord(s, end)
	if !ok {
		return degree{}, false
	}
	b, ok := readDegree(s, k, end)
	return b, ok && b.places >= 2 && b.whole <= 180
}

// otherHalf reports the label of a longitude or latitude shortly after a number that
// ends at i, or before it.
func otherHalf(s string, i int) bool {
	for k := max(0, i-48); k < min(len(s), i+16); {
		w := wordEnd(s, k)
		if w > k && inList(" lon lng long longitude longitud mlon ", s[k:w]) {
			return true
		}
		k = max(w, k+1)
	}
	return false
}

// nmea reads the fields of a receiver's sentence that begin at i or one field later:
// 4302.8860,N,07608.8440,W (NMEA 0183).
func nmea(s string, i int) (start, end int, ok bool) {
	if k := i; k < len(s) { // a time of day before them
		for k < len(s) && k-i < 10 && (isDigit(s[k]) || s[k] == '.') {
			k++
		}
		if k+1 < len(s) && s[k] == ',' && isDigit(s[k+1]) {
			i = k + 1
		}
	}
	end = i
	for half, n := range [...]int{4, 5} {
		k := takeDigits(s, end, n)
		if k < 0 || k >= len(s) || s[k] != '.' {
			return 0, 0, false
		}
		for k++; k < len(s) && isDigit(s[k]); k++ {
		}
		if k+1 >= len(s) || s[k] != ',' || !isSide(s, k+1) {
			return 0, 0, false
		}
		end = k + 2
		if half == 0 {
			if end >= len(s) || s[end] != ',' {
				return 0, 0, false
			}
			end++
		}
	}
	return i, end, true
}

// afterGeoWord is where the digits begin after a label that ends at i.
func afterGeoWord(s string, i int) (int, bool) {
	for limit := min(len(s), i+28); i < limit; {
		switch c := s[i]; {
		case isDigit(c):
			return i, true
		case byteClass[c] == classLetter:
			end := wordEnd(s, i)
			if !isSide(s, i) && !inList(" is at are of the and y es en de long lng lon longitude longitud lat latitude coordinates coords coord location approx approximately about aprox ", s[i:end]) || isSide(s, i) && end > i+1 && !inList(" es en ", s[i:end]) {
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
	return anglesAt(dst, s, start, false, false)
}
