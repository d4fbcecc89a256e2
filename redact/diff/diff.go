// Package diff tells two sealed releases of one dataset apart: rows that came,
// went and changed, columns, and the cells that were withheld before and are
// shown now.
//
// It reads the released files with the witnesses, knows no policy, and reports
// counts, names of columns and row ids as released.
package diff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/redact/bundle"
)

// ErrBundle is a folder that is no release, or one whose files are not those of
// its manifest.
var ErrBundle = errors.New("not a release, or damaged")

// Report is what two releases differ in.
type Report struct {
	Before Side   `json:"before"`
	After  Side   `json:"after"`
	Files  []File `json:"files"`
}

// Side is one of the two releases.
type Side struct {
	ID      string `json:"release_id"`
	AsOf    string `json:"as_of"`
	Dataset string `json:"dataset"`
	Policy  string `json:"policy"`
	Pack    string `json:"pack"`
}

// File is one released file, or sheet, in either release.
type File struct {
	Name   string   `json:"file"`
	Part   string   `json:"part,omitempty"`
	Before bool     `json:"in_before"`
	After  bool     `json:"in_after"`
	ByID   bool     `json:"rows_by_id"` // false: rows without an id of their own are told apart as wholes
	Rows   Rows     `json:"rows"`
	Cols   []Column `json:"columns,omitempty"` // those that differ
}

// Rows counts data rows. Changed are rows of the same id that differ anywhere.
type Rows struct {
	Before  int64 `json:"before"`
	After   int64 `json:"after"`
	New     int64 `json:"new"`
	Gone    int64 `json:"gone"`
	Changed int64 `json:"changed"`
	Same    int64 `json:"same"`
}

// State is what became of a column.
type State string

// The states of a column in a release.
const (
	Released State = "released"
	LeftOut  State = "left out"
	Absent   State = "absent"
)

// Column is a column that differs.
type Column struct {
	Name   string   `json:"column"`
	Before State    `json:"before"`
	After  State    `json:"after"`
	Shown  int64    `json:"newly_shown"`    // cells of rows in both: withheld or less exact before, shown now
	Hidden int64    `json:"newly_withheld"` // the other way round
	RowIDs []string `json:"row_ids,omitempty"`
}

// maxIDs is how many row ids of newly shown cells a column lists.
const maxIDs = 20

// Exposed is how many cells are shown that were not: cells that were withheld,
// and the cells of columns that were left out or are new.
func (r *Report) Exposed() (cells, columns int64) {
	for i := range r.Files {
		for _, c := range r.Files[i].Cols {
			cells += c.Shown
			if c.Before != Released && c.After == Released {
				columns++
			}
		}
	}
	return cells, columns
}

// Compare compares two folders of sealed releases, each with its manifest.
func Compare(ctx context.Context, fs []formats.Format, before, after string) (*Report, error) {
	a, err := open(before)
	if err != nil {
		return nil, err
	}
	b, err := open(after)
	if err != nil {
		return nil, err
	}
	r := &Report{Before: a.side(), After: b.side()}
	for i := range a.m.Files {
		f := &a.m.Files[i]
		out := File{Name: f.Name, Part: f.Part, Before: true, Rows: Rows{Before: f.RowsOut, Gone: f.RowsOut}}
		if g := b.file(f.Name, f.Part); g != nil {
			out.After, out.Rows = true, Rows{}
			if err := compare(ctx, fs, a, b, f, g, &out); err != nil {
				return nil, err
			}
		}
		r.Files = append(r.Files, out)
	}
	for i := range b.m.Files {
		f := &b.m.Files[i]
		if a.file(f.Name, f.Part) == nil {
			r.Files = append(r.Files, File{Name: f.Name, Part: f.Part, After: true, Rows: Rows{After: f.RowsOut, New: f.RowsOut}})
		}
	}
	return r, nil
}

// opened is one of the releases.
type opened struct {
	dir string
	m   bundle.Manifest
}

func open(dir string) (*opened, error) {
	raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(bundle.ManifestAt)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w: the manifest cannot be read", filepath.Base(dir), ErrBundle)
	}
	o := &opened{dir: dir}
	if json.Unmarshal(raw, &o.m) != nil || o.m.Schema != bundle.Schema {
		return nil, fmt.Errorf("%s: %w: the manifest is not one that this version reads", filepath.Base(dir), ErrBundle)
	}
	if _, err := os.Stat(filepath.Join(dir, bundle.Sealed)); err != nil {
		return nil, fmt.Errorf("%s: %w: it was never sealed", filepath.Base(dir), ErrBundle)
	}
	return o, nil
}

func (o *opened) side() Side {
	r := &o.m.Release
	return Side{r.ID, r.AsOf, r.Dataset, r.Policy, r.Pack}
}

func (o *opened) file(name, part string) *exemptions.File {
	for i := range o.m.Files {
		if f := &o.m.Files[i]; f.Name == name && f.Part == part {
			return f
		}
	}
	return nil
}

// columns lists the columns of two accounts by name, those of the first before
// what is new.
func columns(f, g *exemptions.File) []Column {
	var out []Column
	at := map[string]int{}
	state := func(c *exemptions.Column) State {
		if c.Out < 0 {
			return LeftOut
		}
		return Released
	}
	for i := range f.Columns {
		c := &f.Columns[i]
		if !c.Added {
			at[c.Name] = len(out)
			out = append(out, Column{Name: c.Name, Before: state(c), After: Absent})
		}
	}
	for i := range g.Columns {
		c := &g.Columns[i]
		switch k, known := at[c.Name]; {
		case c.Added:
		case known:
			out[k].After = state(c)
		default:
			out = append(out, Column{Name: c.Name, Before: Absent, After: state(c)})
		}
	}
	return out
}
