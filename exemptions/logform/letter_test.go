package logform

import (
	"errors"
	"strings"
	"testing"

	"vaughn/exemptions"
)

// answered is the account of a release that answers a request.
func answered(t *testing.T) (*Account, *exemptions.Pack) {
	t.Helper()
	in := sample(t)
	r := in.Release
	r.Channel, r.Request, r.Received, r.Responsible = "request", "PRA-2026-0147", "2026-11-09", "Maria Alvarez, City Clerk"
	return &Account{Release: r, Files: in.Files, Summary: in.Summary, Entries: in.Entries}, in.Pack
}

func letterOf(t *testing.T, a *Account, pack *exemptions.Pack) string {
	t.Helper()
	var b strings.Builder
	if err := Letter(&b, a, pack); err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(b.String(), "\n") {
		if len(l) > 78 || l != strings.TrimRight(l, " ") || !plain(l) {
			t.Errorf("line %q", l)
		}
	}
	return b.String()
}

func TestLetterInGeneralWords(t *testing.T) {
	a, pack := answered(t)
	pack.Letter = nil
	got := letterOf(t, a, pack)
	for _, want := range []string{
		"City of Syracuse, NY\n2026-11-23\n\nRe: your request PRA-2026-0147, received on 2026-11-09\n", "It is granted in part.",
		"  - syrcityline.csv: 18,197 rows of 9 columns\n", "\nNY POL 96-a; 87(2)(a), a law forbids release:\n  - Description in syrcityline.csv: personal identifier, masked in text (4\n    cells)\n",
		"(7 rows)", "Responsible for what is withheld: Maria Alvarez, City Clerk.", "appealed in writing within 30 days", "answered on 2026-11-23", "\nContact: digital@example.org.\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the letter lacks %q:\n%s", want, got)
		}
	}
	a.Summary = []exemptions.Summary{{Action: exemptions.FileWithheld, File: "letter.docx", What: "file", Columns: []string{"all"}, Cells: 1, Ground: a.Summary[0].Ground}}
	a.NotExamined = []string{"plan.docx: duplicate of letter.docx (J. Roe, 2026-11-20)"}
	if got := letterOf(t, a, pack); !strings.Contains(got, "  - letter.docx: file, file withheld in full (all of it)\n") || !strings.Contains(got, "NOT IN THIS ANSWER\n\n  - plan.docx: duplicate of letter.docx") {
		t.Errorf("whole files:\n%s", got)
	}
	a.Summary, a.Entries = nil, 0
	if got := letterOf(t, a, nil); !strings.Contains(got, "granted in full") || strings.Contains(got, "APPEAL") || strings.Contains(got, "WITHHELD") {
		t.Errorf("full grant:\n%s", got)
	}
}

func TestLetterInTheWordsOfThePack(t *testing.T) {
	a, pack := answered(t)
	pack.Letter = map[string]string{"part": "{agency} gives {request}, received {received}.\n\nAsk {contact}. Decided by {responsible}.", "none": "Denied by {responsible}."}
	got := letterOf(t, a, pack)
	for _, want := range []string{"\nCity of Syracuse, NY gives PRA-2026-0147, received 2026-11-09.\n\nAsk digital@example.org. Decided by Maria Alvarez, City Clerk.\n", "HOW TO APPEAL"} {
		if !strings.Contains(got, want) {
			t.Errorf("the letter lacks %q:\n%s", want, got)
		}
	}
	for _, never := range []string{"WHO IS RESPONSIBLE", "Contact:", "{"} {
		if strings.Contains(got, never) {
			t.Errorf("the letter says %q twice or not filled:\n%s", never, got)
		}
	}
	for i := range a.Files[0].Columns {
		a.Files[0].Columns[i].Changed = a.Files[0].Columns[i].Cells
	}
	a.Release.Responsible = ""
	if got := letterOf(t, a, pack); !strings.Contains(got, "Denied by (not named).") {
		t.Errorf("full denial:\n%s", got)
	}
}

func TestLetterToNobody(t *testing.T) {
	a, pack := answered(t)
	for _, channel := range []string{"web", "", "other"} {
		a.Release.Channel = channel
		if err := Letter(&strings.Builder{}, a, pack); !errors.Is(err, ErrNotAsked) {
			t.Errorf("channel %q: %v", channel, err)
		}
	}
	a.Release.Channel = "inspection"
	letterOf(t, a, pack)
	if err := Letter(fullDisk{}, a, pack); err == nil {
		t.Error("a write error was lost")
	}
}

// Where a law asks for a name with title, the log names it or says that nobody
// is named; a title alone answers where no law asks for more.
func TestResponsible(t *testing.T) {
	ca := &exemptions.Pack{Responsible: exemptions.Responsible{Required: true, Cite: "CA 7922.540(b)", Says: "A denial names each person with title"}}
	for _, tt := range []struct {
		r    exemptions.Release
		pack *exemptions.Pack
		want string
	}{
		{exemptions.Release{Channel: "request", Responsible: "Maria Alvarez, City Clerk"}, ca, "Responsible for what is withheld: Maria Alvarez, City Clerk. A denial names each person with title (CA 7922.540(b))."},
		{exemptions.Release{Channel: "request", ApprovedBy: "City Clerk"}, ca, "The agency did not name the responsible person. A denial names each person with title (CA 7922.540(b))."},
		{exemptions.Release{Channel: "web", ApprovedBy: "City Clerk"}, ca, "Responsible for what is withheld: City Clerk."},
		{exemptions.Release{Channel: "request", ApprovedBy: "City Clerk"}, nil, "Responsible for what is withheld: City Clerk."},
		{exemptions.Release{Channel: "request"}, nil, "The agency did not name the responsible person."},
	} {
		if got := Responsible(&tt.r, tt.pack); got != tt.want {
			t.Errorf("got  %q\nwant %q", got, tt.want)
		}
	}
}
