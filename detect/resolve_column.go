package detect

import "slices"

// resolveColumn applies the column's verdict to one cell.
func resolveColumn(ms []Match, t *Text, c *Column) []Match {
	at := trimSpan(t.S)
	if at.Len() == 0 {
		return ms[:0]
	}
	if isMaskLabel(t.S[at.Start:at.End]) {
		return ms
	}
	if c.Mode == ModeWhole && c.Entity != None {
		if placeholder(t.S[at.Start:at.End]) {
			return ms[:0]
		}
		return append(ms[:0], wholeMatch(ms, at, c))
	}
	if c.Reading != ReadAll {
		ms = dropUnread(ms, t.S, c)
	}
	ms = confirmNames(ms, c)
	if c.Business {
		ms = dropBusiness(ms)
	}
	if c.Hint&families != 0 && !c.Personal {
		ms = slices.DeleteFunc(ms, func(m Match) bool { return bit(m.Entity)&families != 0 && m.Reason == reasonHeader })
	}
	if c.Codes {
		ms = dropCodes(ms, at)
	}
	if c.Mode == ModePerCell && c.Entity == Person { // what is left says whether a name was read
		ms = perCellName(settle(ms), t.S, at)
	}
	return ms
}

// dropUnread takes away the names that do not count in the column. Under a header of
// names they stay as unlikely ones: the cell was read, and is none.
func dropUnread(ms []Match, s string, c *Column) []Match {
	if !c.Hint.Has(Person) {
		return slices.DeleteFunc(ms, func(m Match) bool { return !c.Reading.Counts(&m, s) })
	}
	for i := range ms {
		if m := &ms[i]; !c.Reading.Counts(m, s) {
			m.Likelihood, m.Reason = Unlikely, reasonColumn
		}
	}
	return ms
}

// placeholder reports what stands for an empty cell: no letter or digit, or a word
// such as "n/a" or "none".
func placeholder(v string) bool {
	if len(v) > 12 {
		return false
	}
	for i := range len(v) {
		if isWordByte(v[i]) {
			return equalWord(v, "n/a") || equalWord(v, "none") || equalWord(v, "null") || equalWord(v, "nil") || equalWord(v, "na")
		}
	}
	return true
}

// wholeMatch is the one match of a cell in a whole column; it names the detector
// that found the kind in this cell, if one did.
func wholeMatch(ms []Match, at Span, c *Column) Match {
	m := Match{Span: at, Entity: c.Entity, Likelihood: max(c.Likelihood, Likely), Reason: reasonColumn}
	best := -1
	for i := range ms {
		if ms[i].Entity == c.Entity && (best < 0 || ms[i].Detector < ms[best].Detector) {
			best = i
		}
	}
	if best >= 0 {
		m.Detector = ms[best].Detector
	}
	return m
}

// confirmNames takes back what header and shape alone took for names, where the
// column's values say otherwise. A header that names a person's part ("applicant")
// stands by itself, but for single words that repeat.
func confirmNames(ms []Match, c *Column) []Match {
	if c.Entity == Person || c.Hint&hintPart != 0 || strongName(c.Hint) && !c.Category {
		return ms
	}
	for i := range ms {
		m := &ms[i]
		if m.Entity != Person || m.Reason != reasonHeaderShape && m.Reason != reasonHeader {
			continue
		}
		switch {
		case c.Entity == Organization && c.Found[Person]+c.Possible[Person] == 0:
			m.Likelihood = Unlikely
		case (c.Entity == Organization || strongName(c.Hint)) && m.Likelihood == VeryLikely: // a comma or initial among firms
			m.Likelihood = Likely
		case c.Entity == Organization && m.Likelihood == Possible && m.Reason != reasonHeader && c.Mode != ModeNone:
		default:
			m.Likelihood = Unlikely
		}
		m.Reason = reasonColumn
	}
	return ms
}

// dropBusiness lowers what says how to reach a firm or a public body. They stay
// finds, so that a release says how many it kept; the firm's name around them
// gives way.
func dropBusiness(ms []Match) []Match {
	lowered := false
	for i := range ms {
		if bit(ms[i].Entity)&reachHints != 0 && ms[i].Likelihood > Unlikely {
			ms[i].Likelihood, ms[i].Reason = Unlikely, reasonBusiness
			lowered = true
		}
	}
	if !lowered {
		return ms
	}
	return slices.DeleteFunc(ms, func(m Match) bool { return m.Entity == Organization || m.Entity == URL })
}

// dropCodes lowers look-alikes that are the whole cell of a column of codes.
func dropCodes(ms []Match, at Span) []Match {
	for i := range ms {
		if ms[i].Entity == CreditCard && ms[i].Span == at {
			ms[i].Likelihood, ms[i].Reason = Unlikely, reasonColumn
		}
	}
	return ms
}

// perCellName decides a cell of a column that mixes people and firms: a firm stays,
// a name goes, and what is neither goes to a person.
func perCellName(ms []Match, s string, at Span) []Match {
	for i := range ms {
		if ms[i].Entity == Person || ms[i].Entity == Organization {
			return ms
		}
	}
	n := readName(s[at.Start:at.End])
	if n.blank && n.words <= 2 || n.letters < 2 {
		return ms
	}
	return append(ms, Match{Span: at, Entity: Person, Likelihood: Possible, Reason: reasonUnread})
}
