package exemptions

import (
	"fmt"
	"slices"
	"strings"
)

// find is [Pack.Code] with the disabled ones. A citation that meant one code and
// now means another names none.
func (p *Pack) find(key string) *Code {
	if c := p.byKey(key); c != nil {
		return c
	}
	now, former, _ := p.cited(key)
	switch {
	case now != nil && former != nil:
		return nil
	case now != nil:
		return now
	default:
		return former
	}
}

// byKey finds a code by its stable key alone.
func (p *Pack) byKey(key string) *Code {
	for i := range p.Codes {
		if p.Codes[i].Key == key {
			return &p.Codes[i]
		}
	}
	return nil
}

// cited finds the code that a citation means today, another one that it meant
// before, and the last day on which it did. Nil = none.
func (p *Pack) cited(s string) (now, former *Code, until string) {
	cite := plainCite(s)
	if cite == "" {
		return nil, nil, ""
	}
	for i := range p.Codes {
		c := &p.Codes[i]
		if plainCite(c.Cite) == cite {
			now = c
		}
		for _, f := range c.Former {
			if plainCite(f.Cite) == cite && f.Until > until {
				former, until = c, f.Until
			}
		}
	}
	if now == former {
		former = nil
	}
	return now, former, until
}

// Renumbered says in a sentence that a citation meant another code before a
// legislature moved the numbers, so that nobody knows which one its writer had in
// mind; "" for any other text. The sentence does not repeat s.
func (p *Pack) Renumbered(s string) string {
	if p.byKey(s) != nil {
		return ""
	}
	now, former, until := p.cited(s)
	if now == nil || former == nil {
		return ""
	}
	return fmt.Sprintf("%s was renumbered: until %s it was what is now %s (%s), since then it is %s. Write the key that is meant: %s or %s.",
		now.Cite, until, former.Cite, former.Key, now.Key, former.Key, now.Key)
}

// lawNames are the words by which people name a law before its number.
var lawNames = strings.Fields(`ny nys foil pol public officers law ca cal california cpra gov government code gc
	mo missouri rsmo rev revised statute statutes stat sunshine us usc foia 5usc section sec sections`)

// plainCite drops from a citation what people write in different ways: case,
// spaces, section signs, the name of the law, and full stops but those in a number.
func plainCite(s string) string {
	s = strings.NewReplacer("\u00a7", " ", ",", " ").Replace(strings.ToLower(s))
	var kept strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '.' || i > 0 && i+1 < len(s) && digit(s[i-1]) && digit(s[i+1]) {
			kept.WriteByte(s[i])
		}
	}
	var out strings.Builder
	for _, f := range strings.Fields(kept.String()) {
		if !slices.Contains(lawNames, f) {
			out.WriteString(f)
		}
	}
	plain := out.String()
	for _, title := range []string{"5552", "552"} { // 5 USC 552(b)(6), 552(b)(6) and (b)(6) are one law
		if rest, ok := strings.CutPrefix(plain, title); ok && strings.HasPrefix(rest, "(") {
			return rest
		}
	}
	return plain
}

func digit(b byte) bool { return b >= '0' && b <= '9' }
