package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"vaughn/exemptions/words"
	"vaughn/redact/release"
)

func (a *app) testCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test POLICY",
		Short: "Check a policy and run its examples",
		Args:  wants(1, 1, "one policy file"),
		RunE:  func(_ *cobra.Command, args []string) error { return a.test(args[0]) },
	}
}

func (a *app) test(path string) error {
	p, err := readPolicy(path)
	if err != nil {
		return err
	}
	results, err := release.Examples(a.environment(0, nil), release.Options{Policy: p, PolicyDir: filepath.Dir(path), AsOf: a.now()})
	if err != nil {
		return err
	}
	if len(results) == 0 {
		fmt.Fprintf(a.out, "%s: the policy is valid. It has no examples; add some under examples: to see that it does what you mean.\n", base(path))
		return nil
	}
	var failed []string
	for _, r := range results {
		if r.OK {
			continue
		}
		line := fmt.Sprintf("%s:%d: example %d of mask: nothing in it would be masked.", base(path), r.Line, r.N)
		if r.List == "keep" {
			found := make([]string, len(r.Found))
			for i, e := range r.Found {
				found[i] = words.A(e.Plain())
			}
			line = fmt.Sprintf("%s:%d: example %d of keep: %s in it would be masked.", base(path), r.Line, r.N, words.List(found))
		}
		failed = append(failed, line)
	}
	if len(failed) > 0 {
		f := fail(exitPolicy, "", "%d of %s failed.", len(failed), words.Plural(int64(len(results)), "example"))
		f.more = failed
		return f
	}
	fmt.Fprintf(a.out, "%s: the policy is valid and %s %s out as written.\n", base(path), words.Plural(int64(len(results)), "example"), verb(len(results), "come"))
	return nil
}
