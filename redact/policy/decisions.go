package policy

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// Decisions is what people decided: the book of redact/review. It is asked only
// where a rule would wait for a person, or stop. It must be safe for concurrent
// use and answer the same question in the same way for the whole of a run.
type Decisions interface {
	// Reasons are the codes and reasons that decisions name, each once, sorted.
	Reasons() []string
	// Column is what was decided about a column as a whole.
	Column(file, column string) (Answer, bool)
	// Find is what was decided about a find, or about a cell as a whole.
	Find(q *Question) (Answer, bool)
}

// Question is what waits for a person. Value is looked up and never kept.
type Question struct {
	File     string // base name of the input
	Column   string // name as it may be shown; of columns handled together, all of them
	Entity   detect.Entity
	Value    string
	Possible bool // the find is possible, not likely
	Bound    bool // law leaves no choice if it is one: only a look at the value settles it
}

// Answer is a person's decision.
type Answer struct {
	Do  Verb   // keep, clean, withhold or drop
	Why string // code of the pack or one of the policy's reasons; "" = the rule's own
	By  string // "J. Roe"
	On  string // YYYY-MM-DD
}

// answers are the decisions as one table uses them.
type answers struct {
	book    Decisions
	file    string
	grounds map[string]*exemptions.Ground // by Why; nil = cannot be used now

	mu    sync.Mutex
	rules map[answerKey]*BoundRule // one for each decision, because rules are compared by address
}

type answerKey struct {
	base *BoundRule
	Answer
	col   int // -1 = the rule's own columns
	whole bool
}

// prepareAnswers resolves the reasons that decisions name. One that cannot be
// used any more is told, and its places wait again.
func (b *binder) prepareAnswers() map[string]*exemptions.Ground {
	if b.o.Decisions == nil {
		return nil
	}
	out := map[string]*exemptions.Ground{}
	for _, why := range b.o.Decisions.Reasons() {
		g := b.answerGround(why)
		out[why] = g
		if g == nil {
			b.notes = append(b.notes, fmt.Sprintf("Decisions that rest on %s are not used: it is no reason that can be used on this channel and day.", named(why, "an unknown reason")))
		}
	}
	return out
}

// answerGround is the ground of a decision, nil where it cannot be used now.
func (b *binder) answerGround(why string) *exemptions.Ground {
	if r, own := b.pol.Reasons[why]; own {
		if b.base.onlyLaw && !r.law() {
			return nil
		}
		return b.why(why, r.Line)
	}
	for _, w := range b.pol.Whys(b.o) {
		if w.Key == why {
			if c, ok := b.o.Pack.Code(why); ok {
				b.used = append(b.used, c.Key)
				return b.ours(c.Ground())
			}
		}
	}
	return nil
}

// Why is a reason that a person may give for withholding.
type Why struct {
	Key  string // of the pack, or the name of one of the policy's reasons
	Text string // "NY POL 87(2)(b) (ny.privacy)"
	Law  bool   // a law or a finding under one
}

// Whys are the reasons that may be used on the policy's channel and day, the
// policy's own first. A code that needs a finding, or somebody's confirmation, is
// left out: the policy's reason with the finding, or with who confirmed, stands for
// it.
func (p *Policy) Whys(o BindOptions) []Why {
	var out []Why
	only := onlyLaw(Channel(p.Law.Channel))
	for _, r := range p.reasonsByLine() {
		if !only || r.law() {
			text := r.Key
			if r.Finding != "" && r.For != "" {
				text += " (written finding for " + r.For + ")"
			}
			if r.Code != "" {
				text += " (" + r.Code + ", confirmed by " + r.ConfirmedBy + ")"
			}
			out = append(out, Why{Key: r.Key, Text: text, Law: r.law()})
		}
	}
	if o.Pack == nil {
		return out
	}
	for i := range o.Pack.Codes {
		c := &o.Pack.Codes[i]
		if c.NeedsFinding || c.NeedsConfirmation != "" || o.Pack.Check(c.Key, p.Law.Channel, o.AsOf) != nil {
			continue
		}
		out = append(out, Why{Key: c.Key, Text: c.Cite + " (" + c.Key + ")", Law: true})
	}
	return out
}

// law reports whether a reason rests on a law: a finding is made under one.
func (r *Reason) law() bool { return r.Finding != "" || r.Code != "" }

// answered asks the book where a find waits or is not allowed. Law without a
// choice never gets here at Likely; at Possible a person may say that it is no
// such thing, looking at the value.
func (b *Bound) answered(d Decision, f Finding) Decision {
	a := b.decide.answers
	if a == nil || d.Action != AskIt && d.Action != StopIt {
		return d
	}
	possible := f.Likelihood == detect.Possible
	law := f.Entity < detect.NumEntities && b.decide.at(f.Column).mandatory[f.Entity] != nil
	ans, ok := a.book.Find(&Question{File: a.file, Column: b.ShownName(f.Column), Entity: f.Entity, Value: f.Value, Possible: possible, Bound: law})
	switch {
	case !ok, law && !possible:
		return d
	case ans.Do == Keep:
		return Decision{Action: KeepIt, Rule: d.Rule}
	case ans.Do != Withhold:
		return d
	}
	g := b.answerFor(ans, d.Rule, f.Column, f.Entity)
	if g == nil {
		return d
	}
	return Decision{Action: MaskIt, Ground: g, Rule: a.rule(d.Rule, ans, f.Column, false)}
}

// answerFor is what a decision to withhold a find of kind e rests on.
func (b *Bound) answerFor(ans Answer, r *BoundRule, col int, e detect.Entity) *exemptions.Ground {
	if e < detect.NumEntities && b.decide.at(col).mandatory[e] != nil {
		return b.decide.at(col).mandatory[e]
	}
	if ans.Why != "" {
		return b.decide.answers.grounds[ans.Why]
	}
	if r != nil && r.Why != nil {
		return r.Why
	}
	if e < detect.NumEntities {
		return b.decide.at(col).ground[e]
	}
	return nil
}

// Effective is the rule for a cell once a person was asked about it: r itself
// where nobody has to be asked or nobody answered. text is what the person saw:
// the cell, or the cells that r handles together.
func (b *Bound) Effective(r *BoundRule, col int, text func() string) *BoundRule {
	a := b.decide.answers
	if a == nil || !b.Waits(r, col) {
		return r
	}
	value := text()
	if strings.TrimSpace(value) == "" {
		return r
	}
	of := col
	if len(r.Group) > 1 {
		of = r.Group[0]
	}
	ans, ok := a.book.Find(&Question{File: a.file, Column: b.GroupName(r, col), Entity: b.Kind(of), Value: value})
	if !ok {
		return r
	}
	return b.replaced(r, ans, col)
}

// Waits reports whether a whole cell of col waits for a person under r.
func (b *Bound) Waits(r *BoundRule, col int) bool {
	switch {
	case r == nil || !r.Do.wholeCell() && !r.Asked:
		return false
	case r.Do == Ask, r.Asked && r.Do != Drop:
		return true
	default:
		return r.Do != DropRow && b.Whole(r, col, detect.None).Action == AskIt
	}
}

// replaced is r with a person's decision in its place; r itself where the
// decision cannot be used.
func (b *Bound) replaced(r *BoundRule, ans Answer, col int) *BoundRule {
	a := b.decide.answers
	switch ans.Do {
	case Keep, Clean:
	case Withhold, Drop:
		if b.answerFor(ans, r, col, b.Kind(col)) == nil {
			return r
		}
	default:
		return r
	}
	return a.rule(r, ans, -1, true)
}

// asksOfList reports a rule that asks about values of a list: officials, staff who
// are protected. Its neighbours are withheld by a rule, and who decided, on the
// line of one of them, would say that this one stands on the list.
func (r *BoundRule) asksOfList() bool {
	return slices.ContainsFunc(r.When, func(c BoundCond) bool { return c.list != nil })
}

// rule is the rule that stands for a decision, made on first use.
func (a *answers) rule(base *BoundRule, ans Answer, col int, whole bool) *BoundRule {
	k := answerKey{base: base, Answer: ans, col: col, whole: whole}
	a.mu.Lock()
	defer a.mu.Unlock()
	if r := a.rules[k]; r != nil {
		return r
	}
	r := *base
	r.Origin, r.Person, r.Asked = "decision", true, false
	if !base.asksOfList() || ans.Do == Keep {
		r.By, r.On = ans.By+" (person)", ans.On
	}
	if col >= 0 {
		r.Group = []int{col}
	}
	if g := a.grounds[ans.Why]; g != nil {
		r.Why = g
	}
	if whole {
		r.Do, r.To = ans.Do, ""
		if ans.Do == Keep { // the person saw the whole of it
			for e := range r.Holds {
				r.Holds[e] = true
			}
		}
	}
	a.rules[k] = &r
	return &r
}

// ShownName is a column's name as a message or a question may show it, "" for a
// column outside the file.
func (b *Bound) ShownName(col int) string {
	if col < 0 || col >= len(b.Columns) {
		return ""
	}
	return b.Columns[col].shown
}

// GroupName names the columns that r handles together, or col alone.
func (b *Bound) GroupName(r *BoundRule, col int) string {
	if r == nil || len(r.Group) < 2 {
		return b.ShownName(col)
	}
	names := make([]string, len(r.Group))
	for i, c := range r.Group {
		names[i] = b.ShownName(c)
	}
	return strings.Join(names, "; ")
}

// answerColumns puts what a person decided about whole columns in the place of
// rules that wait for a person, and makes a keep stricter where a person said so.
func (f *binding) answerColumns() {
	a := f.bound.decide.answers
	if a == nil {
		return
	}
	for i := range f.bound.Columns {
		c := &f.bound.Columns[i]
		ans, ok := a.book.Column(f.in.File, c.shown)
		if !ok {
			continue
		}
		for k, r := range c.Rules {
			stricter := r.Do == Keep && ans.Do != Keep
			if len(r.Group) > 1 || !stricter && !f.bound.Waits(r, i) {
				continue
			}
			if ans.Do == Drop && len(c.Rules) > 1 {
				ans.Do = Withhold // a column cannot be left out for some of its rows
			}
			c.Rules[k] = f.columnRule(r, ans, i)
		}
	}
}

// columnRule is a decision on a column in the place of r; one on a single value of it
// still comes first. keep holds what the column is made of, not whatever else turns
// up in it.
func (f *binding) columnRule(r *BoundRule, ans Answer, col int) *BoundRule {
	n := f.bound.replaced(r, ans, col)
	if n == r {
		return r
	}
	out := *n
	out.ID, out.Person, out.Asked = f.next, false, true
	f.next++
	if ans.Do == Keep {
		out.Holds = r.Holds
		if e := f.bound.Kind(col); e != detect.None {
			out.Holds[e] = true
		}
	}
	return &out
}

// accepted gives columns that the policy does not name what a person decided
// about them, and returns the others.
func (f *binding) accepted(cols []int) (rest []int) {
	a := f.bound.decide.answers
	for _, i := range cols {
		if a != nil {
			if ans, ok := a.book.Column(f.in.File, f.bound.Columns[i].shown); ok {
				base := f.rule("decision", Ask, []int{i})
				if r := f.columnRule(base, ans, i); r != base {
					f.give(i, r)
					continue
				}
			}
		}
		rest = append(rest, i)
	}
	return rest
}

// Drifted is a column that the policy does not name.
type Drifted struct {
	Table int    // index into the files that were bound
	Col   int    // input column
	Name  string // as it may be shown
	Looks string // "looks like telephone numbers"
}

// Unlisted are the columns that err says the policy does not name.
func Unlisted(err error) []Drifted {
	var out []Drifted
	for _, e := range all(err) {
		out = append(out, e.Unlisted...)
	}
	return out
}

// reportDrift is one sentence about the columns of one file.
func (f *binding) reportDrift(cols []int) *Error {
	e := &Error{Kind: Drift, File: f.in.File, Next: "vaughn accept " + words.Arg(f.in.File) + " --policy " + words.Arg(f.pol.File)}
	if e.File == "" {
		e.File, e.Next = "The file", "name them in "+f.pol.File
	}
	items := make([]string, 0, len(cols))
	for _, c := range cols {
		looks := looksLike(&f.in.Columns[c])
		items = append(items, f.in.quoted(c)+" ("+looks+")")
		e.Unlisted = append(e.Unlisted, Drifted{Table: f.table, Col: c, Name: f.in.display(c), Looks: looks})
	}
	e.Msg = fmt.Sprintf("has %s that %s does not name: %s. The last release stays.", words.Plural(int64(len(cols)), "column"), f.pol.File, strings.Join(items, ", "))
	return e
}

// ByHand is the decision on words that a person marked in column col, or with col -1
// on a row as a whole; false where its reason cannot be used now.
func (b *Bound) ByHand(col int, ans Answer) (Decision, bool) {
	a := b.decide.answers
	if a == nil {
		return Decision{}, false
	}
	g := a.grounds[ans.Why]
	if g == nil {
		return Decision{}, false
	}
	base := b.decide.fallback
	if col >= 0 && col < len(b.Columns) && len(b.Columns[col].Rules) > 0 {
		base = b.Columns[col].Rules[len(b.Columns[col].Rules)-1]
	}
	return Decision{Action: MaskIt, Ground: g, Rule: a.rule(base, ans, col, false)}, true
}

// Looks says in words what a column seems to hold, without a value.
func Looks(c *detect.Column) string { return looksLike(c) }
