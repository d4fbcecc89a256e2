package detect

// Invisible characters stand inside addresses and numbers that were copied from
// web pages, or put there on purpose: zero-width space, non-joiner and joiner
// (U+200B to U+200D), word joiner (U+2060), byte order mark (U+FEFF), soft hyphen
// (U+00AD).

// hiddenAt is the length of the invisible character at i, 0 where there is none.
func hiddenAt(s string, i int) int {
	if i >= len(s) || s[i] < 0xC2 {
		return 0
	}
	switch {
	case s[i] == 0xC2 && i+1 < len(s) && s[i+1] == 0xAD:
		return 2
	case i+2 >= len(s):
		return 0
	case s[i] == 0xE2 && (s[i+1] == 0x80 && s[i+2] >= 0x8B && s[i+2] <= 0x8D || s[i+1] == 0x81 && s[i+2] == 0xA0):
		return 3
	case s[i] == 0xEF && s[i+1] == 0xBB && s[i+2] == 0xBF:
		return 3
	default:
		return 0
	}
}

// hiddenBefore is the length of the invisible character that ends before i, 0
// where there is none.
func hiddenBefore(s string, i int) int {
	if i < 2 || s[i-1] < 0x80 || s[i-1] >= 0xC0 {
		return 0
	}
	if hiddenAt(s, i-2) == 2 {
		return 2
	}
	if i > 2 && hiddenAt(s, i-3) == 3 {
		return 3
	}
	return 0
}

// skipHidden is the first offset from i on that is no invisible character.
func skipHidden(s string, i int) int {
	for n := hiddenAt(s, i); n > 0; n = hiddenAt(s, i) {
		i += n
	}
	return i
}

// unhide is the offset after the last visible character before i.
func unhide(s string, i int) int {
	for n := hiddenBefore(s, i); n > 0; n = hiddenBefore(s, i) {
		i -= n
	}
	return i
}
