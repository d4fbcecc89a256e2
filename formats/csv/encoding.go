package csv

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"vaughn/formats"
)

// encoding is how a document's text stands in its bytes. The string is what
// Describe and the options call it.
type encoding string

const (
	utf8enc encoding = "utf-8"
	cp1252  encoding = "windows-1252"
	latin1  encoding = "iso-8859-1"
	macenc  encoding = "macintosh"
	utf16le encoding = "utf-16le"
	utf16be encoding = "utf-16be"

	// either is the automatic reading of a file that is not UTF-8 throughout:
	// each field is UTF-8 if it can be, else windows-1252.
	either encoding = "utf-8|windows-1252"
)

func (e encoding) wide() bool { return e == utf16le || e == utf16be }

// charset is the table of a single-byte encoding, nil for Unicode ones.
func (e encoding) charset() *charmap.Charmap {
	switch e {
	case cp1252, either:
		return charmap.Windows1252
	case latin1:
		return charmap.ISO8859_1
	case macenc:
		return charmap.Macintosh
	}
	return nil
}

// marks are the byte-order marks (Unicode, section 23.8).
var marks = []struct {
	enc encoding
	b   string
}{
	{utf8enc, "\xef\xbb\xbf"},
	{utf16le, "\xff\xfe"},
	{utf16be, "\xfe\xff"},
}

// detect settles the encoding as far as the head of the file tells, and the
// byte-order mark. UTF-16 without a mark shows in its NUL bytes: nearly every
// second byte of Latin text, all on one parity.
func detect(head []byte, want string) (enc encoding, bom string, err error) {
	enc = utf8enc
	marked := false
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.b)) {
			enc, bom, marked = m.enc, m.b, true
			break
		}
	}
	if !marked {
		enc = byParity(head)
	}
	if want == "" {
		return enc, bom, nil
	}
	asked := encoding(strings.ToLower(want))
	if asked != utf8enc && asked.charset() == nil && !asked.wide() || asked == either {
		return "", "", &formats.Refusal{Reason: formats.Encoding, Detail: "the encoding asked for is not one that is known here",
			Hint: "Use one of utf-8, windows-1252, iso-8859-1, macintosh, utf-16le, utf-16be."}
	}
	if marked && enc.wide() != asked.wide() {
		return "", "", &formats.Refusal{Reason: formats.Encoding, Detail: "the file begins with the mark of another encoding than the one asked for",
			Hint: "Leave the encoding out: it is written in the file."}
	}
	return asked, bom, nil
}

func byParity(head []byte) encoding {
	var nul [2]int
	for i, c := range head {
		if c == 0 {
			nul[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case half == 0:
		return utf8enc
	case nul[1]*10 >= half*3 && nul[0]*20 <= half:
		return utf16le
	case nul[0]*10 >= half*3 && nul[1]*20 <= half:
		return utf16be
	}
	return utf8enc
}

// utf16Reader turns UTF-16 into UTF-8. A surrogate without its half cannot be
// written back as it stood, so it is refused.
type utf16Reader struct {
	r    io.Reader
	name string
	big  bool
	raw  []byte
	at   int
	n    int
	end  bool
	line int64
}

func (u *utf16Reader) unit(i int) rune {
	if u.big {
		return rune(u.raw[i])<<8 | rune(u.raw[i+1])
	}
	return rune(u.raw[i+1])<<8 | rune(u.raw[i])
}

func (u *utf16Reader) fill() error {
	u.n = copy(u.raw, u.raw[u.at:u.n])
	u.at = 0
	k, end, err := readFull(u.r, u.raw[u.n:])
	u.n += k
	u.end = u.end || end
	return err
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	n := 0
	for n+utf8.UTFMax <= len(p) {
		if u.n-u.at < 4 && !u.end {
			if err := u.fill(); err != nil {
				return 0, refused(u.name, err)
			}
		}
		if u.n == u.at {
			break
		}
		if u.n-u.at == 1 {
			return 0, &formats.Refusal{File: u.name, Reason: formats.Truncated, Detail: "the file ends in the middle of a character", Hint: "Fetch the file again."}
		}
		c := u.unit(u.at)
		u.at += 2
		if utf16.IsSurrogate(c) {
			pair := rune(utf8.RuneError)
			if u.n-u.at >= 2 {
				pair = utf16.DecodeRune(c, u.unit(u.at))
			}
			if pair == utf8.RuneError {
				return 0, &formats.Refusal{File: u.name, Line: u.line + 1, Reason: formats.Encoding, Detail: "half a UTF-16 character stands alone",
					Hint: "Export the file as UTF-8."}
			}
			c = pair
			u.at += 2
		}
		if c == '\n' {
			u.line++
		}
		n += utf8.EncodeRune(p[n:], c)
	}
	switch {
	case n > 0:
		return n, nil
	case u.end && u.n == u.at:
		return 0, io.EOF
	}
	return 0, io.ErrShortBuffer // no room for one character
}

// survey reads the whole file once: NUL bytes are refused, and it is told
// whether the text is UTF-8 throughout.
func (d *document) survey() error {
	r, err := d.stream()
	if err != nil {
		return err
	}
	buf := make([]byte, d.atMost(64<<10))
	valid, before := true, int64(0)
	for held := 0; ; {
		n, end, err := readFull(r, buf[held:])
		if err != nil {
			return refused(d.src.Name, err)
		}
		b := buf[:held+n]
		if i := bytes.IndexByte(b, 0); i >= 0 {
			return d.badByte(before+int64(i), formats.NotText, "a NUL byte stands in the text",
				"This is not a text file, or the export is damaged: make it again as CSV.")
		}
		whole := b
		if !end {
			whole = b[:len(b)-partial(b)]
		}
		if valid && !utf8.Valid(whole) {
			valid = false
			if d.enc == utf8enc && d.opts.Encoding != "" {
				return d.badByte(before+int64(validPrefix(whole)), formats.Encoding, "bytes stand here that are not UTF-8",
					"Leave the encoding out to have it found, or name the right one.")
			}
		}
		if end {
			break
		}
		before += int64(len(whole))
		held = copy(buf, b[len(whole):])
	}
	if d.enc == utf8enc && !valid {
		d.enc = either
		return d.census(buf)
	}
	return nil
}

func validPrefix(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

// badByte refuses the file for the byte at an offset of its text, and counts
// the lines to it.
func (d *document) badByte(offset int64, reason formats.Reason, detail, hint string) error {
	f := d.refuse(reason, detail, hint)
	r, err := d.stream()
	if err != nil {
		return f
	}
	f.Line = 1
	b := make([]byte, d.atMost(64<<10))
	for last := byte(0); offset > 0; {
		n, end, err := readFull(r, b)
		for _, c := range b[:min(int64(n), offset)] {
			if c == '\r' || c == '\n' && last != '\r' {
				f.Line++
			}
			last = c
		}
		if offset -= int64(n); end || err != nil {
			break
		}
	}
	return f
}

// partial is the length of a character cut off at the end of b, 0 to 3.
func partial(b []byte) int {
	for k := 1; k < utf8.UTFMax && k <= len(b); k++ {
		c := b[len(b)-k]
		if utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-k:]) {
				return k
			}
			return 0
		}
	}
	return 0
}

// census counts, for the log, the lines of a mixed file that are UTF-8 and
// those that are not.
func (d *document) census(buf []byte) error {
	r, err := d.stream()
	if err != nil {
		return err
	}
	for held := 0; ; {
		n, end, err := readFull(r, buf[held:])
		if err != nil {
			return refused(d.src.Name, err)
		}
		b := buf[:held+n]
		for {
			i := bytes.IndexAny(b, "\r\n")
			if i < 0 && !end && len(b) < len(buf) {
				break
			}
			line := b
			if i >= 0 {
				line = b[:i]
				b = b[i+1:]
			} else {
				b = nil
			}
			switch {
			case ascii(line):
			case utf8.Valid(line):
				d.utf8Lines++
			default:
				d.otherLines++
			}
			if len(b) == 0 {
				break
			}
		}
		if end {
			return nil
		}
		held = copy(buf, b)
	}
}

func ascii[T []byte | string](s T) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// codec reads and writes the fields of a document that is not UTF-8.
type codec struct {
	table  *charmap.Charmap
	either bool
	high   [128]rune
}

func newCodec(e encoding) *codec {
	t := e.charset()
	if t == nil {
		return nil
	}
	c := &codec{table: t, either: e == either}
	for i := range c.high {
		c.high[i] = t.DecodeByte(byte(128 + i))
	}
	return c
}

// decode appends the text of a field's bytes to dst; ok is false when the bytes
// are their own text.
func (c *codec) decode(dst []byte, s string) (_ []byte, ok bool) {
	if ascii(s) || c.either && utf8.ValidString(s) {
		return dst, false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			dst = append(dst, s[i])
		} else {
			dst = utf8.AppendRune(dst, c.high[s[i]-128])
		}
	}
	return dst, true
}

// encode appends the bytes of a text to dst, as the field was encoded that it
// replaces; ok is false where the encoding lacks a character.
func (c *codec) encode(dst []byte, s string, was []byte) (_ []byte, ok bool) {
	if ascii(s) || c.either && utf8.Valid(was) && !ascii(was) {
		return append(dst, s...), true
	}
	from, whole := len(dst), s
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		b, known := c.table.EncodeRune(r)
		if !known {
			return append(dst[:from], whole...), c.either
		}
		dst = append(dst, b)
		s = s[size:]
	}
	if c.either && utf8.Valid(dst[from:]) {
		// By chance these bytes would be read as UTF-8: write them as that.
		return append(dst[:from], whole...), true
	}
	return dst, true
}
