// Package redact turns detections and decisions into edits of one record at a
// time. It reads and writes no files, holds no value longer than the record
// being edited, and knows no format.
//
// # Order
//
// For each cell the policy gives one effective rule. Whole-cell verbs act on
// the cell; keep and clean look at the matches in it. What was withheld in a
// record is then looked for in the record's other free texts (propagation,
// DESIGN idea 6). Everything that is withheld becomes an edit and a [Mark]; a
// mark becomes an entry of the exemption log when its place in the output is
// known.
package redact

import (
	"errors"
	"strconv"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/policy"
)

// Plan is what is done to one table: the bound policy and the columns' verdicts,
// frozen before the first byte is written. It is immutable and may be shared.
type Plan struct {
	Bound   *policy.Bound
	Columns []detect.Column // verdicts, by input column
	Names   []string        // unique names
	Dataset string          // part of every code
	Key     []byte          // for the verb code; nil = none

	drop   []bool
	added  []Companion
	shown  []int             // companion of a coarsened column by input column, -1 = none
	blank  []int             // companion of a typed column by input column, -1 = none
	styles map[int]planStyle // by rule ID
	place  map[int]bool      // by rule ID: its columns are parts of one place
	loose  *policy.BoundRule // for text that belongs to no column: title lines, surplus fields
}

// planStyle is the style of a rule with what the log calls it.
type planStyle struct {
	Style
	action exemptions.Action
}

// Companion is a column appended at the right of the released table.
type Companion struct {
	Name string // "<column>_withheld" or "<column>_shown_as"
	Of   int    // input column
}

// ErrKey says that a policy uses the verb code and no key was given.
var ErrKey = errors.New(`the policy shows a column as codes, which needs a key`)

// NewPlan freezes the plan for one table. It fails on a coarsening that no style
// knows and on a code without a key.
func NewPlan(b *policy.Bound, cols []detect.Column, names []string, dataset string, key []byte) (*Plan, error) {
	p := &Plan{Bound: b, Columns: cols, Names: names, Dataset: dataset, Key: key,
		drop: make([]bool, len(names)), shown: filled(len(names), -1), blank: filled(len(names), -1),
		styles: map[int]planStyle{}, place: map[int]bool{}, loose: &policy.BoundRule{ID: -1, Origin: "text outside the columns", Do: policy.Clean}}
	if len(b.Columns) > 0 && len(b.Columns[0].Rules) > 0 {
		p.loose.By, p.loose.On = b.Columns[0].Rules[0].By, b.Columns[0].Rules[0].On
	}
	taken := make(map[string]bool, len(names))
	for _, n := range names {
		taken[n] = true
	}
	for i := range b.Columns {
		if err := p.column(i, taken); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// column works out what the rules of one column need.
func (p *Plan) column(i int, taken map[string]bool) error {
	bc := &p.Bound.Columns[i]
	var shown, blank bool
	for _, r := range bc.Rules {
		p.place[r.ID] = p.onePlace(r.Group)
		switch r.Do {
		case policy.Drop:
			p.drop[i] = len(bc.Rules) == 1
		case policy.Coarsen:
			st, err := NewStyle(r.To)
			if err != nil {
				return &PlanError{Origin: r.Origin, Msg: err.Error()}
			}
			p.styles[r.ID] = planStyle{st, exemptions.ShownAs + exemptions.Action(st.Name())}
			shown, blank = true, blank || p.typed(i) // a cell that cannot be coarsened is withheld
		case policy.Code:
			if len(p.Key) == 0 {
				return &PlanError{Origin: r.Origin, Msg: ErrKey.Error(), Err: ErrKey}
			}
		case policy.Withhold:
			blank = blank || p.typed(i)
		case policy.Clean, policy.Keep:
			blank = blank || p.typed(i) && p.Columns[i].Personal && r.Do == policy.Clean
		case policy.Ask: // a person may withhold single cells
			blank = blank || p.typed(i)
		case policy.DropRow:
		default:
			return &PlanError{Origin: r.Origin, Msg: "a verb that this version does not know"}
		}
	}
	if p.drop[i] {
		return nil
	}
	if blank {
		p.blank[i] = p.companion(i, "_withheld", taken)
	}
	if shown {
		p.shown[i] = p.companion(i, "_shown_as", taken)
	}
	return nil
}

// onePlace reports whether all columns of a group say where something is.
func (p *Plan) onePlace(group []int) bool {
	for _, c := range group {
		col := &p.Columns[c]
		where := col.Place > 0 || col.Kind == detect.KindCoordinate
		for _, e := range [...]detect.Entity{detect.StreetAddress, detect.GeoPoint, detect.Intersection, detect.Location, detect.ZIPCode} {
			where = where || col.Entity == e || col.Hint.Has(e)
		}
		if !where {
			return false
		}
	}
	return true
}

// companion appends a column named after column i and returns its index.
func (p *Plan) companion(i int, suffix string, taken map[string]bool) int {
	name := p.Names[i] + suffix
	for n := 2; taken[name]; n++ {
		name = p.Names[i] + suffix + "_" + strconv.Itoa(n)
	}
	taken[name] = true
	p.added = append(p.added, Companion{Name: name, Of: i})
	return len(p.added) - 1
}

// typed reports whether a label inside the column would break its type. A
// number that is an identifier (a telephone number, an account) is text.
func (p *Plan) typed(i int) bool {
	c := &p.Columns[i]
	switch c.Kind {
	case detect.KindDate, detect.KindCoordinate:
		return true
	case detect.KindNumber:
		return !c.Entity.Personal()
	default:
		return false
	}
}

// Shape is the change of columns that the writer is told.
func (p *Plan) Shape() formats.Shape {
	s := formats.Shape{Drop: p.drop}
	for _, c := range p.added {
		s.Add = append(s.Add, c.Name)
	}
	return s
}

// Companions lists the appended columns in order.
func (p *Plan) Companions() []Companion { return p.added }

// Dropped reports whether input column i is left out.
func (p *Plan) Dropped(i int) bool { return p.drop[i] }

// PlanError is a plan that cannot be made; Origin is the place in the policy.
type PlanError struct {
	Origin, Msg string
	Err         error
}

func (e *PlanError) Error() string { return e.Origin + ": " + e.Msg }

func (e *PlanError) Unwrap() error { return e.Err }

func filled(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}
