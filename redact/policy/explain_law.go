package policy

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// background is what stands behind the rules: law, promises, lists. Each line is
// a whole one; roles are those that columns have.
func (b *binder) background(roles []string) []string {
	var out []string
	for _, part := range [][]string{b.mandatoryWords(roles), b.openWords(roles), b.promiseWords(), b.listWords()} {
		if len(part) > 0 {
			out = append(append(out, ""), part...)
		}
	}
	return out
}

// ofRoles calls yield for every kind and role: everybody first, then of each role
// the kinds on which the pack says something else.
func (b *binder) ofRoles(roles []string, yield func(kind string, e detect.Entity, rl *ruling)) {
	all := b.ruling("")
	roles = slices.Compact(slices.Sorted(slices.Values(roles)))
	for _, role := range append([]string{""}, roles...) {
		rl := b.ruling(role)
		for e := detect.None + 1; e < detect.NumEntities; e++ {
			if role != "" && rl.mandatory[e] == all.mandatory[e] && rl.open[e] == all.open[e] {
				continue
			}
			kind := plural(e)
			if role != "" {
				kind += " (" + role + ")"
			}
			yield(kind, e, rl)
		}
	}
}

// grouped collects kinds under the law that speaks of them, in the order in which
// the laws come.
type grouped struct {
	laws  []string
	kinds map[string][]string
}

func (g *grouped) add(law, kind string) {
	if g.kinds == nil {
		g.kinds = map[string][]string{}
	}
	if g.kinds[law] == nil {
		g.laws = append(g.laws, law)
	}
	if !slices.Contains(g.kinds[law], kind) {
		g.kinds[law] = append(g.kinds[law], kind)
	}
}

func (g *grouped) lines(head string) []string {
	if len(g.laws) == 0 {
		return nil
	}
	out := []string{head}
	for _, law := range g.laws {
		out = append(out, "  "+words.List(g.kinds[law])+": "+law)
	}
	return out
}

func (b *binder) mandatoryWords(roles []string) []string {
	var g grouped
	b.ofRoles(roles, func(kind string, e detect.Entity, rl *ruling) {
		if law := rl.mandatory[e]; law != nil {
			g.add(because(law), kind)
		}
	})
	return g.lines("Law that leaves no choice; these are withheld whatever the policy says:")
}

func (b *binder) openWords(roles []string) []string {
	var g grouped
	b.ofRoles(roles, func(kind string, e detect.Entity, rl *ruling) {
		if law := rl.open[e]; law != nil {
			g.add(openedBy(law), kind)
		}
	})
	if b.base.onlyLaw {
		return g.lines("Law that opens; these stay unless a rule names a law that withholds them:")
	}
	return g.lines("Law that opens; on the web a promise or a choice of the agency's own may still withhold these:")
}

func openedBy(n *exemptions.Note) string { return n.Cite + ": " + n.Paraphrase }

func (b *binder) promiseWords() []string {
	var out []string
	for _, r := range b.pol.reasonsByLine() {
		if r.Promise == "" {
			continue
		}
		line := fmt.Sprintf("  %s (%s:%d): %s", named(r.Key, "a promise"), b.pol.File, r.Line, r.Promise)
		if len(r.Never) > 0 {
			line += " Never: " + words.List(r.Never) + "."
		}
		if len(r.Except) > 0 {
			line += " Except what stands on: " + words.List(r.Except) + "."
		}
		out = append(out, line)
	}
	if len(out) == 0 {
		return nil
	}
	head := "Promises:"
	if b.base.onlyLaw {
		head = "Promises; on this channel they withhold nothing:"
	}
	return append([]string{head}, out...)
}

// listWords names each list with its size, its first end and what it is for.
func (b *binder) listWords() []string {
	var out []string
	for _, f := range b.pol.ListFiles() {
		l := b.o.Lists[f.Name]
		if l == nil {
			continue
		}
		what := "value"
		if l.KeyID != "" {
			what = "code"
		}
		line := fmt.Sprintf("  %s (%s:%d): %s", named(f.Name, "a list"), b.pol.File, f.Line, words.Plural(int64(len(l.Items)), what))
		var first time.Time
		for _, it := range l.Items {
			if !it.Until.IsZero() && (first.IsZero() || it.Until.Before(first)) {
				first = it.Until
			}
		}
		if !first.IsZero() {
			line += ", the first until " + first.Format(dateLayout)
		}
		out = append(out, line+"; "+b.listUse(f.Name)+".")
	}
	if len(out) == 0 {
		return nil
	}
	return append([]string{"Lists:"}, out...)
}

func (b *binder) listUse(name string) string {
	switch {
	case slices.Contains(maskLists, name):
		return "always masked; in a column that is kept the row is left out"
	case slices.ContainsFunc(b.base.keep, func(l *lookup) bool { return l.name == name }):
		return "kept where found, unless law leaves no choice"
	case name == requesterList:
		return "kept for the requester, on channel request only"
	default:
		return "for when:"
	}
}

// Explain writes what the policy says by itself, without a file: its rules with
// their lines and reasons, the law behind them, promises, lists and tables. The
// error is an [Errors] where a reason or a list cannot be used.
func (p *Policy) Explain(w io.Writer, o BindOptions) error {
	b, err := p.newBinder(o)
	if err != nil {
		return err
	}
	b.expired()
	b.prepareLists()
	b.prepareGrounds()
	var s strings.Builder
	fmt.Fprintf(&s, "%s, channel %s, law of %s\n\n", p.File, p.Law.Channel, p.Law.Pack)
	for _, c := range p.Input.LeaveOut {
		fmt.Fprintf(&s, "Rows with %s are left out.\n", conditionWords(c))
	}
	for i := range p.Rules {
		b.explainRule(&s, &p.Rules[i])
	}
	b.explainVerbs(&s)
	if err := p.ExplainTables(&s); err != nil {
		return err
	}
	var roles []string
	for _, r := range p.Roles {
		roles = append(roles, r.Role)
	}
	for _, line := range b.background(roles) {
		s.WriteString(line + "\n")
	}
	for _, n := range b.notes {
		s.WriteString("\nWarning: " + n + "\n")
	}
	if err := b.err(); err != nil {
		return err
	}
	_, err = io.WriteString(w, s.String())
	return err
}

// explainRule is one rule as it is written.
func (b *binder) explainRule(s *strings.Builder, r *Rule) {
	fmt.Fprintf(s, "%s:%d: %s: %s", b.pol.File, r.Line, words.List(r.Columns), r.Do)
	if r.To != "" {
		s.WriteString(" to " + r.To)
	}
	if len(r.When) > 0 {
		conds := make([]string, len(r.When))
		for i, c := range r.When {
			conds[i] = conditionWords(c)
		}
		s.WriteString(", in rows with " + words.List(conds))
	}
	if len(r.Holds) > 0 {
		s.WriteString(", although it holds " + words.List(r.Holds))
	}
	if g := b.why(r.Why, r.Line); g != nil {
		fmt.Fprintf(s, ", because of %s (%s)", r.Why, because(g))
	}
	s.WriteString(".\n")
}

// explainVerbs are the columns without conditions, and what is said of the others.
func (b *binder) explainVerbs(s *strings.Builder) {
	p := b.pol
	for _, v := range verbs {
		var names []string
		line := 0
		for _, c := range p.Columns {
			if c.Verb != v.Verb {
				continue
			}
			if names = append(names, c.Name); line == 0 {
				line = c.Line
			}
		}
		if len(names) > 0 {
			fmt.Fprintf(s, "%s:%d: %s: %s (%s).\n", p.File, line, strings.Join(names, ", "), v.Verb, v.Means)
		}
	}
	for _, r := range p.Roles {
		fmt.Fprintf(s, "%s:%d: people in %s stand there as: %s.\n", p.File, r.Line, r.Column, r.Role)
	}
	if p.ReleasesRows() || len(p.Columns)+len(p.Rules) > 0 {
		rest := cmp.Or(p.Input.Unlisted, "stop")
		if p.Input.Preset != "" {
			rest = "what the preset " + p.Input.Preset + " proposes (vaughn list presets " + p.Input.Preset + " --pack " + p.Law.Pack + "), else " + rest
		}
		fmt.Fprintf(s, "A column that is not named here: %s.\n", rest)
	}
	if !p.ReleasesRows() {
		s.WriteString("No rows are released, only tables.\n")
	}
}

// conditionWords is one line of when: in words. Its values are the policy's own
// and are public with it.
func conditionWords(c Cond) string {
	is := slices.Clone(c.Values)
	if c.Blank {
		is = append(is, "nothing")
	}
	if c.List != "" {
		is = append(is, "a value of the list "+c.List)
	}
	return c.Column + " = " + strings.Join(is, " or ")
}
