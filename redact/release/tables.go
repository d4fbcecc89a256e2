package release

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact/internal/pipeline"
	"vaughn/redact/policy"
	"vaughn/redact/tables"
	"vaughn/redact/tabulate"
)

// mostTableFile bounds a map or list that tables are made with, in bytes.
const mostTableFile = 64 << 20

// tableFile is a table on its way into the bundle.
type tableFile struct {
	*tabulate.Made
	name string // "requests.csv"
	file exemptions.File
}

// readTableFiles reads the maps and lists that the tables are made with.
func (s *setup) readTableFiles() error {
	if !s.policy.ReleasesTables() {
		return nil
	}
	if len(s.policy.Aggregates) == 0 {
		return &Error{Kind: KindPolicy, Msg: policyName(s.policy) + ": release asks for tables and none is described.", Next: "add aggregate:"}
	}
	if z := s.policy.Input.TimeZone; z != "" {
		if _, err := time.LoadLocation(z); err != nil {
			return &Error{Kind: KindPolicy, Msg: policyName(s.policy) + ": input.time_zone is not a time zone that this machine knows.", Next: "write one like America/New_York"}
		}
	}
	s.files = map[string][]byte{}
	for _, f := range s.policy.Files() {
		bad := func(why string) error {
			return &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s:%d: the file %s %s.", policyName(s.policy), f.Line, filepath.Base(f.Path), why)}
		}
		path := filepath.Join(s.o.PolicyDir, filepath.FromSlash(f.Path))
		fi, err := os.Stat(path)
		switch {
		case err != nil:
			return bad("is not there")
		case !fi.Mode().IsRegular() || fi.Size() > mostTableFile:
			return bad("is no file, or larger than 64 MB")
		}
		if s.files[f.Path], err = os.ReadFile(path); err != nil {
			return bad("cannot be read")
		}
	}
	return nil
}

// needed are the columns of an input that tables read, nil where all are: no row
// is released then, and nothing of the other columns reaches an output.
func (s *setup) needed(p *formats.Part) []bool {
	if s.policy.ReleasesRows() || !s.policy.ReleasesTables() || s.countsInput() {
		return nil
	}
	out := make([]bool, len(p.Names))
	for i := range s.policy.Aggregates {
		a := &s.policy.Aggregates[i]
		var cols []string
		for k := range a.By {
			cols = append(cols, a.By[k].Columns()...)
		}
		for _, m := range a.Show {
			if m.Column != "" {
				cols = append(cols, m.Column)
			}
		}
		if a.Unit != nil {
			cols = append(cols, a.Unit.Columns...)
		}
		for _, name := range cols {
			k := slices.IndexFunc(p.Names, func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), strings.TrimSpace(name)) })
			if k < 0 {
				return nil // binding says what is wrong
			}
			out[k] = true
		}
	}
	return out
}

// tabulate reads the inputs once more and makes the tables.
func (r *run) tabulate(ctx context.Context) error {
	if !r.policy.ReleasesTables() {
		return nil
	}
	if err := r.notAhead(); err != nil {
		return err
	}
	before, err := r.before()
	if err != nil {
		return err
	}
	dir := filepath.Join(r.target.work, "tables")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return outputError("the work folder", err)
	}
	var bound []*policy.Bound
	for _, j := range r.jobs {
		for _, p := range j.plans {
			bound = append(bound, p.Bound)
		}
	}
	job, err := tabulate.New(bound, tabulate.Options{Files: r.files, Zone: r.policy.Input.TimeZone, AsOf: r.o.AsOf, Now: r.env.Now, Workers: max(1, r.env.Jobs), Dir: dir, Before: before})
	if err != nil {
		return r.tableError(err)
	}
	defer job.Close()
	if err := r.collect(ctx, job); err != nil {
		return err
	}
	out, err := job.Finish(ctx)
	if err != nil {
		return r.tableError(err)
	}
	r.state = out.State
	for k := range out.Tables {
		if err := r.writeTable(&out.Tables[k], k == 0); err != nil {
			return err
		}
	}
	return nil
}

// tableError gives an error of the tables its place in the policy.
func (r *run) tableError(err error) error {
	var e *tabulate.Error
	if !errors.As(err, &e) {
		return readOrWrite(err)
	}
	place := policyName(r.policy)
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, e.Line)
	}
	return &Error{Kind: KindPolicy, Msg: place + ": " + strings.TrimSuffix(e.Msg, ".") + ". Nothing was released; the last release stays.", Next: e.Next}
}

// tableItem is one batch on its way into the tables.
type tableItem struct {
	batch formats.Batch
	out   []bool // by record: left out of the release
}

// collect adds every record of every input.
func (r *run) collect(ctx context.Context, job *tabulate.Job) error {
	n := max(1, r.env.Jobs)
	workers := make([]*tabulate.Worker, n)
	for k := range workers {
		workers[k] = job.Worker()
	}
	first := 0
	for _, j := range r.jobs {
		if err := r.collectFrom(ctx, j, first, workers); err != nil {
			return err
		}
		first += len(j.parts)
	}
	return nil
}

// collectFrom adds the records of one input, whose tables are numbered from first.
func (r *run) collectFrom(ctx context.Context, j *job, first int, workers []*tabulate.Worker) error {
	reader, err := j.doc.Records()
	if err != nil {
		return err
	}
	left := func() (int64, bool) { return 0, false }
	if j.left != "" {
		left = leftReader(j.left)()
	}
	next, more := left()
	done, rows := int64(0), int64(0)
	err = pipeline.Run(ctx, len(workers), pipeline.Stages[*tableItem]{
		New: func() *tableItem { return new(tableItem) },
		Next: func(it *tableItem) error {
			if err := reader.Next(&it.batch); err != nil {
				return err
			}
			it.out = append(it.out[:0], make([]bool, len(it.batch.Records))...)
			for i := range it.batch.Records {
				if more && it.batch.Records[i].Seq == next {
					it.out[i] = true
					next, more = left()
				}
			}
			return nil
		},
		Work: func(w int, it *tableItem) error { return it.add(j, first, workers[w]) },
		Emit: func(it *tableItem) error {
			done += int64(len(it.batch.Buf))
			rows += int64(len(it.batch.Records))
			r.env.event(Event{Stage: "table", File: j.name, Done: min(done, j.size), Total: j.size, Rows: rows})
			return nil
		},
	})
	return j.after(ctx, tableCause(err))
}

func tableCause(err error) error {
	if err == nil {
		return nil
	}
	return readOrWrite(err)
}

// add counts the batch's records.
func (it *tableItem) add(j *job, first int, w *tabulate.Worker) error {
	for i := range it.batch.Records {
		rec := &it.batch.Records[i]
		if rec.Role != formats.RoleData || it.out[i] {
			continue
		}
		get := func(c int) string {
			if c < 0 || c >= len(rec.Cells) {
				return ""
			}
			return rec.Cells[c].Text
		}
		if j.plans[rec.Part].Bound.Leaves(get) {
			continue
		}
		if err := w.Add(first+rec.Part, get); err != nil {
			return err
		}
	}
	return nil
}

// writeTable writes one table into the bundle and makes its account.
func (r *run) writeTable(m *tabulate.Made, first bool) error {
	name := m.Table.Name + ".csv"
	for _, j := range r.jobs {
		if strings.EqualFold(j.name, name) || strings.EqualFold(j.name, m.Table.Name+".geojson") {
			return &Error{Kind: KindPolicy, Msg: fmt.Sprintf("%s: the table %s and an input have the same file name.", policyName(r.policy), m.Table.Name), Next: "give the table another name"}
		}
	}
	f, err := create(filepath.Join(r.bundle, name), 0o644)
	if err != nil {
		return readOrWrite(err)
	}
	err = tables.WriteCSV(f, m.Table)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return readOrWrite(err)
	}
	if m.Table.Places != nil {
		m.Account.GeoJSON = m.Table.Name + ".geojson"
		g, err := create(filepath.Join(r.bundle, m.Account.GeoJSON), 0o644)
		if err != nil {
			return readOrWrite(err)
		}
		err = tables.WriteGeoJSON(g, m.Table)
		if err = errors.Join(err, g.Sync(), g.Close()); err != nil {
			return readOrWrite(err)
		}
	}
	t := &tableFile{Made: m, name: name, file: tableAccount(m, name)}
	if first {
		t.file.Notes = append(t.file.Notes, r.notCarried()...)
	}
	if m.Override != "" {
		r.warn = unique(append(r.warn, fmt.Sprintf("Table %s is not made as in the last release; somebody decided that it may differ: %s", m.Table.Name, m.Override)))
	}
	r.tables = append(r.tables, t)
	return nil
}

// tableAccount is a table as a file of the release.
func tableAccount(m *tabulate.Made, name string) exemptions.File {
	f := exemptions.File{Name: name, Format: "csv", Describe: map[string]string{"format": "csv", "delimiter": ",", "quote": `"`, "encoding": "utf-8", "bom": "false", "gzip": "false", "sep-line": "false"},
		RowsIn: m.Account.Cells, RowsOut: m.Account.Cells, HeaderRow: 1, Records: m.Account.Cells + 1, Notes: slices.Clone(m.Table.Notes), Table: &m.Account}
	add := func(name string, cells, changed int64) {
		f.Columns = append(f.Columns, exemptions.Column{Name: name, Index: len(f.Columns), Out: len(f.Columns), Verb: "table", Cells: cells, Changed: changed})
	}
	for _, d := range m.Table.Dims {
		add(d.Name, m.Account.Cells, 0)
	}
	for k, x := range m.Table.Measures {
		shown := int64(0)
		for i := range m.Table.Rows {
			if m.Table.Rows[i].Cells[k].Number() != "" {
				shown++
			}
		}
		add(x.Name, shown, m.Account.Hidden)
		add(x.Name+"_hidden", m.Account.Cells, 0)
	}
	return f
}

// notCarried lists the columns that reach no output.
func (r *run) notCarried() []string {
	var out []string
	for _, j := range r.jobs {
		for k, p := range j.plans {
			var names []string
			for _, c := range p.Bound.NotCarried() {
				names = append(names, j.parts[k].safe[c])
			}
			if len(names) > 0 {
				out = append(out, "not carried: "+words.Plural(int64(len(names)), "column")+" of "+j.name+" reach no output: "+strings.Join(names, ", "))
			}
		}
	}
	return out
}

// entries are a table's lines of the log: how many numbers are hidden and why,
// never which of them are small.
func (t *tableFile) entries(n *int64, yield func(*exemptions.Entry) error) error {
	if t.Account.Hidden == 0 || t.Ground == nil {
		return nil
	}
	*n++
	e := &exemptions.Entry{N: *n, File: t.name, RowID: "all", What: "small number", Action: exemptions.Hidden,
		Cells: t.Account.Hidden * int64(len(t.Table.Measures)), Ground: *t.Ground, DecidedBy: t.By, DecidedOn: t.On}
	for _, m := range t.Table.Measures {
		e.Columns = append(e.Columns, m.Name)
	}
	return yield(e)
}

// keepTables writes what the next release must know, and the account that stays
// inside.
func (r *run) keepTables(dir string) error {
	if r.state == nil {
		return nil
	}
	type inside struct {
		Table string `json:"table"`
		tabulate.Inside
		Choices []string `json:"choices"`
	}
	var list []inside
	for _, t := range r.tables {
		list = append(list, inside{t.name, t.Inside, t.Choices})
	}
	b, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return errors.New("the record of the tables cannot be encoded")
	}
	if err := writeFile(filepath.Join(dir, "tables.json"), b, 0o600); err != nil {
		return err
	}
	return r.stage()
}

// tableFields are the columns of the tables for the data package.
func (r *run) tableFields() map[string][]tables.Field {
	out := map[string][]tables.Field{}
	for _, t := range r.tables {
		out[t.name] = t.Table.Fields()
	}
	return out
}

// sections are the tables as parts of the report.
func (r *run) sections() ([]template.HTML, error) {
	var out []template.HTML
	for _, t := range r.tables {
		h, err := tables.HTML(t.Table, tables.Options{CSV: t.name, GeoJSON: t.Account.GeoJSON})
		if err != nil {
			return nil, fmt.Errorf("report: table %s cannot be drawn: %w", t.Table.Name, err)
		}
		out = append(out, h)
	}
	return out, nil
}
