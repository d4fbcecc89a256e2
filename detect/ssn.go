package detect

// ssn finds social security numbers: area, group, serial (3-2-4). The Social
// Security Administration never gives area 000, 666 or 900 to 999, group 00 or
// serial 0000; 9xx with certain groups is an ITIN (Internal Revenue Manual
// 3.21.263). A label makes nine bare digits, a mistyped number and the last four
// of a masked number count too.
type ssn struct{}

func (ssn) Info() Info {
	return Info{
		ID:       "ssn",
		Doc:      "Social security numbers and taxpayer numbers (ITIN), whole or last four.",
		Example:  "SSN [[US_SSN:078-05-1120]] on file",
		Entities: []Entity{USSSN, USITIN},
		Triggers: TriggerCell | TriggerSSN | TriggerLabel | TriggerNine,
	}
}

func (d ssn) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	if hintFor(t)&(bit(USSSN)|bit(USITIN)) != 0 && isCell(t, at) {
		return d.labelled(dst, s, at.Start, true, reasonHeaderShape), nil
	}
	if isDigit(s[at.Start]) {
		return d.shaped(dst, t, at), nil
	}
	e := USSSN
	if !t.said.entities.Has(USSSN) {
		e = USITIN
	}
	return labelled(dst, t, at, e, readSSN), nil
}

// readSSN reads nine digits however they are split, or the last four where the
// label or a mask says so. A weak label ("tax id") asks for a number that can be
// one.
func readSSN(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, v.i
	for i < len(s) && (isMask(s[i]) && s[i] != '#' || s[i] == ' ' && i > v.i) {
		i++
	}
	masked := i > v.i+1
	var nine [9]byte
	digits := 0
	end = i
	for k := i; k < len(s) && digits <= len(nine); {
		switch c := s[k]; {
		case isDigit(c):
			if digits < len(nine) {
				nine[digits] = c
			}
			digits++
			k++
			end = k
		case digits > 0 && isDigit(s[k-1]) || digits > 0 && s[k-1] == ' ':
			gap := separators(s, k)
			if gap == 0 || k+gap >= len(s) || !isDigit(s[k+gap]) || digits == 4 && masked || digits >= len(nine) {
				k = len(s)
				break
			}
			k += gap
		default:
			k = len(s)
		}
	}
	if end < len(s) && isASCIILetter(s[end]) || end+1 < len(s) && (s[end] == '.' || s[end] == ':') && isWordByte(s[end+1]) || v.label.Len() <= 3 && v.label.Start > 0 && s[v.label.Start-1] == ':' {
		return 0, 0, 0, 0
	}
	switch {
	case digits == 9 && !masked:
		_, valid := ssnDigits(string(nine[:]))
		switch {
		case v.e == USITIN && nine[0] != '9' && end-v.i == 10: // 16-0044128: of an employer
			return 0, 0, 0, 0
		case valid:
			return v.i, end, VeryLikely, reasonLabel
		case v.weak || v.far:
			return 0, 0, 0, 0
		}
		return v.i, end, Likely, reasonFailedCheck
	case digits == 4 && end-i == 4 && (masked || v.last || v.marked && saidOutright(v)) && !v.weak:
		return v.i, end, Likely, reasonLabel
	default:
		return 0, 0, 0, 0
	}
}

// shaped reads 3-2-4 with the same dash, dot or space twice, or a masked number.
func (d ssn) shaped(dst []Match, t *Text, at Span) []Match {
	s := t.S
	if end := at.End; end-at.Start == 4 {
		if start := maskStart(s, at.Start); start < at.Start-3 && ssnMask(s, start, at) && beside(t, start)&(TriggerBankWord|TriggerRoutingWord|TriggerAccountWord|TriggerCardWord) == 0 {
			return append(dst, found(start, end, USSSN, Likely, reasonShape))
		}
		return dst
	}
	for i := at.Start; i+9 <= at.End; i++ {
		if i+11 <= at.End && isSSNShape(s, i) {
			dst = append(dst, d.judge(t, i))
			i += 10
		} else if end := nineEnd(s, i); end > 0 {
			dst = d.counted(dst, t, i, end)
			i = end
		}
	}
	return dst
}

// ssnMask reports that what is masked before the last four can be a social security
// number's five digits and nothing joins it to more: "XXX-XX-1120", "xxxxx1120".
func ssnMask(s string, start int, at Span) bool {
	first := start
	if start > 0 && s[start-1] == '9' && s[start] != '-' { // an ITIN: 9XX-XX-4412
		first--
	}
	if first > 0 && isWordByte(s[first-1]) || s[start] == '-' || at.End+1 < len(s) && s[at.End] == '-' && isWordByte(s[at.End+1]) {
		return false
	}
	signs := start - first
	for i := start; i < at.Start; i++ {
		if s[i] != '-' && s[i] != ' ' {
			signs++
		}
	}
	return signs == 5 && (at.Start-first == 5 || at.Start-first == 7 && s[first+3] == s[at.Start-1])
}

// nineEnd is the end of nine digits at i that are no part of more, alone or split
// in a way that nobody prescribes: 078-051121, 07805-1121.
func nineEnd(s string, i int) int {
	if !isDigit(s[i]) || i > 0 && (isWordByte(s[i-1]) || (s[i-1] == '-' || s[i-1] == '.') && i > 1 && isDigit(s[i-2])) {
		return 0
	}
	end := takeDigits(s, i, 9)
	if end < 0 && i+10 <= len(s) && (s[i+3] == '-' && digitsAt(s, i, i+3) && digitsAt(s, i+4, i+10) || s[i+5] == '-' && digitsAt(s, i, i+5) && digitsAt(s, i+6, i+10)) {
		end = i + 10
	}
	if end < 0 || !endsNumber(s, end) {
		return 0
	}
	return end
}

// counted appends nine digits in range without a label: kept, so Unlikely.
func (ssn) counted(dst []Match, t *Text, i, end int) []Match {
	if _, all := classBefore(t, i); all&TriggerSSNWord != 0 || hintFor(t)&hintCode != 0 {
		return dst // the label's own call reads it; a public number
	}
	e, valid := ssnDigits(t.S[i:end])
	if !valid {
		return dst
	}
	return append(dst, found(i, end, e, Unlikely, reasonNoContext))
}

// isSSNShape reports eleven bytes at i that are ddd-dd-dddd and no part of more.
func isSSNShape(s string, i int) bool {
	sep := s[i+3]
	if sep != '-' && sep != ' ' && sep != '.' || s[i+6] != sep {
		return false
	}
	for k := range 11 {
		if k != 3 && k != 6 && !isDigit(s[i+k]) {
			return false
		}
	}
	if i > 0 && (isWordByte(s[i-1]) || s[i-1] == sep && i > 1 && isDigit(s[i-2])) {
		return false
	}
	return i+11 == len(s) || !isWordByte(s[i+11]) && !(s[i+11] == sep && i+12 < len(s) && isDigit(s[i+12]))
}

// ssnReach is how many bytes before a number of this shape its label may stand:
// "your social security number, for the record? A: …".
const ssnReach = 64

// judge weighs a 3-2-4 number at i.
func (ssn) judge(t *Text, i int) Match {
	s := t.S
	area, group, serial := s[i:i+3], s[i+4:i+6], s[i+7:i+11]
	e, valid := ssnKind(area, group, serial)
	m := found(i, i+11, e, Likely, reasonChecked)
	h := hintFor(t)
	_, all := classIn(s, max(0, i-ssnReach), i)
	if _, before := classBefore(t, i); before&TriggerSSNWord != 0 {
		all |= before
	}
	labelled := all&TriggerSSNWord != 0 || h&(bit(USSSN)|bit(USITIN)) != 0
	if labelled && !valid {
		m.Entity = USSSN
	}
	switch {
	case labelled && valid:
		m.Likelihood, m.Reason = VeryLikely, reasonLabel
	case labelled:
		m.Likelihood, m.Reason = Likely, reasonFailedCheck
	case otherNumber(t, i):
		m.Likelihood, m.Reason = Possible, reasonVeto
	case !valid, h&hintCode != 0, beside(t, i)&TriggerVetoWord != 0:
		m.Likelihood, m.Reason = Unlikely, reasonVeto
	case knownFake(area, group, serial):
		m.Reason = reasonKnownFake
	case s[i+3] == ' ':
		m.Likelihood, m.Reason = Possible, reasonNoContext
	}
	return m
}

// otherNumber reports a label right before i that speaks of an account, a licence or
// the like: its detector reads the number.
func otherNumber(t *Text, i int) bool {
	return beside(t, i)&(TriggerAccountWord|TriggerBankWord|TriggerLicenseWord|TriggerMedicalWord) != 0
}

// ssnKind checks the ranges; an ITIN begins with 9 and has group 50 to 65, 70 to
// 88, 90 to 92 or 94 to 99.
func ssnKind(area, group, serial string) (Entity, bool) {
	if area[0] == '9' {
		return USITIN, group >= "50" && group <= "65" || group >= "70" && group <= "88" || group >= "90" && group <= "92" || group >= "94"
	}
	return USSSN, area != "000" && area != "666" && group != "00" && serial != "0000"
}

// knownFake reports numbers that were published as examples: the wallet insert
// of 1938, the pamphlet of 1940, the advertising range 987-65-432x, and counting.
func knownFake(area, group, serial string) bool {
	switch area {
	case "078":
		return group == "05" && serial == "1120"
	case "219":
		return group == "09" && serial == "9999"
	case "123":
		return group == "45" && serial == "6789"
	case "987":
		return group == "65" && serial[:3] == "432"
	default:
		return false
	}
}

// maskStart is where the mask before i begins: "XXX-XX-", "***-**-", "xxxxx".
func maskStart(s string, i int) int {
	for i > 0 && isMask(s[i-1]) {
		i--
	}
	return i
}

// labelled reads the value at i under a label: nine digits, split or not, or
// the last four where the label or a mask says so.
func (ssn) labelled(dst []Match, s string, i int, last bool, reason uint16) []Match {
	start := i
	for i < len(s) && isMask(s[i]) && s[i] != '#' || i < len(s) && s[i] == ' ' && i > start {
		i++
	}
	masked := i > start+2
	end, digits, letters := readCode(s, i)
	switch {
	case letters > 0:
	case digits == 9 && !masked:
		l := VeryLikely
		if _, valid := ssnDigits(s[i:end]); !valid {
			l, reason = Likely, reasonFailedCheck
		}
		dst = append(dst, found(start, end, USSSN, l, reason))
	case digits == 4 && (masked || last):
		dst = append(dst, found(start, end, USSSN, Likely, reason))
	}
	return dst
}

// ssnDigits checks nine digits however they are split.
func ssnDigits(s string) (Entity, bool) {
	var d [9]byte
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) && n < len(d) {
			d[n] = s[i]
			n++
		}
	}
	return ssnKind(string(d[:3]), string(d[3:5]), string(d[5:]))
}
