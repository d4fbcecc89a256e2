package main

import (
	"vaughn/redact/release"
)

// outcomeJSON is the one line that release --json prints. Scheduled jobs read
// it: fields are only ever added.
type outcomeJSON struct {
	Status      string        `json:"status"` // sealed, unchanged, preview, stopped
	Exit        int           `json:"exit"`
	ReleaseID   string        `json:"release_id,omitempty"`
	Current     string        `json:"current,omitempty"`
	Folder      string        `json:"folder,omitempty"`
	Preview     string        `json:"preview,omitempty"`
	RowsIn      int64         `json:"rows_in"`
	RowsOut     int64         `json:"rows_out"`
	Cells       int64         `json:"cells"`
	Masked      int64         `json:"masked"`
	Entries     int64         `json:"entries"`
	Labels      int64         `json:"labels"`
	Warnings    []string      `json:"warnings,omitempty"`
	Alerts      []string      `json:"alerts,omitempty"` // for the agency alone
	NotExamined int           `json:"not_examined,omitempty"`
	Tables      []countedJSON `json:"tables,omitempty"`
	Why         string        `json:"why,omitempty"`
	More        []string      `json:"more,omitempty"`
	Next        string        `json:"next,omitempty"`
}

// countedJSON is one table of a release. The choices are for the agency.
type countedJSON struct {
	Name    string   `json:"name"`
	Numbers int64    `json:"numbers"` // above zero
	Hidden  int64    `json:"hidden"`
	Choices []string `json:"choices,omitempty"`
}

func outcomeReport(o *release.Outcome, err error, dryRun bool) outcomeJSON {
	if err != nil {
		f := describe(err)
		return outcomeJSON{Status: "stopped", Exit: f.code, Why: f.msg, More: f.more, Next: f.next}
	}
	out := outcomeJSON{Status: "sealed", ReleaseID: o.ID, Current: o.Current, Folder: o.Dir,
		Entries: o.Entries, Labels: o.Labels, Warnings: o.Warnings, Alerts: o.Alerts, NotExamined: len(o.NotExamined)}
	switch {
	case dryRun:
		out.Status, out.Preview = "preview", o.Preview
	case o.Unchanged:
		out.Status = "unchanged"
	}
	for _, t := range o.Tables {
		out.Tables = append(out.Tables, countedJSON(t))
	}
	for _, f := range o.Files {
		if f.Table != nil {
			continue // the rows of a table are none of the export
		}
		out.RowsIn += f.RowsIn
		out.RowsOut += f.RowsOut
		for _, c := range f.Columns {
			if !c.Added {
				out.Cells += c.Cells
			}
			out.Masked += c.Changed
		}
	}
	return out
}
