package detect

import (
	"strings"

	"vaughn/detect/internal/lexicon"
)

// allowed weighs what stands around a find; it may take off of its score.
func (r *nameReader) allowed(w []nameWord, f *nameFind) bool {
	at := Span{w[f.start].Start, w[f.end-1].End}
	words, months, borne := 0, 0, false
	for k := f.start; k < f.end; k++ {
		if one := &w[k]; one.kind == nameAny {
			words++
			borne = borne || one.info.Given() > 0 || one.info.Surname() > 0
			months += int(one.class & wordMonth / wordMonth)
			if k > f.start && k < f.end-1 && one.class&TriggerSuffixWord != 0 && one.class&wordSoft == 0 && one.info.Surname() < 15 {
				return false // Bryant Ave N
			}
			if k > f.start+1 && one.bits&bitThing != 0 && one.info.Surname() < 16 {
				return false // Susan B. Anthony House Tours
			}
			if one.class&(wordFirm|wordMonth) != 0 && one.info.Given() == 0 && one.info.Surname() < 15 {
				return false
			}
		}
	}
	if first := &w[f.start]; first.kind == nameAny && (first.bits&bitHead != 0 || first.bits&bitPlaced != 0 && first.info.Given() < 16) {
		return false
	}
	if first := &w[f.start]; first.kind == nameAny && first.bits&(bitAddress|bitKin) != 0 && first.info.Given() < 17 {
		return false // Dear Marcus
	}
	if words == 1 && equalWord(r.s[w[f.start].Start:w[f.start].Start+min(2, w[f.start].Len())], "st") && w[f.start].kind != nameAny {
		return false // St Matthew
	}
	for k := f.start; k > 0 && r.cased == mixedCase && (w[k].gap == ' ' || w[k].gap == '-'); k-- {
		if w[k-1].bits&bitInstitute != 0 {
			return false // Institut Max von Laue
		}
	}
	if months > 1 || words == 1 && !r.titled(w, f) {
		return false
	}
	if words == 0 || r.thingLast(w, f, words) || firmOfSurnames(w, f) {
		return false
	}
	if r.placed(at) {
		return false
	}
	if f.end-f.start > 1 && w[f.start].kind == nameAny && lexicon.Of(r.s[at.Start:at.End]).Place() {
		f.score -= 6
	}
	if p, ok := wordBefore(r.s, at.Start); ok && bitsOf(r.s[p.Start:p.End])&bitIn != 0 && w[f.end-1].info.Place() {
		f.score -= 3
	}
	if f.score < knownName {
		around := r.around(at)
		f.score += around
		if last := &w[f.end-1]; !borne && around == 0 && last.kind == nameSuffix {
			f.score -= oddsSuffix // Forschungsreaktor München II
		}
	}
	return f.score >= weakName
}

// titled reports a title before a word that is likelier a name than a word:
// "Officer Okafor", not "Officer Safety".
func (r *nameReader) titled(w []nameWord, f *nameFind) bool {
	for k := f.start; k < f.end; k++ {
		if one := &w[k]; one.kind == nameAny {
			return one.info == 0 && !one.caps || (max(one.given, one.family) >= 0 || one.info.Step() == 0 && !one.caps) && one.class&(wordFirm|wordStop|wordMonth) == 0 ||
				one.info.Surname() >= commonSurname && k > 0 && r.courtesy(&w[k-1])
		}
	}
	return false
}

// courtesy reports a title that only people have.
func (r *nameReader) courtesy(w *nameWord) bool {
	return inList(" mr mrs ms miss ", r.s[w.Start:wordEnd(r.s, w.Start)])
}

// thingLast reports a name whose last word is a thing: "Cal Anderson Park". Of two
// words it may be the surname: "Linda Park".
func (r *nameReader) thingLast(w []nameWord, f *nameFind, words int) bool {
	last := &w[f.end-1]
	if last.kind != nameAny || last.class&(TriggerSuffixWord|wordFirm) == 0 && last.bits&bitThing == 0 {
		return false
	}
	first := &w[f.start]
	if words == 1 && last.info.Surname() >= commonSurname && r.courtesy(first) {
		return false // "Mrs. Park"
	}
	if words == 2 && f.end-f.start == 2 && last.info.Surname() >= commonSurname && first.info.Given() >= first.info.Surname()+3 && !first.info.Place() && first.given >= 3 && bitsBehind(r.s, last.End)&bitVerb != 0 {
		return false // "Linda Park called"
	}
	if last.bits&bitThing != 0 && last.info.Surname() < 18 {
		return true
	}
	return words > 2 || last.family < 0 || first.kind != nameAny || first.given < 3
}

// commonSurname is from where on a word is a common surname: Park, Church, House.
const commonSurname = 13

// bitsBehind are the bits of the word behind offset i, 0 where none is.
func bitsBehind(s string, i int) nameBits {
	w := nextWord(s, i)
	if w.Start == i {
		return 0
	}
	return bitsOf(s[w.Start:w.End])
}

// firmOfSurnames reports "Owens, Duran and Oneal", of which a part would read as a
// surname before a given name.
func firmOfSurnames(w []nameWord, f *nameFind) bool {
	if !turned(w[f.start:f.end]) {
		return false
	}
	if couple := f.end - f.start; couple == 2 && w[f.start+1].given >= listGiven && f.end < len(w) && w[f.end].gap != ',' {
		next := f.end
		if w[next].kind == nameAnd {
			next++
		}
		return next < len(w) && w[next].kind == nameAny && w[next].given < listGiven // "Frasier, Dale & Karen" is none
	}
	if f.end < len(w) && (w[f.end].kind == nameAnd || w[f.end].gap == '&' || w[f.end].gap == ',' && w[f.end].kind != nameSuffix) {
		return true
	}
	if w[f.start].info.Place() && f.end-f.start < 4 && w[f.start+1].kind == nameInitial { // "Washington, D.C."
		return true
	}
	return w[f.start].info.Place() && w[f.start].info.Surname() < 17 || f.start > 0 && w[f.start].gap == ','
}

// placed reports a firm, street, school or act that is named after a person: the
// word behind, or before, says so.
func (r *nameReader) placed(at Span) bool {
	s := r.s
	if k := at.Start - 4; k >= 0 && (s[k:at.Start] == "St. " || s[k:at.Start] == "Ft. " || s[k:at.Start] == "Mt. ") {
		return true
	}
	if possessiveAt(s, at.End) {
		w := nextWord(s, wordEnd(s, pastApostrophe(s, at.End)))
		return w.Len() > 0 && s[w.Start]-'A' < 26 && r.cased == mixedCase // Donna's Deli
	}
	if r.thingBehind(at.End) && !r.spokenOf(at) {
		return true
	}
	if i := at.End; i+2 < len(s) && (s[i] == '&' || s[i] == ' ' && s[i+1] == '&') && r.cased != allCapitals {
		if v := nextWord(s, i+2); v.Len() > 0 && bitsOf(s[v.Start:v.End])&bitFirmEnd != 0 {
			return true
		}
	}
	p, ok := wordBefore(s, at.Start)
	return ok && s[p.Start]-'A' < 26 && bitsOf(s[p.Start:p.End])&bitPlaced != 0 && !r.beginsClause(at, p)
}

// beginsClause reports a name of two words or more behind a place that has its own
// name, and before what people do: "at the University Ana Lopez fell".
func (r *nameReader) beginsClause(at, before Span) bool {
	s := r.s
	if !inList(" university school church street avenue city town village county ", s[before.Start:before.End]) || strings.IndexByte(s[at.Start:at.End], ' ') < 0 {
		return false
	}
	return bitsBehind(s, at.End)&(bitVerb|bitIs) != 0
}

// spokenOf reports a name of two words or more behind a word that only people are
// called, with no firm behind it: "CALLER ANA LOPEZ STREET LIGHT OUT".
func (r *nameReader) spokenOf(at Span) bool {
	s := r.s
	p, ok := wordBefore(s, at.Start)
	if !ok || !inList(" caller complainant tenant resident victim witness claimant neighbor landlord mr mrs ms ", s[p.Start:p.End]) || strings.IndexByte(s[at.Start:at.End], ' ') < 0 {
		return false
	}
	for i, n := at.End, 0; n < 3; n++ {
		w := nextWord(s, i)
		if w.Len() == 0 || w.Start == i {
			break
		}
		if classOf(s[w.Start:w.End])&wordFirm != 0 {
			return false
		}
		i = w.End
	}
	return true
}

// thingBehind reports capitalised words from offset i on of which one is a thing, a
// street or a firm: "Anderson Memorial Park".
func (r *nameReader) thingBehind(i int) bool {
	s := r.s
	for range 3 {
		w := nextWord(s, i)
		if w.Len() == 0 || w.Start == i || s[w.Start]-'A' >= 26 && r.cased != allSmall {
			return false
		}
		if w.End < len(s) && s[w.End] == ':' { // "Name: Ana Lopez City: Example"
			return false
		}
		word := s[w.Start:w.End]
		class, bits := classOf(word), bitsOf(word)
		if r.cased != mixedCase && len(s) > sentence { // the next words are the sentence's
			return class&TriggerSuffixWord != 0 && class&wordSoft == 0 || bits&bitThing != 0
		}
		if bits&bitThing != 0 || class&(wordFirm|TriggerSuffixWord) != 0 && !equalWord(word, "law") {
			return true
		}
		if class&wordStop != 0 {
			return false
		}
		i = w.End
	}
	return false
}

// officeBehind reports a title of office behind a name: "Ana Lopez, City Clerk",
// "Tam Oster, Director of Finance".
func officeBehind(s string, i int) bool {
	if i+2 >= len(s) || s[i] != ',' || s[i+1] != ' ' {
		return false
	}
	i++
	public, post := false, false
	for range 5 {
		w := nextWord(s, i)
		if w.Len() == 0 {
			return false
		}
		word := s[w.Start:w.End]
		bits := bitsOf(word)
		switch {
		case s[w.Start]-'A' >= 26:
			if !post || !equalWord(word, "of") {
				return false
			}
		case bits&bitOffice != 0:
			return !firmBehind(s, w.End) && !privateTitle(s, w)
		case public && bits&bitPost != 0, post && bits&(bitOffices|bitPublic) != 0 && !equalWord(word, "assistant"):
			return !firmBehind(s, w.End)
		case bits&bitPost != 0:
			post = true
		case bits&bitPublic != 0:
			public = true
		}
		i = w.End
	}
	return false
}

// officeBefore reports a title of office that ends at offset i: "City Clerk ",
// "Commissioner of Public Works ", "Reporting officer: ".
func officeBefore(s string, i int) bool {
	post := false
	for n := range 5 {
		if n == 0 && i > 2 && s[i-1] == ' ' && s[i-2] == '.' {
			if v := wordStart(s, i-2); i-2-v <= maxAbbreviated && bitsOf(s[v:i-2])&bitTitle != 0 { // Dr.
				i = v
			}
		}
		w, ok := wordBefore(s, i)
		if !ok || w.Start > 0 && s[w.Start-1] == '.' {
			return false
		}
		word := s[w.Start:w.End]
		bits := bitsOf(word)
		switch {
		case bits&bitOffice != 0:
			return !privateTitle(s, w)
		case post && bits&bitPublic != 0, equalWord(word, "attorney") && equalWord(s[w.End:min(len(s), w.End+9)], " general "):
			return true
		case n == 0 && equalWord(word, "general"):
		case n == 0 && bits&bitPost != 0:
			post = true
			if equalWord(word, "director") || equalWord(word, "clerk") {
				return s[w.Start]-'A' < 26
			}
		case post && s[w.Start]-'A' < 26, bits&(bitOffices|bitPublic) != 0, n > 0 && equalWord(word, "of"):
		default:
			return false
		}
		i = w.Start
	}
	return false
}

// privateTitle reports a title of office at the span that a firm gives too: "my
// supervisor", "Building Superintendent", "Chief Executive Officer"; or one behind
// "the", which the name does not go on with: "tell the Mayor Ana Lopez called".
func privateTitle(s string, at Span) bool {
	word := s[at.Start:at.End]
	p, ok := wordBefore(s, at.Start)
	before := s[p.Start:p.End]
	switch {
	case ok && before == "the":
		return true
	case inList(softOffices, word) && s[at.Start]-'a' < 26 && !(ok && (bitsOf(before)&bitPublic != 0 || inList(" school committee commission authority elementary ", before))):
		w := nextWord(s, at.End)
		return w.Len() > 0 && s[w.Start]-'a' >= 26 // not where all is in small letters
	case !ok:
		return false
	case inList(" supervisor superintendent ", word):
		return inList(" my his her their our your building property site store shift construction project apartment night ", before)
	case equalWord(word, "officer"):
		return inList(" executive financial operating technology information marketing loan security privacy compliance branch bank ", before)
	default:
		return false
	}
}

// softOffices are titles of office that firms, schools and clubs give too.
const softOffices = " supervisor superintendent principal chair chairman chairwoman chairperson "

// firmsBehind are words of firms that no public office has in its title.
const firmsBehind = " inc llc llp lp plc pllc corp corporation co company companies ltd holdings partners partnership associates group enterprises industries foods deli restaurant bank realty properties architects contracting contractors construction consulting insurance motors club league hoa condominium condominiums apartments church "

// firmBehind reports a firm in the words from i to the end of the clause: "Chair of
// Lopez Holdings", "Principal, Example Architects".
func firmBehind(s string, i int) bool {
	for range 6 {
		w := nextWord(s, i)
		if w.Len() == 0 {
			return false
		}
		if s[w.Start]-'A' < 26 && inList(firmsBehind, s[w.Start:w.End]) {
			return true
		}
		i = w.End
	}
	return false
}

// around weighs what stands beside a name of several words.
func (r *nameReader) around(at Span) float64 {
	s, score := r.s, 0.0
	i := at.Start
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '"' || s[i-1] == '\n') {
		i--
	}
	if i > 0 && (s[i-1] == ',' || s[i-1] == ':') {
		i--
	}
	if p := s[wordStart(s, i):i]; p != "" {
		switch bits := bitsOf(p); {
		case bits&(bitAddress|bitKin) != 0:
			score += 4
		case bits&bitWith != 0:
			score++
		}
	}
	if w := nextWord(s, at.End); w.Len() > 0 && w.Start > at.End {
		switch bits := bitsOf(s[w.Start:w.End]); {
		case bits&bitVerb != 0:
			score += 3
		case bits&bitIs != 0:
			score++
		case w.Len() > 4 && s[w.End-2:w.End] == "ed":
			score += 1.5
		}
	}
	return score
}

// sentence is the length, in bytes, from which a text in capitals is read as
// sentences: a word behind a name is not part of it.
const sentence = 60
