package key

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
)

// zip3Files are the dated lists; zip3/README.md says where each is from.
//
//go:embed zip3/*.csv
var zip3Files embed.FS

// zip3Lists is the table of lists: its name in a policy, what people read.
var zip3Lists = []struct{ name, words string }{
	{"hhs-2000", "census of 2000, published by the US Department of Health and Human Services"},
	{"common-2010", "census of 2010, in common use, unchecked"},
}

// DefaultZIP3List is the list that the rule's own guidance names.
const DefaultZIP3List = "hhs-2000"

// zip3Limit is how many people an area must exceed to be shown.
const zip3Limit = 20000

// restrictedZIP3 stands for all areas that are too small to be shown.
const restrictedZIP3 = "000"

// ZIP3List says which three-digit areas are large enough to be shown.
type ZIP3List struct {
	name, words string
	shown       [1000]bool
}

// Name is the list's name; Words says what it is, for reports.
func (l *ZIP3List) Name() string { return l.name }

// Words says what the list is, for reports.
func (l *ZIP3List) Words() string { return l.words }

// ZIP3Lists names the lists that come with the program.
func ZIP3Lists() []string {
	var out []string
	for _, l := range zip3Lists {
		out = append(out, l.name)
	}
	return out
}

// NewZIP3List finds a list that comes with the program; "" is [DefaultZIP3List].
func NewZIP3List(name string) (*ZIP3List, error) {
	if name == "" {
		name = DefaultZIP3List
	}
	for _, row := range zip3Lists {
		if row.name != name {
			continue
		}
		l := &ZIP3List{name: row.name, words: row.words}
		for i := range l.shown {
			l.shown[i] = true
		}
		for _, file := range []string{row.name, "unassigned"} {
			if err := l.hide("zip3/" + file + ".csv"); err != nil {
				return nil, err
			}
		}
		return l, nil
	}
	return nil, fmt.Errorf("the lists of three-digit ZIP code areas are %s", strings.Join(ZIP3Lists(), ", "))
}

// hide takes the areas of a file out of what is shown.
func (l *ZIP3List) hide(path string) error {
	src, err := zip3Files.ReadFile(path)
	if err != nil {
		return err
	}
	rows, err := readList(path, src, 2, 2)
	if err != nil {
		return err
	}
	for _, row := range rows.rows {
		n, ok := zip3Number(row.cells[0])
		if what := row.cells[1]; !ok || what != "restricted" && what != "unassigned" {
			return fmt.Errorf("%s, line %d: not an area and restricted or unassigned", path, row.line)
		}
		l.shown[n] = false
	}
	return nil
}

// ParseZIP3List reads a list of an agency: a CSV with a header row, the prefix and
// how many people live there. A prefix that is not in it, and one of 20,000 people
// or fewer, is 000.
func ParseZIP3List(name string, src []byte) (*ZIP3List, error) {
	rows, err := readList(name, src, 2, 2)
	if err != nil {
		return nil, err
	}
	l := &ZIP3List{name: name, words: "population list of the agency"}
	seen := [1000]bool{}
	for _, row := range rows.rows {
		n, ok := zip3Number(row.cells[0])
		if !ok {
			return nil, fmt.Errorf("%s, line %d: column 1 is not three digits", name, row.line)
		}
		people := row.cells[1]
		if !digits(people) || len(people) > 9 {
			return nil, fmt.Errorf("%s, line %d: column 2 is not a number of people", name, row.line)
		}
		if seen[n] {
			return nil, fmt.Errorf("%s, line %d: the prefix stands in an earlier line", name, row.line)
		}
		count, _ := strconv.Atoi(people) // digits, by the line above
		seen[n], l.shown[n] = true, count > zip3Limit
	}
	return l, nil
}

func zip3Number(s string) (int, bool) {
	if len(s) != 3 || !digits(s) {
		return 0, false
	}
	return int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0'), true
}

// code is the prefix where it may be shown, else 000.
func (l *ZIP3List) code(prefix string) string {
	if n, ok := zip3Number(prefix); ok && l.shown[n] {
		return prefix
	}
	return restrictedZIP3
}

// The first and the last ZIP code in use; what lies outside was typed to fill a field.
const (
	firstZIP = "00501"
	lastZIP  = "99950"
)

// readZIP reads the five digits of a ZIP code:
//
//	90210  90210-1234  90210 1234  902101234  90210-  90210.0
//
// A text of three or four digits, alone or with .0, is a ZIP code whose zeros at
// the front a spreadsheet has taken for those of a number: 1234 is 01234, 601 is
// 00601. That is done where nothing else stands in the cell, for else it is some
// other number.
func readZIP(text string) (zip [5]byte, ok bool) {
	t := strings.TrimSpace(text)
	main, rest := t, ""
	if i := len(digitRun(t)); i < len(t) {
		main, rest = t[:i], t[i:]
	}
	switch {
	case len(main) == 9 && rest == "":
		main = main[:5]
	case len(main) == 5 && (rest == "" || rest == "-" || rest == ".0" ||
		len(rest) == 5 && (rest[0] == '-' || rest[0] == ' ') && digits(rest[1:])):
	case (len(main) == 3 || len(main) == 4) && (rest == "" || rest == ".0"):
	default:
		return zip, false
	}
	copy(zip[:], "00000")
	copy(zip[5-len(main):], main)
	return zip, string(zip[:]) >= firstZIP && string(zip[:]) <= lastZIP
}

// ZIPKey is the five-digit ZIP code.
type ZIPKey struct{ list *ZIP3List }

// ZIP is the key of ZIP codes. partOf may be nil; else the parent of a code is its
// three-digit area by that list.
func ZIP(partOf *ZIP3List) *ZIPKey { return &ZIPKey{partOf} }

// Code is the ZIP code of the cell, five digits.
func (k *ZIPKey) Code(dst []byte, cells []string) ([]byte, Found) {
	if len(cells) != 1 {
		return dst, Unknown
	}
	zip, ok := readZIP(cells[0])
	if !ok {
		return dst, Unknown
	}
	return append(dst, zip[:]...), Known
}

// Parent is the three-digit area.
func (k *ZIPKey) Parent(code string) string {
	if k.list == nil || len(code) != 5 || !digits(code) {
		return ""
	}
	return k.list.code(code[:3])
}

// Compare is the order of the texts, an area before what lies in it.
func (k *ZIPKey) Compare(a, b string) int { return plain(a, b) }

// Kind is Place.
func (k *ZIPKey) Kind() Kind { return Place }

// ZIP3Key is the three-digit area of a ZIP code.
type ZIP3Key struct{ list *ZIP3List }

// ZIP3 is the key of three-digit areas by a list.
func ZIP3(list *ZIP3List) *ZIP3Key { return &ZIP3Key{list} }

// Code is the first three digits of the cell's ZIP code, or 000.
func (k *ZIP3Key) Code(dst []byte, cells []string) ([]byte, Found) {
	if len(cells) != 1 {
		return dst, Unknown
	}
	zip, ok := readZIP(cells[0])
	if !ok {
		return dst, Unknown
	}
	return append(dst, k.list.code(string(zip[:3]))...), Known
}

// Parent is "".
func (k *ZIP3Key) Parent(string) string { return "" }

// Compare is the order of the texts.
func (k *ZIP3Key) Compare(a, b string) int { return plain(a, b) }

// Kind is Place.
func (k *ZIP3Key) Kind() Kind { return Place }
