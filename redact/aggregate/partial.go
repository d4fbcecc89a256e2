package aggregate

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"vaughn/redact/aggregate/key"
)

// A partial is what some shards of the records add up to, so that another
// aggregator of the same spec goes on from there:
//
//	magic digest-of-spec
//	for each numeric column: cells that are no number
//	for each dimension: number of codes, codes in order (length, bytes)
//	records, run (see run.go) whose ids are places of codes, 0 and 1 the buckets
//	SHA-256 of all before
//
// The same records make the same bytes, however many workers or shards they came
// through.
const partialMagic = "vaughn aggregate partial 1\n"

const (
	mostCode  = 1 << 26 // bytes of a code in a partial
	mostCodes = 1 << 28
)

// Errors of ReadPartial. They say nothing of what the partial holds.
var (
	ErrPartial = errors.New("aggregate: this is no partial result, or it is damaged")
	ErrSpec    = errors.New("aggregate: the partial result was computed for something else")
)

// WritePartial writes everything that was added, to be read by another aggregator
// with the same spec. The workers must have stopped. It is confidential: it holds
// every small number.
func (a *Aggregator) WritePartial(w io.Writer) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	ranks := a.order()
	src, err := a.sources(ranks)
	if err != nil {
		return err
	}
	defer src.close()
	sum := sha256.New()
	out := &writer{sh: a.sh, w: bufio.NewWriterSize(io.MultiWriter(w, sum), mostBuffer)}
	_, bad := a.counted()
	digest := a.spec.digest()
	b := append([]byte(partialMagic), digest[:]...)
	for _, n := range bad {
		b = appendUvarint128(b, 0, uint64(n))
	}
	for i, d := range a.dicts {
		b = appendUvarint128(b, 0, uint64(len(d.codes))-uint64(firstCode))
		byRank := make([]string, len(d.codes)-int(firstCode))
		ids := make([]uint32, len(d.codes))
		ids[notLocatedID] = notLocatedID
		for id := int(firstCode); id < len(d.codes); id++ {
			byRank[ranks[i][id]] = d.codes[id]
			ids[id] = ranks[i][id] + firstCode
		}
		for _, c := range byRank {
			b = append(appendUvarint128(b, 0, uint64(len(c))), c...)
		}
		out.ids = append(out.ids, ids)
	}
	if _, err := out.w.Write(b); err != nil {
		return fmt.Errorf("aggregate: writing a partial result: %w", err)
	}
	if err := errors.Join(out.all(src, nil), out.w.Flush()); err != nil {
		return fmt.Errorf("aggregate: writing a partial result: %w", err)
	}
	if _, err := w.Write(sum.Sum(nil)); err != nil {
		return fmt.Errorf("aggregate: writing a partial result: %w", err)
	}
	return nil
}

// ReadPartial adds what WritePartial has written. After an error the aggregator
// cannot be used any more: a half-read partial is no result. It must not run
// while WritePartial or Finish does.
func (a *Aggregator) ReadPartial(r io.Reader) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.err != nil {
		return a.err
	}
	p := &partial{a: a, reader: newReader(a.sh, r, mostBuffer)}
	if err := p.read(); err != nil {
		a.err = err
		return err
	}
	return nil
}

// partial is one that is being read.
type partial struct {
	*reader
	a   *Aggregator
	ids [][]uint32
}

func (p *partial) read() error {
	p.hash = sha256.New()
	head := make([]byte, len(partialMagic)+sha256.Size)
	p.bytes(head)
	if p.err != nil || string(head[:len(partialMagic)]) != partialMagic {
		return p.failed()
	}
	if digest := p.a.spec.digest(); string(head[len(partialMagic):]) != string(digest[:]) {
		return ErrSpec
	}
	bad := make([]int64, len(p.a.bad))
	for i := range bad {
		bad[i] = p.amount()
	}
	for _, d := range p.a.dicts {
		if err := p.codes(d); err != nil {
			return err
		}
	}
	s := p.a.parts
	if err := p.groups(s); err != nil {
		return err
	}
	p.settle()
	want, got := p.hash.Sum(nil), make([]byte, sha256.Size)
	p.bytes(got)
	if p.err != nil || !slices.Equal(want, got) {
		return p.failed()
	}
	if p.fill(); len(p.buf) > 0 {
		return ErrPartial
	}
	for i, n := range bad {
		p.a.bad[i] += n
	}
	if err := s.spill(); err != nil {
		return err
	}
	s.drop()
	return nil
}

// failed is the error of reading, or that the partial is none.
func (p *partial) failed() error {
	if p.err != nil && !errors.Is(p.err, errOrder) {
		return p.err
	}
	return ErrPartial
}

// codes reads the codes of a dimension.
func (p *partial) codes(d *dictionary) error {
	n := p.uvarint()
	if p.err != nil || n > mostCodes {
		return p.failed()
	}
	ids := []uint32{unknownID, notLocatedID}
	var buf []byte
	before := ""
	for i := range n {
		size := p.uvarint()
		if p.err != nil || size == 0 || size > mostCode {
			return p.failed()
		}
		if buf = p.text(buf[:0], int(size)); p.err != nil {
			return p.failed()
		}
		code := string(buf)
		switch code {
		case key.UnknownCode, key.NotLocatedCode, key.TotalCode:
			return ErrPartial
		}
		if i > 0 && d.compare(before, code) >= 0 {
			return ErrPartial
		}
		before = code
		ids = append(ids, d.id(code))
	}
	p.ids = append(p.ids, ids)
	return nil
}

// text reads n bytes. The memory grows as they come: n may be a lie.
func (p *partial) text(b []byte, n int) []byte {
	for n > 0 && p.err == nil {
		m, from := min(n, mostBuffer), len(b)
		b = slices.Grow(b, m)[:from+m]
		p.bytes(b[from:])
		n -= m
	}
	return b
}

// groups reads the run into a store.
func (p *partial) groups(s *store) error {
	at := make([]uint32, p.sh.dims)
	for {
		h, err := p.next()
		if err != nil {
			return p.failed()
		}
		if h == nil {
			return nil
		}
		if !p.sound(h) {
			return ErrPartial
		}
		for i, id := range h.at {
			if int(id) >= len(p.ids[i]) {
				return ErrPartial
			}
			if at[i] = p.ids[i][id]; at[i] < firstCode {
				p.a.used[i][at[i]] = true
			}
		}
		if p.a.records += h.rows; p.a.records > mostRows {
			return ErrPartial
		}
		if err := s.room(0); err != nil {
			return err
		}
		s.addHead(s.group(at), h)
		for f := range p.sh.features {
			if err := p.list(s, at, f, h); err != nil {
				return err
			}
		}
	}
}

// sound reports whether the numbers of a group can be.
func (p *partial) sound(h *head) bool {
	if h.rows < 1 || h.alone > h.rows || p.sh.unit < 0 && h.alone != 0 {
		return false
	}
	for i, n := range h.nums {
		if n.n > h.rows {
			return false
		}
		most := greatest.times(uint64(n.n))
		if n.sum.Cmp(most) > 0 || n.sum.Cmp(most.neg()) < 0 {
			return false
		}
		if r := p.sh.nums[i].ranged; r >= 0 && n.n > 0 {
			l := h.limits[r]
			if l.min.Cmp(l.max) > 0 || l.min.Cmp(greatest.neg()) < 0 || l.max.Cmp(greatest) > 0 {
				return false
			}
		}
	}
	return true
}

// list reads the list of a feature.
func (p *partial) list(s *store, at []uint32, feature int, h *head) error {
	numbers := feature < p.sh.values
	var last entry
	total := int64(0)
	for {
		list, err := p.chunk()
		if err != nil {
			return p.failed()
		}
		if len(list) == 0 {
			break
		}
		if err := s.room(len(list)); err != nil {
			return err
		}
		g := s.group(at)
		for _, e := range list {
			if !numbers && total > 0 && !last.less(&e) {
				return ErrPartial
			}
			if f := fromOrdered(e.hi, e.lo); numbers && (f.Cmp(greatest) > 0 || f.Cmp(greatest.neg()) < 0) {
				return ErrPartial
			}
			last, total = e, total+int64(e.count)
			s.push(g, feature, e.count, e.hi, e.lo)
		}
		if total > h.rows {
			return ErrPartial
		}
	}
	if numbers && total != p.amountOf(feature, h) {
		return ErrPartial
	}
	if feature == p.sh.unit && total+h.alone < 1 {
		return ErrPartial
	}
	return nil
}

// amountOf is how many numbers the list of a feature must hold.
func (p *partial) amountOf(feature int, h *head) int64 {
	for i, n := range p.sh.nums {
		if n.feature == feature {
			return h.nums[i].n
		}
	}
	return 0
}
