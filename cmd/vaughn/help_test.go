package main

import (
	"bytes"
	"strings"
	"testing"
)

// Help is read in a console of 80 columns; what is to be copied stays on one line.
func TestHelpFitsEightyColumns(t *testing.T) {
	for _, c := range (&app{}).root().Commands() {
		var b bytes.Buffer
		c.SetOut(&b)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\n") {
			if len(line) > listWidth && !strings.HasPrefix(line, "  vaughn ") && c.Name() != "completion" {
				t.Errorf("%s: %d characters: %s", c.Name(), len(line), line)
			}
		}
	}
}

func TestNarrowed(t *testing.T) {
	word := strings.Repeat("x", 45)
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"one\ntwo", "one two"},
		{word + " " + word, word + "\n" + word},
		{"one\n\ntwo\n   0  a table that stays " + word + word, "one\n\ntwo\n   0  a table that stays " + word + word},
	} {
		if got := narrowed(tt.text); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
