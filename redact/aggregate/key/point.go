package key

import (
	"strconv"
	"strings"
)

// readPoint reads a point of the Earth: two cells, latitude and longitude, or one
// that holds both:
//
//	POINT (-73.98 40.75)           longitude first, as in well-known text; SRID=4326; may stand before it
//	(40.75, -73.98)                latitude first, also as the last line of an address
//	40.75, -73.98
//
// Numbers outside the range of their place are no point: swapped coordinates are
// not guessed at. (0, 0) is what programs write that know no place.
func readPoint(cells []string) (lat, lng float64, ok bool) {
	switch len(cells) {
	case 1:
		lat, lng, ok = readPointText(cells[0])
	case 2:
		if lat, ok = readDegrees(cells[0]); ok {
			lng, ok = readDegrees(cells[1])
		}
	}
	if !ok || lat < -90 || lat > 90 || lng < -180 || lng > 180 || lat == 0 && lng == 0 {
		return 0, 0, false
	}
	return lat, lng, true
}

func readPointText(text string) (lat, lng float64, ok bool) {
	t := strings.TrimSpace(text)
	if srid, rest, found := strings.Cut(t, ";"); found {
		if !strings.EqualFold(strings.TrimSpace(srid), "SRID=4326") {
			return 0, 0, false
		}
		t = strings.TrimSpace(rest)
	}
	if len(t) > 5 && strings.EqualFold(t[:5], "POINT") {
		t = strings.TrimSpace(t[5:])
		if len(t) < 2 || t[0] != '(' || t[len(t)-1] != ')' {
			return 0, 0, false
		}
		x, y, found := cutSpace(strings.TrimSpace(t[1 : len(t)-1]))
		if !found {
			return 0, 0, false
		}
		if lng, ok = readDegrees(x); ok {
			lat, ok = readDegrees(y)
		}
		return lat, lng, ok
	}
	if strings.HasSuffix(t, ")") {
		at := strings.LastIndexByte(t, '(')
		if at < 0 {
			return 0, 0, false
		}
		t = t[at+1 : len(t)-1]
	}
	x, y, found := strings.Cut(t, ",")
	if !found {
		return 0, 0, false
	}
	if lat, ok = readDegrees(x); ok {
		lng, ok = readDegrees(y)
	}
	return lat, lng, ok
}

func cutSpace(s string) (before, after string, found bool) {
	at := strings.IndexAny(s, " \t")
	if at < 0 {
		return s, "", false
	}
	return s[:at], s[at+1:], true
}

// maxDegrees is the longest text of a number that is looked at.
const maxDegrees = 64

// readDegrees reads a plain decimal number: no words, no hexadecimal, no infinity.
func readDegrees(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDegrees {
		return 0, false
	}
	for i := range len(s) {
		if c := s[i]; !isDigit(c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}
