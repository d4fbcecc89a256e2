package logform

import (
	"regexp"
	"strings"
	"testing"

	"vaughn/exemptions"
)

// A spreadsheet turns 7927.410 into 7927.41, 3-12 into a date and "MAR 3" too.
var (
	likeANumber = regexp.MustCompile(`^[^A-Za-z]`)
	likeADate   = regexp.MustCompile(`(?i)^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .,/-]*[0-9]`)
)

// Every citation and label of every pack begins with a letter, is no date for a
// spreadsheet, is ASCII, and stands in the CSV as it stands in the pack.
func TestCodesSurviveASpreadsheet(t *testing.T) {
	seen := 0
	for _, name := range exemptions.Names() {
		pack, err := exemptions.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range pack.Codes {
			c := &pack.Codes[i]
			texts := []string{c.Cite, c.Label}
			for _, f := range c.Former {
				texts = append(texts, f.Cite)
			}
			for _, s := range texts {
				seen++
				if likeANumber.MatchString(s) || likeADate.MatchString(s) {
					t.Errorf("%s, %s: a spreadsheet would change %q", name, c.Key, s)
				}
				if guarded(s) != s || strings.Trim(string(field(nil, s)), `"`) != s {
					t.Errorf("%s, %s: the log would print %q otherwise", name, c.Key, s)
				}
			}
		}
	}
	if seen < 20 {
		t.Fatalf("only %d texts: this would check nothing", seen)
	}
	for _, s := range []string{"7927.410", "3-12", "MAR 3", "(b)(6)", "Dec. 5"} {
		if !likeANumber.MatchString(s) && !likeADate.MatchString(s) {
			t.Errorf("%q would pass", s)
		}
	}
}

func TestLegend(t *testing.T) {
	in := sample(t)
	got := Legend(in.Pack, in.Summary)
	var codes []string
	for _, m := range got {
		codes = append(codes, m.Code)
		if (m.Source == "") != (m.Choice == "no law is claimed") {
			t.Errorf("%+v: a law has a source, and nothing else has", m)
		}
	}
	if want := "NY POL 96-a; 87(2)(a)|NY POL 87(2)(b)|City promise|City promise|City policy"; strings.Join(codes, "|") != want {
		t.Errorf("got %q", codes)
	}
	if !strings.Contains(got[0].Says, "social security") || got[0].Choice != "no" {
		t.Errorf("got %+v", got[0])
	}
	for _, m := range Legend(nil, in.Summary) {
		if m.Choice != "no law is claimed" && m.Source != "not in this program's pack" {
			t.Errorf("without the pack: %+v", m)
		}
	}
}

func TestPromises(t *testing.T) {
	got := promises(2, []exemptions.Kept{
		{Text: "Your e-mail address is never shown.", Says: "no e-mail address was found in 3 files"}, {Text: "Statistics only"}, {Text: "third"},
	})
	want := []string{"Your e-mail address is never shown: no e-mail address was found in 3 files", "Statistics only: nothing was looked for", "and 1 more, in report.html"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}

// Everything that a person decided place by place is told apart from rules.
func TestDeciders(t *testing.T) {
	got := deciders([]Decider{{"CDO (rule)", "2026-11-20", 3, 9}, {"J. Roe, Counsel (person)", "", 1, 1}})
	if want := "By rules of CDO: 3 entries, 9 cells, last on 2026-11-20|Place by place, by J. Roe, Counsel: 1 entry, 1 cell"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
	if got := deciders([]Decider{{"CDO (rule)", "", 1, 1}}); got[1] != "No place is marked as decided by a person" {
		t.Errorf("got %q", got)
	}
	if got := deciders(nil); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}
