package release

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"vaughn/detect"
	"vaughn/exemptions"
	"vaughn/exemptions/words"
	"vaughn/redact/policy"
	"vaughn/redact/verify"
)

// promised are the policy's promises as the independent pass takes them.
func (s *setup) promised() []exemptions.Kept {
	var out []exemptions.Kept
	for _, p := range s.policy.Promises() {
		k := exemptions.Kept{Key: p.Key, Text: p.Text, Tables: p.Tables}
		for _, e := range p.Never {
			k.Never = append(k.Never, e.String())
		}
		out = append(out, k)
	}
	return out
}

// own are texts in which the agency, or the law, names addresses that are meant
// to be read.
func (s *setup) own() []string {
	out := []string{string(s.policy.Source), s.pack.Ask, s.pack.Appeal}
	for _, k := range []string{"full", "part", "none"} {
		out = append(out, s.pack.Letter[k])
	}
	return out
}

// official are texts of the release's own head, and who decided about files.
func (r *run) official() []string {
	about := &r.policy.About
	out := []string{about.Agency, about.Contact, r.policy.Law.ApprovedBy, about.DecidedBy}
	for i := range r.disposed {
		out = append(out, r.disposed[i].By)
	}
	if r.book != nil {
		out = append(out, r.book.People()...)
	}
	return out
}

// holdPromises keeps for the log and the report what the independent pass found;
// files are how many data files there are.
func (r *run) holdPromises(res *verify.Result, files int) {
	r.kept = r.promised()
	for i, p := range r.policy.Promises() {
		h := res.Promises[i]
		k := &r.kept[i]
		k.Stays, k.Firms = h.Stays, h.Firms
		k.Says = keptSays(&p, h, files)
		line := fmt.Sprintf("%q was held: %s", p.Text, k.Says)
		if h.Possible > 0 && !slices.ContainsFunc(p.Never, detect.Entity.Reveals) {
			line += "; " + words.Plural(h.Possible, "possible find") + " stayed in, which a person should look at"
		}
		r.told = append(r.told, line)
	}
}

// keptSays is what was looked for, and what stays: "no e-mail address was found in 3 files;
// 12 that the promise excepts stay".
func keptSays(p *policy.Promise, h verify.Held, files int) string {
	var out string
	if len(p.Never) > 0 {
		out = "no " + either(kindsWords(p.Never)) + " was found in " + words.Plural(int64(files), "file")
	}
	if h.Stays > 0 {
		out += "; " + words.Count(h.Stays) + " that the promise excepts " + stay(h.Stays)
	}
	if h.Firms > 0 {
		out += "; " + words.Count(h.Firms) + " of firms or public bodies " + stay(h.Firms)
	}
	if p.Tables {
		if out != "" {
			out += "; "
		}
		out += "only tables, no row"
	}
	return out
}

func stay(n int64) string {
	if n == 1 {
		return "stays"
	}
	return "stay"
}

// families are what the sensitive kinds are about.
var families = map[detect.Entity]string{detect.Health: "health", detect.Religion: "religion", detect.Politics: "politics", detect.Orientation: "orientation"}

// kindsWords are kinds as a promise is told: here a kind that reveals something is
// named, because the sentence is about all files and nobody in them.
func kindsWords(kinds []detect.Entity) []string {
	var out, about []string
	for _, e := range kinds {
		w := e.Plain()
		switch e {
		case detect.Minor:
			w = "information about a minor"
		case detect.MedicalRecord, detect.USMBI:
			w = "medical record number"
		case detect.Health, detect.Religion, detect.Politics, detect.Orientation:
			about = append(about, families[e])
			continue
		}
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if len(about) > 0 {
		out = append(out, "statement about somebody's "+either(about))
	}
	return out
}

// either is "a, b or c".
func either(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " or " + items[last]
}

// countsInput reports whether some promise is about what the input holds, so that
// every column must be read.
func (s *setup) countsInput() bool {
	return slices.ContainsFunc(s.policy.Promises(), func(p policy.Promise) bool { return p.NotCollected || slices.Contains(p.Never, detect.Minor) })
}

// alert says what the inputs hold that by a promise should not be in them. It is
// for the agency and never part of a release: beside a file with few labels the
// number could point at somebody.
func (r *run) alert() {
	for _, p := range r.policy.Promises() {
		if p.NotCollected {
			if n := r.foundIn(p.Never); n > 0 {
				r.alerts = append(r.alerts, fmt.Sprintf("%s in the input %s what the promise %q says is never collected. Tell whoever collects the data.", words.Plural(n, "find"), words.IsAre(n), p.Key))
			}
		}
		if n := r.foundIn([]detect.Entity{detect.Minor}); n > 0 && slices.Contains(p.Never, detect.Minor) {
			r.alerts = append(r.alerts, fmt.Sprintf("Minors found: %s of the input (promise %q).", words.Plural(n, "cell"), p.Key))
		}
	}
}

// keepAlerts writes the alerts of a run beside its record.
func (r *run) keepAlerts(dir string) error {
	if len(r.alerts) == 0 {
		return nil
	}
	return writeFile(filepath.Join(dir, "alerts.txt"), []byte(strings.Join(r.alerts, "\n")+"\n"), 0o600)
}

// foundIn counts, over all inputs, the cells in which one of the kinds was found,
// possible finds too; a cell with two kinds is two finds.
func (r *run) foundIn(kinds []detect.Entity) (n int64) {
	for _, j := range r.jobs {
		for i := range j.parts {
			for c := range j.parts[i].verdict {
				col := &j.parts[i].verdict[c]
				for _, e := range kinds {
					n += col.Found[e] + col.Possible[e]
				}
			}
		}
	}
	return n
}
