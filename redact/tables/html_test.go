package tables

import (
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/redact/aggregate/key"
)

func page(t testing.TB, table *Table, o Options) string {
	t.Helper()
	p, err := HTML(table, o)
	if err != nil {
		t.Fatal(err)
	}
	return string(p)
}

var drawn = regexp.MustCompile(` (d|x|y|viewBox|width|height)="[^"]*"`)

// textOf is a page without its coordinates.
func textOf(page string) string { return drawn.ReplaceAllString(page, "") }

// wellFormed reads a page as XML, which its template is written to be too: each
// element closed, each attribute quoted, each id once and each reference to one
// that is there.
func wellFormed(t testing.TB, text string) {
	t.Helper()
	ids, uses := map[string]bool{}, []string{}
	dec := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			switch {
			case a.Name.Local == "id" && ids[a.Value]:
				t.Errorf("id %s is there twice", a.Value)
			case a.Name.Local == "id":
				ids[a.Value] = true
			case a.Name.Local == "aria-labelledby":
				uses = append(uses, strings.Fields(a.Value)...)
			}
		}
		if start.Name.Local == "th" && !slices.ContainsFunc(start.Attr, func(a xml.Attr) bool { return a.Name.Local == "scope" }) {
			t.Error("a table header has no scope")
		}
	}
	for _, id := range uses {
		if !ids[id] {
			t.Errorf("no element has the id %s", id)
		}
	}
	lower := strings.ToLower(text)
	for _, never := range []string{"<script", "src=", "href", "http:", "https:", "url(", "style=", "onload", "nan", "inf "} {
		if strings.Contains(textOf(lower), never) {
			t.Errorf("the page holds %q", never)
		}
	}
}

var update = flag.Bool("update", false, "write testdata/section.html again")

// golden compares with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestSection(t *testing.T) {
	table := wardsByMonth(t, 2, 1, 3, 2)
	table.Notes = []string{"A number below 11 is hidden."}
	for i := range table.Rows {
		r := &table.Rows[i]
		n := fmt.Sprint(11 + 7*i)
		r.Cells = []Cell{NewCell(n, i%5 == 2), NewCell("2.5", i%5 == 2)}
	}
	got := page(t, table, Options{GeoJSON: "requests.geojson"})
	wellFormed(t, got)
	golden(t, "section.html", got)
}

func TestSectionSays(t *testing.T) {
	table := wardsByMonth(t, 5, 4, 60, 20)
	got := page(t, table, Options{ID: "t1", CSV: "requests-1.csv"})
	wellFormed(t, got)
	for _, want := range []string{
		`<section class="released" id="t1"`, "<h2 id=\"t1-title\">Requests by ward and month</h2>",
		"numbers are shown; ", "hidden, because they count few or because they would give such a number away.",
		"<h3 id=\"t1-picture-1-head\">Requests on the map</h3>", ">Requests by month</h3>", ">Median days by month</h3>",
		`<td class="n p-word">hidden</td>`, "These are the first 200 of 1,342 lines; all of them are in requests-1.csv.",
		`<th scope="col" class="n">median_days (median of Days_to_Close)</th>`, `text-anchor="start">hidden</text>`,
		"A number below 11 is hidden. A month appears five days after its end.",
		"for 60 months, May 2021 to Apr 2026.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if n := strings.Count(got, "<svg "); n != 3 {
		t.Errorf("%d pictures, want a map and two charts", n)
	}
}

func TestSectionEscapes(t *testing.T) {
	const bad = `<b onload="x">&'`
	table := small(t)
	for i := range table.Rows {
		if table.Rows[i].Codes[0] == "Ward 2" {
			table.Rows[i].Codes[0] = bad
		}
	}
	table.Dims[0].Codes[0] = bad
	table.Title, table.Notes, table.Measures[0].Words, table.Measures[0].Name = bad, []string{bad}, bad, bad
	table.Places = &Places{Feature: map[string][]byte{bad: square("-76.1", "43"), "Ward 10": square("-76.3", "43")}}
	got := page(t, table, Options{ID: `"><b>`, CSV: bad, GeoJSON: bad})
	if strings.Contains(got, "<b") || strings.Contains(got, `onload="`) {
		t.Error("a text became markup")
	}
	if n := strings.Count(got, "&lt;b onload=&#34;x&#34;&gt;&amp;&#39;"); n < 8 {
		t.Errorf("the text is shown %d times", n)
	}
}

// Codes that no font draws must not break the page either.
func TestSectionOfControlCharacters(t *testing.T) {
	codes := []string{"a\x00b", "c\x1bd", "e\nf", strings.Repeat("long ", 60)}
	wellFormed(t, page(t, oneColumn(codes, func(int) []Cell { return []Cell{Shown("1")} }), Options{}))
}

func TestSentence(t *testing.T) {
	for _, tt := range []struct {
		cells []Cell
		want  string
	}{
		{[]Cell{Shown(""), Shown("")}, "The table has no numbers."},
		{[]Cell{Shown("1"), Shown("")}, "The only number is shown."},
		{[]Cell{Shown("1"), Shown("2")}, "All 2 numbers are shown."},
		{[]Cell{Shown("1"), Hidden()}, "1 of 2 numbers is shown; 1 is hidden, because it counts few or because it would give such a number away."},
		{[]Cell{Hidden(), Hidden(), Shown("3")}, "1 of 3 numbers is shown; 2 are hidden, because they count few or because they would give such a number away."},
		{[]Cell{Hidden(), Hidden()}, "0 of 2 numbers are shown; 2 are hidden, because they count few or because they would give such a number away."},
	} {
		table := oneColumn(strings.Split("abc"[:len(tt.cells)], ""), func(i int) []Cell { return tt.cells[i : i+1] })
		if got := table.sentence(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
		wellFormed(t, page(t, table, Options{}))
	}
}

func TestSectionOfNothing(t *testing.T) {
	table := small(t)
	table.Rows, table.Dims[1].Codes, table.Dims[1].Parent = nil, nil, nil
	got := page(t, table, Options{})
	wellFormed(t, got)
	if strings.Contains(got, "<svg") || !strings.Contains(got, "The table has no numbers.") {
		t.Error(got)
	}
}

// Totals that are not released are not made: the lines stand beside each other,
// the strongest eight of them.
func TestSmallMultiples(t *testing.T) {
	var types []string
	for i := range 10 {
		types = append(types, fmt.Sprintf("type %c", 'a'+i))
	}
	table := complete(t, Table{
		Name: "t", Title: "t", Measures: []Measure{{Name: "n", Number: Integer}},
		Dims: []Dim{{Name: "type", Codes: types, Parent: flat(10)}, {Name: "month", Kind: key.Date, Codes: months(24312, 60), Parent: flat(60)}},
	}, []uint32{0}, func(c []string) []Cell {
		return []Cell{NewCell(strconv.Itoa(20+int(c[0][5]-'a')), c[0] == "type j" && c[1] != "2026-03")}
	})
	got := page(t, table, Options{})
	wellFormed(t, got)
	if n := strings.Count(got, `class="p-name"`); n != 8 {
		t.Errorf("%d small charts", n)
	}
	for _, want := range []string{"type c</text>", "type j</text>", "the ones with the largest numbers shown, of 10"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(got, "type b</text>") {
		t.Error("a line with smaller numbers is drawn")
	}
	// 20..29 in 60 months: a sum of any of them would be larger than 30.
	for _, m := range regexp.MustCompile(`>([0-9,]+)</text>`).FindAllStringSubmatch(got, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 40 && n < 2000 {
			t.Errorf("the axis reaches %d: something was summed", n)
		}
	}
}

func TestNoPictureOfWhatIsNotReleased(t *testing.T) {
	many := func(n int) ([]string, []int) {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprint("c", i))
		}
		return out, flat(n)
	}
	a, pa := many(25)
	b, pb := many(20)
	table := complete(t, Table{
		Name: "t", Title: "t", Measures: []Measure{{Name: "n", Number: Integer}},
		Dims: []Dim{{Name: "a", Codes: a, Parent: pa}, {Name: "b", Codes: b, Parent: pb}, {Name: "year", Kind: key.Date, Codes: []string{"2026"}, Parent: flat(1)}},
	}, []uint32{0}, func([]string) []Cell { return []Cell{Shown("5")} })
	got := page(t, table, Options{})
	wellFormed(t, got)
	if strings.Contains(got, "<svg") || !strings.Contains(got, "There is no picture over year: its totals are not released") {
		t.Error("the page does not say why there is no picture")
	}
}

func TestSectionsAreSmall(t *testing.T) {
	table := wardsByMonth(t, 20, 17, 2, 400) // 544,000 points
	p, why, err := mapOf(t, table)
	if p == nil {
		t.Fatal(why, err)
	}
	n := 0
	for _, m := range slices.Concat(p.Areas, p.Marks) {
		n += len(m.D) + len(m.Tip) + len(m.Text) + 40
	}
	if n > 250000 || len(p.Areas) != 340 {
		t.Errorf("a map of %d areas takes %d bytes", len(p.Areas), n)
	}
}

func mapOf(t *testing.T, table *Table) (*picture, string, error) {
	t.Helper()
	v, err := newView(table)
	if err != nil {
		t.Fatal(err)
	}
	return v.mapChart(0)
}

// Texts of pictures are read on white, and on the fills with a white rim.
func TestTextsStandOut(t *testing.T) {
	for _, m := range regexp.MustCompile(`text[^{]*\{[^}]*fill: #([0-9a-f]{3,6})`).FindAllStringSubmatch(sectionCSS, -1) {
		if c := contrast(m[1]); c < 4.5 {
			t.Errorf("#%s on white has a contrast of %.1f", m[1], c)
		}
	}
	last := 1.5 // of the lightest class to white, nearly
	for i := range mapClasses {
		m := regexp.MustCompile(fmt.Sprintf(`\.p-c%d \{ fill: #([0-9a-f]{6})`, i)).FindStringSubmatch(sectionCSS)
		if m == nil {
			t.Fatalf("class %d has no fill", i)
		}
		c := contrast(m[1])
		if i > 0 && c < last*1.35 {
			t.Errorf("class %d is not much darker than the one before: %.2f to %.2f", i, c, last)
		}
		last = c
	}
}

// contrast is that of a colour to white, after WCAG.
func contrast(hex string) float64 {
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		x := float64(n) / 255
		if x <= 0.04045 {
			x /= 12.92
		} else {
			x = math.Pow((x+0.055)/1.055, 2.4)
		}
		sum += weight * x
	}
	return 1.05 / (sum + 0.05)
}
