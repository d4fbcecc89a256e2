package release_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vaughn/redact/policy"
	"vaughn/redact/release"
)

// everything is a promise of every kind that can be promised.
const everything = "reasons: {p: {promise: Nothing of anybody., never: [email, phone, name, address, account, ssn, card, bank, minor, sensitive, password, cookie, session, " +
	"birth-date, plate, vehicle, mac, internet-address, licence, passport, medical-record]}}\n"

// TestPromisesOnRealExports holds that what clean masks is what the independent pass
// looks for: with everything promised no export fails when it is written. A policy
// may be refused before, since the offices of public bodies have e-mail addresses.
func TestPromisesOnRealExports(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/csv/*.csv")
	if len(files) == 0 {
		t.Skip("absent: ../shared/data/csv, the development set of real exports")
	}
	ran := 0
	for _, f := range files {
		if fi, err := os.Stat(f); err != nil || fi.Size() > 300_000 {
			continue // the same again, and slower
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			p, err := policy.Parse("p.yaml", []byte(cleanAll(t, f)))
			if err != nil {
				t.Skip("a column has a name that a policy cannot repeat")
			}
			dir := t.TempDir()
			out, err := release.Run(t.Context(), env(2), release.Options{Paths: []string{f}, Policy: p, PolicyDir: dir, Out: filepath.Join(dir, "out"), AsOf: asOf})
			var e *release.Error
			if errors.As(err, &e) && e.Kind == release.KindPolicy {
				return
			}
			if err != nil {
				t.Fatal(describe(err))
			}
			ran++
			(&agency{}).verified(t, out.Current)
		})
	}
	if ran < 15 {
		t.Errorf("only %d exports were released: this would check too little", ran)
	}
}

// cleanAll is a policy that cleans every column of a file.
func cleanAll(t *testing.T, path string) string {
	t.Helper()
	res, err := release.Scan(t.Context(), env(2), release.ScanOptions{Paths: []string{path}})
	if err != nil || res.Files[0].Err != nil {
		t.Fatal("the export cannot be read")
	}
	var b strings.Builder
	b.WriteString("about: {agency: City of Example}\nlaw: {pack: generic, channel: web, approved_by: X}\ninput: {ragged: accept}\ncolumns:\n  clean:\n")
	for _, n := range res.Files[0].Parts[0].Part.Names {
		fmt.Fprintf(&b, "    - %q\n", n)
	}
	return b.String() + everything
}
