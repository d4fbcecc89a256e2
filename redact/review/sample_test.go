package review

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// The bounds are those of published tables of exact (Clopper-Pearson) limits: with no
// miss 1 - 0.05^(1/n), near 3/n; else the 95th percentile of the beta distribution.
func TestUpperBoundIsThatOfTheTables(t *testing.T) {
	tests := []struct {
		wrong, n int
		want     float64
	}{
		{0, 200, 0.014867}, {0, 100, 0.029513}, {0, 59, 0.049507}, {0, 1, 0.95}, {1, 1, 1}, {0, 0, 1},
		{1, 100, 0.046560}, {1, 10, 0.394163}, {2, 20, 0.282619}, {5, 10, 0.777559}, {5, 200, 0.051843},
	}
	for _, tt := range tests {
		if got := UpperBound(tt.wrong, tt.n); math.Abs(got-tt.want) > 2e-6 {
			t.Errorf("%d of %d: %.6f, want %.6f", tt.wrong, tt.n, got, tt.want)
		}
	}
}

func TestTheSampleIsTheSameInAnyOrder(t *testing.T) {
	type place struct {
		row int64
		col int
	}
	var all []place
	for row := range int64(400) {
		for col := range 3 {
			all = append(all, place{row, col})
		}
	}
	draw := func(seed string, order []place) []Sample {
		s := NewSampler(someKey, seed, 20, 10)
		for _, p := range order {
			s.Draw(0, p.row, p.col, p.col == 2, func() Sample {
				return Sample{File: "a.csv", Row: p.row, Column: fmt.Sprint("c", p.col), Text: "x"}
			})
		}
		return s.Samples()
	}
	first := draw("one", all)
	back := slices.Clone(all)
	slices.Reverse(back)
	if !slices.Equal(first, draw("one", back)) {
		t.Error("the sample depends on the order")
	}
	if slices.Equal(first, draw("two", all)) {
		t.Error("two releases have the same sample")
	}
	masked := 0
	for _, c := range first {
		if c.Masked {
			masked++
		}
	}
	if len(first) != 30 || masked != 10 {
		t.Errorf("%d cells, %d of them masked; want 30 and 10", len(first), masked)
	}
	low := 0
	for _, c := range first {
		if c.Row < 200 {
			low++
		}
	}
	if low < 5 || low > 25 {
		t.Errorf("%d of 30 cells stand in the first half: that is no chance", low)
	}
}

func TestSampleWords(t *testing.T) {
	b := newBook(t)
	if b.SampleWords() != "" {
		t.Error("nobody looked, and the log says something")
	}
	b = appendAll(t, b, Line{Kind: BySamples, Verdict: "seen", By: "J. Roe", On: "2026-11-23", Kept: &Seen{Cells: 200}, Masked: &Seen{Cells: 0}})
	want := "A person looked at 200 cells that are released as they are and found 0 misses: with 95 % confidence at most 1.5 % of such cells hold a miss (sample of 2026-11-23)."
	if got := b.SampleWords(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	b = appendAll(t, b, Line{Kind: BySamples, Verdict: "seen", By: "J. Roe", On: "2026-11-24", Kept: &Seen{Cells: 100, Wrong: 1}, Masked: &Seen{Cells: 50, Wrong: 2}})
	if got := b.SampleWords(); !strings.Contains(got, "found 1 miss: with 95 % confidence at most 4.7 % of such cells hold a miss; of 50 masked cells, 2 should have stayed (sample of 2026-11-24).") {
		t.Errorf("got %s", got)
	}
}
