package logform

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// ErrNotAsked is the refusal to write a letter for a release that nobody asked for.
var ErrNotAsked = errors.New("the release answers no request")

// Letter writes the answer to a request as plain text of at most 78 columns: the
// pack's words for the outcome (general ones where it has none), what is given,
// what is withheld under which provision, who is responsible, how to appeal. It
// is a draft for the agency to read, and never a part of a release. A release on
// the web answers nobody: [ErrNotAsked].
func Letter(w io.Writer, a *Account, pack *exemptions.Pack) error {
	r := &a.Release
	if !Asked(r) {
		return ErrNotAsked
	}
	l := &letter{}
	l.b.WriteString(ASCII(r.Agency) + "\n" + r.AsOf + "\n\n")
	l.line("Re: " + subject(r))
	text := opening(a, pack)
	for paragraph := range strings.SplitSeq(filled(text, r), "\n\n") {
		l.b.WriteString("\n")
		l.line(paragraph)
	}
	l.given(a)
	l.withheld(a)
	if len(a.NotExamined) > 0 {
		l.title("WHAT IS NOT IN THIS ANSWER")
		for _, s := range a.NotExamined {
			l.item(s)
		}
	}
	if a.Granted() != FullGrant {
		l.rights(text, r, pack)
	}
	if !strings.Contains(text, "{contact}") {
		l.b.WriteString("\n")
		l.line(contact(r))
	}
	_, err := io.WriteString(w, l.b.String())
	return err
}

// letter is a text on its way.
type letter struct{ b strings.Builder }

func (l *letter) line(s string)  { wrapAt(&l.b, "", "", ASCII(s)) }
func (l *letter) item(s string)  { wrapAt(&l.b, "  - ", "    ", ASCII(s)) }
func (l *letter) title(s string) { l.b.WriteString("\n" + s + "\n\n") }

func (l *letter) given(a *Account) {
	if len(a.Files) == 0 {
		return
	}
	l.title("WHAT IS GIVEN")
	for i := range a.Files {
		l.item(given(&a.Files[i]))
	}
	l.b.WriteString("\n")
	l.line(Sentence(a.Files, a.Summary, exemptions.Noun(a.Release.Agency)))
}

func (l *letter) withheld(a *Account) {
	if a.Granted() == FullGrant {
		return
	}
	l.title("WHAT IS WITHHELD, AND UNDER WHICH PROVISION")
	for _, g := range byProvision(a.Summary) {
		l.line(g.head + ":")
		for _, s := range g.items {
			l.item(s)
		}
		l.b.WriteString("\n")
	}
	l.line("Each place is listed with its provision in exemption-log.csv, and each label in the released files names it.")
}

// rights says who is responsible and how to appeal, as far as the pack's own text
// does not.
func (l *letter) rights(text string, r *exemptions.Release, pack *exemptions.Pack) {
	if !strings.Contains(text, "{responsible}") {
		l.title("WHO IS RESPONSIBLE")
		l.line(Responsible(r, pack))
	}
	l.title("HOW TO APPEAL")
	if pack != nil {
		l.line(pack.Appeal)
	}
	l.line(dates(r))
}

func subject(r *exemptions.Release) string {
	s := "your request"
	if r.Request != "" {
		s += " " + r.Request
	}
	if r.Received != "" {
		s += ", received on " + r.Received
	}
	return s
}

// opening is the pack's text for the outcome, or the general one.
func opening(a *Account, pack *exemptions.Pack) string {
	key, text := "part", "{agency} answers your request {request}, received on {received}. It is granted in part. What is withheld is listed below with the provision of law for each part; everything else is given."
	switch a.Granted() {
	case FullGrant:
		key, text = "full", "{agency} answers your request {request}, received on {received}. It is granted in full: nothing is withheld."
	case FullDenial:
		key, text = "none", "{agency} answers your request {request}, received on {received}. It is denied. The provision of law for each part is listed below."
	default: // in part
	}
	if pack != nil && pack.Letter[key] != "" {
		text = pack.Letter[key]
	}
	return text
}

// filled puts the release's words into the places of a text.
func filled(text string, r *exemptions.Release) string {
	or := func(s, instead string) string {
		if s == "" {
			return instead
		}
		return s
	}
	return strings.NewReplacer("{agency}", or(r.Agency, "The agency"), "{request}", or(r.Request, "(no number)"), "{received}", or(r.Received, "(date not recorded)"),
		"{contact}", or(r.Contact, "(no contact named)"), "{responsible}", or(r.Responsible, "(not named)")).Replace(strings.TrimSpace(text))
}

// given is one released file in words.
func given(f *exemptions.File) string {
	name := FileName(f.Name, f.Part)
	if f.Table != nil {
		return name + ": a table of numbers, " + words.Plural(f.Table.Cells, "line")
	}
	columns := int64(0)
	for _, c := range f.Columns {
		if c.Out >= 0 && !c.Added {
			columns++
		}
	}
	return fmt.Sprintf("%s: %s of %s", name, words.Plural(f.RowsOut, "row"), words.Plural(columns, "column"))
}

// provision is one law with what is withheld under it.
type provision struct {
	head  string
	items []string
}

// byProvision gathers the lines of a summary under the provision they rest on, in
// the order of the summary: the strongest first.
func byProvision(sum []exemptions.Summary) []provision {
	var out []provision
	at := map[string]int{}
	for i := range sum {
		s := &sum[i]
		if !withholds(s) {
			continue
		}
		head := authority(&s.Ground) + ", " + strings.TrimPrefix(s.Ground.Reason, s.Ground.Label+": ")
		if s.Ground.Finding != "" {
			head += " (" + s.Ground.Words + ")"
		}
		k, ok := at[head]
		if !ok {
			k = len(out)
			at[head] = k
			out = append(out, provision{head: head})
		}
		amount := words.Plural(s.Cells, "cell")
		switch s.Action {
		case exemptions.RowOut:
			amount = words.Plural(s.Cells, "row")
		case exemptions.FileWithheld:
			amount = "all of it"
		default: // cells
		}
		where := s.File
		if len(s.Columns) > 0 && !s.Action.WholeFile() {
			where = strings.Join(s.Columns, "; ") + " in " + s.File
		}
		out[k].items = append(out[k].items, fmt.Sprintf("%s: %s, %s (%s)", where, s.What, s.Action, amount))
	}
	return out
}

// wrapAt writes a paragraph in lines of at most 78 characters, the first with one
// indent and the others with another.
func wrapAt(b *strings.Builder, first, other, s string) {
	const width = 78
	line, n := first, 0
	for _, word := range strings.Fields(s) {
		if n > 0 && len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line, n = other, 0
		}
		if n > 0 {
			line += " "
		}
		line += word
		n++
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}
