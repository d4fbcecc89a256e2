package detect

import "strings"

// A label and its value: this file looks for the value after a label, over a few
// words if need be, and before it ("4417-20931 is her account number"). What a
// value looks like is the business of the kind.

// valueAt is a place where a value may begin.
type valueAt struct {
	e      Entity // what the label announces
	s      string
	i      int
	label  Span  // the label
	run    *Span // see [Text]
	marked bool  // a colon, "is", "number" stands between
	last   bool  // "last four", "ending in" stands between
	weak   bool  // the label says little alone, and nothing marks it
	far    bool  // words stand between, or the value stands before the label
}

// reader says where the value at v ends and how likely it is one; a likelihood of
// 0 means that it is none.
type reader func(v valueAt) (start, end int, l Likelihood, reason uint16)

// labelled appends what the label at the span announces, as e.
func labelled(dst []Match, t *Text, at Span, e Entity, read reader) []Match {
	s := t.S[:maskStop(t.S, at.End)]
	if brokenLabel(t.S, at, e) {
		return dst
	}
	weak := t.said.weak
	v := valueAt{s: s, label: at, e: e, run: &t.run}
	i, marked, last, ok := afterLabel(s, at.End)
	last = last || lastBefore(s, at.Start)
	if ok {
		marked = marked || !weak && numberWord(s[at.Start:at.End])
		v.i, v.marked, v.last, v.weak = i, marked, last, weak && !marked
		if start, end, l, reason := read(v); l != 0 && !notValue(v, start, end) {
			dst = append(dst, found(start, end, e, l, reason))
			return moreValues(dst, v, end, e, read)
		}
	}
	v.far, v.marked, v.weak = true, false, weak
	if start, end, l, reason := farValue(v, read); l != 0 && !notValue(v, start, end) {
		dst = append(dst, found(start, end, e, l, reason))
		return moreValues(dst, v, end, e, read)
	}
	if start, end, l, reason := valueBefore(v, read); l != 0 {
		return append(dst, found(start, end, e, l, reason))
	}
	return dst
}

// maskStop is where the first label of a release stands soon after i, "[phone
// withheld: ...]": nothing behind it belongs to what stands before it. It is the
// text's end where there is none.
func maskStop(s string, i int) int {
	for k := i; k < len(s) && k-i < colonReach; k++ {
		if s[k] == '[' && strings.Contains(s[k:min(len(s), k+maskReach)], " withheld: ") || starred(s, k) {
			return k
		}
	}
	return len(s)
}

// starred reports a run of stars as long as the label of a release, which the
// independent pass writes over it. A number masked by hand has fewer.
func starred(s string, i int) bool {
	const run = "*************" // len("[ withheld: ]")
	return strings.HasPrefix(s[i:], run)
}

// maskReach is how far into a label of a release the word "withheld" stands.
const maskReach = 48

// numberWord reports a label that ends in a word such as "number".
func numberWord(label string) bool {
	if label[len(label)-1] == '#' {
		return true
	}
	w := label[wordStart(label, len(label)):]
	for _, p := range [...]string{"no", "number", "num", "nbr", "nos", "numero", "número", "núm"} {
		if equalWord(w, p) {
			return len(w) < len(label)
		}
	}
	return false
}

// lastBefore reports "last four of ssn", "L4 SSN": only the end of the number follows.
func lastBefore(s string, i int) bool {
	for from := max(0, i-26); from < i; from++ {
		if byteClass[s[from]] != classLetter || from > 0 && isWordByte(s[from-1]) {
			continue
		}
		w := s[from:wordEnd(s, from)]
		if equalWord(w, "last") || equalWord(w, "ultimos") || equalWord(w, "últimos") || equalWord(w, "l") && from+1 < i && s[from+1] == '4' {
			return true
		}
	}
	return false
}

// maxMore is how many values may follow one label.
const maxMore = 8

// moreValues reads the rest of a list: "plates KLM-4471, KLM-4472 and KLM-4473".
func moreValues(dst []Match, v valueAt, end int, e Entity, read reader) []Match {
	s := v.s
	first := dst[len(dst)-1]
	if !hasDigit(head(s[first.Start:first.End])) && s[v.label.End-1]|0x20 != 's' { // "usernames: bcoe, ckay"
		return dst
	}
	for range maxMore {
		i := listGap(s, end)
		if i == 0 {
			return dst
		}
		v.i, v.far, v.marked, v.weak = i, false, true, false
		start, stop, l, reason := read(v)
		if l == 0 || start != i || !alike(s[first.Start:first.End], s[start:stop]) {
			return dst
		}
		dst = append(dst, found(start, stop, e, l, reason))
		end = stop
	}
	return dst
}

// listGap is where the next item of a list begins after the one that ends at i:
// after a comma, "and", "or", "y", "&", a slash or a semicolon; 0 without.
func listGap(s string, i int) int {
	k, joined := i, false
	for n := 0; k < len(s) && n < 3; n++ {
		for k < len(s) && (s[k] == ' ' || s[k] == ',' || s[k] == '&' || s[k] == ';') {
			joined = joined || s[k] != ' '
			if k++; k-i > 8 {
				return 0
			}
		}
		w := wordEnd(s, k)
		if w == k || w < len(s) && s[w] != ' ' || !listWord(s[k:w]) {
			break
		}
		k, joined = w, true
	}
	if !joined || k >= len(s) {
		return 0
	}
	return k
}

// listWord reports the words between the items of a list.
func listWord(w string) bool {
	for _, p := range [...]string{"and", "or", "y", "o", "e", "to", "a", "maybe", "then", "now", "plus", "also", "of", "duplicate", "quizas"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// alike reports two values of one list: both with or without digits, of lengths
// that differ by at most two.
func alike(a, b string) bool {
	d := len(a) - len(b)
	return d >= -3 && d <= 3 && hasDigit(a) == hasDigit(b) && hasLetter(a) == hasLetter(b)
}

// hasDigit reports a digit in s, eight bytes at a time (Warren, "Hacker's Delight",
// section 6-1: bytes in a range).
func hasDigit(s string) bool {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for len(s) >= 8 {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		x ^= '0' * ones
		if ^(x&^highs+(0x80-10)*ones|x)&highs != 0 {
			return true
		}
		s = s[8:]
	}
	for i := range len(s) {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

// farReach is how many bytes may stand between a label and a value with other
// words between them; colonReach where a colon right before the value says that
// one follows.
const (
	farReach   = 30
	colonReach = 48
)

// farValue looks for a value beyond words that are neither labels nor the end of
// a sentence: "account on file at the counter 4417-20931", "account (see the
// bill): 4417-20931".
func farValue(v valueAt, read reader) (start, end int, l Likelihood, reason uint16) {
	s := v.s
	limit, colon, missed := min(len(s), v.label.End+farReach), false, 0
	for i := v.label.End; i < limit; {
		c := s[i]
		switch {
		case c == '\n' || c == ';' || c == '.' && i+1 < len(s) && s[i+1] == ' ' && !shortWordBefore(s, i):
			return 0, 0, 0, 0
		case byteClass[c] == classLetter, isDigit(c), c == '*' && i+1 < len(s) && isMask(s[i+1]):
			w := tokenStop(s, i)
			if hasDigit(s[i:w]) || colon {
				at := v
				at.i = i
				if colon {
					at.far, at.marked, at.weak = false, true, v.weak && (v.e == Username || v.e == Password)
				}
				if start, end, l, reason = read(at); l != 0 {
					return start, end, l, reason
				}
				if missed++; missed > 1 && !colon {
					return 0, 0, 0, 0
				}
			}
			if otherLabel(s, i, wordEnd(s, i), v.e) {
				return 0, 0, 0, 0
			}
			colon = equalWord(s[i:w], "is") || equalWord(s[i:w], "es") || equalWord(s[i:w], "was") || equalWord(s[i:w], "be") || equalWord(s[i:w], "son") || equalWord(s[i:w], "reads")
			i = w
		case c == '=' && isWordByte(s[i-1]) && otherKey(s, i), c == ':' && wordless.Has(v.e) && (s[i-1] == '\'' || s[i-1] == '"') && otherKey(s, i-1):
			return 0, 0, 0, 0
		case c == ':' || c == '=' || c == '\t':
			colon, limit = true, min(len(s), v.label.End+colonReach)
			i++
		default:
			if c != ' ' && c != '"' && c != '\'' {
				colon = false
			}
			if i++; i == limit && limit < len(s) && limit < v.label.End+colonReach && colonAhead(s, i, v.label.End+colonReach) {
				limit = min(len(s), v.label.End+colonReach)
			}
		}
	}
	return 0, 0, 0, 0
}

// otherKey reports that the word before the equals sign at i is the key of another
// value: "password [--location=LOCATION]".
func otherKey(s string, i int) bool {
	w := wordStart(s, i)
	return w < i && classOf(s[w:i])&wordFiller == 0
}

// otherLabel reports that the word at s[i:w] says what a value behind it would be:
// another label stands nearer than the one at hand.
func otherLabel(s string, i, w int, e Entity) bool {
	slot := slotOf(wordHash(s[i:w]), s[i:w])
	if slot == nil || slot.class&wordFiller != 0 {
		return false
	}
	if slot.class&TriggerLabel != 0 {
		if l, ok := labelAt(s, i, w, slot.label); ok && !l.entities.Has(e) {
			return true
		}
	}
	if slot.class&(TriggerPhoneWord|TriggerVetoWord) != 0 && byWord(s, i) { // "given by phone", "on file"
		return false
	}
	const no = TriggerVetoWord | TriggerPhoneWord | TriggerSSNWord | TriggerRoutingWord | TriggerBirthWord | TriggerVersionWord |
		TriggerSuffixWord | TriggerAddressWord | wordMonth | wordBlank
	return slot.class&no != 0
}

// byWord reports "by", "over the", "on" before the word at i.
func byWord(s string, i int) bool {
	w := wordStart(s, max(0, i-1))
	for _, p := range [...]string{"by", "over", "via", "on", "in", "the", "per", "por"} {
		if equalWord(s[w:max(w, i-1)], p) {
			return true
		}
	}
	return false
}

// longToken is how far a token without a space is read: labels may stand at every few
// bytes of one, and each looks for a value.
const longToken = 512

// head is as much of a token as is asked what it is made of.
func head(token string) string { return token[:min(len(token), longToken)] }

// tokenStop is where the token ends that begins at i: letters, digits and single
// joints between them, at most [longToken].
func tokenStop(s string, i int) int {
	if !isWordByte(s[i]) {
		return i + 1
	}
	s = s[:min(len(s), i+longToken)]
	for i < len(s) && (isWordByte(s[i]) || (s[i] == '-' || s[i] == '_' || s[i] == '.') && i+1 < len(s) && isWordByte(s[i+1])) {
		i++
	}
	return i
}

// colonAhead reports a colon before the limit on the same line, no sentence's end
// before it.
func colonAhead(s string, i, limit int) bool {
	for ; i < len(s) && i < limit; i++ {
		switch s[i] {
		case ':', '=':
			return true
		case '.':
			if !shortWordBefore(s, i) {
				return false
			}
		case '\n', ';':
			return false
		}
	}
	return false
}

// shortWordBefore reports an abbreviation before the full stop at i: "no."
func shortWordBefore(s string, i int) bool { return i-wordStart(s, i) <= 4 }

// valueBefore reads "4417-20931 is the account number", "KLM-4471 (plate)",
// "4417-20931 – account no.".
func valueBefore(v valueAt, read reader) (start, end int, l Likelihood, reason uint16) {
	s := v.s
	i, words := v.label.Start, 0
	joined, said := false, false
	for words < 5 && v.label.Start-i < farReach {
		for i > 0 && (s[i-1] == ' ' || s[i-1] == '(' || s[i-1] == '[' || s[i-1] == '-' || s[i-1] == ',' || s[i-1] == '"' || s[i-1] == '\'') {
			joined = joined || s[i-1] == '(' || s[i-1] == '['
			i--
		}
		if i > 2 && s[i-3] == 0xE2 && s[i-2] == 0x80 && (s[i-1] == 0x93 || s[i-1] == 0x94) { // a dash
			i, joined = i-3, true
			continue
		}
		w := wordStart(s, i)
		if w == i || w > 0 && isWordByte(s[w-1]) || !linkWord(s[w:i]) && !(classOf(s[w:i])&wordState != 0 && i-w == 2) && classOf(s[w:i])&wordStateName == 0 {
			break
		}
		said = said || equalWord(s[w:i], "is") || equalWord(s[w:i], "was") || equalWord(s[w:i], "es")
		i, words, joined = w, words+1, true
	}
	if i == v.label.Start || !joined && (v.e != DateOfBirth || v.weak) || i == 0 {
		return 0, 0, 0, 0
	}
	stop := i
	for i > 0 && stop-i < 32 && s[i-1] > ' ' && s[i-1] != '(' && s[i-1] != '"' && s[i-1] != ',' && s[i-1] != ':' && s[i-1] != '=' {
		i--
	}
	if i > 1 && s[i-1] == ' ' && stop-i <= 4 { // KLM 4471, 441 209 771
		for i > 1 && stop-i < 20 && s[i-1] == ' ' && isWordByte(s[i-2]) {
			w := i - 1
			for w > 0 && isWordByte(s[w-1]) {
				w--
			}
			if i-1-w > 4 || !capitals(s[w:i-1]) {
				break
			}
			i = w
		}
	}
	for ; i < stop; i++ {
		if i > 0 && isWordByte(s[i]) && isWordByte(s[i-1]) || !said && !hasDigit(s[i:stop]) {
			continue
		}
		v.i, v.last, v.far, v.marked = i, false, false, false
		if start, end, l, reason = read(v); l != 0 && end == stop {
			return start, end, l, reason
		}
	}
	return 0, 0, 0, 0
}

// linkWord reports the words between a value and a label after it.
func linkWord(w string) bool {
	for _, p := range [...]string{"is", "was", "as", "the", "her", "his", "their", "my", "our", "your", "a", "on", "under", "for", "es", "era", "la", "el", "su", "mi", "this", "that", "s", "de", "del", "number", "no", "numero", "número", "listed", "only", "confirmed"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// maskedStart takes in stars and crosses before a value's visible end: "****1234".
func maskedStart(s string, i int) int {
	k := i
	for k < len(s) && k-i < 24 && (s[k] == '*' || s[k] == '#' || s[k] == '.' || (s[k]|0x20) == 'x' || k > i && (s[k] == '-' || s[k] == ' ')) {
		k++
	}
	if k-i < 2 || k >= len(s) || !isDigit(s[k]) {
		return i
	}
	return k
}

// money reports an amount: a dollar sign before, or two decimals.
func money(s string, i, end int) bool {
	if i > 0 && s[i-1] == '$' || i > 1 && s[i-1] == ' ' && s[i-2] == '$' {
		return true
	}
	if end-i > 3 && s[end-3] == '.' && isDigit(s[end-1]) && isDigit(s[end-2]) {
		for k := i; k < end-3; k++ {
			if !isDigit(s[k]) && s[k] != ',' {
				return false
			}
		}
		return true
	}
	return end+3 < len(s) && s[end] == ',' && isDigit(s[end+1]) && isDigit(s[end+2]) && isDigit(s[end+3]) // 1,234
}

// plainNumber reports what is a figure rather than a code: a date, a year, an
// amount, a time of day, a telephone number with separators, a number of things.
func plainNumber(s string, i, end int) bool { return figure(valueAt{s: s}, i, end) }

// figure is plainNumber after a label. After a strong one with a mark only what is
// written with slashes is a date, and nothing a telephone number.
func figure(v valueAt, i, end int) bool {
	s := v.s
	if v.marked && !v.weak && !v.far {
		slash, ok := readDate(s, i)
		return ok && slash >= end && s[min(i+1, len(s)-1)] == '/' || ok && slash >= end && s[min(i+2, len(s)-1)] == '/' || money(s, i, end)
	}
	if isYearOrDate(s, i, end) || money(s, i, end) {
		return true
	}
	if p, ok := readPhone(s, i); ok && p.end == end && p.separated && !p.local {
		return true
	}
	return end < len(s) && (s[end] == '%' || s[end] == ':' && end+1 < len(s) && isDigit(s[end+1]))
}
