package detect

import "vaughn/detect/internal/lexicon"

// Odds are in bits: the binary logarithm of how much likelier a word is as part of
// a name than as any other capitalised word. Bearers are counted of 262 million
// surnames and 302 million given names (census of 2020).
const (
	allBearers = 28.2 // log2 of all people counted
	halfBit    = 0.5  // a bit length n is of numbers around 2^(n-1/2)

	sureName   = 0.5  // from here on a run is a name
	knownName  = 9.0  // from here on both words are known as names
	listGiven  = 4.0  // a word of a list is a given name
	mostAround = 7.0  // what stands around a name says so much at most
	weakName   = -0.5 // from here on a person decides

	oddsTitle     = 6.0
	oddsSuffix    = 4.0
	oddsInitial   = 1.5
	oddsParticle  = 0.5
	oddsComma     = -1.0 // "LOPEZ, ANA": a list of any words looks alike
	oddsPost      = -5.0 // "Clerk", as a given name
	oddsCommon    = -1.5 // one of the commonest words of English
	oddsPerfect   = -6.0 // "Perfect, Ana": a word before a comma, not a surname
	oddsWord      = -4.0 // a common word that no census has, as a surname
	oddsDerived   = -5.0 // "Planung"
	oddsCamel     = 4.0  // "MacDonagh", as a surname
	oddsForeign   = 2.5  // letters that English has not
	oddsTurned    = -3.0 // surname first, without a comma
	oddsSpan      = -0.5 // a run is a name
	oddsSmallSpan = -4.0 // two words of a text of small letters are one
	oddsNoGiven   = -4.0 // a word that no census has, as a given name
	oddsNoFamily  = -0.5 // and as a surname: one person in nine has one of these
	oddsEnding    = 3.0  // "Kovalenko"
	oddsCaps      = -2.5 // the same in a text of capitals
	oddsSmall     = -9.0 // the same in a text of small letters
	oddsShort     = -4.0 // two or three capitals among small letters
)

// wordOdds is the probability, in bits, of a word that is no part of a name, by its
// step of commonness; of 0, a word of no list. The rows are for words whose capital
// says something, for texts of capitals, and for texts of small letters.
var wordOdds = [3][8]float64{
	{-19, -13.5, -15.5, -17, -18, -18.5, -19, -19},
	{-19, -11.5, -13.5, -15.5, -17, -18, -18.5, -19},
	{-17, -5, -7, -9, -11, -13, -15, -17},
}

// others is the probability of a word as anything but a part of a name.
func (r *nameReader) others(i lexicon.Info) float64 {
	p := wordOdds[r.cased][i.Step()]
	if i.Place() {
		p = max(p, -15)
	}
	if i.Proper() {
		p = max(p, -15.5)
	}
	return p
}

// given and family are the odds of a word as a given name and as a surname.
func (r *nameReader) given(w *nameWord) float64 {
	odds := r.unknown(oddsNoGiven, w)
	if g := w.info.Given(); g > 0 {
		odds = max(odds, float64(g)-halfBit-allBearers-r.others(w.info))
	}
	return odds + r.short(w)
}

func (r *nameReader) family(w *nameWord) float64 {
	odds := oddsNoFamily
	if w.info == 0 && w.Len() > 4 && familyEnding(r.s[w.Start:w.End]) {
		odds += oddsEnding
	}
	if w.info.Step() == 0 && camel(r.s[w.Start:w.End]) {
		odds += oddsCamel
	}
	if s := w.info.Step(); s > 0 && s < 5 && w.info.Surname() == 0 {
		odds += oddsWord
	}
	odds = r.unknown(odds, w)
	if g := w.info.Surname(); g > 0 {
		odds = max(odds, float64(g)-halfBit-allBearers-r.others(w.info))
	}
	return odds + r.short(w)
}

// sentenceStart reports that a sentence begins at i, whose capital says nothing.
func sentenceStart(s string, i int) bool {
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '"') {
		i--
	}
	return behindStop(s, i)
}

// behindStop reports the start of the text, or a sign right before i that ends a
// sentence.
func behindStop(s string, i int) bool {
	return i == 0 || s[i-1] == '.' || s[i-1] == ':' || s[i-1] == '\n' || s[i-1] == '!' || s[i-1] == '?'
}

// short are the odds of a few capitals, which are an abbreviation in a text that has
// small letters too ("NY POL"), and of the commonest words.
func (r *nameReader) short(w *nameWord) float64 {
	switch {
	case w.caps && r.cased == mixedCase && (w.Len() <= 3 || w.info == 0 && w.Len() <= 5), r.cased == allCapitals && w.info == 0 && w.Len() <= 4:
		return oddsShort
	case w.info.Step() == 1, r.cased == allCapitals && w.Len() <= 3:
		return oddsCommon
	default:
		return 0
	}
}

// wordEndings are the endings of words that English, German, Spanish and French make
// of others: no names.
const wordEndings = " ung ungen heit keit schaft schaften tion tionen ische ischen isch liches lichen isches ción ciones idad miento mente tät ness ship ology ismo ización able ibility ization isation logie "

// wordEnding reports a word that ends like one that is made of another.
func wordEnding(w string) bool {
	for n := 3; n <= 8 && n < len(w)-1; n++ {
		if inList(wordEndings, w[len(w)-n:]) {
			return true
		}
	}
	return false
}

// camel reports a second capital inside a word: MacDonagh, DeLuca.
func camel(w string) bool {
	for i := 2; i < len(w)-2; i++ {
		if w[i]-'A' < 26 && w[i-1]-'a' < 26 && w[i+1]-'a' < 26 {
			return i <= 4
		}
	}
	return false
}

// foreign reports letters that English has not.
func foreign(w string) bool {
	for i := range len(w) {
		if w[i] >= 0xC3 && w[i] <= 0xCA || w[i] == 0xE1 {
			return true
		}
	}
	return false
}

// unknown are the odds of a word that the census does not have.
func (r *nameReader) unknown(odds float64, w *nameWord) float64 {
	odds += -19 - r.others(w.info)
	if w.info == 0 && wordEnding(r.s[w.Start:w.End]) {
		odds += oddsDerived
	}
	if w.info == 0 && foreign(r.s[w.Start:w.End]) {
		odds += oddsForeign
	}
	switch r.cased {
	case allCapitals:
		odds += oddsCaps
	case allSmall:
		odds += oddsSmall
	}
	return odds
}

// familyEnding reports a word that ends like a surname.
func familyEnding(w string) bool {
	for n := 2; n <= 7 && n < len(w)-1; n++ {
		if bitsOf(w[len(w)-n:])&bitEnding != 0 {
			return true
		}
	}
	return false
}

// nameFind is the words from start to end of a run, as a name; end 0 is none.
type nameFind struct {
	start, end int
	score      float64
}

// The states of reading a name.
const (
	atStart = iota
	afterTitle
	afterGiven
	afterInitial // with a given name or initials before
	afterParticle
	afterFamily
	afterSuffix
	afterLast // "LOPEZ,"
	afterTurned
	afterFirst // "LOPEZ", at the start, without a comma
	numStates
)

// never is a score that no name has.
const never = -1e9

// best is the best name that begins at word i of the run.
func (r *nameReader) best(w []nameWord, i int) nameFind {
	var state [numStates]float64
	for k := range state {
		state[k] = never
	}
	state[atStart] = oddsSpan
	if r.cased == allSmall {
		state[atStart] = oddsSmallSpan
	}
	var best nameFind
	spaced := false
	for k := i; k < len(w) && k < i+7; k++ {
		if k > i && !joins(w, k) {
			break
		}
		state = r.step(state, w, k, k > i)
		spaced = spaced || k > i && w[k].gap != '-'
		score := accepted(&state)
		if score < weakName-mostAround || !spaced || score <= best.score && best.end > 0 {
			continue
		}
		if f := (nameFind{i, k + 1, score}); r.allowed(w, &f) {
			best = f
		}
	}
	return best
}

// joins reports that word k can go on with the name of the word before.
func joins(w []nameWord, k int) bool {
	switch w[k].gap {
	case ' ', '-', ',':
		return w[k].kind != nameAnd
	default:
		return false
	}
}

// accepted is the best score of the states in which a name can end.
func accepted(state *[numStates]float64) float64 {
	best := float64(never)
	for _, k := range [...]int{afterFamily, afterSuffix, afterTurned} {
		best = max(best, state[k])
	}
	return best
}

// step reads one word.
func (r *nameReader) step(old [numStates]float64, w []nameWord, k int, inside bool) [numStates]float64 {
	var state [numStates]float64
	for i := range state {
		state[i] = never
	}
	to := func(i int, score float64) { state[i] = max(state[i], score) }
	one := &w[k]
	comma := k+1 < len(w) && w[k+1].gap == ','
	if inside && one.gap == ',' && one.kind != nameSuffix {
		// only a name that is turned goes on behind a comma
		for i := range old {
			if i != afterLast || one.Len() <= 3 && r.s[one.Start-1] == ',' { // "BOS,JAX"
				old[i] = never
			}
		}
	}
	switch one.kind {
	case nameAnd:
		return state
	case nameTitle:
		to(afterTitle, max(old[atStart]+oddsTitle, old[afterTitle]))
		if one.info.Surname() > 0 { // Coach, Judge, Chief are surnames too
			to(afterFamily, max(old[afterGiven], old[afterInitial])+one.family)
		}
	case nameSuffix:
		to(afterSuffix, max(old[afterFamily], old[afterTurned], old[afterSuffix])+oddsSuffix)
	case nameInitial:
		lone := 4.0
		if one.Len() > 1 {
			lone = 1
		}
		to(afterInitial, max(old[atStart]-lone, old[afterTitle], old[afterGiven], old[afterInitial])+oddsInitial)
		to(afterTurned, max(old[afterLast], old[afterTurned])+oddsInitial)
		to(afterSuffix, old[afterFamily]-2)
	case nameParticle:
		to(afterParticle, max(old[afterTitle], old[afterGiven], old[afterInitial], old[afterParticle], old[afterFamily]-1)+oddsParticle)
		to(afterGiven, old[afterGiven]-1) // Maria del Carmen
	default:
		g, f := one.given, one.family
		if one.class&wordStop != 0 && one.info.Given() < 14 {
			return state
		}
		to(afterGiven, max(old[atStart], old[afterTitle], old[afterInitial], old[afterGiven]-1)+g)
		to(afterFamily, max(old[afterTitle], old[afterGiven], old[afterInitial], old[afterParticle], old[afterFamily]-1)+f)
		to(afterFirst, max(old[atStart], old[afterFirst]-2)+f)
		if comma {
			last := oddsComma
			if one.info.Step() > 0 && one.info.Step() < 4 && w[k+1].kind != nameInitial && sentenceStart(r.s, one.Start) {
				last += oddsPerfect
			}
			to(afterLast, max(old[atStart], old[afterFamily])+f+last)
		}
		to(afterTurned, max(old[afterLast], old[afterTurned]-1, old[afterFirst]+oddsTurned)+g)
	}
	return state
}
