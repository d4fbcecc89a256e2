package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vaughn/exemptions"
	"vaughn/redact/bundle"
)

// neverSaid are words that promise what nobody can promise: that a file may be
// published, that nobody can be recognised.
var neverSaid = regexp.MustCompile(`(?i)\bsafe to (publish|release|share)\b|\banonym(ous|i[sz]ed|ously)\b|\bde-?identified\b`)

// TestNothingThatPeopleReadPromisesTooMuch looks at every template, pack and
// text of the rooms that speak to people. Single words and lists of words are
// not sentences: "anonymous" is something that data say.
func TestNothingThatPeopleReadPromisesTooMuch(t *testing.T) {
	files := 0
	err := filepath.WalkDir(top(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		room, _ := filepath.Rel(top(t), path)
		if room = filepath.ToSlash(room); !strings.HasSuffix(path, ".tmpl") && !strings.HasPrefix(room, "exemptions/packs/") {
			return nil
		}
		files++
		b, err := os.ReadFile(path)
		if m := neverSaid.Find(b); m != nil {
			t.Errorf("%s says %q", room, m)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	texts := 0
	for _, s := range sources(t) {
		if !under(s.room, "exemptions", "redact", "cmd") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && sentence(lit.Value) {
				texts++
				if m := neverSaid.FindString(lit.Value); m != "" {
					t.Errorf("%s says %q", s.at(lit), m)
				}
			}
			return true
		})
	}
	if files < 3 || texts < 300 {
		t.Fatalf("%d files and %d texts: this would check nothing", files, texts)
	}
}

// sentence reports a text with punctuation of a sentence, unlike a list of words.
func sentence(s string) bool {
	return strings.Contains(s, " ") && strings.ContainsAny(s, ".,:;%") && len(s) < 2000
}

// TestEveryLabelHasOneEntry counts in the demo's release: the labels in the file
// are those that the entries cover, row by row, and no row has more or fewer.
func TestEveryLabelHasOneEntry(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"demo", dir}, outside{out: &stdout, err: &stderr, env: func(string) string { return "" }, now: time.Now}); code != exitDone {
		t.Fatal(stderr.String())
	}
	cur := filepath.Join(dir, "public", "current")
	b, err := os.ReadFile(filepath.Join(cur, "syrcityline.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	inFile, total := map[int64]int64{}, int64(0)
	for i, row := range rows {
		for c, cell := range row {
			n := int64(exemptions.CountLabels(cell))
			if i > 0 && cell != "" && strings.HasSuffix(rows[0][c], "_shown_as") {
				n++ // says how exact the value beside it still is
			}
			inFile[int64(i+1)] += n // the header is the first record
			total += n
		}
	}
	log, err := os.ReadFile(filepath.Join(cur, filepath.FromSlash(bundle.LogJSONL)))
	if err != nil {
		t.Fatal(err)
	}
	inLog := map[int64]int64{}
	for line := range strings.Lines(string(log)) {
		var e struct{ Row, Labels int64 }
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		inLog[e.Row] += e.Labels
	}
	if total < 100 {
		t.Fatalf("only %d labels: this would check nothing", total)
	}
	for row, n := range inLog {
		if row > 0 && (n > inFile[row] || n < inFile[row] && inLog[0] == 0) {
			t.Errorf("row %d: %d labels in the log, %d in the file", row, n, inFile[row])
		}
		total -= n
	}
	if total != 0 {
		t.Errorf("%d labels have no entry (%d entries of ranges)", total, inLog[0])
	}
}
