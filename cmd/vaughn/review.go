package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
	"vaughn/redact/release"
	"vaughn/redact/review"
)

type reviewFlags struct {
	policy, internal, key, asOf string
	sheet, apply, proof, by     string
	decisions, until            string
	sample, jobs                int
	read                        readFlags
}

func (a *app) reviewCommand() *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "review PATH... --policy POLICY --internal FOLDER --sheet SHEET",
		Short: "Decide what a rule cannot: make a sheet, and read it back",
		Long: "review PATH --sheet writes a spreadsheet with what waits for a person: one row for each value, not for each\n" +
			"place, and a sample of cells to look at. Fill it in Excel or LibreOffice. review --apply reads it back into the\n" +
			"decisions of the internal folder, which later releases use again. A value is kept there as a keyed code only.\n" +
			"review PATH --proof writes a page for counsel that shows every text with what would be masked in it.\n" +
			"The sheet and the page hold what may have to be withheld: they are for the agency only.",
		Example: "  vaughn review bills.csv --policy bills.yaml --internal out.internal --sheet out.internal/decisions.xlsx\n  vaughn review --apply out.internal/decisions.xlsx --by \"J. Roe\"",
		Args:    cobra.ArbitraryArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return a.review(cmd.Context(), args, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.policy, "policy", "", "policy file")
	fl.StringVar(&f.internal, "internal", "", "folder for what must not be published (with --apply: default that of the sheet)")
	fl.StringVar(&f.sheet, "sheet", "", "write the sheet here")
	fl.StringVar(&f.apply, "apply", "", "read this filled sheet back")
	fl.StringVar(&f.proof, "proof", "", "write a page for counsel here")
	fl.StringVar(&f.by, "by", "", "with --apply: who decided where a row names nobody")
	fl.StringVar(&f.until, "until", "", "with --apply: the last day on which the decisions count, like 2027-06-30 (default: no end)")
	fl.StringVar(&f.key, "key-file", "", "key made by vaughn key new (default: one of the internal folder's own)")
	fl.StringVar(&f.asOf, "as-of", "", "day of the decisions, like 2026-11-23 (default: today)")
	fl.StringVar(&f.decisions, "decisions", "", "book of decisions (default: decisions.jsonl of the internal folder)")
	fl.IntVar(&f.sample, "sample", review.SampleKept, "released cells in the sample, and half as many masked ones; 0 = no sample")
	fl.IntVar(&f.jobs, "jobs", 0, "workers (default: one for each processor)")
	f.read.add(cmd)
	return cmd
}

func (a *app) review(ctx context.Context, paths []string, f reviewFlags) error {
	n := 0
	for _, s := range []string{f.sheet, f.apply, f.proof} {
		if s != "" {
			n++
		}
	}
	switch {
	case n != 1:
		return fail(exitUsage, "vaughn review --help", "Say one of --sheet (make a sheet), --apply (read it back) and --proof (a page for counsel).")
	case f.apply != "" && len(paths) > 0:
		return fail(exitUsage, "vaughn review --help", "--apply takes the sheet alone; it knows which files it was made for.")
	case f.apply != "":
		return a.applySheet(f)
	case len(paths) == 0:
		return fail(exitUsage, "vaughn review --help", "vaughn review needs at least one file or folder.")
	case f.internal == "":
		return fail(exitUsage, "vaughn review --help", "--internal is missing: the folder for what must not be published.")
	case f.sample < 0 || f.sample > 10_000:
		return fail(exitUsage, "", "--sample must be a number of cells from 0 to 10000.")
	case f.proof != "":
		return a.writeProof(ctx, paths, f)
	}
	return a.makeSheet(ctx, paths, f)
}

// askOptions are the options of a run that only looks.
func (a *app) askOptions(paths []string, f *reviewFlags) (o release.Options, err error) {
	if f.policy == "" {
		return o, fail(exitUsage, "vaughn init FILE -o policy.yaml", "--policy is missing.")
	}
	o = release.Options{Paths: paths, Internal: f.internal, Decisions: f.decisions, Sample: f.sample, PolicyPath: f.policy, PolicyDir: filepath.Dir(f.policy), KeyFile: f.key}
	if o.Policy, err = readPolicy(f.policy); err != nil {
		return o, err
	}
	if o.Read, err = f.read.options(); err != nil {
		return o, err
	}
	if o.AsOf, err = a.asOf(f.asOf); err != nil {
		return o, err
	}
	o.Key, err = readKey(f.key)
	return o, err
}

func (a *app) makeSheet(ctx context.Context, paths []string, f reviewFlags) error {
	o, err := a.askOptions(paths, &f)
	if err != nil {
		return err
	}
	m := a.meter()
	res, err := release.Ask(ctx, a.environment(f.jobs, m), o)
	m.finish()
	if err != nil {
		return err
	}
	if err := release.WriteSheet(f.sheet, f.internal, res.Keys, res.Ask); err != nil {
		return err
	}
	look := ""
	if n := len(res.Ask.Samples); n > 0 {
		look = fmt.Sprintf(", and %s to look at", words.Plural(int64(n), "cell"))
	}
	fmt.Fprintf(a.out, "%s: %s%s. It holds personal information: keep it inside.\nNext: %s\n", base(f.sheet), res.Ask.Waits(), look, f.applyCommand())
	return nil
}

// applyCommand reads the sheet back that f makes.
func (f *reviewFlags) applyCommand() string {
	next := "vaughn review --apply " + words.Arg(f.sheet)
	if filepath.Dir(f.sheet) != filepath.Clean(f.internal) {
		next += " --internal " + words.Arg(f.internal)
	}
	if f.key != "" {
		next += " --key-file " + words.Arg(f.key)
	}
	return next
}
