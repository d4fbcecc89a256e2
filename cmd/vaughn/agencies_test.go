package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAgenciesDoc holds that docs/agencies.md has all 44 rows, each proved by
// something or with a reason why not, and that every proof exists.
func TestAgenciesDoc(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(top(t), "docs", "agencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	tick := regexp.MustCompile("`([^`]+)`")
	rows := 0
	for _, line := range strings.Split(string(doc), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || !strings.HasPrefix(cells[1], " S") {
			continue
		}
		rows++
		proofs, missing := tick.FindAllStringSubmatch(cells[3], -1), strings.TrimSpace(cells[4])
		if len(proofs) == 0 && missing == "" {
			t.Errorf("%s: neither a proof nor a reason", cells[1])
		}
		for _, p := range proofs {
			if !proofExists(t, p[1]) {
				t.Errorf("%s: %s does not exist", cells[1], p[1])
			}
		}
	}
	if rows != 44 {
		t.Errorf("%d rows of 44", rows)
	}
}

// proofExists finds a script, a folder of test data or a test function.
func proofExists(t *testing.T, proof string) bool {
	t.Helper()
	room, name, ok := strings.Cut(proof, ":")
	if !ok {
		return false
	}
	name = strings.TrimSpace(name)
	switch room {
	case "script":
		return exists(filepath.Join(top(t), "testdata", "script", name+".txtar"))
	case "preset":
		return exists(filepath.Join(top(t), "testdata", "presets", name, "want"))
	case "agency":
		return exists(filepath.Join(top(t), "testdata", "agencies", name, "policy.yaml"))
	}
	files, err := filepath.Glob(filepath.Join(top(t), filepath.FromSlash(room), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(src), "\nfunc "+name+"(t *testing.T) {") {
			return true
		}
	}
	return false
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }
