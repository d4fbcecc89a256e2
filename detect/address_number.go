package detect

import "strings"

// House numbers: USPS Publication 28, sections 232 and 295: digits with a letter, a
// fraction or a hyphen (34-18), grids (N65W24838), now and then a word (One).

// isHouse reports a house number at s[i:end]: up to six digits, a letter or a
// second number after them ("12A", "34-18", "12 1/2"), nothing joined before it.
func isHouse(s string, i, end int) bool {
	digits, joints := 0, 0
	for k := i; k < end; k++ {
		switch c := s[k]; {
		case isDigit(c):
			digits++
		case (c == '-' || c == '/') && k > i && joints == 0:
			joints++
		case isASCIILetter(c) && k == end-1:
		default:
			return gridCode(s[i:end]) && (i == 0 || !joinedBefore(s, i))
		}
	}
	return digits > 0 && digits <= 8 && (digits <= 6 || end-i > digits) && (i == 0 || !joinedBefore(s, i))
}

// joinedBefore reports that the number at i is a part of something else: "$500", "4.5".
func joinedBefore(s string, i int) bool {
	switch c := s[i-1]; c {
	case '$', '.', '/', '-', '#', '%', '+', '&', '=', '_':
		return i < 2 || c != '.' || isDigit(s[i-2]) || !isASCIILetter(s[i-2])
	case ',', ':':
		return i > 1 && (isDigit(s[i-2]) || s[i-2] == ':')
	default:
		return isWordByte(c)
	}
}

// gridCode reports a house number of a grid: N65W24838, W204, 1S280.
func gridCode(w string) bool {
	letters, digits := 0, 0
	for i := range len(w) {
		switch c := w[i] | 0x20; {
		case isDigit(w[i]):
			digits++
		case c == 'n' || c == 's' || c == 'e' || c == 'w':
			letters++
		default:
			return false
		}
	}
	return digits >= 2 && letters >= 1 && letters <= 2 && len(w) <= 14
}

// maxNameWords is how many words may stand between house number and suffix.
const maxNameWords = 7

// houseBefore walks back from at over the words of a street's name to a house
// number, the farthest and the nearest that can be it; commas says whether commas
// may stand between.
func houseBefore(s string, at int, commas bool) (start, near int, ok bool) {
	i, numbers := at, 0
	for n := range maxNameWords + 1 {
		end := i
		for end > 0 && i-end < 3 && (s[end-1] == ' ' || s[end-1] == '.' || commas && s[end-1] == ',') {
			end--
		}
		if end == i || end == 0 {
			return start, near, numbers > 0
		}
		i = wordBack(s, end)
		if i == end || end-i > 24 || i > 0 && isWordByte(s[i-1]) {
			return start, near, numbers > 0
		}
		w := s[i:end]
		switch {
		case isDigit(w[0]) && ordinal(w):
		case isDigit(w[0]) || len(w) > 2 && isDigit(w[1]):
			if !isHouse(s, i, end) || unitBefore(s, i) {
				return start, near, numbers > 0
			}
			if start, numbers = i, numbers+1; numbers == 1 {
				near = i
			}
			if !numberGoesBack(s, i) {
				return start, near, true
			}
		case numbers > 0 && (inList(roadLeads, w) || inList(roadSets, w)):
		case numbers > 0 && classOf(w)&wordDirection == 0:
			return start, near, true
		case isUpperAt(w, 0) && inList(numberWords, w):
			return i, i, true
		case n == 0 && isUpperAt(w, 0): // Front St
		case classOf(w)&wordStop != 0 && !inList(streetParticles, w) && classOf(w)&wordDirection == 0:
			return 0, 0, false
		}
	}
	return start, near, numbers > 0
}

// wordBack is the start of the word that ends at end, with hyphens, apostrophes
// and the slash of a fraction.
func wordBack(s string, end int) int {
	i := end
	for i > 0 && end-i <= 24 && (isWordByte(s[i-1]) || (s[i-1] == '\'' || s[i-1] == '-' || s[i-1] == '/') && i > 1 && isWordByte(s[i-2])) {
		i--
	}
	if end-i == 2 && s[i] == 0xC2 { // ½
		return end
	}
	return i
}

// numberGoesBack reports that the number at i may be the second part of a house
// number or the name of a street: "12 1/2", "3870 N. 3000 W. Road", "W148 N9748",
// "4418 State Route 92".
func numberGoesBack(s string, i int) bool {
	k := i
	for k > 0 && (s[k-1] == ' ' || s[k-1] == '.') {
		k--
	}
	if k == i || k == 0 || i-k > 2 {
		return false
	}
	b := wordBack(s, k)
	w := s[b:k]
	if w == "" {
		return false
	}
	return isDigit(w[0]) && !ordinal(w) || gridCode(w) || classOf(w)&wordDirection != 0 && b > 1 && isDigit(s[b-2]) ||
		inList(roadSets, w) || inList(roadLeads, w)
}

// unitBefore reports a unit word or "#" right before i: the number is no house.
func unitBefore(s string, i int) bool {
	k := i
	for k > 0 && (s[k-1] == ' ' || s[k-1] == '.') {
		k--
	}
	if k > 0 && s[k-1] == '#' {
		return k > 1
	}
	b := wordStart(s, k)
	w := s[b:k]
	class := classOf(w)
	if b > 2 && inList(" floor fl flr ", w) { // "41st floor 1221 Avenue of the Americas"
		if f := s[wordBack(s, b-1) : b-1]; f != "" && (isDigit(f[0]) || inList(ordinalWords, f)) {
			return false
		}
	}
	return class&wordUnit != 0 || class&TriggerBoxWord != 0
}

// house reads the house number at the first token; 0 is none.
func (p *addressParse) house() int {
	i, w := 0, p.word(0)
	switch t := p.t[0]; {
	case t.kind == tokNumber && isHouse(p.s, t.Start, t.End):
		i = 1
	case t.kind == tokCode && gridCode(w):
		if i = 1; len(p.t) > 1 && (p.t[1].kind == tokCode || p.t[1].kind == tokNumber) && gridCode(p.word(1)) {
			i = 2
		}
	case t.kind == tokWord && inList(numberWords, w):
		p.has |= hasNumberWord
		i = 1
	default:
		return 0
	}
	p.number = houseValue(w)
	if c := w[len(w)-1]; t0(w) && (c|0x20 == 'n' || c|0x20 == 's' || c|0x20 == 'e' || c|0x20 == 'w') { // 48S 400E
		p.has |= hasDir
	}
	if i < len(p.t) && p.t[i].kind == tokNumber && fraction(p.word(i)) {
		i++
	}
	if i+1 < len(p.t) {
		switch a, b := p.t[i], p.t[i+1]; {
		case a.kind == tokJoin && p.s[a.Start] == '&' && b.kind == tokNumber, a.kind == tokHash && b.End-b.Start == 1:
			i += 2
		case a.kind == tokNumber && p.isDir(i+1) && (p.has&hasDir == 0 || !p.grid(i)):
			i++
		}
	}
	if p.list(i, " th nd rd ") && p.s[p.t[i].Start] >= 'a' {
		return 0 // "6 th grade"
	}
	if i >= len(p.t) || p.t[i].gap&(gapComma|gapLine) != 0 || p.t[i].gap == 0 && p.t[i].kind != tokHash {
		return 0
	}
	return i
}

// t0 reports a word that begins with a digit and ends with a letter.
func t0(w string) bool { return isDigit(w[0]) && isASCIILetter(w[len(w)-1]) }

func fraction(w string) bool { return len(w) == 3 && w[1] == '/' || w == "½" }

// houseValue is the number in front of w, 0 for a grid or a word.
func houseValue(w string) int {
	n := 0
	for i := 0; i < len(w) && i < 7 && isDigit(w[i]); i++ {
		n = n*10 + int(w[i]-'0')
	}
	return n
}

// isBlock reports "300 block of Bear St": a place that was made less exact, and
// no house.
func isBlock(s string, start int) bool {
	i := start
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if number := s[start:i]; number != "0" && !strings.HasSuffix(number, "00") {
		return false
	}
	for i < len(s) && s[i] == ' ' {
		i++
	}
	w := wordEnd(s, i)
	return w > i && (equalWord(s[i:w], "block") || equalWord(s[i:w], "blk"))
}

// cornerHead reports a short cell with an ampersand: it may be a corner.
func cornerHead(s string) bool {
	return len(s) < 80 && strings.IndexByte(s, '&') > 0
}

// houseHead reports a cell that begins with a house number and goes on with a
// word: cheap, for every cell is asked.
func houseHead(s string) bool {
	if len(s) < 6 || len(s) > 200 {
		return false
	}
	i, joints := 0, 0
	for i < len(s) && i < 12 && s[i] != ' ' {
		switch c := s[i]; {
		case isDigit(c) || isASCIILetter(c):
		case (c == '-' || c == '/') && joints == 0:
			joints++
		case c == '#' && i > 1 && isDigit(s[0]):
			return true
		default:
			return false
		}
		i++
	}
	if i+2 >= len(s) || s[i] != ' ' {
		return false
	}
	switch c := s[i+1]; {
	case !isDigit(s[0]):
		return isDigit(s[1]) && i > 2 || i <= 7 && inList(numberWords, s[:i])
	case isDigit(c):
		return joints == 0
	default:
		return byteClass[c] == classLetter || c == ' ' || c == '#' || c == '&' || c == 0xC2
	}
}
