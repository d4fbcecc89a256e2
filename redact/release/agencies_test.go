package release_test

import (
	"encoding/json"
	"hash/maphash"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vaughn/detect"
	"vaughn/redact/bundle"
	"vaughn/redact/policy"
	"vaughn/redact/release"
	"vaughn/redact/verify"
)

// agency is one folder of testdata/agencies with what its run must come to.
type agency struct {
	name    string
	planted []string         // must be in no public file
	stays   []string         // must be in a released data file
	kept    map[string]int64 // promise → finds that it excepts
	alerts  []string
	says    string    // of the first page
	broken  [2]string // a change of the policy that breaks a promise
	rules   string    // and what is appended for it
	refused string
}

var agencies = []agency{
	{
		name:    "syracuse-ny",
		planted: []string{"rr77@", "casey.poe@", "Casey Poe", "lee.moe@", "4477-120-99", "ab12cd34ef56ab78", "9f8a7b6c5d4e3f2a1b", "Sam Loe"},
		stays:   []string{"streets@salinasprings.example.org", "data@salinasprings.example.org", "315-555-0100", "233 E Example St", "Robin Roe"},
		kept:    map[string]int64{"email": 3, "cookies": 0, "accounts": 0},
		says:    "no e-mail address was found in 1 file; 3 that the promise excepts stay",
		broken:  [2]string{"keep:  [Id, Status, Category, Opened]\n  clean: [Description, Reply, Office]       # texts and office contacts; what the staff list names stays\n  drop:  [Reporter_Email,", "keep:  [Id, Status, Category, Opened, Reporter_Email]\n  clean: [Description, Reply, Office]\n  drop:  ["},
		refused: `policy.yaml:6: keep "Reporter_Email" breaks the promise "email". Use drop.`,
	},
	{
		name:    "corona-ca",
		planted: []string{"9 year old", "951-555-0177", "dana.moe@", "GA1.2.1234567890", "Ana Poe", "951-555-0142", "ana.poe@"},
		stays:   []string{"webmaster@citrusgrove.example.gov", "951-555-0124", "400 S. Example Ave., Citrus Grove, CA 92899"},
		kept:    map[string]int64{"children": 0, "tracking": 0, "contact": 1},
		alerts:  []string{"Minors found: 1 cell of the input", `2 finds in the input are what the promise "tracking" says is never collected.`},
		says:    "no information about a minor was found in 1 file",
		broken:  [2]string{"clean: [Remarks, Organizer]", "clean: [Organizer]"},
		rules:   "rules:\n  - {columns: [Remarks], do: clean, holds: minor}\n",
		refused: `policy.yaml:15: holds: minor breaks the promise "children". Remove the word, or use withhold or drop.`,
	},
	{
		name:    "calabasas-ca",
		planted: []string{"uid-88", "203.0.113.", "visitor9@"},
		stays:   []string{"info@oakhollow.example.gov"},
		kept:    map[string]int64{"summary": 0},
		says:    "only tables, no row",
		broken:  [2]string{"release: [tables]", "release: [rows, tables]\ncolumns: {keep: [Day, Page], drop: [Visitor_ID, IP_Address, Browser, User_Email]}"},
		refused: `policy.yaml:7: The promise "summary" says only tables, and the policy releases rows. Write release: [tables], or take the promise out if it was never given.`,
	},
	{
		name:    "farmington-mo",
		planted: []string{"Sam Roe", "573-555-0177", "diagnosed", "Muslim", "lou.poe@", "Blue42Sky", "hunter2zq", "Pat Doe", "12 Elm St"},
		stays:   []string{"Rae Ames", "rames@leadbelt.example.gov", "573-555-0156", "110 W Example St"},
		kept:    map[string]int64{"beliefs": 0, "anonymous": 2, "accounts": 0},
		alerts:  []string{`2 finds in the input are what the promise "beliefs" says is never collected.`},
		says:    "no password or access code was found in 1 file",
		broken:  [2]string{"keep:  [No, Received, Topic]\n  clean: [Comment, Answer]\n  drop:  [Full_Name,", "keep:  [No, Received, Topic, Full_Name]\n  clean: [Comment, Answer]\n  drop:  ["},
		refused: `policy.yaml:6: keep "Full_Name" breaks the promise "anonymous". Use drop.`,
	},
}

// source is the folder of an agency.
func (a *agency) source() string { return filepath.Join("..", "..", "testdata", "agencies", a.name) }

// run makes the release of an agency, its policy changed.
func (a *agency) run(t *testing.T, old, text, more string) (*release.Outcome, string, error) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(a.source(), "policy.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(src), old, text, 1) + more
	if old+more != "" && changed == string(src) {
		t.Fatal("the policy was not changed: the test has no effect")
	}
	p, err := policy.Parse("policy.yaml", []byte(changed))
	if err != nil {
		return nil, "", err
	}
	dir := t.TempDir()
	out, err := release.Run(t.Context(), env(2), release.Options{Paths: []string{filepath.Join(a.source(), "export.csv")}, Policy: p,
		PolicyDir: a.source(), Out: filepath.Join(dir, "out"), AsOf: asOf})
	return out, filepath.Join(dir, "out"), err
}

func TestAgencies(t *testing.T) {
	for i := range agencies {
		a := &agencies[i]
		t.Run(a.name, func(t *testing.T) {
			res, dir, err := a.run(t, "", "", "")
			if err != nil {
				t.Fatal(describe(err))
			}
			files := tree(t, dir)
			if b, _ := os.ReadFile(filepath.Join(a.source(), "export.csv")); b != nil {
				for _, v := range a.planted {
					if !strings.Contains(string(b), v) {
						t.Errorf("%s was not planted", v)
					}
				}
			}
			for name, text := range files {
				for _, v := range a.planted {
					if strings.Contains(text, v) {
						t.Errorf("%s holds what was planted: %s", name, v)
					}
				}
			}
			a.stay(t, files)
			a.held(t, res, files)
			a.verified(t, res.Current)
		})
	}
}

// stay looks for the office contacts in the data.
func (a *agency) stay(t *testing.T, files map[string]string) {
	t.Helper()
	for _, v := range a.stays {
		found := false
		for name, text := range files {
			found = found || strings.HasSuffix(name, ".csv") && !strings.Contains(name, "log") && strings.Contains(text, v)
		}
		if !found {
			t.Errorf("%s is an office contact and is gone", v)
		}
	}
}

// held looks at what is said of the promises, and to whom.
func (a *agency) held(t *testing.T, res *release.Outcome, files map[string]string) {
	t.Helper()
	var m bundle.Manifest
	if err := json.Unmarshal([]byte(files["current/"+bundle.ManifestAt]), &m); err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, k := range m.Release.Promises {
		got[k.Key] = k.Stays
	}
	if len(got) != len(a.kept) {
		t.Errorf("promises held: %v, want %v", got, a.kept)
	}
	for k, n := range a.kept {
		if got[k] != n {
			t.Errorf("promise %s: %d finds stay, want %d", k, got[k], n)
		}
	}
	for _, page := range []string{bundle.LogHTML, bundle.Report} {
		if !strings.Contains(files["current/"+page], a.says) {
			t.Errorf("%s does not say: %s", page, a.says)
		}
	}
	if len(res.Alerts) != len(a.alerts) {
		t.Errorf("alerts %q, want %q", res.Alerts, a.alerts)
	}
	for _, want := range a.alerts {
		if !slices.ContainsFunc(res.Alerts, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("alerts %q, want %q", res.Alerts, want)
		}
		for name, text := range files {
			if strings.Contains(text, "finds in the input") || strings.Contains(text, "Minors found") {
				t.Errorf("%s repeats an alert", name)
			}
		}
	}
}

// verified checks the bundle as anybody can.
func (a *agency) verified(t *testing.T, dir string) {
	t.Helper()
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	res, err := verify.Bundle(t.Context(), dir, verify.Options{Engine: e, Formats: env(1).Formats, Seed: maphash.MakeSeed()})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Errorf("%s: %s", p.Kind, p)
	}
}

// TestAgenciesRefuse holds that a policy which would break a promise makes nothing.
func TestAgenciesRefuse(t *testing.T) {
	for i := range agencies {
		a := &agencies[i]
		_, dir, err := a.run(t, a.broken[0], a.broken[1], a.rules)
		if err == nil || !strings.Contains(describe(err), a.refused) {
			t.Errorf("%s: %v\nwant %s", a.name, err, a.refused)
		}
		if dir != "" && exists(filepath.Join(dir, "current")) {
			t.Errorf("%s: something was released", a.name)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
