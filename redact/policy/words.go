package policy

import (
	"strings"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// Verbs lists the verbs with their meaning, in the order of the documentation.
func Verbs() []VerbInfo { return append([]VerbInfo(nil), verbs...) }

// VerbInfo is one line of "vaughn list verbs".
type VerbInfo struct {
	Verb  Verb
	Means string
}

var verbs = []VerbInfo{
	{Keep, "as it is, still scanned; a find that holds: does not allow stops the release (web) or asks (request)"},
	{Clean, "the text stays, finds become labels"},
	{Withhold, "a label in each non-blank cell"},
	{Drop, "the column is left out, named in the log"},
	{Coarsen, "made less exact; to: says how far"},
	{Code, "the same value always gets the same keyed code"},
	{DropRow, "the row is left out, counted in the log"},
	{Ask, "a person decides"},
}

// columnVerbs may stand under columns:, where there is neither when: nor to:.
var columnVerbs = []Verb{Keep, Clean, Withhold, Drop, Code, Ask}

func verbNames(of []Verb) []string {
	out := make([]string, len(of))
	for i, v := range of {
		out[i] = string(v)
	}
	return out
}

func allVerbs() []Verb {
	out := make([]Verb, len(verbs))
	for i, v := range verbs {
		out[i] = v.Verb
	}
	return out
}

// doing is the verb as a past participle, for sentences.
func doing(v Verb) string {
	switch v {
	case Keep:
		return "kept"
	case Clean:
		return "cleaned"
	case Withhold:
		return "withheld"
	case Drop:
		return "left out"
	case Coarsen:
		return "coarsened"
	case Code:
		return "coded"
	case DropRow:
		return "left out by row"
	case Ask:
		return "asked about"
	default:
		return "withheld"
	}
}

// changes reports whether the verb takes something away, so that it needs a
// ground.
func (v Verb) changes() bool {
	switch v {
	case Keep, Ask:
		return false
	default:
		return true
	}
}

// wholeCell reports whether the verb treats the cell as one, whatever was found
// in it. An unknown verb does: it withholds.
func (v Verb) wholeCell() bool {
	switch v {
	case Keep, Clean:
		return false
	default:
		return true
	}
}

// coarsenings are the words that may follow to:, besides "0 decimals" to
// "4 decimals".
var coarsenings = []string{"year", "month", "hundred-block", "zip", "zip3"}

// knownCoarsening reports whether to: is one that the redactor knows.
func knownCoarsening(to string) bool {
	for _, c := range coarsenings {
		if to == c {
			return true
		}
	}
	n, ok := strings.CutSuffix(to, " decimals")
	if !ok {
		n, ok = strings.CutSuffix(to, " decimal")
	}
	return ok && len(n) == 1 && n[0] >= '0' && n[0] <= '4'
}

// word is one of the plain words of holds: and never:, with the kinds it means.
type word struct {
	name string
	of   []detect.Entity
}

var vocabulary = []word{
	{"name", []detect.Entity{detect.Person, detect.Username}},
	{"address", []detect.Entity{detect.StreetAddress}},
	{"place", []detect.Entity{detect.StreetAddress, detect.GeoPoint, detect.Intersection, detect.Location, detect.ZIPCode}},
	{"point", []detect.Entity{detect.GeoPoint}},
	{"phone", []detect.Entity{detect.PhoneNumber}},
	{"email", []detect.Entity{detect.EmailAddress}},
	{"account", []detect.Entity{detect.AccountNumber}},
	{"ssn", []detect.Entity{detect.USSSN, detect.USITIN}},
	{"card", []detect.Entity{detect.CreditCard}},
	{"bank", []detect.Entity{detect.USBankNumber, detect.IBANCode, detect.ABARoutingNumber}},
	{"birth-date", []detect.Entity{detect.DateOfBirth}},
	{"licence", []detect.Entity{detect.USDriverLicense}},
	{"license", []detect.Entity{detect.USDriverLicense}},
	{"passport", []detect.Entity{detect.USPassport}},
	{"plate", []detect.Entity{detect.LicensePlate}},
	{"vehicle", []detect.Entity{detect.VIN, detect.LicensePlate}},
	{"internet-address", []detect.Entity{detect.IPAddress, detect.MACAddress}},
	{"mac", []detect.Entity{detect.MACAddress}},
	{"user-name", []detect.Entity{detect.Username}},
	{"password", []detect.Entity{detect.Password}},
	{"cookie", []detect.Entity{detect.CookieID}},
	{"session", []detect.Entity{detect.SessionID}},
	{"minor", []detect.Entity{detect.Minor}},
	{"medical-record", []detect.Entity{detect.MedicalRecord, detect.USMBI}},
	{"health", []detect.Entity{detect.Health}},
	{"religion", []detect.Entity{detect.Religion}},
	{"politics", []detect.Entity{detect.Politics}},
	{"orientation", []detect.Entity{detect.Orientation}},
	{"sensitive", []detect.Entity{detect.Health, detect.Religion, detect.Politics, detect.Orientation}},
	{"web-address", []detect.Entity{detect.URL}},
	{"date", []detect.Entity{detect.DateTime}},
	{"zip", []detect.Entity{detect.ZIPCode}},
	{"parcel", []detect.Entity{detect.ParcelID}},
	{"record-number", []detect.Entity{detect.RecordNumber}},
	{"provider-number", []detect.Entity{detect.USNPI}},
	{"age", []detect.Entity{detect.Age}},
	{"organization", []detect.Entity{detect.Organization}},
	// A public body has a name and an address; a person's name in its row is
	// still a find.
	{"public-body", []detect.Entity{detect.Organization, detect.StreetAddress, detect.Intersection, detect.Location, detect.ZIPCode}},
}

// Words lists the words of holds: and never:, in the order of the documentation.
func Words() []string {
	out := make([]string, len(vocabulary))
	for i, w := range vocabulary {
		out[i] = w.name
	}
	return out
}

// entitiesOf is the kinds that a word means; ok is false for an unknown word.
func entitiesOf(name string) (of []detect.Entity, ok bool) {
	for _, w := range vocabulary {
		if w.name == name {
			return w.of, true
		}
	}
	return nil, false
}

// plural is the kind in the plural without a number, as the unlisted-column
// sentence says it.
func plural(e detect.Entity) string {
	if e == detect.None || e.Reveals() {
		return "personal information"
	}
	return words.Noun(2, e.Plain())
}

// cellCount is "1 cell", "1,212 cells".
func cellCount(n int64) string { return words.Plural(n, "cell") }

// preset is what a kind of data set usually needs, used only for columns that
// the policy does not name.
type preset struct {
	name string
	rows []presetRow
}

type presetRow struct {
	verb    Verb
	headers []string // folded as words.Fold does
}

// The presets propose verbs, never law and never places: where something
// happened is for the agency to decide, so addresses and coordinates are left
// to unlisted:.
var presets = []preset{
	{"service-requests", []presetRow{
		{Keep, []string{"id", "requestid", "servicerequestid", "casenumber", "ticketid", "status", "requesttype", "servicename", "servicecode",
			"category", "agencyname", "agencyresponsible", "department", "reportsource", "source", "createdat", "createdatlocal", "requesteddatetime",
			"closedat", "closedatlocal", "updateddatetime", "expecteddatetime", "acknowledgedatlocal", "daystoclose", "minutestoclose", "ward", "councildistrict", "priority"}},
		{Clean, []string{"summary", "description", "statusnotes", "notes", "comments", "resolution", "title"}},
		{Withhold, []string{"displayname", "reportername", "requestername", "reporterdisplay", "firstname", "lastname", "assigneename"}},
		{Drop, []string{"reporteremail", "email", "reporterphone", "phone", "phonenumber", "assigneeemail", "internalnotes", "mediaurl", "pageurl",
			"deviceid", "accountid", "ipaddress", "anonymous"}},
	}},
	{"water-bills", []presetRow{
		{Keep, []string{"customerclass", "metersize", "ratecode", "readdate", "usagehcf", "usageccf", "usage", "billamount", "datepaid", "billdate", "billingperiod"}},
		{Clean, []string{"notes", "comments"}},
		{Withhold, []string{"customername", "serviceaddress", "mailingaddress", "phone", "email", "accountno", "accountnumber", "meterno", "meternumber", "bankaccount"}},
		{Drop, []string{"ssn", "ssnlast4", "password", "pin"}},
	}},
}

// Presets lists the names of the presets.
func Presets() []string {
	out := make([]string, len(presets))
	for i, p := range presets {
		out[i] = p.name
	}
	return out
}

// presetVerb is what preset name proposes for a header; ok is false where it
// proposes nothing.
func presetVerb(name, header string) (v Verb, ok bool) {
	fold := words.Fold(header)
	for _, p := range presets {
		if p.name != name {
			continue
		}
		for _, r := range p.rows {
			for _, h := range r.headers {
				if h == fold {
					return r.verb, true
				}
			}
		}
	}
	return "", false
}
