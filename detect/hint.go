package detect

import (
	"slices"
	"strings"
	"unicode"
)

// Hint is a set of entities that a header or a label speaks of, with a few
// marks that only this package reads.
type Hint uint64

// The marks stand above the entities' bits.
const (
	hintGeneric     Hint = 1 << (48 + iota) // "name" alone: says little, values decide
	hintPart                                // a part of a name: first, last, middle, suffix
	hintCode                                // a public number: permit, case, invoice, id
	hintLat                                 // first coordinate, or y
	hintLng                                 // second coordinate, or x
	hintFree                                // notes, description: free text
	hintVeto                                // status, type, category, department: never a person
	hintBody                                // agency, department, board: speaks for a public body
	hintLine2                               // second line of an address
	hintVersion                             // software versions, not addresses
	hintRole                                // a person's part in a record: applicant, owner
	hintBusiness                            // company, vendor, employer: a firm, now and then a person
	hintStreetPart                          // a street without a house number
	hintFirmContact                         // how to reach a firm or a public body: "vendor phone"
	hintHouse                               // a house number in a column of its own
	hintOfFirm                              // a person who acts for a firm or body: contact, director, attorney
)

// bit is e's place in a Hint.
func bit(e Entity) Hint {
	if e == None || e >= NumEntities {
		return 0
	}
	return 1 << e
}

// Has reports whether the header speaks of e.
func (h Hint) Has(e Entity) bool { return h&bit(e) != 0 }

// Category reports a header that speaks of a kind of thing, of a person's part or of
// somebody in office: status, make, inspector. A lone name there proves nothing.
func (h Hint) Category() bool { return h&hintVeto != 0 && h&hintFree == 0 }

// HintOf reads a header or label, English or Spanish: whole words only, split at
// spaces, punctuation, digits and camel case, accents folded. It returns 0 for
// words it does not know. A hint is a promise that the values must keep.
func HintOf(header string) Hint {
	words := HeaderWords(header)
	var h Hint
	var last string
	for i := 0; i < len(words); {
		n := min(3, len(words)-i)
		for ; n > 0; n-- {
			if bits, ok := aliases[strings.Join(words[i:i+n], " ")]; ok {
				if n == 1 && lastOnly(words[i]) && i+1 < len(words) {
					bits = 0 // "last event", "unit of pay"
				}
				h |= bits
				last = words[i+n-1]
				break
			}
		}
		i += max(n, 1)
	}
	return settleHint(h, last, words)
}

// lastOnly reports words that mean a name or address part only at the end of a
// header: "contact last", "unit".
func lastOnly(w string) bool {
	switch w {
	case "first", "last", "middle", "given", "unit", "suite", "parent", "director", "principal", "contact", "block", "site", "property", "point", "long", "social", "person", "individual", "x", "y", "house", "disability", "disabilities", "faith", "medication", "medications", "allergy":
		return true
	default:
		return false
	}
}

// settleHint lets the stronger word of a header win: "department name" is no
// person, "phone 1 name" is no phone, "case number" is no account.
func settleHint(h Hint, last string, words []string) Hint {
	const people = Hint(1<<Person) | hintGeneric | hintPart | hintRole
	final := len(words) > 0 && words[len(words)-1] == last
	if h&hintRole != 0 && h&hintPart == 0 && !final { // "owner occupied", "contact preference"
		h = h&^hintRole | hintGeneric
	}
	switch vetoed := aliases[last]&hintVeto != 0 || slices.Contains(words, "of"); {
	case h&hintVeto == 0:
	case vetoed: // "address type", "applicant status", "status of applicant"
		h &^= people | bit(StreetAddress)
	case h&(hintPart|hintRole) == 0: // "project name", but not "project contact"
		h &^= people
	}
	if h&hintRole == 0 && h&(hintBody|hintBusiness) != 0 && h&(contactHints|bit(GeoPoint)) != 0 {
		h |= hintFirmContact
	}
	firm := aliases[last]&(hintBody|hintBusiness) != 0 || h&hintRole == 0
	if h&(hintBody|hintBusiness) != 0 && h&(bit(Person)|hintGeneric) != 0 && h&hintPart == 0 && firm {
		h = h&^people | bit(Organization)
	}
	const contact = contactHints | Hint(1<<IPAddress|1<<ZIPCode|1<<Location|1<<DateOfBirth|1<<URL)
	if h&contact != 0 && h&(bit(Person)|bit(Organization)) != 0 {
		if last == "name" && h&hintStreetPart == 0 && h&(bit(ZIPCode)|bit(Location)) == 0 {
			h &^= contact // "phone 1 name": a name beside a phone
		} else {
			h &^= people | bit(Organization) | hintBusiness // "applicant phone": a phone
		}
	}
	if h&bit(EmailAddress) != 0 { // "e-mail address" is no street
		h &^= bit(StreetAddress)
	}
	if h&(bit(IPAddress)|bit(MACAddress)|bit(URL)) != 0 {
		h &^= bit(StreetAddress)
	}
	if h&hintCode != 0 {
		h &^= people
		if !strongCode(h) {
			h &^= contact
		}
	}
	if len(words) == 1 && h&hintPart == 0 && h&hintRole == 0 && h.Has(Person) {
		h |= hintGeneric
	}
	return h
}

// contactHints are the ways to reach somebody.
const contactHints = Hint(1<<PhoneNumber | 1<<EmailAddress | 1<<StreetAddress)

// strongCode reports a header that names a personal number outright, beside a
// word such as "number" or "id".
func strongCode(h Hint) bool {
	return h&(bit(PhoneNumber)|bit(USSSN)|bit(AccountNumber)|bit(USDriverLicense)|bit(LicensePlate)|bit(VIN)|
		bit(USBankNumber)|bit(ABARoutingNumber)|bit(CreditCard)|bit(MedicalRecord)|bit(USPassport)) != 0
}

// HeaderWords splits a header into lower-case words without accents or digits: at
// spaces, punctuation and camel case.
func HeaderWords(header string) []string {
	var words []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			words = append(words, b.String())
			b.Reset()
		}
	}
	runes := []rune(header)
	var prev, next rune
	for i, r := range runes {
		if next = 0; i+1 < len(runes) {
			next = runes[i+1]
		}
		switch {
		case !unicode.IsLetter(r):
			flush()
		case unicode.IsUpper(r) && (unicode.IsLower(prev) || unicode.IsUpper(prev) && unicode.IsLower(next)):
			flush()
			b.WriteRune(foldRune(r))
		default:
			b.WriteRune(foldRune(r))
		}
		prev = r
	}
	flush()
	return words
}

// foldRune lower-cases r and takes the accent off Spanish, French and German
// vowels and off ñ and ç.
func foldRune(r rune) rune {
	r = unicode.ToLower(r)
	switch r {
	case 'á', 'à', 'â', 'ä', 'ã':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'ö', 'õ':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	case 'ñ':
		return 'n'
	case 'ç':
		return 'c'
	default:
		return r
	}
}

// NewColumn is what a header alone says about a column. index is 0-based; header
// is as written, "" where the table has none.
func NewColumn(index int, header string) *Column {
	return &Column{Index: index, Name: header, Hint: HintOf(header)}
}
