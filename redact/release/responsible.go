package release

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/redact/policy"
)

// responsible is who answers for what is withheld: about.decided_by of a request,
// else law.approved_by. Where a law asks for a name with title or position, a
// title alone is nobody.
func (s *setup) responsible() string {
	who := s.policy.About.DecidedBy
	if who == "" {
		who = s.policy.Law.ApprovedBy
	}
	if !s.nameRequired() {
		return who
	}
	if !nameAndTitle(who) {
		return ""
	}
	return strings.Join(append([]string{who}, s.others(who)...), "; ")
}

// others are the people besides who by whose findings and decisions something is
// withheld: the law asks for each person responsible.
func (s *setup) others(who string) []string {
	var out []string
	add := func(name, why string) {
		if name != "" && !strings.HasPrefix(who, name) && !slices.ContainsFunc(out, func(o string) bool { return strings.HasPrefix(o, name) }) {
			out = append(out, name+why)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.policy.Reasons)) {
		if r := s.policy.Reasons[key]; r.Finding != "" {
			add(r.By, " (finding "+key+")")
		}
	}
	if s.book != nil {
		for _, name := range s.book.People() {
			add(name, " (places)")
		}
	}
	return out
}

// nameRequired reports a denial that must name a person: somebody asked, and the
// pack says so (Cal. Gov. Code 7922.540(b), 5 USC 552(a)(6)(C)(i)).
func (s *setup) nameRequired() bool {
	return s.pack.Responsible.Required && s.policy.Law.Channel != string(policy.Web)
}

// nameAndTitle reports "Maria Alvarez, City Clerk" or "Maria Alvarez (City
// Clerk)": two parts, of which one is a name and the other a title or position.
func nameAndTitle(s string) bool {
	first, second, ok := strings.Cut(s, ",")
	if !ok {
		first, second, ok = strings.Cut(s, "(")
	}
	return ok && len(strings.Fields(first)) > 0 && strings.Trim(second, " )") != ""
}

// accountable refuses to answer a request without the name that the law asks for.
// A preview only warns: the page says that nobody is named.
func (s *setup) accountable() error {
	if !s.nameRequired() || s.responsible() != "" {
		return nil
	}
	law := s.pack.Responsible.Cite
	if law == "" {
		law = "The pack " + s.pack.Name
	}
	msg := fmt.Sprintf("%s: about.decided_by does not name who is responsible for what is withheld, with title or position. %s asks for it.", policyName(s.policy), law)
	if s.o.DryRun {
		s.warn = append(s.warn, msg)
		return nil
	}
	next := `write under about: decided_by: "Maria Alvarez, City Clerk"`
	if s.policy.File == "" {
		next = "vaughn init " + words.Arg(firstOf(s.o.Paths)) + " -o policy.yaml, then name the person under about.decided_by"
	}
	return &Error{Kind: KindPolicy, Msg: msg + " Nothing was released; the last release stays.", Next: next}
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return "FILE"
	}
	return list[0]
}
