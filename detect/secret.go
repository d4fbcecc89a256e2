package detect

import (
	"strings"
	"vaughn/detect/internal/lexicon"
)

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
	if word := t.S[at.Start:at.End]; equalWord(word, "passphrase") {
		return labelled(dst, t, at, Password, readPhrase), nil
	}
	return labelled(dst, t, at, Password, readSecret), nil
}

// readPhrase reads a passphrase after a colon: up to eight words, to the end of the
// clause.
func readPhrase(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, words := v.s, 0
	if !saidOutright(v) || v.far {
		return readSecret(v)
	}
	for end = v.i; end < len(s) && end-v.i <= longToken && words <= 8 && strings.IndexByte(",;\"\n()", s[end]) < 0 && (s[end] != '.' || end+1 < len(s) && s[end+1] > ' '); end++ {
		if s[end] == ' ' {
			words++
		}
	}
	for end > v.i && s[end-1] == ' ' {
		end--
	}
	if end-v.i < 4 || end-v.i > longToken || words > 8 {
		return 0, 0, 0, 0
	}
	return v.i, runeFloor(s, end), Likely, reasonLabel
}

// readSecret reads up to the next space: after a colon or an equals sign anything
// of four characters that is no ordinary word; elsewhere digits, or letters and
// digits mixed.
func readSecret(v valueAt) (start, end int, l Likelihood, reason uint16) {
	s, i := v.s, v.i
	if queryOnly(s[v.label.Start:v.label.End]) && !inQuery(s, i) {
		return 0, 0, 0, 0
	}
	end = secretEnd(s, i)
	if strings.Contains(s[i:end], "://") || i > 0 && s[i-1] == '/' || v.weak && strings.IndexByte(s[i:end], '/') >= 0 {
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
	outright := saidOutright(v)
	switch {
	case !v.far && nextClause(v), !outright && inProgram(s, i, end), v.far && n < 9 && digits < n && capitals(s[i:end]) && !capitals(s[v.label.Start:v.label.End]):
		return 0, 0, 0, 0
	case i > 0 && standIn(v, s[i:end]), v.label.Len() == 1 && digits == 0 && (v.weak || strings.IndexByte(s[i:end], '.') >= 0), quotedOnly(v) && lexicon.Word(s[i:end]), !outright && digits == 0 && compound(s[i:end]):
		return 0, 0, 0, 0
	case !outright && n > 5 && s[i+4] == '-' && isYearOrDate(s, i, i+4) && digits == n-1: // clave 2026-44
		return 0, 0, 0, 0
	case equalWord(s[v.label.Start:v.label.End], "pass") && (strings.IndexByte(s[i:end], '/') > 0 && digits*4 < n || digits == 0 && moreWords(s, end)): // the result of a test
		return 0, 0, 0, 0
	case inList(notSecret, wordAfter(v)) && v.i > v.label.End, outright && digits == 0 && around(s, v.label.End, v.i)&wordMap != 0:
		return 0, 0, 0, 0
	case digits+letters == 0, n < 3 || n < 4 && letters > 0, v.far && v.weak, v.far && letters > 0 && digits == 0, v.weak && strings.Count(s[i:end], "-") > 1:
		return 0, 0, 0, 0
	case digits == n && v.weak && around(s, end, min(len(s), end+licenseReach))&wordMap != 0:
		return 0, 0, 0, 0
	case digits == n: // a code
		if v.far && n < 4 || n > 12 && v.weak || plainCode(v, i, end) {
			return 0, 0, 0, 0
		}
	case plainNumber(s, i, end) && !equalLowerPrefix(s[max(v.label.Start, v.label.End-11):v.label.End], "combination") && !equalLowerPrefix(s[max(v.label.Start, v.label.End-5):v.label.End], "combo"):
		return 0, 0, 0, 0
	case outright && !v.weak:
		if classOf(s[i:end])&(wordStop|wordBlank|wordFiller) != 0 || digits+other == 0 && plain && moreWords(s, end) || other == n {
			return 0, 0, 0, 0
		}
	case other == 0 && digits == 0 && v.marked && !v.weak && n >= 6 && !lexicon.Word(s[i:end]) && !titled(s, i, end): // "the password is readmorebooks"
	case other == 0 && digits == 0 && plain && !v.marked && !v.weak && !v.far && n >= 6 && inList(" clave contraseña contrasena ", s[v.label.Start:wordEnd(s, v.label.Start)]) && strings.IndexByte(s[v.label.Start:v.label.End], ' ') > 0 && closedAfter(s, end) && !lexicon.Word(s[i:end]): // "clave secreta girasol"
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
	for k > 0 && i-k < 64 && (isWordByte(s[k-1]) || s[k-1] == '_' || s[k-1] == '-') {
		k--
	}
	return k > 0 && (s[k-1] == '?' || s[k-1] == '&')
}

// readToken reads a token of eight characters or more.
func readToken(v valueAt) (start, end int, l Likelihood, reason uint16) {
	end = v.tokenEnd(v.i)
	token := head(v.s[v.i:end])
	if len(token) < 8 || v.far || len(token) < 20 && !hasDigit(token) || v.weak && (capitals(token) || strings.ToLower(token) == token || strings.IndexByte(token, '.') >= 0) {
		return 0, 0, 0, 0
	}
	return v.i, end, Likely, reasonLabel
}

// tokenEnd is where the token ends that begins at i, which is worked out once for all
// labels in it.
func (v *valueAt) tokenEnd(i int) int {
	if v.run.Start <= i && i < v.run.End {
		return min(v.run.End, len(v.s))
	}
	*v.run = Span{i, tokenEnd(v.s, i)}
	return v.run.End
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
