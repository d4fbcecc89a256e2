package main

import (
	"fmt"
	"unicode/utf8"

	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/redact/policy"
	"vaughn/redact/release"
)

// explainCell says what the detectors find in one cell and why.
func (a *app) explainCell(at place, part *release.ScannedPart, col int, text string) error {
	engine, err := detect.New(detect.Options{})
	if err != nil {
		return fail(exitInternal, "", "The detectors of this program cannot be made.")
	}
	column := part.Columns[col]
	label := ""
	if col < len(part.Part.Labels) {
		label = part.Part.Labels[col]
	}
	t := detect.Text{S: text, Column: detect.NewColumn(col, label)}
	found, err := engine.NewScanner().Scan(nil, &t)
	if err != nil {
		return fail(exitInternal, "", "The detectors failed on this cell.")
	}
	candidates := append([]detect.Match(nil), found...)
	t.Column = &column
	settled := detect.Resolve(found, &t, &column)
	fmt.Fprintf(a.out, "%s, record %d, %s: %s.\n", base(at.file), at.row, words.Shown(part.Names[col]), words.Plural(int64(len([]rune(text))), "character"))
	fmt.Fprintf(a.out, "Column: %s\n", columnWords(&column))
	a.printMatches("Found", settled, engine, text)
	if len(settled) == 0 {
		a.printMatches("Seen, not found to be personal", candidates, engine, text)
	}
	return nil
}

// explainRule says which rule of the policy applies to the cell.
func (a *app) explainRule(b *policy.Bound, part *release.ScannedPart, col int, row []string) {
	rule := b.Cell(col, func(c int) string {
		if c < len(row) {
			return row[c]
		}
		return ""
	})
	fmt.Fprintf(a.out, "Policy: %s: %s.", rule.Origin, rule.Do)
	if rule.To != "" {
		fmt.Fprintf(a.out, " To: %s.", rule.To)
	}
	if rule.Why != nil {
		fmt.Fprintf(a.out, " Why: %s.", rule.Why.Reason)
	}
	if len(rule.Group) > 1 {
		names := make([]string, len(rule.Group))
		for i, c := range rule.Group {
			names[i] = words.Shown(part.Names[c])
		}
		fmt.Fprintf(a.out, " Handled together: %s.", words.List(names))
	}
	fmt.Fprintln(a.out)
}

// printMatches says for each match what it is, where in the cell, and on what
// evidence. Places are characters of the cell; the text itself is not printed.
func (a *app) printMatches(head string, ms []detect.Match, e *detect.Engine, text string) {
	if len(ms) == 0 {
		fmt.Fprintf(a.out, "%s: nothing.\n", head)
		return
	}
	infos, reasons := e.Infos(), detect.Reasons()
	for _, m := range ms {
		start := utf8.RuneCountInString(text[:m.Start]) + 1
		end := start + utf8.RuneCountInString(text[m.Start:m.End]) - 1
		fmt.Fprintf(a.out, "%s: %s at characters %d to %d, %s. Evidence %d: %s", head, m.Entity.Plain(), start, end, likelihoodWords(m.Likelihood), m.Reason, pick(reasons, m.Reason))
		if int(m.Detector) < len(infos) {
			fmt.Fprintf(a.out, " (detector %s)", infos[m.Detector].ID)
		}
		fmt.Fprintln(a.out, ".")
	}
}

// pick is sentences[i], or words of its own for an index that is not there.
func pick(sentences []string, i uint16) string {
	if int(i) < len(sentences) && sentences[i] != "" {
		return sentences[i]
	}
	return "not recorded"
}
