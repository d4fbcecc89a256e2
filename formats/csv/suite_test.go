package csv

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/gzip"

	"vaughn/formats"
	"vaughn/formats/csv/witness"
	"vaughn/formats/formatstest"
)

func format() formats.Format {
	return formats.Format{Name: "csv", Exts: Extensions(), Sniff: Sniff, Open: Open, Witness: witness.New()}
}

const people = "id,name,phone,note\n" +
	"1,Alex Example,315-555-0142,\"calls, often\"\n" +
	"2,\"Sam \"\"Sunny\"\" Sample\",315-555-0143,\n" +
	"3,Kim Placeholder,315-555-0144,\"two\nlines\"\n"

func zipped(t testing.TB, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Name = "people.csv"
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wide(s string, big, mark bool) []byte {
	if mark {
		s = "\ufeff" + s
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestSuite(t *testing.T) {
	accents := strings.ReplaceAll(people, "Alex", "Zoë 😀")
	latin := strings.ReplaceAll(people, "Alex", "Zo\xeb \x93x\x94")
	mixed := latin + "4,Ren\u00e9 Sample,315-555-0145,\n"
	formatstest.Suite(t, format(),
		formatstest.Fixture{Name: "plain.csv", Data: []byte(people)},
		formatstest.Fixture{Name: "crlf.csv", Data: []byte(strings.ReplaceAll(people, "\n", "\r\n"))},
		formatstest.Fixture{Name: "cr.csv", Data: []byte(strings.ReplaceAll(people, "\n", "\r"))},
		formatstest.Fixture{Name: "tab.tsv", Data: []byte(strings.ReplaceAll(people, ",", "\t"))},
		formatstest.Fixture{Name: "mark.csv", Data: []byte("\ufeff" + accents)},
		formatstest.Fixture{Name: "latin.csv", Data: []byte(latin)},
		formatstest.Fixture{Name: "mixed.csv", Data: []byte(mixed)},
		formatstest.Fixture{Name: "forced.csv", Data: []byte(mixed), Options: formats.Options{Encoding: "Windows-1252"}},
		formatstest.Fixture{Name: "mac.csv", Data: []byte(latin), Options: formats.Options{Encoding: "macintosh"}},
		formatstest.Fixture{Name: "le.csv", Data: wide(accents, false, true)},
		formatstest.Fixture{Name: "be.csv", Data: wide(accents, true, true)},
		formatstest.Fixture{Name: "le-unmarked.csv", Data: wide(people, false, false)},
		formatstest.Fixture{Name: "titles.csv", Data: []byte("Report of May\n\n" + people + "\n")},
		formatstest.Fixture{Name: "padded-titles.csv", Data: []byte("Report of May,,,\n,,,\n" + people)},
		formatstest.Fixture{Name: "sep.csv", Data: []byte("sep=;\r\n" + strings.ReplaceAll(people, ",", ";"))},
		formatstest.Fixture{Name: "no-end.csv", Data: []byte(strings.TrimSuffix(people, "\n"))},
		formatstest.Fixture{Name: "packed.csv.gz", Data: zipped(t, people), Packed: true},
		formatstest.Fixture{Name: "headerless.csv", Data: []byte("1,Alex,a@example.org\n2,Sam,b@example.org\n3,Kim,c@example.org\n")},
		formatstest.Fixture{Name: "long.csv", Data: longRecords()},
		formatstest.Fixture{Name: "unclosed.csv", Data: []byte(people + "4,\"Dana Invented,315-555-0199,\n"), Refused: formats.Damaged, Canary: "Dana"},
		formatstest.Fixture{Name: "shifted.csv", Data: []byte(people + "4,Invented, Dana,315-555-0199,\n"), Refused: formats.RaggedRows, Canary: "Dana"},
	)
}

// longRecords has records beyond a batch, and more records than one batch holds.
func longRecords() []byte {
	var b strings.Builder
	b.WriteString("id,note\n")
	for range 6000 {
		b.WriteString("7,x\r\n")
	}
	b.WriteString("8,\"" + strings.Repeat("long, \"\"note\"\"\n", 50000) + "\"\n9,end\n")
	return []byte(b.String())
}
