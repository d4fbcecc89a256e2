package aggregate

import "math/bits"

// ParseFixed reads what [Fixed.String] writes, below 10^19. It is false for
// anything else.
func ParseFixed(s string) (Fixed, bool) {
	f, r := parseNumber(s)
	return f, r == aNumber && f.String() == s
}

// Sub is f - g.
func (f Fixed) Sub(g Fixed) Fixed {
	lo, borrow := bits.Sub64(f.lo, g.lo, 0)
	return Fixed{int64(uint64(f.hi) - uint64(g.hi) - borrow), lo}
}
