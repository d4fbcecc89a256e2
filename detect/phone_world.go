package detect

// Numbers of other countries. ITU-T E.164 allows 15 digits after the plus sign;
// within a country they are written in any groups, so without a plus sign or a
// prefix for calls abroad (00, 011) a word must say that it is a telephone number.

// readWorldPhone reads a number of another country at i, where digits begin.
func readWorldPhone(t *Text, i int) (phoneShape, bool) {
	s := t.S
	switch {
	case i > 0 && s[i-1] == '+':
		if i > 1 && isWordByte(s[i-2]) {
			return phoneShape{}, false
		}
		g := readGroups(s, i)
		if g.digits < 8 || g.digits > 15 || g.groups < 2 && g.digits < 10 || g.end < len(s) && isWordByte(s[g.end]) {
			return phoneShape{}, false
		}
		if _, places, _, _ := readDecimal(s[i:g.end]); places >= 3 && g.joint == 0 {
			return phoneShape{}, false // +43.0399-076.1350 is a place
		}
		return finishPhone(s, g.end, phoneShape{separated: true, sure: true, valid: true})
	case i > 0 && (isWordByte(s[i-1]) || i > 1 && s[i-1] != ' ' && isDigit(s[i-2])):
		return phoneShape{}, false
	case s[i] == '0':
		if p, ok := readAbroad(s, i); ok {
			return p, true
		}
	}
	if hintFor(t).Has(PhoneNumber) || numberIs(s, i) {
		if g := readGroups(s, i); localWorld(s, i, g) {
			return finishPhone(s, g.end, phoneShape{separated: true, valid: true})
		}
	}
	if k := takeDigits(s, i, 2); k > 0 && k < len(s) && s[k] == '-' { // 91-415-555-0132
		if g := readGroups(s, i); g.digits == 12 && g.groups == 4 && g.end == i+15 && digitsAt(s, k+1, k+4) && digitsAt(s, k+5, k+8) && validNANP(s[k+1:k+4], s[k+5:k+8]) {
			return finishPhone(s, g.end, phoneShape{separated: true, valid: true, code: true})
		}
	}
	return phoneShape{}, false
}

// readLabelledPhone reads groups of digits at i after a phone word: "Tel.: 020 7946
// 0142".
func readLabelledPhone(t *Text, i int) (phoneShape, bool) {
	s := t.S
	if i > 0 && isWordByte(s[i-1]) || i > 1 && s[i-1] != ' ' && isDigit(s[i-2]) {
		return phoneShape{}, false
	}
	g := readGroups(s, i)
	if near, _ := classBefore(t, i); g.groups < 2 || near&TriggerPhoneWord == 0 {
		return phoneShape{}, false
	}
	if k, ok := afterPhoneWord(s, wordEnd(s, lastWord(s, i))); !ok || k != i && phoneStart(s, i) != k || !localWorld(s, i, g) {
		return phoneShape{}, false
	}
	return finishPhone(s, g.end, phoneShape{separated: true})
}

// lastWord is the start of the last phone word in the bytes before offset i.
func lastWord(s string, i int) int {
	for k := i; k > 0 && i-k < contextReach; {
		if byteClass[s[k-1]] != classLetter {
			k--
			continue
		}
		end := k
		k = wordStart(s, k)
		if classOf(s[k:end])&TriggerPhoneWord != 0 {
			return k
		}
	}
	return i
}

// digitGroups are groups of digits with separators between them.
type digitGroups struct {
	end, digits, groups int
	last                int  // digits of the last group
	joint               byte // the separators' first byte, 0 where they differ
}

// readGroups reads them at i.
func readGroups(s string, i int) digitGroups {
	g := digitGroups{end: i}
	for k := i; ; {
		start := k
		for k < len(s) && isDigit(s[k]) {
			k++
		}
		g.last = k - start
		g.digits += g.last
		g.groups++
		g.end = k
		gap := separators(s, k)
		if gap == 0 || k+gap >= len(s) || !isDigit(s[k+gap]) || g.digits > 16 {
			return g
		}
		if g.groups == 1 {
			g.joint = s[k]
		} else if s[k] != g.joint || gap > 1 {
			g.joint = 0
		}
		k += gap
	}
}

// readAbroad reads "011 44 20 7946 0142", "00 44 20 7946 0142", "001-315-555-0142".
func readAbroad(s string, i int) (phoneShape, bool) {
	g := readGroups(s, i)
	if g.digits < 11 || g.digits > 17 || g.groups < 4 || g.joint != ' ' && g.joint != '-' || g.last != 4 || s[i+1] == '0' && s[i+2] == '0' {
		return phoneShape{}, false
	}
	first := 0
	for first < len(s)-i && isDigit(s[i+first]) {
		first++
	}
	abroad := first == 3 && s[i+1] == '1' && s[i+2] == '1' || first == 2 && s[i+1] == '0'
	if first == 3 && s[i+1] == '0' && s[i+2] == '1' && g.digits == 13 && g.groups == 4 {
		abroad = digitsAt(s, i+4, i+7) && digitsAt(s, i+8, i+11) && validNANP(s[i+4:i+7], s[i+8:i+11])
	}
	if !abroad {
		return phoneShape{}, false
	}
	return finishPhone(s, g.end, phoneShape{separated: true, valid: true})
}

// localWorld reports groups at i that may be a number within some country: 8 to 12
// digits that are no date, amount or pair of years.
func localWorld(s string, i int, g digitGroups) bool {
	switch {
	case g.digits < 8 || g.digits > 12 || g.groups > 6 || g.groups == 1 && (g.digits < 10 || g.digits > 11):
		return false
	case money(s, i, g.end), g.end < len(s) && (isWordByte(s[g.end]) || s[g.end] == '%' || s[g.end] == ':'):
		return false
	}
	if end, ok := readDate(s, i); ok && end >= g.end-3 {
		return false
	}
	year := func(k int) bool { n, end := readNumber(s, k); return end-k == 4 && n >= 1900 && n < 2100 }
	return !year(i) || !year(g.end-4)
}

// gluedWord reports a word right before i that ran into a number ("is415-555-0132"),
// rather than the letters of a code ("PO315").
func gluedWord(s string, i int) bool {
	w := wordStart(s, i)
	if i-w < 2 || w > 0 && isWordByte(s[w-1]) {
		return false
	}
	if classOf(s[w:i])&TriggerPhoneWord != 0 {
		return true
	}
	for k := w + 1; k < i; k++ {
		if s[k] < 'a' || s[k] > 'z' {
			return false
		}
	}
	return classOf(s[w:i])&notPhone == 0
}

// numberIs reports "my number is", "her Japanese number is", "mi número es" before
// offset i: whose number it is, and of what nothing but a country.
func numberIs(s string, i int) bool {
	w, ok := wordBefore(s, i)
	if !ok || !inList(" is es ", s[w.Start:w.End]) {
		return false
	}
	if w, ok = wordBefore(s, w.Start); !ok || !inList(" number numero número ", s[w.Start:w.End]) {
		return false
	}
	const whose = " my his her our their your mi su "
	if w, ok = wordBefore(s, w.Start); !ok {
		return false
	}
	if inList(whose, s[w.Start:w.End]) {
		return true
	}
	country := w.Len() >= 2 && s[w.Start]&0x20 == 0 && (w.Len() == 2 || s[w.End-1]&0x20 != 0)
	v, ok := wordBefore(s, w.Start)
	return country && ok && classOf(s[w.Start:w.End])&contextClasses == 0 && inList(whose, s[v.Start:v.End])
}

// wordBefore is the word before i, over spaces and a colon.
func wordBefore(s string, i int) (Span, bool) {
	end := i
	for n := 0; n < 3 && end > 0 && (s[end-1] == ' ' || s[end-1] == ':'); n++ {
		end--
	}
	w := wordStart(s, end)
	return Span{w, end}, w < end && end < i
}

// phoneByWord reads the numbers beside a word such as "call", "fax" or "office"
// that no other sign has called for.
func phoneByWord(dst []Match, t *Text, at Span) []Match {
	s := t.S
	if k := at.Start; k > 0 && (isDigit(s[k-1]) || k > 1 && (isDigit(s[k-2]) || k > 2 && isDigit(s[k-3]))) {
		if start, end, ok := worldBefore(s, at); ok && !foundAt(dst, start, end) {
			dst = append(dst, found(start, end, PhoneNumber, Likely, reasonLabel))
		}
	}
	if !hasDigit(s[at.End:min(len(s), at.End+phoneReach)]) || classOf(s[at.Start:at.End])&TriggerPhoneWord == 0 {
		return dst
	}
	i, ok := afterPhoneWord(s, at.End)
	if !ok {
		return dst
	}
	if _, read := readPhone(s, i); read && isDigit(s[i]) {
		return dst // its digits call for it
	}
	if end, ok := misread(s, i); ok {
		return append(dst, found(phoneStart(s, i), end, PhoneNumber, Likely, reasonFailedCheck))
	}
	if !isDigit(s[i]) || i > 0 && s[i-1] == '+' {
		return dst
	}
	g := readGroups(s, i)
	if _, read := readWorldPhone(&Text{S: s}, i); read || g.groups < 2 || !localWorld(s, i, g) {
		return dst
	}
	p, ok := finishPhone(s, g.end, phoneShape{})
	if !ok {
		return dst
	}
	return append(dst, found(phoneStart(s, i), p.end, PhoneNumber, Likely, reasonLabel))
}

// foundAt reports a telephone number among the last matches that overlaps.
func foundAt(dst []Match, start, end int) bool {
	for k := len(dst) - 1; k >= 0 && len(dst)-k < 8; k-- {
		if dst[k].Entity == PhoneNumber && dst[k].Likelihood >= Likely && dst[k].Overlaps(Span{start, end}) {
			return true
		}
	}
	return false
}

// worldBefore is the number that stands right before a word: "416 60 039 office",
// "07700 900 142-Fax". After a word that means a place too, nothing may follow but
// the end of the item.
func worldBefore(s string, at Span) (start, end int, ok bool) {
	end = at.Start
	for n := 0; n < 2 && end > 0 && (s[end-1] == ' ' || s[end-1] == '-' || s[end-1] == '('); n++ {
		end--
	}
	if end == at.Start || end == 0 || !isDigit(s[end-1]) {
		return 0, 0, false
	}
	if classOf(s[at.Start:at.End])&TriggerPhoneWord == 0 || s[at.Start-1] == ' ' && s[end] == ' ' {
		if at.End < len(s) && s[at.End] != '\n' && s[at.End] != '\r' && s[at.End] != ',' && s[at.End] != ';' && s[at.End] != '\\' && s[at.End] != ')' && s[at.End] != '/' && s[at.End] != '|' && s[at.End] != '.' {
			return 0, 0, false
		}
	}
	for start = end; start > 0 && end-start < 24; start-- {
		if c := s[start-1]; !isDigit(c) && c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' {
			break
		}
	}
	for start < end && !isDigit(s[start]) {
		start++
	}
	if start > 0 && (isWordByte(s[start-1]) || s[start-1] == '$' || s[start-1] == '/' || s[start-1] == '+') {
		return 0, 0, false
	}
	g := readGroups(s, start)
	seven := g.digits == 7 && g.groups == 2 && g.last == 4
	if g.end != end || !seven && !localWorld(s, start, g) || money(s, start, end) || g.groups > 1 && g.last < 2 || notPhoneBefore(s, start) {
		return 0, 0, false
	}
	return phoneStart(s, start), end, true
}

// notPhoneBefore reports a word right before offset i after which a number is no
// telephone number.
func notPhoneBefore(s string, i int) bool {
	w, ok := wordBefore(s, i)
	return ok && classOf(s[w.Start:w.End])&(notPhone|TriggerVersionWord) != 0
}

// phoneReach is how many bytes may stand between a phone word and its number.
const phoneReach = 24

// afterPhoneWord is where a number may begin after a phone word that ends at i, over
// a few words that say nothing: "call me on", "teléfono:".
func afterPhoneWord(s string, i int) (int, bool) {
	for limit := min(len(s), i+phoneReach); i < limit; {
		switch c := s[i]; {
		case c == ' ' || c == ':' || c == '.' || c == '(' || c == '#' || c == '=' || c == '-' || c == '/' || c == '*':
			i++
		case isDigit(c):
			return i, true
		case byteClass[c] == classLetter:
			end := wordEnd(s, i)
			if end < len(s) && isDigit(s[end]) {
				return i, end-i == 1
			}
			if !inList(" me us him her them on at number no num is the to a al en el número numero es ", s[i:end]) {
				return 0, false
			}
			i = end
		default:
			return 0, false
		}
	}
	return 0, false
}

// misread is the end of three, three and four characters at i with separators
// between, digits but for one or two letters that a scanner of paper takes for
// digits: O for 0, l and I for 1.
func misread(s string, i int) (end int, ok bool) {
	letters, k := 0, i
	for g, n := range [...]int{3, 3, 4} {
		if g > 0 {
			gap := separators(s, k)
			if gap == 0 {
				return 0, false
			}
			k += gap
		}
		for range n {
			if k >= len(s) {
				return 0, false
			}
			switch c := s[k]; {
			case isDigit(c):
			case c == 'O' || c == 'o' || c == 'l' || c == 'I':
				letters++
			default:
				return 0, false
			}
			k++
		}
	}
	return k, letters > 0 && letters <= 2 && (k == len(s) || !isWordByte(s[k]))
}

// misreadArea reports an area code with a misread digit before seven digits at i:
// the word before it reads the whole.
func misreadArea(s string, i, end int) bool {
	for k := i - 4; k >= 0 && k >= i-6; k-- {
		if stop, ok := misread(s, k); ok && stop == end {
			return true
		}
	}
	return false
}
