package release

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/internal/risk"
	"vaughn/redact/policy"
)

// weighRows reads the written files once more, where they have columns by which
// rows can be told apart, and puts into the accounts how rare the rows are. It
// refuses rows of people that are too rare. A table without such columns costs
// nothing.
func (r *run) weighRows(ctx context.Context) error {
	if !r.policy.ReleasesRows() {
		return nil
	}
	people := r.policy.Input.RowsAre == "people"
	var rare []rareRows
	for _, j := range r.jobs {
		for k := range j.account {
			plan := j.plans[k]
			cols, declared := quasi(plan, people)
			if len(cols) == 0 {
				continue
			}
			found, err := r.weigh(ctx, j, &j.account[k], cols)
			if err != nil {
				return err
			}
			if found == nil {
				continue
			}
			found.Declared = declared
			j.account[k].Risk = found
			if people && found.Smallest < risk.Advised {
				rare = append(rare, newRareRows(&j.account[k], plan, j.parts[k].safe))
			}
		}
	}
	for i := range rare {
		if !rare[i].refused() {
			r.warn = append(r.warn, rare[i].warning())
		}
	}
	return refuseRare(rare)
}

// quasi are the columns of the source that rows are judged by: those that the
// policy declares, or what is proposed where it declares none of this table.
func quasi(p *redact.Plan, people bool) (cols []int, declared bool) {
	if len(p.Bound.Quasi) == 0 {
		return risk.Propose(p.Columns, people, func(c int) bool {
			return c != p.Bound.RowID && shows(p, c, policy.Withhold, policy.Code)
		}), false
	}
	for _, c := range p.Bound.Quasi {
		if c != p.Bound.RowID && shows(p, c, policy.Withhold) {
			cols = append(cols, c)
		}
	}
	return cols, true
}

// shows reports whether column c is released by a verb that is none of those.
func shows(p *redact.Plan, c int, but ...policy.Verb) bool {
	return !p.Dropped(c) && slices.ContainsFunc(p.Bound.Columns[c].Rules, func(r *policy.BoundRule) bool { return !slices.Contains(but, r.Do) })
}

// weigh counts the rows of one written table, as the witness of its format reads it.
func (r *run) weigh(ctx context.Context, j *job, f *exemptions.File, cols []int) (*exemptions.Risk, error) {
	var w formats.Witness
	for i := range r.env.Formats {
		if r.env.Formats[i].Name == f.Format {
			w = r.env.Formats[i].Witness
		}
	}
	if w == nil {
		return nil, &Error{Kind: KindInternal, Msg: fmt.Sprintf("%s: no reader checks files of this kind, so how rare its rows are is not known. Nothing was released.", j.name), Next: "report it"}
	}
	file, err := os.Open(filepath.Join(r.bundle, j.name))
	if err != nil {
		return nil, readOrWrite(err)
	}
	defer file.Close()
	found, err := risk.Weigh(ctx, file, w, f, cols, r.target.work)
	if errors.Is(err, risk.ErrCount) {
		return nil, &Error{Kind: KindVerify, Msg: fmt.Sprintf("%s: the written file has another number of rows than were released. Nothing was released; the last release stays.", j.name), Next: "report it, with the version and without the file"}
	}
	if err != nil {
		return nil, readOrWrite(err)
	}
	return found, nil
}

// rareRows is a table of people with rows that few others are like.
type rareRows struct {
	file  string
	risk  *exemptions.Risk
	names []string // as a message may show them
	ways  []string // to make them less rare
}

func newRareRows(f *exemptions.File, p *redact.Plan, safe []string) rareRows {
	out := rareRows{file: f.Name, risk: f.Risk}
	if f.Part != "" {
		out.file += ": " + f.Part
	}
	judged := map[string]bool{}
	for _, name := range f.Risk.Columns {
		judged[name] = true
	}
	for c, name := range p.Names {
		if judged[name] {
			out.names = append(out.names, safe[c])
			out.ways = append(out.ways, wayOut(p, c, safe[c]))
		}
	}
	return out
}

// wayOut is what the policy can do about a column.
func wayOut(p *redact.Plan, c int, name string) string {
	name = words.Arg(name)
	col := &p.Columns[c]
	coarse := slices.ContainsFunc(p.Bound.Columns[c].Rules, func(r *policy.BoundRule) bool { return r.Do == policy.Coarsen })
	switch {
	case coarse:
	case col.Kind == detect.KindCoordinate:
		return "coarsen " + name + ` (to: "2 decimals")`
	case col.Entity == detect.ZIPCode:
		return "coarsen " + name + " (to: zip3)"
	case col.Entity == detect.StreetAddress:
		return "coarsen " + name + " (to: zip)"
	case col.Kind == detect.KindDate:
		return "coarsen " + name + " (to: year)"
	}
	return "drop " + name
}

func (q *rareRows) refused() bool { return q.risk.Smallest < risk.Least }

// by names the columns, and says where nobody chose them.
func (q *rareRows) by() string {
	out := words.List(q.names)
	if !q.risk.Declared {
		out += " (proposed by headers and values; input.quasi_identifiers declares others)"
	}
	return out
}

func (q *rareRows) warning() string {
	return fmt.Sprintf("%s: the rarest combination of %s is that of %s only; %s in combinations of fewer than %d. Each row is a person (input.rows_are).",
		q.file, q.by(), words.Plural(q.risk.Smallest, "row"), are(q.risk.Below11, "row"), risk.Advised)
}

// are is "1 row is", "4 rows are".
func are(n int64, noun string) string { return words.Plural(n, noun) + " " + words.IsAre(n) }

// refuseRare is nil, or the refusal of rows of people that fewer than five share.
func refuseRare(rare []rareRows) error {
	var lines, ways []string
	for i := range rare {
		q := &rare[i]
		if !q.refused() {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: %s of %s %s too rare: fewer than %d rows have the same %s; %s alone. Each row is a person (input.rows_are), and who knows these of somebody finds the row.",
			q.file, words.Count(q.risk.Below5), words.Plural(q.risk.Rows, "row"), words.IsAre(q.risk.Below5), risk.Least, q.by(), are(q.risk.Unique, "row")))
		ways = append(ways, q.ways...)
	}
	if len(lines) == 0 {
		return nil
	}
	return &Error{Kind: KindPolicy, Msg: lines[0] + " Nothing was released; the last release stays.", More: lines[1:],
		Next: strings.Join(unique(ways), ", or ") + ", or release: [tables]"}
}

// reportRarity is the part of report.html about how rare the rows of a file are.
type reportRarity struct {
	Name, Sentence, Rows, Classes, Smallest, Unique, Below5, Below11 string
}

func reportRarities(files []exemptions.File) []reportRarity {
	var out []reportRarity
	for i := range files {
		f := &files[i]
		if f.Risk == nil {
			continue
		}
		q := f.Risk
		row := reportRarity{Name: f.Name, Rows: words.Count(q.Rows), Classes: words.Count(q.Classes), Smallest: words.Count(q.Smallest),
			Unique: words.Count(q.Unique), Below5: words.Count(q.Below5), Below11: words.Count(q.Below11)}
		if f.Part != "" {
			row.Name += ": " + f.Part
		}
		row.Sentence = fmt.Sprintf("Who knows %s of a row of %s finds at least %s that fit.", words.List(q.Columns), row.Name, words.Plural(q.Smallest, "row"))
		if q.Smallest == 1 {
			row.Sentence = fmt.Sprintf("Who knows %s of a row of %s may find exactly that row: %s alone.", words.List(q.Columns), row.Name, are(q.Unique, "row"))
		}
		if q.Declared {
			row.Sentence += " The policy declares these columns."
		} else {
			row.Sentence += " Nobody declared these columns: they were proposed by headers and values. Name the right ones in the policy under input, quasi_identifiers."
		}
		out = append(out, row)
	}
	return out
}
