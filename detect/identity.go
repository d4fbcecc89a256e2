package detect

// passport finds passport numbers after a label or under a header.
type passport struct{}

func (passport) Info() Info {
	return Info{
		ID:       "passport",
		Doc:      "Passport numbers after a label or under a header.",
		Example:  "passport no. [[US_PASSPORT:C03004786]] attached",
		Entities: []Entity{USPassport},
		Triggers: TriggerCell | TriggerLabel,
	}
}

func (passport) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if hintFor(t).Has(USPassport) && isCell(t, at) {
		if digits, letters, ok := wholeCode(t.S, at); ok && digits >= 6 && digits+letters <= 12 {
			dst = append(dst, found(at.Start, at.End, USPassport, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	return labelled(dst, t, at, USPassport, readPassport), nil
}

// readPassport reads six to nine digits with up to three letters (ICAO Doc 9303
// allows nine characters).
func readPassport(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, maskedStart(v.s, v.i)
	end, digits, letters := readCode(s, i)
	switch {
	case (i > v.i || v.last) && digits >= 3 && digits+letters <= 9:
	case digits < 6 || letters > 3 || digits+letters > 10 || figure(v, i, end):
		return 0, 0, 0, 0
	case v.far && digits+letters < 8:
		return 0, 0, 0, 0
	}
	return v.i, end, Likely, reasonLabel
}

// medical finds the numbers by which a hospital or clinic knows a patient.
type medical struct{}

func (medical) Info() Info {
	return Info{
		ID:       "medical",
		Doc:      "Medical record, chart and patient numbers after a label or under a header.",
		Example:  "MRN: [[MEDICAL_RECORD:00441720]] seen today",
		Entities: []Entity{MedicalRecord},
		Triggers: TriggerCell | TriggerLabel,
	}
}

func (medical) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if hintFor(t).Has(MedicalRecord) && isCell(t, at) {
		if digits, _, ok := wholeCode(t.S, at); ok && digits >= 3 {
			dst = append(dst, found(at.Start, at.End, MedicalRecord, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	return labelled(dst, t, at, MedicalRecord, readMedical), nil
}

// readMedical reads a code of up to 20 letters and digits.
func readMedical(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, maskedStart(v.s, v.i)
	end, digits, letters := readCode(s, i)
	least := 4
	switch {
	case v.marked || i > v.i || v.last:
		least = 3
	case v.weak || v.far:
		least = 5
	}
	if (v.weak || v.label.Len() == 2) && hasSmall(s[i:end]) || countBetween(v) {
		return 0, 0, 0, 0
	}
	if digits < least || letters > digits+3 || digits+letters > 20 || v.weak && v.far || figure(v, i, end) || !v.marked && countedThing(s, end) {
		return 0, 0, 0, 0
	}
	return v.i, end, Likely, reasonLabel
}

// hasSmall reports an ASCII small letter.
func hasSmall(s string) bool { return !capitals(s) }
