package logform

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// ReadmeInput is what the README of a bundle is made from.
type ReadmeInput struct {
	Release exemptions.Release
	Files   []exemptions.File    // released files
	Summary []exemptions.Summary // of Totals.Summary
	XLSX    bool                 // the log is there as a workbook too
}

// Readme writes README.txt: plain words for whoever receives the folder, lines
// of at most 78 characters of ASCII where the names allow it.
func Readme(w io.Writer, in ReadmeInput) error {
	r, noun := &in.Release, exemptions.Noun(in.Release.Agency)
	var b strings.Builder
	title := ASCII(Title(r))
	if r.Dataset == "" { // our own words: a title begins with a capital
		title = strings.ToUpper(title[:1]) + title[1:]
	}
	line := func(s string) { wrap(&b, "", s) }
	item := func(name, s string) { wrap(&b, "  ", fmt.Sprintf("%-30s%s", name, s)) }

	b.WriteString(title + "\n" + strings.Repeat("=", len(title)) + "\n\n")
	line(ASCII(About(r)))
	b.WriteString("\nOpen exemption-log.html first. It says what is withheld, and why.\n\n")
	line(ASCII(Sentence(in.Files, in.Summary, noun)))
	b.WriteString("\nWHAT IS IN THIS FOLDER\n\n")
	var names []string
	for i := range in.Files {
		f := &in.Files[i]
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
			if f.Table == nil {
				item(ASCII(f.Name), "the released data: "+words.Plural(f.RowsOut, "row"))
				continue
			}
			item(ASCII(f.Name), "a table of numbers: "+words.Plural(f.Table.Cells, "line"))
			if f.Table.GeoJSON != "" {
				item(ASCII(f.Table.GeoJSON), "the same numbers on the map")
			}
		}
	}
	item("exemption-log.html", "what is withheld and why; open it in a browser")
	item("exemption-log.csv", "each withheld place; open it in a spreadsheet")
	if in.XLSX {
		item("exemption-log.xlsx", "the same with a summary, as a workbook")
	}
	item("report.html", "column by column, what was found and done")
	item("metadata/", "the same for programs")
	item("SHA256SUMS", "to check that no file was changed")
	item("SEALED", "written last, after the files were checked")
	if tables, _, _ := tableNumbers(in.Files); tables > 0 {
		b.WriteString("\nHOW A HIDDEN NUMBER LOOKS\n\n")
		line("In a table a hidden number is an empty cell, and the column beside it, whose name ends in _hidden, says yes.")
	}
	b.WriteString("\nHOW A WITHHELD PLACE LOOKS\n\n")
	line("A withheld piece of text is replaced by a label in square brackets that says what stood there and why, for example:")
	b.WriteString("\n  " + example(in.Summary) + "\n\n")
	line("The label never shows how long the text was. " +
		"A number, a date or a map point becomes an empty cell, and a column with a name that ends in _withheld holds the label; " +
		"a name that ends in _shown_as says how exact a value still is.")
	b.WriteString("\nHOW TO CHECK THAT NO FILE WAS CHANGED\n\n" +
		"  Linux:      sha256sum -c SHA256SUMS\n" +
		"  macOS:      shasum -a 256 -c SHA256SUMS\n" +
		"  Windows:    certutil -hashfile exemption-log.html SHA256\n" +
		"              and compare with the line in SHA256SUMS\n" +
		"  vaughn:     vaughn verify .\n" +
		"\nQUESTIONS\n\n")
	contact := ASCII(r.Contact)
	if contact == "" {
		contact = "the agency that gave you this folder"
	}
	line("Write to " + contact + " and name the file, the row and the column. How to ask for a withheld part and how to appeal stands in exemption-log.html.")
	b.WriteString("\n")
	line("The released files were searched for the withheld values and none was found. Nothing in this folder is legal advice. What may be published is the " + noun + "'s decision.")
	_, err := io.WriteString(w, b.String())
	return err
}

// example is a label that the reader will meet in this release.
func example(sum []exemptions.Summary) string {
	for i := range sum {
		if sum[i].Label != "" {
			return ASCII(sum[i].Label)
		}
	}
	return "[name withheld: the reason]"
}

// wrap writes a paragraph in lines of at most 78 characters; following lines
// of an indented one stand under the text of the first.
func wrap(b *strings.Builder, indent, s string) {
	const width = 78
	hang := indent
	if indent != "" {
		hang = strings.Repeat(" ", len(indent)+30)
	}
	s = indent + s
	for len(s) > width {
		i := strings.LastIndexByte(s[:width+1], ' ')
		if i <= len(hang) {
			break // a name that is longer than a line
		}
		b.WriteString(strings.TrimRight(s[:i], " ") + "\n")
		s = hang + strings.TrimLeft(s[i:], " ")
	}
	b.WriteString(s + "\n")
}
