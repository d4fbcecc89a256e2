package main

import (
	"context"
	"fmt"
	"path/filepath"

	"vaughn/exemptions/words"
	"vaughn/formats"
	"vaughn/redact/release"
)

// explainPolicy says in words what the rules of a policy do: to the columns of a
// file where one is given, else as they are written.
func (a *app) explainPolicy(ctx context.Context, args []string, read formats.Options) error {
	if len(args) == 1 {
		p, err := readPolicy(args[0])
		if err != nil {
			return err
		}
		o := release.Options{Policy: p, PolicyDir: filepath.Dir(args[0]), AsOf: a.now()}
		if err := release.Explain(a.out, a.environment(0, nil), o); err != nil {
			if a.out.err != nil {
				return nil // run tells of it
			}
			return err
		}
		fmt.Fprintf(a.out, "\nNext: vaughn explain %s FILE says it column by column.\n", words.Arg(args[0]))
		return nil
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
