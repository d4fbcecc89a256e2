package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vaughn/detect"
	"vaughn/exemptions"
)

// TestEveryKindHasAWord holds that each kind that the detectors know can be named,
// but for hits of the policy's own lists.
func TestEveryKindHasAWord(t *testing.T) {
	named := map[detect.Entity]bool{detect.Listed: true}
	for _, w := range Words() {
		of, ok := entitiesOf(w)
		if !ok || len(of) == 0 {
			t.Errorf("the word %q means nothing", w)
		}
		for _, e := range of {
			named[e] = true
		}
	}
	for _, e := range detect.Entities() {
		if !named[e] {
			t.Errorf("no word means %s", e)
		}
	}
}

// TestPromises holds what a policy's promises are read as.
func TestPromises(t *testing.T) {
	src := `law: {pack: generic, channel: web}
release: [tables]
aggregate: [{table: n, by: [{as: s, column: S}], show: {n: count}, hide: {below: 11}}]
reasons:
  quiet: {promise: "Nothing to check."}
  email: {promise: "No e-mail.", never: [email, email], except: [staff]}
  faith: {promise: "Never asked.", never: [sensitive, place], collected: never}
  stats: {promise: "Figures only.", only: tables}
lists: {staff: s.csv}
`
	p := mustParse(t, "a.yaml", src)
	got := p.Promises()
	if len(got) != 3 || got[0].Key != "email" || got[1].Key != "faith" || got[2].Key != "stats" {
		t.Fatalf("promises %+v", got)
	}
	if !slices.Equal(got[0].Never, []detect.Entity{detect.EmailAddress}) || !slices.Equal(got[0].Except, []string{"staff"}) || got[0].NotCollected {
		t.Errorf("read as %+v", got[0])
	}
	want := []detect.Entity{detect.StreetAddress, detect.GeoPoint, detect.Health, detect.Religion, detect.Politics, detect.Orientation}
	if !slices.Equal(got[1].Never, want) || !got[1].NotCollected {
		t.Errorf("read as %+v, want %v", got[1], want)
	}
	if !got[2].Tables || got[1].Tables {
		t.Errorf("read as %+v", got[2])
	}
	staff := &List{Name: "staff", Items: []ListItem{{Value: "@example.gov"}, {Value: "Ana Poe"}}}
	ok := p.Excepted(map[string]*List{"staff": staff})
	for v, want := range map[string]bool{"Help@example.gov": true, "ana poe": true, "x@example.org": false, "": false} {
		if ok(0, v) != want {
			t.Errorf("excepted is %v", !want)
		}
	}
	if ok(1, "x@example.gov") || ok(2, "x@example.gov") || ok(-1, "x@example.gov") || ok(3, "x@example.gov") {
		t.Error("a list excepts from a promise that does not name it")
	}
	for _, ch := range []string{"request", "inspection"} {
		src := "law: {pack: generic, channel: " + ch + "}\ncolumns: {keep: [A]}\nreasons: {e: {promise: a, never: [email]}, t: {promise: b, only: tables}}\n"
		if p := mustParse(t, "a.yaml", src); len(p.Promises()) > 0 {
			t.Errorf("promises bind on %s", ch)
		}
	}
}

// TestPromiseRefusals holds the sentences of what cannot be promised.
func TestPromiseRefusals(t *testing.T) {
	keep := head + "columns: {keep: [A]}\n"
	for _, tt := range []struct{ src, want string }{
		{keep + "reasons: {s: {promise: a, only: tables}}\n",
			`a.yaml:3: The promise "s" says only tables, and the policy releases rows. Write release: [tables], or take the promise out if it was never given.`},
		{keep + "reasons: {s: {promise: a, only: rows}}\n", `a.yaml:3: reason "s": only does not know "rows". Use one of: tables.`},
		{keep + "reasons: {s: {policy: a, only: tables}}\n", `a.yaml:3: reason "s": only belongs to a promise.`},
		{keep + "reasons: {s: {promise: a, collected: never}}\n", `a.yaml:3: reason "s": collected belongs to never.`},
		{keep + "reasons: {s: {promise: a, never: [email], collected: always}}\n", `a.yaml:3: reason "s": collected does not know "always". Use one of: never.`},
		{keep + "reasons: {s: {promise: a, never: [date]}}\n",
			`a.yaml:3: reason "s": never: date cannot be checked, because it is not personal information by itself. Drop or withhold those columns instead.`},
		{keep + "reasons: {s: {promise: a, never: [public-body]}}\n",
			`a.yaml:3: reason "s": never: public-body cannot be checked, because it is not personal information by itself. Drop or withhold those columns instead.`},
		{head + "rules:\n  - {columns: [A], do: clean, holds: religion}\nreasons: {s: {promise: a, never: [sensitive]}}\n",
			`a.yaml:3: holds: religion breaks the promise "s". Remove the word, or use withhold or drop.`},
	} {
		_, err := Parse("a.yaml", []byte(tt.src))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s\n got %v\nwant %s", tt.src, err, tt.want)
		}
	}
	// Where only law withholds, a promise forbids nothing.
	mustParse(t, "a.yaml", "law: {pack: generic, channel: request}\nrules:\n  - {columns: [A], do: keep, holds: email}\nreasons: {e: {promise: a, never: [email]}, t: {promise: b, only: tables}}\n")
}

// TestListsAndPromises holds that a list keeps a value of a promised kind only
// where the promise excepts the list.
func TestListsAndPromises(t *testing.T) {
	src := "law: {pack: generic, channel: web}\nrules: [{columns: [text], do: clean}]\nlists: {staff: s.csv, keep: k.csv}\n" +
		"reasons: {e: {promise: No e-mail., never: [email], except: [staff]}}\n"
	lists := map[string]*List{
		"staff": {Name: "staff", Items: []ListItem{{Value: "@example.gov"}, {Value: "315-555-0100"}}},
		"keep":  {Name: "keep", Items: []ListItem{{Value: "pat@example.org"}, {Value: "315-555-0101"}}},
	}
	b := mustBind(t, mustParse(t, "a.yaml", src), textTable(), "generic", lists)
	r, _ := b.Fixed(0)
	for _, tt := range []struct {
		e     detect.Entity
		value string
		want  Action
	}{
		{detect.EmailAddress, "help@example.gov", KeepIt},
		{detect.EmailAddress, "pat@example.org", MaskIt},
		{detect.PhoneNumber, "315-555-0100", KeepIt},
		{detect.PhoneNumber, "315-555-0101", KeepIt},
	} {
		if d := b.Decide(r, Finding{Entity: tt.e, Likelihood: detect.VeryLikely, Value: tt.value}); d.Action != tt.want {
			t.Errorf("%s: action %d, want %d", tt.e, d.Action, tt.want)
		}
	}
}

// TestPromiseDoesNotTell holds that what a place is withheld for does not say
// which of the kinds that reveal something stood there.
func TestPromiseDoesNotTell(t *testing.T) {
	src := "about: {agency: City of Example}\nlaw: {pack: generic, channel: web, approved_by: X}\nrules: [{columns: [text], do: clean}]\n" +
		"reasons: {kids: {promise: We hold nothing about children., never: [minor, email]}}\n"
	b := mustBind(t, mustParse(t, "a.yaml", src), textTable(), "generic", nil)
	r, _ := b.Fixed(0)
	for e, want := range map[detect.Entity]string{
		detect.Minor:        "City promise: some personal information is never published",
		detect.EmailAddress: "City promise: we hold nothing about children",
	} {
		d := b.Decide(r, Finding{Entity: e, Likelihood: detect.Likely})
		if d.Ground == nil || d.Ground.Reason != want || d.Ground.Basis != exemptions.BasisPromise {
			t.Errorf("%s: %+v, want %s", e, d.Ground, want)
		}
	}
}

// textTable is a file with one column of mixed text.
func textTable() Table {
	tab := Table{}
	tab.add(col("text", detect.None, detect.ModePerCell))
	return tab
}

// TestFirmsMail holds that a column of firms' e-mail addresses is not left in by
// clean where a promise allows none.
func TestFirmsMail(t *testing.T) {
	tab := Table{}
	c := col("Vendor_Email", detect.EmailAddress, detect.ModeNone)
	c.Business = true
	tab.add(c)
	const src = "law: {pack: generic, channel: web}\ncolumns: {%s: [Vendor_Email]}\nlists: {s: s.csv}\nreasons: {e: {promise: None., never: [email]%s}}\n"
	for _, tt := range []struct{ verb, except, want string }{
		{"clean", "", `a.yaml:2: clean leaves the e-mail addresses of firms in "Vendor_Email", and the promise "e" allows none. Use withhold or drop, or name a list under except:.`},
		{"clean", ", except: [s]", ""},
		{"withhold", "", ""},
	} {
		p := mustParse(t, "a.yaml", fmt.Sprintf(src, tt.verb, tt.except))
		_, err := bindOne(p, pack(t, "generic"), tab, map[string]*List{"s": {Name: "s"}})
		if (err == nil) != (tt.want == "") || err != nil && err.Error() != tt.want {
			t.Errorf("%s%s: %v, want %s", tt.verb, tt.except, err, tt.want)
		}
	}
}
