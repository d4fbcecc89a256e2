package detect

// iban finds International Bank Account Numbers (ISO 13616): two letters of the
// country, two check digits (ISO/IEC 7064, mod 97-10), up to 30 characters.
type iban struct{}

func (iban) Info() Info {
	return Info{
		ID:       "iban",
		Doc:      "International bank account numbers that pass their check digits, or have a label.",
		Example:  "transfer to [[IBAN_CODE:DE89 3704 0044 0532 0130 00]] please",
		Entities: []Entity{IBANCode},
		Triggers: TriggerIBAN,
	}
}

func (iban) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, n := t.S, ibanLength(t.S[at.Start:at.Start+2])
	if n == 0 || at.Start > 0 && isWordByte(s[at.Start-1]) {
		return dst, nil
	}
	var code [34]byte
	k, i := 0, at.Start
read:
	for i < len(s) && k < n {
		c := s[i]
		switch {
		case isDigit(c), isASCIILetter(c):
			if c >= 'a' {
				c -= 0x20
			}
			code[k] = c
			k++
		case (c == ' ' || c == '-') && k%4 == 0 && s[i-1] != c:
		default:
			break read
		}
		i++
	}
	switch whole := k == n && (i == len(s) || !isWordByte(s[i])); {
	case whole && mod97(code[:n]):
		return append(dst, found(at.Start, i, IBANCode, VeryLikely, reasonChecked)), nil
	case !ibanSaid(t, at.Start):
		return dst, nil
	case !whole:
		if i = codeEnd(s, at.Start); i-at.Start < 12 || i-at.Start > len(code) {
			return dst, nil
		}
	}
	return append(dst, found(at.Start, i, IBANCode, Likely, reasonFailedCheck)), nil
}

// ibanSaid reports the word "IBAN" shortly before a code, or over it: a mistyped
// number is one all the same.
func ibanSaid(t *Text, at int) bool {
	if hintFor(t).Has(IBANCode) {
		return true
	}
	w, ok := Span{Start: at}, true
	for range 3 {
		if w, ok = wordBefore(t.S, w.Start); !ok {
			return false
		}
		if equalWord(t.S[w.Start:w.End], "iban") {
			return true
		}
	}
	return false
}

// codeEnd is the end of the letters and digits that begin at i.
func codeEnd(s string, i int) int {
	for i < len(s) && (isDigit(s[i]) || isASCIILetter(s[i])) {
		i++
	}
	return i
}

// mod97 reports whether the number, with its first four characters moved to the
// end and letters as 10 to 35, leaves 1.
func mod97(code []byte) bool {
	rest := 0
	for i := range code {
		c := code[(i+4)%len(code)]
		if isDigit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}

// ibanLength is the length that the SWIFT registry gives for a country's number,
// 0 for other letters.
func ibanLength(country string) int {
	const table = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20"
	for i := 0; i+4 <= len(table); i += 4 {
		if country[0]&^0x20 == table[i] && country[1]&^0x20 == table[i+1] {
			return int(table[i+2]-'0')*10 + int(table[i+3]-'0')
		}
	}
	return 0
}
