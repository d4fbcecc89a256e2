package main

import "testing"

func TestSplitPlace(t *testing.T) {
	there := map[string]bool{"sr.csv": true, `C:\x\sr.csv`: true, "a:1:b.csv": true}
	for _, c := range []struct {
		in   string
		want place
	}{
		{"sr.csv:12:5", place{"sr.csv", 12, "5"}},
		{"sr.csv:12:Notes", place{"sr.csv", 12, "Notes"}},
		{"sr.csv:12:col: 3", place{"sr.csv", 12, "col: 3"}},
		{`C:\x\sr.csv:12:5`, place{`C:\x\sr.csv`, 12, "5"}},
		{`C:\gone\sr.csv:12:5`, place{`C:\gone\sr.csv`, 12, "5"}},
		{"a:1:b.csv:7:2", place{"a:1:b.csv", 7, "2"}},
		{"gone.csv:12:5", place{"gone.csv", 12, "5"}},
	} {
		got, err := splitPlace(c.in, func(p string) bool { return there[p] })
		if err != nil || got != c.want {
			t.Errorf("splitPlace(%q) = %+v, %v; want %+v", c.in, got, err, c.want)
		}
	}
	for _, bad := range []string{"", "sr.csv", "sr.csv:12", "sr.csv:0:5", "sr.csv:x:5", ":1:2", "sr.csv:12:"} {
		if got, err := splitPlace(bad, func(string) bool { return true }); err == nil {
			t.Errorf("splitPlace(%q) = %+v, want an error", bad, got)
		}
	}
}
