package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"vaughn/detect"
	"vaughn/formats"
	"vaughn/redact/policy"
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
		return fail(exitUsage, "", "Record %d has only %s.", at.row, count(int64(len(row)), "field"))
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
	hint := ""
	if n := nearest(word, part.Names); n != "" {
		hint = fmt.Sprintf(" Did you mean %q?", n)
	}
	return 0, fail(exitUsage, "", "There is no column %s.%s The columns are %s.", quoted(word), hint, atMost(40, part.Names))
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
			return nil, fail(exitUsage, "", "%s has only %s.", base(at.file), count(last, "record"))
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

// explainCell says what the detectors find in one cell and why.
func (a *app) explainCell(at place, part *release.ScannedPart, col int, text string) error {
	engine, err := detect.New(detect.Options{})
	if err != nil {
		return fail(exitInternal, "", "The detectors of this program cannot be made.")
	}
	column := part.Columns[col]
	label := ""
	if col < len(part.Part.Labels) {
		label = part.Part.Labels[col]
	}
	t := detect.Text{S: text, Column: detect.NewColumn(col, label)}
	found, err := engine.NewScanner().Scan(nil, &t)
	if err != nil {
		return fail(exitInternal, "", "The detectors failed on this cell.")
	}
	candidates := append([]detect.Match(nil), found...)
	t.Column = &column
	settled := detect.Resolve(found, &t, &column)
	fmt.Fprintf(a.out, "%s, record %d, %s: %s.\n", base(at.file), at.row, part.Names[col], count(int64(len([]rune(text))), "character"))
	fmt.Fprintf(a.out, "Column: %s\n", columnWords(&column))
	a.printMatches("Found", settled, engine, text)
	if len(settled) == 0 {
		a.printMatches("Seen, not found to be personal", candidates, engine, text)
	}
	return nil
}

// explainRule says which rule of the policy applies to the cell.
func (a *app) explainRule(b *policy.Bound, part *release.ScannedPart, col int, row []string) {
	rule := b.Cell(col, func(c int) string {
		if c < len(row) {
			return row[c]
		}
		return ""
	})
	fmt.Fprintf(a.out, "Policy: %s: %s.", rule.Origin, rule.Do)
	if rule.To != "" {
		fmt.Fprintf(a.out, " To: %s.", rule.To)
	}
	if rule.Why != nil {
		fmt.Fprintf(a.out, " Why: %s.", rule.Why.Reason)
	}
	if len(rule.Group) > 1 {
		names := make([]string, len(rule.Group))
		for i, c := range rule.Group {
			names[i] = part.Names[c]
		}
		fmt.Fprintf(a.out, " Handled together: %s.", list(names))
	}
	fmt.Fprintln(a.out)
}
