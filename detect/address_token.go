package detect

// streetToken is one word, number or sign of an address.
type streetToken struct {
	Span
	class Trigger // of a word
	kind  uint8
	gap   uint8 // what stands before it
}

// The kinds of tokens.
const (
	tokWord    = iota
	tokNumber  // 12, 12A, 34-18, 1/2
	tokOrdinal // 42nd
	tokCode    // letters and digits: N65W24838
	tokHash    // #
	tokJoin    // &, @, /: between two streets
)

// What stands before a token, as bits.
const (
	gapSpace = 1 << iota
	gapComma // or a semicolon
	gapDot
	gapLine
	gapSemi // a semicolon: another address may follow
)

// maxStreetTokens is how far an address is read.
const maxStreetTokens = 32

// maxCornerTokens is the same for a corner.
const maxCornerTokens = 16

// streetTokens reads tokens from i on until something that no address holds: a
// colon, a bracket, a dash between spaces; in running text a semicolon.
func streetTokens(s string, i int, cell bool, buf []streetToken) []streetToken {
	n := 0
	for n < len(buf) {
		gap, k := tokenGap(s, i)
		if k >= len(s) || k-i > 8 || gap&gapSemi != 0 && !cell && n > 0 {
			break
		}
		end, kind := tokenAt(s, k)
		if end == k {
			break
		}
		t := streetToken{Span: Span{k, end}, kind: kind, gap: gap}
		if kind == tokWord {
			t.class = plainClass(s[k:end])
		}
		buf[n], n, i = t, n+1, end
	}
	return buf[:n]
}

// tokenGap reads the blanks and stops before a token.
func tokenGap(s string, i int) (gap uint8, k int) {
	for k = i; k < len(s); k++ {
		switch c := s[k]; {
		case c == ' ' || c == '\t':
			gap |= gapSpace
		case c == ',':
			gap |= gapComma
		case c == ';':
			gap |= gapComma | gapSemi
		case c == '.':
			gap |= gapDot
		case c == '\n' || c == '\r':
			gap |= gapLine
		case c == 0xC2 && k+1 < len(s) && s[k+1] == 0xA0:
			gap |= gapSpace
			k++
		default:
			return gap, k
		}
	}
	return gap, k
}

// tokenAt is the end and kind of the token at k; its end is k where there is none.
func tokenAt(s string, k int) (end int, kind uint8) {
	switch c := s[k]; {
	case c == '#':
		return k + 1, tokHash
	case c == '&' || c == '@' || c == '/':
		return k + 1, tokJoin
	case c == 0xC2 && k+1 < len(s) && s[k+1] == 0xBD: // ½
		return k + 2, tokNumber
	case !isWordByte(c):
		return k, tokWord
	}
	digits, letters, other := 0, 0, 0
	end = k
	for ; end < len(s) && end-k < 40; end++ {
		c := s[end]
		switch {
		case isDigit(c):
			digits++
		case isWordByte(c):
			letters++
		case tokenJoint(s, k, end):
			other++
		case c == 0xE2 && end+3 < len(s) && s[end+1] == 0x80 && s[end+2] == 0x99 && isWordByte(s[end+3]): // ’
			end += 2
		default:
			return end, tokenKind(s[k:end], digits, letters)
		}
	}
	return end, tokenKind(s[k:end], digits, letters)
}

// tokenJoint reports a sign inside a token: of O'Neil, 34-18, 1/2, N.W, km 4.5.
func tokenJoint(s string, k, i int) bool {
	if i == k || i+1 >= len(s) || !isWordByte(s[i+1]) || !isWordByte(s[i-1]) {
		return false
	}
	switch s[i] {
	case '\'', '-':
		return true
	case '/':
		return isDigit(s[i-1]) && isDigit(s[i+1])
	case '.':
		if isDigit(s[i-1]) && isDigit(s[i+1]) {
			return i-k <= 3 && (i+3 >= len(s) || !isDigit(s[i+2]) || !isDigit(s[i+3]))
		}
		one := (i-k == 1 || s[i-2] == '.') && isASCIILetter(s[i-1]) && isASCIILetter(s[i+1])
		return one && (i+2 >= len(s) || !isWordByte(s[i+2]))
	default:
		return false
	}
}

func tokenKind(w string, digits, letters int) uint8 {
	switch {
	case digits == 0:
		return tokWord
	case letters == 0:
		return tokNumber
	case ordinal(w):
		return tokOrdinal
	case letters == 1 && isDigit(w[0]) && isASCIILetter(w[len(w)-1]):
		return tokNumber
	default:
		return tokCode
	}
}

// plainClass is the class of a word; full stops inside do not count: N.W, P.O.
func plainClass(w string) Trigger {
	if len(w) == 3 && w[1] == '.' {
		b := [2]byte{w[0], w[2]}
		return classOf(string(b[:]))
	}
	return classOf(w)
}

// ordinal reports "5th", "42nd".
func ordinal(w string) bool {
	n := len(w)
	if n < 3 || !isDigit(w[0]) || !isDigit(w[n-3]) {
		return false
	}
	end := w[n-2:]
	return equalWord(end, "th") || equalWord(end, "st") || equalWord(end, "nd") || equalWord(end, "rd")
}

func isUpperAt(s string, i int) bool {
	return s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 0x80 || isDigit(s[i])
}

// boundaryAt reports that no word goes on at i.
func boundaryAt(s string, i int) bool { return i >= len(s) || !isWordByte(s[i]) }
