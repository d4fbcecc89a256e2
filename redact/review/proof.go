package review

import (
	_ "embed"
	"errors"
	"html/template"
	"io"
	"slices"
	"strings"

	"vaughn/exemptions/words"
)

//go:embed proof.html.tmpl
var proofPage string

// Bounds of a proof: it is read by a person.
const (
	proofTexts = 500  // different texts of one column
	proofText  = 4000 // bytes of one text
)

// ProofMark is one place in a text that would be masked, or waits.
type ProofMark struct {
	Start, End int
	Label      string // what would stand there, "" of what waits
	Law        string // citation, or the words of the reason
	Rule       string // "bills.yaml:5"
	Waits      bool
}

// Proof collects the texts of a release with what would be masked in them, for
// counsel. It belongs to one goroutine.
type Proof struct {
	order   []*proofColumn
	columns map[[2]string]*proofColumn
	left    map[string]int64 // rows that would be left out, by file
	files   []string
}

type proofColumn struct {
	file, name, out string
	texts           map[string]*proofRow
	order           []*proofRow
	more            int64
}

type proofRow struct {
	row   int64
	count int64
	text  string
	marks []ProofMark
}

// NewProof is an empty proof.
func NewProof() *Proof {
	return &Proof{columns: map[[2]string]*proofColumn{}, left: map[string]int64{}}
}

func (p *Proof) column(file, name string) *proofColumn {
	k := [2]string{file, name}
	c := p.columns[k]
	if c == nil {
		c = &proofColumn{file: file, name: name, texts: map[string]*proofRow{}}
		p.columns[k] = c
		p.order = append(p.order, c)
		if !slices.Contains(p.files, file) {
			p.files = append(p.files, file)
		}
	}
	return c
}

// Add books one cell with its marks, which are in order; the same text with the same
// marks is one line.
func (p *Proof) Add(file, name string, row int64, text string, marks []ProofMark) {
	c := p.column(file, name)
	var key strings.Builder
	key.WriteString(text)
	for _, m := range marks {
		key.WriteString("\x00" + m.Label + "\x00" + m.Rule)
	}
	r := c.texts[key.String()]
	switch {
	case r != nil:
	case len(c.order) >= proofTexts:
		c.more++
		return
	default:
		r = &proofRow{row: row, text: strings.Clone(text), marks: slices.Clone(marks)}
		c.texts[key.String()] = r
		c.order = append(c.order, r)
	}
	r.count++
}

// Column books a column that would be left out.
func (p *Proof) Column(file, name, why string) { p.column(file, name).out = why }

// Row books a row that would be left out.
func (p *Proof) Row(file string) { p.left[file]++ }

// ProofHead is what the page says of itself.
type ProofHead struct{ Agency, Dataset, Channel, Pack, Policy, Day string }

// Shapes of the page.
type (
	proofPart struct {
		Text  string
		Mark  bool
		Waits bool
		Says  string
	}
	proofLine struct {
		Row, Count, Reasons string
		Parts               []proofPart
	}
	proofSection struct {
		Name, Out, More string
		Lines           []proofLine
	}
	proofFile struct {
		Name, Left string
		Sections   []proofSection
	}
)

// errProof says that the page could not be written; a template's own error quotes.
var errProof = errors.New("the page could not be written")

// Write writes the page: by file and column, each text once.
func (p *Proof) Write(w io.Writer, head ProofHead) error {
	t, err := template.New("proof").Parse(proofPage)
	if err != nil {
		return errProof
	}
	var files []proofFile
	for _, name := range p.files {
		f := proofFile{Name: name}
		if n := p.left[name]; n > 0 {
			f.Left = words.Plural(n, "row") + " would be left out."
		}
		for _, c := range p.order {
			if c.file == name {
				f.Sections = append(f.Sections, c.section())
			}
		}
		files = append(files, f)
	}
	if t.Execute(w, map[string]any{"Head": head, "Files": files}) != nil {
		return errProof
	}
	return nil
}

func (c *proofColumn) section() proofSection {
	s := proofSection{Name: c.name, Out: c.out}
	if c.more > 0 {
		s.More = "And " + words.Plural(c.more, "further cell") + " with other texts, which are not shown."
	}
	for _, r := range c.order {
		l := proofLine{Row: words.Count(r.row), Count: words.Plural(r.count, "cell"), Parts: r.parts()}
		var why []string
		for _, m := range r.marks {
			one := m.Law
			if m.Waits {
				one = "waits for a person"
			}
			if m.Rule != "" {
				one += " (" + m.Rule + ")"
			}
			if !slices.Contains(why, one) {
				why = append(why, one)
			}
		}
		l.Reasons = strings.Join(why, "; ")
		s.Lines = append(s.Lines, l)
	}
	return s
}

// parts cuts a text at its marks.
func (r *proofRow) parts() []proofPart {
	var out []proofPart
	at := 0
	for _, m := range r.marks {
		if m.Start < at || m.End > len(r.text) {
			continue
		}
		if m.Start > at {
			out = append(out, proofPart{Text: shorten(r.text[at:m.Start])})
		}
		says := m.Label
		if m.Waits {
			says = "waits"
		}
		out = append(out, proofPart{Text: shorten(r.text[m.Start:m.End]), Mark: true, Waits: m.Waits, Says: says})
		at = m.End
	}
	if at < len(r.text) {
		out = append(out, proofPart{Text: shorten(r.text[at:])})
	}
	return out
}

// shorten cuts the middle out of a long text.
func shorten(s string) string {
	if len(s) <= proofText {
		return s
	}
	return strings.ToValidUTF8(s[:proofText/2], "") + " (...) " + strings.ToValidUTF8(s[len(s)-proofText/2:], "")
}
