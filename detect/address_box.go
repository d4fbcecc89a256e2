package detect

// Boxes and routes: USPS Publication 28, sections 241 (rural routes), 251 (highway
// contract routes), 261 (post office boxes), 283 (military) and 294 (Apartado).
const (
	boxWords = " box bx pob lockbox drawer apartado apdo mailbox "
	boxLeads = " po p.o p o post office lock caller rr r.r r rural route rt rte hc hcr highway hwy contract star psc cmr unit rfd sr fm "
	postLead = " po p.o p post rr r.r r rural hc hcr star psc cmr rfd contract highway hwy route rt rte "
)

// boxAt is the token after "PO Box 123", "RR 2 Box 14", "Star Route 24 Box # 5" at
// token i; 0 for none.
func (p *addressParse) boxAt(i int) int {
	for k := i; k < len(p.t) && k < i+8; k++ {
		if k > i && p.t[k].gap&gapLine != 0 {
			return 0
		}
		switch {
		case p.list(k, boxWords):
			if k++; p.list(k, " postal lead ") {
				k++
			}
			for n := 0; n < 2 && k < len(p.t) && (p.t[k].kind == tokHash || p.list(k, " no number num núm ")); n++ {
				k++
			}
			if k+1 < len(p.t) && p.t[k].kind == tokWord && p.t[k].Len() <= 2 && p.t[k+1].kind == tokNumber && p.near(k+1) { // CS 198422
				return k + 2
			}
			if k >= len(p.t) || p.t[k].kind == tokWord || p.t[k].kind == tokJoin || p.t[k].Len() > 11 || p.t[k].gap&(gapComma|gapLine) != 0 {
				return 0
			}
			if k+1 < len(p.t) && p.t[k+1].Len() == 1 && p.t[k+1].gap == gapSpace && p.t[k+1].kind == tokWord && p.t[k+1].class&(wordStop|wordDirection) == 0 && p.cell { // 164 A
				return k + 2
			}
			return k + 1
		case p.list(k, boxLeads), k == i && p.t[k].kind == tokCode && routeGlued(p.word(k)), k > i && (p.t[k].kind == tokHash || p.t[k].Len() <= 6 && p.t[k].kind != tokWord):
		default:
			return 0
		}
	}
	return 0
}

// boxHead is the start of what leads up to the box word at i: "P.O.", "RR 2".
func boxHead(s string, i int) int {
	head, numbers := i, 0
	k := i
	for range maxBoxWords {
		for n := 0; n < 4 && k > 0 && (s[k-1] == ' ' || s[k-1] == '.' || s[k-1] == ',' || s[k-1] == '#'); n++ {
			k--
		}
		end := k
		if k = wordBack(s, k); k == end || end-k > 12 || k > 0 && isWordByte(s[k-1]) {
			return head
		}
		w := s[k:end]
		if len(w) == 1 && k > 1 && s[k-1] == '.' && isASCIILetter(s[k-2]) { // the O of P.O.
			k -= 2
			for k > 0 && isASCIILetter(s[k-1]) {
				k--
			}
			w = s[k:end]
			if inList(" p.o r.r ", w) {
				head = k
				continue
			}
			return head
		}
		switch {
		case inList(boxLeads, w), routeGlued(w):
			head, numbers = k, 0
		case isDigit(w[0]) && len(w) <= 5 && numbers == 0:
			numbers++
		default:
			return head
		}
	}
	return head
}

// maxBoxWords is how many words may lead up to a box.
const maxBoxWords = 8

// routeGlued reports "RR2", "HC63".
func routeGlued(w string) bool {
	k := wordEnd(w, 0)
	return k >= 2 && k < len(w) && isDigit(w[k]) && inList(" rr hc hcr rfd ", w[:k])
}

// box reads a post office box, a rural route or a highway contract route around
// one of its words.
func (d address) box(dst []Match, t *Text, at Span) []Match {
	start := boxHead(t.S, at.Start)
	var buf [maxStreetTokens]streetToken
	p := addressParse{s: t.S, last: -1, cell: t.Column != nil && trimSpan(t.S).Start == start}
	p.t = streetTokens(t.S, start, p.cell, buf[:])
	if len(p.t) == 0 {
		return dst
	}
	p.lower = !isUpperAt(t.S, start)
	p.caps = allCaps(p.word(0))
	i := p.boxAt(0)
	if i == 0 {
		if i = p.routeOnly(); i == 0 {
			return dst
		}
	} else if p.t[i-1].End < at.End {
		return dst
	}
	post := p.list(0, postLead) || p.list(0, " apdo pob ") || routeGlued(p.word(0)) || p.list(0, " apartado ") && p.list(1, " postal ")
	p.tail(i)
	before := readBefore(t, start)
	switch full := p.has&(hasState|hasZIP) == hasState|hasZIP || p.has&(hasState|hasZIP) != 0 && (p.cell || p.list(0, " apartado ")) || p.has&hasPlace != 0 && p.list(0, " apartado "); {
	case p.boxAt(0) == 0 && !full && before != beforeLabel && !(p.cell && p.next == len(p.t)):
		return dst
	case post:
		return append(dst, found(start, p.end, StreetAddress, VeryLikely, reasonShape))
	case full, before == beforeLabel && p.list(0, " apartado box "):
		return append(dst, found(start, p.end, StreetAddress, Likely, reasonShape))
	case p.cell && p.next == len(p.t) && p.t[1].kind == tokHash, p.list(0, " apartado "):
		return append(dst, found(start, p.end, StreetAddress, Possible, reasonNoContext))
	default:
		return dst
	}
}

// routeOnly is the token after a route without a box: "RR 2", "HC 63".
func (p *addressParse) routeOnly() int {
	i := 0
	if !p.list(0, " rr r.r hc hcr rfd ") {
		return 0
	}
	if i++; i < len(p.t) && p.t[i].kind == tokHash {
		i++
	}
	if i < len(p.t) && (p.t[i].kind == tokNumber || p.t[i].kind == tokCode) && p.t[i].Len() <= 5 && p.t[i].gap&(gapComma|gapLine) == 0 && isUpperAt(p.s, p.t[0].Start) {
		return i + 1
	}
	return 0
}

// unitHead moves the start of an address back over a unit before its house number:
// "Apt 5, 670 Lindenhurst Ave", and over "No.".
func unitHead(s string, start int) int {
	if first := pairHead(s, start); first < start {
		return first
	}
	k := start
	for n := 0; n < 2 && k > 0 && (s[k-1] == ' ' || s[k-1] == ',' || s[k-1] == '.'); n++ {
		k--
	}
	if k == start {
		return start
	}
	if k >= 2 && s[start-1] == ' ' && equalWord(s[k-2:k], "no") && (k == 2 || !isWordByte(s[k-3])) && s[k] == '.' {
		return k - 2
	}
	code := wordBack(s, k)
	if code == k || k-code > 5 || !isDigit(s[code]) && k-code > 2 {
		return start
	}
	k = code
	for n := 0; n < 3 && k > 0 && (s[k-1] == ' ' || s[k-1] == '.' || s[k-1] == '#'); n++ {
		k--
	}
	w := wordStart(s, k)
	if k < code && w < k && (w == 0 || !isWordByte(s[w-1])) && inList(" apt apartment unit suite ste bldg building lot apto rm room ", s[w:k]) {
		return w
	}
	return start
}

// pairHead is the start of the first of two house numbers: "403 and 405 Danforth
// St"; both have as many digits, two at least.
func pairHead(s string, start int) int {
	end := start
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	n := end - start
	for _, join := range [...]string{" and ", " & ", " y ", " or "} {
		k := start - len(join) - n
		if n >= 2 && k >= 0 && equalLower(s[k+n:start], join) && digitsAt(s, k, k+n) && (k == 0 || s[k-1] == ' ') && s[k] == s[start] {
			return k
		}
	}
	return start
}
