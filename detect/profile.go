package detect

// Profile counts what the cells of a table hold, every row, in bounded memory.
// Profiles of parts of a table merge to the same result in any order. It belongs
// to one goroutine.
type Profile struct {
	cols []*Column
	acc  []columnCount
}

type columnCount struct {
	cells    int64
	votes    [NumEntities]int64
	found    [NumEntities]int64
	possible [NumEntities]int64
}

// NewProfile starts a profile of the columns, as [NewColumn] made them.
func NewProfile(cols []*Column) *Profile {
	return &Profile{cols: cols, acc: make([]columnCount, len(cols))}
}

// Cell counts one cell: its text and the candidates that Scan found in it. Blank
// cells and columns outside the table are ignored.
func (p *Profile) Cell(col int, s string, ms []Match) {
	if col < 0 || col >= len(p.acc) || trimSpan(s).Len() == 0 {
		return
	}
	a := &p.acc[col]
	a.cells++
	for _, m := range ms {
		if m.Likelihood >= Likely {
			a.found[m.Entity]++
			a.votes[m.Entity] += int64(1000 * m.Len() / len(s))
		}
	}
}

// Merge adds q's counts; q is of the same table.
func (p *Profile) Merge(q *Profile) {
	for i := range min(len(p.acc), len(q.acc)) {
		p.acc[i].cells += q.acc[i].cells
		for e := range NumEntities {
			p.acc[i].votes[e] += q.acc[i].votes[e]
			p.acc[i].found[e] += q.acc[i].found[e]
		}
	}
}

// Reset forgets all counts and keeps the columns.
func (p *Profile) Reset() { clear(p.acc) }

// Columns are the verdicts, one for each column in order.
func (p *Profile) Columns() []Column {
	out := make([]Column, len(p.cols))
	for i, c := range p.cols {
		out[i] = *c
		a := &p.acc[i]
		out[i].Cells, out[i].Found, out[i].Possible = a.cells, a.found, a.possible
		for e := range NumEntities {
			if e.Personal() && a.found[e] > 0 {
				out[i].Personal = true
				out[i].Mode, out[i].Likelihood = ModePerCell, Likely
				if a.votes[e] >= 600*a.cells {
					out[i].Entity, out[i].Mode, out[i].Hits, out[i].Likelihood = e, ModeWhole, a.found[e], VeryLikely
				}
			}
		}
	}
	return out
}
