// Package detecttest is the conformance suite that every detector runs.
//
// A fixture carries its answer inline: "call [[PHONE_NUMBER:315-555-0142]] after
// 5". Text outside the marks must not be found. A question mark after the kind,
// "[[HEALTH?:on dialysis]]", marks what a person is asked about; in a suite with
// such marks every match at Possible must have one. Synthetic people only.
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
	Review bool // a person is asked: Possible
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
		name, review := strings.CutSuffix(name, "?")
		entity, known := detect.ParseEntity(name)
		if !ok || !colon || !known {
			return "", nil, fmt.Errorf("mark %d of the fixture cannot be read", len(want)+1)
		}
		start := b.Len()
		b.WriteString(value)
		want = append(want, Want{detect.Span{Start: start, End: b.Len()}, entity, review})
		marked = after
	}
}

// The surroundings of the suite: accents before, other text after.
const (
	before = "El año pasado: "
	after  = "; gracias – mañana."
	filler = "the truck came by and the crew swept up; "
	reach  = 64 << 10 // bytes of the longest text
)

// Accept runs the suite on d with its own example and the fixtures, of which at
// least one must hold a mark. What counts as found are the matches at Likely or
// above that [detect.Resolve] leaves, and at Possible in a suite that marks them.
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
	s := suite{e.NewScanner(), detect.Likely}
	if slices.ContainsFunc(all, func(f Fixture) bool { return strings.Contains(f.Text, "?:") }) {
		s.least = detect.Possible
	}
	for _, f := range all {
		s.check(t, f.Header, f.Text)
		if f.Header != "" {
			s.check(t, f.Header, "  "+f.Text+" ")
			continue
		}
		s.check(t, "", before+f.Text)       // end
		s.check(t, "", f.Text+after)        // start
		s.check(t, "", before+f.Text+after) // middle
		s.check(t, "", f.Text+"; "+f.Text)  // back to back
		long := strings.Repeat(filler, reach/len(filler)/2)
		s.check(t, "", long+f.Text+"; "+long) // far inside
	}
	s.check(t, "", "")
	s.check(t, all[0].Header, "   ")
	allocations(t, s.Scanner, all)
	for n := range 4 {
		t.Run(fmt.Sprintf("concurrent %d", n+1), func(t *testing.T) {
			t.Parallel()
			own := suite{e.NewScanner(), s.least}
			for _, f := range all {
				own.check(t, f.Header, f.Text)
			}
		})
	}
}

// suite is a scanner and the least likelihood that counts as found.
type suite struct {
	*detect.Scanner
	least detect.Likelihood
}

// check scans one marked text and compares.
func (s suite) check(t *testing.T, header, marked string) {
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
		if m.Likelihood >= s.least {
			got = append(got, Want{m.Span, m.Entity, m.Likelihood < detect.Likely})
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("under %q in %.120q:\n got %s\nwant %s", header, text, show(text, got), show(text, want))
	}
}

func show(text string, ws []Want) string {
	var b strings.Builder
	for _, w := range ws {
		mark := ""
		if w.Review {
			mark = "?"
		}
		fmt.Fprintf(&b, "[%s%s:%s]", w.Entity, mark, text[w.Start:w.End])
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
