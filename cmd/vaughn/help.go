package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// narrow puts the help of cmd and of what is below it into lines of [listWidth]
// characters: the sentences of Long, and the flags. Lines that begin with a space are
// a table and stay as they are.
func narrow(cmd *cobra.Command) {
	cmd.Long = narrowed(cmd.Long)
	for _, c := range cmd.Commands() {
		narrow(c)
	}
	if !cmd.HasParent() {
		flags := strings.NewReplacer("Flags.FlagUsages ", "Flags.FlagUsagesWrapped 80 ")
		cmd.SetUsageTemplate(flags.Replace(cmd.UsageTemplate()))
	}
}

// narrowed wraps the paragraphs of a text.
func narrowed(text string) string {
	var out []string
	line := ""
	end := func() {
		if line != "" {
			out = append(out, line)
		}
		line = ""
	}
	for given := range strings.SplitSeq(text, "\n") {
		if given == "" || strings.HasPrefix(given, " ") {
			end()
			out = append(out, given)
			continue
		}
		for _, w := range strings.Fields(given) {
			if line != "" && len(line)+1+len(w) > listWidth {
				end()
			}
			if line != "" {
				line += " "
			}
			line += w
		}
	}
	end()
	return strings.Join(out, "\n")
}
