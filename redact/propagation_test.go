package redact_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"vaughn/detect"
	"vaughn/detect/detecttest"
	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/policy"
)

// propagationCase is one record of testdata/tables/propagation.txt: what is withheld
// in the cells with a star is looked for in the others.
type propagationCase struct {
	name    string
	keep    bool // nothing may be found
	headers []string
	cells   []string
	marks   [][]detecttest.Want
	source  []bool
}

// TestPropagationFixture holds DESIGN idea 6 on 145 invented records: half of them
// hold the value again in another spelling, half only what looks like it. Their own
// detectors do not run in the other cells, so that what is found was looked for.
func TestPropagationFixture(t *testing.T) {
	found, missed, over := 0, 0, 0
	for _, c := range readPropagation(t) {
		hit, miss, extra := runPropagation(t, c)
		found, missed, over = found+hit, missed+miss, over+extra
		if miss+extra > 0 {
			t.Logf("%s: %d missed, %d too many", c.name, miss, extra)
		}
	}
	t.Logf("%d of %d found, %d too many", found, found+missed, over)
	if found*100 < 93*(found+missed) || over > 4 {
		t.Errorf("%d of %d found and %d too many, want 93 %% and at most 4", found, found+missed, over)
	}
}

func readPropagation(t *testing.T) (out []propagationCase) {
	t.Helper()
	b, err := os.ReadFile("../testdata/tables/propagation.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(strings.TrimSpace(string(b)), "\n\n") {
		c := propagationCase{}
		for line := range strings.SplitSeq(block, "\n") {
			if name, ok := strings.CutPrefix(line, "# "); ok {
				c.name, c.keep = name, strings.HasPrefix(name, "keep")
				continue
			}
			line, star := strings.CutPrefix(line, "*")
			header, marked, ok := strings.Cut(line, ": ")
			if !ok {
				t.Fatalf("%s: a line without a header", c.name)
			}
			text, marks, err := detecttest.Parse(marked)
			if err != nil {
				t.Fatal(err)
			}
			c.headers, c.cells = append(c.headers, header), append(c.cells, text)
			c.marks, c.source = append(c.marks, marks), append(c.source, star)
		}
		out = append(out, c)
	}
	return out
}

// runPropagation decides one record and counts.
func runPropagation(t *testing.T, c propagationCase) (hit, miss, extra int) {
	t.Helper()
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	scanner := e.NewScanner()
	var cols []*detect.Column
	for i, h := range c.headers {
		cols = append(cols, detect.NewColumn(i, h))
	}
	profile := detect.NewProfile(cols)
	var ms []redact.CellMatch
	for i, text := range c.cells {
		found, err := scanner.Scan(nil, &detect.Text{S: text, Column: cols[i]})
		if err != nil {
			t.Fatal(err)
		}
		profile.Cell(i, text, found)
		for _, m := range found {
			if c.source[i] {
				ms = append(ms, redact.CellMatch{Cell: i, Match: m})
			}
		}
		for _, w := range c.marks[i] { // what the column says may be more than the detectors see
			if c.source[i] {
				ms = append(ms, redact.CellMatch{Cell: i, Match: detect.Match{Span: w.Span, Entity: w.Entity, Likelihood: detect.VeryLikely, Reason: 3}})
			}
		}
	}
	verdicts := profile.Columns()
	for i := range verdicts {
		if !c.source[i] { // one row is no column: only what the header says of it stands
			verdicts[i].Mode, verdicts[i].Personal = detect.ModeNone, false
		}
	}
	r := redact.New(propagationPlan(t, c, verdicts))
	rec := formats.Record{Seq: 2}
	for _, text := range c.cells {
		rec.Cells = append(rec.Cells, formats.Cell{Text: text})
	}
	rec.Role = formats.RoleData
	var out redact.Outcome
	r.Record(&rec, ms, &out)
	for i := range c.cells {
		if c.source[i] {
			continue
		}
		for _, w := range c.marks[i] {
			if editOver(out.Edits, i, w.Span) {
				hit++
			} else {
				miss++
			}
		}
		for _, ed := range out.Edits {
			if ed.Cell == i && !markOver(c.marks[i], detect.Span{Start: ed.Start, End: ed.End}) {
				extra++
			}
		}
	}
	return hit, miss, extra
}

func editOver(edits []formats.Edit, cell int, s detect.Span) bool {
	for _, ed := range edits {
		if ed.Cell == cell && ed.Start < s.End && s.Start < ed.End {
			return true
		}
	}
	return false
}

func markOver(marks []detecttest.Want, s detect.Span) bool {
	for _, w := range marks {
		if w.Overlaps(s) {
			return true
		}
	}
	return false
}

// propagationPlan withholds the cells with a star and cleans the others.
func propagationPlan(t *testing.T, c propagationCase, cols []detect.Column) *redact.Plan {
	t.Helper()
	var b strings.Builder
	b.WriteString("law: {pack: generic, channel: web}\nreasons: {r: {promise: \"a promise\"}}\nrules:\n")
	names := make([]string, len(cols))
	for i := range cols {
		names[i] = "c" + string(rune('a'+i))
		do := "clean"
		if c.source[i] {
			do = "withhold"
		}
		b.WriteString("  - {columns: [" + names[i] + "], do: " + do + ", why: r}\n")
	}
	p, err := policy.Parse("p.yaml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	pack, err := exemptions.Load("generic")
	if err != nil {
		t.Fatal(err)
	}
	bound, err := p.BindAll(policy.BindOptions{Pack: pack, AsOf: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)},
		[]policy.Table{{File: "p.csv", Columns: cols, Names: names}})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := redact.NewPlan(bound[0], cols, names, "p", nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}
