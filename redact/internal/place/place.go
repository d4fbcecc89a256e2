// Package place takes the house out of a street address. Rows and tables are
// coarsened by it alike.
package place

import (
	"strconv"
	"strings"
)

// maxHouse is the longest house number in digits.
const maxHouse = 6

// House cuts the house number off an address and gives the hundred block it is in
// and what follows. A corner and a street with a number for a name ("5th Ave") have
// no house number. What says a block already ("1200 block of Oak St", "12XX Oak St")
// is read as that block.
func House(text string) (hundred int, rest string, ok bool) {
	t := strings.TrimSpace(text)
	i := 0
	for i < len(t) && t[i] >= '0' && t[i] <= '9' {
		i++
	}
	if i == 0 || i > maxHouse || ordinal(t[i:]) {
		return 0, "", false
	}
	n, err := strconv.Atoi(t[:i])
	if err != nil {
		return 0, "", false
	}
	rest = t[i:]
	if len(rest) > 2 && strings.EqualFold(rest[:2], "XX") && rest[2] == ' ' && i <= maxHouse-2 {
		n, rest = n*100, rest[2:]
	}
	if n%100 == 0 {
		rest = withoutBlock(rest)
	}
	return n / 100 * 100, rest, true
}

// ordinal reports whether what follows a number makes it the name of a street.
func ordinal(rest string) bool {
	if len(rest) < 2 || len(rest) > 2 && rest[2] != ' ' && rest[2] != '.' && rest[2] != ',' {
		return false
	}
	var room [12]byte
	switch string(lower(&room, rest[:2])) {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// withoutBlock takes "block", "block of" away from before a street's name.
func withoutBlock(rest string) string {
	words := strings.Fields(rest)
	if len(words) < 2 || !strings.HasPrefix(rest, " ") {
		return rest
	}
	switch strings.Trim(strings.ToLower(words[0]), ".") {
	case "block", "blk":
		words = words[1:]
	default:
		return rest
	}
	if len(words) > 1 && strings.EqualFold(words[0], "of") {
		words = words[1:]
	}
	if _, ok := Suffix(words[0]); ok && len(words) == 1 {
		return rest // Block Ave
	}
	return " " + strings.Join(words, " ")
}

// unit reports whether a word begins the part of an address inside a building.
func unit(word string) bool {
	var room [12]byte
	switch string(lower(&room, strings.Trim(word, "."))) {
	case "apt", "apartment", "unit", "ste", "suite", "fl", "floor", "rm", "room", "lot", "trlr", "bldg", "building",
		"rear", "front", "upper", "lower", "upstairs", "downstairs", "bsmt", "basement", "ph", "penthouse":
		return true
	}
	return false
}

// maxHouseRest is the longest rest of a house number: the "-1/2" of 12-1/2.
const maxHouseRest = 5

// maxStreet is the longest street name in words: "Rev Dr Martin Luther King Jr Blvd N".
const maxStreet = 8

// Street is the street of what follows a house number: it stops at a comma, at
// a unit and at a long number, and takes no house-number rest ("1/2", "A") along. It is "" where
// no street name is left.
func Street(rest string) string {
	if c := strings.IndexByte(rest, ','); c >= 0 {
		rest = rest[:c]
	}
	var room [maxStreet + 1]string
	words, k := room[:0], -1
	for w := range strings.FieldsSeq(rest) {
		if k++; k == 0 && strings.HasPrefix(rest, w) && len(w) > maxHouseRest {
			return "" // 607-555-0142 is no house number
		}
		if k == 0 && (strings.HasPrefix(rest, w) || strings.Contains(w, "/") || houseRest(w) && !lettered(rest)) {
			continue
		}
		if strings.HasPrefix(w, "#") || len(words) > 0 && unit(w) || longNumber(w) {
			break
		}
		words = append(words, w)
		if len(words) > maxStreet {
			return "" // more than a street, and nobody knows what
		}
	}
	for i, w := range words {
		if (len(w) > 1 || i == 0 && len(words) > 1) && strings.Trim(w, "0123456789-./()") != "" {
			return strings.Join(words, " ")
		}
	}
	return ""
}

// lettered reports whether a street has a letter for a name: "B St", "B St NW".
// The letter is then not that of a house ("12 B Elm St").
func lettered(rest string) bool {
	words := strings.Fields(rest)
	if len(words) < 2 {
		return false
	}
	if _, ok := Suffix(words[1]); !ok {
		return false
	}
	for _, w := range words[2:] {
		if strings.HasPrefix(w, "#") || unit(w) || longNumber(w) {
			break
		}
		if _, ok := Direction(w); !ok {
			return false
		}
	}
	return true
}

// longNumber reports a word that no street name has: a ZIP code, a telephone
// number, an e-mail address.
func longNumber(w string) bool {
	n := 0
	for i := range len(w) {
		if w[i] == '@' {
			return true
		}
		if w[i] >= '0' && w[i] <= '9' {
			n++
		}
	}
	return n >= 5
}

// houseRest reports whether w is the letter of a house number ("12 A Elm St"),
// not a direction ("12 N Elm St").
func houseRest(w string) bool {
	return len(w) == 1 && !strings.ContainsAny(w, "NSEWnsew") && (w[0] < '0' || w[0] > '9')
}
