package logform

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"vaughn/exemptions"
)

// Account is what a sealed release says about itself: parts of its manifest.
type Account struct {
	Release exemptions.Release
	Files   []exemptions.File
	Summary []exemptions.Summary
	Entries int64

	NotExamined []string // and files that are otherwise no part of the release
}

// withholds reports a line of a summary by which something is not given: a
// duplicate, or a file that was not asked for, withholds nothing.
func withholds(s *exemptions.Summary) bool {
	return !s.Action.WholeFile() || s.Action == exemptions.FileWithheld
}

// The outcomes of a release, as a yearly report counts them.
const (
	FullGrant  = "granted in full"
	PartGrant  = "granted in part"
	FullDenial = "denied in full"
	NotAsked   = "not a request"
)

// Granted says how much of what was asked for a release gives: full where the
// log withholds nothing, none where no table and no cell is as the agency holds it.
func (a *Account) Granted() string {
	if !slices.ContainsFunc(a.Summary, func(s exemptions.Summary) bool { return withholds(&s) }) {
		return FullGrant
	}
	var open int64
	for i := range a.Files {
		f := &a.Files[i]
		if f.Table != nil && f.Table.Cells > f.Table.Hidden {
			return PartGrant
		}
		for _, c := range f.Columns {
			if !c.Added && c.Out >= 0 && f.Table == nil && f.RowsOut > 0 {
				open += c.Cells - c.Changed
			}
		}
	}
	if open <= 0 {
		return FullDenial
	}
	return PartGrant
}

// Year is the statistics of one fiscal year.
type Year struct {
	Name     string      `json:"fiscal_year"` // the year in which it ends
	From     string      `json:"from"`
	To       string      `json:"to"`       // last day
	Requests []YearLine  `json:"requests"` // one line each, by answer
	Others   []YearLine  `json:"not_requests"`
	Full     int64       `json:"granted_in_full"`
	Part     int64       `json:"granted_in_part"`
	Denied   int64       `json:"denied_in_full"`
	Codes    []CodeCount `json:"exemptions"` // laws only, the most frequent first
	Statutes []string    `json:"other_statutes"`
	Outside  int64       `json:"-"` // releases of other years among those that were looked at
}

// YearLine is one request, or one dataset that was published without one. Several
// releases for a request are one line: the last one gives outcome and amounts,
// all of them the exemptions.
type YearLine struct {
	Name       string   `json:"name"`
	Channel    string   `json:"channel"`
	Received   string   `json:"received,omitempty"`
	Answered   string   `json:"answered"`
	Outcome    string   `json:"outcome"`
	Releases   int64    `json:"releases"`
	Entries    int64    `json:"entries"`
	Cells      int64    `json:"cells"`
	Exemptions []string `json:"exemptions"` // each once
}

// CodeCount counts a law once for each request, however often it was used there.
type CodeCount struct {
	Code     string `json:"code"`
	Requests int64  `json:"requests"`
	Others   int64  `json:"not_requests"`
	Choice   string `json:"law_left_a_choice"`
}

// FiscalYear is the first and the last day of the fiscal year that is named by
// the year in which it ends: 2026, starting in July, is 2025-07-01 to 2026-06-30.
func FiscalYear(year int, starts time.Month) (from, to time.Time, err error) {
	if year < 1900 || year > 9998 || starts < time.January || starts > time.December {
		return from, to, errors.New("a fiscal year is a year like 2026 and a month")
	}
	if starts > time.January {
		year--
	}
	from = time.Date(year, starts, 1, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(1, 0, -1), nil
}

// Statistics counts sealed releases of a fiscal year, by the day of release. A
// release that comes twice, as a copy does, is counted once, by its id.
func Statistics(all []Account, year int, starts time.Month) (*Year, error) {
	from, to, err := FiscalYear(year, starts)
	if err != nil {
		return nil, err
	}
	y := &Year{Name: strconv.Itoa(year), From: from.Format(time.DateOnly), To: to.Format(time.DateOnly), Requests: []YearLine{}, Others: []YearLine{}, Codes: []CodeCount{}, Statutes: []string{}}
	lines, codes, seen := map[string]*YearLine{}, map[string]*CodeCount{}, map[string]bool{}
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Account) int {
		return cmp.Or(strings.Compare(a.Release.AsOf, b.Release.AsOf), strings.Compare(a.Release.ID, b.Release.ID))
	})
	for i := range all {
		a := &all[i]
		if seen[a.Release.ID] {
			continue
		}
		seen[a.Release.ID] = true
		if a.Release.AsOf < y.From || a.Release.AsOf > y.To {
			y.Outside++
			continue
		}
		y.count(a, lines, codes)
	}
	for _, l := range lines {
		y.settle(l)
	}
	for _, c := range codes {
		y.Codes = append(y.Codes, *c)
		if c.Choice == "no" {
			y.Statutes = append(y.Statutes, c.Code)
		}
	}
	byAnswer := func(a, b YearLine) int {
		return cmp.Or(strings.Compare(a.Answered, b.Answered), strings.Compare(a.Name, b.Name))
	}
	slices.SortFunc(y.Requests, byAnswer)
	slices.SortFunc(y.Others, byAnswer)
	slices.SortFunc(y.Codes, func(a, b CodeCount) int {
		return cmp.Or(cmp.Compare(b.Requests, a.Requests), cmp.Compare(b.Others, a.Others), strings.Compare(a.Code, b.Code))
	})
	slices.Sort(y.Statutes)
	return y, nil
}

// count enters one release; they come in the order of their days.
func (y *Year) count(a *Account, lines map[string]*YearLine, codes map[string]*CodeCount) {
	r := &a.Release
	asked := Asked(r)
	name := r.Dataset
	if asked && r.Request != "" {
		name = r.Request
	}
	key := strings.Join([]string{r.Agency, strconv.FormatBool(asked), name}, "\x00")
	l := lines[key]
	if l == nil {
		l = &YearLine{Name: name, Exemptions: []string{}}
		lines[key] = l
	}
	l.Channel, l.Received, l.Answered, l.Outcome = r.Channel, r.Received, r.AsOf, NotAsked
	if asked {
		l.Outcome = a.Granted()
	}
	l.Releases++
	l.Entries, l.Cells = a.Entries, 0
	for i := range a.Summary {
		s := &a.Summary[i]
		if s.Action != exemptions.RowOut && !s.Action.WholeFile() {
			l.Cells += s.Cells
		}
		code := s.Ground.Cite
		if code == "" || slices.Contains(l.Exemptions, code) {
			continue
		}
		l.Exemptions = append(l.Exemptions, code)
		c := codes[code]
		if c == nil {
			c = &CodeCount{Code: code, Choice: choice(&s.Ground)}
			codes[code] = c
		}
		if asked {
			c.Requests++
		} else {
			c.Others++
		}
	}
	slices.Sort(l.Exemptions)
}

// settle books a line that no further release can change.
func (y *Year) settle(l *YearLine) {
	switch l.Outcome {
	case NotAsked:
		y.Others = append(y.Others, *l)
		return
	case FullGrant:
		y.Full++
	case FullDenial:
		y.Denied++
	default:
		y.Part++
	}
	y.Requests = append(y.Requests, *l)
}

// WriteCSV writes the statistics as one table; the column kind says what a line
// is: request, not a request, exemption, other statute, total.
func (y *Year) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	put := func(fields ...string) {
		for i, f := range fields {
			fields[i] = guarded(f)
		}
		_ = out.Write(fields) // the error stays until Error is asked
	}
	n := func(n int64) string { return strconv.FormatInt(n, 10) }
	put("kind", "name", "channel", "received", "answered", "outcome", "requests", "releases", "entries", "cells", "exemptions")
	for _, l := range slices.Concat(y.Requests, y.Others) {
		kind, requests := "request", "1"
		if l.Outcome == NotAsked {
			kind, requests = NotAsked, "0"
		}
		put(kind, l.Name, l.Channel, l.Received, l.Answered, l.Outcome, requests, n(l.Releases), n(l.Entries), n(l.Cells), strings.Join(l.Exemptions, " | "))
	}
	for _, c := range y.Codes {
		put("exemption", c.Code, "", "", "", "", n(c.Requests), "", "", "", "")
	}
	for _, s := range y.Statutes {
		put("other statute", s, "", "", "", "", "", "", "", "", "")
	}
	for _, t := range y.totals() {
		put("total", t.name, "", y.From, y.To, "", n(t.n), "", "", "", "")
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("statistics: could not be written: %w", err)
	}
	return nil
}

type yearTotal struct {
	name string
	n    int64
}

func (y *Year) totals() []yearTotal {
	return []yearTotal{{"requests", int64(len(y.Requests))}, {FullGrant, y.Full}, {PartGrant, y.Part}, {FullDenial, y.Denied}}
}

// Totals are the sums in words: "granted in full", 3.
func (y *Year) Totals(yield func(name string, n int64)) {
	for _, t := range y.totals() {
		yield(t.name, t.n)
	}
}
