package policy

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// Explain writes, in plain words, what happens to every column, in the order of
// the file, with the line of the policy that says so. It writes column names and
// reasons, and no cell value.
func (b *Bound) Explain(w io.Writer) error {
	var s strings.Builder
	from := b.File
	if from == "" {
		from = "built-in defaults, not adopted"
	}
	fmt.Fprintf(&s, "%s, channel %s, law of %s\n", from, b.Channel, b.Pack.Name)
	switch {
	case b.noRows:
	case b.decide.stop:
		s.WriteString("Possible finds: a person decides.\n")
	default:
		s.WriteString("Possible finds are masked.\n")
	}
	for i := range b.LeaveOut {
		fmt.Fprintf(&s, "Rows in which %s are left out.\n", b.condWords(&b.LeaveOut[i]))
	}
	if b.noRows {
		s.WriteString("No rows are released, only tables.\n")
	} else {
		s.WriteString("\n")
		for i := range b.Columns {
			b.explainColumn(&s, &b.Columns[i])
		}
	}
	b.explainTables(&s)
	for _, line := range b.behind {
		s.WriteString(line + "\n")
	}
	warnings := slices.Concat(b.Warnings, b.Advice)
	for _, n := range warnings {
		s.WriteString("\nWarning: " + n)
	}
	if len(warnings) > 0 {
		s.WriteString("\n")
	}
	_, err := io.WriteString(w, s.String())
	return err
}

func (b *Bound) explainColumn(s *strings.Builder, c *BoundColumn) {
	if len(c.Rules) == 1 {
		fmt.Fprintf(s, "%s: %s\n", c.shown, b.ruleWords(c.Rules[0], c))
		return
	}
	fmt.Fprintf(s, "%s:\n", c.shown)
	for i, r := range c.Rules {
		when := "in all other rows"
		if len(r.When) > 0 {
			conds := make([]string, len(r.When))
			for j := range r.When {
				conds[j] = b.condWords(&r.When[j])
			}
			when = "where " + strings.Join(conds, " and ")
		}
		fmt.Fprintf(s, "  %d. %s: %s\n", i+1, when, b.ruleWords(r, c))
	}
}

// condWords is a condition without its values.
func (b *Bound) condWords(c *BoundCond) string {
	var is []string
	switch n := len(c.Values) + len(c.inside); {
	case n == 1:
		is = append(is, "the value that the policy names")
	case n > 1:
		is = append(is, "one of "+strconv.Itoa(n)+" values")
	}
	if c.Blank {
		is = append(is, "blank")
	}
	if c.list != nil {
		is = append(is, "on the list "+c.list.name)
	}
	return b.Columns[c.Col].shown + " is " + strings.Join(is, " or ")
}

// ruleWords says what a rule does with a column, why, and where that stands.
func (b *Bound) ruleWords(r *BoundRule, c *BoundColumn) string {
	out := string(r.Do)
	if r.To != "" {
		out += " to " + r.To
	}
	var others []string
	for _, g := range r.Group {
		if g != c.Index {
			others = append(others, b.Columns[g].shown)
		}
	}
	if len(others) > 0 && r.Do != DropRow {
		out += ", together with " + words.List(others)
	}
	if held := heldWords(&r.Holds); held != "" {
		out += "; it may hold " + held
	}
	switch {
	case r.Do.wholeCell():
		d := b.Whole(r, c.Index, detect.None)
		out += "; " + groundWords(d) + fromPack(r, d)
		if n := b.decide.at(c.Index).open[b.Kind(c.Index)]; n != nil && d.Action != AskIt {
			out += "; " + n.Cite + " opens it"
		}
	default:
		out += b.findWords(r, c)
	}
	return out + " (" + r.Origin + ")"
}

// heldWords lists the kinds that a rule keeps.
func heldWords(holds *[detect.NumEntities]bool) string {
	var kinds []string
	for e := detect.None + 1; e < detect.NumEntities; e++ {
		if holds[e] {
			kinds = append(kinds, plural(e))
		}
	}
	return words.List(kinds)
}

// findWords says, for the kinds found in the column, what happens to them.
func (b *Bound) findWords(r *BoundRule, c *BoundColumn) string {
	var out strings.Builder
	for e := detect.None + 1; e < detect.NumEntities; e++ {
		if c.Info.Found[e] == 0 || !e.Personal() {
			continue
		}
		dec := b.Decide(r, Finding{Column: c.Index, Entity: e, Likelihood: detect.Likely})
		if n := b.Opened(r, c.Index, e); n != nil && dec.Action == KeepIt {
			fmt.Fprintf(&out, "; %s in %s: %s opens them, they stay", plural(e), cellCount(c.Info.Found[e]), n.Cite)
			continue
		}
		if dec.Action == KeepIt {
			continue
		}
		fmt.Fprintf(&out, "; %s in %s: %s", plural(e), cellCount(c.Info.Found[e]), groundWords(dec)+fromPack(r, dec))
	}
	return out.String()
}

// fromPack says that a law comes from a row of the pack and not from the rule.
func fromPack(r *BoundRule, d Decision) string {
	if d.Ground == nil || d.Ground == r.Why || !statute(d.Ground) {
		return ""
	}
	return " (row of the pack)"
}

// groundWords is a decision in words.
func groundWords(d Decision) string {
	switch d.Action {
	case KeepIt:
		return "stays"
	case AskIt:
		return "no law is named, so a person decides"
	case StopIt:
		return "not allowed here, the release stops"
	case DropRowIt:
		return "the row is left out, " + because(d.Ground)
	default:
		return because(d.Ground)
	}
}

func because(g *exemptions.Ground) string {
	switch {
	case g == nil:
		return "withheld"
	case g.Cite != "":
		return g.Cite + ": " + g.Reason
	default:
		return g.Reason
	}
}
