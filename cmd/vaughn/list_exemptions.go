package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

func (a *app) listExemptionsCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "exemptions [PACK [CODE]]",
		Short: "The packs, the codes of one pack, or everything about one code",
		Example: "  vaughn list exemptions\n  vaughn list exemptions ny-foil-muni\n" +
			"  vaughn list exemptions ca-cpra ca.utility",
		Args: wants(0, 2, "at most one pack and one code"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listPacks(asJSON)
			}
			p, err := exemptions.Load(args[0])
			if err != nil {
				return fail(exitUsage, "vaughn list exemptions", "%s.", err)
			}
			switch {
			case len(args) == 2:
				return a.listCode(p, args[1], asJSON)
			case asJSON:
				return a.printPack(p, p.Codes)
			default:
				a.listCodes(p)
				return nil
			}
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object (vaughn.exemptions/1) instead of text")
	return cmd
}

func (a *app) listPacks(asJSON bool) error {
	var packs []*exemptions.Pack
	for _, name := range exemptions.Names() {
		p, err := exemptions.Load(name)
		if err != nil {
			return fail(exitInternal, "", "The pack %s of this program cannot be read.", name)
		}
		packs = append(packs, p)
	}
	if asJSON {
		return a.printPacks(packs)
	}
	return a.table("PACK\tVERSION\tTITLE", func(row func(...string)) {
		for _, p := range packs {
			row(p.Name, p.Version, p.Title)
		}
	})
}

// listCodes prints a pack: what may be used, what the law opens, what a person
// should know, what is kept for the record only.
func (a *app) listCodes(p *exemptions.Pack) {
	var usable, kept []*exemptions.Code
	for i := range p.Codes {
		if c := &p.Codes[i]; c.Enabled {
			usable = append(usable, c)
		} else {
			kept = append(kept, c)
		}
	}
	a.para(0, p.ID()+": "+p.Title+".")
	a.para(0, "Defaults for counsel to adopt, not legal advice.")
	if len(p.Codes) > 0 {
		a.para(0, "V = its text was read, P = unchecked: known second-hand or from a former section.")
		a.para(0, "All of one code: vaughn list exemptions "+p.Name+" CODE")
	}
	a.section("Codes that a policy may name", len(usable))
	for _, c := range usable {
		a.entry(c.Key, c.Cite, c.Paraphrase, codeFacts(c))
		if needs := c.Needs(); len(needs) > 0 {
			a.para(4, "Needs "+strings.Join(needs, ", and ")+".")
		}
	}
	opens := openRows(p)
	a.section("What the law opens", len(opens))
	for _, o := range opens {
		a.entry(o.note.Key, o.note.Cite, o.note.Paraphrase, "Opens "+strings.Join(o.kinds, "; ")+".")
	}
	a.listNotes(p, opens)
	a.section("Kept for the record, not usable", len(kept))
	for _, c := range kept {
		a.entry(c.Key, c.Cite, c.Caution)
	}
	a.section("How to ask and to appeal", 1)
	a.para(0, p.Ask)
	a.para(0, p.Appeal)
	if p.Responsible.Required {
		a.para(0, p.Responsible.Says)
	}
}

// listNotes prints the notes that open nothing by a row.
func (a *app) listNotes(p *exemptions.Pack, opens []opening) {
	var rest []exemptions.Note
	for _, n := range p.Notes {
		if !slices.ContainsFunc(opens, func(o opening) bool { return o.note.Key == n.Key }) {
			rest = append(rest, n)
		}
	}
	a.section("Good to know", len(rest))
	for _, n := range rest {
		a.entry(n.Key, n.Cite, n.Paraphrase)
	}
}

// listCode prints everything about one code or note.
func (a *app) listCode(p *exemptions.Pack, key string, asJSON bool) error {
	for i := range p.Codes {
		c := &p.Codes[i]
		if found, ok := p.Code(key); c.Key != key && (!ok || found.Key != c.Key) {
			continue
		}
		if asJSON {
			return a.printPack(p, []exemptions.Code{*c})
		}
		a.codeInFull(p, c)
		return nil
	}
	for _, n := range p.Notes {
		if n.Key == key && !asJSON {
			a.noteInFull(p, &n)
			return nil
		}
	}
	why := p.Renumbered(key)
	if why == "" {
		why = fmt.Sprintf("%s has no such code.%s", p.Name, words.Suggest(p.Nearest(key)))
	}
	return fail(exitUsage, "vaughn list exemptions "+p.Name, "%s", why)
}
