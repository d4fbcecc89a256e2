package detect

// addressTail is the end of what belongs to an address after its suffix, which
// ends at i: a direction, a unit, city, state and ZIP.
func addressTail(s string, i int) int {
	end := i
	if k := tailGap(s, end); k > end {
		if w := wordEnd(s, k); classOf(s[k:w])&wordDirection != 0 && w-k <= 2 && isUpperAt(s, k) && boundaryAt(s, w) {
			end = w
		}
	}
	for range 2 {
		if u := unitAfter(s, end); u > end {
			end = u
		}
	}
	if c := cityAfter(s, end); c > end {
		end = c
	}
	return end
}

// tailGap skips at most three bytes of spaces, commas and full stops.
func tailGap(s string, i int) int {
	k := i
	for k < len(s) && k-i < 3 && (s[k] == ' ' || s[k] == ',' || s[k] == '.' || s[k] == '\n') {
		k++
	}
	return k
}

// boundaryAt reports that no word goes on at i.
func boundaryAt(s string, i int) bool { return i >= len(s) || !isWordByte(s[i]) }

// unitAfter is the end of "Apt 4B", "#12", "Suite 300" after i, or i.
func unitAfter(s string, i int) int {
	k := tailGap(s, i)
	if k == i || k >= len(s) {
		return i
	}
	if s[k] != '#' {
		w := wordEnd(s, k)
		if w == k || classOf(s[k:w])&wordUnit == 0 {
			return i
		}
		k = w
	}
	for n := 0; k < len(s) && n < 3 && (s[k] == ' ' || s[k] == '.' || s[k] == '#'); n++ {
		k++
	}
	end, digits, letters := readCode(s, k)
	if digits == 0 && letters != 1 || end-k > 8 {
		return i
	}
	return end
}

// cityAfter is the end of "Syracuse, NY 13202" after i, or i: at most three
// capitalised words, then a state's abbreviation, then a ZIP code if there is one.
func cityAfter(s string, i int) int {
	k := tailGap(s, i)
	for words := 0; words <= 3 && k < len(s) && k > i; words++ {
		w := wordEnd(s, k)
		if w == k || !isUpperAt(s, k) {
			return i
		}
		if w-k == 2 && classOf(s[k:w])&wordState != 0 && s[k+1] >= 'A' && s[k+1] <= 'Z' && boundaryAt(s, w) {
			return zipAfter(s, w)
		}
		if words > 0 && classOf(s[k:w])&wordStop != 0 {
			return i
		}
		next := tailGap(s, w)
		if next == w {
			return i
		}
		k = next
	}
	return i
}

// zipAfter takes in a ZIP code (USPS: five digits, or nine with a hyphen).
func zipAfter(s string, i int) int {
	k := tailGap(s, i)
	if k == i {
		return i
	}
	five := takeDigits(s, k, 5)
	if five < 0 {
		return i
	}
	if five < len(s) && s[five] == '-' {
		if nine := takeDigits(s, five+1, 4); nine > 0 && boundaryAt(s, nine) {
			return nine
		}
	}
	if !boundaryAt(s, five) {
		return i
	}
	return five
}

// cell reads a cell under an address header.
func (d address) cell(dst []Match, t *Text, at Span) []Match {
	s, h := t.S, hintFor(t)
	v := s[at.Start:at.End]
	kind := addressShape(v)
	switch {
	case kind == shapeCorner:
		return append(dst, found(at.Start, at.End, Intersection, Likely, reasonHeaderShape))
	case h&hintLine2 != 0 && (kind == shapeUnit || kind == shapeNumbered || len(v) <= 6 && (isDigit(v[0]) || isDigit(v[len(v)-1]) || len(v) == 1)):
		return append(dst, found(at.Start, at.End, StreetAddress, Likely, reasonHeaderShape))
	case kind == shapeNumbered && h&hintStreetPart == 0:
		return append(dst, found(at.Start, at.End, StreetAddress, VeryLikely, reasonHeaderShape))
	case kind == shapeNumbered, kind == shapeUnit && h&hintGeneric == 0, kind == shapeInner:
		return append(dst, found(at.Start, at.End, StreetAddress, Likely, reasonHeaderShape))
	default:
		return dst
	}
}

// The shapes of a cell under an address header.
const (
	shapeNone     = iota
	shapeNumbered // a house number, then words
	shapeInner    // words, a number, words; or a post office box
	shapeUnit     // a unit only
	shapeCorner   // two streets
)

// addressShape says how an address cell begins and goes on.
func addressShape(v string) int {
	first := v
	for i := range len(v) {
		if v[i] == ' ' {
			first = v[:i]
			break
		}
	}
	rest := v[len(first):]
	letters, digits, corner := 0, 0, false
	for i := range len(v) {
		switch byteClass[v[i]] {
		case classLetter:
			letters++
		case classDigit:
			digits++
		default:
			corner = corner || v[i] == '&' || v[i] == '@' && i+1 < len(v) && v[i+1] == ' '
		}
	}
	unit := classOf(v[:wordEnd(v, 0)])&wordUnit != 0 || v[0] == '#'
	switch {
	case letters == 0:
		if v[0] == '#' {
			return shapeUnit
		}
		return shapeNone
	case isDigit(v[0]) && !ordinal(first) && len(first) <= 8 && hasLetter(rest):
		return shapeNumbered
	case unit:
		return shapeUnit
	case corner:
		return shapeCorner
	case digits > 0 && digits <= 14 && letters >= 4 && rest != "":
		return shapeInner
	default:
		return shapeNone
	}
}

func hasLetter(s string) bool {
	for i := range len(s) {
		if byteClass[s[i]] == classLetter {
			return true
		}
	}
	return false
}
