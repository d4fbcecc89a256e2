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
		Triggers: TriggerCell | TriggerLabel | TriggerVehicleWord,
	}
}

func (d vehicle) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, h := t.S, hintFor(t)
	if h&(bit(LicensePlate)|bit(VIN)|bit(USDriverLicense)) != 0 && isCell(t, at) {
		return d.cell(dst, s, at, h), nil
	}
	if t.said.Span != at {
		return besideVehicle(dst, s, at), nil
	}
	switch e := t.said.entities; {
	case e.Has(VIN):
		if out := labelled(dst, t, at, VIN, readVIN); len(out) > len(dst) {
			return out, nil
		}
		return distantVIN(dst, s, at.End), nil
	case e.Has(LicensePlate):
		if out := labelled(dst, t, at, LicensePlate, readPlate); len(out) > len(dst) || !e.Has(USDriverLicense) {
			return out, nil
		}
	}
	if !t.said.weak || licenseToDrive(s, at) {
		return labelled(dst, t, at, USDriverLicense, readLicense), nil
	}
	n := len(dst)
	dst = labelled(dst, t, at, USDriverLicense, readLicense)
	for i := n; i < len(dst); i++ {
		if !licenseShape(s[dst[i].Start:dst[i].End]) || tradeAround(s, at) {
			return dst[:n], nil
		}
	}
	return dst, nil
}

// besideVehicle reads the plate that follows a vehicle: "HONDA CIVIC NY JHB 2290",
// "blue Camry LMB-4402". Behind a state's abbreviation any plate counts, else only
// three letters and four digits, or the other way round.
func besideVehicle(dst []Match, s string, at Span) []Match {
	i := at.End
	for n := 0; i < len(s) && n < 3 && (s[i] == ' ' || s[i] == ',' || s[i] == '('); n++ {
		i++
	}
	if i == at.End || i >= len(s) {
		return dst
	}
	k := afterState(s, i)
	start, end, l, _ := readPlate(valueAt{s: s, i: k, label: at, e: LicensePlate, weak: true})
	if l == 0 || start != k || k == i && !platePattern(s[start:end]) || isVehicle(s[start:wordEnd(s, start)]) {
		return dst
	}
	return append(dst, found(start, end, LicensePlate, Likely, reasonLabel))
}

func isVehicle(w string) bool { return classOf(w)&(TriggerVehicleWord|wordDirection) != 0 }

// platePattern reports three letters and four digits, or four digits and three
// letters: what most states print.
func platePattern(v string) bool {
	letters, digits, first := 0, 0, v[0]
	for i := range len(v) {
		switch c := v[i]; {
		case c >= 'A' && c <= 'Z':
			if letters++; isDigit(first) && digits < 3 {
				return false
			}
		case isDigit(c):
			if digits++; !isDigit(first) && letters < 3 {
				return false
			}
		}
	}
	return letters == 3 && (digits == 4 || digits == 3)
}

// distantVIN reads 17 characters that pass the check within 64 bytes after the
// label, whatever stands between.
func distantVIN(dst []Match, s string, i int) []Match {
	for limit := min(len(s), i+64); i < limit; i++ {
		if !isWordByte(s[i]) || isWordByte(s[i-1]) {
			continue
		}
		end, digits, letters := readCode(s, i)
		if digits+letters == 17 && end-i == 17 && validVIN(s[i:end]) {
			return append(dst, found(i, end, VIN, VeryLikely, reasonChecked))
		}
		i = max(i, end-1)
	}
	return dst
}

// licenseShape reports shapes that licences to drive have and few others: 441 209
// 771, or a letter and seven digits or more.
func licenseShape(v string) bool {
	if len(v) == 11 && v[3] == ' ' && v[7] == ' ' {
		return true
	}
	return len(v) >= 8 && isASCIILetter(v[0]) && digitsAt(v, 1, len(v))
}

func tradeAround(s string, at Span) bool {
	return (around(s, max(0, at.Start-licenseReach), at.Start)|around(s, at.End, min(len(s), at.End+licenseReach)))&wordTrade != 0
}

// licenseReach is how many bytes around the word "license" may say of what kind.
const licenseReach = 48

// licenseToDrive reports that the words around a label such as "license no." speak
// of driving or of a state, and of no trade.
func licenseToDrive(s string, at Span) bool {
	if tradeAround(s, at) {
		return false
	}
	all := around(s, max(0, at.Start-licenseReach), at.Start) | around(s, at.End, min(len(s), at.End+licenseReach))
	return all&(wordDriver|wordStateName) != 0 || stateBefore(s, at.Start)
}

// around is the union of the classes of the words in s[i:end].
func around(s string, i, end int) (all Trigger) {
	for i < end {
		if byteClass[s[i]] != classLetter {
			i++
			continue
		}
		w := wordEnd(s, i)
		if i == 0 || !isWordByte(s[i-1]) {
			all |= classOf(s[i:w])
		}
		i = w
	}
	return all
}

// stateBefore reports a state's abbreviation right before i: "NY license".
func stateBefore(s string, i int) bool {
	if i < 3 || s[i-1] != ' ' {
		return false
	}
	w := wordStart(s, i-1)
	return i-1-w == 2 && s[w] < 'a' && s[w+1] < 'a' && classOf(s[w:i-1])&wordState != 0
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
	case h.Has(LicensePlate) && h&hintGeneric != 0: // "tag": of a car or a dog
		if ok && digits > 0 && letters > 1 && n >= 5 && n <= 8 {
			return append(dst, found(at.Start, at.End, LicensePlate, Likely, reasonHeaderShape))
		}
		return platesIn(dst, s, at)
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

// platesIn reads the plates among other words of a cell: "GTR-1180 / HLM 7719",
// "2019 Subaru ORLOVA1".
func platesIn(dst []Match, s string, at Span) []Match {
	for i := at.Start; i < at.End; {
		if !isWordByte(s[i]) {
			i++
			continue
		}
		_, end, l, _ := readPlate(valueAt{s: s[:at.End], i: i, label: Span{at.Start, at.Start}, e: LicensePlate, weak: true})
		if l != 0 && !isVehicle(s[i:wordEnd(s, i)]) && (hasLetter(s[i:end]) && hasDigit(s[i:end])) {
			dst = append(dst, found(i, end, LicensePlate, Likely, reasonHeaderShape))
			i = end
			continue
		}
		i = tokenStop(s, i)
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
	if e := spelledPlate(s, k); e > 0 {
		return k, e, Likely, reasonLabel
	}
	end, digits, letters := readCode(s, k)
	if end-k > digits+letters+2 || end > k && !plateJoints(s[k:end]) {
		return 0, 0, 0, 0
	}
	if next := end + 1; next < len(s) && s[end] == ' ' && end-k <= 5 { // KLM 4471, 4471 KLM, 4KZ 8812
		end2, d2, l2 := readCode(s, next)
		group := end-k == digits+letters && end2-next == d2+l2 && digits+letters+d2+l2 <= 8 && digits+letters >= 1 && d2+l2 >= 2 && d2+l2 <= 5
		upper := isUpperAt(s, next) && capitals(s[k:end2]) && (end2 >= len(s) || !isWordByte(s[end2]))
		if group && upper && digits+d2 > 0 && letters+l2 > 0 && (d2 > 0 || classOf(s[next:end2]) == 0) && (digits > 0 || d2 > 0 && classOf(s[k:end])&(wordFiller|wordStop|wordUnit|TriggerPlateWord) == 0) {
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
		if !v.marked || v.far || v.weak || n < 3 || dogTag(s[v.label.Start:v.label.End]) || !saidOutright(v) && hasDigit(between(v)) || !capitals(s[k:end]) || classOf(s[k:end]) != 0 {
			return 0, 0, 0, 0
		}
	case (letters < 2 || n < 6) && equalLowerPrefix(s[v.label.Start:v.label.End], "lic"):
		return 0, 0, 0, 0
	case letters == 0 && v.label.Len() <= 3 && equalLowerPrefix(s[v.label.Start:v.label.End], "lp"): // of an issue
		return 0, 0, 0, 0
	case k > 1 && s[k-1] == '/' && isDigit(s[k-2]), letters == 0 && countedThing(s, end): // PL 3/8X6X12, "matrícula escolar: 4412 alumnos"
		return 0, 0, 0, 0
	case letters < 2 && digits > 0 && !v.marked && dogTag(s[v.label.Start:v.label.End]) && !stateBefore(s, v.label.Start): // of a valve
		return 0, 0, 0, 0
	case n < 4 && dogTag(s[v.label.Start:v.label.End]), v.far && v.weak && n < 6 && !stateBefore(s, v.label.Start), dogTag(s[v.label.Start:v.label.End]) && !capitals(s[k:end]):
		return 0, 0, 0, 0
	case letters == 0 && (!v.marked && !stateBefore(s, v.label.Start) || v.weak && !stateBefore(s, v.label.Start) || n < 4 || money(s, k, end)):
		return 0, 0, 0, 0
	case letters > 0 && (v.far || v.weak) && (n < 5 || !capitals(s[k:end])):
		return 0, 0, 0, 0
	}
	return k, end, Likely, reasonLabel
}

// dogTag reports a label that also means other things: "tag".
func dogTag(label string) bool { return equalWord(label, "tag") || equalWord(label, "tags") }

// spelledPlate is the end of "K L M 4 4 7 1", five to eight single signs with
// spaces between, 0 where there is none.
func spelledPlate(s string, i int) int {
	n, digits := 0, 0
	for i < len(s) && n < 9 && (isDigit(s[i]) || s[i] >= 'A' && s[i] <= 'Z') && (i+1 == len(s) || !isWordByte(s[i+1])) {
		if isDigit(s[i]) {
			digits++
		}
		n++
		if i+2 >= len(s) || s[i+1] != ' ' {
			i++
			break
		}
		i += 2
	}
	if n < 5 || n > 8 || digits < 2 {
		return 0
	}
	for s[i-1] == ' ' {
		i--
	}
	return i
}

func equalLowerPrefix(s, l string) bool { return len(s) >= len(l) && equalLower(s[:len(l)], l) }

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
	if e := spacedVIN(s, i); n != 17 && e > 0 {
		return v.i, e, VeryLikely, reasonChecked
	}
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

// spacedVIN is the end of 17 letters and digits with spaces between them that pass
// the check, 0 where there is none.
func spacedVIN(s string, i int) int {
	var v [17]byte
	n := 0
	for ; i < len(s) && n < len(v); i++ {
		switch c := s[i]; {
		case isDigit(c) || isASCIILetter(c):
			v[n] = c
			n++
		case (c == ' ' || c == '-') && n > 0 && s[i-1] != c:
		default:
			return 0
		}
	}
	if n < len(v) || i < len(s) && isWordByte(s[i]) || !validVIN(string(v[:])) {
		return 0
	}
	return i
}

// readLicense reads the licence numbers of the states: 6 to 19 letters and digits,
// four digits at least.
func readLicense(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, k := v.s, afterState(v.s, v.i)
	i := maskedStart(s, k)
	end, digits, letters := readCode(s, i)
	if letters == 1 && digits == 0 && end+1 < len(s) && s[end] == ' ' && isDigit(s[end+1]) { // P 120 448 120 771
		if e, d, l := readCode(s, end+1); l == 0 && d >= 6 {
			end, digits = e, d
		}
	}
	n := digits + letters
	least := 5
	if v.far {
		least = 7
	}
	switch {
	case (i > k || v.last) && digits >= 3 && n <= 8:
		return k, end, Likely, reasonLabel
	case digits < 4 || hasDecimal(s[i:end]) || n < least || n > 19 || letters > 7 || letters > digits || figure(v, i, end):
		return 0, 0, 0, 0
	case v.far && letters == 0 && digits < 7, v.weak && n < 6:
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

// hasDecimal reports a full stop between digits: 690.6.
func hasDecimal(v string) bool {
	for i := 1; i+1 < len(v); i++ {
		if v[i] == '.' && isDigit(v[i-1]) && isDigit(v[i+1]) {
			return true
		}
	}
	return false
}
