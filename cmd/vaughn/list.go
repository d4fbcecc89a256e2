package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/redact/policy"
)

func (a *app) listCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what a policy can name: exemptions, entities, presets, verbs",
		Args:  cobra.ArbitraryArgs,
		RunE:  a.noCommand,
	}
	cmd.AddCommand(&cobra.Command{
		Use:     "exemptions [PACK]",
		Short:   "The packs, or the codes of one pack",
		Example: "  vaughn list exemptions\n  vaughn list exemptions ny-foil-muni",
		Args:    wants(0, 1, "at most one pack"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listPacks()
			}
			return a.listCodes(args[0])
		},
	}, &cobra.Command{
		Use:   "entities",
		Short: "The kinds of information that are looked for",
		Args:  wants(0, 0, "no argument"),
		RunE:  func(*cobra.Command, []string) error { return a.listEntities() },
	}, a.presetsCommand(), &cobra.Command{
		Use:   "verbs",
		Short: "What a rule can do with a column",
		Args:  wants(0, 0, "no argument"),
		RunE: func(*cobra.Command, []string) error {
			return a.table("VERB\tMEANING", func(row func(...string)) {
				for _, v := range policy.Verbs() {
					row(string(v.Verb), v.Means)
				}
			})
		},
	})
	return cmd
}

// table prints rows under a head whose columns are separated by tabs.
func (a *app) table(head string, fill func(row func(...string))) error {
	t := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, head)
	fill(func(cells ...string) { fmt.Fprintln(t, strings.Join(cells, "\t")) })
	_ = t.Flush() // a.out keeps the error
	return nil
}

func (a *app) listPacks() error {
	var packs []*exemptions.Pack
	for _, name := range exemptions.Names() {
		p, err := exemptions.Load(name)
		if err != nil {
			return fail(exitInternal, "", "The pack %s of this program cannot be read.", name)
		}
		packs = append(packs, p)
	}
	return a.table("PACK\tVERSION\tTITLE", func(row func(...string)) {
		for _, p := range packs {
			row(p.Name, p.Version, p.Title)
		}
	})
}

func (a *app) listCodes(name string) error {
	p, err := exemptions.Load(name)
	if err != nil {
		return fail(exitUsage, "vaughn list exemptions", "%s.", err)
	}
	fmt.Fprintf(a.out, "%s: %s\nDefaults for counsel to adopt, not legal advice.\n\n", p.ID(), p.Title)
	return a.table("CODE\tLAW\tCHOICE\tCHANNELS\tCHECKED\tWHAT IT SAYS", func(row func(...string)) {
		for i := range p.Codes {
			c := &p.Codes[i]
			says := c.Paraphrase
			if !c.Enabled {
				says = "(not usable: text not checked) " + says
			}
			row(c.Key, c.Cite, string(c.Choice), strings.Join(c.Channels, ","), c.CheckedOn+" "+string(c.Grade), says)
		}
	})
}

func (a *app) listEntities() error {
	return a.table("KIND\tIN WORDS\tPERSONAL\tWORD IN LABELS", func(row func(...string)) {
		for _, e := range detect.Entities() {
			personal := "no"
			if e.Personal() {
				personal = "yes"
			}
			label := e.Short()
			if e.Reveals() {
				label = "personal information" // the kind would say something about a person
			}
			row(e.String(), e.Plain(), personal, label)
		}
	})
}
