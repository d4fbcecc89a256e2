package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"vaughn/detect"
	"vaughn/formats/all"
	"vaughn/redact/release"
)

// invented is one export of testdata/tables: a CSV with its answers marked inline,
// and what each column holds. Somebody wrote them who had not seen the detectors.
type invented struct {
	name    string
	comma   rune
	columns []inventedColumn
	spans   []release.PlacedMatch // marks, in code points of the text without them
	path    string                // the file without marks
}

type inventedColumn struct {
	entity, mode string
	lenient      bool // a second verdict is right too
}

var inlineMark = regexp.MustCompile(`(?s)\[\[([A-Z_]+):(.+?)\]\]`)

// later are kinds that only names and addresses in free text will find.
func later(e detect.Entity) bool {
	return e == detect.Person || e == detect.StreetAddress || e == detect.Organization || !e.Personal()
}

// tally counts what was asked for, found, given and right.
type tally struct{ gold, found, given, right int }

func (a *tally) add(b tally) {
	a.gold, a.found, a.given, a.right = a.gold+b.gold, a.found+b.found, a.given+b.given, a.right+b.right
}

func (a tally) String() string {
	return fmt.Sprintf("gold %4d  P %.3f  R %.3f", a.gold, part(a.right, a.given), part(a.found, a.gold))
}

func part(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

// TestInventedTables scans the exports of testdata/tables and holds the columns and
// the finds inside cells, names and addresses in free text left out. With TABLES=1
// in the environment and -v it prints what fails.
func TestInventedTables(t *testing.T) {
	var columns tally
	kinds := map[detect.Entity]tally{}
	for _, x := range inventedTables(t) {
		part := scanInvented(t, x)
		c := scoreColumns(t, x, part)
		columns.add(c)
		t.Logf("%-26s columns %s", x.name, c)
		for e, n := range scoreSpans(t, x, part) {
			sum := kinds[e]
			sum.add(n)
			kinds[e] = sum
		}
	}
	t.Logf("%-26s columns %s", "all", columns)
	var all tally
	for _, e := range detect.Entities() {
		if n, ok := kinds[e]; ok {
			t.Logf("%-26s %s", e, n)
			all.add(n)
		}
	}
	t.Logf("%-26s %s", "all kinds", all)
	if p, r := part(columns.right, columns.given), part(columns.found, columns.gold); p < 0.9 || r < 0.95 {
		t.Errorf("columns: precision %.3f, recall %.3f, want 0.9 and 0.95", p, r)
	}
	if p, r := part(all.right, all.given), part(all.found, all.gold); p < 0.95 || r < 0.94 {
		t.Errorf("finds inside cells: precision %.3f, recall %.3f, want 0.95 and 0.94", p, r)
	}
}

// inventedTables reads testdata/tables and writes each export without its marks.
func inventedTables(t *testing.T) []invented {
	t.Helper()
	const dir = "../../testdata/tables"
	f, err := os.Open(filepath.Join(dir, "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []invented
	tmp := t.TempDir()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		fields := strings.Split(sc.Text(), "\t")
		if fields[0] == "name" || len(fields) < 2 {
			continue
		}
		x := invented{name: fields[0], comma: []rune(fields[1])[0], path: filepath.Join(tmp, fields[0]+".csv")}
		marked, err := os.ReadFile(filepath.Join(dir, x.name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(x.path, inlineMark.ReplaceAll(marked, []byte("$2")), 0o600); err != nil {
			t.Fatal(err)
		}
		x.columns = readColumns(t, filepath.Join(dir, x.name+".columns"))
		x.spans = readMarks(t, x, string(marked))
		out = append(out, x)
	}
	return out
}

func readColumns(t *testing.T, name string) (out []inventedColumn) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if i, err := strconv.Atoi(f[0]); err != nil || i != len(out) || len(f) < 3 {
			t.Fatalf("%s: line %d cannot be read", name, len(out)+1)
		}
		out = append(out, inventedColumn{f[1], f[2], strings.Contains(line, "lenient")})
	}
	return out
}

// readMarks gives the marks with their places.
func readMarks(t *testing.T, x invented, marked string) (out []release.PlacedMatch) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(marked, "\uFEFF")))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = x.comma, -1, true
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for row, rec := range records {
		for col, cell := range rec {
			shift := 0
			for _, at := range inlineMark.FindAllStringSubmatchIndex(cell, -1) {
				e, ok := detect.ParseEntity(cell[at[2]:at[3]])
				if !ok {
					t.Fatalf("%s: record %d, column %d: a mark names no kind", x.name, row+1, col+1)
				}
				start := utf8.RuneCountInString(cell[:at[0]]) - shift
				value := cell[at[4]:at[5]]
				n := utf8.RuneCountInString(value)
				shift += utf8.RuneCountInString(cell[at[0]:at[1]]) - n
				out = append(out, release.PlacedMatch{Row: int64(row + 1), Col: col, Start: start, End: start + n, Entity: e})
			}
		}
	}
	return out
}

func scanInvented(t *testing.T, x invented) *release.ScannedPart {
	t.Helper()
	res, err := release.Scan(context.Background(), release.Env{Formats: all.List(), Open: all.Open, Jobs: 1},
		release.ScanOptions{Paths: []string{x.path}, Spans: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Files) != 1 || res.Files[0].Err != nil || len(res.Files[0].Parts) != 1 {
		t.Fatalf("%s was not scanned", x.name)
	}
	return &res.Files[0].Parts[0]
}

// scoreColumns compares what is personal.
func scoreColumns(t *testing.T, x invented, p *release.ScannedPart) (n tally) {
	t.Helper()
	for i, want := range x.columns {
		if i >= len(p.Columns) || want.lenient {
			continue
		}
		got, gold := p.Columns[i].Personal, want.mode != "-"
		if gold && want.mode == "per-cell" && !slices.ContainsFunc(x.spans, func(m release.PlacedMatch) bool { return m.Col == i && !later(m.Entity) }) {
			if want.entity != "PERSON" && want.entity != "STREET_ADDRESS" {
				continue // holds only what names and addresses in free text will find
			}
		}
		if gold {
			n.gold++
		}
		if got {
			n.given++
		}
		if gold && got {
			n.found++
			n.right++
		}
		if gold != got && os.Getenv("TABLES") != "" {
			t.Logf("   %s column %d %q: want %s %s, got %s %s, %d of %d", x.name, i, labelOf(p, i), want.entity, want.mode,
				p.Columns[i].Entity, p.Columns[i].Mode, p.Columns[i].Hits, p.Columns[i].Cells)
		}
	}
	return n
}

func labelOf(p *release.ScannedPart, i int) string {
	if i < len(p.Part.Labels) {
		return p.Part.Labels[i]
	}
	return ""
}

// scoreSpans compares the finds in columns that are decided cell by cell.
func scoreSpans(t *testing.T, x invented, p *release.ScannedPart) map[detect.Entity]tally {
	t.Helper()
	out := map[detect.Entity]tally{}
	overlap := func(list []release.PlacedMatch, m release.PlacedMatch) bool {
		return slices.ContainsFunc(list, func(o release.PlacedMatch) bool {
			return o.Row == m.Row && o.Col == m.Col && o.Start < m.End && m.Start < o.End
		})
	}
	for _, m := range x.spans {
		if later(m.Entity) || x.columns[m.Col].lenient {
			continue
		}
		n := out[m.Entity]
		n.gold++
		if overlap(p.Matches, m) {
			n.found++
		} else if os.Getenv("TABLES") != "" {
			t.Logf("   %s row %d column %d: missed %s", x.name, m.Row, m.Col, m.Entity)
		}
		out[m.Entity] = n
	}
	for _, m := range p.Matches {
		if later(m.Entity) || m.Col >= len(x.columns) || x.columns[m.Col].lenient || x.columns[m.Col].mode == "whole" {
			continue
		}
		if m.Entity == detect.PhoneNumber || m.Entity == detect.EmailAddress {
			if x.columns[m.Col].mode == "per-cell" && !overlap(x.spans, m) {
				continue // of a firm or an office: rosters and names say whose it is
			}
		}
		n := out[m.Entity]
		n.given++
		if overlap(x.spans, m) {
			n.right++
		} else if os.Getenv("TABLES") != "" {
			t.Logf("   %s row %d column %d: extra %s", x.name, m.Row, m.Col, m.Entity)
		}
		out[m.Entity] = n
	}
	return out
}
