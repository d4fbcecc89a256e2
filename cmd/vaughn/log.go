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

type logFlags struct {
	format, out, starts string
	year                int
	letter              bool
}

func (a *app) logCommand() *cobra.Command {
	var f logFlags
	cmd := &cobra.Command{
		Use:   "log FOLDER...",
		Short: "Print the exemption log of a release, a letter, or the statistics of a year",
		Long: "log prints the exemption log of a release. With --letter it prints a draft of the answer to the request, and with\n" +
			"--fy the statistics of a fiscal year over all sealed releases in the folders: outcomes, and each exemption once\n" +
			"for each request. Neither belongs in a release.",
		Example: "  vaughn log public\n  vaughn log public/current --format csv > log.csv\n  vaughn log public --format xlsx -o log.xlsx\n" +
			"  vaughn log PRA-2026-0147 --letter\n  vaughn log answers/* --fy 2026 --starts July",
		Args: wants(1, -1, "one release folder"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.log(args, f) },
	}
	cmd.Flags().StringVar(&f.format, "format", "table", "table, csv, jsonl, html or xlsx; with --fy table, csv or json")
	cmd.Flags().StringVarP(&f.out, "output", "o", "", "workbook to write, with --format xlsx")
	cmd.Flags().BoolVar(&f.letter, "letter", false, "print a draft of the answer to the request")
	cmd.Flags().IntVar(&f.year, "fy", 0, "statistics of the fiscal year that ends in this year, like 2026")
	cmd.Flags().StringVar(&f.starts, "starts", "", "month in which the fiscal year starts (default January)")
	return cmd
}

// logFiles are the forms that are in the bundle already.
var logFiles = map[string]string{"csv": bundle.LogCSV, "jsonl": bundle.LogJSONL, "html": bundle.LogHTML}

func (a *app) log(folders []string, f logFlags) error {
	switch {
	case f.year != 0:
		return a.logYear(folders, f)
	case f.starts != "":
		return fail(exitUsage, "vaughn log --help", "--starts belongs to --fy, which is missing.")
	case len(folders) > 1:
		return fail(exitUsage, "vaughn log --help", "vaughn log takes one release folder, and more was given. Several are for --fy.")
	case f.letter && f.format != "table":
		return fail(exitUsage, "vaughn log --help", "--letter is plain text and takes no --format.")
	case f.letter:
		return a.logLetter(folders[0])
	case f.format == "xlsx":
		return a.logWorkbook(folders[0], f.out)
	case f.out != "":
		return fail(exitUsage, "vaughn log --help", "-o belongs to --format xlsx; the other forms are printed.")
	}
	return a.logPrint(folders[0], f.format)
}

func (a *app) logPrint(folder, format string) error {
	dir, err := bundleDir(folder)
	if err != nil {
		return err
	}
	name, ready := logFiles[format]
	if !ready && format != "table" {
		return fail(exitUsage, "", "--format must be table, csv, jsonl, html or xlsx.")
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
