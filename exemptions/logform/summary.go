package logform

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// FirstEntries is how many entries the web page shows.
const FirstEntries = 200

// maxGroups bounds the lines of a summary. Lines come from the rules, files and
// columns of a release, not from its rows; more than this is a mistake.
const maxGroups = 100_000

// Decider is who decided, and how much of the log rests on it.
type Decider struct {
	Name    string // "Chief Data Officer (rule)"
	On      string // YYYY-MM-DD, the latest
	Entries int64
	Cells   int64
}

// Totals gathers what the first page says while the entries pass by. The zero
// value is not usable; see [Summaries]. It is not safe for concurrent use.
type Totals struct {
	entries, labels int64
	first           []exemptions.Entry
	groups          map[string]*group
	deciders        map[string]*Decider
	key             []byte
	shapes          shapes[counted]
}

// counted are the sums that entries of one shape go into.
type counted struct {
	d *Decider
	g *group
}

type group struct {
	exemptions.Summary
	part string
	row  int64 // last row counted
}

// Summaries returns empty totals.
func Summaries() *Totals {
	return &Totals{groups: map[string]*group{}, deciders: map[string]*Decider{}}
}

// Add counts one entry. Entries come in the order of the log: by file, ranges
// before rows, rows rising. The strings and columns of e are kept. Add fails
// only when the log has more different lines than any release can have.
func (t *Totals) Add(e *exemptions.Entry) error {
	t.entries++
	t.labels += e.Labels
	if len(t.first) < FirstEntries {
		t.first = append(t.first, *e)
	}
	c, err := t.counted(e)
	if err != nil {
		return err
	}
	c.d.Entries++
	if !e.Action.WholeFile() { // its amount is a file
		c.d.Cells += e.Cells
	}
	g := c.g
	g.Cells += e.Cells
	switch {
	case e.Action == exemptions.RowOut: // Cells counts rows there
		g.Rows += e.Cells
	case e.Row == 0: // a range: every row has each of the columns
		g.Rows += (e.Cells + int64(max(1, len(e.Columns))) - 1) / int64(max(1, len(e.Columns)))
	case e.Row != g.row:
		g.row = e.Row
		g.Rows++
	}
	return nil
}

// counted finds or makes the sums for the shape of e.
func (t *Totals) counted(e *exemptions.Entry) (counted, error) {
	if c := t.shapes.find(e); c != nil {
		return *c, nil
	}
	d := t.deciders[e.DecidedBy]
	if d == nil {
		d = &Decider{Name: e.DecidedBy}
		t.deciders[e.DecidedBy] = d
	}
	d.On = max(d.On, e.DecidedOn)
	t.key = t.key[:0]
	for _, s := range [...]string{e.File, e.Part, e.What, string(e.Action), e.Label, e.Ground.Key, e.Ground.Cite, e.Ground.Reason, e.Ground.Words} {
		t.key = append(append(t.key, s...), 0)
	}
	for _, c := range e.Columns {
		t.key = append(append(t.key, c...), 1)
	}
	g := t.groups[string(t.key)]
	if g == nil {
		if len(t.groups) >= maxGroups {
			return counted{}, errors.New("exemption log: more than " + words.Count(maxGroups) + " different lines in the summary. Look for a rule that gives each row its own reason")
		}
		g = &group{part: e.Part, Summary: exemptions.Summary{
			Ground: e.Ground, What: e.What, Action: e.Action, Label: e.Label, File: FileName(e.File, e.Part), Columns: e.Columns,
		}}
		t.groups[string(t.key)] = g
	}
	t.shapes.add(e, counted{d, g})
	return counted{d, g}, nil
}

// Entries is the number of entries added.
func (t *Totals) Entries() int64 { return t.entries }

// Labels is the number of labels that the entries cover.
func (t *Totals) Labels() int64 { return t.labels }

// First is the first entries, at most [FirstEntries].
func (t *Totals) First() []exemptions.Entry { return t.first }

// Deciders lists who decided, the largest share of entries first.
func (t *Totals) Deciders() []Decider {
	var all []Decider
	for _, d := range t.deciders {
		all = append(all, *d)
	}
	slices.SortFunc(all, func(a, b Decider) int {
		if a.Entries != b.Entries {
			return int(min(1, max(-1, b.Entries-a.Entries)))
		}
		return strings.Compare(a.Name, b.Name)
	})
	return all
}

// Summary lists one line for each reason, kind, action, file and set of
// columns: by strength of the ground, then most cells first. files are the
// released files; they give the share that the cells are of their columns.
func (t *Totals) Summary(files []exemptions.File) []exemptions.Summary {
	all := make([]exemptions.Summary, 0, len(t.groups))
	for _, k := range slices.Sorted(maps.Keys(t.groups)) {
		g := t.groups[k]
		s := g.Summary
		if s.Action != exemptions.RowOut && s.Action != exemptions.ColumnOut {
			s.Total = released(files, s.File, g.part, s.Columns)
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b exemptions.Summary) int {
		if d := strength(a.Ground.Basis) - strength(b.Ground.Basis); d != 0 {
			return d
		}
		return int(min(1, max(-1, b.Cells-a.Cells)))
	})
	return all
}

// released is the number of non-blank released cells of some columns.
func released(files []exemptions.File, file, part string, columns []string) (n int64) {
	for i := range files {
		if FileName(files[i].Name, files[i].Part) != file || files[i].Part != part {
			continue
		}
		for _, c := range files[i].Columns {
			if !c.Added && c.Out >= 0 && slices.Contains(columns, c.Name) {
				n += c.Cells
			}
		}
	}
	return n
}

// FileName is a file with its sheet, as a summary names it: "bills.xlsx: Bills".
func FileName(file, part string) string {
	if part == "" {
		return file
	}
	return file + ": " + part
}

// strength orders the bases, the strongest first; an unknown one is last.
func strength(b exemptions.Basis) int {
	order := [...]exemptions.Basis{
		exemptions.BasisLaw, exemptions.BasisExemption, exemptions.BasisBalancing, exemptions.BasisFinding,
		exemptions.BasisPromise, exemptions.BasisConsent, exemptions.BasisPolicy, exemptions.BasisDefault,
	}
	if i := slices.Index(order[:], b); i >= 0 {
		return i
	}
	return len(order)
}

// Share prints a part of a whole in per cent with one decimal: "1.3 %". It does
// not round a part to nothing or to all: "under 0.1 %", "over 99.9 %". Of
// nothing it is "-".
func Share(part, whole int64) string {
	if whole <= 0 {
		return "-"
	}
	tenths := int64(float64(part)*1000/float64(whole) + 0.5)
	switch {
	case part > 0 && tenths == 0:
		return "under 0.1 %"
	case part < whole && tenths >= 1000:
		return "over 99.9 %"
	}
	return words.Count(tenths/10) + "." + strconv.FormatInt(tenths%10, 10) + " %"
}
