package detect

import "vaughn/detect/internal/lexicon"

// allowed weighs what stands around a find; it may take off of its score.
func (r *nameReader) allowed(w []nameWord, f *nameFind) bool {
	at := Span{w[f.start].Start, w[f.end-1].End}
	words := 0
	for _, one := range w[f.start:f.end] {
		if one.kind == nameAny {
			words++
			if one.class&(wordFirm|wordMonth) != 0 && one.info.Given() == 0 && one.info.Surname() < 15 {
				return false
			}
		}
	}
	if first := &w[f.start]; first.kind == nameAny && inList(" camp lake mount fort saint san santa los las port the ", r.s[first.Start:first.End]) {
		return false
	}
	if words == 1 && !r.titled(w, f) {
		return false
	}
	if words == 0 || r.thingLast(w, f, words) || firmOfSurnames(w, f) {
		return false
	}
	if r.placed(at, Span{w[f.start].Start, w[f.end-1].End}) {
		return false
	}
	if f.end-f.start > 1 && w[f.start].kind == nameAny && lexicon.Of(r.s[at.Start:at.End]).Place() {
		f.score -= 6
	}
	if p, ok := wordBefore(r.s, at.Start); ok && inList(" in at near from to ", r.s[p.Start:p.End]) && w[f.end-1].info.Place() {
		f.score -= 3
	}
	return f.score >= weakName
}

// titled reports a title before a word that is likelier a name than a word:
// "Officer Okafor", not "Officer Safety".
func (r *nameReader) titled(w []nameWord, f *nameFind) bool {
	for k := f.start; k < f.end; k++ {
		if one := &w[k]; one.kind == nameAny {
			return one.info == 0 && !one.caps || max(r.given(one), r.family(one)) >= 0 && one.class&(wordFirm|wordStop|wordMonth) == 0
		}
	}
	return false
}

// thingLast reports a name whose last word is a thing: "Cal Anderson Park". Of two
// words it may be the surname: "Linda Park".
func (r *nameReader) thingLast(w []nameWord, f *nameFind, words int) bool {
	last := &w[f.end-1]
	if last.kind != nameAny || last.class&(TriggerSuffixWord|wordFirm) == 0 && !inList(namedThings, r.s[last.Start:last.End]) {
		return false
	}
	first := &w[f.start]
	if inList(namedThings, r.s[last.Start:last.End]) && last.info.Surname() < 18 {
		return true
	}
	return words > 2 || r.family(last) < 0 || first.kind != nameAny || r.given(first) < 3
}

// firmOfSurnames reports "Owens, Duran and Oneal", of which a part would read as a
// surname before a given name.
func firmOfSurnames(w []nameWord, f *nameFind) bool {
	comma := false
	for k := f.start + 1; k < f.end; k++ {
		comma = comma || w[k].gap == ',' && w[k].kind != nameSuffix
	}
	if !comma {
		return false
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
func (r *nameReader) placed(at, _ Span) bool {
	s := r.s
	i := at.End
	if possessiveAt(s, i) {
		i += 2
		if w := nextWord(s, i); w.Len() > 0 && s[w.Start]-'A' < 26 && !r.caps {
			return true // Donna's Deli
		}
		return false
	}
	for n := 0; n < 3; n++ {
		w := nextWord(s, i)
		if w.Len() == 0 || w.Start == i || s[w.Start]-'A' >= 26 {
			break
		}
		word := s[w.Start:w.End]
		class := classOf(word)
		switch {
		case r.caps && len(s) > sentence:
			if n == 0 && (class&TriggerSuffixWord != 0 && class&wordSoft == 0 || inList(namedThings, word)) {
				return true
			}
			n = 3
		case inList(namedThings, word), class&(wordFirm|TriggerSuffixWord) != 0 && !equalWord(word, "law"):
			return true
		case class&wordStop != 0:
			n = 3
		}
		i = w.End
	}
	i = at.End
	if i+2 < len(s) && (s[i] == '&' || s[i] == ' ' && s[i+1] == '&') && !r.caps {
		if v := nextWord(s, i+2); v.Len() > 0 && inList(" sons associates co company partners ", s[v.Start:v.End]) {
			return true
		}
	}
	if k := at.Start - 4; k >= 0 && (s[k:at.Start] == "St. " || s[k:at.Start] == "Ft. " || s[k:at.Start] == "Mt. ") {
		return true
	}
	p, ok := wordBefore(s, at.Start)
	if !ok {
		return false
	}
	word := s[p.Start:p.End]
	return inList(" the west east north south upper lower mount mt fort lake port camp saint san santa los las el new university city town village county church school street avenue bank v vs ", word) && s[p.Start]-'A' < 26
}

// sentence is the length, in bytes, from which a text in capitals is read as
// sentences: a word behind a name is not part of it.
const sentence = 60

// namedThings are things named after people, besides firms and streets.
const namedThings = " act award prize bridge park school elementary high middle university college hall center centre field story rink festival stadium arena house building library museum theatre theater hospital foundation fund institute church chapel temple cathedral cemetery island islands lake river creek mountain mountains valley beach bay county city town village township parish province district state airport station plaza square tower towers gardens memorial playfield dock casino gmbh stores foods hotel trophy cup bowl team band orchestra quartet trio records magazine press publishing records inc llc corp co company ltd group brothers bros sons associates partners avenue street road boulevard drive lane court place highway expressway parkway trail way terrace "
