package aggregate

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"vaughn/redact/aggregate/key"
)

// The ids of the two buckets in every dictionary; codes follow.
const (
	unknownID uint32 = iota
	notLocatedID
	firstCode
)

// dictionary numbers the codes of one dimension in the order in which they come.
// Ids differ from run to run, and nothing that is shown depends on them: order is
// always that of the codes.
type dictionary struct {
	key key.Key

	mu     sync.Mutex
	ids    map[string]uint32
	codes  []string // by id
	sorted []uint32 // ids of codes in order, as far as they are sorted
	ranks  []uint32 // by id: place in the order; never changed, only replaced
}

func newDictionary(k key.Key) *dictionary {
	return &dictionary{key: k, ids: map[string]uint32{}, codes: []string{key.UnknownCode, key.NotLocatedCode}}
}

// id is the number of a code. A code that would be taken for a bucket or a total
// is one of the unknown.
func (d *dictionary) id(code string) uint32 {
	switch code {
	case "", key.UnknownCode, key.TotalCode:
		return unknownID
	case key.NotLocatedCode:
		return notLocatedID
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if id, ok := d.ids[code]; ok {
		return id
	}
	id, code := uint32(len(d.codes)), strings.Clone(code)
	d.ids[code] = id
	d.codes = append(d.codes, code)
	return id
}

// compare is a total order even where the key's is not.
func (d *dictionary) compare(a, b string) int {
	if c := d.key.Compare(a, b); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// order gives each id its place among all that are there now, the buckets last.
// Codes that come later change no two codes' order.
func (d *dictionary) order() []uint32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.ranks) == len(d.codes) {
		return d.ranks
	}
	late := make([]uint32, 0, len(d.codes)-len(d.sorted))
	for id := len(d.sorted) + int(firstCode); id < len(d.codes); id++ {
		late = append(late, uint32(id))
	}
	cmp := func(a, b uint32) int { return d.compare(d.codes[a], d.codes[b]) }
	slices.SortFunc(late, cmp)
	all := make([]uint32, 0, len(d.sorted)+len(late))
	early := d.sorted
	for len(early) > 0 && len(late) > 0 {
		if cmp(early[0], late[0]) < 0 {
			all, early = append(all, early[0]), early[1:]
		} else {
			all, late = append(all, late[0]), late[1:]
		}
	}
	d.sorted = append(append(all, early...), late...)
	d.ranks = make([]uint32, len(d.codes))
	for i, id := range d.sorted {
		d.ranks[id] = uint32(i)
	}
	d.ranks[unknownID], d.ranks[notLocatedID] = uint32(len(d.sorted)), uint32(len(d.sorted)+1)
	return d.ranks
}

// coder finds the codes of one dimension for one worker. It remembers what cells
// have led to, in a table of fixed size in which the latest wins, and which codes
// have which id.
type coder struct {
	dim   *Dim
	dict  *dictionary
	ids   map[string]uint32
	cells []string
	raw   []byte
	code  []byte
	used  [firstCode]bool // buckets that were met

	seed         maphash.Seed
	memo         []memo
	tries, found int
	rest         int // records for which the memo is not asked
}

// memo is what the cells of text led to.
type memo struct {
	id   uint32
	len  uint8 // 0 = empty
	text [memoText]byte
}

const (
	memoSize  = 1 << 12
	memoText  = 59   // longer cells are not remembered
	memoTrial = 2048 // records after which a memo that seldom helps is left alone for a while
	memoRest  = 1 << 16
)

func newCoder(dim *Dim, dict *dictionary) *coder {
	return &coder{dim: dim, dict: dict, ids: map[string]uint32{}, cells: make([]string, len(dim.Columns)), seed: maphash.MakeSeed()}
}

// id is the id of a record's code in the dimension.
func (c *coder) id(cells []string) uint32 {
	size := 0
	for i, col := range c.dim.Columns {
		c.cells[i] = ""
		if col < len(cells) {
			c.cells[i] = cells[col]
		}
		size += len(c.cells[i]) + 1
	}
	if c.rest > 0 {
		c.rest--
		return c.look()
	}
	if size > memoText {
		return c.look()
	}
	c.raw = c.raw[:0]
	for _, s := range c.cells {
		c.raw = append(append(c.raw, byte(len(s))), s...)
	}
	return c.remembered()
}

// remembered asks the memo, and the key where the memo does not know.
func (c *coder) remembered() uint32 {
	if c.memo == nil {
		c.memo = make([]memo, memoSize)
	}
	m := &c.memo[maphash.Bytes(c.seed, c.raw)%memoSize]
	if c.tries++; c.tries == memoTrial {
		if c.found < memoTrial/4 {
			c.rest = memoRest
		}
		c.tries, c.found = 0, 0
	}
	if int(m.len) == len(c.raw) && string(m.text[:m.len]) == string(c.raw) {
		c.found++
		return m.id
	}
	id := c.look()
	m.id, m.len = id, uint8(copy(m.text[:], c.raw))
	return id
}

// look asks the key.
func (c *coder) look() uint32 {
	code, found := c.dim.Key.Code(c.code[:0], c.cells)
	c.code = code[:0]
	id := unknownID
	switch found {
	case key.NotLocated:
		id = notLocatedID
	case key.Known:
		var ok bool
		if id, ok = c.ids[string(code)]; !ok {
			id = c.dict.id(string(code))
			c.ids[strings.Clone(string(code))] = id
		}
	}
	if id < firstCode {
		c.used[id] = true
	}
	return id
}
