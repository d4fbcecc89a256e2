package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// A cell is often all a name, and then its forms are more than those of running
// text: "LOPEZ, ANA M", "LOPEZ ANA & JOSE", "Dale/Karen Frasier", "Mr & Mrs T. Oster",
// "Estate of Ana Lopez", in any case of letters. readCell weighs all words of a cell
// by the odds of name_grammar.go; name_couple.go joins the persons named.

// cellName is what a whole cell says of itself as the name of one or more persons.
type cellName struct {
	score float64 // odds in bits that it is one, never where it cannot be read so
	firm  bool    // a word or sign of firms and public bodies
	maybe bool    // that is a surname too, behind a given name: "Ana Mills"
	thing bool    // words that the dictionary has, and more of them words than names; or a place
	// surnames of several, without a given name: "Oster & Lee"
	surnames bool
	small    bool // no word has a capital
	named    bool // all of it is a name of somebody or something: all capitals, or none
}

// The odds of the forms that only a whole cell has.
const (
	maxCellWords = 14
	maxCellName  = 110 // bytes

	cellSpan      = 0.5  // a cell of few words is a name
	cellTurned    = -2.5 // surname first, without a comma
	cellComma     = 1.0
	cellTrust     = -2.0         // "trust" alone
	cellFrame     = 4.0          // "Estate of", "trustee"
	cellInitial   = -1.0         // "Ana L."
	cellUnknown   = sureName - 1 // words that nobody bears
	cellGiven     = -3.5         // a given name that no census has
	cellFamily    = 0.0          // and a surname
	cellPlain     = -2.0         // the same without a capital that says something
	cellThing     = -3.0         // below it words that are all known are no name
	cellPlainWord = 0.0          // a word rather than a name
	cellWeak      = -5.0         // the least that one person of several may have
	cellPlace     = -8.0         // a place is called so
	cellWordOnly  = -4.0         // a word that is nobody's name
	cellCode      = -6.0         // an abbreviation
	oddsRank      = 2.5          // a title that is an office
	cellSur       = -2.0         // words that are surnames rather than given names
	cellFirms     = -12.0        // the same of one of several: "Oster Lopez & Lee"
	cellLonePlace = -3.0         // a single word that a place has
	cellStreet    = -3.0         // its last word ends the names of streets
	cellBlind     = -3.5         // a given name that no census has, behind a surname without a comma
)

// cellWord is one word of a cell.
type cellWord struct {
	Span
	info          lexicon.Info
	class         Trigger
	kind          nameKind
	given, family float64 // odds as one and the other
	comma         bool    // a comma before it
	party         bool    // it begins another person: a sign such as "&" before it
}

// cellReader holds the words of one cell.
type cellReader struct {
	s      string
	w      [maxCellWords]cellWord
	n      int
	plain  int // 1 where a capital says nothing: all are, or none
	frame  float64
	firm   bool
	party  bool // the next word begins another person
	many   bool // several persons
	commas bool // a comma that parts no suffix
	body   bool // "Friends of"
	small  bool // no word with a capital
	known  bool // a word that somebody bears
	mixed  bool // words with a capital and words without
	lone   bool // a surname is enough: "the Oster Family Trust"
	comma  bool
}

// readCell reads v, without space around it.
func readCell(v string) cellName {
	if len(v) < 3 || len(v) > maxCellName {
		return cellName{score: never}
	}
	if !plainly(v) {
		n := len(v)
		firm := n > 3 && v[n-2] == '\'' && possessiveAt(v, n-2) // "Karl's"
		if v = undated(v); v == "" {
			return cellName{score: never, firm: firm}
		}
	}
	r := cellReader{s: v}
	from := r.head()
	r.tailPhrase()
	if !r.split(from) {
		return cellName{score: never, firm: r.firm, named: r.body}
	}
	r.tail()
	out := cellName{score: never, firm: r.firm, named: !r.mixed, small: r.small}
	for i := range r.w[:r.n] {
		out.firm = out.firm || r.isFirm(i)
	}
	out.firm = out.firm || r.traded()
	out.maybe = out.firm && !r.firm && r.softFirm()
	if !out.firm && r.n > 0 {
		r.weigh()
		place, sure := r.place()
		out.score = r.persons() + r.frame + place
		if !r.known && r.frame == 0 {
			out.score = min(out.score, cellUnknown) // a title and words that nobody bears
		}
		out.thing = sure && out.score < sureName || out.score < cellThing && r.plainWords()
		out.surnames = out.score < sureName && r.surnames()
	}
	return out
}

// cellRead is the reading of a text, once it was read.
type cellRead struct {
	cellName
	done bool
}

// asName reads t, which holds a cell at the span, as a name; it reads it once.
func (t *Text) asName(at Span) *cellName {
	if !t.cell.done {
		t.cell = cellRead{readCell(t.S[at.Start:at.End]), true}
	}
	return &t.cell.cellName
}

// wholeName has a short cell read as a name before anything else, whatever the case of
// its letters.
func (s *Scanner) wholeName() {
	t := s.text
	if t.Column == nil || s.hint&(bit(Person)|bit(Organization)|hintFree|hintPart|nameless) != 0 || len(t.S) < 5 || len(t.S) > maxCellName+8 {
		return
	}
	at := trimSpan(t.S)
	if at.Len() < 5 || at.Len() > maxCellName {
		return
	}
	if t.asName(at).score >= sureName {
		s.named = true
		s.fire(TriggerNames, Span{0, len(t.S)})
	}
}

// plainly reports a cell without a digit or a sign that no name has, and of more
// words than one.
func plainly(v string) bool {
	parts := false
	for i := range len(v) {
		switch c := v[i]; byteClass[c] {
		case classDigit, classAt, classColon:
			return false
		case classDash:
			if i > 0 && v[i-1] == ' ' { // "Example Foods - Oster"
				return false
			}
		case classOther, classPercent:
			switch c {
			case ' ', ',', '.':
				parts = true
			case '&', '/', '+', ';', '(', ')', '"', '\'', '%', '\t':
			default:
				return false
			}
		}
	}
	return parts
}

// undated takes the date off a trust, "Oster Living Trust dated 5/6/1999"; "" where
// there is none.
func undated(v string) string {
	for _, p := range [...]string{"trust dated ", "trust dtd ", "trust u/a", "trust uad"} {
		for k := 4; k+len(p) < len(v); k++ {
			if v[k]|0x20 == 't' && equalLower(v[k:k+len(p)], p) && plainly(v[:k+len("trust")]) {
				return v[:k+len("trust")]
			}
		}
	}
	return ""
}

// wholeCell reports a cell that is all a name; done where nothing is left to read in
// it. Under a header of names or firms the detector person reads it.
func wholeCell(dst []Match, t *Text, h Hint) (out []Match, done bool) {
	at := trimSpan(t.S)
	if at.Len() < 5 || at.Len() > maxCellName || h&hintPart != 0 {
		return dst, false
	}
	c := t.asName(at)
	switch {
	case c.score >= sureName:
		if h&(bit(Person)|bit(Organization)) == 0 {
			dst = append(dst, found(at.Start, at.End, Person, c.likelihood(), reasonNames))
		}
		return dst, true
	case c.thing:
		return dst, true
	case c.firm && c.named || c.surnames: // who acts for a firm is read
		if h&(bit(Person)|bit(Organization)) == 0 {
			return personsOnly(dst, t.S, at), true
		}
		return dst, !hasPerson(t.S, at, true)
	default: // words in small letters, none of them of a sentence
		return dst, c.small && c.named && h&(bit(Person)|bit(Organization)) == 0
	}
}

// notNamed takes back what was found in a cell that is called otherwise: a place, a
// thing, a firm.
func notNamed(dst []Match, base int, t *Text) []Match {
	if t.Column == nil || len(dst) == base {
		return dst
	}
	if at := trimSpan(t.S); at.Len() > 4 && at.Len() <= maxCellName {
		if c := t.asName(at); c.thing || c.firm && c.named && !hasPerson(t.S, at, true) {
			return dst[:base]
		}
	}
	return dst
}

// personsOnly reports the persons of a cell that names a firm too.
func personsOnly(dst []Match, s string, at Span) []Match {
	base := len(dst)
	all, _ := personParts(dst, s, at, true)
	out := all[:base]
	for _, m := range all[base:] {
		if m.Entity == Person {
			out = append(out, m)
		}
	}
	return out
}

// cellPhrases stand behind the names of a cell.
var cellPhrases = [...]string{" attorney at law", " atty at law", " et al", " et ux", " et vir", " and others", " et al."}

// tailPhrase takes off what stands behind the names and is no word of a name.
func (r *cellReader) tailPhrase() {
	for _, p := range cellPhrases {
		if k := len(r.s) - len(p); k > 4 && equalLower(r.s[k:], p) {
			r.s, r.frame = r.s[:k], cellFrame
		}
	}
}

// cellHeads stand before the name of whom a cell speaks.
var cellHeads = [...]string{"estate of ", "the estate of ", "est of ", "est. of ", "heirs of ", "the heirs of ", "c/o ", "% ", "attn: ", "attn ", "attention: ", "attention ", "care of ", "in care of ", "guardian of ", "parent of ", "parents of ", "family of "}

// head is where the name begins.
func (r *cellReader) head() int {
	if n := len(r.s); n > 12 && equalLower(r.s[n-6:], " trust") && equalLower(r.s[:4], "the ") {
		return 4
	}
	for _, h := range cellHeads {
		if len(r.s) > len(h) && equalLower(r.s[:len(h)], h) {
			r.frame, r.lone = cellFrame, strings.HasSuffix(h, "of ")
			return len(h)
		}
	}
	return 0
}

// split cuts the cell into words; false where it holds more than names have.
func (r *cellReader) split(i int) bool {
	s := r.s
	upper, lower, first := 0, 0, 0
	for i < len(s) {
		c := s[i]
		switch {
		case byteClass[c] == classLetter:
			n := r.n
			end := r.word(i)
			if end == 0 {
				return false
			}
			if r.n > n && r.w[n].Len() > 1 {
				if s[i] >= 'a' && s[i] <= 'z' && r.w[n].kind != nameParticle {
					lower++
				} else if s[i] < 'a' {
					first++
				}
				if k := i + 1; k < len(s) && s[k] >= 'A' && s[k] <= 'Z' {
					upper++
				}
			}
			i = end
			continue
		case c == ' ' || c == '.' || c == '\t':
		case c == ',':
			r.comma = true
		case c == '-':
			if i+1 < len(s) && s[i+1] == ' ' {
				return false
			}
		case c == '&' || c == '/' || c == '+' || c == ';':
			r.party = true
		case c == '(' || c == '"' || c == '\'' && i > 0 && s[i-1] == ' ':
			end := nickEnd(s, i)
			if end == 0 {
				return false
			}
			i = end
			continue
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0:
			i++
		default:
			return false
		}
		i++
	}
	r.mixed, r.small = lower > 0 && first > 0, lower > 0 && first == 0
	if lower > 0 || 2*upper > r.n {
		r.plain = 1
	}
	return r.n > 0
}

// nickEnd is where a short name in brackets or quotes ends, 0 where it is none.
func nickEnd(s string, i int) int {
	last := s[i]
	if last == '(' {
		last = ')'
	}
	words := 1
	for k := i + 1; k < len(s) && k < i+24; k++ {
		switch c := s[k]; {
		case c == last:
			for k+1 < len(s) && s[k+1] == last { // ''Marty''
				k++
			}
			if k == i+1 {
				continue
			}
			return k + 1
		case c == ' ':
			words++
		case isDigit(c), c == ':', words > 4:
			return 0
		}
	}
	return 0
}

// word reads the word at i and returns its end, 0 where no name has it.
func (r *cellReader) word(i int) int {
	s := r.s
	end := wordEnd(s, i)
	for end < len(s) && s[end] == '\'' || end+2 < len(s) && s[end:end+3] == "’" {
		next := end + 1
		if s[end] != '\'' {
			next = end + 3
		}
		if next >= len(s) || byteClass[s[next]] != classLetter {
			break
		}
		to := wordEnd(s, next)
		if to-next == 1 && s[next]|0x20 == 's' && (to == len(s) || !isWordByte(s[to])) {
			r.firm = true // Karl's
		}
		end = to
	}
	if end+1 < len(s) && s[end] == '.' && equalWord(s[i:end], "ph") && s[end+1]|0x20 == 'd' { // "Ph.D."
		end += 2
	}
	v := s[i:end]
	if end < len(s) && isDigit(s[end]) || len(v) > 30 || r.n == maxCellWords {
		return 0
	}
	if r.n > 0 && len(v) <= 3 && (equalWord(v, "and") || equalWord(v, "or") || equalWord(v, "y") && v[0] == 'y' || equalWord(v, "et") && v[0] == 'e') {
		r.party, r.comma = true, false
		return end
	}
	w := cellWord{Span: Span{i, end}, class: classOf(v), comma: r.comma && r.n > 0 && !r.party, party: r.party && r.n > 0}
	r.comma, r.party, r.many = false, false, r.many || w.party
	bits := bitsOf(v)
	switch {
	case len(v) == 1 || len(v) == 2 && v[0] >= 0x80:
		w.kind = nameInitial
	case r.n > 0 && !w.party && bitsOf(v)&bitCellSuffix != 0:
		w.kind = nameSuffix
	case bits&(bitTitle|bitCellTitle) != 0:
		w.kind = nameTitle
	case bits&bitParticle != 0:
		w.kind = nameParticle
	case w.class&wordStop != 0:
		r.body = r.n > 0 && (r.w[r.n-1].class&wordFirm != 0 || bitsOf(r.text(r.n-1))&bitTrade != 0) // "Friends of"
		r.firm = r.firm || r.body || r.n == 0 && equalWord(v, "the")
		return 0
	}
	if len(v) > 1 {
		w.info = lexicon.Of(v)
	}
	r.commas = r.commas || w.comma && w.kind != nameSuffix
	if w.comma && w.kind == nameAny && len(v) == 2 && w.class&wordState != 0 && w.info.Given() < 14 {
		return 0 // "Howard, SD"
	}
	r.w[r.n] = w
	r.n++
	return end
}

// tail takes off what stands behind the names: "trustee", "et al", "family trust".
func (r *cellReader) tail() {
	for r.n > 1 {
		v := r.text(r.n - 1)
		before := r.text(r.n - 2)
		switch {
		case bitsOf(v)&bitTail != 0:
			r.cut(1)
		case r.n > 2 && bitsOf(v)&bitRole != 0 && !r.w[r.n-1].comma:
			r.n--
		case equalWord(v, "trust") && r.n > 2:
			r.cut(1)
			r.frame = cellTrust
			for r.n > 1 && bitsOf(r.text(r.n-1))&bitTrust != 0 {
				r.cut(1)
				r.lone = true
			}
		case equalWord(v, "estate") && r.n > 2 && !equalWord(before, "real"):
			r.cut(1)
		default:
			return
		}
	}
}

// cut takes off n words of a frame.
func (r *cellReader) cut(n int) {
	r.n -= min(n, r.n-1)
	r.frame = cellFrame
}

func (r *cellReader) text(i int) string { return r.s[r.w[i].Start:r.w[i].End] }
