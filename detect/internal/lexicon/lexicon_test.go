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

func TestOrder(t *testing.T) {
	n := len(words) / width
	if n < 60000 || len(words)%width != 0 {
		t.Fatalf("%d bytes of hashes", len(words))
	}
	for i := 1; i < n; i++ {
		if at(i-1) >= at(i) {
			t.Fatalf("hash %d is not above the one before", i)
		}
	}
}

func BenchmarkWord(b *testing.B) {
	for b.Loop() {
		Word("requested")
	}
}
