package risk

import (
	"cmp"
	"slices"
	"strings"

	"vaughn/detect"
)

// mostProposed is how many columns are proposed: with more every row is alone
// soon, and the report says nothing.
const mostProposed = 8

// families are words of headers for what others may know of a person, in English
// and Spanish, lower case, without accents; the families that tell most people
// apart come first. A phrase fits whole words of a header; "=title" fits a
// header that says nothing else.
var families = []string{
	"birth,birthdate,birthday,birthyear,born,dob,yob,age,ages,nacimiento,nacido,nacida,fec nac,edad",
	"zip,zipcode,postal,postcode,codigo postal,=cp",
	"sex,gender,pronouns,sexo,genero",
	"race,ethnicity,ethnic,hispanic,latino,tribe,raza,etnia,etnicidad,origen etnico,hispano,pueblo indigena",
	"tract,block group,precinct,ward,neighborhood,neighbourhood,nbhd,district,community area,seccion electoral,barrio,vecindario,colonia,distrito,manzana",
	"occupation,profession,job title,position title,job,position,rank,=title,ocupacion,profesion,puesto,cargo,oficio",
	"hire date,hired,date of hire,start date,appointment date,appointed,admission,admitted,discharge,discharged,enrollment date,enrolled,date of death,death date,died,arrest date,fecha contratacion,fecha de contratacion,contratado,ingreso,admision,egreso,alta,fallecimiento,defuncion",
	"nationality,citizenship,country,nacionalidad,ciudadania,pais",
	"marital,married,civil status,estado civil",
	"education,degree,school,grade,educacion,escolaridad,estudios,escuela,grado",
	"language,languages,idioma,idiomas,lengua",
	"disability,disabilities,disabled,veteran,military service,discapacidad,discapacitado,discapacitada,veterano,veterana",
	"household,family size,dependents,children,kids,hogar,tamano familia,dependientes,hijos,ninos",
	"city,town,village,municipality,borough,county,ciudad,municipio,localidad,condado",
}

// The families that values alone can speak for.
const (
	ofBirth = 0
	ofZIP   = 1
	ofPlace = 4
	ofTown  = 13
)

// Propose names the columns by which somebody may know a person, at most eight,
// in the order of the table. released says whether a column is shown as something
// other than a label or a code. Where rows are people, exact places count too:
// they may be homes; elsewhere they are what the table is about. A column of
// record numbers is never proposed.
func Propose(cols []detect.Column, people bool, released func(int) bool) []int {
	type proposal struct{ col, family int }
	var found []proposal
	for i := range cols {
		if f, ok := familyOf(&cols[i], people); ok && released(i) {
			found = append(found, proposal{i, f})
		}
	}
	slices.SortStableFunc(found, func(a, b proposal) int { return cmp.Compare(a.family, b.family) })
	var out []int
	for _, p := range found[:min(len(found), mostProposed)] {
		out = append(out, p.col)
	}
	slices.Sort(out)
	return out
}

// familyOf is the first family that a column's values or header speak for.
func familyOf(c *detect.Column, people bool) (int, bool) {
	switch c.Entity {
	case detect.DateOfBirth, detect.Age, detect.Minor:
		return ofBirth, true
	case detect.ZIPCode:
		return ofZIP, true
	case detect.StreetAddress, detect.GeoPoint, detect.Intersection:
		return ofPlace, people
	case detect.Location:
		return ofTown, true
	case detect.None, detect.DateTime, detect.Organization, detect.Health:
	default: // a name, a number of somebody: direct, and judged elsewhere
		return 0, false
	}
	if people && c.Place > 0 {
		return ofPlace, true
	}
	words := detect.HeaderWords(c.Name)
	if len(words) == 0 || besides(words) {
		return 0, false
	}
	header := strings.Join(words, " ")
	for f, list := range families {
		for phrase := range strings.SplitSeq(list, ",") {
			if whole, ok := strings.CutPrefix(phrase, "="); ok && header == whole || !ok && speaks(header, phrase) {
				return f, true
			}
		}
	}
	return 0, false
}

// speaks reports whether the words of phrase stand in a header side by side.
func speaks(header, phrase string) bool {
	return strings.Contains(" "+header+" ", " "+phrase+" ")
}

// besides reports a header that ends in something other than what its words speak
// of: an amount, a number that one record has alone, a text. The ids of wards and
// the like are places.
func besides(words []string) bool {
	switch words[len(words)-1] {
	case "id", "ids", "uuid", "guid", "key":
		return !slices.ContainsFunc(words, func(w string) bool { return speaks(strings.ReplaceAll(families[ofPlace], ",", " "), w) })
	case "count", "total", "amount", "rate", "percent", "pct", "avg", "average", "median", "mean", "phone", "email", "url", "notes", "comments":
		return !slices.Contains(words, "household")
	}
	return false
}
