package release_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"vaughn/redact/release"
)

// mixedFolder holds one table, what systems leave behind, and what must never be
// passed over in silence. It returns the folder and the files below it that are
// not read, by their kind.
func mixedFolder(t *testing.T) (dir string, notRead map[string]string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "in")
	elsewhere := filepath.Join(filepath.Dir(dir), "elsewhere")
	for _, d := range []string{filepath.Join(dir, "more"), filepath.Join(dir, ".cache"), elsewhere} {
		must(t, os.MkdirAll(d, 0o755))
	}
	table := "Code,Amount\nA-1,10\nB-2,20\n"
	for _, name := range []string{
		"in/a.csv", "in/more/b.csv", "in/.hidden.csv", "in/.cache/c.csv", "elsewhere/linked.csv",
		"in/.DS_Store", "in/Thumbs.db", "in/more/desktop.ini", "in/~$letter.docx", "in/.~lock.a.csv#",
	} {
		must(t, os.WriteFile(filepath.Join(filepath.Dir(dir), filepath.FromSlash(name)), []byte(table), 0o600))
	}
	notRead = map[string]string{"in/.hidden.csv": "hidden file", "in/.cache": "hidden folder"}
	for name, to := range map[string]string{"link.csv": filepath.Join(elsewhere, "linked.csv"), "gone.csv": filepath.Join(elsewhere, "gone.csv"), "folder": elsewhere} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil && runtime.GOOS == "windows" {
			t.Skip("this user may not make symbolic links, so links are not tested")
		} else {
			must(t, err)
		}
	}
	notRead["in/gone.csv"], notRead["in/folder"] = "link to nothing", "link to a folder"
	return dir, notRead
}

func TestScanPassesOverNothingBelowAFolder(t *testing.T) {
	dir, notRead := mixedFolder(t)
	res, err := release.Scan(t.Context(), env(1), release.ScanOptions{Paths: []string{dir}})
	must(t, err)
	var read []string
	for _, f := range res.Files {
		if f.Err != nil {
			t.Errorf("%s: %v", f.Name, f.Err)
		}
		read = append(read, f.Name)
	}
	if want := []string{"a.csv", "link.csv", "b.csv"}; !slices.Equal(read, want) {
		t.Errorf("read %q, want %q", read, want)
	}
	got := map[string]string{}
	for _, n := range res.NotExamined {
		rel, err := filepath.Rel(filepath.Dir(dir), filepath.FromSlash(n.Path))
		must(t, err)
		got[filepath.ToSlash(rel)] = n.Ext
		if n.Why == "" {
			t.Errorf("%s: no reason", rel)
		}
	}
	if len(got) != len(notRead) {
		t.Errorf("%d files are listed as not examined, want %d: %v", len(got), len(notRead), got)
	}
	for path, kind := range notRead {
		if got[path] != kind {
			t.Errorf("%s is listed as %q, want %q", path, got[path], kind)
		}
	}
}

func TestReleaseOfAFolderWithAFileThatIsNotReadIsNotSealed(t *testing.T) {
	dir, notRead := mixedFolder(t)
	o := options(t, t.TempDir(), dir)
	_, err := release.Run(t.Context(), env(1), o)
	var e *release.Error
	if !errors.As(err, &e) || e.Kind != release.KindPartial {
		t.Fatalf("got %v, want an error of kind %s", err, release.KindPartial)
	}
	if want := "4 of 7 files were not examined: hidden file 1, hidden folder 1, link to a folder 1, link to nothing 1."; !strings.Contains(e.Msg, want) {
		t.Errorf("got %q, want %q in it", e.Msg, want)
	}
	for path := range notRead {
		name := path[strings.LastIndexByte(path, '/')+1:]
		if !slices.ContainsFunc(e.More, func(line string) bool { return strings.HasPrefix(line, name+" was not examined: ") }) {
			t.Errorf("no line names %s: %q", name, e.More)
		}
	}
	if _, err := os.Stat(o.Out); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was released")
	}
}

func TestAnErrorRepeatsNoFileNameThatIsPersonal(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "a.csv"), []byte("Code,Amount\nA-1,10\nB-2,20\n"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, ".315-555-0142.csv"), []byte("x"), 0o600))
	_, err := release.Run(t.Context(), env(1), options(t, t.TempDir(), dir))
	var e *release.Error
	if !errors.As(err, &e) || len(e.More) != 1 || strings.Contains(e.Error()+e.More[0], "0142") {
		t.Errorf("got %v %q, want one line without the number", err, e)
	}
}

// TestNamedFilesAreRead holds that a path that a person typed is read whatever it
// is called, a folder behind a link included.
func TestNamedFilesAreRead(t *testing.T) {
	dir, _ := mixedFolder(t)
	for path, want := range map[string]string{".hidden.csv": ".hidden.csv", ".cache": "c.csv", "folder": "linked.csv", "Thumbs.db": "Thumbs.db"} {
		res, err := release.Scan(t.Context(), env(1), release.ScanOptions{Paths: []string{filepath.Join(dir, path)}})
		must(t, err)
		if len(res.Files) != 1 || res.Files[0].Name != want {
			t.Errorf("%s: %d files were read, want %s alone", path, len(res.Files), want)
		}
	}
}
