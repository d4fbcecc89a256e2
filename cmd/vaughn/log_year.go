package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vaughn/exemptions/logform"
	"vaughn/exemptions/words"
	"vaughn/redact/bundle"
)

// logYear prints the statistics of a fiscal year.
func (a *app) logYear(folders []string, f logFlags) error {
	starts, err := month(f.starts)
	if err != nil {
		return err
	}
	if _, _, err := logform.FiscalYear(f.year, starts); err != nil || f.letter || f.out != "" {
		return fail(exitUsage, "vaughn log --help", "--fy is a year like 2026, and goes with --starts and --format only.")
	}
	if f.format != "table" && f.format != "csv" && f.format != "json" {
		return fail(exitUsage, "vaughn log --help", "With --fy, --format must be table, csv or json.")
	}
	var all []logform.Account
	for _, folder := range folders {
		dirs, err := sealedIn(folder)
		if err != nil {
			return err
		}
		for _, dir := range dirs {
			m, err := sealedManifest(dir)
			if err != nil {
				return err
			}
			all = append(all, account(m))
		}
	}
	y, err := logform.Statistics(all, f.year, starts)
	if err != nil {
		return err
	}
	switch f.format {
	case "csv":
		return y.WriteCSV(a.out)
	case "json":
		return a.printJSON(y)
	default:
		return a.printYear(y)
	}
}

// month reads a month by its name or the beginning of it; "" is January.
func month(name string) (time.Month, error) {
	if name == "" {
		return time.January, nil
	}
	for m := time.January; m <= time.December; m++ {
		if full := m.String(); len(name) >= 3 && len(name) <= len(full) && strings.EqualFold(name, full[:len(name)]) {
			return m, nil
		}
	}
	return 0, fail(exitUsage, "vaughn log --help", "--starts must be the name of a month, like July.")
}

// sealedIn lists the sealed releases in a folder: the folder itself, or what lies
// in it. current/ is a copy of one of them; who counts leaves out what comes twice.
func sealedIn(folder string) ([]string, error) {
	sealed := func(dir string) bool {
		_, err := os.Stat(filepath.Join(dir, bundle.Sealed))
		return err == nil
	}
	if sealed(folder) {
		return []string{folder}, nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fail(exitInput, "", "The folder %s cannot be read.", base(folder))
	}
	var out []string
	for _, e := range entries {
		if dir := filepath.Join(folder, e.Name()); e.IsDir() && !strings.HasPrefix(e.Name(), ".") && sealed(dir) {
			out = append(out, dir)
		}
	}
	if len(out) == 0 {
		return nil, fail(exitInput, "", "%s holds no sealed release.", base(folder))
	}
	return out, nil
}

func (a *app) say(format string, args ...any) { fmt.Fprintf(a.out, format+"\n", args...) }

func (a *app) printYear(y *logform.Year) error {
	a.say("Fiscal year %s (%s to %s)", y.Name, y.From, y.To)
	a.say("")
	for _, part := range []struct {
		title string
		lines []logform.YearLine
	}{{"Requests", y.Requests}, {"Not requests", y.Others}} {
		if len(part.lines) == 0 {
			continue
		}
		a.say("%s", part.title)
		err := a.table("NAME\tRECEIVED\tANSWERED\tOUTCOME\tRELEASES\tENTRIES\tCELLS\tEXEMPTIONS", func(row func(...string)) {
			for _, l := range part.lines {
				row(l.Name, l.Received, l.Answered, l.Outcome, words.Count(l.Releases), words.Count(l.Entries), words.Count(l.Cells), strings.Join(l.Exemptions, " | "))
			}
		})
		if err != nil {
			return err
		}
		a.say("")
	}
	if len(y.Codes) > 0 {
		err := a.table("EXEMPTION\tREQUESTS\tNOT REQUESTS\tDID THE LAW LEAVE A CHOICE?", func(row func(...string)) {
			for _, c := range y.Codes {
				row(c.Code, words.Count(c.Requests), words.Count(c.Others), c.Choice)
			}
		})
		if err != nil {
			return err
		}
		a.say("Each exemption is counted once for each request, however often it was used in it.")
		a.say("")
	}
	if len(y.Statutes) > 0 {
		a.say("Other statutes that left no choice: %s", strings.Join(y.Statutes, " | "))
	}
	y.Totals(func(name string, n int64) { a.say("%s: %s", name, words.Count(n)) })
	if y.Outside > 0 {
		a.say("%s %s of another fiscal year and not counted. A year that does not start in January needs --starts, like --starts July.",
			words.Plural(y.Outside, "release"), words.IsAre(y.Outside))
	}
	return nil
}
