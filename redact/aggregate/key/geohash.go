package key

import (
	"fmt"

	"github.com/mmcloughlin/geohash"
)

// MaxGeohash is the longest geohash: about 38 by 19 m, the size of a plot.
const MaxGeohash = 8

// GeohashKey is the geohash cell of a point.
type GeohashKey struct {
	length uint
	partOf bool
}

// Geohash is the key of geohashes of a length from 1 to [MaxGeohash]. With partOf
// the parent of a code is the one that is one character shorter.
func Geohash(length int, partOf bool) (*GeohashKey, error) {
	if length < 1 || length > MaxGeohash {
		return nil, fmt.Errorf("a geohash has from 1 to %d characters, not %d", MaxGeohash, length)
	}
	if partOf && length == 1 {
		return nil, fmt.Errorf("a geohash of one character is part of nothing")
	}
	return &GeohashKey{uint(length), partOf}, nil
}

// Code is the geohash of the cells' point.
func (k *GeohashKey) Code(dst []byte, cells []string) ([]byte, Found) {
	lat, lng, ok := readPoint(cells)
	if !ok {
		return dst, Unknown
	}
	// The north pole and the date line are no part of the last cell but its edge;
	// the encoding would begin again from the other side there.
	lat, lng = min(lat, 90-1e-8), min(lng, 180-1e-8)
	return append(dst, geohash.EncodeWithPrecision(lat, lng, k.length)...), Known
}

// Parent is the cell one character shorter.
func (k *GeohashKey) Parent(code string) string {
	if !k.partOf || len(code) != int(k.length) {
		return ""
	}
	return code[:len(code)-1]
}

// Compare is the order of the texts, which keeps neighbours near each other. It
// is not [Natural]: a geohash of digits is no number.
func (k *GeohashKey) Compare(a, b string) int { return plain(a, b) }

// Kind is Place.
func (k *GeohashKey) Kind() Kind { return Place }
