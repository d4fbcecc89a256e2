package tables

import (
	_ "embed" // the section and its style
	"errors"
	"html/template"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/redact/aggregate/key"
)

//go:embed section.html.tmpl
var sectionTemplate string

//go:embed section.css
var sectionCSS string

// Style is what sections need beside the style sheet that the pages of a bundle
// share. It uses that one's variables.
func Style() template.CSS { return template.CSS(sectionCSS) } // the embedded file, no input

// Options say what the page around a section knows.
type Options struct {
	ID      string // of the section, unique on its page; "" = "table-" and the name of the table
	CSV     string // name of the CSV file; "" = the name of the table and ".csv"
	GeoJSON string // name of the GeoJSON file; "" = none is mentioned
}

const (
	mostLines  = 200 // of the table on the page
	mostDrawn  = 3   // measures that have a chart
	mostListed = 400 // lines of the table of a map
)

// section is a table in the words of the page.
type section struct {
	ID, Title, Sentence string
	Pictures            []*picture
	NotDrawn            []string
	Table               grid
	More                []string
	Notes               []string
}

// grid is a table on the page. The first columns of a line are its headers.
type grid struct {
	ID, Caption string
	Head        []string
	Keys        int // columns that are headers of their line
	Rows        []gridRow
	Wide        bool // many narrow columns
}

type gridRow struct {
	Keys  []string
	Cells []gridCell
}

type gridCell struct{ Text, Class string }

func (c Cell) grid() gridCell {
	if c.text == "" {
		return gridCell{c.words(), "n p-word"}
	}
	return gridCell{c.words(), "n"}
}

// HTML is a table as a section of a web page: a sentence on what is hidden, a
// chart over time or by category, a map where there is geometry, each with its
// numbers as a table, and the first lines of the table itself. It has no script
// and asks for nothing from elsewhere. The page around it needs [Style].
func HTML(t *Table, o Options) (template.HTML, error) {
	v, err := newView(t)
	if err != nil {
		return "", err
	}
	if o.ID == "" {
		o.ID = "table-" + t.Name
	}
	if o.CSV == "" {
		o.CSV = t.Name + ".csv"
	}
	s := section{ID: o.ID, Title: upperFirst(t.Title), Sentence: t.sentence(), Notes: t.Notes}
	if s.Title == "" {
		s.Title = t.Name
	}
	if err := v.pictures(&s); err != nil {
		return "", err
	}
	for i, p := range s.Pictures {
		p.ID = o.ID + "-picture-" + words.Count(int64(i+1))
		if p.Twin != nil {
			p.Twin.ID = p.ID + "-table"
		}
	}
	s.Table = t.lines(o.ID+"-lines", min(len(t.Rows), mostLines))
	if len(t.Rows) > mostLines {
		s.More = append(s.More, "These are the first "+words.Count(mostLines)+" of "+words.Count(int64(len(t.Rows)))+" lines; all of them are in "+o.CSV+".")
	} else if len(t.Rows) > 0 {
		s.More = append(s.More, "The same lines are in "+o.CSV+".")
	}
	if o.GeoJSON != "" {
		s.More = append(s.More, "The areas are in "+o.GeoJSON+".")
	}
	if len(t.Dims) == 1 && len(s.Pictures) > 0 && s.Pictures[0].Tall {
		lines := s.Table
		s.Pictures[0].Twin, s.Table = &lines, grid{} // the lines stand beside the map, once
	}
	page, err := template.New("section").Parse(sectionTemplate)
	if err != nil {
		return "", errors.New("tables: the program's page is damaged. Install vaughn again")
	}
	var b strings.Builder
	if err := page.Execute(&b, s); err != nil {
		return "", t.wrong(errors.New("its section of the report could not be made"))
	}
	return template.HTML(b.String()), nil // made by html/template alone
}

// pictures adds the charts of the first measures and the map of the first one.
func (v *view) pictures(s *section) error {
	t := v.t
	add := func(p *picture, why string) {
		if p != nil {
			s.Pictures = append(s.Pictures, p)
		} else {
			s.NotDrawn = append(s.NotDrawn, why)
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	date := -1
	for d := range t.Dims {
		if date < 0 && t.Dims[d].Kind == key.Date {
			date = d
		}
	}
	if t.Places != nil {
		p, why, err := v.mapChart(0)
		if err != nil {
			return err
		}
		add(p, why)
	}
	d := t.barDim()
	if date < 0 && t.Places != nil && t.Places.Dim == d && len(s.Pictures) > 0 {
		return nil // the map says the same as bars would
	}
	for m := range t.Measures[:min(len(t.Measures), mostDrawn)] {
		p, why := v.barChart(d, m)
		if date >= 0 {
			p, why = v.timeChart(date, m)
		}
		if add(p, why); p == nil {
			break // what stands against one stands against the others
		}
	}
	if more := len(t.Measures) - mostDrawn; more > 0 && len(s.Pictures) > 0 {
		s.NotDrawn = append(s.NotDrawn, words.Plural(int64(more), "measure")+" more "+words.IsAre(int64(more))+" in the table only.")
	}
	return nil
}

// sentence says how much of a table is shown.
func (t *Table) sentence() string {
	var shown, hidden int64
	for i := range t.Rows {
		for _, c := range t.Rows[i].Cells {
			switch {
			case c.hidden:
				hidden++
			case c.text != "":
				shown++
			}
		}
	}
	all := words.Plural(shown+hidden, "number")
	const why = " hidden, because they count few or because they would give such a number away."
	switch {
	case shown+hidden == 0:
		return "The table has no numbers."
	case hidden == 0 && shown == 1:
		return "The only number is shown."
	case hidden == 0:
		return "All " + all + " are shown."
	case hidden == 1:
		return words.Count(shown) + " of " + all + " " + words.IsAre(shown) + " shown; 1 is hidden, because it counts few or because it would give such a number away."
	}
	return words.Count(shown) + " of " + all + " " + words.IsAre(shown) + " shown; " + words.Count(hidden) + " are" + why
}

// lines is the beginning of the table as it stands in the CSV.
func (t *Table) lines(id string, n int) grid {
	g := grid{ID: id, Caption: "The lines of the table " + words.Shown(t.Name), Keys: len(t.Dims)}
	for i := range t.Dims {
		g.Head = append(g.Head, t.Dims[i].Name)
	}
	for _, m := range t.Measures {
		g.Head = append(g.Head, m.about())
	}
	for i := range t.Rows[:n] {
		r := gridRow{}
		for _, c := range t.Rows[i].Codes {
			r.Keys = append(r.Keys, words.Shown(c))
		}
		for _, c := range t.Rows[i].Cells {
			r.Cells = append(r.Cells, c.grid())
		}
		g.Rows = append(g.Rows, r)
	}
	return g
}

// listTwin is a picture by codes as a table.
func listTwin(t *Table, m, d int, s series, codes []int) *grid {
	g := &grid{Caption: upperFirst(t.Measures[m].about()) + " by " + t.Dims[d].Name + ofPeriod(s), Head: []string{t.Dims[d].Name, t.Measures[m].Name}, Keys: 1}
	for i, c := range codes {
		if i == mostListed {
			g.Caption += ": the first " + words.Count(mostListed) + " of " + words.Count(int64(len(codes)))
			break
		}
		g.Rows = append(g.Rows, gridRow{[]string{words.Shown(t.Dims[d].Codes[c])}, []gridCell{s.cells[c].grid()}})
	}
	return g
}

// timeTwin is a chart over time as a table. Months and quarters stand beside each
// other, a line for each year: so a season is seen, and 60 months take five lines.
func timeTwin(t *Table, m, d int, s series, line timeline) *grid {
	var columns []string
	switch line.unit {
	case month:
		columns = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	case quarter:
		columns = []string{"Q1", "Q2", "Q3", "Q4"}
	default:
		g := listTwin(t, m, d, s, line.codes)
		for i := range g.Rows {
			g.Rows[i].Keys[0] = line.all[i].words
		}
		return g
	}
	g := &grid{Caption: upperFirst(t.Measures[m].about()) + " by " + t.Dims[d].Name, Head: append([]string{"year"}, columns...), Keys: 1, Wide: true}
	for i, c := range line.codes {
		p := &line.all[i]
		if n := len(g.Rows); n == 0 || g.Rows[n-1].Keys[0] != p.group {
			g.Rows = append(g.Rows, gridRow{Keys: []string{p.group}, Cells: make([]gridCell, len(columns))})
		}
		g.Rows[len(g.Rows)-1].Cells[p.sub-1] = s.cells[c].grid()
	}
	return g
}
