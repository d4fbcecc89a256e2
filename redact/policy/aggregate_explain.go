package policy

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// ExplainTables writes in plain words what every table of the policy is, with
// the lines that say so. It writes nothing where the policy has none.
func (p *Policy) ExplainTables(w io.Writer) error {
	var s strings.Builder
	for i := range p.Aggregates {
		explainTable(&s, p.File, &p.Aggregates[i], func(name string) string { return name }, nil)
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// explainTables is ExplainTables for one file, with names that may be shown and
// the grounds that the pack gives.
func (b *Bound) explainTables(s *strings.Builder) {
	shown := map[string]string{}
	for i := range b.Columns {
		shown[b.Columns[i].Name] = b.Columns[i].shown
	}
	name := func(n string) string {
		if d, ok := shown[n]; ok {
			return d
		}
		return "a column"
	}
	for i := range b.Tables {
		explainTable(s, b.File, b.Tables[i].Aggregate, name, b.Tables[i].Why)
	}
	var left []string
	for _, c := range b.NotCarried() {
		left = append(left, b.Columns[c].shown)
	}
	if len(b.Tables) > 0 && len(left) > 0 {
		fmt.Fprintf(s, "\nNot carried into any output: %s.\n", strings.Join(left, ", "))
	}
}

// explainTable writes one table. why is nil where no pack was read.
func explainTable(s *strings.Builder, file string, a *Aggregate, name func(string) string, why *exemptions.Ground) {
	at := func(line int) string { return " (" + file + ":" + strconv.Itoa(line) + ")\n" }
	fmt.Fprintf(s, "\nTable %s%s", a.Table, at(a.Line))
	for i := range a.By {
		fmt.Fprintf(s, "  by %s: %s%s", a.By[i].As, a.By[i].words(name), at(a.By[i].Line))
	}
	for i := range a.Show {
		fmt.Fprintf(s, "  shows %s: %s%s", a.Show[i].Name, a.Show[i].words(a.Unit, name), at(a.Show[i].Line))
	}
	if a.Unit != nil {
		fmt.Fprintf(s, "  counts %s: rows with the same %s are one%s", a.Unit.Kind, names(a.Unit.Columns, name), at(a.Unit.Line))
	}
	ground := ""
	switch {
	case why != nil:
		ground = "; " + because(why)
	case a.Hide.Why+a.Hide.None != "":
		ground = "; reason: " + a.Hide.Why + a.Hide.None
	}
	s.WriteString("  " + a.Hide.words() + ground + at(a.Hide.Line))
	if a.Hide.StopIfOver >= 0 {
		fmt.Fprintf(s, "  nothing is released if more than %s of the cells would be hidden%s", percent(a.Hide.StopIfOver), at(a.Hide.Line))
	}
	if t := a.totalWords(); t != "" {
		fmt.Fprintf(s, "  totals: %s\n", t)
	}
	for i := range a.By {
		if len(a.By[i].Place) > 0 {
			if a.NotLocated == leaveOutNotLocated {
				s.WriteString("  what is on no area has no line\n")
			} else {
				s.WriteString("  what is on no area has its own line\n")
			}
			break
		}
	}
	if g := a.Guard; g != nil {
		fmt.Fprintf(s, "  areas or threshold may differ from the last release, by %s on %s%s", g.By, g.Date, at(g.Line))
	}
}

// names joins the names of columns.
func names(columns []string, name func(string) string) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = name(c)
	}
	return words.List(out)
}

// words is the dimension in words.
func (b *By) words(name func(string) string) string {
	from := names(b.Columns(), name)
	switch {
	case b.Inside != "":
		out := "the area of " + b.Inside + " (" + b.Name + ") in which " + from + " lie"
		if b.PartOfProperty != "" {
			out += ", as part of " + b.PartOfProperty
		}
		return out
	case b.Map != "":
		return "the code that " + b.Map + " gives for " + from
	case b.To != "":
		return "the " + toWords(b.To) + " of " + from
	case b.Date != "":
		return b.dateWords(from)
	case b.Groups != "":
		return from + " as it is, as part of the groups of " + b.Groups
	default:
		return from + " as it is"
	}
}

// toWords is a word of to: in words.
func toWords(to string) string {
	switch to {
	case "zip":
		return "ZIP code"
	case "zip3":
		return "first three digits of the ZIP code"
	case "hundred-block":
		return "hundred block"
	case "street":
		return "street"
	default:
		return "geohash with " + words.Plural(int64(to[len(to)-1]-'0'), "letter")
	}
}

func (b *By) dateWords(from string) string {
	out := "the " + periodWords(b.Each) + " of " + from
	if b.Starts != "" {
		out += ", fiscal years beginning in " + b.Starts
	}
	if b.AppearsAfter > 0 {
		out += ", shown " + afterWords(b.AppearsAfter) + " after its end"
	}
	if len(b.PartOf) > 0 {
		out += ", as part of the " + listed(b.PartOf, " and ")
	}
	if len(b.Or) > 0 {
		out += "; where too much would be hidden by " + listed(b.Or, ", then by ")
	}
	return out
}

func listed(periods []string, with string) string {
	out := make([]string, len(periods))
	for i, l := range periods {
		out[i] = periodWords(l)
	}
	return strings.Join(out, with)
}

// periodWords is a word of each: in words.
func periodWords(each string) string {
	switch each {
	case eachWeek:
		return "ISO week"
	case eachFiscal:
		return "fiscal year"
	case eachHour:
		return "hour of the week"
	default:
		return each
	}
}

// afterWords is whole days where it is, else hours.
func afterWords(d time.Duration) string {
	h := int64(d / time.Hour)
	if h%24 == 0 {
		return words.Plural(h/24, "day")
	}
	return words.Plural(h, "hour")
}

// words is the measure in words.
func (m *Show) words(u *Unit, name func(string) string) string {
	counted := "rows"
	if u != nil {
		counted = u.Kind
	}
	switch m.Measure {
	case "count":
		return "the number of " + counted
	case "rows":
		return "the number of rows"
	case "share":
		return "the share of " + counted + " in the total over " + m.Of
	case "distinct":
		return "the number of different values of " + name(m.Column)
	case "min":
		return "the smallest " + name(m.Column)
	case "max":
		return "the largest " + name(m.Column)
	case "percentile":
		return "percentile " + strconv.FormatFloat(m.P, 'f', -1, 64) + " of " + name(m.Column)
	default:
		return "the " + m.Measure + " of " + name(m.Column)
	}
}

// words is the protection in words.
func (h *Hide) words() string {
	switch {
	case h.None != "":
		return "hides nothing"
	case h.Round > 0:
		return "shows numbers from 1 to " + strconv.Itoa(h.Round-1) + " as 0 or " + strconv.Itoa(h.Round) + ", and totals as the sums of what is shown"
	default:
		return "hides numbers from 1 to " + strconv.Itoa(h.Below-1) + ", and others from which they could be worked out; 0 is shown"
	}
}

// percent is a share as 10 % or 2.5 %.
func percent(share float64) string {
	return strconv.FormatFloat(share*100, 'g', 6, 64) + " %"
}

func (a *Aggregate) totalWords() string {
	var out []string
	for _, t := range a.Totals {
		if t == totalOfAll {
			out = append(out, "one of all")
		} else {
			out = append(out, "one for each "+t)
		}
	}
	return words.List(out)
}
