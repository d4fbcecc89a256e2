package detect

import (
	"math"
	"math/bits"
	"slices"
)

// sketch estimates how many distinct values a column has: it keeps the smallest
// hashes seen (Bar-Yossef and others, 2002, "Counting distinct elements in a data
// stream"). It holds hashes under a fixed, public function only for the life of
// the profile, never in a file. The smallest of a union are the smallest of the
// parts' smallest, so merging is free of order.
type sketch struct {
	slots []uint64 // open addressing; 0 is empty
	n     int
	limit uint64 // hashes from here on are not kept; 0 means none was dropped
}

const (
	sketchSize  = 256
	sketchSlots = 1024 // a power of two; pruned when half full
)

// add counts one value by its hash.
func (k *sketch) add(h uint64) {
	if h == 0 {
		h = 1
	}
	if k.limit != 0 && h >= k.limit {
		return
	}
	if k.slots == nil {
		k.slots = make([]uint64, sketchSlots)
	}
	for i := h % sketchSlots; ; i = (i + 1) % sketchSlots {
		switch k.slots[i] {
		case h:
			return
		case 0:
			k.slots[i] = h
			if k.n++; k.n >= sketchSlots/2 {
				k.prune()
			}
			return
		}
	}
}

// prune keeps the smallest sketchSize hashes.
func (k *sketch) prune() {
	all := k.sorted()
	k.cut(all, all[sketchSize])
}

// sorted is a sorted copy of what is kept.
func (k *sketch) sorted() []uint64 {
	all := make([]uint64, 0, k.n)
	for _, h := range k.slots {
		if h != 0 {
			all = append(all, h)
		}
	}
	slices.Sort(all)
	return all
}

// merge adds what o kept.
func (k *sketch) merge(o *sketch) {
	for _, h := range o.slots {
		if h != 0 {
			k.add(h)
		}
	}
	if o.limit != 0 && (k.limit == 0 || o.limit < k.limit) {
		k.cut(k.sorted(), o.limit)
	}
}

// cut keeps those of all below limit: from there on the sketch is not complete.
func (k *sketch) cut(all []uint64, limit uint64) {
	k.limit = limit
	clear(k.slots)
	k.n = 0
	for _, h := range all {
		k.add(h)
	}
}

// distinct is the exact number of values up to sketchSize, an estimate beyond.
func (k *sketch) distinct() int64 {
	all := k.sorted()
	if len(all) <= sketchSize && k.limit == 0 {
		return int64(len(all))
	}
	if len(all) < sketchSize { // cannot happen: pruning keeps sketchSize
		return int64(len(all))
	}
	top := all[sketchSize-1]
	return int64(float64(sketchSize-1) * (math.MaxUint64 / float64(top)))
}

// valueHash mixes the bytes of s, eight at a time.
func valueHash(s string) uint64 {
	const m1, m2 = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
	h := uint64(len(s)) * m1
	for len(s) >= 8 {
		h = mix(h^load64(s), m2)
		s = s[8:]
	}
	var tail uint64
	for i := range len(s) {
		tail |= uint64(s[i]) << (8 * i)
	}
	return mix(mix(h^tail, m1), m2)
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0xA0761D6478BD642F, b)
	return hi ^ lo
}

func load64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
