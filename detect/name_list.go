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
	listSuffixes = newNameList(cellSuffixes)
	listTitles   = newNameList(cellTitles)
	listTails    = newNameList(cellTails)
	listRoles    = newNameList(cellRoles)
	listTrades   = newNameList(cellTrades)
	listTrusts   = newNameList(cellTrusts)
	listPlaces   = newNameList("camp lake mount mt fort ft saint st san santa los las port new")
	listEndings  = newNameList(familyEndings)
)

const (
	// cellSuffixes stand behind a name in a cell.
	cellSuffixes = " jr sr ii iii iv esq esquire md phd ph.d dds dmd dvm rn lpn cpa jd edd dc gri aia bsn msn lcsw pe "
	// cellTitles stand before a name in a cell.
	cellTitles = " drs doctors messrs mesdames pastor rabbi father sister brother pfc pvt col maj gen adm madame mme monsieur herr frau "
	// cellTails stand behind the names of a cell, and say that they are names.
	cellTails = " trustee trustees ttee ttees cotrustee cotrustees tr trs etal etux etvir spouse wife husband esposa esposo deceased decd executor executrix exec guardian attorney realtor owner owners tenant tenants "
	// cellRoles stand behind a name and say what the person is.
	cellRoles = " president treasurer secretary chairman chairwoman chairperson chair director manager supervisor coordinator agent widow widower minor renter lessee lessor buyer seller applicant resident homeowner occupant landlord "
	// cellTrusts stand before "trust" in one that a family made.
	cellTrusts = " family fam living revocable irrevocable rev irrev testamentary marital survivors bypass "
	// cellTrades are the words of firms that readName does not have.
	cellTrades = " sons bros brothers daughters fils hijos hermanos tobacco home greenhouse greenhouses growers harvesting acres vineyard timber logging cattle livestock hay sod plantation gallery imports exports glass academy convent cathedral monastery dentistry orthodontics pediatric pediatrics chiropractic optometry incorporated unlimited worldwide tavern lounge catering boutique jewelers florist florists kennels stables cpas realtors subsidiaries taxpayers obstetrics jewelry pawnshop gmbh sa ag nv bv hs ps pta ptsa ymca vfw fpd dar ywca cdc const constr bldr bldrs bldg ind inds tours landscapes fund funds team crew unit committee pac brokerage chapel basilica karate campaign friends citizens neighbors "
)
