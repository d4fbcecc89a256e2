package detect

import "testing"

func TestProviderNumbers(t *testing.T) {
	for number, want := range map[string]bool{
		"1234567893": true, "1245319599": true, "1234-567-893": true, "1234567890": false, "1111111112": false, "123456789": false,
	} {
		if got := validNPI(number); got != want {
			t.Errorf("%s: got %v, want %v", number, got, want)
		}
	}
}

func TestSpelledNumbers(t *testing.T) {
	for word, want := range map[string]int{
		"one": 1, "Twelve": 12, "nineteen": 19, "siete": 7, "DIECISÉIS": 16, "twenty": 0, "": 0, "this": 0, "un": 1,
	} {
		if got := spelledNumber(word); got != want {
			t.Errorf("%q: got %d, want %d", word, got, want)
		}
	}
}

func TestMisreadNumbers(t *testing.T) {
	for text, want := range map[string]bool{
		"315-555-O142": true, "3l5 555 0I42": true, "315-555-0142": false, "OOO-555-0142": false, "315-555-O14": false, "315-555-O1425": false, "315555O142": false,
	} {
		if end, got := misread(text, 0); got != want || got && end != len(text) {
			t.Errorf("%q: got %v to %d, want %v", text, got, end, want)
		}
	}
}

func TestInvisibleCharacters(t *testing.T) {
	for _, r := range []string{"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"} {
		if hiddenAt("a"+r, 1) != len(r) || hiddenBefore("a"+r+"b", 1+len(r)) != len(r) {
			t.Errorf("%q is not seen", r)
		}
	}
	for _, s := range []string{"é", "\u2014", "\u00a0", "ñ", "a", "\ufffd", "\xe2\x80", "\xc2"} {
		if hiddenAt(s, 0) != 0 || hiddenBefore(s, len(s)) != 0 {
			t.Errorf("%q is taken for invisible", s)
		}
	}
}
