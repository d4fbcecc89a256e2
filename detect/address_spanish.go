package detect

// Streets in Spanish: USPS Publication 28, section 29 (Puerto Rico: Calle, Urb.,
// Carr. with kilometre, the number behind the name).

// spanish reads "Calle 5 #12", "Avenida Marbella 810", "Carr. 2 km 4.5", "Urb. Las
// Brisas, 24 Calle Cedro" from the word at the span on.
func (d address) spanish(dst []Match, t *Text, at Span) []Match {
	var buf [maxStreetTokens]streetToken
	p := addressParse{s: t.S, last: -1, names: 1, cell: t.Column != nil && trimSpan(t.S).Start == at.Start}
	p.t = streetTokens(t.S, at.Start, p.cell, buf[:])
	if len(p.t) < 2 || capitalBefore(t.S, at.Start) {
		return dst
	}
	p.lower = !isUpperAt(t.S, p.t[1].Start) && !isUpperAt(t.S, at.Start)
	i := 0
	if p.list(0, estateWords) {
		if i = p.lane(0, 5); i < 2 || i >= len(p.t) {
			return dst
		}
		if p.unit(i) > i {
			p.tail(i)
			return append(dst, found(at.Start, p.end, StreetAddress, Likely, reasonShape))
		}
		if p.list(i, laneWords) && p.t[i].gap&gapComma != 0 {
			if e := p.laneHouse(i); e > 0 {
				p.tail(e)
				return append(dst, found(at.Start, p.end, StreetAddress, Likely, reasonShape))
			}
		}
		return d.after(dst, t, &p, at.Start, i)
	}
	e := p.laneHouse(0)
	if e == 0 {
		return dst
	}
	p.tail(e)
	return append(dst, found(blockHead(t.S, at.Start), p.end, StreetAddress, Likely, reasonShape))
}

// blockHead moves the start of a street back over the block and lot before it, as
// in "A-5 Calle 12".
func blockHead(s string, start int) int {
	if start < 3 || s[start-1] != ' ' {
		return start
	}
	if k := wordBack(s, start-1); blockCode(s[k : start-1]) {
		return k
	}
	return start
}

// blockCode reports a block and lot: A-5, BB12.
func blockCode(w string) bool {
	k := wordEnd(w, 0)
	if k == 0 || k > 2 || !isUpperAt(w, 0) {
		return false
	}
	if k < len(w) && w[k] == '-' {
		k++
	}
	return k < len(w) && len(w)-k <= 3 && digitsAt(w, k, len(w))
}

// after reads the house and street behind the name of an estate, which ends before
// token i.
func (d address) after(dst []Match, t *Text, p *addressParse, start, i int) []Match {
	if p.t[i].kind != tokNumber {
		return dst
	}
	n := len(dst)
	if dst = d.at(dst, t, p.t[i].Start, p.t[i].End, true); len(dst) > n {
		dst[n].Start = start
	}
	return dst
}

// capitalBefore reports a capitalised word right before i: "Park Ave" begins no
// street in Spanish.
func capitalBefore(s string, i int) bool {
	if i < 2 || s[i-1] != ' ' && s[i-1] != '.' {
		return false
	}
	k := i - 1
	if s[k] == ' ' && s[k-1] == '.' {
		return false
	}
	w := wordBack(s, k)
	return w < k && isUpperAt(s, w) && !blockCode(s[w:k]) && classOf(s[w:k])&(wordStop|TriggerAddressWord) == 0 && !allCaps(s[w:k])
}

// lane is the token after the name that begins behind token i: capitalised words
// and particles, in a text of small letters any.
func (p *addressParse) lane(i, most int) int {
	j := i + 1
	for j < len(p.t) && j-i <= most && (p.near(j) || j == i+1 && p.t[j].gap&gapComma == 0) && p.t[j].kind == tokWord && !p.isUnit(j) {
		if w := p.word(j); inList(" num núm numero número no km kilometro int ", w) || !isUpperAt(p.s, p.t[j].Start) && !p.lower && !inList(streetParticles, w) {
			break
		}
		j++
	}
	return j
}

// laneHouse is the token after the house number behind a lane's name: 0 where
// there is none.
func (p *addressParse) laneHouse(i int) int {
	j := p.lane(i, 4)
	road := p.list(i, " carr carretera ")
	bare := j == i+1
	if blocked := blockHead(p.s, p.t[i].Start) < p.t[i].Start; blocked && p.list(i, " calle ") { // A-5 Calle 12
		if bare {
			j++
		}
		return j
	}
	if bare { // Calle 5 #12
		if j >= len(p.t) || p.t[j].kind == tokWord || p.t[j].kind == tokHash || p.t[j].kind == tokJoin || p.t[j].Len() > 6 {
			return 0
		}
		j++
	}
	if j >= len(p.t) || p.t[j].gap&gapLine != 0 {
		return 0
	}
	marked := false
	for n := 0; n < 2 && j < len(p.t) && (p.t[j].kind == tokHash || p.list(j, " num núm numero número no km kilometro interior ")); n++ {
		j, marked = j+1, true
	}
	if j < len(p.t) && p.t[j].kind == tokCode && blockCode(p.word(j)) && !road { // Calle 12 A-5
		return j + 1
	}
	if j >= len(p.t) || p.t[j].kind != tokNumber || p.t[j].Len() > 8 || bare && !marked || road && !marked {
		return 0
	}
	strict := !marked && !p.list(i, " calle avenida avda carretera calzada callejon callejón ")
	if w := p.word(j); strict && (p.t[j].Len() < 2 || p.lower || !p.closes(j+1)) || fraction(w) || !marked && p.t[j].gap&gapComma != 0 && p.lower {
		return 0
	}
	if j++; road && j+1 < len(p.t) && p.list(j, " hm hectometro ") && p.t[j+1].kind == tokNumber {
		j += 2
	}
	return j
}
