package detect

// birth finds dates of birth: a date is one only after a label or under a header.
type birth struct{}

func (birth) Info() Info {
	return Info{
		ID:       "birth",
		Doc:      "Dates and years of birth after a label or under a header.",
		Example:  "DOB: [[DATE_OF_BIRTH:3/14/1980]] per form",
		Entities: []Entity{DateOfBirth},
		Triggers: TriggerCell | TriggerBirthWord,
	}
}

func (birth) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	if hintFor(t).Has(DateOfBirth) && isCell(t, at) {
		if y, end := readNumber(s, at.Start); end == at.End && (end-at.Start == 4 && isYear(y)) {
			return append(dst, found(at.Start, at.End, DateOfBirth, VeryLikely, reasonHeaderShape)), nil
		}
		if _, ok := readDate(s, at.Start); ok {
			return append(dst, found(at.Start, at.End, DateOfBirth, VeryLikely, reasonHeaderShape)), nil
		}
		return dst, nil
	}
	i, _, _, ok := afterLabel(s, at.End)
	if !ok {
		return dst, nil
	}
	if end, ok := readDate(s, i); ok {
		return append(dst, found(i, end, DateOfBirth, VeryLikely, reasonLabel)), nil
	}
	if y, end := readNumber(s, i); end-i == 4 && isYear(y) && closedAt(s, end) {
		return append(dst, found(i, end, DateOfBirth, Likely, reasonLabel)), nil
	}
	if end, digits, letters := readCode(s, i); letters == 0 && (digits == 8 || digits == 6) && equalWord(s[at.Start:at.End], "dob") {
		return append(dst, found(i, end, DateOfBirth, Likely, reasonLabel)), nil // DOB 03141980
	}
	return dst, nil
}
