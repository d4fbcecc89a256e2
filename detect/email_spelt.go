package detect

// Addresses that are spelt out: "ana at example dot org", "jdoe [at] example.gov",
// "nombre arroba example punto org". Running text is full of "at", so more must
// speak for an address: brackets, a spelt dot, a local part that is no word, or a
// label for e-mail before it; and the top-level domain must be known.

// spelt reads the address around a word ("dot", "punto", "arroba", "at" in
// brackets) or around the dot of a bare domain.
func spelt(dst []Match, s string, at Span) []Match {
	if s[at.Start] == '.' {
		start, end, ok := bareDomain(s, at.Start)
		if !ok {
			return dst
		}
		at, ok := atBefore(s, start)
		if !ok || bracketed(s, at.Start, at.End) || equalWord(s[at.Start:at.End], "arroba") {
			return dst
		}
		return plainAt(dst, s, at, end)
	}
	if w := s[at.Start:at.End]; equalWord(w, "dot") || equalWord(w, "punto") {
		first := at.Start
		host := labelBefore(s, first)
		if host == first {
			return dst
		}
		sign, ok := atBefore(s, host)
		if !ok || bracketed(s, sign.Start, sign.End) || equalWord(s[sign.Start:sign.End], "arroba") {
			return dst // its own word is read
		}
		at = sign
	}
	end, dots := speltDomain(s, at.End)
	start := speltLocal(s, at.Start)
	if end == 0 || start < 0 {
		return dst
	}
	if !bracketed(s, at.Start, at.End) && (dots == 0 || notLocal(s, start)) && !equalWord(s[at.Start:at.End], "arroba") {
		return dst
	}
	return append(dst, found(start, end, EmailAddress, Likely, reasonShape))
}

// plainAt judges "jdoe7 at example.org", where only the local part or a label
// speaks for an address.
func plainAt(dst []Match, s string, at Span, end int) []Match {
	start := speltLocal(s, at.Start)
	if start < 0 {
		return dst
	}
	joints, digits, letters, local := 0, 0, 0, unspace(s, at.Start)
	for i := start; i < local; i++ {
		switch c := s[i]; {
		case c == '.' || c == '_' || c == ' ':
			joints++
		case isDigit(c):
			digits++
		default:
			letters++
		}
	}
	switch {
	case mailLabel(s, start):
		return append(dst, found(start, end, EmailAddress, Likely, reasonLabel))
	case joints > 0 && letters >= 3:
		return append(dst, found(start, end, EmailAddress, Likely, reasonShape))
	case digits > 0 && letters >= 3 && isASCIILetter(s[start]):
		return append(dst, found(start, end, EmailAddress, Possible, reasonNoContext)) // "form covid19 at health.gov"
	default:
		return dst
	}
}

// atBefore is the word "at" or "arroba" that ends before i, over spaces and brackets.
func atBefore(s string, i int) (Span, bool) {
	end := i
	for end > 0 && i-end < 3 && (s[end-1] == ' ' || s[end-1] == ')' || s[end-1] == ']' || s[end-1] == '}' || s[end-1] == '>') {
		end--
	}
	w := wordStart(s, end)
	return Span{w, end}, end < i && (equalWord(s[w:end], "at") || equalWord(s[w:end], "arroba"))
}

// unspace is the end of what stands before i, over spaces and an opening bracket.
func unspace(s string, i int) int {
	for n := 0; n < 3 && i > 0 && (s[i-1] == ' ' || s[i-1] == '(' || s[i-1] == '[' || s[i-1] == '{' || s[i-1] == '<'); n++ {
		i--
	}
	return i
}

// labelBefore is the start of the host label before i, i where there is none.
func labelBefore(s string, i int) int {
	end := unspace(s, i)
	start := end
	for start > 0 && end-start < maxLocal && (isHostByte(s[start-1]) || s[start-1] == '.') {
		start--
	}
	if start == end || end == i {
		return i
	}
	return start
}

// speltLocal is the start of the local part before the at word at i, -1 without:
// "jdoe", "ana.lopez", "ana dot lopez".
func speltLocal(s string, i int) int {
	start := -1
	for range 4 {
		end := unspace(s, i)
		from := end
		for from > 0 && end-from < maxLocal && isLocalByte(s[from-1]) && s[from-1] != '%' && s[from-1] != '&' {
			from--
		}
		for from < end && !isDigit(s[from]) && !isASCIILetter(s[from]) {
			from++
		}
		if from == end || s[end-1] == '.' || s[end-1] == '\'' || from > 0 && isWordByte(s[from-1]) {
			return start
		}
		start = from
		end = unspace(s, from)
		for end > 0 && (s[end-1] == ']' || s[end-1] == ')') {
			end--
		}
		w := wordStart(s, end)
		if end == from || !dotWord(s[w:end]) && !equalWord(s[w:end], "underscore") {
			return start
		}
		i = w
	}
	return start
}

func dotWord(w string) bool { return equalWord(w, "dot") || equalWord(w, "punto") }

// speltDomain is the end of the domain after an at word that ends at i, 0 without,
// and how many of its dots are spelt.
func speltDomain(s string, i int) (end, dots int) {
	spelt := 0
	for labels := 0; labels < 5; labels++ {
		for n := 0; n < 3 && i < len(s) && (s[i] == ' ' || s[i] == ')' || s[i] == ']' || s[i] == '}' || s[i] == '>'); n++ {
			i++
		}
		label := i
		for i < len(s) && i-label < maxLocal && isHostByte(s[i]) {
			i++
		}
		if i == label || i < len(s) && isWordByte(s[i]) {
			return end, dots
		}
		if labels > 0 && topKind(s[label:i]) > 0 {
			end, dots = i, spelt
		}
		k := i
		for k < len(s) && k-i < 3 && (s[k] == ' ' || s[k] == '(' || s[k] == '[' || s[k] == '{') {
			k++
		}
		switch w := wordEnd(s, k); {
		case k == i && i+1 < len(s) && s[i] == '.' && isHostByte(s[i+1]):
			i++
		case k > i && dotWord(s[k:w]):
			i = w
			spelt++
		default:
			return end, dots
		}
	}
	return end, dots
}

// notLocal reports words before "at example dot org" that are no local part.
func notLocal(s string, start int) bool {
	w := s[start:wordEnd(s, start)]
	return classOf(w)&wordStop != 0 || inList(" us me him them you it here available online located found website site page look visit store sold only ", w)
}

// mailLabel reports "email:", "e-mail =", "correo es" right before start.
func mailLabel(s string, start int) bool {
	i, marked := start, false
	for n := 0; n < 4 && i > 0 && (s[i-1] == ' ' || s[i-1] == ':' || s[i-1] == '='); n++ {
		marked = marked || s[i-1] != ' '
		i--
	}
	w := wordStart(s, i)
	if equalWord(s[w:i], "is") || equalWord(s[w:i], "es") {
		marked, i = true, unspace(s, w)
		w = wordStart(s, i)
	}
	if equalWord(s[w:i], "address") {
		i = unspace(s, w)
		w = wordStart(s, i)
	}
	return marked && inList(" email mail correo emails ", s[w:i])
}
