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
		case !code && oddLogin(t.S[at.Start:at.End]): // lópez75, o'quill2
			dst = append(dst, found(at.Start, at.End, Username, VeryLikely, reasonHeaderShape))
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

// oddLogin reports one word of letters, digits and the signs of names, not all
// ASCII or with an apostrophe.
func oddLogin(v string) bool {
	letters := 0
	for i := range len(v) {
		switch c := v[i]; {
		case byteClass[c] == classLetter:
			letters++
		case !isDigit(c) && strings.IndexByte("'-_.", c) < 0:
			return false
		}
	}
	return letters > 1 && len(v) <= 40
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
	if strings.IndexByte(s[i:min(len(s), i+128)], '@') < 0 {
		return dst
	}
	colon := 0
	for k := i; k < len(s) && k-i < 128; k++ {
		switch c := s[k]; {
		case c == ':' && colon == 0:
			colon = k
		case c == '@' && k > i:
			end := k
			if colon > i {
				if end = colon; k > colon+1 && !starred(s, colon+1) {
					dst = append(dst, found(colon+1, k, Password, VeryLikely, reasonShape))
				}
			}
			if starred(s, i) {
				return dst
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
	outright := saidOutright(v)
	switch {
	case !v.far && nextClause(v), !outright && (inProgram(s, i, end) || !odd && capitals(word) && !capitals(s[v.label.Start:v.label.End])):
		return 0, 0, 0, 0
	case equalWord(s[v.label.Start:v.label.End], "handle") && !outright && s[i] != '@', !odd && outright && nounBetween(v) && moreWords(s, end):
		return 0, 0, 0, 0
	case !odd && inList(userNouns, wordAfter(v)), standIn(v, word), quotedOnly(v) && lexicon.Word(word), !outright && compound(word), !outright && equalWord(s[v.label.Start:v.label.End], "sudo"):
		return 0, 0, 0, 0
	case !odd && v.i > v.label.End && (strings.HasSuffix(between(v), " on ") || strings.HasSuffix(between(v), " of ")):
		return 0, 0, 0, 0
	case between(v) == "-" || between(v) == "/" && v.weak:
		return 0, 0, 0, 0
	case end-i < 2 || letters == 0 && (!v.marked || v.weak || v.far || end-i < 5), plainNumber(s, i, end), end < len(s) && (s[end] == '@' || s[end] == '=' || s[end] == ':' && !v.marked):
		return 0, 0, 0, 0
	case odd:
		if v.weak && !v.marked && v.label.Len() > 1 && !spaced(between(v)) {
			return 0, 0, 0, 0
		}
		if v.far && v.weak || v.weak && !v.marked && letters < 2 {
			return 0, 0, 0, 0
		}
	case classOf(word)&(wordStop|wordBlank|wordFiller|TriggerLabel|contextClasses) != 0, systemUser(word):
		return 0, 0, 0, 0
	case v.far || v.weak && (v.label.Len() < 3 && !passFollows(s, end) || v.label.Len() > 2 && !oddOnset(word) || !spaced(between(v))) || lexicon.Word(word) && !(saidOutright(v) && !v.weak && closedAfter(s, end)) || titled(s, i, end):
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

// userNouns are words after "user" that make it a kind of thing.
const userNouns = " type types tipo tipos group groups role roles category categories class classes perfil guide manual interface fee fees count counts rules "

// between is what stands between the label and a value after it.
func between(v valueAt) string { return v.s[v.label.End:max(v.i, v.label.End)] }

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
	return v.marked && v.i > v.label.End && strings.ContainsAny(strings.TrimPrefix(v.s[v.label.End:v.i], "'s "), ":=\t\"'#>")
}
