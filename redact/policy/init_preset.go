package policy

import (
	"fmt"
	"slices"
	"strings"

	"vaughn/detect"
)

// applyPreset puts what a preset proposes for the web in the place of what the
// profile proposes, column by column. Rules are written apart; a column of rules
// stands in no list.
func applyPreset(p *Preset, in InitInput, props []proposal) (rules []string) {
	known := make([]*PresetRow, len(props))
	for i := range props {
		known[i] = p.find(in.Names[props[i].col])
	}
	f := presetInit{in: in, known: known, props: props}
	for i, row := range known {
		if row == nil {
			continue
		}
		props[i].why = row.Group + "; " + props[i].why
		props[i].verb = f.closed(row).Web
		if f.ruled(row) {
			props[i].verb = "" // stands under rules
		}
	}
	done := map[*PresetRow]bool{}
	for i, row := range known {
		if row == nil || !f.ruled(row) || row.Together && done[row] {
			continue
		}
		done[row] = true
		rules = append(rules, f.rules(i, row)...)
	}
	return rules
}

// presetInit writes the rules of a preset for one file.
type presetInit struct {
	in    InitInput
	known []*PresetRow
	props []proposal
}

func (f *presetInit) columnsOf(group string) (names []string) {
	for i, r := range f.known {
		if r != nil && r.Group == group {
			names = append(names, yamlText(f.in.Names[f.props[i].col]))
		}
	}
	return names
}

// closed is the row's own proposal, or the closed one where the columns that it
// needs are missing.
func (f *presetInit) closed(row *PresetRow) PresetDo {
	if row.Needs != "" && len(f.columnsOf(row.Needs)) == 0 {
		return closedDo(row.PresetDo)
	}
	return row.PresetDo
}

// ruled reports whether a row needs rules: under columns: there are neither
// conditions nor holds: nor to:.
func (f *presetInit) ruled(row *PresetRow) bool {
	d := f.closed(row)
	if d.Web == Coarsen || d.Web == Keep && (len(d.Holds) > 0 || d.Kind != detect.None) {
		return true
	}
	return slices.ContainsFunc(row.Rules, func(r PresetRule) bool {
		return len(f.whens(row, &r)) > 0 && (d.Web != Drop || r.Web != Withhold)
	})
}

// whens writes the conditions of a rule, one text for each rule that they need;
// see presetConds.
func (f *presetInit) whens(row *PresetRow, rule *PresetRule) []string {
	opens := strictness(rule.Web) < strictness(row.Web)
	out := []string{""}
	for _, w := range rule.When {
		cols := f.columnsOf(w.Group)
		if len(cols) == 0 {
			return nil
		}
		is := make([]string, len(w.Is))
		for i, v := range w.Is {
			is[i] = yamlText(v)
			if v == "blank" {
				is[i] = v
			}
		}
		var next []string
		for _, so := range out {
			for _, c := range cols {
				cond := c + ": [" + strings.Join(is, ", ") + "]"
				if so != "" {
					cond = so + ", " + cond
				}
				if opens {
					so = cond
				} else {
					next = append(next, cond)
				}
			}
			if opens {
				next = append(next, so)
			}
		}
		out = next
	}
	return out
}

// rules writes the rules of column i, or of all columns of its group.
func (f *presetInit) rules(i int, row *PresetRow) []string {
	names := []string{yamlText(f.in.Names[f.props[i].col])}
	if row.Together {
		names = f.columnsOf(row.Group)
	}
	columns := "  - {columns: [" + strings.Join(names, ", ") + "]"
	var out []string
	conditional := false
	for k := range row.Rules {
		r := &row.Rules[k]
		for _, when := range f.whens(row, r) {
			conditional = true
			out = append(out, columns+", when: {"+when+"}"+doText(wholeRows(r.Web, true), &r.PresetDo)+"}"+saysText(&r.PresetDo))
		}
	}
	d := f.closed(row)
	return append(out, columns+doText(wholeRows(d.Web, conditional), &d)+"}"+saysText(&d))
}

// doText is the rest of a rule behind its columns and conditions.
func doText(v Verb, d *PresetDo) string {
	out := ", do: " + string(v)
	if v == Coarsen {
		out += ", to: " + d.To
	}
	if v != Keep && v != Clean {
		return out
	}
	held := d.Holds
	if v == Keep && len(held) == 0 && d.Kind != detect.None {
		held = wordsFor(d.Kind)
	}
	switch len(held) {
	case 0:
		return out
	case 1:
		return out + ", holds: " + held[0]
	default:
		return out + ", holds: [" + strings.Join(held, ", ") + "]"
	}
}

// wordsFor are the words of holds: that mean a kind and nothing else.
func wordsFor(e detect.Entity) []string {
	for _, w := range vocabulary {
		if len(w.of) > 0 && w.of[0] == e {
			return []string{w.name}
		}
	}
	return nil
}

// saysText names the agency's choice behind a rule, as a comment.
func saysText(d *PresetDo) string {
	if d.Says == "" {
		return ""
	}
	return "   # why: " + d.Says
}

// presetReasons proposes, as comments, the promises and choices that go with a
// preset.
func presetReasons(b *strings.Builder, p *Preset) {
	b.WriteString("\n# What fits this kind of data; adopt a line by taking its # away, and name it in the rule: why: NAME.\n# reasons:\n")
	if len(p.Never) > 0 {
		fmt.Fprintf(b, "#   never-shown: {promise: \"What you told the public.\", never: [%s]}\n", strings.Join(p.Never, ", "))
	}
	said := map[string]bool{}
	note := func(group string, d *PresetDo) {
		if d.Says != "" && !said[d.Says] {
			said[d.Says] = true
			fmt.Fprintf(b, "#   %s: {policy: %s}\n", strings.ReplaceAll(foldWords(group), " ", "-"), yamlText(strings.ToUpper(d.Says[:1])+d.Says[1:]+"."))
		}
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		for k := range r.Rules {
			note(fmt.Sprintf("%s-%d", r.Group, k+1), &r.Rules[k].PresetDo)
		}
		note(r.Group, &r.PresetDo)
	}
}

// foldWords keeps letters, digits and single spaces.
func foldWords(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' }), " ")
}

// presetSays is what a preset says about whole releases, for the head of the
// file; "" = nothing.
func presetSays(p *Preset) string {
	for _, t := range p.TablesOnly {
		if slices.Contains(t.Channels, string(Web)) && len(t.Packs) == 0 {
			return "# On the web this preset releases tables only (" + t.Says + "): write release: [tables] and aggregate:.\n"
		}
	}
	return ""
}

// presetTail writes the rules and reasons of a preset and returns what still
// follows.
func presetTail(b *strings.Builder, p *Preset, rules []string) string {
	b.WriteString(presetSays(p))
	if len(rules) > 0 {
		b.WriteString("rules:               # the first that fits the row counts; \"*text*\" fits a cell that holds the text\n" + strings.Join(rules, "\n") + "\n")
	}
	presetReasons(b, p)
	return initEnd
}
