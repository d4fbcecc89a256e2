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
		fmt.Fprintf(a.out, "Preview: %s, with %s in the log. Nothing was published.\nOpen: %s\n",
			outcomeWords(o, "cells would be masked or made less exact", "would be hidden"), words.Plural(o.Entries, "entry"), filepath.Join(o.Preview, "report.html"))
	case o.Unchanged:
		fmt.Fprintf(a.out, "Unchanged: the same inputs and policy were released before (%s). Nothing was written.\n", o.ID)
	default:
		fmt.Fprintf(a.out, "Sealed: %s, with %s in the log. Every file was checked after it was written.\nOpen: %s\n      %s\n",
			outcomeWords(o, "released cells are masked or made less exact", "are hidden"), words.Plural(o.Entries, "entry"),
			filepath.Join(o.Current, "exemption-log.html"), filepath.Join(o.Current, "report.html"))
	}
	for _, w := range o.Alerts { // quiet or not: nobody else will say it
		fmt.Fprintln(a.err, "Alert: "+w)
	}
	if o.Sheet != "" {
		fmt.Fprintf(a.out, "A sample waits for a person: open %s, tab Sample.\nNext: vaughn review --apply %s\n", o.Sheet, words.Arg(o.Sheet))
	}
	if a.quiet {
		return
	}
	for i := range o.Disposed {
		if _, gone := o.Disposed[i].Decision.Action(); gone {
			fmt.Fprintln(a.out, "Not in the release: "+o.Disposed[i].String())
		}
	}
	for _, t := range o.Tables {
		fmt.Fprintf(a.out, "Table %s: %s of %s above zero %s hidden.\n", t.Name, words.Count(t.Hidden), words.Plural(t.Numbers, "line"), words.IsAre(t.Hidden))
		if len(t.Choices) > 0 {
			fmt.Fprintf(a.out, "  By the threshold alone would be hidden: %s.\n", strings.Join(t.Choices, "; "))
		}
	}
	for _, w := range o.Warnings {
		fmt.Fprintln(a.err, "Notice: "+w)
	}
}

// outcomeWords says how much of a release is masked or hidden.
func outcomeWords(o *release.Outcome, masked, hidden string) string {
	var parts []string
	if o.Cells > 0 || len(o.Tables) == 0 {
		parts = append(parts, words.Count(o.Masked)+" of "+words.Count(o.Cells)+" "+masked)
	}
	if len(o.Tables) > 0 {
		var all, gone int64
		for _, t := range o.Tables {
			all += t.Numbers
			gone += t.Hidden
		}
		parts = append(parts, words.Count(gone)+" of "+words.Count(all)+" lines above zero in "+words.Plural(int64(len(o.Tables)), "table")+" "+hidden)
	}
	return strings.Join(parts, " and ")
}
