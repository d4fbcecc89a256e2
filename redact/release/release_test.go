package release_test

import (
	"context"
	stdcsv "encoding/csv"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vaughn/formats"
	"vaughn/formats/csv"
	"vaughn/formats/csv/witness"
	"vaughn/redact/policy"
	"vaughn/redact/release"
	"vaughn/testdata/sr"
)

// env reads CSV only: a release knows its formats from its caller.
func env(jobs int) release.Env {
	f := formats.Format{Name: "csv", Exts: csv.Extensions(), Sniff: csv.Sniff, Open: csv.Open, Witness: witness.New()}
	return release.Env{
		Formats: []formats.Format{f},
		Open: func(s formats.Source, o formats.Options) (formats.Document, *formats.Format, error) {
			d, err := csv.Open(s, o)
			return d, &f, err
		},
		Now: time.Now(), Tool: "vaughn test", Jobs: jobs,
	}
}

// policyText is POLICY.md's first example in kind.
const policyText = `
about:    {vaughn: 1, agency: "City of Example, NY", dataset: service requests, contact: opendata@example.org}
law:      {pack: ny-foil-muni, channel: web, approved_by: Chief Data Officer, date: 2026-11-20}
input:    {row_id: Id, unlisted: stop, leave_out: {Status: [Draft, Test]}}
columns:
  keep:  [Id, Status, Request_Type, Category, Agency_Name, Report_Source, Created_at_local, Closed_at_local, Days_to_Close]
  clean: [Summary, Description, Status_Notes]
  drop:  [Reporter_Email, Reporter_Phone, Assignee_Email, Internal_Notes, Media_URL, Page_URL, Anonymous]
rules:
  - {columns: [Display_Name], when: {Anonymous: ["N", "No", "0", "false"]}, do: keep, holds: name}
  - {columns: [Display_Name], do: withhold, why: display-name}
  - {columns: [Address, Lat, Lng], when: {Request_Type: [Bulk Items, Missed Trash Pickup]}, do: coarsen, to: hundred-block, why: home-place}
  - {columns: [Address, Lat, Lng], do: keep, holds: place}
reasons:
  email:        {promise: "Your email address will never be displayed publicly.", never: [email]}
  display-name: {promise: "Your display name will also be visible unless you choose to submit as anonymous."}
  home-place:   {policy: "A request made from a home shows the block, not the house."}
`

func parse(t testing.TB, text string) *policy.Policy {
	t.Helper()
	p, err := policy.Parse("sr.yaml", []byte(text))
	if err != nil {
		t.Fatalf("policy: %v", err)
	}
	return p
}

// export writes n rows of the invented export and returns its path and the
// values that were planted.
func export(t testing.TB, dir string, seed uint64, n int) (path string, planted []sr.Canary) {
	t.Helper()
	g := sr.New(sr.Options{Seed: seed, Canary: func(c sr.Canary) { planted = append(planted, c) }})
	b := g.Header(nil)
	for range n {
		b = g.Row(b)
	}
	path = filepath.Join(dir, "sr.csv")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, planted
}

var asOf = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func options(t testing.TB, dir, in string) release.Options {
	return release.Options{Paths: []string{in}, Policy: parse(t, policyText), PolicyDir: dir, Out: filepath.Join(dir, "out"), AsOf: asOf}
}

// tree reads every file below dir.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameBytesForAnyNumberOfWorkers(t *testing.T) {
	var want map[string]string
	for _, jobs := range []int{1, 2, 8} {
		dir := t.TempDir()
		in, _ := export(t, dir, 7, 6000)
		if _, err := release.Run(t.Context(), env(jobs), options(t, dir, in)); err != nil {
			t.Fatalf("jobs %d: %v", jobs, describe(err))
		}
		got := tree(t, filepath.Join(dir, "out"))
		if want == nil {
			want = got
			continue
		}
		if len(got) != len(want) {
			t.Errorf("jobs %d: %d files, want %d", jobs, len(got), len(want))
		}
		for name, text := range want {
			if got[name] != text {
				t.Errorf("jobs %d: %s differs from that of one worker", jobs, name)
			}
		}
	}
}

// No value that was planted in a text, and none of a column that is left out,
// stands in any artefact; what POLICY.md's example publishes on purpose (names
// with the flag N, places) is not counted.
func TestNoPlantedValueInAnyArtefact(t *testing.T) {
	fewerChecks(t, 25)
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			t.Fatal(err)
		}
		in, planted := export(t, dir, rapid.Uint64Range(1, 1<<40).Draw(rt, "seed"), rapid.IntRange(1, 1200).Draw(rt, "rows"))
		var events []release.Event
		e := env(rapid.SampledFrom([]int{1, 2}).Draw(rt, "jobs"))
		e.Events = func(ev release.Event) { events = append(events, ev) }
		_, err = release.Run(t.Context(), e, options(t, dir, in))
		if err != nil {
			rt.Fatalf("%v", describe(err))
		}
		all := tree(t, filepath.Join(dir, "out"))
		for name, text := range tree(t, filepath.Join(dir, "out.internal")) {
			all["internal/"+name] = text
		}
		for _, ev := range events {
			all["event "+ev.Stage] = ev.File
		}
		for _, c := range planted {
			if c.Entity == "PERSON" || c.Entity == "STREET_ADDRESS" {
				continue // published by the policy unless anonymous; free text comes with a later version
			}
			for name, text := range all {
				if strings.Contains(text, c.Value) || strings.Contains(name, c.Value) {
					rt.Errorf("a planted %s of %s (record %d) stands in %s", c.Entity, c.Column, c.Record, name)
				}
			}
		}
	})
}

// fewerChecks lowers the number of runs of a property where each run is a whole
// release, whose files are flushed to the disk one by one; -rapid.checks on the
// command line stands.
func fewerChecks(t *testing.T, n int) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	if f == nil || f.Value.String() != f.DefValue {
		return
	}
	must(t, flag.Set(f.Name, strconv.Itoa(n)))
	t.Cleanup(func() { must(t, flag.Set(f.Name, f.DefValue)) })
}

func describe(err error) string {
	if err == nil {
		return "no error"
	}
	var e *release.Error
	if errors.As(err, &e) {
		return string(e.Kind) + ": " + e.Error() + "\n" + strings.Join(e.More, "\n")
	}
	return err.Error()
}

func TestTheSameReleaseAgainIsUnchanged(t *testing.T) {
	for _, key := range [][]byte{nil, []byte("0123456789abcdef0123456789abcdef")} {
		dir := t.TempDir()
		in, _ := export(t, dir, 3, 50)
		o := options(t, dir, in)
		o.Key = key
		first, err := release.Run(t.Context(), env(1), o)
		if err != nil {
			t.Fatal(describe(err))
		}
		before := tree(t, o.Out)
		o.AsOf = asOf.AddDate(0, 0, 1)
		again, err := release.Run(t.Context(), env(1), o)
		if err != nil {
			t.Fatal(describe(err))
		}
		if !again.Unchanged || again.ID != first.ID {
			t.Errorf("key %v: second run unchanged=%v id=%s, want unchanged and %s", key != nil, again.Unchanged, again.ID, first.ID)
		}
		after := tree(t, o.Out)
		if len(before) != len(after) {
			t.Errorf("key %v: %d files after the second run, want %d", key != nil, len(after), len(before))
		}
	}
}

// A run that fails leaves nothing, or the old release as it was.
func TestFailureLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	in, _ := export(t, dir, 3, 50)
	o := options(t, dir, in)
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := release.Run(stopped, env(1), o); kind(err) != release.KindStopped {
		t.Errorf("a cancelled run: %v, want kind %s", err, release.KindStopped)
	}
	for _, d := range []string{o.Out, o.Out + ".internal"} {
		if _, err := os.Stat(d); err == nil {
			t.Errorf("a cancelled run left %s", filepath.Base(d))
		}
	}
	if _, err := release.Run(t.Context(), env(1), o); err != nil {
		t.Fatal(describe(err))
	}
	before := tree(t, o.Out)
	var at int
	ctx, cancel := context.WithCancel(t.Context())
	e := env(2)
	e.Events = func(ev release.Event) {
		if ev.Stage == "write" {
			at++
			cancel()
		}
	}
	in2, _ := export(t, dir, 4, 3000)
	o.Paths, o.AsOf = []string{in2}, asOf.AddDate(0, 0, 1)
	if _, err := release.Run(ctx, e, o); kind(err) != release.KindStopped {
		t.Errorf("a run that is stopped midway: %v, want kind %s", err, release.KindStopped)
	}
	if at == 0 {
		t.Error("the run was not stopped while it wrote")
	}
	after := tree(t, o.Out)
	if len(after) != len(before) {
		t.Errorf("%d files after the stop, want %d", len(after), len(before))
	}
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s changed", name)
		}
	}
}

func kind(err error) release.Kind {
	var e *release.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// What a killed run leaves is mended by the next: the former release comes back,
// unfinished ones go.
func TestTheNextRunMendsWhatAKilledRunLeft(t *testing.T) {
	dir := t.TempDir()
	in, _ := export(t, dir, 3, 50)
	o := options(t, dir, in)
	if _, err := release.Run(t.Context(), env(1), o); err != nil {
		t.Fatal(describe(err))
	}
	want := tree(t, filepath.Join(o.Out, "current"))
	// Killed between the two renames, with the coming release half there.
	must(t, os.Rename(filepath.Join(o.Out, "current"), filepath.Join(o.Out, ".vaughn-prev")))
	must(t, os.MkdirAll(filepath.Join(o.Out, "current", "metadata"), 0o755))
	must(t, os.WriteFile(filepath.Join(o.Out, "current", "sr.csv"), []byte("half"), 0o644))
	must(t, os.MkdirAll(filepath.Join(o.Out, ".vaughn-work", "bundle"), 0o700))
	must(t, os.MkdirAll(filepath.Join(o.Out, "2026-11-24_service-requests", "metadata"), 0o755))
	must(t, os.WriteFile(filepath.Join(o.Out, "2026-11-24_service-requests", "metadata", "manifest.json"), []byte("{}"), 0o644))
	out, err := release.Run(t.Context(), env(1), o)
	if err != nil {
		t.Fatal(describe(err))
	}
	if !out.Unchanged {
		t.Error("the run after the kill made a new release, want the former one back")
	}
	got := tree(t, filepath.Join(o.Out, "current"))
	for name, text := range want {
		if got[name] != text {
			t.Errorf("current/%s is not what it was", name)
		}
	}
	for _, gone := range []string{".vaughn-prev", ".vaughn-work", "2026-11-24_service-requests", ".vaughn-lock"} {
		if _, err := os.Stat(filepath.Join(o.Out, gone)); err == nil {
			t.Errorf("%s is still there", gone)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTwoRunsAtOnce(t *testing.T) {
	dir := t.TempDir()
	in, _ := export(t, dir, 3, 50)
	o := options(t, dir, in)
	var inner error
	e := env(1)
	e.Events = func(ev release.Event) {
		if ev.Stage == "scan" && inner == nil {
			_, inner = release.Run(t.Context(), env(1), o)
		}
	}
	if _, err := release.Run(t.Context(), e, o); err != nil {
		t.Fatal(describe(err))
	}
	if kind(inner) != release.KindLocked {
		t.Errorf("the second run: %v, want kind %s", inner, release.KindLocked)
	}
}

func TestAFileThatChangesWhileItIsRead(t *testing.T) {
	dir := t.TempDir()
	in, _ := export(t, dir, 3, 50)
	o := options(t, dir, in)
	e := env(1)
	e.Events = func(ev release.Event) {
		if ev.Stage == "scan" {
			f, err := os.OpenFile(in, os.O_APPEND|os.O_WRONLY, 0)
			must(t, err)
			_, err = f.WriteString("grown\n")
			must(t, errors.Join(err, f.Close()))
		}
	}
	_, err := release.Run(t.Context(), e, o)
	var r *formats.Refusal
	if !errors.As(err, &r) || r.Reason != formats.Changed {
		t.Errorf("got %v, want a refusal %s", err, formats.Changed)
	}
	if _, err := os.Stat(o.Out); err == nil {
		t.Error("a folder was left")
	}
}

func TestAnotherReleaseOfTheDayIsInTheWay(t *testing.T) {
	dir := t.TempDir()
	in, _ := export(t, dir, 3, 50)
	o := options(t, dir, in)
	if _, err := release.Run(t.Context(), env(1), o); err != nil {
		t.Fatal(describe(err))
	}
	before := tree(t, o.Out)
	export(t, dir, 4, 60)
	if _, err := release.Run(t.Context(), env(1), o); kind(err) != release.KindOutput {
		t.Errorf("got %v, want kind %s", err, release.KindOutput)
	}
	for name, text := range tree(t, o.Out) {
		if before[name] != text {
			t.Errorf("%s changed", name)
		}
	}
}

func TestInternalInsideOutIsRefused(t *testing.T) {
	dir := t.TempDir()
	in, _ := export(t, dir, 3, 5)
	o := options(t, dir, in)
	o.Internal = filepath.Join(o.Out, "internal")
	if _, err := release.Run(t.Context(), env(1), o); kind(err) != release.KindUsage {
		t.Errorf("got %v, want kind %s", err, release.KindUsage)
	}
}

// A kept column that begins to hold an e-mail stops a web release.
func TestAFindInAKeptColumnStops(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "sr.csv")
	must(t, os.WriteFile(in, []byte("Id,Category,Notes\n1,Streets,ok\n2,pat.doe@example.org,ok\n3,Parks,ok\n"), 0o600))
	o := options(t, dir, in)
	o.Policy = parse(t, `
about:   {vaughn: 1, agency: "City of Example, NY", dataset: d, contact: c@example.org}
law:     {pack: ny-foil-muni, channel: web, approved_by: CDO, date: 2026-11-20}
columns: {keep: [Id, Category], clean: [Notes]}
`)
	_, err := release.Run(t.Context(), env(1), o)
	if kind(err) != release.KindDrift || !strings.Contains(err.Error(), "Category") || strings.Contains(err.Error(), "pat.doe") {
		t.Errorf("got %v, want drift that names Category and not the value", err)
	}
	if _, err := os.Stat(o.Out); err == nil {
		t.Error("a folder was left")
	}
}

// TestAddedColumnsAreCounted holds the manifest's account of the companion
// columns against the released file.
func TestAddedColumnsAreCounted(t *testing.T) {
	dir := t.TempDir()
	in, _ := export(t, dir, 5, 400)
	o := options(t, dir, in)
	o.Policy = parse(t, strings.Replace(policyText, "rules:\n",
		"rules:\n  - {columns: [Address, Lat, Lng], when: {Request_Type: Missed Trash Pickup}, do: withhold, why: home-place}\n", 1))
	out, err := release.Run(t.Context(), env(2), o)
	must(t, err)
	f, err := os.Open(filepath.Join(out.Current, "sr.csv"))
	must(t, err)
	defer f.Close()
	rows, err := stdcsv.NewReader(f).ReadAll()
	must(t, err)
	added := 0
	for _, c := range out.Files[0].Columns {
		if !c.Added {
			continue
		}
		added++
		n := int64(0)
		for _, row := range rows[1:] {
			if row[c.Out] != "" {
				n++
			}
		}
		if n == 0 || c.Cells != n {
			t.Errorf("%s: the manifest says %d cells, the file has %d", c.Name, c.Cells, n)
		}
	}
	if added == 0 {
		t.Fatal("no column was added, so nothing was checked")
	}
}

// TestAFieldBeyondTheHeaderIsNoAddedColumn has a find where neither the header
// nor an added column stands.
func TestAFieldBeyondTheHeaderIsNoAddedColumn(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "r.csv")
	must(t, os.WriteFile(in, []byte("Id,Note\n1,ok\n2,fine,call 315-555-0142\n3,x\n"), 0o600))
	o := options(t, dir, in)
	o.Policy = parse(t, `
about:   {vaughn: 1, agency: "City of Example, NY", dataset: notes, contact: opendata@example.org}
law:     {pack: ny-foil-muni, channel: web, approved_by: Chief Data Officer, date: 2026-11-20}
columns: {keep: [Id], clean: [Note]}
`)
	o.Read.Ragged = true
	out, err := release.Run(t.Context(), env(1), o)
	must(t, err)
	b, err := os.ReadFile(filepath.Join(out.Current, "r.csv"))
	must(t, err)
	if !strings.Contains(string(b), "2,fine,call [phone withheld: ") {
		t.Errorf("got %q", b)
	}
}
