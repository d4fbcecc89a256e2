package exemptions

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

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
}

// Note is a law that opens records or explains: no ground for withholding.
type Note struct {
	Key, Cite, Paraphrase, Source, CheckedOn string
	Grade                                    Grade
}

// Row says which code an entity gets on some channels. Entity is a name of
// package detect, or such a name with a role: "PERSON/complainant".
type Row struct {
	Entity   string
	Channels []string
	Code     string
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
	OpenRows      []Row  // what the law opens: Code is the key of a note
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
	for _, e := range entries { // fs.ReadDir sorts by name
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
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
			return parse(n, src)
		}
	}
	return nil, fmt.Errorf("there is no pack %q.%s The packs are: %s", name, words.DidYouMean(name, Names()), strings.Join(Names(), ", "))
}

// The file's own shape. Every scalar is a string: a YAML library that guesses
// turns a ZIP code or a section number into another number.
type (
	packYAML struct {
		Version   string     `yaml:"version"`
		Title     string     `yaml:"title"`
		Ask       string     `yaml:"ask"`
		Appeal    string     `yaml:"appeal"`
		Codes     []codeYAML `yaml:"codes"`
		Notes     []noteYAML `yaml:"notes"`
		Defaults  []rowYAML  `yaml:"defaults"`
		Mandatory []rowYAML  `yaml:"mandatory"`
	}
	codeYAML struct {
		Key               string       `yaml:"key"`
		Cite              string       `yaml:"cite"`
		Former            []formerYAML `yaml:"former"`
		Label             string       `yaml:"label"`
		Paraphrase        string       `yaml:"paraphrase"`
		Reason            string       `yaml:"reason"`
		Choice            string       `yaml:"choice"`
		NeedsFinding      string       `yaml:"needs_finding"`
		NeedsConfirmation string       `yaml:"needs_confirmation"`
		Channels          []string     `yaml:"channels"`
		From              string       `yaml:"from"`
		To                string       `yaml:"to"`
		Source            string       `yaml:"source"`
		CheckedOn         string       `yaml:"checked_on"`
		Grade             string       `yaml:"grade"`
		Enabled           string       `yaml:"enabled"`
		Caution           string       `yaml:"caution"`
	}
	formerYAML struct {
		Cite  string `yaml:"cite"`
		Until string `yaml:"until"`
	}
	noteYAML struct {
		Key        string `yaml:"key"`
		Cite       string `yaml:"cite"`
		Paraphrase string `yaml:"paraphrase"`
		Source     string `yaml:"source"`
		CheckedOn  string `yaml:"checked_on"`
		Grade      string `yaml:"grade"`
	}
	rowYAML struct {
		Entity   string   `yaml:"entity"`
		Channels []string `yaml:"channels"`
		Code     string   `yaml:"code"`
	}
)

// parse reads a pack's file and checks it whole; every problem is named.
func parse(name string, src []byte) (*Pack, error) {
	var y packYAML
	if err := yaml.Load(src, &y, yaml.WithKnownFields()); err != nil {
		return nil, fmt.Errorf("pack %s: the file is not a pack: a key is unknown or written twice, or a value has the wrong shape", name)
	}
	p := &Pack{Name: name, Version: y.Version, Title: y.Title, Ask: y.Ask, Appeal: y.Appeal}
	var errs []error
	for i := range y.Codes {
		c, err := y.Codes[i].code()
		if err != nil {
			errs = append(errs, fmt.Errorf("pack %s: code %d (%s): %w", name, i+1, y.Codes[i].Key, err))
		}
		p.Codes = append(p.Codes, c)
	}
	for _, n := range y.Notes {
		p.Notes = append(p.Notes, Note{n.Key, n.Cite, n.Paraphrase, n.Source, n.CheckedOn, Grade(n.Grade)})
	}
	for _, r := range y.Defaults {
		p.DefaultRows = append(p.DefaultRows, Row(r))
	}
	for _, r := range y.Mandatory {
		p.MandatoryRows = append(p.MandatoryRows, Row(r))
	}
	errs = append(errs, p.check()...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return p, nil
}

// code converts one code and checks what can be checked on it alone.
func (y *codeYAML) code() (Code, error) {
	c := Code{
		Key: y.Key, Cite: y.Cite, Label: y.Label, Paraphrase: y.Paraphrase, Reason: y.Reason,
		Choice: Choice(y.Choice), NeedsConfirmation: y.NeedsConfirmation, Channels: y.Channels,
		From: y.From, To: y.To, Source: y.Source, CheckedOn: y.CheckedOn, Grade: Grade(y.Grade), Caution: y.Caution,
	}
	for _, f := range y.Former {
		c.Former = append(c.Former, Former(f))
	}
	var errs []error
	var err error
	if c.NeedsFinding, err = yesNo(y.NeedsFinding); err != nil {
		errs = append(errs, fmt.Errorf("needs_finding: %w", err))
	}
	if c.Enabled, err = yesNo(y.Enabled); err != nil {
		errs = append(errs, fmt.Errorf("enabled: %w", err))
	}
	return c, errors.Join(append(errs, c.check()...)...)
}

func yesNo(s string) (bool, error) {
	switch s {
	case "yes":
		return true, nil
	case "no", "":
		return false, nil
	default:
		return false, errors.New("must be yes or no")
	}
}

// check reports what is wrong with a code.
func (c *Code) check() (errs []error) {
	bad := func(is bool, msg string) {
		if is {
			errs = append(errs, errors.New(msg))
		}
	}
	bad(!plainKey(c.Key), "key must be words in lower case, joined by . or -")
	for _, s := range []string{c.Cite, c.Label, c.Paraphrase, c.Reason, c.Source} {
		bad(strings.TrimSpace(s) == "", "cite, label, paraphrase, reason and source are all needed")
		bad(!printable(s), "only printable ASCII is allowed")
	}
	bad(strings.ContainsAny(c.Label, "[],;\""), "label may hold none of [ ] , ; \"")
	bad(strings.HasSuffix(c.Reason, "."), "reason is a clause without a full stop")
	switch c.Choice {
	case Mandatory, Discretionary, Balanced:
	default:
		bad(true, "choice must be mandatory, discretionary or balancing")
	}
	switch c.Grade {
	case Read, SecondHand:
	case Memory:
		bad(c.Enabled, "a code of grade M is never enabled")
	default:
		bad(true, "grade must be V, P or M")
	}
	bad(len(c.Channels) == 0, "channels are needed")
	for _, ch := range c.Channels {
		bad(!isChannel(ch), "a channel must be web, request or inspection")
	}
	bad(!isDate(c.CheckedOn), "checked_on must be a date YYYY-MM-DD")
	bad(c.From != "" && !isDate(c.From), "from must be a date YYYY-MM-DD")
	bad(c.To != "" && !isDate(c.To), "to must be a date YYYY-MM-DD")
	for _, f := range c.Former {
		bad(f.Cite == "" || !isDate(f.Until), "former needs a cite and a date until")
	}
	return errs
}

// check reports what is wrong between the parts of a pack.
func (p *Pack) check() (errs []error) {
	add := func(format string, a ...any) {
		errs = append(errs, fmt.Errorf("pack %s: "+format, append([]any{p.Name}, a...)...))
	}
	if !isDate(p.Version) {
		add("version must be a date YYYY-MM-DD")
	}
	if p.Title == "" || p.Ask == "" || p.Appeal == "" {
		add("title, ask and appeal are needed")
	}
	seen := map[string]bool{}
	unique := func(s, what string) {
		if seen[s] {
			add("%s %q stands twice", what, s)
		}
		seen[s] = true
	}
	for i := range p.Codes {
		c := &p.Codes[i]
		unique(c.Key, "key")
		unique(plainCite(c.Cite), "cite")
	}
	for i := range p.Notes {
		n := &p.Notes[i]
		unique(n.Key, "key")
		if !plainKey(n.Key) || n.Cite == "" || n.Paraphrase == "" || n.Source == "" || !isDate(n.CheckedOn) || !strings.Contains("VPM", string(n.Grade)) || n.Grade == "" {
			add("note %d: key, cite, paraphrase, source, checked_on and grade are needed", i+1)
		}
	}
	p.checkRows("defaults", p.DefaultRows, add)
	p.checkRows("mandatory", p.MandatoryRows, add)
	return errs
}

func (p *Pack) checkRows(table string, rows []Row, add func(string, ...any)) {
	seen := map[string]bool{}
	for i, r := range rows {
		c := p.find(r.Code)
		switch {
		case c == nil || !c.Enabled:
			add("%s, row %d: the code %q is not in the pack or not enabled", table, i+1, r.Code)
			continue
		case c.NeedsFinding || c.NeedsConfirmation != "":
			add("%s, row %d: the code %q needs a person first and cannot stand in a table", table, i+1, r.Code)
		case table == "mandatory" && c.Choice != Mandatory:
			add("%s, row %d: the code %q leaves a choice", table, i+1, r.Code)
		}
		for _, ch := range r.Channels {
			if !c.on(ch) {
				add("%s, row %d: the code %q is not for channel %q", table, i+1, r.Code, ch)
			}
			if seen[r.Entity+" "+ch] {
				add("%s, row %d: %s on %s stands twice", table, i+1, r.Entity, ch)
			}
			seen[r.Entity+" "+ch] = true
		}
	}
}

func isChannel(s string) bool { return s == "web" || s == "request" || s == "inspection" }

func isDate(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }

func plainKey(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-' {
			return false
		}
	}
	return s != ""
}

func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
