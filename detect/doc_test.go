package detect_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"vaughn/detect"
	"vaughn/detect/detecttest"
)

var update = flag.Bool("update", false, "write docs/detectors.md again")

// TestDetectorsDoc holds that docs/detectors.md says what the table says:
// go test -run DetectorsDoc ./detect -update writes it again.
func TestDetectorsDoc(t *testing.T) {
	const name = "../docs/detectors.md"
	want := detectorsDoc(t)
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the detectors say; write it again with -update", name)
	}
}

// detectorsDoc is the page.
func detectorsDoc(t *testing.T) string {
	t.Helper()
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# Detectors\n\nMade from the detectors themselves by `go test -run DetectorsDoc ./detect -update`; do not edit.\n\n" +
		"One pass over a text sees signs; a detector is called where one of its signs stands, and says what it found and how\n" +
		"likely. Likely and very likely finds are masked, possible ones wait for a person (the web masks them), unlikely ones stay\n" +
		"and are counted. `vaughn explain FILE:ROW:COL` names the detector and the evidence, never the value.\n\n")
	b.WriteString("| detector | finds | called at | example |\n|---|---|---|---|\n")
	for _, info := range e.Infos() {
		example := strings.ReplaceAll(info.Example, "|", "\\|")
		if info.Header != "" {
			example += " (under the header \"" + info.Header + "\")"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | `%s` |\n", info.ID, info.Doc, strings.Join(info.Triggers.Words(), "; "), example)
		if _, _, err := detecttest.Parse(info.Example); err != nil {
			t.Errorf("the example of %s cannot be read", info.ID)
		}
		if len(info.Triggers.Words()) == 0 {
			t.Errorf("the signs of %s have no words", info.ID)
		}
	}
	b.WriteString("\n## Kinds\n\nA strong value identifies by itself and may stand nowhere else in a released file.\n\n" +
		"| kind | in words | personal | strong | found by |\n|---|---|---|---|---|\n")
	for _, entity := range detect.Entities() {
		var by []string
		for _, info := range e.Infos() {
			for _, x := range info.Entities {
				if x == entity {
					by = append(by, "`"+info.ID+"`")
				}
			}
		}
		if len(by) == 0 {
			by = []string{"columns, lists and patterns only"}
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", entity, entity.Plain(), yes(entity.Personal()), yes(entity.Strong()), strings.Join(by, ", "))
	}
	b.WriteString("\n## Evidence\n\n| id | says |\n|---|---|\n")
	for id, reason := range detect.Reasons() {
		if reason != "" {
			fmt.Fprintf(&b, "| %d | %s |\n", id, reason)
		}
	}
	return b.String()
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
