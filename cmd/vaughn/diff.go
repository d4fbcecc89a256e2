package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
	"vaughn/redact/diff"
)

func (a *app) diffCommand() *cobra.Command {
	var asJSON bool
	var failOn string
	cmd := &cobra.Command{
		Use:   "diff BEFORE AFTER",
		Short: "Say what two releases differ in: rows, columns, and what is newly shown",
		Long: "diff compares two sealed releases of one dataset: rows that came, went and changed, columns, and cells\n" +
			"that were withheld or less exact before and are shown now. Rows are told apart by the row id of the\n" +
			"policy; without one they are compared as wholes. It repeats no cell, only row ids as released.",
		Example: "  vaughn diff public/2026-11-16_requests public/current\n  vaughn diff public/2026-11-16_requests public/current --fail-on shown",
		Args:    wants(2, 2, "two release folders"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.diff(cmd.Context(), args[0], args[1], asJSON, failOn)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().StringVar(&failOn, "fail-on", "", "exit with 1 if something is shown that was not: shown")
	return cmd
}

func (a *app) diff(ctx context.Context, before, after string, asJSON bool, failOn string) error {
	if failOn != "" && failOn != "shown" {
		return fail(exitUsage, "", "--fail-on of vaughn diff must be shown.")
	}
	from, err := bundleDir(before)
	if err != nil {
		return err
	}
	to, err := bundleDir(after)
	if err != nil {
		return err
	}
	r, err := diff.Compare(ctx, a.environment(1, nil).Formats, from, to)
	if errors.Is(err, diff.ErrBundle) {
		return fail(exitVerify, "vaughn verify FOLDER, for each of them", "%s.", err)
	}
	if err != nil {
		return err
	}
	if asJSON {
		if err := a.printJSON(r); err != nil {
			return err
		}
	} else {
		a.printDiff(r)
	}
	cells, columns := r.Exposed()
	if failOn != "" && cells+columns > 0 {
		return fail(exitFound, "", "%s and %s are shown that were not.", words.Plural(cells, "cell"), words.Plural(columns, "column"))
	}
	return nil
}

func (a *app) printDiff(r *diff.Report) {
	fmt.Fprintf(a.out, "Release of %s (%s) and release of %s (%s)\n", r.Before.AsOf, r.Before.ID, r.After.AsOf, r.After.ID)
	if r.Before.Dataset != r.After.Dataset {
		fmt.Fprintln(a.out, "They are releases of different datasets.")
	}
	if r.Before.Pack != r.After.Pack {
		fmt.Fprintf(a.out, "Law: %s before, %s after.\n", r.Before.Pack, r.After.Pack)
	}
	for i := range r.Files {
		f := &r.Files[i]
		name := f.Name
		if f.Part != "" {
			name += ": " + f.Part
		}
		switch {
		case !f.After:
			fmt.Fprintf(a.out, "%s: no longer released (%s).\n", name, words.Plural(f.Rows.Before, "row"))
		case !f.Before:
			fmt.Fprintf(a.out, "%s: newly released (%s).\n", name, words.Plural(f.Rows.After, "row"))
		default:
			a.printFileDiff(name, f)
		}
	}
}

func (a *app) printFileDiff(name string, f *diff.File) {
	how := ", compared by row id"
	if !f.ByID {
		how = ", compared as wholes: the policy names no row id"
	}
	fmt.Fprintf(a.out, "%s: %s before, %s after%s: %s new, %s gone, %s changed, %s as they were.\n", name,
		words.Plural(f.Rows.Before, "row"), words.Count(f.Rows.After), how,
		words.Count(f.Rows.New), words.Count(f.Rows.Gone), words.Count(f.Rows.Changed), words.Count(f.Rows.Same))
	for i := range f.Cols {
		c := &f.Cols[i]
		if c.Before != c.After {
			fmt.Fprintf(a.out, "  %s: %s before, %s now\n", words.Shown(c.Name), c.Before, c.After)
		}
		if c.Shown > 0 {
			where := ""
			if len(c.RowIDs) > 0 {
				where = ": " + strings.Join(c.RowIDs, ", ")
			}
			if int64(len(c.RowIDs)) < c.Shown && where != "" {
				where += ", …"
			}
			fmt.Fprintf(a.out, "  %s: %s shown that %s withheld or less exact before%s\n", words.Shown(c.Name), words.Plural(c.Shown, "cell"), wasWere(c.Shown), where)
		}
		if c.Hidden > 0 {
			fmt.Fprintf(a.out, "  %s: %s withheld or less exact now that %s shown before\n", words.Shown(c.Name), words.Plural(c.Hidden, "cell"), wasWere(c.Hidden))
		}
	}
}

func wasWere(n int64) string {
	if n == 1 {
		return "was"
	}
	return "were"
}
