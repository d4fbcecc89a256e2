package detect

import "vaughn/detect/internal/lexicon"

// tail reads what follows the street at token i: units, a box, city, State, ZIP,
// and sets the end of the address.
func (p *addressParse) tail(i int) {
	for range 4 {
		e := p.unit(i)
		if e == i {
			if e = p.boxAt(i); e == 0 {
				break
			}
		}
		p.has |= hasUnit
		i = e
		i = p.unitSide(i)
	}
	i = p.city(i)
	p.next, p.rest, p.end = i, i, p.t[i-1].End
	if p.cell && p.next < len(p.t) && p.restFits(i) {
		p.next, p.end = len(p.t), p.t[len(p.t)-1].End
	}
}

// stateSoon reports a State and its ZIP code within the next words.
func (p *addressParse) stateSoon(i int) bool {
	for k := i; k+1 < len(p.t) && k < i+5; k++ {
		if p.t[k].class&wordState != 0 && p.t[k].Len() == 2 && p.zip(k+1) > 0 {
			return true
		}
	}
	return false
}

// unitSide takes in a direction behind a unit: "Bldg C North".
func (p *addressParse) unitSide(i int) int {
	if i < len(p.t) && p.near(i) && p.t[i].class&wordDirection != 0 && p.t[i].Len() <= 2 && (i+1 >= len(p.t) || p.t[i+1].gap&gapComma != 0) {
		return i + 1
	}
	return i
}

// isUnit reports a word for a part of a building (appendix C2).
func (p *addressParse) isUnit(i int) bool {
	if i >= len(p.t) || p.t[i].kind != tokWord {
		return false
	}
	if p.t[i].class&wordUnit != 0 {
		return true
	}
	return i+1 < len(p.t) && (p.t[i+1].kind == tokNumber || p.t[i+1].kind == tokHash || p.t[i+1].kind == tokCode) && inList(unitMore, p.word(i))
}

// unit is the token after "Apt 4B", "#12", "2nd Floor", "Rear" at token i, or i.
func (p *addressParse) unit(i int) int {
	if i >= len(p.t) {
		return i
	}
	t := p.t[i]
	switch {
	case t.kind == tokHash:
		if p.isUnit(i + 1) {
			return p.unit(i + 1)
		}
		return p.unitCode(i, i+1)
	case t.kind == tokCode && unitGlued(p.word(i)): // Suite100
		return i + 1
	case t.kind == tokOrdinal || p.list(i, ordinalWords) || p.list(i, " lower upper ground main top "):
		if p.list(i+1, " floor fl flr level lvl piso ") && p.near(i+1) {
			return i + 2
		}
	}
	if p.isUnit(i) {
		k := i + 1
		for n := 0; n < 2 && k < len(p.t) && (p.t[k].kind == tokHash || p.list(k, " number no num ")); n++ {
			k++
		}
		if e := p.unitCode(i, k); e > i {
			if p.list(e, " floor fl flr ") && p.near(e) { // Apt 3rd Flr
				e++
			}
			return e
		}
	}
	if p.list(i, unitAlone) && (t.gap&gapComma != 0 || p.cell || p.near(i) && isUpperAt(p.s, t.Start)) && p.closes(i+1) {
		return i + 1
	}
	if t.gap&gapComma != 0 && t.Len() <= 6 && (p.cell || p.stateSoon(i+1)) && (t.kind == tokCode || t.kind == tokNumber && (t.Len() != 5 || !zipKnown(p.word(i)))) && (i+1 == len(p.t) || p.t[i+1].gap&gapComma != 0) {
		return i + 1 // ", C-5", ", 1506,"
	}
	return i
}

// unitCode is the token after the code of a unit at token k, or i for none.
func (p *addressParse) unitCode(i, k int) int {
	if k >= len(p.t) || p.t[k].gap&(gapComma|gapLine) != 0 {
		return i
	}
	t := p.t[k]
	switch w := p.word(k); t.kind {
	case tokNumber, tokCode, tokOrdinal:
		if p.list(i, " fl ") && t.Len() >= 5 { // Florida
			return i
		}
		if k+1 < len(p.t) && p.t[k+1].gap == gapSpace && p.t[k+1].kind == tokWord && p.t[k+1].Len() == 1 && (isUpperAt(p.s, p.t[k+1].Start) || p.lower && w[0] != 'a') && p.t[k+1].class&wordDirection == 0 { // Apt 4 B
			return k + 2
		}
		return k + 1
	case tokWord:
		if len(w) == 1 || len(w) == 2 && isUpperAt(w, 0) && t.class&(wordStop|wordState) == 0 || len(w) <= 5 && len(w) > 2 && w[1] == '-' || len(w) > 2 && w[len(w)-2] == '-' {
			return k + 1
		}
		if inList(numberWords, w) && isUpperAt(w, 0) {
			return k + 1
		}
	}
	return i
}

// unitGlued reports "Suite100", "APT4".
func unitGlued(w string) bool {
	k := wordEnd(w, 0)
	return k > 1 && k < len(w) && classOf(w[:k])&wordUnit != 0
}

// closes reports that nothing more follows before token i in the same phrase.
func (p *addressParse) closes(i int) bool {
	if i >= len(p.t) {
		e := p.t[len(p.t)-1].End
		return e >= len(p.s) || byteClass[p.s[e]] != classLetter
	}
	return p.t[i].gap&(gapComma|gapDot|gapLine) != 0
}

// maxCityWords is how many words may stand between street and State.
const maxCityWords = 6

// city is the token after "Syracuse, NY 13202" at token i, or i: words, a State,
// a ZIP code if there is one; or words and a ZIP code; or a known place.
func (p *addressParse) city(i int) int {
	for k := i; k < len(p.t) && k <= i+maxCityWords; k++ {
		if e := p.state(k, k > i); e > 0 {
			if p.cityAgain(k, e) { // Washington, DC; New York, NY
				continue
			}
			return p.zipTail(e)
		}
		if z := p.zip(k); z > 0 && zipKnown(p.word(k)) && (k > i || p.t[k].gap&gapComma != 0 || p.t[k].Len() > 5 || p.cell) && (p.cell || p.place(i, k) || k == i && p.closes(z) && p.has&(hasHard|hasSoft|hasDir) != 0) && !p.list(k+1, measures) {
			p.has |= hasZIP
			return p.country(z)
		}
		if !p.cityWord(k, i) {
			break
		}
	}
	return p.placeOnly(i)
}

// cityAgain reports that the State's name at token k is a city's, for a State
// follows it.
func (p *addressParse) cityAgain(k, e int) bool {
	if p.t[k].Len() <= 2 || e >= len(p.t) || p.has&hasZIP != 0 {
		return false
	}
	if p.zip(e) > 0 {
		return false
	}
	return p.state(e, true) > 0 || p.list(e, " city ") && p.state(e+1, true) > 0
}

// cityWord reports that token k may belong to the name of a city that begins at i.
func (p *addressParse) cityWord(k, i int) bool {
	t := p.t[k]
	if t.kind != tokWord || p.isUnit(k) && t.Len() < 3 {
		return false
	}
	w := p.word(k)
	if t.class&wordStop != 0 && t.class&wordDirection == 0 && !inList(streetParticles, w) {
		return false
	}
	if t.gap&gapDot != 0 && t.gap&gapComma == 0 && k > 0 && !p.abbreviated(k-1) && t.gap&gapLine == 0 {
		return k == i && p.cell
	}
	return isUpperAt(p.s, t.Start) || p.lower || p.cell || k > i && inList(streetParticles, w)
}

// state is the token after the State at token k, 0 for none: NY, N.Y., New York;
// in small letters only before its own ZIP code or behind a known city.
func (p *addressParse) state(k int, city bool) int {
	if k >= len(p.t) || p.t[k].kind != tokWord {
		return 0
	}
	t := p.t[k]
	w := p.word(k)
	switch {
	case t.class&wordState != 0 && t.Len() <= 3 || city && len(w) == 2 && (inList(" ae ap aa ", w) && p.list(k-1, " apo fpo dpo ")):
		z := p.zip(k + 1)
		switch {
		case z > 0 && (isUpperAt(p.s, t.End-1) || zipOf(w, p.word(k+1))):
			return k + 1
		case allCaps(w) && (city && (!p.caps || p.closesPlace(k)) || t.gap&gapComma != 0) && t.class&wordDirection == 0:
			return k + 1
		case city && p.closes(k+1) && (t.gap&gapComma != 0 || p.place(k-1, k) || p.place(k-2, k)) && p.cell:
			return k + 1
		case city && p.lower && t.gap&gapComma != 0 && !inList(" in or me oh hi ok la de ", w) && (p.place(k-1, k) || p.place(k-2, k)):
			return k + 1
		}
		return 0
	case k+1 < len(p.t) && p.near(k+1) && stateOfTwo(w, p.word(k+1)):
		return k + 2
	case t.class&wordStateName != 0 && (isUpperAt(p.s, t.Start) || p.lower):
		return k + 1
	case equalWord(w, "district") && p.list(k+1, " of ") && p.list(k+2, " columbia "):
		return k + 3
	case equalWord(w, "puerto") && p.list(k+1, " rico "):
		return k + 2
	case (equalWord(w, "pa") || equalWord(w, "cal") || equalWord(w, "va") || equalWord(w, "ill")) && isUpperAt(w, 0) && city && t.gap&gapComma != 0:
		return k + 1
	default:
		return 0
	}
}

// closesPlace reports that the abbreviation at token k, in a text of capitals, is
// a State's: a comma or the end follows, or a known place stands before it.
func (p *addressParse) closesPlace(k int) bool {
	return p.closes(k+1) || p.list(k+1, countries) || p.list(k+1, " united ") || p.t[k].gap&gapComma != 0 || p.place(k-1, k) || p.place(k-2, k)
}

func (p *addressParse) stateAt(k int) bool { return p.state(k, true) > 0 }

// cityFrom reports that a city and its State begin at token k.
func (p *addressParse) cityFrom(k int) bool {
	for j := k; j < len(p.t) && j < k+4; j++ {
		if p.zip(j) > 0 || j > k && p.t[j].class&wordState != 0 && p.zip(j+1) > 0 {
			return p.place(k, j)
		}
	}
	return false
}

func stateOfTwo(a, b string) bool {
	switch {
	case equalWord(a, "new"):
		return inList(" york jersey mexico hampshire ", b)
	case equalWord(a, "north") || equalWord(a, "south"):
		return inList(" carolina dakota ", b)
	case equalWord(a, "west"):
		return equalWord(b, "virginia")
	default:
		return equalWord(a, "rhode") && equalWord(b, "island")
	}
}

// zip is the token after the ZIP code at token k, 0 for none: five digits, or nine
// with a hyphen, a space or nothing between.
func (p *addressParse) zip(k int) int {
	if k >= len(p.t) || p.t[k].kind != tokNumber {
		return 0
	}
	switch w := p.word(k); {
	case len(w) == 5 && digitsAt(w, 0, 5):
		if k+1 < len(p.t) && p.t[k+1].kind == tokNumber && p.t[k+1].Len() == 4 && p.t[k+1].gap == gapSpace && p.cell {
			return k + 2
		}
		return k + 1
	case len(w) == 10 && w[5] == '-' && digitsAt(w, 0, 5) && digitsAt(w, 6, 10), len(w) == 9 && digitsAt(w, 0, 9):
		return k + 1
	default:
		return 0
	}
}

// zipTail takes in the ZIP code and the country behind a State, which ends before
// token k.
func (p *addressParse) zipTail(k int) int {
	p.has |= hasState
	if z := p.zip(k); z > 0 {
		p.has |= hasZIP
		k = z
	} else if p.cell && k == len(p.t)-1 && p.t[k].kind == tokNumber && p.t[k].Len() >= 4 { // a mistyped one
		k++
	}
	return p.country(k)
}

func (p *addressParse) country(k int) int {
	switch {
	case p.list(k, " united ") && p.list(k+1, " states "):
		if k += 2; p.list(k, " us usa ") {
			k++
		}
	case k < len(p.t) && p.list(k, countries) && allCaps(p.word(k)) || p.cell && p.list(k, " usa "):
		k++
	}
	return k
}

// place reports a known place in the words from token i to k.
func (p *addressParse) place(i, k int) bool {
	return i >= 0 && i < k && k <= len(p.t) && lexicon.Of(p.s[p.t[i].Start:p.t[k-1].End]).Place()
}

// placeOnly takes in a known place behind a comma or a line break; in a cell also
// without one.
func (p *addressParse) placeOnly(i int) int {
	if i >= len(p.t) || p.t[i].gap&(gapComma|gapLine) == 0 && !p.cell || p.t[i].gap&gapDot != 0 && !p.cell {
		return i
	}
	for k := min(i+3, len(p.t)); k > i; k-- {
		inside := true
		for j := i; j < k; j++ {
			inside = inside && p.t[j].kind == tokWord && (j == i || p.near(j)) && (isUpperAt(p.s, p.t[j].Start) || p.lower)
		}
		if inside && p.place(i, k) && (k == len(p.t) || p.cell || p.t[k].gap&(gapComma|gapDot|gapLine) != 0 || !isUpperAt(p.s, p.t[k].Start)) {
			p.has |= hasPlace
			return k
		}
	}
	return i
}

// restFits reports that what is left of a cell behind token i belongs to the
// address too: no words of running text, and nothing that no address holds.
func (p *addressParse) restFits(i int) bool {
	if len(p.t)-i > 10 || p.t[len(p.t)-1].End < trimSpan(p.s).End-1 {
		return false
	}
	for k := i; k < len(p.t); k++ {
		t := p.t[k]
		if t.kind != tokWord {
			continue
		}
		w := p.word(k)
		if t.class&(wordDirection|wordUnit|TriggerSuffixWord|wordLand|wordState|wordStateName|TriggerBoxWord) != 0 || inList(unitMore, w) || inList(unitAlone, w) || inList(ordinalWords, w) {
			continue
		}
		if t.class&(wordStop|wordBlank) != 0 && !inList(streetParticles, w) || inList(firmEnds, w) {
			return false
		}
		if s := lexicon.Of(w); s.Step() > 0 && s.Step() <= 2 && !s.Place() && t.class&wordFirm == 0 && len(w) > 2 && s.Surname() < 16 {
			return false
		}
	}
	return true
}

// zipAfter takes in a ZIP code (USPS: five digits, or nine with a hyphen) behind i,
// over at most three blanks and stops.
func zipAfter(s string, i int) int {
	k := i
	for k < len(s) && k-i < 3 && (s[k] == ' ' || s[k] == ',' || s[k] == '.' || s[k] == '\n') {
		k++
	}
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
