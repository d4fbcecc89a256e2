package tables

import (
	"strconv"
	"strings"
	"time"
)

// unit is what a period is: a day, a month, a year.
type unit uint8

const (
	noUnit unit = iota
	day
	isoWeek
	month
	quarter
	year
	fiscalYear
	hourOfWeek
)

// steps are the distances at which labels may stand under an axis.
func (u unit) steps() []int {
	switch u {
	case day:
		return []int{1, 7, 14}
	case isoWeek:
		return []int{1, 4, 13, 26}
	case month:
		return []int{1, 3, 6}
	case quarter:
		return []int{1, 2}
	case hourOfWeek:
		return []int{1, 6, 12}
	default:
		return []int{1, 2, 5, 10, 20, 50, 100}
	}
}

// plural names several of them.
func (u unit) plural() string {
	return [...]string{"periods", "days", "weeks", "months", "quarters", "years", "fiscal years", "hours of the week"}[u]
}

// period is a code of time, as it stands on an axis.
type period struct {
	unit  unit
	at    int    // where it stands among its like
	sub   int    // which it is of its group, from 1
	label string // under its bar: "May"
	short string // the same where there is little room: "M"; "" = none
	group string // under several bars: "2026"
	words string // by itself: "May 2026"
}

// readPeriod reads a code; unit is noUnit where it is none that is known.
func readPeriod(code string) period {
	if p := readClock(code); p.unit != noUnit {
		return p
	}
	head, tail, _ := strings.Cut(code, "-")
	y, err := strconv.Atoi(strings.TrimPrefix(head, "FY"))
	if err != nil || len(strings.TrimPrefix(head, "FY")) != 4 || y < 0 {
		return period{}
	}
	n, nerr := strconv.Atoi(strings.TrimLeft(tail, "QW"))
	switch {
	case tail == "" && strings.HasPrefix(head, "FY") && len(code) == 6:
		return period{unit: fiscalYear, at: y, sub: y + 1, label: head, words: head}
	case tail == "" && len(code) == 4:
		return period{unit: year, at: y, sub: y + 1, label: head, words: head}
	case nerr != nil || len(tail) < 2 || len(head) != 4:
		return period{}
	case len(tail) == 2 && tail[0] == 'Q' && n >= 1 && n <= 4:
		return period{unit: quarter, at: 4*y + n, sub: n, label: tail, group: head, words: tail + " " + head}
	case len(tail) == 3 && tail[0] == 'W' && n >= 1 && n <= 53:
		// The fourth of January is always in the first week.
		first := time.Date(y, time.January, 4, 0, 0, 0, 0, time.UTC)
		monday := int(first.Unix()/86400) - (int(first.Weekday())+6)%7
		return period{unit: isoWeek, at: floorDiv(monday+3, 7) + n, sub: n, label: tail, group: head, words: "week " + tail[1:] + " of " + head}
	case digits(tail) && len(tail) == 2 && n >= 1 && n <= 12:
		name := time.Month(n).String()[:3]
		return period{unit: month, at: 12*y + n, sub: n, label: name, short: name[:1], group: head, words: name + " " + head}
	}
	return period{}
}

// readClock reads days and hours of the week.
func readClock(code string) period {
	if d, err := time.Parse(time.DateOnly, code); err == nil {
		return period{
			unit: day, at: floorDiv(int(d.Unix()), 86400), sub: d.Day(),
			label: strconv.Itoa(d.Day()), group: d.Format("Jan 2006"), words: d.Format("Jan 2, 2006"),
		}
	}
	name, hour, ok := strings.Cut(code, " ")
	at := strings.Index("MonTueWedThuFriSatSun", name)
	h, err := strconv.Atoi(hour)
	if !ok || err != nil || len(name) != 3 || at < 0 || at%3 != 0 || len(hour) != 2 || h < 0 || h > 23 {
		return period{}
	}
	return period{unit: hourOfWeek, at: at/3*24 + h, sub: h + 1, label: hour, group: name, words: name + " " + hour + ":00"}
}

func floorDiv(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}

// periodWords is a period by itself, in words; a code that is none as it is.
func periodWords(code string) string {
	if p := readPeriod(code); p.unit != noUnit {
		return p.words
	}
	return code
}

// timeline is a row of periods with their places side by side.
type timeline struct {
	unit  unit
	codes []int // indexes into the codes of the dimension
	slot  []int // for each of them, its place
	all   []period
	slots int
}

// maxGap is how much wider than its periods a timeline may be: one wrong date in
// 1900 must not press the rest into a corner.
const maxGap = 4

// newTimeline places codes by time. Where they are of several units or of none,
// or where most of the time between them is empty, they stand side by side.
func newTimeline(codes []string, at []int) timeline {
	l := timeline{codes: at, slot: make([]int, len(at)), all: make([]period, len(at)), slots: len(at)}
	timed := len(at) > 0
	for i, c := range at {
		l.slot[i] = i
		if l.all[i] = readPeriod(codes[c]); l.all[i].unit == noUnit {
			l.all[i] = period{label: codes[c], words: codes[c]}
		}
		p := &l.all[i]
		if timed = timed && p.unit != noUnit && p.unit == l.all[0].unit && (i == 0 || p.at > l.all[i-1].at); !timed {
			p.sub = i + 1
		}
	}
	if !timed {
		return l
	}
	l.unit = l.all[0].unit
	if span := l.all[len(at)-1].at - l.all[0].at + 1; span <= maxGap*len(at) {
		l.slots = span
		for i := range l.slot {
			l.slot[i] = l.all[i].at - l.all[0].at
		}
	}
	return l
}
