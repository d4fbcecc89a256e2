package detect

// The states of reading one person of a cell.
const (
	cellStart = iota
	cellTitled
	cellGivens
	cellInitials // with a given name or initials before
	cellParticles
	cellFamilies
	cellSuffixed
	cellLast // "LOPEZ,"
	cellBehind
	numCellStates
)

// persons is the score of all that the cell names: at least one in full, the rest in
// full or by a given name.
func (r *cellReader) persons() float64 {
	total, least := cellSpan, -2*float64(never) // least is what one given name in full costs
	for i := 0; i < r.n; {
		j := i + 1
		for j < r.n && !r.w[j].party {
			j++
		}
		full, given := r.person(i, j)
		if r.lone && r.n == 1 {
			full = r.w[0].family
		}
		best := max(full, given)
		if best < cellWeak && j-i < r.n {
			return never
		}
		if !r.hasGiven(i, j) {
			if best += cellSur; j-i < r.n {
				best += cellFirms - cellSur
			}
			full += best - max(full, given)
		}
		total += best
		least = min(least, best-full)
		i = j
	}
	return max(total-least, never)
}

// hasGiven reports a word that is a given name rather than a surname, or that no
// census has; an initial, a title.
func (r *cellReader) hasGiven(i, j int) bool {
	for k := i; k < j; k++ {
		w := &r.w[k]
		if w.kind != nameAny && w.kind != nameSuffix || w.info == 0 && j-i == r.n || w.info.Given() > w.info.Surname() || k > i && w.comma && w.info.Given() > 8 {
			return true
		}
	}
	return false
}

// person reads the words from i to j as one person: by name and surname, or by what
// stands before a surname ("Dale", "Mr", "M. A.").
func (r *cellReader) person(i, j int) (full, given float64) {
	var state [numCellStates]float64
	for k := range state {
		state[k] = never
	}
	state[cellStart] = 0
	commas, titled := 0, false
	for k := i; k < j; k++ {
		titled = titled || r.w[k].kind == nameTitle
		if k > i && r.w[k].comma {
			if r.w[k].kind != nameSuffix {
				commas++
			}
			state = behindComma(state, r.w[k].kind)
		}
		state = r.next(state, k, k+1 < j)
	}
	if commas > 1 || r.w[j-1].kind == nameInitial && j-i > 2 && r.w[j-2].kind == nameInitial && r.w[i].kind == nameInitial {
		return never, never
	}
	full = max(state[cellFamilies], state[cellSuffixed], state[cellBehind])
	if j-i > 1 {
		full = max(full, state[cellInitials]+cellInitial-oddsInitial)
	}
	given = max(state[cellGivens], state[cellInitials], state[cellTitled])
	if !titled && j-i > 3 {
		given = never
	}
	return full, given
}

// behindComma keeps the readings that go on behind a comma.
func behindComma(old [numCellStates]float64, kind nameKind) [numCellStates]float64 {
	last := max(old[cellLast]-cellTurned, never)
	families, suffixed := old[cellFamilies], old[cellSuffixed]
	for i := range old {
		old[i] = never
	}
	if kind == nameSuffix { // "Ana Lopez, MD"
		old[cellFamilies], old[cellSuffixed] = families, suffixed
	}
	if last > never/2 {
		old[cellLast] = last + cellComma
	}
	return old
}

// next reads word k.
func (r *cellReader) next(old [numCellStates]float64, k int, more bool) [numCellStates]float64 {
	var state [numCellStates]float64
	for i := range state {
		state[i] = never
	}
	to := func(i int, score float64) { state[i] = max(state[i], score) }
	w := &r.w[k]
	switch w.kind {
	case nameTitle:
		title := oddsTitle
		if w.class&wordTitle == 0 {
			title = oddsRank
		}
		to(cellTitled, max(old[cellStart]+title, old[cellTitled]))
		to(cellSuffixed, max(old[cellFamilies], old[cellBehind], old[cellSuffixed])+1) // "DOE JANE MS"
		to(cellLast, old[cellLast])
		to(cellBehind, old[cellBehind])
		if w.info.Given() > 0 {
			to(cellBehind, old[cellLast]+w.given) // "OSTER, DON"
		}
		if w.info.Surname() > 0 {
			to(cellFamilies, max(old[cellGivens], old[cellInitials])+w.family)
		}
		if w.info.Given() > 0 || w.info.Surname() > 0 {
			to(cellGivens, old[cellStart]+w.given)
			to(cellLast, old[cellStart]+w.family+cellTurned)
		}
	case nameSuffix:
		to(cellSuffixed, max(old[cellFamilies], old[cellSuffixed], old[cellBehind])+oddsSuffix)
		to(cellLast, old[cellLast]+1)
		to(cellBehind, old[cellBehind]+1)
	case nameInitial:
		lone := 3.0
		if k+1 < r.n && r.w[k+1].comma {
			to(cellLast, old[cellStart]-2+cellTurned) // "R., Ana"
		}
		to(cellInitials, max(old[cellStart]-lone, old[cellTitled], old[cellGivens], old[cellInitials])+oddsInitial)
		to(cellBehind, max(old[cellLast]-1, old[cellBehind])+oddsInitial)
		to(cellSuffixed, max(old[cellFamilies], old[cellSuffixed])-2)
		if more && r.text(k)[0]|0x20 == 'o' {
			to(cellParticles, old[cellStart])
		}
	case nameParticle:
		to(cellParticles, max(old[cellStart], old[cellTitled], old[cellGivens], old[cellInitials], old[cellParticles], old[cellFamilies]-1)+oddsParticle)
		to(cellGivens, old[cellGivens]-1)
		fallthrough // Van, Le, Du are names of their own too
	default:
		g, f := w.given, w.family
		to(cellGivens, max(old[cellStart], old[cellTitled], old[cellInitials], old[cellGivens]-0.5)+g)
		to(cellFamilies, max(old[cellTitled], old[cellGivens], old[cellInitials], old[cellParticles], old[cellFamilies]-1)+f)
		if more {
			to(cellLast, max(old[cellStart], old[cellParticles], old[cellLast]-1)+f+turnedOnce(old))
		}
		if w.info.Given() == 0 && !w.comma {
			old[cellLast] += cellBlind
		}
		to(cellBehind, max(old[cellLast], old[cellBehind]-0.5)+g)
	}
	return state
}

// turnedOnce is the price of a surname that stands first, paid at its first word.
func turnedOnce(old [numCellStates]float64) float64 {
	if old[cellStart] > never/2 || old[cellParticles] > never/2 {
		return cellTurned
	}
	return 0
}

// rest is the probability of the word as anything but a name.
func (r *cellReader) rest(w *cellWord) float64 {
	p := wordOdds[r.plain][w.info.Step()]
	if w.info.Place() {
		p = max(p, -15.5)
	}
	if w.info.Proper() {
		p = max(p, -15.5)
	}
	return p
}

// weigh gives each word its odds as a given name and as a surname.
func (r *cellReader) weigh() {
	for i := range r.w[:r.n] {
		w := &r.w[i]
		if w.kind == nameInitial || w.kind == nameSuffix {
			continue
		}
		rest := r.rest(w)
		w.given = r.odds(w, rest, w.info.Given(), cellGiven)
		family := cellFamily
		if w.info == 0 && w.Len() > 4 && r.ending(w) {
			family += oddsEnding
		}
		w.family = r.odds(w, rest, w.info.Surname(), family)
		r.known = r.known || w.info.Given() > 0 || w.info.Surname() > 0 || family > cellFamily
	}
}

func (r *cellReader) odds(w *cellWord, rest float64, bearers int, unknown float64) float64 {
	if w.info == 0 && w.Len() < 5 && w.Len() > 0 && consonants(r.s[w.Start:w.End]) {
		return cellCode
	}
	odds := unknown - 19 - rest + cellPlain*float64(r.plain)
	if r.small {
		odds += cellPlain
	}
	if w.info.Step() > 0 && w.info.Surname()+w.info.Given() == 0 {
		odds += cellWordOnly
	}
	if bearers > 0 {
		odds = max(odds, float64(bearers)-halfBit-allBearers-rest)
	}
	return odds
}

// ending reports a word that ends like a surname.
func (r *cellReader) ending(w *cellWord) bool {
	v := r.s[w.Start:w.End]
	for n := 2; n <= 7 && n < len(v)-1; n++ {
		if bitsOf(v[len(v)-n:])&bitEnding != 0 {
			return true
		}
	}
	return false
}

// consonants reports a word without a vowel: an abbreviation.
func consonants(w string) bool {
	for i := range len(w) {
		switch w[i] | 0x20 {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return false
		}
		if w[i] >= 0x80 {
			return false
		}
	}
	return true
}
