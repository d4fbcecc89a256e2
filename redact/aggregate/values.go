package aggregate

import (
	"encoding/binary"
	"math/bits"
)

// values computes the measures of one group at a time.
type values struct {
	spec     *Spec
	sh       *shape
	h        *head
	picks    [][]pick // by list of numbers: what is wanted of it, by rank
	seen     []int64  // by list of numbers: how many went by
	distinct []int64  // by feature
	quantile []quantile
	buf      []byte
}

// pick is a number wanted: the one before which rank others stand.
type pick struct {
	rank int64
	to   *Fixed
}

// quantile is what a percentile lies between: lo + part/full * (hi - lo).
type quantile struct {
	lo, hi Fixed
	part   uint64
}

const full = 100_000_000 // 100 % in millionths of a percent

func newValues(spec *Spec, sh *shape) *values {
	return &values{spec: spec, sh: sh, picks: make([][]pick, sh.values), seen: make([]int64, sh.values),
		distinct: make([]int64, sh.features), quantile: make([]quantile, len(spec.Measures))}
}

// begin starts a group.
func (v *values) begin(h *head) {
	v.h = h
	clear(v.seen)
	clear(v.distinct)
	for i := range v.picks {
		v.picks[i] = v.picks[i][:0]
	}
	for i, m := range v.spec.Measures {
		if m.Kind != Median && m.Kind != Percentile {
			continue
		}
		n := h.nums[v.sh.num[i]].n
		if n == 0 {
			continue
		}
		hi, lo := bits.Mul64(uint64(n-1), uint64(m.percent()))
		rank, part := bits.Div64(hi, lo, full)
		q, f := &v.quantile[i], v.sh.feature[i]
		q.part = part
		v.want(f, pick{int64(rank), &q.lo})
		if part > 0 {
			v.want(f, pick{int64(rank) + 1, &q.hi})
		}
	}
}

func (v *values) want(feature int, p pick) {
	list := append(v.picks[feature], p)
	for i := len(list) - 1; i > 0 && list[i].rank < list[i-1].rank; i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	v.picks[feature] = list
}

// feed takes the next entries of a feature.
func (v *values) feed(feature int, list []entry) {
	if feature >= v.sh.values {
		v.distinct[feature] += int64(len(list))
		return
	}
	picks, seen := v.picks[feature], v.seen[feature]
	for i := 0; i < len(list) && len(picks) > 0; i++ {
		seen += int64(list[i].count)
		for len(picks) > 0 && picks[0].rank < seen {
			*picks[0].to = fromOrdered(list[i].hi, list[i].lo)
			picks = picks[1:]
		}
	}
	v.picks[feature], v.seen[feature] = picks, seen
}

// end writes the group: its place, rows, units, and what a measure needs beside.
func (v *values) end(g *grouping) error {
	h := v.h
	b := v.buf[:0]
	for _, p := range g.at {
		b = binary.AppendUvarint(b, uint64(p+1)) // a total is 0
	}
	units := h.rows
	if v.sh.unit >= 0 {
		units = h.alone + v.distinct[v.sh.unit]
	}
	b = binary.AppendUvarint(b, uint64(h.rows))
	b = binary.AppendUvarint(b, uint64(units))
	for i, m := range v.spec.Measures {
		switch m.Kind {
		case Rows, Units, Share:
		case Distinct:
			b = binary.AppendUvarint(b, uint64(v.distinct[v.sh.feature[i]]))
		default:
			n := h.nums[v.sh.num[i]].n
			if b = binary.AppendUvarint(b, uint64(n)); n > 0 {
				b = appendFixed(b, v.value(i, m.Kind))
			}
		}
	}
	for _, p := range v.picks {
		if len(p) > 0 {
			return errOrder
		}
	}
	v.buf = b
	return g.out.write(b)
}

// value is that of a measure of a column that holds numbers.
func (v *values) value(i int, k Kind) Fixed {
	at := v.sh.num[i]
	n := v.h.nums[at]
	switch k {
	case Sum:
		return n.sum
	case Mean:
		return n.sum.over(uint64(n.n))
	case Min:
		return v.h.limits[v.sh.nums[at].ranged].min
	case Max:
		return v.h.limits[v.sh.nums[at].ranged].max
	}
	q := v.quantile[i]
	if q.part == 0 {
		return q.lo
	}
	if k == Median {
		return q.lo.Add(q.hi).over(2)
	}
	return q.lo.times(full - q.part).Add(q.hi.times(q.part)).over(full) // below 2^122
}
