package main

import (
	"errors"
	"strings"

	"vaughn/redact/policy"
)

// describePolicy turns the refusals of package policy into a failure; nil if err
// is none of them.
func describePolicy(err error) *failure {
	kind, ok := policy.KindOf(err)
	if !ok {
		return nil
	}
	f := &failure{code: policyCode(kind)}
	var all policy.Errors
	if !errors.As(err, &all) {
		var one *policy.Error
		if !errors.As(err, &one) {
			return nil
		}
		all = policy.Errors{one}
	}
	for i, e := range all {
		if i == 0 {
			first := *e
			if strings.HasPrefix(e.Next, "vaughn ") { // a command stands on a line of its own
				f.next, first.Next = e.Next, ""
			}
			f.msg = first.Error()
			continue
		}
		f.more = append(f.more, e.Error())
	}
	return f
}

// policyCode is the exit code of a kind of refusal; a kind that is not known
// here is a policy that cannot be used.
func policyCode(k policy.Kind) int {
	switch k {
	case policy.Drift:
		return exitDrift
	case policy.Pending:
		return exitPending
	default:
		return exitPolicy
	}
}
