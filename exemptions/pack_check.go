package exemptions

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// check reports what is wrong with a code.
func (c *Code) check() (errs []error) {
	bad := func(is bool, msg string) {
		if is {
			errs = append(errs, errors.New(msg))
		}
	}
	bad(!plainKey(c.Key), "key must be words in lower case, joined by . or -")
	for _, s := range []string{c.Cite, c.Label, c.Paraphrase, c.Reason, c.Source} {
		bad(strings.TrimSpace(s) == "", "cite, label, paraphrase, reason and source are all needed")
	}
	for _, s := range []string{c.Cite, c.Label, c.Paraphrase, c.Reason, c.Source, c.Caution, c.NeedsConfirmation} {
		bad(!printable(s), "only printable ASCII is allowed")
	}
	for _, s := range []string{c.Cite, c.Label} { // 7927.410 becomes 7927.41 in a spreadsheet, 3-12 a date
		bad(s != "" && !letter(s[0]), "cite and label must begin with a letter")
	}
	bad(strings.ContainsAny(c.Label, "[],;\""), "label may hold none of [ ] , ; \"")
	bad(strings.HasSuffix(c.Reason, "."), "reason is a clause without a full stop")
	switch c.Choice {
	case Mandatory, Discretionary, Balanced:
	default:
		bad(true, "choice must be mandatory, discretionary or balancing")
	}
	switch c.Grade {
	case Read, SecondHand:
	case Memory:
		bad(c.Enabled, "a code of grade M is never enabled")
	default:
		bad(true, "grade must be V, P or M")
	}
	bad(!c.Enabled && c.Caution == "", "a code that is not enabled needs a caution that says why")
	bad(len(c.Channels) == 0, "channels are needed")
	for _, ch := range c.Channels {
		bad(!isChannel(ch), "a channel must be web, request or inspection")
	}
	c.checkDates(bad)
	return errs
}

func (c *Code) checkDates(bad func(bool, string)) {
	bad(!isDate(c.CheckedOn), "checked_on must be a date YYYY-MM-DD")
	bad(c.From != "" && !isDate(c.From), "from must be a date YYYY-MM-DD")
	bad(c.To != "" && !isDate(c.To), "to must be a date YYYY-MM-DD")
	bad(c.From != "" && c.To != "" && c.To < c.From, "to must not lie before from")
	for _, f := range c.Former {
		bad(f.Cite == "" || !printable(f.Cite) || !isDate(f.Until), "former needs a cite and a date until")
		bad(c.From != "" && f.Until > c.From, "a former citation must end before the law of today begins")
	}
	years, isYears := strings.CutSuffix(c.Expires, "y")
	digits := strings.Trim(years, "0123456789") == "" && years != "" && years[0] != '0' && len(years) < 4
	bad(c.Expires != "" && (!isYears || !digits), "expires must be a number of years like 25y")
}

// check reports what is wrong between the parts of a pack.
func (p *Pack) check() (errs []error) {
	add := func(format string, a ...any) {
		errs = append(errs, fmt.Errorf("pack %s: "+format, append([]any{p.Name}, a...)...))
	}
	if !isDate(p.Version) {
		add("version must be a date YYYY-MM-DD")
	}
	if p.Title == "" || p.Ask == "" || p.Appeal == "" {
		add("title, ask and appeal are needed")
	}
	p.checkNames(add)
	p.checkTexts(add)
	for i := range p.Notes {
		n := &p.Notes[i]
		if !plainKey(n.Key) || n.Cite == "" || n.Paraphrase == "" || n.Source == "" || !isDate(n.CheckedOn) || !strings.Contains("VPM", string(n.Grade)) || n.Grade == "" {
			add("note %d: key, cite, paraphrase, source, checked_on and grade are needed", i+1)
		}
		if !printable(n.Cite) || !printable(n.Paraphrase) || !printable(n.Source) {
			add("note %d: only printable ASCII is allowed", i+1)
		}
	}
	taken := map[string]string{}
	p.checkRows("mandatory", p.MandatoryRows, taken, add)
	p.checkRows("open", p.OpenRows, taken, add)
	p.checkRows("none", p.NoneRows, taken, add)
	p.checkRows("defaults", p.DefaultRows, taken, add)
	return errs
}

// checkNames holds that a key and a citation mean one thing. A former citation
// may be another code's citation of today: [Pack.Renumbered] refuses it.
func (p *Pack) checkNames(add func(string, ...any)) {
	seen := map[string]bool{}
	unique := func(s, what string) {
		if seen[what+s] {
			add("%s %q stands twice", what, s)
		}
		seen[what+s] = true
	}
	for i := range p.Codes {
		c := &p.Codes[i]
		unique(c.Key, "key")
		unique(plainCite(c.Cite), "cite")
		for _, f := range c.Former {
			unique(plainCite(f.Cite)+" until "+f.Until, "former cite")
		}
	}
	for i := range p.Notes {
		unique(p.Notes[i].Key, "key")
	}
}

// placeholders are what the program fills in a letter.
var placeholders = []string{"{agency}", "{request}", "{received}", "{contact}", "{responsible}"}

// checkTexts checks what the pack says of responsible persons and in letters.
func (p *Pack) checkTexts(add func(string, ...any)) {
	r := p.Responsible
	if r.Required && (r.Cite == "" || r.Says == "") {
		add("responsible: cite and says are needed where a person is required")
	}
	if !printable(r.Cite + r.Says + p.Title + p.Ask + p.Appeal) {
		add("title, ask, appeal and responsible: only printable ASCII is allowed")
	}
	letters := 0
	for _, kind := range []string{"full", "part", "none"} {
		text := p.Letter[kind]
		if text == "" {
			continue
		}
		letters++
		if !printable(strings.ReplaceAll(text, "\n", "")) {
			add("letter.%s: only printable ASCII is allowed", kind)
		}
		if r.Required && kind != "full" && !strings.Contains(text, "{responsible}") {
			add("letter.%s: the law asks for {responsible}", kind)
		}
		rest := text
		for _, ph := range placeholders {
			rest = strings.ReplaceAll(rest, ph, "")
		}
		if strings.ContainsAny(rest, "{}") {
			add("letter.%s: a placeholder must be one of %s", kind, strings.Join(placeholders, " "))
		}
	}
	if letters != 0 && letters != 3 {
		add("letter: full, part and none are all needed, or none of them")
	}
}

// checkRows checks one table. taken holds what earlier tables rule on: an entity
// on a channel is in one table only, so that the order of tables decides nothing.
func (p *Pack) checkRows(table string, rows []Row, taken map[string]string, add func(string, ...any)) {
	for i, r := range rows {
		entity, role, hasRole := strings.Cut(r.Entity, "/")
		if entity == "" || strings.Trim(entity, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" {
			add("%s, row %d: an entity is written in capitals, as vaughn list entities prints it", table, i+1)
		}
		if hasRole && !slices.Contains(roles, role) {
			add("%s, row %d: there is no role %q", table, i+1, role)
		}
		if len(r.Channels) == 0 {
			add("%s, row %d: channels are needed", table, i+1)
		}
		if !p.checkRowCode(table, i, r, add) {
			continue
		}
		for _, ch := range r.Channels {
			if !isChannel(ch) {
				add("%s, row %d: a channel must be web, request or inspection", table, i+1)
			}
			if was, ok := taken[r.Entity+" "+ch]; ok {
				add("%s, row %d: %s on %s stands twice (%s)", table, i+1, r.Entity, ch, was)
			}
			if table == "open" && taken[entity+" "+ch] == "mandatory" {
				add("%s, row %d: law without a choice covers %s on %s", table, i+1, entity, ch)
			}
			taken[r.Entity+" "+ch] = table
		}
	}
}

// checkRowCode checks what a row points to; false = nothing there.
func (p *Pack) checkRowCode(table string, i int, r Row, add func(string, ...any)) bool {
	if table == "open" || table == "none" {
		n := p.note(r.Code)
		switch {
		case n == nil:
			add("%s, row %d: there is no note %q", table, i+1, r.Code)
			return false
		case table == "open" && n.Grade != Read:
			add("%s, row %d: the note %q was not read (grade V), so it opens nothing", table, i+1, r.Code)
		case table == "none" && !strings.Contains(r.Entity, "/"):
			add("%s, row %d: a row that no law covers needs a role", table, i+1)
		}
		return true
	}
	c := p.byKey(r.Code)
	switch {
	case c == nil || !c.Enabled:
		add("%s, row %d: the code %q is not in the pack or not enabled", table, i+1, r.Code)
		return false
	case c.NeedsFinding || c.NeedsConfirmation != "":
		add("%s, row %d: the code %q needs a person first and cannot stand in a table", table, i+1, r.Code)
	case table == "mandatory" && c.Choice != Mandatory:
		add("%s, row %d: the code %q leaves a choice", table, i+1, r.Code)
	}
	for _, ch := range r.Channels {
		if isChannel(ch) && !c.on(ch) {
			add("%s, row %d: the code %q is not for channel %q", table, i+1, r.Code, ch)
		}
	}
	return true
}

func isChannel(s string) bool { return s == "web" || s == "request" || s == "inspection" }

func isDate(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }

func letter(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' }

func plainKey(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-' {
			return false
		}
	}
	return s != ""
}

func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
