package exemptions

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vaughn/exemptions/words"
)

// Code finds an enabled code by its stable key, its citation or a former
// citation. Spaces, case, "NY", "POL" and a section sign do not matter in a
// citation. [Pack.Check] says in words why a code is not usable.
func (p *Pack) Code(key string) (*Code, bool) {
	c := p.find(key)
	if c == nil || !c.Enabled {
		return nil, false
	}
	return c, true
}

// find is Code with the disabled ones.
func (p *Pack) find(key string) *Code {
	for i := range p.Codes {
		if p.Codes[i].Key == key {
			return &p.Codes[i]
		}
	}
	cite := plainCite(key)
	if cite == "" {
		return nil
	}
	for i := range p.Codes {
		c := &p.Codes[i]
		if plainCite(c.Cite) == cite {
			return c
		}
	}
	for i := range p.Codes {
		for _, f := range p.Codes[i].Former {
			if plainCite(f.Cite) == cite {
				return &p.Codes[i]
			}
		}
	}
	return nil
}

// Nearest is the key or citation of an enabled code that looks most like key,
// "" when nothing is near.
func (p *Pack) Nearest(key string) string {
	var keys, cites []string
	for i := range p.Codes {
		if c := &p.Codes[i]; c.Enabled {
			keys = append(keys, c.Key)
			cites = append(cites, c.Cite)
		}
	}
	if n := words.Nearest(key, keys); n != "" {
		return n
	}
	plain := make([]string, len(cites))
	for i, c := range cites {
		plain[i] = plainCite(c)
	}
	if n := words.Nearest(plainCite(key), plain); n != "" {
		return cites[slices.Index(plain, n)]
	}
	return ""
}

// Check says in one sentence why a policy cannot use a code on a channel on a
// day, or nil. A code that needs a finding or a confirmation passes; ask
// [Code.Needs].
func (p *Pack) Check(key, channel string, asOf time.Time) error {
	c := p.find(key)
	switch {
	case c == nil:
		return fmt.Errorf("%q is not a code of %s.%s Next: vaughn list exemptions %s", key, p.Name, words.Suggest(p.Nearest(key)), p.Name)
	case !c.Enabled:
		return fmt.Errorf("%q is kept in %s for the record only: its text was not checked. Ask counsel, and use another code (vaughn list exemptions %s)", key, p.Name, p.Name)
	case !c.on(channel):
		return fmt.Errorf("%q is not for channel %q, only for %s", key, channel, strings.Join(c.Channels, ", "))
	case !c.inForce(asOf):
		return fmt.Errorf("%q is not in force on %s (%s)", key, asOf.Format(time.DateOnly), span(c))
	}
	return nil
}

// Needs lists in plain words what a person must supply before a code is used:
// "a written finding", "confirmation by the investigating agency".
func (c *Code) Needs() []string {
	var needs []string
	if c.NeedsFinding {
		needs = append(needs, "a written finding")
	}
	if c.NeedsConfirmation != "" {
		needs = append(needs, "confirmation by "+c.NeedsConfirmation)
	}
	return needs
}

// Default is the law that covers an entity on a channel on a day when the
// policy gives no reason of its own; mandatory law included. entity is a name
// of package detect ("PHONE_NUMBER"), or one with a role
// ("PERSON/complainant") for a caller that knows the role.
//
// False means that the pack has no law for it: on the web the built-in default
// masks ([BuiltIn]), on request a person is asked. The words are for "Agency";
// see [Ground.For].
func (p *Pack) Default(entity, channel string, asOf time.Time) (*Ground, bool) {
	if g, ok := p.Mandatory(entity, channel, asOf); ok {
		return g, true
	}
	return p.row(p.DefaultRows, entity, channel, asOf)
}

// Mandatory is the law that leaves no choice about an entity on a channel on a day:
// it withholds whatever the policy says.
func (p *Pack) Mandatory(entity, channel string, asOf time.Time) (*Ground, bool) {
	return p.row(p.MandatoryRows, entity, channel, asOf)
}

// Ruling is what a pack says about a kind of information in the hands of somebody
// in a role, on a channel and a day.
type Ruling struct {
	Ground    *Ground // the law that withholds; nil = none
	Mandatory bool    // it leaves no choice
	Open      *Note   // the law that opens; nil = none. Never beside a mandatory ground
}

// Ruling judges an entity of package detect in a role of [Roles] ("" = none is
// known). A role's own row comes before the row for everybody; law without a
// choice comes before what opens, and that before what may be withheld. The zero
// Ruling means that the pack has no law for it: on the web the built-in default
// masks, on request a person is asked.
func (p *Pack) Ruling(entity, role, channel string, asOf time.Time) Ruling {
	names := []string{entity}
	if role != "" {
		names = []string{entity + "/" + role, entity}
	}
	for _, n := range names {
		if g, ok := p.Mandatory(n, channel, asOf); ok {
			return Ruling{Ground: g, Mandatory: true}
		}
	}
	for _, n := range names {
		for i := range p.OpenRows {
			if r := &p.OpenRows[i]; r.Entity == n && slices.Contains(r.Channels, channel) {
				return Ruling{Open: p.note(r.Code)}
			}
		}
		if g, ok := p.row(p.DefaultRows, n, channel, asOf); ok {
			return Ruling{Ground: g}
		}
	}
	return Ruling{}
}

// note is the note with a key, nil where there is none: an open row without its
// note opens nothing.
func (p *Pack) note(key string) *Note {
	for i := range p.Notes {
		if p.Notes[i].Key == key {
			return &p.Notes[i]
		}
	}
	return nil
}

// Roles are the roles that a row of a pack may name behind an entity, as in
// "PERSON/complainant": in what capacity a person stands in a record.
func Roles() []string { return append([]string(nil), roles...) }

// An employee acts in office; what is private of an employee (home, own telephone,
// own e-mail) is that of an employee-home, which several laws treat apart.
var roles = []string{"complainant", "utility-customer", "commercial-customer", "employee", "employee-home", "official", "owner", "taxpayer", "applicant",
	"contractor", "subscriber", "victim", "participant", "patron", "account-holder", "visitor", "vehicle-owner", "park-guest"}

func (p *Pack) row(rows []Row, entity, channel string, asOf time.Time) (*Ground, bool) {
	for i := range rows {
		if rows[i].Entity != entity || !slices.Contains(rows[i].Channels, channel) {
			continue
		}
		c, ok := p.Code(rows[i].Code)
		if !ok || !c.inForce(asOf) {
			return nil, false
		}
		g := c.Ground()
		return &g, true
	}
	return nil, false
}

func (c *Code) on(channel string) bool { return slices.Contains(c.Channels, channel) }

// inForce compares dates as text: YYYY-MM-DD sorts as time does.
func (c *Code) inForce(asOf time.Time) bool {
	day := asOf.Format(time.DateOnly)
	return (c.From == "" || c.From <= day) && (c.To == "" || day <= c.To)
}

func span(c *Code) string {
	switch {
	case c.To == "":
		return "from " + c.From
	case c.From == "":
		return "until " + c.To
	default:
		return c.From + " to " + c.To
	}
}

// staleAfter is how long a check of a text is believed without a warning.
const staleAfter = 400 * 24 * time.Hour

// Warnings lists in plain words what a person should look at before adopting
// the pack on a day: laws in use that were not read in their own text, are not
// in force, or were checked long ago. In use are the codes of the pack's tables
// and those named in used (keys or citations).
func (p *Pack) Warnings(asOf time.Time, used ...string) []string {
	var out []string
	for i := range p.Codes {
		c := &p.Codes[i]
		if !p.uses(c, used) {
			continue
		}
		if c.Grade != Read {
			out = append(out, fmt.Sprintf("%s (%s) is unchecked: known second-hand only. Counsel should read its text.", c.Cite, c.Key))
		}
		if !c.inForce(asOf) {
			out = append(out, fmt.Sprintf("%s (%s) is not in force on %s (%s).", c.Cite, c.Key, asOf.Format(time.DateOnly), span(c)))
		}
		if day, err := time.Parse(time.DateOnly, c.CheckedOn); err != nil || asOf.Sub(day) > staleAfter {
			out = append(out, fmt.Sprintf("%s (%s) was last checked on %s. Counsel should check it again.", c.Cite, c.Key, c.CheckedOn))
		}
	}
	return out
}

func (p *Pack) uses(c *Code, used []string) bool {
	has := func(r Row) bool { return r.Code == c.Key }
	if slices.ContainsFunc(p.DefaultRows, has) || slices.ContainsFunc(p.MandatoryRows, has) {
		return true
	}
	return slices.ContainsFunc(used, func(k string) bool { return p.find(k) == c })
}

// plainCite drops from a citation what people write in different ways.
func plainCite(s string) string {
	s = strings.ToLower(s)
	for _, drop := range []string{"public officers law", "foil", "§", "ny", "pol", "n.y.", " ", "."} {
		s = strings.ReplaceAll(s, drop, "")
	}
	return s
}
