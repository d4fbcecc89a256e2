package detect

// Values without a shape of their own (accounts, licences, plates) are read only
// after a label or under a header. This file reads from a label to its value.

// labelReach is how many bytes may stand between a label and its value.
const labelReach = 40

// afterLabel is the place of the value that follows a label ending at i, with
// marks of what stood between: a colon or the like, a word such as "last".
// ok is false where the text ends, or another word than a filler comes first.
func afterLabel(s string, i int) (at int, marked, last, ok bool) {
	limit := min(len(s), i+labelReach)
	begin := i
	for i < limit {
		switch c := s[i]; {
		case c == '(':
			end, says := aside(s, i)
			last = last || says
			i = end
		case c == ' ' || c == '\'' && isWordByte(s[max(i-1, 0)]) || c == '\n' || c == '\r' || c == '.' || c == ')' || c == ',' || c == '-' || c == '/' || c == '?' || c == '[' || c == ']' || c == '{' || c == '^' || c == '*' && i+1 < len(s) && !isMask(s[i+1]):
			i++
		case c == ':' || c == '#' || c == '=' || c == '\t' || c == '"' || c == '\'' && !isWordByte(s[i-1]) || c == '>' || c == '|' || c == ';' && i == begin:
			marked = true
			i++
		case c == '%' && i+2 < len(s) && s[i+1] == '3' && s[i+2]|0x20 == 'd': // an equals sign in a link
			marked = true
			i += 3
		case byteClass[c] == classLetter:
			end := wordEnd(s, i)
			w := s[i:end]
			if end < len(s) && (isDigit(s[end]) || s[end] == '-' && end+1 < len(s) && isDigit(s[end+1])) || classOf(w)&wordFiller == 0 {
				return i, marked, last, true
			}
			switch {
			case equalWord(w, "last"), equalWord(w, "ending"), equalWord(w, "ends"), equalWord(w, "terminada"), equalWord(w, "termina"), equalWord(w, "terminado"):
				last = true
			case equalWord(w, "is"), equalWord(w, "number"), equalWord(w, "no"), equalWord(w, "es"), equalWord(w, "was"), equalWord(w, "num"), equalWord(w, "nbr"):
				marked = true
			}
			i = end
		case classWide == byteClass[c]:
			i += signLen(c)
		default:
			return i, marked, last, true
		}
	}
	return 0, false, false, false
}

// aside is where a remark in brackets ends that begins at i, "(water only)",
// "(last 4)", and whether it says that only the end of the number follows. What
// may be a value is no remark: then only the bracket is passed.
func aside(s string, i int) (end int, last bool) {
	words, digits := 0, 0
	for k := i + 1; k < len(s) && k-i < 40; k++ {
		switch c := s[k]; {
		case c == ')':
			if words == 0 {
				return i + 1, false
			}
			return k + 1, last
		case isDigit(c):
			if digits++; digits > 2 {
				return i + 1, false
			}
		case byteClass[c] == classLetter:
			w := wordEnd(s, k)
			last = last || equalWord(s[k:w], "last") || equalWord(s[k:w], "ending") || equalWord(s[k:w], "ultimos") || equalWord(s[k:w], "últimos")
			words++
			k = w - 1
		}
	}
	return i + 1, false
}

// wordEnd is the end of the letters that begin at i.
func wordEnd(s string, i int) int {
	for i < len(s) && byteClass[s[i]] == classLetter {
		i++
	}
	return i
}

// wordStart is the start of the letters that end at i.
func wordStart(s string, i int) int {
	for i > 0 && byteClass[s[i-1]] == classLetter {
		i--
	}
	return i
}

// readCode is the end of a code that begins at i: letters, digits and single
// joints between them; groups of digits may be split by spaces. It also counts.
func readCode(s string, i int) (end, digits, letters int) {
	k := i
	for k < len(s) && k-i < 40 {
		c := s[k]
		switch {
		case isDigit(c):
			digits++
		case isASCIILetter(c):
			letters++
		case (c == '-' || c == '_' || c == '/' || c == '.') && k > i && k+1 < len(s) && (isDigit(s[k+1]) || isASCIILetter(s[k+1])):
		case c == ' ' && letters == 0 && k > i && isDigit(s[k-1]) && groupAfter(s, i, k):
		default:
			return k, digits, letters
		}
		k++
	}
	return k, digits, letters
}

// groupAfter reports that the digits after the space at k belong to the number
// that began at i: "4417 20931", but not "44001209 20 %".
func groupAfter(s string, i, k int) bool {
	first, next := i, k+1
	for first < k && isDigit(s[first]) {
		first++
	}
	for next < len(s) && isDigit(s[next]) {
		next++
	}
	n := next - k - 1
	if n < 2 || n > 8 || first-i > 6 || next < len(s) && (s[next] == '%' || s[next] == '/' || s[next] == ':' || isASCIILetter(s[next])) {
		return false
	}
	return n > 2 || s[k-1] != ' ' && next == len(s) || next < len(s) && (s[next] == ' ' || s[next] == ',' || s[next] == '.' || s[next] == ';')
}

// wholeCode reports whether the span is one code, and counts in it.
func wholeCode(s string, at Span) (digits, letters int, ok bool) {
	end, digits, letters := readCode(s[:at.End], at.Start)
	return digits, letters, end == at.End && end > at.Start
}

// hintFor is what the column's header and the label of t hint at.
func hintFor(t *Text) Hint {
	if t.Column == nil {
		return 0
	}
	return t.Column.Hint
}

// isCell reports a call for the whole trimmed text ([TriggerCell]): the span then
// is not one label word.
func isCell(t *Text, at Span) bool { return at == trimSpan(t.S) }

// found is a match at the span.
func found(start, end int, e Entity, l Likelihood, reason uint16) Match {
	return Match{Span: Span{start, end}, Entity: e, Likelihood: l, Reason: reason}
}

// runeFloor is the nearest rune boundary of s at or before i.
func runeFloor(s string, i int) int {
	for i > 0 && i < len(s) && s[i]&0xC0 == 0x80 {
		i--
	}
	return i
}
