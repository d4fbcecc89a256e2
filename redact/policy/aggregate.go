package policy

import (
	"slices"
	"strings"
	"time"
)

// Words of release: and of a policy's totals.
const (
	releaseRows   = "rows"
	releaseTables = "tables"
	totalOfAll    = "all" // the grand total under totals:
)

// Words of not_located:.
const (
	showNotLocated     = "show"
	leaveOutNotLocated = "leave-out"
)

// Aggregate is one table under aggregate:.
type Aggregate struct {
	Table      string // name of its files, without ending
	By         []By   // one to six dimensions, in the order of the columns
	Show       []Show // in the order of the columns
	Unit       *Unit  // nil = rows are counted
	Hide       Hide
	Totals     []string // names of dimensions, and "all" for the grand total
	NotLocated string   // show | leave-out
	Guard      *Guard   // nil = none
	Line       int
}

// By is one dimension: exactly one of Place, Date and Column is set.
type By struct {
	As string // its column in the table

	Place          []string // columns; with exactly one of Inside, To and Map
	Inside         string   // path of a GeoJSON file of areas
	Name           string   // with Inside: the property that names an area
	PartOfProperty string   // with Inside: the property that names what an area is part of; "" = none
	To             string   // zip, zip3, hundred-block, street, geohash1 … geohash8
	Map            string   // path of a CSV file: value, code, and optionally what the code is part of

	Date         string        // column
	Each         string        // day, iso-week, month, quarter, year, fiscal-year, hour-of-week
	Starts       string        // the month in which a fiscal year begins: "July"
	AppearsAfter time.Duration // how long after its end a period appears
	PartOf       []string      // coarser periods that sum it, from fine to coarse
	Or           []string      // coarser periods to try in turn

	Column string // a column as it is
	Groups string // path of a CSV file: code, group; "" = none

	Line int
}

// Show is one measure.
type Show struct {
	Name    string  // its column in the table
	Measure string  // count, rows, sum, mean, median, min, max, percentile, distinct, share
	Column  string  // "" for count, rows and share
	P       float64 // percentile: 1 … 99
	Of      string  // share: the dimension whose total is 100 %
	Line    int
}

// Unit says what count counts: distinct values of Columns taken together.
type Unit struct {
	Kind    string // people | households
	Columns []string
	Line    int
}

// Hide says how small numbers are protected: exactly one of Below, Round and
// None is set.
type Hide struct {
	Below      int     // numbers from 1 to Below-1 are hidden
	Round      int     // numbers from 1 to Round-1 become 0 or Round, totals the sums of what is shown
	None       string  // key of the reason why nothing is hidden
	Why        string  // pack code or key of Reasons; "" = the agency's own choice
	StopIfOver float64 // share of hidden cells, 0 … 1, above which nothing is released; negative = no limit
	Line       int
}

// Guard is a person's word that a geography or a threshold may differ from the
// last release.
type Guard struct {
	Override, By, Date string
	Line               int
}

// ReleasesRows reports whether rows are released: a policy that does not say
// releases rows.
func (p *Policy) ReleasesRows() bool {
	return len(p.Release) == 0 || slices.Contains(p.Release, releaseRows)
}

// ReleasesTables reports whether tables are released.
func (p *Policy) ReleasesTables() bool { return slices.Contains(p.Release, releaseTables) }

// tablesOnly reports whether the policy says what is released by tables alone:
// no row leaves, and no column is named.
func (p *Policy) tablesOnly() bool {
	return !p.ReleasesRows() && len(p.Columns) == 0 && len(p.Rules) == 0
}

// Dim is the index of the dimension of a name, -1 for none.
func (a *Aggregate) Dim(name string) int {
	return slices.IndexFunc(a.By, func(b By) bool { return b.As == name })
}

// columns are the input columns that the table reads, with the lines that name
// them.
func (a *Aggregate) columns() []mention {
	var out []mention
	for i := range a.By {
		for _, c := range a.By[i].Columns() {
			out = append(out, mention{c, a.By[i].Line})
		}
	}
	for _, s := range a.Show {
		if s.Column != "" {
			out = append(out, mention{s.Column, s.Line})
		}
	}
	if a.Unit != nil {
		for _, c := range a.Unit.Columns {
			out = append(out, mention{c, a.Unit.Line})
		}
	}
	return out
}

// Columns are the input columns that the dimension reads, in the order of the
// policy.
func (b *By) Columns() []string {
	switch {
	case len(b.Place) > 0:
		return b.Place
	case b.Date != "":
		return []string{b.Date}
	default:
		return []string{b.Column}
	}
}

// Levels are the periods of a date dimension in the order in which they are
// tried: each:, then or:. It is nil for a dimension that is no date.
func (b *By) Levels() []string {
	if b.Date == "" {
		return nil
	}
	return append([]string{b.Each}, b.Or...)
}

// PartOfAt is part_of: as it stands when a period of or: is used: what is left
// of it above that level.
func (b *By) PartOfAt(level string) []string {
	var out []string
	for _, l := range b.PartOf {
		if Nests(level, l, b.StartMonth()) {
			out = append(out, l)
		}
	}
	return out
}

// StartMonth is the month in which a fiscal year begins; 0 where starts: is not
// given.
func (b *By) StartMonth() time.Month {
	return time.Month(slices.Index(months, b.Starts) + 1)
}

// months are the words of starts:.
var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// Words of each:, from fine to coarse.
const (
	eachDay     = "day"
	eachWeek    = "iso-week"
	eachMonth   = "month"
	eachQuarter = "quarter"
	eachYear    = "year"
	eachFiscal  = "fiscal-year"
	eachHour    = "hour-of-week"
)

var periods = []string{eachDay, eachWeek, eachMonth, eachQuarter, eachYear, eachFiscal, eachHour}

// Nests reports whether every period of one kind lies in exactly one period of
// another, coarser kind. A week lies in no month, quarter or year, and a quarter
// in a fiscal year only where that begins with a quarter.
func Nests(fine, coarse string, starts time.Month) bool {
	switch coarse {
	case eachWeek, eachMonth:
		return fine == eachDay
	case eachQuarter:
		return fine == eachDay || fine == eachMonth
	case eachYear:
		return fine == eachDay || fine == eachMonth || fine == eachQuarter
	case eachFiscal:
		return fine == eachDay || fine == eachMonth || fine == eachQuarter && starts%3 == 1
	default:
		return false
	}
}

// above are the periods that may follow one in part_of: and or:.
func above(level string, starts time.Month) []string {
	var out []string
	for _, l := range periods {
		if Nests(level, l, starts) {
			out = append(out, l)
		}
	}
	return out
}

// AggregateFile is a file that a table is made with.
type AggregateFile struct {
	Path string // as written, relative to the policy file
	Kind string // areas (GeoJSON), crosswalk (CSV), groups (CSV)
	Line int
}

// Kinds of an [AggregateFile].
const (
	AreasFile     = "areas"
	CrosswalkFile = "crosswalk"
	GroupsFile    = "groups"
)

// Files are the files that the tables are made with, in file order, each path of
// a kind once. Nothing here reads them.
func (p *Policy) Files() []AggregateFile {
	var out []AggregateFile
	add := func(path, kind string, line int) {
		same := func(f AggregateFile) bool { return f.Path == path && f.Kind == kind }
		if path != "" && !slices.ContainsFunc(out, same) {
			out = append(out, AggregateFile{path, kind, line})
		}
	}
	for i := range p.Aggregates {
		for _, b := range p.Aggregates[i].By {
			add(b.Inside, AreasFile, b.Line)
			add(b.Map, CrosswalkFile, b.Line)
			add(b.Groups, GroupsFile, b.Line)
		}
	}
	return out
}

// placeWords are the words of to:.
var placeWords = []string{"zip", "zip3", "hundred-block", "street",
	"geohash1", "geohash2", "geohash3", "geohash4", "geohash5", "geohash6", "geohash7", "geohash8"}

// isGeohash reports whether to: needs a point.
func isGeohash(to string) bool { return strings.HasPrefix(to, "geohash") }
