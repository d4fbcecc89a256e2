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
	words  []byte // lower-case words joined by single spaces; nil for digits
	digits []byte
	lone   bool // one word of a name
}

// needles are those of one record; the memory is reused for the next.
type needles struct {
	list  []needle
	buf   []byte
	first [256]bool // first bytes of words, lower and upper case; bytes >= 0x80 share one
	words bool
	digit bool
}

func (n *needles) reset() {
	if n.words {
		n.first = [256]bool{}
	}
	n.list, n.buf, n.words, n.digit = n.list[:0], n.buf[:0], false, false
}

// add makes needles of a withheld value of kind e.
func (n *needles) add(cell int, e detect.Entity, value string) {
	switch e {
	case detect.Person:
		n.addName(cell, value)
	case detect.EmailAddress:
		if user, _, ok := strings.Cut(value, "@"); ok {
			n.addUser(cell, user)
		}
		n.addWords(cell, e, value)
	case detect.StreetAddress:
		if f := strings.Fields(value); len(f) >= 2 && strings.ContainsAny(f[0], "0123456789") && strings.IndexFunc(value, unicode.IsLetter) >= 0 {
			n.addWords(cell, e, value)
		}
	case detect.PhoneNumber, detect.AccountNumber, detect.USSSN, detect.USITIN, detect.CreditCard, detect.USBankNumber,
		detect.USDriverLicense, detect.USPassport, detect.MedicalRecord, detect.ABARoutingNumber:
		n.addDigits(cell, e, value)
	case detect.Username, detect.LicensePlate, detect.VIN, detect.IBANCode:
		if len(value) >= 5 {
			n.addWords(cell, e, value)
		}
	}
}

// addName adds the full name in both orders and its words one by one.
func (n *needles) addName(cell int, value string) {
	n.addWords(cell, detect.Person, value)
	if last, given, comma := strings.Cut(value, ","); comma {
		n.addWords(cell, detect.Person, given+" "+last)
	}
	for at := 0; ; {
		w, ok := nextWord(value, at)
		if !ok {
			return
		}
		at = w.End
		if t := value[w.Start:w.End]; utf8.RuneCountInString(t) >= 3 && !titles.has(t) {
			n.addLone(cell, t)
		}
	}
}

// addUser adds the user part of an e-mail where it is not a role.
func (n *needles) addUser(cell int, user string) {
	if len(user) < 5 || roleUsers.has(user) {
		return
	}
	n.addWords(cell, detect.EmailAddress, user)
}

// addWords adds the words of value: runs of letters and digits, whatever lies
// between. A full name needs two that are not joined by a hyphen or apostrophe.
func (n *needles) addWords(cell int, e detect.Entity, value string) {
	from, count := len(n.buf), 0
	for i := 0; i < len(value); {
		if !wordByte[value[i]] {
			i++
			continue
		}
		k := i
		for k < len(value) && wordByte[value[k]] {
			k++
		}
		if len(n.buf) > from {
			n.buf = append(n.buf, ' ')
		}
		n.buf = appendLower(n.buf, value[i:k])
		if i == 0 || value[i-1] != '-' && value[i-1] != '\'' {
			count++
		}
		i = k
	}
	n.push(needle{entity: e, cell: cell, words: n.buf[from:len(n.buf):len(n.buf)]}, from, count > 1 || e != detect.Person)
}

// addLone adds one word of a name.
func (n *needles) addLone(cell int, word string) {
	from := len(n.buf)
	n.buf = appendLower(n.buf, word)
	n.push(needle{entity: detect.Person, cell: cell, words: n.buf[from:len(n.buf):len(n.buf)], lone: true}, from, true)
}

// push keeps a needle of words, or gives its memory back.
func (n *needles) push(nd needle, from int, ok bool) {
	if !ok || len(nd.words) < 3 || n.has(nd.words, nd.lone) {
		n.buf = n.buf[:from]
		return
	}
	n.list = append(n.list, nd)
	n.words = true
	switch c := nd.words[0]; {
	case c >= utf8.RuneSelf:
		for i := utf8.RuneSelf; i < 256; i++ {
			n.first[i] = true
		}
	case c >= 'a' && c <= 'z':
		n.first[c], n.first[c-'a'+'A'] = true, true
	default:
		n.first[c] = true
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

// appendLower appends s in lower case.
func appendLower(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
			i += size
			continue
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
		i++
	}
	return dst
}

// addDigits adds the digits of value, seven or more; of a ten-digit number also
// the seven without the area code.
func (n *needles) addDigits(cell int, e detect.Entity, value string) {
	from := len(n.buf)
	for i := range len(value) {
		if value[i] >= '0' && value[i] <= '9' && len(n.buf)-from < 32 {
			n.buf = append(n.buf, value[i])
		}
	}
	d := n.buf[from:len(n.buf):len(n.buf)]
	if e == detect.PhoneNumber && len(d) == 11 && d[0] == '1' {
		d = d[1:]
	}
	if len(d) < 7 {
		return
	}
	n.list = append(n.list, needle{entity: e, cell: cell, digits: d})
	if e == detect.PhoneNumber && len(d) == 10 {
		n.list = append(n.list, needle{entity: e, cell: cell, digits: d[3:]})
	}
	n.digit = true
}

// wordByte are the bytes that words are made of; all of UTF-8 beyond ASCII counts.
var wordByte = func() (t [256]bool) {
	for c := range 256 {
		t[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= utf8.RuneSelf
	}
	return t
}()

// nextWord is the next word of s at or after at: a run of letters and digits,
// with an apostrophe or a hyphen between letters.
func nextWord(s string, at int) (w detect.Span, ok bool) {
	for at < len(s) && !wordByte[s[at]] {
		at++
	}
	if at == len(s) {
		return w, false
	}
	return detect.Span{Start: at, End: wordEnd(s, at)}, true
}

// wordEnd is the end of the word that begins at at; a possessive 's is not part of it.
func wordEnd(s string, at int) int {
	for at < len(s) {
		if wordByte[s[at]] {
			at++
			continue
		}
		if s[at] != '\'' && s[at] != '-' || at+1 >= len(s) || !wordByte[s[at+1]] {
			break
		}
		if s[at] == '\'' && (s[at+1] == 's' || s[at+1] == 'S') && (at+2 == len(s) || !wordByte[s[at+2]]) {
			break
		}
		at++
	}
	return at
}

// eachWord calls found for every place where a needle's words stand in s.
func (n *needles) eachWord(s string, cell int, found func(*needle, detect.Span)) {
	for i := 0; i < len(s); i++ {
		if !n.first[s[i]] || i > 0 && wordByte[s[i-1]] {
			continue
		}
		for k := range n.list {
			nd := &n.list[k]
			if nd.words == nil || nd.cell == cell && nd.lone {
				continue
			}
			if end, ok := hasWords(s, i, nd.words); ok && (!nd.lone || n.loneFits(s, detect.Span{Start: i, End: end})) {
				found(nd, detect.Span{Start: i, End: end})
			}
		}
	}
}

// maxGap is how many bytes may lie between two words of a needle.
const maxGap = 8

// hasWords reports whether the words of want (lower case, single spaces) stand
// at s[at:], case and what lies between words ignored.
func hasWords(s string, at int, want []byte) (end int, ok bool) {
	i := at
	for k := 0; k < len(want); {
		c := want[k]
		if c == ' ' {
			gap := i
			for i < len(s) && !wordByte[s[i]] {
				i++
			}
			if i == gap || i-gap > maxGap {
				return 0, false
			}
			k++
			continue
		}
		if i >= len(s) {
			return 0, false
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(want[k:])
			q, n := utf8.DecodeRuneInString(s[i:])
			if unicode.ToLower(q) != r {
				return 0, false
			}
			k, i = k+size, i+n
			continue
		}
		d := s[i]
		if d >= 'A' && d <= 'Z' {
			d += 'a' - 'A'
		}
		if d != c {
			return 0, false
		}
		k, i = k+1, i+1
	}
	return i, i == len(s) || !wordByte[s[i]]
}

// loneFits decides whether one word of a name, at w, means the person.
func (n *needles) loneFits(s string, w detect.Span) bool {
	word := s[w.Start:w.End]
	if c, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(c) {
		return false
	}
	if w.End < len(s) && s[w.End] == ' ' {
		if next, ok := nextWord(s, w.End); ok && next.Start == w.End+1 && placeWords.has(s[next.Start:next.End]) {
			return false // Park St, Main Park Ave: a place that is named so
		}
	}
	if !ordinary.has(word) {
		return true
	}
	before := wordBefore(s, w.Start)
	if before == "" {
		return false
	}
	if titles.has(before) {
		return true
	}
	for i := range n.list {
		if n.list[i].lone && strings.EqualFold(string(n.list[i].words), before) {
			return true // after the record's given name
		}
	}
	return false
}

// wordBefore is the word before at, with nothing but spaces and full stops
// between; "" where there is none.
func wordBefore(s string, at int) string {
	end := at
	for end > 0 && (s[end-1] == ' ' || s[end-1] == '.') {
		end--
	}
	start := end
	for start > 0 && wordByte[s[start-1]] {
		start--
	}
	return s[start:end]
}

// eachDigits calls found for every place where a needle's digits stand in s,
// separators ignored, with no digit before or after.
func (n *needles) eachDigits(s string, found func(*needle, detect.Span)) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			continue
		}
		for k := range n.list {
			nd := &n.list[k]
			if nd.digits == nil {
				continue
			}
			if end, ok := hasDigits(s, i, nd.digits); ok {
				found(nd, detect.Span{Start: i, End: end})
			}
		}
	}
}

// hasDigits reports whether the digits of want stand at s[at:], up to two
// separators between any two of them, and end there. A leading country code 1
// is allowed before ten digits.
func hasDigits(s string, at int, want []byte) (end int, ok bool) {
	i, k, gap := at, 0, 0
	if len(want) == 10 && s[at] == '1' && want[0] != '1' {
		i++
	}
	for i < len(s) && k < len(want) {
		switch c := s[i]; {
		case c == want[k]:
			k, gap = k+1, 0
		case strings.IndexByte(" -.()/", c) >= 0 && gap < 2:
			gap++
		default:
			return 0, false
		}
		i++
	}
	if k < len(want) || i < len(s) && s[i] >= '0' && s[i] <= '9' {
		return 0, false
	}
	return i, true
}
