package diff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/exemptions"
	"vaughn/formats"
	"vaughn/formats/csv/witness"
	"vaughn/redact/bundle"
)

var csvOnly = []formats.Format{{Name: "csv", Witness: witness.New()}}

// sealed makes a folder with a manifest and one file of lines.
func sealed(t interface {
	Fatal(...any)
	Helper()
}, dir string, f exemptions.File, lines []string) *opened {
	t.Helper()
	f.Name, f.Format, f.HeaderRow, f.RowsOut = "a.csv", "csv", 1, int64(len(lines)-1)
	f.Describe = map[string]string{"format": "csv", "delimiter": ",", "quote": `"`, "encoding": "utf-8", "bom": "false", "gzip": "false", "sep-line": "false"}
	m := bundle.Manifest{Schema: bundle.Schema, Files: []exemptions.File{f}}
	raw, err := json.Marshal(m)
	err = errors.Join(err, os.MkdirAll(filepath.Join(dir, "metadata"), 0o755), os.WriteFile(filepath.Join(dir, filepath.FromSlash(bundle.ManifestAt)), raw, 0o644),
		os.WriteFile(filepath.Join(dir, bundle.Sealed), nil, 0o644), os.WriteFile(filepath.Join(dir, "a.csv"), []byte(strings.Join(lines, "\n")+"\n"), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	o, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func columnsOf(names ...string) (out []exemptions.Column) {
	for i, n := range names {
		c := exemptions.Column{Name: n, Index: i, Out: i}
		if name, gone := strings.CutPrefix(n, "-"); gone {
			c.Name, c.Out = name, -1
		}
		c.Added = strings.HasSuffix(n, "_withheld") || strings.HasSuffix(n, "_shown_as")
		out = append(out, c)
	}
	return out
}

func TestCompare(t *testing.T) {
	ids := func(c ...string) exemptions.File { return exemptions.File{RowID: "id", Columns: columnsOf(c...)} }
	for _, tt := range []struct {
		name           string
		f, g           exemptions.File
		before, after  []string
		rows           Rows
		cols           []Column
		cells, columns int64
	}{
		{"a column moves and nothing changes", ids("id", "a", "b"), ids("id", "b", "a"),
			[]string{"id,a,b", "1,x,y"}, []string{"id,b,a", "1,y,x"}, Rows{Before: 1, After: 1, Same: 1}, nil, 0, 0},
		{"a label goes", ids("id", "a"), ids("id", "a"),
			[]string{"id,a", "1,call [phone withheld: NY POL 87(2)(b)]", "2,x"}, []string{"id,a", "1,call 555-0142", "2,[name withheld: City policy]"},
			Rows{Before: 2, After: 2, Changed: 2}, []Column{{Name: "a", Before: Released, After: Released, Shown: 1, Hidden: 1, RowIDs: []string{"1"}}}, 1, 0},
		{"a label beside a typed cell goes", ids("id", "d", "d_withheld"), ids("id", "d", "d_withheld"),
			[]string{"id,d,d_withheld", "1,,[birth date withheld: City policy]"}, []string{"id,d,d_withheld", "1,2001-02-03,"},
			Rows{Before: 1, After: 1, Changed: 1}, []Column{{Name: "d", Before: Released, After: Released, Shown: 1, RowIDs: []string{"1"}}}, 1, 0},
		{"a cell is more exact", ids("id", "p", "p_shown_as"), ids("id", "p"),
			[]string{"id,p,p_shown_as", "1,400 block Elm St,hundred block"}, []string{"id,p", "1,412 Elm St"},
			Rows{Before: 1, After: 1, Changed: 1}, []Column{{Name: "p", Before: Released, After: Released, Shown: 1, RowIDs: []string{"1"}}}, 1, 0},
		{"a label goes with what it stood for", ids("id", "a"), ids("id", "a"),
			[]string{"id,a", "1,[name withheld: City policy]"}, []string{"id,a", "1,"}, Rows{Before: 1, After: 1, Changed: 1}, nil, 0, 0},
		{"columns come and go", ids("id", "-a", "b"), ids("id", "a", "-b", "c"),
			[]string{"id,b", "1,x"}, []string{"id,a,c", "1,y,z"}, Rows{Before: 1, After: 1, Changed: 1},
			[]Column{{Name: "a", Before: LeftOut, After: Released}, {Name: "b", Before: Released, After: LeftOut}, {Name: "c", Before: Absent, After: Released}}, 0, 2},
		{"without ids rows are wholes", exemptions.File{Columns: columnsOf("a", "b")}, exemptions.File{Columns: columnsOf("a", "b")},
			[]string{"a,b", "x,y", "x,y", "z,z"}, []string{"a,b", "z,z", "x,y", "n,n"}, Rows{Before: 3, After: 3, New: 1, Gone: 1, Same: 2}, nil, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			sealed(t, filepath.Join(dir, "1"), tt.f, tt.before)
			sealed(t, filepath.Join(dir, "2"), tt.g, tt.after)
			r, err := Compare(context.Background(), csvOnly, filepath.Join(dir, "1"), filepath.Join(dir, "2"))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.rows, r.Files[0].Rows) + cmp.Diff(tt.cols, r.Files[0].Cols); d != "" {
				t.Error(d)
			}
			if cells, columns := r.Exposed(); cells != tt.cells || columns != tt.columns {
				t.Errorf("%d cells and %d columns newly shown", cells, columns)
			}
		})
	}
}

// TestTurnsChangeNothing holds the counts against sets, for any number of turns.
func TestTurnsChangeNothing(t *testing.T) {
	root := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (lines []string, rows map[int]int) {
			rows = rapid.MapOf(rapid.IntRange(0, 40), rapid.IntRange(0, 3)).Draw(t, name)
			lines = []string{"id,v"}
			for id := range 41 {
				if v, ok := rows[id]; ok {
					lines = append(lines, fmt.Sprintf("r%d,%d", id, v))
				}
			}
			return lines, rows
		}
		before, a := draw("before")
		after, b := draw("after")
		want := Rows{Before: int64(len(a)), After: int64(len(b))}
		for id, v := range b {
			switch was, ok := a[id]; {
			case !ok:
				want.New++
			case was == v:
				want.Same++
			default:
				want.Changed++
			}
		}
		want.Gone = want.Before - want.Same - want.Changed
		n++
		f := exemptions.File{RowID: "id", Columns: columnsOf("id", "v")}
		x := sealed(t, filepath.Join(root, fmt.Sprint(n, "a")), f, before)
		y := sealed(t, filepath.Join(root, fmt.Sprint(n, "b")), f, after)
		var got File
		turns := rapid.Uint64Range(1, 5).Draw(t, "turns")
		if err := compareIn(context.Background(), csvOnly, x, y, &x.m.Files[0], &y.m.Files[0], &got, turns); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got.Rows); d != "" {
			t.Fatal(d)
		}
	})
}

func TestWhatIsNoRelease(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good")
	sealed(t, good, exemptions.File{Columns: columnsOf("a")}, []string{"a", "x"})
	open := filepath.Join(dir, "open")
	sealed(t, open, exemptions.File{Columns: columnsOf("a")}, []string{"a", "x"})
	gone := filepath.Join(dir, "gone")
	sealed(t, gone, exemptions.File{Columns: columnsOf("a")}, []string{"a", "x"})
	if err := errors.Join(os.Remove(filepath.Join(open, bundle.Sealed)), os.Remove(filepath.Join(gone, "a.csv"))); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{open, gone, filepath.Join(dir, "nowhere")} {
		if _, err := Compare(context.Background(), csvOnly, good, bad); !errors.Is(err, ErrBundle) {
			t.Errorf("%s: %v", filepath.Base(bad), err)
		}
	}
}
