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
		hidden := map[string]bool{}
		for _, x := range t.levels[pick[k]].cube.order {
			if ds[k].hidden[at(x.at)] {
				hidden[j.link(t, t.levels[pick[k]], x.at)] = true
			}
		}
		for m, other := range j.tables {
			if other.Unit != nil {
				continue
			}
			c, masks := other.levels[pick[m]].cube, other.masks()
			for _, x := range c.order {
				mask, ok := c.summed(x.at)
				if !ok || x.units == 0 || x.units > disclosure.DefaultWidth || !slices.Contains(masks, mask) || ds[m].hidden[at(x.at)] {
					continue
				}
				if hidden[j.link(other, other.levels[pick[m]], x.at)] {
					return j.unsafe(disclosure.ErrGiven, []int{k}, []string{t.Table})
				}
			}
		}
	}
	return nil
}

// link names a cell as all tables know it.
func (j *Job) link(t *table, l *level, coords []int) string {
	var parts []string
	for d, k := range coords {
		if k != total {
			code := l.cube.code(d, k)
			if code == within {
				continue // near enough: what is left out has no more records than all
			}
			parts = append(parts, j.source(t, l, d)+"\x00"+code)
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "\x01")
}
