package lexicon

import "testing"

func TestWord(t *testing.T) {
	for _, w := range []string{"broken", "taken", "Guide", "REQUESTED", "account", "sunflower"} {
		if !Word(w) {
			t.Errorf("%q is an ordinary word", w)
		}
	}
	for _, w := range []string{"", "hkowalski", "jdoe", "xq", "lopez", "alopez7", string(make([]byte, 40))} {
		if Word(w) {
			t.Errorf("%q is no ordinary word", w)
		}
	}
}

// TestOf holds a word of each kind, and the spellings that do not count.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		word           string
		surname, given int // bit lengths
		step           int
		proper, place  bool
	}{
		{"smith", 22, 13, 2, false, false},
		{"García", 21, 11, 0, false, true},
		{"MARIA", 13, 21, 3, false, false},
		{"O'Brien", 17, 9, 0, false, false},
		{"O'Brien", 17, 9, 0, false, false},
		{"the", 9, 12, 1, false, false},
		{"Los Angeles", 0, 0, 0, false, true},
		{"Spanish", 9, 0, 0, true, false},
		{"qzxv", 0, 0, 0, false, false},
		{"", 0, 0, 0, false, false},
		{"東京", 0, 0, 0, false, false},
	} {
		i := Of(c.word)
		if i.Surname() != c.surname || i.Given() != c.given || i.Step() != c.step || i.Proper() != c.proper || i.Place() != c.place {
			t.Errorf("%q: surname %d, given %d, step %d, proper %t, place %t", c.word, i.Surname(), i.Given(), i.Step(), i.Proper(), i.Place())
		}
	}
}

// TestTable holds the order that the look-up relies on.
func TestTable(t *testing.T) {
	n := begin(1 << 16)
	if n < 300000 || len(table) != index+4*n {
		t.Fatalf("%d entries in %d bytes", n, len(table))
	}
	for top := range uint32(1 << 16) {
		low, high := begin(top), begin(top+1)
		if low > high {
			t.Fatalf("entries of %d end before they begin", top)
		}
		for k := low + 1; k < high; k++ {
			i := index + 4*k
			if table[i-4:i-2] >= table[i:i+2] {
				t.Fatalf("entry %d is not above the one before", k)
			}
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("García-Ñu’ñez\xcc\x81")
	f.Add("\xe2\x80")
	f.Fuzz(func(_ *testing.T, w string) { Of(w) })
}

func BenchmarkOf(b *testing.B) {
	for b.Loop() {
		Of("requested")
	}
}
