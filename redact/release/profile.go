package release

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"vaughn/detect"
	"vaughn/formats"
	"vaughn/redact"
	"vaughn/redact/internal/pipeline"
	"vaughn/redact/internal/recall"
)

// scanItem is one batch in pass 1.
type scanItem struct {
	batch   formats.Batch
	frame   frame
	payload []byte
	scratch []detect.Match
	rows    []int64 // data records by part
	cells   []int64
	bytes   int64
}

// profile is pass 1 over one input: every cell of every record is scanned, the
// columns get their verdicts, and the matches go into the spool (nil = none).
func profile(ctx context.Context, env Env, e *detect.Engine, in *input, spool *spoolWriter) error {
	reader, err := in.doc.Records()
	if err != nil {
		return err
	}
	workers := max(1, env.Jobs)
	scanners, profiles := make([][]*recall.Scanner, workers), make([][]*detect.Profile, workers)
	for w := range workers {
		sc := e.NewScanner()
		for i := range in.parts {
			scanners[w] = append(scanners[w], recall.New(sc, len(in.parts[i].cols)))
			profiles[w] = append(profiles[w], detect.NewProfile(in.parts[i].cols))
		}
	}
	var done, finds int64
	err = pipeline.Run(ctx, workers, pipeline.Stages[*scanItem]{
		New: func() *scanItem {
			return &scanItem{rows: make([]int64, len(in.parts)), cells: make([]int64, len(in.parts))}
		},
		Next: func(it *scanItem) error { return reader.Next(&it.batch) },
		Work: func(w int, it *scanItem) error { return it.scan(in, scanners[w], profiles[w], spool != nil) },
		Emit: func(it *scanItem) error {
			for i := range in.parts {
				in.parts[i].rows += it.rows[i]
				in.parts[i].cells += it.cells[i]
				in.rows += it.rows[i]
			}
			done, finds = done+it.bytes, finds+int64(len(it.frame.ms))
			env.event(Event{Stage: "scan", File: in.name, Done: min(done, in.size), Total: in.size, Rows: in.rows, Finds: finds})
			if spool == nil {
				return nil
			}
			return spool.frame(it.payload)
		},
	})
	if err != nil {
		return err
	}
	for i := range in.parts {
		p := profiles[0][i]
		for w := 1; w < workers; w++ {
			p.Merge(profiles[w][i])
		}
		in.parts[i].verdict = p.Columns()
	}
	return nil
}

// scan fills the item's frame and profiles.
func (it *scanItem) scan(in *input, scanners []*recall.Scanner, profiles []*detect.Profile, spooled bool) error {
	it.frame.reset()
	clear(it.rows)
	clear(it.cells)
	it.bytes = int64(len(it.batch.Buf))
	for i := range it.batch.Records {
		rec := &it.batch.Records[i]
		if rec.Role == formats.RoleBlank {
			continue
		}
		from, known := len(it.frame.ms), 0
		if rec.Role == formats.RoleData {
			it.rows[rec.Part]++
			known = min(len(rec.Cells), len(in.parts[rec.Part].cols))
		}
		if err := it.table(in, rec, known, scanners[rec.Part], profiles[rec.Part], spooled); err != nil {
			return err
		}
		for c := known; c < len(rec.Cells) && in.parts[rec.Part].needed == nil; c++ {
			var err error
			if it.scratch, err = scanners[rec.Part].ScanCell(it.scratch[:0], rec.Cells[c].Text, nil); err != nil {
				return scanError(in, rec, c, err)
			}
			it.keep(c, spooled)
		}
		if len(it.frame.ms) > from {
			it.frame.recs = append(it.frame.recs, recMatches{i, from, len(it.frame.ms)})
		}
	}
	if spooled {
		it.payload = it.frame.append(it.payload[:0])
	}
	return nil
}

// table scans the first n cells of a record, those of the table's columns.
func (it *scanItem) table(in *input, rec *formats.Record, n int, sc *recall.Scanner, profile *detect.Profile, spooled bool) error {
	cols, needed, filled := in.parts[rec.Part].cols[:n], in.parts[rec.Part].needed, int64(0)
	for c, cell := range rec.Cells[:n] {
		text := cell.Text
		if text == "" || needed != nil && !needed[c] {
			continue
		}
		ms, err := sc.Cell(it.scratch[:0], text, c, cols[c])
		if err != nil {
			return scanError(in, rec, c, err)
		}
		it.scratch = ms
		profile.Cell(c, text, ms)
		if !blank(text) {
			filled++
		}
		if len(ms) > 0 {
			it.keep(c, spooled)
		}
	}
	it.cells[rec.Part] += filled
	return nil
}

// keep puts what was found in cell c into the frame.
func (it *scanItem) keep(c int, spooled bool) {
	if !spooled {
		return
	}
	for _, m := range it.scratch {
		it.frame.ms = append(it.frame.ms, redact.CellMatch{Cell: c, Match: m})
	}
}

// blank reports whether a cell holds nothing but space.
func blank(s string) bool {
	return s == "" || (s[0] <= ' ' || s[0] >= utf8.RuneSelf) && strings.TrimSpace(s) == ""
}

// scanError is a detector's failure with its place. Detectors' errors hold no
// text by contract.
func scanError(in *input, rec *formats.Record, col int, err error) error {
	return &Error{Kind: KindInternal, Msg: fmt.Sprintf("%s: a detector failed at record %d, column %d (%v). Nothing was released.",
		in.name, rec.Seq, col+1, err), Next: "report this with the record's shape, not its text"}
}

func (env Env) event(e Event) {
	if env.Events != nil {
		env.Events(e)
	}
}

// Scan profiles the inputs and changes nothing. Inputs that cannot be read are
// reported in their ScannedFile; the error is for what stops everything.
func Scan(ctx context.Context, env Env, o ScanOptions) (*ScanResult, error) {
	list, err := expand(ctx, o.Paths)
	if err != nil {
		return nil, err
	}
	e, err := detect.New(detect.Options{Patterns: o.Patterns})
	if err != nil {
		return nil, &Error{Kind: KindPolicy, Msg: err.Error() + "."}
	}
	res := &ScanResult{NotExamined: list.skipped}
	for _, path := range list.files {
		f, skipped := scanFile(ctx, env, e, path, o)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if skipped != nil {
			res.NotExamined = append(res.NotExamined, *skipped)
			continue
		}
		res.Files = append(res.Files, f)
	}
	return res, nil
}

func scanFile(ctx context.Context, env Env, e *detect.Engine, path string, o ScanOptions) (f ScannedFile, skipped *NotExamined) {
	in, err := openInput(env, e.NewScanner(), path, o.Read)
	if err != nil {
		if n := unsupported(path, err); n != nil {
			return f, n
		}
		return ScannedFile{Path: slashed(path), Name: base(path), Err: err}, nil
	}
	defer in.close()
	f = ScannedFile{Path: in.path, Name: in.name, Format: in.format.Name}
	if err := profile(ctx, env, e, in, nil); err != nil {
		f.Err = err
		return f, nil
	}
	for i := range in.parts {
		p := &in.parts[i]
		f.Parts = append(f.Parts, ScannedPart{Part: p.part, Rows: p.rows, Cells: p.cells, Columns: p.verdict, Names: p.safe})
	}
	if o.Spans {
		f.Err = spans(ctx, e, in, f.Parts)
	}
	return f, nil
}

// spans scans a second time, now with the columns' verdicts, and keeps the place
// of every match that masks.
func spans(ctx context.Context, e *detect.Engine, in *input, parts []ScannedPart) error {
	reader, err := in.doc.Records()
	if err != nil {
		return err
	}
	sc := e.NewScanner()
	var scratch []detect.Match
	return pipeline.Run(ctx, 1, pipeline.Stages[*formats.Batch]{
		New:  func() *formats.Batch { return new(formats.Batch) },
		Next: reader.Next,
		Work: func(int, *formats.Batch) error { return nil },
		Emit: func(b *formats.Batch) error {
			for i := range b.Records {
				rec := &b.Records[i]
				if rec.Role != formats.RoleData {
					continue
				}
				p := &in.parts[rec.Part]
				for c := range rec.Cells {
					if c >= len(p.cols) || rec.Cells[c].Text == "" {
						continue
					}
					t := detect.Text{S: rec.Cells[c].Text, Column: p.cols[c]}
					if scratch, err = sc.Scan(scratch[:0], &t); err != nil {
						return scanError(in, rec, c, err)
					}
					t.Column = &p.verdict[c]
					scratch = detect.Resolve(scratch, &t, t.Column)
					parts[rec.Part].Matches = place(parts[rec.Part].Matches, rec.Seq, c, t.S, scratch)
				}
			}
			return nil
		},
	})
}

// place appends the personal matches at Likely or above in code points.
func place(dst []PlacedMatch, row int64, col int, s string, ms []detect.Match) []PlacedMatch {
	for _, m := range ms {
		if !m.Entity.Personal() || m.Likelihood < detect.Likely {
			continue
		}
		start := utf8.RuneCountInString(s[:m.Start])
		dst = append(dst, PlacedMatch{Row: row, Col: col, Start: start, End: start + utf8.RuneCountInString(s[m.Start:m.End]),
			Entity: m.Entity, Likelihood: m.Likelihood})
	}
	return dst
}
