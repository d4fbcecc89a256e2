package redact

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"vaughn/detect"
)

// needle is one thing to look for. words and digits are slices of needles.buf.
type needle struct {
	entity detect.Entity
	cell   int    // where it came from
	words  []byte // folded words joined by single spaces, parts of a word by an apostrophe; nil for digits
	digits []byte
	lone   bool // one word of a name, or a number without its area code
	code   bool // letters and digits, whatever joins them: KLM-4471, KLM 4471
}

// needles are those of one record; the memory is reused for the next.
type needles struct {
	list  []needle
	buf   []byte
	first [256]bool // first bytes of words, lower and upper case; all bytes >= 0x80 may begin any
	words bool
	digit bool
}

func (n *needles) reset() {
	if n.words {
		n.first = [256]bool{}
	}
	n.list, n.buf, n.words, n.digit = n.list[:0], n.buf[:0], false, false
}

// made is what [needles.add] makes of a kind of value.
type made uint8

const (
	nothingMade made = iota
	ofName           // the full name and its words
	ofUser           // the user part of an address
	ofStreet
	ofWords
	ofCode
	ofDate
	ofPhrase // two words or more
	ofDigits // and codes of letters and digits
)

func kindOf(e detect.Entity) made {
	switch e {
	case detect.Person:
		return ofName
	case detect.EmailAddress:
		return ofUser
	case detect.StreetAddress:
		return ofStreet
	case detect.PhoneNumber, detect.AccountNumber, detect.USSSN, detect.USITIN, detect.CreditCard, detect.USBankNumber,
		detect.USDriverLicense, detect.USPassport, detect.MedicalRecord, detect.ABARoutingNumber, detect.GeoPoint:
		return ofDigits
	case detect.DateOfBirth:
		return ofDate
	case detect.Minor, detect.Health, detect.Religion, detect.Politics, detect.Orientation:
		return ofPhrase
	case detect.LicensePlate, detect.USMBI:
		return ofCode
	case detect.Username, detect.VIN, detect.IBANCode, detect.Password, detect.SessionID, detect.CookieID, detect.IPAddress, detect.MACAddress:
		return ofWords
	default:
		return nothingMade
	}
}

// add makes needles of a withheld value of kind e.
func (n *needles) add(cell int, e detect.Entity, value string) {
	switch kindOf(e) {
	case ofName:
		n.addName(cell, value)
	case ofUser:
		user, _, ok := strings.Cut(value, "@")
		if !ok || !n.addUser(cell, user) {
			n.addWords(cell, e, value) // where the user part alone says nothing
		}
	case ofStreet:
		if w, ok := nextWord(value, 0); ok && strings.ContainsAny(value[w.Start:w.End], "0123456789") && countWords(value) >= 2 && strings.IndexFunc(value, unicode.IsLetter) >= 0 {
			n.addWords(cell, e, value)
			if street, _, ok := strings.Cut(value, ","); ok && countWords(street) >= 3 {
				n.addWords(cell, e, street)
			}
			n.addStreet(cell, value)
		}
	case ofCode:
		n.addCode(cell, e, value)
	case ofPhrase:
		if countWords(value) > 1 {
			n.addWords(cell, e, value)
		}
	case ofDate:
		n.addNumbers(cell, e, value)
		n.addDate(cell, e, value)
	case ofDigits:
		n.addNumbers(cell, e, value)
		if e != detect.PhoneNumber && isCode(value) {
			n.addWords(cell, e, value)
		}
	case ofWords:
		if len(value) >= 5 && !(e == detect.Password && detect.OrdinaryWord(value)) {
			n.addWords(cell, e, value)
			if e != detect.Username {
				n.addNumbers(cell, e, value)
			}
		}
	}
}

// addName adds the full name in both orders and its words one by one.
func (n *needles) addName(cell int, value string) {
	n.addWords(cell, detect.Person, value)
	n.addBare(cell, detect.Person, value)
	if last, given, comma := strings.Cut(value, ","); comma {
		n.addWords(cell, detect.Person, given+" "+last)
	}
	for at := 0; ; {
		w, ok := nextWord(value, at)
		if !ok {
			return
		}
		at = w.End
		t := value[w.Start:w.End]
		if utf8.RuneCountInString(t) >= 3 && !titles.has(t) {
			n.addLone(cell, t)
		}
		if first, second, double := strings.Cut(t, "-"); double && len(first) > 3 && len(second) > 3 { // Gauthier-Stone
			n.addLone(cell, first)
			n.addLone(cell, second)
		}
	}
}

// addBare adds a name without title and suffix: "Dr. Pat Doe Jr." is Pat Doe.
func (n *needles) addBare(cell int, e detect.Entity, value string) {
	if b := bare(value); len(b) < len(value) && countWords(b) >= 2 {
		n.addWords(cell, e, b)
	}
}

// bare is value without titles before and suffixes behind.
func bare(value string) string {
	start, end := 0, len(value)
	for at := 0; ; {
		w, ok := nextWord(value, at)
		if !ok {
			break
		}
		at = w.End
		switch word := value[w.Start:w.End]; {
		case titles.has(word) || officials.has(word):
			if strings.TrimLeft(value[start:w.Start], " .,") == "" {
				start = w.End
			}
		case suffixes.has(word):
		default:
			end = w.End
		}
	}
	return strings.TrimLeft(value[start:max(start, end)], " .,")
}

// addUser adds the user part of an e-mail where it is not a role, and says so.
func (n *needles) addUser(cell int, user string) bool {
	if len(user) < 5 || roleUsers.has(user) || detect.OrdinaryWord(user) {
		return false
	}
	n.addWords(cell, detect.EmailAddress, user)
	return true
}

// addWords adds the words of value: runs of letters and digits, whatever lies
// between. A full name needs two that are not joined by a hyphen or apostrophe.
func (n *needles) addWords(cell int, e detect.Entity, value string) {
	from := len(n.buf)
	count := n.appendWords(value)
	n.push(needle{entity: e, cell: cell, words: n.buf[from:len(n.buf):len(n.buf)]}, from, count > 1 || e != detect.Person)
}

// appendWords appends the folded words of value to n.buf and counts them.
func (n *needles) appendWords(value string) (count int) {
	from, in, joins := len(n.buf), false, 0
	for i := 0; i < len(value); {
		if c := value[i]; in && c < utf8.RuneSelf && asciiFold[c] != 0 { // most letters
			n.buf = append(n.buf, asciiFold[c])
			i++
			continue
		}
		r, size := fold(value, i)
		switch {
		case r > 0 && !in:
			joined := joins == 1 && len(n.buf) > from
			if joined {
				n.buf = append(n.buf, '\'')
			} else if len(n.buf) > from {
				n.buf = append(n.buf, ' ')
			}
			if !joined {
				count++
			}
			in, joins = true, 0
			n.buf = utf8.AppendRune(n.buf, r)
		case r > 0:
			n.buf = utf8.AppendRune(n.buf, r)
		case r == joining:
			in = false
			joins++
		case r == apart:
			in = false
			joins = 2
		}
		i += size
	}
	return count
}

// addLone adds one word of a name.
func (n *needles) addLone(cell int, word string) {
	from := len(n.buf)
	n.appendWords(word)
	n.push(needle{entity: detect.Person, cell: cell, words: n.buf[from:len(n.buf):len(n.buf)], lone: true}, from, true)
}

// push keeps a needle of words, or gives its memory back.
func (n *needles) push(nd needle, from int, ok bool) {
	if !ok || len(nd.words) < 3 || n.has(nd.words, nd.lone) {
		n.buf = n.buf[:from]
		return
	}
	n.list = append(n.list, nd)
	for i := utf8.RuneSelf; i < len(n.first) && !n.words; i++ {
		n.first[i] = true
	}
	n.words = true
	if c := nd.words[0]; c < utf8.RuneSelf {
		n.first[c] = true
		if c >= 'a' && c <= 'z' {
			n.first[c-'a'+'A'] = true
		}
	}
}

func (n *needles) has(words []byte, lone bool) bool {
	for i := range n.list {
		if n.list[i].lone == lone && bytes.Equal(n.list[i].words, words) {
			return true
		}
	}
	return false
}

// nextWord is the next word of s at or after at: a run of letters and digits,
// with an apostrophe or a hyphen between letters.
func nextWord(s string, at int) (w detect.Span, ok bool) {
	at, _ = skipGap(s, at)
	if at == len(s) {
		return w, false
	}
	return detect.Span{Start: at, End: wordEnd(s, at)}, true
}

// wordEnd is the end of the word that begins at at; a possessive 's is not part of it.
func wordEnd(s string, at int) int {
	for at < len(s) {
		r, size := fold(s, at)
		next := at + size
		switch {
		case r > 0, r == mark:
		case r == unseen && letterAt(s, next):
		case r == joining && letterAt(s, next) && !(s[next]|0x20 == 's' && !letterAt(s, next+1)):
		default:
			return at
		}
		at = next
	}
	return at
}

// eachWord calls found for every place where a needle's words stand in s.
func (n *needles) eachWord(s string, cell int, found func(*needle, detect.Span)) {
	for i := 0; i < len(s); i++ {
		if !n.first[s[i]] || i > 0 && s[i-1] < utf8.RuneSelf && asciiFold[s[i-1]] != 0 {
			continue
		}
		if !utf8.RuneStart(s[i]) || letterBefore(s, i) {
			continue
		}
		for k := range n.list {
			nd := &n.list[k]
			if nd.words == nil || nd.cell == cell && nd.lone {
				continue
			}
			if nd.code {
				if end, ok := hasCode(s, i, nd.words); ok {
					found(nd, detect.Span{Start: i, End: end})
				}
				continue
			}
			if end, ok := hasWords(s, i, nd.words); ok && (!nd.lone || n.loneFits(s, detect.Span{Start: i, End: end})) {
				found(nd, detect.Span{Start: i, End: end})
			}
		}
	}
}

// hasWords reports whether the words of want (folded) begin and end at letters
// of s[at:], whatever lies between them.
func hasWords(s string, at int, want []byte) (end int, ok bool) {
	i := at
	for k := 0; k < len(want); {
		c := want[k]
		if c == ' ' || c == '\'' {
			next, gap := skipGap(s, i)
			if c == ' ' && !gap {
				return 0, false
			}
			i, k = next, k+1
			continue
		}
		if i >= len(s) {
			return 0, false
		}
		if d := s[i]; d < utf8.RuneSelf && asciiFold[d] != 0 {
			if asciiFold[d] != c {
				return 0, false
			}
			k, i = k+1, i+1
			continue
		}
		r, size := fold(s, i)
		if (r == mark || r == unseen) && k > 0 {
			i += size
			continue
		}
		q, n := utf8.DecodeRune(want[k:])
		if q != r {
			return 0, false
		}
		k, i = k+n, i+size
	}
	return skipMarks(s, i)
}

// hasCode reports whether the letters and digits of want stand at s[at:], with at
// most one space, dash or dot between two of them, and nothing of the kind behind.
func hasCode(s string, at int, want []byte) (end int, ok bool) {
	i := at
	for k := range want {
		if k > 0 && i+1 < len(s) && (s[i] == ' ' || s[i] == '-' || s[i] == '.') {
			i++
		}
		if i >= len(s) || s[i] >= utf8.RuneSelf || asciiFold[s[i]] != want[k] {
			return 0, false
		}
		i++
	}
	return i, !letterAt(s, i)
}

// loneFits decides whether one word of a name, at w, means the person.
func (n *needles) loneFits(s string, w detect.Span) bool {
	word := s[w.Start:w.End]
	if c, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(c) {
		return false
	}
	if w.End < len(s) && s[w.End] == ' ' {
		next, ok := nextWord(s, w.End)
		if ok && next.Start == w.End+1 && placeWords.has(s[next.Start:next.End]) {
			return false // Park St, Main Park Ave: a place that is named so
		}
		if ok && (n.inPlaceName(word, s[next.Start:next.End]) || isState(s[next.Start:next.End])) {
			return false // San Marcos, Austin TX
		}
	}
	before := wordBefore(s, w.Start)
	if officials.has(before) {
		return false // Officer Brown, where the record's person is a Brown
	}
	if !ordinary.has(word) && !stateNames.has(word) && !detect.OrdinaryWord(word) {
		return true
	}
	if before == "" {
		return false
	}
	if titles.has(before) {
		return true
	}
	for i := range n.list {
		if !n.list[i].lone {
			continue
		}
		if end, ok := hasWords(before, 0, n.list[i].words); ok && end == len(before) {
			return true // after the record's given name
		}
	}
	return false
}

// inPlaceName reports a word such as San before a capital that is no part of the
// record's names: the beginning of a place's name.
func (n *needles) inPlaceName(word, next string) bool {
	if !placeHeads.has(word) {
		return false
	}
	if c, _ := utf8.DecodeRuneInString(next); !unicode.IsUpper(c) {
		return false
	}
	for i := range n.list {
		if end, ok := hasWords(next, 0, n.list[i].words); n.list[i].lone && ok && end == len(next) {
			return false
		}
	}
	return true
}

// isState reports the two capitals of a state.
func isState(w string) bool {
	return len(w) == 2 && w[0] >= 'A' && w[0] <= 'Z' && w[1] >= 'A' && w[1] <= 'Z' && stateCodes.has(w)
}

// wordBefore is the word before at, with nothing but spaces and full stops
// between; "" where there is none.
func wordBefore(s string, at int) string {
	end := at
	for end > 0 && (s[end-1] == ' ' || s[end-1] == '.') {
		end--
	}
	start := end
	for start > 0 && letterBefore(s, start) {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:end]
}

// each calls found for every needle that stands in s, the text of a cell.
func (n *needles) each(s string, cell int, found func(*needle, detect.Span)) {
	if n.words {
		n.eachWord(s, cell, found)
	}
	if n.digit {
		n.eachDigits(s, found)
	}
}
