package verify

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/redact/bundle"
)

// compareCSV holds the CSV log against the canonical one, line by line.
func (r *Result) compareCSV(dir string) error {
	canon, err := os.Open(filepath.Join(dir, filepath.FromSlash(bundle.LogJSONL)))
	if errors.Is(err, os.ErrNotExist) {
		return nil // said before
	} else if err != nil {
		return fmt.Errorf("verify: the log cannot be read: %w", err)
	}
	defer canon.Close()
	c, err := r.openCSV(dir)
	if err != nil {
		return err
	}
	defer c.close()
	err = logform.ReadJSONL(canon, c.entry)
	if err != nil && c.err == nil {
		return nil // a log that cannot be read was said before
	}
	return c.end(r.probs)
}

// csvLog compares the CSV log with what the canonical log makes of it: it is
// what the log is written to a second time.
type csvLog struct {
	file *summed
	r    *bufio.Reader
	w    *logform.CSVWriter
	n    int64 // lines that agree
	diff bool
	gone bool
	err  error
}

func (r *Result) openCSV(dir string) (*csvLog, error) {
	f, err := os.Open(filepath.Join(dir, bundle.LogCSV))
	if errors.Is(err, os.ErrNotExist) {
		return &csvLog{gone: true}, nil
	} else if err != nil {
		return nil, fmt.Errorf("verify: %s cannot be read: %w", bundle.LogCSV, err)
	}
	c := &csvLog{file: r.summed(f)}
	c.r = bufio.NewReaderSize(c.file, 256<<10)
	c.w = logform.CSV(c)
	return c, nil
}

// entry expects the line of e.
func (c *csvLog) entry(e *exemptions.Entry) error {
	if c.gone || c.diff {
		return nil
	}
	return c.w.Write(e)
}

// Write expects want in the file.
func (c *csvLog) Write(want []byte) (int, error) {
	for rest := want; len(rest) > 0 && !c.diff; {
		n := min(len(rest), 64<<10)
		got, err := c.r.Peek(n)
		if err != nil && !errors.Is(err, io.EOF) {
			c.err, c.diff = fmt.Errorf("verify: %s cannot be read: %w", bundle.LogCSV, err), true
			break
		}
		if !bytes.Equal(got, rest[:n]) {
			for len(got) > 0 && got[0] == rest[0] {
				if got[0] == '\n' {
					c.n++
				}
				got, rest = got[1:], rest[1:]
			}
			c.diff = true
			break
		}
		c.n += int64(bytes.Count(got, []byte{'\n'})) // a line each
		c.r.Discard(n)
		rest = rest[n:]
	}
	return len(want), nil
}

// end says what is wrong.
func (c *csvLog) end(probs *problems) error {
	if c.err != nil {
		return c.err
	}
	if c.gone {
		probs.add(Problem{Kind: LogKind, File: bundle.LogCSV, Msg: "the CSV log is missing"})
		return nil
	}
	err := c.w.Close()
	if err = errors.Join(err, c.err); err != nil {
		return err
	}
	if !c.diff {
		if _, err := c.r.ReadByte(); errors.Is(err, io.EOF) {
			return nil
		}
	}
	probs.add(Problem{Kind: LogKind, File: bundle.LogCSV, Msg: fmt.Sprintf("it does not say the same as %s, from line %d on", bundle.LogJSONL, c.n+1)})
	return nil
}

func (c *csvLog) close() {
	if c.file != nil {
		c.file.Close()
	}
}
