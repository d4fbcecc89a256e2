package risk

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"vaughn/exemptions"
)

// class is a combination of values: the first half of SHA-256 under a key that
// is drawn for the counter, so that what is on disk for a while says nothing.
type class [16]byte

const (
	defaultMemory = 64 << 20
	classBytes    = 96 // of memory for a class, with the table's room to grow
	fan           = 32 // runs of a level that become one of the next
)

// Counter counts how many rows have the same cells. One goroutine uses it.
type Counter struct {
	dir   string
	most  int // classes in memory
	key   [32]byte
	text  []byte
	count map[class]int64
	runs  [][]string // files of sorted classes; those of a level are merged from those of the one below
	made  int
}

// NewCounter makes a counter that takes about so many bytes of memory and writes
// what does not fit into a folder of its own below dir, which Close removes.
func NewCounter(dir string, memory int64) (*Counter, error) {
	own, err := os.MkdirTemp(dir, "risk-*") // 0700
	if err != nil {
		return nil, fmt.Errorf("risk: a folder for partial counts: %w", err)
	}
	c := &Counter{dir: own, most: int(max(memory/classBytes, 16)), count: map[class]int64{}}
	rand.Read(c.key[:]) // never fails
	return c, nil
}

// Close removes what was written.
func (c *Counter) Close() error {
	if err := os.RemoveAll(c.dir); err != nil {
		return fmt.Errorf("risk: removing partial counts: %w", err)
	}
	return nil
}

// Add counts one row. Cells are compared without the space around them, and all
// labels of withheld text are alike.
func (c *Counter) Add(cells []string) error {
	same := make([]string, len(cells))
	for i, s := range cells {
		same[i] = plain(s)
	}
	return c.add(same, 1)
}

// add counts n rows with the same cells.
func (c *Counter) add(cells []string, n int64) error {
	if n == 0 {
		return nil
	}
	c.text = append(c.text[:0], c.key[:]...)
	for _, s := range cells { // with their lengths: "a", "bc" is not "ab", "c"
		c.text = binary.AppendUvarint(c.text, uint64(len(s)))
		c.text = append(c.text, s...)
	}
	sum := sha256.Sum256(c.text)
	k := class(sum[:len(class{})])
	old, there := c.count[k]
	if !there && len(c.count) >= c.most {
		if err := c.spill(); err != nil {
			return err
		}
	}
	c.count[k] = old + n
	return nil
}

// Risk is what was counted, without the names of columns. It may be called once,
// after the last row.
func (c *Counter) Risk() (exemptions.Risk, error) {
	var r exemptions.Risk
	book := func(n int64) {
		r.Rows += n
		r.Classes++
		if r.Smallest == 0 || n < r.Smallest {
			r.Smallest = n
		}
		if n == 1 {
			r.Unique++
		}
		if n < Least {
			r.Below5 += n
		}
		if n < Advised {
			r.Below11 += n
		}
	}
	if len(c.runs) == 0 {
		for _, n := range c.count {
			book(n)
		}
		return r, nil
	}
	if err := c.spill(); err != nil {
		return r, err
	}
	err := merge(slices.Concat(c.runs...), func(_ class, n int64) error {
		book(n)
		return nil
	})
	return r, err
}

// spill writes the classes in memory as a run.
func (c *Counter) spill() error {
	keys := make([]class, 0, len(c.count))
	for k := range c.count {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b class) int { return bytes.Compare(a[:], b[:]) })
	w, err := c.create()
	if err != nil {
		return err
	}
	for _, k := range keys {
		w.put(k, c.count[k])
	}
	clear(c.count)
	if err := w.close(); err != nil {
		return err
	}
	return c.keep(0, w.path)
}

// keep books a run of a level. A full level becomes one run of the next, so that
// each class is written once a level.
func (c *Counter) keep(level int, path string) error {
	if level == len(c.runs) {
		c.runs = append(c.runs, nil)
	}
	c.runs[level] = append(c.runs[level], path)
	full := c.runs[level]
	if len(full) < fan {
		return nil
	}
	w, err := c.create()
	if err != nil {
		return err
	}
	err = merge(full, func(k class, n int64) error {
		w.put(k, n)
		return w.err
	})
	if err = errors.Join(err, w.close()); err != nil {
		return err
	}
	for _, old := range full {
		if err := os.Remove(old); err != nil {
			return fmt.Errorf("risk: removing partial counts: %w", err)
		}
	}
	c.runs[level] = nil
	return c.keep(level+1, w.path)
}

func (c *Counter) create() (*runWriter, error) {
	c.made++
	return newRunWriter(filepath.Join(c.dir, strconv.Itoa(c.made)))
}
