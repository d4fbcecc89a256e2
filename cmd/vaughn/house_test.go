package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The house rules of docs/design.md, checked on the tree as it is: who imports
// whom, where goroutines are started, what a library may not do, how long a
// file and a function may be.

const module = "vaughn"

// pkg is one package of ours: its own imports, and all of ours that it pulls in.
type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// room is the import path below the module: "redact/verify".
func (p pkg) room() string { return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/") }

// output is what a program prints, run in the folder of go.mod.
func output(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = top(t)
	out, err := cmd.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("%s: %s", name, failed.Stderr)
		}
		t.Skipf("the %s command is absent, the rules that need it are not checked: %v", name, err)
	}
	return out
}

// packages lists our packages, or with patterns those that they name.
func packages(t *testing.T, patterns ...string) []pkg {
	t.Helper()
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	out := output(t, "go", append([]string{"list", "-json=ImportPath,Imports,Deps"}, patterns...)...)
	var pkgs []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
	if len(pkgs) < 10 {
		t.Fatalf("go list sees %d packages, so this test would check nothing", len(pkgs))
	}
	return pkgs
}

// top is the folder of go.mod.
func top(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// under reports whether a room is one of the folders or below it; "x." is x alone.
func under(room string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool {
		exact, alone := strings.CutSuffix(f, ".")
		return room == exact || !alone && strings.HasPrefix(room, f+"/")
	})
}

// importRule says what the rooms in may import of ours: only rooms under allow
// (and their own), and never one under deny. A final "." means the package alone
// without what is below it. deep judges everything that is pulled in, not only
// what the files name.
type importRule struct {
	in    []string
	allow []string // nil = no limit
	deny  []string
	deep  bool
}

var importRules = []importRule{
	{in: []string{"detect"}, deny: []string{"formats", "exemptions", "redact", "cmd"}, deep: true},
	{in: []string{"formats"}, deny: []string{"detect", "exemptions", "redact", "cmd"}, deep: true},
	{in: []string{"exemptions"}, deny: []string{"detect", "formats", "redact", "cmd"}, deep: true},
	{in: []string{"exemptions/logform"}, allow: []string{"exemptions"}},
	{in: []string{"exemptions/words"}, allow: []string{}},
	{in: []string{"formats/table"}, allow: []string{"formats"}},
	{in: []string{"formats/csv."}, allow: []string{"formats", "formats/table"}},
	{in: []string{"formats/csv/witness"}, deny: []string{"formats/csv.", "formats/table"}, deep: true},
	{in: []string{"redact"}, deny: []string{"formats/all", "cmd"}, deep: true},
	{in: []string{"redact/verify"}, allow: []string{"detect", "formats", "exemptions", "redact/bundle", "redact/internal/pipeline", "redact/internal/recall", "redact/verify"}},
	{in: []string{"redact/verify"}, deny: []string{"redact.", "redact/release", "redact/policy", "redact/tabulate", "redact/tables", "redact/disclosure", "redact/aggregate"}, deep: true},
	{in: []string{"redact/disclosure"}, allow: []string{}},
	{in: []string{"redact/aggregate."}, allow: []string{"redact/aggregate/key"}},
	{in: []string{"redact/aggregate/key"}, allow: []string{"redact/internal/place"}},
	{in: []string{"redact/diff"}, allow: []string{"exemptions", "formats", "redact/bundle"}},
	{in: []string{"redact/internal/place"}, allow: []string{}},
	{in: []string{"redact/tables"}, allow: []string{"redact/aggregate/key", "exemptions/words"}},
	{in: []string{"redact/tabulate"}, allow: []string{"exemptions", "redact/aggregate", "redact/disclosure", "redact/internal/place", "redact/policy", "redact/tables"}},
	{in: []string{"redact/internal/risk"}, allow: []string{"detect", "formats", "exemptions"}},
	{in: []string{"redact/bundle", "redact/internal/pipeline", "redact/internal/recall", "redact/internal/risk"}, deny: []string{"redact.", "redact/release", "redact/verify", "redact/policy"}, deep: true},
	{in: []string{"redact/review"}, allow: []string{"detect", "exemptions", "formats", "redact/policy"}},
	{in: []string{"redact/review"}, deny: []string{"redact/release", "redact/verify"}, deep: true},
	{in: []string{"redact/policy"}, deny: []string{"redact/review"}, deep: true},
	{in: []string{"redact.", "redact/policy"}, deny: []string{"redact/release", "redact/verify"}, deep: true},
}

// rooms lists our the rooms among import paths, without self.
func rooms(paths []string, self string) []string {
	var out []string
	for _, path := range paths {
		if room := (pkg{ImportPath: path}).room(); strings.HasPrefix(path, module+"/") && room != self {
			out = append(out, room)
		}
	}
	return out
}

func (r importRule) check(t *testing.T, p pkg) {
	t.Helper()
	uses := p.Imports
	if r.deep {
		uses = p.Deps
	}
	for _, room := range rooms(uses, p.room()) {
		if under(room, r.deny...) {
			t.Errorf("%s must not reach %s", p.room(), room)
		}
		if r.allow != nil && !under(room, r.allow...) {
			t.Errorf("%s imports %s, and may import only %s", p.room(), room, strings.Join(r.allow, ", "))
		}
	}
}

func TestRoomsImportOnlyWhatTheHouseAllows(t *testing.T) {
	pkgs := packages(t)
	for _, r := range importRules {
		met := false
		for _, p := range pkgs {
			if under(p.room(), r.in...) {
				met = true
				r.check(t, p)
			}
		}
		if !met {
			t.Errorf("a rule for %v meets no package: it checks nothing", r.in)
		}
	}
}

// thirdParty says which rooms alone may import a package from outside. A network
// is for nobody.
var thirdParty = []struct {
	path string
	only []string
}{
	{"github.com/dlclark/regexp2", []string{"detect/internal/lookre"}},
	{"github.com/xuri/excelize/v2", []string{"formats/xlsx", "exemptions/logform", "redact/review"}},
	{"github.com/ledongthuc/pdf", []string{"formats/pdf"}},
	{"github.com/paulmach/orb", []string{"redact/aggregate/key"}},
	{"github.com/mmcloughlin/geohash", []string{"redact/aggregate/key"}},
	{"github.com/spf13/cobra", []string{"cmd/vaughn"}},
	{"github.com/cheggaaa/pb/v3", []string{"cmd/vaughn"}},
	{"golang.org/x/term", []string{"cmd/vaughn"}},
	{"net", nil},
	{"os/exec", nil},
	{"plugin", nil},
	{"C", nil},
}

func TestOutsidePackagesStayInTheirRoom(t *testing.T) {
	for _, p := range packages(t) {
		for _, use := range p.Imports {
			for _, rule := range thirdParty {
				hit := use == rule.path || strings.HasPrefix(use, rule.path+"/") && use != "net/netip" && use != "net/url"
				if hit && !under(p.room(), rule.only...) {
					t.Errorf("%s imports %s", p.room(), use)
				}
			}
		}
	}
}

// TestTheProgramHasNoNetwork reads what the whole program is linked from. One
// package of ours is not enough to look at: a library may bring a web client.
// Flags for addresses bring net for its types, and excelize net/http for the type of a
// picture (http.DetectContentType), which it is asked nowhere; nobody else may.
func TestTheProgramHasNoNetwork(t *testing.T) {
	for _, p := range packages(t, "-deps", "./cmd/vaughn") {
		if first, _, _ := strings.Cut(p.ImportPath, "/"); first != module && !strings.Contains(first, ".") {
			continue // the standard library itself, which its importers answer for
		}
		for _, use := range p.Imports {
			if p.ImportPath == "github.com/xuri/excelize/v2" && use == "net/http" {
				continue
			}
			switch use {
			case "net/http", "net/rpc", "net/smtp", "crypto/tls":
				t.Errorf("%s imports %s", p.ImportPath, use)
			case "net":
				if p.ImportPath != "github.com/spf13/pflag" {
					t.Errorf("%s imports %s", p.ImportPath, use)
				}
			}
		}
	}
}

// atTop is all that the top of the repository holds.
var atTop = []string{".ci", "LICENSE", "README.md", "cmd", "detect", "docs", "exemptions", "formats", "go.mod", "go.sum", "redact", "testdata"}

func TestTheTopOfTheRepositoryHoldsTheRoomsOnly(t *testing.T) {
	if _, err := os.Stat(filepath.Join(top(t), ".git")); err != nil {
		t.Skip("this is not a git checkout, so what it tracks at the top is not known")
	}
	seen := map[string]bool{}
	for _, path := range strings.Split(strings.TrimSpace(string(output(t, "git", "ls-files"))), "\n") {
		room, _, _ := strings.Cut(path, "/")
		if !slices.Contains(atTop, room) && !seen[room] {
			t.Errorf("%s stands at the top of the repository, which holds only %s", room, strings.Join(atTop, ", "))
		}
		seen[room] = true
	}
	for _, room := range atTop {
		if !seen[room] {
			t.Errorf("%s is absent from the top of the repository", room)
		}
	}
}

// source is one parsed Go file of ours that is not a test.
type source struct {
	path string // below the module, "/" between folders
	room string
	file *ast.File
	fset *token.FileSet
	size int // lines
}

func sources(t *testing.T) []source {
	t.Helper()
	root := top(t)
	var out []source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		s := source{fset: token.NewFileSet(), size: bytes.Count(b, []byte{'\n'})}
		if s.file, err = parser.ParseFile(s.fset, path, b, parser.SkipObjectResolution); err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		s.path = filepath.ToSlash(rel)
		s.room = strings.TrimSuffix(s.path[:strings.LastIndexByte(s.path, '/')+1], "/")
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 30 {
		t.Fatalf("only %d files found, so this test would check nothing", len(out))
	}
	return out
}

func (s source) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", s.path, s.fset.Position(n.Pos()).Line)
}

// libraries return errors; they never print and never start by themselves.
var libraries = []string{"detect", "formats", "exemptions", "redact"}

func TestLibrariesDoNotPrintLogOrStartThemselves(t *testing.T) {
	for _, s := range sources(t) {
		if !under(s.room, libraries...) {
			continue
		}
		for _, im := range s.file.Imports {
			if path := strings.Trim(im.Path.Value, `"`); path == "log" || strings.HasPrefix(path, "log/") {
				t.Errorf("%s imports %s", s.at(im), path)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					t.Errorf("%s: init()", s.at(n))
				}
			case *ast.SelectorExpr:
				if from, ok := n.X.(*ast.Ident); ok {
					s.forbidCall(t, from.Name, n)
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "print" || f.Name == "println") {
					t.Errorf("%s: %s()", s.at(n), f.Name)
				}
			}
			return true
		})
	}
}

// forbidCall reports what a library must get through its options or must not do.
func (s source) forbidCall(t *testing.T, from string, n *ast.SelectorExpr) {
	switch name := from + "." + n.Sel.Name; name {
	case "fmt.Print", "fmt.Printf", "fmt.Println", "os.Stdout", "os.Stderr", "os.Exit", "os.Getenv", "time.Now":
		t.Errorf("%s: %s in a library", s.at(n), name)
	}
}

func TestGoroutinesAreStartedInThePipelineOnly(t *testing.T) {
	for _, s := range sources(t) {
		if s.room == "redact/internal/pipeline" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s: go statement", s.at(g))
			}
			return true
		})
	}
}

const (
	maxFile     = 500 // lines
	maxFunction = 80  // lines
)

func TestFilesAndFunctionsAreShort(t *testing.T) {
	for _, s := range sources(t) {
		if s.size > maxFile && !isTable(s.file) {
			t.Errorf("%s has %d lines", s.path, s.size)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line; n > maxFunction {
				t.Errorf("%s: %s has %d lines", s.at(f), f.Name.Name, n)
			}
		}
	}
}

// isTable reports whether a file holds no function: a table may be long.
func isTable(f *ast.File) bool {
	return !slices.ContainsFunc(f.Decls, func(d ast.Decl) bool { _, ok := d.(*ast.FuncDecl); return ok })
}
