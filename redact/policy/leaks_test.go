package policy

import (
	"strings"
	"testing"

	"vaughn/detect"
	"vaughn/exemptions"
)

// TestTariff holds that a bill beside withheld usage is refused where the row says
// whose it is, and only there.
func TestTariff(t *testing.T) {
	tab := func() Table {
		x := Table{File: "bills.csv"}
		for _, c := range []detect.Column{col("Customer Name", detect.Person, detect.ModeWhole), col("Account No", detect.AccountNumber, detect.ModeWhole),
			col("Usage HCF", detect.None, detect.ModeNone), col("Bill Amount", detect.None, detect.ModeNone), col("Bill Date", detect.DateTime, detect.ModeNone)} {
			x.add(c)
		}
		return x
	}
	say := `is not, and "Customer Name" says whose it is; the tariff gives the usage back.`
	for _, tt := range []struct {
		name, channel, rules string
		refused, warned      bool
	}{
		{"named", "web", "- {columns: [Customer Name], do: keep, holds: name}\n  - {columns: [Usage HCF], do: withhold}\n  - {columns: [Bill Amount, Bill Date], do: keep}\n  - {columns: [Account No], do: withhold}\n", true, false},
		{"dropped", "web", "- {columns: [Customer Name], do: clean, holds: name}\n  - {columns: [Usage HCF], do: drop}\n  - {columns: [Bill Amount, Bill Date], do: keep}\n  - {columns: [Account No], do: withhold}\n", true, false},
		{"some rows", "web", "- {columns: [Customer Name], when: {Bill Date: x}, do: keep, holds: name}\n  - {columns: [Customer Name, Account No], do: withhold}\n  - {columns: [Usage HCF], do: withhold}\n  - {columns: [Bill Amount, Bill Date], do: keep}\n", false, true},
		{"law only", "request", "- {columns: [Customer Name], do: keep, holds: name}\n  - {columns: [Usage HCF], do: withhold, why: ny.privacy}\n  - {columns: [Bill Amount, Bill Date], do: keep}\n  - {columns: [Account No], do: withhold}\n", false, true},
		{"nobody named", "web", "- {columns: [Customer Name, Account No, Usage HCF], do: withhold}\n  - {columns: [Bill Amount, Bill Date], do: keep}\n", false, false},
		{"bill withheld", "web", "- {columns: [Customer Name], do: keep, holds: name}\n  - {columns: [Usage HCF, Account No, Bill Amount], do: withhold}\n  - {columns: [Bill Date], do: keep}\n", false, false},
		{"usage kept", "web", "- {columns: [Customer Name], do: keep, holds: name}\n  - {columns: [Account No], do: withhold}\n  - {columns: [Usage HCF, Bill Amount, Bill Date], do: keep}\n", false, false},
	} {
		p := mustParse(t, "a.yaml", "law: {pack: ny-foil-muni, channel: "+tt.channel+", approved_by: CDO}\nrules:\n  "+tt.rules)
		b, err := bindOne(p, pack(t, "ny-foil-muni"), tab(), nil)
		if (err != nil) != tt.refused || err != nil && (!strings.Contains(err.Error(), say) || !strings.HasPrefix(err.Error(), `a.yaml:4: "Usage HCF" is `)) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if b != nil && strings.Contains(strings.Join(b.Warnings, "\n"), say) != tt.warned {
			t.Errorf("%s: warnings %q", tt.name, b.Warnings)
		}
	}
}

// TestRequesterNumber holds that the requester's own social security number stays
// masked, with a warning, and the rest of the requester's data does not.
func TestRequesterNumber(t *testing.T) {
	tab := Table{File: "a.csv"}
	tab.add(col("text", detect.None, detect.ModePerCell))
	p := mustParse(t, "a.yaml", "law: {pack: ny-foil-muni, channel: request, approved_by: CDO}\nrules: [{columns: [text], do: clean, why: ny.privacy}]\nlists: {requester: r.csv, staff: s.csv}\n")
	own := &List{Items: []ListItem{{Value: "078-05-1120"}, {Value: "Pat Doe"}}}
	b := mustBind(t, p, tab, "ny-foil-muni", map[string]*List{"requester": own, "staff": {Items: []ListItem{{Value: "@city.gov"}}}})
	want := `The list "requester" holds what looks like a social security number. Law leaves no choice about it (NY POL 96-a; 87(2)(a)): it is withheld from the requester too.`
	if !strings.Contains(strings.Join(b.Warnings, "\n"), want) {
		t.Errorf("warnings: %q", b.Warnings)
	}
	for _, f := range []struct {
		e      detect.Entity
		value  string
		action Action
		basis  exemptions.Basis
	}{
		{detect.USSSN, "078-05-1120", MaskIt, exemptions.BasisLaw},
		{detect.Person, "Doe, Pat", KeepIt, ""},
		{detect.EmailAddress, "clerk@city.gov", KeepIt, ""},
		{detect.EmailAddress, "clerk@notcity.gov", MaskIt, exemptions.BasisExemption},
	} {
		d := b.Decide(b.Columns[0].Rules[0], Finding{Entity: f.e, Likelihood: detect.Likely, Value: f.value})
		if d.Action != f.action || d.Ground != nil && d.Ground.Basis != f.basis {
			t.Errorf("%s: %s by %+v", f.e, actionLetters[d.Action], d.Ground)
		}
	}
	own.Items = own.Items[1:]
	b = mustBind(t, p, tab, "ny-foil-muni", map[string]*List{"requester": own, "staff": {}})
	if strings.Contains(strings.Join(b.Warnings, "\n"), "social security") {
		t.Error("warned of a list without such a number")
	}
}

// TestValueIsTheFlag holds that a column may decide about itself: some systems
// write "Neighbor" where somebody did not want to be named.
func TestValueIsTheFlag(t *testing.T) {
	p := mustParse(t, "a.yaml", head+"rules:\n  - {columns: [Name], when: {Name: [Neighbor, An Anonymous User, blank]}, do: keep, holds: name}\n  - {columns: [Name], do: withhold}\n")
	b := mustBind(t, p, person("Name"), "generic", nil)
	for v, want := range map[string]Verb{"Neighbor": Keep, " an anonymous  USER": Keep, "": Keep, "Pat Doe": Withhold, "Neighbors": Withhold} {
		if r := b.Cell(0, func(int) string { return v }); r.Do != want {
			t.Errorf("%q: %s, want %s", v, r.Do, want)
		}
	}
}

// TestConsentColumn holds that a column of consents decides row by row, and that
// the log then says so.
func TestConsentColumn(t *testing.T) {
	tab := person("Name")
	tab.add(col("May_Publish", detect.None, detect.ModeNone))
	p := mustParse(t, "a.yaml", head+"rules:\n  - {columns: [Name], when: {May_Publish: [\"yes\", \"y\"]}, do: keep, holds: name}\n  - {columns: [Name], do: withhold, why: directory}\ncolumns: {drop: [May_Publish]}\n"+
		"reasons: {directory: {consent: Members are listed only if they said yes.}}\n")
	b := mustBind(t, p, tab, "ny-foil-muni", nil)
	for v, want := range map[string]Verb{"YES": Keep, "y": Keep, "no": Withhold, "": Withhold, "yes, but not the street": Withhold} {
		row := []string{"Pat Doe", v}
		r := b.Cell(0, func(i int) string { return row[i] })
		if r.Do != want {
			t.Errorf("%q: %s, want %s", v, r.Do, want)
		}
		if d := b.Whole(r, 0, detect.None); want == Withhold && (d.Action != MaskIt || d.Ground.Basis != exemptions.BasisConsent || d.Ground.Reason != "no consent: members are listed only if they said yes") {
			t.Errorf("%q: %+v", v, d.Ground)
		}
	}
}
