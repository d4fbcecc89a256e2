package verify

import (
	"slices"
	"strings"

	"vaughn/detect"
)

// shownBeside reports whether a find in a text of output column o is what another
// cell of the released record shows, in a column of which the manifest says that it
// keeps values of that kind: a name with the same words, an address of which the
// cell has nothing in front. A text that repeats it gives nothing away; a cell that
// is nothing else says who somebody is.
func (w *worker) shownBeside(o int, m detect.Match, value string) bool {
	switch m.Entity {
	case detect.Person, detect.StreetAddress, detect.Intersection:
	default:
		return false
	}
	a := shortWords(value)
	if len(a) < 2 || strings.TrimSpace(w.plain[o]) == value {
		return false
	}
	for k := range w.lay.outs {
		if k == o || k >= len(w.plain) || w.lay.outs[k].role != roleOwn || !w.lay.outs[k].holds[m.Entity] {
			continue
		}
		b := shortWords(w.plain[k])
		switch {
		case len(b) < len(a):
		case m.Entity != detect.Person:
			if slices.Equal(a, b[:len(a)]) {
				return true
			}
		default:
			slices.Sort(a)
			slices.Sort(b)
			if slices.Equal(a, b) {
				return true
			}
		}
	}
	return false
}

// shortWords are the words of a short text in lower case; none of a longer one.
func shortWords(s string) []string {
	if len(s) > 160 {
		return nil
	}
	norm, _ := appendWords(nil, s)
	return strings.Fields(string(norm))
}
