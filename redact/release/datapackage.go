package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/redact/bundle"
	"vaughn/redact/tables"
)

// The shape of datapackage.json (Data Package 2.0, datapackage.org). The
// property redaction is ours; the specification allows further properties.
type (
	dataPackage struct {
		Schema    string           `json:"$schema"`
		Name      string           `json:"name"`
		Title     string           `json:"title,omitempty"`
		Created   string           `json:"created"`
		Resources []dataResource   `json:"resources"`
		Redaction packageRedaction `json:"redaction"`
	}
	packageRedaction struct {
		Release    string `json:"release_id"`
		Channel    string `json:"channel"`
		Pack       string `json:"pack"`
		Policy     string `json:"policy"`
		ApprovedBy string `json:"approved_by,omitempty"`
		ApprovedOn string `json:"approved_on,omitempty"`
		Log        string `json:"log"`
		Entries    int64  `json:"entries"`
		Labels     int64  `json:"labels"`
	}
	dataResource struct {
		Name      string            `json:"name"`
		Type      string            `json:"type"`
		Path      string            `json:"path"`
		Format    string            `json:"format"`
		MediaType string            `json:"mediatype"`
		Encoding  string            `json:"encoding,omitempty"`
		Bytes     int64             `json:"bytes"`
		Hash      string            `json:"hash"`
		Dialect   *dataDialect      `json:"dialect,omitempty"`
		Schema    dataSchema        `json:"schema"`
		Redaction resourceRedaction `json:"redaction"`
	}
	dataDialect struct {
		Delimiter  string  `json:"delimiter,omitempty"`
		HeaderRows []int64 `json:"headerRows,omitempty"`
		Header     *bool   `json:"header,omitempty"`
		Sheet      string  `json:"sheetName,omitempty"`
	}
	resourceRedaction struct {
		RowsIn     int64    `json:"rows_in"`
		RowsOut    int64    `json:"rows_out"`
		ColumnsOut []string `json:"columns_left_out"`
	}
	dataSchema struct {
		Fields []dataField `json:"fields"`
	}
	dataField struct {
		Name      string         `json:"name"`
		Type      string         `json:"type"`
		About     string         `json:"description,omitempty"`
		Missing   []missingValue `json:"missingValues,omitempty"`
		True      []string       `json:"trueValues,omitempty"`
		False     []string       `json:"falseValues,omitempty"`
		Redaction fieldRedaction `json:"redaction"`
	}
	missingValue struct {
		Value string `json:"value"`
		Label string `json:"label"`
	}
	fieldRedaction struct {
		Verb    string `json:"verb"` // of the policy; "added" for a companion column
		Cells   int64  `json:"cells"`
		Changed int64  `json:"changed"`
	}
)

// DataPackage writes datapackage.json, version 2.0: each released file with its
// length and digest, and its columns as text, the labels that may fill a cell
// being declared as missing values. sums holds a Sum for the name of each file
// of the manifest; a missing one is an error. fields are the columns of tables,
// by file.
//
// Paths are relative to the folder of the release, as the specification allows
// no path that leads upwards.
func DataPackage(w io.Writer, m *bundle.Manifest, sums map[string]Sum, fields map[string][]tables.Field) error {
	if m == nil || len(m.Files) == 0 {
		return errors.New("data package: no released file to describe")
	}
	r := &m.Release
	p := dataPackage{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: slug(r.Dataset), Title: r.Dataset, Created: r.AsOf + "T00:00:00Z",
		Redaction: packageRedaction{
			Release: r.ID, Channel: r.Channel, Pack: r.Pack, Policy: r.Policy, ApprovedBy: r.ApprovedBy, ApprovedOn: r.ApprovedOn,
			Log: bundle.LogCSV, Entries: m.Entries, Labels: m.Labels,
		},
	}
	used := map[string]bool{}
	for i := range m.Files {
		f := &m.Files[i]
		sum, ok := sums[f.Name]
		if !ok {
			return fmt.Errorf("data package: file %d of the release has no digest", i+1)
		}
		res := resource(f, sum, m.Summary, used)
		if f.Table != nil {
			res.Schema.Fields = tableFields(f, fields[f.Name])
		}
		p.Resources = append(p.Resources, res)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		return fmt.Errorf("data package: could not be written: %w", err)
	}
	return nil
}

func resource(f *exemptions.File, sum Sum, summary []exemptions.Summary, used map[string]bool) dataResource {
	base := slug(strings.TrimSuffix(strings.TrimSuffix(f.Name, ".gz"), path.Ext(strings.TrimSuffix(f.Name, ".gz"))) + " " + f.Part)
	name := base
	for n := 2; used[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	used[name] = true
	out := dataResource{
		Name: name, Type: "table", Path: f.Name, Format: f.Format, MediaType: mediaType(f), Encoding: charset(f.Describe["encoding"]),
		Bytes: sum.Bytes, Hash: "sha256:" + sum.SHA256, Dialect: dialect(f),
		Redaction: resourceRedaction{RowsIn: f.RowsIn, RowsOut: f.RowsOut, ColumnsOut: []string{}},
	}
	cols := slices.Clone(f.Columns)
	slices.SortStableFunc(cols, func(a, b exemptions.Column) int { return a.Out - b.Out })
	for i := range cols {
		c := &cols[i]
		if c.Out < 0 {
			out.Redaction.ColumnsOut = append(out.Redaction.ColumnsOut, c.Name)
			continue
		}
		field := dataField{Name: c.Name, Type: "string", Redaction: fieldRedaction{Verb: c.Verb, Cells: c.Cells, Changed: c.Changed}}
		if c.Added {
			field.Redaction.Verb = "added"
		} else {
			field.Missing = missing(f, c.Name, summary)
		}
		out.Schema.Fields = append(out.Schema.Fields, field)
	}
	return out
}

// tableFields are the columns of a table, which have types.
func tableFields(f *exemptions.File, list []tables.Field) []dataField {
	var out []dataField
	for k, x := range list {
		d := dataField{Name: x.Name, Type: x.Type, About: x.Description, True: x.True, False: x.False}
		for _, m := range x.Missing {
			d.Missing = append(d.Missing, missingValue(m))
		}
		if k < len(f.Columns) {
			d.Redaction = fieldRedaction{Verb: f.Columns[k].Verb, Cells: f.Columns[k].Cells, Changed: f.Columns[k].Changed}
		}
		out = append(out, d)
	}
	return out
}

// missing lists the labels that may stand for a whole cell of a column.
func missing(f *exemptions.File, column string, summary []exemptions.Summary) []missingValue {
	var out []missingValue
	for i := range summary {
		s := &summary[i]
		if s.Label == "" || s.Action != exemptions.Withheld || s.File != logform.FileName(f.Name, f.Part) || !slices.Contains(s.Columns, column) {
			continue
		}
		v := missingValue{Value: s.Label, Label: "Withheld: " + s.Ground.Label}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	if len(out) > 0 { // a list replaces the standard's own, which is the empty cell
		slices.SortFunc(out, func(a, b missingValue) int { return strings.Compare(a.Value, b.Value) })
		out = append([]missingValue{{Value: "", Label: "Blank"}}, out...)
	}
	return out
}

func mediaType(f *exemptions.File) string {
	switch {
	case f.Describe["gzip"] == "true":
		return "application/gzip"
	case f.Format == "csv" && f.Describe["delimiter"] == "\t":
		return "text/tab-separated-values"
	case f.Format == "csv":
		return "text/csv"
	case f.Format == "xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	default:
		return "application/octet-stream"
	}
}

// charset is an encoding that a reader knows; a mixed file is read by its wider
// table, which the log declares.
func charset(s string) string {
	if _, second, ok := strings.Cut(s, "|"); ok {
		return second
	}
	return s
}

func dialect(f *exemptions.File) *dataDialect {
	d := dataDialect{Sheet: f.Part}
	if s := f.Describe["delimiter"]; s != "," {
		d.Delimiter = s
	}
	switch {
	case f.HeaderRow == 0 && f.RowsOut > 0:
		no := false
		d.Header = &no
	case f.HeaderRow > 1:
		d.HeaderRows = []int64{f.HeaderRow}
	}
	if d.Delimiter == "" && d.HeaderRows == nil && d.Header == nil && d.Sheet == "" {
		return nil
	}
	return &d
}

// slug is a name of lower-case letters, digits and single hyphens.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(logform.ASCII(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if out := strings.Trim(b.String(), "-"); out != "" {
		return out
	}
	return "release"
}
