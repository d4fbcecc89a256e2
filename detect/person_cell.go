package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// cell judges a cell under a header of names or firms. VeryLikely is a name by
// header and shape; Likely is a name only if the column's values are names (a header
// "name" says little), unless its words are those of names (reasonNames). Under a
// header of persons what cannot be read stays a person.
func (d person) cell(dst []Match, t *Text, at Span, h Hint) []Match {
	s := t.S
	v := s[at.Start:at.End]
	n := readName(v)
	if n.words == 0 || webAddress(v) || n.blank && n.words <= 2 && t.asName(at).score < sureName || at.Len() > 120 {
		return dst
	}
	if n.words == 2 && !n.firm && !n.stop && h.Has(Person) && strongName(h) && h&hintPart == 0 && givenAndSurname(v) {
		return append(dst, found(at.Start, at.End, Person, VeryLikely, reasonHeaderShape))
	}
	strong := h&(hintPart|hintRole) != 0 || h.Has(Person) && h&hintGeneric == 0
	if h&hintPart != 0 {
		return shapeCell(dst, s, at, h, &n, strong)
	}
	c := t.asName(at)
	switch {
	case c.score >= sureName && h.Has(Person) && strong:
		return append(dst, found(at.Start, at.End, Person, VeryLikely, reasonHeaderShape))
	case c.score >= sureName:
		return append(dst, found(at.Start, at.End, Person, c.likelihood(), reasonNames))
	case c.maybe && strong && h.Has(Person):
		return append(dst, found(at.Start, at.End, Person, Likely, reasonHeaderShape))
	case n.firm || c.firm || c.surnames && !strong:
		if out, ok := personParts(dst, s, at, strong); ok {
			return out
		}
		n.firm = true
	case c.thing: // a place or a thing; a whole column of persons hides it all the same
		if strong {
			return append(dst, found(at.Start, at.End, Organization, Possible, reasonHeader))
		}
		if !h.Has(Organization) {
			return dst
		}
	case n.stop:
		if strong && ofBody(v) {
			return append(dst, found(at.Start, at.End, Organization, Likely, reasonFirmWord))
		}
	}
	return shapeCell(dst, s, at, h, &n, strong)
}

// givenAndSurname reports a common given name and a surname, the commonest cell under
// a header of persons: no more has to be read of it.
func givenAndSurname(v string) bool {
	i := strings.IndexByte(v, ' ')
	if i < 1 || wordEnd(v, 0) != i || wordEnd(v, i+1) != len(v) {
		return false
	}
	first, last := v[:i], v[i+1:]
	if classOf(last)&(wordFirm|wordStop|wordBlank|TriggerSuffixWord) != 0 || bitsOf(last)&bitThing != 0 {
		return false
	}
	given, family := lexicon.Of(first), lexicon.Of(last)
	if given.Given() >= commonName && !given.Place() && family.Surname() >= 10 {
		return true
	}
	// no word of English, no place, no trade
	return (given|family).Step() == 0 && !(given | family).Place() && !(given | family).Proper() && len(first) > 2 && len(last) > 3 &&
		classOf(first)&(wordFirm|wordStop|wordBlank|TriggerSuffixWord) == 0 && bitsOf(first)&(bitThing|bitTrade) == 0 && bitsOf(last)&bitTrade == 0
}

// webAddress reports a cell that is the address of a site, under whatever header.
func webAddress(v string) bool {
	return len(v) > 7 && strings.IndexByte(v, ' ') < 0 && (equalLowerPrefix(v, "www.") || equalLowerPrefix(v, "http://") || equalLowerPrefix(v, "https://"))
}

// likelihood is how sure the words alone make a name.
func (c *cellName) likelihood() Likelihood {
	if c.score >= knownName {
		return VeryLikely
	}
	return Likely
}

// shapeCell judges a cell by its header and shape, where its words do not tell.
func shapeCell(dst []Match, s string, at Span, h Hint, n *nameShape, strong bool) []Match {
	named := h.Has(Person)
	switch {
	case n.firm:
		end := at.End
		if n.stop { // "Example Paving LLC; 315-555-0150"
			if stop, run := nameRun(s[:at.End], at.Start); run.firm && stop < at.End && (s[stop] == ';' || s[stop] == '|') {
				end = stop
			}
		}
		return append(dst, found(at.Start, end, Organization, VeryLikely, reasonFirmWord))
	case n.stop || n.words > 6:
		return nameAndMore(dst, s, at, h, strong)
	case named && strong && (n.words >= 2 || h&hintPart != 0):
		return append(dst, found(at.Start, at.End, Person, VeryLikely, reasonHeaderShape))
	case named && n.words == 1 && n.letters >= 2 && h&hintPart == 0 && !surnameAlone(s[at.Start:at.End]):
		if strong {
			return append(dst, found(at.Start, at.End, Organization, Possible, reasonHeader))
		}
		return dst
	case named && strong && n.letters >= 2:
		return append(dst, found(at.Start, at.End, Person, Likely, reasonHeaderShape))
	case (n.initial || n.comma || n.title) && n.words >= 2 && n.words <= 5 && !n.single:
		if named {
			return append(dst, found(at.Start, at.End, Person, VeryLikely, reasonHeaderShape))
		}
		if n.words == 3 && n.initial || n.comma && n.words <= 3 { // a sole proprietor among firms: a person decides
			return append(dst, found(at.Start, at.End, Person, Possible, reasonHeaderShape))
		}
		return append(dst, found(at.Start, at.End, Organization, Likely, reasonHeader))
	case named && n.words >= 2 && n.words <= 4 && !n.single:
		return append(dst, found(at.Start, at.End, Person, Likely, reasonHeaderShape))
	case named && n.words == 1 && n.letters >= 2:
		return append(dst, found(at.Start, at.End, Person, Possible, reasonHeader))
	case h.Has(Organization):
		return append(dst, found(at.Start, at.End, Organization, Likely, reasonHeader))
	default:
		return dst
	}
}

// commonName is the bit length of the bearers from which a word is a name whatever else
// it is: White, Jackson.
const commonName = 17

// surnameAlone reports a single word that may be a surname: no place, no word that is
// commoner than the name.
func surnameAlone(v string) bool {
	info := lexicon.Of(v)
	if info == 0 || info.Surname() >= commonName || info.Given() >= commonName {
		return true
	}
	r := cellReader{plain: 1, n: 1}
	r.w[0].info = info
	r.weigh()
	odds := max(r.w[0].given, r.w[0].family)
	if info.Place() {
		odds += cellLonePlace
	}
	return odds >= 0
}

// personParts reads the persons of a cell that names a firm too, "Example Paving LLC
// c/o Ana Lopez", "Ana Lopez / Lopez Farms"; ok is false where there is none.
func personParts(dst []Match, s string, at Span, strong bool) (out []Match, ok bool) {
	if !hasPerson(s, at, strong) {
		return dst, false
	}
	for i := at.Start; i < at.End; {
		cut, next := nextPart(s[:at.End], i, strong)
		part := trimSpan(s[i:cut])
		m := found(i+part.Start, i+part.End, Organization, VeryLikely, reasonFirmWord)
		if part.Len() > 4 && readCell(s[m.Start:m.End]).score >= partName {
			m.Entity, m.Likelihood, m.Reason = Person, Likely, reasonLabel
		}
		if part.Len() > 0 {
			dst = append(dst, m)
		}
		i = next
	}
	return dst, true
}

// hasPerson reports a cell of several parts of which one is a person.
func hasPerson(s string, at Span, strong bool) bool {
	for i := at.Start; i < at.End; {
		cut, next := nextPart(s[:at.End], i, strong)
		if cut == at.End && i == at.Start {
			return false
		}
		if part := trimSpan(s[i:cut]); part.Len() > 4 && readCell(s[i+part.Start:i+part.End]).score >= partName {
			return true
		}
		i = next
	}
	return false
}

// partName is the score from which a part of a cell is a person.
const partName = 3.0

// parts stand between what a cell names.
var parts = [...]string{"/ ", "c/o ", "dba ", "d/b/a ", "d.b.a. ", "attn ", "attn: ", "aka "}

// nextPart is where the part of a cell that begins at i ends, and the next begins. A
// dash parts only what a header of persons holds: "Example House - Oster Center".
func nextPart(s string, i int, strong bool) (cut, next int) {
	for k := i; k < len(s); k++ {
		switch c := s[k]; {
		case c == '(', c == ')', c == ';', c == '|', c == '/' && k > i+1 && k+2 < len(s) && s[k-1] != ' ' && s[k-2] != ' ' && isWordByte(s[k+2]):
			return k, k + 1
		case c == ' ' && strong && k+2 < len(s) && s[k+1] == '-' && s[k+2] == ' ':
			return k, k + 3
		case c == ' ' && k > i:
			if n := joinsFirm(s[i:k], s[k+1:]); n > 0 {
				return k, k + 1 + n
			}
			for _, p := range parts {
				if len(s) > k+len(p) && equalLower(s[k+1:k+1+len(p)], p) {
					return k, k + 1 + len(p)
				}
			}
		}
	}
	return len(s), len(s)
}

// joinsFirm is the length of the "and" between a person and a firm of another name, as
// in "Ana Lopez and Example Paving LLC"; 0 in "Ana Lopez & Sons".
func joinsFirm(left, right string) int {
	n := 0
	switch {
	case len(right) > 8 && right[:2] == "& ":
		n = 2
	case len(right) > 8 && equalLower(right[:4], "and "):
		n = 4
	default:
		return 0
	}
	w := nextWord(right, n)
	first := right[w.Start:w.End]
	if strings.IndexByte(left, ' ') < 0 || strings.Count(right[w.End:], " ") < 2 || classOf(first)&wordFirm != 0 || bitsOf(first)&bitTrade != 0 {
		return 0
	}
	return n
}

// ofBody reports what a body is called by: "Friends of", "Sons of the". What is of
// kin is no body.
func ofBody(v string) bool {
	for i := 0; i < len(v); {
		w := nextWord(v, i)
		if w.Len() == 0 {
			return false
		}
		word := v[w.Start:w.End]
		if i > 0 && (equalWord(word, "of") || equalWord(word, "for")) {
			head := v[:w.Start-1]
			return bitsOf(head)&bitKin == 0 && readCell(head).score < partName
		}
		i = w.End
	}
	return false
}

// nameAndMore reads a cell that holds more than a name: "ANA LOPEZ 315-555-0142".
func nameAndMore(dst []Match, s string, at Span, h Hint, strong bool) []Match {
	if h.Has(Organization) && !h.Has(Person) {
		return append(dst, found(at.Start, at.End, Organization, Likely, reasonHeader))
	}
	if !strong {
		return dst
	}
	end, n := nameRun(s, at.Start)
	if n.words < 2 || n.firm || n.blank || n.single || end > at.End {
		return dst
	}
	return append(dst, found(at.Start, end, Person, Likely, reasonHeader))
}
