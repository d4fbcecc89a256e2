package all

import (
	"errors"
	"strings"
	"testing"

	"vaughn/formats"
)

func source(name, data string) formats.Source {
	return formats.Source{Name: name, R: strings.NewReader(data), Size: int64(len(data))}
}

func TestOpenFindsTheFormat(t *testing.T) {
	for _, name := range []string{"a.csv", "A.CSV", "dir/a.tsv", "a.txt", `C:\x\a.csv`} {
		d, f, err := Open(source(name, "id\tname\n1\tAlex\n"), formats.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Name != "csv" || len(d.Parts()) != 1 {
			t.Errorf("%s: got format %q with %d parts", name, f.Name, len(d.Parts()))
		}
	}
}

func TestOpenNamesWhatItDoesNotRead(t *testing.T) {
	tests := []struct {
		name, data string
		want       formats.Reason
		says       string
	}{
		{"a.csv", "", formats.Empty, "empty"},
		{"a.csv", "%PDF-1.7", formats.WrongType, "a PDF"},
		{"a.csv", "PK\x03\x04xl/workbook.xml", formats.WrongType, ".xlsx"},
		{"a.xlsx", "PK\x03\x04xl/workbook.xml", formats.Unsupported, ".xlsx"},
		{"a.pdf", "%PDF-1.7", formats.Unsupported, "a PDF"},
		{"a.msg", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", formats.Unsupported, "Outlook"},
		{"photo.jpg", "\xff\xd8\xff\xe0", formats.Unsupported, "JPEG"},
		{"a.dat", "id,name\n1,Alex\n", formats.Unsupported, "this kind of file"},
	}
	for _, tt := range tests {
		_, _, err := Open(source(tt.name, tt.data), formats.Options{})
		var r *formats.Refusal
		if !errors.As(err, &r) {
			t.Errorf("%s: got %v, want a refusal", tt.name, err)
			continue
		}
		if r.Reason != tt.want || !strings.Contains(r.Detail, tt.says) {
			t.Errorf("%s: got %q (%s), want %q with %q", tt.name, r.Reason, r.Detail, tt.want, tt.says)
		}
	}
}

func TestOpenRefusesAFileThatShrank(t *testing.T) {
	src := source("a.csv", "id,name\n1,Alex\n")
	src.Size += 5
	var r *formats.Refusal
	if _, _, err := Open(src, formats.Options{}); !errors.As(err, &r) || r.Reason != formats.Changed {
		t.Errorf("got %v, want a refusal for %q", err, formats.Changed)
	}
}

func TestRowsAreComplete(t *testing.T) {
	names := map[string]bool{}
	for _, f := range List() {
		if f.Name == "" || names[f.Name] || f.Sniff == nil || f.Open == nil || f.Witness == nil {
			t.Errorf("row %q is incomplete or repeated", f.Name)
		}
		names[f.Name] = true
		for _, e := range f.Exts {
			if e != strings.ToLower(e) || !strings.HasPrefix(e, ".") {
				t.Errorf("%s: extension %q", f.Name, e)
			}
		}
	}
}
