package detect

// phone finds telephone numbers of the North American Numbering Plan (ITU-T
// E.164 country code 1; area code and exchange begin with 2 to 9, NANPA). Ten
// digits without separators, and seven digits, need a phone word or header. It
// also finds numbers of other countries (phone_world.go).
type phone struct{}

func (phone) Info() Info {
	return Info{
		ID:       "phone",
		Doc:      "Telephone numbers, with extensions; those of other countries with a plus sign or a word for telephone.",
		Example:  "call [[PHONE_NUMBER:315-555-0142]] after 5",
		Entities: []Entity{PhoneNumber},
		Triggers: TriggerPhone | TriggerPhoneWord | TriggerDeskWord,
	}
}

// phoneShape is what the state machine read at one place.
type phoneShape struct {
	end       int
	separated bool // by anything but nothing
	plain     bool // separated by spaces only
	local     bool // seven digits
	valid     bool // the ranges of the numbering plan agree
	sure      bool // brackets or a country code: no other number is written so
	code      bool // digits before it that may be a country's: 91-415-555-0132
}

func (phone) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	if !isDigit(s[at.Start]) {
		return phoneByWord(dst, t, at), nil
	}
	for i := at.Start; i < at.End; {
		if !isDigit(s[i]) || i > 0 && isDigit(s[i-1]) {
			i++
			continue
		}
		p, ok := readPhone(s, i)
		if !ok {
			p, ok = readWorldPhone(t, i)
		}
		if !ok || p.local && !p.valid {
			if w, said := readLabelledPhone(t, i); said {
				p, ok = w, true
			}
		}
		if !ok || p.local && misreadArea(s, i, p.end) {
			i++
			continue
		}
		start := phoneStart(s, i)
		if l, reason := judgePhone(t, p, start); l != 0 {
			dst = append(dst, found(start, p.end, PhoneNumber, l, reason))
			i = p.end
			continue
		}
		i++
	}
	return dst, nil
}

// phoneStart takes in the opening bracket and the plus sign before the digits.
func phoneStart(s string, i int) int {
	if i > 0 && s[i-1] == '(' {
		i--
	}
	if i > 0 && s[i-1] == '+' {
		i--
	}
	return i
}

// readPhone reads a number at i, where a digit run begins.
func readPhone(s string, i int) (phoneShape, bool) {
	if i > 1 && isDigit(s[i-2]) && (s[i-1] == '.' || s[i-1] == ',' || s[i-1] == '-') {
		return phoneShape{}, false // inside a code or a decimal
	}
	first := i
	var p phoneShape
	glued := i > 0 && isASCIILetter(s[i-1])
	if glued && !gluedWord(s, i) {
		return p, false
	}
	if s[i] == '1' {
		i++
		i += separators(s, i)
	}
	area := i
	i = takeDigits(s, i, 3)
	if i < 0 {
		return p, false
	}
	gap1 := separators(s, i)
	exchange := i + gap1
	i = takeDigits(s, exchange, 3)
	if i < 0 {
		if s[first] == '1' || glued {
			return p, false
		}
		return readLocal(s, first)
	}
	gap2 := separators(s, i)
	line := i + gap2
	i = takeDigits(s, line, 4)
	if i < 0 || i < len(s) && isDigit(s[i]) {
		if s[first] == '1' || glued {
			return p, false
		}
		return readLocal(s, first)
	}
	p.separated = gap2 > 0
	bracket := area > 0 && s[area-1] == '('
	p.sure = first > 0 && s[first-1] == '+' || bracket && (gap2 > 0 || s[area+3] == ')')
	p.plain = gap1 == 1 && gap2 == 1 && s[exchange-1] == ' ' && s[line-1] == ' '
	p.valid = validNANP(s[area:area+3], s[exchange:exchange+3])
	if gap1 == 0 && gap2 > 1 || glued && (gap1 != 1 || gap2 != 1 || !p.valid) {
		return p, false
	}
	return finishPhone(s, i, p)
}

// readLocal reads seven digits, 3 and 4, at i.
func readLocal(s string, i int) (phoneShape, bool) {
	p := phoneShape{local: true}
	exchange := i
	i = takeDigits(s, i, 3)
	if i < 0 {
		return p, false
	}
	gap := separators(s, i)
	if gap > 1 {
		return p, false
	}
	i = takeDigits(s, i+gap, 4)
	if i < 0 || i < len(s) && isDigit(s[i]) {
		return p, false
	}
	p.separated = gap == 1
	p.valid = s[exchange] >= '2'
	return finishPhone(s, i, p)
}

// finishPhone checks what follows the last digit and takes in an extension.
func finishPhone(s string, i int, p phoneShape) (phoneShape, bool) {
	p.end = i
	if ext := extension(s, i); ext > 0 {
		p.end = ext
		return p, true
	}
	if i < len(s) && (isASCIILetter(s[i]) || i+1 < len(s) && (s[i] == '-' || s[i] == '.') && isDigit(s[i+1])) {
		return p, false // a longer code
	}
	return p, true
}

// takeDigits is the offset after n digits at i, -1 if there are fewer.
func takeDigits(s string, i, n int) int {
	if i+n > len(s) {
		return -1
	}
	for k := i; k < i+n; k++ {
		if !isDigit(s[k]) {
			return -1
		}
	}
	return i + n
}

// validNANP reports whether area code and exchange are possible: neither begins
// with 0 or 1, and neither is N11 (reserved for services).
func validNANP(area, exchange string) bool {
	return area[0] >= '2' && exchange[0] >= '2' && area[1:] != "11" && exchange[1:] != "11" && area[1] != '9'
}

// extension is the end of an extension that begins at i ("x12", " ext. 12",
// "#12", " (extensión 12)"), 0 if there is none.
func extension(s string, i int) int {
	k := i
	for k < len(s) && k-i < 3 && (s[k] == ' ' || s[k] == ',' || s[k] == ';' || s[k] == '-' || s[k] == '(') {
		k++
	}
	open := k > i && s[k-1] == '('
	word := k
	if k = wordEnd(s, k); k-word > 10 {
		return 0
	}
	switch {
	case k > word && inList(" x ext extension extn extensión extention xtn xt exten exts anexo ", s[word:k]):
	case k == word && k < len(s) && s[k] == '#':
		k++
	default:
		return 0
	}
	for n := 0; k < len(s) && n < 3 && (s[k] == ' ' || s[k] == '.' || s[k] == ':' || s[k] == '#'); n++ {
		k++
	}
	end := k
	for end < len(s) && end-k < 6 && isDigit(s[end]) {
		end++
	}
	if end == k || end < len(s) && isDigit(s[end]) {
		return 0
	}
	if open && end < len(s) && s[end] == ')' {
		end++
	}
	return end
}

// equalWord reports whether w is the lower-case word l, whatever w's case.
func equalWord(w, l string) bool { return len(w) == len(l) && equalLower(w, l) }

// judgePhone weighs the shape against label and header; 0 means no candidate.
func judgePhone(t *Text, p phoneShape, start int) (Likelihood, uint16) {
	h := hintFor(t)
	if p.local && !h.Has(PhoneNumber) && notLocalPhone(t.S, start, p.end) {
		if near, _ := classBefore(t, start); near&TriggerPhoneWord == 0 {
			return 0, reasonVeto
		}
	}
	if h.Has(PhoneNumber) {
		if p.valid {
			return VeryLikely, reasonHeaderShape
		}
		return Likely, reasonHeader
	}
	near, all := classBefore(t, start)
	switch {
	case p.code && near&TriggerPhoneWord == 0:
		return Unlikely, reasonNoContext
	case near&TriggerPhoneWord != 0:
		if p.valid {
			return VeryLikely, reasonLabel
		}
		return Likely, reasonFailedCheck
	case p.sure:
		return Likely, reasonShape
	case h&hintCode != 0 || beside(t, start)&notPhone != 0:
		return 0, reasonVeto
	case near&notPhone != 0 && !(p.separated && p.valid && !p.local):
		return 0, reasonVeto
	case p.valid && !p.local && phoneWordAfter(t, p.end), p.valid && numberIs(t.S, start):
		return Likely, reasonLabel
	case !p.separated || p.local || !p.valid:
		if p.local && p.separated && p.valid && all&TriggerVetoWord == 0 && longText(t) {
			return Possible, reasonNoContext
		}
		return 0, reasonNoContext
	default:
		return Likely, reasonShape
	}
}

// notLocalPhone reports seven digits that are no telephone number unless a word says
// so: a decimal, a fraction, a standard and its year ("IEEE 754-2008",
// "TIS-620-2533"), figures in a row.
func notLocalPhone(s string, start, end int) bool {
	if v := s[start:end]; len(v) > 4 && (v[3] == '.' || v[3] == '/' || v[3] == ' ') {
		return true
	}
	if start > 1 && isDigit(s[start-2]) && s[start-1] == ' ' || end+1 < len(s) && s[end] == ' ' && isDigit(s[end+1]) {
		return true
	}
	if start > 1 && (s[start-1] == '-' || s[start-1] == '(' && end < len(s) && s[end] == ')') {
		return true
	}
	w, ok := wordBefore(s, start)
	return ok && inList(" ieee iso iec ansi astm tis din nist rfc asce nfpa range ranges slots far dfars std standard ", s[w.Start:w.End])
}

// phoneWordAfter reports "3155550142 (cell)".
func phoneWordAfter(t *Text, end int) bool {
	i := end
	for i < len(t.S) && i-end < 3 && (t.S[i] == ' ' || t.S[i] == '(' || t.S[i] == '-') {
		i++
	}
	return i > end && classOf(t.S[i:wordEnd(t.S, i)])&TriggerPhoneWord != 0
}

// notPhone are label words after which a number is no telephone number.
const notPhone = TriggerVetoWord | TriggerAccountWord | TriggerMedicalWord | TriggerBankWord | TriggerRoutingWord | TriggerSSNWord

// longText reports a text that is more than a bare number, in which "555-0142"
// may be a local telephone number.
func longText(t *Text) bool {
	return len(t.S) > 40 && (t.Column == nil || t.Column.Hint&hintFree != 0)
}
