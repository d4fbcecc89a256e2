package policy

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"vaughn/detect"
)

// sortBy sorts in place; equal items keep their order.
func sortBy[T any](items []T, less func(a, b T) bool) {
	sort.SliceStable(items, func(i, j int) bool { return less(items[i], items[j]) })
}

// MaxAge is input.not_older_than; ok is false where the policy sets no limit.
func (p *Policy) MaxAge() (limit time.Duration, ok bool) { return parseAge(p.Input.NotOlderThan) }

// CheckAge refuses an input that was last changed longer ago than
// input.not_older_than. file is its base name. The error is an [*Error] of kind
// Drift.
func (p *Policy) CheckAge(file string, changed, now time.Time) error {
	limit, ok := p.MaxAge()
	if !ok || now.Sub(changed) <= limit {
		return nil
	}
	return &Error{Kind: Drift, File: file, Msg: fmt.Sprintf("is %s old (limit %s). The last release stays.", ageWords(now.Sub(changed)), p.Input.NotOlderThan)}
}

// ageWords rounds down to whole days from two days on, else to hours.
func ageWords(d time.Duration) string {
	if h := int(d.Hours()); h < 48 {
		return fmt.Sprintf("%d hours", h)
	}
	return fmt.Sprintf("%d days", int(d.Hours())/24)
}

// Delim is input.delimiter as a byte; 0 = not set.
func (in Input) Delim() byte {
	switch in.Delimiter {
	case "comma":
		return ','
	case "semicolon":
		return ';'
	case "tab":
		return '\t'
	case "pipe":
		return '|'
	default:
		return 0
	}
}

// HeaderAt is input.header_row: 0 = not set, -1 = none, else the 1-based row.
func (in Input) HeaderAt() int64 {
	n, ok := parseHeaderRow(in.HeaderRow)
	if !ok {
		return 0
	}
	return n
}

// AcceptRagged reports whether input.ragged says accept.
func (in Input) AcceptRagged() bool { return in.Ragged == "accept" }

// ListFile is one item under lists:.
type ListFile struct {
	Name  string
	Path  string // as written, relative to the policy file
	Keyed bool   // a list of keyed codes: see ReadKeyed
	Line  int
}

// ListFiles are the lists that the policy names, in file order.
func (p *Policy) ListFiles() []ListFile {
	out := make([]ListFile, 0, len(p.listed))
	for _, l := range p.listed {
		path := p.Lists[l.name]
		out = append(out, ListFile{Name: l.name, Path: path, Keyed: strings.HasSuffix(path, ".keyed"), Line: l.line})
	}
	return out
}

// Findings are the paths of the written findings that the policy rests on, in
// file order; a release without one of them is refused by who reads files.
func (p *Policy) Findings() []string {
	var out []string
	for _, r := range p.reasonsByLine() {
		if r.Finding != "" {
			out = append(out, r.Finding)
		}
	}
	return out
}

// DetectPatterns are the agency's own patterns as the engine takes them.
func (p *Policy) DetectPatterns() []detect.Pattern {
	out := make([]detect.Pattern, 0, len(p.Patterns))
	for _, x := range p.Patterns {
		out = append(out, detect.Pattern{Entity: x.Entity, Expr: x.Expr, Labels: x.Label})
	}
	return out
}

// Adopted reports whether somebody stands behind the policy: law.approved_by,
// or about.decided_by for a request.
func (p *Policy) Adopted() bool {
	return !p.builtin && (p.Law.ApprovedBy != "" || p.About.DecidedBy != "")
}
