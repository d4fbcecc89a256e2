package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact/release"
)

func (a *app) explainPlace(ctx context.Context, arg, policyPath string, read formats.Options) error {
	at, err := splitPlace(arg, fileExists)
	if err != nil {
		return err
	}
	part, file, err := a.scanOne(ctx, at.file, read)
	if err != nil {
		return err
	}
	col, err := findColumn(at.column, part)
	if err != nil {
		return err
	}
	row, err := readRow(ctx, a.environment(0, nil), at, part, read)
	if err != nil {
		return err
	}
	if col >= len(row) {
		return fail(exitUsage, "", "Record %d has only %s.", at.row, words.Plural(int64(len(row)), "field"))
	}
	if err := a.explainCell(at, part, col, row[col]); err != nil {
		return err
	}
	if policyPath == "" {
		return nil
	}
	bound, err := a.bindTo(policyPath, file)
	if err != nil {
		return err
	}
	a.explainRule(bound, part, col, row)
	return nil
}

// findColumn finds a column by number from 1, unique name or header.
func findColumn(word string, part *release.ScannedPart) (int, error) {
	for i, name := range part.Part.Names {
		if name == word {
			return i, nil
		}
	}
	for i, label := range part.Part.Labels {
		if strings.EqualFold(strings.TrimSpace(label), strings.TrimSpace(word)) {
			return i, nil
		}
	}
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(part.Columns) {
		return n - 1, nil
	}
	return 0, fail(exitUsage, "", "There is no column %s.%s The columns are %s.", quoted(word), words.DidYouMean(word, shownNames(part)), words.AtMost(40, shownNames(part)))
}

// readRow reads one record's cells.
func readRow(ctx context.Context, env release.Env, at place, part *release.ScannedPart, read formats.Options) ([]string, error) {
	f, err := os.Open(at.file)
	if err != nil {
		return nil, fail(exitInput, "", "%s %s.", base(at.file), pathTrouble(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fail(exitInput, "", "%s could not be read.", base(at.file))
	}
	if part.Part.HeaderRow == 0 {
		read.HeaderRow = formats.NoHeader
	} else {
		read.HeaderRow = part.Part.HeaderRow
	}
	doc, _, err := env.Open(formats.Source{Name: at.file, R: f, Size: info.Size()}, read)
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	reader, err := doc.Records()
	if err != nil {
		return nil, err
	}
	var b formats.Batch
	for last := int64(0); ctx.Err() == nil; {
		err := reader.Next(&b)
		if errors.Is(err, io.EOF) {
			return nil, fail(exitUsage, "", "%s has only %s.", base(at.file), words.Plural(last, "record"))
		}
		if err != nil {
			return nil, err
		}
		for i := range b.Records {
			if last = b.Records[i].Seq; last == at.row {
				return cells(&b.Records[i]), nil
			}
		}
	}
	return nil, context.Cause(ctx)
}

// cells copies a record's texts out of its batch.
func cells(r *formats.Record) []string {
	out := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = strings.Clone(c.Text)
	}
	return out
}
