package verify

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vaughn/exemptions"
	"vaughn/exemptions/words"
)

// narrow is how wide the bounds of a hidden number may be at most to say where it
// lies: a hidden number is safe to within two on either side.
const narrow = 4

// attack does to the released tables what anybody with a computer can do: it
// writes down that totals are the sums of their parts, in all tables at once, and
// looks what follows for the hidden numbers.
func (r *Result) attack(ctx context.Context, tables []*tableFile) error {
	type measure struct{ unit, words string }
	var order []measure
	by := map[measure][]part{}
	for _, t := range tables {
		if t.masked > 0 && !slices.ContainsFunc(t.t.Measures, func(m exemptions.TableMeasure) bool { return m.Adds }) {
			r.NotChecked = append(r.NotChecked, t.f.Name+": what its totals tell of the hidden numbers (they are not the sums of their parts)")
		}
		for m, a := range t.t.Measures {
			if !a.Adds {
				continue
			}
			k := measure{t.t.Unit, a.Words}
			if by[k] == nil {
				order = append(order, k)
			}
			by[k] = append(by[k], part{t, m})
		}
	}
	done := map[string]bool{} // sets of tables whose hidden cells were looked at
	for _, k := range order {
		for _, parts := range together(by[k], r.probs) {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			r.attackTogether(parts, done)
		}
	}
	return nil
}

// part is one measure of one table.
type part struct {
	t *tableFile
	m int
}

// together splits the tables that show one measure into those that can be read
// as one: tables that give other numbers for the same margin are about other
// rows, and may be as long as the difference is no small number itself.
func together(parts []part, probs *problems) [][]part {
	var out [][]part
	for _, p := range parts {
		at := slices.IndexFunc(out, func(g []part) bool {
			return !slices.ContainsFunc(g, func(q part) bool { return q.differs(p, probs) })
		})
		if at < 0 {
			out = append(out, []part{p})
			continue
		}
		out[at] = append(out[at], p)
	}
	return out
}

// attackTogether attacks the tables of one measure.
func (r *Result) attackTogether(parts []part, done map[string]bool) {
	size, name, hidden := 0, "", int64(0)
	for _, p := range parts {
		size += p.t.grid
		name += strconv.Itoa(p.t.no) + " "
		hidden += p.t.masked
	}
	if size > mostTableCells {
		r.NotChecked = append(r.NotChecked, namesOf(parts)+": what can be worked out from their numbers (the tables are too large)")
		return
	}
	r.attacked = true
	s := newSystem(parts)
	s.sums(r.probs)
	if parts[0].t.counting(parts[0].m) {
		s.bounds(r.probs)
	}
	if hidden == 0 || done[name] {
		return
	}
	done[name] = true
	if !s.exact(r.probs) {
		r.NotChecked = append(r.NotChecked, namesOf(parts)+": whether every hidden number is safe from equations (there are too many)")
	}
}

func namesOf(parts []part) string {
	var names []string
	for _, p := range parts {
		names = append(names, p.t.f.Name)
	}
	return words.List(names)
}

// differs reports whether the tables of p and q show other numbers for a cell
// that both have, and says so unless it may be: a table of places leaves out what
// is on no map, one of periods what is not over.
func (p part) differs(q part, probs *problems) bool {
	first, other, small := q.t.compareMargins(p, q)
	if first == 0 {
		return false
	}
	switch {
	case small:
		q.t.problem(TableLeak, first, q.t.column(q.m), "the number differs by a small count from that of the same cell in %s", p.t.f.Name)
	case !p.t.partial(q.t) && !q.t.partial(p.t):
		q.t.problem(Amount, first, q.t.column(q.m), "the number is not that of the same cell in %s, record %d", p.t.f.Name, other+1)
	default:
		q.t.res.apart(p.t, q.t)
	}
	return true
}

// apart notes that two tables were not read as one.
func (r *Result) apart(a, b *tableFile) {
	msg := fmt.Sprintf("%s and %s: what both together give away (they are about different rows)", a.f.Name, b.f.Name)
	if !slices.Contains(r.NotChecked, msg) {
		r.NotChecked = append(r.NotChecked, msg)
	}
}

// partial reports whether a dimension that only t has may leave rows out.
func (t *tableFile) partial(other *tableFile) bool {
	for i := range t.t.Dims {
		d := &t.t.Dims[i]
		switch {
		case other.dim(d.Name) >= 0:
		case d.Kind == "date", d.Kind == "place" && !slices.Contains(d.Codes, codeNotLocated):
			return true
		}
	}
	return false
}

// dim is the position of a dimension by name, -1 = none.
func (t *tableFile) dim(name string) int {
	for i := range t.t.Dims {
		if t.t.Dims[i].Name == name {
			return i
		}
	}
	return -1
}

// compareMargins is the first row of q's table, and that of p's, where both show
// a number for the same cell and not the same number, 0 = none; small reports a
// difference that is a small count of the tables' rule.
func (t *tableFile) compareMargins(p, q part) (row, other int64, small bool) {
	below := max(p.t.t.Below, q.t.t.Below)
	for i := range q.t.hidden {
		k, ok := p.t.same(q.t, int(q.t.at[i]))
		if !ok || q.t.hidden[i] || p.t.hidden[k-1] {
			continue
		}
		d := q.t.value[q.m][i].add(p.t.value[p.m][k-1].neg())
		if d.zero() {
			continue
		}
		if row == 0 {
			row, other = int64(i+1), int64(k)
		}
		if d.hi < 0 {
			d = d.neg()
		}
		if q.t.counting(q.m) && below > 0 && d.under(below) {
			return int64(i + 1), int64(k), true
		}
	}
	return row, other, false
}

// same is the row of t for the cell at position p of another table: the same
// codes of the same dimensions, both summed over the others.
func (t *tableFile) same(o *tableFile, p int) (row int32, ok bool) {
	at, used := 0, 0
	for d := range o.t.Dims {
		c := p / o.step[d] % o.size[d]
		if c == 0 {
			continue
		}
		mine := t.dim(o.t.Dims[d].Name)
		if mine < 0 {
			return 0, false
		}
		k, ok := t.place[mine][guardedCode(o.t.Dims[d].Codes[c-1])]
		if !ok {
			return 0, false
		}
		at += k * t.step[mine]
		used++
	}
	row = t.rowAt[at]
	return row, row != 0
}

// key names a cell independently of its table; ok is false where no other of the
// tables can have it.
func (t *tableFile) key(p int, shared []bool) (key string, ok bool) {
	var parts []string
	for d := range t.t.Dims {
		if c := p / t.step[d] % t.size[d]; c > 0 {
			if !shared[d] {
				return "", false
			}
			parts = append(parts, t.t.Dims[d].Name+"\x00"+t.t.Dims[d].Codes[c-1])
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "\x01"), true
}
