package review

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"vaughn/detect"
	"vaughn/redact/policy"
)

// desk is a sheet with its queue in a folder.
type desk struct {
	t        testing.TB
	dir      string
	ask      *Ask
	book     *Book
	contents []byte
}

func newDesk(t testing.TB, onlyLaw bool, finds ...Find) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir()}
	q := NewQueue(MaxRows)
	for _, f := range finds {
		q.Add(f)
	}
	q.AddColumn(ColumnRow{Column: "alt_phone", File: "a.csv", What: "looks like telephone numbers", Cells: 3, Asked: "the policy does not name it"})
	d.ask = &Ask{Dataset: "notes", Pack: "ny-foil-muni", Channel: "request", Day: "2026-11-23", OnlyLaw: onlyLaw,
		Whys:   []policy.Why{{Key: "ny.privacy", Text: "NY POL 87(2)(b) (ny.privacy)", Law: true}, {Key: "home", Text: "home"}},
		Inputs: []Input{{Name: "a.csv", Digest: someKey.Digest("input", []byte("x"))}}, Rows: q.Rows(someKey), Columns: q.Columns(someKey),
		Samples: []Sample{{ID: someKey.short("question", "s1"), File: "a.csv", Row: 4, Column: "Notes", Text: "quiet"},
			{ID: someKey.short("question", "s2"), File: "a.csv", Row: 5, Column: "Notes", Text: "[[x]]", Masked: true}}}
	d.ask.Token = someKey.Token(d.ask, []byte("policy"))
	var b bytes.Buffer
	if err := WriteSheet(&b, d.ask, d.dir); err != nil {
		t.Fatal(err)
	}
	d.contents = b.Bytes()
	if err := WriteQueue(filepath.Join(d.dir, QueueFile), someKey, d.ask); err != nil {
		t.Fatal(err)
	}
	d.book = newBook(t)
	return d
}

// set is one cell that a person, or somebody who should not, writes.
type set struct{ tab, cell, text string }

// apply writes into a copy of the sheet and applies it.
func (d *desk) apply(sets ...set) (*Applied, error) {
	d.t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(d.contents))
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	for _, s := range sets {
		if err := f.SetCellStr(s.tab, s.cell, s.text); err != nil {
			d.t.Fatal(err)
		}
	}
	path := filepath.Join(d.dir, SheetFile)
	if err := f.SaveAs(path); err != nil {
		d.t.Fatal(err)
	}
	return Apply(path, d.dir, d.book, "", "2026-11-23", "")
}

func mail(value string) Find {
	return Find{File: "a.csv", Column: "Notes", Entity: detect.EmailAddress, Value: value, Likelihood: detect.Likely, Beside: "Id, Date"}
}

func TestSheetsAreReadBackAsTheyWereDecided(t *testing.T) {
	d := newDesk(t, true, mail("pat.doe@example.org"), mail("pat.doe@example.org"), mail("=HYPERLINK(\"x\")"), mail("-1+1"), mail(" two  words \n and a line"))
	if n := d.ask.Rows[0].Places; n != 2 {
		t.Fatalf("the first row counts %d places, want 2", n)
	}
	got, err := d.apply(set{tabDecide, "J3", "keep"}, set{tabDecide, "L3", "J. Roe"},
		set{tabDecide, "J4", "Withhold"}, set{tabDecide, "K4", "NY POL 87(2)(b) (ny.privacy)"}, set{tabDecide, "L4", "Ana Moe"},
		set{tabDecide, "J5", "ask counsel"},
		set{tabColumns, "G3", "drop"}, set{tabColumns, "H3", "ny.privacy"}, set{tabColumns, "I3", "J. Roe"},
		set{tabManual, "A3", "a.csv"}, set{tabManual, "B3", "7"}, set{tabManual, "C3", "Notes"}, set{tabManual, "D3", "advice of counsel"}, set{tabManual, "E3", "ny.privacy"}, set{tabManual, "F3", "J. Roe"},
		set{tabManual, "A4", "a.csv"}, set{tabManual, "B4", "8"}, set{tabManual, "D4", "withheld in full"}, set{tabManual, "E4", "ny.privacy"}, set{tabManual, "F4", "J. Roe"},
		set{tabSample, "G3", "right"}, set{tabSample, "H3", "J. Roe"}, set{tabSample, "G4", "should stay"}, set{tabSample, "H4", "J. Roe"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Decided != 5 || got.Open != 2 || got.Sample == nil || *got.Sample.Kept != (Seen{Cells: 1}) || *got.Sample.Masked != (Seen{Cells: 1, Wrong: 1}) {
		t.Errorf("got %+v", got)
	}
	b, err := Open(d.book.path, someKey, today)
	if err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]policy.Answer{
		"pat.doe@example.org": {Do: policy.Keep, By: "J. Roe", On: "2026-11-23"},
		"=HYPERLINK(\"x\")":   {Do: policy.Withhold, Why: "ny.privacy", By: "Ana Moe", On: "2026-11-23"},
		"-1+1":                {},
	} {
		if a, _ := b.Find(&policy.Question{Column: "Notes", Entity: detect.EmailAddress, Value: value}); a != want {
			t.Errorf("got %+v, want %+v", a, want)
		}
	}
	if a, ok := b.Column("b.csv", "alt_phone"); !ok || a.Do != policy.Drop || a.Why != "ny.privacy" {
		t.Errorf("the column: got %+v", a)
	}
	marks, stale := b.Marks("a.csv", d.ask.Inputs[0].Digest)
	if len(marks) != 2 || stale != 0 || marks[0].Words != 3 || !marks[1].Whole {
		t.Errorf("got marks %+v, %d stale", marks, stale)
	}
	if _, stale := b.Marks("a.csv", "another"); stale != 2 {
		t.Errorf("a changed input leaves %d marks stale, want 2", stale)
	}
	var at []string
	someKey.Find(&marks[0], "This is ADVICE, of counsel; and more advice of counsel.", func(start, end int) { at = append(at, fmt.Sprint(start, "-", end)) })
	if strings.Join(at, " ") != "8-26 37-54" {
		t.Errorf("the words were found at %v", at)
	}
}

func TestSheetsThatAreNotAsTheyWereAreRefused(t *testing.T) {
	all := []Find{mail("pat.doe@example.org"), mail("robin.roe@example.org"),
		{File: "a.csv", Column: "Notes", Entity: detect.Username, Value: "pat.doe@example.org", Likelihood: detect.Likely}}
	by := set{tabDecide, "L3", "J. Roe"}
	tests := []struct {
		name string
		sets []set
		want string
	}{
		{"another token", []set{{tabLists, "A1", "0123"}}, "not the latest one"},
		{"an id", []set{{tabDecide, "A3", "0123"}}, "Decide, row 3: the hidden id was changed"},
		{"an id of another tab", []set{{tabDecide, "A3", someKey.short("question", "column", "alt_phone")}}, "Decide, row 3: the hidden id was changed"},
		{"the value", []set{{tabDecide, "B3", "lee.moe@example.org"}}, "Decide, row 3: the value was changed"},
		{"an unknown word", []set{{tabDecide, "J3", "perhaps"}, by}, "Decide, row 3: the decision is none of"},
		{"no law", []set{{tabDecide, "J3", "withhold"}, by}, "Decide, row 3: there is no law"},
		{"no law but a policy", []set{{tabDecide, "J3", "withhold"}, {tabDecide, "K3", "home"}, by}, "Decide, row 3: the reason is none"},
		{"an unknown law", []set{{tabDecide, "J3", "withhold"}, {tabDecide, "K3", "NY POL 99"}, by}, "Decide, row 3: the reason is none"},
		{"nobody", []set{{tabDecide, "J3", "keep"}}, "Decide, row 3: nobody is named"},
		{"a number as a name", []set{{tabDecide, "J3", "keep"}, {tabDecide, "L3", "315-555-0142"}}, "Decide, row 3: the name cannot be printed"},
		{"a name alone", []set{by}, "Decide, row 3: the row is half filled"},
		{"two ways", []set{{tabDecide, "J3", "keep"}, by, {tabDecide, "J5", "withhold"}, {tabDecide, "K5", "ny.privacy"}, {tabDecide, "L5", "J. Roe"}}, "decided the other way in row 3"},
		{"a column without a law", []set{{tabColumns, "G3", "drop"}, {tabColumns, "I3", "J. Roe"}}, "Columns, row 3: there is no law"},
		{"half a mark", []set{{tabManual, "A3", "a.csv"}}, "Manual, row 3: the row is half filled"},
		{"a mark in no file", []set{{tabManual, "A3", "b.csv"}, {tabManual, "B3", "2"}, {tabManual, "C3", "Notes"}, {tabManual, "D3", "advice"}, {tabManual, "E3", "ny.privacy"}, {tabManual, "F3", "J. Roe"}}, "Manual, row 3: the file is none"},
		{"a mark in no row", []set{{tabManual, "A3", "a.csv"}, {tabManual, "B3", "two"}, {tabManual, "C3", "Notes"}, {tabManual, "D3", "advice"}, {tabManual, "E3", "ny.privacy"}}, "Manual, row 3: the row number"},
		{"marks taken back in a column", []set{{tabManual, "A3", "a.csv"}, {tabManual, "B3", "2"}, {tabManual, "C3", "Notes"}, {tabManual, "D3", "Nothing"}, {tabManual, "E3", "ny.privacy"}, {tabManual, "F3", "J. Roe"}}, "Manual, row 3: the word nothing takes marks back"},
		{"marks taken back for a reason", []set{{tabManual, "A3", "a.csv"}, {tabManual, "B3", "2"}, {tabManual, "D3", "nothing"}, {tabManual, "E3", "ny.privacy"}, {tabManual, "F3", "J. Roe"}}, "Manual, row 3: the word nothing takes marks back"},
		{"a sample's word", []set{{tabSample, "G3", "should stay"}, {tabSample, "H3", "J. Roe"}}, "Sample, row 3: \"should stay\" does not fit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, true, all...)
			_, err := d.apply(tt.sets...)
			var refused *Refused
			if !errors.As(err, &refused) || !strings.Contains(refused.Error(), tt.want) {
				t.Fatalf("got %v, want %q", err, tt.want)
			}
			if len(refused.Why) > 1 && strings.Contains(refused.Error(), "is gone") && !strings.HasPrefix(tt.name, "an id") {
				t.Errorf("a row that is there is called gone: %v", refused.Why)
			}
			for _, s := range []string{"pat.doe", "robin", "lee.moe", "advice", "0142"} {
				if strings.Contains(refused.Error(), s) {
					t.Error("the refusal repeats a value")
				}
			}
			if _, err := os.Stat(d.book.path); err == nil {
				t.Error("something was recorded")
			}
		})
	}
}

func TestARowThatIsGoneOrTwiceIsRefused(t *testing.T) {
	d := newDesk(t, true, mail("pat.doe@example.org"), mail("robin.roe@example.org"))
	id := d.ask.Rows[0].ID
	if _, err := d.apply(set{tabDecide, "A4", id}, set{tabDecide, "B4", "pat.doe@example.org"}); err == nil || !strings.Contains(err.Error(), "row 4: the row stands twice (see row 3)") {
		t.Errorf("twice: %v", err)
	}
	var empty []set
	for _, c := range "ABCDEFGHI" {
		empty = append(empty, set{tabDecide, string(c) + "4", ""})
	}
	if _, err := d.apply(empty...); err == nil || !strings.Contains(err.Error(), "a row of the tab Decide is gone") {
		t.Errorf("gone: %v", err)
	}
}

func TestWhatWaitsIsSaidInWords(t *testing.T) {
	for _, tt := range []struct {
		values, columns int
		want            string
	}{{0, 0, "nothing waits"}, {1, 0, "1 value waits"}, {3, 0, "3 values wait"}, {0, 1, "1 column waits"}, {1, 1, "1 value and 1 column wait"}, {0, 2, "2 columns wait"}} {
		a := &Ask{Rows: make([]Row, tt.values), Columns: make([]ColumnRow, tt.columns)}
		if got := a.Waits(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestOnTheWebAReasonMayBeLeftAway(t *testing.T) {
	d := newDesk(t, false, mail("pat.doe@example.org"))
	if _, err := d.apply(set{tabDecide, "J3", "withhold"}, set{tabDecide, "L3", "J. Roe"}); err != nil {
		t.Error(err)
	}
}

// Whatever a value is, the sheet shows it as text and gives it back.
func TestValuesComeBackFromTheSheet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.StringMatching(`[=+@\-']?[ -~áéñ\n\t]{1,60}`).Draw(rt, "value")
		if strings.TrimSpace(value) == "" {
			return
		}
		d := newDesk(t, true, mail(value))
		f, err := excelize.OpenReader(bytes.NewReader(d.contents))
		if err != nil {
			rt.Fatal(err)
		}
		if formula, _ := f.GetCellFormula(tabDecide, "B3"); formula != "" {
			rt.Fatal("a value became a formula")
		}
		f.Close()
		if _, err := d.apply(set{tabDecide, "J3", "keep"}, set{tabDecide, "L3", "J. Roe"}); err != nil {
			rt.Fatal(err)
		}
	})
}

func TestTheSheetIsProtected(t *testing.T) {
	d := newDesk(t, true, mail("pat.doe@example.org"))
	f, err := excelize.OpenReader(bytes.NewReader(d.contents))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	locked := func(cell string) bool {
		id, err := f.GetCellStyle(tabDecide, cell)
		if err != nil {
			t.Fatal(err)
		}
		st, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return st.Protection == nil || st.Protection.Locked
	}
	for cell, want := range map[string]bool{"A3": true, "B3": true, "F3": true, "J3": false, "K3": false, "L3": false, "M3": false} {
		if locked(cell) != want {
			t.Errorf("%s: locked is %v, want %v", cell, !want, want)
		}
	}
	if p, err := f.GetSheetProtection(tabDecide); err != nil || p.DeleteRows {
		t.Errorf("the tab is not protected (%v)", err)
	}
	if vs, err := f.GetDataValidations(tabDecide); err != nil || len(vs) != 2 {
		t.Errorf("%d drop-downs, want 2 (%v)", len(vs), err)
	}
	if name := f.GetSheetName(f.GetActiveSheetIndex()); name != tabDecide {
		t.Errorf("the sheet opens at %s", name)
	}
	if visible, _ := f.GetSheetVisible(tabLists); visible {
		t.Error("the lists are shown")
	}
	if visible, _ := f.GetColVisible(tabDecide, "A"); visible {
		t.Error("the ids are shown")
	}
}

func TestTooManyValuesAreAskedAboutByKind(t *testing.T) {
	q := NewQueue(3)
	for i := range 10 {
		q.Add(mail(fmt.Sprint("p", i%5, "@example.org")))
	}
	rows := q.Rows(someKey)
	if len(rows) != 4 || q.Over != 4 {
		t.Fatalf("%d rows, %d over; want 4 and 4", len(rows), q.Over)
	}
	last := rows[0]
	for _, r := range rows {
		if r.Kind == ByRule {
			last = r
		}
	}
	if last.Kind != ByRule || last.Value != "" || last.Places != 4 || last.Entity != "EMAIL_ADDRESS" {
		t.Errorf("got %+v", last)
	}
}
