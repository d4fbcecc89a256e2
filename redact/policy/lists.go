package policy

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"vaughn/detect"
	"vaughn/exemptions/words"
)

// maxList bounds a list file, in bytes.
const maxList = 32 << 20

// listHeaders are the columns of a list; value must be there.
var listHeaders = []string{"value", "reason", "by", "until"}

// ReadList reads a list that the agency keeps in a spreadsheet and saves as CSV:
// a header with value, and where wanted reason, by and until (YYYY-MM-DD, or
// M/D/YYYY as Excel rewrites it). Comma, semicolon or tab; UTF-8 with or without
// a byte-order mark, else windows-1252, which is what "CSV" means in Excel on
// Windows. name is what messages call the file. An item past its until on the
// day of asOf refuses the list, by line number and never by value; the zero asOf
// checks no dates. The error is an [Errors].
func ReadList(name string, r io.Reader, asOf time.Time) (*List, error) {
	s := &sink{file: name}
	text, comma, skipped := s.csvText("list", r)
	if err := s.err(); err != nil {
		return nil, err
	}
	l := listReader{sink: s, list: &List{Name: name}, asOf: asOf}
	l.read(text, comma, skipped)
	if err := s.err(); err != nil {
		return nil, err
	}
	return l.list, nil
}

// listText decodes a list's bytes.
func listText(s *sink, src []byte) (string, bool) {
	src = bytes.TrimPrefix(src, []byte("\xEF\xBB\xBF"))
	if bytes.HasPrefix(src, []byte{0xFF, 0xFE}) || bytes.HasPrefix(src, []byte{0xFE, 0xFF}) || bytes.IndexByte(src, 0) >= 0 {
		s.add(Invalid, 0, `The list is not a CSV file in UTF-8. In Excel choose "CSV UTF-8" when saving.`)
		return "", false
	}
	if !utf8.Valid(src) {
		dec, err := charmap.Windows1252.NewDecoder().Bytes(src)
		if err != nil {
			s.add(Invalid, 0, `The list is not a CSV file in UTF-8. In Excel choose "CSV UTF-8" when saving.`)
			return "", false
		}
		src = dec
	}
	return string(src), true
}

// listReader reads the records of a list.
type listReader struct {
	*sink
	list    *List
	asOf    time.Time
	at      [4]int // column of each of listHeaders; -1 = absent
	expired []string
}

// read reads the records of text, before which some lines were skipped.
func (l *listReader) read(text string, comma rune, skipped int) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	header := true
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line = pe.Line + skipped
			}
			l.add(Invalid, line, "The line cannot be read as CSV. Look for a missing quotation mark, here or above.")
			return
		}
		line, _ := r.FieldPos(0)
		line += skipped
		switch {
		case header:
			if !l.header(rec, line) {
				return
			}
			header = false
		default:
			l.item(rec, line)
		}
	}
	if header {
		l.add(Invalid, 0, "The list is empty. Its first line must be: value,reason,by,until.")
	}
	l.outOfTime()
}

// outOfTime refuses the list for its lines that are past their until.
func (l *listReader) outOfTime() {
	switch {
	case len(l.expired) == 1:
		l.add(Expired, 0, `Line %s is past its "until" day. Write a new day or remove the line.`, l.expired[0])
	case len(l.expired) > 1:
		l.add(Expired, 0, `Lines %s are past their "until" day. Write new days or remove the lines.`, words.List(l.expired))
	}
}

// listComma is the separator that the header line uses most.
func listComma(header string) rune {
	best, n := ',', strings.Count(header, ",")
	for _, c := range []rune{';', '\t'} {
		if k := strings.Count(header, string(c)); k > n {
			best, n = c, k
		}
	}
	return best
}

func (l *listReader) header(rec []string, line int) bool {
	l.at = [4]int{-1, -1, -1, -1}
	ok := true
	for i, h := range rec {
		h = strings.ToLower(strings.TrimSpace(h))
		known := h == "" // Excel leaves empty columns at the right
		for j, want := range listHeaders {
			if h != want {
				continue
			}
			known = true
			if l.at[j] >= 0 {
				l.add(Invalid, line, "The column %s stands twice. Remove one.", want)
				ok = false
			}
			l.at[j] = i
		}
		if !known {
			l.add(Invalid, line, "Column %d of the list is not value, reason, by or until.%s Correct the first line.", i+1, words.DidYouMean(h, listHeaders))
			ok = false
		}
	}
	if ok && l.at[0] < 0 {
		l.add(Invalid, line, "The list has no column value. Its first line must be: value,reason,by,until.")
		return false
	}
	return ok
}

func (l *listReader) item(rec []string, line int) {
	get := func(j int) string {
		if i := l.at[j]; i >= 0 && i < len(rec) {
			return strings.TrimSpace(rec[i])
		}
		return ""
	}
	item := ListItem{Value: get(0), Reason: get(1), By: get(2), Line: line}
	until := get(3)
	if item.Value == "" {
		if item.Reason != "" || item.By != "" || until != "" {
			l.add(Invalid, line, "The line has no value. Write one or remove the line.")
		}
		return
	}
	if until != "" {
		day, ok := parseDay(until)
		if !ok {
			l.add(Invalid, line, "until needs a day as YYYY-MM-DD, for example 2026-11-23.")
			return
		}
		item.Until = day
		l.expires(day, line)
	}
	l.list.Items = append(l.list.Items, item)
}

// expires notes a line that is past its day.
func (l *listReader) expires(day time.Time, line int) {
	if !day.IsZero() && !l.asOf.IsZero() && day.Format(dateLayout) < l.asOf.Format(dateLayout) {
		l.expired = append(l.expired, strconv.Itoa(line))
	}
}

// parseDay reads 2026-11-23, and 11/23/2026 as Excel writes it back in the
// United States.
func parseDay(s string) (time.Time, bool) {
	for _, layout := range []string{dateLayout, "1/2/2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// Phrases are the list's values as the detectors look for them in text, with the
// entity [detect.Listed]: what makes an always-mask list work inside
// descriptions. Domains (@example.org) and values of fewer than three letters or
// digits are left out.
func (l *List) Phrases() detect.Phrases {
	out := detect.Phrases{Entity: detect.Listed}
	if l.KeyID != "" {
		return out // codes cannot be looked for in text
	}
	for _, it := range l.Items {
		if !strings.HasPrefix(it.Value, "@") && len(words.Fold(it.Value)) >= 3 {
			out.Values = append(out.Values, it.Value)
			if other := turned(string(foldValue(nil, it.Value))); other != "" { // names stand either way round
				out.Values = append(out.Values, other)
			}
		}
	}
	return out
}

// lookup is a list ready to be asked. Values are compared without case and
// with single spaces; a number written with telephone punctuation by its digits
// alone.
type lookup struct {
	name    string
	items   []ListItem
	keys    map[string]int32
	domains map[string]int32 // "@example.org"
	keyed   *keyedIndex      // nil = a CSV list
	first   [256]bool        // first bytes of the keys; '#' begins numbers
}

// newLookup indexes a list; the first of equal values counts.
func newLookup(name string, l *List) *lookup {
	lu := &lookup{name: name, items: l.Items, keyed: l.keyed, keys: make(map[string]int32, len(l.Items)), domains: map[string]int32{}}
	put := func(m map[string]int32, k string, i int) {
		if _, ok := m[k]; !ok && k != "" {
			m[k] = int32(i)
			lu.first[k[0]] = true
		}
	}
	for i, it := range l.Items {
		k := string(foldValue(nil, it.Value))
		if strings.HasPrefix(k, "@") {
			put(lu.domains, k, i)
			continue
		}
		put(lu.keys, k, i)
		put(lu.keys, string(foldDigits(nil, it.Value)), i)
		put(lu.keys, turned(k), i)
	}
	return lu
}

// turned writes "first last" as "last, first" and back; "" for anything else.
func turned(k string) string {
	if last, first, ok := strings.Cut(k, ", "); ok {
		if strings.ContainsAny(first, ",0123456789@") || strings.ContainsAny(last, "0123456789@") {
			return ""
		}
		return first + " " + last
	}
	if strings.ContainsAny(k, ",0123456789@") {
		return ""
	}
	if i := strings.LastIndexByte(k, ' '); i > 0 {
		return k[i+1:] + ", " + k[:i]
	}
	return ""
}

// may is false for most values that are on no list, by their first byte.
func (l *lookup) may(v string) bool {
	if v == "" {
		return false
	}
	c := v[0]
	switch {
	case c <= ' ' || c >= utf8.RuneSelf:
		return true
	case 'A' <= c && c <= 'Z':
		c += 'a' - 'A'
	case '0' <= c && c <= '9' || c == '(' || c == '+':
		if l.first['#'] {
			return true
		}
	}
	return l.first[c] || len(l.domains) > 0 && strings.IndexByte(v, '@') > 0
}

// find looks a value up. It does not allocate for values of up to 256 bytes.
func (l *lookup) find(v string) (item int, ok bool) {
	if l.keyed != nil {
		return l.keyed.find(v)
	}
	if !l.may(v) {
		return 0, false
	}
	var room [256]byte
	k := foldValue(room[:0], v)
	if len(k) == 0 {
		return 0, false
	}
	if i, ok := l.keys[string(k)]; ok {
		return int(i), true
	}
	if at := bytes.LastIndexByte(k, '@'); at > 0 && len(l.domains) > 0 {
		if i, ok := l.domains[string(k[at:])]; ok {
			return int(i), true
		}
	}
	k = foldDigits(room[:0], v)
	if len(k) == 0 {
		return 0, false
	}
	i, ok := l.keys[string(k)]
	return int(i), ok
}

// foldValue appends s in lower case, trimmed, with single spaces.
func foldValue(dst []byte, s string) []byte {
	start, gap := len(dst), false
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1 // bytes first: cells are ASCII nearly always
		switch {
		case c >= utf8.RuneSelf:
			c, size = utf8.DecodeRuneInString(s[i:])
			c = unicode.ToLower(c)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		i += size
		if c <= ' ' || c >= utf8.RuneSelf && unicode.IsSpace(c) {
			gap = true
			continue
		}
		if gap && len(dst) > start {
			dst = append(dst, ' ')
		}
		gap = false
		if c < utf8.RuneSelf {
			dst = append(dst, byte(c))
			continue
		}
		dst = utf8.AppendRune(dst, c)
	}
	return dst
}

// minDigits is the length of the shortest telephone number without area code.
const minDigits = 7

// foldDigits appends "#" and the digits of a number written with telephone
// punctuation; nothing when s holds anything else or too few digits. The
// country code 1 of an eleven-digit number is dropped.
func foldDigits(dst []byte, s string) []byte {
	start := len(dst)
	dst = append(dst, '#')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			dst = append(dst, c)
		case c == ' ', c == '-', c == '.', c == '(', c == ')', c == '+', c == '/':
		default:
			return dst[:start]
		}
	}
	d := dst[start+1:]
	if len(d) < minDigits {
		return dst[:start]
	}
	if len(d) == 11 && d[0] == '1' {
		copy(d, d[1:])
		dst = dst[:len(dst)-1]
	}
	return dst
}
