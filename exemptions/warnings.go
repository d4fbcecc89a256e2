package exemptions

import (
	"fmt"
	"slices"
	"time"

	"vaughn/exemptions/words"
)

// staleDays is how long a check of a text is believed without a warning.
const staleDays = 400

// shownCodes is how many codes one warning names.
const shownCodes = 8

// Warnings lists in plain words what a person should look at before releasing on
// a channel on a day: laws in use that were not read in their own text, are not in
// force, were checked more than 400 days ago, or hold only under a condition. In
// use are the codes of the pack's rows for the channel and those named in used
// (keys or citations). There is at most one sentence of each kind.
func (p *Pack) Warnings(channel string, asOf time.Time, used ...string) []string {
	day := asOf.Format(time.DateOnly)
	var unchecked, over, early, stale, harm, old []string
	for i := range p.Codes {
		c := &p.Codes[i]
		if !p.uses(c, channel, used) {
			continue
		}
		name := c.Cite + " (" + c.Key + ")"
		if c.Grade != Read {
			unchecked = append(unchecked, name)
		}
		switch {
		case c.To != "" && c.To < day:
			over = append(over, name+" until "+c.To)
		case c.From > day:
			early = append(early, name+" from "+c.From)
		}
		if at, err := time.Parse(time.DateOnly, c.CheckedOn); err != nil || asOf.Sub(at) > staleDays*24*time.Hour {
			stale = append(stale, name+" on "+c.CheckedOn)
		}
		if c.ForeseeableHarm {
			harm = append(harm, c.Cite)
		}
		if c.Expires != "" {
			old = append(old, name+" after "+c.Expires[:len(c.Expires)-1]+" years")
		}
	}
	var out []string
	say := func(codes []string, format string) {
		if len(codes) > 0 {
			out = append(out, fmt.Sprintf(format, words.AtMost(shownCodes, codes)))
		}
	}
	say(unchecked, "Law that this release may rest on and that is unchecked (known second-hand, or from a text that has since moved to another section): %s. Counsel should read the text of today.")
	say(over, "Law that is no longer in force on "+day+": %s. It withholds nothing.")
	say(early, "Law that is not yet in force on "+day+": %s. It withholds nothing.")
	say(stale, "Law in use that was last checked long ago: %s. Counsel should check it again.")
	say(harm, "Only where the agency foresees harm to the protected interest, or another law forbids release, may it use: %s. Somebody must have judged that.")
	say(old, "Law in use that stops to cover old records: %s.")
	return out
}

// uses reports whether a code stands in a row of the channel or in used.
func (p *Pack) uses(c *Code, channel string, used []string) bool {
	has := func(r Row) bool { return r.Code == c.Key && slices.Contains(r.Channels, channel) }
	return slices.ContainsFunc(p.DefaultRows, has) || slices.ContainsFunc(p.MandatoryRows, has) ||
		slices.ContainsFunc(used, func(k string) bool { return p.find(k) == c })
}
