package main

import (
	"strings"
	"testing"
)

func TestConvertKeepsPlacesAndFields(t *testing.T) {
	const in = `{"id":"a","text":"José Groß, ﬁve İl","spans":[{"start":0,"end":9}],"group":"x"}` + "\n\n"
	for _, c := range []struct {
		name    string
		mapping func(rune) rune
		want    string
	}{
		{"upper", upper, `{"group":"x","id":"a","spans":[{"start":0,"end":9}],"text":"JOSÉ GROß, ﬁVE İL"}`},
		{"lower", lower, `{"group":"x","id":"a","spans":[{"start":0,"end":9}],"text":"josé groß, ﬁve İl"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			if err := convert(&out, strings.NewReader(in), c.mapping); err != nil {
				t.Fatal(err)
			}
			want := c.want + "\n"
			if got := out.String(); got != want {
				t.Errorf("got %s want %s", got, want)
			}
		})
	}
}

func TestConvertRefusesALineWithoutText(t *testing.T) {
	if err := convert(&strings.Builder{}, strings.NewReader(`{"id":"a"}`), upper); err == nil {
		t.Error("a line without a text was taken")
	}
}
