package detect

// npi finds national provider identifiers: ten digits that begin with 1 or 2 and
// pass the Luhn check behind the prefix 80840 (45 CFR 162.406; Centers for Medicare
// and Medicaid Services, "Requirements for National Provider Identifier and NPI
// Check Digit"). They are public: the National Plan and Provider Enumeration System
// publishes them. One with a label is named so that it is kept; without one it is
// only counted.
type npi struct{}

func (npi) Info() Info {
	return Info{
		ID:       "npi",
		Doc:      "National provider identifiers (not personal).",
		Example:  "NPI: [[US_NPI:1234567893]] of the clinic",
		Entities: []Entity{USNPI},
		Triggers: TriggerNine,
	}
}

func (npi) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	for i := at.Start; i+10 <= at.End; i++ {
		if !isDigit(s[i]) || i > 0 && (isWordByte(s[i-1]) || (s[i-1] == '-' || s[i-1] == '.') && i > 1 && isDigit(s[i-2])) {
			continue
		}
		end := readNPI(s, i)
		if end == 0 {
			continue
		}
		valid := validNPI(s[i:end])
		switch labelled := npiLabel(t, i); {
		case labelled && valid:
			dst = append(dst, found(i, end, USNPI, Likely, reasonChecked))
		case labelled:
			dst = append(dst, found(i, end, USNPI, Likely, reasonFailedCheck))
		case valid && (s[i] == '1' || s[i] == '2'):
			dst = append(dst, found(i, end, USNPI, Unlikely, reasonNoContext))
		}
		i = end
	}
	return dst, nil
}

// readNPI is the end of ten digits at i, alone or as 4-3-3; 0 where there are none.
func readNPI(s string, i int) int {
	end := takeDigits(s, i, 10)
	if end < 0 && i+12 <= len(s) && (s[i+4] == '-' || s[i+4] == ' ') && s[i+8] == s[i+4] && digitsAt(s, i, i+4) && digitsAt(s, i+5, i+8) && digitsAt(s, i+9, i+12) {
		end = i + 12
	}
	if end < 0 || !endsNumber(s, end) {
		return 0
	}
	return end
}

// validNPI reports whether the ten digits in s pass the Luhn check behind 80840 and
// are not one digit repeated.
func validNPI(s string) bool {
	d := [15]byte{8, 0, 8, 4, 0}
	n, same := 5, true
	for i := range len(s) {
		if isDigit(s[i]) && n < len(d) {
			d[n] = s[i] - '0'
			same = same && (d[n] == d[5] || n == len(d)-1)
			n++
		}
	}
	return n == len(d) && !same && luhn(d[:])
}

// npiReach is how many bytes before the number its label may stand.
const npiReach = 32

// npiLabel reports "NPI", "provider identifier", "provider no." before offset at or
// in the header.
func npiLabel(t *Text, at int) bool {
	if t.Column != nil && npiIn(t.Column.Name, 0, len(t.Column.Name)) {
		return true
	}
	return npiIn(t.S, max(0, at-npiReach), at) || at < npiReach && npiIn(t.Before, 0, len(t.Before)) || npiIn(t.Label, 0, len(t.Label))
}

func npiIn(s string, i, end int) bool {
	for i > 0 && i < end && isWordByte(s[i-1]) && isWordByte(s[i]) { // never half a word
		i++
	}
	provider, said := false, false
	for i < end {
		if byteClass[s[i]] != classLetter {
			said = said && !isDigit(s[i]) // of another number
			i++
			continue
		}
		k := min(wordEnd(s, i), end)
		w := s[i:k]
		said = said || equalWord(w, "npi") || provider && inList(" identifier identification id number no ", w)
		provider = equalWord(w, "provider") || equalWord(w, "prescriber")
		i = k
	}
	return said
}
