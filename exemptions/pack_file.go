package exemptions

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"
)

// The file's own shape. Every scalar is a string: a YAML library that guesses
// turns a ZIP code or a section number into another number.
type (
	packYAML struct {
		Extends     string          `yaml:"extends"` // the pack whose codes, notes and rows this one begins with
		Without     []string        `yaml:"without"` // keys of codes and notes of that pack that do not hold here
		Version     string          `yaml:"version"`
		Title       string          `yaml:"title"`
		Ask         string          `yaml:"ask"`
		Appeal      string          `yaml:"appeal"`
		Responsible responsibleYAML `yaml:"responsible"`
		Letter      letterYAML      `yaml:"letter"`
		Codes       []codeYAML      `yaml:"codes"`
		Notes       []noteYAML      `yaml:"notes"`
		Defaults    []rowYAML       `yaml:"defaults"`
		Mandatory   []rowYAML       `yaml:"mandatory"`
		Open        []rowYAML       `yaml:"open"`
		None        []rowYAML       `yaml:"none"`
	}
	responsibleYAML struct {
		Required string `yaml:"required"`
		Cite     string `yaml:"cite"`
		Says     string `yaml:"says"`
	}
	letterYAML struct {
		Full string `yaml:"full"`
		Part string `yaml:"part"`
		None string `yaml:"none"`
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
		ForeseeableHarm   string       `yaml:"foreseeable_harm"`
		Expires           string       `yaml:"expires"`
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

// parse reads a pack's file and checks it whole; every problem is named. other
// gives the file of the pack that this one extends.
func parse(name string, src []byte, other func(string) ([]byte, bool)) (*Pack, error) {
	y, err := decode(name, src)
	if err != nil {
		return nil, err
	}
	if y.Extends != "" {
		if err := y.extend(name, other); err != nil {
			return nil, err
		}
	} else if len(y.Without) > 0 {
		return nil, fmt.Errorf("pack %s: without is for a pack that extends another", name)
	}
	p := &Pack{
		Name: name, Version: y.Version, Title: y.Title, Ask: y.Ask, Appeal: y.Appeal,
		Responsible: Responsible{Cite: y.Responsible.Cite, Says: y.Responsible.Says},
		Letter:      map[string]string{"full": y.Letter.Full, "part": y.Letter.Part, "none": y.Letter.None},
		DefaultRows: rows(y.Defaults), MandatoryRows: rows(y.Mandatory), OpenRows: rows(y.Open), NoneRows: rows(y.None),
	}
	var errs []error
	if p.Responsible.Required, err = yesNo(y.Responsible.Required); err != nil {
		errs = append(errs, fmt.Errorf("pack %s: responsible.required: %w", name, err))
	}
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
	errs = append(errs, p.check()...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return p, nil
}

func decode(name string, src []byte) (*packYAML, error) {
	var y packYAML
	if err := yaml.Load(src, &y, yaml.WithKnownFields()); err != nil {
		return nil, fmt.Errorf("pack %s: the file is not a pack: a key is unknown or written twice, or a value has the wrong shape", name)
	}
	return &y, nil
}

// extend puts the codes, notes and rows of another pack before those of y, and
// its texts where y has none. What stands under without stays away together with
// its rows. Version and title are always y's own.
func (y *packYAML) extend(name string, other func(string) ([]byte, bool)) error {
	src, ok := other(y.Extends)
	if !ok || y.Extends == name {
		return fmt.Errorf("pack %s: it extends a pack that is not there", name)
	}
	base, err := decode(y.Extends, src)
	if err != nil {
		return err
	}
	if base.Extends != "" {
		return fmt.Errorf("pack %s: it extends %s, which itself extends a pack; one step is allowed", name, y.Extends)
	}
	gone := map[string]bool{}
	for _, key := range y.Without {
		has := slices.ContainsFunc(base.Codes, func(c codeYAML) bool { return c.Key == key }) ||
			slices.ContainsFunc(base.Notes, func(n noteYAML) bool { return n.Key == key })
		if !has || gone[key] {
			return fmt.Errorf("pack %s: without names %q, which %s does not have, or names it twice", name, key, y.Extends)
		}
		gone[key] = true
	}
	y.Codes = append(slices.DeleteFunc(base.Codes, func(c codeYAML) bool { return gone[c.Key] }), y.Codes...)
	y.Notes = append(slices.DeleteFunc(base.Notes, func(n noteYAML) bool { return gone[n.Key] }), y.Notes...)
	for own, theirs := range map[*[]rowYAML][]rowYAML{&y.Defaults: base.Defaults, &y.Mandatory: base.Mandatory, &y.Open: base.Open, &y.None: base.None} {
		*own = append(slices.DeleteFunc(theirs, func(r rowYAML) bool { return gone[r.Code] }), *own...)
	}
	for own, theirs := range map[*string]string{
		&y.Ask: base.Ask, &y.Appeal: base.Appeal,
		&y.Letter.Full: base.Letter.Full, &y.Letter.Part: base.Letter.Part, &y.Letter.None: base.Letter.None,
	} {
		if *own == "" {
			*own = theirs
		}
	}
	if y.Responsible == (responsibleYAML{}) {
		y.Responsible = base.Responsible
	}
	return nil
}

func rows(list []rowYAML) []Row {
	var out []Row
	for _, r := range list {
		out = append(out, Row(r))
	}
	return out
}

// code converts one code and checks what can be checked on it alone.
func (y *codeYAML) code() (Code, error) {
	c := Code{
		Key: y.Key, Cite: y.Cite, Label: y.Label, Paraphrase: y.Paraphrase, Reason: y.Reason,
		Choice: Choice(y.Choice), NeedsConfirmation: y.NeedsConfirmation, Channels: y.Channels,
		From: y.From, To: y.To, Source: y.Source, CheckedOn: y.CheckedOn, Grade: Grade(y.Grade), Caution: y.Caution,
		Expires: y.Expires,
	}
	for _, f := range y.Former {
		c.Former = append(c.Former, Former(f))
	}
	var errs []error
	for key, v := range map[string]struct {
		text string
		to   *bool
	}{
		"needs_finding":    {y.NeedsFinding, &c.NeedsFinding},
		"foreseeable_harm": {y.ForeseeableHarm, &c.ForeseeableHarm},
		"enabled":          {y.Enabled, &c.Enabled},
	} {
		is, err := yesNo(v.text)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", key, err))
		}
		*v.to = is
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
