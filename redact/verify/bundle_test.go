package verify

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vaughn/redact/bundle"
)

func TestACorrectBundlePasses(t *testing.T) {
	s := requests()
	s.make()
	dir := s.seal(t)
	r := s.bundleResult(t, dir, true)
	noProblems(t, r)
	r = s.bundleResult(t, dir, false)
	noProblems(t, r)
	if len(r.NotChecked) < 3 {
		t.Errorf("the bundle alone cannot tell everything, and only this is said: %q", r.NotChecked)
	}
}

// edit changes a file of a bundle.
func edit(t *testing.T, dir, name string, f func([]byte) []byte) {
	t.Helper()
	p := filepath.Join(dir, filepath.FromSlash(name))
	b, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	after := f(bytes.Clone(b))
	if bytes.Equal(after, b) {
		t.Fatalf("%s was not changed: the test has no effect", name)
	}
	if err := os.WriteFile(p, after, 0o644); err != nil {
		t.Fatal(err)
	}
}

func replaced(old, new string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

// manifest changes the manifest of a bundle as a release would write it.
func manifest(t *testing.T, dir string, f func(*bundle.Manifest)) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(bundle.ManifestAt)))
	if err != nil {
		t.Fatal(err)
	}
	var m bundle.Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	f(&m)
	putManifest(t, dir, &m)
}

// bundleTampers are ways to change a sealed bundle, and the problem that each must give.
var bundleTampers = []struct {
	name   string
	tamper func(t *testing.T, dir string)
	reseal bool // digests and seal made anew
	in     bool
	want   Kind
}{
	{"one byte of the data", func(t *testing.T, dir string) { edit(t, dir, "sr.csv", replaced("Pothole", "pothole")) }, false, false, Digest},
	{"one byte of the log page", func(t *testing.T, dir string) { edit(t, dir, bundle.LogHTML, replaced("{}", "{ }")) }, false, false, Digest},
	{"one byte of the digests", func(t *testing.T, dir string) { edit(t, dir, bundle.Sums, replaced("0", "1")) }, false, false, Digest},
	{"the seal is gone", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, bundle.Sealed)) }, false, false, Hygiene},
	{"another seal", func(t *testing.T, dir string) { edit(t, dir, bundle.Sealed, replaced("r1", "r2")) }, false, false, Digest},
	{"the manifest is gone", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, filepath.FromSlash(bundle.ManifestAt))) }, true, false, Hygiene},
	{"the data is gone", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "sr.csv")) }, true, false, Unreadable},
	{"a file too many", func(t *testing.T, dir string) { put(t, dir, "notes.txt", []byte("x")) }, true, false, Hygiene},
	{"a folder too many", func(t *testing.T, dir string) { put(t, dir, "old/sr.csv", []byte("x")) }, true, false, Hygiene},
	{"a link", func(t *testing.T, dir string) {
		if err := os.Symlink("sr.csv", filepath.Join(dir, bundle.PolicyAt)); err != nil {
			t.Skip("no symbolic links here")
		}
	}, false, false, Hygiene},
	{"a label removed", func(t *testing.T, dir string) { edit(t, dir, "sr.csv", replaced(phoneLabel, "a number")) }, true, false, LabelKind},
	{"the CSV log differs", func(t *testing.T, dir string) { edit(t, dir, bundle.LogCSV, replaced("Display_Name", "Status")) }, true, false, LogKind},
	{"the CSV log is longer", func(t *testing.T, dir string) {
		edit(t, dir, bundle.LogCSV, func(b []byte) []byte { return append(b, "12,sr.csv\n"...) })
	}, true, false, LogKind},
	{"the canonical log loses its last line", func(t *testing.T, dir string) {
		edit(t, dir, bundle.LogJSONL, func(b []byte) []byte { return b[:bytes.LastIndexByte(b[:len(b)-1], '\n')+1] })
	}, true, false, Amount},
	{"the canonical log is spelled otherwise", func(t *testing.T, dir string) { edit(t, dir, bundle.LogJSONL, replaced(`,"file"`, `, "file"`)) }, true, false, LogKind},
	{"a kept count", func(t *testing.T, dir string) {
		manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Columns[7].Kept["EMAIL_ADDRESS"] = 2 })
	}, true, false, Amount},
	{"a kept e-mail address removed", func(t *testing.T, dir string) { edit(t, dir, "sr.csv", replaced("help@example.com", "nobody")) }, true, false, Amount},
	{"the summary", func(t *testing.T, dir string) {
		manifest(t, dir, func(m *bundle.Manifest) { m.Summary[0].Cells++ })
	}, true, false, Amount},
	{"the cells of an added column", func(t *testing.T, dir string) {
		manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Columns[len(m.Files[0].Columns)-1].Cells++ })
	}, true, false, Amount},
	{"the number of entries", func(t *testing.T, dir string) { manifest(t, dir, func(m *bundle.Manifest) { m.Entries++ }) }, true, false, Amount},
	{"the number of labels", func(t *testing.T, dir string) { manifest(t, dir, func(m *bundle.Manifest) { m.Labels++ }) }, true, false, Amount},
	{"a column is hidden from the manifest", func(t *testing.T, dir string) {
		manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Columns = m.Files[0].Columns[1:] })
	}, true, false, Manifest},
	{"an unknown key in the manifest", func(t *testing.T, dir string) {
		edit(t, dir, bundle.ManifestAt, replaced(`"schema"`, `"note": "x", "schema"`))
	}, true, false, Manifest},
	{"a key twice in the manifest", func(t *testing.T, dir string) {
		edit(t, dir, bundle.ManifestAt, replaced(`"entries"`, `"entries": 1, "entries"`))
	}, true, false, Manifest},
	{"a released file that leaves the folder", func(t *testing.T, dir string) {
		manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Name = "../sr.csv" })
	}, true, false, Manifest},
	{"a released file named like the log", func(t *testing.T, dir string) {
		manifest(t, dir, func(m *bundle.Manifest) { m.Files[0].Name = bundle.LogCSV })
	}, true, false, Manifest},
	{"a withheld value pasted into another cell", func(t *testing.T, dir string) { edit(t, dir, "sr.csv", replaced("Streetlight", "pat.doe@example.org")) }, true, true, Altered},
	{"a name in the metadata", func(t *testing.T, dir string) {
		put(t, dir, bundle.DataPackage, []byte(`{"title": "what Ana P\u006fe sent"}`))
	}, true, true, Document},
	{"a telephone number in the report", func(t *testing.T, dir string) { put(t, dir, bundle.Report, []byte("<p>call 1&#45;315.555.0142")) }, true, true, Document},
	{"an e-mail address in the readme", func(t *testing.T, dir string) {
		put(t, dir, bundle.Readme, []byte("Questions: PAT.DOE@example.org."))
	}, true, true, Document},
}

func TestTamperedBundlesAreCaught(t *testing.T) {
	for _, tt := range bundleTampers {
		t.Run(tt.name, func(t *testing.T) {
			s := requests()
			s.make()
			dir := s.seal(t)
			tt.tamper(t, dir)
			if tt.reseal {
				reseal(t, dir)
			}
			r := s.bundleResult(t, dir, tt.in)
			hasKind(t, r, tt.want)
			for _, p := range r.Problems {
				if strings.Contains(p.String(), "Poe") || strings.Contains(p.String(), "0142") || strings.Contains(strings.ToLower(p.String()), "pat.doe") {
					t.Errorf("the problem %q holds a value", p)
				}
			}
		})
	}
}

// The contact of the agency may be a withheld value of the data: it is public.
func TestOfficialTextsMayStandInDocuments(t *testing.T) {
	s := requests()
	s.make()
	dir := s.seal(t)
	put(t, dir, bundle.Readme, []byte("Questions: pat.doe@example.org"))
	reseal(t, dir)
	o := s.options(t, true)
	o.Official = []string{"pat.doe@example.org"}
	r, err := Bundle(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	noProblems(t, r)
}

func TestAWithheldNameInAFileName(t *testing.T) {
	s := requests()
	s.name = "requests_ana_poe.csv"
	s.make()
	dir := s.seal(t)
	r := s.bundleResult(t, dir, true)
	hasKind(t, r, Document)
	for _, p := range r.Problems {
		if p.Kind == Document && strings.Contains(p.String(), "ana_poe.csv:") && p.File != bundle.LogJSONL && p.File != bundle.ManifestAt {
			t.Errorf("the problem %q prints the name", p)
		}
	}
}

func TestABundleWhoseInputIsGone(t *testing.T) {
	s := requests()
	s.make()
	dir := s.seal(t)
	o := s.options(t, true)
	o.Inputs = map[string]Input{}
	r, err := Bundle(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	noProblems(t, r)
	if !slices.ContainsFunc(r.NotChecked, func(s string) bool { return strings.HasPrefix(s, "sr.csv: ") }) {
		t.Errorf("nothing says that the input was not at hand: %q", r.NotChecked)
	}
	if slices.ContainsFunc(r.Checked, func(s string) bool { return strings.Contains(s, "of the input") }) {
		t.Errorf("it is said that the input was compared: %q", r.Checked)
	}
}

func TestAnEmptyFolderIsNoBundle(t *testing.T) {
	s := requests()
	s.make()
	r := s.bundleResult(t, t.TempDir(), false)
	hasKind(t, r, Hygiene)
	if r.OK() {
		t.Error("an empty folder passes")
	}
}
