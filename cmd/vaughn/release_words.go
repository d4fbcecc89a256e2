package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/redact/release"
)

// printOutcome says what a release did.
func (a *app) printOutcome(o *release.Outcome, dryRun bool) {
	switch {
	case dryRun:
		fmt.Fprintf(a.out, "Preview: %s of %s cells would be masked, with %s in the log. Nothing was published.\nOpen: %s\n",
			words.Count(o.Masked), words.Count(o.Cells), words.Plural(o.Entries, "entry"), filepath.Join(o.Preview, "report.html"))
	case o.Unchanged:
		fmt.Fprintf(a.out, "Unchanged: the same inputs and policy were released before (%s). Nothing was written.\n", o.ID)
	default:
		fmt.Fprintf(a.out, "Sealed: %s of %s released cells are masked, with %s in the log. Every file was checked after it was written.\nOpen: %s\n      %s\n",
			words.Count(o.Masked), words.Count(o.Cells), words.Plural(o.Entries, "entry"),
			filepath.Join(o.Current, "exemption-log.html"), filepath.Join(o.Current, "report.html"))
	}
	if a.quiet {
		return
	}
	for _, t := range o.Tables {
		fmt.Fprintf(a.out, "Table %s: %s of its %s above zero are hidden.\n", t.Name, words.Count(t.Hidden), words.Plural(t.Numbers, "number"))
		if len(t.Choices) > 0 {
			fmt.Fprintf(a.out, "  By the threshold alone would be hidden: %s.\n", strings.Join(t.Choices, "; "))
		}
	}
	for _, w := range o.Warnings {
		fmt.Fprintln(a.err, "Notice: "+w)
	}
}
