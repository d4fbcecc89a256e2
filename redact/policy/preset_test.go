package policy

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/detect"
	"vaughn/exemptions"
)

var update = flag.Bool("update", false, "write the golden files again; read them before you commit")

func preset(t testing.TB, name string) *Preset {
	t.Helper()
	p, err := LoadPreset(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPresetTables holds the decision table of every preset: first what is the
// same under every pack, then pack by pack what the law changes.
func TestPresetTables(t *testing.T) {
	packs := exemptions.Names()
	for _, name := range Presets() {
		p := preset(t, name)
		tables := make([][]PresetLine, len(packs))
		for i, pk := range packs {
			tables[i] = p.Lines(pack(t, pk), asOf)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s: %s\n%s\nserves %s\n", p.Name, p.Title, p.About, strings.Join(p.Serves, " "))
		if len(p.Never) > 0 {
			fmt.Fprintf(&b, "never kept on the web: %s\n", strings.Join(p.Never, ", "))
		}
		for _, o := range p.TablesOnly {
			fmt.Fprintf(&b, "tables only on %s, packs %s: %s\n", strings.Join(o.Channels, ", "), strings.Join(append(o.Packs, []string{"all"}[len(o.Packs):]...), ", "), o.Says)
		}
		same := func(k int) bool {
			for i := range tables {
				if tables[i][k].Web != tables[0][k].Web || tables[i][k].Request != tables[0][k].Request {
					return false
				}
			}
			return true
		}
		section := func(head string, lines []PresetLine, show func(k int) bool) {
			fmt.Fprintf(&b, "\n== %s\n%-30s %-20s %-44s %-46s %s\n", head, "columns", "role", "in rows where", "web", "request")
			for k, l := range lines {
				if show(k) {
					fmt.Fprintf(&b, "%-30s %-20s %-44s %-46s %s\n", l.Group, l.Role, cut(l.When, 44), l.Web, l.Request)
				}
			}
		}
		section("under every pack", tables[0], same)
		for i, pk := range packs {
			section(pk, tables[i], func(k int) bool { return !same(k) })
		}
		golden(t, filepath.Join("testdata", "presets", name+".golden"), trimLines(b.String()))
	}
}

func cut(s string, n int) string {
	if len(s) > n {
		return s[:n-3] + "..."
	}
	return s
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// TestPresetsClaimNoLaw holds for every proposal, pack and channel: on request
// and inspection nothing is taken away without a law of the pack, and what law
// leaves no choice about is shown nowhere.
func TestPresetsClaimNoLaw(t *testing.T) {
	takes := 0
	for _, name := range Presets() {
		p := preset(t, name)
		for _, pk := range exemptions.Names() {
			o := BindOptions{Pack: pack(t, pk), AsOf: asOf}
			for i := range p.Rows {
				r := &p.Rows[i]
				dos := []*PresetDo{&r.PresetDo}
				for k := range r.Rules {
					dos = append(dos, &r.Rules[k].PresetDo)
				}
				for _, d := range dos {
					for _, ch := range []Channel{Web, Request, Inspection} {
						v := d.verdict(ch, o)
						if ch != Web && v.do.wholeCell() && v.do != Ask {
							if takes++; v.law == nil {
								t.Errorf("%s, %s under %s on %s: %s without law", name, r.Group, pk, ch, v.do)
							}
						}
						if v.mandatory && !v.do.wholeCell() {
							t.Errorf("%s, %s under %s on %s: %s against law without a choice", name, r.Group, pk, ch, v.do)
						}
						if !knownVerb(v.do) {
							t.Errorf("%s, %s: the verb %q", name, r.Group, v.do)
						}
					}
				}
			}
		}
	}
	if takes < 100 {
		t.Errorf("only %d proposals withhold on request: nothing was tested", takes)
	}
}

func knownVerb(v Verb) bool { return slices.Contains(allVerbs(), v) }

// TestPresetHeaders holds that headers are found in English and Spanish however
// they are written.
func TestPresetHeaders(t *testing.T) {
	for _, c := range []struct{ preset, header, group string }{
		{"service-requests", "Reporter_Email", "requester e-mail"},
		{"service-requests", "CORREO ELECTRÓNICO", "requester e-mail"},
		{"service-requests", "¿Anónimo?", "anonymous flag"},
		{"service-requests", "Dirección", "place"},
		{"service-requests", "Teléfono 2", "requester telephone"},
		{"water-bills", "Account #", "account number"},
		{"water-bills", "Nombre del cliente", "customer name"},
		{"water-bills", "SSN (last 4)", "personal identifier"},
		{"tax-payments", "Dueño", "owner"},
		{"permits", "ApplicantPhone", "applicant telephone"},
		{"permits", "Teléfono del solicitante", "applicant telephone"},
		{"permits", "OriginalAddress1", "site"},
		{"personnel", "Home E-mail", "personal e-mail"},
		{"personnel", "Fecha de Nacimiento", "date of birth"},
		{"public-safety", "Nombre de la víctima", "victim"},
		{"mailing-list", "OPTIN_IP", "internet trace"},
		{"service-requests", "Pavement condition", ""},
		{"service-requests", "Emailed", ""}, // whole headers, never parts
		{"service-requests", "2026", ""},
	} {
		group := ""
		if r := preset(t, c.preset).find(c.header); r != nil {
			group = r.Group
		}
		if group != c.group {
			t.Errorf("%s: %q is in %q, want %q", c.preset, c.header, group, c.group)
		}
	}
}

// presetTable is a file with plain columns of these names.
func presetTable(names ...string) Table {
	t := Table{File: "f.csv"}
	for _, n := range names {
		t.add(col(n, detect.None, detect.ModeNone))
	}
	return t
}

// TestPresetAnonymous holds the table of the flag: only a clear no shows the name.
func TestPresetAnonymous(t *testing.T) {
	p := mustParse(t, "sr.yaml", head+"input: {preset: service-requests, unlisted: stop}\ncolumns: {keep: [Id]}\n")
	b := mustBind(t, p, presetTable("Id", "Display_Name", "Anonymous"), "ny-foil-muni", nil)
	for flag, want := range map[string]Verb{"N": Keep, "No": Keep, " no ": Keep, "0": Keep, "FALSE": Keep, "f": Keep,
		"Y": Withhold, "1": Withhold, "true": Withhold, "Sí": Withhold, "Si": Withhold, "": Withhold, "unknown": Withhold, "none": Withhold, "No answer": Withhold} {
		r := b.Cell(1, func(i int) string { return []string{"1", "Pat Doe", flag}[i] })
		if r.Do != want {
			t.Errorf("flag %q: %s, want %s", flag, r.Do, want)
		}
		if r.Origin != "preset service-requests: display name" || r.Do == Keep && !r.Holds[detect.Person] {
			t.Errorf("flag %q: origin %q", flag, r.Origin)
		}
	}
	// Without the flag nobody said that the name may be shown; with two flags
	// both must say so.
	b = mustBind(t, p, presetTable("Id", "Display_Name"), "generic", nil)
	for name, want := range map[string]Verb{"Pat Doe": Withhold, "": Withhold, "Anonymous": Keep, "ANÓNIMO": Keep} { // the last two name nobody
		if r := b.Cell(1, func(i int) string { return []string{"1", name}[i] }); r.Do != want {
			t.Errorf("without a flag, %q: %s", name, r.Do)
		}
	}
	b = mustBind(t, p, presetTable("Id", "Display_Name", "Anonymous", "Private"), "generic", nil)
	if r := b.Cell(1, func(i int) string { return []string{"1", "Pat Doe", "N", "Y"}[i] }); r.Do != Withhold {
		t.Errorf("one of two flags says no: %s", r.Do)
	}
}

// TestPresetOffence holds that the place of an offence that points at its victim
// is withheld, and that of others shown by block.
func TestPresetOffence(t *testing.T) {
	p := mustParse(t, "ps.yaml", head+"input: {preset: public-safety, unlisted: stop}\ncolumns: {keep: [Id]}\n")
	b := mustBind(t, p, presetTable("Id", "Offense Description", "NIBRS Code", "Address", "Latitude"), "generic", nil)
	for _, c := range []struct {
		offence, code string
		want          Verb
	}{
		{"CRIMINAL SEXUAL CONDUCT 3RD DEG", "", Withhold}, {"Rape - Forcible", "", Withhold}, {"violación", "", Withhold}, {"Abuso de menor", "", Withhold},
		{"Assault", "11A", Withhold}, {"", "", Withhold}, {"Domestic Assault", "", Withhold}, {"Endangering the welfare of a child", "", Withhold},
		{"Burglary", "220", Coarsen}, {"Traffic violation", "", Coarsen}, {"Environmental crime", "", Coarsen}, {"Drug trafficking", "", Coarsen}, {"Accident, minor injury", "", Coarsen},
	} {
		for _, col := range []int{3, 4} {
			if r := b.Cell(col, func(i int) string { return []string{"1", c.offence, c.code, "12 Park St", "43.0"}[i] }); r.Do != c.want {
				t.Errorf("%q %q, column %d: %s, want %s", c.offence, c.code, col, r.Do, c.want)
			}
		}
	}
	b = mustBind(t, p, presetTable("Id", "Address"), "generic", nil)
	if r := b.Columns[1].Rules; len(r) != 1 || r[0].Do != Withhold {
		t.Errorf("an address without any offence: %+v", r[0])
	}
}

// TestPresetBinding holds roles, the policy's precedence, refusals, and what a
// pack's law does on request.
func TestPresetBinding(t *testing.T) {
	p := mustParse(t, "wb.yaml", head+"input: {preset: water-bills, unlisted: stop}\ncolumns: {keep: [Customer Class], withhold: [Customer Name]}\n")
	b := mustBind(t, p, presetTable("Customer Class", "Customer Name", "Phone", "Phone 2", "Meter No."), "ny-foil-muni", nil)
	if c := b.Columns[1]; c.Role != "utility-customer" || c.Rules[0].Origin != "wb.yaml:3" || len(c.Rules) != 1 {
		t.Errorf("a column that the policy names: %+v %+v", c, c.Rules[0])
	}
	for _, i := range []int{2, 3} {
		if r := b.Columns[i].Rules[0]; r.Do != Drop || r.Origin != "preset water-bills: telephone" || !slices.Equal(r.Group, []int{i}) {
			t.Errorf("column %d: %+v", i, r)
		}
	}
	var said strings.Builder
	if err := b.Explain(&said); err != nil || !strings.Contains(said.String(), "(preset water-bills: account number)") {
		t.Errorf("explain: %v\n%s", err, said.String())
	}
	asked := mustParse(t, "wb.yaml", "law: {pack: ny-foil-muni, channel: request}\ninput: {preset: water-bills, unlisted: stop}\ncolumns: {keep: [Customer Class]}\n")
	b = mustBind(t, asked, presetTable("Customer Class", "Phone", "Account No", "SSN", "Notes"), "ny-foil-muni", nil)
	for i, want := range map[int]Verb{1: Ask, 2: Withhold, 3: Drop, 4: Clean} {
		if r := b.Columns[i].Rules[0]; r.Do != want || want.wholeCell() && want != Ask && (r.Why == nil || r.Why.Cite == "") {
			t.Errorf("request, column %d: %s because of %+v, want %s", i, r.Do, r.Why, want)
		}
	}
	for _, c := range []struct{ policy, want string }{
		{"law: {pack: generic, channel: web}\ninput: {preset: web-log}\ncolumns: {keep: [A]}\n", "wb.yaml:2: The preset web-log releases no rows here: visits are shown in summary only, by page and day. Write release: [tables] with aggregate:, or take the preset away."},
		{"law: {pack: generic, channel: web}\ninput: {preset: water-bills}\ncolumns: {keep: [A]}\n", `wb.yaml:3: keep "A" shows what the preset water-bills never shows on the web (email). Use drop or withhold.`},
	} {
		tab := Table{File: "f.csv"}
		tab.add(col("A", detect.EmailAddress, detect.ModeWhole))
		if _, err := bindOne(mustParse(t, "wb.yaml", c.policy), pack(t, "generic"), tab, nil); err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

// TestPresetUnderTestPack holds that a pack's row for a role decides on request,
// and that law without a choice takes what the preset would keep.
func TestPresetUnderTestPack(t *testing.T) {
	pk := *pack(t, "ny-foil-muni")
	pk.OpenRows = []exemptions.Row{{Entity: "PERSON/utility-customer", Channels: []string{"request"}, Code: "ny.keep.utility"}}
	pk.DefaultRows = append(slices.Clone(pk.DefaultRows), exemptions.Row{Entity: "PERSON/taxpayer", Channels: []string{"request"}, Code: "ny.privacy"})
	pk.MandatoryRows = append(slices.Clone(pk.MandatoryRows), exemptions.Row{Entity: "PERSON/owner", Channels: []string{"web"}, Code: "ny.ssn"})
	o := BindOptions{Pack: &pk, AsOf: asOf}
	row := func(name, header string) *PresetDo { return &preset(t, name).find(header).PresetDo }
	for _, c := range []struct {
		preset, header string
		ch             Channel
		want           Verb
	}{
		{"water-bills", "Customer Name", Request, Keep}, {"water-bills", "Customer Name", Web, Withhold}, {"water-bills", "Customer Name", Inspection, Ask},
		{"tax-payments", "Owner", Web, Withhold}, {"tax-payments", "Payer", Request, Clean}, {"tax-payments", "Payer", Inspection, Ask}, {"service-requests", "Reporter Name", Request, Withhold},
	} {
		v := row(c.preset, c.header).verdict(c.ch, o)
		if v.do != c.want || (c.want == Keep) != v.holds[detect.Person] && !v.do.wholeCell() {
			t.Errorf("%s, %s on %s: %s, want %s", c.preset, c.header, c.ch, v.do, c.want)
		}
	}
}

// TestPresetVictims holds that a pack that opens the names of victims opens those
// of an incident report, and neither those of a sexual offence nor of a child nor
// where nobody says what happened.
func TestPresetVictims(t *testing.T) {
	pk := *pack(t, "ny-foil-muni")
	pk.Notes = append(slices.Clone(pk.Notes), exemptions.Note{Key: "open.victims", Cite: "X 1"})
	pk.OpenRows = []exemptions.Row{{Entity: "PERSON/victim", Channels: []string{"request"}, Code: "open.victims"}}
	p := mustParse(t, "ps.yaml", "law: {pack: ny-foil-muni, channel: request}\ninput: {preset: public-safety, unlisted: stop}\n")
	tab := presetTable("Offense")
	for _, n := range []string{"Victim Name", "Victim Age", "Witness"} {
		e, mode := detect.Person, detect.ModeWhole
		if n == "Victim Age" {
			e, mode = detect.None, detect.ModeNone
		}
		tab.add(col(n, e, mode))
	}
	b, err := bindOne(p, &pk, tab, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		offence, age string
		want         Verb
	}{{"Burglary", "44", Keep}, {"Burglary", "", Keep}, {"Rape", "44", Ask}, {"", "44", Ask}, {"Burglary", "12", Withhold}} {
		at := func(i int) string { return []string{c.offence, "Pat Doe", c.age, "Ana Roe"}[i] }
		if r := b.Cell(1, at); r.Do != c.want {
			t.Errorf("%q, %q: the victim's name: %s, want %s", c.offence, c.age, r.Do, c.want)
		}
		if r := b.Cell(3, at); r.Do != Ask {
			t.Errorf("the witness: %s", r.Do)
		}
	}
	if b, err = bindOne(p, &pk, presetTable("Victim Name"), nil); err != nil || b.Columns[0].Rules[0].Do != Ask {
		t.Errorf("a victim without an offence: %v %v", b, err)
	}
}

// TestPresetRefused holds that a file with a fault is refused, fault by fault.
func TestPresetRefused(t *testing.T) {
	good := "title: T\nabout: A.\nserves: [S1]\ncolumns:\n  - {group: a, headers: [a], web: keep, request: keep}\n"
	if _, err := parsePreset("x", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, more := range map[string]string{
		"not a preset":                           "law: x\n",
		"not a verb for the web":                 "  - {group: b, headers: [b], web: hide, request: keep}\n",
		"must be keep, clean, ask, law or close": "  - {group: b, headers: [b], web: drop, request: withhold}\n",
		"law needs a kind":                       "  - {group: b, headers: [b], web: drop, request: law}\n",
		"is not an entity":                       "  - {group: b, headers: [b], kind: NOBODY, web: drop, request: law}\n",
		"role \"boss\" is not":                   "  - {group: b, headers: [b], role: boss, web: drop, request: ask}\n",
		"stands under \"a\" too":                 "  - {group: b, headers: [\"A.\"], web: keep, request: keep}\n",
		"a name of its own":                      "  - {group: a, headers: [b], web: keep, request: keep}\n",
		"there is no group \"z\"":                "  - {group: b, headers: [b], needs: z, web: keep, request: keep}\n",
		"there is no set \"z\"":                  "  - {group: b, headers: [b], web: keep, request: keep, rules: [{when: {a: [set z]}, web: clean, request: keep}]}\n",
		"names whole values":                     "  - {group: b, headers: [b], web: drop, request: keep, rules: [{when: {a: [\"*x*\"]}, web: keep, request: keep}]}\n",
		"a rule needs when":                      "  - {group: b, headers: [b], web: keep, request: keep, rules: [{web: clean, request: keep}]}\n",
		"to belongs to coarsen":                  "  - {group: b, headers: [b], web: coarsen, request: keep}\n",
		"only a rule leaves rows":                "  - {group: b, headers: [b], web: drop-row, request: keep}\n",
		"cannot depend on the row":               "  - {group: b, headers: [b], web: keep, request: keep, rules: [{when: {a: [x]}, web: drop, request: keep}]}\n",
		"has no letters":                         "  - {group: b, headers: [\"12\"], web: keep, request: keep}\n",
		"\"faces\" is not a word":                "  - {group: b, headers: [b], web: keep, request: keep, holds: [faces]}\n",
		"is a clause without a ful":              "  - {group: b, headers: [b], web: keep, request: keep, says: No.}\n",
	} {
		if _, err := parsePreset("x", []byte(good+more)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := LoadPreset("water-bill"); err == nil || !strings.Contains(err.Error(), `Did you mean "water-bills"?`) {
		t.Errorf("unknown preset: %v", err)
	}
}

// FuzzPreset holds that a preset's file never panics, and that one that is read
// gives every header of its own a row.
func FuzzPreset(f *testing.F) {
	for _, n := range []string{"mailing-list", "public-safety"} {
		src, err := presetFiles.ReadFile("presets/" + n + ".yaml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte("title: T\ncolumns: [{group: a, headers: [\"1\"]}]\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := parsePreset("f", src)
		if err != nil {
			return
		}
		for i := range p.Rows {
			for _, h := range p.Rows[i].Headers {
				if r := p.find(h); r == nil || r.Group != p.Rows[i].Group {
					t.Errorf("%q of %s is found in %v", h, p.Rows[i].Group, r)
				}
			}
		}
	})
}

// TestPresetsAreTotal holds that any file binds under any preset, pack and
// channel, or is refused: no column is left without a rule for every row.
func TestPresetsAreTotal(t *testing.T) {
	presets := map[string]*Preset{}
	packs := map[string]*exemptions.Pack{}
	for _, n := range Presets() {
		presets[n] = preset(t, n)
	}
	for _, n := range exemptions.Names() {
		packs[n] = pack(t, n)
	}
	rapid.Check(t, func(rt *rapid.T) {
		name, pk := rapid.SampledFrom(Presets()).Draw(rt, "preset"), rapid.SampledFrom(exemptions.Names()).Draw(rt, "pack")
		ch := rapid.SampledFrom([]string{"web", "request", "inspection"}).Draw(rt, "channel")
		var headers []string
		for _, r := range presets[name].Rows {
			headers = append(headers, r.Headers...)
		}
		tab := presetTable(append(rapid.SliceOfNDistinct(rapid.SampledFrom(headers), 1, 12, foldHeader).Draw(rt, "headers"), "Row No")...)
		p := mustParse(t, "p.yaml", "law: {pack: "+pk+", channel: "+ch+"}\ninput: {preset: "+name+", unlisted: drop}\ncolumns: {keep: [Row No]}\n")
		b, err := bindOne(p, packs[pk], tab, nil)
		if err != nil {
			if presets[name].onlyTables(Channel(ch), pk) == "" {
				rt.Fatal(err)
			}
			return
		}
		for i := range b.Columns {
			c := &b.Columns[i]
			for _, r := range c.Rules {
				if r.Do == Drop && len(c.Rules) > 1 {
					rt.Errorf("%s is left out for some rows only", c.Name)
				}
				if ch != "web" && r.Do.changes() && b.Whole(r, i, detect.None).Ground == nil && b.Whole(r, i, detect.None).Action != AskIt {
					rt.Errorf("%s: %s without a ground", c.Name, r.Do)
				}
			}
			if !c.decided() {
				rt.Errorf("%s has no rule for every row", c.Name)
			}
		}
	})
}

// TestSuggestPreset holds that a file is told its preset only where that is
// clearly best.
func TestSuggestPreset(t *testing.T) {
	for _, c := range []struct{ want, headers string }{
		{"service-requests", "Id,Status,Request_Type,Category,Agency_Name,Report_Source,Created_at_local,Closed_at_local,Days_to_Close,Display_Name,Anonymous,Summary,Address,Lat,Lng"},
		{"water-bills", "Account No,Customer Name,Service Address,Meter Size,Rate Code,Read Date,Usage HCF,Bill Amount,Date Paid"},
		{"permits", "PermitNum,PermitType,AppliedDate,IssuedDate,StatusCurrent,OriginalAddress1,ContractorCompanyName,ContractorLicNum,EstProjectCost"},
		{"mailing-list", "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,LEID,EUID"},
		{"personnel", "Employee Name,Job Title,Department,Annual Salary,Overtime,Hire Date,Union"},
		{"", "a,b,c,d"}, {"", "Id,Name,Email,Phone,Notes"}, {"", ""},
	} {
		if got := SuggestPreset(strings.Split(c.headers, ",")); got != c.want {
			t.Errorf("%s: %q, want %q", c.headers, got, c.want)
		}
	}
}

// TestCondInside holds what "*text*" and "*" fit, in a policy of an agency too.
func TestCondInside(t *testing.T) {
	p := mustParse(t, "p.yaml", head+"columns: {keep: [Type]}\nrules:\n  - {columns: [Text], when: {Type: [\"*Bulk*\", exact, \"**\", \"*\u00e9t\u00e9*\"]}, do: withhold}\n  - {columns: [Text], when: {Type: \"*\"}, do: clean}\n  - {columns: [Text], do: drop-row, when: {Type: blank}}\n  - {columns: [Text], do: keep}\n")
	b := mustBind(t, p, presetTable("Type", "Text"), "generic", nil)
	for typ, want := range map[string]Verb{"BULK items": Withhold, "large  bulk": Withhold, "bulky": Withhold, "Exact": Withhold, "L'\u00c9t\u00e9 2026": Withhold, "**": Withhold,
		"exactly": Clean, "bul k": Clean, "*bulk": Withhold, "x": Clean, "": DropRow, "  ": DropRow} {
		if r := b.Cell(1, func(i int) string { return []string{typ, "text"}[i] }); r.Do != want {
			t.Errorf("%q: %s, want %s", typ, r.Do, want)
		}
	}
	long := strings.Repeat("x ", 400) + "bulk"
	if r := b.Cell(1, func(i int) string { return []string{long, "text"}[i] }); r.Do != Withhold {
		t.Errorf("a long cell: %s", r.Do)
	}
	if n := testing.AllocsPerRun(100, func() { b.Cell(1, func(i int) string { return "A missed pickup" }) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
