package detect

import "vaughn/detect/internal/lexicon"

// What stands right before a house number.
const (
	beforeNothing = iota // the start of the text, of a line or of a phrase
	beforePlace          // from, of, to
	beforeAt             // at, near
	beforeLabel          // an address word
	beforeCounter        // Room, Chapter: the number counts
	beforeDay            // March: a day or a year may follow
	beforeYear           // in, since: a year may follow
	beforeThe            // the 2 Broad Street bridges
	beforeWord           // any other word
)

// readBefore says what stands before the house number at start.
func readBefore(t *Text, start int) int {
	s, i := t.S, start
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '\t') {
		i--
	}
	if i == 0 {
		if t.Label != "" || t.Before != "" {
			if _, all := classBefore(t, start); all&TriggerAddressWord != 0 {
				return beforeLabel
			}
		}
		return beforeNothing
	}
	if byteClass[s[i-1]] != classLetter {
		_, all := classBefore(t, start)
		switch {
		case s[i-1] == '.' && inList(" sec art ch vol fig pp par ", s[wordStart(s, i-1):i-1]):
			return beforeCounter
		case all&TriggerAddressWord != 0 && s[i-1] != '.':
			return beforeLabel
		case s[i-1] == '@':
			return beforeAt
		case isDigit(s[i-1]):
			return beforeWord
		}
		return beforeNothing
	}
	w := s[wordStart(s, i):i]
	_, all := classBefore(t, start)
	switch class := classOf(w); {
	case inList(counters, w) || class&wordUnit != 0:
		return beforeCounter
	case inList(" highway hwy hghwy hwys route rte rt interstate loop spur exit cr sr fm ", w):
		return beforeCounter
	case class&wordMonth != 0:
		return beforeDay
	case equalWord(w, "the"):
		return beforeThe
	case all&TriggerAddressWord != 0:
		return beforeLabel
	case inList(dayWords, w):
		return beforeYear
	case inList(atWords, w):
		return beforeAt
	case inList(placeWords, w):
		return beforePlace
	default:
		return beforeWord
	}
}

// judge weighs what an address shows; 0 is no address.
func (p *addressParse) judge(before int) (Likelihood, uint16) {
	firm := p.next > 0 && p.next < len(p.t) && p.near(p.next) && inList(firmEnds, p.word(p.next))
	strong := p.has&(hasState|hasZIP) != 0 || p.has&hasUnit != 0 && p.has&(hasHard|hasSoft|hasDir|hasRoad|hasOrdinal) != 0
	if !strong && p.counts(before) || !p.cell && p.has&hasNumberWord != 0 && p.has&hasHard == 0 || p.measured() && p.has&hasZIP == 0 || firm && p.has&hasZIP == 0 {
		return 0, 0
	}
	at := before == beforeAt
	if at || before == beforeYear {
		before = beforePlace
	}
	if (before == beforeLabel || p.label) && p.announcedName() {
		return VeryLikely, reasonLabel
	}
	switch {
	case p.has&hasGrid != 0:
		return Likely, reasonShape
	case p.has&hasRoad != 0:
		return p.judgeRoad(before, strong)
	case p.has&hasHard != 0:
		return p.judgeHard(before, strong, at)
	case p.has&hasSoft != 0:
		return p.judgeSoft(before, strong, at)
	case p.has&(hasState|hasZIP) == hasState|hasZIP && p.names > 0:
		return Likely, reasonShape
	default:
		return p.judgeBare(before)
	}
}

// counts reports a number that is none of a house: of a room, a year, a day, a
// quantity.
func (p *addressParse) counts(before int) bool {
	first := p.t[1]
	for k := 1; k < len(p.t) && k < 3; k++ {
		if first = p.t[k]; first.kind == tokWord && first.class&wordDirection == 0 {
			break
		}
	}
	year := p.number >= 1900 && p.number < 2100
	switch {
	case before == beforeThe && p.number < 10, before == beforeCounter, p.has&hasNumberWord != 0 && (p.lower || p.has&(hasHard|hasRoad) == 0 && (!p.cell || p.has&(hasSoft|hasDir) == 0)):
		return true
	case (before == beforeDay || before == beforeYear) && (year || p.number <= 31 && before == beforeDay) && !p.label:
		return true
	case p.number <= 31 && first.class&wordMonth != 0 && before != beforeAt && before != beforeLabel: // "On 12 May"
		return true
	case year && p.titled(), year && first.kind == tokWord && !isUpperAt(p.s, first.Start) && p.has&(hasHard|hasSoft|hasDir|hasRoad|hasUnit|hasState|hasZIP) == 0:
		return true
	default:
		return false
	}
}

// measured reports a number that counts what follows: "60 years and older".
func (p *addressParse) measured() bool {
	t := p.t[1]
	return t.kind == tokWord && inList(measures, p.word(1)) && (!isUpperAt(p.s, t.Start) || p.caps && p.has&(hasHard|hasRoad|hasDir) == 0 || p.has&(hasHard|hasSoft|hasRoad) == 0)
}

// titled reports that the words go on behind the street as those of a title do:
// "2024 Annual Road Report".
func (p *addressParse) titled() bool {
	if p.lower || !p.near(p.rest) || p.t[p.rest].kind != tokWord {
		return false
	}
	t, common := p.t[p.rest], commonWord(p.word(p.rest))
	return p.caps && common || !p.caps && isUpperAt(p.s, t.Start) && (common || t.class&wordFirm != 0)
}

// announcedName reports a street that an address word before it makes certain: any
// but one of common words in small letters.
func (p *addressParse) announcedName() bool {
	if p.has&(hasHard|hasSoft|hasRoad|hasGrid|hasDir|hasOrdinal) != 0 {
		return true
	}
	return p.names > 0 && (!p.lower || p.plain < p.names) && p.hasWord()
}

// hasWord reports a name of more than initials: "5 U.S.C." is a law.
func (p *addressParse) hasWord() bool {
	for k := range p.t {
		if t := &p.t[k]; t.kind == tokWord && wordEnd(p.s, t.Start)-t.Start > 2 {
			return true
		}
	}
	return false
}

func (p *addressParse) judgeRoad(before int, strong bool) (Likelihood, uint16) {
	set := p.t[0].End + 1
	long := p.streets > 0 && p.t[p.streets-1].End-set > 5
	switch {
	case strong, p.cell, long, before == beforePlace:
		return Likely, reasonShape
	default:
		return Possible, reasonNoContext
	}
}

func (p *addressParse) judgeHard(before int, strong, at bool) (Likelihood, uint16) {
	if p.names == 0 {
		return 0, 0
	}
	if strong {
		return Likely, reasonShape
	}
	whole := p.has&hasWholeWord != 0
	switch {
	case p.lower && whole && p.plain > 0 && p.has&(hasDir|hasOrdinal|hasPlace|hasUnit) == 0 && !p.cell && (before != beforePlace || p.plain == p.names) && (!at || p.number < 10):
		return Possible, reasonNoContext
	case p.lower && p.last >= 0 && inList(" route rte rt ways streets avenues ", p.word(p.last)):
		return 0, 0
	case p.last >= 0 && !p.cell && inList(" streets avenues ", p.word(p.last)):
		return Possible, reasonNoContext
	case p.titled() && before != beforePlace && p.number > 0 && p.number < 100 && whole:
		return 0, 0
	default:
		return Likely, reasonShape
	}
}

func (p *addressParse) judgeSoft(before int, strong, at bool) (Likelihood, uint16) {
	switch {
	case p.names == 0:
		return 0, 0
	case strong, p.has&hasPlace != 0 && !p.lower, p.has&hasDir != 0 && !p.lower && p.number >= 10 && !p.titled():
		return Likely, reasonShape
	case p.list(p.last, " club mission union lodge station ranch "):
		return p.maybe()
	case p.cell && !p.lower && p.next == len(p.t) && p.rest == p.next && p.list(p.last, " drive place court square terrace circle crescent cove plaza "):
		return Likely, reasonShape
	case p.cell && (!p.titled() || p.number >= 100) && (p.plain < p.names || p.has&(hasDir|hasOrdinal) != 0 || p.number >= 100 && p.next == len(p.t) && p.t[p.last].class&TriggerSuffixWord != 0):
		return Likely, reasonShape
	case p.lower:
		if p.has&(hasDir|hasOrdinal) != 0 && before == beforePlace {
			return Likely, reasonShape
		}
		return 0, 0
	case at && !p.titled() && p.t[p.last].class&TriggerSuffixWord != 0, before == beforePlace && p.closes(p.next) || before == beforePlace && (p.plain < p.names || p.has&hasDir != 0), p.ends() && !p.counted(before):
		return Likely, reasonShape
	default:
		return Possible, reasonNoContext
	}
}

// judgeBare weighs a street without a suffix.
func (p *addressParse) judgeBare(before int) (Likelihood, uint16) {
	broadway := p.names > 0 && equalWord(p.word(p.streets-1), "broadway") || p.has&hasDir != 0 && p.names > 0 && inList(" broadway ", p.word(max(1, p.streets-2)))
	far := p.number == 0 || p.number >= 10 || p.cell && p.has&hasDir != 0 && p.t[1].Len() == 1
	switch {
	case p.names == 0:
		return 0, 0
	case p.list(p.streets, " of for in and "), p.has&(hasUnit|hasState|hasZIP) == 0 && p.firmNamed(), p.has&(hasUnit|hasState|hasZIP) == 0 && p.number >= 1900 && p.number < 2100 && p.has&hasDir != 0 && p.t[1].Len() > 2 && !p.caps && !p.cell:
		return p.maybe()
	case broadway, p.has&hasUnit != 0 && p.names > 0 && far && (p.plain < p.names || p.number >= 100 && !p.lower || p.cell):
		return Likely, reasonShape
	case p.has&hasDir != 0 && p.cell && p.number < 100 && p.number > 0 && p.t[1].class&wordDirection == 0 && p.has&(hasUnit|hasState|hasZIP) == 0 && p.t[p.streets-1].gap&gapComma == 0: // 92 Malmoe SE
		return p.maybe()
	case p.has&hasDir != 0 && !p.cell && p.t[1].class&wordDirection == 0 && before != beforePlace && isDigit(p.s[p.t[0].End-1]) && p.has&(hasState|hasUnit) == 0:
		return p.maybe()
	case p.has&hasDir != 0 && !p.cell && p.has&(hasState|hasUnit) == 0 && (p.people() || before != beforePlace && !p.over()): // 45 South Korean visitors
		return p.maybe()
	case p.has&hasDir != 0 && far && !p.cell && !p.lower && p.t[1].class&wordDirection != 0 && p.t[1].Len() <= 2 && !isUpperAt(p.s, p.t[1].Start):
		return p.maybe()
	case p.has&hasDir != 0 && far:
		if p.cell && !p.titled() || before == beforePlace && (!p.lower || p.plain < p.names) || !p.lower && p.plain < p.names || p.has&hasState != 0 {
			return Likely, reasonShape
		}
		return p.maybe()
	case p.has&hasState != 0 && p.names > 0 && p.names <= 4 && (p.plain < p.names || p.cell && p.rest-p.streets > 1):
		return Likely, reasonShape
	case p.has&hasZIP != 0 && p.cell && far:
		return Likely, reasonShape
	case p.has&hasOrdinal != 0 && p.cell && p.next == len(p.t) && far:
		return Likely, reasonShape
	case p.cell && p.next == len(p.t) && p.names <= 4 && far && p.properName():
		return Likely, reasonShape
	default:
		return p.maybe()
	}
}

// maybe leaves a street without a suffix to a person: in a cell, if the cell is
// nothing else.
func (p *addressParse) maybe() (Likelihood, uint16) {
	if p.lower && !p.cell || p.names > 4 || p.number > 0 && p.number < 10 {
		return 0, 0
	}
	if p.cell && p.next == len(p.t) && p.number >= 100 || p.has&hasDir != 0 && !p.cell && !p.lower {
		return Possible, reasonNoContext
	}
	return 0, 0
}

// properName reports words of which one is no ordinary word of English, and no
// word of firms.
func (p *addressParse) properName() bool {
	if p.plain >= p.names || p.has&(hasDir|hasUnit|hasPlace) == 0 && p.number < 1000 && p.place(1, p.streets) {
		return false
	}
	for k := 1; k < p.next; k++ {
		if t := p.t[k]; t.kind == tokCode || t.kind == tokWord && p.word(k) != "" && inList(streetParticles, p.word(k)) && k+1 == p.next || t.class&(wordFirm|wordMonth|wordBlank|TriggerVehicleWord|TriggerAgeWord) != 0 || t.kind == tokWord && t.Len() == 2 && !p.isUnit(k) && !inList(streetParticles, p.word(k)) && t.class&(wordTitle|TriggerSuffixWord|wordDirection|wordStateName) == 0 {
			return false
		}
	}
	return true
}

// certain reports an address that no name of a person in it outweighs: "105 Frank W
// Davis St", "31 Willow Hill, Saint Louis MO 63124".
func (p *addressParse) certain() bool {
	return p.has&hasHard != 0 && (!p.lower || p.has&(hasState|hasZIP) != 0) || p.has&(hasState|hasZIP) == hasState|hasZIP || p.has&(hasGrid|hasRoad) != 0 ||
		p.cell && p.has&hasDir != 0 && p.number >= 100 && p.next == len(p.t)
}

// ends reports that the phrase is over behind the street, or goes on with a word
// such as "is" or "in", and that the name is none of ordinary words alone.
func (p *addressParse) ends() bool {
	if p.plain == p.names && p.number < 100 {
		return false
	}
	return p.over()
}

// over reports that the phrase is over behind the street, or goes on with a word of
// running text.
func (p *addressParse) over() bool {
	return p.closes(p.next) || p.t[p.next].class&wordStop != 0 && !isUpperAt(p.s, p.t[p.next].Start)
}

// people reports the name of a people in the street's: "South Korean".
func (p *addressParse) people() bool {
	for k := p.first; k < p.streets; k++ {
		if p.t[k].kind == tokWord && lexicon.Of(p.word(k)).Proper() {
			return true
		}
	}
	return false
}

// counted reports that a quantity may stand where the house number does.
func (p *addressParse) counted(before int) bool {
	return before == beforeThe && p.number < 100 || p.t[p.last].class&TriggerSuffixWord == 0
}

// firmNamed reports a street whose last words are those of a firm: "900 North
// Strategies", "432 North Franklin Properties".
func (p *addressParse) firmNamed() bool {
	for k := max(2, p.streets-1); k < len(p.t) && k <= p.streets+2 && p.near(k); k++ {
		if p.list(k, firmEnds) || p.t[k].class&wordFirm != 0 && p.names+k-p.streets > 1 && p.t[k].class&TriggerSuffixWord == 0 {
			return true
		}
	}
	return false
}
