package release

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/redact/bundle"
)

// writeLog writes the log as JSON lines and CSV and gathers the totals.
func (r *run) writeLog(ctx context.Context) (*logform.Totals, error) {
	totals := logform.Summaries()
	jf, err := create(filepath.Join(r.bundle, filepath.FromSlash(bundle.LogJSONL)), 0o644)
	if err != nil {
		return nil, err
	}
	defer jf.Close()
	cf, err := create(filepath.Join(r.bundle, bundle.LogCSV), 0o644)
	if err != nil {
		return nil, err
	}
	defer cf.Close()
	jw, cw := logform.JSONL(jf), logform.CSV(cf)
	scan := &logScan{sc: r.engine.NewScanner()}
	n := int64(0)
	order := slices.Clone(r.jobs)
	slices.SortStableFunc(order, func(a, b *job) int { return strings.Compare(a.name, b.name) })
	r.jobs = order
	for _, src := range r.logSources() {
		err := src.each(&n, func(e *exemptions.Entry) error {
			if n&1023 == 0 && ctx.Err() != nil {
				return context.Cause(ctx)
			}
			r.complete(e)
			scan.entry(e)
			if err := totals.Add(e); err != nil {
				return err
			}
			if err := jw.Write(e); err != nil {
				return err
			}
			return cw.Write(e)
		})
		if err != nil {
			return nil, err
		}
	}
	for _, j := range r.jobs {
		for i := range j.account {
			scan.file(&j.account[i])
		}
	}
	if err := scan.err(); err != nil {
		return nil, err
	}
	return totals, errors.Join(jw.Close(), cw.Close(), jf.Sync(), cf.Sync())
}

// writeWorkbook writes the log as a workbook, where that was asked for, from the
// canonical log.
func (r *run) writeWorkbook(m *bundle.Manifest, totals *logform.Totals) (err error) {
	if !r.o.LogXLSX {
		return nil
	}
	f, err := create(filepath.Join(r.bundle, bundle.LogXLSX), 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Sync(), f.Close()) }()
	return logform.XLSX(f, logform.XLSXInput{Release: m.Release, Pack: r.pack, Files: m.Files, Summary: m.Summary, Deciders: totals.Deciders(), Entries: m.Entries,
		NotExamined: m.NotExamined, Checked: true, Each: func(yield func(*exemptions.Entry) error) error {
			log, err := os.Open(filepath.Join(r.bundle, filepath.FromSlash(bundle.LogJSONL)))
			if err != nil {
				return err
			}
			defer log.Close()
			return logform.ReadJSONL(log, yield)
		}})
}

// logSource is a file with its lines of the log.
type logSource struct {
	name string
	each func(n *int64, yield func(*exemptions.Entry) error) error
}

// logSources are the released files in the order of the log.
func (r *run) logSources() []logSource {
	var out []logSource
	for _, j := range r.jobs {
		for _, l := range j.ledgers {
			out = append(out, logSource{j.name, l.each})
		}
	}
	for _, t := range r.tables {
		out = append(out, logSource{t.name, t.entries})
	}
	slices.SortStableFunc(out, func(a, b logSource) int { return strings.Compare(a.name, b.name) })
	if len(r.disposed) > 0 { // behind all released files
		out = append(out, logSource{each: r.disposals})
	}
	return out
}

// complete fills what an entry without a rule of the policy lacks.
func (r *run) complete(e *exemptions.Entry) {
	if e.Ground.Label == "" {
		e.Ground = exemptions.PolicyChoice("leave-out", "records with this status are not released", r.noun)
	}
	if e.Action == exemptions.RowOut {
		e.What = "record"
	}
	if e.DecidedBy == "" {
		e.DecidedBy = r.decidedBy()
		e.DecidedOn = r.policy.Law.Date
	}
}

func (r *run) decidedBy() string {
	switch {
	case r.policy.Law.ApprovedBy != "":
		return r.policy.Law.ApprovedBy + " (rule)"
	case r.policy.About.DecidedBy != "":
		return r.policy.About.DecidedBy + " (rule)"
	default:
		return "built-in default (rule)"
	}
}
