package detect_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/detect"
)

// TestResolveHoldsForAnyCandidates feeds Resolve lists that no scan would give.
func TestResolveHoldsForAnyCandidates(t *testing.T) {
	text := strings.Repeat("Ana Lopez, 412 Example Ave ", 3)
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 80).Draw(rt, "n")
		ms := make([]detect.Match, n)
		for i := range ms {
			start := rapid.IntRange(0, len(text)-2).Draw(rt, "start")
			ms[i] = detect.Match{
				Span:       detect.Span{Start: start, End: rapid.IntRange(start+1, len(text)).Draw(rt, "end")},
				Entity:     detect.Entity(rapid.IntRange(1, int(detect.NumEntities)-1).Draw(rt, "entity")),
				Likelihood: detect.Likelihood(rapid.IntRange(1, 5).Draw(rt, "likelihood")),
				Detector:   uint16(rapid.IntRange(0, 3).Draw(rt, "detector")),
				Reason:     uint16(rapid.IntRange(0, len(detect.Reasons())-1).Draw(rt, "reason")),
			}
		}
		c := detect.NewColumn(0, rapid.SampledFrom([]string{"Name", "Applicant", "Company", "Notes"}).Draw(rt, "header"))
		c.Cells = int64(rapid.IntRange(0, 1).Draw(rt, "cells"))
		c.Mode = detect.Mode(rapid.IntRange(0, 2).Draw(rt, "mode"))
		c.Entity = detect.Entity(rapid.IntRange(0, int(detect.NumEntities)-1).Draw(rt, "column"))
		c.Codes = rapid.Bool().Draw(rt, "codes")
		checkResolve(rt, ms, &detect.Text{S: text, Column: c}, c)
	})
}

// TestResolveDoesNotDependOnOrder shuffles the candidates.
func TestResolveDoesNotDependOnOrder(t *testing.T) {
	e := engine(t)
	tx := &detect.Text{S: "Owner: Ana Lopez, 412 Example Ave, account 315-555-0142, https://example.org/?m=ana@example.org"}
	ms, err := e.NewScanner().Scan(nil, tx)
	if err != nil {
		t.Fatal(err)
	}
	want := detect.Resolve(append([]detect.Match(nil), ms...), tx, nil)
	rapid.Check(t, func(rt *rapid.T) {
		got := detect.Resolve(rapid.Permutation(ms).Draw(rt, "order"), tx, nil)
		if !slices.Equal(got, want) {
			rt.Fatal("the order of the candidates shows in the result")
		}
	})
}

// TestProfileMergesInAnySplit holds that workers may take any rows.
func TestProfileMergesInAnySplit(t *testing.T) {
	e := engine(t)
	headers := []string{"Name", "Phone", "Address", "Notes", "Status"}
	var cols []*detect.Column
	for i, h := range headers {
		cols = append(cols, detect.NewColumn(i, h))
	}
	rows := make([][]string, 1500)
	for r := range rows {
		rows[r] = []string{
			fmt.Sprintf("%c. Lopez-%s", 'A'+r%26, strings.Repeat("x", r%7)), fmt.Sprintf("315-555-01%02d", r%100),
			fmt.Sprintf("%d Example Ave", r), fmt.Sprintf("note %d about ana%d@example.org", r, r), []string{"open", "closed"}[r%2],
		}
	}
	s := e.NewScanner()
	fill := func(p *detect.Profile, rows [][]string) {
		var ms []detect.Match
		for _, row := range rows {
			for i, cell := range row {
				var err error
				if ms, err = s.Scan(ms[:0], &detect.Text{S: cell, Column: cols[i]}); err != nil {
					t.Fatal(err)
				}
				p.Cell(i, cell, ms)
			}
		}
	}
	whole := detect.NewProfile(cols)
	fill(whole, rows)
	want := whole.Columns()
	rapid.Check(t, func(rt *rapid.T) {
		a, b, c := detect.NewProfile(cols), detect.NewProfile(cols), detect.NewProfile(cols)
		i := rapid.IntRange(0, len(rows)).Draw(rt, "i")
		j := rapid.IntRange(i, len(rows)).Draw(rt, "j")
		fill(a, rows[:i])
		fill(b, rows[i:j])
		fill(c, rows[j:])
		c.Merge(a)
		b.Merge(c)
		if d := cmp.Diff(want, b.Columns()); d != "" {
			rt.Fatal(d)
		}
	})
}

func engine(t testing.TB) *detect.Engine {
	t.Helper()
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}
