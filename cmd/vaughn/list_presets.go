package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vaughn/exemptions"
	"vaughn/redact/policy"
)

func (a *app) presetsCommand() *cobra.Command {
	var pack string
	cmd := &cobra.Command{
		Use:     "presets [NAME]",
		Short:   "The presets of common data sets, or what one proposes under a pack",
		Example: "  vaughn list presets\n  vaughn list presets water-bills --pack ny-foil-muni",
		Args:    wants(0, 1, "at most one preset"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listPresets()
			}
			return a.listPreset(args[0], pack)
		},
	}
	cmd.Flags().StringVar(&pack, "pack", "generic", "pack whose law is asked (vaughn list exemptions)")
	return cmd
}

func (a *app) listPresets() error {
	return a.table("PRESET\tTITLE", func(row func(...string)) {
		for _, name := range policy.Presets() {
			if p, err := policy.LoadPreset(name); err == nil {
				row(p.Name, p.Title)
			}
		}
	})
}

// listPreset prints the decision table of a preset.
func (a *app) listPreset(name, pack string) error {
	p, err := policy.LoadPreset(name)
	if err != nil {
		return fail(exitUsage, "vaughn list presets", "%s.", err)
	}
	pk, err := exemptions.Load(pack)
	if err != nil {
		return fail(exitUsage, "vaughn list exemptions", "%s.", err)
	}
	day, err := a.asOf("")
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %s. %s\nUnder %s; proposals for a person to adopt, not legal advice.\n", p.Name, p.Title, p.About, pk.ID())
	for _, t := range p.TablesOnly {
		packs := "every pack"
		if len(t.Packs) > 0 {
			packs = strings.Join(t.Packs, ", ")
		}
		fmt.Fprintf(a.out, "Tables only on %s under %s: %s.\n", strings.Join(t.Channels, " and "), packs, t.Says)
	}
	if len(p.Never) > 0 {
		fmt.Fprintf(a.out, "Never kept on the web: %s.\n", strings.Join(p.Never, ", "))
	}
	fmt.Fprintln(a.out)
	err = a.table("COLUMNS\tROLE\tIN ROWS WHERE\tWEB\tREQUEST", func(row func(...string)) {
		for _, l := range p.Lines(pk, day) {
			row(l.Group, l.Role, l.When, l.Web.String(), l.Request.String())
		}
	})
	fmt.Fprintln(a.out)
	for i := range p.Rows {
		fmt.Fprintf(a.out, "%s: %s\n", p.Rows[i].Group, strings.Join(p.Rows[i].Headers, ", "))
	}
	return err
}
