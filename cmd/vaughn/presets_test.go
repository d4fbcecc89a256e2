package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vaughn/redact/policy"
)

var update = flag.Bool("update", false, "write the expected releases of testdata/presets again; read them before you commit")

// exactDay is the day on which the exports of testdata/presets are released.
const exactDay = "2026-11-23"

// vaughnAt runs one command on that day.
func vaughnAt(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	day, err := time.Parse(time.DateOnly, exactDay)
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code = run(t.Context(), args, outside{out: &out, err: &errs, env: func(string) string { return "" }, now: func() time.Time { return day }})
	return code, out.String(), errs.String()
}

func presetFixtures(t *testing.T) (root string, names []string) {
	t.Helper()
	root = filepath.Join("..", "..", "testdata", "presets")
	dirs, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		names = append(names, d.Name())
	}
	if len(names) != 8 {
		t.Fatalf("%d fixtures, want 8", len(names))
	}
	return root, names
}

// TestPresetReleases releases the eight invented exports and compares the public
// data and the log, byte by byte, with what somebody has read.
func TestPresetReleases(t *testing.T) {
	root, names := presetFixtures(t)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			dir, out := filepath.Join(root, name), filepath.Join(t.TempDir(), "public")
			code, _, said := vaughnAt(t, "release", filepath.Join(dir, "export.csv"), "--policy", filepath.Join(dir, "policy.yaml"), "--out", out, "--as-of", exactDay)
			if code != exitDone {
				t.Fatalf("exit %d: %s", code, said)
			}
			got, err := filepath.Glob(filepath.Join(out, "current", "*.csv"))
			if err != nil || len(got) < 2 {
				t.Fatalf("released: %v %v", got, err)
			}
			if *update {
				if err := os.RemoveAll(filepath.Join(dir, "want")); err != nil {
					t.Fatal(err)
				}
				if err := os.Mkdir(filepath.Join(dir, "want"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			for _, path := range got {
				compareWith(t, filepath.Join(dir, "want", filepath.Base(path)), path)
			}
			if wanted, _ := filepath.Glob(filepath.Join(dir, "want", "*")); len(wanted) != len(got) {
				t.Errorf("%d files released, %d wanted", len(got), len(wanted))
			}
		})
	}
}

func compareWith(t *testing.T, want, path string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(want, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(string(got), "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s", want, d)
	}
}

// TestInitWithAPreset holds that the preset of every export is the one that init
// suggests, that what init writes with it is a policy once two lines are answered,
// and that this policy names every column itself.
func TestInitWithAPreset(t *testing.T) {
	root, names := presetFixtures(t)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			in, out := filepath.Join(root, name, "export.csv"), filepath.Join(t.TempDir(), "new.yaml")
			code, _, said := vaughnAt(t, "init", in, "-o", filepath.Join(t.TempDir(), "plain.yaml"))
			if code != exitDone || !strings.Contains(said, "--preset "+name+" ") {
				t.Errorf("exit %d, no hint of the preset: %s", code, said)
			}
			if code, _, said = vaughnAt(t, "init", in, "--preset", name, "-o", out); code != exitDone {
				t.Fatalf("exit %d: %s", code, said)
			}
			text, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasSuffix(text, []byte("# 2 lines need you: law.pack, law.channel\n")) || !bytes.Contains(text, []byte("preset: "+name)) {
				t.Errorf("the policy:\n%s", text)
			}
			text = bytes.Replace(text, []byte("pack: CHOOSE"), []byte("pack: "+policyPack(t, filepath.Join(root, name, "policy.yaml"))), 1)
			text = bytes.Replace(text, []byte("channel: CHOOSE"), []byte("channel: web"), 1)
			p, err := policy.Parse("new.yaml", text)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if err := os.WriteFile(out, text, 0o644); err != nil {
				t.Fatal(err)
			}
			code, explained, said := vaughnAt(t, "explain", out, in)
			if name == "mailing-list" { // tables only on the web
				if code != exitPolicy || !strings.Contains(said, "releases no rows here") {
					t.Errorf("exit %d: %s", code, said)
				}
				return
			}
			if code != exitDone || strings.Contains(explained, "(preset ") || len(p.Rules) == 0 {
				t.Errorf("exit %d: %s\n%s\n%s", code, said, explained, text)
			}
			released(t, in, out, filepath.Join(root, name, "want", "export.csv"), slices.Contains([]string{"service-requests", "code-violations", "tax-payments"}, name))
		})
	}
}

// packOf is the pack of a fixture's policy.
func policyPack(t *testing.T, path string) string {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.Parse("policy.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	return p.Law.Pack
}

// released holds that the written-out policy releases the same data as the one
// that leaves the columns to the preset. A fixture with rules or lists of its own
// is only released.
func released(t *testing.T, in, policyFile, want string, differs bool) {
	t.Helper()
	text, err := os.ReadFile(policyFile)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("  # approved_by:"), []byte("  approved_by:"), 1)
	if err := os.WriteFile(policyFile, text, 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "public")
	if code, _, said := vaughnAt(t, "release", in, "--policy", policyFile, "--out", out, "--as-of", exactDay); code != exitDone {
		t.Fatalf("exit %d: %s\n%s", code, said, text)
	}
	if !differs {
		compareCells(t, want, filepath.Join(out, "current", "export.csv"))
	}
}

// compareCells compares two releases but for the reasons in their labels: the
// preset's own reasons stand as comments in a policy that init wrote.
func compareCells(t *testing.T, want, path string) {
	t.Helper()
	a, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(withoutReasons(string(a)), withoutReasons(string(b))); d != "" {
		t.Errorf("%s (-want +got):\n%s", want, d)
	}
}

var reasonInLabel = regexp.MustCompile(` withheld: [^\]]*\]`)

func withoutReasons(s string) []string {
	return strings.Split(reasonInLabel.ReplaceAllString(s, " withheld]"), "\n")
}
