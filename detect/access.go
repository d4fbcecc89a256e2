package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// user finds user names after a label, at a login prompt and under a header.
type user struct{}

func (user) Info() Info {
	return Info{
		ID:       "user",
		Doc:      "User names after a label, at a login prompt or under a header.",
		Example:  "Failed password for [[USERNAME:alopez7]] from the portal",
		Entities: []Entity{Username, Password},
		Triggers: TriggerCell | TriggerLabel | TriggerScheme | TriggerDotted,
	}
}

func (user) Detect(dst []Match, t *Text, at Span) ([]Match, error) {
	if hintFor(t).Has(Username) && isCell(t, at) {
		switch digits, letters, code := wholeCode(t.S, at); {
		case !code || digits+letters < 2 || classOf(t.S[at.Start:at.End])&wordBlank != 0:
		case letters == 0: // a number that the system gave, perhaps no more than a row's
			dst = append(dst, found(at.Start, at.End, Username, Possible, reasonHeader))
		default:
			dst = append(dst, found(at.Start, at.End, Username, VeryLikely, reasonHeaderShape))
		}
		return dst, nil
	}
	if !t.said.entities.Has(Username) || t.said.Span != at { // a link, or the label of a password
		switch c := t.S[at.Start]; {
		case c == ':':
			dst = userOfLink(dst, t.S, at.End)
		case isDigit(c):
			dst = userOfLog(dst, t.S, at.End)
		}
		return dst, nil
	}
	n := len(dst)
	dst = labelled(dst, t, at, Username, readUser)
	if passWord(t.S[at.Start:wordEnd(t.S, at.Start)]) && !leadsToSystem(t.S, at.End) && (len(dst) == n || dst[n].Start > at.End+1 && !colonAfter(t.S, dst[n].End) || dst[n].Start < at.Start) {
		return labelled(dst[:n], t, at, Password, readSecret), nil // "the password for the shared mailbox is ..."
	}
	if len(dst) == n+1 && dst[n].Entity == Username {
		dst = secretOfPair(dst, t.S, at, dst[n].End)
	}
	return dst, nil
}

func colonAfter(s string, i int) bool { return i < len(s) && s[i] == ':' }

// leadsToSystem reports "password for root": the account of nobody.
func leadsToSystem(s string, i int) bool {
	w := nextWord(s, i)
	return w.Len() > 0 && systemUser(s[w.Start:w.End])
}

// secretOfPair reads the password after a user name under a label of both,
// "UN/PW: msharp / elmst4412", or of one, "Password for kbrandt: Kettle8*".
func secretOfPair(dst []Match, s string, at Span, i int) []Match {
	first := s[at.Start:wordEnd(s, at.Start)]
	last := s[wordStart(s, at.End):at.End]
	both, of := at.Start+len(first) < at.End && passWord(last), passWord(first)
	k := i
	for k < len(s) && k-i < 6 && (s[k] == ' ' || s[k] == '/' || s[k] == ',' || s[k] == ':' || s[k] == '|' || s[k] == '\t') {
		k++
	}
	said := k > i && (both && s[k-1] == ' ' || of && s[i] == ':')
	end := secretEnd(s, k)
	if !said || end-k < 4 || classOf(s[k:end])&(wordStop|wordBlank) != 0 {
		return dst
	}
	return append(dst, found(k, end, Password, Likely, reasonLabel))
}

func passWord(w string) bool {
	for _, p := range [...]string{"password", "pass", "pw", "pwd", "clave", "contraseña", "contrasena", "w"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// userOfLog reads the user of a web server's log (Common Log Format) behind the
// address that ends at i: " - tharris [14/Mar/2026".
func userOfLog(dst []Match, s string, i int) []Match {
	if len(s) < i+6 || s[i:i+3] != " - " || s[i+3] == '-' {
		return dst
	}
	end, letters, _ := readLogin(s, i+3)
	if letters == 0 || end+1 >= len(s) || s[end] != ' ' || s[end+1] != '[' {
		return dst
	}
	return append(dst, found(i+3, end, Username, Likely, reasonShape))
}

// userOfLink reads "user:password@" or "user@" after "://", which ends at i.
func userOfLink(dst []Match, s string, i int) []Match {
	for i < len(s) && s[i] == '/' {
		i++
	}
	colon := 0
	for k := i; k < len(s) && k-i < 128; k++ {
		switch c := s[k]; {
		case c == ':' && colon == 0:
			colon = k
		case c == '@' && k > i:
			end := k
			if colon > i {
				if end = colon; k > colon+1 {
					dst = append(dst, found(colon+1, k, Password, VeryLikely, reasonShape))
				}
			}
			return append(dst, found(i, end, Username, Likely, reasonShape))
		case c <= ' ' || c == '/' || c == '?' || c == '"' || c >= 0x80:
			return dst
		}
	}
	return dst
}

// readUser reads a name of letters, digits and . _ - \ @. One with a digit, a dot
// or an underscore counts after any label; letters alone count where they are no
// ordinary word, or where a colon or the label itself ("logged in as") says so.
func readUser(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, v.i
	if i > 0 && s[i-1] == '@' || i >= len(s) {
		return 0, 0, 0, 0
	}
	end, letters, odd := readLogin(s, i)
	word := s[i:end]
	if handle := s[i] == '@'; v.label.Len() == 1 && !inQuery(s, i) && !shellFlag(v) || !handle && socialNetwork(s[v.label.Start:v.label.End]) {
		return 0, 0, 0, 0
	}
	switch {
	case end-i < 2 || letters == 0 && (!v.marked || v.weak || v.far || end-i < 5), plainNumber(s, i, end), end < len(s) && (s[end] == '@' || s[end] == '=' || s[end] == ':' && !v.marked):
		return 0, 0, 0, 0
	case odd:
		if v.weak && !v.marked && v.label.Len() > 1 && !spaced(s[v.label.End:max(i, v.label.End)]) {
			return 0, 0, 0, 0
		}
		if v.far && v.weak || v.weak && !v.marked && letters < 2 {
			return 0, 0, 0, 0
		}
	case classOf(word)&(wordStop|wordBlank|wordFiller|TriggerLabel|contextClasses) != 0, systemUser(word):
		return 0, 0, 0, 0
	case v.far || v.weak && (v.label.Len() < 3 && !passFollows(s, end) || v.label.Len() > 2 && !oddOnset(word) || !spaced(s[v.label.End:i])) || lexicon.Word(word) && !(saidOutright(v) && !v.weak && closedAfter(s, end)) || titled(s, i, end):
		return 0, 0, 0, 0
	}
	return i, end, Likely, reasonLabel
}

// readLogin reads the letters of a user name at i; odd means that there is more
// than letters in it.
func readLogin(s string, i int) (end, letters int, odd bool) {
	if s[i] == '@' || s[i] == '$' {
		odd = true
	}
	for end = i; end < len(s) && end-i < 64; end++ {
		c := s[end]
		switch {
		case isASCIILetter(c) || c >= 0x80 && byteClass[c] == classLetter:
			letters++
		case isDigit(c), c == '_':
			odd = true
		case (c == '@' || c == '$') && end == i:
		case end > i && (c == '.' || c == '-' || c == '\\' || c == '$') && end+1 < len(s) && isWordByte(s[end+1]):
			odd = true
		default:
			return end, letters, odd
		}
	}
	return end, letters, odd
}

// passFollows reports a word for passwords right after a name that ends at i.
func passFollows(s string, i int) bool {
	for i < len(s) && (s[i] == ' ' || s[i] == '/' || s[i] == ',') {
		i++
	}
	return passWord(s[i:wordEnd(s, i)])
}

// shellFlag reports "-u name" of a command line.
func shellFlag(v valueAt) bool {
	i := v.label.Start
	return i > 1 && v.s[i-1] == '-' && v.s[i-2] == ' ' && v.i == v.label.End+1 && v.s[v.label.End] == ' '
}

// spaced reports nothing but spaces and quotes.
func spaced(s string) bool { return s != "" && strings.Trim(s, " \"'`") == "" }

// socialNetwork reports labels after which only a handle is a user name.
func socialNetwork(label string) bool {
	for _, p := range [...]string{"instagram", "twitter", "telegram", "tiktok", "ig", "facebook"} {
		if equalWord(label, p) {
			return true
		}
	}
	return false
}

// oddOnset reports a word that begins as few words of English do, with two
// consonants that do not go together: "hfinch", "jpryor".
func oddOnset(w string) bool {
	if len(w) > 2 && w[0]|0x20 == 'y' && isASCIILetter(w[1]) && !vowel(w[1]|0x20) {
		return true
	}
	if len(w) < 3 || vowel(w[0]|0x20) || vowel(w[1]|0x20) || !isASCIILetter(w[1]) {
		return false
	}
	for _, p := range [...]string{"bl", "br", "ch", "cl", "cr", "dr", "dw", "fl", "fr", "gl", "gr", "gh", "kl", "kn", "kr", "ll", "mc", "ph", "pl", "pr", "ps", "rh", "sc", "sh", "sk", "sl", "sm", "sn", "sp", "sq", "st", "sv", "sw", "th", "tr", "ts", "tw", "wh", "wr"} {
		if equalWord(w[:2], p) {
			return false
		}
	}
	return true
}

func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' }

// systemUser reports accounts that are nobody's.
func systemUser(w string) bool {
	for _, p := range [...]string{"root", "admin", "administrator", "system", "nobody", "daemon", "guest", "anonymous", "null", "none", "postgres", "service", "public", "localhost"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// closedAfter reports that a field ends at i: the text, a line, a comma, a quote.
func closedAfter(s string, i int) bool {
	return i == len(s) || s[i] != ' ' && !isWordByte(s[i]) || s[i] == ' ' && (i+1 == len(s) || isUpperAt(s, i+1))
}

// titled reports a capital followed by small letters and another such word: a name
// of a person or a thing, "User Guide".
func titled(s string, i, end int) bool {
	if s[i] < 'A' || s[i] > 'Z' || i+1 >= end || s[i+1] < 'a' {
		return false
	}
	return end+1 < len(s) && s[end] == ' ' && s[end+1] >= 'A' && s[end+1] <= 'Z'
}

// saidOutright reports a colon, an equals sign or a quote between label and value.
func saidOutright(v valueAt) bool {
	return v.marked && v.i > v.label.End && strings.ContainsAny(v.s[v.label.End:v.i], ":=\t\"'#>")
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
	if word := t.S[at.Start:at.End]; equalWord(word, "bearer") || equalWord(word, "bearer token") || equalWord(word, "basic") {
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
	if queryOnly(s[v.label.Start:v.label.End]) && !inQuery(s, i) || strings.Contains(s[i:end], "://") || i > 0 && s[i-1] == '/' || v.weak && strings.IndexByte(s[i:end], '/') >= 0 {
		return 0, 0, 0, 0
	}
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
	case digits == n && v.weak && around(s, end, min(len(s), end+licenseReach))&wordMap != 0:
		return 0, 0, 0, 0
	case digits == n: // a code
		if v.far && n < 4 || n > 12 && v.weak || plainCode(v, i, end) {
			return 0, 0, 0, 0
		}
	case plainNumber(s, i, end) && !equalLowerPrefix(s[max(v.label.Start, v.label.End-11):v.label.End], "combination") && !equalLowerPrefix(s[max(v.label.Start, v.label.End-5):v.label.End], "combo"):
		return 0, 0, 0, 0
	case saidOutright(v) && !v.weak:
		if classOf(s[i:end])&(wordStop|wordBlank|wordFiller) != 0 || digits+other == 0 && plain && moreWords(s, end) || other == n {
			return 0, 0, 0, 0
		}
	case other == 0 && digits == 0 && v.marked && !v.weak && n >= 6 && !lexicon.Word(s[i:end]) && !titled(s, i, end): // "the password is readmorebooks"
	case inQuery(s, i) && (n >= 8 && digits > 0 || v.label.Len() == 1 && n >= 6):
	case v.weak && strings.IndexByte(s[i:end], '.') >= 0:
		return 0, 0, 0, 0
	case digits == 0 || letters+other == 0 || n < 5 && v.weak || s[i] == '(':
		return 0, 0, 0, 0
	}
	return i, end, Likely, reasonLabel
}

// queryOnly reports labels that announce a secret in a link only: "&sig=".
func queryOnly(label string) bool {
	for _, p := range [...]string{"p", "sig", "signature", "key"} {
		if equalWord(label, p) {
			return true
		}
	}
	return false
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
	token := v.s[v.i:end]
	if len(token) < 8 || v.far || !hasDigit(token) && len(token) < 20 || v.weak && (capitals(token) || strings.ToLower(token) == token || strings.IndexByte(token, '.') >= 0) {
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
	for end < len(v.s) && (isWordByte(v.s[end]) || v.s[end] == '_' || v.s[end] == '-' || v.s[end] == '.') {
		end++
	}
	if end < len(v.s) && end > i && v.s[end] == '=' && end-i < 40 && saidOutright(v) {
		i = end + 1
	}
	end = tokenEnd(v.s, i)
	n := end - i
	switch {
	case n < 4 || n < 6 && (v.weak || v.far) || !hasDigit(v.s[i:end]), v.far && (v.weak || n < 8), v.weak && n < 8, plainNumber(v.s, i, end):
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
