package detect

// vehicle finds plates, vehicle identification numbers and driver licences, after
// a label or under a header only: without one, licence patterns of fifty states
// fit any code.
type vehicle struct{}

func (vehicle) Info() Info {
	return Info{
		ID:       "vehicle",
		Doc:      "Vehicle plates, vehicle identification numbers and driver licences after a label or under a header.",
		Example:  "blue car, plate [[LICENSE_PLATE:KLM-4471]] parked",
		Entities: []Entity{LicensePlate, VIN, USDriverLicense},
		Triggers: TriggerCell | TriggerPlateWord | TriggerVINWord | TriggerLicenseWord,
	}
}

func (d vehicle) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, h := t.S, hintFor(t)
	if h&(bit(LicensePlate)|bit(VIN)|bit(USDriverLicense)) != 0 && isCell(t, at) {
		return d.cell(dst, s, at, h), nil
	}
	i, marked, _, ok := afterLabel(s, at.End)
	if !ok {
		return dst, nil
	}
	class := classOf(s[at.Start:at.End])
	switch {
	case class&TriggerPlateWord != 0:
		if end, ok := readPlate(s, i, marked); ok {
			dst = append(dst, found(i, end, LicensePlate, Likely, reasonLabel))
		}
	case class&TriggerVINWord != 0:
		if end, digits, letters := readCode(s, i); digits+letters == 17 && end-i == 17 && digits >= 3 {
			l, reason := Likely, reasonFailedCheck
			if validVIN(s[i:end]) {
				l, reason = VeryLikely, reasonChecked
			}
			dst = append(dst, found(i, end, VIN, l, reason))
		}
	default:
		if !driverBefore(s, at) {
			return dst, nil
		}
		if end, digits, letters := readCode(s, i); digits >= 4 && letters <= 7 && digits+letters >= 6 && digits+letters <= 19 && !isYearOrDate(s, i, end) {
			dst = append(dst, found(i, end, USDriverLicense, Likely, reasonLabel))
		}
	}
	return dst, nil
}

// cell reads a cell under a header of one of the kinds.
func (vehicle) cell(dst []Match, s string, at Span, h Hint) []Match {
	digits, letters, ok := wholeCode(s, at)
	n := digits + letters
	switch {
	case h.Has(VIN) && ok && n >= 11 && n <= 17:
		l := Likely
		if n == 17 {
			l = VeryLikely
		}
		return append(dst, found(at.Start, at.End, VIN, l, reasonHeaderShape))
	case h.Has(USDriverLicense) && ok && digits >= 4 && n <= 19:
		return append(dst, found(at.Start, at.End, USDriverLicense, VeryLikely, reasonHeaderShape))
	case h.Has(LicensePlate):
		count, any := 0, 0
		for i := at.Start; i < at.End; i++ {
			if isDigit(s[i]) {
				any++
			}
			if isWordByte(s[i]) {
				count++
			}
		}
		if any > 0 && count >= 3 && at.Len() <= 40 || count >= 4 && count <= 8 {
			return append(dst, found(at.Start, at.End, LicensePlate, VeryLikely, reasonHeaderShape))
		}
	}
	return dst
}

// readPlate reads two to eight letters and digits with at least one digit, a
// state's abbreviation before them.
func readPlate(s string, i int, marked bool) (int, bool) {
	k := i
	if w := wordEnd(s, i); w == i+2 && w < len(s) && s[w] == ' ' && classOf(s[i:w])&wordState != 0 {
		k = w + 1
	}
	end, digits, letters := readCode(s, k)
	if next := end + 1; letters > 0 && digits == 0 && end < len(s) && s[end] == ' ' { // KLM 4471
		if end2, d2, l2 := readCode(s, next); d2 > 0 && letters <= 4 && d2+l2+letters <= 8 {
			end, digits, letters = end2, d2, letters+l2
		}
	}
	n := digits + letters
	if n < 4 || n > 8 || digits == 0 || letters == 0 && !marked || isYearOrDate(s, k, end) {
		return 0, false
	}
	return end, true
}

// driverBefore reports "driver", "driver's" before the word license, or a word
// that needs none: dl, dln, oln.
func driverBefore(s string, at Span) bool {
	if at.Len() <= 3 || equalWord(s[at.Start:at.End], "licencia") {
		return true
	}
	i := at.Start
	for range 3 {
		for i > 0 && byteClass[s[i-1]] != classLetter && at.Start-i < 12 {
			i--
		}
		w := wordStart(s, i)
		if equalWord(s[w:i], "driver") || equalWord(s[w:i], "drivers") {
			return true
		}
		i = w
	}
	return false
}

// validVIN checks the ninth character of a 17-character number (49 CFR 565.15(c)).
func validVIN(v string) bool {
	weights := [17]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}
	const letters = "12345678.12345.7.923456789" // values of A to Z; I, O and Q are not used
	sum := 0
	for i := range weights {
		c := v[i]
		switch {
		case isDigit(c):
			sum += int(c-'0') * weights[i]
		case isASCIILetter(c) && letters[c|0x20-'a'] != '.':
			sum += int(letters[c|0x20-'a']-'0') * weights[i]
		default:
			return false
		}
	}
	if sum %= 11; sum == 10 {
		return v[8]|0x20 == 'x'
	}
	return v[8] == byte('0'+sum)
}
