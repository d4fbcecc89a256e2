package detect

import "strings"

// session finds cookie and session identifiers after a label or under a header.
type session struct{}

func (session) Info() Info {
	return Info{
		ID:       "session",
		Doc:      "Cookie and session identifiers after a label or under a header.",
		Example:  "PHPSESSID=[[SESSION_ID:r2t5uvjq435r4q7ib3vtdjq120]]; path=/",
		Entities: []Entity{CookieID, SessionID},
		Triggers: TriggerCell | TriggerLabel,
	}
}

func (session) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	h := hintFor(t)
	if h&(bit(CookieID)|bit(SessionID)) != 0 && isCell(t, at) {
		switch {
		case at.Len() < 6:
		case h.Has(CookieID):
			dst = append(dst, found(at.Start, at.End, CookieID, VeryLikely, reasonHeaderShape))
		default:
			if tokenEnd(t.S, at.Start) == at.End {
				dst = append(dst, found(at.Start, at.End, SessionID, VeryLikely, reasonHeaderShape))
			}
		}
		return dst, nil
	}
	if t.said.entities.Has(SessionID) {
		return labelled(dst, t, at, SessionID, readSession), nil
	}
	if n := len(dst); at.End < len(t.S) && (t.S[at.End] == ':' || t.S[at.End] == '=') {
		if dst = cookies(dst, t.S, at.End+1); len(dst) > n {
			return dst, nil
		}
	}
	if t.said.weak && (at.End == len(t.S) || t.S[at.End] != '=') { // "_ga=" only
		return dst, nil
	}
	return labelled(dst, t, at, CookieID, readSession), nil
}

// cookies reads the pairs of a Cookie header (RFC 6265, 4.2.1) from i on: values of
// six characters or more with a digit in them.
func cookies(dst []Match, s string, i int) []Match {
	for range 32 {
		for i < len(s) && (s[i] == ' ' || s[i] == ';') {
			i++
		}
		name := i
		for i < len(s) && (isWordByte(s[i]) || s[i] == '_' || s[i] == '-' || s[i] == '.') {
			i++
		}
		if i == name || i == len(s) || s[i] != '=' {
			return dst
		}
		i++
		start := i
		for i < len(s) && s[i] > ' ' && s[i] != ';' && s[i] != '"' && s[i] != ',' && i-start < 512 {
			i++
		}
		i = runeFloor(s, i)
		if i-start >= 6 && hasDigit(s[start:i]) {
			e := CookieID
			if isSessionName(s[name : start-1]) {
				e = SessionID
			}
			dst = append(dst, found(start, i, e, VeryLikely, reasonLabel))
		}
	}
	return dst
}

// isSessionName reports names of cookies that hold a session.
func isSessionName(name string) bool {
	for i := range len(name) {
		if rest := name[i:]; len(rest) >= 3 && equalLower(rest[:3], "sid") || len(rest) >= 4 && equalLower(rest[:4], "sess") {
			return true
		}
	}
	return false
}

// readSession reads a token of six characters or more with a digit in it; a cookie's
// own name before it ("sid=") is not part of it.
func readSession(v valueAt) (start, end int, l Likelihood, reason uint16) {
	i := v.i
	end = i
	for end < len(v.s) && end-i < 40 && (isWordByte(v.s[end]) || v.s[end] == '_' || v.s[end] == '-' || v.s[end] == '.') {
		end++
	}
	if end < len(v.s) && end > i && v.s[end] == '=' && saidOutright(v) {
		i = end + 1
	}
	end = v.tokenEnd(i)
	n := end - i
	if strings.HasSuffix(v.s[i:max(i, end)], "-bit") || end < len(v.s) && v.s[end] == '(' || i > 0 && v.s[i-1] == '/' {
		return 0, 0, 0, 0
	}
	switch {
	case n < 4 || n < 6 && (v.weak || v.far) || !hasDigit(head(v.s[i:end])), v.far && (v.weak || n < 8), v.weak && n < 8, plainNumber(v.s, i, end):
		return 0, 0, 0, 0
	}
	return i, end, Likely, reasonLabel
}
