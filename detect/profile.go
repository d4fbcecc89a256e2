package detect

import "math/bits"

// Profile counts what the cells of a table hold, every row, in bounded memory.
// Profiles of parts of a table merge to the same result in any order and split.
// It belongs to one goroutine.
type Profile struct {
	cols    []*Column
	acc     []columnCount
	scratch []Match
}

// columnCount is what one column's cells add up to; integers only, so that sums
// do not depend on their order.
type columnCount struct {
	cells    int64
	votes    [NumEntities]int64 // likelihood x share of the cell covered, in thousandths
	found    [NumEntities]int64 // cells at Likely or above
	possible [NumEntities]int64 // cells at Possible only
	weak     int64              // names by header and shape alone
	strong   int64              // names by header, shape and more (comma, initial)
	numbers  int64
	dates    int64
	codes    int64 // bare runs of 12 digits or more
	split    int64 // whole cells of the shape 3-2-4, whatever the header says
	nine     int64 // whole cells of nine bare digits
	suffix   bool  // under a header of name suffixes
	odd      int64 // of them the cells that are no suffix
	young    int64 // ages below majority under a header of ages
	read     int64 // names that their words gave away
	readSure int64 // of them those of words that are known as names
	readAll  int64 // of them those that are most of the cell
	readCell int64 // of them those that are all of the cell, of words known as names
	bytes    int64 // of cells of text
	firms    int64 // names with a word that firms and public bodies use
	acting   int64 // cells of a firm and who acts for it
	values   sketch
}

// NewProfile starts a profile of the columns, as [NewColumn] made them.
func NewProfile(cols []*Column) *Profile {
	p := &Profile{cols: cols, acc: make([]columnCount, len(cols))}
	for i, c := range cols {
		p.acc[i].suffix = isSuffixHeader(c.Name)
	}
	return p
}

// Cell counts one cell: its text and the candidates that Scan found in it, which
// are not changed. Blank cells and columns outside the table are ignored.
func (p *Profile) Cell(col int, s string, ms []Match) {
	if col < 0 || col >= len(p.acc) {
		return
	}
	at := trimSpan(s)
	if at.Len() == 0 {
		return
	}
	a := &p.acc[col]
	a.cells++
	switch valueKind(s[at.Start:at.End]) {
	case KindNumber:
		a.numbers++
	case KindDate:
		a.dates++
	default:
		a.bytes += int64(at.Len())
		a.values.add(valueHash(s[at.Start:at.End]))
	}
	if at.Len() >= 12 && at.Len() <= 19 && digitsAt(s, at.Start, at.End) {
		a.codes++
	}
	switch v := s[at.Start:at.End]; {
	case a.suffix && !isNameSuffix(v):
		a.odd++
	case len(v) <= 2 && p.cols[col].Hint.Has(Age):
		if y, end := readNumber(v, 0); end == len(v) && y < majority {
			a.young++
		}
	case len(v) == 9 && digitsAt(v, 0, 9):
		a.nine++
	case len(v) == 11 && isSSNShape(v, 0):
		a.split++
	}
	if len(ms) > 0 {
		p.scratch = settle(append(p.scratch[:0], ms...))
		a.count(p.scratch, at.Len())
	}
}

// count adds the settled candidates of one cell of n bytes.
func (a *columnCount) count(ms []Match, n int) {
	var likely, possible uint64
	firm, named := false, false
	var read Likelihood
	long := 0
	for i := range ms {
		m := &ms[i]
		if m.Reason == reasonNames && m.Likelihood >= Likely {
			read, long = max(read, m.Likelihood), max(long, m.Len())
		}
		firm = firm || m.Reason == reasonFirmWord
		named = named || m.Entity == Person
		switch {
		case m.Likelihood >= Likely:
			likely |= 1 << m.Entity
			weight := int64(8)
			if m.Likelihood == VeryLikely {
				weight = 10
			}
			a.votes[m.Entity] += min(weight*100, weight*100*int64(m.Len())/int64(n))
			if m.Entity == Person && m.Reason == reasonHeaderShape {
				if m.Likelihood == VeryLikely {
					a.strong++
				} else {
					a.weak++
				}
			}
		case m.Likelihood == Possible:
			possible |= 1 << m.Entity
		}
	}
	if firm {
		a.firms++
		if named {
			a.acting++
		}
	}
	if read > 0 {
		a.read++
		if read == VeryLikely {
			a.readSure++
		}
		if 10*long >= 9*n {
			a.readAll++
			if read == VeryLikely {
				a.readCell++
			}
		}
	}
	possible &^= likely
	for ; likely != 0; likely &= likely - 1 {
		a.found[bits.TrailingZeros64(likely)]++
	}
	for ; possible != 0; possible &= possible - 1 {
		a.possible[bits.TrailingZeros64(possible)]++
	}
}

// Merge adds q's counts; q is a profile of the same table.
func (p *Profile) Merge(q *Profile) {
	for i := range min(len(p.acc), len(q.acc)) {
		a, b := &p.acc[i], &q.acc[i]
		a.cells += b.cells
		a.weak += b.weak
		a.strong += b.strong
		a.numbers += b.numbers
		a.dates += b.dates
		a.codes += b.codes
		a.split += b.split
		a.nine += b.nine
		a.young += b.young
		a.odd += b.odd
		a.firms += b.firms
		a.acting += b.acting
		a.read += b.read
		a.readSure += b.readSure
		a.readAll += b.readAll
		a.readCell += b.readCell
		a.bytes += b.bytes
		for e := range NumEntities {
			a.votes[e] += b.votes[e]
			a.found[e] += b.found[e]
			a.possible[e] += b.possible[e]
		}
		a.values.merge(&b.values)
	}
}

// Columns are the verdicts, one for each column in order.
func (p *Profile) Columns() []Column {
	out := make([]Column, len(p.cols))
	for i, c := range p.cols {
		out[i] = *c
		if p.acc[i].cells > 0 {
			p.acc[i].judge(&out[i])
			out[i].Firms, out[i].Acting, out[i].Odd = p.acc[i].firms, p.acc[i].acting, p.acc[i].odd
		}
	}
	groupPlaces(out)
	judgeStreets(out)
	judgePoints(out)
	judgeSubjects(out)
	return out
}

// valueKind is the kind of one trimmed, non-empty value. Numbers with a leading
// zero or of more than 15 digits are codes, so text.
func valueKind(v string) Kind {
	if c := v[0]; !isDigit(c) && c != '-' && c != '+' && c != '.' {
		return KindText
	}
	i := 0
	if !isDigit(v[0]) && v[0] != '.' {
		i++
	}
	digits, points, start := 0, 0, i
	for ; i < len(v); i++ {
		switch c := v[i]; {
		case isDigit(c):
			digits++
		case c == '.':
			points++
		case c == ',' && i > start:
		default:
			if end, ok := readDate(v, 0); ok && isTime(v[end:]) {
				return KindDate
			}
			return KindText
		}
	}
	if digits == 0 || points > 1 {
		return KindText
	}
	if points == 0 && (digits > 1 && v[start] == '0' || digits > 15) {
		return KindText
	}
	return KindNumber
}

// isTime reports the rest of a date: nothing, or a time of day.
func isTime(s string) bool {
	if len(s) > 20 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c), c == ':', c == ' ', c == '.', c == 'T', c == 'Z', c == '+', c == '-', c|0x20 == 'a', c|0x20 == 'p', c|0x20 == 'm':
		default:
			return false
		}
	}
	return true
}
