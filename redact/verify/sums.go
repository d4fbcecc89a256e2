package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"os"
)

// Sum is the digest and length of a file that was read from end to end.
type Sum struct {
	SHA256 string // hexadecimal
	Bytes  int64
}

// summed reads a file and digests what is read, so that the digest is that of
// the very bytes that were checked.
type summed struct {
	*os.File
	h hash.Hash // nil = nobody wants the digest
	n int64
}

// summed reads f; with Options.Sums its digest is kept.
func (r *Result) summed(f *os.File) *summed {
	if !r.opt.Sums {
		return &summed{File: f}
	}
	return &summed{File: f, h: sha256.New()}
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.File.Read(p)
	if s.h != nil {
		s.h.Write(p[:n])
		s.n += int64(n)
	}
	return n, err
}

// sum keeps the digest of the file called name, if all of it was read.
func (r *Result) sum(name string, s *summed) {
	if s == nil || s.h == nil {
		return
	}
	if fi, err := s.Stat(); err == nil && fi.Size() == s.n {
		r.Sums[name] = Sum{hex.EncodeToString(s.h.Sum(nil)), s.n}
	}
	s.h = nil
}
