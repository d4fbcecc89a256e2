package tabulate

import (
	"slices"
	"strings"

	"vaughn/exemptions/words"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/policy"
)

// choices says in words what each choice of dimensions and periods would hide by
// the threshold alone; what is hidden for the sake of these comes on top. Of
// people, a choice without a dimension counts somebody twice who is in two of its
// codes, so it hides a little more than it says.
func (j *Job) choices(t *table, l *level) []string {
	if !t.guarded() {
		return nil
	}
	out := []string{"by " + names(t, -1, "", "") + " " + j.hides(t, l, -1, "")}
	for d := range l.dims {
		if l.dims[d].date == nil {
			continue
		}
		now := l.name
		if now == "" {
			now = l.dims[d].Each
		}
		for _, longer := range []string{"month", "quarter", "year"} {
			if policy.Nests(now, longer, 0) {
				out = append(out, "by "+names(t, -1, t.By[d].As, longer)+" "+j.hides(t, l, d, longer))
			}
		}
	}
	for d := range l.dims {
		if len(l.dims) > 1 {
			out = append(out, "without "+t.By[d].As+" "+j.hides(t, l, d, ""))
		}
	}
	return out
}

// names are the dimensions in words, one left out or at a longer period.
func names(t *table, without int, date, longer string) string {
	var out []string
	for d := range t.By {
		switch {
		case d == without:
		case t.By[d].As == date && date != "":
			out = append(out, longer)
		default:
			out = append(out, t.By[d].As)
		}
	}
	return words.List(out)
}

// hides is the share of numbers above zero that are below the threshold when
// dimension d is left out, or taken in longer periods; d = -1 is the table as it is.
func (j *Job) hides(t *table, l *level, d int, longer string) string {
	c := l.cube
	sums := map[string]int64{}
	for _, x := range c.order {
		if !c.innermost(x.at) {
			continue
		}
		var b strings.Builder
		for k, at := range x.at {
			code := c.code(k, at)
			switch {
			case k != d:
			case longer == "":
				code = ""
			default:
				code = period(code, longer)
			}
			b.WriteString(code)
			b.WriteByte(0)
		}
		sums[b.String()] += t.judged(x)
	}
	small, some := int64(0), int64(0)
	for _, n := range sums {
		if n > 0 {
			some++
			if n < t.least() {
				small++
			}
		}
	}
	return percent(small, some)
}

// innermost reports whether coordinates are codes of records, none of them left out.
func (c *cube) innermost(at []int) bool {
	for d, k := range at {
		if k == total || c.out[d][k] || k == c.in[d] {
			return false
		}
		if p := c.own[d]; c.dims[d].Level[k] > 0 && (p == nil || !p(c.dims[d].Codes[k])) {
			return false
		}
	}
	return true
}

// period is the longer period that a day, month or quarter lies in.
func period(code, longer string) string {
	if len(code) < 7 || slices.Contains([]string{key.UnknownCode, key.NotLocatedCode, leftOut}, code) {
		return code
	}
	switch {
	case longer == "year":
		return code[:4]
	case longer == "month":
		return code[:7]
	case code[5] == 'Q':
		return code[:7]
	case code[5] == '0' && code[6] < '4':
		return code[:5] + "Q1"
	case code[5] == '0' && code[6] < '7':
		return code[:5] + "Q2"
	case code[5] == '0':
		return code[:5] + "Q3"
	default:
		return code[:5] + "Q4"
	}
}
