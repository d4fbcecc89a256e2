package place

import "strings"

// suffixes are the spellings of kinds of streets.
var suffixes = map[string]string{
	"street": "St", "st": "St", "str": "St",
	"avenue": "Ave", "ave": "Ave", "av": "Ave", "aven": "Ave",
	"road": "Rd", "rd": "Rd",
	"drive": "Dr", "dr": "Dr", "drv": "Dr",
	"lane": "Ln", "ln": "Ln",
	"court": "Ct", "ct": "Ct", "crt": "Ct",
	"place": "Pl", "pl": "Pl",
	"boulevard": "Blvd", "blvd": "Blvd", "boul": "Blvd",
	"terrace": "Ter", "ter": "Ter", "terr": "Ter",
	"parkway": "Pkwy", "pkwy": "Pkwy", "pky": "Pkwy", "pkway": "Pkwy",
	"highway": "Hwy", "hwy": "Hwy", "hiway": "Hwy", "highwy": "Hwy",
	"expressway": "Expy", "expy": "Expy", "expwy": "Expy",
	"freeway": "Fwy", "fwy": "Fwy",
	"turnpike": "Tpke", "tpke": "Tpke", "tpk": "Tpke",
	"circle": "Cir", "cir": "Cir", "circ": "Cir", "crcl": "Cir",
	"square": "Sq", "sq": "Sq",
	"trail": "Trl", "trl": "Trl",
	"plaza": "Plz", "plz": "Plz",
	"alley": "Aly", "aly": "Aly", "ally": "Aly",
	"crescent": "Cres", "cres": "Cres",
	"crossing": "Xing", "xing": "Xing",
	"heights": "Hts", "hts": "Hts",
	"way": "Way", "wy": "Way",
	"loop": "Loop",
	"row":  "Row",
	"walk": "Walk",
	"path": "Path",
	"pike": "Pike",
	"run":  "Run",
}

// Suffix is the short form of what kind of street a word names: "St" of "STREET".
func Suffix(word string) (string, bool) {
	var room [12]byte
	short, ok := suffixes[string(lower(&room, strings.TrimSuffix(word, ".")))]
	return short, ok
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
