package logform

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"vaughn/exemptions"
)

// grounds are those that a log has told in full, by key: the first entry with a
// ground tells it, the others name its key. A log of millions of entries is a
// third shorter so.
type grounds map[string]exemptions.Ground

// appendEntry appends an entry as one line of the canonical log, line feed
// included: the keys in the order of [exemptions.Entry], no spaces, empty
// optional fields left out.
func (g grounds) appendEntry(dst []byte, e *exemptions.Entry) []byte {
	told, known := g[e.Ground.Key]
	known = known && told == e.Ground
	if !known {
		g[e.Ground.Key] = e.Ground
	}
	return appendWhy(appendWhere(dst, e), e, known)
}

// appendWhere appends the part of a line that says where and how much.
func appendWhere(dst []byte, e *exemptions.Entry) []byte {
	dst = strconv.AppendInt(append(dst, `{"entry":`...), e.N, 10)
	dst = text(dst, `,"file":`, e.File)
	dst = optional(dst, `,"part":`, e.Part)
	if e.Row != 0 {
		dst = strconv.AppendInt(append(dst, `,"row":`...), e.Row, 10)
	}
	dst = text(dst, `,"row_id":`, e.RowID)
	dst = append(dst, `,"columns":[`...)
	for i, c := range e.Columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, c)
	}
	dst = text(dst, `],"what":`, e.What)
	dst = text(dst, `,"action":`, string(e.Action))
	dst = strconv.AppendInt(append(dst, `,"cells":`...), e.Cells, 10)
	return strconv.AppendInt(append(dst, `,"labels":`...), e.Labels, 10)
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

// maxLine is the longest line that is read, in bytes.
const maxLine = 4 << 20

// ReadJSONL reads a canonical log and calls fn for each entry in order. It
// accepts exactly what a [JSONLWriter] writes: an unknown, missing or misplaced
// key, other spacing, a half last line are errors that name the line and never
// quote it. An error of fn ends the reading and is returned as it is.
//
// The entry is valid during the call only; a copy of it may be kept, as its
// strings and columns are not reused.
func ReadJSONL(r io.Reader, fn func(*exemptions.Entry) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	p := parser{strings: map[string]string{}, columns: map[string][]string{}, endings: map[string]ending{}, grounds: grounds{}}
	var e exemptions.Entry
	var long []byte
	for n := int64(1); ; n++ {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			long, err = readLong(in, append(long[:0], line...))
			line = long
		}
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0:
			return nil
		case errors.Is(err, io.EOF):
			return fmt.Errorf("exemption log, line %d: the line is cut off. The log is not whole; get a new copy of the release", n)
		case errors.Is(err, errLong):
			return fmt.Errorf("exemption log, line %d: the line is longer than any entry", n)
		case err != nil:
			return fmt.Errorf("exemption log, line %d: cannot be read: %w", n, err)
		}
		if at, ok := p.entry(line, &e); !ok {
			return fmt.Errorf("exemption log, line %d: this is not an entry as vaughn writes it (at %s). The log was changed; get a new copy of the release", n, at)
		}
		if err := fn(&e); err != nil {
			return err
		}
	}
}

var errLong = errors.New("line too long")

func readLong(in *bufio.Reader, line []byte) ([]byte, error) {
	for {
		more, err := in.ReadSlice('\n')
		line = append(line, more...)
		switch {
		case len(line) > maxLine:
			return line, errLong
		case !errors.Is(err, bufio.ErrBufferFull):
			return line, err
		}
	}
}

// parser reads one line. The strings of a log repeat, so they are kept.
type parser struct {
	b       []byte
	scratch []byte
	want    string // what was expected where reading failed
	failed  bool
	strings map[string]string
	columns map[string][]string
	endings map[string]ending
	grounds grounds
	again   []byte
}

// ending is what the end of a line says; most lines end like an earlier one.
type ending struct {
	label     string
	ground    exemptions.Ground
	told      bool // the line names the ground by its key
	by, onDay string
}

// entry reads a line into e. When ok is false, want names the key at which the
// line went wrong. What was read is written again and compared, so that only
// the one spelling of an entry is accepted.
func (p *parser) entry(line []byte, e *exemptions.Entry) (want string, ok bool) {
	p.b, p.failed, p.want = line, false, ""
	*e = exemptions.Entry{}
	e.N = p.number(`{"entry":`)
	e.File = p.text(`,"file":`)
	e.Part = p.optional(`,"part":`)
	if p.has(`,"row":`) {
		e.Row = p.number(`,"row":`)
	}
	e.RowID = p.text(`,"row_id":`)
	e.Columns = p.list(`,"columns":`)
	e.What = p.text(`,"what":`)
	e.Action = exemptions.Action(p.text(`,"action":`))
	e.Cells = p.number(`,"cells":`)
	e.Labels = p.number(`,"labels":`)
	if p.failed {
		return p.want, false
	}
	head, tail := line[:len(line)-len(p.b)], p.b
	if p.again = appendWhere(p.again[:0], e); !bytes.Equal(p.again, head) {
		return "the spelling of a value", false
	}
	y, known := p.endings[string(tail)]
	if !known {
		y = p.ending()
	}
	e.Label, e.Ground, e.DecidedBy, e.DecidedOn = y.label, y.ground, y.by, y.onDay
	if known {
		return "", true
	}
	if p.failed {
		return p.want, false
	}
	if p.again = appendWhy(p.again[:0], e, y.told); !bytes.Equal(p.again, tail) {
		return "the spelling of a value", false
	}
	if !y.told {
		p.grounds[e.Ground.Key] = e.Ground
		clear(p.endings) // an ending that names the key means this ground from now on
	} else if len(p.endings) < keepMost {
		p.endings[string(tail)] = y
	}
	return "", true
}

// ending reads the end of a line.
func (p *parser) ending() (y ending) {
	y.label = p.optional(`,"label":`)
	g := &y.ground
	g.Key = p.text(`,"ground":{"key":`)
	told, known := p.grounds[g.Key]
	if p.has(`},"decided_by":`) && known {
		*g, y.told = told, true
		return p.who(y)
	}
	g.Cite = p.optional(`,"law":`)
	g.Label = p.text(`,"label":`)
	g.Reason = p.text(`,"reason":`)
	g.Basis = exemptions.Basis(p.text(`,"basis":`))
	g.Words = p.text(`,"basis_words":`)
	g.Finding = p.optional(`,"finding":`)
	g.Grade = p.optional(`,"grade":`)
	if y = p.who(y); known && *g == told {
		p.fail("a ground that was told before")
	}
	return y
}

// who reads what is left of a line.
func (p *parser) who(y ending) ending {
	y.by = p.text(`},"decided_by":`)
	y.onDay = p.text(`,"decided_on":`)
	if p.literal("}\n"); len(p.b) > 0 {
		p.fail("end of line")
	}
	return y
}

func (p *parser) fail(want string) {
	if !p.failed {
		p.failed, p.want = true, want
	}
}

func (p *parser) has(s string) bool {
	return len(p.b) >= len(s) && string(p.b[:len(s)]) == s
}

func (p *parser) literal(s string) {
	if p.failed {
		return
	}
	if !p.has(s) {
		p.fail(s)
		return
	}
	p.b = p.b[len(s):]
}

// number reads an amount: digits only, since no amount is negative.
func (p *parser) number(key string) int64 {
	p.literal(key)
	i := 0
	for i < len(p.b) && p.b[i] >= '0' && p.b[i] <= '9' {
		i++
	}
	n, err := strconv.ParseInt(string(p.b[:i]), 10, 64)
	if err != nil {
		p.fail(key)
		return 0
	}
	p.b = p.b[i:]
	return n
}

func (p *parser) optional(key string) string {
	if !p.has(key) {
		return ""
	}
	return p.text(key)
}

func (p *parser) text(key string) string {
	p.literal(key)
	return p.keep(p.quoted(key))
}

// keepMost and keepLongest bound the memory for repeated strings.
const (
	keepMost    = 4096
	keepLongest = 256
)

func (p *parser) keep(b []byte) string {
	if s, ok := p.strings[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(p.strings) < keepMost && len(s) <= keepLongest {
		p.strings[s] = s
	}
	return s
}

// list reads an array of strings. Equal arrays share one slice, which nobody
// writes.
func (p *parser) list(key string) []string {
	p.literal(key)
	if p.failed {
		return nil
	}
	raw := p.b
	p.literal("[")
	if end := bytes.IndexByte(raw, ']'); end >= 0 {
		if cols, ok := p.columns[string(raw[:end+1])]; ok {
			p.b = raw[end+1:]
			return cols
		}
	}
	var cols []string
	for !p.failed && !p.has("]") {
		if len(cols) > 0 {
			p.literal(",")
		}
		cols = append(cols, p.keep(p.quoted(key)))
	}
	p.literal("]")
	if used := raw[:len(raw)-len(p.b)]; !p.failed && len(p.columns) < keepMost && bytes.IndexByte(used, ']') == len(used)-1 {
		p.columns[string(used)] = cols
	}
	return cols
}

// quoted reads a string and returns its text, in the line or in scratch.
func (p *parser) quoted(key string) []byte {
	if p.literal(`"`); p.failed {
		return nil
	}
	for i, c := range p.b {
		switch {
		case c == '"':
			s := p.b[:i]
			p.b = p.b[i+1:]
			return s
		case c == '\\':
			return p.escaped(key, i)
		}
	}
	p.fail(key)
	return nil
}

func (p *parser) escaped(key string, at int) []byte {
	out := append(p.scratch[:0], p.b[:at]...)
	b := p.b[at:]
	for len(b) > 0 && b[0] != '"' {
		if b[0] != '\\' {
			out, b = append(out, b[0]), b[1:]
			continue
		}
		r, size := unescape(b)
		if size == 0 {
			break
		}
		out, b = utf8.AppendRune(out, r), b[size:]
	}
	if len(b) == 0 || b[0] != '"' {
		p.fail(key)
		return nil
	}
	p.scratch, p.b = out, b[1:]
	return out
}

// unescape reads one escape sequence; size is 0 when it is none.
func unescape(b []byte) (r rune, size int) {
	if len(b) < 2 {
		return 0, 0
	}
	switch b[1] {
	case '"', '\\':
		return rune(b[1]), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		if len(b) < 6 {
			return 0, 0
		}
		n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
		if err != nil || utf16.IsSurrogate(rune(n)) {
			return 0, 0
		}
		return rune(n), 6
	default:
		return 0, 0
	}
}
