package logform

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"vaughn/exemptions"
)

// workbook is the workbook of some entries of the sample release.
func workbook(t *testing.T, entries []exemptions.Entry) XLSXInput {
	t.Helper()
	in := sample(t)
	return XLSXInput{Release: in.Release, Pack: in.Pack, Files: in.Files, Summary: in.Summary, Deciders: in.Deciders, Entries: int64(len(entries)), Checked: true,
		Each: func(yield func(*exemptions.Entry) error) error {
			for i := range entries {
				if err := yield(&entries[i]); err != nil {
					return err
				}
			}
			return nil
		}}
}

func written(t *testing.T, in XLSXInput, rows int64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writeXLSX(&b, &in, rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// opened reads a workbook with a program that knows nothing of how it was made.
func opened(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The sheet of entries says what the CSV log says, field by field.
func TestXLSXEntriesAreThoseOfTheCSV(t *testing.T) {
	odd := phoneEntry()
	odd.N, odd.File, odd.RowID, odd.Columns = 2, "=cmd.csv", "@7 <&>", []string{"Año", "+x"}
	list := []exemptions.Entry{phoneEntry(), odd, columnEntry()}
	list[0].N, list[2].N = 1, 3
	list[2].File = " edge "
	f := opened(t, written(t, workbook(t, list), maxRows))
	if diff := cmp.Diff([]string{"Summary", "Entries", "Release", "Codes"}, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	got, err := f.GetRows("Entries", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	text := []byte(CSVHeader)
	for i := range list {
		text = AppendCSV(text, &list[i])
	}
	want, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFieldsAreThoseOfTheCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEntry(t)
		want, err := csv.NewReader(bytes.NewReader(AppendCSV(nil, &e))).Read()
		got := Fields(&e)
		if err != nil || !slices.Equal(want, got[:]) {
			t.Fatalf("%q, %v: %q", want, err, got)
		}
	})
}

// Nothing in the workbook runs, links, or says who made it.
func TestXLSXHoldsTextAndCountsOnly(t *testing.T) {
	b := written(t, workbook(t, []exemptions.Entry{phoneEntry()}), maxRows)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, p := range z.File {
		parts = append(parts, p.Name)
		if got := p.Modified.UTC().Format("2006-01-02 15:04:05"); got != "2026-11-23 00:00:00" {
			t.Errorf("%s is of %s", p.Name, got)
		}
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"<f>", "<f ", "hyperlink", "creator", "lastModifiedBy", "externalLink", "TargetMode"} {
			if bytes.Contains(text, []byte(never)) {
				t.Errorf("%s holds %s", p.Name, never)
			}
		}
		for _, m := range regexp.MustCompile(`<c r="[A-Z]+[0-9]+"(?: s="([0-9])")?( t="inlineStr")?>`).FindAllSubmatch(text, -1) {
			if (string(m[1]) == fmt.Sprint(styleNumber)) == (len(m[2]) > 0) {
				t.Errorf("%s: a cell is neither a text nor a count: %s", p.Name, m[0])
			}
		}
	}
	if diff := cmp.Diff(XLSXParts(), parts); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(b, written(t, workbook(t, []exemptions.Entry{phoneEntry()}), maxRows)) {
		t.Error("two workbooks of the same log differ")
	}
}

// The sheets are ready to be read and printed: header in sight, filters, Letter
// in landscape, as wide as the page.
func TestXLSXIsReadyToPrint(t *testing.T) {
	f := opened(t, written(t, workbook(t, []exemptions.Entry{phoneEntry(), columnEntry()}), maxRows))
	for sheet, head := range map[string]int{"Summary": 6, "Entries": 1, "Release": 1, "Codes": 1} {
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != head {
			t.Errorf("%s: header not frozen: %+v, %v", sheet, panes, err)
		}
		layout, err := f.GetPageLayout(sheet)
		if err != nil || *layout.Size != 1 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 {
			t.Errorf("%s: print setup %+v, %v", sheet, layout, err)
		}
		if w, err := f.GetColWidth(sheet, "B"); err != nil || w < 20 {
			t.Errorf("%s: column B is %v wide, %v", sheet, w, err)
		}
	}
	var names []string
	for _, n := range f.GetDefinedName() {
		names = append(names, n.Scope+" "+n.Name+" "+n.RefersTo)
	}
	for _, want := range []string{"Entries _xlnm._FilterDatabase Entries!$A$1:$L$3", "Entries _xlnm.Print_Titles Entries!$1:$1", "Summary _xlnm.Print_Titles Summary!$6:$6"} {
		if !slices.Contains(names, want) {
			t.Errorf("no %q in %q", want, names)
		}
	}
	codes, err := f.GetRows("Codes")
	if err != nil || len(codes) < 4 || !strings.Contains(strings.Join(codes[1], "|"), "appealed in writing within 30 days") {
		t.Errorf("codes: %q, %v", codes, err)
	}
	if release, err := f.GetRows("Release"); err != nil || !strings.Contains(fmt.Sprint(release), "This log contains no withheld value and is not legal advice.") {
		t.Errorf("release: %q, %v", release, err)
	}
}

// More entries than a sheet has rows: the last row says where the others are.
func TestXLSXSaysWhereTheRestIs(t *testing.T) {
	list := make([]exemptions.Entry, 12)
	for i := range list {
		list[i] = phoneEntry()
		list[i].N = int64(i + 1)
	}
	for _, tt := range []struct {
		rows, want int
		rest       string
	}{{13, 13, ""}, {12, 12, "The other 2 entries are in exemption-log.csv"}, {5, 5, "The other 9 entries are in exemption-log.csv"}} {
		rows, err := opened(t, written(t, workbook(t, list), int64(tt.rows))).GetRows("Entries")
		if err != nil || len(rows) != tt.want {
			t.Fatalf("%d rows of %d, %v", len(rows), tt.rows, err)
		}
		if last := rows[len(rows)-1][0]; !strings.HasPrefix(last, tt.rest) || tt.rest == "" && last != "12" {
			t.Errorf("last row %q", last)
		}
	}
}

func TestXLSXRefuses(t *testing.T) {
	in := workbook(t, []exemptions.Entry{phoneEntry()})
	if err := XLSX(fullDisk{}, in); err == nil {
		t.Error("a write error was lost")
	}
	in.Entries = 2
	if err := XLSX(io.Discard, in); err == nil {
		t.Error("an entry that did not come was not missed")
	}
	in.Files = nil
	if err := XLSX(io.Discard, in); err == nil {
		t.Error("a log of no file was written")
	}
}
