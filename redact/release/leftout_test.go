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

// TestRowsGiveATableAway holds that a table hides nothing that the rows beside it
// show.
func TestRowsGiveATableAway(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "calls.csv")
	must(t, os.WriteFile(in, []byte("Id,Day\n1,2026-01-02\n"), 0o600))
	o := options(t, dir, in)
	o.Policy = parse(t, "law: {pack: ny-foil-muni, channel: web}\ncolumns: {keep: [Id, Day]}\nrelease: [rows, tables]"+
		"\naggregate: [{table: by_month, by: [{as: month, date: Day, each: month}], show: {calls: count}, hide: {below: 11}}]\n")
	_, err := release.Run(context.Background(), env(1), o)
	var e *release.Error
	if !errors.As(err, &e) || e.Kind != release.KindPolicy || !strings.Contains(e.Error(), "can be counted in what is released beside it") {
		t.Errorf("got %v, want the policy refused", err)
	}
	if _, err := os.Stat(o.Out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the output folder was made: %v", err)
	}
}
