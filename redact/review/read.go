package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"vaughn/redact/policy"
)

// queueSchema is the form of the file that stands beside the sheet.
const queueSchema = "vaughn.queue/1"

// queueFile is what must be known to read a sheet back. It holds no value.
type queueFile struct {
	Schema  string       `json:"schema"`
	Key     string       `json:"key"`
	Token   string       `json:"token"`
	Day     string       `json:"day"`
	OnlyLaw bool         `json:"only_law"`
	Whys    []policy.Why `json:"whys"`
	Inputs  []Input      `json:"inputs"`
	Asks    []asked      `json:"asks"`
}

// asked is one question without its value.
type asked struct {
	ID     string `json:"id"`
	Kind   Kind   `json:"kind"`
	Column string `json:"column,omitempty"`
	Entity string `json:"entity,omitempty"`
	HMAC   string `json:"hmac,omitempty"`  // of the folded value
	Shown  string `json:"shown,omitempty"` // of what the sheet shows of it
	Law    bool   `json:"law,omitempty"`
	Only   bool   `json:"only_withhold,omitempty"`
	Masked bool   `json:"masked,omitempty"` // of a sample
}

// WriteQueue writes the file that a sheet is read back with (0600).
func WriteQueue(path string, keys *Keys, a *Ask) error {
	q := queueFile{Schema: queueSchema, Key: keys.ID(), Token: a.Token, Day: a.Day, OnlyLaw: a.OnlyLaw, Whys: a.Whys, Inputs: a.Inputs}
	for i := range a.Rows {
		r := &a.Rows[i]
		one := asked{ID: r.ID, Kind: r.Kind, Column: r.Column, Entity: r.Entity, Law: r.Law, Only: r.Only}
		if r.Kind == ByValue {
			one.HMAC, one.Shown = keys.value(r.Value), keys.value(clip(r.Value))
		}
		q.Asks = append(q.Asks, one)
	}
	for _, c := range a.Columns {
		q.Asks = append(q.Asks, asked{ID: c.ID, Kind: ByColumn, Column: c.Column})
	}
	for i := range a.Samples {
		q.Asks = append(q.Asks, asked{ID: a.Samples[i].ID, Kind: BySamples, Masked: a.Samples[i].Masked})
	}
	b, err := json.MarshalIndent(&q, "", " ")
	if err != nil {
		return errSheet
	}
	return os.WriteFile(path, append(b, '\n'), 0o600)
}

// Token is that of the queue in an internal folder, "" where there is none.
func Token(internal string) string {
	q, err := readQueue(filepath.Join(internal, QueueFile))
	if err != nil {
		return ""
	}
	return q.Token
}

func readQueue(path string) (*queueFile, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var q queueFile
	if json.Unmarshal(b, &q) != nil || q.Schema != queueSchema {
		return nil, errors.New("damaged")
	}
	return &q, nil
}

// CarryOver takes what a person had filled into a former sheet, but did not apply, into
// questions that are the same. A sheet that cannot be read has nothing to give.
func (a *Ask) CarryOver(path, tmp string) {
	f, err := excelize.OpenFile(path, excelize.Options{TmpDir: tmp, RawCellValue: true})
	if err != nil {
		return
	}
	defer f.Close()
	ids := map[string]bool{}
	for i := range a.Rows {
		ids[a.Rows[i].ID] = true
	}
	for i := range a.Columns {
		ids[a.Columns[i].ID] = true
	}
	for _, t := range tabs() {
		rows, err := f.GetRows(t.name)
		if err != nil || !t.hideFirst || t.name == tabSample {
			continue
		}
		for i, cells := range rows {
			first := len(t.heads) - t.inputs
			if i < headRow || len(cells) <= first || !ids[cells[0]] || strings.TrimSpace(strings.Join(cells[first:], "")) == "" {
				continue
			}
			if a.filled == nil {
				a.filled = map[string][]string{}
			}
			a.filled[cells[0]] = cells[first:]
		}
	}
}

// Refused are the reasons why a sheet is not applied: tab, row and what to do, never
// a value.
type Refused struct {
	Sheet string // base name
	Why   []string
}

func (r *Refused) Error() string { return r.Sheet + ": " + strings.Join(r.Why, " ") }

// maxRefused bounds what one run reports.
const maxRefused = 10

// answerRow is one filled row of the sheet.
type answerRow struct {
	*asked
	tab  string
	row  int // as Excel counts
	says string
	why  string
	by   string
}

// answers is a sheet on its way into the book.
type answersSheet struct {
	q       *queueFile
	keys    *Keys
	by      string
	refused *Refused
	byID    map[string]*asked
	met     map[string]int
	rows    []answerRow
	manual  []manualRow
}

// manualRow is one filled row of the tab for marks by hand.
type manualRow struct {
	row                        int
	file, number, column, text string
	why, by                    string
	whole, none                bool // none: nothing in the file is marked
	record                     int64
}

// refuse books a reason; the first ones are told.
func (s *answersSheet) refuse(tab string, row int, format string, args ...any) {
	if len(s.refused.Why) < maxRefused {
		s.refused.Why = append(s.refused.Why, fmt.Sprintf("%s, row %d: %s", tab, row, fmt.Sprintf(format, args...)))
	}
}

// read takes the tabs of the sheet at path apart.
func (s *answersSheet) read(path string, tmp string) error {
	f, err := excelize.OpenFile(path, excelize.Options{TmpDir: tmp, RawCellValue: true})
	switch {
	case errors.Is(err, os.ErrNotExist):
		return os.ErrNotExist
	case err != nil:
		s.refused.Why = append(s.refused.Why, "this is not a sheet that can be read. Save it as an Excel workbook (.xlsx) without a password.")
		return s.refused
	}
	defer f.Close()
	if token, err := f.GetCellValue(tabLists, "A1"); err != nil || token != s.q.Token {
		s.refused.Why = append(s.refused.Why, "the sheet is not the latest one: the inputs, the policy or the questions changed since it was made. Open the new sheet; what was applied before is in it no more.")
		return s.refused
	}
	all := tabs()
	for _, name := range []string{tabDecide, tabColumns, tabManual, tabSample} {
		rows, err := f.GetRows(name)
		if err != nil {
			if name != tabSample {
				s.refused.Why = append(s.refused.Why, "the tab "+name+" is missing.")
			}
			continue
		}
		t := all[name]
		for i, cells := range rows {
			if i < headRow {
				continue
			}
			for len(cells) < len(t.heads) {
				cells = append(cells, "")
			}
			if name == tabManual {
				s.byHand(i+1, cells)
				continue
			}
			s.question(t, i+1, cells)
		}
	}
	for id, a := range s.byID {
		if s.met[id] == 0 {
			s.refused.Why = append(s.refused.Why, "a row of the tab "+tabOf(a.Kind)+" is gone. Leave a row empty instead of removing it.")
			break
		}
	}
	return nil
}

func tabOf(k Kind) string {
	switch k {
	case ByColumn:
		return tabColumns
	case BySamples:
		return tabSample
	default:
		return tabDecide
	}
}

// question reads one row of the tabs with locked ids.
func (s *answersSheet) question(t tab, row int, cells []string) {
	trimmed := make([]string, len(cells))
	for i, c := range cells {
		trimmed[i] = strings.TrimSpace(c)
	}
	if strings.Join(trimmed, "") == "" {
		return
	}
	a := s.byID[trimmed[0]]
	before := 0
	if a != nil {
		before = s.met[a.ID]
		s.met[a.ID] = max(before, row) // whatever is wrong with it: the row is there
	}
	switch {
	case a == nil || tabOf(a.Kind) != t.name:
		s.refuse(t.name, row, "the hidden id was changed. Undo that, or ask for the sheet again.")
		return
	case before > 0:
		s.refuse(t.name, row, "the row stands twice (see row %d). Remove one.", before)
		return
	case a.Kind == ByValue && s.keys.value(cells[1]) != a.Shown:
		s.refuse(t.name, row, "the value was changed. Undo that: a decision is about the value as it stands in the file.")
		return
	}
	in := trimmed[len(t.heads)-t.inputs:]
	r := answerRow{asked: a, tab: t.name, row: row, says: strings.ToLower(in[0]), by: in[len(in)-2]}
	if t.name != tabSample {
		r.why = in[1]
	}
	if r.says == "" {
		if r.why != "" || r.by != "" {
			s.refuse(t.name, row, "the row is half filled: there is no decision. Choose one, or empty the row.")
		}
		return
	}
	allowed := strings.Split(t.lists[len(t.heads)-t.inputs], ",")
	if !slices.Contains(allowed, r.says) {
		s.refuse(t.name, row, "the decision is none of %s.", strings.Join(allowed, ", "))
		return
	}
	if r.says == saysCounsel {
		return // waits, as an empty one does
	}
	if a.Only && r.says == saysKeep {
		s.refuse(t.name, row, "the same text is withheld in another cell of its row, so it cannot stay here. Withhold it, or let that cell be kept.")
		return
	}
	s.complete(&r)
	s.rows = append(s.rows, r)
}

// complete checks reason and name of one row.
func (s *answersSheet) complete(r *answerRow) {
	r.by = s.name(r.tab, r.row, r.by)
	if r.tab == tabSample || r.says != saysWithhold && r.says != saysDrop {
		r.why = ""
		return
	}
	if r.why == "" && s.q.OnlyLaw && !r.Law {
		s.refuse(r.tab, r.row, "there is no law. On this channel only a law can withhold: choose one under Why, or ask counsel.")
	}
	r.why = s.reason(r.tab, r.row, r.why)
}

// reason is the key of a reason as it was chosen, "" for none.
func (s *answersSheet) reason(tab string, row int, why string) string {
	if why == "" {
		return ""
	}
	for _, w := range s.q.Whys {
		if why == w.Text || why == w.Key || strings.HasPrefix(w.Text, why+" (") {
			if s.q.OnlyLaw && !w.Law {
				break
			}
			return w.Key
		}
	}
	s.refuse(tab, row, "the reason is none that can be used here, on this channel and day. Choose one from the list; a law that needs a written finding stands there under the name that the policy gives to the finding.")
	return ""
}

// name is who decided: the row's own word, else that of the call.
func (s *answersSheet) name(tab string, row int, by string) string {
	if by == "" {
		by = s.by
	}
	switch err := GoodName(by); {
	case by == "":
		s.refuse(tab, row, "nobody is named. Write your name under By, or give --by.")
	case err != nil:
		s.refuse(tab, row, "the name cannot be printed on the log: %v.", err)
	}
	return by
}
