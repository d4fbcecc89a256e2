package detect

import (
	"math/bits"
	"slices"
	"strings"
)

// Classes of bytes in the scan.
const (
	classOther = iota
	classLetter
	classDigit
	classAt
	classPercent
	classColon
	classDash
	classWide // first byte of a two- or three-byte rune that is no letter
)

// byteClass sorts bytes for the scan. Bytes of longer runes count as letters, but
// for the blocks U+0080 to U+00BF and U+2000 to U+2FFF: spaces, dashes, quotes.
var byteClass = buildClasses()

func buildClasses() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c >= 0x80, isASCIILetter(byte(c)):
			t[c] = classLetter
		case isDigit(byte(c)):
			t[c] = classDigit
		}
	}
	t[0xC2], t[0xE2] = classWide, classWide
	t['@'] = classAt
	t['%'] = classPercent
	t[':'] = classColon
	t['-'] = classDash
	return t
}

// Scanner scans texts one after the other. It belongs to one goroutine.
type Scanner struct {
	e    *Engine
	dst  []Match
	err  error
	text *Text
	hint Hint

	passed    int    // offset up to which joints were read
	linked    int    // offset up to which links and e-mail addresses were read
	told      int    // offset up to which labels were read
	digit     uint8  // whether the text has a digit: 0 not known, 1 no, 2 yes
	named     bool   // whether names were looked for
	capStart  int    // the last capitalised word
	capEnd    int    // its end, 0 before the first one
	label     string // the last label read
	labelHint Hint
	column    Column // stands for a text's column when it has a label: the hints of both
	reader    nameReader
	own       Text
	bare      bool // own has no label and nothing around it
}

// NewScanner gives a goroutine its scratch memory.
func (e *Engine) NewScanner() *Scanner { return &Scanner{e: e} }

// Scan appends the candidates in t to dst, in order of Start, and returns it.
// Candidates may overlap and may be unlikely: [Resolve] settles them. Of t.Column
// only Name and Hint are read. An error means that t was not examined; it does
// not quote t.
func (s *Scanner) Scan(dst []Match, t *Text) ([]Match, error) {
	s.own, s.bare = *t, false // so that the caller's Text may live on its stack; kept until the next text
	return s.scan(dst)
}

// ScanCell is Scan of Text{S: text, Column: c}, the commonest, without the cost
// of the text around it.
func (s *Scanner) ScanCell(dst []Match, text string, c *Column) ([]Match, error) {
	if !s.bare {
		s.own, s.bare = Text{}, true
	}
	s.own.S, s.own.Column = text, c
	return s.scan(dst)
}

func (s *Scanner) scan(dst []Match) ([]Match, error) {
	t := &s.own
	if t.S == "" {
		return dst, nil
	}
	base := len(dst)
	s.dst, s.err, s.text = dst, nil, &s.own
	s.passed, s.linked, s.told, s.digit, s.named, s.capEnd = 0, 0, 0, 0, false, 0
	t.run, t.reader, t.cell.done = Span{}, &s.reader, false
	s.hint = s.hintOf(s.text)
	if s.hint&s.e.cells != 0 {
		s.cell()
	}
	s.houseCell()
	bare := len(t.S) <= 8 && !s.hint.Has(PhoneNumber) && digitsAt(t.S, 0, len(t.S)) // seven digits need a word or a header
	if !bare && !inert(t.S) || s.e.phrases != nil && s.e.phrases.digits {
		s.wholeName()
		s.bytes()
		if s.capEnd == 0 && !s.named {
			s.small()
		}
	}
	if s.e.phrases != nil && len(s.e.phrases.other) > 0 {
		s.otherPhrases()
	}
	if s.err == nil && len(s.e.patterns) > 0 {
		s.patterns()
	}
	out, err := s.dst, s.err
	s.dst = nil
	if err != nil {
		return out[:base], err
	}
	sortByStart(out[base:])
	if len(out) > base && s.hint&reachHints == 0 {
		officeContacts(out[base:], t.S)
	}
	return out, nil
}

// clock reports a time of day behind a date: " 14:03", "T14:03:59Z", " 02:03:59 PM".
func clock(s string) bool {
	if n := len(s); n > 3 && s[n-1] == 'M' && s[n-3] == ' ' && (s[n-2] == 'A' || s[n-2] == 'P') {
		s = s[:n-3]
	}
	s = strings.TrimSuffix(s, "Z")
	if len(s) != 6 && len(s) != 9 || s[0] != ' ' && s[0] != 'T' || s[3] != ':' || !digitsAt(s, 1, 3) || !digitsAt(s, 4, 6) {
		return false
	}
	return len(s) == 6 || s[6] == ':' && digitsAt(s, 7, 9)
}

func digitsAt(s string, from, to int) bool {
	for ; from < to; from++ {
		if !isDigit(s[from]) {
			return false
		}
	}
	return true
}

// hintOf gives the hints of the column; a label's are added by putting a column
// of both in the text's place.
func (s *Scanner) hintOf(t *Text) Hint {
	h := hintFor(t)
	if t.Label == "" {
		return h
	}
	if t.Label != s.label {
		s.label = strings.Clone(t.Label)
		s.labelHint = HintOf(s.label)
	}
	if s.labelHint|h != h {
		s.column = Column{Name: s.label, Hint: s.labelHint | h}
		if t.Column != nil {
			s.column.Name = t.Column.Name
		}
		t.Column = &s.column
		h |= s.labelHint
	}
	return h
}

// cell calls the detectors of what the header or label promises.
func (s *Scanner) cell() {
	at := trimSpan(s.text.S)
	if at.Len() == 0 || isMaskLabel(s.text.S[at.Start:at.End]) {
		return
	}
	for m := s.e.called[bits.TrailingZeros64(uint64(TriggerCell))]; m != 0; m &= m - 1 {
		if i := bits.TrailingZeros64(m); s.e.rows[i].hints&s.hint != 0 {
			s.call(i, at)
		}
	}
}

// isMaskLabel reports the label that a release left in place of a whole cell,
// "[phone withheld: …]": a header says nothing of it.
func isMaskLabel(v string) bool {
	return v[0] == '[' && v[len(v)-1] == ']' && strings.Contains(v, " withheld: ") && strings.IndexByte(v, ']') == len(v)-1
}

// fire calls every detector that wants one of the signs at the span.
func (s *Scanner) fire(signs Trigger, at Span) {
	signs &= s.e.triggers
	if signs == 0 {
		return
	}
	var m uint64
	for t := uint64(signs); t != 0; t &= t - 1 {
		m |= s.e.called[bits.TrailingZeros64(t)]
	}
	for ; m != 0; m &= m - 1 {
		s.call(bits.TrailingZeros64(m), at)
	}
}

// call runs one detector and marks its matches.
func (s *Scanner) call(i int, at Span) {
	n := len(s.dst)
	out, err := s.e.rows[i].det.Detect(s.dst, s.text, at)
	if err != nil {
		s.err = err
		return
	}
	s.dst = out
	for k := n; k < len(out); k++ {
		out[k].Detector = uint16(i)
	}
}

// bytes is the one pass over the text.
func (s *Scanner) bytes() {
	str := s.text.S
	for i := 0; i < len(str); {
		switch byteClass[str[i]] {
		case classLetter:
			i = s.word(i)
		case classDigit:
			i = s.digits(i)
		case classAt:
			s.link(TriggerAt, Span{i, i + 1})
			i++
		case classPercent:
			if strings.HasPrefix(str[i:], "%40") {
				s.fire(TriggerAt, Span{i, i + 3})
			}
			i++
		case classColon, classDash:
			s.joint(i)
			i++
		case classWide:
			if str[i] == 0xC2 && i+1 < len(str) && (str[i+1] == 0xB0 || str[i+1] == 0xBA) {
				s.fire(TriggerPoint, Span{i, i + 2})
			}
			i += signLen(str[i])
		default:
			i++
		}
	}
}

// word reads one word of letters and fires when it is a label word.
func (s *Scanner) word(i int) int {
	str, start := s.text.S, i
	for i++; i < len(str) && byteClass[str[i]] == classLetter; i++ {
	}
	if i+1 < len(str) && i-start <= maxWord && isDigit(str[i]) && (str[i] <= '1' || str[i] == '5') && byteClass[str[i+1]] == classLetter {
		s.misread(start)
	}
	if c := str[start]; (c-'A' < 26 || c >= 0x80) && !s.named {
		s.capital(start, i)
	}
	h := wordHash(str[start:i])
	if p := s.e.phrases; p != nil && p.bits[h%wordBits/64]&(1<<(h%64)) != 0 {
		s.phrases(start, h)
	}
	if i-start > maxWord {
		return i
	}
	if start > 1 && str[start-1] == '.' && start >= s.linked && isWordByte(str[start-2]) && wordClass(h, str[start:i])&(wordTop|wordWeakTop) != 0 {
		s.fire(TriggerDomain, Span{start - 1, start})
	}
	if start > 0 && byteClass[str[start-1]] == classDigit {
		if i-start <= 2 && i+6 < len(str) && (start == 1 || !isWordByte(str[start-2])) { // 1EG4-TE5-MK73
			if end := mbiEnd(str, start-1); end > 0 {
				s.fire(TriggerMBI, Span{start - 1, end})
			}
		}
		s.cisco(i)
		if str[start]|0x20 == 'y' && i-start <= 3 { // 15yo, 7yrs old
			s.fire(TriggerAgeWord, Span{start, i})
		}
		s.cornerCell(start, i)
		return i // "5th", "12AB": never a label
	}
	if i-start == 4 {
		s.cisco(i)
	}
	if words.calls[h%wordBits/64]&(1<<(h%64)) == 0 && (i-start != 2 || i+1 >= len(str) || !isDigit(str[i]) && !bracketed(str, start, i)) {
		return i // no word that calls anybody, the head of no IBAN, no "[at]"
	}
	slot := slotOf(h, str[start:i])
	var c Trigger
	if slot != nil {
		c = slot.class
	}
	if c&needDigits != 0 && !s.digitsIn() {
		c &^= needDigits
	}
	if c&TriggerLabel != 0 && (!slot.digit || s.digitsIn()) {
		s.announced(start, i, slot.label)
	}
	if c&TriggerScheme != 0 {
		s.link(TriggerScheme, Span{start, i})
	} else if c&^(noCall|TriggerLabel) != 0 {
		s.fire(c&^(noCall|TriggerLabel), Span{start, i})
	} else if c&wordState != 0 && i-start == 2 && (zipAfter(str, i) > i || start > 1 && str[start-2] == ',' && str[start]&0x20 == 0 && str[start+1]&0x20 == 0) {
		s.fire(TriggerStateZIP, Span{start, i})
	}
	if c&wordStop != 0 && i-start == 2 && bracketed(str, start, i) && equalWord(str[start:i], "at") {
		s.fire(TriggerDotWord, Span{start, i})
	}
	if i-start == 2 && i+1 < len(str) && isDigit(str[i]) && isDigit(str[i+1]) {
		s.fire(TriggerIBAN, Span{start, i + 2})
	}
	return i
}

// misread looks for a label whose letters a scanner took for digits: "p1ate",
// "licen5e", "acc0unt".
func (s *Scanner) misread(start int) {
	var word [maxWord]byte
	str, n, i := s.text.S, 0, start
	for ; i < len(str) && n < maxWord; i++ {
		c := str[i]
		switch {
		case c == '0':
			c = 'o'
		case c == '1':
			c = 'l'
		case c == '5':
			c = 's'
		case !isASCIILetter(c):
			c = 0
		}
		if c == 0 {
			break
		}
		word[n] = c
		n++
	}
	if n < 4 || i < len(str) && isWordByte(str[i]) {
		return
	}
	for _, one := range [...]byte{'l', 'i'} {
		for k := range n {
			if str[start+k] == '1' {
				word[k] = one
			}
		}
		if slot := slotOf(wordHash(string(word[:n])), string(word[:n])); slot != nil && slot.label != nil {
			s.announced(start, i, slot.label)
			return
		}
	}
}

// needDigits are the signs by word that mean nothing in a text without a digit, but
// for ages, whose numbers may be words.
const needDigits = TriggerPhoneWord | TriggerDeskWord | TriggerGeoWord | TriggerVehicleWord | TriggerBoxWord | TriggerAccountWord

// wordless are the kinds whose values may have no digit.
const wordless = Hint(1<<Username | 1<<Password)

// digitsIn reports a digit anywhere in the text; it looks once.
func (s *Scanner) digitsIn() bool {
	if s.digit == 0 {
		s.digit = 1
		if hasDigit(s.text.S) {
			s.digit = 2
		}
	}
	return s.digit == 2
}

// announced calls the detectors of what the label at a word announces. A label
// inside the one before ("number" of "account number") is none of its own.
func (s *Scanner) announced(start, end int, g *labelGroup) {
	if start < s.told {
		return
	}
	l, ok := labelAt(s.text.S, start, end, g)
	if !ok {
		return
	}
	s.told, s.text.said = l.End, l
	if l.entities&wordless == 0 && !s.digitsIn() {
		return
	}
	for m := s.e.called[bits.TrailingZeros64(uint64(TriggerLabel))]; m != 0; m &= m - 1 {
		if i := bits.TrailingZeros64(m); s.e.rows[i].hints&l.entities != 0 {
			s.call(i, l.Span)
		}
	}
}

// link looks for a link or an e-mail address; what stands in one is not read as
// another: a chain of them would cost its length squared.
func (s *Scanner) link(sign Trigger, at Span) {
	if at.Start < s.linked && sign == TriggerScheme {
		return
	}
	n := len(s.dst)
	s.fire(sign, at)
	s.linked = max(s.linked, at.End)
	if len(s.dst) > n {
		s.linked = max(s.linked, s.dst[len(s.dst)-1].End)
	}
}

// bracketed reports a word in brackets: "[at]".
func bracketed(s string, start, end int) bool {
	if start == 0 || end == len(s) {
		return false
	}
	switch s[end] {
	case ')', ']', '}', '>':
		return s[start-1] == '(' || s[start-1] == '[' || s[start-1] == '{' || s[start-1] == '<'
	default:
		return false
	}
}

func isHex(c byte) bool { return isDigit(c) || c|0x20-'a' <= 5 }

// trimSpan is s without the white space at both ends.
func trimSpan(s string) Span {
	if n := len(s); n > 0 && s[0]-'!' < 0x5E && s[n-1]-'!' < 0x5E { // ASCII that is no space at both ends
		return Span{0, n}
	}
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		return Span{}
	}
	start := len(s) - len(strings.TrimLeft(s, " \t\r\n\v\f\u0085\u00a0"))
	if !strings.HasPrefix(s[start:], trimmed) { // rarer Unicode space: find it
		start = strings.Index(s, trimmed)
	}
	return Span{start, start + len(trimmed)}
}

// sortByStart is an insertion sort while candidates are few and nearly in order,
// as they are after a scan.
func sortByStart(ms []Match) {
	for i := 1; i < len(ms); i++ {
		for k := i; k > 0 && before(&ms[k], &ms[k-1]); k-- {
			if i-k > fewMatches {
				slices.SortFunc(ms, func(a, b Match) int { return order(&a, &b, before) })
				return
			}
			ms[k], ms[k-1] = ms[k-1], ms[k]
		}
	}
}

// fewMatches is up to how many places an insertion sort moves a candidate.
const fewMatches = 32

// order makes a comparison of a strict order.
func order(a, b *Match, less func(a, b *Match) bool) int {
	switch {
	case less(a, b):
		return -1
	case less(b, a):
		return 1
	default:
		return 0
	}
}

// before orders candidates by place, then by what they are, so that the order
// does not depend on the table.
func before(a, b *Match) bool {
	switch {
	case a.Start != b.Start:
		return a.Start < b.Start
	case a.End != b.End:
		return a.End < b.End
	case a.Entity != b.Entity:
		return a.Entity < b.Entity
	default:
		return a.Likelihood > b.Likelihood
	}
}
