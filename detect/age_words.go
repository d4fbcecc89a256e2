package detect

import "strings"

// What is beside an age says whose it is.

const (
	// agedPeople are words for people.
	agedPeople = " son daughter child children boy boys girl girls female male victim student students juvenile juveniles minor minors teen teens teenager infant baby toddler kid kids brother sister sibling grandson granddaughter grandchild stepson stepdaughter nephew niece cousin youth youths suspect defendant passenger patient resident man woman men women driver pedestrian pupil camper witness complainant caller mother father parent husband wife person people individual plaintiff tenant boyfriend girlfriend neighbor twin twins m f hm wm bm hf wf bf hispanic he she who him her his i was" +
		" hijo hija niño niña niños niñas nino nina menor joven muchacho muchacha chico chica bebé bebe estudiante alumno alumna víctima victima varón varon hembra adolescente nieto nieta sobrino sobrina hermano hermana paciente hombre mujer masculino femenino señor señora persona él ella "
	// manyPeople are words for people in general: what is said of them is said of nobody.
	manyPeople = " persons people patients individuals those clients residents women men children youth youths families anyone someone everyone everybody applicants participants volunteers students seniors adults teens kids toddlers infants infancy personas pacientes niños niñas aquellos quienes adultos jóvenes menores "
	// agedOwners stand before the age of one's own child.
	agedOwners = " her his their my our your "
	// agedThings are words for what is no person and has an age.
	agedThings = " bridge building house home roof car truck vehicle tree trees dog dogs cat cats puppy kitten horse animal pet program programme plan project contract agreement pipe pipes main sewer system boiler furnace tank computer server road street sidewalk pavement structure facility equipment bus engine church school company business firm law ordinance policy case lawsuit complaint report record request issue problem debt loan mortgage lease tradition history study data document file bill wine whisky whiskey scotch property barn garage fence wall lamp pole light sign tire bike bicycle motorcycle boat trailer van pickup machine mower hydrant elevator pump meter unit park pool playground stadium library museum franchise club organization agency department committee initiative grant fund budget ruling decision statute rule regulation code permit license warrant evidence footage recording photo video feud dispute war conflict drought storm hardware software window windows door deck porch chimney foundation oak maple elm pine apartment complex mall plant well dam culvert drain line cable wire phone device battery version account invoice ticket order sentence term period span" +
		" casa edificio puente árbol arbol carro coche auto camión camion perro gato techo tubería tuberia programa contrato plan proyecto sistema empresa camino calle ley caso experiencia sentencia "
)

func isThing(w string) bool { return inList(agedThings, w) }

// judgeAge weighs the expression from start to end: 0 where it is no person's.
func judgeAge(s string, start, end, kind int) Likelihood {
	i := end
	if kind == ageEdad {
		return Likely
	}
	if openRange(s, end) {
		return 0
	}
	if strings.HasPrefix(s[i:], ", ") { // "12 years old, he was alone"
		if w := wordEnd(s, i+2); w > i+2 && inList(" he she who her his ", s[i+2:w]) {
			return Likely
		}
	}
	for n := 0; n < 3; n++ { // the words after it
		w := nextWord(s, i)
		if w.Len() == 0 {
			break
		}
		word := s[w.Start:w.End]
		if isThing(word) {
			return 0
		}
		if inList(agedPeople, word) {
			return Likely
		}
		if n == 0 && inList(afterAge, word) {
			break
		}
		i = w.End
	}
	return judgeBefore(s, start, end, kind)
}

// judgeBefore weighs the words before an age, back to the end of a sentence.
func judgeBefore(s string, start, end, kind int) Likelihood {
	i, direct := start, true
	for range 5 {
		gap := i
		for i > 0 && gap-i < 6 && (isDigit(s[i-1]) || s[i-1] == ' ' || s[i-1] == ',' || s[i-1] == '(' || s[i-1] == ':' || s[i-1] == '-') {
			i--
		}
		w := wordStart(s, i)
		if w == i {
			break
		}
		word := s[w:i]
		switch {
		case isThing(word), inList(manyPeople, word):
			return 0
		case inList(agedPeople, word), direct && kind != ageSpanish && inList(agedOwners, word):
			return Likely
		case kind == ageYearOld && equalWord(word, "for"):
			return standsAlone(s, end) // "record for 7 year old"
		case inList(" of at for a an the is the de la el una un ", word):
		default:
			direct = false
		}
		i = w
	}
	word, _ := wordBefore(s, start)
	switch {
	case kind == ageSpanish:
		if inList(" tiene tenía tenia tengo cumplió cumplio ", s[word.Start:word.End]) && word.Len() > 0 {
			return Possible
		}
		return 0
	case kind == ageYears:
		if inList(" is was am are turned be ", s[word.Start:word.End]) && word.Len() > 0 {
			return Likely // things were asked for above
		}
		return Possible
	default:
		return standsAlone(s, end)
	}
}
