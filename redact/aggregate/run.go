package aggregate

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// A run is groups in order, as bytes:
//
//	group   = 1 id... rows alone number... list...
//	number  = n [sum [min max]]      sum if n > 0, min and max if n > 1 and they are kept
//	list    = { m entry*m } 0        1 <= m <= blockEntries
//	entry   = difference count       in a list of numbers: to the one before, the first to 0
//	        | 16 bytes               in a list of hashes
//	run     = group... 0
//
// Numbers are unsigned varints; those of 128 bits are such with more bytes.

// folder is where runs are written. It belongs to one aggregator.
type folder struct {
	dir    string
	fan    int // most runs of a store before they become one
	buffer int // bytes for reading or writing one run
}

// run is one file.
type run struct {
	path   string
	buffer int
}

const (
	leastBuffer = 4 << 10
	mostBuffer  = 64 << 10
)

// write writes a source as a run.
func (f *folder) write(sh *shape, src source, each func() error) (*run, error) {
	file, err := os.CreateTemp(f.dir, "run-*") // 0600
	if err != nil {
		return nil, fmt.Errorf("aggregate: a file for partial results: %w", err)
	}
	r := &run{file.Name(), f.buffer}
	w := &writer{sh: sh, w: bufio.NewWriterSize(file, f.buffer)}
	err = w.all(src, each)
	if err = errors.Join(err, w.w.Flush(), file.Close()); err != nil {
		r.remove()
		return nil, fmt.Errorf("aggregate: writing a partial result: %w", err)
	}
	return r, nil
}

// remove deletes the file. That it may fail is of no account: the folder is
// removed at the end, and that error is reported.
func (r *run) remove() { _ = os.Remove(r.path) }

func (r *run) open(sh *shape) (source, error) {
	file, err := os.Open(r.path)
	if err != nil {
		return nil, fmt.Errorf("aggregate: reading a partial result: %w", err)
	}
	rd := newReader(sh, file, r.buffer)
	rd.file = file
	return rd, nil
}

// close removes the folder.
func (f *folder) close() error { return os.RemoveAll(f.dir) }

// writer writes groups.
type writer struct {
	sh  *shape
	w   *bufio.Writer
	ids [][]uint32 // by dimension, by id: what is written instead; nil = ids as they are
	buf []byte
	blk []entry // entries of a list that are not yet written; blocks are full whatever chunks came
}

func (w *writer) all(src source, each func() error) error {
	w.blk = make([]entry, 0, blockEntries)
	for {
		h, err := src.next()
		if err != nil {
			return err
		}
		if h == nil {
			return w.w.WriteByte(0)
		}
		if each != nil {
			if err := each(); err != nil {
				return err
			}
		}
		w.head(h)
		for f := range w.sh.features {
			if err := w.list(src, f < w.sh.values); err != nil {
				return err
			}
		}
		if _, err := w.w.Write(w.buf); err != nil {
			return err
		}
	}
}

func (w *writer) head(h *head) {
	b := append(w.buf[:0], 1)
	for i, id := range h.at {
		if w.ids != nil {
			id = w.ids[i][id]
		}
		b = binary.AppendUvarint(b, uint64(id))
	}
	b = binary.AppendUvarint(b, uint64(h.rows))
	b = binary.AppendUvarint(b, uint64(h.alone))
	for i, n := range h.nums {
		b = binary.AppendUvarint(b, uint64(n.n))
		if n.n == 0 {
			continue
		}
		b = appendFixed(b, n.sum)
		if r := w.sh.nums[i].ranged; r >= 0 && n.n > 1 {
			b = appendFixed(appendFixed(b, h.limits[r].min), h.limits[r].max)
		}
	}
	w.buf = b
}

func (w *writer) list(src source, counted bool) error {
	w.blk = w.blk[:0]
	var before entry
	for {
		list, err := src.chunk()
		if err != nil {
			return err
		}
		if len(list) == 0 {
			break
		}
		for len(list) > 0 {
			n := copy(w.blk[len(w.blk):blockEntries], list)
			w.blk, list = w.blk[:len(w.blk)+n], list[n:]
			if len(w.blk) == blockEntries {
				before = w.block(before, counted)
				if _, err := w.w.Write(w.buf); err != nil {
					return err
				}
				w.buf = w.buf[:0]
			}
		}
	}
	if len(w.blk) > 0 {
		w.block(before, counted)
	}
	w.buf = append(w.buf, 0)
	return nil
}

// block encodes the entries at hand and returns the last.
func (w *writer) block(before entry, counted bool) entry {
	b := binary.AppendUvarint(w.buf, uint64(len(w.blk)))
	for _, e := range w.blk {
		if counted {
			b = appendDifference(b, before, e)
			b = binary.AppendUvarint(b, uint64(e.count))
			before = e
		} else {
			b = binary.BigEndian.AppendUint64(b, e.hi)
			b = binary.BigEndian.AppendUint64(b, e.lo)
		}
	}
	w.buf, w.blk = b, w.blk[:0]
	return before
}

// appendDifference appends e - before.
func appendDifference(b []byte, before, e entry) []byte {
	lo := e.lo - before.lo
	hi := e.hi - before.hi
	if e.lo < before.lo {
		hi--
	}
	return appendUvarint128(b, hi, lo)
}

func appendUvarint128(b []byte, hi, lo uint64) []byte {
	for hi != 0 {
		b = append(b, byte(lo)|0x80)
		lo, hi = lo>>7|hi<<57, hi>>7
	}
	return binary.AppendUvarint(b, lo)
}

// appendFixed appends a signed number, its sign in the lowest bit.
func appendFixed(b []byte, f Fixed) []byte {
	sign := uint64(f.hi >> 63)
	return appendUvarint128(b, (uint64(f.hi)<<1|f.lo>>63)^sign, f.lo<<1^sign)
}

// reader reads what writer wrote. It trusts nothing: a partial may come from
// anywhere.
type reader struct {
	sh     *shape
	r      io.Reader
	file   *os.File // closed at the end; nil = the caller's
	buf    []byte
	pos    int
	err    error
	head   head
	feat   int
	before entry
	out    []entry
	hash   hash.Hash // of what was read; nil = nobody asks
	hashed int       // up to where in buf
}

func newReader(sh *shape, r io.Reader, buffer int) *reader {
	return &reader{sh: sh, r: r, head: newHead(sh), buf: make([]byte, 0, buffer), out: make([]entry, 0, blockEntries)}
}

func (r *reader) close() {
	if r.file != nil {
		_ = r.file.Close() // it was only read
		r.file = nil
	}
}

// most is the longest thing that is read at once: a number of 128 bits.
const most = 19

// fill makes at least most bytes available, fewer only at the end of the input.
func (r *reader) fill() {
	r.settle()
	rest := copy(r.buf[:cap(r.buf)], r.buf[r.pos:])
	r.hashed = 0
	n, err := io.ReadAtLeast(r.r, r.buf[rest:cap(r.buf)], min(most, cap(r.buf)-rest))
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && r.err == nil {
		r.err = fmt.Errorf("aggregate: reading a partial result: %w", err)
	}
	r.buf, r.pos = r.buf[:rest+n], 0
}

// settle brings the hash up to what was taken.
func (r *reader) settle() {
	if r.hash != nil {
		r.hash.Write(r.buf[r.hashed:r.pos])
		r.hashed = r.pos
	}
}

// bytes reads exactly len(b) bytes.
func (r *reader) bytes(b []byte) {
	for len(b) > 0 {
		if r.pos == len(r.buf) {
			if r.fill(); len(r.buf) == 0 {
				r.fail()
				return
			}
		}
		n := copy(b, r.buf[r.pos:])
		b, r.pos = b[n:], r.pos+n
	}
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = errOrder
	}
}

func (r *reader) byte() byte {
	if r.pos == len(r.buf) {
		if r.fill(); len(r.buf) == 0 {
			r.fail()
			return 0
		}
	}
	r.pos++
	return r.buf[r.pos-1]
}

func (r *reader) uvarint() uint64 {
	if len(r.buf)-r.pos < most {
		r.fill()
	}
	if r.pos < len(r.buf) && r.buf[r.pos] < 0x80 {
		r.pos++
		return uint64(r.buf[r.pos-1])
	}
	v, n := binary.Uvarint(r.buf[r.pos:])
	if n <= 0 || r.buf[r.pos+n-1] == 0 { // one way to write each number
		r.fail()
		return 0
	}
	r.pos += n
	return v
}

func (r *reader) uvarint128() (hi, lo uint64) {
	if len(r.buf)-r.pos < most {
		r.fill()
	}
	for i, c := range r.buf[r.pos:] {
		if i == most || i == most-1 && c > 3 || c == 0 && i > 0 {
			break
		}
		v, s := uint64(c&0x7f), 7*i
		if s < 64 {
			lo |= v << s
			hi |= v >> 1 >> (63 - s)
		} else {
			hi |= v << (s - 64)
		}
		if c < 0x80 {
			r.pos += i + 1
			return hi, lo
		}
	}
	r.fail()
	return 0, 0
}

func (r *reader) fixed() Fixed {
	hi, lo := r.uvarint128()
	sign := -(lo & 1)
	return Fixed{int64(hi>>1 ^ sign), (lo>>1 | hi<<63) ^ sign}
}

func (r *reader) next() (*head, error) {
	r.feat, r.before = 0, entry{}
	switch r.byte() {
	case 0:
		return nil, r.err
	case 1:
	default:
		r.fail()
		return nil, r.err
	}
	h := &r.head
	for i := range h.at {
		id := r.uvarint()
		if id > 1<<32-1 {
			r.fail()
		}
		h.at[i] = uint32(id)
	}
	h.rows, h.alone = r.amount(), r.amount()
	for i := range h.nums {
		n := &h.nums[i]
		if *n = (number{n: r.amount()}); n.n == 0 {
			continue
		}
		n.sum = r.fixed()
		if at := r.sh.nums[i].ranged; at >= 0 {
			h.limits[at] = limits{n.sum, n.sum}
			if n.n > 1 {
				h.limits[at] = limits{r.fixed(), r.fixed()}
			}
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	return h, nil
}

// mostRows bounds the records of one aggregation, so that sums fit.
const mostRows = 1 << 33

func (r *reader) amount() int64 {
	n := r.uvarint()
	if n > mostRows {
		r.fail()
		return 0
	}
	return int64(n)
}

func (r *reader) chunk() ([]entry, error) {
	m := r.uvarint()
	if r.err != nil || m > blockEntries {
		r.fail()
		return nil, r.err
	}
	if m == 0 {
		r.feat, r.before = r.feat+1, entry{}
		return nil, nil
	}
	out := r.out[:m]
	if r.feat < r.sh.values {
		r.numbers(out)
	} else {
		r.hashes(out)
	}
	return out, r.err
}

func (r *reader) numbers(out []entry) {
	e := r.before
	for i := range out {
		dhi, dlo := r.uvarint128()
		lo := e.lo + dlo
		hi := e.hi + dhi
		if lo < dlo {
			hi++
		}
		if hi < e.hi {
			r.fail()
		}
		e.hi, e.lo = hi, lo
		count := r.uvarint()
		if count == 0 || count > 1<<32-1 {
			r.fail()
		}
		e.count = uint32(count)
		out[i] = e
	}
	r.before = e
}

func (r *reader) hashes(out []entry) {
	for i := range out {
		if len(r.buf)-r.pos < 16 {
			if r.fill(); len(r.buf) < 16 {
				r.fail()
				return
			}
		}
		b := r.buf[r.pos : r.pos+16]
		r.pos += 16
		out[i] = entry{count: 1, hi: binary.BigEndian.Uint64(b), lo: binary.BigEndian.Uint64(b[8:])}
	}
}
