package detect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Phrases are values that are found wherever they stand as whole words, case,
// spacing, commas between words and the sort of apostrophe ignored: an agency's list. Any number of them costs one look-up a word.
type Phrases struct {
	Entity Entity
	Values []string // empty and blank ones are passed over
}

// phrase is one value, ready to be compared.
type phrase struct {
	words  []string // separated by white space or commas
	entity Entity
	id     uint16
}

// phraseTable finds phrases by the hash of the letters or digits they begin with.
type phraseTable struct {
	by     map[uint32][]phrase
	bits   [wordBits / 64]uint64 // answer for most words that no phrase begins so
	digits bool                  // some begin with a digit
	other  []phrase              // begin with neither; tried at every byte
}

func newPhraseTable() *phraseTable { return &phraseTable{by: map[uint32][]phrase{}} }

func (p *phraseTable) add(value string, e Entity, id uint16) {
	words := strings.FieldsFunc(value, phraseGap)
	if len(words) == 0 {
		return
	}
	ph := phrase{words: words, entity: e, id: id}
	class := byteClass[words[0][0]]
	if class != classLetter && class != classDigit {
		p.other = append(p.other, ph)
		return
	}
	p.digits = p.digits || class == classDigit
	h := wordHash(words[0][:runEnd(words[0], 0, class)])
	p.bits[h%wordBits/64] |= 1 << (h % 64)
	p.by[h] = append(p.by[h], ph)
}

// runEnd is the end of the run of one class that begins at i.
func runEnd(s string, i int, class uint8) int {
	for i < len(s) && byteClass[s[i]] == class {
		i++
	}
	return i
}

// phrases appends what begins at i, where h is the word hash of the run that
// starts there.
func (s *Scanner) phrases(i int, h uint32) {
	t := s.e.phrases
	if t.bits[h%wordBits/64]&(1<<(h%64)) == 0 {
		return
	}
	for k := range t.by[h] {
		s.phrase(i, &t.by[h][k])
	}
}

// digitPhrases looks at the digit runs of the cluster that begins at i: a value
// may begin in the middle of it.
func (s *Scanner) digitPhrases(i int) {
	for str := s.text.S; i < len(str); {
		end := runEnd(str, i, classDigit)
		s.phrases(i, wordHash(str[i:end]))
		gap := separators(str, end)
		if gap == 0 || end+gap >= len(str) || !isDigit(str[end+gap]) {
			return
		}
		i = end + gap
	}
}

// otherPhrases tries the values that begin with neither a letter nor a digit.
func (s *Scanner) otherPhrases() {
	for i := range len(s.text.S) {
		for k := range s.e.phrases.other {
			if p := &s.e.phrases.other[k]; s.text.S[i] == p.words[0][0] {
				s.phrase(i, p)
			}
		}
	}
}

// phrase appends the match where p stands at i.
func (s *Scanner) phrase(i int, p *phrase) {
	str := s.text.S
	if i > 0 && wordRune(utf8.DecodeLastRuneInString(str[:i])) {
		return
	}
	at := i
	for k, w := range p.words {
		if k > 0 {
			gap := strings.TrimLeftFunc(str[at:], phraseGap)
			if len(gap) == len(str)-at {
				return
			}
			at = len(str) - len(gap)
		}
		n, ok := foldPrefix(str[at:], w)
		if !ok {
			return
		}
		at += n
	}
	if wordRune(utf8.DecodeRuneInString(str[at:])) {
		return
	}
	s.dst = append(s.dst, Match{Span{i, at}, p.entity, Likely, p.id, reasonList})
}

// phraseGap reports what may stand between the words of a phrase: space, a comma,
// characters that nobody sees.
func phraseGap(r rune) bool {
	return r == ' ' || r == ',' || unicode.IsSpace(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r)
}

// apostrophe is r, or ' for whatever is written for one.
func apostrophe(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', '´', '`', '′':
		return '\''
	default:
		return r
	}
}

func wordRune(r rune, size int) bool {
	return size > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// foldPrefix reports whether s begins with w, case ignored, and how many bytes
// of s that takes.
func foldPrefix(s, w string) (n int, ok bool) {
	for i := 0; i < len(w); {
		if n >= len(s) {
			return 0, false
		}
		if w[i] < utf8.RuneSelf && s[n] < utf8.RuneSelf {
			if lower(w[i]) != lower(s[n]) {
				return 0, false
			}
			i, n = i+1, n+1
			continue
		}
		a, la := utf8.DecodeRuneInString(w[i:])
		b, lb := utf8.DecodeRuneInString(s[n:])
		if b != a && lb > 1 && unicode.Is(unicode.Cf, b) {
			n += lb
			continue
		}
		if unicode.ToLower(apostrophe(a)) != unicode.ToLower(apostrophe(b)) {
			return 0, false
		}
		i, n = i+la, n+lb
	}
	return n, true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
