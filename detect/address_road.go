package detect

// Roads with a number and grids of streets: USPS Publication 28, appendix F
// (county, State and local highways), section 295 (grid addresses).

// road reads "State Route 92", "US Highway 20", "FM 998", "Old 41 Hwy" at token i:
// the token after it, 0 for none.
func (p *addressParse) road(i int) int {
	j := i
	for j < i+3 && p.near(j) && p.list(j, roadLeads) && (!p.list(j, roadSets) || p.list(j+1, roadSets) || p.list(j+1, roadLeads)) {
		j++
	}
	if j < len(p.t) && p.near(j) && p.list(j, roadSets) && (j == i || !p.list(j, " us i ")) {
		k := j + 1
		if p.list(k, roadSets) && p.near(k) { // Hwy Route 68, Interstate Hwy 10
			k++
		}
		if e := p.roadNumber(k); e > 0 {
			return p.roadTail(e)
		}
	}
	if t := p.t[i]; t.class&wordState != 0 && t.Len() == 2 && t.class&wordDirection == 0 && allCaps(p.word(i)) && i+1 < len(p.t) && p.near(i+1) && p.t[i+1].kind == tokNumber && p.t[i+1].Len() <= 3 && (i+2 >= len(p.t) || p.suffix(i+2) == 0) { // NC 65
		return p.roadTail(i + 2)
	}
	if j > i { // Old 41 Hwy, US 117 South Alt Hwy, Business 190
		if e := p.roadNumber(j); e > 0 && (p.list(e, roadTails) && p.near(e) || p.list(j-1, " us states s interstate business i ")) {
			return p.roadTail(e)
		}
	}
	return 0
}

// roadNumber reads the number of a road, "No." or "#" before it.
func (p *addressParse) roadNumber(i int) int {
	if i < len(p.t) && p.t[i].gap&(gapComma|gapLine) == 0 && (p.t[i].kind == tokHash || p.list(i, " no number num ")) {
		i++
	}
	if i >= len(p.t) || p.t[i].gap&(gapComma|gapLine) != 0 || p.t[i].Len() > 5 || i+1 < len(p.t) && p.t[i+1].kind == tokJoin && p.t[i+1].gap == 0 {
		return 0
	}
	switch t := p.t[i]; {
	case t.kind == tokNumber, t.kind == tokCode && t.Len() <= 5:
		return i + 1
	case t.kind == tokWord && t.Len() <= 2 && isUpperAt(p.s, t.Start) && t.class&(wordStop|wordDirection) == 0 && t.class&wordState == 0: // County Road F, JJ
		return i + 1
	default:
		return 0
	}
}

// roadTail takes in "Business", "North Alt Hwy" behind the number.
func (p *addressParse) roadTail(i int) int {
	for range 4 {
		k := i
		if k+1 < len(p.t) && p.near(k) && p.isDir(k) {
			k++
		}
		if k >= len(p.t) || !p.near(k) || !p.list(k, roadTails) || !isUpperAt(p.s, p.t[k].Start) && !p.cell {
			break
		}
		i = k + 1
	}
	return i
}

// grid reports the second half of an address of a grid at token i: "400 W", "3300
// South", "400E".
func (p *addressParse) grid(i int) bool {
	if i >= len(p.t) || p.t[i].kind != tokNumber || !p.near(i) {
		return false
	}
	w := p.word(i)
	n := houseValue(w)
	if n < 25 || n > 99999 || n%5 != 0 {
		return false
	}
	if c := w[len(w)-1] | 0x20; !isDigit(w[len(w)-1]) {
		return c == 'n' || c == 's' || c == 'e' || c == 'w'
	}
	return i+1 < len(p.t) && p.near(i+1) && p.t[i+1].class&wordDirection != 0
}
