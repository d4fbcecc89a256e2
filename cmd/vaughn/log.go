package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/exemptions/words"
	"vaughn/redact/bundle"
)

func (a *app) logCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "log FOLDER",
		Short:   "Print the exemption log of a release",
		Example: "  vaughn log public\n  vaughn log public/current --format csv > log.csv",
		Args:    wants(1, 1, "one release folder"),
		RunE:    func(_ *cobra.Command, args []string) error { return a.log(args[0], format) },
	}
	cmd.Flags().StringVar(&format, "format", "table", "table, csv, jsonl or html")
	return cmd
}

// logFiles are the forms that are in the bundle already.
var logFiles = map[string]string{"csv": bundle.LogCSV, "jsonl": bundle.LogJSONL, "html": bundle.LogHTML}

func (a *app) log(folder, format string) error {
	dir, err := bundleDir(folder)
	if err != nil {
		return err
	}
	name, ready := logFiles[format]
	if !ready && format != "table" {
		return fail(exitUsage, "", "--format must be table, csv, jsonl or html.")
	}
	if !ready {
		name = bundle.LogJSONL
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return fail(exitVerify, "vaughn verify "+words.Arg(folder), "%s is missing from the release.", name)
	}
	defer f.Close()
	if ready {
		if _, err := io.Copy(a.out, f); err != nil && a.out.err == nil {
			return fail(exitInput, "", "%s could not be read to its end.", name)
		}
		return nil
	}
	return a.logTable(f, folder)
}

func (a *app) logTable(f io.Reader, folder string) error {
	var bad error
	err := a.table("ENTRY\tFILE\tROW\tCOLUMN\tWHAT\tACTION\tCELLS\tREASON", func(row func(...string)) {
		bad = logform.ReadJSONL(f, func(e *exemptions.Entry) error {
			reason := e.Ground.Reason
			if e.Ground.Cite != "" {
				reason = e.Ground.Cite + ": " + reason
			}
			row(strconv.FormatInt(e.N, 10), e.File, e.RowID, strings.Join(e.Columns, "; "), e.What, string(e.Action), words.Count(e.Cells), reason)
			return nil
		})
	})
	if bad != nil {
		return fail(exitVerify, "vaughn verify "+words.Arg(folder), "%s is damaged or was changed.", bundle.LogJSONL)
	}
	return err
}

// bundleDir finds the release in a folder: the folder itself, or the newest one,
// current/, in it.
func bundleDir(folder string) (string, error) {
	for _, dir := range []string{folder, filepath.Join(folder, "current")} {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(bundle.ManifestAt)))
		if err == nil {
			return dir, nil
		}
		if _, sealed := os.Stat(filepath.Join(dir, bundle.Sealed)); sealed == nil {
			return dir, nil // damaged: who reads it says how
		}
	}
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
		return "", fail(exitInput, "", "The folder %s does not exist.", base(folder))
	}
	return "", fail(exitInput, "", "%s", fmt.Sprintf("%s holds no release: there is no %s and no %s in it or in its current/.", base(folder), bundle.Sealed, bundle.ManifestAt))
}
