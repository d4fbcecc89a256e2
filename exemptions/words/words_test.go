package words

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCount(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 18204: "18,204", 1234567: "1,234,567", -100: "-100", -1000: "-1,000"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPlural(t *testing.T) {
	for _, c := range []struct {
		n    int64
		noun string
		want string
	}{
		{1, "row", "1 row"}, {0, "row", "0 rows"}, {1200, "row", "1,200 rows"}, {2, "entry", "2 entries"}, {2, "day", "2 days"},
		{2, "e-mail address", "2 e-mail addresses"}, {2, "date of birth", "2 dates of birth"}, {1, "date of birth", "1 date of birth"},
	} {
		if got := Plural(c.n, c.noun); got != c.want {
			t.Errorf("Plural(%d, %q) = %q, want %q", c.n, c.noun, got, c.want)
		}
	}
}

func TestAPutsTheArticle(t *testing.T) {
	for noun, want := range map[string]string{
		"e-mail address":       "an e-mail address",
		"account number":       "an account number",
		"user name":            "a user name",
		"telephone number":     "a telephone number",
		"personal information": "personal information",
	} {
		if got := A(noun); got != want {
			t.Errorf("A(%q) = %q, want %q", noun, got, want)
		}
	}
}

func TestListAndAtMost(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{List(nil), ""}, {List([]string{"a"}), "a"}, {List([]string{"a", "b"}), "a and b"}, {List([]string{"a", "b", "c"}), "a, b and c"},
		{AtMost(2, []string{"a", "b"}), "a, b"}, {AtMost(2, []string{"a", "b", "c"}), "a, b and 1 more"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestShownIsOneShortLine(t *testing.T) {
	if got, want := Shown("a\x1b[31m\nb\tc"), "a [31m b c"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Shown(rapid.String().Draw(t, "name"))
		if n := len([]rune(s)); n > maxShown {
			t.Fatalf("%d characters", n)
		}
		for _, r := range s {
			if r < ' ' || r == 0x7f {
				t.Fatalf("control character %d", r)
			}
		}
	})
}

func TestArgIsTypedAsItStands(t *testing.T) {
	for path, want := range map[string]string{
		"sr.csv": "sr.csv", "in/sr.csv:12:5": "in/sr.csv:12:5", `C:\data\sr.csv`: `C:\data\sr.csv`, "water bills.csv:2:1": `"water bills.csv:2:1"`,
		"O'Neil Park.csv": `"O'Neil Park.csv"`, "a&b.csv": `"a&b.csv"`, "": `""`, "$HOME.csv": "'$HOME.csv'", "it's $5.csv": `'it'\''s $5.csv'`,
		"two\nlines.csv": `"two?lines.csv"`, "\x1b[31m.csv": `"?[31m.csv"`,
	} {
		if got := Arg(path); got != want {
			t.Errorf("Arg(%q) = %s, want %s", path, got, want)
		}
	}
}

func TestNearestCorrectsSlips(t *testing.T) {
	names := []string{"scan", "release", "verify", "init", "log", "list", "Report_Source"}
	for typed, want := range map[string]string{
		"scna": "scan", "relese": "release", "verfy": "verify", "Scan": "scan", "frobnicate": "", "x": "", "": "", "lsit": "list", "report source": "Report_Source", "ReportSorce": "Report_Source",
		"report": "Report_Source", "rep": "", "vérify": "verify",
	} {
		if got := Nearest(typed, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "abc", 3}, {"kitten", "sitting", 3}, {"ab", "ba", 1}, {"same", "same", 0}, {"é", "e", 1}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestDidYouMeanIsASentenceOrNothing(t *testing.T) {
	if got, want := DidYouMean("relese", []string{"release"}), ` Did you mean "release"?`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := DidYouMean("frobnicate", []string{"release"}); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}

func TestDistanceIsAMetricAlmost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		short := rapid.StringN(0, 12, -1)
		a, b := short.Draw(t, "a"), short.Draw(t, "b")
		if distance(a, b) != distance(b, a) {
			t.Fatal("not symmetric")
		}
		if (distance(a, b) == 0) != (a == b) {
			t.Fatal("zero must mean equal")
		}
	})
}
