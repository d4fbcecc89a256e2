package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
	"vaughn/redact/policy"
	"vaughn/redact/release"
)

func (a *app) initCommand() *cobra.Command {
	var out, preset string
	var read readFlags
	cmd := &cobra.Command{
		Use:     "init PATH... -o POLICY",
		Short:   "Write a starter policy from what is in the files",
		Long:    "init reads the files as scan does and writes a policy in which every column stands. It never guesses\nlaw: the pack and the channel are left for a person. It never overwrites a file.",
		Example: "  vaughn init service_requests.csv -o policy.yaml\n  vaughn init bills.csv --preset water-bills -o bills.yaml",
		Args:    wants(1, -1, "at least one file or folder"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.init(cmd.Context(), args, out, preset, read) },
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "policy file to write (required)")
	cmd.Flags().StringVar(&preset, "preset", "", "kind of data set whose proposals are written out (vaughn list presets)")
	read.add(cmd)
	return cmd
}

func (a *app) init(ctx context.Context, paths []string, out, preset string, read readFlags) error {
	if out == "" {
		return fail(exitUsage, "vaughn init --help", "-o is missing: the name of the policy file to write.")
	}
	var known *policy.Preset
	if preset != "" {
		var err error
		if known, err = policy.LoadPreset(preset); err != nil {
			return fail(exitUsage, "vaughn list presets", "%s.", err)
		}
	}
	options, err := read.options()
	if err != nil {
		return err
	}
	m := a.meter()
	res, err := release.Scan(ctx, a.environment(0, m), release.ScanOptions{Paths: paths, Read: options})
	m.finish()
	if err != nil {
		return err
	}
	if err := scanFailure(paths, res); err != nil {
		return err
	}
	file := res.Files[0]
	if len(res.Files) > 1 {
		return fail(exitUsage, "vaughn init "+words.Arg(file.Path)+" -o "+words.Arg(out), "init writes the policy of one file, and %s were given.", words.Plural(int64(len(res.Files)), "file"))
	}
	part := file.Parts[0]
	in := policy.InitInput{File: file.Name, Rows: part.Rows, Columns: part.Columns, Names: part.Names, Preset: known}
	if known == nil {
		in.Suggest = policy.SuggestPreset(part.Names)
	}
	var text bytes.Buffer
	if err := policy.Init(&text, in); err != nil {
		return err
	}
	if err := newFile(out, 0o644, text.Bytes()); err != nil {
		return err
	}
	if !a.quiet && in.Suggest != "" {
		fmt.Fprintf(a.err, "The columns look like the preset %s: vaughn init %s --preset %s -o NEW.yaml\n", in.Suggest, words.Arg(file.Path), in.Suggest)
	}
	if !a.quiet {
		fmt.Fprintf(a.err, "Next: answer them in an editor, then vaughn release %s --policy %s --out public --dry-run\n", words.Arg(file.Path), words.Arg(out))
	}
	fmt.Fprintf(a.out, "%s: a policy with all %s of %s. 2 lines need you: law.pack, law.channel.\n",
		base(out), words.Plural(int64(len(part.Columns)), "column"), file.Name)
	return nil
}
