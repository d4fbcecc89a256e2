package detect

// A label and its value: this file looks for the value after a label, over a few
// words if need be, and before it ("4417-20931 is her account number"). What a
// value looks like is the business of the kind.

// valueAt is a place where a value may begin.
type valueAt struct {
	s      string
	i      int
	label  Span // the label
	marked bool // a colon, "is", "number" stands between
	last   bool // "last four", "ending in" stands between
	weak   bool // the label says little alone, and nothing marks it
	far    bool // words stand between, or the value stands before the label
}

// reader says where the value at v ends and how likely it is one; a likelihood of
// 0 means that it is none.
type reader func(v valueAt) (start, end int, l Likelihood, reason uint16)

// labelled appends what the label at the span announces, as e.
func labelled(dst []Match, t *Text, at Span, e Entity, read reader) []Match {
	s := t.S
	weak := t.said.weak
	v := valueAt{s: s, label: at}
	i, marked, last, ok := afterLabel(s, at.End)
	if ok {
		v.i, v.marked, v.last, v.weak = i, marked, last, weak && !marked
		if start, end, l, reason := read(v); l != 0 {
			dst = append(dst, found(start, end, e, l, reason))
			return moreValues(dst, v, end, e, read)
		}
	}
	v.far, v.marked, v.weak = true, false, weak
	if start, end, l, reason := farValue(v, read); l != 0 {
		dst = append(dst, found(start, end, e, l, reason))
		return moreValues(dst, v, end, e, read)
	}
	if start, end, l, reason := valueBefore(v, read); l != 0 {
		return append(dst, found(start, end, e, l, reason))
	}
	return dst
}

// maxMore is how many values may follow one label.
const maxMore = 8

// moreValues reads the rest of a list: "plates KLM-4471, KLM-4472 and KLM-4473".
func moreValues(dst []Match, v valueAt, end int, e Entity, read reader) []Match {
	s := v.s
	first := dst[len(dst)-1]
	for range maxMore {
		i := listGap(s, end)
		if i == 0 {
			return dst
		}
		v.i, v.far, v.marked = i, true, false
		start, stop, l, reason := read(v)
		if l == 0 || start != i || !alike(s[first.Start:first.End], s[start:stop]) {
			return dst
		}
		dst = append(dst, found(start, stop, e, l, reason))
		end = stop
	}
	return dst
}

// listGap is where the next item of a list begins after the one that ends at i:
// after a comma, "and", "or", "y", "&", a slash or a semicolon; 0 without.
func listGap(s string, i int) int {
	k, joined := i, false
	for n := 0; k < len(s) && n < 3; n++ {
		for k < len(s) && (s[k] == ' ' || s[k] == ',' || s[k] == '&' || s[k] == '/' || s[k] == ';') {
			joined = joined || s[k] != ' '
			if k++; k-i > 8 {
				return 0
			}
		}
		w := wordEnd(s, k)
		if w == k || !equalWord(s[k:w], "and") && !equalWord(s[k:w], "or") && !equalWord(s[k:w], "y") && !equalWord(s[k:w], "o") {
			break
		}
		k, joined = w, true
	}
	if !joined || k >= len(s) {
		return 0
	}
	return k
}

// alike reports two values of one list: both with or without digits, of lengths
// that differ by at most two.
func alike(a, b string) bool {
	d := len(a) - len(b)
	return d >= -2 && d <= 2 && hasDigit(a) == hasDigit(b)
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

// farReach is how many bytes may stand between a label and a value with other
// words between them.
const farReach = 30

// farValue looks for a value beyond words that are neither labels nor the end of
// a sentence: "account on file at the counter 4417-20931".
func farValue(v valueAt, read reader) (start, end int, l Likelihood, reason uint16) {
	s := v.s
	limit := min(len(s), v.label.End+farReach)
	for i := v.label.End; i < limit; {
		c := s[i]
		switch {
		case c == '\n' || c == ';' || c == '.' && i+1 < len(s) && s[i+1] == ' ' && !shortWordBefore(s, i):
			return 0, 0, 0, 0
		case byteClass[c] == classLetter:
			w := wordEnd(s, i)
			for w < len(s) && (isWordByte(s[w]) || (s[w] == '-' || s[w] == '_' || s[w] == '.') && w+1 < len(s) && isWordByte(s[w+1])) {
				w++
			}
			if hasDigit(s[i:w]) {
				v.i = i
				if start, end, l, reason = read(v); l != 0 {
					return start, end, l, reason
				}
			}
			if class := classOf(s[i:w]); class&(contextClasses|TriggerLabel|TriggerSuffixWord|wordMonth|wordBlank) != 0 && class&wordFiller == 0 {
				return 0, 0, 0, 0 // another label stands nearer
			}
			i = w
		case isDigit(c):
			v.i = i
			start, end, l, reason = read(v)
			return start, end, l, reason
		default:
			i++
		}
	}
	return 0, 0, 0, 0
}

// shortWordBefore reports an abbreviation before the full stop at i: "no."
func shortWordBefore(s string, i int) bool { return i-wordStart(s, i) <= 4 }

// valueBefore reads "4417-20931 is the account number", "KLM-4471 (plate)".
func valueBefore(v valueAt, read reader) (start, end int, l Likelihood, reason uint16) {
	s := v.s
	i, words := v.label.Start, 0
	joined := false
	for words < 4 && v.label.Start-i < farReach {
		for i > 0 && (s[i-1] == ' ' || s[i-1] == '(' || s[i-1] == '[' || s[i-1] == '-' || s[i-1] == ',') {
			joined = joined || s[i-1] == '(' || s[i-1] == '['
			i--
		}
		w := wordStart(s, i)
		if w == i || i > 0 && w > 0 && isWordByte(s[w-1]) || !linkWord(s[w:i]) {
			break
		}
		i, words, joined = w, words+1, true
	}
	if i == v.label.Start || !joined || i == 0 || !isWordByte(s[i-1]) {
		return 0, 0, 0, 0
	}
	stop := i
	for i > 0 && stop-i < 32 && (isWordByte(s[i-1]) || (s[i-1] == '-' || s[i-1] == '_' || s[i-1] == '/') && i > 1 && isWordByte(s[i-2])) {
		i--
	}
	if !hasDigit(s[i:stop]) {
		return 0, 0, 0, 0
	}
	v.i, v.last = i, false
	if start, end, l, reason = read(v); l == 0 || end != stop {
		return 0, 0, 0, 0
	}
	return start, end, l, reason
}

// linkWord reports the words between a value and a label after it.
func linkWord(w string) bool {
	for _, p := range [...]string{"is", "was", "as", "the", "her", "his", "their", "my", "our", "your", "a", "on", "under", "for", "es", "era", "la", "el", "su", "mi", "this", "that", "s"} {
		if equalWord(w, p) {
			return true
		}
	}
	return false
}

// maskedStart takes in stars and crosses before a value's visible end: "****1234".
func maskedStart(s string, i int) int {
	k := i
	for k < len(s) && k-i < 24 && (s[k] == '*' || s[k] == '#' || s[k] == '.' || (s[k]|0x20) == 'x' || k > i && (s[k] == '-' || s[k] == ' ')) {
		k++
	}
	if k-i < 2 || k >= len(s) || !isDigit(s[k]) {
		return i
	}
	return k
}

// money reports an amount: a dollar sign before, or two decimals.
func money(s string, i, end int) bool {
	if i > 0 && s[i-1] == '$' || i > 1 && s[i-1] == ' ' && s[i-2] == '$' {
		return true
	}
	if end-i > 3 && s[end-3] == '.' && isDigit(s[end-1]) && isDigit(s[end-2]) {
		for k := i; k < end-3; k++ {
			if !isDigit(s[k]) && s[k] != ',' {
				return false
			}
		}
		return true
	}
	return end+3 < len(s) && s[end] == ',' && isDigit(s[end+1]) && isDigit(s[end+2]) && isDigit(s[end+3]) // 1,234
}

// plainNumber reports what is a figure rather than a code: a date, a year, an
// amount, a time of day, a telephone number with separators, a number of things.
func plainNumber(s string, i, end int) bool {
	if isYearOrDate(s, i, end) || money(s, i, end) {
		return true
	}
	if p, ok := readPhone(s, i); ok && p.end == end && p.separated && !p.local {
		return true
	}
	return end < len(s) && (s[end] == '%' || s[end] == ':' && end+1 < len(s) && isDigit(s[end+1]))
}
