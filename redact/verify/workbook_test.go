package verify

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vaughn/exemptions"
	"vaughn/exemptions/logform"
	"vaughn/redact/bundle"
)

// withWorkbook is a sealed bundle with the log as a workbook.
func withWorkbook(t *testing.T) (*sample, string) {
	t.Helper()
	s := requests()
	s.make()
	dir := s.seal(t)
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(bundle.ManifestAt)))
	if err != nil {
		t.Fatal(err)
	}
	var m bundle.Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	m.Release.AsOf = "2026-11-23"
	var book bytes.Buffer
	err = logform.XLSX(&book, logform.XLSXInput{Release: m.Release, Files: m.Files, Summary: m.Summary, Entries: m.Entries, Each: func(yield func(*exemptions.Entry) error) error {
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(bundle.LogJSONL)))
		if err != nil {
			return err
		}
		defer f.Close()
		return logform.ReadJSONL(f, yield)
	}})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, bundle.LogXLSX, book.Bytes())
	reseal(t, dir)
	return s, dir
}

// rezipped changes the parts of a workbook; f returns nil for a part that goes.
func rezipped(t *testing.T, dir string, f func(name string, b []byte) []byte, more ...string) {
	t.Helper()
	edit(t, dir, bundle.LogXLSX, func(b []byte) []byte {
		in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		add := func(name string, b []byte) {
			w, err := z.Create(name)
			if err == nil {
				_, err = w.Write(b)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, p := range in.File {
			r, err := p.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if text = f(p.Name, text); text != nil {
				add(p.Name, text)
			}
		}
		for _, name := range more {
			add(name, []byte("<x/>"))
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	})
}

// inPart replaces a text in one part.
func inPart(part, old, new string) func(string, []byte) []byte {
	return func(name string, b []byte) []byte {
		if name == part {
			return bytes.Replace(b, []byte(old), []byte(new), 1)
		}
		return b
	}
}

func TestAWorkbookThatAgreesPasses(t *testing.T) {
	s, dir := withWorkbook(t)
	noProblems(t, s.bundleResult(t, dir, true))
	noProblems(t, s.bundleResult(t, dir, false))
}

func TestTamperedWorkbooksAreCaught(t *testing.T) {
	const release, summary = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet1.xml"
	for _, tt := range []struct {
		name   string
		tamper func(*testing.T, string)
		in     bool
		want   Kind
	}{
		{"an entry says something else", func(t *testing.T, dir string) {
			rezipped(t, dir, inPart(logform.XLSXEntries, "masked in text", "withheld"))
		}, false, LogKind},
		{"a number of an entry", func(t *testing.T, dir string) { rezipped(t, dir, inPart(logform.XLSXEntries, "<v>1</v>", "<v>7</v>")) }, false, LogKind},
		{"an entry less", func(t *testing.T, dir string) {
			rezipped(t, dir, func(name string, b []byte) []byte {
				if name != logform.XLSXEntries {
					return b
				}
				at := bytes.LastIndex(b, []byte("<row "))
				return append(bytes.Clone(b[:at]), b[bytes.LastIndex(b, []byte("</sheetData>")):]...)
			})
		}, false, LogKind},
		{"an entry more", func(t *testing.T, dir string) {
			rezipped(t, dir, inPart(logform.XLSXEntries, "</sheetData>", `<row r="99"><c r="A99"><v>99</v></c></row></sheetData>`))
		}, false, LogKind},
		{"the rest that is none", func(t *testing.T, dir string) {
			rezipped(t, dir, inPart(logform.XLSXEntries, "</sheetData>", `<row r="99"><c r="A99" t="inlineStr"><is><t>`+logform.XLSXRest(1)+`</t></is></c></row></sheetData>`))
		}, false, LogKind},
		{"a formula among the entries", func(t *testing.T, dir string) {
			rezipped(t, dir, inPart(logform.XLSXEntries, "<v>1</v>", "<f>0+1</f><v>1</v>"))
		}, false, LogKind},
		{"a formula in the summary", func(t *testing.T, dir string) { rezipped(t, dir, inPart(summary, "<v>", "<f>0+1</f><v>")) }, false, Hygiene},
		{"a part more", func(t *testing.T, dir string) {
			rezipped(t, dir, func(_ string, b []byte) []byte { return b }, "xl/comments1.xml")
		}, false, Hygiene},
		{"a part less", func(t *testing.T, dir string) {
			rezipped(t, dir, func(name string, b []byte) []byte {
				if name == "docProps/core.xml" {
					return nil
				}
				return b
			})
		}, false, Hygiene},
		{"a damaged part", func(t *testing.T, dir string) { rezipped(t, dir, inPart(release, "</worksheet>", "<")) }, false, LogKind},
		{"no workbook at all", func(t *testing.T, dir string) { put(t, dir, bundle.LogXLSX, []byte("entry,file\n")) }, false, LogKind},
		{"a withheld value in the release sheet", func(t *testing.T, dir string) {
			rezipped(t, dir, inPart(release, "</sheetData>", `<row r="99"><c r="A99" t="inlineStr"><is><t>ask pat.doe&#64;example.org</t></is></c></row></sheetData>`))
		}, true, Document},
		{"a withheld name in a comment", func(t *testing.T, dir string) {
			rezipped(t, dir, inPart(summary, "</sheetData>", "</sheetData><!-- Ana Poe -->"))
		}, true, Document},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, dir := withWorkbook(t)
			tt.tamper(t, dir)
			reseal(t, dir)
			r := s.bundleResult(t, dir, tt.in)
			hasKind(t, r, tt.want)
			for _, p := range r.Problems {
				if p.File != bundle.LogXLSX || strings.Contains(p.String(), "Poe") || strings.Contains(p.String(), "pat.doe") {
					t.Errorf("the problem %q is of another file, or holds a value", p)
				}
			}
		})
	}
}

func FuzzSheetRow(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>`)
	f.Add(`<row><c r="Z1"><v>1</v></c></row>`)
	f.Add(`<row><c><t>1</t><t>2`)
	f.Fuzz(func(t *testing.T, s string) {
		d := xml.NewDecoder(strings.NewReader(s))
		for {
			row, err := sheetRow(d)
			if err != nil {
				return
			}
			if len(row) > 12 {
				t.Fatalf("%d cells", len(row))
			}
		}
	})
}
