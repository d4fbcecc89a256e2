package place

import "strings"

// Suffix is the short form of what kind of street a word names: "St" of "STREET".
func Suffix(word string) (string, bool) {
	var room [12]byte
	switch string(lower(&room, strings.TrimSuffix(word, "."))) {
	case "street", "st", "str":
		return "St", true
	case "avenue", "ave", "av", "aven":
		return "Ave", true
	case "road", "rd":
		return "Rd", true
	case "drive", "dr", "drv":
		return "Dr", true
	case "lane", "ln":
		return "Ln", true
	case "court", "ct", "crt":
		return "Ct", true
	case "place", "pl":
		return "Pl", true
	case "boulevard", "blvd", "boul":
		return "Blvd", true
	case "terrace", "ter", "terr":
		return "Ter", true
	case "parkway", "pkwy", "pky", "pkway":
		return "Pkwy", true
	case "highway", "hwy", "hiway", "highwy":
		return "Hwy", true
	case "expressway", "expy", "expwy":
		return "Expy", true
	case "freeway", "fwy":
		return "Fwy", true
	case "turnpike", "tpke", "tpk":
		return "Tpke", true
	case "circle", "cir", "circ", "crcl":
		return "Cir", true
	case "square", "sq":
		return "Sq", true
	case "trail", "trl":
		return "Trl", true
	case "plaza", "plz":
		return "Plz", true
	case "alley", "aly", "ally":
		return "Aly", true
	case "crescent", "cres":
		return "Cres", true
	case "crossing", "xing":
		return "Xing", true
	case "heights", "hts":
		return "Hts", true
	case "way", "wy":
		return "Way", true
	case "loop":
		return "Loop", true
	case "row":
		return "Row", true
	case "walk":
		return "Walk", true
	case "path":
		return "Path", true
	case "pike":
		return "Pike", true
	case "run":
		return "Run", true
	}
	return "", false
}

// Direction is the short form of a direction: "NW" of "Northwest".
func Direction(word string) (string, bool) {
	var room [12]byte
	if strings.IndexByte(word, '.') >= 0 {
		word = strings.ReplaceAll(word, ".", "")
	}
	switch string(lower(&room, word)) {
	case "n", "north", "no":
		return "N", true
	case "s", "south", "so":
		return "S", true
	case "e", "east":
		return "E", true
	case "w", "west":
		return "W", true
	case "ne", "northeast":
		return "NE", true
	case "nw", "northwest":
		return "NW", true
	case "se", "southeast":
		return "SE", true
	case "sw", "southwest":
		return "SW", true
	}
	return "", false
}

// lower is a word in lower-case ASCII, in room; a longer word is none that is asked for.
func lower(room *[12]byte, word string) []byte {
	if len(word) > len(room) {
		return nil
	}
	for i := range len(word) {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		room[i] = c
	}
	return room[:len(word)]
}
