package main

import (
	"strconv"

	"vaughn/redact/release"
)

// The shapes of vaughn.scan/1, the machine-readable result of a scan. Rows count
// records from 1, the header included; columns count from 0; start and end are
// code points, half open.
type scanJSON struct {
	Schema      string      `json:"schema"`
	Files       []fileJSON  `json:"files"`
	Errors      []errorJSON `json:"errors,omitempty"`
	NotExamined []otherJSON `json:"not_examined,omitempty"`
}

type fileJSON struct {
	Path   string      `json:"path"`
	Tables []tableJSON `json:"tables"`
}

type tableJSON struct {
	Part      string       `json:"part"`
	HeaderRow int64        `json:"header_row"`
	Rows      int64        `json:"rows"`
	Columns   []columnJSON `json:"columns"`
	Matches   *[]matchJSON `json:"matches,omitempty"` // nil = not asked for; an empty list is printed
}

type columnJSON struct {
	Index      int    `json:"index"`
	Name       string `json:"name"`
	Entity     string `json:"entity"`
	Personal   bool   `json:"personal"`
	Mode       string `json:"mode"`
	Likelihood string `json:"likelihood"`
	Cells      int64  `json:"cells"`
	Hits       int64  `json:"hits"`
}

type matchJSON struct {
	Row        int64  `json:"row"`
	Col        int    `json:"col"`
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Entity     string `json:"entity"`
	Likelihood string `json:"likelihood"`
}

type errorJSON struct {
	Path string `json:"path"`
	Exit int    `json:"exit"`
	Why  string `json:"why"`
}

type otherJSON struct {
	Path string `json:"path"`
	Type string `json:"type"`
}

func scanReport(res *release.ScanResult, spans bool) scanJSON {
	out := scanJSON{Schema: "vaughn.scan/1", Files: []fileJSON{}}
	for _, f := range res.Files {
		if f.Err != nil {
			d := describe(f.Err)
			out.Errors = append(out.Errors, errorJSON{f.Path, d.code, d.msg})
			continue
		}
		file := fileJSON{Path: f.Path, Tables: []tableJSON{}}
		for i := range f.Parts {
			file.Tables = append(file.Tables, scanTable(&f.Parts[i], spans))
		}
		out.Files = append(out.Files, file)
	}
	for _, n := range res.NotExamined {
		out.NotExamined = append(out.NotExamined, otherJSON{n.Path, n.Ext})
	}
	return out
}

func scanTable(p *release.ScannedPart, spans bool) tableJSON {
	t := tableJSON{Part: p.Part.Name, HeaderRow: p.Part.HeaderRow, Rows: p.Rows, Columns: []columnJSON{}}
	for i := range p.Columns {
		c := &p.Columns[i]
		col := columnJSON{Index: i, Name: headerName(p, i), Entity: c.Entity.String(), Personal: c.Personal,
			Likelihood: c.Likelihood.String(), Cells: c.Cells, Hits: c.Hits}
		if c.Personal {
			col.Mode = c.Mode.String()
		}
		if c.Likelihood == 0 {
			col.Likelihood = "VERY_UNLIKELY" // the schema has five steps and no sixth
		}
		t.Columns = append(t.Columns, col)
	}
	if spans {
		list := make([]matchJSON, 0, len(p.Matches))
		for _, m := range p.Matches {
			list = append(list, matchJSON{m.Row, m.Col, m.Start, m.End, m.Entity.String(), m.Likelihood.String()})
		}
		t.Matches = &list
	}
	return t
}

// headerName is a column's header as written, "" where the table has none, and
// "column 3" where the header itself trips a detector.
func headerName(p *release.ScannedPart, i int) string {
	switch hidden := "column " + strconv.Itoa(i+1); {
	case p.Part.HeaderRow == 0 || i >= len(p.Part.Labels):
		return ""
	case i < len(p.Names) && p.Names[i] == hidden:
		return hidden
	default:
		return p.Part.Labels[i]
	}
}
