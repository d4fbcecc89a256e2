package policy

import (
	"strings"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// checkTariff looks for use that is withheld beside a bill that is not, in rows
// that say whose it is: the tariff is public, so the bill gives the use back. On
// the web it is refused; where only law withholds, or where it depends on the row,
// it is a warning.
func (f *binding) checkTariff() {
	usage, bill, who := -1, -1, -1
	for i := range f.bound.Columns {
		c := &f.bound.Columns[i]
		head := words.Fold(c.Name)
		switch {
		case usage < 0 && isUsage(head) && c.hides():
			usage = i
		case bill < 0 && isBill(head) && c.shows():
			bill = i
		case who < 0 && f.tellsWho(i):
			who = i
		}
	}
	if usage < 0 || bill < 0 || who < 0 || f.bound.noRows {
		return
	}
	always := true
	for _, i := range []int{usage, bill, who} {
		always = always && len(f.bound.Columns[i].Rules) == 1
	}
	r := f.bound.Columns[usage].Rules[0]
	for _, one := range f.bound.Columns[usage].Rules {
		if hides(one.Do) {
			r = one
			break
		}
	}
	const say = "%s is %s but %s is not, and %s says whose it is; the tariff gives the usage back. Withhold %s too, or who it is."
	args := []any{f.in.quoted(usage), doing(r.Do), f.in.quoted(bill), f.in.quoted(who), f.in.quoted(bill)}
	if always && !f.base.onlyLaw && lineOf(r.Origin) > 0 {
		f.add(Invalid, lineOf(r.Origin), say, args...)
		return
	}
	f.warn(say, args...)
}

// isUsage and isBill judge a folded header.
func isUsage(head string) bool {
	for _, w := range []string{"usage", "consumption", "consumo", "gallons", "kwh", "therms"} {
		if strings.Contains(head, w) {
			return true
		}
	}
	return false
}

func isBill(head string) bool {
	switch {
	case strings.Contains(head, "date"), strings.Contains(head, "number"), strings.HasSuffix(head, "no"), strings.HasSuffix(head, "id"):
		return false
	case strings.Contains(head, "charge"), strings.Contains(head, "amountdue"), strings.Contains(head, "totaldue"), strings.Contains(head, "amountbilled"):
		return true
	case strings.Contains(head, "bill"):
		return strings.Contains(head, "amount") || strings.Contains(head, "total") || strings.HasSuffix(head, "bill")
	default:
		return false
	}
}

func hides(v Verb) bool {
	switch v {
	case Keep, Clean, DropRow:
		return false
	default:
		return true
	}
}

// hides reports whether some rule takes the column's text away.
func (c *BoundColumn) hides() bool {
	for _, r := range c.Rules {
		if hides(r.Do) {
			return true
		}
	}
	return false
}

// tellsWho reports whether column i shows, in some rows, whose row it is.
func (f *binding) tellsWho(i int) bool {
	e := columnKind(&f.in.Columns[i])
	switch e {
	case detect.Person, detect.AccountNumber, detect.StreetAddress, detect.EmailAddress, detect.PhoneNumber:
	default:
		return false
	}
	for _, r := range f.bound.Columns[i].Rules {
		if !r.Do.wholeCell() && f.bound.Decide(r, Finding{Column: i, Entity: e, Likelihood: detect.Likely}).Action == KeepIt {
			return true
		}
	}
	return false
}

// requesterNumbers warns where the requester's own data hold what looks like a
// social security number: law leaves no choice even about the requester's own.
func (b *binder) requesterNumbers() {
	l, law := b.o.Lists[requesterList], b.base.everybody.mandatory[detect.USSSN]
	if l == nil || law == nil || l.KeyID != "" {
		return
	}
	for _, it := range l.Items {
		digits, other := 0, false
		for _, c := range it.Value {
			switch {
			case '0' <= c && c <= '9':
				digits++
			case c != '-' && c != ' ':
				other = true
			}
		}
		if digits == 9 && !other {
			b.notes = append(b.notes, "The list "+named(requesterList, "of the requester")+" holds what looks like a social security number. Law leaves no choice about it ("+law.Cite+"): it is withheld from the requester too.")
			return
		}
	}
}
