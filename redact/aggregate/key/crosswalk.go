package key

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// CrosswalkKey looks a text up in a list.
type CrosswalkKey struct {
	codes   map[string]string // folded value → code
	parents map[string]string
}

// Crosswalk is the key of a list that says where each value belongs: a CSV with a
// header row and two or three columns, the value, its code and what the code is
// part of. Case and white space around and between words do not matter in the
// value. A line may stand twice; one that contradicts an earlier line is refused.
// A value that is not in the list is NotLocated.
func Crosswalk(name string, src []byte) (*CrosswalkKey, error) {
	list, err := readList(name, src, 2, 3)
	if err != nil {
		return nil, err
	}
	k := &CrosswalkKey{codes: make(map[string]string, len(list.rows)), parents: map[string]string{}}
	for _, row := range list.rows {
		fold, _ := appendFold(nil, row.cells[0])
		code, parent := row.cells[1], ""
		if len(row.cells) == 3 {
			parent = row.cells[2]
		}
		if known, ok := k.codes[string(fold)]; ok && known != code {
			return nil, fmt.Errorf("%s, line %d: the value stands in an earlier line with another code", name, row.line)
		}
		if known, ok := k.parents[code]; ok && known != parent {
			return nil, fmt.Errorf("%s, line %d: the code is part of something else in an earlier line", name, row.line)
		}
		k.codes[string(fold)], k.parents[code] = code, parent
	}
	if k.parents, err = distinct(k.parents, list.header[len(list.header)-1]); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return k, nil
}

// Codes lists the codes in order, so that an empty one can be shown as zero.
func (k *CrosswalkKey) Codes() []string { return slices.SortedFunc(maps.Keys(k.parents), Natural) }

// Code looks the cell up.
func (k *CrosswalkKey) Code(dst []byte, cells []string) ([]byte, Found) {
	if len(cells) != 1 {
		return dst, Unknown
	}
	var room [MaxCode]byte
	fold, ok := appendFold(room[:0], cells[0])
	if !ok {
		return dst, Unknown
	}
	code, ok := k.codes[string(fold)]
	if !ok {
		return dst, NotLocated
	}
	return append(dst, code...), Known
}

// Parent is the third column of the list.
func (k *CrosswalkKey) Parent(code string) string { return k.parents[code] }

// Compare is [Natural].
func (k *CrosswalkKey) Compare(a, b string) int { return Natural(a, b) }

// Kind is Place.
func (k *CrosswalkKey) Kind() Kind { return Place }

// list is a small CSV of an agency, its cells as codes.
type list struct {
	header []string
	rows   []listRow
}

type listRow struct {
	line  int
	cells []string
}

// maxList is the largest list in bytes.
const maxList = 64 << 20

// readList reads a CSV with a header row and from least to most columns, the same
// number in every line. A blank cell is refused: it is a line somebody forgot.
func readList(name string, src []byte, least, most int) (list, error) {
	if len(src) > maxList {
		return list{}, fmt.Errorf("%s is larger than %d MB", name, maxList>>20)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	r.ReuseRecord = true
	var l list
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return list{}, fmt.Errorf("%s, line %d: this is not a line of a CSV with as many columns as the header", name, lineOf(err))
		}
		line, _ := r.FieldPos(0)
		if l.header == nil && (len(cells) < least || len(cells) > most) {
			return list{}, fmt.Errorf("%s, line %d: the list has %d columns, and needs %s", name, line, len(cells), fromTo(least, most))
		}
		row := listRow{line, make([]string, len(cells))}
		for i, cell := range cells {
			why := ""
			if row.cells[i], why = codeOf(strings.Clone(cell)); why != "" {
				return list{}, fmt.Errorf("%s, line %d: column %d %s", name, line, i+1, why)
			}
		}
		if l.header == nil {
			l.header = row.cells
			continue
		}
		l.rows = append(l.rows, row)
	}
	if len(l.rows) == 0 {
		return list{}, fmt.Errorf("%s holds no line below its header", name)
	}
	return l, nil
}

// lineOf is the line of an error of a CSV. Its text is left behind.
func lineOf(err error) int {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return bad.Line
	}
	return 0
}

func fromTo(least, most int) string {
	if least == most {
		return fmt.Sprint(least)
	}
	return fmt.Sprintf("%d or %d", least, most)
}
