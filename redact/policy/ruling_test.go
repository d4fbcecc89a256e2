package policy

import (
	"strings"
	"testing"

	"vaughn/detect"
	"vaughn/exemptions"
)

// openPack is a small pack: names may be withheld, those of owners are open on
// request, those of victims must be withheld; what the tests ask for is added.
func openPack() *exemptions.Pack {
	all := []string{"web", "request", "inspection"}
	code := func(key, cite string, choice exemptions.Choice) exemptions.Code {
		return exemptions.Code{Key: key, Cite: cite, Label: cite, Paraphrase: "x", Reason: "law says so", Choice: choice,
			Channels: all, Source: "x", CheckedOn: "2026-11-01", Grade: exemptions.Read, Enabled: true}
	}
	return &exemptions.Pack{Name: "small", Version: "2026-11-01",
		Codes:         []exemptions.Code{code("x.privacy", "XX 1", exemptions.Discretionary), code("x.victim", "XX 2", exemptions.Mandatory), code("x.ssn", "XX 3", exemptions.Mandatory)},
		Notes:         []exemptions.Note{{Key: "x.owners", Cite: "XX 9", Paraphrase: "Owners are public."}},
		DefaultRows:   []exemptions.Row{{Entity: "PERSON", Channels: all, Code: "x.privacy"}},
		MandatoryRows: []exemptions.Row{{Entity: "PERSON/victim", Channels: all, Code: "x.victim"}, {Entity: "US_SSN", Channels: all, Code: "x.ssn"}},
		OpenRows:      []exemptions.Row{{Entity: "PERSON/owner", Channels: all, Code: "x.owners"}, {Entity: "PERSON/victim", Channels: all, Code: "x.owners"}},
	}
}

func person(name string) Table {
	tab := Table{File: "sr.csv"}
	tab.add(col(name, detect.Person, detect.ModeWhole))
	return tab
}

// TestPrecedence is DESIGN's promise 9 as a table: each line adds one voice for
// withholding or keeping a name, and the ground that the entry records is that of
// the strongest.
func TestPrecedence(t *testing.T) {
	optedOut := map[string]*List{"opted_out": {Items: []ListItem{{Value: "Pat Doe"}}}}
	coded := map[string]*List{"opted_out": {Items: []ListItem{{Value: "Pat Doe", Reason: "x.victim"}}}}
	promise := "reasons: {p: {promise: Never., never: [name]}, q: {policy: We do not.}, c: {consent: Members may leave.}}\n"
	for _, tt := range []struct {
		name, channel, role, rule, more string
		lists                           map[string]*List
		action                          Action
		ground                          string
	}{
		{"default", "web", "employee", "do: clean", "", nil, MaskIt, "x.privacy"},
		{"policy before default", "web", "employee", "do: clean, why: q", promise, nil, MaskIt, "q"},
		{"promise before default", "web", "employee", "do: clean", promise, nil, MaskIt, "p"},
		{"consent as the rule's reason", "web", "employee", "do: clean, why: c", promise, nil, MaskIt, "c"},
		{"opt-out before promise", "web", "employee", "do: clean", promise, optedOut, MaskIt, "opted-out"},
		{"opt-out before the rule's policy", "web", "employee", "do: clean, why: q", promise, optedOut, MaskIt, "opted-out"},
		{"open law does not decide the web", "web", "owner", "do: clean", "", nil, MaskIt, "policy"},
		{"open law before default", "request", "owner", "do: clean", "", nil, KeepIt, ""},
		{"open law before keep without holds", "request", "owner", "do: keep", "", nil, KeepIt, ""},
		{"open law before opt-out", "inspection", "owner", "do: clean", "", optedOut, KeepIt, ""},
		{"a list line with a law before open law", "request", "owner", "do: clean", "", coded, MaskIt, "x.victim"},
		{"the rule's law is followed, and warned about", "request", "owner", "do: clean, why: x.privacy", "", nil, MaskIt, "x.privacy"},
		{"law without a choice before open law", "request", "victim", "do: clean", "", nil, MaskIt, "x.victim"},
		{"law without a choice before holds", "web", "victim", "do: clean, holds: name", "", nil, MaskIt, "x.victim"},
		{"law without a choice before opt-out", "web", "victim", "do: clean", promise, optedOut, MaskIt, "x.victim"},
		{"another role is not opened", "request", "employee", "do: clean", "", nil, MaskIt, "x.privacy"},
		{"opt-out is no law on request", "request", "employee", "do: clean", "", optedOut, AskIt, ""},
	} {
		src := "law: {pack: small, channel: " + tt.channel + ", approved_by: CDO}\nroles: {" + tt.role + ": A}\nrules: [{columns: [A], " + tt.rule + "}]\n" + tt.more
		if tt.channel != "web" {
			src = strings.Replace(src, promise, "", 1)
		}
		b, err := bindOne(mustParse(t, "a.yaml", src), openPack(), person("A"), tt.lists)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		d := b.Decide(b.Columns[0].Rules[0], Finding{Column: 0, Entity: detect.Person, Likelihood: detect.Likely, Value: "Pat Doe"})
		ground := ""
		if d.Ground != nil {
			ground = d.Ground.Key
		}
		if d.Action != tt.action || ground != tt.ground {
			t.Errorf("%s: %s by %q, want %s by %q", tt.name, actionLetters[d.Action], ground, actionLetters[tt.action], tt.ground)
		}
	}
}

// TestOpenColumns holds what happens to a whole column that the law opens: kept
// where no rule of the policy withholds it, warned about where a law does, refused
// where nothing does.
func TestOpenColumns(t *testing.T) {
	bind := func(channel, body string) (*Bound, error) {
		return bindOne(mustParse(t, "a.yaml", "law: {pack: small, channel: "+channel+", approved_by: CDO}\nroles: {owner: Owner}\n"+body), openPack(), person("Owner"), nil)
	}
	for _, ch := range []string{"request", "inspection"} {
		_, err := bind(ch, "columns: {withhold: [Owner]}\n")
		want := `a.yaml:3: "Owner" is withheld, but XX 9 opens it on channel "` + ch + `". Use keep, clean, or a law as why: (vaughn list exemptions small).`
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		b, err := bind(ch, "rules: [{columns: [Owner], do: withhold, why: x.privacy}]\n")
		if err != nil || !strings.Contains(strings.Join(b.Warnings, "\n"), `a.yaml:3: "Owner" is withheld by XX 1, but XX 9 opens it. Counsel should look at this.`) {
			t.Errorf("%s: withheld by law: %v, %v", ch, err, b)
		}
		if d := b.Whole(b.Columns[0].Rules[0], 0, detect.None); d.Action != MaskIt || d.Ground.Key != "x.privacy" {
			t.Errorf("%s: %+v", ch, d)
		}
		b, err = bind(ch, "rules: [{columns: [Owner], do: clean, why: x.privacy}]\n")
		if err != nil || !strings.Contains(strings.Join(b.Warnings, "\n"), `a.yaml:3: names in "Owner" are masked by XX 1, but XX 9 opens them.`) {
			t.Errorf("%s: cleaned by law: %v, %v", ch, err, b)
		}
		for _, unlisted := range []string{"withhold", "drop"} {
			b, err = bind(ch, "input: {unlisted: "+unlisted+"}\nrules: [{when: {Owner: x}, do: drop-row}]\n")
			if err != nil {
				t.Fatal(err)
			}
			r := b.Columns[0].Rules[1]
			if r.Do != Clean || b.Opened(r, 0, detect.Person) == nil || b.Opened(r, 0, detect.PhoneNumber) != nil {
				t.Errorf("%s, unlisted %s: %s", ch, unlisted, r.Do)
			}
		}
	}
	b, err := bind("web", "columns: {withhold: [Owner]}\n")
	if err != nil || len(b.Warnings) > 0 || b.Whole(b.Columns[0].Rules[0], 0, detect.None).Ground.Basis != exemptions.BasisPolicy {
		t.Errorf("the web is the agency's: %v, %v", err, b)
	}
	if b.Opened(b.Columns[0].Rules[0], 0, detect.Person) != nil {
		t.Error("the law keeps a find on the web")
	}
	b, err = bindOne(mustParse(t, "a.yaml", "law: {pack: small, channel: request}\nroles: {victim: A}\ncolumns: {withhold: [A]}\n"), openPack(), person("A"), nil)
	if err != nil || !strings.Contains(strings.Join(b.Warnings, "\n"), `"A": law leaves no choice about the names (XX 2), although XX 9 opens it: it is withheld.`) {
		t.Errorf("law without a choice beats the law that opens: %v, %v", err, b)
	}
}

func TestRoles(t *testing.T) {
	for src, want := range map[string]string{
		"roles: {complainer: A}\n":                 "a.yaml:2: roles does not know \"complainer\".",
		"roles: {owner: A, employee: [B, A]}\n":    `a.yaml:2: "A" has a role on line 2 already. Remove one.`,
		"roles: {owner: [A, Nobody]}\ncolumns: {}": "",
	} {
		_, err := Parse("a.yaml", []byte("law: {pack: small, channel: web}\n"+src+"rules: [{columns: [A], do: clean}]\n"))
		if want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", src, err)
		}
	}
	p := mustParse(t, "a.yaml", "law: {pack: small, channel: web}\nroles: {owner: Owner Nmae}\ncolumns: {clean: [A]}\n")
	if _, err := bindOne(p, openPack(), person("A"), nil); err == nil || !strings.Contains(err.Error(), `a.yaml:2: "Owner Nmae" is not a column of sr.csv.`) {
		t.Errorf("a role of a column that is not there: %v", err)
	}
	// One place has one reason, in the role of its address.
	pk := openPack()
	pk.DefaultRows = append(pk.DefaultRows, exemptions.Row{Entity: "STREET_ADDRESS/owner", Channels: []string{"web"}, Code: "x.privacy"})
	tab := Table{File: "sr.csv"}
	for _, c := range []detect.Column{col("Address", detect.StreetAddress, detect.ModeWhole), col("Lat", detect.GeoPoint, detect.ModeWhole)} {
		c.Place = 1
		tab.add(c)
	}
	b, err := bindOne(mustParse(t, "a.yaml", "law: {pack: small, channel: web}\nroles: {owner: Address}\nrules: [{columns: [Address, Lat], do: withhold}]\n"), pk, tab, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		if g := b.Whole(b.Columns[i].Rules[0], i, detect.None).Ground; g == nil || g.Key != "x.privacy" {
			t.Errorf("column %d rests on %+v", i, g)
		}
	}
}

// TestFindingsAndConfirmations holds which codes may be used, and what the ground
// then says of who found or confirmed.
func TestFindingsAndConfirmations(t *testing.T) {
	pk := openPack()
	pk.Codes[0].NeedsFinding = true
	pk.Codes[1].NeedsConfirmation = "the investigating agency"
	pk.MandatoryRows = nil
	bind := func(reasons string) (*Bound, error) {
		return bindOne(mustParse(t, "a.yaml", "law: {pack: small, channel: request}\nrules: [{columns: [A], do: withhold, why: r}]\nreasons: {"+reasons+"}\n"), pk, person("A"), nil)
	}
	for reasons, want := range map[string]string{
		"r: {finding: f/F-1.txt, for: XX 1, by: City Attorney, date: 2026-11-12}":                            "finding F-1 (City Attorney, 2026-11-12)",
		"r: {code: x.victim, confirmed_by: County Sheriff, date: 2026-11-12}":                                "law (Agency has no choice); confirmed by County Sheriff, 2026-11-12",
		"r: {finding: f/F-1.txt, for: x.victim, by: City Attorney, date: 2026-11-12, confirmed_by: Sheriff}": "finding F-1 (City Attorney, 2026-11-12); confirmed by Sheriff, 2026-11-12",
	} {
		b, err := bind(reasons)
		if err != nil || b.Columns[0].Rules[0].Why.Words != want {
			t.Errorf("%s: %v, %+v", reasons, err, b)
		}
	}
	for reasons, want := range map[string]string{
		"r: {code: x.privacy, confirmed_by: X, date: 2026-11-12}":                 `a.yaml:3: "x.privacy" needs a written finding. Add it under reasons: NAME: {finding: FILE, for: CODE, by: WHO, date: DAY}, and write why: NAME.`,
		"r: {finding: f.txt, for: x.victim, by: City Attorney, date: 2026-11-12}": `a.yaml:3: "x.victim" may be used only once confirmed by the investigating agency. Add confirmed_by: WHO to the finding.`,
	} {
		if _, err := bind(reasons); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	for reasons, want := range map[string]string{
		"r: {finding: f.txt, for: x}":                                       `a.yaml:2: reason "r": a finding is somebody's, of a day. Add by: WHO and date: DAY.`,
		"r: {code: x.victim}":                                               `a.yaml:2: reason "r": a code stands here because somebody confirmed that it may be used. Add confirmed_by: WHO and date: DAY, or write why: CODE in the rule.`,
		"r: {promise: x, confirmed_by: Sheriff}":                            `a.yaml:2: reason "r": confirmed_by belongs to code or finding.`,
		"r: {code: x.victim, policy: y, confirmed_by: S, date: 2026-11-12}": `a.yaml:2: reason "r" needs exactly one of promise, policy, finding, consent and code.`,
	} {
		_, err := Parse("a.yaml", []byte("law: {pack: small, channel: web}\nreasons: {"+reasons+"}\nrules: [{columns: [A], do: withhold, why: r}]\n"))
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// TestListReasons holds that a line of a list may name a law or a reason of the
// policy, and that a law that needs somebody first has it or is refused.
func TestListReasons(t *testing.T) {
	pk := openPack()
	pk.Codes[0].NeedsFinding = true
	pk.Codes[1].NeedsConfirmation = "the officer, that the person asked in writing"
	pk.DefaultRows, pk.MandatoryRows = nil, nil
	src := "law: {pack: small, channel: request}\nrules: [{columns: [A], do: clean}]\nlists: {acp: lists/acp.csv}\n" +
		"reasons: {F-1: {finding: F-1.txt, for: XX 1, by: Attorney, date: 2026-11-12}, house: {policy: We do not.}}\n"
	for _, tt := range []struct {
		item   ListItem
		action Action
		ground string
		err    string
	}{
		{ListItem{Value: "Pat Doe", Reason: "x.ssn"}, MaskIt, "x.ssn", ""},
		{ListItem{Value: "Pat Doe", Reason: "F-1"}, MaskIt, "F-1", ""},
		{ListItem{Value: "Pat Doe", Reason: "house"}, AskIt, "", ""},
		{ListItem{Value: "Pat Doe", Reason: "asked by telephone"}, AskIt, "", ""},
		{ListItem{Value: "Pat Doe", Reason: "XX 2", By: "Clerk"}, MaskIt, "x.victim", ""},
		{ListItem{Value: "Pat Doe", Reason: "x.victim", Line: 4}, AskIt, "",
			`lists/acp.csv:4: "x.victim" needs confirmation by the officer, that the person asked in writing. Write into by who confirmed it.`},
		{ListItem{Value: "Pat Doe", Reason: "x.privacy", By: "Clerk", Line: 4}, AskIt, "",
			`lists/acp.csv:4: "x.privacy" needs a written finding. Write as its reason the name of one: reasons: NAME: {finding: FILE, for: CODE, by: WHO, date: DAY}.`},
	} {
		b, err := bindOne(mustParse(t, "a.yaml", src), pk, person("A"), map[string]*List{"acp": {Items: []ListItem{tt.item, tt.item}}})
		if tt.err != "" {
			if err == nil || err.Error() != tt.err {
				t.Errorf("got  %v\nwant %s", err, tt.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.item.Reason, err)
			continue
		}
		d := b.Decide(b.Columns[0].Rules[0], Finding{Entity: detect.Person, Likelihood: detect.Likely, Value: "Pat Doe"})
		if d.Action != tt.action || d.Ground != nil && d.Ground.Key != tt.ground {
			t.Errorf("%s: %s by %+v", tt.item.Reason, actionLetters[d.Action], d.Ground)
		}
	}
}
