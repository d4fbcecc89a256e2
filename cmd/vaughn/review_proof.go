package main

import (
	"context"
	"fmt"

	"vaughn/redact/release"
)

// writeProof writes the page for counsel.
func (a *app) writeProof(ctx context.Context, paths []string, f reviewFlags) error {
	f.sample = 0
	o, err := a.askOptions(paths, &f)
	if err != nil {
		return err
	}
	m := a.meter()
	err = release.Proof(ctx, a.environment(f.jobs, m), o, f.proof)
	m.finish()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: a page for counsel. It shows what would be withheld: keep it inside, and delete it when it was read.\n", base(f.proof))
	return nil
}
