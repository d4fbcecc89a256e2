package tabulate

import (
	"strings"

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
func givenBy(bound []*policy.Bound, table int) []given {
	t := &bound[0].Tables[table]
	out := make([]given, len(t.By))
	for _, b := range bound {
		for d, cols := range b.Tables[table].Dims {
			least := exact
			for _, c := range cols {
				least = min(least, columnGiven(b, &t.By[d], c))
			}
			out[d] = max(out[d], least)
		}
	}
	return out
}

func columnGiven(b *policy.Bound, by *policy.By, col int) given {
	shown, to := b.RowLevel(col)
	switch {
	case !shown:
		return unseen
	case to == "":
		return exact
	case by.Date != "" && coarser(to, by.Each):
		return coarse
	case by.To != "" && to == "zip3" && by.To == "zip":
		return coarse
	}
	return exact // careful: what cannot be compared counts as shown
}

// coarser reports whether a period that rows show is longer than a table's.
func coarser(rows, table string) bool {
	order := []string{"hour-of-week", "day", "iso-week", "month", "quarter", "year"}
	at := func(s string) int {
		for k, o := range order {
			if o == strings.TrimPrefix(s, "fiscal-") {
				return k
			}
		}
		return -1
	}
	return at(rows) > at(table) && at(table) >= 0
}

// fixed names the dimensions whose counts the released rows give away; nil where
// no rows are released.
func (j *Job) fixed(t *table, l *level) disclosure.Fixed {
	var out disclosure.Fixed
	for d, g := range t.given {
		if g == exact {
			out = append(out, j.nameOf(l, d))
		}
	}
	if out == nil {
		for _, g := range t.given {
			if g == coarse {
				return disclosure.Fixed{}
			}
		}
	}
	return out
}
