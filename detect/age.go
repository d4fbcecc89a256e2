package detect

import "strings"

// age finds how old a person is. Below the age of majority ([majority]) the person
// is a minor, whom the number helps to identify; an adult's age is seen, but is no
// identifier. An age is a person's only where the words beside it say so: bridges,
// contracts and dogs have ages too.
type age struct{}

func (age) Info() Info {
	return Info{
		ID:       "age",
		Doc:      "Ages of children; those of adults are seen, but not personal.",
		Example:  "her [[MINOR:7-year-old]] son was there",
		Entities: []Entity{Minor, Age},
		Triggers: TriggerAgeWord,
	}
}

// majority is the age at which a student's rights pass from the parents (34 CFR
// 99.3, "eligible student") and at which nearly every State ends minority.
const majority = 18

func (age) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	word := s[at.Start:at.End]
	if !digitNear(s, at) && !spelledNear(s, at) || at.Start > 0 && s[at.Start-1] == '_' && inList(youngPeople, word) {
		return dst, nil
	}
	switch {
	case inList(" age aged edad ", word):
		return ageAfter(dst, s, at), nil
	case inList(" juvenile juv minor ", word):
		n := len(dst)
		if dst = juvenileAfter(dst, s, at); len(dst) > n || equalWord(word, "minor") {
			return dst, nil
		}
		return childAfter(dst, s, at), nil
	case inList(" ages edades ", word), inList(youngPeople, word):
		return childAfter(dst, s, at), nil
	case inList(ageRoles, word):
		return roleAfter(dst, s, at), nil
	}
	end, kind := ageUnit(s, at)
	if kind == ageNone || end+1 < len(s) && s[end] == '.' && isASCIILetter(s[end+1]) { // 3y.o
		return dst, nil
	}
	n, start, ok := numberBefore(s, at.Start)
	if !ok {
		return dst, nil
	}
	if low, guess := guessBefore(s, start, n); guess {
		start = low
	} else if rangeBefore(s, start) {
		return dst, nil
	}
	if kind == ageMonths {
		n /= 12
		if c := word[0] | 0x20; c == 'd' || c == 'w' {
			n = 0
		}
	}
	l := judgeAge(s, start, end, kind)
	if l == 0 || n > 120 {
		return dst, nil
	}
	return append(dst, aged(start, end, n, l)), nil
}

// digitNear reports a digit a few bytes before or after the word, as far as an age may
// stand from it.
func digitNear(s string, at Span) bool {
	for i := max(0, at.Start-4); i < at.Start; i++ {
		if isDigit(s[i]) {
			return true
		}
	}
	for i := at.End; i < len(s) && i-at.End < 36; i++ {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

// spelledNear reports "old", "of age" or "años" as in "seven-year-old": the number may
// be a word.
func spelledNear(s string, at Span) bool {
	if at.End+3 < len(s) && (s[at.End+1]|0x20 == 'o') {
		return true
	}
	return s[at.Start]|0x20 == 'a'
}

// aged is the match of an age of n years.
func aged(start, end, n int, l Likelihood) Match {
	reason := reasonShape
	if l < Likely {
		reason = reasonNoContext
	}
	if n >= majority {
		return found(start, end, Age, Likely, reason)
	}
	return found(start, end, Minor, l, reason)
}

// The ways to write an age.
const (
	ageNone    = iota
	ageYearOld // 7-year-old, 14 y/o
	ageYears   // 7 years old, 7 years of age
	ageMonths  // 3 months old
	ageSpanish // 7 años
	ageEdad    // 7 años de edad
)

// ageUnit is the end of the expression whose unit is the word at the span.
func ageUnit(s string, at Span) (end, kind int) {
	word := s[at.Start:at.End]
	next := func(i int) (Span, string) {
		k := i
		for k < len(s) && k-i < 2 && (s[k] == ' ' || s[k] == '-' || s[k] == '.') {
			k++
		}
		w := Span{k, wordEnd(s, k)}
		return w, s[w.Start:w.End]
	}
	switch {
	case equalWord(word, "yo"):
		return at.End, ageYearOld
	case inList(" yoa yof yom ", word):
		return at.End, ageEdad
	case equalWord(word, "y"):
		if strings.HasPrefix(s[at.End:], " / ") {
			at.End += 3
			if w := wordEnd(s, at.End); w == at.End+1 && s[at.End]|0x20 == 'o' {
				return w, ageYearOld
			}
			return 0, ageNone
		}
		if k := at.End + 1; k < len(s) && (s[at.End] == '/' || s[at.End] == '.') && s[k]|0x20 == 'o' && (k+1 == len(s) || !isWordByte(s[k+1])) {
			return k + 1, ageYearOld
		}
		return 0, ageNone
	case inList(" año años añito añitos ano anos meses mes ", word):
		if w, de := next(at.End); equalWord(de, "de") {
			if w, edad := next(w.End); equalWord(edad, "edad") {
				return w.End, ageEdad
			}
			return 0, ageNone // "10 años de experiencia"
		}
		return at.End, ageSpanish
	}
	w, old := next(at.End)
	kind = ageYears
	switch {
	case word[0]|0x20 == 'm', word[0]|0x20 == 'd', word[0]|0x20 == 'w':
		kind = ageMonths
	case word[len(word)-1]|0x20 != 's':
		kind = ageYearOld
	}
	switch {
	case equalWord(old, "old"):
		return w.End, kind
	case equalWord(old, "of"):
		if v, years := next(w.End); equalWord(years, "age") {
			return v.End, max(kind, ageYears)
		}
	}
	return 0, ageNone
}

// numberBefore is the number that ends before i: digits or a word up to nineteen.
func numberBefore(s string, i int) (n, start int, ok bool) {
	for k := 0; k < 2 && i > 0 && (s[i-1] == ' ' || s[i-1] == '-'); k++ {
		i--
	}
	start = i
	for start > 0 && i-start < 4 && isDigit(s[start-1]) {
		start--
	}
	if start < i {
		n, _ = readNumber(s, start)
		joined := start > 0 && (isWordByte(s[start-1]) || s[start-1] == '$' || s[start-1] == '#' || start > 1 && !isSpaceByte(s[start-1]) && isDigit(s[start-2]))
		return n, start, i-start <= 3 && !joined
	}
	start = wordStart(s, i)
	n = spelledNumber(s[start:i])
	return n, start, n > 0
}

func isSpaceByte(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// spelledNumber is the number of a word from one to nineteen, in English or
// Spanish, 0 for others.
func spelledNumber(w string) int {
	const words = " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen" +
		" un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve "
	if len(w) < 2 || !inList(words, w) {
		return 0
	}
	n := 0
	for i := 0; i+1 < len(words); {
		end := wordEnd(words, i+1)
		n++
		if equalWord(w, words[i+1:end]) {
			break
		}
		i = end
	}
	return (n-1)%19 + 1
}

// rangeBefore reports that the number at i is the end of a range or a bound: "5 to
// 12", "6 weeks - 5", "under 16", "at least 13", "hace 12".
func rangeBefore(s string, i int) bool {
	k := i
	for n := 0; n < 3 && k > 0 && (s[k-1] == ' ' || s[k-1] == '-'); n++ {
		k--
	}
	if k > 1 && k < i-1 && endsAge(s, k) && strings.IndexByte(s[k:i], '-') >= 0 {
		return true
	}
	w, ok := wordBefore(s, i)
	if !ok {
		return false
	}
	switch word := s[w.Start:w.End]; {
	case inList(" to through thru a ", word):
		return endsAge(s, unspace(s, w.Start)) || !equalWord(word, "a") && !hyphened(s, i)
	case inList(" and or y o ", word): // of a range only after "between"
		k := unspace(s, w.Start)
		v, ok := wordBefore(s, w.Start)
		return k > 0 && isDigit(s[k-1]) && bounded(s, k) || ok && spelledNumber(s[v.Start:v.End]) > 0
	case equalWord(word, "of"): // "the ages of"
		v, ok := wordBefore(s, w.Start)
		return ok && inList(" ages age edades ", s[v.Start:v.End])
	default:
		return inList(" under over below above least most than until till between before after within every last past next ages be hace cada durante por entre hasta desde últimos primeros más en ", word)
	}
}

// guessBefore is the start of what a witness guesses of one person, "15-16 years old":
// the number n at i behind one that is smaller by one or two, and a hyphen.
func guessBefore(s string, i, n int) (start int, ok bool) {
	if i < 2 || s[i-1] != '-' || !isDigit(s[i-2]) {
		return i, false
	}
	low, start, ok := numberBefore(s, i-1)
	if !ok || low >= n || n-low > 2 || n > majority {
		return i, false
	}
	w, ok := wordBefore(s, start)
	if !ok { // what stands before a comma
		k := start
		for k > 0 && (s[k-1] == ' ' || s[k-1] == ',' || s[k-1] == '(') {
			k--
		}
		w = Span{wordStart(s, k), k}
	}
	word := s[w.Start:w.End]
	if inList(" about approx approximately looks appears maybe around ", word) {
		v, ok := wordBefore(s, w.Start)
		return start, ok && (inList(agedPeople, s[v.Start:v.End]) || inList(youngPeople, s[v.Start:v.End]))
	}
	return start, w.Len() > 0 && (inList(agedPeople, word) || len(word) == 1 && inList(" b w h m f ", word))
}

// hyphened reports a number at i that a hyphen follows: "7-year-old".
func hyphened(s string, i int) bool {
	_, end := readNumber(s, i)
	return end < len(s) && s[end] == '-'
}

// endsAge reports a number, or a unit of time, that ends at i: the lower bound of a
// range.
func endsAge(s string, i int) bool {
	for i > 0 && (s[i-1] == '-' || s[i-1] == ')') {
		i--
	}
	return i > 0 && (isDigit(s[i-1]) || inList(" weeks months years yrs semanas meses años ", s[wordStart(s, i):i]) && wordStart(s, i) < i)
}

// bounded reports "between" or "entre" before the number that ends at i.
func bounded(s string, i int) bool {
	for i > 0 && isDigit(s[i-1]) {
		i--
	}
	w, ok := wordBefore(s, i)
	return ok && inList(" between entre ages ", s[w.Start:w.End])
}

// ageAfter reads "age 9", "Age: 12", "aged 15", "edad: 9": the number alone.
func ageAfter(dst []Match, s string, at Span) []Match {
	i := at.End
	if i = ofChild(s, i); i < len(s) && s[i] == ' ' && i+1 < len(s) && s[i+1] == '(' {
		if end, _ := aside(s, i+1); end > i+2 { // "age (child): 6"
			i = end
		}
	}
	for n := 0; n < 5 && i < len(s) && (s[i] == ' ' || s[i] == ':' || s[i] == '=' || s[i] == '(' || s[i] == '-' || s[i] == '"' || s[i] == '\'' || s[i] == '\t' || s[i] == '>' || s[i] == '/'); n++ {
		i++
	}
	if w := wordEnd(s, i); w > i && inList(" of is was de es approx approximately about aprox ", s[i:w]) && w < len(s) && s[w] == ' ' {
		i = w + 1
	}
	n, end := readNumber(s, i)
	if at.Start > 0 && (s[at.Start-1] == '-' || s[at.Start-1] == ':') && s[at.Start] >= 'a' { // max-age=6
		return dst
	}
	if end == i || i == at.End || end-i > 3 || n > 120 || n == 0 || end < len(s) && (isWordByte(s[end]) || s[end] == '%' || (s[end] == '.' || s[end] == ',' || s[end] == ':' || s[end] == '/') && end+1 < len(s) && isDigit(s[end+1])) {
		return dst
	}
	if openRange(s, end) {
		return dst
	}
	if w, ok := wordBefore(s, at.Start); ok && (isThing(s[w.Start:w.End]) || inList(manyPeople, s[w.Start:w.End]) || inList(" average median mean minimum maximum legal drinking school voting of the retirement full any under over below above until till before after by from between to least most through ages ", s[w.Start:w.End])) {
		return dst
	}
	if w := nextWord(s, end); inList(" año años meses semanas years year yrs months mos weeks days ", s[w.Start:w.End]) && w.Len() > 0 {
		if c := s[w.Start] | 0x20; c != 'y' && c != 'a' {
			n = 0 // months, weeks
		}
		if openRange(s, w.End) {
			return dst
		}
		if end2, kind := ageUnit(s, w); kind != ageNone && end2 > 0 && kind != ageSpanish {
			return dst // its own word reads it
		}
	}
	return append(dst, aged(i, end, n, Likely))
}

// openRange reports a range or a bound after an age that ends at i: "-12", "to 12",
// "and up", "or older".
func openRange(s string, i int) bool {
	for i+2 < len(s) && s[i] == ' ' && (s[i+1] == '-' || s[i+1] == '+' || s[i+1] == '&' || s[i+1] == 0xE2) {
		i++
	}
	if i+2 < len(s) && (s[i] == '-' || s[i] == '&') && s[i+1] == ' ' && isDigit(s[i+2]) {
		return true
	}
	if i+1 < len(s) && (s[i] == '-' || s[i] == '/' || s[i] == '+') && (isDigit(s[i+1]) || s[i] == '+') || i < len(s) && s[i] == '+' {
		return true
	}
	if i+3 < len(s) && s[i] == 0xE2 && s[i+1] == 0x80 && s[i+2] == 0x93 {
		return true // an en dash
	}
	w := nextWord(s, i)
	switch word := s[w.Start:w.End]; {
	case inList(" to through thru a ", word):
		return isDigit(s[min(w.End+1, len(s)-1)])
	case inList(" and or y o ", word):
		v := nextWord(s, w.End)
		return v.Len() == 0 && isDigit(s[min(w.End+1, len(s)-1)]) || inList(" up older over above under younger below more mayores menores más ", s[v.Start:v.End])
	default:
		return false
	}
}

// nextWord is the word after i, over one space or comma; empty where none follows.
func nextWord(s string, i int) Span {
	for n := 0; n < 2 && i < len(s) && (s[i] == ' ' || s[i] == '-'); n++ {
		i++
	}
	if i >= len(s) {
		return Span{len(s), len(s)}
	}
	return Span{i, wordEnd(s, i)}
}

// juvenileAfter reads "juvenile (16)", "juvenile male, 14": a number that can only be
// an age.
func juvenileAfter(dst []Match, s string, at Span) []Match {
	i, open := at.End, false
	if w := nextWord(s, i); w.Len() > 0 && w.Start > i && inList(" male female suspect victim passenger driver ", s[w.Start:w.End]) {
		i = w.End
	}
	for n := 0; n < 3 && i < len(s) && (s[i] == ' ' || s[i] == ',' || s[i] == '('); n++ {
		open = open || s[i] != ' '
		i++
	}
	n, end := readNumber(s, i)
	if !open || end == i || n == 0 || n > 120 || end < len(s) && s[end] != ')' && s[end] != ',' && s[end] != ';' && s[end] != '.' || end+1 < len(s) && isDigit(s[end+1]) {
		return dst
	}
	if equalWord(s[at.Start:at.End], "minor") && n < 10 {
		return dst // "minor (2)": a count
	}
	return append(dst, aged(i, end, n, Likely))
}
