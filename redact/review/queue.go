package review

import (
	"cmp"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/redact/policy"
)

// MaxRows is how many different values a queue holds. Nobody decides more one by
// one; what comes after is asked about by column and kind.
const MaxRows = 20_000

// Find is one place that waits for a person, while its value is at hand.
type Find struct {
	File       string
	Column     string // as policy.Question names it
	Entity     detect.Entity
	Value      string
	Likelihood detect.Likelihood // 0 = the cell as a whole waits
	Role       string            // in what capacity people stand in the column; "" = not known
	Beside     string            // names of the columns beside it
	Proposed   string            // a reason that would withhold it, in words; "" = none
	Law        bool              // law leaves no choice if it is one
	Elsewhere  bool              // it stands here, and is withheld in another cell of its row
}

// Row is one question of the sheet's first tab.
type Row struct {
	ID       string
	Kind     Kind // ByValue or ByRule
	Column   string
	Entity   string // of package detect, "" = none
	Value    string // "" of ByRule
	What     string // in words
	Beside   string
	Places   int64
	Files    int
	Sure     string // how sure it is, in words
	Proposed string
	Law      bool
	Only     bool // only withhold: nobody knows what it is, and it is withheld in another cell of its row

	first int
	file  string
}

// ColumnRow is one question of the second tab: a column as a whole.
type ColumnRow struct {
	ID     string
	Column string
	File   string // where it was met first
	What   string // "looks like telephone numbers"
	Cells  int64
	Asked  string // why it is asked about
}

// Queue collects what waits. It belongs to one goroutine.
type Queue struct {
	max     int
	rows    map[rowKey]*Row
	columns map[string]*ColumnRow
	values  int
	Over    int64 // places that are asked about by column and kind, because there are too many values
}

type rowKey struct {
	column, value string
	entity        detect.Entity
	bulk          bool
}

// NewQueue is an empty queue. most is MaxRows but in tests.
func NewQueue(most int) *Queue {
	return &Queue{max: most, rows: map[rowKey]*Row{}, columns: map[string]*ColumnRow{}}
}

// Add books one place.
func (q *Queue) Add(f Find) {
	k := rowKey{column: f.Column, value: Fold(f.Value), entity: f.Entity}
	r := q.rows[k]
	if r == nil && q.values >= q.max {
		k.value, k.bulk = "", true
		q.Over++
		r = q.rows[k]
	}
	if r == nil {
		r = q.row(&k, &f)
		q.rows[k] = r
	}
	r.Places++
	if f.File != r.file {
		r.file = f.File
		r.Files++
	}
}

func (q *Queue) row(k *rowKey, f *Find) *Row {
	r := &Row{Kind: ByValue, Column: f.Column, Entity: entityName(f.Entity), Value: strings.Clone(f.Value), What: f.Entity.Plain(), Beside: f.Beside,
		Sure: sureness(f.Likelihood), Proposed: f.Proposed, Law: f.Law, first: len(q.rows)}
	if f.Role != "" {
		r.What += ", of a person who is here as " + strings.ReplaceAll(f.Role, "-", " ")
	}
	if f.Elsewhere {
		r.Sure, r.Only = "withheld elsewhere in its row", f.Entity == detect.None
	}
	if k.bulk {
		r.Kind, r.Value = ByRule, ""
	} else {
		q.values++
	}
	return r
}

// sureness is a likelihood in words.
func sureness(l detect.Likelihood) string {
	switch {
	case l == 0:
		return "the rule asks about each cell"
	case l >= detect.VeryLikely:
		return "very likely"
	case l >= detect.Likely:
		return "likely"
	default:
		return "possible"
	}
}

// AddColumn books a column that a person may decide as a whole; the first of a name
// counts, further cells are added.
func (q *Queue) AddColumn(c ColumnRow) {
	if old := q.columns[c.Column]; old != nil {
		old.Cells += c.Cells
		return
	}
	q.columns[c.Column] = &c
}

// Rows are the questions: column by column in the order in which they were met, the
// frequent values first.
func (q *Queue) Rows(keys *Keys) []Row {
	seen := map[string]int{}
	for _, r := range q.rows {
		if at, ok := seen[r.Column]; !ok || r.first < at {
			seen[r.Column] = r.first
		}
	}
	out := make([]Row, 0, len(q.rows))
	for _, r := range q.rows {
		one := *r
		one.ID = keys.short("question", string(r.Kind), r.Column, r.Entity, Fold(r.Value))
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b Row) int {
		return cmp.Or(cmp.Compare(seen[a.Column], seen[b.Column]), cmp.Compare(b.Places, a.Places), cmp.Compare(a.first, b.first))
	})
	return out
}

// Columns are the columns that may be decided as a whole, by name.
func (q *Queue) Columns(keys *Keys) []ColumnRow {
	out := make([]ColumnRow, 0, len(q.columns))
	for _, c := range q.columns {
		one := *c
		one.ID = keys.short("question", string(ByColumn), c.Column)
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b ColumnRow) int { return cmp.Compare(a.Column, b.Column) })
	return out
}

// Input is a file that the questions are about.
type Input struct {
	Name   string `json:"name"`
	Digest string `json:"digest"` // keyed
}

// Ask is everything that a sheet is made from.
type Ask struct {
	Agency, Dataset, Pack, Channel, Day string

	OnlyLaw bool // nothing but law withholds on this channel
	Whys    []policy.Why
	Inputs  []Input
	Rows    []Row
	Columns []ColumnRow
	Samples []Sample
	Over    int64
	Token   string // see Keys.Token

	filled map[string][]string // by id: what a former sheet says, see CarryOver
}

// Token is a keyed digest of what the questions depend on: a sheet that was made for
// other inputs, another policy or other questions is told by it.
func (k *Keys) Token(a *Ask, source []byte) string {
	parts := []string{string(source), a.Pack, a.Channel}
	for _, in := range a.Inputs {
		parts = append(parts, in.Name, in.Digest)
	}
	for i := range a.Rows {
		parts = append(parts, a.Rows[i].ID)
	}
	for i := range a.Columns {
		parts = append(parts, a.Columns[i].ID)
	}
	for i := range a.Samples {
		parts = append(parts, a.Samples[i].ID)
	}
	return k.short("token", parts...)
}
