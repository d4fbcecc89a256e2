package detect

import "strings"

// address finds street addresses: a house number, a name and a street suffix
// (USPS Publication 28, appendix C1) in free text; a highway with a house number;
// a post office box; under a header, anything that begins like an address.
type address struct{}

func (address) Info() Info {
	return Info{
		ID:       "address",
		Doc:      "Street addresses and post office boxes; street corners are found apart, as places.",
		Example:  "lives at [[STREET_ADDRESS:123 Main St, Apt 4, Syracuse, NY 13202]] now",
		Entities: []Entity{StreetAddress, Intersection},
		Triggers: TriggerCell | TriggerSuffixWord | TriggerBoxWord | TriggerStateZIP,
	}
}

func (d address) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if hintFor(t).Has(StreetAddress) && isCell(t, at) {
		return d.cell(dst, t, at), nil
	}
	class := classOf(t.S[at.Start:at.End])
	switch {
	case class&TriggerBoxWord != 0:
		return d.box(dst, t.S, at), nil
	case class&TriggerSuffixWord != 0 && (class&wordState == 0 || zipAfter(t.S, at.End) == at.End):
		return d.street(dst, t, at), nil
	default:
		return d.byZIP(dst, t.S, at), nil
	}
}

// maxNameWords is how many words may stand between house number and suffix.
const maxNameWords = 5

// street reads back from a suffix word to a house number, then forward to the
// unit, city, state and ZIP.
func (address) street(dst []Match, t *Text, at Span) []Match {
	s := t.S
	class := classOf(s[at.Start:at.End])
	start, upper, ok := houseBefore(s, at)
	if !ok {
		return dst
	}
	soft := class&wordSoft != 0
	if soft && !upper || isBlock(s, start) {
		return dst
	}
	end := at.End
	highway := false
	if end < len(s) && (s[end] == '.' || s[end] == ' ') {
		if e := highwayNumber(s, at); e > 0 {
			end, highway = e, true
		}
	}
	if !highway && isHighway(s[at.Start:at.End]) && !nameBetween(s, start, at.Start) {
		return dst
	}
	tail := addressTail(s, end)
	l, reason := Likely, reasonShape
	_, all := classBefore(t, start)
	switch {
	case all&TriggerAddressWord != 0 || hintFor(t).Has(StreetAddress):
		l, reason = VeryLikely, reasonLabel
	case soft && tail == end:
		l, reason = Possible, reasonNoContext
		if isCell(t, Span{start, end}) {
			l, reason = Likely, reasonShape
		}
	}
	return append(dst, found(start, tail, StreetAddress, l, reason))
}

// isBlock reports "300 block of Bear St": a place that was made less exact, and
// no house.
func isBlock(s string, start int) bool {
	i := start
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if number := s[start:i]; number != "0" && !strings.HasSuffix(number, "00") {
		return false
	}
	for i < len(s) && s[i] == ' ' {
		i++
	}
	w := wordEnd(s, i)
	return w > i && (equalWord(s[i:w], "block") || equalWord(s[i:w], "blk"))
}

// houseBefore walks back over at most five name words to a house number; upper
// is whether every name word is capitalised or a number.
func houseBefore(s string, at Span) (start int, upper, ok bool) {
	i, upper := at.Start, isUpperAt(s, at.Start)
	for n := 0; n <= maxNameWords; n++ {
		end := i
		for end > 0 && (s[end-1] == ' ' || s[end-1] == '.') && i-end < 2 {
			end--
		}
		if end == i || end == 0 {
			return 0, false, false
		}
		i = end
		for i > 0 && (isWordByte(s[i-1]) || s[i-1] == '\'' || s[i-1] == '-' || s[i-1] == '/') && end-i < 24 {
			i--
		}
		if i == end || i > 0 && isWordByte(s[i-1]) {
			return 0, false, false
		}
		w := s[i:end]
		if isDigit(w[0]) && (n > 0 || isBroadway(s, at) || isHighway(s[at.Start:at.End])) && isHouse(s, i, end) && !ordinal(w) {
			return i, upper, true
		}
		if !isDigit(w[0]) {
			class := classOf(w)
			if class&wordStop != 0 && class&wordDirection == 0 && !equalWord(w, "la") && !equalWord(w, "el") && !equalWord(w, "los") && !equalWord(w, "las") && !equalWord(w, "of") && !equalWord(w, "the") && !equalWord(w, "del") {
				return 0, false, false
			}
			upper = upper && (isUpperAt(w, 0) || equalWord(w, "of") || equalWord(w, "the"))
		} else if !ordinal(w) && len(w) > 3 {
			return 0, false, false
		}
	}
	return 0, false, false
}

// isHouse reports a house number at s[i:end]: up to six digits, a letter or a
// second number after them ("12A", "34-18", "12 1/2"), nothing joined before it.
func isHouse(s string, i, end int) bool {
	digits := 0
	for k := i; k < end; k++ {
		switch c := s[k]; {
		case isDigit(c):
			digits++
		case c == '-' || c == '/':
		case isASCIILetter(c) && k == end-1:
		default:
			return false
		}
	}
	if digits == 0 || digits > 6 {
		return false
	}
	if i == 0 {
		return true
	}
	switch c := s[i-1]; c {
	case '$', '.', '/', '-', '#', '%', '+', '&':
		return false
	case ',':
		return i < 2 || !isDigit(s[i-2])
	default:
		return true
	}
}

// ordinal reports "5th", "42nd".
func ordinal(w string) bool {
	n := len(w)
	if n < 3 || !isDigit(w[0]) {
		return false
	}
	end := w[n-2:]
	return equalWord(end, "th") || equalWord(end, "st") || equalWord(end, "nd") || equalWord(end, "rd")
}

func isUpperAt(s string, i int) bool {
	return s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 0x80 || isDigit(s[i])
}

func isBroadway(s string, at Span) bool { return equalWord(s[at.Start:at.End], "broadway") }

// isHighway reports suffix words that a number may follow: "4500 State Route 31".
func isHighway(w string) bool {
	return equalWord(w, "highway") || equalWord(w, "hwy") || equalWord(w, "route") || equalWord(w, "rte") || equalWord(w, "rt")
}

// highwayNumber is the end of "Highway 31" after the word at the span, 0 for
// other words.
func highwayNumber(s string, at Span) int {
	if !isHighway(s[at.Start:at.End]) && !equalWord(s[at.Start:at.End], "road") {
		return 0
	}
	i := at.End
	for i < len(s) && i-at.End < 2 && (s[i] == ' ' || s[i] == '.') {
		i++
	}
	_, end := readNumber(s, i)
	if end == i || end-i > 4 {
		return 0
	}
	if end < len(s) && isASCIILetter(s[end]) && (end+1 == len(s) || !isWordByte(s[end+1])) {
		end++
	}
	return end
}

// nameBetween reports a name word between the house number and the suffix.
func nameBetween(s string, start, end int) bool {
	for i := start; i < end; i++ {
		if byteClass[s[i]] == classLetter && i > start && s[i-1] == ' ' {
			return true
		}
	}
	return false
}

// box reads "PO Box 123", "P.O. Box 123-A", "Post Office Box 9".
func (address) box(dst []Match, s string, at Span) []Match {
	i := at.Start
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '.') && at.Start-i < 2 {
		i--
	}
	start := -1
	for _, lead := range [...]string{"po", "p.o", "p o", "p. o", "post office"} {
		if k := i - len(lead); k >= 0 && equalWord(s[k:i], lead) && (k == 0 || !isWordByte(s[k-1])) {
			start = k
			break
		}
	}
	if start < 0 || at.End == len(s) || s[at.End] != ' ' && s[at.End] != '#' {
		return dst
	}
	k := at.End
	for k < len(s) && k-at.End < 3 && (s[k] == ' ' || s[k] == '#' || s[k] == '.') {
		k++
	}
	end, digits, _ := readCode(s, k)
	if digits == 0 || end-k > 10 {
		return dst
	}
	return append(dst, found(start, addressTail(s, end), StreetAddress, Likely, reasonShape))
}

// byZIP reads back from a state and ZIP code to a house number: streets without
// a suffix ("55 W. Example, Syracuse, NY 13202").
func (address) byZIP(dst []Match, s string, at Span) []Match {
	i, words := at.Start, 0
	for words <= 9 && at.Start-i < 70 {
		for i > 0 && (s[i-1] == ' ' || s[i-1] == ',' || s[i-1] == '.' || s[i-1] == '#') {
			i--
		}
		end := i
		for i > 0 && (isWordByte(s[i-1]) || s[i-1] == '\'' || s[i-1] == '-') && end-i < 24 {
			i--
		}
		if i == end || i > 0 && isWordByte(s[i-1]) {
			return dst
		}
		w := s[i:end]
		switch {
		case isDigit(w[0]) && !ordinal(w):
			if unitBefore(s, i) {
				break
			}
			if words >= 2 && isHouse(s, i, end) && s[end] == ' ' {
				dst = append(dst, found(i, zipAfter(s, at.End), StreetAddress, Likely, reasonShape))
			}
			return dst
		case !isUpperAt(w, 0) || classOf(w)&wordStop != 0 && !particle(w):
			return dst
		}
		words++
	}
	return dst
}

// unitBefore reports a unit word or "#" right before i: the number is no house.
func unitBefore(s string, i int) bool {
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '.') {
		i--
	}
	if i > 0 && s[i-1] == '#' {
		return true
	}
	class := classOf(s[wordStart(s, i):i])
	return class&wordUnit != 0 || class&TriggerBoxWord != 0
}
