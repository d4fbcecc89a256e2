package policy

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/detect"
)

func TestReadList(t *testing.T) {
	day := time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC)
	want := []ListItem{{Value: "José Roe", Reason: "official", By: "Clerk", Until: day}, {Value: "@city.example"}}
	for name, src := range map[string]string{
		"comma":        "value,reason,by,until\nJosé Roe,official,Clerk,2027-06-30\n@city.example,,,\n",
		"semicolon":    "\xEF\xBB\xBFValue;Reason;By;Until\r\nJosé Roe;official;Clerk;6/30/2027\r\n@city.example;;;\r\n",
		"sep line":     "sep=;\nvalue;reason;by;until\nJosé Roe;official;Clerk;2027-06-30\n@city.example\n",
		"tab":          "value\treason\tby\tuntil\nJosé Roe\tofficial\tClerk\t2027-06-30\n@city.example\n",
		"windows-1252": "value,reason,by,until\nJos\xe9 Roe,official,Clerk,2027-06-30\n@city.example,,,\n",
		"other order":  "until,value,,by,reason\n2027-06-30,José Roe,,Clerk,official\n\n,,,,\n,@city.example,,,\n",
		"quoted":       "value,reason,by,until\n\"José Roe\",\"official\",Clerk,2027-06-30\n\"@city.example\",,,\n",
	} {
		l, err := ReadList("staff.csv", strings.NewReader(src), asOf)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		first := map[string]int{"sep line": 3}[name]
		if first == 0 {
			first = 2
		}
		if l.Items[0].Line != first {
			t.Errorf("%s: the first value is said to stand on line %d, want %d", name, l.Items[0].Line, first)
		}
		for i := range l.Items {
			l.Items[i].Line = 0
		}
		if d := cmp.Diff(want, l.Items); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestReadListRefusals(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"empty", "", "staff.csv: The list is empty. Its first line must be: value,reason,by,until."},
		{"no value column", "reason,by\na,b\n", "staff.csv:1: The list has no column value. Its first line must be: value,reason,by,until."},
		{"typo", "valeu,reason\na,b\n", `staff.csv:1: Column 1 of the list is not value, reason, by or until. Did you mean "value"? Correct the first line.`},
		{"no header", "078-05-1120\n", `staff.csv:1: Column 1 of the list is not value, reason, by or until. Correct the first line.`},
		{"twice", "value,value\na,b\n", "staff.csv:1: The column value stands twice. Remove one."},
		{"no value", "value,reason\n,protected\n", "staff.csv:2: The line has no value. Write one or remove the line."},
		{"bad day", "value,until\n078-05-1120,30.6.2027\n", "staff.csv:2: until needs a day as YYYY-MM-DD, for example 2026-11-23."},
		{"one expired", "value,until\n078-05-1120,2026-11-22\nb,2026-11-23\n", `staff.csv: Line 2 is past its "until" day. Write a new day or remove the line.`},
		{"expired", "sep=,\nvalue,until\na,2026-11-22\nb,\nc,1/1/2020\nd,2020-01-01\n", `staff.csv: Lines 3, 5 and 6 are past their "until" day. Write new days or remove the lines.`},
		{"utf-16", "v\x00a\x00", `staff.csv: The list is not a CSV file in UTF-8. In Excel choose "CSV UTF-8" when saving.`},
	}
	for _, tt := range tests {
		_, err := ReadList("staff.csv", strings.NewReader(tt.src), asOf)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.name, err, tt.want)
		}
	}
	if _, err := ReadList("staff.csv", strings.NewReader("value,until\na,2020-01-01\n"), time.Time{}); err != nil {
		t.Errorf("without a day nothing expires: %v", err)
	}
	if _, err := ReadList("staff.csv", failing{}, asOf); err == nil || strings.Contains(err.Error(), "078") {
		t.Errorf("a failing reader: %v", err)
	}
	_, err := ReadList("staff.csv", strings.NewReader("value,until\na,2020-01-01\n"), asOf)
	if k, _ := KindOf(err); k != Expired {
		t.Errorf("kind = %q, want %q", k, Expired)
	}
}

// failing is a reader whose error quotes a value.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("078-05-1120") }

func TestFold(t *testing.T) {
	for s, want := range map[string]string{" A  b\tC ": "a b c", "ÉLAN\u00a0x": "élan x", "": "", "  ": "", "x\u0085y": "x y"} {
		if got := string(foldValue(nil, s)); got != want {
			t.Errorf("foldValue(%q) = %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{"(315) 555-0100": "#3155550100", "+1 315 555 0100": "#3155550100", "555-0100": "#5550100", "555-010": "", "315x5550100": "", "": ""} {
		if got := string(foldDigits(nil, s)); got != want {
			t.Errorf("foldDigits(%q) = %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{"pat doe": "doe, pat", "doe, pat": "pat doe", "doe": "", "12 park st": "", "a, b, c": ""} {
		if got := turned(s); got != want {
			t.Errorf("turned(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestSameFolded holds that the comparison without a buffer agrees with the one
// with a buffer.
func TestSameFolded(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune(" aAbB\t\u00a0éÉ1")))
		a, b := text.Draw(rt, "a"), text.Draw(rt, "b")
		want := string(foldValue(nil, a))
		if got := sameFolded(want, b); got != (string(foldValue(nil, b)) == want) {
			rt.Fatalf("sameFolded(%q, %q) = %v", want, b, got)
		}
		if !sameFolded(want, a) {
			rt.Fatalf("%q is not the same as itself", a)
		}
	})
}

// TestListPhrases holds that list values are found in text as they are, not as
// regular expressions, and only as whole words.
func TestListPhrases(t *testing.T) {
	l := &List{Items: []ListItem{{Value: "Pat  Doe"}, {Value: "a.b(c"}, {Value: "@city.example"}, {Value: "xy"}, {Value: "Élan"},
		{Value: "315-555-0142"}, {Value: "(unit) 7b"}}}
	ps := l.Phrases()
	if len(ps.Values) != 6 || // the name stands either way round
		ps.Entity != detect.Listed {
		t.Fatalf("phrases = %+v", ps)
	}
	e, err := detect.New(detect.Options{Detectors: []detect.Detector{}, Phrases: []detect.Phrases{ps}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"call pat doe now": 1, "patdoe": 0, "pat doer": 0, "PAT\tDOE": 1, "axb(c": 0, "see a.b(c.": 1, "xy": 0,
		"élan": 1, "ÉLAN vital": 1, "at 315-555-0142.": 1, "1 315-555-0142": 1, "315-555-01421": 0, "in (UNIT) 7B": 1, "pat": 0, "Pat  Doe; Pat Doe; Doe, Pat": 3, "DOE PAT": 1} {
		s := detect.Text{S: text, Column: detect.NewColumn(0, "notes")}
		ms, err := e.NewScanner().Scan(nil, &s)
		if err != nil || len(ms) != want {
			t.Errorf("%q: %d matches (%v), want %d", text, len(ms), err, want)
		}
	}
}
