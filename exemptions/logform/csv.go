package logform

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vaughn/exemptions"
)

// CSVHeader is the first line of the public log.
const CSVHeader = "entry,file,row_id,column,what,action,cells,law,reason,basis,decided_by,decided_on\n"

// AppendCSV appends an entry as one line of the public log, line feed included.
// The line is ASCII (see [ASCII]), holds no line break within a field, and no
// field, and no column name within one, begins with a character that a
// spreadsheet takes for a formula.
func AppendCSV(dst []byte, e *exemptions.Entry) []byte {
	p := csvPieces(e)
	return p.appendCSV(dst, e)
}

func columns(dst []byte, names []string) []byte {
	switch len(names) {
	case 0:
		return dst
	case 1:
		return field(dst, names[0])
	}
	safe := make([]string, len(names))
	for i, n := range names {
		safe[i] = guarded(n)
	}
	return quoted(dst, strings.Join(safe, "; "))
}

func field(dst []byte, s string) []byte {
	if ordinary(s) {
		return append(dst, s...)
	}
	return quoted(dst, guarded(s))
}

// ordinary reports whether a text needs no care at all, as nearly every one.
func ordinary(s string) bool {
	if s == "" {
		return true
	}
	if c := s[0]; c == '=' || c == '+' || c == '-' || c == '@' || c == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c > '~' || c == ',' || c == '"' {
			return false
		}
	}
	return true
}

// quoted appends a field, in quotes where RFC 4180 wants them or where a space
// at its edge could get lost.
func quoted(dst []byte, s string) []byte {
	if s == "" || (!strings.ContainsAny(s, ",\"") && s[0] != ' ' && s[len(s)-1] != ' ') {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}

// guarded is s in ASCII with an apostrophe before what a spreadsheet would run.
// Leading spaces are looked through, as some programs drop them.
func guarded(s string) string {
	s = ASCII(s)
	if t := strings.TrimLeft(s, " "); t != "" && strings.IndexByte("=+-@", t[0]) >= 0 {
		return "'" + s
	}
	return s
}

// ASCII writes a text in printable ASCII: accents are dropped, ligatures and
// typographic signs spelled out, a line break or another control character
// becomes a space, and any other character a question mark. The canonical log
// and the web page keep the text as it is.
func ASCII(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		case unicode.IsControl(r), unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
			// an accent, or a mark that shows nothing
		default:
			b.WriteString(spelled(r))
		}
	}
	return b.String()
}

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func spelled(r rune) string {
	switch r {
	case '‘', '’', '‚', '′':
		return "'"
	case '“', '”', '„', '«', '»', '″':
		return `"`
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return "-"
	case '§':
		return "sec."
	case '•', '·':
		return "*"
	case '€':
		return "EUR"
	case '£':
		return "GBP"
	case 'ß':
		return "ss"
	case 'Æ':
		return "AE"
	case 'æ':
		return "ae"
	case 'Œ':
		return "OE"
	case 'œ':
		return "oe"
	case 'Ø':
		return "O"
	case 'ø':
		return "o"
	case 'Ł':
		return "L"
	case 'ł':
		return "l"
	case 'Đ', 'Ð':
		return "D"
	case 'đ', 'ð':
		return "d"
	case 'ı':
		return "i"
	case 'Þ':
		return "Th"
	case 'þ':
		return "th"
	default:
		return "?"
	}
}
