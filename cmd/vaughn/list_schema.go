package main

import (
	"github.com/spf13/cobra"

	"vaughn/redact/policy"
)

// listSchemaCommand prints the JSON Schema of the policy language.
func (a *app) listSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "JSON Schema of the policy file, for editors that check it",
		Long: "schema prints the JSON Schema (draft 2020-12) of the policy file. Save it, and name it in the first line of\n" +
			"a policy, for editors that read such a line: # yaml-language-server: $schema=policy.schema.json",
		Example: "  vaughn list schema > policy.schema.json",
		Args:    wants(0, 0, "no argument"),
		RunE: func(*cobra.Command, []string) error {
			_, err := a.out.Write(policy.Schema())
			if a.out.err != nil {
				return nil // run tells of it
			}
			return err
		},
	}
}
