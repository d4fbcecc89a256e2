package tabulate

import (
	"slices"

	"vaughn/redact/aggregate/key"
	"vaughn/redact/disclosure"
	"vaughn/redact/policy"
)

// given is what the released rows show of a dimension.
type given uint8

const (
	unseen given = iota // its columns are left out, withheld or coded
	coarse              // less exact than the table is
	exact               // as exact
)

// givenBy works out what released rows show of a table's dimensions: a
// dimension is as good as shown where all columns that it is made from are.
func (t *table) givenBy(bound []*policy.Bound, table int) {
	t.given, t.to = make([]given, len(t.By)), make([]string, len(t.By))
	for _, b := range bound {
		t.rows = t.rows || b.RowsReleased()
		for d, cols := range b.Tables[table].Dims {
			least, word := exact, ""
			for _, c := range cols {
				g, to := columnGiven(b, &t.By[d], c)
				least, word = min(least, g), to
			}
			if least == coarse && t.given[d] == coarse && t.to[d] != word {
				least = exact // two inputs show it in two ways
			}
			t.given[d], t.to[d] = max(t.given[d], least), word
		}
	}
}

func columnGiven(b *policy.Bound, by *policy.By, col int) (given, string) {
	shown, to := b.RowLevel(col)
	switch {
	case !shown:
		return unseen, ""
	case to == "":
		return exact, ""
	case by.Date != "" && policy.Nests(by.Each, to, 0):
		return coarse, to
	}
	return exact, "" // careful: what cannot be compared counts as shown
}

// rowsShow is the longer period that rows show of a code; "" where it is not over.
func (d *dim) rowsShow(to, code string) string {
	if d.date == nil || d.date.Level(code) < 0 {
		return ""
	}
	longer := period(code, to)
	if p, err := key.ParsePeriod(to); err == nil && d.window != nil {
		if k, err := key.Dates(key.DateOptions{Each: p, Zone: d.zone}); err == nil {
			if end, ok := k.End(longer); ok && end.After(d.window.limit) {
				return ""
			}
		}
	}
	return longer
}

// fixed names the dimensions whose counts the released rows give away; nil where
// no rows are released.
func (t *table) fixed(l *level) disclosure.Fixed {
	var out disclosure.Fixed
	for d, g := range t.given {
		if g == exact {
			out = append(out, l.dims[d].source)
		}
	}
	if out == nil && t.rows {
		out = disclosure.Fixed{} // how many they are
	}
	return out
}

// fixedBy names the dimensions of a table that hides nothing: their counts are
// known. A date of it counts as any period of the same column.
func (l *level) fixedBy() disclosure.Fixed {
	out := disclosure.Fixed{}
	for _, d := range l.dims {
		out = append(out, d.source)
	}
	return out
}

// coarse are the counts that released rows give away although they are less exact
// than the table: those of every longer period or larger area that rows show, for
// each code of the dimensions that they show as they are.
func (j *Job) coarse(t *table, l *level, n int) []disclosure.Known {
	if !slices.Contains(t.given, coarse) {
		return nil
	}
	c, texts := l.cube, j.texts(l)
	sums := map[string]*disclosure.Known{}
	var order []string
	for _, x := range c.order {
		name, ok := "", true
		for d, k := range x.at {
			switch {
			case t.given[d] == unseen:
				ok = ok && k == total
			case k == total || c.dims[d].Level[k] > 0:
				ok = false
			case t.given[d] == exact:
				name += "\x00" + c.code(d, k)
			default:
				longer := l.dims[d].rowsShow(t.to[d], c.code(d, k))
				ok = ok && longer != ""
				name += "\x00" + longer
			}
		}
		if !ok {
			continue
		}
		if sums[name] == nil {
			sums[name] = &disclosure.Known{}
			order = append(order, name)
		}
		codes := make([]string, len(x.at))
		for d, k := range x.at {
			if k != total {
				codes[d] = texts[d][k]
			}
		}
		sums[name].Terms = append(sums[name].Terms, disclosure.Term{Table: n, At: codes, Coef: 1})
	}
	var out []disclosure.Known
	for _, name := range order {
		out = append(out, *sums[name])
	}
	return out
}
