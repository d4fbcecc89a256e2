package release

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vaughn/detect"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/review"
)

// SheetPath is where a run puts the sheet of its internal folder.
func SheetPath(internal string) string { return filepath.Join(internal, review.SheetFile) }

// WriteSheet puts a sheet and what it is read back with in place. A sheet of the same
// questions stays as it is: somebody may be filling it. One of other questions is
// kept beside it, and what was filled into it is taken over where the question is the
// same.
func WriteSheet(path, internal string, keys *review.Keys, a *review.Ask) error {
	failed := func(err error) error { return outputError("the sheet "+filepath.Base(path), err) }
	old := review.Token(internal)
	if exists(path) && old == a.Token {
		return nil
	}
	if err := os.MkdirAll(internal, 0o700); err != nil {
		return failed(err)
	}
	if exists(path) {
		a.CarryOver(path, internal)
	}
	var b bytes.Buffer
	if err := review.WriteSheet(&b, a, internal); err != nil {
		return failed(err)
	}
	tmp := path + ".partial"
	if err := errors.Join(removed(tmp), writeFile(tmp, b.Bytes(), 0o600)); err != nil {
		return failed(err)
	}
	if exists(path) {
		ext, was := filepath.Ext(path), "before"
		if len(old) > 8 {
			was = old[:8]
		}
		if err := os.Rename(path, strings.TrimSuffix(path, ext)+"-"+was+ext); err != nil {
			return failed(err)
		}
	}
	if err := os.Rename(tmp, path); err != nil {
		return failed(err)
	}
	if err := review.WriteQueue(filepath.Join(internal, review.QueueFile), keys, a); err != nil {
		return failed(err)
	}
	return nil
}

func removed(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// draw offers the cells of one released record to the sample, but for those that wait.
func (w *rewriter) draw(rec *formats.Record, edits []formats.Edit, waits []redact.Issue) {
	s := w.job.sampler
	if s == nil || rec.Role != formats.RoleData {
		return
	}
	plan, p := w.job.plans[rec.Part], &w.job.parts[rec.Part]
	for c := range min(len(rec.Cells), len(plan.Names)) {
		text := rec.Cells[c].Text
		if plan.Dropped(c) || blank(text) || slices.ContainsFunc(waits, func(is redact.Issue) bool { return is.Cell == c }) {
			continue
		}
		var mine []formats.Edit
		for _, e := range edits {
			if e.Cell == c {
				mine = append(mine, e)
			}
		}
		if len(mine) == 0 && p.verdict[c].Kind != detect.KindText {
			continue
		}
		s.Draw(w.job.number, rec.Seq, c, len(mine) > 0, func() review.Sample {
			return review.Sample{File: w.job.name, Row: rec.Seq, Column: p.safe[c], Text: marked(text, mine)}
		})
	}
}

// marked shows a cell with what is masked in it between double brackets.
func marked(text string, edits []formats.Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.Start < at {
			continue
		}
		b.WriteString(text[at:e.Start] + "[[" + text[e.Start:e.End] + "]]")
		at = e.End
	}
	return b.String() + text[at:]
}

// releaseSeed tells this release from another for its sample.
func (r *run) releaseSeed() string {
	parts := []string{r.dataset, r.o.AsOf.Format(time.DateOnly), hex.EncodeToString(r.policy.Source)}
	for _, j := range r.jobs {
		parts = append(parts, j.name, fmt.Sprint(j.size))
	}
	return strings.Join(parts, "\n")
}
