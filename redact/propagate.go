package redact

import (
	"slices"
	"sort"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/policy"
)

// Propagation (DESIGN idea 6): what is withheld in a record is looked for in its
// other texts. A full name, a digit string of seven or more, an e-mail and its
// user part, and a whole street address identify by themselves and may stand in
// no other cell of the record (promise 1). A lone surname or given name counts
// only with three letters or more, capitalised, not an ordinary word (then only
// after a title or the record's given name), not as part of a place, and never
// in an address, organisation or category column. A kept column is never edited:
// a find there stops or asks, as the policy says.

// foundElsewhere is a propagated match with its cell.
type foundElsewhere struct {
	cell int
	m    settledMatch
}

// propagate fills r.extra. It returns false when the record is left out.
func (r *Redactor) propagate(n int, out *Outcome) bool {
	r.extra = r.extra[:0]
	r.needles.reset()
	r.known = false
	for _, c := range r.touched {
		st := &r.cells[c]
		if st.late {
			if !r.mayElsewhere(c, st.ms) {
				continue
			}
			if !r.settle(c, st.ms, out) {
				return false
			}
		}
		for _, m := range r.settled[st.from:st.to] {
			if m.decision.Action != policy.MaskIt {
				continue
			}
			if m.Entity == detect.None && r.handed(c) {
				r.handValue(c, r.rec.Cells[c].Text[m.Start:m.End])
				continue
			}
			r.addValue(c, m.Entity, r.rec.Cells[c].Text[m.Start:m.End])
			for _, in := range r.inner[st.innerFrom:st.innerTo] {
				if in.Overlaps(m.Span) {
					r.addValue(c, in.Entity, r.rec.Cells[c].Text[in.Start:in.End])
				}
			}
		}
		if !r.plan.drop[c] {
			r.unknown(c, st)
		} else if col := &r.plan.Columns[c]; col.Entity.Personal() && len(r.rec.Cells[c].Text) <= longText && r.mayNumber(r.rec.Cells[c].Text) {
			r.digitsOf(c, r.rec.Cells[c].Text, col)
		}
	}
	if len(r.needles.list) == 0 {
		return true
	}
	r.searchAll(n)
	if len(r.extra) == 0 {
		return true
	}
	if r.joined(n) {
		r.searchAll(n)
	}
	for i := range r.extra {
		if c := r.extra[i].cell; !slices.Contains(r.touched, c) {
			r.touched = append(r.touched, c)
		}
	}
	slices.Sort(r.touched)
	return true
}

// may reports whether a withheld value may stand in the texts that are looked
// into.
func (r *Redactor) may(e detect.Entity, value string) bool {
	if kindOf(e) == nothingMade {
		return false
	}
	r.learn()
	return r.grams.may(e, value)
}

// mayElsewhere reports whether something of cell c, of a column that is left out,
// may be looked for elsewhere: a candidate, the cell as what its column holds, or
// a number.
func (r *Redactor) mayElsewhere(c int, ms []CellMatch) bool {
	text, col := r.rec.Cells[c].Text, &r.plan.Columns[c]
	for i := range ms {
		if r.may(ms[i].Entity, text[ms[i].Start:ms[i].End]) {
			return true
		}
	}
	if !col.Entity.Personal() {
		return false
	}
	covered := len(ms) == 1 && ms[0].Entity == col.Entity && ms[0].Len() == len(text)
	return !covered && r.may(col.Entity, text) || r.mayNumber(text)
}

// mayAny reports whether a word of a withheld text of no known kind may stand
// there.
func (r *Redactor) mayAny(value string) bool {
	r.learn()
	return r.grams.any || r.grams.mayAny(value)
}

// mayNumber reports whether a number of a withheld text may stand there.
func (r *Redactor) mayNumber(value string) bool {
	if !enoughDigits(value) {
		return false
	}
	r.learn()
	return r.grams.mayNumber(value)
}

// learn gives the grams the texts of the record, once.
func (r *Redactor) learn() {
	if r.known {
		return
	}
	r.known = true
	r.grams.reset()
	for _, c := range r.targets {
		if c >= len(r.rec.Cells) {
			break
		}
		if ok, _ := r.target(c); ok {
			r.grams.text(r.rec.Cells[c].Text)
		}
	}
	for c := len(r.plan.Names); c < len(r.rec.Cells); c++ {
		r.grams.text(r.rec.Cells[c].Text)
	}
}

// addValue adds a withheld value, and where it is a list of people each of them.
func (r *Redactor) addValue(c int, e detect.Entity, value string) {
	if !r.may(e, value) || e == detect.Person && nothing(value) {
		return
	}
	r.needles.add(c, e, value)
	if e != detect.Person {
		return
	}
	item, rest := cutList(value)
	if rest == "" {
		return
	}
	for item != "" || rest != "" {
		if fewWords(item) {
			r.needles.addName(c, item)
		}
		item, rest = cutList(rest)
	}
}

func (r *Redactor) searchAll(n int) {
	for _, c := range r.targets {
		if c >= n {
			return
		}
		if ok, lone := r.target(c); ok {
			r.search(c, lone)
		}
	}
}

// joined makes needles of the full names that lone words found side by side
// form: they become one label, so they are one withheld value. It reports
// whether there are new ones.
func (r *Redactor) joined(n int) bool {
	before := len(r.needles.list)
	for c := range n {
		if !r.hasExtra(c) {
			continue
		}
		text := r.rec.Cells[c].Text
		ms := r.matchesOf(c, &r.cells[c])
		for i := 0; i < len(ms); {
			k := i + 1
			for k < len(ms) && ms[k].Entity == ms[i].Entity && ms[k].Start >= ms[k-1].End && strings.Trim(text[ms[k-1].End:ms[k].Start], gapBytes) == "" {
				k++
			}
			if k > i+1 && k-i <= nameWords && ms[i].Entity == detect.Person {
				r.needles.addWords(c, detect.Person, text[ms[i].Start:ms[k-1].End])
			}
			i = k
		}
	}
	return len(r.needles.list) > before
}

// gapBytes may lie between two matches that become one label.
const gapBytes = " ,"

func (r *Redactor) hasExtra(c int) bool {
	i := r.extraAt(c, 0)
	return i < len(r.extra) && r.extra[i].cell == c
}

// unknown looks at a withheld cell beyond what the detectors know: its longer
// digit strings, and its words where nobody knows what they are. Of a cell that
// is made less exact only the digits are gone.
func (r *Redactor) unknown(c int, st *cellState) {
	switch st.rule.Do {
	case policy.Keep, policy.Clean, policy.Ask, policy.DropRow:
		return
	default: // withheld, coded, made less exact
	}
	text, col := r.rec.Cells[c].Text, &r.plan.Columns[c]
	if len(text) > longText {
		return
	}
	if r.mayNumber(text) {
		r.digitsOf(c, text, col)
	}
	if st.rule.Do == policy.Coarsen && r.less(c, st.rule).ok {
		return
	} // what the style cannot read is withheld
	if !r.mayAny(text) {
		return
	}
	e := r.whole(c, st.rule).entity
	if e != detect.None && e != detect.Person || exemptions.CountLabels(text) > 0 { // a label of an earlier release is no value
		return
	}
	for _, m := range r.settled[st.from:st.to] {
		if m.Entity == detect.Organization && m.Likelihood >= detect.Likely {
			return
		}
	}
	r.wordsOf(c, text, e)
}

// wordsOf adds the words of a withheld cell, and of each of several people or
// things in it, as what the cell's label calls them.
func (r *Redactor) wordsOf(c int, text string, e detect.Entity) {
	whole := true
	for rest := text; rest != ""; {
		var part string
		part, rest = cutList(rest)
		if rest == "" && whole {
			break
		}
		whole = false
		r.phrase(c, e, part)
	}
	r.phrase(c, e, text)
	if e == detect.None {
		r.codesOf(c, text)
	}
}

// phrase adds a text of a few words, as it stands and without what is around it.
func (r *Redactor) phrase(c int, e detect.Entity, s string) {
	if fewWords(s) {
		r.needles.addWords(c, e, s)
		r.needles.addBare(c, e, s)
	}
}

// fewWords reports a text of two to nameWords words that says something.
func fewWords(s string) bool {
	n := countWords(s)
	return n >= 2 && n <= nameWords && !nothing(s)
}

// codesOf adds words that mix letters and digits: WB-288627.
func (r *Redactor) codesOf(c int, text string) {
	for at := 0; ; {
		w, ok := nextWord(text, at)
		if !ok {
			return
		}
		at = w.End
		if code := text[w.Start:w.End]; isCode(code) {
			r.needles.addWords(c, detect.None, code)
		}
	}
}

// isCode reports a word of letters and digits, seven characters or more: what
// identifies like a number.
func isCode(w string) bool {
	letter, digit, n := false, false, 0
	for i := 0; i < len(w); {
		r, size := fold(w, i)
		if r > 0 {
			isDigit := r >= '0' && r <= '9'
			letter, digit, n = letter || !isDigit, digit || isDigit, n+1
		}
		i += size
	}
	return letter && digit && n >= 7
}

// cutList cuts the first item of a list of people: "Pat Doe & Ana Roe; Lee Doe".
func cutList(s string) (item, rest string) {
	for i := range len(s) {
		switch s[i] {
		case '&', ';', '/', '|', '\n', '\r', '(', ')', '+':
			return s[:i], s[i+1:]
		case ' ':
			for _, and := range [...]string{" and ", " or ", " c/o "} {
				if len(s)-i > len(and) && strings.EqualFold(s[i:i+len(and)], and) {
					return s[:i], s[i+len(and):]
				}
			}
		}
	}
	return s, ""
}

// nothing reports a text that says that there is no value: N/A, not provided.
func nothing(s string) bool {
	for at := 0; ; {
		w, ok := nextWord(s, at)
		if !ok {
			return true
		}
		if !nothingWords.has(s[w.Start:w.End]) {
			return false
		}
		at = w.End
	}
}

// digitsOf adds the digit strings of a withheld cell as what its column holds.
// House numbers and ZIP codes are never looked for, dates only where they are
// dates of birth: they stand in every record.
func (r *Redactor) digitsOf(c int, text string, col *detect.Column) {
	e := detect.None
	switch {
	case col.Entity == detect.StreetAddress:
		return
	case col.Entity.Personal():
		e = col.Entity
	case col.Kind == detect.KindCoordinate:
		e = detect.GeoPoint
	}
	for at := 0; at < len(text); {
		start, end := digitRun(text, at)
		if start == end {
			break
		}
		if at = end; e != detect.DateOfBirth && dateLike(text[start:end]) {
			continue
		}
		r.needles.addRun(c, e, text[start:end])
	}
}

// Bounds of what a withheld cell of no known kind is looked for by.
const (
	longText  = 4096 // bytes; beyond it the detectors' finds are enough
	nameWords = 6
)

func countWords(s string) (n int) {
	for at := 0; ; n++ {
		w, ok := nextWord(s, at)
		if !ok {
			return n
		}
		at = w.End
	}
}

// dateLike reports a run of digits written as a date, a time behind it or not:
// 2026-05-12, 5/12/26.
func dateLike(run string) bool {
	n := len(run)
	for i := range n {
		if run[i] == ' ' {
			n = i
			break
		}
	}
	f := strings.FieldsFunc(run[:n], func(q rune) bool { return q == '-' || q == '/' || q == '.' })
	if len(f) != 3 || !digits(f[0]) || !digits(f[1]) || !digits(f[2]) || len(f[1]) > 2 {
		return false
	}
	return len(f[0]) == 4 && len(f[2]) <= 2 || len(f[0]) <= 2 && (len(f[2]) == 4 || len(f[2]) == 2)
}

// target reports whether cell c of the columns r.targets is looked into, and whether lone words of names
// count in it.
func (r *Redactor) target(c int) (ok, lone bool) {
	st, col := &r.cells[c], &r.plan.Columns[c]
	if len(r.rec.Cells[c].Text) < 3 {
		return false, false
	}
	switch st.rule.Do {
	case policy.Keep:
		return true, false // a lone word in a kept column proves nothing
	case policy.Clean:
	default:
		return false, false
	}
	switch col.Entity {
	case detect.StreetAddress, detect.Organization, detect.Location, detect.ZIPCode, detect.Intersection, detect.GeoPoint, detect.ParcelID:
		return true, false
	}
	return true, !col.Category && !col.Hint.Category()
}

// search looks for every needle in cell c.
func (r *Redactor) search(c int, lone bool) {
	text := r.rec.Cells[c].Text
	st := &r.cells[c]
	found := func(nd *needle, at detect.Span) {
		if nd.lone && !lone {
			return
		}
		// The user part of an address is often the name: where names may stand it
		// tells nothing new.
		if nd.entity == detect.EmailAddress && st.rule.Holds[detect.Person] && !strings.Contains(text[at.Start:at.End], "@") {
			return
		}
		own := r.settled[st.from:st.to] // in order, without overlaps
		for i := sort.Search(len(own), func(i int) bool { return own[i].End > at.Start }); i < len(own) && own[i].Start < at.End; i++ {
			if !own[i].Overlaps(at) {
				continue
			}
			// A name that the rule keeps may be the user part of the address that is
			// withheld beside it: pat.doe@ tells no more than Pat Doe does.
			kept := own[i].decision.Action == policy.KeepIt
			if !kept || nd.entity == detect.EmailAddress && own[i].Entity == detect.Person && st.rule.Holds[detect.Person] {
				return
			}
		}
		if nd.entity == detect.Person && r.plan.Bound.Place(text, at.Start, at.End) {
			return // the street is not the person
		}
		d := r.plan.Bound.Decide(st.rule, policy.Finding{Column: c, Entity: nd.entity, Likelihood: detect.Likely, Value: text[at.Start:at.End]})
		r.addExtra(c, settledMatch{Match: detect.Match{Span: at, Entity: nd.entity, Likelihood: detect.Likely}, decision: d, elsewhere: true})
	}
	r.needles.each(text, c, found)
}

// addExtra keeps extra in order of cell and start and free of overlaps: a longer
// match takes the place of the shorter ones that it covers.
func (r *Redactor) addExtra(c int, m settledMatch) {
	lo := r.extraAt(c, m.Start)
	hi := lo
	for hi < len(r.extra) && r.extra[hi].cell == c && r.extra[hi].m.Start < m.End {
		if r.extra[hi].m.Len() >= m.Len() {
			return
		}
		hi++
	}
	r.extra = slices.Replace(r.extra, lo, hi, foundElsewhere{c, m})
}

// extraAt is the place of the first match of cell c in extra that ends behind
// at, or of what follows cell c.
func (r *Redactor) extraAt(c, at int) int {
	return sort.Search(len(r.extra), func(i int) bool {
		e := &r.extra[i]
		return e.cell > c || e.cell == c && e.m.End > at
	})
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
	for i := r.extraAt(c, 0); i < len(r.extra) && r.extra[i].cell == c; i++ {
		r.merged = append(r.merged, r.extra[i].m)
	}
	if len(r.merged) > n {
		slices.SortStableFunc(r.merged, func(a, b settledMatch) int { return a.Start - b.Start })
	}
	return r.merged
}

func (r *Redactor) coveredByExtra(c int, s detect.Span) bool {
	i := r.extraAt(c, s.Start)
	return i < len(r.extra) && r.extra[i].cell == c && r.extra[i].m.Overlaps(s)
}
