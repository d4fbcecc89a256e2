package release_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vaughn/redact/release"
)

// Each table plants a withheld value where a release might forget to look. The
// released file must not hold what gone says, and must hold what stays says.
func TestWithheldValuesInOddPlaces(t *testing.T) {
	const columns = "columns: {keep: [Id], clean: [Notes], withhold: [Name, Phone]}"
	for _, tt := range []struct {
		name, csv, input, rules, gone, stays string
	}{
		{name: "a field beyond the header", csv: "Id,Name,Phone,Notes\n1,\"Oster, Tam\",315-555-0142,x,tam oster,315 555\t0142\n2,Lu Dell,,y\n",
			input: "input: {ragged: accept}", gone: "tam oster|0142"},
		{name: "two people in one cell", csv: "Id,Name,Phone,Notes\n1,Tam Oster & Dr. Lu E. Dell,,lu e. dell and Tam Oster\n2,Lu Dell,,y\n",
			gone: "dell|Oster"},
		{name: "a number across a line break", csv: "Id,Name,Phone,Notes\n1,Tam Oster,315-555-0142,\"315 555\n0142\"\n2,Lu Dell,,y\n", gone: "0142"},
		{name: "another spelling", csv: "Id,Name,Phone,Notes\n1,Zoë O'Carrow,,ZOE O\u2019CARROW and zo\u00ade\u00a0o'carrow\n2,Lu Dell,,y\n", gone: "CARROW|carrow"},
		{name: "a label of an earlier release", csv: "Id,Name,Phone,Notes\n1,[name withheld: NY POL 87(2)(b)],,[name withheld: NY POL 87(2)(b)] called\n2,Lu Dell,,y\n",
			stays: "[name withheld: NY POL 87(2)(b)] called"},
		{name: "no value", csv: "Id,Name,Phone,Notes\n1,Not Provided,N/A,not provided; N/A\n2,Lu Dell,,y\n", stays: "not provided; N/A"},
		{name: "a no-break space alone", csv: "Id,Name,Phone,Notes\n1,\u00a0,,x\n2,Lu Dell,,y\n", stays: "\u00a0"},
		{name: "a code of letters and digits", csv: "Id,Name,Phone,Notes\n1,WB-288627,,(wb-288627)!\n2,Lu Dell,,y\n", gone: "288627"},
		{name: "a number beside a label", csv: "Id,Name,Phone,Notes\n1,[name withheld: x]2026-00412.,,see 2026-00412\n2,Lu Dell,,y\n", gone: "00412"},
		{name: "a point in another column", csv: "Id,Name,Phone,Notes,Point\n1,43.0481771,,x,43.0481771\n2,Lu Dell,,y,43.0222222\n",
			rules: "rules:\n  - {columns: [Point], do: clean}\n", gone: "771"},
		{name: "a name where a year should be", csv: "Id,Name,Phone,Notes,When\n1,Lu Dell,,Mary Oster Quill says,Mary Oster Quill\n2,Lu Dell,,y,2026-05-12\n",
			rules: "rules:\n  - {columns: [When], do: coarsen, to: year}\n", gone: "Oster", stays: "2026"},
		{name: "a number that a label reaches once another is gone", csv: "Id,Name,Phone,Notes\n1,,,ssn_last4=4327 203.0.113.45\n2,,,Electric acct 1300 442 8817 - city tap\n", gone: "4327|113.45|1300|8817"},
		{name: "a password and a session again", csv: "Id,Name,Phone,Password,Session ID,Notes\n1,,,Pw4412!x,r2t5uvjq435r4q7ib12,used PW4412!X and r2t5uvjq435r4q7ib12\n2,,,welcome,,you are welcome here\n",
			rules: "rules:\n  - {columns: [Password, Session ID], do: withhold}\n", gone: "4412|q435", stays: "you are welcome here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			in := filepath.Join(dir, "calls.csv")
			must(t, os.WriteFile(in, []byte(tt.csv), 0o600))
			o := options(t, dir, in)
			o.Policy = parse(t, "about: {vaughn: 1, agency: \"City of Example, NY\", dataset: calls}\n"+
				"law: {pack: ny-foil-muni, channel: web, approved_by: CDO, date: 2026-11-20}\n"+tt.input+"\n"+columns+"\n"+tt.rules)
			_, err := release.Run(t.Context(), env(1), o)
			must(t, err)
			b, err := os.ReadFile(filepath.Join(o.Out, "current", "calls.csv"))
			must(t, err)
			for _, v := range strings.Split(tt.gone, "|") {
				if v != "" && strings.Contains(string(b), v) {
					t.Errorf("%q was released:\n%s", v, b)
				}
			}
			if !strings.Contains(string(b), tt.stays) {
				t.Errorf("%q is gone:\n%s", tt.stays, b)
			}
		})
	}
}

// A title line is above the data, and what it says is checked against it.
func TestATitleLineHoldsNoWithheldName(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "calls.csv")
	o := options(t, dir, in)
	o.Policy = parse(t, `
about:   {vaughn: 1, agency: "City of Example, NY", dataset: calls}
law:     {pack: ny-foil-muni, channel: web, approved_by: CDO, date: 2026-11-20}
columns: {keep: [Id], withhold: [Name]}
`)
	must(t, os.WriteFile(in, []byte("Calls: zzyx qovar\n\nId,Name\n1,\"Zzyx, Qovar\"\n2,Lu Dell\n"), 0o600))
	_, err := release.Run(t.Context(), env(1), o)
	if kind(err) != release.KindVerify || !strings.Contains(describe(err), "title line") || strings.Contains(strings.ToLower(describe(err)), "zzyx") {
		t.Errorf("got %v, want the title line named and not the value", describe(err))
	}
	must(t, os.WriteFile(in, []byte("Calls of Tam Oster\n\nId,Name\n1,\"Oster, Tam\"\n2,Lu Dell\n"), 0o600))
	if _, err = release.Run(t.Context(), env(1), o); err != nil {
		t.Fatalf("a name that the detectors read in a title line: %v", describe(err))
	}
	b, err := os.ReadFile(filepath.Join(dir, "out", "current", "calls.csv"))
	if err != nil || bytes.Contains(b, []byte("Oster")) || !bytes.HasPrefix(b, []byte("Calls of [name withheld")) {
		t.Errorf("%v: the title line is not masked", err)
	}
}

// A name on the list that is always masked is found in a column of names, in
// whatever order and company, and the row is left out.
func TestAListedNameInAKeptColumn(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "owners.csv")
	must(t, os.WriteFile(in, []byte("Id,Owner,Notes\n1,OSTER TAM,x\n2,Lu Dell,\"oster, tam; Tam O’Carrow\"\n3,\"Oster, Tam & Lu\",x\n4,Tam O'Carrow,x\n5,Pat Doe,y\n"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "mask.csv"), []byte("value,reason,by,until\n\"Oster, Tam\",,Clerk,\nO’Carrow Tam,,Clerk,\n"), 0o600))
	o := options(t, dir, in)
	o.PolicyDir = dir
	o.Policy = parse(t, `
about:   {vaughn: 1, agency: "City of Example, NY", dataset: owners}
law:     {pack: ny-foil-muni, channel: web, approved_by: CDO, date: 2026-11-20}
columns: {keep: [Id], clean: [Notes]}
rules:
  - {columns: [Owner], do: keep, holds: name}
lists:   {mask: mask.csv}
`)
	_, err := release.Run(t.Context(), env(1), o)
	must(t, err)
	b, err := os.ReadFile(filepath.Join(o.Out, "current", "owners.csv"))
	must(t, err)
	low := strings.ToLower(string(b))
	if strings.Contains(low, "oster") || strings.Contains(low, "carrow") || !strings.Contains(low, "lu dell") || !strings.Contains(low, "pat doe") {
		t.Errorf("got\n%s", b)
	}
}
