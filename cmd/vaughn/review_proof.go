package main

import "context"

func (a *app) writeProof(ctx context.Context, paths []string, f reviewFlags) error {
	return fail(exitUsage, "", "not yet")
}
