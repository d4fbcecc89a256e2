package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
)

// demoFiles are an invented city's export, policy and lists. The export is made
// by: go run ./testdata/gen -rows 400 -seed 7 -start 2026-11-09 -until 2026-11-16 -gap 25m
//
//go:embed demo
var demoFiles embed.FS

const (
	demoMark   = "ABOUT-THIS-FOLDER.txt"
	demoExport = "syrcityline.csv"
	demoPolicy = "syrcityline.yaml"
	demoTables = "requests-counted.yaml"
	demoAbout  = "Made by \"vaughn demo\". The city, the people and the values are invented.\nDelete this folder whenever you like, or change the policy and run \"vaughn demo\" again.\n"
)

func (a *app) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo [FOLDER]",
		Short: "Scan, mask and check an invented export, to see what comes out",
		Long:  "demo writes an invented service-request export, a policy and its lists into FOLDER (vaughn-demo by\ndefault), makes a release of it and checks the release. It needs no network and changes nothing else.",
		Args:  wants(0, 1, "at most one folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "vaughn-demo"
			if len(args) == 1 {
				dir = args[0]
			}
			return a.demo(cmd.Context(), dir)
		},
	}
}

func (a *app) demo(ctx context.Context, dir string) error {
	changed, err := a.demoFolder(dir)
	if err != nil {
		return err
	}
	export, rules, public := filepath.Join(dir, demoExport), filepath.Join(dir, demoPolicy), filepath.Join(dir, "public")
	counted := filepath.Join(dir, "public-counted")
	if changed {
		// A policy that was changed gives another release of the same day, which
		// release rightly refuses; the demo's own release may go.
		if err := errors.Join(os.RemoveAll(public), os.RemoveAll(public+".internal"), os.RemoveAll(counted), os.RemoveAll(counted+".internal")); err != nil {
			return fail(exitOutput, "", "The release of the last demo cannot be removed: no permission.")
		}
	}
	a.demoStep("vaughn scan " + export)
	if err := a.scan(ctx, []string{export}, scanFlags{}); err != nil {
		return err
	}
	a.demoStep("vaughn test " + rules)
	if err := a.test(rules); err != nil {
		return err
	}
	a.demoStep("vaughn release " + export + " --policy " + rules + " --out " + public)
	if err := a.release(ctx, []string{export}, releaseFlags{policy: rules, out: public}); err != nil {
		return err
	}
	a.demoStep("vaughn verify " + public + " --internal " + public + ".internal")
	if err := a.verify(ctx, public, verifyFlags{internal: public + ".internal"}); err != nil {
		return err
	}
	if err := a.demoCounted(ctx, export, filepath.Join(dir, demoTables), counted); err != nil {
		return err
	}
	current := filepath.Join(public, "current")
	fmt.Fprintf(a.out, "\nOpen in a browser:\n  %s   what was withheld and why, for the public\n  %s               the same for the agency\n  %s       the requests as numbers, with chart and map\nCompare %s with %s.\n",
		filepath.Join(current, "exemption-log.html"), filepath.Join(current, "report.html"), filepath.Join(counted, "current", "report.html"),
		export, filepath.Join(current, demoExport))
	return nil
}

// demoCounted releases the same export as tables.
func (a *app) demoCounted(ctx context.Context, export, rules, out string) error {
	a.demoStep("vaughn release " + export + " --policy " + rules + " --out " + out)
	if err := a.release(ctx, []string{export}, releaseFlags{policy: rules, out: out}); err != nil {
		return err
	}
	a.demoStep("vaughn verify " + out)
	return a.verify(ctx, out, verifyFlags{})
}

func (a *app) demoStep(command string) { fmt.Fprintf(a.out, "\n$ %s\n", command) }

// demoFolder makes the folder, or refreshes one that an earlier demo made. A
// file that was changed since is left as it is, and changed says so.
func (a *app) demoFolder(dir string) (changed bool, err error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return false, fail(exitOutput, "", "%s is there already and is not a folder that can be read.", base(dir))
	case len(entries) > 0 && !fileExists(filepath.Join(dir, demoMark)):
		return false, fail(exitOutput, "vaughn demo "+words.Arg(dir+"-2"), "%s holds files that the demo did not make. Name another folder.", base(dir))
	}
	for _, sub := range []string{"lists", "maps"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return false, fail(exitOutput, "", "%s cannot be made: no permission, or the disk is full.", base(dir))
		}
	}
	if _, err := a.demoFile(filepath.Join(dir, demoMark), []byte(demoAbout)); err != nil {
		return false, err
	}
	err = fs.WalkDir(demoFiles, "demo", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := demoFiles.ReadFile(path)
		if err != nil {
			return err
		}
		own, err := a.demoFile(filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(path, "demo/"))), content)
		changed = changed || own
		return err
	})
	return changed, err
}

// demoFile writes a file that is not there, and gives one that is there today's
// date, so that the export is never out of date.
func (a *app) demoFile(path string, content []byte) (changed bool, err error) {
	old, err := os.ReadFile(path)
	if err != nil {
		return false, newFile(path, 0o644, content)
	}
	changed = !bytes.Equal(old, content)
	if changed && !a.quiet {
		fmt.Fprintf(a.err, "Notice: %s was changed since the last demo and is used as it is.\n", base(path))
	}
	if err := os.Chtimes(path, a.now(), a.now()); err != nil {
		return changed, fail(exitOutput, "", "%s cannot be changed: no permission.", base(path))
	}
	return changed, nil
}
