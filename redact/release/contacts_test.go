package release_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vaughn/redact/policy"
	"vaughn/redact/release"
)

// The privacy pages of the reference agencies name offices to write to. They stand
// beside the repository, not in it, so the contacts are found by their shape while
// the test runs, and nothing of them is written down here.
const privacyPages = "../../../shared/agency-policies"

var (
	officeMail  = regexp.MustCompile(`[\w.]+@[\w.-]+\.\w+`)
	officePhone = regexp.MustCompile(`\b\d{3}-\d{3}-\d{4}\b`)
	officePlace = regexp.MustCompile(`(?m)^Address: (.+)$`)
)

// contact is what one agency says about its offices.
type contact struct {
	agency string
	block  []string // the paragraphs that hold it
	values []string
}

func readContacts(t *testing.T) []contact {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(privacyPages, "*.txt"))
	if len(files) == 0 {
		t.Skip("absent: ../shared/agency-policies, the privacy pages of the reference agencies")
	}
	var out []contact
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		c := contact{agency: strings.TrimSuffix(filepath.Base(f), ".txt")}
		for _, line := range strings.Split(strings.ReplaceAll(string(b), "\r", ""), "\n") {
			var here []string
			here = append(here, officeMail.FindAllString(line, -1)...)
			here = append(here, officePhone.FindAllString(line, -1)...)
			if m := officePlace.FindStringSubmatch(line); m != nil {
				here = append(here, strings.TrimSpace(m[1]))
			}
			if len(here) > 0 {
				c.block, c.values = append(c.block, line), append(c.values, trimmed(here)...)
			}
		}
		out = append(out, c)
	}
	return out
}

func trimmed(in []string) []string {
	for i := range in {
		in[i] = strings.TrimRight(in[i], ".,")
	}
	return in
}

// table writes rows as CSV.
func table(t *testing.T, path string, rows [][]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

// through releases the paragraphs as a column of text and returns the released file.
func (c *contact) through(t *testing.T, o release.Options) string {
	t.Helper()
	dir := t.TempDir()
	rows := [][]string{{"Id", "Text"}, {"0", strings.Join(c.block, "\n")}, {"1", "Nothing to say"}}
	for _, b := range c.block {
		rows = append(rows, []string{"2", b})
	}
	o.Paths, o.Out, o.AsOf = []string{filepath.Join(dir, "pages.csv")}, filepath.Join(dir, "out"), asOf
	table(t, o.Paths[0], rows)
	if _, err := release.Run(t.Context(), env(1), o); err != nil {
		t.Fatal(describe(err))
	}
	return tree(t, dir)["out/current/pages.csv"]
}

// masked are the contacts that are not in the released text as often as they were
// in the input: in the block and in their own line.
func (c *contact) masked(text string) (out []string) {
	for _, v := range c.values {
		if strings.Count(text, v) < 2 && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// TestOfficeContactsSurvive holds that what the agencies publish of themselves
// survives with a staff list: their domain and their numbers, as any agency would
// write it. Without a list only the addresses of offices have to.
func TestOfficeContactsSurvive(t *testing.T) {
	const text = "about: {agency: City of Example}\nlaw: {pack: generic, channel: web, approved_by: X}\ncolumns: {keep: [Id], clean: [Text]}\n" +
		"lists: {staff: staff.csv}\nreasons: {email: {promise: No e-mail address is shown., never: [email, phone, address], except: [staff]}}\n"
	seen := 0
	for _, c := range readContacts(t) {
		if len(c.values) == 0 {
			continue
		}
		seen++
		dir := t.TempDir()
		list := [][]string{{"value", "reason"}}
		for _, v := range c.values {
			if at := strings.IndexByte(v, '@'); at > 0 {
				v = v[at:] // the domain is enough
			}
			list = append(list, []string{v, "office"})
		}
		table(t, filepath.Join(dir, "staff.csv"), list)
		p, err := policy.Parse("p.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if m := c.masked(c.through(t, release.Options{Policy: p, PolicyDir: dir})); len(m) > 0 {
			t.Errorf("%s: %d of %d contacts are masked with a staff list", c.agency, len(m), len(c.values))
		}
		if m := c.masked(c.through(t, release.Options{Pack: "generic", Channel: policy.Web, KeepList: filepath.Join(dir, "staff.csv")})); len(m) > 0 {
			t.Errorf("%s: %d of %d contacts are masked by the built-in defaults with a keep list", c.agency, len(m), len(c.values))
		}
		alone := c.masked(c.through(t, release.Options{Pack: "generic", Channel: policy.Web}))
		t.Logf("%s: without a list %d of %d contacts are masked", c.agency, len(alone), len(c.values))
		for _, v := range alone {
			if officeMail.MatchString(v) {
				t.Errorf("%s: an office's e-mail address is masked without a list", c.agency)
			}
		}
	}
	if seen < 3 {
		t.Errorf("only %d agencies name a contact: this would check too little", seen)
	}
}
