package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/detect"
	"vaughn/exemptions"
)

// tabledFile is the file that weekly and tabled together are written for.
func tabledFile() Table {
	t := weeklyTable()
	t.add(col("Created_at_local", detect.DateTime, detect.ModeWhole))
	t.add(col("Days_to_Close", detect.None, detect.ModeNone))
	return t
}

func TestBindTables(t *testing.T) {
	b := mustBind(t, mustParse(t, "sr.yaml", weekly+tabled), tabledFile(), "ny-foil-muni", testLists(t))
	if len(b.Tables) != 1 || b.RowsReleased() || len(b.Warnings) != 0 {
		t.Fatalf("tables %+v, rows released %v, warnings %q", b.Tables, b.RowsReleased(), b.Warnings)
	}
	a := b.Tables[0]
	if a.Table != "requests_by_ward_and_month" || a.Origin != "sr.yaml:22" || a.DecidedBy != "Chief Data Officer (rule)" || a.DecidedOn != "2026-11-20" {
		t.Errorf("table = %+v", a)
	}
	if !cmp.Equal(a.Dims, [][]int{{8, 9}, {10}}) || !cmp.Equal(a.Measures, []int{-1, 11}) || a.UnitOf != nil || !cmp.Equal(a.Reads(), []int{8, 9, 10, 11}) {
		t.Errorf("dims %v, measures %v, unit %v, reads %v", a.Dims, a.Measures, a.UnitOf, a.Reads())
	}
	if a.Why == nil || a.Why.Basis != exemptions.BasisPolicy || a.Why.Reason != "City policy: small numbers of people are not shown" {
		t.Errorf("hiding rests on %+v", a.Why)
	}
	if d := cmp.Diff([]int{0, 1, 2, 3, 4, 5, 6, 7}, b.NotCarried()); d != "" {
		t.Errorf("not carried: %s", d)
	}
	for c := range b.Columns {
		if shown, _ := b.RowLevel(c); shown {
			t.Errorf("column %d is shown by rows that are not released", c)
		}
	}

	both := mustParse(t, "sr.yaml", weekly+strings.Replace(tabled, "[tables]", "[rows, tables]", 1))
	b = mustBind(t, both, tabledFile(), "ny-foil-muni", testLists(t))
	type level struct {
		shown bool
		to    string
	}
	for c, want := range map[int]level{0: {true, ""}, 3: {true, ""}, 4: {}, 5: {}, 6: {true, ""}, 7: {true, ""}, 8: {true, ""}, 99: {}, -1: {}} {
		if shown, to := b.RowLevel(c); shown != want.shown || to != want.to {
			t.Errorf("column %d: shown %v, to %q; want %+v", c, shown, to, want)
		}
	}
	if d := cmp.Diff([]int{4, 5}, b.NotCarried()); !b.RowsReleased() || d != "" {
		t.Errorf("rows released %v, not carried: %s", b.RowsReleased(), d)
	}
}

// TestRowLevel holds what the rows give away of a column under several rules.
func TestRowLevel(t *testing.T) {
	tab := Table{File: "a.csv"}
	for _, n := range []string{"A", "K"} {
		tab.add(col(n, detect.None, detect.ModeNone))
	}
	for rules, want := range map[string]string{
		"withhold":             "no",
		"code":                 "no",
		"clean":                "",
		"ask":                  "",
		"coarsen year":         "year",
		"coarsen month+year":   "month",
		"coarsen year+month":   "month",
		"coarsen zip3+zip":     "zip",
		"coarsen zip+zip3":     "zip",
		"coarsen zip+year":     "",
		"coarsen year+block":   "",
		"coarsen 2d+3d":        "3 decimals",
		"coarsen 3d+2d":        "3 decimals",
		"coarsen year+year":    "year",
		"withhold, else month": "month",
		"keep, else withhold":  "",
		"drop-row, else year":  "year",
	} {
		words := map[string]string{"year": "coarsen, to: year", "month": "coarsen, to: month", "zip": "coarsen, to: zip", "zip3": "coarsen, to: zip3", "block": "coarsen, to: hundred-block",
			"2d": "coarsen, to: 2 decimals", "3d": "coarsen, to: 3 decimals"}
		var do []string
		for _, w := range strings.FieldsFunc(strings.TrimPrefix(rules, "coarsen "), func(r rune) bool { return r == '+' || r == ',' }) {
			w = strings.TrimPrefix(strings.TrimSpace(w), "else ")
			if full := words[w]; full != "" {
				w = full
			}
			do = append(do, w)
		}
		src := head + "columns: {keep: [K]}\nrules:\n"
		for i, d := range do {
			when := ", when: {K: " + string(rune('a'+i)) + "}"
			if i == len(do)-1 {
				when = ""
			}
			src += "  - {columns: [A], do: " + d + when + "}\n"
		}
		b := mustBind(t, mustParse(t, "a.yaml", src), tab, "generic", nil)
		shown, to := b.RowLevel(0)
		if (want == "no") == shown || want != "no" && to != want {
			t.Errorf("%s: shown %v, to %q; want %q", rules, shown, to, want)
		}
	}
}

// TestTablesWithoutColumns holds that a policy for tables alone need not say what
// happens to columns that no table reads, and that one which names columns must.
func TestTablesWithoutColumns(t *testing.T) {
	src := "law: {pack: ny-foil-muni, channel: web, approved_by: CDO}\ninput: {row_id: Id, leave_out: {Status: Test}}\n" + tabled
	b := mustBind(t, mustParse(t, "sr.yaml", src), tabledFile(), "ny-foil-muni", nil)
	if b.RowID != 0 && len(b.Warnings) > 0 || len(b.LeaveOut) != 1 {
		t.Errorf("row id %d, leave out %v, warnings %q", b.RowID, b.LeaveOut, b.Warnings)
	}
	for i := range b.Columns {
		if r, fixed := b.Fixed(i); !fixed || r.Do != Drop || r.Origin != "tables only" {
			t.Errorf("column %d: %+v", i, r)
		}
	}
	_, err := bindOne(mustParse(t, "sr.yaml", strings.Replace(src, "release:", "columns: {keep: [Id]}\nrelease:", 1)), pack(t, "ny-foil-muni"), tabledFile(), nil)
	if k, _ := KindOf(err); k != Drift || !strings.Contains(err.Error(), "sr.csv has 11 columns that sr.yaml does not name") {
		t.Errorf("a policy that names a column: %v", err)
	}
}

func TestBindTableRefusals(t *testing.T) {
	law := "law: {pack: ny-foil-muni, channel: web, approved_by: CDO}\n"
	file := func() Table {
		t := Table{File: "sr.csv"}
		t.add(col("Created", detect.DateTime, detect.ModeWhole))
		t.add(col("Email", detect.EmailAddress, detect.ModeWhole))
		t.add(col("Address", detect.StreetAddress, detect.ModeWhole))
		t.add(col("Lat", detect.GeoPoint, detect.ModeWhole))
		t.add(col("Born", detect.DateOfBirth, detect.ModeWhole))
		t.add(col("Type", detect.None, detect.ModeNone))
		t.add(col("Diagnosis", detect.Health, detect.ModeWhole))
		return t
	}
	table := func(by, show, more string) string { return law + tableOf(by, show, below, more)[len(head):] }
	tests := []struct {
		name, src string
		kind      Kind
		want      string
	}{
		{"date", table("[{as: m, date: Creatd, each: month}]", counted, ""), Unmatched, `sr.yaml:5: "Creatd" is not a column of sr.csv. Did you mean "Created"? Columns: Created, Email, Address, Lat, Born, Type, Diagnosis (7). Nothing was released.`},
		{"place", table("[{as: m, place: [Lat, Lng], inside: a, name: b}]", counted, ""), Unmatched, `sr.yaml:5: "Lng" is not a column of sr.csv. Columns: Created, Email, Address, Lat, Born, Type, Diagnosis (7). Nothing was released.`},
		{"measure", table("[{as: m, date: Created, each: month}]", "{n: median Days}", ""), Unmatched, `sr.yaml:6: "Days" is not a column of sr.csv. Columns: Created, Email, Address, Lat, Born, Type, Diagnosis (7). Nothing was released.`},
		{"unit", table("[{as: m, date: Created, each: month}]", counted, "    unit: {people: [Person]}\n"), Unmatched, `sr.yaml:8: "Person" is not a column of sr.csv. Columns: Created, Email, Address, Lat, Born, Type, Diagnosis (7). Nothing was released.`},
		{"quasi", table("[{as: m, date: Created, each: month}]", counted, "input: {quasi_identifiers: [Sex]}\n"), Unmatched, `sr.yaml:8: "Sex" is not a column of sr.csv. Columns: Created, Email, Address, Lat, Born, Type, Diagnosis (7). Nothing was released.`},
		{"by e-mail", table("[{as: m, column: Email}]", counted, ""), Invalid, `sr.yaml:5: "Email" looks like e-mail addresses, and a table by it would print them all. Group by another column, or count them: unit: {people: [COLUMN]}.`},
		{"by address", table("[{as: m, column: Address}]", counted, ""), Invalid, `sr.yaml:5: "Address" looks like street addresses, and a table by it would print them all. Group by another column, or count them: unit: {people: [COLUMN]}. For places: {place: COLUMN, to: hundred-block}.`},
		{"by point", table("[{as: m, column: Lat}]", counted, ""), Invalid, `sr.yaml:5: "Lat" looks like map points, and a table by it would print them all. Group by another column, or count them: unit: {people: [COLUMN]}. For places: {place: [LATITUDE, LONGITUDE], inside: FILE.geojson, name: PROPERTY}.`},
		{"by birthday", table("[{as: m, date: Born, each: day}]", counted, ""), Invalid, `sr.yaml:5: "Born" looks like dates of birth, and a table by day would print them all. Write each: year.`},
		{"largest", table("[{as: m, date: Created, each: month}]", "{n: max Email}", ""), Invalid, `sr.yaml:6: "Email" looks like e-mail addresses, and max would print one of them. Use distinct, or another column.`},
		{"held in some rows", table("[{as: m, column: Email}]", counted, "input: {unlisted: drop}\nrules:\n  - {columns: [Email], when: {Type: x}, do: keep, holds: email}\n  - {columns: [Email], do: withhold}\n"), Invalid, `sr.yaml:5: "Email" looks like e-mail addresses, and a table by it would print them all. Group by another column, or count them: unit: {people: [COLUMN]}.`},
		{"why", strings.Replace(table("[{as: m, date: Created, each: month}]", counted, ""), "{below: 11}", "{below: 11, why: ny.privcy}", 1), Invalid, `sr.yaml:7: "ny.privcy" is neither one of the policy's reasons nor a usable code of ny-foil-muni. Did you mean "ny.privacy"? See: vaughn list exemptions ny-foil-muni.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := bindOne(mustParse(t, "sr.yaml", tt.src), pack(t, "ny-foil-muni"), file(), nil)
			if err == nil {
				t.Fatalf("bound: %+v", b)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if k, _ := KindOf(err); k != tt.kind {
				t.Errorf("kind = %q, want %q", k, tt.kind)
			}
		})
	}
	for _, ok := range []string{
		table("[{as: m, place: Address, to: hundred-block}, {as: d, column: Diagnosis}, {as: y, date: Born, each: year}]", "{n: distinct Email, s: sum Type}", ""),
		table("[{as: m, column: Email}]", counted, "input: {unlisted: drop}\nrules:\n  - {columns: [Email], do: keep, holds: email}\n"),
		table("[{as: m, date: Created, each: month}]", counted, "    unit: {people: [Email]}\n"),
	} {
		if _, err := bindOne(mustParse(t, "sr.yaml", ok), pack(t, "ny-foil-muni"), file(), nil); err != nil {
			t.Errorf("refused: %v\n%s", err, ok)
		}
	}
}

// TestHidingGround holds what a table's protection rests on.
func TestHidingGround(t *testing.T) {
	tab := Table{File: "sr.csv"}
	tab.add(col("D", detect.DateTime, detect.ModeWhole))
	for _, tt := range []struct{ law, hide, more, reason, by string }{
		{"law: {pack: ny-foil-muni, channel: web}\n", below, "", "built-in default, not adopted", "sr.yaml (rule), not adopted"},
		{"law: {pack: ny-foil-muni, channel: web, approved_by: CDO}\n", below, "", "Agency policy: small numbers of people are not shown", "CDO (rule)"},
		{"law: {pack: ny-foil-muni, channel: web, approved_by: CDO}\n", "{none: p}", "reasons: {p: {policy: Potholes are not people., by: Clerk}}\n", "Agency policy: potholes are not people", "Clerk (rule)"},
		{"law: {pack: ny-foil-muni, channel: request, approved_by: CDO}\n", "{below: 11, why: ny.privacy}", "", "would be an unwarranted invasion of personal privacy", "CDO (rule)"},
		{"law: {pack: ny-foil-muni, channel: request, approved_by: CDO}\n", "{round: 5, why: f}", "reasons: {f: {finding: F-2.txt, for: ny.privacy, by: Counsel, date: 2026-01-02}}\n", "would be an unwarranted invasion of personal privacy", "Counsel (rule)"},
	} {
		b := mustBind(t, mustParse(t, "sr.yaml", tt.law+tableOf(oneMonth, counted, tt.hide, tt.more)[len(head):]), tab, "ny-foil-muni", nil)
		if a := b.Tables[0]; a.Why == nil || a.Why.Reason != tt.reason || a.DecidedBy != tt.by {
			t.Errorf("%s %s: by %s, because of %+v", tt.law, tt.hide, a.DecidedBy, a.Why)
		}
	}
}

// TestBindTablesOverFiles holds that a table needs its columns in every file.
func TestBindTablesOverFiles(t *testing.T) {
	p := mustParse(t, "sr.yaml", tableOf(oneMonth, "{n: sum A}", below, "input: {quasi_identifiers: [A]}\n"))
	one, two := Table{File: "1.csv"}, Table{File: "2.csv"}
	one.add(col("A", detect.None, detect.ModeNone))
	one.add(col("D", detect.DateTime, detect.ModeWhole))
	two.add(col("D", detect.DateTime, detect.ModeWhole))
	o := BindOptions{Pack: pack(t, "generic"), AsOf: asOf}
	_, err := p.BindAll(o, []Table{one, two})
	want := `sr.yaml:6: The table needs "A", which "2.csv" does not have. A table is made over all files: release those that belong together. Nothing was released.`
	if err == nil || err.Error() != want {
		t.Errorf("a file without A:\ngot  %v\nwant %s", err, want)
	}
	two.add(col("A", detect.None, detect.ModeNone))
	bs, err := p.BindAll(o, []Table{one, two})
	if err != nil || !cmp.Equal(bs[0].Tables[0].Dims, [][]int{{1}}) || !cmp.Equal(bs[1].Tables[0].Dims, [][]int{{0}}) || !cmp.Equal(bs[1].Tables[0].Measures, []int{1}) {
		t.Fatalf("two files in another order: %v", err)
	}
	if !cmp.Equal(bs[0].Quasi, []int{0}) || !cmp.Equal(bs[1].Quasi, []int{1}) || bs[0].Tables[0].Aggregate != bs[1].Tables[0].Aggregate {
		t.Errorf("quasi identifiers %v %v", bs[0].Quasi, bs[1].Quasi)
	}
}

func TestExplainTables(t *testing.T) {
	p := mustParse(t, "sr.yaml", weekly+tabled)
	b := mustBind(t, p, tabledFile(), "ny-foil-muni", testLists(t))
	var s strings.Builder
	if err := b.Explain(&s); err != nil {
		t.Fatal(err)
	}
	want := `sr.yaml, channel web, law of ny-foil-muni
Rows in which Status is one of 2 values are left out.
No rows are released, only tables.

Table requests_by_ward_and_month (sr.yaml:22)
  by ward: the area of maps/wards-2024.geojson (WARD_NO) in which Lat and Lng lie (sr.yaml:23)
  by month: the month of Created_at_local, shown 5 days after its end (sr.yaml:23)
  shows requests: the number of rows (sr.yaml:24)
  shows median_days_to_close: the median of Days_to_Close (sr.yaml:24)
  hides numbers from 1 to 10, and others from which they could be worked out; 0 is shown; City policy: small numbers of people are not shown (sr.yaml:25)
  nothing is released if more than 10 % of the cells would be hidden (sr.yaml:25)
  totals: one for each ward, one for each month and one of all
  what is on no area has its own line

Not carried into any output: Id, Status, Request_Type, Description, Reporter_Email, Anonymous, Display_Name, Address.

Law that leaves no choice; these are withheld whatever the policy says:
  personal identifiers: NY POL 96-a; 87(2)(a): a law forbids release

Promises:
  "email" (sr.yaml:15): Your email address will never be displayed publicly. Never: email. Except what stands on: staff.
  "display-name" (sr.yaml:16): Your display name will be visible unless you choose to submit as anonymous.

Lists:
  "staff" (sr.yaml:18): 3 values, the first until 2027-01-01; kept where found, unless law leaves no choice.
`
	if d := cmp.Diff(want, s.String()); d != "" {
		t.Errorf("explanation (-want +got):\n%s", d)
	}
	s.Reset()
	if err := mustParse(t, "sr.yaml", every).ExplainTables(&s); err != nil {
		t.Fatal(err)
	}
	want = `
Table A-1 (sr.yaml:6)
  by ward: the area of maps/wards.geojson (WARD_NO) in which Lat and Lng lie, as part of DISTRICT (sr.yaml:8)
  by zip: the first three digits of the ZIP code of ZIP (sr.yaml:9)
  by tract: the code that maps/parcels.csv gives for Parcel (sr.yaml:10)
  by quarter: the day of Created, fiscal years beginning in July, shown 36 hours after its end, as part of the month and fiscal year; where too much would be hidden by month, then by quarter, then by year (sr.yaml:11)
  by type: Type as it is, as part of the groups of lists/groups.csv (sr.yaml:12)
  by block: the hundred block of Address (sr.yaml:13)
  shows people: the number of people (sr.yaml:15)
  shows lines: the number of rows (sr.yaml:16)
  shows total: the sum of Days (sr.yaml:17)
  shows high: percentile 90 of Days (sr.yaml:18)
  shows kinds: the number of different values of Type (sr.yaml:19)
  shows part: the share of people in the total over ward (sr.yaml:20)
  counts people: rows with the same Email are one (sr.yaml:21)
  hides numbers from 1 to 10, and others from which they could be worked out; 0 is shown; reason: small (sr.yaml:22)
  nothing is released if more than 2.5 % of the cells would be hidden (sr.yaml:22)
  totals: one for each type and one of all
  what is on no area has no line
  areas or threshold may differ from the last release, by Clerk on 2026-11-23 (sr.yaml:24)

Table b (sr.yaml:25)
  by fy: the fiscal year of Created, fiscal years beginning in October (sr.yaml:25)
  shows n: the number of rows (sr.yaml:25)
  shows numbers from 1 to 4 as 0 or 5, and totals as the sums of what is shown (sr.yaml:25)
`
	if d := cmp.Diff(want, s.String()); d != "" {
		t.Errorf("explanation without a file (-want +got):\n%s", d)
	}
	if err := p.ExplainTables(full{}); err == nil {
		t.Error("a failed write is not reported")
	}
	// A header that is personal itself is not printed.
	tab := tabledFile()
	tab.Display = append([]string(nil), tab.Names...)
	tab.Display[8] = "column 9"
	s.Reset()
	if err := mustBind(t, p, tab, "ny-foil-muni", testLists(t)).Explain(&s); err != nil || !strings.Contains(s.String(), "in which column 9 and Lng lie") {
		t.Errorf("%v:\n%s", err, s.String())
	}
}
