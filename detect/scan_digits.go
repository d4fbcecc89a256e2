package detect

import "strings"

// maxGap is how many separator bytes may stand between two digit runs of a
// cluster: ") - " and a non-breaking hyphen fit.
const maxGap = 3

// digits reads a cluster of digit runs and fires by the lengths of the runs.
func (s *Scanner) digits(i int) int {
	str, start := s.text.S, i
	if s.e.phrases != nil && s.e.phrases.digits {
		s.digitPhrases(i)
	}
	var signs Trigger
	var r1, r2, r3 int // the last runs, r1 the latest
	dots := 1          // runs of up to three digits joined by single dots, or by single dashes
	var joint byte     // what joins the last two runs, 0 for more than one byte
	total, end := 0, i
	for {
		r3, r2, r1 = r2, r1, 0
		for i < len(str) && isDigit(str[i]) {
			i++
			r1++
		}
		total += r1
		signs |= runSigns(r1, r2, r3)
		if r1 > 3 {
			if dots = 0; joint == '.' && r2 <= 3 && r2 > 0 {
				signs |= TriggerPoint
			}
		}
		if dots == 4 {
			signs |= TriggerDotted
		}
		end = i
		if i >= len(str) || byteClass[str[i]] != classOther && byteClass[str[i]] != classDash && byteClass[str[i]] != classWide && str[i] != 0xEF {
			break
		}
		gap := separators(str, i)
		if gap == 0 || i+gap >= len(str) || !isDigit(str[i+gap]) {
			break
		}
		switch next := str[i]; {
		case gap > 1 || next != '.' && next != '-':
			dots, joint = 1, 0
		case r1 > 3 || next != joint && dots > 1:
			dots, joint = 1, next
			if r1 <= 3 {
				dots = 2
			}
		default:
			dots, joint = dots+1, next
		}
		i += gap
	}
	if r1 == 4 && start >= 2 && end-start == 4 && isMask(str[start-1]) {
		signs |= TriggerSSN
	}
	if signs |= totalSigns(str, start, total); signs != 0 {
		s.fire(signs, Span{start, end})
	}
	token := start
	for token > 0 && start-token < 3 && isHex(str[token-1]) {
		token--
	}
	s.cisco(min(token+4, len(str)))
	if token == start-1 && end-start == 16 && start >= s.passed && isMAC(str, token) { // F0-18-98-77-12-06
		s.fire(TriggerHex, Span{token + 2, token + 3})
		s.passed = token + 17
	}
	return end
}

// totalSigns are the signs of a cluster of so many digits: a card, a telephone
// number with a plus sign or with the prefix of a call abroad.
func totalSigns(s string, start, total int) (signs Trigger) {
	if total >= 12 && total <= 40 {
		signs = TriggerCard
	}
	switch {
	case total >= 8 && start > 0 && s[start-1] == '+':
		signs |= TriggerPhone
	case total >= 11 && total <= 16 && s[start] == '0' && (s[start+1] == '0' || s[start+1] == '1' && s[start+2] == '1'):
		signs |= TriggerPhone // 00, 001, 011: not a date with a time
	}
	return signs
}

// cisco fires for a device address in three groups of four, of which the first
// ends at i: 001b.4411.3ab7.
func (s *Scanner) cisco(i int) {
	str := s.text.S
	if i < 4 || i+10 > len(str) || str[i] != '.' || str[i+5] != '.' || i < s.passed {
		return
	}
	if isMACDots(str, i-4) {
		s.fire(TriggerHex, Span{i - 4, i - 3})
		s.passed = i + 10
	}
}

// runSigns are the signs of three runs in a row, r1 the latest.
func runSigns(r1, r2, r3 int) (signs Trigger) {
	switch r1 {
	case 4:
		switch {
		case r2 == 3:
			signs = TriggerPhone
		case r2 == 2 && r3 == 3:
			signs = TriggerSSN
		case r2 == 5:
			signs = TriggerNine
		case r2 == 4 && (r3 == 2 || r3 == 3):
			signs = TriggerPhone
		}
	case 7, 11:
		signs = TriggerPhone
	case 10:
		signs = TriggerPhone | TriggerNine
	case 9:
		signs = TriggerNine
	case 1:
		if r2 == 4 && r3 == 4 {
			signs = TriggerNine
		}
	case 3:
		if r2 == 3 && r3 == 4 {
			signs = TriggerNine
		}
	case 6:
		if r2 == 3 {
			signs = TriggerNine
		}
	}
	return signs
}

// isMask reports bytes that stand for hidden digits or join them to shown ones.
func isMask(c byte) bool { return c == '*' || c == 'X' || c == 'x' || c == '-' || c == '#' }

// separators is the length in bytes of the separators at i, at most maxGap: spaces,
// dashes, dots, slashes, brackets, and the no-break space, no-break hyphen and
// en dash that word processors put in. Invisible characters do not count.
func separators(s string, i int) int {
	n, hidden := 0, 0
	for i+n < len(s) && n-hidden < maxGap {
		switch c := s[i+n]; {
		case c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')':
			n++
		case c < 0x80:
			return n
		case c == 0xC2 && i+n+1 < len(s) && s[i+n+1] == 0xA0:
			n += 2
		case c == 0xE2 && i+n+2 < len(s) && s[i+n+1] == 0x80 && (s[i+n+2] >= 0x90 && s[i+n+2] <= 0x93 || s[i+n+2] == 0xAF):
			n += 3
		default:
			h := hiddenAt(s, i+n)
			if h == 0 || hidden > 12 {
				return n
			}
			n, hidden = n+h, hidden+h
		}
	}
	return n
}

// joint looks at a colon or dash: "://", a MAC address, an IPv6 address.
func (s *Scanner) joint(i int) {
	str := s.text.S
	if str[i] == ':' && strings.HasPrefix(str[i:], "://") {
		s.link(TriggerScheme, Span{i, i + 1})
		return
	}
	if i < s.passed {
		return
	}
	if i >= 2 && isHex(str[i-1]) && isHex(str[i-2]) {
		first := i
		for n := 0; n < 5 && first >= 5 && str[first-3] == str[i]; n++ { // digits before it were read as a cluster
			first -= 3
		}
		if isMAC(str, first-2) {
			s.fire(TriggerHex, Span{first, first + 1})
			s.passed = first + 15
			return
		}
	}
	if str[i] == ':' && hexGroups(str, i) {
		s.fire(TriggerHex, Span{i, i + 1})
	}
}

// hexGroups reports "::" or four groups of hexadecimal digits from the colon at i
// on: a time of day has three.
func hexGroups(s string, i int) bool {
	colons := 0
	for k := i; k < len(s) && k-i < 16; k++ {
		switch {
		case s[k] == ':':
			if colons++; colons == 3 || k > i && s[k-1] == ':' {
				return true
			}
		case !isHex(s[k]):
			return false
		}
	}
	return false
}

// inert reports the commonest typed cells, which no detector reads without a
// header: a date with or without a time (2026-05-12 14:03, 05/12/2026 02:03 PM) and
// a short decimal
// (-76.130402). What could be a telephone number, an SSN or an address of the
// internet is not among them.
func inert(s string) bool {
	switch n := len(s); {
	case n < 4 || n > 22:
		return false
	case n >= 10 && s[2] == '/' && s[5] == '/':
		return digitsAt(s, 0, 2) && digitsAt(s, 3, 5) && digitsAt(s, 6, 10) && (n == 10 || clock(s[10:]))
	case n > 19:
		return false
	case n >= 10 && s[4] == '-' && s[7] == '-':
		return digitsAt(s, 0, 4) && digitsAt(s, 5, 7) && digitsAt(s, 8, 10) && (n == 10 || clock(s[10:]))
	}
	i := 0
	if s[0] == '-' {
		i++
	}
	dot := strings.IndexByte(s, '.')
	frac := len(s) - dot - 1
	return dot > i && dot-i <= 3 && frac >= 1 && frac <= 6 && frac != 4 && digitsAt(s, i, dot) && digitsAt(s, dot+1, len(s))
}
