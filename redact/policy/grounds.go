package policy

import (
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
	for _, n := range maskLists {
		if lu := b.lists[n]; lu != nil {
			b.base.mask = append(b.base.mask, b.maskList(lu))
		}
	}
	b.reasons = map[string]*exemptions.Ground{}
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

// maskList gives each item its ground: the code that its reason names, else
// what the channel allows for listed values.
func (b *binder) maskList(lu *lookup) *maskList {
	m := &maskList{lookup: lu, grounds: make([]*exemptions.Ground, len(lu.items))}
	for i, it := range lu.items {
		m.grounds[i] = b.base.everybody.ground[detect.Listed]
		if it.Reason == "" {
			continue
		}
		if c, ok := b.o.Pack.Code(it.Reason); ok && b.o.Pack.Check(it.Reason, b.pol.Law.Channel, b.o.AsOf) == nil {
			m.grounds[i] = b.ours(c.Ground())
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
		g.Words += "; confirmed by " + r.ConfirmedBy + ", " + r.Date
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
