package detect

import "vaughn/detect/internal/lexicon"

// Odds are in bits: the binary logarithm of how much likelier a word is as part of
// a name than as any other capitalised word. Bearers are counted of 262 million
// surnames and 302 million given names (census of 2020).
const (
	allBearers = 28.2 // log2 of all people counted
	halfBit    = 0.5  // a bit length n is of numbers around 2^(n-1/2)

	sureName  = 0.5  // from here on a run is a name
	knownName = 9.0  // from here on both words are known as names
	weakName  = -0.5 // from here on a person decides

	oddsTitle    = 6.0
	oddsSuffix   = 4.0
	oddsInitial  = 1.5
	oddsParticle = 0.5
	oddsComma    = -1.0 // "LOPEZ, ANA": a list of any words looks alike
	oddsTurned   = -3.0 // surname first, without a comma
	oddsSpan     = -0.5 // a run is a name
	oddsNoGiven  = -4.0 // a word that no census has, as a given name
	oddsNoFamily = -0.5 // and as a surname: one person in nine has one of these
	oddsEnding   = 3.0  // "Kovalenko"
	oddsCaps     = -2.5 // the same in a text of capitals
)

// wordOdds is the probability, in bits, of a word that is no part of a name, by its
// step of commonness; of 0, a word of no list. The first row is for words whose
// capital says something, the second for texts of capitals.
var wordOdds = [2][8]float64{
	{-19, -13.5, -15.5, -17, -18, -18.5, -19, -19},
	{-19, -11.5, -13.5, -15.5, -17, -18, -18.5, -19},
}

// others is the probability of a word as anything but a part of a name.
func (r *nameReader) others(i lexicon.Info) float64 {
	row := 0
	if r.caps {
		row = 1
	}
	p := wordOdds[row][i.Step()]
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
	return odds
}

func (r *nameReader) family(w *nameWord) float64 {
	odds := oddsNoFamily
	if w.info == 0 && w.Len() > 4 && familyEnding(r.s[w.Start:w.End]) {
		odds += oddsEnding
	}
	odds = r.unknown(odds, w)
	if g := w.info.Surname(); g > 0 {
		odds = max(odds, float64(g)-halfBit-allBearers-r.others(w.info))
	}
	return odds
}

// unknown are the odds of a word that the census does not have.
func (r *nameReader) unknown(odds float64, w *nameWord) float64 {
	odds += -19 - r.others(w.info)
	if r.caps {
		odds += oddsCaps
	}
	return odds
}

// familyEndings are the endings of surnames of Europe and its neighbours.
const familyEndings = " ov ova ev eva ski ska sky skaya cki wicz vic vich son sen sson ssen dottir dóttir nen ainen berg stein mann baum feld enko chuk czuk yan ian ides opoulos idis escu elli etti ini ucci ez oğlu oglu zadeh shvili dze aitis ius ić ič ová ský ská quist qvist lund gaard "

// familyEnding reports a word that ends like a surname.
func familyEnding(w string) bool {
	for n := 2; n <= 7 && n < len(w)-1; n++ {
		if inList(familyEndings, w[len(w)-n:]) {
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
	var best nameFind
	spaced := false
	for k := i; k < len(w) && k < i+7; k++ {
		if k > i && !joins(w, k) {
			break
		}
		state = r.step(state, w, k, k > i)
		spaced = spaced || k > i && w[k].gap != '-'
		score := accepted(&state)
		if score < weakName || !spaced || score <= best.score && best.end > 0 {
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
			if i != afterLast {
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
			to(afterFamily, max(old[afterGiven], old[afterInitial])+r.family(one))
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
		to(afterGiven, max(old[afterGiven])-1) // Maria del Carmen
	default:
		g, f := r.given(one), r.family(one)
		if one.class&wordStop != 0 && one.info.Given() < 14 {
			return state
		}
		to(afterGiven, max(old[atStart], old[afterTitle], old[afterInitial], old[afterGiven]-1)+g)
		to(afterFamily, max(old[afterTitle], old[afterGiven], old[afterInitial], old[afterParticle], old[afterFamily]-1)+f)
		if comma {
			to(afterLast, max(old[atStart], old[afterFamily])+f+oddsComma)
		}
		to(afterTurned, max(old[afterLast], old[afterTurned]-1)+g)
	}
	return state
}
