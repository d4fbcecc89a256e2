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

// Letter writes the answer to a request as plain text of at most 78 columns: what
// is given, what is withheld under which provision, who is responsible, how to
// appeal. Its first words are the pack's, or general ones. It is a draft for the
// agency to read, and never a part of a release. A release on the web answers
// nobody: [ErrNotAsked].
func Letter(w io.Writer, a *Account, pack *exemptions.Pack) error {
	r := &a.Release
	if !Asked(r) {
		return ErrNotAsked
	}
	var b strings.Builder
	line := func(s string) { wrapAt(&b, "", "", ASCII(s)) }
	item := func(s string) { wrapAt(&b, "  - ", "    ", ASCII(s)) }
	b.WriteString(ASCII(r.Agency) + "\n" + r.AsOf + "\n\n")
	line("Re: " + subject(r))
	b.WriteString("\n")
	line(opening(a, pack))
	if len(a.Files) > 0 {
		b.WriteString("\nWHAT IS GIVEN\n\n")
		for i := range a.Files {
			item(given(&a.Files[i]))
		}
		line("")
		line(Sentence(a.Files, a.Summary, exemptions.Noun(r.Agency)))
	}
	if len(a.Summary) > 0 {
		b.WriteString("\nWHAT IS WITHHELD, AND UNDER WHICH PROVISION\n\n")
		for _, g := range byProvision(a.Summary) {
			line(g.head + ":")
			for _, s := range g.items {
				item(s)
			}
			b.WriteString("\n")
		}
		line("Each place is listed with its provision in exemption-log.csv, and each withheld place of text carries its provision in the released file. Everything else in these records that may be separated from it is given.")
	}
	b.WriteString("\nWHO IS RESPONSIBLE\n\n")
	line(Responsible(r, pack))
	b.WriteString("\nHOW TO APPEAL\n\n")
	if pack != nil {
		line(pack.Appeal)
	}
	line(dates(r))
	line(contact(r))
	_, err := io.WriteString(w, b.String())
	return err
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

// opening is the pack's text for the outcome, with its places filled.
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
	r := &a.Release
	or := func(s, instead string) string {
		if s == "" {
			return instead
		}
		return s
	}
	who := r.Responsible
	return strings.NewReplacer("{agency}", or(r.Agency, "The agency"), "{request}", or(r.Request, "(no number)"), "{received}", or(r.Received, "(date not recorded)"),
		"{contact}", or(r.Contact, "(no contact named)"), "{responsible}", or(who, "(not named)")).Replace(text)
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
		if s.Action == exemptions.RowOut {
			amount = words.Plural(s.Cells, "row")
		}
		where := s.File
		if len(s.Columns) > 0 {
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
