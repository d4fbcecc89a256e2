package policy

import (
	"slices"
	"strings"

	"vaughn/detect"
)

// placesList is the list of streets, parks and schools that are named after people.
const placesList = "places"

// placeWordsAround is how many words before and behind a name may belong to the
// name of a place: "the Rev. Dr. Pat Doe Memorial Elementary School".
const placeWordsAround = 4

// trimmed is what may stand at the edge of a name in a sentence.
const trimmed = ".,;:!?()\"'"

// Place reports whether text[start:end], a person's name for the detectors, is part
// of the name of a place that stands on lists.places: the name stays, since the
// street is not the person. Where the agency promised that no name shows, none does.
func (b *Bound) Place(text string, start, end int) bool {
	l := b.decide.places
	if l == nil || !slices.Contains(b.decide.keepOf[detect.Person], l) || start < 0 || end > len(text) || start >= end {
		return false
	}
	from := start
	for i := 0; i <= placeWordsAround; i++ {
		to := end
		for k := 0; k <= placeWordsAround; k++ {
			if _, ok := l.find(strings.Trim(text[from:to], trimmed)); ok {
				return true
			}
			if to == len(text) {
				break
			}
			to = nextWord(text, to)
		}
		if from == 0 {
			break
		}
		from = lastWordStart(text, from)
	}
	return false
}

// nextWord is the end of the word that follows at.
func nextWord(s string, at int) int {
	for at < len(s) && s[at] == ' ' {
		at++
	}
	for at < len(s) && s[at] != ' ' {
		at++
	}
	return at
}

// lastWordStart is the start of the word before at.
func lastWordStart(s string, at int) int {
	for at > 0 && s[at-1] == ' ' {
		at--
	}
	for at > 0 && s[at-1] != ' ' {
		at--
	}
	return at
}
