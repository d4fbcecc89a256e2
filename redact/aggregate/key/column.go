package key

import "fmt"

// ColumnKey takes the text of a column as it is.
type ColumnKey struct {
	parents map[string]string // code → group
	groups  map[string]bool
}

// Column is the key of a column as it is: trimmed, runs of white space one space,
// case kept, so "Open" and "OPEN" are two codes. groups may be nil; else it is a
// CSV with a header row, whose first column is a code and whose second the group
// that it is part of. A code that the list does not name stands directly below the
// total. A cell that is not in the list and says the name of a group is Unknown:
// it cannot be both. name is the list's, for messages.
func Column(name string, groups []byte) (*ColumnKey, error) {
	k := &ColumnKey{}
	if groups == nil {
		return k, nil
	}
	list, err := readList(name, groups, 2, 2)
	if err != nil {
		return nil, err
	}
	k.parents = make(map[string]string, len(list.rows))
	for _, row := range list.rows {
		code, group := row.cells[0], row.cells[1]
		if known, ok := k.parents[code]; ok && known != group {
			return nil, fmt.Errorf("%s, line %d: the value stands in an earlier line with another group", name, row.line)
		}
		k.parents[code] = group
	}
	if k.parents, err = distinct(k.parents, list.header[1]); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	k.groups = make(map[string]bool)
	for _, group := range k.parents {
		k.groups[group] = true
	}
	return k, nil
}

// Code is the text of the first cell.
func (k *ColumnKey) Code(dst []byte, cells []string) ([]byte, Found) {
	if len(cells) != 1 {
		return dst, Unknown
	}
	out, ok := appendText(dst, cells[0])
	if !ok || k.groups[string(out[len(dst):])] {
		return dst, Unknown
	}
	return out, Known
}

// Parent is the group of a code.
func (k *ColumnKey) Parent(code string) string { return k.parents[code] }

// Compare is [Natural].
func (k *ColumnKey) Compare(a, b string) int { return Natural(a, b) }

// Kind is Category.
func (k *ColumnKey) Kind() Kind { return Category }
