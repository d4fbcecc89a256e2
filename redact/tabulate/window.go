package tabulate

import (
	"time"

	"vaughn/redact/aggregate/key"
)

// Codes that a window makes. What is left out is counted, since numbers of other
// tables may tell it by their difference, and never released.
const (
	leftOut = "(left out)"
	within  = "(within)" // what sums everything that is not left out: the total that is released
)

// window is a key of which some codes are left out of the table: periods that
// are not over, records without a date, places on no area.
type window struct {
	key.Key
	open    string // the first period that is not over; codes of one kind sort by time
	limit   time.Time
	date    *key.DateKey
	noDate  bool
	noPlace bool
}

// Code is the inner key's, or that of what is left out. Buckets are codes like
// others here, so that the total within holds them.
func (w *window) Code(dst []byte, cells []string) ([]byte, key.Found) {
	n := len(dst)
	out, found := w.Key.Code(dst, cells)
	switch {
	case found == key.Unknown && w.noDate, found == key.NotLocated && w.noPlace, found == key.Unknown && w.noPlace:
		return append(dst, leftOut...), key.Known
	case found == key.Unknown:
		return append(dst, key.UnknownCode...), key.Known
	case found == key.NotLocated:
		return append(dst, key.NotLocatedCode...), key.Known
	case w.date != nil && string(out[n:]) >= w.open:
		return append(dst[:n], leftOut...), key.Known
	}
	return out, found
}

// Parent is the inner key's; what it leaves below the total is within.
func (w *window) Parent(code string) string {
	switch code {
	case leftOut, within:
		return ""
	case key.UnknownCode, key.NotLocatedCode:
		return within
	}
	if p := w.Key.Parent(code); p != "" {
		return p
	}
	return within
}

// Compare puts the window's own codes last.
func (w *window) Compare(a, b string) int {
	own := func(c string) int {
		switch c {
		case leftOut:
			return 1
		case within:
			return 2
		}
		return 0
	}
	if x, y := own(a), own(b); x != 0 || y != 0 {
		return x - y
	}
	return w.Key.Compare(a, b)
}

// over reports whether a period is over, for a longer one that sums some that are.
func (w *window) over(code string) bool {
	if w.date == nil {
		return true
	}
	end, ok := w.date.End(code)
	return !ok || !end.After(w.limit)
}
