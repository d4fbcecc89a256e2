package verify

import (
	"bytes"
	stdcsv "encoding/csv"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/redact/aggregate/key"
	"vaughn/redact/tables"
)

// asBig is a number in units of 10^-9.
func asBig(a num) *big.Int {
	out := new(big.Int).Lsh(big.NewInt(a.hi), 64)
	return out.Add(out, new(big.Int).SetUint64(a.lo))
}

func TestNumbersAreExact(t *testing.T) {
	decimal := rapid.StringMatching(`-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,9})?`)
	unit := big.NewInt(numUnit)
	rapid.Check(t, func(t *rapid.T) {
		sum, want := num{}, new(big.Int)
		for _, s := range rapid.SliceOfN(decimal, 1, 8).Draw(t, "numbers") {
			v, places, ok := readNumber(s)
			r, fine := new(big.Rat).SetString(s)
			if !ok || !fine {
				t.Fatalf("%s is not read", s)
			}
			r.Mul(r, new(big.Rat).SetInt(unit))
			if asBig(v).Cmp(r.Num()) != 0 {
				t.Fatalf("%s is read as %d", s, asBig(v))
			}
			if _, fraction, _ := strings.Cut(s, "."); places != len(fraction) {
				t.Fatalf("%s has %d decimals", s, places)
			}
			sum = sum.add(v)
			want.Add(want, r.Num())
		}
		if asBig(sum).Cmp(want) != 0 || asBig(sum.neg()).Cmp(new(big.Int).Neg(want)) != 0 {
			t.Fatalf("the sum is %d, want %d", asBig(sum), want)
		}
		n := rapid.Int64Range(1, 1000).Draw(t, "n")
		scaled := new(big.Int).Mul(big.NewInt(n), unit)
		if got := sum.multiple(uint64(n)); got != (new(big.Int).Rem(want, scaled).Sign() == 0) {
			t.Fatalf("%d is a multiple of %d: %t", want, n, got)
		}
		if want.Sign() >= 0 && sum.under(n) != (want.Cmp(scaled) < 0) {
			t.Fatalf("%d is under %d: %t", want, n, sum.under(n))
		}
		if v, ok := sum.signed(); ok && new(big.Int).Mul(big.NewInt(v), unit).Cmp(want) != 0 {
			t.Fatalf("%d is the count %d", want, v)
		}
	})
}

func TestWhatIsNoNumber(t *testing.T) {
	for _, s := range []string{"", "-", ".", "1.", ".5", "01", "00", "+1", "1e3", " 1", "1 ", "1,000", "١", "--1", "1.0000000001", "123456789012345678901"} {
		if _, _, ok := readNumber(s); ok {
			t.Errorf("%q is read as a number", s)
		}
	}
}

// Codes are found as the writer writes them, whatever they begin with.
func TestCodesAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		one := rapid.OneOf(rapid.StringMatching(`['=+\-@ \t\r\n,"a(]{1,5}`), rapid.String())
		var codes []string
		for _, c := range rapid.SliceOfNDistinct(one, 1, 5, rapid.ID[string]).Draw(rt, "codes") {
			if c != "" && c != key.TotalCode && c == strings.ToValidUTF8(c, "") {
				codes = append(codes, c)
			}
		}
		if len(codes) == 0 {
			return
		}
		s := &testTable{name: "t", dims: []testDim{{"type", key.Category, codes, nil}}, sets: []uint32{0, 1}, leaf: many}
		f := read(t, s.make(rt))
		if len(f.res.probs.kept) > 0 || f.rows != int64(len(codes)+1) {
			rt.Fatalf("%q: %v", codes, f.res.probs.kept)
		}
	})
}

// FuzzTable reads anything as a table. What passes is what the package that
// writes tables reads, where it reads it: the same codes and numbers.
func FuzzTable(f *testing.F) {
	s := wards()
	s.make(f)
	f.Add(s.csv)
	f.Add([]byte("ward,month,requests,requests_hidden\nw1,2026-01,1,no\n"))
	f.Add(bytes.ReplaceAll(s.csv, []byte("\n"), []byte("\r\n")))
	f.Add(bytes.Replace(s.csv, []byte("w3"), []byte(`"w3"`), 1))
	base := read(f, s)
	f.Fuzz(func(t *testing.T, b []byte) {
		got := &tableFile{f: base.f, t: base.t, names: base.names, place: base.place, first: []map[string]int64{{}, {}}, res: &Result{probs: newProblems(),
			Changed: map[string]map[int]int64{}, Kept: map[string]map[int]map[string]int64{}}}
		got.room()
		if err := got.read(t.Context(), csvFormat[0].Witness, bytes.NewReader(b)); err != nil {
			t.Fatal(err)
		}
		got.figures()
		if got.bad || len(got.res.probs.kept) > 0 {
			return
		}
		rows, err := stdcsv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			return // the witness takes more than RFC 4180
		}
		if len(rows) != len(s.table.Rows)+1 {
			t.Fatalf("%d records passed for a table of %d rows", len(rows), len(s.table.Rows))
		}
		if again, err := tables.ReadCSV(bytes.NewReader(b)); err == nil && len(again.Rows) != int(got.rows) {
			t.Fatalf("%d rows are read as %d", len(again.Rows), got.rows)
		}
		got.res.attack(t.Context(), []*tableFile{got})
	})
}

// FuzzAreas reads anything as the areas of a table.
func FuzzAreas(f *testing.F) {
	s := wards()
	s.make(f)
	f.Add(string(s.geo))
	f.Add(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ward":"w1"},"geometry":{"type":"Point","coordinates":[1,2]}}]}`)
	table := read(f, s)
	f.Fuzz(func(t *testing.T, text string) {
		a := newAreas(table, strings.NewReader(text))
		err := a.collection()
		if err == nil && a.said || err != nil && strings.Contains(err.Error(), "w1") {
			t.Fatal("a problem, and none; or a value in an error")
		}
	})
}

func BenchmarkAttack(b *testing.B) {
	for _, bm := range []struct {
		name string
		dims []testDim
	}{
		{"2-way", []testDim{{"ward", key.Place, numbered("w", 142), nil}, {"month", key.Category, numbered("m", 140), nil}}},
		{"3-way", []testDim{{"ward", key.Place, numbered("w", 26), nil}, {"month", key.Category, numbered("m", 28), nil}, {"type", key.Category, numbered("t", 26), nil}}},
	} {
		for _, share := range []int{20, 60} {
			s := &testTable{name: "t", dims: bm.dims, leaf: many}
			for set := range uint32(1) << len(s.dims) {
				s.sets = append(s.sets, set)
			}
			n := 0
			s.hide = func([]string) bool { n = (n*1103515245 + 12345) & 0x7fffffff; return n>>8%100 < share }
			s.leaf = func([]string) int { return 1 }
			s.make(b)
			b.Run(bm.name+"/"+string(rune('0'+share/10))+"0%", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f := read(b, s)
					if err := f.res.attack(b.Context(), []*tableFile{f}); err != nil {
						b.Fatal(err)
					}
					if len(f.res.NotChecked) > 0 {
						b.Fatal(f.res.NotChecked)
					}
				}
			})
		}
	}
}
