package detect

import "strings"

// nameList is a list of words, as [inList] reads one, that answers quickly.
type nameList struct {
	lens [32]uint32 // by first letter: a bit for each length that occurs
	by   [32]string // the words by first letter
}

func newNameList(words string) *nameList {
	l := new(nameList)
	for w := range strings.FieldsSeq(words) {
		k := w[0] & 31
		l.lens[k] |= 1 << min(len(w), 31)
		if l.by[k] == "" {
			l.by[k] = " "
		}
		l.by[k] += w + " "
	}
	return l
}

// has reports whether w is a word of the list, whatever its case.
func (l *nameList) has(w string) bool {
	if w == "" {
		return false
	}
	k := w[0] & 31
	return l.lens[k]>>min(len(w), 31)&1 != 0 && inList(l.by[k], w)
}

// The lists of the words of cells, built once at start and never written again.
var (
	listSuffixes  = newNameList(cellSuffixes)
	listTitles    = newNameList(nameTitles + cellTitles)
	listParticles = newNameList(nameParticles)
	listTails     = newNameList(cellTails)
	listTrades    = newNameList(cellTrades)
	listTrusts    = newNameList(cellTrusts)
	listThings    = newNameList(namedThings)
	listPlaces    = newNameList("camp lake mount mt fort ft saint st san santa los las port new")
	listEndings   = newNameList(familyEndings)
)
