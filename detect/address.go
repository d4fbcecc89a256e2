package detect

import "strings"

// address finds street addresses (USPS Publication 28) in running text and in
// cells: a house number with a street, a road or a grid, post office boxes and
// rural routes, Spanish forms; and corners of two streets, which are places. What
// stands before a number and after a street decides where the shape does not.
type address struct{}

func (address) Info() Info {
	return Info{
		ID:       "address",
		Doc:      "Street addresses and post office boxes; street corners are found apart, as places.",
		Example:  "lives at [[STREET_ADDRESS:123 Main St, Apt 4, Syracuse, NY 13202]] now",
		Entities: []Entity{StreetAddress, Intersection},
		Triggers: TriggerCell | TriggerHouse | TriggerSuffixWord | TriggerBoxWord | TriggerRoadWord | TriggerStateZIP,
	}
}

func (d address) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if covered(dst, at) {
		return dst, nil
	}
	w := t.S[at.Start:at.End]
	if t.Column != nil && isCell(t, at) {
		n := len(dst)
		if hintFor(t).Has(StreetAddress) {
			dst = d.cell(dst, t, at)
		}
		if len(dst) == n {
			dst = d.wholeCell(dst, t, at)
		}
		if len(dst) > n {
			return dst, nil
		}
	}
	class := classOf(w)
	switch {
	case class&TriggerBoxWord != 0:
		return d.box(dst, t, at), nil
	case class&TriggerRoadWord != 0:
		return d.roadWord(dst, t, at, class), nil
	case class&TriggerSuffixWord != 0:
		return d.suffixWord(dst, t, at), nil
	default:
		return d.byZIP(dst, t, at), nil
	}
}

// covered reports that an address over the span was found already.
func covered(dst []Match, at Span) bool {
	for k := len(dst) - 1; k >= 0 && len(dst)-k < 4; k-- {
		if m := &dst[k]; m.Entity == StreetAddress && m.Likelihood >= Likely && m.Start <= at.Start && m.End >= at.End && m.Reason <= reasonHeaderShape {
			return true
		}
	}
	return false
}

// suffixWord reads an address or a corner around a street suffix.
func (d address) suffixWord(dst []Match, t *Text, at Span) []Match {
	n := len(dst)
	if dst = d.corner(dst, t, at); len(dst) > n {
		return dst
	}
	if dst = d.before(dst, t, at, at.End, false); len(dst) > n {
		return dst
	}
	if inList(laneWords, t.S[at.Start:at.End]) {
		return d.spanish(dst, t, at)
	}
	return dst
}

// before reads the address whose house number stands before the span, over the
// words of a name; it must reach as far as least.
func (d address) before(dst []Match, t *Text, at Span, least int, commas bool) []Match {
	far, near, ok := houseBefore(t.S, at.Start, commas)
	if !ok {
		return dst
	}
	n := len(dst)
	if dst = d.at(dst, t, far, least, false); len(dst) == n && near != far {
		dst = d.at(dst, t, near, least, false)
	}
	return dst
}

// roadWord reads what stands around words other than suffixes: behind "lives at",
// before "Apt 4", around a direction, a corner, a street in Spanish.
func (d address) roadWord(dst []Match, t *Text, at Span, class Trigger) []Match {
	w := t.S[at.Start:at.End]
	switch {
	case class&wordDirection != 0:
		if k := at.Start; k < 2 || t.S[k-1] != ' ' && t.S[k-1] != '.' && !isDigit(t.S[k-1]) || !isDigit(t.S[k-2]) && byteClass[t.S[k-2]] != classLetter {
			return dst
		}
	case class&TriggerAddressWord != 0 || inList(" residing resides reside live lived ", w):
		return d.announced(dst, t, at)
	case inList(" corner intersection esquina jct ", w):
		return d.cornerOf(dst, t, at)
	case inList(" streets avenues sts aves ", w):
		return d.cornerPlural(dst, t, at)
	case inList(" apartado apdo pob bx lockbox drawer rfd rr hc ", w):
		return d.box(dst, t, at)
	case inList(laneWords, w) || inList(estateWords, w):
		n := len(dst)
		if dst = d.before(dst, t, at, at.End, false); len(dst) > n {
			return dst
		}
		return d.spanish(dst, t, at)
	}
	return d.before(dst, t, at, at.Start, class&wordUnit != 0)
}

// at reads the address whose house number begins at start; it must reach as far
// as least.
func (d address) at(dst []Match, t *Text, start, least int, label bool) []Match {
	if isBlock(t.S, start) {
		return dst
	}
	var buf [maxStreetTokens]streetToken
	p, ok := readAddress(t.S, start, t.Column != nil && trimSpan(t.S).Start == start, label, buf[:])
	if !ok || p.end < least {
		return dst
	}
	return d.judged(dst, t, &p)
}

// judged appends the address if what it shows is enough.
func (d address) judged(dst []Match, t *Text, p *addressParse) []Match {
	start := p.t[0].Start
	before := readBefore(t, start)
	l, reason := p.judge(before)
	if h := hintFor(t); p.cell && h&(bit(Person)|bit(Organization)) != 0 && p.has&(hasHard|hasRoad|hasUnit|hasZIP) == 0 {
		return dst // "5776 Example Toastmasters": a firm
	}
	if hintFor(t).Has(StreetAddress) && l >= Likely {
		l, reason = VeryLikely, reasonLabel
	}
	if l == 0 {
		return dst
	}
	if l == Likely && p.certain() {
		l = VeryLikely
	}
	dst = append(dst, found(unitHead(t.S, start), p.end, StreetAddress, l, reason))
	if l >= Likely && !p.cell {
		dst = p.again(dst)
	}
	return dst
}

// againReach is how far from an address another house of the same street is
// looked for, in bytes.
const againReach = 160

// again finds other houses of the street close by, where its suffix is left away:
// "31 Haviland and 33 Haviland St".
func (p *addressParse) again(dst []Match) []Match {
	last := p.streets
	if p.last > p.first {
		last = p.last
	}
	if p.first == 0 || last <= p.first || last > len(p.t) || p.lower {
		return dst
	}
	s, name := p.s, p.s[p.t[p.first].Start:p.t[last-1].End]
	start, high := p.t[0].Start, min(len(p.s), p.end+againReach)
	for i := max(0, start-againReach); i < high && len(name) > 2; {
		k := strings.Index(s[i:high], name)
		if k < 0 {
			break
		}
		k += i
		i = k + len(name)
		if k >= start && k < p.end || k < 3 || s[k-1] != ' ' || !isDigit(s[k-2]) || !boundaryAt(s, i) {
			continue
		}
		if b := wordBack(s, k-1); isHouse(s, b, k-1) && !unitBefore(s, b) {
			dst = append(dst, found(b, i, StreetAddress, Likely, reasonShape))
		}
	}
	return dst
}

// byZIP reads back from a State and a ZIP code to a house number or a box: streets
// without a suffix ("55 W. Example, Syracuse, NY 13202").
func (d address) byZIP(dst []Match, t *Text, at Span) []Match {
	s := t.S
	low, n := max(0, at.Start-90), len(dst)
	for i := at.Start; i > low; {
		end := i
		for i > low && (s[i-1] == ' ' || s[i-1] == ',' || s[i-1] == '.' || s[i-1] == '#' || s[i-1] == '\n') {
			i--
		}
		if end = i; i == low {
			break
		}
		if i = wordBack(s, i); i == end || i > 0 && isWordByte(s[i-1]) {
			break
		}
		w := s[i:end]
		if isDigit(w[0]) && !ordinal(w) && isHouse(s, i, end) && !unitBefore(s, i) {
			dst = d.at(dst[:n], t, i, at.End, false)
			if len(dst) > n && !numberGoesBack(s, i) {
				return dst
			}
		}
		if c := classOf(w); c&wordStop != 0 && c&wordDirection == 0 && !inList(streetParticles, w) {
			break
		}
	}
	return dst
}

// announced reads the address behind "lives at", "address:", "reside en".
func (d address) announced(dst []Match, t *Text, at Span) []Match {
	s, i := t.S, at.End
	for words := 0; words < 5 && i < len(s) && i-at.End < 40; {
		switch c := s[i]; {
		case c == ' ' || c == ':' || c == '-' || c == '@' || c == '\n' || c == '\t':
			i++
		case isDigit(c):
			return d.behind(dst, t, at, i)
		case byteClass[c] == classLetter:
			e := wordEnd(s, i)
			w := s[i:e]
			if e < len(s) && isDigit(s[e]) || inList(numberWords, w) {
				return d.behind(dst, t, at, i)
			}
			if !inList(" at is to in en es on of as the a file record now current changed number no her his my their given still was currently currently both alone ", w) {
				return dst
			}
			i, words = e, words+1
		default:
			return dst
		}
	}
	return dst
}

// behind reads the announced address at i, unless a word as "in" makes the number
// one of something else: "lives in 2 rooms".
func (d address) behind(dst []Match, t *Text, at Span, i int) []Match {
	between := t.S[at.End:i]
	n := len(between)
	if n >= 4 && (equalLower(between[n-4:], " in ") || equalLower(between[n-4:], " of ")) {
		return dst
	}
	verb := t.S[at.Start:at.End]
	if inList(" live lived lives living reside resides residing vive ", verb) && !inList(" at @ en ", finalWord(between)) {
		return dst
	}
	end := i
	for end < len(t.S) && (isWordByte(t.S[end]) || t.S[end] == '-' || t.S[end] == '/') {
		end++
	}
	if !isHouse(t.S, i, end) && !inList(numberWords, t.S[i:end]) {
		return dst
	}
	return d.at(dst, t, i, end, true)
}

// finalWord is the last word of s, or its last sign.
func finalWord(s string) string {
	end := len(s)
	for end > 0 && s[end-1] == ' ' {
		end--
	}
	if k := wordStart(s, end); k < end {
		return s[k:end]
	}
	return s[max(0, end-1):end]
}
