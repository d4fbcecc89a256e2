package main

import (
	"fmt"
	"slices"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/formats/all"
	"vaughn/redact/release"
)

// printScan says in words what a scan found: a sentence and a table for each
// file.
func (a *app) printScan(res *release.ScanResult) {
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
		_ = a.table("COLUMN\tWHAT\tLIKELIHOOD\tCELLS\tFOUND\tPROPOSAL", func(row func(...string)) { // a.out keeps the error
			for _, i := range slices.Concat(holds, asks) {
				c := &p.Columns[i]
				row(words.Shown(p.Names[i]), what(c), likelihoodWords(c.Likelihood), words.Count(c.Cells), words.Count(c.Hits), proposal(c))
			}
		})
	}
	if len(nothing) > 0 {
		names := make([]string, len(nothing))
		for k, i := range nothing {
			names[k] = words.Shown(p.Names[i])
		}
		fmt.Fprintln(a.out, "\nNeed nothing: "+words.AtMost(60, names)+".")
	}
	if firms := businessColumns(p); len(firms) > 0 {
		fmt.Fprintln(a.out, "Of these say how to reach firms or public bodies, which is public: "+words.AtMost(60, firms)+". Withhold them in the policy if homes are among them.")
	}
	for _, n := range p.Part.Notes {
		fmt.Fprintln(a.out, "Note: "+n.Text+".")
	}
	fmt.Fprintln(a.out)
}

// businessColumns are the columns that say how to reach firms or public bodies.
func businessColumns(p *release.ScannedPart) (names []string) {
	for i := range p.Columns {
		if c := &p.Columns[i]; c.Business && !c.Personal && c.Entity.Personal() {
			names = append(names, words.Shown(p.Names[i]))
		}
	}
	return names
}

// scanSentence begins a scan in words.
func scanSentence(f release.ScannedFile, p *release.ScannedPart, holds int, asks []int, nothing int) string {
	name := words.Shown(f.Name)
	if p.Part.Name != "" {
		name += ":" + p.Part.Name
	}
	s := fmt.Sprintf("%s: all %s and %s read.", name, words.Plural(p.Rows, "row"), words.Plural(int64(len(p.Columns)), "column"))
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
			questions[k] = words.Shown(p.Names[i]) + " (" + question(&p.Columns[i]) + ")"
		}
		parts = append(parts, fmt.Sprintf("%d %s you: %s", len(asks), verb(len(asks), "need"), words.AtMost(8, questions)))
	}
	if len(parts) > 0 {
		s += " " + strings.Join(parts, ", ") + "."
	}
	return s + " Nothing was changed. Next: vaughn init " + words.Arg(f.Path) + " -o " + words.Arg(policyName(f.Name))
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

// supported are the extensions that some format reads.
func supported() []string {
	var exts []string
	for _, f := range all.List() {
		exts = append(exts, f.Exts...)
	}
	return exts
}
