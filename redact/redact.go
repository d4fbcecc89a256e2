package redact

import (
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/policy"
)

// CellMatch is a candidate of the first pass with its cell.
type CellMatch struct {
	Cell int
	detect.Match
}

// Mark is one withholding in one record: what becomes a line of the log once
// its place in the output is known.
type Mark struct {
	Cell   int   // input column; of a group, its first
	Group  []int // columns handled together; nil = Cell alone
	Rule   *policy.BoundRule
	Entity detect.Entity
	Action exemptions.Action
	Label  string // "" for codes
	Ground *exemptions.Ground
	Cells  int
	Labels int
	Wide   bool // every non-blank cell of the column: one line for the file
}

// Issue is a find that stops the release or waits for a person.
type Issue struct {
	Cell   int
	Entity detect.Entity
	Stop   bool // not allowed here; false = a person decides

	Rule       *policy.BoundRule
	Likelihood detect.Likelihood // of a find; 0 = the cell as a whole waits
	Value      string            // what the person must see: the find, or the cells that the rule handles together; gone with the record
	Elsewhere  bool              // it was looked for because it is withheld in another cell of the record
}

// Kept is a personal find that a decision leaves in the released cell.
type Kept struct {
	Cell   int
	Entity detect.Entity
}

// Outcome is what happens to records. The slices grow: a caller that keeps the
// outcomes of several records apart notes the lengths before and after.
type Outcome struct {
	Edits  []formats.Edit
	Marks  []Mark
	Issues []Issue
	Kept   []Kept

	Left       bool // the last record is left out of the release
	LeftRule   *policy.BoundRule
	LeftGround *exemptions.Ground
	LeftEntity detect.Entity
}

// Reset empties o for reuse.
func (o *Outcome) Reset() {
	o.Edits, o.Marks, o.Issues, o.Kept = o.Edits[:0], o.Marks[:0], o.Issues[:0], o.Kept[:0]
	o.Left, o.LeftRule, o.LeftGround, o.LeftEntity = false, nil, nil, detect.None
}

// cellState is what one cell of the record came to.
type cellState struct {
	rule *policy.BoundRule
	from int // matches of the cell in Redactor.settled
	to   int

	innerFrom, innerTo int // in Redactor.inner

	late bool        // of a column that is left out, and not settled yet
	ms   []CellMatch // its candidates
}

// Redactor decides records of one table. It is not safe for concurrent use; make
// one per worker. It keeps nothing of a record after the next call.
type Redactor struct {
	plan    *Plan
	fixed   []*policy.BoundRule // by column: the rule that does not depend on the row, nil where it does
	like    []int               // by column: an earlier one with the same rules, -1 = none
	lookUp  []bool              // by column: whole cells are asked of keyed lists
	busy    []int               // columns that need a look in every record
	open    []int               // columns that may show names or places in some rows
	targets []int               // columns that finds of other cells are looked for in
	touched []int               // columns of the record at hand that were settled, sorted
	rec     *formats.Record
	get     func(col int) string
	cells   []cellState
	settled []settledMatch
	inner   []detect.Match   // what detectors see inside cells that are withheld as a whole
	extra   []foundElsewhere // propagated matches, sorted by cell and start
	merged  []settledMatch   // scratch of inText
	shown   []shownCell      // cells of the record that a style has seen
	scratch []detect.Match
	edits   int // lengths of the outcome when the record began
	marks   int
	needles needles
	grams   grams
	known   bool // grams are those of the record at hand
	labels  map[labelKey]string
	pieces  []markPart                    // of the record's marks of several cells
	owns    map[*policy.BoundRule][][]int // columns of marks that share a place with another label
	hands   []Hand                        // marks that a person made in the record at hand
}

type labelKey struct {
	e detect.Entity
	g *exemptions.Ground
}

// settledMatch is a match with its decision.
type settledMatch struct {
	detect.Match
	decision  policy.Decision
	elsewhere bool // found because it is withheld in another cell
}

// New makes a redactor for a plan.
func New(p *Plan) *Redactor {
	r := &Redactor{plan: p, open: p.openColumns(), cells: make([]cellState, len(p.Names)), labels: map[labelKey]string{}, owns: map[*policy.BoundRule][][]int{}, lookUp: make([]bool, len(p.Names))}
	r.fixed, r.like = make([]*policy.BoundRule, len(p.Names)), filled(len(p.Names), -1)
	for c := range r.fixed {
		if rule, ok := p.Bound.Fixed(c); ok {
			r.fixed[c] = rule
			r.cells[c].rule = rule
		} else {
			r.like[c] = slices.IndexFunc(p.Bound.Columns[:c], func(k policy.BoundColumn) bool { return slices.Equal(k.Rules, p.Bound.Columns[c].Rules) })
		}
		r.lookUp[c] = p.Bound.LooksUp(c)
		if r.always(c) {
			r.busy = append(r.busy, c)
		}
		kind := p.Columns[c].Kind
		point := kind == detect.KindCoordinate && r.fixed[c] == nil // handled with its place, row by row
		if !p.drop[c] && kind != detect.KindDate && !point {
			r.targets = append(r.targets, c)
		}
	}
	r.get = func(col int) string {
		if col < 0 || col >= len(r.rec.Cells) {
			return ""
		}
		return r.rec.Cells[col].Text
	}
	return r
}

// Record decides one record. ms are the candidates of its cells, sorted by cell.
// Edits, marks, issues and keeps are appended to out; out.Left tells that the
// record is left out (it then has no edits).
func (r *Redactor) Record(rec *formats.Record, ms []CellMatch, out *Outcome) {
	r.rec = rec
	out.Left = false
	r.edits, r.marks = len(out.Edits), len(out.Marks)
	switch rec.Role {
	case formats.RoleBlank:
		return
	case formats.RoleTitle, formats.RoleHeader:
		r.above(ms, out)
		return
	}
	if r.plan.Bound.Leaves(r.get) {
		r.leave(out, nil, nil, detect.None)
		return
	}
	if h := r.handedRow(); h != nil {
		r.leave(out, h.Decision.Rule, h.Decision.Ground, detect.None)
		return
	}
	n := min(len(rec.Cells), len(r.plan.Names))
	ms, ok := r.settleAll(n, ms, out)
	if !ok {
		return
	}
	if !r.propagate(n, out) {
		return
	}
	r.surplus(n, ms, out)
	for _, c := range r.touched {
		r.emit(c, out)
	}
	r.groups(out)
	slices.SortStableFunc(out.Edits[r.edits:], func(a, b formats.Edit) int {
		if a.Cell != b.Cell {
			return a.Cell - b.Cell
		}
		return a.Start - b.Start
	})
}

// always reports whether column c needs a look in every record: its rule
// depends on the row, takes the cell as a whole, or its verdict does.
func (r *Redactor) always(c int) bool {
	rule := r.fixed[c]
	if rule == nil || r.plan.Columns[c].Mode == detect.ModeWhole {
		return true
	}
	switch rule.Do {
	case policy.Keep, policy.Clean:
		return r.lookUp[c]
	case policy.Drop:
		return !r.plan.drop[c]
	default:
		return true
	}
}

// settleAll settles the cells that need it: those of busy columns and those with
// candidates; most cells are neither. It returns the candidates beyond column n,
// and false when the record is left out.
func (r *Redactor) settleAll(n int, ms []CellMatch, out *Outcome) (rest []CellMatch, ok bool) {
	for _, c := range r.touched {
		r.cells[c] = cellState{rule: r.fixed[c]}
	}
	r.settled, r.inner, r.touched, r.shown = r.settled[:0], r.inner[:0], r.touched[:0], r.shown[:0]
	for b, h := 0, 0; ; {
		c := n
		if h < len(r.hands) {
			c = min(c, r.hands[h].Cell)
		}
		if b < len(r.busy) {
			c = min(c, r.busy[b])
		}
		if len(ms) > 0 {
			c = min(c, ms[0].Cell)
		}
		if c >= n {
			return ms, true
		}
		if b < len(r.busy) && r.busy[b] == c {
			b++
		}
		for h < len(r.hands) && r.hands[h].Cell == c {
			h++
		}
		var mine []CellMatch
		mine, ms = cut(ms, c)
		r.touched = append(r.touched, c)
		if r.plan.drop[c] && r.fixed[c] != nil {
			r.cells[c].late, r.cells[c].ms = true, mine
			continue
		}
		if !r.settle(c, mine, out) {
			return nil, false
		}
	}
}

// cut splits off the matches of cell c.
func cut(ms []CellMatch, c int) (mine, rest []CellMatch) {
	n := 0
	for n < len(ms) && ms[n].Cell <= c {
		n++
	}
	return ms[:n], ms[n:]
}

// leave drops the record; what was collected for it in this call is forgotten
// by the caller through out.Left.
func (r *Redactor) leave(out *Outcome, rule *policy.BoundRule, g *exemptions.Ground, e detect.Entity) {
	out.Left, out.LeftRule, out.LeftGround, out.LeftEntity = true, rule, g, e
}

// settle finds the effective rule of cell c and decides its matches. It returns
// false when the record is left out.
func (r *Redactor) settle(c int, ms []CellMatch, out *Outcome) bool {
	st := &r.cells[c]
	*st = cellState{from: len(r.settled), to: len(r.settled), innerFrom: len(r.inner), innerTo: len(r.inner)}
	rule := r.fixed[c]
	if k := r.like[c]; rule == nil && k >= 0 {
		rule = r.cells[k].rule // settled before: every column whose rule depends on the row is
	}
	rule = r.ruleOf(c, rule)
	st.rule = rule
	if on, stays := r.onList(c, rule, out); on {
		return stays
	}
	if rule.Do == policy.DropRow {
		d := r.whole(c, rule)
		r.leave(out, rule, d.Ground, d.entity)
		return false
	}
	hand := r.handed(c) && (rule.Do == policy.Keep || rule.Do == policy.Clean)
	if len(ms) == 0 && r.plan.Columns[c].Mode != detect.ModeWhole && !hand {
		return true
	}
	r.resolve(c, ms, &r.plan.Columns[c])
	inside := false
	if rule.Do != policy.Keep && rule.Do != policy.Clean && !anyPersonal(r.scratch) {
		// The verdict on the column may deny what single cells hold; what is
		// withheld here is looked for elsewhere all the same.
		if r.resolve(c, ms, nil); !anyPersonal(r.scratch) {
			r.resolve(c, ms, &r.plan.Columns[c])
		}
	} else {
		inside = len(ms) > 0 && (wordy(r.plan.Columns[c].Entity) || r.narrower(ms))
	}
	if rule.Do == policy.Keep || rule.Do == policy.Clean {
		r.listed(ms)
	}
	text, masked := r.rec.Cells[c].Text, false
	for _, m := range r.scratch {
		d := r.decide(rule, c, text, m)
		if r.holdsMore(ms, m, &d) {
			if r.parts(c, rule, ms, m, out) {
				continue
			}
			return false
		}
		if d.Action == policy.DropRowIt {
			r.leave(out, d.Rule, d.Ground, told(m.Entity, d))
			return false
		}
		masked = masked || d.Action == policy.MaskIt
		r.settled = append(r.settled, settledMatch{Match: m, decision: d})
	}
	st.to = len(r.settled)
	if hand {
		r.byHand(c, st)
	}
	if inside && masked {
		r.within(c, ms, st)
	}
	return true
}

// resolve puts the settled matches of cell c into r.scratch.
func (r *Redactor) resolve(c int, ms []CellMatch, col *detect.Column) {
	r.scratch = r.scratch[:0]
	for i := range ms {
		r.scratch = append(r.scratch, ms[i].Match)
	}
	t := detect.Text{S: r.rec.Cells[c].Text, Column: col}
	r.scratch = detect.Resolve(r.scratch, &t, col)
}

// within keeps what the detectors see inside a cell that its column makes one
// match: "Cpt. Pat Doe, retired" holds "Pat Doe".
func (r *Redactor) within(c int, ms []CellMatch, st *cellState) {
	n := len(r.scratch)
	for i := range ms {
		r.scratch = append(r.scratch, ms[i].Match)
	}
	t := detect.Text{S: r.rec.Cells[c].Text}
	for _, m := range detect.Resolve(r.scratch[n:], &t, nil) {
		if m.Entity.Personal() && m.Likelihood >= detect.Likely {
			r.inner = append(r.inner, m)
		}
	}
	r.scratch = r.scratch[:n]
	st.innerTo = len(r.inner)
}

// narrower reports whether a candidate covers less than the one match that a
// column made of its cell: two numbers in one cell, or a name beside a number.
func (r *Redactor) narrower(ms []CellMatch) bool {
	if len(r.scratch) != 1 {
		return false
	}
	for i := range ms {
		if ms[i].Len() < r.scratch[0].Len() && ms[i].Overlaps(r.scratch[0].Span) {
			return true
		}
	}
	return false
}

type wholeDecision struct {
	policy.Decision
	entity detect.Entity
}

// whole is the decision on a cell that a verb takes as a whole. A column without
// a verdict takes the kind of a find that covers the cell.
func (r *Redactor) whole(c int, rule *policy.BoundRule) wholeDecision {
	e, st := r.plan.Bound.Kind(c), &r.cells[c]
	if e == detect.None {
		text := r.rec.Cells[c].Text
		for _, m := range r.settled[st.from:st.to] {
			if m.Entity.Personal() && m.Likelihood >= detect.Likely && strings.TrimSpace(text) == text[m.Start:m.End] {
				e = m.Entity
			}
		}
	}
	return wholeDecision{r.plan.Bound.Whole(rule, c, e), e}
}

// emit turns what was settled for cell c into edits and marks.
func (r *Redactor) emit(c int, out *Outcome) {
	st := &r.cells[c]
	if r.plan.drop[c] {
		return
	}
	if st.rule.Do == policy.Keep || st.rule.Do == policy.Clean {
		r.inText(c, out)
		return
	}
	if strings.TrimSpace(r.rec.Cells[c].Text) == "" {
		return
	}
	switch st.rule.Do {
	case policy.Coarsen:
		r.coarsen(c, out)
	case policy.Code:
		r.code(c, out)
	case policy.Ask:
		r.ask(c, r.plan.Columns[c].Entity, false, out)
	default: // withhold, a conditional drop, and any verb that is not known
		r.withhold(c, out)
	}
}

// inText masks the matches of a kept or cleaned cell.
func (r *Redactor) inText(c int, out *Outcome) {
	st := &r.cells[c]
	first, text := len(out.Edits), r.rec.Cells[c].Text
	for _, m := range r.matchesOf(c, st) {
		switch m.decision.Action {
		case policy.KeepIt:
			if m.Entity.Personal() && m.decision.List != inRecord && (m.Likelihood >= detect.Likely || m.Public()) {
				out.Kept = append(out.Kept, Kept{c, m.Entity})
			}
		case policy.AskIt, policy.StopIt:
			out.Issues = append(out.Issues, Issue{Cell: c, Entity: m.Entity, Stop: m.decision.Action == policy.StopIt,
				Rule: st.rule, Likelihood: m.Likelihood, Value: text[m.Start:m.End], Elsewhere: m.elsewhere})
		default:
			r.mask(c, text, m, first, out)
		}
	}
}

// mask adds the edit for one match, merging it with the edit before where both
// have the same label and nothing but space or a comma lies between.
func (r *Redactor) mask(c int, text string, m settledMatch, first int, out *Outcome) {
	m.Entity = told(m.Entity, m.decision)
	label := r.label(m.Entity, m.decision.Ground)
	rule, whole := m.decision.Rule, strings.TrimSpace(text) == text[m.Start:m.End]
	if b := r.plan.blank[c]; b >= 0 && whole {
		r.empty(c, b, label, text, out)
		r.mark(c, rule, m.Entity, exemptions.Withheld, label, m.decision.Ground, out)
		return
	}
	if n := len(out.Edits); n > first {
		prev := &out.Edits[n-1]
		if prev.Cell == c && prev.New == label && strings.Trim(text[prev.End:m.Start], gapBytes) == "" {
			prev.End = m.End
			return
		}
	}
	out.Edits = append(out.Edits, formats.Edit{Cell: c, Start: m.Start, End: m.End, New: label})
	action := exemptions.Masked
	if whole {
		action = exemptions.Withheld
	}
	r.mark(c, rule, m.Entity, action, label, m.decision.Ground, out)
}

// mark adds to the mark of this cell with the same label, or opens one: the same
// label twice in one cell is one line of the log.
func (r *Redactor) mark(c int, rule *policy.BoundRule, e detect.Entity, a exemptions.Action, label string, g *exemptions.Ground, out *Outcome) {
	for i := len(out.Marks) - 1; i >= r.marks && out.Marks[i].Cell == c; i-- {
		if m := &out.Marks[i]; m.Label == label && m.Ground == g && m.Rule == rule {
			m.Labels++
			if m.Action != a {
				m.Action = exemptions.Masked
			}
			return
		}
	}
	out.Marks = append(out.Marks, Mark{Cell: c, Rule: rule, Entity: e, Action: a, Label: label, Ground: g, Cells: 1, Labels: 1})
}

// label is the cached label text.
func (r *Redactor) label(e detect.Entity, g *exemptions.Ground) string {
	k := labelKey{e, g}
	s, ok := r.labels[k]
	if !ok {
		s = Label(e, g)
		r.labels[k] = s
	}
	return s
}
