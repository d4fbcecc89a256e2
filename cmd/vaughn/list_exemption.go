package main

import (
	"slices"
	"strings"

	"vaughn/exemptions"
)

// codeFacts is one line about a code: who chooses, where, since when, how well
// its text is known.
func codeFacts(c *exemptions.Code) string {
	facts := []string{choiceWords(c.Choice), strings.Join(c.Channels, ", ")}
	if c.From != "" || c.To != "" {
		facts = append(facts, "in force "+c.Span())
	}
	if c.Expires != "" {
		facts = append(facts, "not for records older than "+strings.TrimSuffix(c.Expires, "y")+" years")
	}
	return strings.Join(append(facts, "checked "+c.CheckedOn+" "+string(c.Grade)), " | ")
}

func choiceWords(c exemptions.Choice) string {
	switch c {
	case exemptions.Discretionary:
		return "agency may use it"
	case exemptions.Balanced:
		return "agency must show that withholding clearly outweighs"
	default:
		return "law leaves no choice"
	}
}

func gradeWords(g exemptions.Grade) string {
	switch g {
	case exemptions.Read:
		return "V, the text was read"
	case exemptions.SecondHand:
		return "P, unchecked: known second-hand or from a former section"
	default:
		return "M, from memory"
	}
}

// codeInFull prints everything that a pack says about a code.
func (a *app) codeInFull(p *exemptions.Pack, c *exemptions.Code) {
	line := a.fact
	line("Code", c.Key)
	line("Pack", p.ID()+", "+p.Title)
	line("Law", c.Cite)
	for _, f := range c.Former {
		line("Formerly", f.Cite+" until "+f.Until)
	}
	if !c.Enabled {
		line("Usable", "no")
	}
	line("It says", c.Paraphrase)
	line("In the log", c.Reason)
	line("In a label", "[name withheld: "+c.Label+"]")
	line("Choice", choiceWords(c.Choice))
	line("Needs", strings.Join(c.Needs(), ", and "))
	line("Channels", strings.Join(c.Channels, ", "))
	line("In force", c.Span())
	if c.Expires != "" {
		line("Expires", "for records older than "+strings.TrimSuffix(c.Expires, "y")+" years")
	}
	line("Covers", strings.Join(slices.Concat(kindsOf(p.MandatoryRows, c.Key, "whatever the policy says"), kindsOf(p.DefaultRows, c.Key, "")), "; "))
	line("Caution", c.Caution)
	line("Source", c.Source)
	line("Checked", c.CheckedOn+", grade "+gradeWords(c.Grade))
	a.para(0, "A default for counsel to adopt, not legal advice.")
}

// noteInFull prints everything that a pack says about a note.
func (a *app) noteInFull(p *exemptions.Pack, n *exemptions.Note) {
	a.fact("Note", n.Key+", no ground for withholding")
	a.fact("Pack", p.ID()+", "+p.Title)
	a.fact("Law", n.Cite)
	a.fact("It says", n.Paraphrase)
	a.fact("Opens", strings.Join(kindsOf(p.OpenRows, n.Key, ""), "; "))
	a.fact("Source", n.Source)
	a.fact("Checked", n.CheckedOn+", grade "+gradeWords(n.Grade))
}
