package aggregate

import (
	"fmt"
	"slices"

	"vaughn/redact/aggregate/key"
)

// Codes are the codes of a dimension in the result: those of records in the order
// of their key, the buckets, then inner levels from the lowest to the highest,
// each in the order of the key.
type Codes struct {
	Name   string
	Kind   key.Kind
	Codes  []string
	Parent []int // by code: index of the one that it is part of, -1 = stands directly below the total
	Level  []int // by code: 0 = a record's, 1 = sums such, and so on
}

// nowhere is the place of a code that is not there; totalAt the one of a total.
// Both are greater than every other, so that totals come last.
const (
	totalAt uint32 = 1<<32 - 1
	nowhere uint32 = 1<<32 - 2
)

// layout is where each code of a dimension stands in the result.
type layout struct {
	Codes
	place []uint32   // by id
	above [][]uint32 // by level from 1 on, by place: the place of the code of that level that it is part of
	even  []bool     // by level from 1 on: whatever is part of a higher level is part of this one too
}

const maxLevels = 16

// newLayout arranges the codes of a dictionary.
func newLayout(name string, d *dictionary, used [firstCode]bool) (*layout, error) {
	ranks := d.order()
	l := &layout{Codes: Codes{Name: name, Kind: d.key.Kind()}, place: make([]uint32, len(ranks))}
	byRank := make([]uint32, len(ranks))
	for id, r := range ranks {
		byRank[r] = uint32(id)
	}
	t := tree{key: d.key, index: map[string]int{}}
	for _, id := range byRank {
		if id < firstCode && !used[id] {
			l.place[id] = nowhere
			continue
		}
		l.place[id] = uint32(len(t.codes))
		t.index[d.codes[id]] = len(t.codes)
		t.codes = append(t.codes, d.codes[id])
	}
	if err := t.climb(); err != nil {
		return nil, fmt.Errorf("aggregate: dimension %s: %w", name, err)
	}
	t.sort(d.compare)
	l.Codes.Codes, l.Parent, l.Level = t.codes, t.parent, t.level
	if n := len(t.level); n > 0 {
		l.above = make([][]uint32, t.level[n-1])
	}
	for i := range l.above {
		l.above[i] = l.levelAbove(i + 1)
	}
	l.even = make([]bool, len(l.above))
	for i := range l.even {
		l.even[i] = l.evenAt(i)
	}
	return l, nil
}

// evenAt reports whether no code of a record goes by above[i] to a higher level.
func (l *layout) evenAt(i int) bool {
	for p, low := range l.above[i] {
		if low != nowhere || l.Level[p] > 0 {
			continue
		}
		for _, higher := range l.above[i+1:] {
			if higher[p] != nowhere {
				return false
			}
		}
	}
	return true
}

// levelAbove maps every place to the one of a level that it is part of.
func (l *layout) levelAbove(level int) []uint32 {
	out := make([]uint32, len(l.Codes.Codes))
	for p := range out {
		out[p] = nowhere
		for q := p; q >= 0 && l.Level[q] <= level; q = l.Parent[q] {
			if l.Level[q] == level {
				out[p] = uint32(q)
			}
		}
	}
	return out
}

// tree is a dimension's codes with those that they are part of.
type tree struct {
	key    key.Key
	index  map[string]int
	codes  []string
	parent []int
	level  []int
}

// climb adds the inner codes. A code's level is one more than that of its highest
// part, so that a level holds no two codes of which one is part of the other.
func (t *tree) climb() error {
	leaves := len(t.codes)
	t.level = make([]int, leaves)
	t.parent = make([]int, 0, leaves)
	for i := 0; i < len(t.codes); i++ { // codes grows
		if len(t.codes) > leaves+maxLevels*max(leaves, 1) {
			return errLevels
		}
		t.parent = append(t.parent, t.parentOf(i))
	}
	for leaf := range leaves {
		at, steps := leaf, 0
		for p := t.parent[at]; p >= 0; p = t.parent[at] {
			if p < leaves {
				return errBoth
			}
			if steps++; steps > maxLevels {
				return errLevels
			}
			t.level[p] = max(t.level[p], t.level[at]+1)
			at = p
		}
	}
	return nil
}

var (
	errLevels = fmt.Errorf("more than %d levels, or codes that are part of themselves", maxLevels)
	errBoth   = fmt.Errorf("a code of a record is also one that others are part of")
)

func (t *tree) parentOf(i int) int {
	switch t.codes[i] {
	case key.UnknownCode, key.NotLocatedCode:
		return -1
	}
	code := t.key.Parent(t.codes[i])
	switch code {
	case "", key.TotalCode, key.UnknownCode, key.NotLocatedCode:
		return -1
	}
	p, ok := t.index[code]
	if !ok {
		p = len(t.codes)
		t.index[code] = p
		t.codes = append(t.codes, code)
		t.level = append(t.level, 0)
	}
	return p
}

// sort puts the inner codes in order; those of records are already.
func (t *tree) sort(compare func(a, b string) int) {
	perm := make([]int, len(t.codes))
	for i := range perm {
		perm[i] = i
	}
	slices.SortStableFunc(perm, func(a, b int) int {
		if t.level[a] != t.level[b] || t.level[a] == 0 {
			return t.level[a] - t.level[b]
		}
		return compare(t.codes[a], t.codes[b])
	})
	place := make([]int, len(perm))
	for i, old := range perm {
		place[old] = i
	}
	codes, parent, level := t.codes, t.parent, t.level
	t.codes, t.parent, t.level = make([]string, len(perm)), make([]int, len(perm)), make([]int, len(perm))
	for i, old := range perm {
		t.codes[i], t.level[i], t.parent[i] = codes[old], level[old], parent[old]
		if parent[old] >= 0 {
			t.parent[i] = place[parent[old]]
		}
	}
}
