package release

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"vaughn/detect"
	"vaughn/formats"
	"vaughn/redact/bundle"
	"vaughn/redact/verify"
)

// internalRun is <internal>/<release id>/run.json: where the inputs were and how
// they were read, so that a later verify can compare with them, and the seal as
// it was. It is never published.
type internalRun struct {
	Schema string          `json:"schema"`
	ID     string          `json:"release_id"`
	Seal   string          `json:"seal"`
	Inputs []internalInput `json:"inputs"`
}

type internalInput struct {
	Name string          `json:"name"`
	Path string          `json:"path"`
	Size int64           `json:"bytes"`
	Read formats.Options `json:"read"`
	Left string          `json:"left"` // file beside run.json
}

const internalSchema = "vaughn.run/1"

// keep writes the internal record of the run.
func (r *run) keep(sealed []byte) error {
	if err := os.MkdirAll(r.o.Internal, 0o700); err != nil {
		return err
	}
	dir := filepath.Join(r.o.Internal, r.id)
	tmp := dir + ".partial"
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	if err := os.Mkdir(tmp, 0o700); err != nil {
		return err
	}
	rec := internalRun{Schema: internalSchema, ID: r.id, Seal: string(sealed)}
	if err := errors.Join(r.keepTables(tmp), r.keepAlerts(tmp)); err != nil {
		return err
	}
	for i, j := range r.jobs {
		abs, err := filepath.Abs(filepath.FromSlash(j.path))
		if err != nil {
			return err
		}
		o := r.options()
		if o.HeaderRow == 0 && len(j.parts) == 1 && j.parts[0].part.HeaderRow == 0 {
			o.HeaderRow = formats.NoHeader
		}
		left := fmt.Sprintf("%d.left", i)
		if j.left == "" {
			continue // no row was released: there is nothing to compare with
		}
		if err := copyFile(j.left, filepath.Join(tmp, left)); err != nil {
			return err
		}
		rec.Inputs = append(rec.Inputs, internalInput{Name: j.name, Path: abs, Size: j.size, Read: o, Left: left})
	}
	b, err := json.MarshalIndent(rec, "", " ")
	if err != nil {
		return errors.New("the record of the run cannot be encoded")
	}
	if err := writeFile(filepath.Join(tmp, "run.json"), b, 0o600); err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(tmp, dir)
}

// preview moves the finished bundle into the internal folder instead of
// publishing it.
func (r *run) preview(out *Outcome) (*Outcome, error) {
	if err := os.MkdirAll(r.o.Internal, 0o700); err != nil {
		return nil, outputError("the internal folder", err)
	}
	dir := filepath.Join(r.o.Internal, "preview")
	if err := os.RemoveAll(dir); err != nil {
		return nil, outputError("the internal folder", err)
	}
	if err := os.Rename(r.bundle, dir); err != nil {
		if err := copyTree(r.bundle, dir); err != nil {
			return nil, outputError("the internal folder", err)
		}
	}
	out.Preview = dir
	return out, nil
}

// Originals opens the inputs of a sealed release for verify.Bundle, from the
// internal folder of its run. notes says what cannot be compared and why; a
// seal that is not the one that was written is an error of kind KindVerify. The
// caller calls done.
func Originals(env Env, bundleDir, internal string) (in map[string]verify.Input, notes []string, done func(), err error) {
	done = func() {}
	m, err := readManifest(bundleDir)
	if err != nil {
		return nil, nil, done, &Error{Kind: KindVerify, Msg: "The folder is not a release: its manifest cannot be read.", Next: "check the path"}
	}
	id := m.Release.ID
	if !plainID(id) {
		return nil, nil, done, &Error{Kind: KindVerify, Msg: "The manifest's release id is not one that vaughn writes."}
	}
	dir := filepath.Join(internal, id)
	b, err := os.ReadFile(filepath.Join(dir, "run.json"))
	if err != nil {
		return nil, nil, done, &Error{Kind: KindPolicy, Msg: "The internal folder has no record of this release.", Next: "give the --internal folder of the run that made it", Err: plainCause(err)}
	}
	var rec internalRun
	if json.Unmarshal(b, &rec) != nil || rec.Schema != internalSchema || rec.ID != id {
		return nil, nil, done, &Error{Kind: KindPolicy, Msg: "The internal record of this release is damaged."}
	}
	seal, err := os.ReadFile(filepath.Join(bundleDir, bundle.Sealed))
	if err != nil || string(seal) != rec.Seal {
		return nil, nil, done, &Error{Kind: KindVerify, Msg: "SEALED is not the one that was written: the bundle was changed after it was sealed.", Next: "release again from the inputs"}
	}
	in = map[string]verify.Input{}
	var open []*input
	done = func() {
		for _, o := range open {
			o.close()
		}
	}
	e, err := detect.New(detect.Options{})
	if err != nil {
		return nil, nil, done, err
	}
	sc := e.NewScanner()
	for _, ri := range rec.Inputs {
		o, err := openOriginal(env, sc, ri)
		if err != nil {
			notes = append(notes, fmt.Sprintf("%s: withheld values were not searched for, because the input is no longer where it was or has changed.", ri.Name))
			continue
		}
		open = append(open, o)
		in[ri.Name] = verify.Input{Doc: o.doc, Left: leftReader(filepath.Join(dir, filepath.Base(ri.Left)))}
	}
	return in, notes, done, nil
}

func openOriginal(env Env, sc *detect.Scanner, ri internalInput) (*input, error) {
	fi, err := os.Stat(ri.Path)
	if err != nil || fi.Size() != ri.Size {
		return nil, errors.New("not the same input")
	}
	return openInput(env, sc, ri.Path, ri.Read)
}

// plainID reports whether id is one that this package makes; it becomes part of
// a path.
func plainID(id string) bool {
	if len(id) != 22 || id[:2] != "r-" {
		return false
	}
	for _, c := range id[2:] {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// pin holds a run to the plan of the first pinned run: columns, what they hold,
// and what is done with them. The file lies in the internal folder.
func (r *run) pin() error {
	if !r.o.Pin {
		return nil
	}
	b := r.planText()
	path := filepath.Join(r.o.Internal, "pinned-plan.json")
	old, err := os.ReadFile(path)
	switch {
	case err == nil && sha256.Sum256(old) == sha256.Sum256(b):
		return nil
	case err == nil:
		return &Error{Kind: KindDrift, Msg: "The inputs no longer fit the pinned plan: " + planDiff(old, b) + " Nothing was released; the last release stays.",
			Next: "look at vaughn scan, then remove pinned-plan.json in the internal folder and release with --pin again"}
	case errors.Is(err, os.ErrNotExist):
		if r.o.DryRun {
			return nil
		}
		if err := os.MkdirAll(r.o.Internal, 0o700); err != nil {
			return outputError("the internal folder", err)
		}
		return wrapOutput("the internal folder", writeFile(path, b, 0o600))
	default:
		return &Error{Kind: KindPolicy, Msg: "The pinned plan in the internal folder cannot be read."}
	}
}

func wrapOutput(what string, err error) error {
	if err == nil {
		return nil
	}
	return outputError(what, err)
}

// pinnedColumn is one line of a pinned plan.
type pinnedColumn struct {
	File   string `json:"file"`
	Part   string `json:"part,omitempty"`
	Index  int    `json:"index"`
	Name   string `json:"name"`
	Entity string `json:"entity"`
	Mode   string `json:"mode"`
	Verb   string `json:"verb"`
}

// planText is the plan of all inputs as JSON.
func (r *run) planText() []byte {
	var cols []pinnedColumn
	for _, j := range r.jobs {
		for k, p := range j.plans {
			for c, name := range p.Names {
				cols = append(cols, pinnedColumn{j.name, j.parts[k].part.Name, c, name, p.Columns[c].Entity.String(), p.Columns[c].Mode.String(), verbs(p, c)})
			}
		}
	}
	b, err := json.MarshalIndent(cols, "", " ")
	if err != nil {
		return nil
	}
	return append(b, '\n')
}

// planDiff says in words where two plans part.
func planDiff(old, now []byte) string {
	var a, b []pinnedColumn
	if json.Unmarshal(old, &a) != nil || json.Unmarshal(now, &b) != nil {
		return "the pinned plan is damaged."
	}
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return fmt.Sprintf("%s has a new column %d.", b[i].File, b[i].Index+1)
		case i >= len(b):
			return fmt.Sprintf("%s no longer has column %d.", a[i].File, a[i].Index+1)
		case a[i] != b[i]:
			return fmt.Sprintf("%s, column %d, was %s and is now %s.", b[i].File, b[i].Index+1, planWords(a[i]), planWords(b[i]))
		}
	}
	return "the plan changed."
}

func planWords(c pinnedColumn) string {
	s := c.Verb
	if c.Entity != "" {
		s += " of " + c.Entity
	}
	if c.Mode != "" {
		s += " (" + c.Mode + ")"
	}
	return s
}
