package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// Labels and values that are none: the marks of programs, markup and running text
// around them say so.

// brokenLabel reports that the words at the span are part of something else: of a
// path ("/usr/share", "arn:aws:user:Key"), of an identifier ("dl_iterate",
// "BN_dec2bn", "login_config") or of a domain ("netcabo.pt"). Short labels are also
// parts of what dashes join ("emr-5.14", "pt-PT").
func brokenLabel(s string, label Span, e Entity) bool {
	short := label.Len() <= 3
	bare := wordless.Has(e) || e == SessionID || e == CookieID
	if i := label.End; i+1 < len(s) {
		switch next := s[i+1]; {
		case s[i] == '_' && byteClass[next] == classLetter && (bare || label.Len() == 2):
			return !assigned(s, i)
		case s[i] == '.' && byteClass[next] == classLetter && bare, s[i] == '-' && byteClass[next] == classLetter && (e == SessionID || e == CookieID):
			return true
		case s[i] == '-' && isWordByte(next) && short && s[label.Start] >= 'a' && e != VIN:
			return true
		case s[i] == '/' && bare && label.Start > 0 && s[label.Start-1] == '/':
			return true
		case isDigit(s[i]) && short && s[i-1] >= 'a' && (label.Len() == 2 || mixedCode(s, i)): // acc3d66934, pl2303
			return true
		}
	}
	if i := label.Start; i > 0 && short {
		switch s[i-1] {
		case '_':
			return label.End-i <= 2 && !assigned(s, label.End)
		case '.':
			return i > 1 && isWordByte(s[i-2]) && label.End < len(s) && s[label.End] == '>'
		}
	}
	return false
}

// assigned reports an equals sign or a colon after the identifier that goes on at i.
func assigned(s string, i int) bool {
	for end := i + longName; i < len(s) && i < end && (isWordByte(s[i]) || s[i] == '_'); {
		i++
	}
	for n := 0; n < 8 && i < len(s) && (s[i] == '"' || s[i] == '\'' || s[i] == ' '); n++ {
		i++
	}
	return i < len(s) && (s[i] == '=' || s[i] == ':')
}

// longName is how far an identifier is read, in bytes.
const longName = 80

// mixedCode reports small letters among the digits of the word at i.
func mixedCode(s string, i int) bool {
	for end := i + longName; i < len(s) && i < end && isWordByte(s[i]); i++ {
		if s[i] >= 'a' {
			return true
		}
	}
	return false
}

// notValue reports that what stands at the span is the reference of an issue
// ("[#34574]"), the key of the next pair ("password", "host": ...) or the number of
// a vulnerability.
func notValue(v valueAt, start, end int) bool {
	s := v.s
	if start > 1 && s[start-1] == '#' && (s[start-2] == '[' || s[start-2] == '(' && v.far) {
		return true
	}
	if start > 0 && end+1 < len(s) && (s[end] == '"' || s[end] == '\'') && s[start-1] == s[end] && s[end+1] == ':' {
		return true
	}
	return end-start > 8 && equalLowerPrefix(s[start:end], "cve-")
}

// nextClause reports that the value stands in another clause than the label: a
// sentence has ended between them, or a comma and a quote join them.
func nextClause(v valueAt) bool {
	b := between(v)
	comma, quote, mark := false, false, false
	for i := range len(b) {
		switch b[i] {
		case '.':
			if i+1 < len(b) && b[i+1] <= ' ' && v.label.End-wordStart(v.s, v.label.End) > 3 && i < 2 {
				return true
			}
		case ',':
			comma = true
		case '"', '\'':
			quote = true
		case ':', '=', '\t', '#', '|':
			mark = true
		}
	}
	return comma && quote && !mark
}

// inProgram reports what only programs and their manuals write: a call
// "strtok_r(", a flag "--debug", a constant "MAX_LEN", a version "3.6.1", a size
// "32-bit".
func inProgram(s string, start, end int) bool {
	v := s[start:end]
	if start > 1 && s[start-1] == '-' && (s[start-2] == '-' || s[start-2] == ' ') {
		return true
	}
	dots, under, small, k := 0, 0, false, 0
	for i := range len(v) {
		switch c := v[i]; {
		case c == '.':
			dots++
		case c == '_':
			under++
		case c >= 'a':
			small = true
		case c == '(' && k == i && i > 1:
			return true
		}
		if isWordByte(v[i]) || v[i] == '_' || v[i] == '.' {
			k = i + 1
		}
	}
	if dots > 0 {
		d := 0
		for d < len(v) && (isDigit(v[d]) || v[d] == '.') {
			d++
		}
		if d == len(v) {
			return true
		}
	}
	if end < len(s) && s[end] == '(' || under > 0 && !small && !hasDigit(v) {
		return true
	}
	d := 0
	for d < len(v) && isDigit(v[d]) {
		d++
	}
	return d > 0 && (v[d:] == "-bit" || v[d:] == "bit")
}

// wordAfter is the first word after the label.
func wordAfter(v valueAt) string {
	w := nextWord(v.s, v.label.End)
	return v.s[w.Start:w.End]
}

// notSecret are words after "combination", "access code" and the like that make
// them a thing of their own.
const notSecret = " compliance section sections enforcement requirement requirements official officials amendment amendments update updates upgrade upgrades violation violations review of sewer sewers truck trucks unit units vehicle vehicles inspection inspections therapy meal meals loader "

// nounBetween reports a word between label and value that is none of those that
// introduce a value: "usuario del parque: ...".
func nounBetween(v valueAt) bool {
	return anyWord(v.s, v.label.End, v.i, func(w string) bool { return classOf(w)&wordFiller == 0 })
}

// anyWord reports that one of the words which begin from i up to the limit is what is
// asked for.
func anyWord(s string, i, limit int, is func(word string) bool) bool {
	for i < limit {
		if byteClass[s[i]] != classLetter {
			i++
			continue
		}
		w := wordEnd(s, i)
		if is(s[i:w]) {
			return true
		}
		i = w
	}
	return false
}

// countBetween reports a word for a number of things between label and value.
func countBetween(v valueAt) bool {
	return anyWord(v.s, v.label.End, v.i, func(w string) bool {
		return inList(" count counts total totals volume volumes average size sizes growth base rate rates fee fees dues charge charges balance balances ", w)
	})
}

// compound reports ordinary words that hyphens join: "drop-down", "self-service".
func compound(w string) bool {
	parts := 0
	for w != "" {
		k := wordEnd(w, 0)
		if k == 0 || k < len(w) && w[k] != '-' || k > 2 && !lexicon.Word(w[:k]) {
			return false
		}
		parts++
		w = strings.TrimPrefix(w[k:], "-")
	}
	return parts > 1
}

// standIn reports a word in capitals that stands for a value in a manual:
// "--password=PASSWORD", "CLIENT_SECRET".
func standIn(v valueAt, value string) bool {
	label := v.s[v.label.Start:v.label.End]
	if !capitals(value) || hasDigit(value) || v.s[v.i-1] != '=' {
		return false
	}
	return strings.IndexByte(value, '_') > 0 || strings.EqualFold(value, label) && !capitals(label)
}

// quotedOnly reports that no more than a quote marks the value.
func quotedOnly(v valueAt) bool {
	b := between(v)
	return strings.ContainsAny(b, "\"'`") && !strings.ContainsAny(b, ":=\t#>|")
}
