package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
	"vaughn/redact/release"
	"vaughn/redact/review"
)

type acceptFlags struct {
	reviewFlags
	columns, possible []string
	why               string
}

func (a *app) acceptCommand() *cobra.Command {
	var f acceptFlags
	cmd := &cobra.Command{
		Use:   "accept PATH... --policy POLICY --internal FOLDER",
		Short: "Say what changed since the policy was written, and decide about it",
		Long: "accept lists columns that the policy does not name, finds that are only possible, and finds where the policy\n" +
			"keeps a column and does not allow them, each with the command that decides about it. With --column or\n" +
			"--possible it records the decision, with the name of who took it. It shows no value.",
		Example: "  vaughn accept sr.csv --policy sr.yaml --internal public.internal\n  vaughn accept sr.csv --policy sr.yaml --internal public.internal --column alt_phone=drop --by \"J. Roe\"",
		Args:    wants(1, -1, "at least one file or folder"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.accept(cmd.Context(), args, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.policy, "policy", "", "policy file")
	fl.StringVar(&f.internal, "internal", "", "folder for what must not be published")
	fl.StringArrayVar(&f.columns, "column", nil, "NAME=keep, clean, withhold or drop: what happens to a column")
	fl.StringArrayVar(&f.possible, "possible", nil, "NAME=keep or withhold: what happens to all possible finds in a column")
	fl.StringVar(&f.why, "why", "", "with withhold and drop: code of the pack or reason of the policy")
	fl.StringVar(&f.by, "by", "", "who decides; printed on the log")
	fl.StringVar(&f.until, "until", "", "the last day on which the decision counts, like 2027-06-30 (default: no end)")
	fl.StringVar(&f.key, "key-file", "", "key made by vaughn key new (default: one of the internal folder's own)")
	fl.StringVar(&f.asOf, "as-of", "", "day of the decision, like 2026-11-23 (default: today)")
	fl.StringVar(&f.decisions, "decisions", "", "book of decisions (default: decisions.jsonl of the internal folder)")
	f.read.add(cmd)
	return cmd
}

func (a *app) accept(ctx context.Context, paths []string, f acceptFlags) error {
	if f.internal == "" {
		return fail(exitUsage, "vaughn accept --help", "--internal is missing: the folder that the release uses for what must not be published.")
	}
	o, err := a.askOptions(paths, &f.reviewFlags)
	if err != nil {
		return err
	}
	m := a.meter()
	res, err := release.Ask(ctx, a.environment(0, m), o)
	m.finish()
	if err != nil {
		return err
	}
	if len(f.columns)+len(f.possible) == 0 {
		a.printWaiting(res, paths, &f)
		return nil
	}
	return a.record(res, &f)
}

// record writes what was decided into the book.
func (a *app) record(res *release.Review, f *acceptFlags) error {
	if err := review.GoodName(f.by); err != nil {
		return fail(exitUsage, "vaughn accept --help", "--by needs the name of who decides, as the log will print it: %v.", err)
	}
	if err := f.checkUntil(); err != nil {
		return err
	}
	book, day, err := a.openBook(&f.reviewFlags)
	if err != nil {
		return err
	}
	d := review.Deciding{By: f.by, On: day, Until: f.until, Why: f.why, OnlyLaw: res.Ask.OnlyLaw, Whys: res.Ask.Whys}
	var lines []review.Line
	for k, flags := range [][]string{f.columns, f.possible} {
		for _, flag := range flags {
			i := strings.LastIndexByte(flag, '=')
			if i < 1 {
				return fail(exitUsage, "vaughn accept --help", "--column and --possible are written NAME=DECISION, for example alt_phone=drop.")
			}
			more, err := d.Lines(flag[:i], flag[i+1:], k == 1, stands(res.Waiting, flag[:i]))
			if err != nil {
				return fail(exitUsage, "vaughn accept --help", "%s.", err)
			}
			lines = append(lines, more...)
		}
	}
	if err := book.Append(lines); err != nil {
		return fail(exitOutput, "", "%s.", err)
	}
	fmt.Fprintf(a.out, "%s recorded in %s, by %s on %s.\nNext: run vaughn release again\n", words.Plural(int64(len(lines)), "decision"), review.BookFile, f.by, day)
	return nil
}

// stands is what waits in the columns of a name.
func stands(ws []release.Waiting, column string) (out []review.Standing) {
	for _, w := range ws {
		if w.Column == column {
			out = append(out, review.Standing{Entity: w.Entity, Stop: w.Stop, Possible: w.Possible, Law: w.Law})
		}
	}
	return out
}
