package verify

import (
	"hash/maphash"
	"testing"

	"vaughn/detect"
	"vaughn/redact/internal/recall"
)

func TestALabelTellsItsKind(t *testing.T) {
	for _, tt := range []struct {
		word string
		want detect.Entity
	}{
		{"phone", detect.PhoneNumber}, {"name", detect.Person}, {"address", detect.StreetAddress},
		{"personal information", detect.None}, {"", detect.None}, {"telephone number", detect.None},
	} {
		if got := kindOf(tt.word); got != tt.want {
			t.Errorf("kindOf(%q) = %v, want %v", tt.word, got, tt.want)
		}
	}
}

// A column that keeps SSNs keeps an ITIN's digits too: their labels read alike.
// What no label tells is kept by nothing.
func TestExemptionGoesByTheWordOfTheLabel(t *testing.T) {
	var o outColumn
	o.holds[detect.USSSN] = true
	for e, want := range map[detect.Entity]bool{detect.USSSN: true, detect.USITIN: true, detect.PhoneNumber: false, detect.None: false, detect.Listed: false} {
		if got := o.exemptAlike(e); got != want {
			t.Errorf("exemptAlike(%v) = %v, want %v", e, got, want)
		}
	}
}

// The ZIP+4 of a withheld address is no number that must be gone; the digits of
// a withheld telephone number are, across a line break too.
func TestRunsOfAPiece(t *testing.T) {
	for _, tt := range []struct {
		word, value string
		want        int
	}{
		{"address", "4507 Oak Ave, Example NY 13202-1234", 0},
		{"phone", "315-555-0142", 1},
		{"phone", "315 555\n0142", 1},
		{"personal information", "2026-05-12", 0},
		{"date of birth", "1980-01-02", 1},
	} {
		w := &worker{engine: testEngine(t), res: &findings{}, seed: maphash.MakeSeed(), lay: &layout{}}
		w.scan = recall.New(w.engine.NewScanner(), len(w.lay.outs))
		w.source = w.scan
		w.piece(0, tt.value, span{0, len(tt.value)}, tt.word)
		got := 0
		for _, k := range w.needles.list {
			if k.class == classDigits {
				got++
			}
		}
		if got != tt.want {
			t.Errorf("%s %q: %d digit strings, want %d", tt.word, tt.value, got, tt.want)
		}
	}
}

func TestATextThatSaysThatNothingIsThere(t *testing.T) {
	for in, want := range map[string]bool{"N/A": true, "not provided": true, "An Anonymous User": true, "": true, "Pat Doe": false,
		"Unknown Soldier": false, "no name given on file, see the note above as the name is not known to the caller": false} {
		if got := nothing(in); got != want {
			t.Errorf("nothing(%q) = %v, want %v", in, got, want)
		}
	}
}

// What is plainly of a kind is what the detectors say it is.
func TestPlainlyAgreesWithTheDetectors(t *testing.T) {
	e, err := detect.New(detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sc := e.NewScanner()
	for header, values := range map[string]map[string]detect.Entity{
		"Reporter_Email": {"pat.doe@example.org": detect.EmailAddress, "a_b+c-9@mail.example.com": detect.EmailAddress, "pat doe@example.org": detect.None,
			"pat@x": detect.None, "@example.org": detect.None, "a@b@example.org": detect.None, "3155550142": detect.None, "": detect.None},
		"Reporter_Phone": {"315-555-0142": detect.PhoneNumber, "3155550142": detect.PhoneNumber, "315.555.0142": detect.PhoneNumber,
			"(315) 555-0142": detect.None, "555-0142": detect.None, "315-555-0142 x9": detect.None, "pat.doe@example.org": detect.None},
		"Notes": {"pat.doe@example.org": detect.None, "3155550142": detect.None},
	} {
		col := detect.NewColumn(0, header)
		for v, want := range values {
			if got := plainly(col.Hint, v); got != want {
				t.Errorf("%s %q: got %v, want %v", header, v, got, want)
			}
			if want == detect.None {
				continue
			}
			ms, err := sc.ScanCell(nil, v, col)
			if ms = detect.Resolve(ms, &detect.Text{S: v, Column: col}, nil); err != nil || len(ms) != 1 || ms[0].Entity != want || ms[0].Len() != len(v) {
				t.Errorf("%s %q: the detectors say %v (%v)", header, v, ms, err)
			}
		}
	}
}
