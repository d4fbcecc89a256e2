package key

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func dates(t testing.TB, each Period, partOf ...Period) *DateKey {
	t.Helper()
	return must(Dates(DateOptions{Each: each, PartOf: partOf, Starts: time.July, Zone: "America/New_York"}))(t)
}

func TestDateTexts(t *testing.T) {
	checkCodes(t, dates(t, Day), []want{
		{"2026-05-14", "2026-05-14"}, {" 2026-05-14\n", "2026-05-14"}, {"2026/05/14", "2026-05-14"}, {"2026-5-4", "2026-05-04"}, {"20260514", "2026-05-14"},
		{"2026-05-14T13:02:03.123", "2026-05-14"}, {"2026-05-14 13:02", "2026-05-14"}, {"20260514T130203", "2026-05-14"}, {"20260514T1302Z", "2026-05-14"}, {"2026-05-14T23:59:60Z", "2026-05-14"},
		{"2026-05-14T03:59:59Z", "2026-05-13"}, {"2026-05-14T04:00:00Z", "2026-05-14"}, {"2026-05-14 03:00:00 UTC", "2026-05-13"}, {"2026-05-14 03:00 gmt", "2026-05-13"},
		{"2026-05-14T01:00:00+05:30", "2026-05-13"}, {"2026-05-14T23:30:00-0700", "2026-05-15"}, {"2026-05-14 01:00:00.5+00", "2026-05-13"}, {"2026-05-14T00:30:00,25-04:00", "2026-05-14"},
		{"05/14/2026 01:02:03 PM", "2026-05-14"}, {"5/14/2026", "2026-05-14"}, {"5/14/26", "2026-05-14"}, {"5/14/69", "1969-05-14"}, {"5/14/68", "2068-05-14"}, {"05-14-2026", "2026-05-14"}, {"5/14/2026, 1:02 pm", "2026-05-14"},
		{"5/14/2026 1:02:03 a.m.", "2026-05-14"}, {"5/14/2026 12:00 AM", "2026-05-14"},
		{"May 14, 2026", "2026-05-14"}, {"MAY 14 2026", "2026-05-14"}, {"september 4, 2026 10:00", "2026-09-04"}, {"Sept. 4, 2026", "2026-09-04"}, {"Sep 04, 2026", "2026-09-04"},
		{"14-May-2026", "2026-05-14"}, {"14 May 2026", "2026-05-14"}, {"4-JUNE-2026 10:11:12", "2026-06-04"}, {"14 Feb. 2026", "2026-02-14"},
		{"2024-02-29", "2024-02-29"}, {"2000-02-29", "2000-02-29"}, {"1000-01-01", "1000-01-01"}, {"9998-12-31", "9998-12-31"},
	})
	var unknown []want
	for _, s := range []string{"", " ", "2026-02-29", "1900-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "0999-12-31", "9999-12-31", "0000-00-00",
		"14/05/2026", "5-14-26", "14-May-26", "May 14, 26", "2026-05", "2026", "46156", "46156.5", "1778716800", "2026-W20-4", "2026-134", "2026-05/14", "5/14-2026", "5/14", "5/14/026", "5/14/12026",
		"2026-05-14x", "2026-05-14T", "2026-05-14 24:00", "2026-05-14 12:60", "2026-05-14 12:00:61", "2026-05-14 12", "2026-05-14 1200", "2026-05-14 13:00 PM", "2026-05-14 0:30 AM", "2026-05-14 1:00 xm", "2026-05-14 1:00 p.m",
		"2026-05-14 12:00 EST", "2026-05-14 12:00+5", "2026-05-14 12:00+05:3", "2026-05-14 12:00+0560", "2026-05-14 12:00+19:00", "2026-05-14 12:00Zx", "2026-05-14 12:00:00.", "2026-05-14Z", "2026-05-14-04:00",
		"Mayo 14, 2026", "Ma 14, 2026", "M 14 2026", "Juneteenth 14, 2026", "May14,2026", "May 14", "14", "14-", "14-M", "14 5 2026", "5/14/2026,", "N/A", "(all)", "20260514T13020", "202605141", "2026-05-14 1:2", "\xff", "2026-05-14 01:00 p", "5/", "/", "2026-", "20261301"} {
		unknown = append(unknown, want{s, UnknownCode})
	}
	checkCodes(t, dates(t, Day), unknown)
	k := must(Dates(DateOptions{Each: Day, Zone: "UTC", DayFirst: true}))(t)
	checkCodes(t, k, []want{{"14/05/2026", "2026-05-14"}, {"5/6/2026", "2026-06-05"}, {"5/14/2026", UnknownCode}, {"2026-05-14", "2026-05-14"}})
	if one(t, k, "2026-05-14", "12:00") != UnknownCode {
		t.Error("two cells make one date")
	}
}

func TestPeriodsOfADay(t *testing.T) {
	for _, c := range []struct {
		each Period
		want []want
	}{
		{Year, []want{{"2026-12-31", "2026"}, {"2027-01-01T04:59Z", "2026"}}},
		{FiscalYear, []want{{"2026-06-30", "FY2026"}, {"2026-07-01", "FY2027"}}},
		{Quarter, []want{{"2026-03-31", "2026-Q1"}, {"2026-04-01", "2026-Q2"}, {"2026-12-31", "2026-Q4"}}},
		{Month, []want{{"2026-05-14", "2026-05"}, {"2026-06-01T03:59Z", "2026-05"}}},
		{ISOWeek, []want{{"2026-12-31", "2026-W53"}, {"2027-01-01", "2026-W53"}, {"2027-01-04", "2027-W01"}, {"2024-12-30", "2025-W01"}, {"2023-01-01", "2022-W52"}, {"2021-01-03", "2020-W53"}, {"1969-12-28", "1969-W52"}, {"1969-12-29", "1970-W01"}}},
		// On 2026-03-08 clocks went from 02:00 to 03:00, on 2026-11-01 from 02:00 to 01:00.
		{HourOfWeek, []want{{"2026-03-08T06:59:59Z", "Sun 01"}, {"2026-03-08T07:00:00Z", "Sun 03"}, {"2026-03-08 02:30", "Sun 02"}, {"2026-11-01T05:30:00Z", "Sun 01"}, {"2026-11-01T06:30:00Z", "Sun 01"}, {"2026-11-01T07:00:00Z", "Sun 02"},
			{"5/14/2026 12:05 AM", "Thu 00"}, {"5/14/2026 12:05 PM", "Thu 12"}, {"5/14/2026 11:05 pm", "Thu 23"}, {"2026-05-14", UnknownCode}, {"2026-05-18 00:00", "Mon 00"}}},
	} {
		checkCodes(t, dates(t, c.each), c.want)
	}
}

func TestParentsOfPeriods(t *testing.T) {
	for _, c := range []struct {
		each   Period
		partOf []Period
		chain  string
	}{
		{Day, []Period{Month, Quarter, Year}, "2026-05-14 2026-05 2026-Q2 2026"},
		{Day, []Period{Year}, "2026-05-14 2026"},
		{Day, []Period{ISOWeek}, "2027-01-01 2026-W53"},
		{Month, []Period{FiscalYear}, "2026-07 FY2027"},
		{Quarter, []Period{FiscalYear}, "2026-Q2 FY2026"},
		{Month, nil, "2026-05"},
		{HourOfWeek, nil, "Mon 09"},
	} {
		k := dates(t, c.each, c.partOf...)
		var chain []string
		for code := strings.SplitN(c.chain, " 2", 2)[0]; code != ""; code = k.Parent(code) {
			chain = append(chain, code)
			if len(chain) > 9 {
				break
			}
		}
		if c.each == Month && c.partOf != nil {
			chain = []string{"2026-07", k.Parent("2026-07")}
		}
		if c.each == Quarter {
			chain = []string{"2026-Q2", k.Parent("2026-Q2")}
		}
		if got := strings.Join(chain, " "); got != c.chain {
			t.Errorf("%v in %v: got %s, want %s", c.each, c.partOf, got, c.chain)
		}
	}
	for _, bad := range []DateOptions{
		{Each: ISOWeek, PartOf: []Period{Month}}, {Each: ISOWeek, PartOf: []Period{Year}}, {Each: Month, PartOf: []Period{Year, Quarter}}, {Each: Year, PartOf: []Period{FiscalYear}},
		{Each: Quarter, PartOf: []Period{FiscalYear}, Starts: time.October + 1}, {Each: Day, PartOf: []Period{Day}}, {Each: HourOfWeek, PartOf: []Period{Year}}, {Each: 99}, {Each: Day, Starts: 13}, {Each: Day, Starts: -1},
	} {
		bad.Zone = "UTC"
		if _, err := Dates(bad); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
	for _, zone := range []string{"", "Local", "America/Nowhere7919", "../../etc/passwd"} {
		_, err := Dates(DateOptions{Each: Day, Zone: zone})
		refuses(t, err, "zone", "7919", "passwd")
	}
}

func TestParsePeriod(t *testing.T) {
	for _, word := range strings.Fields("day iso-week month quarter year fiscal-year hour-of-week") {
		if p, err := ParsePeriod(word); err != nil || p.String() != word {
			t.Errorf("%s: %v, %v", word, p, err)
		}
	}
	if _, err := ParsePeriod("decade"); err == nil || !strings.Contains(err.Error(), "hour-of-week") {
		t.Errorf("decade: %v", err)
	}
}

func TestBetween(t *testing.T) {
	k := dates(t, Month)
	for _, c := range []struct{ a, b, want string }{
		{"2025-11", "2026-02", "2025-11 2025-12 2026-01 2026-02"}, {"2026-Q4", "2027-Q2", "2026-Q4 2027-Q1 2027-Q2"}, {"2024-02-28", "2024-03-01", "2024-02-28 2024-02-29 2024-03-01"},
		{"2026-W52", "2027-W02", "2026-W52 2026-W53 2027-W01 2027-W02"}, {"FY2025", "FY2026", "FY2025 FY2026"}, {"1999", "2001", "1999 2000 2001"}, {"Mon 22", "Tue 01", "Mon 22 Mon 23 Tue 00 Tue 01"},
		{"2026-05", "2026-05", "2026-05"}, {"2026-05", "2026-04", ""}, {"2026-05", "2026", ""}, {"2026-05", UnknownCode, ""}, {"x", "y", ""},
	} {
		if got := strings.Join(k.Between(c.a, c.b), " "); got != c.want {
			t.Errorf("from %s to %s: got %s", c.a, c.b, got)
		}
	}
	for _, bad := range []string{"2026-13", "2026-00", "2026-Q5", "2026-Q0", "2025-W53", "2026-W00", "2026-02-29", "0998", "FY0100", "Mon 24", "Mo 01", "mon 01", "2026-5", "2026-05 ", "", TotalCode, "２０２６"} {
		if _, ok := k.Start(bad); ok || k.Parent(bad) != "" || k.Between(bad, bad) != nil {
			t.Errorf("%q was taken for a period", bad)
		}
	}
	if _, ok := k.End("Mon 01"); ok {
		t.Error("an hour of every week has an end")
	}
}

func TestOrderOfPeriods(t *testing.T) {
	want := []string{"2025", "2025-W01", "2025-Q4", "2025-12", "2025-12-31", "2026", "2026-Q1", "2026-01", "2026-01-01", "2026-01-02", "2026-02", "FY2027", "2026-07", "Mon 00", "Mon 23", "Sun 00", "remark", NotLocatedCode, UnknownCode, TotalCode}
	want[0], want[1] = want[1], want[0] // the first week of 2025 begins in 2024
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortFunc(got, dates(t, Day).Compare)
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// Zones with changes by day and at midnight, days left out and lived twice.
var someZone = rapid.SampledFrom([]string{"America/New_York", "UTC", "America/St_Johns", "America/Sao_Paulo", "America/Havana", "Pacific/Apia", "Pacific/Kwajalein", "Asia/Kolkata", "Europe/Dublin",
	"Africa/Cairo", "Australia/Lord_Howe", "Africa/Monrovia", "Asia/Manila"})

// instants near a change of clocks, and any.
var someInstant = rapid.Custom(func(t *rapid.T) time.Time {
	at := time.Unix(rapid.Int64Range(-6e9, 9e9).Draw(t, "unix"), 0)
	return at
})

func nearChange(t *rapid.T, loc *time.Location) time.Time {
	at := someInstant.Draw(t, "at").In(loc)
	if _, next := at.ZoneBounds(); !next.IsZero() && rapid.Bool().Draw(t, "near a change") {
		at = next.Add(time.Duration(rapid.Int64Range(-100000, 100000).Draw(t, "off")) * time.Second)
	}
	return at
}

// An instant that is written with an offset gets the label that the standard
// library's clock shows, and lies between the start and end of every period of it.
func TestInstantsLieInTheirPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := someZone.Draw(t, "zone")
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		at := nearChange(t, loc)
		starts := rapid.IntRange(1, 12).Draw(t, "starts")
		wall := at.In(loc)
		iso, week := wall.ISOWeek()
		fiscal := wall.Year()
		if starts > 1 && int(wall.Month()) >= starts {
			fiscal++
		}
		offset := time.FixedZone("", rapid.IntRange(-12*60, 14*60).Draw(t, "offset")*60)
		text := at.In(offset).Format(rapid.SampledFrom([]string{time.RFC3339, time.RFC3339Nano, "2006-01-02 15:04:05 -0700", "1/2/2006 3:04:05 PM -07:00", "02-Jan-2006 15:04:05Z07:00", "20060102T150405Z0700"}).Draw(t, "layout"))
		for p, code := range map[Period]string{
			Day: wall.Format("2006-01-02"), Month: wall.Format("2006-01"), Year: wall.Format("2006"), Quarter: fmt.Sprintf("%d-Q%d", wall.Year(), (wall.Month()+2)/3),
			ISOWeek: fmt.Sprintf("%d-W%02d", iso, week), FiscalYear: fmt.Sprintf("FY%d", fiscal), HourOfWeek: wall.Format("Mon 15"),
		} {
			k, err := Dates(DateOptions{Each: p, Zone: zone, Starts: time.Month(starts)})
			if err != nil {
				t.Fatal(err)
			}
			if got, found := k.Code(nil, []string{text}); string(got) != code || found != Known {
				t.Fatalf("%s in %s: %s is in %s, want %s", text, zone, p, got, code)
			}
			if got, found := k.Code(nil, []string{wall.Format("Jan 2, 2006 15:04")}); string(got) != code || found != Known {
				t.Fatalf("%s without an offset: %s is in %s, want %s", wall, p, got, code)
			}
			start, ok := k.Start(code)
			end, ok2 := k.End(code)
			if ok != (p != HourOfWeek) || ok2 != ok {
				t.Fatalf("%s has a start: %v", code, ok)
			}
			if ok && (at.Before(start) || !at.Before(end)) {
				t.Fatalf("%s in %s is not in %s, which is from %s to %s", at, zone, code, start, end)
			}
			next := k.Between(code, code)
			if len(next) != 1 || next[0] != code {
				t.Fatalf("between %s and itself is %v", code, next)
			}
		}
	})
}

func TestStartsAndEnds(t *testing.T) {
	for _, c := range []struct{ zone, code, start, end string }{
		{"America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},
		{"America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
		{"America/New_York", "2026-Q1", "2026-01-01T05:00:00Z", "2026-04-01T04:00:00Z"},
		{"America/New_York", "FY2027", "2026-07-01T04:00:00Z", "2027-07-01T04:00:00Z"},
		{"America/New_York", "2026-W53", "2026-12-28T05:00:00Z", "2027-01-04T05:00:00Z"},
		{"America/New_York", "2300-07-04", "2300-07-04T04:00:00Z", "2300-07-05T04:00:00Z"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"}, // no midnight
		{"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},    // two midnights
		{"America/Havana", "2026-10-31", "2026-10-31T04:00:00Z", "2026-11-01T05:00:00Z"},
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"}, // no such day
	} {
		k := must(Dates(DateOptions{Each: Day, Zone: c.zone, Starts: time.July}))(t)
		start, ok := k.Start(c.code)
		end, ok2 := k.End(c.code)
		if !ok || !ok2 || start.UTC().Format(time.RFC3339) != c.start || end.UTC().Format(time.RFC3339) != c.end {
			t.Errorf("%s in %s: from %s to %s", c.code, c.zone, start.UTC().Format(time.RFC3339), end.UTC().Format(time.RFC3339))
		}
	}
}

// Every day of eight centuries has the number, date, weekday and week of the
// standard library, and periods follow each other without gaps.
func TestCalendar(t *testing.T) {
	k := dates(t, Day)
	at := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := dayNumber(1600, 1, 1); at.Year() < 2400; n++ {
		y, m, d := civil(n)
		iso, week := at.ISOWeek()
		wy, w := isoWeek(k.index(ISOWeek, n))
		if y != at.Year() || m != int(at.Month()) || d != at.Day() || dayNumber(y, m, d) != n || weekday(n) != (int(at.Weekday())+6)%7 || wy != iso || w != week {
			t.Fatalf("%s: %d-%d-%d, weekday %d, week %d of %d", at, y, m, d, weekday(n), w, wy)
		}
		for p := Year; p <= Day; p++ {
			i := k.index(p, n)
			if k.first(p, i) > n || k.first(p, i+1) <= n {
				t.Fatalf("%s is not in its %s", at, p)
			}
			q, j, ok := k.parse(string(appendPeriod(nil, p, i)))
			if q != p || j != i || !ok {
				t.Fatalf("%s: the code of its %s is read as another", at, p)
			}
		}
		at = at.AddDate(0, 0, 1)
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-05-14T13:02:03.123Z", "5/14/26 1:02 PM", "May 14, 2026", "14-May-2026", "20260514T130203+0530", "2026-02-29"} {
		f.Add(s, false)
	}
	k, err := Dates(DateOptions{Each: Day, Zone: "America/New_York"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, dayFirst bool) {
		at, ok := readDate(text, dayFirst)
		if !ok {
			return
		}
		y, m, d := civil(at.day)
		if y < firstYear || y > lastYear || d > monthDays(y, m) || at.second < -1 || at.second > 86399 || at.offset > maxOffset || at.offset < -maxOffset || at.shifted && at.second < 0 {
			t.Fatalf("%+v", at)
		}
		// What the standard library reads as well, it reads as the same.
		if std, err := time.Parse(time.RFC3339, text); err == nil {
			day, second := k.zone.local(at)
			wall := std.In(k.zone.loc)
			if dayNumber(wall.Year(), int(wall.Month()), wall.Day()) != day || wall.Hour()*3600+wall.Minute()*60+wall.Second() != second {
				t.Fatalf("day %d second %d, want %s", day, second, wall)
			}
		}
	})
}

func BenchmarkDates(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"iso-date", "2026-05-14"}, {"iso-local", "2026-05-14T13:02:03.000"}, {"iso-z", "2026-05-14T13:02:03Z"}, {"us-pm", "05/14/2026 01:02:03 PM"}, {"name", "14-May-2026"}, {"bad", "2026-02-29"},
	} {
		k := dates(b, Month)
		b.Run(c.name, func(b *testing.B) {
			cells := []string{c.text}
			dst := make([]byte, 0, 64)
			b.ReportAllocs()
			for b.Loop() {
				dst, _ = k.Code(dst[:0], cells)
			}
		})
	}
}
