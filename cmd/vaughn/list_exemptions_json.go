package main

import "vaughn/exemptions"

// The shapes of vaughn.exemptions/1, a pack or the list of packs for programs;
// fields are only ever added.
type (
	packJSON struct {
		Schema      string     `json:"schema"`
		Pack        string     `json:"pack"` // name@version
		Title       string     `json:"title"`
		Ask         string     `json:"ask"`
		Appeal      string     `json:"appeal"`
		Responsible bool       `json:"responsible_required"`
		Codes       []codeJSON `json:"codes"`
		Notes       []noteJSON `json:"notes"`
		Mandatory   []rowJSON  `json:"mandatory"`
		Defaults    []rowJSON  `json:"defaults"`
		Open        []rowJSON  `json:"open"`
		None        []rowJSON  `json:"none"`
	}
	codeJSON struct {
		Key        string       `json:"key"`
		Law        string       `json:"law"`
		Former     []formerJSON `json:"former,omitempty"`
		Label      string       `json:"label"`
		Says       string       `json:"says"`
		Reason     string       `json:"reason"`
		Choice     string       `json:"choice"`
		Needs      []string     `json:"needs,omitempty"`
		Channels   []string     `json:"channels"`
		From       string       `json:"from,omitempty"`
		To         string       `json:"to,omitempty"`
		Expires    string       `json:"expires,omitempty"`
		Source     string       `json:"source"`
		CheckedOn  string       `json:"checked_on"`
		Grade      string       `json:"grade"`
		Enabled    bool         `json:"enabled"`
		Caution    string       `json:"caution,omitempty"`
		Foreseeing bool         `json:"foreseeable_harm,omitempty"`
	}
	formerJSON struct {
		Law   string `json:"law"`
		Until string `json:"until"`
	}
	noteJSON struct {
		Key       string `json:"key"`
		Law       string `json:"law"`
		Says      string `json:"says"`
		Source    string `json:"source"`
		CheckedOn string `json:"checked_on"`
		Grade     string `json:"grade"`
	}
	rowJSON struct {
		Entity   string   `json:"entity"`
		Channels []string `json:"channels"`
		Code     string   `json:"code"`
	}
	packsJSON struct {
		Schema string     `json:"schema"`
		Packs  []packHead `json:"packs"`
	}
	packHead struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Title   string `json:"title"`
	}
)

const exemptionsSchema = "vaughn.exemptions/1"

func (a *app) printPacks(packs []*exemptions.Pack) error {
	out := packsJSON{Schema: exemptionsSchema}
	for _, p := range packs {
		out.Packs = append(out.Packs, packHead{p.Name, p.Version, p.Title})
	}
	return a.printJSON(out)
}

// printPack prints a pack with some of its codes and all its notes and rows.
func (a *app) printPack(p *exemptions.Pack, codes []exemptions.Code) error {
	out := packJSON{
		Schema: exemptionsSchema, Pack: p.ID(), Title: p.Title, Ask: p.Ask, Appeal: p.Appeal, Responsible: p.Responsible.Required,
		Mandatory: jsonRows(p.MandatoryRows), Defaults: jsonRows(p.DefaultRows), Open: jsonRows(p.OpenRows), None: jsonRows(p.NoneRows),
		Codes: []codeJSON{}, Notes: []noteJSON{},
	}
	for i := range codes {
		c := &codes[i]
		j := codeJSON{
			Key: c.Key, Law: c.Cite, Label: c.Label, Says: c.Paraphrase, Reason: c.Reason, Choice: string(c.Choice), Needs: c.Needs(),
			Channels: c.Channels, From: c.From, To: c.To, Expires: c.Expires, Source: c.Source, CheckedOn: c.CheckedOn,
			Grade: string(c.Grade), Enabled: c.Enabled, Caution: c.Caution, Foreseeing: c.ForeseeableHarm,
		}
		for _, f := range c.Former {
			j.Former = append(j.Former, formerJSON{f.Cite, f.Until})
		}
		out.Codes = append(out.Codes, j)
	}
	for _, n := range p.Notes {
		out.Notes = append(out.Notes, noteJSON{n.Key, n.Cite, n.Paraphrase, n.Source, n.CheckedOn, string(n.Grade)})
	}
	return a.printJSON(out)
}

func jsonRows(rows []exemptions.Row) []rowJSON {
	out := []rowJSON{}
	for _, r := range rows {
		out = append(out, rowJSON(r))
	}
	return out
}
