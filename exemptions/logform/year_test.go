package logform

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/exemptions"
)

func TestFiscalYear(t *testing.T) {
	for _, tt := range []struct {
		year     int
		starts   time.Month
		from, to string
	}{
		{2026, time.January, "2026-01-01", "2026-12-31"}, {2026, time.July, "2025-07-01", "2026-06-30"}, {2024, time.March, "2023-03-01", "2024-02-29"},
		{2026, time.October, "2025-10-01", "2026-09-30"},
	} {
		from, to, err := FiscalYear(tt.year, tt.starts)
		if err != nil || from.Format(time.DateOnly) != tt.from || to.Format(time.DateOnly) != tt.to {
			t.Errorf("%d from %s: %s to %s, %v", tt.year, tt.starts, from, to, err)
		}
	}
	for _, bad := range []int{0, 26, -2026, 100000} {
		if _, _, err := FiscalYear(bad, time.January); err == nil {
			t.Errorf("year %d is taken", bad)
		}
	}
	if _, _, err := FiscalYear(2026, 13); err == nil {
		t.Error("month 13 is taken")
	}
}

// release makes the account of a release with some laws used in it.
func release(id, request, day string, open bool, cites ...string) Account {
	a := Account{Release: exemptions.Release{ID: id, Agency: "City of Example", Channel: "request", Request: request, AsOf: day, Received: "2026-01-02"},
		Files: []exemptions.File{{Name: "a.csv", RowsOut: 2, Columns: []exemptions.Column{{Cells: 10, Changed: 10}}}}, Entries: int64(len(cites))}
	if open {
		a.Files[0].Columns[0].Changed = int64(len(cites))
	}
	for _, c := range cites {
		g := exemptions.Ground{Cite: c, Basis: exemptions.BasisExemption}
		if c == "statute" {
			g.Basis = exemptions.BasisLaw
		}
		a.Summary = append(a.Summary, exemptions.Summary{Ground: g, Cells: 3, Action: exemptions.Masked}, exemptions.Summary{Ground: g, Cells: 1, Action: exemptions.RowOut})
	}
	return a
}

// TestStatistics counts by hand: a request answered twice is one, with the
// outcome of the second answer and the exemptions of both; what comes twice
// counts once; other years and the web are apart.
func TestStatistics(t *testing.T) {
	web := release("w", "", "2026-03-01", true, "a")
	web.Release.Channel, web.Release.Dataset = "web", "permits"
	policy := release("p", "R-4", "2026-05-01", true)
	policy.Entries, policy.Summary = 1, []exemptions.Summary{{Ground: exemptions.BuiltIn(), Cells: 2}}
	files := release("f", "R-5", "2026-06-01", true)
	files.Entries, files.Summary = 1, []exemptions.Summary{{Ground: exemptions.WholeFile(exemptions.Duplicate, "a.csv", "City"), Action: exemptions.FileDuplicate, Cells: 1}}
	whole := release("g", "R-6", "2026-06-02", true)
	whole.Entries, whole.Summary = 1, []exemptions.Summary{{Ground: exemptions.Ground{Cite: "b"}, Action: exemptions.FileWithheld, Cells: 1}}
	all := []Account{files, whole,
		release("2", "R-1", "2026-02-02", true, "a"), release("1", "R-1", "2026-02-01", false, "a", "b"), release("1", "R-1", "2026-02-01", false, "a", "b"),
		release("3", "R-2", "2026-12-31", true), release("4", "R-3", "2026-01-01", false, "a", "statute"), release("5", "R-9", "2027-01-01", true), release("6", "R-8", "2025-12-31", true), web, policy,
	}
	y, err := Statistics(all, 2026, time.January)
	if err != nil {
		t.Fatal(err)
	}
	want := &Year{Name: "2026", From: "2026-01-01", To: "2026-12-31", Full: 2, Part: 3, Denied: 1, Outside: 2, Statutes: []string{"statute"},
		Requests: []YearLine{
			{"R-3", "request", "2026-01-02", "2026-01-01", FullDenial, 1, 2, 6, []string{"a", "statute"}},
			{"R-1", "request", "2026-01-02", "2026-02-02", PartGrant, 2, 1, 3, []string{"a", "b"}},
			{"R-4", "request", "2026-01-02", "2026-05-01", PartGrant, 1, 1, 2, []string{}},
			{"R-5", "request", "2026-01-02", "2026-06-01", FullGrant, 1, 1, 0, []string{}},
			{"R-6", "request", "2026-01-02", "2026-06-02", PartGrant, 1, 1, 0, []string{"b"}},
			{"R-2", "request", "2026-01-02", "2026-12-31", FullGrant, 1, 0, 0, []string{}},
		},
		Others: []YearLine{{"permits", "web", "2026-01-02", "2026-03-01", NotAsked, 1, 1, 3, []string{"a"}}},
		Codes:  []CodeCount{{"a", 2, 1, "yes: it may be withheld"}, {"b", 2, 0, "yes: it may be withheld"}, {"statute", 1, 0, "no"}},
	}
	if diff := cmp.Diff(want, y); diff != "" {
		t.Error(diff)
	}
	var b bytes.Buffer
	if err := y.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+7+3+1+4 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if err := y.WriteCSV(fullDisk{}); err == nil {
		t.Error("a write error was lost")
	}
}

// The order in which folders are named changes nothing, and the outcomes add up.
func TestStatisticsOfAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Account
		for i := range rapid.IntRange(0, 12).Draw(t, "releases") {
			day := fmt.Sprintf("2026-%02d-01", rapid.IntRange(1, 12).Draw(t, "month"))
			cites := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "statute"}), 0, 3).Draw(t, "cites")
			all = append(all, release(fmt.Sprint(i), rapid.SampledFrom([]string{"R-1", "R-2", "R-3"}).Draw(t, "request"), day, rapid.Bool().Draw(t, "open"), cites...))
		}
		one, err := Statistics(all, 2026, time.January)
		if err != nil {
			t.Fatal(err)
		}
		two, err := Statistics(rapid.Permutation(append(all, all...)).Draw(t, "order"), 2026, time.January)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(one, two); diff != "" {
			t.Fatal(diff)
		}
		if one.Full+one.Part+one.Denied != int64(len(one.Requests)) {
			t.Fatalf("%+v", one)
		}
		for _, c := range one.Codes {
			if c.Requests > int64(len(one.Requests)) {
				t.Fatalf("%s is counted more than once for a request", c.Code)
			}
		}
	})
}
