package policy

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/unicode/norm"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

//go:embed presets/*.yaml
var presetFiles embed.FS

// Preset is what a kind of data set usually needs, as data: which headers it
// has, whose data stands under them and what is proposed. A preset proposes
// verbs and never law; the law is that of the pack, asked by kind and role.
type Preset struct {
	Name       string       // file name without .yaml
	Title      string       // a few words
	About      string       // one sentence
	Serves     []string     // the needs it answers, "S6"
	Never      []string     // words of [Words] that the web never shows
	TablesOnly []TablesOnly // where no row is released
	Rows       []PresetRow  // in file order

	at map[string]int // folded header → row
}

// TablesOnly is a place where a preset releases tables and no rows.
type TablesOnly struct {
	Channels []string // web, request, inspection
	Packs    []string // empty = under every pack
	Says     string   // why, a sentence
}

// PresetRow is a group of headers that mean the same.
type PresetRow struct {
	Group    string   // its name, as origins and tables say it
	Role     string   // of exemptions.Roles; "" = none is known
	Headers  []string // as people write them; compared by foldHeader
	Together bool     // the columns are parts of one thing and treated by one rule
	Needs    string   // a group without which this one is not shown
	Rules    []PresetRule
	PresetDo // in every row that no rule fits
}

// PresetRule is for the rows that fit.
type PresetRule struct {
	When []PresetCond // all must fit
	PresetDo
}

// PresetCond is a condition on the columns of another group, or of the same.
type PresetCond struct {
	Group string
	Is    []string // as in when:, with sets written out
}

// PresetDo is what is proposed.
type PresetDo struct {
	Web     Verb
	Request Verb          // keep, clean, ask, law or close: what the pack says about Kind in the hands of Role
	Kind    detect.Entity // what the cells hold; None = nothing that a pack knows
	Role    string
	To      string   // coarsen
	Holds   []string // what keep may hold; none = Kind
	Says    string   // the agency's own choice in words, on the web
}

// What stands in a preset where the pack decides: byLaw keeps what the pack opens,
// byClosing hears only the law that withholds, for rows that need a person even
// where the record is open (the victim of a sexual offence, a child).
const (
	byLaw     Verb = "law"
	byClosing Verb = "close"
)

// Presets lists the names of the presets in alphabetical order.
func Presets() []string {
	entries, err := fs.ReadDir(presetFiles, "presets")
	if err != nil {
		return nil // embedded: cannot fail, and no preset is the closed answer
	}
	var names []string
	for _, e := range entries { // fs.ReadDir sorts by name
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// LoadPreset reads an embedded preset. The error of an unknown name says which
// is near.
func LoadPreset(name string) (*Preset, error) {
	if !slices.Contains(Presets(), name) {
		return nil, fmt.Errorf("there is no preset %s.%s The presets are: %s", named(name, "of this name"), words.DidYouMean(name, Presets()), strings.Join(Presets(), ", "))
	}
	src, err := presetFiles.ReadFile("presets/" + name + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("preset %s cannot be read from the program", name)
	}
	return parsePreset(name, src)
}

// The file's own shape.
type (
	presetYAML struct {
		Title      string              `yaml:"title"`
		About      string              `yaml:"about"`
		Serves     []string            `yaml:"serves"`
		Never      []string            `yaml:"never"`
		TablesOnly []tablesOnlyYAML    `yaml:"tables_only"`
		Sets       map[string][]string `yaml:"sets"`
		Columns    []presetRowYAML     `yaml:"columns"`
	}
	tablesOnlyYAML struct {
		Channels []string `yaml:"channels"`
		Packs    []string `yaml:"packs"`
		Says     string   `yaml:"says"`
	}
	presetRowYAML struct {
		Group    string           `yaml:"group"`
		Role     string           `yaml:"role"`
		Kind     string           `yaml:"kind"`
		Headers  []string         `yaml:"headers"`
		Together string           `yaml:"together"`
		Needs    string           `yaml:"needs"`
		Web      string           `yaml:"web"`
		Request  string           `yaml:"request"`
		To       string           `yaml:"to"`
		Holds    []string         `yaml:"holds"`
		Says     string           `yaml:"says"`
		Rules    []presetRuleYAML `yaml:"rules"`
	}
	presetRuleYAML struct {
		When    map[string][]string `yaml:"when"`
		Role    string              `yaml:"role"`
		Kind    string              `yaml:"kind"`
		Web     string              `yaml:"web"`
		Request string              `yaml:"request"`
		To      string              `yaml:"to"`
		Holds   []string            `yaml:"holds"`
		Says    string              `yaml:"says"`
	}
)

// parsePreset reads a preset's file and checks it whole; every problem is named.
func parsePreset(name string, src []byte) (*Preset, error) {
	var y presetYAML
	if err := yaml.Load(src, &y, yaml.WithKnownFields()); err != nil {
		return nil, fmt.Errorf("preset %s: the file is not a preset: a key is unknown or written twice, or a value has the wrong shape", name)
	}
	p := &Preset{Name: name, Title: y.Title, About: y.About, Serves: y.Serves, Never: y.Never, at: map[string]int{}}
	for _, t := range y.TablesOnly {
		p.TablesOnly = append(p.TablesOnly, TablesOnly(t))
	}
	c := presetCheck{preset: p, sets: y.Sets}
	for i := range y.Columns {
		p.Rows = append(p.Rows, c.row(&y.Columns[i]))
	}
	c.whole()
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return p, nil
}

// row converts one group; what is wrong with it is noted.
func (c *presetCheck) row(y *presetRowYAML) PresetRow {
	c.group = y.Group
	r := PresetRow{Group: y.Group, Role: y.Role, Headers: y.Headers, Together: y.Together == "yes", Needs: y.Needs}
	c.bad(y.Together != "" && y.Together != "yes", "together must be yes")
	r.PresetDo = c.do(PresetDo{Web: Verb(y.Web), Request: Verb(y.Request), Role: y.Role, To: y.To, Holds: y.Holds, Says: y.Says}, y.Kind)
	for _, ry := range y.Rules {
		d := PresetDo{Web: Verb(ry.Web), Request: Verb(ry.Request), Role: ry.Role, To: ry.To, Holds: ry.Holds, Says: ry.Says}
		kind := ry.Kind
		if d.Role == "" {
			d.Role = y.Role
		}
		if kind == "" {
			kind = y.Kind
		}
		rule := PresetRule{PresetDo: c.do(d, kind)}
		for _, g := range sortedKeys(ry.When) {
			rule.When = append(rule.When, PresetCond{g, c.values(ry.When[g])})
		}
		c.bad(len(rule.When) == 0, "a rule needs when")
		r.Rules = append(r.Rules, rule)
	}
	return r
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// find is the row that knows a header, nil where none does. A number behind the
// words does not count: "Owner Name 2".
func (p *Preset) find(header string) *PresetRow {
	fold := foldHeader(header)
	for _, f := range []string{fold, strings.TrimRight(fold, "0123456789")} {
		if i, ok := p.at[f]; ok {
			return &p.Rows[i]
		}
	}
	return nil
}

// onlyTables is why no row is released on a channel under a pack; "" = rows are.
func (p *Preset) onlyTables(ch Channel, pack string) string {
	for _, t := range p.TablesOnly {
		if slices.Contains(t.Channels, string(ch)) && (len(t.Packs) == 0 || slices.Contains(t.Packs, pack)) {
			return t.Says
		}
	}
	return ""
}

// foldHeader is a header without case, accents and whatever is no letter or
// digit: "Teléfono (casa)" and "telefono_casa" are one.
func foldHeader(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, words.Fold(norm.NFD.String(s)))
}

// roleKnown reports whether a role is one that packs may name.
func roleKnown(role string) bool { return role == "" || slices.Contains(exemptions.Roles(), role) }
