package logform

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/exemptions"
)

// sample is the release that POLICY.md's log belongs to.
func sample(t *testing.T) HTMLInput {
	t.Helper()
	pack, err := exemptions.Load("ny-foil-muni")
	if err != nil {
		t.Fatal(err)
	}
	privacy, _ := pack.Code("ny.privacy")
	ssn, _ := pack.Code("ny.ssn")
	const officer, on = "Chief Data Officer (rule)", "2026-11-20"
	email := exemptions.Promise("email", "Your email address will never be displayed publicly.", "City")
	name := exemptions.Promise("display-name", "Your display name will also be visible unless you choose to submit as anonymous.", "City")
	home := exemptions.PolicyChoice("home-place", "A request made from a home shows the block, not the house.", "City")

	file := exemptions.File{Name: "syrcityline.csv", Format: "csv", RowsIn: 18204, RowsOut: 18197}
	for i, n := range []string{"Id", "Status", "Request_Type", "Summary", "Description", "Display_Name", "Address", "Lat", "Lng"} {
		file.Columns = append(file.Columns, exemptions.Column{Name: n, Index: i, Out: i, Verb: "keep", Cells: 18197})
	}
	for i, n := range []string{"Reporter_Email", "Reporter_Phone", "Assignee_Email", "Internal_Notes", "Media_URL", "Page_URL", "Anonymous"} {
		file.Columns = append(file.Columns, exemptions.Column{Name: n, Index: 9 + i, Out: -1, Verb: "drop"})
	}
	totals := Summaries()
	n := int64(0)
	add := func(e exemptions.Entry) {
		n++
		e.N, e.File, e.DecidedOn = n, file.Name, on
		if e.DecidedBy == "" {
			e.DecidedBy = officer
		}
		if err := totals.Add(&e); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []string{"Reporter_Email", "Assignee_Email"} {
		add(exemptions.Entry{RowID: "all", Columns: []string{c}, What: "e-mail address", Action: exemptions.ColumnOut, Cells: 18204, Ground: email})
	}
	for r := int64(2); r < 902; r++ {
		id := fmt.Sprint(1048800 + r)
		add(exemptions.Entry{Row: r, RowID: id, Columns: []string{"Description"}, What: "telephone number", Action: exemptions.Masked, Cells: 1, Labels: 1, Ground: privacy.Ground().For("City")})
		if r%3 == 0 {
			add(exemptions.Entry{Row: r, RowID: id, Columns: []string{"Display_Name"}, What: "name", Action: exemptions.Withheld, Cells: 1, Labels: 1, Ground: name})
		}
		if r%9 == 0 {
			add(exemptions.Entry{Row: r, RowID: id, Columns: []string{"Address", "Lat", "Lng"}, What: "place of a home", Action: exemptions.ShownAs + "hundred block", Cells: 3, Ground: home})
		}
	}
	add(exemptions.Entry{RowID: "not listed", Columns: []string{"Description"}, What: "personal identifier", Action: exemptions.Masked, Cells: 4, Labels: 4, Label: "[personal identifier withheld: NY POL 96-a]", Ground: ssn.Ground().For("City"), DecidedBy: "J. Roe (person)"})
	add(exemptions.Entry{RowID: "not listed", What: "personal information", Action: exemptions.RowOut, Cells: 7, Ground: home})
	for i, changed := range []int64{4: 904, 5: 300, 6: 100, 7: 100, 8: 100} {
		file.Columns[i].Changed = changed
	}
	files := []exemptions.File{file}
	return HTMLInput{
		Release: exemptions.Release{
			ID: "3f9a", Agency: "City of Syracuse, NY", Dataset: "SYRCityline service requests", Channel: "web", Pack: pack.ID(),
			Policy: "syrcityline.yaml", ApprovedBy: "Chief Data Officer", ApprovedOn: on, Contact: "digital@example.org", AsOf: "2026-11-23", Tool: "vaughn",
		},
		Pack: pack, Files: files, Summary: totals.Summary(files), Deciders: totals.Deciders(), Entries: totals.Entries(), First: totals.First(),
		Checked: true,
	}
}

func render(t *testing.T, in HTMLInput) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTMLSays(t *testing.T) {
	got := render(t, sample(t))
	for _, want := range []string{
		"<title>Exemption log: SYRCityline service requests</title>",
		"1,204 of 163,773 released cells (0.7 %) are masked; 300 (0.2 %) are made less exact; 7 columns and 7 rows are left out; everything else is as the City holds it.",
		"This log contains no withheld value and is not legal advice.",
		"Checked: no withheld value was found in the released files. What may be published is the City&#39;s decision.",
		`<th scope="row">a law forbids release</th><td class="law">NY POL 96-a; 87(2)(a)</td><td>personal identifier: masked in text</td><td>Description</td><td class="n">4</td><td class="n">under 0.1 %</td><td>no</td>`,
		`<td class="law">City promise</td><td>e-mail address: column left out</td><td>Assignee_Email; Reporter_Email</td><td class="n">36,408</td><td class="n">all</td><td>no law is claimed</td>`,
		`<td class="n">900</td><td class="n">4.9 %</td><td>yes: it may be withheld</td>`,
		`<td class="n">7 rows</td>`,
		"Address; Lat; Lng: shown as hundred block, 300 cells (syrcityline.csv)",
		"By rules of Chief Data Officer: 1,303 entries", "Place by place, by J. Roe: 1 entry, 4 cells, last on 2026-11-20",
		"appealed in writing within 30 days", "Responsible for what is withheld: Chief Data Officer.", "Contact: digital@example.org.",
		"Law: New York Freedom of Information Law, municipalities (pack ny-foil-muni@",
		`<th scope="row" class="law">City promise</th><td>your display name will also be visible unless you choose to submit as anonymous</td><td>no law is claimed</td><td class="source">not a law</td>`,
		"An agency may withhold the parts of a record whose disclosure would invade personal privacy without warrant",
		"The first 200 of 1,304 entries",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// No script, no request, no words that promise what nobody can promise.
func TestHTMLNever(t *testing.T) {
	in := sample(t)
	got := strings.ToLower(render(t, in))
	for _, never := range []string{"<script", "<img", "<link", "<iframe", "src=", "http:", "https:", "url(", "@import", "onclick", "safe to publish", "anonymised", "anonymized"} {
		if strings.Contains(got, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	for _, page := range []string{logPage, pageCSS} {
		if strings.Contains(strings.ToLower(page), "anonym") {
			t.Error("the page's own words say anonymous")
		}
	}
}

func TestHTMLEscapes(t *testing.T) {
	in := sample(t)
	in.Files[0].Columns[0].Name = "<script>alert(1)</script>"
	in.Summary[0].Columns = []string{"<script>alert(1)</script>"}
	in.Release.Dataset = "</title><script>alert(2)</script>"
	in.NotExamined = []string{"<b>3 .docx</b>"}
	if got := render(t, in); strings.Contains(got, "<script") || strings.Contains(got, "<b>") {
		t.Error("a name from the input became markup")
	}
}

// Structure that a screen reader needs (WCAG 2.1: 1.3.1, 2.4.2, 3.1.1).
func TestHTMLStructure(t *testing.T) {
	got := render(t, sample(t))
	for _, want := range []string{`<html lang="en">`, "<main>", `name="viewport"`} {
		if strings.Count(got, want) != 1 {
			t.Errorf("want %s exactly once", want)
		}
	}
	if n := strings.Count(got, "<th ") + strings.Count(got, "<th>"); n != strings.Count(got, "<th scope=") {
		t.Error("a table header has no scope")
	}
	level := 0
	for _, m := range regexp.MustCompile(`<h([1-6])[ >]`).FindAllStringSubmatch(got, -1) {
		h := int(m[1][0] - '0')
		if h > level+1 {
			t.Errorf("heading level %d after %d", h, level)
		}
		level = h
	}
	for _, m := range regexp.MustCompile(`aria-labelledby="([^"]+)"`).FindAllStringSubmatch(got, -1) {
		if !strings.Contains(got, `id="`+m[1]+`"`) {
			t.Errorf("no heading with id %q", m[1])
		}
	}
}

func TestHTMLRefusesNothing(t *testing.T) {
	if err := HTML(&bytes.Buffer{}, HTMLInput{}); err == nil {
		t.Error("a log of no file was written")
	}
	in := sample(t)
	in.Checked = false
	if got := render(t, in); !strings.Contains(got, "Not checked: this is a preview") || strings.Contains(got, "Checked: no withheld value") {
		t.Error("a preview looks checked")
	}
	if err := HTML(fullDisk{}, in); err == nil {
		t.Error("a write error was lost")
	}
}

func TestHTMLDeterministic(t *testing.T) {
	if a, b := render(t, sample(t)), render(t, sample(t)); a != b {
		t.Error("two pages of the same release differ")
	}
}

func TestReadme(t *testing.T) {
	in := sample(t)
	var b bytes.Buffer
	if err := Readme(&b, ReadmeInput{Release: in.Release, Files: in.Files, Summary: in.Summary}); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{
		"SYRCityline service requests\n============================\n", "Open exemption-log.html first.",
		"sha256sum -c SHA256SUMS", "certutil -hashfile", "Write to digital@example.org", "  syrcityline.csv               the released data: 18,197 rows\n",
		"\n  [personal identifier withheld: NY POL 96-a]\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("README lacks %q:\n%s", want, got)
		}
	}
	for _, l := range strings.Split(got, "\n") {
		if len(l) > 78 {
			t.Errorf("line of %d characters: %s", len(l), l)
		}
	}
}

func TestSummary(t *testing.T) {
	g := exemptions.BuiltIn()
	totals := Summaries()
	for _, e := range []exemptions.Entry{
		{File: "a.csv", RowID: "all", Columns: []string{"X", "Y"}, What: "place", Action: exemptions.Withheld, Cells: 5, Labels: 5, Ground: g, DecidedBy: "p", DecidedOn: "2026-01-02"},
		{File: "a.csv", Row: 3, Columns: []string{"X"}, What: "name", Action: exemptions.Masked, Cells: 1, Labels: 2, Ground: g, DecidedBy: "p", DecidedOn: "2026-01-01"},
		{File: "a.csv", Row: 3, Columns: []string{"X"}, What: "name", Action: exemptions.Masked, Cells: 1, Labels: 1, Ground: g, DecidedBy: "q"},
		{File: "a.csv", Row: 4, Columns: []string{"X"}, What: "name", Action: exemptions.Masked, Cells: 1, Labels: 1, Ground: g, DecidedBy: "q"},
		{File: "a.csv", What: "row", Action: exemptions.RowOut, Cells: 9, Ground: g, DecidedBy: "p"},
	} {
		if err := totals.Add(&e); err != nil {
			t.Fatal(err)
		}
	}
	files := []exemptions.File{{Name: "a.csv", Columns: []exemptions.Column{
		{Name: "X", Out: 0, Cells: 10}, {Name: "Y", Out: 1, Cells: 20}, {Name: "X", Out: 2, Cells: 99, Added: true}, {Name: "X", Out: -1, Cells: 77},
	}}, {Name: "b.csv", Columns: []exemptions.Column{{Name: "X", Cells: 1000}}}}
	want := []exemptions.Summary{
		{Ground: g, What: "row", Action: exemptions.RowOut, File: "a.csv", Cells: 9, Rows: 9},
		{Ground: g, What: "place", Action: exemptions.Withheld, File: "a.csv", Columns: []string{"X", "Y"}, Cells: 5, Rows: 3, Total: 30},
		{Ground: g, What: "name", Action: exemptions.Masked, File: "a.csv", Columns: []string{"X"}, Cells: 3, Rows: 2, Total: 10},
	}
	if diff := cmp.Diff(want, totals.Summary(files)); diff != "" {
		t.Error(diff)
	}
	if totals.Entries() != 5 || totals.Labels() != 9 || len(totals.First()) != 5 {
		t.Errorf("entries %d, labels %d, first %d", totals.Entries(), totals.Labels(), len(totals.First()))
	}
	wantBy := []Decider{{"p", "2026-01-02", 3, 15}, {"q", "", 2, 2}}
	if diff := cmp.Diff(wantBy, totals.Deciders()); diff != "" {
		t.Error(diff)
	}
}

func TestSummaryIsBounded(t *testing.T) {
	totals := Summaries()
	var err error
	for i := 0; err == nil && i <= maxGroups; i++ {
		err = totals.Add(&exemptions.Entry{What: fmt.Sprint(i)})
	}
	if err == nil {
		t.Error("the summary grows without bound")
	}
}

func TestSentence(t *testing.T) {
	col := func(out int, cells, changed int64) exemptions.Column {
		return exemptions.Column{Out: out, Cells: cells, Changed: changed}
	}
	for _, tt := range []struct {
		f    exemptions.File
		noun string
		want string
	}{
		{exemptions.File{RowsIn: 18204, RowsOut: 18197, Columns: []exemptions.Column{col(0, 291152, 3655), col(-1, 0, 0), col(-1, 0, 0)}}, "City",
			"3,655 of 291,152 released cells (1.3 %) are masked; 2 columns and 7 rows are left out; everything else is as the City holds it."},
		{exemptions.File{RowsIn: 2, RowsOut: 2, Columns: []exemptions.Column{col(0, 4, 1)}}, "Town",
			"1 of 4 released cells (25.0 %) is masked; no column and no row is left out; everything else is as the Town holds it."},
		{exemptions.File{RowsIn: 4, RowsOut: 4, Columns: []exemptions.Column{col(0, 59, 28), col(-1, 0, 0)}}, "City",
			"28 of 59 released cells (47.5 %) are masked; 1 column is left out; everything else is as the City holds it."},
		{exemptions.File{RowsIn: 2, RowsOut: 1, Columns: []exemptions.Column{col(0, 0, 0)}}, "Agency",
			"0 of 0 released cells (-) are masked; 1 row is left out; everything else is as the Agency holds it."},
	} {
		if diff := cmp.Diff(tt.want, Sentence([]exemptions.File{tt.f}, nil, tt.noun)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, tt := range []struct {
		r    exemptions.Release
		want string
	}{
		{exemptions.Release{Dataset: "Water bills", Request: "PRA-1", AsOf: "2026-11-23"}, "Water bills"},
		{exemptions.Release{Request: "PRA-1", AsOf: "2026-11-23"}, "request PRA-1"},
		{exemptions.Release{AsOf: "2026-11-23"}, "release of 2026-11-23"},
	} {
		if got := Title(&tt.r); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// How a file was read is no part of it that was not examined, and the page says so.
func TestNotesAreNotWhatWasNotExamined(t *testing.T) {
	in := HTMLInput{Files: []exemptions.File{{Name: "a.csv", Notes: []string{"3 records above the header"}}}}
	want := []string{nothingUnread, "Note on how a.csv was read: 3 records above the header"}
	if diff := cmp.Diff(want, notExamined(&in)); diff != "" {
		t.Error(diff)
	}
	in.NotExamined = []string{"b.pdf: not a table"}
	if got := notExamined(&in); got[0] != "b.pdf: not a table" || len(got) != 2 {
		t.Errorf("got %q", got)
	}
}

// A finding is named beside the law that needs it.
func TestAFindingStandsBesideItsLaw(t *testing.T) {
	for _, tt := range []struct {
		g    exemptions.Ground
		want string
	}{
		{exemptions.Ground{Cite: "CA 7922.000", Label: "CA 7922.000", Finding: "F-1"}, "CA 7922.000 (finding F-1)"},
		{exemptions.Ground{Cite: "CA 7927.410", Label: "CA 7927.410"}, "CA 7927.410"},
		{exemptions.Ground{Label: "City finding", Finding: "F-2"}, "City finding"},
	} {
		if got := lawWords(&tt.g); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, tt := range []struct {
		part, whole int64
		want        string
	}{
		{0, 0, "-"}, {0, 10, "0.0 %"}, {1, 100000, "under 0.1 %"}, {99999, 100000, "over 99.9 %"}, {10, 10, "100.0 %"}, {3655, 291152, "1.3 %"}, {1, 3, "33.3 %"},
	} {
		if got := Share(tt.part, tt.whole); got != tt.want {
			t.Errorf("Share(%d, %d) = %q, want %q", tt.part, tt.whole, got, tt.want)
		}
	}
}

func BenchmarkTotals(b *testing.B) {
	e := phoneEntry()
	t := Summaries()
	b.ReportAllocs()
	for b.Loop() {
		e.Row++
		if err := t.Add(&e); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAtMost(t *testing.T) {
	if diff := cmp.Diff([]string{"a", "b"}, atMost(2, []string{"a", "b"}, "")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"W: a", "W: and 2 more, in report.html"}, atMost(1, []string{"a", "b", "c"}, "W: ")); diff != "" {
		t.Error(diff)
	}
}

func TestWhyMerges(t *testing.T) {
	g := exemptions.BuiltIn()
	line := func(a exemptions.Action, file, col string, cells, total int64) exemptions.Summary {
		return exemptions.Summary{Ground: g, What: "name", Action: a, File: file, Columns: []string{col}, Cells: cells, Total: total}
	}
	sum := []exemptions.Summary{
		line(exemptions.Withheld, "a.csv", "X", 5, 10), line(exemptions.Masked, "a.csv", "Y", 1, 10), line(exemptions.Masked, "a.csv", "X", 2, 10),
		line(exemptions.ColumnOut, "a.csv", "Z", 9, 0), line(exemptions.Masked, "b.csv", "V", 1, 10), line(exemptions.Masked, "b.csv", "W", 1, 10),
	}
	want := []whyRow{
		{"built-in default, not adopted", "built-in default", "name: withheld or masked in text", "a.csv: X; a.csv: Y; b.csv: V and 1 more", "10", "25.0 %", "no law is claimed"},
		{"built-in default, not adopted", "built-in default", "name: column left out", "a.csv: Z", "9", "all", "no law is claimed"},
	}
	if diff := cmp.Diff(want, why(sum, true, false)); diff != "" {
		t.Error(diff)
	}
	sum[0].What, sum[2].What = "telephone number", "telephone number"
	if got := why(sum, true, true); len(got) != 2 || got[0].What != "telephone number, name: withheld or masked in text" || got[0].Cells != "10" || got[0].Share != "25.0 %" {
		t.Errorf("kinds are not one line: %+v", got)
	}
	if got := why(sum[3:4], false, false)[0].Where; got != "Z" {
		t.Errorf("one file: %q", got)
	}
}

// The first page has room for ten reasons, and for fewer where more else stands
// on it; those that do not fit follow after it, and it says so.
func TestReasonsThatFit(t *testing.T) {
	lines := func(n int) []string { return make([]string, n) }
	for _, tt := range []struct {
		p    page
		want int
	}{
		{page{Decided: lines(4)}, 10}, {page{Decided: lines(5), Promises: lines(3)}, 10}, {page{Decided: lines(8), Warnings: lines(3)}, 9},
		{page{Tables: lines(2), Decided: lines(5)}, 6}, {page{Tables: lines(3), Decided: lines(8), NotExamined: lines(5), Coarse: lines(4)}, 4},
	} {
		if got := tt.p.rows(); got != tt.want {
			t.Errorf("%d rows, want %d: %+v", got, tt.want, tt.p)
		}
	}
	var sum []exemptions.Summary
	for i := range 12 {
		g := exemptions.PolicyChoice(fmt.Sprint(i), fmt.Sprintf("policy %d", i), "City")
		sum = append(sum, exemptions.Summary{Ground: g, What: "name", Action: exemptions.Masked, File: "a.csv", Columns: []string{"X"}, Cells: 1, Total: 9})
	}
	p := page{}
	p.fillWhy(sum, false)
	if len(p.Why) != 10 || len(p.AllWhy) != 12 || p.More != "The first 10 of 12 lines, laws before promises and policies; all of them follow after this page." {
		t.Errorf("%d and %d lines, %q", len(p.Why), len(p.AllWhy), p.More)
	}
	for i := range sum { // one reason for twelve kinds
		sum[i].Ground, sum[i].What = sum[0].Ground, fmt.Sprintf("kind %d", i)
	}
	p = page{}
	p.fillWhy(sum, false)
	if len(p.Why) != 1 || len(p.AllWhy) != 12 || !strings.HasPrefix(p.More, "The same line by line") || p.Why[0].Cells != "12" {
		t.Errorf("%d and %d lines, %q", len(p.Why), len(p.AllWhy), p.More)
	}
	p = page{}
	p.fillWhy(sum[:10], false)
	if len(p.Why) != 10 || p.AllWhy != nil || p.More != "" {
		t.Errorf("%d and %d lines, %q", len(p.Why), len(p.AllWhy), p.More)
	}
}
