package policy

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/detect"
	"vaughn/exemptions"
)

// oneColumn binds a policy of one column of text, under channel and undecided.
func oneColumn(t testing.TB, channel, undecided, rule, packName string, lists map[string]*List) (*Bound, *BoundRule) {
	t.Helper()
	tab := Table{File: "sr.csv"}
	tab.add(col("text", detect.None, detect.ModePerCell))
	src := "law: {pack: " + packName + ", channel: " + channel + ", approved_by: CDO}\nundecided: " + undecided + "\nabout: {agency: City of Example}\nrules: [{columns: [text], " + rule + "}]\n"
	b := mustBind(t, mustParse(t, "sr.yaml", src), tab, packName, lists)
	return b, b.Columns[0].Rules[0]
}

var actionLetters = map[Action]string{MaskIt: "M", KeepIt: "k", AskIt: "A", StopIt: "S", DropRowIt: "R"}

// TestDecisionTable holds the whole table of DESIGN and POLICY: verb × entity ×
// likelihood × channel × undecided. Letters: M mask, k keep, A ask, S stop, R
// row out; three per entity: Unlikely, Possible, Likely. Entities: SSN (law
// without a choice), account number (law on every channel), e-mail (law on the
// web only), organization (not personal), name (held by the keep rule with
// holds), listed (always mask).
func TestDecisionTable(t *testing.T) {
	entities := []detect.Entity{detect.USSSN, detect.AccountNumber, detect.EmailAddress, detect.Organization, detect.Person, detect.Listed}
	likely := []detect.Likelihood{detect.Unlikely, detect.Possible, detect.Likely}
	tests := []struct{ channel, undecided, rule, want string }{
		{"web", "withhold", "do: keep", "kMM kMS kMS kkk kMS kRR"},
		{"web", "stop", "do: keep", "kAM kAS kAS kkk kAS kRR"},
		{"web", "withhold", "do: keep, holds: name", "kMM kMS kMS kkk kkk kRR"},
		{"web", "withhold", "do: keep, holds: [ssn, email]", "kMM kMS kkk kkk kMS kRR"},
		{"web", "withhold", "do: clean", "kMM kMM kMM kkk kMM kMM"},
		{"web", "stop", "do: clean", "kAM kAM kAM kkk kAM kMM"},
		{"web", "withhold", "do: clean, holds: name", "kMM kMM kMM kkk kkk kMM"},
		{"web", "withhold", "do: withhold", "MMM MMM MMM MMM MMM MMM"},
		{"web", "withhold", "do: drop", "MMM MMM MMM MMM MMM MMM"},
		{"web", "withhold", "do: code", "MMM MMM MMM MMM MMM MMM"},
		{"web", "withhold", "do: coarsen, to: year", "MMM MMM MMM MMM MMM MMM"},
		{"web", "withhold", "do: ask", "AAA AAA AAA AAA AAA AAA"},
		{"web", "withhold", "do: drop-row, when: {text: x}", "RRR RRR RRR RRR RRR RRR"},
		{"request", "stop", "do: keep", "kAM kAA kAA kkk kAA kAA"},
		{"request", "withhold", "do: keep", "kMM kMA kAA kkk kAA kAA"},
		{"request", "stop", "do: clean", "kAM kAM kAA kkk kAA kAA"},
		{"request", "withhold", "do: clean", "kMM kMM kAA kkk kAA kAA"},
		{"request", "stop", "do: clean, why: ny.privacy", "kAM kAM kAM kkk kAM kAA"},
		{"request", "stop", "do: withhold", "MMM MMM AAA AAA AAA AAA"},
		{"request", "stop", "do: withhold, why: ny.privacy", "MMM MMM MMM MMM MMM MMM"},
		{"request", "stop", "do: ask", "AAA AAA AAA AAA AAA AAA"},
		{"inspection", "stop", "do: clean", "kAM kAM kAA kkk kAA kAA"},
	}
	for _, tt := range tests {
		rule := tt.rule
		if strings.Contains(rule, "drop-row") {
			rule += "}, {columns: [text], do: clean" // rows that stay
		}
		b, r := oneColumn(t, tt.channel, tt.undecided, rule, "ny-foil-muni", nil)
		var got []string
		for _, e := range entities {
			s := ""
			for _, l := range likely {
				d := b.Decide(r, Finding{Column: 0, Entity: e, Likelihood: l})
				s += actionLetters[d.Action]
				if d.Rule != r {
					t.Errorf("%s: the decision names another rule", tt.rule)
				}
				if (d.Action == MaskIt || d.Action == DropRowIt) != (d.Ground != nil) {
					t.Errorf("%s %s %s: action %s with ground %v", tt.rule, e, l, actionLetters[d.Action], d.Ground)
				}
				if d.Ground != nil && tt.channel != "web" && d.Ground.Basis != exemptions.BasisLaw && d.Ground.Basis != exemptions.BasisExemption {
					t.Errorf("%s on %s: %s is withheld by %s; only law may", tt.rule, tt.channel, e, d.Ground.Basis)
				}
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s, undecided %s, %s:\n got %s\nwant %s", tt.channel, tt.undecided, tt.rule, g, tt.want)
		}
	}
}

// TestGrounds holds which reason a masked match is given.
func TestGrounds(t *testing.T) {
	src := "law: {pack: %s, channel: web%s}\nabout: {agency: Town of Example}\nrules: [{columns: [text], do: clean%s}]\nreasons: {email: {promise: Never shown., never: [email]}, other: {policy: We chose so.}}\n"
	tests := []struct {
		pack, approved, why string
		e                   detect.Entity
		basis               exemptions.Basis
		reason              string
	}{
		{"ny-foil-muni", ", approved_by: CDO", "", detect.USSSN, exemptions.BasisLaw, "a law forbids release"},
		{"ny-foil-muni", ", approved_by: CDO", ", why: other", detect.USSSN, exemptions.BasisLaw, "a law forbids release"},
		{"ny-foil-muni", ", approved_by: CDO", "", detect.PhoneNumber, exemptions.BasisExemption, "would be an unwarranted invasion of personal privacy"},
		{"ny-foil-muni", ", approved_by: CDO", "", detect.EmailAddress, exemptions.BasisPromise, "Town promise: never shown"},
		{"ny-foil-muni", ", approved_by: CDO", ", why: other", detect.EmailAddress, exemptions.BasisPolicy, "Town policy: we chose so"},
		{"generic", ", approved_by: CDO", "", detect.PhoneNumber, exemptions.BasisPolicy, "Town policy: personal information of this kind is not published"},
		{"generic", "", "", detect.PhoneNumber, exemptions.BasisDefault, "built-in default, not adopted"},
	}
	for _, tt := range tests {
		tab := Table{}
		tab.add(col("text", detect.None, detect.ModePerCell))
		b := mustBind(t, mustParse(t, "sr.yaml", fmt.Sprintf(src, tt.pack, tt.approved, tt.why)), tab, tt.pack, nil)
		d := b.Decide(b.Columns[0].Rules[0], Finding{Entity: tt.e, Likelihood: detect.Likely})
		if d.Action != MaskIt || d.Ground == nil || d.Ground.Basis != tt.basis || d.Ground.Reason != tt.reason {
			t.Errorf("%s %s%s: %+v", tt.pack, tt.e, tt.why, d.Ground)
		}
	}
}

// TestMixedColumn holds that a few finds are no law for a whole column.
func TestMixedColumn(t *testing.T) {
	for _, tt := range []struct {
		channel string
		found   int64
		kind    detect.Entity
		action  Action
		basis   exemptions.Basis
	}{
		{"web", 24, detect.None, MaskIt, exemptions.BasisPolicy},
		{"web", 60, detect.AccountNumber, MaskIt, exemptions.BasisExemption},
		{"request", 24, detect.None, AskIt, ""},
		{"request", 60, detect.AccountNumber, MaskIt, exemptions.BasisExemption},
	} {
		c := col("Internal_Notes", detect.AccountNumber, detect.ModePerCell)
		c.Found[detect.AccountNumber] = tt.found
		tab := Table{}
		tab.add(c)
		b := mustBind(t, mustParse(t, "a.yaml", "law: {pack: ny-foil-muni, channel: "+tt.channel+", approved_by: CDO}\ncolumns: {drop: [Internal_Notes]}\n"), tab, "ny-foil-muni", nil)
		r := b.Columns[0].Rules[0]
		for _, e := range []detect.Entity{detect.None, c.Entity} {
			d := b.Whole(r, 0, e)
			var basis exemptions.Basis
			if d.Ground != nil {
				basis = d.Ground.Basis
			}
			if b.Kind(0) != tt.kind || d.Action != tt.action || basis != tt.basis {
				t.Errorf("%s, %d of 100 cells: kind %s, %s by %q", tt.channel, tt.found, b.Kind(0), actionLetters[d.Action], basis)
			}
		}
		// A find that covers the cell speaks for the cell.
		if d := b.Whole(r, 0, detect.USSSN); d.Action != MaskIt || d.Ground.Basis != exemptions.BasisLaw {
			t.Errorf("a cell that is an SSN: %+v", d)
		}
	}
	b, _ := oneColumn(t, "web", "stop", "do: clean", "generic", nil)
	if b.Kind(-1) != detect.None || b.Kind(7) != detect.None {
		t.Error("a column outside the file has a kind")
	}
}

// TestPromiseOnRequest holds that a promise is no ground where only law is.
func TestPromiseOnRequest(t *testing.T) {
	tab := Table{}
	tab.add(col("text", detect.None, detect.ModePerCell))
	p := mustParse(t, "a.yaml", "law: {pack: generic, channel: request}\nrules: [{columns: [text], do: clean}]\nreasons: {e: {promise: Never., never: [email]}}\n")
	b := mustBind(t, p, tab, "generic", nil)
	if d := b.Decide(b.Columns[0].Rules[0], Finding{Entity: detect.EmailAddress, Likelihood: detect.Likely}); d.Action != AskIt {
		t.Errorf("%s by %+v, want a person", actionLetters[d.Action], d.Ground)
	}
}

func TestDecideLists(t *testing.T) {
	lists := testLists(t)
	mask, err := ReadList("mask.csv", strings.NewReader("value,reason\n\"Doe, Pat\",ny.safety\nQuiet Person,protected\n"), asOf)
	if err != nil {
		t.Fatal(err)
	}
	lists["mask"] = mask
	clean, _ := oneColumn(t, "web", "withhold", "do: clean", "ny-foil-muni", lists)
	tests := []struct {
		rule   string
		e      detect.Entity
		l      detect.Likelihood
		value  string
		action Action
		list   string
	}{
		{"do: clean", detect.Person, detect.Likely, "COUNCILOR  roe", KeepIt, "staff"},
		{"do: clean", detect.EmailAddress, detect.VeryLikely, "J.Roe@City.Example", KeepIt, "staff"},
		{"do: clean", detect.EmailAddress, detect.VeryLikely, "roe@mail.city.example", MaskIt, ""},
		{"do: clean", detect.PhoneNumber, detect.Likely, "(315) 555-0100", KeepIt, "staff"},
		{"do: clean", detect.PhoneNumber, detect.Likely, "+1 315.555.0100", KeepIt, "staff"},
		{"do: clean", detect.PhoneNumber, detect.Likely, "315-555-0142", MaskIt, ""},
		{"do: keep", detect.EmailAddress, detect.Likely, "a@city.example", KeepIt, "staff"},
		{"do: clean", detect.Person, detect.Unlikely, "Quiet person", MaskIt, "mask"},
		{"do: clean", detect.Person, detect.Likely, "pat doe", MaskIt, "mask"},
		{"do: keep", detect.Person, detect.Likely, "Pat Doe", DropRowIt, "mask"},
		{"do: keep, holds: name", detect.Person, detect.Likely, "doe, pat", DropRowIt, "mask"},
		{"do: clean", detect.USSSN, detect.Likely, "councilor roe", MaskIt, ""}, // law before lists
		{"do: withhold", detect.Person, detect.Likely, "councilor roe", MaskIt, ""},
	}
	for _, tt := range tests {
		b, r := oneColumn(t, "web", "withhold", tt.rule, "ny-foil-muni", lists)
		d := b.Decide(r, Finding{Entity: tt.e, Likelihood: tt.l, Value: tt.value})
		if d.Action != tt.action || d.List != tt.list {
			t.Errorf("%s, %s: %s by list %q, want %s by %q", tt.rule, tt.e, actionLetters[d.Action], d.List, actionLetters[tt.action], tt.list)
		}
	}
	// The item's reason is a code: it is the ground; else the pack's default.
	d := clean.Decide(clean.Columns[0].Rules[0], Finding{Entity: detect.Person, Likelihood: detect.Likely, Value: "Pat Doe"})
	if d.Ground == nil || d.Ground.Key != "ny.safety" {
		t.Errorf("ground of an item with a code: %+v", d.Ground)
	}
	req, r := oneColumn(t, "request", "stop", "do: clean", "ny-foil-muni", lists)
	for value, want := range map[string]Action{"Pat Doe": MaskIt, "Quiet Person": AskIt} {
		if d := req.Decide(r, Finding{Entity: detect.Person, Likelihood: detect.Likely, Value: value}); d.Action != want {
			t.Errorf("always-mask on request: %s, want %s", actionLetters[d.Action], actionLetters[want])
		}
	}
	// A requester's own data stay, for the requester only.
	own := &List{Items: []ListItem{{Value: "me@example.org"}}}
	for channel, want := range map[string]Action{"web": MaskIt, "request": KeepIt} {
		tab := Table{}
		tab.add(col("text", detect.None, detect.ModePerCell))
		p := mustParse(t, "a.yaml", "law: {pack: ny-foil-muni, channel: "+channel+"}\nrules: [{columns: [text], do: clean, why: ny.privacy}]\nlists: {requester: r.csv}\n")
		b := mustBind(t, p, tab, "ny-foil-muni", map[string]*List{"requester": own})
		if d := b.Decide(b.Columns[0].Rules[0], Finding{Entity: detect.EmailAddress, Likelihood: detect.Likely, Value: "me@example.org"}); d.Action != want {
			t.Errorf("the requester's own data on %s: %s", channel, actionLetters[d.Action])
		}
	}
}

// TestDecideTotal holds for any rule, finding and channel: Decide answers, a
// kind that law leaves no choice about is never kept from Possible on, a zero or
// unknown likelihood counts as Likely, and whatever withholds has a ground that
// the channel allows.
func TestDecideTotal(t *testing.T) {
	type key struct{ channel, undecided, pack string }
	bounds := map[key]*Bound{}
	for _, ch := range []string{"web", "request", "inspection"} {
		for _, u := range []string{"withhold", "stop"} {
			for _, pk := range []string{"ny-foil-muni", "generic"} {
				bounds[key{ch, u, pk}], _ = oneColumn(t, ch, u, "do: clean", pk, testLists(t))
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		k := key{rapid.SampledFrom([]string{"web", "request", "inspection"}).Draw(rt, "channel"),
			rapid.SampledFrom([]string{"withhold", "stop"}).Draw(rt, "undecided"),
			rapid.SampledFrom([]string{"ny-foil-muni", "generic"}).Draw(rt, "pack")}
		b := bounds[k]
		r := &BoundRule{ID: -1, Do: rapid.SampledFrom(append(allVerbs(), "", "publish")).Draw(rt, "verb")}
		for _, e := range rapid.SliceOf(rapid.IntRange(0, int(detect.NumEntities)-1)).Draw(rt, "holds") {
			r.Holds[e] = true
		}
		f := Finding{Column: rapid.IntRange(-2, 3).Draw(rt, "column"), Entity: detect.Entity(rapid.Byte().Draw(rt, "entity")),
			Likelihood: detect.Likelihood(rapid.IntRange(0, 7).Draw(rt, "likelihood")),
			Value:      rapid.SampledFrom([]string{"", "councilor roe", "a@city.example", "Pat Doe", "3155550100"}).Draw(rt, "value")}
		d := b.Decide(r, f)
		if again := b.Decide(r, f); again != d {
			rt.Fatalf("not pure: %+v, then %+v", d, again)
		}
		sure := f.Likelihood == 0 || f.Likelihood >= detect.Possible
		known := f.Entity < detect.NumEntities
		if d.Action == KeepIt && sure && known && b.decide.everybody.mandatory[f.Entity] != nil {
			rt.Fatalf("law leaves no choice about %s, and it is kept", f.Entity)
		}
		if d.Action == KeepIt && r.Do.wholeCell() {
			rt.Fatalf("%q kept a match", r.Do)
		}
		if !known && d.Action == KeepIt && sure && d.List == "" && !r.Holds[detect.None] {
			rt.Fatalf("an unknown entity is kept by %q", r.Do)
		}
		if (d.Action == MaskIt || d.Action == DropRowIt) && d.Ground == nil {
			rt.Fatalf("withheld without a ground: %+v", d)
		}
		if d.Ground != nil && k.channel != "web" && d.Ground.Cite == "" {
			rt.Fatalf("withheld on %s without law: %+v", k.channel, d.Ground)
		}
		if d.Rule == nil {
			rt.Fatal("no rule")
		}
	})
	b := bounds[key{"web", "withhold", "generic"}]
	if d := b.Decide(nil, Finding{Entity: detect.Organization, Likelihood: detect.Unlikely}); d.Action != MaskIt {
		t.Errorf("without a rule: %s", actionLetters[d.Action])
	}
}

// TestNoAllocation holds the promise that cells and matches cost no memory.
func TestNoAllocation(t *testing.T) {
	lists := testLists(t)
	b := mustBind(t, mustParse(t, "sr.yaml", weekly), weeklyTable(), "ny-foil-muni", lists)
	row := []string{"1", "Open", "Bulk Items", "text", "a@example.org", "no", "Pat Doe", "12 Park St", "43.0", "-76.1"}
	at := func(i int) string { return row[i] }
	f := Finding{Column: 3, Entity: detect.PhoneNumber, Likelihood: detect.Likely, Value: "(315) 555-0142"}
	g := Finding{Column: 3, Entity: detect.Person, Likelihood: detect.Likely, Value: "Pat Élan Doe"}
	if n := testing.AllocsPerRun(100, func() {
		for i := range row {
			b.Decide(b.Cell(i, at), f)
			b.Decide(b.Cell(i, at), g)
		}
		b.Leaves(at)
	}); n != 0 {
		t.Errorf("%v allocations per row", n)
	}
}

// BenchmarkRow is one row of ten columns: the rule of each cell and one
// decision in text.
func BenchmarkRow(b *testing.B) {
	bound := mustBind(b, mustParse(b, "sr.yaml", weekly), weeklyTable(), "ny-foil-muni", testLists(b))
	row := []string{"1", "Open", "Bulk Items", "text", "a@example.org", "no", "Pat Doe", "12 Park St", "43.0", "-76.1"}
	at := func(i int) string { return row[i] }
	f := Finding{Column: 3, Entity: detect.PhoneNumber, Likelihood: detect.Likely, Value: "(315) 555-0142"}
	b.ReportAllocs()
	for b.Loop() {
		if bound.Leaves(at) {
			b.Fatal("row left out")
		}
		for i := range row {
			bound.Cell(i, at)
		}
		bound.Decide(bound.Columns[3].Rules[0], f)
	}
}
