package detect

// Entity is a kind of information. Names are Presidio's where it has one.
type Entity uint8

// The entities. The order is part of the spool format, not of any release.
const (
	None Entity = iota
	Person
	StreetAddress
	PhoneNumber
	EmailAddress
	AccountNumber
	USSSN
	USITIN
	CreditCard
	IBANCode
	ABARoutingNumber
	USBankNumber
	DateOfBirth
	USDriverLicense
	LicensePlate
	VIN
	IPAddress
	MACAddress
	USPassport
	URL
	Organization
	Username
	Password
	CookieID
	SessionID
	MedicalRecord
	GeoPoint
	Minor
	ParcelID
	Location // city, state or ZIP alone
	DateTime
	ZIPCode
	Intersection // a place, not a home
	Listed       // on a list of the policy: always mask
	USMBI        // Medicare beneficiary identifier
	USNPI        // national provider identifier: public
	Age          // of an adult: a figure, no identifier
	RecordNumber // permit, case, docket, invoice, award: public
	Health       // the sensitive families: a person reviews them
	Religion
	Politics
	Orientation
	NumEntities
)

// entityRow is one row of the entity table: the spelling of vaughn.scan/1, the
// words of the log, the word of a label, whether the kind is personal by
// itself, and whether its name alone would reveal something about a person.
type entityRow struct {
	name, plain, short string
	personal, reveals  bool
	strong             bool // a value of this kind identifies by itself: searched in the whole file
}

var entities = [NumEntities]entityRow{
	None:             {"", "personal information", "personal information", false, false, false},
	Person:           {"PERSON", "name", "name", true, false, false},
	StreetAddress:    {"STREET_ADDRESS", "street address", "address", true, false, false},
	PhoneNumber:      {"PHONE_NUMBER", "telephone number", "phone", true, false, true},
	EmailAddress:     {"EMAIL_ADDRESS", "e-mail address", "e-mail", true, false, true},
	AccountNumber:    {"ACCOUNT_NUMBER", "account number", "account number", true, false, true},
	USSSN:            {"US_SSN", "personal identifier", "personal identifier", true, false, true},
	USITIN:           {"US_ITIN", "personal identifier", "personal identifier", true, false, true},
	CreditCard:       {"CREDIT_CARD", "payment card number", "card number", true, false, true},
	IBANCode:         {"IBAN_CODE", "bank account number", "account number", true, false, true},
	ABARoutingNumber: {"ABA_ROUTING_NUMBER", "bank routing number", "bank routing number", true, false, false},
	USBankNumber:     {"US_BANK_NUMBER", "bank account number", "account number", true, false, true},
	DateOfBirth:      {"DATE_OF_BIRTH", "date of birth", "date of birth", true, false, false},
	USDriverLicense:  {"US_DRIVER_LICENSE", "driver licence number", "driver licence", true, false, true},
	LicensePlate:     {"LICENSE_PLATE", "vehicle plate", "vehicle plate", true, false, false},
	VIN:              {"VIN", "vehicle identification number", "vehicle number", true, false, true},
	IPAddress:        {"IP_ADDRESS", "internet address", "internet address", true, false, false},
	MACAddress:       {"MAC_ADDRESS", "device address", "device address", true, false, false},
	USPassport:       {"US_PASSPORT", "passport number", "passport number", true, false, true},
	URL:              {"URL", "web address", "web address", false, false, false},
	Organization:     {"ORGANIZATION", "organization", "organization", false, false, false},
	Username:         {"USERNAME", "user name", "user name", true, false, false},
	Password:         {"PASSWORD", "password or access code", "access code", true, false, false},
	CookieID:         {"COOKIE_ID", "cookie identifier", "cookie identifier", true, false, false},
	SessionID:        {"SESSION_ID", "session identifier", "session identifier", true, false, false},
	MedicalRecord:    {"MEDICAL_RECORD", "personal information", "personal information", true, true, true},
	GeoPoint:         {"GEO_POINT", "map point", "map point", true, false, false},
	Minor:            {"MINOR", "personal information", "personal information", true, true, false},
	ParcelID:         {"PARCEL_ID", "parcel number", "parcel number", false, false, false},
	Location:         {"LOCATION", "place", "place", false, false, false},
	DateTime:         {"DATE_TIME", "date", "date", false, false, false},
	ZIPCode:          {"ZIP_CODE", "ZIP code", "ZIP code", false, false, false},
	Intersection:     {"INTERSECTION", "street corner", "place", false, false, false},
	Listed:           {"LISTED", "personal information", "personal information", true, true, false},
	USMBI:            {"US_MBI", "personal information", "personal information", true, true, true},
	USNPI:            {"US_NPI", "provider number", "provider number", false, false, false},
	Age:              {"AGE", "age", "age", false, false, false},
	RecordNumber:     {"RECORD_NUMBER", "record number", "record number", false, false, false},
	Health:           {"HEALTH", "personal information", "personal information", true, true, false},
	Religion:         {"RELIGION", "personal information", "personal information", true, true, false},
	Politics:         {"POLITICS", "personal information", "personal information", true, true, false},
	Orientation:      {"ORIENTATION", "personal information", "personal information", true, true, false},
}

func (e Entity) row() entityRow {
	if e >= NumEntities {
		return entities[None]
	}
	return entities[e]
}

// String is the name in scan output and lists: EMAIL_ADDRESS. None is "".
func (e Entity) String() string { return e.row().name }

// Plain is the kind in the words of the log: "e-mail address".
func (e Entity) Plain() string { return e.row().plain }

// Short is the word in a label: "e-mail" in "[e-mail withheld: …]".
func (e Entity) Short() string { return e.row().short }

// Personal reports whether the kind is personal information by itself. A firm,
// a parcel, a city is not.
func (e Entity) Personal() bool { return e.row().personal }

// Reveals reports whether naming the kind would itself say something about a
// person (a minor, a patient); labels and public logs then say "personal
// information".
func (e Entity) Reveals() bool { return e.row().reveals }

// Strong reports whether a value of the kind identifies by itself, so that it
// may stand nowhere else in a released file (DESIGN promise 1, scope file).
func (e Entity) Strong() bool { return e.row().strong }

// ParseEntity is the inverse of String; ok is false for an unknown name.
func ParseEntity(name string) (e Entity, ok bool) {
	for i := range entities {
		if name != "" && entities[i].name == name {
			return Entity(i), true
		}
	}
	return None, false
}

// Entities lists every entity but None, in the order of the constants.
func Entities() []Entity {
	out := make([]Entity, 0, NumEntities-1)
	for e := None + 1; e < NumEntities; e++ {
		out = append(out, e)
	}
	return out
}
