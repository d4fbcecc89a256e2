package detect

import "strings"

// classRow gives the label words of one class. Words are whole and lower case.
type classRow struct {
	class Trigger
	words string
}

// classRows is the context vocabulary: what a label before a value says of it.
// The suffixes are those of USPS Publication 28, appendix C1, as far as they
// occur in speech; the rest follows the headers and notes of public records.
var classRows = []classRow{
	{TriggerPhoneWord, "phone phones telephone tel ph cell cellphone mobile call called calling callback fax voicemail text texted dial telefono celular movil llame llamar reach reached landline hotline contact"},
	{TriggerSSNWord, "ssn ssns social ss itin seguro"},
	{TriggerAccountWord, "account acct acc accounts customer member subscriber meter membership patron cuenta cliente utility"},
	{TriggerBankWord, "bank checking savings banco bancaria"},
	{TriggerRoutingWord, "routing aba rtn"},
	{TriggerCardWord, "card visa mastercard amex discover credit debit tarjeta"},
	{TriggerBirthWord, "dob born birth birthdate birthday nacimiento nacido nacida"},
	{TriggerLicenseWord, "license licence dl dln oln licencia"},
	{TriggerPlateWord, "plate plates placa placas"},
	{TriggerVINWord, "vin"},
	{TriggerMedicalWord, "mrn"},
	{TriggerPassportWord, "passport pasaporte"},
	{TriggerUserWord, "username userid login usuario"},
	{TriggerPasswordWord, "password passwd passcode pin contrasena"},
	{TriggerNameWord, "name applicant owner contact complainant claimant petitioner requester requestor tenant resident caller patient victim witness suspect nombre solicitante propietario denunciante contacto landlord occupant homeowner guardian parent signed attn attention"},
	{TriggerAddressWord, "address addr residence domicilio direccion lives resides living residing vive"},
	{TriggerSuffixWord, "alley aly avenue ave av bend blvd boulevard bypass causeway cir circle court ct cove crescent cres crossing xing drive dr driveway estates expressway expwy extension ext freeway fwy gardens grove heights hts highway hwy hill hollow junction landing lane ln loop manor mews pass path pike pkwy parkway place pl plaza plz point pt ridge rdg road rd route rte row run spur square sq street st terrace ter terr tpke trail trl turnpike view vista walk way broadway"},
	{TriggerIPWord, "ip"},
	{TriggerMACWord, "mac"},
	{TriggerBoxWord, "box"},
	{TriggerVetoWord, "npi permit parcel case invoice docket order po ticket sr ref reference isbn upc receipt ein fein tin apn sbl serial incident complaint request report tracking confirmation record certificate policy lot asset file id model part item sku license licence work project contract grant voucher batch fund"},
	{TriggerVersionWord, "version v ver build release firmware section rev"},
}

// wordSlot is one slot of the open-addressed word table.
type wordSlot struct {
	word  string
	class Trigger
}

const (
	wordSlots  = 1024 // a power of two, at most half full
	maxWord    = 12   // bytes of the longest label word
	wordOffset = 2166136261
	wordPrime  = 16777619 // FNV-1a, 32 bits (Fowler, Noll, Vo)
)

// wordTable is built once at start and never written again.
var wordTable = buildWords()

func buildWords() (t [wordSlots]wordSlot) {
	for _, row := range classRows {
		for _, w := range strings.Fields(row.words) {
			i := wordHash(w) % wordSlots
			for t[i].word != "" && t[i].word != w {
				i = (i + 1) % wordSlots
			}
			t[i].word = w
			t[i].class |= row.class
		}
	}
	return t
}

// wordHash is the hash of a word whatever its case.
func wordHash(w string) uint32 {
	h := uint32(wordOffset)
	for i := range len(w) {
		h = (h ^ uint32(w[i]|0x20)) * wordPrime
	}
	return h
}

// wordClass is the class of the word w whose hash is h; 0 for other words.
func wordClass(h uint32, w string) Trigger {
	if len(w) > maxWord {
		return 0
	}
	for i := h % wordSlots; ; i = (i + 1) % wordSlots {
		s := &wordTable[i]
		if s.word == "" {
			return 0
		}
		if len(s.word) == len(w) && equalLower(w, s.word) {
			return s.class
		}
	}
}

// equalLower reports whether w, lower-cased, is the lower-case ASCII word l of
// the same length.
func equalLower(w, l string) bool {
	for i := range len(l) {
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != l[i] {
			return false
		}
	}
	return true
}

// contextReach is how many bytes before a value a label may stand.
const contextReach = 30

// classBefore is the class of the nearest label word in the 30 bytes before
// offset at, together with the union of all classes there. Words are whole; the
// text before a cell or line counts ([Text.Before]).
func classBefore(t *Text, at int) (nearest, all Trigger) {
	nearest, all = classIn(t.S, max(0, at-contextReach), at)
	if room := contextReach - at; room > 0 && t.Before != "" {
		n, a := classIn(t.Before, max(0, len(t.Before)-room), len(t.Before))
		if nearest == 0 {
			nearest = n
		}
		all |= a
	}
	if nearest == 0 && t.Label != "" {
		n, a := classIn(t.Label, 0, len(t.Label))
		nearest, all = n, all|a
	}
	return nearest, all
}

// classIn looks backwards from end to start for label words of s.
func classIn(s string, start, end int) (nearest, all Trigger) {
	if start > 0 && isWordByte(s[start-1]) { // never half a word
		for start < end && isWordByte(s[start]) {
			start++
		}
	}
	for i := end; i > start; {
		if byteClass[s[i-1]] != classLetter {
			i--
			continue
		}
		stop := i
		for i > start && byteClass[s[i-1]] == classLetter {
			i--
		}
		if i > start && byteClass[s[i-1]] == classDigit {
			continue
		}
		if c := wordClass(wordHash(s[i:stop]), s[i:stop]); c != 0 {
			all |= c
			if nearest == 0 {
				nearest = c
			}
		}
	}
	return nearest, all
}

// isWordByte reports letters, digits and bytes of longer runes.
func isWordByte(c byte) bool { return byteClass[c] == classLetter || byteClass[c] == classDigit }

func isDigit(c byte) bool { return c-'0' <= 9 }

func isASCIILetter(c byte) bool { return c|0x20-'a' <= 25 }
