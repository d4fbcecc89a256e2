// Package policy is the file that an agency writes: parse it strictly, bind it
// to the columns of a file, and decide, purely and totally, what happens to a
// cell and to a match in it. See ../../docs/policy.md for the language.
//
// Errors name file and line, the nearest valid name and the next command, and
// never a cell value.
package policy

import (
	"time"

	"vaughn/detect"
	"vaughn/exemptions"
)

// Verb is what a rule does with a cell.
type Verb string

// The verbs, and no others.
const (
	Keep     Verb = "keep"
	Clean    Verb = "clean"
	Withhold Verb = "withhold"
	Drop     Verb = "drop"
	Coarsen  Verb = "coarsen"
	Code     Verb = "code"
	DropRow  Verb = "drop-row"
	Ask      Verb = "ask"
)

// Channel is how the release reaches people.
type Channel string

// The channels. On Request only law withholds.
const (
	Web        Channel = "web"
	Request    Channel = "request"
	Inspection Channel = "inspection"
)

// Policy is a parsed file. Every value is text, as written.
type Policy struct {
	File      string // base name, "" for the built-in defaults
	Source    []byte // the file's bytes; nil for the built-in defaults
	About     About
	Law       Law
	Input     Input
	Columns   []ColumnRule // one per column named under columns:, in file order
	Rules     []Rule       // in file order; the first that fits counts
	Reasons   map[string]Reason
	Lists     map[string]string // name → path, relative to the policy file
	Examples  Examples
	Undecided string    // withhold | stop; "" = by channel (web withhold, request stop)
	Patterns  []Pattern // the agency's own patterns
	Release   []string  // rows, tables; empty = rows

	Aggregates []Aggregate // in file order
	Roles      []RoleRule  // in file order

	lines   map[string]int // key ("law.pack") → line, for errors after Parse
	listed  []listLine     // Lists in file order
	builtin bool           // made by Builtin, not written by anybody
}

// listLine is one item under lists:.
type listLine struct {
	name string
	line int
}

// About says who releases what.
type About struct{ Agency, Dataset, Request, Received, DecidedBy, Contact string }

// Law selects the pack.
type Law struct{ Pack, Channel, ApprovedBy, Date, Until string }

// Input says what the files look like.
type Input struct {
	Preset, RowID, Unlisted, NotOlderThan, TimeZone, Files, Sheet string
	HeaderRow, Encoding, Delimiter, Ragged                        string
	LeaveOut                                                      []Cond // rows to leave out
	RowsAre                                                       string // people | things; "" = not said
	QuasiIdentifiers                                              []string
	PublishedAt                                                   string // where the source shows its text already; "" = nowhere
}

// ColumnRule is one name under columns:.
type ColumnRule struct {
	Name string
	Verb Verb
	Line int
}

// RoleRule says in what capacity the people of a column stand in the record, one
// per column named under roles:.
type RoleRule struct {
	Column, Role string // Role is one of exemptions.Roles
	Line         int
}

// Rule is one item under rules:.
type Rule struct {
	Columns []string
	When    []Cond // all must fit
	Do      Verb
	To      string   // coarsen: year, month, hundred-block, zip, zip3, "3 decimals"
	Why     string   // pack code or key of Reasons
	Holds   []string // words: name, address, place, phone, email …
	Line    int
}

// Cond is one line of when: the column's text, case ignored, is one of Values;
// "blank" fits an empty cell, "*text*" one that holds the text, "*" any text;
// List names a list.
type Cond struct {
	Column string
	Values []string
	Blank  bool
	List   string
	Line   int
}

// Reason is one of the policy's own reasons. Exactly one of Promise, Policy,
// Finding, Consent and Code is set.
type Reason struct {
	Key                               string
	Promise, Policy, Finding, Consent string
	Code                              string // of the pack; somebody confirmed that it may be used
	For, By, ConfirmedBy, Date        string
	Never, Except                     []string
	Tables                            bool // of a promise: only tables are released
	NotCollected                      bool // of a promise: the kinds of Never should not be in the input either
	Line                              int
}

// Examples are run on load and by vaughn test.
type Examples struct {
	Mask, Keep []string
	Line       int
}

// Pattern is an agency's own shape: regexp2 syntax, run under a time-out.
type Pattern struct {
	Entity detect.Entity
	Expr   string
	Label  []string // whole words that must stand in the header or before it; empty = none needed
	Line   int
}

// List is a CSV list kept by the agency: value, reason, by, until; or one of
// keyed codes, which are then the values of its items.
type List struct {
	Name  string
	Items []ListItem
	KeyID string // of a keyed list: the key that made it; "" = a CSV list

	keyed   *keyedIndex // nil without the key
	counted bool        // see CountOnly
}

// ListItem is one row of a list.
type ListItem struct {
	Value, Reason, By string
	Until             time.Time // zero = no end
	Line              int       // of the file
}

// Input column as Bind sees it: the header, and what the profile found.
// (Column.Name is the unique name of formats.Part.Names.)

// Bound is a policy bound to one file: every column has its rules, every name
// was found. It is immutable and safe for concurrent use.
type Bound struct {
	Channel   Channel
	Pack      *exemptions.Pack
	Columns   []BoundColumn
	RowID     int // input column of the row id; -1 = none
	LeaveOut  []BoundCond
	Undecided string // withhold | stop
	Warnings  []string
	Advice    []string         // what only the author of the policy can act on: for who runs the release, not for who receives it
	File      string           // base name of the policy; "" for the built-in defaults
	Tables    []BoundAggregate // in the order of Policy.Aggregates
	Quasi     []int            // input columns of input.quasi_identifiers that this file has
	behind    []string         // law, promises and lists, in lines for Explain
	noRows    bool             // no row is released
	decide    *decider
}

// BoundColumn is one input column with the rules that may apply to it, in
// order; the last one has no condition.
type BoundColumn struct {
	Index int
	Name  string
	Info  *detect.Column
	Role  string // of exemptions.Roles: in what capacity its people stand here; "" = not known
	Rules []*BoundRule
	shown string // the name as a message may show it
}

// BoundRule is a rule with its columns resolved and its reason looked up.
type BoundRule struct {
	ID     int    // 0-based, unique in the Bound
	Origin string // "syrcityline.yaml:9", "preset water-bills: customer name", "unlisted", "built-in"
	When   []BoundCond
	Do     Verb
	To     string
	Group  []int              // columns handled together by this rule (input indices, sorted)
	Why    *exemptions.Ground // nil = the pack's default for the entity
	Holds  [detect.NumEntities]bool
	By     string // who decided, for the log: "Chief Data Officer (rule)"
	On     string // date, YYYY-MM-DD

	Person bool // a person decided about single values: the rule is not that of every cell
	Asked  bool // a person decided about the column: what was decided about a single value of it comes first
}

// BoundCond is a condition on one input column.
type BoundCond struct {
	Col    int
	Values map[string]bool // lower case, trimmed
	Blank  bool
	few    []string // Values, sorted, where comparing each is faster than looking up
	inside [][]byte // folded texts that fit wherever they stand in the cell
	any    bool     // "*": any text fits
	list   *lookup  // nil = no list
}

// Action is what happens to one match.
type Action uint8

// The actions. The zero value withholds: a decision that was not made fails closed.
const (
	MaskIt    Action = iota
	KeepIt           // a decision, a hold or the default keeps it
	AskIt            // a person decides: exit 7 (undecided: stop)
	StopIt           // the find is not allowed here: nothing is released
	DropRowIt        // the row is left out
)

// Finding is what Decide is asked about: one match in one cell.
type Finding struct {
	Column     int // input column
	Entity     detect.Entity
	Likelihood detect.Likelihood
	Value      string // looked up in lists; never kept
}

// Decision is the answer. Ground is set whenever something is withheld.
type Decision struct {
	Action Action
	Ground *exemptions.Ground
	Rule   *BoundRule
	List   string // the list that decided, "" = none
}
