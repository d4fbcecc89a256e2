package detect

import (
	"fmt"
	"strings"
	"sync/atomic"

	"vaughn/detect/internal/lookre"
)

// userPattern is a pattern of the policy, ready to run.
type userPattern struct {
	re     *lookre.Regexp
	entity Entity
	labels []string      // lower case, accents folded, single spaces
	slow   *atomic.Int32 // texts in which it ran out of time
}

func newUserPattern(re *lookre.Regexp, p Pattern) userPattern {
	u := userPattern{re: re, entity: p.Entity, slow: new(atomic.Int32)}
	for _, l := range p.Labels {
		if w := HeaderWords(l); len(w) > 0 {
			u.labels = append(u.labels, strings.Join(w, " "))
		}
	}
	return u
}

// maxSlow is in how many texts a pattern may run out of time before the scan gives
// up: together that is a few seconds, whatever the pattern.
const maxSlow = 20

// patterns runs the policy's patterns over the whole text. Their matches are
// Likely: a person wrote the pattern for this file. A text in which a pattern runs
// out of time was not examined for what it looks for, so all of it is a match.
func (s *Scanner) patterns() {
	for i := range s.e.patterns {
		p := &s.e.patterns[i]
		id, n := uint16(len(s.e.rows)+i), len(s.dst)
		err := p.re.FindAll(s.text.S, func(start, end int) {
			if p.allowed(s.text, start) {
				s.dst = append(s.dst, Match{Span{start, end}, p.entity, Likely, id, reasonPattern})
			}
		})
		if err == nil {
			continue
		}
		if p.slow.Add(1) > maxSlow {
			s.err = fmt.Errorf("pattern %d of the policy took too long in more than %d texts — simplify its nested repetitions — vaughn test runs it on examples", i+1, maxSlow)
			return
		}
		if at := trimSpan(s.text.S); at.Len() > 0 && p.entity.Personal() {
			s.dst = append(s.dst[:n], Match{at, p.entity, Likely, id, reasonSlow})
		}
	}
}

// allowed reports whether one of the pattern's labels stands close enough.
func (p *userPattern) allowed(t *Text, start int) bool {
	if len(p.labels) == 0 {
		return true
	}
	before := t.S[max(0, start-contextReach):start]
	if start < contextReach {
		before = t.Before[max(0, len(t.Before)-contextReach+start):] + " " + before
	}
	places := [3]string{before, t.Label}
	if t.Column != nil {
		places[2] = t.Column.Name
	}
	for _, place := range places {
		words := " " + strings.Join(HeaderWords(place), " ") + " "
		for _, l := range p.labels {
			if strings.Contains(words, " "+l+" ") {
				return true
			}
		}
	}
	return false
}
