package verify

import (
	"strings"

	"vaughn/exemptions"
)

// span is a half-open range of bytes of an input cell.
type span struct{ start, end int }

// gap is a withheld piece: where it stood in the input and the label that
// stands there now.
type gap struct {
	span
	label string
}

// aligner finds out which pieces of an input cell the labels of the released
// cell stand for. Its slices are reused.
type aligner struct {
	labels []span // of the released cell
	gaps   []gap
	steps  int
}

// alignSteps bounds the search; it only branches where the source itself holds
// labels, so a real cell takes as many steps as it has labels.
const alignSteps = 4096

// read finds the labels of out and returns how many there are.
func (a *aligner) read(out string) int {
	a.labels = a.labels[:0]
	for at := 0; ; {
		start, end, ok := exemptions.NextLabel(out, at)
		if !ok {
			return len(a.labels)
		}
		a.labels = append(a.labels, span{start, end})
		at = end
	}
}

// fit reports whether out, whose labels read has found, is in with pieces of at
// least one byte replaced by labels and nothing else changed: every text between
// labels stands in the input, in order, the first at its beginning, the last at
// its end. On true a.gaps holds the pieces; labels that stand in the input at the
// same place are not among them.
func (a *aligner) fit(out, in string) bool {
	a.gaps, a.steps = a.gaps[:0], 0
	first := len(out)
	if len(a.labels) > 0 {
		first = a.labels[0].start
	}
	if !strings.HasPrefix(in, out[:first]) {
		return false
	}
	if len(a.labels) == 0 {
		return len(in) == len(out)
	}
	return a.from(0, first, out, in)
}

// from aligns label i, which stands where in[pos:] begins, and what follows it.
func (a *aligner) from(i, pos int, out, in string) bool {
	if a.steps++; a.steps > alignSteps {
		return false
	}
	l := a.labels[i]
	label := out[l.start:l.end]
	last := i+1 == len(a.labels)
	next := len(out)
	if !last {
		next = a.labels[i+1].start
	}
	lit := out[l.end:next]
	mark := len(a.gaps)
	if strings.HasPrefix(in[pos:], label) && strings.HasPrefix(in[pos+len(label):], lit) {
		p := pos + len(label) + len(lit)
		if last && p == len(in) || !last && a.from(i+1, p, out, in) {
			return true
		}
		a.gaps = a.gaps[:mark]
	}
	if last {
		p := len(in) - len(lit)
		if p <= pos || in[p:] != lit {
			return false
		}
		a.gaps = append(a.gaps, gap{span{pos, p}, label})
		return true
	}
	for p := pos + 1; p+len(lit) <= len(in); p++ {
		k := strings.Index(in[p:], lit)
		if k < 0 {
			return false
		}
		p += k
		a.gaps = append(a.gaps[:mark], gap{span{pos, p}, label})
		if a.from(i+1, p+len(lit), out, in) {
			return true
		}
		if a.steps > alignSteps {
			return false
		}
	}
	return false
}
