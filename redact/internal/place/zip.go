package place

import (
	"embed"
	"errors"
	"fmt"
	"strings"
)

// zip3Files are the dated lists; zip3/README.md says where each is from.
//
//go:embed zip3/*.csv
var zip3Files embed.FS

// zip3Lists is the table of lists: its name in a policy, what people read.
var zip3Lists = []struct{ name, words string }{
	{DefaultZIP3List, "census of 2000, published by the US Department of Health and Human Services"},
	{"common-2010", "census of 2010, in common use, unchecked"},
}

// DefaultZIP3List is the list that the rule's own guidance names.
const DefaultZIP3List = "hhs-2000"

// RestrictedZIP3 stands for all three-digit areas that are too small to be shown:
// those of 20,000 people or fewer, 45 CFR 164.514(b)(2)(i)(B).
const RestrictedZIP3 = "000"

// ZIP3List says which three-digit areas are large enough to be shown.
type ZIP3List struct {
	name, words string
	shown       [1000]bool
}

// Name is the list's name in a policy.
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
		return l, errors.Join(l.hide(row.name), l.hide("unassigned"))
	}
	return nil, fmt.Errorf("the lists of three-digit ZIP code areas are %s", strings.Join(ZIP3Lists(), ", "))
}

// hide takes the areas of a file out of what is shown.
func (l *ZIP3List) hide(file string) error {
	src, err := zip3Files.ReadFile("zip3/" + file + ".csv")
	if err != nil {
		return fmt.Errorf("the list %s is not in the program", file)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(src)), "\n") {
		area, what, _ := strings.Cut(strings.TrimSuffix(line, "\r"), ",")
		n, ok := zip3Number(area)
		switch {
		case i == 0: // the header
		case !ok || what != "restricted" && what != "unassigned":
			return fmt.Errorf("%s, line %d: not an area and restricted or unassigned", file, i+1)
		default:
			l.shown[n] = false
		}
	}
	return nil
}

func zip3Number(s string) (int, bool) {
	if len(s) != 3 || !digits(s) {
		return 0, false
	}
	return int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0'), true
}

// Code is a prefix of three digits where it may be shown, else [RestrictedZIP3].
func (l *ZIP3List) Code(prefix string) string {
	if n, ok := zip3Number(prefix); ok && l.shown[n] {
		return prefix
	}
	return RestrictedZIP3
}

// The first and the last ZIP code in use; what lies outside was typed to fill a field.
const (
	FirstZIP = "00501"
	LastZIP  = "99950"
)

// ZIP reads the five digits of a ZIP code:
//
//	90210  90210-1234  90210 1234  902101234  90210-  90210.0
//
// A text of three or four digits, alone or with .0, is a ZIP code whose zeros at
// the front a spreadsheet has taken for those of a number: 1234 is 01234, 601 is
// 00601. That is done where nothing else stands in the cell, for else it is some
// other number.
func ZIP(text string) (zip [5]byte, ok bool) {
	t := strings.TrimSpace(text)
	n := 0
	for n < len(t) && t[n] >= '0' && t[n] <= '9' {
		n++
	}
	main, rest := t[:n], t[n:]
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
	return zip, string(zip[:]) >= FirstZIP && string(zip[:]) <= LastZIP
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
