package policy

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// weekly is a whole policy for the web; line numbers are part of the tests.
const weekly = `# sr.yaml
about:    {vaughn: 1, agency: "City of Example, NY", dataset: service requests, contact: data@example.org}
law:      {pack: ny-foil-muni, channel: web, approved_by: Chief Data Officer, date: 2026-11-20, until: 2027-06-30}
input:    {preset: service-requests, row_id: Id, unlisted: stop, not_older_than: 36h, leave_out: {Status: [Draft, Test]}}
columns:
  keep:  [Id, Status, Request_Type]
  clean: [Description]
  drop:  [Reporter_Email, Anonymous]
rules:
  - {columns: [Display_Name], when: {Anonymous: ["N", No, 0, false]}, do: keep, holds: name}
  - {columns: [Display_Name], do: withhold, why: display-name}
  - {columns: [Address, Lat, Lng], when: {Request_Type: [Bulk Items]}, do: coarsen, to: hundred-block, why: home-place}
  - {columns: [Address, Lat, Lng], do: keep, holds: place}
reasons:
  email:        {promise: "Your email address will never be displayed publicly.", never: [email], except: [staff]}
  display-name: {promise: "Your display name will be visible unless you choose to submit as anonymous."}
  home-place:   {policy: "A request made from a home shows the block, not the house."}
lists:    {staff: lists/city-staff.csv}
examples: {mask: ["neighbor Pat Doe, 315-555-0142"], keep: ["Bear St & N Salina St", "permit 2026-00412"]}
`

// request is a whole policy for one public-records request.
const request = `about:   {vaughn: 1, agency: "City of Example, CA", request: PRA-2026-0147, received: 2026-11-09, decided_by: "Maria Alvarez, City Clerk"}
law:     {pack: ca-cpra, channel: request}
input:   {preset: water-bills, files: "water bills FY26.xlsx", sheet: Bills, header_row: 4, row_id: row, unlisted: ask}
columns: {withhold: [Mailing Address, Phone], clean: [Notes], drop: [SSN Last 4], keep: [Customer Class, Usage HCF]}
rules:
  - {columns: [Customer Name, Service Address], when: {Account No: list water-board}, do: ask}
  - {columns: [Customer Name, Service Address], when: {Customer Class: [City, School District]}, do: keep, holds: public-body}
  - {columns: [Account No, Meter No], do: withhold, why: F-1}
reasons: {F-1: {finding: findings/F-1.txt, for: CA 7922.000, by: City Attorney, date: 2026-11-12}}
lists:   {staff: lists/city-staff.csv, water-board: lists/water-board.csv}
`

func mustParse(t testing.TB, file, src string) *Policy {
	t.Helper()
	p, err := Parse(file, []byte(src))
	if err != nil {
		t.Fatalf("Parse(%s): %v", file, err)
	}
	return p
}

func TestParseWholePolicies(t *testing.T) {
	p := mustParse(t, "dir/sr.yaml", weekly)
	if p.File != "sr.yaml" || string(p.Source) != weekly {
		t.Errorf("File = %q, Source of %d bytes", p.File, len(p.Source))
	}
	if len(p.Columns) != 6 || p.Columns[3] != (ColumnRule{"Description", Clean, 7}) {
		t.Errorf("Columns = %+v", p.Columns)
	}
	want := Rule{Columns: []string{"Display_Name"}, When: []Cond{{Column: "Anonymous", Values: []string{"N", "No", "0", "false"}, Line: 10}},
		Do: Keep, Holds: []string{"name"}, Line: 10}
	if d := cmp.Diff(want, p.Rules[0]); d != "" {
		t.Errorf("rule 1 (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]Cond{{Column: "Status", Values: []string{"Draft", "Test"}, Line: 4}}, p.Input.LeaveOut); d != "" {
		t.Errorf("leave_out (-want +got):\n%s", d)
	}
	if age, ok := p.MaxAge(); !ok || age != 36*time.Hour {
		t.Errorf("MaxAge = %v, %v", age, ok)
	}
	r := mustParse(t, "PRA.yaml", request)
	if c := r.Rules[0].When[0]; c.List != "water-board" || len(c.Values) != 0 {
		t.Errorf("list condition = %+v", c)
	}
	if r.Input.HeaderAt() != 4 || r.Reasons["F-1"].For != "CA 7922.000" || r.About.DecidedBy != "Maria Alvarez, City Clerk" {
		t.Errorf("request policy read as %+v %+v %+v", r.Input, r.Reasons, r.About)
	}
	if d := cmp.Diff([]string{"findings/F-1.txt"}, r.Findings()); d != "" {
		t.Error(d)
	}
}

// TestSharedPolicies reads the whole policies of the design page itself.
func TestSharedPolicies(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "POLICY.md"))
	if err != nil {
		t.Skip("the design page POLICY.md is not beside the repository")
	}
	blocks := strings.Split(string(src), "```yaml\n")
	if len(blocks) < 4 {
		t.Fatalf("POLICY.md has %d YAML blocks, want 3", len(blocks)-1)
	}
	first, _, _ := strings.Cut(blocks[1], "```")
	for i := range 3 {
		body, _, _ := strings.Cut(blocks[i+1], "```")
		if i == 2 {
			body = first + body // the page says: appended to the first
		}
		p, err := Parse("p.yaml", []byte(body))
		if err != nil {
			t.Errorf("policy %d: %v", i+1, err)
		} else if i == 2 && (len(p.Aggregates) != 1 || p.ReleasesRows() || !p.ReleasesTables()) {
			t.Errorf("policy with tables read as %v %+v", p.Release, p.Aggregates)
		}
	}
}

// TestScalarsKeepTheirText holds what YAML libraries like to change.
func TestScalarsKeepTheirText(t *testing.T) {
	values := []string{"N", "no", "0", "01234", "7927.410", "1_000", "0x1F", "1e3", "2026-11-23", "true", "~", "null", ".5", "12:30", "+1", "Off"}
	src := "law: {pack: generic, channel: web}\nrules:\n  - {columns: [A], when: {B: [" + strings.Join(values, ", ") + "]}, do: keep}\n"
	p := mustParse(t, "sr.yaml", src)
	if d := cmp.Diff(values, p.Rules[0].When[0].Values); d != "" {
		t.Errorf("values changed (-want +got):\n%s", d)
	}
}

const head = "law: {pack: generic, channel: web}\n"

// TestParseRefusals holds the sentences, word by word.
func TestParseRefusals(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"choose pack", "about: {vaughn: 1}\nlaw:\n  pack: CHOOSE\n  channel: web\ncolumns: {keep: [A]}\n",
			"sr.yaml:3: law.pack still says CHOOSE. Put the name of your pack (vaughn list exemptions)."},
		{"choose channel", "law:\n  pack: generic\n  channel: CHOOSE\ncolumns: {keep: [A]}\n",
			"sr.yaml:3: law.channel still says CHOOSE. Put web (everybody may read it) or request (one person asked)."},
		{"no law", "columns: {keep: [A]}\n",
			"sr.yaml: law.pack is missing. Add law: {pack: NAME, channel: web} (vaughn list exemptions).\n" +
				"sr.yaml: law.channel is missing. Add channel: web or channel: request."},
		{"policy on request", "law: {pack: ca-cpra, channel: request}\n\n\n\n\n\n\nrules:\n  - {columns: [Address], do: coarsen, to: hundred-block, why: home-place}\nreasons: {home-place: {policy: \"Shows the block.\"}}\n",
			`sr.yaml:9: "home-place" is a policy. On channel "request" only a law can withhold. Use a code (vaughn list exemptions ca-cpra) or ask.`},
		{"promise on request", "law: {pack: ca-cpra, channel: request}\nrules:\n  - {columns: [A], do: drop, why: p}\nreasons: {p: {promise: \"Never.\"}}\n",
			`sr.yaml:3: "p" is a promise. On channel "request" only a law can withhold. Use a code (vaughn list exemptions ca-cpra) or ask.`},
		{"unknown key", head + "colums: {keep: [A]}\ncolumns: {keep: [A]}\n",
			`sr.yaml:2: the policy has no key "colums". Did you mean "columns"? Keys: about, law, input, columns, rules, reasons, lists, examples, undecided, roles, patterns, release, aggregate.`},
		{"unknown key inside", "law: {pack: generic, chanel: web, channel: web}\ncolumns: {keep: [A]}\n",
			`sr.yaml:1: law has no key "chanel". Did you mean "channel"? Keys: pack, channel, approved_by, date, until.`},
		{"duplicate key", head + "columns: {keep: [A]}\ncolumns: {keep: [B]}\n",
			`sr.yaml:3: "columns" stands twice in the policy; the first is on line 2. Remove one.`},
		{"unknown verb", head + "columns: {withold: [A]}\n",
			`sr.yaml:2: columns: "withold" is not a verb. Did you mean "withhold"? Verbs: keep, clean, withhold, drop, code, ask.`},
		{"coarsen under columns", head + "columns: {coarsen: [A]}\n",
			`sr.yaml:2: coarsen needs to:, so it stands under rules: - {columns: […], do: coarsen, to: hundred-block}.`},
		{"column twice", head + "columns:\n  keep: [A]\n  drop: [A]\n",
			`sr.yaml:4: "A" is named twice: line 3 already decides it for every row. Remove one.`},
		{"column and rule", head + "columns: {keep: [A]}\nrules:\n  - {columns: [A], do: withhold}\n",
			`sr.yaml:2: "A" is named twice: line 4 already decides it for every row. Remove one.`},
		{"dropped but kept for some", head + "columns: {drop: [A]}\nrules:\n  - {columns: [A], when: {B: x}, do: keep}\n",
			`sr.yaml:2: "A" is left out as a column, but the rule on line 4 uses it for some rows. Use withhold here, or remove the rule.`},
		{"never reached", head + "rules:\n  - {columns: [A], do: withhold}\n  - {columns: [A], when: {B: x}, do: keep}\n",
			`sr.yaml:4: The rule is never reached: line 3 already decides these columns for every row. Put this rule first, or remove it.`},
		{"drop by row", head + "rules:\n  - {columns: [A], when: {B: x}, do: drop}\n",
			`sr.yaml:3: drop leaves out the whole column, so it cannot depend on the row. Use withhold, or drop-row.`},
		{"drop-row without when", head + "rules:\n  - {columns: [A], do: drop-row}\n",
			`sr.yaml:3: drop-row without when: would leave out every row. Add when: {COLUMN: VALUE}.`},
		{"coarsen how", head + "rules:\n  - {columns: [A], do: coarsen}\n",
			`sr.yaml:3: coarsen does not say how far. Add to: year | month | hundred-block | zip | zip3 | age-band | network | web-site or "3 decimals".`},
		{"coarsen to", head + "rules:\n  - {columns: [A], do: coarsen, to: hundredblock}\n",
			`sr.yaml:3: to: does not know "hundredblock". Did you mean "hundred-block"? Use one of: year, month, hundred-block, zip, zip3, age-band, network, web-site, 0 decimals … 4 decimals.`},
		{"holds word", head + "rules:\n  - {columns: [A], do: keep, holds: [nam]}\n",
			`sr.yaml:3: holds does not know "nam". Did you mean "name"? Words: ` + strings.Join(Words(), ", ") + "."},
		{"unknown list", head + "rules:\n  - {columns: [A], when: {B: list staf}, do: keep}\nlists: {staff: a.csv}\n",
			`sr.yaml:3: when names the list "staf", which does not stand under lists:. Did you mean "staff"? Add it there: lists: {NAME: FILE.csv}.`},
		{"tables", head + "columns: {keep: [A]}\nrelease: [tables]\n",
			"sr.yaml:3: release asks for tables, and none is described. Add aggregate: - {table: NAME, by: […], show: {…}, hide: {below: 11}}, or write release: [rows]."},
		{"reason of two kinds", head + "columns: {keep: [A]}\nreasons: {r: {promise: a, policy: b}}\n",
			`sr.yaml:3: reason "r" needs exactly one of promise, policy, finding, consent and code.`},
		{"never kept", head + "rules:\n  - {columns: [A], do: keep, holds: email}\nreasons: {e: {promise: a, never: [email]}}\n",
			`sr.yaml:3: holds: email breaks the promise "e". Remove the word, or use withhold or drop.`},
		{"empty", "# nothing\n", `sr.yaml: The file is empty. Write one with: vaughn init FILE -o "sr.yaml".`},
		{"a list", "- a\n", `sr.yaml:1: A policy begins with keys such as about:, law: and columns:. Write one with: vaughn init FILE -o policy.yaml.`},
		{"tab", "law: {pack: generic, channel: web}\ncolumns:\n\tkeep: [A]\n", `sr.yaml:3: A tab stands at the beginning of this line. Use spaces.`},
		{"colon", "about: a: b\n", `sr.yaml:1: There is a second ": " on this line. Put the text after the first one in quotes.`},
		{"alias", "a: &x [1]\nb: *x\n", `sr.yaml:1: Anchors and aliases (& and *) are not part of the policy language. Write the text out, or put it in quotes.`},
		{"tag", "law: !x {pack: generic}\n", `sr.yaml:1: Tags (!) are not part of the policy language. Remove it, or put the text in quotes.`},
		{"merge", "<<: {a: b}\n", `sr.yaml:1: Merge keys (<<) are not part of the policy language. Write the keys out.`},
		{"two documents", head + "---\na: b\n", `sr.yaml:2: A second document begins here (---). A policy is one document; remove the line.`},
		{"utf-16", "\xff\xfea\x00", `sr.yaml: The file is saved as "Unicode" (UTF-16). Save it again as UTF-8.`},
		{"not utf-8", "a: b\nc: \xff\n", `sr.yaml:2: The line holds a letter that is not UTF-8. Save the file again as UTF-8.`},
		{"no value", "law: {pack: generic, channel: web, date: }\ncolumns: {keep: [A]}\n", `sr.yaml:1: law.date has no value. Write one, or remove the line.`},
		{"a date", "law: {pack: generic, channel: web, date: 20.11.2026}\ncolumns: {keep: [A]}\n", `sr.yaml:1: law.date needs a day as YYYY-MM-DD, for example 2026-11-23.`},
		{"an age", head + "input: {not_older_than: 2 weeks}\ncolumns: {keep: [A]}\n", `sr.yaml:2: input.not_older_than needs a number with h (hours) or d (days), for example 36h or 5d.`},
		{"rule without do", head + "rules:\n  - {columns: [A]}\n", `sr.yaml:3: The rule does not say what to do. Add do: keep | clean | withhold | drop | coarsen | code | drop-row | ask.`},
		{"rule without columns", head + "rules:\n  - {do: keep}\n", `sr.yaml:3: The rule names no column. Add columns: [NAME].`},
		{"to without coarsen", head + "rules:\n  - {columns: [A], do: keep, to: year}\n", `sr.yaml:3: to: belongs to coarsen; keep does not use it. Remove to:, or write do: coarsen.`},
		{"holds with withhold", head + "rules:\n  - {columns: [A], do: withhold, holds: name}\n", `sr.yaml:3: holds: belongs to keep and clean; withhold does not use it. Remove holds:.`},
		{"column twice in a rule", head + "rules:\n  - {columns: [A, A], do: withhold}\n", `sr.yaml:3: "A" stands twice in this rule. Remove one.`},
		{"rules as keys", head + "rules: {columns: [A]}\n", `sr.yaml:2: rules needs a list; each item begins with a dash: - {columns: [A], do: withhold}.`},
		{"drop-row under columns", head + "columns: {drop-row: [A]}\n", `sr.yaml:2: drop-row needs when:, so it stands under rules: - {columns: […], when: {…}, do: drop-row}.`},
		{"two lists", head + "rules:\n  - {columns: [A], when: {B: [list x, list y]}, do: keep}\nlists: {x: a, y: b}\n", `sr.yaml:3: when "B" names two lists; one is allowed.`},
		{"empty when", head + "rules:\n  - {columns: [A], when: {}, do: keep}\n", `sr.yaml:3: when is empty. Name a column and its values, or remove it.`},
		{"never without promise", head + "columns: {keep: [A]}\nreasons: {r: {policy: a, never: [email]}}\n", `sr.yaml:3: reason "r": never belongs to a promise.`},
		{"except without never", head + "columns: {keep: [A]}\nreasons: {r: {promise: a, except: [x]}}\nlists: {x: a}\n", `sr.yaml:3: reason "r": except belongs to never.`},
		{"finding without law", head + "columns: {keep: [A]}\nreasons: {r: {finding: a}}\n", `sr.yaml:3: reason "r": a finding is made under a law. Add for: CODE (vaughn list exemptions).`},
		{"for without finding", head + "columns: {keep: [A]}\nreasons: {r: {policy: a, for: b}}\n", `sr.yaml:3: reason "r": for belongs to a finding; it names the law that the finding is made under.`},
		{"consent on request", "law: {pack: ca-cpra, channel: request}\nrules: [{columns: [A], do: withhold, why: r}]\nreasons: {r: {consent: a}}\n",
			`sr.yaml:2: "r" is a consent. On channel "request" only a law can withhold. Use a code (vaughn list exemptions ca-cpra) or ask.`},
		{"until before date", "law: {pack: generic, channel: web, date: 2026-11-20, until: 2026-11-19}\ncolumns: {keep: [A]}\n", `sr.yaml:1: law.until is before law.date.`},
		{"version", head + "about: {vaughn: 2}\ncolumns: {keep: [A]}\n", `sr.yaml:2: about.vaughn is the version of the policy language; this program knows 1.`},
		{"header row", head + "input: {header_row: 0}\ncolumns: {keep: [A]}\n", `sr.yaml:2: input.header_row needs the number of the row with the column names, 1 or more, or none.`},
		{"pattern without expr", head + "columns: {keep: [A]}\npatterns: [{entity: VIN}]\n", `sr.yaml:3: A pattern needs entity: and expr:. Entities: vaughn list entities.`},
		{"patterns as keys", head + "columns: {keep: [A]}\npatterns: {entity: VIN}\n", `sr.yaml:3: patterns needs a list; each item begins with a dash: - {entity: ACCOUNT_NUMBER, expr: '…'}.`},
		{"release word", head + "columns: {keep: [A]}\nrelease: row\n", `sr.yaml:3: release does not know "row". Did you mean "rows"? Use rows, tables or both.`},
		{"preset", head + "input: {preset: service-request}\ncolumns: {keep: [A]}\n", `sr.yaml:2: input.preset does not know "service-request". Did you mean "service-requests"? Use one of: ` + strings.Join(Presets(), ", ") + "."},
		{"section without keys", "law: generic\ncolumns: {keep: [A]}\n", "sr.yaml:1: law needs keys, for example law: {pack: …}.\nsr.yaml:1: law.pack is missing. Add law: {pack: NAME, channel: web} (vaughn list exemptions).\nsr.yaml:1: law.channel is missing. Add channel: web or channel: request."},
		{"no column", head, `sr.yaml: The policy names no column. Add columns: {keep: […], clean: […], withhold: […], drop: […]}.`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Parse("sr.yaml", []byte(tt.src))
			if err == nil {
				t.Fatalf("Parse succeeded: %+v", p)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestParseCollectsTenErrors(t *testing.T) {
	src := head + "columns:\n"
	for i := range 15 {
		src += "  bad" + string(rune('a'+i)) + ": [A]\n"
	}
	_, err := Parse("sr.yaml", []byte(src))
	var es Errors
	if !errors.As(err, &es) || len(es) != maxErrors {
		t.Fatalf("got %d errors, want %d: %v", len(es), maxErrors, err)
	}
	for i := 1; i < len(es); i++ {
		if es[i].Line < es[i-1].Line {
			t.Errorf("errors are not in the order of the lines: %d before %d", es[i-1].Line, es[i].Line)
		}
	}
}

// TestErrorsRepeatNoValue puts a value where a name, a word or a text belongs
// and looks for it in the refusal.
func TestErrorsRepeatNoValue(t *testing.T) {
	const canary = "078-05-1120"
	places := []string{
		"%: {keep: [A]}\n", "law: {pack: generic, channel: %}\n", "law: {pack: generic, %: x}\n",
		head + "columns: {%: [A]}\n", head + "columns: {keep: {%: x}}\n", head + "columns: {keep: [A, A, %, %]}\n",
		head + "rules: [{columns: [%, %], do: %}]\n", head + "rules: [{columns: [A], do: coarsen, to: %}]\n",
		head + "rules: [{columns: [A], do: keep, holds: %}]\n", head + "rules: [{columns: [A], when: {%: {x: y}}, do: keep}]\n",
		head + "rules: [{columns: [A], when: {B: list %}, do: keep}]\n", head + "rules: [{columns: [A], when: {B: [%, [%]]}, do: keep}]\n",
		head + "reasons: {%: {promise: a, finding: b}}\n", head + "reasons: {r: {promise: %, %: x}}\n", head + "reasons: {r: {date: %}}\n",
		head + "lists: {%: {}}\n", head + "examples: {mask: {%: x}}\n", head + "undecided: %\n", head + "patterns: [{entity: %, expr: x}]\n",
		head + "input: {not_older_than: %}\n", head + "input: {header_row: %}\n", head + "input: {preset: %, encoding: %}\n", head + "release: [%]\n",
		"a: \"%\n", "a: %: %\n", "a: [%\n", "\t%: x\n", "a: @%\n", "*%\n", "law: &% x\n", "--- %\n--- %\n",
	}
	for _, src := range places {
		_, err := Parse("sr.yaml", []byte(strings.ReplaceAll(src, "%", canary)))
		if err == nil {
			t.Errorf("no refusal for %q", src)
			continue
		}
		if strings.Contains(err.Error(), canary) {
			t.Errorf("%q: the refusal repeats the value: %v", src, err)
		}
	}
}

func TestAges(t *testing.T) {
	p := &Policy{Input: Input{NotOlderThan: "36h"}}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	if err := p.CheckAge("sr.csv", now.Add(-36*time.Hour), now); err != nil {
		t.Errorf("exactly 36 hours: %v", err)
	}
	err := p.CheckAge("sr.csv", now.Add(-5*24*time.Hour-time.Hour), now)
	if err == nil || err.Error() != "sr.csv is 5 days old (limit 36h). The last release stays." {
		t.Errorf("five days: %v", err)
	}
	if k, _ := KindOf(err); k != Drift {
		t.Errorf("kind = %q", k)
	}
	if err := p.CheckAge("sr.csv", now.Add(-37*time.Hour), now); err == nil || !strings.Contains(err.Error(), "37 hours") {
		t.Errorf("37 hours: %v", err)
	}
	for s, want := range map[string]time.Duration{"36h": 36 * time.Hour, "5d": 120 * time.Hour, "": 0, "5": 0, "-1h": 0, "0d": 0, "5w": 0, "9223372036854775807d": 0} {
		if got, ok := parseAge(s); got != want || ok != (want > 0) {
			t.Errorf("parseAge(%q) = %v, %v", s, got, ok)
		}
	}
}

func TestAccessors(t *testing.T) {
	p := mustParse(t, "sr.yaml", head+"input: {delimiter: semicolon, header_row: none, ragged: accept}\ncolumns: {keep: [A], code: [B]}\n"+
		"patterns: [{entity: ACCOUNT_NUMBER, expr: '\\d{6}', label: acct}]\nlists: {b: x.csv, a: y.keyed}\n")
	if p.Input.Delim() != ';' || p.Input.HeaderAt() != -1 || !p.Input.AcceptRagged() || p.Columns[1].Verb != Code || p.Adopted() {
		t.Errorf("input read as %+v", p.Input)
	}
	if ps := p.DetectPatterns(); len(ps) != 1 || ps[0].Expr != `\d{6}` || !cmp.Equal(ps[0].Labels, []string{"acct"}) {
		t.Errorf("patterns = %+v", ps)
	}
	if d := cmp.Diff([]ListFile{{"b", "x.csv", false, 5}, {"a", "y.keyed", true, 5}}, p.ListFiles()); d != "" {
		t.Error(d)
	}
	empty := mustParse(t, "sr.yaml", head+"columns: {keep: [A]}\n")
	if _, ok := empty.MaxAge(); ok || empty.Input.Delim() != 0 || empty.Input.HeaderAt() != 0 || empty.Input.AcceptRagged() || empty.Columns[0].Verb == Code {
		t.Error("what is not set is set")
	}
	for word, want := range map[string]byte{"comma": ',', "tab": '\t', "pipe": '|', "x": 0} {
		if got := (Input{Delimiter: word}).Delim(); got != want {
			t.Errorf("delimiter %s = %q", word, got)
		}
	}
	if len(Verbs()) != 8 || Verbs()[0].Verb != Keep {
		t.Errorf("verbs = %+v", Verbs())
	}
}
