package logform

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vaughn/exemptions"
)

// The five lines are those of the public log's specification (POLICY.md).
func TestCSVLines(t *testing.T) {
	pack, err := exemptions.Load("ny-foil-muni")
	if err != nil {
		t.Fatal(err)
	}
	ssn, ok := pack.Code("ny.ssn")
	if !ok {
		t.Fatal("no ny.ssn")
	}
	const officer = "Chief Data Officer (rule)"
	name := exemptions.Entry{
		N: 3, File: "syrcityline.csv", RowID: "1048820", Columns: []string{"Display_Name"}, What: "name",
		Action: exemptions.Withheld, Cells: 1, Ground: exemptions.Promise("display-name", "Submitted as anonymous.", "City"),
		DecidedBy: officer, DecidedOn: "2026-11-20",
	}
	place := exemptions.Entry{
		N: 4, File: "syrcityline.csv", RowID: "1049377", Columns: []string{"Address", "Lat", "Lng"}, What: "place of a home",
		Action: exemptions.ShownAs + "hundred block", Cells: 3,
		Ground:    exemptions.PolicyChoice("home-place", "A request made from a home shows the block", "City"),
		DecidedBy: officer, DecidedOn: "2026-11-20",
	}
	number := exemptions.Entry{
		N: 5, File: "syrcityline.csv", RowID: "not listed", Columns: []string{"Description"}, What: "personal identifier",
		Action: exemptions.Masked, Cells: 4, Ground: ssn.Ground().For("City"), DecidedBy: "J. Roe (person)", DecidedOn: "2026-11-21",
	}
	var b bytes.Buffer
	w := CSV(&b)
	for _, e := range []exemptions.Entry{columnEntry(), phoneEntry(), name, place, number} {
		if err := w.Write(&e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := `entry,file,row_id,column,what,action,cells,law,reason,basis,decided_by,decided_on
1,syrcityline.csv,all,Reporter_Email,e-mail address,column left out,18204,,City promise: your email address will never be displayed publicly,promise,Chief Data Officer (rule),2026-11-20
2,syrcityline.csv,1048812,Description,telephone number,masked in text,1,NY POL 87(2)(b),would be an unwarranted invasion of personal privacy,exemption (City may use it),Chief Data Officer (rule),2026-11-20
3,syrcityline.csv,1048820,Display_Name,name,withheld,1,,City promise: submitted as anonymous,promise,Chief Data Officer (rule),2026-11-20
4,syrcityline.csv,1049377,Address; Lat; Lng,place of a home,shown as hundred block,3,,City policy: a request made from a home shows the block,policy,Chief Data Officer (rule),2026-11-20
5,syrcityline.csv,not listed,Description,personal identifier,masked in text,4,NY POL 96-a; 87(2)(a),a law forbids release,law (City has no choice),J. Roe (person),2026-11-21
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestCSVOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := CSV(&b).Close(); err != nil || b.String() != CSVHeader {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

func TestCSVIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEntry(t)
		line := AppendCSV(nil, &e)
		for _, c := range line[:len(line)-1] {
			if c < ' ' || c > '~' {
				t.Fatalf("byte %#x in %q", c, line)
			}
		}
		r := csv.NewReader(bytes.NewReader(line))
		fields, err := r.Read()
		if err != nil || len(fields) != 12 {
			t.Fatalf("%d fields, %v: %q", len(fields), err, line)
		}
		for _, f := range fields {
			if f = strings.TrimLeft(f, " "); f != "" && strings.ContainsAny(f[:1], "=+-@\t\r") {
				t.Fatalf("field %q begins like a formula", f)
			}
		}
	})
}

func TestASCII(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Description", "Description"},
		{"Número de teléfono", "Numero de telefono"},
		{"“Größe” – Łódź…", `"Grosse" - Lodz...`},
		{"a\r\nb\tc", "a  b c"},
		{"soft\u00adhyphen\u200b", "softhyphen"},
		{"名", "?"},
		{"＝1", "=1"},
		{"\xff", "?"},
		{"", ""},
	} {
		if got := ASCII(tt.in); got != tt.want {
			t.Errorf("ASCII(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestGuarded(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@a", "'@a"}, {"\t=1", "' =1"}, {"  -x", "'  -x"}, {"＝1", "'=1"},
		{"row 5", "row 5"}, {"", ""}, {"a=b", "a=b"},
	} {
		if got := guarded(tt.in); got != tt.want {
			t.Errorf("guarded(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// The short way of a field writes what the careful way writes.
func TestOrdinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~]{0,12}`)).Draw(t, "s")
		if ordinary(s) && string(quoted(nil, guarded(s))) != s {
			t.Fatalf("%q is not ordinary", s)
		}
	})
}
