package policy

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/redact/bundle"
)

// tabled is what a policy for tables adds to the weekly one.
const tabled = `release: [tables]              # rows, tables or both: both must be written out
aggregate:
  - table: requests_by_ward_and_month
    by:   [{as: ward, place: [Lat, Lng], inside: maps/wards-2024.geojson, name: WARD_NO}, {as: month, date: Created_at_local, each: month, appears_after: 5d}]
    show: {requests: count, median_days_to_close: median Days_to_Close}
    hide: {below: 11, stop_if_over: 10%}      # or {none: REASON}, REASON being a policy: potholes are not people
    also: {totals: [ward, month, all], not_located: show}
`

// every uses each key of the language once.
const every = `law: {pack: generic, channel: web, approved_by: CDO}
input: {rows_are: people, quasi_identifiers: [Birth_Year, ZIP], time_zone: America/New_York}
columns: {keep: [Birth_Year, ZIP, Created, Type, Days, Parcel, Address], drop: [Email, Lat, Lng]}
release: [rows, tables]
aggregate:
  - table: A-1
    by:
      - {as: ward, place: [Lat, Lng], inside: maps/wards.geojson, name: WARD_NO, part_of: DISTRICT}
      - {as: zip, place: ZIP, to: zip3}
      - {as: tract, place: Parcel, map: maps/parcels.csv}
      - {as: quarter, date: Created, each: day, starts: July, appears_after: 36h, part_of: [month, fiscal-year], or: [month, quarter, year]}
      - {as: type, column: Type, part_of: lists/groups.csv}
      - {as: block, place: [Address], to: hundred-block}
    show:
      people: count
      lines: rows
      total: sum Days
      high: p90 Days
      kinds: distinct Type
      part: share ward
    unit: {people: [Email]}
    hide: {below: 11, why: small, stop_if_over: 2.5 %}
    also: {totals: [type, all], not_located: leave-out}
    guard: {override: "new wards", by: Clerk, date: 2026-11-23}
  - {table: b, by: [{as: fy, date: Created, each: fiscal-year, starts: October}], show: {n: rows}, hide: {round: 5}}
reasons: {small: {policy: "Small numbers are not shown."}}
`

func TestParseTables(t *testing.T) {
	p := mustParse(t, "sr.yaml", every)
	want := []Aggregate{{
		Table: "A-1", Line: 6,
		By: []By{
			{As: "ward", Place: []string{"Lat", "Lng"}, Inside: "maps/wards.geojson", Name: "WARD_NO", PartOfProperty: "DISTRICT", Line: 8},
			{As: "zip", Place: []string{"ZIP"}, To: "zip3", Line: 9},
			{As: "tract", Place: []string{"Parcel"}, Map: "maps/parcels.csv", Line: 10},
			{As: "quarter", Date: "Created", Each: "day", Starts: "July", AppearsAfter: 36 * time.Hour, PartOf: []string{"month", "fiscal-year"}, Or: []string{"month", "quarter", "year"}, Line: 11},
			{As: "type", Column: "Type", Groups: "lists/groups.csv", Line: 12},
			{As: "block", Place: []string{"Address"}, To: "hundred-block", Line: 13},
		},
		Show: []Show{{Name: "people", Measure: "count", Line: 15}, {Name: "lines", Measure: "rows", Line: 16}, {Name: "total", Measure: "sum", Column: "Days", Line: 17},
			{Name: "high", Measure: "percentile", Column: "Days", P: 90, Line: 18}, {Name: "kinds", Measure: "distinct", Column: "Type", Line: 19}, {Name: "part", Measure: "share", Of: "ward", Line: 20}},
		Unit: &Unit{Kind: "people", Columns: []string{"Email"}, Line: 21},
		Hide: Hide{Below: 11, Why: "small", StopIfOver: 0.025, Line: 22}, Totals: []string{"type", "all"}, NotLocated: "leave-out",
		Guard: &Guard{Override: "new wards", By: "Clerk", Date: "2026-11-23", Line: 24},
	}, {
		Table: "b", Line: 25, By: []By{{As: "fy", Date: "Created", Each: "fiscal-year", Starts: "October", Line: 25}},
		Show: []Show{{Name: "n", Measure: "rows", Line: 25}}, Hide: Hide{Round: 5, StopIfOver: -1, Line: 25}, NotLocated: "show",
	}}
	if d := cmp.Diff(want, p.Aggregates); d != "" {
		t.Errorf("tables (-want +got):\n%s", d)
	}
	if p.Input.RowsAre != "people" || !cmp.Equal(p.Input.QuasiIdentifiers, []string{"Birth_Year", "ZIP"}) || !p.ReleasesRows() || !p.ReleasesTables() || p.lines["release"] != 4 {
		t.Errorf("input %+v, release %v on line %d", p.Input, p.Release, p.lines["release"])
	}
	files := []AggregateFile{{"maps/wards.geojson", AreasFile, 8}, {"maps/parcels.csv", CrosswalkFile, 10}, {"lists/groups.csv", GroupsFile, 12}}
	if d := cmp.Diff(files, p.Files()); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
	a := &p.Aggregates[0]
	if a.Dim("type") != 4 || a.Dim("nothing") != -1 {
		t.Errorf("dimension type is %d", a.Dim("type"))
	}
	q := &a.By[3]
	if q.StartMonth() != time.July || !cmp.Equal(q.Levels(), []string{"day", "month", "quarter", "year"}) || a.By[0].Levels() != nil || a.By[0].StartMonth() != 0 {
		t.Errorf("start %v, levels %v", q.StartMonth(), q.Levels())
	}
	for level, want := range map[string][]string{"day": {"month", "fiscal-year"}, "month": {"fiscal-year"}, "quarter": {"fiscal-year"}, "year": nil} {
		if d := cmp.Diff(want, q.PartOfAt(level)); d != "" {
			t.Errorf("part_of at %s: %s", level, d)
		}
	}
	rows := mustParse(t, "sr.yaml", head+"columns: {keep: [A]}\n")
	if !rows.ReleasesRows() || rows.ReleasesTables() || rows.lines["release"] != 0 || rows.Files() != nil {
		t.Error("a policy that does not say what is released does not release rows alone")
	}
}

// TestPeriodsNest holds the relation against the calendar: a period is part of
// another if no coarser border lies inside it.
func TestPeriodsNest(t *testing.T) {
	of := func(each string, d time.Time, starts time.Month) string {
		switch each {
		case eachDay:
			return d.Format(dateLayout)
		case eachWeek:
			y, w := d.ISOWeek()
			return strconv.Itoa(100*y + w)
		case eachMonth:
			return d.Format("2006-01")
		case eachQuarter:
			return d.Format("2006") + string(rune('1'+(d.Month()-1)/3))
		case eachYear:
			return d.Format("2006")
		default:
			return d.AddDate(0, -int(starts-1), 1-d.Day()).Format("2006")
		}
	}
	calendar := periods[:len(periods)-1]
	for _, starts := range []time.Month{1, 2, 3, 7, 10, 12} {
		for _, fine := range calendar {
			for _, coarse := range calendar {
				if fine == coarse {
					continue
				}
				lies, in := true, map[string]string{}
				longer := map[string]bool{}
				for d := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 2022; d = d.AddDate(0, 0, 1) {
					f, c := of(fine, d, starts), of(coarse, d, starts)
					if was, ok := in[f]; ok && was != c {
						lies = false
					}
					in[f], longer[c] = c, true
				}
				lies = lies && len(longer) < len(in) // the same periods under two names are not coarser
				if fine == eachYear && starts == time.January {
					continue // fiscal years that are the years, which nests leaves out too
				}
				if got := Nests(fine, coarse, starts); got != lies {
					t.Errorf("%s in %s (from %v): %v, the calendar says %v", fine, coarse, starts, got, lies)
				}
			}
		}
	}
	for _, l := range periods {
		if Nests(l, l, 1) || Nests(eachHour, l, 1) || Nests(l, eachHour, 1) {
			t.Errorf("%s nests in itself, or with the hour of the week", l)
		}
	}
}

// tableOf is a policy with one table, of which some parts are given.
func tableOf(by, show, hide, more string) string {
	return head + "release: [tables]\naggregate:\n  - table: t\n    by: " + by + "\n    show: " + show + "\n    hide: " + hide + "\n" + more
}

const (
	oneMonth = "[{as: month, date: D, each: month}]"
	counted  = "{n: count}"
	below    = "{below: 11}"
)

// TestTableRefusals holds the sentences, word by word.
func TestTableRefusals(t *testing.T) {
	by := func(item string) string { return tableOf("["+item+"]", counted, below, "") }
	show := func(s string) string { return tableOf(oneMonth, s, below, "") }
	hide := func(h string) string { return tableOf(oneMonth, counted, h, "") }
	more := func(m string) string { return tableOf(oneMonth, counted, below, m) }
	named := func(n string) string { return strings.Replace(hide(below), "table: t", "table: "+n, 1) }
	request := func(h string) string {
		return strings.Replace(tableOf(oneMonth, counted, h, "reasons: {p: {policy: x}, q: {promise: x}}\n"), "channel: web", "channel: request", 1)
	}
	rule := func(s string) string { return strings.Replace(s, "release:", "columns: {keep: [D]}\nrelease:", 1) }
	tests := []struct{ name, src, want string }{
		{"release twice", head + "release: [rows, rows]\ncolumns: {keep: [A]}\n", `sr.yaml:2: release names rows twice. Remove one.`},
		{"release empty", head + "release: []\ncolumns: {keep: [A]}\n", `sr.yaml:2: release is an empty list. Write its items, or remove the line.`},
		{"release word", head + "release: [table]\ncolumns: {keep: [A]}\n", `sr.yaml:2: release does not know "table". Did you mean "tables"? Use rows, tables or both.`},
		{"aggregate alone", strings.Replace(rule(hide(below)), "release: [tables]\n", "", 1), `sr.yaml:4: aggregate describes tables, and the policy does not say what is released. Add release: [tables] or release: [rows, tables]; rows, tables or both: both must be written out.`},
		{"aggregate with rows", strings.Replace(rule(hide(below)), "[tables]", "[rows]", 1), `sr.yaml:5: aggregate describes tables, and release does not name them. Write release: [tables] or release: [rows, tables], or remove aggregate.`},
		{"rows need columns", strings.Replace(hide(below), "[tables]", "[rows, tables]", 1), `sr.yaml: The policy names no column. Add columns: {keep: […], clean: […], withhold: […], drop: […]}.`},
		{"aggregate as keys", head + "release: [tables]\naggregate: {table: t}\n", `sr.yaml:3: aggregate needs a list; each item begins with a dash: - {table: NAME, by: [{as: month, date: COLUMN, each: month}], show: {requests: count}, hide: {below: 11}}.`},
		{"aggregate empty", head + "release: [tables]\naggregate: []\n", `sr.yaml:3: aggregate needs a list; each item begins with a dash: - {table: NAME, by: [{as: month, date: COLUMN, each: month}], show: {requests: count}, hide: {below: 11}}.`},
		{"table key", more("    shows: {n: count}\n"), `sr.yaml:8: the table has no key "shows". Did you mean "show"? Keys: table, by, show, unit, hide, also, guard.`},
		{"no table name", strings.Replace(hide(below), "table: t\n    by", "by", 1), `sr.yaml:4: The table has no name. Add table: NAME, which also names its files.`},
		{"name with a space", named("by ward"), `sr.yaml:4: The table's name is the name of its files: letters, digits, _ and - only, a letter or digit first, at most 64. For example requests_by_month.`},
		{"name with a dot", named("../t"), `sr.yaml:4: The table's name is the name of its files: letters, digits, _ and - only, a letter or digit first, at most 64. For example requests_by_month.`},
		{"name of the log", named("Exemption-Log"), `sr.yaml:4: A file of the release, or a device of Windows, is already called "Exemption-Log". Choose another name.`},
		{"name of a device", named("LPT1"), `sr.yaml:4: A file of the release, or a device of Windows, is already called "LPT1". Choose another name.`},
		{"two tables", more("  - {table: T, by: " + oneMonth + ", show: {n: rows}, hide: {below: 5}}\n"), `sr.yaml:8: "T" is the name of two tables; the first is on line 4. Choose another name.`},
		{"no hide", strings.Replace(hide(below), "    hide: {below: 11}\n", "", 1), `sr.yaml:4: The table does not say how small numbers are protected. Add hide: {below: 11} or hide: {none: REASON}.`},
		{"no by", strings.Replace(hide(below), "    by: "+oneMonth+"\n", "", 1), `sr.yaml:4: The table has no dimension. Add by: [{as: month, date: COLUMN, each: month}].`},
		{"no show", strings.Replace(hide(below), "    show: {n: count}\n", "", 1), `sr.yaml:4: The table shows nothing. Add show: {requests: count}.`},
		{"by as keys", tableOf("{as: month}", counted, below, ""), `sr.yaml:5: by needs a list of dimensions: by: [{as: ward, place: [LATITUDE, LONGITUDE], inside: FILE.geojson, name: PROPERTY}, {as: month, date: COLUMN, each: month}].`},
		{"seven dimensions", tableOf("["+strings.TrimSuffix(strings.Repeat("{as: X, column: A}, ", 7), ", ")+"]", counted, below, ""), `sr.yaml:4: The table has 7 dimensions; 6 are allowed. Make two tables.
sr.yaml:5: "X" names two columns of the table. Choose another name.
sr.yaml:5: "X" names two columns of the table. Choose another name.
sr.yaml:5: "X" names two columns of the table. Choose another name.
sr.yaml:5: "X" names two columns of the table. Choose another name.
sr.yaml:5: "X" names two columns of the table. Choose another name.
sr.yaml:5: "X" names two columns of the table. Choose another name.`},

		{"place and date", by("{as: a, place: A, date: D, each: day, to: zip}"), `sr.yaml:5: Each dimension needs exactly one of place, date and column, for example {as: month, date: COLUMN, each: month}.`},
		{"neither", by("{as: a}"), `sr.yaml:5: Each dimension needs exactly one of place, date and column, for example {as: month, date: COLUMN, each: month}.`},
		{"key of by", by("{as: a, plase: A, to: zip}"), `sr.yaml:5: by has no key "plase". Did you mean "place"? Keys: as, place, inside, name, to, map, date, each, starts, appears_after, part_of, or, column.`},
		{"no as", by("{column: A}"), `sr.yaml:5: The dimension has no name. Add as: NAME.`},
		{"place without a way", by("{as: a, place: A}"), `sr.yaml:5: A place needs exactly one of inside: FILE.geojson (areas on a map), to: WORD (zip, zip3, hundred-block, street, geohash1 … geohash8) and map: FILE.csv (a list of values and codes).`},
		{"two ways", by("{as: a, place: A, to: zip, map: m.csv}"), `sr.yaml:5: A place needs exactly one of inside: FILE.geojson (areas on a map), to: WORD (zip, zip3, hundred-block, street, geohash1 … geohash8) and map: FILE.csv (a list of values and codes).`},
		{"to word", by("{as: a, place: A, to: zip4}"), `sr.yaml:5: to does not know "zip4". Did you mean "zip"? Use one of: zip, zip3, hundred-block, street, geohash1, geohash2, geohash3, geohash4, geohash5, geohash6, geohash7, geohash8.`},
		{"inside without name", by("{as: a, place: [A, B], inside: m.geojson}"), `sr.yaml:5: inside needs name:, the property of the map that names an area, for example name: WARD_NO.`},
		{"inside one column", by("{as: a, place: A, inside: m.geojson, name: N}"), `sr.yaml:5: A point has two columns: place: [LATITUDE, LONGITUDE].`},
		{"geohash one column", by("{as: a, place: [A], to: geohash5}"), `sr.yaml:5: A point has two columns: place: [LATITUDE, LONGITUDE].`},
		{"the same column twice", by("{as: a, place: [A, A], to: geohash5}"), `sr.yaml:5: A point has two columns: place: [LATITUDE, LONGITUDE].`},
		{"zip of two", by("{as: a, place: [A, B], to: zip}"), `sr.yaml:5: place needs one column here; only inside: and geohash take two, [LATITUDE, LONGITUDE].`},
		{"name without inside", by("{as: a, place: A, to: zip, name: N}"), `sr.yaml:5: name belongs to inside: it is the property of the map that names an area. Remove it.`},
		{"part_of of a zip", by("{as: a, place: A, to: zip, part_of: B}"), `sr.yaml:5: to: zip has no part_of. Remove it, or use map: FILE.csv with three columns.`},
		{"part_of of a crosswalk", by("{as: a, place: A, map: m.csv, part_of: B}"), `sr.yaml:5: With map: the third column of the file says what a code is part of. Remove part_of.`},
		{"part_of itself", by("{as: a, place: [A, B], inside: m.geojson, name: N, part_of: N}"), `sr.yaml:5: part_of is the property that name: already uses. Name the property of the larger area.`},
		{"part_of two properties", by("{as: a, place: [A, B], inside: m.geojson, name: N, part_of: [M, N]}"), `sr.yaml:5: part_of needs one text, not a list or keys.`},
		{"each of a place", by("{as: a, place: A, to: zip, each: month}"), `sr.yaml:5: each belongs to a date, and this dimension is a place. Remove it.`},
		{"inside of a date", by("{as: a, date: D, each: month, inside: m.geojson}"), `sr.yaml:5: inside belongs to a place, and this dimension is a date. Remove it.`},
		{"appears_after of a column", by("{as: a, column: A, appears_after: 5d}"), `sr.yaml:5: appears_after belongs to a date, and this dimension is a column. Remove it.`},
		{"no each", by("{as: a, date: D}"), `sr.yaml:5: A date needs each: day | iso-week | month | quarter | year | fiscal-year | hour-of-week.`},
		{"each word", by("{as: a, date: D, each: months}"), `sr.yaml:5: each does not know "months". Did you mean "month"? Use one of: day, iso-week, month, quarter, year, fiscal-year, hour-of-week.`},
		{"week in a month", by("{as: a, date: D, each: iso-week, part_of: month}"), `sr.yaml:5: part_of: month cannot follow iso-week: it must hold whole periods of the one before. After iso-week nothing can follow.`},
		{"finer", by("{as: a, date: D, each: quarter, part_of: [month]}"), `sr.yaml:5: part_of: month cannot follow quarter: it must hold whole periods of the one before. After quarter can follow year.`},
		{"or out of order", tableOf("[{as: a, date: D, each: month, or: [year, quarter]}]", counted, "{below: 11, stop_if_over: 5%}", ""), `sr.yaml:5: or: quarter cannot follow year: it must hold whole periods of the one before. After year nothing can follow.`},
		{"quarter in a fiscal year", by("{as: a, date: D, each: quarter, part_of: fiscal-year, starts: May}"), `sr.yaml:5: part_of: fiscal-year cannot follow quarter: it must hold whole periods of the one before. After quarter can follow year.`},
		{"fiscal year without start", by("{as: a, date: D, each: quarter, part_of: fiscal-year}"), `sr.yaml:5: fiscal-year needs starts:, the month in which it begins, for example starts: July.`},
		{"starts alone", by("{as: a, date: D, each: month, starts: July}"), `sr.yaml:5: starts belongs to fiscal-year. Remove it, or write each: fiscal-year.`},
		{"starts word", by("{as: a, date: D, each: fiscal-year, starts: july}"), `sr.yaml:5: starts does not know "july". Did you mean "July"? Use one of: January, February, March, April, May, June, July, August, September, October, November, December.`},
		{"appears_after", by("{as: a, date: D, each: month, appears_after: 5}"), `sr.yaml:5: appears_after needs a number with h (hours) or d (days), for example 36h or 5d.`},
		{"hour appears_after", by("{as: a, date: D, each: hour-of-week, appears_after: 5d}"), `sr.yaml:5: appears_after counts from the end of a period, and hour-of-week has none. Remove it.`},
		{"or without a limit", by("{as: a, date: D, each: month, or: year}"), `sr.yaml:5: or is tried where too much would be hidden, and this table has no limit. Add hide: {below: 11, stop_if_over: 10%}, or remove or.`},
		{"two or", tableOf("[{as: a, date: D, each: month, or: year}, {as: b, date: E, each: month, or: year}]", counted, "{below: 11, stop_if_over: 0%}", ""), `sr.yaml:5: Two dimensions of this table have or:; one is allowed.`},

		{"show as a word", show("count"), `sr.yaml:6: show needs names and values, NAME: VALUE.`},
		{"measure", show("{n: averag D}"), `sr.yaml:6: show does not know "averag". Use one of: count, rows, sum COLUMN, mean COLUMN, median COLUMN, min COLUMN, max COLUMN, p90 COLUMN, distinct COLUMN, share DIMENSION (p1 … p99).`},
		{"synonym", show("{n: average D}"), `sr.yaml:6: show does not know "average". Did you mean "mean"? Use one of: count, rows, sum COLUMN, mean COLUMN, median COLUMN, min COLUMN, max COLUMN, p90 COLUMN, distinct COLUMN, share DIMENSION (p1 … p99).`},
		{"percentile", show("{n: p100 D}"), `sr.yaml:6: show does not know "p100". Use one of: count, rows, sum COLUMN, mean COLUMN, median COLUMN, min COLUMN, max COLUMN, p90 COLUMN, distinct COLUMN, share DIMENSION (p1 … p99).`},
		{"count of a column", show("{n: count Email}"), `sr.yaml:6: count takes no column. For the different values of a column write distinct COLUMN; for people write unit: {people: [COLUMN]} and count.`},
		{"median of nothing", show("{n: median}"), `sr.yaml:6: median needs a name behind it: median COLUMN.`},
		{"share of nothing", show("{n: share}"), `sr.yaml:6: share needs a name behind it: share DIMENSION.`},
		{"share of no dimension", show("{n: share mont}"), `sr.yaml:6: share names "mont", which is no dimension of this table. Did you mean "month"? Dimensions: month.`},
		{"measure like a dimension", show("{Month: count}"), `sr.yaml:6: "Month" names two columns of the table. Choose another name.`},
		{"hidden", show("{n_hidden: count}"), `sr.yaml:6: "n_hidden" ends in _hidden, which the table adds itself to say what is hidden. Choose another name.`},
		{"formula", show("{=n: count}"), `sr.yaml:6: The name of a measure is a column of the table: a letter or digit first, no quotation marks, at most 64 characters.`},
		{"dimension all", by("{as: All, column: A}"), `sr.yaml:5: all means the grand total under totals. Choose another name for the dimension.`},

		{"hide nothing", hide("{stop_if_over: 10%}"), `sr.yaml:7: hide needs exactly one of below: NUMBER, round: NUMBER and none: REASON. Write hide: {below: 11}, or hide: {none: REASON}.`},
		{"hide two", hide("{below: 11, round: 5}"), `sr.yaml:7: hide needs exactly one of below: NUMBER, round: NUMBER and none: REASON. Write hide: {below: 11}, or hide: {none: REASON}.`},
		{"below 2", hide("{below: 2}"), `sr.yaml:7: hide.below: a threshold under 3 protects nobody. Write 11, which is usual, or another number from 3 on.`},
		{"round 1", hide("{round: 1}"), `sr.yaml:7: hide.round: rounding to less than 3 protects nobody. Write 11, or another number from 3 on.`},
		{"below a word", hide("{below: eleven}"), `sr.yaml:7: hide.below needs a whole number, for example below: 11.`},
		{"below too much", hide("{below: 99999999999}"), `sr.yaml:7: hide.below needs a whole number, for example below: 11.`},
		{"stop without percent", hide("{below: 11, stop_if_over: 10}"), `sr.yaml:7: hide.stop_if_over needs a share from 0% to 100%, for example 10%.`},
		{"stop over all", hide("{below: 11, stop_if_over: 101%}"), `sr.yaml:7: hide.stop_if_over needs a share from 0% to 100%, for example 10%.`},
		{"stop of rounding", hide("{round: 11, stop_if_over: 10%}"), `sr.yaml:7: stop_if_over belongs to below: nothing else hides a number. Remove it.`},
		{"none and why", tableOf(oneMonth, counted, "{none: p, why: p}", "reasons: {p: {policy: x}}\n"), `sr.yaml:7: none: already names its reason. Remove why:.`},
		{"none without reason", tableOf(oneMonth, counted, "{none: pothole}", "reasons: {potholes: {policy: x}}\n"), `sr.yaml:7: none names the reason "pothole", which does not stand under reasons:. Did you mean "potholes"? Add it there: reasons: {NAME: {policy: "These are not people."}}.`},
		{"none by a promise", tableOf(oneMonth, counted, "{none: p}", "reasons: {p: {promise: x}}\n"), `sr.yaml:7: none needs a reason of the kind policy: to show every number is the agency's own choice. "p" is of another kind.`},
		{"none of people", tableOf(oneMonth, counted, "{none: p}", "    unit: {households: [A]}\nreasons: {p: {policy: x}}\n"), `sr.yaml:7: The table counts households, so small numbers must be protected. Write hide: {below: 11}.`},
		{"none where rows are people", tableOf(oneMonth, counted, "{none: p}", "input: {rows_are: people}\nreasons: {p: {policy: x}}\n"), `sr.yaml:7: Each row is a person (input.rows_are), so small numbers must be protected. Write hide: {below: 11}.`},
		{"below on request", request("{below: 11}"), `sr.yaml:7: hide withholds numbers, and on channel "request" only a law can withhold. Name it: why: CODE (vaughn list exemptions generic).`},
		{"round on request", request("{round: 11}"), `sr.yaml:7: hide withholds numbers, and on channel "request" only a law can withhold. Name it: why: CODE (vaughn list exemptions generic).`},
		{"policy on request", request("{below: 11, why: p}"), `sr.yaml:7: "p" is a policy. On channel "request" only a law can withhold. Use a code (vaughn list exemptions generic) or ask.`},
		{"promise on request", request("{below: 11, why: q}"), `sr.yaml:7: "q" is a promise. On channel "request" only a law can withhold. Use a code (vaughn list exemptions generic) or ask.`},

		{"unit of both", more("    unit: {people: A, households: B}\n"), `sr.yaml:8: unit needs exactly one of people and households, with the columns that tell them apart: unit: {people: [COLUMN]}.`},
		{"unit twice", more("    unit: {people: [A, A]}\n"), `sr.yaml:8: "A" stands twice in unit. Remove one.`},
		{"unit of nobody", more("    unit: {people: []}\n"), `sr.yaml:8: unit.people is an empty list. Write its items, or remove the line.`},
		{"totals of nothing", more("    also: {totals: [mont]}\n"), `sr.yaml:4: totals names "mont", which is no dimension of this table. Did you mean "month"? Use: month, all.`},
		{"totals twice", more("    also: {totals: [all, all]}\n"), `sr.yaml:4: totals names "all" twice. Remove one.`},
		{"totals of the only one", more("    also: {totals: [month]}\n"), `sr.yaml:4: The table has one dimension, so it already is the total for each "month". Write totals: [all].`},
		{"not_located", more("    also: {not_located: hide}\n"), `sr.yaml:8: also.not_located does not know "hide". Use one of: show, leave-out.`},
		{"not_located without a place", more("    also: {not_located: show}\n"), `sr.yaml:8: not_located belongs to a table with a place. Remove it.`},
		{"guard", more("    guard: {override: x, by: y}\n"), `sr.yaml:8: guard needs all three of override, by and date: guard: {override: "why the areas changed", by: NAME, date: 2026-11-23}.`},
		{"guard date", more("    guard: {override: x, by: y, date: today}\n"), `sr.yaml:8: guard.date needs a day as YYYY-MM-DD, for example 2026-11-23.`},
		{"rows_are", head + "input: {rows_are: persons}\ncolumns: {keep: [A]}\n", `sr.yaml:2: input.rows_are does not know "persons". Use one of: people, things.`},
		{"quasi twice", head + "input: {quasi_identifiers: [A, A]}\ncolumns: {keep: [A]}\n", `sr.yaml:2: "A" stands twice in input.quasi_identifiers. Remove one.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Parse("sr.yaml", []byte(tt.src))
			if err == nil {
				t.Fatalf("Parse succeeded: %+v", p)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	for _, ok := range []string{hide("{round: 3}"), hide("{below: 3, stop_if_over: 0 %}"), show("{n: p1 D, o: p99 Days to Close}"),
		request("{none: p}"), tableOf(oneMonth, counted, "{below: 11, why: q}", "reasons: {q: {promise: x}}\n"),
		strings.Replace(tableOf(oneMonth, counted, "{below: 11, why: f}", "reasons: {f: {finding: f.txt, for: x, by: Attorney, date: 2026-11-12}}\n"), "channel: web", "channel: request", 1)} {
		if _, err := Parse("sr.yaml", []byte(ok)); err != nil {
			t.Errorf("refused: %v\n%s", err, ok)
		}
	}
}

// TestReservedTables holds that no table can have the name of a file that every
// release holds, however it is written.
func TestReservedTables(t *testing.T) {
	for _, f := range []string{bundle.LogHTML, bundle.LogCSV, bundle.LogJSONL, bundle.Report, bundle.Readme, bundle.Sums, bundle.Sealed, bundle.DataPackage, bundle.ManifestAt} {
		if dir, _, below := strings.Cut(f, "/"); below {
			f = dir
		}
		stem, _, _ := strings.Cut(f, ".")
		if !reservedTable(stem) || !reservedTable(strings.ToUpper(stem)) {
			t.Errorf("a table may be called %s", stem)
		}
	}
	for name, want := range map[string]bool{"con": true, "NUL": true, "com1": true, "Lpt9": true, "com0": false, "com": false, "lpt12": false, "console": false, "requests": false} {
		if reservedTable(name) != want {
			t.Errorf("%s: reserved is %v", name, !want)
		}
	}
}

// TestTablesRepeatNoValue puts a value where a name or a number belongs and looks
// for it in the refusal.
func TestTablesRepeatNoValue(t *testing.T) {
	const canary = "078-05-1120"
	places := []string{
		tableOf("[{as: m, date: D, each: %}]", counted, below, ""), tableOf("[{as: m, place: D, to: %}]", counted, below, ""),
		tableOf("[{as: m, date: D, each: month, part_of: %}]", counted, below, ""), tableOf("[{as: m, date: D, each: month, appears_after: %}]", counted, below, ""),
		tableOf("[{as: m, date: D, each: fiscal-year, starts: %}]", counted, below, ""), tableOf("[{%: m}]", counted, below, ""), tableOf("[{as: %_hidden, column: D}]", counted, below, ""),
		tableOf("[{as: %, column: D}, {as: %, column: D}]", counted, below, ""), tableOf(oneMonth, "{n: % D}", below, ""), tableOf(oneMonth, "{n: share %}", below, ""),
		tableOf(oneMonth, "{'=%': count}", below, ""), tableOf(oneMonth, counted, "{below: %}", ""), tableOf(oneMonth, counted, "{none: %}", ""),
		tableOf(oneMonth, counted, "{below: 11, stop_if_over: %}", ""), tableOf(oneMonth, counted, "{%: 11}", ""), tableOf(oneMonth, counted, below, "    also: {totals: [%]}\n"),
		tableOf("[{as: %, column: D}, {as: x, column: E}]", "{n: share y}", below, ""), tableOf("[{as: %, column: D}]", counted, below, "    also: {totals: [%]}\n"),
		tableOf(oneMonth, counted, below, "    also: {totals: [%, %]}\n"), tableOf(oneMonth, counted, below, "    also: {not_located: %}\n"),
		tableOf(oneMonth, counted, below, "    unit: {people: [%, %]}\n"), tableOf(oneMonth, counted, below, "    unit: {%: A}\n"), tableOf(oneMonth, counted, below, "    guard: {override: %, date: %}\n"),
		strings.Replace(tableOf(oneMonth, counted, below, ""), "table: t", "table: a %", 1), head + "release: [tables]\naggregate: [%]\n",
		head + "input: {rows_are: %}\n", head + "input: {quasi_identifiers: [%, %]}\n",
		strings.Replace(tableOf(oneMonth, counted, below, "  - {table: %, by: "+oneMonth+", show: {n: rows}, hide: {below: 5}}\n"), "table: t", "table: '%'", 1),
	}
	for _, src := range places {
		_, err := Parse("sr.yaml", []byte(strings.ReplaceAll(src, "%", canary)))
		if err == nil {
			t.Errorf("no refusal for %q", src)
			continue
		}
		if strings.Contains(err.Error(), canary) {
			t.Errorf("%q: the refusal repeats the value: %v", src, err)
		}
	}
}

// TestOutputNames holds that a name which is taken begins no formula and is seen
// whole in a spreadsheet.
func TestOutputNames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("=+-@\t\n\r\" aé1_\u200b\ufeff")))).Draw(rt, "name")
		if !outputName(s) {
			return
		}
		if s == "" || strings.ContainsAny(s[:1], "=+-@\t\r ") || strings.ContainsAny(s, "\"\n\r\t\u200b\ufeff") || strings.TrimSpace(s) != s || len([]rune(s)) > 64 {
			rt.Fatalf("%q is taken as a name", s)
		}
	})
	for _, s := range []string{"requests", "median days (open)", "311", "Días"} {
		if !outputName(s) {
			t.Errorf("%q is refused as a name", s)
		}
	}
}
