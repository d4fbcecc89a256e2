package policy

import (
	"testing"

	"pgregory.net/rapid"

	"vaughn/detect"
	"vaughn/exemptions"
)

// fakeBook answers every question in one way.
type fakeBook struct {
	find, column Answer
	asked        *[]Question
}

func (f fakeBook) Reasons() []string { return []string{f.find.Why, f.column.Why} }

func (f fakeBook) Column(string, string) (Answer, bool) { return f.column, f.column.Do != "" }

func (f fakeBook) Find(q *Question) (Answer, bool) {
	if f.asked != nil {
		*f.asked = append(*f.asked, *q)
	}
	return f.find, f.find.Do != ""
}

// decided binds a policy of one column, with a book.
func decided(t testing.TB, channel, rule string, book Decisions) *Bound {
	t.Helper()
	tab := Table{File: "sr.csv"}
	tab.add(col("text", detect.None, detect.ModePerCell))
	src := "law: {pack: ny-foil-muni, channel: " + channel + ", approved_by: CDO}\nundecided: stop\nrules: [{columns: [text], " + rule + "}]\nreasons: {own: {policy: We chose so.}}\n"
	bound, err := mustParse(t, "sr.yaml", src).BindAll(BindOptions{Pack: pack(t, "ny-foil-muni"), AsOf: asOf, Decisions: book}, []Table{tab})
	if err != nil {
		t.Fatal(err)
	}
	return bound[0]
}

func TestAPersonDecidesWhereARuleWouldWait(t *testing.T) {
	keep := Answer{Do: Keep, By: "J. Roe", On: "2026-11-23"}
	hold := Answer{Do: Withhold, Why: "ny.privacy", By: "J. Roe", On: "2026-11-23"}
	tests := []struct {
		name, channel, rule string
		answer              Answer
		e                   detect.Entity
		l                   detect.Likelihood
		want                Action
		person              bool
	}{
		{"kept", "request", "do: clean", keep, detect.Person, detect.Likely, KeepIt, false},
		{"withheld", "request", "do: clean", hold, detect.Person, detect.Likely, MaskIt, true},
		{"a find that the policy stops at", "web", "do: keep", keep, detect.Person, detect.Likely, KeepIt, false},
		{"withheld where the policy keeps", "web", "do: keep", hold, detect.Person, detect.Likely, MaskIt, true},
		{"law without a choice is not asked about", "request", "do: clean", keep, detect.USSSN, detect.Likely, MaskIt, false},
		{"a possible number is looked at", "request", "do: clean", keep, detect.USSSN, detect.Possible, KeepIt, false},
		{"what the rule masks is not asked about", "web", "do: clean", keep, detect.PhoneNumber, detect.Likely, MaskIt, false},
		{"no answer", "request", "do: clean", Answer{}, detect.Person, detect.Likely, AskIt, false},
		{"a policy is no law", "request", "do: clean", Answer{Do: Withhold, Why: "own", By: "J. Roe"}, detect.Person, detect.Likely, AskIt, false},
		{"a policy on the web", "web", "do: keep", Answer{Do: Withhold, Why: "own", By: "J. Roe"}, detect.Person, detect.Likely, MaskIt, true},
		{"an unknown reason", "request", "do: clean", Answer{Do: Withhold, Why: "ny.none", By: "J. Roe"}, detect.Person, detect.Likely, AskIt, false},
		{"no reason where only law withholds", "request", "do: clean", Answer{Do: Withhold, By: "J. Roe"}, detect.Person, detect.Likely, AskIt, false},
		{"no reason on the web", "web", "do: keep", Answer{Do: Withhold, By: "J. Roe"}, detect.PhoneNumber, detect.Likely, MaskIt, true},
		{"a word that is none", "request", "do: clean", Answer{Do: Coarsen, By: "J. Roe"}, detect.Person, detect.Likely, AskIt, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := decided(t, tt.channel, tt.rule, fakeBook{find: tt.answer})
			r := b.Columns[0].Rules[0]
			f := Finding{Entity: tt.e, Likelihood: tt.l, Value: "x"}
			d := b.Decide(r, f)
			if d.Action != tt.want {
				t.Fatalf("got %s, want %s", actionLetters[d.Action], actionLetters[tt.want])
			}
			if person := d.Rule.By == "J. Roe (person)" && d.Rule.Person; person != tt.person {
				t.Errorf("decided by %q, want a person: %v", d.Rule.By, tt.person)
			}
			if again := b.Decide(r, f); again != d {
				t.Error("the same decision has two rules or grounds: the log would tell them apart")
			}
		})
	}
}

func TestCellsThatWaitGetAPersonsRule(t *testing.T) {
	text := func() string { return "Pat Doe" }
	tests := []struct {
		name, rule string
		answer     Answer
		want       Verb
	}{
		{"kept", "do: ask", Answer{Do: Keep, By: "J. Roe"}, Keep},
		{"withheld", "do: ask", Answer{Do: Withhold, Why: "ny.privacy", By: "J. Roe"}, Withhold},
		{"withheld without law", "do: ask", Answer{Do: Withhold, By: "J. Roe"}, Ask},
		{"no answer", "do: ask", Answer{}, Ask},
		{"a rule that no law covers", "do: withhold", Answer{Do: Keep, By: "J. Roe"}, Keep},
		{"a rule that law covers", "do: withhold, why: ny.privacy", Answer{Do: Keep, By: "J. Roe"}, Withhold},
		{"a rule that looks into texts", "do: clean", Answer{Do: Keep, By: "J. Roe"}, Clean},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := decided(t, "request", tt.rule, fakeBook{find: tt.answer})
			r := b.Columns[0].Rules[0]
			got := b.Effective(r, 0, text)
			if got.Do != tt.want || (got != r) != (tt.want != r.Do || tt.answer.Do == Withhold && tt.want == Withhold && r.Do == Ask) {
				t.Errorf("got %s (another rule: %v), want %s", got.Do, got != r, tt.want)
			}
			if b.Effective(r, 0, text) != got {
				t.Error("the same decision has two rules")
			}
			if b.Effective(r, 0, func() string { return " " }) != r {
				t.Error("an empty cell is decided about")
			}
			if got.Do == Keep { // law inside the cell stays law
				if d := b.Decide(got, Finding{Entity: detect.USSSN, Likelihood: detect.Likely}); d.Action != MaskIt || d.Ground.Basis != exemptions.BasisLaw {
					t.Errorf("a social security number in it: %s", actionLetters[d.Action])
				}
			}
		})
	}
}

func TestCellsHandledTogetherAreOneQuestion(t *testing.T) {
	tab := Table{File: "sr.csv"}
	tab.add(col("Name", detect.Person, detect.ModeWhole))
	tab.add(col("Street", detect.StreetAddress, detect.ModeWhole))
	var asked []Question
	book := fakeBook{find: Answer{Do: Keep, By: "J. Roe"}, asked: &asked}
	bound, err := mustParse(t, "sr.yaml", "law: {pack: ny-foil-muni, channel: request}\nrules: [{columns: [Name, Street], do: ask}]\n").BindAll(
		BindOptions{Pack: pack(t, "ny-foil-muni"), AsOf: asOf, Decisions: book}, []Table{tab})
	if err != nil {
		t.Fatal(err)
	}
	b := bound[0]
	text := func() string { return "Pat Doe | 12 Oak St" }
	first, second := b.Effective(b.Columns[0].Rules[0], 0, text), b.Effective(b.Columns[1].Rules[0], 1, text)
	if first != second {
		t.Error("one decision gives two rules")
	}
	if len(asked) != 2 || asked[0] != asked[1] || asked[0].Column != "Name; Street" {
		t.Errorf("asked %+v", asked)
	}
}

func TestColumnsThatAPersonDecided(t *testing.T) {
	tests := []struct {
		name, columns string
		answer        Answer
		want          Verb
		drift         bool
	}{
		{"unlisted", "keep: [Id]", Answer{Do: Clean, By: "J. Roe"}, Clean, false},
		{"unlisted, dropped by law", "keep: [Id]", Answer{Do: Drop, Why: "ny.privacy", By: "J. Roe"}, Drop, false},
		{"unlisted, dropped without law", "keep: [Id]", Answer{Do: Drop, By: "J. Roe"}, "", true},
		{"unlisted, nobody", "keep: [Id]", Answer{}, "", true},
		{"asked", "keep: [Id], ask: [Notes]", Answer{Do: Keep, By: "J. Roe"}, Keep, false},
		{"kept, and a person is stricter", "keep: [Id, Notes]", Answer{Do: Clean, By: "J. Roe"}, Clean, false},
		{"cleaned, and a person is laxer", "keep: [Id], clean: [Notes]", Answer{Do: Keep, By: "J. Roe"}, Clean, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tab := Table{File: "sr.csv"}
			tab.add(col("Id", detect.None, detect.ModeNone))
			tab.add(col("Notes", detect.None, detect.ModePerCell))
			onlyNotes := notesBook{fakeBook{column: tt.answer}}
			bound, err := mustParse(t, "sr.yaml", "law: {pack: ny-foil-muni, channel: request}\ncolumns: {"+tt.columns+"}\n").BindAll(
				BindOptions{Pack: pack(t, "ny-foil-muni"), AsOf: asOf, Decisions: onlyNotes}, []Table{tab})
			if tt.drift {
				cols := Unlisted(err)
				if k, _ := KindOf(err); k != Drift || len(cols) != 1 || cols[0].Name != "Notes" || cols[0].Col != 1 {
					t.Fatalf("got %v, want drift about Notes", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := bound[0].Columns[1].Rules[0]; got.Do != tt.want {
				t.Errorf("got %s, want %s", got.Do, tt.want)
			}
			if bound[0].Columns[0].Rules[0].Do != Keep {
				t.Error("another column was decided about")
			}
		})
	}
}

// notesBook decides about the column Notes alone.
type notesBook struct{ fakeBook }

func (n notesBook) Column(file, column string) (Answer, bool) {
	if column != "Notes" {
		return Answer{}, false
	}
	return n.fakeBook.Column(file, column)
}

// Whatever people decide, law without a choice stays at Likely, and on request nothing
// but law withholds.
func TestNoDecisionOverridesLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		channel := rapid.SampledFrom([]string{"web", "request", "inspection"}).Draw(t, "channel")
		rule := rapid.SampledFrom([]string{"do: keep", "do: clean", "do: ask", "do: withhold", "do: clean, why: ny.privacy"}).Draw(t, "rule")
		ans := Answer{Do: rapid.SampledFrom([]Verb{Keep, Clean, Withhold, Drop, Coarsen, ""}).Draw(t, "verb"),
			Why: rapid.SampledFrom([]string{"", "own", "ny.privacy", "ny.ssn", "nothing"}).Draw(t, "why"), By: "J. Roe"}
		e := detect.Entity(rapid.IntRange(0, int(detect.NumEntities)-1).Draw(t, "entity"))
		tab := Table{}
		tab.add(col("text", detect.None, detect.ModePerCell))
		p, err := Parse("sr.yaml", []byte("law: {pack: ny-foil-muni, channel: "+channel+"}\nrules: [{columns: [text], "+rule+"}]\nreasons: {own: {policy: We chose so.}}\n"))
		if err != nil {
			t.Fatal(err)
		}
		pk, err := exemptions.Load("ny-foil-muni")
		if err != nil {
			t.Fatal(err)
		}
		bound, err := p.BindAll(BindOptions{Pack: pk, AsOf: asOf, Decisions: fakeBook{find: ans}}, []Table{tab})
		if err != nil {
			t.Fatal(err)
		}
		b := bound[0]
		r := b.Effective(b.Columns[0].Rules[0], 0, func() string { return "x" })
		d := b.Decide(r, Finding{Entity: e, Likelihood: detect.Likely, Value: "x"})
		if e != detect.None {
			if _, law := pk.Mandatory(e.String(), channel, asOf); law && d.Action != MaskIt && !(r.Do == Ask && d.Action == AskIt) {
				t.Fatalf("%s under %s: %s", e, r.Do, actionLetters[d.Action])
			}
		}
		if channel != "web" && d.Action == MaskIt && d.Ground.Basis != exemptions.BasisLaw && d.Ground.Basis != exemptions.BasisExemption && d.Ground.Basis != exemptions.BasisBalancing {
			t.Fatalf("withheld by %s on %s", d.Ground.Basis, channel)
		}
	})
}
