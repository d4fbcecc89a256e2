package policy

import (
	"errors"

	"vaughn/detect"
	"vaughn/exemptions"
)

// ExampleResult is the outcome of one example of the policy. It names the
// example by its place and never repeats its text.
type ExampleResult struct {
	List  string          // "mask" or "keep"
	N     int             // 1-based place in that list
	Line  int             // line of examples: in the policy
	OK    bool            // mask: something is masked or asked about; keep: nothing is
	Found []detect.Entity // kinds that would not stay, each once, in order
}

// RunExamples treats every example as the text of a cleaned column without a
// name. An example under mask must lose at least one find; one under keep must
// lose none. e should be built with the policy's [Policy.DetectPatterns]. The
// error is an [Errors] when the pack or a list is missing, or a plain sentence
// when a scan fails; it holds no text of an example.
func (p *Policy) RunExamples(e *detect.Engine, o BindOptions) ([]ExampleResult, error) {
	if len(p.Examples.Mask)+len(p.Examples.Keep) == 0 {
		return nil, nil
	}
	b, err := p.newBinder(o)
	if err != nil {
		return nil, err
	}
	b.prepareLists()
	b.prepareGrounds()
	if err := b.err(); err != nil {
		return nil, err
	}
	col := detect.NewColumn(0, "")
	bound := &Bound{Channel: Channel(p.Law.Channel), Pack: o.Pack, RowID: -1, Columns: []BoundColumn{{Info: col}}, decide: &b.base}
	bound.decide.fallback = &BoundRule{Origin: "examples", Do: Clean}
	bound.decide.column = []*exemptions.Ground{b.base.last}
	run := exampleRun{s: e.NewScanner(), bound: bound, col: col, line: p.Examples.Line}
	var out []ExampleResult
	for _, list := range []struct {
		name  string
		texts []string
	}{{"mask", p.Examples.Mask}, {"keep", p.Examples.Keep}} {
		for i, text := range list.texts {
			r, err := run.one(list.name, i+1, text)
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
	}
	return out, nil
}

type exampleRun struct {
	s     *detect.Scanner
	bound *Bound
	col   *detect.Column
	line  int
	ms    []detect.Match
}

func (x *exampleRun) one(list string, n int, text string) (ExampleResult, error) {
	t := detect.Text{S: text, Column: x.col}
	ms, err := x.s.Scan(x.ms[:0], &t)
	x.ms = ms
	if err != nil {
		return ExampleResult{}, errors.New("an example of the policy could not be scanned; look at patterns: for one that takes too long")
	}
	r := ExampleResult{List: list, N: n, Line: x.line}
	var lost [detect.NumEntities]bool
	for _, m := range detect.Resolve(ms, &t, x.col) {
		d := x.bound.Decide(nil, Finding{Entity: m.Entity, Likelihood: m.Likelihood, Value: text[m.Start:m.End]})
		if d.Action != KeepIt && !lost[m.Entity] {
			lost[m.Entity] = true
			r.Found = append(r.Found, m.Entity)
		}
	}
	r.OK = (len(r.Found) > 0) == (list == "mask")
	return r, nil
}
