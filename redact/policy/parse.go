package policy

import (
	"path/filepath"
	"strings"
	"time"

	yaml "go.yaml.in/yaml/v4"

	"vaughn/exemptions/words"
)

// choose is what init writes where only a person can answer.
const choose = "CHOOSE"

// dateLayout is how every date in a policy and in a list is written.
const dateLayout = "2006-01-02"

// parser reads one policy file.
type parser struct {
	sink
	pol *Policy
}

// Parse reads a policy file. file is its name (only the base name is kept, for
// messages); src is its bytes, UTF-8, at most 512 KB. Every scalar keeps its text.
// The error is an [Errors] of at most ten refusals, sorted by line; no message
// repeats a value of when:, examples:, patterns: or a reason's words.
//
// Parse checks everything that can be known without the data: keys, verbs,
// dates, names of reasons and lists, rules that can never be reached, and
// reasons that the channel does not allow. [Policy.BindAll] checks the rest.
func Parse(file string, src []byte) (*Policy, error) {
	base := filepath.Base(strings.ReplaceAll(file, `\`, "/"))
	p := &parser{
		sink: sink{file: base},
		pol: &Policy{File: base, Source: append([]byte(nil), src...), Reasons: map[string]Reason{},
			Lists: map[string]string{}, lines: map[string]int{}},
	}
	root := load(&p.sink, src)
	if root == nil {
		return nil, p.err()
	}
	p.fields(root, "the policy", []field{
		{"about", p.about}, {"law", p.law}, {"input", p.input}, {"columns", p.columns}, {"rules", p.rules},
		{"reasons", p.reasons}, {"lists", p.lists}, {"examples", p.examples}, {"undecided", p.undecided},
		{"patterns", p.patterns}, {"release", p.release}, {"aggregate", p.aggregate},
	})
	p.check()
	if err := p.err(); err != nil {
		return nil, err
	}
	return p.pol, nil
}

// str is a field whose text goes to dst and whose line is remembered.
func (p *parser) str(key, where string, dst *string) field {
	return field{key, func(n *yaml.Node) {
		p.pol.lines[where+"."+key] = n.Line
		*dst = p.text(n, where+"."+key)
	}}
}

// word is str for one of the allowed words.
func (p *parser) word(key, where string, dst *string, allowed []string) field {
	return field{key, func(n *yaml.Node) {
		p.pol.lines[where+"."+key] = n.Line
		*dst = p.one(n, where+"."+key, allowed)
	}}
}

// date is str for a day, YYYY-MM-DD.
func (p *parser) date(key, where string, dst *string) field {
	return field{key, func(n *yaml.Node) {
		p.pol.lines[where+"."+key] = n.Line
		t := p.text(n, where+"."+key)
		if t == "" {
			return
		}
		if _, err := time.Parse(dateLayout, t); err != nil {
			p.add(Invalid, n.Line, "%s.%s needs a day as YYYY-MM-DD, for example 2026-11-23.", where, key)
			return
		}
		*dst = t
	}}
}

func (p *parser) about(n *yaml.Node) {
	a := &p.pol.About
	version := field{"vaughn", func(v *yaml.Node) {
		if t := p.text(v, "about.vaughn"); t != "" && t != "1" {
			p.add(Invalid, v.Line, "about.vaughn is the version of the policy language; this program knows 1.")
		}
	}}
	p.fields(n, "about", []field{version, p.str("agency", "about", &a.Agency), p.str("dataset", "about", &a.Dataset),
		p.str("request", "about", &a.Request), p.date("received", "about", &a.Received),
		p.str("decided_by", "about", &a.DecidedBy), p.str("contact", "about", &a.Contact)})
}

func (p *parser) law(n *yaml.Node) {
	l := &p.pol.Law
	p.pol.lines["law"] = n.Line
	channel := field{"channel", func(v *yaml.Node) {
		p.pol.lines["law.channel"] = v.Line
		if v.Kind == yaml.ScalarNode && v.Value == choose {
			l.Channel = choose
			return
		}
		l.Channel = p.one(v, "law.channel", []string{string(Web), string(Request), string(Inspection)})
	}}
	p.fields(n, "law", []field{p.str("pack", "law", &l.Pack), channel, p.str("approved_by", "law", &l.ApprovedBy),
		p.date("date", "law", &l.Date), p.date("until", "law", &l.Until)})
}

// rowsArePeople is the word of input.rows_are for which one row is one person.
const rowsArePeople = "people"

// Words of input: that only a reader of files acts on.
var (
	encodings  = []string{"utf-8", "windows-1252", "iso-8859-1", "macintosh", "utf-16le", "utf-16be"}
	delimiters = []string{"comma", "semicolon", "tab", "pipe"}
)

func (p *parser) input(n *yaml.Node) {
	in := &p.pol.Input
	age := field{"not_older_than", func(v *yaml.Node) {
		in.NotOlderThan = p.text(v, "input.not_older_than")
		if _, ok := parseAge(in.NotOlderThan); in.NotOlderThan != "" && !ok {
			p.add(Invalid, v.Line, "input.not_older_than needs a number with h (hours) or d (days), for example 36h or 5d.")
		}
	}}
	header := field{"header_row", func(v *yaml.Node) {
		in.HeaderRow = p.text(v, "input.header_row")
		if _, ok := parseHeaderRow(in.HeaderRow); in.HeaderRow != "" && !ok {
			p.add(Invalid, v.Line, "input.header_row needs the number of the row with the column names, 1 or more, or none.")
		}
	}}
	quasi := field{"quasi_identifiers", func(v *yaml.Node) {
		p.pol.lines["input.quasi_identifiers"] = v.Line
		in.QuasiIdentifiers = p.texts(v, "input.quasi_identifiers")
		if c := twice(in.QuasiIdentifiers); c != "" {
			p.add(Invalid, v.Line, "%s stands twice in input.quasi_identifiers. Remove one.", named(c, "A column"))
		}
	}}
	leave := field{"leave_out", func(v *yaml.Node) { in.LeaveOut = p.conds(v, "input.leave_out") }}
	p.fields(n, "input", []field{p.word("preset", "input", &in.Preset, Presets()), p.str("row_id", "input", &in.RowID),
		p.word("unlisted", "input", &in.Unlisted, []string{"stop", "withhold", "drop", "ask"}), age,
		p.str("time_zone", "input", &in.TimeZone), p.str("files", "input", &in.Files), p.str("sheet", "input", &in.Sheet),
		header, p.word("encoding", "input", &in.Encoding, encodings), p.word("delimiter", "input", &in.Delimiter, delimiters),
		p.word("ragged", "input", &in.Ragged, []string{"accept", "refuse"}), leave,
		p.word("rows_are", "input", &in.RowsAre, []string{rowsArePeople, "things"}), quasi})
}

func (p *parser) columns(n *yaml.Node) {
	p.entries(n, "columns", func(key string, k, v *yaml.Node) {
		verb, ok := p.verb(key, k.Line, "columns", columnVerbs)
		names := p.names(v, "columns."+named(key, "this verb"))
		if !ok {
			return
		}
		for _, c := range names {
			p.pol.Columns = append(p.pol.Columns, ColumnRule{Name: c.Value, Verb: verb, Line: c.Line})
		}
	})
}

// verb finds a verb among the allowed ones.
func (p *parser) verb(s string, line int, where string, allowed []Verb) (Verb, bool) {
	for _, v := range allowed {
		if string(v) == s {
			return v, true
		}
	}
	switch Verb(s) {
	case Coarsen:
		p.add(Invalid, line, "coarsen needs to:, so it stands under rules: - {columns: […], do: coarsen, to: hundred-block}.")
	case DropRow:
		p.add(Invalid, line, "drop-row needs when:, so it stands under rules: - {columns: […], when: {…}, do: drop-row}.")
	default:
		p.add(Invalid, line, "%s: %s is not a verb.%s Verbs: %s.", where, named(s, "this word"), words.DidYouMean(s, verbNames(allowed)), strings.Join(verbNames(allowed), ", "))
	}
	return "", false
}

// names reads column names with their lines.
func (p *parser) names(n *yaml.Node, where string) []*yaml.Node {
	list := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		list = n.Content
	}
	out := make([]*yaml.Node, 0, len(list))
	for _, c := range list {
		if p.text(c, where) != "" {
			out = append(out, c)
		}
	}
	return out
}

func (p *parser) rules(n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		p.add(Invalid, n.Line, "rules needs a list; each item begins with a dash: - {columns: [A], do: withhold}.")
		return
	}
	for _, item := range n.Content {
		if p.full() {
			return
		}
		r := Rule{Line: item.Line}
		do := field{"do", func(v *yaml.Node) {
			if t := p.text(v, "do"); t != "" {
				r.Do, _ = p.verb(t, v.Line, "do", allVerbs())
			}
		}}
		cols := field{"columns", func(v *yaml.Node) {
			for _, c := range p.names(v, "columns") {
				r.Columns = append(r.Columns, c.Value)
			}
		}}
		before := len(p.errs)
		p.fields(item, "the rule", []field{cols, {"when", func(v *yaml.Node) { r.When = p.conds(v, "when") }}, do,
			{"to", func(v *yaml.Node) { r.To = p.text(v, "to") }},
			{"why", func(v *yaml.Node) { r.Why = p.text(v, "why") }},
			{"holds", func(v *yaml.Node) { r.Holds = p.holds(v, "holds") }}})
		if len(p.errs) == before {
			p.rule(&r)
		}
		p.pol.Rules = append(p.pol.Rules, r)
	}
}

// holds reads words for kinds of information.
func (p *parser) holds(n *yaml.Node, where string) []string {
	out := p.texts(n, where)
	for _, w := range out {
		if _, ok := entitiesOf(w); !ok {
			p.add(Invalid, n.Line, "%s does not know %s.%s Words: %s.", where, named(w, "this word"), words.DidYouMean(w, Words()), strings.Join(Words(), ", "))
		}
	}
	return out
}

// conds reads {Column: value, Column: [value, blank, list NAME]}.
func (p *parser) conds(n *yaml.Node, where string) []Cond {
	var out []Cond
	p.entries(n, where, func(key string, k, v *yaml.Node) {
		c := Cond{Column: key, Line: k.Line}
		for _, t := range p.texts(v, where+" "+named(key, "column")) {
			name, isList := strings.CutPrefix(t, "list ")
			switch {
			case t == "blank":
				c.Blank = true
			case isList && c.List != "":
				p.add(Invalid, v.Line, "%s %s names two lists; one is allowed.", where, named(key, "column"))
			case isList:
				c.List = strings.TrimSpace(name)
			default:
				c.Values = append(c.Values, t)
			}
		}
		out = append(out, c)
	})
	if len(out) == 0 && n.Kind == yaml.MappingNode {
		p.add(Invalid, n.Line, "%s is empty. Name a column and its values, or remove it.", where)
	}
	return out
}

func (p *parser) reasons(n *yaml.Node) {
	p.entries(n, "reasons", func(key string, k, v *yaml.Node) {
		r := Reason{Key: key, Line: k.Line}
		where := "reason " + named(key, "of this name")
		get := func(name string, dst *string) field {
			return field{name, func(f *yaml.Node) { *dst = p.text(f, where+": "+name) }}
		}
		p.fields(v, where, []field{get("promise", &r.Promise), get("policy", &r.Policy), get("finding", &r.Finding),
			get("consent", &r.Consent), get("for", &r.For), get("by", &r.By), p.date("date", where, &r.Date),
			{"never", func(f *yaml.Node) { r.Never = p.holds(f, where+": never") }},
			{"only", func(f *yaml.Node) { r.Tables = p.one(f, where+": only", []string{"tables"}) != "" }},
			{"collected", func(f *yaml.Node) { r.NotCollected = p.one(f, where+": collected", []string{"never"}) != "" }},
			{"except", func(f *yaml.Node) { r.Except = p.texts(f, where+": except") }}})
		p.reason(&r, where)
		p.pol.Reasons[key] = r
	})
}

func (p *parser) lists(n *yaml.Node) {
	p.entries(n, "lists", func(key string, k, v *yaml.Node) {
		p.pol.Lists[key] = p.text(v, "lists."+named(key, "name"))
		p.pol.listed = append(p.pol.listed, listLine{key, k.Line})
	})
}

func (p *parser) examples(n *yaml.Node) {
	ex := &p.pol.Examples
	ex.Line = n.Line
	p.fields(n, "examples", []field{
		{"mask", func(v *yaml.Node) { ex.Mask = p.texts(v, "examples.mask") }},
		{"keep", func(v *yaml.Node) { ex.Keep = p.texts(v, "examples.keep") }}})
}

func (p *parser) undecided(n *yaml.Node) {
	p.pol.Undecided = p.one(n, "undecided", []string{"withhold", "stop"})
}
