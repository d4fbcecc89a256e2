package key

// instant is what a text says: a day and a time of day on the clocks of a place,
// or of UTC where offset is known.
type instant struct {
	day     int // days since 1970-01-01
	second  int // of the day; -1 where the text names no time
	offset  int // seconds east of UTC
	shifted bool
}

// The years that are read. 9999 stands for "never" in most data.
const (
	firstYear = 1000
	lastYear  = 9998
)

// lowYear is the pivot of two-digit years: 69 is 1969, 68 is 2068.
const lowYear = 69

// dateText is a text that is being read.
type dateText struct {
	s        string
	i        int
	dayFirst bool
}

// readDate reads a date with or without a time:
//
//	2026-05-14  2026/05/14  20260514      then T or spaces and a time
//	5/14/2026  05/14/26  05-14-2026       month first, or day first where asked for
//	May 14, 2026  14-May-2026  14 May 2026
//
// A time is 13:02, 13:02:03, 13:02:03.123, 1:02 PM, or 130203 behind a T; then Z, UTC,
// GMT or an offset (+05:30, -0400, +05). Two-digit years are read with slashes alone. Days
// that never were (2026-02-29), serial numbers of spreadsheets and names of zones
// (EST) are not read. The text must hold nothing else.
func readDate(text string, dayFirst bool) (instant, bool) {
	p := dateText{s: text, dayFirst: dayFirst}
	p.spaces()
	at := instant{second: -1}
	y, m, d, ok := p.date()
	if !ok || y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || d > 28 && d > monthDays(y, m) {
		return at, false
	}
	at.day = dayNumber(y, m, d)
	if p.i == len(p.s) {
		return at, true
	}
	if !p.timeBegins() {
		return at, p.i == len(p.s)
	}
	if at.second, ok = p.clock(); !ok {
		return at, false
	}
	if at.offset, at.shifted, ok = p.zone(); !ok {
		return at, false
	}
	p.spaces()
	return at, p.i == len(p.s)
}

func (p *dateText) spaces() {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] >= '\t' && p.s[p.i] <= '\r') {
		p.i++
	}
}

// take moves on where the next byte is c.
func (p *dateText) take(c byte) bool {
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

// number reads up to most digits; n is how many there were, and more digits are
// left to be found by who reads on.
func (p *dateText) number(most int) (v, n int) {
	for n < most && p.i < len(p.s) && isDigit(p.s[p.i]) {
		v = v*10 + int(p.s[p.i]-'0')
		p.i++
		n++
	}
	return v, n
}

// date reads year, month and day.
func (p *dateText) date() (y, m, d int, ok bool) {
	a, n := p.number(8)
	switch {
	case n == 4 && (p.take('-') || p.take('/')):
		sep := p.s[p.i-1]
		m, n = p.number(2)
		if n == 0 || !p.take(sep) {
			return 0, 0, 0, false
		}
		d, n = p.number(2)
		return a, m, d, n > 0
	case n == 8:
		return a / 10000, a / 100 % 100, a % 100, true
	case n == 0:
		return p.monthDayYear()
	case n > 2 || p.i == len(p.s):
		return 0, 0, 0, false
	}
	sep := p.s[p.i]
	p.i++
	if sep != '/' && sep != '-' && sep != ' ' {
		return 0, 0, 0, false
	}
	b, n := p.number(2)
	if n == 0 && sep != '/' {
		if m, ok = p.month(); !ok || !p.take(sep) && !p.take(' ') {
			return 0, 0, 0, false
		}
		y, n = p.number(4)
		return y, m, a, n == 4
	}
	if n == 0 || sep == ' ' || !p.take(sep) {
		return 0, 0, 0, false
	}
	y, n = p.number(4)
	switch {
	case n == 2 && sep == '/' && y < lowYear:
		y += 2000
	case n == 2 && sep == '/':
		y += 1900
	case n != 4:
		return 0, 0, 0, false
	}
	if p.dayFirst {
		return y, b, a, true
	}
	return y, a, b, true
}

// monthDayYear reads "May 14, 2026".
func (p *dateText) monthDayYear() (y, m, d int, ok bool) {
	if m, ok = p.month(); !ok || !p.take(' ') {
		return 0, 0, 0, false
	}
	p.spaces()
	d, n := p.number(2)
	if n == 0 || !p.take(',') && !p.take(' ') {
		return 0, 0, 0, false
	}
	p.spaces()
	y, n = p.number(4)
	return y, m, d, n == 4
}

// monthNames are the English names of the months in lower case.
var monthNames = [12]string{"january", "february", "march", "april", "may", "june", "july", "august", "september",
	"october", "november", "december"}

// month reads the name of a month, its first three letters (with a full stop) or "Sept".
func (p *dateText) month() (int, bool) {
	begin := p.i
	for p.i < len(p.s) && (p.s[p.i]|0x20) >= 'a' && (p.s[p.i]|0x20) <= 'z' {
		p.i++
	}
	word := p.s[begin:p.i]
	if len(word) < 3 {
		return 0, false
	}
	for i, name := range monthNames {
		if len(word) > len(name) || len(word) != 3 && len(word) != len(name) && (i != 8 || len(word) != 4) || !foldedPrefix(name, word) {
			continue
		}
		if len(word) < len(name) {
			p.take('.')
		}
		return i + 1, true
	}
	return 0, false
}

// foldedPrefix reports whether a lower-case name begins with word in any case.
func foldedPrefix(name, word string) bool {
	for i := range len(word) {
		if word[i]|0x20 != name[i] {
			return false
		}
	}
	return true
}

// timeBegins moves behind what parts a date from a time: T, or spaces, perhaps
// with a comma before them. At the end of the text there is no time.
func (p *dateText) timeBegins() bool {
	if p.take('T') || p.take('t') {
		return true
	}
	begin := p.i
	p.take(',')
	comma := p.i
	p.spaces()
	if p.i == len(p.s) {
		if comma > begin {
			p.i = begin
		}
		return false
	}
	if p.i == comma {
		p.i = begin
		return false
	}
	return true
}

// clock reads a time of day in seconds.
func (p *dateText) clock() (second int, ok bool) {
	compact := p.i > 0 && p.s[p.i-1]|0x20 == 't'
	h, n := p.number(2)
	m, s := 0, 0
	colon := p.take(':')
	if n == 0 || !colon && (!compact || n != 2) {
		return 0, false
	}
	if m, n = p.number(2); n != 2 {
		return 0, false
	}
	if colon && p.take(':') || !colon && p.i < len(p.s) && isDigit(p.s[p.i]) {
		if s, n = p.number(2); n != 2 || !p.fraction() {
			return 0, false
		}
	}
	if m > 59 || s > 60 {
		return 0, false
	}
	s = min(s, 59) // a leap second is the last of its minute
	if h, ok = p.half(h); !ok || h > 23 {
		return 0, false
	}
	return h*3600 + m*60 + s, true
}

// fraction moves behind the fraction of a second, which no code needs.
func (p *dateText) fraction() bool {
	if !p.take('.') && !p.take(',') {
		return true
	}
	begin := p.i
	for p.i < len(p.s) && isDigit(p.s[p.i]) {
		p.i++
	}
	return p.i > begin
}

// half reads AM or PM where it stands and gives the hour of the day.
func (p *dateText) half(h int) (int, bool) {
	begin := p.i
	p.spaces()
	if p.i == len(p.s) || p.s[p.i]|0x20 != 'a' && p.s[p.i]|0x20 != 'p' {
		p.i = begin
		return h, true
	}
	pm := p.s[p.i]|0x20 == 'p'
	p.i++
	dot := p.take('.')
	if !p.take('M') && !p.take('m') || dot && !p.take('.') || h < 1 || h > 12 {
		return 0, false
	}
	if h %= 12; pm {
		h += 12
	}
	return h, true
}

// maxOffset is the widest offset from UTC that is read.
const maxOffset = 18 * 3600

// zone reads Z, UTC, GMT or an offset; found is false where there is none.
func (p *dateText) zone() (offset int, found, ok bool) {
	p.spaces()
	if p.i == len(p.s) {
		return 0, false, true
	}
	if p.take('Z') || p.take('z') {
		return 0, true, true
	}
	if rest := p.s[p.i:]; len(rest) >= 3 && (foldedPrefix("utc", rest[:3]) || foldedPrefix("gmt", rest[:3])) {
		p.i += 3
		return 0, true, true
	}
	west := p.take('-')
	if !west && !p.take('+') {
		return 0, false, false
	}
	h, n := p.number(2)
	if n != 2 {
		return 0, false, false
	}
	colon, m := p.take(':'), 0
	if m, n = p.number(2); n != 2 && (n != 0 || colon) || m > 59 {
		return 0, false, false
	}
	if offset = h*3600 + m*60; west {
		offset = -offset
	}
	return offset, true, offset <= maxOffset && offset >= -maxOffset
}

// dayNumber counts days since 1970-01-01 in the calendar of today, also before it
// was introduced. The year begins in March here, so that the leap day is its last.
func dayNumber(y, m, d int) int {
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1 - 719468
}

// civil is the date of a day number.
func civil(day int) (y, m, d int) {
	day += 719468
	century := (4*day + 3) / 146097
	day -= 146097 * century / 4
	year := (4*day + 3) / 1461
	day -= 1461 * year / 4
	m = (5*day + 2) / 153
	d = day - (153*m+2)/5 + 1
	if y = 100*century + year; m >= 10 {
		return y + 1, m - 9, d
	}
	return y, m + 3, d
}

func monthDays(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
