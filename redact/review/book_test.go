package review

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vaughn/detect"
	"vaughn/redact/policy"
)

var (
	today   = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	someKey = NewKeys([]byte("a key of a test, thirty-two byte"))
)

// newBook is an empty book in a folder of its own.
func newBook(t testing.TB) *Book {
	t.Helper()
	b, err := Open(filepath.Join(t.TempDir(), BookFile), someKey, today)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *Book) value(column, entity, value, verdict string) Line {
	return Line{Kind: ByValue, Column: column, Entity: entity, HMAC: b.keys.value(value), Verdict: verdict, By: "J. Roe", On: "2026-11-23"}
}

func appendAll(t testing.TB, b *Book, lines ...Line) *Book {
	t.Helper()
	if err := b.Append(lines); err != nil {
		t.Fatal(err)
	}
	again, err := Open(b.path, b.keys, today)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func TestBookAnswersByValueThenByKind(t *testing.T) {
	b := newBook(t)
	l := func(kind Kind, column, entity, verdict string) Line {
		return Line{Kind: kind, Column: column, Entity: entity, Verdict: verdict, By: "J. Roe", On: "2026-11-23"}
	}
	b = appendAll(t, b, b.value("Notes", "PERSON", "Pat Doe", "keep"), l(ByRule, "Notes", "PERSON", "withhold"), l(ByDoubt, "Ref", "", "keep"),
		l(ByRule, "Ref", "US_SSN", "keep"), b.value("Ref", "US_SSN", "078-05-1120", "keep"))
	tests := []struct {
		name string
		q    policy.Question
		want policy.Verb // "" = no answer
	}{
		{"the value", policy.Question{Column: "Notes", Entity: detect.Person, Value: "Pat Doe"}, policy.Keep},
		{"another spelling of it", policy.Question{Column: "Notes", Entity: detect.Person, Value: " pat   DOE "}, policy.Keep},
		{"another value of the kind", policy.Question{Column: "Notes", Entity: detect.Person, Value: "Robin Roe"}, policy.Withhold},
		{"another column", policy.Question{Column: "Summary", Entity: detect.Person, Value: "Pat Doe"}, ""},
		{"another kind", policy.Question{Column: "Notes", Entity: detect.EmailAddress, Value: "Pat Doe"}, ""},
		{"a possible find", policy.Question{Column: "Ref", Entity: detect.PhoneNumber, Value: "3155550142", Possible: true}, policy.Keep},
		{"a likely find", policy.Question{Column: "Ref", Entity: detect.PhoneNumber, Value: "3155550142"}, ""},
		{"law is never overridden by kind", policy.Question{Column: "Ref", Entity: detect.USSSN, Value: "219-09-9999", Bound: true}, ""},
		{"nor by doubt", policy.Question{Column: "Ref", Entity: detect.USITIN, Value: "987-65-4320", Possible: true, Bound: true}, ""},
		{"a number that a person looked at", policy.Question{Column: "Ref", Entity: detect.USSSN, Value: "078051120", Possible: true, Bound: true}, policy.Keep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, ok := b.Find(&tt.q)
			if ok != (tt.want != "") || a.Do != tt.want {
				t.Errorf("got %q, %v; want %q", a.Do, ok, tt.want)
			}
		})
	}
}

func TestALaterLineWinsAndOldOnesExpire(t *testing.T) {
	b := newBook(t)
	q := &policy.Question{Column: "Notes", Entity: detect.Person, Value: "Pat Doe"}
	b = appendAll(t, b, b.value("Notes", "PERSON", "Pat Doe", "keep"), b.value("Notes", "PERSON", "Pat Doe", "withhold"))
	if a, _ := b.Find(q); a.Do != policy.Withhold {
		t.Errorf("got %q, want the later line", a.Do)
	}
	digest := b.Digest()
	old := b.value("Notes", "PERSON", "Pat Doe", "keep")
	old.Until = "2026-11-22"
	b = appendAll(t, b, old)
	if a, ok := b.Find(q); ok {
		t.Errorf("a line that ended yesterday answers %q", a.Do)
	}
	if b.Digest() == digest {
		t.Error("another book has the same digest")
	}
	later, err := Open(b.path, b.keys, today.AddDate(0, 0, -1))
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := later.Find(q); a.Do != policy.Keep {
		t.Errorf("on its last day the line answers %q, want keep", a.Do)
	}
	if later.Digest() == b.Digest() {
		t.Error("a line that ended does not change the digest")
	}
}

func TestAColumnForAFileComesBeforeOneForAll(t *testing.T) {
	b := newBook(t)
	l := Line{Kind: ByColumn, Column: "alt_phone", Verdict: "drop", By: "J. Roe", On: "2026-11-23"}
	mine := l
	mine.File, mine.Verdict = "sr-*.csv", "clean"
	b = appendAll(t, b, mine, l)
	for file, want := range map[string]policy.Verb{"sr-2026.csv": policy.Clean, "water.csv": policy.Drop} {
		if a, _ := b.Column(file, "alt_phone"); a.Do != want {
			t.Errorf("%s: got %q, want %q", file, a.Do, want)
		}
	}
	if _, ok := b.Column("water.csv", "phone"); ok {
		t.Error("a column that nobody decided about has an answer")
	}
}

func TestDamagedBooksAreRefusedByLine(t *testing.T) {
	b := newBook(t)
	appendAll(t, b, b.value("Notes", "PERSON", "Pat Doe", "keep"), b.value("Notes", "PERSON", "Robin Roe", "keep"))
	good, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	first, second, _ := bytes.Cut(good, []byte("\n"))
	tests := []struct {
		name, text, want string
	}{
		{"cut short", string(good[:len(good)-9]), ":2: the line is damaged"},
		{"an empty line", string(first) + "\n\n" + string(second), ":2: the line is damaged"},
		{"an unknown key", strings.Replace(string(good), `"kind"`, `"kin":1,"kind"`, 1), ":1: the line is damaged"},
		{"an unknown verdict", strings.Replace(string(good), `"verdict":"keep"`, `"verdict":"show"`, 1), ":1: the line is damaged"},
		{"another schema", strings.Replace(string(good), "decision/1", "decision/9", 1), ":1: the line is damaged"},
		{"a changed column", strings.Replace(string(good), `"column":"Notes"`, `"column":"Other"`, 1), ":1: the line was changed by hand"},
		{"nobody", strings.Replace(string(good), "J. Roe", " ", 1), ":1: the line is damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), BookFile)
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Open(path, someKey, today)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := Open(b.path, NewKeys([]byte("another")), today); err == nil || !strings.Contains(err.Error(), ":1: the line was written with another key") {
		t.Errorf("another key: got %v", err)
	}
}

func TestKeysAreMadeOnceAndForOnePurpose(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "internal")
	if _, err := LoadKeys(dir, nil, false); err == nil {
		t.Error("a key that nobody made was found")
	}
	a, err := LoadKeys(dir, nil, true)
	if err != nil {
		t.Fatal(err)
	}
	b, err := LoadKeys(dir, nil, false)
	if err != nil || a.ID() != b.ID() {
		t.Errorf("the key was made twice (%v)", err)
	}
	fi, err := os.Stat(filepath.Join(dir, KeyFile))
	if err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("the key's mode is %v (%v)", fi.Mode(), err)
	}
	if a.short("value", "x") == a.short("words", "x") || a.short("value", "ab", "c") == a.short("value", "a", "bc") {
		t.Error("purposes or parts run into each other")
	}
	if own, err := LoadKeys(dir, []byte("own"), false); err != nil || own.ID() == a.ID() {
		t.Errorf("an own key is not used (%v)", err)
	}
}

// No line holds a value, or a digest of it that somebody without the key can make.
func TestTheBookHoldsNoValue(t *testing.T) {
	b := newBook(t)
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[a-z]{6,12}@example\.org|\(315\) 555-01[0-9]{2}|[A-Z][a-z]{5,9} [A-Z][a-z]{5,9}`).Draw(t, "value")
		l := b.value("Notes", "EMAIL_ADDRESS", value, "keep")
		if err := b.Append([]Line{l}); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(b.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range append(strings.Fields(value), value, NewKeys(nil).value(value)) {
			if len(part) > 5 && bytes.Contains(raw, []byte(part)) {
				t.Fatalf("the book holds a value of %d characters", len(part))
			}
		}
		if _, ok := b.Find(&policy.Question{Column: "Notes", Entity: detect.EmailAddress, Value: strings.ToUpper(value)}); !ok {
			t.Fatal("the decision is not found again")
		}
	})
}

func TestNamesOnTheLogAreNames(t *testing.T) {
	for name, ok := range map[string]bool{"J. Roe": true, "María Álvarez, City Clerk": true, "O'Neil-Moe": true, "": false, "  ": false,
		"call 315-555-0142": false, "pat@example.org": false, "a\nb": false, " Roe": false, strings.Repeat("a", 61): false} {
		if err := GoodName(name); (err == nil) != ok {
			t.Errorf("a name of %d characters: %v, want good = %v", len(name), err, ok)
		}
	}
}

func TestFoldTakesSpellingsTogether(t *testing.T) {
	same := [][]string{{"Pat Doe", " pat  doe", "PAT\tDOE"}, {"315-555-0142", "(315) 555.0142", "3155550142"}, {"ab 12-34567", "AB 12-34567"}}
	seen := map[string]int{}
	for i, set := range same {
		for _, s := range set {
			if Fold(s) != Fold(set[0]) {
				t.Errorf("set %d: two spellings differ", i)
			}
		}
		if j, ok := seen[Fold(set[0])]; ok {
			t.Errorf("sets %d and %d are one", i, j)
		}
		seen[Fold(set[0])] = i
	}
	if Fold("12-34") == Fold("1234") {
		t.Error("short numbers lose their punctuation")
	}
}

func FuzzBook(f *testing.F) {
	b := newBook(f)
	if err := b.Append([]Line{b.value("Notes", "PERSON", "Pat Doe", "keep"), {Kind: ByColumn, Column: "x", Verdict: "drop", By: "J. Roe", On: "2026-11-23"}}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.raw)
	f.Add([]byte("{}\n"))
	f.Add([]byte(fmt.Sprintf(`{"schema":%q,"kind":"sample"}`+"\n", lineSchema)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		lines, err := parse(raw)
		if err != nil {
			if lines != nil {
				t.Fatal("lines of a book that was refused")
			}
			return
		}
		for i := range lines {
			if !lines[i].sound() {
				t.Fatalf("line %d is not sound", i+1)
			}
		}
		if bytes.Count(raw, []byte("\n")) != len(lines) {
			t.Fatal("lines were passed over")
		}
	})
}
