package risk

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// entryBytes is a class and its number of rows in a run.
const entryBytes = len(class{}) + 8

// runWriter writes a run; the first error stays.
type runWriter struct {
	path string
	file *os.File
	buf  *bufio.Writer
	err  error
}

func newRunWriter(path string) (*runWriter, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("risk: partial counts: %w", err)
	}
	return &runWriter{path: path, file: f, buf: bufio.NewWriterSize(f, 64<<10)}, nil
}

func (w *runWriter) put(k class, n int64) {
	if w.err != nil {
		return
	}
	var b [entryBytes]byte
	copy(b[:], k[:])
	binary.LittleEndian.PutUint64(b[len(k):], uint64(n))
	_, w.err = w.buf.Write(b[:])
}

func (w *runWriter) close() error {
	if w.err == nil {
		w.err = w.buf.Flush()
	}
	if err := w.file.Close(); w.err == nil {
		w.err = err
	}
	if w.err != nil {
		return fmt.Errorf("risk: partial counts: %w", w.err)
	}
	return nil
}

// run reads a run; k and n are its next class.
type run struct {
	file *os.File
	buf  *bufio.Reader
	k    class
	n    int64
}

// next reads on; false is the end.
func (r *run) next() (bool, error) {
	var b [entryBytes]byte
	if _, err := io.ReadFull(r.buf, b[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		return false, fmt.Errorf("risk: partial counts: %w", err)
	}
	r.k, r.n = class(b[:len(r.k)]), int64(binary.LittleEndian.Uint64(b[len(r.k):]))
	return true, nil
}

// byClass is a heap of runs, the least class first.
type byClass []*run

func (h byClass) Len() int           { return len(h) }
func (h byClass) Less(i, j int) bool { return bytes.Compare(h[i].k[:], h[j].k[:]) < 0 }
func (h byClass) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byClass) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *byClass) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// merge calls f with each class of the runs and its rows in all of them.
func merge(paths []string, f func(class, int64) error) error {
	var h byClass
	for _, p := range paths {
		file, err := os.Open(p)
		if err != nil {
			return fmt.Errorf("risk: partial counts: %w", err)
		}
		defer file.Close()
		r := &run{file: file, buf: bufio.NewReaderSize(file, 32<<10)}
		more, err := r.next()
		if err != nil {
			return err
		}
		if more {
			h = append(h, r)
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		k, n := h[0].k, int64(0)
		for len(h) > 0 && h[0].k == k {
			n += h[0].n
			more, err := h[0].next()
			switch {
			case err != nil:
				return err
			case more:
				heap.Fix(&h, 0)
			default:
				heap.Pop(&h)
			}
		}
		if err := f(k, n); err != nil {
			return err
		}
	}
	return nil
}
