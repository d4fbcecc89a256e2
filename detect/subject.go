package detect

import (
	"slices"
	"strings"
)

// reachHints are the kinds that say how to reach somebody, or where.
const reachHints = contactHints | Hint(1<<GeoPoint)

// judgeSubjects decides whose telephones, addresses and points the columns hold.
// Those of firms and public bodies are public: where the header says so ("vendor
// phone") and no private person is named beside it, and in tables of firms or
// bodies that name nobody else. A person who acts for a firm, its contact or
// director, is no private person here, but how to reach that person stays
// personal. E-mail addresses are public only where the header says so: they hold
// names. A policy that knows better names the column.
func judgeSubjects(cols []Column) {
	judgeAges(cols)
	judgeFamilies(cols)
	dropMembers(cols)
	judgeSuffixes(cols)
	t := readSubjects(cols)
	said := false
	for i := range cols {
		c := &cols[i]
		said = said || c.Hint&hintFirmContact != 0 && isReach(c) && !t.private && !homely(c.Name)
	}
	for i := range cols {
		c := &cols[i]
		if t.firm && !t.private && placesOnly(c) {
			c.Business, c.Personal, c.Mode = true, false, ModeNone
			continue
		}
		if !isReach(c) || t.people[subjectKey(c.Name)] || c.Hint&hintRole != 0 {
			continue
		}
		if homely(c.Name) || !t.firms[subjectKey(c.Name)] && ofPrivate(c.Name) {
			continue
		}
		public := false
		switch named := c.Hint&hintFirmContact != 0; {
		case named:
			public = t.firms[subjectKey(c.Name)] || !t.private
		case c.Entity == EmailAddress:
		default:
			public = !t.private && (t.firm || said)
		}
		if public {
			c.Business, c.Personal, c.Mode = true, false, ModeNone
		}
	}
}

// inOffice reports a header of people in office: their names are public. What is
// behind the office says nothing of somebody else ("Justice Involved", "Sheriff Sale
// Owner"), and it is no office of a firm ("Loan Officer").
func inOffice(header string) bool {
	office := false
	last := ""
	for _, w := range HeaderWords(header) {
		switch {
		case inList(" councilmember councilman councilwoman councilor councillor alderman alderwoman alder alderperson senator legislator assemblymember mayor judge justice magistrate commissioner inspector officer detective trooper deputy sheriff superintendent ", w):
			if office = !inList(" loan security executive financial building site property construction project privacy compliance ", last); !office {
				return false
			}
		case !office:
		case !inList(" name names first last middle full initial title rank assigned responding reporting arresting issuing in charge of on the for case duty s ", w) && !hasDigit(w):
			return false
		}
		last = w
	}
	return office
}

// OfOffice reports a header of people in office or of an office's staff, whose names
// are public: a column of which all cells are names may be released under it.
func (c *Column) OfOffice() bool {
	return c.Hint&(hintOfFirm|hintVeto) == hintOfFirm|hintVeto || inOffice(c.Name) || slices.ContainsFunc(HeaderWords(c.Name), memberWord)
}

// memberWord reports a word of headers over members of public bodies.
func memberWord(w string) bool {
	return inList(" member members representative delegate trustee official officeholder incumbent ", w)
}

// dropMembers takes the members of a table that says how to reach offices for people
// in office.
func dropMembers(cols []Column) {
	if !slices.ContainsFunc(cols, func(c Column) bool { return c.Hint&hintFirmContact != 0 && isReach(&c) && !homely(c.Name) }) {
		return
	}
	for i := range cols {
		c := &cols[i]
		if c.Entity != Person || c.Hint.Has(Person) || !c.Personal {
			continue
		}
		for _, w := range HeaderWords(c.Name) {
			if memberWord(w) {
				c.Entity, c.Mode, c.Personal, c.Reading = None, ModeNone, false, ReadNone
			}
		}
	}
}

// judgeSuffixes takes the suffixes of names beside columns of given names and surnames
// for a part of the name where people wrote other names into them.
func judgeSuffixes(cols []Column) {
	parts := 0
	for i := range cols {
		parts += int(min(1, cols[i].Hint&hintPart)) * int(min(1, cols[i].Hint&bit(Person)))
	}
	for i := range cols {
		c := &cols[i]
		if c.Cells == 0 || parts < 2 || c.Odd == 0 {
			continue
		}
		c.Entity, c.Mode, c.Personal, c.Likelihood, c.Hits = Person, ModeWhole, true, Likely, c.Cells
		c.Found, c.Possible = [NumEntities]int64{}, [NumEntities]int64{}
		c.Found[Person] = c.Cells
	}
}

// isNameSuffix reports Jr., III and the like.
func isNameSuffix(v string) bool {
	return bitsOf(strings.TrimRight(v, "."))&(bitSuffix|bitCellSuffix) != 0
}

// isSuffixHeader reports "Suffix", "name suffix".
func isSuffixHeader(header string) bool {
	words := HeaderWords(header)
	return len(words) == 1 && words[0] == "suffix" || len(words) == 2 && words[0] == "name" && words[1] == "suffix"
}

// judgeAges makes a column of children's ages one of minors where the table names
// people: there an age says who is a child.
func judgeAges(cols []Column) {
	people := false
	for i := range cols {
		people = people || cols[i].Entity == Person && cols[i].Personal
	}
	for i := range cols {
		c := &cols[i]
		switch {
		case !c.Hint.Has(Age) || c.Found[Minor] == 0:
		case people:
			n := c.Found[Minor]
			c.Found, c.Possible = [NumEntities]int64{}, [NumEntities]int64{}
			c.Entity, c.Mode, c.Personal, c.Likelihood, c.Hits = Minor, ModeWhole, true, Likely, n
			c.Found[Minor] = c.Cells
		default:
			c.Found[Minor] = 0
			if c.Mode == ModePerCell && soleKind(c) == None {
				c.Personal, c.Mode, c.Hits = false, ModeNone, 0
			}
		}
	}
}

// judgeFamilies takes a column of diagnoses, religions or parties for one of figures
// where the table holds nothing else of a person.
func judgeFamilies(cols []Column) {
	for i := range cols {
		if c := &cols[i]; c.Personal && c.Hint&families == 0 {
			return
		}
	}
	for i := range cols {
		c := &cols[i]
		if c.Hint&families == 0 {
			continue
		}
		for _, e := range [...]Entity{Health, Religion, Politics, Orientation} {
			c.Possible[e] = 0
		}
		c.Entity, c.Mode, c.Personal, c.Hits = None, ModeNone, false, 0
	}
}

// subjects are whom a table names.
type subjects struct {
	private bool            // private persons, or firms and persons in one column
	firm    bool            // firms or public bodies, no persons among them
	firms   map[string]bool // keys of the columns that name firms only
	people  map[string]bool // keys of the columns that name persons
}

func readSubjects(cols []Column) subjects {
	t := subjects{firms: map[string]bool{}, people: map[string]bool{}}
	for i := range cols {
		c := &cols[i]
		if c.Cells == 0 {
			continue
		}
		names := max(0, c.Found[Person]+c.Possible[Person]-c.Acting)
		if c.Entity == Person && c.Mode == ModePerCell && (c.Hint&hintFree != 0 || names*1000 <= c.Cells*firmShare) {
			continue // a name here and there in notes
		}
		switch {
		case c.Entity == Organization && c.Hint&hintBody == 0 && c.Firms*1000 < c.Cells*wordShare:
			// "Ana Lopez" is in business, and her telephone may be her own
		case c.Entity == Organization && (c.Hint&hintBody != 0 || names*1000 <= c.Cells*peopleShare(c)):
			t.firm = true
			t.firms[subjectKey(c.Name)] = true
			if names == 0 && c.Acting == 0 {
				firmAddresses(c)
			}
		case c.Entity == Organization && c.Hint&hintOfFirm != 0:
			t.people[subjectKey(c.Name)] = true
		case c.Entity == Organization, c.Entity == Person && c.Personal && c.Hint&hintOfFirm == 0:
			t.private = true
			t.people[subjectKey(c.Name)] = true
		case c.Entity == Person && c.Personal:
			t.people[subjectKey(c.Name)] = true
		case privateKind(c):
			t.private = true
		}
	}
	return t
}

// peopleShare is the share of names, in thousandths, up to which a column of firms
// names firms only: a header that speaks of firms and of nobody else is believed
// until most of the cells are people.
func peopleShare(c *Column) int64 {
	if c.Hint.Has(Organization) && !c.Hint.Has(Person) {
		return mostPeople
	}
	return firmShare
}

// firmAddresses lets addresses and telephones in a column of firms stand: they are
// part of the firms' names, or theirs.
func firmAddresses(c *Column) {
	c.Business = true
	c.Personal, c.Mode = false, ModeNone
	for e := None + 1; e < NumEntities; e++ {
		if e.Personal() && bit(e)&reachHints == 0 && c.Found[e]+c.Possible[e] > 0 {
			c.Personal, c.Mode = true, ModePerCell
		}
	}
}

// privateKind reports columns of which only a private person has a value.
func privateKind(c *Column) bool {
	switch c.Entity {
	case USSSN, DateOfBirth, USDriverLicense, MedicalRecord, USMBI, LicensePlate, Minor, Username, AccountNumber:
		return c.Personal && c.Mode == ModeWhole
	default:
		return false
	}
}

// isReach reports a personal column of one kind that says how to reach somebody.
func isReach(c *Column) bool {
	if !c.Personal || c.Hint&hintFree != 0 {
		return false
	}
	if bit(c.Entity)&reachHints == 0 {
		return false
	}
	return c.Mode == ModeWhole || c.Hint.Has(c.Entity)
}

// homely reports a header that speaks of somebody's home, own telephone or emergency
// ("home phone", "cell", "domicilio particular"): no firm has one.
func homely(header string) bool {
	for _, w := range HeaderWords(header) {
		if inList(" home residence residential personal private cell cellphone cellular mobile emergency ice callback caller kin relative neighbor job casa celular movil particular emergencia familiar ", w) {
			return true
		}
	}
	return false
}

// ofPrivate reports a header that names the part of a private person ("owner phone",
// "tenant address"), whom no column of the table shows to be a firm.
func ofPrivate(header string) bool {
	for _, w := range HeaderWords(header) {
		if h := aliases[w]; h&hintRole != 0 && h&hintOfFirm == 0 || inList(" owners homeowners tenants residents occupants customers parents guardians students patients employees members patron patrons subscriber borrower dueno duena propietario propietaria inquilino inquilina cliente solicitante reported requested reference ", w) {
			return true
		}
	}
	return false
}

// placesOnly reports text in which the only personal finds are addresses or points:
// in a table of firms they are the firms' places.
func placesOnly(c *Column) bool {
	if !c.Personal || c.Mode != ModePerCell || c.Hint&hintRole != 0 {
		return false
	}
	for e := None + 1; e < NumEntities; e++ {
		if e.Personal() && e != StreetAddress && e != GeoPoint && c.Found[e]+c.Possible[e] > 0 {
			return false
		}
	}
	return true
}

// subjectKey is what a header says beside the words for kinds: "vendor" of
// "Vendor Phone", "" of "Phone 1".
func subjectKey(header string) string {
	var kept []string
	for _, w := range HeaderWords(header) {
		if h := aliases[w]; h&(reachHints|bit(Location)|bit(ZIPCode)) == 0 && !placeFiller(w) && w != "first" && w != "last" && w != "fname" && w != "lname" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// judgeStreets takes a street's name for part of an address where the house number
// stands in a column of its own: only together do they name a home, so each is
// withheld.
func judgeStreets(cols []Column) {
	for i := range cols {
		c := &cols[i]
		if c.Hint&hintStreetPart == 0 || c.Hint&hintHouse != 0 || c.Cells == 0 || !c.Hint.Has(StreetAddress) {
			continue
		}
		house := houseColumn(cols, i)
		if house < 0 {
			continue
		}
		wholeAddress(c)
		wholeAddress(&cols[house])
		for k := range cols {
			if u := &cols[k]; u.Hint&hintLine2 != 0 && u.Place == c.Place && u.Cells > 0 {
				wholeAddress(u)
			}
		}
	}
}

// wholeAddress makes every cell of the column part of an address.
func wholeAddress(c *Column) {
	c.Entity, c.Mode, c.Personal, c.Likelihood, c.Hits = StreetAddress, ModeWhole, true, Likely, c.Cells
	c.Found, c.Possible = [NumEntities]int64{}, [NumEntities]int64{}
	c.Found[StreetAddress] = c.Cells
}

// houseColumn is the column beside the street column i that holds its house
// numbers: by its header, or by a number's header and numbers next to the street;
// -1 if there is none.
func houseColumn(cols []Column, i int) int {
	for k := max(0, i-3); k < len(cols) && k <= i+3; k++ {
		if cols[k].Hint&hintHouse != 0 && cols[k].Cells > 0 {
			return k
		}
	}
	for _, k := range [...]int{i - 1, i + 1} {
		if k < 0 || k >= len(cols) || cols[k].Cells == 0 {
			continue
		}
		words := HeaderWords(cols[k].Name)
		if cols[k].Kind == KindNumber && len(words) == 1 && (words[0] == "no" || words[0] == "num" || words[0] == "number" || words[0] == "numero" || words[0] == "nro") {
			return k
		}
	}
	return -1
}
