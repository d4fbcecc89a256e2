package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/redact/release"
)

type scanFlags struct {
	json, spans bool
	failOn      string
	jobs        int
	read        readFlags
}

func (a *app) scanCommand() *cobra.Command {
	var f scanFlags
	cmd := &cobra.Command{
		Use:   "scan PATH...",
		Short: "Say what personal information is in files; change nothing",
		Long: "scan reads every row of every file, or of every supported file in a folder, and says column by\n" +
			"column what it holds. It changes nothing and prints no value.",
		Example: "  vaughn scan service_requests.csv\n  vaughn scan exports/ --json > scan.json\n  vaughn scan release/current/sr.csv --fail-on likely",
		Args:    wants(1, -1, "at least one file or folder"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.scan(cmd.Context(), args, f) },
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object (vaughn.scan/1) instead of text")
	cmd.Flags().BoolVar(&f.spans, "spans", false, "with --json: the place of every match")
	cmd.Flags().StringVar(&f.failOn, "fail-on", "", "exit with 1 if something at this likelihood or above was found: possible, likely, very-likely")
	cmd.Flags().IntVar(&f.jobs, "jobs", 0, "workers (default: one for each processor)")
	f.read.add(cmd)
	return cmd
}

// levels are the values of --fail-on.
var levels = map[string]detect.Likelihood{
	"": 0, "possible": detect.Possible, "likely": detect.Likely, "very-likely": detect.VeryLikely, "very_likely": detect.VeryLikely,
}

func (a *app) scan(ctx context.Context, paths []string, f scanFlags) error {
	level, ok := levels[strings.ToLower(f.failOn)]
	switch {
	case !ok:
		return fail(exitUsage, "", "--fail-on must be possible, likely or very-likely.")
	case f.spans && !f.json:
		return fail(exitUsage, "", "--spans needs --json.")
	}
	read, err := f.read.options()
	if err != nil {
		return err
	}
	m := a.meter()
	res, err := release.Scan(ctx, a.environment(f.jobs, m), release.ScanOptions{Paths: paths, Read: read, Spans: f.spans})
	m.finish()
	if err != nil {
		return err
	}
	if f.json {
		if err := a.printJSON(scanReport(res, f.spans)); err != nil {
			return err
		}
	} else {
		a.printScan(res)
	}
	if err := scanFailure(paths, res); err != nil {
		return err
	}
	if n := foundAt(res, level); n > 0 {
		return fail(exitFound, "", "%s %s personal information at the level of --fail-on or above.", words.Plural(int64(n), "column"), verb(n, "hold"))
	}
	return nil
}

// scanFailure is the error of a scan in which something was not examined: the
// input's own where there is one input, "some failed" where there are several.
func scanFailure(paths []string, res *release.ScanResult) error {
	if len(res.Files) == 0 {
		return nothingToExamine(paths, res.NotExamined)
	}
	var first error
	var more []string
	for _, f := range res.Files {
		if f.Err == nil {
			continue
		}
		if first == nil {
			first = f.Err
		}
		more = append(more, describe(f.Err).msg)
	}
	if len(res.Files) == 1 && len(res.NotExamined) == 0 {
		return first
	}
	for _, n := range res.NotExamined {
		more = append(more, base(n.Path)+" was not examined: "+n.Why+".")
	}
	if len(more) == 0 {
		return nil
	}
	f := fail(exitPartial, "", "%d of %s were not examined.", len(more), words.Plural(int64(len(res.Files)+len(res.NotExamined)), "file"))
	if len(more) > 10 {
		more = append(more[:10], fmt.Sprintf("and %d more", len(more)-10))
	}
	f.more = more
	return f
}

// nothingToExamine counts what was there instead, by type.
func nothingToExamine(paths []string, others []release.NotExamined) error {
	where := base(paths[0]) + "/"
	if len(paths) > 1 {
		where = words.Plural(int64(len(paths)), "path")
	}
	if len(others) == 0 {
		return fail(exitInput, "", "Nothing to examine: there is no file in %s.", where)
	}
	return fail(exitInput, "", "Nothing to examine: 0 of %s in %s have a supported type (%s): %s.",
		words.Plural(int64(len(others)), "file"), where, strings.Join(supported(), " "), release.Types(others))
}

// foundAt counts the columns in which something personal was found at level or
// above; level 0 counts none.
func foundAt(res *release.ScanResult, level detect.Likelihood) (n int) {
	if level == 0 {
		return 0
	}
	for _, f := range res.Files {
		for _, p := range f.Parts {
			for i := range p.Columns {
				if c := &p.Columns[i]; c.Personal && c.Likelihood >= level {
					n++
				}
			}
		}
	}
	return n
}
