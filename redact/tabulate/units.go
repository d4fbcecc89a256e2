package tabulate

import (
	"slices"
	"strings"

	"vaughn/redact/disclosure"
)

// units refuses tables of which one hides how many people there are and another
// shows, for the same place and period, that there are next to no records: people
// are never more than their records. Tables of two units are decided each for
// itself, so nothing else sees it.
func (j *Job) units(pick []int, ds []*decision) error {
	for k, t := range j.tables {
		if t.Unit == nil || len(ds[k].hidden) == 0 {
			continue
		}
		hidden, l := map[string]bool{}, t.levels[pick[k]]
		for _, x := range l.cube.order {
			if ds[k].hidden[at(x.at)] {
				hidden[l.link(x.at)] = true
			}
		}
		for m, other := range j.tables {
			if other.Unit != nil {
				continue
			}
			l := other.levels[pick[m]]
			for _, x := range l.cube.order {
				if x.units == 0 || x.units > disclosure.DefaultWidth || !other.shows(l.cube, x.at) || ds[m].hidden[at(x.at)] {
					continue
				}
				if hidden[l.link(x.at)] {
					return j.unsafe(disclosure.ErrGiven, []int{k}, []string{t.Table})
				}
			}
		}
	}
	return nil
}

// link names a cell as all tables know it.
func (l *level) link(coords []int) string {
	var parts []string
	for d, k := range coords {
		if k != total {
			code := l.cube.code(d, k)
			if code == within {
				continue // near enough: what is left out has no more records than all
			}
			parts = append(parts, l.dims[d].source+"\x00"+code)
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "\x01")
}
