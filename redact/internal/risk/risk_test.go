package risk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/exemptions"
	"vaughn/formats"
)

func counted(t testing.TB, memory int64, rows ...[]string) exemptions.Risk {
	t.Helper()
	c, err := NewCounter(t.TempDir(), memory)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, r := range rows {
		if err := c.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	risk, err := c.Risk()
	if err != nil {
		t.Fatal(err)
	}
	return risk
}

// Each k was worked out by hand.
func TestRowsThatAreAlikeAreCounted(t *testing.T) {
	var steps [][]string // 4 rows of a, 5 of b, 10 of c, 11 of d
	for value, n := range map[string]int{"a": 4, "b": 5, "c": 10, "d": 11} {
		for range n {
			steps = append(steps, []string{value})
		}
	}
	for name, tc := range map[string]struct {
		rows [][]string
		want exemptions.Risk
	}{
		"nothing": {nil, exemptions.Risk{}},
		"one row": {[][]string{{"1950", "F"}}, exemptions.Risk{Rows: 1, Classes: 1, Smallest: 1, Unique: 1, Below5: 1, Below11: 1}},
		"two and one": {[][]string{{"1950", "F"}, {"1950", "F"}, {"1950", "M"}},
			exemptions.Risk{Rows: 3, Classes: 2, Smallest: 1, Unique: 1, Below5: 3, Below11: 3}},
		"at the limits":     {steps, exemptions.Risk{Rows: 30, Classes: 4, Smallest: 4, Below5: 4, Below11: 19}},
		"cells do not flow": {[][]string{{"a", "bc"}, {"ab", "c"}}, exemptions.Risk{Rows: 2, Classes: 2, Smallest: 1, Unique: 2, Below5: 2, Below11: 2}},
		"labels are alike": {[][]string{{"[ZIP withheld: law]"}, {" [address withheld: City promise]"}, {""}, {"  "}},
			exemptions.Risk{Rows: 4, Classes: 2, Smallest: 2, Below5: 4, Below11: 4}},
		"a label in a text": {[][]string{{"x [name withheld: a] y"}, {"x [phone withheld: b] y"}, {"x y"}},
			exemptions.Risk{Rows: 3, Classes: 2, Smallest: 1, Unique: 1, Below5: 3, Below11: 3}},
		"case is a difference": {[][]string{{"f"}, {"F"}}, exemptions.Risk{Rows: 2, Classes: 2, Smallest: 1, Unique: 2, Below5: 2, Below11: 2}},
	} {
		if diff := cmp.Diff(tc.want, counted(t, 0, tc.rows...)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// With memory for sixteen classes most of them go over the disk, through runs of
// two levels and more.
func TestTheDiskChangesNoNumber(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		c, err := NewCounter(dir, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		many, naive := rapid.IntRange(1, 1500).Draw(t, "values"), map[string]int64{}
		for _, v := range rapid.SliceOfN(rapid.IntRange(0, many), 0, 3000).Draw(t, "rows") {
			row := []string{fmt.Sprint(v % 37), fmt.Sprint(v / 37)}
			naive[strings.Join(row, "/")]++
			if err := c.Add(row); err != nil {
				t.Fatal(err)
			}
			if len(c.count) > c.most {
				t.Fatalf("%d classes in memory, and %d were allowed", len(c.count), c.most)
			}
		}
		var want exemptions.Risk
		for _, n := range naive {
			want.Classes, want.Rows = want.Classes+1, want.Rows+n
			if want.Smallest == 0 || n < want.Smallest {
				want.Smallest = n
			}
			switch {
			case n == 1:
				want.Unique++
				fallthrough
			case n <= 4:
				want.Below5 += n
				fallthrough
			case n <= 10:
				want.Below11 += n
			}
		}
		got, err := c.Risk()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("Close left %d folders behind: %v", len(left), err)
	}
}

func TestManyRunsBecomeFew(t *testing.T) {
	c, err := NewCounter(t.TempDir(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	const rows = 40000 // 2500 runs of sixteen
	for i := range rows {
		if err := c.Add([]string{fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) >= 3*fan || len(c.runs) != 3 {
		t.Errorf("%d runs on %d levels", len(files), len(c.runs))
	}
	got, err := c.Risk()
	if want := (exemptions.Risk{Rows: rows, Classes: rows, Smallest: 1, Unique: rows, Below5: rows, Below11: rows}); err != nil || !cmp.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

// text is a witness of itself, whatever it is given to read: a line is a record,
// with its cells between bars.
type text string

func (text) Name() string { return "text" }

func (l text) Read(_ io.Reader, _ map[string]string, row func(string, int64, []string) error) error {
	for i, line := range strings.Split(string(l), "\n") {
		var cells []string
		if line != "" {
			cells = strings.Split(line, "|")
		}
		if err := row("", int64(i+1), cells); err != nil {
			return err
		}
	}
	return nil
}

var _ formats.Witness = text("")

func account(rows int64) *exemptions.File {
	return &exemptions.File{Name: "p.csv", HeaderRow: 1, RowsOut: rows, Columns: []exemptions.Column{
		{Name: "Id", Index: 0, Out: 0}, {Name: "Name", Index: 1, Out: -1}, {Name: "Born", Index: 2, Out: 1}, {Name: "Sex", Index: 3, Out: 2},
		{Name: "Born_withheld", Index: 2, Out: 3, Added: true},
	}}
}

func TestWeigh(t *testing.T) {
	head := "Id|Born|Sex|Born_withheld\n"
	for name, tc := range map[string]struct {
		file string
		rows int64
		cols []int
		want *exemptions.Risk
	}{
		"by both":      {head + "1|1950|F|\n2|1950|F|\n3|1950|M|", 3, []int{2, 3}, &exemptions.Risk{Columns: []string{"Born", "Sex"}, Rows: 3, Classes: 2, Smallest: 1, Unique: 1, Below5: 3, Below11: 3}},
		"left out":     {head + "1|1950|F|\n2|1950|M|", 2, []int{1}, nil},
		"one left out": {head + "1|1950|F|\n2|1950|F|", 2, []int{1, 3}, &exemptions.Risk{Columns: []string{"Sex"}, Rows: 2, Classes: 1, Smallest: 2, Below5: 2, Below11: 2}},
		"withheld beside a blank": {head + "1||F|[date withheld: a]\n2||F|[date withheld: b]\n3||F|", 3, []int{2, 3},
			&exemptions.Risk{Columns: []string{"Sex"}, Rows: 3, Classes: 2, Smallest: 1, Unique: 1, Below5: 3, Below11: 3}},
		"all withheld": {head + "1||F|[date withheld: a]\n2||M|[date withheld: b]", 2, []int{2}, nil},
		"no row":       {head, 0, []int{2}, nil},
		"short row":    {head + "1|1950\n2|1950||\n", 2, []int{3, 2}, &exemptions.Risk{Columns: []string{"Born"}, Rows: 2, Classes: 1, Smallest: 2, Below5: 2, Below11: 2}},
		"blank lines":  {head + "1|1950|F|\n\n2|1950|F|\n\n", 2, []int{3}, &exemptions.Risk{Columns: []string{"Sex"}, Rows: 2, Classes: 1, Smallest: 2, Below5: 2, Below11: 2}},
		"a blank row":  {head + "1|1950|F|\n\n2|1950|F|\n\n", 3, []int{3}, &exemptions.Risk{Columns: []string{"Sex"}, Rows: 3, Classes: 2, Smallest: 1, Unique: 1, Below5: 3, Below11: 3}},
	} {
		got, err := Weigh(context.Background(), strings.NewReader(""), text(tc.file), account(tc.rows), tc.cols, t.TempDir())
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAFileWithOtherRowsIsNotWeighed(t *testing.T) {
	for _, rows := range []int64{1, 4} { // two rows and a line that may be one
		_, err := Weigh(context.Background(), strings.NewReader(""), text("Id|Born|Sex|x\n1|1950|F|\n2|1950|F|\n"), account(rows), []int{2}, t.TempDir())
		if !errors.Is(err, ErrCount) {
			t.Errorf("%d rows: %v", rows, err)
		}
	}
}

// A first line that names the delimiter is no row, with or without a header.
func TestASepLineIsNoRow(t *testing.T) {
	f := account(2)
	f.HeaderRow, f.Describe = 0, map[string]string{"sep-line": "true"}
	got, err := Weigh(context.Background(), strings.NewReader(""), text("sep=|x\n1|1950|F|\n2|1950|F|"), f, []int{2}, t.TempDir())
	if err != nil || got == nil || got.Rows != 2 || got.Smallest != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWeighStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := "Id|Born|Sex|x\n" + strings.Repeat("1|1950|F|\n", 2000)
	if _, err := Weigh(ctx, strings.NewReader(""), text(file), account(2000), []int{2}, t.TempDir()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func BenchmarkAdd(b *testing.B) {
	c, err := NewCounter(b.TempDir(), defaultMemory)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	rows := make([][]string, 1<<16)
	for i := range rows {
		rows[i] = []string{fmt.Sprint(1930 + i%80), fmt.Sprint(13200 + i%31), "FM"[i%2 : i%2+1]}
	}
	b.ReportAllocs()
	for i := range b.N {
		if err := c.add(rows[i&(len(rows)-1)], 1); err != nil {
			b.Fatal(err)
		}
	}
}
