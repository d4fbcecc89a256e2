package key

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// orientation says on which side of the line from a to b the point p lies: 1 left,
// -1 right, 0 on it. The answer is exact. Nearly always the rounded determinant
// is farther from zero than its error can be; else the error is computed, and as a
// last resort the whole of it with fractions.
func orientation(a, b, p orb.Point) int {
	dx, ey := b[0]-a[0], p[1]-a[1]
	ex, dy := p[0]-a[0], b[1]-a[1]
	l, r := float64(dx*ey), float64(ex*dy)
	sum := math.Abs(l) + math.Abs(r)
	if det := l - r; math.Abs(det) > 4e-16*sum+1e-300 {
		return sign(det)
	}
	if p == a || p == b || a == b {
		return 0
	}
	if sum < 1e-250 || tail(b[0], a[0]) != 0 || tail(p[1], a[1]) != 0 || tail(p[0], a[0]) != 0 || tail(b[1], a[1]) != 0 {
		return slowOrientation(a, b, p)
	}
	// The differences are exact, so l+le and r+re are the products without error,
	// and l-r is exact because the two are near each other.
	le, re := math.FMA(dx, ey, -l), math.FMA(ex, dy, -r)
	det, rest := l-r, re-le
	switch {
	case det != rest:
		return sign(det - rest)
	case det == 0:
		return 0
	}
	return slowOrientation(a, b, p)
}

// tail is what rounding took from x-y.
func tail(x, y float64) float64 {
	d := x - y
	v := x - d
	return (x - (d + v)) + (v - y)
}

func slowOrientation(a, b, p orb.Point) int {
	diff := func(x, y float64) *big.Rat {
		return new(big.Rat).Sub(new(big.Rat).SetFloat64(x), new(big.Rat).SetFloat64(y))
	}
	l := diff(b[0], a[0])
	l.Mul(l, diff(p[1], a[1]))
	r := diff(p[0], a[0])
	r.Mul(r, diff(b[1], a[1]))
	return l.Cmp(r)
}

func sign(f float64) int {
	switch {
	case f > 0:
		return 1
	case f < 0:
		return -1
	}
	return 0
}
