package exemptions

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// ruled puts a ruling into a word for tables: the law that withholds, "open: NOTE",
// or "" for nothing; a "!" in front where the law leaves no choice.
func ruled(r Ruling) string {
	switch {
	case r.Mandatory:
		return "!" + r.Ground.Cite
	case r.Ground != nil:
		return r.Ground.Cite
	case r.Open != nil:
		return "open: " + r.Open.Key
	default:
		return ""
	}
}

// TestUtilityRow is the row of a water bill: one row, three laws, three answers,
// two channels. Nothing = on the web the agency's policy, on request a person.
func TestUtilityRow(t *testing.T) {
	const ny, ca, mo = "NY POL 87(2)(b)", "CA 7927.410", "MO 610.021(26)"
	const coog, com = "open: ny.keep.utility", "open: mo.keep.commercial"
	for _, tt := range []struct {
		entity, role string
		web, request [3]string // New York, California, Missouri
	}{
		{"PERSON", "utility-customer", [3]string{"", ca, mo}, [3]string{coog, ca, mo}},
		{"STREET_ADDRESS", "utility-customer", [3]string{"", ca, mo}, [3]string{coog, ca, mo}},
		{"PHONE_NUMBER", "utility-customer", [3]string{ny, ca, mo}, [3]string{"", ca, mo}},
		{"EMAIL_ADDRESS", "utility-customer", [3]string{ny, "", mo}, [3]string{"", "", mo}},
		{"ACCOUNT_NUMBER", "utility-customer", [3]string{ny, "", mo}, [3]string{ny, "", mo}},
		{"PERSON", "commercial-customer", [3]string{"", ca, com}, [3]string{coog, ca, com}},
		{"STREET_ADDRESS", "commercial-customer", [3]string{"", "", com}, [3]string{coog, "", com}},
		{"PHONE_NUMBER", "commercial-customer", [3]string{ny, ca, mo}, [3]string{"", ca, mo}},
		{"ACCOUNT_NUMBER", "commercial-customer", [3]string{ny, "", mo}, [3]string{ny, "", mo}},
	} {
		for i, pack := range []string{"ny-foil-muni", "ca-cpra", "mo-sunshine"} {
			p := load(t, pack)
			for channel, want := range map[string]string{"web": tt.web[i], "request": tt.request[i], "inspection": tt.request[i]} {
				if got := ruled(p.Ruling(tt.entity, tt.role, channel, today)); got != want {
					t.Errorf("%s: %s/%s on %s: %q, want %q", pack, tt.entity, tt.role, channel, got, want)
				}
			}
		}
	}
}

// TestRulings are the cells of the table of kinds and laws that decide most.
func TestRulings(t *testing.T) {
	const privacy = "NY POL 87(2)(b)"
	for _, tt := range []struct{ pack, entity, role, channel, want string }{
		{"ny-foil-muni", "PERSON", "complainant", "request", privacy},
		{"ny-foil-muni", "PERSON", "employee", "web", "open: ny.keep.employees"},
		{"ny-foil-muni", "PERSON", "official", "request", "open: ny.keep.employees"},
		{"ny-foil-muni", "EMAIL_ADDRESS", "employee", "web", ""},
		{"ny-foil-muni", "PHONE_NUMBER", "employee-home", "request", privacy},
		{"ny-foil-muni", "PERSON", "owner", "web", "open: ny.keep.real-property"},
		{"ny-foil-muni", "STREET_ADDRESS", "taxpayer", "request", "open: ny.keep.real-property"},
		{"ny-foil-muni", "PHONE_NUMBER", "owner", "web", privacy},
		{"ny-foil-muni", "PERSON", "victim", "request", ""},
		{"ny-foil-muni", "PERSON", "contractor", "web", ""},
		{"ny-foil-muni", "PHONE_NUMBER", "applicant", "web", privacy},
		{"ny-foil-muni", "US_SSN", "owner", "web", "!NY POL 96-a; 87(2)(a)"},
		{"ny-foil", "PERSON", "utility-customer", "request", ""},
		{"ny-foil", "PERSON", "owner", "request", "open: ny.keep.real-property"},
		{"ca-cpra", "US_SSN", "", "request", "!CA 7922.200"},
		{"ca-cpra", "PERSON", "", "web", ""},
		{"ca-cpra", "PERSON", "complainant", "request", ""}, // needs a finding
		{"ca-cpra", "PERSON", "victim", "request", ""},
		{"ca-cpra", "MINOR", "", "request", ""},
		{"ca-cpra", "LICENSE_PLATE", "vehicle-owner", "web", ""},
		{"ca-cpra", "PHONE_NUMBER", "official", "web", "CA 7928.205"},
		{"ca-cpra", "PHONE_NUMBER", "official", "request", ""},
		{"ca-cpra", "PHONE_NUMBER", "employee", "request", ""},
		{"ca-cpra", "PHONE_NUMBER", "employee-home", "request", "CA 7928.300"},
		{"ca-cpra", "DATE_OF_BIRTH", "employee", "web", "CA 7928.300"},
		{"ca-cpra", "DATE_OF_BIRTH", "", "web", ""},
		{"ca-cpra", "PERSON", "patron", "inspection", "!CA 7927.105"},
		{"mo-sunshine", "PERSON", "employee", "request", "open: mo.keep.employees"},
		{"mo-sunshine", "STREET_ADDRESS", "employee", "request", "MO 610.021(13)"},
		{"mo-sunshine", "PERSON", "victim", "request", "open: mo.keep.incident"},
		{"mo-sunshine", "PERSON", "victim", "web", ""},
		{"mo-sunshine", "PHONE_NUMBER", "victim", "request", "MO 610.100.1"},
		{"mo-sunshine", "PERSON", "park-guest", "request", "MO 610.021(28)"},
		{"mo-sunshine", "ZIP_CODE", "park-guest", "request", "open: mo.keep.park-residence"},
		{"mo-sunshine", "CREDIT_CARD", "", "request", "MO 610.021(23)"},
		{"mo-sunshine", "MINOR", "participant", "web", "MO 610.021(27)"},
		{"us-foia", "PERSON", "", "request", "US 5 USC 552(b)(6)"},
		{"us-foia", "PERSON", "employee", "request", ""},
		{"us-foia", "EMAIL_ADDRESS", "official", "web", ""},
		{"us-foia", "PERSON", "contractor", "request", ""},
		{"us-foia", "PERSON", "applicant", "request", "US 5 USC 552(b)(6)"},
		{"generic", "US_SSN", "", "request", ""},
		{"ny-foil-muni", "PERSON", "", "mail", ""}, // no such channel
	} {
		if got := ruled(load(t, tt.pack).Ruling(tt.entity, tt.role, tt.channel, today)); got != tt.want {
			t.Errorf("%s: %s/%s on %s: %q, want %q", tt.pack, tt.entity, tt.role, tt.channel, got, tt.want)
		}
	}
}

// TestARulingIsOneThing holds for every pack, kind, role, channel and day that law
// without a choice is never opened, and that a ruling either withholds or opens.
func TestARulingIsOneThing(t *testing.T) {
	all := packs(t)
	entities := map[string]bool{"": true}
	for _, p := range all {
		for _, r := range slices.Concat(p.DefaultRows, p.MandatoryRows, p.OpenRows, p.NoneRows) {
			e, _, _ := strings.Cut(r.Entity, "/")
			entities[e] = true
		}
	}
	var kinds []string
	for e := range entities {
		kinds = append(kinds, e)
	}
	slices.Sort(kinds)
	rapid.Check(t, func(rt *rapid.T) {
		p := all[rapid.SampledFrom(Names()).Draw(rt, "pack")]
		e := rapid.SampledFrom(kinds).Draw(rt, "entity")
		role := rapid.SampledFrom(append(Roles(), "", "nobody")).Draw(rt, "role")
		ch := rapid.SampledFrom([]string{"web", "request", "inspection", ""}).Draw(rt, "channel")
		on := today.AddDate(0, 0, -rapid.IntRange(0, 9000).Draw(rt, "days"))
		r := p.Ruling(e, role, ch, on)
		if r.Ground != nil && r.Open != nil || r.Mandatory && r.Ground == nil {
			rt.Fatalf("%+v", r)
		}
		if g, ok := p.Mandatory(e, ch, on); ok && (!r.Mandatory || r.Ground.Key == "" || role == "" && r.Ground.Key != g.Key) {
			rt.Fatalf("law without a choice gives %+v", r)
		}
		if r.Ground != nil {
			c, ok := p.Code(r.Ground.Key)
			if !ok || !c.on(ch) || !c.inForce(on) || len(c.Needs()) > 0 && !c.ForeseeableHarm {
				rt.Fatalf("%s on %s, %s: %+v", r.Ground.Key, ch, on, c)
			}
		}
	})
}
