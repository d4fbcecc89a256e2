package policy

import (
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// prepareGrounds works out, for every kind, what a match rests on.
func (b *binder) prepareGrounds() {
	b.base.onlyLaw = onlyLaw(Channel(b.pol.Law.Channel))
	b.base.stop = undecided(b.pol) == "stop"
	b.promised = b.promises()
	b.base.last = b.choice("this is not published")
	if b.base.onlyLaw {
		b.base.last = nil
	}
	b.base.everybody = b.ruling("")
	b.reasons, b.told = map[string]*exemptions.Ground{}, map[string]bool{}
	for _, n := range maskLists {
		if lu := b.lists[n]; lu != nil {
			b.base.mask = append(b.base.mask, b.maskList(lu))
		}
	}
}

// ours is a ground in the words of this agency; equal grounds are one.
func (b *binder) ours(g exemptions.Ground) *exemptions.Ground {
	return b.same(g.For(b.noun))
}

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

// choice is the ground of what the agency does without law or promise: its own
// policy once somebody adopted it, else the program's default.
func (b *binder) choice(text string) *exemptions.Ground {
	if b.pol.Adopted() {
		return b.ours(exemptions.PolicyChoice("policy", text, b.noun))
	}
	return b.ours(exemptions.BuiltIn())
}

// promises are the kinds that a promise says will never be shown.
func (b *binder) promises() [detect.NumEntities]*exemptions.Ground {
	var out [detect.NumEntities]*exemptions.Ground
	for _, r := range b.pol.reasonsByLine() {
		if r.Promise == "" {
			continue
		}
		g := b.ours(exemptions.Promise(r.Key, r.Promise, b.noun))
		for _, w := range r.Never {
			of, _ := entitiesOf(w)
			for _, e := range of {
				if out[e] == nil {
					out[e] = g
				}
			}
		}
	}
	return out
}

// maskList gives each item its grounds: the law that its reason names, else what
// the channel allows for listed values. Who asked not to be shown is the reason of
// a mask; that of a row left out is the same as anybody's on the web, where it may
// not say that such a person was in the file.
func (b *binder) maskList(lu *lookup) *maskList {
	m := &maskList{lookup: lu, grounds: make([]*exemptions.Ground, len(lu.items)), out: make([]*exemptions.Ground, len(lu.items))}
	plain := b.base.everybody.ground[detect.Listed]
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

// confirmed is a ground that says who confirmed that it may be used.
func (b *binder) confirmed(g exemptions.Ground, r Reason) *exemptions.Ground {
	g = g.For(b.noun)
	if r.ConfirmedBy != "" {
		g.Words += "; confirmed by " + strings.TrimSuffix(r.ConfirmedBy+", "+r.Date, ", ")
	}
	return b.same(g)
}

// code finds a code of the pack that may be used on the channel and the day.
func (b *binder) code(key string, line int) (*exemptions.Code, bool) {
	pk, ch := b.o.Pack, b.pol.Law.Channel
	c, ok := pk.Code(key)
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
