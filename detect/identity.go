package detect

import "strings"

// identity finds identifiers that only a label or header reveals: passports,
// medical records, user names, passwords and access codes, cookie and session
// identifiers.
type identity struct{}

func (identity) Info() Info {
	return Info{
		ID:       "identity",
		Doc:      "Passport, medical record, user name, password and session identifiers after a label or under a header.",
		Example:  "passport no. [[US_PASSPORT:C03004786]] attached",
		Entities: []Entity{USPassport, MedicalRecord, Username, Password, CookieID, SessionID},
		Triggers: TriggerCell | TriggerPassportWord | TriggerMedicalWord | TriggerUserWord | TriggerPasswordWord,
	}
}

func (d identity) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, h := t.S, hintFor(t)
	const mine = Hint(1<<USPassport | 1<<MedicalRecord | 1<<Username | 1<<Password | 1<<CookieID | 1<<SessionID)
	if h&mine != 0 && isCell(t, at) {
		return d.cell(dst, s, at, h), nil
	}
	i, marked, _, ok := afterLabel(s, at.End)
	if !ok {
		return dst, nil
	}
	end, digits, letters := readCode(s, i)
	said := digits > 0 || strings.ContainsAny(s[at.End:i], ":=") // not "the password is required"
	class := classOf(s[at.Start:at.End])
	switch {
	case class&TriggerPassportWord != 0:
		if digits >= 6 && letters <= 3 && digits+letters <= 12 {
			dst = append(dst, found(i, end, USPassport, Likely, reasonLabel))
		}
	case class&TriggerMedicalWord != 0:
		if digits >= 4 && digits+letters <= 16 {
			dst = append(dst, found(i, end, MedicalRecord, Likely, reasonLabel))
		}
	case class&TriggerUserWord != 0:
		if marked && said && digits+letters >= 3 && classOf(s[i:end])&(wordStop|wordBlank) == 0 {
			dst = append(dst, found(i, end, Username, Likely, reasonLabel))
		}
	case equalWord(s[at.Start:at.End], "pin"):
		if digits >= 4 && digits <= 6 && letters == 0 && end-i == digits {
			dst = append(dst, found(i, end, Password, Likely, reasonLabel))
		}
	default:
		for end = i; end < len(s) && s[end] > ' ' && end-i < 64; end++ {
		}
		for end > i && (s[end-1] == '.' || s[end-1] == ',' || s[end-1] == ';') {
			end--
		}
		if end = runeFloor(s, end); marked && said && end-i >= 4 && classOf(s[i:end])&(wordStop|wordBlank) == 0 {
			dst = append(dst, found(i, end, Password, Likely, reasonLabel))
		}
	}
	return dst, nil
}

// cell reads a cell under a header of one of the kinds.
func (identity) cell(dst []Match, s string, at Span, h Hint) []Match {
	digits, letters, code := wholeCode(s, at)
	e := None
	switch {
	case h.Has(USPassport) && code && digits >= 6:
		e = USPassport
	case h.Has(MedicalRecord) && code && digits >= 3:
		e = MedicalRecord
	case h.Has(Username) && code && digits+letters >= 2:
		e = Username
	case h.Has(Password) && at.Len() >= 3 && at.Len() <= 64:
		e = Password
	case h.Has(CookieID) && at.Len() >= 6:
		e = CookieID
	case h.Has(SessionID) && code && at.Len() >= 6:
		e = SessionID
	default:
		return dst
	}
	return append(dst, found(at.Start, at.End, e, VeryLikely, reasonHeaderShape))
}

// runeFloor is the nearest rune boundary of s at or before i.
func runeFloor(s string, i int) int {
	for i > 0 && i < len(s) && s[i]&0xC0 == 0x80 {
		i--
	}
	return i
}
