// Package witness reads delimited text on its own, to tell what a written file
// says. It shares no code with the reader and writer it watches: a state for
// each byte, text collected in one buffer, encodings through x/text.
//
// The grammar is the one of package csv: RFC 4180, CR, LF or CRLF as line
// endings, spaces around quotes left out, quotes inside an unquoted field taken
// as text. Whatever departs from it is an error with its place.
package witness

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
	"unsafe"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"vaughn/formats"
)

// New returns the witness for delimited text.
func New() formats.Witness { return reader{} }

type reader struct{}

// Name is what the manifest calls this reader.
func (reader) Name() string { return "csv/witness" }

// Read reads a table to its end. describe needs "delimiter"; "encoding", "bom"
// and "gzip" default to UTF-8, no and no. cells are valid during the call.
func (reader) Read(r io.Reader, describe map[string]string, row func(part string, seq int64, cells []string) error) error {
	if len(describe["delimiter"]) != 1 {
		return errors.New("csv witness: the description names no delimiter")
	}
	if describe["gzip"] == "true" {
		z, err := gzip.NewReader(bufio.NewReader(r))
		if err != nil {
			return errors.New("csv witness: the compressed data has no beginning")
		}
		r = z
	}
	r, err := mark(r, describe)
	if err != nil {
		return err
	}
	m := &machine{row: row, mixed: describe["encoding"] == "utf-8|windows-1252", seq: 1, line: 1}
	m.classes(describe["delimiter"][0])
	if r, err = decoded(r, describe["encoding"]); err != nil {
		return err
	}
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		if fed := m.feed(buf[:n]); fed != nil {
			return fed
		}
		if err == io.EOF {
			return m.finish()
		}
		if err != nil {
			return fmt.Errorf("csv witness: record %d: the file cannot be read on", m.seq)
		}
	}
}

// mark takes the byte-order mark off.
func mark(r io.Reader, describe map[string]string) (io.Reader, error) {
	if describe["bom"] != "true" {
		return r, nil
	}
	want := "\xef\xbb\xbf"
	switch describe["encoding"] {
	case "utf-16le":
		want = "\xff\xfe"
	case "utf-16be":
		want = "\xfe\xff"
	}
	got := make([]byte, len(want))
	if _, err := io.ReadFull(r, got); err != nil || string(got) != want {
		return nil, errors.New("csv witness: the byte-order mark is missing")
	}
	return r, nil
}

// decoded gives the text as UTF-8; a mixed file is decoded field by field.
func decoded(r io.Reader, name string) (io.Reader, error) {
	var e encoding.Encoding
	switch name {
	case "", "utf-8", "utf-8|windows-1252":
		return r, nil
	case "windows-1252":
		e = charmap.Windows1252
	case "iso-8859-1":
		e = charmap.ISO8859_1
	case "macintosh":
		e = charmap.Macintosh
	case "utf-16le":
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		return nil, errors.New("csv witness: the description names an encoding that is not known")
	}
	return transform.NewReader(r, e.NewDecoder()), nil
}

// state is where in a record the machine stands.
type state uint8

const (
	fieldStart state = iota // nothing of the field but spaces
	plain
	inQuotes
	quoteInQuotes // a quote: the end, or half of a doubled one
	afterQuotes   // spaces behind a quoted field
)

// class of a byte.
type class uint8

const (
	letter class = iota
	space
	quotation
	delimiter // from here on what ends an unquoted field
	carriage
	feed
)

type machine struct {
	row   func(string, int64, []string) error
	mixed bool
	class [256]class

	at    state
	text  []byte // of the record's fields, one after the other
	ends  []int  // of the fields in text
	cells []string
	begun bool // something of the record has been seen
	wasCR bool // a line feed now belongs to the last line ending
	seq   int64
	line  int64
}

func (m *machine) classes(delim byte) {
	m.class['"'], m.class[' '], m.class['\r'], m.class['\n'] = quotation, space, carriage, feed
	m.class[delim] = delimiter
}

// feed takes the next bytes. What most fields are made of is taken in runs: an
// unquoted text, a delimiter behind it, what lies between quotes.
func (m *machine) feed(b []byte) error {
	for i := 0; i < len(b); {
		c := b[i]
		k := m.class[c]
		if m.wasCR {
			m.wasCR = false
			if k == feed {
				if m.at == inQuotes {
					m.text = append(m.text, c)
				}
				i++
				continue
			}
		}
		switch {
		case m.at == inQuotes:
			i += m.swallow(b[i:])
		case m.at == plain && k < delimiter || m.at == fieldStart && k == letter:
			m.at, m.begun = plain, true
			n := i + 1
			for n < len(b) && m.class[b[n]] < delimiter {
				n++
			}
			m.text = append(m.text, b[i:n]...)
			i = n
		case k == delimiter:
			m.field()
			m.begun = true
			i++
		default:
			if err := m.step(c, k); err != nil {
				return err
			}
			i++
		}
	}
	return nil
}

// swallow takes the bytes of b, which begins inside quotes, up to the next quote,
// or that quote; at least one. Line breaks are counted: CR, LF or both together.
func (m *machine) swallow(b []byte) int {
	n := bytes.IndexByte(b, '"')
	if n == 0 {
		m.at = quoteInQuotes
		return 1
	}
	if n < 0 {
		n = len(b)
	}
	b = b[:n]
	m.text = append(m.text, b...)
	if bytes.IndexByte(b, '\n') >= 0 || bytes.IndexByte(b, '\r') >= 0 {
		m.line += int64(bytes.Count(b, []byte{'\n'}) + bytes.Count(b, []byte{'\r'}) - bytes.Count(b, []byte{'\r', '\n'}))
		m.wasCR = b[n-1] == '\r'
	}
	return n
}

// step takes one byte outside of quotes.
func (m *machine) step(c byte, k class) error {
	switch k {
	case carriage, feed:
		m.wasCR = k == carriage
		m.line++
		m.field()
		return m.record()
	}
	m.begun = true
	switch m.at {
	case fieldStart:
		if k == quotation {
			m.text = m.text[:m.last()] // spaces before the quotes are no text
			m.at = inQuotes
			return nil
		}
		if k != space {
			m.at = plain
		}
		m.text = append(m.text, c)
	case quoteInQuotes:
		switch k {
		case quotation:
			m.text = append(m.text, c)
			m.at = inQuotes
		case space:
			m.at = afterQuotes
		default:
			return m.broken("text follows a closing quote")
		}
	case afterQuotes:
		if k != space {
			return m.broken("text follows a closing quote")
		}
	default:
		return m.broken("the reader lost its place")
	}
	return nil
}

func (m *machine) last() int {
	if len(m.ends) == 0 {
		return 0
	}
	return m.ends[len(m.ends)-1]
}

// field ends a field, and decodes it in a mixed file.
func (m *machine) field() {
	if from := m.last(); m.mixed && !utf8.Valid(m.text[from:]) {
		t, err := charmap.Windows1252.NewDecoder().Bytes(bytes.Clone(m.text[from:]))
		if err == nil { // the table has a character for every byte
			m.text = append(m.text[:from], t...)
		}
	}
	m.ends = append(m.ends, len(m.text))
	m.at = fieldStart
}

// record hands the fields over and begins the next record.
func (m *machine) record() error {
	m.cells = m.cells[:0]
	from := 0
	for _, end := range m.ends {
		m.cells = append(m.cells, unsafe.String(unsafe.SliceData(m.text[from:end]), end-from))
		from = end
	}
	err := m.row("", m.seq, m.cells)
	m.text, m.ends, m.begun = m.text[:0], m.ends[:0], false
	m.seq++
	return err
}

func (m *machine) finish() error {
	switch {
	case m.at == inQuotes:
		return m.broken("a quote is opened and never closed")
	case !m.begun && len(m.ends) == 0:
		return nil
	}
	m.field()
	return m.record()
}

func (m *machine) broken(what string) error {
	return fmt.Errorf("csv witness: record %d (line %d): %s", m.seq, m.line, what)
}
