package key

// weekdays are the days of a code of an hour of the week.
const weekdays = "MonTueWedThuFriSatSun"

// appendPeriod writes the code of a period.
func appendPeriod(dst []byte, p Period, n int) []byte {
	switch p {
	case Year:
		return append4(dst, n)
	case FiscalYear:
		return append4(append(dst, "FY"...), n)
	case Quarter:
		return append(append4(dst, n/4), '-', 'Q', '1'+byte(n%4))
	case Month:
		return append2(append(append4(dst, n/12), '-'), n%12+1)
	case ISOWeek:
		y, week := isoWeek(n)
		return append2(append(append4(dst, y), "-W"...), week)
	case Day:
		y, m, d := civil(n)
		dst = append2(append(append4(dst, y), '-'), m)
		return append2(append(dst, '-'), d)
	default:
		day := n / 24 * 3
		return append2(append(append(dst, weekdays[day:day+3]...), ' '), n%24)
	}
}

// isoWeek is the year and number of a week, which are those of its Thursday. Weeks
// are counted from the Thursday of 1970-01-01, so the Thursday of week n is day 7n.
func isoWeek(n int) (year, week int) {
	year, _, _ = civil(n * 7)
	return year, (n*7-dayNumber(year, 1, 1))/7 + 1
}

func append2(dst []byte, n int) []byte { return append(dst, '0'+byte(n/10%10), '0'+byte(n%10)) }

func append4(dst []byte, n int) []byte { return append2(append2(dst, n/100), n) }

// parse reads a code as its period and number. It takes codes as they are written
// only: it writes what it has read, and compares.
func (k *DateKey) parse(code string) (Period, int, bool) {
	p, n, ok := k.parseShape(code)
	if !ok {
		return 0, 0, false
	}
	var room [16]byte
	return p, n, string(appendPeriod(room[:0], p, n)) == code
}

func (k *DateKey) parseShape(code string) (Period, int, bool) {
	if len(code) == 6 && code[3] == ' ' && digits(code[4:]) {
		for day := range 7 {
			if weekdays[day*3:day*3+3] == code[:3] {
				hour := atoi(code[4:])
				return HourOfWeek, day*24 + hour, hour < 24
			}
		}
		return 0, 0, false
	}
	for i, row := range periods {
		if p := Period(i); p != HourOfWeek && shaped(code, row.shape) {
			n, ok := k.number(p, code)
			return p, n, ok
		}
	}
	return 0, 0, false
}

// number is the number of a period in a code of its shape.
func (k *DateKey) number(p Period, code string) (int, bool) {
	if p == FiscalYear {
		return atoi(code[2:]), atoi(code[2:]) >= firstYear-1
	}
	y := atoi(code[:4])
	if y < firstYear-1 {
		return 0, false
	}
	switch p {
	case Year:
		return y, true
	case Quarter:
		q := atoi(code[6:])
		return y*4 + q - 1, q >= 1 && q <= 4
	case ISOWeek:
		// The fourth of January is in the first week.
		return k.index(ISOWeek, dayNumber(y, 1, 4)) + atoi(code[6:]) - 1, true
	}
	m := atoi(code[5:7])
	if m < 1 || m > 12 {
		return 0, false
	}
	if p == Month {
		return y*12 + m - 1, true
	}
	return dayNumber(y, m, atoi(code[8:])), true
}

// shaped reports whether a code has a shape in which 9 stands for a digit.
func shaped(code, shape string) bool {
	if len(code) != len(shape) {
		return false
	}
	for i := range len(code) {
		if shape[i] == '9' && !isDigit(code[i]) || shape[i] != '9' && code[i] != shape[i] {
			return false
		}
	}
	return true
}

// atoi is the number of a text of digits.
func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
