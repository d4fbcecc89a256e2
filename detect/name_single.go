package detect

// single weighs a word that stands alone: a given name or a surname is a person
// only where the words beside it speak of one.
func (r *nameReader) single(w *nameWord) {
	if w.kind != nameAny || w.Len() < 3 || w.class&(wordFirm|wordStop|wordMonth|wordBlank|TriggerSuffixWord|wordStateName) != 0 {
		return
	}
	at := w.Span
	g, f := r.given(w), r.family(w)-2
	score := min(max(g, f), 8)
	if w.info == 0 {
		score = oddsOdd
	}
	if w.info.Step() == 1 || w.info.Proper() || r.placed(at, at) {
		return
	}
	if w.info.Place() && w.info.Given() < 18 {
		score -= 4
	}
	if w.caps && !r.caps {
		score -= 6 // an abbreviation
	}
	score += r.singleBefore(w) + r.singleAfter(at)
	if score < oddsSingle {
		return
	}
	r.dst = append(r.dst, found(at.Start, at.End, Person, Likely, reasonNames))
	if r.names < maxKnown {
		r.known[r.names] = at
		r.names++
	}
}

// singleBefore weighs the words before a single name.
func (r *nameReader) singleBefore(w *nameWord) float64 {
	s := r.s
	i := w.Start
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '"') {
		i--
	}
	comma := i > 0 && s[i-1] == ','
	if comma {
		i--
	}
	if i == 0 || s[i-1] == '.' || s[i-1] == '\n' || s[i-1] == '!' || s[i-1] == '?' || s[i-1] == ':' {
		if w.info.Step() > 0 {
			return -4 // the capital is that of a sentence
		}
		return 0
	}
	p := s[wordStart(s, i):i]
	switch {
	case p == "":
		return 0
	case p == "m" && i > 2 && s[i-2] == '\'' && s[i-3]|0x20 == 'i': // I'm
		return 6
	case inList(" dear hi hello hey thanks named nicknamed patient plaintiff defendant client victim witness complainant claimant tenant mr mrs ms miss dr ", p):
		return 6
	case inList(kinWords, p):
		return 5
	case comma:
		return 0
	case inList(" and or with by told asked called calls for saw met says said contacted emailed phoned texted helped assisted advised informed notified let thank that when while but because if where ", p):
		return 1.5
	case inList(" in at near from to of on the a an into around across via through via ", p):
		return -2
	default:
		return 0
	}
}

// singleAfter weighs the words behind it.
func (r *nameReader) singleAfter(at Span) float64 {
	s := r.s
	i := at.End
	if possessiveAt(s, i) {
		w := nextWord(s, i+2)
		if w.Len() > 0 && inList(kinWords, s[w.Start:w.End]) {
			return 5
		}
		return 1
	}
	w := nextWord(s, i)
	if w.Len() == 0 || w.Start == i {
		return 0
	}
	word := s[w.Start:w.End]
	if !r.caps && s[w.Start]-'A' < 26 {
		return -2
	}
	switch {
	case inList(personVerbs, word):
		return 4
	case len(word) > 4 && (word[len(word)-2:] == "ed"):
		return 2
	case inList(" was is has had will would could did does who and also then never later himself herself ", word):
		return 1.5
	default:
		return 0
	}
}

const (
	// oddsSingle is the score from which a single word is a name.
	oddsSingle = 6.0
	// oddsOdd are the odds of a capitalised word that no list has.
	oddsOdd = 2.0

	kinWords = " son daughter wife husband spouse brother sister mother father mom dad uncle aunt cousin nephew niece grandson granddaughter grandmother grandfather girlfriend boyfriend friend neighbor roommate partner fiancé fiancée fiance fiancee hijo hija esposo esposa hermano hermana madre padre amigo amiga vecino vecina kid child baby boy girl "

	personVerbs = " said says told tells asked asks called calls stated states reported reports replied replies wrote writes wants wanted lives lived resides works worked died married met moved joined left came went began started got gave took made found knew knows thinks thought believes believed decided refused agreed denied admitted claims claimed explained testified acknowledged signed requested requests complained complains answered added says saw felt feels loves loved hates needs needed tried tries bought sold owns owned spoke speaks talked ran fell walked drove returned returns attended attends appeared performed played plays released recorded sang sings studied taught grew retired resigned served arrived suffered complained dijo llamó llamo vive trabaja quiere shouted whispered screamed laughed cried smiled "
)
