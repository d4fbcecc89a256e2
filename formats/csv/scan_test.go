package csv

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/formats"
	"vaughn/formats/formatstest"
)

// scanned is what one record came out as.
type scanned struct {
	Cells []string
	Raw   []string
	End   string
	Line  int64
}

// scanAll reads s in two scans, the first of s[:cut] without knowing the rest.
func scanAll(s string, cut int) (out []scanned, failed bool) {
	sc := newScanner(',')
	sc.line = 1
	rest := s
	for pass := range 2 {
		final, part := true, rest
		if pass == 0 {
			final, part = false, s[:cut]
		}
		var b formats.Batch
		g := &geometry{buf: append([]byte(part), make([]byte, slack)...)}
		used := sc.scan(&b, g, len(part), final, 1<<20)
		for i := range g.recs {
			p := &g.recs[i]
			r := scanned{End: string(g.buf[p.text:p.end]), Line: p.line}
			for k := range int(p.n) {
				r.Cells = append(r.Cells, strings.Clone(b.Cells[int(p.first)+k].Text))
				r.Raw = append(r.Raw, string(p.field(k)))
			}
			out = append(out, r)
		}
		if sc.fault != nil {
			return out, true
		}
		rest = s[used:]
	}
	return out, false
}

// Where a buffer ends must not show: not inside CRLF, not inside a doubled
// quote, not between a quote and what follows.
func TestScanIsTheSameWhereverTheInputIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "bc", ",", ",", "\"", "\"\"", " ", "\r", "\n", "\r\n", "é", "\\", "-", strings.Repeat("x", 61)}), 0, 24).Draw(t, "parts"), "")
		want, failed := scanAll(s, 0)
		for cut := 1; cut <= len(s); cut++ {
			got, gotFailed := scanAll(s, cut)
			if diff := cmp.Diff(want, got); diff != "" || failed != gotFailed {
				t.Fatalf("%q cut at %d: failed %v and %v, whole (-), cut (+):\n%s", s, cut, failed, gotFailed, diff)
			}
		}
		if failed {
			return
		}
		var back strings.Builder
		for _, r := range want {
			back.WriteString(strings.Join(r.Raw, ",") + r.End)
		}
		if back.String() != s {
			t.Fatalf("%q comes back as %q", s, back.String())
		}
	})
}

// A doubled quote behind a backslash at the end of a buffer was once refused
// before the quote after it was seen.
func TestABackslashBeforeQuotesAtTheEndOfABuffer(t *testing.T) {
	const in = `"\"""`
	for cut := range len(in) {
		if got, failed := scanAll(in, cut); failed || len(got) != 1 {
			t.Errorf("cut at %d: failed %v, %d records", cut, failed, len(got))
		}
	}
}

// A byte that is not looked at would be a delimiter or a quote overlooked.
func TestBlockMarksEveryByteThatMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 64, 64).Draw(t, "bytes")
		delim := rapid.SampledFrom([]byte{',', ';', '\t', '|', 0x1f}).Draw(t, "delimiter")
		m := block(b, uint64(delim)*ones)
		for i, c := range b {
			if (c == delim || c == '"' || c == '\n' || c == '\r') && m>>i&1 == 0 {
				t.Fatalf("byte %d, %#x, is not marked", i, c)
			}
			if c >= 0x80 && m>>i&1 == 1 {
				t.Fatalf("byte %d, %#x, is marked", i, c)
			}
		}
	})
}

func TestLinesCountLineBreaksInsideQuotes(t *testing.T) {
	const in = "id,note\n1,\"a\nb\r\nc\rd\"\n\n2,x\r3,\"\r\n\"\r\n4,y"
	d, err := Open(source("t.csv", in), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := formatstest.FirstBatch(t, d)
	var got []int64
	for _, rec := range b.Records {
		got = append(got, rec.Line)
	}
	if diff := cmp.Diff([]int64{1, 2, 6, 7, 8, 10}, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

func TestHeaderRowAsAskedFor(t *testing.T) {
	const in = "1,2\nid,name\n3,4\n"
	tests := []struct {
		row    int64
		want   int64
		labels []string
		roles  []formats.Role
		reason formats.Reason
	}{
		{row: 2, want: 2, labels: []string{"id", "name"}, roles: []formats.Role{formats.RoleTitle, formats.RoleHeader, formats.RoleData}},
		{row: 1, want: 1, labels: []string{"1", "2"}, roles: []formats.Role{formats.RoleHeader, formats.RoleData, formats.RoleData}},
		{row: formats.NoHeader, want: 0, labels: []string{"", ""}, roles: make([]formats.Role, 3)},
		{row: 3, reason: formats.NoRecords},
		{row: 4, reason: formats.NoRecords},
		{row: -7, reason: formats.NoRecords},
	}
	for _, tt := range tests {
		o := formats.Options{HeaderRow: tt.row}
		if got := reason(t, source("t.csv", in), o); got != tt.reason {
			t.Errorf("header row %d: got %q, want %q", tt.row, got, tt.reason)
		}
		if tt.reason != "" {
			continue
		}
		d, err := Open(source("t.csv", in), o)
		if err != nil {
			t.Fatal(err)
		}
		p := d.Parts()[0]
		if p.HeaderRow != tt.want {
			t.Errorf("header row %d: got %d, want %d", tt.row, p.HeaderRow, tt.want)
		}
		if diff := cmp.Diff(tt.labels, p.Labels); diff != "" {
			t.Errorf("header row %d: labels, want (-), got (+):\n%s", tt.row, diff)
		}
		b := formatstest.FirstBatch(t, d)
		var roles []formats.Role
		for _, rec := range b.Records {
			roles = append(roles, rec.Role)
		}
		if diff := cmp.Diff(tt.roles, roles); diff != "" {
			t.Errorf("header row %d: roles, want (-), got (+):\n%s", tt.row, diff)
		}
	}
}

func TestNotesDeclareWhatIsNotPlain(t *testing.T) {
	tests := []struct {
		name, in string
		opts     formats.Options
		want     []formats.Note
	}{
		{"plain", people, formats.Options{}, nil},
		{"semicolons", "id;name\n1;Alex\n", formats.Options{}, []formats.Note{{Key: "delimiter", Text: "semicolon"}}},
		{"windows-1252", "id,name\n1,Ren\xe9e\n", formats.Options{}, []formats.Note{{Key: "encoding", Text: "not UTF-8: read as windows-1252 (1 line is beyond ASCII)"}}},
		{"two encodings", "id,name\n1,Ren\xe9e\n2,Zoë\n3,Zoë\n", formats.Options{}, []formats.Note{{Key: "encoding", Text: "the file mixes two encodings: 1 line is not UTF-8 and read as windows-1252, 2 lines are UTF-8"}}},
		{"title lines", "May\n" + people, formats.Options{}, []formats.Note{{Key: "title-lines", Text: "1 record above the header"}}},
		{"no header", "1,2\n3,4\n", formats.Options{}, []formats.Note{{Key: "header", Text: "none: the first record is data"}}},
		{"ragged", people, formats.Options{Ragged: true}, []formats.Note{{Key: "ragged", Text: "records with more or fewer fields than the header were accepted"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Open(source("t.csv", tt.in), tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.Parts()[0].Notes); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}
