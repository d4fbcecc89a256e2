package main

import (
	"fmt"
	"unicode/utf8"

	"vaughn/detect"
)

// columnWords says what a column is taken for and from how many values.
func columnWords(c *detect.Column) string {
	switch {
	case !c.Personal:
		return fmt.Sprintf("nothing personal in its %s.", count(c.Cells, "cell"))
	case c.Mode == detect.ModeWhole:
		return fmt.Sprintf("every value is taken for a %s (%s): %s of %s are.", c.Entity.Plain(), likelihoodWords(c.Likelihood), thousands(c.Hits), count(c.Cells, "cell"))
	default:
		return fmt.Sprintf("cells are judged one by one: %s in %s of %s (%s).", what(c), thousands(c.Hits), count(c.Cells, "cell"), likelihoodWords(c.Likelihood))
	}
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
		fmt.Fprintf(a.out, "%s: %s at characters %d to %d, %s. Reason: %s", head, m.Entity.Plain(), start, end, likelihoodWords(m.Likelihood), pick(reasons, m.Reason))
		if int(m.Detector) < len(infos) {
			fmt.Fprintf(a.out, " (detector %s)", infos[m.Detector].ID)
		}
		fmt.Fprintln(a.out, ".")
	}
}

// pick is words[i], or words of its own for an index that is not there.
func pick(words []string, i uint16) string {
	if int(i) < len(words) && words[i] != "" {
		return words[i]
	}
	return "not recorded"
}
