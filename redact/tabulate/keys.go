package tabulate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"vaughn/redact/aggregate"
	"vaughn/redact/aggregate/key"
	"vaughn/redact/internal/place"
	"vaughn/redact/policy"
)

// dim makes the key of a dimension. level is the period of a date that may be
// tried at several, "" for the policy's own.
func (j *Job) dim(t *table, i int, level string) (dim, error) {
	by := &t.By[i]
	d := dim{By: by, zone: j.o.Zone, source: j.source(t, i)}
	var err error
	switch {
	case by.Inside != "":
		d.key, err = key.Areas(by.Inside, j.o.Files[by.Inside], by.Name, by.PartOfProperty)
	case by.Map != "":
		d.key, err = key.Crosswalk(by.Map, j.o.Files[by.Map])
	case by.To != "":
		d.key, err = placeTo(by)
	case by.Date != "":
		err = j.date(t, &d, level)
	default:
		d.key, err = key.Column(by.Groups, j.o.Files[by.Groups])
	}
	if err != nil {
		return d, &Error{Line: by.Line, Msg: strings.TrimSuffix(err.Error(), ".")}
	}
	if by.Date == "" && t.NotLocated == "leave-out" && d.key.Kind() == key.Place {
		d.window = &window{noPlace: true}
	}
	if d.window != nil {
		d.window.Key = d.key
		d.key = d.window
	}
	return d, nil
}

// placeTo is the key of a place without a map.
func placeTo(by *policy.By) (key.Key, error) {
	switch {
	case by.To == "zip":
		return key.ZIP(nil), nil
	case by.To == "zip3":
		list, err := place.NewZIP3List("")
		if err != nil {
			return nil, err
		}
		return key.ZIP3(list), nil
	case by.To == "hundred-block":
		return key.HundredBlock(false), nil
	case by.To == "street":
		return key.Street(), nil
	case strings.HasPrefix(by.To, "geohash"):
		n, err := strconv.Atoi(strings.TrimPrefix(by.To, "geohash"))
		if err != nil {
			return nil, fmt.Errorf("to: of %s has no length", by.As)
		}
		return key.Geohash(n, false)
	}
	return nil, fmt.Errorf("to: of %s is not known", by.As)
}

// closing is when numbers of a date's column are taken to be final. It is one for
// all tables of a run: what came late would be the difference between two.
type closing struct {
	each   string // the shortest period of any table
	after  time.Duration
	starts time.Month // of a fiscal year, where a table has one
}

// closings works out when the periods of each column close, over all tables that
// protect people.
func (j *Job) closings(b *policy.Bound) {
	j.dates = map[string]closing{}
	for k := range b.Tables {
		for i := range b.Tables[k].By {
			by := &b.Tables[k].By[i]
			if by.Date == "" || by.Each == "hour-of-week" || b.Tables[k].Hide.None != "" {
				continue
			}
			c, met := j.dates[by.Date]
			if !met {
				j.dates[by.Date] = closing{by.Each, by.AppearsAfter, by.StartMonth()}
				continue
			}
			starts := max(c.starts, by.StartMonth())
			each := "day"
			switch {
			case c.each == by.Each || policy.Nests(by.Each, c.each, starts):
				each = by.Each
			case policy.Nests(c.each, by.Each, starts):
				each = c.each
			}
			j.dates[by.Date] = closing{each, max(c.after, by.AppearsAfter), starts}
		}
	}
}

// date makes the key of a date, and its window where periods that are not over
// are left out. Where another table has shorter periods, these are kept too.
func (j *Job) date(t *table, d *dim, level string) error {
	part := d.PartOf
	if level == "" || level == d.Each {
		level = d.Each
	} else {
		part = d.PartOfAt(level)
	}
	c, windowed := j.dates[d.Date]
	windowed = windowed && t.guarded() && level != "hour-of-week"
	words := append([]string{level}, part...)
	fine := 0
	if windowed && c.each != level {
		words, fine = append([]string{c.each}, words...), 1
	}
	o := key.DateOptions{Starts: d.StartMonth(), Zone: j.o.Zone}
	for k, word := range words {
		p, err := key.ParsePeriod(word)
		switch {
		case err != nil:
			return fmt.Errorf("each: of %s is not known", d.As)
		case k == 0:
			o.Each = p
		default:
			o.PartOf = append(o.PartOf, p)
		}
	}
	k, err := key.Dates(o)
	if err != nil {
		return err
	}
	d.key, d.date = k, k
	if !windowed {
		return nil
	}
	zone, err := time.LoadLocation(j.o.Zone)
	if err != nil {
		return fmt.Errorf("the time zone %q is not known", j.o.Zone)
	}
	limit := time.Date(j.o.AsOf.Year(), j.o.AsOf.Month(), j.o.AsOf.Day(), 0, 0, 0, 0, zone)
	if !j.o.Now.IsZero() && limit.After(j.o.Now) {
		limit = j.o.Now.In(zone) // where the machine's day is ahead of the zone's
	}
	limit = limit.Add(-c.after)
	first, found := k.Code(nil, []string{limit.Format(time.RFC3339)})
	if found != key.Known {
		return fmt.Errorf("the day of the release is outside the calendar")
	}
	d.window = &window{open: string(first), limit: limit, date: k, fine: fine, noDate: true}
	return nil
}

// measuresOf are what the aggregator computes. Columns are input columns still.
// Of people, the least and the greatest value are somebody's own: they are coded
// as the 5th and the 95th percentile.
func measuresOf(t *table) []aggregate.Measure {
	var out []aggregate.Measure
	for i, s := range t.Show {
		m := aggregate.Measure{Name: s.Name, Column: t.Measures[i], P: s.P}
		switch s.Measure {
		case "count":
			m.Kind = aggregate.Units
		case "rows":
			m.Kind = aggregate.Rows
		case "sum":
			m.Kind = aggregate.Sum
		case "mean":
			m.Kind = aggregate.Mean
		case "median":
			m.Kind = aggregate.Median
		case "distinct":
			m.Kind = aggregate.Distinct
		case "share":
			m.Kind, m.Of = aggregate.Share, t.Dim(s.Of)
		case "min":
			m.Kind, m.P = aggregate.Min, 5
		case "max":
			m.Kind, m.P = aggregate.Max, 95
		default:
			m.Kind = aggregate.Percentile
		}
		if t.guarded() && (m.Kind == aggregate.Min || m.Kind == aggregate.Max) {
			m.Kind = aggregate.Percentile
		}
		out = append(out, m)
	}
	return out
}

// digest is that of everything that makes a table what it is: two releases whose
// tables differ in it cannot be compared number by number.
func (j *Job) digest(t *table) string {
	a := *t.Aggregate
	a.Line, a.Guard, a.Hide.Line, a.Hide.StopIfOver, a.Hide.Why = 0, nil, 0, 0, ""
	a.By = append([]policy.By(nil), a.By...)
	h := sha256.New()
	for i := range a.By {
		a.By[i].Line = 0
		for _, path := range []string{a.By[i].Inside, a.By[i].Map, a.By[i].Groups} {
			h.Write([]byte(j.sums[path]))
		}
		a.By[i].Inside, a.By[i].Map, a.By[i].Groups = "", "", "" // a file may move
	}
	a.Show = append([]policy.Show(nil), a.Show...)
	for i := range a.Show {
		a.Show[i].Line = 0
	}
	if a.Unit != nil {
		u := *a.Unit
		u.Line = 0
		a.Unit = &u
	}
	b, err := json.Marshal(a)
	if err != nil {
		return "" // plain values cannot fail; an empty digest is like no other
	}
	h.Write(b)
	h.Write([]byte(j.o.Zone))
	for i := range a.By {
		if c, ok := j.dates[a.By[i].Date]; ok && t.guarded() && (c.each != a.By[i].Each || c.after != a.By[i].AppearsAfter) {
			h.Write([]byte(c.each + c.after.String()))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
