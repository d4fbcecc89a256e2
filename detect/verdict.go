package detect

// Thresholds of a column's verdict, in thousandths of its non-blank cells.
const (
	wholeHeader = 200 // a header that says so, and this share of values
	wholeAlone  = 600 // this share of values without a header
	wholeAges   = 900 // this share of children's ages makes a column of minors
	wholeSplit  = 800 // this share of 3-2-4 numbers and bare nines against a header
	firmShare   = 20  // above it a column of names is decided cell by cell
	mostPeople  = 100 // above it a column under a header of firms is one of people
	wordShare   = 100 // below it a column of firms may be one of people in business
	nameShare   = 5   // above it a column of firms holds persons too
	readShare   = 10  // up to it names in a column of firms are firms called like people
	manyNames   = 300 // from it on cells that are known names, all different, are no categories or titles
	someShare   = 50  // up to it only names of words that are known as names are some
	rareName    = 500 // of so many cells one that may be a name is none
	shortText   = 40  // bytes a cell, on average, below which cells are no sentences
	typedShare  = 950 // this share of numbers or dates types a column
	category    = 20  // at most this share of distinct values makes a category
)

// share is n of a's cells, in thousandths.
func (a *columnCount) share(n int64) int64 { return n * 1000 / a.cells }

// judge fills in the verdict of a column that has cells.
func (a *columnCount) judge(c *Column) {
	c.Cells, c.Found, c.Possible = a.cells, a.found, a.possible
	c.Category = a.isCategory()
	switch {
	case a.share(a.dates) >= typedShare:
		c.Kind = KindDate
	case a.share(a.numbers) >= typedShare:
		c.Kind = KindNumber
		if c.Hint.Has(GeoPoint) {
			c.Kind = KindCoordinate
		}
	}
	if a.codes > 0 && c.Found[CreditCard] > 0 && 2*c.Found[CreditCard] < a.codes && !c.Hint.Has(CreditCard) {
		c.Codes = true
		c.Found[CreditCard] = 0
		c.Possible[CreditCard] = 0
	}
	if c.Hint.Has(Age) && a.share(a.young) >= wholeAges {
		c.Found[Minor] = a.young // whole where the table names people: judgeAges
	}
	if a.isSplit() {
		a.whole(USSSN, c)
		return
	}
	a.judgeRead(c)
	a.judgeNames(c)
	a.judgeFirms(c)
	best := a.bestKind(c)
	switch {
	case best != None && a.isWhole(best, c):
		a.whole(best, c)
	case c.Entity == Person || c.Entity == Organization:
		a.perCell(c, c.Entity)
	default:
		a.perCell(c, soleKind(c))
	}
	if c.Entity == None {
		c.Entity = a.plainKind(c)
	}
	c.Likelihood = max(c.Likelihood, VeryUnlikely)
}

// isSplit reports a column of 3-2-4 numbers, some of them without dashes: social
// security numbers, whatever its header says. Nine digits alone are no sign.
func (a *columnCount) isSplit() bool {
	return a.share(a.split) >= wholeHeader && a.share(a.split+a.nine) >= wholeSplit && a.cells >= 5
}

// isCategory reports few distinct values that repeat.
func (a *columnCount) isCategory() bool {
	text := a.cells - a.numbers - a.dates
	if text < 10 || 2*text < a.cells {
		return false
	}
	d := a.values.distinct()
	return d*1000 <= text*category || d <= 12 && d*5 <= text
}

// strongName reports a header that by itself speaks of a person.
func strongName(h Hint) bool {
	return h.Has(Person) && (h&(hintPart|hintRole) != 0 || h&hintGeneric == 0)
}

// judgeRead decides what names mean in a column whose header speaks of none: in
// free text each is one; where most cells are names the column is one of people,
// whatever its header says; among few words that repeat, or short cells, a rare one
// is a place, a product or an office that is called like a person.
func (a *columnCount) judgeRead(c *Column) {
	text := a.cells - a.numbers - a.dates
	if a.read == 0 && c.Found[Person] == 0 && c.Hint&(hintFree|bit(Person)|bit(Organization)) == 0 && c.Possible[Person] > 0 && c.Possible[Person]*rareName <= a.cells {
		c.Reading = ReadKnown // not worth a question
		c.Possible[Person] = 0
	}
	if a.read == 0 && c.Hint&nameless != 0 && c.Hint&(hintFree|bit(Person)|bit(Organization)) == 0 { // a city that may be a name
		c.Reading = ReadNone
		a.dropRead(c, 0)
	}
	if a.read == 0 || c.Hint.Has(Person) && c.Hint&hintGeneric == 0 || c.Hint.Has(Organization) || c.Hint&hintFree != 0 || text <= 0 {
		return
	}
	switch {
	case c.Hint&(hintOfFirm|hintVeto) == hintOfFirm|hintVeto, inOffice(c.Name): // "Inspector": in office
		c.Reading = ReadNone
		a.dropRead(c, a.read)
	case a.share(a.readAll) >= wholeAlone:
		c.Entity = Person
	case c.Category && c.Hint.Has(Person):
		c.Reading = ReadNone
		a.dropRead(c, a.read)
	case c.Hint&nameless == 0 && a.share(a.readAll) >= wholeHeader:
	case !c.Category && c.Hint&hintVeto != 0 && a.share(a.readCell) >= manyNames: // "Category", of people
		c.Reading = ReadWhole
		a.dropRead(c, a.read-a.readCell)
	case c.Category, c.Hint&nameless != 0:
		c.Reading = ReadNone
		a.dropRead(c, a.read)
	case c.Hint.Has(Person) && a.share(a.readAll) > readShare: // "name": among firms each is one
	case a.bytes < text*shortText:
		c.Reading = ReadKnown
		a.dropRead(c, a.read-a.readSure)
	}
}

// dropRead takes back n cells of names that only their words gave away.
func (a *columnCount) dropRead(c *Column, n int64) {
	c.Found[Person] = max(0, c.Found[Person]-n)
	c.Possible[Person] = 0
}

// judgeNames decides whether the names that header and shape suggest are names:
// headers lie, so a header "name" over categories, codes or firms is none.
func (a *columnCount) judgeNames(c *Column) {
	if !c.Hint.Has(Person) && !c.Hint.Has(Organization) {
		return
	}
	people, firms := a.share(c.Found[Person]), a.share(c.Found[Organization])
	switch {
	case c.Hint&hintPart == 0 && c.Category && 2*a.weak > c.Found[Person]: // "caller": web, phone, app
		a.dropNames(c, a.weak)
	case strongName(c.Hint) && people >= wholeHeader:
		c.Entity = Person
	case strongName(c.Hint):
		if firms >= wholeHeader {
			c.Entity = Organization
		}
	case c.Hint.Has(Person) && !c.Category && people >= wholeAlone:
		c.Entity = Person
	case firms >= wholeHeader && (firms+people >= wholeAlone || c.Hint.Has(Organization)):
		c.Entity = Organization
		a.dropNames(c, a.weak)
	default:
		a.dropNames(c, a.weak+a.strong)
		c.Possible[Person] = 0
	}
}

// judgeFirms takes the few names in a column of firms for firms too, up to
// [nameShare], and any possible name in a column of public bodies for a body.
func (a *columnCount) judgeFirms(c *Column) {
	if c.Entity != Organization {
		return
	}
	switch {
	case a.share(a.readCell) <= readShare || c.Hint&hintBody != 0:
		c.Reading = ReadNone
		a.dropRead(c, a.read)
	case a.share(a.readAll) <= someShare:
		c.Reading = ReadWhole
		a.dropRead(c, a.read-a.readCell)
	default:
		c.Reading = ReadCell
		a.dropRead(c, a.read-a.readAll)
	}
	if a.share(c.Found[Person]+c.Possible[Person]) <= nameShare && a.cells >= 1000/nameShare {
		a.dropNames(c, c.Found[Person])
		c.Possible[Person] = 0
	}
	if c.Hint&hintBody != 0 && c.Found[Person] == 0 {
		c.Possible[Person] = 0
	}
}

// dropNames takes back n names that the values do not bear out.
func (a *columnCount) dropNames(c *Column, n int64) {
	c.Found[Person] = max(0, c.Found[Person]-n)
	a.votes[Person] = 0
}

// bestKind is the personal kind with the most votes, None without any.
func (a *columnCount) bestKind(c *Column) Entity {
	best, most := None, int64(0)
	for e := None + 1; e < NumEntities; e++ {
		if !e.Personal() || c.Found[e] == 0 || e == Person && c.Entity != Person {
			continue
		}
		v := a.votes[e]
		if c.Hint.Has(e) {
			v *= 2 // the header breaks near ties
		}
		if v > most {
			best, most = e, v
		}
	}
	return best
}

// isWhole applies the thresholds to the votes for e.
func (a *columnCount) isWhole(e Entity, c *Column) bool {
	need := int64(wholeAlone)
	if c.Hint.Has(e) && (c.Hint&hintGeneric == 0 || e == Person) {
		need = wholeHeader
	}
	if a.votes[e] < need*a.cells {
		return false
	}
	switch e {
	case Person:
		return a.share(c.Found[Organization]) <= firmShare
	case StreetAddress:
		return a.share(c.Found[Intersection]) <= firmShare
	default:
		return true
	}
}

// whole makes every cell of the column an e.
func (a *columnCount) whole(e Entity, c *Column) {
	c.Entity, c.Mode, c.Personal, c.Hits = e, ModeWhole, true, c.Found[e]
	c.Likelihood = Likely
	if c.Hint.Has(e) || a.share(c.Found[e]) >= 950 {
		c.Likelihood = VeryLikely
	}
	c.Found, c.Possible = [NumEntities]int64{}, [NumEntities]int64{}
	c.Found[e] = c.Cells
}

// perCell leaves the cells to be decided one by one, if anything personal is in
// them; e is the kind that the column holds, None where mixed.
func (a *columnCount) perCell(c *Column, e Entity) {
	c.Entity = e
	for k := None + 1; k < NumEntities; k++ {
		if !k.Personal() || c.Found[k]+c.Possible[k] == 0 {
			continue
		}
		c.Mode, c.Personal = ModePerCell, true
		c.Hits += c.Found[k] + c.Possible[k]
		switch {
		case c.Found[k] > 0:
			c.Likelihood = Likely
		case c.Likelihood == 0:
			c.Likelihood = Possible
		}
	}
	c.Hits = min(c.Hits, c.Cells)
	if !c.Personal && e == Organization {
		c.Likelihood, c.Hits = Likely, c.Found[Organization]
	}
}

// soleKind is the only personal kind found in the column, None where several.
func soleKind(c *Column) Entity {
	sole := None
	for e := None + 1; e < NumEntities; e++ {
		if !e.Personal() || c.Found[e]+c.Possible[e] == 0 {
			continue
		}
		if sole != None {
			return None
		}
		sole = e
	}
	return sole
}

// plainKind names what a column without personal information holds, where its
// header and values agree.
func (a *columnCount) plainKind(c *Column) Entity {
	if c.Personal {
		return None
	}
	for _, e := range [...]Entity{ParcelID, USNPI, ZIPCode, Location, URL} {
		if c.Hint.Has(e) && c.Hint&hintVeto == 0 && c.Kind != KindDate && (e != Location || c.Kind == KindText) {
			return e
		}
	}
	switch {
	case a.share(c.Found[URL]) >= wholeAlone:
		return URL
	case a.share(c.Found[Intersection]) >= wholeAlone:
		return Intersection
	case c.Kind == KindDate:
		return DateTime
	case c.Hint.Has(Age) && c.Kind == KindNumber:
		return Age
	case c.Hint&hintCode != 0 && c.Hint&hintVeto == 0:
		return RecordNumber
	default:
		return None
	}
}
