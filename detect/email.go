package detect

import "strings"

// email finds addresses of the form local@domain.tld (RFC 5322 addr-spec without
// quoted parts and comments), also inside URLs and mailto links, with "%40" for
// the at sign, with invisible characters inside, and spelt out ("ana at example
// dot org": email_spelt.go).
type email struct{}

func (email) Info() Info {
	return Info{
		ID:       "email",
		Doc:      "E-mail addresses, also inside links.",
		Example:  "write to [[EMAIL_ADDRESS:ana.lopez@example.org]] today",
		Entities: []Entity{EmailAddress},
		Triggers: TriggerAt | TriggerDotWord | TriggerDomain,
	}
}

// maxLocal is the longest local part and the longest label of a domain in bytes
// (RFC 5321, 4.5.3.1.1 and RFC 1035, 2.3.4).
const maxLocal = 64

func (email) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s := t.S
	if c := s[at.Start]; c != '@' && c != '%' {
		return spelt(dst, s, at), nil
	}
	start := at.Start
	for at.Start-start < maxLocal {
		if start > 0 && isLocalByte(s[start-1]) {
			start--
			continue
		}
		n := max(hiddenBefore(s, start), letterBefore(s, start))
		if n == 0 {
			break
		}
		start -= n
	}
	for start < at.Start && (s[start] == '.' || s[start] == '-' || s[start] == '\'' || s[start] == '&' || hiddenAt(s, start) > 0) {
		start += max(1, hiddenAt(s, start))
	}
	if last := unhide(s, at.Start); start >= last || s[last-1] == '.' {
		return dst, nil
	}
	end := emailDomain(s, skipHidden(s, at.End))
	if end == 0 || start > 0 && s[start-1] > ' ' && inUserinfo(s, start) {
		return dst, nil
	}
	return append(dst, found(start, end, EmailAddress, VeryLikely, reasonShape)), nil
}

// inUserinfo reports "://name:" before i, with a part of the password between: what
// follows is the password of a link (RFC 3986, 3.2.1), not the name of a mailbox.
func inUserinfo(s string, i int) bool {
	colon := false
	for low := max(0, i-maxLocal); i > low; i-- {
		switch c := s[i-1]; {
		case c == '/':
			return colon && i > 2 && s[i-2] == '/' && s[i-3] == ':'
		case c == ':':
			colon = true
		case c <= ' ' || c == '@' || c == '?':
			return false
		}
	}
	return false
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
		for i < len(s) && i-label < maxLocal {
			if n := hiddenAt(s, i); n > 0 {
				i += n
			} else if isWordByte(s[i]) || s[i] == '-' {
				i++
			} else {
				break
			}
		}
		stop := unhide(s, i)
		for stop > label && s[stop-1] == '-' {
			stop--
		}
		if stop <= label {
			break
		}
		if !first && isTop(s[label:stop]) {
			end, top = stop, label
		}
		if i >= len(s) || s[i] != '.' {
			break
		}
		i = skipHidden(s, i+1)
	}
	if end > 0 && fileExtension(s[top:end]) {
		return 0
	}
	return end
}

// isTop reports a top-level domain: letters only, two or more, or an
// internationalised one as the wire has it ("xn--p1ai", RFC 5890).
func isTop(s string) bool {
	if len(s) > 4 && equalLower(s[:4], "xn--") {
		return true
	}
	letters := 0
	for i := 0; i < len(s); i++ {
		switch n := hiddenAt(s, i); {
		case n > 0:
			i += n - 1
		case byteClass[s[i]] != classLetter:
			return false
		default:
			letters++
		}
	}
	return letters >= 2
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
