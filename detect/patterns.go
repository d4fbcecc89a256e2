package detect

import (
	"strings"

	"vaughn/detect/internal/lookre"
)

// userPattern is a pattern of the policy, ready to run.
type userPattern struct {
	re     *lookre.Regexp
	entity Entity
	labels []string // lower case, accents folded, single spaces
}

func newUserPattern(re *lookre.Regexp, p Pattern) userPattern {
	u := userPattern{re: re, entity: p.Entity}
	for _, l := range p.Labels {
		if w := headerWords(l); len(w) > 0 {
			u.labels = append(u.labels, strings.Join(w, " "))
		}
	}
	return u
}

// patterns runs the policy's patterns over the whole text. Their matches are
// Likely: a person wrote the pattern for this file.
func (s *Scanner) patterns() {
	for i := range s.e.patterns {
		p := &s.e.patterns[i]
		id := uint16(len(s.e.rows) + i)
		err := p.re.FindAll(s.text.S, func(start, end int) {
			if p.allowed(s.text, start) {
				s.dst = append(s.dst, Match{Span{start, end}, p.entity, Likely, id, reasonPattern})
			}
		})
		if err != nil {
			s.err = err
			return
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
		words := " " + strings.Join(headerWords(place), " ") + " "
		for _, l := range p.labels {
			if strings.Contains(words, " "+l+" ") {
				return true
			}
		}
	}
	return false
}
