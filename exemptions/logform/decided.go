package logform

import (
	"fmt"
	"slices"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// decided says how it was decided: who adopted the rules, what rules did, what a
// person decided place by place, what a sample showed.
func decided(in *HTMLInput, noun string) []string {
	var out []string
	r := &in.Release
	switch {
	case r.ApprovedBy != "":
		out = append(out, strings.TrimSuffix(fmt.Sprintf("Policy %s, approved by %s on %s", r.Policy, r.ApprovedBy, r.ApprovedOn), " on "))
	case r.Policy != "":
		out = append(out, "Policy: "+r.Policy+"; nobody of the "+noun+" is named as having approved it")
	default:
		out = append(out, "No policy of the "+noun+" was used")
	}
	out = append(out, deciders(in.Deciders)...)
	if r.Sample != "" {
		out = append(out, r.Sample)
	} else {
		out = append(out, "No sample of released cells was judged by a person")
	}
	law := "Law: no pack"
	switch {
	case r.Pack != "" && in.Pack != nil:
		law = "Law: " + in.Pack.Title + " (pack " + r.Pack + ")"
	case r.Pack != "":
		law = "Law: pack " + r.Pack
	}
	return append(out, law+"; a pack is a default that counsel must adopt")
}

// deciders tells rules, which hold for every place they fit, from single places
// that a person decided.
func deciders(all []Decider) []string {
	const most = 2
	var rules, people []string
	for _, d := range all {
		line := fmt.Sprintf("%s, %s", words.Plural(d.Entries, "entry"), words.Plural(d.Cells, "cell"))
		if d.On != "" {
			line += ", last on " + d.On
		}
		if name, person := strings.CutSuffix(d.Name, " (person)"); person {
			people = append(people, "Place by place, by "+name+": "+line)
		} else {
			rules = append(rules, "By rules of "+strings.TrimSuffix(d.Name, " (rule)")+": "+line)
		}
	}
	out := named(most, rules)
	if len(people) == 0 && len(all) > 0 {
		return append(out, "No place is marked as decided by a person")
	}
	return append(out, named(most, people)...)
}

// named is the first lines, and how many the entries name besides.
func named(n int, lines []string) []string {
	if len(lines) <= n {
		return lines
	}
	return append(slices.Clone(lines[:n]), fmt.Sprintf("and %d more, named in the entries", len(lines)-n))
}

// promises says which promises to the public were held against the released
// files, and how, at most so many of them. One of which nothing is told was not
// looked for.
func promises(most int, kept []exemptions.Kept) []string {
	var out []string
	for i := range kept {
		says := kept[i].Says
		if says == "" {
			says = "nothing was looked for"
		}
		out = append(out, short(strings.TrimRight(kept[i].Text, ". "))+": "+says)
	}
	return atMost(most, out, "")
}

// atMost keeps the first page to one page: the first n lines, and where the
// others are.
func atMost(n int, lines []string, prefix string) []string {
	var out []string
	for i, l := range lines {
		if i == n {
			return append(out, fmt.Sprintf("%sand %d more, in report.html", prefix, len(lines)-n))
		}
		out = append(out, prefix+l)
	}
	return out
}

// nothingUnread is said where every part of every file was examined.
const nothingUnread = "No file and no part of a file is listed as not examined."

func notExamined(in *HTMLInput) []string {
	out := slices.Clone(in.NotExamined)
	var notes []string // on how a file was read: nothing of it was left unread
	for i := range in.Files {
		name := FileName(in.Files[i].Name, in.Files[i].Part)
		for _, n := range in.Files[i].Notes {
			switch left := strings.HasPrefix(n, "not carried"); {
			case left:
				out = append(out, name+": "+n)
			case in.Files[i].Table == nil: // how a table is made stands with the tables
				notes = append(notes, "Note on how "+name+" was read: "+n)
			}
		}
	}
	if len(out) == 0 && len(notes) > 0 { // else the notes would stand there as what was not examined
		out = append(out, nothingUnread)
	}
	out = append(out, notes...)
	return atMost(4, out, "")
}

// ask says how to ask for what is withheld and how to appeal, with the days that
// the pack knows, the dates of a request, and who is responsible.
func ask(in *HTMLInput) []string {
	var out []string
	r := &in.Release
	if in.Pack != nil {
		out = append(out, in.Pack.Ask, in.Pack.Appeal)
	} else {
		out = append(out, "Write to the contact and name the file, the row and the column.")
	}
	if Asked(r) {
		out = append(out, dates(r))
	}
	return append(out, Responsible(r, in.Pack), contact(r))
}

// Asked reports a release that answers somebody: a request, or an inspection.
func Asked(r *exemptions.Release) bool { return r.Channel == "request" || r.Channel == "inspection" }

// dates are those from which the days of a pack are counted.
func dates(r *exemptions.Release) string {
	s := "Answered on " + r.AsOf + "."
	if r.Received != "" {
		s = "The request was received on " + r.Received + " and answered on " + r.AsOf + "."
	}
	return s + " Where the law sets days for an appeal, count them from the date of the answer."
}

// Responsible names who answers for what is withheld; where a law asks for a name
// and there is none, it says so.
func Responsible(r *exemptions.Release, pack *exemptions.Pack) string {
	if pack == nil {
		pack = &exemptions.Pack{}
	}
	required := pack.Responsible.Required && Asked(r)
	who := r.Responsible
	if who == "" && !required { // a title alone answers for what nobody asked for
		who = r.ApprovedBy
	}
	s := "Responsible for what is withheld: " + who + "."
	if who == "" {
		s = "The agency did not name the responsible person."
		if !required {
			return s
		}
	}
	if required && pack.Responsible.Says != "" {
		s += " " + strings.TrimRight(pack.Responsible.Says, ". ") + "."
	}
	if cite := strings.Fields(pack.Responsible.Cite); required && len(cite) > 0 && !strings.Contains(s, cite[len(cite)-1]) {
		s = strings.TrimSuffix(s, ".") + " (" + pack.Responsible.Cite + ")."
	}
	return s
}

func contact(r *exemptions.Release) string {
	if r.Contact == "" {
		return "No contact is named in the policy of this release."
	}
	return "Contact: " + r.Contact + "."
}

func checked(ok bool, noun string) string {
	if ok {
		return "Checked: no withheld value was found in the released files. What may be published is the " + noun + "'s decision."
	}
	return "Not checked: this is a preview, the released files were not searched for withheld values. Do not publish it."
}
