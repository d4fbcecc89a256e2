package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// person finds names under a header ("Applicant", person_cell.go) and after a label in
// running text ("Complainant: Ana Lopez"). Names without either are found by [name].
type person struct{}

func (person) Info() Info {
	return Info{
		ID:       "person",
		Doc:      "Names of people under a header or after a label; names of firms beside them.",
		Example:  "Complainant: [[PERSON:Ana Lopez]] called twice",
		Entities: []Entity{Person, Organization},
		Triggers: TriggerCell | TriggerNameWord,
	}
}

func (d person) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	h := hintFor(t)
	if h&(bit(Person)|bit(Organization)) != 0 && isCell(t, at) {
		return d.cell(dst, t, at, h), nil
	}
	return d.labelled(dst, t, at), nil
}

// nameShape is what the words of a text say of it as a name.
type nameShape struct {
	words   int
	firm    bool // a word that firms use, or a sign such as "&"
	stop    bool // words of running text, digits, odd signs
	blank   bool // "unknown", "vacant"
	initial bool // a single letter among longer words
	comma   bool // "LOPEZ, ANA"
	title   bool
	letters int
	single  bool // only single letters
}

// readName sorts the words of v.
func readName(v string) nameShape {
	var n nameShape
	var people joined
	long := 0
	for i := 0; i < len(v); {
		c := v[i]
		switch byteClass[c] {
		case classLetter:
			end := wordEnd(v, i)
			n.word(v[i:end])
			if end-i > 1 {
				long++
			}
			i = end
			continue
		case classDigit, classAt, classPercent, classColon:
			n.stop = true
		case classWide:
			i += signLen(c)
			continue
		}
		switch c {
		case ',':
			n.comma = n.comma || n.words == 1 || n.words == 2
		case '&', '/', '+', ';':
			people.join(n.words)
		case '#', '$', '_', '=', '<', '>', '?', '!', '*', '[', ']':
			n.stop = true
		}
		i++
	}
	n.single = n.words > 0 && long == 0
	n.initial = n.initial && long > 0
	n.firm = n.firm || people.firm(n.words, n.initial && !possessive(v))
	return n
}

// possessive reports "KARL'S": its S is no initial.
func possessive(v string) bool {
	i := strings.IndexAny(v, "'’")
	return i > 0 && (strings.Contains(v, "'S ") || strings.Contains(v, "'s ") || strings.Contains(v, "’s ") || strings.Contains(v, "’S "))
}

// joined counts the words between signs such as "&": "MARY ANN DOE & PAT DOE" is
// two people, "DOE ROE POE & LEE" a firm.
type joined struct {
	from, least, most int
	late              bool // a sign after more than two words
}

func (j *joined) join(words int) {
	j.late = j.late || words > 2
	j.part(words)
}

func (j *joined) part(words int) {
	n := words - j.from
	if n == 0 {
		return
	}
	if j.least == 0 || n < j.least {
		j.least = n
	}
	j.most, j.from = max(j.most, n), words
}

// firm reports parts that are not each a full name, nor the second of one with
// an initial ("DOE PAT B & LEE").
func (j *joined) firm(words int, initial bool) bool {
	if !j.late {
		return false
	}
	j.part(words)
	return j.most > 6 || j.least < 2 && !initial
}

// word counts one word.
func (n *nameShape) word(w string) {
	n.words++
	n.letters += len(w)
	if len(w) == 1 {
		n.initial = n.initial || w[0] >= 'A' && w[0] <= 'Z'
		return
	}
	class := classOf(w)
	n.firm = n.firm || class&wordFirm != 0 || class&TriggerSuffixWord != 0 && class&(wordTitle|wordDirection) == 0 && !maybeName(w)
	n.stop = n.stop || class&wordStop != 0 && !particle(w)
	n.blank = n.blank || class&wordBlank != 0
	n.title = n.title || class&wordTitle != 0
}

// particle reports words that stand inside names: de la Cruz, von, el.
func particle(w string) bool {
	for _, p := range [...]string{"and", "de", "la", "las", "los", "del", "el", "y", "may", "will", "near", "street", "case", "over"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// maybeName reports street suffixes that are surnames and given names too.
func maybeName(w string) bool {
	for _, p := range [...]string{"lane", "rose", "grove", "park", "hill", "way", "st", "dr", "ct", "pl", "ter", "ln", "la", "ridge", "glen", "walk", "court", "moor", "cove", "row", "rd", "view", "bend", "av", "pike", "run", "terry", "ext", "hollow", "street", "heights", "manor", "square"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// labelled reads the name after "Owner:", "my name is".
func (person) labelled(dst []Match, t *Text, at Span) []Match {
	s := t.S
	if equalWord(s[at.Start:at.End], "this") {
		return introduced(dst, s, at)
	}
	i := at.End
	marked := false
	for i < len(s) && i-at.End < 24 {
		c := s[i]
		if c == ':' || c == '=' {
			marked = true
			i++
			break
		}
		if c == ' ' || c == '(' || c == ')' || c == 's' && i+1 < len(s) && s[i+1] == ')' || c == '\'' {
			i++
			continue
		}
		w := wordEnd(s, i)
		if equalWord(s[i:w], "is") && equalWord(s[at.Start:at.End], "name") {
			marked = true
			i = w
			break
		}
		if w == i || !equalWord(s[i:w], "name") && !equalWord(s[i:w], "by") {
			break
		}
		i = w
	}
	if !marked {
		return dst
	}
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r' || s[i] == '"') {
		i++
	}
	end, n := nameRun(s, i)
	if end == i {
		return dst
	}
	notPerson := notPersonBefore(s, at.Start)
	switch {
	case n.firm || notPerson && n.words > 0:
		return append(dst, found(i, end, Organization, Likely, reasonLabel))
	case n.blank:
		return dst
	case ordinaryWords(s[i:end]): // Front Desk
		return dst
	case n.words >= 2 && !n.single:
		return append(dst, found(i, end, Person, Likely, reasonLabel))
	case n.letters >= 3:
		return append(dst, found(i, end, Person, Possible, reasonLabel))
	default:
		return dst
	}
}

// ordinaryWords reports words of English of which none is a given name.
func ordinaryWords(v string) bool {
	for i := 0; i < len(v); {
		if byteClass[v[i]] != classLetter {
			i += signLen(v[i])
			continue
		}
		end := wordEnd(v, i)
		info := lexicon.Of(v[i:end])
		if end-i > 1 && (info.Step() == 0 || info.Step() > 4 || info.Given() >= 12) {
			return false
		}
		i = end
	}
	return true
}

// introduced reads "This is Ana Lopez": two or three capitalised words of which
// none is a word of the table, so that "This is Main Street" is none.
func introduced(dst []Match, s string, at Span) []Match {
	if len(s) < at.End+5 || s[at.End] != ' ' || !equalWord(s[at.End+1:at.End+3], "is") || s[at.End+3] != ' ' {
		return dst
	}
	i := at.End + 4
	end, n := nameRun(s, i)
	if n.words < 2 || n.words > 3 || n.firm || n.stop || n.blank || n.single {
		return dst
	}
	lower := false
	for k := i; k < end; {
		w := wordEnd(s, k)
		if w == k {
			k++
			continue
		}
		const no = wordDirection | wordMonth | wordUnit | TriggerSuffixWord | TriggerNameWord | TriggerAccountWord
		if classOf(s[k:w])&no != 0 && w-k > 1 {
			return dst
		}
		lower = lower || s[w-1] >= 'a'
		k = w
	}
	if !lower {
		return dst // all capitals: any words
	}
	return append(dst, found(i, end, Person, Likely, reasonLabel))
}

// nameRun is the longest run of name words at i: capitalised, at most four for
// each person and a firm's end, no word of running text, on one line.
func nameRun(s string, i int) (int, nameShape) {
	var n nameShape
	end, long, most := i, 0, 4
	for k := i; n.words < most+2; {
		w := wordEnd(s, k)
		if w == k || !isUpperAt(s, k) && !(n.words > 0 && particle(s[k:w])) {
			break
		}
		for w+1 < len(s) && (s[w] == '\'' || s[w] == '-') && byteClass[s[w+1]] == classLetter {
			w = wordEnd(s, w+1)
		}
		if n.words > 0 && w < len(s) && s[w] == ':' { // the next label
			break
		}
		word := s[k:w]
		class := classOf(word)
		if class&(wordStop|TriggerPhoneWord|TriggerAddressWord) != 0 && !particle(word) && n.words > 0 || n.words >= most && class&(wordFirm|wordTitle) == 0 {
			break
		}
		if equalWord(word, "and") || equalWord(word, "y") {
			most = n.words + 4 // another person
		}
		n.word(word)
		if len(word) > 1 {
			long++
		}
		end = w
		if w < len(s) && s[w] == '.' && (len(word) == 1 || class&(wordTitle|wordFirm) != 0) {
			end = w + 1
		}
		k = end
		if k < len(s) && s[k] == ',' && (n.words == 1 || class&wordTitle == 0 && nextIsTitle(s, k+1)) {
			n.comma = true
			k++
		}
		if k >= len(s) || s[k] != ' ' {
			break
		}
		for k < len(s) && s[k] == ' ' {
			k++
		}
	}
	for end > i && isParticleEnd(s[i:end]) > 0 {
		end -= isParticleEnd(s[i:end])
	}
	n.single = long == 0
	return end, n
}

// nextIsTitle reports Jr, Esq and the like after a comma.
func nextIsTitle(s string, i int) bool {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	c := classOf(s[i:wordEnd(s, i)])
	return c&(wordTitle|wordFirm) != 0
}

// isParticleEnd is the length of a lower-case particle that a run must not end
// with, with the space before it.
func isParticleEnd(v string) int {
	w := wordStart(v, len(v))
	if w > 0 && v[w-1] == ' ' && !isUpperAt(v, w) {
		return len(v) - w + 1
	}
	return 0
}

// notPersonBefore reports "Company name:", "File name:": the word before the
// label says that no person is named.
func notPersonBefore(s string, i int) bool {
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '_') {
		i--
	}
	w := s[wordStart(s, i):i]
	if w == "" {
		return false
	}
	for _, p := range [...]string{"company", "business", "agency", "firm", "file", "street", "user", "department", "organization", "school", "vendor", "project", "event", "product", "city", "host", "domain", "trade", "facility", "building", "park", "brand"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}
