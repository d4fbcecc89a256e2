package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/redact/policy"
)

// Deciding is who decides about columns by a command, and why.
type Deciding struct {
	By, On, Why string
	Until       string // last day, "" = no end
	OnlyLaw     bool
	Whys        []policy.Why // that may be used
}

// Standing is what waits in the column.
type Standing struct {
	Entity   detect.Entity
	Stop     bool // the column is kept, and this may not stand there
	Possible bool
	Law      bool // law leaves no choice if it is one
}

// Lines are what is recorded for a decision about a column, or with possible about all
// possible finds in it. Kept finds that the policy does not allow are recorded by their
// kinds, so that another kind still stops.
func (d *Deciding) Lines(column, says string, possible bool, found []Standing) ([]Line, error) {
	allowed := []string{saysKeep, saysClean, saysWithhold, saysDrop}
	if possible {
		allowed = []string{saysKeep, saysWithhold}
		found = slices.DeleteFunc(slices.Clone(found), func(s Standing) bool { return !s.Possible })
	}
	switch {
	case !slices.Contains(allowed, says):
		return nil, fmt.Errorf("what is decided must be %s", strings.Join(allowed, ", "))
	case len(found) == 0:
		return nil, errors.New("nothing waits in a column of that name. vaughn accept without --column and --possible lists what does")
	}
	l := Line{Kind: ByColumn, Column: column, Verdict: says, By: d.By, On: d.On, Until: d.Until}
	if says == saysWithhold || says == saysDrop {
		key, err := d.reason()
		if err != nil {
			return nil, err
		}
		l.Why = key
	}
	if possible {
		if says == saysKeep && slices.ContainsFunc(found, func(s Standing) bool { return s.Law }) {
			return nil, errors.New("law leaves no choice about some of them, so each must be looked at: use vaughn review --sheet")
		}
		l.Kind = ByDoubt
		return []Line{l}, nil
	}
	if says != saysKeep || !slices.ContainsFunc(found, func(s Standing) bool { return s.Stop }) {
		return []Line{l}, nil
	}
	var out []Line
	for _, s := range found {
		if s.Stop {
			one := l
			one.Kind, one.Entity = ByRule, entityName(s.Entity)
			out = append(out, one)
		}
	}
	return out, nil
}

// reason is the key of why, which must be usable.
func (d *Deciding) reason() (string, error) {
	if d.Why == "" {
		if d.OnlyLaw {
			return "", errors.New("on this channel only a law can withhold: give --why CODE (vaughn list exemptions)")
		}
		return "", nil
	}
	for _, w := range d.Whys {
		if w.Key == d.Why || strings.HasPrefix(w.Text, d.Why+" (") {
			return w.Key, nil
		}
	}
	return "", errors.New("--why names no reason that can be used on this channel and day")
}
