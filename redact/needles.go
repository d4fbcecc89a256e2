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

// add makes needles of a withheld value of kind e.
func (n *needles) add(cell int, e detect.Entity, value string) {
	switch e {
	case detect.Person:
		n.addName(cell, value)
	case detect.EmailAddress:
		user, _, ok := strings.Cut(value, "@")
		if !ok || !n.addUser(cell, user) {
			n.addWords(cell, e, value) // where the user part alone says nothing
		}
	case detect.StreetAddress:
		if w, ok := nextWord(value, 0); ok && strings.ContainsAny(value[w.Start:w.End], "0123456789") && countWords(value) >= 2 && strings.IndexFunc(value, unicode.IsLetter) >= 0 {
			n.addWords(cell, e, value)
			if street, _, ok := strings.Cut(value, ","); ok && countWords(street) >= 3 {
				n.addWords(cell, e, street)
			}
		}
	case detect.PhoneNumber, detect.AccountNumber, detect.USSSN, detect.USITIN, detect.CreditCard, detect.USBankNumber,
		detect.USDriverLicense, detect.USPassport, detect.MedicalRecord, detect.ABARoutingNumber, detect.GeoPoint, detect.DateOfBirth:
		n.addNumbers(cell, e, value)
		if e != detect.PhoneNumber && isCode(value) {
			n.addWords(cell, e, value)
		}
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

// addUser adds the user part of an e-mail where it is not a role, and says so.
func (n *needles) addUser(cell int, user string) bool {
	if len(user) < 5 || roleUsers.has(user) {
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
	n.words = true
	for i := utf8.RuneSelf; i < len(n.first); i++ {
		n.first[i] = true
	}
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

// addNumbers adds the digits of value as one number, and each number in it: two
// in one cell stand apart elsewhere.
func (n *needles) addNumbers(cell int, e detect.Entity, value string) {
	n.addDigits(cell, e, value)
	for at := 0; ; {
		start, end := digitRun(value, at)
		if start == end {
			return
		}
		n.addRun(cell, e, value[start:end])
		at = end
	}
}

// addRun adds a run of digits, and the longer groups in it.
func (n *needles) addRun(cell int, e detect.Entity, run string) {
	n.addDigits(cell, e, run)
	if first, rest, ok := strings.Cut(run, " / "); ok {
		n.addDigits(cell, e, first)
		n.addRun(cell, e, rest)
	}
	for i := 0; i < len(run); {
		k := i
		for k < len(run) && run[k] >= '0' && run[k] <= '9' {
			k++
		}
		if k-i >= 7 && k-i < len(run) {
			n.addDigits(cell, e, run[i:k])
		}
		i = k + 1
	}
}

// addDigits adds the digits of value, seven or more; of a ten-digit number also
// the seven without the area code. What follows a letter is an extension.
func (n *needles) addDigits(cell int, e detect.Entity, value string) {
	from := len(n.buf)
	for i := 0; i < len(value); {
		d, size := digitAt(value, i)
		if d != 0 && len(n.buf)-from < maxDigits {
			n.buf = append(n.buf, d)
		} else if e == detect.PhoneNumber && len(n.buf)-from >= 7 && letterAt(value, i) {
			break
		}
		i += size
	}
	d := n.buf[from:len(n.buf):len(n.buf)]
	if e == detect.PhoneNumber && len(d) == 11 && d[0] == '1' {
		d = d[1:]
	}
	if len(d) < 7 || n.hasDigits(d) {
		return
	}
	n.list = append(n.list, needle{entity: e, cell: cell, digits: d})
	if e == detect.PhoneNumber && len(d) == 10 {
		// Seven digits are a coincidence in a column of numbers: they count
		// where lone words count.
		n.list = append(n.list, needle{entity: e, cell: cell, digits: d[3:], lone: true})
	}
	n.digit = true
}

// maxDigits is the longest number that is looked for.
const maxDigits = 32

func (n *needles) hasDigits(d []byte) bool {
	for i := range n.list {
		if !n.list[i].lone && bytes.Equal(n.list[i].digits, d) {
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
		if !n.list[i].lone {
			continue
		}
		if end, ok := hasWords(before, 0, n.list[i].words); ok && end == len(before) {
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
	for start > 0 && letterBefore(s, start) {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:end]
}

// eachDigits calls found for every place where a needle's digits stand in s,
// separators ignored, with no digit before or after.
func (n *needles) eachDigits(s string, found func(*needle, detect.Span)) {
	in := false // inside a run of digits
	for i := 0; i < len(s); {
		if c := s[i]; c < '0' || c > '9' && c < utf8.RuneSelf {
			in = false
			i++
			continue
		}
		if c := s[i]; c < utf8.RuneSelf && (c < '0' || c > '9') {
			in = false
			i++
			continue
		}
		d, size := digitAt(s, i)
		if d == 0 || in {
			in = d != 0
			i += size
			continue
		}
		in = true
		for k := range n.list {
			nd := &n.list[k]
			if nd.digits == nil {
				continue
			}
			if end, ok := hasDigits(s, i, nd.digits); ok {
				found(nd, detect.Span{Start: lead(s, i, end, nd.entity), End: end})
			}
		}
		i += size
	}
}

// lead is where a number found at s[at:end] begins: with its plus sign or
// bracket, a coordinate with its minus sign. What is left would be a cell that
// begins like a formula, or half a pair of brackets.
func lead(s string, at, end int, e detect.Entity) int {
	if at == 0 {
		return at
	}
	switch s[at-1] {
	case '+':
		return at - 1
	case '-':
		if e == detect.GeoPoint && !letterBefore(s, at-1) {
			return at - 1
		}
	case '(':
		if inner := s[at:end]; strings.IndexByte(inner, ')') >= 0 && strings.IndexByte(inner, '(') < 0 {
			return at - 1
		}
	}
	return at
}

// maxApart is how many characters may stand between two digits of a number.
const maxApart = 4

// hasDigits reports whether the digits of want stand at s[at:], up to four
// characters that are no letters between any two of them, and end there. A
// leading country code 1 is allowed before ten digits.
func hasDigits(s string, at int, want []byte) (end int, ok bool) {
	i, k, gap := at, 0, 0
	if len(want) == 10 && s[at] == '1' && want[0] != '1' {
		i++
	}
	for i < len(s) && k < len(want) {
		d, size := digitAt(s, i)
		switch {
		case d == 0 && gap < maxApart && parts(s, i):
			gap++
		case d == 0 || d != want[k]:
			return 0, false
		default:
			k, gap = k+1, 0
		}
		i += size
	}
	if k < len(want) {
		return 0, false
	}
	if i < len(s) {
		if d, _ := digitAt(s, i); d != 0 {
			return 0, false
		}
	}
	return i, true
}

// digitRun is the next run of digits at or after at, with up to four bytes of
// what people put inside a number between any two. What a number is made of is
// narrower than what it is found with ([parts]).
func digitRun(s string, at int) (start, end int) {
	for at < len(s) && (s[at] < '0' || s[at] > '9') {
		at++
	}
	start, end = at, at
	for i := at; i < len(s); {
		r, size := fold(s, i)
		switch {
		case r >= '0' && r <= '9':
			end = i + size
		case i+size-end <= maxApart && (s[i] >= utf8.RuneSelf && r <= 0 || strings.IndexByte(" \t\r\n-.()/+", s[i]) >= 0):
		default:
			return start, end
		}
		i += size
	}
	return start, end
}

// parts reports whether the character at s[i:] may stand between the digits of
// one number. A comma, colon or semicolon stands between two.
func parts(s string, i int) bool {
	switch s[i] {
	case ',', ';', ':', '"':
		return false
	}
	r, _ := fold(s, i)
	return r <= 0
}
