package main

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"text/tabwriter"

	"vaughn/detect"
	"vaughn/formats/all"
	"vaughn/redact/release"
)

// printScan says in words what a scan found: a sentence and a table for each
// file.
func (a *app) printScan(paths []string, res *release.ScanResult) {
	for _, f := range res.Files {
		for i := range f.Parts {
			a.printPart(f, &f.Parts[i])
		}
	}
}

func (a *app) printPart(f release.ScannedFile, p *release.ScannedPart) {
	var holds, asks, nothing []int
	for i := range p.Columns {
		switch c := &p.Columns[i]; {
		case !c.Personal:
			nothing = append(nothing, i)
		case needsPerson(c):
			asks = append(asks, i)
		default:
			holds = append(holds, i)
		}
	}
	fmt.Fprintln(a.out, scanSentence(f, p, len(holds), asks, len(nothing)))
	if len(holds)+len(asks) > 0 {
		fmt.Fprintln(a.out)
		t := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "COLUMN\tWHAT\tLIKELIHOOD\tCELLS\tFOUND\tPROPOSAL")
		for _, i := range append(append([]int(nil), holds...), asks...) {
			c := &p.Columns[i]
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", p.Names[i], what(c), likelihoodWords(c.Likelihood), thousands(c.Cells), thousands(c.Hits), proposal(c))
		}
		_ = t.Flush() // a.out keeps the error
	}
	if len(nothing) > 0 {
		names := make([]string, len(nothing))
		for k, i := range nothing {
			names[k] = p.Names[i]
		}
		fmt.Fprintln(a.out, "\nNeed nothing: "+atMost(60, names)+".")
	}
	for _, n := range p.Part.Notes {
		fmt.Fprintln(a.out, "Note: "+n.Text+".")
	}
	fmt.Fprintln(a.out)
}

// scanSentence begins a scan in words.
func scanSentence(f release.ScannedFile, p *release.ScannedPart, holds int, asks []int, nothing int) string {
	name := f.Name
	if p.Part.Name != "" {
		name += ":" + p.Part.Name
	}
	s := fmt.Sprintf("%s: all %s and %s read.", name, count(p.Rows, "row"), count(int64(len(p.Columns)), "column"))
	var parts []string
	if nothing > 0 {
		parts = append(parts, fmt.Sprintf("%d %s nothing", nothing, verb(nothing, "need")))
	}
	if holds > 0 {
		parts = append(parts, fmt.Sprintf("%d %s personal information", holds, verb(holds, "hold")))
	}
	if len(asks) > 0 {
		questions := make([]string, len(asks))
		for k, i := range asks {
			questions[k] = p.Names[i] + " (" + question(&p.Columns[i]) + ")"
		}
		parts = append(parts, fmt.Sprintf("%d %s you: %s", len(asks), verb(len(asks), "need"), atMost(8, questions)))
	}
	if len(parts) > 0 {
		s += " " + strings.Join(parts, ", ") + "."
	}
	return s + " Nothing was changed. Next: vaughn init " + f.Path + " -o " + policyName(f.Name)
}

// verb is the third person of a verb for a number of things.
func verb(n int, v string) string {
	if n == 1 {
		return v + "s"
	}
	return v
}

// policyName proposes a policy's name for a file: sr.csv.gz → sr.yaml.
func policyName(file string) string {
	for _, f := range all.List() {
		for _, ext := range f.Exts {
			if len(file) > len(ext) && strings.EqualFold(file[len(file)-len(ext):], ext) && !strings.Contains(file[:len(file)-len(ext)], ".") {
				return file[:len(file)-len(ext)] + ".yaml"
			}
		}
	}
	if i := strings.IndexByte(file, '.'); i > 0 {
		return file[:i] + ".yaml"
	}
	return file + ".yaml"
}

// needsPerson reports whether only a person can say what a column is: text with
// finds in it, names among other values, or nothing better than possible.
func needsPerson(c *detect.Column) bool {
	return c.Personal && (c.Mode != detect.ModeWhole || c.Likelihood < detect.Likely)
}

// question says what a person has to look at.
func question(c *detect.Column) string {
	switch {
	case kinds(&c.Found) != "" && c.Mode == detect.ModeWhole:
		return kinds(&c.Found)
	case kinds(&c.Found) != "" && mostly(c):
		return kinds(&c.Found) + " among other values"
	case kinds(&c.Found) != "":
		return kinds(&c.Found) + " in text"
	case kinds(&c.Possible) != "":
		return "perhaps " + kinds(&c.Possible)
	default:
		return "perhaps personal information"
	}
}

// mostly reports whether a column holds one kind in most of its cells: a column
// of names with firms in it, not text in which something occurs.
func mostly(c *detect.Column) bool {
	return c.Entity == detect.Person || c.Entity != detect.None && 2*c.Hits > c.Cells
}

// what names the content of a column for the table.
func what(c *detect.Column) string {
	switch {
	case c.Entity != detect.None && (c.Mode == detect.ModeWhole || mostly(c)):
		return c.Entity.Plain()
	case kinds(&c.Found) != "":
		return "text with " + kinds(&c.Found)
	default:
		return "text, perhaps " + kinds(&c.Possible)
	}
}

func likelihoodWords(l detect.Likelihood) string {
	return strings.ToLower(strings.ReplaceAll(l.String(), "_", " "))
}

// proposal is what init would write for the column.
func proposal(c *detect.Column) string {
	switch {
	case !c.Personal:
		return "keep"
	case c.Likelihood < detect.Likely:
		return "you decide"
	case c.Mode == detect.ModeWhole:
		return "withhold or drop"
	default:
		return "clean: mask the finds"
	}
}

// supported are the extensions that some format reads.
func supported() []string {
	var exts []string
	for _, f := range all.List() {
		exts = append(exts, f.Exts...)
	}
	return exts
}

// mostFirst says counts in words, the largest first: ".docx 3", ".msg 1".
func mostFirst(counts map[string]int) []string {
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	sort.Slice(words, func(i, j int) bool {
		if counts[words[i]] != counts[words[j]] {
			return counts[words[i]] > counts[words[j]]
		}
		return words[i] < words[j]
	})
	for i, w := range words {
		words[i] = w + " " + strconv.Itoa(counts[w])
	}
	return words
}
