package policy

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vaughn/detect"
)

var (
	aKey     = bytes.Repeat([]byte{7}, 32)
	otherKey = bytes.Repeat([]byte{8}, 32)
)

// keyed turns a CSV list into a keyed one and reads it back with a key.
func keyed(t testing.TB, csv string, key []byte) (string, *List) {
	t.Helper()
	plain, err := ReadList("opted-out.csv", strings.NewReader(csv), asOf)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteKeyed(&b, plain, aKey, func(s string) bool { return s == "ny.safety" }); err != nil {
		t.Fatal(err)
	}
	l, err := ReadKeyed("opted-out.keyed", bytes.NewReader(b.Bytes()), key, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), l
}

// TestKeyedFindsAsPlain holds that a keyed list knows exactly the values that the
// CSV list knows, in any spelling.
func TestKeyedFindsAsPlain(t *testing.T) {
	values := []string{"Pat Doe", "doe,  PAT", "315-555-0142", "(315) 555 0142", "+1 315 555 0142", "pat@example.org", "@city.example",
		"x@City.Example", "12 Example St", "José Núñez", "NÚÑEZ, josé", "ACC-771", "", " ", "a", strings.Repeat("x", 300)}
	rapid.Check(t, func(rt *rapid.T) {
		var items []ListItem
		for _, v := range rapid.SliceOfN(rapid.SampledFrom(values[:12]), 0, 4).Draw(rt, "items") {
			items = append(items, ListItem{Value: v})
		}
		var b bytes.Buffer
		if err := WriteKeyed(&b, &List{Items: items}, aKey, func(string) bool { return false }); err != nil {
			rt.Fatal(err)
		}
		l, err := ReadKeyed("l.keyed", &b, aKey, asOf)
		if err != nil {
			rt.Fatal(err)
		}
		plain, closed := newLookup("l", &List{Items: items}), newLookup("l", l)
		for _, v := range values {
			_, want := plain.find(v)
			if _, got := closed.find(v); got != want {
				rt.Errorf("%q: keyed %v, plain %v", v, got, want)
			}
		}
	})
}

func TestKeyedFile(t *testing.T) {
	text, l := keyed(t, "value,reason,by,until\nPat Doe,ny.safety,Clerk,2027-06-30\n315-555-0142,asked by telephone,Clerk,\n", aKey)
	mac := hmac.New(sha256.New, aKey)
	mac.Write([]byte("vaughn keyed list 1\x00pat doe"))
	want := base64.StdEncoding.EncodeToString(mac.Sum(nil)) + "\tuntil 2027-06-30\tcode ny.safety\n"
	if !strings.HasPrefix(text, "vaughn keyed list 1, key "+KeyID(aKey)+"\n") || !strings.Contains(text, want) {
		t.Errorf("the file is\n%s", text)
	}
	for _, no := range []string{"Doe", "doe", "0142", "Clerk", "telephone"} {
		if strings.Contains(text, no) {
			t.Errorf("the file holds %q", no)
		}
	}
	if strings.Count(text, "\n") != 5 || len(l.Items) != 4 || l.KeyID != KeyID(aKey) {
		t.Errorf("%d items, key %s, of\n%s", len(l.Items), l.KeyID, text)
	}
	if p := l.Phrases(); len(p.Values) != 0 {
		t.Error("codes are looked for in text")
	}
}

func TestKeyedRefusals(t *testing.T) {
	good, _ := keyed(t, "value,until\nPat Doe,2026-11-23\n", aKey)
	lines := strings.SplitAfter(good, "\n")
	for name, tt := range map[string]struct {
		src, want string
		key       []byte
	}{
		"another key":   {good, "l.keyed:1: The list was made with another key than the one of this release. " + again, otherKey},
		"a CSV list":    {"value,reason\n078-05-1120,x\n", "l.keyed:1: This is not a keyed list. " + again, aKey},
		"empty":         {"", "l.keyed:1: This is not a keyed list. " + again, aKey},
		"another form":  {strings.Replace(good, "list 1", "list 2", 1), "l.keyed:1: The keyed list is of a form that this version does not know. " + again, aKey},
		"a line is cut": {lines[0] + lines[1][:20] + "\n", "l.keyed:2: The line is damaged. " + again, aKey},
		"more in it":    {lines[0] + strings.TrimSpace(lines[1]) + "\tPat Doe\n", "l.keyed:2: The line is damaged. " + again, aKey},
		"expired":       {strings.ReplaceAll(good, "2026-11-23", "2026-11-22"), `l.keyed: Lines 2 and 3 are past their "until" day. Write new days or remove the lines.`, aKey},
	} {
		_, err := ReadKeyed("l.keyed", strings.NewReader(tt.src), tt.key, asOf)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s:\ngot  %v\nwant %s", name, err, tt.want)
		}
	}
	long := &List{Name: "l.csv", Items: []ListItem{{Value: strings.Repeat("x", 300), Line: 9}}}
	if err := WriteKeyed(&bytes.Buffer{}, long, aKey, nil); err == nil || err.Error() != "l.csv:9: The value is longer than 256 bytes. Shorten it." {
		t.Errorf("a value that is too long: %v", err)
	}
	// Without the key the list is counted, and a release is refused.
	_, closed := keyed(t, "value\nPat Doe\n", nil)
	tab := Table{File: "sr.csv"}
	tab.add(col("text", detect.None, detect.ModePerCell))
	p := mustParse(t, "sr.yaml", head+"columns: {clean: [text]}\nlists: {opted_out: lists/opted-out.keyed}\n")
	o := BindOptions{Pack: pack(t, "generic"), Lists: map[string]*List{"opted_out": closed}, AsOf: asOf}
	_, err := p.BindAll(o, []Table{tab})
	want := `sr.yaml:3: The list "opted_out" holds codes made with the key ` + KeyID(aKey) + `, and no key was given. Next: name it with --key-file FILE.`
	if err == nil || err.Error() != want || len(closed.Items) != 2 {
		t.Errorf("got  %v\nwant %s\n%d items", err, want, len(closed.Items))
	}
	closed.CountOnly()
	if _, err := p.BindAll(o, []Table{tab}); err != nil {
		t.Errorf("to explain no key is needed: %v", err)
	}
}

// TestKeyedDecides holds what a keyed list of people who asked not to be shown does
// to finds and to whole cells, and that it allocates nothing.
func TestKeyedDecides(t *testing.T) {
	_, l := keyed(t, "value,reason\nPat Doe,\nQuinn Roe,ny.safety\n", aKey)
	lists := map[string]*List{"opted_out": l}
	for _, tt := range []struct {
		channel, rule, value string
		action               Action
		ground               string
	}{
		{"web", "do: clean", "Doe, Pat", MaskIt, "opted-out"},
		{"web", "do: keep, holds: name", "pat doe", DropRowIt, "ny.privacy"}, // an ordinary reason
		{"web", "do: keep, holds: name", "Sam Poe", KeepIt, ""},
		{"web", "do: clean", "Quinn Roe", MaskIt, "ny.safety"},
		{"web", "do: keep, holds: name", "Quinn Roe", DropRowIt, "ny.privacy"},
		{"request", "do: clean", "Pat Doe", AskIt, ""}, // an opt-out is not law
		{"request", "do: clean", "Quinn Roe", MaskIt, "ny.safety"},
		{"request", "do: keep, holds: name", "Quinn Roe", DropRowIt, "ny.safety"},
	} {
		b, r := oneColumn(t, tt.channel, "withhold", tt.rule, "ny-foil-muni", lists)
		d := b.Decide(r, Finding{Entity: detect.Person, Likelihood: detect.Likely, Value: tt.value})
		ground := ""
		if d.Ground != nil {
			ground = d.Ground.Key
		}
		if d.Action != tt.action || ground != tt.ground {
			t.Errorf("%s, %s: %s by %q, want %s by %q", tt.channel, tt.rule, actionLetters[d.Action], ground, actionLetters[tt.action], tt.ground)
		}
	}
	tab := Table{}
	for _, c := range []detect.Column{col("name", detect.Person, detect.ModePerCell), col("phone", detect.None, detect.ModeNone), col("ward", detect.None, detect.ModeNone)} {
		tab.add(c)
	}
	b := mustBind(t, mustParse(t, "a.yaml", head+"columns: {clean: [name, phone, ward]}\nlists: {opted_out: o.keyed}\n"), tab, "ny-foil-muni", lists)
	for i, want := range []bool{true, true, false} {
		if b.LooksUp(i) != want {
			t.Errorf("column %d is looked up: %v", i, !want)
		}
	}
	if d, ok := b.ListedCell(b.Columns[0].Rules[0], 0, "PAT  DOE"); !ok || d.Action != MaskIt {
		t.Errorf("a whole cell on the list: %v, %s", ok, actionLetters[d.Action])
	}
	if _, ok := b.ListedCell(b.Columns[0].Rules[0], 0, "Sam Poe"); ok {
		t.Error("a cell that is on no list")
	}
	if plain := mustBind(t, mustParse(t, "a.yaml", head+"columns: {clean: [name, phone, ward]}\n"), tab, "generic", nil); plain.LooksUp(0) {
		t.Error("without a keyed list cells are looked up")
	}
	if n := testing.AllocsPerRun(100, func() { b.ListedCell(b.Columns[0].Rules[0], 0, "Sam Poe 315 555 0142") }); n != 0 {
		t.Errorf("%v allocations a cell", n)
	}
}

// FuzzReadKeyed holds that ReadKeyed never panics and that what it reads finds
// nothing that was not written.
func FuzzReadKeyed(f *testing.F) {
	good, _ := keyed(f, "value,reason,until\nPat Doe,ny.safety,2027-01-01\n", aKey)
	for _, s := range []string{good, "", "vaughn keyed list 1, key \n", strings.Replace(good, "\t", " ", 1), good[:70]} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l, err := ReadKeyed("l.keyed", bytes.NewReader(src), aKey, asOf)
		if err != nil {
			return
		}
		if l.KeyID == "" {
			t.Error("a keyed list without a key id passes for a CSV list")
		}
		if _, ok := newLookup("l", l).find("Sam Poe"); ok {
			t.Error("a value that nobody wrote is on the list")
		}
	})
}
