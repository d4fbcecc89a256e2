package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact/policy"
)

// explainPolicy says in words what the rules of a policy do: to the columns of a
// file where one is given, else as they are written.
func (a *app) explainPolicy(ctx context.Context, args []string, read formats.Options) error {
	if len(args) == 1 {
		p, err := readPolicy(args[0])
		if err != nil {
			return err
		}
		return a.printPolicy(p, args[0])
	}
	_, file, err := a.scanOne(ctx, args[1], read)
	if err != nil {
		return err
	}
	bound, err := a.bindTo(args[0], file)
	if err != nil {
		return err
	}
	if err := bound.Explain(a.out); err != nil && a.out.err == nil {
		return err
	}
	return nil
}

// printPolicy prints the rules in the order in which they count.
func (a *app) printPolicy(p *policy.Policy, path string) error {
	fmt.Fprintf(a.out, "%s, channel %s, law of %s\n\n", p.File, p.Law.Channel, p.Law.Pack)
	for _, c := range p.Input.LeaveOut {
		fmt.Fprintf(a.out, "Rows with %s are left out.\n", conditionWords(c))
	}
	for _, r := range p.Rules {
		fmt.Fprintf(a.out, "%s:%d: %s: %s", p.File, r.Line, words.List(r.Columns), r.Do)
		if r.To != "" {
			fmt.Fprintf(a.out, " to %s", r.To)
		}
		if len(r.When) > 0 {
			conds := make([]string, len(r.When))
			for i, c := range r.When {
				conds[i] = conditionWords(c)
			}
			fmt.Fprintf(a.out, ", in rows with %s", words.List(conds))
		}
		if len(r.Holds) > 0 {
			fmt.Fprintf(a.out, ", although it holds %s", words.List(r.Holds))
		}
		if r.Why != "" {
			fmt.Fprintf(a.out, ", because of %s", r.Why)
		}
		fmt.Fprintln(a.out, ".")
	}
	for _, v := range policy.Verbs() {
		var names []string
		for _, c := range p.Columns {
			if c.Verb == v.Verb {
				names = append(names, c.Name)
			}
		}
		if len(names) > 0 {
			fmt.Fprintf(a.out, "%s: %s. (%s)\n", v.Verb, strings.Join(names, ", "), v.Means)
		}
	}
	if p.ReleasesRows() || len(p.Columns)+len(p.Rules) > 0 {
		rest := cmp.Or(p.Input.Unlisted, "stop")
		if p.Input.Preset != "" {
			rest = "what the preset " + p.Input.Preset + " proposes (vaughn list presets " + p.Input.Preset + " --pack " + p.Law.Pack + "), else " + rest
		}
		fmt.Fprintf(a.out, "A column that is not named here: %s.\n", rest)
	}
	if !p.ReleasesRows() {
		fmt.Fprintln(a.out, "No rows are released, only tables.")
	}
	if err := p.ExplainTables(a.out); err != nil && a.out.err == nil {
		return err
	}
	fmt.Fprintf(a.out, "\nNext: vaughn explain %s FILE says it column by column.\n", words.Arg(path))
	return nil
}

// conditionWords is one line of when: in words. Its values are the policy's own
// and are public with it.
func conditionWords(c policy.Cond) string {
	var is []string
	is = append(is, c.Values...)
	if c.Blank {
		is = append(is, "nothing")
	}
	if c.List != "" {
		is = append(is, "a value of the list "+c.List)
	}
	return c.Column + " = " + strings.Join(is, " or ")
}
