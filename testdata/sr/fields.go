package sr

import (
	"time"
)

func (g *Generator) status() string {
	if g.row.closed {
		return "Closed"
	}
	if g.rng.IntN(50) == 0 {
		return draft
	}
	return openStatus[g.rng.IntN(len(openStatus))]
}

// flag is what the vendor writes in Anonymous. A named reporter is always
// flagged in one of the four ways that the policy lists; the others vary.
func (g *Generator) flag() string {
	if g.row.anonymous {
		return anonymousFlags[g.rng.IntN(len(anonymousFlags))]
	}
	return "N"
}

func (g *Generator) summary(dst []byte) []byte {
	dst = append(dst, g.row.kind.summaries[g.rng.IntN(len(g.row.kind.summaries))]...)
	if g.rng.IntN(3) == 0 {
		dst = append(dst, " on "...)
		dst = append(dst, g.row.street...)
	}
	return dst
}

func (g *Generator) description(dst []byte) []byte {
	k := g.row.kind
	dst = append(dst, k.openings[g.rng.IntN(len(k.openings))]...)
	for range g.rng.IntN(4) {
		dst = append(dst, g.gap()...)
		dst = g.clean(dst)
	}
	if g.row.planted {
		dst = append(dst, g.gap()...)
		dst = g.introduction(dst)
		dst = g.personal(dst, "Description")
	}
	return dst
}

// introduction is now and then the name of an anonymous reporter, which stands
// in Display_Name too: found once, it has to be found here.
func (g *Generator) introduction(dst []byte) []byte {
	r := &g.row
	if !r.anonymous || g.rng.IntN(3) > 0 {
		return dst
	}
	dst = append(dst, "This is "...)
	at := len(dst)
	dst = r.name.append(dst)
	g.plant("Description", "PERSON", string(dst[at:]))
	return append(dst, ". "...)
}

// gap separates two sentences; now and then by a line break inside the quotes.
func (g *Generator) gap() string {
	if g.row.lineBreak {
		return "\n"
	}
	return " "
}

// clean appends a sentence without personal information, often with figures
// that must survive: permits, poles, dates, corners.
func (g *Generator) clean(dst []byte) []byte {
	switch n := g.rng.IntN(16); n {
	case 0:
		dst = append(dst, "Near "...)
		dst = append(dst, streets[g.rng.IntN(len(streets))]...)
		dst = append(dst, " & "...)
		dst = append(dst, g.row.street...)
		return append(dst, '.')
	case 1:
		dst = append(dst, "See permit 2026-"...)
		dst = appendPadded(dst, g.rng.IntN(100000), 5)
		return append(dst, '.')
	case 2:
		dst = append(dst, "Pole "...)
		dst = appendPadded(dst, g.rng.IntN(10000), 4)
		return append(dst, " is out, too."...)
	case 3:
		dst = append(dst, "Work order WO-"...)
		dst = appendPadded(dst, g.rng.IntN(1000000), 6)
		return append(dst, ", crew of 3."...)
	default:
		return append(dst, sentences[g.rng.IntN(len(sentences))]...)
	}
}

// personal appends a sentence with something that must not be released.
func (g *Generator) personal(dst []byte, column string) []byte {
	r := &g.row
	switch n := g.rng.IntN(10); {
	case n < 4:
		dst = append(dst, callMe[g.rng.IntN(len(callMe))]...)
		at := len(dst)
		dst = g.appendPhone(dst, r.phone, g.rng.IntN(4))
		g.plant(column, "PHONE_NUMBER", string(dst[at:]))
		return append(dst, " after 5."...)
	case n < 7:
		dst = append(dst, writeMe[g.rng.IntN(len(writeMe))]...)
		dst = append(dst, r.email...)
		g.plant(column, "EMAIL_ADDRESS", string(r.email))
		return append(dst, ", please."...)
	case n < 8:
		dst = append(dst, "My water account number is "...)
		at := len(dst)
		dst = appendPadded(dst, 40000000+g.rng.IntN(9999999), 8)
		g.plant(column, "ACCOUNT_NUMBER", string(dst[at:]))
		return append(dst, '.')
	case n < 9:
		dst = append(dst, "The form asked for my SSN, it is "...)
		ssn := invalidSSN[g.rng.IntN(len(invalidSSN))]
		g.plant(column, "US_SSN", ssn)
		dst = append(dst, ssn...)
		return append(dst, '.')
	default:
		dst = append(dst, "Card used for the permit fee: "...)
		card := testCards[g.rng.IntN(len(testCards))]
		g.plant(column, "CREDIT_CARD", card)
		dst = append(dst, card...)
		return append(dst, '.')
	}
}

func (g *Generator) statusNotes(dst []byte) []byte {
	if !g.row.closed && g.rng.IntN(2) == 0 {
		return dst
	}
	dst = append(dst, notes[g.rng.IntN(len(notes))]...)
	if g.row.planted && g.rng.IntN(4) == 0 {
		dst = append(dst, ' ')
		dst = g.personal(dst, "Status_Notes")
	}
	return dst
}

func (g *Generator) displayName(dst []byte) []byte {
	r := &g.row
	if r.firm != "" {
		return append(dst, r.firm...)
	}
	at := len(dst)
	dst = r.name.append(dst)
	if r.anonymous && g.o.Canary != nil {
		g.plant("Display_Name", "PERSON", string(dst[at:]))
	}
	return dst
}

func (g *Generator) reporterEmail(dst []byte) []byte {
	if !g.row.hasEmail {
		return dst
	}
	if g.o.Canary != nil {
		g.plant("Reporter_Email", "EMAIL_ADDRESS", string(g.row.email))
	}
	return append(dst, g.row.email...)
}

func (g *Generator) reporterPhone(dst []byte) []byte {
	if !g.row.hasPhone {
		return dst
	}
	at := len(dst)
	dst = g.appendPhone(dst, g.row.phone, g.rng.IntN(5))
	if g.o.Canary != nil {
		g.plant("Reporter_Phone", "PHONE_NUMBER", string(dst[at:]))
	}
	return dst
}

// address is a house number and street, or a corner for what is not a home.
func (g *Generator) address(dst []byte) []byte {
	r := &g.row
	if !r.kind.home && g.rng.IntN(3) == 0 {
		dst = append(dst, r.street...)
		dst = append(dst, " & "...)
		return append(dst, streets[g.rng.IntN(len(streets))]...)
	}
	at := len(dst)
	dst = appendInt(dst, int64(r.house))
	dst = append(dst, ' ')
	dst = append(dst, r.street...)
	if r.kind.home && g.o.Canary != nil {
		g.plant("Address", "STREET_ADDRESS", string(dst[at:]))
	}
	return dst
}

// point appends latitude and longitude with six decimals.
func (g *Generator) point(dst []byte) []byte {
	dst = append(dst, ",43."...)
	dst = appendPadded(dst, 10000+g.rng.IntN(80000), 6)
	dst = append(dst, ",-76."...)
	return appendPadded(dst, 100000+g.rng.IntN(90000), 6)
}

func (g *Generator) assignee(dst []byte) []byte {
	dst = append(dst, staff[g.rng.IntN(len(staff))]...)
	return append(dst, "@dpw.example.org"...)
}

func (g *Generator) internalNotes(dst []byte) []byte {
	if g.rng.IntN(5) > 0 {
		return dst
	}
	dst = append(dst, internalTexts[g.rng.IntN(len(internalTexts))]...)
	if g.row.hasPhone && g.rng.IntN(2) == 0 {
		dst = append(dst, " Call back "...)
		dst = g.appendPhone(dst, g.row.phone, 0)
	}
	return dst
}

func (g *Generator) urls(dst []byte) []byte {
	dst = append(dst, ',')
	if g.rng.IntN(3) == 0 {
		dst = append(dst, "https://media.example.org/"...)
		dst = appendInt(dst, g.row.id)
		dst = append(dst, "/1.jpg"...)
	}
	dst = append(dst, ",https://requests.example.org/issues/"...)
	return appendInt(dst, g.row.id)
}

func (g *Generator) dates(dst []byte) []byte {
	r := &g.row
	dst = append(dst, ',')
	dst = appendTime(dst, r.opened)
	dst = append(dst, ',')
	if !r.closed {
		return append(dst, ',')
	}
	dst = appendTime(dst, r.closedAt())
	dst = append(dst, ',')
	return appendInt(dst, int64(r.days))
}

// appendTime is local time as the vendor writes it: 2026-11-16 08:14.
func appendTime(dst []byte, t time.Time) []byte {
	y, m, d := t.Date()
	h, min, _ := t.Clock()
	dst = appendInt(dst, int64(y))
	dst = append(dst, '-')
	dst = appendPadded(dst, int(m), 2)
	dst = append(dst, '-')
	dst = appendPadded(dst, d, 2)
	dst = append(dst, ' ')
	dst = appendPadded(dst, h, 2)
	dst = append(dst, ':')
	return appendPadded(dst, min, 2)
}

func (p person) append(dst []byte) []byte {
	dst = append(dst, p.first...)
	dst = append(dst, ' ')
	dst = append(dst, p.stem...)
	return append(dst, p.ending...)
}

// appendEmail is an invented address, unique by the request's number.
func (g *Generator) appendEmail(dst []byte) []byte {
	dst = appendLower(dst, g.row.name.first)
	dst = append(dst, '.')
	dst = appendLower(dst, g.row.name.stem)
	dst = appendLower(dst, g.row.name.ending)
	dst = appendInt(dst, g.row.id%100000)
	return append(dst, mailHosts[g.rng.IntN(len(mailHosts))]...)
}

func appendLower(dst []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c < 'a' || c > 'z' {
			continue // an apostrophe, a hyphen, an accent
		}
		dst = append(dst, c)
	}
	return dst
}

// lastDigits counts the numbers 555-01xx that are used: all but 555-0142, which
// is the example in the demo's policy, and a policy is published.
const lastDigits = 99

// appendPhone writes number n (555-01xx in one of the area codes) in a style.
func (g *Generator) appendPhone(dst []byte, n, style int) []byte {
	area, last := areas[n/lastDigits], n%lastDigits
	if last >= 42 {
		last++
	}
	switch style {
	case 0:
		dst = append(dst, area...)
		dst = append(dst, "-555-01"...)
	case 1:
		dst = append(dst, '(')
		dst = append(dst, area...)
		dst = append(dst, ") 555-01"...)
	case 2:
		dst = append(dst, area...)
		dst = append(dst, ".555.01"...)
	case 3:
		dst = append(dst, "+1 "...)
		dst = append(dst, area...)
		dst = append(dst, " 555 01"...)
	default:
		dst = append(dst, area...)
		dst = append(dst, "55501"...)
	}
	return appendPadded(dst, last, 2)
}
