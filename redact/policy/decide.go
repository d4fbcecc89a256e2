package policy

import (
	"bytes"
	"unicode/utf8"

	"vaughn/detect"
	"vaughn/exemptions"
)

// decider is what Decide needs, worked out once by Bind and never written
// again.
type decider struct {
	rulings []*ruling // by input column
	places  *lookup   // names of places; nil = none

	stop      bool                                   // undecided: stop
	onlyLaw   bool                                   // nothing but law withholds
	everybody *ruling                                // where no column tells a role
	ground    [detect.NumEntities]*exemptions.Ground // of a match in text; nil = ask a person
	column    []*exemptions.Ground                   // of a whole cell, by input column; nil = ask
	keep      []*lookup                              // values that stay
	keepOf    [detect.NumEntities][]*lookup          // of keep, those that no promise about the kind forbids
	mask      []*maskList                            // values that never stay
	fallback  *BoundRule                             // for a column that no rule knows: withholds
	last      *exemptions.Ground                     // when everything else fails
	answers   *answers                               // what people decided; nil = nothing
}

// maskList is an always-mask list with the grounds of each item.
type maskList struct {
	*lookup
	grounds []*exemptions.Ground // of a mask, by item; nil = ask a person
	out     []*exemptions.Ground // of a row left out; nil = ask
}

// Cell is the rule that decides a cell of column col in the row that row gives
// access to (row(i) is the text of input column i). The first rule whose
// conditions all fit counts. It does not allocate, and never returns nil: for a
// column outside the file it returns a rule that withholds.
func (b *Bound) Cell(col int, row func(col int) string) *BoundRule {
	if col < 0 || col >= len(b.Columns) {
		return b.decide.fallback
	}
	for _, r := range b.Columns[col].Rules {
		if r.fits(row) {
			return r
		}
	}
	return b.decide.fallback
}

// Fixed is the rule of a column that does not depend on the row; ok is false
// where it does.
func (b *Bound) Fixed(col int) (r *BoundRule, ok bool) {
	if col < 0 || col >= len(b.Columns) || len(b.Columns[col].Rules) == 0 {
		return b.decide.fallback, true
	}
	r = b.Columns[col].Rules[0]
	return r, len(r.When) == 0
}

// Leaves reports whether input.leave_out leaves the row out: one fitting
// condition is enough. It does not allocate.
func (b *Bound) Leaves(row func(col int) string) bool {
	for i := range b.LeaveOut {
		if b.LeaveOut[i].fits(row(b.LeaveOut[i].Col)) {
			return true
		}
	}
	return false
}

func (r *BoundRule) fits(row func(col int) string) bool {
	for i := range r.When {
		if !r.When[i].fits(row(r.When[i].Col)) {
			return false
		}
	}
	return true
}

// maxFew is up to how many values of a condition are compared one by one: the
// first letter settles nearly all of them.
const maxFew = 8

// fits reports whether a cell is one of the values, blank where blank is
// allowed, or on the list.
func (c *BoundCond) fits(cell string) bool {
	if len(c.few) > 0 || c.Blank {
		for _, v := range c.few {
			if sameFolded(v, cell) {
				return true
			}
		}
		if c.Blank && sameFolded("", cell) {
			return true
		}
	}
	if len(c.few) < len(c.Values) {
		var room [256]byte
		if c.Values[string(foldValue(room[:0], cell))] {
			return true
		}
	}
	if (c.any || len(c.inside) > 0) && c.holds(cell) {
		return true
	}
	if c.list == nil {
		return false
	}
	_, ok := c.list.find(cell)
	return ok
}

// holds reports whether one of the texts between stars stands in the cell, or
// any text where "*" is enough.
func (c *BoundCond) holds(cell string) bool {
	var room [256]byte
	k := foldValue(room[:0], cell)
	if c.any && len(k) > 0 {
		return true
	}
	for _, in := range c.inside {
		if bytes.Contains(k, in) {
			return true
		}
	}
	return false
}

// sameFolded reports whether foldValue(s) is want, stopping at the first
// difference.
func sameFolded(want, s string) bool {
	at, gap := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf: // rare: the long way
			var room [256]byte
			return string(foldValue(room[:0], s)) == want
		case c <= ' ':
			gap = true
			continue
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		if gap && at > 0 {
			if at >= len(want) || want[at] != ' ' {
				return false
			}
			at++
		}
		gap = false
		if at >= len(want) || want[at] != c {
			return false
		}
		at++
	}
	return at == len(want)
}

// Decide says what happens to one match under a rule of this Bound. It is pure
// and total: an unknown verb, entity or likelihood withholds or asks, nil for r
// withholds. It allocates nothing, except for looked-up values longer than 256
// bytes.
//
// The order is: law without a choice (from Possible on, by undecided; whatever
// the verb), the verbs that treat the cell as one, lists whose line names a law,
// what the law opens (on channels where only law withholds, and without a reason
// of the rule), the agency's other lists, and then keep or clean. A zero
// likelihood counts as Likely.
//
// Mandatory law at Possible follows undecided: masked, or asked; it is never
// kept. Below Possible a find is kept and counted.
//
// Where it would ask or stop, what a person decided about the find comes first.
func (b *Bound) Decide(r *BoundRule, f Finding) Decision {
	return b.answered(b.byRule(r, f), f)
}

// byRule is Decide without anybody's decision.
func (b *Bound) byRule(r *BoundRule, f Finding) Decision {
	d := b.decide
	if r == nil {
		r = d.fallback
	}
	e, known := f.Entity, f.Entity < detect.NumEntities
	if !known {
		e = detect.None
	}
	l := f.Likelihood
	if l == 0 || l > detect.VeryLikely {
		l = detect.Likely
	}
	if r.Do.wholeCell() {
		return b.Whole(r, f.Column, e)
	}
	rl := d.at(f.Column)
	if l >= detect.Possible && rl.mandatory[e] != nil {
		return d.masked(r, rl.mandatory[e], l)
	}
	open := b.Opened(r, f.Column, e) != nil
	if dec, ok := d.listed(r, e, l, f.Value); ok && (!open || dec.Action == KeepIt || statute(dec.Ground)) {
		return dec
	}
	switch {
	case l < detect.Possible, open:
		return Decision{Action: KeepIt, Rule: r}
	case known && e != detect.None && !e.Personal():
		return Decision{Action: KeepIt, Rule: r}
	case r.Holds[e]:
		return Decision{Action: KeepIt, Rule: r}
	case l == detect.Possible && d.stop:
		return Decision{Action: AskIt, Rule: r}
	case r.Do == Clean, l == detect.Possible:
		return d.inText(r, rl.ground[e])
	case d.onlyLaw: // keep, a find that nothing allows
		return Decision{Action: AskIt, Rule: r}
	default:
		return Decision{Action: StopIt, Rule: r}
	}
}

// inText masks a match in text with the rule's reason, else the kind's ground;
// without one a person is asked.
func (d *decider) inText(r *BoundRule, kind *exemptions.Ground) Decision {
	g := r.Why
	if g == nil {
		g = kind
	}
	if g == nil {
		return Decision{Action: AskIt, Rule: r}
	}
	return Decision{Action: MaskIt, Ground: g, Rule: r}
}

// masked masks by law, unless the find is only possible and a person decides
// possible finds.
func (d *decider) masked(r *BoundRule, g *exemptions.Ground, l detect.Likelihood) Decision {
	if l == detect.Possible && d.stop {
		return Decision{Action: AskIt, Rule: r}
	}
	return Decision{Action: MaskIt, Ground: g, Rule: r}
}

// listed asks the agency's lists. An always-mask value in a column that is kept
// leaves the row out: where every neighbour is public, a masked cell would point
// at the person.
func (d *decider) listed(r *BoundRule, e detect.Entity, l detect.Likelihood, value string) (Decision, bool) {
	for _, m := range d.mask {
		if i, ok := m.find(value); ok {
			return hit(r, m.grounds[i], m.out[i], m.name), true
		}
	}
	if e == detect.Listed && l >= detect.Possible {
		g := d.ground[detect.Listed]
		return hit(r, g, g, ""), true
	}
	for _, k := range d.keepOf[e] {
		if _, ok := k.find(value); ok {
			return Decision{Action: KeepIt, Rule: r, List: k.name}, true
		}
	}
	return Decision{}, false
}

// hit is the decision on a value of an always-mask list: mask is the ground where
// it is masked, out where the row is left out.
func hit(r *BoundRule, mask, out *exemptions.Ground, list string) Decision {
	d := Decision{Action: MaskIt, Ground: mask, Rule: r, List: list}
	if r.Do == Keep {
		d.Action, d.Ground = DropRowIt, out
	}
	if d.Ground == nil {
		d.Action = AskIt
	}
	return d
}

// LooksUp reports whether whole cells of column col are looked up in keyed lists
// under keep and clean: their values cannot be looked for in text, so a cell that
// no detector takes for what it is must be asked about as it stands.
func (b *Bound) LooksUp(col int) bool {
	if col < 0 || col >= len(b.Columns) {
		return false
	}
	keyed := false
	for _, m := range b.decide.mask {
		keyed = keyed || m.keyed != nil
	}
	if !keyed {
		return false
	}
	c := b.Columns[col].Info
	for _, e := range [...]detect.Entity{detect.Person, detect.Username, detect.EmailAddress, detect.PhoneNumber, detect.StreetAddress, detect.AccountNumber} {
		if c.Entity == e || c.Hint.Has(e) {
			return true
		}
	}
	return false
}

// ListedCell is the decision on a whole cell that stands on an always-mask list;
// ok is false where it does not, or where law opens what the list withholds
// without law.
func (b *Bound) ListedCell(r *BoundRule, col int, value string) (dec Decision, ok bool) {
	for _, m := range b.decide.mask {
		if i, found := m.find(value); found {
			dec = hit(r, m.grounds[i], m.out[i], m.name)
			return dec, statute(dec.Ground) || b.Opened(r, col, columnEntity(b.Columns[col].Info)) == nil
		}
	}
	return Decision{}, false
}

// Whole says what happens to a whole cell, column or row under a rule that does
// not look into the text: withhold, drop, coarsen, code, drop-row and ask. e is
// the kind that covers the cell, [detect.None] or the column's own for what the
// column holds. The ground is law without a choice, else the rule's reason, else
// the default for the kind; without one a person is asked. For keep and clean it
// answers as withhold would.
//
// A column of mixed text has no kind: that some of its cells hold telephone
// numbers is no law to withhold them all.
func (b *Bound) Whole(r *BoundRule, col int, e detect.Entity) Decision {
	d := b.decide
	if r == nil {
		r = d.fallback
	}
	if r.Do == Ask {
		return Decision{Action: AskIt, Rule: r}
	}
	g, rl := d.last, d.at(col)
	if col >= 0 && col < len(b.Columns) {
		g = d.column[col]
		kind := b.Kind(col)
		switch {
		case e >= detect.NumEntities, e == detect.None, e == b.Columns[col].Info.Entity:
			e = kind
		case e != kind && rl.ground[e] != nil:
			g = rl.ground[e]
		}
	}
	if r.Why != nil {
		g = r.Why
	}
	if e < detect.NumEntities && rl.mandatory[e] != nil {
		g = rl.mandatory[e]
	}
	switch {
	case g == nil:
		return Decision{Action: AskIt, Rule: r}
	case r.Do == DropRow:
		return Decision{Action: DropRowIt, Ground: g, Rule: r}
	default:
		return Decision{Action: MaskIt, Ground: g, Rule: r}
	}
}

// Kind is what a column as a whole holds, [detect.None] for mixed text and for
// a column outside the file.
func (b *Bound) Kind(col int) detect.Entity {
	if col < 0 || col >= len(b.Columns) {
		return detect.None
	}
	return columnKind(b.Columns[col].Info)
}

// wholeShare is the part of a per-cell column's cells, in percent, from which
// its kind speaks for the column: that of a vote without a header (DESIGN 4.4).
const wholeShare = 60

// columnKind is columnEntity without the per-cell columns in which the kind is
// one find among others.
func columnKind(c *detect.Column) detect.Entity {
	e := columnEntity(c)
	if c == nil || e == detect.None || c.Mode == detect.ModeWhole || c.Cells == 0 {
		return e
	}
	if c.Found[e]*100 >= c.Cells*wholeShare {
		return e
	}
	return detect.None
}

// columnEntity is what a column holds, by its values or, where it is empty, by
// its header.
func columnEntity(c *detect.Column) detect.Entity {
	if c == nil {
		return detect.None
	}
	if c.Entity != detect.None || c.Cells > 0 {
		return c.Entity
	}
	for e := detect.None + 1; e < detect.NumEntities; e++ {
		if e.Personal() && c.Hint.Has(e) {
			return e
		}
	}
	return detect.None
}
