package detect

import "vaughn/detect/internal/lexicon"

// isFirm reports a word of firms. One that is a surname too is none in "CHURCH,
// DAVID".
func (r *cellReader) isFirm(i int) bool {
	w := &r.w[i]
	v := r.text(i)
	if w.kind == nameInitial && i == r.n-1 && i > 1 && r.w[i-1].kind == nameInitial && w.Start-r.w[i-1].End == 1 {
		return inList(" pc pa sc lp na ", string([]byte{r.s[r.w[i-1].Start], v[0]})) // "P.C."
	}
	if w.kind != nameAny {
		return false
	}
	switch {
	case i == 0 && r.n > 1 && r.w[1].comma && w.info.Surname() > 13:
		return false
	case i == r.n-1 && i > 1 && r.w[i-1].kind == nameInitial && r.w[0].info.Given() > 15 && w.info.Surname() > 13:
		return false // "LESLIE A MILLS"
	case w.class&wordFirm != 0, i > 0 && listTrades.has(v):
		return true
	default:
		return i == 0 && inList(" cte cmte committee friends citizens ymca ywca vfw ", v)
	}
}

// traded reports a name and behind it a word that is nobody's: "Ana Lopez
// Photography".
func (r *cellReader) traded() bool {
	if r.n < 3 || r.commas || r.many {
		return false
	}
	first, last := &r.w[0], &r.w[r.n-1]
	if first.kind != nameAny || first.info.Given() < 13 {
		return false
	}
	name := *r // without the last word
	name.n--
	name.weigh()
	return name.persons() >= sureName && last.kind == nameAny && last.Len() > 4 && last.info.Step() > 0 && last.info.Surname()+last.info.Given() == 0
}

// softFirm reports a cell whose only word of firms is the last and a surname too, while
// the words before it are nothing but given names.
func (r *cellReader) softFirm() bool {
	if r.n < 2 || r.n > 3 || r.many || r.w[r.n-1].info.Surname() < 13 {
		return false
	}
	for i := range r.w[:r.n-1] {
		w := &r.w[i]
		if w.comma || w.kind == nameInitial && i > 0 {
			continue
		}
		if w.kind != nameAny || r.isFirm(i) || w.info.Given() < 13 || w.info.Given() <= w.info.Surname() || w.info.Step() > 0 || w.info.Place() {
			return false
		}
	}
	return true
}

// surnames reports two or more surnames, each of another person.
func (r *cellReader) surnames() bool {
	for i := range r.w[:r.n] {
		w := &r.w[i]
		if w.kind != nameAny || i > 0 && !w.party && !w.comma || w.info.Surname() <= w.info.Given() {
			return false
		}
	}
	return r.n > 1 && r.many
}

// plainWords reports that all words are known, and more of them as words than as
// names.
func (r *cellReader) plainWords() bool {
	if first := &r.w[0]; first.given >= 3 || first.info.Given() >= commonName {
		return false // a person whose surname is a word
	}
	plain, words := 0, 0
	for i := range r.w[:r.n] {
		w := &r.w[i]
		if w.kind == nameAny {
			words++
		}
		if w.comma {
			return false
		}
		switch {
		case w.kind != nameAny:
		case w.info == 0:
			return false
		case (w.info.Step() > 0 || w.info.Place() && w.info.Given()+w.info.Surname() == 0 || w.info.Proper()) && max(w.given, w.family) < cellPlainWord:
			plain++
		}
	}
	return 2*plain > words
}

// place is what a name is worth less that is a place's: "Ann Arbor", "Jackson
// Heights", "San Pedro"; sure where it is rather that than a name.
func (r *cellReader) place() (score float64, sure bool) {
	if r.n < 2 || r.commas || r.many {
		return 0, false
	}
	first, last := &r.w[0], &r.w[r.n-1]
	v := r.text(r.n - 1)
	switch {
	case listPlaces.has(r.text(0)):
		return 2 * cellPlace, true
	case last.kind != nameAny:
		return 0, false
	case r.n < 4 && lexicon.Of(r.s[first.Start:last.End]).Place():
		return cellPlace, true
	case bitsOf(v)&bitThing != 0 && last.info.Surname() < 18:
		return cellPlace, first.given < 3 // "Randy Lake" may be a person
	case last.class&TriggerSuffixWord == 0:
		return 0, false
	}
	switch given := first.given; {
	case given < 0 || last.info.Surname() < 15:
		return cellPlace, false
	case given < 3 || r.n > 2 && r.w[r.n-2].kind == nameAny:
		return cellStreet, false
	default:
		return 0, false
	}
}
