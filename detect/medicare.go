package detect

// mbiEnd is the end of a Medicare beneficiary identifier that begins at i, 0 where
// there is none: eleven characters, a digit from 1 to 9, then letters and digits
// in a fixed order, no letter of S, L, O, I, B, Z (Centers for Medicare and
// Medicaid Services, "Understanding the Medicare Beneficiary Identifier (MBI)
// Format"). Dashes or
// spaces may stand after the fourth and the seventh.
func mbiEnd(s string, i int) int {
	const order = "CAXNAXNAANN" // C: 1 to 9; A: a letter; X: either; N: a digit
	start := i
	for k := range len(order) {
		if (k == 4 || k == 7) && i < len(s) && (s[i] == '-' || s[i] == ' ') {
			i++
		}
		if i >= len(s) {
			return 0
		}
		switch c := s[i]; {
		case isDigit(c):
			if order[k] == 'A' || order[k] == 'C' && c == '0' {
				return 0
			}
		case isASCIILetter(c):
			if order[k] == 'N' || order[k] == 'C' || noMBILetter(c|0x20) {
				return 0
			}
		default:
			return 0
		}
		i++
	}
	if joints := i - start - len(order); joints == 1 || i < len(s) && isWordByte(s[i]) {
		return 0
	}
	return i
}

func noMBILetter(c byte) bool {
	return c == 's' || c == 'l' || c == 'o' || c == 'i' || c == 'b' || c == 'z'
}

// medicare finds Medicare beneficiary identifiers, which have a shape of their own.
type medicare struct{}

func (medicare) Info() Info {
	return Info{
		ID:       "medicare",
		Doc:      "Medicare beneficiary identifiers (MBI).",
		Example:  "card [[US_MBI:1EG4-TE5-MK73]] copied",
		Entities: []Entity{USMBI},
		Triggers: TriggerMBI | TriggerCell,
	}
}

func (medicare) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	l, reason := Likely, reasonShape
	if hintFor(t).Has(USMBI) {
		if isCell(t, at) && mbiEnd(t.S, at.Start) != at.End {
			return dst, nil
		}
		l, reason = VeryLikely, reasonHeaderShape
	}
	return append(dst, found(at.Start, at.End, USMBI, l, reason)), nil
}
