package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/gofrs/flock"

	"vaughn/redact/bundle"
)

// Names inside the --out folder that are not releases. All begin with a dot and
// are 0700: nothing public is visible before it is verified.
const (
	lockName = ".vaughn.lock"
	workName = ".vaughn-work" // everything unfinished
	nextName = ".vaughn-next" // the coming current/
	prevName = ".vaughn-prev" // the former current/, until the new one is sealed
)

// target is the --out folder, locked.
type target struct {
	dir   string
	made  bool // we created it
	lock  *flock.Flock
	work  string
	moved bool // something was published
}

// openTarget creates and locks the folder and mends what a killed run left.
func openTarget(dir string) (*target, error) {
	t := &target{dir: dir, work: filepath.Join(dir, workName)}
	if fi, err := os.Stat(dir); err == nil && !fi.IsDir() {
		return nil, &Error{Kind: KindOutput, Msg: filepath.Base(dir) + " is a file, not a folder.", Next: "choose another --out"}
	} else if errors.Is(err, fs.ErrNotExist) {
		t.made = true
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, outputError("the folder "+filepath.Base(dir), err)
	}
	if err := t.acquire(); err != nil {
		return nil, err
	}
	if err := t.mend(); err != nil {
		t.close()
		return nil, outputError("the folder "+filepath.Base(dir), err)
	}
	if err := os.Mkdir(t.work, 0o700); err != nil {
		t.close()
		return nil, outputError("the folder "+filepath.Base(dir), err)
	}
	return t, nil
}

// acquire takes the lock. The lock file is removed at the end, so a lock that
// was won on a file that is no longer there does not count.
func (t *target) acquire() error {
	path := filepath.Join(t.dir, lockName)
	for range 10 {
		l := flock.New(path, flock.SetPermissions(0o600))
		ok, err := l.TryLock()
		if err != nil {
			return outputError("the folder "+filepath.Base(t.dir), err)
		}
		if !ok {
			return &Error{Kind: KindLocked, Msg: "Another run is working on " + filepath.Base(t.dir) + ". Nothing was changed.", Next: "wait until it has ended, then run again"}
		}
		mine, err1 := l.Stat()
		now, err2 := os.Stat(path)
		if err1 == nil && err2 == nil && os.SameFile(mine, now) {
			t.lock = l
			return nil
		}
		l.Unlock()
	}
	return &Error{Kind: KindLocked, Msg: "Other runs keep locking " + filepath.Base(t.dir) + ". Nothing was changed.", Next: "wait until they have ended, then run again"}
}

// mend finishes or undoes what a killed run left: a former current/ goes back
// unless the new one is sealed; releases without SEALED and work folders go.
func (t *target) mend() error {
	cur, prev := filepath.Join(t.dir, "current"), filepath.Join(t.dir, prevName)
	if exists(prev) && !exists(filepath.Join(cur, bundle.Sealed)) {
		if err := os.RemoveAll(cur); err != nil {
			return err
		}
		if err := os.Rename(prev, cur); err != nil {
			return err
		}
	}
	for _, n := range []string{prevName, nextName, workName} {
		if err := os.RemoveAll(filepath.Join(t.dir, n)); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(t.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		d := filepath.Join(t.dir, e.Name())
		if e.IsDir() && exists(filepath.Join(d, bundle.ManifestAt)) && !exists(filepath.Join(d, bundle.Sealed)) {
			if err := os.RemoveAll(d); err != nil {
				return err
			}
		}
	}
	return nil
}

// close removes the work folder and the lock, and the folder itself where this
// run made it and published nothing.
func (t *target) close() {
	os.RemoveAll(t.work)
	if t.lock != nil {
		os.Remove(filepath.Join(t.dir, lockName)) // Windows keeps it while it is open
		t.lock.Unlock()
		os.Remove(filepath.Join(t.dir, lockName))
	}
	if t.made && !t.moved {
		os.Remove(t.dir) // only if empty
	}
}

// publish makes the finished bundle visible: as dir/<name>, and as dir/current.
// SEALED is written last, to each.
func (t *target) publish(bundleDir, name string, sealed []byte) (dated, current string, err error) {
	dated, current = filepath.Join(t.dir, name), filepath.Join(t.dir, "current")
	prev, next := filepath.Join(t.dir, prevName), filepath.Join(t.dir, nextName)
	if err := copyTree(bundleDir, next); err != nil {
		return "", "", err
	}
	if err := syncTree(bundleDir); err != nil {
		return "", "", err
	}
	t.moved = true
	if err := os.Rename(bundleDir, dated); err != nil {
		return "", "", err
	}
	if err := seal(dated, sealed); err != nil {
		os.RemoveAll(dated)
		return "", "", err
	}
	if exists(current) {
		if err := os.Rename(current, prev); err != nil {
			os.RemoveAll(dated)
			return "", "", err
		}
	}
	err = os.Rename(next, current)
	if err == nil {
		err = seal(current, sealed)
	}
	if err != nil {
		os.RemoveAll(dated)
		return "", "", errors.Join(err, t.mend())
	}
	syncDir(t.dir)
	return dated, current, os.RemoveAll(prev)
}

// seal writes SEALED whole or not at all.
func seal(dir string, text []byte) error {
	tmp := filepath.Join(dir, ".sealing")
	if err := writeFile(tmp, text, 0o644); err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(dir, bundle.Sealed)); err != nil {
		return err
	}
	syncDir(dir)
	return nil
}

// copyTree makes dst a copy of src. The files are copies, not links: who edits
// a file in current/ must not change the release that is kept.
func copyTree(src, dst string) error {
	return filepath.WalkDir(src, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, path)
		if err != nil {
			return err
		}
		to := filepath.Join(dst, rel)
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		return copyFile(path, to)
	})
}

func copyFile(from, to string) (err error) {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := create(to, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dst.Close()) }()
	if _, err := dst.ReadFrom(src); err != nil {
		return err
	}
	return dst.Sync()
}

// writeFile writes and syncs a new file.
func writeFile(path string, b []byte, mode fs.FileMode) error {
	f, err := create(path, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncTree syncs the folders of a tree; its files were synced when written.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			syncDir(path)
		}
		return err
	})
}

// syncDir is best effort: Windows cannot sync a folder.
func syncDir(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		f.Close()
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// outputError says that something cannot be written, and what helps.
func outputError(what string, err error) error {
	e := &Error{Kind: KindOutput, Err: plainCause(err)}
	switch {
	case errors.Is(err, syscall.ENOSPC) || isDiskFull(err):
		e.Msg = fmt.Sprintf("%s could not be written: the disk is full. Nothing was released; the last release stays.", what)
		e.Next = "free some space, then run again"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e.Msg = fmt.Sprintf("%s could not be written: permission denied. Nothing was released; the last release stays.", what)
		e.Next = "choose an --out that this user may write to, or close the program that has it open"
	default:
		e.Msg = fmt.Sprintf("%s could not be written. Nothing was released; the last release stays.", what)
		e.Next = "check the disk or the network share, then run again"
	}
	return e
}

// isDiskFull knows Windows' ERROR_DISK_FULL (112) and quota errors.
func isDiskFull(err error) bool {
	var no syscall.Errno
	return errors.As(err, &no) && (no == 112 && os.PathSeparator == '\\' || no == syscall.EDQUOT)
}

// inside reports whether path lies in dir or is dir.
func inside(path, dir string) bool {
	p, err1 := filepath.Abs(path)
	d, err2 := filepath.Abs(dir)
	if err1 != nil || err2 != nil {
		return true // closed
	}
	rel, err := filepath.Rel(d, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// sortedNames are names in order, without doubles.
func sortedNames(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

func readManifest(dir string) (*bundle.Manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(bundle.ManifestAt)))
	if err != nil {
		return nil, err
	}
	var m bundle.Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, errors.New("the manifest is damaged")
	}
	return &m, nil
}
