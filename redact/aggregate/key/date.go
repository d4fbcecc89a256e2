package key

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Period is how long the periods of a date key are.
type Period uint8

// The periods, from long to short.
const (
	Year Period = iota
	FiscalYear
	Quarter
	Month
	ISOWeek
	Day
	HourOfWeek // an hour of any week: no period of time, but 168 categories
)

// periods is the table of periods: the word of a policy, the shape of a code with a
// 9 for a digit, and which longer periods each lies in, as a rule.
var periods = [...]struct {
	word, shape string
	in          []Period
}{
	Year:       {"year", "9999", nil},
	FiscalYear: {"fiscal-year", "FY9999", nil},
	Quarter:    {"quarter", "9999-Q9", []Period{Year, FiscalYear}},
	Month:      {"month", "9999-99", []Period{Quarter, Year, FiscalYear}},
	ISOWeek:    {"iso-week", "9999-W99", nil},
	Day:        {"day", "9999-99-99", []Period{ISOWeek, Month, Quarter, Year, FiscalYear}},
	HourOfWeek: {"hour-of-week", "", nil},
}

// String is the word of a policy.
func (p Period) String() string { return periods[p].word }

// ParsePeriod finds a period by the word of a policy.
func ParsePeriod(word string) (Period, error) {
	var words []string
	for p, row := range periods {
		if row.word == word {
			return Period(p), nil
		}
		words = append(words, row.word)
	}
	return 0, fmt.Errorf("the periods are %s", strings.Join(words, ", "))
}

// DateOptions say how a date key reads and what it makes.
type DateOptions struct {
	Each     Period
	PartOf   []Period   // longer periods, each in the next: [Quarter, Year]
	Starts   time.Month // first month of a fiscal year; 0 is January
	Zone     string     // IANA name; a time with an offset is converted into it
	DayFirst bool       // 5/6/2026 is the fifth of June
}

// DateKey is the period that a date lies in.
//
// A date without an offset is on the clocks of the zone already, so 02:30 on the
// night when clocks go forward is in the hour that the text names, and the two
// hours of the night when they go back are one. Years from 1000 to 9998 are read.
type DateKey struct {
	zone     *zone
	levels   []Period // Each, then PartOf
	starts   int      // 1..12
	dayFirst bool
}

// Dates is the key of periods.
func Dates(o DateOptions) (*DateKey, error) {
	z, err := newZone(o.Zone)
	if err != nil {
		return nil, err
	}
	k := &DateKey{zone: z, levels: append([]Period{o.Each}, o.PartOf...), starts: int(o.Starts), dayFirst: o.DayFirst}
	if k.starts == 0 {
		k.starts = 1
	}
	if k.starts < 1 || k.starts > 12 {
		return nil, errors.New("a fiscal year starts in a month from 1 to 12")
	}
	for i, p := range k.levels {
		if int(p) >= len(periods) {
			return nil, errors.New("this is not one of the periods")
		}
		if i > 0 && !k.within(k.levels[i-1], p) {
			return nil, fmt.Errorf("%s is not part of one %s", k.levels[i-1], p)
		}
	}
	return k, nil
}

// within reports whether each period of one kind lies in one of the other. Quarters
// do so in fiscal years only where both begin together.
func (k *DateKey) within(short, long Period) bool {
	if short == Quarter && long == FiscalYear && k.starts%3 != 1 {
		return false
	}
	return slices.Contains(periods[short].in, long)
}

// Code is the period of the cell.
func (k *DateKey) Code(dst []byte, cells []string) ([]byte, Found) {
	if len(cells) != 1 {
		return dst, Unknown
	}
	at, ok := readDate(cells[0], k.dayFirst)
	if !ok {
		return dst, Unknown
	}
	day, second := k.zone.local(at)
	each := k.levels[0]
	n := 0
	if each == HourOfWeek {
		if second < 0 {
			return dst, Unknown
		}
		n = weekday(day)*24 + second/3600
	} else {
		n = k.index(each, day)
	}
	return appendPeriod(dst, each, n), Known
}

// weekday counts from Monday, 0.
func weekday(day int) int { return (day%7 + 10) % 7 }

// index numbers the periods of one kind, so that the next has the next number.
func (k *DateKey) index(p Period, day int) int {
	switch p {
	case Day:
		return day
	case ISOWeek:
		return (day - weekday(day) + 3) / 7
	}
	y, m, _ := civil(day)
	switch p {
	case Year:
		return y
	case FiscalYear:
		if k.starts > 1 && m >= k.starts {
			y++
		}
		return y
	case Quarter:
		return y*4 + (m-1)/3
	default:
		return y*12 + m - 1
	}
}

// first is the first day of a period.
func (k *DateKey) first(p Period, n int) int {
	switch p {
	case Day:
		return n
	case ISOWeek:
		return n*7 - 3
	case Year:
		return dayNumber(n, 1, 1)
	case FiscalYear:
		if k.starts > 1 {
			n--
		}
		return dayNumber(n, k.starts, 1)
	case Quarter:
		return dayNumber(n/4, n%4*3+1, 1)
	default:
		return dayNumber(n/12, n%12+1, 1)
	}
}

// Parent is the next longer period that was asked for.
func (k *DateKey) Parent(code string) string {
	p, n, ok := k.parse(code)
	at := slices.Index(k.levels, p)
	if !ok || at < 0 || at+1 == len(k.levels) {
		return ""
	}
	long := k.levels[at+1]
	return string(appendPeriod(nil, long, k.index(long, k.first(p, n))))
}

// Level is which of the key's periods a code is of: 0 for each, 1 and on for what
// it is part of, -1 for none.
func (k *DateKey) Level(code string) int {
	p, _, ok := k.parse(code)
	if !ok {
		return -1
	}
	return slices.Index(k.levels, p)
}

// Start is the first instant of a period; ok is false for what is no period of time.
func (k *DateKey) Start(code string) (start time.Time, ok bool) {
	p, n, ok := k.parse(code)
	if !ok || p == HourOfWeek {
		return time.Time{}, false
	}
	return k.zone.midnight(k.first(p, n), false), true
}

// End is the first instant behind a period. It is never too early: where clocks go
// back over midnight it is the second time that they show it.
func (k *DateKey) End(code string) (end time.Time, ok bool) {
	p, n, ok := k.parse(code)
	if !ok || p == HourOfWeek {
		return time.Time{}, false
	}
	return k.zone.midnight(k.first(p, n+1), true), true
}

// Between lists the periods from a to b, both included, so that one without
// records can be shown as zero. It is nil where a and b are not of one kind, or b
// is before a.
func (k *DateKey) Between(a, b string) []string {
	p, from, aok := k.parse(a)
	q, to, bok := k.parse(b)
	if !aok || !bok || p != q {
		return nil
	}
	var out []string
	for n := from; n <= to; n++ {
		out = append(out, string(appendPeriod(nil, p, n)))
	}
	return out
}

// Compare orders by time, a longer period before the first that lies in it, and
// what is no period behind them.
func (k *DateKey) Compare(a, b string) int {
	p, n, aok := k.parse(a)
	q, m, bok := k.parse(b)
	switch {
	case !aok && !bok:
		return Natural(a, b)
	case !aok:
		return 1
	case !bok:
		return -1
	}
	if p == HourOfWeek || q == HourOfWeek {
		if c := cmp.Compare(p, q); c != 0 {
			return c
		}
		return cmp.Compare(n, m)
	}
	if c := cmp.Compare(k.first(p, n), k.first(q, m)); c != 0 {
		return c
	}
	return cmp.Compare(p, q)
}

// Kind is Date.
func (k *DateKey) Kind() Kind { return Date }
