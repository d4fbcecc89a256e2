package detect

// Reading says which names of people count in a column whose header speaks of
// none: those that only their words give away ([Match.Read]). Free text is read
// for all of them; among firms, places, products and categories many are called
// like people.
type Reading uint8

// The readings, from the widest to the narrowest.
const (
	ReadAll   Reading = iota // free text: every name
	ReadKnown                // short text: names of which every word is known as one
	ReadCell                 // firms and people: a name that is the whole cell
	ReadWhole                // firms: the same, where every word is known as one
	ReadNone                 // categories, places, public bodies: none
)

// readings are the words for the manifest.
var readings = [...]string{ReadAll: "", ReadKnown: "known", ReadCell: "cell", ReadWhole: "whole", ReadNone: "none"}

// String is the word that [ParseReading] reads; "" for [ReadAll].
func (r Reading) String() string {
	if int(r) < len(readings) {
		return readings[r]
	}
	return ""
}

// ParseReading reads the word of a manifest; false where it is none.
func ParseReading(s string) (Reading, bool) {
	for i, w := range readings {
		if w == s {
			return Reading(i), true
		}
	}
	return ReadAll, false
}

// Counts reports whether the match, found in the cell s, counts. A match that is
// more than a reading of words always does.
func (r Reading) Counts(m *Match, s string) bool {
	if !m.Read() {
		return true
	}
	switch r {
	case ReadAll:
		return true
	case ReadKnown:
		return m.Likelihood >= VeryLikely
	case ReadCell:
		return m.Likelihood >= Likely && 10*m.Len() >= 9*trimSpan(s).Len()
	case ReadWhole:
		return m.Likelihood >= VeryLikely && 10*m.Len() >= 9*trimSpan(s).Len()
	case ReadNone:
		return false
	default:
		return true
	}
}

// Read reports a name that only its words give away: no header, label or title
// speaks of a person.
func (m *Match) Read() bool { return m.Reason == reasonNames }
