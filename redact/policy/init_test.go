package policy

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/detect"
)

func initTable() Table {
	t := weeklyTable()
	t.add(col("SSN", detect.USSSN, detect.ModeWhole))
	c := col("Notes: internal #1", detect.None, detect.ModeNone)
	c.Possible[detect.AccountNumber] = 4
	t.add(c)
	empty := *detect.NewColumn(0, "caller phone")
	t.add(empty)
	return t
}

func TestInitGolden(t *testing.T) {
	tab := initTable()
	tab.Columns[3].Found[detect.PhoneNumber] = 212
	var b strings.Builder
	if err := Init(&b, InitInput{File: "sr.csv", Rows: 18204, Columns: tab.Columns, Names: tab.Names}); err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(b.String(), initTail)
	want := `# Proposed by vaughn init from sr.csv: 18204 rows and 13 columns read. Nothing is adopted until a person has read it.
about:
  vaughn: 1
  # agency: "City of …"
  dataset: sr
law:
  pack: CHOOSE       # the law of your place: vaughn list exemptions
  channel: CHOOSE    # web: everybody may read it; request: one person asked
  # approved_by: Chief Data Officer
  # date: 2026-11-23
  # until: 2027-06-30
input:
  row_id: Id
  unlisted: stop     # a new column stops the release until somebody names it here
  # not_older_than: 36h
columns:             # every column stands here or under rules
  keep:        # as it is; still scanned, and a find stops the release
    - Id                             # nothing personal found
    - Status                         # nothing personal found
    - Request_Type                   # nothing personal found
    - Anonymous                      # nothing personal found
  clean:       # the text stays; personal information inside it is masked
    - Description                    # telephone numbers in 212 cells
    - Display_Name                   # names in 100 cells
    - "Notes: internal #1"           # nothing personal found; possible finds
  withhold:    # a label in each cell that is not blank
    - Reporter_Email                 # looks like e-mail addresses
    - Address                        # looks like street addresses
    - Lat                            # looks like map points
    - Lng                            # looks like map points
    - caller phone                   # looks like telephone numbers
  drop:        # the column is left out and named in the log
    - SSN                            # looks like personal identifiers
`
	if d := cmp.Diff(want, head); d != "" {
		t.Errorf("policy (-want +got):\n%s", d)
	}
	if !strings.HasSuffix(b.String(), "# 2 lines need you: law.pack, law.channel\n") {
		t.Error("the last line does not name what a person must answer")
	}
	_, err := Parse("sr.yaml", []byte(b.String()))
	wantErr := "sr.yaml:7: law.pack still says CHOOSE. Put the name of your pack (vaughn list exemptions).\n" +
		"sr.yaml:8: law.channel still says CHOOSE. Put web (everybody may read it) or request (one person asked)."
	if err == nil || err.Error() != wantErr {
		t.Errorf("unedited: %v", err)
	}
	b2 := strings.NewReplacer("pack: CHOOSE", "pack: ny-foil-muni", "channel: CHOOSE", "channel: web").Replace(b.String())
	bound := mustBind(t, mustParse(t, "sr.yaml", b2), tab, "ny-foil-muni", nil)
	if bound.RowID != 0 || len(bound.Columns) != len(tab.Names) {
		t.Errorf("bound %d columns, row id %d", len(bound.Columns), bound.RowID)
	}
	if err := Init(&b, InitInput{}); err == nil {
		t.Error("a file without columns gives a policy")
	}
	if err := Init(full{}, InitInput{Columns: tab.Columns, Names: tab.Names}); err == nil {
		t.Error("a failed write is not reported")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// TestInitRoundTrip holds that any column name comes back letter by letter.
func TestInitRoundTrip(t *testing.T) {
	odd := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune(" \t\n\r\"'\\:#-?[]{},&*!|>%@`~=01yYnNeE\u0085\u2028\ufeff\U0001F600é"))),
		rapid.SampledFrom([]string{"no", "N", "0123", "1e3", "null", "~", "blank", "CHOOSE", "list x", "- a", "a: b", "a #b", " a", "a ", "a  b", "=", "<<"}))
	rapid.Check(t, func(rt *rapid.T) {
		names := rapid.SliceOfNDistinct(odd, 1, 8, func(s string) string { return s }).Draw(rt, "names")
		cols := make([]detect.Column, len(names))
		for i, n := range names {
			names[i] = strings.ToValidUTF8(strings.ReplaceAll(n, "\x00", ""), "?")
			if strings.TrimSpace(names[i]) == "" {
				names[i] = "column"
			}
			names[i] += strings.Repeat("'", i) // distinct again
			cols[i] = col(names[i], rapid.SampledFrom(detect.Entities()).Draw(rt, "entity"), detect.Mode(rapid.IntRange(0, 2).Draw(rt, "mode")))
		}
		var b strings.Builder
		if err := Init(&b, InitInput{File: "odd.csv", Columns: cols, Names: names}); err != nil {
			rt.Fatal(err)
		}
		src := strings.NewReplacer("pack: CHOOSE", "pack: generic", "channel: CHOOSE", "channel: web").Replace(b.String())
		p, err := Parse("odd.yaml", []byte(src))
		if err != nil {
			rt.Fatalf("%v\n%s", err, src)
		}
		got := map[string]bool{}
		for _, c := range p.Columns {
			got[c.Name] = true
		}
		for _, n := range names {
			if !got[n] {
				rt.Fatalf("%q does not come back:\n%s", n, src)
			}
		}
		if len(p.Columns) != len(names) {
			rt.Fatalf("%d columns of %d", len(p.Columns), len(names))
		}
	})
}

func TestExplain(t *testing.T) {
	b := mustBind(t, mustParse(t, "sr.yaml", weekly), weeklyTable(), "ny-foil-muni", testLists(t))
	var s strings.Builder
	if err := b.Explain(&s); err != nil {
		t.Fatal(err)
	}
	want := `sr.yaml, channel web, law of ny-foil-muni
Possible finds are masked.
Rows in which Status is one of 2 values are left out.

Id: keep (sr.yaml:6)
Status: keep (sr.yaml:6)
Request_Type: keep (sr.yaml:6)
Description: clean; telephone numbers in 100 cells: NY POL 87(2)(b): would be an unwarranted invasion of personal privacy (row of the pack) (sr.yaml:7)
Reporter_Email: drop; City promise: your email address will never be displayed publicly (sr.yaml:8)
Anonymous: drop; City policy: this column is not published (sr.yaml:8)
Display_Name:
  1. where Anonymous is one of 4 values: keep; it may hold names and user names (sr.yaml:10)
  2. in all other rows: withhold; City promise: your display name will be visible unless you choose to submit as anonymous (sr.yaml:11)
Address:
  1. where Request_Type is the value that the policy names: coarsen to hundred-block, together with Lat and Lng; City policy: a request made from a home shows the block, not the house (sr.yaml:12)
  2. in all other rows: keep, together with Lat and Lng; it may hold street addresses, map points, places, ZIP codes and street corners (sr.yaml:13)
Lat:
  1. where Request_Type is the value that the policy names: coarsen to hundred-block, together with Address and Lng; City policy: a request made from a home shows the block, not the house (sr.yaml:12)
  2. in all other rows: keep, together with Address and Lng; it may hold street addresses, map points, places, ZIP codes and street corners (sr.yaml:13)
Lng:
  1. where Request_Type is the value that the policy names: coarsen to hundred-block, together with Address and Lat; City policy: a request made from a home shows the block, not the house (sr.yaml:12)
  2. in all other rows: keep, together with Address and Lat; it may hold street addresses, map points, places, ZIP codes and street corners (sr.yaml:13)

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
	if err := b.Explain(full{}); err == nil {
		t.Error("a failed write is not reported")
	}
}

func TestRunExamples(t *testing.T) {
	p := mustParse(t, "sr.yaml", weekly)
	p.Examples.Mask = append(p.Examples.Mask, "nothing here")
	p.Examples.Keep = append(p.Examples.Keep, "write to pat@example.org", "desk: 315-555-0100")
	e, err := detect.New(detect.Options{Patterns: p.DetectPatterns()})
	if err != nil {
		t.Fatal(err)
	}
	rs, err := p.RunExamples(e, BindOptions{Pack: pack(t, "ny-foil-muni"), Lists: testLists(t), AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	want := []ExampleResult{
		{List: "mask", N: 1, Line: 19, OK: true, Found: []detect.Entity{detect.Person, detect.PhoneNumber}},
		{List: "mask", N: 2, Line: 19},
		{List: "keep", N: 1, Line: 19, OK: true},
		{List: "keep", N: 2, Line: 19, OK: true},
		{List: "keep", N: 3, Line: 19, Found: []detect.Entity{detect.EmailAddress}},
		{List: "keep", N: 4, Line: 19, OK: true}, // the staff list keeps the desk's number
	}
	if d := cmp.Diff(want, rs); d != "" {
		t.Errorf("results (-want +got):\n%s", d)
	}
	if _, err := p.RunExamples(e, BindOptions{Pack: pack(t, "ny-foil-muni")}); err == nil {
		t.Error("a list that was not read is not reported")
	}
	if rs, err := Builtin("", Web).RunExamples(e, BindOptions{}); rs != nil || err != nil {
		t.Errorf("no examples: %v, %v", rs, err)
	}
}

// TestInitTables holds that the table which init proposes is right as it stands,
// once somebody takes the comment signs away.
func TestInitTables(t *testing.T) {
	date := col("Opened: at", detect.DateTime, detect.ModeNone)
	date.Kind = detect.KindDate
	born := col("Born", detect.DateOfBirth, detect.ModeWhole)
	born.Kind = detect.KindDate
	lat, lng := col("lat #1", detect.GeoPoint, detect.ModeWhole), col("Longitude", detect.GeoPoint, detect.ModeWhole)
	zip, address := col("ZIP", detect.ZIPCode, detect.ModeNone), col("Street", detect.StreetAddress, detect.ModeWhole)
	for _, tt := range []struct {
		cols []detect.Column
		want string
	}{
		{[]detect.Column{born, date, address, zip, lng, lat}, `by:   [{as: place, place: ["lat #1", Longitude], inside: maps/areas.geojson, name: NAME}, {as: month, date: "Opened: at", each: month, appears_after: 5d}]`},
		{[]detect.Column{date, address, zip, lat}, `{as: place, place: ZIP, to: zip}`},
		{[]detect.Column{date, address}, `{as: place, place: Street, to: hundred-block}`},
		{[]detect.Column{date}, ""},
		{[]detect.Column{born, zip}, ""},
	} {
		tab := Table{File: "a.csv"}
		for _, c := range tt.cols {
			tab.add(c)
		}
		var b strings.Builder
		if err := Init(&b, InitInput{File: "a.csv", Columns: tab.Columns, Names: tab.Names}); err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(b.String(), "aggregate:"); has != (tt.want != "") || !strings.Contains(b.String(), tt.want) {
			t.Errorf("proposed a table: %v, want %q in\n%s", has, tt.want, b.String())
			continue
		}
		if _, err := Parse("a.yaml", []byte(b.String())); err == nil || strings.Count(err.Error(), "\n") != 1 {
			t.Errorf("unedited: %v", err)
		}
		src := strings.NewReplacer("pack: CHOOSE", "pack: generic", "channel: CHOOSE", "channel: web").Replace(b.String())
		lines := strings.Split(src, "\n")
		in := false
		for i, l := range lines {
			in = (in || strings.HasPrefix(l, "# release:")) && strings.HasPrefix(l, "# ")
			if in {
				lines[i] = strings.TrimPrefix(l, "# ")
			}
		}
		bound := mustBind(t, mustParse(t, "a.yaml", strings.Join(lines, "\n")), tab, "generic", nil)
		if n := len(bound.Tables); n != min(1, len(tt.want)) {
			t.Errorf("%d tables bound", n)
		}
	}
}
