package exemptions

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"vaughn/exemptions/words"
)

//go:embed packs/*.yaml
var packFiles embed.FS

// Choice says how much room a law leaves to the agency.
type Choice string

// The choices. Mandatory: the record may not be given out. Discretionary: the
// agency may withhold. Balanced: it may, if it shows on the facts that the
// interest in withholding clearly outweighs the interest in disclosure.
const (
	Mandatory     Choice = "mandatory"
	Discretionary Choice = "discretionary"
	Balanced      Choice = "balancing"
)

// Grade says how well the text of a law is known.
type Grade string

// The grades. Read: the text was read. SecondHand: known from a summary only;
// in use it causes a warning. Memory: from memory; never in use.
const (
	Read       Grade = "V"
	SecondHand Grade = "P"
	Memory     Grade = "M"
)

// Former is a citation under which a code was known until a date.
type Former struct {
	Cite  string
	Until string // YYYY-MM-DD, the last day
}

// Code is one ground for withholding in a pack.
type Code struct {
	Key               string   // stable name, "ny.privacy"; never a letter or number that a legislature may move
	Cite              string   // as the public log prints it
	Former            []Former // earlier citations, oldest first
	Label             string   // short form in a label
	Paraphrase        string   // what the law says, in our words
	Reason            string   // one clause for the public log
	Choice            Choice   //
	NeedsFinding      bool     // usable only with a written finding
	NeedsConfirmation string   // who or what must confirm before use; "" = nobody
	Channels          []string // web, request, inspection
	From, To          string   // in force, YYYY-MM-DD, both days included; "" = open
	Source            string   // where the text was read
	CheckedOn         string   // YYYY-MM-DD
	Grade             Grade    //
	Enabled           bool     // false: kept for the record, refused in a policy
	Caution           string   // what counsel should know; "" = nothing
	ForeseeableHarm   bool     // usable only where harm to the protected interest is foreseen (5 USC 552(a)(8)(A))
	Expires           string   // age in years at which it stops to cover a record: "25y"; "" = never
}

// Note is a law that opens records or explains: no ground for withholding.
type Note struct {
	Key, Cite, Paraphrase, Source, CheckedOn string
	Grade                                    Grade
}

// Row says which code an entity gets on some channels. Entity is a name of
// package detect, or such a name with a role of [Roles]: "PERSON/complainant".
type Row struct {
	Entity   string
	Channels []string
	Code     string // key of a code; of a note in what is open or not covered
}

// Responsible says whether a denial must name who is responsible for it.
type Responsible struct {
	Required bool   // the log and the letter must name a person with a title or position
	Cite     string // the law that asks for it, "" where none does
	Says     string // one sentence for the log
}

// Pack is one jurisdiction's law as data. A loaded pack is the caller's own
// copy and is only read by this package.
type Pack struct {
	Name          string // file name without .yaml
	Version       string // date of the last edit, YYYY-MM-DD
	Title         string
	Ask           string // how to ask for what is withheld
	Appeal        string // how to appeal
	Codes         []Code // in file order
	Notes         []Note // in file order
	DefaultRows   []Row  // what withholds an entity when the policy gives no reason
	MandatoryRows []Row  // what must be withheld whatever the policy says
	OpenRows      []Row  // what the law opens: Code is the key of a note of grade V
	NoneRows      []Row  // roles that no law of the pack covers, whatever the rows for everybody say; Code is a note
	Responsible   Responsible
	Letter        map[string]string // texts of the answer to a request: full, part, none; "" = the generic words
}

// ID is the pack's name with its version: "ny-foil-muni@2026-11-23".
func (p *Pack) ID() string { return p.Name + "@" + p.Version }

// Names lists the packs in alphabetical order.
func Names() []string {
	var names []string
	entries, err := fs.ReadDir(packFiles, "packs")
	if err != nil {
		return nil // embedded: cannot fail, and no pack is the closed answer
	}
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	slices.Sort(names)
	return names
}

// Load reads an embedded pack. The error of an unknown name lists the packs.
func Load(name string) (*Pack, error) {
	for _, n := range Names() {
		if n == name {
			src, err := packFiles.ReadFile("packs/" + n + ".yaml")
			if err != nil {
				return nil, fmt.Errorf("pack %s cannot be read from the program", n)
			}
			return parse(n, src, func(base string) ([]byte, bool) {
				b, err := packFiles.ReadFile("packs/" + base + ".yaml")
				return b, err == nil
			})
		}
	}
	return nil, fmt.Errorf("there is no pack %q.%s The packs are: %s", name, words.DidYouMean(name, Names()), strings.Join(Names(), ", "))
}
