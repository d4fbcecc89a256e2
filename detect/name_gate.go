package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// capital looks at a capitalised word from start to end for a sign of a name: it
// stands beside another one, or is likelier to be a name than a word. The names of
// a text are read once, from the first sign on.
func (s *Scanner) capital(start, end int) {
	str := s.text.S
	before, last := s.capStart, s.capEnd
	s.capStart, s.capEnd = start, end
	if start > 0 && isDigit(str[start-1]) {
		return
	}
	switch {
	case strongName(s.hint) && s.hint&hintFree == 0 && len(str) <= sentence:
		// the header says so: [person]
	case last > 0 && start-last <= 3 && (lineGap(str, last, start) != 0 || str[last] == '.'):
		if plainWord(str[before:last]) && plainWord(str[start:end]) {
			return // Public Works
		}
		if s.hint&nameless == 0 || s.hint&(hintFree|bit(Person)) != 0 || s.mayBeAll(before) || setApart(str, Span{before, last}) {
			s.names(before)
		}
	case end-start > 2 && s.lone(start, end):
		s.names(start)
	}
}

// mayBeAll reports that the name at i may be all of a cell under a header of places or
// codes.
func (s *Scanner) mayBeAll(i int) bool {
	str := s.text.S
	return !isDigit(str[0]) && (i <= cellEdge || s.text.Column != nil && len(str) <= sentence)
}

// small has the names of a text without capitals read, if it is a sentence.
func (s *Scanner) small() {
	str := s.text.S
	if len(str) < 8 || s.hint&(nameless|bit(Organization)) != 0 && (s.text.Column == nil || len(str) > 40) || strongName(s.hint) && s.hint&hintFree == 0 {
		return
	}
	for i := range len(str) {
		if byteClass[str[i]] == classLetter {
			if strings.IndexByte(str[i:], ' ') > 0 {
				s.names(i)
			}
			return
		}
	}
}

// cellEdge is how many bytes before a name the whole cell may begin.
const cellEdge = 4

// plainWord reports a common word of English that few people bear.
func plainWord(w string) bool {
	i := lexicon.Of(w)
	return i.Step() > 0 && i.Step() < 5 && i.Given() < 12 && i.Surname() < 15 && bitsOf(w)&(bitTitle|bitAddress|bitKin) == 0
}

// names has the names of the text read from offset i on.
func (s *Scanner) names(i int) {
	s.named = true
	s.fire(TriggerNames, Span{beforeParticles(s.text.S, i), len(s.text.S)})
}

// beforeParticles is the start of the capitalised word that particles join to the one
// at i: of María in "María de la Cruz"; i where there is none.
func beforeParticles(s string, i int) int {
	for k, n := i, 0; n < 4; n++ {
		w, ok := wordBefore(s, k)
		if !ok || s[w.End] != ' ' {
			return i
		}
		if s[w.Start]-'A' < 26 || s[w.Start] >= 0x80 {
			if n == 0 {
				return i
			}
			return w.Start
		}
		if bitsOf(s[w.Start:w.End])&bitParticle == 0 {
			return i
		}
		k = w.Start
	}
	return i
}

// aboutPerson reports a word behind the first one, which ends at i, that speaks of a
// person.
func aboutPerson(s string, i int) bool {
	if possessiveAt(s, i) || s[i] == ':' {
		return true
	}
	w := nextWord(s, i)
	return w.Start > i && w.Len() > 0 && (bitsOf(s[w.Start:w.End])&(bitVerb|bitIs) != 0 || w.Len() > 4 && s[w.End-2:w.End] == "ed")
}

// lone reports a word that may be a name on its own.
func (s *Scanner) lone(start, end int) bool {
	str := s.text.S
	if s.hint&(nameless|bit(Organization)) != 0 || start == 0 && (end+1 >= len(str) || !aboutPerson(str, end)) {
		return false
	}
	w := nameWord{Span: Span{start, end}, caps: str[start+1]-'A' < 26}
	word := str[start:end]
	if w.class = classOf(word); w.class&notAlone != 0 {
		return false
	}
	if w.info = lexicon.Of(word); w.info.Step() == 1 || w.info.Proper() {
		return false
	}
	s.reader.s, s.reader.cased = str, mixedCase
	return s.reader.loneScore(&w) >= oddsSingle
}
