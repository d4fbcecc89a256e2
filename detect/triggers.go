package detect

import "math/bits"

// signWords says in words what a sign is.
func signWords(t Trigger) string {
	switch t {
	case TriggerCell:
		return "the header or label of a cell"
	case TriggerAt:
		return "a commercial at"
	case TriggerPhone:
		return "digits that can be a telephone number"
	case TriggerSSN:
		return "three, two and four digits, or a masked number's last four"
	case TriggerCard:
		return "twelve digits or more"
	case TriggerDotted:
		return "four short numbers joined by dots or dashes"
	case TriggerHex:
		return "a colon, dash or dot inside hexadecimal digits"
	case TriggerIBAN:
		return "two letters and two digits"
	case TriggerScheme:
		return "\"://\" or \"www\""
	case TriggerStateZIP:
		return "a state and a ZIP code"
	case TriggerLabel:
		return "a label (detect/labels.go)"
	case TriggerPoint:
		return "a number with four decimals or more, a degree sign"
	case TriggerMBI:
		return "the pattern of a Medicare number"
	case TriggerDomain:
		return "the dot before a top-level domain"
	case TriggerHouse:
		return "a house number at the start of a cell"
	case TriggerNames:
		return "a capitalised word inside the text"
	case TriggerNine:
		return "nine or ten digits"
	default:
		return wordSignWords(t)
	}
}

func wordSignWords(t Trigger) string {
	switch t {
	case TriggerPhoneWord:
		return "a word for telephones"
	case TriggerAccountWord:
		return "a word for accounts"
	case TriggerNameWord:
		return "a word that introduces a name"
	case TriggerSuffixWord:
		return "a street suffix"
	case TriggerRoadWord:
		return "a word beside streets that have no suffix"
	case TriggerIPWord:
		return "a word for internet addresses"
	case TriggerMACWord:
		return "a word for device addresses"
	case TriggerBoxWord:
		return "the word \"box\""
	case TriggerAgeWord:
		return "a word for ages"
	case TriggerSensitiveWord:
		return "a word of the sensitive families"
	case TriggerVehicleWord:
		return "a vehicle, its make or model"
	case TriggerGeoWord:
		return "a word for coordinates"
	case TriggerDeskWord:
		return "a word that stands after telephone numbers"
	case TriggerDotWord:
		return "\"dot\" or \"at\" spelt out"
	default:
		return ""
	}
}

// Words lists the signs of t in words, in the order of the table.
func (t Trigger) Words() []string {
	var out []string
	for rest := uint64(t); rest != 0; rest &= rest - 1 {
		if w := signWords(1 << bits.TrailingZeros64(rest)); w != "" {
			out = append(out, w)
		}
	}
	return out
}
