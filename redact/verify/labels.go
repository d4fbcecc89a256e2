package verify

import (
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
)

// A label is recognised by its shape alone ([exemptions.NextLabel]), without the
// log, so that a label that no entry knows is found too.

// isLabel reports whether s is one label and nothing else.
func isLabel(s string) bool {
	start, end, ok := exemptions.NextLabel(s, 0)
	return ok && start == 0 && end == len(s)
}

// kindWord is the word before "withheld" of a label: "phone".
func kindWord(label string) string {
	word, _, ok := strings.Cut(label, " withheld: ")
	if !ok || word == "" {
		return ""
	}
	return word[1:]
}

// kindOf is the kind that a label's word speaks of, [detect.None] where it tells
// none. Of kinds with one word (two sorts of account) it is the first.
func kindOf(word string) detect.Entity {
	for e := detect.None + 1; e < detect.NumEntities; e++ {
		if e.Short() == word && !e.Reveals() {
			return e
		}
	}
	return detect.None
}

// blankLabels overwrites the labels in b, which holds s, with asterisks of the
// same length: what a label says ("phone withheld") must not become context for
// the numbers beside it, and offsets stay. It returns how many there were.
func blankLabels(b []byte, s string) (n int) {
	for at := 0; ; n++ {
		start, end, ok := exemptions.NextLabel(s, at)
		if !ok {
			return n
		}
		for i := start; i < end; i++ {
			b[i] = '*'
		}
		at = end
	}
}
