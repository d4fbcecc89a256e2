package detect

// Trigger is a set of signs that the byte scan sees cheaply. A detector names
// the signs it wants in [Info.Triggers] and is called once for each place that
// shows one of them; a text without a sign meets no detector.
type Trigger uint64

// Signs by shape. The span that [Detector.Detect] receives is given in brackets.
const (
	TriggerCell     Trigger = 1 << iota // [the trimmed text] the header or label hints at one of the detector's entities
	TriggerAt                           // [one byte, or "%40"] a commercial at
	TriggerPhone                        // [a cluster of digits and separators] digit runs that can hold a telephone number
	TriggerSSN                          // [a cluster] runs of 3, 2 and 4 digits, or a masked number's last four
	TriggerCard                         // [a cluster] 12 digits or more, or runs of four
	TriggerDotted                       // [a cluster] four runs of up to three digits with single dots
	TriggerHex                          // [one byte] a colon or dash inside hexadecimal digits
	TriggerIBAN                         // [two letters, two digits] the head of an IBAN
	TriggerScheme                       // [one byte, the colon] "://" or "www."
	TriggerStateZIP                     // [two letters] a state's abbreviation and a ZIP code
	TriggerPattern                      // reserved for the policy's own patterns
	TriggerLabel                        // [the label] a phrase of labels.go that announces one of the detector's entities
	TriggerPoint                        // [a cluster, or a degree sign] a number with four decimals or more, degrees
	TriggerMBI                          // [eleven letters and digits, joints between] a Medicare number's pattern
	TriggerDomain                       // [one byte] the dot before a top-level domain
	TriggerNine                         // [a cluster] nine digits or ten, however split

	TriggerHouse // [the trimmed text] a cell that begins with a house number and words
	TriggerNames // [the whole text, once] two capitalised words, or one behind another word

	firstWordTrigger = iota // word classes take the bits from here on
)

// Signs by word: the span is the word. The words stand in words.go.
const (
	TriggerPhoneWord Trigger = 1 << (firstWordTrigger + iota)
	TriggerSSNWord
	TriggerAccountWord
	TriggerBankWord
	TriggerRoutingWord
	TriggerCardWord
	TriggerBirthWord
	TriggerLicenseWord
	TriggerPlateWord
	TriggerVINWord
	TriggerMedicalWord
	TriggerPassportWord
	TriggerNameWord
	TriggerAddressWord
	TriggerSuffixWord
	TriggerIPWord
	TriggerMACWord
	TriggerBoxWord       // "PO Box": the word "box"
	TriggerAgeWord       // year, age, juvenile
	TriggerSensitiveWord // a word of the sensitive families
	TriggerVehicleWord   // a vehicle, its make or model
	TriggerGeoWord       // latitude, gps
	TriggerDeskWord      // office, home: stands after a telephone number
	TriggerRoadWord      // corner, calle, apt: words beside streets without a suffix
	TriggerDotWord       // "dot", "[at]" of an address that is spelt out

	// TriggerVetoWord marks words that say a number beside them is public:
	// permit, parcel, case, docket. No detector is called for them.
	TriggerVetoWord
	// TriggerVersionWord marks words after which dotted numbers are versions.
	TriggerVersionWord

	wordFirm      // firms and public bodies use it in their names
	wordStop      // a word of running text: ends a name
	wordBlank     // stands for "no name": unknown, vacant, anonymous
	wordFiller    // stands between a label and its value: number, is, ending
	wordUnit      // a part of a building: apt, suite
	wordDirection // north, nw
	wordMonth
	wordState     // postal abbreviation
	wordTitle     // mr, dr
	wordStateName // and short forms: nys, conn
	wordDriver    // says that a licence is one to drive
	wordMap       // says that a pin is none of a card
	wordTrade     // says that a licence is one for a trade
	wordLand      // a street suffix that is an ordinary word, or too short to call a detector
	wordSoft      // a street suffix that is an ordinary word too: court, place, run
	wordTop       // a top-level domain of the internet
	wordWeakTop   // one that is a word or the ending of a file's name too
)

// noCall are classes that serve as context only.
const noCall = TriggerVetoWord | TriggerVersionWord | TriggerCardWord | wordFirm | wordStop |
	wordBlank | wordFiller | wordUnit | wordDirection | wordMonth | wordState | wordTitle | wordSoft | wordStateName | wordLand |
	wordDriver | wordTrade | wordMap | wordTop | wordWeakTop

// Info describes a detector.
type Info struct {
	ID       string   // stable, lower case: "phone"
	Doc      string   // one sentence for people
	Example  string   // a text with the answer marked inline: "call [[PHONE_NUMBER:315-555-0142]]"
	Header   string   // the header over the example, where it needs one
	Entities []Entity // what it may report
	Triggers Trigger  // when it is called
}

// Reason ids: the evidence behind a match. The order is part of the spool
// format, not of any release.
const (
	reasonNone uint16 = iota
	reasonShape
	reasonChecked
	reasonLabel
	reasonHeader
	reasonHeaderShape
	reasonColumn
	reasonVeto
	reasonFailedCheck
	reasonKnownFake
	reasonNoContext
	reasonFirmWord
	reasonPattern
	reasonList
	reasonUnread
	reasonSlow
	reasonBusiness
	reasonNames
	reasonOfficial
	numReasons
)

var reasons = [numReasons]string{
	reasonNone:        "",
	reasonShape:       "the shape is particular to this kind",
	reasonChecked:     "the check digits or ranges agree",
	reasonLabel:       "a label before it says so",
	reasonHeader:      "the column's header says so",
	reasonHeaderShape: "the column's header says so and the value has the shape",
	reasonColumn:      "most values of the column are of this kind",
	reasonVeto:        "a label or header before it speaks of a public number",
	reasonFailedCheck: "a label says so, but the check digits or ranges do not agree",
	reasonKnownFake:   "a number published as an example",
	reasonNoContext:   "the shape fits, but no label or header supports it",
	reasonFirmWord:    "a word that firms and public bodies use in their names",
	reasonPattern:     "a pattern of the policy",
	reasonList:        "a list of the agency",
	reasonBusiness:    "the column says how to reach firms or public bodies",
	reasonNames:       "the words are commoner as names than as words",
	reasonOfficial:    "a public office, or somebody acting in one: that is public",
	reasonSlow:        "a pattern of the policy took too long here, so all of it is withheld",
	reasonUnread:      "the column is of this kind, but the value has another shape",
}

// Public reports a find that stands though it is personal: the telephone of a firm,
// the name of somebody in office. It is kept, and counted.
func (m Match) Public() bool { return m.Reason == reasonBusiness || m.Reason == reasonOfficial }

// Reasons lists the sentences that [Match.Reason] is an index into.
func Reasons() []string { return append([]string(nil), reasons[:]...) }
