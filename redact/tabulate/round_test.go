package tabulate

import (
	"strconv"
	"strings"
	"testing"
)

// TestRounding holds that small numbers are none or the base, that totals are the
// sums of what is shown, and that a later release shows the same of a period.
func TestRounding(t *testing.T) {
	const byTypeAndMonth = `release: [tables]
aggregate:
  - table: t
    by: [{as: type, column: Type}, {as: month, date: Day, each: month}]
    show: {n: count}
    hide: {round: 11}
    also: {totals: [type, month, all]}
`
	r := join(many(3, "a", "2026-01-05"), many(40, "b", "2026-01-05"), many(7, "a", "2026-02-05"), many(9, "b", "2026-02-05"), many(5, "c", "2026-02-07"))
	o := feed{aggregate: byTypeAndMonth, cols: monthCols, records: r, day: "2026-06-01"}.must(t)
	shown, sum, all := map[string]int64{}, int64(0), int64(-1)
	for _, row := range o.Tables[0].Table.Rows {
		n, err := strconv.ParseInt(row.Cells[0].Number(), 10, 64)
		if err != nil {
			t.Fatal("a number is not shown")
		}
		if n > 0 && n < 11 {
			t.Errorf("%v: %d is shown", row.Codes, n)
		}
		code := strings.Join(row.Codes, " ")
		shown[code] = n
		switch strings.Count(code, "(all)") {
		case 0:
			sum += n
		case 2:
			all = n
		}
	}
	if sum != all || shown["b 2026-01"] != 40 {
		t.Errorf("the total is %d, its parts are %d; a large number is shown as %d", all, sum, shown["b 2026-01"])
	}
	later := join(r, many(2, "a", "2026-02-06"), many(30, "c", "2026-05-05"))
	next := feed{aggregate: byTypeAndMonth, cols: monthCols, records: later, day: "2026-07-01", before: o.State}.must(t)
	for _, row := range next.Tables[0].Table.Rows {
		code := strings.Join(row.Codes, " ")
		if n, was := shown[code]; was && !strings.Contains(code, "(all)") && row.Cells[0].Number() != strconv.FormatInt(n, 10) {
			t.Errorf("%s was %d and is %s", code, n, row.Cells[0].Number())
		}
	}
}
