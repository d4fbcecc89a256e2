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
	info  lexicon.Info
	class Trigger
	kind  nameKind
	gap   byte // the sign between it and the word before: ' ', ',', '-', '&', '/'
	caps  bool // more than one letter, all capitals
}

// nameKind is what a word of a run can only be.
type nameKind uint8

const (
	nameAny      nameKind = iota // a given name, a surname, or a word
	nameInitial                  // J.
	nameParticle                 // de, von
	nameTitle                    // Mr., Officer
	nameSuffix                   // Jr., III
	nameAnd                      // and, &
)

// maxRun is how many words of a run are read together; longer ones are cut.
const maxRun = 24

// maxKnown is how many names of one text are remembered.
const maxKnown = 24

// nameReader walks one text.
type nameReader struct {
	t     *Text
	s     string
	caps  bool // nearly all letters are capitals: a capital says nothing
	run   [maxRun]nameWord
	n     int
	known [maxKnown]Span // the words of the names found
	names int
	dst   []Match
	base  int
}

func (name) Detect(dst []Match, t *Text, _ Span) ([]Match, error) {
	h := hintFor(t)
	r := nameReader{t: t, s: t.S, dst: dst, base: len(dst)}
	if t.Column != nil && h&hintFree == 0 {
		if out, done := wholeCell(dst, t, h); done {
			return out, nil
		}
	}
	r.caps = mostlyCapitals(t.S)
	if h&(bit(Organization)|bit(Person)) == bit(Organization) {
		r.firms()
		return r.dst, nil
	}
	if h&nameless != 0 && h&(hintFree|bit(Person)) == 0 {
		r.cell()
		return r.dst, nil
	}
	r.walk()
	if r.names > 0 {
		r.again()
	}
	return r.dst, nil
}

// cell reads a cell under a header of cities, titles or codes: what looks like a name
// is one only if it is all of the cell, and the header lies ([columnCount.judgeRead]).
func (r *nameReader) cell() {
	cell := trimSpan(r.s)
	if cell.Len() > sentence {
		return
	}
	r.walk()
	out := r.dst[:r.base]
	for _, m := range r.dst[r.base:] {
		if m.Start <= cell.Start+4 && m.End >= cell.End-3 {
			out = append(out, m)
		}
	}
	r.dst = out
}

// nameless are headers of columns without names in running text.
const nameless = Hint(1<<Location|1<<ZIPCode|1<<URL|1<<ParcelID|1<<StreetAddress|1<<GeoPoint|1<<Username|1<<EmailAddress) | hintVeto | hintCode | hintVersion | hintStreetPart

// firms reads a cell of a column of firms: one that is all a name, or a name that the
// cell sets apart ("Example Paving (Mr. Tam Oster)", "Lopez Cleaning c/o Ana Lopez").
func (r *nameReader) firms() {
	cell := trimSpan(r.s)
	n := readName(r.s[cell.Start:cell.End])
	if n.words > 12 {
		return
	}
	r.walk()
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

// mostlyCapitals reports a text of capitals: of its first letters, four in five.
func mostlyCapitals(s string) bool {
	upper, lower := 0, 0
	for i := 0; i < len(s) && upper+lower < 400; i++ {
		switch c := s[i]; {
		case c-'A' < 26:
			upper++
		case c-'a' < 26:
			lower++
		}
	}
	return upper > 4*lower
}

// walk cuts the text into runs and judges each.
func (r *nameReader) walk() {
	s := r.s
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case byteClass[c] == classLetter && (i == 0 || !isWordByte(s[i-1])):
			w := r.read(i)
			i = w.End
			if w.Len() == 0 {
				r.judge()
				i++
				continue
			}
			r.add(w)
		case c == ' ' || c == ',' || c == '-' || c == '&' || c == '/' || c == '.':
			i++
		default:
			r.judge()
			if i++; byteClass[c] == classWide {
				i += 1 + int(c>>5&1)
			}
		}
	}
	r.judge()
}

// read is the word at i; empty where it cannot be part of a run.
func (r *nameReader) read(i int) nameWord {
	s := r.s
	end := wordEnd(s, i)
	for end+1 < len(s) && byteClass[s[end+1]] == classLetter && (s[end] == '\'' && !possessiveAt(s, end)) {
		end = wordEnd(s, end+1)
	}
	w := nameWord{Span: Span{i, end}}
	word := s[i:end]
	if end < len(s) && isDigit(s[end]) || len(word) > 30 {
		return nameWord{Span: Span{end, end}}
	}
	w.class = classOf(word)
	upper := s[i]-'A' < 26 || s[i] >= 0x80
	switch {
	case !upper:
		switch {
		case r.n > 0 && isNameParticle(word):
			w.kind = nameParticle
		case r.n > 0 && (equalWord(word, "and") || equalWord(word, "y")):
			w.kind = nameAnd
		default:
			return nameWord{Span: Span{end, end}}
		}
		return w
	case len(word) == 1:
		w.kind = nameInitial
		if end < len(s) && s[end] == '.' {
			w.End++
		}
		return w
	}
	w.caps = s[i+1]-'A' < 26
	w.info = lexicon.Of(word)
	switch {
	case inList(nameSuffixes, word) && r.n > 0:
		w.kind = nameSuffix
		if w.End < len(s) && s[w.End] == '.' {
			w.End++
		}
	case inList(nameTitles, word):
		w.kind = nameTitle
		if w.End < len(s) && s[w.End] == '.' {
			w.End++
		}
	case r.n > 0 && isNameParticle(word):
		w.kind = nameParticle
	}
	return w
}

// possessiveAt reports "'s" at i.
func possessiveAt(s string, i int) bool {
	return i+1 < len(s) && s[i+1]|0x20 == 's' && (i+2 == len(s) || !isWordByte(s[i+2]))
}

const (
	// nameTitles stand before a name.
	nameTitles = " mr mrs ms miss mx dr prof professor rev reverend fr sister hon sr sra srta don doña officer ofc det detective sgt sergeant lt lieutenant capt captain cpl dep deputy trooper judge justice senator councilor councilmember councilman councilwoman alderman alderwoman commissioner attorney atty nurse principal coach inspector chief mayor "
	// nameSuffixes stand behind one.
	nameSuffixes = " jr sr ii iii iv esq md phd dds rn cpa "
	// nameParticles stand inside.
	nameParticles = " de la las los del van von der den ten ter da das dos di du le bin ibn al el st mc mac san della "
)

func isNameParticle(w string) bool { return len(w) <= 5 && inList(nameParticles, w) }

// add puts a word behind the run, or begins another where what stands between ends
// one.
func (r *nameReader) add(w nameWord) {
	if r.n > 0 {
		w.gap = nameGap(r.s[r.run[r.n-1].End:w.Start])
		if w.gap == 0 || r.n == maxRun {
			r.judge()
		}
	}
	if r.n == 0 && (w.kind == nameParticle || w.kind == nameAnd || w.kind == nameSuffix) {
		return
	}
	r.run[r.n] = w
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

// judge settles the run and begins another.
func (r *nameReader) judge() {
	n := r.n
	r.n = 0
	if n == 0 {
		return
	}
	// the names of the highest sum, from the last word back
	var finds [maxRun]nameFind
	var sum [maxRun + 1]float64
	for i := n - 1; i >= 0; i-- {
		sum[i] = sum[i+1]
		if f := r.best(r.run[:n], i); f.end > 0 && f.score+sum[f.end] > sum[i] {
			finds[i], sum[i] = f, f.score+sum[f.end]
		}
	}
	for i := 0; i < n; {
		if finds[i].end == 0 {
			if (i == 0 || r.run[i-1].kind != nameAny) && (i+1 == n || r.run[i+1].kind != nameAny || r.run[i+1].gap != ' ') {
				r.single(&r.run[i])
			}
			i++
			continue
		}
		r.report(r.run[:n], finds[i])
		i = finds[i].end
	}
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
	if setApart(r.s, m.Span) {
		m.Reason = reasonLabel
	}
	if r.s[m.End-1] == '.' && w[to-1].kind == nameInitial && m.End == len(r.s) {
		m.End--
	}
	r.dst = append(r.dst, m)
	if l < Likely {
		return
	}
	for _, one := range w[from:to] {
		if one.kind == nameAny && one.Len() > 2 && r.names < maxKnown {
			r.known[r.names] = one.Span
			r.names++
		}
	}
}

// again finds the words of names that were found where they stand alone.
func (r *nameReader) again() {
	s, found0 := r.s, len(r.dst)
	for i := 0; i < len(s); {
		if byteClass[s[i]] != classLetter || i > 0 && isWordByte(s[i-1]) {
			i++
			continue
		}
		end := wordEnd(s, i)
		if (s[i]-'A' < 26 || s[i] >= 0x80) && end-i > 2 {
			r.alone(Span{i, end}, found0)
		}
		i = end
	}
}

// alone reports the word at the span where it is one of a name found and part of no
// other.
func (r *nameReader) alone(w Span, found0 int) {
	word := r.s[w.Start:w.End]
	same := false
	for _, k := range r.known[:r.names] {
		same = same || equalWord(word, r.s[k.Start:k.End])
	}
	if !same {
		return
	}
	for _, m := range r.dst[r.base:found0] {
		if m.Overlaps(w) {
			return
		}
	}
	info := lexicon.Of(word)
	if r.caps && info.Step() > 0 || info.Step() > 0 && info.Step() < 3 || r.placed(w, w) {
		return
	}
	r.dst = append(r.dst, found(w.Start, w.End, Person, Likely, reasonNames))
}
