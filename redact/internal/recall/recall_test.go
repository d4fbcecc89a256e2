package recall

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"vaughn/detect"
)

// What is found is what the detectors find, whatever came before.
func TestCellFindsWhatTheDetectorsFind(t *testing.T) {
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cols := []*detect.Column{detect.NewColumn(0, "Status"), detect.NewColumn(1, "Name"), detect.NewColumn(2, "Phone")}
	values := []string{"Open", "Closed", "", "Pat Doe", "call 315-555-0142", "pat.doe@example.org", "José Núñez",
		strings.Repeat("x", longest), strings.Repeat("x", longest+1), "Closed ", "315-555-0142", "3155550143"}
	rng := rand.New(rand.NewPCG(1, 2))
	with, without := New(e.NewScanner(), len(cols)), e.NewScanner()
	var got, want []detect.Match
	for i := range 6 * round {
		c := rng.IntN(len(cols))
		v := values[rng.IntN(len(values))]
		if c == 2 && i%3 > 0 { // a column that does not repeat
			v = fmt.Sprintf("315-555-%04d", i)
		}
		var err1, err2 error
		got, err1 = with.Cell(got[:0], v, c, cols[c])
		want, err2 = without.ScanCell(want[:0], v, cols[c])
		if err1 != nil || err2 != nil || !slices.Equal(got, want) {
			t.Fatalf("cell %d of column %d: %v (%v), want %v (%v)", i, c, got, err1, want, err2)
		}
	}
}

func TestAColumnWithoutRepetitionsIsLeftAlone(t *testing.T) {
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := New(e.NewScanner(), 1)
	c := detect.NewColumn(0, "Id")
	cell := func(i int) {
		if _, err := s.Cell(nil, fmt.Sprintf("A-%d", i), 0, c); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 2 * round {
		cell(i)
	}
	if s.cols[0].slots != nil {
		t.Error("the memory of a column that never repeats is kept")
	}
	for i := range rest {
		cell(i)
	}
	if s.cols[0].slots == nil {
		t.Error("the column is never asked again")
	}
	if n := testing.AllocsPerRun(100, func() { cell(1) }); n > 1 { // the text itself
		t.Errorf("%v allocations a cell", n)
	}
}

func TestTheMemoryIsBounded(t *testing.T) {
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const n = 100
	s := New(e.NewScanner(), n)
	c := detect.NewColumn(0, "Id")
	for i := range 3 * round {
		for k := range n {
			if _, err := s.Cell(nil, fmt.Sprintf("A-%d", i%300), k, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	made := 0
	for k := range s.cols {
		made += len(s.cols[k].slots)
	}
	if made+s.left != most || made > most || made == 0 {
		t.Errorf("%d slots are made and %d left, of %d", made, s.left, most)
	}
}
