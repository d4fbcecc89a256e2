package detect

// readDate is the end of a date that begins at i: 3/14/1980, 1980-03-14,
// 14.3.80, March 14, 1980, 14 March 1980, 3/1980. Days and months are checked
// for range only, in either order.
func readDate(s string, i int) (end int, ok bool) {
	if i >= len(s) {
		return 0, false
	}
	if byteClass[s[i]] == classLetter {
		return readMonthFirst(s, i)
	}
	a, k := readNumber(s, i)
	n1 := k - i
	if n1 == 0 || n1 == 3 || n1 > 4 || k == len(s) {
		return 0, false
	}
	sep := s[k]
	if sep == ' ' && n1 <= 2 {
		return readDayMonth(s, k, a)
	}
	if sep != '/' && sep != '-' && sep != '.' {
		return 0, false
	}
	b, k2 := readNumber(s, k+1)
	n2 := k2 - k - 1
	if n2 == 0 && n1 <= 2 && byteClass[s[min(k+1, len(s)-1)]] == classLetter { // 14-Mar-1980
		return readDayMonth(s, k, a)
	}
	if n2 == 0 || k2 == len(s) || s[k2] != sep {
		if sep == '/' && n1 <= 2 && n2 == 4 && a >= 1 && a <= 12 && isYear(b) && closedAt(s, k2) {
			return k2, true // 3/1980
		}
		return 0, false
	}
	c, k3 := readNumber(s, k2+1)
	n3 := k3 - k2 - 1
	if n3 == 0 || !closedAt(s, k3) {
		return 0, false
	}
	switch {
	case n1 == 4:
		return k3, n2 <= 2 && n3 <= 2 && isYear(a) && dayMonth(b, c)
	case n3 == 4:
		return k3, n2 <= 2 && isYear(c) && dayMonth(a, b)
	case n3 == 2:
		return k3, n2 <= 2 && dayMonth(a, b)
	default:
		return 0, false
	}
}

// readMonthFirst reads "March 14, 1980", "Mar 1980" and "March 14".
func readMonthFirst(s string, i int) (int, bool) {
	k := wordEnd(s, i)
	if classOf(s[i:k])&wordMonth == 0 {
		return 0, false
	}
	for n := 0; k < len(s) && n < 2 && (s[k] == '.' || s[k] == ' '); n++ {
		k++
	}
	day, stop := readNumber(s, k)
	if stop == k {
		return 0, false
	}
	if stop-k == 4 {
		return stop, isYear(day) && closedAt(s, stop)
	}
	if day < 1 || day > 31 {
		return 0, false
	}
	return yearAfter(s, ordinalEnd(s, stop))
}

// readDayMonth reads " March 1980" after a day that ends at k.
func readDayMonth(s string, k, day int) (int, bool) {
	k++
	if k+3 < len(s) && equalLower(s[k:k+3], "de ") { // 14 de marzo de 1980
		k += 3
	}
	word := wordEnd(s, k)
	if word == k || classOf(s[k:word])&wordMonth == 0 || day < 1 || day > 31 {
		return 0, false
	}
	return yearAfter(s, word)
}

// yearAfter takes in a year after a day or month that ends at k, if there is one.
func yearAfter(s string, k int) (int, bool) {
	i := k
	for n := 0; i < len(s) && n < 2 && (s[i] == ',' || s[i] == ' ' || s[i] == '-' || s[i] == '.'); n++ {
		i++
	}
	if i+4 < len(s) && equalLower(s[i:i+3], "de ") {
		i += 3
	} else if i+5 < len(s) && equalLower(s[i:i+4], "del ") {
		i += 4
	}
	y, end := readNumber(s, i)
	if end-i == 4 && isYear(y) && closedAt(s, end) || end-i == 2 && i > k && s[k] == '-' && closedAt(s, end) {
		return end, true
	}
	return k, closedAt(s, k)
}

// ordinalEnd takes in st, nd, rd, th after a day.
func ordinalEnd(s string, i int) int {
	if end := wordEnd(s, i); end-i == 2 {
		return end
	}
	return i
}

// readNumber reads up to four digits at i.
func readNumber(s string, i int) (n, end int) {
	for end = i; end < len(s) && end-i < 5 && isDigit(s[end]); end++ {
		n = n*10 + int(s[end]-'0')
	}
	return n, end
}

// closedAt reports whether a number or date may end at i.
func closedAt(s string, i int) bool {
	return i == len(s) || !isWordByte(s[i]) || s[i] == 'T' // 1980-03-14T00:00
}

func isYear(y int) bool { return y >= 1880 && y <= 2099 }

func dayMonth(a, b int) bool {
	return a >= 1 && b >= 1 && (a <= 12 && b <= 31 || a <= 31 && b <= 12)
}
