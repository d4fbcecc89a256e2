package tables

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// csvReader splits CSV into records. It is stricter than the common readers: it
// keeps each byte of a quoted field, where those turn line ends within it into
// line feeds, and it refuses what the writer does not write.
type csvReader struct {
	in    *bufio.Reader
	line  int // the line that is read, from 1
	begun int // the line where the record began
	field strings.Builder
}

func (c *csvReader) wrong(column int, what string) error {
	return fmt.Errorf("released table: line %d, column %d: %s", max(c.begun, 1), column, what)
}

// unread is an error of the reader below, whose words are about the file.
func (c *csvReader) unread(err error) error {
	return fmt.Errorf("released table: line %d could not be read: %w", c.line, err)
}

// record appends the fields of the next record, io.EOF after the last.
func (c *csvReader) record(dst []string) ([]string, error) {
	if _, err := c.in.Peek(1); err == io.EOF {
		return dst, io.EOF
	}
	for {
		text, quoted, last, err := c.next(len(dst) + 1)
		switch {
		case err != nil:
			return dst, err
		case !utf8.ValidString(text):
			return dst, c.wrong(len(dst)+1, "this is not UTF-8")
		case quoted != quotes(text):
			return dst, c.wrong(len(dst)+1, "the quotes are not those that vaughn writes")
		}
		if dst = append(dst, text); last {
			return dst, nil
		}
	}
}

// next reads a field and what ends it; last says that it was the end of a line.
// The end of the file ends no line: a file that was cut off would read as whole.
func (c *csvReader) next(column int) (text string, quoted, last bool, err error) {
	c.field.Reset()
	b, err := c.in.ReadByte()
	if err == nil && b == '"' {
		if err := c.quoted(column); err != nil {
			return "", true, false, err
		}
		quoted = true
		if b, err = c.in.ReadByte(); err == nil && b != ',' && b != '\n' && b != '\r' {
			return "", quoted, false, c.wrong(column, "text stands behind a closing quote")
		}
	}
	for ; err == nil; b, err = c.in.ReadByte() {
		switch b {
		case ',':
			return c.field.String(), quoted, false, nil
		case '\r':
			if b, err = c.in.ReadByte(); err != nil || b != '\n' {
				return "", quoted, false, c.wrong(column, "a carriage return stands outside of quotes")
			}
			fallthrough
		case '\n':
			c.line++
			return c.field.String(), quoted, true, nil
		case '"':
			return "", quoted, false, c.wrong(column, "a quote stands in a field without quotes")
		}
		c.field.WriteByte(b)
	}
	if err == io.EOF {
		return "", quoted, false, c.wrong(column, "the last line has no end; the file was cut off")
	}
	return "", quoted, false, c.unread(err)
}

// quoted reads a field from behind its opening quote to behind its closing one.
func (c *csvReader) quoted(column int) error {
	for {
		b, err := c.in.ReadByte()
		switch {
		case err == io.EOF:
			return c.wrong(column, "a quote is not closed")
		case err != nil:
			return c.unread(err)
		case b == '\n':
			c.line++
		case b == '"':
			if ahead, err := c.in.Peek(1); err != nil || ahead[0] != '"' {
				return nil
			}
			if _, err := c.in.Discard(1); err != nil {
				return c.unread(err)
			}
		}
		c.field.WriteByte(b)
	}
}
