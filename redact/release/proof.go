package release

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/policy"
	"vaughn/redact/review"
)

// proof books the cells of one record that would be masked, or that wait.
func (w *rewriter) proof(rec *formats.Record, r *recOut, out *redact.Outcome) {
	p := w.job.proof
	if p == nil {
		return
	}
	if r.left != nil {
		p.Row(w.job.name)
		return
	}
	edits, marks := out.Edits[r.edits[0]:r.edits[1]], out.Marks[r.marks[0]:r.marks[1]]
	issues := out.Issues[r.issues[0]:r.issues[1]]
	names := w.job.parts[rec.Part].safe
	for c := range rec.Cells {
		ms := proofMarks(c, rec.Cells[c].Text, edits, marks, issues)
		if len(ms) == 0 {
			continue
		}
		name := "beyond the columns"
		if c < len(names) {
			name = names[c]
		}
		p.Add(w.job.name, name, rec.Seq, rec.Cells[c].Text, ms)
	}
}

// proofMarks are the marks of cell c.
func proofMarks(c int, text string, edits []formats.Edit, marks []redact.Mark, issues []redact.Issue) []review.ProofMark {
	var out []review.ProofMark
	for _, e := range edits {
		if e.Cell != c {
			continue
		}
		m := review.ProofMark{Start: e.Start, End: e.End, Label: e.New}
		for i := range marks {
			k := &marks[i]
			if k.Cell == c && (k.Label == e.New || len(k.Label) == 0 || e.New == "") || slices.Contains(k.Group, c) {
				m.Law, m.Rule = groundWords(k.Ground), k.Rule.Origin
				if m.Label == "" {
					m.Label = k.Label
				}
				break
			}
		}
		out = append(out, m)
	}
	for i := range issues {
		is := &issues[i]
		if is.Cell != c {
			continue
		}
		m := review.ProofMark{End: len(text), Waits: true}
		if at := strings.Index(text, is.Value); is.Likelihood != 0 && at >= 0 {
			m.Start, m.End = at, at+len(is.Value)
		}
		if is.Rule != nil {
			m.Rule = is.Rule.Origin
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b review.ProofMark) int { return a.Start - b.Start })
	return out
}

// groundWords is a reason in a few words: the law, else what it rests on.
func groundWords(g *exemptions.Ground) string {
	switch {
	case g == nil:
		return ""
	case g.Cite != "":
		return g.Cite
	default:
		return g.Reason
	}
}

// Proof writes the page for counsel to path (0600). Nothing is released.
func Proof(ctx context.Context, env Env, o Options, path string) error {
	if exists(path) {
		return &Error{Kind: KindOutput, Msg: filepath.Base(path) + " is there already and is never overwritten.", Next: "choose another name, or move the file away"}
	}
	proof := review.NewProof()
	r, done, err := newAsking(env, o)
	if err != nil {
		return err
	}
	defer done()
	r.proof = proof
	if _, err := r.review(ctx); err != nil {
		if ctx.Err() != nil {
			return &Error{Kind: KindStopped, Msg: "Stopped. Nothing was changed.", Err: context.Canceled}
		}
		return err
	}
	r.proofColumns()
	p := r.policy
	head := review.ProofHead{Agency: p.About.Agency, Dataset: r.dataset, Channel: p.Law.Channel, Pack: r.pack.ID(), Policy: policyName(p), Day: r.o.AsOf.Format(time.DateOnly)}
	if head.Dataset == "" {
		head.Dataset = "a release"
	}
	var b bytes.Buffer
	if err := proof.Write(&b, head); err != nil {
		return &Error{Kind: KindInternal, Msg: "The page for counsel could not be made."}
	}
	if err := writeFile(path, b.Bytes(), 0o600); err != nil {
		return outputError("the page "+filepath.Base(path), err)
	}
	return nil
}

// proofColumns books the columns that would be left out.
func (r *run) proofColumns() {
	for _, j := range r.jobs {
		for k, p := range j.plans {
			for c := range p.Names {
				if !p.Dropped(c) {
					continue
				}
				d := p.Bound.Whole(p.Bound.Columns[c].Rules[0], c, p.Bound.Kind(c))
				why := groundWords(d.Ground)
				if d.Action == policy.AskIt {
					why = "no law covers it, and a person must decide"
				}
				r.proof.Column(j.name, j.parts[k].safe[c], why)
			}
		}
	}
}
