package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"vaughn/redact/bundle"
	"vaughn/redact/tabulate"
)

// keptTables is what the tables of the last sealed release said, in the internal
// folder. A run writes it beside the last one before it publishes, and puts it in
// its place afterwards; one whose release was never sealed counts for nothing.
type keptTables struct {
	Release string `json:"release_id"`
	Dataset string `json:"dataset"`
	Request string `json:"request,omitempty"`
	Out     string `json:"out"` // where the release is, if it is there
	*tabulate.State
}

func (r *run) statePath() string {
	return filepath.Join(r.o.Internal, "tables", slug(r.dataset)+".json")
}

func (r *run) nextPath() string { return r.statePath() + ".next" }

// readState reads one of the two; nil where it is not there.
func (r *run) readState(path string) (*keptTables, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	k := &keptTables{State: new(tabulate.State)}
	if err != nil || json.Unmarshal(b, k) != nil || k.Schema != tabulate.StateSchema {
		return nil, &Error{Kind: KindPolicy, Msg: "The internal record of the last tables cannot be read. The last release stays.", Next: "restore " + filepath.Base(r.statePath()) + " from a backup of the internal folder"}
	}
	if k.Dataset != r.policy.About.Dataset || k.Request != r.policy.About.Request {
		return nil, &Error{Kind: KindPolicy, Msg: "The internal folder holds the tables of another dataset whose name is nearly the same. Nothing was released.", Next: "choose another --internal"}
	}
	return k, nil
}

// sealed reports whether the release that a record is about was published: a run
// that was killed may have written the one and not the other.
func (k *keptTables) sealed() bool {
	entries, err := os.ReadDir(k.Out)
	if err != nil {
		return false
	}
	for _, e := range entries {
		dir := filepath.Join(k.Out, e.Name())
		if m, err := readManifest(dir); err == nil && m.Release.ID == k.Release && exists(filepath.Join(dir, bundle.Sealed)) {
			return true
		}
	}
	return false
}

// last is the record of the last sealed release; ahead says that it is still in
// the place of the coming one.
func (r *run) last() (k *keptTables, ahead bool, err error) {
	next, err := r.readState(r.nextPath())
	if err == nil && next != nil && next.sealed() {
		return next, true, nil
	}
	k, err = r.readState(r.statePath())
	return k, false, err
}

// before is what earlier releases said. Where there is an earlier release and no
// record of it, tables that protect people cannot be compared with it.
func (r *run) before() (*tabulate.State, error) {
	k, _, err := r.last()
	if err != nil {
		return nil, err
	}
	if k != nil {
		return k.State, nil
	}
	m, err := readManifest(filepath.Join(r.o.Out, "current"))
	if err != nil {
		return nil, nil
	}
	for i := range m.Files {
		if t := m.Files[i].Table; t != nil && t.Below+t.Round > 0 {
			return nil, &Error{Kind: KindPolicy, Msg: fmt.Sprintf("The last release has the table %s, and the internal folder has no record of it. A new one beside it could give people away. The last release stays.", m.Files[i].Name),
				Next: "give the --internal folder of the last release"}
		}
	}
	return nil, nil
}

// stage writes what the next release must know, beside what the last one left.
func (r *run) stage() error {
	out, err := filepath.Abs(r.o.Out)
	if err != nil {
		return err
	}
	b, err := json.Marshal(keptTables{Release: r.id, Dataset: r.policy.About.Dataset, Request: r.policy.About.Request, Out: out, State: r.state})
	if err != nil {
		return errors.New("the record of the tables cannot be encoded")
	}
	if err := os.MkdirAll(filepath.Dir(r.statePath()), 0o700); err != nil {
		return err
	}
	_, ahead, err := r.last()
	if err != nil {
		return err
	}
	if ahead {
		if err := os.Rename(r.nextPath(), r.statePath()); err != nil {
			return err
		}
	}
	tmp := r.statePath() + ".partial"
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	if err := writeFile(tmp, b, 0o600); err != nil {
		return err
	}
	if err := os.Rename(tmp, r.nextPath()); err != nil {
		return err
	}
	syncDir(filepath.Dir(r.statePath()))
	return nil
}

// settle puts the record of the release in its place, now that it is sealed. Where
// that fails the next run does it.
func (r *run) settle() {
	if r.state != nil {
		_ = os.Rename(r.nextPath(), r.statePath())
	}
}

// notAhead refuses a day that is still to come: nothing is over by then that is not
// over now. The machine's own day may be one ahead of the policy's time zone.
func (r *run) notAhead() error {
	zone, err := time.LoadLocation(r.policy.Input.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	if r.o.AsOf.Format(time.DateOnly) > r.env.Now.In(zone).AddDate(0, 0, 1).Format(time.DateOnly) {
		return &Error{Kind: KindUsage, Msg: "--as-of is a day to come, and tables show only what is over. Nothing was released; the last release stays.", Next: "leave --as-of away"}
	}
	return nil
}
