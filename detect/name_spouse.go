package detect

// spouses reports the given name that shares the surname of a name beside it: "Dale &
// Karen Frasier", "DALE/KAREN FRASIER", "Frasier, Dale & Karen".
func (r *nameReader) spouses(w []nameWord, finds []nameFind) {
	var taken [maxRun]bool
	for i, f := range finds {
		for k := i; k < f.end; k++ {
			taken[k] = true
		}
	}
	spouse := func(k int) {
		if k < 0 || k >= len(w) || taken[k] || w[k].kind != nameAny || w[k].given < spouseGiven || w[k].Len() < 3 {
			return
		}
		taken[k] = true
		r.dst = append(r.dst, found(w[k].Start, w[k].End, Person, Likely, reasonNames))
		r.remember(w[k].Span)
		w[k].kind = nameListed
	}
	for i, f := range finds {
		if f.end == 0 {
			continue
		}
		if k := partner(w, i); k >= 0 && (k == 0 || w[k].gap != ' ' || w[k-1].kind != nameAny || w[k-1].info.Step() > 0) {
			spouse(k)
		}
		if turned(w[i:f.end]) && f.end < len(w) {
			switch next := &w[f.end]; {
			case next.gap == '&' || next.gap == '/':
				spouse(f.end)
			case next.kind == nameAnd:
				spouse(f.end + 1)
			}
		}
	}
}

// spouseGiven are the odds of a given name without a surname of its own.
const spouseGiven = 2.0

// partner is the word that "&", "/" or "and" joins to word i, -1 where there is none.
func partner(w []nameWord, i int) int {
	switch {
	case w[i].gap == '&' || w[i].gap == '/':
		return i - 1
	case i > 1 && w[i-1].kind == nameAnd && w[i].gap == ' ':
		return i - 2
	default:
		return -1
	}
}

// turned reports a name with its surname first, before a comma.
func turned(w []nameWord) bool {
	for k := 1; k < len(w); k++ {
		if w[k].gap == ',' && w[k].kind != nameSuffix {
			return true
		}
	}
	return false
}
