package logform

import (
	"strings"

	"vaughn/exemptions"
)

// Meaning says what one code of a log stands for.
type Meaning struct {
	Code   string // as labels and entries print it: "NY POL 87(2)(b)", "City promise"
	Says   string // what it says, whole, in the pack's words or the policy's own
	Choice string // did the law leave a choice?
	Basis  string // as the public log prints it
	Source string // where the text of a law was read, when, how well; "" for the agency's own reasons
}

// Legend lists what the codes of a summary mean, the strongest first, once each.
// A law that the pack does not have (another version of it was used) is told by
// the reason that the log itself gives.
func Legend(pack *exemptions.Pack, sum []exemptions.Summary) []Meaning {
	var out []Meaning
	seen := map[Meaning]bool{}
	for i := range sum {
		g := &sum[i].Ground
		m := Meaning{Code: authority(g), Says: strings.TrimPrefix(g.Reason, g.Label+": "), Choice: choice(g), Basis: g.Words}
		if c := codeOf(pack, g); c != nil {
			m.Says, m.Source = c.Paraphrase, c.Source+"; checked on "+c.CheckedOn
			if c.Grade != exemptions.Read {
				m.Source += "; known second-hand only"
			}
		} else if g.Cite != "" {
			m.Source = "not in this program's pack"
		}
		if !seen[m] {
			seen[m] = true
			out = append(out, m)
		}
	}
	return out
}

// codeOf is the code of the pack that a ground cites, by the citation that was
// printed: a key alone may mean another text in another version.
func codeOf(pack *exemptions.Pack, g *exemptions.Ground) *exemptions.Code {
	if pack == nil || g.Cite == "" {
		return nil
	}
	for i := range pack.Codes {
		if c := &pack.Codes[i]; c.Cite == g.Cite {
			return c
		}
	}
	return nil
}
