package place

import "strings"

// Suffix is the short form of what kind of street a word names: "St" of "STREET".
func Suffix(word string) (string, bool) {
	switch strings.ToLower(strings.TrimSuffix(word, ".")) {
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
	case "loop", "row", "walk", "path", "pike", "run":
		return strings.ToUpper(word[:1]) + strings.ToLower(strings.TrimSuffix(word[1:], ".")), true
	}
	return "", false
}

// Direction is the short form of a direction: "NW" of "Northwest".
func Direction(word string) (string, bool) {
	switch strings.ToLower(strings.ReplaceAll(word, ".", "")) {
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
