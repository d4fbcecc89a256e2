package policy

import (
	"strings"
	"time"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// PresetLine is one line of a preset's decision table: a group of columns, in
// the rows that When says, on the two channels.
type PresetLine struct {
	Group, Role  string
	Headers      []string
	When         string // "" = in all other rows
	Web, Request PresetChoice
}

// PresetChoice is what a preset proposes under a pack.
type PresetChoice struct {
	Verb Verb
	To   string // coarsen
	Why  string // a citation, or "policy"; of keep, the law that opens; "" = nothing is needed
}

// String is the choice in words: "withhold: NY POL 87(2)(b)".
func (c PresetChoice) String() string {
	out := string(c.Verb)
	if c.To != "" {
		out += " to " + c.To
	}
	switch {
	case c.Why != "" && c.Verb == Keep:
		out += ": open by " + c.Why
	case c.Why != "":
		out += ": " + c.Why
	}
	return out
}

// Lines is the preset's decision table under a pack on a day, in the order in
// which the rules count.
func (p *Preset) Lines(pk *exemptions.Pack, asOf time.Time) []PresetLine {
	o := BindOptions{Pack: pk, AsOf: asOf}
	var out []PresetLine
	for i := range p.Rows {
		r := &p.Rows[i]
		line := func(d *PresetDo, when string) {
			out = append(out, PresetLine{Group: r.Group, Role: d.Role, Headers: r.Headers, When: when, Web: d.choice(Web, o), Request: d.choice(Request, o)})
		}
		for k := range r.Rules {
			line(&r.Rules[k].PresetDo, whenWords(r.Rules[k].When))
		}
		line(&r.PresetDo, "")
		if r.Needs != "" {
			d := closedDo(r.PresetDo)
			line(&d, "no column of "+r.Needs)
		}
	}
	return out
}

// choice is the proposal on a channel, with what it rests on.
func (d *PresetDo) choice(ch Channel, o BindOptions) PresetChoice {
	v := d.verdict(ch, o)
	c := PresetChoice{Verb: v.do}
	if v.do == Coarsen {
		c.To = d.To
	}
	switch {
	case v.do == Keep && v.open != nil && d.Request == byLaw:
		c.Why = v.open.Cite
	case v.do == Clean && ch != Web && d.lawful() && v.law != nil:
		c.Why = v.law.Cite
	case v.do == Keep, v.do == Clean, v.do == Ask:
	case v.mandatory, ch != Web && v.law != nil:
		c.Why = v.law.Cite
	case d.Says != "" || v.law == nil:
		c.Why = "policy"
	default:
		c.Why = v.law.Cite
	}
	return c
}

// whenWords is a condition in words, without its values where they are many.
func whenWords(conds []PresetCond) string {
	var out []string
	for _, c := range conds {
		is := make([]string, len(c.Is))
		for i, v := range c.Is {
			is[i] = strings.Trim(v, "*")
			if is[i] == "" {
				is[i] = "any text"
			}
		}
		out = append(out, c.Group+" is "+words.AtMost(shownValues, is))
	}
	return strings.Join(out, " and ")
}

// shownValues is how many values of a condition a table repeats.
const shownValues = 3

// SuggestPreset is the preset whose headers fit a file clearly best; "" where
// none does. A header that many presets know says little, one that a single
// preset knows says much.
func SuggestPreset(names []string) string {
	type score struct {
		name string
		sum  float64
		own  int
	}
	var scores []score
	knows := make([]int, len(names))
	var hits [][]bool
	for _, n := range Presets() {
		p, err := LoadPreset(n)
		if err != nil {
			return "" // embedded: cannot fail, and a proposal is a kindness
		}
		hit := make([]bool, len(names))
		for i, h := range names {
			if hit[i] = p.find(h) != nil; hit[i] {
				knows[i]++
			}
		}
		hits, scores = append(hits, hit), append(scores, score{name: n})
	}
	var best, second score
	for k := range scores {
		s := &scores[k]
		for i := range names {
			if hits[k][i] {
				s.sum += 1 / float64(knows[i])
				s.own++
			}
		}
		switch {
		case s.sum > best.sum:
			best, second = *s, best
		case s.sum > second.sum:
			second = *s
		}
	}
	if best.own < 4 || 2*best.own < len(names) || best.sum < 1.3*second.sum {
		return ""
	}
	return best.name
}
