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

// maxLine is the longest line that is read, in bytes.
const maxLine = 4 << 20

// Again reports whether the last entry differs from an earlier one in its number,
// row, row id and amounts at most. False says nothing.
func (r *Reader) Again() bool { return r.again }

// ReadJSONL reads a canonical log and calls fn for each entry in order, as a
// [Reader] does. An error of fn ends the reading and is returned as it is.
//
// The entry is valid during the call only; a copy of it may be kept, as its
// strings and columns are not reused.
func ReadJSONL(r io.Reader, fn func(*exemptions.Entry) error) error {
	for in := NewReader(r); ; {
		e, err := in.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := fn(e); err != nil {
			return err
		}
	}
}

// Reader reads a canonical log entry by entry. It accepts exactly what a
// [JSONLWriter] writes: an unknown, missing or misplaced key, other spacing, a
// half last line are errors that name the line and never quote it.
type Reader struct {
	in    *bufio.Reader
	p     parser
	e     exemptions.Entry
	n     int64 // lines read
	again bool
	long  []byte
}

// NewReader returns a reader of a canonical log.
func NewReader(r io.Reader) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, 64<<10),
		p: parser{strings: map[string]string{}, columns: map[string][]string{}, endings: map[string]ending{}, grounds: grounds{}}}
}

// Next is the next entry, io.EOF behind the last. The entry is valid until the
// next call; a copy of it may be kept, as its strings and columns are not reused.
func (r *Reader) Next() (*exemptions.Entry, error) {
	r.n++
	line, err := r.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		r.long, err = readLong(r.in, append(r.long[:0], line...))
		line = r.long
	}
	switch {
	case err == nil:
	case errors.Is(err, io.EOF) && len(line) == 0:
		return nil, io.EOF
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("exemption log, line %d: the line is cut off. The log is not whole; get a new copy of the release", r.n)
	case errors.Is(err, errLong):
		return nil, fmt.Errorf("exemption log, line %d: the line is longer than any entry", r.n)
	default:
		return nil, fmt.Errorf("exemption log, line %d: cannot be read: %w", r.n, err)
	}
	e := r.p.known(line)
	if r.again = e != nil; r.again {
		return e, nil
	}
	if at, ok := r.p.entry(line, &r.e); !ok {
		return nil, fmt.Errorf("exemption log, line %d: this is not an entry as vaughn writes it (at %s). The log was changed; get a new copy of the release", r.n, at)
	}
	return &r.e, nil
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
	shapes  []readShape
	next    int // the one to replace
}

// readShape is a shape that was read before, with the bytes that spell it.
type readShape struct {
	pieces
	e exemptions.Entry
}

// known reads a line that is spelled as one before it but for its number, row,
// row id and amounts; nil where it is not.
func (p *parser) known(line []byte) *exemptions.Entry {
	b, ok := bytes.CutPrefix(line, []byte(`{"entry":`))
	n, b, ok1 := amount(b)
	if !ok || !ok1 {
		return nil
	}
	for i := range p.shapes {
		if s := &p.shapes[i]; bytes.HasPrefix(b, s.file) && s.read(b[len(s.file):]) {
			s.e.N = n
			return &s.e
		}
	}
	return nil
}

// read reads the rest of a line behind the file.
func (s *readShape) read(b []byte) bool {
	var ok bool
	s.e.Row = 0
	if rest, has := bytes.CutPrefix(b, []byte(`,"row":`)); has {
		if s.e.Row, b, ok = amount(rest); !ok || s.e.Row == 0 {
			return false
		}
	}
	if b, ok = bytes.CutPrefix(b, []byte(`,"row_id":"`)); !ok {
		return false
	}
	i := 0
	for i < len(b) && b[i] >= ' ' && b[i] < utf8.RuneSelf && b[i] != '"' && b[i] != '\\' {
		i++
	}
	if i == len(b) || b[i] != '"' {
		return false
	}
	id, b := b[:i], b[i+1:]
	if b, ok = bytes.CutPrefix(b, s.what); !ok {
		return false
	}
	if s.e.Cells, b, ok = amount(b); !ok {
		return false
	}
	if b, ok = bytes.CutPrefix(b, []byte(`,"labels":`)); !ok {
		return false
	}
	if s.e.Labels, b, ok = amount(b); !ok || !bytes.Equal(b, s.why) {
		return false
	}
	s.e.RowID = string(id)
	return true
}

// amount reads digits as they are written: no zero before others, and few enough
// for an amount.
func amount(b []byte) (n int64, rest []byte, ok bool) {
	i := 0
	for i < len(b) && i < 18 && b[i]-'0' <= 9 {
		n = n*10 + int64(b[i]-'0')
		i++
	}
	return n, b[i:], i > 0 && (b[0] != '0' || i == 1)
}

// keepShape remembers the shape of e, whose ground was told before.
func (p *parser) keepShape(e *exemptions.Entry) {
	s := readShape{jsonPieces(e), *e}
	if len(p.shapes) < shapesKept {
		p.shapes = append(p.shapes, s)
		return
	}
	p.shapes[p.next] = s
	p.next = (p.next + 1) % shapesKept
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
		if y.told {
			p.keepShape(e)
		}
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
		p.shapes, p.next = p.shapes[:0], 0
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
