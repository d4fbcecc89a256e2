package detect

import "strings"

// user finds user names after a label, at a login prompt and under a header.
type user struct{}

func (user) Info() Info {
	return Info{
		ID:       "user",
		Doc:      "User names after a label, at a login prompt or under a header.",
		Example:  "Failed password for [[USERNAME:alopez7]] from the portal",
		Entities: []Entity{Username},
		Triggers: TriggerCell | TriggerLabel,
	}
}

func (user) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if hintFor(t).Has(Username) && isCell(t, at) {
		if digits, letters, code := wholeCode(t.S, at); code && digits+letters >= 2 && classOf(t.S[at.Start:at.End])&wordBlank == 0 {
			dst = append(dst, found(at.Start, at.End, Username, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	return labelled(dst, t, at, Username, readUser), nil
}

// readUser reads a name of letters, digits and . _ - \ @. After a colon, or where
// the label leads on to it ("logged in as"), any word that is not an ordinary one
// counts; elsewhere it needs a digit, a dot or an underscore.
func readUser(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, v.i
	if i > 0 && s[i-1] == '@' {
		return 0, 0, 0, 0
	}
	if i < len(s) && s[i] == '@' && v.marked { // a handle
		i++
	}
	end = i
	letters, digits, joints := 0, 0, 0
	for end < len(s) && end-i < 64 {
		c := s[end]
		switch {
		case isASCIILetter(c) || c >= 0x80 && byteClass[c] == classLetter:
			letters++
		case isDigit(c):
			digits++
		case end > i && (c == '.' || c == '_' || c == '-' || c == '\\' || c == '@' || c == '$') && end+1 < len(s) && isWordByte(s[end+1]) || c == '_' || c == '\\' && end > i:
			joints++
		default:
			goto read
		}
		end++
	}
read:
	word := s[i:end]
	if letters == 0 && (!v.marked || v.weak || v.far || digits < 4) || letters+digits < 2 || classOf(word)&(wordStop|wordBlank|wordFiller|TriggerLabel|contextClasses) != 0 && digits+joints == 0 {
		return 0, 0, 0, 0
	}
	odd := digits+joints > 0
	switch {
	case v.far, v.weak:
		if !odd || digits == len(word) || v.far && v.weak {
			return 0, 0, 0, 0
		}
	case saidOutright(v), leadsOn(s[v.label.Start:v.label.End]):
	case !odd:
		return 0, 0, 0, 0
	}
	if plainNumber(s, i, end) {
		return 0, 0, 0, 0
	}
	return i, end, Likely, reasonLabel
}

// saidOutright reports a colon, an equals sign or a quote between label and value.
func saidOutright(v valueAt) bool {
	return v.marked && v.i > v.label.End && strings.ContainsAny(v.s[v.label.End:v.i], ":=\t\"'#>")
}

// leadsOn reports labels that end in a word which leads on to the value.
func leadsOn(label string) bool {
	w := label[wordStart(label, len(label)):]
	for _, p := range [...]string{"as", "for", "by", "user", "como"} {
		if equalWord(w, p) {
			return len(w) < len(label)
		}
	}
	return false
}

// secret finds passwords, access codes, tokens and keys after a label or under a
// header.
type secret struct{}

func (secret) Info() Info {
	return Info{
		ID:       "secret",
		Doc:      "Passwords, access codes, tokens and keys after a label or under a header.",
		Example:  "password: [[PASSWORD:Tr0ub4dor&3]] was reset",
		Entities: []Entity{Password},
		Triggers: TriggerCell | TriggerLabel,
	}
}

func (secret) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if hintFor(t).Has(Password) && isCell(t, at) {
		if at.Len() >= 3 && at.Len() <= 512 && classOf(t.S[at.Start:at.End])&wordBlank == 0 {
			dst = append(dst, found(at.Start, at.End, Password, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	if equalWord(t.S[at.Start:at.End], "bearer") || equalWord(t.S[at.Start:at.End], "bearer token") {
		return labelled(dst, t, at, Password, readToken), nil
	}
	return labelled(dst, t, at, Password, readSecret), nil
}

// readSecret reads up to the next space: after a colon or an equals sign anything
// of four characters that is no ordinary word; elsewhere digits, or letters and
// digits mixed.
func readSecret(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, v.i
	end = secretEnd(s, i)
	digits, letters, other, plain := 0, 0, 0, true
	for k := i; k < end; k++ {
		switch c := s[k]; {
		case isDigit(c):
			digits++
		case isWordByte(c):
			letters++
			plain = plain && (k == i || c >= 'a')
		default:
			other++
		}
	}
	n := end - i
	switch {
	case n < 3 || n < 4 && letters > 0, v.far && v.weak, v.far && letters > 0 && digits == 0, v.weak && strings.Count(s[i:end], "-") > 1:
		return 0, 0, 0, 0
	case digits == n: // a code
		if v.far && n < 4 || n > 12 && v.weak || plainCode(v, i, end) {
			return 0, 0, 0, 0
		}
	case plainNumber(s, i, end):
		return 0, 0, 0, 0
	case saidOutright(v) && !v.weak:
		if classOf(s[i:end])&(wordStop|wordBlank|wordFiller) != 0 || digits+other == 0 && plain && moreWords(s, end) {
			return 0, 0, 0, 0
		}
	case digits == 0 || letters+other == 0 || digits+letters+other < 5 && !(v.marked && n >= 4) || s[i] == '(':
		return 0, 0, 0, 0
	}
	return i, end, Likely, reasonLabel
}

// moreWords reports lower-case words that go on after offset i: "password: see
// the envelope".
func moreWords(s string, i int) bool {
	return i+2 < len(s) && s[i] == ' ' && s[i+1] >= 'a' && s[i+1] <= 'z'
}

// plainCode reports digits that are a year, a date, an amount or a count.
func plainCode(v valueAt, i, end int) bool {
	if v.marked || !v.weak && !v.far {
		return money(v.s, i, end)
	}
	return plainNumber(v.s, i, end) || countedThing(v.s, end)
}

// secretEnd is where a secret ends that begins at i: at a space, a quote, a comma,
// an ampersand of a link; full stops and brackets at its end are not part of it.
func secretEnd(s string, i int) int {
	end := i
	for end < len(s) && s[end] > ' ' && s[end] != '"' && s[end] != '\'' && s[end] != '`' && s[end] != '<' && end-i < 512 {
		if s[end] == '&' && inQuery(s, i) || s[end] == ',' && (end+1 == len(s) || s[end+1] <= ' ' || s[end+1] == '"') || s[end] == ';' {
			break
		}
		end++
	}
	for end > i && (s[end-1] == '.' || s[end-1] == ',' || s[end-1] == ';' || s[end-1] == ')' || s[end-1] == ']' || s[end-1] == '}' || s[end-1] == ':') {
		end--
	}
	return runeFloor(s, end)
}

// inQuery reports a value of a link's query: "?token=", "&token=" before it.
func inQuery(s string, i int) bool {
	if i == 0 || s[i-1] != '=' {
		return false
	}
	k := i - 1
	for k > 0 && (isWordByte(s[k-1]) || s[k-1] == '_' || s[k-1] == '-') {
		k--
	}
	return k > 0 && (s[k-1] == '?' || s[k-1] == '&')
}

// readToken reads a token of eight characters or more.
func readToken(v valueAt) (start, end int, l Likelihood, reason uint16) {
	end = tokenEnd(v.s, v.i)
	if end-v.i < 8 || v.far || !hasDigit(v.s[v.i:end]) && end-v.i < 20 {
		return 0, 0, 0, 0
	}
	return v.i, end, Likely, reasonLabel
}

// tokenEnd is where letters, digits and the signs of base 64 and of links end.
func tokenEnd(s string, i int) int {
	end := i
	for end < len(s) && (isDigit(s[end]) || isASCIILetter(s[end]) || strings.IndexByte("._-+/=%~:!", s[end]) >= 0) {
		end++
	}
	for end > i && (s[end-1] == '.' || s[end-1] == ':') {
		end--
	}
	return end
}

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
	return labelled(dst, t, at, CookieID, readSession), nil
}

// readSession reads a token of six characters or more with a digit in it; a cookie's
// own name before it ("sid=") is not part of it.
func readSession(v valueAt) (start, end int, l Likelihood, reason uint16) {
	i := v.i
	end = i
	for end < len(v.s) && (isWordByte(v.s[end]) || v.s[end] == '_' || v.s[end] == '-' || v.s[end] == '.') {
		end++
	}
	if end < len(v.s) && end > i && v.s[end] == '=' && end-i < 40 && saidOutright(v) {
		i = end + 1
	}
	end = tokenEnd(v.s, i)
	n := end - i
	switch {
	case n < 6 || !hasDigit(v.s[i:end]), v.far && (v.weak || n < 8), v.weak && n < 8, plainNumber(v.s, i, end):
		return 0, 0, 0, 0
	}
	return i, end, Likely, reasonLabel
}

// runeFloor is the nearest rune boundary of s at or before i.
func runeFloor(s string, i int) int {
	for i > 0 && i < len(s) && s[i]&0xC0 == 0x80 {
		i--
	}
	return i
}
