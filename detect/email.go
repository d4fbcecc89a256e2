package detect

import "strings"

// email finds addresses of the form local@domain.tld (RFC 5322 addr-spec without
// quoted parts and comments), also inside URLs and mailto links, with "%40" for
// the at sign.
type email struct{}

func (email) Info() Info {
	return Info{
		ID:       "email",
		Doc:      "E-mail addresses, also inside links.",
		Example:  "write to [[EMAIL_ADDRESS:ana.lopez@example.org]] today",
		Entities: []Entity{EmailAddress},
		Triggers: TriggerAt,
	}
}

// maxLocal is the longest local part and the longest label of a domain in bytes
// (RFC 5321, 4.5.3.1.1 and RFC 1035, 2.3.4).
const maxLocal = 64

func (email) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	start := at.Start
	for at.Start-start < maxLocal {
		if start > 0 && isLocalByte(s[start-1]) {
			start--
			continue
		}
		n := letterBefore(s, start)
		if n == 0 {
			break
		}
		start -= n
	}
	for start < at.Start && (s[start] == '.' || s[start] == '-' || s[start] == '\'' || s[start] == '&') {
		start++
	}
	if start == at.Start || s[at.Start-1] == '.' {
		return dst, nil
	}
	end := emailDomain(s, at.End)
	if end == 0 {
		return dst, nil
	}
	return append(dst, found(start, end, EmailAddress, VeryLikely, reasonShape)), nil
}

// isLocalByte reports the ASCII bytes of a dot-atom that occur in practice.
func isLocalByte(c byte) bool {
	return isDigit(c) || isASCIILetter(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%' || c == '\'' || c == '&'
}

// letterBefore is the length of the letter that ends before i and is longer than
// one byte (RFC 6531 allows them), 0 where there is none.
func letterBefore(s string, i int) int {
	n := 0
	for n < 4 && i-n > 0 && s[i-n-1]&0xC0 == 0x80 {
		n++
	}
	if n == 0 || i-n == 0 || byteClass[s[i-n-1]] != classLetter || s[i-n-1] < 0xC0 {
		return 0
	}
	return n + 1
}

// emailDomain is the end of the domain that begins at i, 0 if there is none: labels
// of letters, digits and hyphens, at least one dot, a last label of two letters
// or more.
func emailDomain(s string, i int) int {
	end, top := 0, 0
	for first := true; ; first = false {
		label := i
		for i < len(s) && i-label < maxLocal && (isWordByte(s[i]) || s[i] == '-') {
			i++
		}
		stop := i
		for stop > label && s[stop-1] == '-' {
			stop--
		}
		if stop == label {
			break
		}
		if !first && isTop(s[label:stop]) {
			end, top = stop, label
		}
		if i >= len(s) || s[i] != '.' {
			break
		}
		i++
	}
	if end > 0 && fileExtension(s[top:end]) {
		return 0
	}
	return end
}

// isTop reports a top-level domain: letters only, two or more.
func isTop(s string) bool {
	if len(s) < 2 {
		return false
	}
	for i := range len(s) {
		if byteClass[s[i]] != classLetter {
			return false
		}
	}
	return true
}

// fileExtension reports endings of picture names such as icon@2x.png.
func fileExtension(s string) bool {
	switch strings.ToLower(s) {
	case "png", "jpg", "jpeg", "gif", "svg", "webp":
		return true
	default:
		return false
	}
}
