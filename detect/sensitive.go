package detect

// sensitive finds what is said of a person's health, religion, politics and
// orientation, for a person to review: never a word alone, which names of churches,
// departments and parties are made of, but a short phrase that is bound to someone
// ("she is Muslim", "diagnosed with asthma").
type sensitive struct{}

func (sensitive) Info() Info {
	return Info{
		ID:       "sensitive",
		Doc:      "What is said of a person's health, religion, politics or orientation (for review).",
		Example:  "he was [[HEALTH?:diagnosed with asthma]] in May",
		Entities: []Entity{Health, Religion, Politics, Orientation},
		Triggers: TriggerCell | TriggerSensitiveWord,
	}
}

// families are the hints of the sensitive families.
const families = Hint(1<<Health | 1<<Religion | 1<<Politics | 1<<Orientation)

// The words, by what must stand beside them.
const (
	withWords  = " diagnosed diagnosticado diagnosticada "                                                                                      // … with asthma
	fromWords  = " suffers suffered suffering padece sufre padecía sufría "                                                                     // he … from asthma
	hivWords   = " hiv vih "                                                                                                                    // … positive
	testWords  = " tested "                                                                                                                     // … positive for HIV
	careWords  = " dialysis diálisis dialisis "                                                                                                 // on …
	doseWords  = " overdose overdosed sobredosis "                                                                                              // his …, … on heroin
	stateWords = " disabled discapacitado discapacitada pregnant embarazada autistic schizophrenic bipolar suicidal seropositivo seropositiva " // she is …
	faithWords = " muslim jewish catholic christian hindu buddhist sikh mormon atheist musulmán musulmana judío judía católico católica cristiano cristiana evangélico evangélica "
	partyWords = " republican democrat republicano republicana demócrata " // registered …
	voteWords  = " voted votó "                                            // she … for Roe
	loveWords  = " gay lesbian transgender bisexual homosexual queer lesbiana transgénero "

	sensitiveWords = withWords + fromWords + hivWords + testWords + careWords + doseWords + stateWords + faithWords + partyWords + voteWords + loveWords
)

func (sensitive) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	if h := hintFor(t) & families; h != 0 && isCell(t, at) {
		return familyCell(dst, s, at, h), nil
	}
	word := s[at.Start:at.End]
	p, e := Span{}, Health
	switch {
	case inList(faithWords, word):
		p, e = isPhrase(s, at), Religion
	case inList(loveWords, word):
		p, e = lovePhrase(s, at), Orientation
	case inList(partyWords, word):
		p, e = partyPhrase(s, at), Politics
	case inList(voteWords, word):
		p, e = votePhrase(s, at), Politics
	default:
		p = healthPhrase(s, at, word)
	}
	if p.Len() == 0 {
		return dst, nil
	}
	return append(dst, found(p.Start, p.End, e, Possible, reasonShape)), nil
}

// familyCell takes a cell under a header such as "Diagnosis" as a whole, unless it
// says that there is nothing.
func familyCell(dst []Match, s string, at Span, h Hint) []Match {
	v := s[at.Start:at.End]
	if !hasLetter(v) || placeholder(v) || len(v) > 200 || inList(" no none ninguna ninguno unknown nkda nka ", v) {
		return dst
	}
	for _, e := range [...]Entity{Health, Religion, Politics, Orientation} {
		if h.Has(e) {
			return append(dst, found(at.Start, at.End, e, Possible, reasonHeader))
		}
	}
	return dst
}

// healthPhrase is the telling phrase around a word of health, empty where it is
// bound to nobody.
func healthPhrase(s string, at Span, word string) Span {
	next := nextWord(s, at.End)
	after := s[next.Start:next.End]
	switch {
	case manyNear(s, at.Start):
		return Span{}
	case inList(withWords, word) && inList(" with con de ", after):
		return saidUntil(s, at.Start, next.End, 6)
	case inList(fromWords, word) && inList(" from de ", after) && personNear(s, at.Start):
		return saidUntil(s, at.Start, next.End, 6)
	case inList(hivWords, word) && inList(" positive positivo positiva ", after):
		return Span{at.Start, next.End}
	case inList(testWords, word) && equalWord(after, "positive") && personNear(s, at.Start):
		if v := nextWord(s, next.End); equalWord(s[v.Start:v.End], "for") {
			return saidUntil(s, at.Start, v.End, 2)
		}
	case inList(careWords, word):
		if w, ok := wordBefore(s, at.Start); ok && inList(" on en ", s[w.Start:w.End]) {
			return Span{w.Start, at.End}
		}
	case equalWord(word, "overdosed"):
		if inList(" on ", after) {
			return saidUntil(s, at.Start, next.End, 2)
		}
		return at
	case inList(doseWords, word):
		if inList(" victim patient ", after) || personNear(s, at.Start) && !inList(" prevention deaths death program awareness rates crisis data training ", after) {
			return at
		}
	case inList(stateWords, word):
		if p := isPhrase(s, at); p.Len() > 0 {
			return p
		}
		w, ok := wordBefore(s, at.Start)
		if ok && inList(agedOwners, s[w.Start:w.End]) && inList(" son daughter child mother father wife husband brother sister mom dad ", after) {
			return Span{at.Start, next.End}
		}
	}
	return Span{}
}

// saidUntil is the phrase from start over up to n words after i: to the end of the
// clause. Empty where nothing follows.
func saidUntil(s string, start, i, n int) Span {
	end := i
	for ; n > 0; n-- {
		k := end
		for k < len(s) && k-end < 2 && (s[k] == ' ' || s[k] == '-' || s[k] == '\'') {
			k++
		}
		w := k
		for w < len(s) && isWordByte(s[w]) {
			w++
		}
		if w == k || k == end || end > i && classOf(s[k:w])&wordStop != 0 || inList(" when while since in on by who ", s[k:w]) {
			break
		}
		end = w
	}
	if end == i {
		return Span{}
	}
	return Span{start, end}
}

// isSomebody reports a word that a statement may be about: a pronoun or a person.
func isSomebody(w string) bool {
	return inList(agedPeople, w) && !inList(manyPeople, w) && !inList(" hm wm bm hf wf bf m f her him his was people ", w) || inList(" i am neighbour vecino vecina esposo esposa padre madre mother's employee applicant inmate subject pt rp neighbor ", w)
}

// personNear reports somebody among the four words before i of the same sentence.
func personNear(s string, i int) bool {
	for range 4 {
		w, ok := wordBefore(s, i)
		if !ok {
			return false
		}
		word := s[w.Start:w.End]
		if isSomebody(word) || inList(" his her my ", word) {
			return true
		}
		i = w.Start
	}
	return false
}

// manyNear reports people in general among the four words before i.
func manyNear(s string, i int) bool {
	for range 4 {
		w, ok := wordBefore(s, i)
		if !ok {
			return false
		}
		if inList(manyPeople, s[w.Start:w.End]) {
			return true
		}
		i = w.Start
	}
	return false
}

// isPhrase is the word at the span where it is said of somebody: "she is Muslim", "he
// was a devout Catholic", "Ana Lopez is Jewish". What follows may not make a name or a
// thing of it: "is Catholic Charities director", "is a Jewish school".
func isPhrase(s string, at Span) Span {
	if v := nextWord(s, at.End); v.Len() > 0 && v.Start > at.End && classOf(s[v.Start:v.End])&wordStop == 0 && !inList(" man woman person since now too also or because from ", s[v.Start:v.End]) {
		return Span{}
	}
	w, ok := wordBefore(s, at.Start)
	for n := 0; n < 2 && ok && inList(" a an un una devout practicing openly legally permanently now also not very ", s[w.Start:w.End]); n++ {
		w, ok = wordBefore(s, w.Start)
	}
	be := s[w.Start:w.End]
	short := ok && equalWord(be, "s") && w.Start > 0 && s[w.Start-1] == '\'' // she's
	if !ok || !short && !inList(" is was am es era está esta identifies as ", be) {
		return Span{}
	}
	if short {
		w.Start--
	}
	who := Span{wordStart(s, w.Start), w.Start}
	if !short {
		who, ok = wordBefore(s, w.Start)
	}
	if !ok {
		return Span{}
	}
	name := s[who.Start:who.End]
	if (isSomebody(name) || equalWord(name, "identifies") || fullName(s, who)) && !manyNear(s, at.Start) {
		return at
	}
	return Span{}
}

// fullName reports two capitalised words that end with the one at the span and are
// those of no firm, school or street.
func fullName(s string, at Span) bool {
	first, ok := wordBefore(s, at.Start)
	if !ok {
		return false
	}
	for _, w := range [...]string{s[first.Start:first.End], s[at.Start:at.End]} {
		if len(w) < 2 || w[0] < 'A' || w[0] > 'Z' || w[1]&0x20 == 0 || classOf(w)&(wordFirm|wordStop|TriggerSuffixWord|wordMonth) != 0 {
			return false
		}
	}
	return true
}

// lovePhrase reads "is gay", "came out as lesbian", "a transgender woman".
func lovePhrase(s string, at Span) Span {
	if p := isPhrase(s, at); p.Len() > 0 {
		return p
	}
	next := nextWord(s, at.End)
	if inList(" woman man female male student girl boy teen ", s[next.Start:next.End]) && next.Len() > 0 {
		return Span{at.Start, next.End}
	}
	if w, ok := wordBefore(s, at.Start); ok && inList(" as como ", s[w.Start:w.End]) {
		if v, ok := wordBefore(s, w.Start); ok && equalWord(s[v.Start:v.End], "out") {
			if u, ok := wordBefore(s, v.Start); ok {
				return Span{u.Start, at.End}
			}
		}
	}
	return Span{}
}

// partyPhrase reads "registered Republican", "he is a Democrat".
func partyPhrase(s string, at Span) Span {
	w, ok := wordBefore(s, at.Start)
	if !ok {
		return Span{}
	}
	next := nextWord(s, at.End)
	if equalWord(s[w.Start:w.End], "registered") && (next.Len() == 0 || classOf(s[next.Start:next.End])&wordStop != 0) {
		return Span{w.Start, at.End}
	}
	return isPhrase(s, at)
}

// votePhrase reads "I voted for Roe": somebody, and a name.
func votePhrase(s string, at Span) Span {
	next := nextWord(s, at.End)
	if !inList(" for por ", s[next.Start:next.End]) || next.Len() == 0 {
		return Span{}
	}
	who, ok := wordBefore(s, at.Start)
	whom := nextWord(s, next.End)
	if !ok || !isSomebody(s[who.Start:who.End]) || whom.Len() < 2 || s[whom.Start] < 'A' || s[whom.Start] > 'Z' {
		return Span{}
	}
	return saidUntil(s, at.Start, next.End, 2)
}
