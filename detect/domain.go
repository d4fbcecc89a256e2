package detect

import "strings"

// Names of hosts (RFC 1035) where nothing but the top-level domain says that they
// are names: "example.org", "host dot gov".

// topKind is 2 for a top-level domain of common use, 1 for one that is a word of
// English or Spanish or ends the names of files too; words.go has both.
func topKind(w string) int {
	switch c := classOf(w); {
	case c&wordTop != 0:
		return 2
	case c&wordWeakTop != 0:
		return 1
	default:
		return 0
	}
}

// inList reports whether w, lower-cased, is one of the words of list, each of
// which has a space on both sides.
func inList(list, w string) bool {
	n := len(w)
	if n == 0 {
		return false
	}
	first := w[0]
	if first-'A' < 26 {
		first |= 0x20
	}
	for i := 1; i+n < len(list); i++ {
		k := strings.IndexByte(list[i:], first)
		if k < 0 {
			return false
		}
		if i += k; i+n < len(list) && list[i-1] == ' ' && list[i+n] == ' ' && equalLower(w, list[i:i+n]) {
			return true
		}
	}
	return false
}

// isHostByte reports what stands in a label of a host's name.
func isHostByte(c byte) bool { return isDigit(c) || isASCIILetter(c) || c == '-' }

// bareDomain reads the name whose last dot is at i: "example" before it, a known
// top-level domain after it, nothing around it that would make it part of an
// address, a path or a code.
func bareDomain(s string, i int) (start, end int, ok bool) {
	end = i + 1
	for end < len(s) && isASCIILetter(s[end]) {
		end++
	}
	kind := topKind(s[i+1 : end])
	if kind == 0 || end < len(s) && (isWordByte(s[end]) || s[end] == '@' || s[end] == '-' || s[end] == '_' || s[end] == '(' ||
		s[end] == '.' && end+1 < len(s) && isWordByte(s[end+1])) {
		return 0, 0, false
	}
	labels, upper := 1, 0
	for start = i; start > 0 && i-start < 200 && (isHostByte(s[start-1]) || s[start-1] == '.' && start < i && isHostByte(s[start]) && s[start] != '-'); start-- {
		switch c := s[start-1]; {
		case c == '.':
			labels++
		case 'A' <= c && c <= 'Z':
			upper++
		}
	}
	caps := s[end-1]&0x20 == 0
	if start == i || s[start] == '-' || s[start] == '.' || s[i-1] == '-' || kind == 1 && (labels < 2 || i-start < 3 || s[i-2] == '.') || caps && upper == 0 || s[i+1]&0x20 != s[end-1]&0x20 {
		return 0, 0, false
	}
	if start > 0 && (isWordByte(s[start-1]) || s[start-1] == '@' || s[start-1] == '/' || s[start-1] == '\\' || s[start-1] == '_' || s[start-1] == '%' || s[start-1] == '+' || s[start-1] == '~' || s[start-1] == '\'' && start > 1 && isWordByte(s[start-2])) {
		return 0, 0, false
	}
	return start, end, unhide(s, start) == start
}
