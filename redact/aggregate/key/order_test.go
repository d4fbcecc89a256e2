package key

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vaughn/redact/internal/place"
)

func TestNaturalOrder(t *testing.T) {
	want := []string{"-10", "-2.5", "-2", "0", "00", "01", "1", "1.50", "1.5", "2", "10", "10.25", "100000000000000000000", "(all) of it",
		"Ward 2", "ward 2", "Ward 02b", "Ward 10", "Ward 10 North", "Ward A", NotLocatedCode, UnknownCode, TotalCode}
	want = want[:]
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Natural)
	// Texts that differ in zeros alone are ordered by their bytes.
	at := func(code string) int { return slices.Index(got, code) }
	for _, less := range [][2]string{{"-10", "-2.5"}, {"-2.5", "-2"}, {"-2", "0"}, {"0", "1"}, {"1", "1.5"}, {"1.5", "2"}, {"2", "10"},
		{"10", "10.25"}, {"10.25", "100000000000000000000"}, {"100000000000000000000", "Ward 2"}, {"Ward 2", "Ward 10"}, {"ward 2", "Ward 10"},
		{"Ward 10", "Ward 10 North"}, {"Ward 10", "Ward A"}, {"Ward A", NotLocatedCode}, {NotLocatedCode, UnknownCode}, {UnknownCode, TotalCode}} {
		if at(less[0]) >= at(less[1]) {
			t.Errorf("%q is not before %q", less[0], less[1])
		}
	}
}

var someCode = rapid.Custom(func(t *rapid.T) string {
	return rapid.OneOf(rapid.StringMatching(`[-aB0-2. ]{0,6}`), rapid.StringMatching(`(ward|Ward) 0?[0-9]{1,3}[a-c]?`),
		rapid.SampledFrom([]string{TotalCode, UnknownCode, NotLocatedCode, "2026", "2026-Q1", "2026-01", "2026-01-01", "2026-W01", "FY2026", "Mon 00", "Sun 23",
			"1200 block Oak St", "Oak St", "900 block Oak St", "900 block Elm St", "13 block", " block "})).Draw(t, "code")
})

// Every order is total: antisymmetric, transitive, and equal for equal codes only.
func TestOrdersAreTotal(t *testing.T) {
	for _, k := range allKinds(t) {
		rapid.Check(t, func(t *rapid.T) {
			a, b, c := someCode.Draw(t, "a"), someCode.Draw(t, "b"), someCode.Draw(t, "c")
			if k.Compare(a, b) != -k.Compare(b, a) {
				t.Fatalf("%T: %q and %q are ordered both ways", k, a, b)
			}
			if (k.Compare(a, b) == 0) != (a == b) {
				t.Fatalf("%T: %q and %q compare as %d", k, a, b, k.Compare(a, b))
			}
			if k.Compare(a, b) <= 0 && k.Compare(b, c) <= 0 && k.Compare(a, c) > 0 {
				t.Fatalf("%T: %q, %q, %q go round", k, a, b, c)
			}
			if rank(a) > rank(b) && k.Compare(a, b) <= 0 {
				t.Fatalf("%T: %q stands before %q", k, a, b)
			}
		})
	}
}

// allKinds is one key of each kind.
func allKinds(t testing.TB) []Key {
	list := must(place.NewZIP3List(""))(t)
	return []Key{
		must(Areas("map", []byte(twoSquares), "WARD", ""))(t), ZIP(list), ZIP3(list), HundredBlock(true), Street(),
		must(Crosswalk("list", []byte("parcel,tract\n1,a\n")))(t), must(Geohash(5, false))(t), must(Column("", nil))(t),
		must(Dates(DateOptions{Each: Day, PartOf: []Period{Month, Year}, Zone: "America/New_York"}))(t),
	}
}

// No key panics, grows dst without a code, or gives a reserved code.
func FuzzCells(f *testing.F) {
	keys := allKinds(f)
	for _, s := range []string{"", "(all)", "1234 Oak St", "90210", "2026-05-14", "POINT (1 2)", "Elm & Oak", "\xff", "(1, 2)"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, k := range keys {
			one(t, k)
			one(t, k, a, b)
			code := one(t, k, a)
			if parent := k.Parent(code); parent != "" && (parent == code || reserved(parent)) {
				t.Fatalf("%T: %q is part of %q", k, code, parent)
			}
			if k.Compare(code, code) != 0 || code != TotalCode && k.Compare(code, TotalCode) >= 0 {
				t.Fatalf("%T: %q is out of order", k, code)
			}
		}
	})
}

func BenchmarkCode(b *testing.B) {
	list := must(place.NewZIP3List(""))(b)
	groups := []byte("type,group\nPothole,Roads\nStreet light,Roads\n")
	for _, c := range []struct {
		name  string
		key   Key
		cells []string
	}{
		{"zip", ZIP(nil), []string{"13204-1234"}},
		{"zip3", ZIP3(list), []string{"13204"}},
		{"hundred-block", HundredBlock(false), []string{"1432 NORTH BEAR STREET APT 3"}},
		{"street", Street(), []string{"1432 North Bear St"}},
		{"corner", HundredBlock(false), []string{"Bear St & N Salina St"}},
		{"crosswalk", must(Crosswalk("list", []byte("parcel,tract\n012-34-5,36067000100\n")))(b), []string{"012-34-5"}},
		{"geohash5", must(Geohash(5, false))(b), []string{"43.0481221", "-76.1474244"}},
		{"column", must(Column("list", groups))(b), []string{"Street light"}},
	} {
		benchmarkKey(b, c.name, c.key, c.cells)
	}
}

func benchmarkKey(b *testing.B, name string, k Key, cells []string) {
	b.Run(name, func(b *testing.B) {
		if one(b, k, cells...) == UnknownCode {
			b.Fatal("the cells say nothing")
		}
		dst := make([]byte, 0, 64)
		b.ReportAllocs()
		for b.Loop() {
			dst, _ = k.Code(dst[:0], cells)
		}
	})
}
