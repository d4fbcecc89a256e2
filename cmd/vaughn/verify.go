package main

import (
	"context"
	"fmt"
	"hash/maphash"

	"github.com/spf13/cobra"

	"vaughn/detect"
	"vaughn/exemptions/words"
	"vaughn/redact/release"
	"vaughn/redact/verify"
)

type verifyFlags struct {
	internal, key string
	json          bool
	jobs          int
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify FOLDER",
		Short: "Check a finished release: files, labels, log",
		Long: "verify reads a release again with other code than the one that wrote it: digests, labels against log\n" +
			"entries, what the detectors still find. It says what it could not check without the internal folder.",
		Example: "  vaughn verify public\n  vaughn verify public/current --json",
		Args:    wants(1, 1, "one release folder"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.verify(cmd.Context(), args[0], f) },
	}
	cmd.Flags().StringVar(&f.internal, "internal", "", "internal folder of the release, for a check against the inputs")
	cmd.Flags().StringVar(&f.key, "key-file", "", "check that the release was made with this key")
	cmd.Flags().IntVar(&f.jobs, "jobs", 0, "workers (default: one for each processor)")
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object")
	return cmd
}

func (a *app) verify(ctx context.Context, folder string, f verifyFlags) error {
	res, notes, err := a.verifyBundle(ctx, folder, f)
	if err == nil {
		err = problems(res, folder)
	}
	if f.json {
		if jsonErr := a.printJSON(verifyReport(res, notes, err)); err == nil {
			err = jsonErr
		}
		return err
	}
	if res == nil || err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %s, %s and %s agree. Nothing was found that the log does not account for.\n",
		base(folder), words.Plural(res.Cells, "cell"), words.Plural(res.Labels, "label"), words.Plural(res.Entries, "log entry"))
	for _, line := range res.Checked {
		fmt.Fprintln(a.out, "Checked: "+line)
	}
	for _, line := range append(notes, res.NotChecked...) {
		fmt.Fprintln(a.out, "Not checked: "+line)
	}
	return nil
}

// verifyBundle runs the independent pass, against the inputs where the internal
// folder is given.
func (a *app) verifyBundle(ctx context.Context, folder string, f verifyFlags) (*verify.Result, []string, error) {
	dir, err := bundleDir(folder)
	if err != nil {
		return nil, nil, err
	}
	if err := sameKey(dir, f.key); err != nil {
		return nil, nil, err
	}
	m := a.meter()
	env := a.environment(f.jobs, m)
	engine, err := detect.New(detect.Options{})
	if err != nil {
		return nil, nil, fail(exitInternal, "", "The detectors of this program cannot be made.")
	}
	o := verify.Options{Engine: engine, Formats: env.Formats, Jobs: env.Jobs, Seed: maphash.MakeSeed()}
	if m != nil {
		o.Progress = func(file string, done, total int64) {
			m.event(release.Event{Stage: "verify", File: file, Done: done, Total: total, Rows: done})
		}
	}
	var notes []string
	if f.internal != "" {
		inputs, missing, done, err := release.Originals(env, dir, f.internal)
		defer done()
		if err != nil {
			return nil, nil, err
		}
		o.Inputs, notes = inputs, missing
	}
	res, err := verify.Bundle(ctx, dir, o)
	m.finish()
	return res, notes, err
}

// sameKey refuses a key that the release was not made with.
func sameKey(dir, path string) error {
	key, err := readKey(path)
	if err != nil || key == nil {
		return err
	}
	made, err := release.MadeWith(dir, key)
	if err != nil {
		return err
	}
	if !made {
		return fail(exitVerify, "", "%s is not the key that this release was made with.", base(path))
	}
	return nil
}

// problems is the failure of a release that does not pass; nil if it does.
func problems(res *verify.Result, folder string) error {
	if res.OK() {
		return nil
	}
	f := fail(exitVerify, "", "%s: the release fails the check. It was changed after it was sealed, or it is damaged: do not publish or rely on it.", base(folder))
	for _, p := range res.Problems {
		f.more = append(f.more, p.String())
	}
	return f
}
