package release

import (
	"context"
	"errors"
)

// Scan profiles the inputs and changes nothing. Inputs that cannot be read are
// reported in their ScannedFile; the error is for what stops everything.
func Scan(ctx context.Context, env Env, o ScanOptions) (*ScanResult, error) {
	return nil, errors.New("not built yet")
}

// Run makes a release. The error is an *Error.
func Run(ctx context.Context, env Env, o Options) (*Outcome, error) {
	return nil, errors.New("not built yet")
}
