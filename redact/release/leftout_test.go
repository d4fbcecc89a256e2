package release_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vaughn/redact/release"
)

func TestAPolicyThatLeavesOutEveryColumnIsWrong(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "calls.csv")
	must(t, os.WriteFile(in, []byte("Id,Phone\n1,315-555-0142\n"), 0o600))
	o := options(t, dir, in)
	o.Policy = parse(t, `
about: {vaughn: 1, agency: "City of Example, NY", dataset: calls}
law:   {pack: ny-foil-muni, channel: web}
input: {unlisted: stop}
columns: {drop: [Id, Phone]}
`)
	_, err := release.Run(context.Background(), env(1), o)
	var e *release.Error
	if !errors.As(err, &e) || e.Kind != release.KindPolicy || !strings.Contains(e.Msg, "every column of calls.csv") {
		t.Errorf("got %v, want the policy named as the cause", err)
	}
}

// TestRowsGiveSmallNumbersAway holds that tables are not released beside rows that
// show what they hide.
func TestRowsGiveSmallNumbersAway(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "calls.csv")
	must(t, os.WriteFile(in, []byte("Id,Day\n1,2026-01-02\n"), 0o600))
	for rows, msg := range map[string]string{
		"keep: [Id, Day]": "small numbers",
		"keep: [Id]":      "small numbers", // there is one record, and the rows say so
	} {
		o := options(t, dir, in)
		o.Policy = parse(t, "law: {pack: ny-foil-muni, channel: web}\ninput: {unlisted: stop}\ncolumns: {"+rows+", drop: ["+map[bool]string{true: "", false: "Day"}[strings.Contains(rows, "Day")]+
			"]}\nrelease: [rows, tables]\naggregate: [{table: by_month, by: [{as: month, date: Day, each: month}], show: {calls: count}, hide: {below: 11}}]\n")
		if strings.Contains(rows, "Day") {
			o.Policy = parse(t, "law: {pack: ny-foil-muni, channel: web}\ncolumns: {"+rows+
				"}\nrelease: [rows, tables]\naggregate: [{table: by_month, by: [{as: month, date: Day, each: month}], show: {calls: count}, hide: {below: 11}}]\n")
		}
		_, err := release.Run(context.Background(), env(1), o)
		var e *release.Error
		if !errors.As(err, &e) || e.Kind != release.KindPolicy || !strings.Contains(e.Error(), msg) {
			t.Errorf("%s: got %v, want the policy refused", rows, err)
		}
		if _, err := os.Stat(filepath.Join(o.Internal, "tables")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: what was not released is remembered: %v", rows, err)
		}
	}
}
