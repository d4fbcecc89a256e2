package key

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vaughn/redact/internal/place"
)

// BlockKey is the hundred block of a street address.
type BlockKey struct{ partOf bool }

// HundredBlock is the key of hundred blocks: "1234 Oak St Apt 5" is on "1200 block
// Oak St". Case and the long and short forms of suffixes and directions do not
// matter. A corner stays one, its streets in order. An address without a house
// number is Unknown, and so is a text that may be a remark. With partOf the parent of a block is its street.
//
// Several cells are read as one text, so that number and street may be in two columns.
func HundredBlock(partOf bool) *BlockKey { return &BlockKey{partOf} }

// Code is the block of the address.
func (k *BlockKey) Code(dst []byte, cells []string) ([]byte, Found) {
	text := joined(cells)
	hundred, rest, ok := place.House(text)
	if !ok {
		return appendCorner(dst, text)
	}
	out := append(strconv.AppendInt(dst, int64(hundred), 10), blockWord...)
	return appendStreet(dst, out, place.Street(rest))
}

const blockWord = " block "

// Parent is the street of a block, "" for a corner.
func (k *BlockKey) Parent(code string) string {
	number, street, ok := strings.Cut(code, blockWord)
	if !k.partOf || !ok || !digits(number) {
		return ""
	}
	return street
}

// Compare orders blocks by street, then by number. A street comes before its
// blocks; the number would else order all streets of a town together.
func (k *BlockKey) Compare(a, b string) int {
	na, sa := cutBlock(a)
	nb, sb := cutBlock(b)
	if c := Natural(sa, sb); c != 0 {
		return c
	}
	if c := Natural(na, nb); c != 0 {
		return c
	}
	return Natural(a, b)
}

// cutBlock is the number and the street of a block; the number of a street is "-1",
// which comes before all.
func cutBlock(code string) (number, street string) {
	number, street, ok := strings.Cut(code, blockWord)
	if !ok || number == "" || !digits(number) {
		return "-1", code
	}
	return number, street
}

// Kind is Place.
func (k *BlockKey) Kind() Kind { return Place }

// StreetKey is the street of an address.
type StreetKey struct{}

// Street is the key of streets: "1234 OAK STREET" is on "Oak St". Corners stay
// corners. Several words without a house number, a kind of street ("St") or a number
// ("5th") are Unknown. Several cells are read as one text.
func Street() *StreetKey { return &StreetKey{} }

// Code is the street of the address.
func (k *StreetKey) Code(dst []byte, cells []string) ([]byte, Found) {
	text := joined(cells)
	if _, rest, ok := place.House(text); ok {
		return appendStreet(dst, dst, place.Street(rest))
	}
	if out, found := appendCorner(dst, text); found == Known {
		return out, Known
	}
	if !plainStreet(text, 1) {
		return dst, Unknown
	}
	return appendStreet(dst, dst, place.Street(" "+strings.TrimSpace(text)))
}

// Parent is "".
func (k *StreetKey) Parent(string) string { return "" }

// Compare is [Natural].
func (k *StreetKey) Compare(a, b string) int { return Natural(a, b) }

// Kind is Place.
func (k *StreetKey) Kind() Kind { return Place }

func joined(cells []string) string {
	if len(cells) == 1 {
		return cells[0]
	}
	return strings.Join(cells, " ")
}

// plainStreet reports whether a text without a house number may be the name of a
// street: it does not begin with a number alone, has up to six words, and where it
// is more than sure words it names a kind of street or a number ("Oak St", "5th",
// "Route 9"). A remark that somebody typed into the field must not become a code.
func plainStreet(text string, sure int) bool {
	text, _, _ = strings.Cut(text, ",")
	n, named := 0, false
	for w := range strings.FieldsSeq(text) {
		if n == 0 && digits(w) || strings.ContainsAny(w, ":@") {
			return false
		}
		_, suffix := place.Suffix(w)
		named = named || suffix && n > 0 || strings.ContainsAny(w, "0123456789")
		n++
	}
	return n > 0 && n <= 6 && (named || n <= sure)
}

// appendCorner appends a corner, "Elm St & Oak St". The streets are in order, so
// that the same corner has one code from both sides.
func appendCorner(dst []byte, text string) ([]byte, Found) {
	one, two, sign, ok := cutCorner(text)
	if !ok {
		return dst, Unknown
	}
	sure := 0 // words alone also stand between people and things, a sign hardly
	if sign {
		sure = 3
	}
	if !plainStreet(one, sure) && !plainStreet(two, sure) || !plainStreet(one, 3) || !plainStreet(two, 3) {
		return dst, Unknown
	}
	var room [2 * MaxCode]byte
	a, found := appendStreet(room[:0], room[:0], place.Street(" "+one))
	if found != Known {
		return dst, Unknown
	}
	b, found := appendStreet(a, a, place.Street(" "+two))
	if found != Known {
		return dst, Unknown
	}
	first, second := a, b[len(a):]
	if bytes.Compare(first, second) > 0 {
		first, second = second, first
	}
	if len(first)+len(second)+3 > MaxCode || bytes.Equal(first, second) {
		return dst, Unknown
	}
	dst = append(append(dst, first...), " & "...)
	return append(dst, second...), Known
}

// cutCorner cuts a corner at the first sign (& / @) or word (and, at) between its streets.
func cutCorner(text string) (one, two string, sign, ok bool) {
	text = strings.TrimSpace(text)
	for i := 1; i < len(text)-1; i++ {
		switch c := text[i]; {
		case c == '&' || c == '/' || c == '@' && text[i-1] == ' ' && text[i+1] == ' ':
			return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1:]), true, true
		case c == ' ' && len(text) > i+5 && strings.EqualFold(text[i:i+5], " and "):
			return text[:i], strings.TrimSpace(text[i+5:]), false, true
		case c == ' ' && len(text) > i+4 && strings.EqualFold(text[i:i+4], " at "):
			return text[:i], strings.TrimSpace(text[i+4:]), false, true
		}
	}
	return "", "", false, false
}

// appendStreet appends a street's name in one spelling to out and checks the code
// that begins where dst ends. It gives dst back where there is no code.
func appendStreet(dst, out []byte, street string) ([]byte, Found) {
	if street == "" || !utf8.ValidString(street) {
		return dst, Unknown
	}
	var room [16]string
	words := room[:0]
	for w := range strings.FieldsSeq(street) {
		words = append(words, strings.Trim(w, ".;"))
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	spell(words)
	for i, w := range words {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(out, w...)
	}
	if code := out[len(dst):]; len(words) == 0 || len(code) > MaxCode || reserved(code) {
		return dst, Unknown
	}
	return out, Known
}

// spell puts the words of a street into one spelling. A direction is one before
// or behind a name ("North Oak St", "Oak St NW"), and part of the name where only a
// suffix follows ("North Ave").
func spell(words []string) {
	end := len(words)
	if end > 2 {
		if d, ok := place.Direction(words[end-1]); ok {
			words[end-1] = d
			end--
		}
	}
	if end > 1 {
		if suffix, ok := place.Suffix(words[end-1]); ok {
			words[end-1] = suffix
			end--
		}
	}
	begin := 0
	if end > 1 {
		if d, ok := place.Direction(words[0]); ok {
			words[0] = d
			begin = 1
		}
	}
	for i := begin; i < end; i++ {
		words[i] = title(words[i])
	}
}

// title writes a word with a capital: "OAK" and "oak" as "Oak", "O'BRIEN" as "O'Brien",
// "5TH" as "5th".
func title(w string) string {
	var room [64]byte
	b := room[:0]
	up := true
	for i, r := range w {
		switch {
		case up && unicode.IsLetter(r):
			b, up = utf8.AppendRune(b, unicode.ToUpper(r)), false
		case unicode.IsLetter(r):
			b = utf8.AppendRune(b, unicode.ToLower(r))
		case r >= '0' && r <= '9':
			b, up = append(b, byte(r)), false
		default:
			b = utf8.AppendRune(b, r)
			up = r == '-' || r == '\'' && i == 1
		}
	}
	if string(b) == w {
		return w
	}
	return string(b)
}
