package exemptions

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// packs loads every pack by name.
func packs(t *testing.T) map[string]*Pack {
	t.Helper()
	out := map[string]*Pack{}
	for _, n := range Names() {
		out[n] = load(t, n)
	}
	return out
}

// code is the code with a key, usable or not; a missing one ends the test.
func code(t *testing.T, p *Pack, key string) *Code {
	t.Helper()
	c := p.byKey(key)
	if c == nil {
		t.Fatalf("%s has no code %s", p.Name, key)
	}
	return c
}

// usable says whether any usable code of a pack cites or labels something.
func usable(p *Pack, cite string) bool {
	return slices.ContainsFunc(p.Codes, func(c Code) bool { return c.Enabled && strings.Contains(c.Cite+" "+c.Label, cite) })
}

// inRows says whether a code stands in a table that withholds.
func inRows(p *Pack, key string) bool {
	return slices.ContainsFunc(slices.Concat(p.DefaultRows, p.MandatoryRows), func(r Row) bool { return r.Code == key })
}

// says is the text of a code or a note that a reader gets.
func says(t *testing.T, p *Pack, key string) string {
	t.Helper()
	if n := p.note(key); n != nil {
		return n.Paraphrase
	}
	c := code(t, p, key)
	return c.Paraphrase + " " + c.Caution
}

// traps are the mistakes that public code and older readings make with these
// laws; each must hold in the data.
var traps = []struct {
	name string
	hold func(t *testing.T, p map[string]*Pack)
}{
	{"1: 610.021 moved up by one on 28 August 2024", func(t *testing.T, p map[string]*Pack) {
		mo := p["mo-sunshine"]
		for key, n := range map[string]int{"mo.auditor": 18, "mo.operational-guidelines": 19, "mo.security-plans": 20, "mo.access-codes": 21, "mo.it-security": 22, "mo.payment-codes": 23} {
			c := code(t, mo, key)
			want := Former{"MO 610.021(" + strconv.Itoa(n-1) + ")", "2024-08-27"}
			if c.Cite != "MO 610.021("+strconv.Itoa(n)+")" || !slices.Equal(c.Former, []Former{want}) || c.From != "2024-08-28" {
				t.Errorf("%s: %s, formerly %v, from %s", key, c.Cite, c.Former, c.From)
			}
		}
		for _, key := range []string{"mo.operational-guidelines", "mo.security-plans"} {
			if c := code(t, mo, key); !c.NeedsFinding || inRows(mo, key) {
				t.Errorf("%s may be used without a written finding", key)
			}
		}
	}},
	{"1: a number that now means another paragraph is refused", func(t *testing.T, p map[string]*Pack) {
		mo := p["mo-sunshine"]
		for n := 17; n <= 25; n++ {
			cite := "RSMo 610.021(" + strconv.Itoa(n) + ")"
			if c, ok := mo.Code(cite); ok {
				t.Errorf("%s is taken for %s", cite, c.Key)
			}
			if why := mo.Renumbered(cite); !strings.Contains(why, "until 2024-08-27 it was what is now MO 610.021("+strconv.Itoa(n+1)+")") {
				t.Errorf("%s: %q", cite, why)
			}
			if err := mo.Check(cite, "request", today); err == nil || !strings.Contains(err.Error(), "was renumbered") {
				t.Errorf("Check(%s) = %v", cite, err)
			}
		}
		for _, cite := range []string{"MO 610.021(13)", "MO 610.021(26)", "mo.security-plans", "", "MO 610.021(99)"} {
			if why := mo.Renumbered(cite); why != "" {
				t.Errorf("%q: %s", cite, why)
			}
		}
		if c, ok := mo.Code("610.021(26)"); !ok || c.Key != "mo.utility" {
			t.Error("a number that never moved is not found")
		}
	}},
	{"2: a municipal utility may close residential bills, not commercial accounts", func(t *testing.T, p map[string]*Pack) {
		if c := code(t, p["mo-sunshine"], "mo.utility"); c.Cite != "MO 610.021(26)" || c.Grade != Read || !strings.Contains(c.Paraphrase, "commercial account") {
			t.Errorf("%+v", c)
		}
	}},
	{"3: minors in records of a Missouri city", func(t *testing.T, p map[string]*Pack) {
		g, ok := p["mo-sunshine"].Default("MINOR", "request", today)
		if !ok || g.Cite != "MO 610.021(27)" || !strings.Contains(says(t, p["mo-sunshine"], "mo.minors"), "industrial development authorities are not") {
			t.Errorf("%+v, %v", g, ok)
		}
		if _, ok := p["mo-sunshine"].Default("MINOR", "request", day("2025-08-27")); ok {
			t.Error("(27) is of 28 August 2025")
		}
	}},
	{"4: Missouri judges are protected after they ask", func(t *testing.T, p map[string]*Pack) {
		c := code(t, p["mo-sunshine"], "mo.judges")
		if c.Choice != Mandatory || c.NeedsConfirmation == "" || !strings.Contains(c.Paraphrase, "5 business days of a written request") || inRows(p["mo-sunshine"], c.Key) {
			t.Errorf("%+v", c)
		}
	}},
	{"5: letters of POL 87(2) after (j) are not unique", func(t *testing.T, p map[string]*Pack) {
		for _, ny := range []*Pack{p["ny-foil"], p["ny-foil-muni"]} {
			for _, c := range ny.Codes {
				if m := regexp.MustCompile(`87\(2\)\(([k-z])\)`).FindString(c.Cite + c.Label); m != "" || regexp.MustCompile(`(^|[.-])[k-z]$`).MatchString(c.Key) {
					t.Errorf("%s cites %s", c.Key, m)
				}
			}
		}
	}},
	{"6: the driver's privacy act binds a city as a recipient only", func(t *testing.T, p map[string]*Pack) {
		for pack, key := range map[string]string{"ny-foil-muni": "ny.dmv-record", "ca-cpra": "ca.dmv-record", "mo-sunshine": "mo.dmv-record", "us-foia": "us.dmv-record"} {
			c := code(t, p[pack], key)
			if !strings.Contains(c.Cite, "18 USC 2721(c)") || c.NeedsConfirmation == "" || inRows(p[pack], key) || !strings.Contains(c.Caution, "Plate and vehicle number are not named") {
				t.Errorf("%s: %+v", pack, c)
			}
		}
	}},
	{"6: 7924.510 is air pollution only, 7924.700 habitability only; both open", func(t *testing.T, p map[string]*Pack) {
		ca := p["ca-cpra"]
		for _, cite := range []string{"7924.510", "7924.700"} {
			if c := ca.find("CA " + cite); c != nil {
				t.Errorf("%s is a ground for withholding: %s", cite, c.Key)
			}
		}
		if s := says(t, ca, "ca.air-pollution"); !strings.Contains(s, "Air pollution only") {
			t.Error(s)
		}
		if s := says(t, ca, "ca.habitability-notices"); !strings.Contains(s, "Civ. 1941.1") || !strings.Contains(s, "Other code violations are ordinary records") {
			t.Error(s)
		}
	}},
	{"7: HIPAA: 20,000 or fewer, over 89", func(t *testing.T, p map[string]*Pack) {
		if s := says(t, p["us-foia"], "us.hipaa.safe-harbor"); !strings.Contains(s, "20,000 or fewer") || !strings.Contains(s, "over 89") {
			t.Error(s)
		}
	}},
	{"8: 610.100.7 only when the victim asks", func(t *testing.T, p map[string]*Pack) {
		mo := p["mo-sunshine"]
		c := code(t, mo, "mo.sexual-offence-victim")
		if c.Cite != "MO 610.100.7" || !strings.Contains(c.NeedsConfirmation, "the victim asked") || inRows(mo, c.Key) {
			t.Errorf("%+v", c)
		}
		if r := mo.Ruling("PERSON", "victim", "request", today); r.Open == nil || r.Ground != nil {
			t.Errorf("the name of a victim in an incident report: %+v", r)
		}
		if c := code(t, mo, "mo.daily-log"); c.Cite != "MO 610.200" {
			t.Errorf("the name that is left out without asking is that of the daily log: %+v", c)
		}
	}},
	{"9: 7927.105 leaves no choice, 7927.100 does", func(t *testing.T, p map[string]*Pack) {
		ca := p["ca-cpra"]
		if a, b := code(t, ca, "ca.library"), code(t, ca, "ca.library.circulation"); a.Cite != "CA 7927.105" || a.Choice != Mandatory || b.Cite != "CA 7927.100" || b.Choice != Discretionary {
			t.Errorf("%+v %+v", a, b)
		}
		if r := ca.Ruling("EMAIL_ADDRESS", "patron", "request", today); !r.Mandatory {
			t.Errorf("%+v", r)
		}
	}},
	{"10: 7922.540 is a denial with names, 7922.535 an extension", func(t *testing.T, p map[string]*Pack) {
		ca := p["ca-cpra"]
		if !ca.Responsible.Required || ca.Responsible.Cite != "CA 7922.540(b)" || usable(ca, "7922.540") || usable(ca, "7922.535") {
			t.Errorf("%+v", ca.Responsible)
		}
		if s := says(t, ca, "ca.denial") + says(t, ca, "ca.ten-days"); !strings.Contains(s, "not the section on extensions") || !strings.Contains(s, "at most 14 days") {
			t.Error(s)
		}
	}},
	{"7928.300 is on employees, not on libraries; 7927.400 is not on libraries either", func(t *testing.T, p map[string]*Pack) {
		ca := p["ca-cpra"]
		if usable(ca, "7927.400") || usable(ca, "7927.405") || code(t, ca, "ca.employee-home").Cite != "CA 7928.300" {
			t.Error("7927.400, 7927.405 or 7928.300")
		}
		for _, r := range slices.Concat(ca.DefaultRows, ca.MandatoryRows) {
			if _, role, _ := strings.Cut(r.Entity, "/"); r.Code == "ca.employee-home" && !strings.HasPrefix(role, "employee") || role == "patron" && r.Code != "ca.library" {
				t.Errorf("%s rests on %s", r.Entity, r.Code)
			}
		}
	}},
	{"7927.705 is a gateway and needs the other law; waiver is 7921.505", func(t *testing.T, p map[string]*Pack) {
		for _, c := range p["ca-cpra"].Codes {
			if c.Enabled && strings.Contains(c.Cite, "7927.705") && (c.NeedsConfirmation == "" || inRows(p["ca-cpra"], c.Key)) {
				t.Errorf("%s stands alone", c.Key)
			}
		}
		if n := p["ca-cpra"].note("ca.waiver"); n == nil || n.Cite != "CA 7921.505" {
			t.Error("the section on waiver")
		}
		for pack, key := range map[string]string{"ny-foil": "ny.other-law", "mo-sunshine": "mo.other-law", "us-foia": "us.other-statute"} {
			if c := code(t, p[pack], key); !strings.Contains(c.NeedsConfirmation, "who names the other") || inRows(p[pack], key) {
				t.Errorf("%s may be used without the other law", key)
			}
		}
	}},
	{"GBL 399-ddd, POL 96 and 89(2-a) are no authority for a city", func(t *testing.T, p map[string]*Pack) {
		for name, pack := range p {
			for _, c := range pack.Codes {
				if strings.Contains(c.Cite+c.Label, "399") || strings.Contains(c.Cite, "GOL") {
					t.Errorf("%s: %s cites %s", name, c.Key, c.Cite)
				}
			}
		}
		for _, key := range []string{"ny.pppl", "ny.pppl.disclosure"} {
			if c := code(t, p["ny-foil"], key); c.Enabled || p["ny-foil-muni"].byKey(key) != nil {
				t.Errorf("%s", key)
			}
		}
		if g, ok := p["ny-foil-muni"].Mandatory("US_SSN", "request", today); !ok || !strings.Contains(g.Cite, "96-a") {
			t.Error("96-a binds the state and its subdivisions")
		}
	}},
	{"610.035 is on state entities", func(t *testing.T, p map[string]*Pack) {
		mo := p["mo-sunshine"]
		if c := mo.find("MO 610.035"); c != nil || usable(mo, "610.035") {
			t.Error("610.035 is a ground")
		}
		if r := mo.Ruling("US_SSN", "", "request", today); r.Ground != nil || r.Open != nil {
			t.Errorf("a social security number needs counsel in Missouri: %+v", r)
		}
	}},
	{"7928.205 is on the web only", func(t *testing.T, p map[string]*Pack) {
		ca := p["ca-cpra"]
		if c := code(t, ca, "ca.officials-online"); !slices.Equal(c.Channels, []string{"web"}) {
			t.Errorf("%v", c.Channels)
		}
		for _, e := range []string{"STREET_ADDRESS", "PARCEL_ID"} {
			if web, req := ca.Ruling(e, "official", "web", today), ca.Ruling(e, "official", "request", today); !web.Mandatory || req != (Ruling{}) {
				t.Errorf("%s: %+v, %+v", e, web, req)
			}
		}
	}},
	{"no general privacy exemption in Missouri", func(t *testing.T, p map[string]*Pack) {
		for _, e := range []string{"PERSON", "STREET_ADDRESS", "PHONE_NUMBER", "EMAIL_ADDRESS", "DATE_OF_BIRTH", "IP_ADDRESS", "LISTED", "HEALTH", "US_BANK_NUMBER", "LICENSE_PLATE"} {
			for _, role := range []string{"", "complainant", "owner", "applicant", "subscriber"} {
				if r := p["mo-sunshine"].Ruling(e, role, "web", today); r != (Ruling{}) {
					t.Errorf("%s/%s: %+v", e, role, r)
				}
			}
		}
	}},
	{"subscribers in New York: never by itself", func(t *testing.T, p map[string]*Pack) {
		for _, e := range []string{"PERSON", "EMAIL_ADDRESS"} {
			for _, ch := range []string{"web", "request", "inspection"} {
				if r := p["ny-foil-muni"].Ruling(e, "subscriber", ch, today); r != (Ruling{}) {
					t.Errorf("%s on %s: %+v", e, ch, r)
				}
			}
		}
	}},
	{"federal exemptions: harm, 25 years, the other statute, who is responsible", func(t *testing.T, p map[string]*Pack) {
		us := p["us-foia"]
		for _, c := range us.Codes {
			if third := strings.HasPrefix(c.Cite, "US 5 USC 552(b)(3)"); c.ForeseeableHarm == third || third != (c.Choice == Mandatory) {
				t.Errorf("%s: %+v", c.Key, c)
			}
		}
		if c := code(t, us, "us.deliberative"); c.Expires != "25y" || c.Cite != "US 5 USC 552(b)(5)" {
			t.Errorf("%+v", c)
		}
		if !us.Responsible.Required || !strings.Contains(us.Ask, "20 working days") || !strings.Contains(us.Appeal, "90") {
			t.Error("deadlines or the responsible person")
		}
		for _, n := range []string{"(b)(1)", "(b)(2)", "(b)(3)", "(b)(4)", "(b)(5)", "(b)(6)", "(b)(7)(A)", "(b)(7)(B)", "(b)(7)(C)", "(b)(7)(D)", "(b)(7)(E)", "(b)(7)(F)", "(b)(8)", "(b)(9)"} {
			if c, ok := us.Code("5 U.S.C. § 552" + n); !ok || c.Label != "US "+n {
				t.Errorf("%s: %+v", n, c)
			}
		}
	}},
}

func TestTraps(t *testing.T) {
	p := packs(t)
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) { trap.hold(t, p) })
	}
}

// TestEveryCodeIsFitForUse holds for all packs what keeps a wrong citation out of a
// public log.
func TestEveryCodeIsFitForUse(t *testing.T) {
	for name, p := range packs(t) {
		for _, c := range p.Codes {
			if c.Enabled && (c.Grade == Memory || c.Source == "" || strings.Contains(strings.ToLower(c.Source), "memory")) {
				t.Errorf("%s: %s is usable and rests on memory", name, c.Key)
			}
			if c.CheckedOn != "2026-11-23" {
				t.Errorf("%s: %s was checked on %s", name, c.Key, c.CheckedOn)
			}
			for _, s := range []string{c.Cite, c.Label} { // a spreadsheet must keep them as text
				if !letter(s[0]) || strings.ContainsAny(s[:1], "=+-@") {
					t.Errorf("%s: %q", name, s)
				}
				if _, err := strconv.ParseFloat(s, 64); err == nil {
					t.Errorf("%s: %q is a number", name, s)
				}
			}
			if !c.Enabled && !strings.HasPrefix(c.Caution, "Not enabled.") {
				t.Errorf("%s: %s does not say why it is not usable", name, c.Key)
			}
			if found, ok := p.Code(c.Cite); c.Enabled && p.Renumbered(c.Cite) == "" && (!ok || found.Key != c.Key) {
				t.Errorf("%s: %s is not found by %s", name, c.Key, c.Cite)
			}
		}
	}
}

// unverified are the laws whose text nobody read, neither in its present nor in its
// former section. They ship disabled.
func TestUnverifiedLawIsNotUsable(t *testing.T) {
	for pack, cites := range map[string][]string{
		"ny-foil":     {"89(2)(b)(vi)", "89(2)(b)(vii)", "89(2)(b)(viii)", "89(2-a)", "89(2-b)", "89(2-c)", "50-b", "POL 96 "},
		"ca-cpra":     {"7922.205", "7922.210", "7923.605", "7923.610", "7923.620", "7923.625", "7923.650", "7923.655", "7927.400", "7927.405", "7928.215", "7928.220", "7928.225", "7928.230", "7929.210", "1798.24", "1808.21", "1798.90.55"},
		"mo-sunshine": {"407.1355", "610.035"},
	} {
		p := load(t, pack)
		for _, cite := range cites {
			if usable(p, cite) {
				t.Errorf("%s: %s is usable", pack, cite)
			}
		}
		if pack == "ny-foil" && (usable(p, "17448") || usable(p, "19703")) {
			t.Error("an opinion whose conclusion nobody read")
		}
	}
}
