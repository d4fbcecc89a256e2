package key

import (
	"errors"
	"sort"
	"time"
	_ "time/tzdata" // Windows and small containers have no zone files, and a release must be the same there
)

// zone is the clocks of a place: when their offset from UTC changed. It is made
// once, for a search in it takes a tenth of the time of a [time.Time].
type zone struct {
	loc   *time.Location
	begin []int64 // Unix seconds; the first is before all that is asked for
	shift []int   // seconds east of UTC from then on
	near  []int32 // for each stretch of 1<<stretch seconds from begin[0], the last change before it
}

// The span that is put into the table; what lies outside asks the location.
const (
	zoneFrom = 1800
	zoneTo   = 2200
)

// newZone opens a zone by its name in the IANA list.
func newZone(name string) (*zone, error) {
	if name == "" || name == "Local" {
		return nil, errors.New("a date needs the name of a time zone, such as America/New_York")
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, errors.New("the time zone is not in the IANA list")
	}
	z := &zone{loc: loc}
	end := time.Date(zoneTo, 1, 1, 0, 0, 0, 0, time.UTC)
	for t := time.Date(zoneFrom, 1, 1, 0, 0, 0, 0, time.UTC).In(loc); ; {
		_, shift := t.Zone()
		if n := len(z.shift); n == 0 || z.shift[n-1] != shift {
			z.begin, z.shift = append(z.begin, t.Unix()), append(z.shift, shift)
		}
		_, next := t.ZoneBounds()
		if next.IsZero() || next.After(end) {
			break
		}
		if !next.After(t) { // past the last change that is written down, bounds of leap years stop a day early
			next = t.AddDate(0, 0, 1)
		}
		t = next
	}
	for at, i := z.begin[0], 0; at < zoneEnd; at += 1 << stretch {
		for i+1 < len(z.begin) && z.begin[i+1] <= at {
			i++
		}
		z.near = append(z.near, int32(i))
	}
	return z, nil
}

// at is the offset at an instant in Unix seconds.
func (z *zone) at(unix int64) int {
	if unix < z.begin[0] || unix >= zoneEnd {
		_, shift := time.Unix(unix, 0).In(z.loc).Zone()
		return shift
	}
	i := int(z.near[(unix-z.begin[0])>>stretch])
	for i+1 < len(z.begin) && z.begin[i+1] <= unix {
		i++
	}
	return z.shift[i]
}

// stretch is about 97 days: clocks rarely change twice in it.
const stretch = 23

// zoneEnd is the beginning of zoneTo.
const zoneEnd = 7258118400

// local is an instant on the clocks of the zone. A text without an offset is there
// already, whether or not the clocks ever showed it.
func (z *zone) local(at instant) (day, second int) {
	if !at.shifted {
		return at.day, at.second
	}
	unix := int64(at.day)*86400 + int64(at.second-at.offset)
	wall := unix + int64(z.at(unix))
	day = int(wall / 86400)
	if second = int(wall % 86400); second < 0 {
		day, second = day-1, second+86400
	}
	return day, second
}

// midnight is when a day begins. Where the clocks jump over midnight it is the
// jump; where they show midnight twice it is the first, or with last the last.
func (z *zone) midnight(day int, last bool) time.Time {
	wall := int64(day) * 86400
	if wall >= zoneEnd-2*86400 || wall < z.begin[0]+2*86400 {
		y, m, d := civil(day)
		return time.Date(y, time.Month(m), d, 0, 0, 0, 0, z.loc)
	}
	i := max(0, sort.Search(len(z.begin), func(i int) bool { return z.begin[i] > wall-2*86400 })-1)
	var found []int64
	for ; i < len(z.begin) && z.begin[i] < wall+2*86400; i++ {
		unix := wall - int64(z.shift[i])
		switch {
		case unix >= z.begin[i] && (i+1 == len(z.begin) || unix < z.begin[i+1]):
			found = append(found, unix)
		case i > 0 && unix < z.begin[i] && wall-int64(z.shift[i-1]) >= z.begin[i]:
			found = append(found, z.begin[i])
		}
	}
	unix := found[0]
	if last {
		unix = found[len(found)-1]
	}
	return time.Unix(unix, 0).In(z.loc)
}
