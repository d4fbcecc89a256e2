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
		Triggers: TriggerCell | TriggerLabel,
	}
}

func (d vehicle) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, h := t.S, hintFor(t)
	if h&(bit(LicensePlate)|bit(VIN)|bit(USDriverLicense)) != 0 && isCell(t, at) {
		return d.cell(dst, s, at, h), nil
	}
	switch e := t.said.entities; {
	case e.Has(VIN):
		return labelled(dst, t, at, VIN, readVIN), nil
	case e.Has(LicensePlate):
		return labelled(dst, t, at, LicensePlate, readPlate), nil
	default:
		return labelled(dst, t, at, USDriverLicense, readLicense), nil
	}
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

// afterState is where a code begins behind a state's abbreviation: "NY KLM-4471",
// "(NY) KLM-4471", "NY/KLM4471", "NY: KLM4471"; i itself without one.
func afterState(s string, i int) int {
	if i+3 >= len(s) || wordEnd(s, i) != i+2 || classOf(s[i:i+2])&wordState == 0 || s[i] >= 'a' {
		return i
	}
	k := i + 2
	for k < len(s) && k-i < 6 && (s[k] == ' ' || s[k] == '/' || s[k] == ')' || s[k] == ':' || s[k] == ',' || s[k] == '-' && s[k-1] == ' ') {
		k++
	}
	if k == i+2 || k >= len(s) || !isWordByte(s[k]) {
		return i
	}
	if w := wordEnd(s, k); w > k && classOf(s[k:w])&(wordFiller|TriggerPlateWord|TriggerLicenseWord) != 0 { // NY plate KLM
		return i
	}
	return k
}

// readPlate reads two to eight letters and digits, in one group or two, with at
// least one digit; letters alone only where a colon or the like says so. A
// state's abbreviation before them is not part of it.
func readPlate(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, k := v.s, afterState(v.s, v.i)
	end, digits, letters := readCode(s, k)
	if end-k > digits+letters+2 || end > k && !plateJoints(s[k:end]) {
		return 0, 0, 0, 0
	}
	if next := end + 1; next < len(s) && s[end] == ' ' && (digits == 0 || letters == 0) { // KLM 4471, 4471 KLM
		end2, d2, l2 := readCode(s, next)
		group := end2-next == d2+l2 && digits+letters+d2+l2 <= 8 && digits+letters >= 2
		upper := isUpperAt(s, next) && (l2 > 0 || d2 > 0) && (end2 >= len(s) || !isWordByte(s[end2]))
		if group && upper && (digits == 0 && d2 >= 2 && letters <= 4 || letters == 0 && l2 >= 2 && l2 <= 4 && d2 == 0 && classOf(s[next:end2]) == 0) {
			end, digits, letters = end2, digits+d2, letters+l2
		}
	}
	n := digits + letters
	switch {
	case n < 2 || n > 8 || isYearOrDate(s, k, end) && letters == 0:
		return 0, 0, 0, 0
	case n < 4 && !v.marked:
		return 0, 0, 0, 0
	case digits == 0: // a vanity plate
		if !v.marked || v.far || n < 3 || !capitals(s[k:end]) || classOf(s[k:end]) != 0 {
			return 0, 0, 0, 0
		}
	case letters == 0 && (!v.marked || v.weak || n < 4 || money(s, k, end)):
		return 0, 0, 0, 0
	case letters > 0 && (v.far || v.weak) && (n < 5 || !capitals(s[k:end])):
		return 0, 0, 0, 0
	}
	return k, end, Likely, reasonLabel
}

// plateJoints reports that nothing but dashes joins the parts of a plate.
func plateJoints(v string) bool {
	for i := range len(v) {
		if v[i] == '.' || v[i] == '_' || v[i] == '/' || v[i] == ' ' {
			return false
		}
	}
	return true
}

// capitals reports text without small letters.
func capitals(v string) bool {
	for i := range len(v) {
		if v[i] >= 'a' && v[i] <= 'z' {
			return false
		}
	}
	return true
}

// readVIN reads 17 letters and digits, or the last ones where the label says so.
func readVIN(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, maskedStart(v.s, v.i)
	end, digits, letters := readCode(s, i)
	n := digits + letters
	switch {
	case n == 17 && end-i == 17 && digits >= 3:
		if validVIN(s[i:end]) {
			return v.i, end, VeryLikely, reasonChecked
		}
		return v.i, end, Likely, reasonFailedCheck
	case n >= 11 && n <= 18 && digits >= 4 && end-i <= n+4 && (letters > 0 || !v.far): // of before 1981, or mistyped
		return v.i, end, Likely, reasonFailedCheck
	case (i > v.i || v.last) && n >= 4 && n <= 8 && digits >= 3:
		return v.i, end, Likely, reasonLabel
	default:
		return 0, 0, 0, 0
	}
}

// readLicense reads the licence numbers of the states: 6 to 19 letters and digits,
// four digits at least.
func readLicense(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, k := v.s, afterState(v.s, v.i)
	i := maskedStart(s, k)
	end, digits, letters := readCode(s, i)
	n := digits + letters
	least := 5
	if v.far {
		least = 7
	}
	switch {
	case (i > k || v.last) && digits >= 3 && n <= 8:
		return k, end, Likely, reasonLabel
	case digits < 4 || n < least || n > 19 || letters > 7 || letters > digits || plainNumber(s, i, end):
		return 0, 0, 0, 0
	case v.far && letters == 0 && digits < 8:
		return 0, 0, 0, 0
	}
	return k, end, Likely, reasonLabel
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
