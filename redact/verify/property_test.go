package verify

import (
	"bytes"
	"context"
	stdcsv "encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/exemptions"
)

// words are cells and parts of cells that no detector finds anything in.
var someWords = []string{"curb", "lamp", "open", "Bear St", "two bags", "señal número ä", "a, b", `say "no"`, "line\nbreak", "", "0", "12", "x"}

// randomSample draws a small table and something to do to its cells.
func randomSample(t *rapid.T) *sample {
	s := &sample{name: "t.csv", header: []string{"Id", "A", "B", "C", "D"}, drop: map[int]bool{}, holds: map[int][]string{},
		typed: map[int]bool{3: true}, coarse: map[int]bool{4: true}, left: map[int]bool{}, extra: map[string]string{}}
	if rapid.Bool().Draw(t, "drop") {
		s.drop[2] = true
	}
	rows := rapid.IntRange(1, 12).Draw(t, "rows")
	word := rapid.SampledFrom(someWords)
	for r := range rows {
		row := []string{string(rune('a'+r)) + "1"}
		for range 4 {
			row = append(row, word.Draw(t, "cell"))
		}
		s.rows = append(s.rows, row)
		if r > 0 && rapid.IntRange(0, 5).Draw(t, "left") == 0 {
			s.left[r] = true
			continue
		}
		randomDoing(t, s, r)
	}
	return s
}

// randomDoing puts pieces into a row's cells and withholds them.
func randomDoing(t *rapid.T, s *sample, r int) {
	row := s.rows[r]
	if rapid.Bool().Draw(t, "mask") {
		secret := rapid.StringMatching(`[Q-Z]{4,8}`).Draw(t, "secret")
		row[1] = row[1] + " <" + secret + "> " + rapid.SampledFrom(someWords).Draw(t, "tail")
		s.doing = append(s.doing, do{row: r, col: 1, old: secret, kind: "mask", text: rapid.SampledFrom([]string{phoneLabel, mailLabel}).Draw(t, "label")})
	}
	if row[3] != "" && rapid.Bool().Draw(t, "empty") {
		s.doing = append(s.doing, do{row: r, col: 3, kind: "empty", text: birthLabel})
	}
	if row[4] != "" && rapid.Bool().Draw(t, "coarsen") {
		s.doing = append(s.doing, do{row: r, col: 4, kind: "coarsen", text: "300 block Bear St"})
	}
	if !s.drop[2] && row[2] != "" && rapid.Bool().Draw(t, "whole") {
		s.doing = append(s.doing, do{row: r, col: 2, kind: "mask", text: "[plate withheld: City policy]", wide: true})
	}
}

func filesOf(t *rapid.T, tb testing.TB, dir string, s *sample) *Result {
	r, err := Files(context.Background(), dir, []exemptions.File{s.file}, s.options(tb, true))
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
	return r
}

// A correct release passes, and any one changed cell is caught.
func TestAnyChangedCellIsCaught(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := randomSample(rt)
		s.make()
		dir := t.TempDir()
		s.options(t, true)
		s.write(t, dir)
		good := filesOf(rt, t, dir, s)
		defer good.Close()
		for _, p := range good.Problems {
			rt.Fatalf("a correct release has the problem %s: %s\n%s\n%s", p.Kind, p, s.input, s.output)
		}
		table, err := stdcsv.NewReader(bytes.NewReader(s.output)).ReadAll()
		if err != nil {
			rt.Fatal(err)
		}
		row := rapid.IntRange(0, len(table)-1).Draw(rt, "row")
		col := rapid.IntRange(0, len(table[row])-1).Draw(rt, "col")
		was := table[row][col]
		now := change(rt, was)
		if now == was || absorbed(was, now) || onlyShown(s, row, col, was, now) {
			return
		}
		table[row][col] = now
		s.output = render(nil, table)
		put(t, dir, s.name, s.output)
		bad := filesOf(rt, t, dir, s)
		defer bad.Close()
		if bad.OK() {
			rt.Fatalf("record %d, cell %d was changed and nothing was said\n%q\n%q", row+1, col+1, was, now)
		}
	})
}

// change draws another text for a cell.
func change(t *rapid.T, was string) string {
	at := rapid.IntRange(0, len(was)).Draw(t, "at")
	switch rapid.IntRange(0, 4).Draw(t, "how") {
	case 0:
		return ""
	case 1:
		return was[:at] + "!" + was[at:]
	case 2:
		if at < len(was) {
			return was[:at] + was[at+1:]
		}
		return was + phoneLabel
	case 3:
		return strings.Replace(was, " withheld: ", " kept: ", 1)
	default:
		return rapid.SampledFrom(someWords).Draw(t, "new")
	}
}

// absorbed reports a deletion right beside a label: nobody can tell from text
// and label alone that more was withheld than had to be.
func absorbed(was, now string) bool {
	var a aligner
	return exemptions.CountLabels(was) > 0 && exemptions.CountLabels(now) == exemptions.CountLabels(was) && len(now) < len(was) && a.labelsOf(was) == a.labelsOf(now)
}

// onlyShown reports a change of a less exact cell into another: what is less exact is the agency's choice, and the log does not hold it.
func onlyShown(s *sample, row, col int, was, now string) bool {
	if row == 0 || now == "" || was == "" {
		return false
	}
	for _, c := range s.file.Columns {
		if c.Out != col {
			continue
		}
		return c.Index == 4 && lessExact(now, "hundred block")
	}
	return false
}

// labelsOf is the labels of a text, one after the other.
func (a *aligner) labelsOf(s string) string {
	var b strings.Builder
	for at := 0; ; {
		start, end, ok := exemptions.NextLabel(s, at)
		if !ok {
			return b.String()
		}
		b.WriteString(s[start:end])
		at = end
	}
}

// Whatever is withheld from a text, the aligner finds pieces that give the text
// back.
func TestAlignGivesTheSourceBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching(`[a-c ]{1,30}`).Draw(t, "in")
		cuts := rapid.SliceOfNDistinct(rapid.IntRange(0, len(in)), 2, 8, rapid.ID).Draw(t, "cuts")
		sortInts(cuts)
		var out strings.Builder
		at := 0
		for i := 0; i+1 < len(cuts); i += 2 {
			out.WriteString(in[at:cuts[i]] + phoneLabel)
			at = cuts[i+1]
		}
		out.WriteString(in[at:])
		var a aligner
		if !a.align(out.String(), in) {
			t.Fatalf("%q is not found to come from %q", out.String(), in)
		}
		var back strings.Builder
		rest := out.String()
		for _, g := range a.gaps {
			lit, tail, ok := strings.Cut(rest, g.label)
			if !ok {
				t.Fatalf("a piece without a label in %q", out.String())
			}
			back.WriteString(lit + in[g.start:g.end])
			rest = tail
		}
		if got := back.String() + rest; got != in {
			t.Fatalf("pieces give %q, want %q", got, in)
		}
	})
}

func sortInts(s []int) {
	for i := 1; i < len(s); i++ {
		for k := i; k > 0 && s[k] < s[k-1]; k-- {
			s[k], s[k-1] = s[k-1], s[k]
		}
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("call "+phoneLabel+" now", "call 315-555-0142 now")
	f.Add(phoneLabel+phoneLabel, "ab")
	f.Add(phoneLabel, "")
	f.Add("[x withheld: y] and [x withheld: y]", "[x withheld: y] and z")
	f.Add("[", "[[")
	f.Fuzz(func(t *testing.T, out, in string) {
		var a aligner
		if !a.align(out, in) {
			return
		}
		last := 0
		for _, g := range a.gaps {
			if g.start < last || g.end <= g.start || g.end > len(in) {
				t.Fatalf("piece %v of %d bytes after %d", g.span, len(in), last)
			}
			last = g.end
		}
		if len(a.gaps) == 0 && out != in {
			t.Fatal("nothing is withheld and the texts differ")
		}
	})
}

// align is read and fit in one.
func (a *aligner) align(out, in string) bool {
	a.read(out)
	return a.fit(out, in)
}
