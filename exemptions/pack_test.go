package exemptions

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // a mistake in the test
	}
	return t
}

var today = day("2026-11-23")

func load(t *testing.T, name string) *Pack {
	t.Helper()
	p, err := Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNamesAndLoad(t *testing.T) {
	if diff := cmp.Diff([]string{"ca-cpra", "generic", "mo-sunshine", "ny-foil", "ny-foil-muni", "us-foia"}, Names()); diff != "" {
		t.Error(diff)
	}
	for _, n := range Names() {
		if p := load(t, n); p.Name != n || !strings.HasPrefix(p.ID(), n+"@20") {
			t.Errorf("%s has the name %q and id %q", n, p.Name, p.ID())
		}
	}
	for name, want := range map[string]string{
		"mo-sunshin":   `there is no pack "mo-sunshin". Did you mean "mo-sunshine"? The packs are: ca-cpra, generic, mo-sunshine`,
		"ny-foil-munu": `Did you mean "ny-foil-muni"?`,
		"CHOOSE":       `there is no pack "CHOOSE". The packs are: ca-cpra`,
		"":             `there is no pack ""`,
		"../x":         `The packs are`,
	} {
		if _, err := Load(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Load(%q): got %v, want %q", name, err, want)
		}
	}
}

func TestLoadGivesACopy(t *testing.T) {
	p := load(t, "ny-foil-muni")
	p.Codes[0].Cite = "changed"
	p.DefaultRows[0].Channels[0] = "changed"
	if q := load(t, "ny-foil-muni"); q.Codes[0].Cite == "changed" || q.DefaultRows[0].Channels[0] == "changed" {
		t.Error("two loads share memory")
	}
}

// The traps of the legal review that concern New York.
func TestNewYorkTraps(t *testing.T) {
	p := load(t, "ny-foil-muni")
	paragraph := regexp.MustCompile(`87\(2\)\(([a-z])\)`)
	for _, c := range p.Codes {
		if strings.ContainsAny(c.Key, "()") || regexp.MustCompile(`(^|[.-])[k-z]$`).MatchString(c.Key) {
			t.Errorf("%s: a key by a letter of 87(2)", c.Key)
		}
		for _, m := range paragraph.FindAllStringSubmatch(c.Cite+" "+c.Label, -1) {
			if m[1] > "j" {
				t.Errorf("%s cites 87(2)(%s): letters after (j) were enacted more than once", c.Key, m[1])
			}
		}
		if c.Source == "" || c.CheckedOn == "" || c.Grade == "" {
			t.Errorf("%s lacks source, date or grade", c.Key)
		}
		for _, wrong := range []string{"399-ddd", "GOL", "89(2-a)", "POL 96,", "17448"} {
			if strings.Contains(c.Cite+c.Label+c.Source, wrong) {
				t.Errorf("%s rests on %s, which is no authority for a city", c.Key, wrong)
			}
		}
		if c.Grade == Memory && c.Enabled {
			t.Errorf("%s is from memory and enabled", c.Key)
		}
	}
	police, ok := p.Code("NY POL 87(2)(e)(i)")
	if !ok || !strings.Contains(police.Paraphrase, "only to the extent") || police.NeedsConfirmation != "the investigating agency" {
		t.Error("87(2)(e)(i) lacks the wording of 2022 or the confirmation")
	}
	for _, key := range []string{"ny.privacy.hardship", "ny.privacy.confidence"} {
		if c, ok := p.Code(key); !ok || !strings.Contains(c.Paraphrase, "not relevant to") {
			t.Errorf("%s lacks its second condition", key)
		}
	}
	for _, r := range slices.Concat(p.DefaultRows, p.MandatoryRows) {
		money := []string{"ACCOUNT_NUMBER", "CREDIT_CARD", "IBAN_CODE", "ABA_ROUTING_NUMBER", "US_BANK_NUMBER"}
		if r.Code == "ny.it-security" && slices.Contains(money, r.Entity) {
			t.Errorf("%s rests on 87(2)(i), which protects systems", r.Entity)
		}
	}
	notes := map[string]bool{}
	for _, n := range p.Notes {
		notes[n.Cite] = true
	}
	for _, keep := range []string{"NY POL 87(3)(b)", "NY POL 89(2)(c)(iv)"} {
		if !notes[keep] {
			t.Errorf("the note on %s is missing", keep)
		}
		if _, ok := p.Code(keep); ok {
			t.Errorf("%s opens records and is no ground to withhold", keep)
		}
	}
}

func TestDefault(t *testing.T) {
	ny, none := load(t, "ny-foil-muni"), load(t, "generic")
	const privacy, ssn = "NY POL 87(2)(b)", "NY POL 96-a; 87(2)(a)"
	tests := []struct {
		entity, channel, cite string // "" = no row
	}{
		{"PHONE_NUMBER", "web", privacy},
		{"PHONE_NUMBER", "request", ""},
		{"PERSON", "web", privacy},
		{"PERSON", "request", ""}, // subscribers, utility customers: public
		{"PERSON", "inspection", ""},
		{"PERSON/complainant", "request", privacy},
		{"EMAIL_ADDRESS", "request", ""}, // Livson, Russell
		{"EMAIL_ADDRESS", "inspection", ""},
		{"EMAIL_ADDRESS/complainant", "request", privacy},
		{"EMAIL_ADDRESS/employee-home", "request", privacy},
		{"EMAIL_ADDRESS/subscriber", "request", ""},
		{"STREET_ADDRESS", "request", ""},
		{"US_SSN", "web", ssn},
		{"US_SSN", "request", ssn},
		{"US_SSN", "inspection", ssn},
		{"ACCOUNT_NUMBER", "request", privacy},
		{"CREDIT_CARD", "request", privacy},
		{"PASSWORD", "request", "NY POL 87(2)(i)"},
		{"MINOR", "web", privacy},
		{"ORGANIZATION", "web", ""}, // public
		{"PARCEL_ID", "web", ""},
		{"LOCATION", "web", ""},
		{"US_SSN", "email", ""},
		{"", "web", ""},
	}
	for _, tt := range tests {
		g, ok := ny.Default(tt.entity, tt.channel, today)
		if ok != (tt.cite != "") || ok && g.Cite != tt.cite {
			t.Errorf("Default(%s, %s) = %+v, %v; want %q", tt.entity, tt.channel, g, ok, tt.cite)
		}
		if g, ok := none.Default(tt.entity, tt.channel, today); ok {
			t.Errorf("generic claims a law for %s: %+v", tt.entity, g)
		}
	}
}

// No entity may be named that package detect does not have; the names are
// repeated here because the packages do not import each other.
func TestRowsNameEntities(t *testing.T) {
	known := strings.Fields(`PERSON STREET_ADDRESS PHONE_NUMBER EMAIL_ADDRESS ACCOUNT_NUMBER US_SSN US_ITIN CREDIT_CARD IBAN_CODE
		ABA_ROUTING_NUMBER US_BANK_NUMBER DATE_OF_BIRTH US_DRIVER_LICENSE LICENSE_PLATE VIN IP_ADDRESS MAC_ADDRESS US_PASSPORT USERNAME PASSWORD
		COOKIE_ID SESSION_ID MEDICAL_RECORD GEO_POINT MINOR LISTED US_MBI HEALTH RELIGION POLITICS ORIENTATION`)
	public := []string{"PARCEL_ID", "LOCATION", "ZIP_CODE"} // personal by their role only
	for _, name := range Names() {
		p := load(t, name)
		for _, r := range slices.Concat(p.DefaultRows, p.MandatoryRows, p.OpenRows, p.NoneRows) {
			entity, _, role := strings.Cut(r.Entity, "/")
			if !slices.Contains(known, entity) && (!role || !slices.Contains(public, entity)) {
				t.Errorf("%s: no personal entity %s", name, r.Entity)
			}
		}
	}
}

func TestMandatory(t *testing.T) {
	p := load(t, "ny-foil-muni")
	g, ok := p.Mandatory("US_SSN", "request", today)
	if !ok {
		t.Fatal("a social security number may be released")
	}
	want := Ground{
		Key: "ny.ssn", Cite: "NY POL 96-a; 87(2)(a)", Label: "NY POL 96-a", Reason: "a law forbids release",
		Basis: BasisLaw, Words: "law (City has no choice)", Grade: "V",
	}
	if diff := cmp.Diff(want, g.For("City")); diff != "" {
		t.Error(diff)
	}
	for _, e := range []string{"PHONE_NUMBER", "US_ITIN", "PASSWORD"} {
		if _, ok := p.Mandatory(e, "web", today); ok {
			t.Errorf("%s: the law leaves a choice", e)
		}
	}
	if _, ok := p.Mandatory("US_SSN", "web", day("2009-12-31")); ok {
		t.Error("96-a was not in force in 2009")
	}
}

func TestCodeLookup(t *testing.T) {
	p := load(t, "ny-foil-muni")
	for _, key := range []string{"ny.privacy", "NY POL 87(2)(b)", "POL 87(2)(b)", "87(2)(b)", "NY 87(2)(b)", "Public Officers Law § 87 (2) (b)"} {
		if c, ok := p.Code(key); !ok || c.Key != "ny.privacy" {
			t.Errorf("Code(%q) = %v, %v", key, c, ok)
		}
	}
	for _, key := range []string{"", "ny", "NY POL", "87(2)(z)", "ny.sex-offence-victim", "89(2-b)", "home-place"} {
		if c, ok := p.Code(key); ok {
			t.Errorf("Code(%q) found %s", key, c.Key)
		}
	}
	for key, want := range map[string]string{"ny.privcy": "ny.privacy", "ny.ssm": "ny.ssn", "87(2)(bb)": "NY POL 87(2)(b)", "photograph": "", "": ""} {
		if got := p.Nearest(key); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", key, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	p := load(t, "ny-foil-muni")
	for _, tt := range []struct{ key, channel, on, want string }{
		{"ny.privacy", "web", "2026-11-23", ""},
		{"ny.privcy", "web", "2026-11-23", `Did you mean "ny.privacy"?`},
		{"potholes", "web", "2026-11-23", `"potholes" is not a code of ny-foil-muni. Next: vaughn list exemptions ny-foil-muni`},
		{"ny.sex-offence-victim", "web", "2026-11-23", "text was not checked"},
		{"ny.privacy.lists", "web", "2026-11-23", `not for channel "web", only for request, inspection`},
		{"ny.ssn", "web", "2009-12-31", "not in force on 2009-12-31 (from 2010-01-01)"},
	} {
		err := p.Check(tt.key, tt.channel, day(tt.on))
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Check(%s, %s) = %v, want %q", tt.key, tt.channel, err, tt.want)
		}
	}
	c, _ := p.Code("ny.law-enforcement")
	if diff := cmp.Diff([]string{"confirmation by the investigating agency"}, c.Needs()); diff != "" {
		t.Error(diff)
	}
}

func noOther(string) ([]byte, bool) { return nil, false }

const small = `
version: 2026-01-01
title: A test
ask: Ask.
appeal: Appeal.
codes:
  - {key: xx.one, cite: XX 7927.410, former: [{cite: XX 6254.16, until: 2022-12-31}], label: XX 7927.410, paraphrase: Says so., reason: a reason,
     choice: balancing, needs_finding: no, channels: [web], from: 2023-01-01, to: 2026-06-30, source: read, checked_on: 2024-01-01, grade: P, enabled: yes}
  - {key: xx.two, cite: XX 01234, label: XX 01234, paraphrase: Says so., reason: a reason,
     choice: mandatory, channels: [web, request], source: read, checked_on: 2026-01-01, grade: V, enabled: yes}
defaults:
  - {entity: PERSON, channels: [web], code: xx.one}
mandatory:
  - {entity: US_SSN, channels: [web], code: xx.two}
notes:
  - {key: xx.open, cite: XX 5, paraphrase: Opens., source: read, checked_on: 2026-01-01, grade: V}
  - {key: xx.heard, cite: XX 6, paraphrase: Opens., source: heard, checked_on: 2026-01-01, grade: P}
open:
  - {entity: PERSON/owner, channels: [web, request], code: xx.open}
none:
  - {entity: PERSON/employee, channels: [web], code: xx.heard}
responsible: {required: yes, cite: XX 9, says: Somebody is named.}
letter: {full: "{agency} gives it.", part: "{responsible} {request}", none: "{responsible} {received} {contact}"}
`

func TestParse(t *testing.T) {
	p, err := parse("test", []byte(small), noOther)
	if err != nil {
		t.Fatal(err)
	}
	if p.Codes[0].Cite != "XX 7927.410" || p.Codes[1].Cite != "XX 01234" || p.Version != "2026-01-01" {
		t.Error("a value lost its spelling")
	}
	if c, ok := p.Code("XX 6254.16"); !ok || c.Key != "xx.one" {
		t.Error("a former citation is not found")
	}
	if _, ok := p.Default("PERSON", "web", day("2026-06-30")); !ok {
		t.Error("the last day does not count")
	}
	if _, ok := p.Default("PERSON", "web", day("2026-07-01")); ok {
		t.Error("an expired law still withholds")
	}
	want := []string{
		"Law that this release may rest on and that is unchecked (known second-hand, or from a text that has since moved to another section): XX 7927.410 (xx.one). Counsel should read the text of today.",
		"Law that is no longer in force on 2026-11-23: XX 7927.410 (xx.one) until 2026-06-30. It withholds nothing.",
		"Law in use that was last checked long ago: XX 7927.410 (xx.one) on 2024-01-01. Counsel should check it again.",
	}
	if diff := cmp.Diff(want, p.Warnings("web", today)); diff != "" {
		t.Error(diff)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"unknown key", "title:", "titel:", "a key is unknown"},
		{"key twice", "ask: Ask.", "ask: Ask.\nask: Ask.", "written twice"},
		{"wrong shape", "ask: Ask.", "ask: [Ask]", "wrong shape"},
		{"memory in use", "grade: P", "grade: M", "a code of grade M is never enabled"},
		{"no grade", "grade: P", "grade: X", "grade must be"},
		{"bad choice", "choice: balancing", "choice: maybe", "choice must be"},
		{"bad yes", "needs_finding: no", "needs_finding: maybe", "must be yes or no"},
		{"finding in a table", "needs_finding: no", "needs_finding: yes", "needs a person first"},
		{"bad date", "from: 2023-01-01", "from: 2023-13-01", "must be a date"},
		{"bad channel", "channels: [web, request]", "channels: [web, mail]", "web, request or inspection"},
		{"no source", "source: read, checked_on: 2024", "source: '', checked_on: 2024", "source are all needed"},
		{"same key", "key: xx.two", "key: xx.one", "stands twice"},
		{"same cite", "cite: XX 01234", "cite: XX 7927.410", "stands twice"},
		{"row without code", "code: xx.one", "code: xx.three", "not in the pack"},
		{"row on another channel", "entity: PERSON, channels: [web]", "entity: PERSON, channels: [request]", "not for channel"},
		{"mandatory with a choice", "code: xx.two", "code: xx.one", "leaves a choice"},
		{"label with a bracket", "label: XX 01234", "label: 'XX]'", "label may hold none"},
		{"not ASCII", "Says so.,", "Says § so.,", "printable ASCII"},
		{"key of a letter", "key: xx.two", "key: xx.(k)", "key must be words"},
		{"label a spreadsheet changes", "label: XX 7927.410", "label: 7927.410", "begin with a letter"},
		{"former not before today", "until: 2022-12-31", "until: 2023-06-30", "must end before"},
		{"former twice", "former: [{", "former: [{cite: XX 6254.16, until: 2022-12-31}, {", "stands twice"},
		{"former without a day", "until: 2022-12-31", "until: 2022", "a date until"},
		{"from after to", "to: 2026-06-30", "to: 2022-06-30", "must not lie before"},
		{"disabled without why", "grade: V, enabled: yes}", "grade: V, enabled: no}", "needs a caution"},
		{"disabled in a table", "grade: V, enabled: yes}", "grade: V, caution: Not read., enabled: no}", "not enabled"},
		{"expires in words", "choice: balancing,", "choice: balancing, expires: later,", "a number of years"},
		{"expires at once", "choice: balancing,", "choice: balancing, expires: 0y,", "a number of years"},
		{"confirmation in a table", "choice: balancing,", "choice: balancing, needs_confirmation: counsel,", "needs a person first"},
		{"bad harm", "choice: balancing,", "choice: balancing, foreseeable_harm: perhaps,", "must be yes or no"},
		{"no such role", "PERSON/owner", "PERSON/onwer", "there is no role"},
		{"no such entity", "PERSON/owner", "person/owner", "written in capitals"},
		{"row without channels", "entity: PERSON, channels: [web]", "entity: PERSON, channels: []", "channels are needed"},
		{"row on no channel", "PERSON/owner, channels: [web,", "PERSON/owner, channels: [mail,", "a channel must be"},
		{"open without a note", "code: xx.open", "code: xx.shut", "there is no note"},
		{"open by a code", "code: xx.open", "code: xx.two", "there is no note"},
		{"open by hearsay", "code: xx.open", "code: xx.heard", "opens nothing"},
		{"open against mandatory", "PERSON/owner", "US_SSN", "stands twice (mandatory)"},
		{"open against mandatory of all", "PERSON/owner", "US_SSN/owner", "law without a choice"},
		{"open and default", "PERSON/owner", "PERSON", "stands twice (open)"},
		{"none for everybody", "PERSON/employee", "PHONE_NUMBER", "needs a role"},
		{"no such placeholder", "{request}", "{requester}", "a placeholder must be"},
		{"half a placeholder", "{request}", "{request", "a placeholder must be"},
		{"letter without a kind", `full: "{agency} gives it.", `, "", "all needed"},
		{"letter that names nobody", `part: "{responsible} {request}"`, `part: "{request}"`, "asks for {responsible}"},
		{"responsible without law", "required: yes, cite: XX 9", "required: yes", "cite and says"},
		{"responsible perhaps", "required: yes", "required: maybe", "must be yes or no"},
		{"without without extends", "title: A test", "title: A test\nwithout: [xx.one]", "extends another"},
		{"extends nothing", "title: A test", "title: A test\nextends: other", "not there"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := strings.Replace(small, tt.old, tt.new, 1)
			if src == small {
				t.Fatal("nothing was changed")
			}
			if _, err := parse("test", []byte(src), noOther); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestExtends(t *testing.T) {
	other := func(name string) ([]byte, bool) {
		switch name {
		case "small":
			return []byte(small), true
		case "child":
			return []byte("extends: small\nversion: 2026-01-01\ntitle: T\n"), true
		case "broken":
			return []byte("titel: T\n"), true
		default:
			return nil, false
		}
	}
	own := "extends: small\nversion: 2026-02-02\ntitle: Own\n"
	p, err := parse("own", []byte(own+"without: [xx.one, xx.heard]\nappeal: To us.\ndefaults:\n  - {entity: PERSON, channels: [web], code: xx.two}\n"), other)
	if err != nil {
		t.Fatal(err)
	}
	if p.ID() != "own@2026-02-02" || p.Title != "Own" || p.Ask != "Ask." || p.Appeal != "To us." || p.Letter["full"] != "{agency} gives it." || !p.Responsible.Required {
		t.Errorf("%+v", p)
	}
	if len(p.Codes) != 1 || len(p.Notes) != 1 || len(p.NoneRows) != 0 || len(p.OpenRows) != 1 || len(p.MandatoryRows) != 1 {
		t.Errorf("%d codes, %d notes, %d none, %d open", len(p.Codes), len(p.Notes), len(p.NoneRows), len(p.OpenRows))
	}
	if g, ok := p.Default("PERSON", "web", today); !ok || g.Key != "xx.two" {
		t.Error("the row of its own does not stand in the place of the one that went")
	}
	for name, tt := range map[string][2]string{
		"a key that the base lacks": {own + "without: [xx.five]\n", "does not have"},
		"the same key twice":        {own + "without: [xx.one, xx.one]\n", "twice"},
		"a second row":              {own + "defaults:\n  - {entity: PERSON, channels: [web], code: xx.two}\n", "stands twice"},
		"a code again":              {own + "codes:\n  - {key: xx.one}\n", "stands twice"},
		"two steps":                 {"extends: child\nversion: 2026-01-01\ntitle: T\n", "one step"},
		"itself":                    {"extends: own\nversion: 2026-01-01\ntitle: T\n", "not there"},
		"a pack that is none":       {"extends: broken\nversion: 2026-01-01\ntitle: T\n", "not a pack"},
		"no version":                {"extends: small\ntitle: T\n", "version must be"},
	} {
		if _, err := parse("own", []byte(tt[0]), other); err == nil || !strings.Contains(err.Error(), tt[1]) {
			t.Errorf("%s: got %v, want %q", name, err, tt[1])
		}
	}
}

// A law is found however people write its number.
func TestCitationsAsPeopleWriteThem(t *testing.T) {
	for pack, cites := range map[string]map[string]string{
		"ca-cpra":     {"Cal. Gov. Code § 7927.410": "ca.utility", "Gov. Code, section 7927.410": "ca.utility", "gc 6254.16": "ca.utility", "7928.205": "ca.officials-online", "6254.21": "ca.officials-online", "79274.10": "", "Civ. 1798.24": ""},
		"mo-sunshine": {"Section 610.021(13), RSMo": "mo.personnel", "Mo. Rev. Stat. 610.021 (1)": "mo.legal", "610.100.7": "mo.sexual-offence-victim", "610.021(31)": ""},
		"us-foia":     {"5 U.S.C. § 552(b)(6)": "us.privacy", "552(b)(6)": "us.privacy", "(b)(6)": "us.privacy", "FOIA (b)(7)(C)": "us.law-enforcement.privacy", "b6": "", "(b)(10)": ""},
		"ny-foil":     {"N.Y. Public Officers Law § 87(2)(f)": "ny.safety", "POL 89(2-a)": "", "87(2)(q)": ""},
	} {
		p := load(t, pack)
		for cite, want := range cites {
			c, ok := p.Code(cite)
			if ok != (want != "") || ok && c.Key != want {
				t.Errorf("%s: %s is %+v, want %q", pack, cite, c, want)
			}
		}
	}
}

// The letters of the shipped packs name what an answer to a request must name.
func TestLetters(t *testing.T) {
	for _, n := range Names() {
		p := load(t, n)
		for _, kind := range []string{"full", "part", "none"} {
			text := p.Letter[kind]
			if n == "generic" {
				if text != "" {
					t.Errorf("%s has words of its own", n)
				}
				continue
			}
			for _, ph := range []string{"{agency}", "{request}", "{received}", "{contact}"} {
				if strings.Count(text, ph) == 0 {
					t.Errorf("%s, %s lacks %s", n, kind, ph)
				}
			}
			if kind != "full" && (!strings.Contains(text, "{responsible}") || !strings.Contains(text, "exemption log")) {
				t.Errorf("%s, %s names neither who answers nor where the reasons stand", n, kind)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("codes: [{key: *a}]"))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("extends: small\nwithout: [xx.one]\nversion: 2026-01-01\ntitle: T\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if p, err := parse("fuzz", src, func(string) ([]byte, bool) { return []byte(small), true }); err == nil && (p.Title == "" || !isDate(p.Version)) {
			t.Error("an empty pack was accepted")
		}
	})
}
