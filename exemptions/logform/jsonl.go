package logform

import (
	"strconv"
	"unicode/utf8"

	"vaughn/exemptions"
)

// grounds are those that a log has told in full, by key: the first entry with a
// ground tells it, the others name its key. A log of millions of entries is a
// third shorter so.
type grounds map[string]exemptions.Ground

// appendEntry appends an entry as one line of the canonical log, line feed
// included: the keys in the order of [exemptions.Entry], no spaces, empty
// optional fields left out. told says that the ground was known before.
func (g grounds) appendEntry(dst []byte, e *exemptions.Entry) (line []byte, told bool) {
	ground, known := g[e.Ground.Key]
	told = known && ground == e.Ground
	if !told {
		g[e.Ground.Key] = e.Ground
	}
	return appendWhy(appendWhere(dst, e), e, told), told
}

// appendWhere appends the part of a line that says where and how much.
func appendWhere(dst []byte, e *exemptions.Entry) []byte {
	dst = strconv.AppendInt(append(dst, `{"entry":`...), e.N, 10)
	dst = appendFile(dst, e)
	if e.Row != 0 {
		dst = strconv.AppendInt(append(dst, `,"row":`...), e.Row, 10)
	}
	dst = appendWhat(text(dst, `,"row_id":`, e.RowID), e)
	dst = strconv.AppendInt(dst, e.Cells, 10)
	return strconv.AppendInt(append(dst, `,"labels":`...), e.Labels, 10)
}

func appendFile(dst []byte, e *exemptions.Entry) []byte {
	return optional(text(dst, `,"file":`, e.File), `,"part":`, e.Part)
}

// appendWhat appends what lies between the row id and the amounts.
func appendWhat(dst []byte, e *exemptions.Entry) []byte {
	dst = append(dst, `,"columns":[`...)
	for i, c := range e.Columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, c)
	}
	dst = text(dst, `],"what":`, e.What)
	dst = text(dst, `,"action":`, string(e.Action))
	return append(dst, `,"cells":`...)
}

// appendWhy appends the rest, which is the same on many lines; of a ground that
// was told only its key.
func appendWhy(dst []byte, e *exemptions.Entry, told bool) []byte {
	dst = optional(dst, `,"label":`, e.Label)
	g := &e.Ground
	dst = text(dst, `,"ground":{"key":`, g.Key)
	if told {
		return appendWho(dst, e)
	}
	dst = optional(dst, `,"law":`, g.Cite)
	dst = text(dst, `,"label":`, g.Label)
	dst = text(dst, `,"reason":`, g.Reason)
	dst = text(dst, `,"basis":`, string(g.Basis))
	dst = text(dst, `,"basis_words":`, g.Words)
	dst = optional(dst, `,"finding":`, g.Finding)
	dst = optional(dst, `,"grade":`, g.Grade)
	return appendWho(dst, e)
}

func appendWho(dst []byte, e *exemptions.Entry) []byte {
	dst = text(dst, `},"decided_by":`, e.DecidedBy)
	dst = text(dst, `,"decided_on":`, e.DecidedOn)
	return append(dst, "}\n"...)
}

func text(dst []byte, key, s string) []byte { return appendString(append(dst, key...), s) }

func optional(dst []byte, key, s string) []byte {
	if s == "" {
		return dst
	}
	return text(dst, key, s)
}

const hexDigits = "0123456789abcdef"

// appendString appends a JSON string (RFC 8259, section 7). Bytes that are not
// UTF-8 become the replacement character; the two line separators of Unicode
// are escaped because some readers break lines at them.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' {
			i++
			continue
		}
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			if r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || size > 1) {
				i += size
				continue
			}
			dst = append(dst, s[from:i]...)
			if r == utf8.RuneError {
				dst = append(dst, `\ufffd`...)
			} else {
				dst = append(dst, `\u202`...)
				dst = append(dst, hexDigits[r&0xF])
			}
		} else {
			dst = append(dst, s[from:i]...)
			dst = appendEscape(dst, c)
		}
		i += size
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	default:
		return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xF])
	}
}
