package detect

import "vaughn/detect/internal/lexicon"

// single weighs a word that stands alone: a given name or a surname is a person
// only where the words beside it speak of one.
func (r *nameReader) single(w *nameWord) {
	if w.kind != nameAny || w.Len() < 3 || w.class&notAlone != 0 {
		return
	}
	w.info = lexicon.Of(r.s[w.Start:w.End])
	if w.info.Step() == 1 || w.info.Proper() || r.placed(w.Span) {
		return
	}
	if r.loneScore(w) < oddsSingle {
		r.waver(w)
		return
	}
	m := found(w.Start, w.End, Person, Likely, reasonNames)
	switch {
	case officeBefore(r.s, w.Start):
		m.Likelihood, m.Reason = Unlikely, reasonOfficial
	case w.info.Place() && r.besidePlace(w.Span):
		return
	default:
		r.remember(w.Span)
	}
	r.dst = append(r.dst, m)
}

// besidePlace reports that "and" or a comma joins the word to a place: "Houston and
// Austin".
func (r *nameReader) besidePlace(at Span) bool {
	s := r.s
	if w := nextWord(s, at.End); w.Len() > 0 && equalWord(s[w.Start:w.End], "and") {
		n := nextWord(s, w.End)
		return n.Len() > 0 && s[n.Start]-'A' < 26 && lexicon.Of(s[n.Start:n.End]).Place()
	}
	if p, ok := wordBefore(s, at.Start); ok && equalWord(s[p.Start:p.End], "and") {
		b, ok := wordBefore(s, p.Start)
		return ok && s[b.Start]-'A' < 26 && lexicon.Of(s[b.Start:b.End]).Place()
	}
	return false
}

// waver keeps a word that is not enough of a name, and remembers it as one when the
// words around it have spoken for it more than once.
func (r *nameReader) waver(w *nameWord) {
	odds := r.loneOdds(w)
	around := r.singleBefore(w) + r.singleAfter(w.Span)
	if odds < oddsOdd-1 || w.info.Step() > 0 || around < -2 || r.cased != mixedCase || w.caps {
		return
	}
	for i := range r.weak[:r.weaks] {
		k := &r.weak[i]
		if !sameWord(r.s[k.Start:k.End], r.s[w.Start:w.End]) {
			continue
		}
		k.told = k.told || around >= toldOnce
		if k.known += around + oddsAgain; k.known >= oddsSingle && k.told {
			r.remember(w.Span)
			k.known = never
		}
		return
	}
	if r.weaks < len(r.weak) {
		r.weak[r.weaks] = weakWord{Span: w.Span, known: odds + around, told: around >= toldOnce}
		r.weaks++
	}
}

// notAlone are words that are no name on their own.
const notAlone = wordFirm | wordStop | wordMonth | wordBlank | TriggerSuffixWord | wordStateName

// loneOdds are the odds of the word itself.
func (r *nameReader) loneOdds(w *nameWord) float64 {
	score := oddsOdd
	if w.info != 0 {
		score = min(max(r.given(w), r.family(w)-2), 8)
		if w.info.Step() == 0 && !w.info.Place() && !w.info.Proper() {
			score = max(score, oddsOdd)
		}
	}
	if w.info.Place() && w.info.Given() < 18 {
		score -= 4
	}
	switch {
	case w.caps && r.cased == mixedCase:
		score -= 6 // an abbreviation
	case w.caps && w.Len() <= 3:
		score -= 4
	}
	return score
}

// loneScore weighs a word of which info and class are known.
func (r *nameReader) loneScore(w *nameWord) float64 {
	score := r.loneOdds(w)
	if score+mostContext < oddsSingle {
		return score
	}
	before := r.singleBefore(w)
	if k := w.End; before < surely && k < len(r.s) && r.s[k] == ':' && (r.given(w) < listGiven || w.caps) {
		return never // a label
	}
	if before >= surely && (w.info.Step() == 0 || w.info.Step() > 3 && w.info.Given() >= 12) && !w.info.Proper() && !(w.caps && r.cased == mixedCase) {
		score = max(score, oddsOdd) // "my daughter Paris"
	}
	score += before
	if score+mostBehind < oddsSingle {
		return score
	}
	return score + r.singleAfter(w.Span)
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
	if behindStop(s, i) {
		if w.info.Step() > 0 {
			return -4 // the capital is that of a sentence
		}
		return 0
	}
	p := s[wordStart(s, i):i]
	if p == "" {
		return 0
	}
	switch bits := bitsOf(p); {
	case p == "m" && i > 2 && s[i-2] == '\'' && s[i-3]|0x20 == 'i': // I'm
		return 6
	case bits&bitAddress != 0:
		return 6
	case bits&bitKin != 0:
		return 5
	case comma:
		return 0
	case bits&bitWith != 0:
		return 1.5
	case bits&bitIn != 0, inList(" of on the a an into around across via through ", p):
		return -2
	default:
		return 0
	}
}

// singleAfter weighs the words behind it.
func (r *nameReader) singleAfter(at Span) float64 {
	s := r.s
	i := at.End
	if i < len(s) && s[i] == ':' {
		if at.Start == 0 || s[at.Start-1] == '\n' {
			return 4 // "Keisha: any news?"
		}
		return 0
	}
	if possessiveAt(s, i) {
		w := nextWord(s, wordEnd(s, pastApostrophe(s, i)))
		if w.Len() > 0 && bitsOf(s[w.Start:w.End])&bitKin != 0 {
			return 5
		}
		return 1
	}
	w := nextWord(s, i)
	if w.Len() == 0 || w.Start == i {
		return 0
	}
	word := s[w.Start:w.End]
	if r.cased == mixedCase && s[w.Start]-'A' < 26 {
		return -2
	}
	switch bits := bitsOf(word); {
	case bits&bitVerb != 0:
		return 4
	case len(word) > 4 && word[len(word)-2:] == "ed":
		return 2
	case bits&bitIs != 0:
		return 1.5
	default:
		return 0
	}
}

const (
	// oddsSingle is the score from which a single word is a name.
	oddsSingle = 6.0
	// mostContext and mostBehind are what the words around and behind can add.
	mostContext = mostBehind + 6.0
	mostBehind  = 5.0
	// surely is what a word before says of a person for sure.
	surely = 5.0
	// toldOnce is what the words around must say once of a word that is read again and
	// again.
	toldOnce = 2.0
	// oddsAgain is what every other time a word stands in the text says.
	oddsAgain = 1.0
	// oddsOdd are the odds of a capitalised word that no list has.
	oddsOdd = 2.0
)

// sameWord reports equal words, capitals aside.
func sameWord(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		x, y := a[i], b[i]
		if x != y && (x|0x20 != y|0x20 || (x|0x20)-'a' >= 26) {
			return false
		}
	}
	return true
}
