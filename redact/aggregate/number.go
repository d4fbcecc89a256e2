package aggregate

import (
	"math/big"
	"math/bits"
	"strings"
)

// Fixed is a decimal number with 9 places, exact: an integer of 128 bits that
// counts billionths. The zero value is 0.
type Fixed struct {
	hi int64
	lo uint64
}

const (
	places = 9
	unit   = 1_000_000_000 // billionths in 1
)

// Whole is n as a Fixed.
func Whole(n int64) Fixed {
	neg := n < 0
	hi, lo := bits.Mul64(magnitude(n), unit)
	return signed(hi, lo, neg)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func signed(hi, lo uint64, neg bool) Fixed {
	f := Fixed{int64(hi), lo}
	if neg {
		return f.neg()
	}
	return f
}

func (f Fixed) neg() Fixed {
	lo, borrow := bits.Sub64(0, f.lo, 0)
	return Fixed{int64(-uint64(f.hi) - borrow), lo}
}

// abs is the size of f, and whether f is negative.
func (f Fixed) abs() (hi, lo uint64, neg bool) {
	if f.hi < 0 {
		f, neg = f.neg(), true
	}
	return uint64(f.hi), f.lo, neg
}

// Add is f + g.
func (f Fixed) Add(g Fixed) Fixed {
	lo, carry := bits.Add64(f.lo, g.lo, 0)
	return Fixed{int64(uint64(f.hi) + uint64(g.hi) + carry), lo}
}

// Cmp is negative, 0 or positive as f is less than, equal to or greater than g.
func (f Fixed) Cmp(g Fixed) int {
	switch {
	case f.hi != g.hi && f.hi < g.hi, f.hi == g.hi && f.lo < g.lo:
		return -1
	case f == g:
		return 0
	}
	return 1
}

// Big is f in billionths.
func (f Fixed) Big() *big.Int {
	hi, lo, neg := f.abs()
	n := new(big.Int).SetUint64(hi)
	n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(lo))
	if neg {
		n.Neg(n)
	}
	return n
}

// Float64 is the float that is nearest to f.
func (f Fixed) Float64() float64 {
	v, _ := new(big.Rat).SetFrac(f.Big(), big.NewInt(unit)).Float64()
	return v
}

// String is f with as many decimals as it needs: "12.5", "-3", "0".
func (f Fixed) String() string {
	digits := f.Big().String()
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	whole, part := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if part != "" {
		part = "." + part
	}
	return sign + whole + part
}

// over is f / n, rounded half to even; n > 0.
func (f Fixed) over(n uint64) Fixed {
	hi, lo, neg := f.abs()
	qhi, r := hi/n, hi%n
	qlo, r := bits.Div64(r, lo, n)
	if r > n-r || r == n-r && qlo&1 == 1 {
		var carry uint64
		qlo, carry = bits.Add64(qlo, 1, 0)
		qhi += carry
	}
	return signed(qhi, qlo, neg)
}

// times is f * n; the result must fit.
func (f Fixed) times(n uint64) Fixed {
	hi, lo, neg := f.abs()
	phi, plo := bits.Mul64(lo, n)
	return signed(phi+hi*n, plo, neg)
}

// ordered is f as two words that are compared without sign.
func (f Fixed) ordered() (hi, lo uint64) { return uint64(f.hi) ^ 1<<63, f.lo }

func fromOrdered(hi, lo uint64) Fixed { return Fixed{int64(hi ^ 1<<63), lo} }

// Ratio is n / d for counts, rounded half to even; d > 0.
func Ratio(n, d int64) Fixed { return Whole(n).over(uint64(d)) }

// What a cell says as a number.
type reading uint8

const (
	nothing   reading = iota // blank
	notNumber                // a text, a percentage, or a number of 10^19 or more
	aNumber
)

// wholeLimit bounds the digits before the point: below 10^19, so that the sum of
// 10^10 numbers fits in 128 bits.
const wholeLimit = 19

// greatest is 10^19.
var greatest = Whole(1e18).times(10)

// parseNumber reads a cell as people and programs write numbers: "1,234.50",
// "$1,234", "(12.5)" for -12.5, "-3", "+3", "1e3", "-$5", ".5". Commas stand
// between groups of three digits or nowhere: "1,5" is no number, since half the
// world means one and a half by it. Digits after the ninth place are rounded half
// to even. "12%", "N/A" and all else is no number.
func parseNumber(s string) (Fixed, reading) {
	s = trim(s)
	if s == "" {
		return Fixed{}, nothing
	}
	if f, ok := plainNumber(s); ok {
		return f, aNumber
	}
	neg, s, ok := unwrap(s)
	if !ok || s == "" {
		return Fixed{}, notNumber
	}
	var d digits
	rest, ok := d.whole(s)
	if !ok {
		return Fixed{}, notNumber
	}
	if rest != "" && rest[0] == '.' {
		rest = d.fraction(rest[1:])
	}
	exp := 0
	if rest != "" {
		if exp, ok = exponent(rest); !ok {
			return Fixed{}, notNumber
		}
	}
	if !d.any {
		return Fixed{}, notNumber
	}
	f, ok := d.scale(exp, neg)
	if !ok {
		return Fixed{}, notNumber
	}
	return f, aNumber
}

// pow10 are the powers of ten up to places.
var pow10 = [places + 1]uint64{1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// plainNumber reads what most numbers look like, "1234" or "12.5", quickly.
func plainNumber(s string) (Fixed, bool) {
	if len(s) > 18 {
		return Fixed{}, false
	}
	v, point := uint64(0), -1
	for i := range len(s) {
		switch c := s[i] - '0'; {
		case c < 10:
			v = v*10 + uint64(c)
		case s[i] == '.' && point < 0:
			point = i
		default:
			return Fixed{}, false
		}
	}
	after := 0
	if point >= 0 {
		after = len(s) - 1 - point
	}
	if after > places || len(s) == 1 && point == 0 {
		return Fixed{}, false
	}
	hi, lo := bits.Mul64(v, pow10[places-after])
	return Fixed{int64(hi), lo}, true
}

// unwrap takes sign, parentheses and currency off.
func unwrap(s string) (neg bool, rest string, ok bool) {
	if s[0] == '(' {
		if len(s) < 3 || s[len(s)-1] != ')' {
			return false, s, false
		}
		s = trim(s[1 : len(s)-1])
		if s == "" || s[0] == '-' || s[0] == '+' {
			return false, s, false
		}
		neg = true
	} else if s[0] == '-' || s[0] == '+' {
		neg, s = s[0] == '-', s[1:]
	}
	for _, sign := range [...]string{"$", "€", "£"} {
		if rest, found := strings.CutPrefix(s, sign); found {
			return neg, trim(rest), true
		}
	}
	return neg, s, true
}

// digits is the digits of a number as they are read: those from the first that is
// not zero, as an integer, and where the point stands.
type digits struct {
	hi, lo uint64
	count  int  // significant digits in hi, lo
	scale_ int  // the number is the integer times 10^scale_
	lost   bool // a digit other than 0 did not fit in
	any    bool
}

// keep is how many digits fit into 128 bits.
const keep = 38

func (d *digits) add(c byte, afterPoint bool) {
	d.any = true
	if d.count == keep {
		d.lost = d.lost || c != '0'
		if !afterPoint {
			d.scale_++
		}
		return
	}
	if d.count > 0 || c != '0' {
		d.count++
	}
	if d.hi == 0 && d.lo < 1<<60 {
		d.lo = d.lo*10 + uint64(c-'0')
	} else {
		carry, lo := bits.Mul64(d.lo, 10)
		lo, more := bits.Add64(lo, uint64(c-'0'), 0)
		d.hi, d.lo = d.hi*10+carry+more, lo
	}
	if afterPoint {
		d.scale_--
	}
}

// whole reads the digits before the point.
func (d *digits) whole(s string) (rest string, ok bool) {
	i, group, commas := 0, 0, false
	for ; i < len(s); i++ {
		c := s[i]
		if c >= '0' && c <= '9' {
			d.add(c, false)
			group++
			continue
		}
		if c != ',' {
			break
		}
		if group == 0 || group > 3 || commas && group != 3 {
			return s, false
		}
		commas, group = true, 0
	}
	return s[i:], !commas || group == 3
}

// fraction reads the digits behind the point.
func (d *digits) fraction(s string) (rest string) {
	i := 0
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		d.add(s[i], true)
	}
	return s[i:]
}

// exponent reads "e3", "E-07", "e+2".
func exponent(s string) (int, bool) {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0, false
	}
	s = s[1:]
	neg := s[0] == '-'
	if neg || s[0] == '+' {
		s = s[1:]
	}
	if s == "" {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = min(n*10+int(s[i]-'0'), 1<<40)
	}
	if neg {
		n = -n
	}
	return n, true
}

// scale is the number that was read, times 10^exp. It does not fit when it has
// more than wholeLimit digits before the point.
func (d *digits) scale(exp int, neg bool) (Fixed, bool) {
	if d.count == 0 {
		return Fixed{}, true
	}
	shift := d.scale_ + exp + places
	if d.count+shift > wholeLimit+places {
		return Fixed{}, false
	}
	hi, lo := d.hi, d.lo
	for ; shift > 0; shift-- {
		carry, low := bits.Mul64(lo, 10)
		hi, lo = hi*10+carry, low
	}
	if shift == 0 {
		return signed(hi, lo, neg), true
	}
	if -shift > d.count {
		return Fixed{}, true // less than half a billionth
	}
	hi, lo = shorten(hi, lo, -shift, d.lost)
	return signed(hi, lo, neg), true
}

// shorten takes n > 0 decimal digits off, rounding half to even; lost says that
// there were further digits, not all zero.
func shorten(hi, lo uint64, n int, lost bool) (uint64, uint64) {
	last := uint64(0)
	for ; n > 0; n-- {
		lost = lost || last != 0
		r := hi % 10
		hi /= 10
		lo, last = bits.Div64(r, lo, 10)
	}
	if last > 5 || last == 5 && (lost || lo&1 == 1) {
		var carry uint64
		lo, carry = bits.Add64(lo, 1, 0)
		hi += carry
	}
	return hi, lo
}

// trim is strings.TrimSpace with a quick way out.
func trim(s string) string {
	if s == "" {
		return s
	}
	if a, b := s[0], s[len(s)-1]; a > ' ' && a < 0x80 && b > ' ' && b < 0x80 {
		return s
	}
	return strings.TrimSpace(s)
}
