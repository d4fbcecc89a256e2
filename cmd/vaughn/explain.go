package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/formats"
	"vaughn/redact/policy"
	"vaughn/redact/release"
)

func (a *app) explainCommand() *cobra.Command {
	var policyPath string
	var read readFlags
	cmd := &cobra.Command{
		Use:   "explain FILE:ROW:COLUMN | POLICY [FILE]",
		Short: "Say why a value was or was not found, or what a policy does",
		Long: "explain FILE:ROW:COLUMN says what was found in one cell and why, what the column is taken for, and\n" +
			"which rule of the policy applies. ROW is the record number in the file (the header of a plain file is 1),\n" +
			"COLUMN is a number from 1 or the header. It prints no value.\n" +
			"explain POLICY says in words what each rule does; with FILE, what happens to each of its columns.",
		Example: "  vaughn explain sr.csv:12:Notes\n  vaughn explain sr.csv:12:5 --policy sr.yaml\n  vaughn explain sr.yaml sr.csv",
		Args:    wants(1, 2, "a place (FILE:ROW:COLUMN) or a policy"),
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := read.options()
			if err != nil {
				return err
			}
			if isPolicy(args[0]) {
				return a.explainPolicy(cmd.Context(), args, options)
			}
			if len(args) == 2 {
				return fail(exitUsage, "vaughn explain --help", "A second argument is for a policy only.")
			}
			return a.explainPlace(cmd.Context(), args[0], policyPath, options)
		},
	}
	cmd.Flags().StringVar(&policyPath, "policy", "", "also say which rule of this policy applies")
	read.add(cmd)
	return cmd
}

func isPolicy(arg string) bool {
	return strings.HasSuffix(strings.ToLower(arg), ".yaml") || strings.HasSuffix(strings.ToLower(arg), ".yml")
}

// place is FILE:ROW:COLUMN taken apart.
type place struct {
	file   string
	row    int64
	column string
}

// splitPlace takes FILE:ROW:COLUMN apart. FILE may hold colons (C:\x\sr.csv) and
// so may COLUMN ("col: 3"): of the readings with a number as ROW, the first whose
// FILE exists counts, else the last.
func splitPlace(s string, exists func(string) bool) (place, error) {
	var found place
	for i := 0; i < len(s); i++ {
		if s[i] != ':' {
			continue
		}
		j := i + 1
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		row, err := strconv.ParseInt(s[i+1:j], 10, 64)
		if err != nil || row < 1 || i == 0 || j >= len(s)-1 || s[j] != ':' {
			continue
		}
		found = place{s[:i], row, s[j+1:]}
		if exists(found.file) {
			return found, nil
		}
	}
	if found.file == "" {
		return found, fail(exitUsage, "vaughn explain --help", "A place is written FILE:ROW:COLUMN, for example sr.csv:12:Notes or sr.csv:12:5.")
	}
	return found, nil
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// bindTo reads a policy and binds it to a scanned file.
func (a *app) bindTo(path string, file release.ScannedFile) (*policy.Bound, error) {
	p, err := readPolicy(path)
	if err != nil {
		return nil, err
	}
	o := release.Options{Policy: p, PolicyDir: filepath.Dir(path), AsOf: a.now()}
	bound, err := release.BindScanned(a.environment(0, nil), o, []release.ScannedFile{file})
	if err != nil {
		return nil, err
	}
	return bound[0], nil
}

// scanOne scans one file and gives its first table.
func (a *app) scanOne(ctx context.Context, path string, read formats.Options) (*release.ScannedPart, release.ScannedFile, error) {
	m := a.meter()
	res, err := release.Scan(ctx, a.environment(0, m), release.ScanOptions{Paths: []string{path}, Read: read})
	m.finish()
	if err == nil {
		err = scanFailure([]string{path}, res)
	}
	if err != nil {
		return nil, release.ScannedFile{}, err
	}
	if len(res.Files) != 1 || len(res.Files[0].Parts) == 0 {
		return nil, release.ScannedFile{}, fail(exitUsage, "vaughn explain --help", "Name one file, not a folder.")
	}
	return &res.Files[0].Parts[0], res.Files[0], nil
}
