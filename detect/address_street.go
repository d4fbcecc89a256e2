package detect

import "vaughn/detect/internal/lexicon"

// addressParse reads one address forward from its house number: number, direction,
// name, suffix, direction (USPS Publication 28, chapter 2), then the unit, the city,
// the State and the ZIP code.
type addressParse struct {
	s       string
	t       []streetToken
	cell    bool // the text is a cell of a table
	label   bool // a word before it announces an address
	has     evidence
	number  int  // the house number, 0 for a grid or a word
	names   int  // words of the street's name
	plain   int  // of them ordinary words of English
	lower   bool // the name is in small letters
	caps    bool // the name is in capitals
	last    int  // the token of the suffix, -1 for none
	first   int  // the token of the name's first word, 0 for none
	streets int  // the token after the street
	end     int  // the byte at which the address ends
	next    int  // the token after the address
	rest    int  // the token after what is known to belong to it
}

// evidence is what an address shows, as bits.
type evidence uint16

const (
	hasHard       evidence = 1 << iota // a suffix that means streets only
	hasSoft                            // a suffix that is an ordinary word too
	hasDir                             // a direction before or after the name
	hasOrdinal                         // a numbered street
	hasRoad                            // highway, county road with a number
	hasGrid                            // 400 W
	hasUnit                            // apartment, suite
	hasState                           // a State after it
	hasZIP                             // a ZIP code after it
	hasPlace                           // a known place after it
	hasNumberWord                      // the house number is a word
	hasWholeWord                       // the suffix is written out: "road"
)

// readAddress reads the address whose house number begins at start; ok is false
// where none does.
func readAddress(s string, start int, cell, label bool, buf []streetToken) (p addressParse, ok bool) {
	p = addressParse{s: s, cell: cell, label: label, last: -1}
	p.t = streetTokens(s, start, p.cell, buf)
	if len(p.t) < 2 {
		return p, false
	}
	i := p.house()
	if i == 0 {
		return p, false
	}
	j := p.street(i)
	if j <= i {
		return p, false
	}
	p.streets = j
	p.tail(j)
	return p, true
}

func (p *addressParse) word(i int) string { return p.s[p.t[i].Start:p.t[i].End] }

func (p *addressParse) list(i int, list string) bool {
	return i < len(p.t) && p.t[i].kind == tokWord && inList(list, p.word(i))
}

// near reports that the token at i follows the one before it without a comma, an
// end of line or the full stop of a sentence.
func (p *addressParse) near(i int) bool {
	if i >= len(p.t) || p.t[i].gap&(gapComma|gapLine) != 0 {
		return i > 1 && i < len(p.t) && p.t[i].gap&gapLine == 0 && p.list(i, " jr sr ") && i+1 < len(p.t) // King, Jr. Ave
	}
	return p.t[i].gap&gapDot == 0 || p.abbreviated(i-1)
}

// abbreviated reports a word after which a full stop ends no sentence.
func (p *addressParse) abbreviated(i int) bool {
	t := p.t[i]
	return t.Len() <= 2 || i == 0 && t.kind == tokNumber && !isDigit(p.s[t.End-1]) || t.Len() == 3 && p.s[t.Start+1] == '.' || t.Len() <= 5 && t.class&(TriggerSuffixWord|wordUnit|wordDirection|wordTitle|wordStateName) != 0 ||
		t.Len() <= 4 && (t.class&wordLand != 0 || inList(laneWords, p.word(i)))
}

// isDir reports a direction: N, SW, North, "so." for south.
func (p *addressParse) isDir(i int) bool {
	if i >= len(p.t) || p.t[i].kind != tokWord {
		return false
	}
	if p.t[i].class&wordDirection != 0 {
		return true
	}
	w := p.word(i)
	if !equalWord(w, "so") && !equalWord(w, "no") {
		return inList(" norte sur este oeste nth sth nroth soth ", w)
	}
	return i+1 >= len(p.t) || p.t[i+1].kind == tokWord && (p.t[i+1].class&wordStop == 0) || p.t[i+1].kind == tokOrdinal
}

// suffix is 2 for a suffix that means streets only, 1 for one that is an ordinary
// word too, 0 for no suffix.
func (p *addressParse) suffix(i int) int {
	t := p.t[i]
	switch {
	case t.kind != tokWord:
		return 0
	case t.class&TriggerSuffixWord != 0 && t.class&wordSoft == 0:
		return 2
	case t.class&(TriggerSuffixWord|wordLand) != 0:
		return 1
	default:
		return 0
	}
}

// street reads the street from token i on and returns the token after it.
func (p *addressParse) street(i int) int {
	start := i
	p.letters(i)
	for n := 0; n < 2 && p.isDir(i) && i+1 < len(p.t) && p.near(i) && p.near(i+1); n++ {
		p.has |= hasDir
		i++
	}
	if i > start && i < len(p.t) && fraction(p.word(i)) { // 8922 South 1/2 Greenwood Ave
		i++
	}
	if i >= len(p.t) || !p.near(i) {
		return 0
	}
	if e := p.road(i); e > 0 {
		p.has |= hasRoad
		p.names++
		return p.after(e)
	}
	if p.has&hasDir != 0 && p.grid(i) {
		p.has |= hasGrid
		p.names++
		if i++; p.t[i-1].kind == tokNumber && isDigit(p.s[p.t[i-1].End-1]) {
			i++
		}
		if i < len(p.t) && p.near(i) && p.suffix(i) == 2 {
			i++
		}
		return i
	}
	return p.after(p.name(i, i > start))
}

// letters says how the street is written, by its first word that is no direction.
func (p *addressParse) letters(i int) {
	for k := i; k < len(p.t) && k < i+4; k++ {
		if t := p.t[k]; t.kind == tokWord && t.Len() > 1 && (t.class&wordDirection == 0 || k+1 == len(p.t)) {
			p.lower, p.caps = !isUpperAt(p.s, t.Start), allCaps(p.word(k))
			return
		}
	}
}

// name reads the words of the name and its suffix.
func (p *addressParse) name(i int, dir bool) int {
	p.first = i
	first, j := i, i
	for ; j < len(p.t) && j-first <= maxNameWords && (j == first || p.near(j)); j++ {
		if j == first && p.list(j, " broadway ") {
			p.names++
		}
		if k := p.suffix(j); k > 0 && (p.names > 0 || dir && p.t[j].class&TriggerSuffixWord != 0) && p.sameCase(j) {
			p.last = j
			if !p.goesOn(j, first) {
				j++
				break
			}
			continue
		}
		if !p.isName(j, first) {
			break
		}
		p.count(j, first)
	}
	if p.last < 0 {
		return p.bare(first, j)
	}
	if lane := p.last > first && p.list(first, laneWords) && p.list(first+1, " of de del "); lane || p.suffix(p.last) == 2 { // Avenue of the Pines
		p.has |= hasHard
		if p.t[p.last].Len() > 4 && !equalWord(p.word(p.last), "blvd") {
			p.has |= hasWholeWord
		}
	} else {
		p.has |= hasSoft
	}
	end := p.last + 1
	if end < len(p.t) && p.list(p.last, laneWords) && (p.names == 0 || p.last == first) && p.near(end) && !p.isUnit(end) {
		switch t := p.t[end]; { // Avenue H, Avenue of the Americas
		case t.Len() == 1 && t.kind == tokWord, t.kind == tokNumber && t.Len() <= 3:
			end++
		case p.list(end, " of de "):
			for end < len(p.t) && p.near(end) && p.isName(end, first) && end-first <= maxNameWords {
				end++
			}
		}
	}
	if p.list(end-1, " highway hwy route rte rt ") && end < len(p.t) && p.near(end) && p.t[end].kind == tokNumber && p.t[end].Len() <= 4 && !p.list(end+1, measures) {
		end++ // Scenic Hwy 98
	}
	if p.names == 0 && p.has&hasDir != 0 { // "12 N St"
		p.names++
	}
	return end
}

// count enters one word of the name.
func (p *addressParse) count(j, first int) {
	t := p.t[j]
	switch {
	case t.kind == tokOrdinal || inList(ordinalWords, p.word(j)):
		p.has |= hasOrdinal
		p.names++
	case t.kind == tokWord && (j == first || !inList(streetParticles, p.word(j))):
		p.names++
		if w := p.word(j); commonWord(w) {
			p.plain++
		}
	case t.kind == tokCode || t.kind == tokNumber:
		p.names++
	}
}

// commonWord reports an ordinary word of English that is no place.
func commonWord(w string) bool {
	i := lexicon.Of(w)
	return i.Step() > 0 && i.Step() < 5 && !i.Place()
}

// bare is a name without a suffix: "123 Broadway", "Calle 5".
func (p *addressParse) bare(first, j int) int {
	for j > first && p.t[j-1].kind == tokWord && inList(streetParticles, p.word(j-1)) {
		j--
	}
	for j > first+1 && p.isDir(j-1) {
		j--
	}
	for k := max(first+1, j-3); k < j; k++ { // the city without a comma
		if p.place(k, j) && (p.cell && j == len(p.t) || p.stateAt(j)) {
			j = k
			break
		}
	}
	if j-first >= 2 && p.list(first, laneWords) {
		p.has |= hasHard
	}
	return j
}

// sameCase reports that the suffix at j is written like the name: "10 uses James
// St" is not.
func (p *addressParse) sameCase(j int) bool {
	return !p.lower || !isUpperAt(p.s, p.t[j].Start) || p.cell
}

// isName reports a word that may stand in the name of a street.
func (p *addressParse) isName(j, first int) bool {
	t := p.t[j]
	w := p.word(j)
	switch t.kind {
	case tokOrdinal:
		return true
	case tokNumber:
		return t.Len() <= 3 && j+1 < len(p.t) && p.near(j+1) && p.suffix(j+1) > 0 || j > first && p.list(j-1, laneWords)
	case tokCode:
		return equalWord(w, "a1a") || gluedOrdinal(w)
	case tokJoin:
		return p.s[t.Start] == '&' && j > first && p.last < 0
	case tokHash:
		return false
	}
	if p.list(j, ordinalWords) && p.list(j+1, " floor fl flr level ") || p.list(j, " p po p.o pob rr hc ") && p.boxAt(j) > 0 {
		return false
	}
	if p.isUnit(j) || t.class&wordState != 0 && t.Len() == 2 && j > first && isUpperAt(p.s, t.Start+1) && p.zip(j+1) > 0 {
		return false
	}
	if t.class&wordStop != 0 || inList(streetParticles, w) {
		if isUpperAt(p.s, t.Start) && j+1 < len(p.t) && p.near(j+1) && (p.suffix(j+1) == 2 || p.isUnit(j+1)) && !inList(streetParticles, w) { // Front St
			return true
		}
		if p.cell && j == first && isUpperAt(p.s, t.Start) && !inList(streetParticles, w) && (p.has&hasDir != 0 || j+2 < len(p.t) && p.suffix(j+2) == 2) { // S. May, All Nations Blvd
			return true
		}
		if j == first && t.class&wordDirection == 0 && !(p.has&hasDir != 0 && equalWord(w, "and")) && !(inList(" the el la los las ", w) && (isUpperAt(p.s, t.Start) || p.cell)) {
			return false
		}
		if !p.cell && ((p.lower || p.caps) && inList(looseParticles, w) || equalWord(w, "and") && p.list(j+1, streetParticles)) {
			return false
		}
		return t.class&wordDirection != 0 || j+1 < len(p.t) && p.near(j+1) && inList(streetParticles, w) && p.t[j+1].kind == tokWord && (p.last < 0 || p.cell && !equalWord(w, "and")) &&
			(p.t[j+1].class&wordStop == 0 || inList(streetParticles, p.word(j+1)))
	}
	if !p.lower && !isUpperAt(p.s, t.Start) && (!p.list(first, laneWords) || j == first || !p.cell && !inList(streetParticles, p.word(j-1))) {
		return false
	}
	if t.class&wordState != 0 && t.Len() == 2 && j > first && t.class&wordDirection == 0 && (allCaps(w) && p.closes(j+1) || p.lower && p.zip(j+1) > 0 && zipOf(w, p.word(j+1))) {
		return false
	}
	return !p.lower || !isUpperAt(p.s, t.Start) || p.cell
}

// gluedOrdinal reports "E47th".
func gluedOrdinal(w string) bool {
	k := wordEnd(w, 0)
	return k > 0 && k <= 2 && classOf(w[:k])&wordDirection != 0 && ordinal(w[k:])
}

// goesOn reports that the suffix at j is part of a longer name: "8128 S Dr Martin
// Luther King Jr Drive", "Spring Hollow Pkwy".
func (p *addressParse) goesOn(j, first int) bool {
	reach := 2
	if p.names == 0 || p.t[j].class&wordTitle != 0 && p.last == first {
		reach = 6
	}
	for k := j + 1; k < len(p.t) && k <= j+reach && p.near(k); k++ {
		if p.t[k].kind == tokNumber || p.t[k].kind == tokHash || p.t[k].kind == tokJoin || p.isUnit(k) || p.t[k].class&wordStop != 0 && p.t[k].class&wordDirection == 0 {
			return false
		}
		if s := p.suffix(k); (s == 2 || s == 1 && (k == j+1 || reach > 2 && p.t[k].class&TriggerSuffixWord != 0)) && p.sameCase(k) && (k > j+1 || !p.stateAt(k)) && isUpperAt(p.s, p.t[k].Start) == !p.lower {
			return !p.cityFrom(k)
		}
	}
	return false
}

// after takes in a direction behind the street: "Ave N", "Rd., NE".
func (p *addressParse) after(i int) int {
	if i == 0 {
		return 0
	}
	for n := 0; n < 2 && i < len(p.t) && p.isDir(i) && p.t[i].gap&gapLine == 0; n++ {
		comma := p.t[i].gap&gapComma != 0 || p.t[i].gap&gapDot != 0 && !p.abbreviated(i-1)
		if comma && (p.t[i].Len() > 3 || !isUpperAt(p.s, p.t[i].Start) && !(p.lower && p.t[i].Len() > 1)) {
			break
		}
		if up := isUpperAt(p.s, p.t[i].Start); up == p.lower && p.has&(hasRoad|hasOrdinal) == 0 || !up && i+1 < len(p.t) && p.list(i+1, " of ") {
			break
		}
		p.has |= hasDir
		i++
	}
	return i
}

// allCaps reports capitals only, two of them at least.
func allCaps(w string) bool {
	n := 0
	for i := range len(w) {
		if isASCIILetter(w[i]) {
			if w[i]&0x20 != 0 {
				return false
			}
			n++
		}
	}
	return n > 1
}
