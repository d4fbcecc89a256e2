package detect

// Corners of two streets. They are places, not homes, and have a kind of their own.
const (
	joinWords = " and at y meets con with e near off "
	nearWords = " of de at : the la "
)

// isJoin reports what stands between the two streets of a corner: &, @, /, and.
func (p *addressParse) isJoin(i int) bool {
	return i < len(p.t) && p.t[i].gap&(gapComma|gapLine) == 0 && (p.t[i].kind == tokJoin || p.list(i, " and at y meets "))
}

// corner reads "Main St and College Ave" around the suffix at the span.
func (d address) corner(dst []Match, t *Text, at Span) []Match {
	n := len(dst)
	if joinSoon(t.S, at.End) {
		dst = d.cornerAhead(dst, t, at)
	}
	if len(dst) > n {
		return dst
	}
	return d.cornerBack(dst, t, at)
}

func (address) cornerAhead(dst []Match, t *Text, at Span) []Match {
	s := t.S
	var buf [maxCornerTokens]streetToken
	p := addressParse{s: s, last: -1, cell: t.Column != nil}
	p.t = streetTokens(s, at.Start, p.cell, buf[:])
	if len(p.t) < 3 {
		return dst
	}
	i, road := 1, false
	p.lower = !isUpperAt(s, at.Start)
	if p.lower && p.t[0].class&wordSoft != 0 {
		return dst
	}
	if p.list(0, roadSets) {
		if e := p.roadNumber(1); e > 0 {
			i, road = e, true
		}
	}
	if p.isDir(i) && p.near(i) && p.t[i].Len() <= 2 {
		i++
	}
	start := streetStart(s, at, road)
	if start < 0 || !p.isJoin(i) || p.list(i, " at ") && (p.lower || !p.cell && houseAfter(s, p.t[i].End)) {
		return dst
	}
	e := p.crossing(i+1, road || p.t[i].kind == tokJoin && p.cell)
	if e == 0 {
		return dst
	}
	return append(dst, p.cornerFound(start, e))
}

// cornerBack reads "6th and Main Street" around the suffix of the second street; the
// first is a numbered one.
func (d address) cornerBack(dst []Match, t *Text, at Span) []Match {
	s, i, join := t.S, at.Start, false
	for range 5 {
		end := i
		for end > 0 && i-end < 2 && (s[end-1] == ' ' || s[end-1] == '.' || s[end-1] == '&' && !join) {
			join = join || s[end-1] == '&'
			end--
		}
		for end > 0 && s[end-1] == ' ' {
			end--
		}
		k := wordBack(s, end)
		if end == i || k == end {
			return dst
		}
		w := s[k:end]
		switch c := classOf(w); {
		case join && ordinal(w):
			return append(dst, found(k, at.End, Intersection, Likely, reasonShape))
		case (equalWord(w, "and") || join) && t.Column != nil:
			return d.cellCorner(dst, t, trimSpan(s))
		case equalWord(w, "and") && !join:
			join = true
		case join, c&wordStop != 0 && c&wordDirection == 0, isUpperAt(w, 0) != isUpperAt(s, at.Start):
			return dst
		}
		i = k
	}
	return dst
}

// joinSoon reports a sign or word between streets within a few bytes.
func joinSoon(s string, i int) bool {
	for k := i; k < len(s) && k-i < 14; k++ {
		switch c := s[k]; {
		case c == '&' || c == '@' || c == '/':
			return true
		case c == ' ' && k+3 < len(s):
			if w := s[k+1 : wordEnd(s, k+1)]; len(w) < 6 && inList(" and at y meets ", w) {
				return true
			}
		case c == '\n' || c == ',' || c == '(' || c == ';' || c == ':':
			return false
		}
	}
	return false
}

func houseAfter(s string, i int) bool { return i+1 < len(s) && isDigit(s[i+1]) && !ordinalAt(s, i+1) }

func ordinalAt(s string, i int) bool {
	k := i
	for k < len(s) && isWordByte(s[k]) {
		k++
	}
	return ordinal(s[i:k])
}

// cornerFound ends a corner with the city and State behind it.
func (p *addressParse) cornerFound(start, e int) Match {
	e = p.city(e)
	return found(start, p.t[e-1].End, Intersection, Likely, reasonShape)
}

// streetStart walks back over the name of the first street; -1 where there is no
// name, or a house number before it.
func streetStart(s string, at Span, road bool) int {
	upper := isUpperAt(s, at.Start)
	i, names := at.Start, 0
	for range 4 {
		end := i
		for end > 0 && i-end < 2 && (s[end-1] == ' ' || s[end-1] == '.') {
			end--
		}
		k := wordBack(s, end)
		if end == i || k == end || k > 0 && isWordByte(s[k-1]) {
			break
		}
		w := s[k:end]
		c := classOf(w)
		if isDigit(w[0]) && !ordinal(w) {
			return -1
		}
		if c&wordStop != 0 && c&wordDirection == 0 || inList(" between from junction corner ", w) || upper && !isUpperAt(w, 0) || road && !inList(roadLeads, w) || !upper && names == 2 || !upper && names == 1 && commonWord(w) && c&wordDirection == 0 {
			break
		}
		i, names = k, names+1
	}
	if names == 0 && !road && !equalWord(s[at.Start:at.End], "broadway") {
		return -1
	}
	if k := i; k > 1 && s[k-1] == ' ' && isDigit(s[k-2]) {
		return -1
	}
	if k := i - 1; k > 7 && equalWord(s[k-7:k], "between") {
		return -1
	}
	return i
}

// crossing is the token after the second street, which begins at token i; 0 for
// none. loose lets it be without a suffix.
func (p *addressParse) crossing(i int, loose bool) int {
	if i >= len(p.t) {
		return 0
	}
	for n := 0; n < 2 && i+1 < len(p.t) && p.isDir(i) && p.near(i+1); n++ {
		i++
	}
	if e := p.road(i); e > 0 {
		return e
	}
	if loose && p.t[i].kind == tokNumber && p.t[i].Len() <= 3 {
		return i + 1
	}
	upper, first := isUpperAt(p.s, p.t[i].Start), i
	if p.list(i, " broadway ") {
		return i + 1
	}
	lane := p.list(i, laneWords)
	for ; i < len(p.t) && i-first <= 4 && (i == first || p.near(i)); i++ {
		t := p.t[i]
		if i > first && p.suffix(i) > 0 && isUpperAt(p.s, t.Start) == upper {
			for i+1 < len(p.t) && i-first < 4 && p.near(i+1) && p.suffix(i+1) == 2 {
				i++
			}
			return p.cornerDir(i + 1)
		}
		if t.kind == tokOrdinal {
			if i+1 >= len(p.t) || !p.near(i+1) || p.suffix(i+1) == 0 {
				return p.cornerDir(i + 1)
			}
			continue
		}
		if t.kind != tokWord || t.class&wordStop != 0 && !inList(streetParticles, p.word(i)) || isUpperAt(p.s, t.Start) != upper || inList(joinWords, p.word(i)) {
			break
		}
	}
	if i > first && (loose && upper || lane && i > first+1) {
		return i
	}
	return 0
}

func (p *addressParse) cornerDir(i int) int {
	if i < len(p.t) && p.near(i) && p.isDir(i) && (p.t[i].Len() <= 2 || i+1 == len(p.t)) {
		i++
	}
	return i
}

// cornerOf reads the two streets behind "corner of", "intersection of", "esquina".
func (d address) cornerOf(dst []Match, t *Text, at Span) []Match {
	var buf [maxCornerTokens]streetToken
	p := addressParse{s: t.S, last: -1, cell: t.Column != nil}
	p.t = streetTokens(t.S, at.End, p.cell, buf[:])
	i := 0
	for i < len(p.t) && i < 2 && p.list(i, nearWords) {
		i++
	}
	if i == 2 && p.list(1, " the at ") || i >= len(p.t) || p.t[i].gap&(gapComma|gapDot|gapLine) != 0 {
		return dst
	}
	first, upper := i, isUpperAt(t.S, p.t[i].Start)
	p.lower = !upper
	for i < len(p.t) && i-first <= 4 && !p.isJoin(i) {
		t := p.t[i]
		if i > first && !p.near(i) || t.kind == tokHash || t.kind == tokWord && (t.class&wordStop != 0 && t.class&wordDirection == 0 && !inList(streetParticles, p.word(i)) || isUpperAt(p.s, t.Start) != upper) {
			return dst
		}
		i++
	}
	if i == first || !p.isJoin(i) {
		return dst
	}
	e := p.crossing(i+1, false)
	if e == 0 && (!upper && (first == 0 || equalWord(t.S[at.Start:at.End], "intersection"))) {
		return dst
	}
	if e == 0 && i+1 < len(p.t) && !p.list(i, " at ") && p.near(i+1) && (p.t[i+1].kind == tokNumber || p.t[i+1].kind == tokWord && p.t[i+1].class&wordStop == 0 && isUpperAt(p.s, p.t[i+1].Start) == upper) && i-first <= 3 {
		for e = i + 2; upper && e < len(p.t) && e < i+4 && p.near(e) && p.t[e].kind == tokWord && isUpperAt(p.s, p.t[e].Start) && p.t[e].class&wordStop == 0 && !p.caps; e++ {
		}
	}
	if e == 0 {
		return dst
	}
	return append(dst, p.cornerFound(p.t[first].Start, e))
}

// cornerPlural reads "Main & College streets" around the plural.
func (d address) cornerPlural(dst []Match, t *Text, at Span) []Match {
	s := t.S
	i, join, names := at.Start, false, 0
	for range 6 {
		end := i
		for end > 0 && i-end < 2 && (s[end-1] == ' ' || s[end-1] == '.') {
			end--
		}
		if end > 0 && end < i && s[end-1] == '&' && names > 0 && !join {
			i, join, names = end-1, true, 0
			continue
		}
		k := wordBack(s, end)
		if end == i || k == end {
			break
		}
		w := s[k:end]
		if equalWord(w, "and") && names > 0 && !join {
			i, join, names = k, true, 0
			continue
		}
		if !isUpperAt(w, 0) || classOf(w)&wordStop != 0 && classOf(w)&wordDirection == 0 || names == 3 || isDigit(w[0]) && !ordinal(w) {
			break
		}
		i, names = k, names+1
	}
	if !join || names == 0 {
		return dst
	}
	return append(dst, found(i, at.End, Intersection, Likely, reasonShape))
}

// cellCorner reads a cell that is nothing but a corner: "12th & Millard", "Jct 4 &
// 13", "I-80 & Frontage Road". One of the two must be a street by its form.
func (d address) cellCorner(dst []Match, t *Text, at Span) []Match {
	var buf [maxCornerTokens]streetToken
	p := addressParse{s: t.S, last: -1, cell: true}
	p.t = streetTokens(t.S, at.Start, p.cell, buf[:])
	first := 0
	for first < 3 && (p.list(first, " corner jct junction intersection of crsrds ")) {
		first++
	}
	i, left := p.cornerSide(first)
	if i == 0 || !p.isJoin(i) {
		return dst
	}
	e, right := p.cornerSide(i + 1)
	if e == 0 || !left && first == 0 && (!right || p.t[i+1].kind == tokWord && p.suffix(e-1) > 0) {
		return dst
	}
	if e = p.city(e); e < len(p.t) || p.t[e-1].End < at.End-1 {
		return dst
	}
	return append(dst, found(p.t[first].Start, p.t[e-1].End, Intersection, Likely, reasonShape))
}

// cornerSide is the token after one street of a corner at token i, 0 for none; form
// reports that it is a street by its form: numbered, with a suffix, a road.
func (p *addressParse) cornerSide(i int) (next int, form bool) {
	if i >= len(p.t) {
		return 0, false
	}
	for n := 0; n < 2 && i+1 < len(p.t) && p.isDir(i) && p.near(i+1) && !p.isJoin(i+1); n++ {
		i++
	}
	switch e := p.road(i); {
	case e > 0:
		for e < len(p.t) && p.near(e) && p.t[e].kind == tokNumber && p.t[e].Len() <= 3 {
			e++
		}
		return p.cornerDir(e), true
	case p.t[i].kind == tokNumber && p.t[i].Len() <= 3 && i > 0:
		return p.cornerDir(i + 1), false
	case p.t[i].kind == tokWord && roadGlued(p.word(i)):
		return i + 1, true
	case p.t[i].kind == tokCode && roadGlued(p.word(i)):
		return i + 1, true
	}
	for k := i; k < len(p.t) && k-i <= 4 && (k == i || p.near(k)); k++ {
		switch t := p.t[k]; {
		case t.kind == tokOrdinal || inList(ordinalWords, p.word(k)):
			form = true
		case p.isJoin(k) || t.kind != tokWord:
			return k, form && k > i
		case k > i && p.suffix(k) == 2:
			form = true
		case t.class&(wordStop|wordFirm|wordBlank) != 0 && t.class&wordDirection == 0:
			return 0, false
		}
		next = k + 1
	}
	return next, form
}

// roadGlued reports "I-80", "US-20".
func roadGlued(w string) bool {
	k := wordEnd(w, 0)
	return k > 0 && k+1 < len(w) && w[k] == '-' && isDigit(w[k+1]) && inList(" i us sr cr fm rt rte hwy ", w[:k])
}
