package policy

import (
	"math"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"vaughn/exemptions/words"
)

// Limits of a table, far above what anybody reads.
const (
	maxBy     = 6
	maxShow   = 32
	maxTables = 100
)

func (p *parser) release(n *yaml.Node) {
	p.pol.lines["release"] = n.Line
	allowed := []string{releaseRows, releaseTables}
	for _, t := range p.texts(n, "release") {
		switch {
		case !slices.Contains(allowed, t):
			p.add(Invalid, n.Line, "release does not know %s.%s Use rows, tables or both.", named(t, "this word"), words.DidYouMean(t, allowed))
		case slices.Contains(p.pol.Release, t):
			p.add(Invalid, n.Line, "release names %s twice. Remove one.", t)
		default:
			p.pol.Release = append(p.pol.Release, t)
		}
	}
}

func (p *parser) aggregate(n *yaml.Node) {
	p.pol.lines["aggregate"] = n.Line
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		p.add(Invalid, n.Line, "aggregate needs a list; each item begins with a dash: - {table: NAME, by: [{as: month, date: COLUMN, each: month}], show: {requests: count}, hide: {below: 11}}.")
		return
	}
	if len(n.Content) > maxTables {
		p.add(Invalid, n.Line, "aggregate describes more than %d tables. Write fewer.", maxTables)
		return
	}
	for _, item := range n.Content {
		if p.full() {
			return
		}
		a := Aggregate{Line: item.Line, NotLocated: showNotLocated}
		before := len(p.errs)
		var located *yaml.Node
		p.fields(item, "the table", []field{
			{"table", func(v *yaml.Node) { a.Table = p.text(v, "table") }},
			{"by", func(v *yaml.Node) { p.bys(&a, v) }},
			{"show", func(v *yaml.Node) { p.shows(&a, v) }},
			{"unit", func(v *yaml.Node) { p.unit(&a, v) }},
			{"hide", func(v *yaml.Node) { p.hide(&a.Hide, v) }},
			{"also", func(v *yaml.Node) {
				p.fields(v, "also", []field{
					{"totals", func(t *yaml.Node) { a.Totals = p.texts(t, "also.totals") }},
					{"not_located", func(t *yaml.Node) {
						located = t
						a.NotLocated = p.one(t, "also.not_located", []string{showNotLocated, leaveOutNotLocated})
					}}})
			}},
			{"guard", func(v *yaml.Node) { p.guard(&a, v) }}})
		if len(p.errs) == before {
			p.table(&a, located)
		}
		p.pol.Aggregates = append(p.pol.Aggregates, a)
	}
}

// get is a field whose text goes to dst.
func (p *parser) get(key string, dst *string) field {
	return field{key, func(n *yaml.Node) { *dst = p.text(n, key) }}
}

func (p *parser) bys(a *Aggregate, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		p.add(Invalid, n.Line, "by needs a list of dimensions: by: [{as: ward, place: [LATITUDE, LONGITUDE], inside: FILE.geojson, name: PROPERTY}, {as: month, date: COLUMN, each: month}].")
		return
	}
	for _, item := range n.Content {
		a.By = append(a.By, p.dimension(item))
	}
}

// dimension reads one item of by:. What part_of: means depends on the keys
// beside it, so it is read last.
func (p *parser) dimension(n *yaml.Node) By {
	b := By{Line: n.Line}
	var partOf, after, or *yaml.Node
	before := len(p.errs)
	p.fields(n, "by", []field{
		p.get("as", &b.As),
		{"place", func(v *yaml.Node) { b.Place = p.texts(v, "place") }},
		p.get("inside", &b.Inside), p.get("name", &b.Name),
		{"to", func(v *yaml.Node) { b.To = p.one(v, "to", placeWords) }},
		p.get("map", &b.Map), p.get("date", &b.Date),
		{"each", func(v *yaml.Node) { b.Each = p.one(v, "each", periods) }},
		{"starts", func(v *yaml.Node) { b.Starts = p.one(v, "starts", months) }},
		{"appears_after", func(v *yaml.Node) { after = v }},
		{"part_of", func(v *yaml.Node) { partOf = v }},
		{"or", func(v *yaml.Node) { or = v }},
		p.get("column", &b.Column)})
	if len(p.errs) > before {
		return b
	}
	kinds := 0
	for _, set := range []bool{len(b.Place) > 0, b.Date != "", b.Column != ""} {
		if set {
			kinds++
		}
	}
	switch {
	case kinds != 1:
		p.add(Invalid, n.Line, "Each dimension needs exactly one of place, date and column, for example {as: month, date: COLUMN, each: month}.")
	case len(b.Place) > 0:
		p.place(&b, partOf)
	case b.Date != "":
		p.periods(&b, partOf, or, after)
	case partOf != nil:
		b.Groups = p.text(partOf, "part_of")
	}
	if len(p.errs) == before {
		p.strangers(&b, or != nil, after != nil)
	}
	return b
}

// strangers refuses keys that belong to another kind of dimension.
func (p *parser) strangers(b *By, or, after bool) {
	kind := "column"
	switch {
	case len(b.Place) > 0:
		kind = "place"
	case b.Date != "":
		kind = "date"
	}
	for _, k := range []struct {
		key, of string
		set     bool
	}{
		{"inside", "place", b.Inside != ""}, {"name", "place", b.Name != ""}, {"to", "place", b.To != ""}, {"map", "place", b.Map != ""},
		{"each", "date", b.Each != ""}, {"starts", "date", b.Starts != ""}, {"appears_after", "date", after}, {"or", "date", or},
	} {
		if k.set && k.of != kind {
			p.add(Invalid, b.Line, "%s belongs to a %s, and this dimension is a %s. Remove it.", k.key, k.of, kind)
			return
		}
	}
}

// place checks a dimension of places and reads its part_of:, a property.
func (p *parser) place(b *By, partOf *yaml.Node) {
	ways := 0
	for _, w := range []string{b.Inside, b.To, b.Map} {
		if w != "" {
			ways++
		}
	}
	point := b.Inside != "" || isGeohash(b.To)
	switch {
	case ways != 1:
		p.add(Invalid, b.Line, "A place needs exactly one of inside: FILE.geojson (areas on a map), to: WORD (%s, geohash1 … geohash8) and map: FILE.csv (a list of values and codes).", strings.Join(placeWords[:4], ", "))
	case point && (len(b.Place) != 2 || b.Place[0] == b.Place[1]):
		p.add(Invalid, b.Line, "A point has two columns: place: [LATITUDE, LONGITUDE].")
	case !point && len(b.Place) != 1:
		p.add(Invalid, b.Line, "place needs one column here; only inside: and geohash take two, [LATITUDE, LONGITUDE].")
	case b.Inside != "" && b.Name == "":
		p.add(Invalid, b.Line, "inside needs name:, the property of the map that names an area, for example name: WARD_NO.")
	case b.Inside == "" && b.Name != "":
		p.add(Invalid, b.Line, "name belongs to inside: it is the property of the map that names an area. Remove it.")
	case partOf != nil && b.Map != "":
		p.add(Invalid, b.Line, "With map: the third column of the file says what a code is part of. Remove part_of.")
	case partOf != nil && b.Inside == "":
		p.add(Invalid, b.Line, "to: %s has no part_of. Remove it, or use map: FILE.csv with three columns.", b.To)
	case partOf != nil:
		b.PartOfProperty = p.text(partOf, "part_of")
		if b.PartOfProperty == b.Name {
			p.add(Invalid, b.Line, "part_of is the property that name: already uses. Name the property of the larger area.")
		}
	}
}

// periods checks a dimension of dates and reads what depends on its periods.
func (p *parser) periods(b *By, partOf, or, after *yaml.Node) {
	if b.Each == "" {
		p.add(Invalid, b.Line, "A date needs each: %s.", strings.Join(periods, " | "))
		return
	}
	before := len(p.errs)
	if after != nil {
		d, ok := parseAge(p.text(after, "appears_after"))
		switch {
		case !ok:
			p.add(Invalid, after.Line, "appears_after needs a number with h (hours) or d (days), for example 36h or 5d.")
		case b.Each == eachHour:
			p.add(Invalid, after.Line, "appears_after counts from the end of a period, and hour-of-week has none. Remove it.")
		}
		b.AppearsAfter = d
	}
	if partOf != nil {
		b.PartOf = p.coarser(b, partOf, "part_of")
	}
	if or != nil {
		b.Or = p.coarser(b, or, "or")
	}
	fiscal := b.Each == eachFiscal || slices.Contains(b.PartOf, eachFiscal) || slices.Contains(b.Or, eachFiscal)
	switch {
	case len(p.errs) > before:
	case fiscal && b.Starts == "":
		p.add(Invalid, b.Line, "fiscal-year needs starts:, the month in which it begins, for example starts: July.")
	case !fiscal && b.Starts != "":
		p.add(Invalid, b.Line, "starts belongs to fiscal-year. Remove it, or write each: fiscal-year.")
	}
}

// coarser reads periods that go on from each:, each holding whole periods of the
// one before: only then do the numbers of both add up.
func (p *parser) coarser(b *By, n *yaml.Node, where string) []string {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	if len(items) == 0 {
		p.add(Invalid, n.Line, "%s is an empty list. Write its items, or remove the line.", where)
	}
	var out []string
	last := b.Each
	for _, item := range items {
		l := p.one(item, where, periods)
		if l == "" {
			return nil
		}
		if l == eachFiscal && b.Starts == "" {
			return append(out, l) // refused by who asks for starts:
		}
		if !Nests(last, l, b.StartMonth()) {
			next := "nothing can follow"
			if a := above(last, b.StartMonth()); len(a) > 0 {
				next = "can follow " + strings.Join(a, ", ")
			}
			p.add(Invalid, n.Line, "%s: %s cannot follow %s: it must hold whole periods of the one before. After %s %s.", where, l, last, last, next)
			return nil
		}
		out = append(out, l)
		last = l
	}
	return out
}

// measures are the words of show:, with what follows them.
var measures = []struct{ word, takes string }{
	{"count", ""}, {"rows", ""}, {"sum", "COLUMN"}, {"mean", "COLUMN"}, {"median", "COLUMN"}, {"min", "COLUMN"}, {"max", "COLUMN"},
	{"p90", "COLUMN"}, {"distinct", "COLUMN"}, {"share", "DIMENSION"},
}

// synonyms are what people write instead.
var synonyms = map[string]string{"average": "mean", "avg": "mean", "total": "sum", "number": "count", "minimum": "min", "maximum": "max", "percent": "share"}

func (p *parser) shows(a *Aggregate, n *yaml.Node) {
	p.entries(n, "show", func(key string, k, v *yaml.Node) {
		s := Show{Name: key, Line: k.Line}
		word, rest, _ := strings.Cut(strings.TrimSpace(p.text(v, "show."+named(key, "this name"))), " ")
		rest = strings.TrimSpace(rest)
		if word == "" {
			return
		}
		if !p.measure(&s, word, rest) {
			return
		}
		a.Show = append(a.Show, s)
	})
}

// measure reads "median Days_to_Close".
func (p *parser) measure(s *Show, word, rest string) bool {
	s.Measure = word
	takes, known := "COLUMN", true
	if pc, ok := percentile(word); ok {
		s.Measure, s.P = "percentile", pc
	} else {
		i := slices.IndexFunc(measures, func(m struct{ word, takes string }) bool { return m.word == word })
		if known = i >= 0; known {
			takes = measures[i].takes
		}
	}
	switch {
	case !known:
		p.add(Invalid, s.Line, "show does not know %s.%s Use one of: %s (p1 … p99).", named(word, "this word"), didYouMeasure(word), measureList())
	case takes == "" && rest != "":
		p.add(Invalid, s.Line, "%s takes no column. For the different values of a column write distinct COLUMN; for people write unit: {people: [COLUMN]} and count.", word)
	case takes != "" && rest == "":
		p.add(Invalid, s.Line, "%s needs a name behind it: %s %s.", word, word, takes)
	case takes == "DIMENSION":
		s.Of = rest
		return true
	default:
		s.Column = rest
		return true
	}
	return false
}

// percentile reads p1 … p99.
func percentile(word string) (float64, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(word, "p"))
	if err != nil || n < 1 || n > 99 || word != "p"+strconv.Itoa(n) {
		return 0, false
	}
	return float64(n), true
}

func didYouMeasure(word string) string {
	if s := synonyms[strings.ToLower(word)]; s != "" {
		return words.Suggest(s)
	}
	var known []string
	for _, m := range measures {
		known = append(known, m.word)
	}
	return words.DidYouMean(word, known)
}

// measureList is "count, rows, sum COLUMN, …".
func measureList() string {
	out := make([]string, len(measures))
	for i, m := range measures {
		out[i] = strings.TrimSpace(m.word + " " + m.takes)
	}
	return strings.Join(out, ", ")
}

func (p *parser) unit(a *Aggregate, n *yaml.Node) {
	u := Unit{Line: n.Line}
	kinds := 0
	read := func(kind string) field {
		return field{kind, func(v *yaml.Node) {
			kinds++
			u.Kind, u.Columns = kind, p.texts(v, "unit."+kind)
		}}
	}
	before := len(p.errs)
	p.fields(n, "unit", []field{read("people"), read("households")})
	if kinds != 1 && len(p.errs) == before {
		p.add(Invalid, n.Line, "unit needs exactly one of people and households, with the columns that tell them apart: unit: {people: [COLUMN]}.")
	}
	if c := twice(u.Columns); c != "" {
		p.add(Invalid, n.Line, "%s stands twice in unit. Remove one.", named(c, "A column"))
	}
	a.Unit = &u
}

// twice is the first text that stands twice, "" for none.
func twice(list []string) string {
	for i, s := range list {
		if slices.Contains(list[:i], s) {
			return s
		}
	}
	return ""
}

func (p *parser) hide(h *Hide, n *yaml.Node) {
	h.Line, h.StopIfOver = n.Line, -1
	number := func(key string, dst *int, low string) field {
		return field{key, func(v *yaml.Node) {
			t := p.text(v, "hide."+key)
			if t == "" {
				return
			}
			n, err := strconv.Atoi(t)
			switch {
			case err != nil || n < 0 || n > math.MaxInt32:
				p.add(Invalid, v.Line, "hide.%s needs a whole number, for example %s: 11.", key, key)
			case n < 3:
				p.add(Invalid, v.Line, "%s", low)
			default:
				*dst = n
			}
		}}
	}
	before := len(p.errs)
	stop := false
	p.fields(n, "hide", []field{
		number("below", &h.Below, "hide.below: a threshold under 3 protects nobody. Write 11, which is usual, or another number from 3 on."),
		number("round", &h.Round, "hide.round: rounding to less than 3 protects nobody. Write 11, or another number from 3 on."),
		p.get("none", &h.None), p.get("why", &h.Why),
		{"stop_if_over", func(v *yaml.Node) {
			stop = true
			var ok bool
			if h.StopIfOver, ok = parsePercent(p.text(v, "hide.stop_if_over")); !ok {
				p.add(Invalid, v.Line, "hide.stop_if_over needs a share from 0%% to 100%%, for example 10%%.")
			}
		}}})
	if len(p.errs) > before {
		return
	}
	ways := 0
	for _, set := range []bool{h.Below > 0, h.Round > 0, h.None != ""} {
		if set {
			ways++
		}
	}
	switch {
	case ways != 1:
		p.add(Invalid, n.Line, "hide needs exactly one of below: NUMBER, round: NUMBER and none: REASON. Write hide: {below: 11}, or hide: {none: REASON}.")
	case h.Below == 0 && stop:
		p.add(Invalid, n.Line, "stop_if_over belongs to below: nothing else hides a number. Remove it.")
	case h.None != "" && h.Why != "":
		p.add(Invalid, n.Line, "none: already names its reason. Remove why:.")
	}
}

// parsePercent reads 10% or 2.5 % as a share.
func parsePercent(s string) (float64, bool) {
	num, ok := strings.CutSuffix(s, "%")
	num = strings.TrimSpace(num)
	if !ok || strings.Trim(num, "0123456789.") != "" || len(num) > 12 {
		return -1, false
	}
	f, err := strconv.ParseFloat(num, 64)
	if err != nil || f > 100 {
		return -1, false
	}
	return f / 100, true
}

func (p *parser) guard(a *Aggregate, n *yaml.Node) {
	g := Guard{Line: n.Line}
	before := len(p.errs)
	p.fields(n, "guard", []field{p.get("override", &g.Override), p.get("by", &g.By), p.date("date", "guard", &g.Date)})
	if len(p.errs) == before && (g.Override == "" || g.By == "" || g.Date == "") {
		p.add(Invalid, n.Line, "guard needs all three of override, by and date: guard: {override: \"why the areas changed\", by: NAME, date: 2026-11-23}.")
	}
	a.Guard = &g
}
