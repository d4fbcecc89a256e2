package csv

import (
	"bufio"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"vaughn/formats"
)

// section reads a Source from a byte on and holds it to its announced size: a
// file that shrinks or grows while it is read has no one content.
type section struct {
	src formats.Source
	off int64
	err error
}

func (s *section) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if s.off >= s.src.Size {
		s.err = s.end()
		return 0, s.err
	}
	p = p[:min(int64(len(p)), s.src.Size-s.off)]
	n, err := s.src.R.ReadAt(p, s.off)
	s.off += int64(n)
	switch {
	case n == len(p):
		return n, nil
	case err == io.EOF:
		s.err = formats.ChangedFile(s.src.Name)
	default:
		s.err = &formats.Refusal{File: s.src.Name, Reason: formats.Unreadable,
			Detail: "the file could not be read to its end", Hint: "Check the disk or the network share and try again."}
	}
	return n, s.err
}

func (s *section) end() error {
	var one [1]byte
	if n, _ := s.src.R.ReadAt(one[:], s.src.Size); n > 0 {
		return formats.ChangedFile(s.src.Name)
	}
	return io.EOF
}

// inflater reads the text of a gzip file. Its io.EOF means that the checksum
// and length in the trailer of each member agreed (RFC 1952, section 2.3.1).
type inflater struct {
	in  *section
	gz  *gzip.Reader
	lim formats.Limits
	out int64
}

func newInflater(in *section, lim formats.Limits) (*inflater, error) {
	gz, err := gzip.NewReader(bufio.NewReaderSize(in, 64<<10))
	f := &inflater{in: in, gz: gz, lim: lim}
	if err != nil {
		return nil, f.refusal(err)
	}
	return f, nil
}

func (f *inflater) Read(p []byte) (int, error) {
	n, err := f.gz.Read(p)
	f.out += int64(n)
	if f.out > f.lim.Inflated {
		return 0, &formats.Refusal{File: f.in.src.Name, Reason: formats.TooLarge,
			Detail: "the file is larger after decompression than the limit allows", Hint: "Raise the limit if the file is known to be right."}
	}
	if f.out > formats.RatioFrom && f.out/f.lim.Ratio > f.in.off {
		return 0, &formats.Refusal{File: f.in.src.Name, Reason: formats.TooLarge,
			Detail: "the file grows on decompression as no export does", Hint: "Ask for the file uncompressed."}
	}
	if err != nil && err != io.EOF {
		return 0, f.refusal(err)
	}
	return n, err
}

// refusal replaces the decompressor's error by our own sentence.
func (f *inflater) refusal(err error) error {
	if f.in.err != nil && f.in.err != io.EOF {
		return f.in.err
	}
	r := &formats.Refusal{File: f.in.src.Name, Reason: formats.Damaged, Detail: "the compressed data is damaged", Hint: "Fetch the file again."}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		r.Reason, r.Detail = formats.Truncated, "the compressed data ends before its end"
	case errors.Is(err, gzip.ErrChecksum):
		r.Detail = "the checksum at the end of the compressed data does not agree"
	case errors.Is(err, gzip.ErrHeader):
		r.Detail = "other bytes follow the compressed data"
	}
	return r
}

// stream opens the document's text from its first byte: decompressed, without
// a byte-order mark, UTF-16 as UTF-8, single-byte encodings as they stand.
func (d *document) stream() (io.Reader, error) {
	sec := &section{src: d.src}
	var r io.Reader = sec
	if d.gz {
		f, err := newInflater(sec, d.lim)
		if err != nil {
			return nil, err
		}
		r = f
	}
	if len(d.bom) > 0 {
		if _, err := io.ReadFull(r, make([]byte, len(d.bom))); err != nil {
			return nil, refused(d.src.Name, err)
		}
	}
	if d.enc.wide() {
		r = &utf16Reader{r: r, name: d.src.Name, big: d.enc == utf16be, raw: make([]byte, 64<<10)}
	}
	return r, nil
}

// atMost is a buffer size for n bytes of text, or for the whole of a smaller
// input: UTF-16 grows by half at most as UTF-8, and readFull needs some room
// to see the end.
func (d *document) atMost(n int) int {
	if !d.gz && d.src.Size < int64(n)/2 {
		return int(d.src.Size)*2 + 2*utf8.UTFMax
	}
	return n
}

// refused passes refusals on and replaces every other error, io.EOF included.
func refused(name string, err error) error {
	var r *formats.Refusal
	if errors.As(err, &r) {
		return r
	}
	return &formats.Refusal{File: name, Reason: formats.Unreadable, Detail: "the file could not be read to its end"}
}

// readFull fills p as far as the input goes, short of the room that one
// character takes; end says that nothing follows.
func readFull(r io.Reader, p []byte) (n int, end bool, err error) {
	for n < len(p) {
		k, err := r.Read(p[n:])
		n += k
		switch {
		case err == io.EOF:
			return n, true, nil
		case err == io.ErrShortBuffer && n > 0:
			return n, false, nil
		case err != nil:
			return n, false, err
		}
	}
	return n, false, nil
}
