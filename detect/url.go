package detect

import "strings"

// link finds web addresses, and bare names of hosts under a top-level domain of
// common use. They are not personal; they are found so that what stands in them
// is not read as something else, and a link in an e-mail column is seen.
type link struct{}

func (link) Info() Info {
	return Info{
		ID:       "url",
		Doc:      "Web addresses (not personal).",
		Example:  "see [[URL:https://www.example.org/a?b=1]] for it",
		Entities: []Entity{URL},
		Triggers: TriggerScheme | TriggerDomain,
	}
}

func (link) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	s, start := t.S, at.Start
	switch {
	case s[start] == '.':
		start, end, ok := bareDomain(s, at.Start)
		if !ok || start >= 4 && equalWord(s[start:min(start+3, len(s))], "www") {
			return dst, nil
		}
		if end < len(s) && (s[end] == '/' || s[end] == ':' && end+1 < len(s) && isDigit(s[end+1])) {
			end = linkEnd(s, end)
		}
		return append(dst, found(start, end, URL, Likely, reasonShape)), nil
	case s[start] == ':':
		for start > 0 && at.Start-start < 10 && isASCIILetter(s[start-1]) {
			start--
		}
		if at.Start-start < 3 {
			return dst, nil
		}
	case at.End == len(s) || s[at.End] != '.' || start > 0 && s[start-1] == '/':
		return dst, nil // "www" alone, or inside a link that is read already
	}
	end := linkEnd(s, at.End)
	if end < at.End+4 || !isHost(s, start, at.End, end) {
		return dst, nil
	}
	return append(dst, found(start, end, URL, Likely, reasonShape)), nil
}

// linkEnd is the end of the link that has reached i, without the signs that end a
// sentence.
func linkEnd(s string, i int) int {
	end := i
	for end < len(s) && s[end] > ' ' && s[end] != '"' && s[end] != '<' && s[end] != '>' && byteClass[s[end]] != classWide {
		end++
	}
	for end > i && isTrailing(s[end-1]) {
		end--
	}
	return end
}

// isHost reports a host with a top-level domain, an address in numbers or a port
// in a link from start to end: "http://microsoft" and "www.microsoft" have none.
// Other schemes than those of the web may name anything.
func isHost(s string, start, scheme, end int) bool {
	host := scheme
	for host < end && (s[host] == ':' || s[host] == '/' || s[host] == '.') {
		host++
	}
	if s[start] == 'w' || s[start] == 'W' {
		host = min(start+4, end)
	} else if c := s[start] | 0x20; c != 'h' {
		return true
	} else if end-host > 4 && equalWord(s[host:host+4], "www.") {
		host += 4
	}
	rest := s[host:end]
	if stop := strings.IndexAny(rest, "/?#"); stop >= 0 {
		rest = rest[:stop]
	}
	return strings.IndexByte(rest, '.') > 0 || strings.IndexByte(rest, ':') >= 0 || strings.IndexByte(rest, '@') > 0 || strings.IndexByte(rest, '%') > 0
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
