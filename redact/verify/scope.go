package verify

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// needle is a withheld value that must not stand in its record (DESIGN promise
// 1, scope record).
type needle struct {
	class      byte
	entity     detect.Entity // None where only a label knows
	start, end int           // in needles.text: normal form
}

// needles are those of one record; the memory is reused.
type needles struct {
	list []needle
	text []byte
	has  [256]bool // classes in list
	norm []byte    // the record's words
	low  []byte    // the record in lower case
	mail bool      // an "@" stands in the record: without one no address is looked for
}

// maxNeedles bounds the work for one record: a record with more withheld values
// is a document, and those are searched by digest.
const maxNeedles = 256

func (n *needles) reset() {
	if len(n.list) > 0 {
		n.has[classEmail], n.has[classDigits], n.has[className] = false, false, false
		n.list, n.text = n.list[:0], n.text[:0]
	}
}

// push keeps the text appended to n.text since start, unless it is there already.
func (n *needles) push(class byte, e detect.Entity, start int) {
	s := n.text[start:]
	for i := range n.list {
		if k := &n.list[i]; k.class == class && bytes.Equal(n.text[k.start:k.end], s) && (k.entity == e || e == detect.None) {
			n.text = n.text[:start]
			return
		}
	}
	if len(n.list) >= maxNeedles {
		n.text = n.text[:start]
		return
	}
	n.list = append(n.list, needle{class, e, start, len(n.text)})
	n.has[class] = true
}

// value makes the needle for a value that the detectors know.
func (n *needles) value(e detect.Entity, value string) {
	switch e {
	case detect.EmailAddress:
		n.email(value)
	case detect.Person, detect.StreetAddress, detect.Minor, detect.Listed:
		// words: the worker's name makes them
	case detect.DateOfBirth:
		// dates stand in every record: only the label's own piece is looked for
	default:
		n.number(e, value)
	}
}

// number makes a needle of digits, or of the words of a number with letters.
func (n *needles) number(e detect.Entity, value string) {
	for i := range len(value) {
		if c := value[i] | 0x20; c >= 'a' && c <= 'z' {
			if e != detect.PhoneNumber { // an extension
				n.code(e, value)
				return
			}
			value = value[:i]
			break
		}
	}
	n.digits(e, value)
}

// code makes a needle of a number with letters, of seven characters or more.
func (n *needles) code(e detect.Entity, value string) {
	start, digit := len(n.text), false
	for i := range len(value) {
		digit = digit || isDigit(value[i])
	}
	if n.text, _ = appendWords(n.text, value); !digit || len(n.text)-start < 9 { // a space at both ends
		n.text = n.text[:start]
		return
	}
	n.push(className, e, start)
}

// digits makes a needle of a number of seven digits or more.
func (n *needles) digits(e detect.Entity, value string) {
	start := len(n.text)
	n.text = appendDigits(n.text, value)
	d := n.text[start:]
	if e == detect.PhoneNumber && len(d) == minPhone+1 && d[0] == '1' {
		n.text = append(n.text[:start], d[1:]...)
	}
	if len(n.text)-start < 7 {
		n.text = n.text[:start]
		return
	}
	n.push(classDigits, e, start)
}

// email makes a needle of an address.
func (n *needles) email(value string) {
	if !n.mail {
		return
	}
	start := len(n.text)
	n.text = appendEmail(n.text, value)
	n.push(classEmail, detect.EmailAddress, start)
}

// words makes a needle of a name or address in the form of appendWords.
func (n *needles) words(e detect.Entity, norm []byte) {
	start := len(n.text)
	n.text = append(n.text, norm...)
	n.push(className, e, start)
}

// search looks for the record's needles in its released cells, labels aside.
// text is the record with a zero byte after each cell.
func (w *worker) search(text string) {
	n := &w.needles
	ascii := true
	if n.has[classEmail] || n.has[className] {
		n.low = append(n.low[:0], text...)
		ascii = lower(n.low)
	}
	if n.has[className] && (!ascii || n.mayHaveWords()) {
		n.fold(w.plain)
	} else {
		n.norm = n.norm[:0]
	}
	for i := range n.list {
		k := &n.list[i]
		want := view(n.text[k.start:k.end])
		switch k.class {
		case classEmail:
			w.searchEmail(k, view(n.low), want)
		case classDigits:
			findDigits(text, want, func(end int) bool {
				w.leak(k, strings.Count(text[:end], "\x00"))
				return false
			})
		case className:
			w.searchWords(k, view(n.norm), want)
		default:
			w.problem(RecordLeak, -1, "a withheld value could not be looked for")
		}
	}
}

// mayHaveWords reports whether the longest word of a name stands anywhere in the
// record, which is all ASCII.
func (n *needles) mayHaveWords() bool {
	for i := range n.list {
		k := &n.list[i]
		if k.class != className {
			continue
		}
		var longest []byte
		for w := range bytes.SplitSeq(n.text[k.start:k.end], []byte{' '}) {
			if len(w) > len(longest) {
				longest = w
			}
		}
		if bytes.Contains(n.low, longest) {
			return true
		}
	}
	return false
}

// lower makes ASCII letters small, eight at a time, and reports whether all of b
// is ASCII (Warren, "Hacker's Delight", section 6-1: bytes in a range).
func lower(b []byte) (ascii bool) {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	seen := uint64(0)
	for len(b) >= 8 {
		x := binary.LittleEndian.Uint64(b)
		seen |= x
		low := x &^ highs
		upper := (low + (0x80-'A')*ones) &^ (low + (0x80-'Z'-1)*ones) &^ x & highs
		binary.LittleEndian.PutUint64(b, x|upper>>2)
		b = b[8:]
	}
	for i, c := range b {
		seen |= uint64(c)
		b[i] = lowerASCII(c)
	}
	return seen&highs == 0
}

// fold fills norm with the words of cells, a zero byte after each; a cell that is
// too short for every name that is looked for has none.
func (n *needles) fold(cells []string) {
	shortest := len(n.text)
	for i := range n.list {
		if k := &n.list[i]; k.class == className {
			shortest = min(shortest, k.end-k.start-2) // without the spaces at its ends
		}
	}
	n.norm = n.norm[:0]
	for _, c := range cells {
		if len(c) >= shortest || !isASCII(c) { // the lower case of a letter may be longer than the letter
			n.norm, _ = appendWords(n.norm, c)
		}
		n.norm = append(n.norm, 0)
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// searchEmail finds an address that no character of an address touches.
func (w *worker) searchEmail(k *needle, text, want string) {
	for from := 0; ; {
		i := strings.Index(text[from:], want)
		if i < 0 {
			return
		}
		i += from
		from = i + len(want)
		if i > 0 && foldTable[text[i-1]] != 0 || from < len(text) && (foldTable[text[from]] != 0 || text[from] == '-') {
			continue // another, longer address
		}
		w.leak(k, strings.Count(text[:i], "\x00"))
	}
}

// searchWords finds words in the record's words; in a column of places or firms
// only where they are the whole cell: "12 Main Park Ave" does not name Main Park.
func (w *worker) searchWords(k *needle, text, want string) {
	for from := 0; ; {
		i := strings.Index(text[from:], want)
		if i < 0 {
			return
		}
		i += from
		from = i + len(want) - 1 // the last space may begin the next
		o := strings.Count(text[:i], "\x00")
		if w.placeColumn(o) && k.entity != detect.StreetAddress {
			if i > 0 && text[i-1] != 0 || text[i+len(want)] != 0 {
				continue
			}
		}
		if w.lay.out(o).exempt(detect.EmailAddress) && !w.besideMail(o, want) {
			continue // the name is part of an address that a decision keeps
		}
		w.leak(k, o)
	}
}

// besideMail reports whether words stand in cell o outside of e-mail addresses.
func (w *worker) besideMail(o int, want string) bool {
	if o >= len(w.plain) {
		return true
	}
	rest := w.plain[o]
	eachEmail(rest, func(a string) { rest = strings.Replace(rest, a, " @ ", 1) })
	norm, _ := appendWords(nil, rest)
	return strings.Contains(string(norm), want)
}

func (w *worker) placeColumn(o int) bool {
	if o >= len(w.lay.outs) || w.lay.outs[o].role != roleOwn {
		return false
	}
	return w.lay.cols[w.lay.outs[o].src].place
}

// leak books a withheld value that stands in output column o, unless a decision
// keeps its kind there.
func (w *worker) leak(k *needle, o int) {
	if w.lay.out(o).exemptAlike(k.entity) {
		return
	}
	what := "a value"
	if k.entity != detect.None {
		what = words.A(k.entity.Plain())
	}
	w.problem(RecordLeak, o, what+" that is withheld in this record stands here")
}
