package tabulate

import (
	"encoding/json"
	"strings"
	"testing"
	"vaughn/redact/policy"

	"github.com/google/go-cmp/cmp"
)

const byMonth = `release: [tables]
aggregate:
  - table: t
    by:   [{as: type, column: Type}, {as: month, date: Day, each: month, appears_after: 5d, part_of: [quarter, year]}]
    show: {n: count, days: sum N}
    hide: {below: 11}
    also: {totals: [type, month, all]}
`

var monthCols = []string{"Type", "Day", "N"}

func TestClosedPeriods(t *testing.T) {
	r := join(many(20, "a", "2025-11-30"), many(30, "a", "2025-12-31T23:59:59"), many(40, "a", "2026-01-31"), many(7, "a", ""), many(50, "a", "2026-02-01"))
	for day, months := range map[string]string{
		"2026-01-05": "2025-11",                              // the fifth day is not over
		"2026-01-06": "2025-11 2025-12 2025-Q4 2025",         //
		"2026-02-05": "2025-11 2025-12 2025-Q4 2025",         //
		"2026-02-06": "2025-11 2025-12 2025-Q4 2025 2026-01", // its quarter is not over
		"2025-12-01": "",                                     //
		"2026-04-05": "2025-11 2025-12 2025-Q4 2025 2026-01", //
		"2026-03-06": "2025-11 2025-12 2025-Q4 2025 2026-01 2026-02",
	} {
		if day == "2026-04-05" {
			months += " 2026-02"
		}
		o := feed{aggregate: byMonth, cols: monthCols, records: r, day: day}.must(t)
		got := strings.Join(o.Tables[0].Table.Dims[1].Codes, " ")
		if !sameWords(got, months) {
			t.Errorf("on %s: %s, want %s", day, got, months)
		}
		want(t, o, 0, []string{"(all)", "2026-03", "no row"})
		if day == "2025-12-01" {
			want(t, o, 0, []string{"(all)", "(all)", "0", "0"}) // not the sum of what is left out
		}
	}
	o := feed{aggregate: byMonth, cols: monthCols, records: r, day: "2026-02-06"}.must(t)
	want(t, o, 0, []string{"a", "2025-11", "20", "190"}, []string{"a", "2025-Q4", "50", "625"}, []string{"a", "2025", "50", "625"}, []string{"(all)", "(all)", "90", "1405"})
}

func sameWords(a, b string) bool {
	x, y := map[string]bool{}, map[string]bool{}
	for _, w := range strings.Fields(a) {
		x[w] = true
	}
	for _, w := range strings.Fields(b) {
		y[w] = true
	}
	return cmp.Equal(x, y)
}

// TestZones holds that periods are those of the zone, on the nights when clocks
// change too.
func TestZones(t *testing.T) {
	const byDay = `release: [tables]
aggregate:
  - {table: t, by: [{as: day, date: Day, each: day, appears_after: AFTER}], show: {n: count}, hide: {below: 3}}
`
	for _, c := range []struct{ zone, after, day, code, n string }{
		{"America/New_York", "0d", "2026-03-09", "2026-03-08", "9"}, // 23 hours
		{"America/New_York", "24h", "2026-03-09", "2026-03-08", "no row"},
		{"America/New_York", "24h", "2026-03-10", "2026-03-08", "9"},
		{"America/New_York", "24h", "2026-11-02", "2026-11-01", "no row"}, // 25 hours
		{"America/New_York", "24h", "2026-11-03", "2026-11-01", "9"},
		{"America/New_York", "0d", "2026-11-01", "2026-11-01", "no row"},
		{"", "0d", "2026-03-09", "2026-03-08", "4"}, // what has an offset is elsewhere
	} {
		r := join(many(4, "2026-03-08T23:30:00"), many(5, "2026-03-09T03:30:00Z"), many(4, "2026-11-01T01:30:00"), many(5, "2026-11-01T01:30:00-05:00"))
		src := strings.Replace(byDay, ", appears_after: AFTER", map[bool]string{true: "", false: ", appears_after: " + c.after}[c.after == "0d"], 1)
		o := feed{aggregate: src, cols: []string{"Day", "K"}, records: r, day: c.day, zone: c.zone}.must(t)
		if got := at0(o, 0, 0, c.code); got != c.n {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// TestDayAhead holds that a day which has begun where the machine is and not in the
// zone closes nothing.
func TestDayAhead(t *testing.T) {
	f := feed{aggregate: byMonth, cols: monthCols, records: many(20, "a", "2025-12-03"), day: "2026-01-06", zone: "America/New_York", now: "2026-01-06T01:00:00Z"}
	want(t, f.must(t), 0, []string{"a", "2025-12", "no row", "no row"})
	f.now = "2026-01-06T05:00:00Z"
	want(t, f.must(t), 0, []string{"a", "2025-12", "20", "190"})
}

// TestLateRecordsAreHeld holds that what was released stays, and that longer
// periods and totals are the sums of it.
func TestLateRecordsAreHeld(t *testing.T) {
	r := join(many(20, "a", "2025-11-03"), many(30, "b", "2025-12-03"), many(25, "b", "2025-10-03"))
	first := feed{aggregate: byMonth, cols: monthCols, records: r, day: "2025-12-06"}.must(t)
	want(t, first, 0, []string{"a", "2025-11", "20", "190"}, []string{"(all)", "(all)", "45", "490"})
	late := join(r[3:], many(40, "a", "2025-12-09"), many(15, "a", "2025-10-04"), many(12, "c", "2025-11-04"), many(13, "c", "2025-12-04"))
	o := feed{aggregate: byMonth, cols: monthCols, records: late, day: "2026-01-06", before: stored(t, first.State)}.must(t)
	want(t, o, 0,
		[]string{"a", "2025-11", "20", "190"}, []string{"a", "2025-10", "0", "0"}, []string{"c", "2025-11", "0", "0"}, []string{"b", "2025-10", "25", "300"},
		[]string{"a", "2025-12", "40", "780"}, []string{"a", "2025-Q4", "60", "970"}, []string{"a", "2025", "60", "970"}, []string{"a", "(all)", "60", "970"},
		[]string{"c", "2025-Q4", "13", "78"}, []string{"(all)", "2025", "128", "1783"}, []string{"(all)", "(all)", "128", "1783"})
	again := feed{aggregate: byMonth, cols: monthCols, records: join(late, many(50, "b", "2025-12-20")), day: "2026-01-07", before: stored(t, o.State)}.must(t)
	for _, row := range o.Tables[0].Table.Rows {
		if got := at0(again, 0, 0, row.Codes...); got != said(row.Cells[0]) {
			t.Errorf("%q was %s and is %s", row.Codes, said(row.Cells[0]), got)
		}
	}
	gone := feed{aggregate: byMonth, cols: monthCols, records: nil, day: "2026-01-08", before: stored(t, again.State)}.must(t)
	want(t, gone, 0, []string{"a", "2025-11", "20", "190"}, []string{"(all)", "(all)", "128", "1783"}, []string{"a", "2025", "60", "970"})
	back := feed{aggregate: byMonth, cols: monthCols, records: late, day: "2025-12-20", before: stored(t, again.State)}.must(t)
	want(t, back, 0, []string{"a", "2025-12", "40", "780"}, []string{"(all)", "(all)", "128", "1783"})
}

// stored is a state as it comes back from the internal folder.
func stored(t *testing.T, s *State) *State {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	out := new(State)
	if err := json.Unmarshal(b, out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTablesCloseTogether holds that a table of months and one of days, with two
// delays, say the same of what came late.
func TestTablesCloseTogether(t *testing.T) {
	const two = `release: [tables]
aggregate:
  - {table: months, by: [{as: type, column: Type}, {as: month, date: Day, each: month, appears_after: 3d}], show: {n: count}, hide: {below: 11}, also: {totals: [month, all]}}
  - {table: days, by: [{as: day, date: Day, each: day}], show: {n: count}, hide: {below: 11}, also: {totals: [all]}}
`
	f := feed{aggregate: two, cols: monthCols, day: "2026-01-31", records: join(many(20, "a", "2026-01-05"), many(30, "b", "2026-01-05"), many(15, "a", "2026-01-27"))}
	o := f.must(t)
	want(t, o, 1, []string{"2026-01-27", "15"}, []string{"2026-01-05", "50"}, []string{"2026-01-28", "no row"}, []string{"(all)", "65"})
	want(t, o, 0, []string{"a", "2026-01", "no row"})
	f.records = join(f.records, many(4, "a", "2026-01-05"), many(33, "a", "2026-01-31"))
	f.day, f.before = "2026-02-04", stored(t, o.State)
	o = f.must(t)
	want(t, o, 1, []string{"2026-01-05", "50"}, []string{"(all)", "98"}, []string{"2026-01-06", "0"})
	want(t, o, 0, []string{"a", "2026-01", "68"}, []string{"(all)", "2026-01", "98"}, []string{"(all)", "(all)", "98"}, []string{"a", "2026-01-05", "no row"})
}

// TestSharedMonths holds that a month is the same in tables that sum it or do not:
// what one hides the other does not show.
func TestSharedMonths(t *testing.T) {
	const two = `release: [tables]
aggregate:
  - {table: wards, by: [{as: ward, column: Ward}, {as: m, date: Day, each: month}], show: {n: count}, hide: {below: 11}, also: {totals: [m]}}
  - {table: types, by: [{as: type, column: Type}, {as: month, date: Day, each: month, part_of: [quarter]}], show: {n: count}, hide: {below: 11}, also: {totals: [month]}}
`
	r := join(many(5, "1", "a", "2026-01-05"), many(40, "2", "a", "2026-02-05"), many(30, "2", "b", "2026-02-05"))
	o := feed{aggregate: two, cols: []string{"Ward", "Type", "Day", "N"}, day: "2026-03-05", records: r}.must(t)
	want(t, o, 0, []string{"(all)", "2026-01", "hidden"})
	want(t, o, 1, []string{"(all)", "2026-01", "hidden"}, []string{"a", "2026-01", "hidden"})
}

func TestSpecGuard(t *testing.T) {
	f := feed{aggregate: byMonth, cols: monthCols, day: "2026-02-06", records: join(many(20, "a", "2026-01-05"), many(9, "b", "2026-01-05"), many(30, "c", "2026-01-06"))}
	o := f.must(t)
	want(t, o, 0, []string{"b", "2026-01", "hidden", "hidden"})
	f.before = stored(t, o.State)
	f.aggregate = strings.Replace(byMonth, "below: 11", "below: 5", 1)
	_, err := f.run(t)
	if err == nil || !strings.Contains(err.Error(), "not made as in the last release") {
		t.Fatalf("another threshold: %v", err)
	}
	guard := "    guard: {override: the council, by: Clerk, date: 2026-02-06}\n"
	f.aggregate += guard
	o = f.must(t)
	if o.Tables[0].Override != "the council" {
		t.Error("the override is not told")
	}
	want(t, o, 0, []string{"b", "2026-01", "9", "36"})
	f.before = stored(t, o.State)
	if o = f.must(t); o.Tables[0].Override != "" {
		t.Error("the override is told again, and nothing is other")
	}
	f.aggregate = strings.Replace(byMonth, "below: 11", "below: 4", 1) + guard
	if _, err = f.run(t); err == nil {
		t.Error("one override counts twice")
	}
	f.aggregate = strings.Replace(f.aggregate, "2026-02-06", "2026-02-07", 1)
	f.must(t)
	f.aggregate = strings.Replace(byMonth, "hide: {below: 11}", "hide: {below: 11, stop_if_over: 90%}", 1)
	f.before = stored(t, feed{aggregate: byMonth, cols: monthCols, day: f.day, records: f.records}.must(t).State)
	f.must(t) // where to stop is no part of the table
}

const byType = `release: [tables]
aggregate:
  - {table: t, by: [{as: type, column: Type}], show: {n: count}, hide: {below: 11}, also: {totals: [all]}}
`

// TestWithoutPeriods holds that a table without periods stays as it was until all
// of its numbers may change, and that what was hidden stays so.
func TestWithoutPeriods(t *testing.T) {
	base := join(many(20, "a", ""), many(30, "b", ""), many(5, "c", ""), many(40, "d", ""))
	f := feed{aggregate: byType, cols: monthCols, day: "2026-02-06", records: base}
	o := f.must(t)
	want(t, o, 0, []string{"c", "hidden"}, []string{"b", "30"}, []string{"(all)", "95"})
	f.before = stored(t, o.State)
	f.records = join(base, many(3, "b", ""))
	o = f.must(t)
	want(t, o, 0, []string{"b", "30"}, []string{"(all)", "95"})
	f.records = join(base, many(15, "b", ""))
	o = f.must(t)
	want(t, o, 0, []string{"b", "45"}, []string{"(all)", "110"}, []string{"c", "hidden"})
	f.records = join(base, many(11, "c", ""))
	o = f.must(t) // 16 now; with the totals it would say that it was 5
	want(t, o, 0, []string{"c", "hidden"}, []string{"b", "30"})
	f.records = join(base[:20], base[45:])
	o = f.must(t) // 30 were shown and 5 are left: the difference of totals
	want(t, o, 0, []string{"b", "30"}, []string{"(all)", "95"})
}

// TestOr holds that coarser periods are tried, and that the refusal says what
// each choice would hide.
func TestOr(t *testing.T) {
	src := strings.NewReplacer("part_of: [quarter, year]", "or: [quarter, year]", "below: 11", "below: 11, stop_if_over: 10%").Replace(byMonth)
	var r [][]string
	for _, m := range []string{"01", "02", "03", "04", "05", "06"} {
		r = join(r, many(6, "a", "2025-"+m+"-05"), many(7, "b", "2025-"+m+"-05"))
	}
	f := feed{aggregate: src, cols: monthCols, day: "2026-02-06", records: r}
	o := f.must(t)
	want(t, o, 0, []string{"a", "2025-Q2", "18", "45"}, []string{"a", "2025-04", "no row"})
	f.before = stored(t, o.State)
	f.records = join(r, many(4, "a", "2025-05-05"), many(20, "a", "2025-07-01"), many(12, "b", "2025-09-01"))
	o = f.must(t)
	want(t, o, 0, []string{"a", "2025-Q2", "18", "45"}, []string{"a", "2025-Q3", "20", "190"}, []string{"a", "(all)", "56", "280"})
	f.before, f.records = nil, many(3, "a", "2025-04-05")
	_, err := f.run(t)
	if err == nil {
		t.Fatal("all of it is small, and it was released")
	}
	for _, s := range []string{"stop_if_over allows 10 %", "by type and month", "by type and year 100.0 %", "without type", "without month"} {
		if !strings.Contains(err.Error(), s) {
			t.Errorf("the refusal lacks %q: %v", s, err)
		}
	}
}

// TestPlaces holds that what is on no area is shown or left out, and that areas
// without records are zero.
func TestPlaces(t *testing.T) {
	square := func(name string, x string) string {
		return `{"type":"Feature","properties":{"W":"` + name + `"},"geometry":{"type":"Polygon","coordinates":[[[` + x + `0,0],[` + x + `9,0],[` + x + `9,9],[` + x + `0,9],[` + x + `0,0]]]}}`
	}
	files := map[string]string{"w.geojson": `{"type":"FeatureCollection","features":[` + square("1", "") + `,` + square("2", "1") + `,` + square("3", "2") + `]}`}
	src := `release: [tables]
aggregate:
  - {table: t, by: [{as: ward, place: [Lat, Lng], inside: w.geojson, name: W}], show: {n: count}, hide: {below: 11}, also: {totals: [all], not_located: show}}
`
	r := join(many(20, "5", "5"), many(30, "5", "15"), many(12, "80", "80"), many(11, "", ""))
	f := feed{aggregate: src, cols: []string{"Lat", "Lng", "K"}, records: r, day: "2026-01-01", files: files}
	o := f.must(t)
	want(t, o, 0, []string{"1", "20"}, []string{"2", "30"}, []string{"3", "0"}, []string{"(not located)", "12"}, []string{"(unknown)", "11"}, []string{"(all)", "73"})
	f.aggregate = strings.Replace(src, "not_located: show", "not_located: leave-out", 1)
	o = f.must(t)
	want(t, o, 0, []string{"1", "20"}, []string{"3", "0"}, []string{"(not located)", "no row"}, []string{"(unknown)", "no row"}, []string{"(all)", "50"})
	for _, k := range o.Tables[0].Table.Dims[0].Codes {
		if k == leftOut || k == within {
			t.Errorf("%s is released", k)
		}
	}
}

// TestPeople holds that people are counted, once in a total, and that what came
// late of them does not show in a total over periods.
func TestPeople(t *testing.T) {
	src := strings.Replace(strings.Replace(byMonth, "days: sum N", "r: rows", 1), "    hide:", "    unit: {people: [N]}\n    hide:", 1)
	r := join(many(20, "a", "2025-10-05"), many(20, "a", "2025-11-05"), many(15, "b", "2025-11-06"), many(12, "b", "2025-10-06"), many(20, "a", "2025-11-07"))
	f := feed{aggregate: src, cols: monthCols, records: r, day: "2026-01-06"}
	o := f.must(t)
	want(t, o, 0, []string{"a", "2025-11", "20", "40"}, []string{"a", "(all)", "20", "60"}, []string{"(all)", "(all)", "20", "87"}, []string{"b", "2025-11", "15", "15"})
	f.before = stored(t, o.State)
	f.records = join(r, [][]string{{"a", "2025-10-06", "late"}, {"a", "2025-10-07", "later"}, {"b", "2025-10-07", "14"}})
	o = f.must(t)
	want(t, o, 0, []string{"a", "2025-10", "20", "20"}, []string{"a", "(all)", "20", "60"}, []string{"(all)", "(all)", "20", "87"}, []string{"b", "2025-10", "12", "12"}, []string{"a", "2025", "20", "60"})
}

// TestMeasuresOfFew holds that a measure with few numbers behind it hides its
// cell, that the least and the greatest are coded, and that a share is of what is
// released.
func TestMeasuresOfFew(t *testing.T) {
	src := `release: [tables]
aggregate:
  - table: t
    by:   [{as: type, column: Type}, {as: month, date: Day, each: month}]
    show: {n: count, mid: median N, least: min N, most: max N}
    hide: {below: 11}
`
	r := join(many(101, "a", "2026-01-05"), many(30, "b", "2026-01-05"), many(40, "a", "2026-02-05"), many(40, "c", "2026-01-06"), many(20, "d", "2026-01-06"), many(3, "a", "2026-03-01"))
	for i := range r {
		if r[i][0] == "b" && i%3 != 0 {
			r[i][2] = "" // ten of thirty have a number
		}
	}
	o := feed{aggregate: src, cols: monthCols, records: r, day: "2026-03-05"}.must(t)
	want(t, o, 0, []string{"a", "2026-01", "101", "50", "5", "95"}, []string{"b", "2026-01", "hidden", "hidden", "hidden", "hidden"})
	if !strings.Contains(strings.Join(o.Tables[0].Table.Notes, " "), "5th percentile") {
		t.Error("no note says that the least is coded")
	}
}

// TestShares holds that a share is of what is released, and that the whole, which
// it gives away, hides nothing.
func TestShares(t *testing.T) {
	src := strings.Replace(strings.Replace(byMonth, "days: sum N", "part: share month", 1), "    also: {totals: [type, month, all]}\n", "", 1)
	r := join(many(101, "a", "2025-11-05"), many(40, "a", "2025-12-05"), many(3, "a", "2026-01-01"))
	o := feed{aggregate: src, cols: monthCols, records: r, day: "2026-01-06"}.must(t)
	want(t, o, 0, []string{"a", "2025-12", "40", "0.2837"}, []string{"a", "2025-11", "101", "0.7163"}, []string{"a", "2025", "141", "1"})
	r = join(r, many(9, "b", "2025-11-05"), many(30, "b", "2025-12-05"))
	o = feed{aggregate: src, cols: monthCols, records: r, day: "2026-01-06"}.must(t)
	want(t, o, 0, []string{"b", "2025-11", "hidden", "hidden"}, []string{"b", "2025-12", "hidden", "hidden"}) // its share would say that the other is 9
}

// TestTwoUnits holds that how few people there are is not seen by how few records
// there are.
func TestTwoUnits(t *testing.T) {
	src := `reasons: {p: {policy: "Potholes are no people."}}
release: [tables]
aggregate:
  - {table: people, by: [{as: kind, column: Type}], show: {n: count}, unit: {people: [N]}, hide: {below: 11}}
  - {table: potholes, by: [{as: type, column: Type}], show: {n: count}, hide: {none: p}}
`
	f := feed{aggregate: src, cols: monthCols, day: "2026-01-01", records: join(many(30, "a", ""), many(40, "b", ""), many(8, "c", ""))}
	o := f.must(t)
	want(t, o, 0, []string{"c", "hidden"})
	want(t, o, 1, []string{"c", "8"})
	f.records = join(many(30, "a", ""), many(40, "b", ""), many(4, "c", ""))
	if _, err := f.run(t); err == nil || !strings.Contains(err.Error(), "released beside it") {
		t.Errorf("four records are of one to four people: %v", err)
	}
}

// TestReservedCodes holds that a value that is written like a code of ours is none.
func TestReservedCodes(t *testing.T) {
	r := join(many(20, "(all)", ""), many(30, "(unknown)", ""), many(15, "a", ""), many(12, " ", ""), many(14, "(left out)", ""), many(16, "(within)", ""))
	o := feed{aggregate: byType, cols: monthCols, records: r, day: "2026-01-01"}.must(t)
	want(t, o, 0, []string{"(unknown)", "62"}, []string{"a", "15"}, []string{"(all)", "107"})
}

// TestPeriodsInEachOther holds that two tables are counted by the shorter of
// their periods, and not by days where they need not be.
func TestPeriodsInEachOther(t *testing.T) {
	for _, tt := range []struct {
		short, long string
		want        bool
	}{{"quarter", "year", true}, {"month", "quarter", true}, {"day", "iso-week", true}, {"year", "quarter", false}, {"iso-week", "month", false}} {
		if got := policy.Nests(tt.short, tt.long, 0); got != tt.want {
			t.Errorf("%s in %s: %t", tt.short, tt.long, got)
		}
	}
}
