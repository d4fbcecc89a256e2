package detect

import "vaughn/detect/internal/lexicon"

// name finds names of people in running text: a run of capitalised words that
// reads as given names, initials, particles, surnames and suffixes, and whose words
// are likelier to be names than words (name_grammar.go). What goes before and
// behind decides against firms, streets and places that are named after people
// (name_context.go). A word of a name found stands for the person in the rest of
// the text.
type name struct{}

func (name) Info() Info {
	return Info{
		ID:       "name",
		Doc:      "Names of people in running text: given name and surname, with a title, on their own where the text has them in full.",
		Example:  "spoke with [[PERSON:Ana Lopez]] about the fence",
		Entities: []Entity{Person},
		Triggers: TriggerNames,
	}
}

// nameWord is one word that may be part of a name.
type nameWord struct {
	Span
	given  float64 // odds as a given name, in bits ([nameReader.weigh])
	family float64 // odds as a surname
	class  Trigger
	bits   nameBits
	info   lexicon.Info
	kind   nameKind
	gap    byte  // the sign between it and the word before: ' ', ',', '-', '&', '/'
	caps   bool  // more than one letter, all capitals
	broken bool  // a hyphen and a space inside: the end of a line
	hyphen uint8 // offset of the hyphen that joins two words
}

// nameKind is what a word of a run can only be.
type nameKind uint8

const (
	nameAny      nameKind = iota // a given name, a surname, or a word
	nameInitial                  // J.
	nameParticle                 // de, von
	nameTitle                    // Mr., Officer
	nameSuffix                   // Jr., III
	nameAnd                      // and, y
	nameListed                   // found as one of a list
)

// maxRun is how many words of a run are read together; longer ones are cut.
const maxRun = 20

// maxKnown is how many words of names of one text are remembered.
const maxKnown = 64

// letterCase is how a text is written; it says what a capital says.
type letterCase uint8

const (
	mixedCase letterCase = iota
	allCapitals
	allSmall
)

// weakWord is a word that may be a name on its own, and what speaks for it so far.
type weakWord struct {
	Span
	known float64 // odds of the word and what stands around it, all in all
	told  bool    // somewhere the words around say a lot
}

// nameReader walks one text.
type nameReader struct {
	s     string
	dst   []Match
	base  int
	n     int
	names int
	cased letterCase
	run   [maxRun]nameWord
	known [maxKnown]Span // the words of the names found
	weak  [8]weakWord    // words that may be names
	weaks int
}

func (name) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	h := hintFor(t)
	if t.Column != nil && h&hintFree == 0 && (h&nameless == 0 || h.Has(Person)) {
		if out, done := wholeCell(dst, t, h); done {
			return out, nil
		}
	}
	r := t.reader
	if r == nil {
		r = new(nameReader)
	}
	r.s, r.dst, r.base, r.n, r.names, r.weaks = t.S, dst, len(dst), 0, 0, 0
	r.cased = caseOf(t.S, at.Start)
	switch {
	case h&(bit(Organization)|bit(Person)) == bit(Organization):
		r.firms(at.Start)
	case h&nameless != 0 && h&(hintFree|bit(Person)) == 0:
		r.cell(at.Start)
		r.dst = notNamed(r.dst, r.base, t)
	default:
		r.walk(at.Start)
		if r.names > 0 {
			r.again()
		}
	}
	return r.dst, nil
}

// cell reads a cell under a header of cities, titles or codes: what looks like a name
// is one only if it is all of the cell, and the header lies ([columnCount.judgeRead]),
// or if the cell sets it apart ("c/o Ana Lopez").
func (r *nameReader) cell(from int) {
	cell := trimSpan(r.s)
	if cell.Len() > sentence {
		return
	}
	r.walk(from)
	out := r.dst[:r.base]
	for _, m := range r.dst[r.base:] {
		if m.Start <= cell.Start+cellEdge && m.End >= cell.End-3 || m.Reason == reasonLabel {
			out = append(out, m)
		}
	}
	r.dst = out
}

// nameless are headers of columns without names in running text.
const nameless = Hint(1<<Location|1<<ZIPCode|1<<URL|1<<ParcelID|1<<StreetAddress|1<<GeoPoint|1<<Username|1<<EmailAddress) | hintVeto | hintCode | hintVersion | hintStreetPart

// firms reads a cell of a column of firms: one that is all a name, or a name that the
// cell sets apart ("Example Paving (Mr. Tam Oster)", "Lopez Cleaning c/o Ana Lopez").
func (r *nameReader) firms(from int) {
	cell := trimSpan(r.s)
	n := readName(r.s[cell.Start:cell.End])
	if n.words > 12 {
		return
	}
	r.walk(from)
	out := r.dst[:r.base]
	for _, m := range r.dst[r.base:] {
		whole := m.Start <= cell.Start+6 && m.End >= cell.End-5 && !n.firm
		if whole && m.Likelihood == VeryLikely || m.Reason == reasonLabel {
			out = append(out, m)
		}
	}
	r.dst = out
}

// setApart reports a span in brackets, or behind "c/o", "dba", "attn".
func setApart(s string, at Span) bool {
	i := unspace(s, at.Start)
	for n := 0; n < 2 && i > 0 && s[i-1] == '.'; n++ { // "(Mr. Tam Oster)"
		i = unspace(s, wordStart(s, i-1))
	}
	if i > 0 && s[i-1] == '(' {
		return true
	}
	for _, p := range [...]string{"c/o", "attn", "attn:", "attention:"} {
		if k := i - len(p); k >= 0 && equalWord(s[k:i], p) && (k == 0 || !isWordByte(s[k-1])) {
			return true
		}
	}
	return false
}

// caseOf is how the letters of s are written, as the word at i has it: a text of
// capitals has four in five among its first letters.
func caseOf(s string, i int) letterCase {
	if i < len(s) && s[i]-'a' < 26 {
		return allSmall
	}
	if end := wordEnd(s, i); end-i > 1 && s[end-1]-'A' >= 26 {
		return mixedCase
	}
	upper, lower := 0, 0
	for k := 0; k < len(s) && upper+lower < 400; k++ {
		switch c := s[k]; {
		case c-'A' < 26:
			upper++
		case c-'a' < 26:
			lower++
		}
	}
	if upper > 4*lower {
		return allCapitals
	}
	return mixedCase
}

// walk cuts the text from offset i into runs and judges each.
func (r *nameReader) walk(i int) {
	s := r.s
	for i < len(s) {
		c := s[i]
		switch {
		case byteClass[c] == classLetter:
			w := r.read(i)
			i = w.End
			if w.Len() == 0 {
				r.judge()
				continue
			}
			r.add(&w)
		case c == ' ' || c == ',' || c == '-' || c == '&' || c == '/' || c == '.' || c == '\n' && wrapped(s, i):
			i++
		default:
			r.judge()
			i += signLen(c)
		}
	}
	r.judge()
}

// add puts a word behind the run, or begins another where what stands between ends
// one.
func (r *nameReader) add(w *nameWord) {
	if r.n > 0 {
		w.gap = lineGap(r.s, r.run[r.n-1].End, w.Start)
		if w.gap == 0 || r.n == maxRun {
			r.judge()
		}
	}
	if r.n == 0 && (w.kind == nameParticle || w.kind == nameAnd || w.kind == nameSuffix) {
		return
	}
	r.run[r.n] = *w
	r.n++
}

// nameGap sorts what stands between two words: ' ' where nothing else does, 0 where
// a name ends.
func nameGap(gap string) byte {
	sign := byte(' ')
	for i := range len(gap) {
		switch c := gap[i]; {
		case c == ' ':
		case c == '.':
			return 0
		case sign == ' ':
			sign = c
		default:
			return 0
		}
	}
	if len(gap) > 3 {
		return 0
	}
	return sign
}

// judge settles the run and begins another: the names of the highest sum.
func (r *nameReader) judge() {
	n := r.n
	r.n = 0
	if n == 0 {
		return
	}
	w := r.run[:n]
	if n == 1 {
		r.beside(w, 0)
		return
	}
	if !r.weigh(w) {
		r.list(w, nil)
		r.singles(w)
		return
	}
	var finds [maxRun]nameFind
	var sum [maxRun + 1]float64
	for i := n - 1; i >= 0; i-- { // from the last word back
		sum[i] = sum[i+1]
		if f := r.best(w, i); f.end > 0 && f.score+sum[f.end] > sum[i] {
			finds[i], sum[i] = f, f.score+sum[f.end]
		}
	}
	r.list(w, finds[:n])
	r.spouses(w, finds[:n])
	for i := 0; i < n; {
		if finds[i].end == 0 {
			r.beside(w, i)
			i++
			continue
		}
		r.report(w, finds[i])
		i = finds[i].end
	}
}

// list reports the words of a list, each alone between commas, of which three or
// more are given names: "Ava, Liam and Noor".
func (r *nameReader) list(w []nameWord, finds []nameFind) {
	for i := 0; i < len(w); {
		known, n, end := 0, 0, i
		for k := i; k < len(w) && w[k].kind == nameAny && (k == i || w[k].gap == ',' && r.s[w[k].Start-1] == ' ' || w[k].gap == '&' || w[k-1].kind == nameAnd); k++ {
			if finds != nil && finds[k].end > 0 && finds[k].end > k+1 && w[k+1].gap != ',' {
				break // Ava Oster
			}
			n++
			if w[k].given >= listGiven {
				known++
			}
			end = k + 1
			if end < len(w) && w[end].kind == nameAnd {
				k++
			}
		}
		if known >= 3 && 3*known >= 2*n {
			for k := i; k < end; k++ {
				if w[k].kind == nameAny {
					r.dst = append(r.dst, found(w[k].Start, w[k].End, Person, Likely, reasonNames))
					r.remember(w[k].Span)
					if finds != nil {
						finds[k] = nameFind{}
					}
					w[k].kind = nameListed
				}
			}
		}
		i = max(end, i+1)
	}
}

// singles weighs each word of a run without names that stands alone.
func (r *nameReader) singles(w []nameWord) {
	for i := range w {
		r.beside(w, i)
	}
}

// beside weighs word i of a run as a name of one word.
func (r *nameReader) beside(w []nameWord, i int) {
	if r.cased != mixedCase && lexicon.Of(r.s[w[i].Start:w[i].End]).Step() == 0 {
		r.single(&w[i])
		return
	}
	if r.cased == allSmall {
		return
	}
	if i > 0 && (w[i].gap == ' ' && w[i-1].bits&(bitKin|bitAddress) != 0 || w[i].gap == ',' && w[i-1].bits&bitAddress != 0 ||
		i == 1 && w[i].gap == ' ' && w[0].bits&(bitWith|bitVerb) != 0) {
		r.single(&w[i])
		return
	}
	if (i == 0 || w[i-1].kind != nameAny) && (i+1 == len(w) || w[i+1].kind != nameAny || w[i+1].gap != ' ') {
		r.single(&w[i])
	}
}

// weigh fills in the odds of the words; false where no two can be a name.
func (r *nameReader) weigh(w []nameWord) bool {
	given, family, sum := float64(never), float64(never), 0.0
	for i := range w {
		one := &w[i]
		switch one.kind {
		case nameAny:
			r.odds(one)
			given, family = max(given, one.given), max(family, one.family)
		case nameInitial:
			given = max(given, 0)
			sum += oddsInitial
		case nameTitle:
			r.odds(one)
			family = max(family, one.family)
			given = max(given, oddsTitle)
			sum += oddsSuffix // Mr. Chad Jr.
		case nameSuffix:
			sum += oddsSuffix
		case nameParticle:
			sum += oddsParticle
		case nameAnd:
		}
	}
	return oddsSpan+given+family+sum >= weakName-mostAround
}

// odds fills in the odds of one word.
func (r *nameReader) odds(w *nameWord) {
	if w.hyphen > 0 {
		r.halves(w)
		return
	}
	if !w.broken {
		w.info = lexicon.Of(r.s[w.Start:w.End])
	}
	w.given, w.family = r.given(w), r.family(w)
	if w.bits&(bitPost|bitPublic) != 0 {
		w.given, w.family = min(w.given, oddsPost), min(w.family, oddsPost)
	}
}

// halves fills in the odds of two words that a hyphen joins: what both say.
func (r *nameReader) halves(w *nameWord) {
	a, b := *w, *w
	a.hyphen, b.hyphen = 0, 0
	a.End = w.Start + int(w.hyphen)
	b.Start = a.End + 1
	r.odds(&a)
	r.odds(&b)
	w.info = b.info
	w.given, w.family = (a.given+b.given)/2, (a.family+b.family)/2
}

// report adds a name of the run from w[f.start] to w[f.end].
func (r *nameReader) report(w []nameWord, f nameFind) {
	from, to := f.start, f.end
	for from < to-1 && w[from].kind == nameTitle {
		from++
	}
	l := Likely
	switch {
	case f.score < sureName:
		l = Possible
	case f.score >= knownName:
		l = VeryLikely
	}
	m := found(w[from].Start, w[to-1].End, Person, l, reasonNames)
	switch {
	case from > f.start && w[from-1].bits&bitOffice != 0 && !privateTitle(r.s, w[from-1].Span) || officeBehind(r.s, m.End) || officeBefore(r.s, m.Start):
		m.Likelihood, m.Reason = Unlikely, reasonOfficial
	case setApart(r.s, m.Span):
		m.Reason = reasonLabel
	}
	if r.s[m.End-1] == '.' && w[to-1].kind == nameInitial && m.End == len(r.s) {
		m.End--
	}
	r.dst = append(r.dst, m)
	if l < Likely {
		return
	}
	for k := from; k < to; k++ {
		if one := &w[k]; one.kind == nameAny && one.Len() > 2 {
			r.remember(one.Span)
		}
	}
}

// remember keeps a word of a name for [nameReader.again].
func (r *nameReader) remember(w Span) {
	if r.names < maxKnown && !r.remembers(r.s[w.Start:w.End]) {
		r.known[r.names] = w
		r.names++
	}
}

// again finds the words of names that were found where they stand alone.
func (r *nameReader) again() {
	s, n := r.s, len(r.dst)
	sortByStart(r.dst[r.base:])
	next, covered := r.base, 0 // the finds before next end at covered, at most
	for i := 0; i < len(s); {
		if byteClass[s[i]] != classLetter {
			i += signLen(s[i])
			continue
		}
		w := Span{i, wordEnd(s, i)}
		i = w.End
		if r.cased != allSmall && s[w.Start]-'a' < 26 || w.Len() <= 2 || w.Start > 0 && isDigit(s[w.Start-1]) {
			continue
		}
		for next < n && r.dst[next].Start < w.End {
			covered = max(covered, r.dst[next].End)
			next++
		}
		if covered <= w.Start {
			r.alone(w)
		}
	}
}

// alone reports the word at the span, which is part of no find, where it is one of a
// name found.
func (r *nameReader) alone(w Span) {
	word := r.s[w.Start:w.End]
	if !r.remembers(word) {
		return
	}
	step := lexicon.Of(word).Step()
	if r.cased != mixedCase && step > 0 || step > 0 && step < 3 || r.placed(w) {
		return
	}
	r.dst = append(r.dst, found(w.Start, w.End, Person, Likely, reasonNames))
}

// remembers reports a word of a name found.
func (r *nameReader) remembers(word string) bool {
	for _, k := range r.known[:r.names] {
		if sameWord(word, r.s[k.Start:k.End]) {
			return true
		}
	}
	return false
}
