package policy

import (
	"math"
	"strconv"
	"strings"
	"time"

	yaml "go.yaml.in/yaml/v4"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// rule checks what one rule says by itself.
func (p *parser) rule(r *Rule) {
	line := r.Line
	switch {
	case r.Do == "":
		p.add(Invalid, line, "The rule does not say what to do. Add do: %s.", strings.Join(verbNames(allVerbs()), " | "))
	case len(r.Columns) == 0 && r.Do == DropRow:
		for _, c := range r.When { // the row is what the rule is about
			r.Columns = append(r.Columns, c.Column)
		}
	case len(r.Columns) == 0:
		p.add(Invalid, line, "The rule names no column. Add columns: [NAME].")
	}
	switch {
	case r.Do == Coarsen && r.To == "":
		p.add(Invalid, line, "coarsen does not say how far. Add to: %s or \"3 decimals\".", strings.Join(coarsenings, " | "))
	case r.Do == Coarsen && !knownCoarsening(r.To):
		p.add(Invalid, line, "to: does not know %s.%s Use one of: %s, 0 decimals … 4 decimals.", named(r.To, "this text"), words.DidYouMean(r.To, append(coarsenings[:len(coarsenings):len(coarsenings)], "3 decimals")), strings.Join(coarsenings, ", "))
	case r.Do != Coarsen && r.To != "":
		p.add(Invalid, line, "to: belongs to coarsen; %s does not use it. Remove to:, or write do: coarsen.", r.Do)
	}
	switch {
	case len(r.Holds) > 0 && r.Do.wholeCell():
		p.add(Invalid, line, "holds: belongs to keep and clean; %s does not use it. Remove holds:.", r.Do)
	case r.Do == Drop && len(r.When) > 0:
		p.add(Invalid, line, "drop leaves out the whole column, so it cannot depend on the row. Use withhold, or drop-row.")
	case r.Do == DropRow && len(r.When) == 0:
		p.add(Invalid, line, "drop-row without when: would leave out every row. Add when: {COLUMN: VALUE}.")
	}
	for i, c := range r.Columns {
		for _, d := range r.Columns[:i] {
			if c == d {
				p.add(Invalid, line, "%s stands twice in this rule. Remove one.", named(c, "A column"))
			}
		}
	}
}

// reason checks that a reason is exactly one of the four.
func (p *parser) reason(r *Reason, where string) {
	n := 0
	for _, t := range []string{r.Promise, r.Policy, r.Finding, r.Consent} {
		if t != "" {
			n++
		}
	}
	switch {
	case n != 1:
		p.add(Invalid, r.Line, "%s needs exactly one of promise, policy, finding and consent.", where)
	case len(r.Never) > 0 && r.Promise == "":
		p.add(Invalid, r.Line, "%s: never belongs to a promise.", where)
	case len(r.Except) > 0 && len(r.Never) == 0:
		p.add(Invalid, r.Line, "%s: except belongs to never.", where)
	case r.Tables && r.Promise == "":
		p.add(Invalid, r.Line, "%s: only belongs to a promise.", where)
	case r.NotCollected && len(r.Never) == 0:
		p.add(Invalid, r.Line, "%s: collected belongs to never.", where)
	case r.For != "" && r.Finding == "":
		p.add(Invalid, r.Line, "%s: for belongs to a finding; it names the law that the finding is made under.", where)
	case r.Finding != "" && r.For == "":
		p.add(Invalid, r.Line, "%s: a finding is made under a law. Add for: CODE (vaughn list exemptions).", where)
	}
	p.checkNever(r, where)
}

func (p *parser) patterns(n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		p.add(Invalid, n.Line, "patterns needs a list; each item begins with a dash: - {entity: ACCOUNT_NUMBER, expr: '…'}.")
		return
	}
	for _, item := range n.Content {
		pat := Pattern{Line: item.Line}
		p.fields(item, "the pattern", []field{
			{"entity", func(v *yaml.Node) {
				var names []string
				for _, e := range detect.Entities() {
					names = append(names, e.String())
				}
				pat.Entity, _ = detect.ParseEntity(p.one(v, "entity", names))
			}},
			{"expr", func(v *yaml.Node) { pat.Expr = p.text(v, "expr") }},
			{"label", func(v *yaml.Node) { pat.Label = p.texts(v, "label") }}})
		if pat.Expr == "" || pat.Entity == detect.None {
			p.add(Invalid, item.Line, "A pattern needs entity: and expr:. Entities: vaughn list entities.")
		}
		p.pol.Patterns = append(p.pol.Patterns, pat)
	}
}

// check looks at the whole policy once it is read.
func (p *parser) check() {
	if p.full() {
		return
	}
	p.checkLaw()
	p.checkLists()
	p.checkOrder()
	p.checkHolds()
	for i := range p.pol.Rules {
		if r := &p.pol.Rules[i]; r.Do.changes() {
			p.checkChannel(r.Why, r.Line)
		}
	}
	p.checkTables()
	p.checkTablesOnly()
	if len(p.pol.Columns) == 0 && len(p.pol.Rules) == 0 && p.pol.ReleasesRows() && len(p.errs) == 0 {
		p.add(Invalid, 0, "The policy names no column. Add columns: {keep: […], clean: […], withhold: […], drop: […]}.")
	}
}

func (p *parser) checkLaw() {
	l, at := p.pol.Law, p.pol.lines
	switch {
	case l.Pack == choose:
		p.add(Invalid, at["law.pack"], "law.pack still says CHOOSE. Put the name of your pack (vaughn list exemptions).")
	case l.Pack == "" && at["law.pack"] == 0:
		p.add(Invalid, at["law"], "law.pack is missing. Add law: {pack: NAME, channel: web} (vaughn list exemptions).")
	}
	switch {
	case l.Channel == choose:
		p.add(Invalid, at["law.channel"], "law.channel still says CHOOSE. Put web (everybody may read it) or request (one person asked).")
	case l.Channel == "" && at["law.channel"] == 0:
		p.add(Invalid, at["law"], "law.channel is missing. Add channel: web or channel: request.")
	}
	if l.Date != "" && l.Until != "" && l.Until < l.Date {
		p.add(Invalid, at["law.until"], "law.until is before law.date.")
	}
}

// checkLists holds every "list NAME" and except: against lists:.
func (p *parser) checkLists() {
	var names []string
	for _, l := range p.pol.listed {
		names = append(names, l.name)
	}
	known := func(name string, line int, where string) {
		if _, ok := p.pol.Lists[name]; ok {
			return
		}
		p.add(Invalid, line, "%s names the list %s, which does not stand under lists:.%s Add it there: lists: {NAME: FILE.csv}.", where, named(name, "of this line"), words.DidYouMean(name, names))
	}
	conds := append([]Cond(nil), p.pol.Input.LeaveOut...)
	for _, r := range p.pol.Rules {
		conds = append(conds, r.When...)
	}
	for _, c := range conds {
		if c.List != "" {
			known(c.List, c.Line, "when")
		}
	}
	for _, r := range p.pol.reasonsByLine() {
		for _, l := range r.Except {
			known(l, r.Line, "except")
		}
	}
}

// checkOrder refuses a column that is named twice and a rule that no row can
// reach: both are places where the author believes something that is not so.
func (p *parser) checkOrder() {
	at := map[string]int{} // column → line where it is decided for every row
	for _, r := range p.pol.Rules {
		reached := len(r.Columns) == 0
		by := 0
		for _, c := range r.Columns {
			if l, done := at[c]; done {
				by = l
				continue
			}
			reached = true
			if len(r.When) == 0 {
				at[c] = r.Line
			}
		}
		if !reached {
			p.add(Invalid, r.Line, "The rule is never reached: line %d already decides these columns for every row. Put this rule first, or remove it.", by)
		}
	}
	conditional := map[string]Rule{}
	for _, r := range p.pol.Rules {
		for _, c := range r.Columns {
			if _, ok := conditional[c]; !ok && len(r.When) > 0 && r.Do != DropRow {
				conditional[c] = r
			}
		}
	}
	for _, c := range p.pol.Columns {
		if l, twice := at[c.Name]; twice {
			p.add(Invalid, c.Line, "%s is named twice: line %d already decides it for every row. Remove one.", named(c.Name, "A column"), l)
			continue
		}
		at[c.Name] = c.Line
		if r, ok := conditional[c.Name]; ok && c.Verb == Drop {
			p.add(Invalid, c.Line, "%s is left out as a column, but the rule on line %d uses it for some rows. Use withhold here, or remove the rule.", named(c.Name, "A column"), r.Line)
		}
	}
}

// checkHolds refuses a rule that keeps what a promise says is never shown. The
// kinds are compared, not the words: place and address overlap.
func (p *parser) checkHolds() {
	if onlyLaw(Channel(p.pol.Law.Channel)) {
		return // no promise binds there
	}
	for _, reason := range p.pol.reasonsByLine() {
		for _, never := range reason.Never {
			kinds, _ := entitiesOf(never)
			for _, r := range p.pol.Rules {
				if p.full() {
					return
				}
				for _, w := range r.Holds {
					if of, _ := entitiesOf(w); overlap(of, kinds) {
						p.add(Invalid, r.Line, "holds: %s breaks the promise %s. Remove the word, or use withhold or drop.", w, named(reason.Key, "of the policy"))
					}
				}
			}
		}
	}
}

func overlap(a, b []detect.Entity) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// checkChannel refuses, on a channel where only law withholds, a reason that
// is not law.
func (p *parser) checkChannel(why string, line int) {
	reason, own := p.pol.Reasons[why]
	if !own || !onlyLaw(Channel(p.pol.Law.Channel)) {
		return
	}
	kind := ""
	switch {
	case reason.Promise != "":
		kind = "promise"
	case reason.Policy != "":
		kind = "policy"
	case reason.Consent != "":
		kind = "consent"
	default: // a finding is made under a law
		return
	}
	p.add(Invalid, line, "%s is a %s. On channel %q only a law can withhold. Use a code (vaughn list exemptions %s) or ask.",
		named(why, "The reason"), kind, p.pol.Law.Channel, p.pol.Law.Pack)
}

// onlyLaw reports whether the channel lets nothing but law withhold. Whatever
// is not the web does: a record that somebody asked for, or may look at.
func onlyLaw(c Channel) bool { return c != Web }

// reasonsByLine is the reasons in file order.
func (p *Policy) reasonsByLine() []Reason {
	out := make([]Reason, 0, len(p.Reasons))
	for _, r := range p.Reasons {
		out = append(out, r)
	}
	sortBy(out, func(a, b Reason) bool { return a.Line < b.Line || a.Line == b.Line && a.Key < b.Key })
	return out
}

// parseAge reads 36h or 5d.
func parseAge(s string) (time.Duration, bool) {
	if len(s) < 2 {
		return 0, false
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	if err != nil || n <= 0 {
		return 0, false
	}
	unit := time.Hour
	switch s[len(s)-1] {
	case 'h':
	case 'd':
		unit = 24 * time.Hour
	default:
		return 0, false
	}
	if int64(n) > math.MaxInt64/int64(unit) {
		return 0, false
	}
	return time.Duration(n) * unit, true
}

// parseHeaderRow reads none (-1) or a row number from 1.
func parseHeaderRow(s string) (int64, bool) {
	if s == "none" {
		return -1, true
	}
	n, err := strconv.ParseInt(s, 10, 32)
	return n, err == nil && n >= 1
}
