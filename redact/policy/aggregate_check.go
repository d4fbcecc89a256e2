package policy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"vaughn/exemptions/words"
)

// table checks what one table says by itself. located is not_located:, nil where
// it is not given.
func (p *parser) table(a *Aggregate, located *yaml.Node) {
	before := len(p.errs)
	p.tableName(a)
	switch {
	case len(a.By) == 0:
		p.add(Invalid, a.Line, "The table has no dimension. Add by: [{as: month, date: COLUMN, each: month}].")
	case len(a.By) > maxBy:
		p.add(Invalid, a.Line, "The table has %d dimensions; %d are allowed. Make two tables.", len(a.By), maxBy)
	}
	switch {
	case len(a.Show) == 0:
		p.add(Invalid, a.Line, "The table shows nothing. Add show: {requests: count}.")
	case len(a.Show) > maxShow:
		p.add(Invalid, a.Line, "The table shows %d measures; %d are allowed. Make two tables.", len(a.Show), maxShow)
	}
	if a.Hide.Line == 0 {
		p.add(Invalid, a.Line, "The table does not say how small numbers are protected. Add hide: {below: 11} or hide: {none: REASON}.")
	}
	p.outputNames(a)
	if len(p.errs) > before {
		return
	}
	p.totals(a)
	for _, s := range a.Show {
		if s.Measure == "share" && a.Dim(s.Of) < 0 {
			p.add(Invalid, s.Line, "share names %s, which is no dimension of this table.%s Dimensions: %s.", named(s.Of, "something"), words.DidYouMean(s.Of, a.dimNames()), strings.Join(a.dimNames(), ", "))
		}
	}
	if located != nil && !slices.ContainsFunc(a.By, func(b By) bool { return len(b.Place) > 0 }) {
		p.add(Invalid, located.Line, "not_located belongs to a table with a place. Remove it.")
	}
	p.alternatives(a)
}

// dimNames are the names of the dimensions that a message may show.
func (a *Aggregate) dimNames() []string {
	out := make([]string, len(a.By))
	for i := range a.By {
		out[i] = a.By[i].As
		if quote(out[i]) == "" {
			out[i] = "dimension " + words.Count(int64(i+1))
		}
	}
	return out
}

// alternatives holds that periods to try in turn have a limit that says when.
func (p *parser) alternatives(a *Aggregate) {
	n := 0
	for _, b := range a.By {
		if len(b.Or) == 0 {
			continue
		}
		n++
		switch {
		case a.Hide.StopIfOver < 0:
			p.add(Invalid, b.Line, "or is tried where too much would be hidden, and this table has no limit. Add hide: {below: 11, stop_if_over: 10%%}, or remove or.")
		case n > 1:
			p.add(Invalid, b.Line, "Two dimensions of this table have or:; one is allowed.")
		}
	}
}

// maxTableName bounds a table's name, so that its files can be kept anywhere.
const maxTableName = 64

// tableName checks that the name is one that every system takes as a file name.
func (p *parser) tableName(a *Aggregate) {
	bad := strings.IndexFunc(a.Table, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-')
	})
	switch {
	case a.Table == "":
		p.add(Invalid, a.Line, "The table has no name. Add table: NAME, which also names its files.")
	case bad >= 0 || a.Table[0] == '-' || a.Table[0] == '_' || len(a.Table) > maxTableName:
		p.add(Invalid, a.Line, "The table's name is the name of its files: letters, digits, _ and - only, a letter or digit first, at most %d. For example requests_by_month.", maxTableName)
	case reservedTable(a.Table):
		p.add(Invalid, a.Line, "A file of the release, or a device of Windows, is already called %s. Choose another name.", named(a.Table, "so"))
	}
}

// reservedTables are the names, without ending, of what every release holds.
var reservedTables = []string{"exemption-log", "report", "readme", "sha256sums", "sealed", "datapackage", "metadata"}

// reservedTable reports whether a table may not have the name.
func reservedTable(name string) bool {
	low := strings.ToLower(name)
	if slices.Contains(reservedTables, low) {
		return true
	}
	switch low {
	case "con", "prn", "aux", "nul":
		return true
	}
	port := strings.TrimRight(low, "123456789")
	return len(low) == 4 && (port == "com" || port == "lpt")
}

// hiddenSuffix marks the columns that say whether a number is hidden.
const hiddenSuffix = "_hidden"

// maxOutputName bounds the name of a column of a table, in characters.
const maxOutputName = 64

// outputNames checks the names of a table's columns.
func (p *parser) outputNames(a *Aggregate) {
	seen := map[string]bool{}
	check := func(name, what string, line int) {
		low := strings.ToLower(name)
		switch {
		case name == "":
			p.add(Invalid, line, "The dimension has no name. Add as: NAME.")
		case !outputName(name):
			p.add(Invalid, line, "The name of a %s is a column of the table: a letter or digit first, no quotation marks, at most %d characters.", what, maxOutputName)
		case strings.HasSuffix(low, hiddenSuffix):
			p.add(Invalid, line, "%s ends in %s, which the table adds itself to say what is hidden. Choose another name.", named(name, "The name"), hiddenSuffix)
		case seen[low]:
			p.add(Invalid, line, "%s names two columns of the table. Choose another name.", named(name, "One name"))
		}
		seen[low] = true
	}
	for i := range a.By {
		check(a.By[i].As, "dimension", a.By[i].Line)
		if strings.ToLower(a.By[i].As) == totalOfAll {
			p.add(Invalid, a.By[i].Line, "all means the grand total under totals. Choose another name for the dimension.")
		}
	}
	for i := range a.Show {
		check(a.Show[i].Name, "measure", a.Show[i].Line)
	}
}

// outputName reports whether a spreadsheet takes the name as text, and a reader
// sees all of it.
func outputName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) || strings.TrimSpace(s) != s || utf8.RuneCountInString(s) > maxOutputName {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return r == '"' || !unicode.IsPrint(r) }) < 0
}

func (p *parser) totals(a *Aggregate) {
	if t := twice(a.Totals); t != "" {
		p.add(Invalid, a.Line, "totals names %s twice. Remove one.", named(t, "one of them"))
		return
	}
	known := append(a.dimNames(), totalOfAll)
	for _, t := range a.Totals {
		switch {
		case t == totalOfAll:
		case a.Dim(t) < 0:
			p.add(Invalid, a.Line, "totals names %s, which is no dimension of this table.%s Use: %s.", named(t, "something"), words.DidYouMean(t, known), strings.Join(known, ", "))
		case len(a.By) == 1:
			p.add(Invalid, a.Line, "The table has one dimension, so it already is the total for each %s. Write totals: [all].", named(t, "of its codes"))
		}
	}
}

// checkTables holds the tables against the rest of the policy.
func (p *parser) checkTables() {
	pol, at := p.pol, p.pol.lines
	switch _, described := at["aggregate"]; {
	case pol.ReleasesTables() && !described:
		p.add(Invalid, at["release"], "release asks for tables, and none is described. Add aggregate: - {table: NAME, by: […], show: {…}, hide: {below: 11}}, or write release: [rows].")
	case described && !pol.ReleasesTables() && at["release"] == 0:
		p.add(Invalid, at["aggregate"], "aggregate describes tables, and the policy does not say what is released. Add release: [tables] or release: [rows, tables]; rows, tables or both: both must be written out.")
	case described && !pol.ReleasesTables():
		p.add(Invalid, at["aggregate"], "aggregate describes tables, and release does not name them. Write release: [tables] or release: [rows, tables], or remove aggregate.")
	}
	seen := map[string]int{}
	for i := range pol.Aggregates {
		a := &pol.Aggregates[i]
		low := strings.ToLower(a.Table)
		if first := seen[low]; first > 0 && low != "" {
			p.add(Invalid, a.Line, "%s is the name of two tables; the first is on line %d. Choose another name.", named(a.Table, "This"), first)
		} else {
			seen[low] = a.Line
		}
		p.checkHide(a)
	}
}

// checkHide holds a table's protection against the channel, the reasons and what
// the table counts.
func (p *parser) checkHide(a *Aggregate) {
	h := a.Hide
	switch {
	case h.None != "":
		p.checkNone(a)
	case h.Why != "":
		p.checkChannel(h.Why, h.Line)
	case h.Below+h.Round > 0 && onlyLaw(Channel(p.pol.Law.Channel)) && p.pol.Law.Channel != choose && p.pol.Law.Channel != "":
		p.add(Invalid, h.Line, "hide withholds numbers, and on channel %q only a law can withhold. Name it: why: CODE (vaughn list exemptions %s).", p.pol.Law.Channel, p.pol.Law.Pack)
	}
}

// checkNone refuses to hide nothing where people are counted, and without a
// reason that is the agency's own.
func (p *parser) checkNone(a *Aggregate) {
	h := a.Hide
	var own []string
	for _, r := range p.pol.reasonsByLine() {
		if r.Policy != "" {
			own = append(own, r.Key)
		}
	}
	r, known := p.pol.Reasons[h.None]
	switch {
	case !known:
		p.add(Invalid, h.Line, "none names the reason %s, which does not stand under reasons:.%s Add it there: reasons: {NAME: {policy: \"These are not people.\"}}.", named(h.None, "of this line"), words.DidYouMean(h.None, own))
	case r.Policy == "":
		p.add(Invalid, h.Line, "none needs a reason of the kind policy: to show every number is the agency's own choice. %s is of another kind.", named(h.None, "This one"))
	case a.Unit != nil:
		p.add(Invalid, h.Line, "The table counts %s, so small numbers must be protected. Write hide: {below: 11}.", a.Unit.Kind)
	case p.pol.Input.RowsAre == rowsArePeople:
		p.add(Invalid, h.Line, "Each row is a person (input.rows_are), so small numbers must be protected. Write hide: {below: 11}.")
	}
}
