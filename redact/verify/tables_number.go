package verify

import (
	"math"
	"math/bits"
	"strings"
)

// num is a number of a table in units of 10^-9, as a whole number of 128 bits:
// sums of them are exact in any order.
type num struct {
	hi int64
	lo uint64
}

const (
	numPlaces = 9             // decimals
	numUnit   = 1_000_000_000 // 10^numPlaces
	numDigits = 20            // before the point: sums of millions of them stay below 2^127
)

func (a num) add(b num) num {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(uint64(a.hi), uint64(b.hi), carry)
	return num{int64(hi), lo}
}

func (a num) neg() num {
	lo, borrow := bits.Sub64(0, a.lo, 0)
	hi, _ := bits.Sub64(0, uint64(a.hi), borrow)
	return num{int64(hi), lo}
}

// times is a number with the sign of a coefficient, 1 or -1.
func (a num) times(coef int8) num {
	if coef < 0 {
		return a.neg()
	}
	return a
}

// grow is ten times a number plus one digit; both are not negative.
func (a num) grow(digit byte) num {
	carry, lo := bits.Mul64(a.lo, 10)
	return num{a.hi*10 + int64(carry), lo}.add(num{0, uint64(digit)})
}

func (a num) zero() bool     { return a == num{} }
func (a num) positive() bool { return a.hi > 0 || a.hi == 0 && a.lo > 0 }

// rest is what is left of a number, without its sign, when it is divided by d.
func (a num) rest(d uint64) uint64 {
	if a.hi < 0 {
		a = a.neg()
	}
	_, r := bits.Div64(0, uint64(a.hi), d)
	_, r = bits.Div64(r, a.lo, d)
	return r
}

func (a num) whole() bool { return a.rest(numUnit) == 0 }

// multiple reports a whole multiple of n.
func (a num) multiple(n uint64) bool {
	if n > math.MaxInt64/numUnit {
		return a.zero()
	}
	return a.rest(n*numUnit) == 0
}

// under reports whether a number that is not negative is less than n.
func (a num) under(n int64) bool {
	hi, lo := bits.Mul64(uint64(n), numUnit)
	return uint64(a.hi) < hi || uint64(a.hi) == hi && a.lo < lo
}

// count is a whole number that fits, false for another.
func (a num) count() (int64, bool) {
	if a.hi < 0 || a.hi >= numUnit || !a.whole() {
		return 0, false
	}
	q, _ := bits.Div64(uint64(a.hi), a.lo, numUnit)
	return int64(q), q < 1<<52
}

// readNumber reads a plain decimal: a minus sign, digits without needless zeros
// in front, a fraction. places is how many digits the fraction has.
func readNumber(s string) (v num, places int, ok bool) {
	s, minus := strings.CutPrefix(s, "-")
	whole, fraction, dotted := strings.Cut(s, ".")
	if !allDigits(whole) || len(whole) > numDigits || len(whole) > 1 && whole[0] == '0' {
		return num{}, 0, false
	}
	if dotted && (!allDigits(fraction) || len(fraction) > numPlaces) {
		return num{}, 0, false
	}
	for i := range len(whole) {
		v = v.grow(whole[i] - '0')
	}
	for i := range numPlaces {
		digit := byte(0)
		if i < len(fraction) {
			digit = fraction[i] - '0'
		}
		v = v.grow(digit)
	}
	if minus {
		v = v.neg()
	}
	return v, len(fraction), true
}

// signed is a whole number of either sign that fits, false for another.
func (a num) signed() (int64, bool) {
	if a.hi < 0 {
		v, ok := a.neg().count()
		return -v, ok
	}
	return a.count()
}
