package detect

// Degrees with minutes, and perhaps seconds, in the ways in which they are written:
// 43°02'53"N, N43 02.886, 43 deg 2' 53.16" N, 43d02m53s N, 43:02:53 N, 43-02-53N.

// angle is one of them.
type angle struct {
	Span
	side byte // N, S, E or W; 0 without
	sign bool // a degree sign or a word for it
	fine bool // seconds, or minutes with two decimals
}

// anglesAt appends the pair whose first angle's digits begin at i. With a label before
// them (said) neither signs nor sides are needed; alone means that the label speaks of
// one of the two only.
func anglesAt(dst []Match, s string, i int, said, alone bool) []Match {
	a, ok := readAngle(s, i, 0)
	if !ok || pointAt(dst, a.Span) {
		return dst
	}
	k := a.End
	for k < len(s) && k-a.End < 4 && (s[k] == ' ' || s[k] == ',' || s[k] == ';' || s[k] == '/' || s[k] == '-') {
		k++
	}
	label := wordEnd(s, k)
	named := label > k && inList(" long lng lon longitude longitud gpslongitude ", s[k:label])
	if named {
		for k = label; k < len(s) && k-label < 3 && (s[k] == ' ' || s[k] == ':'); k++ {
		}
	}
	b, ok := readAngle(s, firstDigit(s, k), k)
	pair := ok && b.Start == k && (!alone || named)
	switch {
	case pair && a.side != 0 && b.side != 0 && vertical(a.side) != vertical(b.side) && (said || a.sign && b.sign && a.fine && b.fine):
	case pair && said && a.side == 0 && b.side == 0 && (a.sign && b.sign || a.fine && b.fine):
	case alone && (a.side != 0 || a.sign) && a.fine:
		return append(dst, found(a.Start, a.End, GeoPoint, Likely, reasonLabel))
	default:
		return dst
	}
	if named && alone {
		dst = append(dst, found(a.Start, a.End, GeoPoint, Likely, reasonLabel))
		return append(dst, found(b.Start, b.End, GeoPoint, Likely, reasonLabel))
	}
	return append(dst, found(a.Start, b.End, GeoPoint, Likely, reasonShape))
}

func vertical(side byte) bool { return side == 'N' || side == 'S' }

// readAngle reads the angle whose digits begin at i; minutes are asked for. What stands
// before low belongs to another.
func readAngle(s string, i, low int) (a angle, ok bool) {
	if i >= len(s) || !isDigit(s[i]) {
		return a, false
	}
	a.Start = i
	if i > 0 && s[i-1] == '-' && (i == 1 || !isWordByte(s[i-2])) {
		a.Start--
	}
	k := i - 1
	for k > 0 && s[k] == ' ' && i-k < 3 {
		k--
	}
	if k >= low && a.Start == i && isSide(s, k) && (k == 0 || !isWordByte(s[k-1])) {
		a.Start, a.side = k, s[k]&^0x20
	} else if i > 0 && a.Start == i && (isWordByte(s[i-1]) || s[i-1] == '.' || s[i-1] == '$') {
		return a, false
	}
	parts := 0
	for ; parts < 3; parts++ {
		if i >= len(s) || !isDigit(s[i]) {
			break
		}
		n, places, length, _ := readDecimal(s[i:min(len(s), i+16)])
		if n > [3]int{180, 60, 60}[parts] || places > 0 && parts == 0 || length > 3 && places == 0 {
			return a, false
		}
		a.fine = a.fine || parts == 2 || parts == 1 && places >= 2
		i += length
		a.End = i
		mark, sign := angleMark(s, i, parts)
		if mark == 0 && parts == 0 {
			return a, false
		}
		a.sign = a.sign || sign && parts == 0
		if sign {
			a.End = i + mark
		}
		if i += mark; places > 0 {
			parts++
			break
		}
	}
	if parts < 2 {
		return a, false
	}
	a.takeSide(s)
	return a, a.End == len(s) || !isWordByte(s[a.End])
}

// takeSide takes in the side after an angle: a letter, or a word; O is oeste.
func (a *angle) takeSide(s string) {
	k := a.End
	for n := 0; n < 2 && k < len(s) && s[k] == ' '; n++ {
		k++
	}
	w := wordEnd(s, k)
	if a.side != 0 || w == k {
		return
	}
	switch word := s[k:w]; {
	case inList(" n north norte ", word):
		a.side = 'N'
	case inList(" s south sur ", word):
		a.side = 'S'
	case inList(" e east este ", word):
		a.side = 'E'
	case inList(" w o west oeste ", word):
		a.side = 'W'
	default:
		return
	}
	a.End = w
}

// angleMark is the length of what follows a part of an angle, spaces included, and
// whether it is a sign of degrees, minutes or seconds rather than a joint.
func angleMark(s string, i, part int) (n int, sign bool) {
	k := i
	if k < len(s) && s[k] == ' ' {
		k++
	}
	sign = true
	switch m := dmsMark(s, k, part); {
	case m > 0:
		k += m
	default:
		w := wordEnd(s, k)
		units := [3]string{" d deg degrees grados ", " m min minutes minutos ", " s sec seconds segundos "}
		switch {
		case w > k && inList(units[part], s[k:w]) && (part < 2 || k == i || w-k > 1):
			k = w
		case part < 2 && i+1 < len(s) && (s[i] == ' ' || s[i] == ':' || s[i] == '-') && isDigit(s[i+1]):
			return 1, false
		default:
			return 0, false
		}
	}
	n = k - i
	if part < 2 && k < len(s) && s[k] == ' ' && k+1 < len(s) && isDigit(s[k+1]) {
		k++
		return k - i, true
	}
	return n, true
}

// dmsMark is the length of the sign for degrees, minutes or seconds at i.
func dmsMark(s string, i, part int) int {
	if i >= len(s) {
		return 0
	}
	three := func(low, high byte) bool {
		return i+2 < len(s) && s[i] == 0xE2 && s[i+1] == 0x80 && s[i+2] >= low && s[i+2] <= high
	}
	switch {
	case part == 0 && i+1 < len(s) && s[i] == 0xC2 && (s[i+1] == 0xB0 || s[i+1] == 0xBA):
		return 2
	case part == 1 && s[i] == '\'', part == 2 && s[i] == '"':
		return 1
	case part == 2 && i+1 < len(s) && s[i] == '\'' && s[i+1] == '\'':
		return 2
	case part == 1 && (three(0xB2, 0xB2) || three(0x98, 0x99)), part == 2 && (three(0xB3, 0xB3) || three(0x9C, 0x9D)):
		return 3
	default:
		return 0
	}
}
