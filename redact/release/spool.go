package release

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"

	"vaughn/detect"
	"vaughn/redact"
)

// The match spool holds what pass 1 found, as numbers only: for each batch a
// frame of its length and, for each record with matches, the record's index in
// the batch, the number of matches and, for each, cell, start, length, entity,
// likelihood, detector and reason. All are unsigned varints. It holds no value.

// recMatches is the slice of matches of one record of a batch.
type recMatches struct{ rec, from, to int }

// frame is the matches of one batch.
type frame struct {
	ms   []redact.CellMatch
	recs []recMatches
}

func (f *frame) reset() { f.ms, f.recs = f.ms[:0], f.recs[:0] }

// append encodes f.
func (f *frame) append(b []byte) []byte {
	last := 0
	for _, r := range f.recs {
		b = binary.AppendUvarint(b, uint64(r.rec-last))
		last = r.rec
		b = binary.AppendUvarint(b, uint64(r.to-r.from))
		for _, m := range f.ms[r.from:r.to] {
			b = binary.AppendUvarint(b, uint64(m.Cell))
			b = binary.AppendUvarint(b, uint64(m.Start))
			b = binary.AppendUvarint(b, uint64(m.End-m.Start))
			b = append(b, byte(m.Entity), byte(m.Likelihood))
			b = binary.AppendUvarint(b, uint64(m.Detector))
			b = binary.AppendUvarint(b, uint64(m.Reason))
		}
	}
	return b
}

var errSpool = errors.New("the match spool in the work folder is damaged")

// decode is the inverse of append; it replaces what f held.
func (f *frame) decode(b []byte) error {
	f.reset()
	rec := 0
	next := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<40 {
			b = nil
			return -1
		}
		b = b[n:]
		return int(v)
	}
	for len(b) > 0 {
		d, n := next(), next()
		if d < 0 || n < 0 {
			return errSpool
		}
		rec += d
		from := len(f.ms)
		for range n {
			if len(b) >= 7 && b[0]|b[1]|b[2]|b[5]|b[6] < 0x80 { // one byte each, as nearly always
				f.ms = append(f.ms, redact.CellMatch{Cell: int(b[0]), Match: detect.Match{
					Span:   detect.Span{Start: int(b[1]), End: int(b[1]) + int(b[2])},
					Entity: detect.Entity(b[3]), Likelihood: detect.Likelihood(b[4]), Detector: uint16(b[5]), Reason: uint16(b[6])}})
				b = b[7:]
				continue
			}
			cell, start, size := next(), next(), next()
			if cell < 0 || start < 0 || size < 0 || len(b) < 2 {
				return errSpool
			}
			m := redact.CellMatch{Cell: cell}
			m.Span = detect.Span{Start: start, End: start + size}
			m.Entity, m.Likelihood = detect.Entity(b[0]), detect.Likelihood(b[1])
			b = b[2:]
			det, why := next(), next()
			if det < 0 || why < 0 {
				return errSpool
			}
			m.Detector, m.Reason = uint16(det), uint16(why)
			f.ms = append(f.ms, m)
		}
		f.recs = append(f.recs, recMatches{rec, from, len(f.ms)})
	}
	return nil
}

// of returns the matches of record i; calls must come in rising order of i, with
// cursor kept by the caller.
func (f *frame) of(i int, cursor *int) []redact.CellMatch {
	for *cursor < len(f.recs) && f.recs[*cursor].rec < i {
		*cursor++
	}
	if *cursor < len(f.recs) && f.recs[*cursor].rec == i {
		r := f.recs[*cursor]
		return f.ms[r.from:r.to]
	}
	return nil
}

// spoolWriter writes frames.
type spoolWriter struct {
	f *os.File
	w *bufio.Writer
}

func createSpool(path string) (*spoolWriter, error) {
	f, err := create(path, 0o600)
	if err != nil {
		return nil, err
	}
	return &spoolWriter{f, bufio.NewWriterSize(f, 1<<16)}, nil
}

func (s *spoolWriter) frame(payload []byte) error {
	var head [binary.MaxVarintLen64]byte
	if _, err := s.w.Write(head[:binary.PutUvarint(head[:], uint64(len(payload)))]); err != nil {
		return err
	}
	_, err := s.w.Write(payload)
	return err
}

func (s *spoolWriter) Close() error {
	err := s.w.Flush()
	return errors.Join(err, s.f.Close())
}

// spoolReader reads frames in the order of writing.
type spoolReader struct {
	f   *os.File
	r   *bufio.Reader
	buf []byte
}

func openSpool(path string) (*spoolReader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &spoolReader{f: f, r: bufio.NewReaderSize(f, 1<<16)}, nil
}

// next decodes the next frame into f.
func (s *spoolReader) next(f *frame) error {
	n, err := binary.ReadUvarint(s.r)
	if err != nil || n > 1<<32 {
		return errSpool
	}
	if uint64(cap(s.buf)) < n {
		s.buf = make([]byte, n)
	}
	s.buf = s.buf[:n]
	if _, err := io.ReadFull(s.r, s.buf); err != nil {
		return errSpool
	}
	return f.decode(s.buf)
}

func (s *spoolReader) Close() error { return s.f.Close() }
