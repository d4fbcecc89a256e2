package policy

import (
	"strings"

	"vaughn/exemptions"
)

// same is the one ground that is equal to g.
func (b *binder) same(g exemptions.Ground) *exemptions.Ground {
	if b.grounds[g] == nil {
		if b.grounds == nil {
			b.grounds = map[exemptions.Ground]*exemptions.Ground{}
		}
		b.grounds[g] = &g
	}
	return b.grounds[g]
}

// listReason is the ground that a line of a list names: a code of the pack, or one
// of the policy's reasons; nil where its reason is a note for people. On channels
// where only law withholds, it is law or nothing. A code that needs somebody's
// confirmation has it from the line's by.
func (b *binder) listReason(lu *lookup, it *ListItem) *exemptions.Ground {
	if r, own := b.pol.Reasons[it.Reason]; own {
		if g := b.why(it.Reason, r.Line); !b.base.onlyLaw || statute(g) {
			return g
		}
		return nil
	}
	c, ok := b.o.Pack.Code(it.Reason)
	if !ok || it.Reason == "" || b.o.Pack.Check(it.Reason, b.pol.Law.Channel, b.o.AsOf) != nil {
		return nil
	}
	needs := ""
	switch {
	case c.NeedsFinding:
		needs = "a written finding. Write as its reason the name of one: reasons: NAME: {finding: FILE, for: CODE, by: WHO, date: DAY}"
	case c.NeedsConfirmation != "" && it.By == "":
		needs = "confirmation by " + c.NeedsConfirmation + ". Write into by who confirmed it"
	}
	if needs != "" {
		if !b.told[lu.name] {
			b.errs = append(b.errs, &Error{Kind: Invalid, File: b.pol.Lists[lu.name], Line: it.Line, Msg: named(c.Key, "The code") + " needs " + needs + "."})
		}
		b.told[lu.name] = true
		return nil
	}
	b.used = append(b.used, c.Key)
	if c.NeedsConfirmation != "" {
		return b.confirmed(c.Ground(), Reason{ConfirmedBy: it.By})
	}
	return b.ours(c.Ground())
}

// supplied reports whether a reason gives what a code needs before it is used, and
// refuses where it does not.
func (b *binder) supplied(c *exemptions.Code, r Reason, key string, line int) bool {
	switch {
	case c.NeedsFinding && r.Finding == "":
		b.add(Invalid, line, "%s needs a written finding. Add it under reasons: NAME: {finding: FILE, for: CODE, by: WHO, date: DAY}, and write why: NAME.", named(key, "The code"))
	case c.NeedsConfirmation != "" && r.ConfirmedBy == "" && r.Finding != "":
		b.add(Invalid, line, "%s may be used only once confirmed by %s. Add confirmed_by: WHO to the finding.", named(key, "The code"), c.NeedsConfirmation)
	case c.NeedsConfirmation != "" && r.ConfirmedBy == "":
		b.add(Invalid, line, "%s may be used only once confirmed by %s. Add it under reasons: NAME: {code: %s, confirmed_by: WHO, date: DAY}, and write why: NAME.",
			named(key, "The code"), c.NeedsConfirmation, c.Key)
	default:
		return true
	}
	return false
}

// confirmed is a ground that says who confirmed that it may be used.
func (b *binder) confirmed(g exemptions.Ground, r Reason) *exemptions.Ground {
	g = g.For(b.noun)
	if r.ConfirmedBy != "" {
		g.Words += "; confirmed by " + strings.TrimSuffix(r.ConfirmedBy+", "+r.Date, ", ")
	}
	return b.same(g)
}
