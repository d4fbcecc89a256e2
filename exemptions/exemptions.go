// Package exemptions holds the law as data and the log that is attached to a
// release.
//
// A [Pack] is one jurisdiction's table of codes: what the law says, where, since
// when, who checked it. An [Entry] is one line of the exemption log. The package
// knows nothing of files, cells or detectors; kinds of information are the
// entity names of package detect as strings.
//
// Packs are defaults that an agency's counsel must adopt, not legal advice.
package exemptions

// Basis says what a withholding rests on. A policy choice is never printed as a
// statute.
type Basis string

// The bases, from the strongest. Law: the agency has no choice. Exemption: the
// agency may withhold. Balancing: it must show that the balance is clear.
const (
	BasisLaw       Basis = "law"
	BasisExemption Basis = "exemption"
	BasisBalancing Basis = "balancing"
	BasisFinding   Basis = "finding"
	BasisPromise   Basis = "promise"
	BasisPolicy    Basis = "policy"
	BasisConsent   Basis = "consent"
	BasisDefault   Basis = "default" // built-in defaults, not adopted
)

// Ground is why one place is withheld, resolved for one release: everything a
// label and a log entry say about the reason.
type Ground struct {
	Key     string `json:"key"`               // stable key: "ny.privacy", or the name of one of the policy's reasons
	Cite    string `json:"law,omitempty"`     // "NY POL 87(2)(b)"; "" where no law is claimed
	Label   string `json:"label"`             // short form in a label: the cite, "City promise", "City policy"
	Reason  string `json:"reason"`            // one clause in plain words
	Basis   Basis  `json:"basis"`             //
	Words   string `json:"basis_words"`       // as the public log prints it: "exemption (City may use it)"
	Finding string `json:"finding,omitempty"` // reference of the written finding
	Grade   string `json:"grade,omitempty"`   // V, P or M
}

// Release is the head of a log: what was released, by whom, under what.
type Release struct {
	ID         string   `json:"release_id"`
	Agency     string   `json:"agency"`
	Dataset    string   `json:"dataset"`
	Request    string   `json:"request,omitempty"`
	Channel    string   `json:"channel"` // web, request
	Pack       string   `json:"pack"`    // name@version
	Policy     string   `json:"policy"`  // file base name, or "built-in defaults, not adopted"
	ApprovedBy string   `json:"approved_by,omitempty"`
	ApprovedOn string   `json:"approved_on,omitempty"` // YYYY-MM-DD
	Contact    string   `json:"contact,omitempty"`
	AsOf       string   `json:"as_of"` // YYYY-MM-DD
	Tool       string   `json:"tool"`
	Key        string   `json:"key,omitempty"` // "" = no key: no input digest, no pseudonyms
	Warnings   []string `json:"warnings,omitempty"`

	Responsible string `json:"responsible,omitempty"` // name with title or position of who answers for a denial
	Received    string `json:"received,omitempty"`    // YYYY-MM-DD, of a request
	Sample      string `json:"sample,omitempty"`      // one sentence on cells that a person judged
	Promises    []Kept `json:"promises,omitempty"`    // promises that were held against the written files
}

// Kept is a promise to the public, and what was looked for in the released files
// to hold it.
type Kept struct {
	Key    string   `json:"key"`                // the policy's reason
	Text   string   `json:"text"`               // as it was given
	Never  []string `json:"never,omitempty"`    // entities that no released file may hold
	Tables bool     `json:"tables,omitempty"`   // no row is released, only tables
	Stays  int64    `json:"excepted"`           // finds that the promise itself excepts (staff)
	Firms  int64    `json:"of_firms,omitempty"` // telephone numbers and places in columns of firms or public bodies
	Says   string   `json:"says"`               // in words: "no e-mail address was found in 3 files; 12 that the promise excepts stay"
}

// Entry is one line of the public log: a place, or a range of places, that is
// withheld, left out or made less exact, and why. It holds no withheld value.
// Places are in the coordinates of the released file.
type Entry struct {
	N         int64    `json:"entry"`
	File      string   `json:"file"`            // released name
	Part      string   `json:"part,omitempty"`  // sheet
	Row       int64    `json:"row,omitempty"`   // record number in the released file; 0 = a range or left out
	RowID     string   `json:"row_id"`          // the id as released, "row 5" without one, "all", "not listed"
	Columns   []string `json:"columns"`         // unique names in the source's header
	Entity    string   `json:"-"`               // detect's name; internal log only
	What      string   `json:"what"`            // "telephone number"
	Action    Action   `json:"action"`          //
	Cells     int64    `json:"cells"`           // cells affected; rows for a row that is left out
	Labels    int64    `json:"labels"`          // labels in the released file that this entry covers
	Label     string   `json:"label,omitempty"` // their text; "" where nothing is written
	Ground    Ground   `json:"ground"`
	DecidedBy string   `json:"decided_by"` // "Chief Data Officer (rule)", "J. Roe (person)"
	DecidedOn string   `json:"decided_on"` // YYYY-MM-DD
}

// Action is what was done, in the words of the log.
type Action string

// The actions. ShownAs is followed by what is shown: "shown as hundred block".
const (
	Masked    Action = "masked in text"
	Withheld  Action = "withheld"
	ColumnOut Action = "column left out"
	RowOut    Action = "row left out"
	Coded     Action = "shown as a code"
	ShownAs   Action = "shown as " // + unit
)

// Column is one line of the log's account of a file's columns.
type Column struct {
	Name     string           `json:"name"`                       // unique name in the source
	Index    int              `json:"index"`                      // 0-based in the source
	Out      int              `json:"out"`                        // 0-based in the released file; -1 = left out
	Verb     string           `json:"verb"`                       // keep, clean, withhold, drop, coarsen, code, rules
	Holds    []string         `json:"holds,omitempty"`            // entities that a decision keeps
	Kept     map[string]int64 `json:"kept,omitempty"`             // matches left in the released column, by entity
	Decided  map[string]int64 `json:"kept_by_decision,omitempty"` // finds, the header known, that a decision left in
	Cells    int64            `json:"cells"`                      // non-blank cells released
	Changed  int64            `json:"changed"`                    // of them masked, withheld or made less exact
	Names    string           `json:"names,omitempty"`            // which names count that no header speaks of: detect.Reading
	Firms    bool             `json:"of_firms,omitempty"`         // how to reach firms or public bodies, which is public
	Added    bool             `json:"added,omitempty"`            // companion column
	Preexist int64            `json:"preexisting_labels,omitempty"`
}

// File is one released file's account.
type File struct {
	Name      string            `json:"name"` // released base name
	Part      string            `json:"part,omitempty"`
	Format    string            `json:"format"` // "csv"
	Describe  map[string]string `json:"describe"`
	RowsIn    int64             `json:"rows_in"`  // data records read
	RowsOut   int64             `json:"rows_out"` // data records released
	HeaderRow int64             `json:"header_row"`
	Records   int64             `json:"records"` // all records of the released file, titles and blanks too
	Columns   []Column          `json:"columns"`
	Notes     []string          `json:"notes,omitempty"`
	Labels    int64             `json:"labels"`
	Table     *Table            `json:"table,omitempty"` // set for a table of counts, which comes from all inputs
	Risk      *Risk             `json:"risk,omitempty"`  // of released rows
}

// Risk says how rare the rows of a released file are among each other, judged by
// columns that somebody may know of a person (quasi-identifiers).
type Risk struct {
	Columns  []string `json:"columns"`  // as released
	Declared bool     `json:"declared"` // by the policy; else proposed by their headers and values
	Rows     int64    `json:"rows"`
	Classes  int64    `json:"classes"`  // different combinations
	Smallest int64    `json:"smallest"` // rows in the rarest combination: k
	Unique   int64    `json:"unique"`   // rows that are alone in theirs
	Below5   int64    `json:"below_5"`  // rows in combinations of fewer than five
	Below11  int64    `json:"below_11"`
}

// Summary is one line of the first page: entries with the same reason, kind,
// file and column taken together.
type Summary struct {
	Ground  Ground   `json:"ground"`
	What    string   `json:"what"`
	Action  Action   `json:"action"`
	Label   string   `json:"label,omitempty"` // text of the label; "" where nothing is written
	File    string   `json:"file"`
	Columns []string `json:"columns"`
	Cells   int64    `json:"cells"`
	Rows    int64    `json:"rows"`
	Total   int64    `json:"total"` // released cells of these columns, for the share
}
