package key

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxCode is the longest code in bytes. Longer text is a remark and no category.
const MaxCode = 200

// reserved reports whether a text begins with a reserved code, in any case.
func reserved[T string | []byte](text T) bool {
	if len(text) == 0 || text[0] != '(' {
		return false
	}
	for _, code := range [...]string{TotalCode, UnknownCode, NotLocatedCode} {
		if len(text) >= len(code) && strings.EqualFold(string(text[:len(code)]), code) {
			return true
		}
	}
	return false
}

// appendText appends a text as a code: trimmed, each run of white space and
// control characters one space. ok is false for a text that is no code; dst is
// then as it was.
func appendText(dst []byte, text string) ([]byte, bool) {
	if plainText(text) {
		return append(dst, text...), true
	}
	start, gap := len(dst), false
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			if r, n = utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && n == 1 {
				return dst[:start], false
			}
		}
		if r <= ' ' || r == 0x7f || r > 0x7f && (unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff') {
			gap = true
		} else {
			if gap && len(dst) > start {
				dst = append(dst, ' ')
			}
			gap = false
			if dst = append(dst, text[i:i+n]...); len(dst)-start > MaxCode {
				return dst[:start], false
			}
		}
		i += n
	}
	if len(dst) == start || reserved(dst[start:]) {
		return dst[:start], false
	}
	return dst, true
}

// plainText reports a text that is a code as it stands, which most are: printable
// ASCII with single spaces between words and no parenthesis in front.
func plainText(text string) bool {
	if text == "" || len(text) > MaxCode || text[0] == '(' {
		return false
	}
	last := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' '
}

// blank reports whether a cell holds nothing that could be seen.
func blank(text string) bool {
	return strings.TrimFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff'
	}) == ""
}

// codeOf is a text of a map or list as a code; why says what is wrong with it.
func codeOf(text string) (code, why string) {
	b, ok := appendText(nil, text)
	switch {
	case ok:
		return string(b), ""
	case blank(text):
		return "", "is blank"
	case reserved(strings.TrimSpace(text)):
		return "", "begins with a reserved code (" + TotalCode + ", " + UnknownCode + ", " + NotLocatedCode + ")"
	case !utf8.ValidString(text):
		return "", "is not UTF-8 text"
	default:
		return "", "is longer than " + strconv.Itoa(MaxCode) + " bytes"
	}
}

// appendFold appends a text for comparing without regard to case and spaces.
func appendFold(dst []byte, text string) ([]byte, bool) {
	start := len(dst)
	dst, ok := appendText(dst, text)
	if !ok {
		return dst, false
	}
	for i := start; i < len(dst); i++ {
		switch c := dst[i]; {
		case c >= 'A' && c <= 'Z':
			dst[i] = c + 'a' - 'A'
		case c >= utf8.RuneSelf:
			return append(dst[:start], strings.ToLower(strings.ToUpper(string(dst[start:])))...), true
		}
	}
	return dst, true
}

// distinct makes the names of the level above differ from all codes of the level
// below. parents maps codes to names as they stand in the file; property is what
// they are called there.
func distinct(parents map[string]string, property string) (map[string]string, error) {
	isCode := func(name string) bool { _, ok := parents[name]; return ok }
	names := slices.Collect(maps.Values(parents))
	if !slices.ContainsFunc(names, func(name string) bool { return name != "" && isCode(name) }) {
		return parents, nil
	}
	out := make(map[string]string, len(parents))
	for code, name := range parents {
		if name != "" {
			if name = property + " " + name; isCode(name) || len(name) > MaxCode || reserved(name) {
				return nil, errors.New("a code and what it is part of have one name")
			}
		}
		out[code] = name
	}
	return out, nil
}
