package review

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"vaughn/redact/policy"
)

// Applied is what a sheet brought.
type Applied struct {
	Decided int // values, columns, marks by hand
	Open    int // questions that still wait
	Stale   int // marks by hand of earlier versions of the files, which these replace
	Sample  *Line
}

// Apply reads a filled sheet into the book of the internal folder. by is who decided
// where a row names nobody; day is today, until the last day on which the decisions
// count ("" = no end). The error is os.ErrNotExist for a missing
// sheet or queue, a [*Refused] for a sheet that is not applied, else a sentence;
// nothing is written then.
func Apply(path, internal string, book *Book, by, day, until string) (*Applied, error) {
	q, err := readQueue(filepath.Join(internal, QueueFile))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, os.ErrNotExist
	case err != nil:
		return nil, fmt.Errorf("%s is damaged. Make the sheet again", QueueFile)
	case q.Key != book.keys.ID():
		return nil, errors.New("the sheet was made with another key. Give the --key-file that was used then")
	}
	s := &answersSheet{q: q, keys: book.keys, by: by, refused: &Refused{Sheet: filepath.Base(path)}, byID: map[string]*asked{}, met: map[string]int{}}
	for i := range q.Asks {
		s.byID[q.Asks[i].ID] = &q.Asks[i]
	}
	if err := s.read(path, internal); err != nil {
		return nil, err
	}
	s.contradictions()
	lines := s.lines(day)
	if len(s.refused.Why) > 0 {
		return nil, s.refused
	}
	out := &Applied{Decided: len(lines)}
	for i := range lines {
		lines[i].Until = until
	}
	done := map[string]bool{}
	for i := range s.rows {
		done[s.rows[i].ID] = true
	}
	for id, a := range s.byID {
		if !done[id] && a.Kind != BySamples && a.Kind != ByColumn {
			out.Open++
		}
	}
	if l := s.sample(day); l != nil {
		lines = append(lines, *l)
		out.Sample = l
	}
	if len(s.refused.Why) > 0 {
		return nil, s.refused
	}
	for file := range s.files() {
		_, stale := book.Marks(file, s.input(file).Digest)
		out.Stale += stale
	}
	return out, book.Append(lines)
}

// files are the files in which something is marked by hand.
func (s *answersSheet) files() map[string]bool {
	out := map[string]bool{}
	for _, m := range s.manual {
		out[m.file] = true
	}
	return out
}

// contradictions refuses rows that decide one value of one column in two ways.
func (s *answersSheet) contradictions() {
	first := map[[2]string]*answerRow{}
	for i := range s.rows {
		r := &s.rows[i]
		if r.Kind != ByValue {
			continue
		}
		k := [2]string{r.Column, r.HMAC}
		switch old := first[k]; {
		case old == nil:
			first[k] = r
		case old.says != r.says:
			s.refuse(r.tab, r.row, "the same value of the same column is decided the other way in row %d. Decide both alike.", old.row)
		}
	}
}

// lines are the decisions as the book keeps them.
func (s *answersSheet) lines(day string) []Line {
	var out []Line
	for i := range s.rows {
		r := &s.rows[i]
		l := Line{Kind: r.Kind, Column: r.Column, Entity: r.Entity, HMAC: r.HMAC, Verdict: r.says, Why: r.why, By: r.by, On: day}
		switch {
		case r.Kind == BySamples:
			continue
		case r.Kind == ByRule && r.says == saysKeep && r.Law:
			s.refuse(r.tab, r.row, "law leaves no choice about values of this kind: they cannot be kept without looking at each.")
			continue
		case r.Kind == ByRule && r.Column == "":
			s.refuse(r.tab, r.row, "values outside of columns cannot be decided together.")
			continue
		}
		out = append(out, l)
	}
	return append(out, s.hands(day)...)
}

// sample sums up what the person saw; nil where no cell was judged.
func (s *answersSheet) sample(day string) *Line {
	l := Line{Kind: BySamples, Verdict: "seen", On: day, Kept: &Seen{}, Masked: &Seen{}}
	for i := range s.rows {
		r := &s.rows[i]
		if r.Kind != BySamples {
			continue
		}
		seen, wrong := l.Kept, saysMissed
		if r.Masked {
			seen, wrong = l.Masked, saysStay
		}
		seen.Cells++
		switch r.says {
		case saysRight:
		case wrong:
			seen.Wrong++
		default:
			s.refuse(r.tab, r.row, "%q does not fit this cell: missed is for released cells, should stay for masked ones.", r.says)
		}
		l.By = r.by
	}
	if l.Kept.Cells+l.Masked.Cells == 0 {
		return nil
	}
	return &l
}

// byHand reads one row of the tab for marks by hand.
func (s *answersSheet) byHand(row int, cells []string) {
	m := manualRow{row: row, file: strings.TrimSpace(cells[0]), number: strings.TrimSpace(cells[1]), column: strings.TrimSpace(cells[2]),
		text: strings.TrimSpace(cells[3]), why: strings.TrimSpace(cells[4]), by: strings.TrimSpace(cells[5])}
	if m.file+m.number+m.column+m.text+m.why == "" {
		if m.by != "" {
			s.refuse(tabManual, row, "the row is half filled. Fill it, or empty it.")
		}
		return
	}
	m.whole = m.column == "" && strings.EqualFold(m.text, inFull)
	back := strings.EqualFold(m.text, nothingHere)
	m.none = back && m.column+m.why == ""
	n, err := strconv.ParseInt(m.number, 10, 64)
	switch {
	case m.none && s.input(m.file) != nil && (m.number == "" || err == nil && n > 0):
		m.record = n
		m.by = s.name(tabManual, row, m.by)
		s.manual = append(s.manual, m)
		return
	case back && !m.none: // as words to be withheld they would be looked for in vain
		s.refuse(tabManual, row, "the word %s takes marks back: leave Column and Why empty in that row.", nothingHere)
		return
	case m.file == "" || m.text == "" || m.number == "" || m.column == "" && !m.whole:
		s.refuse(tabManual, row, "the row is half filled: file, row, column and words are needed; for a whole row file, row and the words %s.", inFull)
		return
	case err != nil || n < 1:
		s.refuse(tabManual, row, "the row number is not a whole number from 1.")
		return
	case m.why == "":
		s.refuse(tabManual, row, "there is no reason. Choose one under Why.")
		return
	case s.input(m.file) == nil:
		s.refuse(tabManual, row, "the file is none of those that the sheet was made for.")
		return
	case !m.whole && wordCount(m.text) == 0:
		s.refuse(tabManual, row, "there are no words to be withheld.")
		return
	}
	m.record = n
	m.why = s.reason(tabManual, row, m.why)
	m.by = s.name(tabManual, row, m.by)
	s.manual = append(s.manual, m)
}

func (s *answersSheet) input(name string) *Input {
	for i := range s.q.Inputs {
		if s.q.Inputs[i].Name == name {
			return &s.q.Inputs[i]
		}
	}
	return nil
}

// hands are the marks by hand as the book keeps them.
func (s *answersSheet) hands(day string) []Line {
	var out []Line
	for _, m := range s.manual {
		in := s.input(m.file)
		l := Line{Kind: ByRow, File: m.file, Row: m.record, Input: in.Digest, Verdict: string(policy.Withhold), Why: m.why, By: m.by, On: day}
		switch {
		case m.none:
			l.Verdict = string(policy.Keep)
		case !m.whole:
			l.Kind, l.Column, l.HMAC, l.Words = ByHand, m.column, s.keys.words(m.text), wordCount(m.text)
		}
		out = append(out, l)
	}
	return out
}
