// Package sr writes an invented service-request export: the weekly file that a
// vendor sends to a city's open-data staff. Same options, same bytes.
//
// Every person is invented, every telephone number is 555-01xx, every e-mail
// address ends in example.org or example.com, every Social Security number is
// one that was published as invalid. About one row in ten (Options.PerMille)
// holds personal information in its free text; what was planted is reported as
// [Canary] values, so that a test can look for it in everything that a release
// writes.
package sr

import (
	"math/rand/v2"
	"time"
)

// Columns are the header of the export.
var Columns = []string{
	"Id", "Status", "Request_Type", "Category", "Summary", "Description", "Status_Notes", "Display_Name",
	"Anonymous", "Reporter_Email", "Reporter_Phone", "Address", "Lat", "Lng", "Agency_Name", "Assignee_Email",
	"Internal_Notes", "Media_URL", "Page_URL", "Created_at_local", "Closed_at_local", "Days_to_Close", "Report_Source",
}

// Options select what is written.
type Options struct {
	Seed     uint64
	PerMille int           // rows in 1000 with personal information in free text; 0 = 100
	Start    time.Time     // creation of the first request; zero = 2024-01-02 06:00 UTC
	Gap      time.Duration // between two requests, on average; 0 = 2 minutes
	Until    time.Time     // day of the export: what was closed later is still open; zero = no limit
	Canary   func(Canary)
}

// Canary is a planted value that the agency's policy (cmd/vaughn/demo) withholds.
// Values of one entity are never written where that policy keeps them.
type Canary struct {
	Record int64  // record number in the file; the header is 1
	Column string // where it was planted
	Entity string // PHONE_NUMBER, EMAIL_ADDRESS, PERSON, STREET_ADDRESS, …
	Value  string
}

// Generator writes records one after the other. It is not safe for concurrent use.
type Generator struct {
	o      Options
	rng    *rand.Rand
	record int64
	clock  time.Time
	row    request
	text   []byte // scratch for one field
}

// request holds what the fields of one record share.
type request struct {
	kind        *kind
	id          int64
	anonymous   bool
	name        person
	street      string
	house       int
	planted     bool
	firm        string
	opened      time.Time
	closed      bool
	days        int
	email       []byte
	phone       int // index of the number, below len(areas)*lastDigits
	hasEmail    bool
	hasPhone    bool
	lineBreak   bool
	sourceIndex int
}

func (r *request) closedAt() time.Time { return r.opened.Add(time.Duration(r.days*24+3) * time.Hour) }

type person struct{ first, stem, ending string }

// New makes a generator. The first call is usually [Generator.Header].
func New(o Options) *Generator {
	if o.PerMille == 0 {
		o.PerMille = 100
	}
	if o.Start.IsZero() {
		o.Start = time.Date(2024, 1, 2, 6, 0, 0, 0, time.UTC)
	}
	if o.Gap == 0 {
		o.Gap = 2 * time.Minute
	}
	return &Generator{o: o, rng: rand.New(rand.NewPCG(o.Seed, 0x5bf03635)), clock: o.Start}
}

// Header appends the header record to dst.
func (g *Generator) Header(dst []byte) []byte {
	for i, c := range Columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, c...)
	}
	g.record = 1
	return append(dst, '\r', '\n')
}

// Row appends one record to dst.
func (g *Generator) Row(dst []byte) []byte {
	g.record++
	g.begin()
	r := &g.row
	dst = appendInt(dst, r.id)
	dst = append(dst, ',')
	dst = append(dst, g.status()...)
	dst = g.plain(dst, r.kind.name)
	dst = g.plain(dst, r.kind.category)
	dst = g.field(dst, g.summary)
	dst = g.field(dst, g.description)
	dst = g.field(dst, g.statusNotes)
	dst = g.field(dst, g.displayName)
	dst = g.plain(dst, g.flag())
	dst = g.field(dst, g.reporterEmail)
	dst = g.field(dst, g.reporterPhone)
	dst = g.field(dst, g.address)
	dst = g.point(dst)
	dst = g.plain(dst, r.kind.agency)
	dst = g.field(dst, g.assignee)
	dst = g.field(dst, g.internalNotes)
	dst = g.urls(dst)
	dst = g.dates(dst)
	dst = g.plain(dst, sources[r.sourceIndex])
	return append(dst, '\r', '\n')
}

// begin draws what the fields of the next record share.
func (g *Generator) begin() {
	r := &g.row
	g.clock = g.clock.Add(g.o.Gap * time.Duration(50+g.rng.IntN(100)) / 100).Truncate(time.Minute / 4)
	*r = request{
		kind:        &kinds[g.rng.IntN(len(kinds))],
		id:          1048576 + g.record,
		anonymous:   g.rng.IntN(100) < 35,
		street:      streets[g.rng.IntN(len(streets))],
		planted:     g.rng.IntN(1000) < g.o.PerMille,
		opened:      g.clock,
		closed:      g.rng.IntN(100) < 80,
		days:        g.rng.IntN(30) * g.rng.IntN(30) / 30,
		phone:       g.rng.IntN(len(areas) * lastDigits),
		hasEmail:    g.rng.IntN(100) < 70,
		hasPhone:    g.rng.IntN(100) < 45,
		lineBreak:   g.rng.IntN(100) < 3,
		email:       r.email[:0],
		sourceIndex: g.rng.IntN(len(sources)),
	}
	if !g.o.Until.IsZero() && r.closedAt().After(g.o.Until) {
		r.closed = false
	}
	// Anonymous and named reporters share no surname: a name that must be
	// withheld in one row is then kept in no other.
	endings := namedEndings
	if r.anonymous {
		endings = anonymousEndings
	}
	r.name = person{firstNames[g.rng.IntN(len(firstNames))], stems[g.rng.IntN(len(stems))], endings[g.rng.IntN(len(endings))]}
	if !r.anonymous && g.rng.IntN(100) < 8 {
		r.firm = firms[g.rng.IntN(len(firms))]
	}
	// Homes have numbers that end in 7, other places never do, for the same reason.
	r.house = 100 + 10*g.rng.IntN(190)
	if r.kind.home {
		r.house += 7
	} else {
		r.house += g.rng.IntN(7)
	}
	r.email = g.appendEmail(r.email)
}

// plant reports a planted value.
func (g *Generator) plant(column, entity, value string) {
	if g.o.Canary != nil {
		g.o.Canary(Canary{Record: g.record, Column: column, Entity: entity, Value: value})
	}
}

// plain appends a separator and a field that needs no quotes.
func (g *Generator) plain(dst []byte, s string) []byte {
	return append(append(dst, ','), s...)
}

// field appends a separator and the field that fill appends, quoted if needed.
func (g *Generator) field(dst []byte, fill func([]byte) []byte) []byte {
	g.text = fill(g.text[:0])
	dst = append(dst, ',')
	special := false
	for _, c := range g.text {
		if c == ',' || c == '"' || c == '\n' || c == '\r' {
			special = true
			break
		}
	}
	if !special {
		return append(dst, g.text...)
	}
	dst = append(dst, '"')
	for _, c := range g.text {
		if c == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, c)
	}
	return append(dst, '"')
}

func appendInt(dst []byte, n int64) []byte {
	if n >= 10 {
		dst = appendInt(dst, n/10)
	}
	return append(dst, byte('0'+n%10))
}

// appendPadded appends n with at least width digits.
func appendPadded(dst []byte, n, width int) []byte {
	for limit := 10; width > 1; width, limit = width-1, limit*10 {
		if n < limit {
			for range width - 1 {
				dst = append(dst, '0')
			}
			break
		}
	}
	return appendInt(dst, int64(n))
}
