package policy

import (
	"slices"

	"vaughn/detect"
	"vaughn/exemptions"
)

// Promise is what the agency told the public about kinds of information or about
// rows, as it is held against the written files of a release.
type Promise struct {
	Key, Text    string
	Never        []detect.Entity // kinds that no released file may hold, in the order of the detectors
	Except       []string        // lists whose values stay all the same
	Tables       bool            // no row is released, only tables
	NotCollected bool            // the kinds should not be in the input either
}

// Promises are the promises that can be checked, in file order. There are none on
// a channel where only law withholds: what the agency told the public does not
// close a record that somebody may ask for.
func (p *Policy) Promises() []Promise {
	if onlyLaw(Channel(p.Law.Channel)) {
		return nil
	}
	var out []Promise
	for _, r := range p.reasonsByLine() {
		if r.Promise == "" || len(r.Never) == 0 && !r.Tables {
			continue
		}
		out = append(out, Promise{Key: r.Key, Text: r.Promise, Never: r.kinds(), Except: r.Except, Tables: r.Tables, NotCollected: r.NotCollected})
	}
	return out
}

// kinds are the kinds of personal information that never: names, each once.
func (r *Reason) kinds() []detect.Entity {
	var out []detect.Entity
	for _, w := range r.Never {
		of, _ := entitiesOf(w)
		for _, e := range of {
			if e.Personal() && !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Excepted returns what tells whether a value stands on a list that promise
// number i of [Policy.Promises] excepts. lists are those that were read, by name.
// It is safe for concurrent use.
func (p *Policy) Excepted(lists map[string]*List) func(i int, value string) bool {
	var of [][]*lookup
	for _, pr := range p.Promises() {
		var own []*lookup
		for _, name := range pr.Except {
			if l := lists[name]; l != nil {
				own = append(own, newLookup(name, l))
			}
		}
		of = append(of, own)
	}
	return func(i int, value string) bool {
		if i < 0 || i >= len(of) {
			return false
		}
		return slices.ContainsFunc(of[i], func(l *lookup) bool { _, ok := l.find(value); return ok })
	}
}

// canBePromised reports whether the written files can be searched for what the
// word means: kinds that are no personal information are not looked for.
func canBePromised(word string) bool {
	of, ok := entitiesOf(word)
	return !ok || word != "public-body" && slices.ContainsFunc(of, detect.Entity.Personal)
}

// checkNever refuses words of never: that nobody could check.
func (p *parser) checkNever(r *Reason, where string) {
	for _, w := range r.Never {
		if !canBePromised(w) {
			p.add(Invalid, r.Line, "%s: never: %s cannot be checked, because it is not personal information by itself. Drop or withhold those columns instead.", where, w)
		}
	}
}

// checkTablesOnly refuses rows where the public was told that there are none.
func (p *parser) checkTablesOnly() {
	if onlyLaw(Channel(p.pol.Law.Channel)) || !p.pol.ReleasesRows() {
		return
	}
	for _, r := range p.pol.reasonsByLine() {
		if r.Tables {
			p.add(Invalid, r.Line, "The promise %s says only tables, and the policy releases rows. Write release: [tables], or take the promise out if it was never given.", named(r.Key, "on this line"))
		}
	}
}

// promises are the kinds that a promise says will never be shown.
func (b *binder) promises() [detect.NumEntities]*exemptions.Ground {
	var out [detect.NumEntities]*exemptions.Ground
	neutral := b.ours(exemptions.Promise("privacy-promise", "some personal information is never published", b.noun))
	for _, r := range b.pol.reasonsByLine() {
		if r.Promise == "" {
			continue
		}
		g := b.ours(exemptions.Promise(r.Key, r.Promise, b.noun))
		for _, e := range r.kinds() {
			switch {
			case out[e] != nil:
			case e.Reveals(): // the words of the promise would tell what the person is
				out[e] = neutral
			default:
				out[e] = g
			}
		}
	}
	return out
}

// checkFirms refuses clean for a column of firms' e-mail addresses where a promise
// allows none at all: clean takes them for public and leaves them.
func (f *binding) checkFirms() {
	for _, pr := range f.pol.Promises() {
		if len(pr.Except) > 0 || !slices.Contains(pr.Never, detect.EmailAddress) {
			continue
		}
		for i := range f.bound.Columns {
			c := &f.bound.Columns[i]
			if !c.Info.Business || columnKind(c.Info) != detect.EmailAddress {
				continue
			}
			for _, r := range c.Rules {
				if r.Do == Clean {
					f.add(Invalid, lineOf(r.Origin), "clean leaves the e-mail addresses of firms in %s, and the promise %s allows none. Use withhold or drop, or name a list under except:.", f.in.quoted(i), named(pr.Key, "of the policy"))
				}
			}
		}
	}
}

// keepFor is, for each kind, the lists that keep a value: a list that is the
// agency's own choice does not break a promise about the kind, unless the promise
// excepts it.
func (b *binder) keepFor() [detect.NumEntities][]*lookup {
	var out [detect.NumEntities][]*lookup
	for e := range out {
		out[e] = b.base.keep
	}
	for _, pr := range b.pol.Promises() {
		for _, e := range pr.Never {
			var kept []*lookup
			for _, l := range out[e] {
				if slices.Contains(pr.Except, l.name) {
					kept = append(kept, l)
				}
			}
			out[e] = kept
		}
	}
	return out
}
