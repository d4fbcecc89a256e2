package release

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/exemptions"
	"vaughn/redact/bundle"
)

func reportManifest() *bundle.Manifest {
	privacy := exemptions.Ground{Key: "ny.privacy", Cite: "NY POL 87(2)(b)", Label: "NY POL 87(2)(b)", Reason: "would be an unwarranted invasion of personal privacy", Basis: exemptions.BasisExemption, Words: "exemption (City may use it)"}
	promise := exemptions.Promise("display-name", "Submitted as anonymous.", "City")
	return &bundle.Manifest{
		Schema: bundle.Schema,
		Release: exemptions.Release{
			ID: "3f9a", Agency: "City of Syracuse, NY", Dataset: "SYRCityline service requests", Channel: "web", Pack: "ny-foil-muni@2026-11-23",
			Policy: "syrcityline.yaml", ApprovedBy: "Chief Data Officer", ApprovedOn: "2026-11-20", AsOf: "2026-11-23", Tool: "vaughn 0.1.0",
		},
		Files: []exemptions.File{{
			Name: "syrcityline.csv", Format: "csv", RowsIn: 100, RowsOut: 98, HeaderRow: 1, Records: 99, Labels: 21,
			Describe: map[string]string{"delimiter": ",", "encoding": "utf-8", "gzip": "false"},
			Notes:    []string{"read as windows-1252"},
			Columns: []exemptions.Column{
				{Name: "Id", Index: 0, Out: 0, Verb: "keep", Cells: 98},
				{Name: "Description", Index: 1, Out: 2, Verb: "clean", Cells: 90, Changed: 9, Kept: map[string]int64{"ORGANIZATION": 3, "LOCATION": 1200, "PERSON": 0}, Preexist: 1},
				{Name: "Display_Name", Index: 2, Out: 1, Verb: "rules", Cells: 98, Changed: 12},
				{Name: "Reporter_Email", Index: 3, Out: -1, Verb: "drop"},
				{Name: "Opened_shown_as", Index: -1, Out: 3, Added: true, Cells: 4},
			},
		}},
		Summary: []exemptions.Summary{
			{Ground: privacy, What: "telephone number", Action: exemptions.Masked, Label: "[phone withheld: NY POL 87(2)(b)]", File: "syrcityline.csv", Columns: []string{"Description"}, Cells: 9, Rows: 9, Total: 90},
			{Ground: promise, What: "name", Action: exemptions.Withheld, Label: "[name withheld: City promise]", File: "syrcityline.csv", Columns: []string{"Display_Name"}, Cells: 12, Rows: 12, Total: 98},
		},
		Entries: 22, Labels: 21, Engine: "detect/1 20 abcd", NotExamined: []string{"3 .docx files"},
	}
}

func reportText(t *testing.T, in ReportInput) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteReport(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReportSays(t *testing.T) {
	got := reportText(t, ReportInput{
		Manifest: reportManifest(), Warnings: []string{"The policy ends on 2026-12-01."}, Checked: []string{"99 records against the input"},
		NotChecked: []string{"pictures"},
		Findings:   []ReportColumn{{File: "syrcityline.csv", Index: 1, Found: []string{"telephone number: 9 cells", "name: 2 cells"}}},
	})
	for _, want := range []string{
		"1 file written and checked: no withheld value was found in the released files. Some of the input was not examined",
		"21 of 286 released cells (7.3 %) are masked; 1 column and 2 rows are left out; everything else is as the City holds it.",
		"100 rows read, 98 rows released, 21 labels written.",
		`<tr><th scope="row">Description</th><td>telephone number: 9 cells, name: 2 cells</td><td>text kept, personal information masked</td><td class="n">90</td><td class="n">9</td>`,
		`<rect class="part" width="10.0" height="10"/></svg>10.0 %</td><td>place: 1,200, organization: 3, 1 label of an earlier release</td></tr>`,
		`<tr><th scope="row">Reporter_Email</th><td>nothing</td><td>left out</td>`,
		"<li>read as windows-1252</li>", "<li>The policy ends on 2026-12-01.</li>", "<li>pictures</li>", "<li>3 .docx files</li>",
		"Approved by Chief Data Officer on 2026-11-20", "That is the City&#39;s decision.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	lower := strings.ToLower(got)
	for _, never := range []string{"<script", "src=", "http:", "https:", "url(", "safe to publish", "anonymised", "anonymized"} {
		if strings.Contains(lower, never) {
			t.Errorf("the report holds %q", never)
		}
	}
	if n := strings.Count(got, "<th ") + strings.Count(got, "<th>"); n != strings.Count(got, "<th scope=") {
		t.Error("a table header has no scope")
	}
	for _, m := range regexp.MustCompile(`aria-labelledby="([^"]+)"`).FindAllStringSubmatch(got, -1) {
		if !strings.Contains(got, `id="`+m[1]+`"`) {
			t.Errorf("no heading with id %q", m[1])
		}
	}
}

// An unchecked release must not look like a checked one, nor silence like a find
// of nothing.
func TestReportUnchecked(t *testing.T) {
	got := reportText(t, ReportInput{Manifest: reportManifest()})
	if !strings.Contains(got, "1 file written, and not checked. Do not publish.") || strings.Contains(got, "no withheld value was found") {
		t.Error("an unchecked release looks checked")
	}
	if strings.Contains(got, "What was found") {
		t.Error("without findings the report claims to know what was found")
	}
	if err := WriteReport(&bytes.Buffer{}, ReportInput{Manifest: &bundle.Manifest{}}); err == nil {
		t.Error("a report of no file was written")
	}
	if err := WriteReport(&bytes.Buffer{}, ReportInput{}); err == nil {
		t.Error("a report of no manifest was written")
	}
}

func TestReportEscapes(t *testing.T) {
	m := reportManifest()
	m.Files[0].Columns[0].Name = "<script>x</script>"
	m.Release.Dataset = "</title><b>"
	if got := reportText(t, ReportInput{Manifest: m}); strings.Contains(got, "<script") || strings.Contains(got, "<b>") {
		t.Error("a name from the input became markup")
	}
}

func TestBar(t *testing.T) {
	for _, tt := range []struct {
		part, whole int64
		want        string
	}{{0, 10, "0"}, {1, 0, "0"}, {1, 100000, "1.0"}, {5, 10, "50.0"}, {10, 10, "100.0"}, {11, 10, "100.0"}} {
		if got := bar(tt.part, tt.whole); got != tt.want {
			t.Errorf("bar(%d, %d) = %s, want %s", tt.part, tt.whole, got, tt.want)
		}
	}
}

func TestDataPackage(t *testing.T) {
	m := reportManifest()
	sums := map[string]Sum{"syrcityline.csv": {SHA256: strings.Repeat("ab", 32), Bytes: 1234}}
	var b bytes.Buffer
	if err := DataPackage(&b, m, sums, nil); err != nil {
		t.Fatal(err)
	}
	var p dataPackage
	dec := json.NewDecoder(bytes.NewReader(b.Bytes()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		t.Fatal(err)
	}
	if p.Name != "syrcityline-service-requests" || p.Created != "2026-11-23T00:00:00Z" || len(p.Resources) != 1 {
		t.Fatalf("got %+v", p)
	}
	r := p.Resources[0]
	if r.Path != "syrcityline.csv" || r.MediaType != "text/csv" || r.Encoding != "utf-8" || r.Bytes != 1234 || r.Hash != "sha256:"+strings.Repeat("ab", 32) {
		t.Errorf("got %+v", r)
	}
	if diff := cmp.Diff([]string{"Reporter_Email"}, r.Redaction.ColumnsOut); diff != "" {
		t.Error(diff)
	}
	var names []string
	for _, f := range r.Schema.Fields {
		names = append(names, f.Name+" "+f.Type)
	}
	if diff := cmp.Diff([]string{"Id string", "Display_Name string", "Description string", "Opened_shown_as string"}, names); diff != "" {
		t.Error(diff)
	}
	// Only a label that fills its cell is a missing value, and the blank stays one.
	want := []missingValue{{"", "Blank"}, {"[name withheld: City promise]", "Withheld: City promise"}}
	if diff := cmp.Diff(want, r.Schema.Fields[1].Missing); diff != "" {
		t.Error(diff)
	}
	if r.Schema.Fields[2].Missing != nil {
		t.Error("a label inside a text is declared as a missing value")
	}
}

func TestDataPackageNames(t *testing.T) {
	m := reportManifest()
	m.Files = append(m.Files, m.Files[0], m.Files[0])
	m.Files[1].Name, m.Files[2].Name = "SYRCityline.csv", "bills.tsv.gz"
	m.Files[2].Part, m.Files[2].HeaderRow = "Año 2026", 3
	m.Files[2].Describe = map[string]string{"delimiter": "\t", "encoding": "utf-8|windows-1252", "gzip": "true"}
	sums := map[string]Sum{"syrcityline.csv": {}, "SYRCityline.csv": {}, "bills.tsv.gz": {}}
	var b bytes.Buffer
	if err := DataPackage(&b, m, sums, nil); err != nil {
		t.Fatal(err)
	}
	var p dataPackage
	if err := json.Unmarshal(b.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if p.Resources[0].Name != "syrcityline" || p.Resources[1].Name != "syrcityline-2" {
		t.Errorf("names %s, %s", p.Resources[0].Name, p.Resources[1].Name)
	}
	r := p.Resources[2]
	if r.Name != "bills-ano-2026" || r.MediaType != "application/gzip" || r.Encoding != "windows-1252" {
		t.Errorf("got %+v", r)
	}
	if diff := cmp.Diff(&dataDialect{Delimiter: "\t", HeaderRows: []int64{3}, Sheet: "Año 2026"}, r.Dialect); diff != "" {
		t.Error(diff)
	}
	delete(sums, "bills.tsv.gz")
	if err := DataPackage(&bytes.Buffer{}, m, sums, nil); err == nil {
		t.Error("a file without a digest was described")
	}
}
