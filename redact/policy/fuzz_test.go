package policy

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse holds that Parse never panics, that a refused file gives at most ten
// sentences of bounded length, each with a place, and that none repeats a run of
// digits longer than a name may hold.
func FuzzParse(f *testing.F) {
	for _, s := range []string{weekly, request, weekly + tabled, every, tableOf(oneMonth, "{n: p101 A, m: share x}", "{round: 2}", "    guard: {by: x}\n"),
		tableOf("[{as: 078-05-1120, place: [A], inside: 078-05-1120, or: year}, {column: B, starts: July}]", "{=n: count A}", "{below: 11, none: x, stop_if_over: 315%}", "    also: {totals: [078-05-1120]}\n"), "", "a: b", head, head + "columns: {keep: [A]}\n", "law: {pack: CHOOSE}\n",
		"rules:\n  - {columns: [A], when: {B: [blank, list x]}, do: keep}\n", "reasons: {r: {finding: f, for: g}}\n",
		"? [a]\n: b\n", "a: &x [*x]\n", "\xff\xfe", "%YAML 1.2\n---\n", "rules: [{do: coarsen, to: 3 decimals}]\n", "- - - -", "{{{{", "\"\\",
		"law: {078-05-1120: 078-05-1120}\n", "input: {leave_out: {315-555-0142: }}\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := Parse("f.yaml", src)
		if (p == nil) == (err == nil) {
			t.Fatalf("policy %v, error %v", p, err)
		}
		if err == nil {
			return
		}
		var es Errors
		if !errors.As(err, &es) || len(es) == 0 || len(es) > maxErrors {
			t.Fatalf("refused with %d errors: %v", len(es), err)
		}
		for _, e := range es {
			if e.File != "f.yaml" || e.Line < 0 || e.Line > strings.Count(string(src), "\n")+strings.Count(string(src), "\r")+strings.Count(string(src), "\u0085")+strings.Count(string(src), "\u2028")+strings.Count(string(src), "\u2029")+2 || len(e.Msg) > 700 || !utf8.ValidString(e.Msg) {
				t.Errorf("refusal without a place or bound: %+v", e)
			}
			for _, quoted := range strings.Split(e.Msg, `"`) {
				if digits(quoted) > maxQuotedDigits && strings.Contains(string(src), quoted) && len(quoted) > maxQuotedDigits {
					t.Errorf("the refusal repeats a value: %q", e.Msg)
				}
			}
		}
	})
}

func digits(s string) (n int) {
	for _, r := range s {
		if '0' <= r && r <= '9' {
			n++
		}
	}
	return n
}

// FuzzReadList holds that ReadList never panics and that its refusals repeat
// nothing of the file but its column numbers and line numbers.
func FuzzReadList(f *testing.F) {
	for _, s := range []string{"value,reason,by,until\na,b,c,2027-01-01\n", "sep=;\nvalue;until\n078-05-1120;1/1/2020\n", "\xEF\xBB\xBFvalue\n\"a\n", "078-05-1120", "value\n\x00", "value\n\x11@", "", "\"", "value,value"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l, err := ReadList("l.csv", strings.NewReader(string(src)), asOf)
		if (l == nil) == (err == nil) {
			t.Fatalf("list %v, error %v", l, err)
		}
		if err == nil {
			lu := newLookup("l", l)
			for _, it := range l.Items[:min(len(l.Items), 3)] {
				k := string(foldValue(nil, it.Value))
				if _, ok := lu.find(it.Value); !ok && k != "" && !strings.HasPrefix(k, "@") { // "@example.org" is a domain
					t.Fatal("a list does not find its own item")
				}
			}
			return
		}
		if strings.Contains(err.Error(), "078-05-1120") {
			t.Errorf("the refusal repeats a value: %v", err)
		}
	})
}
