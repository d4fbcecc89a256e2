package release

import (
	"fmt"
	"io"
	"path/filepath"

	"vaughn/exemptions/words"
	"vaughn/redact/policy"
)

// Examples checks everything of a policy that can be checked without data, as
// [Run] does before it reads an input, and runs the policy's examples.
func Examples(env Env, o Options) ([]policy.ExampleResult, error) {
	o.noKey = len(o.Key) == 0
	s, err := prepare(env, o)
	if err != nil {
		return nil, err
	}
	return s.examples()
}

func (s *setup) examples() ([]policy.ExampleResult, error) {
	res, err := s.policy.RunExamples(s.engine, policy.BindOptions{Pack: s.pack, Lists: s.lists, AsOf: s.o.AsOf})
	if err != nil {
		return nil, policyError(err)
	}
	return res, nil
}

// holdExamples refuses a policy whose own examples do not come out as it says.
func (s *setup) holdExamples() error {
	res, err := s.examples()
	if err != nil {
		return err
	}
	var failed []string
	for _, r := range res {
		if !r.OK {
			failed = append(failed, fmt.Sprintf("%s:%d: example %d of %s does not come out as the policy says.", policyName(s.policy), r.Line, r.N, r.List))
		}
	}
	if len(failed) == 0 {
		return nil
	}
	return &Error{Kind: KindPolicy, Msg: failed[0] + " Nothing was released; the last release stays.", More: failed[1:], Next: "vaughn test " + words.Arg(filepath.Join(s.o.PolicyDir, s.policy.File))}
}

// BindScanned binds a policy to files that [Scan] read: the same rules that [Run]
// would apply, one Bound for each table in order.
func BindScanned(env Env, o Options, files []ScannedFile) ([]*policy.Bound, error) {
	o.noKey = len(o.Key) == 0
	s, err := prepare(env, o)
	if err != nil {
		return nil, err
	}
	var tables []policy.Table
	for _, f := range files {
		for _, p := range f.Parts {
			tables = append(tables, policy.Table{File: f.Name, Columns: p.Columns, Names: p.Part.Names, Display: p.Names})
		}
	}
	bound, err := s.policy.BindAll(policy.BindOptions{Pack: s.pack, Lists: s.lists, AsOf: s.o.AsOf}, tables)
	if err != nil {
		return nil, policyError(err)
	}
	return bound, nil
}

// Explain writes what a policy says by itself, with the law behind it and its
// lists; see [policy.Policy.Explain].
func Explain(w io.Writer, env Env, o Options) error {
	o.noKey = len(o.Key) == 0
	s, err := prepare(env, o)
	if err != nil {
		return err
	}
	if err := s.policy.Explain(w, policy.BindOptions{Pack: s.pack, Lists: s.lists, AsOf: s.o.AsOf}); err != nil {
		return policyError(err)
	}
	return nil
}

// keyID names a key in a manifest.
func keyID(key []byte) string { return policy.KeyID(key) }

// MadeWith reports whether the bundle in a folder was made with a key.
func MadeWith(bundleDir string, key []byte) (bool, error) {
	m, err := readManifest(bundleDir)
	if err != nil {
		return false, &Error{Kind: KindVerify, Msg: "The manifest of the release is missing or damaged."}
	}
	return m.Release.Key == keyID(key), nil
}
