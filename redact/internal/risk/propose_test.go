package risk

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vaughn/detect"
)

func proposed(people bool, headers ...string) []string {
	var cols []detect.Column
	for i, h := range headers {
		cols = append(cols, *detect.NewColumn(i, h))
	}
	var out []string
	for _, c := range Propose(cols, people, func(int) bool { return true }) {
		out = append(out, headers[c])
	}
	return out
}

func TestHeadersThatSpeakOfAPerson(t *testing.T) {
	for _, h := range []string{
		"Age", "age_group", "BirthYear", "Date of Birth", "DOB", "Sex", "Gender", "Race/Ethnicity", "ZIP", "Zip Code", "zip5", "Postal_Code",
		"Ward", "Ward No", "WARD_ID", "Council District", "Census Tract", "Neighborhood", "Preferred Language", "Marital Status", "Education Level", "Occupation",
		"Job Title", "Title", "Hire Date", "Date of Hire", "Nationality", "Citizenship", "Disability Status", "Household Size", "Household Count", "Number of Children", "City",
		"Edad", "Año de nacimiento", "Sexo", "Género", "Raza", "Código postal", "Barrio", "Idioma", "Estado civil", "Escolaridad", "Ocupación",
		"Fecha de contratación", "Nacionalidad", "Discapacidad", "Tamaño familia",
	} {
		if len(proposed(true, h)) == 0 {
			t.Errorf("%q is not proposed", h)
		}
	}
}

func TestHeadersThatSpeakOfSomethingElse(t *testing.T) {
	for _, h := range []string{
		"", "Id", "Case_No", "Status", "Request_Type", "Created_at_local", "Days_to_Close", "Agency_Name", "Amount", "Page", "Language_Id", "Age Count",
		"Book Title", "Account Title", "Essex", "Embrace", "Package", "Stewardship", "Occupation Notes", "Job Id", "Estado",
	} {
		if got := proposed(true, h); got != nil {
			t.Errorf("%q is proposed", h)
		}
	}
}

func TestAtMostEightAreProposedAndTheTellingOnesFirst(t *testing.T) {
	got := proposed(true, "City", "Household Size", "Language", "Race", "Sex", "Hire Date", "Occupation", "Ward", "ZIP", "Birth_Year", "Case Id")
	if diff := cmp.Diff([]string{"Language", "Race", "Sex", "Hire Date", "Occupation", "Ward", "ZIP", "Birth_Year"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestValuesSpeakWithoutAHeader(t *testing.T) {
	for _, tc := range []struct {
		entity         detect.Entity
		people, things bool
	}{
		{detect.Age, true, true}, {detect.DateOfBirth, true, true}, {detect.ZIPCode, true, true}, {detect.Location, true, true},
		{detect.StreetAddress, true, false}, {detect.GeoPoint, true, false}, {detect.Intersection, true, false},
		{detect.Person, false, false}, {detect.PhoneNumber, false, false}, {detect.RecordNumber, false, false}, {detect.None, false, false},
	} {
		for people, want := range map[bool]bool{true: tc.people, false: tc.things} {
			cols := []detect.Column{{Index: 0, Entity: tc.entity}}
			if got := len(Propose(cols, people, func(int) bool { return true })) > 0; got != want {
				t.Errorf("%v, people %v: proposed %v", tc.entity, people, got)
			}
		}
	}
	part := []detect.Column{{Name: "y", Place: 1}}
	if Propose(part, true, func(int) bool { return true }) == nil || Propose(part, false, func(int) bool { return true }) != nil {
		t.Error("a part of a place counts where rows are people, and only there")
	}
}

func TestWhatIsNotReleasedIsNotProposed(t *testing.T) {
	cols := []detect.Column{*detect.NewColumn(0, "Age"), *detect.NewColumn(1, "Sex")}
	if got := Propose(cols, true, func(c int) bool { return c == 1 }); !cmp.Equal(got, []int{1}) {
		t.Errorf("%v", got)
	}
}
