package detect

// link finds web addresses. They are not personal; they are found so that what
// stands in them is not read as something else, and a link in an e-mail column
// is seen.
type link struct{}

func (link) Info() Info {
	return Info{
		ID:       "url",
		Doc:      "Web addresses (not personal).",
		Example:  "see [[URL:https://www.example.org/a?b=1]] for it",
		Entities: []Entity{URL},
		Triggers: TriggerScheme,
	}
}

func (link) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, start := t.S, at.Start
	if s[start] == ':' {
		for start > 0 && at.Start-start < 10 && isASCIILetter(s[start-1]) {
			start--
		}
		if at.Start-start < 3 {
			return dst, nil
		}
	} else if at.End == len(s) || s[at.End] != '.' || start > 0 && s[start-1] == '/' {
		return dst, nil // "www" alone, or inside a link that is read already
	}
	end := at.End
	for end < len(s) && s[end] > ' ' && s[end] != '"' && s[end] != '<' && s[end] != '>' && byteClass[s[end]] != classWide {
		end++
	}
	for end > at.End && isTrailing(s[end-1]) {
		end--
	}
	if end < at.End+4 {
		return dst, nil
	}
	return append(dst, found(start, end, URL, Likely, reasonShape)), nil
}

// isTrailing reports bytes that end a sentence rather than a link.
func isTrailing(c byte) bool {
	switch c {
	case '.', ',', ';', ':', '!', '?', ')', ']', '\'':
		return true
	default:
		return false
	}
}
