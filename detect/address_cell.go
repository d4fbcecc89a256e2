package detect

// houseCell fires for a cell that begins like an address or may be a corner; under
// the header of addresses it was called already.
func (s *Scanner) houseCell() {
	if t := s.text; t.Column != nil && !s.hint.Has(StreetAddress) && (houseHead(t.S) || cornerHead(t.S)) {
		s.fire(TriggerHouse, trimSpan(t.S))
	}
}

// cornerCell fires for a cell that ends with the ordinal whose letters are given:
// "Main and 63rd".
func (s *Scanner) cornerCell(start, end int) {
	if t := s.text; t.Column != nil && end == len(t.S) && end-start == 2 && end < 80 && start > 8 {
		s.fire(TriggerHouse, trimSpan(t.S))
	}
}

// wholeCell reads a cell that begins with a house number: what stands in it alone
// needs less than in running text.
func (d address) wholeCell(dst []Match, t *Text, at Span) []Match {
	h := hintFor(t)
	if h&(hintCode|hintVeto|hintVersion) != 0 && h&hintFree == 0 {
		return dst
	}
	var buf [maxStreetTokens]streetToken
	p, ok := readAddress(t.S, at.Start, true, false, buf[:])
	n := len(dst)
	if dst = d.cellCorner(dst, t, at); len(dst) > n || !ok || isBlock(t.S, at.Start) {
		return dst
	}
	return d.judged(dst, t, &p)
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
