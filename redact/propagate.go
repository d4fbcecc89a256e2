package redact

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vaughn/detect"
	"vaughn/redact/policy"
)

// Propagation (DESIGN idea 6): what is withheld in a record is looked for in its
// other texts. A full name, a digit string of seven or more, the user part of an
// e-mail and a whole street address are looked for as such. A lone surname or
// given name counts only with three letters or more, capitalised, not an
// ordinary word (then only after a title or the record's given name) and not as
// part of a place. Nothing goes into address, organisation or category columns;
// a kept column is never edited: a find there stops or asks, as the policy says.

// foundElsewhere is a propagated match with its cell.
type foundElsewhere struct {
	cell int
	m    settledMatch
}

// needle is one thing to look for.
type needle struct {
	entity detect.Entity
	cell   int    // where it came from
	words  string // lower-case words joined by single spaces; "" for digits
	digits string
	lone   bool // one word of a name
}

type needles struct {
	list  []needle
	first [128]bool // lower-case first letters of the words; index 0 = any other letter
	words bool
	digit bool
}

func (n *needles) reset() { *n = needles{list: n.list[:0]} }

// propagate fills r.extra.
func (r *Redactor) propagate(n int) {
	r.extra = r.extra[:0]
	r.needles.reset()
	for c := range n {
		st := &r.cells[c]
		for _, m := range r.settled[st.from:st.to] {
			if m.decision.Action == policy.MaskIt && m.Likelihood >= detect.Likely {
				r.needles.add(c, m.Entity, r.rec.Cells[c].Text[m.Start:m.End])
			}
		}
	}
	if len(r.needles.list) == 0 {
		return
	}
	for c := range n {
		if r.target(c) {
			r.search(c)
		}
	}
}

// target reports whether cell c is looked into.
func (r *Redactor) target(c int) bool {
	st, col := &r.cells[c], &r.plan.Columns[c]
	if r.plan.drop[c] || len(r.rec.Cells[c].Text) < 3 || col.Category {
		return false
	}
	switch col.Entity {
	case detect.StreetAddress, detect.Organization, detect.Location, detect.ZIPCode, detect.Intersection, detect.GeoPoint, detect.ParcelID:
		return false
	}
	if col.Kind == detect.KindDate || col.Kind == detect.KindCoordinate {
		return false
	}
	return st.rule.Do == policy.Clean || st.rule.Do == policy.Keep
}

// search looks for every needle in cell c.
func (r *Redactor) search(c int) {
	text := r.rec.Cells[c].Text
	st := &r.cells[c]
	found := func(nd *needle, at detect.Span) {
		if st.rule.Do == policy.Keep && nd.lone {
			return // a lone word in a kept column proves nothing
		}
		for _, m := range r.settled[st.from:st.to] {
			if m.Overlaps(at) && m.decision.Action != policy.KeepIt {
				return
			}
		}
		d := r.plan.Bound.Decide(st.rule, policy.Finding{Column: c, Entity: nd.entity, Likelihood: detect.Likely, Propagated: true, Value: text[at.Start:at.End]})
		r.addExtra(c, settledMatch{Match: detect.Match{Span: at, Entity: nd.entity, Likelihood: detect.Likely}, decision: d, propagated: true})
	}
	if r.needles.words {
		r.needles.eachWord(text, c, found)
	}
	if r.needles.digit {
		r.needles.eachDigits(text, c, found)
	}
}

// addExtra keeps extra sorted and free of overlaps: the longer one wins.
func (r *Redactor) addExtra(c int, m settledMatch) {
	for i := range r.extra {
		if e := &r.extra[i]; e.cell == c && e.m.Overlaps(m.Span) {
			if m.Len() > e.m.Len() {
				e.m = m
			}
			return
		}
	}
	r.extra = append(r.extra, foundElsewhere{c, m})
}

// matchesOf is what was settled for cell c, with what was found elsewhere.
func (r *Redactor) matchesOf(c int, st *cellState) []settledMatch {
	own := r.settled[st.from:st.to]
	if len(r.extra) == 0 {
		return own
	}
	r.merged = r.merged[:0]
	for _, m := range own {
		if m.decision.Action != policy.KeepIt || !r.coveredByExtra(c, m.Span) {
			r.merged = append(r.merged, m)
		}
	}
	n := len(r.merged)
	for i := range r.extra {
		if r.extra[i].cell == c {
			r.merged = append(r.merged, r.extra[i].m)
		}
	}
	if len(r.merged) > n {
		slices.SortStableFunc(r.merged, func(a, b settledMatch) int { return a.Start - b.Start })
	}
	return r.merged
}

func (r *Redactor) coveredByExtra(c int, s detect.Span) bool {
	for i := range r.extra {
		if r.extra[i].cell == c && r.extra[i].m.Overlaps(s) {
			return true
		}
	}
	return false
}

// add makes needles of a withheld value of kind e.
func (n *needles) add(cell int, e detect.Entity, value string) {
	switch e {
	case detect.Person:
		n.addName(cell, value)
	case detect.EmailAddress:
		if user, _, ok := strings.Cut(value, "@"); ok {
			n.addUser(cell, user)
		}
		n.addWords(cell, e, value, false)
	case detect.StreetAddress:
		if f := strings.Fields(value); len(f) >= 2 && strings.ContainsAny(f[0], "0123456789") {
			n.addWords(cell, e, value, false)
		}
	case detect.PhoneNumber, detect.AccountNumber, detect.USSSN, detect.USITIN, detect.CreditCard, detect.USBankNumber,
		detect.USDriverLicense, detect.USPassport, detect.MedicalRecord, detect.ABARoutingNumber:
		n.addDigits(cell, e, value)
	case detect.Username, detect.LicensePlate, detect.VIN, detect.IBANCode:
		if len(value) >= 5 {
			n.addWords(cell, e, value, false)
		}
	}
}

// addName adds the full name in both orders and its words one by one.
func (n *needles) addName(cell int, value string) {
	last, given, comma := strings.Cut(value, ",")
	n.addWords(cell, detect.Person, value, false)
	if comma {
		n.addWords(cell, detect.Person, given+" "+last, false)
	}
	for w := range words(value) {
		t := value[w.Start:w.End]
		if utf8.RuneCountInString(t) >= 3 && !titles[strings.ToLower(t)] {
			n.addWords(cell, detect.Person, t, true)
		}
	}
}

// addUser adds the user part of an e-mail where it is not a role.
func (n *needles) addUser(cell int, user string) {
	if len(user) < 5 || roleUsers[strings.ToLower(user)] {
		return
	}
	n.addWords(cell, detect.EmailAddress, user, false)
}

// addWords adds the words of value. A full name needs two words.
func (n *needles) addWords(cell int, e detect.Entity, value string, lone bool) {
	var b strings.Builder
	count := 0
	for w := range words(value) {
		if count > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToLower(value[w.Start:w.End]))
		count++
	}
	if count == 0 || count < 2 && !lone && e == detect.Person || count == 1 && b.Len() < 3 {
		return
	}
	s := b.String()
	for i := range n.list {
		if n.list[i].words == s && n.list[i].lone == lone {
			return
		}
	}
	n.list = append(n.list, needle{entity: e, cell: cell, words: s, lone: lone})
	n.words = true
	if s[0] < utf8.RuneSelf {
		n.first[s[0]] = true
	} else {
		n.first[0] = true
	}
}

// addDigits adds the digits of value, seven or more; of a ten-digit number also
// the seven without the area code.
func (n *needles) addDigits(cell int, e detect.Entity, value string) {
	var buf [32]byte
	d := buf[:0]
	for i := range len(value) {
		if value[i] >= '0' && value[i] <= '9' && len(d) < len(buf) {
			d = append(d, value[i])
		}
	}
	if e == detect.PhoneNumber && len(d) == 11 && d[0] == '1' {
		d = d[1:]
	}
	if len(d) < 7 {
		return
	}
	n.list = append(n.list, needle{entity: e, cell: cell, digits: string(d)})
	if e == detect.PhoneNumber && len(d) == 10 {
		n.list = append(n.list, needle{entity: e, cell: cell, digits: string(d[3:])})
	}
	n.digit = true
}

// words yields the words of s: runs of letters, digits and marks, with
// apostrophes and hyphens inside.
func words(s string) func(yield func(detect.Span) bool) {
	return func(yield func(detect.Span) bool) {
		start := -1
		for i := 0; i < len(s); {
			c, size := rune(s[i]), 1
			if c >= utf8.RuneSelf {
				c, size = utf8.DecodeRuneInString(s[i:])
			}
			in := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
				c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c)) ||
				start >= 0 && (c == '\'' || c == '-' || c == '’')
			if in && start < 0 {
				start = i
			} else if !in && start >= 0 {
				if !yield(detect.Span{Start: start, End: trimTail(s, start, i)}) {
					return
				}
				start = -1
			}
			i += size
		}
		if start >= 0 {
			yield(detect.Span{Start: start, End: trimTail(s, start, len(s))})
		}
	}
}

// trimTail takes a closing apostrophe or hyphen, and a possessive 's, off a word.
func trimTail(s string, start, end int) int {
	t := strings.TrimRight(s[start:end], "'-’")
	if l := len(t); l > 3 && (strings.HasSuffix(t, "'s") || strings.HasSuffix(t, "'S")) {
		t = t[:l-2]
	} else if strings.HasSuffix(t, "’s") && l > 5 {
		t = strings.TrimSuffix(t, "’s")
	}
	return start + len(t)
}

// eachWord calls found for every place where a needle's words stand in s.
func (n *needles) eachWord(s string, cell int, found func(*needle, detect.Span)) {
	var prev detect.Span
	for w := range words(s) {
		f := s[w.Start]
		if f >= 'A' && f <= 'Z' {
			f += 'a' - 'A'
		}
		if f >= utf8.RuneSelf {
			f = 0
		}
		if n.first[f] {
			for i := range n.list {
				nd := &n.list[i]
				if nd.words == "" || nd.cell == cell && nd.lone {
					continue
				}
				if end, ok := hasWords(s, w.Start, nd.words); ok && (!nd.lone || n.loneFits(s, prev, w)) {
					found(nd, detect.Span{Start: w.Start, End: end})
				}
			}
		}
		prev = w
	}
}

// hasWords reports whether the words of want (lower case, single spaces) stand
// at s[at:], case and what lies between words ignored.
func hasWords(s string, at int, want string) (end int, ok bool) {
	rest := want
	end = at
	for w := range words(s[at:]) {
		var head string
		var more bool
		head, rest, more = strings.Cut(rest, " ")
		if gap := s[end : at+w.Start]; strings.Trim(gap, " .,/_@-\t") != "" {
			return 0, false
		}
		if !strings.EqualFold(s[at+w.Start:at+w.End], head) {
			return 0, false
		}
		end = at + w.End
		if !more {
			return end, true
		}
	}
	return 0, false
}

// loneFits decides whether one word of a name, at w, means the person.
func (n *needles) loneFits(s string, prev, w detect.Span) bool {
	word := s[w.Start:w.End]
	c, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(c) {
		return false
	}
	rest := strings.TrimLeft(s[w.End:], " ")
	for next := range words(rest) {
		if next.Start == 0 && placeWords[strings.ToLower(strings.TrimRight(rest[next.Start:next.End], "."))] {
			return false // Park St, Main Park Ave: a place that is named so
		}
		break
	}
	if !ordinary[strings.ToLower(word)] {
		return true
	}
	before := strings.ToLower(s[prev.Start:prev.End])
	if prev.End == 0 || strings.Trim(s[prev.End:w.Start], " .") != "" {
		return false
	}
	if titles[before] {
		return true
	}
	for i := range n.list {
		if n.list[i].lone && n.list[i].words == before {
			return true // after the record's given name
		}
	}
	return false
}

// eachDigits calls found for every place where a needle's digits stand in s,
// separators ignored, with no digit before or after.
func (n *needles) eachDigits(s string, cell int, found func(*needle, detect.Span)) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			continue
		}
		for k := range n.list {
			nd := &n.list[k]
			if nd.digits == "" {
				continue
			}
			if end, ok := hasDigits(s, i, nd.digits); ok {
				found(nd, detect.Span{Start: i, End: end})
			}
		}
	}
}

// hasDigits reports whether the digits of want stand at s[at:], up to two
// separators between any two of them, and end there. A leading country code 1
// is allowed before ten digits.
func hasDigits(s string, at int, want string) (end int, ok bool) {
	i, k, gap := at, 0, 0
	if len(want) == 10 && s[at] == '1' && want[0] != '1' {
		i++
	}
	for i < len(s) && k < len(want) {
		switch c := s[i]; {
		case c == want[k]:
			k, gap = k+1, 0
		case strings.IndexByte(" -.()/", c) >= 0 && gap < 2:
			gap++
		default:
			return 0, false
		}
		i++
	}
	if k < len(want) || i < len(s) && s[i] >= '0' && s[i] <= '9' {
		return 0, false
	}
	return i, true
}
