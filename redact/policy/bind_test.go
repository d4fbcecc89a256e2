package policy

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vaughn/detect"
	"vaughn/exemptions"
)

var asOf = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func pack(t testing.TB, name string) *exemptions.Pack {
	t.Helper()
	p, err := exemptions.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// col is a column as a profile would describe it.
func col(name string, e detect.Entity, mode detect.Mode) detect.Column {
	c := *detect.NewColumn(0, name)
	c.Entity, c.Mode, c.Cells = e, mode, 100
	c.Personal = mode != detect.ModeNone && e.Personal()
	if e != detect.None {
		c.Found[e] = 100
	}
	return c
}

// weeklyTable is the file that the weekly policy is written for.
func weeklyTable() Table {
	t := Table{File: "sr.csv"}
	for _, c := range []detect.Column{
		col("Id", detect.None, detect.ModeNone), col("Status", detect.None, detect.ModeNone), col("Request_Type", detect.None, detect.ModeNone),
		col("Description", detect.PhoneNumber, detect.ModePerCell), col("Reporter_Email", detect.EmailAddress, detect.ModeWhole),
		col("Anonymous", detect.None, detect.ModeNone), col("Display_Name", detect.Person, detect.ModePerCell),
		col("Address", detect.StreetAddress, detect.ModeWhole), col("Lat", detect.GeoPoint, detect.ModeWhole), col("Lng", detect.GeoPoint, detect.ModeWhole),
	} {
		c.Index = len(t.Columns)
		if c.Name == "Address" || c.Name == "Lat" || c.Name == "Lng" {
			c.Place = 1
		}
		t.Columns, t.Names = append(t.Columns, c), append(t.Names, c.Name)
	}
	return t
}

func (t *Table) add(c detect.Column) {
	c.Index = len(t.Columns)
	t.Columns, t.Names = append(t.Columns, c), append(t.Names, c.Name)
}

// lists are the lists of the weekly policy, and an always-mask list.
func testLists(t testing.TB) map[string]*List {
	t.Helper()
	staff, err := ReadList("city-staff.csv", strings.NewReader("value,reason,by,until\nCouncilor Roe,official,Clerk,2027-01-01\n@city.example,official,Clerk,\n315-555-0100,desk,Clerk,\n"), asOf)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*List{"staff": staff}
}

// bindOne binds a policy to one table.
func bindOne(p *Policy, pk *exemptions.Pack, tab Table, lists map[string]*List) (*Bound, error) {
	bs, err := p.BindAll(BindOptions{Pack: pk, Lists: lists, AsOf: asOf}, []Table{tab})
	if err != nil {
		return nil, err
	}
	return bs[0], nil
}

func mustBind(t testing.TB, p *Policy, tab Table, packName string, lists map[string]*List) *Bound {
	t.Helper()
	b, err := bindOne(p, pack(t, packName), tab, lists)
	if err != nil {
		t.Fatalf("Bind: %v", err)
	}
	return b
}

func TestBindWeekly(t *testing.T) {
	b := mustBind(t, mustParse(t, "sr.yaml", weekly), weeklyTable(), "ny-foil-muni", testLists(t))
	if b.RowID != 0 || b.Undecided != "withhold" || b.Channel != Web || b.File != "sr.yaml" {
		t.Errorf("Bound = RowID %d, undecided %s, channel %s, file %s", b.RowID, b.Undecided, b.Channel, b.File)
	}
	row := []string{"1", "Open", "Pothole", "text", "a@example.org", "", "Pat Doe", "12 Park St", "43.0", "-76.1"}
	at := func(i int) string { return row[i] }
	check := func(name string, col int, verb Verb, origin string) {
		t.Helper()
		if r := b.Cell(col, at); r.Do != verb || r.Origin != origin {
			t.Errorf("%s: column %d is %s by %s, want %s by %s", name, col, r.Do, r.Origin, verb, origin)
		}
	}
	check("id", 0, Keep, "sr.yaml:6")
	check("text", 3, Clean, "sr.yaml:7")
	check("e-mail", 4, Drop, "sr.yaml:8")
	check("flag blank", 6, Withhold, "sr.yaml:11")
	row[5] = " no "
	check("flag says no", 6, Keep, "sr.yaml:10")
	row[5] = "unknown"
	check("flag unknown", 6, Withhold, "sr.yaml:11")
	check("place", 7, Keep, "sr.yaml:13")
	row[2] = "BULK  ITEMS"
	check("home", 8, Coarsen, "sr.yaml:12")
	if r := b.Cell(9, at); r.To != "hundred-block" || !cmp.Equal(r.Group, []int{7, 8, 9}) || r.By != "Chief Data Officer (rule)" || r.On != "2026-11-20" {
		t.Errorf("coarsening rule = %+v", r)
	}
	if b.Cell(99, at).Do != Withhold || b.Cell(-1, at).Do != Withhold {
		t.Error("a column outside the file is not withheld")
	}
	for status, want := range map[string]bool{"Open": false, "draft": true, "Test": true, "": false} {
		row[1] = status
		if b.Leaves(at) != want {
			t.Errorf("status %q leaves the row out: %v", status, !want)
		}
	}
	// The drop has no why: the promise answers for e-mail, the City's choice for
	// the rest, law for telephone numbers.
	for i, want := range map[int]string{4: "City promise: your email address will never be displayed publicly", 5: "City policy: this column is not published", 3: "would be an unwarranted invasion of personal privacy"} {
		if g := b.Whole(&BoundRule{Do: Drop}, i, detect.None).Ground; g == nil || g.Reason != want {
			t.Errorf("column %d rests on %+v, want %q", i, g, want)
		}
	}
	if g := b.Cell(6, at).Why; g != nil && g.Basis != exemptions.BasisPromise {
		t.Errorf("why of the display name = %+v", g)
	}
}

// TestBindRefusals holds the sentences, word by word.
func TestBindRefusals(t *testing.T) {
	law := "law: {pack: ny-foil-muni, channel: web, approved_by: CDO}\n"
	three := func() Table {
		t := Table{File: "sr.csv"}
		t.add(col("caller_name", detect.Person, detect.ModeWhole))
		t.add(col("notes", detect.None, detect.ModeNone))
		return t
	}
	with := func(c detect.Column) Table { x := three(); x.add(c); return x }
	place := func() Table {
		x := Table{File: "sr.csv"}
		for _, n := range []string{"Address", "Lat", "Lng"} {
			c := col(n, detect.GeoPoint, detect.ModeWhole)
			c.Place = 1
			x.add(c)
		}
		return x
	}
	tests := []struct {
		name, src string
		tab       Table
		kind      Kind
		want      string
	}{
		{"unlisted", law + "columns: {withhold: [caller_name], keep: [notes]}\n", with(col("alt_phone", detect.PhoneNumber, detect.ModeWhole)), Drift,
			`sr.csv has 1 column that sr.yaml does not name: "alt_phone" (looks like telephone numbers). The last release stays. Next: vaughn accept sr.csv --policy sr.yaml.`},
		{"unlisted two", law + "columns: {withhold: [caller_name]}\n", with(col("mail address x@example.org", detect.EmailAddress, detect.ModeWhole)), Drift,
			`sr.csv has 2 columns that sr.yaml does not name: "notes" (nothing personal found), column 3 (looks like e-mail addresses). The last release stays. Next: vaughn accept sr.csv --policy sr.yaml.`},
		{"unmatched", law + "columns: {withhold: [caller_nmae], keep: [notes]}\nrules:\n  - {columns: [caller_name], do: withhold}\n", three(), Unmatched,
			`sr.yaml:2: "caller_nmae" is not a column of sr.csv. Did you mean "caller_name"? Columns: caller_name, notes (2). Nothing was released.`},
		{"unmatched condition", law + "columns: {keep: [notes]}\nrules:\n  - {columns: [caller_name], when: {sorce: x}, do: keep}\n  - {columns: [caller_name], do: withhold}\n", three(), Unmatched,
			`sr.yaml:4: "sorce" is not a column of sr.csv. Columns: caller_name, notes (2). Nothing was released.`},
		{"apart", law + "columns: {keep: [Lat, Lng]}\nrules:\n  - {columns: [Address], do: coarsen, to: hundred-block}\n", place(), Invalid,
			`sr.yaml:4: Address is coarsened but Lat and Lng are not; the point gives the house away. Put them in one rule.`},
		{"apart by one", law + "columns: {keep: [Lat], drop: [Lng]}\nrules:\n  - {columns: [Address], do: withhold}\n", place(), Invalid,
			`sr.yaml:4: Address is withheld but Lat is not; the point gives the house away. Put them in one rule.`},
		{"promise", law + "columns:\n  withhold: [caller_name]\n  clean: [notes]\n  keep: [Reporter_Email]\nreasons: {email: {promise: x, never: [email]}}\n",
			with(col("Reporter_Email", detect.EmailAddress, detect.ModeWhole)), Invalid,
			`sr.yaml:5: keep "Reporter_Email" breaks the promise "email". Use drop.`},
		{"unknown why", law + "columns: {keep: [notes]}\nrules:\n  - {columns: [caller_name], do: withhold, why: home-plase}\nreasons: {home-place: {policy: x}}\n", three(), Invalid,
			`sr.yaml:4: "home-plase" is neither one of the policy's reasons nor a usable code of ny-foil-muni. Did you mean "home-place"? See: vaughn list exemptions ny-foil-muni.`},
		{"some rows only", law + "columns: {keep: [notes]}\nrules:\n  - {columns: [caller_name], when: {notes: x}, do: keep}\n", three(), Invalid,
			`sr.yaml:4: The rules say what happens to "caller_name" in some rows only. Add a rule without when:, or name it under columns:.`},
		{"ended", "law: {pack: ny-foil-muni, channel: web, approved_by: CDO, until: 2026-11-22}\ncolumns: {withhold: [caller_name], keep: [notes]}\n", three(), Expired,
			`sr.yaml:1: The policy ended on 2026-11-22. Have it approved again and change law.until.`},
		{"list not read", law + "columns: {withhold: [caller_name], keep: [notes]}\nlists: {staff: a.csv}\n", three(), Invalid,
			`sr.yaml:3: The list "staff" was not read. Look whether the file is there.`},
		{"row id", law + "input: {row_id: Id}\ncolumns: {withhold: [caller_name], keep: [notes]}\n", three(), Unmatched,
			`sr.yaml:2: "Id" is not a column of sr.csv. Columns: caller_name, notes (2). Nothing was released.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := bindOne(mustParse(t, "sr.yaml", tt.src), pack(t, "ny-foil-muni"), tt.tab, nil)
			if err == nil {
				t.Fatalf("bound: %+v", b)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if k, ok := KindOf(err); !ok || k != tt.kind {
				t.Errorf("kind = %q, want %q", k, tt.kind)
			}
			var e *Error
			if !errors.As(err, &e) || strings.Contains(err.Error(), "@") {
				t.Errorf("not an *Error, or a header that is a value is repeated: %v", err)
			}
		})
	}
}

// TestBindAll holds that a column counts as matched when any file has it.
func TestBindAll(t *testing.T) {
	p := mustParse(t, "sr.yaml", "law: {pack: generic, channel: web}\ncolumns: {keep: [A, B], withhold: [C]}\n")
	one, two := Table{File: "1.csv"}, Table{File: "2.csv"}
	one.add(col("A", detect.None, detect.ModeNone))
	two.add(col("B", detect.None, detect.ModeNone))
	o := BindOptions{Pack: pack(t, "generic"), AsOf: asOf}
	_, err := p.BindAll(o, []Table{one, two})
	if err == nil || !strings.Contains(err.Error(), `"C" is not a column of any of the 2 files`) || strings.Contains(err.Error(), `"A" is`) {
		t.Errorf("two files without C: %v", err)
	}
	two.add(col("C", detect.None, detect.ModeNone))
	bs, err := p.BindAll(o, []Table{one, two})
	if err != nil || len(bs) != 2 || bs[1].Columns[1].Rules[0].Do != Withhold {
		t.Errorf("two files that have all: %v %v", bs, err)
	}
	if _, err := bindOne(p, o.Pack, one, nil); err == nil {
		t.Error("one file without B and C was bound")
	}
	p = mustParse(t, "sr.yaml", "law: {pack: generic, channel: web}\ncolumns: {keep: [A, B], withhold: [C]}\nrules:\n  - {columns: [A], when: {B: x}, do: withhold}\n")
	if _, err = p.BindAll(o, []Table{one, two}); err == nil || !strings.Contains(err.Error(), `sr.yaml:4: The rule looks at "B", which "1.csv" does not have.`) {
		t.Errorf("a condition that one of the files cannot judge: %v", err)
	}
}

func TestUnlistedAndPreset(t *testing.T) {
	tab := Table{File: "sr.csv"}
	tab.add(col("A", detect.None, detect.ModeNone))
	tab.add(col("Reporter Phone", detect.PhoneNumber, detect.ModeWhole))
	tab.add(col("extra", detect.None, detect.ModeNone))
	for unlisted, want := range map[string]Verb{"withhold": Withhold, "drop": Drop, "ask": Ask} {
		p := mustParse(t, "sr.yaml", head+"input: {preset: service-requests, unlisted: "+unlisted+"}\ncolumns: {keep: [A]}\n")
		b := mustBind(t, p, tab, "generic", nil)
		if r := b.Columns[1].Rules[0]; r.Do != Drop || r.Origin != "preset service-requests: requester telephone" {
			t.Errorf("preset column: %s by %s", r.Do, r.Origin)
		}
		if r := b.Columns[2].Rules[0]; r.Do != want || r.Origin != "unlisted" {
			t.Errorf("unlisted: %s by %s, want %s", r.Do, r.Origin, want)
		}
	}
	// Rows that a rule does not reach fall to the preset, which cannot drop a
	// column for some rows.
	p := mustParse(t, "sr.yaml", head+"input: {preset: service-requests, unlisted: drop}\ncolumns: {keep: [A]}\nrules:\n  - {columns: [Reporter Phone, extra], when: {A: x}, do: keep, holds: phone}\n")
	b := mustBind(t, p, tab, "generic", nil)
	for _, i := range []int{1, 2} {
		if rs := b.Columns[i].Rules; len(rs) != 2 || rs[1].Do != Withhold {
			t.Errorf("column %d: last rule %+v", i, rs[len(rs)-1])
		}
	}
}

func TestBuiltin(t *testing.T) {
	b := mustBind(t, Builtin("", Web), weeklyTable(), "generic", nil)
	var verbs []Verb
	for _, c := range b.Columns {
		if len(c.Rules) != 1 || c.Rules[0].Origin != "built-in" || c.Rules[0].By != "built-in defaults, not adopted" {
			t.Errorf("%s: rules %+v", c.Name, c.Rules)
		}
		verbs = append(verbs, c.Rules[0].Do)
	}
	want := []Verb{Clean, Clean, Clean, Clean, Withhold, Clean, Clean, Withhold, Withhold, Withhold}
	if d := cmp.Diff(want, verbs); d != "" {
		t.Errorf("verbs (-want +got):\n%s", d)
	}
	if g := b.Whole(b.Columns[4].Rules[0], 4, detect.None).Ground; g == nil || g.Basis != exemptions.BasisDefault {
		t.Errorf("ground = %+v, want the built-in default", g)
	}
	r := mustBind(t, Builtin("generic", Request), weeklyTable(), "generic", nil)
	if d := r.Whole(r.Columns[4].Rules[0], 4, detect.None); d.Action != AskIt {
		t.Errorf("request without law: action %d, want AskIt", d.Action)
	}
	// One part of a place is withheld, so all of it is.
	tab := Table{}
	for _, c := range []detect.Column{col("Address", detect.StreetAddress, detect.ModeWhole), col("Lat", detect.None, detect.ModeNone),
		col("Point", detect.GeoPoint, detect.ModeWhole), col("City", detect.Location, detect.ModeWhole), col("Country", detect.None, detect.ModeNone)} {
		c.Place = 7
		tab.add(c)
	}
	b = mustBind(t, Builtin("ny-foil-muni", Web), tab, "ny-foil-muni", nil)
	for i, want := range []Verb{Withhold, Withhold, Withhold, Clean, Clean} {
		r := b.Columns[i].Rules[0]
		if r.Do != want {
			t.Errorf("%s of a withheld address: %s, want %s", b.Columns[i].Name, r.Do, want)
		}
		if g := b.Whole(r, i, detect.None).Ground; i < 3 && (g == nil || g.Key != "ny.privacy") {
			t.Errorf("%s rests on %+v, want the address's reason", b.Columns[i].Name, g)
		}
	}
	if Builtin("", "nonsense").Law.Channel != string(Request) {
		t.Error("an unknown channel does not count as a request")
	}
}

func TestBindWarnings(t *testing.T) {
	tab := Table{File: "sr.csv"}
	c := col("notes", detect.None, detect.ModeNone)
	c.Found[detect.USSSN] = 3
	tab.add(c)
	tab.add(col("Id", detect.None, detect.ModeNone))
	p := mustParse(t, "sr.yaml", "law: {pack: ny-foil-muni, channel: web, until: 2026-12-01}\ninput: {row_id: Id}\ncolumns: {keep: [notes], withhold: [Id]}\n")
	b := mustBind(t, p, tab, "ny-foil-muni", nil)
	all := strings.Join(slices.Concat(b.Warnings, b.Advice), "\n")
	if len(b.Advice) != 1 || !strings.HasPrefix(b.Advice[0], "The policy ends on") {
		t.Errorf("for the policy's author alone: %q", b.Advice)
	}
	for _, want := range []string{
		`"notes" is kept, but law leaves no choice about the personal identifier in 3 cells (NY POL 96-a; 87(2)(a)): it is masked.`,
		"Nobody is named who approved the policy", "The policy ends on 2026-12-01.", `The row id "Id" is not released`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no warning says %q in:\n%s", want, all)
		}
	}
	if b.RowID != -1 {
		t.Errorf("RowID = %d for a withheld column", b.RowID)
	}
}

// TestUntil holds that a policy counts on its last day.
func TestUntil(t *testing.T) {
	tab := Table{}
	tab.add(col("A", detect.None, detect.ModeNone))
	for until, ok := range map[string]bool{"2026-11-22": false, "2026-11-23": true, "2026-11-24": true} {
		_, err := bindOne(mustParse(t, "a.yaml", "law: {pack: generic, channel: web, until: "+until+"}\ncolumns: {keep: [A]}\n"), pack(t, "generic"), tab, nil)
		if (err == nil) != ok {
			t.Errorf("until %s: %v", until, err)
		}
	}
}

// TestConditions holds blank, lists, several conditions, and rows left out by
// rule.
func TestConditions(t *testing.T) {
	tab := Table{File: "a.csv"}
	for _, n := range []string{"A", "B", "C"} {
		tab.add(col(n, detect.None, detect.ModeNone))
	}
	many := "v1, v2, v3, v4, v5, v6, v7, v8, v9"
	p := mustParse(t, "a.yaml", head+"rules:\n  - {when: {B: secret}, do: drop-row}\n  - {columns: [A], when: {B: [blank, list board], C: [x, X y]}, do: keep}\n"+
		"  - {columns: [A], when: {C: ["+many+"]}, do: ask}\n  - {columns: [A], do: withhold}\ncolumns: {keep: [B, C]}\nlists: {board: b.csv}\n")
	b := mustBind(t, p, tab, "generic", map[string]*List{"board": {Items: []ListItem{{Value: "12-345-6789"}}}})
	for _, tt := range []struct {
		b, c string
		want Verb
	}{
		{"", "x", Keep}, {"  ", "X  Y", Keep}, {"123456789", "x", Keep}, {"other", "x", Withhold}, {"", "z", Withhold}, {"", "", Withhold},
		{"", "V9", Ask}, {"other", " v1", Ask}, {"", "v10", Withhold}, {"", "Xé", Withhold},
	} {
		row := []string{"value", tt.b, tt.c}
		if r := b.Cell(0, func(i int) string { return row[i] }); r.Do != tt.want {
			t.Errorf("B %q, C %q: %s by %s, want %s", tt.b, tt.c, r.Do, r.Origin, tt.want)
		}
	}
	row := []string{"value", "Secret", "x"}
	if r := b.Cell(1, func(i int) string { return row[i] }); r.Do != DropRow || b.Whole(r, 1, detect.None).Action != DropRowIt {
		t.Errorf("a rule that leaves the row out: %s", r.Do)
	}
	if _, ok := b.Fixed(0); ok {
		t.Error("column A does not depend on the row")
	}
	if r, ok := b.Fixed(2); !ok || r.Do != Keep {
		t.Error("column C depends on the row")
	}
	if r, ok := b.Fixed(9); !ok || r.Do != Withhold {
		t.Error("a column outside the file is not withheld")
	}
	var s strings.Builder
	if err := b.Explain(&s); err != nil || !strings.Contains(s.String(), "where B is blank or on the list board and C is one of 2 values: keep (a.yaml:4)") {
		t.Errorf("explanation:\n%s", s.String())
	}
}

// TestCodes holds that a rule may name a law by key or citation, and that a law
// which needs a finding or a confirmation says so.
func TestCodes(t *testing.T) {
	tab := Table{File: "a.csv"}
	tab.add(col("A", detect.Person, detect.ModeWhole))
	pk := *pack(t, "ny-foil-muni")
	pk.Codes = append([]exemptions.Code(nil), pk.Codes...)
	for i := range pk.Codes {
		switch pk.Codes[i].Key {
		case "ny.safety":
			pk.Codes[i].NeedsFinding = true
		case "ny.exam":
			pk.Codes[i].Channels = []string{"request"}
		}
	}
	bind := func(why string) (*Bound, error) {
		return bindOne(mustParse(t, "a.yaml", "law: {pack: ny-foil-muni, channel: web}\nrules:\n  - {columns: [A], do: withhold, why: "+why+"}\n"), &pk, Table{Columns: tab.Columns, Names: tab.Names}, nil)
	}
	for _, why := range []string{"ny.privacy", "NY POL 87(2)(b)", "87(2)(b)"} {
		if b, err := bind(why); err != nil || b.Columns[0].Rules[0].Why.Key != "ny.privacy" {
			t.Errorf("why: %s: %v", why, err)
		}
	}
	for why, want := range map[string]string{
		"ny.law-enforcement": `a.yaml:3: "ny.law-enforcement" may be used only once confirmed by the investigating agency. Add it under reasons: NAME: {code: ny.law-enforcement, confirmed_by: WHO, date: DAY}, and write why: NAME.`,
		"ny.safety":          `a.yaml:3: "ny.safety" needs a written finding. Add it under reasons: NAME: {finding: FILE, for: CODE, by: WHO, date: DAY}, and write why: NAME.`,
		"ny.exam":            `a.yaml:3: "ny.exam" cannot be used on channel "web" on this day. See: vaughn list exemptions ny-foil-muni.`,
		"ny.privcy":          `a.yaml:3: "ny.privcy" is neither one of the policy's reasons nor a usable code of ny-foil-muni. Did you mean "ny.privacy"? See: vaughn list exemptions ny-foil-muni.`,
	} {
		if _, err := bind(why); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if _, err := bindOne(Builtin("", Web), nil, Table{Columns: tab.Columns, Names: tab.Names}, nil); err == nil {
		t.Error("bound without a pack")
	}
}

// TestRequestFinding holds that a finding under a law may withhold on request,
// and that a code which needs one may not do without.
func TestRequestFinding(t *testing.T) {
	tab := Table{File: "a.csv"}
	tab.add(col("Account No", detect.AccountNumber, detect.ModeWhole))
	src := "law: {pack: ny-foil-muni, channel: request}\nabout: {decided_by: Maria Alvarez, agency: City of Example}\nrules:\n  - {columns: [Account No], do: withhold, why: F-1}\n" +
		"reasons: {F-1: {finding: findings/F-1.txt, for: ny.privacy, by: City Attorney, date: 2026-11-12}}\n"
	b := mustBind(t, mustParse(t, "a.yaml", src), tab, "ny-foil-muni", nil)
	r := b.Columns[0].Rules[0]
	if r.Why == nil || r.Why.Basis != exemptions.BasisFinding || r.Why.Cite != "NY POL 87(2)(b)" || r.By != "City Attorney (rule)" || r.On != "2026-11-12" {
		t.Errorf("rule = %+v, why = %+v", r, r.Why)
	}
	if d := b.Whole(r, 0, detect.None); d.Action != MaskIt || d.Ground != r.Why {
		t.Errorf("decision = %+v", d)
	}
	_, err := bindOne(mustParse(t, "a.yaml", strings.Replace(src, "for: ny.privacy", "for: ny.privcy", 1)), pack(t, "ny-foil-muni"), tab, nil)
	if err == nil || !strings.Contains(err.Error(), `a.yaml:5: "ny.privcy" is neither`) || !strings.Contains(err.Error(), `Did you mean "ny.privacy"?`) {
		t.Errorf("a finding under an unknown law: %v", err)
	}
}
