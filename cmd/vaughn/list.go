package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vaughn/detect"
	"vaughn/redact/policy"
)

func (a *app) listCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what a policy can name: exemptions, entities, presets, verbs",
		Args:  cobra.ArbitraryArgs,
		RunE:  a.noCommand,
	}
	cmd.AddCommand(a.listExemptionsCommand(), &cobra.Command{
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
	cmd.AddCommand(a.listSchemaCommand())
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
