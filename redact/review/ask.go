package review

import (
	"path"
	"slices"

	"vaughn/detect"
	"vaughn/redact/policy"
)

// Book answers the questions of policy.Decisions.
var _ policy.Decisions = (*Book)(nil)

// Reasons are what decisions rest on, each once, sorted.
func (b *Book) Reasons() []string {
	var out []string
	for i := range b.lines {
		if w := b.lines[i].Why; w != "" && b.live(&b.lines[i]) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Column is what was decided about a column as a whole. A line for the file comes
// before one for every file.
func (b *Book) Column(file, column string) (policy.Answer, bool) {
	l := b.pick(file, func(l *Line) bool { return l.Kind == ByColumn && l.Column == column })
	return answer(l)
}

// pick is the last line that fits and counts for a file; one that names files comes
// before one that does not. Lines by value are never asked for in this way.
func (b *Book) pick(file string, fits func(*Line) bool) *Line {
	var best *Line
	for _, i := range b.bulk {
		l := &b.lines[i]
		if !b.live(l) || !fits(l) || !l.forFile(file) {
			continue
		}
		if best == nil || l.File != "" || best.File == "" {
			best = l
		}
	}
	return best
}

func (l *Line) forFile(file string) bool {
	if l.File == "" || l.File == file {
		return true
	}
	ok, err := path.Match(l.File, file)
	return ok && err == nil
}

func answer(l *Line) (policy.Answer, bool) {
	if l == nil {
		return policy.Answer{}, false
	}
	return policy.Answer{Do: policy.Verb(l.Verdict), Why: l.Why, By: l.By, On: l.On}, true
}

// Find is what was decided about a find or a whole cell: about its value first, then
// about the kind in its column. Where law leaves no choice only a look at the value
// itself can say that it is no such thing.
func (b *Book) Find(q *policy.Question) (policy.Answer, bool) {
	if b.Empty() {
		return policy.Answer{}, false
	}
	e := entityName(q.Entity)
	id := b.valueID(q.Column, e, q.Value)
	if i, ok := b.at[id]; ok && b.live(&b.lines[i]) {
		return answer(&b.lines[i])
	}
	l := b.pick(q.File, func(l *Line) bool {
		bulk := l.Kind == ByRule && l.Entity == e || q.Possible && l.Kind == ByDoubt && (l.Entity == "" || l.Entity == e)
		return bulk && l.Column == q.Column && !(q.Bound && l.Verdict == string(policy.Keep))
	})
	return answer(l)
}

// valueID is the id of a decision on a value.
func (b *Book) valueID(column, entity, value string) string {
	return b.Line(Line{Kind: ByValue, Column: column, Entity: entity, HMAC: b.keys.value(value)}).ID
}

// entityName is the name of a kind, "" for none.
func entityName(e detect.Entity) string {
	if e == detect.None || e >= detect.NumEntities {
		return ""
	}
	return e.String()
}

// People are who decided something that counts, each once, sorted: their names stand
// on the log.
func (b *Book) People() []string {
	var out []string
	for i := range b.lines {
		if l := &b.lines[i]; b.live(l) {
			out = append(out, l.By)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
