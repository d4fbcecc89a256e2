// Package detecttest is the conformance suite that every detector runs.
//
// A fixture carries its answer inline: "call [[PHONE_NUMBER:315-555-0142]] after
// 5". Text outside the marks must not be found. Synthetic people only.
package detecttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vaughn/detect"
)

// Fixture is one marked text, under a header where Header is not empty.
type Fixture struct {
	Header string
	Text   string // with marks [[ENTITY:value]]
}

// Want is one marked span.
type Want struct {
	detect.Span
	Entity detect.Entity
}

// Parse takes the marks out of a fixture's text.
func Parse(marked string) (text string, want []Want, err error) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(marked, "[[")
		b.WriteString(before)
		if !ok {
			return b.String(), want, nil
		}
		for ; strings.HasPrefix(rest, "["); rest = rest[1:] { // a bracket of the text's own
			b.WriteByte('[')
		}
		mark, after, ok := strings.Cut(rest, "]]")
		name, value, colon := strings.Cut(mark, ":")
		entity, known := detect.ParseEntity(name)
		if !ok || !colon || !known {
			return "", nil, fmt.Errorf("mark %d of the fixture cannot be read", len(want)+1)
		}
		start := b.Len()
		b.WriteString(value)
		want = append(want, Want{detect.Span{Start: start, End: b.Len()}, entity})
		marked = after
	}
}

// The surroundings of the suite: an accented name before, other text after.
const (
	before = "José Núñez wrote; "
	after  = "; gracias – mañana."
	filler = "the truck came by and the crew swept up; "
	reach  = 64 << 10 // bytes of the longest text
)

// Accept runs the suite on d with its own example and the fixtures, of which at
// least one must hold a mark. What counts as found are the matches at Likely or
// above that [detect.Resolve] leaves.
func Accept(t *testing.T, d detect.Detector, fixtures []Fixture) {
	t.Helper()
	info := d.Info()
	if info.ID == "" || info.Doc == "" || info.Example == "" || len(info.Entities) == 0 || info.Triggers == 0 {
		t.Fatalf("Info of %q is not complete", info.ID)
	}
	e, err := detect.New(detect.Options{Detectors: []detect.Detector{d}})
	if err != nil {
		t.Fatal(err)
	}
	all := append([]Fixture{{info.Header, info.Example}}, fixtures...)
	if len(fixtures) == 0 {
		t.Errorf("detector %q has no fixtures", info.ID)
	}
	s := e.NewScanner()
	for _, f := range all {
		check(t, s, f.Header, f.Text)
		if f.Header != "" {
			check(t, s, f.Header, "  "+f.Text+" ")
			continue
		}
		check(t, s, "", before+f.Text)       // end
		check(t, s, "", f.Text+after)        // start
		check(t, s, "", before+f.Text+after) // middle
		check(t, s, "", f.Text+"; "+f.Text)  // back to back
		long := strings.Repeat(filler, reach/len(filler)/2)
		check(t, s, "", long+f.Text+"; "+long) // far inside
	}
	check(t, s, "", "")
	check(t, s, all[0].Header, "   ")
	allocations(t, s, all)
	for n := range 4 {
		t.Run(fmt.Sprintf("concurrent %d", n+1), func(t *testing.T) {
			t.Parallel()
			own := e.NewScanner()
			for _, f := range all {
				check(t, own, f.Header, f.Text)
			}
		})
	}
}

// check scans one marked text and compares.
func check(t *testing.T, s *detect.Scanner, header, marked string) {
	t.Helper()
	text, want, err := Parse(marked)
	if err != nil {
		t.Fatal(err)
	}
	tx := &detect.Text{S: text}
	if header != "" {
		tx.Column = detect.NewColumn(0, header)
	}
	ms, err := s.Scan(nil, tx)
	if err != nil {
		t.Fatal(err)
	}
	if err := Bounds(text, ms); err != nil {
		t.Fatal(err)
	}
	var got []Want
	for _, m := range detect.Resolve(ms, tx, nil) {
		if m.Likelihood >= detect.Likely {
			got = append(got, Want{m.Span, m.Entity})
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("under %q in %.120q:\n got %s\nwant %s", header, text, show(text, got), show(text, want))
	}
}

func show(text string, ws []Want) string {
	var b strings.Builder
	for _, w := range ws {
		fmt.Fprintf(&b, "[%s:%s]", w.Entity, text[w.Start:w.End])
	}
	return b.String()
}

// Bounds reports a match that is empty, outside text, or not on rune boundaries.
func Bounds(text string, ms []detect.Match) error {
	for i, m := range ms {
		switch {
		case m.Start < 0 || m.End > len(text) || m.Start >= m.End:
			return fmt.Errorf("match %d of %d is outside the text or empty: %d to %d", i+1, len(ms), m.Start, m.End)
		case !utf8.RuneStart(text[m.Start]) || m.End < len(text) && !utf8.RuneStart(text[m.End]):
			return fmt.Errorf("match %d of %d is not on rune boundaries: %d to %d", i+1, len(ms), m.Start, m.End)
		case m.Entity == detect.None || m.Entity >= detect.NumEntities:
			return fmt.Errorf("match %d of %d names no entity", i+1, len(ms))
		case m.Likelihood < detect.VeryUnlikely || m.Likelihood > detect.VeryLikely:
			return fmt.Errorf("match %d of %d has no likelihood", i+1, len(ms))
		}
	}
	return nil
}

// allocations fails if a second pass over the fixtures allocates.
func allocations(t *testing.T, s *detect.Scanner, fixtures []Fixture) {
	t.Helper()
	var texts []detect.Text
	for _, f := range fixtures {
		text, _, err := Parse(f.Text)
		if err != nil {
			t.Fatal(err)
		}
		tx := detect.Text{S: text}
		if f.Header != "" {
			tx.Column = detect.NewColumn(0, f.Header)
		}
		texts = append(texts, tx)
	}
	ms := make([]detect.Match, 0, 64)
	n := testing.AllocsPerRun(20, func() {
		for i := range texts {
			out, err := s.Scan(ms[:0], &texts[i])
			if err != nil {
				t.Error("the second pass failed")
			}
			detect.Resolve(out, &texts[i], nil)
		}
	})
	if n != 0 {
		t.Errorf("scanning allocates %v times for %d fixtures, want 0", n, len(fixtures))
	}
}
