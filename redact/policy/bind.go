package policy

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// BindOptions are what a policy is bound with, the same for all files.
type BindOptions struct {
	Pack  *exemptions.Pack
	Lists map[string]*List // by the policy's name; the command line may add "keep" and "redact"
	AsOf  time.Time        // the day on which dates are judged; zero = none is

	Decisions Decisions // what people decided; nil = nothing
}

// Table is one input as the profile knows it.
type Table struct {
	File    string          // base name, for messages; "" = "the file"
	Columns []detect.Column // by index
	Names   []string        // unique names, as the policy writes them
	Display []string        // names that may be shown, "column 3" where the header itself is personal; nil = judged by their shape
}

// BindAll binds the policy to all files of a release, one Bound per file in the
// same order. A column or rule of the policy is unmatched only when no file has
// it. The error is an [Errors]: Unmatched and Invalid (exit 3), Expired (3),
// Later (3), Drift for columns that the policy does not name (9); see [KindOf].
func (p *Policy) BindAll(o BindOptions, files []Table) ([]*Bound, error) {
	b, err := p.newBinder(o)
	if err != nil {
		return nil, err
	}
	b.several = len(files) > 1
	b.expired()
	b.loadPreset()
	b.prepareLists()
	b.prepareGrounds()
	grounds := b.prepareAnswers()
	out := make([]*Bound, len(files))
	for i := range files {
		f := &binding{binder: b, in: &files[i], table: i, grounds: grounds}
		out[i] = f.bind()
	}
	b.unmatched(files)
	if err := b.err(); err != nil {
		return nil, err
	}
	return out, nil
}

// newBinder is a binder for o; the error is an [Errors] when there is no pack.
func (p *Policy) newBinder(o BindOptions) (*binder, error) {
	b := &binder{sink: sink{file: p.File}, pol: p, o: o, noun: exemptions.Noun(p.About.Agency)}
	if o.Pack == nil {
		b.add(Invalid, p.lines["law.pack"], "No pack was loaded. Put the name of your pack into law.pack (vaughn list exemptions).")
		return nil, b.err()
	}
	return b, nil
}

// binder holds what all files share.
type binder struct {
	sink
	pol      *Policy
	o        BindOptions
	noun     string
	preset   *Preset // that input.preset names, nil for none
	lists    map[string]*lookup
	base     decider
	reasons  map[string]*exemptions.Ground
	rulings  map[string]*ruling // by role, see ruling
	grounds  map[exemptions.Ground]*exemptions.Ground
	promised [detect.NumEntities]*exemptions.Ground // promise or consent by kind, see promises
	used     []string                               // codes that rules use, for the pack's warnings
	notes    []string                               // warnings for every file
	advice   []string                               // the same, for the policy's author alone
	several  bool                                   // more than one file
	told     map[string]bool                        // lists of which a line was refused
}

// expired refuses a policy whose time is over and warns a month before.
func (b *binder) expired() {
	l := b.pol.Law
	if b.pol.builtin {
		b.notes = append(b.notes, "Built-in defaults were used; nobody at the agency adopted them. Write a policy: vaughn init.")
		return
	}
	if !b.pol.Adopted() {
		b.notes = append(b.notes, "Nobody is named who approved the policy (law.approved_by, or about.decided_by). The log will say so.")
	}
	if onlyLaw(Channel(l.Channel)) && l.Date == "" {
		b.advice = append(b.advice, "The policy does not say when it was decided (law.date), so the log leaves the day of its rules blank.")
	}
	if onlyLaw(Channel(l.Channel)) && b.pol.About.Contact == "" {
		b.advice = append(b.advice, "The policy names nobody whom the requester can ask (about.contact); the log and the letter will say so.")
	}
	if l.Until == "" || b.o.AsOf.IsZero() {
		return
	}
	day := b.o.AsOf.Format(dateLayout)
	switch {
	case l.Until < day:
		b.add(Expired, b.pol.lines["law.until"], "The policy ended on %s. Have it approved again and change law.until.", l.Until)
	case l.Until <= b.o.AsOf.AddDate(0, 0, soon).Format(dateLayout):
		b.advice = append(b.advice, "The policy ends on "+l.Until+". Have it approved again before.")
	}
}

// optedOut is the list of those who asked not to be shown, requesterList that of
// the requester's own data.
const (
	optedOut      = "opted_out"
	requesterList = "requester"
)

// Names of lists with a meaning of their own. The requester's own data are not
// withheld from the requester; they are on everybody else.
var (
	keepLists = []string{"staff", "keep", placesList}
	maskLists = []string{"mask", "redact", "confidential", "acp", optedOut}
)

// prepareLists indexes every list that the policy names or the command line
// adds.
func (b *binder) prepareLists() {
	b.lists = map[string]*lookup{}
	for _, f := range b.pol.ListFiles() {
		switch l := b.o.Lists[f.Name]; {
		case l != nil && l.KeyID != "" && l.keyed == nil && !l.counted:
			b.noKey(f, l)
		case l != nil:
			b.lists[f.Name] = newLookup(f.Name, l)
			b.endsSoon(f.Name, l)
		default:
			b.add(Invalid, f.Line, "The list %s was not read. Look whether the file is there.", named(f.Name, "on this line"))
		}
	}
	for _, n := range append(append([]string(nil), keepLists...), maskLists...) {
		if l := b.o.Lists[n]; l != nil && b.lists[n] == nil {
			b.lists[n] = newLookup(n, l)
		}
	}
	keep := append([]string(nil), keepLists...)
	if Channel(b.pol.Law.Channel) == Request {
		keep = append(keep, requesterList)
	}
	for _, r := range b.pol.reasonsByLine() {
		keep = append(keep, r.Except...)
	}
	b.base.places = b.lists[placesList]
	seen := map[string]bool{}
	for _, n := range keep {
		if lu := b.lists[n]; lu != nil && !seen[n] {
			seen[n] = true
			b.base.keep = append(b.base.keep, lu)
		}
	}
}

// prepareGrounds works out, for every kind, what a match rests on.
func (b *binder) prepareGrounds() {
	b.base.onlyLaw = onlyLaw(Channel(b.pol.Law.Channel))
	b.base.stop = undecided(b.pol) == "stop"
	b.promised = b.promises()
	b.base.keepOf = b.keepFor()
	b.base.last = b.choice("this is not published")
	if b.base.onlyLaw {
		b.base.last = nil
	}
	b.base.everybody = b.ruling("")
	b.base.ground = b.base.everybody.ground
	b.reasons, b.told = map[string]*exemptions.Ground{}, map[string]bool{}
	for _, n := range maskLists {
		if lu := b.lists[n]; lu != nil {
			b.base.mask = append(b.base.mask, b.maskList(lu))
		}
	}
	b.requesterNumbers()
}

// ours is a ground in the words of this agency; equal grounds are one.
func (b *binder) ours(g exemptions.Ground) *exemptions.Ground {
	return b.same(g.For(b.noun))
}

// choice is the ground of what the agency does without law or promise: its own
// policy once somebody adopted it, else the program's default.
func (b *binder) choice(text string) *exemptions.Ground {
	if b.pol.Adopted() {
		return b.ours(exemptions.PolicyChoice("policy", text, b.noun))
	}
	return b.ours(exemptions.BuiltIn())
}

// maskList gives each item its ground: the code that its reason names, else
// what the channel allows for listed values. Who asked not to be shown is the
// reason of a mask; that of a row left out is the same as anybody's on the web,
// where it may not say that such a person was in the file.
func (b *binder) maskList(lu *lookup) *maskList {
	m := &maskList{lookup: lu, grounds: make([]*exemptions.Ground, len(lu.items)), out: make([]*exemptions.Ground, len(lu.items))}
	plain := b.base.ground[detect.Listed]
	other := plain
	if lu.name == optedOut && !b.base.onlyLaw {
		other = b.ours(exemptions.Consent("opted-out", "the person asked not to be shown"))
	}
	for i := range lu.items {
		m.grounds[i], m.out[i] = other, plain
		if g := b.listReason(lu, &lu.items[i]); g != nil {
			m.grounds[i] = g
		}
		if b.base.onlyLaw {
			m.out[i] = m.grounds[i]
		}
	}
	return m
}

// why resolves a rule's reason: one of the policy's own, or a code of the pack.
// Refusals are reported once per line.
func (b *binder) why(key string, line int) *exemptions.Ground {
	if key == "" {
		return nil
	}
	if g, ok := b.reasons[key]; ok {
		return g
	}
	g := b.resolve(key, line)
	b.reasons[key] = g
	return g
}

func (b *binder) resolve(key string, line int) *exemptions.Ground {
	if r, own := b.pol.Reasons[key]; own {
		return b.reason(r)
	}
	c, ok := b.code(key, line)
	if !ok || !b.supplied(c, Reason{}, key, line) {
		return nil
	}
	return b.ours(c.Ground())
}

// reason is the ground of one of the policy's own reasons.
func (b *binder) reason(r Reason) *exemptions.Ground {
	switch {
	case r.Promise != "":
		return b.ours(exemptions.Promise(r.Key, r.Promise, b.noun))
	case r.Policy != "":
		return b.ours(exemptions.PolicyChoice(r.Key, r.Policy, b.noun))
	case r.Finding != "":
		c, ok := b.code(r.For, r.Line)
		if !ok || !b.supplied(c, r, r.For, r.Line) {
			return nil
		}
		return b.confirmed(exemptions.Finding(r.Key, r.Finding, r.For, c, r.By, r.Date, b.noun), r)
	case r.Code != "":
		c, ok := b.code(r.Code, r.Line)
		if !ok || !b.supplied(c, r, r.Code, r.Line) {
			return nil
		}
		return b.confirmed(c.Ground(), r)
	case r.Consent != "":
		return b.ours(exemptions.Consent(r.Key, r.Consent))
	default:
		b.add(Invalid, r.Line, "reason %s needs %s.", named(r.Key, "of this name"), oneOfFive)
		return nil
	}
}

// code finds a code of the pack that may be used on the channel and the day.
func (b *binder) code(key string, line int) (*exemptions.Code, bool) {
	pk, ch := b.o.Pack, b.pol.Law.Channel
	c, ok := pk.Code(key)
	if moved := pk.Renumbered(key); moved != "" {
		b.add(Invalid, line, "%s", moved)
		return nil, false
	}
	if !ok {
		near := words.Suggest(pk.Nearest(key))
		if near == "" {
			var own []string
			for _, r := range b.pol.reasonsByLine() {
				own = append(own, r.Key)
			}
			near = words.DidYouMean(key, own)
		}
		b.add(Invalid, line, "%s is neither one of the policy's reasons nor a usable code of %s.%s See: vaughn list exemptions %s.", named(key, "The reason"), b.pol.Law.Pack, near, b.pol.Law.Pack)
		return nil, false
	}
	if pk.Check(key, ch, b.o.AsOf) != nil {
		b.add(Invalid, line, "%s cannot be used on channel %q on this day. See: vaughn list exemptions %s.", named(key, "The code"), ch, b.pol.Law.Pack)
		return nil, false
	}
	b.used = append(b.used, c.Key)
	return c, true
}

// unmatched refuses what the policy names and no file has.
func (b *binder) unmatched(files []Table) {
	have := map[string]bool{}
	var names, shown []string
	for i := range files {
		for j, n := range files[i].Names {
			if !have[n] {
				names, shown = append(names, n), append(shown, files[i].display(j))
			}
			have[n] = true
		}
	}
	for i, n := range shown {
		if n != names[i] {
			names[i] = "" // a header that must not be repeated is no suggestion either
		}
	}
	of := columnsOf(shown)
	for _, m := range b.pol.mentions() {
		if have[m.column] {
			continue
		}
		where := "the file"
		if len(files) == 1 && files[0].File != "" {
			where = files[0].File
		} else if len(files) > 1 {
			where = "any of the " + strconv.Itoa(len(files)) + " files"
		}
		b.add(Unmatched, m.line, "%s is not a column of %s.%s %s Nothing was released.", named(m.column, "The name"), where, words.DidYouMean(m.column, names), of)
	}
	b.unmatchedTables(files, have)
}

// maxListed is how many column names a message lists.
const maxListed = 30

// columnsOf is "Columns: a, b, … (23)."
func columnsOf(names []string) string {
	n := len(names)
	if n == 0 {
		return "The file has no columns."
	}
	more := ""
	if n > maxListed {
		names, more = names[:maxListed], ", …"
	}
	return "Columns: " + strings.Join(names, ", ") + more + " (" + strconv.Itoa(n) + ")."
}

// mention is a column that the policy names.
type mention struct {
	column string
	line   int
}

// mentions are the columns that the policy names, each at its first line.
func (p *Policy) mentions() []mention {
	var out []mention
	seen := map[string]bool{}
	add := func(c string, line int) {
		if !seen[c] {
			seen[c] = true
			out = append(out, mention{c, line})
		}
	}
	if id := p.Input.RowID; id != "" && id != rowNumber {
		add(id, p.lines["input.row_id"])
	}
	for _, c := range p.Input.LeaveOut {
		add(c.Column, c.Line)
	}
	for _, c := range p.Columns {
		add(c.Name, c.Line)
	}
	for _, r := range p.Rules {
		for _, c := range r.Columns {
			add(c, r.Line)
		}
		for _, c := range r.When {
			add(c.Column, c.Line)
		}
	}
	for _, c := range p.Roles {
		add(c.Column, c.Line)
	}
	for _, c := range p.Input.QuasiIdentifiers {
		add(c, p.lines["input.quasi_identifiers"])
	}
	for i := range p.Aggregates {
		for _, m := range p.Aggregates[i].columns() {
			add(m.column, m.line)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].line < out[j].line })
	return out
}

// display is a column's name as a message may show it.
func (f *Table) display(col int) string {
	if col < len(f.Display) {
		return f.Display[col]
	}
	if col < len(f.Names) && quote(f.Names[col]) != "" {
		return f.Names[col]
	}
	return "column " + strconv.Itoa(col+1)
}

// quoted is display in quotation marks, except for "column 3".
func (f *Table) quoted(col int) string {
	d := f.display(col)
	if col < len(f.Names) && d == f.Names[col] && d != "column "+strconv.Itoa(col+1) {
		return fmt.Sprintf("%q", d)
	}
	return d
}

// undecided is the policy's word, or the channel's: the web withholds, a
// request stops for a person.
func undecided(p *Policy) string {
	switch {
	case p.Undecided != "":
		return p.Undecided
	case Channel(p.Law.Channel) == Web:
		return "withhold"
	default:
		return "stop"
	}
}
