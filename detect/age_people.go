package detect

import (
	"strings"
	"unicode/utf8"
)

// youngPeople are words after which a small number is an age.
const youngPeople = " youth youths adolescent adolescente kindergartner preschooler son sons daughter daughters boy boys girl girls child children kid kids infant infants baby toddler newborn teen teens teenager nephew niece grandson granddaughter stepson stepdaughter student pupil camper grader juveniles juvs niño niña niños niñas nino nina ninos ninas hijo hija hijos hijas bebé bebe joven nieto nieta sobrino sobrina "

// ageRoles are words for one person in a report or on a list, whose age stands behind
// them after a comma, in brackets or with its unit.
const ageRoles = " runaway pedestrian bicyclist cyclist skateboarder lifeguard player volunteer swimmer rider ciclista peatón peaton pt pediatric "

// roleAfter reads the age of a child behind a word of [ageRoles]: "bicyclist, 13",
// "runaway - M - 16", "pt, 2 yr". A number alone that closes no part of the sentence
// is none, nor is a small one in brackets, which counts.
func roleAfter(dst []Match, s string, at Span) []Match {
	i, gap := at.End, false
	for range 3 {
		k := i
		for k < len(s) && k-i < 5 && (s[k] == ' ' || s[k] == ',' || s[k] == '(' || s[k] == '-' || s[k] == ':' || s[k] >= utf8.RuneSelf) {
			gap = gap || s[k] != ' '
			k++
		}
		w := wordEnd(s, k)
		if w == k || !inList(" m f male female age aged patient pt ", s[k:w]) {
			i = k
			break
		}
		i = w
	}
	n, end := readNumber(s, i)
	if end == i || end-i > 2 || n == 0 || n >= majority || openRange(s, end) {
		return dst
	}
	unit := false
	if w := nextWord(s, end); w.Len() > 0 && inList(" yr yrs years año años ", s[w.Start:w.End]) {
		if _, kind := ageUnit(s, w); kind != ageNone && kind != ageSpanish {
			return dst // its own word reads it
		}
		end, unit = w.End, true
	}
	if !unit && (!gap || s[i-1] == '(' && n < 10 || s[i] == '0') || !closesPart(s, end) {
		return dst
	}
	return append(dst, aged(i, end, n, Likely))
}

// closesPart reports the end of the text, or of a part of a sentence, at i.
func closesPart(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	switch s[i] {
	case ')', ';', '\n':
		return true
	case ',', '.':
		return i+1 == len(s) || s[i+1] == ' '
	case ' ':
		return strings.HasPrefix(s[i:], " - ") || strings.HasPrefix(s[i:], " – ")
	default:
		return false
	}
}

// afterAge are words that go on with a sentence about a person, "9 y/o struck by a
// car", where another word would be what is nine years old.
const afterAge = " who was is were from in at and with on near ago later now today left struck fell hit bit bitten called missing found injured transported not stung walking riding playing reported ran refused complaining states states unresponsive breathing to has had by lost choking seizing en con que está estaba "

// standsAlone is Likely where nothing, or a word of [afterAge], follows an age that
// ends at i; else a person decides.
func standsAlone(s string, i int) Likelihood {
	w := nextWord(s, i)
	word := s[w.Start:w.End]
	if n := len(word); n == 0 || inList(afterAge, word) || n > 4 && (equalWord(word[n-2:], "ed") || equalWord(word[n-3:], "ing")) {
		return Likely
	}
	return Possible
}

// ofChild is the end of " of child", " del menor" after the word "age", which ends at
// i; i without.
func ofChild(s string, i int) int {
	w := nextWord(s, i)
	if w.Len() == 0 || !inList(" of de del ", s[w.Start:w.End]) {
		return i
	}
	v := nextWord(s, w.End)
	if v.Len() > 0 && inList(" the el la ", s[v.Start:v.End]) {
		v = nextWord(s, v.End)
	}
	if v.Len() == 0 || !inList(youngPeople, s[v.Start:v.End]) && !inList(" juvenile juv minor menor victim patient ", s[v.Start:v.End]) {
		return i
	}
	return v.End
}

// maxAges is how many ages one word may introduce: "children, ages 2, 4 and 7".
const maxAges = 8

// childAfter reads the ages after a word for children, or after "ages" where such a
// word stands before it: "her son, 12", "boy (9)", "kids ages 2, 4, 7", "JUV F/14".
// After a word for one child a bare number counts where the sentence goes on with a
// person, after the others a comma, a bracket or "of" is asked for.
func childAfter(dst []Match, s string, at Span) []Match {
	word := s[at.Start:at.End]
	ages := inList(" ages edades ", word)
	if ages && !childBefore(s, at.Start) {
		return dst
	}
	i, joined := childGap(s, at.End)
	n, end := readNumber(s, i)
	if w := nextWord(s, end); w.Len() > 0 && n < 100 && inList(" months mos weeks wks days meses semanas years yrs ", s[w.Start:w.End]) {
		if joined = true; s[w.Start]|0x20 != 'y' {
			n /= 12
		}
	}
	loose := inList(" youth youths adolescent student pupil camper grader teen teens teenager joven child kid ", word)
	switch {
	case end == i, end-i > 2, n >= majority, !ages && !joined && (loose || !closesAge(s, end)):
		return dst
	case !ages && !plausibleAge(s, i, end):
		return dst
	case openRange(s, end) && !another(s, end) || programme(s, i):
		return dst
	}
	for range maxAges {
		if end-i > 2 || end == i || n >= majority || end < len(s) && (isWordByte(s[end]) || s[end] == '%' || s[end] == '/' || (s[end] == '.' || s[end] == ':') && end+1 < len(s) && isDigit(s[end+1])) {
			return dst
		}
		stop := end
		if w := nextWord(s, end); w.Len() > 0 && inList(" años anos meses years yrs months mos weeks wks days ", s[w.Start:w.End]) {
			if _, kind := ageUnit(s, w); kind != ageNone && kind != ageSpanish {
				return dst // its own word reads it
			}
			if stop = w.End; openRange(s, stop) {
				return dst
			}
		} else if w.Len() > 0 && inList(" year yr y yo yoa yof yom month mo ", s[w.Start:w.End]) {
			return dst
		}
		dst = append(dst, aged(i, stop, n, Likely))
		if word[len(word)-1]|0x20 != 's' && !inList(" children ", word) {
			return dst
		}
		if i = listGap(s, stop); i == 0 {
			return dst
		}
		n, end = readNumber(s, i)
	}
	return dst
}

// another reports "and 9", "y 7 años" at i: the age of another child, where a range
// would say "to" and a bound "up".
func another(s string, i int) bool {
	w := nextWord(s, i)
	if w.Len() == 0 || !inList(" and y ", s[w.Start:w.End]) || w.End >= len(s) || s[w.End] != ' ' {
		return false
	}
	n, end := readNumber(s, w.End+1)
	return end > w.End+1 && n < majority && !openRange(s, end)
}

// programme reports "1/2" or a range that goes on after the number at i: the ages that
// a programme takes.
func programme(s string, i int) bool {
	for k := i; k < len(s) && k-i < 16; k++ {
		if s[k] == '/' && k > i && isDigit(s[k-1]) && k+1 < len(s) && isDigit(s[k+1]) {
			return true
		}
		if s[k] == ',' || s[k] == '.' || s[k] == ';' {
			return false
		}
	}
	return false
}

// childGap skips what may stand between a word for a child and its age; joined is
// whether it was more than a space.
func childGap(s string, i int) (at int, joined bool) {
	start := i
	for range 3 {
		for i < len(s) && i-start < 12 && (s[i] == ' ' || s[i] == ',' || s[i] == '(' || s[i] == ':' || s[i] == '/' || s[i] == '-' || s[i] == '\t') {
			joined = joined || s[i] != ' '
			i++
		}
		w := wordEnd(s, i)
		if w == i || w >= len(s) || !inList(" of de age aged ages is was m f male female victim ", s[i:w]) {
			break
		}
		i, joined = w, true
	}
	return i, joined
}

// closesAge reports that the sentence closes or goes on with a person at i.
func closesAge(s string, i int) bool {
	if i >= len(s) || s[i] == ',' || s[i] == ';' || s[i] == ')' || s[i] == '.' {
		return true
	}
	w := nextWord(s, i)
	return w.Len() > 0 && inList(afterAge, s[w.Start:w.End])
}

// plausibleAge reports a number that no unit or count follows: "child 5 of 7", "kid
// 4 ft" are none.
func plausibleAge(s string, i, end int) bool {
	if s[i] == '0' {
		return false
	}
	if end < len(s) && (s[end] == '\'' || s[end] == '"' || s[end] == '-' || s[end] == '$' || s[end] == '#') {
		return false
	}
	w := nextWord(s, end)
	if w.Len() == 0 {
		return true
	}
	return !inList(" of ft feet lb lbs in inches th st nd rd am pm pct percent hours hour minutes times x de pies grade seats ", s[w.Start:w.End])
}

// childBefore reports a word for children within six words before i.
func childBefore(s string, i int) bool {
	for words := 0; words < 6 && i > 0; {
		w := wordStart(s, i)
		if w == i {
			if s[i-1] == '.' || s[i-1] == ';' || s[i-1] == '\n' {
				return false
			}
			i--
			continue
		}
		if word := s[w:i]; inList(youngPeople, word) || inList(" dependents dependientes juveniles juvs minors ", word) {
			return true
		}
		i, words = w, words+1
	}
	return false
}
