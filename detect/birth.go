package detect

// birth finds dates of birth: a date is one only after a label or under a header.
type birth struct{}

func (birth) Info() Info {
	return Info{
		ID:       "birth",
		Doc:      "Dates and years of birth after a label or under a header.",
		Example:  "DOB: [[DATE_OF_BIRTH:3/14/1980]] per form",
		Entities: []Entity{DateOfBirth},
		Triggers: TriggerCell | TriggerLabel | TriggerSSN,
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
	if t.said.Span != at {
		return besideSSN(dst, s, at), nil
	}
	return labelled(dst, t, at, DateOfBirth, readBirth), nil
}

// besideSSN reads the date in the field after or before a social security number,
// in a line whose fields are separated: "Ana Lopez|219-09-9999|1980-03-14|".
func besideSSN(dst []Match, s string, at Span) []Match {
	for i := at.Start; i+11 <= at.End; i++ {
		if !isSSNShape(s, i) {
			continue
		}
		if k := i + 11; k < len(s) && (s[k] == '|' || s[k] == '\t' || s[k] == ';' || s[k] == ',') {
			for k++; k < len(s) && s[k] == ' '; k++ {
			}
			if end, ok := readDate(s, k); ok && end-k >= 8 {
				dst = append(dst, found(k, end, DateOfBirth, Likely, reasonShape))
			}
		}
		if k := i - 1; k > 8 && (s[k] == '|' || s[k] == '\t' || s[k] == ';') {
			k = max(0, i-11)
			if end, ok := readDate(s, k); ok && end == i-1 && (k == 0 || !isWordByte(s[k-1])) {
				dst = append(dst, found(k, end, DateOfBirth, Likely, reasonShape))
			}
		}
		i += 10
	}
	return dst
}

// readBirth reads a date, a year, or eight or six digits without joints.
func readBirth(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, v.i
	if v.i > v.label.End && bornThing(v) {
		return 0, 0, 0, 0
	}
	if v.weak && v.far || v.label.Len() == 1 && !bornShort(v) { // "birth certificate 3/14/1980"
		return 0, 0, 0, 0
	}
	if end, ok := readDate(s, i); ok && end-i > 4 {
		if v.far {
			return i, end, Likely, reasonLabel
		}
		return i, end, VeryLikely, reasonLabel
	}
	y, end := readNumber(s, i)
	if end-i == 4 && isYear(y) && !v.far && (v.marked || v.label.Len() != 2) && closedAt(s, end) && (end+1 >= len(s) || s[end] != '-' || !isDigit(s[end+1])) {
		return i, end, Likely, reasonLabel
	}
	if end := spacedDate(s, i); end > 0 {
		return i, end, Likely, reasonLabel
	}
	end, digits, letters := readCode(s, i)
	switch {
	case letters == 0 && (digits == 8 || digits == 6) && (end-i == digits || digits == 8 && end-i == 10) && compactDate(s, i, digits): // 03141980, 10 10 1944
	case letters == 3 && digits >= 3 && digits <= 6 && end-i == letters+digits && jointDate(s[i:end]): // 30NOV66
	case !v.far && digits >= 3 && digits <= 8 && letters == 0 && i+5 <= len(s) && (s[i+2] == '/' || s[i+1] == '/') && end-i >= 4: // 04/79
	default:
		return 0, 0, 0, 0
	}
	return i, end, Likely, reasonLabel
}

// bornThing reports what is no person's birth: "the idea was born in 2009", "a
// birthday party for the canal", "nacimiento de la red".
func bornThing(v valueAt) bool {
	s := v.s
	label, after := s[v.label.Start:v.label.End], wordAfter(v)
	before, _ := wordBefore(s, v.label.Start)
	switch {
	case equalLowerPrefix(label, "born"):
		if inList(" was were is ", s[before.Start:before.End]) && before.Len() > 0 {
			before, _ = wordBefore(s, before.Start)
		}
		w := s[before.Start:before.End]
		return w != "" && (isThing(w) || inList(bornThings, w))
	case equalWord(label, "birthday"):
		return inList(" party parties celebration celebrations bash card cards cake gift gifts ", after) || equalWord(s[before.Start:before.End], "happy")
	case equalWord(label, "nacimiento"):
		return equalWord(after, "de") || equalWord(after, "del")
	}
	return false
}

// bornThings are things that are said to be born.
const bornThings = " idea ideas movement festival park city town village nation state country league team club band tradition partnership initiative holiday concept agency department bureau library museum internet network it this that "

// bornShort reports "b. 1931", "(b. 5/2/31)": the letter alone, with a full stop or a
// colon and a year or date of the last century behind it.
func bornShort(v valueAt) bool {
	s, end := v.s, v.label.End
	if end+1 >= len(s) || s[end] != '.' && s[end] != ':' || s[end+1] != ' ' || v.i != end+2 {
		return false
	}
	if i := v.label.Start; i > 0 && s[i-1] != '(' && s[i-1] != ' ' {
		return false
	}
	y, stop := readNumber(s, v.i)
	if stop-v.i == 4 {
		return y >= 1880 && y <= 2010
	}
	stop, ok := readDate(s, v.i)
	if !ok || stop-v.i < 6 {
		return false
	}
	y, _ = readNumber(s, stop-4)
	return y >= 1880 && y <= 2010 || !isDigit(s[stop-3])
}

// spacedDate is the end of "03 / 22 / 1969" and "10 10 1944", 0 for anything else.
func spacedDate(s string, i int) int {
	var n [3]int
	for part := range n {
		k := i
		if n[part], i = readNumber(s, i); i == k || i-k > 4 || i-k == 3 || part < 2 && i-k > 2 {
			return 0
		}
		if part == 2 {
			break
		}
		gap := i
		for i < len(s) && i-gap < 3 && (s[i] == ' ' || s[i] == '/' || s[i] == '-' || s[i] == '.') {
			i++
		}
		if i == gap {
			return 0
		}
	}
	if !dayMonth(n[0], n[1]) || !isYear(n[2]) || !closedAt(s, i) {
		return 0
	}
	return i
}

// compactDate reports six or eight digits at i that can be a date.
func compactDate(s string, i, digits int) bool {
	var d [8]byte
	n := 0
	for ; n < digits && i < len(s); i++ {
		if isDigit(s[i]) {
			d[n] = s[i] - '0'
			n++
		}
	}
	two := func(k int) int { return int(d[k])*10 + int(d[k+1]) }
	if digits == 6 {
		return dayMonth(two(0), two(2)) || dayMonth(two(2), two(4))
	}
	return isYear(two(0)*100+two(2)) && dayMonth(two(4), two(6)) || isYear(two(4)*100+two(6)) && dayMonth(two(0), two(2))
}

// jointDate reports "30NOV66", "5MAY1980".
func jointDate(v string) bool {
	k := 0
	for k < len(v) && isDigit(v[k]) {
		k++
	}
	w := wordEnd(v, k)
	return k >= 1 && k <= 2 && w-k == 3 && classOf(v[k:w])&wordMonth != 0 && (len(v)-w == 2 || len(v)-w == 4)
}
