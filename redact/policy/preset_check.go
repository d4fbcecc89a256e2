package policy

import (
	"fmt"
	"slices"
	"strings"

	"vaughn/detect"
)

// presetCheck collects what is wrong with a preset's file.
type presetCheck struct {
	preset *Preset
	sets   map[string][]string
	used   map[string]bool // sets
	group  string          // the row at hand
	errs   []error
}

func (c *presetCheck) bad(is bool, format string, a ...any) {
	if is {
		c.errs = append(c.errs, fmt.Errorf("preset %s, %s: %s", c.preset.Name, c.group, fmt.Sprintf(format, a...)))
	}
}

// What a preset may propose. On request it withholds nothing by itself.
var (
	webVerbs     = []Verb{Keep, Clean, Withhold, Drop, Coarsen, Code, DropRow, Ask}
	requestVerbs = []Verb{Keep, Clean, Ask, byLaw, byClosing}
)

// do checks one proposal and adds its kind.
func (c *presetCheck) do(d PresetDo, kind string) PresetDo {
	if kind != "" {
		var ok bool
		d.Kind, ok = detect.ParseEntity(kind)
		c.bad(!ok, "kind %q is not an entity", kind)
	}
	c.bad(!slices.Contains(webVerbs, d.Web), "web: %q is not a verb for the web", d.Web)
	c.bad(!slices.Contains(requestVerbs, d.Request), "request: %q must be keep, clean, ask, law or close", d.Request)
	c.bad(d.lawful() && d.Kind == detect.None, "request: law needs a kind")
	c.bad((d.Web == Coarsen) != (d.To != ""), "to belongs to coarsen")
	c.bad(d.To != "" && !knownCoarsening(d.To), "to: %q is not known", d.To)
	c.bad(!roleKnown(d.Role), "the role %q is not known", d.Role)
	for _, w := range d.Holds {
		_, ok := entitiesOf(w)
		c.bad(!ok, "holds: %q is not a word", w)
	}
	c.bad(strings.HasSuffix(d.Says, "."), "says is a clause without a full stop")
	return d
}

// values writes the sets of a condition out.
func (c *presetCheck) values(in []string) (out []string) {
	c.bad(len(in) == 0, "a condition needs values")
	for _, v := range in {
		name, isSet := strings.CutPrefix(v, "set ")
		if !isSet {
			c.bad(strings.HasPrefix(v, "list "), "a preset knows no lists")
			out = append(out, v)
			continue
		}
		set, ok := c.sets[name]
		c.bad(!ok, "there is no set %q", name)
		if c.used == nil {
			c.used = map[string]bool{}
		}
		c.used[name] = true
		out = append(out, set...)
	}
	return out
}

// whole checks what lies between the rows.
func (c *presetCheck) whole() {
	c.group = "head"
	p := c.preset
	c.bad(p.Title == "" || p.About == "" || len(p.Serves) == 0 || len(p.Rows) == 0, "title, about, serves and columns are needed")
	for _, w := range p.Never {
		_, ok := entitiesOf(w)
		c.bad(!ok, "never: %q is not a word", w)
	}
	for _, t := range p.TablesOnly {
		c.bad(len(t.Channels) == 0 || t.Says == "", "tables_only needs channels and says")
		for _, ch := range t.Channels {
			c.bad(ch != string(Web) && ch != string(Request) && ch != string(Inspection), "the channel %q is not known", ch)
		}
	}
	for _, s := range sortedKeys(c.sets) {
		c.bad(!c.used[s], "the set %q is not used", s)
	}
	c.groups()
}

// groups checks that names and headers are unique and that conditions look at
// groups that exist.
func (c *presetCheck) groups() {
	p := c.preset
	names := map[string]bool{}
	for i := range p.Rows {
		names[p.Rows[i].Group] = true
	}
	seen := map[string]bool{}
	for i := range p.Rows {
		r := &p.Rows[i]
		c.group = r.Group
		c.bad(r.Group == "" || seen[r.Group], "a group needs a name of its own")
		seen[r.Group] = true
		c.bad(len(r.Headers) == 0, "headers are needed")
		c.bad(r.Needs != "" && !names[r.Needs], "needs: there is no group %q", r.Needs)
		c.bad(r.Web == DropRow, "only a rule leaves rows out")
		for _, h := range r.Headers {
			f := foldHeader(h)
			c.bad(f == "" || strings.TrimRight(f, "0123456789") == "", "the header %q has no letters", h)
			if k, twice := p.at[f]; twice {
				c.bad(true, "the header %q stands under %q too", h, p.Rows[k].Group)
			}
			p.at[f] = i
		}
		for _, rule := range r.Rules {
			c.bad(rule.Web == Drop, "drop leaves out the whole column, so it cannot depend on the row")
			opens := strictness(rule.Web) < strictness(r.Web)
			for _, w := range rule.When {
				c.bad(!names[w.Group], "when: there is no group %q", w.Group)
				// "*commercial*" would fit "non-commercial".
				c.bad(opens && slices.ContainsFunc(w.Is, func(v string) bool { return strings.Contains(v, "*") }), "a rule that shows more names whole values")
			}
		}
	}
}
