package aggregate

import (
	"math/big"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	tests := []struct {
		in   string
		want string // of Fixed; "" = blank, "-" = no number
	}{
		{"", ""}, {"  ", ""}, {"\u00a0", ""},
		{"0", "0"}, {"-0", "0"}, {"12", "12"}, {" 12.50 ", "12.5"}, {"012", "12"},
		{"+3", "3"}, {"-3", "-3"}, {".5", "0.5"}, {"5.", "5"}, {"-.5", "-0.5"},
		{"1,234.50", "1234.5"}, {"1,234,567", "1234567"}, {"12,345", "12345"},
		{"$1,234", "1234"}, {"-$5", "-5"}, {"($5.25)", "-5.25"}, {"(12.5)", "-12.5"}, {"( 12.5 )", "-12.5"}, {"$ 5", "5"}, {"€7", "7"},
		{"1e3", "1000"}, {"1.5E-3", "0.0015"}, {"1e+2", "100"}, {"25e-1", "2.5"},
		{"0.000000001", "0.000000001"}, {"-0.000000001", "-0.000000001"},
		{"0.0000000005", "0"}, {"0.0000000015", "0.000000002"}, {"0.0000000025", "0.000000002"}, {"0.00000000251", "0.000000003"},
		{"0.00000000050000000000000000000000000000000000000000001", "0.000000001"},
		{"0.9999999995", "1"}, {"1e-400", "0"}, {"0e999999999999", "0"},
		{"0.1234567890123456789012345678901234567890123456789", "0.123456789"},
		{"9999999999999999999", "9999999999999999999"}, {"9999999999999999999.999999999", "9999999999999999999.999999999"},
		{"10000000000000000000", "-"}, {"1e19", "-"}, {"1e99999999999999999999", "-"}, {"99999999999999999999999999999999999999999999", "-"},
		{"00000000000000000000000000000000000000000000000000007", "7"}, {"7e0", "7"}, {"0.00000000000000000000000000000000000000000000007e46", "0.7"},
		{"1,5", "-"}, {"1,23", "-"}, {"1234,567", "-"}, {"1,2345", "-"}, {",123", "-"}, {"1,,234", "-"}, {"1,234,", "-"}, {"1,234,56", "-"}, {"1,234.5,6", "-"},
		{"12%", "-"}, {"N/A", "-"}, {"nan", "-"}, {"inf", "-"}, {"-", "-"}, {"+", "-"}, {"$", "-"}, {".", "-"}, {"()", "-"}, {"(", "-"}, {"(5", "-"}, {"(-5)", "-"},
		{"--5", "-"}, {"1 234", "-"}, {"1.2.3", "-"}, {"1e", "-"}, {"e3", "-"}, {"1e+", "-"}, {"1e2.5", "-"}, {"0x10", "-"}, {"1_000", "-"}, {"12 days", "-"},
	}
	for _, tt := range tests {
		f, what := parseNumber(tt.in)
		got := map[reading]string{nothing: "", notNumber: "-", aNumber: f.String()}[what]
		if got != tt.want {
			t.Errorf("parseNumber(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

var plainDecimal = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,4})?$`)

// FuzzParseNumber: a decimal is read as big.Rat reads it, rounded; nothing else
// that big.Rat cannot read without its punctuation is a number.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1,234.50", "($1,234.5)", "-1e-9", "0.0000000005", "9999999999999999999.9999999994", "1e19", "12%", ".", "-.5e1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, what := parseNumber(s)
		if plain := strings.ToLower(strings.TrimSpace(s)); plainDecimal.MatchString(plain) {
			r, ok := new(big.Rat).SetString(plain)
			if !ok {
				t.Skip("big.Rat does not read it, so there is nothing to compare with")
			}
			limit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(wholeLimit), nil))
			if fits := new(big.Rat).Abs(r).Cmp(limit) < 0; fits != (what == aNumber) {
				t.Fatalf("parseNumber(%q): fits %v, reading %d", s, fits, what)
			} else if fits && got.Big().String() != round(r) {
				t.Fatalf("parseNumber(%q) = %s billionths, want %s", s, got.Big(), round(r))
			}
			return
		}
		if what != aNumber {
			return
		}
		if again, what := parseNumber(got.String()); what != aNumber && got != greatest && got != greatest.neg() || what == aNumber && again != got {
			t.Fatalf("parseNumber(%q) is written as %s, which is another number", s, got)
		}
		if !strings.ContainsAny(s, "0123456789") {
			t.Fatalf("parseNumber(%q) is a number without a digit", s)
		}
	})
}

// TestSumsDoNotDependOnOrder adds numbers of which a float would lose the small.
func TestSumsDoNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"9999999999999999999.999999999", "-9999999999999999999.999999999", "0.000000001", "-0.000000001",
			"0.1", "0.2", "1e18", "-1e18", "18446744073.709551615", "18446744073.709551616", "-9223372036.854775808", "3",
		}), 0, 200).Draw(rt, "numbers")
		want, sum := new(big.Int), Fixed{}
		for _, s := range texts {
			f, what := parseNumber(s)
			if what != aNumber {
				rt.Fatalf("%q is no number", s)
			}
			r, _ := new(big.Rat).SetString(s)
			want.Add(want, r.Mul(r, new(big.Rat).SetInt64(unit)).Num())
			sum = sum.Add(f)
		}
		if sum.Big().Cmp(want) != 0 {
			rt.Fatalf("sum is %s billionths, want %s", sum.Big(), want)
		}
		if back := new(big.Rat); len(texts) > 0 {
			n := uint64(len(texts))
			back.SetFrac(want, new(big.Int).SetUint64(n))
			if got := sum.over(n).Big().String(); got != round(back.Quo(back, big.NewRat(unit, 1))) {
				rt.Fatalf("mean is %s billionths", got)
			}
		}
		if p, what := parseNumber(sum.String()); what == aNumber && p != sum {
			rt.Fatalf("%s is read as %s", sum, p)
		}
	})
}

func TestFixedCompares(t *testing.T) {
	list := []Fixed{greatest.neg(), Whole(-1 << 63), Whole(-1), Fixed{-1, 1<<64 - 1}, {}, {0, 1}, Whole(1), {1, 0}, Whole(1<<63 - 1), greatest}
	for i, a := range list {
		for j, b := range list {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if a.Cmp(b) != want {
				t.Errorf("%s compared to %s is %d, want %d", a, b, a.Cmp(b), want)
			}
			ahi, alo := a.ordered()
			bhi, blo := b.ordered()
			e, f := entry{hi: ahi, lo: alo}, entry{hi: bhi, lo: blo}
			if e.less(&f) != (want < 0) {
				t.Errorf("%s before %s as words is %v", a, b, e.less(&f))
			}
			if fromOrdered(ahi, alo) != a {
				t.Errorf("%s is lost as words", a)
			}
		}
	}
}

// TestSipHash checks against the first vectors of the reference implementation
// with 128 bits (key 00 to 0f, inputs of 0 and 1 byte).
func TestSipHash(t *testing.T) {
	h := newSip(0x0706050403020100, 0x0f0e0d0c0b0a0908)
	tests := []struct {
		in     []byte
		hi, lo uint64 // little endian halves
	}{
		{nil, 0xe6a825ba047f81a3, 0x930255c71472f66d},
		{[]byte{0}, 0x44af996bd8c187da, 0x45fc229b11597634},
	}
	for _, tt := range tests {
		if hi, lo := h.sum(tt.in); hi != tt.hi || lo != tt.lo {
			t.Errorf("hash of %x is %x %x, want %x %x", tt.in, hi, lo, tt.hi, tt.lo)
		}
	}
}
