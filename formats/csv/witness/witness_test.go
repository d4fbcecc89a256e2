package witness

import (
	"bytes"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
)

func read(t *testing.T, data string, describe map[string]string) ([][]string, error) {
	t.Helper()
	var out [][]string
	// One byte at a time: no state may hang on where a read ends.
	err := New().Read(iotest.OneByteReader(strings.NewReader(data)), describe, func(_ string, seq int64, cells []string) error {
		if seq != int64(len(out)+1) {
			t.Errorf("record %d is called %d", len(out)+1, seq)
		}
		var c []string
		for _, s := range cells {
			c = append(c, strings.Clone(s))
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

func TestReadsTheGrammar(t *testing.T) {
	tests := []struct {
		name, in string
		describe map[string]string
		want     [][]string
	}{
		{"plain", "a,b\n1,2\n", nil, [][]string{{"a", "b"}, {"1", "2"}}},
		{"no last line ending", "a,b\r\n1,", nil, [][]string{{"a", "b"}, {"1", ""}}},
		{"line endings", "a\rb\r\nc\n\n", nil, [][]string{{"a"}, {"b"}, {"c"}, {""}}},
		{"quotes", "\"a\"\"b\",\"c,\r\nd\"\n\"\"\n", nil, [][]string{{`a"b`, "c,\r\nd"}, {""}}},
		{"a quoted cell at the end", "a,\"b\"", nil, [][]string{{"a", "b"}}},
		{"an empty quoted cell at the end", "a,\"\"", nil, [][]string{{"a", ""}}},
		{"spaces around quotes", " \"a\" , b \n", nil, [][]string{{"a", " b "}}},
		{"quotes in an unquoted cell", "5\" x,a \"b\"\n", nil, [][]string{{`5" x`, `a "b"`}}},
		{"tabs", "a\t\"b\tc\"\n", map[string]string{"delimiter": "\t"}, [][]string{{"a", "b\tc"}}},
		{"a mark", "\ufeffa,b\n", map[string]string{"bom": "true"}, [][]string{{"a", "b"}}},
		{"windows-1252", "Zo\xeb,\x80\n", map[string]string{"encoding": "windows-1252"}, [][]string{{"Zoë", "€"}}},
		{"two encodings", "Zo\xeb,Zoë\n", map[string]string{"encoding": "utf-8|windows-1252"}, [][]string{{"Zoë", "Zoë"}}},
		{"UTF-16", "\xff\xfea\x00,\x00\xeb\x00\n\x00", map[string]string{"encoding": "utf-16le", "bom": "true"}, [][]string{{"a", "ë"}}},
		{"nothing", "", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := map[string]string{"delimiter": ","}
			for k, v := range tt.describe {
				d[k] = v
			}
			got, err := read(t, tt.in, d)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	comma := map[string]string{"delimiter": ","}
	tests := []struct {
		name, in string
		describe map[string]string
	}{
		{"an unclosed quote", "a\n1,\"Dana", comma},
		{"text behind a quote", "a\n\"Dana\"x\n", comma},
		{"text behind a space behind a quote", "a\n\"Dana\" x\n", comma},
		{"no description", "a\n", nil},
		{"an unknown encoding", "a\n", map[string]string{"delimiter": ",", "encoding": "ebcdic"}},
		{"no mark", "a\n", map[string]string{"delimiter": ",", "bom": "true"}},
		{"no gzip", "a\n", map[string]string{"delimiter": ",", "gzip": "true"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.in, tt.describe)
			if err == nil {
				t.Fatal("no error")
			}
			if strings.Contains(err.Error(), "Dana") {
				t.Error("the error quotes a cell")
			}
		})
	}
}

func TestATruncatedGzipIsAnError(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte("a,b\n1,2\n")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	d := map[string]string{"delimiter": ",", "gzip": "true"}
	if got, err := read(t, b.String(), d); err != nil || len(got) != 2 {
		t.Errorf("whole: %q, %v", got, err)
	}
	if _, err := read(t, b.String()[:b.Len()-3], d); err == nil {
		t.Error("truncated: no error")
	}
}

func TestAnErrorOfTheCallerStopsTheReading(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	err := New().Read(strings.NewReader("a\nb\nc\n"), map[string]string{"delimiter": ","}, func(string, int64, []string) error {
		n++
		return stop
	})
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("got %v after %d records", err, n)
	}
}

// A witness that shared code with what it watches would share its mistakes.
func TestSharesNothingWithTheReader(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skip("absent: the go command")
	}
	deps := strings.Fields(string(out))
	for _, p := range []string{"vaughn/formats/csv", "vaughn/formats/table"} {
		if slices.Contains(deps, p) {
			t.Errorf("the witness imports %s", p)
		}
	}
}
