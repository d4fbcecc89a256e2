package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/redact/policy"
	"vaughn/redact/release"
)

type releaseFlags struct {
	policy, pack, channel           string
	out, internal, asOf, key        string
	decisions, keepList, redactList string
	files                           string
	dryRun, pin, json, logXLSX      bool
	jobs, sample                    int
	read                            readFlags
}

func (a *app) releaseCommand() *cobra.Command {
	var f releaseFlags
	cmd := &cobra.Command{
		Use:   "release PATH... --policy POLICY --out FOLDER",
		Short: "Mask, check and publish into a folder, with the exemption log",
		Long: "release reads everything, applies the policy, checks the written files with a second program part,\n" +
			"and only then puts them in place: FOLDER/current and a dated folder beside it. Whatever goes wrong,\n" +
			"nothing new becomes visible and the last release stays as it was.",
		Example: "  vaughn release sr.csv --policy sr.yaml --out public --dry-run\n  vaughn release sr.csv --policy sr.yaml --out public --key-file vaughn.key --json",
		Args:    wants(1, -1, "at least one file or folder"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.release(cmd.Context(), args, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.policy, "policy", "", "policy file; without it the built-in defaults are used, and the log says so")
	fl.StringVar(&f.pack, "pack", "", "without --policy: pack of exemptions (vaughn list exemptions; default generic)")
	fl.StringVar(&f.channel, "channel", "", "without --policy: web or request (required then)")
	fl.StringVar(&f.out, "out", "", "folder that holds current/ and the dated releases (required)")
	fl.StringVar(&f.internal, "internal", "", "folder for what must not be published (default: OUT.internal)")
	fl.StringVar(&f.asOf, "as-of", "", "day of the release, like 2026-11-23 (default: today)")
	fl.StringVar(&f.key, "key-file", "", "key made by vaughn key new; needed for codes")
	fl.StringVar(&f.files, "files", "", "CSV of decisions about whole files: file,decision,code,by,date (default: "+release.FilesName+" beside the policy)")
	fl.StringVar(&f.decisions, "decisions", "", "book of decisions (default: decisions.jsonl of the internal folder)")
	fl.StringVar(&f.keepList, "keep-list", "", "CSV list of values that are kept")
	fl.StringVar(&f.redactList, "redact-list", "", "CSV list of values that are always masked")
	fl.BoolVar(&f.dryRun, "dry-run", false, "write an internal preview only")
	fl.BoolVar(&f.pin, "pin", false, "write the plan beside the policy, or hold this run to it")
	fl.BoolVar(&f.logXLSX, "log-xlsx", false, "put the log into the release as a workbook too (exemption-log.xlsx)")
	fl.BoolVar(&f.json, "json", false, "print one JSON line about the result, whatever it is")
	fl.IntVar(&f.jobs, "jobs", 0, "workers (default: one for each processor)")
	fl.IntVar(&f.sample, "sample", 0, "put so many released cells, and half as many masked ones, into the sheet for a person to look at")
	f.read.add(cmd)
	return cmd
}

func (a *app) release(ctx context.Context, paths []string, f releaseFlags) error {
	o, err := a.releaseOptions(paths, f)
	var res *release.Outcome
	if err == nil {
		m := a.meter()
		res, err = release.Run(ctx, a.environment(f.jobs, m), o)
		m.finish()
	}
	switch {
	case f.json:
		if jsonErr := a.printJSON(outcomeReport(res, err, f.dryRun)); err == nil {
			err = jsonErr
		}
	case err == nil:
		a.printOutcome(res, f.dryRun)
	}
	return err
}

func (a *app) releaseOptions(paths []string, f releaseFlags) (o release.Options, err error) {
	if f.out == "" {
		return o, fail(exitUsage, "vaughn release --help", "--out is missing: the folder that will hold the release.")
	}
	if f.sample < 0 || f.sample > 10_000 {
		return o, fail(exitUsage, "", "--sample must be a number of cells from 1 to 10000.")
	}
	if f.policy != "" && (f.pack != "" || f.channel != "") {
		return o, fail(exitUsage, "", "--pack and --channel are for a release without --policy; the policy file says both.")
	}
	o = release.Options{Paths: paths, Pack: f.pack, Channel: policy.Channel(f.channel), Out: f.out, Internal: f.internal,
		DryRun: f.dryRun, Pin: f.pin, LogXLSX: f.logXLSX, Decisions: f.decisions, Sample: f.sample, Files: f.files,
		PolicyPath: f.policy, KeyFile: f.key, KeepList: f.keepList, RedactList: f.redactList}
	if f.policy != "" {
		if o.Policy, err = readPolicy(f.policy); err != nil {
			return o, err
		}
		o.PolicyDir = filepath.Dir(f.policy)
	} else if err = defaultLaw(&o); err != nil {
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

// defaultLaw fills and checks what a policy would have said.
func defaultLaw(o *release.Options) error {
	if o.Pack == "" {
		o.Pack = "generic"
	}
	switch o.Channel {
	case policy.Web, policy.Request, policy.Inspection:
	case "":
		return fail(exitUsage, "vaughn release --help", "Give --policy, or say with --channel web or --channel request how the release reaches people.")
	default:
		return fail(exitUsage, "vaughn release --help", "--channel must be web or request.")
	}
	if _, err := exemptions.Load(o.Pack); err != nil {
		return fail(exitUsage, "vaughn list exemptions", "%s.", err)
	}
	return nil
}

// readPolicy reads and parses a policy file.
func readPolicy(path string) (*policy.Policy, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, fail(exitPolicy, "vaughn init FILE -o "+words.Arg(path), "%s: the policy %s.", base(path), pathTrouble(err))
	}
	p, err := policy.Parse(base(path), src)
	if err != nil {
		return nil, err
	}
	return p, nil
}
