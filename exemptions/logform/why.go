package logform

import (
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// whyLine is one line of the table of reasons while it is gathered.
type whyLine struct {
	exemptions.Summary
	whats, actions, where []string
	kinds, files          bool // several kinds in a line: there are many lines, and little room; places name their file
}

// places is how many columns a line names where room is little.
func places(files bool) int {
	if files {
		return 1
	}
	return 2
}

// why merges the lines of a summary that have the same reason and kind: what
// differs in place, and what is masked in one place and withheld in another.
// With kinds, kinds of information that have the same reason are one line too.
// files says that places must name their file.
func why(sum []exemptions.Summary, files, kinds bool) []whyRow {
	var lines []*whyLine
	at := map[string]*whyLine{}
	for i := range sum {
		s := &sum[i]
		if s.Action.WholeFile() && s.Action != exemptions.FileWithheld {
			continue // nothing is withheld by it: it stands under Not examined
		}
		action, what := s.Action, s.What
		if action == exemptions.Withheld {
			action = exemptions.Masked
		}
		if kinds {
			what = ""
		}
		key := strings.Join([]string{s.Ground.Key, s.Ground.Cite, s.Ground.Reason, what, string(action)}, "\x00")
		l := at[key]
		if l == nil {
			l = &whyLine{Summary: *s, kinds: kinds, files: files}
			l.Cells, l.Total = 0, 0
			at[key], lines = l, append(lines, l)
		}
		l.add(s)
	}
	rows := make([]whyRow, len(lines))
	for i, l := range lines {
		rows[i] = l.row()
	}
	return rows
}

func (l *whyLine) add(s *exemptions.Summary) {
	l.Cells += s.Cells
	if !slices.Contains(l.actions, string(s.Action)) {
		l.actions = append(l.actions, string(s.Action))
	}
	if !slices.Contains(l.whats, s.What) {
		l.whats = append(l.whats, s.What)
	}
	named := []string{strings.Join(s.Columns, "; ")}
	switch {
	case s.Action == exemptions.RowOut:
		named[0] = "whole rows"
	case l.kinds && len(s.Columns) > 0:
		named = shortened(s.Columns)
	}
	fresh := false
	for _, place := range named {
		if s.Action.WholeFile() {
			place = s.File
		} else if l.files || place == "" {
			place = strings.TrimSuffix(s.File+": "+place, ": ")
		}
		if !slices.Contains(l.where, place) {
			l.where, fresh = append(l.where, place), true
		}
	}
	if fresh { // else its cells are in the whole already
		l.Total += s.Total
	}
}

func (l *whyLine) row() whyRow {
	most := 3
	if l.kinds {
		most = places(l.files)
	}
	r := whyRow{
		Reason: short(strings.TrimPrefix(l.Ground.Reason, l.Ground.Label+": ")), Law: lawWords(&l.Ground),
		What: some(4, l.whats, ", ") + ": " + strings.Join(l.actions, " or "), Where: some(most, l.where, "; "),
		Cells: words.Count(l.Cells), Share: Share(l.Cells, l.Total), Choice: choice(&l.Ground),
	}
	switch l.Action {
	case exemptions.RowOut:
		r.Cells = words.Plural(l.Cells, "row")
	case exemptions.ColumnOut:
		r.Share = "all"
	case exemptions.FileWithheld:
		r.Cells, r.Share = words.Plural(l.Cells, "file"), "all"
	default: // cells of released columns
	}
	return r
}

// some names at most n of a list.
func some(n int, list []string, between string) string {
	if len(list) <= n {
		return strings.Join(list, between)
	}
	return strings.Join(list[:n], between) + " and " + words.Count(int64(len(list)-n)) + " more"
}

// shortened cuts long names of columns; the entries have them whole.
func shortened(columns []string) []string {
	const most = 24
	out := slices.Clone(columns)
	for i, c := range out {
		if r := []rune(c); len(r) > most {
			out[i] = string(r[:most-3]) + "..."
		}
	}
	return out
}

// reasonRunes is the longest reason of the first page; what the codes say has it whole.
const reasonRunes = 90

func short(s string) string {
	r := []rune(s)
	if len(r) <= reasonRunes {
		return s
	}
	cut := string(r[:reasonRunes])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " ..."
}

// choice answers whether the law left a choice.
func choice(g *exemptions.Ground) string {
	switch g.Basis {
	case exemptions.BasisLaw:
		return "no"
	case exemptions.BasisExemption:
		return "yes: it may be withheld"
	case exemptions.BasisBalancing:
		return "yes: if the balance is clear"
	case exemptions.BasisFinding:
		if g.Cite != "" {
			return "yes: by a written finding"
		}
		return "no law is claimed"
	default:
		return "no law is claimed"
	}
}

// lawWords is the authority, with the written finding that it needed.
func lawWords(g *exemptions.Ground) string {
	if g.Cite != "" && g.Finding != "" {
		return g.Cite + " (finding " + g.Finding + ")"
	}
	return authority(g)
}

// authority is the law, or in its place the promise, policy or default.
func authority(g *exemptions.Ground) string {
	if g.Cite != "" {
		return g.Cite
	}
	return g.Label
}
