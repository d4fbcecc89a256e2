package aggregate

import (
	"encoding/binary"
	"math/bits"
)

// siphash is SipHash-2-4 with 128 bits of output, state and input. The key is
// fixed: the same text has the same hash in every run and every partial. A secret
// key would protect from nothing here, since the hashes are never shown.
type siphash struct{ v0, v1, v2, v3 uint64 }

const (
	sipKey0 = 0x76617567686e2d31 // "vaughn-1"
	sipKey1 = 0x6167677265676174 // "aggregat"
)

func newSip(k0, k1 uint64) siphash {
	return siphash{
		k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d ^ 0xee,
		k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573,
	}
}

func (h *siphash) round() {
	h.v0 += h.v1
	h.v1 = bits.RotateLeft64(h.v1, 13) ^ h.v0
	h.v0 = bits.RotateLeft64(h.v0, 32)
	h.v2 += h.v3
	h.v3 = bits.RotateLeft64(h.v3, 16) ^ h.v2
	h.v0 += h.v3
	h.v3 = bits.RotateLeft64(h.v3, 21) ^ h.v0
	h.v2 += h.v1
	h.v1 = bits.RotateLeft64(h.v1, 17) ^ h.v2
	h.v2 = bits.RotateLeft64(h.v2, 32)
}

func (h *siphash) word(m uint64) {
	h.v3 ^= m
	h.round()
	h.round()
	h.v0 ^= m
}

// sum is the hash of b.
func (h siphash) sum(b []byte) (hi, lo uint64) {
	n := len(b)
	for len(b) >= 8 {
		h.word(binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	last := uint64(n) << 56
	for i, c := range b {
		last |= uint64(c) << (8 * i)
	}
	h.word(last)
	h.v2 ^= 0xee
	for range 4 {
		h.round()
	}
	hi = h.v0 ^ h.v1 ^ h.v2 ^ h.v3
	h.v1 ^= 0xdd
	for range 4 {
		h.round()
	}
	return hi, h.v0 ^ h.v1 ^ h.v2 ^ h.v3
}
