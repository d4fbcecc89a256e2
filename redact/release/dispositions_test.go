package release_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vaughn/exemptions"
	"vaughn/redact/release"
)

func TestReadDispositions(t *testing.T) {
	const src = "\xEF\xBB\xBFsep=;\r\nDate;By;Code;Decision;File;;\r\n11/20/2026;J. Roe;NY POL 87(2)(b);Withheld in full;box 1\\letter.docx\r\n;;;;\r\n" +
		"2026-11-20;J. Roe;;duplicate  of  box 1/letter.docx;copy.docx\r\n"
	got, err := release.ReadDispositions("f.csv", strings.NewReader(src))
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	a, b := got[0], got[1]
	if a.Line != 3 || a.File != "box 1/letter.docx" || a.Decision != exemptions.WithheldInFull || a.Code != "NY POL 87(2)(b)" || a.Date != "2026-11-20" || a.By != "J. Roe" {
		t.Errorf("read as %+v", a)
	}
	if b.Line != 5 || b.Decision != exemptions.Duplicate || b.Of != "box 1/letter.docx" || len(b.Pages) != 0 {
		t.Errorf("read as %+v", b)
	}
	for _, d := range exemptions.Decisions() {
		code := ""
		if d == string(exemptions.WithheldInFull) {
			code = "x"
		}
		line := fmt.Sprintf("file,decision,code,by,date\na.docx,%s,%s,J. Roe,2026-11-20\n", strings.ToUpper(d), code)
		if got, err := release.ReadDispositions("f.csv", strings.NewReader(line)); err != nil || len(got) != 1 {
			t.Errorf("%s: %v", d, err)
		}
	}
}

func TestReadDispositionsRefuses(t *testing.T) {
	const head = "file,decision,code,by,date\n"
	for src, want := range map[string]string{
		"":                                               "f.csv: The file is empty. Its first line must be: file,decision,code,by,date.",
		"file,decision,code,by\n":                        "f.csv:1: There is no column date.",
		"file,decison,code,by,date\n":                    `f.csv:1: Column 2 is none of file, decision, code, by, date and pages. Did you mean "decision"?`,
		"file,file,code,by,date\n":                       "f.csv:1: The column file stands twice. Remove one.",
		head + "\na,,,J,2026-11-20\n":                    "f.csv:3: The line has no decision.",
		head + ",released,,J,2026-1\n":                   "f.csv:2: The line has no file.",
		head + "a,\"released,,J\n":                       "f.csv:2: The line cannot be read as CSV.",
		"sep=,\n" + head + "a,released,,J,\n":            "f.csv:3: The line has no date.",
		head + "a,duplicate,,J,2026-11-20\n":             "f.csv:2: A duplicate needs the other file: duplicate of FILE.",
		head + "a,duplicate of ,,J,2026-11-20\n":         "f.csv:2: A duplicate needs the other file: duplicate of FILE.",
		head + "a,duplicated of b,,J,2026-11-20\n":       "f.csv:2: The decision is none that is known.",
		head + strings.Repeat("a,b,,J,2026-11-20\n", 20): "f.csv:11: The decision is none that is known.",
	} {
		_, err := release.ReadDispositions("f.csv", strings.NewReader(src))
		if err == nil || !strings.Contains("\n"+err.Error(), "\n"+want) {
			t.Errorf("%q\n got %v\nwant %s", src, err, want)
		}
	}
}

// FuzzReadDispositions holds that a line that is taken is whole, and that no
// message repeats what stood in the file.
func FuzzReadDispositions(f *testing.F) {
	f.Add("file,decision,code,by,date\nzzqx.docx,handled elsewhere,,J. Roe,2026-11-20\n")
	f.Add("file;decision;code;by;date;pages\nzzqx;duplicate of zzqy;;J;11/20/2026;3-5\n")
	f.Add("file,decision,code,by,date\nzzqx,zzqx,zzqx,zzqx,zzqx\n")
	f.Add("sep=\t\nfile\tdecision\tcode\tby\tdate\n\"zzqx")
	f.Fuzz(func(t *testing.T, src string) {
		list, err := release.ReadDispositions("f.csv", strings.NewReader(src))
		if err != nil {
			if strings.Contains(err.Error(), "zzq") || list != nil {
				t.Fatal("an error repeats a name, or comes with a result")
			}
			return
		}
		for _, d := range list {
			_, day := time.Parse(time.DateOnly, d.Date)
			_, gone := d.Decision.Action()
			known := gone || d.Decision == exemptions.Released || d.Decision == exemptions.InPart
			if day != nil || !known || d.File == "" || d.By == "" || d.Line < 2 || len(d.Pages) > 0 ||
				(d.Code != "") != (d.Decision == exemptions.WithheldInFull) || (d.Of != "") != (d.Decision == exemptions.Duplicate) {
				t.Fatalf("line %d was taken", d.Line)
			}
		}
	})
}
