package aggregate

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
)

// Total as a coordinate of a group means summed over the dimension.
const Total = -1

// Result is a table, exact and complete, and confidential. It is read with Groups
// until the aggregator is closed.
type Result struct {
	Dims       []Codes
	NotNumbers []int64 // by measure: cells of its column that are neither blank nor a number

	spec   *Spec
	sh     *shape
	piles  []*pile
	shares []*store // by dimension: what shares of it are of; nil = no such measure
}

// Group is one line of a table. Combinations of codes that no record has are not
// there: they have no rows.
type Group struct {
	At     []int // by dimension: index into Codes, or Total
	Rows   int64
	Units  int64 // people or households; Rows where the spec has no unit
	Values []Value
}

// Value is what a measure says of a group.
type Value struct {
	Fixed Fixed
	// N is how many numbers are behind it: cells that hold one; for Rows, Units
	// and Distinct the count itself, for Share the whole that it is a share of.
	N    int64
	None bool // there is no value: no cell holds a number
}

// Groups calls f with each group, sorted by At, totals after all codes. Inner
// levels are after records' codes, as they are in Dims. The group is reused: f
// copies what it keeps. It may be called again.
func (r *Result) Groups(f func(*Group) error) error {
	var all, heap []*input
	defer func() {
		for _, in := range all {
			in.close()
		}
	}()
	for _, p := range r.piles {
		src, err := p.open(r.sh.dims)
		if err != nil {
			return err
		}
		in := &input{source: src}
		all = append(all, in)
		if in.head, err = in.next(); err != nil {
			return err
		}
		if in.head != nil {
			heap = add(heap, in, byPlace)
		}
	}
	g := &Group{At: make([]int, r.sh.dims), Values: make([]Value, len(r.spec.Measures))}
	for len(heap) > 0 {
		in := heap[0]
		if err := r.read(g, in); err != nil {
			return err
		}
		if err := f(g); err != nil {
			return err
		}
		var err error
		if in.head, err = in.next(); err != nil {
			return err
		}
		if in.head == nil {
			heap = pop(heap, byPlace)
		} else {
			fix(heap, byPlace)
		}
	}
	return nil
}

func byPlace(a, b *input) bool { return compareAt(nil, a.head.at, b.head.at) < 0 }

// read completes the group at the head of a pile.
func (r *Result) read(g *Group, in *input) error {
	p := in.source.(*pileReader)
	h := in.head
	for i, at := range h.at {
		g.At[i] = int(at)
		if at == totalAt {
			g.At[i] = Total
		}
	}
	g.Rows, g.Units = h.rows, h.alone
	for i, m := range r.spec.Measures {
		v := &g.Values[i]
		*v = Value{}
		switch m.Kind {
		case Rows:
			*v = Value{Fixed: Whole(g.Rows), N: g.Rows}
		case Units:
			*v = Value{Fixed: Whole(g.Units), N: g.Units}
		case Share:
			at := h.at[m.Of]
			h.at[m.Of] = totalAt
			s := r.shares[m.Of]
			v.N = s.rows[s.group(h.at)]
			h.at[m.Of] = at
			v.Fixed = Ratio(g.Units, v.N)
		case Distinct:
			v.N = p.amount()
			v.Fixed = Whole(v.N)
		default:
			if v.N = p.amount(); v.N == 0 {
				v.None = true
			} else {
				v.Fixed = p.fixed()
			}
		}
	}
	return p.err
}

// collect takes the piles of the groupings that are shown, and reads those that
// shares are of.
func (r *Result) collect(all []*grouping) error {
	r.shares = make([]*store, r.sh.dims)
	for _, m := range r.spec.Measures {
		if m.Kind != Share || r.shares[m.Of] != nil {
			continue
		}
		s := newStore(&shape{dims: r.sh.dims, unit: -1}, nil, math.MaxInt64/2, nil)
		r.shares[m.Of] = s
		for _, g := range all {
			if g.levels[m.Of] != summed {
				continue
			}
			if err := r.wholes(s, g); err != nil {
				return err
			}
		}
	}
	for _, g := range all {
		if g.shown {
			r.piles = append(r.piles, g.out)
		}
	}
	return nil
}

// wholes notes the counts of a grouping's groups.
func (r *Result) wholes(s *store, g *grouping) error {
	src, err := g.out.open(r.sh.dims)
	if err != nil {
		return err
	}
	defer src.close()
	in := &input{source: src}
	scratch := &Group{At: make([]int, r.sh.dims), Values: make([]Value, len(r.spec.Measures))}
	for {
		if in.head, err = in.next(); err != nil || in.head == nil {
			return err
		}
		if err := s.room(0); err != nil {
			return err
		}
		s.rows[s.group(in.head.at)] = in.head.alone
		if err := r.skip(scratch, in); err != nil {
			return err
		}
	}
}

// skip reads over the measures of a group.
func (r *Result) skip(g *Group, in *input) error {
	p := in.source.(*pileReader)
	for _, m := range r.spec.Measures {
		switch m.Kind {
		case Rows, Units, Share:
		case Distinct:
			p.amount()
		default:
			if p.amount() > 0 {
				p.fixed()
			}
		}
	}
	return p.err
}

// pile is the finished groups of a grouping, in memory up to a limit and then in a
// file.
type pile struct {
	tmp   *folder
	limit int64
	size  int64 // in memory
	full  [][]byte
	last  []byte
	path  string
	file  *os.File
}

const pileBlock = 32 << 10

func (p *pile) write(b []byte) error {
	if len(p.last)+len(b) > cap(p.last) {
		if err := p.flush(); err != nil {
			return err
		}
		if p.file == nil {
			p.last = make([]byte, 0, max(len(b), min(pileBlock, max(512, 2*cap(p.last)))))
		}
		p.last = p.last[:0]
	}
	p.last = append(p.last, b...)
	return nil
}

// flush puts the last block to the others.
func (p *pile) flush() error {
	if len(p.last) == 0 {
		return nil
	}
	if p.file == nil && p.size+int64(len(p.last)) <= p.limit {
		p.size += int64(len(p.last))
		p.full = append(p.full, p.last)
		return nil
	}
	if p.file == nil {
		file, err := os.CreateTemp(p.tmp.dir, "groups-*")
		if err != nil {
			return fmt.Errorf("aggregate: a file for results: %w", err)
		}
		p.file, p.path = file, file.Name()
	}
	if _, err := p.file.Write(p.last); err != nil {
		return fmt.Errorf("aggregate: writing results: %w", err)
	}
	return nil
}

// end is after the last write.
func (p *pile) end() error {
	if p.file == nil {
		p.last = slices.Clip(p.last)
		return nil
	}
	err := p.flush()
	if e := p.file.Close(); err == nil && e != nil {
		err = fmt.Errorf("aggregate: writing results: %w", e)
	}
	p.last, p.file = nil, nil
	return err
}

// abort is instead of end, after an error: an open file could not be removed
// everywhere.
func (p *pile) abort() {
	if p != nil && p.file != nil {
		_ = p.file.Close() // it is thrown away
		p.file = nil
	}
}

// pileReader reads a pile; what follows a group's head is for the result.
type pileReader struct {
	*reader
}

func (p *pile) open(dims int) (*pileReader, error) {
	var parts []io.Reader
	for _, b := range append(p.full[:len(p.full):len(p.full)], p.last) {
		parts = append(parts, bytes.NewReader(b))
	}
	rd := newReader(&shape{dims: dims, unit: -1}, nil, p.tmp.buffer)
	if p.path != "" {
		file, err := os.Open(p.path)
		if err != nil {
			return nil, fmt.Errorf("aggregate: reading results: %w", err)
		}
		rd.file = file
		parts = append(parts, file)
	}
	rd.r = io.MultiReader(parts...)
	return &pileReader{reader: rd}, nil
}

// next reads the head of a group: rows, and units as alone.
func (p *pileReader) next() (*head, error) {
	if p.pos == len(p.buf) {
		if p.fill(); len(p.buf) == 0 {
			return nil, p.err
		}
	}
	h := &p.head
	for i := range h.at {
		h.at[i] = uint32(p.uvarint()) - 1
	}
	h.rows, h.alone = p.amount(), p.amount()
	if p.err != nil {
		return nil, p.err
	}
	return h, nil
}
