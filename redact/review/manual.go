package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"vaughn/redact/policy"
)

// Mark is what a person marked by hand in one row of an input. Its words are known
// by an HMAC alone: they are looked for window by window where they were marked.
type Mark struct {
	Row    int64 // record number of the input
	Column string
	Words  int
	Whole  bool // the row is withheld in full
	Why    string
	By, On string
	hmac   string
}

// Marks are the marks by hand in one file, by row; digest is the keyed digest of the
// file as it is now. stale counts marks that were made in another version of it: they
// cannot be applied, because rows may have moved, and nothing may be released without
// them until somebody marked this version, or said that nothing in it is to be marked.
func (b *Book) Marks(file, digest string) (marks []Mark, stale int) {
	marked, freed := false, map[int64]int{} // rows in which nothing is marked any more, since which line
	for _, i := range b.bulk {
		if l := &b.lines[i]; l.byHand() && l.File == file && b.live(l) && l.Input == digest && l.Verdict == string(policy.Keep) {
			marked = true
			freed[l.Row] = l.at
		}
	}
	for _, i := range b.bulk {
		l := &b.lines[i]
		switch {
		case !l.byHand() || l.File != file || !b.live(l) || l.Verdict == string(policy.Keep):
		case l.Input != digest:
			stale++
		default:
			marked = true
			if l.at > freed[l.Row] && l.at > freed[0] {
				marks = append(marks, Mark{Row: l.Row, Column: l.Column, Words: l.Words, Whole: l.Kind == ByRow, Why: l.Why, By: l.By, On: l.On, hmac: l.HMAC})
			}
		}
	}
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(a.Row, b.Row) })
	if marked {
		stale = 0
	}
	return marks, stale
}

func (l *Line) byHand() bool { return l.Kind == ByHand || l.Kind == ByRow }

// HasMarks reports whether something was marked by hand in a file.
func (b *Book) HasMarks(file string) bool {
	for _, i := range b.bulk {
		if l := &b.lines[i]; l.byHand() && l.File == file && b.live(l) {
			return true
		}
	}
	return false
}

// Find calls yield with every place in text where the marked words stand.
func (k *Keys) Find(m *Mark, text string, yield func(start, end int)) {
	ws := wordSpans(text)
	for i := 0; i+m.Words <= len(ws); i++ {
		start, end := ws[i][0], ws[i+m.Words-1][1]
		if k.words(text[start:end]) == m.hmac {
			yield(start, end)
			i += m.Words - 1
		}
	}
}

// words is the keyed form of words: what lies between them does not matter, nor does
// case.
func (k *Keys) words(s string) string {
	var out []string
	for _, w := range wordSpans(s) {
		out = append(out, strings.ToLower(s[w[0]:w[1]]))
	}
	return k.short("words", strings.Join(out, " "))
}

func wordCount(s string) int { return len(wordSpans(s)) }

// wordSpans are the runs of letters, marks and digits in s.
func wordSpans(s string) (out [][2]int) {
	start := -1
	for i, r := range s {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, [2]int{start, i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(s)})
	}
	return out
}
