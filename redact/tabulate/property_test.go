package tabulate

import (
	"fmt"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestNumbersAreTheRecords draws records, makes a table, and counts by hand: what
// is released is that number, what is small is hidden, and the same comes out for
// any number of workers and with little memory.
func TestNumbersAreTheRecords(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		types := rapid.IntRange(1, 3).Draw(rt, "types")
		months := rapid.IntRange(1, 6).Draw(rt, "months")
		var records [][]string
		for i := range types {
			for m := range months {
				for k := range rapid.SampledFrom([]int{0, 1, 4, 10, 11, 12, 25, 60}).Draw(rt, "n") {
					records = append(records, []string{"t" + strconv.Itoa(i), fmt.Sprintf("2025-%02d-%02d", m+3, k%28+1), strconv.Itoa(k * 3)})
				}
			}
		}
		f := feed{aggregate: byMonth, cols: monthCols, records: records, day: "2025-10-03"}
		o, err := f.run(t)
		if err != nil {
			return // nothing is released
		}
		counts, sums := byHand(records)
		hidden := 0
		for _, row := range o.Tables[0].Table.Rows {
			k := row.Codes[0] + " " + row.Codes[1]
			n := counts[k]
			if row.Cells[0].Hidden() {
				hidden++
				continue
			}
			if n > 0 && n < 11 {
				rt.Fatalf("%s is %d and is shown", k, n)
			}
			if said(row.Cells[0]) != strconv.Itoa(n) || said(row.Cells[1]) != strconv.Itoa(sums[k]) {
				rt.Fatalf("%s is %d and %d, shown as %s and %s", k, n, sums[k], said(row.Cells[0]), said(row.Cells[1]))
			}
		}
		if int64(hidden) != o.Tables[0].Account.Hidden {
			rt.Fatalf("%d are hidden, and the account says %d", hidden, o.Tables[0].Account.Hidden)
		}
		f.workers, f.memory = rapid.IntRange(2, 4).Draw(rt, "workers"), 1
		again, err := f.run(t)
		if err != nil {
			rt.Fatal(err)
		}
		if !reflect.DeepEqual(o.Tables[0].Table.Rows, again.Tables[0].Table.Rows) {
			rt.Fatal("several workers make another table than one")
		}
	})
}

// byHand counts the records of byMonth on 2025-10-03: September is not over.
func byHand(records [][]string) (counts, sums map[string]int) {
	counts, sums = map[string]int{}, map[string]int{}
	for _, r := range records {
		month := r[1][:7]
		if month >= "2025-09" {
			continue
		}
		quarter := "2025-Q1"
		if month > "2025-06" {
			quarter = "2025-Q3"
		} else if month > "2025-03" {
			quarter = "2025-Q2"
		}
		n, _ := strconv.Atoi(r[2])
		for _, c := range []string{r[0], "(all)"} {
			for _, p := range []string{month, quarter, "(all)"} {
				if p == "2025-Q3" {
					continue // not over
				}
				counts[c+" "+p]++
				sums[c+" "+p] += n
			}
		}
	}
	return counts, sums
}
