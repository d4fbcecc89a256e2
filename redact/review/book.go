// Package review is how people decide: a book of decisions that lasts, the sheet in
// which they are taken, and what is read back from it.
//
// # What is kept
//
// The book ([Book]) is JSON lines in the internal folder. A line says what was
// decided about a value, a column or a row, by whom and when; a value stands in it
// as an HMAC with a key of the agency and never as itself or as a plain hash, which
// can be guessed in minutes. The sheet shows values, because nobody can decide about
// what he does not see: it is internal, and no error of this package repeats one.
package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"vaughn/detect"
	"vaughn/redact/policy"
)

// Names of files in the internal folder.
const (
	BookFile  = "decisions.jsonl"
	SheetFile = "decisions.xlsx"
	QueueFile = "decisions.queue.json"
)

// Kind says what a line is about.
type Kind string

// The kinds of lines.
const (
	ByValue   Kind = "value"      // one value in one column
	ByColumn  Kind = "column"     // a column as a whole
	ByRule    Kind = "rule-value" // all finds of one kind in one column
	ByDoubt   Kind = "possible"   // all possible finds in one column
	ByHand    Kind = "manual"     // words in one cell
	ByRow     Kind = "row"        // one row, withheld in full
	BySamples Kind = "sample"     // what a person saw in a sample
)

// lineSchema is the form of a line.
const lineSchema = "vaughn.decision/1"

// Line is one decision. It holds no value.
type Line struct {
	Schema  string `json:"schema"`
	ID      string `json:"id"`  // of the thing that was decided; a later line with the same id wins
	Key     string `json:"key"` // names the key of HMAC and ID
	Kind    Kind   `json:"kind"`
	File    string `json:"file,omitempty"`   // pattern of file names as in path.Match; "" = every file
	Column  string `json:"column,omitempty"` // name as it may be shown; several that are handled together with "; "
	Entity  string `json:"entity,omitempty"` // of package detect; "" = any or none
	HMAC    string `json:"hmac,omitempty"`   // of the folded value
	Row     int64  `json:"row,omitempty"`    // record number of the input
	Words   int    `json:"words,omitempty"`  // of the words that HMAC stands for
	Input   string `json:"input,omitempty"`  // keyed digest of the input that Row counts in
	Verdict string `json:"verdict"`          // keep, withhold, clean, drop; "seen" of a sample
	Why     string `json:"why,omitempty"`    // code of the pack or reason of the policy
	By      string `json:"by"`
	On      string `json:"on"`              // YYYY-MM-DD
	Until   string `json:"until,omitempty"` // YYYY-MM-DD, the last day
	Kept    *Seen  `json:"kept,omitempty"`  // of a sample: cells that were released as they are
	Masked  *Seen  `json:"masked,omitempty"`

	at int // its place in the file
}

// Seen is what a person saw in a sample.
type Seen struct {
	Cells int `json:"cells"` // looked at
	Wrong int `json:"wrong"`
}

// Book is the decisions of one internal folder. After Open it is only read, but
// for Append; it is safe for concurrent use as long as nobody appends.
type Book struct {
	path  string
	keys  *Keys
	day   string
	raw   []byte
	lines []Line         // the last of each id, in the order of the file
	at    map[string]int // id → place in lines
	bulk  []int          // places of lines that are not about one value
	read  int            // lines so far
}

// Open reads a book; a file that is not there is an empty one. Lines past their
// until on the day asOf count no more. The error names a line by its number.
func Open(path string, keys *Keys, asOf time.Time) (*Book, error) {
	b := &Book{path: path, keys: keys, at: map[string]int{}}
	if !asOf.IsZero() {
		b.day = asOf.Format(time.DateOnly)
	}
	raw, err := os.ReadFile(path)
	switch {
	case missing(err):
		return b, nil
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read", filepath.Base(path))
	}
	lines, err := parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", filepath.Base(path), err)
	}
	for i := range lines {
		if lines[i].Key != keys.ID() {
			return nil, fmt.Errorf("%s:%d: the line was written with another key. Give the --key-file that was used then, or put %s back into the internal folder", filepath.Base(path), i+1, KeyFile)
		}
	}
	for i := range lines {
		if b.Line(lines[i]).ID != lines[i].ID {
			return nil, fmt.Errorf("%s:%d: the line was changed by hand: its id is not that of what it says. Remove it and decide again", filepath.Base(path), i+1)
		}
	}
	b.raw = raw
	b.index(lines)
	return b, nil
}

// index enters lines; a later one for the same thing takes the place of the first.
func (b *Book) index(lines []Line) {
	for _, l := range lines {
		b.read++
		l.at = b.read
		if i, ok := b.at[l.ID]; ok {
			b.lines[i] = l
			continue
		}
		if l.Kind != ByValue {
			b.bulk = append(b.bulk, len(b.lines))
		}
		b.at[l.ID] = len(b.lines)
		b.lines = append(b.lines, l)
	}
}

// maxLine bounds one line, in bytes.
const maxLine = 1 << 14

// parse reads all lines. An error begins with the number of the line and says
// nothing of what stands there.
func parse(raw []byte) ([]Line, error) {
	var out []Line
	for n := 1; len(raw) > 0; n++ {
		text, rest, whole := bytes.Cut(raw, []byte("\n"))
		raw = rest
		l, ok := parseLine(text)
		if !ok || !whole {
			return nil, fmt.Errorf("%d: the line is damaged, or was cut short. Put the file back from a copy, or remove the line and decide again", n)
		}
		out = append(out, l)
	}
	return out, nil
}

func parseLine(text []byte) (l Line, ok bool) {
	if len(text) > maxLine {
		return l, false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if d.Decode(&l) != nil || l.Schema != lineSchema {
		return l, false
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return l, false
	}
	return l, l.sound()
}

// sound reports whether a line says all that its kind needs.
func (l *Line) sound() bool {
	if !plainHex(l.ID) || l.Key == "" || GoodName(l.By) != nil || !isDay(l.On) || l.Until != "" && !isDay(l.Until) {
		return false
	}
	if _, ok := detect.ParseEntity(l.Entity); l.Entity != "" && !ok {
		return false
	}
	keepOrNot := l.Verdict == string(policy.Keep) || l.Verdict == string(policy.Withhold)
	switch l.Kind {
	case ByValue:
		return keepOrNot && plainHex(l.HMAC)
	case ByRule, ByDoubt:
		return keepOrNot && l.Column != ""
	case ByColumn:
		return l.Column != "" && (keepOrNot || l.Verdict == string(policy.Clean) || l.Verdict == string(policy.Drop))
	case ByHand:
		return l.Verdict == string(policy.Withhold) && plainHex(l.HMAC) && l.Row > 0 && l.Words > 0 && l.File != "" && l.Input != "" && l.Column != ""
	case ByRow:
		if l.Verdict == string(policy.Keep) { // nothing is marked in the row, or with row 0 in this version of the file
			return l.Row >= 0 && l.File != "" && l.Input != ""
		}
		return l.Verdict == string(policy.Withhold) && l.Row > 0 && l.File != "" && l.Input != ""
	case BySamples:
		return l.Verdict == "seen" && l.Kept.sound() && l.Masked.sound()
	default:
		return false
	}
}

func (s *Seen) sound() bool { return s == nil || s.Cells >= 0 && s.Wrong >= 0 && s.Wrong <= s.Cells }

func plainHex(s string) bool {
	return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == ""
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// maxName is the longest name of who decided, in bytes.
const maxName = 60

// GoodName says why a text cannot be printed on the log as the name of who decided,
// or nil. The name stands in public, so it is a name and nothing else.
func GoodName(s string) error {
	switch {
	case strings.TrimSpace(s) == "":
		return errors.New("nobody is named")
	case len(s) > maxName || s != strings.TrimSpace(s):
		return fmt.Errorf("a name has at most %d characters and no space at its ends", maxName)
	case strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(" .,'-", r)
	}):
		return errors.New("a name has letters, spaces, commas, dots, hyphens and apostrophes only")
	}
	return nil
}

// live reports whether a line counts on the book's day.
func (b *Book) live(l *Line) bool { return l.Until == "" || b.day == "" || b.day <= l.Until }

// Line completes a line: schema, key and id.
func (b *Book) Line(l Line) Line {
	l.Schema, l.Key = lineSchema, b.keys.ID()
	l.ID = b.keys.short("id", string(l.Kind), l.File, l.Column, l.Entity, l.HMAC, fmt.Sprint(l.Row), l.Input)
	return l
}

// Append writes lines at the end of the book (0600) and enters them.
func (b *Book) Append(lines []Line) error {
	if len(lines) == 0 {
		return nil
	}
	var buf bytes.Buffer
	for i := range lines {
		lines[i] = b.Line(lines[i])
		if !lines[i].sound() {
			return errors.New("a decision lacks something and was not written")
		}
		text, err := json.Marshal(&lines[i])
		if err != nil || len(text) > maxLine {
			return errors.New("a decision cannot be written")
		}
		buf.Write(append(text, '\n'))
	}
	failed := fmt.Errorf("%s could not be written: no permission, or the disk is full", filepath.Base(b.path))
	if os.MkdirAll(filepath.Dir(b.path), 0o700) != nil {
		return failed
	}
	f, err := os.OpenFile(b.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return failed
	}
	_, err = f.Write(buf.Bytes())
	if errors.Join(err, f.Sync(), f.Close()) != nil {
		return failed
	}
	b.raw = append(slices.Clip(b.raw), buf.Bytes()...)
	b.index(lines)
	return nil
}

// Empty reports a book without decisions.
func (b *Book) Empty() bool { return len(b.lines) == 0 }

// Digest is a keyed digest of the whole book and of which lines count today, "" for an
// empty one.
func (b *Book) Digest() string {
	if b.Empty() {
		return ""
	}
	dead := 0
	for i := range b.lines {
		if !b.live(&b.lines[i]) {
			dead++
		}
	}
	return b.keys.short("book", string(b.raw), fmt.Sprint(dead))
}

// Keys are the book's keys.
func (b *Book) Keys() *Keys { return b.keys }
